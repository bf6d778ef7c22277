//! 电头: the byline is set once, whether the body opens with it or not.

use crate::model::{Block, Copy, Voice};

use super::chars::{Char, Marked, is_selector, is_space, of_copy};
use super::hygiene::{self, Change, Cleaned, Manner};
use super::narrow;
use super::settle::copy;

/// The opening paragraph with the byline, marked as such.
///
/// A paragraph that opens with the same words (spaces not counted) keeps them; else they are put before
/// it, with one U+3000 after them.
pub(super) fn opening(marked: Marked, byline: &Copy, cleaned: &mut Cleaned<'_>) -> Copy {
    let Marked { chars, mut readings } = marked;
    let words = byline.text.chars().filter(|&c| !is_space(c) && !hygiene::is_invisible(c));
    let (mut head, mut rest, space) = match opens_with(&chars, words) {
        Some(length) => {
            let mut rest = chars;
            let mut head: Vec<Char> = rest.drain(..length).collect();
            hygiene::clean(&mut head, Manner::Byline, cleaned);
            let spaces = rest.iter().take_while(|char| is_space(char.c)).count();
            let space = rest.first().copied().filter(|_| spaces > 0);
            if spaces > 1 {
                cleaned.note(Change::Spaces, rest[0].at as usize);
            }
            rest.drain(..spaces);
            (head, rest, space)
        }
        None => {
            if starts_like_a_byline(&chars)
                && let Some(first) = chars.first()
            {
                cleaned.suspect_byline(first.at as usize, byline.origins.first().copied());
            }
            let Marked { chars: head, readings: own } = of_copy(byline);
            let at = head.last().map_or(0, |last| last.at as usize);
            // The groups of the byline come first, those of the paragraph behind them.
            let groups = byline.spans.iter().map(|span| span.kind.group).max().unwrap_or(0);
            let mut rest = chars;
            for char in rest.iter_mut().filter(|char| char.mark.group > 0) {
                char.mark.group = char.mark.group.saturating_add(groups);
            }
            for reading in &mut readings {
                reading.ruby.group = reading.ruby.group.saturating_add(groups);
            }
            readings.splice(0..0, own);
            (head, rest, Some(Char::plain('\u{3000}', at)))
        }
    };
    voice(&mut head);
    hygiene::clean(&mut rest, Manner::Body, cleaned);
    if !rest.is_empty() {
        head.extend(space);
    }
    head.append(&mut rest);
    copy(&Marked { chars: head, readings }, cleaned)
}

/// The byline as a paragraph of its own.
pub(super) fn alone(byline: &Copy, cleaned: &mut Cleaned<'_>) -> Copy {
    let mut marked = of_copy(byline);
    voice(&mut marked.chars);
    copy(&marked, cleaned)
}

fn voice(chars: &mut [Char]) {
    for char in chars {
        char.mark.voice = Voice::Byline;
    }
}

/// How many characters of the paragraph hold the byline's words, spaces not counted.
fn opens_with(chars: &[Char], words: impl Iterator<Item = char>) -> Option<usize> {
    let mut index = 0;
    for word in words {
        while chars.get(index).is_some_and(|char| is_space(char.c) || hygiene::is_invisible(char.c)) {
            index += 1;
        }
        if narrow::half(chars.get(index)?.c) != narrow::half(word) {
            return None;
        }
        index += 1;
    }
    index += chars[index..].iter().take_while(|char| is_selector(char.c)).count();
    Some(index)
}

/// Words with which reports open. A body with one of them and another byline may set it twice.
pub(super) fn starts_like_a_byline(chars: &[Char]) -> bool {
    const OPENINGS: [&str; 4] = ["本报讯", "本报记者", "新华社", "本报"];
    OPENINGS.iter().any(|opening| opens_with(chars, opening.chars()).is_some())
}

/// Takes the byline out of the body, for a head that sets it.
pub(crate) fn take_out(body: &mut Vec<Block>) {
    let first = body.iter_mut().find_map(|block| match block {
        Block::Paragraph(copy) => Some(copy),
        _ => None,
    });
    let Some(copy) = first else { return };
    let own = copy.spans.iter().take_while(|span| span.kind.voice == Voice::Byline).count();
    let Some(length) = copy.spans[..own].last().map(|span| span.end) else { return };
    let rest = &copy.text[length as usize..];
    let spaces = rest.len() - rest.trim_start_matches(is_space).len();
    let cut = length as usize + spaces;
    let characters = copy.text[..cut].chars().count();
    copy.origins.drain(..characters);
    copy.text.drain(..cut);
    copy.spans.drain(..own);
    let spans = &copy.spans;
    copy.rubies.retain(|ruby| spans.iter().any(|span| span.kind.group == ruby.group));
    for span in &mut copy.spans {
        span.start = span.start.saturating_sub(cut as u32);
        span.end = span.end.saturating_sub(cut as u32);
    }
    copy.spans.retain(|span| span.end > span.start);
    body.retain(|block| !matches!(block, Block::Paragraph(copy) if copy.text.is_empty()));
}
