//! Writes values into YAML as an editor would: only the bytes of what changes are touched. Comments,
//! order, quotes and line ends stay.

use crate::base::diag::{FileId, Say, Span, say};

use super::yaml::{self, Entry, Node, Value};

/// A step from a value to one inside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Of a map.
    Key(String),
    /// Of a list of maps: the one in which this key has this value.
    Item(&'static str, String),
    /// As [`Step::Item`], and made where there is none.
    Entry(&'static str, String),
    /// Of a list: the one at this place, from 0.
    At(usize),
}

/// A value to be written, as flow YAML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Setting {
    /// Where; the last step is a key.
    pub(crate) path: Vec<Step>,
    /// What.
    pub(crate) value: String,
}

/// The text with all settings made.
///
/// Errors: a text that is no YAML, a list without the item, a value that stands elsewhere (an alias).
pub(crate) fn amend(text: &str, settings: &[Setting]) -> Result<String, Say> {
    settings.iter().try_fold(text.to_owned(), |text, setting| set(&text, setting))
}

/// How many there are in the list at a path; nothing where there is no list.
pub(crate) fn list_at(text: &str, path: &[Step]) -> Option<usize> {
    let mut node = &yaml::parse(FileId::NONE, text, 0).ok()?;
    for step in path {
        node = inside(node, step)?;
    }
    match &node.value {
        Value::List(items) => Some(items.len()),
        _ => None,
    }
}

/// The value at a path, where there is one, as flow YAML.
pub(crate) fn value_at(text: &str, path: &[Step]) -> Option<String> {
    let mut node = &yaml::parse(FileId::NONE, text, 0).ok()?;
    for step in path {
        node = inside(node, step)?;
    }
    Some(flow(node, text))
}

fn set(text: &str, setting: &Setting) -> Result<String, Say> {
    let root = yaml::parse(FileId::NONE, text, 0).map_err(|error| error.message)?;
    let mut node = &root;
    if let (Value::Null, Some(Step::Key(key))) = (&root.value, setting.path.first()) {
        // Nothing but comments: they stay above.
        let mark = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{text}{mark}{key}: {}\n", nested(&setting.path[1..], &setting.value)?));
    }
    for (index, step) in setting.path.iter().enumerate() {
        let within = node.span;
        match inside(node, step) {
            Some(next) if next.span.start < within.start || next.span.end > within.end => return Err(elsewhere(step)),
            Some(next) => node = next,
            None => return add(text, node, &setting.path[index..], &setting.value),
        }
    }
    let end = written_end(text, node.span);
    if matches!(node.value, Value::Null) {
        return Ok(in_place_of_nothing(text, node, &setting.value));
    }
    Ok(spliced(text, node.span.start as usize, end, &setting.value))
}

fn inside<'a>(node: &'a Node, step: &Step) -> Option<&'a Node> {
    match (step, &node.value) {
        (Step::Key(key), Value::Map(entries)) => {
            entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
        }
        (Step::Item(key, wanted) | Step::Entry(key, wanted), Value::List(items)) => items.iter().find(|item| {
            let Value::Map(entries) = &item.value else { return false };
            let is_wanted = |entry: &&Entry| {
                entry.key == *key && matches!(&entry.node.value, Value::Scalar(text) if text == wanted)
            };
            entries.iter().any(|entry| is_wanted(&entry))
        }),
        (Step::At(index), Value::List(items)) => items.get(*index),
        _ => None,
    }
}

/// What some steps lead to, made anew around a value, as flow YAML.
fn nested(steps: &[Step], value: &str) -> Result<String, Say> {
    steps.iter().rev().try_fold(value.to_owned(), |inner, step| match (step, inner.strip_prefix('{')) {
        (Step::Key(key), _) => Ok(format!("{{{key}: {inner}}}")),
        (Step::Entry(key, name), Some(rest)) => Ok(format!("[{{{key}: {name}, {rest}]")),
        _ => Err(no_item(step)),
    })
}

/// Writes a value where a key has none, or `~`.
fn in_place_of_nothing(text: &str, node: &Node, value: &str) -> String {
    let (start, end) = (node.span.start as usize, written_end(text, node.span));
    if start < end && !text[start..end].starts_with(':') {
        return spliced(text, start, end, value);
    }
    // Nothing begins at the colon, or behind it.
    let at = start + usize::from(text[start..].starts_with(':'));
    spliced(text, at, at, &format!(" {value}"))
}

/// Adds an item to the list in which it is missing.
fn add_item(text: &str, node: &Node, items: &[Node], steps: &[Step], value: &str) -> Result<String, Say> {
    let added = nested(steps, value)?;
    let item = added.strip_prefix('[').and_then(|added| added.strip_suffix(']')).unwrap_or(&added);
    let start = node.span.start as usize;
    let Some(last) = items.last() else { return Ok(spliced(text, start + 1, start + 1, item)) };
    let end = written_end(text, last.span);
    if text[start..].starts_with('[') {
        return Ok(spliced(text, end, end, &format!(", {item}")));
    }
    let line = text[..last.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let dash = text[line..].find('-').ok_or_else(|| no_item(&steps[0]))?;
    let (end, mark) = line_end(text, end);
    Ok(spliced(text, end, end, &format!("{mark}{}- {item}", &text[line..line + dash])))
}

/// Adds what is missing to the map or list in which it is missing.
fn add(text: &str, node: &Node, rest: &[Step], value: &str) -> Result<String, Say> {
    match (rest.first(), &node.value) {
        (Some(Step::Entry(..)), Value::List(items)) => return add_item(text, node, items, rest, value),
        (Some(_), Value::Null) => return Ok(in_place_of_nothing(text, node, &nested(rest, value)?)),
        _ => {}
    }
    let (Some(Step::Key(key)), Value::Map(entries)) = (rest.first(), &node.value) else {
        return Err(rest.first().map_or_else(|| say("无处可写", "nowhere to write"), no_item));
    };
    let added = nested(&rest[1..], value)?;
    let own: Vec<&Entry> = entries
        .iter()
        .filter(|entry| node.span.start <= entry.key_span.start && entry.key_span.end <= node.span.end)
        .collect();
    if text[node.span.start as usize..].starts_with('{') {
        let Some(last) = own.last() else {
            return Ok(spliced(
                text,
                node.span.start as usize + 1,
                node.span.start as usize + 1,
                &format!("{key}: {added}"),
            ));
        };
        let end = entry_end(text, last);
        return Ok(spliced(text, end, end, &format!(", {key}: {added}")));
    }
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return Err(no_item(&rest[0])) };
    let start = first.key_span.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = " ".repeat(text[line..start].chars().count());
    let from = entry_end(text, last);
    let (end, mark) = line_end(text, from);
    Ok(spliced(text, end, end, &format!("{mark}{indent}{key}: {added}")))
}

/// The end of the line on which a byte stands, and the line end that the text has.
fn line_end(text: &str, from: usize) -> (usize, &'static str) {
    let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
    if text[..end].ends_with('\r') { (end - 1, "\r\n") } else { (end, "\n") }
}

fn entry_end(text: &str, entry: &Entry) -> usize {
    written_end(text, entry.node.span).max(entry.key_span.end as usize)
}

/// The end of a value without the blanks behind it.
fn written_end(text: &str, span: Span) -> usize {
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    start + text[start..end.max(start)].trim_end().len()
}

fn spliced(text: &str, start: usize, end: usize, with: &str) -> String {
    format!("{}{with}{}", &text[..start], &text[end..])
}

/// A value as flow YAML, its scalars as they are written.
fn flow(node: &Node, text: &str) -> String {
    match &node.value {
        Value::Null => String::from("~"),
        Value::Scalar(_) => text[node.span.start as usize..written_end(text, node.span)].to_owned(),
        Value::Map(entries) => {
            let all: Vec<String> =
                entries.iter().map(|entry| format!("{}: {}", entry.key, flow(&entry.node, text))).collect();
            format!("{{{}}}", all.join(", "))
        }
        Value::List(items) => {
            let all: Vec<String> = items.iter().map(|item| flow(item, text)).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

fn elsewhere(step: &Step) -> Say {
    let name = name(step);
    say(format!("`{name}` 由锚点引入，请手工改"), format!("`{name}` comes from an anchor: change it by hand"))
}

fn no_item(step: &Step) -> Say {
    let name = name(step);
    say(format!("找不到 `{name}` 该写的地方"), format!("there is no place for `{name}`"))
}

fn name(step: &Step) -> String {
    match step {
        Step::Key(name) | Step::Item(_, name) | Step::Entry(_, name) => name.clone(),
        Step::At(index) => format!("[{}]", index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `path` as in `areas.one.pictures.[id=a].rows`.
    fn setting(path: &str, value: &str) -> Setting {
        let step = |part: &str| match part.strip_prefix("[id=").and_then(|part| part.strip_suffix(']')) {
            Some(id) => Step::Item("id", id.to_owned()),
            None => Step::Key(part.to_owned()),
        };
        Setting { path: path.split('.').map(step).collect(), value: value.to_owned() }
    }

    #[track_caller]
    fn check(text: &str, path: &str, value: &str, expected: &str) {
        assert_eq!(amend(text, &[setting(path, value)]), Ok(expected.to_owned()));
    }

    #[test]
    fn a_value_is_replaced_and_nothing_else() {
        check(
            "a:   # 甲\n  pictures: [{id: 'x', rows: 1-5},  {id: y, rows: \"6-9\"}]  # 图\nb: 2\n",
            "a.pictures.[id=y].rows",
            "6-8",
            "a:   # 甲\n  pictures: [{id: 'x', rows: 1-5},  {id: y, rows: 6-8}]  # 图\nb: 2\n",
        );
        check("a:\r\n  rows: 3   # 三\r\nb: 1\r\n", "a.rows", "4", "a:\r\n  rows: 4   # 三\r\nb: 1\r\n");
    }

    #[test]
    fn a_key_that_is_missing_stands_behind_the_others() {
        check("a: {style: x}   # 头\n", "a.rows", "4", "a: {style: x, rows: 4}   # 头\n");
        check("a: {}\n", "a.rows", "4", "a: {rows: 4}\n");
        check(
            "one:\n    kind: story\n    head: {style: x}   # 头\n\n  # 下一块\n",
            "one.crossheads",
            "2",
            "one:\n    kind: story\n    head: {style: x}   # 头\n    crossheads: 2\n\n  # 下一块\n",
        );
        check(
            "one:\r\n  kind: story\r\ntwo: 1\r\n",
            "one.cut",
            "[7]",
            "one:\r\n  kind: story\r\n  cut: [7]\r\ntwo: 1\r\n",
        );
        check("one:\n  cut:   # 无\n  kind: story\n", "one.cut", "[7]", "one:\n  cut: [7]   # 无\n  kind: story\n");
        check("one: {cut: ~, kind: story}\n", "one.cut", "[7]", "one: {cut: [7], kind: story}\n");
        check("one: {kind: story}", "one.head.size", "2", "one: {kind: story, head: {size: 2}}");
        check("one:\n  kind: story", "one.cut", "[7]", "one:\n  kind: story\n  cut: [7]");
        check(
            "pages:\n  - id: x   # 首版\n    place: {a: b}\n  - id: y\n",
            "pages.[id=x].areas.one.rows",
            "4",
            "pages:\n  - id: x   # 首版\n    place: {a: b}\n    areas: {one: {rows: 4}}\n  - id: y\n",
        );
    }

    #[test]
    fn an_entry_that_is_missing_is_made() {
        let path = |number: &str| {
            let keys = ["areas", "one", "at", "rows"].map(|key| Step::Key(key.to_owned()));
            let mut path = vec![Step::Key("pages".to_owned()), Step::Entry("page", number.to_owned())];
            path.extend(keys);
            path
        };
        let made = |text: &str, number: &str| {
            amend(text, &[Setting { path: path(number), value: "1-4".to_owned() }]).expect("a text")
        };
        let new = "{page: 2, areas: {one: {at: {rows: 1-4}}}}";
        assert_eq!(made("# 东城\n", "2"), format!("# 东城\npages: [{new}]\n"));
        assert_eq!(made("", "2"), format!("pages: [{new}]\n"));
        assert_eq!(made("a: 1\n", "2"), format!("a: 1\npages: [{new}]\n"));
        assert_eq!(made("pages: []\n", "2"), format!("pages: [{new}]\n"));
        assert_eq!(made("pages: [{page: 1}]  # 页\n", "2"), format!("pages: [{{page: 1}}, {new}]  # 页\n"));
        assert_eq!(
            made("pages:\n  - page: 1   # 首版\n    place: {a: b}   # 稿\nx: 1\n", "2"),
            format!("pages:\n  - page: 1   # 首版\n    place: {{a: b}}   # 稿\n  - {new}\nx: 1\n")
        );
        assert_eq!(made("pages:\n- {page: 1}\n", "2"), format!("pages:\n- {{page: 1}}\n- {new}\n"));
        assert_eq!(made("pages:\n", "2"), format!("pages: [{new}]\n"));
        assert_eq!(made("pages: ~   # 无\nx: 1\n", "2"), format!("pages: [{new}]   # 无\nx: 1\n"));
        // One that is there is not made again.
        assert_eq!(
            made("pages:\n  - page: 2\n    place: {a: b}\n", "2"),
            "pages:\n  - page: 2\n    place: {a: b}\n    areas: {one: {at: {rows: 1-4}}}\n"
        );
    }

    #[test]
    fn what_an_anchor_brings_is_left_alone() {
        let text = "x: &x {rows: 3}\na: *x\n";
        assert!(amend(text, &[setting("a.rows", "4")]).is_err());
        assert!(amend("a: [{id: x}]\n", &[setting("a.[id=y].rows", "4")]).is_err());
    }

    #[test]
    fn a_value_can_be_copied() {
        let text = "a:\n  pictures:\n    - id: x   # 图\n      rows: 1-5\n    - {id: \"y\", rows: 6-9}\n";
        let path = [Step::Key("a".into()), Step::Key("pictures".into())];
        assert_eq!(value_at(text, &path).as_deref(), Some("[{id: x, rows: 1-5}, {id: \"y\", rows: 6-9}]"));
    }
}
