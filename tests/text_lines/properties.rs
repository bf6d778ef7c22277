//! Invariants, on any copy.

use proptest::prelude::*;

use paiban::base::units::{Em, Length};
use paiban::engine::compose::lines::{
    BrokenLine, LineOptions, Measure, break_lines, curve, natural_width, reference_cost, set_line, total_cost,
};
use paiban::engine::text::{class_of, may_not_begin, may_not_end};
use paiban::model::{Align, Composer, Composition, MarkWidth, Prohibition};

use crate::fixture::{cells, lines_of, paragraph_with, rules};

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[一二三四五六七八九十天地玄黄宇宙洪荒]{1,6}",
        4 => "[，。、；：！？]",
        2 => "[“‘（《][一二三四]{1,4}[”’）》]",
        2 => "[0-9]{1,4}(\\.[0-9]{1,2})?(年|亿元|%|万人次|)",
        1 => "[A-Za-z]{1,9}",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => Just("！？".to_owned()),
        1 => Just(" ".to_owned()),
        1 => "[“”‘’（）《》，。·/～々℃]{1,3}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 1..30).prop_map(|pieces| pieces.concat())
}

fn composition() -> impl Strategy<Value = Composition> {
    (0_usize..3, 0_usize..2, prop_oneof![Just(0), Just(125), Just(250)], any::<bool>(), any::<bool>()).prop_map(
        |(level, composer, gap, full, tight)| Composition {
            prohibition: [Prohibition::Basic, Prohibition::Gb, Prohibition::Strict][level],
            composer: [Composer::Paragraph, Composer::Line][composer],
            han_latin: Em(gap),
            line_end_mark: if full { MarkWidth::Full } else { MarkWidth::Half },
            line_start_opener: if full { MarkWidth::Full } else { MarkWidth::Half },
            pairs: Em(if tight { 1000 } else { 1500 }),
            ..rules()
        },
    )
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|char| *char != ' ').collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost(copy in text(), rules in composition(), measure in 2_u16..24) {
        let paragraph = paragraph_with(&copy, &rules);
        let lines = lines_of(&paragraph, cells(measure));
        let (mut joined, mut shown) = (String::new(), 0);
        for line in &lines {
            let set = set_line(&paragraph, line, line.measure, Align::Justify);
            let runs: String = set.runs.iter().map(|run| run.text.as_str()).collect();
            for run in &set.runs {
                let chars: usize = run.glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
                prop_assert_eq!(chars, run.text.chars().count());
            }
            shown += runs.chars().count();
            prop_assert_eq!(&runs, &set.text);
            joined.push_str(&runs);
        }
        prop_assert_eq!(without_spaces(&joined), without_spaces(&copy));
        prop_assert!(shown <= copy.chars().count());
    }

    #[test]
    fn edges_are_flush_and_no_line_is_wider_than_its_measure(
        copy in text(), rules in composition(), measure in 6_u16..24, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        let options = LineOptions { indent: cells(indent), align: Align::Justify };
        let lines = break_lines(&paragraph, &options, Measure::Uniform(cells(measure)));
        for line in &lines {
            let set = set_line(&paragraph, line, cells(measure), Align::Justify);
            prop_assert_eq!(set.overfull, line.overfull);
            if line.overfull == Length::ZERO {
                prop_assert!(set.advance <= cells(measure));
                let gaps = paragraph.items[line.start as usize + 1..line.end.max(line.start + 1) as usize]
                    .iter().any(|item| item.has(paiban::engine::text::Item::STRETCH));
                if !line.last && gaps {
                    prop_assert_eq!(set.advance, cells(measure));
                }
            } else {
                prop_assert_eq!(set.advance, cells(measure) + line.overfull);
            }
        }
    }

    #[test]
    fn total_fit_and_the_curve_equal_the_unpruned_reference(
        copy in text(), rules in composition(), measure in 2_u16..24, indent in 0_u16..3, ragged in any::<bool>(),
    ) {
        let paragraph = paragraph_with(&copy, &Composition { composer: Composer::Paragraph, ..rules });
        let align = if ragged { Align::Left } else { Align::Justify };
        let options = LineOptions { indent: cells(indent), align };
        let uniform = Measure::Uniform(cells(measure));
        let reference = reference_cost(&paragraph, &options, cells(measure));
        prop_assert_eq!(total_cost(&break_lines(&paragraph, &options, uniform)), reference);
        prop_assert_eq!(curve(&paragraph, &options, uniform).best().1, reference);
        let varied = |line: usize| cells(measure + u16::from(line % 3 == 1));
        let broken = break_lines(&paragraph, &options, Measure::PerLine(&varied));
        prop_assert_eq!(total_cost(&broken), curve(&paragraph, &options, Measure::PerLine(&varied)).best().1);
    }

    #[test]
    fn prohibition_is_respected(copy in "[一二三四五天地“”‘’（）《》，。、；：！？·/]{1,60}", measure in 9_u16..24) {
        let paragraph = paragraph_with(&copy, &rules());
        // Where a stretch without a legal break is wider than the measure, anything may be broken.
        prop_assume!(paragraph.widest <= cells(measure).get());
        let lines = lines_of(&paragraph, cells(measure));
        for (index, line) in lines.iter().enumerate() {
            let text = paragraph.slice(line.start, line.end);
            let (first, last) = (text.chars().next(), text.chars().last());
            let level = Prohibition::Gb;
            prop_assert!(index == 0 || !first.is_some_and(|char| may_not_begin(class_of(char), level, false)));
            prop_assert!(line.last || !last.is_some_and(|char| may_not_end(class_of(char), level)));
        }
    }

    #[test]
    fn c2_what_can_be_squeezed_in_is_never_pushed_down(copy in text(), measure in 6_u16..20) {
        let rules = Composition { composer: Composer::Line, last_line: 0, ..rules() };
        let paragraph = paragraph_with(&copy, &rules);
        prop_assume!(paragraph.widest <= cells(measure).get());
        let lines = lines_of(&paragraph, cells(measure));
        for line in lines.iter().filter(|line| !line.last && natural_width(&paragraph, line) < cells(measure)) {
            // Brute force: a line that leaves room is set with more, by every break there is.
            for place in paragraph.breaks.iter().filter(|place| place.at > line.next) {
                let longer = BrokenLine { end: place.end, next: place.at, ..*line };
                let set = set_line(&paragraph, &longer, cells(measure), Align::Justify);
                prop_assert!(set.overfull > Length::ZERO, "{}", set.text);
            }
        }
    }
}

#[test]
fn odd_copy_and_odd_measures_never_panic() {
    let odd = [
        "",
        " ",
        "  ",
        "\u{3000}",
        " 甲",
        "甲 ",
        "“",
        "”",
        "——",
        "—",
        "…",
        "！",
        "A",
        "e\u{301}",
        "\u{301}",
        "龑\u{fe00}",
        "😀",
        "%",
        "$",
        "-",
        "1-",
        "www.",
        "http://",
        "第",
        "第1",
        "1第",
        "\u{200d}",
        "《》",
        "···",
        "／／／",
        "“ ”",
        "甲\u{a0}乙",
    ];
    for text in odd {
        for rules in [rules(), Composition { composer: Composer::Line, prohibition: Prohibition::None, ..rules() }] {
            let paragraph = paragraph_with(text, &rules);
            let head = crate::fixture::head(text);
            for measure in [Length::pt(-5), Length::ZERO, Length::emu(1), cells(1), cells(2), cells(30)] {
                for align in [Align::Left, Align::Center, Align::Right, Align::Justify, Align::Distribute] {
                    let options = LineOptions { indent: cells(2), align };
                    let uniform = Measure::Uniform(measure);
                    let lines = break_lines(&paragraph, &options, uniform);
                    let shown: usize = lines
                        .iter()
                        .map(|line| {
                            set_line(&paragraph, line, measure, align)
                                .text
                                .chars()
                                .filter(|c| !c.is_whitespace())
                                .count()
                        })
                        .sum();
                    assert_eq!(shown, text.chars().filter(|c| !c.is_whitespace()).count(), "{text:?}");
                    let _ = curve(&paragraph, &options, uniform).best();
                    let by_line = |line: usize| measure + Length::emu(line as i64);
                    let _ = break_lines(&paragraph, &options, Measure::PerLine(&by_line));
                }
                let _ = paiban::engine::compose::lines::break_head(&head, measure, (1, 3));
            }
        }
    }
}
