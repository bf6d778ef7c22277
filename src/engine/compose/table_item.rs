//! Tables among furniture and in fact boxes: they fill their box.

use crate::base::diag::{Diagnostic, Span};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::engine::text::Paragraph;
use crate::model::{Align, Copy, ItemTable, TextStyle};
use crate::page::Item;

use super::desk::{Desk, baseline_in, break_plain, place_line, set_all};
use super::furniture::overset;
use super::lines::SetLine;
use super::rules;

/// Air above and below the lines of a row, together, as a share of its type: a third.
const ROW_AIR: i64 = 3;

/// A row, set.
struct Row {
    cells: Vec<(Length, Vec<SetLine>)>,
    size: Length,
    leading: Length,
    /// What it needs.
    height: Length,
}

/// Sets a table in its box: columns as wide as they say or ask, the rest shared; rows stretched to fill the
/// height. What does not fit is an error, and is set all the same.
pub(super) fn set_table(
    desk: &Desk<'_>,
    table: &ItemTable,
    at: Rect,
    span: Span,
    items: &mut Vec<Item>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (head_style, style) = (&table.head_style, &table.style);
    let mut shape = |cells: &[Copy], style: &TextStyle| -> Vec<Paragraph> {
        let cell = |copy: &Copy| {
            let mut paragraph = desk.prepare(copy, style, diagnostics);
            // C32 is for paragraphs: a cell that wraps fills its first line.
            paragraph.short = (u32::MAX, u32::MAX);
            paragraph
        };
        cells.iter().map(cell).collect()
    };
    let head = shape(&table.head, head_style);
    let body: Vec<Vec<Paragraph>> = table.rows.iter().map(|row| shape(row, style)).collect();
    let all: Vec<&[Paragraph]> = body.iter().map(Vec::as_slice).chain([head.as_slice()]).collect();
    // On grounds, words keep away from the edges.
    let air = if table.zebra.is_some() { style.size / 2 } else { Length::ZERO };
    let inner = Rect { x: at.x + air, width: at.width - air * 2, ..at };
    let (columns, overfull) = columns(desk, table, &all, inner);
    let set = |cells: &[Paragraph], style: &TextStyle| row(table, cells, &columns, style);
    let mut rows: Vec<Row> = Vec::with_capacity(body.len() + 1);
    if !head.is_empty() {
        rows.push(set(&head, head_style));
    }
    rows.extend(body.iter().map(|cells| set(cells, style)));
    let needed: Length = rows.iter().map(|row| row.height).sum();
    let fits = |row: &Row| {
        row.cells.iter().zip(&columns).all(|((_, lines), (_, width))| lines.iter().all(|line| line.advance <= *width))
    };
    if overfull || needed > at.height || !rows.iter().all(fits) {
        let first = table.rows.first().or(Some(&table.head)).map_or(&[][..], |row| row.as_slice());
        diagnostics.push(overset(first, at, needed, span));
    }
    draw(desk, table, &rows, at, (at.height - needed).max(Length::ZERO), span, items);
}

fn draw(desk: &Desk<'_>, table: &ItemTable, rows: &[Row], at: Rect, spare: Length, span: Span, items: &mut Vec<Item>) {
    let lines = &desk.sheet.table;
    let count = rows.len() as i64;
    let heads = usize::from(!table.head.is_empty());
    let mut tops = Vec::with_capacity(rows.len() + 1);
    let mut y = at.y;
    for (index, row) in rows.iter().enumerate() {
        tops.push(y);
        y += row.height + spare.scale(index as i64 + 1, count) - spare.scale(index as i64, count);
    }
    tops.push(y);
    for (index, pair) in tops.windows(2).enumerate() {
        // The first row of copy has no ground: the head rule parts it.
        if let (Some(zebra), true) = (&table.zebra, index >= heads && (index - heads) % 2 == 1) {
            items.push(rules::fill(Rect::new(at.x, pair[0], at.width, pair[1] - pair[0]), zebra, span));
        }
    }
    let rule = |y: Length, weight: Length| Rect::new(at.x, y - weight / 2, at.width, weight);
    let last = tops.len() - 1;
    for (index, top) in tops.iter().enumerate() {
        let weight = match index {
            _ if index == 0 || index == last => {
                if table.outer_rules {
                    lines.outer
                } else {
                    Length::ZERO
                }
            }
            _ if index == heads => lines.head,
            _ => lines.row,
        };
        if weight > Length::ZERO {
            items.push(rules::fill(rule(*top, weight), &lines.color, span));
        }
    }
    for (row, pair) in rows.iter().zip(tops.windows(2)) {
        for (x, cell) in &row.cells {
            let high = row.leading * (cell.len() as i64 - 1).max(0) + row.size;
            let first = pair[0] + (pair[1] - pair[0] - high) / 2 + baseline_in(row.size, row.size);
            for (index, line) in cell.iter().enumerate() {
                place_line(line, *x, first + row.leading * index as i64, span, items);
            }
        }
    }
}

/// Left edge and width of each column; and whether they are wider than the box.
fn columns(desk: &Desk<'_>, table: &ItemTable, rows: &[&[Paragraph]], at: Rect) -> (Vec<(Length, Length)>, bool) {
    let count = table.columns.len();
    let gaps = count as i64 - 1;
    let gap = desk.sheet.table.gap.min(at.width / (count as i64 * 4));
    let room = at.width - gap * gaps;
    let natural = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        Length::emu(cells.map(|cell| cell.natural()).max().unwrap_or(0))
    };
    let mut widths: Vec<Length> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| column.width.unwrap_or_else(|| natural(index)))
        .collect();
    let open: Vec<usize> = (0..count).filter(|&index| table.columns[index].width.is_none()).collect();
    let total: Length = widths.iter().copied().sum();
    let asked: Length = open.iter().map(|&index| widths[index]).sum();
    let fixed = total - asked;
    if total <= room {
        // What is left is shared by the columns that give no width; by the gaps where all do.
        let spare = room - total;
        for (place, &index) in open.iter().enumerate() {
            let (place, of) = (place as i64, open.len() as i64);
            widths[index] += spare.scale(place + 1, of) - spare.scale(place, of);
        }
    } else if !open.is_empty() {
        let rest = (room - fixed).max(Length::ZERO);
        for &index in &open {
            widths[index] = rest.scale(widths[index].get(), asked.get().max(1));
        }
    }
    let used: Length = widths.iter().copied().sum();
    let gap = if open.is_empty() && used < room && gaps > 0 { gap + (room - used) / gaps } else { gap };
    let mut x = at.x;
    let place = |width: Length| {
        let left = x;
        x += width + gap;
        (left, width)
    };
    let overfull = fixed > room || (!open.is_empty() && fixed >= room);
    (widths.into_iter().map(place).collect(), overfull)
}

fn row(table: &ItemTable, cells: &[Paragraph], columns: &[(Length, Length)], style: &TextStyle) -> Row {
    let leading = style.leading.unwrap_or_else(|| style.size.scale(130, 100));
    let mut most = 1;
    let mut set = Vec::with_capacity(cells.len());
    for ((paragraph, column), (x, width)) in cells.iter().zip(&table.columns).zip(columns) {
        let align = if column.align == Align::Justify { Align::Left } else { column.align };
        let broken = break_plain(paragraph, align, *width);
        most = most.max(broken.len() as i64);
        set.push((*x, set_all(paragraph, &broken, *width, align)));
    }
    let height = leading * (most - 1) + style.size + style.size / ROW_AIR;
    Row { cells: set, size: style.size, leading, height }
}
