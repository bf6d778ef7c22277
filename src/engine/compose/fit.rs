//! Chooses among the legal settings of paragraphs so that a story fills its slots: no line left over,
//! no hole, no single line at the head of a column.
//!
//! Each paragraph may run one line shorter or longer than its best setting where its line curve
//! allows; the cheapest combination wins. Same input, same choice: ties go to the earlier paragraph.

use crate::base::units::Length;

use super::blocks::{Piece, PieceKind};
use super::copy_flow::LARGEST_HOLE;
use super::flow::{Need, Poured, Slot, pour_balanced, room_for};
use super::lines::{BrokenLine, Measure, natural_width, total_cost};

/// A line without a slot: never, when any setting helps.
const OVERSET_LINE: u32 = 10_000;
/// An empty row at a foot that line variants can close.
const HOLE: u32 = 120;
/// A hole that they cannot: no use in loosening lines for it.
const HOPELESS_HOLE: u32 = 5_000;
/// The last line of a paragraph alone at the head of a column (`algorithms.md` 6).
const WIDOW: u32 = 60;
/// And when it fills less than half the measure.
const SHORT_WIDOW: u32 = 120;
/// The first line of a paragraph alone at the foot of a column.
const ORPHAN: u32 = 30;
/// A third of what the line curve says a variant costs counts: a hole of one line is worth a paragraph of
/// five lines, each a little looser, not one of twenty (`algorithms.md` 3, lever 2, counts a fifth).
const CURVE_SHARE: u32 = 3;
/// Paragraphs up to which pairs of changes are tried.
const PAIRS_UP_TO: usize = 40;

/// Lines of a paragraph up to which its variants are looked for: a curve holds all ways to all lines, and
/// no newspaper has a longer one.
const LONGEST_PARAGRAPH: usize = 400;

/// The settings of all pieces of an area.
pub(crate) struct Settings {
    uniform: Option<Length>,
    /// For each piece the lines chosen; empty for blocks.
    chosen: Vec<Vec<BrokenLine>>,
}

/// One line shorter, as it is best, one line longer.
#[derive(Default)]
struct Variants([Option<(u32, Vec<BrokenLine>)>; 3]);

impl Settings {
    /// The best setting of each paragraph by itself, when all slots have one measure.
    pub(crate) fn new(pieces: &[Piece], slots: &[Slot], uniform: Option<Length>) -> Settings {
        let uniform = uniform.or_else(|| slots.is_empty().then_some(Length::ZERO));
        let chosen = pieces
            .iter()
            .map(|piece| uniform.map_or_else(Vec::new, |measure| piece.broken(Measure::Uniform(measure))))
            .collect();
        Settings { uniform, chosen }
    }

    /// The lines of a piece, as poured.
    pub(crate) fn lines(&self, piece: usize) -> &[BrokenLine] {
        &self.chosen[piece]
    }

    /// Pours the pieces, choosing line variants where that fills the slots better.
    pub(crate) fn choose(&mut self, pieces: &[Piece], slots: &[Slot]) -> Poured {
        let Some(measure) = self.uniform else { return self.pour_varying(pieces, slots) };
        let counts: Vec<usize> = self.chosen.iter().map(Vec::len).collect();
        let natural = pour_counts(pieces, slots, &counts);
        if self.score(&natural, pieces, slots, &counts) == 0 || is_hopeless(&natural, pieces, &counts) {
            return natural;
        }
        let variants: Vec<Variants> =
            pieces.iter().zip(&self.chosen).map(|(piece, lines)| variants(piece, measure, lines)).collect();
        let (poured, moves) = self.search(pieces, slots, &counts, &variants, natural);
        for (piece, step) in moves.into_iter().enumerate().filter(|(_, step)| *step != 1) {
            if let Some((_, lines)) = &variants[piece].0[step] {
                self.chosen[piece] = lines.clone();
            }
        }
        poured
    }

    /// Best-improvement descent over single changes, and pairs of them when single ones do not help.
    fn search(
        &self,
        pieces: &[Piece],
        slots: &[Slot],
        natural: &[usize],
        variants: &[Variants],
        start: Poured,
    ) -> (Poured, Vec<usize>) {
        let mut steps = vec![1; pieces.len()];
        let mut best = (self.score(&start, pieces, slots, natural), start);
        let movable: Vec<usize> =
            (0..pieces.len()).filter(|&piece| variants[piece].0.iter().flatten().count() > 1).collect();
        let attempt = |bound: u32, trials: Vec<Vec<usize>>| {
            let mut found: Option<(u32, Poured, Vec<usize>)> = None;
            for trial in trials {
                let counts: Vec<usize> = trial.iter().zip(natural).map(|(step, n)| n + step - 1).collect();
                let poured = pour_counts(pieces, slots, &counts);
                let curve: u32 = trial.iter().zip(variants).map(|(&step, own)| extra_cost(own, step)).sum();
                let score = self.score(&poured, pieces, slots, &counts) + curve / CURVE_SHARE;
                if score < found.as_ref().map_or(bound, |found| found.0) {
                    found = Some((score, poured, trial));
                }
            }
            found
        };
        loop {
            let singles: Vec<Vec<usize>> = movable.iter().flat_map(|&piece| changes(&steps, piece, variants)).collect();
            let mut found = attempt(best.0, singles.clone());
            if found.is_none() && movable.len() <= PAIRS_UP_TO {
                let pairs = |first: &Vec<usize>| {
                    let later = first.iter().zip(&steps).rposition(|(a, b)| a != b).map_or(0, |at| at + 1);
                    let others = movable.iter().filter(move |&&piece| piece >= later);
                    others.flat_map(|&piece| changes(first, piece, variants)).collect::<Vec<_>>()
                };
                found = attempt(best.0, singles.iter().flat_map(pairs).collect());
            }
            match found {
                Some((score, poured, trial)) => {
                    best = (score, poured);
                    steps = trial;
                }
                None => return (best.1, steps),
            }
        }
    }

    /// Measures differ from slot to slot: each paragraph is broken where it begins.
    fn pour_varying(&mut self, pieces: &[Piece], slots: &[Slot]) -> Poured {
        let chosen = &mut self.chosen;
        let poured = pour_balanced(pieces.len(), slots, |piece, at, slots| {
            chosen[piece] = broken_at(&pieces[piece], slots, at);
            pieces[piece].need(chosen[piece].len())
        });
        // What was never reached is counted all the same.
        let reached = poured.overset.map_or(pieces.len(), |(piece, _)| piece + 1);
        for piece in reached..pieces.len() {
            chosen[piece] = broken_at(&pieces[piece], slots, slots.len());
        }
        poured
    }

    /// What is wrong with a pouring; 0 when nothing is.
    fn score(&self, poured: &Poured, pieces: &[Piece], slots: &[Slot], counts: &[usize]) -> u32 {
        if let Some((piece, line)) = poured.overset {
            let rest: usize = (piece..pieces.len())
                .map(|index| match pieces[index].need(counts[index]) {
                    Need::Lines(lines) | Need::Opening { lines, .. } => lines,
                    Need::Block { rows, .. } | Need::Rows { rows, .. } => usize::from(rows),
                    Need::Gap => 0,
                })
                .sum();
            return OVERSET_LINE.saturating_mul((rest - line.min(rest)) as u32).saturating_add(HOPELESS_HOLE);
        }
        let used: usize = poured.placed.iter().map(|placed| usize::from(placed.rows)).sum();
        let mut columns: Vec<u16> = slots.iter().map(|slot| slot.column).collect();
        columns.dedup();
        columns.sort_unstable();
        columns.dedup();
        let free = slots.len() - used;
        let mut score =
            if free > columns.len() * usize::from(LARGEST_HOLE) { HOPELESS_HOLE } else { HOLE * free as u32 };
        for pair in poured.placed.windows(2) {
            let (above, below) = (pair[0], pair[1]);
            if above.piece != below.piece || above.slot.segment == below.slot.segment {
                continue;
            }
            if below.line + 1 == counts[below.piece] {
                score += if self.last_line_is_short(pieces, below.piece) { SHORT_WIDOW } else { WIDOW };
            } else if below.line == 1 {
                score += ORPHAN;
            }
        }
        score
    }

    fn last_line_is_short(&self, pieces: &[Piece], piece: usize) -> bool {
        let PieceKind::Text { paragraph, .. } = &pieces[piece].kind else { return false };
        let Some(measure) = self.uniform else { return false };
        self.chosen[piece].last().is_some_and(|line| natural_width(paragraph, line) * 2 < measure)
    }
}

/// The lines of a piece that begins at slot `at`.
fn broken_at(piece: &Piece, slots: &[Slot], at: usize) -> Vec<BrokenLine> {
    let last = slots.last().map_or(Length::ZERO, |slot| slot.measure);
    // An initial moves on to where its rows stand together.
    let at = room_for(slots, at, usize::from(piece.together().max(1))).unwrap_or(at);
    let measure = |line: usize| slots.get(at + line).map_or(last, |slot| slot.measure);
    piece.broken(Measure::PerLine(&measure))
}

fn pour_counts(pieces: &[Piece], slots: &[Slot], counts: &[usize]) -> Poured {
    pour_balanced(pieces.len(), slots, |piece, _, _| pieces[piece].need(counts[piece]))
}

/// `steps` with another legal setting of one piece.
fn changes(steps: &[usize], piece: usize, variants: &[Variants]) -> Vec<Vec<usize>> {
    (0..3)
        .filter(|&step| step != steps[piece] && variants[piece].0[step].is_some())
        .map(|step| {
            let mut trial = steps.to_vec();
            trial[piece] = step;
            trial
        })
        .collect()
}

/// Whether more lines are left over than the paragraphs could ever lose, one each.
fn is_hopeless(poured: &Poured, pieces: &[Piece], counts: &[usize]) -> bool {
    let Some((piece, line)) = poured.overset else { return false };
    let rest: usize = counts[piece..].iter().sum();
    let paragraphs = pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Text { .. })).count();
    rest.saturating_sub(line) > paragraphs
}

fn extra_cost(variants: &Variants, step: usize) -> u32 {
    let cost = |step: usize| variants.0[step].as_ref().map_or(0, |(cost, _)| *cost);
    cost(step).saturating_sub(cost(1))
}

fn variants(piece: &Piece, measure: Length, lines: &[BrokenLine]) -> Variants {
    if lines.len() > LONGEST_PARAGRAPH || lines.is_empty() {
        return Variants::default();
    }
    let priced = |lines: Vec<BrokenLine>| (total_cost(&lines), lines);
    let set = |count: usize| piece.broken_into(Measure::Uniform(measure), count).map(priced);
    let best = priced(lines.to_vec());
    let shorter = lines.len().checked_sub(1).filter(|&count| count > 0).and_then(set);
    Variants([shorter, Some(best), set(lines.len() + 1)])
}
