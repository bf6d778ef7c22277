//! Formats, styles, press conditions and page descriptions by name, each read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diag::{Code, Span, say};
use crate::input::decode::{Decode, Sink};
use crate::input::spec::{self, Format, Styles};
use crate::input::suggest;
use crate::input::world::{World, stem};
use crate::input::yaml::Node;

use super::template::FoundLayout;

/// What was read under a name: `None` when it is broken, which was reported once.
pub(super) struct Book<T>(pub(super) BTreeMap<String, Option<Arc<T>>>);

/// The named files of an edition, its paper and the program.
pub(super) struct Library<'w> {
    pub(super) world: &'w World,
    /// Directories that may have `layouts/` and `fonts/`, the nearest first.
    pub(super) homes: Vec<PathBuf>,
    formats: Book<Format>,
    styles: Book<Styles>,
    pub(super) layouts: Book<FoundLayout>,
    /// Page descriptions as they are written, by file.
    pub(super) written: BTreeMap<PathBuf, Option<Node>>,
    /// Named spot colours print as plates of their own; else as their process inks.
    pub(super) spot_plates: bool,
    /// What the press condition says of file names.
    pub(super) delivery: Option<spec::Delivery>,
}

impl<'w> Library<'w> {
    /// The library of an edition whose own directories, nearest first, are `homes`.
    pub(super) fn new(world: &'w World, mut homes: Vec<PathBuf>) -> Library<'w> {
        homes.push(world.data().to_path_buf());
        let (formats, styles) = (Book(BTreeMap::new()), Book(BTreeMap::new()));
        Library {
            world,
            homes,
            formats,
            styles,
            layouts: Book(BTreeMap::new()),
            written: BTreeMap::new(),
            spot_plates: false,
            delivery: None,
        }
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

    /// Reads `layouts/FOLDER/NAME.yaml` of the nearest home that has it; with it, its directory.
    pub(super) fn read<T: Decode>(
        &self,
        folder: &str,
        name: &str,
        named: Span,
        what: (&str, &str),
        sink: &mut Sink,
    ) -> Option<(T, PathBuf)> {
        let (_, directory) = self.find(folder, (name, named), 0, what, sink)?;
        let file = directory.join(format!("{name}.yaml"));
        super::read(self.world, &file, named, sink).map(|value| (value, directory))
    }

    /// The nearest home, from the one numbered `from`, that has `layouts/FOLDER/NAME.yaml`, with the
    /// directory of the file.
    pub(super) fn find(
        &self,
        folder: &str,
        (name, named): (&str, Span),
        from: usize,
        what: (&str, &str),
        sink: &mut Sink,
    ) -> Option<(usize, PathBuf)> {
        let directories: Vec<PathBuf> = self.homes.iter().map(|home| home.join("layouts").join(folder)).collect();
        let plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != "..";
        let file = format!("{name}.yaml");
        let far = directories.iter().enumerate().skip(from).filter(|_| plain);
        let found = far.into_iter().find(|(_, directory)| self.world.has(&directory.join(&file)));
        if found.is_none() {
            let known = self.names(&directories);
            let what = say(what.0, what.1);
            let names = known.iter().map(String::as_str);
            sink.push(suggest::unknown(Code::UnknownName, named, &what, name, names));
        }
        found.map(|(home, directory)| (home, directory.clone()))
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
