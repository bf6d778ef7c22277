//! The file as a whole: boxes, intent, metadata, fonts; the same bytes each time.

use lopdf::{Document, Object};
use paiban::base::color::{Cmyk, Color, Spot};
use paiban::base::geom::{Point, Rect};
use paiban::base::units::{Length, Permille};
use paiban::page::{ItemKind, Page};

use crate::support::*;

/// A page with something of everything but pictures.
pub(crate) fn sample() -> (Page, paiban::font::FontBook) {
    let (book, [song, hei, kai]) = book();
    let body = Setting::body();
    let blue = Color::Process(Cmyk { c: 1000, m: 300, y: 0, k: 0 });
    let gold = Color::Spot(Spot {
        name: "PANTONE 871 C".to_owned(),
        tint: Permille(600),
        alternate: Cmyk { c: 200, m: 250, y: 600, k: 250 },
    });
    let panel = Rect::new(Length::mm(20), Length::mm(100), Length::mm(350), Length::mm(60));
    let mut items = vec![item(ItemKind::Fill { rects: vec![panel], color: blue })];
    let mm = Length::mm;
    let headline = Setting { size: Length::pt(72), width: Permille(800), ..body.clone() };
    items.extend(line(&book, hei, "十二条线路延伸到家门口", &headline, mm(25), mm(60)));
    let white = Setting { size: Length::pt(40), color: Color::WHITE, ..body.clone() };
    items.extend(line(&book, hei, "反白标题", &white, mm(25), mm(120)));
    let black = Setting { size: Length::pt(40), ..body.clone() };
    items.extend(line(&book, song, "压印黑字——叠印", &black, mm(120), mm(120)));
    let tracked = Setting { track: Length::emu(777), ..body.clone() };
    for row in 0..40 {
        let y = mm(180) + Length::pt(13) * row;
        items.extend(line(
            &book,
            song,
            "本报讯（记者 林晓）昨日，全市公交优化调整今起实行——高峰班次缩至6分钟，龑字也在。",
            &tracked,
            mm(20),
            y,
        ));
        items.extend(line(&book, kai, "楷体：市民在新设站点候车，ABC 2026。", &body, mm(200), y));
    }
    items.push(item(ItemKind::Fill {
        rects: vec![Rect::new(mm(20), mm(170), mm(350), Length::microns(100))],
        color: Color::BLACK,
    }));
    let centres = (0..30).map(|i| Point { x: mm(25 + 5 * i), y: mm(165) }).collect();
    items.push(item(ItemKind::Dots { centres, diameter: Length::pt(3), color: gold }));
    (page(items), book)
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).or_else(|_| object.as_i64().map(|n| n as f64)).expect("a number")
}

#[test]
fn boxes_are_explicit_and_exact() {
    let (mut page, book) = sample();
    page.bleed = Length::mm(3);
    let document = Document::load_mem(&file(&page, &book)).expect("a PDF");
    let dict = document.get_dictionary(*document.get_pages().get(&1).expect("a page")).expect("its dictionary");
    let expect = |key: &[u8], expected: [f64; 4]| {
        let found = dict.get(key).and_then(Object::as_array).expect("a box");
        for (found, millimetres) in found.iter().zip(expected) {
            assert!((number(found) - millimetres * 72.0 / 25.4).abs() < 0.0005, "{key:?} {found:?} {millimetres}");
        }
    };
    expect(b"MediaBox", [0.0, 0.0, 396.0, 551.0]);
    expect(b"BleedBox", [0.0, 0.0, 396.0, 551.0]);
    expect(b"TrimBox", [3.0, 3.0, 393.0, 548.0]);
    assert!(!dict.has(b"ArtBox") && !dict.has(b"Group") && !dict.has(b"Annots"));
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let (page, book) = sample();
    let first = file(&page, &book);
    keep("sample.pdf", &first);
    assert!(first == file(&page, &book));
}

#[test]
fn the_file_says_what_it_is() {
    let (page, book) = sample();
    let bytes = file(&page, &book);
    assert!(bytes.starts_with(b"%PDF-1.6\n%\x80\x80\x80\x80\n"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let ids = document.trailer.get(b"ID").and_then(Object::as_array).expect("ids");
    assert!(ids.len() == 2 && ids.iter().all(|id| id.as_str().is_ok_and(|id| id.len() == 16)));

    let catalog = document.catalog().expect("a catalog");
    let stream = |key: &[u8]| {
        let id = catalog.get(key).and_then(Object::as_reference).expect("a reference");
        document.get_object(id).and_then(Object::as_stream).expect("a stream")
    };
    let metadata = stream(b"Metadata");
    assert!(!metadata.dict.has(b"Filter"));
    let xmp = String::from_utf8_lossy(&metadata.content).into_owned();
    for part in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "http://www.npes.org/pdfx/ns/id/",
        "<xmpMM:DocumentID>uuid:",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
        ">林州日报 2026-11-23 A01<",
        "<xmp:CreateDate>2026-11-23T00:00:00+08:00<",
        "<xmp:ModifyDate>2026-11-23T00:00:00+08:00<",
        "<xmp:MetadataDate>2026-11-23T00:00:00+08:00<",
        "<pdf:Trapped>False<",
    ] {
        assert!(xmp.contains(part), "{part} in {xmp}");
    }
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("it");
    let info = document.get_dictionary(info).expect("information");
    let text = |key: &[u8]| String::from_utf8_lossy(info.get(key).and_then(Object::as_str).expect("text")).into_owned();
    assert_eq!(text(b"CreationDate"), "D:20261123000000+08'00");
    assert_eq!(text(b"ModDate"), text(b"CreationDate"));
    assert_eq!(info.get(b"Trapped").and_then(Object::as_name).expect("a name"), b"False");

    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("intents");
    assert_eq!(intents.len(), 1);
    let intent = intents[0].as_dict().expect("an intent");
    assert_eq!(intent.get(b"S").and_then(Object::as_name).expect("a name"), b"GTS_PDFX");
    for (key, value) in [
        ("OutputConditionIdentifier", "IFRA26"),
        ("RegistryName", "http://www.color.org"),
        ("Info", "ISOnewspaper26v4"),
    ] {
        assert_eq!(intent.get(key.as_bytes()).and_then(Object::as_str).expect("text"), value.as_bytes());
    }
    let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a reference");
    let profile = document.get_object(profile).and_then(Object::as_stream).expect("a stream");
    assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).expect("a number"), 4);
    let original = std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("the profile");
    assert!(profile.decompressed_content().expect("the profile") == original);
}

#[test]
fn a_spot_ink_is_one_separation() {
    let (page, book) = sample();
    let document = Document::load_mem(&file(&page, &book)).expect("a PDF");
    let separations: Vec<&Vec<Object>> = document
        .objects
        .values()
        .filter_map(|object| object.as_array().ok())
        .filter(|array| array.first().is_some_and(|first| first.as_name().is_ok_and(|name| name == b"Separation")))
        .collect();
    assert_eq!(separations.len(), 1);
    assert_eq!(separations[0][1].as_name().expect("a name"), b"PANTONE 871 C");
    assert_eq!(separations[0][2].as_name().expect("a name"), b"DeviceCMYK");
    let solid = separations[0][3].as_dict().and_then(|dict| dict.get(b"C1")).and_then(Object::as_array).expect("inks");
    assert_eq!(
        solid.iter().map(number).map(|ink| (ink * 1000.0).round() as i64).collect::<Vec<_>>(),
        [200, 250, 600, 250]
    );
}

/// Several pages in one file share one subset of each face.
#[test]
fn several_pages_make_one_file() {
    use paiban::output::pdf::{prepare, write};
    let (one, book) = sample();
    let pages = [one.clone(), one];
    let assets = prepare(&pages, &book, &newsprint(), &no_pictures).value;
    let bytes = write(&[&pages[0], &pages[1]], &assets, &meta()).expect("a file");
    let document = Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(document.get_pages().len(), 2);
    assert!(bytes.len() < file(&pages[0], &book).len() + 20_000);
}
