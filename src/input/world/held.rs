//! What a program that runs on holds from one reading to the next: fonts mapped and opened once, pictures read
//! once. Each is looked at again when its file has another size or time.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::font::{Face, FaceError, FontData};

use super::map;

/// Bytes of pictures and profiles that are held; when they are more, all are read again.
const MOST: usize = 1 << 30;

/// Files that are held.
#[derive(Default)]
pub struct Held {
    faces: Mutex<BTreeMap<PathBuf, Opened>>,
    files: Mutex<BTreeMap<PathBuf, (Stamp, FontData)>>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Held")
    }
}

/// A face, the name under which it was opened, and its file as it was then.
type Opened = (Stamp, String, Arc<Face>);

/// What tells that a file is another: its size, when it was changed, and its number on the disk.
type Stamp = (u64, Option<SystemTime>, u64);

fn stamp(about: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(about);
    #[cfg(not(unix))]
    let number = 0;
    (about.len(), about.modified().ok(), number)
}

impl Held {
    /// Nothing yet.
    pub fn new() -> Held {
        Held::default()
    }

    /// Forgets a file that is known to have changed, whatever its size and time.
    pub fn forget(&self, path: &Path) {
        lock(&self.faces).retain(|known, _| !is_same(known, path));
        lock(&self.files).retain(|known, _| !is_same(known, path));
    }

    /// The bytes of a file, read whole: another program may write into it at any time.
    pub(super) fn bytes(&self, path: &Path, limit: u64) -> io::Result<FontData> {
        let mut file = fs::File::open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
        }
        if about.len() > limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
        }
        let stamp = stamp(&about);
        if let Some((known, data)) = lock(&self.files).get(path)
            && *known == stamp
        {
            return Ok(Arc::clone(data));
        }
        let mut bytes = Vec::with_capacity(about.len() as usize);
        io::Read::take(&mut file, limit).read_to_end(&mut bytes)?;
        let data: FontData = Arc::new(bytes);
        let mut files = lock(&self.files);
        files.insert(path.to_path_buf(), (stamp, Arc::clone(&data)));
        if files.values().map(|(_, data)| (**data).as_ref().len()).sum::<usize>() > MOST {
            files.clear();
        }
        Ok(data)
    }

    /// A font file, opened under a name.
    pub(super) fn face(&self, path: &Path, name: &str, limit: u64) -> io::Result<Result<Arc<Face>, FaceError>> {
        let stamp = stamp(&fs::metadata(path)?);
        if let Some((known, called, face)) = lock(&self.faces).get(path)
            && (*known, called.as_str()) == (stamp, name)
        {
            return Ok(Ok(Arc::clone(face)));
        }
        let opened = Face::new(name, map::map(path, limit)?).map(Arc::new);
        if let Ok(face) = &opened {
            lock(&self.faces).insert(path.to_path_buf(), (stamp, name.to_owned(), Arc::clone(face)));
        }
        Ok(opened)
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A lock whose holder panicked still holds whole values: they are put in in one step.
fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
