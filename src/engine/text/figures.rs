//! Numbers of tables, and bullets of lists.

use super::class::Class;
use super::item::Paragraph;

/// Whether a label is a bullet drawn on a full em: beside text it is set smaller (*practice*).
pub fn is_bullet(label: &str) -> bool {
    let mut characters = label.chars();
    let first = characters.next();
    characters.next().is_none() && first.is_some_and(|c| matches!(c, '\u{25a0}'..='\u{25ff}' | '★' | '☆'))
}

/// Of a paragraph that is one number, the width from its decimal point on: 0 for one without a point, so that
/// its last figure is taken for its end. What follows the figures, `%` or a unit, belongs to the tail.
/// `None` for other text.
pub fn tail_of_number(paragraph: &Paragraph) -> Option<i64> {
    let character = |index: usize| {
        let item = paragraph.items.get(index)?;
        paragraph.text[item.start as usize..].chars().next()
    };
    let mut at = 0;
    if character(0).is_some_and(|c| matches!(c, '+' | '-' | '−' | '±' | '＋' | '－')) {
        at = 1;
    }
    let digit = |index: usize| paragraph.items.get(index).is_some_and(|item| item.class == Class::Digit);
    if !digit(at) {
        return None;
    }
    while digit(at) || (character(at) == Some(',') && digit(at + 1)) {
        at += 1;
    }
    let point = at;
    if character(at) == Some('.') && digit(at + 1) {
        at += 1;
        while digit(at) {
            at += 1;
        }
    }
    let rest = &paragraph.items[at..];
    if rest.iter().any(|item| !matches!(item.class, Class::Postfix | Class::Letter)) {
        return None;
    }
    let tail = paragraph.items[point..].iter();
    Some(tail.map(|item| i64::from(item.advance) + i64::from(item.before)).sum())
}
