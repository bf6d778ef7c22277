//! Formats, styles, press conditions and page descriptions by name, each read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diag::{Code, Span, say};
use crate::input::decode::{Decode, Sink};
use crate::input::spec::{Format, Layout, Styles};
use crate::input::suggest;
use crate::input::world::{World, stem};

/// What was read under a name: `None` when it is broken, which was reported once.
pub(super) struct Book<T>(BTreeMap<String, Option<Arc<T>>>);

/// The named files of an edition, its paper and the program.
pub(super) struct Library<'w> {
    pub(super) world: &'w World,
    /// Directories that may have `layouts/` and `fonts/`, the nearest first.
    pub(super) homes: Vec<PathBuf>,
    formats: Book<Format>,
    styles: Book<Styles>,
    layouts: Book<FoundLayout>,
    /// Named spot colours print as plates of their own; else as their process inks.
    pub(super) spot_plates: bool,
}

/// A page description and the directory it stands in.
pub(super) struct FoundLayout {
    pub(super) spec: Layout,
    pub(super) directory: PathBuf,
    /// Something in it is wrong, and was reported.
    pub(super) broken: bool,
}

impl<'w> Library<'w> {
    /// The library of an edition whose own directories, nearest first, are `homes`.
    pub(super) fn new(world: &'w World, mut homes: Vec<PathBuf>) -> Library<'w> {
        homes.push(world.data().to_path_buf());
        let (formats, styles) = (Book(BTreeMap::new()), Book(BTreeMap::new()));
        Library { world, homes, formats, styles, layouts: Book(BTreeMap::new()), spot_plates: false }
    }

    pub(super) fn format(&mut self, name: &str, named: Span, sink: &mut Sink) -> Option<Arc<Format>> {
        if let Some(known) = self.formats.0.get(name) {
            return known.clone();
        }
        let found = self.read("formats", name, named, ("版式规格", "format"), sink).map(|(value, _)| Arc::new(value));
        self.formats.0.insert(name.to_owned(), found.clone());
        found
    }

    pub(super) fn styles(&mut self, name: &str, named: Span, sink: &mut Sink) -> Option<Arc<Styles>> {
        if let Some(known) = self.styles.0.get(name) {
            return known.clone();
        }
        let found = self.read("styles", name, named, ("样式表", "style sheet"), sink).map(|(value, _)| Arc::new(value));
        self.styles.0.insert(name.to_owned(), found.clone());
        found
    }

    pub(super) fn layout(&mut self, name: &str, named: Span, sink: &mut Sink) -> Option<Arc<FoundLayout>> {
        if let Some(known) = self.layouts.0.get(name) {
            return known.clone();
        }
        let before = super::errors(sink);
        let found: Option<(Layout, PathBuf)> = self.read("", name, named, ("版面描述", "layout"), sink);
        let broken = super::errors(sink) > before;
        let found = found.map(|(spec, directory)| Arc::new(FoundLayout { spec, directory, broken }));
        self.layouts.0.insert(name.to_owned(), found.clone());
        found
    }

    /// Reads `layouts/FOLDER/NAME.yaml` of the nearest home that has it; with it, its directory.
    pub(super) fn read<T: Decode>(
        &self,
        folder: &str,
        name: &str,
        named: Span,
        what: (&str, &str),
        sink: &mut Sink,
    ) -> Option<(T, PathBuf)> {
        let directories: Vec<PathBuf> = self.homes.iter().map(|home| home.join("layouts").join(folder)).collect();
        let plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != "..";
        let file = format!("{name}.yaml");
        let found = directories.iter().filter(|_| plain).find(|directory| self.world.has(&directory.join(&file)));
        let Some(directory) = found else {
            let known = self.names(&directories);
            let what = say(what.0, what.1);
            let names = known.iter().map(String::as_str);
            sink.push(suggest::unknown(Code::UnknownName, named, &what, name, names));
            return None;
        };
        super::read(self.world, &directory.join(&file), named, sink).map(|value| (value, directory.clone()))
    }

    fn names(&self, directories: &[PathBuf]) -> Vec<String> {
        let mut names: Vec<String> = directories
            .iter()
            .flat_map(|directory| self.world.list(directory, "yaml"))
            .map(|path| stem(&path))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The nearest file `folder/name`.
    pub(super) fn file(&self, folder: &str, name: &str) -> Option<PathBuf> {
        self.homes.iter().map(|home| home.join(folder).join(name)).find(|path| self.world.has(path))
    }

    /// The names of files in `folder` of all homes.
    pub(super) fn files(&self, folder: &str, extensions: &[&str]) -> Vec<String> {
        let list = |home: &PathBuf| {
            let directory: &Path = &home.join(folder);
            extensions.iter().flat_map(|extension| self.world.list(directory, extension)).collect::<Vec<_>>()
        };
        self.homes.iter().flat_map(list).map(|path| crate::input::world::file_name(&path)).collect()
    }
}
