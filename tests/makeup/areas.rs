//! Areas: chains, run-round, nested stories, columns, boxes of several rectangles.

mod bad;
mod fill;
mod properties;
mod shapes;

use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::page::{Block, BlockKind};

use super::fixture::{Made, make};

/// About `characters` of plain copy in paragraphs.
pub(super) fn copy(characters: usize) -> String {
    const SENTENCES: [&str; 6] = [
        "入夜以后，九孔桥边只剩一盏灯，灯下是一张旧木桌，桌上摆着三百多本书。",
        "守摊的许伯说，来的都是熟人，不买也坐坐，喝一杯茶再走。",
        "去年夏天涨水，桥面淹了半米，他把书搬上二楼，第三天又摆了出来。",
        "这些书是十二年里一本一本收来的，最贵的一本花了45元。",
        "街坊们凑钱换了新灯，灯光比从前亮，照得见对岸的石阶。",
        "孩子们放学路过，总要翻几页再回家。",
    ];
    let (mut text, mut count) = (String::new(), 0);
    for (index, sentence) in SENTENCES.iter().cycle().enumerate() {
        let rest = characters - count;
        let own: String = sentence.chars().take(rest).collect();
        count += own.chars().count();
        text.push_str(&own);
        if count >= characters {
            break;
        }
        if index % 3 == 2 {
            text.push_str("\n\n");
        }
    }
    text
}

/// A story of an area `a` with this front matter.
pub(super) fn set(areas: &str, front: &str, body: &str) -> Made {
    make(areas, "a: s", &[("s", &format!("---\nheadline: 桥头的灯\n{front}---\n{body}\n"))])
}

pub(super) fn blocks(made: &Made, wanted: fn(&BlockKind) -> bool) -> Vec<&Block> {
    made.pages[0].record.blocks.iter().filter(|block| wanted(&block.kind)).collect()
}

pub(super) fn texts(made: &Made) -> Vec<&Block> {
    blocks(made, |kind| matches!(kind, BlockKind::Text { .. }))
}

pub(super) fn pictures(made: &Made) -> Vec<&Block> {
    blocks(made, |kind| matches!(kind, BlockKind::Picture { .. }))
}

/// Whole 字 from the left edge of the type area, and how many; rows, both ends included.
pub(super) fn cells(made: &Made, at: Rect) -> String {
    let grid = &made.edition.pages[0].grid;
    let body = grid.body;
    let tenths = |length: Length| {
        let tenths = length.scale(10, 1).div_floor(body);
        if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    let row = |y: Length| (y - grid.top).div_floor(grid.pitch) + 1;
    format!("{}+{}:{}-{}", tenths(at.x - grid.columns[0].x), tenths(at.width), row(at.y), row(at.bottom()))
}

/// The runs of lines of an area, in the order in which they are read.
pub(super) fn chain(made: &Made) -> String {
    texts(made).iter().map(|block| cells(made, block.at)).collect::<Vec<_>>().join(" ")
}
