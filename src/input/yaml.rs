//! YAML as a tree of nodes that know their places. The one module that knows the parser.
//!
//! Scalars stay text: whether `2026-11-23` is a date or `1-5` a span is for the decoder to say.
//! Duplicate keys are kept, for the decoder to report.

use std::collections::BTreeSet;

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle, StructureStyle};

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};

use super::yaml_errors;

/// Most nodes of one file, aliases expanded.
const NODES: usize = 200_000;
/// Deepest nesting.
const DEPTH: usize = 64;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What YAML knows.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// Text as written, quotes and escapes resolved.
    Scalar(String),
    /// Keys and values, in order.
    Map(Vec<Entry>),
    /// Values, in order.
    List(Vec<Node>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// Parses the YAML that begins at byte `base` of `file`. An empty text is [`Value::Null`].
///
/// Errors: a syntax error ends the parse; it is reported with its place.
pub(crate) fn parse(file: FileId, text: &str, base: usize) -> Result<Node, Diagnostic> {
    let options = granit_parser::options! {
        emit_comments: false, flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH,
    };
    let mut builder = Builder { file, base, open: Vec::new(), anchors: Vec::new(), nodes: 0, root: None };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, at) = match event {
            Ok(event) => event,
            Err(error) => return Err(yaml_errors::explain(&error, text, |start, end| builder.span(start, end))),
        };
        let (start, end) = (at.start.byte_offset().unwrap_or(0), at.end.byte_offset().unwrap_or(0));
        if matches!(event, Event::DocumentStart(..)) {
            documents += 1;
            if documents > 1 {
                return Err(Diagnostic::new(
                    Code::YamlSyntax,
                    builder.span(start, end),
                    say(
                        "一个文件里只能有一份 YAML，这里又开始了一份",
                        "a second YAML document begins here; only one is read",
                    ),
                )
                .hint(say("请删去多余的 `---`", "delete the second `---`")));
            }
        }
        builder.take(event, start, end)?;
    }
    Ok(builder.root.unwrap_or(Node { span: Span::new(file, base, base), value: Value::Null }))
}

struct Builder {
    file: FileId,
    base: usize,
    open: Vec<Open>,
    /// By anchor id, from 1; a node is there once it is complete.
    anchors: Vec<Option<(Node, usize)>>,
    nodes: usize,
    root: Option<Node>,
}

/// A collection that is not complete yet.
struct Open {
    anchor: usize,
    style: StructureStyle,
    start: usize,
    nodes_before: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Span)>),
}

impl Builder {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end.max(start))
    }

    fn take(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let null = plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                let end =
                    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) { end.max(start + 1) } else { end };
                let node = Node { span: self.span(start, end), value };
                self.count(1, node.span)?;
                self.define(anchor, &node, 1);
                self.put(node)
            }
            Event::Alias(id) => {
                let known = id.checked_sub(1).and_then(|index| self.anchors.get(index)).and_then(Clone::clone);
                let Some((mut node, size)) = known else {
                    return Err(Diagnostic::new(
                        Code::YamlSyntax,
                        self.span(start, end),
                        say("锚点引用了它自己", "an alias inside its own anchor"),
                    )
                    .hint(say("请把内容写出来", "write the value out")));
                };
                node.span = self.span(start, end);
                self.count(size, node.span)?;
                self.put(node)
            }
            Event::SequenceStart(style, anchor, _) => self.begin(anchor, style, (start, end), Kind::List(Vec::new())),
            Event::MappingStart(style, anchor, _) => {
                self.begin(anchor, style, (start, end), Kind::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end),
            _ => Ok(()),
        }
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Diagnostic> {
        self.nodes += nodes;
        if self.nodes <= NODES {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::YamlSyntax,
            span,
            say(
                format!("YAML 展开后超过 {NODES} 个节点"),
                format!("YAML of more than {NODES} nodes, aliases expanded"),
            ),
        )
        .hint(say("请减少 `*别名` 的嵌套引用", "use fewer nested `*aliases`")))
    }

    fn begin(
        &mut self,
        anchor: usize,
        style: StructureStyle,
        (start, end): (usize, usize),
        kind: Kind,
    ) -> Result<(), Diagnostic> {
        let span = self.span(start, end);
        if matches!(self.open.last(), Some(Open { kind: Kind::Map(_, None), .. })) {
            return Err(Diagnostic::new(
                Code::YamlSyntax,
                span,
                say("键必须是文字，不能是列表或映射", "a key must be text, not a list or a map"),
            )
            .hint(say("以 `{` 或 `[` 开头的文字要加引号", "put text that begins with `{` or `[` in quotes")));
        }
        let nodes_before = self.nodes;
        self.count(1, span)?;
        self.open.push(Open { anchor, style, start, nodes_before, kind });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Diagnostic> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let mut span = self.span(open.start, end);
        let (value, last) = match open.kind {
            Kind::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::List(items), last)
            }
            Kind::Map(entries, _) => {
                let last = entries.last().map(|entry| entry.node.span.end.max(entry.key_span.end));
                (Value::Map(merged(entries)), last)
            }
        };
        // The end of a block collection lies behind the empty lines and comments that follow it.
        if let Some(last) = last.filter(|_| open.style == StructureStyle::Block) {
            span.end = last;
        }
        let node = Node { span, value };
        self.define(open.anchor, &node, self.nodes - open.nodes_before);
        self.put(node)
    }

    fn define(&mut self, anchor: usize, node: &Node, size: usize) {
        if anchor > 0 {
            if self.anchors.len() < anchor {
                self.anchors.resize_with(anchor, || None);
            }
            self.anchors[anchor - 1] = Some((node.clone(), size));
        }
    }

    fn put(&mut self, node: Node) -> Result<(), Diagnostic> {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(Kind::List(items)) => items.push(node),
            Some(Kind::Map(entries, key)) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, node }),
                None => {
                    let text = match node.value {
                        Value::Scalar(text) => text,
                        _ => String::new(),
                    };
                    *key = Some((text, node.span));
                }
            },
        }
        Ok(())
    }
}

/// Puts the entries of `<<: *base` behind the map's own, which go before them.
fn merged(mut entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| entry.key == "<<") {
        return entries;
    }
    let mut bases: Vec<Entry> = Vec::new();
    entries.retain(|entry| {
        if entry.key != "<<" {
            return true;
        }
        match &entry.node.value {
            Value::Map(base) => bases.extend(base.iter().cloned()),
            Value::List(list) => {
                for item in list {
                    if let Value::Map(base) = &item.value {
                        bases.extend(base.iter().cloned());
                    }
                }
            }
            _ => return true,
        }
        false
    });
    let mut known: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    entries.extend(bases.into_iter().filter(|base| known.insert(base.key.clone())));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the tree with the source of each scalar and collection.
    fn draw(node: &Node, text: &str) -> String {
        let source = &text[node.span.start as usize..node.span.end as usize];
        match &node.value {
            Value::Null => "null".to_owned(),
            Value::Scalar(value) => format!("{value:?}<{source}>"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(|item| draw(item, text)).collect::<Vec<_>>().join(", "))
            }
            Value::Map(entries) => {
                let entry = |entry: &Entry| format!("{}: {}", entry.key, draw(&entry.node, text));
                format!("{{{}}}<{}>", entries.iter().map(entry).collect::<Vec<_>>().join(", "), source)
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let drawn = match parse(FileId(0), text, 0) {
            Ok(node) => draw(&node, text),
            Err(error) => format!("{}..{} {}", error.span.start, error.span.end, error.message.en),
        };
        assert_eq!(drawn, expected);
    }

    #[test]
    fn scalars_stay_text_and_know_their_places() {
        check("a: 1-5\nb: \"二\\n\"\n", "{a: \"1-5\"<1-5>, b: \"二\\n\"<\"二\\n\">}<a: 1-5\nb: \"二\\n\">");
        check("字: {宽: 9pt, 空: }", "{字: {宽: \"9pt\"<9pt>, 空: null}<{宽: 9pt, 空: }>}<字: {宽: 9pt, 空: }>");
        check("- 000000\n- 1e999\n- .nan\n", "[\"000000\"<000000>, \"1e999\"<1e999>, \".nan\"<.nan>]");
        check("", "null");
    }

    #[test]
    fn crlf_moves_no_place() {
        check("a: 1\r\nb: 2\r\n", "{a: \"1\"<1>, b: \"2\"<2>}<a: 1\r\nb: 2>");
    }

    #[test]
    fn aliases_and_merges_are_expanded_within_the_budget() {
        check(
            "x: &x {a: 1}\ny: {<<: *x, b: 2}\n",
            "{x: {a: \"1\"<1>}<{a: 1}>, y: {b: \"2\"<2>, a: \"1\"<1>}<{<<: *x, b: 2}>}<x: &x {a: 1}\ny: {<<: *x, b: 2}>",
        );
        let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..9 {
            let previous = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", vec![previous; 10].join(","));
        }
        let error = parse(FileId(0), &bomb, 0).expect_err("a bomb");
        assert!(error.message.en.starts_with("YAML of more than"), "{}", error.message.en);
        let deep = "[".repeat(10_000);
        assert!(parse(FileId(0), &deep, 0).is_err());
    }

    #[test]
    fn syntax_errors_point_at_the_place() {
        check("a: 1\n\tb: 2\n", "5..6 a tab indents this line");
        check("a: [1, 2\n", "3..4 `[` is never closed");
        check("a: b: c\n", "4..5 a second `: ` in one value");
        check("--- 1\n--- 2\n", "6..9 a second YAML document begins here; only one is read");
    }
}
