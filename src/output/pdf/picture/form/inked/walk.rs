//! What hangs on a page, by what it is used for.
//!
//! Source: ISO 32000-1, 7.8.3, 8.7, 8.10, 9.6.5 and 11.6.5.

use super::scope::Scope;
use super::shading::{Made, set};
use super::space::Space;
use super::store::{Due, Role};
use super::tint::dict;
use super::tone::Tone;
use super::{Inking, damaged};
use crate::base::diag::Say;
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::read::{Dict, Limit, Object, Stream};

/// Objects in objects.
const DEPTH: usize = 100;
/// Bytes of a content.
const CONTENT: usize = 64 << 20;
/// Glyphs that are drawn, of one font.
const GLYPHS: usize = 2_000;

/// What an object of resources may ask of what stands around it.
enum Around {
    Nothing,
    /// Whether it is for a mask.
    Veil,
    /// What plain spaces mean.
    Spaces,
    /// All resources.
    All,
}

impl Inking<'_, '_, '_> {
    /// An object as it stands, its references those of the file that is made.
    pub(super) fn plain(&mut self, object: &Object) -> Result<Object, Say> {
        self.plainly(object, 0)
    }

    fn plainly(&mut self, object: &Object, depth: usize) -> Result<Object, Say> {
        if depth > DEPTH {
            return Err(damaged());
        }
        self.store.count()?;
        Ok(match object {
            Object::Array(items) => {
                let items: Result<Vec<Object>, Say> = items.iter().map(|item| self.plainly(item, depth + 1)).collect();
                Object::Array(items?)
            }
            Object::Dict(dict) => Object::Dict(self.plain_dict(dict, depth)?),
            Object::Ref(old, _) => {
                let target = self.document.resolve(object);
                let is_of_file = |dict: &Dict| {
                    let kinds = ["Page", "Pages", "Catalog", "StructTreeRoot", "StructElem", "Annot", "Metadata"];
                    self.document.name(dict, b"Type").is_some_and(|kind| kinds.iter().any(|of| of.as_bytes() == kind))
                };
                if target.is_null() || target.dict().is_some_and(is_of_file) {
                    return Ok(Object::Null);
                }
                Object::Ref(self.store.number(*old, Role::Plain, 0), 0)
            }
            Object::Stream(_) => Object::Null,
            plain => plain.clone(),
        })
    }

    fn plain_dict(&mut self, dict: &Dict, depth: usize) -> Result<Dict, Say> {
        let mut entries: Vec<(Vec<u8>, Object)> = Vec::with_capacity(dict.entries.len());
        for (key, value) in &dict.entries {
            if !matches!(&key[..], b"Metadata" | b"PieceInfo" | b"StructParent" | b"StructParents") {
                entries.push((key.clone(), self.plainly(value, depth + 1)?));
            }
        }
        Ok(Dict { entries })
    }

    /// An object with its bytes, as it stands.
    pub(super) fn copied(&mut self, object: &Object) -> Result<Made, Say> {
        let Object::Stream(stream) = object else { return Ok((self.plain(object)?, None)) };
        let mut made = self.plain_dict(&stream.dict, 0)?;
        made.entries.retain(|(key, _)| key != b"Length");
        let data = self.document.bytes.get(stream.bytes.clone()).ok_or_else(damaged)?;
        Ok((Object::Dict(made), Some(data.to_vec())))
    }

    /// An object in a role: under a number of its own, or where it stands directly made at once.
    pub(super) fn typed(&mut self, object: &Object, role: Role, scope: &Scope) -> Result<Object, Say> {
        let number = self.store.enter(scope.clone())?;
        self.typed_in(object, role, number)
    }

    /// As [`Inking::typed`], in surroundings that have a number.
    fn typed_in(&mut self, object: &Object, role: Role, scope: usize) -> Result<Object, Say> {
        let document = self.document;
        let target = document.resolve(object);
        if target.is_null() {
            return Ok(Object::Null);
        }
        self.store.count()?;
        if let Object::Ref(old, _) = object {
            return Ok(Object::Ref(self.store.number(*old, role, scope), 0));
        }
        let scope = self.store.scope(scope);
        Ok(self.made_of(target, role, &scope)?.0)
    }

    /// Makes all that is due, and what comes to be due by that.
    pub(super) fn run(&mut self) -> Result<(), Say> {
        while let Some((number, (old, role, scope))) = self.store.turn() {
            let (object, data) = self.made((old, role, scope))?;
            self.store.keep(number, object, data)?;
        }
        Ok(())
    }

    fn made(&mut self, (old, role, scope): Due) -> Result<Made, Say> {
        let scope = self.store.scope(scope);
        let document = self.document;
        let reference = Object::Ref(old, 0);
        self.made_of(document.resolve(&reference), role, &scope)
    }

    fn made_of(&mut self, object: &Object, role: Role, scope: &Scope) -> Result<Made, Say> {
        match (role, object) {
            (Role::State, Object::Dict(state)) => Ok((Object::Dict(self.state(state, scope)?), None)),
            (Role::External, Object::Stream(stream)) => match self.document.name(&stream.dict, b"Subtype") {
                Some(b"Image") => self.picture(stream, scope),
                Some(b"Form") => self.form(stream, scope),
                _ => self.copied(object),
            },
            (Role::Soft(has_ground), Object::Stream(_)) => {
                let mut made = self.copied(object)?;
                if let Object::Dict(dict) = &mut made.0 {
                    // Source: table 145: nothing else may stand there.
                    if dict.raw(b"ColorSpace").name() != Some(b"DeviceGray") {
                        self.is_touched = true;
                        set(dict, b"ColorSpace", Object::Name(b"DeviceGray".to_vec()));
                    }
                    if has_ground {
                        dict.entries.retain(|(key, _)| key != b"Matte");
                    }
                }
                Ok(made)
            }
            (Role::Pattern, Object::Stream(stream)) => self.form(stream, scope),
            (Role::Pattern, Object::Dict(pattern)) => {
                let mut made = self.plain_without(pattern, &[b"Shading", b"ExtGState"])?;
                let shading = self.typed(pattern.raw(b"Shading"), Role::Shading, scope)?;
                set(&mut made, b"Shading", shading);
                if pattern.has(b"ExtGState") {
                    let state = self.typed(pattern.raw(b"ExtGState"), Role::State, scope)?;
                    set(&mut made, b"ExtGState", state);
                }
                Ok((Object::Dict(made), None))
            }
            (Role::Resources, Object::Dict(resources)) => {
                Ok((self.resources(Some(resources), scope.is_veil, Vec::new())?, None))
            }
            (Role::Shading, shading) => self.shading(shading, scope),
            (Role::Font, Object::Dict(font)) if self.document.name(font, b"Subtype") == Some(b"Type3") => {
                Ok((Object::Dict(self.drawn_font(font, scope)?), None))
            }
            _ => self.copied(object),
        }
    }

    fn plain_without(&mut self, dict: &Dict, keys: &[&[u8]]) -> Result<Dict, Say> {
        let kept = dict.entries.iter().filter(|(key, _)| !keys.contains(&&key[..])).cloned().collect();
        self.plain_dict(&Dict { entries: kept }, 0)
    }

    /// Resources with their colours in inks, and what a content names besides.
    pub(super) fn resources(
        &mut self,
        resources: Option<&Dict>,
        is_veil: bool,
        more: Vec<(&'static [u8], Vec<u8>, Object)>,
    ) -> Result<Object, Say> {
        let document = self.document;
        let scope = Scope::within(document, resources, is_veil);
        let (veil, spaces, mut all) = (self.store.enter(scope.alone())?, self.store.enter(scope.clone())?, None);
        let mut made = Dict::default();
        let roles: [(&[u8], Option<Role>); 7] = [
            (b"ExtGState", Some(Role::State)),
            (b"ColorSpace", None),
            (b"Pattern", Some(Role::Pattern)),
            (b"Shading", Some(Role::Shading)),
            (b"XObject", Some(Role::External)),
            (b"Font", Some(Role::Font)),
            (b"Properties", Some(Role::Plain)),
        ];
        for (kind, role) in roles {
            let named = resources.and_then(|resources| document.dict(resources, kind));
            let mut entries: Vec<(Vec<u8>, Object)> = Vec::new();
            for (name, object) in named.into_iter().flat_map(|named| &named.entries) {
                let made = match role {
                    Some(role) => {
                        let (role, around) = self.around(object, role);
                        let number = match around {
                            Around::Nothing => 0,
                            Around::Veil => veil,
                            Around::Spaces => spaces,
                            Around::All => match all {
                                Some(all) => all,
                                None => *all.insert(self.store.enter(scope.lending(resources))?),
                            },
                        };
                        self.typed_in(object, role, number)?
                    }
                    None if name.starts_with(b"Default") => {
                        self.left_default(name);
                        continue;
                    }
                    None => match self.replaced(object, resources, &scope)? {
                        Some(space) => space,
                        None => self.plain(object)?,
                    },
                };
                entries.push((name.clone(), made));
            }
            entries.extend(
                more.iter().filter(|(of, ..)| *of == kind).map(|(_, name, object)| (name.clone(), object.clone())),
            );
            if !entries.is_empty() {
                made.entries.push((kind.to_vec(), Object::Dict(Dict { entries })));
            }
        }
        Ok(Object::Dict(made))
    }

    /// As what an object of resources is used, and whose surroundings it is made in: none that it may not ask for, so
    /// that what is the same is made once.
    fn around(&self, object: &Object, role: Role) -> (Role, Around) {
        let document = self.document;
        let target = document.resolve(object);
        let kind = target.dict().and_then(|dict| document.name(dict, b"Subtype"));
        let has_own = target.dict().is_some_and(|dict| dict.has(b"Resources"));
        match role {
            Role::Font if kind != Some(b"Type3") => (Role::Plain, Around::Nothing),
            Role::External if kind == Some(b"Image") => (role, Around::Spaces),
            Role::Pattern if target.stream().is_none() => (role, Around::Spaces),
            Role::Font | Role::External | Role::Pattern if !has_own => (role, Around::All),
            Role::Shading => (role, Around::Spaces),
            Role::Plain => (role, Around::Nothing),
            _ => (role, Around::Veil),
        }
    }

    /// A default space goes: plain RGB and gray have become inks by it, plain CMYK keeps its numbers.
    fn left_default(&mut self, name: &[u8]) {
        self.is_touched = true;
        self.told.keeps |= name == b"DefaultCMYK";
    }

    /// A form, or the tile of a pattern.
    fn form(&mut self, stream: &Stream, scope: &Scope) -> Result<Made, Say> {
        let document = self.document;
        let own = &stream.dict;
        let is_pattern = own.has(b"PatternType");
        let resources = document.dict(own, b"Resources").or(scope.outer.as_deref()).cloned();
        let mut made = self.plain_without(own, &[b"Resources", b"Group", b"Length"])?;
        if let Some(group) = document.dict(own, b"Group").cloned() {
            let group = self.group(&group, resources.as_ref(), scope.is_veil)?;
            set(&mut made, b"Group", group);
        }
        let (bytes, more) = match document.decode(stream, Limit::Bytes(CONTENT)) {
            Ok(read) if read.pixels.is_none() => {
                let content = self.rewritten(&read.bytes, resources.as_ref(), scope.is_veil, !is_pattern)?;
                (content.bytes, content.more)
            }
            _ => (None, Vec::new()),
        };
        let shared = own.raw(b"Resources");
        if matches!(shared, Object::Ref(..)) && more.is_empty() {
            let resources = self.typed(shared, Role::Resources, &scope.alone())?;
            set(&mut made, b"Resources", resources);
        } else if resources.is_some() || !more.is_empty() {
            let resources = self.resources(resources.as_ref(), scope.is_veil, more)?;
            set(&mut made, b"Resources", resources);
        }
        let data = match bytes {
            Some(bytes) => {
                made.entries.retain(|(key, _)| key != b"DecodeParms");
                set(&mut made, b"Filter", Object::Name(b"FlateDecode".to_vec()));
                deflate(&bytes, Effort::Good)
            }
            None => document.bytes.get(stream.bytes.clone()).ok_or_else(damaged)?.to_vec(),
        };
        Ok((Object::Dict(made), Some(data)))
    }

    /// A group: it blends in the inks of the press, or where it is for a mask in grays.
    pub(super) fn group(&mut self, group: &Dict, resources: Option<&Dict>, is_veil: bool) -> Result<Object, Say> {
        let mut made = self.plain_without(group, &[b"CS"])?;
        if group.has(b"CS") {
            let scope = Scope::within(self.document, resources, is_veil);
            let space = match self.space(group.raw(b"CS"), resources, &scope)? {
                Space::Tone(tone) => {
                    self.is_touched = true;
                    self.device(&tone, &scope)
                }
                _ => self.plain(group.raw(b"CS"))?,
            };
            set(&mut made, b"CS", space);
        }
        Ok(Object::Dict(made))
    }

    /// A graphics state; its soft mask is painted in grays.
    fn state(&mut self, state: &Dict, scope: &Scope) -> Result<Dict, Say> {
        let document = self.document;
        let mut made = self.plain_without(state, &[b"SMask", b"Font"])?;
        if let Some([font, size]) = document.get(state, b"Font").array() {
            let font = self.typed(font, Role::Font, &scope.alone())?;
            let size = self.plain(size)?;
            set(&mut made, b"Font", Object::Array(vec![font, size]));
        }
        let mask = match document.get(state, b"SMask").clone() {
            Object::Null => return Ok(made),
            Object::Dict(mask) => mask,
            name => {
                set(&mut made, b"SMask", name);
                return Ok(made);
            }
        };
        let mut veil = self.plain_without(&mask, &[b"G", b"BC"])?;
        let form = document.get(&mask, b"G").dict().cloned().unwrap_or_default();
        let outer = if form.has(b"Resources") { None } else { scope.outer.clone() };
        let within = Scope { is_veil: true, outer, ..Scope::default() };
        let painted = self.typed(mask.raw(b"G"), Role::External, &within)?;
        set(&mut veil, b"G", painted);
        let ground: Vec<f64> = document.list(&mask, b"BC").into_iter().take(32).filter_map(Object::number).collect();
        if !ground.is_empty() {
            let space = document.dict(&form, b"Group").map(|group| group.raw(b"CS").clone()).unwrap_or_default();
            let resources = document.dict(&form, b"Resources").cloned();
            let scope = Scope::within(document, resources.as_ref(), true);
            let ground = match self.space(&space, resources.as_ref(), &scope)? {
                Space::Tone(tone) if !matches!(tone, Tone::Inks) => vec![tone.light(&ground)],
                _ => ground,
            };
            set(&mut veil, b"BC", Object::Array(ground.into_iter().map(Object::Real).collect()));
        }
        set(&mut made, b"SMask", Object::Dict(veil));
        Ok(made)
    }

    /// A font whose glyphs are contents.
    fn drawn_font(&mut self, font: &Dict, scope: &Scope) -> Result<Dict, Say> {
        let document = self.document;
        let resources = document.dict(font, b"Resources").or(scope.outer.as_deref()).cloned();
        let mut made = self.plain_without(font, &[b"CharProcs", b"Resources"])?;
        let (mut glyphs, mut all) = (Dict::default(), Vec::new());
        let procs = document.dict(font, b"CharProcs").cloned().unwrap_or_default();
        for (name, object) in procs.entries.iter().take(GLYPHS) {
            let Some(stream) = document.resolve(object).stream() else { continue };
            let content = match document.decode(stream, Limit::Bytes(CONTENT)) {
                Ok(read) => self.rewritten(&read.bytes, resources.as_ref(), scope.is_veil, true)?,
                Err(_) => continue,
            };
            all.extend(content.more);
            let drawn = match content.bytes {
                Some(bytes) => {
                    let entries = [("Filter", Object::Name(b"FlateDecode".to_vec()))];
                    self.store.stream(dict(entries), deflate(&bytes, Effort::Good))?
                }
                None => self.plain(object)?,
            };
            glyphs.entries.push((name.clone(), drawn));
        }
        set(&mut made, b"CharProcs", Object::Dict(glyphs));
        if resources.is_some() || !all.is_empty() {
            let resources = self.resources(resources.as_ref(), scope.is_veil, all)?;
            set(&mut made, b"Resources", resources);
        }
        Ok(made)
    }
}
