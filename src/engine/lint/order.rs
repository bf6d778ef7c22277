//! The order of reading: 乱栏, and 咬尾 or 钩栏.
//!
//! Source: `makeup.md` 2.

use crate::base::diag::{Code, say};
use crate::page::Block;

use super::Found;
use super::sheet::{Sheet, across, between, meet};
use crate::base::units::Length;

/// 乱栏: the next part of a story lies left of and above the present one; in vertical copy right of it.
pub(super) fn columns(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let texts: Vec<&Block> = sheet.texts().collect();
    for pair in texts.windows(2) {
        let (now, next) = (pair[0], pair[1]);
        if now.story != next.story || now.area != next.area {
            continue;
        }
        let vertical = sheet.is_vertical(now.area);
        let back = if vertical { next.at.x >= now.at.right() } else { next.at.right() <= now.at.x };
        if !back || next.at.y >= now.at.y {
            continue;
        }
        let slug = sheet.slug(now.story);
        let (zh, en) = if vertical { ("右", "right") } else { ("左", "left") };
        let message = say(
            format!("乱栏：稿件 `{slug}` 的下一栏在上一栏的{zh}上方"),
            format!("the next column of story `{slug}` stands {en} of and above the one before it"),
        );
        let hint = say("改 `at` 里各矩形的次序，或用转版", "change the order of the rectangles in `at`, or use a jump");
        found.push(Found::new(Code::ColumnOrder, &[now.area], next.at, next.span, (message, hint)));
    }
}

/// 咬尾, 钩栏: a later column of a story begins higher than its head, under or beside what is another's: who
/// comes down that column takes it for the end of the neighbour.
///
/// Briefs run from column to column by nature. What a frame holds together is not taken for another's.
pub(super) fn reading(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let rise = sheet.lint.length(Code::ReadingOrder, 0);
    for head in sheet.heads.iter().filter(|head| !head.vertical && !sheet.is_framed(head.area)) {
        if sheet.is_list(head.area) || sheet.is_vertical(head.area) {
            continue;
        }
        let higher = |block: &&Block| {
            block.story == head.story
                && block.area == head.area
                && block.at.y + rise < head.at.y
                && !meet(across(block.at), across(head.at))
                && is_under_another(sheet, block)
        };
        let Some(column) = sheet.texts().find(higher) else { continue };
        let (named, rows) = (head.named(), sheet.rows(head.at.y - column.at.y));
        let message = say(
            format!("咬尾：“{named}”的下一栏比标题高出 {rows} 行，紧接在别稿之下"),
            format!("a column of “{named}” begins {rows} rows above its head, right below another story"),
        );
        let hint = say(
            "让标题盖住各栏，或把后一栏降到标题以下；也可加框",
            "let the head stand over all columns, begin that column lower, or frame the story",
        );
        found.push(Found::new(Code::ReadingOrder, &[head.area], column.at, head.span, (message, hint)));
    }
}

/// Whether the copy of another story ends right above a column.
fn is_under_another(sheet: &Sheet<'_>, column: &Block) -> bool {
    /// Nearer than this the eye reads on.
    const NEAR_ROWS: i64 = 3;
    sheet.texts().any(|block| {
        let gap = column.at.y - block.at.bottom();
        block.story != column.story
            && gap >= Length::ZERO
            && gap < sheet.grid().pitch * NEAR_ROWS
            && between(across(block.at), across(column.at)) < Length::ZERO
            && !sheet.is_framed(block.area)
    })
}
