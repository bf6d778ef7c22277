//! What all files of pages have: contents, faces, spot inks and pictures, numbered and written in a fixed order.

use std::sync::Arc;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::Resources as ResourceDict;
use pdf_writer::{Filter, Finish, Name, Pdf, Ref};
use rayon::prelude::*;

use super::assets::Assets;
use super::content::{KNOCK_OUT, Mark, OVERPRINT, Resources, paint};
use super::deflate::{Effort, deflate};
use super::font::{self, Font};
use super::picture::{Form, Samples, Shown};
use super::spot::Spots;
use super::subset::Source;
use super::text::TextFace;
use super::usage::{self, FaceUse};
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::page::{ItemKind, Page};

/// The contents of some pages, and what they use.
pub(super) struct Body<'a> {
    fonts: Vec<Font>,
    /// Of each font, by CID.
    widths: Vec<Vec<i32>>,
    /// Down a vertical line, and where it begins.
    down: Vec<Vec<(i32, i32)>>,
    spots: Spots<'a>,
    contents: Vec<Vec<u8>>,
    pictures: Vec<&'a Arc<Samples>>,
    /// Placed pages of PDFs; they are numbered after the pictures.
    forms: Vec<&'a Arc<Form>>,
    is_for_screens: bool,
}

/// Makes the contents of `pages`; `marks` are those of their items, page by page, or nothing.
///
/// Errors: a face that cannot be embedded; without it the file could not be printed.
pub(super) fn body<'a>(
    pages: &[&'a Page],
    assets: &'a Assets<'_>,
    marks: &[Vec<Mark>],
) -> Result<Body<'a>, Box<Diagnostic>> {
    let uses = usage::collect(pages, assets.fonts);
    let failed = |used: &FaceUse<'_>| Box::new(unusable(assets.fonts.face(used.face).name()));
    let widths = uses
        .iter()
        .map(|used| font::widths(used, assets.fonts).ok_or_else(|| failed(used)))
        .collect::<Result<Vec<Vec<i32>>, Box<Diagnostic>>>()?;
    let down: Vec<Vec<(i32, i32)>> = uses.iter().map(|used| font::metrics_down(used, assets.fonts)).collect();
    let is_for_screens = assets.condition.flavour.is_for_screens();
    let screen = is_for_screens.then(|| Shown::of_press(&assets.condition.profile));
    let spots = if is_for_screens { Spots::collect(&[]) } else { Spots::collect(pages) };
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
        screen: screen.as_ref(),
    };
    let marks = |index: usize| marks.get(index).map_or(&[][..], Vec::as_slice);
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
        || -> Vec<Vec<u8>> {
            let paint = |(index, page): (usize, &&Page)| deflate(&paint(page, &resources, marks(index)), Effort::Good);
            pages.par_iter().enumerate().map(paint).collect()
        },
    );
    let fonts = fonts?;
    Ok(Body { fonts, widths, down, spots, contents, pictures, forms, is_for_screens })
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

/// Hands out object numbers.
pub(super) struct Numbers(pub(super) i32);

impl Numbers {
    pub(super) fn take(&mut self, count: usize) -> Ref {
        let first = Ref::new(self.0);
        self.0 += count as i32;
        first
    }
}

pub(super) fn nth(first: Ref, index: usize) -> Ref {
    Ref::new(first.get() + index as i32)
}

/// The numbers of the objects of a [`Body`].
pub(super) struct Places {
    pub(super) resources: Ref,
    overprint: Ref,
    pub(super) first_page: Ref,
    pub(super) first_content: Ref,
    first_font: Ref,
    upright: Vec<Option<Ref>>,
    first_spot: Ref,
    first_picture: Ref,
    forms: Vec<Ref>,
}

impl Body<'_> {
    /// Bytes of its streams.
    pub(super) fn size(&self) -> usize {
        let contents: usize = self.contents.iter().map(Vec::len).sum();
        let fonts: usize = self.fonts.iter().map(Font::size).sum();
        let pictures: usize = self.pictures.iter().map(|picture| picture.size()).sum();
        let forms: usize = self.forms.iter().map(|form| form.size()).sum();
        contents + fonts + pictures + forms
    }

    /// What its content can be told by.
    pub(super) fn pieces(&self) -> Vec<&[u8]> {
        let mut pieces: Vec<&[u8]> = self.fonts.iter().map(|font| &font.sum[..]).collect();
        pieces.extend(self.pictures.iter().map(|picture| &picture.sum[..]));
        pieces.extend(self.forms.iter().map(|form| &form.sum[..]));
        pieces.extend(self.contents.iter().map(|content| &content[..]));
        pieces
    }

    /// Numbers its objects.
    pub(super) fn number(&self, numbers: &mut Numbers) -> Places {
        let resources = numbers.take(1);
        let overprint = numbers.take(if self.is_for_screens { 0 } else { 2 });
        let first_page = numbers.take(self.contents.len());
        let first_content = numbers.take(self.contents.len());
        let first_font = numbers.take(self.fonts.len() * font::OBJECTS as usize);
        let upright = self.fonts.iter().map(|font| font.upright.then(|| numbers.take(1))).collect();
        let first_spot = numbers.take(self.spots.len());
        let first_picture = numbers.take(self.pictures.len());
        let forms = self.forms.iter().map(|form| numbers.take(form.objects())).collect();
        Places {
            resources,
            overprint,
            first_page,
            first_content,
            first_font,
            upright,
            first_spot,
            first_picture,
            forms,
        }
    }

    /// Writes resources, contents, fonts, inks and pictures.
    pub(super) fn write(&self, pdf: &mut Pdf, places: &Places) {
        let font_at = |index: usize| nth(places.first_font, index * font::OBJECTS as usize);
        let mut dict: ResourceDict<'_> = pdf.indirect(places.resources).start();
        if !self.is_for_screens {
            let mut states = dict.ext_g_states();
            states.pair(Name(OVERPRINT.as_bytes()), places.overprint);
            states.pair(Name(KNOCK_OUT.as_bytes()), nth(places.overprint, 1));
            states.finish();
        }
        let mut fonts = dict.fonts();
        for index in 0..self.fonts.len() {
            fonts.pair(Name(format!("F{index}").as_bytes()), font_at(index));
        }
        for (index, id) in places.upright.iter().enumerate() {
            id.map(|id| fonts.pair(Name(format!("V{index}").as_bytes()), id));
        }
        fonts.finish();
        let mut spaces = dict.color_spaces();
        for index in 0..self.spots.len() {
            spaces.insert(Name(format!("S{index}").as_bytes())).primitive(nth(places.first_spot, index));
        }
        spaces.finish();
        let mut objects = dict.x_objects();
        for index in 0..self.pictures.len() {
            objects.pair(Name(format!("P{index}").as_bytes()), nth(places.first_picture, index));
        }
        for (index, id) in places.forms.iter().enumerate() {
            objects.pair(Name(format!("P{}", self.pictures.len() + index).as_bytes()), *id);
        }
        objects.finish();
        dict.finish();
        if !self.is_for_screens {
            pdf.ext_graphics(places.overprint)
                .overprint(true)
                .overprint_fill(true)
                .overprint_mode(OverprintMode::IgnoreZeroChannel);
            pdf.ext_graphics(nth(places.overprint, 1)).overprint(false).overprint_fill(false);
        }
        for (index, content) in self.contents.iter().enumerate() {
            pdf.stream(nth(places.first_content, index), content).filter(Filter::FlateDecode);
        }
        for (index, (along, down)) in self.widths.iter().zip(&self.down).enumerate() {
            self.fonts[index].write(font::Advances { along, down }, pdf, font_at(index), places.upright[index]);
        }
        for index in 0..self.spots.len() {
            self.spots.write(index, pdf, nth(places.first_spot, index));
        }
        for (index, picture) in self.pictures.iter().enumerate() {
            picture.write(pdf, nth(places.first_picture, index));
        }
        for (form, id) in self.forms.iter().zip(&places.forms) {
            form.write(pdf, *id);
        }
    }
}
