//! Drawings: SVG as shapes on the page, in the inks of the press.
//!
//! A page comes out of composing with its drawings as pictures in their boxes; [`draw`] makes the page that is
//! printed, where each is filled contours. Strokes become the areas they cover, gradients fine steps, clipping is
//! done here, so nothing is left for a RIP to interpret. Black and gray are tints of black alone.
//!
//! What cannot be drawn so (text, masks, filters, patterns, blending) is told, and the drawing is not placed: half a
//! drawing in print is worse than none.

mod clip;
mod gradient;
pub(super) mod inks;
mod path;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::roxmltree::{Document, ParsingOptions};

use self::walk::Walk;
use super::color::Press;
use super::ground;
use crate::base::diag::{Code, Diagnostic, Outcome, Say, Span, say};
use crate::base::picture::{self, DRAWING, Format};
use crate::output::pdf::assets::Bytes;
use crate::output::pdf::condition::Condition;
use crate::page::{Image, Item, ItemKind, Page, Source};

/// Keys from here on are pictures that were found in drawings.
const FIRST: u32 = 1 << 31;

/// Pages with their drawings drawn, and the pictures found in those.
pub struct Drawn {
    /// The pages.
    pub pages: Vec<Page>,
    inner: Vec<Bytes>,
}

impl Drawn {
    /// The bytes of a picture that was found in a drawing.
    pub fn picture(&self, source: Source) -> Option<Bytes> {
        self.inner.get(source.0.checked_sub(FIRST)? as usize).cloned()
    }
}

/// A drawing that was read, or why it cannot be used.
type Read = Result<Arc<usvg::Tree>, Say>;

/// Puts shapes where pages have drawings as pictures. `files` gives the bytes of a picture file.
///
/// Diagnostics: drawings that cannot be drawn, which leave their boxes empty, or were simplified.
pub fn draw(
    pages: Vec<Page>,
    condition: &Condition,
    files: &(dyn Fn(Source) -> Option<Bytes> + Sync),
) -> Outcome<Drawn> {
    let mut drawn = Drawn { pages: Vec::with_capacity(pages.len()), inner: Vec::new() };
    let mut diagnostics = Vec::new();
    let mut known: BTreeMap<Source, Option<Read>> = BTreeMap::new();
    let press = Press::new(condition.profile.clone(), condition.treatment.intent);
    for mut page in pages {
        let mut items: Vec<Item> = Vec::with_capacity(page.items.len());
        for item in std::mem::take(&mut page.items) {
            let ItemKind::Image(image) = &item.kind else {
                items.push(item);
                continue;
            };
            match known.entry(image.source).or_insert_with(|| read(&files(image.source)?)) {
                None => items.push(item),
                Some(Err(why)) => diagnostics.push(refused(why, item.span, page.number)),
                Some(Ok(tree)) => {
                    let tree = Arc::clone(tree);
                    let first = FIRST + drawn.inner.len() as u32;
                    let ground = ground::beneath(&items, image.at);
                    let walk = Walk::new(image, item.span, &press, condition, ground, first);
                    match walk.draw(&tree) {
                        Ok(done) => {
                            diagnostics.extend(simplified(&done.simplified, item.span, page.number));
                            drawn.inner.extend(done.inner);
                            items.extend(done.items);
                        }
                        Err(why) => diagnostics.push(refused(&why, item.span, page.number)),
                    }
                }
            }
        }
        page.items = items;
        drawn.pages.push(page);
    }
    Outcome { value: drawn, diagnostics }
}

/// Nothing for a file that is no drawing.
fn read(bytes: &Bytes) -> Option<Read> {
    let bytes = (**bytes).as_ref();
    // Most pictures are none: the first bytes tell.
    if bytes.first().is_none_or(|byte| matches!(byte, 0xff | 0x89 | b'I' | b'M' | b'R')) {
        return None;
    }
    let head = picture::head(bytes).ok()?;
    (head.format == Format::Svg).then(|| parse(bytes))
}

fn parse(bytes: &[u8]) -> Read {
    let text = std::str::from_utf8(bytes).map_err(|_| say("不是 UTF-8", "it is not UTF-8"))?;
    let failed =
        |error: &dyn std::fmt::Display| say(format!("SVG 有错：{error}"), format!("its SVG has an error: {error}"));
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| failed(&error))?;
    look_for_strangers(&document)?;
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            // No file but those of the edition is ever read.
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_xmltree(&document, &options).map(Arc::new).map_err(|error| failed(&error))
}

/// What the reader of drawings would leave out without a word.
fn look_for_strangers(document: &Document<'_>) -> Result<(), Say> {
    for node in document.descendants().filter(|node| node.is_element()) {
        match node.tag_name().name() {
            "text"
                if node
                    .descendants()
                    .any(|node| node.is_text() && !node.text().unwrap_or_default().trim().is_empty()) =>
            {
                return Err(say(
                    "SVG 里有文字：请先转为轮廓（转曲）",
                    "its SVG has text: convert it to outlines first",
                ));
            }
            "foreignObject" => {
                return Err(say(
                    "SVG 里有 foreignObject，不能画",
                    "its SVG has a foreignObject, which cannot be drawn",
                ));
            }
            "image" => {
                let href = node.attributes().find(|attribute| attribute.name() == "href");
                if href.is_some_and(|href| !href.value().trim_start().starts_with("data:")) {
                    return Err(say("SVG 链接了外部图片：请嵌入", "its SVG links to a picture outside: embed it"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn refused(why: &Say, span: Span, page: u16) -> Diagnostic {
    let message = say(format!("矢量图不能用：{}", why.zh), format!("the drawing cannot be used: {}", why.en));
    let hint = say(
        "请在绘图软件里转曲、拼合透明和效果，再存为普通 SVG；或导出 TIFF、PNG",
        "convert text to outlines and flatten effects in its program, save plain SVG again, or export TIFF or PNG",
    );
    Diagnostic::new(Code::PictureUnusable, span, message).hint(hint).on_page(page)
}

fn simplified(what: &[&'static str], span: Span, page: u16) -> Option<Diagnostic> {
    let list: Vec<&str> = what.iter().map(|word| walk::in_chinese(word)).collect();
    (!what.is_empty()).then(|| {
        let message = say(
            format!("矢量图有的地方已简化：{}", list.join("；")),
            format!("the drawing was made simpler: {}", what.join("; ")),
        );
        let hint = say("请看样，或在绘图软件里拼合后再存", "look at the proof, or flatten it in its program");
        Diagnostic::new(Code::PictureSimplified, span, message).hint(hint).on_page(page)
    })
}

/// EMU on the page for each unit of a drawing, across and down, and its origin.
fn scale(image: &Image, tree: &usvg::Tree) -> kurbo::Affine {
    let (wide, high) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let units = f64::from(DRAWING) / wide.max(high);
    let (left, top, width, height) = image.crop;
    let (x, y) = (
        image.at.width.get() as f64 / f64::from(width.max(1)),
        image.at.height.get() as f64 / f64::from(height.max(1)),
    );
    let (dx, dy) = (image.at.x.get() as f64 - f64::from(left) * x, image.at.y.get() as f64 - f64::from(top) * y);
    kurbo::Affine::new([units * x, 0.0, 0.0, units * y, dx, dy])
}
