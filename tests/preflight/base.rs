//! A file that is right, and ways to break one thing of it.

use std::sync::OnceLock;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paiban::app::preflight::asks;
use paiban::base::diag::Severity;
use paiban::input::{World, load_press};
use paiban::output::preflight::{Asks, Flavour, Report, examine};

use crate::common::{Desk, root};

/// The newsprint of the program.
pub(crate) fn newsprint(flavour: Option<Flavour>) -> Asks {
    let world = World::disk(root());
    asks(&load_press(&world, "newsprint", None).value.expect("a press condition"), flavour)
}

fn built(flavour: &str) -> Vec<u8> {
    let desk = Desk::new();
    desk.build(&["--pdfx", flavour]).ends(0);
    desk.read("day/out/TEST_20261123_A01_v1.pdf")
}

/// A page of the program's own, PDF/X-4 or PDF/X-1a.
pub(crate) fn page(is_x4: bool) -> &'static [u8] {
    static X4: OnceLock<Vec<u8>> = OnceLock::new();
    static X1A: OnceLock<Vec<u8>> = OnceLock::new();
    if is_x4 { X4.get_or_init(|| built("x4")) } else { X1A.get_or_init(|| built("x1a")) }
}

/// A file to be broken.
pub(crate) struct Broken {
    pub(crate) file: Document,
    is_x4: bool,
}

pub(crate) fn x4() -> Broken {
    Broken { file: Document::load_mem(page(true)).expect("a PDF"), is_x4: true }
}

pub(crate) fn x1a() -> Broken {
    Broken { file: Document::load_mem(page(false)).expect("a PDF"), is_x4: false }
}

impl Broken {
    /// A PDF/X-4 file to be broken further.
    pub(crate) fn of(bytes: &[u8]) -> Broken {
        Broken { file: Document::load_mem(bytes).expect("a PDF"), is_x4: true }
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.file.save_to(&mut bytes).expect("a file");
        bytes
    }

    pub(crate) fn report(self) -> Report {
        let flavour = if self.is_x4 { Flavour::X4 } else { Flavour::X1a };
        examine(&self.bytes(), "broken.pdf", &newsprint(Some(flavour))).report
    }

    /// The file has just these faults; each with a cause and a cure in both languages.
    #[track_caller]
    pub(crate) fn has(self, expected: &[&str]) {
        let report = self.report();
        let mut codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes, expected, "{:#?}", report.findings);
        for finding in &report.findings {
            for words in [&finding.cause, &finding.cure] {
                assert!(!words.zh.is_empty() && !words.en.is_empty(), "{finding:?}");
            }
        }
    }

    /// As `has`, and the fault is on the page at this place in millimetres: left, top, right, bottom.
    #[track_caller]
    pub(crate) fn has_at(self, expected: &str, [left, top, right, bottom]: [f64; 4]) {
        let report = self.report();
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, [expected], "{:#?}", report.findings);
        let finding = &report.findings[0];
        let at = finding.at.expect("a place");
        let found = [at.x.to_mm(), at.y.to_mm(), (at.x + at.width).to_mm(), (at.y + at.height).to_mm()];
        let near = found.iter().zip([left, top, right, bottom]).all(|(found, wanted)| (found - wanted).abs() < 1.5);
        assert!(near && finding.page == Some(1), "{found:?} is not {:?}", [left, top, right, bottom]);
    }

    pub(crate) fn page_id(&self) -> ObjectId {
        *self.file.get_pages().get(&1).expect("a page")
    }

    pub(crate) fn page(&mut self) -> &mut Dictionary {
        let id = self.page_id();
        self.file.get_dictionary_mut(id).expect("a page")
    }

    pub(crate) fn catalog(&mut self) -> &mut Dictionary {
        self.file.catalog_mut().expect("a catalog")
    }

    pub(crate) fn info(&mut self) -> &mut Dictionary {
        let id = self.file.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
        self.file.get_dictionary_mut(id).expect("Info")
    }

    pub(crate) fn intent(&mut self) -> &mut Dictionary {
        let intents = self.catalog().get(b"OutputIntents").expect("intents").clone();
        let intents = match intents {
            Object::Reference(id) => self.file.get_object(id).expect("intents").clone(),
            other => other,
        };
        match intents.as_array().expect("an array")[0].clone() {
            Object::Reference(id) => self.file.get_dictionary_mut(id).expect("an intent"),
            other => {
                let id = self.file.add_object(other);
                self.catalog().set("OutputIntents", Object::Array(vec![Object::Reference(id)]));
                self.file.get_dictionary_mut(id).expect("an intent")
            }
        }
    }

    /// Puts `new` in the place of `old` in the XMP.
    #[track_caller]
    pub(crate) fn xmp(mut self, old: &str, new: &str) -> Broken {
        let id = self.catalog().get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let stream = self.file.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        let text = String::from_utf8(stream.content.clone()).expect("text");
        assert!(text.contains(old), "`{old}` is not in {text}");
        stream.set_plain_content(text.replacen(old, new, 1).into_bytes());
        self
    }

    /// Adds content behind that of the page, in a state of its own.
    pub(crate) fn content(mut self, content: &str) -> Broken {
        let id = self.file.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
        let contents = match self.page().get(b"Contents").expect("contents").clone() {
            Object::Array(array) => array,
            other => vec![other],
        };
        self.page().set("Contents", [contents, vec![Object::Reference(id)]].concat());
        self
    }

    /// Adds a resource of the page: `kind` as `Font`.
    pub(crate) fn resource(mut self, kind: &str, name: &str, value: impl Into<Object>) -> Broken {
        let resources = self.page().get(b"Resources").expect("resources").clone();
        let mut resources = match resources {
            Object::Reference(id) => self.file.get_dictionary(id).expect("resources").clone(),
            other => other.as_dict().expect("resources").clone(),
        };
        let mut all = match resources.get(kind.as_bytes()) {
            Ok(Object::Reference(id)) => self.file.get_dictionary(*id).expect("resources").clone(),
            Ok(other) => other.as_dict().expect("resources").clone(),
            Err(_) => Dictionary::new(),
        };
        all.set(name, value);
        resources.set(kind, all);
        self.page().set("Resources", resources);
        self
    }

    pub(crate) fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.file.add_object(object))
    }

    /// The name of a font of the page.
    pub(crate) fn font(&self) -> String {
        self.fonts().into_iter().next().expect("a font").0
    }

    /// The fonts of the page, by name.
    pub(crate) fn fonts(&self) -> Vec<(String, ObjectId)> {
        let fonts = self.file.get_page_fonts(self.page_id()).expect("fonts");
        let resources = self.file.get_page_resources(self.page_id()).expect("resources");
        let find = |name: &[u8]| {
            let of = |dict: &Dictionary| {
                let fonts = self.file.dereference(dict.get(b"Font").ok()?).ok()?.1.as_dict().ok()?;
                fonts.get(name).ok()?.as_reference().ok()
            };
            let others = resources.1.iter().filter_map(|id| self.file.get_dictionary(*id).ok());
            resources.0.into_iter().chain(others).find_map(of)
        };
        fonts.keys().filter_map(|name| Some((String::from_utf8_lossy(name).into_owned(), find(name)?))).collect()
    }

    /// The font's descendant, and its descriptor.
    pub(crate) fn descendant(&self, font: ObjectId) -> (ObjectId, ObjectId) {
        let dict = self.file.get_dictionary(font).expect("a font");
        let list = self.file.dereference(dict.get(b"DescendantFonts").expect("descendants")).expect("descendants").1;
        let id = list.as_array().expect("an array")[0].as_reference().expect("a reference");
        let descriptor = self.file.get_dictionary(id).and_then(|cid| cid.get(b"FontDescriptor")?.as_reference());
        (id, descriptor.expect("a descriptor"))
    }
}

/// A rectangle of content, in millimetres from the top left corner of a page of 270 × 390.
pub(crate) fn rect([left, top, width, height]: [f64; 4]) -> String {
    let pt = |mm: f64| mm * 72.0 / 25.4;
    format!("{:.4} {:.4} {:.4} {:.4} re", pt(left), pt(390.0 - top - height), pt(width), pt(height))
}

#[test]
fn a_correct_page_has_no_faults() {
    for is_x4 in [true, false] {
        let report = examine(page(is_x4), "page.pdf", &newsprint(None)).report;
        assert!(report.findings.iter().all(|finding| finding.severity == Severity::Note), "{:#?}", report.findings);
        assert_eq!(report.judged, if is_x4 { Flavour::X4 } else { Flavour::X1a });
    }
    // Nor does the writer that breaks it below add any.
    x4().has(&[]);
    x1a().has(&[]);
}
