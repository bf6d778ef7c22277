//! Every mark at every place, measure and level: 文ⁿX字ᵐ (C9 to C12).

use paiban::model::{Composition, Prohibition};

use crate::fixture::{cells, lines_of, paragraph_with, rules};
use crate::marks::{AFTER, LEVELS, OPENERS, PREFIXES, SOLIDUS, STOPS, STRICT, may_begin, may_end};

/// Calls `test` with every line, whether it is the first, and whether the last.
fn sweep(mark: &str, level: Prohibition, dash: bool, test: impl Fn(&str, bool, bool)) {
    let rules = Composition { prohibition: level, dash_may_begin_line: dash, ..rules() };
    for lead in 5..26 {
        let text = format!("{}{mark}{}", "文".repeat(lead), "字".repeat(12));
        let paragraph = paragraph_with(&text, &rules);
        for measure in 8..=24 {
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
    never_begins(SOLIDUS, Prohibition::Basic);
    never_ends(SOLIDUS, Prohibition::Gb);
}

#[test]
fn c10_iteration_and_postfix_do_not_begin_a_line() {
    never_begins(AFTER, Prohibition::Basic);
    never_begins(STRICT, Prohibition::Strict);
}

#[test]
fn c10_a_prefix_does_not_end_a_line_before_a_number() {
    for prefix in PREFIXES.chars() {
        for level in LEVELS {
            sweep(&format!("{prefix}3,000"), level, false, |line, _, last| {
                assert!(last || !line.ends_with(prefix), "{prefix} {level:?} {line}");
            });
        }
    }
}

/// What a level does not forbid is legal: a level is no stricter than it says.
#[test]
fn c9_c10_a_break_is_legal_just_where_the_level_allows_it() {
    let every: String = [STOPS, OPENERS, AFTER, STRICT, SOLIDUS, "——", "……"].concat();
    let marks = every.chars().filter(|mark| !"—…".contains(*mark)).map(String::from);
    for mark in marks.chain(["——", "……", "—"].map(str::to_owned)) {
        for (level, dash) in LEVELS.into_iter().flat_map(|level| [(level, false), (level, true)]) {
            let rules = Composition { prohibition: level, dash_may_begin_line: dash, ..rules() };
            let text = format!("文文{mark}上上");
            let paragraph = paragraph_with(&text, &rules);
            let legal = |before: &str| paragraph.breaks.iter().any(|place| paragraph.slice(0, place.at) == before);
            assert_eq!(legal("文文"), may_begin(&mark, level, dash), "before {mark}, {level:?}");
            assert_eq!(legal(&format!("文文{mark}")), may_end(&mark, level), "after {mark}, {level:?}");
        }
    }
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
fn c12_quotes_break_before_the_opener_and_after_the_closer_and_never_inside() {
    for (open, close) in [("“", "”"), ("‘", "’")] {
        let quoted = format!("{open}文字{close}");
        let paragraph = paragraph_with(&format!("文{quoted}文"), &rules());
        let legal: Vec<&str> = paragraph.breaks.iter().map(|place| paragraph.slice(0, place.at)).collect();
        assert_eq!(legal, ["", "文", &format!("文{open}文"), &format!("文{quoted}"), &format!("文{quoted}文")]);
        for level in [Prohibition::Basic, Prohibition::Gb, Prohibition::Strict] {
            sweep(&quoted, level, false, |line, _, _| {
                assert!(!line.ends_with(open) && !line.starts_with(close), "{line}");
            });
        }
        // In a Latin run they are as in English: the word and its quotes are one.
        let latin = paragraph_with(&format!("of {open}news{close} in"), &Composition { hyphenation: None, ..rules() });
        let legal: Vec<&str> = latin.breaks.iter().map(|place| latin.slice(place.at, place.at + 1)).collect();
        assert_eq!(legal, ["o", open, "i", ""]);
    }
}
