//! Every mark at every place, measure and level.

use paiban::model::{Composition, Prohibition};

use crate::fixture::{cells, lines_of, paragraph_with, rules};

/// C9 and C10 written down a second time, as the reference has them.
const STOPS: &str = "。．，、：；！？‼⁇⁈⁉”’」』）》〉】〗〕］｝～–—·・‧";
const OPENERS: &str = "“‘「『（《〈【〖〔［｛";
const AFTER: &str = "々〻ゝゞヽヾ°‰′″‵℃℉﹪％￠";
const STRICT: &str = "‐〜゠ぁっャ";
const LEVELS: [Prohibition; 4] = [Prohibition::None, Prohibition::Basic, Prohibition::Gb, Prohibition::Strict];

fn sweep(mark: &str, level: Prohibition, dash: bool, test: impl Fn(&str, bool, bool)) {
    let rules = Composition { prohibition: level, dash_may_begin_line: dash, ..rules() };
    for lead in 3..16 {
        let text = format!("{}{mark}{}", "文".repeat(lead), "字".repeat(12));
        let paragraph = paragraph_with(&text, &rules);
        for measure in 5..=24 {
            let lines = lines_of(&paragraph, cells(measure));
            let count = lines.len();
            for (index, line) in lines.iter().enumerate() {
                assert_eq!(line.overfull.get(), 0);
                test(paragraph.slice(line.start, line.end), index == 0, index + 1 == count);
            }
        }
    }
}

fn never_begins(marks: &str, from: Prohibition) {
    for mark in marks.chars() {
        for level in LEVELS.into_iter().filter(|level| *level as u8 >= from as u8) {
            sweep(&mark.to_string(), level, false, |line, first, _| {
                assert!(first || !line.starts_with(mark), "{mark} {level:?} {line}");
            });
        }
    }
}

fn never_ends(marks: &str, from: Prohibition) {
    for mark in marks.chars() {
        for level in LEVELS.into_iter().filter(|level| *level as u8 >= from as u8) {
            sweep(&mark.to_string(), level, false, |line, _, last| {
                assert!(last || !line.ends_with(mark), "{mark} {level:?} {line}");
            });
        }
    }
}

#[test]
fn c9_stops_closers_connectors_do_not_begin_a_line() {
    never_begins(STOPS, Prohibition::Basic);
}

#[test]
fn c9_openers_do_not_end_a_line() {
    never_ends(OPENERS, Prohibition::Basic);
}

#[test]
fn c9_the_solidus_stands_at_neither_end_from_gb_on() {
    never_begins("/／", Prohibition::Basic);
    never_ends("/／", Prohibition::Gb);
}

#[test]
fn c10_iteration_and_postfix_do_not_begin_a_line() {
    never_begins(AFTER, Prohibition::Basic);
    never_begins(STRICT, Prohibition::Strict);
}

#[test]
fn c11_dashes_and_ellipses_are_never_split_and_do_not_begin_a_line() {
    for mark in ["——", "……", "⋯⋯", "⸺", "…………"] {
        for level in LEVELS {
            for may_begin in [false, true] {
                let forbidden = level == Prohibition::Strict || !may_begin;
                sweep(mark, level, may_begin, |line, first, _| {
                    let head = mark.chars().next().expect("a mark");
                    let count = line.chars().filter(|char| *char == head).count();
                    assert!(count == 0 || count == mark.chars().count(), "{mark} is split: {line}");
                    assert!(!forbidden || first || !line.starts_with(head), "{mark} {level:?} {line}");
                });
            }
        }
    }
}

#[test]
fn c23_units_found_by_pattern_are_never_split() {
    let units = ["470.1亿元", "12.83%", "1~2月", "CN33—0018", "2022年", "69.53万人次", "第12期", "0571-88888888"];
    for unit in units {
        for level in LEVELS {
            sweep(unit, level, false, |line, _, _| {
                let parts = unit.chars().filter(|char| line.contains(*char)).count();
                assert!(parts == 0 || line.contains(unit) || width_exceeds(unit), "{unit} {line}");
            });
        }
    }
}

/// Wider than the narrowest measure of the sweep: there a break of last resort is right.
fn width_exceeds(unit: &str) -> bool {
    crate::fixture::width(unit, &rules()) > 5000
}
