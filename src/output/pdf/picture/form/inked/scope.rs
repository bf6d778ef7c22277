//! What stands around a content: which colours plain names mean in it.

use std::rc::Rc;

use crate::output::read::{Dict, Document, Object};

/// What stands around a content, or a picture in it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Scope {
    /// Whether it is painted for a soft mask: then its colours are grays.
    pub(super) is_veil: bool,
    /// DefaultRGB.
    pub(super) screen: Object,
    /// DefaultGray.
    pub(super) gray: Object,
    /// The resources of what calls a form that has none.
    pub(super) outer: Option<Rc<Dict>>,
}

impl Default for Scope {
    fn default() -> Scope {
        Scope { is_veil: false, screen: Object::Null, gray: Object::Null, outer: None }
    }
}

impl Scope {
    /// That of contents with these resources.
    pub(super) fn within(document: &Document<'_>, resources: Option<&Dict>, is_veil: bool) -> Scope {
        let spaces = resources.and_then(|resources| document.dict(resources, b"ColorSpace"));
        let named = |name: &[u8]| spaces.map_or(Object::Null, |spaces| spaces.raw(name).clone());
        Scope { is_veil, screen: named(b"DefaultRGB"), gray: named(b"DefaultGray"), outer: None }
    }

    /// For a form without resources.
    pub(super) fn lending(&self, resources: Option<&Dict>) -> Scope {
        Scope { outer: resources.cloned().map(Rc::new), ..self.clone() }
    }

    /// The same for all that has resources of its own.
    pub(super) fn alone(&self) -> Scope {
        Scope { is_veil: self.is_veil, ..Scope::default() }
    }
}
