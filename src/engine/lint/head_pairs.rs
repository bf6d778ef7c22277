//! Two heads: side by side (碰题, 并题), and one above the other (顶题, 叠题).
//!
//! Source: `makeup.md` 2.

use crate::base::diag::{Code, say};
use crate::base::units::Length;
use crate::page::BlockKind;

use super::Found;
use super::sheet::{HeadAt, Sheet, across, between, down, meet, points, the_other};

/// 碰题: the gap is less than a column, the heads overlap in height and differ little in size. 并题, 齐肩:
/// the same, with one size and level tops.
///
/// A frame round one of them, or another direction, sets heads apart: these are the cures of the trade.
/// Heads of one area are a list.
pub(super) fn side_by_side(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let (gap, ratio) = (sheet.lint.length(Code::HeadCollision, 0), sheet.lint.count(Code::HeadCollision, 1));
    let (near, level) = (sheet.lint.length(Code::HeadsLevel, 0), sheet.lint.length(Code::HeadsLevel, 1));
    for (a, b) in pairs(sheet) {
        let apart = between(across(a.at), across(b.at));
        if !meet(down(a.at), down(b.at)) || apart < Length::ZERO || a.vertical != b.vertical {
            continue;
        }
        let is_level = a.size == b.size && (a.at.y - b.at.y).abs() <= level && apart < near;
        if is_level {
            found.push(beside(sheet, Code::HeadsLevel, a, b, apart));
        } else if apart < gap && a.size.max(b.size) < a.size.min(b.size).scale(ratio, 1000) {
            found.push(beside(sheet, Code::HeadCollision, a, b, apart));
        }
    }
}

/// Heads of two areas, the one that comes first on the page description first.
fn pairs<'s>(sheet: &'s Sheet<'_>) -> impl Iterator<Item = (&'s HeadAt<'s>, &'s HeadAt<'s>)> {
    let later = |index: usize| sheet.heads.iter().skip(index + 1);
    sheet.heads.iter().enumerate().flat_map(move |(index, a)| later(index).map(move |b| (a, b))).filter(|(a, b)| {
        let framed = (sheet.is_framed(a.area), sheet.is_framed(b.area));
        a.area != b.area && framed == (false, false)
    })
}

fn beside(sheet: &Sheet<'_>, code: Code, a: &HeadAt<'_>, b: &HeadAt<'_>, apart: Length) -> Found {
    let (one, other) = (a.named(), b.named());
    let (first, second, gap) = (points(a.size), points(b.size), sheet.cells(apart));
    let message = if code == Code::HeadsLevel {
        say(
            format!("并题：“{one}”与“{other}”同为 {first} 磅，左右齐肩，相隔 {gap} 字"),
            format!("two heads of {first} pt stand level side by side, {gap} 字 apart: “{one}” and “{other}”"),
        )
    } else {
        say(
            format!("碰题：“{one}”（{first} 磅）与“{other}”（{second} 磅）左右相碰，相隔 {gap} 字"),
            format!(
                "two heads of similar size side by side, {gap} 字 apart: “{one}” ({first} pt) and “{other}” ({second} pt)"
            ),
        )
    };
    let hint = say(
        "错开高低；或把一题换一级字号、改竖题、移到图下；或给一稿加框",
        "move one up or down; or give one another size, set it vertically or below its picture, or frame its story",
    );
    Found::new(code, &[a.area, b.area], a.at.union(b.at), b.span, (message, hint)).note(a.span, the_other())
}

/// 顶题, 叠题: less than three rows from the foot of a head to the next head below it. In one area, where
/// briefs follow one another, only heads without a line between.
pub(super) fn stacked(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let limit = sheet.lint.length(Code::HeadsStacked, 0);
    for upper in &sheet.heads {
        for lower in &sheet.heads {
            let apart = lower.at.y - upper.at.bottom();
            let beneath = apart >= Length::ZERO && apart < limit && meet(across(upper.at), across(lower.at));
            if !beneath || upper.vertical || lower.vertical || upper.story == lower.story {
                continue;
            }
            let set_apart = sheet.is_framed(upper.area) != sheet.is_framed(lower.area);
            if set_apart || stands_between(sheet, upper, lower) {
                continue;
            }
            let (one, other, rows) = (upper.named(), lower.named(), sheet.rows(apart));
            let message = say(
                format!("叠题：“{one}”与“{other}”上下相叠，只隔 {rows} 行，中间没有文字"),
                format!(
                    "two heads one above the other, {rows} rows apart, without text between: “{one}” and “{other}”"
                ),
            );
            let hint = say(
                "在上一题之下排够三行文字，或把一题移开",
                "leave three lines of copy below the upper head, or move one of them",
            );
            found.push(
                Found::new(
                    Code::HeadsStacked,
                    &[upper.area, lower.area],
                    upper.at.union(lower.at),
                    lower.span,
                    (message, hint),
                )
                .note(upper.span, the_other()),
            );
        }
    }
}

/// A picture, an advertisement or furniture between the two parts them; so does copy of the list that both
/// belong to.
fn stands_between(sheet: &Sheet<'_>, upper: &HeadAt<'_>, lower: &HeadAt<'_>) -> bool {
    let gap = (upper.at.bottom(), lower.at.y);
    let same_area = upper.area == lower.area;
    sheet.blocks().any(|block| {
        let parts = match block.kind {
            BlockKind::Picture { .. } | BlockKind::Caption { .. } | BlockKind::Ad | BlockKind::Furniture { .. } => true,
            BlockKind::Text { .. } => same_area,
            _ => false,
        };
        parts
            && block.at.y >= gap.0 - sheet.grid().pitch
            && block.at.y < gap.1
            && meet(across(block.at), across(upper.at))
            && meet(across(block.at), across(lower.at))
    })
}
