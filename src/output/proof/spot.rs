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
}

fn spot(text: &TextAt, line: &LineAt, from: usize, marked: String) -> Spot {
    let mut parts = text.place.rsplitn(3, ':');
    let (column, row) = (parts.next().and_then(|n| n.parse().ok()), parts.next().and_then(|n| n.parse().ok()));
    let file = parts.next().unwrap_or_default().to_owned();
    let (row, column) = match line.source {
        [0, 0] => (row.unwrap_or(1), column.unwrap_or(1)),
        [row, column] => (row, column + from as u32),
    };
    Spot { story: text.story.clone(), file, line: row, column, text: marked, printed: line.text.clone() }
}

/// The words within boxes; nothing where there are none.
pub(super) fn in_boxes(page: &PageLayout, boxes: &[[i64; 4]]) -> Option<Spot> {
    let mut first: Option<Spot> = None;
    for marked in boxes {
        let mut held: Vec<(i64, i64, &TextAt, &LineAt, usize, usize)> = Vec::new();
        for text in &page.texts {
            for line in &text.lines {
                if let Some((from, to)) = overlap(line, marked) {
                    let [x, y, ..] = line.boxed();
                    held.push((if line.down { -x } else { y }, if line.down { y } else { x }, text, line, from, to));
                }
            }
        }
        held.sort_by_key(|(across, along, ..)| (*across, *along));
        for (_, _, text, line, from, to) in held {
            let words: String = line.text.chars().skip(from).take(to - from).collect();
            match &mut first {
                Some(spot) => spot.text += &words,
                None => first = Some(spot(text, line, from, words)),
            }
        }
    }
    first
}

/// The characters of a line whose middles lie in a box that covers a good part of its height.
fn overlap(line: &LineAt, [x, y, width, height]: &[i64; 4]) -> Option<(usize, usize)> {
    let [left, top, wide, tall] = line.boxed();
    let (begin, end, across, size) = if line.down {
        (y - top, y + height - top, (x + width).min(left + wide) - (*x).max(left), wide)
    } else {
        (x - left, x + width - left, (y + height).min(top + tall) - (*y).max(top), tall)
    };
    let (length, count) = (if line.down { tall } else { wide }, line.text.chars().count() as i64);
    if across * 5 < size * 2 || length <= 0 || count == 0 {
        return None;
    }
    // Character n reaches from n to n + 1 parts of the line: its middle is half a part further.
    let index = |at: i64| ((at * 2 * count + length) / (length * 2)).clamp(0, count) as usize;
    let (from, to) = (index(begin.clamp(0, length)), index(end.clamp(0, length)));
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
    let [left, top, wide, tall] = line.boxed();
    let (along, length) = if line.down { (y - top, tall) } else { (x - left, wide) };
    let count = line.text.chars().count() as i64;
    let half = if between { length } else { 0 };
    let most = if between { count } else { count - 1 };
    let from = ((along.clamp(0, length) * 2 * count + half) / (length.max(1) * 2)).clamp(0, most) as usize;
    let marked: String = if between {
        line.text.chars().take(from).skip(from.saturating_sub(AROUND)).collect()
    } else {
        line.text.chars().skip(from).take(1).collect()
    };
    Some(spot(text, line, from, marked))
}
