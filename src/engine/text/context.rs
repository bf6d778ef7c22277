//! Classes that depend on the neighbours: quotes, dashes, and what a solidus stands between.

use super::class::{Class, class_of};

/// Gives every character of `text` its class, and its byte offset.
///
/// C11: two or more `—` in a row are a dash; one is a connector. C12: “ ” ‘ ’ are Chinese marks
/// unless the nearest characters on both sides are western; ’ among letters is an apostrophe.
pub(super) fn classify(text: &str) -> Vec<Char> {
    let mut chars: Vec<Char> = Vec::with_capacity(text.len() / 3 + 8);
    let mut unsure = false;
    for (at, character) in text.char_indices() {
        let class = class_of(character);
        unsure |= matches!(character, '“' | '”' | '‘' | '’' | '—');
        chars.push(Char { at: at as u32, character, class, flags: 0 });
    }
    if unsure {
        for index in 0..chars.len() {
            match chars[index].character {
                '—' if is_dash(&chars, index) => chars[index].class = Class::Dash,
                '“' | '‘' if is_western(&chars, index) => chars[index].class = Class::WestOpen,
                '”' | '’' if is_western(&chars, index) => {
                    chars[index].class = if is_apostrophe(&chars, index) { Class::Letter } else { Class::WestClose };
                }
                _ => {}
            }
        }
    }
    chars
}

/// A character of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    /// Its first byte in the text.
    pub(super) at: u32,
    /// Itself.
    pub(super) character: char,
    /// Its class.
    pub(super) class: Class,
    /// What [`super::unit`] found about the place before it.
    pub(super) flags: u8,
}

fn is_dash(chars: &[Char], index: usize) -> bool {
    let same = |other: Option<&Char>| other.is_some_and(|other| other.character == '—');
    same(chars.get(index + 1)) || (index > 0 && same(chars.get(index - 1)))
}

/// Whether the nearest characters that are neither spaces nor quotes are western on both sides; an
/// end of the text agrees with the other side.
fn is_western(chars: &[Char], index: usize) -> bool {
    let skip = |char: &&Char| !char.class.is_space() && !matches!(char.character, '“' | '”' | '‘' | '’');
    let before = chars[..index].iter().rev().find(skip).map(|char| is_western_text(char.class));
    let after = chars[index + 1..].iter().find(skip).map(|char| is_western_text(char.class));
    match (before, after) {
        (Some(before), Some(after)) => before && after,
        (one, other) => one.or(other).unwrap_or(false),
    }
}

fn is_western_text(class: Class) -> bool {
    class.is_west() || matches!(class, Class::Postfix | Class::Prefix)
}

fn is_apostrophe(chars: &[Char], index: usize) -> bool {
    let letter = |other: Option<&Char>| other.is_some_and(|other| other.class.is_word());
    chars[index].character == '’' && index > 0 && letter(chars.get(index - 1)) && letter(chars.get(index + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        classify(text).iter().map(|char| char.class).collect()
    }

    #[test]
    fn c12_quotes_take_the_class_of_their_context() {
        use Class::{Closer, Letter, Opener, WestClose, WestOpen};
        assert_eq!(classes("说“好”了")[1..4], [Opener, Class::Han, Closer]);
        assert_eq!(classes("说“OK”了")[1..5], [Opener, Letter, Letter, Closer]);
        assert_eq!(classes("a “b” c")[2..5], [WestOpen, Letter, WestClose]);
        assert_eq!(classes("don’t")[3], Letter);
        assert_eq!(classes("“”"), [Opener, Closer]);
    }

    #[test]
    fn c11_one_dash_connects_and_two_are_a_dash() {
        assert_eq!(classes("京—沪")[1], Class::Connector);
        assert_eq!(classes("是——的")[1..3], [Class::Dash, Class::Dash]);
    }
}
