//! Which plates two versions of a page need anew: a plate is what one ink prints of a page.
//!
//! A plate is described by what paints on it, in order, and by what is knocked out of it. Black alone
//! overprints and leaves the other plates as they are; anything else that bears none of an ink takes away
//! what stands beneath, and does nothing on bare paper.
//!
//! Source: print.md 5; makeup.md 8, zone editions.

use super::assets::Assets;
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::font::Posture;
use crate::page::{Glyph, Image, Item, ItemKind, Page, TextRun};

/// The process inks, in the order in which plates are told.
const PROCESS: [&str; 4] = ["C", "M", "Y", "K"];

/// A page, and what its file is made with.
pub type Printed<'a> = (&'a Page, &'a Assets<'a>);

/// The inks whose plates differ between two versions of a page, process inks first. Without a first version
/// those are all inks of the second.
pub fn differing(base: Option<Printed<'_>>, other: Printed<'_>) -> Vec<String> {
    let pictures = |(page, assets): Printed<'_>| -> Vec<(Rect, Option<[u8; 32]>)> {
        let images = page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image),
            _ => None,
        });
        let sum = |image: &Image| match assets.pictures.form(image) {
            Some(form) => Some(form.sum),
            None => assets.pictures.samples(image).map(|samples| samples.sum),
        };
        images.map(|image| (image.at, sum(image))).collect()
    };
    let mut inks: Vec<String> = PROCESS.map(str::to_owned).into();
    for (page, assets) in base.into_iter().chain([other]) {
        for spot in page.items.iter().flat_map(|item| spots_of(&item.kind, assets)) {
            if !inks.iter().any(|ink| ink == spot) {
                inks.push(spot.to_owned());
            }
        }
    }
    // The same pictures in the same places need not be looked into, ink by ink.
    let same_pictures = base.is_some_and(|base| pictures(base) == pictures(other));
    let plate = |printed: Printed<'_>, ink: &str| plate(printed, ink, !same_pictures);
    inks.retain(|ink| match base {
        Some(base) => plate(base, ink) != plate(other, ink) || sheet(base.0) != sheet(other.0),
        None => !plate(other, ink).is_empty(),
    });
    inks
}

/// The inks that a page prints, process inks first. Pictures in colour count as all four, unlooked at.
pub fn inks(page: &Page, assets: &Assets<'_>) -> Vec<String> {
    let mut found: Vec<String> = PROCESS.map(str::to_owned).into();
    found.extend(page.items.iter().flat_map(|item| spots_of(&item.kind, assets)).map(str::to_owned));
    let prints = |kind: &ItemKind, ink: &str| match kind {
        ItemKind::Image(image) => match (assets.pictures.samples(image), assets.pictures.form(image)) {
            (_, Some(form)) => form.inks.iter().any(|known| known == ink),
            (Some(samples), None) if !image.gray && !samples.is_gray() => PROCESS.contains(&ink),
            (Some(_), None) => ink == "K",
            (None, None) => false,
        },
        _ => kind.color().is_some_and(|color| color.amount(ink) > 0),
    };
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|ink| seen.insert(ink.clone()) && page.items.iter().any(|item| prints(&item.kind, ink)));
    found
}

fn sheet(page: &Page) -> [Length; 4] {
    [page.trim.width, page.trim.height, page.bleed, page.slug]
}

/// The spot inks of an item: that of its colour, or those of a placed page.
fn spots_of<'a>(kind: &'a ItemKind, assets: &'a Assets<'_>) -> Vec<&'a str> {
    match kind {
        ItemKind::Image(image) => {
            let form = assets.pictures.form(image);
            let inks = form.iter().flat_map(|form| &form.inks).map(String::as_str);
            inks.filter(|ink| !PROCESS.contains(ink)).collect()
        }
        _ => kind.color().and_then(|color| color.spot()).map(|spot| spot.name.as_str()).into_iter().collect(),
    }
}

/// One thing on a plate.
#[derive(PartialEq, Eq)]
struct Mark {
    /// In thousandths of a solid; 0 where it is knocked out.
    tint: u16,
    bounds: Rect,
    /// What it looks like.
    shape: String,
}

/// What prints on the plate of an ink.
fn plate(printed: Printed<'_>, ink: &str, looks_into_pictures: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for Item { kind, .. } in &printed.0.items {
        let (tint, overprints, data) = match kind {
            ItemKind::Image(image) => {
                let data = picture(image, printed.1, ink, looks_into_pictures);
                (if data.is_some() { 1000 } else { 0 }, false, data)
            }
            _ => kind.color().map_or((0, true, None), |color| (color.amount(ink), color.overprints(), None)),
        };
        if tint == 0 && overprints {
            continue;
        }
        let bounds = bounds(kind);
        let takes_away = || marks.iter().any(|mark| mark.tint > 0 && mark.bounds.overlaps(bounds));
        if tint > 0 || takes_away() {
            let shape = data.unwrap_or_else(|| shape(kind, printed.1));
            marks.push(Mark { tint, bounds, shape });
        }
    }
    marks
}

/// What a picture prints in an ink; nothing where it has none of it.
fn picture(image: &Image, assets: &Assets<'_>, ink: &str, looks_into_it: bool) -> Option<String> {
    if let Some(form) = assets.pictures.form(image) {
        return form.inks.iter().any(|known| known == ink).then(|| format!("{:?}", form.sum));
    }
    let at = PROCESS.iter().position(|known| *known == ink)?;
    let samples = assets.pictures.samples(image)?;
    let sum = if looks_into_it { samples.plates()[at]? } else { samples.sum };
    Some(format!("{sum:?}"))
}

/// The shape of an item without its colour and its place in the input; glyphs by the name of their face.
fn shape(kind: &ItemKind, assets: &Assets<'_>) -> String {
    match kind {
        ItemKind::Text(run) => {
            let TextRun { face, size, width, posture, stroke, origin, glyphs, .. } = run;
            let face = assets.fonts.face(*face).name();
            let glyphs: Vec<(u16, Length)> = glyphs.iter().map(|glyph| (glyph.id, glyph.x)).collect();
            format!("{face} {size:?} {width:?} {posture:?} {stroke:?} {origin:?} {glyphs:?}")
        }
        ItemKind::Fill { rects, .. } => format!("{rects:?}"),
        ItemKind::Dots { centres, diameter, .. } => format!("{centres:?} {diameter:?}"),
        ItemKind::Shape { contours, even_odd, .. } => format!("{contours:?} {even_odd}"),
        ItemKind::Image(image) => format!("{:?} {:?} {:?}", image.at, image.crop, image.beyond),
    }
}

/// A box round an item, wide enough for what glyphs reach beyond their em.
pub(super) fn bounds(kind: &ItemKind) -> Rect {
    let round = |x: Length, y: Length, width: Length, height: Length| Rect { x, y, width, height };
    match kind {
        ItemKind::Text(run) => {
            let em = run.size.max(run.width.of(run.size));
            let air = em / 4;
            let end = |glyph: &Glyph| glyph.x + em * i64::from(glyph.chars.max(1));
            let length = run.glyphs.last().map_or(Length::ZERO, end) + air * 2;
            match run.posture {
                Posture::Level => round(run.origin.x - air, run.origin.y - run.size, length, run.size + air),
                Posture::Upright | Posture::Turned => round(run.origin.x - em, run.origin.y - air, em * 2, length),
            }
        }
        ItemKind::Fill { rects, .. } => rects.iter().copied().reduce(Rect::union).unwrap_or_default(),
        ItemKind::Dots { centres, diameter, .. } => {
            let dot = |x: Length, y: Length| round(x - *diameter / 2, y - *diameter / 2, *diameter, *diameter);
            centres.iter().map(|centre| dot(centre.x, centre.y)).reduce(Rect::union).unwrap_or_default()
        }
        ItemKind::Shape { contours, .. } => {
            let points = contours.iter().flat_map(|outline| outline.curves.iter().flatten().chain([&outline.start]));
            let point = |x: Length, y: Length| round(x, y, Length::emu(1), Length::emu(1));
            points.map(|at| point(at.x, at.y)).reduce(Rect::union).unwrap_or_default()
        }
        ItemKind::Image(image) => image.at,
    }
}
