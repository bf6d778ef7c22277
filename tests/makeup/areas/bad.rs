//! Mistakes in areas: each is told with its cure.

use std::io::Cursor;
use std::path::PathBuf;

use image::{ImageFormat, Rgba};

use super::super::fixture::try_make;
use super::copy;

/// What is found on a page with these areas, its files beside it.
fn found(areas: &str, place: &str, front: &str, files: Vec<(PathBuf, Vec<u8>)>) -> String {
    let story = format!("---\nheadline: 灯\n{front}---\n{}", copy(300));
    let diagnostics = match try_make(areas, place, &[("s", &story), ("t", "灯。")], files) {
        Ok(made) => made.diagnostics,
        Err(diagnostics) => diagnostics,
    };
    format!("{diagnostics:#?}")
}

/// Loads a page on which `area` is the description of area `a`, and expects one finding whose code and hint
/// begin like this.
#[track_caller]
fn check(area: &str, code: &str, hint: &str) {
    check_with(area, "pictures: [{id: p}]\n", Vec::new(), code, hint);
}

#[track_caller]
fn check_with(area: &str, front: &str, files: Vec<(PathBuf, Vec<u8>)>, code: &str, hint: &str) {
    let areas = format!("  a:\n    kind: story\n{area}  b: {{kind: ad, at: {{columns: 4, rows: 5-9}}}}\n");
    let text = found(&areas, "a: s, b: {}", front, files);
    assert!(text.contains(code), "no {code} in {text}");
    assert!(text.contains(hint), "no `{hint}` in {text}");
}

const AT: &str = "    at: {columns: 1-2, rows: 1-20}\n";

#[test]
fn places_of_pictures() {
    let slot = |keys: &str| format!("{AT}    pictures: [{{id: p, {keys}}}]\n");
    check(&slot("x: 2字, width: 0字, rows: 3-9"), "OutOfRange", "write a length that makes sense");
    check(&slot("x: -2字, width: 8字, rows: 3-9"), "OutOfRange", "write a length that makes sense");
    check(&slot("x: 22字, width: 8字, rows: 3-9"), "PictureOutside", "are from 0字 to 29字");
    check(&slot("x: 2字, width: 8字, rows: 3-29"), "PictureOutside", "from 1 to 20");
    check(&slot("x: 2字, rows: 3-9"), "MissingKey", "{x: 10字, width: 12字, rows: 30-46}");
    check(&slot("rows: 3-9"), "MissingKey", "{columns: 2-3, rows: 30-46}");
    check(&slot("columns: 1, x: 2字, rows: 3-9"), "BadValue", "`columns` for whole columns, else `x` and `width`");
    check(&slot("columns: 1, rows: 3-9, wrap: round"), "BadValue", "wider both left right none");
    check(&slot("columns: 1, rows: 3-9, clearance: -1字"), "OutOfRange", "write a length that makes sense");
}

#[test]
fn places_of_nested_areas() {
    let at = "    at: {columns: 3-5, rows: 1-20}\n    pictures: [{id: p, columns: 3, rows: 1-9}]\n";
    check(&format!("{at}    around: [c]\n"), "UnknownName", "allowed: a b");
    check(&format!("{at}    around: [a]\n"), "BadValue", "only the outer area has `around`");
    check(&format!("{at}    around: [b, b]\n"), "DuplicateName", "delete one of them");
    check(
        "    at: {columns: 1-2, rows: 1-20}\n    pictures: [{id: p, columns: 1, rows: 1-9}]\n    around: [b]\n",
        "AreaOutside",
        "delete it from `around`",
    );
    let over = "    at: {columns: 3-5, rows: 1-20}\n    pictures: [{id: p, columns: 4, rows: 6-9}]\n    around: [b]\n";
    check(over, "AreaOverlap", "move the inner area");
}

#[test]
fn two_areas_round_one_another() {
    let areas = "  a: {kind: story, at: {columns: 1-3, rows: 1-20}, around: [b]}\n  b: {kind: story, at: {columns: 2, rows: 5-9}, around: [a]}\n";
    let text = found(areas, "a: s, b: t", "", Vec::new());
    assert!(text.contains("in a circle"), "{text}");
}

#[test]
fn columns_that_do_not_fit() {
    let columns = |keys: &str| format!("{AT}    pictures: [{{id: p, columns: 1, rows: 1-9}}]\n{keys}");
    check(&columns("    text_columns: [10字, 14字, 10字]\n"), "OutOfRange", "make columns narrower");
    check(&columns("    text_columns: [14字, 3字]\n"), "OutOfRange", "a column has whole 字, at least 5");
    check(&columns("    text_columns: [14字, 6.5字]\n"), "OutOfRange", "a column has whole 字, at least 5");
    check(&columns("    text_columns: 6\n"), "OutOfRange", "a column has at least 5 字: use fewer");
    check(
        &columns("    text_columns: 2\n    column_mode: auto\n"),
        "BadValue",
        "delete `text_columns` or `column_mode`",
    );
    check(&columns("    column_mode: equal\n"), "BadValue", "absolute relative free auto");
}

#[test]
fn outlines_of_pictures() {
    let slot = |keys: &str| format!("{AT}    pictures: [{{id: p, columns: 1, rows: 3-9, {keys}}}]\n");
    check(&slot("outline: [[0, 0], [1, 0]]"), "2 corners, not 3 to 400", "from 0 to 1, from the top left");
    check(&slot("outline: []"), "0 corners, not 3 to 400", "from 0 to 1, from the top left");
    check(&slot("outline: [[0, 0], [1, 0], [0.5]]"), "a corner of an outline is two numbers", "[[0.5, 0], [1, 1]");
    check(&slot("outline: [[0, 0], [1, 0], [0.5, 0, 1]]"), "a corner of an outline is two numbers", "[[0.5, 0]");
    check(&slot("outline: [[0, 0], [0.5, 0], [1, 0]]"), "the outline holds nothing", "[[0.5, 0], [1, 1]");
    check(&slot("outline: [[0, 0], [1.2, 0], [1, 1]]"), "OutOfRange", "0 to 1");
    check(&slot("outline: [[0, 0], [-0.1, 0], [1, 1]]"), "OutOfRange", "0 to 1");
    check(&slot("outline: round"), "WrongType", "list");
    check(&slot("outline: [[0, 0], [1, 0], [1, 1]], mask: alpha"), "not both", "delete one of them");
}

/// A picture of 8 by 8 pixels, each of this colour.
fn png(pixel: [u8; 4], color: image::ColorType) -> Vec<u8> {
    let picture = image::DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(8, 8, Rgba(pixel)));
    let picture = match color {
        image::ColorType::L8 => image::DynamicImage::ImageLuma8(picture.to_luma8()),
        image::ColorType::Rgb8 => image::DynamicImage::ImageRgb8(picture.to_rgb8()),
        _ => picture,
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

#[test]
fn masks_of_pictures() {
    use image::ColorType::{L8, Rgb8, Rgba8};
    let slot = |mask: &str| format!("{AT}    pictures: [{{id: p, columns: 1, rows: 3-9, mask: {mask}}}]\n");
    let front = "pictures: [{id: p, file: p.png}]\n";
    let check = |mask: &str, own: Vec<u8>, other: Vec<u8>, code: &str, hint: &str| {
        let files = vec![("paper/day/p.png".into(), own), ("paper/day/m.png".into(), other)];
        check_with(&slot(mask), front, files, code, hint);
    };
    let gray = |light: u8| png([light, light, light, 255], L8);
    let colored = || png([200, 10, 10, 255], Rgb8);
    check("alpha", colored(), gray(255), "no transparent parts", "give the picture an alpha channel");
    check("alpha", png([9, 9, 9, 0], Rgba8), gray(255), "nothing is inside the mask", "where the thing is");
    check("m.png", colored(), gray(0), "nothing is inside the mask", "where the thing is");
    check("m.png", colored(), colored(), "not a grayscale picture", "white where the thing is");
    check("m.png", colored(), b"no picture".to_vec(), "a mask is a PNG", "save it as PNG");
    check("none.png", colored(), gray(255), "none.png", "");
    check("../../../m.png", colored(), gray(255), "m.png", "");
}

#[test]
fn sides_and_outlines_beside_vertical_copy() {
    let slot = |keys: &str| {
        format!("{AT}    direction: vertical\n    pictures: [{{id: p, columns: 1, rows: 8-14, {keys}}}]\n")
    };
    check(&slot("wrap: left"), "vertical copy has no `wrap`", "delete `wrap`");
    check(&slot("wrap: both"), "vertical copy has no `wrap`", "delete `wrap`");
    check(&slot("outline: [[0, 0], [1, 0], [1, 1]]"), "does not follow outlines", "delete this");
}
