//! Two states of a paragraph: which characters differ, and what became of its lines.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::page::layout::LineAt;

use super::{Change, Difference, Fate, LineChange};

/// Characters shown before and behind a change.
const AROUND: usize = 8;

/// A paragraph: its characters, and its lines by what they hold of them.
pub(super) struct Paragraph<'a> {
    story: &'a str,
    place: String,
    pub(super) text: Vec<char>,
    lines: Vec<(Range<usize>, u16, &'a LineAt)>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(story: &'a str, place: String, lines: Vec<(u16, &'a LineAt)>) -> Paragraph<'a> {
        let mut text: Vec<char> = Vec::new();
        let mut held = Vec::with_capacity(lines.len());
        for (page, line) in lines {
            let from = text.len();
            text.extend(line.text.chars());
            held.push((from..text.len(), page, line));
        }
        Paragraph { story, place, text, lines: held }
    }

    /// The line that holds a character; the last one for what stands behind all of them.
    fn line_of(&self, at: usize) -> Option<usize> {
        self.lines.iter().position(|(range, ..)| range.contains(&at)).or(self.lines.len().checked_sub(1))
    }

    fn page_of(&self, at: usize) -> u16 {
        self.line_of(at).map_or(0, |line| self.lines[line].1)
    }

    /// Where a character is written; of one that the program put in, where those beside it are.
    fn place_of(&self, at: usize) -> String {
        let line = self.line_of(at).map(|line| &self.lines[line]);
        let written = line.and_then(|(range, _, line)| {
            let own = at.saturating_sub(range.start);
            // What stands behind all of a line is put in behind its last character.
            match range.len().checked_sub(1) {
                Some(last) if own > last => line.near(last).map(|[row, column]| [row, column + 1]),
                _ => line.near(own),
            }
        });
        match (written, self.place.rsplitn(3, ':').last()) {
            (Some([row, column]), Some(file)) => format!("{file}:{row}:{column}"),
            _ => self.place.clone(),
        }
    }

    fn shown(&self, range: Range<usize>) -> String {
        self.text[range].iter().collect()
    }

    fn bytes(&self, range: &Range<usize>) -> (usize, usize) {
        let length = |range: Range<usize>| self.text[range].iter().map(|c| c.len_utf8()).sum::<usize>();
        let start = length(0..range.start);
        (start, start + length(range.clone()))
    }
}

/// Characters that two changes have between them at most to be one change: a word put in the place of another
/// mostly has a character in common with it by chance.
const JOINED: usize = 1;

/// Stretches that are the same or not, in order.
fn pieces(old: &[char], new: &[char]) -> Vec<(bool, Range<usize>, Range<usize>)> {
    let mut found: Vec<(bool, Range<usize>, Range<usize>)> = Vec::new();
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let count = ops.len();
    for (index, op) in ops.iter().enumerate() {
        let (before, after) = (op.old_range(), op.new_range());
        let equal = matches!(op, DiffOp::Equal { .. });
        let between = index > 0 && index + 1 < count;
        let same = equal && !(between && after.len() <= JOINED);
        match found.last_mut().filter(|last| !same && !last.0) {
            Some(last) => (last.1.end, last.2.end) = (before.end, after.end),
            None => found.push((same, before, after)),
        }
    }
    found
}

/// Compares two states of one paragraph; one of them is empty where it is new or gone.
pub(super) fn compare(old: &Paragraph<'_>, new: &Paragraph<'_>, difference: &mut Difference) {
    let pieces = pieces(&old.text, &new.text);
    // For each character of the new text, the old one that it was.
    let mut was: Vec<Option<usize>> = vec![None; new.text.len()];
    let mut edited = vec![false; new.lines.len()];
    let mut lost = vec![false; old.lines.len()];
    for (same, before, after) in pieces {
        if same {
            after.zip(before).for_each(|(now, then)| was[now] = Some(then));
            continue;
        }
        difference.changes.push(change(old, new, &before, &after));
        let first = new.line_of(after.start);
        let last = if after.is_empty() { first } else { new.line_of(after.end - 1) };
        if let (Some(first), Some(last)) = (first, last) {
            edited[first..=last].iter_mut().for_each(|line| *line = true);
        }
        for (index, (range, ..)) in old.lines.iter().enumerate() {
            lost[index] |= before.start <= range.start && range.end <= before.end;
        }
    }
    for (index, (range, page, line)) in new.lines.iter().enumerate() {
        let found = |fate: Fate, from: Option<(u16, [i64; 2])>| LineChange {
            fate,
            story: new.story.to_owned(),
            page: *page,
            text: line.text.clone(),
            at: line.boxed(),
            from,
        };
        if edited[index] {
            difference.lines.push(found(Fate::Edited, None));
            continue;
        }
        let from = was.get(range.start).copied().flatten();
        let same = old.lines.iter().find(|(held, ..)| Some(held.start) == from && held.len() == range.len());
        match same {
            None => difference.lines.push(found(Fate::Reset, None)),
            Some((_, then, before)) if (*then, before.at, before.size) != (*page, line.at, line.size) => {
                difference.lines.push(found(Fate::Moved, Some((*then, before.at))));
            }
            Some(_) => {}
        }
    }
    for ((_, page, line), _) in old.lines.iter().zip(lost).filter(|(_, lost)| *lost) {
        difference.lines.push(LineChange {
            fate: Fate::Gone,
            story: old.story.to_owned(),
            page: *page,
            text: line.text.clone(),
            at: line.boxed(),
            from: None,
        });
    }
}

fn change(old: &Paragraph<'_>, new: &Paragraph<'_>, before: &Range<usize>, after: &Range<usize>) -> Change {
    let whole = new.lines.is_empty();
    let side = if whole { old } else { new };
    let at = if whole { before } else { after };
    let around = (
        side.shown(at.start.saturating_sub(AROUND)..at.start),
        side.shown(at.end..(at.end + AROUND).min(side.text.len())),
    );
    Change {
        story: side.story.to_owned(),
        page: side.page_of(at.start),
        place: side.place_of(at.start),
        old: old.shown(before.clone()),
        new: new.shown(after.clone()),
        around,
        paragraph: (old.text.iter().collect(), new.text.iter().collect()),
        range: (old.bytes(before), new.bytes(after)),
    }
}
