//! The digital edition, as its readers find it.

#[path = "../common/mod.rs"]
mod common;

mod clauses;
mod delivery;
mod reader;
mod structure;

use std::sync::OnceLock;

use common::Desk;
use reader::Read;

pub(crate) const NAME: &str = "day/out/TEST_20261123_digital_v1.pdf";

/// Two tabloid pages: a story that jumps from the first to the second, one with something of everything, a picture
/// with caption, a code that leads to the web, and an advertisement.
const LAYOUT: [&str; 2] = [
    "\
format: tabloid
styles: daily
areas:
  nameplate:
    kind: furniture
    at: {columns: 1-5, rows: 1-3}
    items:
      - {text: \"{paper}\", at: {x: 0mm, y: 0mm, width: 60mm, height: 10mm}, style: folio}
  lead:
    kind: story
    at: {columns: 1-3, rows: 4-30}
    head: {style: third, rows: 5}
    pictures: [{id: photo, columns: 2-3, rows: 9-18}]
  code:
    kind: furniture
    at: {columns: 4, rows: 4-12}
    items:
      - {qr: \"https://www.lanchuan.example/read\", at: {x: 0mm, y: 0mm, width: 30mm}}
  offer:
    kind: ad
    at: {columns: 4-5, rows: 14-30}
",
    "\
format: tabloid
styles: daily
areas:
  rest:
    kind: story
    at: {columns: 1-2, rows: 1-15}
    head: {style: small, rows: 3}
  everything:
    kind: story
    at: {columns: 3-5, rows: 1-40}
    head: {style: third, rows: 7}
",
];

const EDITION: &str = "\
paper: ../paper.yaml
date: 2026-11-23
issue: 8124
pages:
  - {page: 1, section: 要闻, layout: first, place: {lead: lead, offer: {file: pictures/offer.png, booking: AD-7}}}
  - {page: 2, section: 综合, layout: second, place: {rest: {continues: lead}, everything: everything}}
";

pub(crate) const EVERYTHING: &str = "\
---
kicker: 一篇里什么都有
headline: 渡口重开 街坊来信
deck: 明天起照常开船
byline: 记者 林晓
---
第一段说明来由。读者可以看 https://www.lanchuan.example/ferry?day=2026-11-24&from=north，也可以写信到 readers@lanchuan.example。

## 船的时刻

> 引一句老船工的话：水到了，船就走。

1. 早上七点开头班。
2. 晚上九点收末班。

| 码头 | 时刻 |
|---|---|
| 北岸 | 七点 |
| 南岸 | 八点 |

最后一段着重*三个字*，说完就走。
";

/// The edition in a scratch directory.
pub(crate) fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("layouts/first.yaml", LAYOUT[0]);
    desk.write("layouts/second.yaml", LAYOUT[1]);
    desk.write("day/edition.yaml", EDITION);
    let picture = "pictures:\n  - {id: photo, file: pictures/photo.png, caption: 昨天的渡口。, credit: 周然 摄}\n";
    let lead = common::story("水管换新 三十七户过暖冬", 1, 660, 6);
    desk.write("day/stories/lead.md", lead.replacen("\n---\n", &format!("\n{picture}---\n"), 1));
    desk.remove("day/stories/second.md");
    desk.write("day/stories/everything.md", EVERYTHING);
    desk.write("day/pictures/photo.png", png([200, 40, 30]));
    desk.write("day/pictures/offer.png", png([20, 90, 160]));
    desk
}

/// A picture of one colour with a white band, of 900 pixels on a side.
fn png(color: [u8; 3]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..900 * 900_u32).flat_map(|at| if at / 900 < 100 { [255; 3] } else { color }).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 900, 900);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    drop(writer);
    bytes
}

/// The file of the edition, built once.
pub(crate) fn bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let desk = desk();
        let run = desk.build(&["--digital"]);
        assert!(desk.path(NAME).exists(), "{run:?}");
        desk.read(NAME)
    })
}

pub(crate) fn read() -> Read {
    Read::new(bytes())
}
