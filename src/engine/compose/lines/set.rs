//! Sets one broken line to its measure: positions of all glyphs.
//!
//! Space comes in the order of clreq: squeezing by classes (C28), stretching by classes (C29), a class
//! only when the one before is exhausted, the same amount at all places of a class (C27).

use crate::base::geom::Point;
use crate::base::units::{Em, Length};
use crate::engine::text::{Class, Item, Paragraph, Squeeze, han_latin_flex, space_flex};
use crate::model::{Align, Direction};
use crate::page::{Glyph, TextRun};

use super::BrokenLine;
use super::plan::is_justified;
use super::spread::{Place, fill, share};

/// Diameter of an emphasis dot (C37).
const DOT_DIAMETER: Em = Em(170);
/// Its centre below the baseline: under the em box, in the leading of a body of 9 on 13 pt.
const DOT_DROP: Em = Em(290);
/// In a vertical line the dots stand at the right, as far from the em box: above, before the line is
/// turned (C40).
const DOT_RISE: Em = Em(-1050);

/// A line, positioned. x counts from the line's left edge, y from its baseline downwards.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SetLine {
    /// Its glyphs, in runs of one face, size and colour.
    pub runs: Vec<TextRun>,
    /// Centres of emphasis dots.
    pub dots: Vec<Point>,
    /// The diameter of a dot; zero where there are none.
    pub dot_diameter: Length,
    /// Where its last character ends, from the line's left edge.
    pub advance: Length,
    /// The most that letterspacing opens a gap, in thousandths of an em; negative for a squeezed line:
    /// the share of its squeeze that is used.
    pub looseness: Em,
    /// By how much it exceeds its measure.
    pub overfull: Length,
    /// Its characters.
    pub text: String,
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
    place(paragraph, line, &measured, line.indent.get() + shift, &adjust, &mut set);
    set
}

/// A line's natural extent.
struct Measured {
    natural: i64,
    /// What the first item loses of its left blank (C16).
    left: i64,
    /// What the last item loses of its right blank (C15).
    right: i64,
    /// All that squeezing can give.
    capacity: i64,
}

impl Measured {
    fn new(paragraph: &Paragraph, line: &BrokenLine) -> Measured {
        let items = &paragraph.items[line.start as usize..line.end as usize];
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return Measured { natural: 0, left: 0, right: 0, capacity: 0 };
        };
        let halves = paragraph.halves_line_start && (line.start > 0 || line.indent == Length::ZERO);
        let left = if halves { i64::from(first.left) } else { 0 };
        let right = if paragraph.halves_line_end { i64::from(last.right) } else { 0 };
        let advances: i64 = items.iter().map(|item| i64::from(item.advance)).sum();
        let gaps: i64 = items[1..].iter().map(|item| i64::from(item.before)).sum();
        let mut measured = Measured { natural: advances + gaps - left - right, left, right, capacity: 0 };
        let places = Squeeze::ORDER.iter().flat_map(|step| places(paragraph, line, &measured, *step));
        measured.capacity = places.map(|place| place.limit).sum();
        measured
    }
}

/// Space added before each item of the line, and after its last.
struct Adjust {
    first: u32,
    before: Vec<i64>,
}

impl Adjust {
    fn new(line: &BrokenLine) -> Adjust {
        Adjust { first: line.start, before: vec![0; (line.end - line.start) as usize + 1] }
    }

    fn add(&mut self, item: u32, amount: i64) {
        self.before[(item - self.first) as usize] += amount;
    }

    fn total(&self) -> i64 {
        self.before.iter().sum()
    }
}

/// Takes `excess` away; gives what could not be taken.
fn squeeze(paragraph: &Paragraph, line: &BrokenLine, measured: &Measured, excess: i64, adjust: &mut Adjust) -> i64 {
    let mut left = excess;
    for step in Squeeze::ORDER {
        if left == 0 {
            break;
        }
        let mut places = places(paragraph, line, measured, step);
        left -= fill(&mut places, left);
        for place in places {
            adjust.add(place.before, -place.given);
        }
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
    let items = &paragraph.items;
    let em = |item: Item| paragraph.looks[usize::from(item.look)].em().get();
    for index in line.start..line.end {
        let item = items[index as usize];
        let inner = index > line.start;
        let next = if index + 1 < line.end { items.get(index as usize + 1).copied() } else { None };
        match step {
            Squeeze::LineEnd => {
                if next.is_none() && measured.right == 0 {
                    push(index + 1, item.right);
                }
            }
            Squeeze::WordSpace => {
                if item.class == Class::Space {
                    push(index + 1, space_flex(item, em(item)).0);
                }
            }
            Squeeze::HanLatin => {
                if inner && item.has(Item::GAP) {
                    push(index, han_latin_flex(item, em(item)).0);
                }
            }
            Squeeze::Bracket | Squeeze::Comma | Squeeze::Period => {
                if Squeeze::of(item.class) != Some(step) {
                    continue;
                }
                let trimmed = if inner { item.tight } else { measured.left as i32 };
                push(index, item.left - trimmed);
                if let Some(next) = next {
                    push(index + 1, item.right - next.tight_before);
                }
            }
        }
    }
    found
}

/// Adds `short`; gives the widest gap that letterspacing opens.
fn stretch(paragraph: &Paragraph, line: &BrokenLine, short: i64, adjust: &mut Adjust) -> i64 {
    let mut left = short;
    let items = &paragraph.items;
    let em = |item: Item| paragraph.looks[usize::from(item.look)].em().get();
    let inner = || line.start + 1..line.end;
    let mut spaces: Vec<Place> = inner()
        .filter(|&index| items[index as usize - 1].class == Class::Space)
        .map(|index| {
            let space = items[index as usize - 1];
            Place { before: index, limit: i64::from(space_flex(space, em(space)).1), given: 0 }
        })
        .filter(|place| place.limit > 0)
        .collect();
    left -= fill(&mut spaces, left);
    let mut gaps: Vec<Place> = inner()
        .filter(|&index| items[index as usize].has(Item::GAP))
        .map(|index| {
            let item = items[index as usize];
            Place { before: index, limit: i64::from(han_latin_flex(item, em(item)).1), given: 0 }
        })
        .filter(|place| place.limit > 0)
        .collect();
    left -= fill(&mut gaps, left);
    for place in spaces.iter().chain(&gaps) {
        adjust.add(place.before, place.given);
    }
    let open: Vec<u32> = inner().filter(|&index| items[index as usize].has(Item::STRETCH)).collect();
    let count = open.len() as i64;
    for (order, index) in open.into_iter().enumerate() {
        adjust.add(index, share(left, count, order as i64));
    }
    if count == 0 { 0 } else { (left + count - 1) / count }
}

/// Writes glyphs and dots at their places.
fn place(paragraph: &Paragraph, line: &BrokenLine, measured: &Measured, from: i64, adjust: &Adjust, set: &mut SetLine) {
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
            });
        }
        if let Some(run) = set.runs.last_mut() {
            let first = item.glyph as usize;
            let last = next.map_or(paragraph.glyphs.len(), |next| next.glyph as usize);
            for glyph in &paragraph.glyphs[first..last] {
                let x = Length::emu(pen + i64::from(glyph.x)) - run.origin.x;
                run.glyphs.push(Glyph { id: glyph.id, chars: glyph.chars, x });
            }
            run.text.push_str(paragraph.slice(index, index + 1));
        }
        if item.has(Item::DOT) {
            let size = paragraph.looks[usize::from(item.look)].size;
            set.dot_diameter = DOT_DIAMETER.at(size);
            let x = Length::emu(pen + i64::from(item.advance) / 2);
            let y = match paragraph.direction {
                Direction::Horizontal => DOT_DROP,
                Direction::Vertical => DOT_RISE,
            };
            set.dots.push(Point { x, y: y.at(size) });
        }
        pen += i64::from(item.advance);
    }
    let tail = adjust.before.last().copied().unwrap_or(0);
    set.advance = Length::emu(pen + tail - measured.right);
    set.text = paragraph.slice(line.start, line.end).to_owned();
}
