//! What readers wrote into a proof: annotations of Acrobat, Preview, Okular and others, as suggestions for places in the
//! copy.
//!
//! Source: ISO 32000-1, 12.5.6; Acrobat writes a replacement as a caret and a strike-out that are grouped.

use crate::output::read::{Dict, Document, Object, Unreadable, text_string};
use crate::page::layout::{Layout, PageLayout};

use super::carried::corner;
use super::remark::OWN_NAME;
use super::spot::{Spot, at_point, in_boxes};

/// Annotations of a file that are read.
const ANSWERS: usize = 20_000;
/// Characters of one that are kept.
const WORDS: usize = 4_000;
/// EMU in a point.
const POINT: f64 = 12_700.0;

/// What a reader means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Words to be taken out.
    Delete,
    /// Words to be put in the place of others.
    Replace,
    /// Words to be put in.
    Insert,
    /// Something said of some words or of a place.
    Remark,
    /// Words marked, and nothing said.
    Mark,
}

/// A suggestion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What is meant.
    pub wish: Wish,
    /// The kind of annotation: `Highlight`.
    pub kind: String,
    /// Who wrote it.
    pub author: String,
    /// What it says.
    pub words: String,
    /// Answers to it: who, and what.
    pub replies: Vec<(String, String)>,
    /// The last state that somebody gave it: `Accepted`, `Rejected`, `Completed`.
    pub state: String,
    /// The page of the file, from 1.
    pub leaf: usize,
    /// `A01`; empty where the page is not known.
    pub folio: String,
    /// Where it is on the page, in EMU from the top left corner of the trim: left, top, width, height.
    pub at: Option<[i64; 4]>,
    /// Where in the copy; nothing where it is beside all lines.
    pub spot: Option<Spot>,
}

/// Why nothing could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unanswered {
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// It is encrypted.
    Encrypted,
}

/// An annotation as it stands.
struct Raw<'d> {
    number: Option<u32>,
    dict: &'d Dict,
    leaf: usize,
}

/// The suggestions in a proof, page by page, from top to bottom. `layout` is the record of its round.
///
/// Errors: a file that cannot be read.
pub fn answers(document: &Document<'_>, layout: Option<&Layout>) -> Result<Vec<Answer>, Unanswered> {
    if document.is_encrypted() {
        return Err(Unanswered::Encrypted);
    }
    let pages = document.pages();
    let mut all: Vec<Raw<'_>> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let Some(own) = page.first() else { continue };
        let Object::Array(list) = document.get(own, b"Annots") else { continue };
        for one in list.iter().take(ANSWERS.saturating_sub(all.len())) {
            let number = if let Object::Ref(number, _) = one { Some(*number) } else { None };
            if let Some(dict) = document.resolve(one).dict() {
                all.push(Raw { number, dict, leaf: index + 1 });
            }
        }
    }
    let mut found = Vec::new();
    for raw in all.iter().filter(|raw| is_answer(document, raw) && parent(raw.dict).is_none()) {
        let own: Vec<&Raw<'_>> =
            all.iter().filter(|other| raw.number.is_some() && parent(other.dict) == raw.number).collect();
        let page = layout.and_then(|layout| layout.pages.get(raw.leaf - 1));
        let at_page = page.and_then(|page| Some((page, corner(document, &pages[raw.leaf - 1], page)?)));
        let answer = read(document, raw, &own, &all, at_page);
        // What the program wrote itself is no answer, unless somebody answered to it.
        let is_own = words(document, raw.dict, b"NM").starts_with(OWN_NAME);
        if !(is_own && answer.replies.is_empty() && answer.state.is_empty()) {
            found.push(answer);
        }
    }
    found.sort_by_key(|answer| (answer.leaf, answer.at.map(|at| (at[1], at[0]))));
    Ok(found)
}

fn parent(dict: &Dict) -> Option<u32> {
    if let Object::Ref(number, _) = dict.raw(b"IRT") { Some(*number) } else { None }
}

fn is_answer(document: &Document<'_>, raw: &Raw<'_>) -> bool {
    const KINDS: [&[u8]; 13] = [
        b"Text",
        b"FreeText",
        b"Highlight",
        b"Underline",
        b"Squiggly",
        b"StrikeOut",
        b"Caret",
        b"Square",
        b"Circle",
        b"Line",
        b"Ink",
        b"Polygon",
        b"Stamp",
    ];
    // Hidden, or never shown.
    let flags = document.get(raw.dict, b"F").int().unwrap_or(0);
    document.name(raw.dict, b"Subtype").is_some_and(|kind| KINDS.contains(&kind)) && flags & 2 == 0
}

/// A text under a key, cleaned of what no line can show.
fn words(document: &Document<'_>, dict: &Dict, key: &[u8]) -> String {
    let object = document.get(dict, key);
    let text = match object {
        Object::Text(bytes) => text_string(bytes),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).take(WORDS).collect::<String>().trim().to_owned()
}

/// What an annotation says: its contents, else the plain text of its rich text.
fn said(document: &Document<'_>, dict: &Dict) -> String {
    let plain = words(document, dict, b"Contents");
    if !plain.is_empty() {
        return plain;
    }
    let rich = words(document, dict, b"RC");
    let mut out = String::new();
    let mut in_tag = false;
    for character in rich.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(character),
            _ => {}
        }
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#13;", "\n"), ("&amp;", "&")]
    {
        out = out.replace(entity, character);
    }
    out.trim().to_owned()
}

fn read(
    document: &Document<'_>,
    raw: &Raw<'_>,
    own: &[&Raw<'_>],
    all: &[Raw<'_>],
    page: Option<(&PageLayout, [f64; 2])>,
) -> Answer {
    let name =
        |raw: &Raw<'_>| String::from_utf8_lossy(document.name(raw.dict, b"Subtype").unwrap_or_default()).into_owned();
    let kind = name(raw);
    let grouped = own.iter().find(|other| document.name(other.dict, b"RT") == Some(b"Group"));
    let struck = grouped.filter(|other| name(other) == "StrikeOut");
    let caret = grouped.filter(|other| name(other) == "Caret");
    let mut said_here = said(document, raw.dict);
    // The words of a group may stand in either of its parts.
    if said_here.is_empty()
        && let Some(other) = grouped
    {
        said_here = said(document, other.dict);
    }
    let (replies, state) = talk(document, raw, all);
    let boxes = boxes(document, struck.map_or(raw, |struck| struck));
    let on_page = |[left, top]: [f64; 2], [x0, y0, x1, y1]: [f64; 4]| -> [i64; 4] {
        let emu = |points: f64| (points.clamp(-20_000.0, 20_000.0) * POINT).round() as i64;
        [emu(x0 - left), emu(top - y1), emu(x1 - x0), emu(y1 - y0)]
    };
    let placed: Vec<[i64; 4]> =
        page.iter().flat_map(|(_, corner)| boxes.iter().map(|one| on_page(*corner, *one))).collect();
    let is_point = matches!(kind.as_str(), "Text" | "FreeText" | "Caret" | "Stamp" | "Line") && struck.is_none();
    let pointed = pointed(document, raw).zip(page).map(|([x, y], (_, corner))| on_page(corner, [x, y, x, y]));
    let spot = page.and_then(|(page, _)| match (&placed[..], is_point) {
        ([], _) => None,
        (boxes, false) => in_boxes(page, boxes),
        ([first, ..], true) => {
            let [x, y, width, height] = pointed.unwrap_or(*first);
            // A caret stands with its point at the foot of the line; a note covers what it speaks of.
            let down = if kind == "Caret" { height / 4 } else { height / 2 };
            at_point(page, [x + width / 2, y + down], kind == "Caret")
        }
    });
    let wish = match (kind.as_str(), said_here.is_empty()) {
        _ if struck.is_some() || caret.is_some() => Wish::Replace,
        ("StrikeOut", _) => Wish::Delete,
        ("Caret", _) => Wish::Insert,
        (_, true) => Wish::Mark,
        _ => Wish::Remark,
    };
    Answer {
        wish,
        kind,
        author: words(document, raw.dict, b"T"),
        words: said_here,
        replies,
        state,
        leaf: raw.leaf,
        folio: page.map(|(page, _)| page.folio.clone()).unwrap_or_default(),
        at: placed.first().copied(),
        spot,
    }
}

/// Answers to an annotation, and answers to those; and the last state.
fn talk(document: &Document<'_>, raw: &Raw<'_>, all: &[Raw<'_>]) -> (Vec<(String, String)>, String) {
    let mut thread: Vec<u32> = raw.number.into_iter().collect();
    let (mut replies, mut state) = (Vec::new(), String::new());
    let mut at = 0;
    while let Some(number) = thread.get(at).copied() {
        at += 1;
        for other in all.iter().filter(|other| parent(other.dict) == Some(number)) {
            if other.number.is_some_and(|own| thread.contains(&own)) {
                continue;
            }
            thread.extend(other.number);
            if document.name(other.dict, b"RT") == Some(b"Group") {
                continue;
            }
            let own = words(document, other.dict, b"State");
            if own.is_empty() {
                replies.push((words(document, other.dict, b"T"), said(document, other.dict)));
            } else if own != "None" && own != "Unmarked" {
                state = own;
            }
        }
    }
    replies.retain(|(_, words)| !words.is_empty());
    (replies, state)
}

/// The boxes of an annotation in points: its quads, else its rectangle; left, bottom, right, top.
fn boxes(document: &Document<'_>, raw: &Raw<'_>) -> Vec<[f64; 4]> {
    let numbers = |key: &[u8]| -> Vec<f64> {
        let values = document.list(raw.dict, key);
        values.into_iter().filter_map(Object::number).filter(|value| value.is_finite()).collect()
    };
    let bounds = |points: &[f64]| {
        let (xs, ys) = (points.iter().step_by(2), points.iter().skip(1).step_by(2));
        let least = |values: &mut dyn Iterator<Item = &f64>| values.fold(f64::MAX, |least, value| least.min(*value));
        let most = |values: &mut dyn Iterator<Item = &f64>| values.fold(f64::MIN, |most, value| most.max(*value));
        [least(&mut xs.clone()), least(&mut ys.clone()), most(&mut xs.clone()), most(&mut ys.clone())]
    };
    let quads = numbers(b"QuadPoints");
    let found: Vec<[f64; 4]> = quads.chunks_exact(8).take(500).map(bounds).collect();
    if !found.is_empty() {
        return found;
    }
    let rect = numbers(b"Rect");
    if rect.len() == 4 { vec![bounds(&rect)] } else { Vec::new() }
}

/// Where a call-out or an arrow points.
fn pointed(document: &Document<'_>, raw: &Raw<'_>) -> Option<[f64; 2]> {
    let numbers =
        |key: &[u8]| -> Vec<f64> { document.list(raw.dict, key).into_iter().filter_map(Object::number).collect() };
    let (call, line) = (numbers(b"CL"), numbers(b"L"));
    match (&call[..], &line[..]) {
        ([x, y, ..], _) => Some([*x, *y]),
        // An arrow's head is mostly at its end.
        (_, [_, _, x, y]) => Some([*x, *y]),
        _ => None,
    }
}
