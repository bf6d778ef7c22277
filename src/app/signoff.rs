//! 签样: `signoff.json` binds names, rounds and times to the exact bytes of print files.
//!
//! The record only grows: each entry holds the sum of the one before, so that none can be changed or taken out
//! unseen. It proves what was signed, not who signed: for that, keep it where only its signers write.
//!
//! Source: `print.md` 7, "sign-off": 三审三校, 签样, 付印.

use std::path::Path;

use serde_json::{Value, json};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::output::hash::sha256_hex;

use super::deliver::unwritable;
use super::pages::PageChoice;
use super::shelf::Shelf;
use super::verify::{Delivered, unusable};

/// The record of signatures.
pub(super) const FILE: &str = "signoff.json";

/// The duties that sign, in the order of their rounds.
pub const ROLES: [&str; 4] = ["责编", "校对", "值班", "签发"];

/// Who signs, as what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signer {
    /// The name.
    pub name: String,
    /// One of [`ROLES`].
    pub role: &'static str,
    /// 校次, from 1.
    pub round: u8,
    /// RFC 3339, with its distance from Greenwich.
    pub time: String,
}

/// A signature that stands in the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Who.
    pub name: String,
    /// As what.
    pub role: String,
    /// 校次.
    pub round: u64,
    /// When.
    pub time: String,
    /// The files and their sums.
    pub files: Vec<(String, String)>,
    /// The sum of the entry.
    pub sum: String,
}

/// Signs the files of the chosen pages; gives their names.
///
/// Errors: a file that is not what the manifest says, pages that it has not, a record that was changed.
pub fn sign(directory: &Path, signer: &Signer, pages: &PageChoice) -> Result<Vec<String>, Vec<Diagnostic>> {
    let delivered = Delivered::open(directory)?;
    let wrong = delivered.differences();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let numbers: Vec<u16> = delivered.files().flat_map(|file| file.pages.iter().copied()).collect();
    let chosen: Vec<_> = delivered.files().filter(|file| pages.has_any(file.pages.iter().copied())).collect();
    if let Some(missing) = pages.missing(&numbers).map(i32::from).or(chosen.is_empty().then_some(0)) {
        let message =
            say(format!("没有第 {missing} 版的文件可签"), format!("there is no file of page {missing} to sign"));
        let hint = say("先 build 这些版", "build these pages first");
        return Err(vec![Diagnostic::new(Code::DeliveryMissing, Span::NONE, message).hint(hint)]);
    }
    let (mut entries, last) = record(&delivered.shelf)?;
    let files: Vec<Value> = chosen.iter().map(|file| json!({ "file": file.name, "sha256": file.sha256 })).collect();
    let mut entry = json!({
        "name": signer.name,
        "role": signer.role,
        "round": signer.round,
        "time": signer.time,
        "files": files,
        "previous": last,
    });
    entry["sum"] = json!(sum(&entry));
    entries.push(entry);
    let whole = json!({ "program": concat!("paiban ", env!("CARGO_PKG_VERSION")), "signatures": entries });
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n";
    delivered.shelf.replace(FILE, text.as_bytes()).map_err(|failed| vec![unwritable(&failed)])?;
    Ok(chosen.iter().map(|file| file.name.clone()).collect())
}

/// The signatures of a directory, in the order in which they were given.
///
/// Errors: a record that cannot be read, or that was changed.
pub(super) fn entries(shelf: &Shelf) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let file = |file: &Value| (text(&file["file"]), text(&file["sha256"]));
    let entry = |entry: &Value| Entry {
        name: text(&entry["name"]),
        role: text(&entry["role"]),
        round: entry["round"].as_u64().unwrap_or_default(),
        time: text(&entry["time"]),
        files: entry["files"].as_array().into_iter().flatten().map(file).collect(),
        sum: text(&entry["sum"]),
    };
    Ok(record(shelf)?.0.iter().map(entry).collect())
}

/// The entries as they stand, and the sum of the last.
fn record(shelf: &Shelf) -> Result<(Vec<Value>, Option<String>), Vec<Diagnostic>> {
    if !shelf.has(FILE) {
        return Ok((Vec::new(), None));
    }
    let text = shelf.text(FILE).map_err(|failed| vec![unusable(&failed)])?;
    let whole: Value = serde_json::from_str(&text).unwrap_or_default();
    let Some(entries) = whole["signatures"].as_array() else { return Err(vec![changed(0)]) };
    let mut last: Option<String> = None;
    for (index, entry) in entries.iter().enumerate() {
        let mut bare = entry.clone();
        let own = bare.as_object_mut().and_then(|fields| fields.shift_remove("sum"));
        let is_next = entry["previous"].as_str() == last.as_deref();
        if !is_next || own != Some(json!(sum(&bare))) {
            return Err(vec![changed(index + 1)]);
        }
        last = own.and_then(|sum| sum.as_str().map(str::to_owned));
    }
    Ok((entries.clone(), last))
}

fn sum(entry: &Value) -> String {
    sha256_hex(entry.to_string().as_bytes())
}

fn changed(entry: usize) -> Diagnostic {
    let message = say(
        format!("`{FILE}` 的第 {entry} 条签字改过，或前面少了一条"),
        format!("signature {entry} of `{FILE}` was changed, or one before it is gone"),
    );
    let hint = say("取回原来的记录；不行就删去它，重新签字", "bring the record back; else delete it and sign anew");
    Diagnostic::new(Code::SignatureBroken, Span::NONE, message).hint(hint)
}

/// Whether a time is as RFC 3339 has it, seconds left out if need be: `2026-11-23T02:10+08:00`.
pub fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.strip_suffix('Z') {
        Some(clock) => (clock, ""),
        None => text.split_at_checked(text.len().saturating_sub(6)).unwrap_or((text, "+")),
    };
    let number = |text: &str, from: usize, to: usize, range: std::ops::RangeInclusive<u32>| {
        let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse().ok()).is_some_and(|value| range.contains(&value))
    };
    let shape = |text: &str, form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|(found, wanted)| wanted == b'0' || found == wanted)
    };
    let is_clock = (shape(clock, "0000-00-00T00:00")
        || shape(clock, "0000-00-00T00:00:00") && number(clock, 17, 19, 0..=59))
        && number(clock, 0, 4, 1900..=2100)
        && number(clock, 5, 7, 1..=12)
        && number(clock, 8, 10, 1..=31)
        && number(clock, 11, 13, 0..=23)
        && number(clock, 14, 16, 0..=59);
    let is_zone = zone.is_empty()
        || (shape(&zone.replacen('-', "+", 1), "+00:00") && number(zone, 1, 3, 0..=14) && number(zone, 4, 6, 0..=59));
    is_clock && is_zone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_standard() {
        for time in ["2026-11-23T02:10+08:00", "2026-11-23T02:10:59-03:30", "2026-11-23T02:10Z"] {
            assert!(is_time(time), "{time}");
        }
        for time in [
            "",
            "Z",
            "2026-11-23",
            "2026-11-23T02:10",
            "2026-13-23T02:10Z",
            "2026-11-23T24:10Z",
            "2026-11-23T02:10+8:00",
            "2026-11-23T02:10:60Z",
            "二〇二六年十一月二十三日",
        ] {
            assert!(!is_time(time), "{time}");
        }
    }
}
