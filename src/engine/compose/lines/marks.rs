//! Marks beside a line: emphasis dots, the lines of names and titles, ruby.
//!
//! All in line coordinates: x along the line from its left edge, y across it from its baseline, towards
//! the foot of a horizontal line.
//!
//! Source: clreq, emphasis dots, proper-noun marks, book-title marks, interlinear annotation; C37, C39.

use crate::base::color::Color;
use crate::base::geom::{Point, Rect};
use crate::base::units::{Em, Length};
use crate::engine::text::{Beside, BesideKind, Item, Look, Paragraph};
use crate::model::{Align, Direction};
use crate::page::{Outline, TextRun};

use super::{BrokenLine, Wave, set_line, wave};

/// Diameter of an emphasis dot (C37).
const DOT_DIAMETER: Em = Em(170);
/// Its centre below the baseline: under the em box, in the leading of a body of 9 on 13 pt.
const DOT_DROP: Em = Em(290);
/// In a vertical line the dots stand at the right, as far from the em box: above, before the line is
/// turned (C40).
const DOT_RISE: Em = Em(-1050);
/// And below a line: first the line, then the dot (C37).
const DOT_DROP_BELOW_LINE: Em = Em(355);
/// Weight of the line of a name: 0.32 pt by body of 9 pt.
const LINE_WEIGHT: Em = Em(36);
/// The middle of the line below the baseline: the ink of the Han ends at 0.10 em, the em box at 0.12.
const LINE_DROP: Em = Em(178);
/// By so much the line is shorter than the name at either end: two names side by side have two lines.
const LINE_INSET: Em = Em(90);
/// The middle of a wavy line below the baseline, and how far it swings to either side.
const WAVE_DROP: Em = Em(185);
const WAVE_SWING: Em = Em(42);
/// The length of one swing.
const WAVE_HALF: Em = Em(190);
/// The ink of the Han, above and below the baseline, in the faces of newspapers.
const HAN_TOP: Em = Em(845);
/// From the foot of a line of ruby to the top of the Han.
const RUBY_AIR: Em = Em(15);
/// What ruby reaches below its baseline: pinyin has `g p q y`, Han and 注音 an em box.
const LATIN_DEPTH: Em = Em(235);
const HAN_DEPTH: Em = Em(90);
/// Least space between two words of ruby, of their size.
const RUBY_GAP: Em = Em(150);

/// A mark beside a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineMark {
    /// Emphasis dots.
    Dots {
        /// Their centres.
        centres: Vec<Point>,
        /// Their diameter.
        diameter: Length,
        /// Their colour.
        color: Color,
    },
    /// 专名号: a line.
    Line {
        /// Its edges.
        at: Rect,
        /// Its colour.
        color: Color,
    },
    /// 书名号甲式: a wavy line.
    Wave {
        /// Its outline.
        outline: Outline,
        /// Its colour.
        color: Color,
    },
    /// A run of ruby.
    Ruby(TextRun),
}

/// Makes the marks of a line set to `measure`; `extents` are the left and right edges of its items.
pub(super) fn marks(paragraph: &Paragraph, line: &BrokenLine, extents: &[(i64, i64)], measure: i64) -> Vec<LineMark> {
    let on_line = |beside: &&Beside| beside.start < line.end && beside.end > line.start;
    let own: Vec<&Beside> = paragraph.beside.iter().filter(on_line).collect();
    let mut marks = Vec::new();
    for beside in own.iter().filter(|beside| !matches!(beside.kind, BesideKind::Ruby(_))) {
        marks.push(line_below(paragraph, line, beside, extents));
    }
    dots(paragraph, line, &own, extents, &mut marks);
    rubies(paragraph, line, &own, extents, measure, &mut marks);
    marks
}

fn look<'a>(paragraph: &'a Paragraph, item: &Item) -> &'a Look {
    &paragraph.looks[usize::from(item.look)]
}

/// The part of `beside` that is on the line, as indices into its extents.
fn part(line: &BrokenLine, beside: &Beside) -> (usize, usize) {
    ((beside.start.max(line.start) - line.start) as usize, (beside.end.min(line.end) - line.start) as usize)
}

/// The line or wave of a name or title; a part of it where the line ends in its midst.
fn line_below(paragraph: &Paragraph, line: &BrokenLine, beside: &Beside, extents: &[(i64, i64)]) -> LineMark {
    let (first, last) = part(line, beside);
    let look = look(paragraph, &paragraph.items[line.start as usize + first]);
    let inset = LINE_INSET.at(look.size).get();
    let from = extents[first].0 + if beside.start >= line.start { inset } else { 0 };
    let to = extents[last - 1].1 - if beside.end <= line.end { inset } else { 0 };
    let (from, to) = (Length::emu(from), Length::emu(to.max(from)));
    let (weight, color) = (LINE_WEIGHT.at(look.size), look.color.clone());
    if beside.kind == BesideKind::Title {
        return LineMark::Wave { outline: title_wave(from, to, look.size), color };
    }
    let top = LINE_DROP.at(look.size) - weight / 2;
    LineMark::Line { at: Rect::new(from, top, to - from, weight), color }
}

/// The wave of a title: thin, and close below its characters.
fn title_wave(from: Length, to: Length, size: Length) -> Outline {
    let (half, swing) = (WAVE_HALF.at(size), WAVE_SWING.at(size));
    wave((from, to), WAVE_DROP.at(size), Wave { weight: LINE_WEIGHT.at(size), half, swing })
}

/// The emphasis dots of the line: below each character, and below the line of a name.
fn dots(paragraph: &Paragraph, line: &BrokenLine, own: &[&Beside], extents: &[(i64, i64)], marks: &mut Vec<LineMark>) {
    let lined = |index: u32| {
        own.iter()
            .any(|beside| !matches!(beside.kind, BesideKind::Ruby(_)) && beside.start <= index && index < beside.end)
    };
    let mut found: Option<(Vec<Point>, Length, Color)> = None;
    for (index, item) in (line.start..line.end).map(|index| (index, &paragraph.items[index as usize])) {
        if !item.has(Item::DOT) {
            continue;
        }
        let look = look(paragraph, item);
        let (left, right) = extents[(index - line.start) as usize];
        let drop = match paragraph.direction {
            Direction::Vertical => DOT_RISE,
            Direction::Horizontal if lined(index) => DOT_DROP_BELOW_LINE,
            Direction::Horizontal => DOT_DROP,
        };
        let centre = Point { x: Length::emu((left + right) / 2), y: drop.at(look.size) };
        let diameter = DOT_DIAMETER.at(look.size);
        match &mut found {
            Some((centres, known, color)) if *known == diameter && *color == look.color => centres.push(centre),
            _ => {
                marks.extend(found.take().map(closed));
                found = Some((vec![centre], diameter, look.color.clone()));
            }
        }
    }
    marks.extend(found.map(closed));
}

fn closed((centres, diameter, color): (Vec<Point>, Length, Color)) -> LineMark {
    LineMark::Dots { centres, diameter, color }
}

/// A word of ruby and where it stands.
struct Word<'a> {
    words: &'a Paragraph,
    from: i64,
    width: i64,
    /// The size of its base.
    base: Length,
    raise: Length,
}

/// The ruby of the line: each word centred over its base, inside the edges of the line, never touching
/// the next. A base that breaks over two lines has its ruby on the first.
fn rubies(
    paragraph: &Paragraph,
    line: &BrokenLine,
    own: &[&Beside],
    extents: &[(i64, i64)],
    measure: i64,
    marks: &mut Vec<LineMark>,
) {
    let mut words: Vec<Word<'_>> = Vec::new();
    for beside in own {
        let BesideKind::Ruby(ruby) = &beside.kind else { continue };
        if beside.start < line.start {
            continue;
        }
        let (first, last) = part(line, beside);
        let (left, right) = (extents[first].0, extents[last - 1].1);
        let look = look(paragraph, &paragraph.items[line.start as usize + first]);
        let width = ruby.natural();
        let from = (left + right - width) / 2;
        words.push(Word { words: ruby, from, width, base: look.size, raise: look.raise });
    }
    let gap = |word: &Word<'_>| RUBY_GAP.at(Length::emu(word.words.em)).get();
    let mut least = 0;
    for word in &mut words {
        word.from = word.from.max(least);
        least = word.from + word.width + gap(word);
    }
    let mut most = measure;
    for word in words.iter_mut().rev() {
        word.from = word.from.min(most - word.width).max(0);
        most = word.from - gap(word);
    }
    for word in words {
        place(&word, marks);
    }
}

/// Sets a word of ruby at its natural width, its foot just above the Han.
fn place(word: &Word<'_>, marks: &mut Vec<LineMark>) {
    let all = word.words;
    let Some(size) = all.looks.first().map(|look| look.size) else { return };
    let west = all.items.iter().all(|item| item.class.is_west() || item.class.is_space());
    let depth = if west { LATIN_DEPTH } else { HAN_DEPTH };
    let up = HAN_TOP.at(word.base) + RUBY_AIR.at(word.base) + depth.at(size) + word.raise;
    let count = all.items.len() as u32;
    let measure = Length::emu(word.width);
    let line = BrokenLine { end: count, next: count, measure, last: true, ..BrokenLine::default() };
    for mut run in set_line(all, &line, line.measure, Align::Left).runs {
        run.origin = Point { x: run.origin.x + Length::emu(word.from), y: run.origin.y - up };
        marks.push(LineMark::Ruby(run));
    }
}
