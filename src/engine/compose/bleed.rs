//! Bleed: what touches the edge of the trim goes on beyond it, so that a cut that is out by a little leaves
//! no white edge.

use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::model::{Picture, PictureFile};
use crate::page::{Image, Item, ItemKind};

/// What ends this near the edge was meant to reach it.
const NEAR: Length = Length::microns(50);

/// Lets tints, rules and pictures that touch the edge of `trim` go on to the end of the bleed.
pub(super) fn bleed_off(items: &mut [Item], trim: Size, bleed: Length, pictures: &[Picture]) {
    if bleed <= Length::ZERO {
        return;
    }
    for item in items {
        match &mut item.kind {
            ItemKind::Fill { rects, .. } => {
                rects.iter_mut().for_each(|rect| *rect = Reach::of(*rect, trim, bleed).grown(*rect));
            }
            ItemKind::Image(image) => {
                let reach = Reach::of(image.at, trim, bleed);
                let known = pictures.iter().filter_map(|picture| picture.file.as_ref());
                let is_shown = |file: &&PictureFile| {
                    (file.key == image.source.0 || file.twin == image.source.0) && file.page == image.page
                };
                let mut files = known.filter(is_shown);
                let size = files.next().map(|file| (file.width, file.height));
                widen(image, &reach, size);
            }
            ItemKind::Text(_) | ItemKind::Dots { .. } | ItemKind::Shape { .. } => {}
        }
    }
}

/// How far a box goes on beyond its four sides.
struct Reach {
    left: Length,
    top: Length,
    right: Length,
    bottom: Length,
}

impl Reach {
    fn of(at: Rect, trim: Size, bleed: Length) -> Reach {
        // From the distance between a side and the edge of the trim, inwards.
        let beyond = |inside: Length| if inside <= NEAR { (bleed + inside).max(Length::ZERO) } else { Length::ZERO };
        Reach {
            left: beyond(at.x),
            top: beyond(at.y),
            right: beyond(trim.width - at.right()),
            bottom: beyond(trim.height - at.bottom()),
        }
    }

    fn grown(&self, at: Rect) -> Rect {
        let (across, down) = (self.left + self.right, self.top + self.bottom);
        Rect::new(at.x - self.left, at.y - self.top, at.width + across, at.height + down)
    }
}

/// Shows more of a picture where its file has more; else as much of it, a little larger and cut on the other sides.
fn widen(image: &mut Image, reach: &Reach, size: Option<(u32, u32)>) {
    let (at, grown) = (image.at, reach.grown(image.at));
    if grown == at || at.width <= Length::ZERO || at.height <= Length::ZERO {
        return;
    }
    let (left, top, width, height) = image.crop;
    let pixels = |reach: Length, length: Length, pixels: u32| {
        reach.scale(i64::from(pixels), length.get()).get().clamp(0, i64::from(u32::MAX)) as u32
    };
    let across = |reach: Length| pixels(reach, at.width, width);
    let down = |reach: Length| pixels(reach, at.height, height);
    let more = (across(reach.left), down(reach.top), across(reach.right), down(reach.bottom));
    let has_more = size.is_some_and(|(all_across, all_down)| {
        more.0 <= left
            && more.1 <= top
            && u64::from(left) + u64::from(width) + u64::from(more.2) <= u64::from(all_across)
            && u64::from(top) + u64::from(height) + u64::from(more.3) <= u64::from(all_down)
    });
    image.crop = if has_more {
        (left - more.0, top - more.1, width + more.0 + more.2, height + more.1 + more.3)
    } else {
        // The larger part of the crop that has the shape of the new box, in its middle.
        let by_width = grown.height.scale(i64::from(width), grown.width.get()).get();
        let by_height = grown.width.scale(i64::from(height), grown.height.get()).get();
        let kept = |most: i64, all: u32| most.clamp(1, i64::from(all)) as u32;
        let (shown_width, shown_height) = (kept(by_height, width), kept(by_width, height));
        (left + (width - shown_width) / 2, top + (height - shown_height) / 2, shown_width, shown_height)
    };
    image.at = grown;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Source;

    const TRIM: Size = Size { width: Length::mm(100), height: Length::mm(200) };

    #[track_caller]
    fn check(at: Rect, crop: (u32, u32, u32, u32), size: Option<(u32, u32)>, expected: (Rect, (u32, u32, u32, u32))) {
        let mut image = Image { source: Source(0), page: 1, at, crop, gray: false };
        widen(&mut image, &Reach::of(at, TRIM, Length::mm(3)), size);
        assert_eq!((image.at, image.crop), expected);
    }

    fn mm(x: i64, y: i64, width: i64, height: i64) -> Rect {
        Rect::new(Length::mm(x), Length::mm(y), Length::mm(width), Length::mm(height))
    }

    #[test]
    fn a_picture_at_the_edge_shows_more_or_grows() {
        // Ten pixels a millimetre.
        let crop = (100, 100, 500, 400);
        check(mm(0, 50, 50, 40), crop, Some((1000, 1000)), (mm(-3, 50, 53, 40), (70, 100, 530, 400)));
        check(mm(20, 50, 50, 40), crop, Some((1000, 1000)), (mm(20, 50, 50, 40), crop));
        check(mm(0, 50, 50, 40), (0, 100, 500, 400), Some((1000, 1000)), (mm(-3, 50, 53, 40), (0, 111, 500, 377)));
        check(mm(0, 0, 100, 200), (0, 0, 1000, 2000), None, (mm(-3, -3, 106, 206), (0, 28, 1000, 1943)));
    }

    #[test]
    fn a_tint_at_the_edge_bleeds_and_others_stay() {
        let grown = |at: Rect| Reach::of(at, TRIM, Length::mm(3)).grown(at);
        assert_eq!(grown(mm(0, 0, 100, 20)), mm(-3, -3, 106, 23));
        assert_eq!(grown(mm(10, 180, 90, 20)), mm(10, 180, 93, 23));
        assert_eq!(grown(mm(10, 10, 80, 20)), mm(10, 10, 80, 20));
    }
}
