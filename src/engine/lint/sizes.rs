//! Sizes: text too small to print, and too many sizes and faces of heads.
//!
//! Source: `makeup.md` 3: body type is never below 六号. Sizes and faces of heads: practice.

use crate::base::diag::{Code, Span, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Content, TextStyle};
use crate::page::BlockKind;

use super::Found;
use super::sheet::{Sheet, points};

/// Body type below 六号, and other type below 6 pt; a headline smaller than body type.
pub(super) fn too_small(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let (body, other) = (sheet.lint.length(Code::TextSmall, 0), sheet.lint.length(Code::TextSmall, 1));
    let mut tell = |what: (&str, &str), size: Length, least: Length, areas: &[u16], at: Rect, span: Span| {
        if size >= least {
            return;
        }
        let (points_of, least) = (points(size), points(least));
        let message = say(
            format!("字太小：{}只有 {points_of} 磅，至少要 {least} 磅", what.0),
            format!("{} of {points_of} pt; {least} pt is the least", what.1),
        );
        let hint = say("在样式表里加大字号", "make it larger in the style sheet");
        found.push(Found::new(Code::TextSmall, areas, at, span, (message, hint)));
    };
    let Some(styles) = sheet.edition.sheets.get(usize::from(sheet.plan.sheet.0)) else { return };
    let first = |wanted: fn(&BlockKind) -> bool| sheet.blocks().find(|block| wanted(&block.kind));
    if let Some(block) = first(|kind| matches!(kind, BlockKind::Text { .. })) {
        let roles: [(&TextStyle, (&str, &str), Length); 6] = [
            (&styles.body, ("正文", "body type"), body),
            (&styles.quote, ("引文", "the style `quote`"), body),
            (&styles.verse, ("诗行", "the style `verse`"), body),
            (&styles.speech, ("对话", "the style `speech`"), body),
            (&styles.list, ("列表", "the style `list`"), body),
            (&styles.table_cell, ("表格", "the style `table_cell`"), other),
        ];
        for (style, what, least) in roles {
            tell(what, style.size, least, &[], block.at, sheet.plan.span);
        }
    }
    if let Some(block) = first(|kind| matches!(kind, BlockKind::Caption { .. })) {
        tell(("图说", "the style `caption`"), styles.caption.size, other, &[], block.at, sheet.plan.span);
        tell(("图片署名", "the style `credit`"), styles.credit.size, other, &[], block.at, sheet.plan.span);
    }
    for block in sheet.blocks() {
        match block.kind {
            BlockKind::Furniture { size: Some(size) } => {
                tell(("版面文字", "furniture"), size, other, &[block.area], block.at, block.span);
            }
            BlockKind::Head { size, .. } => {
                tell(("标题", "a headline"), size, styles.body.size, &[block.area], block.at, block.span);
            }
            _ => {}
        }
    }
}

/// More sizes of headlines on one page than the eye can tell apart, or more faces.
pub(super) fn too_many(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let (sizes, faces) = (sheet.lint.count(Code::HeadSizes, 0), sheet.lint.count(Code::HeadSizes, 1));
    let mut used: Vec<Length> = sheet.heads.iter().map(|head| head.size).collect();
    used.sort_unstable();
    used.dedup();
    let mut chains = Vec::new();
    for head in &sheet.heads {
        let style = match sheet.area(head.area).map(|area| &area.content) {
            Some(Content::Story(area)) => &area.head.style,
            Some(Content::Picture(area)) => &area.head.style,
            _ => &None,
        };
        chains.extend(style.as_ref().map(|style| style.headline.text.chain));
    }
    chains.sort_unstable();
    chains.dedup();
    let Some(at) = sheet.heads.iter().map(|head| head.at).reduce(Rect::union) else { return };
    let mut tell = |count: usize, most: i64, what: (&str, &str), list: String| {
        if count as i64 <= most {
            return;
        }
        let message = say(
            format!("标题{}太杂：一版用了 {count} 种，最多 {most} 种{list}", what.0),
            format!("{count} {} of headlines on one page; {most} at most{list}", what.1),
        );
        let hint = say("给相邻等级的稿件用同一种标题样式", "give stories of like weight one head style");
        found.push(Found::new(Code::HeadSizes, &[], at, sheet.plan.span, (message, hint)));
    };
    let list: Vec<String> = used.iter().rev().map(|size| points(*size)).collect();
    tell(used.len(), sizes, ("字号", "sizes"), format!(" ({})", list.join(" ")));
    tell(chains.len(), faces, ("字体", "faces"), String::new());
}
