//! What stands below a head: too little copy (背题), or that of another story.
//!
//! Source: `makeup.md` 2; `algorithms.md` 5 and 6.

use crate::base::diag::{Code, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::page::{Block, BlockKind};

use super::Found;
use super::sheet::{HeadAt, Sheet, across, down, meet, short};

/// 背题: fewer than three lines below a head, where the column ends and the story goes on elsewhere; the
/// same for cross-heads, with two.
pub(super) fn dangling(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let heads = sheet.lint.count(Code::HeadDangling, 0);
    let crossheads = sheet.lint.count(Code::HeadDangling, 1);
    for head in sheet.heads.iter().filter(|head| !head.vertical && !sheet.is_vertical(head.area)) {
        let Some(lines) = lines_under(sheet, head.area, head.story, head.at, heads) else { continue };
        let named = head.named();
        let message = say(
            format!("背题：“{named}”之下只有 {lines} 行文字就到栏底"),
            format!("a head with {lines} lines below it at the foot of its columns: “{named}”"),
        );
        let hint = say(
            format!("标题之下至少留 {heads} 行：把标题上移，或加高区块"),
            format!("leave {heads} lines below it: move the head up, or make the area higher"),
        );
        found.push(Found::new(Code::HeadDangling, &[head.area], head.at, head.span, (message, hint)));
    }
    let crosshead = |block: &&Block| matches!(block.kind, BlockKind::Crosshead) && !sheet.is_vertical(block.area);
    for block in sheet.blocks().filter(crosshead) {
        let Some(lines) = lines_under(sheet, block.area, block.story, block.at, crossheads) else { continue };
        let slug = sheet.slug(block.story);
        let message = say(
            format!("背题：稿件 `{slug}` 的小标题之下只有 {lines} 行就到栏底"),
            format!("a cross-head of story `{slug}` with {lines} lines below it at the foot of its column"),
        );
        let hint = say("上文增删一两行，或移动小标题", "add or cut a line or two above it, or move the cross-head");
        found.push(Found::new(Code::HeadDangling, &[block.area], block.at, block.span, (message, hint)));
    }
}

/// The most lines of a story in one column below `at`, when they are fewer than `limit` and the story goes on
/// where its head does not stand.
fn lines_under(sheet: &Sheet<'_>, area: u16, story: Option<u32>, at: Rect, limit: i64) -> Option<i64> {
    let own = || sheet.texts().filter(move |block| block.story == story && block.area == area);
    let count = |block: &Block| if let BlockKind::Text { lines, .. } = block.kind { i64::from(lines) } else { 0 };
    let below = |block: &&Block| block.at.y >= at.bottom() - at.height / 2 && meet(across(block.at), across(at));
    let total: i64 = own().map(count).sum();
    // Columns by their left edge: a picture may part the copy of one.
    let mut columns: Vec<(Length, i64)> = Vec::new();
    for block in own().filter(below) {
        match columns.iter_mut().find(|(x, _)| *x == block.at.x) {
            Some((_, lines)) => *lines += count(block),
            None => columns.push((block.at.x, count(block))),
        }
    }
    let most = columns.iter().map(|(_, lines)| *lines).max().unwrap_or(0);
    // A head at the side of its copy has none below.
    let beside = own().any(|block| meet(down(block.at), down(at)) && !meet(across(block.at), across(at)));
    let under: i64 = columns.iter().map(|(_, lines)| *lines).sum();
    (most < limit && under < total && !(most == 0 && beside)).then_some(most)
}

/// A head wider than its story: somewhere below it the first thing is the copy of another story.
///
/// What a frame sets apart is another matter.
pub(super) fn foreign(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let reach = sheet.lint.length(Code::HeadForeign, 0);
    for head in sheet.heads.iter().filter(|head| !head.vertical && !sheet.is_list(head.area)) {
        let Some(other) = foreign_copy(sheet, head, reach) else { continue };
        let (named, slug) = (head.named(), sheet.slug(other.story));
        let message = say(
            format!("标题压到别稿：“{named}”之下紧接着是稿件 `{slug}` 的文字"),
            format!("the head “{named}” reaches over the copy of story `{slug}`"),
        );
        let hint = say(
            "改窄标题的 `columns`，或给别稿加框、加线",
            "make the head's `columns` fewer, or frame the other story",
        );
        found.push(
            Found::new(
                Code::HeadForeign,
                &[head.area, other.area],
                head.at.union(other.at),
                head.span,
                (message, hint),
            )
            .note(other.span, say(format!("稿件 `{}`", short(slug)), format!("story `{}`", short(slug)))),
        );
    }
}

/// The copy of another story that a reader comes to from this head, while some of the head's own stands
/// below it too.
fn foreign_copy<'a>(sheet: &Sheet<'a>, head: &HeadAt<'_>, reach: Length) -> Option<&'a Block> {
    let stands = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Text { .. } | BlockKind::Picture { .. } | BlockKind::Crosshead | BlockKind::Head { .. }
        )
    };
    let below = |block: &&Block| {
        block.at.y >= head.at.bottom() - sheet.grid().body
            && block.at.y - head.at.bottom() < reach
            && meet(across(block.at), across(head.at))
    };
    let near = || sheet.blocks().filter(stands).filter(below);
    let own = near().any(|block| block.story == head.story);
    let covered = |block: &Block| {
        near().any(|own| own.story == head.story && own.at.y <= block.at.y && meet(across(own.at), across(block.at)))
    };
    // Less than two 字 over a neighbour is the slack of a centred line.
    let deep =
        |block: &Block| block.at.right().min(head.at.right()) - block.at.x.max(head.at.x) > sheet.grid().body * 2;
    near().find(|block| {
        matches!(block.kind, BlockKind::Text { .. })
            && block.story != head.story
            && own
            && !sheet.is_framed(block.area)
            && deep(block)
            && !covered(block)
    })
}
