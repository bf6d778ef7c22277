//! `paiban impose`.

use serde_json::json;

use crate::app::impose::{ImposeJob, Imposed, SideResult, impose as run, sheets_json};
use crate::base::diag::{Code, Severity};
use crate::input::World;
use crate::output::pdf::imposition::{Rest, Side};

use super::args::{Cover, Filling, Form, ImposeOptions};
use super::{DONE, FINDINGS, Lang, UNWRITABLE, Voice, out, render, sign};

/// Lays the pages of an edition on sheets.
pub(super) fn impose(world: &World, options: &ImposeOptions, voice: Voice) -> u8 {
    let job = ImposeJob {
        from: options.from.clone(),
        output: options.output.clone(),
        zone: options.zone.clone(),
        pages: options.sheet,
        rest: match options.rest {
            Filling::Leaf => Rest::Leaf,
            Filling::Blank => Rest::Blank,
        },
        has_cover_apart: options.cover == Cover::Apart,
        signed: options.signed.iter().map(|signed| sign::role(*signed)).collect(),
        is_plan: options.plan,
    };
    let made = run(world, &job);
    if options.format == Form::Json {
        let value = json!({
            "sheets": sheets_json(&made),
            "findings": render::json(Some(world), &made.findings, voice.lang),
        });
        out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
    } else {
        eprint!("{}", render::text(Some(world), &made.findings, voice.lang, voice.color, voice.width));
        out(&table(&made, voice.lang));
    }
    let has = |wanted: &dyn Fn(&crate::base::diag::Diagnostic) -> bool| made.findings.iter().any(wanted);
    if has(&|finding| finding.code == Code::OutputUnwritable) {
        UNWRITABLE
    } else if has(&|finding| finding.severity == Severity::Error) {
        FINDINGS
    } else {
        DONE
    }
}

/// A line a side, then the sum.
fn table(made: &Imposed, lang: Lang) -> String {
    let mut text = String::new();
    for side in &made.sides {
        let face = match (side.side, lang) {
            (Side::Front, Lang::Zh) => "外",
            (Side::Back, Lang::Zh) => "里",
            (Side::Front, Lang::En) => "front",
            (Side::Back, Lang::En) => "back ",
        };
        let picture = side.picture(" | ", " / ");
        let file = side.written.as_ref().map_or("", |written| written.name.as_str());
        text += format!("S{:02} {face}  {picture}  {}  {file}", side.sheet, side.inks().join(" ")).trim_end();
        text.push('\n');
    }
    let sheets = made.sides.len() / 2;
    let plates: usize = made.sides.iter().map(|side: &SideResult| side.inks().len()).sum();
    if sheets == 0 {
        return text;
    }
    let output = made.output.display();
    let is_written = made.sides.iter().any(|side| side.written.is_some());
    let place = match (is_written, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("，在 {output}"),
        (true, Lang::En) => format!(", in {output}"),
    };
    text + &match lang {
        Lang::Zh => format!("{sheets} 张，{plates} 块印版{place}\n"),
        Lang::En => format!("{sheets} sheets, {plates} plates{place}\n"),
    }
}
