//! From a change to the text of a file: shown as a draft while somebody drags, written when they let go.

use std::path::{Path, PathBuf};

use crate::app::write::{Unreplaced, replace_whole};
use crate::base::diag::{Diagnostic, Say, Severity, say};
use crate::input::amend::amend;

use super::change::{Change, by_hand, gone};
use super::scene::{Desk, Scene};

/// A file with a change made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Amended {
    pub(super) path: PathBuf,
    pub(super) before: String,
    pub(super) after: String,
}

/// Why nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// What was asked for cannot be.
    Cannot(Say),
    /// A file is no longer what it was.
    Conflict(Say),
}

/// A change that works, and the page with it.
pub(super) struct Tried {
    pub(super) amended: Amended,
    pub(super) scene: Scene,
}

/// Makes a change in memory and composes the page. `base` is the sum of the files that the browser knew.
pub(super) fn tried(desk: &Desk, scene: &Scene, page: u16, change: &Change, base: &str) -> Result<Tried, Refusal> {
    let Some((plan, _)) = scene.page(page) else { return Err(Refusal::Cannot(gone())) };
    if scene.base(&change.files(scene, plan)) != base {
        return Err(Refusal::Conflict(changed()));
    }
    let planned = change.planned(scene, plan).map_err(Refusal::Cannot)?;
    let source = scene.world.source(planned.file).ok_or_else(|| Refusal::Cannot(by_hand()))?;
    let before = planned.text;
    let after = within(&source.name, &before, |yaml| amend(yaml, &planned.settings)).map_err(Refusal::Cannot)?;
    let path = PathBuf::from(&source.name);
    let scene = Scene::read(desk, vec![(path.clone(), after.clone())], Some(page));
    if !change.is_made(&scene, page) {
        return Err(Refusal::Cannot(why_not(&scene, page).unwrap_or_else(by_hand)));
    }
    Ok(Tried { amended: Amended { path, before, after }, scene })
}

/// Writes a change, if the file is still what it was.
pub(super) fn write(amended: &Amended) -> Result<(), Refusal> {
    replace(&amended.path, &amended.before, &amended.after)
}

/// Replaces the text of a file, if it is still `old`.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), Refusal> {
    replace_whole(path, old, new).map_err(|why| match why {
        Unreplaced::Changed => Refusal::Conflict(changed()),
        Unreplaced::Io(_) => Refusal::Cannot(unwritten(path, &why.say())),
    })
}

/// What keeps a page from being made.
fn why_not(scene: &Scene, page: u16) -> Option<Say> {
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors = || scene.findings.iter().filter(is_error);
    errors().find(|found| found.page == Some(page)).or_else(|| errors().next()).map(|found| found.message.clone())
}

/// Changes the YAML of a file: all of a description, the front matter of a story.
fn within(name: &str, text: &str, change: impl FnOnce(&str) -> Result<String, Say>) -> Result<String, Say> {
    if !name.ends_with(".md") {
        return change(text);
    }
    let (start, end) = front(text).ok_or_else(by_hand)?;
    Ok(format!("{}{}{}", &text[..start], change(&text[start..end])?, &text[end..]))
}

/// The front matter between its two rules.
fn front(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let is_rule = line.trim_end() == "---";
        match start {
            None if is_rule => start = Some(at + line.len()),
            None => return None,
            Some(start) if is_rule => return Some((start, at)),
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

pub(super) fn changed() -> Say {
    say(
        "文件在此期间被别人改过；没有写入，版面已按新文件刷新，请再改一次",
        "the file was changed meanwhile: nothing was written; the page now shows the new file, so make the change again",
    )
}

fn unwritten(path: &Path, why: &Say) -> Say {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    say(format!("写不进 `{name}`：{}", why.zh), format!("`{name}` cannot be written: {}", why.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_front_matter_of_a_story_is_changed() {
        let text = "---\r\nheadline: 题\r\n---\r\n正文\r\n---\r\n";
        let seen = within("a.md", text, |yaml| {
            assert_eq!(yaml, "headline: 题\r\n");
            Ok("headline: 新\r\n".to_owned())
        });
        assert_eq!(seen.as_deref(), Ok("---\r\nheadline: 新\r\n---\r\n正文\r\n---\r\n"));
        assert!(within("a.md", "正文\n", |_| Ok(String::new())).is_err());
        assert_eq!(within("a.yaml", "a: 1", |_| Ok("a: 2".to_owned())).as_deref(), Ok("a: 2"));
    }
}
