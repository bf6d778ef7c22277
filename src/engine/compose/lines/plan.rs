//! Chooses how a paragraph is broken, and turns paths of breaks into lines.

use std::borrow::Cow;

use crate::base::units::Length;
use crate::engine::text::{Break, Class, Paragraph, emergency_breaks};
use crate::model::{Align, Composer};

use super::cost::{Colour, Judge, least};
use super::curve::{Bands, Curve};
use super::{BrokenLine, LineOptions, Measure, fit, greedy, layers::Layers};

/// How far ahead a measure per line is asked whether it varies at all: this many times the lines that
/// the first measure would take.
const LOOK_AHEAD: i64 = 2;
/// And this many more.
const LOOK_AHEAD_MORE: i64 = 8;

/// Breaks a paragraph into lines; an empty one has none.
///
/// A word wider than its measure is broken inside; what even then does not fit is a line with its
/// `overfull`. Nothing is lost: the lines cover all items but the spaces dropped between them.
/// Source: `algorithms.md` 2; C2 for [`Composer::Line`].
pub fn break_lines(paragraph: &Paragraph, options: &LineOptions, measure: Measure<'_>) -> Vec<BrokenLine> {
    let plan = Plan::new(paragraph, options, measure);
    if plan.breaks.len() < 2 {
        return Vec::new();
    }
    let path = match (paragraph.rules.composer, plan.uniform) {
        (Composer::Line, _) => greedy::greedy(paragraph, &plan.breaks, &plan.judge, &|line| plan.width(line)),
        (Composer::Paragraph, Some(width)) => greedy::exact(paragraph, &plan.breaks, &plan.judge, width)
            .unwrap_or_else(|| fit::total_fit(&plan.breaks, width, &plan.judge).0),
        (Composer::Paragraph, None) => {
            let layers = Layers::build(&plan.breaks, &plan.judge, &|line| plan.width(line));
            layers.path(layers.curve().best().0).unwrap_or_default()
        }
    };
    plan.lines(&path)
}

/// The cheapest cost for every number of lines that the paragraph can take.
///
/// Considered are lines that open no gap by more than ¼ em, and the longest from each start. The
/// composer of the style plays no part: the number of lines is an input of [`break_into`].
pub fn curve(paragraph: &Paragraph, options: &LineOptions, measure: Measure<'_>) -> Curve {
    let plan = Plan::new(paragraph, options, measure);
    if plan.breaks.len() < 2 {
        return Curve { fewest: 0, costs: vec![0] };
    }
    match plan.uniform {
        Some(width) => Bands::build(&plan.breaks, width, &plan.judge, false).curve(),
        None => Layers::build(&plan.breaks, &plan.judge, &|line| plan.width(line)).curve(),
    }
}

/// Breaks a paragraph into just so many lines, as cheaply as can be; `None` when its curve has no
/// such number.
pub fn break_into(
    paragraph: &Paragraph,
    options: &LineOptions,
    measure: Measure<'_>,
    lines: usize,
) -> Option<Vec<BrokenLine>> {
    break_into_each(paragraph, options, measure, &[lines]).pop()
}

/// As [`break_into`], for several numbers of lines at once; those that the curve lacks are left out.
pub fn break_into_each(
    paragraph: &Paragraph,
    options: &LineOptions,
    measure: Measure<'_>,
    counts: &[usize],
) -> Vec<Vec<BrokenLine>> {
    let plan = Plan::new(paragraph, options, measure);
    if plan.breaks.len() < 2 {
        return counts.iter().filter(|count| **count == 0).map(|_| Vec::new()).collect();
    }
    let paths: Vec<Vec<u32>> = match plan.uniform {
        Some(width) => {
            let bands = Bands::build(&plan.breaks, width, &plan.judge, true);
            counts.iter().filter_map(|&lines| bands.path(lines)).collect()
        }
        None => {
            let layers = Layers::build(&plan.breaks, &plan.judge, &|line| plan.width(line));
            counts.iter().filter_map(|&lines| layers.path(lines)).collect()
        }
    };
    paths.iter().map(|path| plan.lines(path)).collect()
}

/// The cost of a paragraph's lines together.
pub fn total_cost(lines: &[BrokenLine]) -> u32 {
    lines.iter().fold(0, |sum, line| u32::saturating_add(sum, line.cost))
}

/// A paragraph with its breaks for one measure and indent.
pub(super) struct Plan<'a> {
    pub(super) breaks: Cow<'a, [Break]>,
    pub(super) judge: Judge,
    measure: Measure<'a>,
    uniform: Option<i64>,
    indent: Length,
}

impl<'a> Plan<'a> {
    pub(super) fn new(paragraph: &'a Paragraph, options: &LineOptions, measure: Measure<'a>) -> Plan<'a> {
        let (uniform, narrowest) = survey(paragraph, measure);
        let indent = options.indent.get();
        let breaks = if paragraph.widest > narrowest || first_is_wide(paragraph, narrowest - indent) {
            Cow::Owned(emergency_breaks(paragraph, narrowest.min(measure.of(0).get() - indent)))
        } else {
            Cow::Borrowed(paragraph.breaks.as_slice())
        };
        Plan::of(paragraph, options, measure, uniform, breaks)
    }

    /// The same with a break of last resort before every item.
    pub(super) fn with_all_breaks(self, paragraph: &'a Paragraph, options: &LineOptions) -> Plan<'a> {
        Plan::of(paragraph, options, self.measure, self.uniform, Cow::Owned(emergency_breaks(paragraph, 0)))
    }

    fn of(
        paragraph: &'a Paragraph,
        options: &LineOptions,
        measure: Measure<'a>,
        uniform: Option<i64>,
        mut breaks: Cow<'a, [Break]>,
    ) -> Plan<'a> {
        let indent = options.indent.get();
        let (class, blank) = paragraph.items.first().map_or((Class::Han, 0), |first| (first.class, first.left));
        if (indent != 0 || blank != 0) && breaks.len() > 1 {
            let halves = class == Class::Opener && halves_first(paragraph, options.indent);
            let first = &mut breaks.to_mut()[0].start;
            first.width += i64::from(if halves { blank } else { 0 }) - indent;
            first.shrink += i64::from(paragraph.rules.gives(class, blank, 0));
        }
        let align = options.align;
        let judge = Judge::new(paragraph, if breaks.is_empty() { &EMPTY } else { &breaks }, align);
        Plan { breaks, judge, measure, uniform, indent: options.indent }
    }

    /// The measure of a line.
    pub(super) fn width(&self, line: usize) -> i64 {
        self.measure.of(line).get()
    }

    /// The lines between the breaks of a path.
    pub(super) fn lines(&self, path: &[u32]) -> Vec<BrokenLine> {
        let end = self.breaks.len() - 1;
        let mut above = Colour::Even;
        path.windows(2)
            .enumerate()
            .map(|(line, pair)| {
                let (a, b) = (pair[0] as usize, pair[1] as usize);
                let (from, to) = (&self.breaks[a], &self.breaks[b]);
                let measure = self.width(line);
                let overfull = (least(from, to) - measure).max(0);
                let verdict = if overfull > 0 {
                    self.judge.overfull(from, to, measure)
                } else {
                    self.judge.judge(&self.breaks, a, b, measure)
                };
                let beside = self.judge.beside(above, verdict.colour);
                above = verdict.colour;
                let hung = to.hangs + if verdict.hangs { to.may_hang } else { 0 };
                BrokenLine {
                    start: from.at,
                    end: to.end.max(from.at),
                    next: to.at,
                    indent: if line == 0 { self.indent } else { Length::ZERO },
                    measure: Length::emu(measure),
                    last: b == end,
                    cost: verdict.cost.saturating_add(beside),
                    beside,
                    penalty: to.penalty,
                    hung: Length::emu(i64::from(hung)),
                    hyphen: to.hyphen > 0,
                    overfull: Length::emu(overfull),
                }
            })
            .collect()
    }
}

/// What a judge of nothing looks at.
static EMPTY: [Break; 1] = [Break {
    at: 0,
    end: 0,
    start: crate::engine::text::Sums { width: 0, shrink: 0, stretch: 0, gaps: 0 },
    stop: crate::engine::text::Sums { width: 0, shrink: 0, stretch: 0, gaps: 0 },
    penalty: 0,
    line_end: 0,
    may_hang: 0,
    hangs: 0,
    hyphen: 0,
}];

/// C16: whether an opener that begins the paragraph is halved.
pub(super) fn halves_first(paragraph: &Paragraph, indent: Length) -> bool {
    if indent == Length::ZERO { paragraph.rules.halves_start } else { paragraph.rules.halves_indented }
}

/// Whether the first stretch does not fit beside the indent.
fn first_is_wide(paragraph: &Paragraph, measure: i64) -> bool {
    match paragraph.breaks.as_slice() {
        [first, second, ..] => least(first, second) > measure,
        _ => false,
    }
}

/// The measure, if it is the same for all lines that the paragraph can take, and the narrowest.
fn survey(paragraph: &Paragraph, measure: Measure<'_>) -> (Option<i64>, i64) {
    let first = measure.of(0).get();
    let Measure::PerLine(of) = measure else { return (Some(first), first) };
    let total = paragraph.breaks.last().map_or(0, |end| end.stop.width);
    let lines = LOOK_AHEAD * total / first.max(paragraph.em).max(1) + LOOK_AHEAD_MORE;
    let mut narrowest = first;
    let mut same = true;
    for line in 1..lines as usize {
        let width = of(line).get();
        same &= width == first;
        narrowest = narrowest.min(width);
    }
    (if same { Some(first) } else { None }, narrowest)
}

/// Whether lines of an alignment are stretched to their measure.
pub(super) fn is_justified(align: Align, last: bool) -> bool {
    match align {
        Align::Justify => !last,
        Align::Distribute => true,
        Align::Left | Align::Center | Align::Right => false,
    }
}
