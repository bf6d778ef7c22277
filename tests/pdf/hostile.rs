//! Hostile and broken picture files: bounded, told, never fatal.

use std::io::Write as _;

use lopdf::Document;
use paiban::base::diag::{Code, Severity};

use crate::picture::{made, placed};

/// Nothing is placed, and one finding says why, with a cure.
#[track_caller]
fn check(bytes: Vec<u8>, says: &str) {
    let (file, said) = made(&placed((0, 0, 16, 16), 2), bytes);
    Document::load_mem(&file).expect("a PDF all the same");
    let [one] = &said[..] else { panic!("{said:?}") };
    assert_eq!((one.code, one.severity), (Code::PictureUnusable, Severity::Error));
    assert!(one.message.en.contains(says), "{}", one.message.en);
    assert!(one.hint.is_some() && one.page == Some(1));
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = libdeflater::Crc::new();
    crc.update(kind);
    crc.update(data);
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

/// A PNG of zeros that deflates to almost nothing.
fn png_bomb(width: u32, height: u32, bits: u8, color: u8, rows: usize) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([bits, color, 0, 0, 0]);
    let zeros = vec![0; rows];
    let mut deflated = vec![0; libdeflater::Compressor::default().zlib_compress_bound(zeros.len())];
    let size = libdeflater::Compressor::default().zlib_compress(&zeros, &mut deflated).expect("room");
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &deflated[..size]), &chunk(b"IEND", b"")]
        .concat()
}

#[test]
fn pngs_that_promise_more_than_they_hold_or_than_fits() {
    check(png_bomb(16_384, 16_384, 8, 6, 1000), "too many");
    check(png_bomb(60_000, 60_000, 16, 6, 1000), "too many");
    check(png_bomb(10_000, 10_000, 8, 0, 100_000), "");
    // A profile that unfolds to a gigabyte is left out or the picture refused; nothing grows.
    let mut bomb = png_bomb(16, 16, 8, 0, 16 * 17);
    let zeros = vec![0; 100 << 20];
    let mut compressor = libdeflater::Compressor::default();
    let mut deflated = vec![0; compressor.zlib_compress_bound(zeros.len())];
    let size = compressor.zlib_compress(&zeros, &mut deflated).expect("room");
    let profile = chunk(b"iCCP", &[b"x\0\0", &deflated[..size]].concat());
    bomb.splice(33..33, profile);
    let (file, _) = made(&placed((0, 0, 16, 16), 2), bomb);
    Document::load_mem(&file).expect("a PDF all the same");
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let pixels: Vec<u8> = (0..64 * 64_u32).map(|at| (at * 7 % 251) as u8).collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 80).encode(&pixels, 64, 64, jpeg_encoder::ColorType::Luma).expect("a JPEG");
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn jpegs_that_promise_more_than_they_hold() {
    check(jpeg(16_000, 12_000), "ends before the picture");
    check(jpeg(60_000, 60_000), "too many");
    // A scan repeated a thousand times.
    let good = jpeg(64, 64);
    let scan = good.windows(2).position(|pair| pair == [0xff, 0xda]).expect("a scan");
    let mut bomb = good[..good.len() - 2].to_vec();
    for _ in 0..1000 {
        bomb.extend(&good[scan..good.len() - 2]);
    }
    bomb.extend([0xff, 0xd9]);
    check(bomb, "scans");
    // Lengths that point beyond the end.
    let mut wrong = good.clone();
    wrong[4..6].copy_from_slice(&[0xff, 0xff]);
    check(wrong, "");
}

#[test]
fn tiffs_and_webps_that_promise_more_than_they_hold() {
    // A directory that claims a strip of four gigabytes.
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entries: [(u16, u16, u32, u32); 9] = [
        (256, 4, 1, 9000),
        (257, 4, 1, 9000),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 4, 1, 9000),
        (279, 4, 1, u32::MAX),
    ];
    tiff.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    check(tiff.clone(), "");
    tiff[18..22].copy_from_slice(&4_000_000_000_u32.to_le_bytes());
    check(tiff, "too many");
    let mut webp = Vec::new();
    let pixels = vec![7; 16 * 16 * 3];
    image_webp::WebPEncoder::new(&mut webp).encode(&pixels, 16, 16, image_webp::ColorType::Rgb8).expect("a WebP");
    check(webp[..webp.len() - 9].to_vec(), "cut short");
    webp[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    check(webp, "cut short");
}

#[test]
fn kinds_that_are_not_read_are_called_by_name() {
    check(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1".to_vec(), "an AVIF file");
    check(b"\0\0\0\x20ftypheic\0\0\0\0".to_vec(), "a HEIC file");
    check(b"8BPS\0\x01".to_vec(), "Photoshop");
    let mut many = Vec::new();
    many.write_all(b"GIF89a").expect("memory");
    check(many, "GIF");
}

/// No byte of a picture file, whatever it says, may stop the program.
#[test]
fn damaged_files_of_every_kind_never_panic() {
    let mut webp = Vec::new();
    let pixels: Vec<u8> = (0..24 * 24 * 4_u32).map(|at| (at * 31 % 256) as u8).collect();
    image_webp::WebPEncoder::new(&mut webp).encode(&pixels, 24, 24, image_webp::ColorType::Rgba8).expect("a WebP");
    let mut tiff = std::io::Cursor::new(Vec::new());
    let encoder = tiff::encoder::TiffEncoder::new(&mut tiff).expect("an encoder");
    let mut encoder = encoder.with_compression(tiff::encoder::Compression::Lzw);
    encoder.write_image::<tiff::encoder::colortype::RGBA8>(24, 24, &pixels).expect("a TIFF");
    let rgb: Vec<u8> = (0..160 * 160 * 3_u32).map(|at| (at / 700 % 256) as u8).collect();
    let mut large = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut large, 30);
    encoder.set_progressive(true);
    encoder.encode(&rgb, 160, 160, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    // One that is decoded at a part of its size.
    let shrunk = placed((0, 0, 160, 160), 2);
    let page = placed((0, 0, 16, 16), 2);
    for (good, page) in [(webp, &page), (tiff.into_inner(), &page), (large, &shrunk)] {
        let step = (good.len() / 150).max(1);
        for at in (0..good.len()).step_by(step) {
            let mut bad = good.clone();
            bad[at] = bad[at].wrapping_add(1 + (at as u8 % 200));
            made(page, bad);
            made(page, good[..at].to_vec());
        }
    }
}
