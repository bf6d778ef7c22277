//! The blocks of a story as pieces of copy: what each asks of the flow, and how it stands in its column.

mod list;
mod names;
mod opening;
mod strip;
mod table;
mod verse;

pub(crate) use strip::{Standing, Strip};

use crate::base::diag::{Diagnostic, Span};
use crate::base::units::Length;
use crate::engine::text::Paragraph;
use crate::model::{Align, Block, Copy, Story, TextStyle};

use super::desk::{Desk, break_plain};
use super::flow::Need;
use super::head::HeadBlock;
use super::lines::{BrokenLine, LineOptions, Measure, SetLine, break_into_each, break_lines, natural_width, set_line};

/// Lines that must stand below a cross-head or a head in the column.
///
/// Source: `makeup.md` 2, 背题.
const KEEP_WITH_NEXT: u16 = 2;

/// One piece of copy.
pub(crate) struct Piece {
    /// Index of its story in the area.
    pub(crate) story: usize,
    pub(crate) kind: PieceKind,
    pub(crate) span: Span,
    /// A block does not stand in a narrower line: its text would take more lines, or stand out.
    pub(crate) width: Length,
}

/// What a piece is.
pub(crate) enum PieceKind {
    /// Lines that may part anywhere.
    Text { paragraph: Box<Paragraph>, options: LineOptions, stance: Stance },
    /// A cross-head: its lines stand in the middle of its rows.
    Crosshead { paragraph: Box<Paragraph>, rows: u16 },
    /// The head of one story among several in the area.
    Head(Box<HeadBlock>),
    /// A row of a table or of a list of names.
    Strip(Box<Strip>),
    /// An empty row.
    Gap,
}

/// How the lines of a piece of text stand in their column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Stance {
    /// Kept free at the left of every line.
    pub(crate) left: Length,
    /// Kept free, beside that, at the left of every line after the first.
    pub(crate) hang: Length,
    /// Kept free at the left of the first lines, for an initial: how many, and how wide.
    pub(crate) initial: (u16, Length),
    /// Set beside the first line.
    pub(crate) aside: Option<Box<Aside>>,
    /// Lines are what they are: never one more or one less to fill a column.
    pub(crate) fixed: bool,
}

/// A label or an initial beside the first line of a piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Aside {
    /// It, set.
    pub(crate) line: SetLine,
    /// From the left edge of the column.
    pub(crate) x: Length,
    /// Its baseline below that of the first line.
    pub(crate) drop: Length,
    /// Where it stands in the input.
    pub(crate) span: Span,
}

impl Stance {
    /// What is kept free at the left of a line.
    pub(crate) fn left_of(&self, line: usize) -> Length {
        let hang = if line > 0 { self.hang } else { Length::ZERO };
        let initial = if line < usize::from(self.initial.0) { self.initial.1 } else { Length::ZERO };
        self.left + hang + initial
    }

    /// The same for all lines, if it is.
    fn left_of_all(&self) -> Option<Length> {
        (self.hang == Length::ZERO && self.initial.0 == 0).then_some(self.left)
    }
}

impl Piece {
    /// Breaks its text where its lines have these measures of their columns; other pieces have no lines.
    pub(crate) fn broken(&self, measure: Measure<'_>) -> Vec<BrokenLine> {
        let PieceKind::Text { paragraph, options, stance } = &self.kind else { return Vec::new() };
        within(stance, measure, |measure| break_lines(paragraph, options, measure))
    }

    /// Breaks its text into each of these numbers of lines that it can take.
    pub(crate) fn broken_in(&self, measure: Measure<'_>, counts: &[usize]) -> Vec<Vec<BrokenLine>> {
        let PieceKind::Text { paragraph, options, stance } = &self.kind else { return Vec::new() };
        if stance.fixed {
            return Vec::new();
        }
        within(stance, measure, |measure| break_into_each(paragraph, options, measure, counts))
    }

    /// Rows that must stand together from its first line on.
    pub(crate) fn together(&self) -> u16 {
        match &self.kind {
            PieceKind::Text { stance, .. } => stance.initial.0,
            _ => 0,
        }
    }

    /// What it asks of the flow, its text set in `lines` lines.
    pub(crate) fn need(&self, lines: usize) -> Need {
        match &self.kind {
            PieceKind::Text { stance, .. } if stance.initial.0 > 0 => Need::Opening { lines, rows: stance.initial.0 },
            PieceKind::Text { .. } => Need::Lines(lines),
            PieceKind::Crosshead { rows, .. } => Need::Block { rows: *rows, keep: KEEP_WITH_NEXT, width: self.width },
            PieceKind::Head(block) => Need::Block { rows: block.rows, keep: KEEP_WITH_NEXT, width: self.width },
            PieceKind::Strip(strip) => strip.need(self.width),
            PieceKind::Gap => Need::Gap,
        }
    }
}

/// Calls `set` with the measures that a stance leaves.
fn within<T>(stance: &Stance, measure: Measure<'_>, set: impl FnOnce(Measure<'_>) -> T) -> T {
    match (measure, stance.left_of_all()) {
        (Measure::Uniform(measure), Some(left)) => set(Measure::Uniform(measure - left)),
        _ => set(Measure::PerLine(&|line| measure.of(line) - stance.left_of(line))),
    }
}

/// The pieces of a story's body. `measure` is the narrowest column: what is not broken line by line is
/// made for it.
pub(crate) fn pieces(
    desk: &Desk<'_>,
    index: usize,
    story: &Story,
    measure: Length,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let mut maker = Maker { desk, story: index, measure, sink, pieces: Vec::new() };
    let mut opening = Some(story.opening).filter(|opening| *opening != Default::default());
    let mut at = 0;
    while let Some(block) = story.body.get(at) {
        match block {
            Block::Paragraph(copy) => match opening.take() {
                Some(opening) => maker.opening(copy, opening),
                None => maker.text(copy, &desk.sheet.body),
            },
            Block::Quote(copy) => maker.text(copy, &desk.sheet.quote),
            Block::Speech(copy) => maker.text(copy, &desk.sheet.speech),
            Block::Crosshead(copy) => maker.crosshead(copy),
            Block::Break => maker.gap(),
            Block::Item { .. } => {
                let run = story.body[at..].iter().take_while(|block| matches!(block, Block::Item { .. })).count();
                maker.list(&story.body[at..at + run]);
                at += run - 1;
            }
            Block::Verse(lines) => maker.verse(lines),
            Block::Names(names) => maker.names(names),
            Block::Table(table) => {
                maker.space();
                maker.table(table);
                if at + 1 < story.body.len() {
                    maker.space();
                }
            }
        }
        at += 1;
    }
    if opening.is_some() {
        maker.no_opening(story.span);
    }
    maker.pieces
}

/// A paragraph that opens no story, as a piece.
pub(crate) fn paragraph_piece(desk: &Desk<'_>, index: usize, block: &Block) -> Option<Piece> {
    let mut sink = Vec::new();
    let mut maker = Maker { desk, story: index, measure: Length::ZERO, sink: &mut sink, pieces: Vec::new() };
    match block {
        Block::Paragraph(copy) => maker.text(copy, &desk.sheet.body),
        Block::Quote(copy) => maker.text(copy, &desk.sheet.quote),
        Block::Speech(copy) => maker.text(copy, &desk.sheet.speech),
        _ => return None,
    }
    maker.pieces.pop()
}

/// Makes the pieces of one story.
struct Maker<'a, 'd> {
    desk: &'a Desk<'d>,
    story: usize,
    measure: Length,
    sink: &'a mut Vec<Diagnostic>,
    pieces: Vec<Piece>,
}

impl Maker<'_, '_> {
    fn push(&mut self, kind: PieceKind, span: Span) {
        self.pieces.push(Piece { story: self.story, kind, span, width: self.measure });
    }

    /// A paragraph in a style.
    fn text(&mut self, copy: &Copy, style: &TextStyle) {
        let paragraph = self.desk.prepare(copy, style, self.sink);
        let indent = style.indent.unwrap_or(self.desk.composition.indent).at(style.size);
        let stance = Stance { hang: style.hang.at(style.size), ..Stance::default() };
        let options = LineOptions { indent, align: style.align };
        self.push(PieceKind::Text { paragraph: Box::new(paragraph), options, stance }, copy.span_at(0));
    }

    fn crosshead(&mut self, copy: &Copy) {
        let style = &self.desk.sheet.crosshead;
        let paragraph = self.desk.prepare(copy, style, self.sink);
        let lines = break_plain(&paragraph, style.align, self.measure);
        let rows = style.rows.max(lines.len() as u16).max(1);
        let width = lines.iter().map(|line| natural_width(&paragraph, line)).max().unwrap_or_default();
        let kind = PieceKind::Crosshead { paragraph: Box::new(paragraph), rows };
        let width = width.min(self.measure);
        self.pieces.push(Piece { story: self.story, kind, span: copy.span_at(0), width });
    }

    fn gap(&mut self) {
        self.push(PieceKind::Gap, Span::NONE);
    }

    /// An empty row, unless one is there.
    fn space(&mut self) {
        if self.pieces.last().is_some_and(|last| !matches!(last.kind, PieceKind::Gap)) {
            self.gap();
        }
    }
}

/// All of a paragraph as one line.
pub(crate) fn one_line(paragraph: &Paragraph, measure: Length) -> BrokenLine {
    let count = paragraph.items.len() as u32;
    BrokenLine { end: count, next: count, measure, last: true, ..BrokenLine::default() }
}

/// A paragraph set on one line at its natural width.
fn set_natural(paragraph: &Paragraph) -> SetLine {
    let measure = Length::emu(paragraph.natural());
    set_line(paragraph, &one_line(paragraph, measure), measure, Align::Left)
}
