//! Heads: label, kicker, headline, deck, summary and byline, fitted in steps and kept in whole rows; with a box
//! round them, a picture behind or beside them, and a portrait.

use crate::base::diag::{Outcome, Span};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Copy, Direction, Frame, Head, HeadStyle, PartStyle, PictureId, PicturePlace, Side, Story};
use crate::page::{Block, BlockKind, HeadFit, Item};

use super::desk::{Desk, baseline_in, place_line};
use super::head_findings::overset;
use super::head_fit::{FittedPart, Part, fit_part, fit_summary};
use super::lines::SetLine;
use super::{picture, rules};

/// A head, set.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadBlock {
    parts: Vec<SetPart>,
    /// Boxes, the head's own first; places count from the top left corner of the block.
    boxes: Vec<(Rect, Frame)>,
    /// 题图 and portrait.
    pictures: Vec<(PictureId, Rect)>,
    span: Option<Span>,
    /// Its height in rows, 0 when there is nothing to set.
    pub(crate) rows: u16,
    /// The size chosen for the headline.
    pub(crate) headline_size: Length,
    /// The headline's lines, as broken.
    pub(crate) headline: Vec<String>,
    /// How the headline was made to fit.
    pub(crate) fit: HeadFit,
}

#[derive(Clone, Debug)]
struct SetPart {
    lines: Vec<SetLine>,
    size: Length,
    leading: Length,
    /// From the left edge of the block to the left edge of its measure.
    left: Length,
    /// From the top of the block to the top of the part.
    top: Length,
    span: Span,
}

/// What a head must fit into.
#[derive(Clone, Copy)]
pub(crate) struct HeadRoom<'a> {
    /// Along the line.
    pub(crate) measure: Length,
    /// Its height, where the page description holds it.
    pub(crate) rows: Option<u16>,
    /// How it is described: box, picture, place of the summary.
    pub(crate) head: &'a Head,
}

/// Sets the head of `story`: the largest step of the headline's sizes at which all of it fits.
///
/// Errors: [`crate::base::diag::Code::HeadOverset`] when even the smallest does not; the head is then set at its
/// smallest, so that a proof shows it.
pub(crate) fn set_head(desk: &Desk<'_>, style: &HeadStyle, story: &Story, room: HeadRoom<'_>) -> Outcome<HeadBlock> {
    let mut diagnostics = Vec::new();
    let plan = Plan::new(desk, style, story, room);
    let parts = parts_of(style, story);
    let steps = parts.iter().map(|part| part.style.sizes.len()).max().unwrap_or(0).max(1);
    let mut fallback = None;
    for step in 0..steps {
        let mut notes = Vec::new();
        let mut set: Vec<FittedPart> = parts
            .iter()
            .map(|part| {
                let first = if part.is_headline { step } else { step.saturating_sub(steps_of(&parts)) };
                let measure = if part.is_byline { plan.byline } else { plan.measure };
                fit_part(desk, part, style.align, measure, first, &mut notes)
            })
            .collect();
        let summary = plan.summary.as_ref().zip(style.summary.as_ref());
        if let Some((place, part)) = summary {
            let summary = fit_summary(desk, &story.summary, part, style.align, place.measure, &mut notes);
            let at = set.iter().position(|part| part.is_byline).unwrap_or(set.len());
            set.insert(at, summary);
        }
        let fits = set.iter().all(|part| part.fits);
        let mut block = plan.stack(desk, style, &set, room);
        block.fit.story.clone_from(&story.slug);
        let high = room.rows.is_some_and(|rows| block.rows > rows);
        if fits && !high {
            diagnostics.append(&mut notes);
            return Outcome { value: plan.held(desk, style, block, room.rows), diagnostics };
        }
        fallback = Some((block, notes, fits));
    }
    let Some((block, mut notes, fits)) = fallback else { return Outcome::clean(HeadBlock::default()) };
    diagnostics.append(&mut notes);
    diagnostics.push(overset(desk, story, &block, room, fits));
    Outcome { value: plan.held(desk, style, block, None), diagnostics }
}

impl HeadBlock {
    /// The box of its type when it is placed at `x`, `y`; `None` when there is nothing to set.
    pub(crate) fn ink(&self, x: Length, y: Length) -> Option<Rect> {
        let mut ink: Option<Rect> = None;
        for part in &self.parts {
            for (index, line) in part.lines.iter().enumerate() {
                let left = line.runs.iter().map(|run| run.origin.x).min().unwrap_or(Length::ZERO);
                let top = y + part.top + part.leading * index as i64;
                let own = Rect::new(x + part.left + left, top, (line.advance - left).max(Length::ZERO), part.size);
                ink = Some(ink.map_or(own, |ink| ink.union(own)));
            }
        }
        ink
    }

    /// What a record says of it, its type in the box `at`.
    pub(crate) fn kind(&self, vertical: bool) -> BlockKind {
        let (size, lines) = (self.headline_size, self.headline.len() as u16);
        BlockKind::Head { size, lines, vertical, text: self.headline.concat(), fit: Box::new(self.fit.clone()) }
    }

    /// What stands where when it is placed at `x`, `y`: boxes and pictures, then its type.
    pub(crate) fn blocks(&self, x: Length, y: Length, vertical: bool, story: u32, span: Span) -> Vec<Block> {
        let at = |rect: &Rect| Rect { x: x + rect.x, y: y + rect.y, ..*rect };
        let story = Some(story);
        let block = |kind, at| Block { area: 0, story, kind, at, span };
        let pictures = self.pictures.iter();
        let mut blocks: Vec<Block> =
            pictures.map(|(id, rect)| block(BlockKind::Picture { picture: id.0 }, at(rect))).collect();
        blocks.extend(self.boxes.iter().map(|(rect, _)| block(BlockKind::Frame, at(rect))));
        blocks.extend(self.ink(x, y).map(|ink| block(self.kind(vertical), ink)));
        blocks
    }

    /// Its items, the top of the block at `y`, its measure from `x`; grounds first.
    pub(crate) fn place(&self, desk: &Desk<'_>, x: Length, y: Length, items: &mut Vec<Item>) {
        let span = self.span.unwrap_or(Span::NONE);
        let at = |rect: &Rect| Rect { x: x + rect.x, y: y + rect.y, ..*rect };
        for (id, rect) in &self.pictures {
            let picture = &desk.edition.pictures[id.0 as usize];
            let framing = picture::Framing::Filled;
            picture::place(desk, picture, framing, uncropped(desk, at(rect)), span, items, &mut Vec::new());
        }
        for (rect, frame) in &self.boxes {
            items.extend(rules::boxed(at(rect), frame, span));
        }
        for part in &self.parts {
            for (index, line) in part.lines.iter().enumerate() {
                let baseline = y + part.top + part.leading * index as i64 + baseline_in(part.size, part.size);
                place_line(line, x + part.left, baseline, part.span, items);
            }
        }
    }
}

/// A picture is not turned with the plane it lies on: there it is given the shape that it has on the page.
fn uncropped(desk: &Desk<'_>, at: Rect) -> Rect {
    match desk.direction {
        Direction::Horizontal => at,
        Direction::Vertical => {
            let (x, y) = (at.x + (at.width - at.height) / 2, at.y + (at.height - at.width) / 2);
            Rect::new(x, y, at.height, at.width)
        }
    }
}

fn parts_of<'a>(style: &'a HeadStyle, story: &'a Story) -> Vec<Part<'a>> {
    let part = |copy: &'a Option<Copy>, style: Option<&'a PartStyle>| match (copy, style) {
        (Some(copy), Some(style)) if !copy.text.is_empty() => Some(Part::new(copy, style)),
        _ => None,
    };
    let headline = part(&story.headline, Some(&style.headline)).map(|part| Part { is_headline: true, ..part });
    let byline = part(&story.byline, style.byline.as_ref()).map(|part| Part { is_byline: true, ..part });
    let (label, kicker) = (part(&story.label, style.label.as_ref()), part(&story.kicker, style.kicker.as_ref()));
    let deck = part(&story.deck, style.deck.as_ref());
    [label, kicker, headline, deck, byline].into_iter().flatten().collect()
}

/// Steps of the headline but one: only when these are used up do the other parts grow smaller too.
fn steps_of(parts: &[Part<'_>]) -> usize {
    parts.iter().find(|part| part.is_headline).map_or(0, |part| part.style.sizes.len() - 1)
}

/// Where everything stands across a head.
struct Plan<'a> {
    head: &'a Head,
    /// The width of the block.
    width: Length,
    /// Taken by the box of the head on all sides.
    padding: Length,
    /// Left edge and measure of the parts.
    left: Length,
    measure: Length,
    /// The measure of the byline, beside the portrait.
    byline: Length,
    portrait: Option<(PictureId, Length, Length)>,
    summary: Option<SummaryBox<'a>>,
    gap: Length,
}

/// Where the summary stands.
struct SummaryBox<'a> {
    /// At a side of the other parts.
    side: bool,
    /// Left edge and width of its box.
    left: Length,
    width: Length,
    measure: Length,
    padding: Length,
    frame: Option<&'a Frame>,
}

impl<'a> Plan<'a> {
    fn new(desk: &Desk<'_>, style: &HeadStyle, story: &Story, room: HeadRoom<'a>) -> Plan<'a> {
        let head = room.head;
        let body = desk.grid().body;
        let padding = head.frame.as_ref().map_or(Length::ZERO, |frame| frame.padding);
        let (mut left, mut right) = (padding, room.measure - padding);
        match head.picture.as_ref().map(|picture| (picture.place, picture.width)) {
            Some((PicturePlace::Left, width)) => left += width + body,
            Some((PicturePlace::Right, width)) => right -= width + body,
            Some((PicturePlace::Behind, _)) | None => {}
        }
        let wanted = style.summary.is_some() && !story.summary.is_empty();
        let frame = head.summary.frame.as_ref();
        let own = frame.map_or(Length::ZERO, |frame| frame.padding);
        let boxed = |left: Length, width: Length, side: bool| SummaryBox {
            side,
            left,
            width,
            measure: (width - own * 2).max(body),
            padding: own,
            frame,
        };
        let summary = match head.summary.side.filter(|_| wanted) {
            Some((Side::Left, width)) => {
                left += width + body;
                Some(boxed(left - width - body, width, true))
            }
            Some((Side::Right, width)) => {
                right -= width + body;
                Some(boxed(right + body, width, true))
            }
            None => wanted.then(|| boxed(left, right - left, false)),
        };
        let measure = (right - left).max(body);
        let portrait = story.portrait.zip(style.portrait).filter(|_| story.byline.is_some() && style.byline.is_some());
        let portrait = portrait.filter(|_| desk.direction == Direction::Horizontal);
        let portrait = portrait.map(|(id, (width, height))| (id, width, height));
        let taken = portrait.map_or(Length::ZERO, |(_, width, _)| width + body / 2);
        let byline = (measure - taken).max(body);
        Plan { head, width: room.measure, padding, left, measure, byline, portrait, summary, gap: body / 2 }
    }

    /// Whether something of the head has the height of the block.
    fn is_boxed(&self) -> bool {
        self.head.frame.is_some() || self.head.picture.is_some() || self.summary.as_ref().is_some_and(|s| s.side)
    }

    /// The block with its parts one below another, in as many rows as they need.
    fn stack(&self, desk: &Desk<'_>, style: &HeadStyle, parts: &[FittedPart], room: HeadRoom<'_>) -> HeadBlock {
        let mut block = HeadBlock { span: Some(self.head.span), ..HeadBlock::default() };
        let mut y = style.above + self.padding;
        let (top, mut beside) = (y, Length::ZERO);
        let mut is_first = true;
        for part in parts {
            if part.is_headline {
                block.headline_size = part.size;
                block.headline = part.fit.lines.clone();
                block.fit = part.fit.clone();
            }
            let height = part.size + part.leading * (part.lines.len() as i64 - 1).max(0);
            let own = self.summary.as_ref().filter(|_| part.is_summary);
            if let Some(summary) = own.filter(|summary| summary.side) {
                block.parts.push(SetPart::new(part, summary.left + summary.padding, top + summary.padding));
                beside = height + summary.padding * 2;
                continue;
            }
            y += if is_first { Length::ZERO } else { style.between };
            is_first = false;
            if let Some(summary) = own {
                let high = height + summary.padding * 2;
                let at = Rect::new(summary.left, y, summary.width, high);
                block.boxes.extend(summary.frame.map(|frame| (at, frame.clone())));
                block.parts.push(SetPart::new(part, summary.left + summary.padding, y + summary.padding));
                y += high;
                continue;
            }
            match self.portrait.filter(|_| part.is_byline) {
                Some((id, width, high)) => {
                    let taken = width + self.gap;
                    let start = part.lines.iter().flat_map(|line| &line.runs).map(|run| run.origin.x).min();
                    let at = Rect::new(self.left + start.unwrap_or_default(), y, width, high);
                    block.pictures.push((id, at));
                    let high = high.max(height);
                    block.parts.push(SetPart::new(part, self.left + taken, y + (high - height) / 2));
                    y += high;
                }
                None => {
                    block.parts.push(SetPart::new(part, self.left, y));
                    y += height;
                }
            }
        }
        if parts.is_empty() {
            block.rows = room.rows.unwrap_or(0);
            return block;
        }
        // What is shorter, the parts or the summary beside them, stands in the middle of the other.
        let column = y - top;
        let lower = (beside - column).max(Length::ZERO) / 2;
        let raise = (column - beside).max(Length::ZERO) / 2;
        for (part, set) in parts.iter().zip(&mut block.parts) {
            let at_side = part.is_summary && self.summary.as_ref().is_some_and(|summary| summary.side);
            set.top += if at_side { raise } else { lower };
        }
        block.pictures.iter_mut().for_each(|(_, at)| at.y += lower);
        block.boxes.iter_mut().for_each(|(at, _)| at.y += lower);
        y = top + column.max(beside) + self.padding + style.below;
        let grid = desk.grid();
        let edge = if self.is_boxed() { (grid.pitch - grid.body) / 2 * 2 } else { Length::ZERO };
        block.rows = (y + edge).div_ceil(grid.pitch).clamp(0, i64::from(u16::MAX)) as u16;
        let air = grid.pitch * i64::from(block.rows) - y;
        shift(&mut block, air / 2);
        block
    }

    /// Fills a held height: the parts stand in its middle, as they did in their own; box and picture fill it.
    fn held(&self, desk: &Desk<'_>, style: &HeadStyle, mut block: HeadBlock, rows: Option<u16>) -> HeadBlock {
        let grid = desk.grid();
        if let Some(rows) = rows.filter(|&rows| rows > block.rows) {
            let air = grid.pitch * i64::from(rows - block.rows);
            shift(&mut block, air / 2);
            block.rows = rows;
        }
        if block.parts.is_empty() || !self.is_boxed() {
            return block;
        }
        let air = (grid.pitch - grid.body) / 2;
        let (top, foot) = (style.above + air, grid.pitch * i64::from(block.rows) - style.below - air);
        let inner = (top + self.padding, (foot - top - self.padding * 2).max(Length::ZERO));
        if let Some(summary) = self.summary.as_ref().filter(|summary| summary.side)
            && let Some(frame) = summary.frame
        {
            block.boxes.insert(0, (Rect::new(summary.left, inner.0, summary.width, inner.1), frame.clone()));
        }
        let all = Rect::new(Length::ZERO, top, self.width, (foot - top).max(Length::ZERO));
        if let Some(frame) = &self.head.frame {
            block.boxes.insert(0, (all, frame.clone()));
        }
        if let Some(picture) = &self.head.picture {
            let at = match picture.place {
                PicturePlace::Behind => all,
                PicturePlace::Left => Rect::new(self.padding, inner.0, picture.width, inner.1),
                PicturePlace::Right => {
                    Rect::new(self.width - self.padding - picture.width, inner.0, picture.width, inner.1)
                }
            };
            block.pictures.insert(0, (picture.picture, at));
        }
        block
    }
}

impl SetPart {
    fn new(part: &FittedPart, left: Length, top: Length) -> SetPart {
        SetPart { lines: part.lines.clone(), size: part.size, leading: part.leading, left, top, span: part.span }
    }
}

fn shift(block: &mut HeadBlock, by: Length) {
    block.parts.iter_mut().for_each(|part| part.top += by);
    block.boxes.iter_mut().for_each(|(at, _)| at.y += by);
    block.pictures.iter_mut().for_each(|(_, at)| at.y += by);
}
