//! Names that differ by one character inside an edition: one of them is likely a slip.
//!
//! Source: practice; `makeup.md` 8, names.

use std::collections::BTreeMap;

use rayon::prelude::*;

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
    // Read in parallel; the first in the order of the pages counts.
    let read: Vec<Vec<Read>> = places.par_iter().map(|on_page| read(edition, on_page)).collect();
    let mut known: BTreeMap<String, First<'_>> = BTreeMap::new();
    for (page, (on_page, read)) in places.iter().zip(read).enumerate() {
        for Read { place, name, span } in read {
            let first = First { page, place, span, story: &on_page[place].story.slug };
            known.entry(name).or_insert(first);
        }
    }
    let stories = || places.iter().flatten().map(|place| place.story);
    let named: Vec<(&String, &First<'_>)> = known.iter().collect();
    for (index, (one, first)) in named.iter().enumerate() {
        for (other, second) in &named[index + 1..] {
            if !differ_by_one(one, other) {
                continue;
            }
            let count = |name: &str| {
                let texts = stories().flat_map(|story| texts(edition, story));
                texts.map(|copy| copy.text.matches(name).count()).sum::<usize>()
            };
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

/// A name as it is read.
struct Read {
    place: usize,
    name: String,
    span: Span,
}

/// The names of the stories of one page, in reading order.
fn read(edition: &Edition, on_page: &[Placed<'_>]) -> Vec<Read> {
    let mut found = Vec::new();
    for (place, placed) in on_page.iter().enumerate() {
        for copy in texts(edition, placed.story) {
            let text = Text::of(copy);
            for range in names(&text).into_iter().filter(|range| range.len() >= 3) {
                found.push(Read { place, name: text.shown(&range), span: text.span(&range) });
            }
        }
    }
    found
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
