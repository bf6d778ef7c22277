//! What a content stream calls by name: states, pictures, forms.
//!
//! Source: ISO 32000-1, 8.4.5 and 8.10; for PDF/X, `print.md` 2.

use std::rc::Rc;

use tiny_skia::{FillRule, PathBuilder};

use crate::base::diag::Code;
use crate::output::preflight::blend::Blend;
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Limit, Object, Stream, shown};

use super::run::{DEPTH, FORMS, Runner, matrix};
use super::space::Space;
use super::state::Matrix;

/// Bytes of a form.
pub(super) const FORM: usize = 64 << 20;

impl Runner<'_, '_> {
    pub(super) fn named<'s>(&'s self, resources: Option<&'s Dict>, kind: &[u8], name: &[u8]) -> &'s Object {
        let all = resources.and_then(|resources| self.document.dict(resources, kind));
        all.map_or(&Object::Null, |all| all.raw(name))
    }

    /// `gs`.
    pub(super) fn graphics_state(&mut self, name: &[u8], resources: Option<&Dict>) {
        let document = self.document;
        let raw = self.named(resources, b"ExtGState", name).clone();
        let Some(dict) = document.resolve(&raw).dict().cloned() else {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(name)));
            return;
        };
        let flag = |key: &[u8]| match document.get(&dict, key) {
            Object::Bool(value) => Some(*value),
            _ => None,
        };
        if let Some(value) = flag(b"OP") {
            self.state.overprint_stroke = value;
            self.state.overprint_fill = value;
        }
        if let Some(value) = flag(b"op") {
            self.state.overprint_fill = value;
        }
        if let Some(mode) = document.get(&dict, b"OPM").int() {
            self.state.is_mode_1 = mode == 1;
        }
        if let Some(width) = document.number(&dict, b"LW") {
            self.state.line_width = width.abs();
        }
        if let Some(alpha) = document.number(&dict, b"ca") {
            self.state.alpha_fill = alpha;
        }
        if let Some(alpha) = document.number(&dict, b"CA") {
            self.state.alpha_stroke = alpha;
        }
        if let Some(intent) = document.name(&dict, b"RI") {
            let intent = intent.to_vec();
            self.seen.intent(&intent);
        }
        let modes: Vec<&[u8]> = document.list(&dict, b"BM").into_iter().filter_map(Object::name).collect();
        let is_blended = modes.iter().any(|mode| !matches!(*mode, b"Normal" | b"Compatible"));
        self.seen.is_guessed |= modes.iter().any(|mode| Blend::is_mixed(mode));
        if let Some(blend) = modes.iter().find_map(|mode| Blend::named(mode)) {
            self.state.blend = blend;
        }
        let mask = document.get(&dict, b"SMask");
        if self.state.alpha_fill < 1.0 || self.state.alpha_stroke < 1.0 || is_blended || mask.dict().is_some() {
            self.seen.is_transparent = true;
        }
        match mask {
            Object::Null => {}
            Object::Dict(mask) => self.state.soft = self.soft_mask(&mask.clone(), resources),
            _ => self.state.soft = None,
        }
        // Source: print.md 2, "ExtGState": no TR; TR2 Default; halftones are the RIP's.
        let is_curve = |key: &[u8], usual: &[u8]| match document.get(&dict, key) {
            Object::Null => false,
            Object::Name(name) => name != usual,
            _ => true,
        };
        if is_curve(b"TR", b"") || is_curve(b"TR2", b"Default") {
            self.seen.tell(Told::plain(Code::PdfTransfer, &shown(name)));
        }
        if let Some(halftone) = document.dict(&dict, b"HT") {
            let kind = document.get(halftone, b"HalftoneType").int();
            let has_curve = |halftone: &Dict| {
                !matches!(document.get(halftone, b"TransferFunction"), Object::Null)
                    && document.name(halftone, b"TransferFunction") != Some(b"Identity")
            };
            let parts = halftone.entries.iter().filter_map(|(_, part)| document.resolve(part).dict());
            let is_odd = |part: &Dict| part.has(b"HalftoneName") || has_curve(part);
            if !matches!(kind, Some(1 | 5)) || is_odd(halftone) || parts.take(64).any(is_odd) {
                self.seen.tell(Told::plain(Code::PdfHalftone, &shown(name)));
            }
        }
        if dict.has(b"HTP") {
            self.seen.tell(Told::plain(Code::PdfHalftone, "HTP"));
        }
        if let Some(font) = document.get(&dict, b"Font").array()
            && let [font, size] = font
            && let Some(font_dict) = document.resolve(font).dict()
        {
            let font = Rc::new(super::font::Font::read(document, font_dict));
            self.seen.font(&font);
            self.state.text.font = Some(font);
            self.state.text.size = document.resolve(size).number().unwrap_or(0.0);
        }
    }

    /// `Do`.
    pub(super) fn external(&mut self, name: &[u8], resources: Option<&Dict>) {
        let raw = self.named(resources, b"XObject", name).clone();
        let number = if let Object::Ref(number, _) = raw { number } else { 0 };
        let Some(stream) = self.document.resolve(&raw).stream().cloned() else {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(name)));
            return;
        };
        if self.layers.hides(self.document, stream.dict.raw(b"OC")) {
            return;
        }
        match self.document.name(&stream.dict, b"Subtype").unwrap_or_default() {
            b"Image" => {
                let bytes = self.document.bytes;
                let data = bytes.get(stream.bytes.clone()).unwrap_or_default();
                self.image(&stream.dict, data, resources, &shown(name));
            }
            b"Form" => {
                self.forms += 1;
                if self.depth >= DEPTH || self.forms > FORMS || (number != 0 && self.running.contains(&number)) {
                    self.seen.tell(Told::plain(Code::PdfLimit, &shown(name)));
                    return;
                }
                self.running.push(number);
                self.form(&stream, resources);
                self.running.pop();
            }
            _ => self.seen.tell(Told::plain(Code::PdfXobject, &shown(name))),
        }
    }

    fn form(&mut self, stream: &Stream, outer: Option<&Dict>) {
        let document = self.document;
        let dict = &stream.dict;
        let group = document.dict(dict, b"Group");
        let is_group = group.is_some_and(|group| document.name(group, b"S") == Some(b"Transparency"));
        if let Some(group) = group {
            self.group(&group.clone(), outer);
        }
        let read = match document.decode(stream, Limit::Bytes(FORM)) {
            Ok(read) => read,
            Err(_) => {
                self.seen.tell(Told::plain(Code::PdfDamaged, "form"));
                return;
            }
        };
        let before = (self.state.clone(), self.text_matrix, self.base);
        let own = document.numbers::<6>(dict, b"Matrix").map_or(Matrix::IDENTITY, |own| matrix(&own));
        self.state.ctm = own.then(self.state.ctm);
        self.base = self.state.ctm;
        if let Some(bounds) = document.numbers::<4>(dict, b"BBox") {
            self.clip_box(bounds);
        }
        let own = document.dict(dict, b"Resources");
        self.depth += 1;
        if is_group {
            self.as_one(|runner| runner.content(&read.bytes, own.or(outer)));
        } else {
            self.content(&read.bytes, own.or(outer));
        }
        self.depth -= 1;
        (self.state, self.text_matrix, self.base) = before;
    }

    /// A transparency group, of a form or a page.
    pub(in crate::output::preflight) fn group(&mut self, group: &Dict, resources: Option<&Dict>) {
        if self.document.name(group, b"S") != Some(b"Transparency") {
            return;
        }
        self.seen.is_transparent = true;
        let space = self.document.get(group, b"CS");
        if !space.is_null() {
            let space = Space::read(self.document, space, resources);
            if matches!(space, Space::Screen(_) | Space::Icc(3, _)) {
                self.seen.tell(Told::plain(Code::PdfBlendSpace, &space.name()));
            }
        }
    }

    pub(super) fn clip_box(&mut self, [left, bottom, right, top]: [f64; 4]) {
        let mut path = PathBuilder::new();
        let corner = |x: f64, y: f64| {
            let (x, y) = self.state.ctm.at(x, y);
            (x.clamp(-1e6, 1e6) as f32, y.clamp(-1e6, 1e6) as f32)
        };
        let (a, b, c, d) = (corner(left, bottom), corner(right, bottom), corner(right, top), corner(left, top));
        path.move_to(a.0, a.1);
        [b, c, d].into_iter().for_each(|(x, y)| path.line_to(x, y));
        path.close();
        if let Some(path) = path.finish() {
            self.clip(&path, FillRule::Winding);
        }
    }
}
