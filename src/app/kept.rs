//! Converted pictures kept on the disk, by the hash of all that they depend on.
//!
//! Nothing rests on them: an entry that is missing, damaged or cannot be written only means that a picture is
//! converted again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::output::hash::hex;
use crate::output::pdf::Cache;

use super::write::write_whole;

/// Bytes of all entries; the oldest go when they are more.
const MOST: u64 = 1 << 30;
/// The ending of their names: nothing else in the directory is ever removed.
const ENDING: &str = "picture";

/// A directory of converted pictures.
#[derive(Debug)]
pub struct Kept {
    directory: PathBuf,
    has_grown: AtomicBool,
    most: u64,
}

impl Kept {
    /// In `directory`, which is made when the first picture is kept.
    pub fn new(directory: &Path) -> Kept {
        Kept { directory: directory.to_path_buf(), has_grown: AtomicBool::new(false), most: MOST }
    }

    /// As [`Kept::new`], with at most so many bytes.
    pub fn of_size(directory: &Path, most: u64) -> Kept {
        Kept { most, ..Kept::new(directory) }
    }

    fn place(&self, key: &[u8; 32]) -> PathBuf {
        self.directory.join(hex(key)).with_extension(ENDING)
    }

    /// Removes the oldest entries until the others are within the size.
    pub fn trim(&self) {
        if !self.has_grown.load(Ordering::Relaxed) {
            return;
        }
        let entries = fs::read_dir(&self.directory).into_iter().flatten().flatten();
        let mut known: Vec<_> = entries
            .filter_map(|entry| {
                let path = entry.path();
                let about = entry.metadata().ok()?;
                let is_ours = path.extension().is_some_and(|ending| ending == ENDING) && about.is_file();
                is_ours.then(|| Some((about.modified().ok()?, path, about.len())))?
            })
            .collect();
        let mut total: u64 = known.iter().map(|(_, _, size)| size).sum();
        known.sort();
        for (_, path, size) in known {
            if total <= self.most {
                break;
            }
            // Another run may have removed it already.
            let _ = fs::remove_file(path);
            total = total.saturating_sub(size);
        }
    }
}

impl Cache for Kept {
    fn get(&self, key: &[u8; 32]) -> Option<Vec<u8>> {
        let path = self.place(key);
        let about = fs::metadata(&path).ok()?;
        if !about.is_file() || about.len() > self.most {
            return None;
        }
        fs::read(path).ok()
    }

    fn put(&self, key: &[u8; 32], entry: &[u8]) {
        if entry.len() as u64 > self.most {
            return;
        }
        // A full or read-only disk costs time in the next run, nothing else.
        let _ = fs::create_dir_all(&self.directory);
        let _ = write_whole(&self.place(key), entry);
        self.has_grown.store(true, Ordering::Relaxed);
    }
}
