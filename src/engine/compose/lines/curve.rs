//! The line curve: for every number of lines a paragraph can take, its cheapest cost.
//!
//! Source: `algorithms.md` 1; Mittelbach, globally optimised pagination, for paragraph variants.

use crate::engine::text::Break;

use super::cost::{IMPOSSIBLE, Judge, is_overfull};
use super::fit::Window;

/// `n → cost` for the numbers of lines that a paragraph can take.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Curve {
    /// The fewest lines.
    pub fewest: usize,
    /// Costs of `fewest`, `fewest + 1`, … lines; `u32::MAX` where there is no way.
    pub costs: Vec<u32>,
}

impl Curve {
    /// The cost of `lines` lines.
    pub fn cost(&self, lines: usize) -> Option<u32> {
        let cost = *self.costs.get(lines.checked_sub(self.fewest)?)?;
        if cost == IMPOSSIBLE { None } else { Some(cost) }
    }

    /// The cheapest number of lines, and its cost. The smaller number wins a tie.
    pub fn best(&self) -> (usize, u32) {
        let cheapest = self.costs.iter().enumerate().min_by_key(|(_, cost)| **cost);
        cheapest.map_or((0, 0), |(index, cost)| (self.fewest + index, *cost))
    }

    /// All entries that are possible without an overfull line.
    pub fn entries(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        let all = self.costs.iter().enumerate().map(|(index, cost)| (self.fewest + index, *cost));
        all.filter(|(_, cost)| !is_overfull(*cost))
    }
}

/// The cheapest ways to every break, by number of lines.
pub(super) struct Bands {
    /// For each break: its fewest lines, and where its costs begin.
    heads: Vec<(u32, u32)>,
    costs: Vec<u32>,
    /// The start of the last line of each way; empty when not asked for.
    backs: Vec<u32>,
}

impl Bands {
    /// Runs the programme for one measure.
    pub(super) fn build(breaks: &[Break], measure: i64, judge: &Judge, with_backs: bool) -> Bands {
        let count = breaks.len();
        let mut bands =
            Bands { heads: Vec::with_capacity(count + 1), costs: Vec::with_capacity(count * 4), backs: Vec::new() };
        bands.heads.push((0, 0));
        bands.costs.push(0);
        if with_backs {
            bands.backs.push(0);
        }
        let mut window = Window::default();
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(32);
        for to in 1..count {
            found.clear();
            let (mut fewest, mut most) = (u32::MAX, 0);
            window.each(breaks, to, measure, judge, |from, cost| {
                let (first, length) = bands.extent(from);
                if length > 0 {
                    found.push((from as u32, cost));
                    fewest = fewest.min(first + 1);
                    most = most.max(first + length);
                }
                true
            });
            bands.push(&found, fewest, most, with_backs);
        }
        bands.heads.push((0, bands.costs.len() as u32));
        bands
    }

    /// The fewest lines to a break that is behind, and how many numbers of lines it has.
    fn extent(&self, at: usize) -> (u32, u32) {
        let (first, start) = self.heads[at];
        let end = self.heads.get(at + 1).map_or(self.costs.len() as u32, |next| next.1);
        (first, end - start)
    }

    fn push(&mut self, found: &[(u32, u32)], fewest: u32, most: u32, with_backs: bool) {
        let start = self.costs.len();
        if found.is_empty() {
            self.heads.push((0, start as u32));
            return;
        }
        self.heads.push((fewest, start as u32));
        let length = (most + 1 - fewest) as usize;
        self.costs.resize(start + length, IMPOSSIBLE);
        if with_backs {
            self.backs.resize(start + length, 0);
        }
        let (behind, ahead) = self.costs.split_at_mut(start);
        for &(from, cost) in found {
            let (first, at) = self.heads[from as usize];
            let end = self.heads[from as usize + 1].1 as usize;
            let shift = (first + 1 - fewest) as usize;
            let ways = &behind[at as usize..end];
            let target = &mut ahead[shift..shift + ways.len()];
            if with_backs {
                let backs = &mut self.backs[start + shift..start + shift + ways.len()];
                for ((way, best), back) in ways.iter().zip(target).zip(backs) {
                    let total = way.saturating_add(cost);
                    if total < *best {
                        (*best, *back) = (total, from);
                    }
                }
            } else {
                for (way, best) in ways.iter().zip(target) {
                    *best = (*best).min(way.saturating_add(cost));
                }
            }
        }
    }

    /// The curve at the last break.
    pub(super) fn curve(&self) -> Curve {
        let last = self.heads.len() - 2;
        let (fewest, length) = self.extent(last);
        let start = self.heads[last].1 as usize;
        Curve { fewest: fewest as usize, costs: self.costs[start..start + length as usize].to_vec() }
    }

    /// The cheapest path of so many lines. Needs the backs.
    pub(super) fn path(&self, lines: usize) -> Option<Vec<u32>> {
        let mut at = self.heads.len() - 2;
        let mut path = vec![at as u32];
        let mut left = lines as u32;
        while at > 0 {
            let (first, length) = self.extent(at);
            let index = left.checked_sub(first).filter(|index| *index < length)?;
            let place = (self.heads[at].1 + index) as usize;
            if self.costs[place] == IMPOSSIBLE {
                return None;
            }
            at = self.backs[place] as usize;
            path.push(at as u32);
            left -= 1;
        }
        path.reverse();
        if left == 0 { Some(path) } else { None }
    }
}
