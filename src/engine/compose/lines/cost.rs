//! The cost of a line. 100 is one clearly visible fault.
//!
//! Source: `algorithms.md` 2, table "cost of a line"; weights are hand-set starting values.

use crate::engine::text::{Break, Paragraph};
use crate::model::Align;

/// Added for a squeezed line: the fixed part keeps lines on the grid where all else is equal.
const SQUEEZED: i64 = 12;
/// At the end of all squeezing a line is as bad as a visible fault.
const SQUEEZED_FULLY: i64 = 88;
/// Word spaces and Han–Latin gaps stretch unseen.
const SPACED: i64 = 12;
/// At their limit they begin to show.
const SPACED_FULLY: i64 = 40;
/// Letterspacing shows more than squeezing.
const LETTERSPACED: i64 = 20;
/// ⅛ em between all letters is a visible fault.
const LETTERSPACED_EIGHTH: i64 = 100;
/// Exact after halving the mark at its end, where that is not mandatory.
const LINE_END_HALVED: u32 = 1;
/// A stop outside the measure, where hanging is allowed: rather than much squeezing, not rather than none.
const HUNG: u32 = 10;
/// A line off the character grid, where the style asks for one (C36): worth a line squeezed to the full
/// elsewhere, not worth a letterspaced one.
const OFF_GRID: i64 = 60;
/// A tight line beside a loose one: seen at once, where either alone is not.
const UNEVEN: u32 = 30;
/// A line squeezed by more than this part of what it can give is tight.
const TIGHT: i64 = 2;
/// A line whose gaps open by more than half of ⅛ em is loose.
const LOOSE: i64 = 2;
/// 孤字: the last line has fewer characters than the composition wants (C32). The reference starts
/// with 400; this is dearer than several lines at the limit of letterspacing, so that it stays only
/// where no break in reach cures it.
pub(super) const SHORT: u32 = 2_000;
/// The last line has just as many.
const BARELY_LONG: u32 = 80;
/// A ragged line short by 1 em. Enough to fill lines, little enough to cure a short last line.
const RAGGED_EM: i64 = 10;
/// A line wider than its measure: always produced when nothing else is left, always reported.
const OVERFULL: u32 = 10_000_000;
/// More than any line that is not overfull costs.
const WORST: i64 = 1_000_000;
/// So many of the last breaks before a short last line are reached by lines up to twice as loose:
/// where they are the only cure, the cost decides (C32).
const CURES: usize = 3;
/// Lengths are capped to this before they are squared.
const CAP: i64 = 1 << 28;

/// No way.
pub(super) const IMPOSSIBLE: u32 = u32::MAX;

/// How dense a line is: tight and loose ones should not meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Colour {
    /// Much squeezed.
    Tight = 0,
    /// Neither.
    Even = 1,
    /// Letterspaced.
    Loose = 2,
}

impl Colour {
    /// All of them, by number.
    pub(super) const ALL: [Colour; 3] = [Colour::Tight, Colour::Even, Colour::Loose];
}

/// What a paragraph's lines are judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge {
    /// ⅛ em.
    eighth: i64,
    /// A line is considered, beside the longest from its start, when no gap opens by more than this.
    limit: i64,
    align: Align,
    /// What a line off the character grid costs.
    off_grid: i64,
    /// What a tight line beside a loose one costs; 0 where neighbours do not matter.
    uneven: u32,
    short: (usize, usize),
    end: usize,
}

/// What a line is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Verdict {
    /// Its cost.
    pub(super) cost: u32,
    /// Looser than is considered without need.
    pub(super) loose: bool,
    /// Its density.
    pub(super) colour: Colour,
    /// The stop at its end stands outside the measure.
    pub(super) hangs: bool,
}

impl Verdict {
    const fn even(cost: u32) -> Verdict {
        Verdict { cost, loose: false, colour: Colour::Even, hangs: false }
    }
}

impl Judge {
    /// A judge of the lines of `paragraph` between the places of `breaks`.
    pub(super) fn new(paragraph: &Paragraph, breaks: &[Break], align: Align) -> Judge {
        let em = paragraph.em.max(8);
        // Breaks of last resort shift the indices: find the places again.
        let index = |short: u32| {
            let at = paragraph.breaks.get(short as usize).map(|place| place.at);
            at.map_or(breaks.len(), |at| breaks.partition_point(|place| place.at < at))
        };
        let justified = matches!(align, Align::Justify | Align::Distribute);
        Judge {
            eighth: em / 8,
            limit: em / 4,
            align,
            off_grid: if paragraph.rules.character_grid { OFF_GRID } else { 0 },
            uneven: if paragraph.rules.even_neighbours && justified { UNEVEN } else { 0 },
            short: (index(paragraph.short.0), index(paragraph.short.1)),
            end: breaks.len() - 1,
        }
    }

    /// What it costs that a line follows another.
    #[inline]
    pub(super) fn beside(&self, above: Colour, below: Colour) -> u32 {
        if (above as u8).abs_diff(below as u8) == 2 { self.uneven } else { 0 }
    }

    /// Whether the line squeezes into `measure`.
    #[inline]
    pub(super) fn fits(&self, from: &Break, to: &Break, measure: i64) -> bool {
        least(from, to) <= measure
    }

    /// The verdict on a line that fits, from break `a` to break `b`.
    #[inline]
    pub(super) fn judge(&self, breaks: &[Break], a: usize, b: usize, measure: i64) -> Verdict {
        let (from, to) = (&breaks[a], &breaks[b]);
        let last = b == self.end;
        let mut verdict = self.spacing(from, to, measure, last && self.align != Align::Distribute);
        verdict.cost += to.penalty;
        if verdict.loose && b < self.short.0 && b + CURES >= self.short.0 {
            verdict.loose = self.is_looser_than(from, to, measure, self.limit * 2);
        }
        if last {
            verdict.loose = false;
            if a >= self.short.1 && a > 0 {
                verdict.cost += if a >= self.short.0 { SHORT } else { BARELY_LONG };
            }
        }
        verdict
    }

    #[cold]
    fn is_looser_than(&self, from: &Break, to: &Break, measure: i64, limit: i64) -> bool {
        let (start, stop) = (&from.start, &to.stop);
        let short = measure - (stop.width - start.width) - (stop.stretch - start.stretch);
        short > i64::from(stop.gaps - start.gaps) * limit
    }

    /// The verdict on a line that does not fit.
    pub(super) fn overfull(&self, from: &Break, to: &Break, measure: i64) -> Verdict {
        let excess = ((least(from, to) - measure).max(0) / self.eighth).min(WORST);
        let cost = OVERFULL.saturating_add(excess as u32).saturating_add(to.penalty);
        Verdict { hangs: to.may_hang > 0, ..Verdict::even(cost) }
    }

    #[inline]
    fn spacing(&self, from: &Break, to: &Break, measure: i64, open_end: bool) -> Verdict {
        let short = measure - (to.stop.width - from.start.width);
        if short < 0 && to.may_hang > 0 {
            return self.hung(from, to, short, open_end);
        }
        self.spaced(from, to, short, open_end)
    }

    /// C18: the stop hangs where that is better than squeezing it in.
    #[cold]
    fn hung(&self, from: &Break, to: &Break, short: i64, open_end: bool) -> Verdict {
        // What hangs is not halved.
        let mut whole = *to;
        whole.stop.shrink -= i64::from(to.line_end);
        whole.line_end = 0;
        let hung = self.spaced(from, &whole, short + i64::from(to.may_hang), open_end);
        let hung = Verdict { cost: hung.cost + HUNG, hangs: true, ..hung };
        if -short > to.stop.shrink - from.start.shrink {
            return hung;
        }
        let within = self.spaced(from, to, short, open_end);
        if within.cost <= hung.cost { within } else { hung }
    }

    #[inline]
    fn spaced(&self, from: &Break, to: &Break, short: i64, open_end: bool) -> Verdict {
        let (start, stop) = (&from.start, &to.stop);
        if short < 0 {
            let excess = -short;
            if excess == i64::from(to.line_end) {
                return Verdict::even(LINE_END_HALVED);
            }
            let capacity = (stop.shrink - start.shrink).max(1);
            let cost = self.off_grid + SQUEEZED + SQUEEZED_FULLY * excess * excess / (capacity * capacity);
            let colour = if excess * TIGHT > capacity { Colour::Tight } else { Colour::Even };
            return Verdict { colour, ..Verdict::even(cost.min(WORST) as u32) };
        }
        if short == 0 || open_end {
            return Verdict::even(0);
        }
        let short = short.min(CAP);
        if !matches!(self.align, Align::Justify | Align::Distribute) {
            let em = self.eighth * 8;
            let cost = (RAGGED_EM * short * short / (em * em)).min(WORST);
            return Verdict { loose: short > em * 4, ..Verdict::even(cost as u32) };
        }
        let stretch = stop.stretch - start.stretch;
        if short <= stretch {
            let cost = self.off_grid + SPACED + SPACED_FULLY * short * short / (stretch * stretch);
            return Verdict::even(cost as u32);
        }
        let rest = short - stretch;
        let gaps = i64::from(stop.gaps - start.gaps).max(0);
        if gaps == 0 {
            return Verdict { loose: true, colour: Colour::Loose, ..Verdict::even(WORST as u32) };
        }
        let eighths = gaps * self.eighth;
        let cost = self.off_grid + LETTERSPACED + LETTERSPACED_EIGHTH * rest * rest / (eighths * eighths);
        let colour = if rest * LOOSE > eighths { Colour::Loose } else { Colour::Even };
        Verdict { cost: cost.min(WORST) as u32, loose: rest > gaps * self.limit, colour, hangs: false }
    }
}

/// The width of a line with everything squeezed, and its last stop outside where that is allowed.
#[inline]
pub(super) fn least(from: &Break, to: &Break) -> i64 {
    (to.stop.width - from.start.width)
        - (to.stop.shrink - from.start.shrink)
        - i64::from((to.may_hang - to.line_end).max(0))
}

/// Whether a cost is that of an overfull line or path.
pub(super) fn is_overfull(cost: u32) -> bool {
    cost >= OVERFULL
}
