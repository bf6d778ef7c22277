//! Converted pictures that are kept from one run to the next.

use std::path::Path;
use std::sync::Arc;

use image::{DynamicImage, Rgb, RgbImage};
use paiban::app::kept::Kept;
use paiban::base::diag::Diagnostic;
use paiban::font::FontBook;
use paiban::output::pdf::{Bytes, Condition, Shelf, prepare_with, write};

use crate::picture::{placed, png};
use crate::support::*;

fn entries(directory: &Path) -> Vec<std::path::PathBuf> {
    let found = std::fs::read_dir(directory).into_iter().flatten().flatten();
    found.map(|entry| entry.path()).collect()
}

fn made(bytes: &[u8], condition: &Condition, kept: &Kept, width: i64) -> (Vec<u8>, Vec<Diagnostic>) {
    let book = FontBook::new();
    let bytes: Bytes = Arc::new(bytes.to_vec());
    let page = placed((0, 0, 64, 64), width);
    let files = |_| Some(Arc::clone(&bytes));
    let shelf = Shelf { files: &files, before: None, cache: Some(kept) };
    let assets = prepare_with(std::slice::from_ref(&page), &book, condition, shelf);
    (write(&[&page], &assets.value, &meta()).expect("a file"), assets.diagnostics)
}

#[test]
fn a_picture_is_converted_once_and_again_when_anything_changes() {
    let directory = tempfile::tempdir().expect("a directory");
    let home = directory.path().join("not/yet/there");
    let kept = Kept::new(&home);
    let bytes = png(DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, y| Rgb([x as u8 * 3, y as u8 * 3, 90]))));
    let first = made(&bytes, &newsprint(), &kept, 8);
    assert_eq!(entries(&home).len(), 1);
    assert!(made(&bytes, &newsprint(), &kept, 8) == first);
    assert_eq!(entries(&home).len(), 1);
    let mut other = newsprint();
    other.ink_limit = paiban::base::units::Permille(2200);
    made(&bytes, &other, &kept, 8);
    other.treatment.sharpen = paiban::base::units::Permille(800);
    made(&bytes, &other, &kept, 8);
    // Another size needs other pixels.
    made(&bytes, &newsprint(), &kept, 4);
    assert_eq!(entries(&home).len(), 4);
}

#[test]
fn damaged_entries_are_made_again_and_told_to_nobody() {
    let directory = tempfile::tempdir().expect("a directory");
    let kept = Kept::new(directory.path());
    let bytes = png(DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, y| Rgb([x as u8 * 3, 7, y as u8 * 3]))));
    let first = made(&bytes, &newsprint(), &kept, 8);
    let entry = entries(directory.path()).remove(0);
    let good = std::fs::read(&entry).expect("an entry");
    for bad in [Vec::new(), good[..good.len() / 2].to_vec(), b"rubbish".repeat(99), {
        let mut bad = good.clone();
        let last = bad.len() - 1;
        bad[last] ^= 4;
        bad
    }] {
        std::fs::write(&entry, bad).expect("written");
        assert!(made(&bytes, &newsprint(), &kept, 8) == first);
        assert!(std::fs::read(&entry).expect("an entry") == good);
    }
}

#[test]
fn the_oldest_go_when_there_are_too_many() {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("mine.txt"), [0; 9000]).expect("written");
    let kept = Kept::of_size(directory.path(), 20_000);
    for shade in 0..12_u8 {
        let noise = RgbImage::from_fn(64, 64, |x, y| {
            Rgb([(x * y * 7 % 251) as u8, (x * 31 % 255) as u8 ^ shade, (y * 17) as u8])
        });
        made(&png(DynamicImage::ImageRgb8(noise)), &newsprint(), &kept, 8);
    }
    let count = entries(directory.path()).len();
    assert!(count > 3);
    kept.trim();
    let left = entries(directory.path());
    let size: u64 = left.iter().map(|path| path.metadata().expect("it is there").len()).sum();
    assert!(left.len() < count && size <= 20_000 + 9000, "{} of {count}, {size} bytes", left.len());
    assert!(directory.path().join("mine.txt").exists());
}

/// A disk that cannot be written costs nothing but time.
#[test]
fn a_place_that_cannot_be_written_is_no_error() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("a file");
    std::fs::write(&file, "in the way").expect("written");
    let kept = Kept::new(&file);
    let (_, said) = made(&png(DynamicImage::ImageRgb8(RgbImage::new(64, 64))), &newsprint(), &kept, 8);
    assert!(said.is_empty(), "{said:?}");
}
