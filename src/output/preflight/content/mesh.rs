//! Shadings over meshes: triangles and curved patches, read and painted.
//!
//! Source: ISO 32000-1, 8.7.4.5.5 to 8.7.4.5.8.

use crate::output::preflight::plates::{Patch, Plates};
use crate::output::read::{Dict, Document, Limit, Object, Stream};

use super::state::Matrix;

/// Bytes of a mesh.
const BYTES: usize = 32 << 20;
/// Its triangles and patches.
const PARTS: usize = 200_000;
/// Components of a colour.
const COMPONENTS: usize = 8;
/// A curved patch is cut into so many steps each way, at most, one for so many pixels.
const STEPS: f64 = 24.0;
const STEP: f64 = 4.0;
/// Pieces that all patches of a mesh are cut into, about: of many small ones each is cut into fewer.
const PIECES: f64 = 1e6;

type Point = (f64, f64);
type Color = [f64; COMPONENTS];

/// A corner and its colour.
#[derive(Clone, Copy, Default)]
struct Vertex {
    at: Point,
    color: Color,
}

/// A tensor-product patch: control points by row and column, colours of the corners 00, 03, 33, 30.
#[derive(Clone, Copy, Default)]
struct Tensor {
    points: [[Point; 4]; 4],
    colors: [Color; 4],
}

/// A mesh.
pub(super) struct Mesh {
    triangles: Vec<[Vertex; 3]>,
    patches: Vec<Tensor>,
    count: usize,
    /// The range of the first component: of the parameter where there is a function.
    pub(super) first: [f64; 2],
}

/// The components of a mesh, pixel by pixel.
pub(super) struct Painted {
    patch: Patch,
    count: usize,
    /// NaN where nothing is painted.
    values: Vec<f32>,
}

impl Painted {
    /// The colour of a pixel; none where the mesh does not reach.
    pub(super) fn at(&self, x: usize, y: usize) -> Option<Vec<f64>> {
        let (x, y) = (x.checked_sub(self.patch.x)?, y.checked_sub(self.patch.y)?);
        let start = (y * self.patch.width + x) * self.count;
        let own = self.values.get(start..start + self.count)?;
        (!own.first()?.is_nan()).then(|| own.iter().map(|value| f64::from(*value)).collect())
    }
}

/// Reads a mesh with colours of `count` components; none where it is broken or beyond bounds.
pub(super) fn read(document: &Document<'_>, stream: &Stream, kind: i64, count: usize) -> Option<Mesh> {
    if count == 0 || count > COMPONENTS {
        return None;
    }
    let dict = &stream.dict;
    let bytes = document.decode(stream, Limit::Bytes(BYTES)).ok()?.bytes;
    let mut bits = Bits::new(document, dict, &bytes, count)?;
    let mut mesh = Mesh { triangles: Vec::new(), patches: Vec::new(), count, first: [bits.decode[4], bits.decode[5]] };
    match kind {
        4 => free(&mut bits, &mut mesh),
        5 => lattice(&mut bits, usize::try_from(document.get(dict, b"VerticesPerRow").int()?).ok()?, &mut mesh),
        6 => curved(&mut bits, false, &mut mesh),
        7 => curved(&mut bits, true, &mut mesh),
        _ => None,
    };
    let is_empty = mesh.triangles.is_empty() && mesh.patches.is_empty();
    (!is_empty && mesh.triangles.len() + mesh.patches.len() < PARTS).then_some(mesh)
}

/// Triangles with flags. Ends where the data end.
fn free(bits: &mut Bits<'_>, mesh: &mut Mesh) -> Option<()> {
    let mut last = [Vertex::default(); 3];
    while mesh.triangles.len() < PARTS {
        let flag = bits.flag()?;
        let vertex = bits.vertex()?;
        last = match flag {
            0 => {
                bits.flag()?;
                let second = bits.vertex()?;
                bits.flag()?;
                [vertex, second, bits.vertex()?]
            }
            1 => [last[1], last[2], vertex],
            _ => [last[0], last[2], vertex],
        };
        mesh.triangles.push(last);
    }
    None
}

/// Rows of vertices.
fn lattice(bits: &mut Bits<'_>, across: usize, mesh: &mut Mesh) -> Option<()> {
    if !(2..=PARTS).contains(&across) {
        return None;
    }
    let mut before: Vec<Vertex> = Vec::new();
    while mesh.triangles.len() < PARTS {
        let row: Vec<Vertex> = (0..across).map(|_| bits.vertex()).collect::<Option<_>>()?;
        for (above, below) in before.windows(2).zip(row.windows(2)) {
            mesh.triangles.push([above[0], above[1], below[0]]);
            mesh.triangles.push([above[1], below[0], below[1]]);
        }
        before = row;
    }
    None
}

/// Where the twelve points of an edge stand in a patch, in the order of the data; then the inner four.
const EDGE: [(usize, usize); 12] =
    [(0, 0), (0, 1), (0, 2), (0, 3), (1, 3), (2, 3), (3, 3), (3, 2), (3, 1), (3, 0), (2, 0), (1, 0)];
const INNER: [(usize, usize); 4] = [(1, 1), (1, 2), (2, 2), (2, 1)];

/// Patches of type 6, or with inner points of type 7.
fn curved(bits: &mut Bits<'_>, is_tensor: bool, mesh: &mut Mesh) -> Option<()> {
    let mut last = Tensor::default();
    while mesh.patches.len() < PARTS {
        let flag = bits.flag()?;
        let mut own = Tensor::default();
        let mut put = |index: usize, at: Point| own.points[EDGE[index].0][EDGE[index].1] = at;
        let mut known = 0;
        if flag > 0 {
            known = 4;
            for index in 0..4 {
                let (row, column) = EDGE[(usize::from(flag) * 3 + index) % 12];
                put(index, last.points[row][column]);
            }
        }
        for index in known..12 {
            put(index, bits.point()?);
        }
        if is_tensor {
            for (row, column) in INNER {
                own.points[row][column] = bits.point()?;
            }
        } else {
            own.fill();
        }
        let start = known / 2;
        if flag > 0 {
            own.colors[0] = last.colors[usize::from(flag)];
            own.colors[1] = last.colors[(usize::from(flag) + 1) % 4];
        }
        for index in start..4 {
            own.colors[index] = bits.color()?;
        }
        bits.align();
        mesh.patches.push(own);
        last = own;
    }
    None
}

impl Tensor {
    /// The inner points of a Coons patch. Source: ISO 32000-1, 8.7.4.5.8.
    fn fill(&mut self) {
        let p = self.points;
        let inner = |i: usize, j: usize| {
            let (far_i, far_j) = (3 - 3 * (i / 2), 3 - 3 * (j / 2));
            let (near_i, near_j) = (3 - far_i, 3 - far_j);
            let of = |get: fn(&Point) -> f64| {
                let at = |i: usize, j: usize| get(&p[i][j]);
                (-4.0 * at(near_i, near_j) + 6.0 * (at(near_i, j) + at(i, near_j))
                    - 2.0 * (at(near_i, far_j) + at(far_i, near_j))
                    + 3.0 * (at(far_i, j) + at(i, far_j))
                    - at(far_i, far_j))
                    / 9.0
            };
            (of(|point| point.0), of(|point| point.1))
        };
        for (i, j) in INNER {
            self.points[i][j] = inner(i, j);
        }
    }

    fn at(&self, u: f64, v: f64) -> Vertex {
        let weights = |t: f64| {
            let s = 1.0 - t;
            [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t]
        };
        let (rows, columns) = (weights(u), weights(v));
        let mut at = (0.0, 0.0);
        for (points, row) in self.points.iter().zip(rows) {
            for (point, column) in points.iter().zip(columns) {
                at.0 += point.0 * row * column;
                at.1 += point.1 * row * column;
            }
        }
        let [c00, c03, c33, c30] = &self.colors;
        let mut color = [0.0; COMPONENTS];
        for (index, value) in color.iter_mut().enumerate() {
            let start = c00[index] * (1.0 - v) + c03[index] * v;
            let end = c30[index] * (1.0 - v) + c33[index] * v;
            *value = start * (1.0 - u) + end * u;
        }
        Vertex { at, color }
    }

    fn map(mut self, ctm: Matrix) -> Tensor {
        self.points.iter_mut().flatten().for_each(|point| *point = ctm.at(point.0, point.1));
        self
    }
}

/// Paints a mesh over a part of the page; none where that costs too much.
pub(super) fn paint(mesh: &Mesh, ctm: Matrix, clip: &Patch, plates: &Plates) -> Option<Painted> {
    let patch = Patch { coverage: None, ..*clip };
    let values = vec![f32::NAN; patch.width * patch.height * mesh.count];
    let mut painted = Painted { patch, count: mesh.count, values };
    for corners in &mesh.triangles {
        let own = corners.map(|vertex| Vertex { at: ctm.at(vertex.at.0, vertex.at.1), ..vertex });
        triangle(&mut painted, own, plates)?;
    }
    let most = (PIECES / mesh.patches.len().max(1) as f64).sqrt().clamp(2.0, STEPS);
    for tensor in &mesh.patches {
        let tensor = tensor.map(ctm);
        let all = || tensor.points.iter().flatten();
        let reach = |of: fn(&Point) -> f64| {
            all().map(of).fold(f64::NEG_INFINITY, f64::max) - all().map(of).fold(f64::INFINITY, f64::min)
        };
        let steps = (reach(|point| point.0).max(reach(|point| point.1)) / STEP).clamp(2.0, most) as usize;
        let at = |i: usize, j: usize| tensor.at(i as f64 / steps as f64, j as f64 / steps as f64);
        for i in 0..steps {
            for j in 0..steps {
                let [a, b, c, d] = [at(i, j), at(i, j + 1), at(i + 1, j), at(i + 1, j + 1)];
                triangle(&mut painted, [a, b, c], plates)?;
                triangle(&mut painted, [b, c, d], plates)?;
            }
        }
    }
    Some(painted)
}

/// Paints a triangle: pixels whose middles are in it.
fn triangle(painted: &mut Painted, corners: [Vertex; 3], plates: &Plates) -> Option<()> {
    let [(ax, ay), (bx, by), (cx, cy)] = corners.map(|vertex| vertex.at);
    let area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if !area.is_finite() || area == 0.0 {
        return Some(());
    }
    let patch = &painted.patch;
    let span = |low: f64, high: f64, start: usize, size: usize| {
        let (first, last) =
            ((low - 0.5).ceil().max(start as f64), (high - 0.5).floor().min((start + size) as f64 - 1.0));
        if last < first { 0..0 } else { first as usize..last as usize + 1 }
    };
    let columns = span(ax.min(bx).min(cx), ax.max(bx).max(cx), patch.x, patch.width);
    let rows = span(ay.min(by).min(cy), ay.max(by).max(cy), patch.y, patch.height);
    if !plates.spend((columns.len() * rows.len()).max(1) as u64) {
        return None;
    }
    let (left, top, width, count) = (patch.x, patch.y, patch.width, painted.count);
    for row in rows {
        for column in columns.clone() {
            let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
            let b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
            let c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
            let a = 1.0 - b - c;
            // Neighbours share their edges: a pixel on one may be painted twice, in the same colour.
            if a < -1e-9 || b < -1e-9 || c < -1e-9 {
                continue;
            }
            let start = ((row - top) * width + column - left) * count;
            let Some(own) = painted.values.get_mut(start..start + count) else { continue };
            for (index, value) in own.iter_mut().enumerate() {
                let [of_a, of_b, of_c] = [0, 1, 2].map(|corner| corners[corner].color[index]);
                *value = (of_a * a + of_b * b + of_c * c) as f32;
            }
        }
    }
    Some(())
}

/// The data of a mesh, bit by bit.
struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
    coordinate: usize,
    component: usize,
    flag: usize,
    decode: Vec<f64>,
    count: usize,
}

impl<'b> Bits<'b> {
    fn new(document: &Document<'_>, dict: &Dict, bytes: &'b [u8], count: usize) -> Option<Bits<'b>> {
        let decode: Vec<f64> = document.list(dict, b"Decode").into_iter().filter_map(Object::number).collect();
        let size = |key: &[u8], known: &[i64]| {
            let bits = document.get(dict, key).int()?;
            known.contains(&bits).then_some(bits as usize)
        };
        let coordinate = size(b"BitsPerCoordinate", &[1, 2, 4, 8, 12, 16, 24, 32])?;
        let component = size(b"BitsPerComponent", &[1, 2, 4, 8, 12, 16])?;
        let flag = size(b"BitsPerFlag", &[2, 4, 8]).unwrap_or(0);
        (decode.len() >= 4 + 2 * count).then_some(Bits { bytes, at: 0, coordinate, component, flag, decode, count })
    }

    fn take(&mut self, bits: usize) -> Option<u64> {
        let mut value = 0;
        for at in self.at..self.at + bits {
            value = value << 1 | u64::from(self.bytes.get(at / 8)? >> (7 - at % 8) & 1);
        }
        self.at += bits;
        Some(value)
    }

    fn value(&mut self, bits: usize, index: usize) -> Option<f64> {
        let (low, high) = (self.decode[index * 2], self.decode[index * 2 + 1]);
        Some(low + self.take(bits)? as f64 / ((1u64 << bits) - 1) as f64 * (high - low))
    }

    /// Only the lowest two bits count.
    fn flag(&mut self) -> Option<u8> {
        Some((self.take(self.flag)? & 3) as u8)
    }

    fn point(&mut self) -> Option<Point> {
        Some((self.value(self.coordinate, 0)?, self.value(self.coordinate, 1)?))
    }

    fn color(&mut self) -> Option<Color> {
        let mut color = [0.0; COMPONENTS];
        for (index, value) in color.iter_mut().enumerate().take(self.count) {
            *value = self.value(self.component, index + 2)?;
        }
        Some(color)
    }

    /// A vertex ends with its byte.
    fn vertex(&mut self) -> Option<Vertex> {
        let (at, color) = (self.point()?, self.color()?);
        self.align();
        Some(Vertex { at, color })
    }

    fn align(&mut self) {
        self.at = self.at.div_ceil(8) * 8;
    }
}
