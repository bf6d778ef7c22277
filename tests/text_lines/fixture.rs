//! Faces, styles and the one function that draws lines.

use std::sync::{Arc, OnceLock};

use paiban::base::color::Color;
use paiban::base::diag::{Diagnostic, Span};
use paiban::base::units::{Cells, Em, Length, Permille};
use paiban::engine::compose::lines::{BrokenLine, LineOptions, Measure, SetLine, break_lines, set_line};
use paiban::engine::text::{Paragraph, ParagraphStyles, prepare, prepare_head};
use paiban::font::{Chain, ChainId, Face, FontBook, FontData, Role};
use paiban::model::{Align, Composition, Copy, Figures, TextStyle};

/// The type size of all tests.
pub(crate) const SIZE: Length = Length::pt(10);

/// The shipped faces: 宋 500 is chain 0, 黑 500 chain 1.
pub(crate) fn fonts() -> &'static FontBook {
    static BOOK: OnceLock<FontBook> = OnceLock::new();
    BOOK.get_or_init(|| {
        let mut book = FontBook::new();
        let mut add = |name: &str| {
            let path = format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
            let data: FontData = Arc::new(std::fs::read(path).expect("shipped face"));
            book.add_face(Face::new(name, data).expect("usable face"))
        };
        let (song, hei) = (add("NotoSerifCJKsc-Medium.subset.otf"), add("NotoSansCJKsc-Medium.subset.otf"));
        let last = add("NotoSerifSC-Regular.otf");
        book.add_chain(Chain { role: Role::Song, weight: 500, faces: vec![song, last] });
        book.add_chain(Chain { role: Role::Hei, weight: 500, faces: vec![hei, last] });
        book
    })
}

pub(crate) fn style() -> TextStyle {
    TextStyle {
        chain: ChainId(0),
        size: SIZE,
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

/// The defaults of `layouts/styles/daily.yaml`, without the Han–Latin gap.
pub(crate) fn rules() -> Composition {
    Composition { han_latin: Em(0), figures: Figures::Half, ..Composition::default() }
}

pub(crate) fn copy(text: &str) -> Copy {
    Copy::plain(text, Span::NONE)
}

pub(crate) fn paragraph_with(text: &str, rules: &Composition) -> Paragraph {
    paragraph_of(&copy(text), rules).0
}

pub(crate) fn paragraph_of(copy: &Copy, rules: &Composition) -> (Paragraph, Vec<Diagnostic>) {
    let base = style();
    let strong = TextStyle { chain: ChainId(1), ..style() };
    let outcome = prepare(
        copy,
        &ParagraphStyles { strong: &strong, byline: &strong, ..ParagraphStyles::plain(&base) },
        rules,
        fonts(),
    );
    (outcome.value, outcome.diagnostics)
}

pub(crate) fn paragraph(text: &str) -> Paragraph {
    paragraph_with(text, &rules())
}

pub(crate) fn head(text: &str) -> Paragraph {
    prepare_head(&copy(text), &style(), &rules(), fonts()).value
}

pub(crate) fn cells(count: u16) -> Length {
    Cells(count).at(SIZE)
}

pub(crate) fn lines_of(paragraph: &Paragraph, measure: Length) -> Vec<BrokenLine> {
    break_lines(paragraph, &LineOptions::default(), Measure::Uniform(measure))
}

pub(crate) fn draw(paragraph: &Paragraph, lines: &[BrokenLine]) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| paragraph.slice(line.start, line.end)).collect();
    texts.join("\n")
}

pub(crate) fn set_all(paragraph: &Paragraph, lines: &[BrokenLine], align: Align) -> Vec<SetLine> {
    lines.iter().map(|line| set_line(paragraph, line, line.measure, align)).collect()
}

/// Breaks `text` at `measure` 字 and compares the lines.
#[track_caller]
pub(crate) fn check(measure: u16, text: &str, expected: &str) {
    check_with(&rules(), measure, text, expected);
}

#[track_caller]
pub(crate) fn check_with(rules: &Composition, measure: u16, text: &str, expected: &str) {
    let paragraph = paragraph_with(text, rules);
    assert_eq!(draw(&paragraph, &lines_of(&paragraph, cells(measure))), expected);
}

/// The advance of a text set on one line, in thousandths of an em; the mark at its end halved.
pub(crate) fn width(text: &str, rules: &Composition) -> i64 {
    let paragraph = paragraph_with(text, rules);
    let end = paragraph.breaks.last().expect("end");
    end.stop.width * 1000 / SIZE.get()
}
