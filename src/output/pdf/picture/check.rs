//! What there is to say about a picture: that it cannot be used, or has too few pixels.

use super::decode::{MAX_SIDE, Unusable};
use super::{Job, Place};
use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::Length;
use crate::output::pdf::condition::PictureLimits;

/// Line drawings need 550 ppi where photographs need 150.
///
/// Source: print.md 3, "1-bit pictures".
const BILEVEL_FAIL: u16 = 550;

pub(super) fn unusable(job: &Job, reason: &Unusable) -> Diagnostic {
    let (message, hint): (Say, Say) = match reason {
        Unusable::Unknown => (
            say("图片既不是 JPEG 也不是 PNG", "the picture is neither JPEG nor PNG"),
            say(
                "另存为 JPEG 或 PNG；改扩展名不会改变格式",
                "save it as JPEG or PNG; renaming the file does not convert it",
            ),
        ),
        Unusable::TooLarge(width, height) => (
            say(
                format!("图片 {width}×{height} 像素，过大"),
                format!("the picture has {width}×{height} pixels, too many"),
            ),
            say(format!("缩小到每边 {MAX_SIDE} 像素以内"), format!("reduce it to {MAX_SIDE} pixels a side or fewer")),
        ),
        Unusable::Truncated => (
            say("图片文件不完整，后半部分缺失", "the picture file ends before the picture does"),
            say("重新传输或复制原文件", "transfer or copy the original again"),
        ),
        Unusable::Damaged(detail) => (
            say(format!("图片无法解码：{detail}"), format!("the picture cannot be decoded: {detail}")),
            say(
                "在看图软件中打开后另存，或换用原文件",
                "open it in a picture program and save it again, or use the original",
            ),
        ),
        Unusable::Crop(width, height) => (
            say(
                format!("裁切框落在图片（{width}×{height} 像素）之外"),
                format!("the crop lies outside the picture, which has {width}×{height} pixels"),
            ),
            say("图片文件可能已被替换：请重新排版本页", "the file may have been exchanged: make up the page again"),
        ),
    };
    let place = job.places.first();
    let span = place.map_or(Span::NONE, |place| place.span);
    let diagnostic = Diagnostic::new(Code::PictureUnusable, span, message).hint(hint);
    match place {
        Some(place) => diagnostic.on_page(place.page),
        None => diagnostic,
    }
}

/// A finding for each place where the pixels are too few for the size.
pub(super) fn resolution(job: &Job, bilevel: bool, limits: &PictureLimits) -> Vec<Diagnostic> {
    let (warn, fail) = if bilevel {
        (BILEVEL_FAIL.max(limits.warn), BILEVEL_FAIL.max(limits.fail))
    } else {
        (limits.warn, limits.fail)
    };
    job.places.iter().filter_map(|place| judge(job, place, warn, fail)).collect()
}

fn judge(job: &Job, place: &Place, warn: u16, fail: u16) -> Option<Diagnostic> {
    let (_, _, across, down) = job.crop;
    let ppi = effective(across, place.size.width).min(effective(down, place.size.height));
    let (code, wanted) = if ppi < i64::from(fail) {
        (Code::PictureTooCoarse, fail)
    } else if ppi < i64::from(warn) {
        (Code::PictureCoarse, warn)
    } else {
        return None;
    };
    let width = place.size.width.to_mm();
    // Rounded down, so that what is advised is enough.
    let fits = (width * ppi as f64 / f64::from(wanted)).floor();
    let pixels = (width / 25.4 * f64::from(wanted)).ceil();
    let message = say(
        format!("图片有效分辨率只有 {ppi} ppi，应不低于 {wanted}"),
        format!("the picture has {ppi} ppi at this size; it should have {wanted}"),
    );
    let hint = say(
        format!("排成不超过 {fits} mm 宽，或换一张裁切后宽 {pixels} 像素以上的原图"),
        format!("set it at most {fits} mm wide, or use an original at least {pixels} pixels wide after cropping"),
    );
    Some(Diagnostic::new(code, place.span, message).hint(hint).on_page(place.page))
}

/// Pixels an inch, rounded down.
fn effective(pixels: u32, length: Length) -> i64 {
    if length <= Length::ZERO { i64::MAX } else { i64::from(pixels) * 914_400 / length.get() }
}
