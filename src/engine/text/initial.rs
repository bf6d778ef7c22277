//! What an initial takes of its paragraph.

use super::class::{Class, class_of};

/// Figures that stay together as an initial: a year.
const FIGURES: usize = 4;

/// The bytes of the text that its initial takes: a character, or a number of up to four figures, and the
/// opening marks before it. 0 when there is nothing to take.
///
/// An opening quote goes with the initial (*practice*): left behind it would stand alone in the corner,
/// and hung outside the measure it would meet the column rule.
pub fn initial_length(text: &str) -> usize {
    let class = |character: char| class_of(character);
    let opening: usize =
        text.chars().take_while(|&c| matches!(class(c), Class::Opener | Class::WestOpen)).map(char::len_utf8).sum();
    let rest = &text[opening..];
    let Some(first) = rest.chars().next() else { return 0 };
    if class(first) == Class::Digit {
        let figures = rest.chars().take_while(|&c| class(c) == Class::Digit).count();
        return opening + if figures <= FIGURES { figures } else { 1 };
    }
    if !class(first).is_character() {
        return 0;
    }
    let joined = |c: &char| crate::font::joins_the_character_before(*c);
    opening + first.len_utf8() + rest.chars().skip(1).take_while(joined).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_takes_its_opening_quote_and_its_whole_number() {
        let taken = |text: &'static str| &text[..initial_length(text)];
        assert_eq!(taken("江水涨了"), "江");
        assert_eq!(taken("“江水”涨了"), "“江");
        assert_eq!(taken("2026年"), "2026");
        assert_eq!(taken("20261123"), "2");
        assert_eq!(taken("——江"), "");
        assert_eq!(taken(""), "");
    }
}
