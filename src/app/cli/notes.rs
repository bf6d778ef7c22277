//! `paiban notes`: what readers wrote into a proof, as suggestions for places in the copy.

use std::path::Path;

use serde_json::{Value, json};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::World;
use crate::output::proof::{Answer, Unanswered, Wish, answers, record};
use crate::output::read::{Document, Unreadable};
use crate::page::layout::Layout;

use super::args_notes::{NotesForm, NotesOptions};
use super::render::Lang;
use super::{DONE, FINDINGS, Voice, github, out, render, rounds};

/// Prints the suggestions in a proof.
pub(super) fn notes(world: &World, options: &NotesOptions, voice: Voice) -> u8 {
    let tell = |finding: Diagnostic| {
        eprint!("{}", render::text(None, &[finding], voice.lang, voice.color, voice.width));
    };
    let bytes = match rounds::pdf(&options.proof) {
        Ok(bytes) => bytes,
        Err(finding) => {
            tell(*finding);
            return FINDINGS;
        }
    };
    let found = Document::open(&bytes).map_err(Unanswered::Unreadable).and_then(|document| {
        let layout = match &options.record {
            Some(path) => rounds::read(world, path).layout,
            None => record(&document).or_else(|| rounds::beside(&options.proof)),
        };
        answers(&document, layout.as_ref()).map(|found| (found, layout))
    });
    let (found, layout) = match found {
        Ok(found) => found,
        Err(why) => {
            tell(unreadable(&options.proof, why));
            return FINDINGS;
        }
    };
    if layout.is_none() {
        tell(no_record(&options.proof));
    }
    let home = options.edition_dir.clone().or_else(|| rounds::edition_of(&options.proof)).unwrap_or_default();
    let name = |file: &str| if file.is_empty() { String::new() } else { home.join(file).display().to_string() };
    let lang = voice.lang;
    match options.format {
        NotesForm::Text => out(&text(&found, layout.as_ref(), &name, lang)),
        NotesForm::Json => {
            let all: Vec<Value> = found.iter().map(|answer| as_json(answer, &name, lang)).collect();
            out(&(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"))
        }
        NotesForm::Github => out(&found.iter().map(|answer| as_github(answer, &name, lang)).collect::<String>()),
    };
    if layout.is_none() { FINDINGS } else { DONE }
}

fn unreadable(path: &Path, why: Unanswered) -> Diagnostic {
    let shown = path.display();
    let (zh, en) = match why {
        Unanswered::Encrypted => ("文件加了密", "it is encrypted"),
        Unanswered::Unreadable(Unreadable::NotPdf) => ("不是 PDF", "it is no PDF"),
        Unanswered::Unreadable(_) => ("文件损坏", "it is damaged"),
    };
    let message = say(format!("`{shown}` 读不了：{zh}"), format!("cannot read `{shown}`: {en}"));
    let hint = say("请读者另存一份不加密的完整 PDF", "ask the reader to save it again, whole and without a password");
    Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint)
}

fn no_record(path: &Path) -> Diagnostic {
    let shown = path.display();
    let message = say(
        format!("`{shown}` 里没有版面记录，批注对不上稿件"),
        format!("`{shown}` carries no layout record, so its notes have no places in the copy"),
    );
    let hint = say(
        "用 --record 指明该校次的 layout.json 或目录",
        "name the layout.json or the directory of its round with --record",
    );
    Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint)
}

/// Millimetres with one decimal.
fn millimetres(emu: i64) -> String {
    let tenths = emu.div_euclid(3_600);
    format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10))
}

/// Where an answer is, for people: in the copy, else on the page.
fn place(answer: &Answer, name: &dyn Fn(&str) -> String, lang: Lang) -> String {
    if let Some(spot) = answer.spot.as_ref().filter(|spot| !spot.file.is_empty()) {
        return format!("{}:{}:{}", name(&spot.file), spot.line, spot.column);
    }
    let folio = if answer.folio.is_empty() {
        match lang {
            Lang::Zh => format!("第 {} 页", answer.leaf),
            Lang::En => format!("page {}", answer.leaf),
        }
    } else {
        answer.folio.clone()
    };
    match answer.at {
        Some([x, y, ..]) => format!("{folio} ({}, {} mm)", millimetres(x), millimetres(y)),
        None => folio,
    }
}

fn text(found: &[Answer], layout: Option<&Layout>, name: &dyn Fn(&str) -> String, lang: Lang) -> String {
    let mut told = String::new();
    for answer in found {
        let suggestion = answer.suggestion();
        let author = if answer.author.is_empty() { String::new() } else { format!("　[{}]", answer.author) };
        told += &format!(
            "{} {}{}{author}\n",
            place(answer, name, lang),
            lang.pick("建议：", "suggestion: "),
            lang.of(&suggestion)
        );
    }
    let round = layout.map_or(0, |layout| layout.round);
    let of = crate::output::proof::round_name(round);
    let placed = found.iter().filter(|answer| answer.spot.is_some()).count();
    let line = match lang {
        Lang::Zh => format!("{of}：批注 {} 条，对上稿件 {placed} 条\n", found.len()),
        Lang::En => format!("{} notes, {placed} of them with a place in the copy\n", found.len()),
    };
    told + &line
}

fn wish(wish: Wish) -> &'static str {
    match wish {
        Wish::Delete => "delete",
        Wish::Replace => "replace",
        Wish::Insert => "insert",
        Wish::Remark => "remark",
        Wish::Mark => "mark",
    }
}

fn as_json(answer: &Answer, name: &dyn Fn(&str) -> String, lang: Lang) -> Value {
    let spot = answer.spot.as_ref();
    let file = spot.map(|spot| name(&spot.file)).filter(|file| !file.is_empty());
    json!({
        "wish": wish(answer.wish),
        "kind": answer.kind,
        "file": file,
        "line": file.as_ref().and(spot).map(|spot| spot.line),
        "column": file.as_ref().and(spot).map(|spot| spot.column),
        "story": spot.map(|spot| &spot.story),
        "marked": spot.map(|spot| &spot.text),
        "printed_line": spot.map(|spot| &spot.printed),
        "written": spot.map(|spot| !spot.made),
        "words": answer.words,
        "suggestion": lang.of(&answer.suggestion()),
        "author": answer.author,
        "state": answer.state,
        "replies": answer.replies.iter().map(|(author, words)| json!({"author": author, "words": words})).collect::<Vec<_>>(),
        "leaf": answer.leaf,
        "folio": answer.folio,
        "at": answer.at,
    })
}

fn as_github(answer: &Answer, name: &dyn Fn(&str) -> String, lang: Lang) -> String {
    let mut message = lang.of(&answer.suggestion()).to_owned();
    if !answer.author.is_empty() {
        message += &format!("　[{}]", answer.author);
    }
    let place = answer.spot.as_ref().filter(|spot| !spot.file.is_empty());
    let at = place.map(|spot| (name(&spot.file), spot.line as usize, spot.column as usize));
    if at.is_none() {
        message = format!("{}: {message}", self::place(answer, name, lang));
    }
    github::line("notice", at, lang.pick("建议", "suggestion"), &message)
}
