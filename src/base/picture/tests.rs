//! Heads written here and read back.

use super::*;

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let found = match head(bytes) {
        Ok(head) => format!("{}×{}", head.shown().0, head.shown().1),
        Err(trouble) => trouble.say().0.en,
    };
    assert_eq!(found, expected);
}

fn jpeg_of(marker: u8, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, marker, 0, 17, 8];
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3; 12]);
    bytes.extend([0xff, 0xd9]);
    bytes
}

fn png_of(width: u32, height: u32, bits: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.push(bits);
    bytes.extend([0; 29]);
    bytes.extend(b"IEND\xaeB\x60\x82");
    bytes
}

/// EXIF that says nothing but the orientation, in either order of bytes.
fn exif_of(orientation: u8, is_big: bool) -> Vec<u8> {
    if is_big {
        vec![b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    } else {
        vec![b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
    }
}

#[test]
fn pictures_tell_their_size() {
    check(&jpeg_of(0xc0, 800, 600), "800×600");
    check(&jpeg_of(0xc2, 800, 600), "800×600"); // progressive
    check(&png_of(16_384, 16_384, 1), "16384×16384");
    check(&png_of(8000, 6000, 8), "8000×6000");
}

#[test]
fn a_turned_photograph_is_as_high_as_it_is_shown() {
    for (orientation, expected) in [(1, "800×600"), (3, "800×600"), (6, "600×800"), (8, "600×800"), (9, "800×600")]
    {
        for is_big in [false, true] {
            let mut segment = b"Exif\0\0".to_vec();
            segment.extend(exif_of(orientation, is_big));
            let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, segment.len() as u8 + 2];
            bytes.extend(segment);
            bytes.extend(&jpeg_of(0xc0, 800, 600)[2..]);
            check(&bytes, expected);
        }
    }
}

#[test]
fn drawings_tell_their_shape() {
    check(b"<svg xmlns='http://www.w3.org/2000/svg' width='20mm' height='10mm'/>", "16000×8000");
    check(b"<?xml version='1.0'?>\n<!-- a -->\n<svg viewBox='-5 -5 100,50.0' width='100%'/>", "16000×8000");
    check(b"<svg width='1in' height='96'/>", "16000×16000");
    check(b"<svg/>", "its SVG has neither width and height nor a viewBox");
    assert!(head(b"<svg width='1' height='1'>").is_err());
}

#[test]
fn what_cannot_be_used_is_called_by_its_name() {
    check(&jpeg_of(0xc0, 0, 600), "the file is cut short or damaged");
    check(&jpeg_of(0xc0, 800, 600)[..20], "the file is cut short or damaged");
    check(&jpeg_of(0xc9, 8, 6), "it is a lossless or arithmetic-coded JPEG");
    check(&png_of(16_385, 1, 8), "it has 16385×1 pixels, too many");
    check(&png_of(16_000, 16_000, 8), "it has 16000×16000 pixels, too many");
    check(&png_of(8, 8, 8)[..40], "the file is cut short or damaged");
    check("不是图片".as_bytes(), "it is a text file in truth");
    check(b"", "the file is empty");
    check(b"GIF89a\0\0", "it is a GIF file");
    check(b"\0\0\0\x1cftypavif", "it is an AVIF file");
    check(b"\0\x01\x02", "it is none of the kinds of picture that are read");
    check(b"II*\0\x08\0\0\0", "the file is cut short or damaged");
    check(b"RIFF\xff\xff\0\0WEBPVP8 ", "the file is cut short or damaged");
}

/// Turning a picture and asking where its pixels were is the same thing twice.
#[test]
fn a_crop_is_found_in_the_stored_picture() {
    let shown = (30, 20);
    for number in 1..=8 {
        let orientation = Orientation::of(number);
        let stored = if orientation.is_turned() { (20, 30) } else { (30, 20) };
        let (left, top, width, height) = orientation.stored_crop((4, 3, 10, 5), shown);
        assert!(left + width <= stored.0 && top + height <= stored.1);
        let mut seen: Vec<(u32, u32)> =
            (3..8).flat_map(|y| (4..14).map(move |x| orientation.stored((x, y), shown))).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 50);
        assert!(seen.iter().all(|&(x, y)| (left..left + width).contains(&x) && (top..top + height).contains(&y)));
    }
}
