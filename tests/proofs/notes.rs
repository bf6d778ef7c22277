//! What readers write into a proof comes back as places in the copy.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary};
use serde_json::Value;

use super::common::Desk;
use super::forms::run;

/// A proof of a desk, and the record of its round.
pub(super) struct Returned {
    pub(super) desk: Desk,
    pub(super) document: Document,
    pub(super) record: Value,
}

fn proofed() -> Returned {
    proof_of(Desk::new())
}

pub(super) fn proof_of(desk: Desk) -> Returned {
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(0);
    let document = Document::load_mem(&desk.read("day/proofs/round-1/proof.pdf")).expect("a PDF");
    let record = serde_json::from_slice(&desk.read("day/proofs/round-1/layout.json")).expect("JSON");
    Returned { desk, document, record }
}

pub(super) fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    text.encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

pub(super) fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|value| Object::Real(*value as f32)).collect())
}

impl Returned {
    /// The box in points of some words of a story, which stand on one line: left, bottom, right, top.
    pub(super) fn words(&self, story: &str, words: &str) -> [f64; 4] {
        let texts = self.record["pages"][0]["texts"].as_array().expect("texts");
        let own = texts.iter().filter(|text| text["story"] == story);
        for line in own.flat_map(|text| text["lines"].as_array().expect("lines")) {
            let text = line["text"].as_str().expect("a text");
            let Some(byte) = text.find(words) else { continue };
            let from = text[..byte].chars().count();
            return self.characters(line, from, words.chars().count());
        }
        panic!("{words} stands on no line of {story}");
    }

    /// The box in points of some characters of a line of the record.
    pub(super) fn characters(&self, line: &Value, from: usize, count: usize) -> [f64; 4] {
        let page = self.document.get_dictionary(self.document.get_pages()[&1]).expect("a page");
        let trim: Vec<f64> = page
            .get(b"TrimBox")
            .and_then(Object::as_array)
            .expect("a box")
            .iter()
            .map(|side| f64::from(side.as_float().expect("a number")))
            .collect();
        let number = |value: &Value| value.as_f64().expect("a number") / 12_700.0;
        let (x, y) = (number(&line["at"][0]), number(&line["at"][1]));
        let (length, size) = (number(&line["length"]), number(&line["size"]));
        let all = line["text"].as_str().expect("a text").chars().count();
        let edge = |index: usize| match line["widths"].as_array() {
            Some(widths) => widths[..index].iter().filter_map(Value::as_f64).sum::<f64>() * size / 1000.0,
            None => length * index as f64 / all as f64,
        };
        let (left, foot) = (trim[0] + x, trim[3] - y);
        [left + edge(from), foot - size * 0.12, left + edge(from + count), foot + size * 0.88]
    }

    pub(super) fn add(&mut self, annotation: Dictionary) -> ObjectId {
        let id = self.document.add_object(Object::Dictionary(annotation));
        let page = self.document.get_pages()[&1];
        let page = self.document.get_dictionary_mut(page).expect("a page");
        page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("a list").push(Object::Reference(id));
        id
    }

    pub(super) fn markup(&mut self, kind: &str, at: [f64; 4], words: &str) -> ObjectId {
        let [left, bottom, right, top] = at;
        self.add(dictionary! {
            "Type" => "Annot",
            "Subtype" => kind,
            "Rect" => numbers(&at),
            // The order of Acrobat, which is not that of the standard.
            "QuadPoints" => numbers(&[left, top, right, top, left, bottom, right, bottom]),
            "Contents" => utf16(words),
            "T" => utf16("林晓"),
            "F" => 4,
        })
    }

    /// What the program reads in the file once it is saved.
    pub(super) fn read(mut self, words: &[&str]) -> (String, Desk) {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).expect("saved");
        self.desk.write("day/proofs/round-1/proof.pdf", bytes);
        let path = self.desk.path("day/proofs/round-1/proof.pdf");
        let mut all = vec!["notes", path.to_str().expect("a path")];
        all.extend(words);
        (run(&self.desk, &all).ends(0).out, self.desk)
    }
}

/// Line and column of some words in the copy of a story.
pub(super) fn written(desk: &Desk, story: &str, words: &str) -> String {
    let copy = String::from_utf8(desk.read(&format!("day/stories/{story}.md"))).expect("text");
    let byte = copy.find(words).expect("the words");
    let line = copy[..byte].matches('\n').count() + 1;
    let column = copy[..byte].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("day/stories/{story}.md:{line}:{column} ")
}

/// Some words of the third printed line of a story's body, from the third character on.
fn some(returned: &Returned, story: &str) -> String {
    let texts = returned.record["pages"][0]["texts"].as_array().expect("texts");
    let body =
        texts.iter().filter(|text| text["story"] == story).max_by_key(|text| text["lines"].as_array().map(Vec::len));
    let line = body.expect("a body")["lines"][2]["text"].as_str().expect("a line");
    line.chars().skip(3).take(4).collect()
}

#[test]
fn marks_on_words_lead_to_the_words_in_the_copy() {
    let mut returned = proofed();
    let words = some(&returned, "second");
    let at = returned.words("second", &words);
    returned.markup("Highlight", at, "请核实");
    let head = returned.words("lead", "水管");
    returned.markup("StrikeOut", head, "");
    let (told, desk) = returned.read(&[]);
    let place = written(&desk, "second", &words);
    assert!(told.contains(&format!("{place}suggestion: “{words}”: 请核实　[林晓]")), "{place}{words}\n{told}");
    let place = written(&desk, "lead", "水管");
    assert!(told.contains(&format!("{place}suggestion: take out “水管”")), "{place}\n{told}");
    assert!(told.ends_with("2 notes, 2 of them with a place in the copy\n"), "{told}");
}

/// A reader sends back the one page that has notes, or all of them in another order.
#[test]
fn pages_that_were_taken_out_or_moved_are_still_known() {
    let mut returned = proof_of(Desk::of_two_pages());
    let record = returned.record["pages"].as_array_mut().expect("pages");
    // What follows counts in the second page.
    record.swap(0, 1);
    let pages = returned.document.get_pages();
    let kids = |document: &mut Document, all: Vec<ObjectId>| {
        let tree =
            document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference).expect("it");
        let tree = document.get_dictionary_mut(tree).expect("a tree");
        tree.set("Count", all.len() as i64);
        tree.set("Kids", all.into_iter().map(Object::Reference).collect::<Vec<_>>());
    };
    for order in [vec![pages[&2], pages[&1]], vec![pages[&2]]] {
        let mut one = Returned {
            desk: Desk::of_two_pages(),
            document: returned.document.clone(),
            record: returned.record.clone(),
        };
        kids(&mut one.document, order);
        let words = some(&one, "fourth");
        let at = one.words("fourth", &words);
        one.markup("Highlight", at, "请核实");
        let (told, desk) = one.read(&[]);
        let place = written(&desk, "fourth", &words);
        assert!(told.contains(&format!("{place}suggestion: “{words}”: 请核实")), "{place}{words}\n{told}");
    }
    // Where nothing tells which page it is, none is guessed.
    let mut one =
        Returned { desk: Desk::of_two_pages(), document: returned.document.clone(), record: returned.record.clone() };
    kids(&mut one.document, vec![pages[&2]]);
    let page = one.document.get_dictionary_mut(pages[&2]).expect("a page");
    page.remove(b"PaibanPage");
    page.set("Annots", Object::Array(Vec::new()));
    let words = some(&one, "fourth");
    let at = one.words("fourth", &words);
    one.markup("Highlight", at, "请核实");
    let (told, _) = one.read(&[]);
    assert!(told.contains("page 1") && told.ends_with("1 notes, 0 of them with a place in the copy\n"), "{told}");
}

/// Acrobat writes a replacement as a caret with the new words and a strike-out that belongs to it.
#[test]
fn a_replacement_is_one_suggestion() {
    let mut returned = proofed();
    let words = some(&returned, "lead");
    let at = returned.words("lead", &words);
    let caret = returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "Caret", "IT" => "Replace",
        "Rect" => numbers(&[at[2] - 3.0, at[1] - 3.0, at[2] + 3.0, at[1] + 5.0]),
        "Contents" => utf16("四日凌晨"), "T" => utf16("校对"), "F" => 4,
    });
    let struck = returned.markup("StrikeOut", at, "");
    let dict = returned.document.get_dictionary_mut(struck).expect("an annotation");
    dict.set("IRT", Object::Reference(caret));
    dict.set("RT", "Group");
    let (told, desk) = returned.read(&[]);
    let place = written(&desk, "lead", &words);
    assert!(told.contains(&format!("{place}suggestion: “{words}” should be “四日凌晨”")), "{place}\n{told}");
    assert!(told.contains("1 notes"), "{told}");
}

#[test]
fn carets_and_notes_lead_to_the_nearest_words() {
    let mut returned = proofed();
    let words = some(&returned, "lead");
    let at = returned.words("lead", &words);
    // Between the second and the third of the words.
    let middle = (at[0] + at[2]) / 2.0;
    returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "Caret",
        "Rect" => numbers(&[middle - 3.0, at[1] - 2.0, middle + 3.0, at[1] + 4.0]),
        "Contents" => utf16("并且"),
    });
    returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "Text",
        "Rect" => numbers(&[at[0], at[1], at[0] + 1.0, at[3]]),
        "Contents" => utf16("此处另行"),
    });
    returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText",
        "Rect" => numbers(&[5.0, 5.0, 60.0, 20.0]),
        "RC" => utf16("<body><p>版心外的话 &amp; 别的</p></body>"),
    });
    let (told, desk) = returned.read(&["--format", "json"]);
    let all: Vec<Value> = serde_json::from_str(&told).expect("JSON");
    let find =
        |words: &str| all.iter().find(|note| note["words"] == words).unwrap_or_else(|| panic!("{words}: {told}"));
    let place = |note: &Value| format!("{}:{} ", note["line"], note["column"]);
    let third: String = words.chars().skip(2).collect();
    let caret = find("并且");
    assert_eq!(caret["wish"], "insert");
    let copy = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let before = copy.find(&words).expect("the words") + words.len() - third.len();
    let column = copy[..before].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    assert_eq!(caret["column"], column, "{told}");
    assert!(caret["marked"].as_str().expect("words").ends_with(&words[..words.len() - third.len()]), "{told}");
    assert!(written(&desk, "lead", &words).ends_with(&place(find("此处另行"))), "{told}");
    // What stands outside the page is listed all the same.
    assert_eq!(find("版心外的话 & 别的")["file"], Value::Null);
}

/// Findings are the program's own; an answer to one is a suggestion.
#[test]
fn only_answers_to_the_programs_own_notes_count() {
    let desk = super::forms::overset();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(1);
    let path = desk.path("day/proofs/round-1/proof.pdf");
    let untouched = run(&desk, &["notes", path.to_str().expect("a path")]).ends(0);
    assert_eq!(untouched.out, "0 notes, 0 of them with a place in the copy\n");
    // Saved as Okular and Acrobat do: behind the file that was there.
    let bytes = desk.read("day/proofs/round-1/proof.pdf");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let page = document.get_pages()[&1];
    let list = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"Annots"))
        .and_then(Object::as_array)
        .expect("notes")
        .clone();
    let first = list[0].clone();
    let mut saved = IncrementalDocument::create_from(bytes, document);
    saved.opt_clone_object_to_new_document(page).expect("a page");
    let reply = saved.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "IRT" => first.clone(),
        "Rect" => numbers(&[0.0, 0.0, 10.0, 10.0]), "Contents" => utf16("末段整段删"), "T" => utf16("值班"),
    });
    let state = saved.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "IRT" => Object::Reference(reply), "State" => utf16("Completed"),
        "StateModel" => utf16("Review"), "Rect" => numbers(&[0.0, 0.0, 10.0, 10.0]),
    });
    let mut all = list;
    all.extend([Object::Reference(reply), Object::Reference(state)]);
    saved.new_document.get_dictionary_mut(page).expect("a page").set("Annots", Object::Array(all));
    let mut bytes = Vec::new();
    saved.save_to(&mut bytes).expect("saved");
    desk.write("day/proofs/round-1/proof.pdf", bytes);
    let answered = run(&desk, &["notes", path.to_str().expect("a path"), "--format", "github"]).ends(0).out;
    assert!(answered.contains("[值班] 末段整段删") && answered.contains("completed"), "{answered}");
    assert!(answered.starts_with("::notice file=") && answered.lines().count() == 1, "{answered}");
}

#[test]
fn a_file_without_its_record_takes_that_of_its_round() {
    let mut returned = proofed();
    let words = some(&returned, "lead");
    let at = returned.words("lead", &words);
    returned.markup("Underline", at, "查");
    let catalog = returned.document.catalog_mut().expect("a catalog");
    catalog.remove(b"Names");
    catalog.remove(b"AF");
    let page = returned.document.get_pages()[&1];
    // Some programs drop the boxes that they do not know.
    returned.document.get_dictionary_mut(page).expect("a page").remove(b"TrimBox");
    let (told, desk) = returned.read(&[]);
    assert!(told.contains(&written(&desk, "lead", &words)), "{told}");
    let bytes = desk.read("day/proofs/round-1/proof.pdf");
    desk.write("elsewhere.pdf", bytes);
    let path = desk.path("elsewhere.pdf");
    let path = path.to_str().expect("a path");
    let lost = run(&desk, &["notes", path]).ends(1);
    assert!(
        lost.err.contains("carries no layout record") && lost.out.contains("page 1") && lost.out.contains("查"),
        "{lost:?}"
    );
    let round = desk.path("day/proofs/round-1");
    let found =
        run(&desk, &["notes", path, "--record", round.to_str().expect("a path"), "--edition-dir", "day"]).ends(0);
    assert!(found.out.contains(&written(&desk, "lead", &words)), "{found:?}");
}

#[test]
fn what_is_no_proof_is_refused() {
    let desk = Desk::new();
    desk.write("broken.pdf", "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R");
    desk.write("text.pdf", "no PDF at all");
    for name in ["broken.pdf", "text.pdf", "missing.pdf"] {
        let path = desk.path(name);
        let refused = run(&desk, &["notes", path.to_str().expect("a path")]).ends(1);
        assert!(refused.err.contains("cannot read"), "{refused:?}");
    }
}

/// Damage in any place gives suggestions or a refusal, never a panic.
#[test]
fn damaged_files_are_read_or_refused() {
    use paiban::output::proof::{answers, record};
    let mut returned = proofed();
    let at = returned.words("lead", "水管");
    returned.markup("Highlight", at, "看");
    let mut whole = Vec::new();
    returned.document.save_to(&mut whole).expect("saved");
    for step in 0..60 {
        let mut bytes = whole.clone();
        let at = bytes.len() * step / 60;
        match step % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at..].iter_mut().take(40).for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7)),
            _ => drop(bytes.drain(at..(at + 300).min(whole.len()))),
        }
        if let Ok(document) = paiban::output::read::Document::open(&bytes) {
            let _ = answers(&document, record(&document).as_ref());
        }
    }
}
