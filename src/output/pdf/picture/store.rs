//! Converted pictures as bytes, to be kept from one run of the program to the next.

use libdeflater::crc32;

use super::Job;
use super::ink::Done;
use super::samples::{Coding, Kind, Samples};
use crate::output::hash::sha256_pieces;
use crate::output::pdf::condition::{Compression, Condition, Intent};

/// Keeps what was converted. Entries may vanish or change at any time: what is not sound is made again.
pub trait Cache: Sync {
    /// The entry of a key.
    fn get(&self, key: &[u8; 32]) -> Option<Vec<u8>>;
    /// Keeps an entry, if that can be done.
    fn put(&self, key: &[u8; 32], entry: &[u8]);
}

/// Counts up whenever the same picture would be converted to something else.
const METHOD: u32 = 1;
/// The first bytes of an entry.
const MAGIC: &[u8; 4] = b"PBpc";

/// All that a conversion depends on.
pub(super) fn key(job: &Job, bytes: &[u8], aim: (u32, u32), condition: &Condition) -> [u8; 32] {
    let (left, top, width, height) = job.crop;
    let treatment = &condition.treatment;
    let ground =
        job.ground.map_or(String::from("paper"), |inks| format!("{} {} {} {}", inks.c, inks.m, inks.y, inks.k));
    let intent = match treatment.intent {
        Intent::Perceptual => "perceptual",
        Intent::Relative => "relative",
    };
    let compression = match treatment.compression {
        Compression::Flate => "flate",
        Compression::Jpeg => "jpeg",
    };
    let settings = format!(
        "{} {METHOD} {left} {top} {width} {height} {} {} {} {ground} {} {intent} {} {compression}{}",
        env!("CARGO_PKG_VERSION"),
        aim.0,
        aim.1,
        job.gray,
        condition.ink_limit.0,
        treatment.sharpen.0,
        if condition.flavour.is_for_screens() { " screen" } else { "" },
    );
    sha256_pieces(&[settings.as_bytes(), condition.profile.sum(), bytes])
}

/// An entry: the magic, a check sum of all that follows, and that.
pub(super) fn write(samples: &Samples, done: &[Done]) -> Vec<u8> {
    let packed = &samples.bytes[samples.start.min(samples.bytes.len())..];
    let mut entry = Vec::with_capacity(packed.len() + 256);
    entry.extend_from_slice(MAGIC);
    entry.extend_from_slice(&[0; 4]);
    entry.extend_from_slice(&samples.sum);
    entry.push(match samples.kind {
        Kind::Bits => 0,
        Kind::Gray => 1,
        Kind::Inks => 2,
        Kind::Rgb => 3,
    });
    entry.push(u8::from(samples.coding == Coding::Dct));
    let mut number = |number: u32| entry.extend_from_slice(&number.to_be_bytes());
    number(samples.width);
    number(samples.height);
    number(done.len() as u32);
    for done in done {
        let (kind, numbers, text) = match done {
            Done::Converted(name) => (0, [0; 4], name.as_str()),
            Done::ProfileLeft(name) => (1, [0; 4], name.as_str()),
            Done::InkHeld(most, share) => (2, [*most, *share, 0, 0], ""),
            Done::Reduced(a, b, c, d) => (3, [*a, *b, *c, *d], ""),
        };
        for value in [kind, numbers[0], numbers[1], numbers[2], numbers[3], text.len() as u32] {
            entry.extend_from_slice(&value.to_be_bytes());
        }
        entry.extend_from_slice(text.as_bytes());
    }
    entry.extend_from_slice(packed);
    let sum = crc32(&entry[8..]);
    entry[4..8].copy_from_slice(&sum.to_be_bytes());
    entry
}

/// What [`write`] wrote; nothing for anything else.
pub(super) fn read(entry: Vec<u8>) -> Option<(Samples, Vec<Done>)> {
    let mut at = Reader { bytes: &entry, at: 0 };
    if at.take(4)? != MAGIC || at.number()? != crc32(entry.get(8..)?) {
        return None;
    }
    let sum: [u8; 32] = at.take(32)?.try_into().ok()?;
    let kind = match at.take(1)?[0] {
        0 => Kind::Bits,
        1 => Kind::Gray,
        2 => Kind::Inks,
        3 => Kind::Rgb,
        _ => return None,
    };
    let coding = if at.take(1)?[0] == 1 { Coding::Dct } else { Coding::Flate };
    let (width, height, count) = (at.number()?, at.number()?, at.number()?);
    let mut done = Vec::new();
    for _ in 0..count.min(16) {
        let [kind, a, b, c, d, length] =
            [at.number()?, at.number()?, at.number()?, at.number()?, at.number()?, at.number()?];
        let text = String::from_utf8(at.take(length as usize)?.to_vec()).ok()?;
        done.push(match kind {
            0 => Done::Converted(text),
            1 => Done::ProfileLeft(text),
            2 => Done::InkHeld(a, b),
            _ => Done::Reduced(a, b, c, d),
        });
    }
    let start = at.at;
    Some((Samples { width, height, kind, coding, bytes: entry, start, sum }, done))
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        let four = self.take(4)?;
        Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_back_whole_or_not_at_all() {
        let samples = Samples {
            width: 3,
            height: 2,
            kind: Kind::Inks,
            coding: Coding::Dct,
            bytes: vec![1, 2, 3, 4],
            start: 1,
            sum: [7; 32],
        };
        let done = vec![Done::Converted("印刷".to_owned()), Done::InkHeld(3100, 12), Done::Reduced(9, 8, 7, 6)];
        let entry = write(&samples, &done);
        let (back, said) = read(entry.clone()).expect("an entry");
        assert_eq!(
            (back.width, back.height, back.kind, back.coding, back.sum),
            (3, 2, Kind::Inks, Coding::Dct, [7; 32])
        );
        assert_eq!((&back.bytes[back.start..], said), (&[2_u8, 3, 4][..], done));
        for at in 0..entry.len() {
            let mut bad = entry.clone();
            bad[at] ^= 1;
            assert!(read(bad).is_none(), "byte {at}");
            assert!(read(entry[..at].to_vec()).is_none());
        }
    }
}
