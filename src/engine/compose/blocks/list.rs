//! Lists: the number or bullet hangs in a box beside the lines.
//!
//! Source: clreq, lists; *practice* for the width of the box.

use crate::base::units::Em;
use crate::base::units::Length;
use crate::engine::text::{Paragraph, is_bullet};
use crate::model::{Block, Copy, TextStyle};

use super::super::lines::LineOptions;
use super::{Aside, Maker, PieceKind, Stance, set_natural};

/// Between a number and its text, at least: a share of the type size.
const AIR: (i64, i64) = (1, 6);
/// A bullet beside its text, of whose size it would be a blot.
const BULLET: Em = Em(550);
/// The middle of a bullet, and of the Han beside it, above the baseline.
const MIDDLE: Em = Em(380);

impl Maker<'_, '_> {
    /// A run of items: the boxes of their labels have one width, so that their texts stand below one
    /// another; numbers end at one place, so that their points do.
    pub(super) fn list(&mut self, items: &[Block]) {
        let style = &self.desk.sheet.list;
        let labels: Vec<Paragraph> = items
            .iter()
            .map(|item| match item {
                Block::Item { label, .. } if is_bullet(&label.text) => {
                    let small = TextStyle { size: BULLET.at(style.size), ..style.clone() };
                    self.desk.prepare(label, &small, self.sink)
                }
                Block::Item { label, .. } => self.desk.prepare(label, style, self.sink),
                _ => self.desk.prepare(&Copy::plain("", crate::base::diag::Span::NONE), style, self.sink),
            })
            .collect();
        let widest = labels.iter().map(|label| label.natural()).max().unwrap_or(0);
        let width = box_width(Length::emu(widest), style.size);
        let left = style.indent.unwrap_or_default().at(style.size);
        for (item, label) in items.iter().zip(labels) {
            let Block::Item { label: words, text } = item else { continue };
            if text.text.is_empty() {
                self.text(words, style);
                continue;
            }
            let own = Length::emu(label.natural());
            let lift =
                if is_bullet(&words.text) { MIDDLE.at(style.size - BULLET.at(style.size)) } else { Length::ZERO };
            let end = if width == style.size { (width + own) / 2 } else { width - style.size.scale(AIR.0, AIR.1) };
            let aside = (!label.items.is_empty()).then(|| {
                Box::new(Aside {
                    line: set_natural(&label),
                    x: left + (end - own).max(Length::ZERO),
                    drop: -lift,
                    span: words.span_at(0),
                })
            });
            let paragraph = self.desk.prepare(text, style, self.sink);
            let options = LineOptions { indent: Length::ZERO, align: style.align };
            let stance = Stance { left: left + width, hang: style.hang.at(style.size), aside, ..Stance::default() };
            self.push(PieceKind::Text { paragraph: Box::new(paragraph), options, stance }, text.span_at(0));
        }
    }
}

/// The width of the box of labels: 1 字 for a bullet or a figure with its point, else with some air and
/// rounded up to half a 字.
fn box_width(widest: Length, size: Length) -> Length {
    if widest <= size {
        return size;
    }
    let half = size / 2;
    half * (widest + size.scale(AIR.0, AIR.1)).div_ceil(half)
}
