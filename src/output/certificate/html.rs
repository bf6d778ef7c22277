//! The certificate as one HTML file: verdict, files, then page by page.

use std::fmt::Write as _;

use crate::base::diag::{Say, Severity};
use crate::output::escape::escaped;

use super::page::page;
use super::{Certificate, Certified, Verdict};

const STYLE: &str = include_str!("style.css");

/// A language of the certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Tongue {
    /// Chinese, else English.
    pub(super) zh: bool,
}

impl Tongue {
    /// The one of the two.
    pub(super) fn of<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        if self.zh { zh } else { en }
    }

    /// A sentence.
    pub(super) fn plain(self, say: &Say) -> &str {
        if self.zh { &say.zh } else { &say.en }
    }

    /// A sentence, as HTML holds it.
    pub(super) fn say(self, say: &Say) -> String {
        escaped(self.plain(say))
    }
}

/// The file, in Chinese or English.
pub fn html(certificate: &Certificate, zh: bool) -> String {
    let tongue = Tongue { zh };
    let title = format!("{} {} {}", certificate.paper, certificate.date, tongue.of("付印证书", "press certificate"));
    let mut out = String::with_capacity(400_000);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n<body>\n",
        tongue.of("zh-CN", "en"),
        escaped(&title),
    );
    out += &head(certificate, tongue);
    out += &files(certificate, tongue);
    out += &delivery(certificate, tongue);
    for (index, file) in certificate.files.iter().enumerate() {
        out += &one_file(file, index, tongue);
    }
    out += "</body>\n</html>\n";
    out
}

fn head(certificate: &Certificate, tongue: Tongue) -> String {
    let (class, zh, en) = match certificate.verdict() {
        Verdict::Good => ("good", "合格，可以付印", "Good to print"),
        Verdict::Look => ("look", "可以付印，警告须过目", "Printable; look at the warnings"),
        Verdict::Refused => ("refused", "不合格，不要付印", "Refused: do not print"),
    };
    let zone = certificate.zone.as_ref().map(|zone| format!(" · {}", escaped(zone))).unwrap_or_default();
    let pages: usize = certificate.files.iter().map(|file| file.report.pages.len()).sum();
    let mut facts = vec![
        (tongue.of("印刷条件", "press condition"), escaped(&certificate.press)),
        (tongue.of("特性文件", "profile"), escaped(&certificate.condition)),
        (tongue.of("文件", "files"), certificate.files.len().to_string()),
        (tongue.of("页", "pages"), pages.to_string()),
        (tongue.of("错误", "errors"), certificate.count(Severity::Error).to_string()),
        (tongue.of("警告", "warnings"), certificate.count(Severity::Warning).to_string()),
        (tongue.of("提示", "notes"), certificate.count(Severity::Note).to_string()),
    ];
    for signature in &certificate.signatures {
        let words = format!(
            "{} {} {} ({})",
            escaped(&signature.name),
            escaped(&signature.time),
            match tongue.zh {
                true => format!("第 {} 次", signature.round),
                false => format!("round {}", signature.round),
            },
            match tongue.zh {
                true => format!("{} 个文件", signature.files),
                false => format!("{} files", signature.files),
            },
        );
        facts.push((signature.role.as_str(), words));
    }
    let facts: String =
        facts.iter().map(|(name, value)| format!("<dt>{}</dt><dd>{value}</dd>", escaped(name))).collect();
    format!(
        "<header>\n<h1>{} <small>{}{zone}</small></h1>\n<p class=\"verdict {class}\">{}</p>\n<dl class=\"facts\">{facts}</dl>\n</header>\n",
        escaped(&certificate.paper),
        escaped(&certificate.date),
        tongue.of(zh, en),
    )
}

fn files(certificate: &Certificate, tongue: Tongue) -> String {
    let mut rows = String::new();
    for (index, file) in certificate.files.iter().enumerate() {
        let report = &file.report;
        let inks: Vec<String> =
            report.pages.first().into_iter().flat_map(|page| &page.inks).map(|ink| initial(&ink.name)).collect();
        let declared = report.declared.clone().unwrap_or_else(|| "PDF".to_owned());
        let mark = if report.count(Severity::Error) > 0 {
            "<b class=\"bad\">✗</b>"
        } else if report.count(Severity::Warning) > 0 {
            "<b class=\"warn\">!</b>"
        } else {
            "<b class=\"ok\">✓</b>"
        };
        let _ = writeln!(
            rows,
            "<tr><td>{mark}</td><td><a href=\"#f{index}\">{}</a></td><td>{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td>\
             <td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td><code title=\"{}\">{}…</code></td></tr>",
            escaped(&report.file),
            escaped(&file.folios.join(" ")),
            file.version,
            escaped(&declared),
            escaped(&inks.join(" ")),
            report.count(Severity::Error),
            report.count(Severity::Warning),
            thousands(report.bytes),
            escaped(&report.sha256),
            escaped(&report.sha256.chars().take(12).collect::<String>()),
        );
    }
    let headings: String = [
        ("", ""),
        ("文件", "file"),
        ("版", "page"),
        ("版本", "version"),
        ("标准", "standard"),
        ("墨", "inks"),
        ("错误", "errors"),
        ("警告", "warnings"),
        ("字节", "bytes"),
        ("SHA-256", "SHA-256"),
    ]
    .iter()
    .map(|(zh, en)| format!("<th>{}</th>", tongue.of(zh, en)))
    .collect();
    format!("<div class=\"wide\"><table class=\"files\">\n<tr>{headings}</tr>\n{rows}</table></div>\n")
}

fn delivery(certificate: &Certificate, tongue: Tongue) -> String {
    if certificate.delivery.is_empty() {
        return String::new();
    }
    let rows: String = certificate
        .delivery
        .iter()
        .map(|finding| {
            let cure = finding.hint.as_ref().map(|hint| tongue.say(hint)).unwrap_or_default();
            format!(
                "<li class=\"{}\"><code>{}</code> {} <em>{cure}</em></li>\n",
                severity(finding.severity),
                finding.code.as_str(),
                tongue.say(&finding.message)
            )
        })
        .collect();
    format!("<h2>{}</h2>\n<ul class=\"findings\">{rows}</ul>\n", tongue.of("交付", "Delivery"))
}

fn one_file(file: &Certified, index: usize, tongue: Tongue) -> String {
    let report = &file.report;
    let mut out = format!("<section id=\"f{index}\">\n<h2>{}</h2>\n", escaped(&report.file));
    let mut facts = vec![
        ("PDF", format!("{}.{}", report.version.0, report.version.1)),
        (tongue.of("判为", "judged as"), report.judged.name().to_owned()),
    ];
    if let Some(intent) = &report.intent {
        let size = intent.profile_bytes.map(|bytes| format!(" ({})", thousands(bytes))).unwrap_or_default();
        facts.push((
            tongue.of("输出意图", "output intent"),
            escaped(&format!("{} {}{size}", intent.identifier, intent.info)),
        ));
    }
    if let Some(title) = &report.title {
        facts.push((tongue.of("标题", "title"), escaped(title)));
    }
    if let Some(producer) = &report.producer {
        facts.push((tongue.of("制作", "made by"), escaped(producer)));
    }
    facts.push(("SHA-256", format!("<code>{}</code>", escaped(&report.sha256))));
    let facts: String = facts.iter().map(|(name, value)| format!("<dt>{name}</dt><dd>{value}</dd>")).collect();
    let _ = writeln!(out, "<dl class=\"facts\">{facts}</dl>");
    for (at, one) in report.pages.iter().enumerate() {
        out += &page(file, at, one, tongue);
    }
    let of_file: Vec<_> = report.findings.iter().filter(|finding| finding.page.is_none()).collect();
    if !of_file.is_empty() {
        let _ = write!(out, "<h3>{}</h3>\n<ol class=\"findings\">", tongue.of("整个文件", "The file"));
        for finding in of_file {
            out += &super::page::finding(finding, tongue);
        }
        out += "</ol>\n";
    }
    out + "</section>\n"
}

/// A class for how bad something is.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Note => "note",
    }
}

/// The name of an ink in a row of inks.
pub(super) fn initial(ink: &str) -> String {
    match ink {
        "Cyan" | "Magenta" | "Yellow" => ink.chars().take(1).collect(),
        "Black" => "K".to_owned(),
        spot => spot.to_owned(),
    }
}

/// A number with its thousands apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
