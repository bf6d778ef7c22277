//! Tables in a story: columns as wide as their contents ask, rows on the rows of the page, rules between
//! them.
//!
//! Source: *practice* of three-rule tables (三线表); C35 for the rows.

use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::engine::text::{Paragraph, tail_of_number};
use crate::model::{Align, Copy, Table, TextStyle};

use super::super::desk::break_plain;
use super::super::findings;
use super::super::lines::set_line;
use super::strip::{Frame, Place, Strip, StripCell};
use super::{Maker, PieceKind};

/// A column that must wrap keeps this many 字, where its longest word is not wider.
const LEAST_CELLS: i64 = 2;

/// A cell, shaped.
struct Cell<'a> {
    copy: &'a Copy,
    paragraph: Paragraph,
    /// Of a number: the width from its decimal point on.
    tail: Option<i64>,
}

/// Where a column of a table stands.
#[derive(Clone, Copy, Debug)]
struct Column {
    x: Length,
    width: Length,
    align: Align,
    /// Its cells are numbers: the widest part before and after the decimal point.
    decimal: Option<(i64, i64)>,
}

impl Maker<'_, '_> {
    /// A table over the whole measure. Wider than that it is squeezed, and said to be.
    pub(super) fn table(&mut self, table: &Table) {
        let sheet = self.desk.sheet;
        let head: Vec<Cell<'_>> = self.cells(&table.head, &sheet.table_head);
        let rows: Vec<Vec<Cell<'_>>> = table.rows.iter().map(|row| self.cells(row, &sheet.table_cell)).collect();
        let columns = self.columns(table, &head, &rows);
        let (rules, measure) = (&sheet.table, self.measure);
        let head = (!head.is_empty()).then(|| self.strip(&head, &columns));
        let frame = |head: Option<Strip>| {
            let weights = (rules.outer, rules.head, rules.row);
            Arc::new(Frame { width: measure, rules: weights, color: rules.color.clone(), head, span: table.span })
        };
        let strips: Vec<Strip> = rows.iter().map(|row| self.strip(row, &columns)).collect();
        let shared = frame(head.clone());
        if let Some(head) = head {
            let keep = strips.first().map_or(0, |first| first.rows);
            let place = Place { head: Some(keep), last: strips.is_empty(), ..Place::default() };
            let strip = Strip { frame: Some(Arc::clone(&shared)), place, ..head };
            self.push(PieceKind::Strip(Box::new(strip)), table.span);
        }
        let count = strips.len();
        for (index, strip) in strips.into_iter().enumerate() {
            let place = Place { head: None, first: index == 0, last: index + 1 == count };
            let span = strip.cells.first().map_or(table.span, |cell| cell.span);
            let strip = Strip { frame: Some(Arc::clone(&shared)), place, ..strip };
            self.push(PieceKind::Strip(Box::new(strip)), span);
        }
    }

    fn cells<'c>(&mut self, row: &'c [Copy], style: &TextStyle) -> Vec<Cell<'c>> {
        let cell = |copy: &'c Copy| {
            let mut paragraph = self.desk.prepare(copy, style, self.sink);
            // C32 is for paragraphs: a cell that wraps fills its first line.
            paragraph.short = (u32::MAX, u32::MAX);
            let tail = tail_of_number(&paragraph);
            Cell { copy, paragraph, tail }
        };
        row.iter().map(cell).collect()
    }

    /// The columns: their natural widths and equal shares of what is left. Where that is more than the
    /// measure, first the gaps give way by half, then the widest columns, as far as their longest words
    /// let them.
    fn columns(&mut self, table: &Table, head: &[Cell<'_>], rows: &[Vec<Cell<'_>>]) -> Vec<Column> {
        let count = table.columns.len().max(1);
        let style = &self.desk.sheet.table_cell;
        let least = (style.width.of(style.size) * LEAST_CELLS).get();
        let decimals: Vec<Option<(i64, i64)>> = (0..count).map(|index| decimal(table, rows, index)).collect();
        let (mut natural, mut narrow) = (vec![0; count], vec![0; count]);
        for row in rows.iter().map(Vec::as_slice).chain([head]) {
            for (index, cell) in row.iter().enumerate().take(count) {
                natural[index] = natural[index].max(cell.paragraph.natural());
                narrow[index] = narrow[index].max(cell.paragraph.widest);
            }
        }
        for index in 0..count {
            natural[index] = natural[index].max(decimals[index].map_or(0, |(before, after)| before + after));
            narrow[index] = natural[index].min(narrow[index].max(least));
        }
        let (all, needed) = (natural.iter().sum::<i64>(), narrow.iter().sum::<i64>());
        let gaps = count as i64 - 1;
        let wanted = self.desk.sheet.table.gap;
        let spare = (self.measure.get() - all) / gaps.max(1);
        let gap = Length::emu(spare).max(wanted / 2).min(wanted);
        let room = (self.measure - gap * gaps).max(Length::ZERO).get();
        let share = |amount: i64, part: i64, whole: i64| Length::emu(amount).scale(part, whole).get();
        let level = level(&natural, &narrow, room);
        let widths: Vec<i64> = (0..count)
            .map(|index| {
                if all <= room {
                    natural[index] + share(room - all, 1, count as i64)
                } else if needed <= room {
                    natural[index].min(level.max(narrow[index]))
                } else {
                    share(room, narrow[index], needed)
                }
            })
            .collect();
        if needed > room {
            self.sink.push(too_wide(table.span, Length::emu(needed - room)));
        }
        let mut x = Length::ZERO;
        let column = |(index, width): (usize, i64)| {
            let align = table.columns.get(index).copied().unwrap_or(Align::Left);
            let column = Column { x, width: Length::emu(width), align, decimal: decimals[index] };
            x += column.width + gap;
            column
        };
        widths.into_iter().enumerate().map(column).collect()
    }

    /// A row: its cells wrap, and begin on one line.
    fn strip(&mut self, row: &[Cell<'_>], columns: &[Column]) -> Strip {
        let mut strip = Strip { rows: 1, cells: Vec::new(), text: String::new(), frame: None, place: Place::default() };
        for (cell, column) in row.iter().zip(columns) {
            strip.text.push_str(&cell.paragraph.text);
            let align = if column.align == Align::Justify { Align::Left } else { column.align };
            let broken = break_plain(&cell.paragraph, align, column.width);
            for (index, line) in broken.iter().enumerate() {
                let set = set_line(&cell.paragraph, line, column.width, align);
                findings::of_line(&cell.paragraph, line, &set, self.sink);
                let shift = match (column.decimal, cell.tail) {
                    (Some(parts), Some(tail)) => decimal_shift(column, parts, cell.paragraph.natural(), tail),
                    _ => Length::ZERO,
                };
                let span = cell.copy.span_at(0);
                strip.cells.push(StripCell { x: column.x + shift, row: index as u16, line: set, span });
            }
            strip.rows = strip.rows.max(broken.len() as u16);
        }
        strip
    }
}

/// The width to which the widest columns are cut so that all fill `room`; none below what it needs.
fn level(natural: &[i64], narrow: &[i64], room: i64) -> i64 {
    let total = |level: i64| -> i64 {
        natural.iter().zip(narrow).map(|(&natural, &narrow)| natural.min(level.max(narrow))).sum()
    };
    let (mut low, mut high) = (0, natural.iter().copied().max().unwrap_or(0));
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if total(middle) <= room { low = middle } else { high = middle - 1 }
    }
    low
}

/// The widest parts before and after the decimal point, when all cells of a column that is not flush left
/// are numbers and one of them has a point.
fn decimal(table: &Table, rows: &[Vec<Cell<'_>>], index: usize) -> Option<(i64, i64)> {
    if !matches!(table.columns.get(index), Some(Align::Right | Align::Center)) {
        return None;
    }
    let mut parts = (0, 0);
    for cell in rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.paragraph.items.is_empty()) {
        let tail = cell.tail?;
        parts = (parts.0.max(cell.paragraph.natural() - tail), parts.1.max(tail));
    }
    (parts.1 > 0).then_some(parts)
}

/// How far a number moves so that its point stands below those of the others.
fn decimal_shift(column: &Column, (before, after): (i64, i64), natural: i64, tail: i64) -> Length {
    match column.align {
        Align::Right => Length::emu(tail - after),
        // The widest of both parts stands in the middle.
        _ => Length::emu((before + after) / 2 - after - (natural / 2 - tail)),
    }
}

fn too_wide(span: Span, by: Length) -> Diagnostic {
    let over = by.to_mm();
    Diagnostic::new(
        Code::TableTooWide,
        span,
        say(
            format!("表格比栏宽多出 {over:.1} 毫米，已压窄：词和数字会在中间断开"),
            format!("the table is {over:.1} mm wider than its column and was squeezed: words and numbers break inside"),
        ),
    )
    .hint(say(
        "减少列数、缩短表头，或放进更宽的栏（`text_columns`）",
        "use fewer columns or shorter words, or a wider column (`text_columns`)",
    ))
}
