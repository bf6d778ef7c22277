//! A page of the certificate: how it prints, with findings marked; boxes, fonts, pictures, inks.

use std::fmt::Write as _;

use crate::base::geom::Rect;
use crate::output::escape::{base64, escaped};
use crate::output::preflight::{Finding, FontUse, InkUse, PageReport};

use super::html::{Tongue, severity};
use super::{Certified, Thumbnail};

/// Places of one finding that are marked.
pub(super) const MARKS: usize = 200;

/// One page: `at` counts from 0 in its file.
pub(super) fn page(file: &Certified, at: usize, report: &PageReport, tongue: Tongue) -> String {
    let of_page: Vec<&Finding> =
        file.report.findings.iter().filter(|finding| finding.page == Some(report.number)).collect();
    let name = file.folios.get(at).cloned().unwrap_or_else(|| report.number.to_string());
    let mut out = format!("<article>\n<h3>{}</h3>\n<div class=\"page\">\n", escaped(&name));
    if let Some(Some(thumbnail)) = file.thumbnails.get(at) {
        out += &picture(thumbnail, &of_page, &name, tongue);
    }
    out += "<div>\n";
    if of_page.is_empty() {
        let _ = writeln!(out, "<p class=\"ok\">{}</p>", tongue.of("没有发现问题", "Nothing was found"));
    } else {
        out += "<ol class=\"findings\">\n";
        for finding_of_page in &of_page {
            out += &finding(finding_of_page, tongue);
        }
        out += "</ol>\n";
    }
    out += &inks(report, tongue);
    out += &boxes(report, tongue);
    out += "</div>\n</div>\n";
    out += &fonts(report, tongue);
    out += &images(report, tongue);
    out + "</article>\n"
}

/// A finding as an item of a list.
pub(super) fn finding(finding: &Finding, tongue: Tongue) -> String {
    let count = if finding.count > 1 { format!(" ×{}", finding.count) } else { String::new() };
    let place = finding.at.map(|at| format!(" <span class=\"at\">{}</span>", millimetres(at))).unwrap_or_default();
    format!(
        "<li class=\"{}\"><code>{}</code>{count} {} <em>{}</em>{place}<small>{}</small></li>\n",
        severity(finding.severity),
        finding.code.as_str(),
        tongue.say(&finding.cause),
        tongue.say(&finding.cure),
        escaped(finding.clause),
    )
}

/// A place in millimetres from the top left corner of the trim.
pub(super) fn millimetres(at: Rect) -> String {
    let [x, y, width, height] = numbers(at);
    format!("x {x:.1} y {y:.1}, {width:.1} × {height:.1} mm")
}

fn numbers(at: Rect) -> [f64; 4] {
    [at.x.to_mm(), at.y.to_mm(), at.width.to_mm(), at.height.to_mm()]
}

fn picture(thumbnail: &Thumbnail, findings: &[&Finding], name: &str, tongue: Tongue) -> String {
    let [left, top, width, height] = thumbnail.shows;
    let alt = format!("{} {}", tongue.of("版面", "Page"), name);
    let mut out = format!(
        "<svg class=\"sheet\" viewBox=\"{left:.2} {top:.2} {width:.2} {height:.2}\" role=\"img\" aria-label=\"{}\">\
         <image href=\"data:{};base64,{}\" x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" preserveAspectRatio=\"none\"/>",
        escaped(&alt),
        thumbnail.media,
        base64(&thumbnail.bytes),
    );
    for (index, finding) in findings.iter().enumerate() {
        let places: Vec<Rect> =
            if finding.places.is_empty() { finding.at.into_iter().collect() } else { finding.places.clone() };
        for (count, place) in places.iter().take(MARKS).enumerate() {
            let [x, y, width, height] = numbers(*place);
            let (width, height) = (width.max(2.0), height.max(2.0));
            let class = severity(finding.severity);
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\"/>",
                x - 1.0,
                y - 1.0,
                width + 2.0,
                height + 2.0
            );
            if count == 0 {
                let _ = write!(
                    out,
                    "<text class=\"{class}\" x=\"{:.2}\" y=\"{:.2}\">{}</text>",
                    x + width + 2.0,
                    y + 6.0,
                    index + 1
                );
            }
        }
    }
    out + "</svg>\n"
}

fn inks(report: &PageReport, tongue: Tongue) -> String {
    let mut rows = String::new();
    for ink in &report.inks {
        let spot = if ink.spot { tongue.of(" 专色", " spot") } else { "" };
        let _ = writeln!(
            rows,
            "<tr><td>{}{spot}</td><td class=\"n\">{:.2} %</td><td>{}</td></tr>",
            escaped(&ink.name),
            ink.coverage,
            bars(ink, tongue)
        );
    }
    let most = report.total_ink_at.map(|at| format!(" <span class=\"at\">{}</span>", millimetres(at)));
    format!(
        "<h4>{}</h4>\n<table class=\"inks\">\n<tr><th>{}</th><th>{}</th><th>{}</th></tr>\n{rows}</table>\n\
         <p>{} {:.0} %{}</p>\n",
        tongue.of("墨", "Inks"),
        tongue.of("版", "plate"),
        tongue.of("覆盖率", "coverage"),
        tongue.of("墨区，自左至右", "ink-key zones, from the left"),
        tongue.of("最大总墨量", "Most ink in all:"),
        report.total_ink,
        most.unwrap_or_default(),
    )
}

/// The zones of an ink as bars, each with its number for who points at it.
fn bars(ink: &InkUse, tongue: Tongue) -> String {
    let width = ink.zones.len().max(1) * 14;
    let most = ink.zones.iter().copied().fold(10.0, f64::max);
    let label: Vec<String> = ink.zones.iter().map(|zone| format!("{zone:.1}")).collect();
    let mut out = format!(
        "<svg class=\"bars\" width=\"{width}\" height=\"26\" viewBox=\"0 0 {width} 26\" role=\"img\" aria-label=\"{}: {}\">",
        tongue.of("各墨区 %", "zones in %"),
        label.join(" ")
    );
    for (index, zone) in ink.zones.iter().enumerate() {
        let height = (zone / most * 24.0).clamp(0.4, 24.0);
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{:.1}\" width=\"12\" height=\"{height:.1}\"><title>{}: {zone:.1} %</title></rect>",
            index * 14,
            25.0 - height,
            index + 1
        );
    }
    out + "</svg>"
}

/// The boxes of a page by their names.
pub(super) fn known_boxes(report: &PageReport) -> [(&'static str, Option<[f64; 4]>); 5] {
    [
        ("MediaBox", report.boxes.media),
        ("CropBox", report.boxes.crop),
        ("BleedBox", report.boxes.bleed),
        ("TrimBox", report.boxes.trim),
        ("ArtBox", report.boxes.art),
    ]
}

/// How much of a font is in the file.
pub(super) fn embedded<'a>(font: &FontUse, tongue: Tongue) -> &'a str {
    match (font.embedded, font.subset) {
        (true, true) => tongue.of("嵌入子集", "subset"),
        (true, false) => tongue.of("全部嵌入", "embedded"),
        (false, _) => tongue.of("未嵌入", "not embedded"),
    }
}

fn boxes(report: &PageReport, tongue: Tongue) -> String {
    let rows: String = known_boxes(report)
        .iter()
        .filter_map(|(name, given)| {
            let [left, bottom, right, top] = (*given)?;
            Some(format!(
                "<tr><td>{name}</td><td class=\"n\">{left:.2} {bottom:.2} {right:.2} {top:.2}</td><td class=\"n\">{:.2} × {:.2}</td></tr>\n",
                right - left,
                top - bottom
            ))
        })
        .collect();
    format!("<h4>{} (mm)</h4>\n<table>\n{rows}</table>\n", tongue.of("页框", "Boxes"))
}

fn fonts(report: &PageReport, tongue: Tongue) -> String {
    if report.fonts.is_empty() {
        return String::new();
    }
    let rows: String = report
        .fonts
        .iter()
        .map(|font| {
            let embedded = embedded(font, tongue);
            let sizes = font.sizes.map(|(least, most)| format!("{least:.1}–{most:.1} pt")).unwrap_or_default();
            format!(
                "<tr><td>{}</td><td>{}</td><td>{embedded}</td><td class=\"n\">{sizes}</td><td class=\"n\">{}</td></tr>\n",
                escaped(&font.name),
                escaped(&font.kind),
                font.glyphs
            )
        })
        .collect();
    let headings: String =
        [("字体", "font"), ("类型", "kind"), ("嵌入", "in the file"), ("字号", "sizes"), ("字数", "glyphs")]
            .iter()
            .map(|(zh, en)| format!("<th>{}</th>", tongue.of(zh, en)))
            .collect();
    let count = report.fonts.len();
    format!(
        "<details><summary>{} {count}</summary>\n<div class=\"wide\"><table>\n<tr>{headings}</tr>\n{rows}</table></div></details>\n",
        tongue.of("字体", "Fonts")
    )
}

fn images(report: &PageReport, tongue: Tongue) -> String {
    if report.images.is_empty() {
        return String::new();
    }
    let rows: String = report
        .images
        .iter()
        .map(|image| {
            format!(
                "<tr><td>{}</td><td class=\"n\">{} × {}</td><td class=\"n\">{:.0}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
                millimetres(image.at),
                image.pixels.0,
                image.pixels.1,
                image.ppi,
                image.bits,
                escaped(&image.space),
                escaped(&image.filters.join(" "))
            )
        })
        .collect();
    let headings: String = [
        ("位置", "place"),
        ("像素", "pixels"),
        ("有效 ppi", "effective ppi"),
        ("位", "bits"),
        ("颜色空间", "colour space"),
        ("压缩", "filter"),
    ]
    .iter()
    .map(|(zh, en)| format!("<th>{}</th>", tongue.of(zh, en)))
    .collect();
    let count = report.images.len();
    format!(
        "<details open><summary>{} {count}</summary>\n<div class=\"wide\"><table>\n<tr>{headings}</tr>\n{rows}</table></div></details>\n",
        tongue.of("图片", "Pictures")
    )
}
