//! Writes files whole: to a temporary name beside the target, then renamed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::base::diag::{Say, say};

/// Writes `bytes` to `path`. Until all of them are on the disk, whatever stood there stays.
///
/// Errors: the path and the system's reason.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), (PathBuf, io::Error)> {
    let failed = |error| (path.to_path_buf(), error);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create(&temporary).and_then(|mut file| file.write_all(bytes));
    match written.and_then(|()| fs::rename(&temporary, path)) {
        Ok(()) => Ok(()),
        Err(error) => {
            // The half-written file is of no use to anybody; that it cannot be removed changes nothing.
            let _ = fs::remove_file(&temporary);
            Err(failed(error))
        }
    }
}

/// Writes `bytes` to `path`, where nothing may stand yet.
///
/// Errors: the path and the system's reason; of something that stands there, that it exists.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), (PathBuf, io::Error)> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create(&temporary).and_then(|mut file| file.write_all(bytes));
    // A second name for the whole file: unlike renaming, it fails where a file stands.
    let linked = written.and_then(|()| match fs::hard_link(&temporary, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => match path.symlink_metadata() {
            Ok(_) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
            // Some file systems have no second names.
            Err(_) => fs::rename(&temporary, path),
        },
        result => result,
    });
    let _ = fs::remove_file(&temporary);
    linked.map_err(|error| (path.to_path_buf(), error))
}

/// Why a file was not replaced.
#[derive(Debug)]
pub(super) enum Unreplaced {
    /// It is no longer what it was when it was read.
    Changed,
    /// It could not be read or written.
    Io(io::Error),
}

impl Unreplaced {
    /// In words.
    pub(super) fn say(&self) -> Say {
        match self {
            Unreplaced::Changed => say("读入之后文件改过", "it changed since it was read"),
            Unreplaced::Io(error) => say(error.to_string(), error.to_string()),
        }
    }
}

/// Replaces the text of a file, if it is still `old`. A byte-order mark stays.
pub(super) fn replace_whole(path: &Path, old: &str, new: &str) -> Result<(), Unreplaced> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    let bytes = fs::read(path).map_err(Unreplaced::Io)?;
    let (mark, text) = match bytes.strip_prefix(MARK) {
        Some(text) => (MARK, text),
        None => (&[][..], &bytes[..]),
    };
    if text != old.as_bytes() {
        return Err(Unreplaced::Changed);
    }
    write_whole(path, &[mark, new.as_bytes()].concat()).map_err(|(_, error)| Unreplaced::Io(error))
}
