//! Type: its least size by the number of inks, reversed, and black that must overprint.

use crate::base::diag::{Code, Severity, say};
use crate::base::geom::{Point, Rect};
use crate::base::press::Limits;
use crate::base::units::Length;
use crate::font::Posture;
use crate::page::{ItemKind, Page, TextRun};

use super::ground::{Beneath, Ground};
use super::{Found, is_registration, plates, process};

/// Looks at every run of type.
pub(super) fn types(page: &Page, ground: &Ground<'_>, limits: &Limits, found: &mut Found) {
    for (index, item) in page.items.iter().enumerate() {
        let ItemKind::Text(run) = &item.kind else { continue };
        let inks = plates(&run.color);
        // Nearly all of a page: one ink, large enough, and black that overprints.
        let is_bound_to_print = inks == 1 && run.size >= limits.type_one_ink;
        if is_bound_to_print && (run.color.overprints() || run.size >= limits.overprint_below) {
            continue;
        }
        if run.glyphs.is_empty() || run.text.trim().is_empty() || is_registration(&run.color) {
            continue;
        }
        let place = (item.span, bounds(run));
        let size = run.size;
        // Looked for only where it matters: a page has thousands of runs.
        let is_on_paper = || matches!(ground.beneath(index, middle(run)), Beneath::Paper);
        let points = pt(size);
        if inks == 0 {
            if size < limits.type_reversed && !is_on_paper() {
                found.tell(
                    Code::TypeSmallReversed,
                    graded(size, limits.type_reversed),
                    place,
                    say(
                        format!("反白字只有 {points} 磅，会糊死"),
                        format!("reversed type of {points} pt would fill in"),
                    ),
                    say(
                        format!("加大到 {} 磅以上，或改为黑字", pt(limits.type_reversed)),
                        format!("make it {} pt or larger, or set it in black", pt(limits.type_reversed)),
                    ),
                );
            }
            continue;
        }
        let (code, least) =
            if inks > 1 { (Code::TypeSmallInks, limits.type_inks) } else { (Code::TypeSmall, limits.type_one_ink) };
        if size < least {
            let severity = graded(size, least);
            let least = pt(least);
            found.tell(
                code,
                severity,
                place,
                say(
                    format!("{inks} 色的字只有 {points} 磅，至少要 {least} 磅"),
                    format!("type of {points} pt in {}; {least} pt is the least", counted(inks)),
                ),
                say("加大字号，或只用黑色一种墨", "make it larger, or set it in black alone"),
            );
        }
        let is_black = process(&run.color).is_some_and(|inks| inks.is_black_only() && inks.k == 1000);
        if is_black && !run.color.overprints() && size < limits.overprint_below && !is_on_paper() {
            let below = pt(limits.overprint_below);
            found.tell(
                Code::BlackKnocksOut,
                Severity::Error,
                place,
                say(
                    format!("{points} 磅的黑字镂空了底色；小于 {below} 磅必须叠印"),
                    format!("black type of {points} pt knocks out its ground; below {below} pt it must overprint"),
                ),
                say("去掉这个颜色后面的 `knockout`", "take `knockout` from its colour"),
            );
        }
    }
}

fn counted(inks: usize) -> String {
    if inks == 1 { "one ink".to_owned() } else { format!("{inks} inks") }
}

/// Points to the hundredth: 4.5, 4.97.
fn pt(length: Length) -> f64 {
    (length.to_pt() * 100.0).round() / 100.0
}

/// Far below the least size it is lost; near it, it prints, but badly: ruby of half its base is there.
fn graded(size: Length, least: Length) -> Severity {
    if size < least.scale(4, 5) { Severity::Error } else { Severity::Warning }
}

/// The boxes of its ems, roughly.
fn bounds(run: &TextRun) -> Rect {
    let length = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x) + run.size;
    match run.posture {
        Posture::Level => Rect::new(run.origin.x, run.origin.y - run.size.scale(88, 100), length, run.size),
        Posture::Upright | Posture::Turned => {
            Rect::new(run.origin.x - run.size.scale(1, 2), run.origin.y, run.size, length)
        }
    }
}

fn middle(run: &TextRun) -> Point {
    let at = bounds(run);
    Point { x: at.x + at.width.scale(1, 2), y: at.y + at.height.scale(1, 2) }
}
