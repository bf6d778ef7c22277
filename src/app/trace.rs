//! Where printed characters are written.
//!
//! Composing tells for every character the place that it comes from (`page::Sources`). Whether it is written there only
//! the file knows: fields are filled in, spaces put between a byline and its paragraph, words of jump lines made.

use std::sync::Arc;

use crate::base::diag::FileId;
use crate::font::Posture;
use crate::input::{Source, World};
use crate::page::TextRun;
use crate::page::layout::LineAt;

/// A printed character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Printed {
    /// The character.
    pub(super) c: char,
    /// Where it begins, along its line: x, or y of a line that runs down.
    pub(super) from: i64,
    /// The file that it comes from, and the byte there.
    pub(super) source: Option<(FileId, u32)>,
}

/// The characters of a run, in order.
pub(super) fn characters(run: &TextRun, origin: i64) -> Vec<Printed> {
    let mut found: Vec<Printed> = Vec::with_capacity(run.text.len() / 3 + 1);
    let mut rest = run.text.char_indices();
    let ends = run.glyphs.iter().skip(1).map(|glyph| glyph.x.get()).map(Some).chain([None]);
    for (glyph, end) in run.glyphs.iter().zip(ends) {
        let (x, count) = (glyph.x.get(), i64::from(glyph.chars));
        // Of one glyph of several characters each has a part.
        let each = end.map_or(run.size.get(), |end| (end - x) / count.max(1));
        for index in 0..count {
            let Some((at, c)) = rest.next() else { break };
            found.push(Printed { c, from: origin + x + each * index, source: place(run, at) });
        }
    }
    let end = found.last().map_or(origin, |last| last.from);
    found.extend(rest.map(|(at, c)| Printed { c, from: end, source: place(run, at) }));
    found
}

/// The character of a line of runs that stands at a place along it, and where it is written, as line and column of its
/// file: nothing where the program put it in.
pub(super) fn pointed(world: &World, runs: &[&TextRun], along: i64) -> Option<(Printed, Option<[u32; 2]>)> {
    let begin = |run: &TextRun| match run.posture {
        Posture::Level => run.origin.x.get(),
        Posture::Upright | Posture::Turned => run.origin.y.get(),
    };
    let all: Vec<Printed> = runs.iter().flat_map(|run| characters(run, begin(run))).collect();
    let found = all.iter().rposition(|one| one.from <= along).unwrap_or(0);
    let written = Written::new(world, all.get(found)?.source?.0)?;
    let mut lines = [all];
    fill_in(&written, &mut lines);
    let one = *lines[0].get(found)?;
    Some((one, written.place(one)))
}

fn place(run: &TextRun, at: usize) -> Option<(FileId, u32)> {
    Some((run.sources.file, run.sources.of(at)?))
}

/// A file, and where its lines begin.
pub(super) struct Written {
    file: FileId,
    source: Arc<Source>,
    lines: Vec<usize>,
}

impl Written {
    pub(super) fn new(world: &World, file: FileId) -> Option<Written> {
        let source = Some(file).filter(|file| *file != FileId::NONE).and_then(|file| world.source(file))?;
        let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = [0].into_iter().chain(breaks).collect();
        Some(Written { file, source, lines })
    }

    /// Line and column of a byte.
    fn position(&self, byte: usize) -> Option<[u32; 2]> {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let column = self.source.text.get(start..byte)?.chars().count() + 1;
        Some([u32::try_from(line).ok()?, u32::try_from(column).ok()?])
    }

    /// Where a printed character is written in the file; nothing where something else stands at its place.
    pub(super) fn place(&self, printed: Printed) -> Option<[u32; 2]> {
        let (file, at) = printed.source?;
        let at = at as usize;
        let found = self.source.text.get(at..)?.chars().next()?;
        (file == self.file && is_form_of(printed.c, found)).then(|| self.position(at)).flatten()
    }
}

/// Whether a printed character is the form in which the program sets one that is written: full-width for half-width,
/// one mark or space for another.
fn is_form_of(printed: char, written: char) -> bool {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let is_mark = |c: char| !c.is_alphanumeric();
    // An escape of YAML is written with a mark before letters and figures.
    half(printed) == half(written) || written == '\\' || is_mark(printed) && is_mark(written)
}

/// The places of lines whose characters all come from one place: text with fields, as a template has it.
///
/// What stands in the braces of the template is filled in; all else is written there.
fn of_template(text: &str, start: usize, lines: &mut [Vec<Printed>]) {
    let mut at = start;
    for printed in lines.iter_mut().flatten() {
        let Some((file, _)) = printed.source else { continue };
        let found = next(text, at, printed.c);
        printed.source = found.map(|found| (file, found as u32));
        at = found.map_or(at, |found| found + text[found..].chars().next().map_or(1, char::len_utf8));
    }
}

/// Where a template goes on with a character: here, behind blanks or quotes, or behind the next fields.
fn next(text: &str, mut at: usize, wanted: char) -> Option<usize> {
    /// Fields and blanks one behind another.
    const MOST: usize = 64;
    for _ in 0..MOST {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        at += match first {
            _ if first == wanted => return Some(at),
            '{' => rest.find('}')? + 1,
            _ if first.is_whitespace() || matches!(first, '"' | '\'' | '|' | '>' | '\\') => first.len_utf8(),
            _ => return None,
        };
    }
    None
}

/// Finds the characters of lines that all come from one place.
fn fill_in(written: &Written, printed: &mut [Vec<Printed>]) {
    let mut sources = printed.iter().flatten().map(|one| one.source);
    let first = sources.next().flatten();
    if let Some((_, start)) = first.filter(|_| printed.iter().flatten().count() > 1)
        && sources.all(|source| source == first)
    {
        of_template(&written.source.text, start as usize, printed);
    }
}

/// Gives lines the places of their characters in a file. All lines of a paragraph, in order.
pub(super) fn trace(written: &Written, lines: &mut [LineAt], mut printed: Vec<Vec<Printed>>) {
    fill_in(written, &mut printed);
    for (line, own) in lines.iter_mut().zip(&printed) {
        let mut expected: Option<[u32; 2]> = None;
        for (index, one) in own.iter().enumerate() {
            let found = written.place(*one);
            if index == 0 {
                line.source = found.unwrap_or([0, 0]);
            }
            if (index == 0 && found.is_none()) || (index > 0 && found != expected) {
                let [row, column] = found.unwrap_or([0, 0]);
                line.places.push([index as u32, row, column]);
            }
            expected = found.map(|[row, column]| [row, column + 1]);
        }
    }
}

/// Notes how wide the characters of a line are, where they are not all as wide.
pub(super) fn measure(line: &mut LineAt, printed: &[Printed]) {
    let begin = line.at[usize::from(line.down)];
    let size = line.size.max(1);
    let ends = printed.iter().skip(1).map(|one| one.from - begin).chain([line.length]);
    let mut from = 0;
    let widths: Vec<i32> = ends
        .map(|end| {
            // What was rounded before is made good: the error never grows along the line.
            let to = (end.max(0) * 1000 + size / 2) / size;
            let width = i32::try_from((to - from).max(0)).unwrap_or(i32::MAX);
            from += i64::from(width);
            width
        })
        .collect();
    let even = line.length * 1000 / size / (widths.len().max(1) as i64);
    /// So far a character may be from where it would be were all as wide: a twentieth of an em.
    const NEAR: i64 = 50;
    let mut sum = 0;
    let uneven = widths.iter().enumerate().any(|(index, width)| {
        sum += i64::from(*width);
        (sum - even * (index as i64 + 1)).abs() > NEAR
    });
    if uneven {
        line.widths = widths;
    }
}
