//! Spaces: which stay, which go.

use super::byline::starts_like_a_byline;
use super::chars::{Char, is_han, is_space, is_wide_mark};
use super::hygiene::{Change, Cleaned, Manner};

/// Leaves one space between Latin and Latin; drops those at the edges, beside full-width marks, between
/// Han and Latin, where the typesetter makes the gap, and between Han and Han.
///
/// Kept between Han and Han: what parts the names of a list, or the words of an opening such as
/// `本报讯 记者 林晓 报道`, and what pads a word of two; in captions, cells and verse every one. A U+3000 at an edge of a bold
/// stretch stays whatever is beside it. Heads and bylines keep every single space but those at the
/// edges: there it parts clauses and names (C7).
pub(super) fn tidy(chars: &mut Vec<Char>, manner: Manner, cleaned: &mut Cleaned<'_>) {
    if !chars.iter().any(|char| is_space(char.c)) {
        return;
    }
    let mut tidy: Vec<Char> = Vec::with_capacity(chars.len());
    let parting = if manner == Manner::Body { parting(chars) } else { Vec::new() };
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        if !is_space(char.c) {
            tidy.push(char);
            index += 1;
            continue;
        }
        let run = chars[index..].iter().take_while(|char| is_space(char.c)).count();
        let wide = chars[index..index + run].iter().find(|char| char.c == '\u{3000}').copied();
        let (before, after) = (tidy.last().copied(), chars.get(index + run).copied());
        let mut change = Change::Spaces;
        let keep = match (before, after) {
            (Some(_), Some(_)) if matches!(manner, Manner::Head | Manner::Byline) => true,
            (Some(before), Some(after)) if before.mark.voice != after.mark.voice && wide.is_some() => true,
            (Some(before), Some(after)) if manner == Manner::Body && is_han(before.c) && is_han(after.c) => {
                change = Change::HanSpaces;
                parting.get(index).is_some_and(|parting| *parting)
            }
            (Some(before), Some(after)) => stays_between(before.c, after.c),
            _ => false,
        };
        if keep && run > 1 {
            cleaned.note(Change::Spaces, char.at as usize);
        } else if !keep {
            cleaned.note(change, char.at as usize);
        }
        if keep {
            tidy.push(wide.filter(|_| manner != Manner::Head).unwrap_or(char.with(' ')));
            if manner == Manner::Head && wide.is_some() && run == 1 {
                cleaned.note(Change::Spaces, char.at as usize);
            }
        }
        index += run;
    }
    *chars = tidy;
}

fn stays_between(before: char, after: char) -> bool {
    if is_wide_mark(before) || is_wide_mark(after) {
        // A curly quote or a dash between Latin words is a Latin one.
        return before.is_ascii_alphanumeric() && after == '—' || before == '—' && after.is_ascii_alphanumeric();
    }
    is_han(before) == is_han(after)
}

/// A stretch of Han between two spaces, marks or other characters.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    /// Its characters; two of them for a word padded with a space.
    han: usize,
    /// Whether nothing but a space stands between it and the next.
    goes_on: bool,
}

impl Word {
    /// As long as a name.
    fn is_name(self) -> bool {
        matches!(self.han, 2..=4)
    }
}

/// Which spaces between Han part the names of a list, pad a word of two, or stand in an opening like a
/// byline.
///
/// A list is three words of two to four Han in a row with only spaces between them, or two when a
/// bracket stands beside them: `（林晓 周然）`. A padded word is two single Han with a U+3000 between them:
/// `王　芳`. Other words side by side are slips of a keyboard or of a scanner.
fn parting(chars: &[Char]) -> Vec<bool> {
    const LIST: usize = 3;
    let mut parting = vec![false; chars.len()];
    if starts_like_a_byline(chars) {
        let stop = chars.iter().position(|char| is_wide_mark(char.c)).unwrap_or(0);
        parting[..stop].fill(true);
    }
    let words = padded(&words(chars), chars, &mut parting);
    let mut from = 0;
    for (index, word) in words.iter().enumerate() {
        // Only whole names stand between the first word of a list and its last.
        if word.goes_on && (index == from || word.is_name()) {
            continue;
        }
        let list = &words[from..=index];
        let is = |at: Option<usize>, c: char| at.and_then(|at| chars.get(at)).is_some_and(|char| char.c == c);
        let bracketed = is(list[0].start.checked_sub(1), '（') || is(Some(word.end), '）');
        let names = list.iter().filter(|word| word.is_name()).count();
        if names >= LIST || bracketed && names + 1 >= LIST {
            for pair in list.windows(2) {
                parting[pair[0].end..pair[1].start].fill(true);
            }
        }
        from = if word.goes_on { index } else { index + 1 };
    }
    parting
}

fn words(chars: &[Char]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let han = chars[index..].iter().take_while(|char| is_han(char.c)).count();
        let end = index + han;
        let next = end + chars[end..].iter().take_while(|char| is_space(char.c)).count();
        if han > 0 {
            let same_voice = |after: &Char| is_han(after.c) && after.mark.voice == chars[end - 1].mark.voice;
            let goes_on = next > end && chars.get(next).is_some_and(same_voice);
            words.push(Word { start: index, end, han, goes_on });
        }
        index = next.max(index + 1);
    }
    words
}

/// Joins two single Han with a U+3000 between them to one word, unless a third stands beside them.
fn padded(words: &[Word], chars: &[Char], parting: &mut [bool]) -> Vec<Word> {
    let single = |index: Option<usize>| index.and_then(|at| words.get(at)).is_some_and(|word| word.han == 1);
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut index = 0;
    while let Some(&word) = words.get(index) {
        let before = index.checked_sub(1);
        let alone = !(single(before) && before.is_some_and(|before| words[before].goes_on));
        match words.get(index + 1) {
            Some(&next)
                if alone
                    && word.goes_on
                    && word.han == 1
                    && next.han == 1
                    && !(next.goes_on && single(Some(index + 2)))
                    && chars[word.end..next.start].iter().any(|char| char.c == '\u{3000}') =>
            {
                parting[word.end..next.start].fill(true);
                joined.push(Word { start: word.start, end: next.end, han: 2, goes_on: next.goes_on });
                index += 2;
            }
            _ => {
                joined.push(word);
                index += 1;
            }
        }
    }
    joined
}
