//! Placed pages of PDFs as pixels: their inks are those of a press, and the digital edition has the colours of screens.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Outcome, Severity, say};
use crate::base::picture::pdf;
use crate::output::pdf::{Bytes, Paper};
use crate::output::proof;
use crate::page::{Image, Item, ItemKind, Page, Source};

/// Keys from here on are pictures of placed pages; those that are found in drawings have higher ones.
const FIRST: u32 = 1 << 30;
/// Dots to the inch of a page that is placed much smaller or larger than it is.
const DPI: std::ops::RangeInclusive<i64> = 36..=1200;

/// Pages whose placed PDFs are pictures, and those pictures.
#[derive(Default)]
pub(in crate::app) struct Rastered {
    pub(in crate::app) pages: Vec<Page>,
    pictures: Vec<Bytes>,
}

impl Rastered {
    /// The picture of a placed page.
    pub(in crate::app) fn picture(&self, source: Source) -> Option<Bytes> {
        self.pictures.get(source.0.checked_sub(FIRST)? as usize).cloned()
    }
}

/// Draws placed pages with about `ppi` pixels an inch where they stand.
///
/// Diagnostics: one that cannot be drawn, which leaves its place empty.
pub(in crate::app) fn raster(pages: Vec<Page>, ppi: u16, files: &dyn Fn(Source) -> Option<Bytes>) -> Outcome<Rastered> {
    let mut made = Outcome::clean(Rastered::default());
    let mut known: BTreeMap<(Source, u16, i64), Option<Drawn>> = BTreeMap::new();
    for page in pages {
        let mut items = Vec::with_capacity(page.items.len());
        for item in &page.items {
            let ItemKind::Image(image) = &item.kind else {
                items.push(item.clone());
                continue;
            };
            let Some(bytes) = files(image.source).filter(|bytes| pdf::is_pdf((**bytes).as_ref())) else {
                items.push(item.clone());
                continue;
            };
            let dpi = dpi(image, (*bytes).as_ref(), ppi);
            let drawn = known.entry((image.source, image.page, dpi)).or_insert_with(|| {
                let (png, size) = draw((*bytes).as_ref(), image.page, dpi)?;
                made.value.pictures.push(png);
                Some(Drawn { source: Source(FIRST + made.value.pictures.len() as u32 - 1), size })
            });
            match drawn.as_ref().and_then(|drawn| shown(image, (*bytes).as_ref(), drawn)) {
                Some(image) => items.push(Item { span: item.span, kind: ItemKind::Image(image) }),
                None => made.diagnostics.push(undrawn(item, page.number)),
            }
        }
        made.value.pages.push(Page { items, ..page });
    }
    made
}

struct Drawn {
    source: Source,
    /// In pixels.
    size: (u32, u32),
}

/// Dots to the inch of the page that give so many where it stands.
fn dpi(image: &Image, bytes: &[u8], ppi: u16) -> i64 {
    let Ok((head, size)) = pdf::head(bytes, image.page) else { return i64::from(ppi) };
    let (placed, own) = (i128::from(image.within().width.get()), i128::from(size.width.get().max(1)));
    let (all, part) = (i128::from(head.width), i128::from(image.crop.2.max(1)));
    let dpi = i128::from(ppi) * placed * all / (own * part);
    i64::try_from(dpi).unwrap_or(i64::MAX).clamp(*DPI.start(), *DPI.end())
}

fn draw(bytes: &[u8], page: u16, dpi: i64) -> Option<(Bytes, (u32, u32))> {
    let raster = proof::page(bytes, usize::from(page).checked_sub(1)?, dpi as u32, Paper::White).ok()?;
    Some((Arc::new(raster.png()), (raster.width, raster.height)))
}

/// The picture in the place of the page: its crop counts in pixels.
fn shown(image: &Image, bytes: &[u8], drawn: &Drawn) -> Option<Image> {
    let (head, _) = pdf::head(bytes, image.page).ok()?;
    let part = |value: u32, all: u32, pixels: u32| {
        (u64::from(value) * u64::from(pixels) / u64::from(all.max(1))).min(u64::from(pixels)) as u32
    };
    let (left, top, width, height) = image.crop;
    let (across, down) = drawn.size;
    let crop = (
        part(left, head.width, across),
        part(top, head.height, down),
        part(width, head.width, across).max(1),
        part(height, head.height, down).max(1),
    );
    // The digital edition has no bleed.
    Some(Image { source: drawn.source, page: 1, crop, at: image.within(), beyond: [0; 4], gray: image.gray })
}

fn undrawn(item: &Item, page: u16) -> Diagnostic {
    let message = say(
        "这页 PDF 画不进数字版，位置空着",
        "the PDF page cannot be drawn for the digital edition; its place is empty",
    );
    let hint = say("请看样；或改供图片", "look at the digital edition, or place a picture instead");
    let mut finding = Diagnostic::new(Code::PictureUnusable, item.span, message).hint(hint).on_page(page);
    finding.severity = Severity::Warning;
    finding
}
