//! The settings that a piece of copy can have, by the measures of the lines where it begins.
//!
//! Where all lines have one measure a paragraph is broken once; where they differ, once for every run of
//! measures that it meets: beside a picture, and at the line from which it does not matter, anew.
//!
//! Source: `algorithms.md` 6: only paragraphs touching a change of measure are recomputed.

use std::rc::Rc;

use crate::base::units::Length;

use super::blocks::{Piece, PieceKind};
use super::flow::{Slot, room_for};
use super::lines::{BrokenLine, Measure, natural_width, total_cost};

/// How many lines more or less than its best a paragraph may have.
pub(super) const REACH: usize = 2;
/// Settings that cost more than this beyond the best are not taken, whatever they fill: a paragraph with
/// six visible faults is worse than a hole (`algorithms.md` 3: 400 is cheap, 1,200 the most).
const DEAREST: u32 = 600;
/// Lines of a paragraph up to which its variants are looked for: a curve holds all ways to all lines, and
/// no newspaper has a longer one.
const LONGEST_PARAGRAPH: usize = 400;

/// One way to set a piece.
pub(super) struct Variant {
    pub(super) lines: Vec<BrokenLine>,
    /// What it costs beyond the best.
    pub(super) extra: u32,
    /// Its last line fills less than half the measure.
    pub(super) short_last: bool,
}

/// Measures of lines, each with how many lines have it; the last goes on.
type Run = Vec<(Length, usize)>;

/// The settings of one piece for one run of measures.
struct Known {
    run: Run,
    best: Rc<Vec<BrokenLine>>,
    variants: Option<Rc<Vec<Variant>>>,
}

/// The settings of all pieces, as they are asked for.
pub(super) struct Variants<'a> {
    pieces: &'a [Piece],
    /// The measure of all slots, when it is one.
    uniform: Option<Length>,
    known: Vec<Vec<Known>>,
}

impl<'a> Variants<'a> {
    pub(super) fn new(pieces: &'a [Piece], uniform: Option<Length>) -> Variants<'a> {
        Variants { pieces, uniform, known: pieces.iter().map(|_| Vec::new()).collect() }
    }

    /// The best lines of a piece that begins at slot `at`, by itself; none of a block.
    pub(super) fn best(&mut self, piece: usize, at: usize, slots: &[Slot]) -> Rc<Vec<BrokenLine>> {
        Rc::clone(&self.known(piece, at, slots).best)
    }

    /// The settings near the best, which comes first; none of a block.
    pub(super) fn near(&mut self, piece: usize, at: usize, slots: &[Slot]) -> Rc<Vec<Variant>> {
        let made = &self.pieces[piece];
        let known = self.known(piece, at, slots);
        let Known { run, best, variants } = known;
        Rc::clone(variants.get_or_insert_with(|| Rc::new(make(made, run, best))))
    }

    fn known(&mut self, piece: usize, at: usize, slots: &[Slot]) -> &mut Known {
        let made = &self.pieces[piece];
        let run = match self.uniform {
            Some(measure) => vec![(measure, 1)],
            None => run_at(made, at, slots),
        };
        let all = &mut self.known[piece];
        let index = all.iter().position(|known| known.run == run).unwrap_or_else(|| {
            let best = Rc::new(with_measure(&run, |measure| made.broken(measure)));
            all.push(Known { run, best, variants: None });
            all.len() - 1
        });
        &mut all[index]
    }
}

/// The measures that a piece meets from slot `at` on, as far as it can reach.
fn run_at(piece: &Piece, at: usize, slots: &[Slot]) -> Run {
    let PieceKind::Text { paragraph, options, .. } = &piece.kind else { return vec![(Length::ZERO, 1)] };
    // An initial moves on to where its rows stand together.
    let at = room_for(slots, at, usize::from(piece.together().max(1))).unwrap_or(at);
    // Half as much again as its width, and as many lines more as it may be set longer by.
    let mut room = Length::emu(paragraph.natural()) * 3 / 2 + options.indent;
    let mut more = REACH + 2;
    let mut run: Run = Vec::new();
    for slot in slots.get(at..).unwrap_or_default() {
        match run.last_mut() {
            Some((measure, lines)) if *measure == slot.measure => *lines += 1,
            _ => run.push((slot.measure, 1)),
        }
        room = (room - slot.measure).max(Length::ZERO);
        if room == Length::ZERO {
            if more == 0 {
                break;
            }
            more -= 1;
        }
    }
    let last = slots.last().map_or(Length::ZERO, |slot| slot.measure);
    match &mut run[..] {
        [] => vec![(last, 1)],
        // How many lines have the only measure does not matter.
        [only] if room == Length::ZERO || only.0 == last => vec![(only.0, 1)],
        _ => run,
    }
}

fn with_measure<T>(run: &Run, set: impl FnOnce(Measure<'_>) -> T) -> T {
    if let [(measure, _)] = run[..] {
        return set(Measure::Uniform(measure));
    }
    let measures: Vec<Length> = run.iter().flat_map(|&(measure, lines)| std::iter::repeat_n(measure, lines)).collect();
    let last = run.last().map_or(Length::ZERO, |last| last.0);
    set(Measure::PerLine(&|line| measures.get(line).copied().unwrap_or(last)))
}

/// The settings of a piece near its best, `lines`, which comes first.
fn make(piece: &Piece, run: &Run, lines: &[BrokenLine]) -> Vec<Variant> {
    if lines.is_empty() {
        return Vec::new();
    }
    let best = total_cost(lines);
    let variant = |lines: Vec<BrokenLine>| Variant {
        extra: total_cost(&lines).saturating_sub(best),
        short_last: is_short(piece, &lines, measure_of(run, lines.len())),
        lines,
    };
    let mut found = vec![variant(lines.to_vec())];
    if lines.len() <= LONGEST_PARAGRAPH {
        let near =
            (lines.len().saturating_sub(REACH).max(1)..=lines.len() + REACH).filter(|count| *count != lines.len());
        let others: Vec<usize> = near.collect();
        found.extend(with_measure(run, |measure| piece.broken_in(measure, &others)).into_iter().map(variant));
    }
    found.retain(|variant| variant.extra <= DEAREST);
    found
}

/// The measure of line `line`, counted from 1.
fn measure_of(run: &Run, line: usize) -> Length {
    let mut left = line;
    for &(measure, lines) in run {
        if left <= lines {
            return measure;
        }
        left -= lines;
    }
    run.last().map_or(Length::ZERO, |last| last.0)
}

/// Whether the last of some lines fills less than half of its measure.
pub(super) fn is_short(piece: &Piece, lines: &[BrokenLine], measure: Length) -> bool {
    let PieceKind::Text { paragraph, .. } = &piece.kind else { return false };
    lines.last().is_some_and(|line| natural_width(paragraph, line) * 2 < measure)
}
