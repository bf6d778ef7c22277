//! Files as Acrobat and Preview leave them, written by hand after their habits.
//!
//! Acrobat writes behind the file that was there, objects packed in a stream and the table as one; texts in UTF-16 or
//! `PDFDocEncoding`, and once more as rich text; answers and states as notes of their own. Preview writes all anew.
//! Source: ISO 32000-1, 7.5.6 to 7.5.8, 12.5.6; adobe.com, "Acrobat SDK: Annotations".

use std::fmt::Write as _;

use lopdf::{Document, Object};

use super::common::Desk;
use super::forms::{overset, run};
use super::notes::{Returned, proof_of, written};

/// A text as UTF-16.
fn wide(text: &str) -> String {
    let mut out = "<FEFF".to_owned();
    text.encode_utf16().for_each(|unit| write!(out, "{unit:04X}").expect("text"));
    out + ">"
}

/// What stands behind the last occurrence of a word, as a number.
fn number_behind(bytes: &[u8], word: &[u8]) -> usize {
    let at = bytes.windows(word.len()).rposition(|window| window == word).expect("the word") + word.len();
    let digits =
        bytes[at..].iter().skip_while(|byte| byte.is_ascii_whitespace()).take_while(|byte| byte.is_ascii_digit());
    String::from_utf8_lossy(&digits.copied().collect::<Vec<u8>>()).parse().expect("a number")
}

/// Appends notes to a proof's first page as Acrobat does: `notes` are the objects from number `first` on, without the
/// braces of a dictionary; `listed` are those that the page lists.
fn appended(bytes: &[u8], page: u32, notes: &[String]) -> Vec<u8> {
    let first = number_behind(bytes, b"/Size");
    let before = number_behind(bytes, b"startxref");
    let root = number_behind(bytes, b"/Root");
    let mark = format!("\n{page} 0 obj");
    let start = bytes.windows(mark.len()).rposition(|window| window == mark.as_bytes()).expect("the page") + mark.len();
    let length = bytes[start..].windows(6).position(|window| window == b"endobj").expect("its end");
    let old = String::from_utf8_lossy(&bytes[start..start + length]).into_owned();
    let (head, rest) = old.split_once("/Annots[").expect("a list of notes");
    let (held, rest) = rest.split_once(']').expect("its end");
    let listed: String = (0..notes.len()).map(|index| format!(" {} 0 R", first + index)).collect();
    let page_now = format!("{head}/Annots[{held}{listed}]{rest}");
    // All notes in one stream of objects.
    let (mut heads, mut bodies) = (String::new(), String::new());
    for (index, note) in notes.iter().enumerate() {
        write!(heads, "{} {} ", first + index, bodies.len()).expect("text");
        let flags = if note.contains("/F ") { "" } else { "/F 4" };
        write!(bodies, "<</Type/Annot{flags}{note}>> ").expect("text");
    }
    let mut out = bytes.to_vec();
    let page_at = out.len();
    out.extend(format!("{page} 0 obj\n{}\nendobj\n", page_now.trim()).bytes());
    let packed_at = out.len();
    let packed = first + notes.len();
    let data = format!("{heads}{bodies}");
    let count = notes.len();
    out.extend(
        format!(
            "{packed} 0 obj\n<</Type/ObjStm/N {count}/First {}/Length {}>>\nstream\n{data}\nendstream\nendobj\n",
            heads.len(),
            data.len()
        )
        .bytes(),
    );
    // The table: the page, the notes, the stream that holds them, and itself.
    let table_at = out.len();
    let mut rows: Vec<u8> = Vec::new();
    let mut row = |kind: u8, place: usize, index: usize| {
        rows.push(kind);
        rows.extend((place as u32).to_be_bytes());
        rows.extend((index as u16).to_be_bytes());
    };
    row(1, page_at, 0);
    (0..count).for_each(|index| row(2, packed, index));
    row(1, packed_at, 0);
    row(1, table_at, 0);
    out.extend(
        format!(
            "{0} 0 obj\n<</Type/XRef/W[1 4 2]/Index[{page} 1 {first} {1}]/Size {2}/Root {root} 0 R/Prev {before}/Length {3}>>\nstream\n",
            packed + 1,
            count + 2,
            packed + 2,
            rows.len()
        )
        .bytes(),
    );
    out.extend(rows);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{table_at}\n%%EOF\n").bytes());
    out
}

/// Words of a line of the second story from a character on, with their box.
fn words(returned: &Returned, line: usize, from: usize, count: usize) -> (String, [f64; 4]) {
    let texts = returned.record["pages"][0]["texts"].as_array().expect("texts");
    let own =
        texts.iter().filter(|text| text["story"] == "second").max_by_key(|text| text["lines"].as_array().map(Vec::len));
    let line = &own.expect("a body")["lines"][line];
    let words = line["text"].as_str().expect("a text").chars().skip(from).take(count).collect();
    (words, returned.characters(line, from, count))
}

fn rect([left, bottom, right, top]: [f64; 4]) -> String {
    format!("/Rect[{left:.3} {bottom:.3} {right:.3} {top:.3}]")
}

/// Quads in the order of Acrobat: like a Z.
fn like_a_z([left, bottom, right, top]: [f64; 4]) -> String {
    format!("/QuadPoints[{left} {top} {right} {top} {left} {bottom} {right} {bottom}]")
}

/// Quads in the order of the standard: round about from the lower left corner.
fn round_about([left, bottom, right, top]: [f64; 4]) -> String {
    format!("/QuadPoints[{left} {bottom} {right} {bottom} {right} {top} {left} {top}]")
}

fn rich(text: &str) -> String {
    wide(&format!(
        "<?xml version=\"1.0\"?><body xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:xfa=\"http://www.xfa.org/schema/xfa-data/1.0/\" \
         xfa:APIVersion=\"Acrobat:23.1.0\" xfa:spec=\"2.0.2\"><p dir=\"ltr\"><span dir=\"ltr\" style=\"font-size:10.5pt\">{text}</span></p></body>"
    ))
}

struct Saved {
    told: String,
    desk: Desk,
}

/// What is told of a file with these notes; `first` is the number that the first of them has.
fn told(returned: Returned, notes: impl FnOnce(usize) -> Vec<String>, format: &str) -> Saved {
    let desk = returned.desk;
    let bytes = desk.read("day/proofs/round-1/proof.pdf");
    let page = returned.document.get_pages()[&1].0;
    let first = number_behind(&bytes, b"/Size");
    desk.write("acrobat.pdf", appended(&bytes, page, &notes(first)));
    let path = desk.path("acrobat.pdf");
    let path = path.to_str().expect("a path");
    let told = run(&desk, &["notes", path, "--edition-dir", "day", "--format", format]).ends(0).out;
    Saved { told, desk }
}

/// Replace Text: a caret with the new words, and a strike-out that is grouped with it; both with pop-ups.
#[test]
fn a_replacement_of_acrobat_is_one_suggestion() {
    let returned = proof_of(Desk::new());
    let (marked, at) = words(&returned, 4, 3, 3);
    let saved = told(
        returned,
        |first| {
            let [_, bottom, right, _] = at;
            vec![
                format!(
                    "/Subtype/Caret/IT/Replace{}/RD[1 1 1 1]/T(zhang)/Subj{}/NM(7a6f-1)/Contents{}/RC{}/Popup {} 0 R/M(D:20261123101500+08'00')",
                    rect([right - 3.0, bottom - 3.0, right + 3.0, bottom + 6.0]),
                    wide("替换文本"),
                    wide("四日凌晨"),
                    rich("四日凌晨"),
                    first + 1
                ),
                format!("/Subtype/Popup/Parent {first} 0 R{}/Open false", rect([900.0, 500.0, 1080.0, 620.0])),
                format!(
                    "/Subtype/StrikeOut/IT/StrikeOutTextEdit{}{}/T(zhang)/NM(7a6f-2)/IRT {first} 0 R/RT/Group/Popup {} 0 R",
                    rect(at),
                    like_a_z(at),
                    first + 3
                ),
                format!("/Subtype/Popup/Parent {} 0 R{}", first + 2, rect([900.0, 500.0, 1080.0, 620.0])),
            ]
        },
        "text",
    );
    let place = written(&saved.desk, "second", &marked);
    let wanted = format!(
        "{place}suggestion: “{marked}” should be “四日凌晨”　[zhang]\n1 notes, 1 of them with a place in the copy\n"
    );
    assert!(saved.told.ends_with(&wanted), "{}", saved.told);
}

/// Answers and states belong to their note: no corrections of their own. The last decision counts, in whatever order
/// they stand, and a reader's own tick is no decision.
#[test]
fn answers_and_states_are_a_thread() {
    let returned = proof_of(Desk::new());
    let (marked, at) = words(&returned, 4, 2, 3);
    let (other, beside) = words(&returned, 6, 5, 2);
    let saved = told(
        returned,
        |first| {
            let answer =
                |to: usize, more: &str| format!("/Subtype/Text{}/IRT {to} 0 R{more}", rect([0.0, 0.0, 10.0, 10.0]));
            let state = |to: usize, model: &str, state: &str, date: &str| {
                answer(to, &format!("/StateModel({model})/State({state})/T(lin)/M(D:{date}+08'00')/F 30"))
            };
            vec![
                format!("/Subtype/Highlight{}{}/T(zhang)/Contents(\\215one\\216 \\204 two)", rect(at), like_a_z(at)),
                state(first, "Review", "Rejected", "20261123120000"),
                state(first, "Review", "Accepted", "20261123110000"),
                state(first, "Marked", "Marked", "20261123130000"),
                answer(first, &format!("/RT/R/T(lin)/Contents{}", wide("同意"))),
                answer(first + 4, &format!("/T(wang)/Contents{}", wide("再查"))),
                // The second is cancelled; the third was never answered.
                format!(
                    "/Subtype/Underline{}{}/T(zhang)/Contents(\\357\\273\\277\\350\\256\\251)",
                    rect(beside),
                    round_about(beside)
                ),
                state(first + 6, "Review", "Cancelled", "20261123120000"),
                // An answer to a note that was deleted stands by itself.
                format!("/Subtype/Text{}/IRT 65000 0 R/Contents{}", rect(beside), wide("孤儿")),
                // Hidden: nobody sees it.
                format!("/Subtype/Text{}/F 2/Contents{}", rect(beside), wide("看不见")),
            ]
        },
        "text",
    );
    let (told, desk) = (&saved.told, &saved.desk);
    let first = written(desk, "second", &marked);
    assert!(
        told.contains(&format!(
            "{first}suggestion: “{marked}”: “one” — two　[lin] 同意　[wang] 再查 (rejected)　[zhang]\n"
        )),
        "{told}"
    );
    let second = written(desk, "second", &other);
    assert!(told.contains(&format!("{second}suggestion: “{other}”: 让 (cancelled)　[zhang]\n")), "{told}");
    assert!(told.contains("suggestion: 孤儿\n") && !told.contains("看不见"), "{told}");
    assert!(told.ends_with("3 notes, 3 of them with a place in the copy\n"), "{told}");
}

/// Rich text alone, ink, a box, quads of no size, an arrow, a note in the order of the standard.
#[test]
fn notes_of_all_kinds_lead_to_their_words() {
    let returned = proof_of(Desk::new());
    let (marked, at) = words(&returned, 5, 4, 4);
    let [left, bottom, right, top] = at;
    let middle = (bottom + top) / 2.0;
    let saved = told(
        returned,
        |_| {
            vec![
                format!("/Subtype/Squiggly{}{}/RC{}", rect(at), round_about(at), rich("一 &amp; 二&#x4e09;")),
                format!(
                    "/Subtype/Ink{}/InkList[[{left} {middle} {right} {middle}]]/Contents(ink)",
                    rect([left, middle - 0.5, right, middle + 0.5])
                ),
                format!("/Subtype/Square{}/Contents(box)", rect([left - 1.0, bottom - 2.0, right + 1.0, top + 2.0])),
                format!("/Subtype/Highlight{}/QuadPoints[0 0 0 0 0 0 0 0]/Contents(flat)", rect(at)),
                // Corners the wrong way round.
                format!("/Subtype/StrikeOut/Rect[{right} {top} {left} {bottom}]/Contents(turned)"),
                format!(
                    "/Subtype/Line{}/L[{} {} {} {}]/LE[/None/OpenArrow]/Contents(arrow)",
                    rect([left, bottom, 1000.0, 1500.0]),
                    1000.0,
                    1500.0,
                    left + 1.0,
                    middle
                ),
            ]
        },
        "json",
    );
    let all: Vec<serde_json::Value> = serde_json::from_str(&saved.told).expect("JSON");
    let place = written(&saved.desk, "second", &marked);
    assert_eq!(all.len(), 6, "{}", saved.told);
    for note in &all {
        let own = format!("{}:{}:{} ", note["file"].as_str().unwrap_or_default(), note["line"], note["column"]);
        assert!(own.ends_with(&place), "{own} {place}\n{note:#}");
        let whole = if note["kind"] == "Line" { marked.chars().take(1).collect() } else { marked.clone() };
        assert_eq!(note["marked"], whole, "{note:#}");
    }
    assert!(all.iter().any(|note| note["words"] == "一 & 二三"), "{}", saved.told);
}

/// Preview writes the whole file anew: other numbers, no keys that it does not know, neither record nor boxes of the
/// press. What the program wrote itself is still not taken for a reader's.
#[test]
fn a_file_that_preview_wrote_anew_is_read_with_the_record_of_its_round() {
    let desk = overset();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(1);
    let record = serde_json::from_slice(&desk.read("day/proofs/round-1/layout.json")).expect("JSON");
    let document = Document::load_mem(&desk.read("day/proofs/round-1/proof.pdf")).expect("a PDF");
    let mut returned = Returned { desk, document, record };
    let (marked, at) = words(&returned, 4, 3, 4);
    returned.markup("Highlight", at, "请核实");
    let document = &mut returned.document;
    let catalog = document.catalog_mut().expect("a catalog");
    [&b"Names"[..], b"AF", b"OCProperties"].iter().for_each(|key| drop(catalog.remove(key)));
    for object in document.objects.values_mut() {
        let Object::Dictionary(dict) = object else { continue };
        for key in [&b"PaibanSource"[..], b"NM", b"OC", b"TrimBox", b"BleedBox"] {
            dict.remove(key);
        }
    }
    document.renumber_objects_with(700);
    let (told, desk) = returned.read(&[]);
    let place = written(&desk, "second", &marked);
    assert!(
        told.ends_with(&format!(
            "{place}suggestion: “{marked}”: 请核实　[林晓]\n1 notes, 1 of them with a place in the copy\n"
        )),
        "{told}"
    );
}
