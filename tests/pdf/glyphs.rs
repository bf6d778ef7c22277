//! C43: strokes that make a borrowed character bolder, and glyphs that the paper drew itself.

use std::sync::Arc;

use paiban::base::color::{Cmyk, Color, Spot};
use paiban::base::geom::Point;
use paiban::base::units::{Length, Permille};
use paiban::font::{
    Chain, ChainId, Face, FaceId, FontBook, MADE_EM, Made, Outline, OutlinePoint, Posture, Role, made_face,
};
use paiban::page::{Glyph, Item, ItemKind, Sources, TextRun};

use crate::support::*;
use crate::text::{number, operations};

/// 宋 900 with its fallback, and a drawing named ⿰钅成.
fn black() -> (FontBook, ChainId, FaceId) {
    let mut book = FontBook::new();
    let mut face = |name: &str| {
        let bytes = std::fs::read(root().join("fonts").join(name)).expect("a font of the repository");
        book.add_face(Face::new(name, Arc::new(bytes)).expect("a font"))
    };
    let faces = vec![face("NotoSerifCJKsc-Black.subset.otf"), face("NotoSerifSC-Regular.otf")];
    let borrowed = faces[1];
    // A bar across the upper half of the em box.
    let corner = |x: i16, y: i16| OutlinePoint { x, y, on: true };
    let (top, middle) = (MADE_EM / 5 * 4, MADE_EM / 5 * 2);
    let bar = vec![corner(0, middle), corner(0, top), corner(MADE_EM, top), corner(MADE_EM, middle)];
    let drawn = book.add_face(made_face("造字", &[Outline { contours: vec![bar] }]).expect("a face"));
    let names = vec![("⿰钅成".to_owned(), 1)];
    let made = Made { face: drawn, characters: Vec::new(), names, borrowed: Vec::new() };
    let chain = book.add_chain_with(Chain { role: Role::Song, weight: 900, faces }, Some(made));
    (book, chain, borrowed)
}

const SIZE: Length = Length::pt(120);
const TEXT: &str = "青溪日报国家书城";

/// `TEXT` in one face, with a stroke, at `row`.
fn set(book: &FontBook, face: FaceId, stroke: Length, color: Color, row: i64) -> Item {
    let characters = TEXT.chars().enumerate();
    let glyphs = characters.map(|(index, c)| {
        let (id, _) = book.face(face).glyph(c).expect("a glyph");
        Glyph { id, chars: 1, x: SIZE * index as i64 }
    });
    item(ItemKind::Text(TextRun {
        face,
        size: SIZE,
        width: Permille::FULL,
        color,
        posture: Posture::Level,
        stroke,
        origin: Point { x: Length::pt(50), y: Length::pt(150 * (row + 1)) },
        glyphs: glyphs.collect(),
        text: TEXT.to_owned(),
        sources: Sources::default(),
    }))
}

#[test]
fn a_stroke_is_drawn_in_the_colour_of_the_text_and_taken_back() {
    let (book, chain, borrowed) = black();
    let first = book.chain(chain).faces[0];
    let stroke = Length::pt_hundredths(500);
    let red = Cmyk { c: 0, m: 1000, y: 1000, k: 0 };
    let spot = Color::Spot(Spot { name: "报红".to_owned(), tint: Permille::FULL, alternate: red });
    let items = vec![
        set(&book, first, Length::ZERO, Color::BLACK, 0),
        set(&book, borrowed, stroke, Color::BLACK, 1),
        set(&book, borrowed, stroke, spot, 2),
        set(&book, first, Length::ZERO, Color::BLACK, 3),
    ];
    let file = file(&page(items), &book);
    let (mut mode, mut width, mut ink, mut state) = (0.0, 0.0, String::new(), String::new());
    let mut shown = Vec::new();
    for operation in operations(&file) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tr" => mode = number(&operands[0]),
            "w" => width = number(&operands[0]),
            "j" => assert_eq!(number(&operands[0]), 1.0, "round joins"),
            "gs" => state = String::from_utf8_lossy(operands[0].as_name().expect("a name")).into_owned(),
            "K" => ink = operands.iter().map(|ink| format!("{} ", number(ink))).collect(),
            "CS" => ink = String::from_utf8_lossy(operands[0].as_name().expect("a name")).into_owned(),
            "Tf" | "Tm" => {}
            "TJ" => {
                shown.push((mode, if mode == 2.0 { (width, ink.clone()) } else { (0.0, String::new()) }, state.clone()))
            }
            _ => {}
        }
    }
    shown.dedup();
    let plain = |state: &str| (0.0, (0.0, String::new()), state.to_owned());
    let stroked = |ink: &str, state: &str| (2.0, (5.0, ink.to_owned()), state.to_owned());
    assert_eq!(shown, [plain("GO"), stroked("0 0 0 1 ", "GO"), stroked("S0", "GK"), plain("GO")]);
    // The state that overprints does so for strokes (OP) as for fills (op).
    assert!(String::from_utf8_lossy(&file).contains("/OP true"));
    let path = keep("stroke.pdf", &file);
    if let Some(said) = run("qpdf", &["--check", &path.to_string_lossy()]) {
        assert!(said.contains("No syntax or stream encoding errors") && !said.contains("WARNING"), "{said}");
    }
}

/// Black in each row of a rendered page, per thousand of the row's box.
fn coverage(path: &std::path::Path, rows: usize) -> Option<Vec<u64>> {
    let out = path.with_extension("pgm");
    let (png, pdf) = (out.to_string_lossy(), path.to_string_lossy());
    run("mutool", &["draw", "-q", "-r", "72", "-c", "gray", "-o", &png, &pdf])?;
    let drawn = std::fs::read(&out).expect("a picture");
    let pixels = &drawn[drawn.len() - 1106 * 1545..];
    let ink = |row: usize| {
        let box_rows = 150 * row + 40..150 * row + 170;
        let ink: u64 = box_rows
            .flat_map(|y| &pixels[y * 1106 + 50..y * 1106 + 50 + 8 * 120])
            .map(|pixel| u64::from(255 - *pixel))
            .sum();
        ink * 1000 / (255 * 8 * 120 * 120)
    };
    Some((0..rows).map(ink).collect())
}

#[test]
fn c43_a_borrowed_character_is_nearly_as_dark_as_its_neighbours() {
    let (book, chain, borrowed) = black();
    let first = book.chain(chain).faces[0];
    let stroke = SIZE.scale(i64::from(book.stroke(chain, borrowed)), 1000);
    let items = vec![
        set(&book, first, Length::ZERO, Color::BLACK, 0),
        set(&book, borrowed, stroke, Color::BLACK, 1),
        set(&book, borrowed, Length::ZERO, Color::BLACK, 2),
    ];
    let path = keep("weight.pdf", &file(&page(items), &book));
    let Some(ink) = coverage(&path, 3) else { return };
    println!("ink in thousandths: 900 {}, 400 stroked {}, 400 {}", ink[0], ink[1], ink[2]);
    assert!(ink[1] * 100 >= ink[0] * 85 && ink[1] * 100 <= ink[0] * 102, "{ink:?}");
    assert!(ink[2] * 100 < ink[0] * 75, "{ink:?}: without it the difference shows");
}

#[test]
fn c43_a_drawing_prints_and_reads_as_its_words() {
    let (book, chain, regular) = black();
    let made = book.made(chain).expect("a drawing");
    let glyph = made.named("⿰钅成").expect("its name");
    let mut drawn = set(&book, regular, Length::ZERO, Color::BLACK, 0);
    if let ItemKind::Text(run) = &mut drawn.kind {
        run.face = made.face;
        run.glyphs = vec![Glyph { id: glyph, chars: 3, x: Length::ZERO }];
        run.text = "⿰钅成".to_owned();
    }
    let path = keep("drawn-glyph.pdf", &file(&page(vec![drawn]), &book));
    if let Some(read) = run("pdftotext", &["-raw", &path.to_string_lossy(), "-"]) {
        assert_eq!(read.trim(), "⿰钅成");
    }
    if let Some(said) = run("pdffonts", &[&path.to_string_lossy()]) {
        let row = said.lines().nth(2).expect("one font");
        assert!(row.contains("PaibanMade") && row.contains("yes yes yes"), "{said}");
    }
    // 0.4 em of ink on the whole width of 1 em, of the eight that the box has.
    let Some(ink) = coverage(&path, 1) else { return };
    assert!((48..=52).contains(&ink[0]), "{ink:?}");
}
