//! Small pages set by hand, and the press that they are for.

use std::path::PathBuf;
use std::sync::Arc;

use paiban::base::color::Color;
use paiban::base::diag::Span;
use paiban::base::geom::{Point, Size};
use paiban::base::units::{Length, Permille};
use paiban::font::{Chain, ChainId, Face, FontBook, Posture, Role, shape};
use paiban::output::pdf::{
    Bytes, Condition, Date, Flavour, Limits, Meta, PictureLimits, Profile, Treatment, prepare, write,
};
use paiban::page::{Glyph, Item, ItemKind, Page, Source, Sources, TextRun};

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// 宋 500 with its fallback, 黑 700, and 楷 with its: CFF faces and TrueType ones.
pub(crate) fn book() -> (FontBook, [ChainId; 3]) {
    let mut book = FontBook::new();
    let mut face = |name: &str| {
        let bytes = std::fs::read(root().join("fonts").join(name)).expect("a font of the repository");
        book.add_face(Face::new(name, Arc::new(bytes)).expect("a font"))
    };
    let medium = face("NotoSerifCJKsc-Medium.subset.otf");
    let regular = face("NotoSerifSC-Regular.otf");
    let bold = face("NotoSansCJKsc-Bold.subset.otf");
    let kai = face("NewsKaiSC-Regular.ttf");
    let supplement = face("NewsFangSupplement-Regular.ttf");
    let fandol = face("FandolFang-Regular.subset.otf");
    let song = book.add_chain(Chain { role: Role::Song, weight: 500, faces: vec![medium, regular] });
    let hei = book.add_chain(Chain { role: Role::Hei, weight: 700, faces: vec![bold, regular] });
    let kai = book.add_chain(Chain { role: Role::Kai, weight: 400, faces: vec![kai, supplement, fandol, regular] });
    (book, [song, hei, kai])
}

/// How a line is set.
#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) size: Length,
    pub(crate) width: Permille,
    pub(crate) color: Color,
    /// Added after every glyph.
    pub(crate) track: Length,
}

impl Setting {
    pub(crate) fn body() -> Setting {
        Setting { size: Length::pt_hundredths(1050), width: Permille::FULL, color: Color::BLACK, track: Length::ZERO }
    }
}

/// A line of text from `x`, `y` on: a run for every change of face.
pub(crate) fn line(book: &FontBook, chain: ChainId, text: &str, setting: &Setting, x: Length, y: Length) -> Vec<Item> {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut pen = Length::ZERO;
    let mut rest = text.chars();
    for glyph in shape(book, chain, text) {
        assert!(!glyph.missing, "{text}");
        if runs.last().is_none_or(|run| run.face != glyph.face) {
            runs.push(TextRun {
                face: glyph.face,
                size: setting.size,
                width: setting.width,
                color: setting.color.clone(),
                posture: Posture::Level,
                stroke: Length::ZERO,
                origin: Point { x: x + pen, y },
                glyphs: Vec::new(),
                text: String::new(),
                sources: Sources::default(),
            });
        }
        let run = runs.last_mut().expect("a run");
        run.text.extend(rest.by_ref().take(usize::from(glyph.chars)));
        run.glyphs.push(Glyph { id: glyph.glyph, chars: glyph.chars, x: x + pen - run.origin.x });
        pen += setting.width.of(setting.size.scale(i64::from(glyph.advance), 1000)) + setting.track;
    }
    runs.into_iter().map(|run| item(ItemKind::Text(run))).collect()
}

pub(crate) fn item(kind: ItemKind) -> Item {
    Item { span: Span::NONE, kind }
}

/// A broadsheet of these items.
pub(crate) fn page(items: Vec<Item>) -> Page {
    Page {
        number: 1,
        folio: "A01".to_owned(),
        trim: Size { width: Length::mm(390), height: Length::mm(545) },
        bleed: Length::ZERO,
        slug: Length::ZERO,
        items,
    }
}

pub(crate) fn newsprint() -> Condition {
    let bytes = std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("the profile");
    Condition {
        flavour: Flavour::X4,
        identifier: "IFRA26".to_owned(),
        info: "ISOnewspaper26v4".to_owned(),
        profile: Profile::new(bytes.into()).expect("a profile"),
        ink_limit: Permille(2400),
        limits: Limits::NEWSPRINT,
        pictures: PictureLimits { aim: 200, warn: 170, fail: 150 },
        treatment: Treatment::default(),
    }
}

pub(crate) fn meta() -> Meta {
    Meta {
        title: "林州日报 2026-11-23 A01".to_owned(),
        creator: "paiban".to_owned(),
        date: Date { year: 2026, month: 11, day: 23 },
        version: 1,
        seed: "LZRB".to_owned(),
    }
}

pub(crate) fn no_pictures(_: Source) -> Option<Bytes> {
    None
}

/// One page as a file.
pub(crate) fn file(page: &Page, book: &FontBook) -> Vec<u8> {
    let assets = prepare(std::slice::from_ref(page), book, &newsprint(), &no_pictures);
    write(&[page], &assets.value, &meta()).expect("a file")
}

/// Leaves a file where a person can look at it: `target/pdf-tests/`.
pub(crate) fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let directory = root().join("target/pdf-tests");
    std::fs::create_dir_all(&directory).expect("a directory");
    let path = directory.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

/// What a program prints, or nothing where it is not installed; then says so.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Option<String> {
    match std::process::Command::new(program).args(arguments).output() {
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let complained = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{program} {arguments:?}\n{said}\n{complained}");
            Some(said + &complained)
        }
    }
}
