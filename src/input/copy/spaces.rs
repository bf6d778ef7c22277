//! Spaces: which stay, which go.

use super::chars::{Char, is_han, is_space, is_wide_mark};
use super::hygiene::{Change, Cleaned, Manner};

/// Leaves one space between Han and Han and between Latin and Latin; drops those at the edges,
/// beside full-width marks, and between Han and Latin, where the typesetter makes the gap.
///
/// Heads and bylines keep every single space but those at the edges: there it parts clauses and names.
pub(super) fn tidy(chars: &mut Vec<Char>, manner: Manner, cleaned: &mut Cleaned<'_>) {
    if !chars.iter().any(|char| is_space(char.c)) {
        return;
    }
    let mut tidy: Vec<Char> = Vec::with_capacity(chars.len());
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        if !is_space(char.c) {
            tidy.push(char);
            index += 1;
            continue;
        }
        let run = chars[index..].iter().take_while(|char| is_space(char.c)).count();
        let (before, after) = (tidy.last().map(|last| last.c), chars.get(index + run).map(|next| next.c));
        let keep = match (before, after) {
            (Some(before), Some(after)) => manner != Manner::Body || stays_between(before, after),
            _ => false,
        };
        if !keep || run > 1 {
            cleaned.note(Change::Spaces, char.at as usize);
        }
        if keep {
            let wide = chars[index..index + run].iter().find(|char| char.c == '\u{3000}');
            tidy.push(*wide.filter(|_| manner != Manner::Head).unwrap_or(&char.with(' ')));
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
