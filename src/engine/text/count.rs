//! Counts copy as the newsroom does.

use super::class::{Class, class_of};

/// 字: Han and marks one each, two figures or letters to a 字 (rounded up); spaces none.
///
/// Source: `algorithms.md` 4.
pub fn count_characters(text: &str) -> u32 {
    let (mut whole, mut halves) = (0, 0_u32);
    for character in text.chars() {
        match class_of(character) {
            Class::Space | Class::WideSpace => {}
            Class::Letter | Class::Digit => halves += 1,
            _ => whole += 1,
        }
    }
    whole + halves.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_newsroom_does() {
        assert_eq!(count_characters("今天，下雨。"), 6);
        assert_eq!(count_characters("2022年 增12.83%"), 2 + 1 + 1 + 2 + 1 + 1);
        assert_eq!(count_characters("——"), 2);
    }
}
