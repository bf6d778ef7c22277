//! Layers: optional content that is hidden when the file prints.
//!
//! Source: ISO 32000-1, 8.11. Of configurations the default one holds, as PDF/X asks.

use std::collections::BTreeSet;

use crate::output::read::{Dict, Document, Object};

/// Layers that are looked through.
const MOST: usize = 10_000;

/// The layers that are off, by their objects.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    hidden: BTreeSet<u32>,
    /// Marked content that is open: whether it begins what is hidden.
    open: Vec<bool>,
}

fn numbers(document: &Document<'_>, dict: &Dict, key: &[u8]) -> Vec<u32> {
    let items = document.get(dict, key).array().unwrap_or_default().iter().take(MOST);
    items.filter_map(|item| if let Object::Ref(number, _) = item { Some(*number) } else { None }).collect()
}

impl Layers {
    /// Reads which are off.
    pub(super) fn read(document: &Document<'_>) -> Layers {
        let mut layers = Layers::default();
        let properties = document.catalog().and_then(|catalog| document.dict(catalog, b"OCProperties"));
        let Some((all, config)) = properties.and_then(|all| Some((all, document.dict(all, b"D")?))) else {
            return layers;
        };
        if document.name(config, b"BaseState") == Some(b"OFF") {
            layers.hidden.extend(numbers(document, all, b"OCGs"));
            for on in numbers(document, config, b"ON") {
                layers.hidden.remove(&on);
            }
        }
        layers.hidden.extend(numbers(document, config, b"OFF"));
        layers
    }

    /// Whether what belongs to a layer, or to a rule about layers, does not print.
    pub(super) fn hides(&self, document: &Document<'_>, raw: &Object) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let Some(dict) = document.resolve(raw).dict() else { return false };
        if document.name(dict, b"Type") != Some(b"OCMD") {
            return matches!(raw, Object::Ref(number, _) if self.hidden.contains(number));
        }
        let groups = match dict.raw(b"OCGs") {
            Object::Ref(number, _) if document.get(dict, b"OCGs").array().is_none() => vec![*number],
            _ => numbers(document, dict, b"OCGs"),
        };
        let is_off = |group: &u32| self.hidden.contains(group);
        !groups.is_empty()
            && match document.name(dict, b"P") {
                Some(b"AllOn") => groups.iter().any(is_off),
                Some(b"AnyOff") => !groups.iter().any(is_off),
                Some(b"AllOff") => !groups.iter().all(is_off),
                _ => groups.iter().all(is_off),
            }
    }

    /// Marked content begins.
    pub(super) fn begin(&mut self, is_hidden: bool) {
        if self.open.len() < MOST {
            self.open.push(is_hidden);
        }
    }

    /// Marked content ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether what is painted now does not print.
    pub(super) fn is_off(&self) -> bool {
        !self.hidden.is_empty() && self.open.contains(&true)
    }
}
