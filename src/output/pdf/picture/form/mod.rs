//! A page of a PDF placed as it is: its operators become a form, its fonts and pictures come with it. Nothing is
//! rasterised, and inks keep their numbers, so what an advertiser signed is what is printed. Colours that are no inks
//! are converted before ([`inked`]), and that is told.
//!
//! Its content is run as preflight runs files: fonts must be embedded, colours inks, and in PDF/X-1a
//! nothing transparent. What is laid over the page (links, forms, notes, scripts) stays behind.
//!
//! Each placed page is two forms: an outer one, in units of its box, that sets the graphics state back to what a
//! page begins with, and in it the page with its own resources.

mod copy;
mod inked;
mod look;
mod told;

use pdf_writer::{Chunk, Finish, Name, Null, Obj, Ref, Str};

use self::copy::{Gathered, gather};
use self::inked::{Converted, Inker, inked};
pub(super) use self::look::look;
pub(super) use self::told::{findings, refused};
use super::decode::Unusable;
use super::{Crop, Darkroom, Job};
use crate::base::diag::{Code, Say, say};
use crate::base::picture::pdf::{self, Sheet};
use crate::base::units::Length;
use crate::output::hash::sha256_pieces;
use crate::output::pdf::condition::{Condition, Flavour};
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::preflight::{self, Asks, ImageUse, art};
use crate::output::read::{Document, Object};

/// Bytes of a page's operators, decoded, at most.
const CONTENT: usize = 256 << 20;

/// What of a page is placed, in the units of its head.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Left, top, width and height of what is shown.
    crop: Crop,
    /// What is shown beyond it: left, top, right, bottom.
    beyond: [u32; 4],
    /// The whole page.
    whole: (u32, u32),
}

/// A page of a PDF, ready to be written as forms.
pub(in crate::output::pdf) struct Form {
    /// A sum over all of it.
    pub(in crate::output::pdf) sum: [u8; 32],
    /// The inks that it prints: `C`, `M`, `Y`, `K`, then spots by their names.
    pub(in crate::output::pdf) inks: Vec<String>,
    /// The operators of the outer form, deflated.
    outer: Vec<u8>,
    /// The page and what hangs on it; the page is the first.
    gathered: Gathered,
    /// Its pictures, and the size at which they were measured.
    images: Vec<ImageUse>,
    natural: Length,
    /// What was left behind.
    has_annotations: bool,
    /// What of it was not in inks.
    converted: Converted,
}

impl Form {
    /// Takes a page out of a file.
    ///
    /// Errors: a file that cannot be read, a page that the press cannot print.
    pub(super) fn make(job: &Job, bytes: &[u8], room: &Darkroom<'_>) -> Result<Form, Unusable> {
        let (head, _) = pdf::head(bytes, job.page).map_err(Unusable::Head)?;
        let document = pdf::open(bytes).map_err(Unusable::Head)?;
        let sheet = pdf::sheet(&document, job.page).map_err(Unusable::Head)?;
        let (whole, crop) = (head.shown(), job.crop);
        if crop.2 == 0 || crop.3 == 0 || crop.0 >= whole.0 || crop.1 >= whole.1 {
            return Err(Unusable::Crop(whole.0, whole.1));
        }
        let condition = room.condition;
        refuse_version(&document)?;
        let page = sheet.path.first();
        let has_annotations = page.is_some_and(|page| !document.list(page, b"Annots").is_empty());
        let inker = Inker {
            press: &room.press,
            limit: condition.ink_limit,
            in_black: job.gray,
            compression: condition.treatment.compression,
        };
        let made = inked(&document, &sheet, &inker);
        let (bytes, converted) = match &made {
            Ok(Some(made)) => (&made.bytes[..], made.converted.clone()),
            Ok(None) => (bytes, Converted::default()),
            Err(why) => {
                refuse_unconverted(&art(&document, &sheet.path, &asks(condition)), why)?;
                (bytes, Converted::default())
            }
        };
        let document = pdf::open(bytes).map_err(Unusable::Head)?;
        let number = if matches!(made, Ok(Some(_))) { 1 } else { job.page };
        let sheet = pdf::sheet(&document, number).map_err(Unusable::Head)?;
        let seen = art(&document, &sheet.path, &asks(condition));
        if !seen.findings.is_empty() {
            return Err(Unusable::Art(seen.findings));
        }
        if job.gray && seen.inks.iter().any(|ink| ink != "K") {
            let inks = seen.inks.join(" ");
            return Err(Unusable::Page(say(
                format!("这一版只印黑，画面用了 {inks}"),
                format!("this page is printed in black alone, and it has {inks}"),
            )));
        }
        let operators = sheet.path.first().and_then(|page| document.operators(page, CONTENT));
        let operators = operators
            .ok_or_else(|| Unusable::Page(say("PDF 页面内容读不出来", "the content of its PDF page cannot be read")))?;
        let is_x1a = condition.flavour == Flavour::X1a;
        let gathered = gather(&document, &sheet, &operators, is_x1a, job.beyond != [0; 4]).map_err(Unusable::Page)?;
        let outer = deflate(enter(&sheet, Part { crop, beyond: job.beyond, whole }).as_bytes(), Effort::Good);
        let what = format!("{} {crop:?} {:?} {is_x1a}", job.page, job.beyond);
        let across = i64::from(crop.2) + i64::from(job.beyond[0]) + i64::from(job.beyond[2]);
        let natural = sheet.size.width.scale(across, i64::from(whole.0));
        Ok(Form {
            sum: sha256_pieces(&[what.as_bytes(), bytes]),
            inks: seen.inks,
            outer,
            gathered,
            images: seen.images,
            natural,
            has_annotations,
            converted,
        })
    }

    /// How many objects it takes.
    pub(in crate::output::pdf) fn objects(&self) -> usize {
        // The outer form and its graphics state stand before what was gathered.
        self.gathered.parts.len() + 2
    }

    /// Bytes of its streams.
    pub(in crate::output::pdf) fn size(&self) -> usize {
        self.outer.len() + self.gathered.bytes
    }

    /// Writes its objects from `first` on; `first` itself is the form that pages draw, in a box of one by one.
    pub(in crate::output::pdf) fn write(&self, chunk: &mut Chunk, first: Ref) {
        let at = |index: u32| Ref::new(first.get() + 2 + index as i32);
        let state = Ref::new(first.get() + 1);
        let mut form = chunk.form_xobject(first, &self.outer);
        form.bbox(pdf_writer::Rect::new(0.0, 0.0, 1.0, 1.0)).filter(pdf_writer::Filter::FlateDecode);
        let mut resources = form.resources();
        resources.ext_g_states().pair(Name(b"GB"), state);
        resources.x_objects().pair(Name(b"A"), at(0));
        resources.finish();
        form.finish();
        // Source: ISO 32000-1, table 52 and 57: what a page begins with.
        let mut begin = chunk.ext_graphics(state);
        begin.overprint(false).overprint_fill(false).pair(Name(b"OPM"), 0);
        begin.finish();
        for (index, part) in self.gathered.parts.iter().enumerate() {
            let id = at(index as u32);
            match &part.data {
                None => put(chunk.indirect(id), &part.object, &at),
                Some(data) => {
                    let mut stream = chunk.stream(id, data);
                    for (key, value) in part.object.dict().iter().flat_map(|dict| &dict.entries) {
                        put(stream.insert(Name(key)), value, &at);
                    }
                }
            }
        }
    }
}

/// What keeps a page from being placed whose colours cannot be converted: its other faults first. One whose colours
/// are inks all the same, wherever it prints, is placed as it is.
fn refuse_unconverted(seen: &preflight::Art, why: &Say) -> Result<(), Unusable> {
    let is_color = |code: Code| matches!(code, Code::ColorScreen | Code::ColorIcc | Code::ColorIccOutput);
    let others: Vec<preflight::Finding> =
        seen.findings.iter().filter(|finding| !is_color(finding.code)).cloned().collect();
    if !others.is_empty() {
        return Err(Unusable::Art(others));
    }
    if seen.findings.is_empty() { Ok(()) } else { Err(Unusable::Page(why.clone())) }
}

/// Writes an object; references are to parts.
fn put(to: Obj<'_>, object: &Object, at: &dyn Fn(u32) -> Ref) {
    match object {
        Object::Null | Object::Stream(_) => to.primitive(Null),
        Object::Bool(value) => to.primitive(*value),
        Object::Int(value) => match i32::try_from(*value) {
            Ok(value) => to.primitive(value),
            Err(_) => to.primitive(*value as f32),
        },
        Object::Real(value) => to.primitive(*value as f32),
        Object::Name(name) => to.primitive(Name(name)),
        Object::Text(text) => to.primitive(Str(text)),
        Object::Array(items) => {
            let mut array = to.array();
            items.iter().for_each(|item| put(array.push(), item, at));
        }
        Object::Dict(dict) => {
            let mut out = to.dict();
            dict.entries.iter().for_each(|(key, value)| put(out.insert(Name(key)), value, at));
        }
        Object::Ref(index, _) => to.primitive(at(*index)),
    }
}

/// What a page is judged by.
fn asks(condition: &Condition) -> Asks {
    Asks {
        press: condition.info.clone(),
        condition: condition.identifier.clone(),
        limits: condition.limits,
        ink_limit: condition.ink_limit,
        pictures: condition.pictures,
        flavour: Some(match condition.flavour {
            Flavour::X4 => preflight::Flavour::X4,
            Flavour::X1a => preflight::Flavour::X1a,
            // Screens are shown pixels of it; what it prints is judged where it is made for print.
            Flavour::A2b => preflight::Flavour::Plain,
        }),
        spot_plates: condition.limits.spots > 0,
    }
}

/// PDF 2.0 has things that no PDF/X of today may have. Up to 1.7 it is judged by what it shows.
fn refuse_version(document: &Document<'_>) -> Result<(), Unusable> {
    let said = document.catalog().and_then(|catalog| document.name(catalog, b"Version"));
    let is_second = document.header >= (2, 0) || said.is_some_and(|version| version.starts_with(b"2"));
    if is_second {
        return Err(Unusable::Page(say("是 PDF 2.0", "it is PDF 2.0")));
    }
    Ok(())
}

/// The operators of the outer form: the graphics state as a page finds it, then the page so that what is shown of it
/// fills a box of one by one.
///
/// Source: ISO 32000-1, tables 52, 57 and 104, initial values.
fn enter(sheet: &Sheet<'_>, part: Part) -> String {
    let [left, bottom, right, top] = sheet.shown;
    let (across, up) = (right - left, top - bottom);
    // From the page's own units to the page as it is shown, one by one; `Rotate` is clockwise.
    let turned: [f64; 6] = match sheet.turns {
        0 => [1.0 / across, 0.0, 0.0, 1.0 / up, -left / across, -bottom / up],
        1 => [0.0, -1.0 / across, 1.0 / up, 0.0, -bottom / up, right / across],
        2 => [-1.0 / across, 0.0, 0.0, -1.0 / up, right / across, top / up],
        _ => [0.0, 1.0 / across, -1.0 / up, 0.0, top / up, -left / across],
    };
    let (whole_x, whole_y) = (f64::from(part.whole.0), f64::from(part.whole.1));
    let [crop_x, crop_y, crop_w, crop_h] = [part.crop.0, part.crop.1, part.crop.2, part.crop.3].map(f64::from);
    let [left, top, right, bottom] = part.beyond.map(f64::from);
    let (crop_x, crop_y, crop_w, crop_h) = (crop_x - left, crop_y - top, crop_w + left + right, crop_h + top + bottom);
    let (wide, high) = (whole_x / crop_w, whole_y / crop_h);
    let beyond = (crop_x / crop_w, (whole_y - crop_y - crop_h) / crop_h);
    let [a, b, c, d, e, f] = turned;
    let matrix = [a * wide, b * high, c * wide, d * high, e * wide - beyond.0, f * high - beyond.1];
    let numbers: Vec<String> = matrix.iter().map(|number| exact(*number)).collect();
    format!(
        "q /GB gs 0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 1 i 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts {} cm /A Do Q\n",
        numbers.join(" ")
    )
}

/// A number to its tenth decimal: a box of one by one is drawn some hundred points wide.
fn exact(value: f64) -> String {
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
