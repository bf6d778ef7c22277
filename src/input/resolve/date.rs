//! The day of an edition in the forms that a newspaper prints.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::out_of_range;
use crate::model::Date;
use crate::model::calendar::{self, count};

/// Reads `2026-11-23`: a real day of 1900 to 2100.
pub(super) fn parse(written: &Spanned<String>, sink: &mut Sink) -> Option<Date> {
    let text = written.value.trim();
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok().filter(|_| !part.starts_with('+')));
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let message = say(format!("`{text}` 不是日期"), format!("`{text}` is not a date"));
        let hint = say("写法如 `2026-11-23`", "as in `2026-11-23`");
        sink.push(Diagnostic::new(Code::BadValue, written.span, message).hint(hint));
        return None;
    };
    if !(1900..=2100).contains(&year) {
        sink.push(out_of_range(written.span, text, "1900", "2100"));
        return None;
    }
    let (month, day) = (month.min(255) as u8, day.min(255) as u8);
    if !calendar::exists(Date { year, month, day }) {
        let message = say(format!("没有 `{text}` 这一天"), format!("there is no day `{text}`"));
        let hint = say("请检查月和日", "check the month and the day");
        sink.push(Diagnostic::new(Code::BadValue, written.span, message).hint(hint));
        return None;
    }
    Some(Date { year, month, day })
}

/// 2026年11月23日.
pub(super) fn plain(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}

/// 2026-11-23.
pub(super) fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// 2026.11.23.
pub(super) fn dots(date: Date) -> String {
    format!("{}.{}.{}", date.year, date.month, date.day)
}

/// 二〇二六年十一月二十三日.
///
/// Source: GB/T 15835, years digit by digit with 〇.
pub(super) fn han(date: Date) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let year: String = date.year.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    format!("{year}年{}月{}日", count(date.month), count(date.day))
}

/// 星期一.
pub(super) fn weekday(date: Date) -> String {
    format!("星期{}", calendar::WEEK[calendar::weekday(date).unwrap_or(0)])
}

/// 丙午年十月十五: the traditional calendar, by 干支.
pub(super) fn lunar(date: Date) -> String {
    calendar::lunar(date).map_or_else(String::new, calendar::LunarDay::named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(year: u16, month: u8, day: u8, expected: &str) {
        let date = Date { year, month, day };
        assert_eq!(format!("{} {} {}", han(date), weekday(date), lunar(date)), expected);
    }

    #[test]
    fn days_as_newspapers_print_them() {
        check(2022, 4, 8, "二〇二二年四月八日 星期五 壬寅年三月初八");
        check(2026, 11, 23, "二〇二六年十一月二十三日 星期一 丙午年十月十五");
        check(2025, 7, 25, "二〇二五年七月二十五日 星期五 乙巳年闰六月初一");
        check(2024, 2, 9, "二〇二四年二月九日 星期五 癸卯年腊月三十");
        check(2024, 2, 10, "二〇二四年二月十日 星期六 甲辰年正月初一");
        check(2000, 1, 1, "二〇〇〇年一月一日 星期六 己卯年十一月廿五");
    }

    #[test]
    fn a_day_must_exist() {
        let read = |text: &str| {
            let mut sink = Sink::new();
            let written = Spanned { value: text.to_owned(), span: crate::base::diag::Span::NONE };
            parse(&written, &mut sink).map(iso).unwrap_or_else(|| sink[0].code.as_str().to_owned())
        };
        assert_eq!(read("2024-02-29"), "2024-02-29");
        assert_eq!(read("2026-02-29"), "bad-value");
        assert_eq!(read("1899-12-31"), "out-of-range");
        assert_eq!(read("23.11.2026"), "bad-value");
        assert_eq!(read("2026-11"), "bad-value");
    }
}
