//! Copies of a print file for a renderer that knows neither the press nor overprint: in one cyan, magenta and yellow
//! stand as red, green and blue, in the other black stands as gray. What is drawn from both are the plates.
//!
//! Only files of this program's kind can be split so: DeviceCMYK, DeviceGray, separations with a plain tint, nothing
//! transparent. Others are shown as the renderer sees them.

use std::collections::BTreeSet;

use crate::output::pdf::jpeg_inks;
use crate::output::read::{Dict, Document, Lexer, Limit, Object, Stream, Token, print};

/// Pixels of a picture, decoded, at most.
const PICTURE: usize = 1 << 30;
/// Operators of a page, decoded, at most.
const CONTENT: usize = 512 << 20;

/// Which plates a copy holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Plates {
    /// Cyan, magenta and yellow.
    Colours,
    /// Black.
    Black,
}

/// The box of a page that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Frame {
    /// The page as it is cut.
    #[default]
    Trim,
    /// With its bleed.
    Bleed,
    /// All of it, the marks of the press too.
    Media,
}

/// A copy for these plates; nothing where the file cannot be split.
pub(super) fn copy(document: &Document<'_>, plates: Plates, frame: Frame) -> Option<Vec<u8>> {
    if document.is_encrypted() {
        return None;
    }
    let copier = Copier { document, plates, frame, overprints: overprints(document)?, contents: contents(document) };
    let mut out = b"%PDF-1.6\n%\x80\x80\x80\x80\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in document.objects() {
        let start = out.len();
        out.extend(format!("{number} 0 obj\n").bytes());
        if copier.object(number, object, &mut out)? {
            out.extend(b"\nendobj\n");
            places.push((number, start));
        } else {
            out.truncate(start);
        }
    }
    let table = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f\r\n");
    for (number, place) in &places {
        out.extend(format!("{number} 1\n{place:010} 00000 n\r\n").bytes());
    }
    let size = places.last().map_or(1, |(number, _)| number + 1);
    let Object::Ref(root, _) = document.trailer.raw(b"Root") else { return None };
    out.extend(format!("trailer\n<</Size {size}/Root {root} 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    Some(out)
}

/// The names of graphics states that overprint; nothing where a state does more than that.
fn overprints(document: &Document<'_>) -> Option<BTreeSet<Vec<u8>>> {
    let mut found = BTreeSet::new();
    for (_, object) in document.objects() {
        let Some(dict) = object.dict() else { continue };
        let resources = document.dict(dict, b"Resources");
        for holder in [Some(dict), resources].into_iter().flatten() {
            for (name, state) in document.dict(holder, b"ExtGState").iter().flat_map(|states| &states.entries) {
                let state = document.resolve(state).dict()?;
                let plain = |key: &[u8]| [&b"Type"[..], b"OP", b"op", b"OPM"].contains(&key);
                if !state.entries.iter().all(|(key, _)| plain(key)) {
                    return None;
                }
                if document.get(state, b"op") == &Object::Bool(true) {
                    found.insert(name.clone());
                }
            }
        }
    }
    Some(found)
}

/// The numbers of the streams that are contents of pages.
fn contents(document: &Document<'_>) -> BTreeSet<u32> {
    let pages = document.pages();
    let parts = pages.iter().filter_map(|page| page.first()).flat_map(|page| match page.raw(b"Contents") {
        Object::Array(array) => array.clone(),
        one => match document.resolve(one) {
            Object::Array(array) => array.clone(),
            _ => vec![one.clone()],
        },
    });
    parts.filter_map(|part| if let Object::Ref(number, _) = part { Some(number) } else { None }).collect()
}

struct Copier<'d, 'a> {
    document: &'d Document<'a>,
    plates: Plates,
    frame: Frame,
    overprints: BTreeSet<Vec<u8>>,
    contents: BTreeSet<u32>,
}

impl Copier<'_, '_> {
    /// Writes an object; false where it is left out.
    fn object(&self, number: u32, object: &Object, out: &mut Vec<u8>) -> Option<bool> {
        match object {
            Object::Stream(stream) => return self.stream(number, stream, out),
            other => print(&self.changed(other)?, out),
        }
        Some(true)
    }

    /// Separations with an alternate of the plates' kind, resources with the states that are used, pages with their frame.
    fn changed(&self, object: &Object) -> Option<Object> {
        match object {
            Object::Array(array) => match array.first().and_then(Object::name) {
                Some(b"Separation") => self.separation(array),
                Some(b"ICCBased" | b"DeviceN" | b"Indexed" | b"Lab" | b"CalRGB" | b"CalGray" | b"Pattern") => None,
                _ => array.iter().map(|one| self.changed(one)).collect::<Option<_>>().map(Object::Array),
            },
            Object::Dict(dict) => self.dict(dict).map(Object::Dict),
            other => Some(other.clone()),
        }
    }

    fn dict(&self, dict: &Dict) -> Option<Dict> {
        let mut entries = Vec::with_capacity(dict.entries.len() + 1);
        let is_page = dict.raw(b"Type").name() == Some(b"Page");
        for (key, value) in &dict.entries {
            match &key[..] {
                b"Annots" | b"OutputIntents" | b"Metadata" => {}
                b"CropBox" if is_page => {}
                b"Shading" | b"Pattern" | b"SMask" | b"Group" => return None,
                b"ExtGState" => {}
                _ => entries.push((key.clone(), self.changed(value)?)),
            }
        }
        let is_resources = ["Font", "XObject", "ExtGState", "ColorSpace"].iter().any(|key| dict.has(key.as_bytes()));
        if is_resources && !is_page {
            entries.push((b"ExtGState".to_vec(), Object::Dict(states())));
        }
        if is_page {
            let wanted: &[u8] = match self.frame {
                Frame::Trim => b"TrimBox",
                Frame::Bleed => b"BleedBox",
                Frame::Media => b"MediaBox",
            };
            let shown = self.document.get(dict, wanted);
            if !shown.is_null() {
                entries.push((b"CropBox".to_vec(), shown.clone()));
            }
        }
        Some(Dict { entries })
    }

    fn separation(&self, array: &[Object]) -> Option<Object> {
        let [kind, name, alternate, tint] = array else { return None };
        let tint = self.document.resolve(tint).dict()?;
        let inks: [f64; 4] = self.document.numbers(tint, b"C1")?;
        let none: [f64; 4] = self.document.numbers(tint, b"C0")?;
        let is_plain = self.document.number(tint, b"FunctionType") == Some(2.0)
            && self.document.number(tint, b"N") == Some(1.0)
            && self.document.resolve(alternate).name() == Some(b"DeviceCMYK")
            && none == [0.0; 4];
        if !is_plain {
            return None;
        }
        let (space, count, solid): (&[u8], usize, Vec<f64>) = match self.plates {
            Plates::Colours => (b"DeviceRGB", 3, inks[..3].iter().map(|ink| 1.0 - ink).collect()),
            Plates::Black => (b"DeviceGray", 1, vec![1.0 - inks[3]]),
        };
        let numbers = |values: Vec<f64>| Object::Array(values.into_iter().map(Object::Real).collect());
        let entries = vec![
            (b"FunctionType".to_vec(), Object::Int(2)),
            (b"N".to_vec(), Object::Int(1)),
            (b"Domain".to_vec(), numbers(vec![0.0, 1.0])),
            (b"C0".to_vec(), numbers(vec![1.0; count])),
            (b"C1".to_vec(), numbers(solid)),
        ];
        let tint = Object::Dict(Dict { entries });
        Some(Object::Array(vec![kind.clone(), name.clone(), Object::Name(space.to_vec()), tint]))
    }

    fn stream(&self, number: u32, stream: &Stream, out: &mut Vec<u8>) -> Option<bool> {
        let name = |key: &[u8]| self.document.name(&stream.dict, key);
        if matches!(name(b"Type"), Some(b"XRef" | b"ObjStm" | b"Metadata")) {
            return Some(false);
        }
        if name(b"Subtype") == Some(b"Image") {
            return self.picture(&stream.dict, stream, out).map(|()| true);
        }
        if self.contents.contains(&number) || name(b"Subtype") == Some(b"Form") {
            let decoded = self.document.decode(stream, Limit::Bytes(CONTENT)).ok()?;
            if decoded.pixels.is_some() || stream.dict.has(b"Group") {
                return None;
            }
            let kept = kept(&stream.dict, &[b"Filter", b"DecodeParms", b"Length"]);
            put(&self.dict(&kept)?, &self.content(&decoded.bytes)?, out);
            return Some(true);
        }
        if self.document.number(&stream.dict, b"N") == Some(4.0) && !stream.dict.has(b"FunctionType") {
            // The press profile, for which the renderer has no use.
            return Some(false);
        }
        let bytes = self.document.bytes.get(stream.bytes.clone())?;
        put(&kept(&stream.dict, &[b"Length"]), bytes, out);
        Some(true)
    }

    /// A picture with the samples of these plates, not packed.
    fn picture(&self, dict: &Dict, stream: &Stream, out: &mut Vec<u8>) -> Option<()> {
        let number = |key: &[u8]| self.document.number(dict, key);
        let space = self.document.name(dict, b"ColorSpace")?;
        let (width, height, bits) = (number(b"Width")?, number(b"Height")?, number(b"BitsPerComponent")?);
        let decode = self.document.list(dict, b"Decode");
        let plain: Vec<f64> = decode.iter().filter_map(|value| value.number()).collect();
        let decoded = self.document.decode(stream, Limit::Bytes(PICTURE)).ok()?;
        let is_jpeg = decoded.pixels.as_ref().is_some_and(|pixels| pixels.filter == "DCTDecode");
        let samples = match &decoded.pixels {
            None => decoded.bytes,
            Some(_) if is_jpeg => jpeg_inks(&decoded.bytes)?,
            Some(_) => return None,
        };
        let (space, samples, bits, flat): (&str, Vec<u8>, f64, &str) = match (space, self.plates) {
            (b"DeviceCMYK", plates) if bits == 8.0 => {
                let inverted = plain == [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
                // JPEG came out as inks already; whatever else says that it is inverted is none of ours.
                if inverted != is_jpeg || !(plain.is_empty() || inverted) {
                    return None;
                }
                match plates {
                    Plates::Colours => {
                        let three =
                            samples.chunks_exact(4).flat_map(|inks| [255 - inks[0], 255 - inks[1], 255 - inks[2]]);
                        ("DeviceRGB", three.collect(), 8.0, "")
                    }
                    Plates::Black => {
                        ("DeviceGray", samples.chunks_exact(4).map(|inks| 255 - inks[3]).collect(), 8.0, "")
                    }
                }
            }
            (b"DeviceGray", _) if !(plain.is_empty() || plain == [0.0, 1.0]) => return None,
            // Its colour plates are bare.
            (b"DeviceGray", Plates::Colours) => ("DeviceGray", samples, bits, "/Decode[1 1]"),
            (b"DeviceGray", Plates::Black) => ("DeviceGray", samples, bits, ""),
            _ => return None,
        };
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent {bits}{flat}\
             /Length {}>>\nstream\n",
            samples.len()
        );
        out.extend(head.bytes());
        out.extend(samples);
        out.extend(b"\nendstream");
        Some(())
    }

    /// Operators with the colours of these plates.
    fn content(&self, content: &[u8]) -> Option<Vec<u8>> {
        let mut lexer = Lexer::content(content);
        let mut out = Vec::with_capacity(content.len() + 4096);
        let mut state = State { overprints: false, inks: [false, false, false, true], written: "N" };
        let mut saved: Vec<State> = Vec::new();
        let mut operands: Vec<Object> = Vec::new();
        let mut start = 0;
        loop {
            let operator = match lexer.token().ok()? {
                Token::Object(object) => {
                    operands.push(object);
                    continue;
                }
                Token::Word(operator) => operator,
                Token::End => return Some(out),
            };
            let as_is = &content[start..lexer.at];
            match &operator[..] {
                b"k" | b"K" => {
                    let inks: Vec<f64> = operands.iter().filter_map(Object::number).collect();
                    let [c, m, y, k] = inks[..] else { return None };
                    self.set([c, m, y, k], operator == b"K", &mut out);
                    state.inks = [c, m, y, k].map(|ink| ink > 0.0);
                }
                b"g" | b"G" => {
                    let gray = operands.first()?.number()?;
                    self.set([0.0, 0.0, 0.0, 1.0 - gray], operator == b"G", &mut out);
                    state.inks = [false, false, false, gray < 1.0];
                }
                b"gs" => state.overprints = self.overprints.contains(operands.first()?.name()?),
                b"scn" | b"SCN" => {
                    out.extend(as_is);
                    // Spot inks: taken for mixed.
                    state.inks = [true, false, true, true];
                }
                b"cs" | b"CS" if operands.first()?.name()?.starts_with(b"Device") => return None,
                b"rg" | b"RG" | b"sc" | b"SC" | b"sh" | b"BI" => return None,
                b"q" => {
                    out.extend(as_is);
                    saved.push(state);
                }
                b"Q" => {
                    out.extend(as_is);
                    state = saved.pop().unwrap_or(state);
                }
                _ => out.extend(as_is),
            }
            out.push(b'\n');
            let wanted = state.wanted(self.plates);
            if wanted != state.written {
                out.extend(format!("/Plate{wanted} gs\n").bytes());
                state.written = wanted;
            }
            operands.clear();
            start = lexer.at;
        }
    }

    fn set(&self, [c, m, y, k]: [f64; 4], stroke: bool, out: &mut Vec<u8>) {
        let line = match self.plates {
            Plates::Colours => {
                format!("{:.4} {:.4} {:.4} {}", 1.0 - c, 1.0 - m, 1.0 - y, if stroke { "RG" } else { "rg" })
            }
            Plates::Black => format!("{:.4} {}", 1.0 - k, if stroke { "G" } else { "g" }),
        };
        out.extend(line.bytes());
    }
}

/// What of the graphics state decides how an ink meets those below it.
#[derive(Clone, Copy)]
struct State {
    overprints: bool,
    /// Of the colour, which inks it has.
    inks: [bool; 4],
    /// The state of the copy.
    written: &'static str,
}

impl State {
    /// Painted, left out, or darkened: an ink that overprints leaves alone the plates that it has nothing of.
    ///
    /// Source: ISO 32000-1, 8.6.7, overprint mode 1.
    fn wanted(&self, plates: Plates) -> &'static str {
        let own: &[bool] = match plates {
            Plates::Colours => &self.inks[..3],
            Plates::Black => &self.inks[3..],
        };
        match (self.overprints, own.iter().all(|ink| *ink), own.iter().any(|ink| *ink)) {
            (false, _, _) | (true, true, _) => "N",
            (true, _, false) => "H",
            (true, false, true) => "D",
        }
    }
}

/// The states of [`State::wanted`].
fn states() -> Dict {
    let state = |opacity: i64, blend: &[u8]| {
        Object::Dict(Dict {
            entries: vec![
                (b"ca".to_vec(), Object::Int(opacity)),
                (b"CA".to_vec(), Object::Int(opacity)),
                (b"BM".to_vec(), Object::Name(blend.to_vec())),
            ],
        })
    };
    Dict {
        entries: vec![
            (b"PlateN".to_vec(), state(1, b"Normal")),
            (b"PlateH".to_vec(), state(0, b"Normal")),
            (b"PlateD".to_vec(), state(1, b"Darken")),
        ],
    }
}

fn kept(dict: &Dict, without: &[&[u8]]) -> Dict {
    Dict { entries: dict.entries.iter().filter(|(key, _)| !without.contains(&&key[..])).cloned().collect() }
}

fn put(dict: &Dict, bytes: &[u8], out: &mut Vec<u8>) {
    print(&Object::Dict(dict.clone()), out);
    out.truncate(out.len() - 2);
    out.extend(format!("/Length {}>>\nstream\n", bytes.len()).bytes());
    out.extend(bytes);
    out.extend(b"\nendstream");
}
