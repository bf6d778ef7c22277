//! Annotations of a proof: findings and changes, where readers of the file show and answer them.
//!
//! Source: ISO 32000-1, 12.5.

use std::fmt::Write as _;

use crate::base::diag::Severity;
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::output::diff::{Change, Difference, Fate, LineChange};

use super::book::{FindingNote, ProofPage};
use super::layers::Layer;
use super::sheet::{Sheet, counted};

/// The key under which an annotation says where its cause is written: `stories/lead.md:12:3`.
pub const SOURCE_KEY: &str = "PaibanSource";
/// The key of a page of a proof that holds its folio.
pub(super) const PAGE_KEY: &str = "PaibanPage";
/// Names of the annotations that the program itself writes begin so.
pub const OWN_NAME: &str = "paiban-";
/// Who wrote them.
pub(super) const AUTHOR: &str = "排版";
/// What those are about that show what changed.
pub(super) const CHANGED: &str = "改";

/// How an annotation looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A box round a part of the page.
    Square,
    /// A marker over words.
    Highlight,
    /// A line under words.
    Underline,
    /// A note beside the page.
    Text,
}

/// An annotation. Boxes lie on the sheet.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub(super) shape: Shape,
    pub(super) boxes: Vec<Rect>,
    pub(super) contents: String,
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) source: String,
    /// As a screen shows it.
    pub(super) color: [f64; 3],
    pub(super) layer: Layer,
}

/// Errors red, warnings amber, what is allowed gray.
fn color(finding: &FindingNote) -> [f64; 3] {
    match (finding.allowed, finding.severity) {
        (true, _) => [0.55, 0.55, 0.55],
        (_, Severity::Error) => [0.86, 0.1, 0.12],
        _ => [0.93, 0.58, 0.0],
    }
}

/// The findings of a page, and the words that changed on it.
pub(super) fn remarks(page: &ProofPage, sheet: &Sheet, changes: Option<&Difference>, zh: bool) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut beside = 0;
    for (number, finding) in counted(page) {
        let message = if zh { &finding.message.zh } else { &finding.message.en };
        let mut contents = message.clone();
        if let Some(hint) = &finding.hint {
            let _ = write!(contents, "\n{}", if zh { &hint.zh } else { &hint.en });
        }
        if !finding.place.is_empty() {
            let _ = write!(contents, "\n{}", finding.place);
        }
        let mut boxes: Vec<Rect> = finding.boxes.iter().map(|one| sheet.rect(*one)).collect();
        if !finding.is_text {
            // Beside the type, not on it.
            boxes.iter_mut().for_each(|rect| *rect = rect.inset(-Length::pt(2)));
        }
        let shape = match (boxes.is_empty(), finding.is_text) {
            (true, _) => Shape::Text,
            (false, true) => Shape::Highlight,
            (false, false) => Shape::Square,
        };
        if boxes.is_empty() {
            let y = sheet.trim.y + Length::pt(20) * beside;
            beside += 1;
            boxes.push(Rect::new(sheet.trim.right() + Length::mm(6), y, Length::pt(16), Length::pt(16)));
        }
        found.push(Remark {
            shape,
            boxes,
            contents,
            subject: finding.code.to_owned(),
            name: format!("{OWN_NAME}{}-{number}", page.folio),
            source: finding.place.clone(),
            color: color(finding),
            layer: Layer::Findings,
        });
    }
    let own = changes.iter().flat_map(|changes| changes.changes.iter().map(move |change| (*changes, change)));
    for (number, (changes, change)) in own.filter(|(_, change)| change.page == page.number).enumerate() {
        let Some(at) = place_of(changes, change) else { continue };
        let shown = |text: &str| if text.is_empty() { "（无）".to_owned() } else { format!("“{text}”") };
        found.push(Remark {
            shape: Shape::Underline,
            boxes: vec![sheet.rect(at)],
            contents: format!("改：{}→{}\n{}", shown(&change.old), shown(&change.new), change.place),
            subject: CHANGED.to_owned(),
            name: format!("{OWN_NAME}{}-change-{}", page.folio, number + 1),
            source: change.place.clone(),
            color: [0.8, 0.0, 0.35],
            layer: Layer::Changes,
        });
    }
    found
}

/// The words of a change on their line; the line, where they are not found on it.
pub(super) fn place_of(changes: &Difference, change: &Change) -> Option<[i64; 4]> {
    let mut own = changes.lines.iter().filter(|line| line.page == change.page && line.story == change.story);
    let mut edited = own.clone().filter(|line| line.fate == Fate::Edited);
    let before: String = change.around.0.chars().rev().take(2).collect::<Vec<char>>().into_iter().rev().collect();
    let after: String = change.around.1.chars().take(2).collect();
    // With what stands around it, else with what stands on one side, for a line may end there.
    for (before, after) in [(&before[..], &after[..]), (&before, ""), ("", &after)] {
        let sought = format!("{before}{}{after}", change.new);
        if sought.is_empty() {
            continue;
        }
        if let Some((line, byte)) = edited.clone().find_map(|line| Some((line, line.text.find(&sought)?))) {
            let from = line.text[..byte].chars().count() + before.chars().count();
            return Some(part(line, from, change.new.chars().count()));
        }
    }
    edited.next().or_else(|| own.next()).map(|line| line.at)
}

/// The box of some characters of a line, about.
fn part(line: &LineChange, from: usize, count: usize) -> [i64; 4] {
    let [x, y, width, height] = line.at;
    let (all, from) = (line.text.chars().count().max(1) as i64, from as i64);
    let count = count.max(1) as i64;
    // A vertical line is higher than it is wide.
    if height > width && all > 1 {
        [x, y + height * from / all, width, height * count / all]
    } else {
        [x + width * from / all, y, width * count / all, height]
    }
}

fn points(rect: Rect, height: Length) -> [f64; 4] {
    let (bottom, top) = (height - rect.bottom(), height - rect.y);
    [rect.x.to_pt(), bottom.to_pt(), rect.right().to_pt(), top.to_pt()]
}

/// A text string: UTF-16.
pub(super) fn text(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<FEFF{units}>")
}

impl Remark {
    /// Its box in points from the lower left corner of the sheet: left, bottom, right, top.
    fn bounds(&self, height: Length) -> [f64; 4] {
        let all = self.boxes.iter().copied().reduce(Rect::union).unwrap_or_default();
        points(all, height)
    }

    /// Its dictionary; `layer` and `appearance` are the numbers of objects.
    pub(super) fn dict(&self, height: Length, date: &str, layer: i32, appearance: i32) -> String {
        let [left, bottom, right, top] = self.bounds(height);
        let [r, g, b] = self.color;
        let kind = match self.shape {
            Shape::Square => "Square",
            Shape::Highlight => "Highlight",
            Shape::Underline => "Underline",
            Shape::Text => "Text",
        };
        let mut out = format!(
            "<</Type/Annot/Subtype/{kind}/Rect[{left:.2} {bottom:.2} {right:.2} {top:.2}]/F 4/C[{r} {g} {b}]\
             /T{}/Subj{}/Contents{}/NM({})/{SOURCE_KEY}{}/M({date})/OC {layer} 0 R/AP<</N {appearance} 0 R>>",
            text(AUTHOR),
            text(&self.subject),
            text(&self.contents),
            self.name,
            text(&self.source),
        );
        match self.shape {
            Shape::Square => out += "/BS<</W 1.2/S/S>>",
            Shape::Text => out += "/Name/Comment",
            Shape::Highlight | Shape::Underline => {
                out += "/QuadPoints[";
                for rect in &self.boxes {
                    let [left, bottom, right, top] = points(*rect, height);
                    let _ = write!(
                        out,
                        "{left:.2} {top:.2} {right:.2} {top:.2} {left:.2} {bottom:.2} {right:.2} {bottom:.2} "
                    );
                }
                out += "]";
            }
        }
        out += ">>";
        out
    }

    /// What it looks like: the dictionary of a form and its operators.
    pub(super) fn appearance(&self, height: Length) -> (String, String) {
        let [left, bottom, right, top] = self.bounds(height);
        let [r, g, b] = self.color;
        let state = match self.shape {
            Shape::Highlight => "/Resources<</ExtGState<</M<</BM/Multiply/ca 0.35>>>>>>/Group<</S/Transparency>>",
            _ => "",
        };
        let dict = format!("/Type/XObject/Subtype/Form/BBox[{left:.2} {bottom:.2} {right:.2} {top:.2}]{state}");
        let mut ops = String::new();
        match self.shape {
            Shape::Square => {
                let (width, tall) = ((right - left - 1.2).max(0.1), (top - bottom - 1.2).max(0.1));
                let (left, bottom) = (left + 0.6, bottom + 0.6);
                let _ = write!(ops, "{r} {g} {b} RG 1.2 w {left:.2} {bottom:.2} {width:.2} {tall:.2} re S");
            }
            Shape::Highlight => {
                let _ = write!(ops, "/M gs {r} {g} {b} rg ");
                for rect in &self.boxes {
                    let [left, bottom, right, top] = points(*rect, height);
                    let _ = write!(ops, "{left:.2} {bottom:.2} {:.2} {:.2} re ", right - left, top - bottom);
                }
                ops += "f";
            }
            Shape::Underline => {
                let _ = write!(ops, "{r} {g} {b} rg ");
                for rect in &self.boxes {
                    let [left, bottom, right, _] = points(*rect, height);
                    let _ = write!(ops, "{left:.2} {bottom:.2} {:.2} 0.8 re ", right - left);
                }
                ops += "f";
            }
            Shape::Text => {
                let (x, y) = (left, bottom);
                let _ = write!(ops, "{r} {g} {b} rg {x:.2} {:.2} 16 12 re f ", y + 4.0);
                let _ = write!(
                    ops,
                    "{:.2} {:.2} m {:.2} {:.2} l {:.2} {:.2} l f ",
                    x + 3.0,
                    y + 4.0,
                    x + 3.0,
                    y,
                    x + 8.0,
                    y + 4.0
                );
                let _ = write!(
                    ops,
                    "1 1 1 rg {:.2} {:.2} 10 1.2 re {:.2} {:.2} 10 1.2 re {:.2} {:.2} 6 1.2 re f",
                    x + 3.0,
                    y + 12.4,
                    x + 3.0,
                    y + 9.6,
                    x + 3.0,
                    y + 6.8
                );
            }
        }
        (dict, ops)
    }
}
