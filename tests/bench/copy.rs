//! The copy, the faces and the body style that the benchmarks of composition set.
#![allow(dead_code, reason = "every benchmark uses a part of this")]

use std::path::Path;
use std::sync::Arc;

use paiban::base::color::Color;
use paiban::base::diag::Span;
use paiban::base::units::{Cells, Em, Length, Permille};
use paiban::font::{Chain, ChainId, Face, FontBook, FontData, Role};
use paiban::model::{Align, Copy, TextStyle};

/// The first argument that is no option.
pub(crate) fn directory() -> Option<String> {
    std::env::args().skip(1).find(|arg| !arg.starts_with("--"))
}

/// The paragraphs of all stories (`*.md`) of a directory.
pub(crate) fn read(dir: impl AsRef<Path>) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(dir).expect("a directory").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut copy = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "md")) {
        let text = std::fs::read_to_string(file).expect("a story");
        let body = text.splitn(3, "---\n").last().unwrap_or_default();
        copy.extend(body.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    copy
}

pub(crate) fn plain(text: &str) -> Copy {
    Copy::plain(text, Span::NONE)
}

pub(crate) fn fonts() -> FontBook {
    let mut book = FontBook::new();
    let mut add = |name: &str| {
        let path = format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        let data: FontData = Arc::new(std::fs::read(path).expect("shipped face"));
        book.add_face(Face::new(name, data).expect("usable face"))
    };
    let faces = vec![add("NotoSerifCJKsc-Medium.subset.otf"), add("NotoSerifSC-Regular.otf")];
    book.add_chain(Chain { role: Role::Song, weight: 500, faces });
    book
}

pub(crate) fn style() -> TextStyle {
    TextStyle {
        chain: ChainId(0),
        size: Length::pt(9),
        width: Permille::FULL,
        color: Color::BLACK,
        align: Align::Justify,
        leading: None,
        tracking: Em(0),
        indent: None,
        hang: Cells(0),
        rows: 1,
        figures: None,
    }
}
