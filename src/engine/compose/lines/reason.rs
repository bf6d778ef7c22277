//! Why a line ends where it does, and what it would have been one legal break earlier or later.
//!
//! Everything is read off the finished lines with the judge that chose them; nothing here chooses.

use crate::base::units::Length;
use crate::engine::text::{
    Break, Class, FORCED_PENALTY, Item, Paragraph, RESCUE_PENALTY, emergency_breaks, may_not_begin, may_not_end,
};
use crate::model::{Composer, Prohibition};

use super::cost::{Colour, SHORT, Verdict, least};
use super::plan::{Plan, break_lines, total_cost};
use super::rest::Rest;
use super::{BrokenLine, LineOptions, Measure};

/// Why a line ends where it does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// The paragraph ends.
    Last,
    /// The next character does not fit, and no rule plays a part.
    Full,
    /// More was squeezed in than fits naturally: the rest of a unit, or one unit more (C2).
    SqueezedIn {
        /// The first item that would not have fitted.
        from: u32,
        /// What forbids to end the line before it.
        tie: Option<Tie>,
    },
    /// Its last stop stands outside the measure (C18).
    Hung,
    /// A unit that is not parted moved down whole.
    MovedDown(Tie),
    /// Other ends were open, but the paragraph is better so.
    Better,
    /// Other ends leave a last line of too few characters (C32).
    LastLine,
    /// Other ends were open, but the story needs this paragraph in another number of lines than its best.
    Fitted {
        /// Its best number of lines.
        best: usize,
    },
    /// A word is parted, with a hyphen (C22).
    Hyphenated,
    /// A word is parted at its own hyphen, or an address at one of its marks (C25).
    Soft,
    /// A word or number wider than the measure is parted anywhere.
    CutWord,
    /// A prohibition is broken, because nothing else fits (C3).
    Rescued,
    /// Not even what must stand together fits.
    Overfull,
}

/// What keeps two characters on one line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bond {
    /// The second may not begin a line (C9, C10).
    MayNotBegin,
    /// The first may not end a line (C9).
    MayNotEnd,
    /// A word, number, code or address (C21, C24).
    Word,
    /// A number and its unit (C23).
    Unit,
    /// A name or phrase that the style or the copy keeps whole.
    Kept,
    /// `——` or `……` (C11).
    TwoEm,
    /// Marks on one em (C14).
    Pair,
}

/// A unit that a line could not part.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Tie {
    /// Why not.
    pub bond: Bond,
    /// The mark whose place is forbidden, or the first item of the unit.
    pub mark: u32,
    /// First item of the unit, and one past its last: from legal break to legal break, or what is glued
    /// together.
    pub unit: (u32, u32),
    /// Whether the whole unit could have been squeezed in.
    pub fits: bool,
}

/// Another end that a line could have had.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Alternative {
    /// One past its last item.
    pub end: u32,
    /// Its natural width, indent not counted.
    pub natural: Length,
    /// Its cost; `None` where it does not fit.
    pub cost: Option<u32>,
    /// By how much it is too wide with everything squeezed; zero when it fits.
    pub over: Length,
    /// The least cost of the paragraph with this end, what stands above left as it is; `None` where the
    /// line is so loose that the composer does not consider it.
    pub total: Option<u32>,
}

/// The account of one line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Account {
    /// Why it ends here.
    pub reason: Reason,
    /// Had it ended at the legal break before; `None` where that is its start.
    pub previous: Option<Alternative>,
    /// Had it ended at the next legal break; `None` for the last line.
    pub next: Option<Alternative>,
}

/// Accounts for every line of a paragraph. `lines` are its lines as they were chosen.
pub fn account(paragraph: &Paragraph, options: &LineOptions, lines: &[BrokenLine]) -> Vec<Account> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let per_line = |line: usize| lines.get(line).unwrap_or(last).measure;
    let uniform = lines.iter().all(|line| line.measure == first.measure);
    let measure = if uniform { Measure::Uniform(first.measure) } else { Measure::PerLine(&per_line) };
    let mut plan = Plan::new(paragraph, options, measure);
    let mut path = path_of(&plan.breaks, lines);
    if path.is_none() {
        // Breaks of last resort depend on measures further down, which are not known here.
        plan = plan.with_all_breaks(paragraph, options);
        path = path_of(&plan.breaks, lines);
    }
    let Some(path) = path else { return Vec::new() };
    let best = if uniform { break_lines(paragraph, options, measure).len() } else { lines.len() };
    let rest = Rest::build(&plan, lines.len(), uniform);
    let every = emergency_breaks(paragraph, 0);
    let clerk = Clerk { paragraph, plan: &plan, lines, path: &path, every: &every, rest: &rest, best };
    (0..lines.len()).map(|line| clerk.account(line)).collect()
}

/// The breaks at which lines begin and end, as indices.
fn path_of(breaks: &[Break], lines: &[BrokenLine]) -> Option<Vec<usize>> {
    let places = lines.first().map(|line| line.start).into_iter().chain(lines.iter().map(|line| line.next));
    places.map(|at| breaks.binary_search_by_key(&at, |place| place.at).ok()).collect()
}

struct Clerk<'a> {
    paragraph: &'a Paragraph,
    plan: &'a Plan<'a>,
    lines: &'a [BrokenLine],
    /// The break before each line, and the last.
    path: &'a [usize],
    /// A break before every item: where a line without rules could end.
    every: &'a [Break],
    rest: &'a Rest,
    /// The best number of lines.
    best: usize,
}

impl Clerk<'_> {
    fn account(&self, line: usize) -> Account {
        let (a, b) = (self.path[line], self.path[line + 1]);
        let end = self.plan.breaks.len() - 1;
        let previous = (b > a + 1).then(|| self.alternative(line, b - 1));
        let next = (b < end).then(|| self.alternative(line, b + 1));
        Account { reason: self.reason(line, next.as_ref()), previous, next }
    }

    /// The line with its end at break `to`.
    fn alternative(&self, line: usize, to: usize) -> Alternative {
        let (a, measure) = (self.path[line], self.lines[line].measure.get());
        let (from, place) = (&self.plan.breaks[a], &self.plan.breaks[to]);
        let verdict = self.verdict(a, to, measure);
        let over = (least(from, place) - measure).max(0);
        let above = if line == 0 { Colour::Even } else { self.colour(line - 1) };
        let cost = verdict.cost.saturating_add(self.plan.judge.beside(above, verdict.colour));
        let breaks = &self.plan.breaks;
        let longest = breaks.get(to + 1).is_none_or(|more| !self.plan.judge.fits(from, more, measure));
        let considered = over == 0 && (longest || !verdict.loose);
        let rest = if considered { self.rest.after(line, to, verdict.colour) } else { None };
        let total = rest.map(|rest| total_cost(&self.lines[..line]).saturating_add(cost).saturating_add(rest));
        let hung = place.hangs + if verdict.hangs { place.may_hang } else { 0 };
        let width = place.stop.width - from.start.width + i64::from(place.hangs - hung);
        Alternative {
            end: place.end,
            natural: Length::emu(width) - self.lines[line].indent,
            cost: (over == 0).then_some(cost),
            over: Length::emu(over),
            total,
        }
    }

    fn verdict(&self, a: usize, b: usize, measure: i64) -> Verdict {
        let (breaks, judge) = (&self.plan.breaks, &self.plan.judge);
        if judge.fits(&breaks[a], &breaks[b], measure) {
            judge.judge(breaks, a, b, measure)
        } else {
            judge.overfull(&breaks[a], &breaks[b], measure)
        }
    }

    fn colour(&self, line: usize) -> Colour {
        self.verdict(self.path[line], self.path[line + 1], self.lines[line].measure.get()).colour
    }

    fn reason(&self, index: usize, next: Option<&Alternative>) -> Reason {
        let line = &self.lines[index];
        let Some(next) = next else { return Reason::Last };
        if line.overfull > Length::ZERO {
            return Reason::Overfull;
        }
        match line.penalty {
            RESCUE_PENALTY.. => return Reason::Rescued,
            FORCED_PENALTY.. => return Reason::CutWord,
            _ => {}
        }
        let begins = self.paragraph.items.get(line.next as usize);
        if line.hyphen {
            return Reason::Hyphenated;
        }
        if begins.is_some_and(|item| item.has(Item::SOFT)) {
            return Reason::Soft;
        }
        let fits = next.over == Length::ZERO;
        let Some(plain) = self.plain_end(index) else {
            let squeezed = Reason::SqueezedIn { from: line.start, tie: None };
            return if line.hung > Length::ZERO { Reason::Hung } else { squeezed };
        };
        let legal_until = |at: u32| {
            let breaks = &self.plan.breaks;
            breaks.get(self.path[index + 1] + 1).is_some_and(|place| place.at <= at)
        };
        match line.next.cmp(&plain.at) {
            std::cmp::Ordering::Greater if line.hung > Length::ZERO => Reason::Hung,
            std::cmp::Ordering::Greater => Reason::SqueezedIn { from: plain.at, tie: self.tie(plain.at, true) },
            std::cmp::Ordering::Equal => {
                let short = line.measure.get() - (plain.stop.width - self.start_of(index).width);
                if short > 0 && fits {
                    return self.choice(index, next);
                }
                self.two_em(line.next, short, fits).map_or(Reason::Full, Reason::MovedDown)
            }
            std::cmp::Ordering::Less if legal_until(plain.at) => self.choice(index, next),
            std::cmp::Ordering::Less => self.tie(plain.at, fits).map_or(Reason::Better, Reason::MovedDown),
        }
    }

    fn start_of(&self, line: usize) -> &crate::engine::text::Sums {
        &self.plan.breaks[self.path[line]].start
    }

    /// Where the line would end if nothing were squeezed and no rule held characters together.
    fn plain_end(&self, line: usize) -> Option<&Break> {
        let (start, measure) = (self.start_of(line), self.lines[line].measure.get());
        let first = self.every.partition_point(|place| place.at <= self.lines[line].start);
        self.every[first..].iter().take_while(|place| place.stop.width - start.width <= measure).last()
    }

    /// A dash or ellipsis of two em, half of which would have fitted.
    fn two_em(&self, at: u32, short: i64, fits: bool) -> Option<Tie> {
        let item = self.paragraph.items.get(at as usize)?;
        let wide = i64::from(item.advance) >= self.paragraph.em * 2;
        (matches!(item.class, Class::Dash | Class::Ellipsis) && wide && short >= self.paragraph.em).then(|| Tie {
            bond: Bond::TwoEm,
            mark: at,
            unit: (at, at + 1),
            fits,
        })
    }

    /// What forbids a break before item `at`; `None` where it is legal.
    fn tie(&self, at: u32, fits: bool) -> Option<Tie> {
        let breaks = &self.paragraph.breaks;
        let after = breaks.partition_point(|place| place.at < at);
        if breaks.get(after).is_none_or(|place| place.at == at) {
            return None;
        }
        let unit = (breaks[after.checked_sub(1)?].at, breaks[after].at);
        let items = &self.paragraph.items;
        let two = *items.get(at as usize)?;
        let before = items[..at as usize].iter().rposition(|item| !item.class.is_space())?;
        let one = items[before];
        let (bond, mark) = if two.has(Item::GLUED) {
            return Some(self.glued(at, fits));
        } else if one.class == two.class && matches!(one.class, Class::Dash | Class::Ellipsis) {
            (Bond::TwoEm, unit.0)
        } else if one.class == two.class && one.class == Class::Exclaim && two.tight_before > 0 {
            (Bond::Pair, unit.0)
        } else if may_not_begin(two.class, Prohibition::Strict, false) {
            // Whatever the level of the style was: this mark is the one it can be about.
            (Bond::MayNotBegin, at)
        } else if may_not_end(one.class, Prohibition::Strict) {
            (Bond::MayNotEnd, before as u32)
        } else {
            (Bond::Kept, unit.0)
        };
        Some(Tie { bond, mark, unit, fits })
    }

    /// The word, number or name in which item `at` is glued to the one before it.
    fn glued(&self, at: u32, fits: bool) -> Tie {
        let (before, after) = self.paragraph.items.split_at(at as usize);
        let is_glued = |item: &&Item| item.has(Item::GLUED);
        let first = before.len() - (before.iter().rev().take_while(is_glued).count() + 1).min(before.len());
        let last = before.len() + after.iter().take_while(is_glued).count();
        let unit = &self.paragraph.items[first..last];
        let figures = unit.iter().any(|item| matches!(item.class, Class::Digit | Class::Postfix));
        let bond = if unit[1..].iter().all(|item| item.has(Item::INSIDE)) {
            Bond::Word
        } else if figures {
            Bond::Unit
        } else {
            Bond::Kept
        };
        Tie { bond, mark: first as u32, unit: (first as u32, last as u32), fits }
    }

    /// Why one of several open ends was taken.
    fn choice(&self, line: usize, next: &Alternative) -> Reason {
        let now = total_cost(self.lines);
        let cures = |total: u32| total >= SHORT && now < SHORT;
        let before_last = line + 2 == self.lines.len();
        if self.best != self.lines.len() {
            Reason::Fitted { best: self.best }
        } else if next.total.is_some_and(cures) || (before_last && self.paragraph.rules.composer == Composer::Line) {
            Reason::LastLine
        } else {
            Reason::Better
        }
    }
}
