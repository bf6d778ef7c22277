//! 分区版: zone editions, each a file of `zones/` that is laid over the edition.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};
use crate::input::decode::{Decode, Sink};
use crate::input::merge::{entries_over, entry, map_of, take, text};
use crate::input::spec;
use crate::input::suggest;
use crate::input::world::{World, stem};
use crate::input::yaml::{Entry, Node, Value};

/// The zones of an edition, and the one that is made.
pub(super) struct Zones<'a> {
    world: &'a World,
    directory: PathBuf,
    names: Vec<String>,
    chosen: Option<&'a str>,
    /// The slugs for which the chosen zone has a file of its own.
    own: RefCell<BTreeSet<String>>,
    /// The file of the chosen zone, once it is read.
    file: Cell<Option<FileId>>,
}

impl<'a> Zones<'a> {
    pub(super) fn new(world: &'a World, edition: &Path, chosen: Option<&'a str>) -> Zones<'a> {
        let directory = edition.join("zones");
        let names = world.list(&directory, "yaml").iter().map(|path| stem(path)).collect();
        Zones { world, directory, names, chosen, own: RefCell::default(), file: Cell::default() }
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn chosen(&self) -> Option<&str> {
        self.chosen
    }

    /// The file of the chosen zone.
    pub(super) fn file(&self) -> Option<FileId> {
        self.file.get()
    }

    /// The edition with the chosen zone laid over it.
    ///
    /// Errors: a zone without a file, or whose name cannot stand in a file name.
    pub(super) fn laid_over(&self, mut edition: Node, sink: &mut Sink) -> Option<Node> {
        let Some(name) = self.chosen else { return Some(edition) };
        if !self.names.iter().any(|known| known == name) {
            let what = say("分区", "zone");
            let known = self.names.iter().map(String::as_str);
            sink.push(suggest::unknown(Code::UnknownName, Span::NONE, &what, name, known));
            return None;
        }
        let mut zone = self.read(name, sink)?;
        self.file.set(Some(zone.span.file));
        if name.len() > 16 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message =
                say(format!("分区名 `{name}` 要用在文件名里"), format!("the zone `{name}` is to stand in file names"));
            let hint = say("请用 1 到 16 个英文字母或数字", "use 1 to 16 letters A to Z or figures");
            let span = Span { end: zone.span.start.saturating_add(1), ..zone.span };
            sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
        }
        // For its keys: what they hold is read with the edition.
        spec::Zone::decode(&zone, sink)?;
        let (pages, own) = (take(&mut edition, "pages"), take(&mut zone, "pages"));
        let (Value::Map(below), Value::Map(above)) = (edition.value, zone.value) else { return None };
        let mut entries = entries_over(below, above, sink);
        if let Some(pages) = pages {
            let key_span = pages.span;
            entries.push(Entry { key: "pages".to_owned(), key_span, node: pages_over(pages, own, sink) });
        }
        Some(Node { span: edition.span, value: Value::Map(entries) })
    }

    fn read(&self, name: &str, sink: &mut Sink) -> Option<Node> {
        super::read_node(self.world, &self.directory.join(format!("{name}.yaml")), Span::NONE, sink)
    }

    /// The stories among some files, by slug: those of other zones are left out, and those of the chosen
    /// one stand in for others.
    pub(super) fn stories(&self, paths: Vec<PathBuf>) -> BTreeMap<String, PathBuf> {
        let mut found = BTreeMap::new();
        let mut own = BTreeMap::new();
        for path in paths {
            let name = stem(&path);
            let zone = name.rsplit_once('.').filter(|(_, zone)| self.names.iter().any(|known| known == zone));
            match zone {
                Some((slug, zone)) if self.chosen == Some(zone) => drop(own.insert(slug.to_owned(), path)),
                Some(_) => {}
                None => drop(found.insert(name, path)),
            }
        }
        *self.own.borrow_mut() = own.keys().cloned().collect();
        found.extend(own);
        found
    }

    /// Whether the chosen zone has a file of its own for a story.
    pub(super) fn is_own(&self, slug: &str) -> bool {
        self.own.borrow().contains(slug)
    }

    /// The slugs of the stories that the zones place. What is wrong in their files is told when they are
    /// made.
    pub(super) fn placed(&self) -> Vec<String> {
        let zones = self.names.iter().filter_map(|name| self.read(name, &mut Sink::new()));
        zones.flat_map(|zone| placed_in(&zone)).collect()
    }
}

fn placed_in(zone: &Node) -> Vec<String> {
    let list = |node: &Node| match &node.value {
        Value::List(items) => items.clone(),
        _ => vec![node.clone()],
    };
    let pages = entry(zone, "pages").map(|pages| list(&pages.node)).unwrap_or_default();
    let places =
        pages.iter().filter_map(|page| entry(page, "place")).flat_map(|place| map_of(Some(place.node.clone())));
    let slugs = places.flat_map(|place| list(&place.node));
    slugs.filter_map(|slug| text(&slug).map(str::to_owned)).collect()
}

/// Lays the pages of a zone over those of the edition, by number; further ones stand at the end.
fn pages_over(base: Node, zone: Option<Node>, sink: &mut Sink) -> Node {
    let number = |page: &Node| entry(page, "page").and_then(|page| text(&page.node).map(|text| text.trim().to_owned()));
    let span = base.span;
    let (Value::List(mut pages), Some(Value::List(own))) = (base.value.clone(), zone.map(|zone| zone.value)) else {
        return base;
    };
    for page in own {
        let at =
            number(&page).and_then(|wanted| pages.iter().position(|known| number(known).as_ref() == Some(&wanted)));
        match at {
            Some(at) => pages[at] = page_over(pages[at].clone(), page, sink),
            None => pages.push(page),
        }
    }
    Node { span, value: Value::List(pages) }
}

fn page_over(mut base: Node, mut page: Node, sink: &mut Sink) -> Node {
    // Areas are laid over the layout later: what is taken away there must still be said.
    let (below, above) = (take(&mut base, "areas"), take(&mut page, "areas"));
    let span = base.span;
    let (Value::Map(under), Value::Map(over)) = (base.value, page.value) else {
        return Node { span: page.span, value: Value::Null };
    };
    let mut entries = entries_over(under, over, sink);
    let place = above.as_ref().or(below.as_ref()).map(|areas| areas.span);
    if let Some(place) = place {
        let mut areas = map_of(below);
        for area in map_of(above) {
            match areas.iter_mut().find(|known| known.key == area.key) {
                Some(known) if matches!(area.node.value, Value::Map(_)) => {
                    let old = std::mem::replace(known, area.clone());
                    known.node = crate::input::merge::over(old.node, area.node, sink);
                }
                Some(known) => *known = area,
                None => areas.push(area),
            }
        }
        let node = Node { span: place, value: Value::Map(areas) };
        entries.push(Entry { key: "areas".to_owned(), key_span: place, node });
    }
    Node { span, value: Value::Map(entries) }
}
