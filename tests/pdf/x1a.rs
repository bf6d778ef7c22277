//! PDF/X-1a:2003, key by key, and that its contents are those of PDF/X-4.

use lopdf::{Dictionary, Document, Object};
use paiban::output::pdf::{Flavour, prepare, write};

use crate::file::sample;
use crate::support::*;

/// The sample with a bleed, as a file of a flavour.
fn made(flavour: Flavour) -> Vec<u8> {
    let (mut page, book) = sample();
    page.bleed = paiban::base::units::Length::mm(3);
    let condition = paiban::output::pdf::Condition { flavour, ..newsprint() };
    let assets = prepare(std::slice::from_ref(&page), &book, &condition, &no_pictures);
    write(&[&page], &assets.value, &meta()).expect("a file")
}

fn dictionaries(document: &Document) -> Vec<&Dictionary> {
    fn collect<'d>(object: &'d Object, out: &mut Vec<&'d Dictionary>) {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            Object::Array(items) => return items.iter().for_each(|item| collect(item, out)),
            _ => return,
        };
        out.push(dict);
        dict.iter().for_each(|(_, value)| collect(value, out));
    }
    let mut found = Vec::new();
    document.objects.values().for_each(|object| collect(object, &mut found));
    found
}

fn names(document: &Document) -> Vec<String> {
    fn collect(object: &Object, out: &mut Vec<String>) {
        match object {
            Object::Name(name) => out.push(String::from_utf8_lossy(name).into_owned()),
            Object::Array(items) => items.iter().for_each(|item| collect(item, out)),
            Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect(value, out)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect(value, out)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    document.objects.values().for_each(|object| collect(object, &mut found));
    found
}

#[test]
fn the_information_says_what_it_is() {
    let bytes = made(Flavour::X1a);
    assert!(bytes.starts_with(b"%PDF-1.4\n%"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("it");
    let info = document.get_dictionary(info).expect("information");
    let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).expect("a key")).expect("text");
    assert_eq!(text(b"GTS_PDFXVersion"), "PDF/X-1a:2003");
    assert!(!info.has(b"GTS_PDFXConformance"), "that is of PDF/X-1a:2001");
    assert_eq!(text(b"Title"), "林州日报 2026-11-23 A01");
    assert_eq!(text(b"Creator"), "paiban");
    assert!(text(b"Producer").starts_with("paiban "));
    assert_eq!(text(b"CreationDate"), "D:20261123000000+08'00");
    assert_eq!(text(b"ModDate"), text(b"CreationDate"));
    assert_eq!(info.get(b"Trapped").and_then(Object::as_name).expect("a name"), b"False");
    let ids = document.trailer.get(b"ID").and_then(Object::as_array).expect("ids");
    assert!(ids.len() == 2 && ids.iter().all(|id| id.as_str().is_ok_and(|id| id.len() == 16)));
    let catalog = document.catalog().expect("a catalog");
    for key in ["Metadata", "Version", "OCProperties", "AcroForm", "OpenAction", "AA", "Names", "Extensions"] {
        assert!(!catalog.has(key.as_bytes()), "{key}");
    }
}

#[test]
fn the_cross_references_are_a_table_and_nothing_is_in_object_streams() {
    let bytes = made(Flavour::X1a);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\nxref\n0 ") && text.contains("\ntrailer\n"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let is = |dict: &&Dictionary, name: &str| {
        dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == name.as_bytes())
    };
    let all = dictionaries(&document);
    assert!(!all.iter().any(|dict| is(dict, "ObjStm") || is(dict, "XRef")), "streams of objects");
    assert!(!document.trailer.has(b"Encrypt"));
}

#[test]
fn it_has_no_transparency_no_icc_no_rgb_no_layers() {
    let document = Document::load_mem(&made(Flavour::X1a)).expect("a PDF");
    for dict in dictionaries(&document) {
        for key in ["SMask", "SMaskInData", "ca", "CA", "BM", "Group", "OC", "OCProperties", "TR", "HTP", "AS", "OPI"] {
            assert!(!dict.has(key.as_bytes()), "{key}");
        }
        for key in ["F", "FFilter", "FDecodeParms", "DefaultCMYK", "DefaultGray", "DefaultRGB", "EF", "JS", "Annots"] {
            assert!(!dict.has(key.as_bytes()), "{key}");
        }
    }
    let names = names(&document);
    for name in ["DeviceRGB", "CalRGB", "CalGray", "Lab", "ICCBased", "LZWDecode", "JPXDecode", "JBIG2Decode", "Crypt"]
    {
        assert!(!names.iter().any(|known| known == name), "{name}");
    }
    assert!(!names.iter().any(|name| name == "OpenType"), "an OpenType font program");
    assert!(names.iter().any(|name| name == "CIDFontType0C") && names.iter().any(|name| name == "Separation"));
}

#[test]
fn there_is_one_intent_with_a_profile_of_version_2() {
    let document = Document::load_mem(&made(Flavour::X1a)).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("intents");
    assert_eq!(intents.len(), 1);
    let intent = intents[0].as_dict().expect("an intent");
    assert_eq!(intent.get(b"S").and_then(Object::as_name).expect("a name"), b"GTS_PDFX");
    for key in ["OutputConditionIdentifier", "OutputCondition", "RegistryName", "Info"] {
        assert!(intent.get(key.as_bytes()).and_then(Object::as_str).is_ok_and(|text| !text.is_empty()), "{key}");
    }
    assert!(!intent.has(b"DestOutputProfileRef"));
    let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a reference");
    let profile = document.get_object(profile).and_then(Object::as_stream).expect("a stream");
    let profile = profile.decompressed_content().expect("a profile");
    assert_eq!((profile[8], &profile[12..20], &profile[36..40]), (2, &b"prtrCMYK"[..], &b"acsp"[..]));
}

#[test]
fn the_contents_are_those_of_x4() {
    let contents = |flavour| {
        let document = Document::load_mem(&made(flavour)).expect("a PDF");
        let page = *document.get_pages().get(&1).expect("a page");
        (document.get_page_content(page), document.get_dictionary(page).expect("it").clone())
    };
    let (ours, page) = contents(Flavour::X1a);
    let (theirs, other) = contents(Flavour::X4);
    assert!(ours == theirs, "the content streams differ");
    for key in [b"MediaBox".as_slice(), b"BleedBox", b"TrimBox"] {
        assert_eq!(page.get(key).expect("a box"), other.get(key).expect("a box"));
    }
    assert!(!page.has(b"ArtBox") && !page.has(b"CropBox"));
}

#[test]
fn the_two_flavours_are_two_documents() {
    let id = |flavour| {
        let document = Document::load_mem(&made(flavour)).expect("a PDF");
        document.trailer.get(b"ID").and_then(Object::as_array).expect("ids")[0].clone()
    };
    assert_ne!(id(Flavour::X1a), id(Flavour::X4));
}

#[test]
fn other_programs_read_it() {
    let path = keep("x1a.pdf", &made(Flavour::X1a));
    let path = path.to_string_lossy();
    if let Some(said) = run("qpdf", &["--check", &path]) {
        assert!(said.contains("PDF Version: 1.4") && said.contains("No syntax or stream encoding errors"), "{said}");
    }
    if let Some(said) = run("pdfinfo", &[&path]) {
        assert!(said.contains("PDF version:     1.4") && said.contains("PDF/X-1a:2003"), "{said}");
    }
}
