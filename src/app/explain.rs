//! The ledger of an edition's stories: which are asked for, what their lines add up to, and where a text
//! stands in them.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::{Em, Length};
use crate::engine::compose::lines::Reason;
use crate::engine::compose::{LineLedger, ParagraphLedger, StoryLedger, compose_explained};
use crate::engine::fit::settle;
use crate::input::{LoadOptions, World, load, unknown_name};
use crate::model::{Content, Edition, PagePlan};

use super::pages::PageChoice;
use super::press::missing_page;

/// What is to be explained.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Which pages.
    pub pages: PageChoice,
    /// The slugs of stories; all of them when empty.
    pub stories: Vec<String>,
}

/// One story, on its page.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The page, from 1.
    pub page: u16,
    /// `A01`.
    pub folio: String,
    /// 版名.
    pub section: String,
    /// Its headline as printed.
    pub headline: String,
    /// Its lines.
    pub ledger: StoryLedger,
}

/// The stories asked for, in the order of pages and areas, and what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The stories.
    pub stories: Vec<Explained>,
    /// Findings of the input and of the pages that were composed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Composes the pages on which the stories stand, and accounts for their lines. Nothing is written.
pub fn explain(world: &World, edition: &Path, question: &Question) -> Answer {
    let mut answer = Answer::default();
    let Some(mut loaded) = load(world, edition, &LoadOptions::default()).drain(&mut answer.diagnostics) else {
        return answer;
    };
    if let Some(finding) = missing_page(&question.pages, &loaded) {
        answer.diagnostics.push(finding);
        return answer;
    }
    let settled = settle(&mut loaded.edition, &loaded.fonts, |plan| question.pages.has_any(plan.numbers()));
    answer.diagnostics.extend(settled);
    let edition = &loaded.edition;
    let chosen = |slug: &str| question.stories.is_empty() || question.stories.iter().any(|wanted| wanted == slug);
    let plans: Vec<&PagePlan> = edition
        .pages
        .iter()
        .filter(|plan| question.pages.has_any(plan.numbers()))
        .filter(|plan| slugs(edition, plan).any(chosen))
        .collect();
    for (plan, outcome) in plans.iter().zip(compose_explained(edition, &plans, &loaded.fonts)) {
        let composed = outcome.drain(&mut answer.diagnostics);
        let records = || composed.record.areas.iter().flat_map(|area| &area.stories);
        let headline = |slug: &str| records().find(|record| record.slug == slug).map(|record| record.headline.clone());
        answer.stories.extend(composed.ledger.into_iter().filter(|ledger| chosen(&ledger.slug)).map(|ledger| {
            Explained {
                page: plan.number,
                folio: plan.folio.clone(),
                section: plan.section.clone(),
                headline: headline(&ledger.slug).unwrap_or_default(),
                ledger,
            }
        }));
    }
    for slug in &question.stories {
        if !answer.stories.iter().any(|story| story.ledger.slug == *slug) {
            answer.diagnostics.push(no_such_story(edition, slug));
        }
    }
    answer
}

/// The stories with copy on a page.
fn slugs<'a>(edition: &'a Edition, plan: &'a PagePlan) -> impl Iterator<Item = &'a str> {
    let stories = plan.areas.iter().flat_map(|area| match &area.content {
        Content::Story(content) => content.stories.as_slice(),
        _ => &[],
    });
    stories.filter_map(|id| edition.stories.get(id.0 as usize)).map(|story| story.slug.as_str())
}

fn no_such_story(edition: &Edition, slug: &str) -> Diagnostic {
    let placed = || edition.pages.iter().flat_map(|plan| slugs(edition, plan));
    if !placed().any(|placed| placed == slug) && edition.stories.iter().any(|story| story.slug == slug) {
        return Diagnostic::new(
            Code::UnknownName,
            Span::NONE,
            say(
                format!("稿件 `{slug}` 没有排成文字栏：压着未用，或只配图片"),
                format!("story `{slug}` has no lines: it is held, or stands with a picture only"),
            ),
        );
    }
    let what = say("稿件", "story");
    unknown_name(Code::UnknownName, Span::NONE, &what, slug, placed())
}

/// What a story's lines add up to; cross-heads do not count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Lines.
    pub lines: u32,
    /// Those that must reach both edges.
    pub justified: u32,
    /// Those of them that were squeezed or stretched off the character grid.
    pub off_grid: u32,
    /// The number of the most squeezed line, and the share of its squeezing that is used.
    pub tightest: Option<(u32, Em)>,
    /// The number of the most letterspaced line, and its widest gap.
    pub loosest: Option<(u32, Em)>,
    /// Lines whose last stop hangs.
    pub hung: u32,
    /// Lines that end with a hyphen of ours.
    pub hyphens: u32,
    /// Lines that break a rule, part a word anywhere, or do not fit.
    pub forced: u32,
    /// The characters of each last line, marks not counted.
    pub last_lines: Vec<u32>,
    /// Last lines of a single character (C32).
    pub single: u32,
    /// What all lines cost.
    pub cost: u64,
}

impl Summary {
    /// Of one story.
    pub fn of(ledger: &StoryLedger) -> Summary {
        let mut sum = Summary::default();
        for line in numbered(ledger) {
            sum.lines += 1;
            sum.justified += u32::from(line.justified);
            sum.off_grid += u32::from(line.off_grid);
            sum.hung += u32::from(line.hung > Length::ZERO);
            sum.hyphens += u32::from(line.hyphen);
            let forced = matches!(line.why.reason, Reason::Rescued | Reason::CutWord | Reason::Overfull);
            sum.forced += u32::from(forced || line.overfull > Length::ZERO);
            sum.cost += u64::from(line.cost);
            if line.last {
                sum.last_lines.push(line.characters);
                sum.single += u32::from(line.characters < 2);
            }
            let looseness = line.looseness;
            if looseness < sum.tightest.map_or(Em(0), |(_, known)| known) {
                sum.tightest = Some((line.number, looseness));
            }
            if looseness > sum.loosest.map_or(Em(0), |(_, known)| known) {
                sum.loosest = Some((line.number, looseness));
            }
        }
        sum
    }

    /// The share of justified lines off the grid, in thousandths.
    pub fn off_grid_share(&self) -> u32 {
        (self.off_grid * 1000).checked_div(self.justified).unwrap_or(0)
    }
}

/// The lines of a story's paragraphs.
pub fn numbered(ledger: &StoryLedger) -> impl Iterator<Item = &LineLedger> {
    ledger.paragraphs.iter().filter(|paragraph| paragraph.number > 0).flat_map(|paragraph| &paragraph.lines)
}

/// The lines of a paragraph, by index, on which `text` stands, once or more; white space does not count.
pub fn find(paragraph: &ParagraphLedger, text: &str) -> Vec<usize> {
    let dense = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    let wanted = dense(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let lines: Vec<String> = paragraph.lines.iter().map(|line| dense(&line.text)).collect();
    let all = lines.concat();
    let places: Vec<(usize, usize)> = all.match_indices(&wanted).map(|(at, found)| (at, at + found.len())).collect();
    let mut start = 0;
    let ranges = lines.iter().map(|line| {
        start += line.len();
        (start - line.len(), start)
    });
    let touched = |(from, to): (usize, usize)| places.iter().any(|&(start, end)| start < to && from < end);
    ranges.enumerate().filter(|(_, range)| touched(*range)).map(|(index, _)| index).collect()
}
