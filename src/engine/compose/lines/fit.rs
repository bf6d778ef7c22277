//! The cheapest lines of one measure: an exact dynamic programme over a sliding window.
//!
//! A line is considered when it fits and either opens no gap beyond the judge's limit or is the
//! longest that fits from its start; where none fits, the line to the next break is, overfull. So
//! every start has a way on, and the window's left edge only moves right: O(n).

use crate::engine::text::Break;

use super::cost::{IMPOSSIBLE, Judge};

/// The cheapest path of breaks from the first to the last, both included.
pub(super) fn total_fit(breaks: &[Break], measure: i64, judge: &Judge) -> (Vec<u32>, u32) {
    let count = breaks.len();
    let mut best: Vec<(u32, u32)> = vec![(IMPOSSIBLE, 0); count];
    best[0] = (0, 0);
    let mut window = Window::default();
    for to in 1..count {
        let mut cheapest = (IMPOSSIBLE, 0);
        window.each(breaks, to, measure, judge, |from, cost| {
            let reached = best[from].0;
            if reached == IMPOSSIBLE {
                return true;
            }
            let total = reached.saturating_add(cost).min(IMPOSSIBLE - 1);
            if total < cheapest.0 {
                cheapest = (total, from as u32);
            }
            true
        });
        best[to] = cheapest;
    }
    let mut path = vec![count as u32 - 1];
    let mut at = count - 1;
    while at > 0 {
        at = best[at].1 as usize;
        path.push(at as u32);
    }
    path.reverse();
    (path, best[count - 1].0)
}

/// The starts from which a line can reach the current end.
#[derive(Default)]
pub(super) struct Window {
    left: usize,
}

impl Window {
    /// Calls `found` with every start considered for a line that ends at break `to`, and its cost.
    ///
    /// `to` must grow by one from call to call. `found` gives whether to go on: a start that is too
    /// costly ends the search, since all further ones are shorter lines and cost more.
    #[inline]
    pub(super) fn each(
        &mut self,
        breaks: &[Break],
        to: usize,
        measure: i64,
        judge: &Judge,
        mut found: impl FnMut(usize, u32) -> bool,
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
            if !found(from, verdict.cost) {
                break;
            }
        }
    }
}
