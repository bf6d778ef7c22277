//! Hyphenation of Latin words (C22).

use hypher::Lang;

use crate::model::Hyphenation;

use super::class::Class;
use super::context::Char;
use super::unit::HYPHEN;

/// Shorter words stay whole.
const SHORTEST: usize = 5;
/// In bytes: hypher's own limit, beyond which it panics. No word of any language is longer; what is, is
/// a code.
const LONGEST: usize = 45;

/// Flags the places of a western run where a word may be hyphenated: words of small letters only, for
/// capitals are names and abbreviations, and parts of `well-known` break at the hyphen they have.
pub(super) fn hyphenate(run: &mut [Char], letters: Hyphenation) {
    let mut index = 0;
    while index < run.len() {
        if run[index].class != Class::Letter {
            index += 1;
            continue;
        }
        let length = run[index..].iter().take_while(|char| char.class == Class::Letter).count();
        let beside_hyphen = run.get(index + length).is_some_and(|char| char.character == '-');
        let word = &mut run[index..index + length];
        index += length;
        let plain = word.iter().all(|char| char.character.is_lowercase());
        let bytes: usize = word.iter().map(|char| char.character.len_utf8()).sum();
        if plain && !beside_hyphen && length >= SHORTEST && bytes <= LONGEST {
            mark(word, letters);
        }
    }
}

fn mark(word: &mut [Char], letters: Hyphenation) {
    let text: String = word.iter().map(|char| char.character).collect();
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(&text, Lang::English, letters.left.into(), letters.right.into()) {
        if let Some(char) = word.get_mut(at).filter(|_| at > 0) {
            char.flags |= HYPHEN;
        }
        at += syllable.chars().count();
    }
}

#[cfg(test)]
mod tests {
    use super::super::context::classify;
    use super::*;

    fn draw(text: &str, left: u8, right: u8) -> String {
        let mut chars = classify(text);
        hyphenate(&mut chars, Hyphenation { left, right });
        let mark = |char: &Char| if char.flags & HYPHEN != 0 { "-" } else { "" };
        chars.iter().map(|char| format!("{}{}", mark(char), char.character)).collect()
    }

    #[test]
    fn c22_words_are_hyphenated_between_syllables() {
        assert_eq!(draw("typesetting", 2, 3), "type-set-ting");
        assert_eq!(draw("typesetting", 5, 5), "typeset-ting".replace("set-ting", "setting"));
        assert_eq!(draw("hyphenation", 2, 3), "hy-phen-ation");
    }

    #[test]
    fn c22_a_word_longer_than_any_stays_whole() {
        for word in ["a".repeat(45), "b".repeat(46), "\u{e9}".repeat(23), "international".repeat(5)] {
            assert_eq!(draw(&word, 1, 1).replace('-', ""), word);
        }
        assert!(draw(&"international".repeat(3), 2, 3).contains('-'));
        assert!(!draw(&"international".repeat(4), 2, 3).contains('-'));
    }

    #[test]
    fn c22_names_abbreviations_and_short_words_stay_whole() {
        assert_eq!(draw("Cambridge", 2, 3), "Cambridge");
        assert_eq!(draw("UNESCO", 2, 3), "UNESCO");
        assert_eq!(draw("over", 2, 2), "over");
        assert_eq!(draw("well-educated", 2, 3), "well-ed-u-cat-ed".replace("ed-u-cat-ed", "ed-u-cated"));
    }
}
