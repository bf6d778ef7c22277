//! `paiban fit`: the copy-fit report, as text or as JSON.

use serde_json::{Value, json};

use crate::app::fit::{FitAnswer, FitPage, fit as answer};
use crate::app::pages::PageChoice;
use crate::app::press::{Job, PageResult, Report};
use crate::base::diag::has_errors;
use crate::engine::fit::{AreaFit, Change, Choice, Lever, Misfit, StoryFit, lever_list, lever_words};
use crate::input::World;
use crate::model::LeverKind;

use super::args::{FitOptions, Form};
use super::fit_words::{cuts, levers, state};
use super::{DONE, FINDINGS, Lang, Voice, out, render, usage};

/// The kinds of lever as `fit:` names them, in their order.
const KINDS: [&str; 11] =
    ["lines", "crop", "width", "caption", "byline", "head", "deck", "crossheads", "space", "filler", "cut"];

/// Says how the stories of an edition fit.
pub(super) fn fit(world: &World, options: &FitOptions, voice: Voice) -> u8 {
    let pages = match options.pages.as_deref().map_or(Ok(PageChoice::all()), PageChoice::parse) {
        Ok(pages) => pages,
        Err(message) => return usage(&message, voice),
    };
    let found = answer(world, &options.edition, &pages, options.write);
    match options.format {
        Form::Text => {
            eprint!("{}", render::text(Some(world), &found.diagnostics, voice.lang, voice.color, voice.width));
            out(&text(&found, voice.lang));
        }
        Form::Json => {
            let value = json!({
                "findings": render::json(Some(world), &found.diagnostics, voice.lang),
                "written": found.amended.iter().map(|amended| &amended.file).collect::<Vec<_>>(),
                "pages": found.pages.iter().map(|page| page_json(page, voice.lang)).collect::<Vec<_>>(),
            });
            out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
        }
    }
    if has_errors(&found.diagnostics) || (found.is_overset() && !options.write) { FINDINGS } else { DONE }
}

fn text(found: &FitAnswer, lang: Lang) -> String {
    let mut text = String::new();
    for page in &found.pages {
        text += format!("{}  {}", page.folio, page.section).trim_end();
        text.push('\n');
        for area in &page.areas {
            text += &area_text(area, lang);
        }
    }
    for amended in &found.amended {
        let (file, areas) = (&amended.file, amended.areas.join(lang.pick("、", ", ")));
        text += &match lang {
            Lang::Zh => format!("写入 {file}：{areas}\n"),
            Lang::En => format!("written to {file}: {areas}\n"),
        };
    }
    text
}

/// What `check` adds of areas that do not fit.
pub(super) fn short(world: &World, job: &Job, report: &Report, lang: Lang) -> String {
    let misfits = |page: &PageResult| -> Vec<String> {
        let areas = page.record.iter().flat_map(|record| &record.areas);
        areas.filter(|area| !Misfit::of(area).is_exact()).map(|area| area.area.clone()).collect()
    };
    if report.pages.iter().all(|page| misfits(page).is_empty()) {
        return String::new();
    }
    let found = answer(world, &job.edition, &job.pages, false);
    let mut text = String::new();
    for page in &found.pages {
        let names = report.pages.iter().find(|known| known.number == page.page).map(misfits).unwrap_or_default();
        for area in page.areas.iter().filter(|area| names.contains(&area.area)) {
            text += &format!("{}\n{}", page.folio, area_text(area, lang));
        }
    }
    text
}

/// A line a story, and below it what can be done.
fn area_text(area: &AreaFit, lang: Lang) -> String {
    let mut text = String::new();
    for story in &area.stories {
        let name = if story.slug == area.area { story.slug.clone() } else { format!("{}/{}", area.area, story.slug) };
        let (room, copy) = (story.fits, story.chars);
        text += &match lang {
            Lang::Zh => format!("  {name}  {}    可排 {room} 字，来稿 {copy} 字\n", state(story, lang)),
            Lang::En => {
                format!("  {name}  {}    room for {room} characters, copy of {copy}\n", state(story, lang))
            }
        };
        if let Some(last) = area.stories.last().filter(|last| last.slug == story.slug) {
            text += &levers(area, last, lang);
        }
        if let Some(cuts) = cuts(story, lang) {
            text += &format!("      {cuts}\n");
        }
    }
    text
}

fn page_json(page: &FitPage, lang: Lang) -> Value {
    json!({
        "page": page.page,
        "folio": page.folio,
        "areas": page.areas.iter().map(|area| area_json(area, lang)).collect::<Vec<_>>(),
    })
}

fn area_json(area: &AreaFit, lang: Lang) -> Value {
    json!({
        "area": area.area,
        "over": area.misfit.over,
        "holes": area.misfit.holes,
        "strain": area.strain,
        "pulled": area.pulled.as_ref().map(|choice| choice_json(choice, lang)),
        "proposed": area.proposed.as_ref().map(|choice| choice_json(choice, lang)),
        "stories": area.stories.iter().map(|story| story_json(story, area, lang)).collect::<Vec<_>>(),
    })
}

fn choice_json(choice: &Choice, lang: Lang) -> Value {
    let missed = |(changes, misfit): &(Vec<Change>, Misfit)| json!({ "levers": lang.of(&lever_list(changes)), "over": misfit.over, "holes": misfit.holes });
    json!({
        "levers": choice.levers.iter().map(|lever| lever_json(lever, lang)).collect::<Vec<_>>(),
        "strain": choice.strain,
        "cost": points(choice.cost),
        "over": choice.after.over,
        "holes": choice.after.holes,
        "tried": choice.tried,
        "missed": choice.missed.iter().map(missed).collect::<Vec<_>>(),
    })
}

fn lever_json(lever: &Lever, lang: Lang) -> Value {
    let kind = LeverKind::ALL.iter().zip(KINDS).find(|(kind, _)| **kind == lever.change.kind());
    json!({
        "kind": kind.map(|(_, name)| name),
        "delta": lever.delta,
        "cost": points(lever.cost),
        "words": lang.of(&lever_words(&lever.change)),
    })
}

/// Tenths of a point as a number.
fn points(tenths: u32) -> f64 {
    f64::from(tenths) / 10.0
}

fn story_json(story: &StoryFit, area: &AreaFit, lang: Lang) -> Value {
    let cut = |cut: &crate::page::Cut| json!({"paragraph": cut.paragraph, "chars": cut.characters, "lines": cut.lines});
    json!({
        "article": story.slug,
        "headline": story.headline,
        "chars": story.chars,
        "fits": story.fits,
        "lines": story.lines,
        "slots": story.slots,
        "over_lines": story.over_lines,
        "over_chars": story.over_chars,
        "levers": area.levers().map(|lever| lever_json(lever, lang)).collect::<Vec<_>>(),
        "cuts": story.cuts.iter().map(cut).collect::<Vec<_>>(),
    })
}
