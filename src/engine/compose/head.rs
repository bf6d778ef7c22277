//! Heads: label, kicker, headline, deck and byline, fitted in steps and kept in whole rows.

use crate::base::diag::{Code, Diagnostic, Outcome, Span, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Align, Copy, Direction, HeadStyle, PartStyle, Story};
use crate::page::{BlockKind, Item};

use super::desk::{Desk, baseline_in, break_plain, place_line, set_all};
use super::lines::{SetLine, break_head};

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
/// Errors: [`Code::HeadOverset`] when even the smallest does not; the head is then set at its
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
        let block = stack(desk, style, &set, room);
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
        BlockKind::Head { size, lines, vertical, text: self.headline.concat() }
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

struct Part<'a> {
    copy: &'a Copy,
    style: &'a PartStyle,
    is_headline: bool,
}

struct FittedPart {
    lines: Vec<SetLine>,
    size: Length,
    leading: Length,
    fits: bool,
    is_headline: bool,
    span: Span,
}

fn parts_of<'a>(style: &'a HeadStyle, story: &'a Story) -> Vec<Part<'a>> {
    let part = |copy: &'a Option<Copy>, style: Option<&'a PartStyle>, is_headline| match (copy, style) {
        (Some(copy), Some(style)) if !copy.text.is_empty() => Some(Part { copy, style, is_headline }),
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

/// The largest size, from step `first` on, at which a part fits its measure and number of lines.
fn fit_part(
    desk: &Desk<'_>,
    part: &Part<'_>,
    align: Align,
    measure: Length,
    first: usize,
    notes: &mut Vec<Diagnostic>,
) -> FittedPart {
    let sizes = &part.style.sizes;
    let last = sizes.len() - 1;
    let own = if part.style.text.align == Align::Justify { align } else { part.style.text.align };
    let mut index = first.min(last);
    loop {
        let size = sizes[index];
        let text = crate::model::TextStyle { size, align: own, ..part.style.text.clone() };
        let mut found = Vec::new();
        let paragraph = desk.prepare_head(part.copy, &text, &mut found);
        let broken = break_head(&paragraph, measure, part.style.lines);
        let fits = broken.is_some();
        if fits || index == last {
            notes.append(&mut found);
            let lines = broken.unwrap_or_else(|| break_plain(&paragraph, own, measure));
            let leading = text.leading.unwrap_or_else(|| default_leading(size));
            return FittedPart {
                lines: set_all(&paragraph, &lines, measure, own),
                size,
                leading,
                fits,
                is_headline: part.is_headline,
                span: part.copy.span_at(0),
            };
        }
        index += 1;
    }
}

/// Display type is set tighter than text: the lines of one head belong together.
fn default_leading(size: Length) -> Length {
    if size >= Length::pt(20) { size.scale(118, 100) } else { size.scale(130, 100) }
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
            block.headline = part.lines.iter().map(|line| line.text.clone()).collect();
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

fn overset(desk: &Desk<'_>, story: &Story, block: &HeadBlock, room: HeadRoom, fits: bool) -> Diagnostic {
    if desk.direction == Direction::Vertical {
        return overset_down(desk, story, block, room, fits);
    }
    let place = story.headline.as_ref().map_or(room.span, |headline| headline.span_at(0));
    let (slug, rows) = (&story.slug, block.rows);
    let message = if fits {
        let held = room.rows.unwrap_or(0);
        say(
            format!("稿件 `{slug}` 的标题用最小字号仍需 {rows} 行，版面只给 {held} 行"),
            format!("the head of story `{slug}` needs {rows} rows at its smallest; the page gives {held}"),
        )
    } else {
        let measure = room.measure.to_mm();
        say(
            format!("稿件 `{slug}` 的标题用最小字号仍排不进 {measure:.1} 毫米宽"),
            format!("the head of story `{slug}` does not fit {measure:.1} mm even at its smallest size"),
        )
    };
    Diagnostic::new(Code::HeadOverset, place, message)
        .hint(say(
            "改短标题，在可断处加空格，或在样式的 `sizes` 里加小一档字号、放宽 `lines`、加大 `head.rows`",
            "shorten it, mark clauses with a space, add a smaller step to `sizes`, allow more `lines`, or raise `head.rows`",
        ))
        .note(room.span, say("标题在此描述", "the head is described here"))
}

/// As [`overset`], for a vertical head: its lines are as long as it is high.
fn overset_down(desk: &Desk<'_>, story: &Story, block: &HeadBlock, room: HeadRoom, fits: bool) -> Diagnostic {
    let place = story.headline.as_ref().map_or(room.span, |headline| headline.span_at(0));
    let pitch = desk.grid().pitch;
    let (slug, wide) = (&story.slug, (pitch * i64::from(block.rows)).to_mm());
    let message = if fits {
        let held = (pitch * i64::from(room.rows.unwrap_or(0))).to_mm();
        say(
            format!("稿件 `{slug}` 的竖题用最小字号仍需 {wide:.1} 毫米宽，版面只给 {held:.1} 毫米"),
            format!(
                "the vertical head of story `{slug}` needs {wide:.1} mm at its smallest; the page gives {held:.1} mm"
            ),
        )
    } else {
        let measure = room.measure.to_mm();
        say(
            format!("稿件 `{slug}` 的竖题用最小字号仍排不进 {measure:.1} 毫米高"),
            format!(
                "the vertical head of story `{slug}` does not fit {measure:.1} mm of height even at its smallest size"
            ),
        )
    };
    Diagnostic::new(Code::HeadOverset, place, message)
        .hint(say(
            "改短标题，在可断处加空格，或在样式的 `sizes` 里加小一档字号、放宽 `lines`、加大 `head.width` 或 `head.rows`",
            "shorten it, mark clauses with a space, add a smaller step to `sizes`, allow more `lines`, or raise `head.width` or `head.rows`",
        ))
        .note(room.span, say("标题在此描述", "the head is described here"))
}
