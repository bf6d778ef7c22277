//! The languages whose forms a glyph can have, and what a face offers.

use skrifa::raw::TableProvider;

/// A language as far as glyphs differ by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Hans,
    /// Traditional Chinese.
    Hant,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

impl Lang {
    /// All, the default first.
    pub const ALL: [Lang; 4] = [Lang::Hans, Lang::Hant, Lang::Ja, Lang::Ko];

    /// Its BCP 47 tag, which shaping asks for.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Hans => "zh-Hans",
            Lang::Hant => "zh-Hant",
            Lang::Ja => "ja",
            Lang::Ko => "ko",
        }
    }

    /// What OpenType calls it.
    fn systems(self) -> &'static [&'static [u8; 4]] {
        match self {
            Lang::Hans => &[b"ZHS "],
            Lang::Hant => &[b"ZHT ", b"ZHH "],
            Lang::Ja => &[b"JAN "],
            Lang::Ko => &[b"KOR "],
        }
    }
}

/// What a face can do beside mapping characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Features {
    /// The tags of its features, in alphabetical order, each once: `hwid`, `vert`.
    pub tags: Vec<String>,
    /// Languages for which it has forms of their own (`locl`).
    pub languages: Vec<Lang>,
    /// How many variation sequences it knows.
    pub sequences: usize,
}

/// Reads the feature lists of a font file.
pub(super) fn features(data: &[u8]) -> Features {
    let Ok(tables) = skrifa::FontRef::from_index(data, 0) else { return Features::default() };
    let mut tags: Vec<String> = Vec::new();
    let mut list = |tag: skrifa::Tag| {
        let tag = tag.to_string();
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    };
    let substitution = tables.gsub().ok();
    if let Some(found) = substitution.as_ref().and_then(|table| table.feature_list().ok()) {
        found.feature_records().iter().for_each(|record| list(record.feature_tag()));
    }
    if let Some(found) = tables.gpos().ok().and_then(|table| table.feature_list().ok()) {
        found.feature_records().iter().for_each(|record| list(record.feature_tag()));
    }
    tags.sort_unstable();
    let localises = |lang: &Lang| substitution.as_ref().is_some_and(|table| localises(table, *lang).unwrap_or(false));
    let languages = Lang::ALL.into_iter().filter(localises).collect();
    let sequences = skrifa::MetadataProvider::charmap(&tables).variant_mappings().count();
    Features { tags, languages, sequences }
}

/// Whether the ideographs of a face have forms for a language: the script `hani`, or the default.
fn localises(table: &skrifa::raw::tables::gsub::Gsub<'_>, lang: Lang) -> Option<bool> {
    let (scripts, features) = (table.script_list().ok()?, table.feature_list().ok()?);
    let script = |tag: &[u8; 4]| {
        let record = scripts.script_records().iter().find(|record| record.script_tag() == skrifa::Tag::new(tag))?;
        record.script(scripts.offset_data()).ok()
    };
    let script = script(b"hani").or_else(|| script(b"DFLT"))?;
    let wanted = |tag: skrifa::Tag| lang.systems().iter().any(|system| tag == skrifa::Tag::new(system));
    Some(script.lang_sys_records().iter().filter(|record| wanted(record.lang_sys_tag())).any(|record| {
        let Ok(system) = record.lang_sys(script.offset_data()) else { return false };
        let tag = |index: u16| features.feature_records().get(usize::from(index)).map(|record| record.feature_tag());
        system.feature_indices().iter().any(|index| tag(index.get()) == Some(skrifa::Tag::new(b"locl")))
    }))
}
