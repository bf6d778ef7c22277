//! What the rest of a paragraph costs at best from every break on: what an alternative end leads to.

use super::cost::{Colour, IMPOSSIBLE};
use super::plan::Plan;

/// Where measures differ from line to line, paragraphs of more lines are not looked through.
const LONGEST: usize = 400;
/// Lines more than it has that a paragraph may take with another end.
const MORE_LINES: usize = 2;

/// The least cost from each break to the end, by the colour of the line above: one layer for all lines
/// where the measure is one, else one a line.
pub(super) struct Rest {
    layers: Vec<Vec<[u32; 3]>>,
    uniform: bool,
}

impl Rest {
    /// Runs the programme backwards.
    pub(super) fn build(plan: &Plan<'_>, lines: usize, uniform: bool) -> Rest {
        if uniform {
            let mut layer = last_layer(plan);
            for from in (0..plan.breaks.len() - 1).rev() {
                layer[from] = cheapest(plan, from, 0, &layer);
            }
            return Rest { layers: vec![layer], uniform };
        }
        if lines > LONGEST {
            return Rest { layers: Vec::new(), uniform };
        }
        let mut layers = vec![last_layer(plan)];
        for line in (0..lines + MORE_LINES).rev() {
            let mut layer = last_layer(plan);
            if let Some(below) = layers.last() {
                for (from, costs) in layer.iter_mut().enumerate().take(plan.breaks.len() - 1) {
                    *costs = cheapest(plan, from, line, below);
                }
            }
            layers.push(layer);
        }
        layers.reverse();
        Rest { layers, uniform }
    }

    /// The cost of what follows line `line` when that ends at break `to` and has a colour.
    pub(super) fn after(&self, line: usize, to: usize, colour: Colour) -> Option<u32> {
        let layer = self.layers.get(if self.uniform { 0 } else { line + 1 })?;
        let cost = layer.get(to)?[colour as usize];
        (cost != IMPOSSIBLE).then_some(cost)
    }
}

/// At the end nothing is left to pay.
fn last_layer(plan: &Plan<'_>) -> Vec<[u32; 3]> {
    let mut layer = vec![[IMPOSSIBLE; 3]; plan.breaks.len()];
    if let Some(end) = layer.last_mut() {
        *end = [0; 3];
    }
    layer
}

/// The least cost from break `from` on, for each colour above; the same lines are considered as in
/// [`super::fit`].
fn cheapest(plan: &Plan<'_>, from: usize, line: usize, below: &[[u32; 3]]) -> [u32; 3] {
    let (breaks, judge, measure) = (&plan.breaks, &plan.judge, plan.width(line));
    let mut best = [IMPOSSIBLE; 3];
    let mut offer = |verdict: super::cost::Verdict, to: usize| {
        let rest = below[to][verdict.colour as usize];
        if rest == IMPOSSIBLE {
            return;
        }
        for above in Colour::ALL {
            let total = rest.saturating_add(verdict.cost).saturating_add(judge.beside(above, verdict.colour));
            let known = &mut best[above as usize];
            *known = (*known).min(total.min(IMPOSSIBLE - 1));
        }
    };
    let mut to = from + 1;
    if !judge.fits(&breaks[from], &breaks[to], measure) {
        offer(judge.overfull(&breaks[from], &breaks[to], measure), to);
        return best;
    }
    loop {
        let verdict = judge.judge(breaks, from, to, measure);
        let longest = to + 1 == breaks.len() || !judge.fits(&breaks[from], &breaks[to + 1], measure);
        if longest || !verdict.loose {
            offer(verdict, to);
        }
        if longest {
            return best;
        }
        to += 1;
    }
}
