//! Pictures: their inks, their size, and what is said of bad ones.

use std::sync::Arc;

use image::{DynamicImage, ImageFormat};
use lopdf::{Document, Object, Stream};
use paiban::base::diag::{Code, Diagnostic, FileId, Span};
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::font::FontBook;
use paiban::output::pdf::{Bytes, Condition, prepare, prepare_again, write};
use paiban::page::{Image, Item, ItemKind, Source};

use crate::support::*;

const SPAN: Span = Span { file: FileId(3), start: 7, end: 9 };

/// A page that shows `crop` of a picture `width` millimetres wide.
pub(crate) fn placed(crop: (u32, u32, u32, u32), width: i64) -> paiban::page::Page {
    let height = Length::mm(width).scale(i64::from(crop.3), i64::from(crop.2));
    let at = Rect::new(Length::mm(20), Length::mm(20), Length::mm(width), height);
    page(vec![Item {
        span: SPAN,
        kind: ItemKind::Image(Image { source: Source(1), page: 1, at, crop, beyond: [0; 4], gray: false }),
    }])
}

pub(crate) fn made(page: &paiban::page::Page, bytes: Vec<u8>) -> (Vec<u8>, Vec<Diagnostic>) {
    made_for(page, bytes, &newsprint())
}

pub(crate) fn made_for(page: &paiban::page::Page, bytes: Vec<u8>, condition: &Condition) -> (Vec<u8>, Vec<Diagnostic>) {
    let book = FontBook::new();
    let bytes: Bytes = Arc::new(bytes);
    let assets = prepare(std::slice::from_ref(page), &book, condition, &|_| Some(Arc::clone(&bytes)));
    (write(&[page], &assets.value, &meta()).expect("a file"), assets.diagnostics)
}

pub(crate) fn picture(file: &[u8]) -> Stream {
    let document = Document::load_mem(file).expect("a PDF");
    let is_image = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        })
    };
    document.objects.values().find(is_image).expect("a picture").as_stream().expect("a stream").clone()
}

pub(crate) fn samples(stream: &Stream) -> Vec<u8> {
    stream.decompressed_content().expect("samples")
}

pub(crate) fn number(stream: &Stream, key: &[u8]) -> i64 {
    stream.dict.get(key).and_then(Object::as_i64).expect("a number")
}

pub(crate) fn space(stream: &Stream) -> String {
    String::from_utf8_lossy(stream.dict.get(b"ColorSpace").and_then(Object::as_name).expect("a space")).into_owned()
}

pub(crate) fn png(picture: DynamicImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/pdf/pictures").join(name)).expect("a picture of the repository")
}

/// The inks of the middle of each quarter, from left to right.
#[track_caller]
fn check_patches(name: &str) {
    let (file, said) = made(&placed((0, 0, 64, 16), 8), fixture(name));
    assert!(said.is_empty(), "{said:?}");
    let stream = picture(&file);
    assert_eq!((space(&stream).as_str(), number(&stream, b"Width")), ("DeviceCMYK", 64));
    let samples = samples(&stream);
    for ink in 0..4usize {
        let at = (8 * 64 + 16 * ink + 8) * 4;
        for (other, sample) in samples[at..at + 4].iter().enumerate() {
            let wanted = if other == ink { 255 } else { 0 };
            assert!(sample.abs_diff(wanted) <= 4, "{name}: patch {ink} is {:?}", &samples[at..at + 4]);
        }
    }
}

#[test]
fn cmyk_jpegs_keep_their_inks_in_all_three_forms() {
    check_patches("cmyk-adobe.jpg");
    check_patches("cmyk-plain.jpg");
    check_patches("ycck-adobe.jpg");
}

#[test]
fn no_pixel_exceeds_the_ink_limit() {
    let ramp = image::RgbImage::from_fn(256, 256, |x, y| image::Rgb([x as u8, y as u8, (x * y / 255) as u8 / 2]));
    let (file, _) = made(&placed((0, 0, 256, 256), 30), png(DynamicImage::ImageRgb8(ramp)));
    let stream = picture(&file);
    let most = samples(&stream).chunks_exact(4).map(|inks| inks.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
    let most = most.expect("pixels");
    assert!((500..=612).contains(&most), "{most}");
}

#[test]
fn gray_pictures_print_black_alone() {
    let ramp = image::GrayImage::from_fn(256, 2, |x, _| image::Luma([x as u8]));
    let (file, _) = made(&placed((0, 0, 256, 2), 30), png(DynamicImage::ImageLuma8(ramp)));
    let stream = picture(&file);
    assert_eq!(space(&stream), "DeviceGray");
    assert_eq!(samples(&stream)[..256], (0..=255).collect::<Vec<u8>>()[..]);
}

#[test]
fn clear_parts_show_paper() {
    let clear = image::GrayAlphaImage::from_fn(8, 8, |x, _| image::LumaA([0, if x < 4 { 0 } else { 255 }]));
    let (file, _) = made(&placed((0, 0, 8, 8), 1), png(DynamicImage::ImageLumaA8(clear)));
    assert_eq!(samples(&picture(&file))[..8], [255, 255, 255, 255, 0, 0, 0, 0]);
}

#[test]
fn sixteen_bits_become_eight() {
    let deep = image::ImageBuffer::from_fn(4, 1, |x, _| image::Luma([x as u16 * 21_845]));
    let (file, _) = made(&placed((0, 0, 4, 1), 1), png(DynamicImage::ImageLuma16(deep)));
    assert_eq!(samples(&picture(&file)), [0, 85, 170, 255]);
}

#[test]
fn a_picture_is_reduced_to_the_aim_and_only_when_it_pays() {
    let gray = |width| png(DynamicImage::ImageLuma8(image::GrayImage::new(width, width)));
    // 25.4 mm at 200 ppi are 200 pixels.
    for (have, expected) in [(1000, 201), (230, 201), (215, 215), (180, 180)] {
        let mut page = placed((0, 0, have, have), 25);
        if let ItemKind::Image(image) = &mut page.items[0].kind {
            image.at.width = Length::microns(25_400);
            image.at.height = image.at.width;
        }
        let (file, _) = made(&page, gray(have));
        let width = number(&picture(&file), b"Width");
        assert!((expected - 1..=expected).contains(&width), "{have} gave {width}");
    }
}

#[test]
fn a_crop_shows_its_part() {
    let ramp = image::GrayImage::from_fn(100, 100, |x, y| image::Luma([(x + y) as u8]));
    let (file, _) = made(&placed((10, 20, 30, 40), 4), png(DynamicImage::ImageLuma8(ramp)));
    let stream = picture(&file);
    assert_eq!((number(&stream, b"Width"), number(&stream, b"Height")), (30, 40));
    assert_eq!(samples(&stream)[0], 30);
    assert_eq!(samples(&stream)[30 * 40 - 1], 39 + 59);
}

#[track_caller]
fn check_said(bytes: Vec<u8>, crop: (u32, u32, u32, u32), width: i64, expected: &[Code]) {
    let (file, said) = made(&placed(crop, width), bytes);
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<_>>(), expected);
    for one in &said {
        assert_eq!((one.span, one.page), (SPAN, Some(1)));
        assert!(one.hint.is_some());
    }
    Document::load_mem(&file).expect("a PDF all the same");
}

#[test]
fn too_few_pixels_are_told_by_degree() {
    let gray = || png(DynamicImage::ImageLuma8(image::GrayImage::new(1000, 500)));
    check_said(gray(), (0, 0, 1000, 500), 127, &[]); // 200 ppi
    check_said(gray(), (0, 0, 1000, 500), 160, &[Code::PictureCoarse]); // 158
    check_said(gray(), (0, 0, 1000, 500), 200, &[Code::PictureTooCoarse]); // 127
}

#[test]
fn bad_files_are_told_and_never_fatal() {
    let good = fixture("cmyk-adobe.jpg");
    let whole = (0, 0, 64, 16);
    check_said(b"GIF89a".to_vec(), whole, 8, &[Code::PictureUnusable]);
    check_said(Vec::new(), whole, 8, &[Code::PictureUnusable]);
    check_said(good[..good.len() - 20].to_vec(), whole, 8, &[Code::PictureUnusable]);
    check_said(good.clone(), (70, 0, 10, 10), 1, &[Code::PictureUnusable]);
    let small = png(DynamicImage::ImageLuma8(image::GrayImage::from_fn(64, 16, |x, y| image::Luma([(x * y) as u8]))));
    check_said(small[..small.len() / 2].to_vec(), whole, 8, &[Code::PictureUnusable]);
    let mut huge = small;
    huge[16..20].copy_from_slice(&100_000u32.to_be_bytes());
    check_said(huge, whole, 8, &[Code::PictureUnusable]);
}

/// No byte of a picture file, whatever it says, may stop the program.
#[test]
fn damaged_files_never_panic() {
    let color =
        png(DynamicImage::ImageRgb8(image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8, y as u8, 9]))));
    for good in [fixture("cmyk-adobe.jpg"), fixture("ycck-adobe.jpg"), color] {
        for at in (0..good.len()).step_by(3) {
            let mut bad = good.clone();
            bad[at] = bad[at].wrapping_add(1 + (at as u8 % 200));
            made(&placed((0, 0, 16, 16), 2), bad);
            made(&placed((0, 0, 16, 16), 2), good[..at].to_vec());
        }
    }
}

#[test]
fn a_picture_is_converted_once_for_all_its_places_and_again_only_when_changed() {
    let book = FontBook::new();
    let bytes: Bytes = Arc::new(png(DynamicImage::ImageLuma8(image::GrayImage::new(64, 64))));
    let pages = [placed((0, 0, 64, 64), 4), placed((0, 0, 64, 64), 8)];
    let all: Vec<_> = pages.iter().collect();
    let first = prepare(&pages, &book, &newsprint(), &|_| Some(Arc::clone(&bytes))).value;
    let file = write(&all, &first, &meta()).expect("a file");
    let document = Document::load_mem(&file).expect("a PDF");
    let images =
        document.objects.values().filter(|object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"Width")));
    assert_eq!(images.count(), 1);
    let again = prepare_again(&pages, &book, &newsprint(), &|_| Some(Arc::clone(&bytes)), first.pictures()).value;
    assert!(file == write(&all, &again, &meta()).expect("a file"));
}
