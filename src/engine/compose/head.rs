//! Heads: label, kicker, headline, deck and byline, fitted in steps and kept in whole rows.

use crate::base::diag::{Outcome, Span};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Copy, HeadStyle, PartStyle, Story};
use crate::page::{BlockKind, HeadFit, Item};

use super::desk::{Desk, baseline_in, place_line};
use super::head_findings::overset;
use super::head_fit::{FittedPart, Part, fit_part};
use super::lines::SetLine;

/// A head, set.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadBlock {
    parts: Vec<SetPart>,
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
    /// From the top of the block to the top of the part.
    top: Length,
    span: Span,
}

/// What a head must fit into.
#[derive(Clone, Copy)]
pub(crate) struct HeadRoom {
    /// Along the line.
    pub(crate) measure: Length,
    /// Its height, where the page description holds it.
    pub(crate) rows: Option<u16>,
    /// Where the head is described.
    pub(crate) span: Span,
}

/// Sets the head of `story`: the largest step of the headline's sizes at which all of it fits.
///
/// Errors: [`crate::base::diag::Code::HeadOverset`] when even the smallest does not; the head is then set at its
/// smallest, so that a proof shows it.
pub(crate) fn set_head(desk: &Desk<'_>, style: &HeadStyle, story: &Story, room: HeadRoom) -> Outcome<HeadBlock> {
    let mut diagnostics = Vec::new();
    let parts = parts_of(style, story);
    let steps = parts.iter().map(|part| part.style.sizes.len()).max().unwrap_or(0).max(1);
    let mut fallback = None;
    for step in 0..steps {
        let mut notes = Vec::new();
        let mut fits = true;
        let set: Vec<FittedPart> = parts
            .iter()
            .map(|part| {
                let first = if part.is_headline { step } else { step.saturating_sub(steps_of(&parts)) };
                let fitted = fit_part(desk, part, style.align, room.measure, first, &mut notes);
                fits &= fitted.fits;
                fitted
            })
            .collect();
        let mut block = stack(desk, style, &set, room);
        block.fit.story.clone_from(&story.slug);
        let high = room.rows.is_some_and(|rows| block.rows > rows);
        if fits && !high {
            diagnostics.append(&mut notes);
            return Outcome { value: held(desk, block, room.rows), diagnostics };
        }
        fallback = Some((block, notes, fits));
    }
    let Some((block, mut notes, fits)) = fallback else { return Outcome::clean(HeadBlock::default()) };
    diagnostics.append(&mut notes);
    diagnostics.push(overset(desk, story, &block, room, fits));
    Outcome { value: block, diagnostics }
}

impl HeadBlock {
    /// The box of its type when it is placed at `x`, `y`; `None` when there is nothing to set.
    pub(crate) fn ink(&self, x: Length, y: Length) -> Option<Rect> {
        let mut ink: Option<Rect> = None;
        for part in &self.parts {
            for (index, line) in part.lines.iter().enumerate() {
                let left = line.runs.iter().map(|run| run.origin.x).min().unwrap_or(Length::ZERO);
                let top = y + part.top + part.leading * index as i64;
                let own = Rect::new(x + left, top, (line.advance - left).max(Length::ZERO), part.size);
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

    /// Its items, the top of the block at `y`, its measure from `x`.
    pub(crate) fn place(&self, x: Length, y: Length, items: &mut Vec<Item>) {
        for part in &self.parts {
            for (index, line) in part.lines.iter().enumerate() {
                let baseline = y + part.top + part.leading * index as i64 + baseline_in(part.size, part.size);
                place_line(line, x, baseline, part.span, items);
            }
        }
    }
}

fn parts_of<'a>(style: &'a HeadStyle, story: &'a Story) -> Vec<Part<'a>> {
    let part = |copy: &'a Option<Copy>, style: Option<&'a PartStyle>, is_headline| match (copy, style) {
        (Some(copy), Some(style)) if !copy.text.is_empty() => Some(Part::new(copy, style, is_headline)),
        _ => None,
    };
    [
        part(&story.label, style.label.as_ref(), false),
        part(&story.kicker, style.kicker.as_ref(), false),
        part(&story.headline, Some(&style.headline), true),
        part(&story.deck, style.deck.as_ref(), false),
        part(&story.byline, style.byline.as_ref(), false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Steps of the headline but one: only when these are used up do the other parts grow smaller too.
fn steps_of(parts: &[Part<'_>]) -> usize {
    parts.iter().find(|part| part.is_headline).map_or(0, |part| part.style.sizes.len() - 1)
}

fn stack(desk: &Desk<'_>, style: &HeadStyle, parts: &[FittedPart], room: HeadRoom) -> HeadBlock {
    let mut y = style.above;
    let mut block = HeadBlock::default();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            y += style.between;
        }
        if part.is_headline {
            block.headline_size = part.size;
            block.headline = part.fit.lines.clone();
            block.fit = part.fit.clone();
        }
        block.parts.push(SetPart {
            lines: part.lines.clone(),
            size: part.size,
            leading: part.leading,
            top: y,
            span: part.span,
        });
        y += part.size + part.leading * (part.lines.len() as i64 - 1).max(0);
    }
    if parts.is_empty() {
        block.rows = room.rows.unwrap_or(0);
        return block;
    }
    y += style.below;
    let pitch = desk.grid().pitch;
    block.rows = y.div_ceil(pitch).clamp(0, i64::from(u16::MAX)) as u16;
    let air = pitch * i64::from(block.rows) - y;
    shift(&mut block, air / 2);
    block
}

/// Fills a held height: the parts stand in its middle, as they did in their own.
fn held(desk: &Desk<'_>, mut block: HeadBlock, rows: Option<u16>) -> HeadBlock {
    if let Some(rows) = rows.filter(|&rows| rows > block.rows) {
        let air = desk.grid().pitch * i64::from(rows - block.rows);
        shift(&mut block, air / 2);
        block.rows = rows;
    }
    block
}

fn shift(block: &mut HeadBlock, by: Length) {
    for part in &mut block.parts {
        part.top += by;
    }
}
