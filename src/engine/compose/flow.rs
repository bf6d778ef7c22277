//! Pours pieces of copy into slots: one line, one row. Knows rows and counts, not glyphs.
//!
//! Lines never part from the grid: a cross-head or a head in the column takes whole rows and stays
//! with the lines below it; columns of a band end together.

use crate::base::units::Length;

use super::chain::{Chain, Segment};

/// One row of one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Slot {
    /// Left edge.
    pub(crate) x: Length,
    /// The measure.
    pub(crate) measure: Length,
    /// The row on the page.
    pub(crate) row: u16,
    /// Index of its segment in the chain.
    pub(crate) segment: usize,
    /// Segments that follow one another down a column without a gap are one run, whatever their measures.
    pub(crate) run: usize,
    /// Its column, over all panels.
    pub(crate) column: u16,
    /// Its band.
    pub(crate) band: u16,
}

/// What a piece of copy asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// So many lines, which may part anywhere.
    Lines(usize),
    /// As lines, but the first `rows` rows stand together, though the lines be fewer: beside an initial.
    Opening { lines: usize, rows: u16 },
    /// So many rows together of at least this width; at the head of a run with `again` rows more above them: the head of a
    /// table that goes on.
    Rows { rows: u16, again: u16, width: Length },
    /// So many rows together of at least this width, and with them the first `keep` lines that follow.
    Block { rows: u16, keep: u16, width: Length },
    /// An empty row, dropped at the head of a run.
    Gap,
}

/// Where a piece came to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Placed {
    /// Index of the piece.
    pub(crate) piece: usize,
    /// The line in the piece; 0 for a block.
    pub(crate) line: usize,
    /// The (first) slot.
    pub(crate) slot: Slot,
    /// Rows it takes from there.
    pub(crate) rows: u16,
}

/// A story poured.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Poured {
    /// In the order of the copy.
    pub(crate) placed: Vec<Placed>,
    /// The first piece and line that found no slot.
    pub(crate) overset: Option<(usize, usize)>,
}

impl Poured {
    /// Places lines from slot `at` on; false when slots ran out.
    fn lines(&mut self, piece: usize, lines: usize, slots: &[Slot], at: &mut usize) -> bool {
        for line in 0..lines {
            let Some(&slot) = slots.get(*at) else {
                self.overset = Some((piece, line));
                return false;
            };
            self.placed.push(Placed { piece, line, slot, rows: 1 });
            *at += 1;
        }
        true
    }
}

/// The slots of a chain, in reading order.
pub(crate) fn slots(chain: &Chain) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut run = 0;
    for (index, segment) in chain.0.iter().enumerate() {
        if index > 0 && !goes_on(&chain.0[index - 1], segment) {
            run += 1;
        }
        slots.extend((0..segment.rows).map(|row| Slot {
            x: segment.x,
            measure: segment.measure,
            row: segment.first_row + row,
            segment: index,
            run,
            column: segment.column,
            band: segment.band,
        }));
    }
    slots
}

/// Whether a segment begins where the one before it ends, or beside it.
fn goes_on(before: &Segment, segment: &Segment) -> bool {
    let behind = before.first_row + before.rows;
    (before.column, before.band) == (segment.column, segment.band)
        && (segment.first_row == behind || segment.first_row + 1 == behind)
}

/// Pours pieces into slots, in order. `count` gives the lines of a piece of text that begins at a slot
/// index: measures may differ from slot to slot.
pub(crate) fn pour(pieces: usize, slots: &[Slot], mut need: impl FnMut(usize, usize, &[Slot]) -> Need) -> Poured {
    let mut poured = Poured::default();
    let mut at = 0;
    for piece in 0..pieces {
        let need = need(piece, at, slots);
        let place = match need {
            // Lines are placed as far as there is room.
            Need::Lines(_) => Some((at, at)),
            Need::Opening { rows, .. } => room_for(slots, at, usize::from(rows)).map(|start| (start, start)),
            _ => stand(need, at, slots),
        };
        let Some((start, end)) = place else {
            poured.overset = Some((piece, 0));
            return poured;
        };
        at = end;
        match need {
            Need::Lines(lines) | Need::Opening { lines, .. } => {
                if !poured.lines(piece, lines, slots, &mut at) {
                    return poured;
                }
                if let Need::Opening { rows, .. } = need {
                    at = at.max(start + usize::from(rows));
                }
            }
            Need::Rows { .. } | Need::Block { .. } => {
                let rows = (end - start) as u16;
                poured.placed.push(Placed { piece, line: 0, slot: slots[start], rows });
            }
            Need::Gap => {}
        }
    }
    poured
}

/// Where all of a piece stands that begins at slot `at` or after it: its first slot, and the one behind
/// its last. `None`: there is no room.
pub(crate) fn stand(need: Need, at: usize, slots: &[Slot]) -> Option<(usize, usize)> {
    let (start, end) = match need {
        Need::Lines(lines) => (at, at + lines),
        Need::Opening { lines, rows } => {
            let start = room_for(slots, at, usize::from(rows))?;
            (start, start + lines.max(usize::from(rows)))
        }
        Need::Rows { rows, again, width } => {
            let all = |start: usize| usize::from(rows + if is_run_head(slots, start) { again } else { 0 });
            let start = room_kept(slots, at, (all(at), 0), width)?;
            let start = room_kept(slots, start, (all(start), 0), width)?;
            (start, start + all(start))
        }
        Need::Block { rows, keep, width } => {
            let start = room_kept(slots, at, (usize::from(rows), usize::from(keep)), width)?;
            (start, start + usize::from(rows))
        }
        Need::Gap => return Some((at, at + usize::from(!is_run_head(slots, at)))),
    };
    (end <= slots.len()).then_some((start, end))
}

/// The first slot from `at` on with `rows` rows below it in one segment, itself included.
pub(crate) fn room_for(slots: &[Slot], at: usize, rows: usize) -> Option<usize> {
    room_kept(slots, at, (rows, 0), Length::ZERO)
}

/// The first slot from `at` on with so many rows of at least a width below it in one segment, itself
/// included, and so many more behind them in one run.
fn room_kept(slots: &[Slot], at: usize, (rows, keep): (usize, usize), width: Length) -> Option<usize> {
    let mut start = at;
    while start + rows + keep <= slots.len() {
        let (Some(first), false) = (slots.get(start), rows + keep == 0) else { return Some(start) };
        let (last, kept) = (slots[start + rows.max(1) - 1], slots[start + rows + keep - 1]);
        if first.segment == last.segment && first.run == kept.run && first.measure >= width {
            return Some(start);
        }
        start = next_segment(slots, start);
    }
    None
}

fn next_segment(slots: &[Slot], at: usize) -> usize {
    let segment = slots[at].segment;
    slots[at..].iter().position(|slot| slot.segment != segment).map_or(slots.len(), |offset| at + offset)
}

fn is_run_head(slots: &[Slot], at: usize) -> bool {
    at == 0 || at >= slots.len() || slots[at - 1].run != slots[at].run
}

/// Pours so that the columns of the last band in use end together: the foot is as high as it can be,
/// and where lines do not divide, the last columns lack one, never the first.
///
/// Source: clreq, multi-column balance (C34); `algorithms.md` 6.
pub(crate) fn pour_balanced(
    pieces: usize,
    slots: &[Slot],
    mut need: impl FnMut(usize, usize, &[Slot]) -> Need,
) -> Poured {
    let full = pour(pieces, slots, &mut need);
    let Some(last) = full.placed.last().map(|placed| placed.slot) else { return full };
    if full.overset.is_some() {
        return full;
    }
    let band: Vec<Slot> = slots.iter().copied().filter(|slot| slot.band == last.band).collect();
    let before: Vec<Slot> = slots.iter().copied().filter(|slot| slot.band < last.band).collect();
    let used = rows_used(&full, last.band);
    let (Some(top), Some(foot)) = (band.iter().map(|slot| slot.row).min(), band.iter().map(|slot| slot.row).max())
    else {
        return full;
    };
    for row in top..=foot {
        let room = band.iter().filter(|slot| slot.row <= row).count();
        if room < used {
            continue;
        }
        let short = short_slots(&band, row, room - used);
        for cut in [&short[..], &[]] {
            let kept = |slot: &&Slot| slot.row < row || (slot.row == row && !cut.contains(&(slot.column, slot.x)));
            let cut_slots: Vec<Slot> = before.iter().chain(band.iter().filter(kept)).copied().collect();
            let poured = pour(pieces, &cut_slots, &mut need);
            if poured.overset.is_none() {
                return poured;
            }
        }
    }
    full
}

/// The first `count` slots as balanced columns hold them: whole bands, and of the last one the rows from
/// the top, the last columns one row short where they do not divide.
pub(crate) fn first_rows(slots: &[Slot], count: usize) -> Vec<Slot> {
    let mut bands: Vec<u16> = slots.iter().map(|slot| slot.band).collect();
    bands.dedup();
    let mut kept: Vec<Slot> = Vec::with_capacity(count);
    for number in bands {
        let band: Vec<Slot> = slots.iter().copied().filter(|slot| slot.band == number).collect();
        let wanted = count - kept.len();
        if wanted >= band.len() {
            kept.extend(band);
            continue;
        }
        let mut rows: Vec<u16> = band.iter().map(|slot| slot.row).collect();
        rows.sort_unstable();
        let Some(&row) = rows.get(wanted.saturating_sub(1)).filter(|_| wanted > 0) else { break };
        let surplus = rows.iter().filter(|other| **other <= row).count() - wanted;
        let short = short_slots(&band, row, surplus);
        let is_kept = |slot: &&Slot| slot.row < row || (slot.row == row && !short.contains(&(slot.column, slot.x)));
        kept.extend(band.iter().filter(is_kept));
        break;
    }
    kept
}

/// Rows that the pieces take in a band.
fn rows_used(poured: &Poured, band: u16) -> usize {
    poured.placed.iter().filter(|placed| placed.slot.band == band).map(|placed| usize::from(placed.rows)).sum()
}

/// The last `count` slots of row `row`: their columns and left edges.
fn short_slots(band: &[Slot], row: u16, count: usize) -> Vec<(u16, Length)> {
    let mut places: Vec<(u16, Length)> =
        band.iter().filter(|slot| slot.row == row).map(|slot| (slot.column, slot.x)).collect();
    places.sort_unstable();
    let from = places.len().saturating_sub(count);
    places.split_off(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[u16]) -> Vec<Slot> {
        let segment = |(index, &rows): (usize, &u16)| Segment {
            x: Length::ZERO,
            measure: Length::pt(135),
            first_row: 1,
            rows,
            column: index as u16,
            band: 0,
        };
        slots(&Chain(rows.iter().enumerate().map(segment).collect()))
    }

    /// Draws where each column ends, and what is left.
    #[track_caller]
    fn check(rows: &[u16], needs: &[Need], expected: &str) {
        let slots = columns(rows);
        let poured = pour_balanced(needs.len(), &slots, |piece, _, _| needs[piece]);
        let mut ends = vec![0; rows.len()];
        for placed in &poured.placed {
            ends[usize::from(placed.slot.column)] = placed.slot.row + placed.rows - 1;
        }
        let drawn: Vec<String> = ends.iter().map(u16::to_string).collect();
        let rest = poured.overset.map_or(String::new(), |(piece, line)| format!(" rest {piece}:{line}"));
        assert_eq!(drawn.join(" ") + &rest, expected);
    }

    #[test]
    fn columns_end_together() {
        check(&[10, 10, 10], &[Need::Lines(12)], "4 4 4");
    }

    #[test]
    fn the_last_columns_lack_one_line() {
        check(&[10, 10, 10], &[Need::Lines(13)], "5 4 4");
        check(&[10, 10, 10], &[Need::Lines(14)], "5 5 4");
    }

    #[test]
    fn what_finds_no_slot_is_named() {
        check(&[3, 3], &[Need::Lines(4), Need::Lines(5)], "3 3 rest 1:2");
    }

    #[test]
    fn a_cross_head_never_stands_at_the_foot() {
        let needs = [Need::Lines(6), Need::Block { rows: 2, keep: 2, width: Length::ZERO }, Need::Lines(8)];
        check(&[12, 12], &needs, "10 6");
    }

    #[test]
    fn an_initial_is_not_split_over_two_columns() {
        check(&[4, 4], &[Need::Lines(3), Need::Opening { lines: 3, rows: 2 }], "3 3");
        check(&[4, 4], &[Need::Opening { lines: 1, rows: 3 }, Need::Lines(2)], "1 2");
    }

    #[test]
    fn a_table_that_goes_on_has_its_head_again() {
        let head = Need::Block { rows: 1, keep: 1, width: Length::ZERO };
        let row = Need::Rows { rows: 1, again: 1, width: Length::ZERO };
        check(&[4, 4], &[head, row, row, row, row], "3 3");
        check(&[4, 4], &[Need::Lines(3), head, row, row], "3 3");
    }

    #[test]
    fn a_gap_is_dropped_at_the_head_of_a_column() {
        check(&[4, 4], &[Need::Lines(4), Need::Gap, Need::Lines(4)], "4 4");
    }
}
