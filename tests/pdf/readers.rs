//! Programs that share no code draw the same page: poppler, MuPDF, ghostscript, pdfium.

use std::path::Path;

use crate::file::sample;
use crate::support::*;

/// A page drawn in gray, 0 is black.
struct Drawn {
    by: &'static str,
    width: usize,
    height: usize,
    gray: Vec<u8>,
}

/// Pixels an inch: a stem of body type is about a pixel wide.
const DPI: &str = "100";

const PDFIUM: &str = r"
import sys, pypdfium2
bitmap = pypdfium2.PdfDocument(sys.argv[1])[0].render(scale=int(sys.argv[2]) / 72, grayscale=True)
with open(sys.argv[3], 'wb') as file:
    file.write(b'P5\n%d %d\n255\n' % (bitmap.width, bitmap.height))
    rows = memoryview(bitmap.buffer)
    for row in range(bitmap.height):
        file.write(bytes(rows[row * bitmap.stride:row * bitmap.stride + bitmap.width]))
";

/// A binary PGM.
fn pgm(by: &'static str, path: &Path) -> Drawn {
    let bytes = std::fs::read(path).expect("a picture");
    let mut words = Vec::new();
    let mut at = 0;
    while words.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).expect("a head");
        if bytes[at] == b'#' {
            at += bytes[at..].iter().position(|byte| *byte == b'\n').expect("a comment");
        } else if end > at {
            words.push(String::from_utf8_lossy(&bytes[at..end]).into_owned());
            at = end;
        }
        at += 1;
    }
    assert_eq!((words[0].as_str(), words[3].as_str()), ("P5", "255"), "{by}");
    let (width, height) = (words[1].parse().expect("a width"), words[2].parse().expect("a height"));
    Drawn { by, width, height, gray: bytes[at..at + width * height].to_vec() }
}

fn all(path: &Path) -> Vec<Drawn> {
    let input = path.to_string_lossy().into_owned();
    let scratch = tempfile::tempdir().expect("scratch");
    let to = |name: &str| scratch.path().join(name);
    let text = |name: &str| to(name).to_string_lossy().into_owned();
    let mut drawn = Vec::new();
    if run("pdftoppm", &["-gray", "-r", DPI, "-singlefile", &input, &text("poppler")]).is_some() {
        drawn.push(pgm("poppler", &to("poppler.pgm")));
    }
    if run("mutool", &["draw", "-q", "-c", "gray", "-r", DPI, "-o", &text("mupdf.pgm"), &input, "1"]).is_some() {
        drawn.push(pgm("mupdf", &to("mupdf.pgm")));
    }
    let (resolution, output) = (format!("-r{DPI}"), format!("-sOutputFile={}", text("gs.pgm")));
    let gray =
        ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pgmraw", "-dGraphicsAlphaBits=4", "-dTextAlphaBits=4"];
    let arguments: Vec<&str> = gray.into_iter().chain([resolution.as_str(), output.as_str(), input.as_str()]).collect();
    if run("gs", &arguments).is_some() {
        drawn.push(pgm("ghostscript", &to("gs.pgm")));
    }
    let has_pdfium = std::process::Command::new("python3").args(["-c", "import pypdfium2"]).output();
    if has_pdfium.is_ok_and(|output| output.status.success()) {
        run("python3", &["-c", PDFIUM, &input, DPI, &text("pdfium.pgm")]).expect("python3");
        drawn.push(pgm("pdfium", &to("pdfium.pgm")));
    } else {
        println!("skipped: pypdfium2 is not installed");
    }
    drawn
}

/// The share of dark pixels of one that have no dark pixel of the other within a pixel, in thousandths.
fn astray(one: &Drawn, other: &Drawn) -> usize {
    let is_dark = |drawn: &Drawn, x: usize, y: usize| {
        x < drawn.width && y < drawn.height && drawn.gray[y * drawn.width + x] < 170
    };
    let (mut dark, mut alone) = (0, 0);
    for y in 0..one.height {
        for x in 0..one.width {
            if one.gray[y * one.width + x] < 90 {
                dark += 1;
                let near = |y: usize| (x.saturating_sub(1)..=x + 1).any(|x| is_dark(other, x, y));
                alone += usize::from(!(y.saturating_sub(1)..=y + 1).any(near));
            }
        }
    }
    assert!(dark > 1000, "{} draws nothing", one.by);
    alone * 1000 / dark
}

#[test]
fn four_programs_draw_the_same_page() {
    let (page, book) = sample();
    let path = keep("readers.pdf", &file(&page, &book));
    let drawn = all(&path);
    for one in &drawn {
        for other in &drawn {
            let sizes = (one.width.abs_diff(other.width), one.height.abs_diff(other.height));
            assert!(sizes.0 <= 1 && sizes.1 <= 1, "{} and {} differ in size", one.by, other.by);
            let share = astray(one, other);
            assert!(share <= 5, "{share} thousandths of what {} draws {} does not", one.by, other.by);
        }
    }
}
