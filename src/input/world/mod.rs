//! The only disk: every file of an edition, of its paper and of the program's data is read here.
//!
//! Invariant: nothing outside the roots (the edition, its paper, the data directory) is read;
//! symbolic links are followed before that is decided.

mod beside;
mod data;
mod held;
mod map;
mod paths;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};
use crate::font::{Face, FaceError, FontData};

pub use data::{DataSearch, find_data};
pub use held::Held;
use paths::normal;
pub(crate) use paths::{file_name, stem};

/// Largest YAML file that is read.
pub(crate) const YAML_LIMIT: u64 = 4 << 20;
/// Largest story that is read.
pub(crate) const STORY_LIMIT: u64 = 16 << 20;
/// Largest font, picture or profile that is mapped.
const BINARY_LIMIT: u64 = 2 << 30;

/// A text file as it was read, without its byte-order mark. Spans count in this text.
#[derive(Debug)]
pub struct Source {
    /// The path as messages show it.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// Line and column, in characters, both from 1, of a byte. `None`: it is in no character's beginning.
    pub fn position(&self, byte: u32) -> Option<(usize, usize)> {
        let before = self.text.get(..byte as usize)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some((line, column))
    }
}

/// Why a text was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Missing, too large, or not readable.
    Told(Box<Diagnostic>),
    /// A byte that is not UTF-8.
    NotUtf8 { source: Source, at: usize, byte: u8 },
}

/// The files of an edition, on the disk or in memory, and what was read of them so far.
pub struct World {
    memory: Option<BTreeMap<PathBuf, Arc<[u8]>>>,
    /// What stands in place of files on the disk.
    drafts: BTreeMap<PathBuf, Arc<[u8]>>,
    held: Option<Arc<Held>>,
    data: PathBuf,
    roots: RwLock<Vec<PathBuf>>,
    sources: RwLock<Vec<Arc<Source>>>,
    pictures: RwLock<Vec<FontData>>,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "World({})", self.data.display())
    }
}

impl World {
    /// The files on the disk. `data` holds `fonts/` and `layouts/`: see [`find_data`].
    pub fn disk(data: impl Into<PathBuf>) -> World {
        World::new(None, data.into())
    }

    /// The files on the disk, for a program that reads them again and again: fonts and pictures are those of `held`
    /// where they have not changed. Each of `drafts` is read in place of the file at its path.
    pub fn live(
        data: impl Into<PathBuf>,
        held: &Arc<Held>,
        drafts: impl IntoIterator<Item = (PathBuf, String)>,
    ) -> World {
        let drafts = drafts.into_iter().map(|(path, text)| (normal(&path), Arc::from(text.into_bytes())));
        World { drafts: drafts.collect(), held: Some(Arc::clone(held)), ..World::new(None, data.into()) }
    }

    /// Files in memory, for tests and previews. What lies under `data` and is not among them is read from the disk.
    pub fn memory<P: Into<PathBuf>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
        data: impl Into<PathBuf>,
    ) -> World {
        let files = files.into_iter().map(|(path, bytes)| (normal(&path.into()), Arc::from(bytes.into()))).collect();
        World::new(Some(files), data.into())
    }

    fn new(memory: Option<BTreeMap<PathBuf, Arc<[u8]>>>, data: PathBuf) -> World {
        let (sources, pictures) = (RwLock::default(), RwLock::default());
        let (drafts, held) = (BTreeMap::new(), None);
        let world = World { memory, drafts, held, data, roots: RwLock::default(), sources, pictures };
        world.allow(&world.data.join("fonts"));
        world.allow(&world.data.join("layouts"));
        world
    }

    /// The directory with `fonts/` and `layouts/`.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The text that spans of `file` point into.
    pub fn source(&self, file: FileId) -> Option<Arc<Source>> {
        read(&self.sources).get(file.0 as usize).cloned()
    }

    /// The bytes of the picture with this [`key`](crate::model::PictureFile::key).
    pub fn picture(&self, key: u32) -> Option<FontData> {
        read(&self.pictures).get(key as usize).cloned()
    }

    /// Allows the files below `directory` to be read.
    pub(crate) fn allow(&self, directory: &Path) {
        let root = self.resolved(directory).unwrap_or_else(|_| normal(directory));
        let mut roots = write(&self.roots);
        if !roots.contains(&root) {
            roots.push(root);
        }
    }

    /// Whether there is a file at `path`, wherever it lies.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.in_memory(path).is_some() || (self.on_disk(path) && path.is_file())
    }

    /// Reads a text file and gives it an id. `named` is the place that asks for it.
    ///
    /// Errors: missing, unreadable, outside the roots, too large, not UTF-8.
    pub(crate) fn text(&self, path: &Path, limit: u64, named: Span) -> Result<FileId, Diagnostic> {
        self.check_inside(path, named)?;
        self.keep(self.read_text(path, limit, named))
    }

    /// Reads a text file that was found by [`World::list`]; [`World::keep`] gives it an id. The two are
    /// apart so that files can be read in parallel and numbered in order.
    pub(crate) fn read_text(&self, path: &Path, limit: u64, named: Span) -> Result<Source, Unread> {
        let bytes = self.bytes(path, limit, named).map_err(|error| Unread::Told(Box::new(error)))?;
        let name = normal(path).display().to_string();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source { name, text: without_mark(text) }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let byte = bytes.get(at).copied().unwrap_or_default();
                // What can be read is kept, so that the place can be shown.
                let source = Source { name, text: String::from_utf8_lossy(&bytes).into_owned() };
                Err(Unread::NotUtf8 { source, at, byte })
            }
        }
    }

    /// Gives what was read an id, or tells why it was not read.
    pub(crate) fn keep(&self, found: Result<Source, Unread>) -> Result<FileId, Diagnostic> {
        match found {
            Ok(source) => Ok(self.add(source)),
            Err(Unread::Told(error)) => Err(*error),
            Err(Unread::NotUtf8 { source, at, byte }) => {
                let name = source.name.clone();
                let line = source.text[..at].matches('\n').count() + 1;
                let file = self.add(source);
                let message = say(
                    format!("`{name}` 不是 UTF-8：第 {line} 行，第 {at} 字节处是 0x{byte:02X}"),
                    format!("`{name}` is not UTF-8: byte 0x{byte:02X} at offset {at}, line {line}"),
                );
                let span = Span::new(file, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
                let hint = say("请另存为 UTF-8（不是 GBK）", "save it as UTF-8, not GBK");
                Err(Diagnostic::new(Code::NotUtf8, span, message).hint(hint))
            }
        }
    }

    fn add(&self, source: Source) -> FileId {
        let mut sources = write(&self.sources);
        sources.push(Arc::new(source));
        FileId((sources.len() - 1) as u32)
    }

    /// Maps a font or profile.
    ///
    /// Errors: as for [`World::text`].
    pub(crate) fn map(&self, path: &Path, named: Span) -> Result<FontData, Diagnostic> {
        self.check_inside(path, named)?;
        if let Some(bytes) = self.in_memory(path) {
            return Ok(Arc::new(bytes));
        }
        let data = match &self.held {
            Some(held) => held.bytes(path, BINARY_LIMIT),
            None => map::map(path, BINARY_LIMIT),
        };
        data.map_err(|error| unreadable(path, &error, named))
    }

    /// Opens a font under a name.
    ///
    /// Errors: as for [`World::text`]; what is wrong with the font.
    pub(crate) fn face(
        &self,
        path: &Path,
        name: &str,
        named: Span,
    ) -> Result<Result<Arc<Face>, FaceError>, Diagnostic> {
        match self.held.as_ref().filter(|_| self.in_memory(path).is_none()) {
            Some(held) => {
                self.check_inside(path, named)?;
                held.face(path, name, BINARY_LIMIT).map_err(|error| unreadable(path, &error, named))
            }
            None => self.map(path, named).map(|data| Face::new(name, data).map(Arc::new)),
        }
    }

    /// Maps a picture and gives it a key.
    ///
    /// Errors: as for [`World::text`].
    pub(crate) fn map_picture(&self, path: &Path, named: Span) -> Result<(u32, FontData), Diagnostic> {
        let data = self.map(path, named)?;
        let mut pictures = write(&self.pictures);
        pictures.push(Arc::clone(&data));
        Ok(((pictures.len() - 1) as u32, data))
    }

    /// The files of `directory` whose names end in `.extension`, in the order of their names.
    ///
    /// Links among them that leave the roots are left out; a directory that cannot be read is empty.
    pub(crate) fn list(&self, directory: &Path, extension: &str) -> Vec<PathBuf> {
        let directory = normal(directory);
        let wanted = |path: &Path| path.extension().is_some_and(|found| found == extension);
        let mut found: Vec<PathBuf> = Vec::new();
        if let Some(files) = &self.memory {
            found.extend(files.keys().filter(|path| path.parent() == Some(&directory) && wanted(path)).cloned());
        }
        if self.on_disk(&directory) && self.check_inside(&directory, Span::NONE).is_ok() {
            let entries = fs::read_dir(&directory).into_iter().flatten().flatten();
            found.extend(entries.filter_map(|entry| {
                let path = entry.path();
                let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
                let linked = || path.is_file() && self.check_inside(&path, Span::NONE).is_ok();
                (wanted(&path) && (plain || linked())).then_some(path)
            }));
        }
        found.sort();
        found.dedup();
        found
    }

    fn bytes(&self, path: &Path, limit: u64, named: Span) -> Result<Vec<u8>, Diagnostic> {
        let too_large = |size: u64| {
            Diagnostic::new(
                Code::FileTooLarge,
                named,
                say(
                    format!("`{}` 有 {size} 字节，最多读 {limit} 字节", path.display()),
                    format!("`{}` has {size} bytes; at most {limit} are read", path.display()),
                ),
            )
            .hint(say("请检查是否放错了文件", "is this the right file?"))
        };
        if let Some(bytes) = self.in_memory(path) {
            return if bytes.len() as u64 > limit { Err(too_large(bytes.len() as u64)) } else { Ok(bytes.to_vec()) };
        }
        if !self.on_disk(path) {
            return Err(unreadable(path, &io::Error::from(io::ErrorKind::NotFound), named));
        }
        let read = || {
            let mut file = fs::File::open(path)?;
            let about = file.metadata()?;
            if !about.is_file() {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
            }
            if about.len() > limit {
                return Ok(Err(about.len()));
            }
            let mut bytes = Vec::with_capacity(about.len() as usize + 1);
            io::Read::read_to_end(&mut io::Read::take(&mut file, limit + 1), &mut bytes)?;
            Ok(Ok(bytes))
        };
        match read() {
            Ok(Ok(bytes)) if bytes.len() as u64 <= limit => Ok(bytes),
            Ok(Ok(bytes)) => Err(too_large(bytes.len() as u64)),
            Ok(Err(size)) => Err(too_large(size)),
            Err(error) => Err(unreadable(path, &error, named)),
        }
    }

    fn in_memory(&self, path: &Path) -> Option<Arc<[u8]>> {
        if self.memory.is_none() && self.drafts.is_empty() {
            return None;
        }
        let path = normal(path);
        self.drafts.get(&path).or_else(|| self.memory.as_ref()?.get(&path)).cloned()
    }

    /// Whether the disk may be asked: always, but for a world in memory only below its data directory.
    fn on_disk(&self, path: &Path) -> bool {
        self.memory.is_none() || normal(path).starts_with(normal(&self.data))
    }
}

/// Drops a byte-order mark.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn unreadable(path: &Path, error: &io::Error, named: Span) -> Diagnostic {
    let name = path.display();
    if error.kind() == io::ErrorKind::NotFound {
        return Diagnostic::new(
            Code::FileMissing,
            named,
            say(format!("找不到文件 `{name}`"), format!("there is no file `{name}`")),
        )
        .hint(say("请检查路径和文件名", "check the path and the name"));
    }
    Diagnostic::new(
        Code::FileUnreadable,
        named,
        say(format!("读不了 `{name}`：{error}"), format!("`{name}` cannot be read: {error}")),
    )
    .hint(say("请检查它是不是文件、是否有读取权限", "is it a file, and are you allowed to read it?"))
}

/// A lock whose holder panicked still holds whole values: they are pushed in one step.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
