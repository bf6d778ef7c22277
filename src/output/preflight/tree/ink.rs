//! Total ink as it comes together: what overprints adds to what lies beneath, what knocks out takes its place.
//!
//! Flat colours and type alone: a picture holds the limit by itself, and what stands on it is seen in the finished
//! file. The page is looked at in squares of 4 mm, about the 15 mm² over which the limit is meant.

use crate::base::color::Color;
use crate::base::diag::{Code, Severity, Span, say};
use crate::base::geom::Rect;
use crate::base::press::Limits;
use crate::base::units::{Length, Permille};
use crate::page::{ItemKind, Page};

use super::{Found, is_registration, process, total};

/// The side of a square.
const SIDE: Length = Length::mm(4);
/// Squares of a page at most: larger sheets are no newspaper.
const MOST: usize = 1 << 20;

/// The inks of a square in thousandths: C M Y K and all spots together.
type Inks = [u32; 5];

struct Squares {
    across: usize,
    down: usize,
    inks: Vec<Inks>,
}

/// Looks for squares with more ink than the press takes.
pub(super) fn ink(page: &Page, limits: &Limits, ink_limit: Permille, found: &mut Found) {
    // Nothing can come together where no colour is.
    let is_heavy = |color: &Color| !is_registration(color) && u32::from(total(color)) > 1000;
    let flats = page.items.iter().filter(|item| matches!(item.kind, ItemKind::Fill { .. } | ItemKind::Shape { .. }));
    let has_colors = flats
        .clone()
        .filter_map(|item| item.kind.color())
        .any(|color| u32::from(total(color)) * 2 > u32::from(limits.ink_warn.0));
    if !has_colors && !flats.filter_map(|item| item.kind.color()).any(is_heavy) {
        return;
    }
    let count = |length: Length| usize::try_from(length.div_ceil(SIDE)).unwrap_or(0).max(1);
    let (across, down) = (count(page.trim.width), count(page.trim.height));
    if across.saturating_mul(down) > MOST {
        return;
    }
    let mut squares = Squares { across, down, inks: vec![Inks::default(); across * down] };
    let mut worst: Option<(u32, Span, Rect)> = None;
    for item in &page.items {
        let ItemKind::Fill { rects, color } = &item.kind else { continue };
        if is_registration(color) {
            continue;
        }
        let laid = inks(color);
        for rect in rects {
            squares.lay(rect, &laid, color.overprints(), |sum, at| {
                if worst.is_none_or(|(most, ..)| sum > most) {
                    worst = Some((sum, item.span, at));
                }
            });
        }
    }
    let Some((sum, span, at)) = worst else { return };
    let percent = sum / 10;
    if sum > u32::from(ink_limit.0) {
        let limit = ink_limit.0 / 10;
        found.tell(
            Code::InkOverLimit,
            Severity::Error,
            (span, at),
            say(
                format!("颜色叠在一起墨量 {percent}%，超过 {limit}%"),
                format!("colours come together to {percent}% of ink; {limit}% is the most"),
            ),
            say("减淡底色，或让上面的颜色镂空（knockout）", "make the ground lighter, or let what is on it `knockout`"),
        );
    } else if sum > u32::from(limits.ink_warn.0) {
        let warn = limits.ink_warn.0 / 10;
        found.tell(
            Code::InkNearLimit,
            Severity::Warning,
            (span, at),
            say(
                format!("墨量 {percent}%，接近上限（{warn}% 起提醒）"),
                format!("{percent}% of ink, near the limit (told above {warn}%)"),
            ),
            say("减淡一种墨", "make one of the inks lighter"),
        );
    }
}

fn inks(color: &Color) -> Inks {
    match process(color) {
        Some(inks) => [inks.c, inks.m, inks.y, inks.k, 0].map(u32::from),
        None => [0, 0, 0, 0, u32::from(total(color))],
    }
}

impl Squares {
    /// Lays a colour on the squares that a rectangle covers whole; tells the sum of each.
    fn lay(&mut self, rect: &Rect, laid: &Inks, overprints: bool, mut tell: impl FnMut(u32, Rect)) {
        let first = |at: Length, count: usize| usize::try_from(at.div_ceil(SIDE).max(0)).unwrap_or(0).min(count);
        let last = |at: Length, count: usize| usize::try_from(at.div_floor(SIDE).max(0)).unwrap_or(0).min(count);
        let (left, right) = (first(rect.x, self.across), last(rect.x + rect.width, self.across));
        let (top, foot) = (first(rect.y, self.down), last(rect.y + rect.height, self.down));
        for row in top..foot {
            for column in left..right {
                let square = &mut self.inks[row * self.across + column];
                for (ink, new) in square.iter_mut().zip(laid) {
                    // What overprints leaves plates that it does not print on.
                    if !overprints || *new > 0 {
                        *ink = *new;
                    }
                }
                let at = Rect::new(SIDE.scale(column as i64, 1), SIDE.scale(row as i64, 1), SIDE, SIDE);
                tell(square.iter().sum(), at);
            }
        }
    }
}
