//! What every composing function needs at hand, and the few ways in which it sets text.

use crate::base::diag::{Code, Diagnostic, Span};
use crate::base::geom::{Point, Rect};
use crate::base::units::{Em, Length};
use crate::engine::text::{Paragraph, ParagraphStyles, Small, prepare_along, prepare_head_along};
use crate::font::FontBook;
use crate::model::{Align, Composition, Copy, Direction, Edition, Grid, PagePlan, StyleSheet, TextStyle};
use crate::page::{Item, ItemKind, TextRun};

use super::lines::{BrokenLine, LineMark, LineOptions, Measure, SetLine, break_lines, set_line};

/// The edition, the styles of the page in hand, the faces and the grid.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) sheet: &'a StyleSheet,
    pub(crate) composition: &'a Composition,
    pub(crate) fonts: &'a FontBook,
    /// The grid: the page's, or one that is turned onto it ([`super::turn`]).
    pub(crate) grid: &'a Grid,
    /// Which way the lines run on it.
    pub(crate) direction: Direction,
    /// Whether lines are accounted for.
    pub(crate) explains: bool,
    /// A hole of more rows than this at the foot of a column is a fault.
    pub(crate) hole: i64,
    /// Whether cuts are looked for where copy is overset.
    pub(crate) advises: bool,
}

impl<'a> Desk<'a> {
    /// A desk for a page, on its grid.
    pub(crate) fn new(edition: &'a Edition, plan: &'a PagePlan, fonts: &'a FontBook) -> Desk<'a> {
        let sheet = &edition.sheets[usize::from(plan.sheet.0)];
        Desk {
            edition,
            sheet,
            composition: &sheet.composition,
            fonts,
            grid: &plan.grid,
            direction: Direction::Horizontal,
            explains: false,
            hole: plan.lint.count(Code::StoryUnderset, 0),
            advises: false,
        }
    }

    /// The grid.
    pub(crate) fn grid(&self) -> &'a Grid {
        self.grid
    }

    /// Shapes and classes `copy` in `style`, with the sheet's styles for bold and byline.
    pub(crate) fn prepare(&self, copy: &Copy, style: &TextStyle, sink: &mut Vec<Diagnostic>) -> Paragraph {
        self.prepare_with(copy, style, &self.sheet.byline, sink)
    }

    /// Shapes a part of a head: spaces are clause spaces, and no character grid holds it (C36).
    pub(crate) fn prepare_head(&self, copy: &Copy, style: &TextStyle, sink: &mut Vec<Diagnostic>) -> Paragraph {
        let gridless;
        let composition = if self.composition.character_grid {
            gridless = Composition { character_grid: false, ..self.composition.clone() };
            &gridless
        } else {
            self.composition
        };
        prepare_head_along(self.direction, copy, style, composition, self.fonts).drain(sink)
    }

    /// Shapes `copy` with `marked` for its stretches that carry the byline mark (a credit after a
    /// caption).
    pub(crate) fn prepare_with(
        &self,
        copy: &Copy,
        style: &TextStyle,
        marked: &TextStyle,
        sink: &mut Vec<Diagnostic>,
    ) -> Paragraph {
        let small = |style: &'a TextStyle| Small { style, sizes: (style.size, self.sheet.body.size) };
        let (ruby, note) = (small(&self.sheet.ruby), small(&self.sheet.note));
        let styles = ParagraphStyles { base: style, strong: &self.sheet.strong, byline: marked, ruby, note };
        prepare_along(self.direction, copy, &styles, self.composition, self.fonts).drain(sink)
    }
}

/// Breaks a paragraph to one measure without an indent.
pub(crate) fn break_plain(paragraph: &Paragraph, align: Align, measure: Length) -> Vec<BrokenLine> {
    break_lines(paragraph, &LineOptions { indent: Length::ZERO, align }, Measure::Uniform(measure))
}

/// Sets all of a broken paragraph; the last line is set as last.
pub(crate) fn set_all(paragraph: &Paragraph, lines: &[BrokenLine], measure: Length, align: Align) -> Vec<SetLine> {
    lines.iter().map(|line| set_line(paragraph, line, measure, align)).collect()
}

/// A set line as items with all its marks, its left end at `x` and its baseline at `y`.
pub(crate) fn place_line(line: &SetLine, x: Length, y: Length, span: Span, items: &mut Vec<Item>) {
    let mut ruby = Vec::new();
    place_apart(line, x, y, span, items, &mut ruby);
    items.append(&mut ruby);
}

/// As [`place_line`], the ruby apart: who reads the items in order finds the words of a story unbroken.
pub(crate) fn place_apart(
    line: &SetLine,
    x: Length,
    y: Length,
    span: Span,
    items: &mut Vec<Item>,
    ruby: &mut Vec<Item>,
) {
    for run in &line.runs {
        let origin = Point { x: x + run.origin.x, y: y + run.origin.y };
        items.push(Item { span, kind: ItemKind::Text(TextRun { origin, ..run.clone() }) });
    }
    let at = |point: Point| Point { x: x + point.x, y: y + point.y };
    for mark in &line.marks {
        let kind = match mark {
            LineMark::Dots { centres, diameter, color } => {
                let centres = centres.iter().map(|centre| at(*centre)).collect();
                ItemKind::Dots { centres, diameter: *diameter, color: color.clone() }
            }
            LineMark::Line { at: edges, color } => {
                let rect = Rect { x: x + edges.x, y: y + edges.y, ..*edges };
                ItemKind::Fill { rects: vec![rect], color: color.clone() }
            }
            LineMark::Wave { outline, color } => {
                ItemKind::Shape { contours: vec![outline.map(at)], even_odd: false, color: color.clone() }
            }
            LineMark::Ruby(run) => {
                let kind = ItemKind::Text(TextRun { origin: at(run.origin), ..run.clone() });
                ruby.push(Item { span, kind });
                continue;
            }
        };
        items.push(Item { span, kind });
    }
}

/// From the top of a line box of height `leading` to the baseline of type of `size`, em box centred.
pub(crate) fn baseline_in(leading: Length, size: Length) -> Length {
    (leading - size) / 2 + Em(880).at(size)
}
