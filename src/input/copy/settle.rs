//! From blocks as written to blocks of the model: marks read, copy cleaned, the byline set once.

use crate::model::{Block, Candidate, Copy, Table};

use super::blocks::Rough;
use super::chars::{Char, Marked, is_space, to_copy};
use super::hygiene::{self, Change, Cleaned, Manner};
use super::table::RoughTable;
use super::{byline, fence, inline, pairs, repeats};

/// As many `…` in a row stand for a paragraph left out.
const OMISSION: usize = 4;

/// The body of a story, and what it offers to who makes it fit.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    pub(super) candidates: Vec<Candidate>,
    /// Paragraphs, from 1, that end with `{.cut}`.
    pub(super) cuttable: Vec<u16>,
}

/// Marks a paragraph that may be left out.
const CUT: &str = "{.cut}";

/// Takes the mark of a paragraph that may be left out; whether it was there.
fn take_cut_mark(rough: &mut Rough) -> bool {
    let (Rough::Paragraph(chars) | Rough::Quote(chars)) = rough else { return false };
    let Some(from) = chars.len().checked_sub(CUT.len()) else { return false };
    let found = chars[from..].iter().map(|char| char.c).eq(CUT.chars());
    if found {
        chars.truncate(from);
    }
    found
}

/// Cleans the blocks and sees to it that the body opens with the byline, marked as such.
///
/// A body without a paragraph has the byline in a paragraph of its own, before everything.
pub(super) fn settle(blocks: Vec<Rough>, byline: Option<&Copy>, cleaned: &mut Cleaned<'_>) -> Body {
    let mut byline = byline;
    let mut body = Vec::with_capacity(blocks.len());
    let (mut candidates, mut cuttable): (Vec<Candidate>, Vec<u16>) = (Vec::new(), Vec::new());
    let mut paragraphs = 0;
    for mut rough in blocks.into_iter().flat_map(|block| part_at_omissions(block, cleaned)).collect::<Vec<_>>() {
        let may_go = take_cut_mark(&mut rough);
        let block = match rough {
            Rough::Candidate(chars) => {
                let marked = inline::mark(chars, true, cleaned);
                let copy = finish(marked, Manner::Head, cleaned);
                candidates.extend(copy.map(|copy| Candidate { before: body.len(), copy }));
                continue;
            }
            Rough::Paragraph(chars) => {
                let marked = inline::mark(chars, true, cleaned);
                let copy = match byline.take() {
                    Some(byline) => Some(byline::opening(marked, byline, cleaned)),
                    None => finish(marked, Manner::Body, cleaned),
                };
                copy.map(Block::Paragraph)
            }
            rough => block(rough, cleaned),
        };
        paragraphs = u16::saturating_add(paragraphs, block.as_ref().is_some_and(Block::is_paragraph).into());
        if may_go {
            cuttable.push(paragraphs);
        }
        body.extend(block);
    }
    if let Some(byline) = byline.filter(|_| !body.is_empty()) {
        body.insert(0, Block::Paragraph(byline::alone(byline, cleaned)));
        candidates.iter_mut().for_each(|candidate| candidate.before += 1);
        cuttable.iter_mut().for_each(|paragraph| *paragraph += 1);
    }
    repeats::check(&body, cleaned);
    Body { blocks: body, candidates, cuttable }
}

/// C11: `…………`, what stands for a paragraph left out, stands on a line of its own.
///
/// Source: GB/T 15834-2011, 5.1.5: two ellipses in a row take four 字 and a line to themselves.
fn part_at_omissions(block: Rough, cleaned: &mut Cleaned<'_>) -> Vec<Rough> {
    let Rough::Paragraph(chars) = block else { return vec![block] };
    let kind = |char: &Char| if matches!(char.c, '…' | '.') { char.c } else { ' ' };
    let is_omission = |part: &[Char]| match part[0].c {
        '…' => part.len() >= OMISSION,
        '.' => part.len() >= OMISSION * 3,
        _ => false,
    };
    let mut parts: Vec<Vec<Char>> = vec![Vec::new()];
    for run in chars.chunk_by(|one, two| kind(one) == kind(two)) {
        if is_omission(run) {
            parts.push(run.iter().take(OMISSION).map(|char| char.with('…')).collect());
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.extend_from_slice(run);
        }
    }
    parts.retain(|part| part.iter().any(|char| !is_space(char.c)));
    if parts.len() > 1 {
        for part in parts.iter().filter(|part| is_omission(part)) {
            cleaned.note(Change::Omission, part[0].at as usize);
        }
    }
    parts.into_iter().map(Rough::Paragraph).collect()
}

fn block(rough: Rough, cleaned: &mut Cleaned<'_>) -> Option<Block> {
    let mut text = |chars: Vec<Char>, manner: Manner| {
        let marked = inline::mark(chars, true, cleaned);
        finish(marked, manner, cleaned)
    };
    match rough {
        Rough::Paragraph(chars) => text(chars, Manner::Body).map(Block::Paragraph),
        Rough::Quote(chars) => text(chars, Manner::Body).map(Block::Quote),
        Rough::Crosshead(chars) => text(chars, Manner::Head).map(Block::Crosshead),
        Rough::Candidate(_) => None,
        Rough::Break => Some(Block::Break),
        Rough::Item { label, text: chars } => {
            let label = to_copy(&label, Vec::new(), cleaned.file);
            let text = inline::mark(chars, true, cleaned);
            finish(text, Manner::Body, cleaned).map(|text| Block::Item { label, text })
        }
        Rough::Speech(chars) => {
            let mut speech = inline::mark(chars, true, cleaned);
            fence::name_the_speaker(&mut speech.chars);
            finish(speech, Manner::Body, cleaned).map(Block::Speech)
        }
        Rough::Verse(lines) => {
            let lines = verse(lines, cleaned);
            lines.iter().any(|line| !line.text.is_empty()).then_some(Block::Verse(lines))
        }
        Rough::Names(chars) => {
            let marked = inline::mark(chars, true, cleaned);
            let names = fence::names(marked, cleaned);
            let names = names.into_iter().filter_map(|name| finish(name, Manner::Caption, cleaned)).collect::<Vec<_>>();
            (!names.is_empty()).then_some(Block::Names(names))
        }
        Rough::Table(RoughTable { span, columns, head, rows }) => {
            let mut cell = |chars: Vec<Char>| {
                let mut marked = inline::mark(chars, true, cleaned);
                hygiene::clean(&mut marked.chars, Manner::Caption, cleaned);
                copy(&marked, cleaned)
            };
            let head = head.into_iter().map(&mut cell).collect();
            let rows = rows.into_iter().map(|row| row.into_iter().map(&mut cell).collect()).collect();
            Some(Block::Table(Table { span, columns, head, rows }))
        }
    }
}

/// The lines of a verse; quotes and brackets may close in a later line.
fn verse(lines: Vec<Vec<Char>>, cleaned: &mut Cleaned<'_>) -> Vec<Copy> {
    let mut whole: Vec<Char> = Vec::new();
    let mut verse: Vec<Copy> = Vec::with_capacity(lines.len());
    for line in lines {
        let blank = line.is_empty();
        let mut marked = inline::mark(line, true, cleaned);
        hygiene::mend(&mut marked.chars, Manner::Caption, cleaned);
        // A line of nothing but invisible characters is no stanza break.
        if blank || !marked.chars.is_empty() {
            verse.push(copy(&marked, cleaned));
        }
        whole.append(&mut marked.chars);
    }
    pairs::check(&whole, cleaned);
    verse
}

/// Cleans copy; `None` when nothing is left.
pub(super) fn finish(mut marked: Marked, manner: Manner, cleaned: &mut Cleaned<'_>) -> Option<Copy> {
    hygiene::clean(&mut marked.chars, manner, cleaned);
    let copy = copy(&marked, cleaned);
    (!copy.text.is_empty()).then_some(copy)
}

/// Cleaned characters as copy.
pub(super) fn copy(marked: &Marked, cleaned: &mut Cleaned<'_>) -> Copy {
    let rubies = inline::rubies(marked, cleaned);
    to_copy(&marked.chars, rubies, cleaned.file)
}
