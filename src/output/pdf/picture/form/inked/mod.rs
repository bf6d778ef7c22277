//! A page of a PDF with its colours in the inks of the press: a file of its own, in which all that is drawn stays
//! drawn. What was RGB, Lab or gray of a profile becomes inks by the way that pictures and drawings take; inks of a
//! profile keep their numbers.
//!
//! Nothing is judged here: the file that is made goes the way of any other, and what was not converted is refused on
//! that way.

mod content;
mod image;
mod scope;
mod shading;
mod space;
mod store;
mod tint;
mod tone;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use self::scope::Scope;
use self::store::Store;
use self::tint::dict;
use self::tone::Tone;
use crate::base::diag::{Say, say};
use crate::base::picture::pdf::Sheet;
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::read::{Dict, Document, Object};

pub(super) use self::tone::Inker;

/// Colours that are told apart when they are counted.
const COLORS: usize = 1_000;
/// Steps of functions that are computed anew.
const STEPS: u64 = 200_000_000;
/// Bytes of the page's operators.
const CONTENT: usize = 256 << 20;
/// Objects in objects, where states are looked for.
const DEPTH: usize = 40;

/// What was converted.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(in crate::output::pdf) struct Converted {
    /// Different colours of type and shapes.
    pub(super) colors: usize,
    /// Shadings.
    pub(super) shadings: usize,
    /// Pictures.
    pub(super) pictures: usize,
    /// Whether profiles of CMYK were left out.
    pub(super) keeps: bool,
}

/// A page in inks.
pub(super) struct Inked {
    /// A file of this page alone.
    pub(super) bytes: Vec<u8>,
    pub(super) converted: Converted,
}

/// Puts a page into inks; nothing where all of it is inks already.
///
/// Errors: what cannot be converted, in words that follow on “it cannot be used:”.
pub(super) fn inked(document: &Document<'_>, sheet: &Sheet<'_>, inker: &Inker<'_>) -> Result<Option<Inked>, Say> {
    let page = sheet.path.first().copied().ok_or_else(damaged)?;
    let Some(operators) = document.operators(page, CONTENT) else { return Ok(None) };
    let resources = document.inherited(&sheet.path, b"Resources").dict();
    let mut inking = Inking {
        document,
        inker,
        page_resources: resources,
        store: Store::new(),
        told: Converted::default(),
        colors: BTreeSet::new(),
        profiles: BTreeMap::new(),
        own: None,
        overprints: overprints(document),
        is_touched: false,
        inherits: false,
        steps: 0,
        names: 0,
    };
    inking.own = inking.intended();
    let content = inking.rewritten(&operators, resources, false, false)?;
    let mut entries = vec![
        (b"Type".to_vec(), Object::Name(b"Page".to_vec())),
        (b"Parent".to_vec(), Object::Ref(store::PAGES, 0)),
        (b"Contents".to_vec(), Object::Ref(store::CONTENT, 0)),
        (b"Resources".to_vec(), inking.resources(resources, false, content.more)?),
    ];
    for key in ["MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox", "Rotate", "UserUnit"] {
        let is_inherited = matches!(key, "MediaBox" | "CropBox" | "Rotate");
        let value = if is_inherited {
            document.inherited(&sheet.path, key.as_bytes())
        } else {
            document.get(page, key.as_bytes())
        };
        if !value.is_null() {
            entries.push((key.as_bytes().to_vec(), inking.plain(&value.clone())?));
        }
    }
    if let Some(group) = document.dict(page, b"Group").cloned() {
        entries.push((b"Group".to_vec(), inking.group(&group, resources, false)?));
    }
    let mut catalog = dict([("Pages", Object::Ref(store::PAGES, 0))]);
    if let Some(layers) = document.catalog().map(|catalog| catalog.raw(b"OCProperties").clone()) {
        catalog.entries.push((b"OCProperties".to_vec(), inking.plain(&layers)?));
    }
    inking.run()?;
    if !inking.is_touched {
        return Ok(None);
    }
    if inking.inherits {
        return Err(say(
            "PDF 的表单沿用外面的颜色空间",
            "its PDF has a form that goes on in the colour space of what calls it",
        ));
    }
    let pages = dict([
        ("Type", Object::Name(b"Pages".to_vec())),
        ("Kids", Object::Array(vec![Object::Ref(store::PAGE, 0)])),
        ("Count", Object::Int(1)),
    ]);
    let filter = dict([("Filter", Object::Name(b"FlateDecode".to_vec()))]);
    let operators = content.bytes.unwrap_or(operators);
    let store = &mut inking.store;
    store.keep(store::CATALOG, Object::Dict(catalog), None)?;
    store.keep(store::PAGES, Object::Dict(pages), None)?;
    store.keep(store::PAGE, Object::Dict(Dict { entries }), None)?;
    store.keep(store::CONTENT, Object::Dict(filter), Some(deflate(&operators, Effort::Good)))?;
    let converted = Converted { colors: inking.colors.len(), ..inking.told };
    Ok(Some(Inked { bytes: inking.store.file(), converted }))
}

/// A page on its way into inks.
struct Inking<'d, 'a, 'p> {
    document: &'d Document<'a>,
    inker: &'d Inker<'p>,
    /// Named spaces that are nowhere else are looked for here.
    page_resources: Option<&'d Dict>,
    store: Store,
    told: Converted,
    colors: BTreeSet<[u8; 4]>,
    /// The colours of profiles, by their objects.
    profiles: BTreeMap<u32, Tone>,
    /// What RGB without a profile means in this file.
    own: Option<Tone>,
    /// Whether inks of 0 may leave what is beneath them.
    overprints: bool,
    /// Whether anything was converted.
    is_touched: bool,
    /// Whether a content goes on in the space of what calls it.
    inherits: bool,
    steps: u64,
    /// Names that were given.
    names: usize,
}

impl Inking<'_, '_, '_> {
    /// Counts a colour of type or shapes that is converted.
    fn note(&mut self, scope: &Scope, tone: &Tone, color: &[f64]) {
        let kind = match tone {
            Tone::Rgb(_) => 0,
            Tone::Lab(..) | Tone::Profiled(..) => 1,
            Tone::Gray(_) => 2,
            Tone::Inks => {
                self.told.keeps = true;
                return;
            }
        };
        let [a, b, c] = tone.code(color);
        if !scope.is_veil && self.colors.len() < COLORS {
            self.colors.insert([kind, a, b, c]);
        }
    }

    /// Takes from the steps that functions may have.
    fn spend(&mut self, steps: u64) -> Result<(), Say> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > STEPS { Err(store::too_large()) } else { Ok(()) }
    }

    /// The RGB that the file itself was made for.
    ///
    /// Source: ISO 15930-7, 6.2: an output intent tells what colours without a profile mean.
    fn intended(&mut self) -> Option<Tone> {
        let document = self.document;
        let intents = document.list(document.catalog()?, b"OutputIntents");
        let profiles: Vec<Object> = intents
            .into_iter()
            .take(8)
            .filter_map(Object::dict)
            .map(|intent| intent.raw(b"DestOutputProfile").clone())
            .filter(|profile| {
                document.resolve(profile).dict().is_some_and(|dict| document.get(dict, b"N").int() == Some(3))
            })
            .collect();
        profiles.iter().find_map(|profile| self.profiled(profile).ok())
    }

    /// A function that leaves four inks as they are.
    fn identity(&mut self) -> Result<Object, Say> {
        let pairs = |count: usize| Object::Array([0, 1].repeat(count).into_iter().map(Object::Int).collect());
        let made = dict([("FunctionType", Object::Int(4)), ("Domain", pairs(4)), ("Range", pairs(4))]);
        self.store.stream(made, b"{}".to_vec())
    }
}

/// Whether any state of a file overprints so that inks of 0 leave what is beneath them.
fn overprints(document: &Document<'_>) -> bool {
    fn within(document: &Document<'_>, object: &Object, depth: usize) -> bool {
        if depth > DEPTH {
            return true;
        }
        match object {
            Object::Array(items) => items.iter().any(|item| within(document, item, depth + 1)),
            Object::Dict(_) | Object::Stream(_) => object.dict().is_some_and(|dict| {
                let is_on = |key: &[u8]| document.get(dict, key) == &Object::Bool(true);
                document.get(dict, b"OPM").int() == Some(1) && (is_on(b"OP") || is_on(b"op"))
                    || dict.entries.iter().any(|(_, value)| within(document, value, depth + 1))
            }),
            _ => false,
        }
    }
    document.objects().any(|(_, object)| within(document, object, 0))
}

fn damaged() -> Say {
    say("PDF 里有损坏的数据流", "its PDF has a damaged stream")
}

/// Colours that are not understood.
fn unread(name: &str) -> Say {
    say(
        format!("PDF 的色彩特性文件 `{name}` 读不出来"),
        format!("the colour profile `{name}` in its PDF cannot be read"),
    )
}
