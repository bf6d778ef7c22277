//! Shadings of every kind, on plates as another RIP fills them.

use lopdf::{Dictionary, Object, Stream, dictionary};

use paiban::output::preflight::{Flavour, examine};

use crate::base::{Broken, newsprint, rect, x4};
use crate::plates::agree;

/// By how much squares of eight pixels may differ, of 255: edges of curves are cut into straight pieces.
const EDGES: u32 = 16;

fn numbers(numbers: &[f64]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::Real(*number as f32)).collect())
}

/// Data of a mesh: flags and components of a byte, coordinates of two from 0 to 300 points.
#[derive(Default)]
struct Mesh(Vec<u8>);

impl Mesh {
    fn flag(mut self, flag: u8) -> Mesh {
        self.0.push(flag);
        self
    }

    fn points(mut self, points: &[(f64, f64)]) -> Mesh {
        for value in points.iter().flat_map(|(x, y)| [*x, *y]) {
            self.0.extend(((value / 300.0 * 65_535.0).round() as u16).to_be_bytes());
        }
        self
    }

    fn colors(mut self, colors: &[[u8; 4]]) -> Mesh {
        self.0.extend(colors.as_flattened());
        self
    }

    fn tones(mut self, tones: &[u8]) -> Mesh {
        self.0.extend(tones);
        self
    }

    fn of(self, kind: i64, more: Dictionary) -> Stream {
        let components = if more.has(b"Function") { 1 } else { 4 };
        let mut decode = vec![0.0, 300.0, 0.0, 300.0];
        (0..components).for_each(|_| decode.extend([0.0, 1.0]));
        let mut dict = dictionary! {
            "ShadingType" => kind, "ColorSpace" => "DeviceCMYK", "BitsPerCoordinate" => 16, "BitsPerComponent" => 8,
            "BitsPerFlag" => 8, "Decode" => numbers(&decode),
        };
        more.iter().for_each(|(key, value)| dict.set(key.clone(), value.clone()));
        Stream::new(dict, self.0)
    }
}

const CYAN: [u8; 4] = [230, 20, 0, 0];
const MAGENTA: [u8; 4] = [0, 220, 40, 0];
const YELLOW: [u8; 4] = [10, 0, 240, 0];
const GRAY: [u8; 4] = [0, 0, 0, 120];

/// The twelve points of the edge of a patch with bulging sides, in the order of the data.
const EDGE: [(f64, f64); 12] = [
    (60.0, 60.0),
    (40.0, 110.0),
    (90.0, 160.0),
    (60.0, 220.0),
    (110.0, 250.0),
    (160.0, 190.0),
    (220.0, 220.0),
    (250.0, 170.0),
    (190.0, 120.0),
    (220.0, 60.0),
    (170.0, 30.0),
    (120.0, 90.0),
];

fn ramp() -> Dictionary {
    dictionary! { "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
    "C0" => numbers(&[0.9, 0.0, 0.1, 0.0]), "C1" => numbers(&[0.0, 0.8, 0.6, 0.1]) }
}

/// Draws each shading in a square of its own, 25 mm wide.
fn drawn(mut file: Broken, shadings: Vec<Stream>) -> Vec<u8> {
    let mut content = String::new();
    for (index, shading) in shadings.into_iter().enumerate() {
        let name = format!("S{index}");
        let id = file.add(shading);
        file = file.resource("Shading", &name, id);
        let left = 20.0 + 27.0 * index as f64;
        let place = rect([left, 330.0, 25.0, 25.0]);
        let corner: Vec<&str> = place.split(' ').collect();
        // The square is 300 units of a quarter of its own.
        let scale = 25.0 / 25.4 * 72.0 / 300.0;
        content += &format!("q {place} W n {scale:.5} 0 0 {scale:.5} {} {} cm /{name} sh Q ", corner[0], corner[1]);
    }
    file.content(&content).bytes()
}

#[test]
fn meshes_are_painted() {
    let free = Mesh::default()
        .flag(0)
        .points(&[(20.0, 20.0)])
        .colors(&[CYAN])
        .flag(0)
        .points(&[(280.0, 40.0)])
        .colors(&[MAGENTA])
        .flag(0)
        .points(&[(150.0, 280.0)])
        .colors(&[YELLOW])
        .flag(1)
        .points(&[(290.0, 290.0)])
        .colors(&[GRAY])
        .of(4, Dictionary::new());
    let rows = [(20.0, CYAN), (150.0, YELLOW), (280.0, MAGENTA)];
    let lattice = rows
        .iter()
        .fold(Mesh::default(), |mesh, (y, color)| {
            mesh.points(&[(20.0, *y)])
                .colors(&[*color])
                .points(&[(140.0, *y + 15.0)])
                .colors(&[GRAY])
                .points(&[(280.0, *y)])
                .colors(&[MAGENTA])
        })
        .of(5, dictionary! { "VerticesPerRow" => 3 });
    let coons = Mesh::default().flag(0).points(&EDGE).colors(&[CYAN, MAGENTA, YELLOW, GRAY]);
    let coons = coons.of(6, Dictionary::new());
    let tensor = Mesh::default()
        .flag(0)
        .points(&EDGE)
        .points(&[(130.0, 130.0), (110.0, 180.0), (170.0, 170.0), (180.0, 110.0)])
        .colors(&[CYAN, MAGENTA, YELLOW, GRAY])
        .of(7, Dictionary::new());
    let toned =
        Mesh::default().flag(0).points(&EDGE).tones(&[0, 120, 255, 60]).of(6, dictionary! { "Function" => ramp() });
    agree(&drawn(x4(), vec![free, lattice, coons, tensor, toned]), EDGES);
}

#[test]
fn patches_go_on_from_one_another() {
    // Upwards in three: each new one shares the far side of the last.
    let mut mesh = Mesh::default()
        .flag(0)
        .points(&[
            (20.0, 20.0),
            (20.0, 50.0),
            (30.0, 80.0),
            (20.0, 100.0),
            (60.0, 110.0),
            (80.0, 90.0),
            (120.0, 100.0),
            (120.0, 80.0),
            (130.0, 50.0),
            (120.0, 20.0),
            (90.0, 20.0),
            (50.0, 20.0),
        ])
        .colors(&[CYAN, MAGENTA, YELLOW, GRAY]);
    // From the side at the top (flag 1).
    mesh = mesh
        .flag(1)
        .points(&[
            (120.0, 130.0),
            (130.0, 170.0),
            (120.0, 200.0),
            (90.0, 205.0),
            (60.0, 195.0),
            (20.0, 200.0),
            (25.0, 160.0),
            (15.0, 130.0),
        ])
        .colors(&[CYAN, MAGENTA]);
    // From its side at the left end of the row (flag 2), to the right.
    mesh = mesh
        .flag(2)
        .points(&[
            (20.0, 240.0),
            (30.0, 260.0),
            (20.0, 285.0),
            (60.0, 280.0),
            (90.0, 290.0),
            (120.0, 285.0),
            (115.0, 255.0),
            (125.0, 230.0),
        ])
        .colors(&[YELLOW, GRAY]);
    agree(&drawn(x4(), vec![mesh.of(6, Dictionary::new())]), EDGES);
}

#[test]
fn functions_of_the_place() {
    let sampled = Stream::new(
        dictionary! { "FunctionType" => 0, "Domain" => numbers(&[0.0, 1.0, 0.0, 1.0]), "Size" => vec![3.into(), 2.into()],
        "BitsPerSample" => 8, "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]) },
        [CYAN, YELLOW, MAGENTA, GRAY, CYAN, YELLOW].as_flattened().to_vec(),
    );
    let program = Stream::new(
        dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0, 0.0, 1.0]),
        "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]) },
        b"{ 2 copy mul 3 1 roll 0.5 mul exch 0.7 mul 0 }".to_vec(),
    );
    let mut file = x4();
    let shadings: Vec<Dictionary> = [sampled, program]
        .into_iter()
        .map(|function| {
            dictionary! { "ShadingType" => 1, "ColorSpace" => "DeviceCMYK", "Domain" => numbers(&[0.0, 1.0, 0.0, 1.0]),
            "Matrix" => numbers(&[240.0, 30.0, -20.0, 240.0, 35.0, 15.0]), "Function" => file.add(function) }
        })
        .collect();
    let mut content = String::new();
    for (index, shading) in shadings.into_iter().enumerate() {
        let name = format!("F{index}");
        let id = file.add(shading);
        file = file.resource("Shading", &name, id);
        let place = rect([20.0 + 40.0 * index as f64, 330.0, 25.0, 25.0]);
        let corner: Vec<&str> = place.split(' ').collect();
        let scale = 25.0 / 25.4 * 72.0 / 300.0;
        content += &format!("q {place} W n {scale:.5} 0 0 {scale:.5} {} {} cm /{name} sh Q ", corner[0], corner[1]);
    }
    agree(&file.content(&content).bytes(), EDGES);
}

#[test]
fn boxes_and_backgrounds_of_shadings() {
    let shading = dictionary! { "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Function" => ramp(),
    "Coords" => numbers(&[100.0, 0.0, 300.0, 0.0]), "BBox" => numbers(&[0.0, 0.0, 2000.0, 2000.0]),
    "Background" => numbers(&[0.0, 0.3, 0.0, 0.0]) };
    let mut file = x4();
    let pattern = dictionary! { "Type" => "Pattern", "PatternType" => 2, "Shading" => shading.clone() };
    let (shading, pattern) = (file.add(shading), file.add(pattern));
    let place = rect([20.0, 330.0, 120.0, 12.0]);
    let content = format!("/Pattern cs /P scn {place} f q {} W n /S sh Q", rect([20.0, 345.0, 120.0, 12.0]));
    let file = file.resource("Shading", "S", shading).resource("Pattern", "P", pattern).content(&content);
    agree(&file.bytes(), EDGES);
}

#[test]
fn broken_meshes_are_bounded() {
    let long = vec![0x5a; 2 << 20];
    for (kind, data) in [(4, vec![0, 1, 2]), (5, long.clone()), (6, long.clone()), (7, long), (4, Vec::new())] {
        for more in [Dictionary::new(), dictionary! { "BitsPerCoordinate" => 7 }, dictionary! { "VerticesPerRow" => 1 }]
        {
            let bytes = drawn(x4(), vec![Mesh(data.clone()).of(kind, more)]);
            let report = examine(&bytes, "mesh.pdf", &newsprint(Some(Flavour::X4))).report;
            assert_eq!(report.pages.len(), 1);
        }
    }
}
