//! Pages as pixels: their size, their colours on the paper of the press, and overprint.

use std::fs;

use lcms2::{Flags, Intent, PixelFormat, Profile, Transform};
use paiban::output::pdf::{Paper, Screen};
use paiban::output::proof::{Frame, Sheets, Unshown, page};

use super::common::{Desk, paiban, root};

/// The print file of a desk's only page.
pub(super) fn printed(desk: &Desk) -> Vec<u8> {
    let (data, day) = (root(), desk.day());
    paiban(&["--data", data.to_str().expect("a path"), "build", &day, "--allow", "overset"]).ends(0);
    let out = desk.path("day/out");
    let file =
        fs::read_dir(out).expect("files").flatten().find(|file| file.path().extension().is_some_and(|e| e == "pdf"));
    fs::read(file.expect("a print file").path()).expect("a print file")
}

fn lab(rgb: [u8; 3]) -> [f64; 3] {
    let to = Profile::new_lab4_context(lcms2::GlobalContext::new(), &lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 })
        .expect("Lab");
    let (from, intent) = (Profile::new_srgb(), Intent::RelativeColorimetric);
    let way = Transform::new(&from, PixelFormat::RGB_8, &to, PixelFormat::Lab_DBL, intent).expect("a way");
    let mut out = [[0.0f64; 3]];
    way.transform_pixels(&[rgb], &mut out);
    out[0]
}

/// What the oracle shows for inks in percent.
pub(super) fn oracle(press: &str, inks: [f64; 4], absolute: bool) -> [u8; 3] {
    let press = Profile::new_file(root().join("layouts/press").join(press)).expect("a profile");
    let intent = if absolute { Intent::AbsoluteColorimetric } else { Intent::RelativeColorimetric };
    let (inks_in, screen) = (PixelFormat::CMYK_DBL, PixelFormat::RGB_8);
    let way = Transform::new_flags(&press, inks_in, &Profile::new_srgb(), screen, intent, Flags::NO_CACHE);
    let mut out = [[0u8; 3]];
    way.expect("a way").transform_pixels(&[inks], &mut out);
    out[0]
}

/// Source: ΔE*ab.
pub(super) fn distance(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (lab(one), lab(other));
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn inks_look_as_little_cms_says() {
    for press in ["ISOnewspaper26v4.icc", "FOGRA39L_coated.icc"] {
        let profile = fs::read(root().join("layouts/press").join(press)).expect("a profile");
        for (paper, absolute) in [(Paper::Press, true), (Paper::White, false)] {
            let screen = Screen::new(&profile, paper).expect("a press profile");
            let far = |inks: [u8; 4]| {
                let told = oracle(press, inks.map(|ink| f64::from(ink) / 2.55), absolute);
                distance(screen.color(inks), told)
            };
            // Inks in steps of a third, or so, up and down.
            let all = (0..256u32).map(|at| -> [u8; 4] {
                std::array::from_fn(|ink| ((at >> (2 * ink) & 3) * 77 + at % 19).min(255) as u8)
            });
            let worst = all.map(|inks| (far(inks), inks)).max_by(|one, other| one.0.total_cmp(&other.0));
            assert!(worst.is_some_and(|worst| worst.0 < 2.5), "{press} {paper:?}: ΔE {worst:?}");
            for black in [0, 20, 128, 255] {
                assert!(far([0, 0, 0, black]) < 1.0, "{press} {paper:?}: black {black}");
            }
        }
    }
}

#[test]
fn a_page_has_the_size_of_its_trim_and_the_colour_of_its_paper() {
    let pdf = printed(&Desk::new());
    let drawn = page(&pdf, 0, 72, Paper::Press).expect("a picture");
    let sheets = Sheets::open(&pdf, Frame::Trim).expect("a file");
    assert!(sheets.is_soft_proof());
    let screen = sheets.screen(Paper::Press).expect("a profile").expect("a press");
    let paper = screen.color([0; 4]);
    assert!(paper[0] < 250 && paper[0] > paper[2], "newsprint is gray and warm: {paper:?}");
    assert_eq!(drawn.pixels[..3], paper);
    let lines = drawn.pixels.chunks_exact(3).filter(|pixel| pixel[0] < 120).count();
    assert!(lines > 2000, "{lines} dark pixels");
    let png = drawn.png();
    let header = png::Decoder::new(std::io::Cursor::new(&png)).read_info().expect("a PNG").info().clone();
    assert_eq!((header.width, header.height), (drawn.width, drawn.height));
    assert_eq!(header.pixel_dims.map(|dots| dots.xppu), Some(2835));
    // On white paper what is bare is white.
    assert_eq!(page(&pdf, 0, 36, Paper::White).expect("a picture").pixels[..3], [255; 3]);
    // Twice as fine, twice as large, to a pixel.
    let fine = page(&pdf, 0, 144, Paper::Press).expect("a picture");
    assert!(fine.width.abs_diff(drawn.width * 2) <= 1 && fine.height.abs_diff(drawn.height * 2) <= 1);
}

#[test]
fn what_cannot_be_shown_is_told() {
    let pdf = printed(&Desk::new());
    assert_eq!(page(&pdf, 1, 72, Paper::Press), Err(Unshown::NoPage));
    assert_eq!(page(&pdf, 0, 100_000, Paper::Press), Err(Unshown::TooLarge));
    assert_eq!(page(b"no file", 0, 72, Paper::Press), Err(Unshown::Unreadable));
    // A file cut short is mended or refused, and nothing worse.
    for part in 1..8 {
        let _ = page(&pdf[..pdf.len() * part / 8], 0, 36, Paper::Press);
    }
}

/// Black type on a tint leaves the tint on its plates: black over cyan is darker than black on paper.
#[test]
fn black_overprints() {
    let desk = Desk::new();
    desk.swap(
        "layouts/page.yaml",
        "head: {style: small, rows: 5}",
        "head: {style: small, rows: 5}\n    frame: {tint: C 60}",
    );
    let pdf = printed(&desk);
    let sheets = Sheets::open(&pdf, Frame::Trim).expect("a file");
    let drawn = sheets.raster(0, 150, None).expect("a picture");
    let on_tint = drawn.pixels.chunks_exact(3).filter(|pixel| pixel[0] < 6 && pixel[2] < 6).count();
    assert!(on_tint > 50, "type on the tint");
    // Where black knocked out, its edges would be lighter than the tint: red above 102 and yet gray.
    let tint = drawn.pixels.chunks_exact(3).filter(|pixel| pixel[0].abs_diff(102) < 3 && pixel[2] > 250).count();
    assert!(tint > 5000, "{tint} pixels of tint");
}
