//! 孤行 and 孤字.
//!
//! Source: `composition.md` C32, C33; clreq, widows and orphans.

use crate::base::diag::{Code, say};
use crate::page::{Block, BlockKind, Loose};

use super::Found;
use super::sheet::Sheet;

/// 孤行: the first line of a paragraph alone at the foot of a column, or its last line at the head of one. A
/// last line that fills half its measure passes for a line of copy.
pub(super) fn single_lines(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let least = sheet.lint.count(Code::SingleLine, 0);
    for block in sheet.blocks() {
        let (code, zh, en) = match block.kind {
            BlockKind::Loose(Loose::First) => (
                Code::SingleFirstLine,
                "首行孤悬栏底",
                "the first line of a paragraph stands alone at the foot of a column",
            ),
            BlockKind::Loose(Loose::Last { share }) if i64::from(share) < least => {
                (Code::SingleLine, "末行孤悬栏首", "the last line of a paragraph stands alone at the head of a column")
            }
            _ => continue,
        };
        let slug = sheet.slug(block.story);
        let message = say(format!("孤行：稿件 `{slug}` 一段的{zh}"), format!("{en}, in story `{slug}`"));
        found.push(of_line(code, block, message));
    }
}

/// 孤字: a last line of fewer characters than two; marks do not count.
pub(super) fn single_characters(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let least = sheet.lint.count(Code::SingleCharacter, 0);
    for block in sheet.blocks() {
        let BlockKind::Loose(Loose::Short { characters }) = block.kind else { continue };
        if i64::from(characters) >= least {
            continue;
        }
        let slug = sheet.slug(block.story);
        let message = say(
            format!("孤字：稿件 `{slug}` 一段的末行只有 {characters} 个字"),
            format!("a last line of {characters} characters, in story `{slug}`"),
        );
        found.push(of_line(Code::SingleCharacter, block, message));
    }
}

fn of_line(code: Code, block: &Block, message: crate::base::diag::Say) -> Found {
    let hint = say("这一段或上一段增删几个字", "add or cut a few characters of this paragraph or the one before");
    Found::new(code, &[block.area], block.at, block.span, (message, hint))
}
