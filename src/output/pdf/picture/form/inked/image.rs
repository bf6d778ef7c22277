//! Pictures: decoded, and written in inks. What lies over them, soft or hard, stays.
//!
//! Source: ISO 32000-1, 8.9.5 and 8.9.6.

use rayon::prelude::*;

use super::super::super::decode::{Raster, Space as Kind};
use super::super::super::{dct, ink, samples};
use super::Inking;
use super::scope::Scope;
use super::shading::{Made, set};
use super::space::Space;
use super::store::Role;
use super::tint::dict;
use super::tone::Tone;
use crate::base::diag::{Say, say};
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::preflight::{Pixels, Unseen, pixels};
use crate::output::read::{Dict, Limit, Object, Stream};

/// Pixels of a picture that is converted: half as many more as a broadsheet page has at 300 ppi.
const PIXELS: usize = 48_000_000;
/// Pixels that one thread converts at a time.
const BAND: usize = 1 << 16;
/// Bytes of a palette.
const PALETTE: usize = 256 * 4;

impl Inking<'_, '_, '_> {
    /// A picture in inks; as it stands where it is in inks already.
    pub(super) fn picture(&mut self, stream: &Stream, scope: &Scope) -> Result<Made, Say> {
        let document = self.document;
        let own = &stream.dict;
        let is_coded = document.filters(own).contains(&&b"JPXDecode"[..]);
        let raw = own.raw(b"ColorSpace").clone();
        let is_mask = document.get(own, b"ImageMask") == &Object::Bool(true);
        let space = if is_mask || raw.is_null() { Space::Plain } else { self.space(&raw, None, scope)? };
        let tone = match &space {
            Space::Tone(tone) => Some(tone.clone()),
            _ => None,
        };
        let is_same = match &tone {
            Some(Tone::Inks) | None => true,
            Some(Tone::Gray(curve)) => curve.iter().enumerate().all(|(gray, is)| gray.abs_diff(usize::from(*is)) <= 1),
            Some(_) => false,
        };
        // Opacity that stands in the code itself is not taken out of it.
        let is_veiled = document.get(own, b"SMaskInData").int().unwrap_or(0) > 0;
        if is_mask || is_same && !is_coded || is_veiled {
            let mut made = self.copied(&Object::Stream(stream.clone()))?;
            if let Space::Indexed(base) = &space
                && let Space::Tone(Tone::Rgb(_) | Tone::Lab(..) | Tone::Profiled(..)) = &**base
                && !scope.is_veil
            {
                self.told.pictures += 1;
            }
            let space = if is_mask || raw.is_null() { None } else { self.replaced(&raw, None, scope)? };
            if let (Some(space), Object::Dict(dict)) = (space, &mut made.0) {
                set(dict, b"ColorSpace", space);
            }
            self.over(own, &mut made.0, false)?;
            return Ok(made);
        }
        let data = document.bytes.get(stream.bytes.clone()).unwrap_or_default();
        let Some(pixels) = self.decoded(own, data, None)? else {
            return self.copied(&Object::Stream(stream.clone()));
        };
        let tone = match (tone, pixels.components) {
            (Some(tone), _) => Some(tone),
            // JPEG 2000 may say its colours inside.
            (None, 3) if raw.is_null() => match self.space(&Object::Name(b"DeviceRGB".to_vec()), None, scope)? {
                Space::Tone(tone) => Some(tone),
                _ => None,
            },
            _ => None,
        };
        let Some(tone) = tone else { return self.unpacked(stream, &pixels, &raw, scope) };
        let mut codes = codes(&tone, &pixels);
        let has_ground = self.unlaid(own, &tone, &pixels, &mut codes)?;
        let hidden: Vec<i64> = document.list(own, b"Mask").into_iter().take(64).filter_map(Object::int).collect();
        let stencil = if hidden.is_empty() { None } else { Some(self.stencil(&pixels, &hidden)?) };
        let (width, height) = (pixels.width, pixels.height);
        drop(pixels);
        let mut made = self.printed(&tone, width, height, codes, scope)?;
        for key in [&b"Interpolate"[..], b"Intent"] {
            if own.has(key) {
                set(&mut made.0, key, document.get(own, key).clone());
            }
        }
        let mut object = Object::Dict(made.0);
        self.over(own, &mut object, has_ground)?;
        if let (Some(stencil), Object::Dict(dict)) = (stencil, &mut object) {
            set(dict, b"Mask", stencil);
        }
        Ok((object, Some(made.1)))
    }

    /// A picture of inks in JPEG 2000, whose code says its colours inside, as plain samples.
    fn unpacked(&mut self, stream: &Stream, pixels: &Pixels, raw: &Object, scope: &Scope) -> Result<Made, Say> {
        let name = match (raw, pixels.components) {
            (Object::Null, 1) => Object::Name(b"DeviceGray".to_vec()),
            (Object::Null, 4) => Object::Name(b"DeviceCMYK".to_vec()),
            (Object::Null, _) => return self.copied(&Object::Stream(stream.clone())),
            (raw, _) => match self.replaced(raw, None, scope)? {
                Some(space) => space,
                None => self.plain(raw)?,
            },
        };
        self.is_touched = true;
        let mut made = head(pixels.width, pixels.height, name);
        for key in [&b"Interpolate"[..], b"Intent", b"Decode"] {
            if stream.dict.has(key) {
                set(&mut made, key, self.document.get(&stream.dict, key).clone());
            }
        }
        let mut object = Object::Dict(made);
        self.over(&stream.dict, &mut object, false)?;
        Ok((object, Some(deflate(&pixels.bytes, Effort::Good))))
    }

    /// An inline picture in inks, its palette spread out; nothing where it cannot be read.
    pub(super) fn inline_picture(
        &mut self,
        own: &Dict,
        data: &[u8],
        resources: Option<&Dict>,
        scope: &Scope,
        space: &Space,
    ) -> Result<Option<(Dict, Vec<u8>)>, Say> {
        let Some(pixels) = self.decoded(own, data, resources)? else { return Ok(None) };
        let (tone, codes) = match space {
            Space::Tone(tone) => (tone.clone(), codes(tone, &pixels)),
            Space::Indexed(base) => {
                let Space::Tone(tone) = &**base else { return Ok(None) };
                let raw = if own.has(b"ColorSpace") { own.raw(b"ColorSpace") } else { own.raw(b"CS") };
                let table = self.palette_of(raw, resources);
                let count = tone.components();
                let color = |index: u8| -> [u8; 3] {
                    let entry = table.get(usize::from(index) * count..).unwrap_or_default();
                    let part = |at: usize| {
                        let [low, high] = tone.range(at);
                        low + f64::from(entry.get(at).copied().unwrap_or(0)) / 255.0 * (high - low)
                    };
                    tone.code(&(0..count).map(part).collect::<Vec<f64>>())
                };
                let known: Vec<[u8; 3]> = (0..=255).map(color).collect();
                (tone.clone(), pixels.bytes.iter().map(|index| known[usize::from(*index)]).collect())
            }
            _ => return Ok(None),
        };
        self.printed(&tone, pixels.width, pixels.height, codes, scope).map(Some)
    }

    fn palette_of(&self, raw: &Object, resources: Option<&Dict>) -> Vec<u8> {
        let document = self.document;
        let named = raw.name().and_then(|name| Some(document.get(document.dict(resources?, b"ColorSpace")?, name)));
        let Some(table) = named.unwrap_or(raw).array().and_then(|array| array.get(3)) else { return Vec::new() };
        match document.resolve(table) {
            Object::Text(text) => text.clone(),
            Object::Stream(stream) => {
                document.decode(stream, Limit::Bytes(PALETTE)).map(|read| read.bytes).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The samples of a picture; nothing where they cannot be read: it is refused where the page is judged.
    fn decoded(&self, own: &Dict, data: &[u8], resources: Option<&Dict>) -> Result<Option<Pixels>, Say> {
        let large = || {
            say(
                format!("PDF 里有一幅图片超过 {} 万像素，颜色转不过来", PIXELS / 10_000),
                format!(
                    "its PDF has a picture of more than {} million pixels, too many to be converted",
                    PIXELS / 1_000_000
                ),
            )
        };
        match pixels(self.document, own, data, resources.or(self.page_resources), PIXELS) {
            Ok(pixels) => Ok(Some(pixels)),
            Err(Unseen::TooLarge) => Err(large()),
            Err(Unseen::Broken | Unseen::Kind) => Ok(None),
        }
    }

    /// Samples in inks, with the dictionary of their picture.
    fn printed(
        &mut self,
        tone: &Tone,
        width: usize,
        height: usize,
        codes: Vec<[u8; 3]>,
        scope: &Scope,
    ) -> Result<(Dict, Vec<u8>), Say> {
        self.is_touched = true;
        if !scope.is_veil && !matches!(tone, Tone::Gray(_)) {
            self.told.pictures += 1;
        }
        let inker = self.inker;
        let is_gray = scope.is_veil || inker.in_black || matches!(tone, Tone::Gray(_));
        let (space, name, each) = if is_gray { (Kind::Gray, "DeviceGray", 1) } else { (Kind::Cmyk, "DeviceCMYK", 4) };
        let mut out = vec![0; codes.len() * each];
        out.par_chunks_mut(BAND * each).zip(codes.par_chunks(BAND)).for_each(|(out, codes)| {
            for (pixel, code) in out.chunks_exact_mut(each).zip(codes) {
                if is_gray {
                    pixel[0] = light(tone, *code);
                } else {
                    pixel.copy_from_slice(&inker.pixel(tone, *code));
                }
            }
        });
        drop(codes);
        let most = u32::from(dct::margin(inker.compression, inker.limit).0) * 255 / 1000;
        if !is_gray {
            out.par_chunks_mut(BAND * 4).for_each(|band| ink::hold_ink(band, most));
        }
        let raster =
            Raster { width: width as u32, height: height as u32, shrink: 1, space, pixels: out, profile: None };
        let packed = samples::pack(raster, inker.compression, inker.limit);
        let mut made = head(width, height, Object::Name(name.as_bytes().to_vec()));
        match packed.coding {
            samples::Coding::Dct => {
                set(&mut made, b"Filter", Object::Name(b"DCTDecode".to_vec()));
                if !is_gray {
                    let inverted = [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Int);
                    set(&mut made, b"Decode", Object::Array(inverted.to_vec()));
                }
            }
            samples::Coding::Flate => {
                let parms = dict([
                    ("Predictor", Object::Int(15)),
                    ("Colors", Object::Int(each as i64)),
                    ("BitsPerComponent", Object::Int(8)),
                    ("Columns", Object::Int(width as i64)),
                ]);
                set(&mut made, b"DecodeParms", Object::Dict(parms));
            }
        }
        Ok((made, packed.bytes))
    }

    /// What lies over a picture: its masks.
    fn over(&mut self, own: &Dict, made: &mut Object, has_ground: bool) -> Result<(), Say> {
        let Object::Dict(made) = made else { return Ok(()) };
        let soft = own.raw(b"SMask").clone();
        if !soft.is_null() {
            let soft = self.typed(&soft, Role::Soft(has_ground), &Scope::default())?;
            set(made, b"SMask", soft);
        }
        if self.document.get(own, b"Mask").stream().is_some() {
            let mask = self.plain(own.raw(b"Mask"))?;
            set(made, b"Mask", mask);
        }
        Ok(())
    }

    /// Colours that were laid on a ground beforehand, as they were before. Source: 11.6.5.3, `Matte`.
    fn unlaid(&mut self, own: &Dict, tone: &Tone, pixels: &Pixels, codes: &mut [[u8; 3]]) -> Result<bool, Say> {
        let document = self.document;
        let Some(soft) = document.get(own, b"SMask").stream() else { return Ok(false) };
        let matte: Vec<f64> =
            document.list(&soft.dict, b"Matte").into_iter().take(8).filter_map(Object::number).collect();
        if matte.is_empty() {
            return Ok(false);
        }
        let ground = tone.code(&matte).map(i32::from);
        let data = document.bytes.get(soft.bytes.clone()).unwrap_or_default();
        let Some(mask) = self.decoded(&soft.dict, data, None)? else { return Ok(false) };
        if (mask.width, mask.height, mask.components) != (pixels.width, pixels.height, 1) {
            return Err(say("PDF 里有图片的软蒙版尺寸不符", "its PDF has a picture whose soft mask has another size"));
        }
        for (code, opaque) in codes.iter_mut().zip(&mask.bytes) {
            let opaque = i32::from(*opaque) * 255 / (mask.most as i32).max(1);
            if opaque > 0 {
                *code = [0, 1, 2].map(|at| {
                    let laid = i32::from(code[at]) - ground[at];
                    (ground[at] + laid * 255 / opaque).clamp(0, 255) as u8
                });
            }
        }
        Ok(true)
    }

    /// A stencil of the pixels whose samples lie in the ranges that are not painted. Source: 8.9.6.4.
    fn stencil(&mut self, pixels: &Pixels, ranges: &[i64]) -> Result<Object, Say> {
        let row = pixels.width.div_ceil(8);
        let mut bits = vec![0_u8; row * pixels.height];
        let shift = if pixels.bits == 16 { 8 } else { 0 };
        for (index, sample) in pixels.bytes.chunks_exact(pixels.components.max(1)).enumerate() {
            let is_hidden = ranges.len() >= sample.len() * 2
                && sample
                    .iter()
                    .zip(ranges.chunks_exact(2))
                    .all(|(sample, pair)| (pair[0] >> shift..=pair[1] >> shift).contains(&i64::from(*sample)));
            if is_hidden {
                bits[index / pixels.width * row + index % pixels.width / 8] |= 0x80 >> (index % pixels.width % 8);
            }
        }
        let made = dict([
            ("Type", Object::Name(b"XObject".to_vec())),
            ("Subtype", Object::Name(b"Image".to_vec())),
            ("Width", Object::Int(pixels.width as i64)),
            ("Height", Object::Int(pixels.height as i64)),
            ("ImageMask", Object::Bool(true)),
            ("BitsPerComponent", Object::Int(1)),
            ("Filter", Object::Name(b"FlateDecode".to_vec())),
        ]);
        self.store.stream(made, deflate(&bits, Effort::Good))
    }
}

/// The head of a picture of 8 bits.
fn head(width: usize, height: usize, space: Object) -> Dict {
    dict([
        ("Type", Object::Name(b"XObject".to_vec())),
        ("Subtype", Object::Name(b"Image".to_vec())),
        ("Width", Object::Int(width as i64)),
        ("Height", Object::Int(height as i64)),
        ("BitsPerComponent", Object::Int(8)),
        ("ColorSpace", space),
        ("Filter", Object::Name(b"FlateDecode".to_vec())),
    ])
}

/// How light a pixel is, in 8 bits.
fn light(tone: &Tone, code: [u8; 3]) -> u8 {
    let [r, g, b] = code.map(u32::from);
    match tone {
        Tone::Rgb(_) => ((r * 299 + g * 587 + b * 114) / 1000) as u8,
        Tone::Gray(curve) => curve[usize::from(code[0])],
        _ => (tone.light(&[f64::from(code[0]) / 2.55, 0.0, 0.0]) * 255.0).round() as u8,
    }
}

/// The pixels of a picture in 8 bits a component.
fn codes(tone: &Tone, pixels: &Pixels) -> Vec<[u8; 3]> {
    let count = pixels.components.clamp(1, 3);
    // What each sample of each component stands for.
    let table: Vec<Vec<u8>> = (0..count)
        .map(|component| {
            let usual = tone.range(component);
            let [low, high] =
                pixels.decode.get(component * 2..component * 2 + 2).map_or(usual, |pair| [pair[0], pair[1]]);
            let value = |sample: usize| low + sample as f64 / pixels.most * (high - low);
            let code = |sample: usize| {
                let mut color = vec![0.0; 3];
                color[component] = value(sample);
                tone.code(&color)[component]
            };
            (0..256).map(code).collect()
        })
        .collect();
    let one = |samples: &[u8]| {
        let of = |component: usize| table[component.min(count - 1)][usize::from(samples[component.min(count - 1)])];
        [of(0), of(1), of(2)]
    };
    pixels.bytes.par_chunks_exact(pixels.components.max(1)).map(one).collect()
}
