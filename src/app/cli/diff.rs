//! `paiban diff`: what changed between two proofs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Say, Span, has_errors, say};
use crate::input::{World, corrections, load_press};
use crate::output::diff::{Difference, Expected, Ticked, compare, html, json, summary, text, tick};
use crate::output::proof::{Alarm, Unshown, extract_proof, guard, marked, register};
use crate::page::layout::Layout;

use super::args_diff::{DiffForm, DiffOptions};
use super::rounds::{self, Proofed};
use super::{DONE, FINDINGS, Lang, UNWRITABLE, Voice, out, render, usage};

/// Compares two proofs, and says what differs.
pub(super) fn diff(world: &World, options: &DiffOptions, voice: Voice) -> u8 {
    if options.format == DiffForm::Pdf && options.output.is_none() {
        let message = say("`--format pdf` 要用 -o 指明写到哪个文件", "`--format pdf` wants a file: -o FILE");
        return usage(&message, voice);
    }
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
    let (before, after) = match alike(&old, &new, before, after) {
        Ok(layouts) => layouts,
        Err(finding) => {
            eprint!("{}", render::text(Some(world), &[*finding], voice.lang, voice.color, voice.width));
            return FINDINGS;
        }
    };
    let difference = compare(&before, &after);
    let alarms = match looked_at(world, options, (&old, &before), (&new, &after)) {
        Ok(alarms) => alarms,
        Err(finding) => {
            eprint!("{}", render::text(Some(world), &[*finding], voice.lang, voice.color, voice.width));
            return FINDINGS;
        }
    };
    let ticked = expected.map(|rows| {
        let rows: Vec<Expected> =
            rows.into_iter().map(|row| Expected { story: row.story, from: row.from, to: row.to }).collect();
        tick(&difference, &rows)
    });
    let told = match options.format {
        DiffForm::Text => {
            (as_text(&difference, ticked.as_ref(), after.round, voice) + &alarm_lines(&alarms, voice)).into_bytes()
        }
        DiffForm::Json => {
            let mut value = json(&difference, ticked.as_ref(), after.round);
            value["alarms"] = alarms.iter().map(alarm_json).collect();
            (serde_json::to_string_pretty(&value).unwrap_or_default() + "\n").into_bytes()
        }
        DiffForm::Html => {
            html(&before, &after, &difference, (&old.display().to_string(), &new.display().to_string())).into_bytes()
        }
        DiffForm::Pdf => {
            let zh = voice.lang == Lang::Zh;
            let made = rounds::pdf_of(&new).and_then(|bytes| {
                marked(&bytes, &after, &difference, &alarms, zh).ok_or_else(|| unlooked(&new, Unshown::Unreadable))
            });
            match made {
                Ok(bytes) => bytes,
                Err(finding) => {
                    eprint!("{}", render::text(Some(world), &[*finding], voice.lang, voice.color, voice.width));
                    return FINDINGS;
                }
            }
        }
    };
    if let Some(path) = &options.output {
        if let Err((path, error)) = crate::app::write::write_whole(path, &told) {
            eprintln!("{}: {error}", path.display());
            return UNWRITABLE;
        }
        out(&format!("{}\n{}", voice.lang.of(&summary(&difference, after.round)), alarm_lines(&alarms, voice)));
    } else {
        out(&String::from_utf8_lossy(&told));
    }
    if !alarms.is_empty() {
        return FINDINGS;
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

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// Layouts that can be compared: where one is read from the type of a PDF that has no record, the other is too.
fn alike(old: &Path, new: &Path, before: Layout, after: Layout) -> Result<(Layout, Layout), Box<Diagnostic>> {
    let is_foreign = |layout: &Layout| layout.paper.is_empty() && layout.date.is_empty();
    let by_type = |path: &Path, layout: Layout| -> Result<Layout, Box<Diagnostic>> {
        let bytes = rounds::pdf_of(path)?;
        extract_proof(&bytes, &layout).map_err(|why| unlooked(path, why))
    };
    let (before, mut after) = match (is_foreign(&before), is_foreign(&after)) {
        (false, false) => return Ok((before, after)),
        (true, true) => (before, after),
        (true, false) => (before, by_type(new, after)?),
        (false, true) => (by_type(old, before)?, after),
    };
    register(&before, &mut after);
    Ok((before, after))
}

/// The raster guard, where it was asked for, or where two files are all there is.
fn looked_at(
    world: &World,
    options: &DiffOptions,
    (old, before): (&Path, &Layout),
    (new, after): (&Path, &Layout),
) -> Result<Vec<Alarm>, Box<Diagnostic>> {
    let is_wanted = options.raster || (is_pdf(old) && is_pdf(new));
    if !is_wanted {
        return Ok(Vec::new());
    }
    let (one, other) = (rounds::pdf_of(old)?, rounds::pdf_of(new)?);
    let press = options.press.as_ref().map(|name| press_of(world, name)).transpose()?;
    guard((&one, before), (&other, after), press.as_deref()).map_err(|why| unlooked(new, why))
}

/// The profile of a press condition.
pub(super) fn press_of(world: &World, name: &str) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    let outcome = load_press(world, name, None);
    let (press, told) = (outcome.value, outcome.diagnostics);
    press.map(|press| press.profile).ok_or_else(|| {
        let unknown =
            || Diagnostic::new(Code::UnknownName, Span::NONE, say("没有这个印刷条件", "no such press condition"));
        Box::new(told.into_iter().next().unwrap_or_else(unknown))
    })
}

pub(super) fn unlooked(path: &Path, why: Unshown) -> Box<Diagnostic> {
    let shown = path.display();
    let (zh, en) = match why {
        Unshown::TooLarge => ("版面太大", "a page is too large"),
        Unshown::Profile => ("色彩特性文件不能用", "its press profile cannot be used"),
        Unshown::Unreadable | Unshown::NoPage => ("文件读不出", "it cannot be read"),
    };
    let message = say(format!("`{shown}` 画不出来：{zh}"), format!("`{shown}` cannot be drawn: {en}"));
    let hint = say("重新出一份 PDF，或只比版面记录", "make the PDF anew, or compare the records alone");
    Box::new(Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint))
}

fn alarm_lines(alarms: &[Alarm], voice: Voice) -> String {
    let one = |alarm: &Alarm| {
        let [x, y, width, height] = alarm.at.map(|emu| emu.div_euclid(36_000));
        let told = say(
            format!("警报  {} 左 {x} 上 {y} 宽 {width} 高 {height} mm：图面不同，记录没有说明", alarm.folio),
            format!(
                "alarm  {} {width} × {height} mm at {x}, {y} mm: it looks different, and no record says why",
                alarm.folio
            ),
        );
        format!("{}\n", voice.lang.of(&told))
    };
    alarms.iter().map(one).collect()
}

fn alarm_json(alarm: &Alarm) -> serde_json::Value {
    serde_json::json!({ "page": alarm.page, "folio": alarm.folio, "at": alarm.at, "pixels": alarm.pixels })
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
