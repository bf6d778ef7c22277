//! A run of glyphs as one positioned array.
//!
//! Every glyph is placed where the page says. What an adjustment rounds off is made good by the
//! next one, so no error grows along a line.

use super::ops::Ops;
use super::usage::{FaceUse, clusters};
use crate::page::TextRun;

/// A face as the content stream needs it.
pub(super) struct TextFace<'a> {
    /// The number in its resource name.
    pub(super) resource: usize,
    /// Its glyphs.
    pub(super) usage: &'a FaceUse<'a>,
    /// Advance of each CID in thousandths of an em: as in the file's width table, because that is
    /// what a reader goes by.
    pub(super) widths: &'a [i32],
}

/// Decimals of an adjustment, so that it places a glyph within 0.005 pt: a unit is a thousandth of
/// the size, half a unit the greatest error.
fn decimals(run: &TextRun) -> u32 {
    const TEN_POINTS: i64 = 127_000;
    let size = run.width.of(run.size).get();
    match size {
        ..=TEN_POINTS => 0,
        ..=1_270_000 => 1,
        ..=12_700_000 => 2,
        _ => 3,
    }
}

/// Writes the glyphs of `run`, after font, size, scale and position are set.
///
/// A glyph whose text is not the one of its face's ToUnicode table, and a cluster of several
/// glyphs, stand in a span with their ActualText.
pub(super) fn show(ops: &mut Ops, run: &TextRun, face: &TextFace<'_>) {
    let decimals = decimals(run);
    let unit = 10i64.pow(decimals);
    let em = run.size.get() * i64::from(run.width.0);
    let origin = run.glyphs.first().map(|glyph| glyph.x.get()).unwrap_or(0);
    // Where the pen is, and where it should be, in units of a thousandth of an em / `unit`.
    let mut pen = 0i64;
    let target = |x: i64| {
        let wanted = i128::from(x - origin) * 1_000_000 * i128::from(unit);
        if em == 0 { 0 } else { div_round(wanted, i128::from(em)) }
    };
    let mut array = Array::Closed;
    for cluster in clusters(run) {
        let first = face.usage.cid(run.glyphs[cluster.start].id);
        let plain = cluster.end == cluster.start + 1 && face.usage.texts[usize::from(first)] == cluster.text;
        if !plain {
            array.close(ops);
            ops.raw(b"/Span<</ActualText");
            ops.text_string(cluster.text);
            ops.op(">>BDC");
        }
        for glyph in &run.glyphs[cluster.start..cluster.end] {
            let adjustment = pen - target(glyph.x.get());
            if adjustment != 0 {
                array.leave_string(ops);
                ops.fixed(adjustment, decimals);
                pen -= adjustment;
            }
            array.enter_string(ops);
            let cid = face.usage.cid(glyph.id);
            ops.string_byte((cid >> 8) as u8);
            ops.string_byte(cid as u8);
            pen += i64::from(face.widths[usize::from(cid)]) * unit;
        }
        if !plain {
            array.close(ops);
            ops.op("EMC");
        }
    }
    array.close(ops);
}

/// Rounds to the nearest, halves away from zero; `divisor` is positive.
fn div_round(value: i128, divisor: i128) -> i64 {
    let half = divisor / 2;
    (if value < 0 { (value - half) / divisor } else { (value + half) / divisor }) as i64
}

/// How far the positioned array is open.
#[derive(PartialEq, Eq)]
enum Array {
    Closed,
    Open,
    InString,
}

impl Array {
    fn enter_string(&mut self, ops: &mut Ops) {
        match self {
            Array::Closed => ops.raw(b"[("),
            Array::Open => ops.raw(b"("),
            Array::InString => {}
        }
        *self = Array::InString;
    }

    fn leave_string(&mut self, ops: &mut Ops) {
        match self {
            Array::Closed => ops.raw(b"["),
            Array::Open => {}
            Array::InString => ops.raw(b")"),
        }
        *self = Array::Open;
    }

    fn close(&mut self, ops: &mut Ops) {
        match self {
            Array::Closed => return,
            Array::Open => {}
            Array::InString => ops.raw(b")"),
        }
        ops.op("]TJ");
        *self = Array::Closed;
    }
}
