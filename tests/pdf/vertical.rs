//! Vertical lines as other programs read them.

use lopdf::{Document, Object};
use paiban::base::color::Color;
use paiban::base::geom::Point;
use paiban::base::units::{Length, Permille};
use paiban::font::{ChainId, FontBook, Posture, shape_down};
use paiban::page::{Glyph, Item, ItemKind, Sources, TextRun};

use crate::support::*;

const SIZE: Length = Length::pt(20);

/// A run of `text` in the first face of a chain, its glyphs `track` further apart than 1 em.
fn run_of(book: &FontBook, chain: ChainId, text: &str, posture: Posture, track: Length) -> TextRun {
    let mut x = Length::ZERO;
    let shaped = match posture {
        Posture::Upright => shape_down(book, chain, text),
        _ => paiban::font::shape(book, chain, text),
    };
    let glyphs = shaped.iter().map(|glyph| {
        assert!(!glyph.missing, "{text}");
        let placed = Glyph { id: glyph.glyph, chars: glyph.chars, x };
        x += SIZE.scale(i64::from(glyph.advance), 1000) + track;
        placed
    });
    TextRun {
        face: shaped[0].face,
        size: SIZE,
        width: Permille::FULL,
        color: Color::BLACK,
        posture,
        stroke: Length::ZERO,
        origin: Point::default(),
        glyphs: glyphs.collect(),
        text: text.to_owned(),
        sources: Sources::default(),
    }
}

/// One vertical line down from (100 mm, 50 mm), of upright and turned runs.
fn line_down(book: &FontBook, chain: ChainId, parts: &[(&str, Posture)], track: Length) -> Vec<Item> {
    let (middle, mut y) = (Length::mm(100), Length::mm(50));
    let mut items = Vec::new();
    for (text, posture) in parts {
        let run = run_of(book, chain, text, *posture, track);
        let x = if *posture == Posture::Turned { middle - SIZE.scale(38, 100) } else { middle };
        let ems = if *posture == Posture::Turned { 2 } else { text.chars().count() as i64 };
        items.push(item(ItemKind::Text(TextRun { origin: Point { x, y }, ..run })));
        y += (SIZE + track) * ems;
    }
    items
}

const LINE: [(&str, Posture); 3] =
    [("青溪，河埠——石阶（水）", Posture::Upright), ("Nikon", Posture::Turned), ("相机。", Posture::Upright)];

#[test]
fn c40_upright_type_has_a_font_for_vertical_lines() {
    let (book, [song, ..]) = book();
    let file = file(&page(line_down(&book, song, &LINE, Length::ZERO)), &book);
    let document = Document::load_mem(&file).expect("a PDF");
    let dicts = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let encodings: Vec<&[u8]> = dicts()
        .filter(|dict| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0"))
        .map(|dict| dict.get(b"Encoding").and_then(Object::as_name).expect("a name"))
        .collect();
    assert!(encodings.contains(&&b"Identity-V"[..]) && encodings.contains(&&b"Identity-H"[..]));
    let cid = dicts().find(|dict| dict.has(b"DW2")).expect("a font with vertical metrics");
    let metrics: Vec<i64> = cid
        .get(b"DW2")
        .and_then(Object::as_array)
        .expect("two")
        .iter()
        .map(|n| n.as_i64().expect("a number"))
        .collect();
    assert_eq!(metrics, [880, -1000]);
    // The dash alone is taller than 1 em.
    let tall = cid.get(b"W2").and_then(Object::as_array).expect("metrics");
    let tall = tall[1].as_array().expect("three numbers");
    assert_eq!(tall[0].as_i64().expect("a number"), -2000);
}

#[test]
fn a_page_without_vertical_lines_has_no_such_font() {
    let (page, book) = crate::file::sample();
    assert!(!file(&page, &book).windows(10).any(|ten| ten == b"Identity-V"));
}

#[test]
fn c40_a_vertical_line_reads_as_one() {
    let (book, [song, ..]) = book();
    for track in [Length::ZERO, Length::pt_hundredths(57), -Length::pt_hundredths(31)] {
        let path = keep("vertical.pdf", &file(&page(line_down(&book, song, &LINE, track)), &book));
        let read = |arguments: &[&str]| run("pdftotext", &[arguments, &[&path.to_string_lossy(), "-"]].concat());
        let (Some(raw), Some(laid_out)) = (read(&["-raw"]), read(&[])) else { return };
        let dense: String = raw.chars().filter(|char| !char.is_whitespace()).collect();
        assert_eq!(dense, "青溪，河埠——石阶（水）Nikon相机。", "{track:?}");
        let first = laid_out.lines().next().unwrap_or_default();
        assert!(first.starts_with("青溪，河埠——石阶（水）"), "{track:?}: {laid_out}");
    }
}

/// Ink in thousandths of an em from the start of the line, down and to the right of its middle, as
/// Poppler draws it.
#[test]
fn c40_glyphs_hang_from_the_middle_of_their_top_edge() {
    let (book, [song, ..]) = book();
    // —— is one stroke of nearly 2 em down the middle.
    for (text, from, to) in [("口", 50, 950), ("——", 0, 2000), ("口——", 50, 3000)] {
        let items = line_down(&book, song, &[(text, Posture::Upright)], Length::ZERO);
        let path = keep("hang.pdf", &file(&page(items), &book));
        let Some(bounds) = run("gs", &["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=bbox", &path.to_string_lossy()]) else {
            return;
        };
        let exact = bounds.lines().find_map(|line| line.strip_prefix("%%HiResBoundingBox: ")).expect("a box");
        let edges: Vec<f64> = exact.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        let (middle, start) = (Length::mm(100).to_pt(), (Length::mm(545) - Length::mm(50)).to_pt());
        let em = |points: f64| points / SIZE.to_pt() * 1000.0;
        let (top, foot) = (em(start - edges[3]), em(start - edges[1]));
        let (left, right) = (em(edges[0] - middle), em(edges[2] - middle));
        assert!((left + right).abs() < 60.0, "{text} is {left} to {right} of the middle");
        assert!(top >= f64::from(from) - 10.0 && foot <= f64::from(to) + 10.0, "{text} from {top} to {foot}");
        assert!(foot - top > f64::from(to - from) * 0.75, "{text} from {top} to {foot}");
    }
}
