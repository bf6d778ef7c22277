//! The preview as somebody uses it, in a real browser.

use crate::common::Desk;

use super::driver::Browser;
use super::shown::serve;

const CONTROL: &str = "\u{e009}";
const ESCAPE: &str = "\u{e00c}";
const DOWN: &str = "\u{e015}";
const SHIFT: &str = "\u{e008}";
const ENTER: &str = "\u{e007}";

/// Ink on the canvas of the first page, in one box of it in shares of its size: how many pixels are dark.
fn ink(browser: &Browser, [left, top, right, bottom]: [f64; 4]) -> i64 {
    let script = format!(
        "(() => {{ const c = document.querySelector('.page canvas'); const x = Math.floor({left} * c.width), y = Math.floor({top} * c.height); const w = Math.ceil({} * c.width), h = Math.ceil({} * c.height); const d = c.getContext('2d').getImageData(x, y, w, h).data; let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] < 140) n++; return n; }})()",
        right - left,
        bottom - top
    );
    browser.eval(&script).as_i64().unwrap_or(0)
}

fn revision(browser: &Browser) -> i64 {
    browser.eval("+document.querySelector('.page').dataset.revision").as_i64().unwrap_or(0)
}

fn newer(browser: &Browser, than: i64) {
    browser.until("the page is drawn anew", &format!("+document.querySelector('.page').dataset.revision > {than}"));
}

/// An edition with a layout of its own.
fn desk() -> Desk {
    let desk = Desk::of_two_pages();
    let layout = desk.read("layouts/page.yaml");
    desk.write("day/layouts/page.yaml", layout);
    // A page of its own, so that the layout is changed and not the entry.
    desk.swap("day/edition.yaml", "section: 综合\n    layout: page", "section: 综合\n    layout: other");
    let other = desk.read("layouts/page.yaml");
    desk.write("day/layouts/other.yaml", other);
    desk
}

#[test]
fn a_story_is_saved_a_line_is_looked_at_and_a_broken_file_is_mended() {
    let Some(browser) = Browser::open(1280, 900, false) else { return };
    let desk = desk();
    let server = serve(&desk, &[]);
    browser.go(&server.address());
    assert_eq!(browser.eval("document.querySelectorAll('.thumb').length"), 2);
    assert!(ink(&browser, [0.0, 0.0, 1.0, 1.0]) > 5000, "the page is drawn");
    // A file is saved: the page changes where the story stands.
    let (before, seen) = (ink(&browser, [0.5, 0.55, 1.0, 1.0]), revision(&browser));
    let lead = ink(&browser, [0.0, 0.0, 1.0, 0.5]);
    desk.swap("day/stories/lead.md", "水管换新", "一一一一");
    newer(&browser, seen);
    assert_ne!(ink(&browser, [0.0, 0.0, 1.0, 0.5]), lead, "the head has changed");
    assert_eq!(ink(&browser, [0.5, 0.55, 1.0, 1.0]), before, "and nothing else");
    assert_ne!(browser.eval("document.querySelector('.page').dataset.drawn"), "all", "only what changed is drawn");
    // A line is clicked.
    let lines = server.get("/api/page/1/lines").json();
    let of_lead: Vec<_> = lines.as_array().expect("lines").iter().filter(|line| line["story"] == "lead").collect();
    let line = of_lead[20];
    let [left, top, width, _] = browser.rect(".page");
    let unit = width / server.page(1)["page"]["width"].as_f64().expect("a width");
    let middle =
        |from: usize| (line["box"][from].as_f64().unwrap_or(0.0) + line["box"][from + 2].as_f64().unwrap_or(0.0)) / 2.0;
    browser.click(left + middle(0) * unit, top + middle(1) * unit);
    let quote = browser.until("the panel", "document.querySelector('#panel .quote')?.textContent");
    let text = line["text"].as_str().expect("text").trim();
    assert!(quote.as_str().is_some_and(|quote| quote.contains(&text[..9])), "{quote} {text}");
    let panel = browser.eval("document.querySelector('#panel').textContent");
    let panel = panel.as_str().expect("text");
    assert!(panel.contains("stories/lead.md:") && panel.contains("Why it ends here"), "{panel}");
    browser.keys("", &["]"]);
    browser.until("the next line", &format!("document.querySelector('#panel .quote').textContent !== {quote}"));
    browser.keys("", &[ESCAPE]);
    browser.until("the panel is shut", "document.querySelector('#panel').hidden");
    // A broken file: what is wrong stands over the last good page, until it is mended.
    let good = ink(&browser, [0.0, 0.5, 1.0, 1.0]);
    desk.swap("day/layouts/page.yaml", "kind: story", "kind: stroy");
    let banner = browser.until("the banner", "document.querySelector('.page .banner')?.textContent");
    assert!(banner.as_str().is_some_and(|told| told.contains("page.yaml:") && told.contains("stroy")), "{banner}");
    assert_eq!(ink(&browser, [0.0, 0.5, 1.0, 1.0]), good, "the last good page");
    desk.swap("day/layouts/page.yaml", "kind: stroy", "kind: story");
    browser.until("it is mended", "!document.querySelector('.page .banner')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn an_area_is_dragged_and_put_back() {
    let Some(browser) = Browser::open(1280, 900, false) else { return };
    let desk = desk();
    let server = serve(&desk, &[]);
    let layout = desk.read("day/layouts/page.yaml");
    browser.go(&server.address());
    browser.keys("", &["e"]);
    let [left, top, width, height] = browser.rect("[data-area=second]");
    browser.click(left + width / 2.0, top + height * 0.7);
    let foot = browser.rect("[data-edge=s]");
    let pitch = height / 19.0;
    let from = (foot[0] + foot[2] / 2.0, foot[1] + foot[3] / 2.0);
    browser.drag(from, (from.0, from.1 + pitch * 3.0));
    browser.until("the copy flows while it is dragged", "document.querySelector('.page').dataset.draft === 'true'");
    browser.until("the rows", "document.querySelector('#rows-now').textContent === '22–43'");
    assert_eq!(desk.read("day/layouts/page.yaml"), layout, "nothing is written yet");
    let seen = revision(&browser);
    browser.let_go();
    newer(&browser, seen);
    let written = String::from_utf8(desk.read("day/layouts/page.yaml")).expect("text");
    assert_eq!(written, String::from_utf8_lossy(&layout).replace("rows: 22-40", "rows: 22-43"));
    let seen = revision(&browser);
    browser.keys(CONTROL, &["z"]);
    newer(&browser, seen);
    assert_eq!(desk.read("day/layouts/page.yaml"), layout, "undone to the byte");
    // By keys alone.
    let seen = revision(&browser);
    browser.keys(SHIFT, &[DOWN, DOWN]);
    browser.until("the rows", "document.querySelector('#rows-now').textContent === '22–42'");
    browser.keys("", &[ENTER]);
    newer(&browser, seen);
    assert!(String::from_utf8(desk.read("day/layouts/page.yaml")).expect("text").contains("rows: 22-42"));
    // Somebody else saves while it is dragged: their file stays, and that is said.
    let foot = browser.rect("[data-edge=s]");
    let from = (foot[0] + foot[2] / 2.0, foot[1] + foot[3] / 2.0);
    browser.until("the page is live", "document.querySelector('.page').dataset.draft === 'false'");
    browser.drag(from, (from.0, from.1 - pitch * 2.0));
    let theirs = String::from_utf8(desk.read("day/layouts/page.yaml")).expect("text") + "# 夜班\n";
    desk.write("day/layouts/page.yaml", &theirs);
    browser.let_go();
    browser.until("the edit is refused or made on the new file", "document.querySelector('#status.on') !== null");
    let now = String::from_utf8(desk.read("day/layouts/page.yaml")).expect("text");
    assert!(now.ends_with("# 夜班\n"), "what they saved is there:\n{now}");
}

/// On a telephone and in the dark everything is within reach, in both languages.
#[test]
fn it_fits_a_telephone_and_the_dark() {
    let Some(browser) = Browser::open(390, 800, true) else { return };
    let desk = desk();
    let server = serve(&desk, &[]);
    browser.go(&server.address());
    let ground = browser.eval("getComputedStyle(document.body).backgroundColor");
    assert_eq!(ground, "rgb(25, 26, 29)", "a dark ground");
    for _ in 0..2 {
        let wide = browser.eval("document.documentElement.scrollWidth <= innerWidth");
        assert_eq!(wide, true, "nothing sticks out");
        let outside = browser.eval(
            "[...document.querySelectorAll('#bar button, #bar a')].filter(n => { const r = n.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || r.width < 20; }).map(n => n.id)",
        );
        assert_eq!(outside, serde_json::json!([]));
        let nameless = browser.eval("[...document.querySelectorAll('button')].filter(n => !(n.getAttribute('aria-label') || n.textContent.trim())).map(n => n.id)");
        assert_eq!(nameless, serde_json::json!([]), "every button has a name");
        let page = browser.rect(".page");
        assert!(page[2] > 300.0 && page[2] <= 390.0, "{page:?}");
        browser.press("#language");
    }
    browser.press("#findings");
    browser.until("the findings", "!document.querySelector('#panel').hidden");
    browser.press("#panel-close");
    browser.press("#next");
    browser.until("the second page", "document.querySelector('.page').dataset.page === '2'");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
