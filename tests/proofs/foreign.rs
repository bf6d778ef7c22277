//! Files of other makers as their press prints them: overprint, knock-out, spots, colours of screens.

use std::fs;

use lcms2::{Flags, Intent, PixelFormat, Profile, Transform};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use paiban::output::pdf::{Paper, Screen};
use paiban::output::proof::{Frame, Sheets};

use super::common::{Desk, root};
use super::forms::run;
use super::raster::distance;

const PRESS: &str = "ISOnewspaper26v4.icc";

fn profile() -> Vec<u8> {
    fs::read(root().join("layouts/press").join(PRESS)).expect("a profile")
}

/// What stands on the page: squares of 40 pt, each a square of 20 pt in its middle, from left to right.
const CONTENT: &str = "
/Knock gs 1 0 0 0 k 0 0 160 40 re f
0 0 0 1 k 10 10 20 20 re f
/Over gs 0 0 0 1 k 50 10 20 20 re f
0 1 0 0 k 90 10 20 20 re f
/Knock gs 0 1 0 0 k 130 10 20 20 re f
/Spot cs 1 scn 170 10 20 20 re f
0.9 0.1 0.1 rg 210 10 20 20 re f
/Over gs /Spot cs 0.5 scn 0 0 10 40 re f
";

/// A file of another maker: transparency and colours of screens are none of this program's. `more` goes before the
/// content, `intent` says whether the file names its press.
fn file(content: &str, has_intent: bool, page_keys: &[(&str, Object)]) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "C1" => vec![0.into(), 1.into(), Object::Real(0.9), 0.into()],
    };
    let spot = Object::Array(vec!["Separation".into(), "Warm".into(), "DeviceCMYK".into(), tint.into()]);
    let state = |over: bool| dictionary! { "Type" => "ExtGState", "OP" => over, "op" => over, "OPM" => 1 };
    let resources = dictionary! {
        "ExtGState" => dictionary! { "Over" => state(true), "Knock" => state(false) },
        "ColorSpace" => dictionary! { "Spot" => spot },
    };
    let contents = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => contents, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 240.into(), 40.into()],
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" },
    };
    page_keys.iter().for_each(|(key, value)| page.set(*key, value.clone()));
    let page = document.add_object(page);
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if has_intent {
        let press = document.add_object(Stream::new(dictionary! { "N" => 4 }, profile()));
        let intent = dictionary! {
            "Type" => "OutputIntent", "S" => "GTS_PDFX", "OutputConditionIdentifier" => Object::string_literal("x"),
            "DestOutputProfile" => press,
        };
        catalog.set("OutputIntents", vec![intent.into()]);
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

/// The pixel at a place in points from the lower left corner of a page 40 pt high, at 72 dpi.
fn at(raster: &paiban::output::proof::Raster, x: usize, y: usize) -> [u8; 3] {
    let start = ((raster.height as usize - 1 - y) * raster.width as usize + x) * 3;
    [raster.pixels[start], raster.pixels[start + 1], raster.pixels[start + 2]]
}

/// What Little CMS makes of a colour of the screen on the press.
fn on_press(color: [u8; 3]) -> [u8; 3] {
    let press = Profile::new_file(root().join("layouts/press").join(PRESS)).expect("a profile");
    let srgb = Profile::new_srgb();
    let flags = Flags::NO_CACHE | Flags::BLACKPOINT_COMPENSATION;
    let intent = Intent::RelativeColorimetric;
    let there = Transform::new_flags(&srgb, PixelFormat::RGB_8, &press, PixelFormat::CMYK_DBL, intent, flags);
    let mut inks = [[0f64; 4]];
    there.expect("a way").transform_pixels(&[color], &mut inks);
    super::raster::oracle(PRESS, inks[0], true)
}

#[test]
fn overprint_and_knock_out_look_as_they_print() {
    let sheets = Sheets::of_any(&file(CONTENT, true, &[]), Frame::Trim, None).expect("a file");
    assert!(sheets.is_soft_proof() && !sheets.is_own() && sheets.is_exact(0));
    let screen = Screen::new(&profile(), Paper::Press).expect("a press");
    let drawn = sheets.raster(0, 72, Some(&screen)).expect("a picture");
    assert_eq!((drawn.width, drawn.height), (240, 40));
    let seen = |x: usize| at(&drawn, x, 20);
    // Black that knocks out of cyan is bare of it; black that overprints has it beneath, and is darker.
    assert_eq!(seen(20), screen.color([0, 0, 0, 255]));
    assert_eq!(seen(60), screen.color([255, 0, 0, 255]));
    assert!(distance(seen(20), seen(60)) > 4.0, "{:?} {:?}", seen(20), seen(60));
    // Magenta over cyan is blue, magenta in place of cyan is magenta.
    assert_eq!(seen(100), screen.color([255, 255, 0, 0]));
    assert_eq!(seen(140), screen.color([0, 255, 0, 0]));
    assert!(distance(seen(100), seen(140)) > 30.0);
    // A spot looks as its alternate says, also over an ink.
    assert_eq!(seen(180), screen.color([0, 255, 230, 0]));
    assert_eq!(at(&drawn, 5, 5), screen.color([255, 128, 115, 0]));
    // Bare paper, and a colour of the screen as it can be printed on it.
    assert_eq!(seen(200), screen.color([0; 4]));
    let red = seen(220);
    assert!(distance(red, on_press([230, 26, 26])) < 4.0, "{red:?} {:?}", on_press([230, 26, 26]));
    assert!(distance(red, [230, 26, 26]) > 15.0, "newsprint has no such red: {red:?}");
}

/// A file that names no press is shown on the one that is named for it; else as a screen shows it, which is said.
#[test]
fn a_file_without_a_press_is_shown_on_the_one_that_is_named() {
    let desk = Desk::new();
    desk.write("with.pdf", file(CONTENT, true, &[]));
    desk.write("ad.pdf", file(CONTENT, false, &[]));
    let path = |name: &str| desk.path(name).display().to_string();
    let shown = run(&desk, &["proof", &path("with.pdf"), "--dpi", "72", "-o", &path("a")]).ends(0);
    assert!(shown.out.trim().ends_with("with-01.png") && shown.err.is_empty(), "{shown:?}");
    let named =
        run(&desk, &["proof", &path("ad.pdf"), "--dpi", "72", "--press", "newsprint", "-o", &path("b")]).ends(0);
    assert!(named.err.is_empty(), "{named:?}");
    assert_eq!(desk.read("a/with-01.png"), desk.read("b/ad-01.png"));
    let plain = run(&desk, &["proof", &path("ad.pdf"), "--dpi", "72"]).ends(0);
    assert!(plain.err.contains("names no press") && plain.err.contains("--press"), "{plain:?}");
    assert_ne!(desk.read("ad-proof/ad-01.png"), desk.read("b/ad-01.png"));
    let coated =
        run(&desk, &["proof", &path("with.pdf"), "--dpi", "72", "--press", "coated", "-o", &path("c")]).ends(0);
    assert!(coated.err.is_empty());
    assert_ne!(
        desk.read("c/with-01.png"),
        desk.read("a/with-01.png"),
        "the press that is named goes before the file's"
    );
    for (words, why) in [(&["--press", "nosuch"][..], "nosuch"), (&["--pages", "2"], "no page 2")] {
        let refused = run(&desk, &[&["proof", &path("ad.pdf")], words].concat()).ends(1);
        assert!(refused.err.contains(why), "{refused:?}");
    }
    let refused = run(&desk, &["proof", &path("ad.pdf"), "--round", "1"]).ends(2);
    assert!(refused.err.contains("neither rounds nor zones"), "{refused:?}");
}

/// What cannot be laid on plates is not shown as if it could.
#[test]
fn what_is_only_guessed_is_told() {
    let desk = Desk::new();
    // A mesh whose coordinates have seven bits is none.
    let shaded = CONTENT.replace("0.9 0.1 0.1 rg", "q /Mesh sh Q 0.9 0.1 0.1 rg");
    let mut document = Document::load_mem(&file(&shaded, true, &[])).expect("a PDF");
    let mesh = dictionary! { "ShadingType" => 4, "ColorSpace" => "DeviceCMYK", "BitsPerCoordinate" => 7,
    "BitsPerComponent" => 8, "BitsPerFlag" => 8, "Decode" => vec![0.into(), 1.into(), 0.into(), 1.into()] };
    let mesh = document.add_object(lopdf::Stream::new(mesh, vec![0; 64]));
    let page = document.get_pages()[&1];
    let resources =
        document.get_dictionary_mut(page).and_then(|page| page.get_mut(b"Resources")).and_then(Object::as_dict_mut);
    resources.expect("resources").set("Shading", dictionary! { "Mesh" => mesh });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    desk.write("mesh.pdf", bytes);
    let path = desk.path("mesh.pdf").display().to_string();
    let told = run(&desk, &["proof", &path, "--dpi", "72"]).ends(0);
    assert!(told.err.contains("proof-unpressed") && told.err.contains("page 1"), "{told:?}");
}

/// The page as it is turned and cropped for readers.
#[test]
fn a_page_is_shown_as_it_is_cropped_and_turned() {
    let crop = Object::Array([40, 0, 80, 40].map(Object::Integer).to_vec());
    let bytes = file(CONTENT, true, &[("CropBox", crop.clone()), ("Rotate", 90.into())]);
    let sheets = Sheets::of_any(&bytes, Frame::Trim, None).expect("a file");
    let screen = Screen::new(&profile(), Paper::White).expect("a press");
    let drawn = sheets.raster(0, 144, Some(&screen)).expect("a picture");
    assert_eq!((drawn.width, drawn.height), (80, 80));
    assert_eq!(at(&drawn, 40, 40), screen.color([255, 0, 0, 255]));
    assert_eq!(at(&drawn, 5, 5), screen.color([255, 0, 0, 0]));
    // As many pixels as the renderer makes of it without the press.
    let plain = Sheets::plain(&bytes).raster(0, 144, None).expect("a picture");
    assert_eq!((plain.width, plain.height), (drawn.width, drawn.height));
    let wide = file(CONTENT, true, &[("Rotate", 270.into())]);
    let drawn =
        Sheets::of_any(&wide, Frame::Trim, None).expect("a file").raster(0, 72, Some(&screen)).expect("a picture");
    assert_eq!((drawn.width, drawn.height), (40, 240));
    // The left side is at the foot.
    assert_eq!(at(&drawn, 20, 20), screen.color([0, 0, 0, 255]));
    assert_eq!(at(&drawn, 20, 60), screen.color([255, 0, 0, 255]));
}

/// Two files that differ in nothing but whether black overprints look different on the press.
#[test]
fn a_change_of_overprint_is_seen_by_the_guard() {
    let desk = Desk::new();
    let large = "/Knock gs 1 0 0 0 k 0 0 240 40 re f /STATE gs 0 1 0 0 k 60 10 100 20 re f";
    desk.write("over.pdf", file(&large.replace("STATE", "Over"), true, &[]));
    desk.write("knock.pdf", file(&large.replace("STATE", "Knock"), true, &[]));
    let path = |name: &str| desk.path(name).display().to_string();
    let told = run(&desk, &["diff", &path("over.pdf"), &path("knock.pdf"), "--format", "json"]).ends(1).json();
    let alarms = told["alarms"].as_array().expect("alarms");
    assert_eq!(alarms.len(), 1, "{told}");
    let same = run(&desk, &["diff", &path("over.pdf"), &path("over.pdf"), "--exit-code"]).ends(0);
    assert!(!same.out.contains("alarm"), "{same:?}");
    // Without a press nothing of this is seen; with one that is named it is.
    desk.write("over.pdf", file(&large.replace("STATE", "Over"), false, &[]));
    desk.write("knock.pdf", file(&large.replace("STATE", "Knock"), false, &[]));
    let blind = run(&desk, &["diff", &path("over.pdf"), &path("knock.pdf")]).ends(0);
    assert!(!blind.out.contains("alarm"), "{blind:?}");
    let seen = run(&desk, &["diff", &path("over.pdf"), &path("knock.pdf"), "--press", "coated"]).ends(1);
    assert!(seen.out.contains("alarm"), "{seen:?}");
}

/// Damage in any place gives a picture or a refusal, never a panic.
#[test]
fn damaged_files_are_shown_or_refused() {
    let whole = file(CONTENT, true, &[]);
    for step in 0..40 {
        let mut bytes = whole.clone();
        let place = bytes.len() * step / 40;
        match step % 3 {
            0 => bytes.truncate(place),
            1 => bytes[place..].iter_mut().take(30).for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7)),
            _ => drop(bytes.drain(place..(place + 200).min(whole.len()))),
        }
        if let Ok(sheets) = Sheets::of_any(&bytes, Frame::Trim, None) {
            let _ = sheets.screen(Paper::Press).map(|screen| sheets.raster(0, 36, screen.as_ref()));
        }
    }
}
