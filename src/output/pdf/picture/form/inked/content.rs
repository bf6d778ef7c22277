//! Content streams with their colours in inks; all other operators stay byte by byte.
//!
//! Source: ISO 32000-1, 8.6.8 and 8.9.7.

use std::collections::BTreeMap;

use super::scope::Scope;
use super::space::Space;
use super::store::too_large;
use super::tone::{Ink, Tone};
use super::{Inking, damaged};
use crate::base::diag::Say;
use crate::output::read::{Dict, Lexer, Object, Token};

/// Operands of an operator.
const OPERANDS: usize = 4096;
/// States that are kept.
const KEPT: usize = 5_000;
/// Names of spaces that are remembered.
const NAMES: usize = 2_000;
/// Different inline pictures of a content that are converted.
const INLINE: usize = 2_000;

/// In which colours a content paints.
#[derive(Clone)]
enum Paint {
    /// In inks.
    Plain,
    /// In colours that are none.
    Tone(Tone),
    /// In uncoloured patterns of such colours.
    Uncolored(Tone),
    /// In those of what calls it.
    Inherited,
}

/// A content in inks.
pub(super) struct Rewritten {
    /// Nothing where it may stay as it is.
    pub(super) bytes: Option<Vec<u8>>,
    /// What it names besides: kind, name and object.
    pub(super) more: Vec<(&'static [u8], Vec<u8>, Object)>,
}

/// What holds while a content is read.
struct Place<'r> {
    resources: Option<&'r Dict>,
    scope: Scope,
    fill: Paint,
    stroke: Paint,
    /// Spaces by the names that the content gives them.
    known: BTreeMap<Vec<u8>, Paint>,
    more: Vec<(&'static [u8], Vec<u8>, Object)>,
    /// The names of what it names besides, by the numbers of the objects.
    called: BTreeMap<u32, Vec<u8>>,
    /// The name of the four inks one by one.
    inks: Option<Vec<u8>>,
}

impl Inking<'_, '_, '_> {
    /// Reads a content. `is_called` says that it begins with the colours of what calls it.
    pub(super) fn rewritten(
        &mut self,
        bytes: &[u8],
        resources: Option<&Dict>,
        is_veil: bool,
        is_called: bool,
    ) -> Result<Rewritten, Say> {
        let scope = Scope::within(self.document, resources, is_veil);
        let begins = if is_called { Paint::Inherited } else { Paint::Plain };
        let mut place = Place {
            resources,
            scope,
            fill: begins.clone(),
            stroke: begins,
            known: BTreeMap::new(),
            more: Vec::new(),
            called: BTreeMap::new(),
            inks: None,
        };
        let mut kept: Vec<(Paint, Paint)> = Vec::new();
        let mut lexer = Lexer::content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        let (mut out, mut done, mut before) = (Vec::new(), 0, 0);
        // What cannot be read stays as it is: it is refused where the page is judged.
        while let Ok(token) = lexer.token() {
            let word = match token {
                Token::End => break,
                Token::Object(object) => {
                    if operands.len() < OPERANDS {
                        operands.push(object);
                    }
                    continue;
                }
                Token::Word(word) => word,
            };
            let replaced = match &word[..] {
                b"q" => {
                    if kept.len() >= KEPT {
                        return Err(damaged());
                    }
                    kept.push((place.fill.clone(), place.stroke.clone()));
                    None
                }
                b"Q" => {
                    if let Some(before) = kept.pop() {
                        (place.fill, place.stroke) = before;
                    }
                    None
                }
                b"BI" => {
                    let Ok(dict) = lexer.inline_dict() else { break };
                    let Ok(data) = lexer.inline_bytes() else { break };
                    self.inline(&mut place, &dict, data)?
                }
                word => self.operator(&mut place, word, &operands)?,
            };
            operands.clear();
            if let Some(text) = replaced {
                out.extend_from_slice(&bytes[done..before]);
                out.push(b'\n');
                out.extend(text);
                out.push(b'\n');
                done = lexer.at;
            }
            before = lexer.at;
        }
        let bytes = (done > 0).then(|| {
            self.is_touched = true;
            out.extend_from_slice(&bytes[done..]);
            out
        });
        Ok(Rewritten { bytes, more: place.more })
    }

    /// What stands in the place of an operator and its operands; nothing where they may stay.
    fn operator(&mut self, place: &mut Place<'_>, word: &[u8], operands: &[Object]) -> Result<Option<Vec<u8>>, Say> {
        let is_fill = word.first().is_some_and(u8::is_ascii_lowercase);
        let numbers = || -> Vec<f64> { operands.iter().filter_map(Object::number).collect() };
        let device = match word {
            b"rg" | b"RG" => Some("DeviceRGB"),
            b"g" | b"G" => Some("DeviceGray"),
            b"k" | b"K" => Some("DeviceCMYK"),
            _ => None,
        };
        if let Some(name) = device {
            let paint = self.paint(place, name.as_bytes())?;
            let text = if let Paint::Tone(tone) = &paint {
                Some(self.painted(place, tone, &numbers(), is_fill))
            } else {
                None
            };
            // A colour that is replaced leaves inks behind it.
            *(if is_fill { &mut place.fill } else { &mut place.stroke }) = Paint::Plain;
            return Ok(text);
        }
        match word {
            b"cs" | b"CS" => {
                let Some(Object::Name(name)) = operands.last() else { return Ok(None) };
                let paint = self.paint(place, name)?;
                let text = match &paint {
                    // Source: 8.6.5.2 and 8.6.8: every space begins with a colour of its own.
                    Paint::Tone(tone) => Some(self.painted(place, tone, &[0.0; 4], is_fill)),
                    _ => None,
                };
                *(if is_fill { &mut place.fill } else { &mut place.stroke }) = paint;
                Ok(text)
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let paint = if is_fill { place.fill.clone() } else { place.stroke.clone() };
                Ok(match (paint, operands.last()) {
                    (Paint::Tone(tone), _) => Some(self.painted(place, &tone, &numbers(), is_fill)),
                    (Paint::Uncolored(tone), Some(Object::Name(name))) => {
                        let inks = match self.inker.flat(&tone, &numbers()) {
                            Ink::Gray(light) if self.device(&tone, &place.scope).name() == Some(b"DeviceGray") => {
                                vec![light]
                            }
                            Ink::Gray(light) => vec![0.0, 0.0, 0.0, 1.0 - light],
                            Ink::Four(_) if place.scope.is_veil && !matches!(tone, Tone::Inks) => {
                                vec![tone.light(&numbers())]
                            }
                            Ink::Four(inks) => inks.to_vec(),
                        };
                        self.note(&place.scope, &tone, &numbers());
                        let mut text = written(&inks);
                        crate::output::read::print(&Object::Name(name.clone()), &mut text);
                        text.extend(if is_fill { &b" scn"[..] } else { b" SCN" });
                        Some(text)
                    }
                    (Paint::Inherited, _) => {
                        self.inherits = true;
                        None
                    }
                    _ => None,
                })
            }
            _ => Ok(None),
        }
    }

    /// In which colours a named space paints.
    fn paint(&mut self, place: &mut Place<'_>, name: &[u8]) -> Result<Paint, Say> {
        if let Some(known) = place.known.get(name) {
            return Ok(known.clone());
        }
        let paint = match self.space(&Object::Name(name.to_vec()), place.resources, &place.scope)? {
            Space::Tone(tone) => Paint::Tone(tone),
            Space::Pattern(base) => match *base {
                Space::Tone(tone) => Paint::Uncolored(tone),
                _ => Paint::Plain,
            },
            _ => Paint::Plain,
        };
        if place.known.len() < NAMES {
            place.known.insert(name.to_vec(), paint.clone());
        }
        Ok(paint)
    }

    /// Chooses inks for a colour.
    fn painted(&mut self, place: &mut Place<'_>, tone: &Tone, color: &[f64], is_fill: bool) -> Vec<u8> {
        self.note(&place.scope, tone, color);
        let is_light = place.scope.is_veil && !matches!(tone, Tone::Inks);
        let ink = if is_light { Ink::Gray(tone.light(color)) } else { self.inker.flat(tone, color) };
        let (mut text, word) = match ink {
            Ink::Gray(light) => (written(&[light]), if is_fill { "g" } else { "G" }),
            Ink::Four(inks) if self.overprints => {
                // An ink of 0 in DeviceCMYK would leave what is beneath where it overprints; so it did not before.
                // Source: ISO 32000-1, 11.7.4.3 and table 149.
                let name = self.named_inks(place);
                let mut text = Vec::new();
                crate::output::read::print(&Object::Name(name), &mut text);
                text.extend(if is_fill { &b" cs "[..] } else { b" CS " });
                text.extend(written(&inks));
                (text, if is_fill { "scn" } else { "SCN" })
            }
            Ink::Four(inks) => (written(&inks), if is_fill { "k" } else { "K" }),
        };
        text.extend(word.bytes());
        text
    }

    /// The name of a space that names the four inks one by one.
    fn named_inks(&mut self, place: &mut Place<'_>) -> Vec<u8> {
        if let Some(name) = &place.inks {
            return name.clone();
        }
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let inks = ["Cyan", "Magenta", "Yellow", "Black"].map(name).to_vec();
        let space = match self.identity() {
            Ok(same) => Object::Array(vec![name("DeviceN"), Object::Array(inks), name("DeviceCMYK"), same]),
            Err(_) => name("DeviceCMYK"),
        };
        let name = self.more(place, b"ColorSpace", "PbInks", space);
        place.inks = Some(name.clone());
        name
    }

    /// Names an object besides those that the content names.
    fn more(&mut self, place: &mut Place<'_>, kind: &'static [u8], stem: &str, object: Object) -> Vec<u8> {
        let known = place.resources.and_then(|resources| self.document.dict(resources, kind));
        let is_taken = |name: &[u8]| known.is_some_and(|known| known.entries.iter().any(|(key, _)| key == name));
        // A name is given once in all of the file.
        let mut name = format!("{stem}{}", self.names);
        while is_taken(name.as_bytes()) {
            name.push('_');
        }
        self.names += 1;
        let name = name.into_bytes();
        place.more.push((kind, name.clone(), object));
        name
    }

    /// An inline picture of colours that are no inks, as one that is called.
    fn inline(&mut self, place: &mut Place<'_>, dict: &Dict, data: &[u8]) -> Result<Option<Vec<u8>>, Say> {
        let any =
            |long: &[u8], short: &[u8]| if dict.has(long) { dict.raw(long).clone() } else { dict.raw(short).clone() };
        if any(b"ImageMask", b"IM") == Object::Bool(true) {
            return Ok(None);
        }
        let space = self.space(&any(b"ColorSpace", b"CS"), place.resources, &place.scope)?;
        let is_kept = match &space {
            // They are named, and what the name stands for is replaced.
            Space::Tone(Tone::Inks) | Space::Tinted => true,
            Space::Indexed(base) => matches!(**base, Space::Tone(Tone::Inks) | Space::Tinted) || !base.is_foreign(),
            other => !other.is_foreign(),
        };
        if is_kept {
            return Ok(None);
        }
        let scope = place.scope.clone();
        let Some((dict, data)) = self.inline_picture(dict, data, place.resources, &scope, &space)? else {
            return Ok(None);
        };
        let object = self.store.stream(dict, data)?;
        let number = if let Object::Ref(number, _) = object { number } else { 0 };
        let name = match place.called.get(&number) {
            Some(known) => known.clone(),
            None if place.more.len() >= INLINE => return Err(too_large()),
            None => self.more(place, b"XObject", "PbImage", object),
        };
        place.called.insert(number, name.clone());
        let mut text = Vec::new();
        crate::output::read::print(&Object::Name(name), &mut text);
        text.extend(b" Do");
        Ok(Some(text))
    }
}

/// Numbers, each with a space behind it.
fn written(numbers: &[f64]) -> Vec<u8> {
    let one = |number: &f64| {
        let text = format!("{number:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("{} ", if text == "-0" { "0" } else { text })
    };
    numbers.iter().map(one).collect::<String>().into_bytes()
}
