//! The preview under fingers: tapped, pushed, pinched, and edited.

use crate::common::Desk;

use super::driver::Browser;
use super::editing::text;
use super::shown::serve;

/// Places on the way from one to another.
fn way(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    (0..=8)
        .map(|step| f64::from(step) / 8.0)
        .map(|part| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part))
        .collect()
}

fn number(browser: &Browser, expression: &str) -> f64 {
    browser.eval(expression).as_f64().unwrap_or(f64::NAN)
}

/// Where on the page a place of the window is, in shares of its width.
fn on_page(browser: &Browser, (x, y): (f64, f64)) -> (f64, f64) {
    let [left, top, width, _] = browser.rect(".page");
    ((x - left) / width, (y - top) / width)
}

#[test]
fn a_page_is_pushed_with_one_finger_and_pinched_with_two() {
    for (width, height) in [(390, 800), (1280, 900)] {
        let Some(browser) = Browser::open(width, height, false) else { return };
        let desk = Desk::new();
        let server = serve(&desk, &[]);
        browser.go(&server.address());
        let [left, top, wide, tall] = browser.rect("#stage");
        let middle = (left + wide / 2.0, top + tall / 2.0);
        let before = browser.rect(".page")[2];
        let held = on_page(&browser, middle);
        // Two fingers, from 80 to 240 pixels apart.
        let (one, other) = (
            way((middle.0 - 40.0, middle.1), (middle.0 - 120.0, middle.1)),
            way((middle.0 + 40.0, middle.1), (middle.0 + 120.0, middle.1)),
        );
        browser.fingers(&[&one, &other]);
        browser.until(
            "the page settles",
            &format!("document.querySelector('.page').getBoundingClientRect().width > {}", before * 2.5),
        );
        let after = browser.rect(".page")[2];
        assert!((after / before - 3.0).abs() < 0.1, "three times as large: {before} {after}");
        let now = on_page(&browser, middle);
        let away = ((now.0 - held.0).hypot(now.1 - held.1)) * after;
        assert!(away < 25.0, "what is between the fingers stays there: {held:?} {now:?}, {away} pixels");
        // The page is larger, not the window.
        assert_eq!(number(&browser, "visualViewport.scale"), 1.0);
        // One finger pushes it as far as it goes.
        let scrolled = |browser: &Browser| {
            (
                number(browser, "document.querySelector('#stage').scrollLeft"),
                number(browser, "document.querySelector('#stage').scrollTop"),
            )
        };
        let from = scrolled(&browser);
        browser.fingers(&[&way((middle.0 + 50.0, middle.1 + 60.0), (middle.0 - 40.0, middle.1 - 70.0))]);
        let to = scrolled(&browser);
        assert!((to.0 - from.0 - 90.0).abs() < 8.0 && (to.1 - from.1 - 130.0).abs() < 8.0, "{from:?} {to:?}");
        assert_eq!(browser.eval("document.querySelector('#panel').hidden"), true, "a push is no tap");
        // Drawn anew at its size, not stretched.
        browser.until("it is drawn as fine", "(() => { const c = document.querySelector('.page canvas'); return Math.abs(c.width / c.getBoundingClientRect().width - devicePixelRatio) < 0.02; })()");
        // And back.
        browser.fingers(&[
            &way((middle.0 - 150.0, middle.1), (middle.0 - 50.0, middle.1)),
            &way((middle.0 + 150.0, middle.1), (middle.0 + 50.0, middle.1)),
        ]);
        browser.until(
            "it is smaller",
            &format!("document.querySelector('.page').getBoundingClientRect().width < {}", after * 0.4),
        );
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

#[test]
fn a_tap_on_a_line_tells_of_it() {
    let Some(browser) = Browser::open(390, 800, false) else { return };
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    browser.go(&server.address());
    let lines = server.get("/api/page/1/lines").json();
    let line =
        lines.as_array().expect("lines").iter().filter(|line| line["story"] == "lead").nth(20).expect("a line").clone();
    let [left, top, width, _] = browser.rect(".page");
    let unit = width / server.page(1)["page"]["width"].as_f64().expect("a width");
    let middle =
        |from: usize| (line["box"][from].as_f64().unwrap_or(0.0) + line["box"][from + 2].as_f64().unwrap_or(0.0)) / 2.0;
    browser.fingers(&[&[(left + middle(0) * unit, top + middle(1) * unit)]]);
    let quote = browser.until("the panel", "document.querySelector('#panel .quote')?.textContent");
    let text = line["text"].as_str().expect("text").trim();
    assert!(quote.as_str().is_some_and(|quote| quote.contains(&text[..9])), "{quote} {text}");
}

#[test]
fn an_area_is_resized_with_a_finger() {
    let Some(browser) = Browser::open(390, 800, false) else { return };
    let desk = Desk::new();
    let layout = text(&desk, "layouts/page.yaml");
    desk.write("day/layouts/page.yaml", &layout);
    let server = serve(&desk, &[]);
    browser.go(&server.address());
    browser.press("#edit");
    let [left, top, width, height] = browser.rect("[data-area=second]");
    browser.fingers(&[&[(left + width / 2.0, top + height * 0.7)]]);
    let foot = browser.rect("[data-edge=s]");
    let [_, top, _, height] = browser.rect("[data-area=second]");
    let (x, y, pitch) = (foot[0] + foot[2] / 2.0, foot[1] + foot[3] / 2.0, height / 19.0);
    assert!((y - top - height).abs() < 2.0, "the edge is at the foot of the area");
    browser.fingers(&[&way((x, y), (x, y + pitch * 3.0))]);
    browser.until(
        "it is written",
        "document.querySelector('#rows-now').textContent === '22–43' && !document.querySelector('#write')",
    );
    server.until("the file", |_| text(&desk, "day/layouts/page.yaml") != layout);
    assert_eq!(text(&desk, "day/layouts/page.yaml"), layout.replace("rows: 22-40", "rows: 22-43"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// With a mouse: an advertisement takes the size of the catalogue that comes nearest to where its edge is let go.
#[test]
fn an_advertisement_snaps_to_the_sizes_of_the_catalogue() {
    let Some(browser) = Browser::open(1280, 900, false) else { return };
    let desk = Desk::new();
    let layout = text(&desk, "layouts/page.yaml") + "  foot:\n    kind: ad\n    at: {size: 通栏, row: 45}\n";
    desk.write("day/layouts/page.yaml", &layout);
    desk.swap("day/edition.yaml", "second: second\n", "second: second\n      foot: {booking: AD-1}\n");
    let server = serve(&desk, &[]);
    browser.go(&server.address());
    browser.keys("", &["e"]);
    browser.press("[data-area=foot]");
    let [_, _, _, height] = browser.rect("[data-area=foot]");
    let foot = browser.rect("[data-edge=s]");
    let (from, pitch) = ((foot[0] + foot[2] / 2.0, foot[1] + foot[3] / 2.0), height / 12.0);
    // Ten rows further: nearer to 24 rows than to 12.
    browser.drag(from, (from.0, from.1 + pitch * 10.0));
    browser.until("the size", "document.querySelector('#size-now')?.textContent === '双通栏'");
    browser.until("the rows", "document.querySelector('#rows-now').textContent === '45–68'");
    browser.let_go();
    server.until("the file", |_| text(&desk, "day/layouts/page.yaml") != layout);
    assert_eq!(text(&desk, "day/layouts/page.yaml"), layout.replace("size: 通栏", "size: 双通栏"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
