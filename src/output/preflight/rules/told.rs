//! In which words findings are told: cause and cure by code, with the clause each rests on.

use crate::base::diag::{Code, Say, Severity, say};

use super::super::examine::Asks;
use super::super::report::Flavour;
use super::rows_file::{self, FILE, Row};
use super::{Found, rows_page};

/// A finding in words.
pub(super) struct Told {
    pub(super) severity: Severity,
    pub(super) clause: &'static str,
    pub(super) cause: Say,
    pub(super) cure: Say,
}

/// All rows.
fn rows() -> impl Iterator<Item = &'static Row> {
    rows_file::ROWS.iter().chain(rows_page::ROWS)
}

/// Puts a finding into words.
pub(super) fn told(found: &Found, asks: &Asks, judged: Flavour) -> Told {
    let row = rows().find(|row| row.0 == found.code);
    let Some((_, clause, cause, cure)) = row else {
        let cause = say(found.code.doc_zh(), found.code.doc());
        return Told { severity: found.code.severity(), clause: FILE, cure: cause.clone(), cause };
    };
    let fill = |text: &str| text.replace("{}", &found.object);
    Told {
        severity: severity(found, asks, judged),
        clause,
        cause: say(fill(cause[0]), fill(cause[1])),
        cure: say(cure[0], cure[1]),
    }
}

fn severity(found: &Found, asks: &Asks, judged: Flavour) -> Severity {
    let size = || found.object.split_whitespace().next().and_then(|size| size.parse::<f64>().ok()).unwrap_or(0.0);
    let near = |least: crate::base::units::Length| {
        // As on composed pages: a little under the least size prints, but badly.
        if size() < least.to_pt() * 0.8 { Severity::Error } else { Severity::Warning }
    };
    match found.code {
        Code::TypeSmall => near(asks.limits.type_one_ink),
        Code::TypeSmallInks => near(asks.limits.type_inks),
        Code::TypeSmallReversed => near(asks.limits.type_reversed),
        // Source: print.md 2, "embedded files: X-4 warn, X-1a forbidden".
        Code::PdfEmbeddedFile if judged != Flavour::X1a => Severity::Warning,
        // What is no PDF/X at all is judged by what prints: a missing box is no obstacle there.
        Code::PdfBoxMissing | Code::PdfAnnotation | Code::PdfAction | Code::PdfDuplicateKey
            if judged == Flavour::Plain =>
        {
            Severity::Warning
        }
        code => code.severity(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_once_and_says_something_in_both_languages() {
        for (code, clause, cause, cure) in rows() {
            assert!(rows().filter(|row| row.0 == *code).count() == 1, "{}", code.as_str());
            assert!(clause.starts_with("print.md"), "{}", code.as_str());
            for [zh, en] in [cause, cure] {
                assert!(!zh.is_ascii() && en.is_ascii(), "{zh} {en}");
            }
        }
    }

    #[test]
    fn every_code_of_pdfs_is_told() {
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with("pdf")) {
            assert!(rows().any(|row| row.0 == *code), "{}", code.as_str());
        }
    }
}
