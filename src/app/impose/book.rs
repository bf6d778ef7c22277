//! The pages of an edition as its manifest lists them: sections, each with its pages in order.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::diag::{Diagnostic, say};
use crate::base::units::Length;
use crate::model::Imposition;
use crate::output::pdf::Date;
use crate::output::pdf::imposition::Sheet;

use super::super::verify::Delivered;
use super::impossible;

/// A page: what shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Leaf {
    /// Its number in the edition.
    pub(super) number: u16,
    /// `A01`; of a spread `A04-05`.
    pub(super) folio: String,
    /// The file.
    pub(super) file: String,
    /// Its sum.
    pub(super) sha256: String,
    /// Which page of the file, from 0.
    pub(super) index: usize,
    /// Of a spread, whether it is the left or the right half.
    pub(super) half: Option<Half>,
    /// Its inks.
    pub(super) inks: Vec<String>,
    /// The width of one page, and its height.
    pub(super) width: Length,
    pub(super) height: Length,
}

/// A half of a spread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Half {
    Left,
    Right,
}

/// Pages that are folded together: 叠.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Section {
    pub(super) letters: String,
    pub(super) leaves: Vec<Leaf>,
}

/// What a manifest says of its edition.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The newspaper.
    pub name: String,
    /// Its code.
    pub code: String,
    /// `2026-11-23`.
    pub date: String,
    /// The zone.
    pub zone: Option<String>,
}

impl Head {
    /// The day of its files.
    pub(super) fn day(&self) -> Date {
        let mut numbers = self.date.split('-').map(|number| number.parse::<u16>().unwrap_or(1));
        let mut next = || numbers.next().unwrap_or(1);
        Date { year: next(), month: next().min(12) as u8, day: next().min(31) as u8 }
    }
}

/// An edition, to be laid on sheets.
pub(super) struct Paper {
    pub(super) head: Head,
    pub(super) imposition: Imposition,
    pub(super) sections: Vec<Section>,
}

impl Paper {
    /// Reads the manifest of the edition, or of a zone.
    ///
    /// Errors: pages without a file, gaps, a spread that does not face, pages of several sizes in a section.
    pub(super) fn read(delivered: &Delivered, zone: Option<&str>) -> Result<Paper, Vec<Diagnostic>> {
        let is_wanted = |manifest: &&Value| manifest["zone"].as_str() == zone;
        let Some(manifest) = delivered.manifests.iter().find(is_wanted) else {
            let zone = zone.unwrap_or_default();
            return Err(vec![impossible(say(
                format!("没有分区 `{zone}` 的清单"),
                format!("there is no manifest of the zone `{zone}`"),
            ))]);
        };
        let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
        let head = Head { name: text("paper"), code: text("code"), date: text("date"), zone: zone.map(str::to_owned) };
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if ![&head.code, &head.date].iter().all(|text| is_plain(text)) {
            return Err(vec![impossible(say(
                "清单里的代号或日期不对",
                "the code or the day of the manifest is not right",
            ))]);
        }
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut leaves = Vec::new();
        for page in manifest["pages"].as_array().into_iter().flatten() {
            leaves.extend(read_page(page, delivered, &mut seen)?);
        }
        Ok(Paper { head, imposition: imposition(&manifest["imposition"]), sections: sections(leaves)? })
    }
}

/// One page, or both of a spread.
fn read_page(
    page: &Value,
    delivered: &Delivered,
    seen: &mut BTreeMap<String, usize>,
) -> Result<Vec<Leaf>, Vec<Diagnostic>> {
    let folio = page["folio"].as_str().unwrap_or_default().to_owned();
    let named = page["file"].as_str().or(page["plates"]["same_as"].as_str());
    let listed = named.and_then(|name| delivered.files().find(|file| file.name == name));
    let Some(listed) = listed else {
        return Err(vec![impossible(say(format!("{folio} 没有文件"), format!("{folio} has no file")))]);
    };
    let next = seen.entry(listed.name.clone()).or_default();
    let index = *next;
    *next += 1;
    let numbers = page["pages"].as_array().into_iter().flatten();
    let numbers: Vec<u16> = numbers.filter_map(|number| u16::try_from(number.as_u64()?).ok()).collect();
    let inks = page["inks"].as_array().into_iter().flatten();
    let inks: Vec<String> = inks.filter_map(|ink| ink.as_str().map(str::to_owned)).collect();
    let (width, height) = (millimetres(&page["width_mm"]), millimetres(&page["height_mm"]));
    let count = numbers.len().max(1) as i64;
    let leaf = |(at, number): (usize, &u16)| Leaf {
        number: *number,
        folio: folio.clone(),
        file: listed.name.clone(),
        sha256: listed.sha256.clone(),
        index,
        half: match (numbers.len(), at) {
            (1, _) => None,
            (_, 0) => Some(Half::Left),
            _ => Some(Half::Right),
        },
        inks: inks.clone(),
        width: width / count,
        height,
    };
    Ok(numbers.iter().enumerate().take(2).map(leaf).collect())
}

fn letters(folio: &str) -> &str {
    folio
        .trim_end_matches(|c: char| !c.is_ascii_alphabetic())
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
}

fn sections(mut leaves: Vec<Leaf>) -> Result<Vec<Section>, Vec<Diagnostic>> {
    leaves.sort_by_key(|leaf| leaf.number);
    let mut found: Vec<Section> = Vec::new();
    let mut last = 0;
    for leaf in leaves {
        if leaf.number != last + 1 {
            let message = say(format!("缺第 {} 版", last + 1), format!("page {} is missing", last + 1));
            return Err(vec![impossible(message)]);
        }
        last = leaf.number;
        let own = letters(&leaf.folio).to_owned();
        match found.last_mut().filter(|section| section.letters == own) {
            Some(section) => section.leaves.push(leaf),
            None => found.push(Section { letters: own, leaves: vec![leaf] }),
        }
    }
    if found.is_empty() {
        return Err(vec![impossible(say("清单里没有版", "the manifest has no pages"))]);
    }
    for section in &found {
        section.check()?;
    }
    Ok(found)
}

impl Section {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        let first = &self.leaves[0];
        for (index, leaf) in self.leaves.iter().enumerate() {
            // Pages are counted from 1: a left page is even.
            if leaf.half == Some(Half::Left) && index.is_multiple_of(2) {
                let folio = &leaf.folio;
                return Err(vec![impossible(say(
                    format!("通版 {folio} 的两版在折好的报上不相对"),
                    format!("the pages of the spread {folio} do not face each other when folded"),
                ))]);
            }
            let differs = |a: Length, b: Length| (a - b).abs() > Length::microns(100);
            if differs(leaf.width, first.width) || differs(leaf.height, first.height) {
                let (one, other) = (&first.folio, &leaf.folio);
                return Err(vec![impossible(say(
                    format!("{one} 与 {other} 大小不同，不能拼在一起"),
                    format!("{one} and {other} are of two sizes"),
                ))]);
            }
        }
        if first.width <= Length::ZERO || first.height <= Length::ZERO || self.leaves.len() > 999 {
            return Err(vec![impossible(say("清单里的版面大小不对", "the sizes in the manifest are not right"))]);
        }
        Ok(())
    }

    /// The left pages of spreads, by place in the section from 1, that do not lie on one side of a sheet.
    pub(super) fn split(&self, sheets: &[Sheet]) -> Vec<u16> {
        let lefts = self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.half == Some(Half::Left));
        let numbers = lefts.map(|(index, _)| index as u16 + 1);
        numbers.filter(|left| !sheets.iter().any(|sheet| sheet.holds(*left))).collect()
    }
}

/// A number of millimetres as JSON has it, to the micrometre.
fn millimetres(value: &Value) -> Length {
    let text = value.as_number().map(ToString::to_string).unwrap_or_default();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole: i64 = whole.parse::<u16>().map_or(0, i64::from);
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    Length::microns(whole * 1000 + part.parse::<u16>().map_or(0, i64::from))
}

fn imposition(value: &Value) -> Imposition {
    let length = |key: &str| millimetres(&value[key]).min(Length::mm(200));
    Imposition {
        pages: if value["sheet"] == 8 { 8 } else { 4 },
        gripper: length("gripper_mm"),
        gutter: length("gutter_mm"),
        margin: length("margin_mm"),
        bars: value["bars"].as_bool().unwrap_or(true),
    }
}
