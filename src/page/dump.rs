//! Prints a page as text, a line of type a line: the form in which golden pages are kept and compared.

use std::fmt::Write as _;

use crate::base::color::Color;
use crate::base::geom::{Outline, Rect};
use crate::base::units::Length;
use crate::font::Posture;

use super::tree::{Item, ItemKind, Page, TextRun};

/// A page as text: boxes in points, in painting order; runs that stand on one baseline and follow one
/// another are one line; a vertical line is `down`.
pub fn dump(page: &Page) -> String {
    let mut out = String::new();
    let (width, height) = (page.trim.width.to_mm(), page.trim.height.to_mm());
    let _ = writeln!(out, "page {} {}  trim {width:.2}x{height:.2}mm", page.number, page.folio);
    let mut index = 0;
    while index < page.items.len() {
        index += line(&page.items[index..], &mut out);
    }
    out
}

/// Writes the first item, with the runs that continue its line; gives how many items that were.
fn line(items: &[Item], out: &mut String) -> usize {
    let Some(first) = items.first() else { return 1 };
    match &first.kind {
        ItemKind::Text(run) if run.posture != Posture::Level => line_down(items, run, out),
        ItemKind::Text(run) => {
            let mut text = run.text.clone();
            let mut thick = stroke(run);
            let mut count = 1;
            let mut end = run.origin.x;
            for item in &items[1..] {
                let ItemKind::Text(next) = &item.kind else { break };
                let level = next.posture == Posture::Level && next.origin.y == run.origin.y;
                if !level || next.origin.x < end || item.span != first.span {
                    break;
                }
                end = next.origin.x;
                text.push_str(&next.text);
                thick.push_str(&stroke(next));
                count += 1;
            }
            let (x, y, size) = (pt(run.origin.x), pt(run.origin.y), run.size.to_pt());
            let _ = writeln!(out, "  text {x:>8} {y:>8}  {size}pt {}  {text}{thick}", color(&run.color));
            count
        }
        ItemKind::Fill { rects, color: ink } => {
            let all = if rects.len() == 1 { String::new() } else { format!(" and {} more", rects.len() - 1) };
            let first = rects.first().map(|rect| boxed(*rect)).unwrap_or_default();
            let _ = writeln!(out, "  fill {first}{all}  {}", color(ink));
            1
        }
        ItemKind::Dots { centres, diameter, color: ink } => {
            let _ = writeln!(out, "  dots {} of {}pt  {}", centres.len(), diameter.to_pt(), color(ink));
            1
        }
        ItemKind::Shape { contours, even_odd, color: ink } => {
            let _ = writeln!(out, "  shape {}  {}", shape(contours, *even_odd), color(ink));
            1
        }
        ItemKind::Image(image) => {
            let (left, top, width, height) = image.crop;
            let gray = if image.gray { "  gray" } else { "" };
            let _ = writeln!(out, "  image {}  crop {left},{top} {width}x{height}{gray}", boxed(image.at));
            1
        }
    }
}

/// One contour by its start, right end and curves; several by the box round them.
fn shape(contours: &[Outline], even_odd: bool) -> String {
    let rule = if even_odd { "  even-odd" } else { "" };
    if let [outline] = contours {
        let (start, end) = (outline.start, far_end(outline));
        let (x, y, count) = (pt(start.x), pt(start.y), outline.curves.len());
        return format!("{x:>8} {y:>8} to {} of {count} curves{rule}", pt(end));
    }
    let bounds = contours.iter().map(Outline::bounds).reduce(Rect::union).unwrap_or_default();
    let curves: usize = contours.iter().map(|outline| outline.curves.len()).sum();
    format!("{}  {} contours of {curves} curves{rule}", boxed(bounds), contours.len())
}

/// The right end of an outline.
fn far_end(outline: &Outline) -> Length {
    outline.curves.iter().map(|curve| curve[2].x).max().unwrap_or(outline.start.x)
}

/// What is thickened of a run, and by how much.
fn stroke(run: &TextRun) -> String {
    if run.stroke == Length::ZERO { String::new() } else { format!("  (stroke {}pt: {})", pt(run.stroke), run.text) }
}

/// As [`line`], for a vertical line that begins with `run`: runs lower and lower within its width. What
/// is turned stands in `{}`, what stands across the line in `[]`.
fn line_down(items: &[Item], run: &TextRun, out: &mut String) -> usize {
    let mut text = String::new();
    let mut count = 0;
    let mut end = run.origin.y;
    for item in items {
        let ItemKind::Text(next) = &item.kind else { break };
        let beside = (next.origin.x - run.origin.x).abs() > run.size;
        if next.origin.y < end || beside || item.span != items[0].span {
            break;
        }
        end = next.origin.y;
        match next.posture {
            Posture::Upright => text.push_str(&next.text),
            Posture::Turned => text.extend(["{", &next.text, "}"]),
            Posture::Level => text.extend(["[", &next.text, "]"]),
        }
        count += 1;
    }
    let (x, y, size) = (pt(run.origin.x), pt(run.origin.y), run.size.to_pt());
    let _ = writeln!(out, "  down {x:>8} {y:>8}  {size}pt {}  {text}", color(&run.color));
    count
}

fn boxed(rect: Rect) -> String {
    format!("{:>8} {:>8} {:>8}x{}", pt(rect.x), pt(rect.y), pt(rect.width), pt(rect.height))
}

fn pt(length: Length) -> String {
    format!("{:.2}", length.to_pt())
}

fn color(color: &Color) -> String {
    match color {
        Color::Process(inks) if inks.c + inks.m + inks.y == 0 => format!("K{}", inks.k / 10),
        Color::Process(inks) => format!("C{}M{}Y{}K{}", inks.c / 10, inks.m / 10, inks.y / 10, inks.k / 10),
        Color::Spot(spot) => format!("{} {}", spot.name, spot.tint.0 / 10),
        Color::Told { color: told, overprints } => {
            format!("{} {}", self::color(told), if *overprints { "overprint" } else { "knockout" })
        }
    }
}
