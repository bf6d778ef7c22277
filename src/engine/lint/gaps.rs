//! What stands too near: the copy, pictures and boxes of two areas.
//!
//! Source: `makeup.md` 4: gutters of 1 字 or more, run-round gap of 1 字 at the sides.

use crate::base::diag::{Code, say};
use crate::base::units::Length;
use crate::page::{Block, BlockKind};

use super::Found;
use super::sheet::{Sheet, across, between, down, meet};

/// An insert and what stands in the columns of its area beside copy, which keeps its own distance.
fn by_an_insert(a: &Block, b: &Block) -> bool {
    let is_insert = |block: &Block| matches!(block.kind, BlockKind::Insert);
    let stands = |block: &Block| !matches!(block.kind, BlockKind::Frame | BlockKind::Text { .. });
    (is_insert(a) || is_insert(b)) && stands(a) && stands(b)
}

/// Less than 1 字 and less than the gutter of the page at the side, or less than a third of a row above or below, between what two areas print.
pub(super) fn narrow(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let (aside, above) = (sheet.lint.length(Code::GapNarrow, 0), sheet.lint.length(Code::GapNarrow, 1));
    // What the columns of the page have between them is far enough.
    let aside = aside.min(sheet.grid().gutter());
    let stands = |block: &&Block| match block.kind {
        BlockKind::Frame | BlockKind::Ad => true,
        BlockKind::Insert
        | BlockKind::Text { .. }
        | BlockKind::Head { .. }
        | BlockKind::Picture { .. }
        | BlockKind::Caption { .. } => !sheet.is_framed(block.area),
        _ => false,
    };
    let stands: Vec<&Block> = sheet.blocks().filter(stands).collect();
    // Of two areas the narrowest place is told.
    let mut narrowest: Vec<(Length, &Block, &Block)> = Vec::new();
    for (index, a) in stands.iter().enumerate() {
        for b in stands[index + 1..].iter().filter(|b| b.area != a.area || by_an_insert(a, b)) {
            let (x, y) = (between(across(a.at), across(b.at)), between(down(a.at), down(b.at)));
            let near = if meet(down(a.at), down(b.at)) {
                Some(x).filter(|x| *x >= Length::ZERO && *x < aside)
            } else if meet(across(a.at), across(b.at)) {
                Some(y).filter(|y| *y >= Length::ZERO && *y < above)
            } else {
                None
            };
            let Some(gap) = near else { continue };
            match narrowest.iter_mut().find(|(_, one, other)| (one.area, other.area) == (a.area, b.area)) {
                Some(known) if gap < known.0 => *known = (gap, a, b),
                Some(_) => {}
                None => narrowest.push((gap, a, b)),
            }
        }
    }
    for (gap, a, b) in narrowest {
        let (one, other, mm) = (sheet.area_name(a.area), sheet.area_name(b.area), gap.to_mm());
        let message = if a.area == b.area {
            say(
                format!("太挤：区块 `{one}` 的插框离旁边的图片或标题只有 {mm:.1} 毫米"),
                format!("an insert of area `{one}` stands {mm:.1} mm from a picture, a head or another insert"),
            )
        } else {
            say(
                format!("太挤：区块 `{one}` 与 `{other}` 之间只有 {mm:.1} 毫米"),
                format!("areas `{one}` and `{other}` stand {mm:.1} mm apart"),
            )
        };
        let hint = say("左右至少留 1 字，上下至少留 1 行", "leave 1 字 at the side, and a row above or below");
        let span = |block: &Block| sheet.area(block.area).map_or(block.span, |area| area.span);
        found.push(
            Found::new(Code::GapNarrow, &[a.area, b.area], a.at.union(b.at), span(b), (message, hint))
                .note(span(a), say("另一个区块", "the other area")),
        );
    }
}
