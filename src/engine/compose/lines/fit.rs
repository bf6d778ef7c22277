//! The cheapest lines of one measure: an exact dynamic programme over a sliding window.
//!
//! A line is considered when it fits and either opens no gap beyond the judge's limit or is the
//! longest that fits from its start; where none fits, the line to the next break is, overfull. So
//! every start has a way on, and the window's left edge only moves right: O(n).

use crate::engine::text::Break;

use super::cost::{Colour, IMPOSSIBLE, Judge, Verdict};

/// The cheapest path of breaks from the first to the last, both included.
pub(super) fn total_fit(breaks: &[Break], measure: i64, judge: &Judge) -> (Vec<u32>, u32) {
    let count = breaks.len();
    let mut ways: Vec<Ways> = vec![Ways::NONE; count];
    ways[0] = Ways::START;
    let mut window = Window::default();
    for to in 1..count {
        let mut next = Ways::NONE;
        window.each(breaks, to, measure, judge, |from, verdict| {
            next.offer(&ways[from], from, verdict);
        });
        next.settle(judge);
        ways[to] = next;
    }
    let mut path = vec![count as u32 - 1];
    let mut at = count - 1;
    let mut colour = ways[at].best();
    let cost = ways[at].reached[colour as usize];
    while at > 0 {
        let from = ways[at].back[colour as usize] as usize;
        colour = ways[from].before(colour, judge);
        at = from;
        path.push(at as u32);
    }
    path.reverse();
    (path, cost)
}

/// The cheapest ways to one break, by the colour of their last line.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    /// Cost.
    pub(super) reached: [u32; 3],
    /// The break at which the last line begins.
    pub(super) back: [u32; 3],
    /// Cost for a next line of each colour: what it costs to stand beside the last is in it.
    ahead: [u32; 3],
}

impl Ways {
    /// No way.
    pub(super) const NONE: Ways = Ways { reached: [IMPOSSIBLE; 3], back: [0; 3], ahead: [IMPOSSIBLE; 3] };
    /// Before the first line.
    pub(super) const START: Ways = Ways { reached: [IMPOSSIBLE, 0, IMPOSSIBLE], back: [0; 3], ahead: [0; 3] };

    /// Whether there is no way here.
    pub(super) fn is_none(&self) -> bool {
        self.reached == [IMPOSSIBLE; 3]
    }

    /// Takes the line from break `from`, whose ways are `before`, where it is the cheapest of its colour.
    #[inline]
    pub(super) fn offer(&mut self, before: &Ways, from: usize, verdict: Verdict) {
        let colour = verdict.colour as usize;
        let reached = before.ahead[colour];
        if reached == IMPOSSIBLE {
            return;
        }
        let total = reached.saturating_add(verdict.cost).min(IMPOSSIBLE - 1);
        if total < self.reached[colour] {
            self.reached[colour] = total;
            self.back[colour] = from as u32;
        }
    }

    /// All lines have been offered.
    #[inline]
    pub(super) fn settle(&mut self, judge: &Judge) {
        let [tight, even, loose] = self.reached;
        let least = tight.min(even).min(loose);
        let uneven = judge.beside(Colour::Tight, Colour::Loose);
        let dear = |cost: u32| if cost == IMPOSSIBLE { cost } else { cost.saturating_add(uneven).min(IMPOSSIBLE - 1) };
        self.ahead = [tight.min(even).min(dear(loose)), least, loose.min(even).min(dear(tight))];
    }

    /// The colour of the cheapest way.
    pub(super) fn best(&self) -> Colour {
        self.cheapest(|_| 0)
    }

    /// The colour of the line before one of `below`.
    pub(super) fn before(&self, below: Colour, judge: &Judge) -> Colour {
        self.cheapest(|above| judge.beside(above, below))
    }

    fn cheapest(&self, more: impl Fn(Colour) -> u32) -> Colour {
        let cost = |colour: Colour| match self.reached[colour as usize] {
            IMPOSSIBLE => u64::MAX,
            cost => u64::from(cost) + u64::from(more(colour)),
        };
        Colour::ALL.into_iter().min_by_key(|colour| cost(*colour)).unwrap_or(Colour::Even)
    }
}

/// The starts from which a line can reach the current end.
#[derive(Default)]
pub(super) struct Window {
    left: usize,
}

impl Window {
    /// Calls `found` with every start considered for a line that ends at break `to`, and the verdict on
    /// it. `to` must grow by one from call to call.
    #[inline]
    pub(super) fn each(
        &mut self,
        breaks: &[Break],
        to: usize,
        measure: i64,
        judge: &Judge,
        mut found: impl FnMut(usize, Verdict),
    ) {
        let end = &breaks[to];
        while self.left < to && !judge.fits(&breaks[self.left], end, measure) {
            self.left += 1;
        }
        if self.left == to {
            found(to - 1, judge.overfull(&breaks[to - 1], end, measure));
            return;
        }
        // From the starts before `forced` no longer line fits: this is their longest.
        let mut forced = self.left;
        if let Some(next) = breaks.get(to + 1) {
            while forced < to && !judge.fits(&breaks[forced], next, measure) {
                forced += 1;
            }
        }
        for from in self.left..to {
            let verdict = judge.judge(breaks, from, to, measure);
            if verdict.loose && from >= forced {
                break;
            }
            found(from, verdict);
        }
    }
}
