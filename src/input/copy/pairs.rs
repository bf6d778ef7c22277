//! Quotes and brackets come in pairs.

use crate::base::diag::{Code, Diagnostic, say};

use super::chars::Char;
use super::hygiene::Cleaned;

const PAIRS: [(char, char); 12] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('［', '］'),
    ('｛', '｝'),
];

/// Deepest nesting that is followed.
const DEEPEST: usize = 32;

/// Reports what is opened and not closed, closed and not opened, or closed in the wrong order.
///
/// A quote over several paragraphs opens each of them and closes the last: an opener that begins its
/// paragraph is not held against it.
pub(super) fn check(chars: &[Char], cleaned: &mut Cleaned<'_>) {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (index, char) in chars.iter().enumerate() {
        if PAIRS.iter().any(|(opener, _)| *opener == char.c) {
            open.push((index, char.c));
            if open.len() > DEEPEST {
                open.remove(0);
            }
        } else if let Some((opener, closer)) = PAIRS.iter().find(|(_, closer)| *closer == char.c) {
            match open.last() {
                Some((_, last)) if last == opener => {
                    open.pop();
                }
                // An apostrophe between letters closes nothing.
                _ if *closer == '’' && is_apostrophe(chars, index) => {}
                Some(&(at, last)) if open.iter().any(|(_, known)| known == opener) => {
                    let message = say(
                        format!("`{last}` 还没有关上就出现了 `{closer}`"),
                        format!("`{closer}` comes before `{last}` is closed"),
                    );
                    let found = suspect(chars[index], message, cleaned);
                    let note = say("这里打开的", "opened here");
                    let span = cleaned.span(chars[at].at);
                    cleaned.findings.push(found.note(span, note));
                    while open.pop().is_some_and(|(_, known)| known != *opener) {}
                }
                Some(&(at, _)) => {
                    let message =
                        say(format!("`{closer}` 没有对应的 `{opener}`"), format!("`{closer}` closes no `{opener}`"));
                    let found = suspect(chars[index], message, cleaned);
                    let span = cleaned.span(chars[at].at);
                    cleaned.findings.push(found.note(span, say("前面打开的是这个", "what is open is this")));
                }
                None => {
                    let message =
                        say(format!("`{closer}` 没有对应的 `{opener}`"), format!("`{closer}` closes no `{opener}`"));
                    let found = suspect(chars[index], message, cleaned);
                    let begin = cleaned.span(chars[0].at);
                    cleaned.findings.push(found.note(begin, say("段落从这里开始", "the paragraph begins here")));
                }
            }
        }
    }
    for (index, opener) in open {
        if index == 0 && matches!(opener, '“' | '‘' | '「') {
            continue;
        }
        let message = say(format!("`{opener}` 到段末没有关上"), format!("`{opener}` is not closed in its paragraph"));
        let mut found = suspect(chars[index], message, cleaned);
        if let Some(last) = chars.last() {
            found = found.note(cleaned.span(last.at), say("段落到这里结束", "the paragraph ends here"));
        }
        cleaned.findings.push(found);
    }
}

fn suspect(char: Char, message: crate::base::diag::Say, cleaned: &Cleaned<'_>) -> Diagnostic {
    Diagnostic::new(Code::CopySuspect, cleaned.span(char.at), message)
        .hint(say("请补上或删去一个", "add its partner, or delete it"))
}

fn is_apostrophe(chars: &[Char], index: usize) -> bool {
    let letter =
        |char: Option<&Char>| char.is_some_and(|char| char.c.is_alphanumeric() && !super::chars::is_han(char.c));
    index > 0 && letter(chars.get(index - 1))
}
