//! Prepares heads: clause spaces, and where a headline breaks well.

use crate::base::diag::Outcome;
use crate::font::FontBook;
use crate::model::{Composition, Copy, Direction, TextStyle};

use super::class::Class;
use super::item::Paragraph;
use super::{ParagraphStyles, prepare::prepare_along};

/// A break between two characters that no clause space invites (100 = one visible fault).
const PLAIN: u32 = 150;
/// After a mark: a pause of the sentence.
const AFTER_MARK: u32 = 20;
/// Inside a short 《…》 or “…”, which is read as one word.
const INSIDE_TITLE: u32 = 600;
/// After a word that leans on the next, or before one that leans on the last.
const LEANING: u32 = 500;
/// A hyphen in a head: nearly never.
const HYPHENATED: u32 = 2_000;
/// Longest quoted stretch that counts as one word.
const TITLE_LENGTH: usize = 10;

/// A line of a head does not end on these.
///
/// Source: C41, and the practice of headlines.
const LEANS_ON_NEXT: &[char] = &[
    '的', '和', '与', '及', '在', '将', '把', '被', '对', '向', '从', '由', '为', '以', '于', '或', '让', '使', '给',
    '不', '再', '更', '最', '第', '各', '每', '该', '其', '这', '那', '并', '而', '跟', '比', '至', '到',
];

/// A line of a head does not begin with these.
const LEANS_ON_LAST: &[char] = &['的', '地', '得', '了', '着', '过', '们', '者', '吗', '呢', '吧', '等'];

/// As [`super::prepare`], for a head: a space between Han is a clause space, 1 em wide and the best place
/// to break; every other break has a price (C7, C41).
pub fn prepare_head(copy: &Copy, style: &TextStyle, rules: &Composition, fonts: &FontBook) -> Outcome<Paragraph> {
    prepare_head_along(Direction::Horizontal, copy, style, rules, fonts)
}

/// As [`prepare_head`], for lines that run in `direction`.
pub fn prepare_head_along(
    direction: Direction,
    copy: &Copy,
    style: &TextStyle,
    rules: &Composition,
    fonts: &FontBook,
) -> Outcome<Paragraph> {
    let mut outcome = prepare_along(direction, copy, &ParagraphStyles::plain(style), rules, fonts);
    let paragraph = &mut outcome.value;
    let widened = widen_clause_spaces(paragraph);
    if widened {
        super::breaks::collect(paragraph, rules);
    }
    price_breaks(paragraph);
    outcome
}

/// Whether the space at `index` stands between Han, and not in western text.
fn is_clause_space(paragraph: &Paragraph, index: usize) -> bool {
    let western = |other: Option<usize>| {
        other.and_then(|other| paragraph.items.get(other)).is_some_and(|item| item.class.is_west())
    };
    paragraph.items[index].class == Class::Space && !(western(index.checked_sub(1)) && western(Some(index + 1)))
}

fn widen_clause_spaces(paragraph: &mut Paragraph) -> bool {
    let mut widened = false;
    for index in 0..paragraph.items.len() {
        if is_clause_space(paragraph, index) {
            paragraph.items[index].advance = paragraph.em as i32;
            widened = true;
        }
    }
    widened
}

fn price_breaks(paragraph: &mut Paragraph) {
    let titles = titles(paragraph);
    let mut breaks = std::mem::take(&mut paragraph.breaks);
    let last = breaks.len().saturating_sub(1);
    for place in breaks.iter_mut().take(last).skip(1) {
        let at = place.at as usize;
        let before = place.end as usize - 1;
        place.penalty += if place.hyphen > 0 {
            HYPHENATED
        } else if place.end < place.at {
            if is_clause_space(paragraph, at - 1) { 0 } else { PLAIN }
        } else if titles.iter().any(|&(open, close)| open < at && at <= close) {
            INSIDE_TITLE
        } else if leans(paragraph, before, LEANS_ON_NEXT) || leans(paragraph, at, LEANS_ON_LAST) {
            LEANING
        } else if paragraph.items[before].right > 0 || paragraph.items[before].class == Class::Dash {
            AFTER_MARK
        } else {
            PLAIN
        };
    }
    paragraph.breaks = breaks;
}

fn leans(paragraph: &Paragraph, index: usize, words: &[char]) -> bool {
    paragraph.items.get(index).is_some_and(|item| {
        item.class == Class::Han
            && paragraph.text[item.start as usize..].chars().next().is_some_and(|char| words.contains(&char))
    })
}

/// Items of the opening and closing marks of short quoted stretches.
fn titles(paragraph: &Paragraph) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (index, item) in paragraph.items.iter().enumerate() {
        match item.class {
            Class::Opener => open.push(index),
            Class::Closer => {
                if let Some(start) = open.pop()
                    && index - start <= TITLE_LENGTH + 1
                {
                    found.push((start, index));
                }
            }
            _ => {}
        }
    }
    found
}
