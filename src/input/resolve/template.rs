//! Page descriptions that are made of others: one that another extends, masters, and what an edition
//! changes for one page of one day.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Decode, OneOrMany, Sink, Spanned};
use crate::input::merge::{areas_over, entries_over, entry, map_of, take, text};
use crate::input::spec::{Layout, Spread};
use crate::input::yaml::{Entry, Node, Value};

use super::library::Library;
use super::spread;

/// A page description, complete, and the directories of the files it is made of, the nearest first.
pub(super) struct FoundLayout {
    pub(super) spec: Layout,
    pub(super) directories: Vec<PathBuf>,
    /// Something in it is wrong, and was reported.
    pub(super) broken: bool,
    /// As it was before it was read.
    node: Node,
}

/// What a description of this kind is called.
const WHAT: (&str, &str) = ("版面描述", "layout");

/// A description with what it extends and its masters laid under it.
struct Whole {
    node: Node,
    directories: Vec<PathBuf>,
}

/// The files on the way to the one in hand, with the places that name them: a circle comes back to one.
type Way = Vec<(PathBuf, Span)>;

impl Library<'_> {
    /// The page description of a name.
    pub(super) fn layout(&mut self, name: &str, named: Span, sink: &mut Sink) -> Option<Arc<FoundLayout>> {
        if let Some(known) = self.layouts.0.get(name) {
            return known.clone();
        }
        let before = super::errors(sink);
        let whole = self.whole(name, named, &mut Way::new(), sink);
        let found = whole.and_then(|Whole { node, directories }| {
            let spec = Layout::decode(&node, sink)?;
            let broken = super::errors(sink) > before;
            Some(Arc::new(FoundLayout { spec, directories, broken, node }))
        });
        self.layouts.0.insert(name.to_owned(), found.clone());
        found
    }

    /// Reads a description and all that it is made of.
    ///
    /// A description that extends its own name extends that of the next home: an edition's of the paper's,
    /// the paper's of the program's.
    fn whole(&mut self, name: &str, named: Span, way: &mut Way, sink: &mut Sink) -> Option<Whole> {
        let depth = way.len();
        let mut chain: Vec<(Node, PathBuf)> = Vec::new();
        let mut next = Some((Spanned { value: name.to_owned(), span: named }, 0));
        while let Some((name, from)) = next {
            let (home, directory) = self.find("", (&name.value, name.span), from, WHAT, sink)?;
            let path = directory.join(format!("{}.yaml", name.value));
            if way.iter().any(|(known, _)| *known == path) {
                sink.push(circle(&name, way));
                return None;
            }
            way.push((path.clone(), name.span));
            let node = self.written(path, name.span, sink)?;
            next = entry(&node, "extends").and_then(|entry| {
                let value = text(&entry.node)?.to_owned();
                let from = if value == name.value { home + 1 } else { 0 };
                Some((Spanned { value, span: entry.node.span }, from))
            });
            chain.push((node, directory));
        }
        let masters = self.masters(&chain, way, sink)?;
        way.truncate(depth);
        Some(laid(chain, masters, sink))
    }

    fn written(&mut self, path: PathBuf, named: Span, sink: &mut Sink) -> Option<Node> {
        if let Some(known) = self.written.get(&path) {
            return known.clone();
        }
        let node = super::read_node(self.world, &path, named, sink);
        self.written.insert(path, node.clone());
        node
    }

    /// The masters of a chain of descriptions: those that the nearest with the key names.
    fn masters(&mut self, chain: &[(Node, PathBuf)], way: &mut Way, sink: &mut Sink) -> Option<Vec<Whole>> {
        let nearest = |key| chain.iter().find_map(|(node, _)| entry(node, key));
        let Some(named) = nearest("master").filter(|entry| !matches!(entry.node.value, Value::Null)) else {
            return Some(Vec::new());
        };
        let names: OneOrMany<Spanned<String>> = Decode::decode(&named.node, sink)?;
        let format = nearest("format").map(|entry| entry.node.clone());
        let mut masters = Vec::with_capacity(names.0.len());
        for name in &names.0 {
            let mut master = self.whole(&name.value, name.span, way, sink)?;
            let other = entry(&master.node, "format").map(|entry| &entry.node);
            if let (Some(own), Some(other)) = (&format, other)
                && let (Some(format), Some(wanted)) = (text(own), text(other))
                && format != wanted
            {
                sink.push(other_format(name, (own.span, format), (other.span, wanted)));
            }
            let spread = nearest("spread").map(|entry| entry.node.clone());
            if let Some(by) = self.right_page(spread.as_ref(), format.as_ref(), &master, sink) {
                lay_twice(&mut master.node, by);
            }
            masters.push(master);
        }
        Some(masters)
    }

    /// On a spread, by how many columns the areas of a master of one page are moved to stand on the right
    /// page too.
    fn right_page(
        &mut self,
        spread: Option<&Node>,
        format: Option<&Node>,
        master: &Whole,
        sink: &mut Sink,
    ) -> Option<u16> {
        // What is wrong with `spread` is told when the description is read.
        let read = |node: &Node| Spread::decode(node, &mut Sink::new());
        let own = spread.and_then(read);
        let facing = spread::facing(own.as_ref())?;
        let other = entry(&master.node, "spread").and_then(|entry| read(&entry.node));
        if spread::facing(other.as_ref()).is_some() {
            return None;
        }
        let format = format?;
        let count = self.format(text(format)?, format.span, sink)?.columns.count.0 as u16;
        spread::columns(count, facing).checked_sub(count)
    }
}

impl FoundLayout {
    /// The description with other areas, for one page of one day.
    pub(super) fn patched(&self, areas: &Node, sink: &mut Sink) -> Option<FoundLayout> {
        let Value::Map(patch) = &areas.value else {
            return crate::input::decode::wrong_type(areas, &say("映射 `名称: 值`", "a map `name: value`"), sink);
        };
        let before = super::errors(sink);
        let mut node = self.node.clone();
        let old = entry(&node, "areas").map(|entry| (entry.key_span, entry.node.span));
        let (key_span, span) = old.unwrap_or((areas.span, areas.span));
        let mut entries = map_of(take(&mut node, "areas"));
        areas_over(&mut entries, patch.clone(), sink);
        put_areas(&mut node, entries, (key_span, span));
        let spec = Layout::decode(&node, sink)?;
        let broken = super::errors(sink) > before;
        Some(FoundLayout { spec, directories: self.directories.clone(), broken, node })
    }
}

/// Lays a chain of descriptions, the last at the bottom, over its masters.
fn laid(mut chain: Vec<(Node, PathBuf)>, masters: Vec<Whole>, sink: &mut Sink) -> Whole {
    let mut directories: Vec<PathBuf> = chain.iter().map(|(_, directory)| directory.clone()).collect();
    directories.extend(masters.iter().flat_map(|master| master.directories.iter().cloned()));
    directories.dedup();
    let is_map = |(node, _): &(Node, PathBuf)| matches!(node.value, Value::Map(_));
    if (chain.len() == 1 && masters.is_empty()) || !chain.iter().all(is_map) {
        // What is no map is read for its own mistakes.
        let at = chain.iter().position(|link| !is_map(link)).unwrap_or(0);
        return Whole { node: chain.swap_remove(at).0, directories };
    }
    let mut areas = Vec::new();
    for Whole { mut node, .. } in masters {
        areas_over(&mut areas, map_of(take(&mut node, "areas")), sink);
    }
    let own = chain.iter().find_map(|(node, _)| entry(node, "areas"));
    let place = own.map(|entry| (entry.key_span, entry.node.span));
    let span = chain[0].0.span;
    let mut entries = Vec::new();
    for (mut node, _) in chain.into_iter().rev() {
        take(&mut node, "extends");
        areas_over(&mut areas, map_of(take(&mut node, "areas")), sink);
        entries = entries_over(entries, map_of(Some(node)), sink);
    }
    let mut node = Node { span, value: Value::Map(entries) };
    put_areas(&mut node, areas, place.unwrap_or((span, span)));
    Whole { node, directories }
}

/// Lays the areas of a master on the right page of a spread too: `NAME` also as `NAME-right`.
fn lay_twice(master: &mut Node, by: u16) {
    let Value::Map(entries) = &mut master.value else { return };
    let areas = entries.iter_mut().find(|entry| entry.key == "areas").map(|entry| &mut entry.node.value);
    let Some(Value::Map(areas)) = areas else { return };
    let twins: Vec<Entry> = areas
        .iter()
        .map(|area| {
            let mut twin = Entry { key: format!("{}-right", area.key), ..area.clone() };
            move_columns(&mut twin.node, &["at", "head", "pictures"], by);
            twin
        })
        .collect();
    areas.extend(twins);
}

/// Adds `by` to the columns that stand in a map, in lists, and in maps under `keys`.
fn move_columns(node: &mut Node, keys: &[&str], by: u16) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| move_columns(item, &[], by)),
        Value::Map(entries) => {
            for entry in entries {
                match &mut entry.node.value {
                    Value::Scalar(text) if matches!(entry.key.as_str(), "columns" | "gutter") => {
                        let moved =
                            |part: &str| part.trim().parse::<u16>().ok().map(|number| number.saturating_add(by));
                        let both = text.split('-').map(moved).collect::<Option<Vec<u16>>>();
                        let both = both.map(|both| both.iter().map(u16::to_string).collect::<Vec<_>>().join("-"));
                        *text = both.unwrap_or(std::mem::take(text));
                    }
                    _ if keys.contains(&entry.key.as_str()) => move_columns(&mut entry.node, &[], by),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn put_areas(node: &mut Node, areas: Vec<Entry>, (key_span, span): (Span, Span)) {
    let areas = Node { span, value: Value::Map(areas) };
    if let Value::Map(entries) = &mut node.value {
        entries.push(Entry { key: "areas".to_owned(), key_span, node: areas });
    }
}

fn circle(name: &Spanned<String>, way: &Way) -> Diagnostic {
    let message = say(
        format!("版面描述 `{}` 绕回到自己", name.value),
        format!("the layout `{}` leads back to itself", name.value),
    );
    let hint = say(
        "`extends` 和 `master` 不能成圈：请改其中一处",
        "`extends` and `master` may not form a circle: change one of them",
    );
    let finding = Diagnostic::new(Code::LayoutCycle, name.span, message).hint(hint);
    let steps = way.iter().filter(|(_, span)| span.is_some() && *span != name.span);
    steps.fold(finding, |finding, (_, span)| finding.note(*span, say("经过这里", "by way of this")))
}

fn other_format(name: &Spanned<String>, own: (Span, &str), other: (Span, &str)) -> Diagnostic {
    let message = say(
        format!("母版 `{}` 的规格是 `{}`，本版是 `{}`", name.value, other.1, own.1),
        format!("the master `{}` is a `{}`; this page is a `{}`", name.value, other.1, own.1),
    );
    let hint = say("母版要与版面同一规格", "a master has the format of its pages");
    Diagnostic::new(Code::BadValue, name.span, message)
        .hint(hint)
        .note(own.0, say("本版的规格", "the format of the page"))
        .note(other.0, say("母版的规格", "the format of the master"))
}
