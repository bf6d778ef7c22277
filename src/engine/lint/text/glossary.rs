//! The paper's own list of words: what must not stand, what is written instead, what a story that says one
//! thing must say too, and the order of names.
//!
//! Source: `makeup.md` 8, red-list proof; the list itself is the paper's.

use std::ops::Range;

use crate::base::diag::{Code, Note, Say, Span, say};
use crate::model::{WordKind, WordRule};

use super::super::Found;
use super::super::sheet::Sheet;
use super::{Placed, Text, is_on, placed, tell, texts};

/// The reason that a rule gives, behind a message.
fn because(rule: &WordRule) -> (String, String) {
    rule.why.as_ref().map_or_else(Default::default, |why| (format!("（{why}）"), format!(" ({why})")))
}

fn of_list(mut found: Found, rule: &WordRule) -> Found {
    found.notes.push(Note { span: rule.span, message: say("用词表的这一条", "this row of the list of words") });
    found
}

/// Words that must not stand, and those that are written otherwise.
pub(in super::super) fn listed(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let rules = &sheet.edition.words;
    let any = rules.iter().any(|rule| matches!(rule.kind, WordKind::Not { .. }));
    if !any || !(is_on(sheet, Code::WordBanned) || is_on(sheet, Code::WordPreferred)) {
        return;
    }
    for place in placed(sheet.edition, sheet.plan, sheet.record) {
        for copy in texts(sheet.edition, place.story) {
            for rule in rules {
                let WordKind::Not { words, instead, except } = &rule.kind else { continue };
                let code = if instead.is_some() { Code::WordPreferred } else { Code::WordBanned };
                for word in words.iter().filter(|_| is_on(sheet, code)) {
                    for (at, _) in copy.text.match_indices(word.as_str()) {
                        if excepted(&copy.text, at, word, except) {
                            continue;
                        }
                        let text = Text::of(copy);
                        let first = copy.text[..at].chars().count();
                        let span = text.span(&(first..first + word.chars().count()));
                        let (message, hint) = of_word(rule, word, instead.as_deref());
                        found.push(of_list(tell(code, &place, span, message, hint), rule));
                    }
                }
            }
        }
    }
}

fn of_word(rule: &WordRule, word: &str, instead: Option<&str>) -> (Say, Say) {
    let (zh, en) = because(rule);
    match instead {
        Some(instead) => (
            say(format!("“{word}”应作“{instead}”{zh}"), format!("“{word}” is to be “{instead}”{en}")),
            say(format!("改为“{instead}”；文字没有改动"), format!("write “{instead}”; the copy is unchanged")),
        ),
        None => (
            say(format!("“{word}”不可见报{zh}"), format!("“{word}” must not be printed{en}")),
            say("删去，或改写；文字没有改动", "delete or rewrite it; the copy is unchanged"),
        ),
    }
}

/// Whether a word is part of one of these.
fn excepted(text: &str, at: usize, word: &str, except: &[String]) -> bool {
    except.iter().any(|whole| {
        whole.match_indices(word).any(|(inside, _)| {
            at.checked_sub(inside).is_some_and(|from| text.get(from..from + whole.len()) == Some(whole.as_str()))
        })
    })
}

/// A story that says one thing must say another too.
pub(in super::super) fn wanted(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    if !is_on(sheet, Code::WordMissing) {
        return;
    }
    for rule in &sheet.edition.words {
        let WordKind::Must { when, must } = &rule.kind else { continue };
        for place in placed(sheet.edition, sheet.plan, sheet.record) {
            let says = |words: &str| texts(sheet.edition, place.story).any(|copy| copy.text.contains(words));
            if says(must) {
                continue;
            }
            let first = texts(sheet.edition, place.story).find_map(|copy| {
                let (at, word) =
                    when.iter().filter_map(|word| copy.text.find(word.as_str()).map(|at| (at, word))).min()?;
                let first = copy.text[..at].chars().count();
                Some((Text::of(copy).span(&(first..first + word.chars().count())), word))
            });
            let Some((span, word)) = first else { continue };
            let (zh, en) = because(rule);
            let message = say(
                format!("稿件写了“{word}”，没有“{must}”{zh}"),
                format!("the story says “{word}” and not “{must}”{en}"),
            );
            let hint = say(format!("请写上“{must}”"), format!("add “{must}”"));
            found.push(of_list(tell(Code::WordMissing, &place, span, message, hint), rule));
        }
    }
}

/// Names side by side that are not in their order.
pub(in super::super) fn ordered(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    if !is_on(sheet, Code::NamesOrder) {
        return;
    }
    for rule in &sheet.edition.words {
        let WordKind::Order(names) = &rule.kind else { continue };
        for place in placed(sheet.edition, sheet.plan, sheet.record) {
            for copy in texts(sheet.edition, place.story) {
                out_of_order(&Text::of(copy), names, rule, &place, found);
            }
        }
    }
}

fn out_of_order(text: &Text<'_>, names: &[String], rule: &WordRule, place: &Placed<'_>, found: &mut Vec<Found>) {
    let mut seen: Vec<(usize, Range<usize>)> = Vec::new();
    for (rank, name) in names.iter().enumerate() {
        for (at, _) in text.copy.text.match_indices(name.as_str()) {
            let first = text.copy.text[..at].chars().count();
            seen.push((rank, first..first + name.chars().count()));
        }
    }
    seen.sort_by_key(|(rank, range)| (range.start, *rank));
    for pair in seen.windows(2) {
        let [(before, one), (behind, other)] = pair else { continue };
        if before <= behind || !side_by_side(text, one.end, other.start) {
            continue;
        }
        let (zh, en) = because(rule);
        let (first, second) = (&names[*behind], &names[*before]);
        let message = say(
            format!("排名次序：“{first}”应在“{second}”之前{zh}"),
            format!("order of names: “{first}” goes before “{second}”{en}"),
        );
        let hint = say("对调；文字没有改动", "exchange them; the copy is unchanged");
        let span: Span = text.span(&(one.start..other.end));
        found.push(of_list(tell(Code::NamesOrder, place, span, message, hint), rule));
    }
}

/// Two names of one list: marks of a list between them, at most titles, and no end of a sentence.
fn side_by_side(text: &Text<'_>, from: usize, to: usize) -> bool {
    /// A title and a mark.
    const BETWEEN: usize = 14;
    let Some(between) = text.chars.get(from..to) else { return false };
    between.len() <= BETWEEN
        && between.iter().any(|c| "、，和与及 \u{3000}".contains(*c))
        && !between.iter().any(|c| "。；！？：“”".contains(*c))
}
