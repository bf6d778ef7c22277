//! The cheapest lines where the measure depends on the line: one layer of ends for each line.
//!
//! The same lines are considered as in [`super::fit`], by their start instead of their end.

use crate::engine::text::Break;

use super::cost::{IMPOSSIBLE, Judge};
use super::curve::Curve;

/// The cheapest way to one end with a known number of lines.
#[derive(Clone, Copy)]
struct Way {
    cost: u32,
    /// The break at which the last line begins.
    back: u32,
}

/// All ways with one number of lines: ends from `first` on.
struct Layer {
    first: usize,
    ways: Vec<Way>,
}

const NO_WAY: Way = Way { cost: IMPOSSIBLE, back: 0 };

/// The layers of a paragraph.
pub(super) struct Layers {
    layers: Vec<Layer>,
    end: usize,
}

impl Layers {
    /// Runs the programme; `measure` gives the measure of a line.
    pub(super) fn build(breaks: &[Break], judge: &Judge, measure: &dyn Fn(usize) -> i64) -> Layers {
        let end = breaks.len() - 1;
        let mut layers = vec![Layer { first: 0, ways: vec![Way { cost: 0, back: 0 }] }];
        while let Some(layer) = layers.last() {
            let next = advance(breaks, judge, measure(layers.len() - 1), layer, end);
            match next {
                Some(next) => layers.push(next),
                None => break,
            }
        }
        Layers { layers, end }
    }

    /// The cost of so many lines.
    fn cost(&self, lines: usize) -> u32 {
        let way = |layer: &Layer| layer.ways.get(self.end.checked_sub(layer.first)?).map(|way| way.cost);
        self.layers.get(lines).and_then(way).unwrap_or(IMPOSSIBLE)
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
        for layer in self.layers[1..=lines].iter().rev() {
            at = layer.ways[at - layer.first].back as usize;
            path.push(at as u32);
        }
        path.reverse();
        Some(path)
    }
}

/// The ways with one line more.
fn advance(breaks: &[Break], judge: &Judge, measure: i64, layer: &Layer, end: usize) -> Option<Layer> {
    let mut next: Option<Layer> = None;
    let mut reach = |to: usize, cost: u32, back: usize| {
        let layer = next.get_or_insert_with(|| Layer { first: to, ways: Vec::new() });
        if to < layer.first {
            let missing = layer.first - to;
            layer.ways.splice(0..0, std::iter::repeat_n(NO_WAY, missing));
            layer.first = to;
        }
        let index = to - layer.first;
        if index >= layer.ways.len() {
            layer.ways.resize(index + 1, NO_WAY);
        }
        if cost < layer.ways[index].cost {
            layer.ways[index] = Way { cost, back: back as u32 };
        }
    };
    // Lines that end before `tight` are too loose from all further starts as well.
    let mut tight = 0;
    for (offset, way) in layer.ways.iter().enumerate() {
        let from = layer.first + offset;
        if way.cost == IMPOSSIBLE || from >= end {
            continue;
        }
        let total = |cost: u32| way.cost.saturating_add(cost).min(IMPOSSIBLE - 1);
        let mut to = tight.max(from + 1);
        if !judge.fits(&breaks[from], &breaks[to], measure) {
            // Only reached when nothing fits: `tight` is never past the longest line.
            reach(to, total(judge.overfull(&breaks[from], &breaks[to], measure)), from);
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
                reach(to, total(verdict.cost), from);
            }
            if longest {
                break;
            }
            to += 1;
        }
        tight = first_tight.unwrap_or(to).min(end);
    }
    next
}
