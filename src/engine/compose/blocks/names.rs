//! 均排: names of a list set to one width, in columns (C42).
//!
//! Source: clreq, even inter-character spacing: names of two characters are as wide as those of three.

use crate::base::units::{Cells, Length};
use crate::engine::text::Paragraph;
use crate::model::{Align, Copy};

use super::super::desk::break_plain;
use super::super::findings;
use super::super::lines::set_line;
use super::strip::{Place, Strip, StripCell};
use super::{Maker, PieceKind, one_line, set_natural};

/// Names of up to so many characters are set to the width of as many.
const EVEN: i64 = 3;
/// The longest names that columns are made for: four characters, set solid. Spread to their width, two
/// characters would fall apart.
const LONGEST: i64 = 4;
/// Between two names, at least.
const GAP: Cells = Cells(1);

/// Where the names of a list stand.
#[derive(Clone, Copy, Debug)]
struct Columns {
    left: Length,
    count: i64,
    /// From the left edge of the first to that of the last.
    reach: Length,
}

impl Columns {
    fn x(&self, column: i64) -> Length {
        self.left + if self.count > 1 { self.reach.scale(column, self.count - 1) } else { Length::ZERO }
    }

    /// How many columns a name of width `own` runs over, with some space after it.
    fn covered(&self, own: Length, gap: Length) -> i64 {
        (1..self.count).find(|&columns| own + gap <= self.x(columns) - self.left).unwrap_or(self.count)
    }
}

impl Maker<'_, '_> {
    /// A list of names. A name wider than a column runs over the next ones; one wider than the measure
    /// takes lines of its own.
    pub(super) fn names(&mut self, names: &[Copy]) {
        let style = self.desk.sheet.list.clone();
        let set: Vec<(&Copy, Paragraph)> =
            names.iter().map(|name| (name, self.desk.prepare(name, &style, self.sink))).collect();
        let em = style.width.of(style.size);
        let fits = |paragraph: &Paragraph| paragraph.natural() <= (em * LONGEST).get();
        let longest = set.iter().map(|(_, name)| name).filter(|name| fits(name)).map(Paragraph::natural).max();
        let cells = Length::emu(longest.unwrap_or(0)).div_ceil(em).clamp(EVEN, LONGEST);
        let (left, gap) = (style.indent.unwrap_or_default().at(style.size), GAP.at(em));
        let (even, width, room) = (em * EVEN, em * cells, self.measure - left);
        let count = (room + gap).div_floor(width + gap).max(1);
        let columns = Columns { left, count, reach: (room - width).max(Length::ZERO) };
        let mut row: Vec<StripCell> = Vec::new();
        let mut text = String::new();
        let mut next = 0;
        for (copy, name) in &set {
            let own = Length::emu(name.natural());
            let covers = if own <= width { 1 } else { columns.covered(own, gap) };
            if next + covers > count || own > room {
                self.row_of_names(&mut row, &mut text);
                next = 0;
            }
            let span = copy.span_at(0);
            if own > room {
                for line in break_plain(name, Align::Left, room) {
                    let cell = set_line(name, &line, room, Align::Left);
                    findings::of_line(name, &line, &cell, self.sink);
                    text.push_str(name.slice(line.start, line.next));
                    row.push(StripCell { x: left, row: 0, line: cell, span });
                    self.row_of_names(&mut row, &mut text);
                }
                continue;
            }
            let line = if own < even && name.items.iter().all(|item| item.class.is_han()) {
                set_line(name, &one_line(name, even), even, Align::Distribute)
            } else {
                set_natural(name)
            };
            text.push_str(&name.text);
            row.push(StripCell { x: columns.x(next), row: 0, line, span });
            next += covers;
        }
        self.row_of_names(&mut row, &mut text);
    }

    fn row_of_names(&mut self, cells: &mut Vec<StripCell>, text: &mut String) {
        let Some(span) = cells.first().map(|cell| cell.span) else { return };
        let (cells, text) = (std::mem::take(cells), std::mem::take(text));
        let strip = Strip { rows: 1, cells, text, frame: None, place: Place::default() };
        self.push(PieceKind::Strip(Box::new(strip)), span);
    }
}
