//! The reference that the fast programme is held against: no window, no pruning, quadratic.

use crate::base::units::Length;
use crate::engine::text::Paragraph;

use super::cost::{Colour, IMPOSSIBLE};
use super::plan::Plan;
use super::{LineOptions, Measure};

/// The least total cost of the lines of `paragraph`, found by trying every pair of breaks and every
/// pair of neighbours.
///
/// For tests; it takes quadratic time. Source: `algorithms.md` 2, test.
pub fn reference_cost(paragraph: &Paragraph, options: &LineOptions, measure: Length) -> u32 {
    let plan = Plan::new(paragraph, options, Measure::Uniform(measure));
    let (breaks, judge, width) = (&plan.breaks, &plan.judge, measure.get());
    if breaks.len() < 2 {
        return 0;
    }
    let mut best = vec![[IMPOSSIBLE; 3]; breaks.len()];
    best[0][Colour::Even as usize] = 0;
    for from in 0..breaks.len() - 1 {
        if best[from] == [IMPOSSIBLE; 3] {
            continue;
        }
        let all = from + 1..breaks.len();
        let longest = all.clone().rev().find(|&to| judge.fits(&breaks[from], &breaks[to], width));
        for to in all {
            let verdict = match longest {
                None if to == from + 1 => judge.overfull(&breaks[from], &breaks[to], width),
                Some(longest) if judge.fits(&breaks[from], &breaks[to], width) => {
                    let verdict = judge.judge(breaks, from, to, width);
                    if verdict.loose && to != longest {
                        continue;
                    }
                    verdict
                }
                _ => continue,
            };
            for above in Colour::ALL {
                let reached = best[from][above as usize];
                if reached == IMPOSSIBLE {
                    continue;
                }
                let total = reached.saturating_add(judge.beside(above, verdict.colour)).saturating_add(verdict.cost);
                let known = &mut best[to][verdict.colour as usize];
                *known = (*known).min(total.min(IMPOSSIBLE - 1));
            }
        }
    }
    best[breaks.len() - 1].into_iter().min().unwrap_or(IMPOSSIBLE)
}
