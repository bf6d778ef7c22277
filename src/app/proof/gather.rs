//! What a proof says of its pages, gathered from the plans, the records and the findings.

use crate::app::layout::{at, place};
use crate::app::names;
use crate::base::diag::{Code, Diagnostic, Severity};
use crate::input::World;
use crate::model::{Edition, PagePlan};
use crate::output::proof::{AreaNote, FindingNote, GridLines, Proof, ProofPage, StoryNote};
use crate::page::layout::{Layout, LineAt, PageLayout, Stretch};
use crate::page::{AreaRecord, BlockKind, Record};

/// A proof of composed pages. Notes are left out, and so is what the command line would not show.
pub(super) fn proof(
    world: &World,
    edition: &Edition,
    records: &[Record],
    findings: &[Diagnostic],
    layout: &Layout,
) -> Proof {
    let one = |page: &PageLayout| {
        let plan = edition.pages.iter().find(|plan| plan.number == page.number)?;
        let record = records.iter().find(|record| record.page == page.number)?;
        let stories = stories(world, edition, plan, record);
        let first = layout.pages.first().is_some_and(|first| first.number == page.number);
        let own = |finding: &&Diagnostic| match finding.page {
            Some(number) => plan.numbers().contains(&number),
            // What concerns the whole edition is told once.
            None => first,
        };
        let mut shown: Vec<FindingNote> = findings
            .iter()
            .filter(|finding| finding.severity > Severity::Note)
            .filter(own)
            .map(|finding| note(world, finding, page, &stories))
            .collect();
        shown.sort_by_key(|finding| (finding.allowed, std::cmp::Reverse(finding.severity)));
        Some(ProofPage {
            number: page.number,
            folio: page.folio.clone(),
            section: page.section.clone(),
            size: page.size,
            grid: grid(plan),
            areas: areas(plan, record),
            stories,
            findings: shown,
        })
    };
    Proof {
        paper: edition.paper.clone(),
        date: names::iso(edition.date),
        issue: edition.issue,
        zone: edition.zone.clone(),
        round: layout.round,
        pages: layout.pages.iter().filter_map(one).collect(),
    }
}

fn grid(plan: &PagePlan) -> GridLines {
    GridLines {
        columns: plan.grid.columns.iter().map(|column| [column.x.get(), column.width.get()]).collect(),
        top: plan.grid.top.get(),
        pitch: plan.grid.pitch.get(),
        rows: plan.grid.rows,
    }
}

fn areas(plan: &PagePlan, record: &Record) -> Vec<AreaNote> {
    let one = |(index, area): (usize, &crate::model::Area)| {
        let own = record.blocks.iter().filter(|block| usize::from(block.area) == index);
        let boxes: Vec<[i64; 4]> =
            own.filter(|block| block.kind == BlockKind::Area).map(|block| at(block.at)).collect();
        let filled = record.areas.iter().find(|filled| filled.area == area.name);
        AreaNote { name: area.name.clone(), boxes, rows: filled.map(|filled| (filled.room, filled.used)) }
    };
    plan.areas.iter().enumerate().map(one).collect()
}

fn stories(world: &World, edition: &Edition, plan: &PagePlan, record: &Record) -> Vec<StoryNote> {
    let mut found = Vec::new();
    for area in &record.areas {
        let index = plan.areas.iter().position(|known| known.name == area.area);
        let own = record
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Area && index.is_some_and(|index| usize::from(block.area) == index));
        let place_of = own.map(|block| at(block.at)).unwrap_or_default();
        for (number, story) in area.stories.iter().enumerate() {
            let known = edition.stories.iter().find(|known| known.slug == story.slug);
            let file = known.map(|known| place(world, known.span)).unwrap_or_default();
            found.push(StoryNote {
                slug: story.slug.clone(),
                headline: story.headline.clone(),
                area: area.area.clone(),
                part: story.part.map(|part| (part.number, part.count)),
                characters: story.own_characters(),
                lines: story.lines,
                over: story.overset.as_ref().map(|rest| (rest.characters, rest.lines)),
                rest: story.overset.as_ref().map(|rest| rest.text.clone()).unwrap_or_default(),
                short: if number + 1 == area.stories.len() { lacking(area) } else { 0 },
                file: file.rsplitn(3, ':').last().unwrap_or_default().to_owned(),
                at: place_of,
            });
        }
    }
    found
}

fn lacking(area: &AreaRecord) -> u32 {
    let over = area.stories.iter().any(|story| story.overset.is_some());
    if over { 0 } else { area.holes.iter().map(|rows| u32::from(*rows)).sum() }
}

/// A finding with its boxes: as told, else the words in the printed lines that it speaks of; of copy that is not
/// printed the area that it should stand in.
fn note(world: &World, finding: &Diagnostic, page: &PageLayout, stories: &[StoryNote]) -> FindingNote {
    let place = place(world, finding.span);
    let mut boxes: Vec<[i64; 4]> = finding.at.map(at).into_iter().collect();
    let mut is_text = false;
    if boxes.is_empty() && finding.code != Code::StoryOverset {
        boxes = words(world, finding, &place, page);
        is_text = !boxes.is_empty();
    }
    if boxes.is_empty()
        && let Some((file, ..)) = split(&place)
        && let Some(story) = stories.iter().rfind(|story| story.file == file)
    {
        boxes.push(story.at);
    }
    FindingNote {
        code: finding.code.as_str(),
        severity: finding.severity,
        allowed: finding.allowed.is_some(),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        place,
        is_text,
        boxes,
    }
}

/// Words are marked where they are no longer than so many characters; else their line.
const WORDS: usize = 40;
/// A paragraph that is not on this page has its last line far before: so many characters of mark-up stand at most
/// between what is printed.
const MARKUP: usize = 48;

fn words(world: &World, finding: &Diagnostic, place: &str, page: &PageLayout) -> Vec<[i64; 4]> {
    let Some((file, line, column)) = split(place) else { return Vec::new() };
    let lines = page.texts.iter().filter(|text| split(&text.place).is_some_and(|(own, ..)| own == file));
    // The character that is written there, else the last one before it in its line of the file.
    let before = |(held, stretch): (_, Stretch)| {
        let [own, first] = stretch.place?;
        let further = column.checked_sub(first).filter(|_| own == line)? as usize;
        let last = stretch.from + further.min(stretch.to - stretch.from - 1);
        Some((further.saturating_sub(last - stretch.from), held, last))
    };
    let stretches = lines.flat_map(|text| &text.lines).flat_map(|held: &LineAt| {
        let own: Vec<(&LineAt, Stretch)> = held.stretches().into_iter().map(|stretch| (held, stretch)).collect();
        own
    });
    let found = stretches.filter_map(before).min_by_key(|(beyond, ..)| *beyond);
    let Some((_, held, from)) = found.filter(|(beyond, ..)| *beyond <= MARKUP) else { return Vec::new() };
    let count = held.count();
    let source = world.source(finding.span.file);
    let meant = source.as_ref().and_then(|source| {
        source.text.get(finding.span.start as usize..finding.span.end as usize).map(|text| text.chars().count())
    });
    let length = meant.filter(|length| (1..=WORDS).contains(length)).unwrap_or(count).min(count - from).max(1);
    vec![held.part(from, length)]
}

/// File, line and column of `stories/lead.md:12:3`.
fn split(place: &str) -> Option<(&str, u32, u32)> {
    let mut parts = place.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((parts.next()?, line, column))
}
