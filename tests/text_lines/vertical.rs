//! Vertical lines, mark by mark (C40).

use paiban::base::geom::Point;
use paiban::base::units::{Em, Length, Permille};
use paiban::engine::compose::lines::LineMark;
use paiban::engine::text::{Item, Paragraph, ParagraphStyles, prepare_along, prepare_head_along};
use paiban::font::Posture;
use paiban::model::{Align, Composition, Copy, Direction, Figures, Inline, InlineSpan, Prohibition, TextStyle, Voice};
use proptest::prelude::*;

use crate::fixture::{SIZE, cells, copy, fonts, lines_of, paragraph, rules, set_all, style};

fn down_with(copy: &Copy, style: &TextStyle, rules: &Composition) -> Paragraph {
    prepare_along(Direction::Vertical, copy, &ParagraphStyles::plain(style), rules, fonts()).value
}

fn down(text: &str) -> Paragraph {
    down_with(&copy(text), &style(), &rules())
}

/// With all of `part` marked.
fn marked(text: &str, part: &str, flag: u8) -> Paragraph {
    let start = text.find(part).expect("the part") as u32;
    let kind = Inline::of(Voice::Base).with(flag);
    let spans = vec![InlineSpan { start, end: start + part.len() as u32, kind }];
    down_with(&Copy { spans, ..copy(text) }, &style(), &rules())
}

fn posture(paragraph: &Paragraph, index: usize) -> Posture {
    paragraph.looks[usize::from(paragraph.items[index].look)].posture
}

/// Each item as the reader sees it: upright as it is, `{turned}`, `[across]`.
fn drawn(paragraph: &Paragraph) -> String {
    let mut drawn = String::new();
    let mut turned = false;
    for (index, item) in paragraph.items.iter().enumerate() {
        let is_turned = posture(paragraph, index) == Posture::Turned;
        if is_turned != turned {
            drawn.push(if is_turned { '{' } else { '}' });
            turned = is_turned;
        }
        let text = paragraph.slice(index as u32, index as u32 + 1);
        let across = item.has(Item::ACROSS);
        assert_eq!(across, posture(paragraph, index) == Posture::Level, "{text}");
        drawn += &if across { format!("[{text}]") } else { text.to_owned() };
    }
    if turned {
        drawn.push('}');
    }
    drawn
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(drawn(&down(text)), expected);
}

/// Thousandths of an em of a text on one line, the mark at its end halved.
fn width(text: &str) -> i64 {
    down(text).breaks.last().expect("end").stop.width * 1000 / SIZE.get()
}

#[test]
fn c40_every_mark_has_a_form_for_vertical_lines() {
    for mark in "，。、．：；！？（）《》〈〉【】〖〗〔〕［］｛｝「」『』“”‘’—～…".chars()
    {
        let text = format!("文{mark}字");
        let (vertical, horizontal) = (down(&text), paragraph(&text));
        assert_eq!(posture(&vertical, 1), Posture::Upright, "{mark}");
        assert_eq!(vertical.items[1].advance, horizontal.items[1].advance, "{mark}");
        assert_ne!(vertical.glyphs[1].id, horizontal.glyphs[1].id, "{mark}");
        assert_eq!((vertical.glyphs[0], vertical.glyphs[2].id), (horizontal.glyphs[0], horizontal.glyphs[2].id));
    }
}

#[test]
fn c40_curly_quotes_are_drawn_as_corner_quotes_and_stay_what_they_are() {
    for (curly, corner) in [('“', '『'), ('”', '』'), ('‘', '「'), ('’', '」')] {
        let (curly_set, corner_set) = (down(&format!("文{curly}字")), down(&format!("文{corner}字")));
        assert_eq!(curly_set.glyphs[1].id, corner_set.glyphs[1].id, "{curly}");
        assert_eq!(curly_set.text, format!("文{curly}字"));
    }
    // In western text they turn with it.
    check("题为a “b” c的诗", "题为{a “b” c}的诗");
}

#[test]
fn c40_two_or_three_figures_share_an_em() {
    check("1958年7月18日", "{1958}年7月[18]日");
    check("第120级和第12级", "第[120]级和第[12]级");
    check("在3～5天、10—12月", "在3～5天、[10]—[12]月");
    check("零下6℃到35℃", "零下6℃到[35]℃");
    for figures in [Figures::Half, Figures::Proportional] {
        for number in ["12", "120"] {
            let text = format!("文{number}字");
            let paragraph = down_with(&copy(&text), &style(), &Composition { figures, ..rules() });
            let item = paragraph.items[1];
            assert_eq!(i64::from(item.advance), SIZE.get(), "1 em of the line");
            let look = &paragraph.looks[usize::from(item.look)];
            assert_eq!(look.width, if number == "12" { Permille(1000) } else { Permille(666) });
            // The figures stand about the middle of the line, and no wider than 1 em.
            let glyphs = &paragraph.glyphs[1..paragraph.glyphs.len() - 1];
            let half = SIZE.get() as i32 / 2;
            assert!((glyphs[0].x + half).abs() <= half / 100, "{number} begins at {}", glyphs[0].x);
            assert!(glyphs.windows(2).all(|pair| pair[0].x < pair[1].x) && glyphs.iter().all(|glyph| glyph.x < half));
        }
    }
}

#[test]
fn c40_latin_is_turned_and_a_letter_alone_is_not() {
    check("背一台Nikon相机（F3型）", "背一台{Nikon}相机（{F3}型）");
    check("A股和B超", "A股和B超");
    // Unless it belongs to a western phrase.
    check("维生素Vitamin C和iPhone 15。", "维生素{Vitamin C}和{iPhone 15}。");
    check("涨12.8%、0.6米", "涨{12.8%}、{0.6}米");
    check("见www.example.com/a-b。", "见{www.example.com/a-b}。");
    check("上午9:30到16:30", "上午{9:30}到{16:30}");
    // Turned letters keep their own advances.
    let (vertical, horizontal) = (down("文Nikon字"), paragraph("文Nikon字"));
    assert_eq!(vertical.glyphs, horizontal.glyphs);
}

#[test]
fn c40_what_is_marked_upright_is() {
    assert_eq!(drawn(&marked("装了LED灯", "LED", Inline::UPRIGHT)), "装了[LED]灯");
    assert_eq!(drawn(&marked("过了2026年", "2026", Inline::UPRIGHT)), "过了[2026]年");
    assert_eq!(drawn(&marked("用Nikon拍", "Nikon", Inline::UPRIGHT)), "用Nikon拍");
    let across = marked("装了LED灯", "LED", Inline::UPRIGHT);
    assert_eq!(i64::from(across.items[2].advance), SIZE.get());
}

#[test]
fn c11_a_dash_in_a_vertical_line_is_one_stroke_of_two_em() {
    let paragraph = down("是——的");
    assert_eq!(paragraph.items.len(), 3);
    assert_eq!(i64::from(paragraph.items[1].advance), SIZE.get() * 2);
    let glyph = paragraph.glyphs[1];
    assert_eq!((glyph.chars, glyph.x), (2, 0));
    let alone = down("京—沪").glyphs[1].id;
    assert!(glyph.id != alone && glyph.id != crate::fixture::paragraph("是——的").glyphs[1].id);
    assert_eq!(width("是……的"), 4000);
}

#[test]
fn c13_to_c17_widths_of_marks_in_vertical_lines() {
    // Halved as in horizontal lines, but `： ； ！ ？` (C17).
    for mark in "，。、”’」』）》〉】".chars() {
        assert_eq!(width(&format!("文{mark}")), 1500, "{mark}");
    }
    for mark in "：；！？".chars() {
        assert_eq!(width(&format!("文{mark}")), 2000, "{mark}");
        assert_eq!(width(&format!("文{mark}“文")), 3500, "{mark}: the quote gives its blank");
        assert_eq!(width(&format!("文{mark}”文")), 4000, "{mark}: there is none between them");
    }
    assert_eq!(width("文。”文"), 3500);
    assert_eq!(width("卡尔·马克思"), 5500);
    let interpunct = down("卡·马").glyphs[1];
    assert_eq!(i64::from(interpunct.x), -SIZE.get() / 4, "its em box is centred on ½ em");
}

#[test]
fn c37_c40_emphasis_dots_stand_at_the_right() {
    let paragraph = marked("记水尺的本子", "水尺", Inline::EMPHASIS);
    let set = set_all(&paragraph, &lines_of(&paragraph, cells(10)), Align::Justify).swap_remove(0);
    let dots: Vec<Point> = set
        .marks
        .iter()
        .flat_map(|mark| match mark {
            LineMark::Dots { centres, .. } => centres.clone(),
            _ => Vec::new(),
        })
        .collect();
    let along: Vec<i64> = dots.iter().map(|dot| dot.x.get() * 1000 / SIZE.get()).collect();
    assert_eq!(along, [1500, 2500], "in the middle of each character");
    // Above the em box, whose top is at 0.88 em: at the right when the line is turned.
    assert!(dots.iter().all(|dot| dot.y < -Em(900).at(SIZE) && dot.y > -Em(1200).at(SIZE)));
}

#[test]
fn narrow_type_is_narrow_across_a_vertical_line() {
    let narrow = TextStyle { width: Permille(800), ..style() };
    let paragraph = down_with(&copy("长字12行"), &narrow, &rules());
    assert_eq!((paragraph.em, paragraph.breaks.last().expect("end").stop.width), (SIZE.get(), SIZE.get() * 4));
    let widths: Vec<Permille> =
        paragraph.items.iter().map(|item| paragraph.looks[usize::from(item.look)].width).collect();
    assert_eq!(widths, [Permille(800); 4]);
}

#[test]
fn c7_a_clause_space_of_a_vertical_head_is_1_em() {
    let head = prepare_head_along(Direction::Vertical, &copy("甲 乙"), &style(), &rules(), fonts()).value;
    assert_eq!(head.breaks.last().expect("end").stop.width, SIZE.get() * 3);
}

#[test]
fn c9_marks_obey_in_vertical_lines() {
    const NOT_FIRST: &str = "。．，、：；！？”’」』）》〉】·—～";
    const NOT_LAST: &str = "“‘「『（《〈【";
    for mark in NOT_FIRST.chars().chain(NOT_LAST.chars()) {
        for level in [Prohibition::Basic, Prohibition::Gb, Prohibition::Strict] {
            for lead in 3..14 {
                let text = format!("{}{mark}{}", "文".repeat(lead), "字".repeat(12));
                let paragraph = down_with(&copy(&text), &style(), &Composition { prohibition: level, ..rules() });
                for measure in 5..=20 {
                    let lines = lines_of(&paragraph, cells(measure));
                    for (index, line) in lines.iter().enumerate() {
                        let text = paragraph.slice(line.start, line.end);
                        assert!(index == 0 || !(text.starts_with(mark) && NOT_FIRST.contains(mark)), "{text}");
                        let last = index + 1 == lines.len();
                        assert!(last || !(text.ends_with(mark) && NOT_LAST.contains(mark)), "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn c26_vertical_lines_are_justified_to_the_unit() {
    let text = "守埠的老人记得1958年7月18日那场水：12级石阶——都没了，“只有John的照相机”还在！".repeat(3);
    let paragraph = down(&text);
    for measure in 8..24 {
        let lines = lines_of(&paragraph, cells(measure));
        let set = set_all(&paragraph, &lines, Align::Justify);
        for line in &set[..set.len() - 1] {
            assert_eq!(line.advance, cells(measure), "{measure} {}", line.text);
        }
    }
}

const PARTS: &[&str] = &[
    "江水",
    "，",
    "。",
    "“",
    "”",
    "：",
    "！？",
    "——",
    "……",
    "12",
    "120",
    "2026年",
    "6℃",
    "3～5",
    "12.8%",
    "A",
    "LED",
    "John Smith",
    " ",
    "·",
    "／",
    "www.example.com",
    "ー",
    "e\u{301}",
    "〇",
    "㎡",
    "-",
    "→",
    "（",
    "）",
    "𠮷",
    "缺\u{fe00}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_in_vertical_lines(parts in prop::collection::vec(prop::sample::select(PARTS), 1..40), upright in any::<bool>(), measure in 4u16..30) {
        let text = parts.concat();
        let kind = if upright { Inline::PLAIN.with(Inline::UPRIGHT) } else { Inline::PLAIN };
        let spans = vec![InlineSpan { start: 0, end: text.len() as u32, kind }];
        let paragraph = down_with(&Copy { spans, ..copy(&text) }, &style(), &rules());
        let owned: usize = paragraph.glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
        prop_assert_eq!(owned, text.chars().count());
        let lines = lines_of(&paragraph, cells(measure));
        let set = set_all(&paragraph, &lines, Align::Justify);
        let printed: String = set.iter().flat_map(|line| &line.runs).map(|run| run.text.as_str()).collect();
        let dense = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
        prop_assert_eq!(dense(&printed), dense(&text));
        for run in set.iter().flat_map(|line| &line.runs) {
            let chars: usize = run.glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
            prop_assert_eq!(chars, run.text.chars().count());
            prop_assert!(run.posture != Posture::Level || run.origin.x >= Length::ZERO - cells(1));
        }
    }
}
