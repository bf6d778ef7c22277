//! Verse: lines that stay lines.
//!
//! Source: *practice* of literary pages: flush left under an indent, runovers deeper; or centred as a
//! block, its lines still beginning below one another. A row parts stanzas.

use crate::base::units::Length;
use crate::engine::text::Paragraph;
use crate::model::{Align, Copy};

use super::super::lines::LineOptions;
use super::{Maker, PieceKind, Stance};

impl Maker<'_, '_> {
    /// A poem. Centred, its longest line stands in the middle of the column.
    pub(super) fn verse(&mut self, lines: &[Copy]) {
        let style = &self.desk.sheet.verse;
        let set: Vec<(&Copy, Paragraph)> =
            lines.iter().map(|line| (line, self.desk.prepare(line, style, self.sink))).collect();
        let longest = set.iter().map(|(_, paragraph)| paragraph.natural()).max().unwrap_or(0);
        let free = (self.measure - Length::emu(longest)).max(Length::ZERO);
        let (left, align) = match style.align {
            Align::Center => (free / 2, Align::Left),
            Align::Right => (Length::ZERO, Align::Right),
            Align::Left | Align::Justify | Align::Distribute => {
                (style.indent.unwrap_or_default().at(style.size), Align::Left)
            }
        };
        for (copy, paragraph) in set {
            if paragraph.items.is_empty() {
                self.gap();
                continue;
            }
            let options = LineOptions { indent: Length::ZERO, align };
            let stance = Stance { left, hang: style.hang.at(style.size), fixed: true, ..Stance::default() };
            self.push(PieceKind::Text { paragraph: Box::new(paragraph), options, stance }, copy.span_at(0));
        }
    }
}
