//! Where sentences end.

use super::class::{Class, class_of};

/// Marks that end a sentence.
///
/// Source: GB/T 15834, 4.1 to 4.3: 句号, 问号, 叹号.
const ENDS: [char; 3] = ['。', '！', '？'];

/// The bytes before which a sentence of `text` has ended: behind its mark, the further marks and the closing
/// quotes and brackets. The end of the text is none of them, nor is a place inside round brackets.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut ended = false;
    let mut depth = 0i32;
    for (at, character) in text.char_indices() {
        let closes = class_of(character) == Class::Closer;
        if ended && !closes && !ENDS.contains(&character) {
            if depth == 0 {
                ends.push(at);
            }
            ended = false;
        }
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = (depth - 1).max(0),
            _ => {}
        }
        ended |= ENDS.contains(&character);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut drawn = text.to_owned();
        sentence_ends(text).into_iter().rev().for_each(|at| drawn.insert(at, '|'));
        assert_eq!(drawn, expected);
    }

    #[test]
    fn a_sentence_takes_its_closing_marks_along() {
        check("天亮了。“来了吗？”他问。没人答", "天亮了。|“来了吗？”|他问。|没人答");
        check("真的！！走吧。", "真的！！|走吧。");
    }

    #[test]
    fn brackets_are_not_opened_and_left() {
        check("他走了（雨停了。天晴了。）又回来。好", "他走了（雨停了。天晴了。）|又回来。|好");
    }
}
