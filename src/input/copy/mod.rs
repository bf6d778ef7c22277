//! Story files: front matter and body, cleaned, each character with the place it came from.

mod blocks;
mod braces;
mod byline;
mod chars;
mod fence;
mod hygiene;
mod inline;
mod marks;
mod narrow;
mod pairs;
mod refuse;
mod repeats;
mod settle;
mod spaces;
mod suspects;
mod table;

use crate::base::diag::{Code, Diagnostic, FileId, Outcome, Span, say};
use crate::model::{Block, Candidate, Copy};

use super::decode::{Decode, Sink, Spanned};
use super::spec::StoryHead;
use super::yaml;

use hygiene::{Cleaned, Manner};

pub(crate) use byline::take_out as take_byline_out;

/// A story as it was read; its pictures are not looked at yet.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) head: StoryHead,
    pub(crate) label: Option<Copy>,
    pub(crate) kicker: Option<Copy>,
    pub(crate) headline: Option<Copy>,
    pub(crate) deck: Option<Copy>,
    pub(crate) summary: Vec<Copy>,
    pub(crate) byline: Option<Copy>,
    pub(crate) jump_head: Option<Copy>,
    pub(crate) captions: Vec<(Option<Copy>, Option<Copy>)>,
    pub(crate) body: Vec<Block>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) cuttable: Vec<u16>,
}

/// Reads a story. `None` when its front matter cannot be used.
pub(crate) fn read(file: FileId, text: &str) -> Outcome<Option<Draft>> {
    let mut sink = Sink::new();
    let draft = draft(file, text, &mut sink);
    Outcome { value: draft, diagnostics: sink }
}

fn draft(file: FileId, text: &str, sink: &mut Sink) -> Option<Draft> {
    let parts = split(file, text, sink)?;
    let errors_before = errors(sink);
    let head = match yaml::parse(file, &text[parts.yaml.clone()], parts.yaml.start) {
        Ok(yaml::Node { value: yaml::Value::Null, .. }) => {
            // Without front matter a story has a head of no keys.
            let empty = yaml::Node { span: Span::new(file, 0, 0), value: yaml::Value::Map(Vec::new()) };
            StoryHead::decode(&empty, sink)?
        }
        Ok(node) => StoryHead::decode(&node, sink)?,
        Err(error) => {
            sink.push(error);
            return None;
        }
    };
    if errors(sink) > errors_before {
        return None;
    }
    let mut cleaned = Cleaned::new(file, text);
    let mut line = |field: &Option<Spanned<String>>, manner| {
        let field = field.as_ref().filter(|field| !field.value.trim().is_empty())?;
        let chars = chars::of_value(&field.value, field.span, text);
        let marked = inline::mark(chars, manner == Manner::Caption, &mut cleaned);
        settle::finish(marked, manner, &mut cleaned)
    };
    let label = line(&head.label, Manner::Head);
    let kicker = line(&head.kicker, Manner::Head);
    let headline = line(&head.headline, Manner::Head);
    let deck = line(&head.deck, Manner::Head);
    let paragraphs = head.summary.iter().flat_map(|summary| &summary.0);
    let summary = paragraphs.filter_map(|words| line(&Some(words.clone()), Manner::Head)).collect();
    let byline = line(&head.byline, Manner::Byline);
    let jump_head = line(&head.jump_head, Manner::Head);
    let captions = head.pictures.iter().flatten();
    let captions =
        captions.map(|p| (line(&p.caption, Manner::Caption), line(&p.credit, Manner::Byline))).collect::<Vec<_>>();
    let rough = blocks::split(text, parts.body, &mut cleaned);
    let body = settle::settle(rough, byline.as_ref(), &mut cleaned);
    let label_span = Span::new(file, 0, text.find('\n').unwrap_or(text.len()).min(text.len()));
    cleaned.report(sink);
    if body.blocks.is_empty() && head.pictures.as_ref().is_none_or(Vec::is_empty) {
        sink.push(
            Diagnostic::new(
                Code::StoryEmpty,
                label_span,
                say("稿件没有正文，也没有图片", "a story without words or pictures"),
            )
            .hint(say("请补上正文", "write its body below the front matter")),
        );
    }
    let settle::Body { blocks: body, candidates, cuttable } = body;
    Some(Draft {
        head,
        label,
        kicker,
        headline,
        deck,
        summary,
        byline,
        jump_head,
        captions,
        body,
        candidates,
        cuttable,
    })
}

fn errors(sink: &Sink) -> usize {
    sink.iter().filter(|found| found.severity == crate::base::diag::Severity::Error).count()
}

/// Where the front matter and the body are, in bytes.
struct Parts {
    yaml: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
}

fn split(file: FileId, text: &str, sink: &mut Sink) -> Option<Parts> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let is_fence = |line: &str| line.trim_end() == "---";
    let opening = lines.by_ref().find(|(_, line)| !line.trim().is_empty());
    let Some((start, line)) = opening.filter(|(_, line)| is_fence(line)) else {
        return Some(Parts { yaml: 0..0, body: 0..text.len() });
    };
    let yaml_start = start + line.len();
    if let Some((start, line)) = lines.find(|(_, line)| is_fence(line)) {
        return Some(Parts { yaml: yaml_start..start, body: start + line.len()..text.len() });
    }
    let message = say("题头以 `---` 开始，却没有以 `---` 结束", "the front matter begins with `---` and never ends");
    let hint = say("请在正文之前加一行 `---`", "write a line `---` before the body");
    sink.push(Diagnostic::new(Code::YamlSyntax, Span::new(file, start, start + 3), message).hint(hint));
    None
}

/// A line that is not of a story: an advertisement's label.
pub(crate) fn label(value: &Spanned<String>, text: &str, sink: &mut Sink) -> Copy {
    let mut cleaned = Cleaned::new(value.span.file, text);
    let chars = chars::of_value(&value.value, value.span, text);
    let mut marked = inline::mark(chars, false, &mut cleaned);
    hygiene::clean(&mut marked.chars, Manner::Head, &mut cleaned);
    let copy = settle::copy(&marked, &mut cleaned);
    cleaned.report(sink);
    copy
}

#[cfg(test)]
mod tests;
