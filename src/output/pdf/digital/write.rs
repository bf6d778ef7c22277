//! The file of a digital edition: its objects, numbered and written in a fixed order.

use pdf_writer::types::{OutputIntentSubtype, PageMode, TabOrder};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Settings, TextStr};

use super::navigation::{count, write_labels, write_link, write_outline};
use super::tree::Tree;
use super::{Digital, srgb};
use crate::base::diag::Diagnostic;
use crate::output::hash::sha256_pieces;
use crate::output::pdf::assets::Assets;
use crate::output::pdf::body::{Body, Numbers, Places, body, nth};
use crate::output::pdf::condition::Flavour;
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::pdf::metadata::{self, Meta};
use crate::page::Page;

/// Writes `pages` as one tagged file of PDF/A-2b. They have neither bleed nor slug, and their assets were made for
/// screens. The bytes depend on the arguments alone.
///
/// Errors: a face that cannot be embedded.
pub fn write_digital(
    pages: &[&Page],
    assets: &Assets<'_>,
    meta: &Meta,
    digital: &Digital,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let tree = Tree::new(digital, pages);
    let body = body(pages, assets, &tree.marks)?;
    Ok(Parts { pages, body, tree, digital }.write(meta))
}

/// All that goes into a file.
struct Parts<'a> {
    pages: &'a [&'a Page],
    body: Body<'a>,
    tree: Tree<'a>,
    digital: &'a Digital,
}

/// The numbers of what stands but once.
struct Own {
    catalog: Ref,
    tree: Ref,
    info: Ref,
    xmp: Ref,
    profile: Ref,
    outline: Ref,
    labels: Ref,
    links: Ref,
    structure: Ref,
}

impl Parts<'_> {
    fn write(&self, meta: &Meta) -> Vec<u8> {
        let capacity = self.body.size() + 256_000;
        let mut pdf = Pdf::with_settings_and_capacity(Settings { pretty: false }, capacity);
        let (major, minor) = Flavour::A2b.version();
        pdf.set_version(major, minor);
        let mut numbers = Numbers(1);
        let [catalog, tree, info, xmp, profile] = [(); 5].map(|()| numbers.take(1));
        let places = self.body.number(&mut numbers);
        let own = Own {
            catalog,
            tree,
            info,
            xmp,
            profile,
            outline: numbers.take(1 + count(&self.digital.bookmarks)),
            labels: numbers.take(self.pages.len()),
            links: numbers.take(self.digital.links.len()),
            structure: numbers.take(self.tree.objects()),
        };
        let id = self.document_id(meta);
        pdf.set_file_id((id.to_vec(), id.to_vec()));
        self.write_catalog(&mut pdf, &own);
        metadata::write_digital_info(&mut pdf, own.info, meta, self.digital);
        pdf.metadata(own.xmp, metadata::digital_xmp(meta, self.digital, &id).as_bytes());
        let kids = (0..self.pages.len()).map(|index| nth(places.first_page, index));
        pdf.pages(own.tree).count(self.pages.len() as i32).kids(kids);
        for index in 0..self.pages.len() {
            self.write_page(&mut pdf, index, &own, &places);
        }
        self.body.write(&mut pdf, &places);
        write_outline(&mut pdf, own.outline, &self.digital.bookmarks, self.pages, places.first_page);
        write_labels(&mut pdf, own.labels, self.pages.iter().map(|page| page.folio.as_str()));
        for (index, link) in self.digital.links.iter().enumerate() {
            let key = self.tree.link_key(index);
            write_link(&mut pdf, nth(own.links, index), link, key, self.pages, places.first_page);
        }
        self.tree.write(&mut pdf, own.structure, places.first_page, own.links, &mut numbers);
        let packed = deflate(&srgb::profile(), Effort::Good);
        pdf.icc_profile(own.profile, &packed).n(3).filter(Filter::FlateDecode);
        pdf.finish()
    }

    fn write_catalog(&self, pdf: &mut Pdf, own: &Own) {
        let mut catalog = pdf.catalog(own.catalog);
        catalog.pages(own.tree).metadata(own.xmp).lang(TextStr("zh-CN"));
        catalog.page_mode(PageMode::UseOutlines).outlines(own.outline);
        catalog.viewer_preferences().display_doc_title(true);
        catalog.mark_info().marked(true);
        catalog.pair(Name(b"StructTreeRoot"), own.structure);
        let mut labels = catalog.page_labels();
        let mut entries = labels.nums();
        for index in 0..self.pages.len() {
            entries.insert(index as i32, nth(own.labels, index));
        }
        entries.finish();
        labels.finish();
        let mut intents = catalog.output_intents();
        intents
            .push()
            .subtype(OutputIntentSubtype::PDFA)
            .output_condition_identifier(TextStr("sRGB IEC61966-2.1"))
            .output_condition(TextStr("sRGB IEC61966-2.1"))
            .registry_name(TextStr("http://www.color.org"))
            .info(TextStr("sRGB IEC61966-2.1"))
            .dest_output_profile(own.profile);
    }

    fn write_page(&self, pdf: &mut Pdf, index: usize, own: &Own, places: &Places) {
        let page = self.pages[index];
        let whole = Rect::new(0.0, 0.0, page.trim.width.to_pt() as f32, page.trim.height.to_pt() as f32);
        let links = self.digital.links.iter().enumerate().filter(|(_, link)| link.page == index);
        let mut links = links.map(|(link, _)| nth(own.links, link)).peekable();
        let mut dict = pdf.page(nth(places.first_page, index));
        dict.parent(own.tree).media_box(whole).trim_box(whole);
        dict.contents(nth(places.first_content, index)).pair(Name(b"Resources"), places.resources);
        // Readers that go from link to link do so in the order of the tree.
        dict.struct_parents(index as i32).tab_order(TabOrder::StructureOrder);
        if links.peek().is_some() {
            dict.annotations(links);
        }
        dict.finish();
    }

    /// From what is shown and what the file says of itself, so equal files have equal ids.
    fn document_id(&self, meta: &Meta) -> [u8; 16] {
        let (date, version) = (meta.date.iso(), meta.version.to_be_bytes());
        let told = format!("{:?}", self.digital);
        let mut pieces = meta.pieces(&date, &version);
        pieces.extend([Flavour::A2b.name().as_bytes(), told.as_bytes()]);
        pieces.extend(self.body.pieces());
        let sum = sha256_pieces(&pieces);
        let mut id = [0; 16];
        id.copy_from_slice(&sum[..16]);
        id
    }
}
