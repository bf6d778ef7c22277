//! What stands at a point of a page: the line, its story and source, and why it ends where it does.

use std::path::Path;

use serde_json::{Value, json};

use crate::app::cli::explain_words::{cells, step, why};
use crate::app::trace::pointed;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::engine::compose::{LineLedger, ParagraphLedger, StoryLedger};
use crate::font::Posture;
use crate::input::World;
use crate::model::{Edition, PagePlan, Story};
use crate::output::screen::edges;
use crate::page::{ItemKind, Page, StoryRecord, TextRun};

use super::scene::{Scene, Sheet};
use super::words::{both, place, place_at};

/// Characters of a source line that are shown on either side.
const SHOWN: usize = 60;

/// A line on a page.
struct Line<'p> {
    span: Span,
    at: Rect,
    runs: Vec<&'p TextRun>,
}

/// What stands at a point, as JSON; nothing where no type is near.
pub(super) fn at(scene: &Scene, number: u16, point: Point, home: &Path) -> Option<Value> {
    let (plan, sheet) = scene.page(number)?;
    let line = nearest(&sheet.page, point)?;
    Some(told(scene, (plan, sheet), &line, point, home))
}

/// All lines of a page, with their boxes: for the overlay, and for those who go through them by key.
pub(super) fn all(scene: &Scene, number: u16) -> Option<Value> {
    let (_, sheet) = scene.page(number)?;
    let edition = &scene.loaded.as_ref()?.edition;
    let one = |line: &Line<'_>| json!({ "box": edges(line.at), "story": story_of(edition, line.span).map(|story| &story.slug), "text": line.text() });
    Some(json!(lines(&sheet.page).iter().map(one).collect::<Vec<_>>()))
}

fn told(scene: &Scene, (plan, sheet): (&PagePlan, &Sheet), line: &Line<'_>, point: Point, home: &Path) -> Value {
    let Some(loaded) = &scene.loaded else { return Value::Null };
    let story = story_of(&loaded.edition, line.span);
    let area = plan.areas.iter().find(|area| {
        let holds = |part| contains(plan.grid.rect(part), line.middle());
        area.parts.iter().copied().any(holds)
    });
    let record = story.and_then(|story| {
        let mut records = sheet.record.areas.iter().flat_map(|area| &area.stories);
        records.find(|record| record.slug == story.slug)
    });
    let ledgers = scene.ledgers(plan.number);
    let row = (line.middle().y - plan.grid.top).div_floor(plan.grid.pitch) + 1;
    let ledger = story.and_then(|story| in_ledger(&ledgers, &story.slug, line, row));
    let level = line.runs.first().is_some_and(|run| run.posture == Posture::Level);
    let pointed = pointed(&scene.world, &line.runs, if level { point.x } else { point.y }.get());
    // The place is that of the character at the point; of one that the program put in that of what it stands in.
    let written = pointed.and_then(|(one, at)| Some(place_at(&scene.world, one.source?.0, at?, home)));
    json!({
        "page": plan.number,
        "folio": plan.folio,
        "box": edges(line.at),
        "text": line.text(),
        "character": pointed.map(|(one, _)| one.c.to_string()),
        "written": written.is_some(),
        "area": area.map(|area| &area.name),
        "areaPlace": area.map(|area| place(&scene.world, area.span, home)),
        "place": written.unwrap_or_else(|| place(&scene.world, line.span, home)),
        "source": source(&scene.world, line.span),
        "story": story.map(|story| story_told(story, record)),
        "ledger": ledger.map(|(story, paragraph, line)| ledger_told(&scene.world, story, paragraph, line, home)),
    })
}

fn story_told(story: &Story, record: Option<&StoryRecord>) -> Value {
    json!({
        "slug": story.slug,
        "headline": record.map(|record| &record.headline),
        "characters": record.map(|record| record.characters),
        "lines": record.map(|record| record.lines),
        "overset": record.and_then(|record| record.overset.as_ref()).map(|overset| overset.characters),
    })
}

fn ledger_told(
    world: &World,
    story: &StoryLedger,
    paragraph: &ParagraphLedger,
    line: &LineLedger,
    home: &Path,
) -> Value {
    json!({
        "line": line.number,
        "column": line.column,
        "row": line.row,
        "paragraph": paragraph.number,
        "text": line.text,
        "place": place(world, line.span, home),
        "characters": line.characters,
        "measure": cells(line.measure, story.cell),
        "natural": cells(line.natural + line.indent, story.cell),
        "changes": line.changes.iter().map(|done| both(&step(done, story.cell))).collect::<Vec<_>>(),
        "cost": line.cost,
        "paragraphCost": paragraph.cost,
        "why": both(&why(line, paragraph, story)),
    })
}

/// The line of the ledger that stands in this row and has these characters.
fn in_ledger<'l>(
    ledgers: &'l [StoryLedger],
    slug: &str,
    line: &Line<'_>,
    row: i64,
) -> Option<(&'l StoryLedger, &'l ParagraphLedger, &'l LineLedger)> {
    let dense = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    let text = dense(&line.text());
    let longest = line.runs.iter().map(|run| dense(&run.text)).max_by_key(String::len).unwrap_or_default();
    let all = ledgers.iter().filter(|ledger| ledger.slug == slug).flat_map(|story| {
        let lines =
            story.paragraphs.iter().flat_map(|paragraph| paragraph.lines.iter().map(move |line| (paragraph, line)));
        lines.map(move |(paragraph, line)| (story, paragraph, line))
    });
    let near = |found: &(&StoryLedger, &ParagraphLedger, &LineLedger)| {
        let written = dense(&found.2.text);
        !written.is_empty() && (text.contains(&written) || written.contains(&longest))
    };
    let found: Vec<_> = all.filter(near).collect();
    found.iter().min_by_key(|(_, _, known)| (i64::from(known.row) - row).abs()).copied()
}

fn story_of(edition: &Edition, span: Span) -> Option<&Story> {
    edition.stories.iter().find(|story| span.is_some() && story.span.file == span.file)
}

/// The source line on which a span begins, cut round it, with the columns of the span in it.
fn source(world: &World, span: Span) -> Value {
    let Some(source) = span.is_some().then(|| world.source(span.file)).flatten() else { return Value::Null };
    let text = source.text.as_str();
    let (start, end) = (span.start as usize, span.end as usize);
    let (Some(before), Some(rest)) = (text.get(..start), text.get(start..)) else { return Value::Null };
    let before: Vec<char> = before.rsplit('\n').next().unwrap_or_default().chars().collect();
    let before: String = before[before.len().saturating_sub(SHOWN)..].iter().collect();
    let marked = text.get(start..end.max(start)).unwrap_or_default().lines().next().unwrap_or_default();
    let marked: String = marked.chars().take(SHOWN * 2).collect();
    let after = rest.get(marked.len()..).unwrap_or_default().lines().next().unwrap_or_default();
    let after: String = after.chars().take(SHOWN).collect();
    json!({ "before": before, "marked": marked, "after": after })
}

impl Line<'_> {
    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn middle(&self) -> Point {
        Point { x: self.at.x + self.at.width / 2, y: self.at.y + self.at.height / 2 }
    }
}

/// Runs of one place in the files that follow one another on one baseline are a line.
fn lines(page: &Page) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let at = box_of(run);
        let goes_on = |line: &Line<'_>| {
            let last = line.runs.last()?;
            let level = run.posture == Posture::Level;
            let (on_it, gap) = if level {
                (last.origin.y == run.origin.y, at.x - line.at.right())
            } else {
                (last.origin.x == run.origin.x, at.y - line.at.bottom())
            };
            let near = gap <= run.size * 2 && gap >= Length::ZERO - run.size;
            Some(line.span == item.span && (last.posture == Posture::Level) == level && on_it && near)
        };
        match found.last_mut() {
            Some(line) if goes_on(line) == Some(true) => {
                line.at = line.at.union(at);
                line.runs.push(run);
            }
            _ => found.push(Line { span: item.span, at, runs: vec![run] }),
        }
    }
    found
}

/// The em boxes of a run, about.
fn box_of(run: &TextRun) -> Rect {
    let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x);
    let wide = run.text.chars().last().is_some_and(|last| !last.is_ascii());
    let long = last + if wide { run.size.scale(i64::from(run.width.0), 1000) } else { run.size / 2 };
    match run.posture {
        Posture::Level => Rect::new(run.origin.x, run.origin.y - run.size.scale(880, 1000), long, run.size),
        Posture::Upright => Rect::new(run.origin.x - run.size / 2, run.origin.y, run.size, long),
        Posture::Turned => Rect::new(run.origin.x - run.size.scale(120, 1000), run.origin.y, run.size, long),
    }
}

/// The line at a point; else the nearest one within half its size.
fn nearest(page: &Page, point: Point) -> Option<Line<'_>> {
    let away = |rect: Rect| {
        let outside = |at: Length, from: Length, to: Length| (from - at).max(at - to).max(Length::ZERO);
        outside(point.x, rect.x, rect.right()) + outside(point.y, rect.y, rect.bottom())
    };
    let found = lines(page).into_iter().rev().min_by_key(|line| (away(line.at), line.at.height))?;
    let size = found.at.height.min(found.at.width).max(Length::pt(4));
    (away(found.at) <= size / 2).then_some(found)
}

fn contains(rect: Rect, point: Point) -> bool {
    rect.x <= point.x && point.x <= rect.right() && rect.y <= point.y && point.y <= rect.bottom()
}
