//! 造字: the drawings of a style sheet become a face, and each chain learns which of them serve it.

use std::collections::BTreeMap;

use crate::base::diag::{Code, Diagnostic, say};
use crate::font::{FaceId, FontBook, MOST_MADE, Made, Outline, Role, made_face};
use crate::input::decode::{Sink, Spanned};
use crate::input::outline;
use crate::input::spec::{Drawings, Styles};
use crate::input::suggest;

use super::library::Library;

/// Longest name of a drawing, in characters.
const LONGEST_NAME: usize = 32;

/// The drawings of a style sheet.
#[derive(Default)]
pub(super) struct SheetDrawings {
    face: Option<FaceId>,
    drawings: Vec<Drawing>,
}

/// One drawing.
struct Drawing {
    role: Role,
    /// What the style sheet calls it; of a code point, the character.
    name: String,
    /// It serves a character wherever that stands.
    character: Option<char>,
    /// The weight it was drawn for; all when absent.
    weight: Option<u16>,
    glyph: u16,
}

/// Reads the drawings of a style sheet and makes their face.
///
/// Errors: files that are missing, no SVG, or drawn so that they cannot be a glyph.
pub(super) fn drawings(library: &Library<'_>, styles: &Styles, fonts: &mut FontBook, sink: &mut Sink) -> SheetDrawings {
    let mut drawn = Reader { library, outlines: Vec::new(), known: BTreeMap::new() };
    let mut drawings = Vec::new();
    for (role, face) in &styles.faces.0 {
        let Some(role) = Role::ALL.into_iter().find(|known| known.name() == role.value) else { continue };
        for (key, files) in face.glyphs.iter().flat_map(|glyphs| &glyphs.0) {
            let Some((name, character)) = name(key, sink) else { continue };
            let files = match files {
                Drawings::One(file) => vec![(None, file)],
                Drawings::ByWeight(table) => {
                    let weight =
                        |text: &Spanned<String>| text.value.parse::<u16>().ok().filter(|w| (1..=1000).contains(w));
                    let mut files = Vec::new();
                    for (key, file) in &table.0 {
                        match weight(key) {
                            Some(weight) => files.push((Some(weight), file)),
                            None => sink.push(crate::input::spec::out_of_range(key.span, &key.value, "100", "900")),
                        }
                    }
                    files
                }
            };
            for (weight, file) in files {
                if let Some(glyph) = drawn.glyph(file, sink) {
                    drawings.push(Drawing { role, name: name.clone(), character, weight, glyph });
                }
            }
        }
    }
    if drawn.outlines.is_empty() {
        return SheetDrawings::default();
    }
    match made_face("造字", &drawn.outlines) {
        Some(face) => SheetDrawings { face: Some(fonts.add_face(face)), drawings },
        None => {
            let span = styles.faces.0.first().map_or(styles.span, |(role, _)| role.span);
            let message = say(
                format!("造字做不成字体：最多 {MOST_MADE} 个"),
                format!("no font can be made of the drawings: at most {MOST_MADE}"),
            );
            let hint = say("请删去不用的造字", "delete drawings that are not used");
            sink.push(Diagnostic::new(Code::GlyphUnusable, span, message).hint(hint));
            SheetDrawings::default()
        }
    }
}

impl SheetDrawings {
    /// What serves a role at a weight: drawings for the role before those for others, and of these the
    /// nearest weight.
    pub(super) fn of(&self, role: Role, weight: u16) -> Option<Made> {
        let face = self.face?;
        let mut best: BTreeMap<&str, (&Drawing, (bool, u16))> = BTreeMap::new();
        for drawing in &self.drawings {
            let far = (drawing.role != role, drawing.weight.map_or(0, |drawn| drawn.abs_diff(weight)));
            match best.get(drawing.name.as_str()) {
                Some((_, nearer)) if *nearer <= far => {}
                _ => {
                    best.insert(&drawing.name, (drawing, far));
                }
            }
        }
        let mut made = Made { face, characters: Vec::new(), names: Vec::new(), borrowed: Vec::new() };
        for (name, (drawing, far)) in best {
            made.names.push((name.to_owned(), drawing.glyph));
            made.characters.extend(drawing.character.map(|character| (character, drawing.glyph)));
            if far != (false, 0) {
                made.borrowed.push(drawing.glyph);
            }
        }
        made.characters.sort_unstable();
        made.borrowed.sort_unstable();
        Some(made)
    }
}

/// A key of the map: `U+2CB7B` and a single character are code points, all else is a name.
fn name(key: &Spanned<String>, sink: &mut Sink) -> Option<(String, Option<char>)> {
    let code = key.value.strip_prefix("U+").or_else(|| key.value.strip_prefix("u+"));
    let wrong = |zh: &str, en: &str, sink: &mut Sink| {
        let message =
            say(format!("造字的名称 `{}` {zh}", key.value), format!("`{}` cannot name a drawing: {en}", key.value));
        let hint = say(
            "请写一个字、码位（U+2CB7B）或名称（⿰钅成）",
            "write a character, a code point (U+2CB7B) or a name (⿰钅成)",
        );
        sink.push(Diagnostic::new(Code::BadValue, key.span, message).hint(hint));
    };
    if let Some(code) = code {
        let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).filter(|c| !c.is_control());
        if character.is_none() {
            wrong("不是码位", "it is no code point", sink);
        }
        return character.map(|character| (character.to_string(), Some(character)));
    }
    let count = key.value.chars().count();
    if count == 0 || count > LONGEST_NAME || key.value.contains(char::is_control) {
        wrong("太长或是空的", "it is empty or too long", sink);
        return None;
    }
    let only = key.value.chars().next().filter(|_| count == 1);
    Some((key.value.clone(), only))
}

/// Outlines read so far, each file once.
struct Reader<'a, 'w> {
    library: &'a Library<'w>,
    outlines: Vec<Outline>,
    /// The glyph of a file; `None` for one that cannot be used, which was reported.
    known: BTreeMap<String, Option<u16>>,
}

impl Reader<'_, '_> {
    fn glyph(&mut self, file: &Spanned<String>, sink: &mut Sink) -> Option<u16> {
        if let Some(known) = self.known.get(&file.value) {
            return *known;
        }
        let glyph = self.read(file, sink).map(|outline| {
            self.outlines.push(outline);
            self.outlines.len() as u16
        });
        self.known.insert(file.value.clone(), glyph);
        glyph
    }

    fn read(&self, file: &Spanned<String>, sink: &mut Sink) -> Option<Outline> {
        let world = self.library.world;
        let Some(path) = self.library.file("fonts", &file.value) else {
            let known = self.library.files("fonts/glyphs", &["svg"]);
            let known: Vec<String> = known.iter().map(|name| format!("glyphs/{name}")).collect();
            let what = say("造字文件", "drawing");
            let names = known.iter().map(String::as_str);
            sink.push(suggest::unknown(Code::FileMissing, file.span, &what, &file.value, names));
            return None;
        };
        match world.text(&path, outline::LIMIT, file.span) {
            Ok(id) => outline::read(id, &world.source(id)?.text, sink),
            Err(error) => {
                sink.push(error);
                None
            }
        }
    }
}
