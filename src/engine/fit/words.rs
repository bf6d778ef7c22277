//! What levers are called.

use crate::base::diag::{Say, say};
use crate::model::OmittedPart;

use super::change::Change;
use super::report::Misfit;

/// What a change is, in words.
pub fn words(change: &Change) -> Say {
    match change {
        Change::Crop { id, from, to, .. } => {
            let (old, new) = (from.1 - from.0, to.1 - to.0);
            let rows = old.abs_diff(new);
            if new < old {
                say(format!("图片 {id} 裁低 {rows} 行"), format!("crop picture {id} by {}", count(rows, "row")))
            } else {
                say(format!("图片 {id} 加高 {rows} 行"), format!("picture {id} {} higher", count(rows, "row")))
            }
        }
        Change::Width { id, from, to, .. } => {
            if to.1 - to.0 < from.1 - from.0 {
                say(format!("图片 {id} 收窄 1 栏"), format!("picture {id} a column narrower"))
            } else {
                say(format!("图片 {id} 放宽 1 栏"), format!("picture {id} a column wider"))
            }
        }
        Change::Credit { id, .. } => {
            say(format!("图片 {id} 的作者另起一行"), format!("credit of {id} on a line of its own"))
        }
        Change::Byline => say("署名另起一行", "byline on a line of its own"),
        Change::HeadRows { from, to } => {
            let rows = from.abs_diff(*to);
            if to > from {
                say(format!("标题加空 {rows} 行"), format!("{} more for the head", count(rows, "row")))
            } else {
                say(format!("标题减空 {rows} 行"), format!("{} less for the head", count(rows, "row")))
            }
        }
        Change::HeadSize(step) => say(format!("主题用第 {step} 档字号"), format!("headline at step {step}")),
        Change::Omit(OmittedPart::Kicker) => say("去引题", "no kicker"),
        Change::Omit(OmittedPart::Deck) => say("去副题", "no deck"),
        Change::Omit(OmittedPart::Summary) => say("去提要", "no summary"),
        Change::Crossheads { from, to } => {
            let number = from.abs_diff(*to);
            if to > from {
                say(format!("加小标题 {number} 个"), format!("{} more", count(number, "cross-head")))
            } else {
                say(format!("减小标题 {number} 个"), format!("{} less", count(number, "cross-head")))
            }
        }
        Change::CrossheadRows { from, to } if to > from => {
            say("小标题前后各加半行", "half a row more on both sides of cross-heads")
        }
        Change::CrossheadRows { .. } => say("小标题前后各减半行", "half a row less on both sides of cross-heads"),
        Change::Space(paragraph) => {
            say(format!("第 {paragraph} 段前空一行"), format!("an empty row before paragraph {paragraph}"))
        }
        Change::Filler { id, rows, .. } => {
            let name = id.as_deref().map_or(String::new(), |id| format!(" {id}"));
            say(format!("补白{name} {rows} 行"), format!("filler{name} of {}", count(*rows, "row")))
        }
        Change::Cut(paragraph) => say(format!("删第 {paragraph} 段"), format!("paragraph {paragraph} left out")),
    }
}

/// Several changes, parted by commas.
pub fn list<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Say {
    let all: Vec<Say> = changes.into_iter().map(words).collect();
    let join = |pick: fn(&Say) -> &str, mark: &str| all.iter().map(pick).collect::<Vec<_>>().join(mark);
    say(join(|say| &say.zh, "，"), join(|say| &say.en, ", "))
}

/// `超 2 行`, `缺 5 行`, `齐`.
pub fn misfit(misfit: Misfit) -> Say {
    match misfit {
        Misfit { over: 0, holes: 0 } => say("齐", "full"),
        Misfit { over: 0, holes } => say(format!("缺 {holes} 行"), format!("{holes} short")),
        Misfit { over, .. } => say(format!("超 {over} 行"), format!("{over} over")),
    }
}

fn count(number: u16, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
