//! What readers wrote into a proof: annotations of Acrobat, Preview, Okular and others, as suggestions for places in the
//! copy.
//!
//! Source: ISO 32000-1, 12.5.6; Acrobat writes a replacement as a caret and a strike-out that are grouped.

use std::collections::BTreeMap;

use crate::output::read::{Document, Object, Unreadable};
use crate::page::layout::{Layout, PageLayout};

use super::carried::{corner, page_of};
use super::note::{Raw, boxes, is_own, is_shown, kind, pointed, said, words};
use super::spot::{Spot, at_point, in_boxes, in_lines};

/// Annotations of a file that are read.
const ANSWERS: usize = 20_000;
/// So far above and below a stroke of a pen the words may be that it marks: 4 pt.
const STROKE: i64 = 50_800;
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
    let threads = Threads::new(&all);
    let mut found = Vec::new();
    for index in threads.roots() {
        let raw = &all[index];
        if !is_shown(document, raw) {
            continue;
        }
        let page = layout.and_then(|layout| page_of(document, &pages[raw.leaf - 1], (raw.leaf, pages.len()), layout));
        let at_page = page.and_then(|page| Some((page, corner(document, &pages[raw.leaf - 1], page)?)));
        let thread: Vec<&Raw<'_>> = threads.below(index).into_iter().map(|below| &all[below]).collect();
        let answer = read(document, raw, &thread, at_page);
        // What the program wrote itself is no answer, unless somebody answered to it.
        if !(is_own(document, raw) && answer.replies.is_empty() && answer.state.is_empty()) {
            found.push(answer);
        }
    }
    found.sort_by_key(|answer| (answer.leaf, answer.at.map(|at| (at[1], at[0]))));
    Ok(found)
}

/// Which annotations belong to which: answers and parts of groups name what they belong to.
struct Threads {
    /// Of each annotation what it belongs to, where that is in the file.
    above: Vec<Option<usize>>,
    below: Vec<Vec<usize>>,
}

impl Threads {
    fn new(all: &[Raw<'_>]) -> Threads {
        let known: BTreeMap<u32, usize> =
            all.iter().enumerate().filter_map(|(index, raw)| Some((raw.number?, index))).collect();
        // An answer to what is gone stands by itself.
        let above: Vec<Option<usize>> =
            all.iter().map(|raw| raw.parent().and_then(|number| known.get(&number).copied())).collect();
        let mut below = vec![Vec::new(); all.len()];
        for (index, above) in above.iter().enumerate() {
            if let Some(above) = above {
                below[*above].push(index);
            }
        }
        Threads { above, below }
    }

    /// The annotations that open a thread, in order. Of those that only belong to one another the first opens it.
    fn roots(&self) -> Vec<usize> {
        let mut roots: Vec<usize> = (0..self.above.len()).filter(|index| self.above[*index].is_none()).collect();
        let mut reached = vec![false; self.above.len()];
        roots.iter().for_each(|root| self.reach(*root, &mut reached));
        for index in 0..reached.len() {
            if !reached[index] {
                roots.push(index);
                self.reach(index, &mut reached);
            }
        }
        roots.sort_unstable();
        roots
    }

    fn reach(&self, from: usize, reached: &mut [bool]) {
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut reached[next], true) {
                open.extend(&self.below[next]);
            }
        }
    }

    /// All that belongs to an annotation, and to those; level by level.
    fn below(&self, from: usize) -> Vec<usize> {
        let mut seen = vec![false; self.above.len()];
        let (mut found, mut at) = (vec![from], 0);
        seen[from] = true;
        while let Some(next) = found.get(at).copied() {
            at += 1;
            let new: Vec<usize> = self.below[next].iter().copied().filter(|below| !seen[*below]).collect();
            new.iter().for_each(|below| seen[*below] = true);
            found.extend(new);
        }
        found.split_off(1)
    }
}

fn read(document: &Document<'_>, raw: &Raw<'_>, thread: &[&Raw<'_>], page: Option<(&PageLayout, [f64; 2])>) -> Answer {
    let own = kind(document, raw);
    let in_group = |other: &&&Raw<'_>| {
        raw.number.is_some() && other.parent() == raw.number && document.name(other.dict, b"RT") == Some(b"Group")
    };
    let grouped: Vec<&&Raw<'_>> = thread.iter().filter(in_group).collect();
    let of_kind = |wanted: &str| grouped.iter().find(|other| kind(document, other) == wanted);
    let struck = of_kind("StrikeOut");
    let is_replaced = own == "Caret" && struck.is_some() || own == "StrikeOut" && of_kind("Caret").is_some();
    let mut said_here = said(document, raw.dict);
    // The words of a group may stand in any of its parts.
    if said_here.is_empty() {
        let others = grouped.iter().map(|other| said(document, other.dict));
        said_here = others.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    }
    let (replies, state) = talk(document, thread);
    let marked = if is_replaced && own == "Caret" { struck.map_or(raw, |struck| struck) } else { raw };
    let boxes = boxes(document, marked);
    let on_page = |[left, top]: [f64; 2], [x0, y0, x1, y1]: [f64; 4]| -> [i64; 4] {
        let emu = |points: f64| (points.clamp(-20_000.0, 20_000.0) * POINT).round() as i64;
        [emu(x0 - left), emu(top - y1), emu(x1 - x0), emu(y1 - y0)]
    };
    let placed: Vec<[i64; 4]> =
        page.iter().flat_map(|(_, corner)| boxes.iter().map(|one| on_page(*corner, *one))).collect();
    let pointed = pointed(document, raw).zip(page).map(|([x, y], (_, corner))| on_page(corner, [x, y, x, y]));
    let spot = page.and_then(|(page, _)| {
        let [x, y, width, height] = pointed.or(placed.first().copied())?;
        match kind(document, marked).as_str() {
            "Highlight" | "Underline" | "Squiggly" | "StrikeOut" | "Redact" => in_lines(page, &placed),
            // A caret stands with its point at the foot of the line.
            "Caret" => at_point(page, [x + width / 2, y + height / 4], true),
            "Square" | "Circle" | "Ink" | "Polygon" | "PolyLine" => {
                // A stroke through words or under them has no height.
                let wider = |[x, y, width, height]: &[i64; 4]| [*x, y - STROKE, *width, height + 2 * STROKE];
                let strokes = || in_lines(page, &placed.iter().map(wider).collect::<Vec<_>>());
                let near = || at_point(page, [x + width / 2, y + height / 2], false);
                in_boxes(page, &placed).or_else(strokes).or_else(near)
            }
            // A note covers what it speaks of.
            _ => at_point(page, [x + width / 2, y + height / 2], false),
        }
    });
    let wish = match (own.as_str(), said_here.is_empty()) {
        _ if is_replaced => Wish::Replace,
        ("StrikeOut", _) => Wish::Delete,
        ("Caret", _) => Wish::Insert,
        (_, true) => Wish::Mark,
        _ => Wish::Remark,
    };
    Answer {
        wish,
        kind: own,
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

/// Answers to an annotation, and answers to those; and the last state that somebody gave it.
///
/// Source: ISO 32000-1, 12.5.6.3: a state is an answer of its own, the later one counts. What a reader ticks off for
/// himself (`Marked`) is less than what was decided (`Review`).
fn talk(document: &Document<'_>, thread: &[&Raw<'_>]) -> (Vec<(String, String)>, String) {
    let (mut replies, mut states) = (Vec::new(), Vec::new());
    for other in thread.iter().filter(|other| document.name(other.dict, b"RT") != Some(b"Group")) {
        let own = words(document, other.dict, b"State");
        if own.is_empty() {
            replies.push((words(document, other.dict, b"T"), said(document, other.dict)));
        } else {
            // `D:20261123101500+08'00'`; what has no date keeps its turn.
            let date = words(document, other.dict, b"M");
            let date: String = date.chars().filter(char::is_ascii_digit).take(14).collect();
            states.push((date, own));
        }
    }
    replies.retain(|(_, words)| !words.is_empty());
    if states.iter().all(|(date, _)| date.len() == 14) {
        states.sort_by(|one, other| one.0.cmp(&other.0));
    }
    let of_model = |is_mark: bool| {
        let last = states.iter().rfind(|(_, state)| matches!(state.as_str(), "Marked" | "Unmarked") == is_mark);
        last.map(|(_, state)| state.clone()).filter(|state| state != "None" && state != "Unmarked")
    };
    (replies, of_model(false).or_else(|| of_model(true)).unwrap_or_default())
}
