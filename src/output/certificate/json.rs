//! The certificate as JSON.

use serde_json::{Value, json as value};

use crate::base::diag::{Diagnostic, Severity};
use crate::output::preflight;

use super::{Certificate, Certified, Signature};

/// The certificate, its keys in reading order.
pub fn json(certificate: &Certificate) -> Value {
    value!({
        "paper": certificate.paper,
        "date": certificate.date,
        "zone": certificate.zone,
        "verdict": certificate.verdict().name(),
        "press": { "name": certificate.press, "condition": certificate.condition },
        "program": concat!("paiban ", env!("CARGO_PKG_VERSION")),
        "errors": certificate.count(Severity::Error),
        "warnings": certificate.count(Severity::Warning),
        "notes": certificate.count(Severity::Note),
        "delivery": certificate.delivery.iter().map(delivery).collect::<Vec<_>>(),
        "signatures": certificate.signatures.iter().map(signature).collect::<Vec<_>>(),
        "files": certificate.files.iter().map(file).collect::<Vec<_>>(),
    })
}

fn delivery(finding: &Diagnostic) -> Value {
    value!({
        "code": finding.code.as_str(),
        "cause": { "zh": finding.message.zh, "en": finding.message.en },
        "cure": finding.hint.as_ref().map(|hint| value!({ "zh": hint.zh, "en": hint.en })),
    })
}

fn signature(signature: &Signature) -> Value {
    value!({
        "name": signature.name,
        "role": signature.role,
        "round": signature.round,
        "time": signature.time,
        "files": signature.files,
    })
}

fn file(file: &Certified) -> Value {
    value!({
        "edition_pages": file.pages,
        "folios": file.folios,
        "file_version": file.version,
        "preflight": preflight::json(&file.report),
    })
}
