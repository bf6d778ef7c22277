//! What a picture stands on: paper, or the tint of a box.

use crate::base::color::{Cmyk, Color};
use crate::base::geom::Rect;
use crate::page::{Item, ItemKind};

/// The tint that lies beneath all of `at`; nothing for paper.
///
/// A spot ink shows as its process inks: a picture has no plate of its own.
pub(super) fn beneath(items: &[Item], at: Rect) -> Option<Cmyk> {
    let covers = |kind: &ItemKind| match kind {
        ItemKind::Fill { rects, color } => rects.iter().any(|rect| rect.contains(at)).then(|| inks(color)),
        ItemKind::Shape { contours, color, .. } => match &contours[..] {
            [one] => one.bounds().contains(at).then(|| inks(color)),
            _ => None,
        },
        _ => None,
    };
    let found = items.iter().rev().find_map(|item| covers(&item.kind))?;
    (found != Cmyk::WHITE).then_some(found)
}

fn inks(color: &Color) -> Cmyk {
    match color {
        Color::Process(inks) => *inks,
        Color::Spot(spot) => {
            let part = |ink: u16| (u32::from(ink) * u32::from(spot.tint.0) / 1000) as u16;
            let Cmyk { c, m, y, k } = spot.alternate;
            Cmyk { c: part(c), m: part(m), y: part(y), k: part(k) }
        }
        Color::Told { color, .. } => inks(color),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Span;
    use crate::base::units::Length;

    #[test]
    fn the_topmost_tint_that_covers_the_picture_is_its_ground() {
        let mm = |x, y, w, h| Rect::new(Length::mm(x), Length::mm(y), Length::mm(w), Length::mm(h));
        let fill = |rect, k| Item {
            span: Span::NONE,
            kind: ItemKind::Fill { rects: vec![rect], color: Color::Process(Cmyk::gray(k)) },
        };
        let items = [fill(mm(0, 0, 100, 100), 100), fill(mm(10, 10, 50, 50), 200), fill(mm(20, 20, 1, 1), 1000)];
        assert_eq!(beneath(&items, mm(15, 15, 10, 10)), Some(Cmyk::gray(200)));
        assert_eq!(beneath(&items, mm(50, 50, 30, 30)), Some(Cmyk::gray(100)));
        assert_eq!(beneath(&items, mm(90, 90, 30, 30)), None);
        assert_eq!(beneath(&[fill(mm(0, 0, 9, 9), 0)], mm(1, 1, 1, 1)), None);
    }
}
