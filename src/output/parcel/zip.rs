//! ZIP archives whose bytes depend on their files and a day alone.
//!
//! Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, 4.3 and 4.4.

use libdeflater::{CompressionLvl, Compressor, crc32};
use rayon::prelude::*;

/// A file of an archive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed {
    /// Its name, without directories.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The day that files of an archive are dated with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// From 1980.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A file ready to be written.
struct Entry {
    method: u16,
    crc: u32,
    data: Option<Vec<u8>>,
}

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// An archive of `files` in their order, which should not have two of one name.
///
/// A file is deflated where that saves a fiftieth: print files are deflated inside and gain nothing. `None` when the
/// archive would exceed 4 GB or 65,535 files, for which other records would be needed.
pub fn zip(files: &[Packed], day: Day) -> Option<Vec<u8>> {
    let entries: Vec<Entry> = files.par_iter().map(|file| entry(&file.bytes)).collect();
    let mut out = Vec::with_capacity(files.iter().map(|file| file.bytes.len() + 200).sum());
    let mut directory = Vec::new();
    let date = (day.year.saturating_sub(1980)) << 9 | u16::from(day.month) << 5 | u16::from(day.day);
    for (file, entry) in files.iter().zip(&entries) {
        let data = entry.data.as_ref().unwrap_or(&file.bytes);
        let name = file.name.as_bytes();
        let mut fields = Vec::new();
        // Version 2.0, flags, method, midnight, the day.
        for field in [20, FLAGS, entry.method, 0, date] {
            fields.extend(field.to_le_bytes());
        }
        let sizes = [entry.crc, u32::try_from(data.len()).ok()?, u32::try_from(file.bytes.len()).ok()?];
        fields.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
        fields.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        let start = u32::try_from(out.len()).ok()?;
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name);
        out.extend(data);
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&fields);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name);
    }
    let (start, size) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let count = u16::try_from(files.len()).ok().filter(|count| *count < u16::MAX)?;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].iter().flat_map(|count| count.to_le_bytes()));
    out.extend([size, start].iter().flat_map(|length| length.to_le_bytes()));
    out.extend([0, 0]);
    Some(out)
}

fn entry(bytes: &[u8]) -> Entry {
    let mut compressor = Compressor::new(CompressionLvl::new(6).unwrap_or_default());
    let mut data = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut data).unwrap_or(usize::MAX);
    let crc = crc32(bytes);
    if length >= bytes.len() - bytes.len() / 50 {
        return Entry { method: STORED, crc, data: None };
    }
    data.truncate(length);
    Entry { method: DEFLATED, crc, data: Some(data) }
}
