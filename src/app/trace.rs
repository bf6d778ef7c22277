//! Finds printed lines in the copy: for each the place of its first character.
//!
//! What is printed is not what is written: mark-up is gone, marks were made full-width, lines were joined. So characters
//! are looked for one after another, and one that is not found a little further on is taken for changed.

use crate::base::diag::Span;
use crate::input::World;
use crate::page::layout::LineAt;

/// How many characters of mark-up may stand between two characters of a line.
const SKIPPED: usize = 48;
/// A line is looked for by its first characters.
const HEAD: usize = 8;
/// So far behind its beginning a paragraph is looked for; a byline is set before the paragraph that it runs into.
const READ: usize = 20_000;

/// Gives the lines of a paragraph their places.
pub(super) fn trace(world: &World, span: Span, lines: &mut [LineAt]) {
    let Some(source) = span.is_some().then(|| world.source(span.file)).flatten() else { return };
    let Some(written) = source.text.get(span.start as usize..) else { return };
    let Some((line, column)) = source.position(span.start) else { return };
    let written: Vec<char> = written.chars().take(READ).collect();
    let places = places(&written, line as u32, column as u32);
    let mut at = 0;
    for printed in lines {
        let text: Vec<char> = printed.text.chars().filter(|c| !c.is_whitespace()).collect();
        let head = &text[..text.len().min(HEAD)];
        // On another page, or in another column, a paragraph goes on somewhere.
        if let Some(found) = written[at..].windows(head.len().max(1)).position(|window| window == head) {
            at += found;
        } else if let Some(found) = text.first().and_then(|first| near(&written, at, *first)) {
            at = found;
        }
        let Some(place) = places.get(at) else { return };
        printed.source = *place;
        for character in text {
            at = near(&written, at, character).map_or(at + 1, |found| found + 1).min(written.len());
        }
    }
}

fn near(written: &[char], at: usize, character: char) -> Option<usize> {
    let window = written.get(at..(at + SKIPPED).min(written.len()))?;
    window.iter().position(|known| *known == character).map(|found| at + found)
}

/// Line and column of every character.
fn places(text: &[char], mut line: u32, mut column: u32) -> Vec<[u32; 2]> {
    let mut found = Vec::with_capacity(text.len());
    for character in text {
        found.push([line, column]);
        if *character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    found
}
