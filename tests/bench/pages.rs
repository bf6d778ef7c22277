//! Whole runs of the program: from a cold process to files on the disk.
//!
//! `cargo bench --bench pages [-- ROUNDS]` writes editions of distinct copy below `target/bench`, builds
//! them with the release binary and prints a table. Peak memory is taken in a run of its own. Below it stands what
//! the make-up lint takes of a page, without reading and composing.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../common/words.rs"]
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use paiban::engine::compose::compose;
use paiban::engine::lint::lint;
use paiban::input::{LoadOptions, World, load};
use paiban::model::PagePlan;
use paiban::page::Record;

/// Rounds of each edition, when the command line names no number.
const ROUNDS: usize = 9;

/// Stories of a page: area, characters, paragraphs. With heads and captions about 5,800 characters.
const STORIES: [(&str, usize, usize); 6] = [
    ("lead", 1841, 9),
    ("second", 880, 5),
    ("third", 1220, 6),
    ("rail", 535, 3),
    ("short", 410, 2),
    ("fourth", 830, 4),
];

const LAYOUT: &str = "\
format: broadsheet
styles: daily
areas:
  nameplate:
    kind: furniture
    at: {columns: 1-7, rows: 1-11}
    items:
      - {text: \"{paper}\", style: nameplate-en, align: center, valign: middle, at: {x: 30字, y: 1行, width: 50字, height: 6行}}
      - {rule: 2pt, line: thick-thin, color: 报红, at: {x: 0字, y: 8行, width: 111字}}
      - {text: \"{date}　{weekday}　总第{issue}期　第{page}版　{section}\", style: strip, align: center, valign: middle, at: {x: 0字, y: 9行, width: 111字, height: 1.5行}}
  lead:
    kind: story
    at: {columns: 1-6, rows: 13-57}
    head: {style: main, rows: 12}
    pictures: [{id: photo, columns: 3-4, rows: 26-57}]
  rail:
    kind: story
    at: {columns: 7, rows: 13-57}
    head: {style: small, rows: 6}
  rule: {kind: rule, at: {columns: 1-7, rows: 58}, weight: 0.5pt}
  second:
    kind: story
    at: {columns: 1-3, rows: 59-86}
    head: {style: second, rows: 6}
  third:
    kind: story
    at: {columns: 4-7, rows: 59-86}
    head: {style: third, rows: 6}
  short:
    kind: story
    at: {columns: 1-3, rows: 88-107}
    head: {style: third, rows: 6}
    pictures: [{id: photo, columns: 3, rows: 94-105}]
  fourth:
    kind: story
    at: {columns: 4-7, rows: 88-107}
    head: {style: third, rows: 4}
";

fn main() {
    let rounds = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(ROUNDS).max(1);
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    println!("{}, best and median of {rounds} runs after one to warm the cache", processor());
    println!(
        "{:<22} {:>6} {:>10} {:>10} {:>10} {:>9} {:>12}",
        "edition", "pages", "characters", "best", "median", "memory", "bytes"
    );
    for (name, pages) in [("one page", 1), ("8 pages", 8), ("200 pages", 200)] {
        let (edition, characters) = write_edition(&home.join(format!("pages-{pages}")), pages);
        let rounds = if pages > 50 { rounds.div_ceil(2) } else { rounds };
        print_row(name, pages, characters, &measure(&edition, rounds));
    }
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("editions/2026-11-23");
    print_row("demo edition", 4, count_stories(&demo.join("stories")), &measure(&demo, rounds));
    match front_page(&home.join("front")) {
        Some((edition, characters)) => print_row("a real front page", 1, characters, &measure(&edition, rounds)),
        None => println!("a real front page: its copy is not beside the repository"),
    }
    println!("{:<22} {:>6} {:>10} {:>10}", "make-up lint", "pages", "mean", "worst page");
    for (name, edition) in [
        ("8 pages", home.join("pages-8/day")),
        ("demo edition", demo),
        ("evening edition", Path::new(env!("CARGO_MANIFEST_DIR")).join("editions/evening/2026-11-28")),
    ] {
        print_lint(name, &edition);
    }
}

/// What the lint takes of one page, on one thread: the mean of its pages, and the worst.
fn print_lint(name: &str, edition: &Path) {
    /// Often enough that the clock's own time does not count.
    const TIMES: u32 = 200;
    let world = World::disk(env!("CARGO_MANIFEST_DIR"));
    let Some(loaded) = load(&world, edition, &LoadOptions::default()).value else {
        return println!("{name}: it cannot be read");
    };
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().collect();
    let composed = compose(&loaded.edition, &plans, &loaded.fonts);
    let time = |(plan, record): (&&PagePlan, &Record)| {
        let (plans, records) = ([*plan], std::slice::from_ref(record));
        let begun = Instant::now();
        for _ in 0..TIMES {
            std::hint::black_box(lint(&loaded.edition, &plans, records, Vec::new()));
        }
        begun.elapsed() / TIMES
    };
    let records: Vec<Record> = composed.into_iter().map(|page| page.value.record).collect();
    let times: Vec<Duration> = plans.iter().zip(&records).map(time).collect();
    let millis = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1e3);
    let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
    let worst = times.iter().max().copied().unwrap_or_default();
    println!("{name:<22} {:>6} {:>10} {:>10}", times.len(), millis(mean), millis(worst));
}

/// What runs of one edition took.
struct Measured {
    best: Duration,
    median: Duration,
    peak_kib: Option<u64>,
    bytes: u64,
    complete: bool,
}

fn measure(edition: &Path, rounds: usize) -> Measured {
    let output = edition_output(edition);
    let run = || {
        let _ = fs::remove_dir_all(&output);
        let begun = Instant::now();
        let status = start(edition, &output).wait().expect("an end");
        (begun.elapsed(), status.success())
    };
    let complete = run().1;
    let mut times: Vec<Duration> = (0..rounds).map(|_| run().0).collect();
    times.sort();
    let _ = fs::remove_dir_all(&output);
    let peak_kib = peak(start(edition, &output));
    let files = fs::read_dir(&output).into_iter().flatten().flatten();
    let bytes = files.filter_map(|file| file.metadata().ok()).map(|about| about.len()).sum();
    Measured { best: times[0], median: times[times.len() / 2], peak_kib, bytes, complete }
}

fn edition_output(edition: &Path) -> PathBuf {
    let name = edition.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/out").join(name)
}

fn start(edition: &Path, output: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.arg("build").arg(edition).arg("-o").arg(output).arg("--quiet");
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program")
}

/// The high-water mark of a child's memory, read until it ends.
fn peak(mut child: Child) -> Option<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().ok()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let found = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(found);
        std::thread::sleep(Duration::from_micros(200));
    }
    peak
}

fn print_row(name: &str, pages: usize, characters: usize, measured: &Measured) {
    let time = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let memory = measured.peak_kib.map_or("?".to_string(), |kib| format!("{:.1} MiB", kib as f64 / 1024.0));
    let note = if measured.complete { "" } else { "  (with findings)" };
    println!(
        "{name:<22} {pages:>6} {characters:>10} {:>10} {:>10} {memory:>9} {:>12}{note}",
        time(measured.best),
        time(measured.median),
        measured.bytes
    );
}

/// The processor's name and the number of threads.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|rest| rest.trim_start_matches([':', '\t', ' ']));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {threads} threads", name.unwrap_or("unknown processor"))
}

/// Writes an edition of so many pages, no two stories alike; gives its directory and its characters.
fn write_edition(home: &Path, pages: usize) -> (PathBuf, usize) {
    let day = home.join("day");
    let _ = fs::remove_dir_all(home);
    let mut edition = "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 8124\npages:\n".to_string();
    let mut characters = 0;
    for page in 1..=pages {
        edition += &format!(
            "  - page: {page}\n    section: 第{page}版\n    folio: A{page:03}\n    layout: page\n    place:\n"
        );
        for (index, (area, count, paragraphs)) in STORIES.iter().enumerate() {
            let seed = (page * STORIES.len() + index) as u64;
            let slug = format!("p{page:03}-{area}");
            edition += &format!("      {area}: {slug}\n");
            let body = words::paragraphs(seed, *count, *paragraphs).join("\n\n");
            let headline = words::headline(seed);
            let picture = match *area {
                "lead" | "short" => {
                    "pictures:\n  - {id: photo, caption: 居民在新修的步道上散步，对岸是刚完工的风雨廊桥。, credit: 周然 摄}\n"
                }
                _ => "",
            };
            let story = format!("---\nheadline: {headline}\n{picture}---\n{body}\n");
            characters += story.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).count();
            write(&day.join("stories").join(format!("{slug}.md")), &story);
        }
    }
    write(&day.join("edition.yaml"), &edition);
    write(&home.join("layouts/page.yaml"), LAYOUT);
    write(&home.join("paper.yaml"), "name: 澜川日报\ncode: BENCH\nstyles: daily\npress: newsprint\n");
    (day, characters)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("target/bench");
    fs::write(path, text).expect("target/bench");
}

fn count_stories(directory: &Path) -> usize {
    let files = fs::read_dir(directory).into_iter().flatten().flatten();
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts.map(|text| text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).count()).sum()
}

/// The structure of `tests/seed` with the copy kept outside the repository, when it is there.
fn front_page(home: &Path) -> Option<(PathBuf, usize)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stories = root.join("../shared/seed/stories");
    if !stories.is_dir() {
        return None;
    }
    let _ = fs::remove_dir_all(home);
    for (from, to) in [(root.join("tests/seed"), home.to_path_buf()), (stories.clone(), home.join("stories"))] {
        copy_tree(&from, &to);
    }
    let fields = [
        "web: www.example.com",
        "email: a@example.com",
        "cn_number: CN00-0000",
        "postal_code: 0-0",
        "address: 学院路107号",
        "post_code: \"000000\"",
        "slogan: 关注劳动 服务大众",
        "ear: 工人之家",
        "qr_caption: 官方公众号",
    ];
    let paper = format!("name: 澜川工人日报\ncode: FRONT\npress: newsprint\nfields:\n  {}\n", fields.join("\n  "));
    write(&home.join("paper.yaml"), &paper);
    Some((home.to_path_buf(), count_stories(&stories)))
}

fn copy_tree(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::create_dir_all(to).expect("target/bench");
            fs::write(target, fs::read(entry.path()).expect("a file")).expect("target/bench");
        }
    }
}
