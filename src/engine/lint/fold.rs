//! 压折: what the fold of a broadsheet goes through.
//!
//! Source: `makeup.md` 2 and 7: half the height of the page, 5 mm to either side.

use crate::base::diag::{Code, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::engine::compose::focus_in;
use crate::page::{Block, BlockKind};

use super::Found;
use super::sheet::Sheet;

/// Pages that are lower than this are folded down the middle of the sheet, not across the page.
///
/// Source: 对开 is 545 mm high, 四开 390 mm: `makeup.md` 4.
const FOLDED: Length = Length::mm(480);

/// Where the page is folded, if it is.
fn fold(sheet: &Sheet<'_>) -> Option<Length> {
    let height = sheet.grid().trim.height;
    (height >= FOLDED).then(|| height / 2)
}

/// Lines of body type within 5 mm of the fold: one note a page, for few pages have none.
pub(super) fn text(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let Some(fold) = fold(sheet) else { return };
    let near = sheet.lint.length(Code::FoldText, 0);
    let grid = sheet.grid();
    let on_it = |block: &&Block| {
        let BlockKind::Text { lines, .. } = block.kind else { return false };
        let middle = |line: u16| block.at.y + grid.body / 2 + grid.pitch * i64::from(line);
        !sheet.is_vertical(block.area) && (0..lines).any(|line| (middle(line) - fold).abs() < near)
    };
    let columns: Vec<&Block> = sheet.texts().filter(on_it).collect();
    let Some(first) = columns.first() else { return };
    let at = columns.iter().map(|block| Rect { y: fold - near, height: near * 2, ..block.at }).reduce(Rect::union);
    let (count, mm) = (columns.len(), fold.to_mm());
    let message = say(
        format!("压折：折缝（离上边 {mm:.1} 毫米）压住 {count} 栏正文"),
        format!("the fold, {mm:.1} mm from the top, goes through {count} columns of copy"),
    );
    let hint = say(
        "折缝上宜放空行、线或图片中无关紧要之处",
        "at the fold a free row, a rule or a plain part of a picture stands best",
    );
    let mut areas: Vec<u16> = columns.iter().map(|block| block.area).collect();
    areas.sort_unstable();
    areas.dedup();
    let span = sheet.area(first.area).map_or(first.span, |area| area.span);
    found.push(Found::new(Code::FoldText, &areas, at.unwrap_or(first.at), span, (message, hint)));
}

/// A headline that the fold goes through.
pub(super) fn heads(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let Some(fold) = fold(sheet) else { return };
    for head in sheet.heads.iter().filter(|head| !head.vertical && head.at.y < fold && fold < head.at.bottom()) {
        let named = head.named();
        let message =
            say(format!("压折：标题“{named}”正在折缝上"), format!("the fold goes through the head “{named}”"));
        let hint = say("把标题上移或下移", "move the head up or down");
        found.push(Found::new(Code::FoldHead, &[head.area], head.at, head.span, (message, hint)));
    }
}

/// A picture whose focus, a face mostly, is within 5 mm of the fold.
pub(super) fn pictures(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let Some(fold) = fold(sheet) else { return };
    let near = sheet.lint.length(Code::FoldPicture, 0);
    for block in sheet.blocks() {
        let BlockKind::Picture { picture } = block.kind else { continue };
        let Some(picture) = sheet.edition.pictures.get(picture as usize) else { continue };
        let Some(file) = &picture.file else { continue };
        let focus = focus_in(file, picture.focus, block.at);
        if (focus.y - fold).abs() >= near {
            continue;
        }
        let (id, mm) = (&picture.id, (focus.y - fold).abs().to_mm());
        let message = say(
            format!("压折：图片 `{id}` 的要点离折缝只有 {mm:.1} 毫米"),
            format!("the focus of picture `{id}` is {mm:.1} mm from the fold"),
        );
        let hint = say("把图片上移或下移，或改它的 `focus`", "move the picture up or down, or change its `focus`");
        found.push(Found::new(Code::FoldPicture, &[block.area], block.at, block.span, (message, hint)));
    }
}
