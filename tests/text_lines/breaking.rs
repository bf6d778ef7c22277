//! Which lines a paragraph takes.

use paiban::base::diag::Code;
use paiban::base::units::Em;
use paiban::engine::compose::lines::LineMark;
use paiban::model::{Composer, Composition, Inline, InlineSpan, Prohibition, Voice};

use crate::fixture::{cells, check, check_with, copy, draw, lines_of, paragraph, paragraph_of, rules};

fn line_by_line() -> Composition {
    Composition { composer: Composer::Line, ..rules() }
}

#[test]
fn plain_han_fills_the_measure() {
    check(5, "春江潮水连海平海上明月共潮生", "春江潮水连\n海平海上明\n月共潮生");
}

#[test]
fn c9_full_stop_brings_its_neighbour_down() {
    // 推出: nothing in the first line can be squeezed for more than the halved stop.
    check_with(&line_by_line(), 5, "今天下大雨、。明天再来", "今天下大\n雨、。明天\n再来");
}

#[test]
fn c2_squeeze_first() {
    // 先挤进: ½ em from the comma brings the stop in, halved.
    check_with(&line_by_line(), 7, "我们来，下大雨。明天再来", "我们来，下大雨。\n明天再来");
}

#[test]
fn c15_the_mark_at_a_line_end_is_halved() {
    let paragraph = paragraph("今天下大雨。明天再来");
    let lines = lines_of(&paragraph, cells(6));
    assert_eq!(draw(&paragraph, &lines), "今天下大雨。\n明天再来");
}

#[test]
fn c11_dashes_and_ellipses_stay_whole() {
    for measure in 7..16 {
        for text in ["他说——不知道……是的", "走吧…………好的啊啊"] {
            let paragraph = paragraph(text);
            for line in draw(&paragraph, &lines_of(&paragraph, cells(measure))).lines() {
                assert!(!line.starts_with(['—', '…']), "{measure} {line}");
                assert!(line.matches('—').count() % 2 == 0, "{measure} {line}");
            }
        }
    }
}

#[test]
fn c12_breaks_before_an_opening_and_after_a_closing_quote() {
    let paragraph = paragraph("文“文”文");
    let texts: Vec<&str> = paragraph.breaks.iter().map(|place| paragraph.slice(0, place.at)).collect();
    assert_eq!(texts, ["", "文", "文“文”", "文“文”文"]);
}

#[test]
fn c22_c23_words_and_numbers_stay_whole() {
    check(8, "产值达到了470.1亿元，增长", "产值达到了\n470.1亿元，增长");
    check(6, "今天我们说hello世界", "今天我们说\nhello世界");
}

#[test]
fn c25_an_address_breaks_only_after_its_own_marks() {
    check(8, "请看www.zjgrrb.com上的报道", "请看www.\nzjgrrb.com上的\n报道");
}

#[test]
fn a_word_wider_than_the_measure_is_broken_rather_than_overfull() {
    for measure in 2..8 {
        let paragraph = paragraph("见Donaudampfschifffahrtsgesellschaft的12345678901234567890号");
        for line in lines_of(&paragraph, cells(measure)) {
            assert_eq!(line.overfull.get(), 0, "{measure} {}", paragraph.slice(line.start, line.end));
        }
    }
}

#[test]
fn c3_marks_without_end_are_broken_in_the_last_resort() {
    let paragraph = paragraph("啊。』」》）！”』」》）！");
    let lines = lines_of(&paragraph, cells(3));
    assert!(lines.iter().all(|line| line.overfull.get() == 0));
}

#[test]
fn c32_the_last_line_has_two_characters() {
    for measure in 5..20 {
        for length in 2 * usize::from(measure)..4 * usize::from(measure) {
            let text = "一二三四五，六七。八九十、甲乙丙丁；戊己庚辛".repeat(8);
            let text: String = text.chars().take(length).collect::<String>() + "完。";
            for rules in [rules(), line_by_line()] {
                let paragraph = crate::fixture::paragraph_with(&text, &rules);
                let lines = lines_of(&paragraph, cells(measure));
                let last = lines.last().expect("lines");
                let text = paragraph.slice(last.start, last.end);
                let characters = text.chars().filter(|char| !"，。、；".contains(*char)).count();
                assert!(characters >= 2, "{measure} {length} {}", draw(&paragraph, &lines));
            }
        }
    }
}

#[test]
fn a_space_between_han_breaks_and_is_dropped() {
    check(6, "本报杭州讯 记者林晓昨日报道", "本报杭州讯\n记者林晓昨日\n报道");
    check(4, "本报记者 林晓", "本报记者\n林晓");
    check(6, "题目一二三四\u{3000}林晓", "题目一二三四\n林晓");
}

#[test]
fn no_prohibition_lets_marks_begin_lines() {
    let rules = Composition { prohibition: Prohibition::None, ..rules() };
    check_with(&rules, 4, "一二三四，五六七", "一二三四\n，五六七");
}

#[test]
fn pairs_may_close_up_to_one_em() {
    let tight = Composition { pairs: Em(1000), ..rules() };
    check_with(&tight, 6, "“甲”“乙”丙丁戊", "“甲”“乙”丙\n丁戊");
}

#[test]
fn a_missing_character_is_an_error_with_its_place() {
    let (_, found) = paragraph_of(&copy("好\u{10fffd}了"), &rules());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::CharacterMissing);
    assert!(found[0].message.zh.contains("U+10FFFD") && found[0].hint.is_some());
}

#[test]
fn a_borrowed_character_is_a_warning_once() {
    let (_, found) = paragraph_of(&copy("㐀好㐀了"), &rules());
    assert_eq!(found.iter().filter(|found| found.code == Code::CharacterBorrowed).count(), 1, "{found:?}");
}

#[test]
fn strong_changes_the_face_and_emphasis_adds_dots() {
    let mut copy = copy("甲乙丙，丁戊");
    copy.spans.push(InlineSpan { start: 3, end: 6, kind: Inline::of(Voice::Strong) });
    copy.spans.push(InlineSpan { start: 6, end: 15, kind: Inline::PLAIN.with(Inline::EMPHASIS) });
    let (paragraph, found) = paragraph_of(&copy, &rules());
    assert!(found.is_empty(), "{found:?}");
    let lines = lines_of(&paragraph, cells(10));
    let set = crate::fixture::set_all(&paragraph, &lines, paiban::model::Align::Justify);
    let texts: Vec<&str> = set[0].runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["甲", "乙", "丙，丁戊"]);
    let LineMark::Dots { centres, .. } = &set[0].marks[0] else { panic!("{:?}", set[0].marks) };
    assert_eq!(centres.len(), 2, "丙 and 丁, not the mark");
}

#[test]
fn c23_numbers_in_han_are_dear_to_break_and_not_forbidden() {
    // `|` for a free break, `¦` for a dear one.
    let drawn = |text: &str| {
        let paragraph = paragraph(text);
        let mut drawn = String::new();
        for (index, item) in paragraph.items.iter().enumerate() {
            let place = paragraph.breaks.iter().find(|place| index > 0 && place.at as usize == index);
            drawn.push_str(place.map_or("", |place| if place.penalty == 0 { "|" } else { "¦" }));
            drawn.push_str(&text[item.start as usize..][..3]);
        }
        drawn
    };
    assert_eq!(drawn("于二〇二六年十一月去"), "于|二¦〇¦二¦六¦年|十¦一¦月|去");
    assert_eq!(drawn("占三分之二多"), "占|三¦分¦之¦二|多");
    assert_eq!(drawn("增百分之三十。"), "增|百¦分¦之¦三¦十。");
    assert_eq!(drawn("是第十二届会"), "是|第¦十¦二¦届|会");
    assert_eq!(drawn("有一个人"), "有|一|个|人");
    assert_eq!(drawn("约三点五倍"), "约|三¦点¦五¦倍");
}

#[test]
fn the_printed_lines_of_the_seed_obey_the_same_prohibitions() {
    // One line of the real page: 17 characters in 14 字, quotes half, ”“ closed up.
    let tight = Composition { pairs: Em(1000), ..line_by_line() };
    check_with(&tight, 14, "采用“线上+线下”“理论+实操”的教学方式", "采用“线上+线下”“理论+实操”的\n教学方式");
}
