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
        items.extend(line(&book, song, "本报讯（记者 林晓）昨日，全市公交优化调整今起实行——高峰班次缩至6分钟，龑字也在。", &tracked, mm(20), y));
        items.extend(line(&book, kai, "楷体：市民在新设站点候车，ABC 2026。", &body, mm(200), y));
    }
    items.push(item(ItemKind::Fill { rects: vec![Rect::new(mm(20), mm(170), mm(350), Length::microns(100))], color: Color::BLACK }));
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
