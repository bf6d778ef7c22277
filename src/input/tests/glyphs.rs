//! 造字 and forms of figures in a style sheet (C43).

use super::*;
use crate::font::{FigureForm, Role};
use crate::model::Figures;

const STYLES: &str = "layouts/styles/plain.yaml";
const WEIGHTS: &str = "{weights: {400: NewsFangSupplement-Regular.ttf}}";
const SQUARE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\"><rect width=\"50\" height=\"50\"/></svg>";

/// The style sheet with these `glyphs`, and a square in `fonts/glyphs/square.svg`.
fn with(glyphs: &str) -> String {
    WEIGHTS.replace("}}", &format!("}}, glyphs: {{{glyphs}}}}}"))
}

#[track_caller]
fn check_glyphs(glyphs: &str, expected: &[&str]) {
    check(&[(STYLES, WEIGHTS, &with(glyphs)), ("fonts/glyphs/square.svg", "", SQUARE)], expected);
}

#[test]
fn drawings_are_found_by_name_character_and_code_point() {
    let glyphs = "⿰钅成: glyphs/square.svg, U+2CB7B: glyphs/square.svg, 镕: {400: glyphs/square.svg}";
    let (_, found) = load_edited(&[(STYLES, WEIGHTS, &with(glyphs)), ("fonts/glyphs/square.svg", "", SQUARE)]);
    assert_eq!(found.diagnostics, []);
    let fonts = found.value.expect("it is right").fonts;
    let made = fonts.made(fonts.find(Role::Song, 400).expect("a chain")).expect("drawings");
    assert_eq!(made.named("⿰钅成"), Some(1), "one file is one glyph");
    assert_eq!((made.character('\u{2cb7b}'), made.named("\u{2cb7b}")), (Some(1), Some(1)));
    assert_eq!((made.character('镕'), made.character('⿰')), (Some(1), None));
    assert!(made.borrowed.is_empty());
    assert_eq!(fonts.face(made.face).data().get(..4), Some(&[0, 1, 0, 0][..]), "a TrueType face");
}

#[test]
fn the_nearest_weight_and_the_own_role_are_taken() {
    let other = SQUARE.replace("50", "40");
    let faces = format!(
        "{}\n  黑: {WEIGHTS}",
        "{weights: {400: NewsFangSupplement-Regular.ttf, 900: NewsFangSupplement-Regular.ttf}, \
         glyphs: {甲: {400: glyphs/square.svg, 700: glyphs/other.svg}}}"
    );
    let (_, found) = load_edited(&[
        (STYLES, WEIGHTS, &faces),
        ("fonts/glyphs/square.svg", "", SQUARE),
        ("fonts/glyphs/other.svg", "", &other),
    ]);
    assert_eq!(found.diagnostics, []);
    let fonts = found.value.expect("it is right").fonts;
    let of = |role, weight| {
        let made = fonts.made(fonts.find(role, weight).expect("a chain")).expect("drawings");
        let glyph = made.character('甲').expect("drawn");
        (glyph, made.is_borrowed(glyph))
    };
    assert_eq!((of(Role::Song, 400), of(Role::Song, 900)), ((1, false), (2, true)));
    assert_eq!(of(Role::Hei, 400), (1, true), "drawn for 宋, and told as such");
}

#[test]
fn drawings_that_cannot_be_used_are_told() {
    check_glyphs(
        "甲: glyphs/sqare.svg",
        &[
            "plain.yaml:2:67 <glyphs/sqare.svg> file-missing: no drawing `glyphs/sqare.svg` | did you mean `glyphs/square.svg`? allowed: glyphs/square.svg",
        ],
    );
    check_glyphs(
        "甲: ../../../../etc/passwd",
        &[
            "plain.yaml:2:67 <../../../../etc/passwd> file-missing: no drawing `../../../../etc/passwd` | allowed: glyphs/square.svg",
        ],
    );
    check_glyphs(
        "U+XY: glyphs/square.svg",
        &[
            "plain.yaml:2:64 <U+XY> bad-value: `U+XY` cannot name a drawing: it is no code point | write a character, a code point (U+2CB7B) or a name (⿰钅成)",
        ],
    );
    check_glyphs(
        "甲: {bold: glyphs/square.svg}",
        &["plain.yaml:2:68 <bold> out-of-range: `bold` is out of range | between 100 and 900"],
    );
    let bad = SQUARE.replace("<rect", "<text").replace("50", "40");
    check(
        &[(STYLES, WEIGHTS, &with("甲: glyphs/square.svg")), ("fonts/glyphs/square.svg", "", &bad)],
        &[
            "square.svg:1:62 <<text width=\"40\" height=\"40\"/> glyph-unusable: <text> cannot be used: only filled paths are | convert text and objects to paths in the drawing program",
        ],
    );
}

/// A file outside the roots is refused by the world, also when it is there.
#[test]
fn drawings_stay_inside_the_paper() {
    let world = edited(&[(STYLES, WEIGHTS, &with("甲: ../../secret.svg"))]);
    let mut files = vec![("secret.svg".to_owned(), SQUARE.to_owned())];
    for (path, text) in FILES {
        files.push((path.to_owned(), text.replace(WEIGHTS, &with("甲: ../../secret.svg"))));
    }
    drop(world);
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let found = load(&world, Path::new("paper/day"), &LoadOptions::default()).diagnostics;
    assert!(found.iter().any(|found| found.code == Code::PathOutside), "{found:?}");
}

#[test]
fn figures_that_a_face_lacks_are_a_warning_at_the_style() {
    let song = "{weights: {400: NotoSerifSC-Regular.otf}}";
    let credit = "credit: {face: 宋 400, size: 8pt}";
    let edits = |figures: &str| (STYLES, credit, credit.replace("8pt", &format!("8pt, figures: {figures}")));
    let (path, old, new) = edits("oldstyle");
    check(
        &[(STYLES, WEIGHTS, song), (path, old, &new)],
        &[
            "plain.yaml:10:45 <oldstyle> form-missing: NotoSerifSC-Regular.otf has no old-style figures (onum): its own figures are set | \
           use a face that has them, or write `figures: half`; `paiban fonts` tells what each face has",
        ],
    );
    let (path, old, new) = edits("half");
    let (_, found) = load_edited(&[(STYLES, WEIGHTS, song), (path, old, &new)]);
    assert_eq!(found.diagnostics, []);
    let loaded = found.value.expect("it is right");
    assert_eq!(loaded.edition.sheets[0].credit.figures, Some(Figures::Half));
    assert_eq!(loaded.edition.sheets[0].body.figures, None);
    let face = loaded.fonts.face(crate::font::FaceId(0));
    assert!(face.has_figures(FigureForm::Half) && !face.has_figures(FigureForm::OldStyle));
    // The figures of 黑 are all of one width by themselves.
    let hei = "{weights: {400: NotoSansSC-Regular.otf}}";
    let (path, old, new) = edits("tabular");
    check(&[(STYLES, WEIGHTS, hei), (path, old, &new)], &[]);
}
