//! Lines of copy that stand alone (孤行) and last lines with hardly a character (孤字), as facts: what is a
//! fault is judged by the lint.
//!
//! Source: `composition.md` C32, C33.

use crate::model::Story;
use crate::page::{Block, BlockKind, Loose};

use super::blocks::{Piece, PieceKind};
use super::desk::Desk;
use super::fit::Settings;
use super::flow::{Placed, Poured, Slot};
use super::lines::natural_width;
use super::story::{head_story, picture_box};

/// Last lines of more characters than this are never noted: no paper asks for more.
const MOST_NOTED: usize = 5;

/// The lines of an area's copy that an editor might want otherwise.
pub(super) fn of_copy(
    desk: &Desk<'_>,
    stories: &[&Story],
    pieces: &[Piece],
    poured: &Poured,
    settings: &Settings,
) -> Vec<Block> {
    let mut found = Vec::new();
    for (index, placed) in poured.placed.iter().enumerate() {
        let PieceKind::Text { paragraph, stance, .. } = &pieces[placed.piece].kind else { continue };
        let lines = settings.lines(placed.piece);
        if stance.fixed || lines.len() < 2 {
            continue;
        }
        let Some(line) = lines.get(placed.line) else { continue };
        let same = |other: &&Placed| other.piece == placed.piece;
        let before = index.checked_sub(1).and_then(|index| poured.placed.get(index)).filter(same);
        let after = poured.placed.get(index + 1).filter(same);
        let mut note = |kind: Loose| {
            let Slot { x, measure, row, .. } = placed.slot;
            found.push(Block {
                area: 0,
                story: Some(head_story(desk, stories[pieces[placed.piece].story])),
                kind: BlockKind::Loose(kind),
                at: picture_box(desk, x, measure, (row, row)),
                span: paragraph.span(line.start, line.end),
            });
        };
        if placed.line == 0 && after.is_some_and(|after| parted(placed, after)) {
            note(Loose::First);
        }
        if placed.line + 1 == lines.len() {
            if before.is_some_and(|before| parted(before, placed)) {
                let width = natural_width(paragraph, line);
                let share = width.get().saturating_mul(1000) / placed.slot.measure.get().max(1);
                note(Loose::Last { share: share.clamp(0, 1000) as u16 });
            }
            let text = paragraph.slice(line.start, line.end);
            let characters = text.chars().filter(|character| character.is_alphanumeric()).count();
            if characters <= MOST_NOTED {
                note(Loose::Short { characters: characters as u8 });
            }
        }
    }
    found
}

/// Whether a column ends between two lines: beside a picture lines of one column differ in measure only.
fn parted(above: &Placed, below: &Placed) -> bool {
    (above.slot.column, above.slot.band) != (below.slot.column, below.slot.band)
}
