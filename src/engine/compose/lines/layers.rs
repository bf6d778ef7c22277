//! The cheapest lines where the measure depends on the line: one layer of ends for each line.
//!
//! The same lines are considered as in [`super::fit`], by their start instead of their end.

use crate::engine::text::Break;

use super::cost::{IMPOSSIBLE, Judge};
use super::curve::Curve;
use super::fit::Ways;

/// All ways with one number of lines: ends from `first` on.
struct Layer {
    first: usize,
    ways: Vec<Ways>,
}

/// The layers of a paragraph.
pub(super) struct Layers<'a> {
    layers: Vec<Layer>,
    end: usize,
    judge: &'a Judge,
}

impl Layers<'_> {
    /// Runs the programme; `measure` gives the measure of a line.
    pub(super) fn build<'a>(breaks: &[Break], judge: &'a Judge, measure: &dyn Fn(usize) -> i64) -> Layers<'a> {
        let end = breaks.len() - 1;
        let mut layers = vec![Layer { first: 0, ways: vec![Ways::START] }];
        while let Some(layer) = layers.last() {
            match advance(breaks, judge, measure(layers.len() - 1), layer, end) {
                Some(next) => layers.push(next),
                None => break,
            }
        }
        Layers { layers, end, judge }
    }

    /// The ways of so many lines to the end.
    fn ways(&self, lines: usize) -> Option<&Ways> {
        let layer = self.layers.get(lines)?;
        layer.ways.get(self.end.checked_sub(layer.first)?)
    }

    /// The cost of so many lines.
    fn cost(&self, lines: usize) -> u32 {
        self.ways(lines).map_or(IMPOSSIBLE, |ways| ways.reached[ways.best() as usize])
    }

    /// The curve.
    pub(super) fn curve(&self) -> Curve {
        let Some(fewest) = (0..self.layers.len()).find(|&lines| self.cost(lines) != IMPOSSIBLE) else {
            return Curve::default();
        };
        let mut costs: Vec<u32> = (fewest..self.layers.len()).map(|lines| self.cost(lines)).collect();
        while costs.last() == Some(&IMPOSSIBLE) {
            costs.pop();
        }
        Curve { fewest, costs }
    }

    /// The cheapest path of so many lines.
    pub(super) fn path(&self, lines: usize) -> Option<Vec<u32>> {
        if self.cost(lines) == IMPOSSIBLE {
            return None;
        }
        let mut path = vec![self.end as u32];
        let mut at = self.end;
        let mut colour = self.ways(lines)?.best();
        for pair in self.layers[..=lines].windows(2).rev() {
            let [before, layer] = pair else { break };
            at = layer.ways[at - layer.first].back[colour as usize] as usize;
            colour = before.ways[at - before.first].before(colour, self.judge);
            path.push(at as u32);
        }
        path.reverse();
        Some(path)
    }
}

/// The ways with one line more.
fn advance(breaks: &[Break], judge: &Judge, measure: i64, layer: &Layer, end: usize) -> Option<Layer> {
    let mut next: Option<Layer> = None;
    let mut reach = |to: usize, before: &Ways, from: usize, verdict| {
        let layer = next.get_or_insert_with(|| Layer { first: to, ways: Vec::new() });
        if to < layer.first {
            let missing = layer.first - to;
            layer.ways.splice(0..0, std::iter::repeat_n(Ways::NONE, missing));
            layer.first = to;
        }
        let index = to - layer.first;
        if index >= layer.ways.len() {
            layer.ways.resize(index + 1, Ways::NONE);
        }
        layer.ways[index].offer(before, from, verdict);
    };
    // Lines that end before `tight` are too loose from all further starts as well.
    let mut tight = 0;
    for (offset, ways) in layer.ways.iter().enumerate() {
        let from = layer.first + offset;
        if ways.is_none() || from >= end {
            continue;
        }
        let mut to = tight.max(from + 1);
        if !judge.fits(&breaks[from], &breaks[to], measure) {
            // Only reached when nothing fits: `tight` is never past the longest line.
            reach(to, ways, from, judge.overfull(&breaks[from], &breaks[to], measure));
            continue;
        }
        let mut first_tight = None;
        loop {
            let verdict = judge.judge(breaks, from, to, measure);
            let longest = to == end || !judge.fits(&breaks[from], &breaks[to + 1], measure);
            if !verdict.loose {
                first_tight = first_tight.or(Some(to));
            }
            if !verdict.loose || longest {
                reach(to, ways, from, verdict);
            }
            if longest {
                break;
            }
            to += 1;
        }
        tight = first_tight.unwrap_or(to).min(end);
    }
    if let Some(next) = &mut next {
        next.ways.iter_mut().for_each(|ways| ways.settle(judge));
    }
    next
}
