//! Where lines may end, and the sums of what stands between such places.

use crate::model::{Composition, Hanging};

use super::builder::em_of;
use super::class::{Class, may_not_begin, may_not_end};
use super::item::{Break, Item, Paragraph, Sums};
use super::rules::LineRules;

/// Breaking an address or a word at its hyphen: it is better whole. (100 = one visible fault.)
const SOFT_PENALTY: u32 = 30;
/// Leaving a hyphen at the end of a line (C22).
const HYPHEN_PENALTY: u32 = 40;
/// Breaking a word or number that is wider than its measure: after everything but an overfull line.
pub const FORCED_PENALTY: u32 = 5_000;
/// Breaking where a prohibition forbids it, when nothing else helps (C3).
pub const RESCUE_PENALTY: u32 = 50_000;

/// Fills in the legal breaks of `paragraph`, and what depends on them.
pub(super) fn collect(paragraph: &mut Paragraph, rules: &Composition) {
    let count = paragraph.items.len();
    let ems: Vec<i64> = paragraph.looks.iter().map(|look| em_of(look).get()).collect();
    let mut breaks = Vec::with_capacity(count + 2);
    let mut walk = Walk::new(paragraph, &ems);
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
    paragraph.short = short(&paragraph.items, &breaks, rules);
    paragraph.breaks = breaks;
}

/// The cost of a break before item `index`, or that it is not legal. C9 to C11, C22 to C25.
fn legal(items: &[Item], index: usize, rules: &Composition) -> Option<u32> {
    let (mut one, two) = (items[index - 1], items[index]);
    if two.has(Item::SOFT) {
        return Some(SOFT_PENALTY);
    }
    if two.has(Item::HYPHEN) {
        return Some(HYPHEN_PENALTY);
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
    let mut walk = Walk::new(paragraph, &ems);
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
fn short(items: &[Item], breaks: &[Break], rules: &Composition) -> (u32, u32) {
    let counts = |item: &&Item| item.class.is_character() || (rules.last_line_marks && !item.class.is_space());
    let none = breaks.len() as u32;
    let (mut fewer, mut equal) = (none, none);
    let mut from = items.len();
    let mut characters = 0;
    for (index, place) in breaks.iter().enumerate().rev() {
        let at = place.at as usize;
        characters += items[at..from].iter().filter(counts).count();
        from = at;
        match characters.cmp(&usize::from(rules.last_line)) {
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
    looks: &'a [super::item::Look],
    ems: &'a [i64],
    rules: &'a LineRules,
    /// Items behind us.
    at: usize,
    /// All of them, with the gaps between them.
    sums: Sums,
    /// The sums after the last item that is not a space, and its index plus one.
    solid: (Sums, usize),
}

impl<'a> Walk<'a> {
    fn new(paragraph: &'a Paragraph, ems: &'a [i64]) -> Walk<'a> {
        let sums = Sums::default();
        let Paragraph { items, looks, rules, .. } = paragraph;
        Walk { items, looks, ems, rules, at: 0, sums, solid: (sums, 0) }
    }

    /// Passes one item and the gap before it.
    fn step(&mut self) {
        let item = self.items[self.at];
        if self.at > 0 {
            self.sums = self.with_gap();
        }
        let em = self.ems[usize::from(item.look)];
        let (shrink, stretch) = self.rules.space_flex(item, em);
        self.sums.width += i64::from(item.advance);
        self.sums.shrink += i64::from(shrink);
        self.sums.stretch += i64::from(stretch);
        if item.left + item.right > 0 {
            let gives = |blank: i32| self.rules.gives(item.class, blank, 0);
            self.sums.shrink += i64::from(gives(item.left) + gives(item.right));
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
        if two.tight_before > 0 {
            sums.shrink -= i64::from(self.less(one.class, one.right, two.tight_before));
        }
        if two.tight > 0 {
            sums.shrink -= i64::from(self.less(two.class, two.left, two.tight));
        }
        if two.has(Item::GAP) {
            let (shrink, stretch) = self.rules.gap_flex(two, self.ems[usize::from(two.look)]);
            sums.shrink += i64::from(shrink);
            sums.stretch += i64::from(stretch);
        }
        sums.gaps += i32::from(two.has(Item::STRETCH));
        sums
    }

    /// What a blank gives less because a mark beside it took a part.
    fn less(&self, class: Class, blank: i32, tight: i32) -> i32 {
        self.rules.gives(class, blank, 0) - self.rules.gives(class, blank, tight)
    }

    /// The start of the paragraph.
    fn open(&self) -> Break {
        let zero = Sums::default();
        Break { start: zero, stop: zero, ..Break::default() }
    }

    /// The break before the item ahead.
    fn close(&self, penalty: u32) -> Break {
        let (mut stop, end) = self.solid;
        let mut place = Break { at: self.at as u32, end: end as u32, penalty, ..Break::default() };
        let last = end.checked_sub(1).map(|last| self.items[last]);
        if let Some(last) = last
            && last.class.is_squeezable_mark()
        {
            // At the end of a line only the first step of squeezing reaches the mark.
            stop.shrink -= i64::from(self.rules.gives(last.class, last.right, 0));
            let halved = if self.rules.halves_end { last.right } else { 0 };
            stop.width -= i64::from(halved);
            let ink = last.advance - halved;
            if self.rules.hanging == Hanging::Force && self.hangs(end) {
                stop.width -= i64::from(ink);
                place.hangs = ink;
            } else {
                if self.rules.hanging == Hanging::Allow && self.hangs(end) {
                    place.may_hang = ink;
                }
                if !self.rules.halves_end {
                    place.line_end = self.rules.gives_at_end(last.right);
                    stop.shrink += i64::from(place.line_end);
                }
            }
        }
        if self.items.get(self.at).is_some_and(|next| next.has(Item::HYPHEN)) {
            let hyphen = last.map_or(0, |last| self.looks[usize::from(last.look)].hyphen.1);
            stop.width += i64::from(hyphen);
            place.hyphen = hyphen;
        }
        let mut start = self.sums;
        if let Some(&first) = self.items.get(self.at)
            && self.at > 0
        {
            start = self.with_gap();
            // C16: what begins a line is halved or full, never in between: edges would wander.
            start.shrink += i64::from(self.rules.gives(first.class, first.left, 0));
            if self.rules.halves_start && first.class == Class::Opener {
                start.width += i64::from(first.left);
            }
        }
        Break { start, stop, ..place }
    }

    /// C18: one stop hangs, never where marks are consecutive. `end` is one past the stop.
    fn hangs(&self, end: usize) -> bool {
        let consecutive = end >= 2 && self.items[end - 2].class.is_squeezable_mark();
        self.items[end - 1].has(Item::HANGS) && !consecutive
    }
}
