//! Suggestions in words.

use crate::base::diag::{Say, say};

use super::answers::{Answer, Wish};

/// Words of a suggestion that stand on one line.
fn flat(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("　")
}

/// Words that are quoted are cut in the middle where they are many.
fn quoted(text: &str) -> String {
    /// Enough to find the place by.
    const MOST: usize = 40;
    let all: Vec<char> = text.chars().collect();
    if all.len() <= MOST {
        return format!("“{text}”");
    }
    let (head, tail) = (&all[..MOST / 2], &all[all.len() - MOST / 4..]);
    format!("“{}…{}”", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

impl Answer {
    /// What is suggested: `“三日”改为“四日”`.
    pub fn suggestion(&self) -> Say {
        let words = flat(&self.words);
        let marked = self.spot.as_ref().map(|spot| spot.text.as_str()).filter(|text| !text.is_empty());
        let mut told = match (self.wish, marked) {
            (Wish::Replace, Some(text)) => {
                say(format!("{}改为“{words}”", quoted(text)), format!("{} should be “{words}”", quoted(text)))
            }
            (Wish::Delete, Some(text)) if words.is_empty() => {
                say(format!("删去{}", quoted(text)), format!("take out {}", quoted(text)))
            }
            (Wish::Delete, Some(text)) => {
                say(format!("删去{}：{words}", quoted(text)), format!("take out {}: {words}", quoted(text)))
            }
            (Wish::Delete, None) if words.is_empty() => say("划去一处", "something is struck out"),
            (Wish::Insert, Some(text)) => {
                say(format!("在{}之后插入“{words}”", quoted(text)), format!("put “{words}” in after {}", quoted(text)))
            }
            (Wish::Insert, None) => {
                say(format!("在行首插入“{words}”"), format!("put “{words}” in at the start of the line"))
            }
            (Wish::Remark, Some(text)) if matches!(self.kind.as_str(), "Highlight" | "Underline" | "Squiggly") => {
                say(format!("{}：{words}", quoted(text)), format!("{}: {words}", quoted(text)))
            }
            (Wish::Mark, Some(text)) => say(format!("标出了{}", quoted(text)), format!("{} is marked", quoted(text))),
            (Wish::Mark, None) => say("标出一处，没有写字", "a place is marked, without words"),
            (_, _) => say(words.clone(), words.clone()),
        };
        if self.spot.as_ref().is_some_and(|spot| spot.made) {
            told.zh += "（这里的字由程序填入，出处是它旁边的字）";
            told.en += " (put in by the program: the place is that of the copy beside it)";
        }
        for (author, reply) in &self.replies {
            let reply = flat(reply);
            told.zh += &format!("　[{author}] {reply}");
            told.en += &format!("　[{author}] {reply}");
        }
        if !self.state.is_empty() {
            let zh = match self.state.as_str() {
                "Accepted" => "已接受",
                "Rejected" => "不改",
                "Completed" => "已改",
                "Cancelled" => "已取消",
                "Marked" => "已标记",
                other => other,
            };
            told.zh += &format!("（{zh}）");
            told.en += &format!(" ({})", self.state.to_lowercase());
        }
        told
    }
}
