//! 讣告 and 套红: the inks of a page on such days.

use paiban::base::color::{Cmyk, Color};
use paiban::page::{ItemKind, Page};

use super::desk::{Desk, Set};

const LAYOUT: &str = "format: tabloid
areas:
  top:
    kind: furniture
    at: {columns: 1-5, rows: 1-14}
    items:
      - {text: \"{paper}\", style: nameplate-tabloid, at: {height: 10行}}
      - {text: \"导读\", style: ear-title-red, at: {y: 10行, height: 1行}}
      - {rule: 2pt, line: thick-thin, at: {y: 12行}}
      - {rule: 2pt, line: single, at: {y: 13行}}
      - {box: C0 M0 Y100 K0, at: {x: 40字, y: 10行, width: 4字, height: 1行}}
  lead:
    kind: story
    at: {columns: 1-5, rows: 16-40}
    head: {style: main, rows: 8}
    pictures: [{id: boat, columns: 1-2, rows: 24-33}]
";

const LEAD: &str = "---\nheadline: 渡口今起复航\npictures: [{id: boat, file: pictures/boat.jpg, caption: 渡船。}]\n---\n渡口今起复航。\n";

fn set(switch: &str, page: &str, styles: &str) -> Set {
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/editions/2026-11-23/pictures/greenway.jpg");
    let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts/styles/daily.yaml");
    let sheet = std::fs::read_to_string(sheet).expect("a style sheet");
    let start = sheet.find("\nfestival:").expect("a feast day");
    let end = start + sheet[start..].find("\nheads:").expect("heads");
    let (before, after) = (&sheet[..start], &sheet[end..]);
    let sheet = if styles.is_empty() { sheet.clone() } else { format!("{before}\n{styles}{after}") };
    Desk::new(&format!("  - {{page: 1, layout: page, place: {{lead: lead}}{page}}}\n{switch}"))
        .with("layouts/styles/daily.yaml", sheet)
        .with("day/layouts/page.yaml", LAYOUT)
        .with("day/stories/lead.md", LEAD)
        .with("day/pictures/boat.jpg", std::fs::read(photo).expect("a photo"))
        .set()
}

fn page(set: &Set) -> &Page {
    assert_eq!(set.errors(), Vec::<String>::new());
    &set.pages[0].page
}

/// The colours of the page, each once, and of the type of `text`.
fn colors(page: &Page) -> Vec<Color> {
    let mut found: Vec<Color> = Vec::new();
    for item in &page.items {
        let color = match &item.kind {
            ItemKind::Text(run) => &run.color,
            ItemKind::Fill { color, .. } | ItemKind::Dots { color, .. } | ItemKind::Shape { color, .. } => color,
            _ => continue,
        };
        if !found.contains(color) {
            found.push(color.clone());
        }
    }
    found
}

fn color_of(page: &Page, text: &str) -> Color {
    let of = |kind: &ItemKind| match kind {
        ItemKind::Text(run) if run.text.contains(text) => Some(run.color.clone()),
        _ => None,
    };
    page.items.iter().find_map(|item| of(&item.kind)).unwrap_or_else(|| panic!("no {text}"))
}

const RED: Color = Color::Process(Cmyk { c: 0, m: 1000, y: 1000, k: 0 });

fn is_black_alone(color: &Color) -> bool {
    matches!(color, Color::Process(inks) if inks.c + inks.m + inks.y == 0)
}

#[test]
fn a_page_in_mourning_prints_in_black_alone() {
    let set = set("mourning: true\n", "", "");
    let page = page(&set);
    assert!(colors(page).iter().all(is_black_alone), "{:?}", colors(page));
    for text in ["澜", "导"] {
        assert_eq!(color_of(page, text), Color::BLACK, "coloured type is solid black: {text}");
    }
    assert!(colors(page).contains(&Color::Process(Cmyk::gray(114))), "yellow is as light as it was");
    let images: Vec<bool> = page
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.gray),
            _ => None,
        })
        .collect();
    assert_eq!(images, [true]);
}

#[test]
fn a_page_may_differ_from_its_edition() {
    let first = set("mourning: true\n", ", mourning: false", "");
    assert_eq!(color_of(page(&first), "澜"), RED);
    let second = set("", ", mourning: true", "");
    assert_eq!(color_of(page(&second), "澜"), Color::BLACK);
    let third = set("mourning: true\n", ", festival: true", "");
    assert_eq!(color_of(page(&third), "渡口今"), RED);
}

#[test]
fn the_style_sheet_says_what_is_black_in_mourning() {
    let sheet = set("mourning: true\n", "", "mourning: {black: [nameplate-tabloid]}\n");
    assert_eq!(color_of(page(&sheet), "澜"), Color::BLACK);
    assert_eq!(color_of(page(&sheet), "导"), Color::Process(Cmyk::gray(701)), "by its lightness");
}

#[test]
fn a_feast_day_reddens_headlines_and_rules() {
    let plain = set("", "", "");
    assert_eq!(color_of(page(&plain), "渡口今"), Color::BLACK);
    let feast = set("festival: true\n", "", "");
    assert_eq!(color_of(page(&feast), "渡口今"), RED);
    let fills = |page: &Page, color: &Color| {
        page.items.iter().filter(|item| matches!(&item.kind, ItemKind::Fill { color: own, .. } if own == color)).count()
    };
    assert_eq!((fills(page(&plain), &RED), fills(page(&feast), &RED)), (0, 1), "the thick-thin rule alone");

    let own = set("festival: true\n", "", "festival: {color: C0 M90 Y80 K0, text: [], heads: [main], rules: []}\n");
    let red = Color::Process(Cmyk { c: 0, m: 900, y: 800, k: 0 });
    assert_eq!(color_of(page(&own), "渡口今"), red);
    assert_eq!(fills(page(&own), &red), 0);
}

#[test]
fn both_at_once_and_strangers_are_findings() {
    let both = set("mourning: true\nfestival: true\n", "", "");
    assert_eq!(both.errors(), ["bad-value day/edition.yaml:7 a page is in mourning or festive, not both"]);
    let stranger = set("festival: true\n", "", "festival: {text: [nameplat], heads: [man]}\n");
    let errors = stranger.errors();
    assert!(errors.iter().any(|error| error.contains("no text style `nameplat`")), "{errors:?}");
    assert!(errors.iter().any(|error| error.contains("no head style `man`")), "{errors:?}");
}

/// The file itself: its pictures are gray, its contents ask for black alone.
#[test]
fn the_print_file_of_a_page_in_mourning_has_one_ink() {
    let desk = crate::common::Desk::with_picture("pictures/boat.jpg");
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/editions/2026-11-23/pictures/greenway.jpg");
    desk.write("day/pictures/boat.jpg", std::fs::read(photo).expect("a photo"));
    desk.swap("day/edition.yaml", "pages:\n", "mourning: true\npages:\n");
    desk.build(&[]).ends(0);
    let document = lopdf::Document::load_mem(&desk.read("day/out/TEST_20261123_A01_v1.pdf")).expect("a PDF");
    let images: Vec<&[u8]> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(|name| name.as_name()).is_ok_and(|name| name == b"Image"))
        .filter_map(|stream| stream.dict.get(b"ColorSpace").and_then(|space| space.as_name()).ok())
        .collect();
    assert_eq!(images, [b"DeviceGray"]);
    for (_, page) in document.get_pages() {
        let content = lopdf::content::Content::decode(&document.get_page_content(page)).expect("content");
        let colors = content.operations.iter().filter(|operation| operation.operator.eq_ignore_ascii_case("k"));
        for color in colors {
            let inks: Vec<f32> = color.operands.iter().filter_map(|ink| ink.as_float().ok()).collect();
            assert_eq!(inks[..3], [0.0; 3], "{color:?}");
        }
    }
}
