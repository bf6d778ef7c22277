//! What a press wants round the trim: marks for cutting, register and folding, colour bars, and the line
//! that names the plates.
//!
//! Marks stand on every plate, in the registration colour; nothing inside the trim does.
//!
//! Source: print.md 7, "marks": outside the trim, 0.25 pt, Separation /All; grey patch C30 M24 Y24.

use crate::base::color::{Cmyk, Color, Spot};
use crate::base::diag::Span;
use crate::base::geom::{Outline, Point, Rect};
use crate::base::units::{Length, Permille};
use crate::font::{ChainId, FontBook, Posture, shape};
use crate::model::{Edition, PagePlan, PressMark};
use crate::page::{Glyph, Item, ItemKind, Sources, TextRun};

use super::rules::fill;

const WEIGHT: Length = Length::pt_hundredths(25);
/// Between the bleed and a mark, and between a mark and the edge of the sheet.
const GAP: Length = Length::mm(1);
/// Marks for cutting and folding are this long where the sheet has room.
const LONG: Length = Length::mm(5);
/// Half of a register mark's cross.
const ARM: Length = Length::mm(3);
/// From a corner of the trim to the first patch, and to the plate line.
const FROM_CORNER: Length = Length::mm(15);
/// A register mark stands this far from a fold.
const FROM_FOLD: Length = Length::mm(15);
const TYPE: Length = Length::pt(6);

/// The marks of a page; `items` are what it prints.
pub(super) fn marks(edition: &Edition, plan: &PagePlan, bleed: Length, items: &[Item], fonts: &FontBook) -> Vec<Item> {
    let press = &edition.press;
    let size = plan.grid.trim;
    let around = Around { width: size.width, height: size.height, bleed, slug: press.slug, spread: plan.fold() };
    let mut out = Vec::new();
    for mark in &press.marks {
        match mark {
            PressMark::Crop => out.push(all(around.crop())),
            PressMark::Register => around.register(press.marks.contains(&PressMark::Fold), &mut out),
            PressMark::Fold => out.push(all(around.fold())),
            PressMark::Bars => out.extend(around.bars(&spots(items))),
            PressMark::Plate => {
                let date = edition.date;
                let words =
                    format!("{} {:04}-{:02}-{:02} {}", edition.paper, date.year, date.month, date.day, plan.folio);
                let chain = edition.sheets[usize::from(plan.sheet.0)].caption.chain;
                out.extend(around.plate_line(&words, &spots(items), (fonts, chain)));
            }
        }
    }
    out
}

fn all(rects: Vec<Rect>) -> Item {
    Item { span: Span::NONE, kind: ItemKind::Fill { rects, color: Color::registration() } }
}

/// The spot inks of a page in the order of their first use, solid.
fn spots(items: &[Item]) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    for spot in items.iter().filter_map(|item| item.kind.color()?.spot()) {
        if found.iter().all(|known| known.name != spot.name) {
            found.push(Spot { tint: Permille::FULL, ..spot.clone() });
        }
    }
    found
}

/// The sheet round a page.
struct Around {
    width: Length,
    height: Length,
    bleed: Length,
    slug: Length,
    /// Where a spread is folded.
    spread: Option<Length>,
}

impl Around {
    /// How long marks are.
    fn long(&self) -> Length {
        (self.slug - GAP * 2).min(LONG)
    }

    /// From the trim to the nearer end of a mark.
    fn near(&self) -> Length {
        self.bleed + GAP
    }

    /// From the trim to the middle of the slug.
    fn middle(&self) -> Length {
        self.bleed + self.slug / 2
    }

    /// Marks across the four sides at the distances `xs` and `ys`, cut in `pieces`.
    fn across(&self, xs: &[Length], ys: &[Length], pieces: i64) -> Vec<Rect> {
        let (near, half) = (self.near(), WEIGHT / 2);
        // With dashes as long as what parts them.
        let dash = self.long() / (2 * pieces - 1);
        let mut rects = Vec::new();
        for piece in 0..pieces {
            let from = near + dash * (2 * piece);
            for &x in xs {
                rects.push(Rect::new(x - half, -(from + dash), WEIGHT, dash));
                rects.push(Rect::new(x - half, self.height + from, WEIGHT, dash));
            }
            for &y in ys {
                rects.push(Rect::new(-(from + dash), y - half, dash, WEIGHT));
                rects.push(Rect::new(self.width + from, y - half, dash, WEIGHT));
            }
        }
        rects
    }

    fn crop(&self) -> Vec<Rect> {
        self.across(&[Length::ZERO, self.width], &[Length::ZERO, self.height], 1)
    }

    /// The fold across the page, and the fold of a spread.
    fn fold(&self) -> Vec<Rect> {
        let spine: Vec<Length> = self.spread.into_iter().collect();
        self.across(&spine, &[self.height / 2], 3)
    }

    /// A ring and a cross in the middle of each side, beside the fold where there is one.
    fn register(&self, folds: bool, out: &mut Vec<Item>) {
        let beside = |is_folded: bool| if is_folded { FROM_FOLD } else { Length::ZERO };
        let x = self.width / 2 + beside(folds && self.spread.is_some());
        let y = self.height / 2 + beside(folds);
        let far = self.middle();
        let arm = ARM.min(self.slug / 2 - GAP / 2);
        let centres = [(x, -far), (x, self.height + far), (-far, y), (self.width + far, y)];
        let mut crosses = Vec::new();
        let mut contours = Vec::new();
        for (x, y) in centres {
            crosses.push(Rect::new(x - arm, y - WEIGHT / 2, arm * 2, WEIGHT));
            crosses.push(Rect::new(x - WEIGHT / 2, y - arm, WEIGHT, arm * 2));
            let radius = arm * 2 / 3;
            contours.extend([circle(Point { x, y }, radius), circle(Point { x, y }, radius - WEIGHT)]);
        }
        out.push(all(crosses));
        let kind = ItemKind::Shape { contours, even_odd: true, color: Color::registration() };
        out.push(Item { span: Span::NONE, kind });
    }

    /// 色标: solids, their half tints, spots and the grey patch, below the trim.
    fn bars(&self, spots: &[Spot]) -> Vec<Item> {
        let process = |c, m, y, k| Color::Process(Cmyk { c, m, y, k });
        let mut colors: Vec<Color> = Vec::new();
        for ink in [1000, 500] {
            colors.extend([process(ink, 0, 0, 0), process(0, ink, 0, 0), process(0, 0, ink, 0), process(0, 0, 0, ink)]);
        }
        colors.push(process(300, 240, 240, 0));
        for spot in spots {
            colors.push(Color::Spot(spot.clone()));
            colors.push(Color::Spot(Spot { tint: Permille(500), ..spot.clone() }));
        }
        let side = self.long();
        let room = self.width / 2 - FROM_FOLD - FROM_CORNER;
        let fitting = (room.get() / side.get().max(1)).max(0) as usize;
        let patch = |(index, color): (usize, &Color)| {
            let x = FROM_CORNER + side * index as i64;
            fill(Rect::new(x, self.height + self.near(), side, side), color, Span::NONE)
        };
        colors.iter().take(fitting).enumerate().map(patch).collect()
    }

    /// Above the trim: the page on every plate, and behind it on each plate the name of its ink.
    fn plate_line(&self, words: &str, spots: &[Spot], (fonts, chain): (&FontBook, ChainId)) -> Vec<Item> {
        let process = |c, m, y, k| Color::Process(Cmyk { c, m, y, k });
        let inks = [
            ("C", process(1000, 0, 0, 0)),
            ("M", process(0, 1000, 0, 0)),
            ("Y", process(0, 0, 1000, 0)),
            ("K", Color::BLACK),
        ];
        let inks = inks.into_iter().map(|(name, color)| (name.to_owned(), color));
        let named = spots.iter().map(|spot| (spot.name.clone(), Color::Spot(spot.clone())));
        let mut x = FROM_CORNER;
        let y = -self.middle() + TYPE / 3;
        let mut items = Vec::new();
        for (text, color) in [(words.to_owned(), Color::registration())].into_iter().chain(inks).chain(named) {
            let end = line(fonts, chain, &text, (x, y), &color, &mut items);
            x = end + TYPE / 2;
        }
        items
    }
}

/// A line of text from a point on, a run for every change of face; gives where it ends.
fn line(
    fonts: &FontBook,
    chain: ChainId,
    text: &str,
    (start, y): (Length, Length),
    color: &Color,
    items: &mut Vec<Item>,
) -> Length {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut pen = start;
    let mut rest = text.chars();
    for glyph in shape(fonts, chain, text) {
        if runs.last().is_none_or(|run| run.face != glyph.face) {
            runs.push(TextRun {
                face: glyph.face,
                size: TYPE,
                width: Permille::FULL,
                color: color.clone(),
                posture: Posture::Level,
                stroke: Length::ZERO,
                origin: Point { x: pen, y },
                glyphs: Vec::new(),
                text: String::new(),
                sources: Sources::default(),
            });
        }
        if let Some(run) = runs.last_mut() {
            run.text.extend(rest.by_ref().take(usize::from(glyph.chars)));
            // What no face has leaves a gap: a mark of the press is no reason to stop a page.
            if !glyph.missing {
                let x = pen - run.origin.x;
                run.glyphs.push(Glyph { id: glyph.glyph, chars: glyph.chars, x });
            } else {
                run.text.pop();
            }
        }
        pen += TYPE.scale(i64::from(glyph.advance), 1000);
    }
    items.extend(runs.into_iter().map(|run| Item { span: Span::NONE, kind: ItemKind::Text(run) }));
    pen
}

/// Four Bézier curves, which miss the circle by less than 0.03 % of its radius.
fn circle(centre: Point, radius: Length) -> Outline {
    /// 4/3 × (√2 − 1), in millionths.
    const HANDLE: i64 = 552_285;
    let handle = radius.scale(HANDLE, 1_000_000);
    let at = |x: Length, y: Length| Point { x: centre.x + x, y: centre.y + y };
    let o = Length::ZERO;
    let mut outline = Outline::at(at(radius, o));
    outline.curve_to(at(radius, handle), at(handle, radius), at(o, radius));
    outline.curve_to(at(-handle, radius), at(-radius, handle), at(-radius, o));
    outline.curve_to(at(-radius, -handle), at(-handle, -radius), at(o, -radius));
    outline.curve_to(at(handle, -radius), at(radius, -handle), at(radius, o));
    outline
}
