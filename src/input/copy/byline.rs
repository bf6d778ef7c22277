//! 电头: the byline is set once, whether the body opens with it or not.

use crate::model::{Block, Copy, Inline, Voice};

use super::blocks::Rough;
use super::chars::{Char, is_space, to_copy};
use super::hygiene::{self, Change, Cleaned, Manner};

/// Cleans the blocks and sees to it that the body opens with the byline, marked as such.
///
/// A body that opens with the same words (spaces not counted) keeps them; else they are put before
/// its first paragraph, with one U+3000 after them.
pub(super) fn set_once(blocks: &mut Vec<Rough>, byline: Option<&Copy>, cleaned: &mut Cleaned<'_>) -> Vec<Block> {
    let mut byline = byline;
    let mut body = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let finished = match block {
            Rough::Break => Block::Break,
            Rough::Crosshead(chars) => match finish(chars, Manner::Head, cleaned) {
                Some(copy) => Block::Crosshead(copy),
                None => continue,
            },
            Rough::Quote(chars) => match finish(chars, Manner::Body, cleaned) {
                Some(copy) => Block::Quote(copy),
                None => continue,
            },
            Rough::Paragraph(chars) => {
                let copy = match byline.take() {
                    Some(byline) => Some(opening(chars, byline, cleaned)),
                    None => finish(chars, Manner::Body, cleaned),
                };
                match copy {
                    Some(copy) => Block::Paragraph(copy),
                    None => continue,
                }
            }
        };
        body.push(finished);
    }
    body
}

fn finish(mut chars: Vec<Char>, manner: Manner, cleaned: &mut Cleaned<'_>) -> Option<Copy> {
    hygiene::clean(&mut chars, manner, cleaned);
    (!chars.is_empty()).then(|| to_copy(&chars, cleaned.file))
}

fn opening(chars: Vec<Char>, byline: &Copy, cleaned: &mut Cleaned<'_>) -> Copy {
    let words = || byline.text.chars().filter(|&c| !is_space(c));
    let (mut head, mut rest, space) = match opens_with(&chars, words()) {
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
            let origins = byline.text.chars().zip(&byline.origins);
            let head: Vec<Char> = origins.map(|(c, &at)| Char::plain(c, at as usize)).collect();
            let at = head.last().map_or(0, |last| last.at as usize);
            (head, chars, Some(Char::plain('\u{3000}', at)))
        }
    };
    for char in &mut head {
        char.mark = Inline::of(Voice::Byline);
    }
    hygiene::clean(&mut rest, Manner::Body, cleaned);
    if !rest.is_empty() {
        head.extend(space);
    }
    head.append(&mut rest);
    to_copy(&head, cleaned.file)
}

/// How many characters of the paragraph hold the byline's words, spaces not counted.
fn opens_with(chars: &[Char], words: impl Iterator<Item = char>) -> Option<usize> {
    let mut index = 0;
    for word in words {
        while chars.get(index).is_some_and(|char| is_space(char.c) || hygiene::is_invisible(char.c)) {
            index += 1;
        }
        if chars.get(index)?.c != word {
            return None;
        }
        index += 1;
    }
    Some(index)
}

/// Words with which reports open. A body with one of them and another byline may set it twice.
fn starts_like_a_byline(chars: &[Char]) -> bool {
    const OPENINGS: [&str; 4] = ["本报讯", "本报记者", "新华社", "本报"];
    OPENINGS.iter().any(|opening| opens_with(chars, opening.chars()).is_some())
}

/// Takes the byline out of the body, for a head that sets it.
pub(crate) fn take_out(body: &mut [Block]) {
    let first = body.iter_mut().find_map(|block| match block {
        Block::Paragraph(copy) => Some(copy),
        _ => None,
    });
    let Some(copy) = first else { return };
    let Some(length) = copy.spans.first().filter(|span| span.kind.voice == Voice::Byline).map(|span| span.end) else {
        return;
    };
    let rest = &copy.text[length as usize..];
    let spaces = rest.len() - rest.trim_start_matches(is_space).len();
    let cut = length as usize + spaces;
    let characters = copy.text[..cut].chars().count();
    copy.origins.drain(..characters);
    copy.text.drain(..cut);
    copy.spans.remove(0);
    for span in &mut copy.spans {
        span.start -= cut as u32;
        span.end -= cut as u32;
    }
}
