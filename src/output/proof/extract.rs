//! The layout of a PDF that carries no record: its type, line by line, where it stands.
//!
//! Lines are clustered from glyphs in the order in which they are painted, paragraphs from lines that stand below one
//! another. What is between them cannot be known, so a page counts as one story.
//!
//! Source: `algorithms.md` 9, Raster guard: a foreign PDF, tolerance 0.5 mm.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect};

use crate::page::layout::{FORM, Layout, LineAt, PageLayout, TextAt};

use super::guard::bare;
use super::raster::{Frame, Sheets, Unshown};
use crate::output::read::{Dict, Document};

/// EMU in a point.
const POINT: f64 = 12_700.0;
/// Baselines within half a millimetre are one.
const TOLERANCE: i64 = 18_000;
/// Pages lie over one another within 2 mm.
const REGISTER: i64 = 72_000;
/// Pages that are read.
const PAGES: usize = 500;
/// Characters of a page that are read.
const GLYPHS: usize = 2_000_000;

/// A character where it stands.
struct Set {
    text: String,
    x: i64,
    y: i64,
    size: i64,
    down: bool,
}

/// The layout of a file.
///
/// Errors: a file that cannot be read.
pub fn extract(bytes: &[u8]) -> Result<Layout, Unshown> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|_| Unshown::Unreadable)?;
    let trims = trims(bytes);
    let mut layout = Layout { form: FORM, ..Layout::default() };
    for (index, page) in pdf.pages().iter().take(PAGES).enumerate() {
        let (width, height) = page.render_dimensions();
        let cache = InterpreterCache::new();
        let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let at = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(at, bounds, &cache, page.xref(), settings);
        let mut reader = Reader { set: Vec::new() };
        interpret_page(page, &mut context, &mut reader);
        let mut size = [width, height].map(|side| emu(f64::from(side)));
        if let Some([dx, dy, trim_width, trim_height]) = trims.get(index).copied().flatten() {
            reader.set.iter_mut().for_each(|one| (one.x, one.y) = (one.x - dx, one.y - dy));
            size = [trim_width, trim_height];
        }
        let number = u16::try_from(index + 1).unwrap_or(u16::MAX);
        layout.pages.push(PageLayout {
            number,
            folio: format!("{number}"),
            size,
            texts: paragraphs(number, lines(&reader.set)),
            ..PageLayout::default()
        });
    }
    if layout.pages.is_empty() { Err(Unshown::NoPage) } else { Ok(layout) }
}

/// Of print files of this program's kind, which are drawn as they are cut: where the trim begins, from the top left of
/// what is shown, and how large it is.
fn trims(bytes: &[u8]) -> Vec<Option<[i64; 4]>> {
    let is_own = Sheets::open(bytes, Frame::Trim).is_ok_and(|sheets| sheets.is_own());
    let Some(document) = Document::open(bytes).ok().filter(|_| is_own) else { return Vec::new() };
    let one = |page: &Vec<&Dict>| {
        let own = page.first()?;
        let [left, bottom, right, top] = document.numbers::<4>(own, b"TrimBox")?;
        let [x, _, _, high] = document.numbers::<4>(own, b"MediaBox")?;
        Some([left - x, high - top, right - left, top - bottom].map(emu))
    };
    document.pages().iter().map(one).collect()
}

/// Lays a layout over another: moves each page as a whole by what most of its lines are away, and lines within half a
/// millimetre of their like to where those stand.
///
/// Source: `algorithms.md` 9: tolerance 0.5 mm, register ± 2 mm.
pub fn register(old: &Layout, new: &mut Layout) {
    for page in &mut new.pages {
        let Some(before) = old.pages.iter().find(|known| known.number == page.number) else { continue };
        let mut known: BTreeMap<&str, Vec<&LineAt>> = BTreeMap::new();
        for line in before.texts.iter().flat_map(|text| &text.lines) {
            known.entry(&line.text).or_default().push(line);
        }
        let lines = || page.texts.iter().flat_map(|text| &text.lines);
        let alone = lines().filter_map(|line| match known.get(line.text.as_str()).map(Vec::as_slice) {
            Some([one]) => Some([one.at[0] - line.at[0], one.at[1] - line.at[1]]),
            _ => None,
        });
        let away: Vec<[i64; 2]> = alone.collect();
        let middle = |axis: usize| {
            let mut all: Vec<i64> = away.iter().map(|away| away[axis]).collect();
            all.sort_unstable();
            all.get(all.len() / 2).copied().filter(|away| away.abs() <= REGISTER).unwrap_or(0)
        };
        let shift = [middle(0), middle(1)];
        for line in page.texts.iter_mut().flat_map(|text| &mut text.lines) {
            line.at = [line.at[0] + shift[0], line.at[1] + shift[1]];
            let is_it = |one: &&&LineAt| {
                let apart = [0, 1].map(|axis| (one.at[axis] - line.at[axis]).abs());
                apart.iter().all(|apart| *apart <= TOLERANCE) && alike(one.size, line.size)
            };
            if let Some(own) = known.get(line.text.as_str()).and_then(|like| like.iter().find(is_it)) {
                (line.at, line.size, line.length) = (own.at, own.size, own.length);
            }
        }
    }
}

/// The layout of a proof by its type alone, as that of another file is read: to be compared with one.
pub fn extract_proof(bytes: &[u8], layout: &Layout) -> Result<Layout, Unshown> {
    let mut found = Layout { form: FORM, ..Layout::default() };
    for (index, page) in layout.pages.iter().enumerate() {
        let bare = bare(bytes, index, page).ok_or(Unshown::Unreadable)?;
        let mut own = extract(&bare)?;
        let Some(mut leaf) = own.pages.pop() else { continue };
        leaf.number = u16::try_from(index + 1).unwrap_or(u16::MAX);
        leaf.folio = leaf.number.to_string();
        leaf.texts.iter_mut().for_each(|text| text.story = leaf.folio.clone());
        found.pages.push(leaf);
    }
    Ok(found)
}

fn emu(points: f64) -> i64 {
    (points.clamp(-20_000.0, 20_000.0) * POINT).round() as i64
}

/// Takes glyphs down and draws nothing.
struct Reader {
    set: Vec<Set>,
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let down = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            if self.set.len() >= GLYPHS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(one)) => one.to_string(),
                Some(BfString::String(many)) => many,
                None => "\u{fffd}".to_owned(),
            };
            if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
                continue;
            }
            let place: Affine = props.transform * glyph.transform();
            // Outlines have a thousand units to the em.
            let (origin, above) = (place * Point::ZERO, place * Point::new(0.0, 1000.0));
            let middle = place * Point::new(500.0, 380.0);
            let size = emu(origin.distance(above));
            let (x, y) = if down { (emu(middle.x), emu(middle.y) - size / 2) } else { (emu(origin.x), emu(origin.y)) };
            self.set.push(Set { text, x, y, size, down });
        }
    }
}

fn lines(set: &[Set]) -> Vec<LineAt> {
    let mut found: Vec<LineAt> = Vec::new();
    for one in set {
        let along = usize::from(one.down);
        let at = [one.x, one.y];
        let wide = if one.text.is_ascii() { one.size / 2 } else { one.size };
        if let Some(last) = found.last_mut().filter(|last| last.down == one.down) {
            let on_it = (last.at[1 - along] - at[1 - along]).abs() <= TOLERANCE;
            let (begins, ends) = (last.at[along], last.at[along] + last.length);
            if on_it && at[along] >= begins && at[along] <= ends + last.size * 2 && alike(last.size, one.size) {
                last.length = at[along] + wide - begins;
                last.text.push_str(&one.text);
                continue;
            }
        }
        found.push(LineAt {
            text: one.text.clone(),
            at,
            size: one.size,
            length: wide,
            down: one.down,
            ..LineAt::default()
        });
    }
    found
}

/// Sizes that stand together on a line: figures and letters are often set a little larger or smaller.
fn alike(one: i64, other: i64) -> bool {
    one * 5 <= other * 6 && other * 5 <= one * 6
}

/// Lines of one size, each a line below the one before: a paragraph ends where the next begins an em or two further in.
fn paragraphs(page: u16, lines: Vec<LineAt>) -> Vec<TextAt> {
    let mut found: Vec<TextAt> = Vec::new();
    let story = format!("{page}");
    for line in lines {
        let follows = found.last().and_then(|text| Some((text.lines.first()?, text.lines.last()?))).is_some_and(
            |(first, last)| {
                let across = usize::from(!line.down);
                let (apart, left) =
                    ((line.at[across] - last.at[across]).abs(), line.at[1 - across] - last.at[1 - across]);
                let next = apart > 0 && apart <= last.size * 5 / 2 && last.size == line.size && last.down == line.down;
                let indented = left > line.size && last.at[1 - across] <= first.at[1 - across];
                next && left.abs() <= line.size * 3 && !indented
            },
        );
        match found.last_mut().filter(|_| follows) {
            Some(text) => text.lines.push(line),
            None => found.push(TextAt { story: story.clone(), place: String::new(), lines: vec![line] }),
        }
    }
    found
}
