//! What files of others hold: transparency, layers, patterns of forms, fonts and pictures in codes of their own.
//! Plates are compared with those of another RIP.

use lopdf::{Dictionary, Object, Stream, dictionary};

use crate::base::{Broken, rect, x4};
use crate::plates::agree;

/// By how much squares of small type may differ, of 255: Ghostscript fattens it by a part of a pixel.
const TYPE: u32 = 16;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(crate::common::root().join("tests/preflight/samples").join(name)).expect("a sample")
}

fn numbers(numbers: &[f32]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::Real(*number)).collect())
}

/// A page height in points, from which places are measured down.
fn pt(mm: f64) -> f32 {
    (mm * 72.0 / 25.4) as f32
}

fn form(content: &str, more: Dictionary) -> Stream {
    let mut dict =
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 2000.0, 2000.0]) };
    more.iter().for_each(|(key, value)| dict.set(key.clone(), value.clone()));
    Stream::new(dict, content.as_bytes().to_vec())
}

fn group() -> Object {
    dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" }.into()
}

/// A panel to lie on, 230 × 16 mm, and another below it.
fn panel() -> String {
    format!("q 0.6 0.2 0 0 k {} f Q ", rect([20.0, 330.0, 230.0, 16.0]))
}

/// A state of the page for each name, with what it is called.
fn states(mut file: Broken, all: Vec<(String, Dictionary)>) -> Broken {
    for (name, mut dict) in all {
        dict.set("OP", false);
        dict.set("op", false);
        file = file.resource("ExtGState", &name, dict);
    }
    file
}

#[test]
fn blend_modes() {
    let modes = [
        "Normal",
        "Multiply",
        "Screen",
        "Overlay",
        "Darken",
        "Lighten",
        "ColorDodge",
        "ColorBurn",
        "HardLight",
        "SoftLight",
        "Difference",
        "Exclusion",
        "Hue",
        "Saturation",
        "Color",
        "Luminosity",
    ];
    let all = modes.map(|mode| (mode.to_owned(), dictionary! { "BM" => mode, "ca" => Object::Real(0.8) }));
    let mut content = panel();
    for (index, mode) in modes.iter().enumerate() {
        let at = rect([22.0 + 14.2 * index as f64, 333.0, 12.0, 10.0]);
        content += &format!("q /{mode} gs 0.3 0.5 0.1 0.2 k {at} f Q ");
    }
    agree(&states(x4(), all.to_vec()).content(&content).bytes(), TYPE);
}

#[test]
fn groups_are_laid_as_one() {
    let two =
        format!("0 0.8 0 0 k {} f 0 0 0.9 0 k {} f", rect([30.0, 333.0, 12.0, 20.0]), rect([36.0, 336.0, 12.0, 20.0]));
    let mut file = x4();
    let own = file.add(form(&two, dictionary! { "Group" => group() }));
    let apart = file
        .add(form(&two, dictionary! { "Group" => group(), "Matrix" => numbers(&[1.0, 0.0, 0.0, 1.0, pt(40.0), 0.0]) }));
    let all = vec![
        ("Half".to_owned(), dictionary! { "ca" => Object::Real(0.5) }),
        ("Times".to_owned(), dictionary! { "BM" => "Multiply", "ca" => Object::Real(0.7) }),
    ];
    let content = format!("{} q /Half gs /One Do Q q /Times gs /Two Do Q", panel());
    let file = states(file, all).resource("XObject", "One", own).resource("XObject", "Two", apart).content(&content);
    agree(&file.bytes(), TYPE);
}

#[test]
fn groups_whose_modes_take_the_inks_together() {
    let two = format!(
        "0.1 0.8 0 0.2 k {} f 0 0.2 0.9 0 k {} f",
        rect([0.0, 333.0, 12.0, 10.0]),
        rect([6.0, 336.0, 12.0, 8.0])
    );
    let mut file = x4();
    let mut content = panel();
    let mut all = Vec::new();
    for (index, mode) in ["Hue", "Saturation", "Color", "Luminosity"].into_iter().enumerate() {
        let moved = numbers(&[1.0, 0.0, 0.0, 1.0, pt(30.0 + 30.0 * index as f64), 0.0]);
        let own = file.add(form(&two, dictionary! { "Group" => group(), "Matrix" => moved }));
        file = file.resource("XObject", &format!("G{index}"), own);
        all.push((mode.to_owned(), dictionary! { "BM" => mode, "ca" => Object::Real(0.7) }));
        content += &format!("q /{mode} gs /G{index} Do Q ");
    }
    agree(&states(file, all).content(&content).bytes(), TYPE);
}

#[test]
fn soft_masks() {
    let mut file = x4();
    let function = dictionary! { "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
    "C0" => numbers(&[0.0]), "C1" => numbers(&[1.0]) };
    let shading = dictionary! { "ShadingType" => 2, "ColorSpace" => "DeviceGray", "Function" => function,
    "Coords" => numbers(&[pt(30.0), 0.0, pt(100.0), 0.0]), "Extend" => vec![true.into(), true.into()] };
    let gray = dictionary! { "S" => "Transparency", "CS" => "DeviceGray" };
    let fading = file.add(form(
        "/Fade sh",
        dictionary! { "Group" => gray,
        "Resources" => dictionary! { "Shading" => dictionary! { "Fade" => shading } } },
    ));
    let shape =
        file.add(form(&format!("0.7 g {} f", rect([115.0, 333.0, 20.0, 20.0])), dictionary! { "Group" => group() }));
    let all = vec![
        ("Light".to_owned(), dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => fading } }),
        ("Solid".to_owned(), dictionary! { "SMask" => dictionary! { "S" => "Alpha", "G" => shape } }),
        ("None".to_owned(), dictionary! { "SMask" => "None" }),
    ];
    let content = format!(
        "{} q /Light gs 0 1 0 0 k {} f Q q /Solid gs 0 0 1 0 k {} f /None gs 0 0 0 1 k {} f Q",
        panel(),
        rect([30.0, 333.0, 70.0, 20.0]),
        rect([105.0, 333.0, 40.0, 20.0]),
        rect([150.0, 333.0, 10.0, 20.0]),
    );
    let file = states(file, all).content(&content);
    // What a mask is drawn with prints nothing: it has no faults.
    let bytes = file.bytes();
    agree(&bytes, TYPE);
}

#[test]
fn patterns_of_forms_type_and_strokes() {
    let mut file = x4();
    let tile = dictionary! { "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1,
    "BBox" => numbers(&[0.0, 0.0, 20.0, 20.0]), "XStep" => 20, "YStep" => 20, "Resources" => dictionary! {} };
    let tile = file.add(Stream::new(tile, b"0 0.9 0 0 k 0 0 10 10 re f 0 0 0.8 0 k 10 10 10 10 re f".to_vec()));
    let function = file.add(Stream::new(
        dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0]),
        "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]) },
        b"{ dup 0.5 gt { pop 0.9 } { 0.2 add } ifelse 0.1 exch 0 0 }".to_vec(),
    ));
    let shading = |kind: i64, coords: &[f32]| {
        dictionary! { "ShadingType" => kind, "ColorSpace" => "DeviceCMYK",
        "Function" => function.clone(), "Coords" => numbers(coords), "Extend" => vec![false.into(), true.into()] }
    };
    let along = dictionary! { "PatternType" => 2, "Shading" => shading(2, &[pt(100.0), 0.0, pt(200.0), 0.0]) };
    let y = pt(390.0 - 343.0);
    let round = shading(3, &[pt(215.0), y, pt(1.0), pt(225.0), y, pt(12.0)]);
    let own = dictionary! { "Pattern" => dictionary! { "Tile" => tile } };
    let tiled = format!("/Pattern cs /Tile scn {} f", rect([20.0, 333.0, 40.0, 20.0]));
    let tiled = file
        .add(form(&tiled, dictionary! { "Resources" => own, "Matrix" => numbers(&[1.0, 0.0, 0.0, 1.0, 7.0, 3.0]) }));
    let name = file.font();
    let content = format!(
        "/Off gs q /Tiled Do Q q /Pattern CS /Along SCN 14 w {0} 100 m {1} 100 l S Q \
         q /Pattern cs /Along scn BT /{name} 60 Tf {0} 50 Td <00010002> Tj ET Q \
         q {2} W n /Round sh Q q BT /{name} 60 Tf 7 Tr {3} 120 Td <00010002> Tj ET 0 0 1 0 k {3} 110 200 60 re f Q",
        pt(100.0),
        pt(190.0),
        rect([195.0, 323.0, 50.0, 40.0]),
        pt(30.0)
    );
    let file = states(file, vec![("Off".to_owned(), dictionary! {})])
        .resource("XObject", "Tiled", tiled)
        .resource("Pattern", "Along", along)
        .resource("Shading", "Round", round)
        .content(&content);
    let bytes = file.bytes();
    // Tiles have edges in every square.
    agree(&bytes, 32);
}

/// Pictures of 64 × 64 pixels, a centimetre wide, beside one another.
fn pictures(all: Vec<(Dictionary, Vec<u8>)>) -> Broken {
    let mut file = states(x4(), vec![("Off".to_owned(), dictionary! {})]);
    let mut content = "/Off gs ".to_owned();
    for (index, (more, data)) in all.into_iter().enumerate() {
        let mut dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 64, "Height" => 64 };
        more.iter().for_each(|(key, value)| dict.set(key.clone(), value.clone()));
        let picture = file.add(Stream::new(dict, data));
        let name = format!("Own{index}");
        content += &format!("q 28.35 0 0 28.35 {} 100 cm /{name} Do Q ", 60.0 + 34.0 * index as f64);
        file = file.resource("XObject", &name, picture);
    }
    file.content(&content)
}

#[test]
fn pictures_in_codes_of_their_own() {
    let one = |filter: &str, parms: Dictionary| {
        dictionary! { "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1,
        "Filter" => filter, "DecodeParms" => parms }
    };
    let fax = |k: i64, black: bool| {
        one(
            "CCITTFaxDecode",
            dictionary! { "K" => k, "Columns" => 64, "Rows" => 64,
            "BlackIs1" => black, "EndOfLine" => k == 0 },
        )
    };
    let jpx = |space: &str| dictionary! { "Filter" => "JPXDecode", "ColorSpace" => space };
    let cmyk: Vec<u8> = (0..64 * 64u32).flat_map(|at| [at % 64 * 4, at / 64 * 4, 0, 0]).map(|ink| ink as u8).collect();
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 95);
    encoder.encode(&cmyk, 64, 64, jpeg_encoder::ColorType::Cmyk).expect("a JPEG");
    // As Photoshop and Ghostscript code four inks.
    let mut ycck = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut ycck, 95);
    encoder.encode(&cmyk, 64, 64, jpeg_encoder::ColorType::CmykAsYcck).expect("a JPEG");
    let dct = dictionary! { "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8, "Filter" => "DCTDecode" };
    let mut inverted = dct.clone();
    inverted.set("Decode", numbers(&[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]));
    // A range of colours that is left out: all with little cyan.
    let mut keyed = dictionary! { "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8 };
    keyed.set("Mask", [0, 127, 0, 255, 0, 255, 0, 255].map(Object::Integer).to_vec());
    let file = pictures(vec![
        (fax(-1, false), sample("group4.fax")),
        (fax(-1, true), sample("group4.fax")),
        (fax(0, false), sample("group3.fax")),
        (one("JBIG2Decode", dictionary! {}), sample("mmr.jbig2")),
        (jpx("DeviceGray"), sample("gray.jp2")),
        (jpx("DeviceCMYK"), sample("cmyk.jp2")),
        (dct.clone(), jpeg.clone()),
        (inverted.clone(), jpeg),
        (dct, ycck.clone()),
        (inverted, ycck),
        (keyed, cmyk),
    ]);
    agree(&file.bytes(), 24);
    // One that says itself what its colours are: gray, and so black alone.
    let report = pictures(vec![(dictionary! { "Filter" => "JPXDecode" }, sample("gray.jp2"))]).report();
    assert_eq!(report.pages[0].images[0].space, "DeviceGray");
    assert!(report.pages[0].inks[..3].iter().all(|ink| ink.coverage == 0.0), "{:?}", report.pages[0].inks);
}

#[test]
fn masks_of_pictures() {
    let cmyk: Vec<u8> = (0..64 * 64u32).flat_map(|at| [at % 64 * 4, at / 64 * 4, 0, 0]).map(|ink| ink as u8).collect();
    let mut file = states(x4(), vec![("Off".to_owned(), dictionary! {})]);
    let stencil = file.add(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 8, "ImageMask" => true,
        "BitsPerComponent" => 1 },
        vec![0b1111_0000; 8],
    ));
    let picture = file.add(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 64, "Height" => 64,
        "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8, "Mask" => stencil },
        cmyk,
    ));
    let file = file.resource("XObject", "Own", picture).content("/Off gs q 28.35 0 0 28.35 60 100 cm /Own Do Q");
    agree(&file.bytes(), 24);
}

#[test]
fn hidden_layers_do_not_print() {
    let mut file = x4();
    let hidden = file.add(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("draft") });
    let shown = file.add(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("page") });
    let layers = |order: Vec<Object>| {
        dictionary! { "OCGs" => vec![hidden.clone(), shown.clone()],
        "D" => dictionary! { "Name" => Object::string_literal("all"), "Order" => order, "OFF" => vec![hidden.clone()] } }
    };
    let (whole, part) = (layers(vec![hidden.clone(), shown.clone()]), layers(vec![shown.clone()]));
    file.catalog().set("OCProperties", whole);
    let area = rect([20.0, 350.0, 20.0, 10.0]);
    let hairline = "0.1 w 60 90 m 110 90 l S";
    let content = format!("/OC /Draft BDC 1 1 1 1 k {area} f {hairline} EMC /OC /Page BDC 0.5 0 0 0 k {area} f EMC");
    let with = |file: Broken| {
        file.resource("Properties", "Draft", hidden.clone())
            .resource("Properties", "Page", shown.clone())
            .content(&content)
    };
    let bytes = with(file).bytes();
    agree(&bytes, 24);
    let mut file = Broken::of(&bytes);
    file.catalog().set("OCProperties", part);
    let report = file.report();
    let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["pdf-layers"], "{:#?}", report.findings);
    assert!(report.pages[0].total_ink < 101.0, "{}", report.pages[0].total_ink);
}

#[test]
fn predefined_cmaps_are_known() {
    // The page's own font, its codes as they stand in Chinese files: what they show is another matter.
    let with = |encoding: &str| {
        let mut file = x4();
        let font = file.fonts()[0].1;
        let mut own = file.file.get_dictionary(font).expect("a font").clone();
        own.set("Encoding", Object::Name(encoding.as_bytes().to_vec()));
        let own = file.add(own);
        file.resource("Font", "Own", own).content("BT /Own 20 Tf 0 0 0 1 k 60 90 Td <0000> Tj ET")
    };
    let codes = |file: Broken| -> Vec<String> {
        file.report().findings.iter().map(|finding| finding.code.as_str().to_owned()).collect()
    };
    for known in ["UniGB-UCS2-H", "GBK-EUC-H", "GB-EUC-V", "UniGB-UTF16-H", "UniCNS-UCS2-H", "GBK2K-H"] {
        assert!(!codes(with(known)).contains(&"font-cid".to_owned()), "{known}");
    }
    for unknown in ["Nonsense-H", "Adobe-GB1-UCS2"] {
        assert!(codes(with(unknown)).contains(&"font-cid".to_owned()), "{unknown}");
    }
}

#[test]
fn what_stands_for_a_spot_is_judged() {
    let function = dictionary! { "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
    "C0" => numbers(&[1.0, 1.0, 1.0]), "C1" => numbers(&[1.0, 0.0, 0.0]) };
    let spot = Object::Array(vec!["Separation".into(), "RED".into(), "DeviceRGB".into(), function.into()]);
    let area = rect([20.0, 350.0, 10.0, 10.0]);
    x4().resource("ColorSpace", "Own", spot)
        .content(&format!("/Own cs 1 sc {area} f"))
        .has(&["color-rgb", "spot-count"]);
}

#[test]
fn codes_in_the_content_itself() {
    let image = |filter: &str| format!("q 5.67 0 0 5.67 60 90 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /{filter} ID \x00 EI Q");
    x4().content(&image("LZW")).report().findings.iter().find(|it| it.code.as_str() == "pdf-lzw").expect("LZW is told");
    // `BX` hides nothing, and is none of the faults itself.
    x4().content("BX EX").has(&[]);
}
