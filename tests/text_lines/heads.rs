//! Heads: clause spaces, balance, no bad ends (C7, C41).

use paiban::base::units::Length;
use paiban::engine::compose::lines::break_head;

use crate::fixture::{cells, draw, head};

fn broken(measure: Length, lines: (u8, u8), text: &str) -> Option<String> {
    let paragraph = head(text);
    break_head(&paragraph, measure, lines).map(|lines| draw(&paragraph, &lines))
}

#[test]
fn c7_breaks_at_the_clause_space_first() {
    assert_eq!(
        broken(cells(12), (1, 2), "十二条线路 延伸到家门口的地方").as_deref(),
        Some("十二条线路\n延伸到家门口的地方")
    );
}

#[test]
fn a_head_that_fits_stays_on_one_line_with_its_clause_space() {
    assert_eq!(broken(cells(11), (1, 2), "十二条线路 延伸家门口").as_deref(), Some("十二条线路 延伸家门口"));
}

#[test]
fn c41_no_line_ends_on_a_word_that_leans_on_the_next() {
    let lines = broken(cells(8), (2, 2), "我省小微主体的技能水平全面提升").expect("fits");
    let first = lines.lines().next().expect("line");
    assert!(!first.ends_with('的') && !first.ends_with('主'), "{lines}");
    for measure in 8..14 {
        for line in broken(cells(measure), (2, 3), "“三年成长”计划和培训基地与小微企业的合作")
            .iter()
            .flat_map(|all| all.lines())
        {
            assert!(!line.ends_with(['“', '和', '与', '的']), "{line}");
        }
    }
}

#[test]
fn a_short_title_stays_whole() {
    let lines = broken(cells(13), (2, 2), "省里出台《职业技能条例》今起实行");
    assert_eq!(lines.as_deref(), Some("省里出台《职业技能条例》\n今起实行"));
}

#[test]
fn what_does_not_fit_is_none() {
    assert_eq!(broken(cells(5), (1, 1), "十二条线路延伸"), None);
    assert_eq!(broken(cells(3), (1, 2), "十二条线路延伸"), None);
}

#[test]
fn lines_are_balanced_and_no_number_is_split() {
    assert_eq!(
        broken(cells(12), (2, 2), "三年开展培训多少69.53万人次今年再上台阶").map(|all| all.contains("69.53万人次")),
        Some(true)
    );
}
