//! The live preview of the front page: how long from a save to the page in the browser, from a drag to the page as it
//! would be, and whether memory grows.
//!
//! `cargo bench --bench serve [-- EDITS]` copies the paper of `editions/` below `target/bench`, serves it with the
//! release binary and saves its lead again and again.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../serve/driver.rs"]
mod driver;
#[path = "../serve/kit.rs"]
mod kit;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;

use driver::Browser;
use kit::{Listener, Server, revision_of};

/// Saves whose times are told.
const TIMED: usize = 50;
/// Saves over which memory is watched, when the command line names no number.
const MANY: usize = 1000;
const PAUSE: Duration = Duration::from_millis(60);

fn main() {
    let many = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(MANY);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let home = root.join("target/bench/serve");
    let _ = fs::remove_dir_all(&home);
    copy(&root.join("editions"), &home);
    let mut program = Command::new(env!("CARGO_BIN_EXE_paiban"));
    program.env("PAIBAN_CACHE", root.join("target/bench/pictures"));
    let server = Server::start(program, &root, &home.join("2026-11-23"), &[]);
    let story = Story::read(&home.join("2026-11-23/stories/greenway.md"));
    // The first look at the pictures is over.
    thread::sleep(Duration::from_secs(4));
    saves(&server, &story);
    drawn(&server, &story);
    drags(&server);
    raster(&server);
    memory(&server, &story, many);
}

/// A story that is saved again and again, a little different each time.
struct Story {
    path: PathBuf,
    before: String,
    after: String,
}

impl Story {
    fn read(path: &Path) -> Story {
        let text = fs::read_to_string(path).expect("the story");
        let body = text.match_indices("\n---\n").next().map_or(0, |(at, _)| at + 5);
        Story { path: path.to_path_buf(), before: text[..body].to_owned(), after: text[body..].to_owned() }
    }

    /// As an editor does: beside it, then renamed.
    fn save(&self, number: usize) {
        let beside = self.path.with_extension("new");
        let word = ["春", "夏", "秋", "冬"][number % 4].repeat(1 + number % 6);
        fs::write(&beside, format!("{}{word}{}", self.before, self.after)).expect("a write");
        fs::rename(&beside, &self.path).expect("a rename");
    }
}

fn told(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<58} median {median:6.1} ms  worst {worst:6.1} ms  ({} times)", times.len());
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn saves(server: &Server, story: &Story) {
    let news = Listener::new(server);
    let mut have = server.page(1)["glyphs"].as_array().map_or(0, Vec::len);
    let mut known = revision_of(&server.state(), 1);
    let (mut times, mut bytes) = (Vec::new(), 0);
    for number in 0..TIMED {
        thread::sleep(PAUSE);
        let since = Instant::now();
        story.save(number);
        known = news.page_after(1, known).1;
        let page = server.get(&format!("/api/page/1?have={have}"));
        times.push(milliseconds(since));
        bytes = page.body.len();
        have += page.json()["glyphs"].as_array().map_or(0, Vec::len);
    }
    told("a save of the lead to the bytes of the page", times);
    println!("{:<58} {} kB", "the page, without outlines that the browser has", bytes / 1000);
}

/// To the canvas, in a real browser.
fn drawn(server: &Server, story: &Story) {
    let Some(browser) = Browser::open(1440, 960, false) else { return };
    browser.go(&server.address());
    thread::sleep(Duration::from_secs(2));
    browser.eval(
        "(() => { const look = () => { const shown = +document.querySelector('.page').dataset.revision; if (shown !== window.drawnRevision) { window.drawnRevision = shown; window.drawnAt = performance.timeOrigin + performance.now(); } requestAnimationFrame(look); }; look(); return 1; })()",
    );
    let mut times = Vec::new();
    for number in 0..TIMED {
        thread::sleep(PAUSE * 3);
        let known = revision_of(&server.state(), 1);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        // The first is not what the last of `saves` left.
        story.save(number + 2);
        browser.until("the page is drawn", &format!("window.drawnRevision > {known}"));
        times.push(browser.eval("window.drawnAt").as_f64().unwrap_or(0.0) - since);
    }
    told("a save of the lead to the page drawn in Chromium", times);
}

fn drags(server: &Server) {
    let have = server.page(1)["glyphs"].as_array().map_or(0, Vec::len);
    let mut times = Vec::new();
    for number in 0..TIMED as u16 {
        let mut wanted = server.area_change(1, "second", (2, 4), (64, 86 - number % 5));
        wanted["have"] = json!(have);
        let since = Instant::now();
        let answer = server.post("/api/try", &wanted);
        times.push(milliseconds(since));
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    told("a step of a drag to the bytes of the page", times);
}

/// What the same page would take as pixels of its PDF.
fn raster(server: &Server) {
    let proof = std::env::temp_dir().join(format!("paiban-bench-{}.pdf", std::process::id()));
    let mut times = Vec::new();
    for _ in 0..3 {
        fs::write(&proof, server.get("/api/proof?page=1").body).expect("a proof");
        let since = Instant::now();
        let run = Command::new("pdftoppm").args(["-r", "100", "-png"]).arg(&proof).output();
        if run.is_ok_and(|run| run.status.success()) {
            times.push(milliseconds(since));
        }
    }
    let _ = fs::remove_file(&proof);
    if !times.is_empty() {
        told("its PDF to pixels of 100 ppi by poppler, for comparison", times);
    }
}

fn memory(server: &Server, story: &Story, many: usize) {
    let news = Listener::new(server);
    let mut known = revision_of(&server.state(), 1);
    let mut seen = vec![resident(server.id())];
    for number in 0..many {
        story.save(number);
        known = news.page_after(1, known).1;
        server.get("/api/page/1?have=100000");
        if (number + 1) % (many / 5).max(1) == 0 {
            seen.push(resident(server.id()));
        }
    }
    let list: Vec<String> = seen.iter().map(|kib| format!("{}", kib / 1024)).collect();
    println!("{:<58} {} MiB", format!("memory over {many} saves"), list.join(" "));
}

/// Resident memory in KiB, where the system tells it.
fn resident(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(&target, fs::read(entry.path()).expect("a file")).expect("a file");
        }
    }
}
