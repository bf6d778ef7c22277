//! Chooses among the legal settings of paragraphs so that a story fills its slots: no line left over,
//! no hole, no single line at the end of a column.
//!
//! Each paragraph may have any number of lines of its curve that is near its best. For every number of
//! rows that the story can take, one exact programme over its pieces finds the cheapest settings: what
//! the curves charge, and what single lines at column boundaries cost. Same input, same choice.
//!
//! Source: `algorithms.md` 6, `A[p][i]`: least cost with p paragraphs in i lines.

use std::rc::Rc;

use crate::base::units::Length;
use crate::model::{Composition, Single};

use super::blocks::{Piece, PieceKind};
use super::copy_flow::LARGEST_HOLE;
use super::flow::{Need, Poured, Slot, first_rows, pour, pour_balanced, stand};
use super::lines::{BrokenLine, total_cost};
use super::variants::{REACH, Variant, Variants, is_short};

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
/// A single line where the style forbids it: dearer than any setting of the paragraphs.
const FORBIDDEN: u32 = 3_000;
/// A third of what the line curve says a variant costs counts: a hole of one line is worth a paragraph of
/// five lines, each a little looser, not one of twenty (`algorithms.md` 3, lever 2, counts a fifth).
const CURVE_SHARE: u32 = 3;
/// How many rows more or less than it naturally takes a story is tried at.
const ROWS_TRIED: usize = 12;
/// The settings of all pieces of an area.
pub(crate) struct Settings {
    uniform: Option<Length>,
    singles: Singles,
    /// Columns in which the slots are.
    columns: usize,
    /// For each piece the lines chosen; empty for blocks.
    chosen: Vec<Vec<BrokenLine>>,
    /// What they cost beyond the best.
    strain: u32,
    /// Paragraphs are set at their best, whatever that leaves.
    held: bool,
    /// Columns are filled one after another, and not made to end together.
    runs_on: bool,
}

/// What single lines at column boundaries cost (C33).
#[derive(Clone, Copy)]
struct Singles {
    last: u32,
    short_last: u32,
    first: u32,
}

impl Singles {
    fn new(rules: &Composition) -> Singles {
        let price = |single: Single, cost: u32| match single {
            Single::Allow => 0,
            Single::Avoid => cost,
            Single::Forbid => FORBIDDEN,
        };
        Singles {
            last: price(rules.single_last_line, WIDOW),
            short_last: price(rules.single_last_line, SHORT_WIDOW),
            first: price(rules.single_first_line, ORPHAN),
        }
    }
}

impl Settings {
    /// Settings of copy that is to be poured into these slots.
    pub(crate) fn new(pieces: &[Piece], slots: &[Slot], uniform: Option<Length>, rules: &Composition) -> Settings {
        let uniform = uniform.or_else(|| slots.is_empty().then_some(Length::ZERO));
        let chosen = pieces.iter().map(|_| Vec::new()).collect();
        Settings {
            uniform,
            singles: Singles::new(rules),
            columns: columns(slots),
            chosen,
            strain: 0,
            held: false,
            runs_on: false,
        }
    }

    /// Sets every paragraph at its best, whatever holes or rest that leaves.
    pub(crate) fn hold(&mut self) {
        self.held = true;
    }

    /// Fills each column to its foot before the next: copy that goes on elsewhere has no end to balance.
    pub(crate) fn run_on(&mut self) {
        self.runs_on = true;
    }

    /// What the lines chosen cost beyond the best of each paragraph.
    pub(crate) fn strain(&self) -> u32 {
        self.strain
    }

    /// The lines of a piece, as poured.
    pub(crate) fn lines(&self, piece: usize) -> &[BrokenLine] {
        &self.chosen[piece]
    }

    /// Pours the pieces, choosing line variants where that fills the slots better.
    pub(crate) fn choose(&mut self, pieces: &[Piece], slots: &[Slot]) -> Poured {
        let mut variants = Variants::new(pieces, self.uniform);
        let natural = self.pour_best(pieces, slots, &mut variants);
        let bound = self.score(&natural, pieces, slots);
        if self.held || bound == 0 || self.is_hopeless(&natural, pieces) {
            return natural;
        }
        let Some((cut, chosen)) = self.best(pieces, slots, &mut variants, &natural, bound) else { return natural };
        let cost =
            |chosen: &[Vec<BrokenLine>]| chosen.iter().map(|lines| total_cost(lines)).fold(0, u32::saturating_add);
        self.strain = cost(&chosen).saturating_sub(cost(&self.chosen));
        self.chosen = chosen;
        let chosen = &self.chosen;
        pour(pieces.len(), &cut, |piece, _, _| pieces[piece].need(chosen[piece].len()))
    }

    /// The best setting of each paragraph by itself.
    fn pour_best(&mut self, pieces: &[Piece], slots: &[Slot], variants: &mut Variants<'_>) -> Poured {
        let mut best: Vec<Option<Rc<Vec<BrokenLine>>>> = vec![None; pieces.len()];
        let need = |piece: usize, at: usize, slots: &[Slot]| {
            let lines = variants.best(piece, at, slots);
            let need = pieces[piece].need(lines.len());
            best[piece] = Some(lines);
            need
        };
        let poured =
            if self.runs_on { pour(pieces.len(), slots, need) } else { pour_balanced(pieces.len(), slots, need) };
        // What was never reached is counted all the same.
        let reached = poured.overset.map_or(pieces.len(), |(piece, _)| piece + 1);
        for (piece, lines) in best.iter_mut().enumerate() {
            if piece >= reached || lines.is_none() {
                *lines = Some(variants.best(piece, slots.len(), slots));
            }
        }
        self.chosen = best.into_iter().map(|lines| lines.map_or_else(Vec::new, |lines| lines.to_vec())).collect();
        poured
    }

    /// The cheapest settings that cost less than `bound`, and the slots that they fill.
    fn best(
        &self,
        pieces: &[Piece],
        slots: &[Slot],
        variants: &mut Variants<'_>,
        natural: &Poured,
        bound: u32,
    ) -> Option<(Vec<Slot>, Vec<Vec<BrokenLine>>)> {
        let used: usize = natural.placed.iter().map(|placed| usize::from(placed.rows)).sum();
        let used = if natural.overset.is_some() { slots.len() } else { used };
        let tried = used.saturating_sub(ROWS_TRIED)..=(used + ROWS_TRIED).min(slots.len());
        let mut found: Option<(u32, Vec<Slot>, Vec<Vec<BrokenLine>>)> = None;
        // From the fullest down: of equal cost the fuller one is taken.
        for rows in tried.rev() {
            let hole = self.hole(slots.len() - rows);
            let bound = found.as_ref().map_or(bound, |found| found.0);
            if hole >= bound {
                continue;
            }
            let cut = if self.runs_on { slots[..rows].to_vec() } else { first_rows(slots, rows) };
            if let Some((cost, chosen)) = self.fill(pieces, &cut, variants)
                && cost.saturating_add(hole) < bound
            {
                found = Some((cost + hole, cut, chosen));
            }
        }
        found.map(|(_, cut, chosen)| (cut, chosen))
    }

    /// The cheapest settings that fill `slots` to the last.
    fn fill(
        &self,
        pieces: &[Piece],
        slots: &[Slot],
        variants: &mut Variants<'_>,
    ) -> Option<(u32, Vec<Vec<BrokenLine>>)> {
        let heads: Vec<bool> =
            (0..=slots.len()).map(|at| at > 0 && at < slots.len() && slots[at].run != slots[at - 1].run).collect();
        let mut layers: Vec<Vec<State>> = vec![vec![State { at: 0, cost: 0, from: 0, pick: 0 }]];
        for (index, piece) in pieces.iter().enumerate() {
            let mut next: Vec<State> = Vec::new();
            for (from, state) in layers.last()?.iter().enumerate() {
                let near = variants.near(index, state.at, slots);
                for pick in 0..near.len().max(1) {
                    let variant = near.get(pick);
                    let lines = variant.map_or(0, |variant| variant.lines.len());
                    let Some((start, end)) = stand(piece.need(lines), state.at, slots) else { continue };
                    let skipped = HOLE.saturating_mul((start - state.at) as u32);
                    let own = variant
                        .map_or(0, |variant| variant.extra / CURVE_SHARE + self.boundary(&heads, start, variant));
                    let cost = state.cost.saturating_add(skipped).saturating_add(own);
                    offer(&mut next, State { at: end, cost, from, pick });
                }
            }
            layers.push(next);
        }
        let last = layers.last()?;
        let mut at = last.iter().position(|state| state.at == slots.len())?;
        let cost = last[at].cost;
        let mut chosen = Vec::with_capacity(pieces.len());
        for index in (0..pieces.len()).rev() {
            let state = layers[index + 1][at];
            let near = variants.near(index, layers[index][state.from].at, slots);
            chosen.push(near.get(state.pick).map_or_else(Vec::new, |variant| variant.lines.clone()));
            at = state.from;
        }
        chosen.reverse();
        Some((cost, chosen))
    }

    /// What the lines of a paragraph cost by where columns end.
    fn boundary(&self, heads: &[bool], start: usize, variant: &Variant) -> u32 {
        let lines = variant.lines.len();
        if lines < 2 {
            return 0;
        }
        if heads[start + lines - 1] {
            return if variant.short_last { self.singles.short_last } else { self.singles.last };
        }
        if heads[start + 1] { self.singles.first } else { 0 }
    }

    /// What `free` empty rows cost.
    fn hole(&self, free: usize) -> u32 {
        if free > self.columns * usize::from(LARGEST_HOLE) { HOPELESS_HOLE } else { HOLE * free as u32 }
    }

    /// What is wrong with a pouring of the lines chosen; 0 when nothing is.
    fn score(&self, poured: &Poured, pieces: &[Piece], slots: &[Slot]) -> u32 {
        if let Some((piece, line)) = poured.overset {
            let rest: usize =
                (piece..pieces.len()).map(|index| rows_of(pieces[index].need(self.chosen[index].len()))).sum();
            return OVERSET_LINE.saturating_mul((rest - line.min(rest)) as u32).saturating_add(HOPELESS_HOLE);
        }
        let used: usize = poured.placed.iter().map(|placed| usize::from(placed.rows)).sum();
        let mut score = self.hole(slots.len() - used);
        for pair in poured.placed.windows(2) {
            let (above, below) = (pair[0], pair[1]);
            if above.piece != below.piece || above.slot.run == below.slot.run {
                continue;
            }
            let lines = &self.chosen[below.piece];
            if below.line + 1 == lines.len() {
                let short = is_short(&pieces[below.piece], lines, below.slot.measure);
                score += if short { self.singles.short_last } else { self.singles.last };
            } else if below.line == 1 {
                score += self.singles.first;
            }
        }
        score
    }

    /// Whether more lines are left over than the paragraphs could ever lose.
    fn is_hopeless(&self, poured: &Poured, pieces: &[Piece]) -> bool {
        let Some((piece, line)) = poured.overset else { return false };
        let rest: usize = self.chosen[piece..].iter().map(Vec::len).sum();
        let paragraphs = pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Text { .. })).count();
        rest.saturating_sub(line) > paragraphs * REACH
    }
}

/// The pieces so far stand in the slots before `at`.
#[derive(Clone, Copy)]
struct State {
    at: usize,
    cost: u32,
    /// Index of the state before.
    from: usize,
    /// The variant of the last piece.
    pick: usize,
}

/// Keeps the cheapest state of each place; the first of equals stays.
fn offer(states: &mut Vec<State>, state: State) {
    match states.binary_search_by_key(&state.at, |known| known.at) {
        Ok(index) if state.cost < states[index].cost => states[index] = state,
        Ok(_) => {}
        Err(index) => states.insert(index, state),
    }
}

fn columns(slots: &[Slot]) -> usize {
    let mut columns: Vec<u16> = slots.iter().map(|slot| slot.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.len()
}

pub(crate) fn rows_of(need: Need) -> usize {
    match need {
        Need::Lines(lines) | Need::Opening { lines, .. } => lines,
        Need::Block { rows, .. } | Need::Rows { rows, .. } => usize::from(rows),
        Need::Gap => 0,
    }
}
