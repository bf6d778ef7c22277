//! Transparency groups that are laid on the page as one, and soft masks.
//!
//! Source: ISO 32000-1, 11.4, 11.5 and 11.6.5.

use std::rc::Rc;

use crate::output::preflight::blend::{Blend, Ended};
use crate::output::preflight::plates::{Patch, Plates};
use crate::output::read::{Dict, Function, Limit, Object};

use super::external::FORM;
use super::run::{DEPTH, FORMS, Runner, matrix};
use super::space::Space;
use super::state::Matrix;

impl Runner<'_, '_> {
    /// What a path in pixels covers, within the clip and the soft mask.
    pub(super) fn cover(&self, path: &tiny_skia::Path, rule: tiny_skia::FillRule) -> Option<Patch> {
        if self.layers.is_off() {
            return None;
        }
        let patch = self.plates.patch(path, rule, &self.state.clip)?;
        Some(match &self.state.soft {
            Some(soft) => Plates::veiled(&patch, soft),
            None => patch,
        })
    }

    /// Runs a group, and lays it on the page with the opacity, mode and mask that hold: as one thing, not each of its
    /// parts. The clip is its own already.
    pub(super) fn as_one(&mut self, run: impl FnOnce(&mut Self)) {
        let (alpha, blend, soft) = (self.state.alpha_fill, self.state.blend, self.state.soft.take());
        let is_plain = alpha >= 1.0 && blend == Blend::Normal && soft.is_none();
        (self.state.alpha_fill, self.state.alpha_stroke, self.state.blend) = (1.0, 1.0, Blend::Normal);
        let clip = self.state.clip.clone();
        let begun = if is_plain { None } else { self.plates.begin(&clip, blend != Blend::Normal) };
        run(self);
        if let Some(begun) = begun {
            let alpha = (alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
            self.plates.end(begun, &Ended { alpha, blend, soft: soft.as_deref() });
        }
    }

    /// `SMask` of a graphics state: how much of what is painted from now on is let through, within the clip.
    pub(super) fn soft_mask(&mut self, dict: &Dict, resources: Option<&Dict>) -> Option<Rc<Patch>> {
        let document = self.document;
        let stream = document.get(dict, b"G").stream()?.clone();
        let is_luminosity = document.name(dict, b"S") == Some(b"Luminosity");
        self.forms += 1;
        if self.depth >= DEPTH || self.forms > FORMS {
            self.seen.limit();
            return None;
        }
        if let Some(group) = document.dict(&stream.dict, b"Group").cloned() {
            self.group(&group, resources);
        }
        let read = document.decode(&stream, Limit::Bytes(FORM)).ok()?;
        let black = if is_luminosity { self.backdrop(dict, &stream.dict, resources) } else { 1.0 };
        let curve = match document.get(dict, b"TR") {
            Object::Null | Object::Name(_) => None,
            function => Some(Function::read(document, function)),
        };
        let clip = self.state.clip.clone();
        let whole = Patch { coverage: None, ..*clip };
        let begun = self.plates.begin(&whole, true)?;
        let before = (self.state.clone(), self.text_matrix, self.base, self.seen.is_veil);
        self.seen.is_veil = true;
        let own = document.numbers::<6>(&stream.dict, b"Matrix").map_or(Matrix::IDENTITY, |own| matrix(&own));
        self.state.ctm = own.then(self.state.ctm);
        self.state.clip = Rc::new(whole.clone());
        (self.state.soft, self.state.blend) = (None, Blend::Normal);
        (self.state.alpha_fill, self.state.alpha_stroke) = (1.0, 1.0);
        (self.state.overprint_fill, self.state.overprint_stroke) = (false, false);
        self.base = self.state.ctm;
        if let Some(bounds) = document.numbers::<4>(&stream.dict, b"BBox") {
            self.clip_box(bounds);
        }
        let own = document.dict(&stream.dict, b"Resources");
        self.depth += 1;
        self.content(&read.bytes, own.or(resources));
        self.depth -= 1;
        (self.state, self.text_matrix, self.base, self.seen.is_veil) = before;
        let mut veil = self.plates.veil(&begun, is_luminosity, black);
        // What was painted was painted for the mask alone.
        self.plates.end(begun, &Ended { alpha: 0, blend: Blend::Normal, soft: None });
        if let Some(curve) = curve {
            let of = |level: usize| {
                let level = level as f64 / 255.0;
                let value = curve.at(level).and_then(|values| values.first().copied()).unwrap_or(level);
                (value.clamp(0.0, 1.0) * 255.0).round() as u8
            };
            let table: Vec<u8> = (0..256).map(of).collect();
            veil.iter_mut().for_each(|level| *level = table[usize::from(*level)]);
        }
        Some(Rc::new(Patch { coverage: Some(veil), ..whole }))
    }

    /// How dark the backdrop of a mask is: black where it is not given.
    fn backdrop(&self, dict: &Dict, form: &Dict, resources: Option<&Dict>) -> f64 {
        let document = self.document;
        let color: Vec<f64> = document.list(dict, b"BC").into_iter().take(32).filter_map(Object::number).collect();
        if color.is_empty() {
            return 1.0;
        }
        let group = document.dict(form, b"Group");
        let space = group.map(|group| Space::read(document, document.get(group, b"CS"), resources));
        let [c, m, y, k] = space.unwrap_or(Space::Gray).inks(&color).process.unwrap_or([0.0, 0.0, 0.0, 1.0]);
        (0.3 * c + 0.59 * m + 0.11 * y + k).min(1.0)
    }
}
