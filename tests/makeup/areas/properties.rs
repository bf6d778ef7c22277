//! Whatever the areas and the copy: no ink over ink unless that is declared, every line on the grid and of
//! whole 字, the chain visited in order, no character lost.

use paiban::base::geom::Rect;
use paiban::page::{Block, BlockKind, ItemKind};
use proptest::prelude::*;

use super::super::fixture::{Made, make};
use super::{copy, texts};

#[derive(Clone, Debug)]
struct Layout {
    /// Columns of the area, its rows.
    columns: (u16, u16),
    rows: u16,
    text_columns: Option<u16>,
    frame: bool,
    /// A second rectangle: how many columns and rows.
    leg: Option<(u16, u16)>,
    /// A picture: x and width in 字, first row and height, wrap.
    picture: Option<(u16, u16, u16, u16, &'static str)>,
    /// An area inside: column, first row, height.
    inner: Option<(u16, u16, u16)>,
    characters: usize,
}

fn layout() -> impl Strategy<Value = Layout> {
    let wraps = prop::sample::select(vec!["wider", "both", "left", "right", "none"]);
    let picture = prop::option::of((0..40u16, 3..20u16, 0..20u16, 2..10u16, wraps));
    let inner = prop::option::of((0..5u16, 4..24u16, 3..9u16));
    let leg = prop::option::of((1..4u16, 4..14u16));
    let base = ((1..3u16, 1..5u16), 14..34u16, prop::option::of(1..4u16), any::<bool>());
    (base, leg, picture, inner, 40..1400usize).prop_map(
        |(((first, more), rows, text_columns, frame), leg, picture, inner, characters)| Layout {
            columns: (first, (first + more).min(5)),
            rows,
            text_columns,
            frame,
            leg,
            picture,
            inner,
            characters,
        },
    )
}

impl Layout {
    fn yaml(&self) -> String {
        let (first, last) = self.columns;
        let width = last - first + 1;
        let mut at = format!("{{columns: {first}-{last}, rows: 1-{}}}", self.rows);
        if let Some((columns, rows)) = self.leg {
            let leg = first + columns.min(width) - 1;
            at = format!("[{at}, {{columns: {first}-{leg}, rows: {}-{}}}]", self.rows + 1, self.rows + rows);
        }
        let mut yaml = format!("  a:\n    kind: story\n    at: {at}\n    head: {{style: short, rows: 3}}\n");
        if let Some(count) = self.text_columns.filter(|count| *count <= width) {
            yaml += &format!("    text_columns: {count}\n");
        }
        if self.frame {
            yaml += "    frame: {rule: 0.5pt, padding: 1字, tint: K 8}\n";
        }
        let picture = self.picture();
        if let Some((x, cells, rows, wrap)) = picture {
            let (top, foot) = rows;
            yaml +=
                &format!("    pictures: [{{id: p, x: {x}字, width: {cells}字, rows: {top}-{foot}, wrap: {wrap}}}]\n");
        }
        if let (Some((column, top, height)), None) = (self.inner, picture)
            && top + height < self.rows
        {
            let column = first + column.min(width - 1);
            yaml += &format!(
                "    around: [b]\n  b: {{kind: ad, at: {{columns: {column}, rows: {top}-{}}}}}\n",
                top + height
            );
        }
        yaml
    }

    fn picture(&self) -> Option<(u16, u16, (u16, u16), &'static str)> {
        let (x, cells, down, height, wrap) = self.picture?;
        let room = (self.columns.1 - self.columns.0 + 1) * 15 - 1 - if self.frame { 2 } else { 0 };
        let (top, cells) = (5 + down, cells.min(room));
        (top + height < self.rows).then_some((x.min(room - cells), cells, (top, top + height), wrap))
    }
}

fn made(layout: &Layout) -> Made {
    let yaml = layout.yaml();
    let picture = if yaml.contains("pictures:") { "pictures: [{id: p, caption: 图说}]\n" } else { "" };
    let place = if yaml.contains("around:") { "a: s, b: {}" } else { "a: s" };
    make(&yaml, place, &[("s", &format!("---\nheadline: 灯\n{picture}---\n{}\n", copy(layout.characters)))])
}

fn is_ink(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Text { .. }
            | BlockKind::Picture { .. }
            | BlockKind::Caption { .. }
            | BlockKind::Head { .. }
            | BlockKind::Crosshead
            | BlockKind::Ad
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_ink_stands_on_ink(layout in layout()) {
        let made = made(&layout);
        let blocks: Vec<&Block> = made.pages[0].record.blocks.iter().filter(|block| is_ink(block)).collect();
        for (index, one) in blocks.iter().enumerate() {
            for other in &blocks[index + 1..] {
                let told = made.codes().iter().any(|code| ["head-overset", "area-overlap"].contains(code));
                prop_assert!(told || !one.at.overlaps(other.at), "{one:?} {other:?}\n{}", layout.yaml());
            }
        }
    }

    #[test]
    fn lines_are_whole_on_the_grid_and_inside_their_area(layout in layout()) {
        let made = made(&layout);
        let grid = &made.edition.pages[0].grid;
        let parts: Vec<Rect> = made.edition.pages[0].areas[0].parts.iter().map(|part| grid.rect(*part)).collect();
        let first = grid.baseline(1, grid.body);
        for block in texts(&made) {
            prop_assert_eq!(block.at.width.get() % grid.body.get(), 0);
            prop_assert!(block.at.width >= grid.body * 5, "{:?}", block);
            prop_assert!(parts.iter().any(|part| part.contains(block.at)), "{block:?}\n{}", layout.yaml());
        }
        let runs = made.pages[0].page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.size == grid.body => Some(run),
            _ => None,
        });
        for run in runs {
            prop_assert_eq!((run.origin.y - first).get() % grid.pitch.get(), 0);
        }
    }

    #[test]
    fn chains_are_visited_in_order(layout in layout()) {
        let made = made(&layout);
        for pair in texts(&made).windows(2) {
            let (BlockKind::Text { column: one, .. }, BlockKind::Text { column: other, .. }) =
                (&pair[0].kind, &pair[1].kind) else { continue };
            let (above, below) = (pair[0].at, pair[1].at);
            let down = one == other && above.bottom() <= below.y;
            let beside = one == other && above.y == below.y && above.right() <= below.x;
            let next = one < other;
            // A band below a picture across the area begins again at its first column.
            let band = one > other && above.bottom() <= below.y;
            prop_assert!(down || beside || next || band, "{above:?} {below:?}\n{}", layout.yaml());
        }
    }

    #[test]
    fn characters_set_and_left_over_are_the_copy(layout in layout()) {
        let made = made(&layout);
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let printed: String = made.pages[0].page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(dense(&run.text)),
            _ => None,
        }).collect();
        let given = dense(&copy(layout.characters));
        let rest = made.pages[0].record.areas[0].stories[0].overset.as_ref().map_or(String::new(), |rest| dense(&rest.text));
        let expected = given.strip_suffix(&rest).expect("the rest is the end of the copy");
        prop_assert!(printed.contains(expected));
    }
}
