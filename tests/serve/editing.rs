//! Changes made on the page: what is written, what is not, and how it is undone.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::Desk;

use super::kit::{Listener, Server, revision_of};
use super::shown::serve;

const LAYOUT: &str = "\
# 一版
format: tabloid     # 四开
styles: daily
areas:
  lead:             # 头条
    kind: story
    at: {columns: 1-5,  rows: 1-19}     # 通栏
    head: {style: third, rows: 5}

  # 二条
  second:
    kind: story
    at:
      columns: 1-2
      rows: 22-40   # 到底
    head: {style: small, rows: 5}
";

/// An edition with a layout of its own, which editing may change.
fn own_layout() -> Desk {
    let desk = Desk::new();
    desk.write("day/layouts/page.yaml", LAYOUT);
    desk
}

pub(super) fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).expect("text")
}

/// Posts a change and waits until the page shows it.
#[track_caller]
pub(super) fn made(server: &Server, wanted: &Value) {
    let news = Listener::new(server);
    let before = revision_of(&server.state(), 1);
    let answer = server.post("/api/edit", wanted);
    assert_eq!(answer.status, 200, "{}", answer.text());
    news.page_after(1, before);
}

pub(super) fn said(answer: &super::kit::Answer) -> String {
    answer.json()["message"]["en"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_area_is_written_where_it_stands_and_nothing_else_is_touched() {
    let desk = own_layout();
    let server = serve(&desk, &[]);
    made(&server, &server.area_change(1, "second", (2, 4), (23, 40)));
    let expected = LAYOUT.replace("columns: 1-2", "columns: 2-4").replace("rows: 22-40 ", "rows: 23-40 ");
    assert_eq!(text(&desk, "day/layouts/page.yaml"), expected);
    assert_eq!(server.page(1)["page"]["areas"][1]["parts"][0]["columns"], json!([2, 4]));
    made(&server, &server.area_change(1, "lead", (1, 4), (1, 19)));
    let expected = expected.replace("{columns: 1-5,  rows: 1-19}", "{columns: 1-4,  rows: 1-19}");
    assert_eq!(text(&desk, "day/layouts/page.yaml"), expected);
    assert_eq!(server.state()["undo"], 2);
}

/// A layout that others use too stays; the page's entry in the edition says what differs.
#[test]
fn a_shared_layout_is_changed_for_this_page_alone() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let (layout, edition) = (text(&desk, "layouts/page.yaml"), text(&desk, "day/edition.yaml"));
    made(&server, &server.area_change(1, "second", (1, 2), (22, 39)));
    assert_eq!(text(&desk, "layouts/page.yaml"), layout);
    let written = text(&desk, "day/edition.yaml");
    assert_eq!(written, format!("{edition}    areas: {{second: {{at: {{rows: 22-39}}}}}}\n"));
    made(&server, &server.area_change(1, "second", (2, 3), (22, 39)));
    assert_eq!(text(&desk, "day/edition.yaml"), written.replace("{rows: 22-39}", "{rows: 22-39, columns: 2-3}"));
}

/// What stands at rows and columns of the page in an area goes along when it is moved.
#[test]
fn pictures_go_along_with_their_area() {
    let desk = Desk::with_picture("photo.png");
    let layout = text(&desk, "layouts/page.yaml").replace("columns: 1-5, rows: 1-19", "columns: 1-4, rows: 1-19");
    desk.write("day/layouts/page.yaml", &layout);
    desk.write("layouts/page.yaml", &layout);
    let server = serve(&desk, &[]);
    made(&server, &server.area_change(1, "lead", (2, 5), (2, 20)));
    let expected = layout
        .replace("columns: 1-4, rows: 1-19", "columns: 2-5, rows: 2-20")
        .replace("columns: 2-3, rows: 6-15", "columns: 3-4, rows: 7-16");
    assert_eq!(text(&desk, "day/layouts/page.yaml"), expected);
}

#[test]
fn one_rectangle_of_several_is_changed() {
    let desk = own_layout();
    let both = LAYOUT
        .replace("at: {columns: 1-5,  rows: 1-19} ", "at: [{columns: 1-5, rows: 1-12}, {columns: 1-3, rows: 13-19}] ");
    desk.write("day/layouts/page.yaml", &both);
    let server = serve(&desk, &[]);
    let mut wanted = server.area_change(1, "lead", (1, 4), (13, 20));
    wanted["change"]["part"] = json!(1);
    made(&server, &wanted);
    let expected = both.replace("{columns: 1-3, rows: 13-19}", "{columns: 1-4, rows: 13-20}");
    assert_eq!(text(&desk, "day/layouts/page.yaml"), expected);
}

#[test]
fn a_drag_shows_the_page_and_writes_nothing() {
    let desk = own_layout();
    let server = serve(&desk, &[]);
    let before = server.page(1);
    let wanted = server.area_change(1, "lead", (1, 4), (1, 19));
    let tried = server.post("/api/try", &wanted);
    assert_eq!(tried.status, 200, "{}", tried.text());
    let page = tried.json();
    assert_eq!((&page["draft"], &page["page"]["areas"][0]["parts"][0]["columns"]), (&json!(true), &json!([1, 4])));
    assert_ne!(page["page"]["items"], before["page"]["items"], "the copy flows into it");
    assert_eq!(text(&desk, "day/layouts/page.yaml"), LAYOUT);
    assert_eq!(server.page(1)["page"]["items"], before["page"]["items"]);
}

#[test]
fn steps_are_undone_and_made_again_byte_for_byte() {
    let desk = own_layout();
    desk.write("day/layouts/page.yaml", format!("\u{feff}{}", LAYOUT.replace('\n', "\r\n")));
    let first = desk.read("day/layouts/page.yaml");
    let server = serve(&desk, &[]);
    let news = Listener::new(&server);
    made(&server, &server.area_change(1, "second", (1, 3), (22, 40)));
    let second = desk.read("day/layouts/page.yaml");
    made(&server, &server.area_change(1, "second", (1, 3), (24, 40)));
    let third = desk.read("day/layouts/page.yaml");
    assert!(first.starts_with(b"\xef\xbb\xbf") && third.starts_with(b"\xef\xbb\xbf"));
    for (path, expected) in
        [("/api/undo", &second), ("/api/undo", &first), ("/api/redo", &second), ("/api/redo", &third)]
    {
        assert_eq!(server.post(path, &json!({})).status, 200);
        assert!(desk.read("day/layouts/page.yaml") == *expected, "{path}");
    }
    assert_eq!(server.post("/api/redo", &json!({})).status, 422);
    news.page_after(1, 1);
    server.until("the page as it was written", |_| {
        server.page(1)["page"]["areas"][1]["parts"][0]["rows"] == json!([24, 40])
    });
}

#[test]
fn what_somebody_else_saved_is_never_overwritten() {
    let desk = own_layout();
    let server = serve(&desk, &[]);
    let wanted = server.area_change(1, "second", (1, 3), (22, 40));
    // Saved between looking and letting go.
    let theirs = LAYOUT.replace("# 二条", "# 二条，夜班改");
    desk.write("day/layouts/page.yaml", &theirs);
    let answer = server.post("/api/edit", &wanted);
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert!(said(&answer).contains("changed meanwhile"), "{}", said(&answer));
    assert_eq!(text(&desk, "day/layouts/page.yaml"), theirs);
    // Looked at anew, it is written; then somebody saves again, and undoing would take that away.
    server.until("the page anew", |_| server.area_change(1, "second", (1, 3), (22, 40))["base"] != wanted["base"]);
    made(&server, &server.area_change(1, "second", (1, 3), (22, 40)));
    let theirs = text(&desk, "day/layouts/page.yaml") + "# 终审\n";
    desk.write("day/layouts/page.yaml", &theirs);
    let answer = server.post("/api/undo", &json!({}));
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(text(&desk, "day/layouts/page.yaml"), theirs);
}

#[test]
fn what_cannot_be_a_page_is_not_written() {
    let desk = own_layout();
    let server = serve(&desk, &[]);
    for (name, columns, rows, why) in [
        ("lead", (1, 9), (1, 19), "outside the columns"),
        ("lead", (3, 2), (1, 19), "outside the columns"),
        ("lead", (0, 2), (1, 19), "outside the columns"),
        ("lead", (1, 5), (1, 900), "outside the columns"),
        ("lead", (1, 5), (1, 30), "overlap"),
    ] {
        let answer = server.post("/api/edit", &server.area_change(1, name, columns, rows));
        assert_eq!(answer.status, 422, "{columns:?} {rows:?}: {}", answer.text());
        assert!(said(&answer).contains(why), "{}", said(&answer));
    }
    assert_eq!(text(&desk, "day/layouts/page.yaml"), LAYOUT);
    // While the page is broken it cannot be changed.
    let wanted = server.area_change(1, "lead", (1, 4), (1, 19));
    let broken = LAYOUT.replace("format: tabloid ", "format: tabliod ");
    desk.write("day/layouts/page.yaml", &broken);
    server.until("a broken page", |state| state["pages"][0]["stale"] == true);
    assert_eq!(server.post("/api/edit", &wanted).status, 422);
    assert_eq!(text(&desk, "day/layouts/page.yaml"), broken);
}

#[test]
fn the_focus_of_a_crop_is_written_into_the_story() {
    let mut bytes = Vec::new();
    let image = image::GrayImage::from_fn(600, 200, |x, _| image::Luma([(x % 256) as u8]));
    image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    let desk = Desk::with_picture("photo.png");
    desk.write("day/photo.png", bytes);
    let server = serve(&desk, &[]);
    let story = text(&desk, "day/stories/lead.md");
    let picture = |server: &Server| server.page(1)["page"]["pictures"][0].clone();
    let wanted = |focus: Value| {
        let known = picture(&server);
        let change = json!({ "kind": "focus", "picture": known["index"], "focus": focus });
        json!({ "page": 1, "change": change, "base": known["base"] })
    };
    let left = picture(&server)["crop"][0].as_i64();
    made(&server, &wanted(json!([900, 500])));
    assert!(picture(&server)["crop"][0].as_i64() > left, "the crop follows");
    let expected = story.replace("credit: 周然 摄}", "credit: 周然 摄, focus: [0.9, 0.5]}");
    assert_eq!(text(&desk, "day/stories/lead.md"), expected);
    made(&server, &wanted(json!([100, 100, 455, 900])));
    assert_eq!(text(&desk, "day/stories/lead.md"), expected.replace("[0.9, 0.5]", "[0.1, 0.1, 0.455, 0.9]"));
    for bad in [json!([1]), json!([1, 2, 3]), json!([500, 0, 400, 10]), json!([2000, 0])] {
        assert_eq!(server.post("/api/edit", &wanted(bad)).status, 422);
    }
}

/// Killed at any moment, the program leaves every file as it was or as it was to be.
#[test]
fn killed_while_it_writes_it_leaves_files_whole() {
    let desk = own_layout();
    let whole = [LAYOUT.to_owned(), LAYOUT.replace("rows: 22-40 ", "rows: 23-40 ")];
    for round in 0..8_u64 {
        let mut server = serve(&desk, &[]);
        let (port, token) = (server.port, server.token.clone());
        let now = server.page(1)["page"]["areas"][1]["parts"][0]["rows"][0].as_u64().expect("a row");
        let first = if now == 22 { 23 } else { 22 };
        let body = server.area_change(1, "second", (1, 2), (first, 40)).to_string();
        let writes = thread::spawn(move || {
            let headers = [("x-paiban-token", token.as_str()), ("content-type", "application/json")];
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                super::kit::request(port, "POST", "/api/edit", &headers, body.as_bytes());
            }
        });
        thread::sleep(Duration::from_millis(round * 23));
        server.kill();
        // Its connection may have been refused.
        let _ = writes.join();
        let found = text(&desk, "day/layouts/page.yaml");
        assert!(whole.contains(&found), "round {round}:\n{found}");
    }
}
