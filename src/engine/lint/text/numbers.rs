//! Numbers out of style.
//!
//! Source: GB/T 15835-2011, 出版物上数字用法: figures or characters, not both in one number; characters for
//! approximate numbers side by side, days of the traditional calendar and of the week; years in full; the
//! sign of a range's unit at both of its ends.

use std::ops::Range;

use crate::base::diag::{Say, say};

use super::{Slip, Text, stands};

/// Looks for a slip that begins at a character.
type Rule = fn(&[char], usize) -> Option<Slip>;

/// The rules; the first that finds something at a place is the one that is told.
const RULES: [Rule; 9] =
    [mixed, percent_words, range, approximate_twice, approximate_comma, short_year, lunar_day, weekday, century];

pub(super) fn numbers(text: &Text<'_>) -> Vec<Slip> {
    let chars = &text.chars;
    let mut found = Vec::new();
    // No rule begins without one of these.
    if !text.copy.text.contains(|c: char| c.is_ascii_digit() || "约近概、纪".contains(c)) {
        return found;
    }
    let mut at = 0;
    while at < chars.len() {
        if !may_begin(chars[at]) {
            at += 1;
            continue;
        }
        match RULES.iter().find_map(|rule| rule(chars, at)) {
            Some(slip) => {
                at = slip.range.end;
                found.push(slip);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether some rule finds something that begins with this character: all others are passed over.
fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '一' | '二'
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
                | '大'
                | '将'
                | '接'
                | '约'
                | '近'
                | '正'
                | '腊'
                | '冬'
                | '月'
                | '星'
                | '礼'
        )
}

fn slip(range: Range<usize>, right: impl Into<Option<String>>, reason: Say) -> Option<Slip> {
    Some(Slip { range, right: right.into(), reason })
}

fn is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

/// Whether a figure begins at `at`.
fn begins(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    is_digit(chars, at)
        && !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '_'))
}

/// Where the figure that begins at `at` ends.
fn figure(chars: &[char], at: usize) -> usize {
    let mut end = at;
    while is_digit(chars, end) || (chars.get(end) == Some(&'.') && is_digit(chars, end + 1)) {
        end += 1;
    }
    end
}

const HAN: &str = "一二三四五六七八九";

fn han(c: char) -> Option<usize> {
    HAN.chars().position(|known| known == c)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || han(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '两' | '〇' | '零' | '.')
}

/// `5千人`, `3百`, `1万5千`; 千米 and 千瓦 are units.
fn mixed(chars: &[char], at: usize) -> Option<Slip> {
    if !begins(chars, at) {
        return None;
    }
    let end = figure(chars, at);
    let zeros = match chars.get(end)? {
        '十' => "0",
        '百' => "00",
        '千' => "000",
        _ => return None,
    };
    let unit = |c: &char| "米克瓦伏卡赫帕安升焦牛字比位".contains(*c);
    if zeros.len() == 3 && chars.get(end + 1).is_some_and(unit) {
        return None;
    }
    let shown: String = chars[at..end].iter().collect();
    let plain = !shown.contains('.') && (at == 0 || chars[at - 1] != '万');
    let right = plain.then(|| format!("{shown}{zeros}"));
    slip(at..end + 1, right, say("阿拉伯数字后只能用“万”“亿”", "behind a figure only 万 and 亿 stand"))
}

/// `百分之12`.
fn percent_words(chars: &[char], at: usize) -> Option<Slip> {
    const WORDS: [(&str, &str); 2] = [("百分之", "%"), ("千分之", "‰")];
    let (words, sign) = WORDS.iter().find(|(words, _)| stands(chars, at, words))?;
    let from = at + words.chars().count();
    if !is_digit(chars, from) {
        return None;
    }
    let end = figure(chars, from);
    let shown: String = chars[from..end].iter().collect();
    slip(at..end, format!("{shown}{sign}"), say("汉字和阿拉伯数字混用", "characters and figures in one number"))
}

/// `5～10%`, `9～16亿`: the first of them lacks what the second has.
fn range(chars: &[char], at: usize) -> Option<Slip> {
    if !begins(chars, at) {
        return None;
    }
    let first = figure(chars, at);
    if !matches!(chars.get(first), Some('～' | '~' | '—' | '－' | '–' | '至')) || !is_digit(chars, first + 1) {
        return None;
    }
    let second = figure(chars, first + 1);
    let sign = *chars.get(second).filter(|c| matches!(c, '%' | '‰' | '万' | '亿'))?;
    let (one, other): (String, String) = (chars[at..first].iter().collect(), chars[first + 1..second].iter().collect());
    // 3至5万 may be meant as it is said; with 至 only the sign is wanted.
    if chars[first] == '至' && matches!(sign, '万' | '亿') {
        return None;
    }
    let right = format!("{one}{sign}{}{other}{sign}", chars[first]);
    slip(at..second + 1, right, say("范围的两头都要写明", "both ends of a range have the sign"))
}

/// 约……左右: said twice.
fn approximate_twice(chars: &[char], at: usize) -> Option<Slip> {
    const BEFORE: [&str; 6] = ["大约", "大概", "将近", "接近", "约", "近"];
    let words = BEFORE.iter().find(|words| stands(chars, at, words))?;
    let before = at.checked_sub(1).map(|at| chars[at]);
    let part_of_a_word = match *words {
        "近" => {
            matches!(before, Some('最' | '附' | '临' | '靠' | '邻' | '远' | '亲' | '贴' | '接' | '将' | '就' | '逼'))
        }
        "约" => {
            matches!(before, Some('大' | '节' | '合' | '条' | '预' | '签' | '违' | '相' | '制' | '简' | '公' | '邀'))
        }
        _ => false,
    };
    let from = at + words.chars().count();
    if part_of_a_word || !chars.get(from).is_some_and(|c| is_number(*c)) {
        return None;
    }
    let number = (from..chars.len()).take_while(|&at| is_number(chars[at])).count();
    let behind = from + number;
    let reason = say("概数重复：约、近与左右、上下、多、余只用一个", "said to be approximate twice");
    if let Some('多' | '余') = chars.get(behind) {
        return slip(at..behind + 1, None, reason);
    }
    /// Unit and noun between the number and 左右.
    const BETWEEN: usize = 5;
    let ends = |&end: &usize| ["左右", "上下"].iter().any(|words| stands(chars, end, words));
    let plain = |c: &char| !"，。；、！？：（）“”《》 ".contains(*c);
    let end = (behind..=(behind + BETWEEN).min(chars.len()))
        .take_while(|&end| end == behind || plain(&chars[end - 1]))
        .find(ends)?;
    slip(at..end + 2, None, reason)
}

/// 三、四天: approximate numbers side by side have no mark between.
fn approximate_comma(chars: &[char], at: usize) -> Option<Slip> {
    let (one, other) = (han(*chars.get(at)?)?, han(*chars.get(at + 2)?)?);
    let before = at.checked_sub(1).map(|at| chars[at]);
    let listed = before.is_some_and(|c| is_number(c) || matches!(c, '第' | '、' | '初' | '期' | '周' | '和' | '到'));
    let unit = chars.get(at + 3).is_some_and(|c| "十百千万天个人次里岁件名趟倍斤米".contains(*c));
    if chars[at + 1] != '、' || one + 1 != other || listed || !unit || one == 0 {
        return None;
    }
    let right = format!("{}{}{}", chars[at], chars[at + 2], chars[at + 3]);
    slip(at..at + 4, right, say("相邻两数连用表示概数，中间不用顿号", "approximate numbers have no mark between"))
}

/// `08年`.
fn short_year(chars: &[char], at: usize) -> Option<Slip> {
    if !begins(chars, at) || chars[at] != '0' || figure(chars, at) != at + 2 || chars.get(at + 2) != Some(&'年') {
        return None;
    }
    slip(at..at + 3, format!("200{}年", chars[at + 1]), say("年份要写全", "years are written in full"))
}

/// 正月初5, 腊月23.
fn lunar_day(chars: &[char], at: usize) -> Option<Slip> {
    let month = ["正月", "腊月", "冬月"].iter().any(|words| stands(chars, at, words));
    let early = *chars.get(at)? == '月' && chars.get(at + 1) == Some(&'初');
    let from = match (month, early) {
        (true, _) if chars.get(at + 2) == Some(&'初') => at + 3,
        (true, _) | (_, true) => at + 2,
        _ => return None,
    };
    let end = figure(chars, from);
    let length = end - from;
    if !(1..=2).contains(&length) || matches!(chars.get(end), Some('天' | '年' | '个' | '月')) {
        return None;
    }
    let reason = say("农历日期用汉字", "days of the traditional calendar are in characters");
    slip(at..end, None, reason)
}

/// 星期3.
fn weekday(chars: &[char], at: usize) -> Option<Slip> {
    if !["星期", "礼拜"].iter().any(|words| stands(chars, at, words)) || figure(chars, at + 2) != at + 3 {
        return None;
    }
    let day = chars[at + 2].to_digit(10).filter(|day| (1..=6).contains(day))?;
    let right: String = [chars[at], chars[at + 1]].into_iter().chain(HAN.chars().nth(day as usize - 1)).collect();
    slip(at..at + 3, right, say("星期几用汉字", "weekdays are in characters"))
}

/// 二十世纪90年代.
fn century(chars: &[char], at: usize) -> Option<Slip> {
    let is_han = |c: char| han(c).is_some() || c == '十';
    if !is_han(*chars.get(at)?) || at.checked_sub(1).is_some_and(|before| is_han(chars[before])) {
        return None;
    }
    let end = (at..chars.len()).take_while(|&at| is_han(chars[at])).count() + at;
    if !stands(chars, end, "世纪") || !is_digit(chars, end + 2) {
        return None;
    }
    let decade = figure(chars, end + 2);
    if !stands(chars, decade, "年代") {
        return None;
    }
    let reason = say("世纪和年代都用阿拉伯数字", "century and decade are both in figures");
    slip(at..decade + 2, None, reason)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::numbers;

    #[test]
    fn out_of_style() {
        for (text, told) in [
            ("来了5千人", "5千→5000"),
            ("共3百户", "3百→300"),
            ("1万5千人", "5千→"),
            ("增长百分之12.5", "百分之12.5→12.5%"),
            ("涨幅在5～10%之间", "5～10%→5%～10%"),
            ("投资9～16亿元", "9～16亿→9亿～16亿"),
            ("约300人左右", "约300人左右→"),
            ("近80多户", "近80多→"),
            ("大约一百余人", "大约一百余→"),
            ("要三、四天", "三、四天→三四天"),
            ("他08年进厂", "08年→2008年"),
            ("正月初5开市", "正月初5→"),
            ("腊月23祭灶", "腊月23→"),
            ("下星期3停水", "星期3→星期三"),
            ("二十世纪90年代", "二十世纪90年代→"),
        ] {
            assert_eq!(read(text, numbers), [told], "{text}");
        }
    }

    #[test]
    fn in_style() {
        for text in [
            "5千米、3千瓦、2千克",
            "5万人，1.5亿元，3000人",
            "5%～10%，9亿～16亿元，1～2月",
            "约300人，300人左右，80多户",
            "最近3年左右的事；附近5个左右的站",
            "第三、四个站；三、四月份；二、三年级",
            "三四天，十七八岁",
            "2008年，2008年08月，108年",
            "正月初五，腊月二十三，正月15天",
            "星期三",
            "20世纪90年代，二十世纪九十年代",
            "百分之十二",
        ] {
            assert!(read(text, numbers).is_empty(), "{text}: {:?}", read(text, numbers));
        }
    }
}
