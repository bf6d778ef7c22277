//! Tables in a story: C35 for the rows.

use paiban::base::diag::Code;
use paiban::base::units::Length;
use paiban::model::{Align, Opening};

use super::fixture::*;

const COLUMNS: [Align; 3] = [Align::Left, Align::Right, Align::Center];

fn levels() -> paiban::model::Block {
    table(&COLUMNS, &["站名|水位|评价", "头湾|12.35|优", "二湾|9.8|良", "东门渡|100|良"])
}

#[test]
fn c35_cells_stand_on_the_rows_of_the_page_and_rules_between_them() {
    let made = column(vec![p("水情如下。"), levels(), p("未经复核。")]);
    let grid = &made.edition.pages[0].grid;
    let first = grid.baseline(1, BODY);
    for run in made.runs() {
        assert_eq!((run.origin.y - first).get() % PITCH.get(), 0, "{}", run.text);
    }
    let rules = made.rects();
    assert_eq!(rules.len(), 3, "above, under the head, below");
    assert!(rules.iter().all(|rule| rule.x == grid.columns[0].x && rule.width == grid.columns[0].width));
    assert_eq!(rules[0].height, Length::pt_hundredths(50));
    assert_eq!(rules[1].height, Length::pt_hundredths(25));
    for rule in &rules {
        for run in made.runs() {
            let (top, foot) = (run.origin.y - run.size.scale(88, 100), run.origin.y + run.size.scale(12, 100));
            assert!(rule.bottom() <= top || rule.y >= foot, "a rule strikes {}", run.text);
        }
    }
    let rows: Vec<i64> = made.lines().iter().map(|line| line.0).collect();
    assert_eq!(rows.first(), Some(&1));
    assert_eq!(rows.last(), Some(&8), "a free row above and below: {:?}", made.lines());
}

#[test]
fn decimal_points_stand_below_one_another() {
    let made = column(vec![levels()]);
    let point = |number: &str| {
        let run = made.run(number);
        run.origin.x + run.glyphs[number.find('.').expect("a point")].x
    };
    assert_eq!(point("12.35"), point("9.8"));
    let whole = made.run("100");
    let end = whole.origin.x + whole.glyphs[2].x + whole.size / 2;
    assert!((end - point("9.8")).abs() < Length::pt_hundredths(5));
}

#[test]
fn a_long_table_goes_on_in_the_next_column_with_its_head() {
    let rows: Vec<String> = (0..12).map(|n| format!("第{n}站|{n}.5|良")).collect();
    let all: Vec<&str> = std::iter::once("站名|水位|评价").chain(rows.iter().map(String::as_str)).collect();
    let made = make(2, 8, Opening::default(), vec![table(&COLUMNS, &all)]);
    assert_eq!(made.runs().iter().filter(|run| run.text == "站名").count(), 2);
    assert_eq!(made.overset(), "", "14 rows with two heads");
    assert_eq!(made.rects().len(), 6, "each part has its three rules");
    let made = make(2, 6, Opening::default(), vec![table(&COLUMNS, &all)]);
    assert!(made.overset().contains("第11站11.5良"), "{}", made.overset());
    assert!(made.has(Code::StoryOverset));
}

#[test]
fn cells_wrap_and_a_table_too_wide_is_told() {
    let made = column(vec![table(
        &[Align::Left, Align::Left],
        &["项目|说明", "渡口|老人在这里住了四十二年，从来没有误过一班船"],
    )]);
    assert!(!made.has(Code::TableTooWide));
    assert!(made.words().replace('\u{3000}', "").contains("老人在这里住了四十二年，从来没有误过一班船"));
    let wide = ["internationalization|characteristically|administration"; 2];
    let made = column(vec![table(&COLUMNS, &wide)]);
    assert!(made.has(Code::TableTooWide));
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
    assert_eq!(letters(&made.words()), 2 * letters(wide[0]), "no letter is lost");
}
