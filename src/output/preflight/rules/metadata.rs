//! Metadata and the output intent.
//!
//! Source: `print.md` 2, "Metadata" and "Output intent".

use std::collections::BTreeMap;

use crate::base::diag::Code;
use crate::output::hash::sha256_hex;
use crate::output::read::{Dict, Document, Limit, Object, text_string};

use super::super::examine::Asks;
use super::super::report::{Flavour, Intent};
use super::{Found, xmp};

/// Bytes of a profile.
const PROFILE: usize = 32 << 20;

/// What a file says of itself.
pub(in crate::output::preflight) struct Facts {
    pub(in crate::output::preflight) version: (u8, u8),
    pub(in crate::output::preflight) declared: Option<String>,
    pub(in crate::output::preflight) title: Option<String>,
    pub(in crate::output::preflight) creator: Option<String>,
    pub(in crate::output::preflight) producer: Option<String>,
    pub(in crate::output::preflight) intent: Option<Intent>,
    info: BTreeMap<String, String>,
    xmp: Option<BTreeMap<String, String>>,
    has_packet: bool,
    is_packet_typed: bool,
    intents: usize,
    profiles: usize,
    has_reference: bool,
    has_page_intents: bool,
    registry: String,
    components: Option<i64>,
    profile: Option<Vec<u8>>,
}

impl Facts {
    /// Reads them.
    pub(in crate::output::preflight) fn read(document: &Document<'_>) -> Facts {
        let empty = Dict::default();
        let catalog = document.catalog().unwrap_or(&empty);
        let info = document.dict(&document.trailer, b"Info").unwrap_or(&empty);
        let text = |object: &Object| match object {
            Object::Text(text) => Some(text_string(text)),
            Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
            _ => None,
        };
        let info: BTreeMap<String, String> = info
            .entries
            .iter()
            .take(200)
            .filter_map(|(key, value)| {
                Some((String::from_utf8_lossy(key).into_owned(), text(document.resolve(value))?))
            })
            .collect();
        let packet = document.get(catalog, b"Metadata").stream();
        let is_packet_typed = packet.is_some_and(|stream| {
            document.name(&stream.dict, b"Type") == Some(b"Metadata")
                && document.name(&stream.dict, b"Subtype") == Some(b"XML")
        });
        let xmp = packet
            .and_then(|stream| document.decode(stream, Limit::Bytes(xmp::PACKET)).ok())
            .and_then(|read| xmp::properties(&read.bytes));
        let has_packet = packet.is_some();
        let catalog_version = document.name(catalog, b"Version").and_then(|name| match name {
            [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] => Some((major - b'0', minor - b'0')),
            _ => None,
        });
        let from_xmp = |key: &str| xmp.as_ref().and_then(|xmp| xmp.get(key)).filter(|value| !value.is_empty()).cloned();
        let from_info = |key: &str| info.get(key).filter(|value| !value.is_empty()).cloned();
        let declared = from_xmp("pdfxid:GTS_PDFXVersion").or_else(|| {
            let version = from_info("GTS_PDFXVersion").or_else(|| from_xmp("pdfx:GTS_PDFXVersion"))?;
            Some(if version.starts_with("PDF/X-1:") {
                from_info("GTS_PDFXConformance").unwrap_or(version)
            } else {
                version
            })
        });
        let all = document.list(catalog, b"OutputIntents");
        let mut facts = Facts {
            version: document.header.max(catalog_version.unwrap_or_default()),
            declared,
            title: from_xmp("dc:title").or_else(|| from_info("Title")),
            creator: from_xmp("xmp:CreatorTool").or_else(|| from_info("Creator")),
            producer: from_info("Producer").or_else(|| from_xmp("pdf:Producer")),
            intent: None,
            intents: 0,
            profiles: 0,
            has_reference: false,
            has_page_intents: document
                .pages()
                .iter()
                .any(|page| page.first().is_some_and(|page| page.has(b"OutputIntents"))),
            registry: String::new(),
            components: None,
            profile: None,
            info,
            xmp,
            has_packet,
            is_packet_typed,
        };
        let mut profiles = Vec::new();
        for dict in all.into_iter().filter_map(Object::dict) {
            let profile = dict.raw(b"DestOutputProfile");
            if !profile.is_null() && !profiles.contains(&profile) {
                profiles.push(profile);
            }
            if document.name(dict, b"S") != Some(b"GTS_PDFX") {
                continue;
            }
            facts.intents += 1;
            facts.has_reference |= dict.has(b"DestOutputProfileRef");
            let of = |key: &[u8]| text(document.get(dict, key)).unwrap_or_default();
            facts.registry = of(b"RegistryName");
            let stream = document.get(dict, b"DestOutputProfile").stream();
            facts.components = stream.and_then(|stream| document.get(&stream.dict, b"N").int());
            facts.profile =
                stream.and_then(|stream| document.decode(stream, Limit::Bytes(PROFILE)).ok()).map(|read| read.bytes);
            let info = of(b"Info");
            facts.intent = Some(Intent {
                identifier: of(b"OutputConditionIdentifier"),
                info: if info.is_empty() { of(b"OutputCondition") } else { info },
                profile_bytes: facts.profile.as_ref().map(Vec::len),
                profile_sha256: facts.profile.as_ref().map(|profile| sha256_hex(profile)),
            });
        }
        facts.profiles = profiles.len();
        facts
    }
}

/// Looks at what a file says of itself.
pub(in crate::output::preflight) fn metadata(facts: &Facts, asks: &Asks, judged: Flavour, found: &mut Vec<Found>) {
    let mut tell = |code: Code, object: &str| found.push(Found::plain(code, object));
    match judged {
        Flavour::Plain => return,
        Flavour::X4 => of_x4(facts, &mut tell),
        Flavour::X1a => of_x1a(facts, &mut tell),
    }
    contradictions(facts, &mut tell);
    intent(facts, asks, judged, &mut tell);
}

fn of_x4(facts: &Facts, tell: &mut impl FnMut(Code, &str)) {
    let Some(xmp) = facts.xmp.as_ref().filter(|_| facts.is_packet_typed) else {
        tell(Code::PdfxMetadata, if facts.has_packet { "Metadata" } else { "no Metadata" });
        return;
    };
    let has = |key: &str| xmp.get(key).is_some_and(|value| !value.is_empty());
    if xmp.get("pdfxid:GTS_PDFXVersion").map(String::as_str) != Some("PDF/X-4") {
        tell(Code::PdfxVersion, facts.declared.as_deref().unwrap_or("—"));
    }
    for key in ["xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"] {
        if !has(key) {
            tell(Code::PdfxIds, key);
        }
    }
    if !has("dc:title") {
        tell(Code::PdfxTitle, "dc:title");
    }
    for key in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
        if xmp.get(key).is_none_or(|date| !is_iso(date)) {
            tell(Code::PdfxDates, key);
        }
    }
    let trapped = xmp.get("pdf:Trapped").map(String::as_str);
    if !matches!(trapped, Some("True" | "False")) {
        tell(Code::PdfxTrapped, trapped.unwrap_or("—"));
    }
    if !has("xmp:CreatorTool") {
        tell(Code::PdfxCreator, "xmp:CreatorTool");
    }
}

fn of_x1a(facts: &Facts, tell: &mut impl FnMut(Code, &str)) {
    let has = |key: &str| facts.info.get(key).is_some_and(|value| !value.is_empty());
    if facts.info.get("GTS_PDFXVersion").map(String::as_str) != Some("PDF/X-1a:2003") || has("GTS_PDFXConformance") {
        tell(Code::PdfxVersion, facts.declared.as_deref().unwrap_or("—"));
    }
    if !has("Title") {
        tell(Code::PdfxTitle, "Title");
    }
    for key in ["CreationDate", "ModDate"] {
        if facts.info.get(key).is_none_or(|date| digits(date).len() < 4) {
            tell(Code::PdfxDates, key);
        }
    }
    let trapped = facts.info.get("Trapped").map(String::as_str);
    if !matches!(trapped, Some("True" | "False")) {
        tell(Code::PdfxTrapped, trapped.unwrap_or("—"));
    }
    for key in ["Creator", "Producer"] {
        if !has(key) {
            tell(Code::PdfxCreator, key);
        }
    }
}

/// Source: print.md 2, "Info title and dates, if present, equal XMP to the second".
fn contradictions(facts: &Facts, tell: &mut impl FnMut(Code, &str)) {
    let Some(xmp) = &facts.xmp else { return };
    for (info, key) in [("Title", "dc:title"), ("Trapped", "pdf:Trapped"), ("Creator", "xmp:CreatorTool")] {
        if let (Some(a), Some(b)) = (facts.info.get(info), xmp.get(key))
            && !a.is_empty()
            && a.trim() != b
        {
            tell(Code::PdfxInfo, info);
        }
    }
    for (info, key) in [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
        if let (Some(a), Some(b)) = (facts.info.get(info), xmp.get(key)) {
            let (a, b) = (digits(a), digits(b));
            let length = a.len().min(b.len()).min(14);
            if a[..length] != b[..length] {
                tell(Code::PdfxInfo, info);
            }
        }
    }
}

/// The figures of a date up to the seconds.
fn digits(date: &str) -> String {
    let date = date.trim_start_matches("D:");
    let end = date.char_indices().skip(10).find(|(_, c)| matches!(c, '+' | '-' | 'Z')).map_or(date.len(), |(at, _)| at);
    date[..end].chars().filter(char::is_ascii_digit).collect()
}

/// Source: XMP part 1, 8.2.1.2: `YYYY`, `YYYY-MM`, … `YYYY-MM-DDThh:mm:ss+hh:mm`.
fn is_iso(date: &str) -> bool {
    let bytes = date.as_bytes();
    let is_date = bytes.len() >= 4 && bytes[..4].iter().all(u8::is_ascii_digit);
    is_date && bytes.iter().all(|byte| byte.is_ascii_digit() || b"-:T+Z.".contains(byte))
}

fn intent(facts: &Facts, asks: &Asks, judged: Flavour, tell: &mut impl FnMut(Code, &str)) {
    if facts.intents != 1 || facts.has_page_intents {
        tell(Code::PdfxIntent, &facts.intents.to_string());
    }
    if facts.profiles > 1 {
        tell(Code::PdfxProfiles, &facts.profiles.to_string());
    }
    let Some(intent) = &facts.intent else { return };
    if intent.identifier.is_empty() {
        tell(Code::PdfxCondition, "OutputConditionIdentifier");
    } else if intent.identifier != asks.condition {
        tell(Code::PressCondition, &intent.identifier);
    }
    let is_registered =
        judged == Flavour::X1a && facts.registry == "http://www.color.org" && !intent.identifier.is_empty();
    let Some(profile) = &facts.profile else {
        if !is_registered || facts.has_reference {
            tell(Code::PdfxProfile, &intent.identifier);
        }
        return;
    };
    if facts.has_reference {
        tell(Code::PdfxProfile, "DestOutputProfileRef");
    }
    if intent.info.is_empty() {
        tell(Code::PdfxCondition, "Info");
    }
    if let Some(why) = unusable(profile, facts.components, judged) {
        tell(Code::PdfxProfileUnusable, why);
    }
}

/// What is wrong with an output profile.
///
/// Source: ICC.1:2022, 7.2; print.md 2, "Output intent".
fn unusable(profile: &[u8], components: Option<i64>, judged: Flavour) -> Option<&'static str> {
    let field = |at: usize| profile.get(at..at + 4).unwrap_or_default();
    if profile.len() < 132 || field(36) != b"acsp" {
        return Some("acsp");
    }
    if field(12) != b"prtr" {
        return Some("class");
    }
    let number = |at: usize| field(at).iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte));
    if number(0) != profile.len() {
        return Some("size");
    }
    let wanted = match field(16) {
        b"CMYK" => 4,
        b"GRAY" => 1,
        b"RGB " if judged != Flavour::X1a => 3,
        _ => return Some("space"),
    };
    if components != Some(wanted) {
        return Some("N");
    }
    let has = |tag: &[u8; 4]| (0..number(128).min(200)).any(|index| field(132 + 12 * index) == tag);
    if wanted == 4 && !(has(b"A2B0") && has(b"B2A0")) {
        return Some("A2B0, B2A0");
    }
    let version = profile[8];
    let is_right = if judged == Flavour::X1a { version == 2 } else { matches!(version, 2 | 4) };
    (!is_right).then_some("version")
}
