//! The certificate as a PDF: A4 sheets to file, to sign or to send with the plates. It says what the HTML says.

mod flow;
mod page;

use std::sync::Arc;

use crate::base::color::Cmyk;
use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::base::geom::{Point, Rect, Size};
use crate::base::units::Length;
use crate::font::FontBook;
use crate::output::draw::{BLACK, Drawing, GRAY, GREEN, Letters, RED, Side, bold, plain};
use crate::output::pdf::{self, Bytes, Condition, Meta};
use crate::page::{Page, Source};

use self::flow::{Column, Flow, MARGIN, SHEET, WIDTH, leading};
use super::html::{Tongue, initial, thousands};
use super::{Certificate, Verdict};

/// The height of the boxes to sign in.
const SIGNING: Length = Length::mm(20);
/// Printable, with warnings.
pub(super) const AMBER: Cmyk = Cmyk { c: 0, m: 500, y: 950, k: 150 };

/// What the file is made with.
#[derive(Debug)]
pub struct Making<'a> {
    /// The faces that it is lettered in.
    pub fonts: &'a FontBook,
    /// The press, whose profile tells screens how the small pages print.
    pub condition: &'a Condition,
    /// What it says of itself.
    pub meta: &'a Meta,
    /// In Chinese, else in English.
    pub zh: bool,
}

/// Writes the certificate.
///
/// Errors: no face to letter it in; a file that cannot be written.
pub fn pdf(certificate: &Certificate, making: &Making<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let Some(letters) = Letters::new(making.fonts) else {
        let message = say("证书没有写成：没有字体", "the certificate was not made: there is no face");
        return Err(Box::new(Diagnostic::new(Code::OutputUnwritable, Span::NONE, message)));
    };
    let tongue = Tongue { zh: making.zh };
    let mut flow = Flow::new(letters);
    head(&mut flow, certificate, tongue);
    files(&mut flow, certificate, tongue);
    delivery(&mut flow, certificate, tongue);
    signing(&mut flow, tongue);
    let mut pictures: Vec<Bytes> = Vec::new();
    for file in &certificate.files {
        page::file(&mut flow, file, tongue, &mut pictures);
    }
    feet(&mut flow, certificate, tongue);
    let page = |(index, drawing): (usize, Drawing)| Page {
        number: (index + 1).min(usize::from(u16::MAX)) as u16,
        folio: (index + 1).to_string(),
        trim: Size { width: SHEET.0, height: SHEET.1 },
        bleed: Length::ZERO,
        slug: Length::ZERO,
        items: drawing.items,
    };
    let pages: Vec<Page> = std::mem::take(&mut flow.sheets).into_iter().enumerate().map(page).collect();
    let source = |source: Source| pictures.get(source.0 as usize).map(Arc::clone);
    let assets = pdf::prepare(&pages, making.fonts, making.condition, &source).value;
    pdf::write(&pages.iter().collect::<Vec<_>>(), &assets, making.meta)
}

/// Paper, day, verdict, facts and signatures.
fn head(flow: &mut Flow<'_>, certificate: &Certificate, tongue: Tongue) {
    let zone = certificate.zone.as_ref().map(|zone| format!(" · {zone}")).unwrap_or_default();
    flow.line(tongue.of("付印证书", "Press certificate"), plain(900, GRAY), MARGIN + WIDTH, Side::Right);
    flow.paragraph(&certificate.paper, bold(2200, BLACK), Length::ZERO);
    flow.paragraph(&format!("{}{zone}", certificate.date), plain(1100, BLACK), Length::ZERO);
    flow.skip(Length::mm(3));
    let (ink, zh, en) = match certificate.verdict() {
        Verdict::Good => (GREEN, "合格，可以付印", "Good to print"),
        Verdict::Look => (AMBER, "可以付印，警告须过目", "Printable; look at the warnings"),
        Verdict::Refused => (RED, "不合格，不要付印", "Refused: do not print"),
    };
    let band = Rect::new(MARGIN, flow.y, WIDTH, Length::mm(12));
    flow.sheet().fill(vec![band], ink);
    let at = Point { x: MARGIN + Length::mm(4), y: band.y + Length::microns(8_100) };
    let letters = flow.letters;
    flow.sheet().text(&letters, tongue.of(zh, en), bold(1700, Cmyk::WHITE), at, Side::Left);
    flow.y = band.bottom() + Length::mm(4);
    let pages: usize = certificate.files.iter().map(|file| file.report.pages.len()).sum();
    let count = |severity| certificate.count(severity).to_string();
    let numbers = [
        (tongue.of("文件", "files"), certificate.files.len().to_string()),
        (tongue.of("页", "pages"), pages.to_string()),
        (tongue.of("错误", "errors"), count(Severity::Error)),
        (tongue.of("警告", "warnings"), count(Severity::Warning)),
        (tongue.of("提示", "notes"), count(Severity::Note)),
    ];
    for (index, (name, value)) in numbers.iter().enumerate() {
        let x = MARGIN + WIDTH.scale(index as i64, numbers.len() as i64);
        flow.line(value, bold(1700, BLACK), x, Side::Left);
        let width = letters.width(value, bold(1700, BLACK));
        let at = Point { x: x + width + Length::mm(2), y: flow.y + bold(1700, BLACK).size.scale(110, 100) };
        flow.sheet().text(&letters, name, plain(900, GRAY), at, Side::Left);
    }
    flow.skip(Length::mm(11));
    fact(flow, tongue.of("印刷条件", "Press condition"), &certificate.press);
    fact(flow, tongue.of("特性文件", "Profile"), &certificate.condition);
    for signature in &certificate.signatures {
        let words = match tongue.zh {
            true => {
                format!("{}　{}　第 {} 次，{} 个文件", signature.name, signature.time, signature.round, signature.files)
            }
            false => {
                format!("{}, {}, round {}, {} files", signature.name, signature.time, signature.round, signature.files)
            }
        };
        fact(flow, &signature.role, &words);
    }
    flow.skip(Length::mm(3));
}

/// A name and what is so called.
fn fact(flow: &mut Flow<'_>, name: &str, value: &str) {
    let look = plain(900, BLACK);
    flow.keep(leading(look));
    flow.line(name, plain(900, GRAY), MARGIN, Side::Left);
    flow.paragraph(value, look, Length::mm(34));
}

fn title(flow: &mut Flow<'_>, words: &str) {
    flow.keep(Length::mm(24));
    flow.rule(Length::pt(1), BLACK);
    flow.skip(Length::mm(1));
    flow.paragraph(words, bold(1200, BLACK), Length::ZERO);
    flow.skip(Length::mm(1));
}

fn files(flow: &mut Flow<'_>, certificate: &Certificate, tongue: Tongue) {
    title(flow, tongue.of("文件", "Files"));
    let left = |share| Column { share, side: Side::Left };
    let right = |share| Column { share, side: Side::Right };
    let columns = [left(5), left(32), left(9), right(7), left(15), left(14), right(8), right(8), right(12), left(34)];
    let headings = [
        ("", ""),
        ("文件", "file"),
        ("版", "page"),
        ("版本", "ver."),
        ("标准", "standard"),
        ("墨", "inks"),
        ("错误", "err."),
        ("警告", "warn."),
        ("字节", "bytes"),
        ("SHA-256", "SHA-256"),
    ]
    .map(|(zh, en)| tongue.of(zh, en).to_owned());
    let row = |file: &super::Certified| {
        let report = &file.report;
        let inks: Vec<String> =
            report.pages.first().into_iter().flat_map(|page| &page.inks).map(|ink| initial(&ink.name)).collect();
        let mark = match (report.count(Severity::Error), report.count(Severity::Warning)) {
            (0, 0) => "OK",
            (0, _) => "!",
            _ => "×",
        };
        vec![
            mark.to_owned(),
            report.file.clone(),
            file.folios.join(" "),
            file.version.to_string(),
            report.declared.clone().unwrap_or_else(|| "PDF".to_owned()),
            inks.join(" "),
            report.count(Severity::Error).to_string(),
            report.count(Severity::Warning).to_string(),
            thousands(report.bytes),
            report.sha256.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = certificate.files.iter().map(row).collect();
    flow.table(&columns, &headings, &rows, plain(650, BLACK));
}

fn delivery(flow: &mut Flow<'_>, certificate: &Certificate, tongue: Tongue) {
    if certificate.delivery.is_empty() {
        return;
    }
    flow.skip(Length::mm(3));
    title(flow, tongue.of("交付", "Delivery"));
    for finding in &certificate.delivery {
        let cure = finding.hint.as_ref().map(|hint| tongue.plain(hint)).unwrap_or_default();
        let look = bold(850, page::ink(finding.severity));
        flow.paragraph(&format!("{}　{}", finding.code.as_str(), tongue.plain(&finding.message)), look, Length::ZERO);
        flow.paragraph(cure, plain(850, GRAY), Length::mm(5));
    }
}

/// Boxes to sign in, at the foot of the sheet.
fn signing(flow: &mut Flow<'_>, tongue: Tongue) {
    flow.keep(SIGNING + Length::mm(6));
    let top = SHEET.1 - MARGIN - Length::mm(4) - SIGNING;
    let letters = flow.letters;
    let width = (WIDTH - Length::mm(6)) / 2;
    for (index, (zh, en)) in [("报社签发", "For the paper"), ("印厂验收", "For the print shop")].into_iter().enumerate()
    {
        let own = Rect::new(MARGIN + (width + Length::mm(6)) * index as i64, top, width, SIGNING);
        flow.sheet().frame(own, Length::pt_hundredths(50), GRAY);
        let at = |x: Length, y: i64| Point { x: own.x + x, y: own.y + Length::microns(y) };
        let (name, day) = (tongue.of(zh, en), tongue.of("日期时间", "Date and time"));
        flow.sheet().text(&letters, name, plain(800, GRAY), at(Length::mm(2), 4_500), Side::Left);
        flow.sheet().text(&letters, day, plain(800, GRAY), at(width / 2, 4_500), Side::Left);
    }
    flow.y = SHEET.1;
}

/// What stands at the foot of each sheet.
fn feet(flow: &mut Flow<'_>, certificate: &Certificate, tongue: Tongue) {
    let (letters, count) = (flow.letters, flow.sheets.len());
    let y = SHEET.1 - MARGIN + Length::mm(2);
    let zone = certificate.zone.as_ref().map(|zone| format!(" {zone}")).unwrap_or_default();
    let name =
        format!("{} {}{zone} {}", certificate.paper, certificate.date, tongue.of("付印证书", "press certificate"));
    for (index, sheet) in flow.sheets.iter_mut().enumerate() {
        let look = plain(700, GRAY);
        sheet.text(&letters, &name, look, Point { x: MARGIN, y }, Side::Left);
        let number = format!("{} / {count}", index + 1);
        sheet.text(&letters, &number, look, Point { x: MARGIN + WIDTH, y }, Side::Right);
        let maker = concat!("paiban ", env!("CARGO_PKG_VERSION"));
        sheet.text(&letters, maker, look, Point { x: MARGIN + WIDTH / 2, y }, Side::Middle);
    }
}
