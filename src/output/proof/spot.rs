//! From places on a page to places in the copy, by the record of the round.

use crate::page::layout::{LineAt, PageLayout, TextAt};

/// A point further than this from all lines is beside them: 8 mm.
const NEAR: i64 = 288_000;
/// How many characters before a point are shown.
const AROUND: usize = 8;

/// A place in the copy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spot {
    /// The story, or the area of furniture with a colon before it.
    pub story: String,
    /// Its file: `stories/lead.md`; empty where it is not known.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The words that are marked; of a point those before it.
    pub text: String,
    /// The printed line that it begins in.
    pub printed: String,
    /// Whether its first character was put in by the program: then the place is that of the copy beside it.
    pub made: bool,
}

/// The place of a character of a line; of a gap between two that of the one behind it.
fn spot(text: &TextAt, line: &LineAt, from: usize, marked: String) -> Spot {
    let mut parts = text.place.rsplitn(3, ':');
    let (column, row) = (parts.next().and_then(|n| n.parse().ok()), parts.next().and_then(|n| n.parse().ok()));
    let file = parts.next().unwrap_or_default().to_owned();
    let behind = || line.near(from.checked_sub(1)?).map(|[row, column]| [row, column + 1]);
    let written = line.written(from).or_else(behind).or_else(|| line.near(from));
    let [row, column] = written.unwrap_or([row.unwrap_or(1), column.unwrap_or(1)]);
    let made = line.is_made(from.min(line.count().saturating_sub(1)));
    Spot { story: text.story.clone(), file, line: row, column, text: marked, printed: line.text.clone(), made }
}

/// Some characters of a line.
struct Held<'p> {
    text: &'p TextAt,
    line: &'p LineAt,
    from: usize,
    to: usize,
}

impl Held<'_> {
    /// Where it stands in the order of reading: lines first, then along them.
    fn order(&self) -> (i64, i64) {
        let [x, y, ..] = self.line.boxed();
        if self.line.down { (-x, y) } else { (y, x) }
    }

    /// The middle of its line, across it.
    fn middle(&self) -> i64 {
        let [x, y, width, height] = self.line.boxed();
        if self.line.down { x + width / 2 } else { y + height / 2 }
    }
}

/// What lies in a box of all lines of which it covers so many fifths.
fn held<'p>(page: &'p PageLayout, marked: &[i64; 4], fifths: i64) -> Vec<Held<'p>> {
    let lines = page.texts.iter().flat_map(|text| text.lines.iter().map(move |line| (text, line)));
    let own = |(text, line)| overlap(line, marked, fifths).map(|(from, to)| Held { text, line, from, to });
    let mut held: Vec<Held<'_>> = lines.filter_map(own).collect();
    held.sort_by_key(Held::order);
    held
}

/// The words of some lines, from the first one's place on.
fn of_all(all: Vec<Held<'_>>) -> Option<Spot> {
    let mut first: Option<Spot> = None;
    for Held { text, line, from, to } in all {
        let words: String = line.text.chars().skip(from).take(to - from).collect();
        match &mut first {
            Some(spot) => spot.text += &words,
            None => first = Some(spot(text, line, from, words)),
        }
    }
    first
}

/// The words in boxes that were drawn round them; nothing where there are none.
pub(super) fn in_boxes(page: &PageLayout, boxes: &[[i64; 4]]) -> Option<Spot> {
    of_all(boxes.iter().flat_map(|marked| held(page, marked, 3)).collect())
}

/// The words in boxes of which each marks words of one line. Some readers make them as high as all that a face could
/// need, which is higher than the line, and covers those above and below.
pub(super) fn in_lines(page: &PageLayout, boxes: &[[i64; 4]]) -> Option<Spot> {
    let one = |marked: &[i64; 4]| {
        let [x, y, width, height] = *marked;
        let away = |held: &Held<'_>| {
            let middle = if held.line.down { x + width / 2 } else { y + height / 2 };
            (held.middle() - middle).abs()
        };
        let mut own = held(page, marked, 2);
        let nearest = own.iter().min_by_key(|held| away(held)).map(|held| (held.middle(), held.line.size));
        // Ruby, and what stands on another line, is further from it.
        own.retain(|held| nearest.is_some_and(|(middle, size)| (held.middle() - middle).abs() * 2 < size));
        own
    };
    of_all(boxes.iter().flat_map(one).collect())
}

/// The characters of a line whose middles lie in a box that covers a good part of its height.
fn overlap(line: &LineAt, [x, y, width, height]: &[i64; 4], fifths: i64) -> Option<(usize, usize)> {
    let [left, top, wide, tall] = line.boxed();
    let (begin, end, across, size) = if line.down {
        (y - top, y + height - top, (x + width).min(left + wide) - (*x).max(left), wide)
    } else {
        (x - left, x + width - left, (y + height).min(top + tall) - (*y).max(top), tall)
    };
    if across * 5 < size * fifths {
        return None;
    }
    let edges = line.edges();
    let middles = || edges.windows(2).map(|pair| (pair[0] + pair[1]) / 2);
    let (from, to) = (middles().filter(|at| *at < begin).count(), middles().filter(|at| *at < end).count());
    (from < to).then_some((from, to))
}

/// The line at a point, or the nearest. `between` means the gap between two characters, else the character there.
pub(super) fn at_point(page: &PageLayout, [x, y]: [i64; 2], between: bool) -> Option<Spot> {
    let lines = page.texts.iter().flat_map(|text| text.lines.iter().map(move |line| (text, line)));
    let away = |line: &LineAt| {
        let [left, top, wide, tall] = line.boxed();
        let beyond = |at: i64, from: i64, length: i64| (from - at).max(at - from - length).max(0);
        beyond(x, left, wide) + beyond(y, top, tall)
    };
    let (text, line) = lines.filter(|(_, line)| !line.text.is_empty()).min_by_key(|(_, line)| away(line))?;
    if away(line) > NEAR {
        return None;
    }
    let [left, top, ..] = line.boxed();
    let along = if line.down { y - top } else { x - left };
    let edges = line.edges();
    let from = if between {
        edges.windows(2).filter(|pair| (pair[0] + pair[1]) / 2 <= along).count()
    } else {
        edges.iter().skip(1).filter(|edge| **edge <= along).count().min(line.count().saturating_sub(1))
    };
    let marked: String = if between {
        line.text.chars().take(from).skip(from.saturating_sub(AROUND)).collect()
    } else {
        line.text.chars().skip(from).take(1).collect()
    };
    Some(spot(text, line, from, marked))
}
