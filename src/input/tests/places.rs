//! Names and places: areas, stories, pictures.

use super::check;

const FRONT: &str = "layouts/front.yaml";
const EDITION: &str = "day/edition.yaml";
const STORY: &str = "day/stories/first.md";

#[test]
fn names_are_looked_up() {
    check(
        &[(EDITION, "lead: first", "leed: first")],
        &[
            "edition.yaml:10:7 <leed> unknown-name: no area `leed` | did you mean `lead`? allowed: head lead foot",
            "edition.yaml:5:11 <1> area-empty: nothing is placed in the area `lead` | write `lead: SLUG` under `place:`",
        ],
    );
    check(
        &[(EDITION, "lead: first", "lead: frist")],
        &[
            "edition.yaml:10:13 <frist> unknown-name: no story `frist` | did you mean `first`? allowed: first",
            "first.md:1:1 <---> story-unplaced: the story `first` is placed nowhere | place it on a page, or write `hold: [first]`",
        ],
    );
    check(
        &[(FRONT, "style: lead", "style: led")],
        &["front.yaml:11:19 <led> unknown-name: no head style `led` | did you mean `lead`? allowed: lead"],
    );
    check(
        &[(FRONT, "style: body", "style: bodi")],
        &[
            "front.yaml:7:41 <bodi> unknown-name: no text style `bodi` | did you mean `body`? allowed: body byline caption credit crosshead quote strong",
        ],
    );
}

#[test]
fn a_story_stands_in_one_place() {
    check(
        &[(EDITION, "lead: first", "lead: [first, first]")],
        &[
            "edition.yaml:10:21 <first> story-placed-twice: the story `first` is placed twice | a story stands in one place only",
        ],
    );
    check(
        &[("day/stories/late.md", "", "---\nheadline: 晚\n---\n晚到。")],
        &[
            "late.md:1:1 <---> story-unplaced: the story `late` is placed nowhere | place it on a page, or write `hold: [late]`",
        ],
    );
    check(
        &[("day/stories/late.md", "", "---\nheadline: 晚\n---\n晚到。"), (EDITION, "pages:", "hold: [late]\npages:")],
        &[],
    );
}

#[test]
fn kinds_must_fit() {
    check(
        &[(EDITION, "foot: {booking: AD-1}", "foot: first")],
        &[
            "edition.yaml:11:13 <first> story-placed-twice: the story `first` is placed twice | a story stands in one place only",
            "edition.yaml:11:13 <first> bad-value: the area `foot` is for an advertisement | as in `{file: pictures/ad.png, booking: AD-1}`",
        ],
    );
    check(
        &[(EDITION, "lead: first", "lead: first\n      head: first")],
        &["edition.yaml:11:7 <head> bad-value: the area `head` takes no copy | place it in an area of `kind: story`"],
    );
}

#[test]
fn areas_stay_on_the_grid_and_clear_of_one_another() {
    check(
        &[(FRONT, "rows: 40-60", "rows: 30-60")],
        &[
            "front.yaml:14:9 <{kind: ad, at: {columns: 1-4, rows: 30-60}}> area-overlap: the areas `foot` and `lead` overlap | change columns or rows of `at:` so that they part",
        ],
    );
    check(
        &[(FRONT, "columns: 1-4, rows: 40-60", "columns: 1-5, rows: 40-61")],
        &[
            "front.yaml:14:34 <1-5> area-outside: the columns go beyond the bounds | from 1 to 4",
            "front.yaml:14:45 <40-61> area-outside: the rows go beyond the bounds | from 1 to 60",
        ],
    );
    check(
        &[(FRONT, "  foot:", "  bar: {kind: rule, at: {gutter: 2, rows: 20-35}, weight: 0.5pt}\n  foot:")],
        &[
            "front.yaml:14:8 <{kind: rule, at: {gutter: 2, rows: 20-35}, weight: 0.5pt}> area-overlap: the areas `bar` and `lead` overlap | change columns or rows of `at:` so that they part",
        ],
    );
    check(&[(FRONT, "  foot:", "  bar: {kind: rule, at: {gutter: 2, rows: 31-39}, weight: 0.5pt}\n  foot:")], &[]);
    check(
        &[(FRONT, "  foot:", "  bar: {kind: rule, at: {gutter: 4, rows: 31-39}, weight: 0pt}\n  foot:")],
        &["front.yaml:14:34 <4> area-outside: the gutters go beyond the bounds | from 1 to 3"],
    );
}

#[test]
fn pictures_stay_in_their_area() {
    for (new, expected) in [
        (
            "columns: 4-5, rows: 9-20",
            "front.yaml:13:29 <4-5> picture-outside: the columns of the picture `hall` go beyond the bounds | from 1 to 4",
        ),
        (
            "columns: 2-3, rows: 9-31",
            "front.yaml:13:40 <9-31> picture-outside: the rows of the picture `hall` go beyond the bounds | from 4 to 30",
        ),
        (
            "columns: 2-3, rows: 7-20",
            "front.yaml:13:40 <7-20> picture-outside: the picture `hall` covers the head | begin it at row 8",
        ),
        (
            "columns: 2-3, rows: 9-20}\n      - {id: hall, columns: 4, rows: 9-20",
            "front.yaml:14:14 <hall> duplicate-name: the picture `hall` is placed twice | delete one of the places",
        ),
    ] {
        check(&[(FRONT, "columns: 2-3, rows: 9-20", new)], &[expected]);
    }
    check(
        &[(FRONT, "id: hall", "id: hal")],
        &[
            "front.yaml:13:14 <hal> picture-unplaced: the layout wants a picture `hal`; the story has none | did you mean `hall`? allowed: hall",
            "first.md:5:5 <{id: hall, file: null, caption: 图说。}> picture-unplaced: the picture `hall` is placed nowhere | place it under `pictures:` of the page description",
        ],
    );
    check(
        &[(FRONT, "    pictures:", "    text_columns: 2\n    pictures:")],
        &[
            "front.yaml:14:29 <2-3> picture-outside: the columns of the picture `hall` go beyond the bounds | from 1 to 2",
        ],
    );
    check(
        &[(FRONT, "    pictures:", "    text_columns: 40\n    pictures:")],
        &[
            "front.yaml:12:19 <40> out-of-range: 40 columns of 0 字 are too narrow | a column has at least 5 字: use fewer",
        ],
    );
}

#[test]
fn picture_files_are_looked_at() {
    let file = (STORY, "file: null", "file: pictures/hall.jpg");
    check(
        &[file],
        &[
            "first.md:5:22 <pictures/hall.jpg> picture-missing: there is no picture `pictures/hall.jpg` | a placeholder of its size stands there; add the file",
        ],
    );
    check(
        &[file, ("day/pictures/hall.jpg", "", "not a picture")],
        &[
            "first.md:5:22 <pictures/hall.jpg> picture-unusable: the picture `pictures/hall.jpg` cannot be used: it is a text file in truth | put the real picture there",
        ],
    );
    check(
        &[(STORY, "file: null", "file: ../../secret.jpg"), ("../secret.jpg", "", "secret")],
        &[
            "first.md:5:22 <../../secret.jpg> path-outside: `paper/day/../../secret.jpg` lies outside the edition, the paper and the program's data | copy the file into the edition's directory",
        ],
    );
    check(
        &[(STORY, "caption: 图说。}", "focus: [0.5, 2]}")],
        &["first.md:5:41 <2> out-of-range: `2` is out of range | between 0 and 1"],
    );
}

#[test]
fn furniture_fields_are_filled() {
    let text = |edits: &[(&str, &str, &str)]| {
        let (_, found) = super::load_edited(edits);
        assert_eq!(found.diagnostics, []);
        let areas = found.value.map(|loaded| loaded.edition.pages[0].areas.clone()).unwrap_or_default();
        let crate::model::Content::Furniture(items) = &areas[0].content else { return String::new() };
        let crate::model::Fill::Text { lines, .. } = &items[0].fill else { return String::new() };
        lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("/")
    };
    for (field, expected) in [
        ("{paper} {date}", "澜川日报 2026年11月23日"),
        ("{date:han} {date:iso} {date:dots}", "二〇二六年十一月二十三日 2026-11-23 2026.11.23"),
        ("{weekday} {lunar}", "星期一 丙午年十月十五"),
        ("{issue} {pages} {page} {page:02} {folio} {section}", "8124 1 1 01 A01 要闻"),
        ("{editors}\\n{editor:版式}", "责任编辑：林晓　版式：周然/周然"),
        ("{web} {{x}} }", "www.example.com {x} }"),
    ] {
        assert_eq!(text(&[(FRONT, "{paper} {date}", field)]), expected);
    }
    check(
        &[(FRONT, "{paper} {date}", "{wether}"), ("paper.yaml", "fields: {", "fields: {weather: 晴, ")],
        &[
            "front.yaml:7:16 <\"{wether}\"> field-unknown: the field `{wether}` has no value | did you mean `weather`? allowed: paper issue pages page page:02 folio section date date:han date:iso date:dots weekday lunar editors editor:责任编辑 editor:版式 weather web; or write it under `fields:`",
        ],
    );
    check(
        &[(FRONT, "style: body}", "style: body, at: {x: 50字, width: 10字}}")],
        &[
            "front.yaml:7:51 <{x: 50字, width: 10字}> area-outside: it reaches 45.0 pt beyond its area | the area is 495.0 pt wide and 26.0 pt high",
        ],
    );
}

#[test]
fn a_head_may_set_the_byline() {
    let (_, found) = super::load_edited(&[(
        "layouts/styles/plain.yaml",
        "    headline:",
        "    byline: {face: 宋 400, size: 9pt}\n    headline:",
    )]);
    let edition = found.value.map(|loaded| loaded.edition).expect("it is right");
    let story = &edition.stories[0];
    assert_eq!(story.byline.as_ref().map(|copy| copy.text.as_str()), Some("本报讯"));
    assert!(matches!(&story.body[0], crate::model::Block::Paragraph(copy) if copy.text == "今天下雨。"));
}
