//! `SHA256SUMS` and `MD5SUMS`: a line for every file of an output directory, as `sha256sum -c` reads them.

use std::collections::BTreeMap;

use crate::output::hash::Sum;

use super::shelf::{Failed, Shelf};

/// The list of SHA-256 sums.
pub(super) const SHA256: &str = "SHA256SUMS";
/// The list of MD5 sums.
pub(super) const MD5: &str = "MD5SUMS";

/// Sums by name.
pub(super) type Sums = BTreeMap<String, String>;

/// Whether a file is a list of sums.
pub(super) fn is_sums(name: &str) -> bool {
    name == SHA256 || name == MD5
}

/// The list as a file.
pub(super) fn text(sums: &Sums) -> String {
    sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}

/// Reads a list; what is no line of one is left out.
pub(super) fn parse(text: &str) -> Sums {
    let line = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sum.then(|| (name.to_owned(), sum.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// The list that stands on a shelf; an empty one where there is none.
pub(super) fn read(shelf: &Shelf) -> Sums {
    if shelf.has(SHA256) { shelf.text(SHA256).map(|text| parse(&text)).unwrap_or_default() } else { Sums::new() }
}

/// Writes the lists, the SHA-256 sums last. MD5 sums are written when asked for, and kept true where they stand.
pub(super) fn write(shelf: &Shelf, sums: &Sums, md5: bool) -> Result<(), Failed> {
    if md5 || shelf.has(MD5) {
        let sum = |name: &String| Ok((name.clone(), shelf.sum(name, Sum::md5())?.0));
        let lines = sums.keys().map(sum).collect::<Result<Sums, Failed>>()?;
        shelf.replace(MD5, text(&lines).as_bytes())?;
    }
    shelf.replace(SHA256, text(sums).as_bytes())
}
