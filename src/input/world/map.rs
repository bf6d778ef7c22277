//! Maps files into memory: fonts, pictures and profiles are never read whole.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::font::FontData;

/// Maps the file at `path`.
///
/// Errors: what the system says; a file larger than `limit`; an empty one gives no bytes.
pub(super) fn map(path: &Path, limit: u64) -> io::Result<FontData> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    if about.len() > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
    }
    if about.len() == 0 {
        return Ok(Arc::new([0_u8; 0]));
    }
    #[expect(
        unsafe_code,
        reason = "sound while no other program cuts the file short; fonts and pictures are replaced by renaming, not in place"
    )]
    let mapped = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Arc::new(mapped))
}
