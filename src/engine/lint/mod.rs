//! Faults of make-up: looks at what stands where on the pages of an edition, and tells what an editor
//! would send back.
//!
//! ```text
//! record -> sheet (heads, copy, pictures of a page) -> rules -> settle (level, allow) -> diagnostics
//! ```
//!
//! Rules are pure functions of the record and the page plan. Their default levels and limits, and where
//! they come from, are in [`crate::model::lint::RULES`].

mod calendar;
mod copy_beneath;
mod cuts;
mod dates;
mod fold;
mod gaps;
mod head_pairs;
mod holes;
mod issues;
mod lone_lines;
mod order;
mod pictures;
mod priority;
mod settle;
mod sheet;
mod sizes;
mod text;
mod twice;

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, Note, Say, Span};
use crate::base::geom::Rect;
use crate::model::{Edition, Level, PagePlan};
use crate::page::Record;

use sheet::Sheet;

/// What a rule found, before it is weighed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Found {
    code: Code,
    /// The areas concerned, by index: each of them, and the layout, may allow it.
    areas: Vec<u16>,
    /// Where on the page, where it is known.
    at: Option<Rect>,
    span: Span,
    message: Say,
    hint: Say,
    notes: Vec<Note>,
}

impl Found {
    fn new(code: Code, areas: &[u16], at: Rect, span: Span, (message, hint): (Say, Say)) -> Found {
        Found { code, areas: areas.to_vec(), at: Some(at), span, message, hint, notes: Vec::new() }
    }

    /// With another place, unless it is the same.
    fn note(mut self, span: Span, message: Say) -> Found {
        if span != self.span {
            self.notes.push(Note { span, message });
        }
        self
    }
}

/// A rule that looks at one page.
type Check = fn(&Sheet<'_>, &mut Vec<Found>);

/// The rules of a page, with the codes that they give. A rule is run when one of its codes is on.
const CHECKS: &[(&[Code], Check)] = &[
    (&[Code::HeadCollision, Code::HeadsLevel], head_pairs::side_by_side),
    (&[Code::HeadsStacked], head_pairs::stacked),
    (&[Code::HeadDangling], copy_beneath::dangling),
    (&[Code::HeadForeign], copy_beneath::foreign),
    (&[Code::CutAcross], cuts::across),
    (&[Code::CutDown], cuts::down),
    (&[Code::Hole], holes::holes),
    (&[Code::SingleLine, Code::SingleFirstLine], lone_lines::single_lines),
    (&[Code::SingleCharacter], lone_lines::single_characters),
    (&[Code::ReadingOrder], order::reading),
    (&[Code::ColumnOrder], order::columns),
    (&[Code::PictureAstray], pictures::astray),
    (&[Code::PictureOverText, Code::TextOverlap], pictures::overlaps),
    (&[Code::PicturesTouch], pictures::touch),
    (&[Code::CaptionAstray], pictures::captions),
    (&[Code::FoldText], fold::text),
    (&[Code::FoldHead], fold::heads),
    (&[Code::FoldPicture], fold::pictures),
    (&[Code::GapNarrow], gaps::narrow),
    (&[Code::PriorityInversion], priority::inversions),
    (&[Code::TextSmall], sizes::too_small),
    (&[Code::HeadSizes], sizes::too_many),
    (&[Code::DateMismatch, Code::WeekdayMismatch, Code::LunarMismatch, Code::IssueMismatch], calendar::typed),
    (&[Code::WordRepeated, Code::NumberStyle, Code::UnitStyle], text::style),
    (&[Code::CaptionName], text::captions),
    (&[Code::WordBanned, Code::WordPreferred], text::listed),
    (&[Code::WordMissing], text::wanted),
    (&[Code::NamesOrder], text::ordered),
];

/// Judges the make-up of composed pages. `found` is what was noticed before: its findings of make-up are
/// weighed with the rest; all others pass as they are.
///
/// `plans` and `records` belong together, one a page. Findings come in the order of `found`, then by page.
pub fn lint(edition: &Edition, plans: &[&PagePlan], records: &[Record], found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let pages: Vec<(&PagePlan, &Record)> = plans.iter().copied().zip(records).collect();
    let mut by_page: Vec<Vec<Found>> = pages.par_iter().map(|(plan, record)| of_page(edition, plan, record)).collect();
    twice::pictures(edition, &pages, &mut by_page);
    twice::stories(edition, &pages, &mut by_page);
    text::near(edition, &pages, &mut by_page);
    let told = settle::Told { by_page, before: found, of_edition: issues::check(edition) };
    settle::settle(edition, &pages, told)
}

fn of_page(edition: &Edition, plan: &PagePlan, record: &Record) -> Vec<Found> {
    let sheet = Sheet::new(edition, plan, record);
    let is_on = |codes: &[Code]| codes.iter().any(|code| plan.lint.level(*code) != Level::Off);
    let mut found = Vec::new();
    for (_, check) in CHECKS.iter().filter(|(codes, _)| is_on(codes)) {
        check(&sheet, &mut found);
    }
    found
}
