//! What there is to say of a page of a PDF: why it is not placed, what was converted or left behind.

use super::super::Job;
use super::Form;
use super::inked::Converted;
use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::output::pdf::condition::Condition;
use crate::output::preflight;

/// What keeps a page from being placed, told at its first place.
pub(in crate::output::pdf::picture) fn refused(job: &Job, findings: &[preflight::Finding]) -> Vec<Diagnostic> {
    let one = |finding: &preflight::Finding| {
        let Say { zh, en } = &finding.cause;
        let message = say(format!("PDF 画面不能付印：{zh}"), format!("the PDF cannot be printed: {en}"));
        let place = job.places.first();
        let mut told = Diagnostic::new(finding.code, place.map_or(Span::NONE, |place| place.span), message);
        told.severity = finding.severity;
        told.page = place.map(|place| place.page);
        told.hint(cure(finding))
    };
    findings.iter().map(one).collect()
}

/// The cure; of colours and fonts what an advertiser exports.
fn cure(finding: &preflight::Finding) -> Say {
    match finding.code {
        Code::ColorScreen | Code::ColorIcc | Code::ColorIccOutput => say(
            "请广告方转为 CMYK（不带特性文件），导出 PDF/X-1a 或 CMYK 的 PDF/X-4",
            "have the advertiser convert it to plain CMYK and export PDF/X-1a, or PDF/X-4 in CMYK",
        ),
        Code::FontNotEmbedded => say(
            "请广告方嵌入全部字体，或把文字转成轮廓",
            "have the advertiser embed all fonts, or convert the type to outlines",
        ),
        Code::PdfTransparency => say(
            "请广告方拼合透明（导出 PDF/X-1a），或本报改用 PDF/X-4",
            "have the advertiser flatten transparency by exporting PDF/X-1a, or print as PDF/X-4",
        ),
        _ => finding.cure.clone(),
    }
}

/// What there is to say of a placed page: what was left behind, and pictures that become too coarse.
pub(in crate::output::pdf::picture) fn findings(job: &Job, form: &Form, condition: &Condition) -> Vec<Diagnostic> {
    let mut found = converted(job, &form.converted);
    for place in &job.places {
        if form.has_annotations {
            let message = say(
                "PDF 里浮在页面上的内容（批注、链接、表单）没有排入",
                "what is laid over the PDF's page (notes, links, form fields) was left out",
            );
            let hint = say("要印的内容请在导出时并入页面", "what is to be printed must be flattened into the page");
            found.push(Diagnostic::new(Code::PictureSimplified, place.span, message).hint(hint).on_page(place.page));
        }
        let limits = condition.pictures;
        let grown = place.at.width.get().max(1) as f64 / form.natural.get().max(1) as f64;
        let coarsest = form.images.iter().filter(|image| image.bits > 1).map(|image| image.ppi / grown);
        let ppi = coarsest.fold(f64::MAX, f64::min);
        let (code, wanted) = if ppi < f64::from(limits.fail) {
            (Code::PictureTooCoarse, limits.fail)
        } else if ppi < f64::from(limits.warn) {
            (Code::PictureCoarse, limits.warn)
        } else {
            continue;
        };
        let message = say(
            format!("PDF 里的图片排成后只有 {ppi:.0} ppi，应不低于 {wanted}"),
            format!("a picture in the PDF has {ppi:.0} ppi as it is placed; it should have {wanted}"),
        );
        let hint = say("请广告方换上更大的原图再导出", "have the advertiser export it with a larger original");
        found.push(Diagnostic::new(code, place.span, message).hint(hint).on_page(place.page));
    }
    found
}

/// That colours were converted, or profiles left out, at the first place.
fn converted(job: &Job, converted: &Converted) -> Vec<Diagnostic> {
    let Some(place) = job.places.first() else { return Vec::new() };
    let Converted { colors, shadings, pictures, keeps } = converted;
    let mut found = Vec::new();
    let of = |count: &usize, zh: &str, one: &str, more: &str| {
        let english = if *count == 1 { one } else { more };
        (*count > 0).then(|| (format!("{count} {zh}"), format!("{count} {english}")))
    };
    let parts: Vec<(String, String)> = [
        of(colors, "种颜色", "colour", "colours"),
        of(shadings, "处渐变", "shading", "shadings"),
        of(pictures, "幅图片", "picture", "pictures"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        let (zh, en): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
        let message = say(
            format!("PDF 里的 {} 不是 CMYK（RGB、Lab 或带特性文件的灰），已按本报印刷条件转换", zh.join("、")),
            format!(
                "{} of the PDF were RGB, Lab or gray of a profile, and were converted for this press",
                en.join(", ")
            ),
        );
        let hint = say(
            "请看样核对颜色；要自己定色，请广告方转成 CMYK 再导出 PDF/X-1a 或 PDF/X-4",
            "look at the colours on the proof; to choose them, have the advertiser convert to CMYK and export PDF/X-1a or PDF/X-4",
        );
        found.push(Diagnostic::new(Code::PictureFromScreen, place.span, message).hint(hint).on_page(place.page));
    }
    if *keeps {
        let message = say(
            "PDF 里的 CMYK 带特性文件：特性文件已去掉，数值照原样付印",
            "CMYK of the PDF has a profile of its own: it was left out, and the numbers are printed as they are",
        );
        let hint = say(
            "如果不是按本报印刷条件分的色，请看样核对，或请广告方转换后再导出",
            "if it was not separated for this press, look at the proof, or have the advertiser convert it",
        );
        found.push(Diagnostic::new(Code::PictureProfileLeft, place.span, message).hint(hint).on_page(place.page));
    }
    found
}
