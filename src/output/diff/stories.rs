//! Stories of two proofs, by name, else by likeness; their paragraphs, by their text.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::page::layout::{Layout, LineAt, TextAt};

use super::Difference;
use super::lines::{self, Paragraph};

/// A paragraph over the pages on which it stands.
#[derive(Default)]
struct Whole<'a> {
    place: &'a str,
    lines: Vec<(u16, &'a LineAt)>,
}

type Stories<'a> = BTreeMap<&'a str, Vec<Whole<'a>>>;

pub(super) fn compare(old: &Layout, new: &Layout, difference: &mut Difference) {
    let common = pages(old, new, difference);
    let (before, after) = (gather(old, &common), gather(new, &common));
    let mut pairs: Vec<(&str, &str)> =
        after.keys().filter(|name| before.contains_key(*name)).map(|name| (*name, *name)).collect();
    let alone = |one: &Stories<'_>, other: &Stories<'_>| -> Vec<String> {
        one.keys().filter(|name| !other.contains_key(*name)).map(|name| (*name).to_owned()).collect()
    };
    let (mut gone, mut fresh) = (alone(&before, &after), alone(&after, &before));
    for name in fresh.clone() {
        let like = |old: &&String| likeness(&before[old.as_str()], &after[name.as_str()]);
        let best = gone.iter().map(|old| (like(&old), old.clone())).max();
        /// Of a thousand stretches that both have: most of the story.
        const ALIKE: usize = 500;
        if let Some((_, old)) = best.filter(|(like, _)| *like >= ALIKE) {
            gone.retain(|known| *known != old);
            fresh.retain(|known| *known != name);
            if !(old.starts_with(':') || name.starts_with(':')) {
                difference.renamed.push((old.clone(), name.clone()));
            }
            let key = |stories: &Stories<'_>, name: &str| stories.get_key_value(name).map(|(key, _)| key.to_string());
            if let (Some(_), Some(_)) = (key(&before, &old), key(&after, &name)) {
                story(&name, &before[old.as_str()], &after[name.as_str()], difference);
            }
        }
    }
    pairs.sort_by_key(|(_, name)| order(new, name));
    for (name, _) in pairs {
        story(name, &before[name], &after[name], difference);
    }
    for name in &gone {
        story(name, &before[name.as_str()], &[], difference);
    }
    for name in &fresh {
        story(name, &[], &after[name.as_str()], difference);
    }
    difference.removed = gone.into_iter().filter(|name| !name.starts_with(':')).collect();
    difference.added = fresh.into_iter().filter(|name| !name.starts_with(':')).collect();
    difference.lines.sort_by(|one, other| (one.page, &one.story).cmp(&(other.page, &other.story)));
}

/// The pages that both have; those that one has are told.
fn pages(old: &Layout, new: &Layout, difference: &mut Difference) -> BTreeSet<u16> {
    let numbers = |layout: &Layout| layout.pages.iter().map(|page| page.number).collect::<BTreeSet<u16>>();
    let (before, after) = (numbers(old), numbers(new));
    let gone = before.difference(&after).map(|page| (*page, false));
    let fresh = after.difference(&before).map(|page| (*page, true));
    difference.pages = gone.chain(fresh).collect();
    difference.pages.sort_unstable();
    before.intersection(&after).copied().collect()
}

/// The first page on which a story stands.
fn order(layout: &Layout, name: &str) -> (u16, usize) {
    let first = layout.pages.iter().find_map(|page| {
        let at = page.texts.iter().position(|text| text.story == name)?;
        Some((page.number, at))
    });
    first.unwrap_or((u16::MAX, 0))
}

/// Stories with their paragraphs; one that goes on on another page, or in another column of it, is one.
fn gather<'a>(layout: &'a Layout, pages: &BTreeSet<u16>) -> Stories<'a> {
    let mut stories: Stories<'a> = BTreeMap::new();
    for page in layout.pages.iter().filter(|page| pages.contains(&page.number)) {
        for text in &page.texts {
            let known = stories.entry(text.story.as_str()).or_default();
            let lines = text.lines.iter().map(|line| (page.number, line));
            match known.iter_mut().find(|whole| !text.is_furniture() && goes_on(whole, text)) {
                Some(whole) => whole.lines.extend(lines),
                None => known.push(Whole { place: &text.place, lines: lines.collect() }),
            }
        }
    }
    stories
}

fn goes_on(whole: &Whole<'_>, text: &TextAt) -> bool {
    whole.place == text.place && !text.place.is_empty()
}

/// Of a thousand stretches of the shorter, how many the other has.
fn likeness(one: &[Whole<'_>], other: &[Whole<'_>]) -> usize {
    const STRETCH: usize = 6;
    let stretches = |story: &[Whole<'_>]| {
        let text: Vec<char> =
            story.iter().flat_map(|whole| whole.lines.iter().flat_map(|(_, line)| line.text.chars())).collect();
        text.windows(STRETCH).map(<[char]>::to_vec).collect::<BTreeSet<Vec<char>>>()
    };
    let (one, other) = (stretches(one), stretches(other));
    let least = one.len().min(other.len());
    (one.intersection(&other).count() * 1000).checked_div(least).unwrap_or(0)
}

fn paragraphs<'a>(name: &'a str, wholes: &[Whole<'a>]) -> Vec<Paragraph<'a>> {
    wholes.iter().map(|whole| Paragraph::new(name, whole.place.to_owned(), whole.lines.clone())).collect()
}

fn story(name: &str, old: &[Whole<'_>], new: &[Whole<'_>], difference: &mut Difference) {
    let (old, new) = (paragraphs(name, old), paragraphs(name, new));
    let words = |all: &[Paragraph<'_>]| all.iter().map(|one| one.text.iter().collect()).collect::<Vec<String>>();
    let ops = capture_diff_slices(Algorithm::Myers, &words(&old), &words(&new));
    let empty = Paragraph::new(name, String::new(), Vec::new());
    for op in ops {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for step in 0..len {
                    lines::compare(&old[old_index + step], &new[new_index + step], difference);
                }
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                old[old_index..old_index + old_len].iter().for_each(|gone| lines::compare(gone, &empty, difference));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                new[new_index..new_index + new_len].iter().for_each(|fresh| lines::compare(&empty, fresh, difference));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (old, new) = (&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
                for (one, other) in matched(old, new) {
                    lines::compare(one.unwrap_or(&empty), other.unwrap_or(&empty), difference);
                }
            }
        }
    }
}

type Pair<'p, 'a> = (Option<&'p Paragraph<'a>>, Option<&'p Paragraph<'a>>);

/// Paragraphs that were changed, each with what it was: in order, the likest first.
fn matched<'p, 'a>(old: &'p [Paragraph<'a>], new: &'p [Paragraph<'a>]) -> Vec<Pair<'p, 'a>> {
    /// Of a hundred characters so many are the same in a paragraph that was changed.
    const ALIKE: f32 = 0.3;
    let mut pairs: Vec<Pair<'p, 'a>> = Vec::new();
    let mut from = 0;
    for fresh in new {
        let ratio = |one: &Paragraph<'_>| {
            similar::diff_ratio(
                &capture_diff_slices(Algorithm::Myers, &one.text, &fresh.text),
                one.text.len(),
                fresh.text.len(),
            )
        };
        let best = (from..old.len()).map(|at| (ratio(&old[at]), at)).filter(|(ratio, _)| *ratio >= ALIKE);
        match best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
            Some((_, at)) => {
                pairs.extend(old[from..at].iter().map(|gone| (Some(gone), None)));
                pairs.push((Some(&old[at]), Some(fresh)));
                from = at + 1;
            }
            None => pairs.push((None, Some(fresh))),
        }
    }
    pairs.extend(old[from..].iter().map(|gone| (Some(gone), None)));
    pairs
}
