//! A format as a grid, checked: the type area lies on the sheet.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::geom::Size;
use crate::base::units::Length;
use crate::input::decode::Sink;
use crate::input::spec::{Format, Measure};
use crate::model::{Column, Grid};

/// The grid of a format.
///
/// Errors: lengths that make no sense, a type area larger than the trim.
pub(super) fn grid(format: &Format, sink: &mut Sink) -> Option<Grid> {
    let before = super::errors(sink);
    // The body and the pitch are the measures that 字 and 行 are told in.
    let no_unit = (Length::ZERO, Length::ZERO);
    let body = positive(format.body.0, no_unit, sink);
    let pitch = positive(format.pitch, (body, Length::ZERO), sink);
    if pitch < body && pitch > Length::ZERO {
        let message = say("行距小于正文字号，字会相碰", "the pitch is less than the body size: lines would touch");
        let hint = say("行距一般是字号的 1.3 到 1.6 倍", "1.3 to 1.6 times the body size is usual");
        sink.push(Diagnostic::new(Code::OutOfRange, format.pitch.span, message).hint(hint));
    }
    let units = (body, pitch);
    let width = positive(format.trim.width, units, sink);
    let height = positive(format.trim.height, units, sink);
    let measure = positive(format.columns.width, units, sink);
    let gutter = not_negative(Some(format.columns.gutter), units, sink);
    let bleed = not_negative(format.bleed, units, sink);
    let left = format.margins.as_ref().and_then(|margins| margins.left);
    let top = format.margins.as_ref().and_then(|margins| margins.top);
    let count = i64::from(format.columns.count.0);
    let rows = format.rows.0 as u16;
    let (across, down) = (measure * count + gutter * (count - 1), pitch * i64::from(rows));
    let x = start(left, (width - across) / 2, units, sink);
    let y = start(top, (height - down) / 2, units, sink);
    if super::errors(sink) > before {
        return None;
    }
    fits((x, across, width), left.map_or(format.columns.span, |at| at.span), &say("宽", "width"), sink);
    fits((y, down, height), top.map_or(format.span, |at| at.span), &say("高", "height"), sink);
    if super::errors(sink) > before {
        return None;
    }
    let columns = (0..count).map(|index| Column { x: x + (measure + gutter) * index, width: measure }).collect();
    Some(Grid { trim: Size { width, height }, bleed, body, pitch, top: y, columns, rows })
}

fn fits((start, length, room): (Length, Length, Length), span: Span, side: &Say, sink: &mut Sink) {
    if start >= Length::ZERO && start + length <= room {
        return;
    }
    let show = |length: Length| format!("{:.2} mm", length.to_mm());
    let message = say(
        format!("版心的{}从 {} 起 {}，超出成品的 {}", side.zh, show(start), show(length), show(room)),
        format!("the type area's {} is {} from {}; the trim has {}", side.en, show(length), show(start), show(room)),
    );
    let hint = say("请改栏数、栏宽、行数、页边或成品尺寸", "change the columns, the rows, the margins or the trim");
    sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
}

/// Reports a list that is longer than any newspaper needs: some checks compare all with all.
pub(super) fn too_many(count: usize, most: usize, span: Span, sink: &mut Sink) -> bool {
    if count <= most {
        return false;
    }
    let message = say(format!("有 {count} 项，太多"), format!("{count} are too many"));
    let hint = say(format!("最多 {most} 项"), format!("at most {most}"));
    sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
    true
}

/// A length that must be more than nothing.
pub(super) fn positive(measure: Measure, (body, pitch): (Length, Length), sink: &mut Sink) -> Length {
    let length = measure.length(body, pitch);
    if length <= Length::ZERO {
        sink.push(senseless(measure.span, &say("大于 0", "more than 0")));
    }
    length
}

/// A length that may be nothing, but not less.
pub(super) fn not_negative(measure: Option<Measure>, (body, pitch): (Length, Length), sink: &mut Sink) -> Length {
    let Some(measure) = measure else { return Length::ZERO };
    let length = measure.length(body, pitch);
    if length < Length::ZERO {
        sink.push(senseless(measure.span, &say("不小于 0", "0 or more")));
    }
    length.max(Length::ZERO)
}

fn start(measure: Option<Measure>, centred: Length, units: (Length, Length), sink: &mut Sink) -> Length {
    match measure {
        Some(_) => not_negative(measure, units, sink),
        None => centred,
    }
}

fn senseless(span: Span, wanted: &Say) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        say(format!("这个长度要{}", wanted.zh), format!("this length must be {}", wanted.en)),
    )
    .hint(say("请改成合理的长度", "write a length that makes sense"))
}
