//! A run of glyphs as one positioned array.
//!
//! Every glyph stands where the page says, within [`TOLERANCE`]. The pen is followed as a reader
//! moves it, with the rounded numbers that are in the file, so errors are seen and made good before
//! they add up. What justification adds to every gap alike is written once, as character spacing;
//! that leaves adjustments to punctuation and the spaces between Chinese and Latin.

use super::ops::{Ops, thousandths};
use super::usage::{FaceUse, clusters};
use crate::font::Posture;
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
    /// The same, down a vertical line, and where it begins; empty when none of its glyphs stands upright.
    pub(super) down: &'a [(i32, i32)],
}

impl TextFace<'_> {
    /// The advance of a glyph along the lines of `run`, as a reader knows it.
    fn advance(&self, run: &TextRun, cid: u16) -> f64 {
        let at = usize::from(cid);
        let advance = match run.posture {
            Posture::Upright => self.down.get(at).map(|(advance, _)| *advance),
            Posture::Level | Posture::Turned => self.widths.get(at).copied(),
        };
        f64::from(advance.unwrap_or(1000))
    }
}

/// How far a glyph may stand from its place before it is moved, in EMU: 0.004 pt.
const TOLERANCE: f64 = 50.0;
/// EMU in a point.
const POINT: f64 = 12_700.0;

/// Character spacing is written in hundred-thousandths of a point.
pub(super) const SPACING_DECIMALS: u32 = 5;
const SPACING_UNITS: f64 = 100_000.0;

/// The spacing that suits most gaps of a run, in hundred-thousandths of a point: the median of what
/// they have beyond the advance of the glyph before them.
pub(super) fn spacing(run: &TextRun, face: &TextFace<'_>) -> i64 {
    if run.posture == Posture::Upright {
        // Readers differ in its sign down a line; there every gap is written.
        return 0;
    }
    let pen = Pen::new(run);
    let gaps = run.glyphs.windows(2).map(|pair| {
        let advance = face.advance(run, face.usage.cid(pair[0].id)) * pen.thousandth;
        (pair[1].x - pair[0].x).get() - advance.round() as i64
    });
    let mut gaps: Vec<i64> = gaps.collect();
    if gaps.is_empty() {
        return 0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable(middle);
    (*median as f64 / POINT / pen.scale * SPACING_UNITS).round() as i64
}

/// Where a reader's pen is, in EMU from the origin of the run.
struct Pen {
    at: f64,
    /// Horizontal scale; down a line there is none.
    scale: f64,
    /// A positive adjustment moves left, and down.
    sign: f64,
    /// A thousandth of the size as it is written, scaled.
    thousandth: f64,
    /// Decimals of an adjustment, so that half its last place is less than the tolerance.
    decimals: u32,
}

impl Pen {
    fn new(run: &TextRun) -> Pen {
        let (scale, sign) =
            if run.posture == Posture::Upright { (1.0, -1.0) } else { (f64::from(run.width.0) / 1000.0, 1.0) };
        let thousandth = thousandths(run.size) as f64 / 1000.0 * POINT * scale / 1000.0;
        let decimals = match thousandth.abs() {
            size if size < 2.0 * TOLERANCE * 1.1 => 0,
            size if size < 20.0 * TOLERANCE => 1,
            _ => 2,
        };
        Pen { at: 0.0, scale, sign, thousandth, decimals }
    }

    /// What to write before a glyph at `target`: an adjustment moves left. Nothing where the pen is
    /// near enough.
    fn move_to(&mut self, target: f64) -> Option<i64> {
        if (self.at - target).abs() <= TOLERANCE || self.thousandth == 0.0 {
            return None;
        }
        let unit = self.thousandth / f64::from(10u32.pow(self.decimals));
        let adjustment = ((self.at - target) / unit).round();
        if adjustment == 0.0 {
            return None;
        }
        self.at -= adjustment * unit;
        Some((adjustment * self.sign) as i64)
    }
}

/// Writes the glyphs of `run`, after font, size, scale, spacing and position are set.
///
/// A glyph whose text is not the one of its face's ToUnicode table, and a cluster of several
/// glyphs, stand in a span with their ActualText.
pub(super) fn show(ops: &mut Ops, run: &TextRun, face: &TextFace<'_>, spacing: i64) {
    let mut pen = Pen::new(run);
    let spacing = spacing as f64 / SPACING_UNITS * POINT * pen.scale;
    let origin = run.glyphs.first().map_or(0, |glyph| glyph.x.get());
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
            if let Some(adjustment) = pen.move_to((glyph.x.get() - origin) as f64) {
                array.leave_string(ops);
                ops.fixed(adjustment, pen.decimals);
            }
            array.enter_string(ops);
            let cid = face.usage.cid(glyph.id);
            ops.string_byte((cid >> 8) as u8);
            ops.string_byte(cid as u8);
            pen.at += face.advance(run, cid) * pen.thousandth + spacing;
        }
        if !plain {
            array.close(ops);
            ops.op("EMC");
        }
    }
    array.close(ops);
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
