//! Full-width letters and figures made half-width: 中文里的 `１２３ＡＢ％` is `123AB%`.
//!
//! Source: practice; GB/T 15835 writes figures half-width.

use super::chars::Char;
use super::hygiene::{Change, Cleaned};

/// The half-width form of a full-width character of ASCII, and of the full-width space.
pub(super) fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Makes letters, figures and the per cent sign half-width, and the marks inside numbers and words made
/// of them: `３．５` is `3.5`, `Ｑ＆Ａ` is `Q&A`.
pub(super) fn narrow(chars: &mut [Char], cleaned: &mut Cleaned<'_>) {
    if !chars.iter().any(|char| matches!(char.c, '\u{ff01}'..='\u{ff5e}')) {
        return;
    }
    for char in chars.iter_mut() {
        if matches!(char.c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％') {
            cleaned.note(Change::FullWidth, char.at as usize);
            char.c = half(char.c);
        }
    }
    for index in 1..chars.len().saturating_sub(1) {
        let western = |index: usize| chars[index].c.is_ascii_alphanumeric();
        if matches!(chars[index].c, '．' | '－' | '／' | '＠' | '＆' | '＿') && western(index - 1) && western(index + 1)
        {
            cleaned.note(Change::FullWidth, chars[index].at as usize);
            chars[index].c = half(chars[index].c);
        }
    }
}
