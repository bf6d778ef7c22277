//! Days as people write them: `2026年11月23日`, `十一月二十三日`, `星期一`, `丙午年十月十五`.

use crate::model::Date;
use crate::model::calendar::{BRANCHES, LunarDay, MONTHS, STEMS, WEEK};

/// Something found in a text: from byte `start` to before byte `end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct At<T> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: T,
}

/// A day whose year may be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Written {
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Written {
    /// The day meant on a page of `today`: without a year the nearest.
    pub(super) fn near(self, today: Date) -> Date {
        let Written { year, month, day } = self;
        let months = |date: Date| i32::from(date.year) * 12 + i32::from(date.month);
        let of = |year: u16| Date { year, month, day };
        let nearest = [today.year, today.year.saturating_sub(1), today.year + 1]
            .into_iter()
            .map(of)
            .min_by_key(|date| (months(*date) - months(today)).abs());
        year.map_or(nearest.unwrap_or(of(today.year)), of)
    }

    /// Whether a year has it; without a year, whether any has.
    pub(super) fn is_real(self) -> bool {
        let year = self.year.unwrap_or(2024);
        crate::model::calendar::exists(Date { year, month: self.month, day: self.day })
    }
}

/// A traditional day whose year may be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WrittenLunar {
    pub(super) year: Option<u8>,
    pub(super) leap: bool,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl WrittenLunar {
    /// Whether it is this day.
    pub(super) fn is(self, day: LunarDay) -> bool {
        self.year.is_none_or(|year| year == day.year)
            && (self.leap, self.month, self.day) == (day.leap, day.month, day.day)
    }
}

/// All days of the sun's calendar in a text.
pub(super) fn days(text: &str) -> Vec<At<Written>> {
    text.match_indices('月').filter_map(|(at, _)| day_round(text, at)).collect()
}

/// The day whose 月 stands at byte `at`.
fn day_round(text: &str, at: usize) -> Option<At<Written>> {
    let (from, month) = number_before(&text[..at])?;
    let after = at + '月'.len_utf8();
    let (length, day) = number_after(&text[after..])?;
    let rest = &text[after + length..];
    let sign = ['日', '号'].into_iter().find(|sign| rest.starts_with(*sign))?;
    let end = after + length + sign.len_utf8();
    let (mut start, mut year) = (from, None);
    if let Some(before) = text[..from].strip_suffix('年')
        && let Some((first, number)) = year_before(before)
    {
        (start, year) = (first, Some(number));
    }
    let what = Written { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    Some(At { start, end, what })
}

const HAN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(character: char) -> Option<u16> {
    let han = || HAN.iter().position(|han| *han == character).map(|digit| digit as u16);
    character.to_digit(10).map(|digit| digit as u16).or_else(han)
}

/// A year of four figures at the end of a text: where it begins, and the number.
fn year_before(text: &str) -> Option<(usize, u16)> {
    let mut number = 0u16;
    let (mut start, mut scale, mut count) = (text.len(), 1u16, 0);
    for (at, character) in text.char_indices().rev() {
        let Some(digit) = digit(character).filter(|_| count < 4) else { break };
        number = number.checked_add(digit.checked_mul(scale)?)?;
        scale = scale.saturating_mul(10);
        (start, count) = (at, count + 1);
    }
    (count == 4).then_some((start, number))
}

/// A number of one or two figures, or 一 to 九十九, at the end of a text.
fn number_before(text: &str) -> Option<(usize, u16)> {
    let start = text
        .char_indices()
        .rev()
        .take(4)
        .take_while(|(_, character)| digit(*character).is_some() || *character == '十')
        .last()?
        .0;
    Some((start, number(&text[start..])?))
}

fn number_after(text: &str) -> Option<(usize, u16)> {
    let part = |(at, character): &(usize, char)| *at < 12 && (digit(*character).is_some() || *character == '十');
    let length: usize = text.char_indices().take_while(part).map(|(_, character)| character.len_utf8()).sum();
    Some((length, number(&text[..length])?))
}

/// `23`, `二十三`, `十一`: 1 to 99.
fn number(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (1..=2).contains(&text.len()).then(|| text.parse().ok())?;
    }
    let mut parts = text.split('十');
    let ones = |part: &str| match part.chars().collect::<Vec<char>>()[..] {
        [] => Some(None),
        [one] => digit(one).map(Some),
        _ => None,
    };
    match (parts.next(), parts.next(), parts.next()) {
        (Some(one), None, _) => ones(one)?,
        (Some(tens), Some(rest), None) => Some(ones(tens)?.unwrap_or(1) * 10 + ones(rest)?.unwrap_or(0)),
        _ => None,
    }
}

/// All days of the week in a text, 0 for Monday.
pub(super) fn weekdays(text: &str) -> Vec<At<usize>> {
    let mut found = Vec::new();
    for (start, _) in text.char_indices() {
        let Some(name) = ["星期", "礼拜", "周"].into_iter().find(|name| text[start..].starts_with(name)) else {
            continue;
        };
        let rest = &text[start + name.len()..];
        let Some(sign) = rest.chars().next() else { continue };
        let index = WEEK.iter().position(|day| day.starts_with(sign)).or((sign == '天').then_some(6));
        // 周一 is the Monday; 周一鸣 and 周日报 are names, so a short form wants a mark behind it.
        let next = rest.chars().nth(1);
        let ends = name != "周" || next.is_none_or(|next| !next.is_alphanumeric());
        if let Some(what) = index.filter(|_| ends) {
            found.push(At { start, end: start + name.len() + sign.len_utf8(), what });
        }
    }
    found
}

/// All traditional days in a text: `丙午年十月十五`, `三月初八`.
pub(super) fn lunar_days(text: &str) -> Vec<At<WrittenLunar>> {
    text.match_indices('月').filter_map(|(at, _)| lunar_round(text, at)).collect()
}

fn lunar_round(text: &str, at: usize) -> Option<At<WrittenLunar>> {
    let before = &text[..at];
    let names = MONTHS.iter().enumerate().map(|(index, name)| (*name, index as u8 + 1));
    let names = names.chain([("冬", 11), ("十二", 12)]);
    let (name, month) = names.filter(|(name, _)| before.ends_with(name)).max_by_key(|(name, _)| name.len())?;
    let mut start = at - name.len();
    let leap = text[..start].ends_with('闰');
    if leap {
        start -= '闰'.len_utf8();
    }
    let after = at + '月'.len_utf8();
    let (length, day) = lunar_number(&text[after..])?;
    let year = text[..start].strip_suffix('年').and_then(cycle_before);
    if year.is_some() {
        start -= "甲子年".len();
    }
    let end = after + length;
    // 三月十五日 is a day of the sun's calendar; so is 三月十五 without a year or 农历 before it.
    let is_named =
        year.is_some() || text[after..end].starts_with(['初', '廿', '卅']) || text[..start].ends_with("农历");
    let other = text[end..].starts_with(['日', '号']) || !is_named;
    (!other).then_some(At { start, end, what: WrittenLunar { year, leap, month, day } })
}

/// 初八, 十五, 廿三, 二十三, 三十, 卅.
fn lunar_number(text: &str) -> Option<(usize, u8)> {
    let first = text.chars().next()?;
    let skip = first.len_utf8();
    let rest = || number_after(&text[skip..]);
    let (length, number) = match first {
        '初' => rest().map(|(length, number)| (skip + length, number)).filter(|(_, number)| *number <= 10)?,
        '廿' => rest().map_or((skip, 20), |(length, number)| (skip + length, 20 + number)),
        '卅' => (skip, 30),
        _ => number_after(text)?,
    };
    (1..=30).contains(&number).then_some((length, number as u8))
}

/// 丙午 at the end of a text, as its place in the cycle of sixty.
pub(super) fn cycle_before(text: &str) -> Option<u8> {
    let mut last = text.chars().rev();
    let branch = last.next().and_then(|sign| BRANCHES.iter().position(|branch| *branch == sign))?;
    let stem = last.next().and_then(|sign| STEMS.iter().position(|stem| *stem == sign))?;
    (0..60).find(|year| year % 10 == stem && year % 12 == branch).map(|year| year as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = days(text)
            .iter()
            .map(|day| format!("{:?}-{}-{}", day.what.year.unwrap_or(0), day.what.month, day.what.day))
            .chain(weekdays(text).iter().map(|day| format!("w{}", day.what)))
            .chain(lunar_days(text).iter().map(|day| {
                let year = day.what.year.map_or(String::new(), |year| format!("{year}/"));
                let leap = if day.what.leap { "+" } else { "" };
                format!("l{year}{leap}{}/{}", day.what.month, day.what.day)
            }))
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn days_in_figures_and_in_han() {
        check("2026年11月23日（星期一）", "2026-11-23 w0");
        check("二〇二六年十一月二十三日　星期日", "2026-11-23 w6");
        check("12月5日争夺冠军，3月10号", "0-12-5 0-3-10");
        check("共3个月，第2月23次", "");
        check("10月1日至7日", "0-10-1");
    }

    #[test]
    fn days_of_the_week() {
        check("周三，周天 礼拜六", "w2 w6 w5");
        check("周一鸣说，周日报道，周到，一周五天", "");
    }

    #[test]
    fn traditional_days() {
        check("丙午年十月十五", "l42/10/15");
        check("乙巳年闰六月初一、腊月廿三、农历冬月三十", "l41/+6/1 l12/23 l11/30");
        check("三月十五去看，十一月初二", "l11/2");
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        let today = Date { year: 2026, month: 1, day: 3 };
        let near = |month, day| Written { year: None, month, day }.near(today).year;
        assert_eq!((near(12, 31), near(1, 5), near(6, 30)), (2025, 2026, 2026));
    }
}
