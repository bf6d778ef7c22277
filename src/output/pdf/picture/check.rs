//! What there is to say about a picture: that it cannot be used, or has too few pixels.

use super::decode::Unusable;
use super::ink::Done;
use super::{Job, Place, form};
use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::Length;
use crate::output::pdf::condition::{Condition, PictureLimits};

/// Line drawings need 550 ppi where photographs need 150.
///
/// Source: print.md 3, "1-bit pictures".
const BILEVEL_FAIL: u16 = 550;

pub(super) fn unusable(job: &Job, reason: &Unusable) -> Vec<Diagnostic> {
    let again = || {
        say(
            "在看图软件中打开后另存，或换用原文件",
            "open it in a picture program and save it again, or use the original",
        )
    };
    let (message, hint): (Say, Say) = match reason {
        Unusable::Head(trouble) => {
            let (why, cure) = trouble.say();
            let message = say(format!("图片不能用：{}", why.zh), format!("the picture cannot be used: {}", why.en));
            (message, cure)
        }
        Unusable::Art(findings) => return form::refused(job, findings),
        Unusable::Truncated => (
            say("图片文件不完整，后半部分缺失", "the picture file ends before the picture does"),
            say("重新传输或复制原文件", "transfer or copy the original again"),
        ),
        Unusable::Damaged(detail) => {
            (say(format!("图片无法解码：{detail}"), format!("the picture cannot be decoded: {detail}")), again())
        }
        Unusable::Unread(what) => (
            say(format!("图片不能用：{}", what.zh), format!("the picture cannot be used: {}", what.en)),
            say(
                "请另存为普通的 JPEG、PNG 或 TIFF（灰度、RGB 或 CMYK）",
                "save it as plain JPEG, PNG or TIFF: gray, RGB or CMYK",
            ),
        ),
        Unusable::Page(what) => (
            say(format!("PDF 画面不能用：{}", what.zh), format!("the PDF cannot be used: {}", what.en)),
            say("请导出 PDF/X-1a，或 CMYK 的 PDF/X-4", "have it exported as PDF/X-1a, or as PDF/X-4 in CMYK"),
        ),
        Unusable::Crop(width, height) => (
            say(
                format!("裁切框落在图片（{width}×{height} 像素）之外"),
                format!("the crop lies outside the picture, which has {width}×{height} pixels"),
            ),
            say("图片文件可能已被替换：请重新排版本页", "the file may have been exchanged: make up the page again"),
        ),
    };
    vec![at_first(job, Code::PictureUnusable, message, hint)]
}

/// What was done to a picture, told at its first place.
pub(super) fn done(job: &Job, done: &Done, condition: &Condition) -> Diagnostic {
    let info = &condition.info;
    match done {
        Done::Converted(name) => at_first(
            job,
            Code::PictureConverted,
            say(
                format!("CMYK 图片是为 `{name}` 分色的，已转换到 `{info}`"),
                format!("the CMYK picture was separated for `{name}`; it was converted to `{info}`"),
            ),
            say(
                "要保持原数值，请用本印刷条件的特性文件分色，或去掉图里的特性文件",
                "to keep its numbers, separate it with the profile of this press, or leave the profile out of the file",
            ),
        ),
        Done::Reduced(from_width, from_height, width, height) => at_first(
            job,
            Code::PictureConverted,
            say(
                format!("CMYK 图片超过所需分辨率，已由 {from_width}×{from_height} 缩小为 {width}×{height} 像素"),
                format!(
                    "the CMYK picture has more pixels than the press can show: reduced from {from_width}×{from_height} to {width}×{height}"
                ),
            ),
            say(
                format!("要逐点保留，请按 {} ppi 供图", condition.pictures.aim),
                format!("to keep every pixel, supply it at {} ppi", condition.pictures.aim),
            ),
        ),
        Done::ProfileLeft(name) => at_first(
            job,
            Code::PictureProfileUnread,
            say(
                format!("图片内嵌的色彩特性文件 `{name}` 不能用，已忽略"),
                format!("the colour profile `{name}` in the picture cannot be used and was left out"),
            ),
            say(
                "RGB 按 sRGB、CMYK 按原数值处理：请核对颜色，或重新存图",
                "RGB was taken for sRGB and CMYK as it is: look at the colours, or save the picture again",
            ),
        ),
        Done::InkHeld(most, share) => {
            let (most, limit) = (most / 10, condition.ink_limit.0 / 10);
            let share = f64::from(*share) / 10.0;
            at_first(
                job,
                Code::PictureInkHeld,
                say(
                    format!("CMYK 图片总墨量最高 {most}%，超过上限 {limit}%：{share}% 的像素已减青、品红、黄"),
                    format!(
                        "the CMYK picture has up to {most} % ink, over the limit of {limit} %: cyan, magenta and yellow were lowered in {share} % of its pixels"
                    ),
                ),
                say("请按本印刷条件重新分色", "separate it again for this press"),
            )
        }
    }
}

fn at_first(job: &Job, code: Code, message: Say, hint: Say) -> Diagnostic {
    let place = job.places.first();
    let diagnostic = Diagnostic::new(code, place.map_or(Span::NONE, |place| place.span), message).hint(hint);
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
    let ppi = effective(across, place.at.width).min(effective(down, place.at.height));
    let (code, wanted) = if ppi < i64::from(fail) {
        (Code::PictureTooCoarse, fail)
    } else if ppi < i64::from(warn) {
        (Code::PictureCoarse, warn)
    } else {
        return None;
    };
    let width = place.at.width.to_mm();
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
