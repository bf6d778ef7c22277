//! An annotation as readers write it: its words, its boxes, what it belongs to.
//!
//! Source: ISO 32000-1, 12.5.6.

use crate::base::diag::Code;
use crate::output::read::{Dict, Document, Limit, Object, text_string};

use super::remark::{AUTHOR, CHANGED, OWN_NAME, SOURCE_KEY};

/// Characters of one that are kept.
const WORDS: usize = 4_000;
/// Bytes and characters of rich text, with its mark-up, that are looked at.
const RICH: usize = 1 << 20;
/// Boxes of one that are looked at.
const BOXES: usize = 500;

/// An annotation as it stands.
pub(super) struct Raw<'d> {
    /// The number of its object.
    pub(super) number: Option<u32>,
    pub(super) dict: &'d Dict,
    /// The page of the file, from 1.
    pub(super) leaf: usize,
}

impl Raw<'_> {
    /// What it answers to, or is grouped with.
    pub(super) fn parent(&self) -> Option<u32> {
        if let Object::Ref(number, _) = self.dict.raw(b"IRT") { Some(*number) } else { None }
    }
}

/// `Highlight`.
pub(super) fn kind(document: &Document<'_>, raw: &Raw<'_>) -> String {
    String::from_utf8_lossy(document.name(raw.dict, b"Subtype").unwrap_or_default()).into_owned()
}

/// Whether it is something that a reader writes, and that others are shown.
pub(super) fn is_shown(document: &Document<'_>, raw: &Raw<'_>) -> bool {
    const KINDS: [&[u8]; 16] = [
        b"Text",
        b"FreeText",
        b"Highlight",
        b"Underline",
        b"Squiggly",
        b"StrikeOut",
        b"Redact",
        b"Caret",
        b"Square",
        b"Circle",
        b"Line",
        b"Ink",
        b"Polygon",
        b"PolyLine",
        b"Stamp",
        b"FileAttachment",
    ];
    // Hidden: neither shown nor printed.
    let flags = document.get(raw.dict, b"F").int().unwrap_or(0);
    document.name(raw.dict, b"Subtype").is_some_and(|kind| KINDS.contains(&kind)) && flags & 2 == 0
}

/// Whether the program itself wrote it. Its name may be lost where a file was written anew by another program.
pub(super) fn is_own(document: &Document<'_>, raw: &Raw<'_>) -> bool {
    let subject = words(document, raw.dict, b"Subj");
    let is_named = words(document, raw.dict, b"NM").starts_with(OWN_NAME) || raw.dict.has(SOURCE_KEY.as_bytes());
    let is_known = subject == CHANGED || Code::ALL.iter().any(|code| code.as_str() == subject);
    is_named || is_known && words(document, raw.dict, b"T") == AUTHOR
}

/// A text under a key, cleaned of what no line can show.
pub(super) fn words(document: &Document<'_>, dict: &Dict, key: &[u8]) -> String {
    text(document, dict, key).chars().take(WORDS).collect::<String>().trim().to_owned()
}

fn text(document: &Document<'_>, dict: &Dict, key: &[u8]) -> String {
    let text = match document.get(dict, key) {
        Object::Text(bytes) => text_string(bytes),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Stream(stream) => {
            document.decode(stream, Limit::Bytes(RICH)).map(|decoded| text_string(&decoded.bytes)).unwrap_or_default()
        }
        _ => String::new(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).take(RICH).collect()
}

/// What an annotation says: its contents, else the plain text of its rich text.
pub(super) fn said(document: &Document<'_>, dict: &Dict) -> String {
    let plain = words(document, dict, b"Contents");
    if !plain.is_empty() {
        return plain;
    }
    plain_of(&text(document, dict, b"RC")).chars().take(WORDS).collect()
}

/// Rich text without its mark-up; a paragraph is a line.
fn plain_of(rich: &str) -> String {
    let mut out = String::new();
    let mut rest = rich;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        if matches!(name.as_str(), "/p" | "/div" | "br" | "br/") {
            out.push('\n');
        }
        rest = &rest[at + end + 1..];
    }
    if !rest.contains('<') {
        out.push_str(rest);
    }
    let lines: Vec<String> = out.lines().map(|line| unescaped(line.trim())).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Text whose entities are characters.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = rest.find(';').and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (character, length) = found.unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "amp" => Some('&'),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            let character = char::from_u32(code.ok()?)?;
            Some(if character.is_control() { '\n' } else { character })
        }
    }
}

fn numbers(document: &Document<'_>, dict: &Dict, key: &[u8]) -> Vec<f64> {
    let values = document.list(dict, key);
    values.into_iter().filter_map(Object::number).filter(|value| value.is_finite()).collect()
}

fn bounds(points: &[f64]) -> [f64; 4] {
    let least = |from: usize| points.iter().skip(from).step_by(2).fold(f64::MAX, |least, value| least.min(*value));
    let most = |from: usize| points.iter().skip(from).step_by(2).fold(f64::MIN, |most, value| most.max(*value));
    [least(0), least(1), most(0), most(1)]
}

/// The boxes of an annotation in points: its quads, in whichever order their corners come, else its rectangle; left,
/// bottom, right, top. Some programs write quads of no size.
pub(super) fn boxes(document: &Document<'_>, raw: &Raw<'_>) -> Vec<[f64; 4]> {
    let quads = numbers(document, raw.dict, b"QuadPoints");
    let mut found: Vec<[f64; 4]> = quads.chunks_exact(8).take(BOXES).map(bounds).collect();
    found.retain(|[left, bottom, right, top]| right > left && top > bottom);
    if !found.is_empty() {
        return found;
    }
    let rect = numbers(document, raw.dict, b"Rect");
    if rect.len() == 4 { vec![bounds(&rect)] } else { Vec::new() }
}

/// Where a call-out or an arrow points.
pub(super) fn pointed(document: &Document<'_>, raw: &Raw<'_>) -> Option<[f64; 2]> {
    let (call, line) = (numbers(document, raw.dict, b"CL"), numbers(document, raw.dict, b"L"));
    match (&call[..], &line[..]) {
        ([x, y, ..], _) => Some([*x, *y]),
        // An arrow's head is mostly at its end.
        (_, [_, _, x, y]) => Some([*x, *y]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_read_without_its_mark_up() {
        let rich = "<?xml version=\"1.0\"?><body xmlns=\"x\"><p dir=\"ltr\"><span>一 &amp; 二&#x4e09;</span></p><p>&lt;四&gt; &no; &</p></body>";
        assert_eq!(plain_of(rich), "一 & 二三\n<四> &no; &");
        assert_eq!(plain_of("没有标记"), "没有标记");
        assert_eq!(plain_of("断<span"), "断");
    }
}
