//! Numbers written in Han: 二〇二六年, 三分之二, 百分之三十, 第十二届. A line rather breaks elsewhere.
//!
//! They are words, not units as figures are (C23): a column of 15 字 must be able to part them, so the
//! break is dear, not forbidden.
//!
//! Source: GB/T 15835, 5.2 (numbers written in Han: cardinals, ordinals, fractions, dates).

use super::class::Class;
use super::item::{Break, Item};
use super::unit::UNITS;

/// Breaking inside a number in Han: as dear as a line that is opened a little. (100 = one visible fault.)
const NUMERAL_PENALTY: u32 = 40;

/// Han that write numbers, 〇 and the banker's forms included.
fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '廿'
            | '卅'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

/// Adds the price of breaking inside numbers in Han to the `breaks` of a paragraph.
pub(super) fn price(text: &str, items: &[Item], breaks: &mut [Break]) {
    let character = |index: usize| match items.get(index) {
        Some(item) if item.class == Class::Han => text[item.start as usize..].chars().next(),
        _ => None,
    };
    let numeral = |index: usize| character(index).is_some_and(is_numeral);
    let mut next = 0;
    let mut at = 0;
    while at < items.len() {
        if !numeral(at) {
            at += 1;
            continue;
        }
        let (start, end) = extent(at, &character, &numeral);
        for place in breaks[next..].iter_mut() {
            let before = place.at as usize;
            if before >= end {
                break;
            }
            next += 1;
            if before > start {
                place.penalty += NUMERAL_PENALTY;
            }
        }
        at = end;
    }
}

/// The items of the number whose first figure is item `at`: 第 before it, its unit after it.
fn extent(at: usize, character: &impl Fn(usize) -> Option<char>, numeral: &impl Fn(usize) -> bool) -> (usize, usize) {
    let ordinal = at > 0 && character(at - 1) == Some('第');
    let mut end = at + 1;
    loop {
        if numeral(end) {
            end += 1;
        } else if character(end) == Some('分') && character(end + 1) == Some('之') && numeral(end + 2) {
            end += 3;
        } else if character(end) == Some('点') && numeral(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    // 一 by itself is an article as often as a number: 一个, 一种.
    if ordinal || end > at + 1 || character(at) != Some('一') {
        let unit = UNITS.iter().find(|unit| unit.chars().enumerate().all(|(i, c)| character(end + i) == Some(c)));
        end += unit.map_or(0, |unit| unit.chars().count());
    }
    (if ordinal { at - 1 } else { at }, end)
}
