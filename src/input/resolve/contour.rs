//! The outline of a picture that copy follows: drawn as a polygon, or read from a mask.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ColorType, ImageDecoder, Limits};

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{Contour, PictureId};

use super::page::Pages;

/// `mask: alpha`: the transparency of the picture itself.
const OWN_ALPHA: &str = "alpha";
/// Fewest and most corners of a polygon.
const CORNERS: (usize, usize) = (3, 400);
/// A mask is read in so many bands from top to foot: finer than the rows of any picture.
const BANDS: u32 = 200;
/// Largest side of a mask.
const MAX_SIDE: u32 = 12_000;
/// A pixel belongs to the thing from this opacity, or lightness of a mask, on.
const INSIDE: u8 = 128;

/// The contour of a slot. `None`: there is none, or it is wrong, which was reported.
pub(super) fn contour(
    pages: &Pages<'_, '_>,
    slot: &spec::PictureSlot,
    picture: PictureId,
    sink: &mut Sink,
) -> Option<Contour> {
    match (&slot.outline, &slot.mask) {
        (Some(outline), Some(mask)) => {
            let message = say("`outline` 和 `mask` 只能写一个", "write `outline` or `mask`, not both");
            sink.push(
                Diagnostic::new(Code::BadValue, mask.span, message)
                    .hint(say("请删去一个", "delete one of them"))
                    .note(outline.span, say("`outline` 在这里", "`outline` is here")),
            );
            None
        }
        (Some(outline), None) => polygon(outline, sink).map(Contour::Box),
        (None, Some(mask)) => masked(pages, mask, picture, sink).map(Contour::Picture),
        (None, None) => None,
    }
}

fn polygon(outline: &Spanned<Vec<spec::Corner>>, sink: &mut Sink) -> Option<Vec<(u16, u16)>> {
    let corners: Option<Vec<(u16, u16)>> = outline
        .value
        .iter()
        .map(|corner| match corner.as_slice() {
            [x, y] => Some((x.0.thousandths() as u16, y.0.thousandths() as u16)),
            _ => None,
        })
        .collect();
    let wrong = |message: Say, sink: &mut Sink| {
        let hint = say(
            "写法如 `[[0.5, 0], [1, 1], [0, 1]]`：横、竖各从 0 到 1，从图框左上角量起",
            "as in `[[0.5, 0], [1, 1], [0, 1]]`: across and down, from 0 to 1, from the top left of the picture's box",
        );
        sink.push(Diagnostic::new(Code::BadValue, outline.span, message).hint(hint));
        None
    };
    let Some(corners) = corners else {
        return wrong(say("轮廓的一点是两个数", "a corner of an outline is two numbers"), sink);
    };
    if !(CORNERS.0..=CORNERS.1).contains(&corners.len()) {
        let (least, most) = CORNERS;
        let count = corners.len();
        return wrong(
            say(
                format!("轮廓有 {count} 点，应有 {least} 到 {most} 点"),
                format!("the outline has {count} corners, not {least} to {most}"),
            ),
            sink,
        );
    }
    let is_flat = |side: fn(&(u16, u16)) -> u16| corners.iter().all(|corner| side(corner) == side(&corners[0]));
    if is_flat(|corner| corner.0) || is_flat(|corner| corner.1) {
        return wrong(say("轮廓里没有面积", "the outline holds nothing"), sink);
    }
    Some(corners)
}

/// The outline of a mask, in thousandths of the picture's file.
fn masked(
    pages: &Pages<'_, '_>,
    mask: &Spanned<String>,
    picture: PictureId,
    sink: &mut Sink,
) -> Option<Vec<(u16, u16)>> {
    let data = if mask.value == OWN_ALPHA {
        // Of a picture without a file a placeholder stands there, which was reported.
        let key = pages.pictures.model.get(picture.0 as usize)?.file.as_ref()?.key;
        pages.library.world.picture(key)?
    } else {
        match pages.library.world.map(&pages.directory.join(&mask.value), mask.span) {
            Ok(data) => data,
            Err(found) => {
                sink.push(found);
                return None;
            }
        }
    };
    let shape = opacity((*data).as_ref(), mask.value == OWN_ALPHA);
    let outline = shape.and_then(|(width, samples)| trace(width, &samples).ok_or(Unusable::Empty));
    outline.map_err(|why| sink.push(why.told(mask))).ok()
}

/// Why a mask is of no use.
enum Unusable {
    NotPng,
    NoAlpha,
    NotGray,
    Empty,
}

impl Unusable {
    fn told(&self, mask: &Spanned<String>) -> Diagnostic {
        let (message, hint) = match self {
            Unusable::NotPng => (
                say("轮廓要从 PNG 里取", "a mask is a PNG"),
                say("请存成 PNG，或用 `outline` 画出轮廓", "save it as PNG, or draw the outline with `outline`"),
            ),
            Unusable::NoAlpha => (
                say("这张图没有透明部分", "the picture has no transparent parts"),
                say(
                    "请给图片加透明通道，或写蒙版文件、`outline`",
                    "give the picture an alpha channel, or name a mask file, or write `outline`",
                ),
            ),
            Unusable::NotGray => (
                say("蒙版不是灰度图", "the mask is not a grayscale picture"),
                say(
                    "请存成灰度 PNG：物体白，其余黑",
                    "save it as a grayscale PNG: white where the thing is, else black",
                ),
            ),
            Unusable::Empty => (
                say("蒙版里没有东西", "nothing is inside the mask"),
                say("物体处要白或不透明", "it is white, or opaque, where the thing is"),
            ),
        };
        Diagnostic::new(Code::PictureUnusable, mask.span, message).hint(hint)
    }
}

/// The width of a picture and one byte a pixel: how opaque, or how light it is.
fn opacity(bytes: &[u8], alpha: bool) -> Result<(usize, Vec<u8>), Unusable> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|_| Unusable::NotPng)?;
    let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
    let size = usize::try_from(decoder.total_bytes()).map_err(|_| Unusable::NotPng)?;
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(Unusable::NotPng);
    }
    // Bytes a pixel, and which of them is looked at; of 16 bits the upper ones are enough.
    let high = usize::from(cfg!(target_endian = "little"));
    let (step, at) = match (alpha, color) {
        (true, ColorType::La8) => (2, 1),
        (true, ColorType::Rgba8) => (4, 3),
        (true, ColorType::La16) => (4, 2 + high),
        (true, ColorType::Rgba16) => (8, 6 + high),
        (true, _) => return Err(Unusable::NoAlpha),
        (false, ColorType::L8) => (1, 0),
        (false, ColorType::L16) => (2, high),
        (false, ColorType::La8) => (2, 0),
        (false, _) => return Err(Unusable::NotGray),
    };
    let mut samples = vec![0; size];
    decoder.read_image(&mut samples).map_err(|_| Unusable::NotPng)?;
    Ok((width as usize, samples.chunks_exact(step).map(|pixel| pixel[at]).collect()))
}

/// Down the left edge of a shape and up the right one, in thousandths.
fn trace(width: usize, samples: &[u8]) -> Option<Vec<(u16, u16)>> {
    let rows: Vec<&[u8]> = samples.chunks_exact(width.max(1)).collect();
    let bands = (rows.len() as u32).clamp(1, BANDS) as usize;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for band in 0..bands {
        let own = &rows[band * rows.len() / bands..(band + 1) * rows.len() / bands];
        let first = own.iter().filter_map(|row| row.iter().position(|sample| *sample >= INSIDE)).min();
        let last = own.iter().filter_map(|row| row.iter().rposition(|sample| *sample >= INSIDE)).max();
        let (Some(first), Some(last)) = (first, last) else { continue };
        let part = |of: usize, all: usize| (of * 1000 / all.max(1)) as u16;
        let (top, foot) = (part(band, bands), part(band + 1, bands));
        left.extend([(part(first, width), top), (part(first, width), foot)]);
        right.extend([(part(last + 1, width), top), (part(last + 1, width), foot)]);
    }
    right.reverse();
    left.append(&mut right);
    (!left.is_empty()).then_some(left)
}

/// Contours, and sides that are chosen, belong to horizontal copy.
pub(super) fn not_in_decks(slot: &spec::PictureSlot, sink: &mut Sink) {
    let mut tell = |span: Option<Span>, message: Say, hint: Say| {
        sink.extend(span.map(|span| Diagnostic::new(Code::BadValue, span, message).hint(hint)));
    };
    for span in [slot.outline.as_ref().map(|outline| outline.span), slot.mask.as_ref().map(|mask| mask.span)] {
        tell(
            span,
            say("竖排的正文不绕轮廓", "vertical copy does not follow outlines"),
            say("请删去这一行：竖排文字绕图框", "delete this: vertical copy runs round the picture's box"),
        );
    }
    tell(
        slot.wrap.as_ref().map(|wrap| wrap.span),
        say("竖排的正文不能选串文的一边", "vertical copy has no `wrap`: no side of a picture can be chosen"),
        say("请删去 `wrap`：每行排在图上图下较长的一边", "delete `wrap`: a line takes the longer part above or below"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_traced_by_its_outermost_pixels() {
        let rows = [[0, 0, 0, 0], [0, 255, 0, 0], [255, 0, 255, 0], [0, 0, 0, 0]];
        let samples: Vec<u8> = rows.concat();
        let expected = [(250, 250), (250, 500), (0, 500), (0, 750), (750, 750), (750, 500), (500, 500), (500, 250)];
        assert_eq!(trace(4, &samples).expect("a shape"), expected);
        assert!(trace(4, &[0; 16]).is_none());
    }
}
