//! A tagged file as a reader takes it: its elements with their words, its links, bookmarks and page names.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A structure element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) role: String,
    pub(crate) title: String,
    pub(crate) alt: String,
    /// Its own words and those of all below it.
    pub(crate) text: String,
    /// Page and number of each marked content of its own, pages from 1.
    pub(crate) contents: Vec<(u32, i64)>,
    pub(crate) kids: Vec<Element>,
    /// The annotations that it holds.
    pub(crate) links: Vec<ObjectId>,
}

impl Element {
    /// All elements of a role below it, in order, itself included.
    pub(crate) fn all(&self, role: &str) -> Vec<&Element> {
        let mut found: Vec<&Element> = (self.role == role).then_some(self).into_iter().collect();
        found.extend(self.kids.iter().flat_map(|kid| kid.all(role)));
        found
    }

    /// The story with a headline.
    #[track_caller]
    pub(crate) fn story(&self, headline: &str) -> &Element {
        let all = self.all("Art");
        all.into_iter().find(|art| art.title == headline).unwrap_or_else(|| panic!("no story {headline}: {self:#?}"))
    }
}

/// A file that was read.
pub(crate) struct Read {
    pub(crate) document: Document,
    /// The root of its structure.
    pub(crate) root: Element,
    /// Of each page, the words of each marked content.
    pub(crate) words: BTreeMap<(u32, i64), String>,
    pages: BTreeMap<ObjectId, u32>,
}

pub(crate) fn text_string(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

impl Read {
    pub(crate) fn new(bytes: &[u8]) -> Read {
        let document = Document::load_mem(bytes).expect("a PDF");
        let pages: BTreeMap<ObjectId, u32> = document.get_pages().into_iter().map(|(page, id)| (id, page)).collect();
        let mut words = BTreeMap::new();
        for (id, page) in &pages {
            page_words(&document, *id, *page, &mut words);
        }
        let mut read = Read { document, root: Element::default(), words, pages };
        let root = read.catalog().get(b"StructTreeRoot").and_then(Object::as_reference).expect("a structure tree");
        let dict = read.document.get_dictionary(root).expect("its root");
        let kids = dict.get(b"K").and_then(Object::as_array).expect("its elements").clone();
        assert_eq!(kids.len(), 1, "one root");
        read.root = read.element(&kids[0], root);
        read
    }

    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    pub(crate) fn page_of(&self, id: ObjectId) -> u32 {
        self.pages[&id]
    }

    fn element(&self, object: &Object, parent: ObjectId) -> Element {
        let id = object.as_reference().expect("an element");
        let dict = self.document.get_dictionary(id).expect("an element");
        assert_eq!(dict.get(b"P").and_then(Object::as_reference).ok(), Some(parent), "its parent");
        let string = |key: &[u8]| dict.get(key).map(text_string).unwrap_or_default();
        let role = dict.get(b"S").and_then(Object::as_name).expect("a type");
        let mut element = Element {
            role: String::from_utf8_lossy(role).into_owned(),
            title: string(b"T"),
            alt: string(b"Alt"),
            ..Element::default()
        };
        for kid in dict.get(b"K").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default() {
            let Object::Dictionary(content) = kid else {
                let below = self.element(kid, id);
                element.text += &below.text;
                element.kids.push(below);
                continue;
            };
            if let Ok(annotation) = content.get(b"Obj").and_then(Object::as_reference) {
                element.links.push(annotation);
                continue;
            }
            let page = self.page_of(content.get(b"Pg").and_then(Object::as_reference).expect("a page"));
            let number = content.get(b"MCID").and_then(Object::as_i64).expect("a number");
            element.text += self.words.get(&(page, number)).expect("marked content that is there");
            element.contents.push((page, number));
        }
        element
    }

    /// The action and the page of each link, in the order of the pages.
    pub(crate) fn links(&self) -> Vec<Link> {
        let mut found = Vec::new();
        for (page, id) in self.document.get_pages() {
            let dict = self.document.get_dictionary(id).expect("a page");
            for annotation in dict.get(b"Annots").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default() {
                let id = annotation.as_reference().expect("an annotation");
                let own = self.document.get_dictionary(id).expect("an annotation");
                let action = own.get(b"A").and_then(Object::as_dict).expect("an action");
                let leads = match action.get(b"URI") {
                    Ok(address) => Leads::Address(text_string(address)),
                    Err(_) => {
                        let to = action.get(b"D").and_then(Object::as_array).expect("a place");
                        Leads::Page(self.page_of(to[0].as_reference().expect("a page")))
                    }
                };
                let numbers = own.get(b"Rect").and_then(Object::as_array).expect("a box");
                let rect: Vec<f32> = numbers.iter().map(|number| number.as_float().expect("a number")).collect();
                found.push(Link {
                    id,
                    page,
                    leads,
                    says: own.get(b"Contents").map(text_string).unwrap_or_default(),
                    key: own.get(b"StructParent").and_then(Object::as_i64).expect("a key"),
                    flags: own.get(b"F").and_then(Object::as_i64).expect("flags"),
                    rect: [rect[0], rect[1], rect[2], rect[3]],
                });
            }
        }
        found
    }

    /// The parents of contents and annotations, by key.
    pub(crate) fn parents(&self) -> BTreeMap<i64, Object> {
        let root = self.catalog().get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tree");
        let tree = self.document.get_dictionary(root).expect("a tree").get(b"ParentTree").and_then(Object::as_dict);
        let nums = tree.and_then(|tree| tree.get(b"Nums")).and_then(Object::as_array).expect("numbers");
        nums.chunks_exact(2).map(|two| (two[0].as_i64().expect("a key"), two[1].clone())).collect()
    }

    /// Title and page of each bookmark, those below it behind it with a mark.
    pub(crate) fn bookmarks(&self) -> Vec<String> {
        let root = self.catalog().get(b"Outlines").and_then(Object::as_reference).expect("an outline");
        let mut found = Vec::new();
        self.entries(root, "", &mut found);
        found
    }

    fn entries(&self, parent: ObjectId, depth: &str, found: &mut Vec<String>) {
        let dict = self.document.get_dictionary(parent).expect("an entry");
        let mut next = dict.get(b"First").and_then(Object::as_reference).ok();
        let mut last = None;
        while let Some(id) = next {
            let entry = self.document.get_dictionary(id).expect("an entry");
            assert_eq!(entry.get(b"Parent").and_then(Object::as_reference).ok(), Some(parent));
            assert_eq!(entry.get(b"Prev").and_then(Object::as_reference).ok(), last);
            let place = entry.get(b"Dest").and_then(Object::as_array).expect("a place");
            let page = self.page_of(place[0].as_reference().expect("a page"));
            found.push(format!("{depth}{} {page}", text_string(entry.get(b"Title").expect("a title"))));
            self.entries(id, &format!("{depth}> "), found);
            last = Some(id);
            next = entry.get(b"Next").and_then(Object::as_reference).ok();
        }
        assert_eq!(dict.get(b"Last").and_then(Object::as_reference).ok(), last);
    }

    /// The names of the pages.
    pub(crate) fn labels(&self) -> Vec<String> {
        let nums = self.catalog().get(b"PageLabels").and_then(Object::as_dict).and_then(|tree| tree.get(b"Nums"));
        let nums = nums.and_then(Object::as_array).expect("names").chunks_exact(2);
        nums.map(|two| {
            let label = self.document.get_dictionary(two[1].as_reference().expect("a name")).expect("a name");
            text_string(label.get(b"P").expect("a prefix"))
        })
        .collect()
    }
}

/// A link.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) id: ObjectId,
    pub(crate) page: u32,
    pub(crate) leads: Leads,
    pub(crate) says: String,
    pub(crate) key: i64,
    pub(crate) flags: i64,
    pub(crate) rect: [f32; 4],
}

/// Where a link leads.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Leads {
    Address(String),
    Page(u32),
}

/// The words of the marked contents of a page. What is painted outside of them fails the test that looks.
fn page_words(document: &Document, id: ObjectId, page: u32, words: &mut BTreeMap<(u32, i64), String>) {
    let fonts = fonts(document, id);
    let content = Content::decode(&document.get_page_content(id)).expect("operators");
    let mut font: &BTreeMap<u16, String> = &BTreeMap::new();
    let mut open: Vec<Mark> = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => font = &fonts[operands[0].as_name().expect("a font")],
            "BMC" => {
                assert_eq!(operands[0].as_name().ok(), Some(&b"Artifact"[..]));
                open.push(Mark::Artifact);
            }
            "BDC" => {
                let about = operands[1].as_dict().expect("what it is");
                open.push(match (about.get(b"MCID"), about.get(b"ActualText")) {
                    (Ok(number), _) => {
                        let number = number.as_i64().expect("a number");
                        assert!(words.insert((page, number), String::new()).is_none(), "{number} twice on page {page}");
                        Mark::Content(number)
                    }
                    (_, Ok(text)) => {
                        say(words, page, &open, &text_string(text));
                        Mark::Said
                    }
                    _ => panic!("marked content of no kind: {about:?}"),
                });
            }
            "EMC" => {
                open.pop().expect("marked content that is open");
            }
            "TJ" => {
                assert!(!open.is_empty(), "text outside of all marked content on page {page}");
                let strings = operands[0].as_array().expect("strings").iter().filter_map(|part| part.as_str().ok());
                let cids =
                    strings.flat_map(|bytes| bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])));
                let text: String = cids.filter_map(|cid| font.get(&cid).cloned()).collect();
                if !open.contains(&Mark::Said) {
                    say(words, page, &open, &text);
                }
            }
            "f" | "f*" | "Do" => assert!(!open.is_empty(), "painted outside of all marked content on page {page}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "marked content left open on page {page}");
}

#[derive(PartialEq, Eq)]
enum Mark {
    Artifact,
    Content(i64),
    /// A stretch that says what it reads as.
    Said,
}

fn say(words: &mut BTreeMap<(u32, i64), String>, page: u32, open: &[Mark], text: &str) {
    for mark in open {
        if let Mark::Content(number) = mark {
            words.entry((page, *number)).or_default().push_str(text);
        }
    }
}

/// What the CIDs of each font of a page read as.
fn fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let read = |font: &Dictionary| {
        let id = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a ToUnicode table");
        let stream = document.get_object(id).and_then(Object::as_stream).expect("a table");
        let text = String::from_utf8(stream.decompressed_content().expect("a table")).expect("text");
        let pairs = text.lines().filter_map(|line| {
            let (cid, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("><")?;
            let units: Option<Vec<u16>> =
                (0..text.len() / 4).map(|at| u16::from_str_radix(&text[at * 4..at * 4 + 4], 16).ok()).collect();
            Some((u16::from_str_radix(cid, 16).ok()?, String::from_utf16_lossy(&units?)))
        });
        pairs.collect()
    };
    fonts.into_iter().map(|(name, font)| (name, read(font))).collect()
}
