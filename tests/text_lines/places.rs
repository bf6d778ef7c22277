//! Where the clusters of a set line stand.

use paiban::base::units::Length;
use paiban::engine::compose::lines::{BrokenLine, LineOptions, Measure, SetLine, break_lines, set_line};
use paiban::engine::text::Paragraph;
use paiban::model::{Align, Composition};

use crate::fixture::{SIZE, cells, paragraph_with};

/// The clusters of a line with the places where they stand; the hyphen of a broken word is one, and
/// has no text.
pub(crate) fn clusters(set: &SetLine) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    for run in &set.runs {
        let mut characters = run.text.chars();
        for glyph in &run.glyphs {
            let text = characters.by_ref().take(usize::from(glyph.chars)).collect();
            found.push((text, (run.origin.x + glyph.x).get()));
        }
    }
    found
}

/// In thousandths of an em.
pub(crate) fn thousandths(x: i64) -> i64 {
    (x * 1000 + SIZE.get() / 2).div_euclid(SIZE.get())
}

/// The places of all clusters of a text on one line, as it is naturally.
pub(crate) fn on_one_line(text: &str, rules: &Composition) -> Vec<(String, i64)> {
    let paragraph = paragraph_with(text, rules);
    let lines = break_lines(&paragraph, &LineOptions::default(), Measure::Uniform(Length::mm(2000)));
    assert_eq!(lines.len(), 1);
    let set = set_line(&paragraph, &lines[0], Length::mm(2000), Align::Left);
    clusters(&set).into_iter().map(|(text, x)| (text, thousandths(x))).collect()
}

/// A paragraph broken and set, justified.
pub(crate) fn set(paragraph: &Paragraph, indent: u16, measure: u16) -> Vec<(BrokenLine, SetLine)> {
    let options = LineOptions { indent: cells(indent), align: Align::Justify };
    let lines = break_lines(paragraph, &options, Measure::Uniform(cells(measure)));
    lines.into_iter().map(|line| (line, set_line(paragraph, &line, cells(measure), Align::Justify))).collect()
}
