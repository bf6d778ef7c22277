//! Where a change of the page is written: gutters, sizes of advertisements, layouts that extend others, zones.

use serde_json::{Value, json};

use crate::common::{Desk, LAYOUT, paiban, root};

use super::editing::{made, said, text};
use super::kit::{Listener, Server, revision_of};
use super::shown::serve;

/// A desk whose page has one more area.
fn with_area(area: &str, place: &str) -> Desk {
    let desk = Desk::new();
    desk.write("day/layouts/page.yaml", format!("{LAYOUT}{area}"));
    desk.swap("day/edition.yaml", "      second: second\n", &format!("      second: second\n{place}"));
    desk
}

fn layout(desk: &Desk) -> String {
    text(desk, "day/layouts/page.yaml")
}

#[test]
fn what_stands_in_a_gutter_is_moved_along_it_and_to_others() {
    let desk = with_area("  line:\n    kind: rule\n    weight: 0.3pt\n    at: {gutter: 2, rows: 45-60}   # 栏间\n", "");
    let server = serve(&desk, &[]);
    let part = server.page(1)["page"]["areas"][2]["parts"][0].clone();
    assert_eq!((&part["gutter"], &part["columns"]), (&json!(2), &json!([3, 2])));
    made(&server, &server.area_change(1, "line", (3, 2), (46, 64)));
    assert_eq!(
        layout(&desk),
        format!("{LAYOUT}  line:\n    kind: rule\n    weight: 0.3pt\n    at: {{gutter: 2, rows: 46-64}}   # 栏间\n")
    );
    made(&server, &server.area_change(1, "line", (4, 3), (46, 64)));
    let written = layout(&desk);
    assert_eq!(
        written,
        format!("{LAYOUT}  line:\n    kind: rule\n    weight: 0.3pt\n    at: {{gutter: 3, rows: 46-64}}   # 栏间\n")
    );
    // Behind the last column and before the first there is none; what stands in columns stands in no gutter.
    for (name, columns, rows) in [
        ("line", (6, 5), (46, 64)),
        ("line", (1, 0), (46, 64)),
        ("line", (2, 3), (46, 64)),
        ("second", (3, 2), (22, 40)),
    ] {
        let answer = server.post("/api/edit", &server.area_change(1, name, columns, rows));
        assert_eq!(answer.status, 422, "{columns:?}: {}", answer.text());
        assert!(said(&answer).contains("outside the columns"), "{}", said(&answer));
    }
    assert_eq!(layout(&desk), written);
}

#[test]
fn an_advertisement_placed_by_its_size_is_moved_and_gets_another_size() {
    let desk =
        with_area("  foot:\n    kind: ad\n    at: {size: 通栏, row: 65}   # 广告\n", "      foot: {booking: AD-1}\n");
    let server = serve(&desk, &[]);
    let foot = |server: &Server| server.page(1)["page"]["areas"][2].clone();
    assert_eq!(foot(&server)["sized"], "通栏");
    let of = |at: &str| format!("{LAYOUT}  foot:\n    kind: ad\n    at: {{{at}}}   # 广告\n");
    made(&server, &server.area_change(1, "foot", (1, 5), (50, 61)));
    assert_eq!(layout(&desk), of("size: 通栏, row: 50"));
    made(&server, &server.area_change(1, "foot", (1, 5), (50, 73)));
    assert_eq!(layout(&desk), of("size: 双通栏, row: 50"));
    assert_eq!(foot(&server)["sized"], "双通栏");
    made(&server, &server.area_change(1, "foot", (3, 3), (48, 53)));
    assert_eq!(layout(&desk), of("size: 报花, row: 48, column: 3"));
    made(&server, &server.area_change(1, "foot", (1, 3), (43, 73)));
    assert_eq!(layout(&desk), of("size: 1/4版, row: 43, column: 1").replace("size: 1/4版", "size: '1/4版'"));
    let before = layout(&desk);
    let answer = server.post("/api/edit", &server.area_change(1, "foot", (1, 4), (50, 55)));
    assert_eq!(answer.status, 422);
    assert!(
        said(&answer).contains("4 columns by 6 rows") && said(&answer).contains("双通栏 5×24"),
        "{}",
        said(&answer)
    );
    assert_eq!(layout(&desk), before);
}

/// What a page description takes from another is overruled in its own file; the other stays.
#[test]
fn a_layout_that_extends_another_overrules_what_it_moves() {
    let desk = Desk::with_picture("photo.png");
    let base = text(&desk, "layouts/page.yaml").replace("columns: 1-5, rows: 1-19", "columns: 1-4, rows: 1-19");
    desk.write("layouts/base.yaml", &base);
    let own = "extends: base\nareas:\n  lead:       # 头条\n    at: {rows: 1-20}\n";
    desk.write("day/layouts/page.yaml", own);
    let server = serve(&desk, &[]);
    made(&server, &server.area_change(1, "lead", (2, 5), (2, 21)));
    assert_eq!(
        layout(&desk),
        "extends: base\nareas:\n  lead:       # 头条\n    at: {rows: 2-21, columns: 2-5}\n    \
         pictures: [{id: photo, columns: 3-4, rows: 7-16}]\n"
    );
    assert_eq!(text(&desk, "layouts/base.yaml"), base);
    // An area that the page takes over as it is, and that others may use: the page's entry says what differs.
    let edition = text(&desk, "day/edition.yaml");
    made(&server, &server.area_change(1, "second", (1, 2), (24, 40)));
    assert_eq!(text(&desk, "day/edition.yaml"), format!("{edition}    areas: {{second: {{at: {{rows: 24-40}}}}}}\n"));
    assert_eq!(text(&desk, "layouts/base.yaml"), base);
}

/// The page's entry has the place of an area, its layout the pictures: both go along.
#[test]
fn an_area_that_the_entry_places_takes_its_pictures_along() {
    let desk = Desk::with_picture("photo.png");
    let layout = text(&desk, "layouts/page.yaml").replace("columns: 1-5, rows: 1-19", "columns: 1-4, rows: 1-19");
    desk.write("layouts/page.yaml", &layout);
    let edition = text(&desk, "day/edition.yaml");
    desk.write("day/edition.yaml", format!("{edition}    areas:\n      lead: {{at: {{rows: 1-20}}}}\n"));
    let server = serve(&desk, &[]);
    made(&server, &server.area_change(1, "lead", (2, 5), (2, 21)));
    let at = "{at: {rows: 2-21, columns: 2-5}, pictures: [{id: photo, columns: 3-4, rows: 7-16}]}";
    assert_eq!(text(&desk, "day/edition.yaml"), format!("{edition}    areas:\n      lead: {at}\n"));
    assert_eq!(text(&desk, "layouts/page.yaml"), layout);
}

/// A desk with a zone.
fn zoned(zone: &str) -> Desk {
    let desk = Desk::of_two_pages();
    desk.write("day/zones/east.yaml", zone);
    desk.write("day/layouts/page.yaml", LAYOUT);
    desk
}

#[test]
fn a_zone_is_shown_and_only_its_own_file_is_changed() {
    let desk = zoned("# 东城\npages:\n  - page: 2\n    section: 东城   # 版名\n");
    let (edition, own) = (text(&desk, "day/edition.yaml"), layout(&desk));
    let server = serve(&desk, &["--zone", "east"]);
    let state = server.state();
    assert_eq!((&state["edition"]["zone"], &state["pages"][1]["section"]), (&json!("east"), &json!("东城")));
    made(&server, &server.area_change(1, "second", (1, 2), (23, 40)));
    let written = "# 东城\npages:\n  - page: 2\n    section: 东城   # 版名\n  - {page: 1, areas: {second: {at: {rows: 23-40}}}}\n";
    assert_eq!(text(&desk, "day/zones/east.yaml"), written);
    made(&server, &server.area_change(1, "second", (2, 3), (23, 40)));
    let written = written.replace("{rows: 23-40}", "{rows: 23-40, columns: 2-3}");
    assert_eq!(text(&desk, "day/zones/east.yaml"), written);
    let news = Listener::new(&server);
    let before = revision_of(&server.state(), 2);
    assert_eq!(server.post("/api/edit", &server.area_change(2, "lead", (1, 5), (1, 18))).status, 200);
    news.page_after(2, before);
    let with_second = written.replace("# 版名\n", "# 版名\n    areas: {lead: {at: {rows: 1-18}}}\n");
    assert_eq!(text(&desk, "day/zones/east.yaml"), with_second);
    assert_eq!((text(&desk, "day/edition.yaml"), layout(&desk)), (edition, own), "the edition is as it was");
    assert_eq!(server.post("/api/undo", &json!({})).status, 200);
    assert_eq!(text(&desk, "day/zones/east.yaml"), written);
    // The edition itself does not see what the zone has.
    let plain = serve(&desk, &[]);
    assert_eq!(plain.page(1)["page"]["areas"][1]["parts"][0]["columns"], json!([1, 2]));
    assert_eq!(plain.state()["edition"]["zone"], Value::Null);
}

/// A story of the whole edition is not changed for one zone; one that the zone has for itself is.
#[test]
fn a_crop_in_a_zone_is_changed_in_the_zones_own_story_alone() {
    let mut bytes = Vec::new();
    let image = image::GrayImage::from_fn(600, 200, |x, _| image::Luma([(x % 256) as u8]));
    image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    let desk = Desk::with_picture("photo.png");
    desk.write("day/photo.png", bytes);
    desk.write("day/zones/east.yaml", "fields: {price: 2.00元}\n");
    let story = text(&desk, "day/stories/lead.md");
    let wanted = |server: &Server| {
        let known = server.page(1)["page"]["pictures"][0].clone();
        let change = json!({ "kind": "focus", "picture": known["index"], "focus": [900, 500] });
        json!({ "page": 1, "change": change, "base": known["base"] })
    };
    let server = serve(&desk, &["--zone", "east"]);
    let answer = server.post("/api/edit", &wanted(&server));
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(said(&answer).contains("make a copy `lead.east.md`"), "{}", said(&answer));
    assert_eq!(text(&desk, "day/stories/lead.md"), story);
    drop(server);
    desk.write("day/stories/lead.east.md", &story);
    let server = serve(&desk, &["--zone", "east"]);
    made(&server, &wanted(&server));
    assert_eq!(text(&desk, "day/stories/lead.md"), story);
    assert!(text(&desk, "day/stories/lead.east.md").contains("credit: 周然 摄, focus: [0.9, 0.5]}"));
}

#[test]
fn a_zone_that_is_not_there_is_told_with_the_nearest() {
    let desk = zoned("fields: {price: 2.00元}\n");
    let data = root();
    let day = desk.day();
    let all = ["--data", data.to_str().expect("a path"), "serve", &day, "--port", "0", "--zone", "eats"];
    let told = paiban(&all).ends(1);
    assert!(told.err.contains("eats") && told.err.contains("east"), "{told:?}");
}
