//! Words said twice by a slip of the hand: 的的, 今年今年.
//!
//! Source: 《咬文嚼字》 and practice; Chinese doubles words on purpose (研究研究, 常常), so only what no
//! grammar doubles is told.

use crate::base::diag::say;

use super::{Slip, Text, is_han};

/// Characters that no sentence has twice in a row.
const NEVER_TWICE: &str = "的在是和与及或被把将于为从对但而则并且也都就又还已其该此至由向让使";
/// Words of which a doubled character may be the end and the beginning: 作为为民, 对于于谦.
const ENDS: [(char, &str); 21] = [
    ('的', "目标"),
    ('为', "作行认因成称改人"),
    ('和', "共温缓祥平饱"),
    ('于', "对关由位属至等终"),
    ('在', "现存实正潜所内外"),
    ('与', "参给赠"),
    ('及', "以涉普来顾触"),
    ('或', "抑"),
    ('而', "从反因"),
    ('且', "而况并"),
    ('并', "一合"),
    ('则', "规原否"),
    ('但', "不非"),
    ('其', "尤"),
    ('此', "如因从由"),
    ('都', "首成古故"),
    ('还', "归偿"),
    ('就', "成造"),
    ('已', "而自"),
    ('至', "甚直乃夏冬以"),
    ('该', "应"),
];
/// Words that are doubled, or as good as: 将将够, 对对子.
const DOUBLED: &str = "将对让从把使向由";
/// Ends of words of two characters that are not doubled: 今年今年, 本市本市.
const NOUN_ENDS: &str = "年月日市县区省镇乡村局部会院校厂店路街桥";
/// Words of the grammar that begin no doubled word of two characters.
const GRAMMAR: &str = "的了在是和与及被将于为从但而";
/// The longest word that is looked for.
const LONGEST: usize = 8;

pub(super) fn repeated(text: &Text<'_>) -> Vec<Slip> {
    let chars = &text.chars;
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < chars.len() {
        match length(chars, at) {
            Some(length) => {
                let word: String = chars[at..at + length].iter().collect();
                let reason = say("重复了", "said twice");
                found.push(Slip { range: at..at + 2 * length, right: Some(word), reason });
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}

/// The length of the word at `at` that stands twice.
fn length(chars: &[char], at: usize) -> Option<usize> {
    if !is_han(chars[at]) {
        return None;
    }
    if chars[at] == chars[at + 1] {
        return single(chars, at).then_some(1);
    }
    (2..=LONGEST).rev().find(|&length| {
        if chars.get(at + length) != Some(&chars[at]) {
            return false;
        }
        let Some(word) = chars.get(at..at + length) else { return false };
        if chars.get(at + length..at + 2 * length) != Some(word) || !word.iter().all(|c| is_han(*c)) {
            return false;
        }
        match word {
            [first, last] => NOUN_ENDS.contains(*last) || GRAMMAR.contains(*first) || GRAMMAR.contains(*last),
            // 一个红圈一个红圈地画: one after another; 哈哈哈哈.
            _ => word[0] != '一' && word.iter().any(|c| *c != word[0]),
        }
    })
}

fn single(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    let before = at.checked_sub(1).map(|at| chars[at]);
    let behind = chars.get(at + 2).copied();
    // A third one is an ornament: 的的的.
    let third = before == Some(c) || behind == Some(c);
    // 是是非非, 和和气气: the next is doubled too.
    let four = matches!((behind, chars.get(at + 3)), (Some(one), Some(other)) if one == *other);
    let ends = |word: char| ENDS.iter().any(|(known, words)| *known == c && words.contains(word));
    NEVER_TWICE.contains(c) && !DOUBLED.contains(c) && !third && !four && !before.is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::repeated;

    #[test]
    fn slips_of_the_hand() {
        assert_eq!(read("这座桥的的栏杆", repeated), ["的的→的"]);
        assert_eq!(read("今年今年的雨水", repeated), ["今年今年→今年"]);
        assert_eq!(read("市民中心市民中心今天开放", repeated), ["市民中心市民中心→市民中心"]);
        assert_eq!(read("他在在渡口", repeated), ["在在→在"]);
    }

    #[test]
    fn what_the_language_doubles_is_left_alone() {
        for text in [
            "研究研究，讨论讨论",
            "是是非非，和和气气",
            "目的的说明",
            "雪白雪白的墙",
            "一步一步走，一个红圈一个红圈地画，慢慢来",
            "很多很多很多",
            "现在在修，参与与否",
            "哈哈哈哈",
            "成为为民服务的窗口",
        ] {
            assert!(read(text, repeated).is_empty(), "{text}: {:?}", read(text, repeated));
        }
    }
}
