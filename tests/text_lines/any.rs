//! Copy and settings drawn at random, for the properties.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use paiban::base::units::Em;
use paiban::model::{
    Composer, Composition, Figures, Hanging, Hyphenation, MarkScheme, MarkWidth, Prohibition, Squeeze, Step, Stretch,
};

use crate::marks::{EVERY, UNITS};

/// English words, with the places at which they may be hyphenated left to the program.
const WORDS: [&str; 8] =
    ["hyphenation", "newspaper", "typesetting", "composition", "international", "over", "well-known", "GDP"];

/// Addresses stand among Han: what follows one directly would be a part of it.
pub(crate) const ADDRESSES: [&str; 4] =
    ["见www.example.com的", "见https://a.example.cn/b?c=d的", "到qingxi.news@example.com投", "见example.com.cn/path的"];

/// A stretch of copy, from a word to a run of marks.
fn piece() -> impl Strategy<Value = String> {
    let marks = EVERY.chars().collect::<Vec<char>>();
    let brackets = select(vec![("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("「", "」"), ("【", "】")]);
    prop_oneof![
        10 => "[一二三四五六七八九十天地玄黄宇宙洪荒]{1,8}",
        4 => "[，。、；：！？]",
        3 => (brackets, "[一二三四天地]{1,5}").prop_map(|((open, close), text)| format!("{open}{text}{close}")),
        2 => "[0-9]{1,4}(\\.[0-9]{1,2})?(年|亿元|%|万人次|)",
        2 => select(UNITS.to_vec()).prop_map(|unit| format!("天{unit}")),
        1 => "[A-Za-z]{1,9}",
        2 => select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => select(ADDRESSES.to_vec()).prop_map(str::to_owned),
        1 => select(vec!["——", "……", "！？", "？！", "！！！", "卡尔·马", "和/或", " ", "A B"]).prop_map(str::to_owned),
        1 => proptest::collection::vec(select(marks), 1..4).prop_map(|marks| marks.into_iter().collect()),
    ]
}

/// A paragraph: Han, Latin, figures, units, addresses and every mark of the tables.
pub(crate) fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 1..36).prop_map(|pieces| pieces.concat())
}

/// Settings of every kind: any scheme, level, order of squeezing and stretching, hanging, grid, composer.
pub(crate) fn settings() -> impl Strategy<Value = Composition> {
    let marks = (
        select(vec![MarkScheme::Full, MarkScheme::LineEndHalf, MarkScheme::Kaiming, MarkScheme::Half]),
        select(vec![Em(1500), Em(1000)]),
        any::<bool>(),
        width(),
        width(),
        width(),
        width(),
        select(vec![Hanging::None, Hanging::None, Hanging::Allow, Hanging::Force]),
    );
    let level = (
        select(vec![Prohibition::None, Prohibition::Basic, Prohibition::Gb, Prohibition::Gb, Prohibition::Strict]),
        any::<bool>(),
    );
    let west = (
        select(vec![Em(0), Em(125), Em(167), Em(250)]),
        select(vec![Figures::Half, Figures::Proportional]),
        proptest::option::of((1_u8..5, 1_u8..5).prop_map(|(left, right)| Hyphenation { left, right })),
        subsequence(vec!["天地玄黄".to_owned(), "一二三".to_owned(), "宇宙".to_owned()], 0..=2),
    );
    let lines = (
        select(vec![false, false, false, false, true]),
        any::<bool>(),
        0_u8..4,
        any::<bool>(),
        select(vec![Composer::Paragraph, Composer::Line]),
    );
    (marks, level, west, squeeze(), stretch(), lines).prop_map(|(marks, level, west, squeeze, stretch, lines)| {
        Composition {
            marks: marks.0,
            pairs: marks.1,
            exclaim_pairs: marks.2,
            line_end_mark: marks.3,
            line_start_opener: marks.4,
            indent_opener: marks.5,
            interpunct: marks.6,
            hanging: marks.7,
            prohibition: level.0,
            dash_may_begin_line: level.1,
            han_latin: west.0,
            figures: west.1,
            hyphenation: west.2,
            keep: west.3,
            squeeze,
            stretch,
            character_grid: lines.0,
            even_neighbours: lines.1,
            last_line: lines.2,
            last_line_marks: lines.3,
            composer: lines.4,
            ..Composition::default()
        }
    })
}

fn width() -> impl Strategy<Value = MarkWidth> {
    select(vec![MarkWidth::Half, MarkWidth::Full])
}

/// Any order of any steps, with limits from the most to nothing; `：` among them.
fn squeeze() -> impl Strategy<Value = Vec<Step<Squeeze>>> {
    let mut all = Composition::default().squeeze;
    all.push(Step { class: Squeeze::Colon, limit: Em(500) });
    let whole = Just(Composition::default().squeeze);
    let any = subsequence(all, 0..=8).prop_shuffle().prop_flat_map(|steps| {
        let limits = proptest::collection::vec(0_i32..3, steps.len());
        (Just(steps), limits).prop_map(|(steps, limits)| {
            let eased = |(step, more): (Step<Squeeze>, i32)| Step { limit: Em(step.limit.0 + 100 * more), ..step };
            steps.into_iter().zip(limits).map(eased).collect()
        })
    });
    prop_oneof![1 => whole, 2 => any]
}

/// Word spaces and gaps in either order, or one, or none; what is left goes to all gaps in any case.
fn stretch() -> impl Strategy<Value = Vec<Step<Stretch>>> {
    let order = Composition::default().stretch;
    let all = order[2];
    (subsequence(order[..2].to_vec(), 0..=2).prop_shuffle(), select(vec![250, 333, 500])).prop_map(
        move |(mut steps, limit)| {
            steps.iter_mut().for_each(|step| step.limit = Em(limit));
            steps.push(all);
            steps
        },
    )
}
