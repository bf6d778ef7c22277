//! What stands between the braces behind a bracket: classes, or the words of a ruby.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::suggest;
use crate::model::{Inline, Lang, Rise};

use super::chars::Char;
use super::hygiene::{self, Cleaned};
use super::{narrow, refuse};

/// What a bracketed stretch is.
#[derive(Debug)]
pub(super) enum What {
    /// It has classes.
    Classes { flags: u8, rise: Rise, lang: Lang },
    /// It has these words beside it.
    Ruby(String),
}

/// Reads the braces of the bracket from `open` to `close`; its brace closes at `end`. `None` was told.
pub(super) fn content(
    chars: &[Char],
    open: usize,
    close: usize,
    end: usize,
    cleaned: &mut Cleaned<'_>,
) -> Option<What> {
    let inside = &chars[close + 2..end];
    let place = Span::new(cleaned.file, chars[close + 1].at as usize, chars[end].at as usize + 1);
    let mut tell = |message: Say, hint: Say| {
        cleaned.findings.push(Diagnostic::new(Code::CopyMarkup, place, message).hint(hint));
        None
    };
    if open + 1 == close {
        return tell(
            say("`[]` 里没有字", "nothing stands between `[` and `]`"),
            say("写法如 `[字]{zì}`", "as in `[字]{zì}`"),
        );
    }
    let text = words(inside);
    let classes = text.split(' ').filter(|word| word.starts_with('.')).count();
    if text.is_empty() {
        return tell(
            say("`{}` 是空的", "nothing stands between `{` and `}`"),
            say(
                "请写注音，如 `[字]{zì}`，或类，如 `[青溪]{.name}`",
                "write a reading, as in `[字]{zì}`, or a class, as in `[青溪]{.name}`",
            ),
        );
    }
    if classes == 0 {
        return Some(What::Ruby(ruby(inside, &text, place, cleaned)));
    }
    if classes < text.split(' ').count() {
        return tell(
            say(format!("`{text}` 里注音和类混在一起"), format!("`{text}` mixes a reading with classes")),
            say(
                "类都以点开头；两者都要时请套写：`[[字]{zì}]{.name}`",
                "a class begins with a point; for both, nest them: `[[字]{zì}]{.name}`",
            ),
        );
    }
    let (mut flags, mut rise, mut lang) = (0, Rise::None, Lang::Hans);
    for word in text.split(' ') {
        match CLASSES.iter().find(|(name, _)| *name == &word[1..]) {
            Some((_, Class::Flag(flag))) => flags |= flag,
            Some((_, Class::Rise(kind))) => rise = *kind,
            Some((_, Class::Lang(kind))) => lang = *kind,
            None => {
                let names = CLASSES.iter().map(|(name, _)| *name);
                let what = say("类", "class");
                let found = suggest::unknown(Code::UnknownName, place, &what, &word[1..], names);
                cleaned.findings.push(found);
                return None;
            }
        }
    }
    let solidus = |char: &&Char| matches!(char.c, '/' | '／');
    let base = &chars[open + 1..close];
    let built = base.iter().filter(solidus).count() == 1
        && !base.first().is_some_and(|char| solidus(&char))
        && !base.last().is_some_and(|char| solidus(&char));
    if flags & Inline::FRACTION != 0 && !built {
        return tell(
            say("分数要有一个 `/`，两边都有数", "a fraction has one `/` and a number on either side"),
            say("写法如 `[1/2]{.frac}`", "as in `[1/2]{.frac}`"),
        );
    }
    Some(What::Classes { flags, rise, lang })
}

/// The words between braces: half-width letters, one space between two words.
fn words(inside: &[Char]) -> String {
    let mut text = String::with_capacity(inside.len());
    for (index, char) in inside.iter().enumerate() {
        let escape = char.c == '\\' && inside.get(index + 1).is_some_and(|next| matches!(next.c, '{' | '}'));
        match narrow::half(char.c) {
            _ if escape || hygiene::is_invisible(char.c) => {}
            c if c.is_whitespace() => text.push(' '),
            c => text.push(c),
        }
    }
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words that may be printed, as a ruby; a class whose point was forgotten is asked about.
fn ruby(inside: &[Char], text: &str, place: Span, cleaned: &mut Cleaned<'_>) -> String {
    const SHORT: usize = 4;
    let forgotten = CLASSES.iter().find(|(name, _)| *name == text && name.len() >= SHORT);
    if let Some((name, _)) = forgotten {
        let message = say(format!("`{name}` 会当作注音排出"), format!("`{name}` is set as a reading"));
        let hint = say(format!("是否想写 `.{name}`？"), format!("did you mean `.{name}`?"));
        cleaned.findings.push(Diagnostic::new(Code::CopySuspect, place, message).hint(hint));
    }
    let mut chars = inside.to_vec();
    if refuse::refuse(&mut chars, cleaned) { words(&chars) } else { text.to_owned() }
}

#[derive(Clone, Copy)]
enum Class {
    Flag(u8),
    Rise(Rise),
    Lang(Lang),
}

/// The classes and what they set. The list is in `layouts/README.md`.
const CLASSES: [(&str, Class); 12] = [
    ("name", Class::Flag(Inline::NAME)),
    ("title", Class::Flag(Inline::TITLE)),
    ("keep", Class::Flag(Inline::KEEP)),
    ("upright", Class::Flag(Inline::UPRIGHT)),
    ("frac", Class::Flag(Inline::FRACTION)),
    ("glyph", Class::Flag(Inline::GLYPH)),
    ("sup", Class::Rise(Rise::Superior)),
    ("sub", Class::Rise(Rise::Inferior)),
    ("note", Class::Rise(Rise::Note)),
    ("hant", Class::Lang(Lang::Hant)),
    ("ja", Class::Lang(Lang::Ja)),
    ("ko", Class::Lang(Lang::Ko)),
];
