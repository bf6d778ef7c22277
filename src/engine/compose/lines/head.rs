//! Breaks a head: few lines of like width, at clause spaces first (C7, C41).

use crate::base::units::Length;
use crate::engine::text::{Break, Paragraph};
use crate::model::Align;

use super::plan::Plan;
use super::{BrokenLine, LineOptions, Measure};

/// Cost of a line that is 1 em shorter or longer than the mean. Low: a clause of 5 beside one of 11
/// is better than a break in the midst of either.
const UNEVEN: i64 = 4;
/// Cost of every line more than the fewest: worth it to keep a title whole, not to gain a balance.
const MORE_LINES: u64 = 300;
/// A single character on the last line: never where there is another way.
const SINGLE_LAST: u64 = 2_000;
/// A last line longer than the mean, where it might as well be the first that is longer.
const LONG_LAST: u64 = 8;
/// A head squeezes its marks by half of what body text may.
const SQUEEZE_SHARE: i64 = 2;
/// Dearer than this a break is a last resort, and a head does without.
const LAST_RESORT: u32 = 5_000;

/// Breaks a head prepared by [`crate::engine::text::prepare_head`] into `lines.0` to `lines.1` lines
/// of at most `measure`; `None` when it does not fit.
///
/// The lines are set with their natural width: align them left, centred or right.
pub fn break_head(paragraph: &Paragraph, measure: Length, lines: (u8, u8)) -> Option<Vec<BrokenLine>> {
    if paragraph.items.is_empty() {
        return Some(Vec::new());
    }
    let options = LineOptions { indent: Length::ZERO, align: Align::Center };
    // Only for the sums: the opener at the start of the first line.
    let wide = Length::emu(paragraph.widest).max(measure);
    let plan = Plan::new(paragraph, &options, Measure::Uniform(wide));
    let (fewest, most) = (usize::from(lines.0.max(1)), usize::from(lines.1.max(lines.0).max(1)));
    let tables = Ways::build(&plan.breaks, measure.get(), most, paragraph.em);
    let best = (fewest..=most)
        .filter_map(|count| Some((tables.cost(count)? + MORE_LINES * (count - fewest) as u64, count)))
        .min()?;
    let mut broken = plan.lines(&tables.path(best.1)?);
    for line in &mut broken {
        line.measure = measure;
    }
    Some(broken)
}

/// For each number of lines: the cheapest way to every break.
struct Ways {
    /// `[lines - 1][break]`: what the breaks and widths cost, and the break before.
    layers: Vec<Vec<Option<(u64, u32)>>>,
}

impl Ways {
    fn build(breaks: &[Break], measure: i64, most: usize, em: i64) -> Ways {
        let end = breaks.len() - 1;
        let total = breaks[end].stop.width;
        let mut layers = Vec::with_capacity(most * (most + 1) / 2);
        for count in 1..=most {
            let mean = total / count as i64;
            let mut ways: Vec<Option<(u64, u32)>> = vec![None; breaks.len()];
            ways[0] = Some((0, 0));
            for line in 1..=count {
                let mut next = vec![None; breaks.len()];
                for (from, way) in ways.iter().enumerate() {
                    let Some((reached, _)) = way else { continue };
                    for to in from + 1..=end {
                        let Some(width) = width(&breaks[from], &breaks[to], measure) else { break };
                        if (line == count) != (to == end) || breaks[to].penalty >= LAST_RESORT {
                            continue;
                        }
                        let off = (width - mean).abs() * 16 / em.max(1);
                        let mut cost = reached + u64::from(breaks[to].penalty) + (UNEVEN * off * off / 256) as u64;
                        if line == count && count > 1 {
                            cost += if width <= em * 5 / 4 { SINGLE_LAST } else { 0 };
                            cost += if width > mean + em / 4 { LONG_LAST } else { 0 };
                        }
                        if next[to].is_none_or(|(known, _)| cost < known) {
                            next[to] = Some((cost, from as u32));
                        }
                    }
                }
                layers.push(next.clone());
                ways = next;
            }
        }
        Ways { layers }
    }

    /// The layers of the table for `count` lines.
    fn table(&self, count: usize) -> &[Vec<Option<(u64, u32)>>] {
        let start = count * (count - 1) / 2;
        &self.layers[start..start + count]
    }

    fn cost(&self, count: usize) -> Option<u64> {
        self.table(count).last()?.last().copied().flatten().map(|(cost, _)| cost)
    }

    fn path(&self, count: usize) -> Option<Vec<u32>> {
        let table = self.table(count);
        let mut at = table.last()?.len() as u32 - 1;
        let mut path = vec![at];
        for layer in table.iter().rev() {
            at = layer[at as usize]?.1;
            path.push(at);
        }
        path.reverse();
        Some(path)
    }
}

/// The width of a line of a head, or that it does not fit.
fn width(from: &Break, to: &Break, measure: i64) -> Option<i64> {
    let natural = to.stop.width - from.start.width;
    let shrink = (to.stop.shrink - from.start.shrink) / SQUEEZE_SHARE;
    if natural - shrink > measure { None } else { Some(natural.min(measure)) }
}
