//! What is seen while a page is run: things in use, and faults with their places.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::Code;
use crate::base::geom::Rect;
use crate::base::units::Length;

use super::content::{Fault, Font, Space};
use super::report::ImageUse;

/// Places of one fault that are kept.
const PLACES: usize = 400;
/// Different faults of one page that are kept.
const FAULTS: usize = 2_000;

/// A fault, and what it is about: faults of one code and object are told together.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) code: Code,
    /// What it is about: a font, a colour, a size.
    pub(super) object: String,
    /// A figure that belongs to it: the smallest counts.
    pub(super) value: f64,
    /// Where, in pixels of the plates: left, top, right, bottom.
    pub(super) at: Option<[f64; 4]>,
}

impl Told {
    /// A fault without a place.
    pub(super) fn plain(code: Code, object: &str) -> Told {
        Told { code, object: object.to_owned(), value: 0.0, at: None }
    }
}

/// Faults of one code and object.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged {
    pub(super) count: usize,
    pub(super) value: f64,
    pub(super) places: Vec<[f64; 4]>,
}

/// A font as it is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    pub(super) kind: String,
    pub(super) is_embedded: bool,
    pub(super) sizes: Option<(f64, f64)>,
    pub(super) glyphs: usize,
}

/// All that was seen of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) faults: BTreeMap<(Code, String), Merged>,
    pub(super) fonts: BTreeMap<String, Used>,
    pub(super) images: Vec<ImageUse>,
    pub(super) spaces: BTreeSet<String>,
    /// Profiles of ICCBased spaces: components, object.
    pub(super) profiles: BTreeSet<(usize, u32)>,
    /// Alternates and tint transforms of spots, as they stand.
    pub(super) spots: BTreeMap<String, Vec<String>>,
    /// Names of optional content and of blend modes are not wanted: only whether anything is transparent.
    pub(super) is_transparent: bool,
    /// Whether something was laid otherwise than it prints: a shading in its middle tint, a picture as a gray.
    pub(super) is_guessed: bool,
    /// Whether a soft mask is being painted: it prints nothing, so limits of the press are not asked.
    pub(super) is_veil: bool,
    /// Whether a layer is being passed over that does not print.
    pub(super) is_off: bool,
    /// Pixels a point.
    pub(super) scale: f64,
    /// The trim in pixels: left, top, right, bottom.
    pub(super) trim: [f64; 4],
}

impl Seen {
    /// Notes a fault.
    pub(super) fn tell(&mut self, told: Told) {
        let is_of_file = |code: &str| ["pdf", "font", "color"].iter().any(|kind| code.starts_with(kind));
        if (self.is_veil || self.is_off) && !is_of_file(told.code.as_str()) {
            return;
        }
        let key = (told.code, told.object);
        if self.faults.len() >= FAULTS && !self.faults.contains_key(&key) {
            return;
        }
        let merged = self.faults.entry(key).or_insert_with(|| Merged { value: told.value, ..Merged::default() });
        merged.count += 1;
        merged.value = merged.value.min(told.value);
        if let Some(at) = told.at.filter(|_| merged.places.len() < PLACES) {
            merged.places.push(at);
        }
    }

    /// That more was there than is looked through.
    pub(super) fn limit(&mut self) {
        self.tell(Told::plain(Code::PdfLimit, ""));
    }

    /// A rendering intent. Source: ISO 32000-1, 8.6.5.8.
    pub(super) fn intent(&mut self, name: &[u8]) {
        let known: [&[u8]; 4] = [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];
        if !known.contains(&name) {
            self.tell(Told::plain(Code::PdfIntent, &crate::output::read::shown(name)));
        }
    }

    /// A colour space in use.
    pub(super) fn space(&mut self, space: &Space) {
        if self.spaces.len() < 256 {
            self.spaces.insert(space.name());
        }
        match space {
            Space::Screen(name) => self.tell(Told::plain(Code::ColorScreen, name)),
            Space::CalGray => self.tell(Told::plain(Code::ColorIcc, "CalGray")),
            Space::Icc(count, object) => {
                self.profiles.insert((*count, *object));
            }
            Space::Unknown(name) if &**name != "JPX" => self.tell(Told::plain(Code::PdfResource, name)),
            Space::Separation(name, how, alternate) => {
                self.alternate(alternate);
                let how = format!("{how:?}");
                let known = self.spots.entry(name.to_string()).or_default();
                if !known.contains(&how) && known.len() < 4 {
                    known.push(how);
                }
            }
            Space::DeviceN(names, alternate) => {
                self.alternate(alternate);
                if names.len() > 8 {
                    self.tell(Told {
                        value: names.len() as f64,
                        ..Told::plain(Code::ColorDevicen, &names.len().to_string())
                    });
                }
            }
            Space::Indexed(base, _) => self.space(&base.clone()),
            Space::Pattern(Some(base)) => self.space(&base.clone()),
            _ => {}
        }
    }

    /// The space that stands for a spot where it has no plate. Source: print.md 2, "colour spaces (… alternates …)".
    fn alternate(&mut self, space: &Space) {
        match space {
            Space::Screen(name) => self.tell(Told::plain(Code::ColorScreen, &format!("{name} (alternate)"))),
            Space::Icc(3, _) => self.tell(Told::plain(Code::ColorScreen, "ICCBased 3 (alternate)")),
            _ => {}
        }
    }

    /// A font in use.
    pub(super) fn font(&mut self, font: &Font) {
        for fault in &font.faults {
            let code = match fault {
                Fault::NotEmbedded => Code::FontNotEmbedded,
                Fault::Program | Fault::OpenType => Code::FontProgram,
                Fault::Cid => Code::FontCid,
            };
            let object =
                if *fault == Fault::OpenType { format!("{} (OpenType)", font.name) } else { font.name.clone() };
            self.tell(Told::plain(code, &object));
        }
        let used = self.fonts.entry(font.name.clone()).or_default();
        used.kind.clone_from(&font.kind);
        used.is_embedded = font.is_embedded;
    }

    /// Glyphs of a font at a size in points.
    pub(super) fn glyphs(&mut self, name: &str, size: f64, count: usize) {
        let Some(used) = self.fonts.get_mut(name) else { return };
        used.glyphs += count;
        let (least, most) = used.sizes.unwrap_or((size, size));
        used.sizes = Some((least.min(size), most.max(size)));
    }

    /// Pixels as a place on the page, from the top left corner of the trim.
    pub(super) fn place(&self, [left, top, right, bottom]: [f64; 4]) -> Rect {
        let length = |pixels: f64| Length::emu((pixels / self.scale * 12_700.0).round().clamp(-1e12, 1e12) as i64);
        Rect::new(
            length(left - self.trim[0]),
            length(top - self.trim[1]),
            length((right - left).max(0.0)),
            length((bottom - top).max(0.0)),
        )
    }

    /// Whether any of a place is within the trim.
    pub(super) fn is_inside(&self, [left, top, right, bottom]: [f64; 4]) -> bool {
        let [x, y, end, foot] = self.trim;
        left < end - 0.5 && right > x + 0.5 && top < foot - 0.5 && bottom > y + 0.5
    }
}
