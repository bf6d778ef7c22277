//! Colour spaces, and what a colour in them prints on each plate.
//!
//! Source: ISO 32000-1, 8.6; for PDF/X, `print.md` 2.

use std::rc::Rc;

use crate::output::read::{Dict, Document, Limit, Object, shown};

/// Spaces in spaces: an Indexed of a Separation of an ICCBased.
const DEPTH: usize = 6;
/// Inks of a DeviceN.
const INKS: usize = 64;

/// A colour space.
#[derive(Clone, Debug)]
pub(in crate::output::preflight) enum Space {
    /// DeviceGray.
    Gray,
    /// DeviceCMYK.
    Cmyk,
    /// Colours of a screen or of no device: DeviceRGB, CalRGB, Lab.
    Screen(&'static str),
    /// CalGray.
    CalGray,
    /// ICCBased of so many components; the profile's object.
    Icc(usize, u32),
    /// Separation: the ink, its alternate and tint transform as they stand, and the space of its alternate.
    Separation(Rc<str>, Rc<Object>, Rc<Space>),
    /// DeviceN: the inks, and the space of their alternate.
    DeviceN(Rc<[String]>, Rc<Space>),
    /// Indexed: the base, and the components of each colour.
    Indexed(Rc<Space>, Rc<[u8]>),
    /// Pattern, with the space of what is drawn with an uncoloured one.
    Pattern(Option<Rc<Space>>),
    /// One that is missing or broken.
    Unknown(Rc<str>),
}

/// What is laid on the plates.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::output::preflight) struct Inks {
    /// Process inks, where it speaks of them: C M Y K from 0 to 1.
    pub(in crate::output::preflight) process: Option<[f64; 4]>,
    /// Which process inks are named one by one; all where it is a process colour.
    pub(in crate::output::preflight) named: [bool; 4],
    /// Spot inks.
    pub(in crate::output::preflight) spots: Vec<(Rc<str>, f64)>,
    /// On every plate.
    pub(in crate::output::preflight) all: Option<f64>,
    /// As it is given, where it is a colour of a screen: red, green and blue from 0 to 1.
    pub(in crate::output::preflight) screen: Option<[f64; 3]>,
    /// Given as DeviceCMYK: then zero may mean nothing where it overprints.
    pub(in crate::output::preflight) is_device_cmyk: bool,
}

impl Inks {
    /// A process colour.
    pub(in crate::output::preflight) fn process(inks: [f64; 4], is_device_cmyk: bool) -> Inks {
        Inks { process: Some(inks), named: [true; 4], is_device_cmyk, ..Inks::default() }
    }

    /// A colour of a screen, with the inks that stand for it where nobody knows better.
    fn screen(color: [f64; 3]) -> Inks {
        Inks { screen: Some(color), ..Inks::process(of_screen(color), false) }
    }

    /// How many plates it prints on.
    pub(in crate::output::preflight) fn plates(&self) -> usize {
        let process = self.process.iter().flatten().filter(|ink| **ink > 0.0).count();
        process + self.spots.iter().filter(|(_, tint)| *tint > 0.0).count() + usize::from(self.all.is_some())
    }
}

impl Space {
    /// Reads a space by name or array; `resources` has the named ones.
    pub(in crate::output::preflight) fn read(
        document: &Document<'_>,
        object: &Object,
        resources: Option<&Dict>,
    ) -> Space {
        Space::nested(document, object, resources, 0)
    }

    fn nested(document: &Document<'_>, object: &Object, resources: Option<&Dict>, depth: usize) -> Space {
        let object = document.resolve(object);
        if depth > DEPTH {
            return Space::Unknown("…".into());
        }
        if let Some(name) = object.name() {
            return match name {
                b"DeviceGray" | b"G" => Space::Gray,
                b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
                b"DeviceRGB" | b"RGB" => Space::Screen("DeviceRGB"),
                b"Pattern" => Space::Pattern(None),
                other => {
                    let named = resources.and_then(|resources| document.dict(resources, b"ColorSpace"));
                    match named.map(|spaces| document.get(spaces, other)) {
                        Some(object) if !object.is_null() => Space::nested(document, object, None, depth + 1),
                        _ => Space::Unknown(shown(other).into()),
                    }
                }
            };
        }
        let Some(array) = object.array() else { return Space::Unknown("?".into()) };
        let item = |index: usize| array.get(index).map_or(&Object::Null, |object| document.resolve(object));
        let inner = |index: usize| {
            let raw = array.get(index).unwrap_or(&Object::Null);
            Space::nested(document, raw, resources, depth + 1)
        };
        match item(0).name().unwrap_or_default() {
            b"ICCBased" => {
                let number = match array.get(1) {
                    Some(Object::Ref(number, _)) => *number,
                    _ => 0,
                };
                let count = item(1).dict().and_then(|dict| document.get(dict, b"N").int()).unwrap_or(0);
                Space::Icc(usize::try_from(count).unwrap_or(0).min(32), number)
            }
            b"CalRGB" => Space::Screen("CalRGB"),
            b"Lab" => Space::Screen("Lab"),
            b"CalGray" => Space::CalGray,
            b"Separation" => {
                let name = shown(item(1).name().unwrap_or_default());
                let how = Object::Array(vec![item(2).clone(), item(3).clone()]);
                Space::Separation(name.into(), Rc::new(how), Rc::new(inner(2)))
            }
            b"DeviceN" => {
                let names = item(1).array().unwrap_or_default().iter().take(INKS);
                let names: Vec<String> =
                    names.map(|name| shown(document.resolve(name).name().unwrap_or_default())).collect();
                Space::DeviceN(names.into(), Rc::new(inner(2)))
            }
            b"Indexed" | b"I" => {
                let base = inner(1);
                let table = match item(3) {
                    Object::Text(text) => text.clone(),
                    Object::Stream(stream) => {
                        document.decode(stream, Limit::Bytes(256 * 64)).map(|read| read.bytes).unwrap_or_default()
                    }
                    _ => Vec::new(),
                };
                Space::Indexed(Rc::new(base), table.into())
            }
            b"Pattern" => Space::Pattern(array.get(1).map(|_| Rc::new(inner(1)))),
            b"DeviceGray" => Space::Gray,
            b"DeviceCMYK" => Space::Cmyk,
            b"DeviceRGB" => Space::Screen("DeviceRGB"),
            other => Space::Unknown(shown(other).into()),
        }
    }

    /// How many numbers a colour has.
    pub(in crate::output::preflight) fn components(&self) -> usize {
        match self {
            Space::Gray | Space::CalGray | Space::Separation(..) | Space::Indexed(..) => 1,
            Space::Screen(_) => 3,
            Space::Cmyk => 4,
            Space::Icc(count, _) => *count,
            Space::DeviceN(names, _) => names.len(),
            Space::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
            Space::Unknown(_) => 1,
        }
    }

    /// Its name in reports.
    pub(in crate::output::preflight) fn name(&self) -> String {
        match self {
            Space::Gray => "DeviceGray".to_owned(),
            Space::CalGray => "CalGray".to_owned(),
            Space::Cmyk => "DeviceCMYK".to_owned(),
            Space::Screen(name) => (*name).to_owned(),
            Space::Icc(count, _) => format!("ICCBased {count}"),
            Space::Separation(name, ..) => format!("Separation {name}"),
            Space::DeviceN(names, _) => format!("DeviceN {}", names.join("+")),
            Space::Indexed(base, _) => format!("Indexed {}", base.name()),
            Space::Pattern(Some(base)) => format!("Pattern {}", base.name()),
            Space::Pattern(None) => "Pattern".to_owned(),
            Space::Unknown(name) => name.to_string(),
        }
    }

    /// The colour that holds before one is chosen.
    pub(in crate::output::preflight) fn initial(&self) -> Vec<f64> {
        match self {
            Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Space::Icc(4, _) => vec![0.0, 0.0, 0.0, 1.0],
            Space::Separation(..) | Space::DeviceN(..) => vec![1.0; self.components()],
            other => vec![0.0; other.components()],
        }
    }

    /// What a colour prints. Colours of a screen are brought to inks in the plainest way: they are a fault anyhow.
    pub(in crate::output::preflight) fn inks(&self, color: &[f64]) -> Inks {
        let at = |index: usize| color.get(index).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Space::Gray | Space::CalGray => Inks::process([0.0, 0.0, 0.0, 1.0 - at(0)], false),
            Space::Cmyk => Inks::process([at(0), at(1), at(2), at(3)], true),
            Space::Screen("Lab") => {
                let at = |index: usize, usual: f64| color.get(index).copied().unwrap_or(usual);
                let lightness = (at(0, 100.0) / 100.0).clamp(0.0, 1.0);
                let screen = Some(of_lab([at(0, 100.0), at(1, 0.0), at(2, 0.0)]));
                Inks { screen, ..Inks::process([0.0, 0.0, 0.0, 1.0 - lightness], false) }
            }
            Space::Screen(_) => Inks::screen([at(0), at(1), at(2)]),
            Space::Icc(1, _) => Inks::process([0.0, 0.0, 0.0, 1.0 - at(0)], false),
            Space::Icc(4, _) => Inks::process([at(0), at(1), at(2), at(3)], false),
            Space::Icc(..) => Inks::screen([at(0), at(1), at(2)]),
            Space::Separation(name, ..) => of_names(std::iter::once((&**name, at(0)))),
            Space::DeviceN(names, _) => {
                of_names(names.iter().enumerate().map(|(index, name)| (name.as_str(), at(index))))
            }
            Space::Indexed(base, table) => {
                let count = base.components();
                let index = color.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize;
                let entry = table.get(index * count..(index + 1) * count).unwrap_or_default();
                let color: Vec<f64> = entry.iter().map(|byte| f64::from(*byte) / 255.0).collect();
                base.inks(&color)
            }
            Space::Pattern(Some(base)) => base.inks(color),
            Space::Pattern(None) | Space::Unknown(_) => Inks::default(),
        }
    }
}

/// Lab of D50 as sRGB.
///
/// Source: CIE 15:2004; Bradford to D65; IEC 61966-2-1.
fn of_lab([l, a, b]: [f64; 3]) -> [f64; 3] {
    let whole = |value: f64| if value > 6.0 / 29.0 { value.powi(3) } else { (value - 4.0 / 29.0) * 108.0 / 841.0 };
    let y = (l + 16.0) / 116.0;
    let (x, y, z) = (0.9642 * whole(y + a / 500.0), whole(y), 0.8249 * whole(y - b / 200.0));
    let rows = [[3.1339, -1.6169, -0.4906], [-0.9788, 1.9161, 0.0335], [0.0719, -0.2290, 1.4052]];
    rows.map(|[r, g, b]| {
        let value: f64 = (r * x + g * y + b * z).clamp(0.0, 1.0);
        if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
    })
}

fn of_screen([r, g, b]: [f64; 3]) -> [f64; 4] {
    let k = 1.0 - r.max(g).max(b);
    let of = |value: f64| if k < 1.0 { (1.0 - value - k) / (1.0 - k) } else { 0.0 };
    [of(r), of(g), of(b), k]
}

/// Inks by their names. Source: ISO 32000-1, 8.6.6.4 and 8.6.6.5.
fn of_names<'a>(names: impl Iterator<Item = (&'a str, f64)>) -> Inks {
    let mut inks = Inks::default();
    for (name, tint) in names {
        let process = ["Cyan", "Magenta", "Yellow", "Black"].iter().position(|known| *known == name);
        match (process, name) {
            (Some(index), _) => {
                inks.process.get_or_insert([0.0; 4])[index] = tint;
                inks.named[index] = true;
            }
            (None, "All") => inks.all = Some(tint),
            (None, "None") => {}
            (None, spot) => inks.spots.push((spot.into(), tint)),
        }
    }
    inks
}
