//! Drawings: SVG as shapes in the inks of the press.

use std::sync::Arc;

use paiban::base::color::{Cmyk, Color};
use paiban::base::diag::{Code, Diagnostic};
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::font::FontBook;
use paiban::output::pdf::{Bytes, draw, prepare, write};
use paiban::page::{Image, Item, ItemKind, Page, Source};

use crate::support::*;

/// A page with a drawing of 100 × 50 units in a box of 100 × 50 mm at 20, 20 mm.
fn drawn(body: &str) -> (Vec<Item>, Vec<Diagnostic>) {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>{body}</svg>");
    drawn_in(svg.as_bytes(), (0, 0, 16_000, 8000))
}

fn drawn_in(svg: &[u8], crop: (u32, u32, u32, u32)) -> (Vec<Item>, Vec<Diagnostic>) {
    let at = Rect::new(Length::mm(20), Length::mm(20), Length::mm(100), Length::mm(50));
    let page =
        page(vec![item(ItemKind::Image(Image { source: Source(1), page: 1, at, crop, beyond: [0; 4], gray: false }))]);
    let bytes: Bytes = Arc::new(svg.to_vec());
    let outcome = draw(vec![page], &newsprint(), &|_| Some(Arc::clone(&bytes)));
    (outcome.value.pages[0].items.clone(), outcome.diagnostics)
}

/// The shapes: their inks, and their boxes in tenths of a millimetre.
fn shapes(items: &[Item]) -> Vec<([u16; 4], [i64; 4])> {
    let tenths = |length: Length| (length.to_mm() * 10.0).round() as i64;
    items
        .iter()
        .map(|item| {
            let ItemKind::Shape { contours, color: Color::Process(Cmyk { c, m, y, k }), .. } = &item.kind else {
                panic!("{item:?}")
            };
            let bounds = contours.iter().map(|one| one.bounds()).reduce(Rect::union).expect("contours");
            ([*c, *m, *y, *k], [tenths(bounds.x), tenths(bounds.y), tenths(bounds.right()), tenths(bounds.bottom())])
        })
        .collect()
}

#[track_caller]
fn check(body: &str, expected: &[([u16; 4], [i64; 4])]) {
    let (items, said) = drawn(body);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(shapes(&items), expected);
}

#[test]
fn shapes_stand_where_they_are_drawn_and_black_is_black_alone() {
    check("<rect x='10' y='5' width='20' height='10'/>", &[([0, 0, 0, 1000], [300, 250, 500, 350])]);
    check("<rect x='10' y='5' width='20' height='10' fill='#808080'/>", &[([0, 0, 0, 498], [300, 250, 500, 350])]);
    // The black that drawing programs write for 100 K.
    check("<circle cx='50' cy='25' r='10' fill='#231f20'/>", &[([0, 0, 0, 1000], [600, 350, 800, 550])]);
    check(
        "<g transform='translate(10 10) scale(2)'><rect width='5' height='5' fill='#fff'/></g>",
        &[([0; 4], [300, 300, 400, 400])],
    );
    // A stroke is the area that it covers.
    check("<path d='M10 10 H30' stroke='#000' stroke-width='2'/>", &[([0, 0, 0, 1000], [300, 290, 500, 310])]);
    check(
        "<style>.a{fill:none;stroke:black;stroke-width:1}</style><rect class='a' x='10' y='10' width='10' height='10'/>",
        &[([0, 0, 0, 1000], [295, 295, 405, 405])],
    );
}

#[test]
fn colours_are_inks_within_the_limit() {
    let (items, said) = drawn("<rect width='9' height='9' fill='#e60012'/><rect width='9' height='9' fill='#102060'/>");
    assert!(said.is_empty(), "{said:?}");
    let inks: Vec<[u16; 4]> = shapes(&items).into_iter().map(|(inks, _)| inks).collect();
    assert!(inks[0][1] > 800 && inks[0][2] > 700 && inks[0][0] < 100, "{inks:?}");
    assert!(
        inks.iter().all(|inks| inks.iter().sum::<u16>() <= 2400 && inks.iter().all(|ink| ink % 10 == 0)),
        "{inks:?}"
    );
}

#[test]
fn what_leaves_the_box_is_cut() {
    check("<rect x='-10' y='-10' width='20' height='20'/>", &[([0, 0, 0, 1000], [200, 200, 300, 300])]);
    check("<rect x='200' y='0' width='20' height='20'/>", &[]);
    let svg =
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'><rect x='50' width='50' height='50'/></svg>";
    // The right half, twice as large.
    let (items, _) = drawn_in(svg, (4000, 2000, 8000, 4000));
    assert_eq!(shapes(&items), [([0, 0, 0, 1000], [700, 200, 1200, 700])]);
    check(
        "<clipPath id='c'><rect x='5' y='5' width='10' height='10'/></clipPath><g clip-path='url(#c)'><rect width='100' height='50'/></g>",
        &[([0, 0, 0, 1000], [250, 250, 350, 350])],
    );
    let (items, said) = drawn(
        "<clipPath id='c'><circle cx='25' cy='25' r='10'/></clipPath><rect clip-path='url(#c)' width='100' height='50'/>",
    );
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(shapes(&items), [([0, 0, 0, 1000], [350, 350, 550, 550])]);
}

#[test]
fn gradients_are_steps_that_cover_the_shape() {
    let (items, said) = drawn(
        "<linearGradient id='g'><stop stop-color='#fff'/><stop offset='1' stop-color='#000'/></linearGradient>\
         <rect x='10' y='10' width='50' height='20' fill='url(#g)'/>\
         <radialGradient id='r'><stop stop-color='#000'/><stop offset='1' stop-color='#fff'/></radialGradient>\
         <circle cx='80' cy='25' r='10' fill='url(#r)'/>",
    );
    assert!(said.is_empty(), "{said:?}");
    let found = shapes(&items);
    assert!((150..=210).contains(&found.len()), "{}", found.len());
    assert_eq!(found[0], ([0; 4], [300, 300, 800, 500]));
    assert!(found.iter().all(|(inks, _)| inks[..3] == [0; 3]));
    assert!(found.iter().any(|(inks, _)| inks[3] >= 990));
}

/// A tint of black over a colour would mix with it; so it is told to knock it out.
#[test]
fn gray_on_colour_knocks_it_out_and_black_overprints() {
    let (items, _) = drawn(
        "<rect width='50' height='50' fill='#e08080'/><rect x='5' y='5' width='9' height='9' fill='#888'/>\
         <rect x='20' y='5' width='9' height='9'/><rect x='70' y='5' width='9' height='9' fill='#888'/>",
    );
    let overprints: Vec<bool> = items
        .iter()
        .map(|item| match &item.kind {
            ItemKind::Shape { color, .. } => color.overprints(),
            _ => panic!("no shape"),
        })
        .collect();
    assert_eq!(overprints, [false, false, true, true]);
}

#[track_caller]
fn check_refused(body: &str, says: &str) {
    let (items, said) = drawn(body);
    assert!(items.is_empty(), "{items:?}");
    let [one] = &said[..] else { panic!("{said:?}") };
    assert_eq!((one.code, one.page), (Code::PictureUnusable, Some(1)));
    assert!(one.message.en.contains(says) && one.hint.is_some(), "{}", one.message.en);
}

#[test]
fn what_cannot_be_drawn_is_told() {
    check_refused("<text x='9' y='9'>标题</text>", "convert");
    check_refused("<image href='file:///etc/passwd' width='9' height='9'/>", "outside");
    check_refused(
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><rect filter='url(#f)' width='9' height='9'/>",
        "filter",
    );
    check_refused(
        "<mask id='m'><rect width='9' height='9' fill='#fff'/></mask><rect mask='url(#m)' width='9' height='9'/>",
        "mask",
    );
    check_refused(
        "<pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern><rect fill='url(#p)' width='9' height='9'/>",
        "pattern",
    );
    check_refused("<g style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>", "blend");
    check_refused(
        "<clipPath id='c'><path d='M0 0 L40 0 L10 10 L0 40 Z'/></clipPath><rect clip-path='url(#c)' width='50' height='50'/>",
        "convex",
    );
    let (items, said) = drawn("<rect width='9' height='9' opacity='0.5'/>");
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PictureSimplified]);
    assert_eq!(shapes(&items)[0].0, [0, 0, 0, 500]);
}

#[test]
fn hostile_drawings_are_told_and_never_fatal() {
    let entities = b"<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><desc>&f;&f;&f;&f;</desc></svg>";
    drawn_in(entities, (0, 0, 100, 100));
    // Each group uses the one before ten times.
    let mut uses = String::from("<defs><rect id='u0' width='1' height='1'/>");
    for level in 1..12 {
        let inner: String = (0..10).map(|_| format!("<use href='#u{}'/>", level - 1)).collect();
        uses += &format!("<g id='u{level}'>{inner}</g>");
    }
    let (_, said) = drawn(&(uses + "</defs><use href='#u11'/>"));
    assert!(said.iter().all(|one| one.code == Code::PictureUnusable));
    drawn("<g id='a'><use href='#a'/></g>");
    drawn(
        "<path d='M0 0 L1e38 1e38 L-1e38 5 Z'/><rect width='1e30' height='1e-30' stroke='#000' stroke-dasharray='0.0000001'/>",
    );
    drawn(&("<g>".repeat(3000) + &"</g>".repeat(3000)));
    let good =
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1 C2 2 3 3 4 4 Z' stroke='red'/></svg>";
    for at in 0..good.len() {
        let mut bad = good.to_vec();
        bad[at] = bad[at].wrapping_add(7);
        drawn_in(&bad, (0, 0, 100, 100));
        drawn_in(&good[..at], (0, 0, 100, 100));
    }
}

#[test]
fn a_picture_in_a_drawing_is_placed_as_one() {
    let png = crate::picture::png(image::DynamicImage::ImageLuma8(image::GrayImage::new(200, 200)));
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'><image href='data:image/png;base64,{}' x='10' y='10' width='20' height='20'/></svg>",
        base64(&png)
    );
    let at = Rect::new(Length::mm(20), Length::mm(20), Length::mm(100), Length::mm(50));
    let crop = (0, 0, 16_000, 8000);
    let page: Page =
        page(vec![item(ItemKind::Image(Image { source: Source(1), page: 1, at, crop, beyond: [0; 4], gray: false }))]);
    let bytes: Bytes = Arc::new(svg.into_bytes());
    let files = |_| Some(Arc::clone(&bytes));
    let drawn = draw(vec![page], &newsprint(), &files).value;
    let ItemKind::Image(image) = &drawn.pages[0].items[0].kind else { panic!("no picture") };
    assert_eq!((image.at.x, image.at.width, image.crop), (Length::mm(30), Length::mm(20), (0, 0, 200, 200)));
    let book = FontBook::new();
    let all = |source| drawn.picture(source).or_else(|| files(source));
    let assets = prepare(&drawn.pages, &book, &newsprint(), &all);
    assert!(assets.diagnostics.is_empty(), "{:?}", assets.diagnostics);
    let file = write(&[&drawn.pages[0]], &assets.value, &meta()).expect("a file");
    assert_eq!(crate::picture::number(&crate::picture::picture(&file), b"Width"), 158);
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let number = three.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        (0..4)
            .map(|at| if at <= three.len() { char::from(DIGITS[(number >> (18 - 6 * at) & 63) as usize]) } else { '=' })
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
