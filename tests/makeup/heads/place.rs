//! Where heads stand, and what stands round them.

use paiban::base::color::Color;
use paiban::base::geom::Rect;
use paiban::page::{Block, BlockKind, ItemKind};

use crate::fixture::{Made, make, make_styled};

/// A style with every part.
const STYLE: &str = "  full:
    align: center
    label:    {face: 黑 700, size: 10pt}
    kicker:   {face: 楷 400, sizes: [14pt, 12pt]}
    headline: {face: 宋 900, sizes: [28pt, 24pt, 20pt, 16pt], lines: 1-4}
    deck:     {face: 仿宋 400, sizes: [13pt, 11pt], lines: 1-2}
    summary:  {face: 楷 400, size: 10pt, lines: 1-9}
    byline:   {face: 黑 500, size: 9pt}
    portrait: {width: 4字, height: 4行}
    space:    {above: 0行, below: 1行, between: 0.5行}
";

const FRONT: &str = "label: 城事\nkicker: 九孔桥边\nheadline: 一盏灯 照着半条街\ndeck: 守灯人说灯不灭\n";
const LINE: &str = "入夜以后，九孔桥边只剩一盏灯，灯下是一张旧木桌，桌上是三百多本书，来的都是熟人。\n\n";

/// A story in columns 1 to 3 of a tabloid, its head described so.
fn set(head: &str, front: &str, more: &str) -> Made {
    let areas = format!(
        "  one:\n    kind: story\n    at: {{columns: 1-3, rows: 1-40}}\n    head: {{style: full, {head}}}\n{more}"
    );
    make_styled(&areas, STYLE, "one: one", &[("one", &format!("---\n{FRONT}{front}---\n{}", LINE.repeat(14)))])
}

fn boxes(made: &Made, wanted: impl Fn(&BlockKind) -> bool) -> Vec<Rect> {
    let blocks = made.pages[0].record.blocks.iter();
    blocks.filter(|block| wanted(&block.kind)).map(|block: &Block| block.at).collect()
}

fn head(made: &Made) -> Rect {
    boxes(made, |kind| matches!(kind, BlockKind::Head { .. }))[0]
}

fn frames(made: &Made) -> Vec<Rect> {
    boxes(made, |kind| matches!(kind, BlockKind::Frame))
}

fn pictures(made: &Made) -> Vec<Rect> {
    boxes(made, |kind| matches!(kind, BlockKind::Picture { .. }))
}

/// No copy under the head, its boxes and its pictures; nothing is lost.
#[track_caller]
fn stands_clear(made: &Made) {
    let allowed = ["copy-suspect", "picture-missing", "story-underset"];
    assert!(made.codes().iter().all(|code| allowed.contains(code)), "{:#?}", made.diagnostics);
    let text = boxes(made, |kind| matches!(kind, BlockKind::Text { .. }));
    for own in [vec![head(made)], frames(made), pictures(made)].concat() {
        assert!(text.iter().all(|text| !text.overlaps(own)), "{own:?} covers copy");
    }
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x && outer.y <= inner.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom()
}

/// The colours in which the words are set.
fn colors_of(made: &Made, words: &str) -> Vec<Color> {
    let mut found = Vec::new();
    for item in &made.pages[0].page.items {
        if let ItemKind::Text(run) = &item.kind
            && run.text.contains(words)
        {
            found.push(run.color.clone());
        }
    }
    found
}

#[test]
fn a_boxed_head_stands_inside_its_box() {
    let made = set("frame: {rule: 0.5pt, padding: 1字}", "", "");
    stands_clear(&made);
    assert!(contains(frames(&made)[0], head(&made)));
}

#[test]
fn a_reversed_head_is_white_on_its_ground() {
    let made = set("frame: {tint: K 100, padding: 0.5字}, color: white", "", "");
    stands_clear(&made);
    assert_eq!(colors_of(&made, "照着半条街"), [Color::WHITE]);
    assert!(made.pages[0].page.items.iter().any(|item| matches!(
        &item.kind,
        ItemKind::Fill { rects, color } if *color == Color::BLACK && rects.iter().any(|rect| contains(*rect, head(&made)))
    )));
}

#[test]
fn a_horizontal_head_stands_at_either_side_of_its_copy() {
    for (side, columns) in [("left", "1"), ("right", "3")] {
        let made = set(&format!("side: {side}, columns: {columns}"), "", "");
        stands_clear(&made);
        let text = boxes(&made, |kind| matches!(kind, BlockKind::Text { .. }));
        let head = head(&made);
        let is_left = text.iter().all(|text| head.right() <= text.x);
        let is_right = text.iter().all(|text| text.right() <= head.x);
        assert_eq!((is_left, is_right), (side == "left", side == "right"), "{side}");
    }
}

#[test]
fn a_side_head_with_a_width_of_its_own_leaves_the_rest_to_the_columns() {
    let made = set("side: left, width: 10字, rows: 12", "", "    text_columns: 2\n");
    stands_clear(&made);
    let text = boxes(&made, |kind| matches!(kind, BlockKind::Text { .. }));
    assert!(text.iter().any(|text| text.x <= head(&made).x), "copy has all of the width below the head");
}

#[test]
fn a_picture_of_the_head_lies_behind_it_or_beside_it() {
    let picture = "pictures: [{id: lamp}]\n";
    let behind = set("rows: 12, picture: {id: lamp, place: behind}", picture, "");
    stands_clear(&behind);
    assert!(contains(pictures(&behind)[0], head(&behind)));
    for place in ["left", "right"] {
        let made = set(&format!("picture: {{id: lamp, place: {place}, width: 9字}}"), picture, "");
        stands_clear(&made);
        let (picture, head) = (pictures(&made)[0], head(&made));
        assert!(if place == "left" { picture.right() <= head.x } else { head.right() <= picture.x }, "{place}");
    }
}

#[test]
fn a_head_stands_under_the_picture_of_its_area() {
    let more = "    pictures: [{id: lamp, columns: 1-2, rows: 1-14}]\n";
    let made = set("under: lamp", "pictures: [{id: lamp, caption: 桥头的灯。}]\n", more);
    stands_clear(&made);
    let (picture, head) = (pictures(&made)[0], head(&made));
    assert!(head.y >= picture.bottom() && head.x >= picture.x && head.right() <= picture.right());
}

#[test]
fn a_summary_stands_below_the_deck_or_at_a_side_in_its_own_box() {
    let summary = "summary:\n  - 九孔桥头的灯十二年没有灭过\n  - 三百多本旧书一本一本收来，每一本都记得来处\n";
    let below = set("summary: {frame: {tint: K 8, padding: 0.5字}}", summary, "");
    stands_clear(&below);
    for side in ["left", "right"] {
        let made = set(
            &format!("summary: {{side: {side}, width: 12字, frame: {{rule: 0.5pt, padding: 0.5字}}}}"),
            summary,
            "",
        );
        stands_clear(&made);
        assert_eq!(frames(&made).len(), 1);
        let middle = frames(&made)[0].x + frames(&made)[0].width / 2;
        let page = made.pages[0].record.blocks[0].at;
        assert_eq!(middle < page.x + page.width / 2, side == "left", "{side}");
    }
}

#[test]
fn a_portrait_stands_beside_the_byline() {
    let made = set("rows: 16", "byline: 本报记者 顾一帆\nportrait: pictures/gu.png\n", "");
    stands_clear(&made);
    assert!(contains(head(&made).union(pictures(&made)[0]), pictures(&made)[0]));
    let text = boxes(&made, |kind| matches!(kind, BlockKind::Text { .. }));
    assert!(text.iter().all(|text| text.y >= pictures(&made)[0].bottom()), "{text:?}");
}

#[test]
fn a_vertical_head_stands_on_either_side_in_its_box() {
    for side in ["left", "right"] {
        let made = set(
            &format!("direction: vertical, side: {side}, frame: {{tint: K 100, padding: 0.5字}}, color: white"),
            "",
            "",
        );
        stands_clear(&made);
        assert!(contains(frames(&made)[0], head(&made)), "{:?} {:?}", frames(&made), head(&made));
    }
}

#[test]
fn heads_of_briefs_have_boxes_too() {
    let areas = "  briefs:\n    kind: story\n    at: {columns: 1, rows: 1-40}\n    head: {style: brief, frame: {tint: K 100, padding: 0.5字}, color: white}\n";
    let brief = |name: &str| format!("---\nheadline: {name}\n---\n{name}今天开始，为期三天，欢迎市民参加。\n");
    let (one, two) = (brief("桥灯检修"), brief("旧书漂流"));
    let made = make(areas, "briefs: [one, two]", &[("one", &one), ("two", &two)]);
    stands_clear(&made);
    assert_eq!(frames(&made).len(), 2);
}

#[test]
fn cross_heads_have_looks() {
    let areas = |look: &str| {
        format!("  one:\n    kind: story\n    at: {{columns: 1, rows: 1-12}}\n    crosshead: {{{look}}}\n")
    };
    let story = format!("---\n---\n{LINE}\n## 灯从哪里来\n\n{LINE}");
    let fills = |look: &str| {
        let made = make(&areas(look), "one: one", &[("one", &story)]);
        let rects = made.pages[0].page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Fill { rects, .. } => Some(rects.clone()),
            _ => None,
        });
        rects.flatten().count()
    };
    assert_eq!((fills("frame: {tint: K 10}"), fills("frame: {rule: 0.5pt}"), fills("rule: 0.5pt")), (1, 4, 1));
}
