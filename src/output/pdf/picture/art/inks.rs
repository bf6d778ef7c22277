//! Colours of a drawing in the inks of the press.

use crate::base::color::Cmyk;
use crate::base::units::Permille;

use super::super::color::Press;

/// Colours whose channels differ by no more are gray.
const NEUTRAL: u8 = 2;
/// Nor darker ones that differ by no more: drawing programs write the black of a CMYK drawing as `#231f20`.
const BLACKISH: (u8, u8) = (48, 16);
/// Inks below this, in thousandths, are a veil that no press holds.
///
/// Source: print.md 4: least tint 3 %.
const LEAST: u16 = 20;

/// Inks for a colour of sRGB, in whole percents, within the limit. Black and gray are tints of black alone.
pub(super) fn inks(press: &Press, color: [u8; 3], limit: Permille, in_black: bool) -> Cmyk {
    toned(color, limit, in_black, |color| press.inks_of(color))
}

/// Inks for a colour of RGB, in whole percents, within the limit, by the way that its profile goes.
pub(in crate::output::pdf::picture) fn toned(
    color: [u8; 3],
    limit: Permille,
    in_black: bool,
    way: impl FnOnce([u8; 3]) -> Option<[u8; 4]>,
) -> Cmyk {
    let [red, green, blue] = color.map(u32::from);
    let (most, least) = (color.into_iter().max().unwrap_or_default(), color.into_iter().min().unwrap_or_default());
    let light = (red * 299 + green * 587 + blue * 114 + 500) / 1000;
    let gray = Cmyk::gray(((255 - light) * 1000 / 255) as u16);
    if most - least <= NEUTRAL || in_black {
        return gray;
    }
    if most <= BLACKISH.0 && most - least <= BLACKISH.1 {
        return Cmyk::BLACK;
    }
    let Some(inks) = way(color) else { return gray };
    whole(inks.map(|ink| ((u32::from(ink) * 100 + 127) / 255 * 10) as u16), limit)
}

/// Inks in whole percents without the veil that no press holds, within the limit.
pub(in crate::output::pdf::picture) fn whole(percents: [u16; 4], limit: Permille) -> Cmyk {
    let [c, m, y, k] = percents.map(|ink| if ink < LEAST { 0 } else { ink });
    held(Cmyk { c, m, y, k }, limit)
}

/// Cyan, magenta and yellow lowered until all inks together are within the limit.
fn held(inks: Cmyk, limit: Permille) -> Cmyk {
    let colors = u32::from(inks.c) + u32::from(inks.m) + u32::from(inks.y);
    let room = u32::from(limit.0.saturating_sub(inks.k));
    if colors <= room || colors == 0 {
        return inks;
    }
    let part = |ink: u16| (u32::from(ink) * room / colors) as u16;
    Cmyk { c: part(inks.c), m: part(inks.m), y: part(inks.y), k: inks.k }
}

/// As it looks on white when only `opacity` of it is there.
pub(super) fn thinned(inks: Cmyk, opacity: f64) -> Cmyk {
    let part = |ink: u16| (f64::from(ink) * opacity.clamp(0.0, 1.0)).round() as u16;
    Cmyk { c: part(inks.c), m: part(inks.m), y: part(inks.y), k: part(inks.k) }
}
