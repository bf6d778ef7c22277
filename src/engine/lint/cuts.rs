//! 断版 and 通线: straight lines through the whole page that no area crosses.
//!
//! Source: `makeup.md` 2. Below a page head, and above what closes the page, a line is no fault.

use crate::base::diag::{Code, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::Content;
use crate::page::{Block, BlockKind};

use super::Found;
use super::sheet::{Sheet, across as x_range, down as y_range};

/// Within this of the middle of the page the line is where the sheet is folded.
const AT_THE_FOLD: Length = Length::mm(12);

/// 断版: a line across the page.
pub(super) fn across(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let blocks = areas(sheet);
    let Some(page) = whole(&blocks) else { return };
    for (from, to) in gaps(&blocks, |block| y_range(block.at)) {
        let (above, below) = sides(&blocks, |block| block.at.y < to);
        if !is_copy(sheet, &above) || !is_copy(sheet, &below) {
            continue;
        }
        let middle = (from + to) / 2;
        let fold = (middle - sheet.grid().trim.height / 2).abs() <= AT_THE_FOLD;
        let (zh, en) = if fold { ("，正在折缝上", ", at the fold") } else { ("", "") };
        let at = Rect::new(page.x, from, page.width, to - from);
        let mm = middle.to_mm();
        let message = say(
            format!("断版：离上边 {mm:.1} 毫米处一条直线横贯全版{zh}"),
            format!("a straight line across the whole page, {mm:.1} mm from its top{en}"),
        );
        let hint = say(
            "让一个区块跨过这条线：错开相邻区块的高低",
            "let an area cross the line: end areas that stand side by side at different rows",
        );
        found.push(of_blocks(Code::CutAcross, &above, &below, at, (message, hint)));
    }
}

/// 通线, 通缝: a line down the page. Areas as wide as the page at its head and foot do not count.
pub(super) fn down(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let all = areas(sheet);
    let Some(page) = whole(&all) else { return };
    let across_all = |block: &&Block| block.at.width >= page.width && !matches!(kind(sheet, block), Some(Kind::Copy));
    let blocks: Vec<&Block> = all.into_iter().filter(|block| !across_all(block)).collect();
    let Some(rest) = whole(&blocks) else { return };
    for (from, to) in gaps(&blocks, |block| x_range(block.at)) {
        let (left, right) = sides(&blocks, |block| block.at.x < to);
        if !is_copy(sheet, &left) || !is_copy(sheet, &right) {
            continue;
        }
        let mm = ((from + to) / 2).to_mm();
        let message = say(
            format!("通线：离左边 {mm:.1} 毫米处一条栏间从上到下直通全版"),
            format!("a gutter runs down the whole page, {mm:.1} mm from its left"),
        );
        let hint = say("让一个区块或标题跨过这条栏间", "let an area or a head stand across the gutter");
        let at = Rect::new(from, rest.y, to - from, rest.height);
        found.push(of_blocks(Code::CutDown, &left, &right, at, (message, hint)));
    }
}

/// The rectangles of areas.
fn areas<'a>(sheet: &Sheet<'a>) -> Vec<&'a Block> {
    sheet.blocks().filter(|block| matches!(block.kind, BlockKind::Area)).collect()
}

fn whole(blocks: &[&Block]) -> Option<Rect> {
    blocks.iter().map(|block| block.at).reduce(Rect::union)
}

/// Ranges between those of the blocks that none of them reaches into.
fn gaps(blocks: &[&Block], range: impl Fn(&Block) -> (Length, Length)) -> Vec<(Length, Length)> {
    let mut ranges: Vec<(Length, Length)> = blocks.iter().map(|block| range(block)).collect();
    ranges.sort_unstable();
    let mut found = Vec::new();
    let mut end: Option<Length> = None;
    for (from, to) in ranges {
        if let Some(end) = end.filter(|end| *end <= from) {
            found.push((end, from));
        }
        end = Some(end.map_or(to, |end| end.max(to)));
    }
    found
}

fn sides<'a>(blocks: &[&'a Block], first: impl Fn(&Block) -> bool) -> (Vec<&'a Block>, Vec<&'a Block>) {
    blocks.iter().partition(|block| first(block))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Copy,
    Other,
}

fn kind(sheet: &Sheet<'_>, block: &Block) -> Option<Kind> {
    Some(match &sheet.area(block.area)?.content {
        Content::Story(_) | Content::Picture(_) => Kind::Copy,
        _ => Kind::Other,
    })
}

/// Whether copy is among them: page heads, advertisements and folios may be cut off.
fn is_copy(sheet: &Sheet<'_>, blocks: &[&Block]) -> bool {
    blocks.iter().any(|block| kind(sheet, block) == Some(Kind::Copy))
}

fn of_blocks(
    code: Code,
    before: &[&Block],
    after: &[&Block],
    at: Rect,
    words: (crate::base::diag::Say, crate::base::diag::Say),
) -> Found {
    // The layout, and each area along the line, may allow it.
    let touching = |block: &&&Block| {
        let meets = |a: (Length, Length), b: (Length, Length)| a.0 <= b.1 && b.0 <= a.1;
        meets(x_range(block.at), x_range(at)) && meets(y_range(block.at), y_range(at))
    };
    let mut areas: Vec<u16> = before.iter().chain(after).filter(touching).map(|block| block.area).collect();
    areas.sort_unstable();
    areas.dedup();
    let span = after.iter().min_by_key(|block| (block.at.y, block.at.x)).map_or(before[0].span, |block| block.span);
    Found::new(code, &areas, at, span, words)
}
