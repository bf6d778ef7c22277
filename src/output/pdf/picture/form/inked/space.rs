//! Colour spaces of the other file: which of them are no inks, and what stands in their place.
//!
//! Source: ISO 32000-1, 8.6.

use super::super::super::color::Way;
use super::scope::Scope;
use super::tint;
use super::tone::{Tone, lightness};
use super::{Inking, unread};
use crate::base::diag::{Say, say};
use crate::output::read::{Dict, Function, Limit, Object, shown};

/// Spaces in spaces.
const DEPTH: usize = 6;
/// Bytes of a profile.
const PROFILE: usize = 8 << 20;
/// Bytes of a palette.
const PALETTE: usize = 256 * 64;

/// A colour space.
#[derive(Clone)]
pub(super) enum Space {
    /// Inks, or one that is not known.
    Plain,
    /// Colours that are no inks.
    Tone(Tone),
    /// Tints of inks that are shown as other colours where they have no plate.
    Tinted,
    /// A palette, and its base.
    Indexed(Box<Space>),
    /// Patterns, and the space of what is drawn with an uncoloured one.
    Pattern(Box<Space>),
}

impl Space {
    /// Whether another must stand in its place.
    pub(super) fn is_foreign(&self) -> bool {
        match self {
            Space::Plain => false,
            Space::Tone(_) | Space::Tinted => true,
            Space::Indexed(base) | Space::Pattern(base) => base.is_foreign(),
        }
    }
}

impl<'d> Inking<'d, '_, '_> {
    /// Reads a space by name or array; named ones are looked for in `resources`.
    ///
    /// Errors: one with a profile that cannot be read.
    pub(super) fn space(&mut self, object: &Object, resources: Option<&Dict>, scope: &Scope) -> Result<Space, Say> {
        self.nested(object, resources, scope, 0)
    }

    fn nested(&mut self, object: &Object, resources: Option<&Dict>, scope: &Scope, depth: usize) -> Result<Space, Say> {
        let document = self.document;
        let object = document.resolve(object);
        if depth > DEPTH {
            return Ok(Space::Plain);
        }
        if let Some(name) = object.name() {
            // Source: ISO 32000-1, 8.6.5.6: a default space is not defined by itself.
            let default = |default: &Object| (!default.is_null() && depth < DEPTH).then(|| default.clone());
            return match name {
                b"DeviceGray" | b"G" | b"CalGray" => match default(&scope.gray) {
                    Some(default) => self.nested(&default, None, &scope.alone(), depth + 1),
                    None => Ok(Space::Plain),
                },
                b"DeviceRGB" | b"RGB" | b"CalRGB" => match default(&scope.screen) {
                    Some(default) => self.nested(&default, None, &scope.alone(), depth + 1),
                    None => self.screen().map(Space::Tone),
                },
                b"DeviceCMYK" | b"CMYK" => Ok(Space::Plain),
                b"Pattern" => Ok(Space::Pattern(Box::new(Space::Plain))),
                other => {
                    let named = |all: Option<&Dict>| -> Option<Object> {
                        let found = document.get(document.dict(all?, b"ColorSpace")?, other);
                        (!found.is_null()).then(|| found.clone())
                    };
                    match named(resources).or_else(|| named(self.page_resources)) {
                        Some(found) => self.nested(&found, None, scope, depth + 1),
                        None => Ok(Space::Plain),
                    }
                }
            };
        }
        let Some(array) = object.array() else { return Ok(Space::Plain) };
        let item = |index: usize| array.get(index).unwrap_or(&Object::Null);
        let dict = document.resolve(item(1)).dict();
        let list = |key: &[u8]| -> Vec<f64> {
            let all = dict.map(|dict| document.list(dict, key)).unwrap_or_default();
            all.into_iter().take(16).filter_map(Object::number).filter(|number| number.is_finite()).collect()
        };
        let three = |key: &[u8]| <[f64; 3]>::try_from(list(key)).ok();
        Ok(match document.resolve(item(0)).name().unwrap_or_default() {
            b"ICCBased" => Space::Tone(self.profiled(item(1))?),
            b"CalRGB" => {
                let white = three(b"WhitePoint").filter(|white| white.iter().all(|part| *part > 0.0));
                let gammas = three(b"Gamma").unwrap_or([1.0; 3]);
                let plain = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
                let [xa, ya, za, xb, yb, zb, xc, yc, zc] = list(b"Matrix").try_into().unwrap_or(plain);
                let matrix = [[xa, ya, za], [xb, yb, zb], [xc, yc, zc]];
                let way = white.and_then(|white| self.inker.press.calibrated(white, gammas, matrix));
                Space::Tone(Tone::Rgb(way.ok_or_else(|| unread("CalRGB"))?))
            }
            b"CalGray" => {
                let gamma = dict.and_then(|dict| document.number(dict, b"Gamma")).unwrap_or(1.0);
                let light = |gray: usize| lightness((gray as f64 / 255.0).powf(gamma.clamp(0.01, 20.0)));
                Space::Tone(Tone::Gray(
                    std::array::from_fn::<u8, 256, _>(|gray| (light(gray) * 255.0).round() as u8).into(),
                ))
            }
            b"Lab" => {
                let range = list(b"Range").try_into().unwrap_or([-100.0, 100.0, -100.0, 100.0]);
                let grid = self.inker.press.lab().ok_or_else(|| unread("Lab"))?;
                Space::Tone(Tone::Lab(grid, range.map(|limit| limit.clamp(-128.0, 127.0))))
            }
            b"Separation" | b"DeviceN" => {
                let is_foreign = self.nested(item(2), resources, scope, depth + 1)?.is_foreign()
                    || self.has_foreign_attributes(item(4), scope, depth)?;
                if is_foreign { Space::Tinted } else { Space::Plain }
            }
            b"Indexed" | b"I" => Space::Indexed(Box::new(self.nested(item(1), resources, scope, depth + 1)?)),
            b"Pattern" => Space::Pattern(Box::new(match item(1) {
                Object::Null => Space::Plain,
                base => self.nested(base, resources, scope, depth + 1)?,
            })),
            // A name in an array of its own.
            b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB" | b"DeviceCMYK" | b"CMYK" => {
                self.nested(item(0), resources, scope, depth + 1)?
            }
            _ => Space::Plain,
        })
    }

    /// Whether what a DeviceN space says beside its inks has colours that are none.
    fn has_foreign_attributes(&mut self, object: &Object, scope: &Scope, depth: usize) -> Result<bool, Say> {
        let document = self.document;
        let Some(attributes) = document.resolve(object).dict() else { return Ok(false) };
        let process = document.dict(attributes, b"Process").map(|process| process.raw(b"ColorSpace"));
        let colorants = document.dict(attributes, b"Colorants").into_iter().flat_map(|all| &all.entries);
        for space in process.into_iter().chain(colorants.take(64).map(|(_, space)| space)) {
            if self.nested(space, None, scope, depth + 1)?.is_foreign() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What RGB without a profile means: the file's own RGB, else sRGB.
    fn screen(&mut self) -> Result<Tone, Say> {
        match &self.own {
            Some(tone) => Ok(tone.clone()),
            None => self.inker.press.srgb().map(Tone::Rgb).ok_or_else(|| unread("sRGB")),
        }
    }

    /// The colours of a profile.
    pub(super) fn profiled(&mut self, object: &Object) -> Result<Tone, Say> {
        let number = if let Object::Ref(number, _) = object { *number } else { 0 };
        if let Some(known) = self.profiles.get(&number) {
            return Ok(known.clone());
        }
        let document = self.document;
        let stream = document.resolve(object).stream().ok_or_else(|| unread("ICCBased"))?;
        let count = document.get(&stream.dict, b"N").int().unwrap_or(0);
        let tone = if count == 4 {
            Tone::Inks
        } else {
            let read = document.decode(stream, Limit::Bytes(PROFILE)).map_err(|_| unread("ICCBased"))?;
            let range: Vec<f64> =
                document.list(&stream.dict, b"Range").into_iter().take(6).filter_map(Object::number).collect();
            let range = range.try_into().unwrap_or([0.0, 100.0, -128.0, 127.0, -128.0, 127.0]);
            match (count, self.inker.press.way_from(&read.bytes)) {
                (3, Some(Way::Rgb(grid))) => Tone::Rgb(grid),
                (3, Some(Way::Lab(grid))) => Tone::Profiled(grid, range),
                (1, Some(Way::Gray(curve))) => Tone::Gray(curve),
                _ => return Err(unread(&super::super::super::color::name(&read.bytes))),
            }
        };
        self.profiles.insert(number, tone.clone());
        Ok(tone)
    }

    /// What stands in the place of a space; nothing where it may stay.
    pub(super) fn replaced(
        &mut self,
        object: &Object,
        resources: Option<&Dict>,
        scope: &Scope,
    ) -> Result<Option<Object>, Say> {
        let space = self.space(object, resources, scope)?;
        if !space.is_foreign() {
            return Ok(None);
        }
        self.is_touched = true;
        self.told.keeps |= matches!(space, Space::Tone(Tone::Inks));
        if let Space::Tone(tone) = &space {
            return Ok(Some(self.device(tone, scope)));
        }
        let document = self.document;
        let mut found = document.resolve(object).clone();
        if let Some(name) = found.name() {
            let named = |all: Option<&Dict>| Some(document.get(document.dict(all?, b"ColorSpace")?, name).clone());
            let own = named(resources).filter(|found| !found.is_null());
            found = own.or_else(|| named(self.page_resources)).unwrap_or_default();
        }
        let Some(array) = found.array().map(<[Object]>::to_vec) else { return Ok(None) };
        let item = |index: usize| array.get(index).cloned().unwrap_or_default();
        let name = |name: &[u8]| Object::Name(name.to_vec());
        Ok(Some(Object::Array(match space {
            Space::Indexed(base) => {
                let table = match document.resolve(&item(3)) {
                    Object::Text(text) => text.clone(),
                    Object::Stream(stream) => {
                        document.decode(stream, Limit::Bytes(PALETTE)).map(|read| read.bytes).unwrap_or_default()
                    }
                    _ => Vec::new(),
                };
                let (base, table) = match &*base {
                    Space::Tone(Tone::Inks) => (name(b"DeviceCMYK"), table),
                    Space::Tone(tone) => (self.device(tone, scope), self.palette(tone, &table, scope)),
                    _ => (self.replaced(&item(1), resources, scope)?.unwrap_or_default(), table),
                };
                vec![name(b"Indexed"), base, item(2), Object::Text(table)]
            }
            Space::Pattern(_) => {
                vec![name(b"Pattern"), self.replaced(&item(1), resources, scope)?.unwrap_or_default()]
            }
            _ => {
                let kind = document.resolve(&item(0)).clone();
                let names = self.plain(&item(1))?;
                let (base, function) = match self.space(&item(2), resources, scope)? {
                    Space::Tone(tone) => {
                        let function = Function::read(document, &item(3));
                        let domains = vec![[0.0, 1.0]; self.components_of(&item(1))];
                        let tint = tint::resampled(self, &tone, &function, &domains, scope)?;
                        let tint = tint.ok_or_else(|| self.uncomputed(&item(1)))?;
                        (self.device(&tone, scope), tint)
                    }
                    Space::Plain => (self.plain(&item(2))?, self.plain(&item(3))?),
                    // Tints of tints: not met, and not followed.
                    _ => return Err(self.uncomputed(&item(1))),
                };
                vec![kind, names, base, function]
            }
        })))
    }

    fn components_of(&self, names: &Object) -> usize {
        self.document.resolve(names).array().map_or(1, <[Object]>::len)
    }

    fn uncomputed(&self, names: &Object) -> Say {
        let names = self.document.resolve(names);
        let one = |name: &Object| shown(self.document.resolve(name).name().unwrap_or_default());
        let list: Vec<String> =
            names.array().map_or_else(|| vec![one(names)], |all| all.iter().take(8).map(one).collect());
        let list = list.join("、");
        say(
            format!("专色 {list} 的替代色转不成 CMYK"),
            format!("what stands for the spot {list} cannot be converted to CMYK"),
        )
    }

    /// The palette of a picture or of shapes.
    fn palette(&mut self, tone: &Tone, table: &[u8], scope: &Scope) -> Vec<u8> {
        let color = |bytes: &[u8]| -> Vec<f64> {
            let part = |(at, byte): (usize, &u8)| {
                let [low, high] = tone.range(at);
                low + f64::from(*byte) / 255.0 * (high - low)
            };
            bytes.iter().enumerate().map(part).collect()
        };
        let mut out = Vec::new();
        for bytes in table.chunks_exact(tone.components().max(1)).take(256) {
            let color = color(bytes);
            if scope.is_veil || matches!(tone, Tone::Gray(_)) || self.inker.in_black {
                let light = (tone.light(&color) * 255.0).round() as u8;
                out.extend(match self.device(tone, scope).name() {
                    Some(b"DeviceGray") => vec![light],
                    _ => vec![0, 0, 0, 255 - light],
                });
            } else {
                out.extend(self.inker.pixel(tone, tone.code(&color)));
            }
        }
        out
    }

    /// The space of the inks that colours of a kind become.
    pub(super) fn device(&self, tone: &Tone, scope: &Scope) -> Object {
        let is_gray = matches!(tone, Tone::Gray(_)) || scope.is_veil && !matches!(tone, Tone::Inks);
        Object::Name(if is_gray { b"DeviceGray".to_vec() } else { b"DeviceCMYK".to_vec() })
    }
}
