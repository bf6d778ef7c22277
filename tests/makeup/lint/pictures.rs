//! 图文错邻, 图文相压, pictures that touch, captions astray, gaps, and the focus of a picture on the fold.
//!
//! Here boxes of the record are moved, to limits that no page description hits so near. Composing cannot set a
//! picture or copy over what another area prints (areas that share a place are refused, copy runs round what stands
//! in its columns), nor a caption away from its picture: these rules guard against faults of composing itself. What
//! page descriptions can do wrong is in `described.rs`.

use super::{Made, Sheet, area, having, judged_after, story};
use paiban::base::diag::Diagnostic;
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::model::PictureFile;
use paiban::page::{Block, BlockKind};

/// A story with pictures of these names.
fn pictured(headline: &str, characters: usize, ids: &[&str]) -> String {
    let list: String =
        ids.iter().map(|id| format!("  - {{id: {id}, caption: 昨天的渡口。, credit: 周然 摄}}\n")).collect();
    story(headline, characters).replacen("\n---\n", &format!("\npictures:\n{list}---\n"), 1)
}

/// One story with a picture over both its columns, one without, side by side.
fn page(keys: &str) -> Sheet {
    let areas =
        area("one", "1-2", "1-40", "head: {style: small}\n    pictures: [{id: pier, columns: 1-2, rows: 10-25}]")
            + &area("two", "4-5", "1-40", "head: {style: third}");
    let stories = [("one", pictured("渡口长廊 添了灯火", 500, &["pier"])), ("two", story("桥头旧屋 换了门窗", 900))];
    Sheet::new(&format!("{areas}{keys}"), "one: one, two: two", &stories)
}

/// What is found when the blocks of a kind are changed.
fn after(made: &Made, is: fn(&BlockKind) -> bool, change: impl Fn(&mut Block)) -> Vec<Diagnostic> {
    judged_after(made, |record| record.blocks.iter_mut().filter(|block| is(&block.kind)).for_each(&change))
}

fn is_picture(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Picture { .. })
}

/// The rule finds the fault that `change` makes, not its near miss; off and allowed it does not count.
#[track_caller]
fn changed(code: &str, is: fn(&BlockKind) -> bool, fault: fn(&mut Block), near_miss: fn(&mut Block)) {
    let found = after(&page("").made(), is, fault);
    assert!(!having(&found, code).is_empty(), "{code}: {:?}", super::shown(&found));
    let found = after(&page("").made(), is, near_miss);
    assert!(having(&found, code).is_empty(), "{code} in the near miss: {:?}", super::shown(&found));
    let off = after(&page(&format!("lint: {{{code}: off}}\n")).made(), is, fault);
    assert!(having(&off, code).is_empty(), "{code} is off");
    let allowed = after(&page(&format!("allow: {{{code}: 有意如此}}\n")).made(), is, fault);
    assert!(having(&allowed, code).iter().all(|one| one.allowed.is_some()) && !having(&allowed, code).is_empty());
}

#[test]
fn picture_astray() {
    // Down the third column, beside the other story; or a row below its own copy.
    changed(
        "picture-astray",
        is_picture,
        |block| {
            block.at.x = Length::mm(135);
            block.at.width = Length::mm(20);
            block.at.y = Length::mm(20);
            block.at.height = Length::mm(30);
        },
        |_| (),
    );
}

#[test]
fn picture_over_text() {
    changed(
        "picture-over-text",
        is_picture,
        |block| block.at.width = Length::mm(200),
        |block| {
            block.at.width = Length::mm(110);
        },
    );
}

#[test]
fn text_overlap() {
    let is_head: fn(&BlockKind) -> bool = |kind| matches!(kind, BlockKind::Head { .. });
    changed(
        "text-overlap",
        is_head,
        |block| block.at.width = Length::mm(220),
        |block| {
            block.at.width = Length::mm(30);
        },
    );
}

#[test]
fn caption_astray() {
    let is_caption: fn(&BlockKind) -> bool = |kind| matches!(kind, BlockKind::Caption { .. });
    changed(
        "caption-astray",
        is_caption,
        |block| block.at.y += Length::pt(26),
        |block| {
            block.at.y += Length::pt(20);
        },
    );
}

#[test]
fn gap_narrow() {
    let is_text: fn(&BlockKind) -> bool = |kind| matches!(kind, BlockKind::Text { .. });
    // Copy of the second area drawn to the left, up to half a 字 or one 字 from the first.
    let made = page("").made();
    let right = made.pages[0].record.blocks.iter().filter(|block| block.area == 0).map(|block| block.at.right()).max();
    let right = right.expect("blocks");
    let to = |keys: &str, gap: Length| {
        let made = page(keys).made();
        judged_after(&made, |record| {
            for block in record.blocks.iter_mut().filter(|block| block.area == 1 && is_text(&block.kind)) {
                let edge = block.at.right();
                block.at.x = right + gap;
                block.at.width = edge - block.at.x;
            }
        })
    };
    let half = Length::pt_hundredths(450);
    assert_eq!(having(&to("", half), "gap-narrow").len(), 1);
    assert!(having(&to("", Length::pt(9)), "gap-narrow").is_empty());
    assert!(having(&to("lint: {gap-narrow: off}\n", half), "gap-narrow").is_empty());
    assert!(having(&to("lint: {gap-narrow: 0.4字}\n", half), "gap-narrow").is_empty());
    assert!(having(&to("allow: {gap-narrow: 挤}\n", half), "gap-narrow")[0].allowed.is_some());
}

/// One story in three columns with a pull quote in the second, and a picture in the third.
fn with_quote(keys: &str) -> Sheet {
    let more = "head: {style: small}\n    inserts: [{quote: {text: 灯亮了, by: 守灯人}, columns: 2, rows: 20-28, rule: 0.5pt}]\n    pictures: [{id: pier, columns: 3, rows: 30-40}]";
    let areas = area("one", "1-3", "1-60", more);
    Sheet::new(&format!("{areas}{keys}"), "one: one", &[("one", pictured("渡口长廊 添了灯火", 1500, &["pier"]))])
}

fn is_insert(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Insert)
}

/// An insert over the copy in whose columns it stands, or hard by a picture: composing keeps both off.
#[test]
fn inserts_over_their_own_copy_and_by_pictures() {
    for (code, shift) in [("picture-over-text", Length::pt(40)), ("gap-narrow", Length::ZERO)] {
        let moved = |keys: &str, shift: Length, apart: Length| {
            let made = with_quote(keys).made();
            let picture =
                made.pages[0].record.blocks.iter().find(|block| is_picture(&block.kind)).map(|block| block.at);
            let picture = picture.expect("a picture");
            after(&made, is_insert, |block| match code {
                "gap-narrow" => {
                    block.at =
                        Rect { y: picture.y - block.at.height - apart, ..Rect { height: block.at.height, ..picture } }
                }
                _ => block.at.y += shift,
            })
        };
        let near = Length::pt(2);
        assert!(!having(&moved("", shift, near), code).is_empty(), "{code}");
        assert!(
            having(&moved("", Length::ZERO, Length::pt(6)), code).is_empty(),
            "{code}: {:?}",
            super::shown(&moved("", Length::ZERO, Length::pt(6)))
        );
        assert!(having(&moved(&format!("lint: {{{code}: off}}\n"), shift, near), code).is_empty());
        let allowed = moved(&format!("allow: {{{code}: 有意相压}}\n"), shift, near);
        assert!(having(&allowed, code).iter().all(|one| one.allowed.is_some()) && !having(&allowed, code).is_empty());
    }
}

/// A picture over its own copy; not one whose outline copy follows, since runs of lines beside it reach over its box.
#[test]
fn pictures_over_their_own_copy() {
    let over = |more: &str| {
        let made = with_quote("").swap("id: pier, columns: 3,", more).made();
        after(&made, is_picture, |block| block.at.y += Length::pt(60))
    };
    assert!(!having(&over("id: pier, columns: 3,"), "picture-over-text").is_empty());
    let free = "id: pier, x: 32字, width: 8字, outline: [[0.5, 0], [1, 1], [0, 1]],";
    assert!(having(&over(free), "picture-over-text").is_empty());
    let plain = with_quote("").swap("id: pier, columns: 3,", free).findings();
    assert!(having(&plain, "picture-over-text").is_empty() && having(&plain, "gap-narrow").is_empty());
}

/// Two pictures one above the other in one story, the second beginning in this row.
fn two_pictures(row: u16) -> Sheet {
    let pictures =
        format!("pictures: [{{id: a, columns: 1-2, rows: 10-20}}, {{id: b, columns: 3-4, rows: {row}-{}}}]", row + 10);
    let areas = area("one", "1-4", "1-60", &format!("head: {{style: small}}\n    {pictures}"));
    let stories = [("one", pictured("渡口长廊 添了灯火", 1500, &["a", "b"]))];
    Sheet::new(&areas, "one: one", &stories)
}

#[test]
fn pictures_touch() {
    // Side by side a gutter of 1 字 is enough; drawn wider, it is not.
    let wide = |keys: &str, points: i64| {
        let sheet = two_pictures(10);
        let sheet = Sheet { areas: format!("{}{keys}", sheet.areas), ..sheet };
        after(&sheet.made(), is_picture, |block| block.at.width += Length::pt(points))
    };
    assert_eq!(having(&wide("", 1), "pictures-touch").len(), 1);
    assert!(having(&wide("", 0), "pictures-touch").is_empty());
    assert!(having(&wide("lint: {pictures-touch: off}\n", 1), "pictures-touch").is_empty());
    assert!(having(&wide("allow: {pictures-touch: 拼图}\n", 1), "pictures-touch")[0].allowed.is_some());
}

#[test]
fn fold_picture() {
    let made = |keys: &str| {
        let mut made = page(keys).made();
        made.edition.pages[0].grid.trim.height = Length::mm(545);
        let file = PictureFile {
            name: "pier.jpg".into(),
            key: 0,
            twin: 0,
            page: 1,
            width: 300,
            height: 200,
            sheet: None,
            bleed: [0; 4],
        };
        made.edition.pictures[0].file = Some(file);
        made
    };
    // The focus is in the middle: at 272.5 mm, or 6 mm above it.
    let moved = |keys: &str, middle: i64| {
        after(&made(keys), is_picture, |block| block.at.y = Length::microns(middle) - block.at.height / 2)
    };
    assert_eq!(having(&moved("", 272_500), "fold-picture").len(), 1);
    assert!(having(&moved("", 266_500), "fold-picture").is_empty());
    assert!(having(&moved("lint: {fold-picture: off}\n", 272_500), "fold-picture").is_empty());
    assert!(having(&moved("lint: {fold-picture: 7mm}\n", 266_500), "fold-picture").len() == 1);
    assert!(having(&moved("allow: {fold-picture: 图大}\n", 272_500), "fold-picture")[0].allowed.is_some());
}

#[test]
fn a_page_with_pictures_in_their_places_is_clean() {
    let findings = page("").findings();
    let own = ["picture-astray", "picture-over-text", "text-overlap", "caption-astray", "gap-narrow", "pictures-touch"];
    assert!(findings.iter().all(|one| !own.contains(&one.code.as_str())), "{:?}", super::shown(&findings));
}
