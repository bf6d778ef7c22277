//! Copy and measures that no paper has.

use paiban::base::units::Length;
use paiban::engine::compose::lines::{LineOptions, Measure, break_lines, curve, set_line};
use paiban::model::{Align, Composer, Composition, Prohibition};

use crate::fixture::{cells, paragraph_with, rules};

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
