//! How long the output takes. Not a test of time: run it by hand, on a quiet machine:
//! `cargo test --release --test pdf measure -- --ignored --nocapture`.

use std::time::Instant;

use paiban::base::geom::{Point, Rect};
use paiban::base::units::Length;
use paiban::font::{ChainId, FontBook};
use paiban::output::pdf::{Profile, prepare, write};
use paiban::page::{ItemKind, Page};

use crate::support::*;

/// A page of 5,800 characters: about 780 different ones in the body, 60 in heads, 150 in 楷.
fn newspaper_page(book: &FontBook, [song, hei, kai]: [ChainId; 3], number: usize) -> Page {
    let hanzi: Vec<char> = std::fs::read_to_string(root().join("fonts/tools/core-hanzi.txt"))
        .expect("the list of characters")
        .split_whitespace()
        .filter_map(|code| char::from_u32(u32::from_str_radix(code.trim_start_matches("U+"), 16).ok()?))
        .filter(|c| ('\u{4e00}'..='\u{9fa5}').contains(c))
        .collect();
    assert!(hanzi.len() > 6000);
    let mut state = 88_172_645_463_325_252u64 ^ (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    // Common characters come often: about 780 different ones in 5,800.
    let mut pick = |n: usize| -> String {
        (0..n)
            .map(|i| match i % 14 {
                13 => '，',
                _ => hanzi[((random().powi(5) * 1250.0) as usize * 37 + number * 5) % hanzi.len()],
            })
            .collect()
    };
    let mut items = Vec::new();
    let head = Setting { size: Length::pt(36), ..Setting::body() };
    for row in 0..6 {
        items.extend(line(book, hei, &pick(10), &head, Length::mm(20), Length::mm(30) + Length::pt(40) * row));
    }
    let body = Setting { track: Length::emu(700), ..Setting::body() };
    for column in 0..7i64 {
        for row in 0..60i64 {
            let (x, y) = (Length::mm(20 + 50 * column), Length::mm(150) + Length::pt(13) * row);
            let chain = if row == 0 { kai } else { song };
            items.extend(line(book, chain, &pick(14), &body, x, y));
        }
    }
    items.push(item(ItemKind::Fill {
        rects: vec![Rect::new(Length::mm(20), Length::mm(140), Length::mm(350), Length::microns(100))],
        color: paiban::base::color::Color::BLACK,
    }));
    let dots = (0..80).map(|i| Point { x: Length::mm(20 + 4 * i), y: Length::mm(138) }).collect();
    items.push(item(ItemKind::Dots {
        centres: dots,
        diameter: Length::pt(1),
        color: paiban::base::color::Color::BLACK,
    }));
    page(items)
}

fn time<T>(what: &str, mut work: impl FnMut() -> T) -> T {
    let mut best = f64::MAX;
    let mut first = 0.0;
    let mut last = None;
    for round in 0..7 {
        let start = Instant::now();
        last = Some(work());
        let took = start.elapsed().as_secs_f64() * 1000.0;
        if round == 0 {
            first = took;
        }
        best = best.min(took);
    }
    println!("{what:40} first {first:8.2} ms   best {best:8.2} ms");
    last.expect("a round")
}

#[test]
#[ignore = "a measurement"]
fn measure() {
    let (book, chains) = book();
    let pages: Vec<Page> = (0..200).map(|number| newspaper_page(&book, chains, number)).collect();
    let glyphs: usize =
        pages[0].items.iter().map(|item| if let ItemKind::Text(run) = &item.kind { run.glyphs.len() } else { 0 }).sum();
    let bytes: std::sync::Arc<[u8]> =
        std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("it").into();
    time("profile", || Profile::new(bytes.clone()).expect("a profile"));
    let condition = newsprint();
    let first = std::slice::from_ref(&pages[0]);
    let assets = time("prepare 1 page", || prepare(first, &book, &condition, &no_pictures)).value;
    time("write 1 page", || write(&[&pages[0]], &assets, &meta()).expect("a file"));
    time("prepare 8 pages", || prepare(&pages[..8], &book, &condition, &no_pictures));
    let assets = time("prepare 200 pages", || prepare(&pages, &book, &condition, &no_pictures)).value;
    let one = time("write 1 page of 200", || write(&[&pages[0]], &assets, &meta()).expect("a file"));
    let path = keep("measured.pdf", &one);
    stock_subsetter(&pages[0], &book);
    println!("{} glyphs, {} bytes, {}", glyphs, one.len(), path.display());
    use rayon::prelude::*;
    time("8 files", || {
        pages[..8].par_iter().map(|page| write(&[page], &assets, &meta()).expect("a file").len()).sum::<usize>()
    });
    time("200 files", || {
        pages.par_iter().map(|page| write(&[page], &assets, &meta()).expect("a file").len()).sum::<usize>()
    });
    let all: Vec<&Page> = pages.iter().collect();
    let book = time("200 pages, one file", || write(&all, &assets, &meta()).expect("a file"));
    println!("{} bytes", book.len());
    for name in ["mountain-autumn.jpg", "coffee.png"] {
        picture(name);
    }
}

/// What the stock crate takes for the body face of a page.
fn stock_subsetter(page: &Page, book: &FontBook) {
    let song = book.faces().next().expect("a face").0;
    let runs = page.items.iter().filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None });
    let glyphs: std::collections::BTreeSet<u16> =
        runs.filter(|run| run.face == song).flat_map(|run| run.glyphs.iter().map(|glyph| glyph.id)).collect();
    let glyphs: Vec<u16> = glyphs.into_iter().collect();
    let mapper = subsetter::GlyphRemapper::new_from_glyphs(&glyphs);
    let font = time("subsetter crate, body face alone", || {
        subsetter::subset(book.face(song).data(), 0, &mapper).expect("a font")
    });
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::new(1).expect("a level"));
    let mut out = vec![0; compressor.zlib_compress_bound(font.len())];
    let size = time("deflate of it", || compressor.zlib_compress(&font, &mut out).expect("it"));
    println!("{} glyphs, {} bytes, deflated {size}", glyphs.len(), font.len());
}

/// A picture 150 mm wide of those to ship, where they are.
fn picture(name: &str) {
    let Ok(bytes) = std::fs::read(format!("/work/shared/pictures/{name}")) else { return };
    let crop = if name.ends_with("png") { (0, 0, 600, 400) } else { (0, 0, 3088, 2056) };
    let at = Rect::new(Length::mm(20), Length::mm(20), Length::mm(150), Length::mm(100));
    let page = page(vec![item(ItemKind::Image(paiban::page::Image { source: paiban::page::Source(0), at, crop }))]);
    let bytes: paiban::output::pdf::Bytes = std::sync::Arc::new(bytes);
    let (book, condition) = (FontBook::new(), newsprint());
    let assets = time(name, || prepare(std::slice::from_ref(&page), &book, &condition, &|_| Some(bytes.clone()))).value;
    let file = write(&[&page], &assets, &meta()).expect("a file");
    println!("{} bytes beside the profile", file.len() - 599_000);
    keep(&format!("{name}.pdf"), &file);
}
