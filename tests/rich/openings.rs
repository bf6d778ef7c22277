//! How a story opens.

use paiban::base::diag::Code;
use paiban::base::units::Length;
use paiban::model::Opening;

use super::fixture::*;

const TEXT: &str = "江水在青溪拐了三道弯，才肯进城。城里人把第一道弯叫头湾，第二道叫二湾，第三道弯边上住着渡口的老人。";

fn opened(drop_cap: u8, bold: u16, text: &str) -> Made {
    make(1, 40, Opening { drop_cap, bold }, vec![p(text), p("后来桥修好了。")])
}

#[test]
fn c35_an_initial_stands_on_its_last_row_and_its_ink_meets_the_first() {
    for rows in [2, 3] {
        let made = opened(rows, 0, TEXT);
        let initial = made.run("江");
        let first = made.run("水在").origin.y;
        let last = first + PITCH * (i64::from(rows) - 1);
        let (top, foot) = (initial.size.scale(841, 1000), initial.size.scale(82, 1000));
        let near = |a: Length, b: Length| (a - b).abs() < Length::pt_hundredths(5);
        assert!(near(initial.origin.y - top, first - BODY.scale(841, 1000)), "{rows}: top");
        assert!(near(initial.origin.y + foot, last + BODY.scale(82, 1000)), "{rows}: foot");
    }
}

#[test]
fn c30_the_lines_beside_an_initial_lose_whole_characters_and_the_next_none() {
    for rows in [2_usize, 3] {
        let lines: Vec<_> = opened(rows as u8, 0, TEXT).lines().into_iter().filter(|line| line.2 != "江").collect();
        let taken = lines[0].1;
        assert_eq!(taken.get() % BODY.get(), 0);
        assert!(taken > PITCH, "{taken:?}");
        assert!(lines[..rows].iter().all(|line| line.1 == taken), "{lines:?}");
        assert_eq!(lines[rows].1, Length::ZERO);
        assert!(lines[0].2.starts_with('水'), "nothing is lost, nothing indented: {lines:?}");
    }
}

#[test]
fn an_initial_takes_its_opening_quote_with_it() {
    let made = opened(2, 0, "“江水不等人。”老人把篙往石阶上一点，船就离了岸，谁也没有说话，只听见水声。");
    let initial = made.run("江");
    assert_eq!(initial.text, "“江");
    assert!(initial.origin.x + initial.glyphs[0].x < made.run("水").origin.x);
}

#[test]
fn an_initial_is_not_split_over_two_columns() {
    // One row is left in the first column.
    let blocks = vec![p("旧闻一则，旧闻两则，旧闻三则，旧闻四则。"), p(TEXT)];
    let mut found = 0;
    for rows in 2..9 {
        let made = make(3, rows, Opening { drop_cap: 3, bold: 0 }, {
            let mut blocks = blocks.clone();
            blocks.swap(0, 1);
            blocks.insert(0, paiban::model::Block::Quote(copy("旧闻一则，旧闻两则，旧闻三则，旧闻四则，旧闻五则。")));
            blocks
        });
        let Some(initial) = made.runs().into_iter().find(|run| run.text == "江") else { continue };
        found += 1;
        let grid = &made.edition.pages[0].grid;
        let column = grid.columns.iter().rposition(|column| column.x <= initial.origin.x).expect("a column");
        let beside: Vec<&str> = made
            .runs()
            .into_iter()
            .filter(|run| run.size == BODY && run.origin.y <= initial.origin.y + BODY)
            .filter(|run| {
                let near = grid.columns[column].x + BODY * 4;
                run.origin.x >= near && run.origin.x < near + BODY * 3
            })
            .filter(|run| run.origin.y >= initial.origin.y - PITCH * 3)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(beside.len(), 3, "{rows}: {beside:?}");
        assert!(beside[0].starts_with('水'));
    }
    assert!(found >= 3, "{found}");
}

#[test]
fn the_first_words_are_bold() {
    let made = opened(0, 5, TEXT);
    let bold = made.run("江水在青溪");
    assert_eq!(bold.text, "江水在青溪");
    assert_ne!(bold.face, made.run("拐了").face);
}

#[test]
fn an_opening_that_cannot_be_is_told() {
    assert!(opened(2, 0, "——江水在青溪拐了三道弯。").has(Code::OpeningUnset));
    assert!(opened(2, 0, "[龑]{yǎn}先生在青溪办了一所学堂。").has(Code::OpeningUnset), "its ruby would be lost");
    assert!(!opened(2, 4, TEXT).has(Code::OpeningUnset));
    let made = make(1, 40, Opening { drop_cap: 2, bold: 0 }, vec![verse(&["江上的灯"])]);
    assert!(made.has(Code::OpeningUnset));
    assert_eq!(made.words(), "江上的灯");
}
