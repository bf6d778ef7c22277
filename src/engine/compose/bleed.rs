//! Bleed: what touches the edge of the trim goes on beyond it, so that a cut that is out by a little leaves
//! no white edge.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::model::{Picture, PictureFile};
use crate::page::{Image, Item, ItemKind};

/// What ends this near the edge was meant to reach it.
const NEAR: Length = Length::microns(50);

/// Lets tints, rules and pictures that touch the edge of `trim` go on to the end of the bleed.
///
/// Diagnostics: pages of PDFs that have less than that.
pub(super) fn bleed_off(items: &mut [Item], trim: Size, bleed: Length, pictures: &[Picture]) -> Vec<Diagnostic> {
    let mut short = Vec::new();
    if bleed <= Length::ZERO {
        return short;
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
                match files.next() {
                    Some(file) if file.sheet.is_some() => short.extend(go_on(image, &reach, file, item.span)),
                    file => widen(image, &reach, file.map(|file| (file.width, file.height))),
                }
            }
            ItemKind::Text(_) | ItemKind::Dots { .. } | ItemKind::Shape { .. } => {}
        }
    }
    short
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

/// Shows what a page of a PDF has beyond its box: more of its trim, then its bleed. What was signed is not made larger:
/// where there is less, paper shows, and that is told.
fn go_on(image: &mut Image, reach: &Reach, file: &PictureFile, span: Span) -> Option<Diagnostic> {
    let (left, top, width, height) = image.crop;
    let at = image.at;
    if reach.grown(at) == at || at.width <= Length::ZERO || at.height <= Length::ZERO {
        return None;
    }
    let right = file.width.saturating_sub(left).saturating_sub(width);
    let bottom = file.height.saturating_sub(top).saturating_sub(height);
    let sides = [
        (reach.left, left, at.width, width),
        (reach.top, top, at.height, height),
        (reach.right, right, at.width, width),
        (reach.bottom, bottom, at.height, height),
    ];
    let mut missing = Length::ZERO;
    let mut more = [0; 4];
    let mut lengths = [Length::ZERO; 4];
    for (index, (reach, inside, length, pixels)) in sides.into_iter().enumerate() {
        let wanted = reach.scale(i64::from(pixels), length.get()).get().clamp(0, i64::from(u32::MAX)) as u32;
        more[index] = wanted.min(inside.saturating_add(file.bleed[index]));
        // A pixel of a PDF is a hundredth of a millimetre or so.
        let has = length.scale(i64::from(more[index]), i64::from(pixels.max(1)));
        lengths[index] = if more[index] == wanted { reach } else { has };
        missing = missing.max(reach - lengths[index]);
    }
    let within = |index: usize| more[index].min(sides[index].1);
    image.crop = (left - within(0), top - within(1), width + within(0) + within(2), height + within(1) + within(3));
    image.beyond = [0, 1, 2, 3].map(|index| more[index] - within(index));
    let [on_left, on_top, on_right, on_bottom] = lengths;
    image.at = Reach { left: on_left, top: on_top, right: on_right, bottom: on_bottom }.grown(at);
    (missing > NEAR).then(|| short_of(missing, span))
}

fn short_of(missing: Length, span: Span) -> Diagnostic {
    let mm = format!("{:.1}", missing.to_mm());
    let message = say(
        format!("PDF 画面到成品边，出血还差 {mm} mm：裁切稍偏就露白"),
        format!("the PDF ends {mm} mm before the end of the bleed: paper shows where the cut is out by a little"),
    );
    let hint = say(
        "请广告方连出血一起导出，并写明 BleedBox；画面本来就是白边的，不必理会",
        "have it exported with its bleed and a BleedBox; where its own edge is white nothing is to be done",
    );
    Diagnostic::new(Code::PictureBleed, span, message).hint(hint)
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
        let mut image = Image { source: Source(0), page: 1, at, crop, beyond: [0; 4], gray: false };
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

    /// A PDF of 100 × 200 mm, ten units a millimetre, with so much beyond its trim.
    #[track_caller]
    fn check_sheet(
        at: Rect,
        crop: (u32, u32, u32, u32),
        bleed: [u32; 4],
        expected: (Rect, (u32, u32, u32, u32), [u32; 4], bool),
    ) {
        let mut image = Image { source: Source(0), page: 1, at, crop, beyond: [0; 4], gray: false };
        let sheet = Some(TRIM);
        let file =
            PictureFile { name: String::new(), key: 0, twin: 0, page: 1, width: 1000, height: 2000, sheet, bleed };
        let told = go_on(&mut image, &Reach::of(at, TRIM, Length::mm(3)), &file, Span::NONE);
        assert_eq!((image.at, image.crop, image.beyond, told.is_some()), expected);
        assert_eq!(image.within().width.scale(i64::from(image.crop.3), i64::from(image.crop.2)), image.within().height);
    }

    #[test]
    fn a_pdf_at_the_edge_shows_its_bleed_and_keeps_its_size() {
        let (whole, all) = (mm(0, 0, 100, 200), (0, 0, 1000, 2000));
        check_sheet(whole, all, [30; 4], (mm(-3, -3, 106, 206), all, [30; 4], false));
        check_sheet(whole, all, [50; 4], (mm(-3, -3, 106, 206), all, [30; 4], false));
        // At its foot alone it touches the edge.
        check_sheet(mm(10, 100, 50, 100), all, [60; 4], (mm(10, 100, 50, 103), all, [0, 0, 0, 60], false));
        // Less than is wanted: paper shows, and it is told.
        check_sheet(whole, all, [30, 10, 30, 30], (mm(-3, -1, 106, 204), all, [30, 10, 30, 30], true));
        check_sheet(whole, all, [0; 4], (whole, all, [0; 4], true));
        // A part of it shows more of the trim before it bleeds.
        let part = (10, 1000, 500, 1000);
        check_sheet(
            mm(0, 100, 50, 100),
            part,
            [30; 4],
            (mm(-3, 100, 53, 103), (0, 1000, 510, 1000), [20, 0, 0, 30], false),
        );
        check_sheet(mm(20, 50, 50, 100), all, [30; 4], (mm(20, 50, 50, 100), all, [0; 4], false));
    }

    #[test]
    fn a_tint_at_the_edge_bleeds_and_others_stay() {
        let grown = |at: Rect| Reach::of(at, TRIM, Length::mm(3)).grown(at);
        assert_eq!(grown(mm(0, 0, 100, 20)), mm(-3, -3, 106, 23));
        assert_eq!(grown(mm(10, 180, 90, 20)), mm(10, 180, 93, 23));
        assert_eq!(grown(mm(10, 10, 80, 20)), mm(10, 10, 80, 20));
    }
}
