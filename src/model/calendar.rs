//! The week and the traditional calendar of a day.

use icu_calendar::Date as Day;
use icu_calendar::cal::ChineseTraditional;

use super::edition::Date;

/// Days of the week, from Monday.
pub const WEEK: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
/// 天干.
pub const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// 地支.
pub const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
/// Months of the traditional year.
pub const MONTHS: [&str; 12] = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "腊"];

/// A day of the traditional calendar.
///
/// Source: GB/T 33661-2017, which the calendar data of ICU4X follow for 1900 to 2100.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LunarDay {
    /// The year in the cycle of sixty, from 0: 甲子.
    pub year: u8,
    /// A leap month.
    pub leap: bool,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 30.
    pub day: u8,
}

/// Whether there is such a day.
pub fn exists(date: Date) -> bool {
    gregorian(date).is_some()
}

/// The day of the week, 0 for Monday; `None` for a day that does not exist.
pub fn weekday(date: Date) -> Option<usize> {
    gregorian(date).map(|day| (day.weekday() as usize + 6) % 7)
}

/// Days since a fixed day: what lies between two dates is their difference.
pub fn ordinal(date: Date) -> Option<i64> {
    gregorian(date).map(|day| day.to_rata_die().to_i64_date())
}

/// The day in the traditional calendar.
pub fn lunar(date: Date) -> Option<LunarDay> {
    let day = gregorian(date)?.to_calendar(ChineseTraditional::new());
    let month = day.month();
    Some(LunarDay {
        // 1984 began a cycle with 甲子.
        year: (day.year().extended_year() - 1984).rem_euclid(60) as u8,
        leap: month.to_input().is_leap(),
        month: month.number().clamp(1, 12),
        day: day.day_of_month().0,
    })
}

fn gregorian(date: Date) -> Option<Day<icu_calendar::Gregorian>> {
    Day::try_new_gregorian(i32::from(date.year), date.month, date.day).ok()
}

impl LunarDay {
    /// 丙午: its year by stem and branch.
    pub fn cycle(self) -> String {
        let year = usize::from(self.year);
        [STEMS[year % 10], BRANCHES[year % 12]].iter().collect()
    }

    /// 丙午年十月十五.
    pub fn named(self) -> String {
        let leap = if self.leap { "闰" } else { "" };
        let name = MONTHS[usize::from(self.month.clamp(1, 12)) - 1];
        let number = match self.day {
            1..=10 => format!("初{}", count(self.day)),
            21..=29 => format!("廿{}", count(self.day - 20)),
            _ => count(self.day),
        };
        format!("{}年{leap}{name}月{number}", self.cycle())
    }
}

/// 1 to 99 in Chinese.
pub fn count(number: u8) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10) % 10, usize::from(number % 10));
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}
