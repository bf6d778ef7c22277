//! `paiban diff`: what changed between two proofs.

use std::path::{Path, PathBuf};

use crate::base::diag::{Say, has_errors, say};
use crate::input::{World, corrections};
use crate::output::diff::{Difference, Expected, Ticked, compare, html, json, summary, text, tick};
use crate::page::layout::Layout;

use super::args::{DiffForm, DiffOptions};
use super::rounds::{self, Proofed};
use super::{DONE, FINDINGS, UNWRITABLE, Voice, out, render, usage};

/// Compares two proofs, and says what differs.
pub(super) fn diff(world: &World, options: &DiffOptions, voice: Voice) -> u8 {
    let (old, new) = match sides(options) {
        Ok(sides) => sides,
        Err(message) => return usage(&message, voice),
    };
    let mut findings = Vec::new();
    let mut read = |path: &Path| -> Option<Layout> {
        let Proofed { layout, diagnostics } = rounds::read(world, path);
        findings.extend(diagnostics);
        layout
    };
    let (old_layout, new_layout) = (read(&old), read(&new));
    let expected = options.expect.as_ref().map(|path| corrections(world, path, &mut findings));
    let (Some(before), Some(after)) = (old_layout, new_layout) else {
        eprint!("{}", render::text(Some(world), &findings, voice.lang, voice.color, voice.width));
        return FINDINGS;
    };
    if has_errors(&findings) && expected.is_some() {
        eprint!("{}", render::text(Some(world), &findings, voice.lang, voice.color, voice.width));
        return FINDINGS;
    }
    let difference = compare(&before, &after);
    let ticked = expected.map(|rows| {
        let rows: Vec<Expected> =
            rows.into_iter().map(|row| Expected { story: row.story, from: row.from, to: row.to }).collect();
        tick(&difference, &rows)
    });
    let told = match options.format {
        DiffForm::Text => as_text(&difference, ticked.as_ref(), after.round, voice),
        DiffForm::Json => {
            let value = json(&difference, ticked.as_ref(), after.round);
            serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
        }
        DiffForm::Html => html(&before, &after, &difference, (&old.display().to_string(), &new.display().to_string())),
    };
    if let Some(path) = &options.output {
        if let Err((path, error)) = crate::app::write::write_whole(path, told.as_bytes()) {
            eprintln!("{}: {error}", path.display());
            return UNWRITABLE;
        }
        out(&format!("{}\n", voice.lang.of(&summary(&difference, after.round))));
    } else {
        out(&told);
    }
    match ticked {
        Some(ticked) if !ticked.is_clean() => FINDINGS,
        None if options.exit_code && !difference.is_empty() => FINDINGS,
        _ => DONE,
    }
}

fn as_text(difference: &Difference, ticked: Option<&Ticked>, round: u16, voice: Voice) -> String {
    let all = text(difference, ticked);
    format!("{}\n{}", voice.lang.of(&summary(difference, round)), voice.lang.of(&all))
}

/// Old and new: two that are named, or the last round of an edition and the edition as it is.
fn sides(options: &DiffOptions) -> Result<(PathBuf, PathBuf), Say> {
    match (&options.new, options.last) {
        (Some(new), false) => Ok((options.old.clone(), new.clone())),
        (None, true) => {
            let edition = options.old.clone();
            let rounds = rounds::rounds(&edition);
            let last = rounds.last().ok_or_else(|| {
                say(
                    format!("`{}` 还没有存过校样", edition.display()),
                    format!("`{}` has no round of proofs yet", edition.display()),
                )
            })?;
            Ok((last.1.clone(), edition))
        }
        (Some(_), true) => Err(say("`--last` 只要一期，不要第二个", "`--last` takes an edition and nothing else")),
        (None, false) => Err(say(
            "要比两份：`paiban diff 旧 新`，或 `paiban diff 一期 --last`",
            "name two: `paiban diff OLD NEW`, or `paiban diff EDITION --last`",
        )),
    }
}
