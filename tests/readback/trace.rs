//! The glyphs of a page as MuPDF draws them, put together into lines.

use std::path::Path;
use std::process::Command;

use super::common::installed;

/// A glyph: one character of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) text: char,
    /// Points from the left of the page.
    pub(crate) x: f64,
    /// Points from its top.
    y: f64,
    /// Its width in em; 0 for the second character of a glyph that is drawn for two.
    pub(crate) advance: f64,
}

/// Glyphs that stand on one baseline and follow one another.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
}

impl Line {
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text).collect()
    }

    /// Where its first glyph begins.
    pub(crate) fn x(&self) -> f64 {
        self.glyphs[0].x
    }

    /// Its baseline, from the top of the page.
    pub(crate) fn y(&self) -> f64 {
        self.glyphs[0].y
    }
}

/// The faces of body type: 宋 500, 黑 500 in it, and the face that stands in for both.
const FACES: [&str; 3] = ["NotoSerifCJKsc-Medium", "NotoSansCJKsc-Medium", "NotoSerifSC-Regular"];

/// The lines of a file's first page in body type of this size, in the order in which they are painted;
/// nothing where MuPDF is not installed.
pub(crate) fn lines(file: &Path, size: f64) -> Option<Vec<Line>> {
    if !installed("mutool") {
        return None;
    }
    let drawn = Command::new("mutool").args(["draw", "-F", "trace", "-o", "-"]).arg(file).arg("1").output();
    let drawn = drawn.expect("it is installed");
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let lines = together(glyphs(&String::from_utf8_lossy(&drawn.stdout), size), size);
    assert!(!lines.is_empty(), "no body type in {}", file.display());
    Some(lines)
}

fn glyphs(trace: &str, size: f64) -> Vec<Glyph> {
    let mut found = Vec::new();
    let (mut height, mut body) = (0.0, false);
    for line in trace.lines().map(str::trim) {
        let value = |key: &str| -> Option<&str> {
            let from = line.find(&format!(" {key}=\""))? + key.len() + 3;
            Some(&line[from..from + line[from..].find('"')?])
        };
        let number = |key: &str| value(key).and_then(|text| text.parse::<f64>().ok());
        if let Some(boxed) = value("mediabox") {
            height = boxed.split(' ').nth(3).and_then(|text| text.parse().ok()).expect("a height");
        } else if line.starts_with("<span ") {
            let face = value("font").and_then(|name| name.split('+').next_back()).unwrap_or_default();
            let matrix: Vec<f64> = value("trm").unwrap_or_default().split(' ').flat_map(str::parse).collect();
            body = FACES.contains(&face) && matrix == [size, 0.0, 0.0, size];
        } else if line.starts_with("<g ") && body {
            let text = character(value("unicode").expect("a character"));
            let (Some(x), Some(y), Some(advance)) = (number("x"), number("y"), number("adv")) else {
                panic!("not a glyph: {line}")
            };
            found.push(Glyph { text, x, y: height - y, advance });
        }
    }
    found
}

fn character(text: &str) -> char {
    match text {
        "&quot;" => '"',
        "&amp;" => '&',
        "&lt;" => '<',
        "&gt;" => '>',
        "&apos;" => '\'',
        _ => text.chars().next().expect("a character"),
    }
}

/// A glyph belongs to the line before when it stands on its baseline, after its end, and nearer than a
/// gutter.
fn together(glyphs: Vec<Glyph>, size: f64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Where the line ends so far: the second character of a glyph for two stands at its start.
    let mut end = 0.0_f64;
    for glyph in glyphs {
        let follows = lines
            .last()
            .and_then(|line| line.glyphs.last())
            .is_some_and(|last| last.y == glyph.y && glyph.x >= last.x && glyph.x - end < size - 0.5);
        let own = glyph.x + glyph.advance * size;
        end = if follows { end.max(own) } else { own };
        match lines.last_mut().filter(|_| follows) {
            Some(line) => line.glyphs.push(glyph),
            None => lines.push(Line { glyphs: vec![glyph] }),
        }
    }
    lines
}
