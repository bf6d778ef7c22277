//! Text as other programs read it: places, colours, characters.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};
use paiban::base::color::Color;
use paiban::base::units::{Length, Permille};
use paiban::page::{ItemKind, Page, TextRun};

use crate::file::sample;
use crate::support::*;

pub(crate) fn operations(file: &[u8]) -> Vec<Operation> {
    let document = Document::load_mem(file).expect("a PDF");
    let page = *document.get_pages().get(&1).expect("a page");
    Content::decode(&document.get_page_content(page)).expect("operators").operations
}

pub(crate) fn number(object: &Object) -> f64 {
    match object {
        Object::Integer(value) => *value as f64,
        Object::Real(value) => f64::from(*value),
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn all_colour_is_inks_and_nothing_is_transparent() {
    let (page, book) = sample();
    let file = file(&page, &book);
    let allowed = [
        "BT", "ET", "Tf", "Tm", "TJ", "Tz", "Tc", "BDC", "EMC", "k", "gs", "cs", "scn", "re", "m", "c", "h", "f", "q",
        "Q", "cm", "Do",
    ];
    for operation in operations(&file) {
        assert!(allowed.contains(&operation.operator.as_str()), "{}", operation.operator);
    }
    let document = Document::load_mem(&file).expect("a PDF");
    for object in document.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        if let Ok(filter) = dict.get(b"Filter") {
            assert_eq!(filter.as_name().expect("one filter"), b"FlateDecode");
        }
        for key in ["SMask", "ca", "CA", "BM", "Group", "TR", "TR2", "HT", "AA", "OpenAction", "Annots", "AcroForm"] {
            assert!(!dict.has(key.as_bytes()), "{key}");
        }
    }
    assert!(!file.windows(9).any(|nine| nine == b"DeviceRGB"));
}

#[test]
fn black_overprints_and_white_and_colours_knock_out() {
    let (page, book) = sample();
    let (mut state, mut seen) = (String::new(), 0);
    for operation in operations(&file(&page, &book)) {
        match operation.operator.as_str() {
            "gs" => state = String::from_utf8_lossy(operation.operands[0].as_name().expect("a name")).into_owned(),
            "k" => {
                let inks: Vec<f64> = operation.operands.iter().map(number).collect();
                let black_only = inks[..3] == [0.0; 3] && inks[3] > 0.0;
                assert_eq!(state, if black_only { "GO" } else { "GK" }, "{inks:?}");
                seen += 1;
            }
            "scn" => assert_eq!(state, "GK"),
            _ => {}
        }
    }
    assert!(seen >= 4);
    let document = Document::load_mem(&file(&page, &book)).expect("a PDF");
    let states: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"OP"))
        .map(|dict| {
            let flag = |key: &[u8]| dict.get(key).and_then(Object::as_bool).expect("a flag");
            (flag(b"OP"), flag(b"op"), dict.get(b"OPM").and_then(Object::as_i64).unwrap_or(0))
        })
        .collect();
    assert_eq!(states.len(), 2);
    assert!(states.contains(&(true, true, 1)) && states.contains(&(false, false, 0)), "{states:?}");
}

/// Where the operators put each glyph, in points from the left edge and the bottom.
fn places(file: &[u8]) -> Vec<(f64, f64)> {
    let document = Document::load_mem(file).expect("a PDF");
    let page = *document.get_pages().get(&1).expect("a page");
    let fonts = document.get_page_fonts(page).expect("fonts");
    let widths_of = |name: &[u8]| {
        let cid =
            fonts[name].get(b"DescendantFonts").and_then(Object::as_array).expect("one")[0].as_reference().expect("it");
        let array =
            document.get_dictionary(cid).and_then(|dict| dict.get(b"W")).and_then(Object::as_array).expect("widths");
        let mut widths = std::collections::BTreeMap::new();
        for pair in array.chunks(2) {
            for (offset, width) in pair[1].as_array().expect("widths").iter().enumerate() {
                widths.insert(number(&pair[0]) as usize + offset, number(width));
            }
        }
        widths
    };
    let (mut size, mut scale, mut spacing, mut widths) = (0.0, 1.0, 0.0, std::collections::BTreeMap::new());
    let (mut x, mut y, mut found) = (0.0, 0.0, Vec::new());
    for operation in operations(file) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => {
                widths = widths_of(operands[0].as_name().expect("a name"));
                size = number(&operands[1]);
            }
            "Tc" => spacing = number(&operands[0]),
            "Tz" => scale = number(&operands[0]) / 100.0,
            "Tm" => (x, y) = (number(&operands[4]), number(&operands[5])),
            "TJ" => {
                for part in operands[0].as_array().expect("an array") {
                    if let Object::String(codes, _) = part {
                        for code in codes.chunks(2) {
                            found.push((x, y));
                            let width =
                                widths.get(&(usize::from(code[0]) << 8 | usize::from(code[1]))).unwrap_or(&1000.0);
                            x += (width / 1000.0 * size + spacing) * scale;
                        }
                    } else {
                        x -= number(part) / 1000.0 * size * scale;
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn runs(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.items.iter().filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None })
}

/// Source: our own promise; a twentieth of the finest dot of a plate.
#[test]
fn glyphs_stand_within_five_thousandths_of_a_point() {
    let (book, [song, hei, kai]) = book();
    let mut items = Vec::new();
    for (row, (size, width, track)) in [
        (1050, 1000, 777),
        (850, 1000, -333),
        (7200, 800, 1234),
        (20_000, 1400, -9876),
        (60_000, 650, 4321),
        (633, 950, 12_700),
        (921, 1000, 3),
    ]
    .into_iter()
    .enumerate()
    {
        let setting = Setting {
            // Also sizes that are not whole in thousandths of a point.
            size: Length::pt_hundredths(size) + Length::emu(33),
            width: Permille(width),
            color: Color::BLACK,
            track: Length::emu(track),
        };
        for (at, chain) in [song, hei, kai].into_iter().enumerate() {
            let y = Length::mm(10 + 40 * row as i64 + 13 * at as i64);
            items.extend(line(&book, chain, "城市公交——Wave 2026，“今”起（实行）Tokyo。", &setting, Length::mm(15), y));
        }
    }
    let page = page(items);
    let found = places(&file(&page, &book));
    let wanted: Vec<(f64, f64)> = runs(&page)
        .flat_map(|run| {
            run.glyphs.iter().map(|glyph| ((run.origin.x + glyph.x).to_pt(), (page.trim.height - run.origin.y).to_pt()))
        })
        .collect();
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found.0 - wanted.0).abs() < 0.0051 && (found.1 - wanted.1).abs() < 0.001, "{found:?} {wanted:?}");
    }
}

#[track_caller]
fn check_read(texts: &[&str]) {
    let (book, [song, ..]) = book();
    let rows = texts.iter().enumerate();
    let items = rows.flat_map(|(row, text)| {
        line(&book, song, text, &Setting::body(), Length::mm(20), Length::mm(20 + 10 * row as i64))
    });
    let file = file(&page(items.collect()), &book);
    let path = keep(&format!("read-{}.pdf", texts[0].chars().count()), &file);
    if let Some(read) = run("pdftotext", &["-raw", &path.to_string_lossy(), "-"]) {
        assert_eq!(read.trim_end_matches(['\n', '\u{c}']), texts.join("\n"));
    }
}

#[test]
fn a_dash_reads_as_its_two_characters() {
    check_read(&["今起实行——高峰"]);
}

/// U+2F00 ⼀ (a Kangxi radical) is drawn with the glyph of U+4E00 一.
#[test]
fn characters_that_share_a_glyph_keep_their_own_reading() {
    check_read(&["一⼀一", "⼀是部首"]);
}

#[test]
fn every_glyph_has_a_reading() {
    let (page, book) = sample();
    let path = keep("sample.pdf", &file(&page, &book));
    let Some(read) = run("pdftotext", &["-raw", &path.to_string_lossy(), "-"]) else { return };
    let wanted: String = runs(&page).map(|run| run.text.as_str()).collect();
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(squeeze(&read), squeeze(&wanted));
}
