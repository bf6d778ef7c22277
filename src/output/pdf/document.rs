//! A file: its objects, numbered and written in a fixed order.

use std::sync::Arc;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::Resources as ResourceDict;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Settings, TextStr};
use rayon::prelude::*;

use super::assets::Assets;
use super::condition::{Condition, Flavour};
use super::content::{KNOCK_OUT, OVERPRINT, Resources, paint};
use super::deflate::{Effort, deflate};
use super::font::{self, Font};
use super::metadata::{self, Meta};
use super::picture::{Form, Samples};
use super::spot::Spots;
use super::subset::Source;
use super::text::TextFace;
use super::usage::{self, FaceUse};
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::output::hash::sha256_pieces;
use crate::page::{ItemKind, Page};

/// Writes `pages`, which should be among those of `assets`, as one file of the flavour of its condition.
///
/// Faces are subset to the glyphs of these pages, in parallel. The bytes depend on the arguments
/// alone.
///
/// Errors: a face that cannot be embedded; without it the file could not be printed.
pub fn write(pages: &[&Page], assets: &Assets<'_>, meta: &Meta) -> Result<Vec<u8>, Box<Diagnostic>> {
    let uses = usage::collect(pages, assets.fonts);
    let failed = |used: &FaceUse<'_>| Box::new(unusable(assets.fonts.face(used.face).name()));
    let widths = uses
        .iter()
        .map(|used| font::widths(used, assets.fonts).ok_or_else(|| failed(used)))
        .collect::<Result<Vec<Vec<i32>>, Box<Diagnostic>>>()?;
    let down: Vec<Vec<(i32, i32)>> = uses.iter().map(|used| font::metrics_down(used, assets.fonts)).collect();
    let spots = Spots::collect(pages);
    let pictures = placed(pages, assets);
    let forms = placed_forms(pages, assets);
    let faces = uses.iter().zip(widths.iter().zip(&down)).enumerate();
    let resources = Resources {
        faces: faces.map(|(resource, (usage, (widths, down)))| TextFace { resource, usage, widths, down }).collect(),
        spots: &spots,
        picture: &|image| match assets.pictures.form(image) {
            Some(form) => Some(pictures.len() + form_index(&forms, form)?),
            None => index_of(&pictures, assets.pictures.samples(image)?),
        },
    };
    let (fonts, contents) = rayon::join(
        || {
            let make = |used: &FaceUse<'_>| {
                let made = match assets.face(used.face) {
                    Some(source) => font::make(used, source, assets.fonts),
                    None => font::make(used, &Source::new(assets.fonts.face(used.face), &used.glyphs), assets.fonts),
                };
                made.ok_or_else(|| failed(used))
            };
            uses.par_iter().map(make).collect::<Result<Vec<Font>, Box<Diagnostic>>>()
        },
        || -> Vec<Vec<u8>> { pages.par_iter().map(|page| deflate(&paint(page, &resources), Effort::Good)).collect() },
    );
    let parts = Parts {
        pages,
        fonts: &fonts?,
        widths: &widths,
        down: &down,
        spots: &spots,
        contents: &contents,
        pictures: &pictures,
        forms: &forms,
        condition: &assets.condition,
    };
    Ok(parts.write(meta))
}

/// The pictures that the pages show, each once, in order of first appearance.
fn placed<'a>(pages: &[&Page], assets: &'a Assets<'_>) -> Vec<&'a Arc<Samples>> {
    let mut found: Vec<&Arc<Samples>> = Vec::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind
            && let Some(samples) = assets.pictures.samples(image)
            && index_of(&found, samples).is_none()
        {
            found.push(samples);
        }
    }
    found
}

fn index_of(pictures: &[&Arc<Samples>], samples: &Arc<Samples>) -> Option<usize> {
    pictures.iter().position(|known| Arc::ptr_eq(known, samples))
}

/// The placed pages of PDFs, each once.
fn placed_forms<'a>(pages: &[&Page], assets: &'a Assets<'_>) -> Vec<&'a Arc<Form>> {
    let mut found: Vec<&Arc<Form>> = Vec::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image) = &item.kind
            && let Some(form) = assets.pictures.form(image)
            && form_index(&found, form).is_none()
        {
            found.push(form);
        }
    }
    found
}

/// Forms of one page and crop are the same, whatever ground they stand on.
fn form_index(forms: &[&Arc<Form>], form: &Form) -> Option<usize> {
    forms.iter().position(|known| known.sum == form.sum)
}

fn unusable(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FontUnusable,
        Span::NONE,
        say(
            format!("字体文件 {name} 无法嵌入印刷文件"),
            format!("font file {name} cannot be embedded in a print file"),
        ),
    )
    .hint(say(
        "文件可能已损坏：请从原包重新复制，或换用其他字体",
        "the file may be damaged: copy it again from its package, or use another face",
    ))
}

/// All that goes into a file.
struct Parts<'a> {
    pages: &'a [&'a Page],
    fonts: &'a [Font],
    /// Of each font, by CID.
    widths: &'a [Vec<i32>],
    /// Down a vertical line, and where it begins.
    down: &'a [Vec<(i32, i32)>],
    spots: &'a Spots<'a>,
    contents: &'a [Vec<u8>],
    pictures: &'a [&'a Arc<Samples>],
    /// Placed pages of PDFs; they are numbered after the pictures.
    forms: &'a [&'a Arc<Form>],
    condition: &'a Condition,
}

/// Hands out object numbers.
struct Numbers(i32);

impl Numbers {
    fn take(&mut self, count: usize) -> Ref {
        let first = Ref::new(self.0);
        self.0 += count as i32;
        first
    }
}

fn nth(first: Ref, index: usize) -> Ref {
    Ref::new(first.get() + index as i32)
}

impl Parts<'_> {
    fn write(&self, meta: &Meta) -> Vec<u8> {
        let contents: usize = self.contents.iter().map(Vec::len).sum();
        let fonts: usize = self.fonts.iter().map(Font::size).sum();
        let pictures: usize = self.pictures.iter().map(|picture| picture.size()).sum();
        // Dictionaries take some hundred bytes each.
        let forms: usize = self.forms.iter().map(|form| form.size()).sum();
        let capacity = contents + fonts + pictures + forms + self.condition.profile.deflated().len() + 64_000;
        let mut pdf = Pdf::with_settings_and_capacity(Settings { pretty: false }, capacity);
        let flavour = self.condition.flavour;
        let (major, minor) = flavour.version();
        pdf.set_version(major, minor);
        let mut numbers = Numbers(1);
        let [catalog, tree, info] = [(); 3].map(|()| numbers.take(1));
        let xmp = (flavour == Flavour::X4).then(|| numbers.take(1));
        let [profile, resources] = [(); 2].map(|()| numbers.take(1));
        let overprint = numbers.take(2);
        let first_page = numbers.take(self.pages.len());
        let first_content = numbers.take(self.pages.len());
        let first_font = numbers.take(self.fonts.len() * font::OBJECTS as usize);
        let upright = self.fonts.iter().map(|font| font.upright.then(|| numbers.take(1)));
        let upright: Vec<Option<Ref>> = upright.collect();
        let first_spot = numbers.take(self.spots.len());
        let first_picture = numbers.take(self.pictures.len());
        let forms: Vec<Ref> = self.forms.iter().map(|form| numbers.take(form.objects())).collect();

        let id = self.document_id(meta);
        pdf.set_file_id((id.to_vec(), id.to_vec()));
        self.write_catalog(&mut pdf, catalog, tree, xmp, profile);
        metadata::write_info(&mut pdf, info, meta, flavour);
        if let Some(xmp) = xmp {
            pdf.metadata(xmp, metadata::xmp(meta, &id).as_bytes());
        }
        pdf.pages(tree).count(self.pages.len() as i32).kids((0..self.pages.len()).map(|index| nth(first_page, index)));
        for (index, page) in self.pages.iter().enumerate() {
            write_page(&mut pdf, nth(first_page, index), page, tree, resources, nth(first_content, index));
        }
        let mut dict: ResourceDict<'_> = pdf.indirect(resources).start();
        let mut states = dict.ext_g_states();
        states.pair(Name(OVERPRINT.as_bytes()), overprint).pair(Name(KNOCK_OUT.as_bytes()), nth(overprint, 1));
        states.finish();
        let mut fonts = dict.fonts();
        for index in 0..self.fonts.len() {
            fonts.pair(Name(format!("F{index}").as_bytes()), nth(first_font, index * font::OBJECTS as usize));
        }
        for (index, id) in upright.iter().enumerate() {
            id.map(|id| fonts.pair(Name(format!("V{index}").as_bytes()), id));
        }
        fonts.finish();
        let mut spaces = dict.color_spaces();
        for index in 0..self.spots.len() {
            spaces.insert(Name(format!("S{index}").as_bytes())).primitive(nth(first_spot, index));
        }
        spaces.finish();
        let mut objects = dict.x_objects();
        for index in 0..self.pictures.len() {
            objects.pair(Name(format!("P{index}").as_bytes()), nth(first_picture, index));
        }
        for (index, id) in forms.iter().enumerate() {
            objects.pair(Name(format!("P{}", self.pictures.len() + index).as_bytes()), *id);
        }
        objects.finish();
        dict.finish();
        pdf.ext_graphics(overprint)
            .overprint(true)
            .overprint_fill(true)
            .overprint_mode(OverprintMode::IgnoreZeroChannel);
        pdf.ext_graphics(nth(overprint, 1)).overprint(false).overprint_fill(false);
        for (index, content) in self.contents.iter().enumerate() {
            pdf.stream(nth(first_content, index), content).filter(Filter::FlateDecode);
        }
        for (index, (along, down)) in self.widths.iter().zip(self.down).enumerate() {
            let id = nth(first_font, index * font::OBJECTS as usize);
            self.fonts[index].write(font::Advances { along, down }, &mut pdf, id, upright[index]);
        }
        for index in 0..self.spots.len() {
            self.spots.write(index, &mut pdf, nth(first_spot, index));
        }
        for (index, picture) in self.pictures.iter().enumerate() {
            picture.write(&mut pdf, nth(first_picture, index));
        }
        for (form, id) in self.forms.iter().zip(&forms) {
            form.write(&mut pdf, *id);
        }
        pdf.icc_profile(profile, self.condition.profile.deflated()).n(4).filter(Filter::FlateDecode);
        pdf.finish()
    }

    fn write_catalog(&self, pdf: &mut Pdf, id: Ref, tree: Ref, xmp: Option<Ref>, profile: Ref) {
        let mut catalog = pdf.catalog(id);
        catalog.pages(tree);
        xmp.map(|xmp| catalog.metadata(xmp));
        catalog.lang(TextStr("zh-CN"));
        catalog.viewer_preferences().display_doc_title(true);
        let mut intents = catalog.output_intents();
        intents
            .push()
            .subtype(pdf_writer::types::OutputIntentSubtype::PDFX)
            .output_condition_identifier(TextStr(&self.condition.identifier))
            .output_condition(TextStr(&self.condition.info))
            .registry_name(TextStr("http://www.color.org"))
            .info(TextStr(&self.condition.info))
            .dest_output_profile(profile);
    }

    /// From what is printed and what the file says of itself, so equal files have equal ids.
    fn document_id(&self, meta: &Meta) -> [u8; 16] {
        let date = format!("{}-{}-{}", meta.date.year, meta.date.month, meta.date.day);
        let version = meta.version.to_be_bytes();
        let mut pieces: Vec<&[u8]> = vec![
            meta.seed.as_bytes(),
            meta.title.as_bytes(),
            meta.creator.as_bytes(),
            date.as_bytes(),
            &version,
            self.condition.identifier.as_bytes(),
            self.condition.profile.sum(),
        ];
        if self.condition.flavour != Flavour::X4 {
            pieces.push(self.condition.flavour.name().as_bytes());
        }
        pieces.extend(self.fonts.iter().map(|font| &font.sum[..]));
        pieces.extend(self.pictures.iter().map(|picture| &picture.sum[..]));
        pieces.extend(self.forms.iter().map(|form| &form.sum[..]));
        pieces.extend(self.contents.iter().map(|content| &content[..]));
        let sum = sha256_pieces(&pieces);
        let mut id = [0; 16];
        id.copy_from_slice(&sum[..16]);
        id
    }
}

/// The boxes are all written: Trim is the sheet as cut, Bleed has what is printed beyond it, Media the marks too.
fn write_page(pdf: &mut Pdf, id: Ref, page: &Page, tree: Ref, resources: Ref, content: Ref) {
    let around = page.bleed + page.slug;
    let boxed = |beyond: Length| {
        let start = (around - beyond).to_pt() as f32;
        let end = |side: Length| (side + around + beyond).to_pt() as f32;
        Rect::new(start, start, end(page.trim.width), end(page.trim.height))
    };
    let mut dict = pdf.page(id);
    dict.parent(tree).media_box(boxed(around)).bleed_box(boxed(page.bleed)).trim_box(boxed(Length::ZERO));
    dict.contents(content).pair(Name(b"Resources"), resources);
}
