//! Addresses of the web and of mail in what is printed: found, and their characters parted from those beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::{Em, Length};
use crate::font::Posture;
use crate::model::Edition;
use crate::page::{Item, ItemKind, Page, TextRun};

/// A page whose addresses are runs of their own.
pub(super) struct Parted {
    pub(super) items: Vec<Item>,
    /// Of each item, the index of its address.
    pub(super) of_item: Vec<Option<usize>>,
    /// The addresses as they lead: with their scheme.
    pub(super) addresses: Vec<String>,
}

/// Above and below the baseline, as far as a link can be pressed.
const ABOVE: Em = Em(880);
const BELOW: Em = Em(120);

/// Every address that the copy of an edition has: what of a line belongs to one that is broken.
pub(super) fn known(edition: &Edition) -> BTreeSet<String> {
    let bodies = edition.stories.iter().flat_map(|story| &story.body).flat_map(|block| block.copies());
    let captions = edition.pictures.iter().flat_map(|picture| [&picture.caption, &picture.credit]).flatten();
    let summaries = edition.stories.iter().flat_map(|story| &story.summary);
    let fillers = edition.fillers.iter().flat_map(|filler| &filler.lines);
    let texts = bodies.chain(captions).chain(summaries).chain(fillers).map(|copy| copy.text.as_str());
    texts.flat_map(|text| find(text).into_iter().map(|range| text[range].to_owned())).collect()
}

/// Parts the runs of a page at the ends of addresses. Runs of one span are read as one text.
pub(super) fn part(page: &Page, known: &BTreeSet<String>) -> Parted {
    let mut groups: BTreeMap<(u32, u32, u32), Vec<usize>> = BTreeMap::new();
    for (index, item) in page.items.iter().enumerate() {
        if let (ItemKind::Text(_), Span { file, start, end }) = (&item.kind, item.span) {
            groups.entry((file.0, start, end)).or_default().push(index);
        }
    }
    let mut addresses = Vec::new();
    // Of an item: byte ranges of its text, and the address that they belong to.
    let mut found: BTreeMap<usize, Vec<(Range<usize>, usize)>> = BTreeMap::new();
    for group in groups.values() {
        let runs: Vec<&TextRun> = group.iter().filter_map(|index| text_of(&page.items[*index])).collect();
        let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
        if !whole.contains([':', '.', '@']) {
            continue;
        }
        let starts: Vec<usize> = runs
            .iter()
            .scan(0, |end, run| {
                *end += run.text.len();
                Some(*end - run.text.len())
            })
            .collect();
        let ends_line = |at: usize| {
            let next = starts.iter().position(|start| *start == at && at > 0);
            next.is_some_and(|next| breaks(runs[next - 1], runs[next]))
        };
        for range in find(&whole) {
            let Range { start, end } = longest(&whole, range, known, &ends_line);
            addresses.push(with_scheme(&whole[start..end]));
            for ((index, run), first) in group.iter().zip(&runs).zip(&starts) {
                let (from, to) = (start.max(*first), end.min(first + run.text.len()));
                if from < to {
                    found.entry(*index).or_default().push((from - first..to - first, addresses.len() - 1));
                }
            }
        }
    }
    let mut parted = Parted { items: Vec::new(), of_item: Vec::new(), addresses };
    for (index, item) in page.items.iter().enumerate() {
        match (found.get(&index), &item.kind) {
            (Some(ranges), ItemKind::Text(run)) => {
                for (piece, address) in cut(run, ranges) {
                    parted.items.push(Item { span: item.span, kind: ItemKind::Text(piece) });
                    parted.of_item.push(address);
                }
            }
            _ => {
                parted.items.push(item.clone());
                parted.of_item.push(None);
            }
        }
    }
    parted
}

fn text_of(item: &Item) -> Option<&TextRun> {
    match &item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    }
}

/// Whether a line ends between two runs.
fn breaks(one: &TextRun, other: &TextRun) -> bool {
    match other.posture {
        Posture::Level => one.origin.y != other.origin.y,
        Posture::Upright | Posture::Turned => other.origin.y < one.origin.y,
    }
}

/// An address that runs over the end of a line is as long as the copy has it; one that the copy does not have ends with
/// its line.
fn longest(
    whole: &str,
    range: Range<usize>,
    known: &BTreeSet<String>,
    ends_line: &dyn Fn(usize) -> bool,
) -> Range<usize> {
    let rest = &whole[range.start..];
    let longest = known.iter().filter(|address| rest.starts_with(address.as_str())).map(String::len).max();
    if let Some(length) = longest {
        return range.start..range.start + length;
    }
    let end = (range.start + 1..range.end).find(|at| ends_line(*at)).unwrap_or(range.end);
    range.start..end
}

/// The pieces of a run at the borders of ranges of its text, which are in order.
fn cut(run: &TextRun, ranges: &[(Range<usize>, usize)]) -> Vec<(TextRun, Option<usize>)> {
    let address_at = |byte: usize| ranges.iter().find(|(range, _)| range.contains(&byte)).map(|(_, address)| *address);
    let mut pieces: Vec<(TextRun, Option<usize>)> = Vec::new();
    let mut rest = run.text.char_indices();
    for glyph in &run.glyphs {
        let text = rest.as_str();
        let first = rest.clone().next().map(|(byte, _)| byte);
        (0..glyph.chars).for_each(|_| {
            rest.next();
        });
        let own = &text[..text.len() - rest.as_str().len()];
        // Further glyphs of a cluster stay with its first.
        let address = match (glyph.chars, pieces.last()) {
            (0, Some((_, address))) => *address,
            _ => first.and_then(address_at),
        };
        match pieces.last_mut() {
            Some((piece, known)) if *known == address => {
                piece.glyphs.push(*glyph);
                piece.text.push_str(own);
            }
            _ => pieces.push((TextRun { glyphs: vec![*glyph], text: own.to_owned(), ..run.clone() }, address)),
        }
    }
    if let Some((piece, _)) = pieces.last_mut() {
        piece.text.push_str(rest.as_str());
    }
    pieces
}

/// The box of a run, about: from its first glyph to behind its last.
pub(super) fn box_of(run: &TextRun) -> Rect {
    let first = run.glyphs.first().map_or(Length::ZERO, |glyph| glyph.x);
    let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x);
    let wide = run.text.chars().last().is_some_and(|last| !last.is_ascii());
    let own = run.width.of(if wide { run.size } else { Em(560).at(run.size) });
    let (from, length) = (first, last - first + own);
    let (above, below) = (ABOVE.at(run.size), BELOW.at(run.size));
    match run.posture {
        Posture::Level => Rect::new(run.origin.x + from, run.origin.y - above, length, above + below),
        Posture::Upright => Rect::new(run.origin.x - run.size / 2, run.origin.y + from, run.size, length),
        Posture::Turned => Rect::new(run.origin.x - below, run.origin.y + from, above + below, length),
    }
}

/// An address with the scheme that it is opened by.
pub(super) fn with_scheme(address: &str) -> String {
    let lower = address.to_ascii_lowercase();
    let text = if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("mailto:") {
        address.to_owned()
    } else if address.contains('@') {
        format!("mailto:{address}")
    } else {
        format!("https://{address}")
    };
    // What is not ASCII is written by its bytes (RFC 3987, 3.1).
    let code = |char: char| match char.is_ascii_graphic() {
        true => char.to_string(),
        false => char.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    text.chars().map(code).collect()
}

/// Where the addresses of a text stand: of the web with their scheme or from `www.` on, and of mail.
///
/// Source: RFC 3986, 2 (the characters); RFC 5321, 4.1.2, as far as it is in use.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let range = web_at(bytes, at).or_else(|| mail_at(bytes, at));
        match range {
            Some(range) if found.last().is_none_or(|last| last.end <= range.start) => {
                at = range.end;
                found.push(range);
            }
            _ => at += 1,
        }
    }
    found
}

fn web_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let starts =
        |prefix: &str| bytes.get(at..at + prefix.len()).is_some_and(|own| own.eq_ignore_ascii_case(prefix.as_bytes()));
    let prefix = ["https://", "http://", "www."].into_iter().find(|prefix| starts(prefix))?;
    if at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'/') {
        return None;
    }
    let may_be = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(byte);
    let from = at + prefix.len();
    let length = bytes[from..].iter().take_while(|byte| may_be(byte)).count();
    let mut end = from + length;
    while end > from && b".,;:!?'()[]".contains(&bytes[end - 1]) {
        end -= 1;
    }
    let host = bytes[from..end].split(|byte| b"/?#".contains(byte)).next().unwrap_or_default();
    (host.contains(&b'.') && host.first().is_some_and(u8::is_ascii_alphanumeric)).then_some(at..end)
}

fn mail_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    if bytes[at] != b'@' {
        return None;
    }
    let local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let before = bytes[..at].iter().rev().take_while(local).count();
    let domain = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let mut end = at + 1 + bytes[at + 1..].iter().take_while(domain).count();
    while end > at + 1 && b".-".contains(&bytes[end - 1]) {
        end -= 1;
    }
    let last = bytes[at + 1..end].rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let is_domain = bytes[at + 1..end].contains(&b'.') && last.len() >= 2 && last.iter().all(u8::is_ascii_alphabetic);
    (before > 0 && is_domain).then_some(at - before..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        check("详见https://www.linzhou.example/a?b=1，或来信", &["https://www.linzhou.example/a?b=1"]);
        check("（www.linzhou.example）。", &["www.linzhou.example"]);
        check("See http://a.example/x. Or not.", &["http://a.example/x"]);
        check("邮箱：readers@linzhou.example。", &["readers@linzhou.example"]);
        check("a@b www. http:// 3.5万 v1.2", &[]);
    }

    #[test]
    fn addresses_lead_by_their_scheme() {
        assert_eq!(with_scheme("www.a.example"), "https://www.a.example");
        assert_eq!(with_scheme("a@b.example"), "mailto:a@b.example");
        assert_eq!(with_scheme("http://a.example/报"), "http://a.example/%E6%8A%A5");
    }
}
