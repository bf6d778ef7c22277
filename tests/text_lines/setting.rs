//! Widths and distribution: where every glyph of a line stands.

use paiban::base::units::{Em, Length};
use paiban::engine::compose::lines::{LineOptions, Measure, SetLine, break_lines, set_line};
use paiban::engine::text::Paragraph;
use paiban::model::{Align, Composition, Figures, MarkWidth};

use crate::fixture::{SIZE, cells, head, lines_of, paragraph, paragraph_with, rules, set_all, width};

/// Origins of all glyphs, in thousandths of an em.
fn positions(line: &SetLine) -> Vec<i64> {
    let at = |x: Length| (x.get() * 1000 + SIZE.get() / 2).div_euclid(SIZE.get());
    line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| at(run.origin.x + glyph.x))).collect()
}

fn only_line(paragraph: &Paragraph, measure: Length, align: Align) -> SetLine {
    let lines = lines_of(paragraph, Length::mm(1000));
    assert_eq!(lines.len(), 1);
    let line = paiban::engine::compose::lines::BrokenLine { last: false, ..lines[0] };
    set_line(paragraph, &line, measure, align)
}

#[test]
fn c13_adjacent_marks_take_one_and_a_half_em() {
    // A Han after each pair, so that nothing is halved at the line's end.
    for pair in ["，“", "。”", "”“", "”，", "》、", "：“", "））", "““", "！”", "）《"] {
        assert_eq!(width(&format!("文{pair}文"), &rules()), 3500, "{pair}");
        let tight = Composition { pairs: Em(1000), ..rules() };
        assert_eq!(width(&format!("文{pair}文"), &tight), 3000, "{pair}");
    }
    assert_eq!(width("文。”，文", &rules()), 4000);
    assert_eq!(width("文。，文", &rules()), 4000, "no bracket, no pair");
}

#[test]
fn c14_exclamations_share_an_em() {
    assert_eq!(width("文！？文", &rules()), 3000);
    assert_eq!(width("文！！文", &rules()), 3000);
    assert_eq!(width("文！！！文", &rules()), 4000);
}

#[test]
fn c15_line_end_marks_are_half() {
    for mark in "，。、：；！？”’」』）》〉】".chars() {
        assert_eq!(width(&format!("文{mark}"), &rules()), 1500, "{mark}");
        let full = Composition { line_end_mark: MarkWidth::Full, ..rules() };
        assert_eq!(width(&format!("文{mark}"), &full), 2000, "{mark}");
    }
}

#[test]
fn c16_an_opener_at_the_line_start_is_half_but_for_an_indent() {
    let paragraph = paragraph("“甲乙丙丁戊己庚辛”");
    let plain = break_lines(&paragraph, &LineOptions::default(), Measure::Uniform(cells(20)));
    assert_eq!(positions(&set_line(&paragraph, &plain[0], cells(20), Align::Left))[..2], [-500, 500]);
    let options = LineOptions { indent: cells(2), align: Align::Justify };
    let indented = break_lines(&paragraph, &options, Measure::Uniform(cells(20)));
    assert_eq!(positions(&set_line(&paragraph, &indented[0], cells(20), Align::Left))[..2], [2000, 3000]);
}

#[test]
fn c17_the_interpunct_stands_in_half_an_em() {
    assert_eq!(width("卡尔·马克思", &rules()), 5500);
    assert_eq!(width("和/或", &rules()), 2500);
}

#[test]
fn c11_a_dash_is_two_em_and_both_characters_are_kept() {
    assert_eq!(width("是——的", &rules()), 4000);
    assert_eq!(width("是……的", &rules()), 4000);
    let paragraph = paragraph("是——的");
    let set = set_all(&paragraph, &lines_of(&paragraph, cells(9)), Align::Justify);
    assert_eq!(set[0].text, "是——的");
    let chars: usize = set[0].runs.iter().flat_map(|run| &run.glyphs).map(|glyph| usize::from(glyph.chars)).sum();
    assert_eq!(chars, 4);
}

#[test]
fn c19_the_gap_stands_at_the_legal_places_only() {
    let gap = Composition { han_latin: Em(125), ..rules() };
    let wide = |text: &str| width(text, &gap) - width(text, &rules());
    assert_eq!(wide("在2022年"), 250);
    assert_eq!(wide("增12%和"), 250);
    assert_eq!(wide("，2022，"), 0);
    assert_eq!(wide("（A）"), 0);
    assert_eq!(wide("2022"), 0);
}

#[test]
fn c20_figures_are_half_or_as_drawn() {
    assert_eq!(width("2022", &rules()), 2000);
    let drawn = Composition { figures: Figures::Proportional, ..rules() };
    assert!(width("2022", &drawn) > 2000);
}

#[test]
fn spaces_between_han_are_half_an_em_and_wide_ones_whole() {
    assert_eq!(width("甲 乙", &rules()), 2500);
    assert_eq!(width("甲\u{3000}乙", &rules()), 3000);
    let clause = head("甲 乙");
    assert_eq!(clause.breaks.last().expect("end").stop.width, SIZE.get() * 3);
}

#[test]
fn c26_right_edges_agree_to_the_unit() {
    let text = "我省在2019年初启动“小微企业三年成长计划”，明确三年内开展技能提升培训30万人次：实施目标。".repeat(3);
    for gap in [0, 125, 250] {
        let paragraph = paragraph_with(&text, &Composition { han_latin: Em(gap), ..rules() });
        for measure in 8..24 {
            let lines = lines_of(&paragraph, cells(measure));
            let set = set_all(&paragraph, &lines, Align::Justify);
            for line in &set[..set.len() - 1] {
                assert_eq!(line.advance, cells(measure), "{measure} {}", line.text);
            }
        }
    }
}

#[test]
fn c28_brackets_give_before_commas_and_commas_before_stops() {
    // 甲（乙）丙，丁。戊 is 9 em; brackets give 1, the comma ½, the stop ½.
    let paragraph = paragraph("甲（乙）丙，丁。戊");
    let at = |tenths: i64| positions(&only_line(&paragraph, SIZE.scale(tenths, 10), Align::Justify));
    assert_eq!(at(90), [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]);
    // ½ em: ¼ from either bracket.
    assert_eq!(at(85), [0, 750, 1750, 2750, 3500, 4500, 5500, 6500, 7500]);
    assert_eq!(at(80), [0, 500, 1500, 2500, 3000, 4000, 5000, 6000, 7000]);
    assert_eq!(at(78), [0, 500, 1500, 2500, 3000, 4000, 4800, 5800, 6800]);
    assert_eq!(at(75), [0, 500, 1500, 2500, 3000, 4000, 4500, 5500, 6500]);
    assert_eq!(at(70), [0, 500, 1500, 2500, 3000, 4000, 4500, 5500, 6000]);
    // No more to give: overfull, reported and not lost.
    let paragraph = paragraph_with("甲（乙）丙", &rules());
    let set = only_line(&paragraph, cells(3), Align::Justify);
    assert_eq!((set.overfull, set.text.as_str()), (cells(1), "甲（乙）丙"));
}

#[test]
fn c28_a_colon_gives_only_at_line_ends_and_beside_brackets() {
    let paragraph = paragraph("甲：乙，丙");
    let set = only_line(&paragraph, SIZE.scale(45, 10), Align::Justify);
    assert_eq!(positions(&set), [0, 1000, 2000, 3000, 3500]);
}

#[test]
fn c29_gaps_with_latin_stretch_first_then_all_alike() {
    let paragraph = paragraph_with("甲A乙丙", &Composition { han_latin: Em(125), ..rules() });
    let natural = width("甲A乙丙", &Composition { han_latin: Em(125), ..rules() });
    let measure = SIZE.scale(natural + 200, 1000);
    let before = positions(&only_line(&paragraph, SIZE.scale(natural, 1000), Align::Justify));
    let set = only_line(&paragraph, measure, Align::Justify);
    let moved: Vec<i64> = positions(&set).iter().zip(&before).map(|(now, then)| now - then).collect();
    assert_eq!(moved, [0, 100, 200, 200]);
    assert_eq!(set.looseness, Em(0));
    // Beyond ½ em each, the rest goes to all three gaps.
    let set = only_line(&paragraph, SIZE.scale(natural + 750 + 300, 1000), Align::Justify);
    let moved: Vec<i64> = positions(&set).iter().zip(&before).map(|(now, then)| now - then).collect();
    assert_eq!(moved, [0, 475, 950, 1050]);
    assert_eq!(set.looseness, Em(100));
}

#[test]
fn c29_nothing_opens_inside_units() {
    let paragraph = paragraph("甲12.5%乙——丙");
    let tight = positions(&only_line(&paragraph, Length::ZERO, Align::Left));
    let loose = positions(&only_line(&paragraph, cells(12), Align::Distribute));
    let gap = |at: &[i64], index: usize| at[index] - at[index - 1];
    for index in 2..=5 {
        assert_eq!(gap(&loose, index), gap(&tight, index), "inside 12.5%");
    }
    assert!(gap(&loose, 1) > gap(&tight, 1));
}

#[test]
fn lines_stand_left_centred_right_and_distributed() {
    let paragraph = paragraph("甲乙丙");
    assert_eq!(positions(&only_line(&paragraph, cells(6), Align::Left)), [0, 1000, 2000]);
    assert_eq!(positions(&only_line(&paragraph, cells(6), Align::Center)), [1500, 2500, 3500]);
    assert_eq!(positions(&only_line(&paragraph, cells(6), Align::Right)), [3000, 4000, 5000]);
    assert_eq!(positions(&only_line(&paragraph, cells(6), Align::Distribute)), [0, 2500, 5000]);
}

#[test]
fn tracking_and_horizontal_scale_widen_the_line() {
    use paiban::base::units::Permille;
    use paiban::engine::text::{ParagraphStyles, prepare};
    let style = paiban::model::TextStyle { width: Permille(800), tracking: Em(100), ..crate::fixture::style() };
    let styles = ParagraphStyles::plain(&style);
    let paragraph = prepare(&crate::fixture::copy("甲乙丙"), &styles, &rules(), crate::fixture::fonts()).value;
    assert_eq!(paragraph.breaks.last().expect("end").stop.width * 100 / SIZE.get(), 80 * 3 + 8 * 2);
}
