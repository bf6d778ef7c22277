//! 转版: cuts the stories that go on in other areas into parts, before any page is composed, so that pages
//! still share nothing and each part is set like a story of its own.
//!
//! A cut is judged by setting the area with what would stand in it: whatever its shape, head and pictures,
//! the part fills it to the last row, the jump line included. The same cut is made whichever pages are
//! asked for.
//!
//! Source: `makeup.md` 6; `algorithms.md` 6.

mod cut;
mod line;
mod points;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, Outcome, say};
use crate::font::FontBook;
use crate::model::{
    Area, Block, Content, Copy, Edition, Fitting, Jump, Opening, PagePlan, Part, Story, StoryArea, StoryId,
};

use super::copy_flow::block_characters;
use super::dressed::dressed;

pub(crate) use line::{JumpSlots, goes_on, join, part_record};

use cut::Table;

/// Cuts all stories that go on in other areas. `None` when there are none.
///
/// The edition has the parts as stories of their own, behind the others; its areas have no jumps any more.
pub fn divide(edition: &Edition, fonts: &FontBook) -> Option<Outcome<Edition>> {
    let routes = routes(edition);
    if routes.is_empty() {
        return None;
    }
    let all: Vec<(&StoryId, &Vec<Stop<'_>>)> = routes.iter().collect();
    let parted: Vec<Outcome<Vec<Story>>> =
        all.par_iter().map(|(id, stops)| part(edition, &edition.stories[id.0 as usize], stops, fonts)).collect();
    let places: Vec<Vec<(usize, usize)>> =
        all.iter().map(|(_, stops)| stops.iter().map(|stop| stop.place).collect()).collect();
    let mut divided = edition.clone();
    let mut diagnostics = Vec::new();
    for (outcome, places) in parted.into_iter().zip(places) {
        for (story, (page, area)) in outcome.drain(&mut diagnostics).into_iter().zip(places) {
            let id = StoryId(divided.stories.len() as u32);
            divided.stories.push(story);
            if let Content::Story(content) = &mut divided.pages[page].areas[area].content {
                content.stories = vec![id];
                content.jump = None;
                content.fitting = rows_only(&content.fitting);
            }
        }
    }
    Some(Outcome { value: divided, diagnostics })
}

/// An area with a part of a story.
struct Stop<'a> {
    /// Index of its page, and of the area on it.
    place: (usize, usize),
    plan: &'a PagePlan,
    area: &'a Area,
    content: &'a StoryArea,
    jump: &'a Jump,
}

/// The areas of each story, in the order of its parts.
fn routes(edition: &Edition) -> BTreeMap<StoryId, Vec<Stop<'_>>> {
    let mut routes: BTreeMap<StoryId, Vec<Stop<'_>>> = BTreeMap::new();
    for (page, plan) in edition.pages.iter().enumerate() {
        for (index, area) in plan.areas.iter().enumerate() {
            if let Content::Story(content) = &area.content
                && let (Some(jump), Some(id)) = (&content.jump, content.stories.first())
            {
                let stop = Stop { place: (page, index), plan, area, content, jump };
                routes.entry(*id).or_default().push(stop);
            }
        }
    }
    for stops in routes.values_mut() {
        stops.sort_by_key(|stop| stop.jump.part);
    }
    routes
}

/// What is still to be set of a story.
struct Rest {
    body: Vec<Block>,
    goes_on: bool,
}

/// What an area does to a part: the cross-heads that it sets, the paragraphs that it leaves out are those
/// of the whole story, which its first area has counted.
fn rows_only(fitting: &Fitting) -> Fitting {
    Fitting { crosshead_rows: fitting.crosshead_rows, ..Fitting::default() }
}

/// The parts of one story.
fn part(edition: &Edition, story: &Story, stops: &[Stop<'_>], fonts: &FontBook) -> Outcome<Vec<Story>> {
    let fitted = stops.first().map_or(Cow::Borrowed(story), |stop| dressed(story, &stop.content.fitting));
    let whole = &Story { candidates: Vec::new(), cuttable: Vec::new(), ..fitted.into_owned() };
    let characters = whole.body.iter().map(block_characters).sum();
    let mut diagnostics = Vec::new();
    let mut parts = Vec::with_capacity(stops.len());
    let mut rest = Rest { body: whole.body.clone(), goes_on: false };
    for (index, stop) in stops.iter().enumerate() {
        let mut story = headed(whole, stop.jump, characters);
        if let Some(part) = &mut story.part {
            part.goes_on = rest.goes_on;
        }
        if rest.body.is_empty() && index > 0 {
            diagnostics.push(idle(whole, stop));
            parts.push(without_lines(story));
            continue;
        }
        let mut table = Table::new(edition, stop, fonts);
        let whole_rest = Story { body: std::mem::take(&mut rest.body), ..story };
        if stop.jump.to.is_none() {
            parts.push(table.last(whole_rest));
            continue;
        }
        let (story, left) = table.cut(whole_rest, &mut diagnostics);
        parts.push(story);
        rest = left;
    }
    Outcome { value: parts, diagnostics }
}

/// A part of a story, with no copy yet: the first has its head, the others a few words of it.
fn headed(whole: &Story, jump: &Jump, characters: u32) -> Story {
    let part = Part {
        number: jump.part,
        count: jump.parts,
        characters,
        from: jump.from.clone().map(|line| (line, 1)),
        to: jump.to.clone().map(|line| (line, 1)),
        goes_on: false,
        breaks_off: false,
    };
    let story = Story { body: Vec::new(), part: Some(part), ..whole.clone() };
    if jump.part == 1 {
        return story;
    }
    let headline = whole.jump_head.clone().or_else(|| whole.headline.as_ref().map(first_clause));
    let opening = Opening::default();
    Story { label: None, kicker: None, headline, deck: None, byline: None, opening, ..story }
}

fn first_clause(headline: &Copy) -> Copy {
    headline.slice(0, headline.text.find(' ').unwrap_or(headline.text.len()))
}

fn without_lines(mut story: Story) -> Story {
    if let Some(part) = &mut story.part {
        (part.from, part.to) = (None, None);
    }
    story
}

/// A continuation for which nothing is left.
fn idle(story: &Story, stop: &Stop<'_>) -> Diagnostic {
    let (slug, area, part) = (&story.slug, &stop.area.name, stop.jump.part - 1);
    let message = say(
        format!("稿件 `{slug}` 在第 {part} 部分已经排完，区块 `{area}` 没有文字"),
        format!("story `{slug}` ends in its part {part}: nothing is left for area `{area}`"),
    );
    let hint = say("去掉续文，或缩小前面的区块", "remove the continuation, or make the area before it smaller");
    Diagnostic::new(Code::JumpIdle, stop.area.span, message).hint(hint).on_page(stop.plan.number)
}
