//! 用词表: rows of one kind each, no word of them empty.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{OneOrMany, Sink, Spanned};
use crate::input::spec;
use crate::model::{WordKind, WordRule};

/// The list of an edition: its own rows before those of its paper.
pub(super) fn words(lists: [Option<&Vec<Spanned<spec::WordRule>>>; 2], sink: &mut Sink) -> Vec<WordRule> {
    lists.into_iter().flatten().flatten().filter_map(|rule| row(rule, sink)).collect()
}

fn row(rule: &Spanned<spec::WordRule>, sink: &mut Sink) -> Option<WordRule> {
    let spec = &rule.value;
    let given = (spec.not.is_some(), spec.when.is_some() && spec.must.is_some(), spec.order.is_some());
    let alone = match given {
        (true, false, false) => spec.when.is_none() && spec.must.is_none(),
        (false, true, false) => spec.r#use.is_none() && spec.except.is_none(),
        (false, false, true) => {
            spec.r#use.is_none() && spec.except.is_none() && spec.when.is_none() && spec.must.is_none()
        }
        _ => false,
    };
    if !alone {
        let message = say("用词表的一条只说一件事", "a row of the list of words asks one thing");
        let hint = say(
            "请写 `{not: 错, use: 对}`、`{not: 禁用}`、`{when: 简称, must: 全称}` 或 `{order: [甲, 乙]}`",
            "write `{not: wrong, use: right}`, `{not: banned}`, `{when: short, must: full}` or `{order: [one, other]}`",
        );
        sink.push(Diagnostic::new(Code::BadValue, rule.span, message).hint(hint));
        return None;
    }
    let one = |word: &Option<Spanned<String>>| word.as_ref().map(|word| word.value.trim().to_owned());
    let kind = if spec.not.is_some() {
        WordKind::Not { words: many(&spec.not), instead: one(&spec.r#use), except: many(&spec.except) }
    } else if let Some(names) = &spec.order {
        WordKind::Order(names.iter().map(|name| name.value.trim().to_owned()).collect())
    } else {
        WordKind::Must { when: many(&spec.when), must: one(&spec.must).unwrap_or_default() }
    };
    let all: Vec<&String> = match &kind {
        WordKind::Not { words, instead, except } => words.iter().chain(instead).chain(except).collect(),
        WordKind::Must { when, must } => when.iter().chain([must]).collect(),
        WordKind::Order(names) => names.iter().collect(),
    };
    if all.is_empty() || all.iter().any(|word| word.is_empty()) || contradicts(&kind) {
        let message = say("用词表的这一条有空词，或自相矛盾", "this row has an empty word, or contradicts itself");
        let hint = say(
            "`use` 里不能还有 `not` 的词，名单至少两人",
            "`use` cannot hold the word of `not`; an order has two names at least",
        );
        sink.push(Diagnostic::new(Code::BadValue, rule.span, message).hint(hint));
        return None;
    }
    Some(WordRule { kind, why: spec.why.clone(), span: rule.span })
}

/// A row that its own cure would break.
fn contradicts(kind: &WordKind) -> bool {
    match kind {
        WordKind::Not { words, instead: Some(instead), except } => words.iter().any(|word| {
            instead == word
                || (instead.contains(word.as_str()) && !except.iter().any(|whole| instead.contains(whole.as_str())))
        }),
        WordKind::Order(names) => names.len() < 2,
        _ => false,
    }
}

fn many(words: &Option<OneOrMany<Spanned<String>>>) -> Vec<String> {
    words.iter().flat_map(|words| words.0.iter()).map(|word| word.value.trim().to_owned()).collect()
}
