//! The plan of sheets, and what became of it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::base::diag::Diagnostic;
use crate::output::pdf::imposition::{Part, Place, Sheet, Side};

use super::super::press::Written;
use super::book::{Half, Head, Leaf, Section};

/// What became of an imposition.
#[derive(Clone, Debug, Default)]
pub struct Imposed {
    /// Which edition.
    pub paper: Head,
    /// Where files were written.
    pub output: PathBuf,
    /// The sides, in order.
    pub sides: Vec<SideResult>,
    /// What was noticed.
    pub findings: Vec<Diagnostic>,
}

/// A side of a sheet.
#[derive(Clone, Debug)]
pub struct SideResult {
    /// The number of the sheet, from 1.
    pub sheet: u16,
    /// How many pages the sheet has, both sides.
    pub pages: u8,
    /// Which side.
    pub side: Side,
    /// The letters of the section.
    pub section: String,
    /// Pages side by side.
    pub columns: u8,
    /// Pages one above the other.
    pub rows: u8,
    places: Vec<(Place, Option<(Leaf, Part)>)>,
    /// Its file, when it was written.
    pub written: Option<Written>,
}

impl SideResult {
    pub(super) fn new(number: u16, sheet: &Sheet, side: Side, section: &Section, split: &[u16]) -> SideResult {
        let place = |place: &Place| {
            let leaf = section.leaves.get(usize::from(place.page) - 1).cloned();
            let part = |leaf: &Leaf| match leaf.half {
                None => Part::Page,
                Some(Half::Left) if split.contains(&place.page) => Part::Left,
                Some(Half::Right) if split.contains(&(place.page - 1)) => Part::Right,
                Some(_) => Part::Spread,
            };
            (*place, leaf.map(|leaf| (leaf.clone(), part(&leaf))))
        };
        SideResult {
            sheet: number,
            pages: sheet.pages,
            side,
            section: section.letters.clone(),
            columns: sheet.columns(),
            rows: sheet.rows(),
            places: sheet.side(side).iter().map(place).collect(),
            written: None,
        }
    }

    /// Whether no page stands on it.
    pub(super) fn is_empty(&self) -> bool {
        self.places.iter().all(|(_, leaf)| leaf.is_none())
    }

    /// What is drawn: a spread in one piece once.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Place, &Leaf, Part)> {
        self.places.iter().filter_map(|(place, shown)| {
            let (leaf, part) = shown.as_ref()?;
            let is_second = *part == Part::Spread && leaf.half == Some(Half::Right);
            (!is_second).then_some((*place, leaf, *part))
        })
    }

    /// The numbers of its pages.
    pub(super) fn numbers(&self) -> Vec<u16> {
        let mut numbers: Vec<u16> =
            self.places.iter().filter_map(|(_, shown)| shown.as_ref().map(|(leaf, _)| leaf.number)).collect();
        numbers.sort_unstable();
        numbers
    }

    /// `S01F_A04_A01`: sheet, side, pages.
    pub fn name(&self) -> String {
        let side = if self.side == Side::Front { "F" } else { "B" };
        let mut folios: Vec<String> = Vec::new();
        for (place, shown) in &self.places {
            let folio = shown.as_ref().map_or("X".to_owned(), |(leaf, part)| folio(leaf, *part, *place));
            if folios.last() != Some(&folio) || folio == "X" {
                folios.push(folio);
            }
        }
        format!("S{:02}{side}_{}", self.sheet, folios.join("_"))
    }

    /// As the plate line has it: `S01F A04 | A01`.
    pub(super) fn title(&self) -> String {
        let side = if self.side == Side::Front { "F" } else { "B" };
        format!("S{:02}{side} {}", self.sheet, self.picture(" | ", " / "))
    }

    /// The pages as they stand: `A04 | A01`; ^ stands on its head.
    pub fn picture(&self, between: &str, below: &str) -> String {
        let rows = (0..self.rows).map(|row| {
            let places = self.places.iter().filter(|(place, _)| place.row == row);
            let shown = places.map(|(place, shown)| {
                let turned = if place.is_turned { "^" } else { "" };
                shown.as_ref().map_or("–".to_owned(), |(leaf, _)| format!("{}{turned}", own_folio(leaf)))
            });
            shown.collect::<Vec<_>>().join(between)
        });
        rows.collect::<Vec<_>>().join(below)
    }

    /// The inks of its pages, process inks first.
    pub fn inks(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let all = || self.places.iter().filter_map(|(_, shown)| shown.as_ref()).flat_map(|(leaf, _)| &leaf.inks);
        for ink in ["C", "M", "Y", "K"] {
            if all().any(|known| known == ink) {
                found.push(ink.to_owned());
            }
        }
        for ink in all() {
            if !found.contains(ink) {
                found.push(ink.clone());
            }
        }
        found
    }

    /// The side as JSON.
    pub fn json(&self) -> Value {
        let place = |(place, shown): &(Place, Option<(Leaf, Part)>)| {
            json!({
                "page": shown.as_ref().map(|(leaf, _)| leaf.number),
                "in_section": place.page,
                "folio": shown.as_ref().map(|(leaf, _)| own_folio(leaf)),
                "source": shown.as_ref().map(|(leaf, _)| &leaf.file),
                "column": place.column + 1,
                "row": place.row + 1,
                "turned": place.is_turned,
                "part": shown.as_ref().map(|(_, part)| match part {
                    Part::Page => "page",
                    Part::Spread => "spread",
                    Part::Left => "left half",
                    Part::Right => "right half",
                }),
            })
        };
        let name = self.name();
        json!({
            "side": if self.side == Side::Front { "front" } else { "back" },
            "file": self.written.as_ref().map(|written| &written.name),
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
            "plates": self.inks().iter().map(|ink| format!("{name}_{}", ink.replace(char::is_whitespace, "_"))).collect::<Vec<_>>(),
        })
    }
}

/// The folio of one page: of a spread that of its half.
fn own_folio(leaf: &Leaf) -> String {
    let Some((left, right)) = leaf.folio.split_once('-') else { return leaf.folio.clone() };
    let letters: String = left.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    match leaf.half {
        Some(Half::Right) if right.starts_with(|c: char| c.is_ascii_digit()) => format!("{letters}{right}"),
        Some(Half::Right) => right.to_owned(),
        _ => left.to_owned(),
    }
}

fn folio(leaf: &Leaf, part: Part, _place: Place) -> String {
    if part == Part::Spread { leaf.folio.replace('-', "_") } else { own_folio(leaf) }
}

/// The sheets as JSON: each with its two sides.
pub fn sheets(made: &Imposed) -> Value {
    let mut found: Vec<Value> = Vec::new();
    for pair in made.sides.chunks(2) {
        found.push(json!({
            "sheet": pair[0].sheet,
            "section": pair[0].section,
            "pages": pair[0].pages,
            "sides": pair.iter().map(SideResult::json).collect::<Vec<_>>(),
        }));
    }
    Value::Array(found)
}

/// The manifest of the sheets, as `verify` and `sign` read it.
pub(super) fn manifest<'a>(
    made: &Imposed,
    sources: impl Iterator<Item = (&'a str, &'a str)>,
    earlier: Vec<Value>,
) -> Value {
    let file = |written: &Written| {
        json!({
            "file": written.name,
            "pages": written.pages,
            "version": written.version,
            "bytes": written.bytes,
            "sha256": written.sha256,
        })
    };
    json!({
        "paper": made.paper.name,
        "code": made.paper.code,
        "date": made.paper.date,
        "zone": made.paper.zone,
        "kind": "sheets",
        "program": concat!("paiban ", env!("CARGO_PKG_VERSION")),
        "sources": sources.map(|(name, sum)| json!({ "file": name, "sha256": sum })).collect::<Vec<_>>(),
        "sheets": sheets(made),
        "files": made.sides.iter().filter_map(|side| side.written.as_ref()).map(file).collect::<Vec<_>>(),
        "earlier": earlier,
    })
}
