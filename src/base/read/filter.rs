//! Decodes streams, to a size that is known beforehand.
//!
//! Source: ISO 32000-1, 7.4.

use super::object::{Dict, Object, Stream};
use super::{Document, shown};

/// How much a stream may decode to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// So many bytes.
    Bytes(usize),
}

/// A stream decoded, up to a filter of pictures.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Decoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The filter of pictures that is left, with its parameters.
    pub pixels: Option<Pixels>,
}

/// A filter that holds a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Pixels {
    /// `DCTDecode`, `JPXDecode`, `CCITTFaxDecode`, `JBIG2Decode`.
    pub filter: &'static str,
    /// DecodeParms.
    pub parms: Dict,
}

/// Why a stream could not be decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undecoded {
    /// It grows over its limit, or all of them over that of the file.
    TooLarge,
    /// Its data are damaged.
    Broken,
    /// A filter that does not exist, or is not read.
    Unknown(String),
}

/// Filters of a stream are at most so many.
const FILTERS: usize = 8;

/// The long name of a filter.
pub(super) fn long_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"LZW" => b"LZWDecode",
        b"RL" => b"RunLengthDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        other => other,
    }
}

impl Document<'_> {
    /// The names of a stream's filters, the first one to be undone first.
    pub fn filters<'d>(&'d self, dict: &'d Dict) -> Vec<&'d [u8]> {
        let key: &[u8] = if dict.has(b"Filter") { b"Filter" } else { b"F" };
        self.list(dict, key).into_iter().filter_map(Object::name).map(long_name).collect()
    }

    /// Decodes a stream of the file.
    pub fn decode(&self, stream: &Stream, limit: Limit) -> Result<Decoded, Undecoded> {
        let raw = self.bytes.get(stream.bytes.clone()).ok_or(Undecoded::Broken)?;
        self.decode_bytes(&stream.dict, raw, limit)
    }

    /// Decodes bytes as a stream's dictionary says.
    pub fn decode_bytes(&self, dict: &Dict, raw: &[u8], limit: Limit) -> Result<Decoded, Undecoded> {
        let Limit::Bytes(limit) = limit;
        let filters = self.filters(dict);
        let key: &[u8] = if dict.has(b"DecodeParms") { b"DecodeParms" } else { b"DP" };
        let parms = self.list(dict, key);
        if filters.len() > FILTERS {
            return Err(Undecoded::TooLarge);
        }
        if raw.len() > limit && filters.is_empty() {
            return Err(Undecoded::TooLarge);
        }
        let mut bytes = raw.to_vec();
        for (index, filter) in filters.iter().enumerate() {
            let parms = parms.get(index).and_then(|parms| parms.dict());
            let pixels = |filter| Some(Pixels { filter, parms: parms.cloned().unwrap_or_default() });
            let is_last = index + 1 == filters.len();
            let left = match *filter {
                b"DCTDecode" => pixels("DCTDecode"),
                b"JPXDecode" => pixels("JPXDecode"),
                b"CCITTFaxDecode" => pixels("CCITTFaxDecode"),
                b"JBIG2Decode" => pixels("JBIG2Decode"),
                _ => None,
            };
            if left.is_some() {
                return if is_last { Ok(Decoded { bytes, pixels: left }) } else { Err(Undecoded::Broken) };
            }
            // What ASCII filters make is shorter than what they read; a stage in between may be larger than the
            // result only where a filter follows.
            let most = if is_last { limit } else { limit.saturating_add(1 << 20) };
            bytes = match *filter {
                b"FlateDecode" => self.predicted(flate(&bytes, most)?, parms)?,
                b"LZWDecode" => {
                    let early = parms.and_then(|parms| self.get(parms, b"EarlyChange").int()) != Some(0);
                    self.predicted(lzw(&bytes, most, early)?, parms)?
                }
                b"ASCIIHexDecode" => ascii_hex(&bytes)?,
                b"ASCII85Decode" => ascii_85(&bytes)?,
                b"RunLengthDecode" => run_length(&bytes, most)?,
                b"Crypt" => return Err(Undecoded::Unknown("Crypt".to_owned())),
                other => return Err(Undecoded::Unknown(shown(other))),
            };
            if !self.spend(bytes.len()) {
                return Err(Undecoded::TooLarge);
            }
        }
        Ok(Decoded { bytes, pixels: None })
    }

    /// Undoes a predictor. Source: ISO 32000-1, 7.4.4.4; PNG (ISO/IEC 15948), 9.
    fn predicted(&self, bytes: Vec<u8>, parms: Option<&Dict>) -> Result<Vec<u8>, Undecoded> {
        let Some(parms) = parms else { return Ok(bytes) };
        let number = |key: &[u8], default: i64| self.get(parms, key).int().unwrap_or(default);
        let predictor = number(b"Predictor", 1);
        if predictor <= 1 {
            return Ok(bytes);
        }
        let field = |key: &[u8], default: i64, most: i64| {
            let value = number(key, default);
            if (1..=most).contains(&value) { Ok(value as usize) } else { Err(Undecoded::Broken) }
        };
        let colors = field(b"Colors", 1, 64)?;
        let bits = field(b"BitsPerComponent", 8, 16)?;
        let columns = field(b"Columns", 1, 1 << 24)?;
        let step = (colors * bits).div_ceil(8);
        let row = (colors * bits * columns).div_ceil(8);
        if predictor == 2 {
            return tiff(bytes, row, colors, bits);
        }
        let mut out = Vec::with_capacity(bytes.len());
        let mut above = vec![0u8; row];
        for line in bytes.chunks(row + 1) {
            let mut now = line[1..].to_vec();
            now.resize(row, 0);
            unfilter(line[0], &mut now, &above, step)?;
            out.extend_from_slice(&now);
            above = now;
        }
        Ok(out)
    }
}

fn unfilter(kind: u8, now: &mut [u8], above: &[u8], step: usize) -> Result<(), Undecoded> {
    for at in 0..now.len() {
        let left = if at >= step { now[at - step] } else { 0 };
        let corner = if at >= step { above[at - step] } else { 0 };
        let up = above[at];
        let guess = match kind {
            0 => return Ok(()),
            1 => left,
            2 => up,
            3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
            4 => {
                let (a, b, c) = (i32::from(left), i32::from(up), i32::from(corner));
                let p = a + b - c;
                let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
                if pa <= pb && pa <= pc {
                    left
                } else if pb <= pc {
                    up
                } else {
                    corner
                }
            }
            _ => return Err(Undecoded::Broken),
        };
        now[at] = now[at].wrapping_add(guess);
    }
    Ok(())
}

/// The predictor of TIFF: only whole bytes, which is what is met.
fn tiff(mut bytes: Vec<u8>, row: usize, colors: usize, bits: usize) -> Result<Vec<u8>, Undecoded> {
    if bits != 8 {
        return Err(Undecoded::Unknown("Predictor 2".to_owned()));
    }
    for line in bytes.chunks_mut(row) {
        for at in colors..line.len() {
            line[at] = line[at].wrapping_add(line[at - colors]);
        }
    }
    Ok(bytes)
}

fn flate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut size = (bytes.len().saturating_mul(4)).clamp(4096, limit.max(4096));
    let mut inflater = libdeflater::Decompressor::new();
    loop {
        let mut out = vec![0; size];
        let mut result = inflater.zlib_decompress(bytes, &mut out);
        if result == Err(libdeflater::DecompressionError::BadData) {
            // A wrong check sum or header, which most programs pass over.
            result = inflater.deflate_decompress(bytes.get(2..).unwrap_or_default(), &mut out);
        }
        match result {
            Ok(length) if length <= limit => {
                out.truncate(length);
                return Ok(out);
            }
            Ok(_) => return Err(Undecoded::TooLarge),
            Err(libdeflater::DecompressionError::InsufficientSpace) if size < limit => {
                size = size.saturating_mul(4).min(limit);
            }
            Err(libdeflater::DecompressionError::InsufficientSpace) => return Err(Undecoded::TooLarge),
            Err(libdeflater::DecompressionError::BadData) => return Err(Undecoded::Broken),
        }
    }
}

/// Source: ISO 32000-1, 7.4.4.2: codes of 9 to 12 bits, 256 clears, 257 ends.
fn lzw(bytes: &[u8], limit: usize, early: bool) -> Result<Vec<u8>, Undecoded> {
    let mut out: Vec<u8> = Vec::new();
    // Where the string of a code begins in the output, and how long it is.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut width, mut held, mut bits) = (9u32, 0u32, 0u32);
    let mut last: Option<(usize, usize)> = None;
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        let code = (held >> (bits - width)) as usize;
        bits -= width;
        held &= (1 << bits) - 1;
        match code {
            256 => {
                table.clear();
                width = 9;
                last = None;
                continue;
            }
            257 => return Ok(out),
            _ => {}
        }
        let start = out.len();
        let length = match (code, last) {
            (0..=255, _) => {
                out.push(code as u8);
                1
            }
            (_, Some((from, length))) if code - 258 == table.len() => {
                out.extend_from_within(from..from + length);
                out.push(out[start]);
                length + 1
            }
            _ => {
                let &(from, length) = table.get(code - 258).ok_or(Undecoded::Broken)?;
                out.extend_from_within(from..from + length);
                length
            }
        };
        if let Some((from, before)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, before + 1));
        }
        last = Some((start, length));
        let next = table.len() + 258 + usize::from(early);
        width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if out.len() > limit {
            return Err(Undecoded::TooLarge);
        }
    }
    Ok(out)
}

fn ascii_hex(bytes: &[u8]) -> Result<Vec<u8>, Undecoded> {
    let mut digits = Vec::with_capacity(bytes.len());
    for byte in bytes.iter().take_while(|byte| **byte != b'>').filter(|byte| !byte.is_ascii_whitespace()) {
        digits.push(char::from(*byte).to_digit(16).ok_or(Undecoded::Broken)? as u8);
    }
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

fn ascii_85(bytes: &[u8]) -> Result<Vec<u8>, Undecoded> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::new();
    for byte in bytes.iter().take_while(|byte| **byte != b'~').filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => return Err(Undecoded::Broken),
        }
        if group.len() == 5 {
            out.extend(value(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&value(&group).to_be_bytes()[..kept]);
    }
    Ok(out)
}

fn value(group: &[u32]) -> u32 {
    group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit))
}

fn run_length(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let [length, tail @ ..] = rest {
        match *length {
            128 => break,
            length @ 0..=127 => {
                let count = usize::from(length) + 1;
                out.extend_from_slice(tail.get(..count).ok_or(Undecoded::Broken)?);
                rest = &tail[count..];
            }
            length => {
                let byte = tail.first().ok_or(Undecoded::Broken)?;
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(length)));
                rest = &tail[1..];
            }
        }
        if out.len() > limit {
            return Err(Undecoded::TooLarge);
        }
    }
    Ok(out)
}
