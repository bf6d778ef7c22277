//! The outermost element of a drawing.
//!
//! Source: SVG 2, 8.2 `viewBox` and 8.9 `width`, `height`; CSS Values, absolute lengths.

use roxmltree::{Document, ParsingOptions};

use super::{DRAWING, Format, Head, Orientation, Trouble};
use crate::base::diag::say;

/// Largest drawing that is read.
const LIMIT: usize = 16 << 20;
/// Most elements and texts of a drawing.
pub(super) const NODES: u32 = 1_000_000;

/// Whether a file is XML that begins as drawings do.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}

/// The shape of a drawing, whose longer side has [`DRAWING`] units.
pub(super) fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let trouble = |zh: String, en: String| Trouble::Drawing(say(zh, en));
    if bytes.len() > LIMIT {
        return Err(trouble("超过 16 MB".to_owned(), "it is larger than 16 MB".to_owned()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| trouble("不是 UTF-8 的 SVG".to_owned(), "it is an SVG that is not UTF-8".to_owned()))?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| trouble(format!("SVG 有错：{error}"), format!("its SVG has an error: {error}")))?;
    let root = document.root_element();
    let lengths = root.attribute("width").and_then(length).zip(root.attribute("height").and_then(length));
    let (width, height) = lengths.or_else(|| root.attribute("viewBox").and_then(view_box)).ok_or_else(|| {
        trouble(
            "SVG 没有 width、height，也没有 viewBox".to_owned(),
            "its SVG has neither width and height nor a viewBox".to_owned(),
        )
    })?;
    let units = |side: i64| (side * i64::from(DRAWING) / width.max(height)).max(1) as u32;
    let (width, height) = (units(width), units(height));
    let orientation = Orientation::UPRIGHT;
    Ok(Head { format: Format::Svg, width, height, channels: 4, bits: 8, orientation })
}

/// Thousandths of a pixel, from an absolute length.
fn length(text: &str) -> Option<i64> {
    const UNITS: [(&str, i64, i64); 6] =
        [("px", 1, 1), ("pt", 4, 3), ("pc", 16, 1), ("mm", 960, 254), ("cm", 9600, 254), ("in", 96, 1)];
    let text = text.trim();
    let (number, (_, times, by)) =
        UNITS.iter().find_map(|unit| Some((text.strip_suffix(unit.0)?, *unit))).unwrap_or((text, ("", 1, 1)));
    Some(thousandths(number)? * times / by).filter(|size| *size > 0)
}

fn view_box(text: &str) -> Option<(i64, i64)> {
    let mut numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).skip(2);
    let (width, height) = (thousandths(numbers.next()?)?, thousandths(numbers.next()?)?);
    (width > 0 && height > 0).then_some((width, height))
}

/// A decimal number, to the third place.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let part: i64 = digits.parse().ok()?;
    (0..=1_000_000_000).contains(&whole).then_some(whole * 1000 + part)
}
