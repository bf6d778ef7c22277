//! Fits one part of a head: the largest size at which it fits with the least change.
//!
//! A way of setting is a size, a horizontal scale (长/扁) and a tightening. Each has a price, and so has a
//! break where a reader stumbles; the cheapest way is taken. Then a short part is opened.
//! Source: `makeup.md` 8, feature 4; C41.

use std::cell::OnceCell;

use crate::base::diag::{Diagnostic, Span};
use crate::base::units::{Em, Length, Permille};
use crate::engine::text::{Class, HeadWords, Paragraph, head_words, price_words};
use crate::model::{Align, Copy, Direction, PartStyle, TextStyle};
use crate::page::HeadFit;

use super::desk::{Desk, break_plain, set_all};
use super::lines::{BrokenLine, SetLine, break_head};

/// Price of type 1 % smaller than the largest (100 = one visible fault). A step of sizes, about 7 %, is
/// dearer than all the tightening that daily papers allow, and than 长 of 90 %.
const SMALLER: u64 = 20;
/// Price of 0.01 em less between two characters.
const TIGHTER: u64 = 10;
/// Price of 1 % of 长 or 扁.
const NARROWER: u64 = 12;
/// From this penalty on a break is a fault, which a smaller size may be better than.
const FAULT: u32 = 300;
/// Steps of tightening, in thousandths of an em.
const TIGHTEN_STEP: i32 = 10;
/// Steps of opening, in thousandths of an em.
const SPREAD_STEP: i64 = 50;
/// How much of its measure a short part should fill, in thousandths, by its characters: longer ones are not
/// opened.
///
/// Source: practice of dailies, which open heads of three to five characters.
const SHORT: &[(usize, i64)] = &[(2, 450), (3, 520), (4, 580), (5, 640), (6, 680)];

/// A part of a head, to be fitted.
pub(super) struct Part<'a> {
    pub(super) copy: &'a Copy,
    pub(super) style: &'a PartStyle,
    pub(super) is_headline: bool,
    words: OnceCell<HeadWords>,
}

/// A part of a head, fitted.
pub(super) struct FittedPart {
    pub(super) lines: Vec<SetLine>,
    pub(super) size: Length,
    pub(super) leading: Length,
    /// Whether it fits its measure and number of lines.
    pub(super) fits: bool,
    pub(super) is_headline: bool,
    pub(super) fit: HeadFit,
    pub(super) span: Span,
}

impl<'a> Part<'a> {
    pub(super) fn new(copy: &'a Copy, style: &'a PartStyle, is_headline: bool) -> Part<'a> {
        Part { copy, style, is_headline, words: OnceCell::new() }
    }

    /// How it may stand: the style's own align, or the head's.
    fn align(&self, align: Align) -> Align {
        if self.style.text.align == Align::Justify { align } else { self.style.text.align }
    }
}

/// One way of setting a part.
#[derive(Clone, Copy)]
struct Way {
    size: Length,
    width: Permille,
    /// Less between characters, in thousandths of an em.
    tighter: i32,
    price: u64,
}

/// A way that fits.
struct Found {
    paragraph: Paragraph,
    lines: Vec<BrokenLine>,
    way: Way,
    notes: Vec<Diagnostic>,
}

/// Fits a part to `measure`, with its sizes from step `first` on.
///
/// Invariant: no line is wider than the measure unless `fits` is false; then it is set as small and as
/// narrow as its style allows.
pub(super) fn fit_part(
    desk: &Desk<'_>,
    part: &Part<'_>,
    align: Align,
    measure: Length,
    first: usize,
    notes: &mut Vec<Diagnostic>,
) -> FittedPart {
    let align = part.align(align);
    let ways = ways(desk, part.style, first);
    let mut best: Option<Found> = None;
    for &way in &ways {
        if best.as_ref().is_some_and(|best| best.way.price <= way.price) {
            break;
        }
        let Some(found) = try_way(desk, part, align, measure, way) else { continue };
        if best.as_ref().is_none_or(|best| found.way.price < best.way.price) {
            best = Some(found);
        }
    }
    if let Some(found) = best {
        return opened(desk, part, align, measure, found).finish(
            desk,
            part,
            align,
            measure,
            (ways[0].size, true),
            notes,
        );
    }
    let (size, width) = (ways.iter().map(|way| way.size).min(), ways.iter().map(|way| way.width).min());
    let (size, width) = (size.unwrap_or_default(), width.unwrap_or(Permille::FULL));
    let way = Way { size, width, tighter: part.style.tighten.0, price: 0 };
    let mut notes_of = Vec::new();
    let paragraph = prepare(desk, part, align, way, 0, &mut notes_of);
    let lines = break_plain(&paragraph, align, measure);
    let found = Found { paragraph, lines, way, notes: notes_of };
    Opened { found, spread: 0 }.finish(desk, part, align, measure, (ways[0].size, false), notes)
}

/// All sizes and scales, the cheapest first; tightening is tried where it is needed. Never empty.
///
/// Only what stands in horizontal lines is made to fit by 长: in vertical ones it narrows type across the line.
fn ways(desk: &Desk<'_>, style: &PartStyle, first: usize) -> Vec<Way> {
    let sizes = &style.sizes[first.min(style.sizes.len() - 1)..];
    let natural = style.widths[0];
    let widths = match desk.direction {
        Direction::Horizontal => &style.widths[..],
        Direction::Vertical => &style.widths[..1],
    };
    let mut ways: Vec<Way> = sizes
        .iter()
        .flat_map(|&size| widths.iter().filter(|&&width| width <= natural).map(move |&width| (size, width)))
        .map(|(size, width)| {
            let smaller = (sizes[0] - size).scale(100 * SMALLER as i64, 1).div_floor(sizes[0]);
            let narrower = u64::from(natural.0 - width.0) * NARROWER / 10;
            Way { size, width, tighter: 0, price: smaller as u64 + narrower }
        })
        .collect();
    ways.sort_by_key(|way| way.price);
    ways
}

/// Sets a part in one way, tightened as little as can be; `None` when it does not fit.
fn try_way(desk: &Desk<'_>, part: &Part<'_>, align: Align, measure: Length, way: Way) -> Option<Found> {
    if let Some(found) = broken(desk, part, align, measure, way) {
        return Some(found);
    }
    let most = part.style.tighten.0;
    // Most heads do not fit even when tightened: that is seen at once.
    let tightest = if most > 0 { broken(desk, part, align, measure, tightened(way, most)) } else { None }?;
    let steps = (1..).map(|step| step * TIGHTEN_STEP).take_while(|tighter| *tighter < most);
    let less = steps.into_iter().find_map(|tighter| broken(desk, part, align, measure, tightened(way, tighter)));
    Some(less.unwrap_or(tightest))
}

fn tightened(way: Way, tighter: i32) -> Way {
    Way { tighter, price: way.price + tighter as u64 * TIGHTER / 10, ..way }
}

/// The lines of a part set in just this way; its price has what its breaks cost.
fn broken(desk: &Desk<'_>, part: &Part<'_>, align: Align, measure: Length, way: Way) -> Option<Found> {
    let mut notes = Vec::new();
    let mut paragraph = prepare(desk, part, align, way, 0, &mut notes);
    let lines = break_at_words(&mut paragraph, part, measure)?;
    let inner = lines.iter().filter(|line| !line.last && line.penalty >= FAULT);
    let price = way.price + inner.map(|line| u64::from(line.penalty)).sum::<u64>();
    Some(Found { paragraph, lines, way: Way { price, ..way }, notes })
}

/// The words are looked up when more than one line is needed, once for a part.
fn break_at_words(paragraph: &mut Paragraph, part: &Part<'_>, measure: Length) -> Option<Vec<BrokenLine>> {
    let lines = part.style.lines;
    if lines.0 > 1 || lines.1 > 1 && paragraph.natural() > measure.get() {
        price_words(paragraph, part.words.get_or_init(|| head_words(&part.copy.text)));
    }
    break_head(paragraph, measure, lines)
}

fn prepare(
    desk: &Desk<'_>,
    part: &Part<'_>,
    align: Align,
    way: Way,
    spread: i32,
    notes: &mut Vec<Diagnostic>,
) -> Paragraph {
    let own = &part.style.text;
    let tracking = Em(own.tracking.0 - way.tighter + spread);
    let text = TextStyle { size: way.size, width: way.width, tracking, align, ..own.clone() };
    desk.prepare_head(part.copy, &text, notes)
}

/// A way that fits, and how far it was opened.
struct Opened {
    found: Found,
    spread: i32,
}

/// Opens a short part until it fills a sensible part of its measure, and then widens it, within its limits.
fn opened(desk: &Desk<'_>, part: &Part<'_>, align: Align, measure: Length, found: Found) -> Opened {
    let as_it_is = |found| Opened { found, spread: 0 };
    let Some((gaps, wanted)) = wanted_width(&found, measure) else { return as_it_is(found) };
    let most = i64::from(part.style.spread.0);
    let natural = widest(&found);
    let needed = (wanted - natural).scale(1000, gaps).div_floor(Length::emu(found.paragraph.em));
    let spread = (needed / SPREAD_STEP * SPREAD_STEP).clamp(0, most) as i32;
    let mut widths: Vec<Permille> =
        part.style.widths.iter().copied().filter(|width| *width > found.way.width).collect();
    widths.sort_unstable();
    if found.way.width < part.style.widths[0] || desk.direction == Direction::Vertical || i64::from(spread) < most {
        widths.clear();
    }
    let mut last = None;
    for width in std::iter::once(found.way.width).chain(widths) {
        let way = Way { width, ..found.way };
        let mut notes = Vec::new();
        let mut paragraph = prepare(desk, part, align, way, spread, &mut notes);
        let Some(lines) = break_at_words(&mut paragraph, part, measure) else { break };
        if lines.len() != found.lines.len() {
            break;
        }
        let opened = Found { paragraph, lines, way, notes };
        let enough = widest(&opened) + Length::emu(opened.paragraph.em) * SPREAD_STEP / 1000 * gaps >= wanted;
        last = Some(opened);
        if enough {
            break;
        }
    }
    last.map_or(as_it_is(found), |found| Opened { found, spread })
}

/// For a short part the gaps of its longest line, and the width that line should have.
fn wanted_width(found: &Found, measure: Length) -> Option<(i64, Length)> {
    let characters = |line: &BrokenLine| {
        let items = &found.paragraph.items[line.start as usize..line.end as usize];
        items.iter().filter(|item| item.class != Class::Space).count()
    };
    let longest = found.lines.iter().map(characters).max()?;
    let (_, share) = SHORT.iter().find(|(count, _)| *count == longest)?;
    let wanted = measure.scale(*share, 1000);
    (widest(found) < wanted).then_some((longest as i64 - 1, wanted))
}

fn widest(found: &Found) -> Length {
    let width = |line: &BrokenLine| super::lines::natural_width(&found.paragraph, line);
    found.lines.iter().map(width).max().unwrap_or_default()
}

impl Opened {
    fn finish(
        self,
        desk: &Desk<'_>,
        part: &Part<'_>,
        align: Align,
        measure: Length,
        (largest, fits): (Length, bool),
        notes: &mut Vec<Diagnostic>,
    ) -> FittedPart {
        let Opened { mut found, spread } = self;
        notes.append(&mut found.notes);
        let lines = set_all(&found.paragraph, &found.lines, measure, align);
        let Way { size, width, tighter, .. } = found.way;
        let largest = part.style.sizes.first().copied().unwrap_or(largest);
        let fit = HeadFit {
            story: String::new(),
            size,
            largest,
            width,
            tracking: Em(spread - tighter),
            vertical: desk.direction == Direction::Vertical,
            fits,
            lines: lines.iter().map(|line| line.text.clone()).collect(),
        };
        let leading = part.style.text.leading.unwrap_or_else(|| default_leading(size));
        let span = part.copy.span_at(0);
        FittedPart { lines, size, leading, fits, is_headline: part.is_headline, fit, span }
    }
}

/// Display type is set tighter than text: the lines of one head belong together.
fn default_leading(size: Length) -> Length {
    if size >= Length::pt(20) { size.scale(118, 100) } else { size.scale(130, 100) }
}
