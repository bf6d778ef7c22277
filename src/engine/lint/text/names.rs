//! Names that differ by one character inside an edition: one of them is likely a slip.
//!
//! Source: practice; `makeup.md` 8, names.

use std::collections::BTreeMap;

use crate::base::diag::{Code, Note, Span, say};
use crate::model::{Edition, Level, PagePlan};
use crate::page::Record;

use super::super::Found;
use super::people::names;
use super::{Placed, Text, placed, tell, texts};

/// Where a name was first read.
struct First<'a> {
    page: usize,
    place: usize,
    span: Span,
    story: &'a str,
}

/// Names of three characters or more that are alike but for one, of which one is read only once.
pub(in super::super) fn near(edition: &Edition, pages: &[(&PagePlan, &Record)], by_page: &mut [Vec<Found>]) {
    let places: Vec<Vec<Placed<'_>>> = pages.iter().map(|(plan, record)| placed(edition, plan, record)).collect();
    let mut known: BTreeMap<String, First<'_>> = BTreeMap::new();
    let mut all: Vec<&str> = Vec::new();
    for (page, on_page) in places.iter().enumerate() {
        for (index, place) in on_page.iter().enumerate() {
            for copy in texts(edition, place.story) {
                all.push(&copy.text);
                let text = Text::of(copy);
                for range in names(&text).into_iter().filter(|range| range.len() >= 3) {
                    let first = First { page, place: index, span: text.span(&range), story: &place.story.slug };
                    known.entry(text.shown(&range)).or_insert(first);
                }
            }
        }
    }
    let named: Vec<(&String, &First<'_>)> = known.iter().collect();
    for (index, (one, first)) in named.iter().enumerate() {
        for (other, second) in &named[index + 1..] {
            if !differ_by_one(one, other) {
                continue;
            }
            let count = |name: &str| all.iter().map(|text| text.matches(name).count()).sum::<usize>();
            let (rarer, with) = if count(other) <= count(one) {
                ((*other, *second), (*one, *first))
            } else {
                ((*one, *first), (*other, *second))
            };
            // Both are read again and again: two people.
            if count(rarer.0) > 1 || pages[rarer.1.page].0.lint.level(Code::NameNear) == Level::Off {
                continue;
            }
            let place = &places[rarer.1.page][rarer.1.place];
            let (name, like, story) = (rarer.0, with.0, with.1.story);
            let message = say(
                format!("人名“{name}”与 `{story}` 的“{like}”只差一字"),
                format!("the name “{name}” differs by one character from “{like}” of `{story}`"),
            );
            let hint = say("请核对姓名；文字没有改动", "check the name; the copy is unchanged");
            let mut found = tell(Code::NameNear, place, rarer.1.span, message, hint);
            found.notes.push(Note { span: with.1.span, message: say("另一个在这里", "the other is here") });
            by_page[rarer.1.page].push(found);
        }
    }
}

fn differ_by_one(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.chars(), other.chars());
    let mut differing = 0;
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) => differing += usize::from(a != b),
            (None, None) => return differing == 1,
            _ => return false,
        }
    }
}
