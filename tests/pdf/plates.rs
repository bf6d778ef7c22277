//! What stands on the plates, as ghostscript separates them: overprint, knock-out, spots, tints.

use std::collections::BTreeMap;

use paiban::base::color::{Cmyk, Color, Spot};
use paiban::base::geom::Rect;
use paiban::base::units::{Length, Permille};
use paiban::page::{Item, ItemKind, Page};

use crate::support::*;
use crate::tools::plates;

fn process(c: u16, m: u16, y: u16, k: u16) -> Color {
    Color::Process(Cmyk { c, m, y, k })
}

fn red(tint: u16) -> Color {
    let alternate = Cmyk { c: 0, m: 1000, y: 1000, k: 0 };
    Color::Spot(Spot { name: "NEWS RED".to_owned(), tint: Permille(tint), alternate })
}

fn patch(x: i64, y: i64, color: Color) -> Item {
    let rects = vec![Rect::new(Length::mm(x), Length::mm(y), Length::mm(20), Length::mm(20))];
    item(ItemKind::Fill { rects, color })
}

/// A panel of C 60 with patches on it, and patches on bare paper.
fn proof() -> Page {
    let panel = Rect::new(Length::mm(20), Length::mm(20), Length::mm(350), Length::mm(60));
    let mut items = vec![item(ItemKind::Fill { rects: vec![panel], color: process(600, 0, 0, 0) })];
    let on_panel = [
        Color::BLACK,
        Color::WHITE,
        process(0, 500, 0, 0),
        process(0, 500, 0, 0).told(true),
        Color::BLACK.told(false),
        red(1000),
        red(400).told(true),
        process(0, 0, 0, 300),
    ];
    let on_paper = [process(0, 0, 0, 500), red(400), process(0, 240, 240, 0)];
    items.extend(on_panel.into_iter().enumerate().map(|(at, color)| patch(30 + 40 * at as i64, 40, color)));
    items.extend(on_paper.into_iter().enumerate().map(|(at, color)| patch(30 + 40 * at as i64, 120, color)));
    let mut page = page(items);
    page.trim.height = Length::mm(200);
    page
}

/// Of each ink how much stands in the middle of a patch, in per cent.
fn at(plates: &BTreeMap<String, (usize, Vec<u8>)>, x: usize, y: usize) -> Vec<(String, u32)> {
    let pixel = |mm: usize| (mm + 10) * 36 * 10 / 254;
    let amount = |(width, samples): &(usize, Vec<u8>)| {
        let sample = samples[pixel(y) * width + pixel(x)];
        (u32::from(255 - sample) * 100 + 127) / 255
    };
    plates.iter().map(|(ink, plate)| (ink.clone(), amount(plate))).filter(|(_, amount)| *amount > 0).collect()
}

#[test]
fn patches_print_what_they_should_on_every_plate() {
    let (book, _) = book();
    let path = keep("patches.pdf", &file(&proof(), &book));
    let Some(plates) = plates(&path) else { return };
    let names: Vec<&str> = plates.keys().map(String::as_str).collect();
    assert_eq!(names, ["Black", "Cyan", "Magenta", "NEWS RED", "Yellow"]);
    let check = |x: usize, y: usize, expected: &[(&str, u32)]| {
        let expected: Vec<(String, u32)> = expected.iter().map(|(ink, amount)| ((*ink).to_owned(), *amount)).collect();
        assert_eq!(at(&plates, x, y), expected, "at {x} {y} mm");
    };
    // On the panel: black overprints, white and colours knock out, unless they are told otherwise.
    check(30, 40, &[("Black", 100), ("Cyan", 60)]);
    check(70, 40, &[]);
    check(110, 40, &[("Magenta", 50)]);
    check(150, 40, &[("Cyan", 60), ("Magenta", 50)]);
    check(190, 40, &[("Black", 100)]);
    check(230, 40, &[("NEWS RED", 100)]);
    check(270, 40, &[("Cyan", 60), ("NEWS RED", 40)]);
    check(310, 40, &[("Black", 30), ("Cyan", 60)]);
    // On paper: tints are as written.
    check(30, 120, &[("Black", 50)]);
    check(70, 120, &[("NEWS RED", 40)]);
    check(110, 120, &[("Magenta", 24), ("Yellow", 24)]);
}

/// Marks are on every plate.
#[test]
fn the_registration_colour_is_on_every_plate() {
    let (book, _) = book();
    let mut page = proof();
    page.slug = Length::mm(10);
    let mark = Rect::new(Length::mm(100), -Length::mm(8), Length::mm(20), Length::mm(6));
    page.items.push(item(ItemKind::Fill { rects: vec![mark], color: Color::registration() }));
    let path = keep("registration.pdf", &file(&page, &book));
    let Some(plates) = plates(&path) else { return };
    assert_eq!(plates.len(), 5, "{:?}", plates.keys());
    for (ink, (width, samples)) in &plates {
        let pixel = |mm: usize| mm * 36 * 10 / 254;
        assert_eq!(samples[pixel(5) * width + pixel(120)], 0, "{ink}");
    }
}
