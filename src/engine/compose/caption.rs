//! Captions and credits below pictures, on the baseline grid.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::model::{Align, Copy, Inline, InlineSpan, Picture, TextStyle, Voice};
use crate::page::Item;

use super::desk::{Desk, break_plain, place_line, set_all};
use super::lines::SetLine;

/// A caption, set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caption {
    lines: Vec<SetLine>,
    span: Option<Span>,
}

/// Sets caption and credit of a picture at the measure of its box: the credit follows in its own
/// style, on the caption's last line when it fits there whole, else, or with `credit_apart`, on a line of its
/// own.
pub(crate) fn set_caption(
    desk: &Desk<'_>,
    picture: &Picture,
    (measure, credit_apart): (Length, bool),
    diagnostics: &mut Vec<Diagnostic>,
) -> Caption {
    let Some(copy) = joined(picture) else { return Caption::default() };
    let style = &desk.sheet.caption;
    let paragraph = desk.prepare_with(&copy, style, &desk.sheet.credit, diagnostics);
    let broken = break_plain(&paragraph, style.align, measure);
    let span = Some(copy.span_at(0));
    let lines = set_all(&paragraph, &broken, measure, style.align);
    if let (Some(caption), Some(credit)) = (&picture.caption, &picture.credit)
        && (credit_apart || !lines.last().is_some_and(|last| dense(&last.text).ends_with(&dense(&credit.text))))
    {
        return Caption { lines: apart(desk, caption, credit, measure, diagnostics), span };
    }
    Caption { lines, span }
}

/// The caption, and below it the credit, flush right unless its style says otherwise.
fn apart(
    desk: &Desk<'_>,
    caption: &Copy,
    credit: &Copy,
    measure: Length,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SetLine> {
    let mut set = |copy: &Copy, style: &TextStyle, align: Align| {
        let paragraph = desk.prepare(copy, style, diagnostics);
        let broken = break_plain(&paragraph, align, measure);
        set_all(&paragraph, &broken, measure, align)
    };
    let own = desk.sheet.credit.align;
    let mut lines = set(caption, &desk.sheet.caption, desk.sheet.caption.align);
    lines.extend(set(credit, &desk.sheet.credit, if own == Align::Justify { Align::Right } else { own }));
    lines
}

fn dense(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

impl Caption {
    /// The rows it takes.
    pub(crate) fn rows(&self) -> u16 {
        self.lines.len().min(usize::from(u16::MAX)) as u16
    }

    /// Its items: a line a row, the first in `first_row`.
    pub(crate) fn place(&self, desk: &Desk<'_>, x: Length, first_row: u16, items: &mut Vec<Item>) {
        let Some(span) = self.span else { return };
        for (index, line) in self.lines.iter().enumerate() {
            let baseline = desk.grid().baseline(first_row + index as u16, desk.sheet.caption.size);
            place_line(line, x, baseline, span, items);
        }
    }
}

/// `图说　作者 摄` as one copy, the credit marked.
fn joined(picture: &Picture) -> Option<Copy> {
    let (caption, credit) = (picture.caption.as_ref(), picture.credit.as_ref());
    let (Some(first), second) = (caption.or(credit), caption.and(credit)) else { return None };
    let mut copy = first.clone();
    let whole = |copy: &Copy| InlineSpan { start: 0, end: copy.text.len() as u32, kind: Inline::of(Voice::Byline) };
    let Some(credit) = second else {
        if caption.is_none() {
            copy.spans = vec![whole(&copy)];
        }
        return Some(copy);
    };
    let gap_origin = copy.origins.last().copied().unwrap_or(0);
    copy.text.push('\u{3000}');
    copy.origins.push(gap_origin);
    let start = copy.text.len() as u32;
    copy.text.push_str(&credit.text);
    copy.origins.extend_from_slice(&credit.origins);
    copy.spans.push(InlineSpan { start, end: copy.text.len() as u32, kind: Inline::of(Voice::Byline) });
    Some(copy)
}

/// The finding for a caption that leaves its picture no room.
pub(crate) fn overset(picture: &Picture, rows: u16, room: u16, slot: Span) -> Diagnostic {
    let id = &picture.id;
    let place = picture.caption.as_ref().map_or(picture.span, |caption| caption.span_at(0));
    Diagnostic::new(
        Code::CaptionOverset,
        place,
        say(
            format!("图片 `{id}` 的说明需 {rows} 行，而图框连说明只有 {room} 行"),
            format!("the caption of picture `{id}` needs {rows} rows; picture and caption have {room}"),
        ),
    )
    .hint(say("缩短图说，或加高图框", "shorten the caption, or give the picture more rows"))
    .note(slot, say("图框在此描述", "the picture is placed here"))
}
