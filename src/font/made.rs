//! 造字: a face made in memory of outlines that the paper drew itself, and how a chain finds them.

use std::sync::Arc;

use write_fonts::tables::glyf::{Contour, GlyfLocaBuilder, SimpleGlyph};
use write_fonts::tables::{cmap::Cmap, head::Head, hhea::Hhea, hmtx::Hmtx, maxp::Maxp, name, vmtx::LongMetric};
use write_fonts::types::{FWord, Fixed, GlyphId, NameId, UfWord};
use write_fonts::{FontBuilder, OffsetMarker};

use super::book::FaceId;
use super::face::{Face, is_private};

/// Units to the em of outlines and of the face made of them.
pub const MADE_EM: i16 = 4096;
/// The foot of the em box lies this far below the baseline, as in the Chinese faces.
pub const MADE_DESCENT: i16 = 492;
/// Most drawings of a style sheet; they all have code points of a private plane in the face.
pub const MOST_MADE: usize = 4000;

/// A point of an outline: on it, or the control point of a quadratic curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutlinePoint {
    /// From the left edge of the em box, in [`MADE_EM`] units.
    pub x: i16,
    /// From the baseline upwards.
    pub y: i16,
    /// Whether it is on the outline.
    pub on: bool,
}

/// The closed contours of a glyph, filled by the non-zero rule.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// Each of three points or more.
    pub contours: Vec<Vec<OutlinePoint>>,
}

/// Makes a face of outlines: the first is glyph 1. Every glyph is 1 em wide.
///
/// `None` for more than [`MOST_MADE`] outlines, or one that no font can hold.
pub fn made_face(file_name: &str, outlines: &[Outline]) -> Option<Face> {
    if outlines.len() > MOST_MADE {
        return None;
    }
    let mut glyphs = GlyfLocaBuilder::new();
    let mut boxes = [i16::MAX, i16::MAX, i16::MIN, i16::MIN];
    let (mut most_points, mut most_contours) = (0, 0);
    glyphs.add_glyph(&SimpleGlyph::default()).ok()?;
    let mut metrics = vec![LongMetric { advance: MADE_EM as u16, side_bearing: 0 }];
    for outline in outlines {
        let glyph = simple(outline);
        let bounds = glyph.bbox;
        boxes = [
            boxes[0].min(bounds.x_min),
            boxes[1].min(bounds.y_min),
            boxes[2].max(bounds.x_max),
            boxes[3].max(bounds.y_max),
        ];
        most_points = most_points.max(outline.contours.iter().map(Vec::len).sum());
        most_contours = most_contours.max(outline.contours.len());
        metrics.push(LongMetric { advance: MADE_EM as u16, side_bearing: bounds.x_min });
        glyphs.add_glyph(&glyph).ok()?;
    }
    let count = metrics.len() as u16;
    let (glyf, loca, format) = glyphs.build();
    let mappings = (0..outlines.len() as u32)
        .filter_map(|index| Some((char::from_u32(PRIVATE + index)?, GlyphId::new(index + 1))));
    let mut font = FontBuilder::new();
    font.add_table(&Head {
        font_revision: Fixed::from_i32(1),
        units_per_em: MADE_EM as u16,
        x_min: boxes[0].min(boxes[2]),
        y_min: boxes[1].min(boxes[3]),
        x_max: boxes[2].max(boxes[0]),
        y_max: boxes[3].max(boxes[1]),
        lowest_rec_ppem: 8,
        index_to_loc_format: format as i16,
        ..Head::default()
    })
    .ok()?;
    font.add_table(&Hhea {
        ascender: FWord::new(MADE_EM - MADE_DESCENT),
        descender: FWord::new(-MADE_DESCENT),
        advance_width_max: UfWord::new(MADE_EM as u16),
        number_of_h_metrics: count,
        ..Hhea::default()
    })
    .ok()?;
    font.add_table(&Maxp {
        num_glyphs: count,
        max_points: Some(u16::try_from(most_points).ok()?),
        max_contours: Some(u16::try_from(most_contours).ok()?),
        max_composite_points: Some(0),
        max_composite_contours: Some(0),
        max_zones: Some(1),
        max_twilight_points: Some(0),
        max_storage: Some(0),
        max_function_defs: Some(0),
        max_instruction_defs: Some(0),
        max_stack_elements: Some(0),
        max_size_of_instructions: Some(0),
        max_component_elements: Some(0),
        max_component_depth: Some(0),
    })
    .ok()?;
    font.add_table(&Hmtx { h_metrics: metrics, left_side_bearings: Vec::new() }).ok()?;
    font.add_table(&Cmap::from_mappings(mappings).ok()?).ok()?;
    let named = |id: NameId| name::NameRecord {
        platform_id: 3,
        encoding_id: 1,
        language_id: 0x0409,
        name_id: id,
        string: OffsetMarker::new("PaibanMade".to_owned()),
    };
    font.add_table(&name::Name {
        name_record: [NameId::FAMILY_NAME, NameId::POSTSCRIPT_NAME].map(named).into(),
        lang_tag_record: None,
    })
    .ok()?;
    font.add_table(&glyf).ok()?;
    font.add_table(&loca).ok()?;
    Face::new(file_name, Arc::new(font.build())).ok()
}

/// The first code point of a private plane: a font must map something.
const PRIVATE: u32 = 0xf_0000;

fn simple(outline: &Outline) -> SimpleGlyph {
    let point = |point: &OutlinePoint| write_fonts::read::tables::glyf::CurvePoint::new(point.x, point.y, point.on);
    let contour = |points: &Vec<OutlinePoint>| Contour::from(points.iter().map(point).collect::<Vec<_>>());
    let mut glyph = SimpleGlyph { contours: outline.contours.iter().map(contour).collect(), ..SimpleGlyph::default() };
    glyph.recompute_bounding_box();
    glyph
}

/// The drawings that serve a chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The face they are in.
    pub face: FaceId,
    /// By code point, ascending: they stand wherever the character does.
    pub characters: Vec<(char, u16)>,
    /// By the words that name them, ascending; those of `characters` too.
    pub names: Vec<(String, u16)>,
    /// Glyphs that were drawn for another role or weight, ascending.
    pub borrowed: Vec<u16>,
}

impl Made {
    /// The glyph of a character.
    pub fn character(&self, character: char) -> Option<u16> {
        let index = self.characters.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        Some(self.characters[index].1)
    }

    /// The glyph of a name.
    pub fn named(&self, name: &str) -> Option<u16> {
        let index = self.names.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(self.names[index].1)
    }

    /// The names as they are shown: a character for private use, which nobody sees, as its code point.
    pub fn labels(&self) -> Vec<String> {
        let label = |name: &str| match name.chars().next() {
            Some(only) if is_private(only) => format!("U+{:04X}", u32::from(only)),
            _ => name.to_owned(),
        };
        self.names.iter().map(|(name, _)| label(name)).collect()
    }

    /// Whether a glyph was drawn for another role or weight.
    pub fn is_borrowed(&self, glyph: u16) -> bool {
        self.borrowed.binary_search(&glyph).is_ok()
    }
}
