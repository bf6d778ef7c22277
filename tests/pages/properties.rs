//! Whatever the layout and the copy: no character lost, nothing overset silently, every line of body
//! type on the grid and inside its area, the same input the same page.

use paiban::base::units::{Em, Length};
use paiban::page::dump::dump;
use paiban::page::{ItemKind, TextRun};
use proptest::prelude::*;

use super::fixture::{Made, make};

const WORDS: &[&str] = &[
    "江水",
    "昨天",
    "二十年",
    "，",
    "。",
    "“",
    "”",
    "《",
    "》",
    "——",
    "……",
    "186公里",
    "12.8%",
    "记者",
    "从",
    "上午9时40分",
    "PM2.5",
    "www.example.com/a-b",
    "；",
    "：",
    "！？",
    "灯火",
    "的",
    "了",
    "一条街",
    "、",
    "（",
    "）",
    "老人说",
    "·",
    "3302.9亿元",
];

fn copy() -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(prop::sample::select(WORDS), 1..60).prop_map(|words| words.concat());
    prop::collection::vec((paragraph, 0..12u8), 1..9).prop_map(|paragraphs| {
        let block = |(text, kind): &(String, u8)| match kind {
            0 => format!("## 小标题\n\n{text}"),
            1 => format!("> {text}"),
            2 => format!("**{}**{text}", "要点"),
            _ => text.clone(),
        };
        paragraphs.iter().map(block).collect::<Vec<_>>().join("\n\n")
    })
}

/// Columns, rows, text columns, head columns, a picture, a frame.
#[derive(Clone, Debug)]
struct Shape {
    columns: (u16, u16),
    rows: (u16, u16),
    text_columns: Option<u16>,
    picture: Option<(u16, u16, u16)>,
    frame: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let columns = (1..=5u16, 0..5u16).prop_map(|(first, more)| (first, (first + more).min(5)));
    let rows = (1..=40u16, 8..36u16).prop_map(|(first, more)| (first, first + more));
    let picture = prop::option::of((0..3u16, 4..9u16, 3..9u16));
    (columns, rows, prop::option::of(1..4u16), picture, any::<bool>())
        .prop_map(|(columns, rows, text_columns, picture, frame)| Shape { columns, rows, text_columns, picture, frame })
}

impl Shape {
    fn yaml(&self) -> String {
        let Shape { columns, rows, .. } = self;
        let mut yaml = format!(
            "  a:\n    kind: story\n    at: {{columns: {}-{}, rows: {}-{}}}\n    head: {{style: small}}\n",
            columns.0, columns.1, rows.0, rows.1
        );
        // One column of the page holds two of 5字 or more.
        let text_columns = self.text_columns.filter(|count| *count < 3 || columns.1 > columns.0);
        let own = text_columns.is_some() || self.frame;
        let count = text_columns.unwrap_or(columns.1 - columns.0 + 1);
        if let Some(count) = text_columns {
            yaml += &format!("    text_columns: {count}\n");
        }
        if self.frame {
            yaml += "    frame: {rule: 0.5pt, padding: 0.5字, tint: K 8}\n";
        }
        if let Some((column, down, height)) = self.picture {
            let first = if own { 1 } else { columns.0 } + column.min(count - 1);
            let top = rows.0 + down;
            if top + height < rows.1 {
                yaml += &format!("    pictures: [{{id: p, columns: {first}, rows: {top}-{}}}]\n", top + height);
            }
        }
        yaml
    }
}

fn made(shape: &Shape, body: &str) -> Made {
    let yaml = shape.yaml();
    let picture = if yaml.contains("pictures:") { "pictures: [{id: p, caption: 图说}]\n" } else { "" };
    let story = format!("---\nheadline: 标题\n{picture}---\n{body}\n");
    make(&yaml, "a: s", &[("s", &story)])
}

fn runs(made: &Made) -> impl Iterator<Item = &TextRun> {
    made.pages[0].page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    })
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The cleaned copy of the story, as the engine was given it.
fn given(made: &Made) -> String {
    let text = |block: &paiban::model::Block| block.copies().iter().map(|copy| copy.text.as_str()).collect::<String>();
    dense(&made.edition.stories[0].body.iter().map(text).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost(shape in shape(), body in copy()) {
        let made = made(&shape, &body);
        let printed = dense(&runs(&made).map(|run| run.text.as_str()).collect::<String>());
        let rest = made.pages[0].record.areas[0].stories[0].overset.as_ref();
        let copy = given(&made);
        let expected = match rest {
            Some(rest) => copy.strip_suffix(&dense(&rest.text)).expect("the rest is the end of the copy").to_string(),
            None => copy,
        };
        prop_assert!(printed.contains(&expected), "printed {printed}\nexpected {expected}");
    }

    #[test]
    fn overset_is_never_silent(shape in shape(), body in copy()) {
        let made = made(&shape, &body);
        let rest = made.pages[0].record.areas[0].stories[0].overset.is_some();
        prop_assert_eq!(rest, made.codes().contains(&"story-overset"));
    }

    #[test]
    fn body_lines_stand_on_the_grid_and_inside_their_area(shape in shape(), body in copy()) {
        let made = made(&shape, &body);
        let grid = &made.edition.pages[0].grid;
        let area = grid.rect(made.edition.pages[0].areas[0].parts[0]);
        let first = grid.baseline(1, grid.body);
        let overfull = made.codes().contains(&"line-overfull");
        for run in runs(&made).filter(|run| run.size == grid.body) {
            let drop = run.origin.y - first;
            prop_assert_eq!(drop.get() % grid.pitch.get(), 0, "{} off the grid", run.text);
            prop_assert!(area.y <= run.origin.y && run.origin.y <= area.bottom());
            prop_assert!(run.origin.x >= area.x - Em(600).at(grid.body));
            let end = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x) + run.origin.x;
            prop_assert!(overfull || end <= area.right(), "{} runs out", run.text);
        }
    }

    #[test]
    fn no_two_lines_share_a_place(shape in shape(), body in copy()) {
        let made = made(&shape, &body);
        let body_size = made.edition.pages[0].grid.body;
        let mut places: Vec<_> = runs(&made)
            .filter(|run| run.size == body_size)
            .map(|run| {
                let end = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x);
                (run.origin.y, run.origin.x, run.origin.x + end)
            })
            .collect();
        places.sort();
        for pair in places.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?}");
        }
    }

    #[test]
    fn the_same_input_gives_the_same_page(shape in shape(), body in copy()) {
        prop_assert_eq!(dump(&made(&shape, &body).pages[0].page), dump(&made(&shape, &body).pages[0].page));
    }
}
