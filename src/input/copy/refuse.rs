//! Characters that are not for print: controls, emoji, unassigned planes. Those for private use are
//! for the style sheet to draw, or not: shaping tells where one is missing.

use crate::base::diag::{Code, Diagnostic, Span, say};

use super::chars::Char;
use super::hygiene::Cleaned;

/// Stands where a refused character stood, as a turned sort did in lead.
const TURNED_SORT: char = '〓';

/// Replaces each refused character by 〓 and reports it, an emoji of many code points as one; whether there
/// was any.
pub(super) fn refuse(chars: &mut Vec<Char>, cleaned: &mut Cleaned<'_>) -> bool {
    let (mut index, mut found) = (0, false);
    while index < chars.len() {
        let length = emoji_length(&chars[index..]);
        let reason = if length > 1 { Some(("表情符号", "the emoji")) } else { reason(chars[index].c) };
        if let Some((zh, en)) = reason {
            let length = length.max(1);
            let codes: Vec<String> =
                chars[index..index + length].iter().map(|char| format!("U+{:04X}", char.c as u32)).collect();
            let (shown, whole) = (codes.join(" "), index + length);
            let message = say(format!("{zh} {shown} 不能印刷"), format!("{en} {shown} cannot be printed"));
            let hint = say("请删去，或换成文字", "delete it, or say it in words");
            let (start, end) = (cleaned.span(chars[index].at), cleaned.span(chars[whole - 1].at));
            let span = if end.end > start.end { Span { end: end.end, ..start } } else { start };
            cleaned.findings.push(Diagnostic::new(Code::CharacterRefused, span, message).hint(hint));
            chars[index].c = TURNED_SORT;
            found = true;
            chars.drain(index + 1..whole);
        }
        index += 1;
    }
    found
}

/// How many characters from the first on are one emoji: a sign with its selector, skin tone and what
/// is joined to it, a keycap, two letters of a flag; 0 for none.
///
/// Source: UTS #51, `emoji_zwj_element` and `emoji_keycap_sequence`.
fn emoji_length(chars: &[Char]) -> usize {
    let at = |index: usize| chars.get(index).map_or('\0', |char| char.c);
    let first = at(0);
    if matches!(first, '0'..='9' | '#' | '*') {
        let keycap = if at(1) == '\u{fe0f}' { 2 } else { 1 };
        return if at(keycap) == '\u{20e3}' { keycap + 1 } else { 0 };
    }
    if is_flag_letter(first) {
        return if is_flag_letter(at(1)) { 2 } else { 1 };
    }
    if !is_emoji(first) && !is_sign(first) {
        return 0;
    }
    let mut length = 1;
    loop {
        while matches!(at(length), '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}') {
            length += 1;
        }
        let next = at(length + 1);
        if at(length) != '\u{200d}' || !(is_emoji(next) || is_sign(next)) {
            // A sign with no more than its selector is text: the selector is dropped as all such are.
            let is_text = !is_emoji(first) && !chars[..length].iter().any(|char| char.c == '\u{200d}');
            return if is_text { 0 } else { length };
        }
        length += 2;
    }
}

fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Signs that are text by themselves and part of an emoji in a sequence: ♀ ✈ ❤.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{2190}'
            ..='\u{2bff}'
                | '\u{203c}'
                | '\u{2049}'
                | '\u{2122}'
                | '\u{2139}'
                | '©'
                | '®'
                | '\u{3030}'
                | '\u{303d}'
                | '\u{3297}'
                | '\u{3299}'
    )
}

fn reason(c: char) -> Option<(&'static str, &'static str)> {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => None,
        c if c.is_control() => Some(("控制字符", "the control character")),
        '\u{fffd}' => Some(("乱码（替换字符）", "the replacement character")),
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
