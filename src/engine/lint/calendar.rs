//! Dates, weekdays, traditional days and issue numbers that people typed, against those that are computed.
//!
//! Source: `makeup.md` 8, red-list proof: date, lunar date, weekday and issue number are compared.

use crate::base::diag::{Code, Say, Span, say};
use crate::base::geom::Rect;
use crate::model::calendar::{self, WEEK};
use crate::model::{Content, Copy, Date, Fill};

use super::Found;
use super::dates::{At, Written, days, lunar_days, weekdays};
use super::sheet::Sheet;

/// Bytes between a date and the weekday or the traditional day that belongs to it: a bracket, a comma,
/// 农历, spaces.
const ATTACHED: usize = 12;

/// Where a text stands.
struct Place<'a> {
    copy: &'a Copy,
    areas: Vec<u16>,
    at: Option<Rect>,
}

/// All that people typed on a page.
pub(super) fn typed(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    for (index, area) in sheet.plan.areas.iter().enumerate() {
        let areas = vec![index as u16];
        match &area.content {
            Content::Furniture(items) => {
                for item in items {
                    let Fill::Text { lines, .. } = &item.fill else { continue };
                    let at = sheet.blocks().find(|block| block.span == item.span).map(|block| block.at);
                    for copy in lines {
                        furniture(sheet, &Place { copy, areas: areas.clone(), at }, found);
                    }
                }
            }
            Content::Story(content) => {
                for story in &content.stories {
                    of_story(sheet, story.0, &areas, found);
                }
            }
            Content::Picture(content) => of_story(sheet, content.story.0, &areas, found),
            Content::Rule(_) | Content::Ad(_) | Content::Filler(_) => {}
        }
    }
}

fn of_story(sheet: &Sheet<'_>, story: u32, areas: &[u16], found: &mut Vec<Found>) {
    let Some(copy) = sheet.edition.stories.get(story as usize) else { return };
    let at = sheet.blocks().find(|block| block.story == Some(story)).map(|block| block.at);
    for copy in super::text::texts(sheet.edition, copy).filter(|copy| copy.text.contains('月')) {
        let place = Place { copy, areas: areas.to_vec(), at };
        for day in days(&copy.text) {
            dated(sheet, &place, day, found);
        }
    }
}

/// A day: whether there is one, and whether the weekday and the traditional day behind it are its own.
fn dated(sheet: &Sheet<'_>, place: &Place<'_>, day: At<Written>, found: &mut Vec<Found>) {
    let text = &place.copy.text;
    let shown = &text[day.start..day.end];
    if !day.what.is_real() {
        let message = say(format!("没有“{shown}”这一天"), format!("there is no day “{shown}”"));
        found.push(tell(
            Code::DateMismatch,
            place,
            (day.start, day.end),
            message,
            &say("请核对日期", "check the date"),
        ));
        return;
    }
    let date = day.what.near(sheet.edition.date);
    if let Some(written) = after(text, day.end, weekdays) {
        weekday(place, shown, date, written, found);
    }
    if let Some(written) = after(text, day.end, lunar_days)
        && let Some(right) = calendar::lunar(date)
        && !written.what.is(right)
    {
        let (wrong, right) = (&text[written.start..written.end], right.named());
        let message = say(
            format!("{shown}是农历{right}，不是“{wrong}”"),
            format!("{shown} is {right} of the traditional calendar, not “{wrong}”"),
        );
        let hint = say(format!("改为“{right}”，或核对日期"), format!("write “{right}”, or check the date"));
        found.push(tell(Code::LunarMismatch, place, (written.start, written.end), message, &hint));
    }
}

fn weekday(place: &Place<'_>, shown: &str, date: Date, written: At<usize>, found: &mut Vec<Found>) {
    let Some(right) = calendar::weekday(date).filter(|right| *right != written.what) else { return };
    let wrong = &place.copy.text[written.start..written.end];
    let right = WEEK[right];
    let (year, month, day) = (date.year, date.month, date.day);
    let message = say(
        format!("{shown}是星期{right}，不是“{wrong}”"),
        format!("{shown} ({year}-{month:02}-{day:02}) is 星期{right}, not “{wrong}”"),
    );
    let hint = say(format!("改为“星期{right}”，或核对日期"), format!("write “星期{right}”, or check the date"));
    found.push(tell(Code::WeekdayMismatch, place, (written.start, written.end), message, &hint));
}

/// The first of what `read` finds, when only spaces, brackets, commas and 农历 stand before it.
fn after<T>(text: &str, from: usize, read: fn(&str) -> Vec<At<T>>) -> Option<At<T>> {
    let rest = &text[from..];
    let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= ATTACHED + 36).unwrap_or(rest.len());
    let first = read(&rest[..end]).into_iter().next()?;
    let between = rest[..first.start].trim_end_matches("农历");
    let is_slight = |character: char| character.is_whitespace() || "（(，,、　·".contains(character);
    let near = between.len() <= ATTACHED && between.chars().all(is_slight);
    near.then_some(At { start: from + first.start, end: from + first.end, what: first.what })
}

/// A line of furniture: datelines are this edition's.
fn furniture(sheet: &Sheet<'_>, place: &Place<'_>, found: &mut Vec<Found>) {
    let text = &place.copy.text;
    let edition = sheet.edition;
    let all = days(text);
    for day in &all {
        dated(sheet, place, *day, found);
        let alone = text.trim().len() == day.end - day.start;
        let dateline = day.what.year.is_some() && (alone || after(text, day.end, weekdays).is_some());
        if dateline && day.what.is_real() && day.what.near(edition.date) != edition.date {
            let shown = &text[day.start..day.end];
            let Date { year, month, day: number } = edition.date;
            let message = say(
                format!("版面上写着“{shown}”，本期是 {year}年{month}月{number}日"),
                format!("“{shown}” stands on the page; the edition is of {year}-{month:02}-{number:02}"),
            );
            let hint = say("请用字段 `{date}`", "use the field `{date}`");
            found.push(tell(Code::DateMismatch, place, (day.start, day.end), message, &hint));
        }
    }
    if all.is_empty() {
        let today = |name: &str| format!("{}年{}月{}日{name}", edition.date.year, edition.date.month, edition.date.day);
        for written in weekdays(text).into_iter().filter(|written| is_dateline(text, written.start)) {
            weekday(place, &today("（本期）"), edition.date, written, found);
        }
        for written in lunar_days(text).into_iter().filter(|written| written.what.year.is_some()) {
            if let Some(right) = calendar::lunar(edition.date).filter(|right| !written.what.is(*right)) {
                let (wrong, right) = (&text[written.start..written.end], right.named());
                let message = say(
                    format!("版面上写着“{wrong}”，本期是农历{right}"),
                    format!("“{wrong}” stands on the page; the edition is of {right}"),
                );
                let hint = say("请用字段 `{lunar}`", "use the field `{lunar}`");
                found.push(tell(Code::LunarMismatch, place, (written.start, written.end), message, &hint));
            }
        }
    }
    issue(sheet, place, found);
}

/// 每星期二, 下星期一: no day of this edition.
fn is_dateline(text: &str, start: usize) -> bool {
    !text[..start].ends_with(['每', '逢', '上', '下', '本', '至', '到', '—', '、'])
}

/// 总第8124期.
fn issue(sheet: &Sheet<'_>, place: &Place<'_>, found: &mut Vec<Found>) {
    let text = &place.copy.text;
    for (at, mark) in text.match_indices("总第") {
        let from = at + mark.len();
        let digits: String = text[from..].trim_start().chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { continue };
        let right = sheet.edition.issue;
        if number == right {
            continue;
        }
        let message = say(
            format!("版面上写着总第 {number} 期，本期是第 {right} 期"),
            format!("issue {number} stands on the page; this is issue {right}"),
        );
        let hint = say("请用字段 `{issue}`", "use the field `{issue}`");
        found.push(tell(Code::IssueMismatch, place, (at, from + digits.len()), message, &hint));
    }
}

fn tell(code: Code, place: &Place<'_>, (start, end): (usize, usize), message: Say, hint: &Say) -> Found {
    let before_last = place.copy.text[..end].char_indices().next_back().map_or(start, |(at, _)| at);
    let (first, last) = (place.copy.span_at(start), place.copy.span_at(before_last));
    let last = if last.end > first.start { last.end } else { first.end };
    let span = Span { end: last, ..first };
    Found { at: place.at, ..Found::new(code, &place.areas, Rect::default(), span, (message, hint.clone())) }
}
