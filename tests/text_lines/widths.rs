//! Widths of marks and gaps, swept over all marks, schemes and measures (C13 to C19, C44).

use paiban::base::units::Em;
use paiban::model::{Composition, Figures, Hanging, MarkScheme, MarkWidth, Prohibition};

use crate::fixture::{SIZE, cells, paragraph_with, rules, width};
use crate::marks::{CLOSERS, OPENERS};
use crate::places::{clusters, on_one_line, set, thousandths};

const SCHEMES: [MarkScheme; 4] = [MarkScheme::Full, MarkScheme::LineEndHalf, MarkScheme::Kaiming, MarkScheme::Half];

/// Every mark with a blank half.
fn blank_half() -> Vec<char> {
    format!("{OPENERS}{CLOSERS}，、；：。．！？").chars().collect()
}

/// C44: the width of a mark inside a line, in thousandths of an em.
fn inside(mark: char, scheme: MarkScheme) -> i64 {
    let half = match scheme {
        MarkScheme::Full | MarkScheme::LineEndHalf => false,
        MarkScheme::Kaiming => !"。．！？".contains(mark),
        MarkScheme::Half => true,
    };
    if half { 500 } else { 1000 }
}

fn scheme(marks: MarkScheme) -> Composition {
    Composition { han_latin: Em(0), figures: Figures::Half, ..Composition::of(marks) }
}

#[test]
fn c44_every_mark_has_the_width_of_its_scheme() {
    for marks in SCHEMES {
        for mark in blank_half() {
            assert_eq!(width(&format!("文{mark}文"), &scheme(marks)), 2000 + inside(mark, marks), "{mark} {marks:?}");
        }
    }
}

#[test]
fn c13_c14_every_pair_of_marks_in_every_scheme() {
    let is = |set: &str, mark: char| set.contains(mark);
    for marks in SCHEMES {
        for (pairs, exclaim_pairs) in [(1500, true), (1500, false), (1000, true), (1000, false)] {
            let rules = Composition { pairs: Em(pairs as i32), exclaim_pairs, ..scheme(marks) };
            for (one, two) in
                blank_half().into_iter().flat_map(|one| blank_half().into_iter().map(move |two| (one, two)))
            {
                let sum = inside(one, marks) + inside(two, marks);
                let bracket = [one, two].into_iter().any(|mark| is(OPENERS, mark) || is(CLOSERS, mark));
                let expected = if exclaim_pairs && is("！？", one) && is("！？", two) {
                    1000
                } else if !bracket {
                    sum
                } else if is(OPENERS, one) && !is(OPENERS, two) {
                    // Nothing stands in the brackets: the two turn no blank to one another, and only a
                    // style of 1 em takes the outer one.
                    sum - (1500 - pairs).min((sum - pairs).max(0))
                } else {
                    sum.min(pairs)
                };
                let found = width(&format!("文{one}{two}文"), &rules) - 2000;
                assert_eq!(found, expected, "{one}{two} {marks:?} {pairs}");
            }
        }
    }
}

#[test]
fn c14_exclamations_stand_two_by_two() {
    for marks in SCHEMES {
        let alone = inside('！', marks);
        for (text, expected) in
            [("！？", 1000), ("？！", 1000), ("！！", 1000), ("！！！", 1000 + alone), ("？！？！", 2000)]
        {
            assert_eq!(width(&format!("文{text}文"), &scheme(marks)) - 2000, expected, "{text} {marks:?}");
        }
    }
}

/// Every line of 文ⁿX字ᵐ that is justified and ends with X, at every measure.
fn ends_with(mark: char, rules: &Composition, mut test: impl FnMut(i64, u16)) -> usize {
    let mut seen = 0;
    for lead in 5..26 {
        let paragraph = paragraph_with(&format!("{}{mark}{}", "文".repeat(lead), "字".repeat(14)), rules);
        for measure in 8..=24 {
            for (_, set) in set(&paragraph, 0, measure).into_iter().filter(|(line, _)| !line.last) {
                let last = clusters(&set).pop().expect("a cluster");
                if last.0.starts_with(mark) {
                    test(thousandths(last.1), measure);
                    seen += 1;
                }
            }
        }
    }
    seen
}

#[test]
fn c15_every_stop_and_closer_is_half_at_the_end_of_every_justified_line() {
    for marks in SCHEMES {
        for mark in format!("{CLOSERS}，、；：。．！？").chars() {
            let rules = scheme(marks);
            let width = if marks == MarkScheme::Full { 1000 } else { 500 };
            let seen = ends_with(mark, &rules, |x, measure| {
                // 全身 may halve it to make the line exact (C28, step 1).
                let halved = width == 1000 && x == i64::from(measure) * 1000 - 500;
                assert!(halved || x == i64::from(measure) * 1000 - width, "{mark} {marks:?} {measure}: {x}");
            });
            assert!(seen > 10, "{mark} {marks:?}");
        }
    }
}

#[test]
fn c16_every_opener_is_half_at_the_start_of_a_line_and_as_asked_after_an_indent() {
    for opener in OPENERS.chars() {
        for (start, indented) in [(MarkWidth::Half, MarkWidth::Full), (MarkWidth::Full, MarkWidth::Half)] {
            let rules = Composition { line_start_opener: start, indent_opener: indented, ..rules() };
            // The ink of an opener is in the right half of its glyph.
            let ink = |width: MarkWidth| if width == MarkWidth::Half { 0 } else { 500 };
            for lead in 5..26 {
                let text = format!("{opener}{}{opener}{}", "文".repeat(lead), "字".repeat(14));
                let paragraph = paragraph_with(&text, &rules);
                for measure in 8..=24 {
                    for (index, (line, set)) in set(&paragraph, 2, measure).into_iter().enumerate() {
                        if !set.text.starts_with(opener) {
                            continue;
                        }
                        let found = thousandths(clusters(&set)[0].1) + 500;
                        let squeezed = set.looseness.0 < 0;
                        let wanted = if index == 0 { 2000 + ink(indented) } else { ink(start) };
                        // A full one may give way like any bracket (C28).
                        assert!(
                            found == wanted || (squeezed && found < wanted),
                            "{opener} {measure} {line:?}: {found}"
                        );
                        assert!(found >= if index == 0 { 2000 } else { 0 });
                    }
                }
            }
        }
    }
}

#[test]
fn c17_interpunct_and_solidus_are_half_and_fixed() {
    for marks in SCHEMES {
        for mark in ["·", "・", "‧", "/"] {
            assert_eq!(width(&format!("文{mark}文"), &scheme(marks)), 2500, "{mark}");
        }
        let full = Composition { interpunct: MarkWidth::Full, ..scheme(marks) };
        assert_eq!(width("文·文", &full), 3000);
    }
    // No line that is squeezed takes anything from it; on 1 em it gives up to ½ em.
    let gap = |set: &[(String, i64)], at: usize| thousandths(set[at + 1].1 - set[at - 1].1);
    for (interpunct, least) in [(MarkWidth::Half, 1500), (MarkWidth::Full, 1500)] {
        let paragraph = paragraph_with(&"卡尔·马克思，讲。".repeat(6), &Composition { interpunct, ..rules() });
        for measure in 8..=24 {
            for (_, set) in set(&paragraph, 0, measure) {
                let places = clusters(&set);
                for at in 1..places.len().max(1) - 1 {
                    if places[at].0 == "·" {
                        assert!(gap(&places, at) >= least, "{}", set.text);
                    }
                }
            }
        }
    }
}

#[test]
fn c18_ink_stands_outside_the_measure_only_when_that_is_enabled_and_one_stop_at_most() {
    for hanging in [Hanging::None, Hanging::Allow, Hanging::Force] {
        for (tail, hangs) in [
            ("。", true),
            ("，", true),
            ("、", true),
            ("．", true),
            ("；", false),
            ("：", false),
            ("！", false),
            ("”", false),
            ("》", false),
            ("”。", false),
            ("。”", false),
            ("，，", false),
            ("！。", false),
            ("文", false),
        ] {
            let rules = Composition { hanging, ..rules() };
            let mut outside = 0;
            for lead in 5..26 {
                let paragraph = paragraph_with(&format!("{}{tail}{}", "文".repeat(lead), "字".repeat(14)), &rules);
                for measure in 8..=24 {
                    for (line, set) in set(&paragraph, 0, measure) {
                        let edge = i64::from(measure) * 1000;
                        // All ink of a stop is in its left half; of a Han, in its em.
                        let ink = |(text, x): &(String, i64)| {
                            thousandths(*x)
                                + if blank_half().contains(&text.chars().next().unwrap_or('文')) { 500 } else { 1000 }
                        };
                        let out = clusters(&set).iter().filter(|cluster| ink(cluster) > edge).count();
                        assert!(
                            out <= usize::from(hangs && hanging != Hanging::None),
                            "{tail} {hanging:?} {}",
                            set.text
                        );
                        assert_eq!(out > 0, set.hung.get() > 0, "{tail} {hanging:?} {}", set.text);
                        if out == 0 && hangs && hanging == Hanging::Force && !line.last {
                            assert!(!set.text.ends_with(tail), "{} is to hang", set.text);
                        }
                        outside += out;
                    }
                }
            }
            assert_eq!(outside > 0, hangs && hanging != Hanging::None, "{tail} {hanging:?}");
        }
    }
}

#[test]
fn c19_the_gap_stands_between_han_and_latin_and_nowhere_else() {
    let han = ["文"];
    let latin = ["A", "é", "7", "+"];
    let others = ["，", "。", "：", "“", "”", "（", "）", "《", "——", "……", "·", "～", "/", "　", " "];
    let all: Vec<&str> = han.into_iter().chain(latin).chain(others).collect();
    for setting in [125, 250] {
        let gap = Composition { han_latin: Em(setting), ..rules() };
        for (one, two) in all.iter().flat_map(|one| all.iter().map(move |two| (*one, *two))) {
            let text = format!("字{one}{two}字");
            let place = |rules: &Composition| -> i64 {
                let clusters = on_one_line(&text, rules);
                let begins =
                    |at: &usize| clusters[..*at].iter().map(|(text, _)| text.len()).sum::<usize>() == 3 + one.len();
                let at = (1..clusters.len()).find(begins).expect("the second");
                clusters[at].1 - clusters[at - 1].1
            };
            let meets = |a: &str, b: &str| han.contains(&a) && latin.contains(&b);
            let wanted = if meets(one, two) || meets(two, one) { i64::from(setting) } else { 0 };
            assert_eq!(place(&gap) - place(&rules()), wanted, "{text}");
        }
    }
    // A percentage and a price are Latin on their outer sides.
    let gap = Composition { han_latin: Em(250), ..rules() };
    assert_eq!(width("文12%文", &gap) - width("文12%文", &rules()), 500);
    assert_eq!(width("文￥12文", &gap) - width("文￥12文", &rules()), 500);
}

#[test]
fn c19_no_gap_stands_at_the_start_or_end_of_a_line() {
    let gap = Composition { han_latin: Em(250), prohibition: Prohibition::Gb, ..rules() };
    for lead in 3..20 {
        let paragraph = paragraph_with(&format!("{}2026{}", "文".repeat(lead), "字".repeat(12)), &gap);
        for measure in 5..=24 {
            for (line, set) in set(&paragraph, 0, measure) {
                let clusters = clusters(&set);
                if set.text.starts_with('2') {
                    assert_eq!(clusters[0].1, 0, "{}", set.text);
                }
                if set.text.ends_with('6') && !line.last {
                    let last = clusters.last().expect("a figure").1;
                    assert_eq!(last + SIZE.get() / 2, cells(measure).get(), "{}", set.text);
                }
            }
        }
    }
}
