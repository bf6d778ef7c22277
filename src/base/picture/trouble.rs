//! Why a picture file cannot be used, and the cure.

use super::{PIXELS, SIDE};
use crate::base::diag::{Say, say};

/// Why a picture file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// Cut short, or not what it says it is.
    Broken,
    /// No bytes.
    Empty,
    /// Words where a picture should be.
    Text,
    /// A known kind that is not read.
    Kind(&'static str),
    /// No kind that is known.
    Unknown,
    /// A way of coding that is not read.
    Coding(Say),
    /// More pixels than are decoded.
    TooLarge(u32, u32),
    /// A drawing that cannot be read, and why.
    Drawing(Say),
    /// A PDF that cannot be read or placed: why, and the cure.
    Pdf(Say, Say),
}

impl Trouble {
    /// What is wrong, as what follows on “the file”, and the cure.
    pub fn say(&self) -> (Say, Say) {
        let again = say("请重新导出或传输这张图", "export or transfer the picture again");
        let save = say("请另存为 JPEG、PNG、TIFF 或 WebP", "save it as JPEG, PNG, TIFF or WebP");
        match self {
            Trouble::Broken => (say("文件不完整或已损坏", "the file is cut short or damaged"), again),
            Trouble::Empty => (say("文件是空的", "the file is empty"), again),
            Trouble::Text => (
                say("其实是文本文件", "it is a text file in truth"),
                say("请放上真正的图片", "put the real picture there"),
            ),
            Trouble::Kind(name @ ("AVIF" | "HEIC" | "HEIF")) => (
                say(
                    format!("是 {name} 文件"),
                    format!("it is {} {name} file", if *name == "AVIF" { "an" } else { "a" }),
                ),
                say(
                    "本程序不解码它：请在看图软件或手机里导出为 JPEG、PNG 或 WebP",
                    "it is not decoded here: export it as JPEG, PNG or WebP from a picture program or the phone",
                ),
            ),
            Trouble::Kind(name) => (say(format!("是 {name} 文件"), format!("it is a {name} file")), save),
            Trouble::Unknown => (say("不是认得的图片格式", "it is none of the kinds of picture that are read"), save),
            Trouble::Coding(what) => (what.clone(), save),
            Trouble::TooLarge(width, height) => (
                say(format!("有 {width}×{height} 像素，太大"), format!("it has {width}×{height} pixels, too many")),
                say(
                    format!("请缩小到每边 {SIDE} 像素、共 {} 百万像素以内", PIXELS / 1_000_000),
                    format!("reduce it to {SIDE} pixels a side and {} million in all", PIXELS / 1_000_000),
                ),
            ),
            Trouble::Pdf(what, cure) => (what.clone(), cure.clone()),
            Trouble::Drawing(what) => {
                (what.clone(), say("请在绘图软件里重新存为普通 SVG", "save it again as plain SVG from its program"))
            }
        }
    }
}

/// Names what a file is, when it is known and not wanted.
pub(super) fn stranger(bytes: &[u8]) -> Trouble {
    const KNOWN: [(&[u8], usize, &str); 12] = [
        (b"GIF8", 0, "GIF"),
        (b"ftyphei", 4, "HEIC"),
        (b"ftypmif1", 4, "HEIF"),
        (b"ftypavi", 4, "AVIF"),
        (b"II+\0", 0, "BigTIFF"),
        (b"MM\0+", 0, "BigTIFF"),
        (b"%!PS", 0, "EPS"),
        (b"8BPS", 0, "Photoshop"),
        (b"\0\0\0\x0cjP  ", 0, "JPEG 2000"),
        (b"\xff\x0a", 0, "JPEG XL"),
        (b"\x1f\x8b", 0, "SVGZ / gzip"),
        (b"BM", 0, "BMP"),
    ];
    if bytes.is_empty() {
        return Trouble::Empty;
    }
    let is = |(magic, at, _): &&(&[u8], usize, &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((_, _, name)) = KNOWN.iter().find(is) {
        return Trouble::Kind(name);
    }
    let head = &bytes[..bytes.len().min(512)];
    let is_text = !head.contains(&0) && std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    if is_text { Trouble::Text } else { Trouble::Unknown }
}
