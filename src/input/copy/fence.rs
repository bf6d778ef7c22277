//! Blocks between `::: name` and `:::`: verse, dialogue, lists of names.

use std::iter::Peekable;

use crate::base::diag::{Code, Diagnostic, say};
use crate::model::{Inline, Voice};

use super::blocks::{Line, Rough, characters, join};
use super::chars::{Char, Marked, is_han, is_ideograph, is_space};
use super::hygiene::{Change, Cleaned};

/// What stands between the fences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fence {
    Verse,
    Dialogue,
    Names,
}

/// The name behind an opening fence; empty for a closing one. `None`: the line is no fence.
///
/// The colons may be full-width, as a Chinese keyboard gives them.
pub(super) fn opens(bare: &str) -> Option<&str> {
    let name = bare.trim_start_matches([':', '：']);
    let colons = bare[..bare.len() - name.len()].chars().count();
    let name = name.trim();
    (colons >= 3 && name.chars().next().is_none_or(char::is_alphabetic)).then_some(name)
}

/// The lines up to the closing fence, which is taken too.
///
/// A fence that is not closed is told; it ends at the next fence that opens, or with the body.
pub(super) fn inside<'a>(
    opening: Line<'a>,
    lines: &mut Peekable<impl Iterator<Item = Line<'a>>>,
    cleaned: &mut Cleaned<'_>,
) -> Vec<Line<'a>> {
    let mut inside: Vec<Line<'a>> = Vec::new();
    while let Some(line) = lines.next_if(|line| opens(line.bare).is_none_or(str::is_empty)) {
        if opens(line.bare).is_some() {
            return inside;
        }
        let after_blank = inside.last().is_none_or(|last| last.bare.is_empty());
        if !(line.bare.is_empty() && after_blank) {
            inside.push(line);
        }
    }
    let message = say(format!("`{}` 没有用 `:::` 关上", opening.bare), format!("`{}` is never closed", opening.bare));
    let hint = say("请在块的末尾加一行 `:::`", "write a line `:::` at its end");
    cleaned.findings.push(Diagnostic::new(Code::CopyMarkup, opening.span(cleaned), message).hint(hint));
    inside
}

impl Fence {
    /// All names.
    pub(super) const NAMES: [(&'static str, Fence); 3] =
        [("verse", Fence::Verse), ("dialogue", Fence::Dialogue), ("names", Fence::Names)];

    /// The fence of a name.
    pub(super) fn of(name: &str) -> Option<Fence> {
        Fence::NAMES.iter().find(|(known, _)| *known == name).map(|(_, fence)| *fence)
    }

    /// The blocks that its lines make. Of blank lines no two stand together, and none is first.
    pub(super) fn blocks(self, lines: &[Line<'_>], cleaned: &mut Cleaned<'_>) -> Vec<Rough> {
        let end = lines.len() - usize::from(lines.last().is_some_and(|line| line.bare.is_empty()));
        let lines = &lines[..end];
        if lines.is_empty() {
            return Vec::new();
        }
        match self {
            Fence::Verse => vec![Rough::Verse(lines.iter().map(|line| characters(line.bare, line.at)).collect())],
            Fence::Dialogue => speeches(lines, cleaned),
            Fence::Names => {
                let mut names = Vec::new();
                for line in lines {
                    if !names.is_empty() {
                        names.push(Char::plain(BETWEEN, line.at));
                    }
                    names.extend(characters(line.bare, line.at));
                }
                vec![Rough::Names(names)]
            }
        }
    }
}

/// A line with a speaker begins a speech; one without goes on with it, after a blank line in a
/// paragraph of its own.
fn speeches(lines: &[Line<'_>], cleaned: &mut Cleaned<'_>) -> Vec<Rough> {
    let mut speeches: Vec<Rough> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        if line.bare.is_empty() {
            goes_on = false;
            continue;
        }
        let chars = characters(line.bare, line.at);
        match speeches.last_mut() {
            Some(Rough::Speech(speech)) if goes_on && speaker(&chars).is_none() => {
                join(speech, line.bare, line.at, cleaned);
            }
            _ => speeches.push(Rough::Speech(chars)),
        }
        goes_on = true;
    }
    speeches
}

/// Longest name of a speaker, in characters.
const SPEAKER: usize = 16;

/// Where the colon behind the speaker stands: nothing before it is a stop or a quote.
fn speaker(chars: &[Char]) -> Option<usize> {
    let ends =
        |c: char| matches!(c, '：' | ':' | '，' | ',' | '。' | '；' | '！' | '？' | '“' | '”' | '"' | '《' | '—' | '…');
    let at = chars.iter().take(SPEAKER + 1).position(|char| ends(char.c))?;
    (at > 0 && matches!(chars[at].c, '：' | ':')).then_some(at)
}

/// Sets the speaker and the colon behind him in the strong voice.
pub(super) fn name_the_speaker(chars: &mut [Char]) {
    let Some(colon) = speaker(chars) else { return };
    for char in &mut chars[..=colon] {
        char.mark = Inline { voice: Voice::Strong, ..char.mark };
    }
}

/// Stands between two lines of names.
const BETWEEN: char = '、';

/// A part of a list of names, between two blanks or marks.
struct Part {
    chars: Vec<Char>,
    /// The space before it, when nothing else parts it from the one before.
    space: Option<Char>,
}

/// Parts names at spaces, `、`, `，` and `；`.
///
/// Two single Han with a space between them are one name, padded as on a typewriter (`王　芳`); two
/// Latin words are one name too.
pub(super) fn names(marked: Marked, cleaned: &mut Cleaned<'_>) -> Vec<Marked> {
    let mut names: Vec<Vec<Char>> = Vec::new();
    for part in parts(&marked.chars) {
        match (names.last_mut(), part.space) {
            (Some(name), Some(space)) if is_single(name) && is_single(&part.chars) => {
                cleaned.note(Change::HanSpaces, space.at as usize);
                name.extend(part.chars);
            }
            (Some(name), Some(space))
                if name.last().is_some_and(is_latin) && part.chars.first().is_some_and(is_latin) =>
            {
                name.push(space.with(' '));
                name.extend(part.chars);
            }
            _ => names.push(part.chars),
        }
    }
    let most = marked.readings.iter().map(|reading| usize::from(reading.ruby.group)).max().unwrap_or(0);
    let mut of_group = vec![None; most + 1];
    for reading in marked.readings {
        let group = usize::from(reading.ruby.group);
        of_group[group] = Some(reading);
    }
    let own = |chars: Vec<Char>| {
        let read = chars.iter().filter(|char| char.mark.has(Inline::RUBY));
        let readings = read.filter_map(|char| of_group.get_mut(usize::from(char.mark.group))?.take()).collect();
        Marked { chars, readings }
    };
    names.into_iter().map(own).collect()
}

fn parts(chars: &[Char]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut begins, mut space) = (true, None);
    for &char in chars {
        if matches!(char.c, '、' | '，' | ',' | ';' | '；') {
            (begins, space) = (true, None);
        } else if is_space(char.c) || char.c.is_whitespace() {
            space = if begins { space } else { Some(char) };
            begins = true;
        } else {
            match parts.last_mut() {
                Some(part) if !begins => part.chars.push(char),
                _ => parts.push(Part { chars: vec![char], space: space.take() }),
            }
            begins = false;
        }
    }
    parts
}

fn is_single(chars: &[Char]) -> bool {
    chars.iter().filter(|char| is_ideograph(char.c)).count() == 1 && chars.iter().all(|char| is_han(char.c))
}

fn is_latin(char: &Char) -> bool {
    char.c.is_alphabetic() && !is_han(char.c)
}
