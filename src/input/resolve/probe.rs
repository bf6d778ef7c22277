//! Reads the header of a picture file: what it is and how many pixels it has. Nothing is decoded.

use crate::base::diag::{Say, say};

/// Most pixels on a side.
const SIDE: u32 = 16_384;
/// Most pixels in all.
const PIXELS: u64 = 268_435_456;

/// The pixels across and down of a JPEG or PNG.
///
/// Errors: why it cannot be used, and the cure.
pub(super) fn size(bytes: &[u8]) -> Result<(u32, u32), (Say, Say)> {
    let (width, height) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)?
    } else if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(bytes)?
    } else {
        return Err(stranger(bytes));
    };
    if width == 0 || height == 0 {
        return Err(broken());
    }
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err((
            say(format!("有 {width}×{height} 像素，太大"), format!("it has {width}×{height} pixels, too many")),
            say(format!("请缩小到每边 {SIDE} 像素以内"), format!("reduce it to {SIDE} pixels a side")),
        ));
    }
    Ok((width, height))
}

fn broken() -> (Say, Say) {
    (say("文件不完整或已损坏", "the file is cut short or damaged"), say("请重新导出这张图", "export the picture again"))
}

/// Source: PNG (ISO/IEC 15948), 11.2.2: IHDR is the first chunk.
fn png(bytes: &[u8]) -> Result<(u32, u32), (Say, Say)> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
    };
    match (bytes.get(12..16), number(16), number(20)) {
        (Some(b"IHDR"), Some(width), Some(height)) if bytes.len() > 57 => {
            // The last chunk is IEND: without it the file was cut.
            let tail = &bytes[bytes.len().saturating_sub(64)..];
            if tail.windows(4).any(|four| four == b"IEND") { Ok((width, height)) } else { Err(broken()) }
        }
        _ => Err(broken()),
    }
}

/// Walks the segments to the frame header.
///
/// Source: ISO/IEC 10918-1, B.1.1.3 and B.2.2.
fn jpeg(bytes: &[u8]) -> Result<(u32, u32), (Say, Say)> {
    let mut at = 2;
    while at + 4 <= bytes.len() {
        if bytes[at] != 0xff {
            return Err(broken());
        }
        let marker = bytes[at + 1];
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                if !matches!(marker, 0xc0..=0xc2) {
                    return Err((
                        say("是无损或算术编码的 JPEG", "it is a lossless or arithmetic-coded JPEG"),
                        say("请另存为普通的 JPEG 或 PNG", "save it as a plain JPEG or PNG"),
                    ));
                }
                let Some(frame) = bytes.get(at + 4..at + 10) else { return Err(broken()) };
                let (height, width) =
                    (u16::from_be_bytes([frame[1], frame[2]]), u16::from_be_bytes([frame[3], frame[4]]));
                // A whole file ends with EOI; some writers pad behind it.
                let tail = &bytes[bytes.len().saturating_sub(4096)..];
                if !tail.windows(2).any(|two| two == [0xff, 0xd9]) {
                    return Err(broken());
                }
                return Ok((u32::from(width), u32::from(height)));
            }
            0xd9 | 0xda => return Err(broken()),
            _ => {
                let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
                if length < 2 {
                    return Err(broken());
                }
                at += 2 + length;
            }
        }
    }
    Err(broken())
}

/// Names what a file is, when it is known and not wanted.
fn stranger(bytes: &[u8]) -> (Say, Say) {
    let known: [(&[u8], usize, &str); 9] = [
        (b"GIF8", 0, "GIF"),
        (b"WEBP", 8, "WebP"),
        (b"ftyphei", 4, "HEIC"),
        (b"ftypmif1", 4, "HEIF"),
        (b"ftypavif", 4, "AVIF"),
        (b"II*\0", 0, "TIFF"),
        (b"MM\0*", 0, "TIFF"),
        (b"%PDF", 0, "PDF"),
        (b"BM", 0, "BMP"),
    ];
    let cure = say("请另存为 JPEG 或 PNG", "save it as JPEG or PNG");
    if bytes.is_empty() {
        return (say("文件是空的", "the file is empty"), say("请重新导出这张图", "export the picture again"));
    }
    let is = |(magic, at, _): &&(&[u8], usize, &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((_, _, name)) = known.iter().find(is) {
        return (say(format!("是 {name} 文件"), format!("it is a {name} file")), cure);
    }
    let head = &bytes[..bytes.len().min(512)];
    let is_text = !head.contains(&0) && std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    if is_text {
        return (
            say("其实是文本文件", "it is a text file in truth"),
            say("请放上真正的图片", "put the real picture there"),
        );
    }
    (say("不是 JPEG 或 PNG", "it is neither JPEG nor PNG"), cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let found = match size(bytes) {
            Ok((width, height)) => format!("{width}×{height}"),
            Err((why, _)) => why.en,
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

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([0; 30]);
        bytes.extend(b"IEND\xaeB\x60\x82");
        bytes
    }

    #[test]
    fn pictures_tell_their_size() {
        check(&jpeg_of(0xc0, 800, 600), "800×600");
        check(&jpeg_of(0xc2, 800, 600), "800×600"); // progressive
        check(&png_of(16_384, 16_384), "16384×16384");
    }

    #[test]
    fn what_cannot_be_used_is_called_by_its_name() {
        check(&jpeg_of(0xc0, 0, 600), "the file is cut short or damaged");
        check(&jpeg_of(0xc0, 800, 600)[..20], "the file is cut short or damaged");
        check(&jpeg_of(0xc9, 8, 6), "it is a lossless or arithmetic-coded JPEG");
        check(&png_of(16_385, 1), "it has 16385×1 pixels, too many");
        check(&png_of(8, 8)[..40], "the file is cut short or damaged");
        check("不是图片".as_bytes(), "it is a text file in truth");
        check(b"", "the file is empty");
        check(b"GIF89a\0\0", "it is a GIF file");
        check(b"\0\x01\x02", "it is neither JPEG nor PNG");
    }
}
