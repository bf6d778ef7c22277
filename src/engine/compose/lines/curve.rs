//! The line curve: for every number of lines a paragraph can take, its cheapest cost.
//!
//! Source: `algorithms.md` 1; Mittelbach, globally optimised pagination, for paragraph variants.

use crate::engine::text::Break;

use super::cost::{Colour, IMPOSSIBLE, Judge, is_overfull};
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

/// The cheapest ways to every break, by number of lines and by the colour of the last line.
pub(super) struct Bands<'a> {
    judge: &'a Judge,
    heads: Vec<Head>,
    /// For a next line of each colour: what standing beside the last costs is in it.
    ahead: Vec<u32>,
    /// Costs as reached; empty when paths are not asked for.
    reached: Vec<u32>,
    /// The start of the last line of each way; empty when not asked for.
    backs: Vec<u32>,
}

/// The ways to one break: where its planes begin, one for each colour, each `length` costs from
/// `fewest` lines on.
#[derive(Clone, Copy)]
struct Head {
    fewest: u32,
    length: u32,
    start: u32,
    /// From plane to plane; 0 where all last lines are even, and one plane serves every colour.
    stride: u32,
}

impl Head {
    fn plane(&self, colour: Colour) -> std::ops::Range<usize> {
        let start = (self.start + self.stride * colour as u32) as usize;
        start..start + self.length as usize
    }

    /// The place of a number of lines in the plane of a colour.
    fn place(&self, lines: u32, colour: Colour) -> Option<usize> {
        let index = lines.checked_sub(self.fewest).filter(|index| *index < self.length)?;
        Some(self.plane(colour).start + index as usize)
    }
}

/// A line to the break in hand.
#[derive(Clone, Copy)]
struct Found {
    from: u32,
    cost: u32,
    colour: Colour,
}

impl Bands<'_> {
    /// Runs the programme for one measure.
    pub(super) fn build<'a>(breaks: &[Break], measure: i64, judge: &'a Judge, with_paths: bool) -> Bands<'a> {
        let count = breaks.len();
        let mut bands = Bands {
            judge,
            heads: Vec::with_capacity(count),
            ahead: Vec::with_capacity(count * 6),
            reached: Vec::new(),
            backs: Vec::new(),
        };
        bands.heads.push(Head { fewest: 0, length: 1, start: 0, stride: 0 });
        bands.ahead.push(0);
        if with_paths {
            bands.reached.push(0);
            bands.backs.push(0);
        }
        let mut window = Window::default();
        let mut found: Vec<Found> = Vec::with_capacity(32);
        for to in 1..count {
            found.clear();
            let (mut fewest, mut most) = (u32::MAX, 0);
            window.each(breaks, to, measure, judge, |from, verdict| {
                let head = bands.heads[from];
                if head.length > 0 {
                    found.push(Found { from: from as u32, cost: verdict.cost, colour: verdict.colour });
                    fewest = fewest.min(head.fewest + 1);
                    most = most.max(head.fewest + head.length);
                }
            });
            bands.push(&found, fewest, most, with_paths);
        }
        bands
    }

    fn push(&mut self, found: &[Found], fewest: u32, most: u32, with_paths: bool) {
        let start = self.ahead.len();
        if found.is_empty() {
            self.heads.push(Head { fewest: 0, length: 0, start: start as u32, stride: 0 });
            return;
        }
        let length = most + 1 - fewest;
        let even = found.iter().all(|line| line.colour == Colour::Even);
        let planes = if even { 1 } else { 3 };
        let head = Head { fewest, length, start: start as u32, stride: if even { 0 } else { length } };
        self.ahead.resize(start + (length * planes) as usize, IMPOSSIBLE);
        if with_paths {
            self.backs.resize(self.ahead.len(), 0);
        }
        let (behind, ahead) = self.ahead.split_at_mut(start);
        for line in found {
            let before = self.heads[line.from as usize];
            let shift = (before.fewest + 1 - fewest) as usize;
            let ways = &behind[before.plane(line.colour)];
            let at = head.plane(line.colour).start - start + shift;
            let target = &mut ahead[at..at + ways.len()];
            if with_paths {
                let backs = &mut self.backs[start + at..start + at + ways.len()];
                for ((way, best), back) in ways.iter().zip(target).zip(backs) {
                    let total = way.saturating_add(line.cost);
                    if total < *best {
                        (*best, *back) = (total, line.from);
                    }
                }
            } else {
                for (way, best) in ways.iter().zip(target) {
                    *best = (*best).min(way.saturating_add(line.cost));
                }
            }
        }
        if with_paths {
            self.reached.extend_from_slice(ahead);
        }
        if !even {
            settle(ahead, self.judge.beside(Colour::Tight, Colour::Loose));
        }
        self.heads.push(head);
    }

    /// The curve at the last break.
    pub(super) fn curve(&self) -> Curve {
        let Some(last) = self.heads.last() else { return Curve::default() };
        Curve { fewest: last.fewest as usize, costs: self.ahead[last.plane(Colour::Even)].to_vec() }
    }

    /// The cheapest path of so many lines. Needs the paths.
    pub(super) fn path(&self, lines: usize) -> Option<Vec<u32>> {
        let mut at = self.heads.len() - 1;
        let mut path = vec![at as u32];
        let mut left = lines as u32;
        let mut below = Colour::Even;
        while at > 0 {
            let (place, colour) = self.cheapest(at, left, below)?;
            at = self.backs[place] as usize;
            below = colour;
            path.push(at as u32);
            left = left.checked_sub(1)?;
        }
        path.reverse();
        if left == 0 { Some(path) } else { None }
    }

    /// The cheapest way of `lines` lines to a break before a line of colour `below`.
    fn cheapest(&self, at: usize, lines: u32, below: Colour) -> Option<(usize, Colour)> {
        let head = self.heads[at];
        let colours = if head.stride == 0 { &Colour::ALL[1..2] } else { &Colour::ALL[..] };
        let ways = colours.iter().filter_map(|&colour| {
            let place = head.place(lines, colour)?;
            let cost = self.reached[place];
            (cost != IMPOSSIBLE).then(|| (cost.saturating_add(self.judge.beside(colour, below)), place, colour))
        });
        ways.min_by_key(|(cost, ..)| *cost).map(|(_, place, colour)| (place, colour))
    }
}

/// Turns three planes of costs as reached into costs for a next line of each colour.
fn settle(planes: &mut [u32], uneven: u32) {
    let length = planes.len() / 3;
    let (tight, rest) = planes.split_at_mut(length);
    let (even, loose) = rest.split_at_mut(length);
    for ((tight, even), loose) in tight.iter_mut().zip(even).zip(loose) {
        let (dark, middle, light) = (*tight, *even, *loose);
        *tight = dark.min(middle).min(light.saturating_add(uneven));
        *even = dark.min(middle).min(light);
        *loose = light.min(middle).min(dark.saturating_add(uneven));
    }
}
