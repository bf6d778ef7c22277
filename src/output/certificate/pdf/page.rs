//! A print file on the sheets of the certificate: its page, small, with findings marked, then the lists.

use std::sync::Arc;

use crate::base::color::Cmyk;
use crate::base::diag::Severity;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::output::certificate::html::{Tongue, thousands};
use crate::output::certificate::page::{MARKS, embedded, known_boxes, millimetres};
use crate::output::certificate::{Certified, Thumbnail};
use crate::output::draw::{BLACK, BLUE, GRAY, GREEN, PALE, RED, Side, bold, plain};
use crate::output::pdf::Bytes;
use crate::output::preflight::{Finding, FontUse, ImageUse, InkUse, PageReport};
use crate::page::{Image, Source};

use super::flow::{Column, Flow, MARGIN, WIDTH, leading};
use super::{AMBER, fact};

/// The small page, at most.
const ACROSS: Length = Length::mm(84);
const DOWN: Length = Length::mm(122);
/// From the small page to what stands beside it.
const AWAY: Length = Length::mm(6);
/// The least that a mark measures.
const MARK: Length = Length::mm(2);
/// A bar of an ink-key zone, at its highest.
const BAR: Length = Length::mm(6);
/// The weight of a mark round a finding, and of the frame of the page.
const LINE: Length = Length::pt_hundredths(80);

/// One file: a page begins a sheet.
pub(super) fn file(flow: &mut Flow<'_>, file: &Certified, tongue: Tongue, pictures: &mut Vec<Bytes>) {
    let report = &file.report;
    flow.turn();
    flow.paragraph(&report.file, bold(1200, BLACK), Length::ZERO);
    fact(flow, "PDF", &format!("{}.{}　{}", report.version.0, report.version.1, report.judged.name()));
    if let Some(intent) = &report.intent {
        let size = intent.profile_bytes.map(|bytes| format!(" ({})", thousands(bytes))).unwrap_or_default();
        fact(flow, tongue.of("输出意图", "Output intent"), &format!("{} {}{size}", intent.identifier, intent.info));
    }
    fact(flow, "SHA-256", &report.sha256);
    for (at, page) in report.pages.iter().enumerate() {
        if at > 0 {
            flow.turn();
        }
        one_page(flow, file, at, page, tongue, pictures);
    }
    let of_file: Vec<&Finding> = report.findings.iter().filter(|finding| finding.page.is_none()).collect();
    if !of_file.is_empty() {
        heading(flow, tongue.of("整个文件", "The file"));
        findings(flow, &of_file, tongue);
    }
}

fn one_page(
    flow: &mut Flow<'_>,
    file: &Certified,
    at: usize,
    report: &PageReport,
    tongue: Tongue,
    pictures: &mut Vec<Bytes>,
) {
    let own: Vec<&Finding> =
        file.report.findings.iter().filter(|finding| finding.page == Some(report.number)).collect();
    let name = file.folios.get(at).cloned().unwrap_or_else(|| report.number.to_string());
    flow.skip(Length::mm(2));
    flow.paragraph(&name, bold(1100, BLACK), Length::ZERO);
    flow.skip(Length::mm(1));
    let top = flow.y;
    let mut low = top;
    if let Some(Some(thumbnail)) = file.thumbnails.get(at) {
        low = small_page(flow, thumbnail, &own, pictures);
    }
    flow.y = top;
    inks(flow, report, tongue);
    boxes(flow, report, tongue);
    flow.y = flow.y.max(low) + Length::mm(4);
    if own.is_empty() {
        flow.paragraph(tongue.of("没有发现问题", "Nothing was found"), bold(900, GREEN), Length::ZERO);
    } else {
        heading(flow, tongue.of("发现的问题", "Findings"));
        findings(flow, &own, tongue);
    }
    fonts(flow, report, tongue);
    images(flow, report, tongue);
}

fn heading(flow: &mut Flow<'_>, words: &str) {
    flow.skip(Length::mm(2));
    flow.keep(Length::mm(14));
    flow.paragraph(words, bold(950, BLACK), Length::ZERO);
}

/// The ink of what is so bad.
pub(super) fn ink(severity: Severity) -> Cmyk {
    match severity {
        Severity::Error => RED,
        Severity::Warning => AMBER,
        Severity::Note => BLUE,
    }
}

fn findings(flow: &mut Flow<'_>, list: &[&Finding], tongue: Tongue) {
    let indent = Length::mm(7);
    for (index, finding) in list.iter().enumerate() {
        let look = bold(850, ink(finding.severity));
        flow.keep(leading(look) * 2);
        flow.line(&(index + 1).to_string(), look, MARGIN + Length::mm(4), Side::Right);
        let count = if finding.count > 1 { format!(" ×{}", finding.count) } else { String::new() };
        let place = finding.at.map(|at| format!("　{}", millimetres(at))).unwrap_or_default();
        flow.paragraph(&format!("{}{count}　{}", finding.code.as_str(), finding.clause), look, indent);
        let look = plain(850, BLACK);
        flow.paragraph(&format!("{}{place}", tongue.plain(&finding.cause)), look, indent);
        flow.paragraph(tongue.plain(&finding.cure), plain(850, GRAY), indent);
        flow.skip(Length::mm(1));
    }
}

/// The page as it prints, its findings marked. Gives its lower edge.
fn small_page(flow: &mut Flow<'_>, thumbnail: &Thumbnail, own: &[&Finding], pictures: &mut Vec<Bytes>) -> Length {
    let microns = |mm: f64| Length::microns((mm * 1000.0).round() as i64);
    let [left, top, width, height] = thumbnail.shows.map(microns);
    if width <= Length::ZERO || height <= Length::ZERO {
        return flow.y;
    }
    let mut size = (ACROSS, ACROSS.scale(height.get(), width.get()));
    if size.1 > DOWN {
        size = (DOWN.scale(width.get(), height.get()), DOWN);
    }
    let at = Rect::new(MARGIN, flow.y, size.0, size.1);
    let crop = (0, 0, thumbnail.pixels.0, thumbnail.pixels.1);
    let source = Source(pictures.len() as u32);
    pictures.push(Arc::new(thumbnail.bytes.clone()));
    flow.image(Image { source, page: 1, at, crop, beyond: [0; 4], gray: false });
    flow.sheet().frame(Rect::new(at.x - LINE, at.y - LINE, at.width + LINE * 2, at.height + LINE * 2), LINE, PALE);
    let letters = flow.letters;
    let scaled = |length: Length| length.scale(at.width.get(), width.get());
    for (index, finding) in own.iter().enumerate() {
        let first: Vec<Rect> = finding.at.into_iter().collect();
        let places = if finding.places.is_empty() { &first } else { &finding.places };
        for (count, place) in places.iter().take(MARKS).enumerate() {
            let (wide, high) = (scaled(place.width).max(MARK), scaled(place.height).max(MARK));
            let x = (at.x + scaled(place.x - left)).max(at.x - LINE).min(at.right() - MARK);
            let y = (at.y + scaled(place.y - top)).max(at.y - LINE).min(at.bottom() - MARK);
            let mark = Rect::new(x, y, wide.min(at.right() + LINE - x), high.min(at.bottom() + LINE - y));
            flow.sheet().frame(mark, LINE, ink(finding.severity));
            if count == 0 {
                let centre = Point { x: mark.x, y: mark.y };
                flow.sheet().badge(&letters, index + 1, centre, ink(finding.severity));
            }
        }
    }
    at.bottom()
}

/// The column beside the small page.
fn beside() -> (Length, Length) {
    (MARGIN + ACROSS + AWAY, WIDTH - ACROSS - AWAY)
}

fn inks(flow: &mut Flow<'_>, report: &PageReport, tongue: Tongue) {
    let (x, width) = beside();
    let look = plain(750, BLACK);
    let title = tongue.of("墨：覆盖率和墨区，自左至右", "Inks: coverage and ink-key zones, from the left");
    flow.line(title, bold(850, BLACK), x, Side::Left);
    flow.skip(leading(bold(850, BLACK)) + Length::mm(1));
    for one in &report.inks {
        let spot = if one.spot { tongue.of(" 专色", " spot") } else { "" };
        flow.line(&format!("{}{spot}", one.name), look, x, Side::Left);
        flow.line(&format!("{:.2} %", one.coverage), look, x + Length::mm(30), Side::Right);
        let own = Rect::new(x + Length::mm(33), flow.y, width - Length::mm(33), BAR);
        bars(flow, one, own);
        flow.skip(BAR + Length::mm(2));
    }
    let most = report.total_ink_at.map(|at| format!("　{}", millimetres(at))).unwrap_or_default();
    let words = format!("{} {:.0} %{most}", tongue.of("最大总墨量", "Most ink in all:"), report.total_ink);
    for line in flow.lines(&words, look, width) {
        flow.line(&line, look, x, Side::Left);
        flow.skip(leading(look));
    }
    flow.skip(Length::mm(3));
}

/// The zones of an ink as bars in a box.
fn bars(flow: &mut Flow<'_>, one: &InkUse, own: Rect) {
    let colour = match one.name.as_str() {
        "Cyan" => Cmyk { c: 1000, m: 0, y: 0, k: 0 },
        "Magenta" => Cmyk { c: 0, m: 1000, y: 0, k: 0 },
        "Yellow" => Cmyk { c: 0, m: 0, y: 1000, k: 0 },
        "Black" => BLACK,
        _ => RED,
    };
    let most = one.zones.iter().copied().fold(10.0, f64::max);
    let pitch = own.width / one.zones.len().max(1) as i64;
    let bar = |(index, zone): (usize, &f64)| {
        let high = own.height.scale((zone / most * 10_000.0).round() as i64, 10_000).max(Length::microns(100));
        Rect::new(own.x + pitch * index as i64, own.bottom() - high, pitch.scale(4, 5), high)
    };
    let all: Vec<Rect> = one.zones.iter().enumerate().map(bar).collect();
    flow.sheet().fill(all, colour);
    flow.sheet().fill(vec![Rect::new(own.x, own.bottom(), own.width, Length::pt_hundredths(30))], GRAY);
}

fn boxes(flow: &mut Flow<'_>, report: &PageReport, tongue: Tongue) {
    let (x, width) = beside();
    let look = plain(750, BLACK);
    flow.line(&format!("{} (mm)", tongue.of("页框", "Boxes")), bold(850, BLACK), x, Side::Left);
    flow.skip(leading(bold(850, BLACK)));
    for (name, given) in known_boxes(report) {
        let Some([left, bottom, right, top]) = given else { continue };
        flow.line(name, look, x, Side::Left);
        flow.line(&format!("{left:.2}  {bottom:.2}  {right:.2}  {top:.2}"), look, x + Length::mm(58), Side::Right);
        flow.line(&format!("{:.2} × {:.2}", right - left, top - bottom), look, x + width, Side::Right);
        flow.skip(leading(look));
    }
}

fn fonts(flow: &mut Flow<'_>, report: &PageReport, tongue: Tongue) {
    if report.fonts.is_empty() {
        return;
    }
    heading(flow, &format!("{} {}", tongue.of("字体", "Fonts"), report.fonts.len()));
    let columns = [
        Column { share: 60, side: Side::Left },
        Column { share: 30, side: Side::Left },
        Column { share: 24, side: Side::Left },
        Column { share: 24, side: Side::Right },
        Column { share: 14, side: Side::Right },
    ];
    let headings = [("字体", "font"), ("类型", "kind"), ("嵌入", "in the file"), ("字号", "sizes"), ("字数", "glyphs")]
        .map(|(zh, en)| tongue.of(zh, en).to_owned());
    let row = |font: &FontUse| {
        let sizes = font.sizes.map(|(least, most)| format!("{least:.1}–{most:.1} pt")).unwrap_or_default();
        vec![font.name.clone(), font.kind.clone(), embedded(font, tongue).to_owned(), sizes, font.glyphs.to_string()]
    };
    let rows: Vec<Vec<String>> = report.fonts.iter().map(row).collect();
    flow.table(&columns, &headings, &rows, plain(750, BLACK));
}

fn images(flow: &mut Flow<'_>, report: &PageReport, tongue: Tongue) {
    if report.images.is_empty() {
        return;
    }
    heading(flow, &format!("{} {}", tongue.of("图片", "Pictures"), report.images.len()));
    let columns = [
        Column { share: 56, side: Side::Left },
        Column { share: 26, side: Side::Right },
        Column { share: 20, side: Side::Right },
        Column { share: 8, side: Side::Right },
        Column { share: 26, side: Side::Left },
        Column { share: 24, side: Side::Left },
    ];
    let headings = [
        ("位置", "place"),
        ("像素", "pixels"),
        ("有效 ppi", "ppi"),
        ("位", "bits"),
        ("颜色空间", "colour space"),
        ("压缩", "filter"),
    ]
    .map(|(zh, en)| tongue.of(zh, en).to_owned());
    let row = |image: &ImageUse| {
        vec![
            millimetres(image.at),
            format!("{} × {}", image.pixels.0, image.pixels.1),
            format!("{:.0}", image.ppi),
            image.bits.to_string(),
            image.space.clone(),
            image.filters.join(" "),
        ]
    };
    let rows: Vec<Vec<String>> = report.images.iter().map(row).collect();
    flow.table(&columns, &headings, &rows, plain(750, BLACK));
}
