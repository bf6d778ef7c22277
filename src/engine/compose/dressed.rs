//! A story as its area wants it: cross-heads that it offers, paragraphs that may go, empty rows, the
//! byline on a line of its own.

use std::borrow::Cow;

use crate::model::{Block, Copy, Fitting, Inline, InlineSpan, Opening, Story, StyleSheet, TextStyle, Voice};

/// The story with all of its area's wishes.
pub(super) fn dressed<'a>(story: &'a Story, fitting: &Fitting) -> Cow<'a, Story> {
    let plain = Fitting { crosshead_rows: None, ..fitting.clone() } == Fitting::default();
    if plain {
        return Cow::Borrowed(story);
    }
    let chosen = spread(story.candidates.len(), usize::from(fitting.crossheads));
    let mut body = Vec::with_capacity(story.body.len() + 4);
    let mut number = 0;
    for (index, block) in story.body.iter().enumerate() {
        for candidate in chosen.iter().map(|&at| &story.candidates[at]).filter(|candidate| candidate.before == index) {
            body.push(Block::Crosshead(candidate.copy.clone()));
        }
        if block.is_paragraph() {
            number = u16::saturating_add(number, 1);
            if fitting.cut.contains(&number) {
                continue;
            }
            if fitting.space.contains(&number) {
                body.push(Block::Break);
            }
        }
        match block {
            Block::Paragraph(copy) if number == 1 && fitting.byline_apart && opens_plainly(story) => {
                body.extend(byline_apart(copy).into_iter().map(Block::Paragraph));
            }
            block => body.push(block.clone()),
        }
    }
    Cow::Owned(Story { body, ..story.clone() })
}

/// The style sheet with cross-heads of the area's height.
pub(super) fn sheet_for<'a>(sheet: &'a StyleSheet, fitting: &Fitting) -> Cow<'a, StyleSheet> {
    match fitting.crosshead_rows {
        None => Cow::Borrowed(sheet),
        Some(rows) => {
            let crosshead = TextStyle { rows, ..sheet.crosshead.clone() };
            Cow::Owned(StyleSheet { crosshead, ..sheet.clone() })
        }
    }
}

/// Which of `offered` candidates are set when `wanted` are: spread over the copy.
fn spread(offered: usize, wanted: usize) -> Vec<usize> {
    let wanted = wanted.min(offered);
    (0..wanted).map(|index| (2 * index + 1) * offered / (2 * wanted)).collect()
}

fn opens_plainly(story: &Story) -> bool {
    story.opening == Opening::default()
}

/// The paragraph as its byline and the rest; as it is where it opens with none.
fn byline_apart(copy: &Copy) -> Vec<Copy> {
    let Some(end) = byline_end(copy) else { return vec![copy.clone()] };
    let rest = copy.text[end..].trim_start();
    let from = copy.text.len() - rest.len();
    if rest.is_empty() {
        return vec![copy.clone()];
    }
    vec![copy.slice(0, end), copy.slice(from, copy.text.len())]
}

/// Where the byline that opens a paragraph ends.
fn byline_end(copy: &Copy) -> Option<usize> {
    let mut end = 0;
    for span in copy.spans.iter().filter(|span| span.kind.voice == Voice::Byline) {
        if span.start as usize > end {
            break;
        }
        end = span.end as usize;
    }
    (end > 0).then_some(end)
}

/// A copy less some bytes of its text.
pub(super) fn without(copy: &Copy, (start, end): (usize, usize)) -> Copy {
    let index = |at: usize| copy.text[..at].chars().count();
    let (from, to) = (index(start), index(end));
    let mut origins = copy.origins.clone();
    origins.drain(from..to.min(origins.len()));
    let moved = |at: u32| {
        let at = at as usize;
        (if at <= start { at } else { at.max(end) - (end - start) }) as u32
    };
    let spans =
        copy.spans.iter().map(|span| InlineSpan { start: moved(span.start), end: moved(span.end), kind: span.kind });
    Copy {
        text: copy.text[..start].to_owned() + &copy.text[end..],
        file: copy.file,
        origins,
        spans: spans.filter(|span| span.start < span.end).collect(),
        rubies: copy.rubies.iter().filter(|ruby| keeps_ruby(copy, (start, end), ruby.group)).cloned().collect(),
    }
}

/// Whether a stretch with words beside it stands outside what is taken out.
fn keeps_ruby(copy: &Copy, (start, end): (usize, usize), group: u16) -> bool {
    copy.spans.iter().any(|span| {
        let inside = span.start as usize >= start && span.end as usize <= end;
        span.kind.has(Inline::RUBY) && span.kind.group == group && !inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Span;

    #[test]
    fn a_copy_without_some_bytes_keeps_its_places() {
        let mut copy = Copy::plain("一二三四五六", Span::NONE);
        copy.origins = vec![0, 3, 6, 9, 12, 15];
        copy.spans = vec![InlineSpan { start: 9, end: 15, kind: Inline::default() }];
        let short = without(&copy, (3, 12));
        assert_eq!((short.text.as_str(), &short.origins[..]), ("一五六", &[0, 12, 15][..]));
        assert_eq!((short.spans[0].start, short.spans[0].end), (3, 6));
    }

    #[test]
    fn cross_heads_are_spread_over_the_copy() {
        assert_eq!(spread(3, 1), [1]);
        assert_eq!(spread(4, 2), [1, 3]);
        assert_eq!(spread(3, 3), [0, 1, 2]);
        assert_eq!(spread(2, 5), [0, 1]);
    }

    #[test]
    fn a_byline_parts_from_its_paragraph() {
        let mut copy = Copy::plain("本报讯 记者 林晓　今天下雨。", Span::NONE);
        let end = "本报讯 记者 林晓".len() as u32;
        copy.spans = vec![InlineSpan { start: 0, end, kind: Inline::of(Voice::Byline) }];
        let parts: Vec<String> = byline_apart(&copy).into_iter().map(|copy| copy.text).collect();
        assert_eq!(parts, ["本报讯 记者 林晓", "今天下雨。"]);
    }
}
