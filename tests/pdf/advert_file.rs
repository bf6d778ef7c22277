//! Small PDF files as advertisers send them, each part of which a test can change.

use std::sync::Arc;

use paiban::base::diag::Diagnostic;
use paiban::base::geom::Rect;
use paiban::base::picture::pdf;
use paiban::base::units::Length;
use paiban::font::FontBook;
use paiban::output::pdf::{Bytes, Condition, inks, prepare, write};
use paiban::page::{Image, ItemKind, Page, Source};

use crate::support::*;

/// A file of one page.
pub(crate) struct Ad {
    /// Of the page: boxes and the like.
    pub(crate) page: String,
    /// Its resources.
    pub(crate) resources: String,
    /// Its operators.
    pub(crate) content: Vec<u8>,
    /// Objects from number 5 on: dictionaries, or whole streams.
    pub(crate) more: Vec<Vec<u8>>,
    /// Of the catalog.
    pub(crate) catalog: String,
    /// Of the trailer.
    pub(crate) trailer: String,
    pub(crate) version: &'static str,
}

impl Ad {
    /// 100 × 50 mm with 3 mm of bleed: 300.47 × 158.74 points.
    pub(crate) fn new(content: &str) -> Ad {
        Ad {
            page: "/MediaBox[0 0 300.4725 158.7402]/TrimBox[8.5039 8.5039 291.9686 150.2363]".to_owned(),
            resources: String::new(),
            content: content.as_bytes().to_vec(),
            more: Vec::new(),
            catalog: String::new(),
            trailer: String::new(),
            version: "1.4",
        }
    }

    pub(crate) fn with(mut self, resources: &str, more: &[&str]) -> Ad {
        resources.clone_into(&mut self.resources);
        self.more = more.iter().map(|object| object.as_bytes().to_vec()).collect();
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Ad { page, resources, content, more, catalog, trailer, version } = self;
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R{catalog}>>").into_bytes(),
            format!("<</Type/Pages/Kids[3 0 R]/Count 1/Resources<<{resources}>>>>").into_bytes(),
            format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{page}>>").into_bytes(),
            stream("", content),
        ];
        objects.extend(more.iter().cloned());
        let mut out = format!("%PDF-{version}\n").into_bytes();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (index, object) in objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", out.len());
            out.extend(format!("{} 0 obj\n", index + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let size = objects.len() + 1;
        out.extend(
            format!("{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
        );
        out
    }
}

/// A stream as an object.
pub(crate) fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// Where ads stand: 200 × 100 mm at 20, 30 mm.
pub(crate) fn slot() -> Rect {
    Rect::new(Length::mm(20), Length::mm(30), Length::mm(200), Length::mm(100))
}

/// A page with a page of a file in each of some boxes.
pub(crate) fn page_with(bytes: &[u8], number: u16, boxes: &[Rect]) -> Page {
    let crop = pdf::head(bytes, number).map_or((0, 0, 16_000, 8_000), |(head, _)| (0, 0, head.width, head.height));
    let image = |at: &Rect| Image { source: Source(1), page: number, at: *at, crop, beyond: [0; 4], gray: false };
    page(boxes.iter().map(|at| item(ItemKind::Image(image(at)))).collect())
}

/// What became of a page with pictures of one file.
pub(crate) struct Made {
    pub(crate) file: Vec<u8>,
    pub(crate) said: Vec<Diagnostic>,
    pub(crate) inks: Vec<String>,
}

pub(crate) fn made(page: &Page, bytes: &[u8], condition: &Condition) -> Made {
    let book = FontBook::new();
    let bytes: Bytes = Arc::new(bytes.to_vec());
    let assets = prepare(std::slice::from_ref(page), &book, condition, &|_| Some(Arc::clone(&bytes)));
    let file = write(&[page], &assets.value, &meta()).expect("a file");
    Made { file, inks: inks(page, &assets.value), said: assets.diagnostics }
}

/// An ad in its slot, in PDF/X-4 for newsprint.
pub(crate) fn placed(ad: &Ad) -> Made {
    let bytes = ad.bytes();
    made(&page_with(&bytes, 1, &[slot()]), &bytes, &newsprint())
}
