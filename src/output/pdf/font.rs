//! The objects of a face: a Type 0 font over a CID font, its descriptor, widths, program and
//! ToUnicode table.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;

use super::cmap::to_unicode;
use super::deflate::{Effort, deflate};
use super::subset::{Outlines, Source};
use super::usage::FaceUse;
use crate::font::FontBook;
use crate::output::hash::sha256_pieces;

/// Advances down a vertical line of the glyphs of `usage`, and how far above the baseline the line begins
/// for each, by CID; none where no glyph stands upright. Where the face does not say: 1 em and 0.88 em.
pub(super) fn metrics_down(usage: &FaceUse<'_>, fonts: &FontBook) -> Vec<(i32, i32)> {
    if !usage.upright {
        return Vec::new();
    }
    let face = fonts.face(usage.face);
    let scaled = |units: f32| thousandths(units, face.units_per_em());
    let tables = skrifa::FontRef::new(face.data()).ok();
    let advances = tables.as_ref().and_then(|tables| tables.vmtx().ok());
    let origins = tables.as_ref().and_then(|tables| tables.vorg().ok());
    let metrics = usage.glyphs.iter().map(|glyph| {
        let advance = advances.as_ref().and_then(|table| table.advance(u32::from(*glyph).into()));
        let origin = origins.as_ref().map(|table| table.vertical_origin_y(u32::from(*glyph).into()));
        (
            advance.map_or(FULL, |units| scaled(f32::from(units))),
            origin.map_or(ASCENT, |units| scaled(f32::from(units))),
        )
    });
    metrics.collect()
}

/// A face, ready to be written.
pub(super) struct Font {
    /// Whether some of its glyphs stand upright in vertical lines, which takes a Type 0 font more.
    pub(super) upright: bool,
    /// A sum over its program and its ToUnicode table.
    pub(super) sum: [u8; 32],
    name: String,
    outlines: Outlines,
    program: Vec<u8>,
    program_length: usize,
    to_unicode: Vec<u8>,
    bbox: [i32; 4],
    ascent: i32,
    descent: i32,
    cap_height: i32,
    stem: i32,
}

/// Advances of the glyphs of `usage` in thousandths of an em, by CID; `None` where the face cannot
/// be read.
pub(super) fn widths(usage: &FaceUse<'_>, fonts: &FontBook) -> Option<Vec<i32>> {
    let face = fonts.face(usage.face);
    let tables = skrifa::FontRef::new(face.data()).ok()?;
    let advances = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
    let advance = |glyph: &u16| advances.advance_width(u32::from(*glyph).into()).unwrap_or(0.0);
    Some(usage.glyphs.iter().map(|glyph| thousandths(advance(glyph), face.units_per_em())).collect())
}

/// Font units in thousandths of an em, rounded to the nearest.
fn thousandths(units: f32, em: u16) -> i32 {
    let (scaled, em) = (i64::from(units as i32) * 1000, i64::from(em));
    ((scaled + em / 2 * scaled.signum()) / em) as i32
}

/// Subsets and describes a face; `None` where it cannot be read.
pub(super) fn make(usage: &FaceUse<'_>, source: &Source<'_>, fonts: &FontBook) -> Option<Font> {
    let face = fonts.face(usage.face);
    let tables = skrifa::FontRef::new(face.data()).ok()?;
    let part = source.subset(&usage.glyphs)?;
    let cmap = to_unicode(&usage.texts);
    let sum = sha256_pieces(&[&part.program, &cmap, &usage.face.0.to_be_bytes()]);
    let metrics = tables.metrics(Size::unscaled(), LocationRef::default());
    let bounds = metrics.bounds.unwrap_or_default();
    let thousandths = |units: f32| thousandths(units, face.units_per_em());
    Some(Font {
        upright: usage.upright,
        name: format!("{}+{}", tag(&sum), base_name(&tables, face.name())),
        sum,
        outlines: part.outlines,
        program: deflate(&part.program, Effort::Fast),
        program_length: part.program.len(),
        to_unicode: deflate(&cmap, Effort::Good),
        bbox: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(thousandths),
        ascent: thousandths(metrics.ascent),
        descent: thousandths(metrics.descent),
        cap_height: thousandths(metrics.cap_height.unwrap_or(metrics.ascent)),
        stem: stem(tables.attributes().weight.value()),
    })
}

/// Six capitals that depend on the subset alone.
fn tag(sum: &[u8; 32]) -> String {
    sum[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The PostScript name, or the file's, in the letters that a PostScript name may have.
fn base_name(tables: &skrifa::FontRef<'_>, file: &str) -> String {
    let name = tables
        .localized_strings(StringId::POSTSCRIPT_NAME)
        .next()
        .map(|name| name.to_string())
        .unwrap_or_else(|| file.to_owned());
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(63).collect();
    if kept.is_empty() { "Face".to_owned() } else { kept }
}

/// The width of an upright stem, which only readers without the program would use.
fn stem(weight: f32) -> i32 {
    (10.0 + 220.0 * (weight - 50.0) / 900.0) as i32
}

/// Objects that a font takes.
pub(super) const OBJECTS: i32 = 5;

impl Font {
    /// Bytes of its streams.
    pub(super) fn size(&self) -> usize {
        self.program.len() + self.to_unicode.len()
    }

    /// Writes the font as the [`OBJECTS`] objects from `id` on; `id` itself is the Type 0 font, `down`
    /// the one for vertical lines, over the same CID font.
    pub(super) fn write(&self, advances: Advances<'_>, chunk: &mut Chunk, id: Ref, down: Option<Ref>) {
        let at = |offset: i32| Ref::new(id.get() + offset);
        let (cid, descriptor, program, cmap) = (at(1), at(2), at(3), at(4));
        let name = Name(self.name.as_bytes());
        for (id, encoding) in [(Some(id), "Identity-H"), (down, "Identity-V")] {
            let Some(id) = id else { continue };
            let encoding = Name(encoding.as_bytes());
            chunk.type0_font(id).base_font(name).encoding_predefined(encoding).descendant_font(cid).to_unicode(cmap);
        }
        self.write_cid_font(advances, chunk, cid, descriptor);
        let [left, bottom, right, top] = self.bbox.map(|edge| edge as f32);
        let mut dict = chunk.font_descriptor(descriptor);
        dict.name(name)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(left, bottom, right, top))
            .italic_angle(0.0)
            .ascent(self.ascent as f32)
            .descent(self.descent as f32)
            .cap_height(self.cap_height as f32)
            .stem_v(self.stem as f32);
        match self.outlines {
            Outlines::Cff => dict.font_file3(program),
            Outlines::TrueType => dict.font_file2(program),
        };
        dict.finish();
        let mut stream = chunk.stream(program, &self.program);
        stream.filter(Filter::FlateDecode);
        match self.outlines {
            Outlines::Cff => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
            Outlines::TrueType => stream.pair(Name(b"Length1"), self.program_length as i32),
        };
        stream.finish();
        chunk.stream(cmap, &self.to_unicode).filter(Filter::FlateDecode);
    }

    fn write_cid_font(&self, advances: Advances<'_>, chunk: &mut Chunk, id: Ref, descriptor: Ref) {
        let mut font = chunk.cid_font(id);
        font.subtype(match self.outlines {
            Outlines::Cff => CidFontType::Type0,
            Outlines::TrueType => CidFontType::Type2,
        });
        font.base_font(Name(self.name.as_bytes()));
        font.system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 });
        font.font_descriptor(descriptor);
        font.default_width(DEFAULT_WIDTH as f32);
        if self.outlines == Outlines::TrueType {
            font.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let mut widths = font.widths();
        let mut cid = 0;
        for run in advances.along.chunk_by(|a, b| (*a == DEFAULT_WIDTH) == (*b == DEFAULT_WIDTH)) {
            if run[0] != DEFAULT_WIDTH {
                widths.consecutive(cid, run.iter().map(|width| *width as f32));
            }
            cid += run.len() as u16;
        }
        widths.finish();
        if !self.upright {
            return;
        }
        // A vertical line runs down the middle of the em boxes and begins at their top edge.
        font.insert(Name(b"DW2")).array().items([ASCENT, -FULL]);
        let mut metrics = font.insert(Name(b"W2")).array();
        let special = |(_, metrics): &(usize, &(i32, i32))| **metrics != (FULL, ASCENT);
        for (cid, (advance, origin)) in advances.down.iter().enumerate().filter(special) {
            let width = advances.along.get(cid).copied().unwrap_or(FULL);
            metrics.item(cid as i32);
            metrics.push().array().items([-*advance, width / 2, *origin]);
        }
    }
}

/// Advances of a face's glyphs by CID, in thousandths of an em.
#[derive(Clone, Copy)]
pub(super) struct Advances<'a> {
    /// As in its width table.
    pub(super) along: &'a [i32],
    /// Down a vertical line, and where it begins; empty when none stands upright.
    pub(super) down: &'a [(i32, i32)],
}

/// 1 em.
const FULL: i32 = 1000;
/// From the baseline to the vertical origin.
///
/// Source: `fonts/README.md`: 0.88 em for all faces.
const ASCENT: i32 = 880;

/// The full width of a 字, which most glyphs have.
const DEFAULT_WIDTH: i32 = 1000;
