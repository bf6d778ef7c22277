//! Sheets of paper filled from the top: words broken into lines, tables, room kept together.

use crate::base::color::Cmyk;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::output::draw::{Drawing, GRAY, Letters, Look, PALE, Side};
use crate::page::{Image, Item, ItemKind};

/// A4.
pub(super) const SHEET: (Length, Length) = (Length::mm(210), Length::mm(297));
/// Round what is on a sheet.
pub(super) const MARGIN: Length = Length::mm(16);
/// The width of what is on a sheet.
pub(super) const WIDTH: Length = Length::mm(210 - 2 * 16);
/// A hairline.
const HAIR: Length = Length::pt_hundredths(30);
/// Between the cells of a table.
const CELL_GAP: Length = Length::mm(2);
/// A table cell holds so many lines at most; what is longer ends with an ellipsis.
const CELL_LINES: usize = 4;

/// What no line begins with. Source: GB/T 15834, 5.1.
const CLOSERS: &str = "，。、；：？！）》」』】”’…,.;:?!)]}%";

/// Sheets, the last of them being filled.
pub(super) struct Flow<'f> {
    pub(super) letters: Letters<'f>,
    pub(super) sheets: Vec<Drawing>,
    /// Where the next thing begins.
    pub(super) y: Length,
}

/// A column of a table.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its share of the width.
    pub(super) share: i64,
    pub(super) side: Side,
}

impl<'f> Flow<'f> {
    pub(super) fn new(letters: Letters<'f>) -> Flow<'f> {
        Flow { letters, sheets: vec![Drawing::default()], y: MARGIN }
    }

    /// The sheet that is being filled.
    pub(super) fn sheet(&mut self) -> &mut Drawing {
        if self.sheets.is_empty() {
            self.sheets.push(Drawing::default());
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// What is left of the sheet.
    pub(super) fn room(&self) -> Length {
        // The foot of the sheet has its name and number.
        SHEET.1 - MARGIN - Length::mm(4) - self.y
    }

    /// A new sheet, unless this one is empty.
    pub(super) fn turn(&mut self) {
        if self.y > MARGIN {
            self.sheets.push(Drawing::default());
            self.y = MARGIN;
        }
    }

    /// A new sheet where less than `height` is left.
    pub(super) fn keep(&mut self, height: Length) {
        if self.room() < height {
            self.turn();
        }
    }

    pub(super) fn skip(&mut self, height: Length) {
        self.y += height;
    }

    /// Words over the whole width, or from `indent` on.
    pub(super) fn paragraph(&mut self, text: &str, look: Look, indent: Length) {
        for line in self.lines(text, look, WIDTH - indent) {
            self.keep(leading(look));
            self.line(&line, look, MARGIN + indent, Side::Left);
            self.y += leading(look);
        }
    }

    /// Words on the line that begins here; the place for the next is not moved.
    pub(super) fn line(&mut self, text: &str, look: Look, x: Length, side: Side) -> Length {
        let at = Point { x, y: self.y + baseline(look) };
        let letters = self.letters;
        self.sheet().text(&letters, text, look, at, side)
    }

    /// A rule over the whole width.
    pub(super) fn rule(&mut self, weight: Length, ink: Cmyk) {
        let rect = Rect::new(MARGIN, self.y, WIDTH, weight);
        self.sheet().fill(vec![rect], ink);
        self.y += weight;
    }

    pub(super) fn image(&mut self, image: Image) {
        self.sheet().items.push(Item { span: Span::NONE, kind: ItemKind::Image(image) });
    }

    /// A table: headings on each sheet that it comes to, rows whole.
    pub(super) fn table(&mut self, columns: &[Column], headings: &[String], rows: &[Vec<String>], look: Look) {
        let shares: i64 = columns.iter().map(|column| column.share).sum::<i64>().max(1);
        let gaps = CELL_GAP * columns.len().saturating_sub(1) as i64;
        let widths: Vec<Length> = columns.iter().map(|column| (WIDTH - gaps).scale(column.share, shares)).collect();
        let head = Look { ink: GRAY, ..look };
        self.keep(leading(look) * 3);
        self.row(columns, &widths, headings, head);
        for row in rows {
            let height = self.height(&widths, row, look);
            if self.room() < height {
                self.turn();
                self.row(columns, &widths, headings, head);
            }
            self.row(columns, &widths, row, look);
        }
        self.y += Length::mm(1);
    }

    fn height(&self, widths: &[Length], row: &[String], look: Look) -> Length {
        let lines = row.iter().zip(widths).map(|(text, width)| self.cell(text, look, *width).len()).max();
        leading(look) * lines.unwrap_or(1).max(1) as i64 + Length::mm(1)
    }

    fn row(&mut self, columns: &[Column], widths: &[Length], row: &[String], look: Look) {
        let height = self.height(widths, row, look);
        let top = self.y;
        let mut x = MARGIN;
        for ((column, width), text) in columns.iter().zip(widths).zip(row) {
            let at = match column.side {
                Side::Left => x,
                Side::Middle => x + *width / 2,
                Side::Right => x + *width,
            };
            self.y = top;
            for line in self.cell(text, look, *width) {
                self.line(&line, look, at, column.side);
                self.y += leading(look);
            }
            x += *width + CELL_GAP;
        }
        self.y = top + height - HAIR;
        self.rule(HAIR, PALE);
    }

    fn cell(&self, text: &str, look: Look, width: Length) -> Vec<String> {
        let mut lines = self.lines(text, look, width);
        if lines.len() > CELL_LINES {
            let rest = lines.split_off(CELL_LINES - 1).concat();
            lines.push(self.letters.fitted(&rest, look, width));
        }
        lines
    }

    /// Words as lines of a width: broken between hanzi, at blanks, and within a word that is longer than a line.
    pub(super) fn lines(&self, text: &str, look: Look, width: Length) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut used = Length::ZERO;
        for piece in pieces(text) {
            let own = self.letters.width(piece.trim_end(), look);
            if used + own > width && used > Length::ZERO {
                lines.push(String::new());
                used = Length::ZERO;
            }
            if own <= width {
                used += self.letters.width(piece, look);
                if let Some(line) = lines.last_mut() {
                    line.push_str(piece);
                }
                continue;
            }
            for character in piece.chars() {
                let own = self.letters.width(character.encode_utf8(&mut [0; 4]), look);
                if used + own > width && used > Length::ZERO {
                    lines.push(String::new());
                    used = Length::ZERO;
                }
                used += own;
                if let Some(line) = lines.last_mut() {
                    line.push(character);
                }
            }
        }
        lines
    }
}

/// What stays together: a hanzi with the marks that close it, a word with the blanks behind it.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let breaks = before.is_some_and(|before| {
            let is_wide = |one: char| u32::from(one) >= 0x2E80;
            let opens = "（《「『【“‘([".contains(before);
            !opens
                && !CLOSERS.contains(character)
                && character != ' '
                && (before == ' ' || is_wide(before) || is_wide(character))
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// From one line to the next.
pub(super) fn leading(look: Look) -> Length {
    look.size.scale(145, 100)
}

/// From the top of a line to its baseline.
fn baseline(look: Look) -> Length {
    look.size.scale(110, 100)
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn lines_break_where_readers_expect_it() {
        assert_eq!(pieces("总墨量（240 %），超限"), ["总", "墨", "量", "（240 %），", "超", "限"]);
        assert_eq!(pieces("press certificate, round 2."), ["press ", "certificate, ", "round ", "2."]);
        assert_eq!(pieces(""), Vec::<&str>::new());
    }
}
