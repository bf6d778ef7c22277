//! Preflight of composed pages, before a file is written: what a press would refuse is told with its place in the
//! copy, the style sheet or the page description.
//!
//! The finished file is looked at again, by a reader that shares nothing with this, in the rest of `preflight`.
//!
//! Source: `print.md` 3 and 5.

mod ground;
mod ink;
mod lines;
mod types;

use crate::base::color::{Cmyk, Color};
use crate::base::diag::{Code, Diagnostic, Say, Severity, Span};
use crate::base::geom::Rect;
use crate::base::press::Limits;
use crate::base::units::Permille;
use crate::page::Page;

use ground::Ground;

/// What is wrong with a composed page, rule by rule; the same fault is told once, at its first place.
pub fn tree(page: &Page, limits: &Limits, ink_limit: Permille) -> Vec<Diagnostic> {
    let ground = Ground::new(page);
    let mut found = Found { page: page.number, all: Vec::new() };
    types::types(page, &ground, limits, &mut found);
    lines::lines(page, &ground, limits, &mut found);
    ink::ink(page, limits, ink_limit, &mut found);
    found.all
}

/// What was found so far.
struct Found {
    page: u16,
    all: Vec<Diagnostic>,
}

impl Found {
    /// Tells a fault, once for what it says.
    fn tell(&mut self, code: Code, severity: Severity, (span, at): (Span, Rect), message: Say, hint: Say) {
        if self.all.iter().any(|known| known.code == code && known.message == message) {
            return;
        }
        let mut finding = Diagnostic::new(code, span, message).hint(hint).on_page(self.page);
        finding.severity = severity;
        finding.at = Some(at);
        self.all.push(finding);
    }
}

/// How many plates print a colour: a spot on one, process inks each on their own.
fn plates(color: &Color) -> usize {
    match color.bare() {
        Color::Spot(spot) => usize::from(spot.tint.0 > 0),
        color => {
            process(color).map_or(0, |inks| [inks.c, inks.m, inks.y, inks.k].iter().filter(|ink| **ink > 0).count())
        }
    }
}

/// The process inks of a colour; none of a spot.
fn process(color: &Color) -> Option<Cmyk> {
    match color.bare() {
        Color::Process(inks) => Some(*inks),
        _ => None,
    }
}

/// Whether it is the registration colour, which stands outside the trim alone.
fn is_registration(color: &Color) -> bool {
    matches!(color.bare(), Color::Spot(spot) if spot.is_registration())
}

/// Ink of a colour, all plates together.
fn total(color: &Color) -> u16 {
    match color.bare() {
        Color::Spot(spot) => spot.tint.0.min(1000),
        color => process(color).map_or(0, Cmyk::total),
    }
}
