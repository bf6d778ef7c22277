//! What is shown: pages as the files are, the last good ones where those are broken, lines and findings.

use serde_json::Value;

use crate::common::{Desk, PROGRAM, command, root};

use super::kit::{Listener, Server, revision_of};

pub(crate) fn serve(desk: &Desk, arguments: &[&str]) -> Server {
    Server::start(command(), &root(), &desk.path("day"), arguments)
}

fn is_stale(state: &Value, page: usize) -> bool {
    state["pages"][page - 1]["stale"] == true
}

/// The numbers of the glyphs that stand in the areas of a page: what a reader sees of its copy.
fn glyphs(page: &Value) -> Vec<i64> {
    let items = page["page"]["items"].as_array().expect("items");
    let runs = items.iter().filter(|item| item[0] == 0).filter_map(|item| item[10].as_array());
    runs.flat_map(|run| run.iter().step_by(2).filter_map(Value::as_i64)).collect()
}

#[test]
fn a_saved_story_is_news_to_every_browser_and_only_its_page_changes() {
    let desk = Desk::of_two_pages();
    let server = serve(&desk, &[]);
    let (one, other) = (Listener::new(&server), Listener::new(&server));
    let before = server.page(1);
    let (first, second) = (revision_of(&server.state(), 1), revision_of(&server.state(), 2));
    assert!(before["glyphs"].as_array().is_some_and(|outlines| outlines.len() > 100), "outlines come with the page");
    desk.swap("day/stories/lead.md", "\n---\n", "\n---\n夏至。");
    let (_, seen) = one.page_after(1, first);
    assert_eq!(other.page_after(1, first).1, seen, "two browsers stay in step");
    let after = server.page(1);
    assert_eq!(after["revision"], seen);
    assert_ne!(glyphs(&before), glyphs(&after));
    assert_eq!(revision_of(&server.state(), 2), second, "the other page is as it was");
    // A browser asks only for the outlines that it lacks.
    let have = before["glyphs"].as_array().map_or(0, Vec::len);
    let less = server.get(&format!("/api/page/1?have={have}")).json();
    assert!(less["glyphs"].as_array().is_some_and(|outlines| outlines.len() < 10), "{}", less["glyphs"]);
}

/// Editors write beside and rename, or truncate and write: both are seen, and so is a layout.
#[test]
fn files_are_seen_however_they_are_written() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let news = Listener::new(&server);
    let mut known = revision_of(&server.state(), 1);
    let story = String::from_utf8(desk.read("day/stories/second.md")).expect("text");
    desk.write("day/stories/second.md.new", story.replacen("\n---\n", "\n---\n甲。", 1));
    std::fs::rename(desk.path("day/stories/second.md.new"), desk.path("day/stories/second.md")).expect("a rename");
    known = news.page_after(1, known).1;
    desk.swap("layouts/page.yaml", "rows: 22-40", "rows: 23-41");
    known = news.page_after(1, known).1;
    let rows = &server.page(1)["page"]["areas"][1]["parts"][0]["rows"];
    assert_eq!(*rows, serde_json::json!([23, 41]));
    // The style of the paper.
    desk.swap("paper.yaml", "lint:", "fields: {web: x}\nlint:");
    desk.write(
        "day/layouts/page.yaml",
        String::from_utf8(desk.read("layouts/page.yaml")).expect("text").replace("1-19", "1-18"),
    );
    news.page_after(1, known);
}

#[test]
fn the_last_good_page_stays_until_the_files_are_good_again() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let good = server.page(1);
    desk.swap("layouts/page.yaml", "kind: story", "kind: stroy");
    let state = server.until("a broken page", |state| is_stale(state, 1));
    let found = state["findings"].as_array().expect("findings");
    let told = found.iter().find(|found| found["severity"] == "error").expect("an error");
    assert!(told["place"]["file"].as_str().is_some_and(|file| file.ends_with("layouts/page.yaml")), "{told:#}");
    assert!(told["message"]["zh"].is_string() && told["message"]["en"].is_string() && told["hint"]["en"].is_string());
    let shown = server.page(1);
    assert_eq!((&shown["stale"], &shown["page"]["items"]), (&Value::Bool(true), &good["page"]["items"]));
    // Nothing can be read at all: the page is still there.
    desk.write("day/edition.yaml", "paper: [\n");
    server.until("a broken edition", |state| {
        state["findings"].as_array().is_some_and(|all| all.iter().any(|one| one["place"]["file"] == "edition.yaml"))
    });
    assert_eq!(server.page(1)["page"]["items"], good["page"]["items"]);
    let edition = Desk::new().read("day/edition.yaml");
    desk.write("day/edition.yaml", edition);
    desk.swap("layouts/page.yaml", "kind: stroy", "kind: story");
    let state = server.until("a good page", |state| !is_stale(state, 1));
    assert_eq!(state["pages"][0]["errors"], 0, "{state:#}");
}

#[test]
fn an_edition_that_is_broken_from_the_beginning_is_shown_with_what_is_wrong() {
    let desk = Desk::of_two_pages();
    desk.swap("day/edition.yaml", "section: 要闻\n    layout: page", "section: 要闻\n    layout: pgae");
    let server = serve(&desk, &[]);
    let state = server.state();
    assert_eq!((&state["pages"][0]["shown"], &state["pages"][0]["stale"]), (&Value::Bool(false), &Value::Bool(true)));
    assert_eq!((server.get("/api/page/1").status, server.get("/api/page/2").status), (204, 200));
    // Then no page at all.
    desk.swap("layouts/page.yaml", "kind: story", "kind: stroy");
    server.until("no good page", |state| state["pages"][1]["stale"] == true);
    desk.swap("layouts/page.yaml", "kind: stroy", "kind: story");
    desk.swap("day/edition.yaml", "layout: pgae", "layout: page");
    server.until("good pages", |state| state["pages"][0]["shown"] == true && state["pages"][1]["stale"] == false);
    assert_eq!(server.get("/api/page/1").status, 200);
}

/// What is written at a place of a file.
fn at_place(copy: &str, place: &Value) -> char {
    let number = |key: &str| place[key].as_u64().expect("a number") as usize;
    let line = copy.lines().nth(number("line") - 1).expect("a line");
    line.chars().nth(number("column") - 1).expect("a character")
}

/// In the line that the byline and its paragraph share each character has a place of its own.
#[test]
fn a_click_behind_the_byline_leads_to_the_copy() {
    let desk = Desk::new();
    desk.swap("day/stories/second.md", "\n---\n", "\nbyline: 本报讯 记者 林晓\n---\n*雨后*");
    let server = serve(&desk, &[]);
    let copy = String::from_utf8(desk.read("day/stories/second.md")).expect("text");
    let lines = server.get("/api/page/1/lines").json();
    let shared = lines
        .as_array()
        .expect("lines")
        .iter()
        .find(|line| line["story"] == "second" && line["text"].as_str().is_some_and(|text| text.contains('雨')));
    let shared = shared.expect("the first line of the paragraph");
    let edge = |at: usize| shared["box"][at].as_i64().expect("an edge");
    let y = (edge(1) + edge(3)) / 2;
    let mut seen = Vec::new();
    let (mut x, text) = (edge(0) + 1, shared["text"].as_str().expect("a text"));
    while x < edge(2) {
        let told = server.get(&format!("/api/page/1/line?x={x}&y={y}")).json();
        let character = told["character"].as_str().and_then(|one| one.chars().next()).expect("a character");
        if told["written"] == true && !character.is_whitespace() {
            assert_eq!(at_place(&copy, &told["place"]), character, "{told:#}");
            seen.push((character, told["place"]["line"].as_u64().expect("a line")));
        }
        x += 150;
    }
    seen.dedup();
    let (byline, body): (Vec<_>, Vec<_>) = seen.iter().partition(|(_, line)| *line == 3);
    let found: String = seen.iter().map(|(character, _)| character).collect();
    let printed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(found, printed, "every character of the line");
    assert!(byline.len() >= 5 && body.iter().all(|(_, line)| *line == 5), "{seen:?}");
}

/// Every line that can be pointed at tells its story; those of copy their place and why they end.
#[test]
fn a_line_tells_its_story_its_source_and_its_reason() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let lines = server.get("/api/page/1/lines").json();
    let lines = lines.as_array().expect("lines");
    let of_lead: Vec<&Value> = lines.iter().filter(|line| line["story"] == "lead").collect();
    assert!(of_lead.len() > 50, "{}", of_lead.len());
    let copy = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let mut explained = 0;
    for line in of_lead.iter().step_by(7) {
        let edge = |at: usize| line["box"][at].as_i64().expect("an edge");
        let (x, y) = ((edge(0) + edge(2)) / 2, (edge(1) + edge(3)) / 2);
        let told = server.get(&format!("/api/page/1/line?x={x}&y={y}")).json();
        assert_eq!(told["story"]["slug"], "lead", "{told:#}");
        assert_eq!(told["area"], "lead");
        let place = &told["place"];
        assert_eq!(place["file"], "stories/lead.md");
        assert_eq!(
            Some(at_place(&copy, place)),
            told["character"].as_str().and_then(|one| one.chars().next()),
            "{told:#}"
        );
        if told["ledger"].is_null() {
            continue;
        }
        explained += 1;
        let text = told["ledger"]["text"].as_str().expect("text");
        assert!(told["ledger"]["why"]["zh"].as_str().is_some_and(|why| !why.is_empty()));
        let at = &told["ledger"]["place"];
        let source = copy.lines().nth(at["line"].as_u64().expect("a line") as usize - 1).unwrap_or_default();
        let from: String = source.chars().skip(at["column"].as_u64().expect("a column") as usize - 1).collect();
        assert!(from.starts_with(text.trim().chars().next().unwrap_or('?')), "{text}\n{source}");
    }
    assert!(explained > 5, "{explained}");
    assert_eq!(server.get("/api/page/1/line?x=-9000&y=-9000").status, 404);
}

#[test]
fn the_proof_is_the_page_as_printed() {
    let desk = Desk::of_two_pages();
    let server = serve(&desk, &[]);
    let one = server.get("/api/proof?page=2");
    assert_eq!(one.status, 200);
    assert!(
        one.body.starts_with(b"%PDF-1.6") && one.headers.contains("test_20261123_a02_proof.pdf"),
        "{}",
        one.headers
    );
    let all = server.get("/api/proof");
    assert!(all.body.len() > one.body.len() && all.headers.contains("_all_proof.pdf"), "{}", all.headers);
    assert_eq!(server.get("/api/proof?page=9").status, 409);
    let printed = server.get("/api/page/2/printed");
    let pixels = image::load_from_memory(&printed.body).expect("a picture").to_luma8();
    let dark = pixels.pixels().filter(|pixel| pixel.0[0] < 160).count();
    assert!(pixels.width() > 1000 && dark > 10_000 && pixels.get_pixel(0, 0).0[0] > 250, "{dark}");
    assert!(desk.outputs().is_empty(), "a proof is written nowhere");
}

/// A picture that is replaced is another picture to the browser, and the page shows it.
#[test]
fn a_picture_that_is_saved_is_shown() {
    let photo = |value: u8| {
        let mut bytes = Vec::new();
        let image = image::RgbImage::from_fn(400, 300, |x, y| image::Rgb([value, (x % 200) as u8, (y % 200) as u8]));
        image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
        bytes
    };
    let desk = Desk::with_picture("photo.png");
    desk.write("day/photo.png", photo(10));
    let server = serve(&desk, &[]);
    let news = Listener::new(&server);
    let name = |page: &Value| page["page"]["pictures"][0]["name"].as_str().map(str::to_owned).expect("a name");
    let before = server.page(1);
    let copy = server.get(&format!("/api/picture/{}", name(&before)));
    assert!(copy.status == 200 && copy.headers.contains("image/jpeg"), "{}", copy.headers);
    desk.write("day/photo.png", photo(200));
    news.page_after(1, before["revision"].as_u64().expect("a revision"));
    let after = server.page(1);
    assert_ne!(name(&before), name(&after));
    assert_eq!(server.get(&format!("/api/picture/{}", name(&after))).status, 200);
}

/// A page of a PDF is a picture to a browser too.
#[test]
fn art_is_shown() {
    let printer = Desk::new();
    printer.build(&[]).ends(0);
    let file = printer.outputs().into_iter().find(|name| name.ends_with(".pdf")).expect("a page");
    let desk = Desk::with_picture("photo.pdf");
    desk.write("day/photo.pdf", printer.read(&format!("day/out/{file}")));
    let server = serve(&desk, &[]);
    let page = server.page(1);
    let shown = &page["page"]["pictures"][0];
    let item = page["page"]["items"].as_array().and_then(|items| items.iter().find(|item| item[0] == 4));
    assert_eq!(item.map(|item| &item[3]), Some(&shown["name"]), "{shown:#}");
    let copy = server.get(&format!("/api/picture/{}", shown["name"].as_str().expect("a name")));
    assert!(copy.status == 200 && copy.headers.contains("image/png"), "{}", copy.headers);
    assert!(image::load_from_memory(&copy.body).is_ok_and(|picture| picture.width() > 500));
}

/// Interrupted, it ends as a program that has done what it was asked to.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    let desk = Desk::new();
    let mut server = serve(&desk, &[]);
    let _listening = Listener::new(&server);
    let sent = std::process::Command::new("kill").args(["-INT", &server.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    assert_eq!(server.ended(), Some(0));
}

#[test]
fn a_port_in_use_is_told_with_its_cure() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let (data, day) = (root().display().to_string(), desk.day());
    let port = server.port.to_string();
    let run = crate::common::paiban(&["--data", &data, "serve", &day, "--port", &port]).ends(3);
    assert!(run.err.contains("serve-unavailable") && run.err.contains("--port 0"), "{}", run.err);
    let missing = desk.path("nowhere").display().to_string();
    let run = crate::common::paiban(&["--data", &data, "serve", &missing]).ends(1);
    assert!(run.err.contains("edition.yaml"), "{PROGRAM} {}", run.err);
}
