//! Pictures: a page with ten photographs of 20 megapixels, cold and from what was kept, and one of 50 on one core.
//!
//! `cargo bench --bench pictures`. The photographs are a shipped one enlarged, with grain, so that they have the
//! bytes of real ones. Run it on two cores: `taskset -c 0,1 cargo bench --bench pictures`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use paiban::app::kept::Kept;
use paiban::base::diag::Span;
use paiban::base::geom::{Rect, Size};
use paiban::base::units::{Length, Permille};
use paiban::font::FontBook;
use paiban::output::pdf::{
    Bytes, Cache, Compression, Condition, Date, Flavour, Intent, Meta, PictureLimits, Profile, Shelf, Treatment,
    prepare_with, write,
};
use paiban::page::{Image, Item, ItemKind, Page, Source};

const ROUNDS: usize = 5;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A photograph of so many pixels, as a camera writes it.
fn photograph(width: u16, height: u16, seed: u32) -> Vec<u8> {
    let path = root().join("editions/2026-11-23/pictures/yunxiu-dawn.jpg");
    let bytes = std::fs::read(path).expect("a photograph of the repository");
    let mut decoder = jpeg_decoder::Decoder::new(&bytes[..]);
    let small = decoder.decode().expect("pixels");
    let info = decoder.info().expect("a head");
    let (across, down) = (u32::from(info.width), u32::from(info.height));
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut pixels = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for y in 0..u32::from(height) {
        let from_y = (y * 256 * (down - 1) / u32::from(height)) as usize;
        for x in 0..u32::from(width) {
            let from_x = (x * 256 * (across - 1) / u32::from(width)) as usize;
            let at = |dx: usize, dy: usize, channel: usize| {
                u32::from(small[((from_y / 256 + dy) * across as usize + from_x / 256 + dx) * 3 + channel])
            };
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let grain = (state % 13) as i32 - 6;
            let (right, below) = ((from_x % 256) as u32, (from_y % 256) as u32);
            for channel in 0..3 {
                let above = at(0, 0, channel) * (256 - right) + at(1, 0, channel) * right;
                let under = at(0, 1, channel) * (256 - right) + at(1, 1, channel) * right;
                let value = ((above * (256 - below) + under * below) >> 16) as i32;
                pixels.push((value + grain).clamp(0, 255) as u8);
            }
        }
    }
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 88);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    jpeg
}

fn condition() -> Condition {
    let bytes = std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("the profile");
    Condition {
        flavour: Flavour::X4,
        identifier: "IFRA26".to_owned(),
        info: "ISOnewspaper26v4".to_owned(),
        profile: Profile::new(bytes.into()).expect("a profile"),
        ink_limit: Permille(2400),
        limits: paiban::output::pdf::Limits::NEWSPRINT,
        pictures: PictureLimits { aim: 200, warn: 170, fail: 150 },
        treatment: Treatment { intent: Intent::Perceptual, sharpen: Permille(0), compression: Compression::Flate },
    }
}

/// A broadsheet with pictures, two across.
fn page(count: u32, pixels: (u32, u32)) -> Page {
    let image = |index: u32| {
        let (column, row) = (i64::from(index % 2), i64::from(index / 2));
        let width = Length::mm(if count == 1 { 350 } else { 150 });
        let height = width.scale(i64::from(pixels.1), i64::from(pixels.0));
        let at = Rect::new(Length::mm(20 + 170 * column), Length::mm(10 + 102 * row), width, height);
        let crop = (0, 0, pixels.0, pixels.1);
        Item {
            span: Span::NONE,
            kind: ItemKind::Image(Image { source: Source(index), page: 1, at, crop, beyond: [0; 4], gray: false }),
        }
    };
    Page {
        number: 1,
        folio: "A01".to_owned(),
        trim: Size { width: Length::mm(390), height: Length::mm(545) },
        bleed: Length::ZERO,
        slug: Length::ZERO,
        items: (0..count).map(image).collect(),
    }
}

/// The least of some rounds, and the size of the file.
fn run(page: &Page, files: &[Bytes], condition: &Condition, cache: Option<&dyn Cache>) -> (Duration, usize) {
    let book = FontBook::new();
    let meta = Meta {
        title: "林州日报".to_owned(),
        creator: "paiban".to_owned(),
        date: Date { year: 2026, month: 11, day: 23 },
        version: 1,
        seed: "LZRB".to_owned(),
    };
    let file = |source: Source| files.get(source.0 as usize).cloned();
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let shelf = Shelf { files: &file, before: None, cache };
        let assets = prepare_with(std::slice::from_ref(page), &book, condition, shelf);
        assert!(assets.diagnostics.is_empty(), "{:?}", assets.diagnostics);
        let bytes = write(&[page], &assets.value, &meta).expect("a file");
        (start.elapsed(), bytes.len())
    });
    rounds.min().expect("a round")
}

fn main() {
    let condition = condition();
    let bytes = |jpeg: Vec<u8>| -> Bytes { Arc::new(jpeg) };
    let kept_in = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    let _ = std::fs::remove_dir_all(&kept_in);
    let twenty: Vec<Bytes> = (0..10).map(|seed| bytes(photograph(5472, 3648, seed))).collect();
    let size: usize = twenty.iter().map(|file| (**file).as_ref().len()).sum();
    println!("ten photographs of 20 megapixels, {:.1} MB of JPEG", size as f64 / 1e6);
    let page_of_ten = page(10, (5472, 3648));
    let (cold, size) = run(&page_of_ten, &twenty, &condition, None);
    println!("cold: {cold:?}, a file of {:.1} MB", size as f64 / 1e6);
    let kept = Kept::new(&kept_in);
    run(&page_of_ten, &twenty, &condition, Some(&kept));
    let (warm, _) = run(&page_of_ten, &twenty, &condition, Some(&kept));
    println!("from what was kept: {warm:?}");
    let mut small = condition.clone();
    small.treatment.compression = Compression::Jpeg;
    let (cold, size) = run(&page_of_ten, &twenty, &small, None);
    println!("cold, stored as JPEG: {cold:?}, a file of {:.1} MB", size as f64 / 1e6);
    let fifty = vec![bytes(photograph(8688, 5792, 99))];
    println!("one photograph of 50 megapixels, {:.1} MB of JPEG", (*fifty[0]).as_ref().len() as f64 / 1e6);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let (alone, _) = one.install(|| run(&page(1, (8688, 5792)), &fifty, &condition, None));
    println!("placed 350 mm wide, on one core: {alone:?}");
}
