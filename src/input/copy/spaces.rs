//! Spaces: which stay, which go.

use super::byline::starts_like_a_byline;
use super::chars::{Char, is_han, is_space, is_wide_mark};
use super::hygiene::{Change, Cleaned, Manner};

/// Leaves one space between Latin and Latin; drops those at the edges, beside full-width marks, between
/// Han and Latin, where the typesetter makes the gap, and between Han and Han.
///
/// Kept between Han and Han: what parts the names of a list, or the words of an opening such as
/// `本报讯 记者 林晓 报道`; in captions, cells and verse every one. A U+3000 at an edge of a bold
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
}

impl Word {
    /// As long as a name.
    fn is_name(self) -> bool {
        matches!(self.end - self.start, 2..=4)
    }
}

/// Which spaces between Han part the names of a list, or stand in an opening like a byline.
///
/// A list is three words of two to four Han in a row with only spaces between them, or two when a
/// bracket stands beside them: `（林晓 周然）`. Words side by side in other copy are slips of a keyboard or
/// of a scanner.
fn parting(chars: &[Char]) -> Vec<bool> {
    const LIST: usize = 3;
    let mut parting = vec![false; chars.len()];
    if starts_like_a_byline(chars) {
        let stop = chars.iter().position(|char| is_wide_mark(char.c)).unwrap_or(0);
        parting[..stop].fill(true);
    }
    let mut list: Vec<Word> = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let length = chars[index..].iter().take_while(|char| is_han(char.c)).count();
        if length == 0 {
            index += 1;
            continue;
        }
        let word = Word { start: index, end: index + length };
        index = word.end + chars[word.end..].iter().take_while(|char| is_space(char.c)).count();
        list.push(word);
        let goes_on = index > word.end && chars.get(index).is_some_and(|next| is_han(next.c));
        // Only whole names stand between the first word of a list and its last.
        if goes_on && (list.len() == 1 || word.is_name()) {
            continue;
        }
        let is = |at: Option<usize>, c: char| at.and_then(|at| chars.get(at)).is_some_and(|char| char.c == c);
        let bracketed =
            list.first().is_some_and(|first| is(first.start.checked_sub(1), '（')) || is(Some(word.end), '）');
        let names = list.iter().filter(|word| word.is_name()).count();
        if names >= LIST || bracketed && names + 1 >= LIST {
            for pair in list.windows(2) {
                parting[pair[0].end..pair[1].start].fill(true);
            }
        }
        list.clear();
        if goes_on {
            list.push(word);
        }
    }
    parting
}
