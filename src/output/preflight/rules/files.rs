//! The file as a whole: structure, filters, what may not be in it.
//!
//! Source: `print.md` 2, "File and content".

use std::collections::BTreeSet;

use crate::base::diag::Code;
use crate::output::read::{Dict, Document, Fault, Object, shown};

use super::super::report::Flavour;
use super::{Facts, Found};

/// Filters of PDF/X-4; JPX and JBIG2 are not of PDF/X-1a.
const FILTERS: [&[u8]; 8] = [
    b"FlateDecode",
    b"DCTDecode",
    b"ASCII85Decode",
    b"ASCIIHexDecode",
    b"RunLengthDecode",
    b"CCITTFaxDecode",
    b"JPXDecode",
    b"JBIG2Decode",
];
/// Items of an outline, and layers, that are looked through.
const MOST: usize = 20_000;
/// Objects in objects that are looked through.
const DEPTH: usize = 40;

/// Looks at the whole file.
pub(in crate::output::preflight) fn file(
    document: &Document<'_>,
    facts: &Facts,
    judged: Flavour,
    found: &mut Vec<Found>,
) {
    let mut tell = |code: Code, object: &str| found.push(Found::plain(code, object));
    for fault in &document.faults {
        match fault {
            Fault::Xref => tell(Code::PdfDamaged, "xref"),
            Fault::Ends => tell(Code::PdfDamaged, "header, trailer"),
            Fault::Object(number) => tell(Code::PdfDamaged, &format!("object {number}")),
            Fault::Length(number) => tell(Code::PdfDamaged, &format!("Length of object {number}")),
            Fault::ObjectStream(number) => tell(Code::PdfDamaged, &format!("object stream {number}")),
            Fault::Repeated(number, key) => tell(Code::PdfDuplicateKey, &format!("/{key}, object {number}")),
        }
    }
    let is_x = judged != Flavour::Plain;
    let most = match judged {
        Flavour::X4 => (1, 6),
        Flavour::X1a => (1, 4),
        Flavour::Plain => (2, 0),
    };
    if facts.version > most {
        tell(Code::PdfVersion, &format!("{}.{}", facts.version.0, facts.version.1));
    }
    let id = document.list(&document.trailer, b"ID");
    if is_x && (id.len() != 2 || id.iter().any(|half| half.text().is_none_or(<[u8]>::is_empty))) {
        tell(Code::PdfId, "ID");
    }
    if judged == Flavour::X1a && document.is_compressed {
        tell(Code::PdfCompressed, "xref");
    }
    if let Some(catalog) = document.catalog() {
        self::catalog(document, catalog, judged, &mut tell);
    }
    for (number, object) in document.objects() {
        let stream = object.stream().is_some();
        walk(object, &mut |dict| of_dict(document, dict, stream, number, judged, &mut tell), 0);
    }
}

fn catalog(document: &Document<'_>, catalog: &Dict, judged: Flavour, tell: &mut impl FnMut(Code, &str)) {
    if let Some(view) = document.dict(catalog, b"ViewerPreferences") {
        for key in [&b"ViewArea"[..], b"PrintArea", b"ViewClip", b"PrintClip"] {
            if let Some(name) = document.name(view, key)
                && !matches!(name, b"MediaBox" | b"BleedBox")
            {
                tell(Code::PdfViewArea, &shown(key));
            }
        }
    }
    if let Some(layers) = document.dict(catalog, b"OCProperties") {
        if judged == Flavour::X1a {
            tell(Code::PdfLayers, "OCProperties");
        } else if judged == Flavour::X4 {
            let configs = document.list(layers, b"Configs");
            let all = document.dict(layers, b"D").into_iter().chain(configs.into_iter().filter_map(Object::dict));
            let mut names = Vec::new();
            for config in all {
                if config.has(b"AS") {
                    tell(Code::PdfLayers, "AS");
                }
                let name = document.get(config, b"Name").text().unwrap_or_default();
                if name.is_empty() || names.contains(&name) {
                    tell(Code::PdfLayers, "Name");
                }
                names.push(name);
                let order = document.get(config, b"Order");
                let mut listed = Vec::new();
                order_of(document, order, &mut listed, 0);
                let groups = document.get(layers, b"OCGs").array().unwrap_or_default();
                if !order.is_null() && groups.iter().any(|group| !listed.contains(&group)) {
                    tell(Code::PdfLayers, "Order");
                }
            }
        }
    }
    let names = document.dict(catalog, b"Names");
    if names.is_some_and(|names| names.has(b"EmbeddedFiles")) || catalog.has(b"AF") {
        tell(Code::PdfEmbeddedFile, "EmbeddedFiles");
    }
    if names.is_some_and(|names| names.has(b"JavaScript")) {
        tell(Code::PdfAction, "JavaScript");
    }
    let opens = document.get(catalog, b"OpenAction");
    if opens.dict().is_some() || catalog.has(b"AA") {
        tell(Code::PdfAction, if catalog.has(b"AA") { "AA" } else { "OpenAction" });
    }
    if let Some(form) = document.dict(catalog, b"AcroForm")
        && (form.has(b"XFA") || !document.list(form, b"Fields").is_empty())
    {
        tell(Code::PdfForm, "AcroForm");
    }
    if outline_acts(document, catalog.raw(b"Outlines")) {
        tell(Code::PdfAction, "Outlines");
    }
}

/// The optional content groups of an order, those of its branches with it.
fn order_of<'o>(document: &'o Document<'_>, object: &'o Object, listed: &mut Vec<&'o Object>, depth: usize) {
    let items = document.resolve(object).array().unwrap_or_default();
    for item in items.iter().take(MOST.saturating_sub(listed.len())) {
        listed.push(item);
        if depth < 8 && document.resolve(item).array().is_some() {
            order_of(document, item, listed, depth + 1);
        }
    }
}

/// Whether an item of the outline does more than go to a page.
fn outline_acts(document: &Document<'_>, root: &Object) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(object) = open.pop() {
        let is_known = matches!(object, Object::Ref(number, _) if !seen.insert(*number));
        if is_known || seen.len() > MOST {
            continue;
        }
        let Some(item) = document.resolve(object).dict() else { continue };
        if document.dict(item, b"A").is_some_and(|action| document.name(action, b"S") != Some(b"GoTo")) {
            return true;
        }
        // What is not a reference cannot be told apart, and is no outline.
        open.extend([item.raw(b"First"), item.raw(b"Next")].into_iter().filter(|next| matches!(next, Object::Ref(..))));
    }
    false
}

fn walk<'o>(object: &'o Object, look: &mut impl FnMut(&'o Dict), depth: usize) {
    if depth > DEPTH {
        return;
    }
    match object {
        Object::Array(items) => items.iter().for_each(|item| walk(item, look, depth + 1)),
        Object::Dict(dict) => {
            look(dict);
            dict.entries.iter().for_each(|(_, value)| walk(value, look, depth + 1));
        }
        Object::Stream(stream) => {
            look(&stream.dict);
            stream.dict.entries.iter().for_each(|(_, value)| walk(value, look, depth + 1));
        }
        _ => {}
    }
}

fn of_dict(
    document: &Document<'_>,
    dict: &Dict,
    is_stream: bool,
    number: u32,
    judged: Flavour,
    tell: &mut impl FnMut(Code, &str),
) {
    let kind = document.name(dict, b"Type").unwrap_or_default();
    let subtype = document.name(dict, b"Subtype").unwrap_or_default();
    if is_stream && dict.has(b"Length") && judged != Flavour::Plain {
        for filter in document.filters(dict) {
            let is_late = judged == Flavour::X1a && matches!(filter, b"JPXDecode" | b"JBIG2Decode");
            if filter == b"LZWDecode" {
                tell(Code::PdfLzw, &format!("object {number}"));
            } else if is_late || !FILTERS.contains(&filter) {
                tell(Code::PdfFilter, &shown(filter));
            }
        }
        if ["F", "FFilter", "FDecodeParms"].iter().any(|key| dict.has(key.as_bytes())) {
            tell(Code::PdfExternal, &format!("object {number}"));
        }
    }
    let is_postscript = subtype == b"PS" || document.name(dict, b"Subtype2") == Some(b"PS");
    if is_stream && (is_postscript || dict.has(b"Ref") || dict.has(b"OPI")) && judged != Flavour::Plain {
        tell(Code::PdfXobject, &format!("object {number}"));
    }
    if kind == b"Filespec" && document.dict(dict, b"EF").is_some() {
        tell(Code::PdfEmbeddedFile, &format!("object {number}"));
    }
    if kind == b"Page" && (dict.has(b"SeparationInfo") || dict.has(b"AA")) {
        tell(if dict.has(b"AA") { Code::PdfAction } else { Code::PdfXobject }, &format!("object {number}"));
    }
    if judged == Flavour::X1a && ["DefaultGray", "DefaultRGB", "DefaultCMYK"].iter().any(|key| dict.has(key.as_bytes()))
    {
        tell(Code::ColorDefault, &format!("object {number}"));
    }
    if document.name(dict, b"S") == Some(b"JavaScript") {
        tell(Code::PdfAction, "JavaScript");
    }
}
