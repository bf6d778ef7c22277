//! The clauses of PDF/A-2b that `PDFA.md` lists as enforced; each names its test here.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

use crate::bytes;

fn document() -> Document {
    Document::load_mem(bytes()).expect("a PDF")
}

/// Every dictionary of the file, those of streams and those inside others too.
fn dictionaries(document: &Document) -> Vec<Dictionary> {
    fn below(object: &Object, found: &mut Vec<Dictionary>) {
        match object {
            Object::Dictionary(dict) => {
                found.push(dict.clone());
                dict.iter().for_each(|(_, value)| below(value, found));
            }
            Object::Stream(stream) => {
                found.push(stream.dict.clone());
                stream.dict.iter().for_each(|(_, value)| below(value, found));
            }
            Object::Array(array) => array.iter().for_each(|value| below(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    document.objects.values().for_each(|object| below(object, &mut found));
    found
}

fn name<'d>(dict: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
    dict.get(key).and_then(Object::as_name).ok()
}

#[test]
fn header_and_trailer() {
    let bytes = bytes();
    assert!(bytes.starts_with(b"%PDF-1.7\n%"));
    assert!(bytes[10..14].iter().all(|byte| *byte > 127), "four bytes that say it is binary");
    let document = document();
    assert!(document.trailer.get(b"ID").is_ok() && document.trailer.get(b"Encrypt").is_err());
    assert!(bytes.ends_with(b"%%EOF"), "nothing behind the end");
}

#[test]
fn the_output_intent_is_srgb_and_all_colour_is_of_it() {
    let document = document();
    let intents = document.catalog().expect("a catalog").get(b"OutputIntents").and_then(Object::as_array).expect("one");
    assert_eq!(intents.len(), 1);
    let intent = intents[0].as_dict().expect("an intent");
    assert_eq!(name(intent, b"S"), Some(&b"GTS_PDFA1"[..]));
    let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
    let stream = document.get_object(profile).and_then(Object::as_stream).expect("a profile");
    assert_eq!(stream.dict.get(b"N").and_then(Object::as_i64).ok(), Some(3));
    let profile = stream.decompressed_content().expect("a profile");
    assert_eq!((&profile[12..20], &profile[36..40]), (&b"mntrRGB "[..], &b"acsp"[..]));
    for dict in dictionaries(&document) {
        if name(&dict, b"Subtype") == Some(b"Image") {
            let space = name(&dict, b"ColorSpace").expect("a colour space");
            assert!([&b"DeviceRGB"[..], b"DeviceGray"].contains(&space));
            assert_eq!(dict.get(b"Interpolate").and_then(Object::as_bool).ok(), Some(false));
            assert!(dict.get(b"Alternates").is_err() && dict.get(b"OPI").is_err() && dict.get(b"SMask").is_err());
        }
        assert!(!format!("{dict:?}").contains("CMYK"), "{dict:?}");
    }
    let mut seen = BTreeSet::new();
    for id in document.get_pages().values() {
        let content = Content::decode(&document.get_page_content(*id)).expect("operators");
        seen.extend(content.operations.into_iter().map(|operation| operation.operator));
    }
    for press in ["k", "K", "cs", "CS", "scn", "SCN", "gs", "sh", "ri", "i"] {
        assert!(!seen.contains(press), "{press} is painted with");
    }
    assert!(seen.contains("rg"));
}

#[test]
fn black_text_is_black() {
    let document = document();
    let (_, page) = document.get_pages().into_iter().next().expect("a page");
    let content = Content::decode(&document.get_page_content(page)).expect("operators").operations;
    let black = content.iter().any(|operation| {
        operation.operator == "rg"
            && operation.operands.iter().all(|value| value.as_float().is_ok_and(|value| value == 0.0))
    });
    assert!(black);
}

#[test]
fn metadata_says_what_the_info_says() {
    let document = document();
    let catalog = document.catalog().expect("a catalog");
    let id = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object(id).and_then(Object::as_stream).expect("metadata");
    assert!(stream.dict.get(b"Filter").is_err(), "metadata is not packed");
    let xmp = String::from_utf8(stream.content.clone()).expect("text");
    let has = |text: &str| assert!(xmp.contains(text), "{text} in {xmp}");
    has("<pdfaid:part>2</pdfaid:part>");
    has("<pdfaid:conformance>B</pdfaid:conformance>");
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("info");
    let info = document.get_dictionary(info).expect("info");
    for (key, element) in
        [("Title", "dc:title"), ("Author", "dc:creator"), ("Subject", "dc:description"), ("Producer", "pdf:Producer")]
    {
        let value = crate::reader::text_string(info.get(key.as_bytes()).expect(key));
        let inside =
            xmp.split(&format!("<{element}>")).nth(1).and_then(|rest| rest.split(&format!("</{element}>")).next());
        assert!(inside.is_some_and(|inside| inside.contains(&value)), "{key} {value} in {xmp}");
    }
    assert_eq!(info.get(b"Title").map(crate::reader::text_string).ok().as_deref(), Some("澜川日报 2026-11-23"));
    has("<xmp:CreateDate>2026-11-23T00:00:00+08:00</xmp:CreateDate>");
}

#[test]
fn fonts_are_embedded_and_know_their_characters() {
    let document = document();
    let mut faces = 0;
    for dict in dictionaries(&document) {
        match name(&dict, b"Type") {
            Some(b"FontDescriptor") => {
                faces += 1;
                assert!(dict.get(b"FontFile2").is_ok() || dict.get(b"FontFile3").is_ok(), "{dict:?}");
            }
            Some(b"Font") if name(&dict, b"Subtype") == Some(b"Type0") => {
                assert!(dict.get(b"ToUnicode").is_ok());
                assert!([&b"Identity-H"[..], b"Identity-V"].contains(&name(&dict, b"Encoding").expect("an encoding")));
            }
            Some(b"Font") if name(&dict, b"Subtype") == Some(b"CIDFontType2") => {
                assert_eq!(name(&dict, b"CIDToGIDMap"), Some(&b"Identity"[..]));
            }
            _ => {}
        }
    }
    assert!(faces > 0);
    // Glyph 0, which stands for what a face lacks, is shown nowhere.
    for id in document.get_pages().values() {
        let content = Content::decode(&document.get_page_content(*id)).expect("operators");
        for operation in content.operations.iter().filter(|operation| operation.operator == "TJ") {
            let strings =
                operation.operands[0].as_array().expect("strings").iter().filter_map(|part| part.as_str().ok());
            assert!(strings.flat_map(|bytes| bytes.chunks_exact(2)).all(|cid| cid != [0, 0]));
        }
    }
}

#[test]
fn nothing_that_is_forbidden() {
    let document = document();
    let keys: BTreeSet<Vec<u8>> =
        dictionaries(&document).iter().flat_map(|dict| dict.iter().map(|(key, _)| key.clone())).collect();
    for key in [
        "AA",
        "AcroForm",
        "JavaScript",
        "EmbeddedFiles",
        "EF",
        "OpenAction",
        "TR",
        "TR2",
        "HTP",
        "Ref",
        "PS",
        "OCProperties",
        "Requirements",
        "SMask",
        "Group",
        "BM",
        "ca",
        "CA",
        "PresSteps",
        "NeedAppearances",
        "XFA",
        "Perms",
        "FFilter",
        // What only a press asks for.
        "GTS_PDFXVersion",
        "Trapped",
        "BleedBox",
        "OPM",
        "OP",
        "op",
    ] {
        assert!(!keys.contains(key.as_bytes()), "{key}");
    }
    for dict in dictionaries(&document) {
        let filter = format!("{:?}", dict.get(b"Filter").ok());
        assert!(!filter.contains("LZW") && !filter.contains("Crypt"), "{filter}");
        if let Some(action) = name(&dict, b"S").filter(|_| name(&dict, b"Type") == Some(b"Action")) {
            assert!([&b"URI"[..], b"GoTo"].contains(&action), "{dict:?}");
        }
    }
}

#[test]
fn readers_are_told_that_it_is_tagged() {
    let document = document();
    let catalog = document.catalog().expect("a catalog");
    let marked = catalog.get(b"MarkInfo").and_then(Object::as_dict).and_then(|info| info.get(b"Marked"));
    assert_eq!(marked.and_then(Object::as_bool).ok(), Some(true));
    assert_eq!(catalog.get(b"Lang").map(crate::reader::text_string).ok().as_deref(), Some("zh-CN"));
    let preferences = catalog.get(b"ViewerPreferences").and_then(Object::as_dict).expect("preferences");
    assert_eq!(preferences.get(b"DisplayDocTitle").and_then(Object::as_bool).ok(), Some(true));
    for id in document.get_pages().values() {
        let page = document.get_dictionary(*id).expect("a page");
        assert_eq!(name(page, b"Tabs"), Some(&b"S"[..]));
    }
    let root = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tree");
    let map = document.get_dictionary(root).and_then(|root| root.get(b"RoleMap")).and_then(Object::as_dict);
    for (_, role) in map.expect("a role map").iter() {
        assert_eq!(role.as_name().ok(), Some(&b"P"[..]), "names of newspapers are mapped to those of the standard");
    }
}
