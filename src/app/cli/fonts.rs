//! `paiban fonts`: faces by role and weight, their files, what characters and what forms they have, and
//! the glyphs that the paper drew itself.

use serde_json::{Value, json};

use crate::base::diag::has_errors;
use crate::font::{Chain, ChainId, FaceId, FontBook, Role};
use crate::input::World;
use crate::input::load_styles;

use super::args::FontOptions;
use super::{FINDINGS, Lang, Voice, out, render};

/// Lists the faces of a style sheet.
pub(super) fn fonts(world: &World, options: &FontOptions, voice: Voice) -> u8 {
    let outcome = load_styles(world, &options.styles, options.home.as_deref());
    eprint!("{}", render::text(Some(world), &outcome.diagnostics, voice.lang, voice.color, voice.width));
    if has_errors(&outcome.diagnostics) {
        return FINDINGS;
    }
    let Some(book) = outcome.value else { return FINDINGS };
    if options.json {
        return out(&(serde_json::to_string_pretty(&as_json(&book)).unwrap_or_default() + "\n"));
    }
    match &options.find {
        Some(text) => out(&found(&book, text, voice.lang)),
        None => out(&listed(&book, voice.lang)),
    }
}

/// The characters of a face: hanzi, others.
fn coverage(book: &FontBook, face: FaceId) -> (usize, usize) {
    book.face(face).characters().fold((0, 0), |(hanzi, others), character| {
        let is_hanzi =
            matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇');
        if is_hanzi { (hanzi + 1, others) } else { (hanzi, others + 1) }
    })
}

fn chains(book: &FontBook) -> Vec<(ChainId, &Chain)> {
    let mut chains: Vec<(ChainId, &Chain)> = book.chains().collect();
    chains.sort_by_key(|(_, chain)| (Role::ALL.iter().position(|role| *role == chain.role), chain.weight));
    chains
}

fn listed(book: &FontBook, lang: Lang) -> String {
    let mut text = String::new();
    for (id, chain) in &chains(book) {
        let name = chain.role.name();
        for (index, &face) in chain.faces.iter().enumerate() {
            let (hanzi, others) = coverage(book, face);
            let lead = if index == 0 { format!("{name} {}", chain.weight) } else { String::new() };
            let pad = " ".repeat(9usize.saturating_sub(lead.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()));
            let arrow = if index == 0 { "  " } else { "→ " };
            let file = book.face(face).name();
            text += &match lang {
                Lang::Zh => format!("{lead}{pad} {arrow}{file:<38} 汉字 {hanzi:>6}  其他 {others:>5}\n"),
                Lang::En => format!("{lead}{pad} {arrow}{file:<38} hanzi {hanzi:>6}  others {others:>5}\n"),
            };
            if index == 0 {
                let forms = forms(book, face, lang);
                let drawn = drawn(book, *id);
                let label = lang.pick("造字", "drawn ");
                text += &if forms.is_empty() { String::new() } else { format!("{:14}{forms}\n", "") };
                text += &if drawn.is_empty() { String::new() } else { format!("{:14}{label} {drawn}\n", "") };
            }
        }
    }
    text
}

/// Features that a style or a mark of copy can ask for.
const SHOWN: [&str; 6] = ["hwid", "tnum", "onum", "vert", "halt", "vhal"];

/// The forms that a face has: features, languages, variation sequences.
fn forms(book: &FontBook, face: FaceId, lang: Lang) -> String {
    let features = book.face(face).features();
    let mut parts: Vec<String> = features.tags.iter().filter(|tag| SHOWN.contains(&tag.as_str())).cloned().collect();
    parts.extend(features.languages.iter().map(|lang| format!("locl:{}", lang.tag())));
    if features.sequences > 0 {
        parts.push(format!("{} {}", lang.pick("异体序列", "sequences"), features.sequences));
    }
    parts.join(" ")
}

/// 造字: how many drawings serve a chain, and their names.
fn drawn(book: &FontBook, chain: ChainId) -> String {
    let Some(made) = book.made(chain) else { return String::new() };
    let names = made.labels();
    format!("{}: {}", names.len(), names.join(" "))
}

/// For each character, the face of each chain that shows it.
fn found(book: &FontBook, text: &str, lang: Lang) -> String {
    let mut lines = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        lines += &format!("{character}  U+{:04X}\n", u32::from(character));
        for (id, chain) in chains(book) {
            let found = book.look_up(id, character, crate::font::Lang::Hans);
            let file = found.map_or(lang.pick("缺字", "missing"), |found| book.face(found.face).name());
            lines += &format!("    {} {}  {file}\n", chain.role.name(), chain.weight);
        }
    }
    lines
}

fn as_json(book: &FontBook) -> Value {
    let face = |&face: &FaceId| {
        let (hanzi, others) = coverage(book, face);
        let features = book.face(face).features();
        let languages: Vec<&str> = features.languages.iter().map(|lang| lang.tag()).collect();
        json!({
            "file": book.face(face).name(),
            "hanzi": hanzi,
            "others": others,
            "features": features.tags,
            "languages": languages,
            "sequences": features.sequences,
        })
    };
    chains(book)
        .iter()
        .map(|(id, chain)| {
            let names = book.made(*id).map(crate::font::Made::labels).unwrap_or_default();
            json!({
                "role": chain.role.name(),
                "weight": chain.weight,
                "faces": chain.faces.iter().map(face).collect::<Vec<_>>(),
                "glyphs": names,
            })
        })
        .collect()
}
