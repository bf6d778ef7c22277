//! `paiban new`: a paper, or an edition of a paper, that builds as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::app::names::iso;
use crate::base::diag::{Say, say};
use crate::model::Date;

use super::args::NewOptions;
use super::{DONE, Lang, UNWRITABLE, Voice, out, usage};

const PAPER: &str = include_str!("new_files/paper.yaml");
const EDITION: &str = include_str!("new_files/edition.yaml");
const LAYOUT: &str = include_str!("new_files/layout.yaml");
const STORIES: &[(&str, &str)] = &[
    ("lead", include_str!("new_files/lead.md")),
    ("second", include_str!("new_files/second.md")),
    ("brief", include_str!("new_files/brief.md")),
];

/// Starts a paper or an edition.
pub(super) fn new(options: &NewOptions, voice: Voice) -> u8 {
    match plan(options) {
        Err(message) => usage(&message, voice),
        Ok((files, edition)) => match write(&files) {
            Ok(()) => {
                let (count, edition) = (files.len(), edition.display());
                out(&match voice.lang {
                    Lang::Zh => format!("写了 {count} 个文件。接着：paiban build {edition}\n"),
                    Lang::En => format!("{count} files written. Next: paiban build {edition}\n"),
                });
                DONE
            }
            Err((path, error)) => {
                usage(
                    &say(
                        format!("写不了 {}：{error}", path.display()),
                        format!("cannot write {}: {error}", path.display()),
                    ),
                    voice,
                );
                UNWRITABLE
            }
        },
    }
}

type Files = Vec<(PathBuf, String)>;

/// The files to write, and the edition among them.
fn plan(options: &NewOptions) -> Result<(Files, PathBuf), Say> {
    let dir = &options.dir;
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
        let path = dir.display();
        return Err(say(
            format!("{path} 已存在，不覆盖；换一个目录名"),
            format!("{path} is there already and is not overwritten; choose another name"),
        ));
    }
    if options.code.is_empty() || !options.code.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(say("代号只能用字母和数字", "the code takes letters and figures only"));
    }
    let date = date(options)?;
    let below_paper = dir.parent().is_some_and(|parent| parent.join("paper.yaml").is_file());
    if below_paper {
        return Ok((edition_files(dir, date), dir.clone()));
    }
    let edition = dir.join(iso(date));
    let name = options.name.replace(['"', '\\', '\n'], "");
    let paper = PAPER.replace("NAME", &name).replace("CODE", &options.code);
    let mut files = vec![(dir.join("paper.yaml"), paper), (dir.join("layouts").join("page.yaml"), LAYOUT.to_string())];
    files.extend(edition_files(&edition, date));
    Ok((files, edition))
}

fn edition_files(dir: &Path, date: Date) -> Files {
    // A paper started by hand may have no layout called `page`: the edition brings one where it lacks.
    let shared = dir.parent().is_some_and(|parent| parent.join("layouts").join("page.yaml").is_file());
    let fresh = !dir.parent().is_some_and(|parent| parent.join("paper.yaml").is_file());
    let mut files = vec![(dir.join("edition.yaml"), EDITION.replace("DATE", &iso(date)))];
    if let Some(issue) = next_issue(dir, date) {
        files[0].1 = files[0].1.replace("issue: 1\n", &format!("issue: {issue}\n"));
    }
    if !shared && !fresh {
        files.push((dir.join("layouts").join("page.yaml"), LAYOUT.to_string()));
    }
    let story = |(slug, text): &(&str, &str)| (dir.join("stories").join(format!("{slug}.md")), text.to_string());
    files.extend(STORIES.iter().map(story));
    files
}

/// The number after that of the last edition of the paper before this day.
fn next_issue(dir: &Path, date: Date) -> Option<u32> {
    let entries = fs::read_dir(dir.parent()?).into_iter().flatten().flatten();
    let told = |path: PathBuf| {
        let text = fs::read_to_string(path.join("edition.yaml")).ok()?;
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.split('#').next().unwrap_or_default().trim().to_string())
        };
        let day = read_date(&value("date:")?)?;
        Some((iso(day), value("issue:")?.parse::<u32>().ok()?))
    };
    let before = entries.filter_map(|entry| told(entry.path())).filter(|(day, _)| *day < iso(date));
    before.max().map(|(_, issue)| issue + 1)
}

fn write(files: &Files) -> Result<(), (PathBuf, std::io::Error)> {
    for (path, text) in files {
        let failed = |error| (path.clone(), error);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
        std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
    }
    Ok(())
}

fn date(options: &NewOptions) -> Result<Date, Say> {
    if let Some(text) = &options.date {
        return read_date(text).ok_or_else(|| {
            say(
                format!("`{text}` 不是日期；写成 2026-11-23 这样"),
                format!("`{text}` is not a date; write it like 2026-11-23"),
            )
        });
    }
    let named = options.dir.file_name().and_then(|name| read_date(&name.to_string_lossy()));
    Ok(named.unwrap_or_else(today))
}

fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    let leap = date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = days.get(usize::from(date.month).checked_sub(1)?)?;
    ((1900..=2100).contains(&date.year) && (1..=*length).contains(&date.day)).then_some(date)
}

/// Today in China, UTC+8.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    civil((seconds + 8 * 3600) / 86_400)
}

/// The day `days` after 1970-01-01.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
pub(super) fn civil(days: u64) -> Date {
    let z = days + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date { year: year as u16, month: month as u8, day: (day_of_year - (153 * shifted + 2) / 5 + 1) as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_1970_become_dates() {
        assert_eq!(iso(civil(0)), "1970-01-01");
        assert_eq!(iso(civil(19_782)), "2024-02-29");
        assert_eq!(iso(civil(20_780)), "2026-11-23");
    }

    #[test]
    fn only_real_days_are_dates() {
        for (text, real) in [
            ("2026-11-23", true),
            ("2025-02-29", false),
            ("2024-02-29", true),
            ("26-1-1", false),
            ("2026-13-01", false),
            ("x", false),
        ] {
            assert_eq!(read_date(text).is_some(), real, "{text}");
        }
    }
}
