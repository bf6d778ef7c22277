//! Where lines may end, and the sums of what stands between such places.

use crate::model::Composition;

use super::class::{Class, Squeeze, may_not_begin, may_not_end};
use super::item::{Break, Item, Paragraph, Sums};
use super::prepare::em_of;
use super::width::{halves, han_latin_flex, space_flex};

/// Breaking an address or a word at its hyphen: it is better whole. (100 = one visible fault.)
const SOFT_PENALTY: u32 = 30;
/// Breaking a word or number that is wider than its measure: after everything but an overfull line.
const FORCED_PENALTY: u32 = 5_000;
/// Breaking where a prohibition forbids it, when nothing else helps (C3).
const RESCUE_PENALTY: u32 = 50_000;

/// Fills in the legal breaks of `paragraph`, and what depends on them.
pub(super) fn collect(paragraph: &mut Paragraph, rules: &Composition) {
    let count = paragraph.items.len();
    let ems: Vec<i64> = paragraph.looks.iter().map(|look| em_of(look).get()).collect();
    let mut breaks = Vec::with_capacity(count + 2);
    let mut walk = Walk::new(paragraph, &ems, halves(rules.line_end_mark), halves(rules.line_start_opener));
    breaks.push(walk.open());
    for index in 1..count {
        walk.step();
        if let Some(penalty) = legal(&paragraph.items, index, rules) {
            breaks.push(walk.close(penalty));
        }
    }
    if count > 0 {
        walk.step();
        breaks.push(walk.close(0));
    }
    super::numeral::price(&paragraph.text, &paragraph.items, &mut breaks);
    paragraph.widest = widest(&breaks);
    paragraph.short = short(&paragraph.items, &breaks, rules.last_line);
    paragraph.breaks = breaks;
}

/// The cost of a break before item `index`, or that it is not legal. C9 to C11, C22 to C25.
fn legal(items: &[Item], index: usize, rules: &Composition) -> Option<u32> {
    let (mut one, two) = (items[index - 1], items[index]);
    if two.has(Item::SOFT) {
        return Some(SOFT_PENALTY);
    }
    if two.has(Item::GLUED) || two.class.is_space() {
        return None;
    }
    let spaced = one.class.is_space();
    if spaced {
        // The marks on both sides of a space still obey.
        one = *items[..index].iter().rev().find(|item| !item.class.is_space())?;
    }
    let level = rules.prohibition;
    if may_not_begin(two.class, level, rules.dash_may_begin_line) || may_not_end(one.class, level) {
        return None;
    }
    if spaced {
        return Some(0);
    }
    let inseparable = match (one.class, two.class) {
        // C10, C11: parts of an ellipsis or dash; C14: ！？ on one em.
        (Class::Ellipsis, Class::Ellipsis) | (Class::Dash, Class::Dash) => true,
        (Class::Exclaim, Class::Exclaim) => two.tight_before > 0 || two.right == 0,
        _ => false,
    };
    if inseparable { None } else { Some(0) }
}

/// The breaks of a paragraph in which every stretch wider than `measure` has breaks of last resort:
/// first within words, numbers and addresses, then, where that is not enough, before any character
/// (C3). Two-em marks are never split.
pub fn emergency_breaks(paragraph: &Paragraph, measure: i64) -> Vec<Break> {
    let ems: Vec<i64> = paragraph.looks.iter().map(|look| em_of(look).get()).collect();
    let mut walk = Walk::new(paragraph, &ems, paragraph.halves_line_end, paragraph.halves_line_start);
    let mut every = vec![walk.open()];
    for index in 1..paragraph.items.len() {
        walk.step();
        let item = paragraph.items[index];
        let within =
            item.has(Item::INSIDE) && !matches!(item.class, Class::WestClose | Class::Postfix | Class::Connector);
        every.push(walk.close(if within { FORCED_PENALTY } else { RESCUE_PENALTY }));
    }
    let mut breaks: Vec<Break> = Vec::with_capacity(paragraph.breaks.len() + 16);
    for &next in &paragraph.breaks {
        if let Some(&last) = breaks.last()
            && natural_least(&last, &next) > measure
        {
            let inside = &every[last.at as usize + 1..(next.at as usize).min(every.len())];
            let mut from = last;
            let words = inside.iter().filter(|place| place.penalty == FORCED_PENALTY).copied().chain([next]);
            for word in words {
                if natural_least(&from, &word) > measure {
                    let all = &every[from.at as usize + 1..(word.at as usize).min(every.len())];
                    breaks.extend(all.iter().filter(|place| !paragraph.items[place.at as usize].class.is_space()));
                }
                if word.at != next.at {
                    breaks.push(word);
                }
                from = word;
            }
        }
        breaks.push(next);
    }
    breaks
}

/// The least width of a line from `from` to `to`.
fn natural_least(from: &Break, to: &Break) -> i64 {
    (to.stop.width - to.stop.shrink) - (from.start.width - from.start.shrink)
}

fn widest(breaks: &[Break]) -> i64 {
    breaks.windows(2).map(|pair| natural_least(&pair[0], &pair[1])).max().unwrap_or(0)
}

/// C32: the first breaks whose last line would have fewer than `wanted` characters, and just as many.
fn short(items: &[Item], breaks: &[Break], wanted: u8) -> (u32, u32) {
    let none = breaks.len() as u32;
    let (mut fewer, mut equal) = (none, none);
    let mut from = items.len();
    let mut characters = 0;
    for (index, place) in breaks.iter().enumerate().rev() {
        let at = place.at as usize;
        characters += items[at..from].iter().filter(|item| item.class.is_character()).count();
        from = at;
        match characters.cmp(&usize::from(wanted)) {
            std::cmp::Ordering::Less => fewer = index as u32,
            std::cmp::Ordering::Equal => equal = index as u32,
            std::cmp::Ordering::Greater => break,
        }
    }
    (fewer, equal.min(fewer))
}

/// Walks over the items and keeps the sums.
struct Walk<'a> {
    items: &'a [Item],
    ems: &'a [i64],
    halves_end: bool,
    halves_start: bool,
    /// Items behind us.
    at: usize,
    /// All of them, with the gaps between them.
    sums: Sums,
    /// The sums after the last item that is not a space, and its index plus one.
    solid: (Sums, usize),
}

impl<'a> Walk<'a> {
    fn new(paragraph: &'a Paragraph, ems: &'a [i64], halves_end: bool, halves_start: bool) -> Walk<'a> {
        let sums = Sums::default();
        Walk { items: &paragraph.items, ems, halves_end, halves_start, at: 0, sums, solid: (sums, 0) }
    }

    /// Passes one item and the gap before it.
    fn step(&mut self) {
        let item = self.items[self.at];
        if self.at > 0 {
            self.sums = self.with_gap();
        }
        let em = self.ems[usize::from(item.look)];
        let (shrink, stretch) = space_flex(item, em);
        self.sums.width += i64::from(item.advance);
        self.sums.shrink += i64::from(shrink);
        self.sums.stretch += i64::from(stretch);
        if Squeeze::of(item.class).is_some() {
            self.sums.shrink += i64::from(item.left + item.right);
        }
        self.at += 1;
        if !item.class.is_space() {
            self.solid = (self.sums, self.at);
        }
    }

    /// The sums with the gap before the item ahead.
    fn with_gap(&self) -> Sums {
        let mut sums = self.sums;
        let (one, two) = (self.items[self.at - 1], self.items[self.at]);
        sums.width += i64::from(two.before);
        if Squeeze::of(one.class).is_some() {
            sums.shrink -= i64::from(two.tight_before);
        }
        if Squeeze::of(two.class).is_some() {
            sums.shrink -= i64::from(two.tight);
        }
        if two.has(Item::GAP) {
            let (shrink, stretch) = han_latin_flex(two, self.ems[usize::from(two.look)]);
            sums.shrink += i64::from(shrink);
            sums.stretch += i64::from(stretch);
        }
        sums.gaps += i32::from(two.has(Item::STRETCH));
        sums
    }

    /// The start of the paragraph.
    fn open(&self) -> Break {
        let zero = Sums::default();
        Break { at: 0, end: 0, start: zero, stop: zero, penalty: 0, line_end: 0 }
    }

    /// The break before the item ahead.
    fn close(&self, penalty: u32) -> Break {
        let (mut stop, end) = self.solid;
        let mut line_end = 0;
        if let Some(last) = end.checked_sub(1).map(|last| self.items[last])
            && last.right > 0
        {
            let within = if Squeeze::of(last.class).is_some() { last.right } else { 0 };
            if self.halves_end {
                stop.width -= i64::from(last.right);
                stop.shrink -= i64::from(within);
            } else {
                stop.shrink += i64::from(last.right - within);
                line_end = last.right;
            }
        }
        let mut start = self.sums;
        if let Some(&first) = self.items.get(self.at)
            && self.at > 0
        {
            start = self.with_gap();
            if self.halves_start {
                start.width += i64::from(first.left);
                start.shrink += i64::from(first.left);
            }
        }
        Break { at: self.at as u32, end: end as u32, start, stop, penalty, line_end }
    }
}
