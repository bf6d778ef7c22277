//! Each kind of picture file in each of its forms: made here, placed, and read back from the print file.

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use jpeg_encoder::{ColorType as JpegColor, Encoder as Jpeg};
use paiban::base::color::{Cmyk, Color};
use paiban::base::diag::{Code, Diagnostic};
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::page::{Item, ItemKind, Page};

use crate::picture::{made, number, picture, placed, samples, space};
use crate::support::item;

type Crop = (u32, u32, u32, u32);

/// What stands in the print file: its space, its size, its samples, and what was said.
fn printed(bytes: Vec<u8>, crop: Crop) -> (String, (i64, i64), Vec<u8>, Vec<Diagnostic>) {
    // Millimetres at which it has some 200 ppi, so that nothing is reduced nor too coarse.
    let (file, said) = made(&placed(crop, i64::from(crop.2.div_ceil(8).max(1))), bytes);
    assert!(said.iter().all(|one| one.code != Code::PictureUnusable), "{said:?}");
    let stream = picture(&file);
    (space(&stream), (number(&stream, b"Width"), number(&stream, b"Height")), samples(&stream), said)
}

#[track_caller]
fn check_gray(bytes: Vec<u8>, crop: Crop, expected: &[u8]) {
    let (space, size, found, said) = printed(bytes, crop);
    assert!(said.iter().all(|one| one.code == Code::PictureTooCoarse), "{said:?}");
    assert_eq!((space.as_str(), size), ("DeviceGray", (i64::from(crop.2), i64::from(crop.3))));
    assert_eq!(found, expected);
}

/// A TIFF written byte by byte: entries of the directory, and the strip.
fn tiff(is_big: bool, entries: &[(u16, u16, Vec<u32>)], strip: &[u8]) -> Vec<u8> {
    let short = |value: u32| if is_big { (value as u16).to_be_bytes() } else { (value as u16).to_le_bytes() };
    let long = |value: u32| if is_big { value.to_be_bytes() } else { value.to_le_bytes() };
    let mut entries = entries.to_vec();
    entries.push((273, 4, vec![8]));
    entries.push((279, 4, vec![strip.len() as u32]));
    entries.sort();
    let mut bytes = if is_big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
    let directory = 8 + strip.len() + strip.len() % 2;
    bytes.extend(long(directory as u32));
    bytes.extend(strip);
    bytes.resize(directory, 0);
    bytes.extend(short(entries.len() as u32));
    let mut beyond = directory + 2 + entries.len() * 12 + 4;
    let mut tail = Vec::new();
    for (tag, kind, values) in &entries {
        bytes.extend(short(u32::from(*tag)));
        bytes.extend(short(u32::from(*kind)));
        bytes.extend(long(values.len() as u32));
        let mut data: Vec<u8> = match kind {
            7 => values.iter().map(|value| *value as u8).collect(),
            3 => values.iter().flat_map(|value| short(*value)).collect(),
            _ => values.iter().flat_map(|value| long(*value)).collect(),
        };
        if data.len() > 4 {
            bytes.extend(long(beyond as u32));
            data.resize(data.len().next_multiple_of(2), 0);
            beyond += data.len();
            tail.extend(data);
        } else {
            data.resize(4, 0);
            bytes.extend(data);
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(tail);
    bytes
}

/// The entries that every picture has.
fn shape(width: u32, height: u32, bits: Vec<u32>, photometric: u32, compression: u32) -> Vec<(u16, u16, Vec<u32>)> {
    let samples = bits.len() as u32;
    vec![
        (256, 3, vec![width]),
        (257, 3, vec![height]),
        (258, 3, bits),
        (259, 3, vec![compression]),
        (262, 3, vec![photometric]),
        (277, 3, vec![samples]),
        (278, 3, vec![height]),
    ]
}

#[test]
fn tiffs_of_every_depth_and_either_order_of_bytes() {
    for is_big in [false, true] {
        let eight = tiff(is_big, &shape(4, 1, vec![8], 1, 1), &[0, 85, 170, 255]);
        check_gray(eight, (0, 0, 4, 1), &[0, 85, 170, 255]);
        // 0 is white there.
        let inverted = tiff(is_big, &shape(4, 1, vec![8], 0, 1), &[0, 85, 170, 255]);
        check_gray(inverted, (0, 0, 4, 1), &[255, 170, 85, 0]);
        let deep: Vec<u8> = [0_u16, 21_845, 43_690, 65_535]
            .iter()
            .flat_map(|v| if is_big { v.to_be_bytes() } else { v.to_le_bytes() })
            .collect();
        check_gray(tiff(is_big, &shape(4, 1, vec![16], 1, 1), &deep), (0, 0, 4, 1), &[0, 85, 170, 255]);
        check_gray(tiff(is_big, &shape(3, 1, vec![4], 1, 1), &[0x0f, 0x70]), (0, 0, 3, 1), &[0, 255, 119]);
        check_gray(tiff(is_big, &shape(3, 1, vec![2], 1, 1), &[0b0001_1000]), (0, 0, 3, 1), &[0, 85, 170]);
        // PackBits: three times 9, then 1 2.
        let packed = tiff(is_big, &shape(5, 1, vec![8], 1, 32_773), &[0xfe, 9, 1, 1, 2]);
        check_gray(packed, (0, 0, 5, 1), &[9, 9, 9, 1, 2]);
    }
    // Red and white of a palette.
    let mut entries = shape(2, 1, vec![8], 3, 1);
    let channel = |first: u32| (0..256).map(move |index| if index == 0 { first } else { 65_535 });
    entries.push((320, 3, channel(65_535).chain(channel(0)).chain(channel(0)).collect()));
    let (space, _, inks, _) = printed(tiff(false, &entries, &[0, 1]), (0, 0, 2, 1));
    assert_eq!((space.as_str(), &inks[4..]), ("DeviceCMYK", &[0, 0, 0, 0][..]));
    assert!(inks[1] > 200 && inks[2] > 180 && inks[0] < 30 && inks[3] < 30, "{inks:?}");
}

#[test]
fn tiffs_with_inks_keep_them_and_their_coding_does_not_matter() {
    use tiff::encoder::{Compression, TiffEncoder, colortype};
    let inks: Vec<u8> = (0..8 * 8_u32).flat_map(|n| [n as u8, 2 * n as u8, 40, 3 * (n % 20) as u8]).collect();
    let predictors = [tiff::tags::Predictor::None, tiff::tags::Predictor::Horizontal];
    for predictor in predictors {
        for compression in [
            Compression::Uncompressed,
            Compression::Lzw,
            Compression::Deflate(tiff::encoder::DeflateLevel::Fast),
            Compression::Packbits,
        ] {
            let mut bytes = std::io::Cursor::new(Vec::new());
            let encoder = TiffEncoder::new(&mut bytes).expect("an encoder");
            let mut encoder = encoder.with_compression(compression).with_predictor(predictor);
            encoder.write_image::<colortype::CMYK8>(8, 8, &inks).expect("a TIFF");
            let (space, _, found, said) = printed(bytes.into_inner(), (0, 0, 8, 8));
            assert!(said.iter().all(|one| one.code != Code::PictureUnusable), "{said:?}");
            assert_eq!((space.as_str(), &found), ("DeviceCMYK", &inks));
        }
    }
    // Plane behind plane.
    let mut entries = shape(2, 1, vec![8, 8, 8, 8], 5, 1);
    entries.retain(|(tag, _, _)| *tag != 278);
    entries.extend([(278, 3, vec![1]), (284, 3, vec![2])]);
    let mut bytes = tiff(false, &entries, &[1, 2, 3, 4, 5, 6, 7, 8]);
    // Four strips of two bytes instead of one of eight: their lists stand at the end.
    let (offsets, sizes) = (bytes.len() as u32, bytes.len() as u32 + 16);
    bytes.extend([8_u32, 10, 12, 14].iter().flat_map(|at| at.to_le_bytes()));
    bytes.extend([2_u32; 4].iter().flat_map(|at| at.to_le_bytes()));
    let directory = 16;
    for index in 0..usize::from(u16::from_le_bytes([bytes[directory], bytes[directory + 1]])) {
        let at = directory + 2 + index * 12;
        let tag = u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        if tag == 273 || tag == 279 {
            bytes[at + 4..at + 8].copy_from_slice(&4_u32.to_le_bytes());
            bytes[at + 8..at + 12].copy_from_slice(&(if tag == 273 { offsets } else { sizes }).to_le_bytes());
        }
    }
    assert_eq!(printed(bytes, (0, 0, 2, 1)).2, [1, 3, 5, 7, 2, 4, 6, 8]);
}

#[test]
fn line_drawings_keep_each_bit_at_full_resolution() {
    // 1000 pixels across 10 mm are 2540 ppi, far over what photographs keep.
    let row = |byte: u8| vec![byte; 125];
    let strip: Vec<u8> = (0..64).flat_map(|y| row(if y % 2 == 0 { 0b1010_1010 } else { 0xff })).collect();
    for photometric in [0, 1] {
        let (file, said) =
            made(&placed((0, 0, 1000, 64), 10), tiff(true, &shape(1000, 64, vec![1], photometric, 1), &strip));
        assert!(said.is_empty(), "{said:?}");
        let stream = picture(&file);
        assert_eq!((space(&stream).as_str(), number(&stream, b"BitsPerComponent")), ("DeviceGray", 1));
        assert_eq!((number(&stream, b"Width"), number(&stream, b"Height")), (1000, 64));
        let flipped: Vec<u8> = strip.iter().map(|byte| if photometric == 0 { !byte } else { *byte }).collect();
        assert_eq!(samples(&stream), flipped);
    }
    // A crop in the middle of bytes; what is left of the last byte is white.
    let (file, said) = made(&placed((3, 0, 11, 1), 1), tiff(false, &shape(1000, 64, vec![1], 1, 1), &strip));
    assert_eq!(samples(&picture(&file)), [0b0101_0101, 0b0101_1111]);
    // 11 pixels in a millimetre are 279 ppi: enough for a photograph, not for a drawing.
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PictureTooCoarse]);
}

/// 1-bit PNG, also through the `png` crate's own writer.
#[test]
fn pngs_of_every_depth() {
    let write = |color, depth, palette: Option<Vec<u8>>, clear: Option<Vec<u8>>, width, data: &[u8]| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, 1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if let Some(palette) = palette {
            encoder.set_palette(palette);
        }
        if let Some(clear) = clear {
            encoder.set_trns(clear);
        }
        encoder.write_header().expect("a header").write_image_data(data).expect("rows");
        bytes
    };
    use png::{BitDepth, ColorType};
    let gray = |depth, width, data: &[u8]| write(ColorType::Grayscale, depth, None, None, width, data);
    check_gray(gray(BitDepth::Two, 4, &[0b0001_1011]), (0, 0, 4, 1), &[0, 85, 170, 255]);
    check_gray(gray(BitDepth::Four, 2, &[0x0f]), (0, 0, 2, 1), &[0, 255]);
    check_gray(gray(BitDepth::Sixteen, 2, &[0x55, 0x55, 0xff, 0xff]), (0, 0, 2, 1), &[85, 255]);
    let (file, _) = made(&placed((0, 0, 4, 1), 1), gray(BitDepth::One, 4, &[0b0101_0000]));
    let stream = picture(&file);
    assert_eq!((number(&stream, b"BitsPerComponent"), samples(&stream)), (1, vec![0b0101_1111]));
    // A palette of black, and of black that is clear: paper.
    let palette = Some(vec![0, 0, 0, 0, 0, 0]);
    let indexed = write(ColorType::Indexed, BitDepth::Eight, palette, Some(vec![255, 0]), 2, &[0, 1]);
    let (_, _, inks, _) = printed(indexed, (0, 0, 2, 1));
    assert!(inks[3] > 200 && inks[4..] == [0; 4], "{inks:?}");
}

#[test]
fn webp_with_and_without_clear_parts() {
    let encode = |color, pixels: &[u8]| {
        let mut bytes = Vec::new();
        image_webp::WebPEncoder::new(&mut bytes).encode(pixels, 2, 1, color).expect("a WebP");
        bytes
    };
    let (space, size, inks, _) = printed(encode(image_webp::ColorType::Rgb8, &[255, 255, 255, 0, 0, 0]), (0, 0, 2, 1));
    assert_eq!((space.as_str(), size, &inks[..4]), ("DeviceCMYK", (2, 1), &[0; 4][..]));
    assert!(inks[7] > 200, "{inks:?}");
    let clear = encode(image_webp::ColorType::Rgba8, &[0, 0, 0, 0, 255, 0, 0, 255]);
    let (_, _, inks, _) = printed(clear, (0, 0, 2, 1));
    assert!(inks[..4] == [0; 4] && inks[5] > 200, "{inks:?}");
}

fn jpeg(pixels: &[u8], size: (u16, u16), color: JpegColor, change: impl FnOnce(&mut Jpeg<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Jpeg::new(&mut bytes, 95);
    change(&mut encoder);
    encoder.encode(pixels, size.0, size.1, color).expect("a JPEG");
    bytes
}

#[test]
fn jpegs_baseline_and_progressive_gray_and_colour() {
    let gray: Vec<u8> = (0..32 * 32_u32).map(|at| if at % 32 < 16 { 40 } else { 200 }).collect();
    for progressive in [false, true] {
        let bytes = jpeg(&gray, (32, 32), JpegColor::Luma, |encoder| encoder.set_progressive(progressive));
        let (space, _, found, _) = printed(bytes, (0, 0, 32, 32));
        assert_eq!(space, "DeviceGray");
        assert!(found.iter().zip(&gray).all(|(one, other)| one.abs_diff(*other) < 6));
        let red: Vec<u8> = [230, 20, 20].repeat(32 * 32);
        let bytes = jpeg(&red, (32, 32), JpegColor::Rgb, |encoder| encoder.set_progressive(progressive));
        let (space, _, inks, _) = printed(bytes, (0, 0, 32, 32));
        assert_eq!(space, "DeviceCMYK");
        assert!(inks[1] > 200 && inks[2] > 180 && inks[0] < 40, "{:?}", &inks[..4]);
    }
}

/// A picture four times too large is decoded at a part of its size, and shows the same.
#[test]
fn a_large_jpeg_is_decoded_smaller_and_stands_where_it_should() {
    let (width, height) = (1603_u16, 1201_u16);
    let mut pixels = Vec::new();
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            pixels.push(if (x / 200 + y / 200) % 2 == 0 { 30 } else { 220 });
        }
    }
    let bytes = jpeg(&pixels, (width, height), JpegColor::Luma, |_| {});
    // 20 mm are 158 pixels: an eighth.
    let (file, said) = made(&placed((200, 200, 1200, 800), 20), bytes);
    assert!(said.is_empty(), "{said:?}");
    let stream = picture(&file);
    let (across, down) = (number(&stream, b"Width"), number(&stream, b"Height"));
    assert_eq!((across, down), (158, 105));
    let found = samples(&stream);
    for (square_x, square_y) in [(0, 0), (1, 0), (5, 3), (2, 1)] {
        let (x, y) = ((square_x * 2 + 1) * across / 12, (square_y * 2 + 1) * down / 8);
        let wanted = if (square_x + square_y) % 2 == 0 { 30 } else { 220 };
        assert!(found[(y * across + x) as usize].abs_diff(wanted) < 4, "{square_x} {square_y}");
    }
    // The border between two squares is where it is in the picture, to half a pixel.
    let border = (0..across - 1).find(|x| found[*x as usize] < 125 && found[*x as usize + 1] >= 125).expect("a border");
    assert!((border - (across / 6 - 1)).abs() <= 1, "{border}");
}

fn with_exif(orientation: u8) -> Vec<u8> {
    vec![b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
}

/// What is stored for each orientation of a picture that shows an F: dark at the top and on the left.
#[test]
fn every_orientation_stands_upright() {
    // As it is shown, 32 × 48: the top left quarter dark, the top right middle, the rest light.
    let shown = |x: u32, y: u32| {
        if y >= 24 {
            230
        } else if x < 16 {
            20
        } else {
            120
        }
    };
    for orientation in 1..=8_u8 {
        let turned = orientation >= 5;
        let (width, height) = if turned { (48_u32, 32_u32) } else { (32, 48) };
        let stored: Vec<u8> = (0..height)
            .flat_map(|sy| (0..width).map(move |sx| (sx, sy)))
            .map(|(sx, sy)| {
                // Source: TIFF 6.0, Orientation: where row 0 and column 0 are.
                let (x, y) = match orientation {
                    1 => (sx, sy),
                    2 => (31 - sx, sy),
                    3 => (31 - sx, 47 - sy),
                    4 => (sx, 47 - sy),
                    5 => (sy, sx),
                    6 => (31 - sy, sx),
                    7 => (31 - sy, 47 - sx),
                    _ => (sy, 47 - sx),
                };
                shown(x, y)
            })
            .collect();
        let bytes = jpeg(&stored, (width as u16, height as u16), JpegColor::Luma, |encoder| {
            encoder.add_exif_metadata(&with_exif(orientation)).expect("EXIF");
        });
        for (crop, wanted) in [((0, 0, 32, 48), [20_u8, 120, 230]), ((8, 12, 16, 24), [20, 120, 230])] {
            let (_, size, found, said) = printed(bytes.clone(), crop);
            assert!(said.iter().all(|one| one.code != Code::PictureUnusable), "{said:?}");
            assert_eq!(size, (i64::from(crop.2), i64::from(crop.3)), "{orientation}");
            let at = |x: u32, y: u32| found[(y * crop.2 + x) as usize];
            let seen = [at(1, 1), at(crop.2 - 2, 1), at(crop.2 / 2, crop.3 - 2)];
            assert!(seen.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 12), "{orientation}: {seen:?}");
        }
        // The same in a TIFF.
        let mut entries = shape(width, height, vec![8], 1, 1);
        entries.push((274, 3, vec![u32::from(orientation)]));
        let (_, size, found, _) = printed(tiff(true, &entries, &stored), (0, 0, 32, 48));
        assert_eq!(size, (32, 48));
        assert!((0..48).all(|y| (0..32).all(|x| found[(y * 32 + x) as usize] == shown(x, y))), "{orientation}");
    }
}

/// A page with a tint below the picture.
fn on_tint(inks: Cmyk, crop: Crop) -> Page {
    let mut page = placed(crop, 1);
    let rects = vec![Rect::new(Length::mm(10), Length::mm(10), Length::mm(100), Length::mm(100))];
    page.items.insert(0, item(ItemKind::Fill { rects, color: Color::Process(inks) }));
    page
}

#[test]
fn clear_parts_show_the_tint_of_their_box() {
    let rgba = image::RgbaImage::from_fn(8, 8, |x, _| image::Rgba([255, 0, 0, if x < 4 { 0 } else { 255 }]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(rgba).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    let bytes = bytes.into_inner();
    let (file, _) = made(&on_tint(Cmyk { c: 200, m: 0, y: 0, k: 0 }, (0, 0, 8, 8)), bytes.clone());
    let inks = samples(&picture(&file));
    assert_eq!(inks[..4], [51, 0, 0, 0]);
    assert!(inks[28] < 30 && inks[29] > 200, "{:?}", &inks[28..32]);
    // The same picture on paper, elsewhere on the page, is another.
    let mut page = on_tint(Cmyk { c: 200, m: 0, y: 0, k: 0 }, (0, 0, 8, 8));
    let mut second = placed((0, 0, 8, 8), 1).items.remove(0);
    if let ItemKind::Image(image) = &mut second.kind {
        image.at.y = Length::mm(200);
    }
    page.items.push(Item { ..second });
    let (file, _) = made(&page, bytes);
    let document = lopdf::Document::load_mem(&file).expect("a PDF");
    let images =
        document.objects.values().filter(|object| object.as_stream().is_ok_and(|s| s.dict.has(b"Width"))).count();
    assert_eq!(images, 2);
}

#[test]
fn sharpening_is_asked_for_by_the_press() {
    let edge = GrayImage::from_fn(40, 8, |x, _| Luma([if x < 20 { 90 } else { 170 }]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(edge).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    let bytes = bytes.into_inner();
    let plain = printed(bytes.clone(), (0, 0, 40, 8)).2;
    let mut condition = crate::support::newsprint();
    condition.treatment.sharpen = paiban::base::units::Permille(1000);
    let (file, _) = crate::picture::made_for(&placed((0, 0, 40, 8), 5), bytes, &condition);
    let sharp = samples(&picture(&file));
    assert_eq!((plain[19], plain[20], plain[5]), (90, 170, 90));
    assert!(sharp[19] < 80 && sharp[20] > 180 && sharp[5] == 90, "{:?}", &sharp[16..24]);
}

#[test]
fn jpeg_compression_is_smaller_and_holds_the_ink_limit() {
    let noise = RgbImage::from_fn(200, 200, |x, y| Rgb([(x * y % 61) as u8, (x * 7 % 90) as u8, ((x ^ y) % 50) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(noise).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    let bytes = bytes.into_inner();
    let mut condition = crate::support::newsprint();
    let (flate, _) = crate::picture::made_for(&placed((0, 0, 200, 200), 20), bytes.clone(), &condition);
    condition.treatment.compression = paiban::output::pdf::Compression::Jpeg;
    let (small, _) = crate::picture::made_for(&placed((0, 0, 200, 200), 20), bytes, &condition);
    let (plain, coded) = (picture(&flate), picture(&small));
    assert!(coded.dict.get(b"Filter").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"DCTDecode"));
    assert!(coded.content.len() < plain.content.len());
    let mut decoder = jpeg_decoder::Decoder::new(&coded.content[..]);
    // That decoder turns Adobe's inversion back.
    let found = decoder.decode().expect("a JPEG");
    assert_eq!(decoder.info().map(|info| info.pixel_format), Some(jpeg_decoder::PixelFormat::CMYK32));
    let most = found.chunks_exact(4).map(|inks| inks.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
    // Another decoder may be a step off in each ink.
    assert!(most.expect("pixels") <= 612 + 4, "{most:?}");
}
