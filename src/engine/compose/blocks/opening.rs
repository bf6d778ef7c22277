//! How a story opens: an initial of two or three rows, bold first words.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::{Em, Length};
use crate::engine::text::{class_of, initial_length};
use crate::model::{Align, Copy, Inline, InlineSpan, Opening, TextStyle, Voice};

use super::super::lines::LineOptions;
use super::{Aside, Maker, PieceKind, Stance, set_natural};

/// The ink of Han above and below the baseline, in the faces of newspapers. The top of an initial meets
/// that of its first row, and its foot that of its last.
const HAN_INK: (Em, Em) = (Em(841), Em(82));
/// The height of figures and capitals.
const WEST_TOP: Em = Em(742);
/// Least space between an initial and its lines, of the body size.
const AIR: Em = Em(200);
/// Fewest 字 that an initial must leave beside it.
const LEAST_BESIDE: i64 = 4;

impl Maker<'_, '_> {
    /// The first paragraph of a story.
    pub(super) fn opening(&mut self, copy: &Copy, opening: Opening) {
        let body = &self.desk.sheet.body;
        let copy = embolden(copy, usize::from(opening.bold));
        if opening.drop_cap > 0 {
            match self.initial(&copy, u16::from(opening.drop_cap)) {
                Some(kind) => return self.push(kind, copy.span_at(0)),
                None => self.no_opening(copy.span_at(0)),
            }
        }
        self.text(&copy, body);
    }

    /// The paragraph with its initial; `None` where it cannot have one.
    fn initial(&mut self, copy: &Copy, rows: u16) -> Option<PieceKind> {
        let body = &self.desk.sheet.body;
        let taken = initial_length(&copy.text);
        let annotated = copy.spans.iter().any(|span| span.kind.has(Inline::RUBY) && (span.start as usize) < taken);
        if taken == 0 || taken == copy.text.len() || annotated {
            return None;
        }
        let depth = self.desk.grid().pitch * (i64::from(rows) - 1);
        let west = copy.text[..taken].chars().any(|character| class_of(character).is_word());
        let (size, lift) = if west {
            ((depth + HAN_INK.0.at(body.size)).scale(1000, i64::from(WEST_TOP.0)), Length::ZERO)
        } else {
            let size = body.size + depth.scale(1000, i64::from(HAN_INK.0.0 + HAN_INK.1.0));
            (size, HAN_INK.1.at(size - body.size))
        };
        let style = TextStyle { size, indent: None, ..self.desk.sheet.strong.clone() };
        let head = Copy { spans: Vec::new(), rubies: Vec::new(), ..copy.slice(0, taken) };
        let line = set_natural(&self.desk.prepare(&head, &style, self.sink));
        let width = body.size * (line.advance + AIR.at(body.size)).div_ceil(body.size);
        if self.measure - width < body.size * LEAST_BESIDE {
            return None;
        }
        let rest = copy.slice(taken, copy.text.len());
        let paragraph = self.desk.prepare(&rest, body, self.sink);
        let aside = Aside { line, x: Length::ZERO, drop: depth - lift, span: copy.span_at(0) };
        let stance = Stance { initial: (rows, width), aside: Some(Box::new(aside)), ..Stance::default() };
        let options = LineOptions { indent: Length::ZERO, align: Align::Justify };
        Some(PieceKind::Text { paragraph: Box::new(paragraph), options, stance })
    }

    /// Says that an initial or bold opening could not be set.
    pub(super) fn no_opening(&mut self, span: Span) {
        let message = say(
            "首字下沉或首句加粗没有排：首段没有可用的首字，或栏太窄",
            "the opening is not set: its paragraph has no character for an initial, or the column is too narrow",
        );
        let hint = say(
            "去掉 `drop_cap`、`bold_start`，或改首段的开头",
            "remove `drop_cap` or `bold_start`, or change how the first paragraph begins",
        );
        self.sink.push(Diagnostic::new(Code::OpeningUnset, span, message).hint(hint));
    }
}

/// The copy with its first `count` characters after the byline in bold.
fn embolden(copy: &Copy, count: usize) -> Copy {
    if count == 0 {
        return copy.clone();
    }
    let byline = copy.spans.iter().take_while(|span| span.kind.voice == Voice::Byline).last();
    let from = byline.map_or(0, |span| span.end);
    let length: usize = copy.text[from as usize..].chars().take(count).map(char::len_utf8).sum();
    let to = from + length as u32;
    let mut spans = Vec::with_capacity(copy.spans.len() + 2);
    let bold = |start: u32, end: u32, spans: &mut Vec<InlineSpan>| {
        if start < end {
            spans.push(InlineSpan { start, end, kind: Inline::of(Voice::Strong) });
        }
    };
    let mut at = from;
    for span in &copy.spans {
        let (start, end) = (span.start.max(from), span.end.min(to));
        if start >= end {
            if span.start >= to {
                bold(at, to, &mut spans);
                at = at.max(to);
            }
            spans.push(span.clone());
            continue;
        }
        bold(at, start, &mut spans);
        let voice = if span.kind.voice == Voice::Base { Voice::Strong } else { span.kind.voice };
        spans.push(InlineSpan { start, end, kind: Inline { voice, ..span.kind } });
        if span.end > end {
            spans.push(InlineSpan { start: end, ..span.clone() });
        }
        at = end;
    }
    bold(at, to, &mut spans);
    Copy { spans, ..copy.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_characters_after_the_byline_are_bold() {
        let mut copy = Copy::plain("本报讯 江水涨了三尺", Span::NONE);
        copy.spans = vec![
            InlineSpan { start: 0, end: 9, kind: Inline::of(Voice::Byline) },
            InlineSpan { start: 13, end: 19, kind: Inline::PLAIN.with(Inline::EMPHASIS) },
        ];
        let drawn: Vec<(&str, Voice, bool)> = embolden(&copy, 3)
            .spans
            .iter()
            .map(|span| {
                let text = &copy.text[span.start as usize..span.end as usize];
                (text, span.kind.voice, span.kind.has(Inline::EMPHASIS))
            })
            .collect();
        let (strong, base) = (Voice::Strong, Voice::Base);
        assert_eq!(copy.text.len(), 28);
        assert_eq!(
            drawn,
            [("本报讯", Voice::Byline, false), (" 江", strong, false), ("水", strong, true), ("涨", base, true)]
        );
    }
}
