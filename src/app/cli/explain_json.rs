//! The ledger as JSON. Lengths are whole EMU, 12,700 a point, so that they add up exactly.

use serde_json::{Value, json};

use crate::app::explain::{Explained, Summary};
use crate::engine::compose::lines::{Adjusted, Change};
use crate::engine::compose::{LineLedger, Other, ParagraphLedger};
use crate::input::World;
use crate::model::{Composer, MarkScheme};

use super::explain_words::{bond_name, reason_name, step_name, tie, why};
use super::{Lang, render};

/// One story, with those of its paragraphs that `shown` accepts.
pub(super) fn story(world: &World, story: &Explained, lang: Lang, shown: impl Fn(&ParagraphLedger) -> bool) -> Value {
    let ledger = &story.ledger;
    let lines = |paragraph: &ParagraphLedger| {
        let one = |one: &LineLedger| {
            let mut value = line(world, one);
            value["why"] = json!(lang.of(&why(one, paragraph, ledger)));
            value
        };
        paragraph.lines.iter().map(one).collect::<Vec<_>>()
    };
    let paragraph = |paragraph: &ParagraphLedger| {
        json!({
            "kind": if paragraph.number > 0 { "text" } else { "cross-head" },
            "paragraph": (paragraph.number > 0).then_some(paragraph.number),
            "cost": paragraph.cost,
            "lines": lines(paragraph),
        })
    };
    json!({
        "page": story.page,
        "folio": story.folio,
        "section": story.section,
        "area": ledger.area,
        "story": ledger.slug,
        "part": ledger.part.map(|(number, count)| json!({ "number": number, "of": count })),
        "headline": story.headline,
        "cell": ledger.cell.get(),
        "composer": match ledger.composer {
            Composer::Paragraph => "paragraph",
            Composer::Line => "line",
        },
        "marks": match ledger.marks {
            MarkScheme::Full => "full",
            MarkScheme::LineEndHalf => "line-end-half",
            MarkScheme::Kaiming => "kaiming",
            MarkScheme::Half => "half",
        },
        "character_grid": ledger.character_grid,
        "rows_of_cells": ledger.cell_rows,
        "overset": ledger.overset,
        "summary": summary(&Summary::of(ledger)),
        "paragraphs": ledger.paragraphs.iter().filter(|one| shown(one)).map(paragraph).collect::<Vec<_>>(),
    })
}

fn summary(sum: &Summary) -> Value {
    json!({
        "lines": sum.lines,
        "justified": sum.justified,
        "off_grid": sum.off_grid,
        "off_grid_permille": sum.off_grid_share(),
        "tightest": sum.tightest.map(|(line, used)| json!({ "line": line, "used_permille": -used.0 })),
        "loosest": sum.loosest.map(|(line, gap)| json!({ "line": line, "gap_permille_of_em": gap.0 })),
        "hung": sum.hung,
        "hyphens": sum.hyphens,
        "forced": sum.forced,
        "last_lines": sum.last_lines,
        "single_last_lines": sum.single,
        "cost": sum.cost,
    })
}

fn line(world: &World, line: &LineLedger) -> Value {
    let at = render::place(world, line.span);
    let tie = tie(&line.why.reason);
    json!({
        "line": (line.number > 0).then_some(line.number),
        "column": line.column,
        "row": line.row,
        "text": line.text,
        "aside": line.aside,
        "file": at.as_ref().map(|at| &at.0),
        "file_line": at.as_ref().map(|at| at.1),
        "file_column": at.as_ref().map(|at| at.2),
        "characters": line.characters,
        "indent": line.indent.get(),
        "measure": line.measure.get(),
        "natural": line.natural.get(),
        "justified": line.justified,
        "last": line.last,
        "changes": line.changes.iter().map(change).collect::<Vec<_>>(),
        "looseness": line.looseness.0,
        "hung": line.hung.get(),
        "hyphen": line.hyphen,
        "overfull": line.overfull.get(),
        "off_grid": line.off_grid,
        "cost": line.cost,
        "cost_beside": line.beside,
        "cost_of_break": line.penalty,
        "reason": reason_name(&line.why.reason),
        "bond": tie.map(|tie| bond_name(tie.bond)),
        "mark": line.why.mark,
        "unit": line.why.unit,
        "unit_fits": tie.map(|tie| tie.fits),
        "why": null,
        "with_less": line.previous.as_ref().map(other),
        "with_more": line.next.as_ref().map(other),
    })
}

fn change(done: &Adjusted) -> Value {
    let squeezed = matches!(done.change, Change::Squeeze(_));
    json!({
        "change": if squeezed { "squeeze" } else { "stretch" },
        "where": step_name(done.change),
        "places": done.places,
        "each": done.each,
        "total": if squeezed { -done.total } else { done.total },
    })
}

fn other(other: &Other) -> Value {
    json!({
        "text": other.text,
        "natural": other.natural.get(),
        "too_wide": other.over.get(),
        "cost": other.cost,
        "paragraph_cost": other.total,
    })
}
