//! One description laid over another, before either is read as what it means.
//!
//! Nodes are merged, not values: every value keeps the place where it is written, so a mistake is told
//! in the file that makes it.

use crate::base::diag::{Code, Span, say};

use super::decode::{Sink, report_duplicates};
use super::suggest;
use super::yaml::{Entry, Node, Value};

/// Lays `patch` over `base`: maps key by key, all else replaced. A key that is given nothing is taken
/// away; a new one stands at the end.
pub(crate) fn over(base: Node, patch: Node, sink: &mut Sink) -> Node {
    let span = patch.span;
    let value = match (base.value, patch.value) {
        (Value::Map(below), Value::Map(above)) => Value::Map(entries_over(below, above, sink)),
        (_, value) => value,
    };
    Node { span, value }
}

/// As [`over`], for the entries of two maps.
pub(crate) fn entries_over(mut below: Vec<Entry>, above: Vec<Entry>, sink: &mut Sink) -> Vec<Entry> {
    report_duplicates(&above, sink);
    for entry in above {
        match (position(&below, &entry.key), is_nothing(&entry.node)) {
            (Some(at), true) => drop(below.remove(at)),
            (Some(at), false) => {
                let known = std::mem::replace(&mut below[at], entry.clone());
                below[at].node = over(known.node, entry.node, sink);
            }
            (None, _) => below.push(entry),
        }
    }
    below
}

/// Lays areas over areas, by name. An area of another `kind` replaces the one below; `before: NAME`
/// gives the place of an area in the order, which is that of painting and of reading.
///
/// Errors: an area that is taken away, or named by `before`, and does not exist.
pub(crate) fn areas_over(below: &mut Vec<Entry>, above: Vec<Entry>, sink: &mut Sink) {
    report_duplicates(&above, sink);
    for mut entry in above {
        let before = take(&mut entry.node, "before");
        let known = position(below, &entry.key);
        if is_nothing(&entry.node) {
            match known {
                Some(at) => drop(below.remove(at)),
                None => sink.push(unknown_area(&entry.key, entry.key_span, below)),
            }
            continue;
        }
        let at = match known {
            Some(at) => {
                let old = std::mem::replace(&mut below[at], entry.clone());
                below[at].node = area_over(old.node, entry.node, sink);
                at
            }
            None => {
                below.push(entry);
                below.len() - 1
            }
        };
        let Some(Node { value: Value::Scalar(name), span }) = before.as_ref() else { continue };
        let moved = below.remove(at);
        let to = position(below, name);
        if to.is_none() {
            sink.push(unknown_area(name, *span, below));
        }
        below.insert(to.unwrap_or(at), moved);
    }
}

fn area_over(base: Node, patch: Node, sink: &mut Sink) -> Node {
    let kind = |node: &Node| entry(node, "kind").and_then(|entry| text(&entry.node).map(str::to_owned));
    if kind(&patch).is_some_and(|own| kind(&base).is_some_and(|other| own != other)) {
        return patch;
    }
    // What is wrong with the place of an area is told where the place is written.
    let span = if entry(&patch, "at").is_some() { patch.span } else { base.span };
    Node { span, ..over(base, patch, sink) }
}

fn unknown_area(name: &str, span: Span, known: &[Entry]) -> crate::base::diag::Diagnostic {
    let known = known.iter().map(|entry| entry.key.as_str());
    suggest::unknown(Code::UnknownName, span, &say("区域", "area"), name, known)
}

fn position(entries: &[Entry], key: &str) -> Option<usize> {
    entries.iter().position(|entry| entry.key == key)
}

fn is_nothing(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

/// The entry of a map.
pub(crate) fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a Entry> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    }
}

/// The text of a scalar.
pub(crate) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(text) => Some(text),
        _ => None,
    }
}

/// The entries of a map; none of anything else.
pub(crate) fn map_of(node: Option<Node>) -> Vec<Entry> {
    match node.map(|node| node.value) {
        Some(Value::Map(entries)) => entries,
        _ => Vec::new(),
    }
}

/// Takes an entry out of a map.
pub(crate) fn take(node: &mut Node, key: &str) -> Option<Node> {
    match &mut node.value {
        Value::Map(entries) => position(entries, key).map(|at| entries.remove(at).node),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::FileId;
    use crate::input::yaml;

    fn draw(node: &Node) -> String {
        match &node.value {
            Value::Null => "~".to_owned(),
            Value::Scalar(text) => format!("{text}@{}", node.span.file.0),
            Value::List(items) => format!("[{}]", items.iter().map(draw).collect::<Vec<_>>().join(" ")),
            Value::Map(entries) => {
                let entry = |entry: &Entry| format!("{}:{}", entry.key, draw(&entry.node));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn read(file: u32, text: &str) -> Node {
        yaml::parse(FileId(file), text, 0).expect("YAML")
    }

    fn entries(node: Node) -> Vec<Entry> {
        match node.value {
            Value::Map(entries) => entries,
            _ => panic!("a map"),
        }
    }

    #[test]
    fn maps_are_merged_and_all_else_is_replaced() {
        let base = read(0, "a: {x: 1, y: {z: 2}}\nl: [1, 2]\ngone: 3\n");
        let patch = read(1, "l: [9]\na: {y: {w: 5}}\ngone: ~\nnew: 4\n");
        let merged = over(base, patch, &mut Sink::new());
        assert_eq!(draw(&merged), "{a:{x:1@0 y:{z:2@0 w:5@1}} l:[9@1] new:4@1}");
    }

    #[test]
    fn areas_keep_their_order_and_new_ones_stand_where_they_are_told() {
        let mut below = entries(read(0, "a: {kind: story, rows: 1}\nb: {kind: ad, frame: 1}\nc: {kind: ad}\n"));
        let above = read(1, "c: {rows: 3}\nd: {kind: rule, before: b}\nb: {kind: story}\na: ~\ne: {kind: ad}\n");
        let mut sink = Sink::new();
        areas_over(&mut below, entries(above), &mut sink);
        let drawn = draw(&Node { span: Span::NONE, value: Value::Map(below) });
        assert_eq!(drawn, "{d:{kind:rule@1} b:{kind:story@1} c:{kind:ad@0 rows:3@1} e:{kind:ad@1}}");
        assert!(sink.is_empty());
    }

    #[test]
    fn what_is_not_there_is_neither_taken_away_nor_stood_before() {
        let mut below = entries(read(0, "lead: {kind: story}\n"));
        let mut sink = Sink::new();
        areas_over(&mut below, entries(read(1, "laed: ~\nfoot: {kind: ad, before: led}\n")), &mut sink);
        let told: Vec<&str> = sink.iter().map(|found| found.message.en.as_str()).collect();
        assert_eq!(told, ["no area `laed`", "no area `led`"]);
        assert!(sink[0].hint.as_ref().is_some_and(|hint| hint.en.contains("`lead`")));
    }
}
