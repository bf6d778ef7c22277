//! Words, numbers with their units, codes and addresses at all measures (C20 to C25); the character
//! grid (C36); the defaults by name.

use paiban::base::units::{Cells, Em};
use paiban::model::{
    Composer, Composition, Figures, Hanging, Hyphenation, MarkScheme, MarkWidth, Prohibition, Single, Squeeze, Stretch,
};

use crate::fixture::{SIZE, cells, paragraph_with, rules, width};
use crate::marks::{LEVELS, UNITS};
use crate::places::{clusters, set, thousandths};

/// Calls `test` with all lines of 文ⁿX上ᵐ, at every place and measure; 字 would be a unit of a number.
fn sweep(text: &str, rules: &Composition, measures: std::ops::RangeInclusive<u16>, test: impl Fn(&[String])) {
    for lead in 0..26 {
        let paragraph = paragraph_with(&format!("{}{text}{}", "文".repeat(lead), "上".repeat(12)), rules);
        for measure in measures.clone() {
            let lines: Vec<String> = set(&paragraph, 0, measure).into_iter().map(|(_, set)| set.text).collect();
            test(&lines);
        }
    }
}

#[test]
fn c23_c24_units_found_by_pattern_are_never_split() {
    for unit in UNITS {
        for level in LEVELS {
            for (figures, gap) in [(Figures::Half, 0), (Figures::Proportional, 250)] {
                let rules = Composition { prohibition: level, figures, han_latin: Em(gap), ..rules() };
                // Where it is wider than the measure a break of last resort is right.
                let least = (width(unit, &rules) / 1000 + 1) as u16;
                sweep(unit, &rules, least.max(5)..=24, |lines| {
                    assert!(lines.iter().any(|line| line.contains(unit)), "{unit} {level:?} {lines:?}");
                });
            }
        }
    }
}

#[test]
fn c25_an_address_breaks_after_its_own_marks_only() {
    for address in
        ["www.example.com", "qingxi.news@example.com.cn", "https://www.example.com/news/2026?page=2&from=front"]
    {
        sweep(address, &rules(), 14..=24, |lines| {
            for pair in lines.windows(2) {
                let before = format!("{}{}", pair[0], pair[1]);
                let inside =
                    before.find(address).is_some_and(|at| at < pair[0].len() && pair[0].len() < at + address.len());
                if inside {
                    assert!(pair[0].ends_with(['/', '.', '-', '_', '?', '&', '=']), "{lines:?}");
                    assert!(!pair[1].starts_with(['/', '.', '-', '_', '?', '&', '=']), "{lines:?}");
                }
            }
        });
    }
}

#[test]
fn c22_a_word_is_whole_without_hyphenation() {
    let whole = Composition { hyphenation: None, ..rules() };
    for word in ["hyphenation", "newspaper", "UNESCO", "Cambridge"] {
        sweep(word, &whole, 8..=24, |lines| {
            assert!(lines.iter().any(|line| line.contains(word)), "{word} {lines:?}");
        });
    }
}

#[test]
fn c22_a_hyphen_is_drawn_but_is_not_in_the_text_and_keeps_its_minima() {
    for (left, right) in [(2, 3), (3, 4), (5, 5)] {
        let rules = Composition { hyphenation: Some(Hyphenation { left, right }), ..rules() };
        let mut seen = 0;
        for word in ["hyphenation", "typesetting", "international", "composition"] {
            for lead in 3..20 {
                let paragraph = paragraph_with(&format!("{}{word}{}", "文".repeat(lead), "上".repeat(12)), &rules);
                for measure in 7..=24 {
                    for (line, set) in set(&paragraph, 0, measure).into_iter().filter(|(line, _)| line.hyphen) {
                        assert!(!set.text.contains('-'), "{}", set.text);
                        let before = set.text.chars().rev().take_while(char::is_ascii_alphabetic).count();
                        assert!(
                            before >= usize::from(left) && word.len() - before >= usize::from(right),
                            "{}",
                            set.text
                        );
                        let last = clusters(&set).pop().expect("a hyphen");
                        let (glyph, advance) = paragraph.looks[0].hyphen;
                        let drawn = set.runs.last().and_then(|run| run.glyphs.last()).expect("a glyph");
                        assert_eq!((last.0.as_str(), drawn.id), ("", glyph), "{}", set.text);
                        assert_eq!(last.1 + i64::from(advance), cells(measure).get(), "{}", set.text);
                        assert!(!line.last);
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 20, "{left} {right}");
    }
}

#[test]
fn c20_c21_figures_are_half_an_em_and_words_as_the_face_draws_them() {
    for figure in '0'..='9' {
        assert_eq!(width(&figure.to_string().repeat(3), &rules()), 1500, "{figure}");
    }
    let paragraph = paragraph_with(&"他说typesetting是一件事，也说2026年的composition是。".repeat(5), &rules());
    for measure in 9..=24 {
        let mut seen = std::collections::BTreeMap::new();
        for (_, set) in set(&paragraph, 0, measure) {
            for pair in clusters(&set).windows(2) {
                let both = |c: &str| c.len() == 1 && c.as_bytes()[0].is_ascii_alphanumeric();
                if both(&pair[0].0) && both(&pair[1].0) {
                    // Always the same, however the line is adjusted.
                    let width = thousandths(pair[1].1 - pair[0].1);
                    let known = *seen.entry((pair[0].0.clone(), pair[1].0.clone())).or_insert(width);
                    assert!((known - width).abs() <= 1, "{} {measure}", set.text);
                }
            }
        }
    }
}

#[test]
fn c36_on_a_character_grid_han_stand_under_one_another() {
    let copy = [
        "昨日上午，青溪镇的渡口来了三十七位老人。他们说：“船开得稳，坐着放心。”",
        "全年共走了12,083趟，运送3.2万人次，比去年多12.83%；《青溪日报》说（见第2版）……",
        "他的网站www.example.com今起开放——写信也行！？卡尔·马克思、“甲”“乙”都来了。",
    ];
    let mut on_grid = 0;
    for marks in [MarkScheme::Full, MarkScheme::LineEndHalf, MarkScheme::Kaiming, MarkScheme::Half] {
        let rules = Composition { character_grid: true, ..Composition::of(marks) };
        for text in copy {
            let paragraph = paragraph_with(&text.repeat(3), &rules);
            for (indent, measure) in (8..=24).flat_map(|measure| [(0, measure), (2, measure)]) {
                for (line, set) in set(&paragraph, indent, measure) {
                    if !set.changes.is_empty() || line.overfull.get() > 0 {
                        continue;
                    }
                    for (text, x) in clusters(&set) {
                        if text.chars().all(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)) && !text.is_empty() {
                            assert_eq!(x % SIZE.get(), 0, "{text} in {} ({marks:?}, {measure})", set.text);
                        }
                    }
                    on_grid += 1;
                }
            }
        }
    }
    assert!(on_grid > 1000, "{on_grid}");
}

/// `composition.md` 13, line by line.
#[test]
fn the_defaults_are_those_of_the_reference() {
    let set = Composition::default();
    assert_eq!((set.prohibition, set.dash_may_begin_line), (Prohibition::Gb, false), "C9");
    assert_eq!(set.composer, Composer::Paragraph, "C2");
    assert_eq!(set.marks, MarkScheme::LineEndHalf, "C44");
    assert_eq!(set.line_end_mark, MarkWidth::Half, "C15");
    assert_eq!((set.line_start_opener, set.indent_opener), (MarkWidth::Half, MarkWidth::Full), "C16");
    assert_eq!((set.pairs, set.exclaim_pairs), (Em(1500), true), "C13, C14");
    assert_eq!(set.interpunct, MarkWidth::Half, "C17");
    assert_eq!(set.hanging, Hanging::None, "C18");
    assert!((0..=250).contains(&set.han_latin.0), "C19");
    assert_eq!(set.indent, Cells(2), "C31");
    assert_eq!((set.last_line, set.last_line_marks), (2, false), "C32");
    assert_eq!((set.single_last_line, set.single_first_line), (Single::Avoid, Single::Avoid), "C33");
    assert!(!set.character_grid, "C36");
    let squeeze: Vec<(Squeeze, i32)> = set.squeeze.iter().map(|step| (step.class, step.limit.0)).collect();
    let order = [
        (Squeeze::LineEnd, 500),
        (Squeeze::WordSpace, 250),
        (Squeeze::Interpunct, 500),
        (Squeeze::Bracket, 500),
        (Squeeze::Comma, 500),
        (Squeeze::HanLatin, 125),
        (Squeeze::Period, 500),
    ];
    assert_eq!(squeeze, order, "C28: the colon is in no class");
    let stretch: Vec<(Stretch, i32)> = set.stretch.iter().map(|step| (step.class, step.limit.0)).collect();
    assert_eq!(stretch[..2], [(Stretch::WordSpace, 500), (Stretch::HanLatin, 500)], "C29");
    assert_eq!(stretch[2].0, Stretch::All, "C29");
    // 开明 never squeezes 。？！, whose full width is its point; 全身 keeps line-end marks whole.
    let kaiming = Composition::of(MarkScheme::Kaiming);
    assert!(kaiming.squeeze.iter().all(|step| step.class != Squeeze::Period), "C44");
    assert_eq!(Composition::of(MarkScheme::Full).line_end_mark, MarkWidth::Full, "C44");
}
