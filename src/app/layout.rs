//! The layout record of a composed edition.

use std::collections::BTreeMap;

use crate::base::diag::{FileId, Span};
use crate::base::geom::{Point, Rect};
use crate::font::Posture;
use crate::input::World;
use crate::model::{Edition, PagePlan};
use crate::output::hash::sha256_hex;
use crate::page::layout::{BoxAt, FORM, Layout, LineAt, PageLayout, PictureAt, TextAt};
use crate::page::{Block, BlockKind, ItemKind, Page, Record, TextRun};

use super::names;
use super::trace::{Printed, Written, characters, measure, trace};

/// Figures of a picture's sum that are kept.
const SUM: usize = 16;

/// The record of composed pages; `pages` and `records` belong together.
pub(super) fn layout(world: &World, edition: &Edition, pages: &[Page], records: &[Record], round: u16) -> Layout {
    let one = |(page, record): (&Page, &Record)| {
        let plan = edition.pages.iter().find(|plan| plan.number == page.number)?;
        Some(of_page(world, edition, plan, page, record))
    };
    Layout {
        form: FORM,
        paper: edition.paper.clone(),
        date: names::iso(edition.date),
        issue: edition.issue,
        zone: edition.zone.clone(),
        round,
        pages: pages.iter().zip(records).filter_map(one).collect(),
    }
}

fn of_page(world: &World, edition: &Edition, plan: &PagePlan, page: &Page, record: &Record) -> PageLayout {
    PageLayout {
        number: page.number,
        folio: page.folio.clone(),
        section: plan.section.clone(),
        size: [page.trim.width.get(), page.trim.height.get()],
        texts: texts(world, edition, plan, page, record),
        boxes: record.blocks.iter().filter_map(|block| boxed(plan, block)).collect(),
        pictures: pictures(world, edition, plan, page, record),
    }
}

pub(super) fn at(rect: Rect) -> [i64; 4] {
    [rect.x.get(), rect.y.get(), rect.width.get(), rect.height.get()]
}

fn area_of(plan: &PagePlan, block: &Block) -> String {
    plan.areas.get(usize::from(block.area)).map(|area| area.name.clone()).unwrap_or_default()
}

fn boxed(plan: &PagePlan, block: &Block) -> Option<BoxAt> {
    let kind = match block.kind {
        BlockKind::Area => "area",
        BlockKind::Frame => "frame",
        BlockKind::Rule { .. } => "rule",
        BlockKind::Ad => "ad",
        BlockKind::Insert => "insert",
        BlockKind::Filler => "filler",
        _ => return None,
    };
    Some(BoxAt { area: area_of(plan, block), kind: kind.to_owned(), at: at(block.at) })
}

/// A paragraph in the making.
struct Found {
    span: Span,
    text: TextAt,
    /// The characters of each of its lines.
    printed: Vec<Vec<Printed>>,
}

/// Runs of one span are a paragraph, or a part of a head; runs on one baseline, left to right, a line.
fn texts(world: &World, edition: &Edition, plan: &PagePlan, page: &Page, record: &Record) -> Vec<TextAt> {
    let mut all: Vec<Found> = Vec::new();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let known = all.iter_mut().rev().find(|known| known.span == item.span && item.span.is_some());
        let found = match known {
            Some(found) => found,
            None => {
                let story = story_of(edition, plan, record, item.span, run);
                let text = TextAt { story, place: place(world, item.span), lines: Vec::new() };
                all.push(Found { span: item.span, text, printed: Vec::new() });
                let Some(found) = all.last_mut() else { continue };
                found
            }
        };
        add(found, run);
    }
    let mut files: BTreeMap<FileId, Option<Written>> = BTreeMap::new();
    let traced = |Found { span, mut text, printed }: Found| {
        for (line, own) in text.lines.iter_mut().zip(&printed) {
            measure(line, own);
        }
        if let Some(written) = files.entry(span.file).or_insert_with(|| Written::new(world, span.file)) {
            trace(written, &mut text.lines, printed);
        }
        text
    };
    all.into_iter().map(traced).collect()
}

/// Adds a run to the last line that it continues, else as a line.
fn add(Found { text, printed, .. }: &mut Found, run: &TextRun) {
    let down = run.posture != Posture::Level;
    let (origin, far) = ([run.origin.x.get(), run.origin.y.get()], reach(run));
    let along = if down { 1 } else { 0 };
    let own = characters(run, origin[along]);
    if let (Some(last), Some(before)) = (text.lines.last_mut().filter(|last| last.down == down), printed.last_mut()) {
        let on_it = last.at[1 - along] == origin[1 - along];
        let (begins, ends) = (origin[along], last.at[along] + last.length);
        // A column further right on the same baseline begins more than an em behind.
        if on_it && begins >= last.at[along] && begins <= ends + last.size * 2 {
            last.length = last.length.max(begins + far - last.at[along]);
            last.text.push_str(&run.text);
            before.extend(own);
            return;
        }
    }
    let (at, size) = (origin, run.size.get());
    text.lines.push(LineAt { text: run.text.clone(), at, size, length: far, down, ..LineAt::default() });
    printed.push(own);
}

/// From the origin of a run to the end of its last glyph, about.
fn reach(run: &TextRun) -> i64 {
    let last = run.glyphs.last().map_or(0, |glyph| glyph.x.get());
    let wide = run.text.chars().last().is_some_and(|last| !last.is_ascii());
    last + if wide { run.size.get() * i64::from(run.width.0) / 1000 } else { run.size.get() / 2 }
}

/// The story whose file holds a span; else the area that prints it, with a colon before it.
fn story_of(edition: &Edition, plan: &PagePlan, record: &Record, span: Span, run: &TextRun) -> String {
    let by_file = edition.stories.iter().find(|story| span.is_some() && story.span.file == span.file);
    if let Some(story) = by_file {
        return story.slug.clone();
    }
    let inside = |block: &&Block| matches!(block.kind, BlockKind::Area) && holds(block.at, run.origin);
    let area = record.blocks.iter().find(inside).or_else(|| record.blocks.iter().find(|block| block.span == span));
    format!(":{}", area.map(|block| area_of(plan, block)).unwrap_or_default())
}

fn holds(rect: Rect, point: Point) -> bool {
    rect.x <= point.x && point.x < rect.right() && rect.y <= point.y && point.y <= rect.bottom()
}

/// `stories/lead.md:12:1`.
pub(super) fn place(world: &World, span: Span) -> String {
    let Some(source) = span.is_some().then(|| world.source(span.file)).flatten() else { return String::new() };
    let (line, column) = source.position(span.start).unwrap_or((1, 1));
    let name = std::path::Path::new(&source.name);
    let parent = name.parent().and_then(std::path::Path::file_name);
    let file = name.file_name().unwrap_or(name.as_os_str()).to_string_lossy().into_owned();
    let file = parent.map_or(file.clone(), |parent| format!("{}/{file}", parent.to_string_lossy()));
    format!("{file}:{line}:{column}")
}

fn pictures(world: &World, edition: &Edition, plan: &PagePlan, page: &Page, record: &Record) -> Vec<PictureAt> {
    let mut found = Vec::new();
    for item in &page.items {
        let ItemKind::Image(image) = &item.kind else { continue };
        let is_it = |block: &&Block| {
            block.at.overlaps(image.at) && matches!(block.kind, BlockKind::Picture { .. } | BlockKind::Ad)
        };
        let area = record.blocks.iter().find(is_it).map(|block| area_of(plan, block)).unwrap_or_default();
        let known = edition.pictures.iter().filter_map(|picture| picture.file.as_ref());
        let file = known.clone().find(|file| file.key == image.source.0 || file.twin == image.source.0);
        let sum = world.picture(image.source.0).map(|bytes| sha256_hex(bytes.as_ref().as_ref())).unwrap_or_default();
        let (left, top, width, height) = image.crop;
        found.push(PictureAt {
            area,
            file: file.map(|file| file.name.clone()).unwrap_or_default(),
            sum: sum.get(..SUM).unwrap_or(&sum).to_owned(),
            at: at(image.at),
            crop: [left, top, width, height],
        });
    }
    found
}
