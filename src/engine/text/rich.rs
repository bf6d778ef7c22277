//! Marked stretches: what is small, raised or never parted, and what stands beside the line.
//!
//! Source: clreq, emphasis dots, proper-noun and book-title marks, interlinear annotation (C37, C39).

use crate::base::diag::Diagnostic;
use crate::base::units::{Em, Length};
use crate::font::{FontBook, Posture};
use crate::model::{Composition, Copy, Direction, Inline, InlineSpan, Rise, TextStyle, Voice};

use super::ParagraphStyles;
use super::builder::{em_of, scale};
use super::class::{Class, class_of};
use super::context::Char;
use super::item::{Item, Look, Paragraph};
use super::prepare::prepare_along;
use super::unit::{GLUED, INSIDE};

/// Superiors, inferiors and the figures of a built fraction, beside the type they stand by.
const SMALL: Em = Em(600);
/// The baseline of superiors: their figures end just below the top of the Han (0.84 em).
const SUPERIOR: Em = Em(360);
/// The baseline of inferiors.
const INFERIOR: Em = Em(-130);
/// The baseline of a numerator: its figures end where figures of full size do (0.74 em). The
/// denominator stands on the line.
const NUMERATOR: Em = Em(300);
/// How far the figures of a fraction move under its stroke, in thousandths of an em.
const FRACTION_KERN: i32 = 70;
/// Least space between two words of ruby, in thousandths of their size: ¼ em, a Latin word space.
const RUBY_GAP: i32 = 250;
/// How far ruby may reach over a neighbour that has none, in thousandths of the neighbour's em.
///
/// Source: clreq, interlinear annotation: it may reach over the text beside it; ¼ em is practice.
const OVERHANG: i32 = 250;

/// Something beside the items `start..end`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beside {
    /// The first item.
    pub start: u32,
    /// One past the last item.
    pub end: u32,
    /// What it is.
    pub kind: BesideKind,
}

/// What may stand beside items.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BesideKind {
    /// 专名号: a line (C37).
    Name,
    /// 书名号甲式: a wavy line (C37).
    Title,
    /// A word of ruby (C39).
    Ruby(Box<Paragraph>),
}

/// How a part of a paragraph is set.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) style: &'a TextStyle,
    pub(super) size: Length,
    /// Above the baseline.
    pub(super) raise: Length,
    /// How it is marked.
    pub(super) kind: Inline,
}

impl<'a> Setting<'a> {
    /// At the size of its style, on the baseline.
    pub(super) fn plain(style: &'a TextStyle) -> Setting<'a> {
        Setting { style, size: style.size, raise: Length::ZERO, kind: Inline::PLAIN }
    }
}

/// Calls `set` with the end and the setting of each part of a marked stretch.
pub(super) fn each_part<'a>(
    text: &str,
    span: &InlineSpan,
    styles: &ParagraphStyles<'a>,
    mut set: impl FnMut(u32, Setting<'a>),
) {
    let style = match span.kind.voice {
        Voice::Base => styles.base,
        Voice::Strong => styles.strong,
        Voice::Byline => styles.byline,
    };
    let full = Setting { kind: span.kind, ..Setting::plain(style) };
    let small = |raise: Em| Setting { size: SMALL.at(style.size), raise: raise.at(style.size), ..full };
    match span.kind.rise {
        Rise::Superior => set(span.end, small(SUPERIOR)),
        Rise::Inferior => set(span.end, small(INFERIOR)),
        Rise::Note => {
            let size = styles.note.size(style.size);
            set(span.end, Setting { style: styles.note.style, size, ..small(SUPERIOR) });
        }
        Rise::None => {
            if span.kind.has(Inline::FRACTION)
                && let Some(stroke) = stroke_of(text, span)
            {
                set(stroke, small(NUMERATOR));
                set(stroke + 1, full);
                set(span.end, small(Em(0)));
            } else {
                set(span.end, full);
            }
        }
    }
}

/// The byte of the stroke of a fraction, when it has one with something on either side.
fn stroke_of(text: &str, span: &InlineSpan) -> Option<u32> {
    let at = text.get(span.start as usize..span.end as usize)?.find('/')? as u32 + span.start;
    (at > span.start && at + 1 < span.end).then_some(at)
}

/// Flags the places inside and before marked stretches where lines may not end.
///
/// A note's sign is never parted from what it notes, nor a superior or inferior from what it stands
/// by; a fraction, a kept stretch and what shares one word of ruby stay whole.
pub(super) fn bind(chars: &mut [Char], copy: &Copy) {
    for span in &copy.spans {
        let kind = span.kind;
        let (from, to) = (index_of(chars, span.start), index_of(chars, span.end));
        if kind.rise != Rise::None {
            glue(&mut chars[from..to], GLUED | INSIDE);
        } else if kind.has(Inline::FRACTION) && from < to {
            glue(&mut chars[from + 1..to], GLUED | INSIDE);
        }
    }
    for flag in [Inline::KEEP, Inline::RUBY] {
        for (start, end, group) in groups(copy, flag) {
            let (from, to) = (index_of(chars, start), index_of(chars, end));
            if from < to && (flag == Inline::KEEP || words(copy, group, to - from).len() == 1) {
                glue(&mut chars[from + 1..to], GLUED);
            }
        }
    }
}

fn index_of(chars: &[Char], byte: u32) -> usize {
    chars.partition_point(|char| char.at < byte)
}

fn glue(chars: &mut [Char], flags: u8) {
    for char in chars {
        char.flags |= flags;
    }
}

/// The stretches of `copy` with a flag, one a group: first byte, one past the last, group.
fn groups(copy: &Copy, flag: u8) -> Vec<(u32, u32, u16)> {
    let mut found: Vec<(u32, u32, u16)> = Vec::new();
    for span in copy.spans.iter().filter(|span| span.kind.has(flag)) {
        match found.last_mut() {
            Some(last) if last.1 == span.start && last.2 == span.kind.group => last.1 = span.end,
            _ => found.push((span.start, span.end, span.kind.group)),
        }
    }
    found
}

/// The words of ruby for `count` characters: one each, else one for all. C39.
fn words(copy: &Copy, group: u16, count: usize) -> Vec<Copy> {
    let Some(ruby) = copy.rubies.iter().find(|ruby| ruby.group == group) else { return Vec::new() };
    let words: Vec<&str> = ruby.text.split(' ').filter(|word| !word.is_empty()).collect();
    let words = if words.len() == count || words.is_empty() { words } else { vec![ruby.text.trim()] };
    let mut from = 0;
    let written = |word: &str| {
        let start = ruby.text[from..].find(word).map_or(from, |at| from + at);
        from = start + word.len();
        let origins = word.char_indices().map(|(at, _)| ruby.at + (start + at) as u32).collect();
        Copy { text: word.to_owned(), file: copy.file, origins, spans: Vec::new(), rubies: Vec::new() }
    };
    words.into_iter().map(written).collect()
}

/// Mends the gaps at marked stretches after all gaps are set, and makes what stands beside them.
pub(super) fn settle(
    (items, direction): (&mut [Item], Direction),
    looks: &[Look],
    copy: &Copy,
    styles: &ParagraphStyles<'_>,
    rules: &Composition,
    fonts: &FontBook,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Beside> {
    let range = |items: &[Item], start: u32, end: u32| {
        (items.partition_point(|item| item.start < start), items.partition_point(|item| item.start < end))
    };
    for span in &copy.spans {
        let (from, to) = range(items, span.start, span.end);
        if span.kind.rise != Rise::None {
            close_gap(items, looks, from, rules);
        }
        if span.kind.rise == Rise::Note {
            close_gap(items, looks, to, rules);
        }
        if span.kind.has(Inline::FRACTION) && stroke_of(&copy.text, span).is_some() {
            kern_fraction(items, looks, from, to);
        }
    }
    let mut beside = Vec::new();
    for (flag, kind) in [(Inline::NAME, BesideKind::Name), (Inline::TITLE, BesideKind::Title)] {
        for (start, end, _) in groups(copy, flag) {
            let (start, end) = range(items, start, end);
            if start < end {
                beside.push(Beside { start: start as u32, end: end as u32, kind: kind.clone() });
            }
        }
    }
    let mut rubies = Vec::new();
    for (start, end, group) in groups(copy, Inline::RUBY) {
        let (from, to) = range(items, start, end);
        if from == to {
            continue;
        }
        let words = words(copy, group, to - from);
        let each = if words.len() == to - from { 1 } else { to - from };
        for (index, word) in words.into_iter().enumerate() {
            let start = from + index * each;
            let size = looks[usize::from(items[start].look)].size;
            let mut words = ruby((&word, direction), size, styles, rules, fonts).drain(diagnostics);
            if direction == Direction::Vertical && words.direction == Direction::Horizontal {
                turn(&mut words);
            }
            rubies.push((start, start + each, words));
        }
    }
    make_room(items, looks, &rubies);
    beside.extend(rubies.into_iter().map(|(start, end, words)| Beside {
        start: start as u32,
        end: end as u32,
        kind: BesideKind::Ruby(Box::new(words)),
    }));
    beside
}

/// Takes away the Han–Latin gap before an item: a raised figure is no word.
fn close_gap(items: &mut [Item], looks: &[Look], index: usize, rules: &Composition) {
    if let Some(item) = items.get_mut(index)
        && item.has(Item::GAP)
    {
        item.before -= scale(rules.han_latin.0, em_of(&looks[usize::from(item.look)]).get());
        item.flags &= !Item::GAP;
    }
}

/// Moves numerator and denominator towards the stroke between them.
fn kern_fraction(items: &mut [Item], looks: &[Look], from: usize, to: usize) {
    let Some(stroke) = (from..to).find(|&index| items[index].class == Class::Solidus) else { return };
    let em = em_of(&looks[usize::from(items[stroke].look)]).get();
    for item in items[..to].iter_mut().skip(stroke).take(2) {
        item.before -= scale(FRACTION_KERN, em);
    }
}

/// Turns a horizontal paragraph as a whole: pinyin beside a vertical line.
fn turn(words: &mut Paragraph) {
    words.direction = Direction::Vertical;
    words.looks.iter_mut().for_each(|look| look.posture = Posture::Turned);
}

/// Shapes one word of ruby for a base of size `size`. Beside a vertical line 注音 stands upright, and
/// pinyin, which is to be turned, is still level.
fn ruby(
    (word, direction): (&Copy, Direction),
    size: Length,
    styles: &ParagraphStyles<'_>,
    rules: &Composition,
    fonts: &FontBook,
) -> crate::base::diag::Outcome<Paragraph> {
    let style = TextStyle { size: styles.ruby.size(size), ..styles.ruby.style.clone() };
    let west = word.text.chars().all(|char| class_of(char).is_west() || class_of(char).is_space());
    let direction = if west { Direction::Horizontal } else { direction };
    prepare_along(direction, word, &ParagraphStyles::plain(&style), rules, fonts)
}

/// Opens the gaps round bases that are narrower than their ruby, so that rubies never touch; never
/// the leading. C39.
fn make_room(items: &mut [Item], looks: &[Look], rubies: &[(usize, usize, Paragraph)]) {
    let em = |items: &[Item], index: usize| em_of(&looks[usize::from(items[index].look)]).get();
    // How far the ruby reaches beyond its base at either side, after what the base takes inside.
    let mut reaches = Vec::with_capacity(rubies.len());
    for &(start, end, ref words) in rubies {
        let base = extent(&items[start..end]);
        let excess = words.natural() - base;
        let count = (end - start) as i64;
        let inner = (excess / count).max(0);
        for item in &mut items[start + 1..end] {
            open(item, inner);
        }
        reaches.push((excess - inner * (count - 1)) / 2);
    }
    for (index, &(start, end, ref words)) in rubies.iter().enumerate() {
        let reach = reaches[index];
        let gap = i64::from(scale(RUBY_GAP, words.em));
        let after = rubies.get(index + 1);
        let joined = after.is_some_and(|after| after.0 == end);
        if joined {
            let wanted = reach + reaches[index + 1] + gap;
            open(&mut items[end], wanted);
        } else if end < items.len() {
            let free = i64::from(scale(OVERHANG, em(items, end)));
            let near = after.is_some_and(|after| after.0 == end + 1);
            let shared = if near { reaches[index + 1].max(0) } else { 0 };
            open(&mut items[end], reach - (free - shared / 2).max(0));
        }
        let alone = index == 0 || rubies[index - 1].1 != start;
        if alone && start > 0 {
            let free = i64::from(scale(OVERHANG, em(items, start - 1)));
            open(&mut items[start], reach - free);
        }
    }
}

/// The width of items that stand side by side.
fn extent(items: &[Item]) -> i64 {
    let advances: i64 = items.iter().map(|item| i64::from(item.advance)).sum();
    advances + items.iter().skip(1).map(|item| i64::from(item.before)).sum::<i64>()
}

/// At least `wanted` before an item; a Han–Latin gap that this covers is no gap any more.
fn open(item: &mut Item, wanted: i64) {
    if wanted > 0 {
        item.before = item.before.max(wanted.min(i64::from(i32::MAX)) as i32);
        item.flags &= !Item::GAP;
    }
}
