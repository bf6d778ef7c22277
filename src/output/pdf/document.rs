//! A print file: its objects, numbered and written in a fixed order.

use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Settings, TextStr};

use super::assets::Assets;
use super::body::{Body, Numbers, body, nth};
use super::condition::{Condition, Flavour};
use super::metadata::{self, Meta};
use crate::base::diag::Diagnostic;
use crate::base::units::Length;
use crate::output::hash::sha256_pieces;
use crate::page::Page;

/// Writes `pages`, which should be among those of `assets`, as one file of the flavour of its condition.
///
/// Faces are subset to the glyphs of these pages, in parallel. The bytes depend on the arguments
/// alone.
///
/// Errors: a face that cannot be embedded; without it the file could not be printed.
pub fn write(pages: &[&Page], assets: &Assets<'_>, meta: &Meta) -> Result<Vec<u8>, Box<Diagnostic>> {
    let body = body(pages, assets, &[])?;
    Ok(Parts { pages, body, condition: &assets.condition }.write(meta))
}

/// All that goes into a file.
struct Parts<'a> {
    pages: &'a [&'a Page],
    body: Body<'a>,
    condition: &'a Condition,
}

impl Parts<'_> {
    fn write(&self, meta: &Meta) -> Vec<u8> {
        // Dictionaries take some hundred bytes each.
        let capacity = self.body.size() + self.condition.profile.deflated().len() + 64_000;
        let mut pdf = Pdf::with_settings_and_capacity(Settings { pretty: false }, capacity);
        let flavour = self.condition.flavour;
        let (major, minor) = flavour.version();
        pdf.set_version(major, minor);
        let mut numbers = Numbers(1);
        let [catalog, tree, info] = [(); 3].map(|()| numbers.take(1));
        let xmp = (flavour == Flavour::X4).then(|| numbers.take(1));
        let profile = numbers.take(1);
        let places = self.body.number(&mut numbers);

        let id = self.document_id(meta);
        pdf.set_file_id((id.to_vec(), id.to_vec()));
        self.write_catalog(&mut pdf, catalog, tree, xmp, profile);
        metadata::write_info(&mut pdf, info, meta, flavour);
        if let Some(xmp) = xmp {
            pdf.metadata(xmp, metadata::xmp(meta, &id).as_bytes());
        }
        let kids = (0..self.pages.len()).map(|index| nth(places.first_page, index));
        pdf.pages(tree).count(self.pages.len() as i32).kids(kids);
        for (index, page) in self.pages.iter().enumerate() {
            let content = nth(places.first_content, index);
            write_page(&mut pdf, nth(places.first_page, index), page, tree, places.resources, content);
        }
        self.body.write(&mut pdf, &places);
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
        let (date, version) = (meta.date.iso(), meta.version.to_be_bytes());
        let mut pieces = meta.pieces(&date, &version);
        pieces.extend([self.condition.identifier.as_bytes(), self.condition.profile.sum()]);
        if self.condition.flavour != Flavour::X4 {
            pieces.push(self.condition.flavour.name().as_bytes());
        }
        pieces.extend(self.body.pieces());
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
    dict.finish();
}
