//! Pictures in a content stream: judged by their resolution, laid on the plates.
//!
//! Source: ISO 32000-1, 8.9; `print.md` 3.

use tiny_skia::{FillRule, PathBuilder};

use crate::base::diag::Code;
use crate::output::preflight::blend::Blend;
use crate::output::preflight::plates::Laid;
use crate::output::preflight::report::ImageUse;
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Lexer, Object, shown};

use super::image::{Head, Samples, Unseen};
use super::run::Runner;
use super::space::Space;

impl Runner<'_, '_> {
    /// `BI`.
    pub(super) fn inline_image(&mut self, lexer: &mut Lexer<'_>, resources: Option<&Dict>) {
        let read = lexer.inline_dict().and_then(|dict| Ok((dict, lexer.inline_bytes()?.to_vec())));
        match read {
            Ok((dict, bytes)) => self.image(&dict, &bytes, resources, "BI"),
            Err(_) => self.seen.tell(Told::plain(Code::PdfDamaged, "BI")),
        }
    }

    pub(super) fn image(&mut self, dict: &Dict, data: &[u8], resources: Option<&Dict>, name: &str) {
        let document = self.document;
        let Some(mut head) = Head::read(document, dict, resources) else {
            self.seen.tell(Told::plain(Code::PdfDamaged, name));
            return;
        };
        let ctm = self.state.ctm;
        let corners = [ctm.at(0.0, 0.0), ctm.at(1.0, 0.0), ctm.at(1.0, 1.0), ctm.at(0.0, 1.0)];
        let fold =
            |of: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64, from: f64| corners.iter().map(of).fold(from, pick);
        let at = [
            fold(|p| p.0, f64::min, f64::INFINITY),
            fold(|p| p.1, f64::min, f64::INFINITY),
            fold(|p| p.0, f64::max, f64::NEG_INFINITY),
            fold(|p| p.1, f64::max, f64::NEG_INFINITY),
        ];
        let filters: Vec<String> = document.filters(dict).iter().map(|filter| shown(filter)).collect();
        if let Some(intent) = document.name(dict, b"Intent") {
            let intent = intent.to_vec();
            self.seen.intent(&intent);
        }
        // Source: print.md 2, "LZWDecode, also in inline images".
        if name == "BI" && document.filters(dict).contains(&&b"LZWDecode"[..]) {
            self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfLzw, "BI") });
        }
        let decoded = Samples::decode(document, dict, data, &mut head);
        if ![1, 2, 4, 8, 16].contains(&head.bits) {
            self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfImageBits, &head.bits.to_string()) });
        }
        if !head.is_mask {
            let space = head.space.clone();
            self.seen.space(&space);
        }
        if dict.has(b"SMask") || document.get(dict, b"SMaskInData").int().unwrap_or(0) > 0 {
            self.seen.is_transparent = true;
        }
        if dict.has(b"Alternates") || dict.has(b"OPI") {
            self.seen.tell(Told::plain(Code::PdfXobject, name));
        }
        // Millimetres across and down of one pixel, whichever way the picture is turned.
        let [a, b, c, d, ..] = ctm.0;
        let scale = self.seen.scale;
        let across = head.width as f64 / ((a * a + b * b).sqrt() / scale / 72.0).max(1e-9);
        let down = head.height as f64 / ((c * c + d * d).sqrt() / scale / 72.0).max(1e-9);
        let ppi = across.min(down);
        if filters.iter().any(|filter| filter == "JPXDecode")
            && match &decoded {
                Ok(samples) => ![1, 3, 4].contains(&samples.components),
                Err(why) => *why == Unseen::Kind,
            }
        {
            self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfImageBits, "JPX") });
        }
        if self.seen.images.len() < 5_000 && !self.seen.is_veil && !self.seen.is_off {
            let place = self.seen.place(at);
            self.seen.images.push(ImageUse {
                at: place,
                pixels: (head.width as u32, head.height as u32),
                ppi,
                bits: head.bits.min(255) as u8,
                space: if head.is_mask { "ImageMask".to_owned() } else { head.space.name() },
                filters,
            });
        }
        self.judge_resolution(&head, ppi, at);
        match decoded {
            Ok(samples) => self.draw(dict, &head, &samples, at, resources),
            Err(Unseen::Broken) => self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfDamaged, name) }),
            Err(Unseen::TooLarge) => self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfLimit, name) }),
            Err(Unseen::Kind) => {
                // Not seen here; a middle gray stands for it on the plates.
                self.seen.is_guessed = true;
                let inks = Space::Gray.inks(&[0.5]);
                if let Some(patch) = self.square().and_then(|path| self.cover(&path, FillRule::Winding)) {
                    self.lay(&patch, &inks, true);
                }
            }
        }
    }

    fn judge_resolution(&mut self, head: &Head, ppi: f64, at: [f64; 4]) {
        // A picture of a few pixels is a tint or a trick, no photograph.
        if !self.seen.is_inside(at) || head.width * head.height < 16 {
            return;
        }
        let object = format!("{ppi:.0} ppi");
        let mut tell = |code: Code| self.seen.tell(Told { at: Some(at), value: ppi, ..Told::plain(code, &object) });
        if head.bits == 1 && !matches!(head.space, Space::Indexed(..)) {
            if ppi < f64::from(self.limits.bilevel_ppi) - 1.0 {
                tell(Code::BilevelCoarse);
            }
        } else if ppi < f64::from(self.pictures.fail) - 0.5 {
            tell(Code::PictureTooCoarse);
        } else if ppi < f64::from(self.pictures.warn) - 0.5 {
            tell(Code::PictureCoarse);
        }
    }

    /// The unit square in pixels.
    fn square(&self) -> Option<tiny_skia::Path> {
        let mut path = PathBuilder::new();
        for (index, (x, y)) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().enumerate() {
            let (x, y) = self.state.ctm.at(x, y);
            let (x, y) = (x.clamp(-1e6, 1e6) as f32, y.clamp(-1e6, 1e6) as f32);
            if index == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
        path.finish()
    }

    fn draw(&mut self, dict: &Dict, head: &Head, samples: &Samples, at: [f64; 4], resources: Option<&Dict>) {
        let document = self.document;
        let Some(inverse) = self.state.ctm.inverse() else { return };
        let Some(path) = self.square() else { return };
        let Some(patch) = self.cover(&path, FillRule::Winding) else { return };
        let of = |key: &[u8]| {
            let stream = document.get(dict, key).stream()?;
            let mut head = Head::read(document, &stream.dict, resources)?;
            let data = document.bytes.get(stream.bytes.clone())?;
            let samples = Samples::decode(document, &stream.dict, data, &mut head).ok()?;
            Some((head, samples))
        };
        // Source: ISO 32000-1, 8.9.6: a soft mask goes before a stencil, a stencil before a range of colours.
        let soft = of(b"SMask");
        let mask = if soft.is_none() { of(b"Mask") } else { None };
        let hidden: Vec<i64> = document.list(dict, b"Mask").into_iter().take(64).filter_map(Object::int).collect();
        let blend = self.state.blend;
        let stencil = head.is_mask.then(|| self.state.fill.inks());
        if let Some(inks) = &stencil {
            let paint = self.state.fill.clone();
            if paint.pattern.is_none() && inks.all.is_some() && self.seen.is_inside(at) {
                self.seen.tell(Told { at: Some(at), ..Told::plain(Code::RegistrationInside, "All") });
            }
        }
        let (overprints, is_mode_1, alpha) =
            (self.state.overprint_fill, self.state.is_mode_1, self.state.alpha_fill.clamp(0.0, 1.0));
        let is_process = matches!(
            head.space,
            Space::Gray | Space::Cmyk | Space::Icc(1 | 3 | 4, _) | Space::Screen(_) | Space::CalGray
        ) && !overprints
            && blend == Blend::Normal;
        for row in patch.y..patch.y + patch.height {
            for column in patch.x..patch.x + patch.width {
                let covered = patch.at(column, row);
                if covered == 0 {
                    continue;
                }
                let (u, v) = inverse.at(column as f64 + 0.5, row as f64 + 0.5);
                let (u, v) = (u.clamp(0.0, 1.0 - 1e-9), (1.0 - v).clamp(0.0, 1.0 - 1e-9));
                let (x, y) = samples.place(u, v);
                let mut soft = soft.as_ref().map_or(255, |(head, samples)| samples.opacity(head, u, v));
                if let Some((head, mask)) = &mask {
                    let (x, y) = mask.place(u, v);
                    soft = if mask.is_painted(head, x, y) { soft } else { 0 };
                }
                if !hidden.is_empty() && samples.is_hidden(x, y, &hidden) {
                    continue;
                }
                let part = f64::from(covered) * f64::from(soft) / 255.0 * alpha;
                let covered = part.round() as u8;
                match &stencil {
                    Some(inks) => {
                        if samples.is_painted(head, x, y) {
                            self.plates.dot(
                                column,
                                row,
                                covered,
                                &Laid { inks, overprints, is_mode_1, alpha: 1.0, blend },
                            );
                        }
                    }
                    None => {
                        let inks = samples.inks(head, x, y);
                        match self.plates.process_of(&inks) {
                            Some(process) if is_process => {
                                self.plates.put(column, row, covered, process.map(|ink| (ink * 255.0).round() as u8));
                            }
                            // A picture speaks of every ink of its space: no zero is left out.
                            _ => self.plates.dot(
                                column,
                                row,
                                covered,
                                &Laid { inks: &inks, overprints, is_mode_1: false, alpha: 1.0, blend },
                            ),
                        }
                    }
                }
            }
        }
    }
}
