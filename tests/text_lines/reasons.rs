//! Why lines end where they do.

use paiban::base::units::{Em, Length};
use paiban::engine::compose::lines::{
    Account, Bond, BrokenLine, LineOptions, Measure, Reason, Tie, account, break_into, break_lines, total_cost,
};
use paiban::engine::text::Paragraph;
use paiban::model::{Composer, Composition, Hanging};

use crate::fixture::{cells, lines_of, paragraph, paragraph_with, rules};

/// The lines of a paragraph and the account of each.
fn told(paragraph: &Paragraph, measure: u16) -> (Vec<BrokenLine>, Vec<Account>) {
    let lines = lines_of(paragraph, cells(measure));
    let accounts = account(paragraph, &LineOptions::default(), &lines);
    assert_eq!(lines.len(), accounts.len());
    (lines, accounts)
}

fn first_reason(text: &str, measure: u16, rules: &Composition) -> (String, Reason) {
    let paragraph = paragraph_with(text, rules);
    let (lines, accounts) = told(&paragraph, measure);
    (paragraph.slice(lines[0].start, lines[0].end).to_string(), accounts[0].reason)
}

/// What moved down whole from the first line, and why.
#[track_caller]
fn moved(text: &str, measure: u16, line: &str, bond: Bond, unit: &str) {
    let paragraph = paragraph(text);
    let (lines, accounts) = told(&paragraph, measure);
    assert_eq!(paragraph.slice(lines[0].start, lines[0].end), line);
    let Reason::MovedDown(tie) = accounts[0].reason else { panic!("{line}: {:?}", accounts[0].reason) };
    assert_eq!((tie.bond, paragraph.slice(tie.unit.0, tie.unit.1)), (bond, unit), "{line}");
}

#[test]
fn c9_an_opener_moves_down() {
    moved("甲乙丙丁戊己庚《青溪志》首发", 8, "甲乙丙丁戊己庚", Bond::MayNotEnd, "《青");
}

#[test]
fn c9_a_mark_takes_the_character_before_it_down() {
    moved("甲乙丙丁戊己庚辛：子丑寅卯辰巳午未", 8, "甲乙丙丁戊己庚", Bond::MayNotBegin, "辛：");
}

#[test]
fn c23_a_number_moves_down_with_its_unit() {
    moved("甲乙丙丁戊己470.1公里长，是新修的", 8, "甲乙丙丁戊己", Bond::Unit, "470.1公里");
}

#[test]
fn c22_a_word_moves_down_whole() {
    let whole = Composition { hyphenation: None, ..rules() };
    let paragraph = paragraph_with("甲乙丙丁戊己photography展开幕，是新办的", &whole);
    let (_, accounts) = told(&paragraph, 8);
    let Reason::MovedDown(tie) = accounts[0].reason else { panic!("{:?}", accounts[0].reason) };
    assert_eq!((tie.bond, paragraph.slice(tie.unit.0, tie.unit.1)), (Bond::Word, "photography"));
}

#[test]
fn c11_a_dash_moves_down_whole() {
    moved("甲乙丙丁戊己庚——子丑寅卯辰巳", 8, "甲乙丙丁戊己", Bond::MayNotBegin, "庚——");
    let may = Composition { dash_may_begin_line: true, ..rules() };
    let paragraph = paragraph_with("甲乙丙丁戊己庚——子丑寅卯辰巳", &may);
    let (_, accounts) = told(&paragraph, 8);
    assert!(matches!(accounts[0].reason, Reason::MovedDown(Tie { bond: Bond::TwoEm, .. })), "{:?}", accounts[0]);
}

#[test]
fn names_that_are_kept_move_down_whole() {
    let keep = Composition { keep: vec!["听雪桥".to_string()], ..rules() };
    let paragraph = paragraph_with("甲乙丙丁戊己庚听雪桥子丑寅卯辰巳", &keep);
    let (_, accounts) = told(&paragraph, 8);
    let Reason::MovedDown(tie) = accounts[0].reason else { panic!("{:?}", accounts[0].reason) };
    assert_eq!((tie.bond, paragraph.slice(tie.unit.0, tie.unit.1)), (Bond::Kept, "听雪桥"));
}

#[test]
fn c2_a_mark_is_squeezed_in() {
    let (line, reason) = first_reason("甲乙，丙丁，戊己，子丑寅卯辰巳午未", 8, &rules());
    assert_eq!(line, "甲乙，丙丁，戊己，");
    let Reason::SqueezedIn { tie: Some(tie), .. } = reason else { panic!("{reason:?}") };
    assert_eq!(tie.bond, Bond::MayNotBegin);
}

#[test]
fn c18_a_stop_hangs() {
    let hanging = Composition { hanging: Hanging::Allow, ..rules() };
    let (line, reason) = first_reason("甲乙丙丁戊己庚辛，子丑寅卯辰巳午未", 8, &hanging);
    assert_eq!((line.as_str(), reason), ("甲乙丙丁戊己庚辛，", Reason::Hung));
}

#[test]
fn c22_a_word_is_hyphenated_and_an_address_parts_at_its_marks() {
    let (_, reason) = first_reason("甲乙丙photography展开幕，是新办的摄影展", 6, &rules());
    assert_eq!(reason, Reason::Hyphenated);
    let (line, reason) = first_reason("甲乙丙www.example.com/a是新的网址，请各位记住", 8, &rules());
    assert!(line.ends_with('.') && reason == Reason::Soft, "{line} {reason:?}");
}

#[test]
fn c3_force_is_called_force() {
    let (_, reason) = first_reason("甲（（（（（（（（（（（（（（（（（（（乙丙丁", 8, &rules());
    assert_eq!(reason, Reason::Rescued);
    let (_, reason) = first_reason("12345678901234567890123456789012345678甲", 8, &rules());
    assert_eq!(reason, Reason::CutWord);
}

#[test]
fn c32_the_last_line_takes_from_the_one_before() {
    for composer in [Composer::Paragraph, Composer::Line] {
        let rules = Composition { composer, ..rules() };
        let (line, reason) = first_reason("甲乙丙丁戊己庚辛壬。", 8, &rules);
        assert_eq!((line.as_str(), reason), ("甲乙丙丁戊己庚", Reason::LastLine), "{composer:?}");
    }
}

#[test]
fn c2_line_by_line_nothing_is_weighed() {
    let text = "我省在2019年初启动“小微企业三年成长计划”，明确三年内开展技能提升培训30万人次：实施目标。".repeat(3);
    let paragraph = paragraph_with(&text, &Composition { composer: Composer::Line, ..rules() });
    for measure in 8..24 {
        let (_, accounts) = told(&paragraph, measure);
        let weighed = accounts.iter().filter(|account| account.reason == Reason::Better).count();
        assert_eq!(weighed, 0, "{measure}");
    }
}

#[test]
fn a_paragraph_that_is_longer_than_its_best_says_so() {
    let text = "那天夜里下了一场大雨，河水涨到了桥下，街坊们一早就出来看水，孩子们趴在栏杆上数船。".repeat(4);
    let paragraph = paragraph(&text);
    let (best, longer) = (10..20)
        .find_map(|width| {
            let measure = Measure::Uniform(cells(width));
            let best = break_lines(&paragraph, &LineOptions::default(), measure);
            let longer = break_into(&paragraph, &LineOptions::default(), measure, best.len() + 1)?;
            Some((best, longer))
        })
        .expect("one line more");
    let accounts = account(&paragraph, &LineOptions::default(), &longer);
    assert!(accounts.iter().any(|account| account.reason == Reason::Fitted { best: best.len() }), "{accounts:?}");
}

/// With any other end of a line the whole paragraph is never cheaper: what is told is what was weighed.
#[test]
fn no_alternative_is_better_than_the_optimum() {
    let text = "我省在2019年初启动“小微企业三年成长计划”，明确三年内开展技能提升培训30万人次：实施目标，\
                《青溪志》说（见第3卷）——桥长470.1米，photography一词可查www.example.com/bridge。"
        .repeat(2);
    let mut compared = 0;
    for gap in [0, 125] {
        for hanging in [Hanging::None, Hanging::Allow, Hanging::Force] {
            let paragraph = paragraph_with(&text, &Composition { han_latin: Em(gap), hanging, ..rules() });
            for measure in 7..24 {
                let (lines, accounts) = told(&paragraph, measure);
                let now = total_cost(&lines);
                for (line, account) in lines.iter().zip(&accounts) {
                    assert_eq!(account.next.is_none(), line.last);
                    for other in [account.previous, account.next].into_iter().flatten() {
                        assert_eq!(other.cost.is_some(), other.over == Length::ZERO);
                        let Some(total) = other.total else { continue };
                        compared += 1;
                        assert!(
                            total >= now,
                            "{measure}: {now} {other:?} of {}",
                            paragraph.slice(line.start, line.end)
                        );
                    }
                }
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// Where columns differ the same holds, line by line.
#[test]
fn no_alternative_is_better_where_measures_differ() {
    let text = "我省在2019年初启动“小微企业三年成长计划”，明确三年内开展技能提升培训30万人次：实施目标。".repeat(3);
    let paragraph = paragraph(&text);
    let measure = |line: usize| if (2..5).contains(&line) { cells(9) } else { cells(14) };
    let options = LineOptions { indent: cells(2), ..LineOptions::default() };
    let lines = break_lines(&paragraph, &options, Measure::PerLine(&measure));
    let accounts = account(&paragraph, &options, &lines);
    let now = total_cost(&lines);
    let others = || accounts.iter().flat_map(|account| [account.previous, account.next]).flatten();
    assert!(others().filter_map(|other| other.total).count() > 5);
    assert!(others().filter_map(|other| other.total).all(|total| total >= now), "{accounts:?}");
}
