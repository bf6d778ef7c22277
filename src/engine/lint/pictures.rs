//! Pictures: beside the wrong story (图文错邻), over copy (图文相压), touching one another, and captions away
//! from their pictures.
//!
//! Source: `makeup.md` 2; `algorithms.md` 5 for pictures that touch.

use crate::base::diag::{Code, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Across, PictureSlot};
use crate::page::{Block, BlockKind};

use super::Found;
use super::sheet::{Sheet, across, between, down, meet};

/// A picture and its index in the edition.
fn pictures<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = (&'a Block, u32)> + use<'a> {
    sheet.blocks().filter_map(|block| match block.kind {
        BlockKind::Picture { picture } => Some((block, picture)),
        _ => None,
    })
}

fn name(sheet: &Sheet<'_>, picture: u32) -> String {
    sheet.edition.pictures.get(picture as usize).map_or_else(String::new, |picture| picture.id.clone())
}

/// The distance of two boxes that lie apart in one direction or both: the longer of the two.
fn distance(a: Rect, b: Rect) -> Length {
    between(across(a), across(b)).max(between(down(a), down(b))).max(Length::ZERO)
}

/// 图文错邻: the nearest head is another story's, and nothing of its own stands beside it.
pub(super) fn astray(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let reach = sheet.lint.length(Code::PictureAstray, 0);
    for (picture, id) in pictures(sheet).filter(|(picture, _)| !sheet.is_framed(picture.area)) {
        let Some(owner) = picture.story else { continue };
        let Some(nearest) = sheet.heads.iter().min_by_key(|head| distance(head.at, picture.at)) else { continue };
        let own = |block: &Block| {
            let copy = matches!(block.kind, BlockKind::Text { .. } | BlockKind::Head { .. } | BlockKind::Crosshead);
            copy && block.story == Some(owner) && distance(block.at, picture.at) <= reach
        };
        if nearest.story == Some(owner) || nearest.story.is_none() || sheet.blocks().any(own) {
            continue;
        }
        let (id, slug, named) = (name(sheet, id), sheet.slug(picture.story), nearest.named());
        let message = say(
            format!("图文错邻：稿件 `{slug}` 的图片 `{id}` 靠着“{named}”，旁边没有本稿的文字"),
            format!("picture `{id}` of story `{slug}` stands by “{named}”, and nothing of its own story is beside it"),
        );
        let hint = say("把图片移到本稿标题或文字旁", "move the picture beside the head or the copy of its story");
        found.push(
            Found::new(Code::PictureAstray, &[picture.area], picture.at, picture.span, (message, hint))
                .note(nearest.span, say("最近的标题", "the nearest head")),
        );
    }
}

/// 图文相压, and copy over copy: boxes of two areas that lie on one another, and what stands in the columns of an
/// area on its own copy.
pub(super) fn overlaps(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let inked = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Picture { .. }
                | BlockKind::Text { .. }
                | BlockKind::Head { .. }
                | BlockKind::Crosshead
                | BlockKind::Caption { .. }
                | BlockKind::Insert
        )
    };
    let inked: Vec<&Block> = sheet.blocks().filter(inked).collect();
    let mut told: Vec<(u16, u16, Code)> = Vec::new();
    for (index, a) in inked.iter().enumerate() {
        let clash = |b: &&&Block| b.at.overlaps(a.at) && (b.area != a.area || on_own_copy(sheet, a, b));
        for b in inked[index + 1..].iter().filter(clash) {
            let is_picture = |block: &Block| matches!(block.kind, BlockKind::Picture { .. } | BlockKind::Insert);
            let code = if is_picture(a) || is_picture(b) { Code::PictureOverText } else { Code::TextOverlap };
            if told.contains(&(a.area, b.area, code)) {
                continue;
            }
            told.push((a.area, b.area, code));
            let (one, other) = (sheet.area_name(a.area), sheet.area_name(b.area));
            let message = if a.area == b.area {
                say(
                    format!("图文相压：区块 `{one}` 的图片、图说或插框压住本稿的文字"),
                    format!("a picture, caption or insert of area `{one}` lies over its own copy"),
                )
            } else if code == Code::PictureOverText {
                say(
                    format!("图文相压：区块 `{one}` 与 `{other}` 的图片和文字压在一起"),
                    format!("a picture lies over copy where areas `{one}` and `{other}` meet"),
                )
            } else {
                say(
                    format!("文字相压：区块 `{one}` 与 `{other}` 的文字压在一起"),
                    format!("copy of areas `{one}` and `{other}` lies on one another"),
                )
            };
            let hint = say("移开一个区块，或让文字绕排", "move one of the areas, or let the copy run round");
            found.push(Found::new(code, &[a.area, b.area], a.at.union(b.at), b.span, (message, hint)));
        }
    }
}

/// Whether one is copy and the other a box that keeps copy off: an insert, or a picture over whole columns with
/// its caption. Beside a picture that stands anywhere, or along an outline, runs of lines have boxes that reach
/// over it; 题图 may lie behind its head.
fn on_own_copy(sheet: &Sheet<'_>, a: &Block, b: &Block) -> bool {
    let is_copy = |block: &Block| matches!(block.kind, BlockKind::Text { .. } | BlockKind::Crosshead);
    let keeps_off = |block: &Block| match block.kind {
        BlockKind::Insert => true,
        BlockKind::Picture { picture } | BlockKind::Caption { picture } => {
            let slots = sheet.story_area(block.area).map_or(&[][..], |area| &area.pictures);
            let boxed = |slot: &PictureSlot| slot.contour.is_none() && matches!(slot.across, Across::Columns(..));
            slots.iter().any(|slot| slot.picture.0 == picture && boxed(slot))
        }
        _ => false,
    };
    !sheet.is_vertical(a.area) && (is_copy(a) && keeps_off(b) || is_copy(b) && keeps_off(a))
}

/// Two pictures nearer than 1 字: they read as one.
pub(super) fn touch(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let least = sheet.lint.length(Code::PicturesTouch, 0);
    let all: Vec<(&Block, u32)> = pictures(sheet).collect();
    for (index, (a, one)) in all.iter().enumerate() {
        for (b, other) in &all[index + 1..] {
            let beside = meet(down(a.at), down(b.at)) || meet(across(a.at), across(b.at));
            let apart = distance(a.at, b.at);
            if !beside || apart >= least {
                continue;
            }
            let (one, other, gap) = (name(sheet, *one), name(sheet, *other), sheet.cells(apart));
            let message = say(
                format!("图片相碰：`{one}` 与 `{other}` 只隔 {gap} 字"),
                format!("pictures `{one}` and `{other}` stand {gap} 字 apart"),
            );
            let hint = say("拉开到 1 字以上，或换一张的位置", "leave 1 字 between them, or move one");
            found.push(
                Found::new(Code::PicturesTouch, &[a.area, b.area], a.at.union(b.at), b.span, (message, hint))
                    .note(a.span, say("另一张图片", "the other picture")),
            );
        }
    }
}

/// A caption further from its picture than 2 rows, or nearer to another.
pub(super) fn captions(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let most = sheet.lint.length(Code::CaptionAstray, 0);
    for block in sheet.blocks() {
        let BlockKind::Caption { picture: id } = block.kind else { continue };
        let Some((own, _)) = pictures(sheet).find(|(_, picture)| *picture == id) else { continue };
        // In a picture story the head may stand between the two.
        let head = sheet.heads.iter().filter(|head| head.story == block.story && distance(own.at, head.at) <= most);
        let apart = head.map(|head| distance(head.at, block.at)).fold(distance(own.at, block.at), Length::min);
        let nearer = pictures(sheet).any(|(other, picture)| picture != id && distance(other.at, block.at) < apart);
        if apart <= most && !nearer {
            continue;
        }
        let (id, rows) = (name(sheet, id), sheet.rows(apart));
        let message = say(
            format!("图说离图：图片 `{id}` 的说明离它 {rows} 行"),
            format!("the caption of picture `{id}` stands {rows} rows away from it"),
        );
        let hint = say("把说明移到图片下面或旁边", "set the caption below its picture or beside it");
        found.push(
            Found::new(Code::CaptionAstray, &[block.area], block.at, block.span, (message, hint))
                .note(own.span, say("图片在这里", "the picture")),
        );
    }
}
