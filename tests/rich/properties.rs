//! Whatever the blocks and the column: no character lost, nothing overset unseen, the grid kept.

use std::collections::BTreeMap;

use paiban::base::diag::Code;
use paiban::model::{Align, Block, Opening};
use proptest::prelude::*;

use super::fixture::*;

const WORDS: &[&str] = &[
    "江水",
    "昨天",
    "，",
    "。",
    "“",
    "”",
    "——",
    "[重庆]{chóng qìng}",
    "[双]{shuāng}",
    "[林晓]{.name}",
    "[青溪志]{.title}",
    "*灯火*",
    "**要点**",
    "[①]{.note}",
    "[1/2]{.frac}",
    "[3]{.sup}",
    "二〇二六年",
    "12.8%",
    "km/h",
    "渡口",
    "的",
    "老人说",
    "[东门书局]{.keep}",
];

fn line(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..most).prop_map(|words| words.concat())
}

fn block() -> impl Strategy<Value = Block> {
    let lines = || prop::collection::vec(line(6), 1..6);
    prop_oneof![
        3 => line(40).prop_map(|text| p(&text)),
        1 => line(30).prop_map(|text| Block::Quote(copy(&text))),
        1 => Just(Block::Crosshead(copy("渡口的灯"))),
        1 => Just(Block::Break),
        2 => (prop::sample::select(vec!["1.", "12.", "●", ""]), line(20)).prop_map(|(label, text)| item(label, &text)),
        1 => lines().prop_map(|lines| Block::Verse(lines.iter().map(|line| copy(line)).collect())),
        1 => line(20).prop_map(|text| Block::Speech(copy(&text))),
        1 => lines().prop_map(|lines| Block::Names(lines.iter().map(|line| copy(line)).collect())),
        2 => (prop::collection::vec(prop::collection::vec(line(5), 3..4), 1..7), any::<bool>()).prop_map(|(rows, head)| {
            let cells = |row: &Vec<String>| row.iter().map(|cell| copy(cell)).collect::<Vec<_>>();
            let mut rows: Vec<_> = rows.iter().map(cells).collect();
            let head = if head { rows.remove(0) } else { Vec::new() };
            let columns = vec![Align::Left, Align::Right, Align::Center];
            Block::Table(paiban::model::Table { span: paiban::base::diag::Span::NONE, columns, head, rows })
        }),
    ]
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for character in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost(
        blocks in prop::collection::vec(block(), 1..9),
        columns in 1..5u16,
        rows in 2..40u16,
        drop_cap in prop::sample::select(vec![0, 2, 3]),
        bold in 0..9u16,
    ) {
        let given: String = blocks.iter().flat_map(|block| block.copies()).map(|copy| copy.text.as_str()).collect();
        let made = make(columns, rows, Opening { drop_cap, bold }, blocks);
        let rest = dense(&made.overset());
        let given = dense(&given);
        let set = given.strip_suffix(&rest);
        prop_assert!(set.is_some(), "the rest is the end of the copy\ngiven {given}\nrest  {rest}");
        let printed = counted(&made.words());
        for (character, count) in counted(set.unwrap_or_default()) {
            let found = printed.get(&character).copied().unwrap_or(0);
            prop_assert!(found >= count, "{character}: {found} of {count}\n{given}");
        }
        prop_assert_eq!(!rest.is_empty(), made.has(Code::StoryOverset));
        let grid = &made.edition.pages[0].grid;
        let first = grid.baseline(1, grid.body);
        for run in made.runs().into_iter().filter(|run| run.size == grid.body) {
            prop_assert_eq!((run.origin.y - first).get() % grid.pitch.get(), 0, "{} off the grid", &run.text);
        }
    }
}
