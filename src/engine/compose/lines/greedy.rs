//! Line by line: 先挤进，后推出 (C2).
//!
//! A line takes what fits naturally. Where that leaves room, the next that may follow is squeezed in;
//! only when that fails is the rest pushed down and the line opened. A line that is exact is left
//! alone: the printed page of the seed does not squeeze wherever it could.

use crate::engine::text::{Break, Paragraph};

use super::cost::Judge;

/// Breaks of at least this penalty are last resorts.
const LAST_RESORT: u32 = 5_000;

/// The path of a composer that sees one line at a time. `measure` gives the measure of a line.
pub(super) fn greedy(
    paragraph: &Paragraph,
    breaks: &[Break],
    judge: &Judge,
    measure: &dyn Fn(usize) -> i64,
) -> Vec<u32> {
    let end = breaks.len() - 1;
    let mut path = vec![0_u32];
    let mut from = 0;
    while from < end {
        let width = measure(path.len() - 1);
        let natural = |to: usize| breaks[to].stop.width - breaks[from].start.width;
        let fits = (from + 1..=end).take_while(|&to| judge.fits(&breaks[from], &breaks[to], width));
        let (mut good, mut any) = (None, from + 1);
        for to in fits {
            any = to;
            if breaks[to].penalty < LAST_RESORT {
                good = Some(to);
                if natural(to) >= width {
                    break;
                }
            }
        }
        from = good.unwrap_or(any);
        path.push(from as u32);
    }
    cure_short_last_line(paragraph, breaks, judge, measure, &mut path);
    path
}

/// C32: takes characters from the line before when the last line has too few.
fn cure_short_last_line(
    paragraph: &Paragraph,
    breaks: &[Break],
    judge: &Judge,
    measure: &dyn Fn(usize) -> i64,
    path: &mut [u32],
) {
    let lines = path.len() - 1;
    let [.., before, start, end] = path else { return };
    let Some(first_short) = paragraph.breaks.get(paragraph.short.0 as usize) else { return };
    if breaks[*start as usize].at < first_short.at {
        return;
    }
    let wanted = (*before as usize + 1..*start as usize)
        .rev()
        .find(|&index| breaks[index].at < first_short.at && breaks[index].penalty < LAST_RESORT);
    if let Some(index) = wanted
        && judge.fits(&breaks[index], &breaks[*end as usize], measure(lines - 1))
    {
        *start = index as u32;
    }
}

/// The path whose every line is exact, when the exact lines lead to the end: nothing is cheaper.
pub(super) fn exact(paragraph: &Paragraph, breaks: &[Break], judge: &Judge, measure: i64) -> Option<Vec<u32>> {
    let end = breaks.len() - 1;
    let mut path = vec![0_u32];
    let mut from = 0;
    while from < end {
        let rest = &breaks[from + 1..];
        // Natural widths grow from break to break.
        let natural = |place: &Break| place.stop.width - breaks[from].start.width;
        let to = from + 1 + rest.iter().take_while(|place| natural(place) < measure).count();
        let to = to.min(end);
        if judge.judge(breaks, from, to, measure).cost > 0 || natural(&breaks[to]) > measure {
            return None;
        }
        path.push(to as u32);
        from = to;
    }
    debug_assert!(!paragraph.items.is_empty() || path.len() == 1);
    Some(path)
}
