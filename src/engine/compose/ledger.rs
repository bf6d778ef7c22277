//! The ledger: every line of a story with its widths, what was squeezed or stretched, and why it ends
//! where it does. Made only when it is asked for.
//!
//! It is not in the `page` floor beside the record, because its words are those of this engine: steps of
//! squeezing, reasons of breaks.

use crate::base::diag::Span;
use crate::base::units::{Em, Length};
use crate::engine::text::{Item, Paragraph};
use crate::model::{Align, Area, Composer, MarkScheme, Story};

use super::blocks::{Piece, PieceKind};
use super::desk::{Desk, break_plain};
use super::fit::Settings;
use super::flow::{Placed, Poured, Slot};
use super::lines::{
    Account, Adjusted, Alternative, BrokenLine, LineOptions, Reason, account, is_off_grid, natural_width, set_line,
};

/// The ledger of one story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryLedger {
    /// Its working name.
    pub slug: String,
    /// The area it stands in.
    pub area: String,
    /// When only a part of it stands there: which, and of how many.
    pub part: Option<(u16, u16)>,
    /// 1 字 of its column: the size of the body.
    pub cell: Length,
    /// How its lines were broken.
    pub composer: Composer,
    /// The widths of its marks.
    pub marks: MarkScheme,
    /// Whether it should keep to the character grid (C36).
    pub character_grid: bool,
    /// Fewest characters wanted on a last line (C32).
    pub last_line: u8,
    /// What was set of it, in the order of the copy.
    pub paragraphs: Vec<ParagraphLedger>,
    /// Rows of tables and lists of names: they are set cell by cell, and are not in the paragraphs.
    pub cell_rows: u32,
    /// Whether some of it found no room; that is not in the paragraphs.
    pub overset: bool,
}

/// The ledger of a paragraph or cross-head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParagraphLedger {
    /// Its number among the story's paragraphs, from 1; 0 for a cross-head.
    pub number: u32,
    /// What its lines cost together, those without room too.
    pub cost: u32,
    /// Its lines.
    pub lines: Vec<LineLedger>,
}

/// The ledger of a line.
///
/// Where it is justified, `indent` and `natural`, less what was squeezed, with what was stretched, are
/// its `measure` to the unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineLedger {
    /// Its number in the story, from 1; 0 in a cross-head.
    pub number: u32,
    /// The column of the area, from 1.
    pub column: u16,
    /// The row of the page.
    pub row: u16,
    /// Its place in the file.
    pub span: Span,
    /// Its characters.
    pub text: String,
    /// A number, bullet, name or initial that stands beside it; not in its widths.
    pub aside: String,
    /// How many of them count on a last line: all but marks and spaces (C32).
    pub characters: u32,
    /// First-line indent.
    pub indent: Length,
    /// The width of its column.
    pub measure: Length,
    /// Its width before anything is squeezed or stretched, indent not counted; marks at its ends as wide
    /// as the style has them there.
    pub natural: Length,
    /// Whether it is stretched to its measure.
    pub justified: bool,
    /// Whether the paragraph ends with it.
    pub last: bool,
    /// What was squeezed or stretched, in the order of the steps.
    pub changes: Vec<Adjusted>,
    /// The widest gap of letterspacing in thousandths of an em; negative: the share of the possible
    /// squeezing that is used, in thousandths.
    pub looseness: Em,
    /// The part of its last stop that stands outside the measure (C18).
    pub hung: Length,
    /// Whether it ends with a hyphen that is not in the copy (C22).
    pub hyphen: bool,
    /// By how much it is too wide with everything squeezed.
    pub overfull: Length,
    /// Whether its characters stand off the grid of the column (C36).
    pub off_grid: bool,
    /// Its cost; 100 is one clearly visible fault.
    pub cost: u32,
    /// What of it is for standing below a line of another density.
    pub beside: u32,
    /// What of it is for breaking where it ends.
    pub penalty: u32,
    /// Why it ends where it does.
    pub why: Why,
    /// What it would have been with one unit less.
    pub previous: Option<Other>,
    /// And with one more.
    pub next: Option<Other>,
}

/// A reason with the words it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// The reason.
    pub reason: Reason,
    /// The mark whose place is forbidden; empty where none is.
    pub mark: String,
    /// The unit that was kept whole, squeezed in, or that is parted here; empty where none is.
    pub unit: String,
}

/// A line as it is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Other {
    /// What the line would have gained or lost.
    pub text: String,
    /// Its natural width, indent not counted.
    pub natural: Length,
    /// By how much it would be too wide with everything squeezed.
    pub over: Length,
    /// Its cost; `None` where it does not fit.
    pub cost: Option<u32>,
    /// The least cost of the paragraph with it; `None` where it does not fit or is too loose.
    pub total: Option<u32>,
}

/// The ledgers of the stories of an area, as poured.
pub(crate) fn of_copy(
    desk: &Desk<'_>,
    area: &Area,
    stories: &[&Story],
    pieces: &[Piece],
    poured: &Poured,
    settings: &Settings,
) -> Vec<StoryLedger> {
    let oversets = |story: usize| {
        poured.overset.is_some_and(|(piece, _)| pieces[piece..].iter().any(|piece| piece.story == story))
    };
    let mut ledgers: Vec<StoryLedger> = stories
        .iter()
        .enumerate()
        .map(|(index, story)| StoryLedger {
            slug: story.slug.clone(),
            area: area.name.clone(),
            part: story.part.as_ref().map(|part| (part.number, part.count)),
            cell: desk.sheet.body.size,
            composer: desk.composition.composer,
            marks: desk.composition.marks,
            character_grid: desk.composition.character_grid,
            last_line: desk.composition.last_line,
            paragraphs: Vec::new(),
            cell_rows: 0,
            overset: oversets(index),
        })
        .collect();
    for placed in poured.placed.chunk_by(|one, two| one.piece == two.piece) {
        let Some(first) = placed.first() else { continue };
        let piece = &pieces[first.piece];
        let Some(ledger) = ledgers.get_mut(piece.story) else { continue };
        match &piece.kind {
            PieceKind::Text { paragraph, options, stance } => {
                let number = 1 + ledger.paragraphs.iter().filter(|paragraph| paragraph.number > 0).count() as u32;
                let numbered = ledger.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
                let before = numbered.map(|line| line.number).max().unwrap_or(0);
                let beside = |placed: &Placed| {
                    let all = Place::of(placed);
                    Place { measure: all.measure - stance.left_of(placed.line), ..all }
                };
                let places: Vec<Place> = placed.iter().map(beside).collect();
                let mut set = set_paragraph(paragraph, options, settings.lines(first.piece), &places);
                set.number = number;
                if let (Some(line), 0, Some(aside)) = (set.lines.first_mut(), first.line, &stance.aside) {
                    line.aside = aside.line.text.clone();
                }
                set.lines.iter_mut().zip(before + 1..).for_each(|(line, number)| line.number = number);
                ledger.paragraphs.push(set);
            }
            PieceKind::Crosshead { paragraph, .. } => {
                let align = desk.sheet.crosshead.align;
                let lines = break_plain(paragraph, align, first.slot.measure);
                let options = LineOptions { indent: Length::ZERO, align };
                let place = |line: usize| Place { line, ..Place::of(first) };
                let places: Vec<Place> = (0..lines.len()).map(place).collect();
                ledger.paragraphs.push(set_paragraph(paragraph, &options, &lines, &places));
            }
            PieceKind::Strip(_) => ledger.cell_rows += placed.iter().map(|placed| u32::from(placed.rows)).sum::<u32>(),
            PieceKind::Head(_) | PieceKind::Gap => {}
        }
    }
    ledgers
}

/// Where a line of a paragraph came to stand.
struct Place {
    line: usize,
    measure: Length,
    column: u16,
    row: u16,
}

impl Place {
    fn of(placed: &Placed) -> Place {
        let Slot { measure, column, row, .. } = placed.slot;
        Place { line: placed.line, measure, column: column + 1, row }
    }
}

fn set_paragraph(
    paragraph: &Paragraph,
    options: &LineOptions,
    lines: &[BrokenLine],
    places: &[Place],
) -> ParagraphLedger {
    let accounts = account(paragraph, options, lines);
    let set = |place: &Place| {
        let line = lines.get(place.line)?;
        Some(entry(paragraph, line, options.align, place, accounts.get(place.line)))
    };
    ParagraphLedger { number: 0, cost: super::lines::total_cost(lines), lines: places.iter().filter_map(set).collect() }
}

fn entry(
    paragraph: &Paragraph,
    line: &BrokenLine,
    align: Align,
    place: &Place,
    account: Option<&Account>,
) -> LineLedger {
    let set = set_line(paragraph, line, place.measure, align);
    let items = &paragraph.items[line.start as usize..line.end.max(line.start) as usize];
    let reason = account.map_or(Reason::Better, |account| account.reason);
    let other = |other: Option<Alternative>| other.map(|other| other_line(paragraph, line, other));
    LineLedger {
        number: 0,
        column: place.column,
        row: place.row,
        span: paragraph.span(line.start, line.end),
        characters: items.iter().filter(|item| item.class.is_character()).count() as u32,
        indent: line.indent,
        measure: place.measure,
        natural: natural_width(paragraph, line),
        justified: align == Align::Distribute || (align == Align::Justify && !line.last),
        last: line.last,
        looseness: set.looseness,
        hung: set.hung,
        hyphen: line.hyphen,
        overfull: set.overfull,
        off_grid: is_off_grid(paragraph, line, &set, place.measure, align),
        cost: line.cost,
        beside: line.beside,
        penalty: line.penalty,
        why: why(paragraph, line, reason),
        previous: other(account.and_then(|account| account.previous)),
        next: other(account.and_then(|account| account.next)),
        changes: set.changes,
        text: set.text,
        aside: String::new(),
    }
}

fn why(paragraph: &Paragraph, line: &BrokenLine, reason: Reason) -> Why {
    let slice = |(start, end): (u32, u32)| paragraph.slice(start, end).trim_end().to_string();
    let (mark, unit) = match reason {
        Reason::SqueezedIn { tie: Some(tie), .. } | Reason::MovedDown(tie) => {
            (slice((tie.mark, tie.mark + 1)), slice(tie.unit))
        }
        Reason::SqueezedIn { from, tie: None } => (String::new(), slice((from, line.end))),
        Reason::Hung => (slice((line.end.saturating_sub(1), line.end)), String::new()),
        Reason::Hyphenated | Reason::Soft | Reason::CutWord => (String::new(), slice(word_at(paragraph, line.next))),
        Reason::Rescued => (String::new(), slice((line.end.saturating_sub(1), line.next + 1))),
        _ => (String::new(), String::new()),
    };
    Why { reason, mark, unit }
}

/// The word, number or address in which item `at` stands.
fn word_at(paragraph: &Paragraph, at: u32) -> (u32, u32) {
    let inside = |item: &Item| item.has(Item::INSIDE);
    let (before, after) = paragraph.items.split_at((at as usize).min(paragraph.items.len()));
    let back = before.iter().rev().take_while(|item| inside(item)).count() + 1;
    let ahead = after.iter().take_while(|item| inside(item)).count();
    (before.len().saturating_sub(back) as u32, (before.len() + ahead) as u32)
}

fn other_line(paragraph: &Paragraph, line: &BrokenLine, other: Alternative) -> Other {
    let (from, to) = (line.end.min(other.end), line.end.max(other.end));
    let Alternative { natural, over, cost, total, .. } = other;
    Other { text: paragraph.slice(from, to).trim().to_string(), natural, over, cost, total }
}
