//! Editions in scratch directories, and the program run on them.
#![allow(dead_code, reason = "every test file uses a part of this")]

pub(crate) mod front;
pub(crate) mod pdf;
pub(crate) mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_paiban");

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Fails unless the exit code is `code`.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Run {
        assert_eq!(self.code, code, "exit code\n--- out\n{}\n--- err\n{}", self.out, self.err);
        self
    }
}

/// Runs the program with these arguments, in English, far from any locale or data of the caller.
pub(crate) fn paiban(arguments: &[&str]) -> Run {
    let mut command = command();
    command.args(["--lang", "en"]).args(arguments);
    run(&mut command)
}

/// The program with a clean environment; the caller adds arguments.
pub(crate) fn command() -> Command {
    let mut command = Command::new(PROGRAM);
    for name in ["PAIBAN_DATA", "LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    // Tests leave nothing behind in the home of whoever runs them.
    command.env("PAIBAN_CACHE", "");
    command
}

/// Runs a command. A program that was copied a moment ago may still be open for writing in a process
/// that another test is just starting: then it is busy for some milliseconds.
fn output(command: &mut Command) -> std::process::Output {
    for _ in 0..100 {
        match command.output() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            result => return result.expect("the program can be run"),
        }
    }
    panic!("the program stays busy: {command:?}");
}

/// Runs a command to its end. A panic of the program fails the test that meets it.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> Run {
    let output = output(command);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
    let run = Run { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) };
    assert!(!run.err.contains("panicked") && run.code >= 0, "a panic: {command:?}\n{}{}", run.out, run.err);
    run
}

/// Whether a program of this name is installed; says so when it is not.
#[expect(clippy::print_stdout, reason = "a test that looks at less than it could says so")]
pub(crate) fn installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

/// Every file below a directory, sorted, as paths relative to it.
pub(crate) fn files_below(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(below) = path.strip_prefix(directory) {
                found.push(below.display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// Copies a directory with all that is in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    for name in files_below(from) {
        let target = to.join(&name);
        fs::create_dir_all(target.parent().expect("a parent")).expect("scratch");
        // Copied as bytes: the original may be read-only, its copy must not be.
        fs::write(&target, fs::read(from.join(&name)).expect("a file")).expect("scratch");
    }
}

/// The text of a story's body: what is left when its front matter is cut off.
pub(crate) fn body_of(story: &str) -> &str {
    story.splitn(3, "---\n").nth(2).unwrap_or(story)
}

/// Text without any white space, as reading order is compared.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')).collect()
}

/// The two areas of its page are moved about, made higher and given pictures by the tests: what they leave free of the
/// type area is not what a test is about, and areas that fill it would stand in their way. So holes are not looked for.
const PAPER: &str = "name: 澜川日报\ncode: TEST\nstyles: daily\npress: newsprint\nlint: {hole: off}\n";

const EDITION: &str = "\
paper: ../paper.yaml
date: 2026-11-23
issue: 8124
pages:
  - page: 1
    section: 要闻
    layout: page
    place:
      lead: lead
      second: second
";

/// Two areas of copy on a tabloid page. At 14 字 a column, `lead` has 5 × 14 rows under its head and
/// `second` has 2 × 14.
pub(crate) const LAYOUT: &str = "\
format: tabloid
styles: daily
areas:
  lead:
    kind: story
    at: {columns: 1-5, rows: 1-19}
    head: {style: third, rows: 5}
  second:
    kind: story
    at: {columns: 1-2, rows: 22-40}
    head: {style: small, rows: 5}
";

/// A paper with one edition of one page, in a scratch directory: `paper.yaml`, `layouts/page.yaml`,
/// `day/edition.yaml`, `day/stories/{lead,second}.md`. It builds without findings until it is spoiled.
pub(crate) struct Desk {
    home: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let desk = Desk { home: tempfile::tempdir().expect("scratch") };
        desk.write("paper.yaml", PAPER);
        desk.write("layouts/page.yaml", LAYOUT);
        desk.write("day/edition.yaml", EDITION);
        desk.write("day/stories/lead.md", story("水管换新 三十七户过暖冬", 1, 67 * 14, 4));
        desk.write("day/stories/second.md", story("夜路亮灯 居民安心", 2, 26 * 14, 2));
        desk
    }

    /// With a second page of the same layout, its stories `third` and `fourth`.
    pub(crate) fn of_two_pages() -> Desk {
        let desk = Desk::new();
        let page = "  - page: 2\n    section: 综合\n    layout: page\n    place: {lead: third, second: fourth}\n";
        desk.write("day/edition.yaml", format!("{EDITION}{page}"));
        desk.write("day/stories/third.md", story("老桥复通 街坊都来看", 3, 67 * 14, 4));
        desk.write("day/stories/fourth.md", story("渡口改造 见成效", 4, 26 * 14, 2));
        desk
    }

    /// With a picture `photo` in the lead: a slot in the layout and `file` in the story.
    pub(crate) fn with_picture(file: &str) -> Desk {
        let desk = Desk::new();
        desk.swap(
            "layouts/page.yaml",
            "rows: 5}\n  second",
            "rows: 5}\n    pictures: [{id: photo, columns: 2-3, rows: 6-15}]\n  second",
        );
        let picture =
            format!("pictures:\n  - {{id: photo, file: \"{file}\", caption: 昨天的渡口。, credit: 周然 摄}}\n");
        desk.write(
            "day/stories/lead.md",
            story("水管换新 三十七户过暖冬", 1, 43 * 14, 4).replacen("\n---\n", &format!("\n{picture}---\n"), 1),
        );
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn day(&self) -> String {
        self.path("day").display().to_string()
    }

    #[track_caller]
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("scratch");
        fs::write(path, bytes).expect("scratch");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Puts `new` in the place of the first `old`, which must be there.
    #[track_caller]
    pub(crate) fn swap(&self, name: &str, old: &str, new: &str) {
        let text = String::from_utf8(self.read(name)).expect("text");
        assert!(text.contains(old), "`{old}` is not in {name}:\n{text}");
        self.write(name, text.replacen(old, new, 1));
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("scratch");
    }

    /// The files of the default output directory.
    pub(crate) fn outputs(&self) -> Vec<String> {
        files_below(&self.path("day/out"))
    }

    #[track_caller]
    pub(crate) fn build(&self, arguments: &[&str]) -> Run {
        paiban(&[&["build", &self.day()], arguments].concat())
    }

    #[track_caller]
    pub(crate) fn check(&self, arguments: &[&str]) -> Run {
        paiban(&[&["check", &self.day()], arguments].concat())
    }
}

/// A story of so many characters.
pub(crate) fn story(headline: &str, seed: u64, characters: usize, paragraphs: usize) -> String {
    format!("---\nheadline: {headline}\n---\n{}\n", words::paragraphs(seed, characters, paragraphs).join("\n\n"))
}

/// The codes of a JSON report's findings, sorted.
pub(crate) fn codes(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let mut codes: Vec<String> =
        findings.iter().map(|finding| finding["code"].as_str().unwrap_or_default().to_string()).collect();
    codes.sort();
    codes
}
