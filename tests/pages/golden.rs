//! Golden pages as text. `BLESS=1 cargo test --test pages` writes them anew; read the difference.

use paiban::page::dump::dump;

use super::fixture::{golden, make};

const STORY: &str = "---
label: 城事
kicker: 旧书桥边
headline: 一盏灯 照着半条街
deck: 守摊人说，灯不灭人就来
byline: 本报讯 记者 顾一帆 报道
pictures:
  - {id: lamp, caption: 桥头的旧书摊。, credit: 方岸 摄}
---
本报讯 记者 顾一帆 报道 入夜以后，九孔桥边只剩一盏灯。灯下是一张*旧木桌*，桌上是三百多本书。“来的都是熟人。”守摊的许伯说，“不买也坐坐。”

## 书从哪里来

这些书是十二年里一本一本收来的，最贵的一本花了45元。许伯记得每一本的来处：码头、学校、搬空的老屋……**灯**是他自己拉的线。

> 灯不灭，人就来。

去年夏天涨水，桥面淹了0.6米，他把书搬上二楼，第三天又摆了出来。
";

const AREAS: &str = "  lead:
    kind: story
    at: {columns: 1-3, rows: 1-26}
    head: {style: third, rows: 9}
    pictures: [{id: lamp, columns: 2-3, rows: 10-18}]
    column_rule: 0.25pt
  line: {kind: rule, at: {columns: 1-3, rows: 27}, weight: 1pt, style: double}
  side:
    kind: story
    at: {columns: 4-5, rows: 1-12}
    head: {style: small}
    text_columns: 1
    frame: {rule: 0.5pt, padding: 1字, tint: K 8}
  foot:
    kind: furniture
    at: {columns: 4-5, rows: 14-25}
    items:
      - {box: K 10, rule: 0.5pt, at: {height: 2行}}
      - {text: \"{date}　{weekday}　{lunar}\", style: strip, align: center, valign: middle, at: {height: 2行}}
      - {qr: \"https://example.com\", at: {y: 3行, width: 20mm}}
  space:
    kind: ad
    at: {columns: 1-2, rows: 29-40}
";

const SIDE: &str = "---
headline: 短讯一则
---
夜市今起延到23时，逢雨顺延。摊位费全免，报名见南门公告栏。
";

#[test]
fn a_page_of_every_kind_of_area() {
    let made = make(AREAS, "lead: lead, side: side, space: {booking: AD-1}", &[("lead", STORY), ("side", SIDE)]);
    assert_eq!(made.codes(), ["picture-missing", "story-underset"]);
    golden("every-area", &made.dump());
}

/// C43: 宋 900 lacks 縣, so the head has it from a lighter face, thickened.
#[test]
fn c43_a_dump_tells_what_is_thickened() {
    let areas = "  one:\n    kind: story\n    at: {columns: 1-3, rows: 1-20}\n    head: {style: main, rows: 6}\n";
    let made = make(areas, "one: one", &[("one", "---\nheadline: 青溪縣志\n---\n县志今天出版。\n")]);
    assert!(made.codes().contains(&"character-borrowed"), "{:?}", made.codes());
    let dumped = dump(&made.pages[0].page);
    let head = dumped.lines().find(|line| line.contains("青溪縣志")).expect("the head");
    assert!(head.contains("(stroke ") && head.ends_with("pt: 縣)"), "{head}");
    assert!(!dumped.lines().any(|line| line.contains("县志今天") && line.contains("stroke")), "{dumped}");
}

#[test]
fn briefs_follow_one_another_with_their_heads() {
    let areas = "  briefs:\n    kind: story\n    at: {columns: 1, rows: 1-20}\n    head: {style: brief}\n";
    let brief =
        |name: &str| format!("---\nheadline: {name}\n---\n{name}今天开始，为期三天，欢迎市民参加，详情见公告。\n");
    let (one, two) = (brief("桥灯检修"), brief("旧书漂流"));
    let made = make(areas, "briefs: [one, two]", &[("one", &one), ("two", &two)]);
    golden("briefs", &made.dump());
}
