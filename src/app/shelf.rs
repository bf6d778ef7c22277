//! An output directory: what stands in it, and how files come to stand there.
//!
//! Print files are never overwritten. Each file is written under a hidden name and gets its own when it is whole, so
//! that a hot folder never takes half a file.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::base::diag::Diagnostic;
use crate::output::hash::Sum;

use super::verify::unusable;
use super::write::{write_new, write_whole};

/// Largest manifest, record of signatures or list of sums that is read.
const TEXT_LIMIT: u64 = 64 << 20;
/// Largest print file that is read whole.
const FILE_LIMIT: u64 = 4 << 30;

/// Reads a finished file that stands anywhere: the command line names it.
///
/// Errors: a file that is missing, unreadable or larger than is read, in words.
pub fn finished(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let failed = |error| Box::new(unusable(&(path.to_path_buf(), error)));
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(failed(io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    Ok(bytes)
}

/// A failure of the disk: where and why.
pub(super) type Failed = (PathBuf, io::Error);

/// A directory and the names of its files.
pub(super) struct Shelf {
    directory: PathBuf,
    names: BTreeSet<String>,
}

impl Shelf {
    /// The directory, made where it is not there.
    pub(super) fn make(directory: &Path) -> Result<Shelf, Failed> {
        fs::create_dir_all(directory).map_err(|error| (directory.to_path_buf(), error))?;
        Shelf::open(directory)
    }

    /// The directory as it is.
    pub(super) fn open(directory: &Path) -> Result<Shelf, Failed> {
        let failed = |error| (directory.to_path_buf(), error);
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                names.insert(entry.file_name().to_string_lossy().into_owned());
            }
        }
        Ok(Shelf { directory: directory.to_path_buf(), names })
    }

    /// The names of its files; of links and directories none.
    pub(super) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn path(&self, name: &str) -> Result<PathBuf, Failed> {
        let path = self.directory.join(name);
        // A name out of a file that anybody may have written must not lead elsewhere.
        if path.parent() == Some(self.directory.as_path()) && !name.contains(['/', '\\']) && !name.starts_with('.') {
            return Ok(path);
        }
        Err((PathBuf::from(name), io::Error::from(io::ErrorKind::InvalidInput)))
    }

    /// The bytes of a print file.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, Failed> {
        self.read_limited(name, FILE_LIMIT)
    }

    /// The text of a manifest or a list.
    pub(super) fn text(&self, name: &str) -> Result<String, Failed> {
        let bytes = self.read_limited(name, TEXT_LIMIT)?;
        String::from_utf8(bytes).map_err(|_| (self.directory.join(name), io::Error::from(io::ErrorKind::InvalidData)))
    }

    fn read_limited(&self, name: &str, limit: u64) -> Result<Vec<u8>, Failed> {
        let path = self.path(name)?;
        let failed = |error| (path.clone(), error);
        let file = fs::File::open(&path).map_err(failed)?;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > limit {
            return Err(failed(io::Error::from(io::ErrorKind::FileTooLarge)));
        }
        Ok(bytes)
    }

    /// The sum of a file, read piece by piece; and its length.
    pub(super) fn sum(&self, name: &str, mut sum: Sum) -> Result<(String, u64), Failed> {
        let path = self.path(name)?;
        let failed = |error| (path.clone(), error);
        let mut file = fs::File::open(&path).map_err(failed)?;
        let mut piece = vec![0; 1 << 18];
        let mut length = 0;
        loop {
            let count = file.read(&mut piece).map_err(failed)?;
            if count == 0 {
                return Ok((sum.finish(), length));
            }
            sum.update(&piece[..count]);
            length += count as u64;
        }
    }

    /// Writes a file that must not be there yet.
    pub(super) fn add(&self, name: &str, bytes: &[u8]) -> Result<(), Failed> {
        write_new(&self.path(name)?, bytes)
    }

    /// Writes a list that is kept up to date: the manifest, sums, signatures.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Failed> {
        write_whole(&self.path(name)?, bytes)
    }
}
