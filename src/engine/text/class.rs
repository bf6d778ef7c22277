//! The class of every character, and which classes may stand at an end of a line.
//!
//! Stock UAX#14 crates call “ ” ‘ ’ ambiguous and forbid breaks on both sides of them, which makes
//! narrow columns of news copy loose; the classes here are our own (C12).

use crate::model::{Prohibition, Squeeze};

/// What a character is to a composer of Chinese.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Class {
    /// Ideographs, kana and whatever is set like them.
    Han,
    /// Small kana and the prolonged sound mark.
    SmallKana,
    /// `々` and its kin.
    Iteration,
    /// A letter of an alphabet, an apostrophe among letters.
    Letter,
    /// A figure.
    Digit,
    /// Any other western character.
    Sign,
    /// A western opening bracket or quote.
    WestOpen,
    /// A western closing bracket, quote or stop.
    WestClose,
    /// A full-width opening bracket or quote.
    Opener,
    /// A full-width closing bracket or quote.
    Closer,
    /// `，` `、` `；`
    Comma,
    /// `：`
    Colon,
    /// `。` `．`
    Period,
    /// `！` `？`
    Exclaim,
    /// `‼ ⁇ ⁈ ⁉`: two marks drawn as one.
    Doubled,
    /// `·` and its kin.
    Interpunct,
    /// `～ - – —` and `~`.
    Connector,
    /// `‐ 〜 ゠`.
    Hyphen,
    /// `/` `／`
    Solidus,
    /// A part of `——`.
    Dash,
    /// A part of `……`.
    Ellipsis,
    /// `％ ℃ °`: follows a number.
    Postfix,
    /// `￥ № ±`: precedes a number.
    Prefix,
    /// U+0020.
    Space,
    /// U+3000.
    WideSpace,
}

use Class::{
    Closer, Colon, Comma, Connector, Dash, Digit, Doubled, Ellipsis, Exclaim, Han, Hyphen, Interpunct, Iteration,
    Letter, Opener, Period, Postfix, Prefix, Sign, SmallKana, Solidus, Space, WestClose, WestOpen, WideSpace,
};

impl Class {
    /// Whether it belongs to western words and numbers.
    pub fn is_west(self) -> bool {
        matches!(self, Letter | Digit | Sign | WestOpen | WestClose)
    }

    /// Whether it is a letter or a figure.
    pub fn is_word(self) -> bool {
        matches!(self, Letter | Digit)
    }

    /// Whether it is set like an ideograph.
    pub fn is_han(self) -> bool {
        matches!(self, Han | SmallKana | Iteration)
    }

    /// Whether it is a space.
    pub fn is_space(self) -> bool {
        matches!(self, Space | WideSpace)
    }

    /// Whether it is a full-width bracket or quote.
    pub fn is_bracket(self) -> bool {
        matches!(self, Opener | Closer)
    }

    /// Whether it is a mark with a blank half: the ones that C13 to C16 and C28 squeeze.
    pub fn is_squeezable_mark(self) -> bool {
        matches!(self, Opener | Closer | Comma | Colon | Period | Exclaim)
    }

    /// Whether it counts as a character, and not as a mark, on a last line (C32).
    pub fn is_character(self) -> bool {
        matches!(self, Han | SmallKana | Iteration | Letter | Digit | Sign)
    }
}

/// The classes of ASCII, from U+0020.
const ASCII: [Class; 95] = {
    let mut table = [Sign; 95];
    let mut code = 0;
    while code < 95 {
        table[code] = match code as u8 + 0x20 {
            b' ' => Space,
            b'0'..=b'9' => Digit,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'\'' => Letter,
            b'(' | b'[' | b'{' => WestOpen,
            b')' | b']' | b'}' | b',' | b'.' | b'!' | b'?' | b';' | b':' => WestClose,
            b'-' | b'~' => Connector,
            b'/' => Solidus,
            b'%' => Postfix,
            b'$' => Prefix,
            _ => Sign,
        };
        code += 1;
    }
    table
};

/// The class of a character by itself; [`super::context`] decides about quotes and dashes.
///
/// Source: clreq, "Prohibition Rules for Line Start and Line End"
/// <https://www.w3.org/TR/clreq/#prohibition_rules_for_line_start_end>; CSS Text 3 `line-break`
/// (iteration, postfix, hyphens, small kana); UAX#14 PR (prefix). C9, C10.
pub fn class_of(character: char) -> Class {
    let code = character as u32;
    if (0x4e00..0xa000).contains(&code) {
        return Han;
    }
    if (0x20..0x7f).contains(&code) {
        return ASCII[(code - 0x20) as usize];
    }
    match character {
        '，' | '、' | '；' => Comma,
        '。' | '．' | '｡' => Period,
        '：' => Colon,
        '！' | '？' => Exclaim,
        '‼' | '⁇' | '⁈' | '⁉' => Doubled,
        '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〖' | '〔' | '［' | '｛' | '〘' | '〚' | '｟' => {
            Opener
        }
        '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝' | '〙' | '〛' | '｠' => {
            Closer
        }
        '·' | '・' | '‧' | '•' => Interpunct,
        '～' | '–' | '—' => Connector,
        '‐' | '〜' | '゠' => Hyphen,
        '／' => Solidus,
        '⸺' | '⸻' | '―' => Dash,
        '…' | '⋯' | '‥' => Ellipsis,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' => Iteration,
        '°' | '‰' | '′' | '″' | '‵' | '℃' | '℉' | '﹪' | '％' | '￠' | '¢' => Postfix,
        '±' | '€' | '№' | '﹩' | '＄' | '￡' | '￥' | '￦' | '£' | '¥' => Prefix,
        '\u{3000}' => WideSpace,
        '\u{a0}' | '\u{2002}'..='\u{200a}' => Space,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ' | 'ゥ'
        | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | 'ー' => SmallKana,
        '×' | '÷' | '¬' | '§' | '¶' | '©' | '®' | '«' | '»' => Sign,
        // Latin-1 letters to Armenian: Latin, Greek, Cyrillic.
        '\u{aa}'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' => Letter,
        _ => Han,
    }
}

/// Whether a class may not begin a line.
///
/// Source: clreq as for [`class_of`], and CSS Text 3 `line-break` "normal" and "strict". C9, C10;
/// `dash_may_begin` is our own switch: newspapers do not begin a line with `——` or `……` (C9).
pub fn may_not_begin(class: Class, level: Prohibition, dash_may_begin: bool) -> bool {
    match class {
        Dash | Ellipsis => level == Prohibition::Strict || !dash_may_begin,
        Comma | Period | Colon | Exclaim | Doubled | Closer | WestClose | Interpunct | Connector | Solidus
        | Iteration | Postfix => level != Prohibition::None,
        Hyphen | SmallKana => level == Prohibition::Strict,
        _ => false,
    }
}

/// Whether a class may not end a line.
///
/// Source: clreq as for [`class_of`]; the solidus from GB level on. C9.
pub fn may_not_end(class: Class, level: Prohibition) -> bool {
    match class {
        Opener | WestOpen => level != Prohibition::None,
        Solidus => matches!(level, Prohibition::Gb | Prohibition::Strict),
        _ => false,
    }
}

/// The step of squeezing in which the blank parts of a mark inside a line give way.
///
/// Source: clreq, line adjustment by reduction; C28. C17: `·` on ½ em has no blank parts.
pub fn squeeze_of(class: Class) -> Option<Squeeze> {
    match class {
        Opener | Closer => Some(Squeeze::Bracket),
        Comma => Some(Squeeze::Comma),
        Colon => Some(Squeeze::Colon),
        Period | Exclaim => Some(Squeeze::Period),
        Interpunct => Some(Squeeze::Interpunct),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c9_levels_nest() {
        for code in 0..0x1_0000 {
            let Some(character) = char::from_u32(code) else { continue };
            let class = class_of(character);
            let levels = [Prohibition::None, Prohibition::Basic, Prohibition::Gb, Prohibition::Strict];
            for pair in levels.windows(2) {
                assert!(!may_not_begin(class, pair[0], true) || may_not_begin(class, pair[1], true), "{character}");
                assert!(!may_not_end(class, pair[0]) || may_not_end(class, pair[1]), "{character}");
            }
        }
    }
}
