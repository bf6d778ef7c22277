//! Shadings: their functions, or the colours of their corners, in inks.
//!
//! Source: ISO 32000-1, 8.7.4.5.

use super::Inking;
use super::scope::Scope;
use super::space::Space;
use super::tint;
use super::tone::Tone;
use crate::base::diag::{Say, say};
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::read::{Dict, Function, Limit, Object, Stream};

/// Bytes of a mesh.
const MESH: usize = 16 << 20;

/// An object, and its bytes where it is a stream.
pub(super) type Made = (Object, Option<Vec<u8>>);

impl Inking<'_, '_, '_> {
    /// A shading in inks; as it stands where it is in inks already.
    ///
    /// Errors: one whose colours are not computed.
    pub(super) fn shading(&mut self, object: &Object, scope: &Scope) -> Result<Made, Say> {
        let document = self.document;
        let Some(shading) = object.dict().cloned() else { return Ok((Object::Null, None)) };
        let raw = shading.raw(b"ColorSpace").clone();
        let space = self.space(&raw, None, scope)?;
        let tone = match space {
            Space::Tone(tone) if !matches!(tone, Tone::Inks) => tone,
            _ => {
                let replaced = self.replaced(&raw, None, scope)?;
                let mut made = self.copied(object)?;
                if let (Some(space), Object::Dict(dict)) = (replaced, &mut made.0) {
                    set(dict, b"ColorSpace", space);
                }
                return Ok(made);
            }
        };
        self.is_touched = true;
        if !scope.is_veil {
            self.told.shadings += 1;
        }
        let kind = document.get(&shading, b"ShadingType").int().unwrap_or(0);
        let mut entries = Vec::new();
        for (key, value) in &shading.entries {
            if !matches!(&key[..], b"ColorSpace" | b"Function" | b"Background" | b"Length" | b"Filter" | b"DecodeParms")
            {
                entries.push((key.clone(), self.plain(value)?));
            }
        }
        let mut made = Dict { entries };
        set(&mut made, b"ColorSpace", self.device(&tone, scope));
        let ground: Vec<f64> =
            document.list(&shading, b"Background").into_iter().take(4).filter_map(Object::number).collect();
        if !ground.is_empty() {
            let inks = tint::inks(self, &tone, &ground, scope);
            set(&mut made, b"Background", Object::Array(inks.into_iter().map(Object::Real).collect()));
        }
        let data = object.stream().map(|stream| document.decode(stream, Limit::Bytes(MESH)));
        let data = match data {
            None => None,
            Some(Ok(read)) if read.pixels.is_none() => Some(read.bytes),
            Some(_) => return Err(uncomputed()),
        };
        if !shading.raw(b"Function").is_null() {
            let function = Function::read(document, shading.raw(b"Function"));
            let domains = match (kind, document.numbers::<4>(&shading, b"Domain")) {
                (1, Some([a, b, c, d])) => vec![[a, b], [c, d]],
                (1, None) => vec![[0.0, 1.0]; 2],
                (4..=7, _) => {
                    vec![document.numbers::<6>(&shading, b"Decode").map_or([0.0, 1.0], |all| [all[4], all[5]])]
                }
                _ => vec![document.numbers::<2>(&shading, b"Domain").unwrap_or([0.0, 1.0])],
            };
            let function = tint::resampled(self, &tone, &function, &domains, scope)?.ok_or_else(uncomputed)?;
            set(&mut made, b"Function", function);
            return Ok(packed(made, data));
        }
        let (Some(bytes), Some(stream)) = (data, object.stream()) else { return Err(uncomputed()) };
        let mesh = self.mesh(stream, kind, &tone).ok_or_else(uncomputed)?;
        let bytes = self.corners(&mesh, &bytes, &tone, scope)?;
        let outputs = if self.device(&tone, scope).name() == Some(b"DeviceGray") { 1 } else { 4 };
        let places = mesh.decode[..4].iter().copied();
        let decode = places.chain([0.0, 1.0].repeat(outputs)).map(Object::Real).collect();
        set(&mut made, b"Decode", Object::Array(decode));
        set(&mut made, b"BitsPerComponent", Object::Int(16));
        Ok(packed(made, Some(bytes)))
    }

    /// How the corners of a mesh are written.
    fn mesh(&self, stream: &Stream, kind: i64, tone: &Tone) -> Option<Mesh> {
        let document = self.document;
        let bits = |key: &[u8], known: &[i64]| {
            document.get(&stream.dict, key).int().filter(|bits| known.contains(bits)).map(|bits| bits as u32)
        };
        let place = bits(b"BitsPerCoordinate", &[1, 2, 4, 8, 12, 16, 24, 32])?;
        let color = bits(b"BitsPerComponent", &[1, 2, 4, 8, 12, 16])?;
        let flag = if kind == 5 { 0 } else { bits(b"BitsPerFlag", &[2, 4, 8])? };
        let decode: Vec<f64> =
            document.list(&stream.dict, b"Decode").into_iter().take(32).filter_map(Object::number).collect();
        let inputs = tone.components();
        let is_whole = (4..=7).contains(&kind) && decode.len() == 4 + inputs * 2;
        is_whole.then_some(Mesh { kind, flag, place, color, decode, inputs })
    }

    /// A mesh with the colours of its corners in inks, of 16 bits.
    fn corners(&mut self, mesh: &Mesh, bytes: &[u8], tone: &Tone, scope: &Scope) -> Result<Vec<u8>, Say> {
        let mut from = Bits { bytes, at: 0 };
        let mut to = Packed::default();
        let most = f64::from((1_u32 << mesh.color) - 1);
        let least = (mesh.flag + 2 * mesh.place) as usize;
        while from.left() >= least.max(8) {
            let flag = from.take(mesh.flag)?;
            to.put(flag, mesh.flag);
            // Source: tables 84 and 85: a patch that hangs on another has four points and two colours less.
            let (points, colors) = match (mesh.kind, flag & 3) {
                (4 | 5, _) => (1, 1),
                (6, 0) => (12, 4),
                (6, _) => (8, 2),
                (_, 0) => (16, 4),
                _ => (12, 2),
            };
            let need = points * 2 * mesh.place as usize + colors * mesh.inputs * mesh.color as usize;
            if from.left() < need {
                break;
            }
            for _ in 0..points * 2 {
                to.put(from.take(mesh.place)?, mesh.place);
            }
            for _ in 0..colors {
                let mut color = Vec::with_capacity(mesh.inputs);
                for component in 0..mesh.inputs {
                    let (low, high) = (mesh.decode[4 + component * 2], mesh.decode[5 + component * 2]);
                    color.push(low + f64::from(from.take(mesh.color)?) / most * (high - low));
                }
                for ink in tint::inks(self, tone, &color, scope) {
                    to.put((ink.clamp(0.0, 1.0) * 65_535.0).round() as u32, 16);
                }
            }
            // Each corner of triangles is a whole number of bytes; patches follow one another.
            if mesh.kind < 6 {
                from.align();
                to.align();
            }
        }
        Ok(to.bytes())
    }
}

struct Mesh {
    kind: i64,
    flag: u32,
    place: u32,
    color: u32,
    decode: Vec<f64>,
    inputs: usize,
}

struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        (self.bytes.len() * 8).saturating_sub(self.at)
    }

    fn take(&mut self, bits: u32) -> Result<u32, Say> {
        let mut value = 0_u32;
        for _ in 0..bits {
            let byte = self.bytes.get(self.at / 8).ok_or_else(uncomputed)?;
            value = value << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Ok(value)
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }
}

#[derive(Default)]
struct Packed {
    whole: Vec<u8>,
    rest: u64,
    held: u32,
}

impl Packed {
    fn put(&mut self, value: u32, bits: u32) {
        self.rest = self.rest << bits | u64::from(value);
        self.held += bits;
        while self.held >= 8 {
            self.held -= 8;
            self.whole.push((self.rest >> self.held) as u8);
        }
    }

    fn align(&mut self) {
        if self.held > 0 {
            self.put(0, 8 - self.held);
        }
    }

    fn bytes(mut self) -> Vec<u8> {
        self.align();
        self.whole
    }
}

/// A shading as a dictionary, or as a stream with its bytes.
fn packed(mut made: Dict, data: Option<Vec<u8>>) -> Made {
    if data.is_some() {
        set(&mut made, b"Filter", Object::Name(b"FlateDecode".to_vec()));
    }
    (Object::Dict(made), data.map(|data| deflate(&data, Effort::Good)))
}

/// Puts a value in the place of what stands there.
pub(super) fn set(dict: &mut Dict, key: &[u8], value: Object) {
    dict.entries.retain(|(known, _)| known != key);
    dict.entries.push((key.to_vec(), value));
}

fn uncomputed() -> Say {
    say("PDF 里有渐变的颜色转不成 CMYK", "its PDF has a shading whose colours cannot be converted to CMYK")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_packed_as_they_were_taken() {
        let bytes = [0b1011_0110, 0x5a, 0xff, 0x01];
        let mut from = Bits { bytes: &bytes, at: 0 };
        let mut to = Packed::default();
        for bits in [3, 12, 1, 8, 2, 6] {
            to.put(from.take(bits).expect("bits"), bits);
        }
        assert_eq!(to.bytes(), bytes);
        assert!(from.take(1).is_err());
    }
}
