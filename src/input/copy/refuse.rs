//! Characters that are not for print: controls, private use, emoji, unassigned planes.

use crate::base::diag::{Code, Diagnostic, say};

use super::chars::Char;
use super::hygiene::Cleaned;

/// Stands where a refused character stood, as a turned sort did in lead.
const TURNED_SORT: char = '〓';

/// Replaces each refused character by 〓 and reports it; whether there was one.
pub(super) fn refuse(chars: &mut [Char], cleaned: &mut Cleaned<'_>) -> bool {
    let mut found = false;
    for char in chars {
        let Some((zh, en)) = reason(char.c) else { continue };
        let code = format!("U+{:04X}", char.c as u32);
        let message = say(format!("{zh} {code} 不能印刷"), format!("{en} {code} cannot be printed"));
        let hint = say("请删去，或换成文字", "delete it, or say it in words");
        let span = cleaned.span(char.at);
        cleaned.findings.push(Diagnostic::new(Code::CharacterRefused, span, message).hint(hint));
        char.c = TURNED_SORT;
        found = true;
    }
    found
}

fn reason(c: char) -> Option<(&'static str, &'static str)> {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => None,
        c if c.is_control() => Some(("控制字符", "the control character")),
        '\u{fffd}' => Some(("乱码（替换字符）", "the replacement character")),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(("私用区字符", "the private-use character")),
        '\u{e0000}'..='\u{e007f}' => Some(("标签字符", "the tag character")),
        '\u{40000}'..='\u{dffff}' | '\u{e01f0}'..='\u{effff}' | '\u{fdd0}'..='\u{fdef}' => {
            Some(("未分配的码位", "the unassigned code point"))
        }
        c if c as u32 & 0xfffe == 0xfffe => Some(("未分配的码位", "the unassigned code point")),
        c if is_emoji(c) => Some(("表情符号", "the emoji")),
        _ => None,
    }
}

/// Characters that are shown as emoji where nothing is said.
///
/// Source: Unicode `emoji-data.txt`, Emoji_Presentation=Yes, and the blocks beyond U+1F300 whole. Signs
/// that are text by default (☎ ★ ♥ ™) are for the fonts to have or not.
fn is_emoji(c: char) -> bool {
    matches!(c as u32,
        0x231a..=0x231b | 0x23e9..=0x23ec | 0x23f0 | 0x23f3 | 0x25fd..=0x25fe | 0x2614..=0x2615 | 0x2648..=0x2653
        | 0x267f | 0x2693 | 0x26a1 | 0x26aa..=0x26ab | 0x26bd..=0x26be | 0x26c4..=0x26c5 | 0x26ce | 0x26d4 | 0x26ea
        | 0x26f2..=0x26f3 | 0x26f5 | 0x26fa | 0x26fd | 0x2705 | 0x270a..=0x270b | 0x2728 | 0x274c | 0x274e
        | 0x2753..=0x2755 | 0x2757 | 0x2795..=0x2797 | 0x27b0 | 0x27bf | 0x2b1b..=0x2b1c | 0x2b50 | 0x2b55 | 0x20e3
        | 0x1f004 | 0x1f0cf | 0x1f18e | 0x1f191..=0x1f19a | 0x1f1e6..=0x1f1ff | 0x1f201 | 0x1f21a | 0x1f22f
        | 0x1f232..=0x1f236 | 0x1f238..=0x1f23a | 0x1f250..=0x1f251 | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff
        | 0x1f7e0..=0x1f7eb | 0x1f7f0 | 0x1f900..=0x1f9ff | 0x1fa70..=0x1faff)
}
