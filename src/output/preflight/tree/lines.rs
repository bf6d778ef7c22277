//! Lines: the least that prints, of one ink and of several, and white ones.

use crate::base::diag::{Code, Severity, say};
use crate::base::geom::{Point, Rect};
use crate::base::press::Limits;
use crate::base::units::Length;
use crate::page::{ItemKind, Page};

use super::ground::{Beneath, Ground};
use super::{Found, is_registration, plates, process, total};

/// A rectangle is a line when it is so many times as long as it is wide.
const LINE: i64 = 8;
/// … and no wider than this.
const WIDEST: Length = Length::pt(2);

/// Looks at every rectangle that is a line, and at the tints of all others.
pub(super) fn lines(page: &Page, ground: &Ground<'_>, limits: &Limits, found: &mut Found) {
    for (index, item) in page.items.iter().enumerate() {
        let ItemKind::Fill { rects, color } = &item.kind else { continue };
        if is_registration(color) {
            continue;
        }
        let inks = plates(color);
        for rect in rects {
            if !is_line(rect) {
                continue;
            }
            let width = rect.width.min(rect.height);
            let points = width.to_pt();
            let place = (item.span, *rect);
            if inks == 0 {
                let middle = Point { x: rect.x + rect.width.scale(1, 2), y: rect.y + rect.height.scale(1, 2) };
                if width < limits.line_white && !matches!(ground.beneath(index, middle), Beneath::Paper) {
                    let least = limits.line_white.to_pt();
                    found.tell(
                        Code::LineWhite,
                        Severity::Error,
                        place,
                        say(
                            format!("反白线只有 {points:.2} 磅，至少要 {least:.2} 磅"),
                            format!("a white line of {points:.2} pt; {least:.2} pt is the least"),
                        ),
                        say("加粗它", "make it thicker"),
                    );
                }
                continue;
            }
            if width < limits.line_fail {
                let least = limits.line_fail.to_pt();
                found.tell(
                    Code::LineHairline,
                    Severity::Error,
                    place,
                    say(
                        format!("线只有 {points:.2} 磅，至少要 {least:.2} 磅"),
                        format!("a line of {points:.2} pt; {least:.2} pt is the least"),
                    ),
                    say("加粗它", "make it thicker"),
                );
            } else if inks > 1 && width < limits.line_inks {
                let least = limits.line_inks.to_pt();
                found.tell(
                    Code::LineInks,
                    Severity::Error,
                    place,
                    say(
                        format!("{inks} 色的线只有 {points:.2} 磅，至少要 {least:.2} 磅"),
                        format!("a line of {points:.2} pt in {inks} inks; {least:.2} pt is the least"),
                    ),
                    say("加粗它，或只用一种墨", "make it thicker, or print it in one ink"),
                );
            } else if width < limits.line_warn {
                let safe = limits.line_warn.to_pt();
                found.tell(
                    Code::LineFine,
                    // 正线 of 0.1 mm are the trade's own: they print, and are told to those who ask.
                    Severity::Note,
                    place,
                    say(
                        format!("线 {points:.2} 磅，{safe:.2} 磅才稳妥"),
                        format!("a line of {points:.2} pt; {safe:.2} pt is safe"),
                    ),
                    say(
                        "能印，但会时断时续；需要时加粗",
                        "it prints, now and then broken; make it thicker where it matters",
                    ),
                );
            }
        }
        faint((item.span, rects.first().copied()), color, limits, found);
    }
}

fn is_line(rect: &Rect) -> bool {
    let (short, long) = (rect.width.min(rect.height), rect.width.max(rect.height));
    short < WIDEST && long.get() >= short.get() * LINE
}

/// A tint that the plate does not hold.
fn faint(
    (span, at): (crate::base::diag::Span, Option<Rect>),
    color: &crate::base::color::Color,
    limits: &Limits,
    found: &mut Found,
) {
    let Some(at) = at else { return };
    let least = u32::from(limits.tint_least.0);
    let tint = u32::from(total(color));
    let lightest = match process(color) {
        Some(inks) => [inks.c, inks.m, inks.y, inks.k].into_iter().filter(|ink| *ink > 0).map(u32::from).min(),
        None => (tint > 0).then_some(tint),
    };
    let Some(lightest) = lightest.filter(|lightest| *lightest < least) else { return };
    let (lightest, least) = (f64::from(lightest) / 10.0, f64::from(least) / 10.0);
    found.tell(
        Code::TintFaint,
        Severity::Warning,
        (span, at),
        say(
            format!("网点只有 {lightest}%，版上留不住 {least}% 以下的"),
            format!("a tint of {lightest}%; the plate holds none below {least}%"),
        ),
        say("加深，或改为 0", "make it darker, or none"),
    );
}
