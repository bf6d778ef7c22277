//! C43: which glyph stands for a character, by language, variation, style and the paper's own drawing.

use std::sync::{Arc, OnceLock};

use paiban::base::diag::{Code, Diagnostic, Severity};
use paiban::base::units::Length;
use paiban::engine::text::{Class, Paragraph, ParagraphStyles, prepare};
use paiban::font::{
    Chain, ChainId, Face, FontBook, FontData, Lang, MADE_EM, Made, Outline, OutlinePoint, Role, made_face, shape,
    shape_in,
};
use paiban::model::{Composition, Copy, Figures, Inline, InlineSpan, TextStyle};
use write_fonts::FontBuilder;
use write_fonts::tables::gsub::{Gsub, SingleSubst, SubstitutionLookup, SubstitutionLookupList};
use write_fonts::tables::layout::{
    CoverageTable, Feature, FeatureList, FeatureRecord, LangSys, LangSysRecord, Lookup, LookupFlag, Script, ScriptList,
    ScriptRecord,
};
use write_fonts::types::{GlyphId16, Tag};

use crate::fixture::{SIZE, cells, copy, fonts, lines_of, paragraph_of, rules, set_all, style};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"))).expect("shipped face")
}

fn face(name: &str, bytes: Vec<u8>) -> Face {
    let data: FontData = Arc::new(bytes);
    Face::new(name, data).expect("usable face")
}

const REGULAR: &str = "NotoSerifSC-Regular.otf";

/// The glyphs that the made-up face gives: 甲 in Traditional Chinese, Japanese and Korean is drawn as
/// 乙, 丙 and 丁; old-style figures are the full-width ones, and `tnum` the half-width ones.
fn with_forms() -> &'static FontBook {
    static BOOK: OnceLock<FontBook> = OnceLock::new();
    BOOK.get_or_init(|| {
        let plain = bytes(REGULAR);
        let known = face(REGULAR, plain.clone());
        let id = |c: char| GlyphId16::new(known.glyph(c).expect("a glyph").0);
        let lookup = |pairs: Vec<(GlyphId16, GlyphId16)>| {
            let mut pairs = pairs;
            pairs.sort();
            let coverage: CoverageTable = pairs.iter().map(|(from, _)| *from).collect();
            let to = pairs.iter().map(|(_, to)| *to).collect();
            let single = SingleSubst::format_2(coverage, to);
            SubstitutionLookup::Single(Lookup::new(LookupFlag::empty(), vec![single]))
        };
        let figures = || ('0'..='9').map(|c| (id(c), id(char::from_u32(c as u32 - 48 + 0xff10).expect("０"))));
        let lookups = vec![
            lookup(vec![(id('甲'), id('乙'))]),
            lookup(vec![(id('甲'), id('丙'))]),
            lookup(vec![(id('甲'), id('丁'))]),
            lookup(figures().collect()),
        ];
        let feature = |tag: &[u8; 4], lookup: u16| FeatureRecord::new(Tag::new(tag), Feature::new(None, vec![lookup]));
        let features = FeatureList::new(vec![
            feature(b"locl", 0),
            feature(b"locl", 1),
            feature(b"locl", 2),
            feature(b"onum", 3),
            feature(b"tnum", 3),
        ]);
        let system = |tag: &[u8; 4], feature: u16| LangSysRecord::new(Tag::new(tag), LangSys::new(vec![feature, 3, 4]));
        let script = Script::new(
            Some(LangSys::new(vec![3, 4])),
            vec![system(b"JAN ", 1), system(b"KOR ", 2), system(b"ZHT ", 0)],
        );
        let scripts = ScriptList::new(vec![ScriptRecord::new(Tag::new(b"hani"), script)]);
        let gsub = Gsub::new(scripts, features, SubstitutionLookupList::new(lookups));
        let mut builder = FontBuilder::new();
        builder.add_table(&gsub).expect("a table");
        builder.copy_missing_tables(write_fonts::read::FontRef::new(&plain).expect("a font"));
        let mut book = FontBook::new();
        let made = book.add_face(face("forms.otf", builder.build()));
        book.add_chain(Chain { role: Role::Song, weight: 400, faces: vec![made] });
        book
    })
}

fn prepared(copy: &Copy, style: &TextStyle, rules: &Composition, book: &FontBook) -> (Paragraph, Vec<Diagnostic>) {
    let outcome = prepare(copy, &ParagraphStyles::plain(style), rules, book);
    (outcome.value, outcome.diagnostics)
}

fn marked(text: &str, marked: &str, kind: Inline) -> Copy {
    let mut copy = copy(text);
    let start = text.find(marked).expect("the stretch") as u32;
    copy.spans.push(InlineSpan { start, end: start + marked.len() as u32, kind });
    copy
}

fn glyph_of(book: &FontBook, c: char) -> u16 {
    book.look_up(ChainId(0), c, Lang::Hans).expect("a glyph").glyph
}

#[test]
fn c43_a_marked_stretch_takes_the_forms_of_its_language() {
    let book = with_forms();
    for (lang, drawn_as) in [(Lang::Hans, '甲'), (Lang::Hant, '乙'), (Lang::Ja, '丙'), (Lang::Ko, '丁')] {
        let copy = marked("文甲文", "甲", Inline { lang, ..Inline::PLAIN });
        let (paragraph, found) = prepared(&copy, &style(), &rules(), book);
        assert_eq!(found, [], "{lang:?}");
        let ids: Vec<u16> = paragraph.glyphs.iter().map(|glyph| glyph.id).collect();
        let expected = ['文', drawn_as, '文'].map(|c| glyph_of(book, c));
        assert_eq!(ids, expected, "{lang:?}");
        assert_eq!(shape_in(book, ChainId(0), "甲", lang)[0].glyph, expected[1]);
    }
    // Asking for one language does not change what the next gets.
    assert_eq!(book.look_up(ChainId(0), '甲', Lang::Hans).map(|one| one.glyph), Some(glyph_of(book, '甲')));
}

#[test]
fn c43_a_face_without_the_forms_of_a_language_says_so_once() {
    let copy = marked("文甲乙文", "甲乙", Inline { lang: Lang::Hant, ..Inline::PLAIN });
    let (paragraph, found) = paragraph_of(&copy, &rules());
    assert_eq!(paragraph.glyphs, paragraph_of(&crate::fixture::copy("文甲乙文"), &rules()).0.glyphs);
    let told: Vec<(Code, Severity)> = found.iter().map(|found| (found.code, found.severity)).collect();
    assert_eq!(told, [(Code::FormMissing, Severity::Note)]);
    assert!(found[0].message.en.contains("no Traditional Chinese forms"), "{}", found[0].message.en);
}

/// The Taiwanese position is the middle of the box; the mainland's is the lower left.
#[test]
fn c43_marks_stand_in_the_mainland_position_in_every_language() {
    for lang in Lang::ALL {
        let kind = Inline { lang, ..Inline::PLAIN };
        let (paragraph, _) = paragraph_of(&marked("文，。、；：！？文", "，。、；：！？", kind), &rules());
        let (plain, _) = paragraph_of(&copy("文，。、；：！？文"), &rules());
        assert_eq!(paragraph.glyphs, plain.glyphs, "{lang:?}");
    }
    use skrifa::MetadataProvider;
    let data = bytes("NotoSerifCJKsc-Medium.subset.otf");
    let font = skrifa::FontRef::new(&data).expect("a font");
    let metrics = font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    for mark in "，。、；：！？".chars() {
        let glyph = glyph_of(fonts(), mark);
        let ink = metrics.bounds(u32::from(glyph).into()).expect("ink");
        assert!(ink.x_max <= 500.0, "{mark} reaches {}", ink.x_max);
    }
}

#[test]
fn c43_variation_sequences_choose_their_glyph() {
    let mut book = FontBook::new();
    let regular = book.add_face(face(REGULAR, bytes(REGULAR)));
    let chain = book.add_chain(Chain { role: Role::Song, weight: 400, faces: vec![regular] });
    let one = |text: &str| {
        let shaped = shape(&book, chain, text);
        assert_eq!(shaped.iter().map(|glyph| usize::from(glyph.chars)).sum::<usize>(), text.chars().count(), "{text}");
        (shaped.len(), shaped[0].glyph, shaped[0].unvaried)
    };
    let (_, plain, _) = one("礼");
    let (count, varied, unvaried) = one("礼\u{fe00}");
    assert_eq!((count, unvaried), (1, false));
    assert_ne!(varied, plain, "the face draws 礼 with U+FE00 otherwise");
    assert_eq!(one("礼\u{e0100}"), (1, plain, true), "a sequence that it does not know");
    let regular = TextStyle { chain, ..style() };
    let (paragraph, found) = prepared(&copy("敬礼\u{fe00}了"), &regular, &rules(), &book);
    assert_eq!((paragraph.items.len(), found), (3, Vec::new()));
    let (paragraph, found) = prepared(&copy("敬礼\u{e0100}了礼\u{e0100}"), &regular, &rules(), &book);
    assert_eq!(paragraph.text, "敬礼\u{e0100}了礼\u{e0100}", "the selectors stay for extraction");
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::FormMissing], "once a paragraph");
    assert!(found[0].message.en.contains("U+793C U+E0100"), "{}", found[0].message.en);
}

#[test]
fn c43_a_character_and_its_marks_are_one_cluster_of_one_face() {
    // 宋 500 lacks U+20DD; the fallback has it and the ideograph.
    let (paragraph, found) = paragraph_of(&copy("第一\u{20dd}条"), &rules());
    assert_eq!(paragraph.items.len(), 3, "no break inside");
    let faces: Vec<&str> =
        paragraph.items.iter().map(|item| fonts().face(paragraph.looks[usize::from(item.look)].face).name()).collect();
    assert_eq!(faces[1], REGULAR);
    assert!(found.iter().all(|found| found.code == Code::CharacterBorrowed), "{found:?}");
    // A decomposed letter is the composed one.
    let (paragraph, found) = paragraph_of(&copy("cafe\u{301}"), &rules());
    assert_eq!(found, []);
    let (composed, _) = paragraph_of(&copy("café"), &rules());
    let ids = |paragraph: &Paragraph| paragraph.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>();
    assert_eq!(ids(&paragraph), ids(&composed));
    // No face can put a reversed comma above a 甲: told with both code points, and nothing is lost.
    let (paragraph, found) = paragraph_of(&copy("文甲\u{314}文"), &rules());
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::CharacterMissing]);
    assert!(found[0].message.en.contains("U+7532 U+0314"), "{}", found[0].message.en);
    let lines = lines_of(&paragraph, cells(10));
    assert_eq!(set_all(&paragraph, &lines, paiban::model::Align::Left)[0].text, "文甲\u{314}文");
}

#[test]
fn c43_a_borrowed_character_is_stroked_to_the_weight_of_its_neighbours() {
    let (paragraph, found) = paragraph_of(&copy("好㐀好"), &rules());
    let strokes: Vec<Length> =
        paragraph.items.iter().map(|item| paragraph.looks[usize::from(item.look)].stroke).collect();
    assert_eq!((strokes[0], strokes[2]), (Length::ZERO, Length::ZERO));
    assert!(strokes[1] > Length::ZERO && strokes[1] < SIZE / 50, "{strokes:?}: 400 to 500 is a hair");
    assert!(found[0].message.zh.contains("加粗") && found[0].message.en.contains("thickened"), "{found:?}");
}

#[test]
fn c43_strokes_grow_with_the_difference_of_weight_and_leave_kai_alone() {
    let mut book = FontBook::new();
    let mut add = |name: &str| book.add_face(face(name, bytes(name)));
    let [medium, black, regular] =
        ["NotoSerifCJKsc-Medium.subset.otf", "NotoSerifCJKsc-Black.subset.otf", REGULAR].map(&mut add);
    let [sans, sans_black, kai] =
        ["NotoSansSC-Regular.otf", "NotoSansCJKsc-Black.subset.otf", "NewsKaiSC-Regular.ttf"].map(&mut add);
    let stroke = |book: &mut FontBook, role: Role, first, last| {
        let chain = book.add_chain(Chain { role, weight: 400, faces: vec![first, last] });
        book.stroke(chain, last)
    };
    let book = &mut book;
    let (light, heavy) = (stroke(book, Role::Song, medium, regular), stroke(book, Role::Song, black, regular));
    assert!(light > 0 && heavy > 5 * light, "{light} {heavy}");
    assert!(stroke(book, Role::Hei, sans_black, sans) > 40);
    assert_eq!(stroke(book, Role::Song, regular, black), 0, "a bolder face cannot be made lighter");
    assert_eq!(stroke(book, Role::Kai, kai, regular), 0, "楷 borrows by design");
}

#[test]
fn c43_figures_by_style() {
    let book = with_forms();
    let ids = |figures: Option<Figures>, of_all: Figures| {
        let style = TextStyle { figures, ..style() };
        let rules = Composition { figures: of_all, ..rules() };
        let (paragraph, found) = prepared(&copy("第12号"), &style, &rules, book);
        assert_eq!(found, []);
        [1, 2].map(|item: usize| (paragraph.glyphs[item].id, paragraph.items[item].advance))
    };
    let wide = ['１', '２'].map(|c| (glyph_of(book, c), SIZE.get() as i32));
    assert_eq!(ids(Some(Figures::OldStyle), Figures::Half), wide);
    assert_eq!(ids(Some(Figures::Tabular), Figures::Half), wide);
    assert_eq!(ids(None, Figures::OldStyle), wide, "the composition's, where the style has none");
    let own = ids(Some(Figures::Proportional), Figures::OldStyle);
    assert_eq!(own.map(|(id, _)| id), ['1', '2'].map(|c| glyph_of(book, c)));
    assert_eq!(ids(None, Figures::Half).map(|(_, advance)| advance), [SIZE.get() as i32 / 2; 2], "C20");
}

/// A book whose 宋 has two drawings: a name, and U+E000.
fn with_drawings() -> FontBook {
    let square = |side: i16| {
        let corner = |x: i16, y: i16| OutlinePoint { x, y, on: true };
        Outline { contours: vec![vec![corner(0, 0), corner(0, side), corner(side, side), corner(side, 0)]] }
    };
    let mut book = FontBook::new();
    let name = "NotoSerifCJKsc-Medium.subset.otf";
    let medium = book.add_face(face(name, bytes(name)));
    let made = book.add_face(made_face("造字", &[square(MADE_EM / 2), square(MADE_EM / 4)]).expect("a face"));
    let drawings = Made {
        face: made,
        characters: vec![('\u{e000}', 2)],
        names: vec![("\u{e000}".to_owned(), 2), ("⿰钅成".to_owned(), 1)],
        borrowed: Vec::new(),
    };
    book.add_chain_with(Chain { role: Role::Song, weight: 500, faces: vec![medium] }, Some(drawings));
    book.add_chain(Chain { role: Role::Hei, weight: 500, faces: vec![medium] });
    book
}

#[test]
fn c43_a_named_drawing_is_one_glyph_that_keeps_its_words() {
    let book = with_drawings();
    let copy = marked("张⿰钅成2岁", "⿰钅成", Inline::PLAIN.with(Inline::GLYPH));
    let (paragraph, found) = prepared(&copy, &style(), &rules(), &book);
    assert_eq!(found, []);
    assert_eq!(paragraph.items.len(), 4);
    let item = paragraph.items[1];
    assert_eq!((item.class, i64::from(item.advance)), (Class::Han, SIZE.get()));
    let glyph = paragraph.glyphs[item.glyph as usize];
    assert_eq!((glyph.id, glyph.chars), (1, 3));
    let lines = lines_of(&paragraph, cells(10));
    let set = &set_all(&paragraph, &lines, paiban::model::Align::Left)[0];
    assert_eq!(set.text, "张⿰钅成2岁");
    let texts: Vec<&str> = set.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["张", "⿰钅成", "2岁"]);
}

#[test]
fn c43_a_drawn_code_point_stands_wherever_the_character_does() {
    let book = with_drawings();
    let (paragraph, found) = prepared(&copy("张\u{e000}岁"), &style(), &rules(), &book);
    assert_eq!(found, []);
    assert_eq!(paragraph.glyphs[1].id, 2);
    let shaped = shape(&book, ChainId(0), "张\u{e000}岁");
    assert_eq!(shaped.iter().map(|glyph| glyph.glyph).nth(1), Some(2));
    // Another chain has no drawing of it: private use is nobody's to know.
    let hei = TextStyle { chain: ChainId(1), ..style() };
    let (_, found) = prepared(&copy("张\u{e000}岁"), &hei, &rules(), &book);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::CharacterMissing]);
    assert!(found[0].hint.as_ref().is_some_and(|hint| hint.en.contains("`glyphs`")));
}

#[test]
fn c43_a_drawing_that_is_not_there_is_told_and_its_words_are_set() {
    let book = with_drawings();
    let copy = marked("张⿰钅戍岁", "⿰钅戍", Inline::PLAIN.with(Inline::GLYPH));
    let (paragraph, found) = prepared(&copy, &style(), &rules(), &book);
    let undrawn: Vec<&Diagnostic> = found.iter().filter(|found| found.message.en.contains("no drawing")).collect();
    assert_eq!(undrawn.len(), 1, "{found:?}");
    assert_eq!(undrawn[0].code, Code::CharacterMissing);
    assert!(undrawn[0].hint.as_ref().is_some_and(|hint| hint.zh.contains("⿰钅成")), "the names that there are");
    assert_eq!(paragraph.text, "张⿰钅戍岁");
}
