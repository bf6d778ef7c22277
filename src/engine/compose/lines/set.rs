//! Sets one broken line to its measure: positions of all glyphs.
//!
//! Space comes in the order of clreq: squeezing by classes (C28), stretching by classes (C29), a class
//! only when the one before is exhausted, the same amount at all places of a class (C27).

use crate::base::geom::Point;
use crate::base::units::{Em, Length};
use crate::engine::text::{Class, Item, Paragraph, squeeze_of};
use crate::model::{Align, Squeeze, Stretch};
use crate::page::{Glyph, Sources, TextRun};

use super::BrokenLine;
use super::marks::{LineMark, marks};
use super::plan::{halves_first, is_justified};
use super::spread::{Place, fill, share};

/// A line, positioned. x counts from the line's left edge, y from its baseline downwards.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SetLine {
    /// Its glyphs, in runs of one face, size and colour.
    pub runs: Vec<TextRun>,
    /// What stands beside it: dots, lines, ruby.
    pub marks: Vec<LineMark>,
    /// Where its last character ends, from the line's left edge.
    pub advance: Length,
    /// The most that letterspacing opens a gap, in thousandths of an em; negative for a squeezed line:
    /// the share of its squeeze that is used.
    pub looseness: Em,
    /// By how much it exceeds its measure.
    pub overfull: Length,
    /// The part of its last stop that stands outside the measure (C18).
    pub hung: Length,
    /// What was squeezed or stretched, in the order of the steps.
    pub changes: Vec<Adjusted>,
    /// Its characters.
    pub text: String,
}

/// A step of squeezing or stretching.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Change {
    /// Space was taken away there (C28).
    Squeeze(Squeeze),
    /// Space was added there (C29).
    Stretch(Stretch),
}

/// What one step did to a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Adjusted {
    /// The step.
    pub change: Change,
    /// At how many places.
    pub places: u32,
    /// The most at one place, in EMU: the same at all that can take as much (C27).
    pub each: i64,
    /// Altogether, in EMU.
    pub total: i64,
}

/// The natural width of a line, indent not counted: nothing squeezed but the marks at its ends.
pub fn natural_width(paragraph: &Paragraph, line: &BrokenLine) -> Length {
    Length::emu(Measured::new(paragraph, line).natural)
}

/// Sets `line` to `measure`.
///
/// Errors: none. A line that cannot be squeezed enough is set at its least width, with its
/// `overfull`; one without gaps is left short.
pub fn set_line(paragraph: &Paragraph, line: &BrokenLine, measure: Length, align: Align) -> SetLine {
    if line.end <= line.start {
        return SetLine::default();
    }
    let measured = Measured::new(paragraph, line);
    let room = measure.get() - line.indent.get();
    let mut adjust = Adjust::new(line);
    let mut set = SetLine::default();
    if measured.natural > room {
        let excess = measured.natural - room;
        let rest = squeeze(paragraph, line, &measured, excess, &mut adjust);
        let capacity = measured.capacity.max(1);
        set.looseness = Em(-(((excess - rest).min(capacity) * 1000 / capacity) as i32));
        set.overfull = Length::emu(rest);
    } else if is_justified(align, line.last) {
        let gap = stretch(paragraph, line, room - measured.natural, &mut adjust);
        set.looseness = Em((gap * 1000 / paragraph.em.max(1)) as i32);
    }
    let width = measured.natural + adjust.total();
    let free = (room - width).max(0);
    let shift = match align {
        Align::Right => free,
        Align::Center => free / 2,
        Align::Distribute if line.end == line.start + 1 => free / 2,
        _ => 0,
    };
    let extents = place(paragraph, line, &measured, line.indent.get() + shift, &adjust, &mut set);
    if !extents.is_empty() {
        set.marks = marks(paragraph, line, &extents, measure.get());
    }
    set.changes = adjust.changes;
    set
}

/// A line's natural extent.
struct Measured {
    natural: i64,
    /// What the first item loses of its left blank (C16).
    left: i64,
    /// What the last item loses of its right blank (C15).
    right: i64,
    /// What of the last item stands outside the measure (C18).
    hung: i64,
    /// The hyphen that the line leaves behind (C22).
    hyphen: i64,
    /// All that squeezing can give.
    capacity: i64,
}

impl Measured {
    fn new(paragraph: &Paragraph, line: &BrokenLine) -> Measured {
        let items = &paragraph.items[line.start as usize..line.end as usize];
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return Measured { natural: 0, left: 0, right: 0, hung: 0, hyphen: 0, capacity: 0 };
        };
        let rules = &paragraph.rules;
        let halves = if line.start > 0 { rules.halves_start } else { halves_first(paragraph, line.indent) };
        let left = if halves && first.class == Class::Opener { i64::from(first.left) } else { 0 };
        let halves = rules.halves_end && last.class.is_squeezable_mark();
        let right = if halves { i64::from(last.right) } else { 0 };
        let hung = line.hung.get();
        let hyphen = if line.hyphen { i64::from(paragraph.looks[usize::from(last.look)].hyphen.1) } else { 0 };
        let advances: i64 = items.iter().map(|item| i64::from(item.advance)).sum();
        let gaps: i64 = items[1..].iter().map(|item| i64::from(item.before)).sum();
        let natural = advances + gaps - left - right - hung + hyphen;
        let mut measured = Measured { natural, left, right, hung, hyphen, capacity: 0 };
        let steps = rules.squeeze.iter();
        let places = steps.flat_map(|step| places(paragraph, line, &measured, step.class));
        measured.capacity = places.map(|place| place.limit).sum();
        measured
    }
}

/// Space added before each item of the line, and after its last.
struct Adjust {
    first: u32,
    before: Vec<i64>,
    changes: Vec<Adjusted>,
}

impl Adjust {
    fn new(line: &BrokenLine) -> Adjust {
        Adjust { first: line.start, before: vec![0; (line.end - line.start) as usize + 1], changes: Vec::new() }
    }

    fn add(&mut self, item: u32, amount: i64) {
        self.before[(item - self.first) as usize] += amount;
    }

    /// Remembers what a step did.
    fn note(&mut self, change: Change, places: &[Place], total: i64) {
        if total > 0 {
            let each = places.iter().map(|place| place.given).max().unwrap_or(0);
            self.changes.push(Adjusted { change, places: places.len() as u32, each, total });
        }
    }

    fn total(&self) -> i64 {
        self.before.iter().sum()
    }
}

/// Takes `excess` away; gives what could not be taken.
fn squeeze(paragraph: &Paragraph, line: &BrokenLine, measured: &Measured, excess: i64, adjust: &mut Adjust) -> i64 {
    let mut left = excess;
    for step in &paragraph.rules.squeeze {
        if left == 0 {
            break;
        }
        let mut places = places(paragraph, line, measured, step.class);
        let given = fill(&mut places, left);
        left -= given;
        for place in &places {
            adjust.add(place.before, -place.given);
        }
        adjust.note(Change::Squeeze(step.class), &places, given);
    }
    left
}

/// The places of one step of C28 in a line. A place is the item before which the space goes.
fn places(paragraph: &Paragraph, line: &BrokenLine, measured: &Measured, step: Squeeze) -> Vec<Place> {
    let mut found = Vec::new();
    let mut push = |before: u32, limit: i32| {
        if limit > 0 {
            found.push(Place { before, limit: i64::from(limit), given: 0 });
        }
    };
    let (items, rules) = (&paragraph.items, &paragraph.rules);
    let em = |item: Item| paragraph.looks[usize::from(item.look)].em().get();
    for index in line.start..line.end {
        let item = items[index as usize];
        let inner = index > line.start;
        let next = if index + 1 < line.end { items.get(index as usize + 1).copied() } else { None };
        match step {
            Squeeze::LineEnd => {
                if next.is_none() && measured.right == 0 && measured.hung == 0 && item.class.is_squeezable_mark() {
                    push(index + 1, rules.gives_at_end(item.right));
                }
            }
            Squeeze::WordSpace => {
                if item.class == Class::Space {
                    push(index + 1, rules.space_flex(item, em(item)).0);
                }
            }
            Squeeze::HanLatin => {
                if inner && item.has(Item::GAP) {
                    push(index, rules.gap_flex(item, em(item)).0);
                }
            }
            _ => {
                if squeeze_of(item.class) != Some(step) {
                    continue;
                }
                // C16: an opener that begins the line is halved or full.
                if inner {
                    push(index, rules.gives(item.class, item.left, item.tight));
                }
                // A stop or closer at the end has a step of its own; `·` gives way there as anywhere.
                if next.is_some() || !item.class.is_squeezable_mark() {
                    let tight = next.map_or(0, |next| next.tight_before);
                    push(index + 1, rules.gives(item.class, item.right, tight));
                }
            }
        }
    }
    found
}

/// Adds `short`; gives the widest gap that letterspacing opens.
fn stretch(paragraph: &Paragraph, line: &BrokenLine, short: i64, adjust: &mut Adjust) -> i64 {
    let mut left = short;
    let (items, rules) = (&paragraph.items, &paragraph.rules);
    let em = |item: Item| paragraph.looks[usize::from(item.look)].em().get();
    let inner = || line.start + 1..line.end;
    for step in &rules.stretch {
        let limit = |index: u32| {
            let (before, item) = (items[index as usize - 1], items[index as usize]);
            match step.class {
                Stretch::WordSpace => rules.space_flex(before, em(before)).1,
                Stretch::HanLatin => rules.gap_flex(item, em(item)).1,
                Stretch::All => 0,
            }
        };
        let mut places: Vec<Place> = inner()
            .map(|before| Place { before, limit: i64::from(limit(before)), given: 0 })
            .filter(|place| place.limit > 0)
            .collect();
        let given = fill(&mut places, left);
        left -= given;
        for place in &places {
            adjust.add(place.before, place.given);
        }
        adjust.note(Change::Stretch(step.class), &places, given);
    }
    let open: Vec<u32> = inner().filter(|&index| items[index as usize].has(Item::STRETCH)).collect();
    let count = open.len() as i64;
    if count == 0 {
        return 0;
    }
    for (order, index) in open.into_iter().enumerate() {
        adjust.add(index, share(left, count, order as i64));
    }
    let widest = (left + count - 1) / count;
    if left > 0 {
        adjust.changes.push(Adjusted {
            change: Change::Stretch(Stretch::All),
            places: count as u32,
            each: widest,
            total: left,
        });
    }
    widest
}

/// Writes the glyphs at their places; gives the edges of all items, where any has something beside it.
fn place(
    paragraph: &Paragraph,
    line: &BrokenLine,
    measured: &Measured,
    from: i64,
    adjust: &Adjust,
    set: &mut SetLine,
) -> Vec<(i64, i64)> {
    let items = &paragraph.items[line.start as usize..line.end as usize];
    let marked = !paragraph.beside.is_empty() || items.iter().any(|item| item.has(Item::DOT));
    let mut extents = Vec::with_capacity(if marked { items.len() } else { 0 });
    let mut pen = from - measured.left;
    let mut look = None;
    for index in line.start..line.end {
        let item = paragraph.items[index as usize];
        if index > line.start {
            pen += i64::from(item.before);
        }
        pen += adjust.before[(index - line.start) as usize];
        let next = paragraph.items.get(index as usize + 1);
        if look != Some(item.look) || item.has(Item::ACROSS) {
            look = Some(item.look);
            let style = &paragraph.looks[usize::from(item.look)];
            set.runs.push(TextRun {
                face: style.face,
                size: style.size,
                width: style.width,
                color: style.color.clone(),
                posture: style.posture,
                stroke: style.stroke,
                origin: Point { x: Length::emu(pen), y: -style.raise },
                glyphs: Vec::with_capacity((line.end - index) as usize),
                text: String::with_capacity((line.end - index) as usize * 3),
                sources: Sources::new(paragraph.file, item.source),
            });
        }
        if let Some(run) = set.runs.last_mut() {
            let first = item.glyph as usize;
            let last = next.map_or(paragraph.glyphs.len(), |next| next.glyph as usize);
            for glyph in &paragraph.glyphs[first..last] {
                let x = Length::emu(pen + i64::from(glyph.x)) - run.origin.x;
                run.glyphs.push(Glyph { id: glyph.id, chars: glyph.chars, x });
            }
            run.sources.add(run.text.len(), item.source);
            run.text.push_str(paragraph.slice(index, index + 1));
        }
        if marked {
            extents.push((pen, pen + i64::from(item.advance)));
        }
        pen += i64::from(item.advance);
    }
    let tail = adjust.before.last().copied().unwrap_or(0);
    if measured.hyphen > 0
        && let Some(run) = set.runs.last_mut()
    {
        let (glyph, _) = paragraph.looks[usize::from(paragraph.items[line.end as usize - 1].look)].hyphen;
        // It belongs to the last cluster: copied text has no hyphen.
        run.glyphs.push(Glyph { id: glyph, chars: 0, x: Length::emu(pen + tail) - run.origin.x });
    }
    set.hung = line.hung;
    set.advance = Length::emu(pen + tail - measured.right - measured.hung + measured.hyphen);
    set.text = paragraph.slice(line.start, line.end).to_owned();
    extents
}
