//! Jump lines (转版行): a row at the end of a part that says where the story goes on, one at the start of
//! the next that says where it comes from; and lines that run on from one part to the next.
//!
//! Source: `makeup.md` 6.

use crate::base::diag::{Code, Diagnostic, say};
use crate::model::{Align, Copy, Direction, JumpLine, Story, TextStyle};
use crate::page::{Block, BlockKind, StoryPart};

use super::super::blocks::{Piece, PieceKind, one_line};
use super::super::copy_flow::Flowed;
use super::super::desk::{Desk, place_line};
use super::super::flow::Slot;
use super::super::lines::set_line;
use super::super::story::{head_story, picture_box};

/// The slots that the jump lines of a part take from its copy.
pub(crate) struct JumpSlots<'a> {
    from: Option<(Slot, &'a JumpLine)>,
    to: Option<(Slot, &'a JumpLine)>,
}

impl<'a> JumpSlots<'a> {
    /// Takes them from both ends; where there are no slots left there is no line.
    pub(crate) fn take(slots: &mut Vec<Slot>, stories: &[&'a Story]) -> JumpSlots<'a> {
        let part = stories.first().and_then(|story| story.part.as_ref());
        let (mut first, mut last) = (None, None);
        if let Some((line, rows)) = part.and_then(|part| part.from.as_ref())
            && slots.len() > usize::from(*rows)
        {
            first = slots.first().map(|slot| (*slot, line));
            slots.drain(..usize::from(*rows));
        }
        if let Some((line, rows)) = part.and_then(|part| part.to.as_ref())
            && slots.len() > usize::from(*rows)
        {
            last = slots.last().map(|slot| (*slot, line));
            slots.truncate(slots.len() - usize::from(*rows));
        }
        JumpSlots { from: first, to: last }
    }

    /// Sets 上接, which is read first.
    pub(crate) fn place_from(&self, desk: &Desk<'_>, stories: &[&Story], flowed: &mut Flowed) {
        if let (Some((slot, line)), Some(story)) = (self.from, stories.first()) {
            place(desk, story, (slot, line, false), flowed);
        }
    }

    /// Sets 下转.
    pub(crate) fn place_to(&self, desk: &Desk<'_>, stories: &[&Story], flowed: &mut Flowed) {
        if let (Some((slot, line)), Some(story)) = (self.to, stories.first()) {
            place(desk, story, (slot, line, true), flowed);
        }
    }
}

fn place(desk: &Desk<'_>, story: &Story, (slot, line, to): (Slot, &JumpLine, bool), flowed: &mut Flowed) {
    let style = if to { &desk.sheet.jump_to } else { &desk.sheet.jump_from };
    let mut sink = Vec::new();
    let mut paragraph = desk.prepare(&directed(desk, &line.full), style, &mut sink);
    if paragraph.natural() > slot.measure.get() {
        sink.clear();
        paragraph = desk.prepare(&directed(desk, &line.short), style, &mut sink);
    }
    flowed.diagnostics.append(&mut sink);
    if paragraph.natural() > slot.measure.get() {
        flowed.diagnostics.push(too_wide(&line.short));
    }
    let set = set_line(&paragraph, &one_line(&paragraph, slot.measure), slot.measure, align(style));
    let baseline = desk.grid().baseline(slot.row, desk.sheet.body.size);
    let span = line.full.span_at(0);
    place_line(&set, slot.x, baseline, span, &mut flowed.items);
    let at = picture_box(desk, slot.x, slot.measure, (slot.row, slot.row));
    let story = Some(head_story(desk, story));
    flowed.blocks.push(Block { area: 0, story, kind: BlockKind::Jump { to }, at, span });
}

/// Words that the column is too narrow for stand out of it, and are told.
fn too_wide(line: &Copy) -> Diagnostic {
    let text = &line.text;
    Diagnostic::new(
        Code::LineOverfull,
        line.span_at(0),
        say(format!("转版行比栏宽：“{text}”"), format!("this jump line is wider than its column: “{text}”")),
    )
    .hint(say("缩短 `jump:` 里的词，或换小字", "shorten the words under `jump:`, or use smaller type"))
}

/// A single line is not stretched.
fn align(style: &TextStyle) -> Align {
    if style.align == Align::Justify { Align::Left } else { style.align }
}

/// On vertical lines the arrow shows where they run.
fn directed(desk: &Desk<'_>, line: &Copy) -> Copy {
    if desk.direction == Direction::Horizontal {
        return line.clone();
    }
    let text = line.text.replace('▶', "▼").replace('◀', "▲");
    Copy { text, ..line.clone() }
}

/// Joins a part to those before and behind it: a paragraph that began before has no indent, one that goes
/// on behind has a full last line.
pub(crate) fn join(pieces: &mut [Piece], stories: &[&Story]) {
    let Some(part) = stories.first().and_then(|story| story.part.as_ref()) else { return };
    if part.goes_on
        && let Some(PieceKind::Text { options, stance, .. }) = pieces.first_mut().map(|piece| &mut piece.kind)
    {
        options.indent = stance.hang;
    }
    if part.breaks_off
        && let Some(PieceKind::Text { options, .. }) = pieces.last_mut().map(|piece| &mut piece.kind)
        && options.align == Align::Justify
    {
        options.align = Align::Distribute;
    }
}

/// Whether the story goes on in another area.
pub(crate) fn goes_on(stories: &[&Story]) -> bool {
    stories.first().and_then(|story| story.part.as_ref()).is_some_and(|part| part.to.is_some())
}

/// What a record says of a part.
pub(crate) fn part_record(story: &Story, characters: u32) -> Option<StoryPart> {
    let part = story.part.as_ref()?;
    Some(StoryPart { number: part.number, count: part.count, characters })
}
