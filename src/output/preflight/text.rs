//! A report as text, for people.

use std::fmt::Write as _;

use crate::base::diag::{Say, Severity, say};

use super::report::{Finding, PageReport, Report};

/// A report for people. Source: print.md 8.
pub fn text(report: &Report, is_long: bool) -> Say {
    say(told(report, is_long, Lang::Zh), told(report, is_long, Lang::En))
}

/// One of the two languages of a report.
#[derive(Clone, Copy)]
enum Lang {
    Zh,
    En,
}

impl Lang {
    fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn of(self, say: &Say) -> &str {
        self.pick(&say.zh, &say.en)
    }
}

fn told(report: &Report, is_long: bool, lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let mut text = String::new();
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let verdict = if report.passes() { pick("合格", "passed") } else { pick("不合格", "refused") };
    let declared = report.declared.as_deref().unwrap_or("PDF");
    let _ = writeln!(
        text,
        "{}  {verdict}  {}  {declared}  PDF {}.{}  {}",
        report.file,
        match lang {
            Lang::Zh => format!("{errors} 个错误，{warnings} 个警告"),
            Lang::En => format!("{errors} errors, {warnings} warnings"),
        },
        report.version.0,
        report.version.1,
        report.press,
    );
    if let Some(intent) = &report.intent {
        let _ = writeln!(text, "  {}: {} {}", pick("输出意图", "output intent"), intent.identifier, intent.info);
    }
    for finding in report.findings.iter().filter(|finding| finding.page.is_none()) {
        text += &line(finding, lang);
    }
    for page in &report.pages {
        text += &page_line(page, lang);
        for finding in report.findings.iter().filter(|finding| finding.page == Some(page.number)) {
            text += &line(finding, lang);
        }
        if is_long {
            text += &details(page, lang);
        }
    }
    text
}

fn line(finding: &Finding, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    };
    let count = if finding.count > 1 { format!(" ×{}", finding.count) } else { String::new() };
    let place = finding.at.map(|at| {
        format!("  ({:.1} {:.1}, {:.1} × {:.1} mm)", at.x.to_mm(), at.y.to_mm(), at.width.to_mm(), at.height.to_mm())
    });
    format!(
        "    {level}[{}]{count}: {}{}\n      {}\n",
        finding.code.as_str(),
        lang.of(&finding.cause),
        place.unwrap_or_default(),
        lang.of(&finding.cure)
    )
}

fn page_line(page: &PageReport, lang: Lang) -> String {
    let trim = page.boxes.trim.or(page.boxes.media).unwrap_or_default();
    let inks: Vec<String> = page
        .inks
        .iter()
        .filter(|ink| ink.coverage > 0.0)
        .map(|ink| format!("{} {:.1}%", ink.name, ink.coverage))
        .collect();
    format!(
        "  {} {}  {:.1} × {:.1} mm  {}  {} {:.0}%\n",
        lang.pick("页", "page"),
        page.number,
        trim[2] - trim[0],
        trim[3] - trim[1],
        inks.join("  "),
        lang.pick("最大总墨量", "most ink"),
        page.total_ink
    )
}

fn details(page: &PageReport, lang: Lang) -> String {
    let mut text = String::new();
    let boxes = [
        ("MediaBox", page.boxes.media),
        ("CropBox", page.boxes.crop),
        ("BleedBox", page.boxes.bleed),
        ("TrimBox", page.boxes.trim),
        ("ArtBox", page.boxes.art),
    ];
    for (name, sides) in boxes {
        if let Some([left, bottom, right, top]) = sides {
            let _ = writeln!(text, "    {name:<10} {left:.2} {bottom:.2} {right:.2} {top:.2} mm");
        }
    }
    for font in &page.fonts {
        let state = match (font.embedded, font.subset) {
            (true, true) => lang.pick("子集", "subset"),
            (true, false) => lang.pick("嵌入", "embedded"),
            (false, _) => lang.pick("未嵌入", "not embedded"),
        };
        let sizes = font.sizes.map(|(least, most)| format!("{least:.1}–{most:.1} pt")).unwrap_or_default();
        let _ = writeln!(text, "    {}  {}  {state}  {sizes}  ×{}", font.name, font.kind, font.glyphs);
    }
    for image in &page.images {
        let _ = writeln!(
            text,
            "    {} × {} px  {:.0} ppi  {}  {}",
            image.pixels.0,
            image.pixels.1,
            image.ppi,
            image.space,
            image.filters.join(" ")
        );
    }
    for ink in &page.inks {
        let zones: Vec<String> = ink.zones.iter().map(|zone| format!("{zone:.1}")).collect();
        let _ = writeln!(text, "    {:<8} {}", ink.name, zones.join(" "));
    }
    for code in &page.qr {
        let _ = writeln!(text, "    QR  {}", code.text);
    }
    text
}
