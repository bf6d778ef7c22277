//! Reads the sources and checks what `src/ARCHITECTURE.md` promises: who imports whom, who touches
//! the disk, the clock, the terminal and floats, and how long a file is.

#[path = "architecture/code.rs"]
mod code;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use code::{File, Rule, cited, crossings, reaches, words};

/// Which top-level modules each may import: the import table.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("font", &["base"]),
    ("model", &["base", "font"]),
    ("page", &["base", "font"]),
    ("input", &["base", "font", "model"]),
    ("engine", &["base", "font", "model", "page"]),
    ("output", &["base", "font", "page"]),
    ("app", &["base", "font", "model", "page", "input", "engine", "output"]),
    ("main", &["app"]),
    ("lib", &[]),
];

/// What one part of a module may not import although the module may.
const MAY_NOT_IMPORT: &[(&str, &str, &str)] = &[
    ("engine/text/", "base::geom", "text has no geometry"),
    ("engine/text/", "model::grid", "text has no geometry"),
    ("engine/text/", "page", "text makes no page items"),
    ("engine/text/", "engine::compose", "text is below compose"),
    ("base/", "base::diag::codes", "codes are named through `diag`"),
];

/// Files over the limit, each with the reason.
const LONG: &[(&str, &str)] = &[];
const LIMIT: usize = 400;

const DISK: Rule = Rule {
    name: "invariant 1: the file system",
    patterns: &[
        "fs::",
        "File::open",
        ".canonicalize(",
        ".is_file(",
        ".is_dir(",
        ".exists(",
        ".metadata()",
        ".read_dir(",
        "read_to_string(",
        "tempfile",
        "memmap2",
    ],
    allowed: &[
        ("input/world/", "the only disk for reading"),
        ("app/press.rs", "whether an edition is a directory or its file"),
        ("app/shelf.rs", "the output directory"),
        ("app/write.rs", "writes files whole"),
        ("app/kept.rs", "keeps converted pictures"),
        ("app/cli/new.rs", "starts a paper"),
        ("app/cli/proof.rs", "makes the directory of a proof"),
        ("app/cli/rounds.rs", "finds and reads the records of proofs"),
    ],
};

const WRITES: Rule = Rule {
    name: "invariant 10: writing",
    patterns: &["fs::write", "File::create", "fs::rename", "create_dir_all", "OpenOptions", "remove_file", "fs::copy"],
    allowed: &[
        ("app/shelf.rs", "the output directory"),
        ("app/write.rs", "writes files whole"),
        ("app/kept.rs", "keeps converted pictures"),
        ("app/cli/new.rs", "starts a paper"),
        ("app/cli/proof.rs", "makes the directory of a proof"),
    ],
};

const PRINTS: Rule = Rule {
    name: "invariant 10: printing and exit codes",
    patterns: &[
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "dbg!",
        "stdout(",
        "stderr(",
        "process::exit",
        "ExitCode",
        "std::process",
    ],
    allowed: &[
        ("app/cli/", "prints and picks exit codes"),
        ("app/write.rs", "the process's id in a temporary name"),
        ("main.rs", "hands the exit code on"),
    ],
};

const CLOCK: Rule = Rule {
    name: "invariant 8: clock, environment, chance",
    patterns: &["SystemTime", "Instant", "env::", "rand::", "RandomState", "HashMap", "HashSet", "thread::"],
    allowed: &[
        ("app/cli/", "the environment of the process; today's date for `new`"),
        ("input/world/data.rs", "where the program's own files are"),
        ("input/world/held.rs", "whether a file changed since it was read"),
        ("app/preview/", "waits for files to be saved, on threads of its own; the key of a session is chance"),
    ],
};

const FLOATS: Rule = Rule {
    name: "invariant 9: floats",
    patterns: &["f32", "f64", "0.0"],
    allowed: &[
        ("base/units.rs", "lengths in points and millimetres for files and messages"),
        ("base/read/", "numbers of PDF files are parsed"),
        ("base/picture/pdf.rs", "boxes of PDF files, in points, are parsed"),
        ("output/", "files are written"),
        ("input/outline/", "drawings are parsed"),
        ("font/weight.rs", "outlines are measured; they come in floats"),
        ("app/manifest.rs", "a file is written"),
        ("app/report.rs", "millimetres of the trim for the manifest"),
        ("app/cli/fit.rs", "costs of levers in JSON"),
    ],
};

const RGB: Rule = Rule {
    name: "invariant 13: RGB",
    patterns: &["rgb", "Rgb", "RGB"],
    allowed: &[
        ("output/pdf/picture/", "the picture converter; what a screen shows of inks"),
        ("output/proof/", "what is shown on a screen"),
        ("output/certificate/", "small pictures for people"),
        ("output/preflight/content/image.rs", "pictures of others, as they come"),
    ],
};

const YAML: Rule = Rule {
    name: "invariant 3: YAML",
    patterns: &["serde_saphyr", "schemars"],
    allowed: &[
        ("input/yaml.rs", "the parser"),
        ("input/yaml_errors.rs", "its errors"),
        ("input/decode.rs", "values and their schema"),
        ("input/spec/", "values and their schema"),
    ],
};

const RULES: &[&Rule] = &[&DISK, &WRITES, &PRINTS, &CLOCK, &FLOATS, &RGB, &YAML];

fn sources() -> Vec<File> {
    code::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn imports_follow_the_table() {
    let found: Vec<String> = sources().iter().flat_map(|file| crossings(file, MAY_IMPORT)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn parts_keep_to_their_floor() {
    let found: Vec<String> = sources().iter().flat_map(|file| reaches(file, MAY_NOT_IMPORT)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn invariants_hold() {
    let files = sources();
    let found: Vec<String> = RULES.iter().flat_map(|rule| files.iter().flat_map(|file| rule.breaches(file))).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// An exception that nobody needs any more would let the next mistake through.
#[test]
fn no_exception_is_stale() {
    let files = sources();
    let unused: Vec<String> = RULES.iter().flat_map(|rule| rule.stale(&files)).collect();
    assert!(unused.is_empty(), "\n{}", unused.join("\n"));
}

#[test]
fn no_file_is_over_four_hundred_lines_without_a_reason() {
    let long: BTreeSet<String> =
        sources().iter().filter(|file| file.lines > LIMIT).map(|file| file.name.clone()).collect();
    let listed: BTreeSet<String> = LONG.iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(long, listed, "files over {LIMIT} lines, and those listed with a reason");
    assert!(LONG.iter().all(|(_, reason)| !reason.is_empty()));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|file| file.name != "lib.rs" && !file.text.starts_with("//!"))
        .map(|file| file.name)
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top of {silent:?}");
}

#[test]
fn every_module_of_the_table_is_there() {
    let files = sources();
    for (module, _) in MAY_IMPORT {
        assert!(files.iter().any(|file| file.module() == *module), "{module}");
    }
    for file in &files {
        assert!(
            MAY_IMPORT.iter().any(|(module, _)| file.module() == *module),
            "{} is in no module of the table",
            file.name
        );
    }
}

/// Invariant 12: a rule of the text engine names its source, or the number of a composition rule.
#[test]
fn tables_of_rules_name_their_source() {
    let files = sources();
    let numbered =
        |text: &str| text.match_indices('C').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let silent: Vec<&str> = files
        .iter()
        .filter(|file| {
            ["engine/text/class.rs", "engine/text/breaks.rs", "engine/text/width.rs"].contains(&file.name.as_str())
        })
        .filter(|file| !file.text.contains("Source:") && !numbered(&file.text))
        .map(|file| file.name.as_str())
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// The dependencies of `Cargo.toml` and those the documentation explains are the same.
#[test]
fn the_table_of_dependencies_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    let document = fs::read_to_string(root.join("src/ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let section = |text: &str, head: &str, end: &str| {
        let after = text.split_once(head).unwrap_or_else(|| panic!("no {head}")).1.to_string();
        after.split(end).next().unwrap_or_default().to_string()
    };
    let mut wanted = BTreeSet::new();
    for head in ["\n[dependencies]\n", "\n[dev-dependencies]\n"] {
        for line in section(&manifest, head, "\n[").lines().filter(|line| line.contains('=')) {
            assert!(line.contains('#'), "Cargo.toml does not say why: {line}");
            wanted.insert(line.split(['=', ' ', '.']).next().unwrap_or_default().to_string());
        }
    }
    let explained: BTreeSet<String> = cited(&section(&document, "\n## Dependencies\n", "\n### "));
    assert_eq!(wanted, explained, "Cargo.toml and the table of dependencies");
}

/// Nothing is compiled that no source file names.
#[test]
fn every_dependency_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    let section =
        manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next()).expect("dependencies");
    let files = sources();
    let names = section
        .lines()
        .filter(|line| line.contains('='))
        .map(|line| line.split(['=', ' ', '.']).next().unwrap_or_default());
    let unused: Vec<&str> =
        names.filter(|name| !files.iter().any(|file| file.names_crate(&name.replace('-', "_")))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Folders at the top that hold what is documented, and no other.
#[test]
fn the_top_folder_is_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = [".ci", ".git", ".github", "editions", "fonts", "layouts", "src", "target", "tests"];
    let strange: Vec<String> = fs::read_dir(root)
        .expect("the repository")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// The checker itself: a planted violation is found, what is allowed is not.
mod planted {
    use super::*;

    #[track_caller]
    fn crosses(name: &str, text: &str, expected: &[&str]) {
        let found = crossings(&File::new(name, text), MAY_IMPORT);
        let named: Vec<&str> = found.iter().map(|line| line.rsplit(' ').next().unwrap_or_default()).collect();
        assert_eq!(named, expected, "{text}");
    }

    #[test]
    fn imports_between_wings() {
        crosses("engine/text/mod.rs", "use crate::output::pdf;", &["output"]);
        crosses("engine/text/mod.rs", "use crate::{base::units, input::load};", &["input"]);
        crosses("output/pdf/mod.rs", "use crate::{\n    model::{Edition, Grid},\n    page,\n};", &["model"]);
        crosses("input/world/mod.rs", "use super::super::super::engine;", &[]);
        crosses("input/world/mod.rs", "use super::super::engine::compose;", &["engine"]);
        crosses("input/world/map.rs", "use super::super::super::{base, page};", &["page"]);
        crosses("base/units.rs", "fn f() { crate::font::book(); }", &["font"]);
        crosses("app/press.rs", "use crate::{input::load, engine::compose, output::pdf};", &[]);
        crosses("main.rs", "fn main() { paiban::app::cli::main() }", &[]);
        crosses("main.rs", "fn main() { paiban::engine::run() }", &["engine"]);
    }

    #[test]
    fn imports_inside_a_nested_module() {
        crosses(
            "engine/text/class.rs",
            "mod tests { use super::super::breaks; use super::super::super::super::output; }",
            &["output"],
        );
        crosses("engine/text/class.rs", "mod tests { use super::super::super::compose; }", &[]);
    }

    #[test]
    fn what_is_no_code_is_no_import() {
        crosses(
            "engine/text/mod.rs",
            "//! See [`crate::output`].\n/* crate::input */ const S: &str = \"crate::app\";",
            &[],
        );
        crosses(
            "engine/text/mod.rs",
            "const S: &str = r#\"use crate::app;\"#; const C: char = '\"'; use crate::app;",
            &["app"],
        );
        crosses("engine/text/mod.rs", "fn f<'a>(x: &'a str) { crate::input::load(x) }", &["input"]);
        crosses("engine/text/mod.rs", "pub(crate) fn f() {} pub(in crate::engine) fn g() {}", &[]);
    }

    #[track_caller]
    fn breaks(rule: &Rule, name: &str, text: &str, expected: usize) {
        let found = rule.breaches(&File::new(name, text));
        assert_eq!(found.len(), expected, "{text}: {found:?}");
    }

    #[test]
    fn the_disk() {
        breaks(&DISK, "engine/compose/mod.rs", "let text = std::fs::read_to_string(path);", 1);
        breaks(&DISK, "output/pdf/mod.rs", "use std::fs::File;\nlet file = File::open(path);", 2);
        breaks(&DISK, "input/world/mod.rs", "std::fs::read(path)", 0);
        breaks(&DISK, "engine/text/mod.rs", "#[cfg(test)]\nmod tests {\n    fn f() { std::fs::read(path) }\n}\n", 0);
        breaks(&DISK, "engine/text/mod.rs", "#[cfg(test)]\nmod tests { }\nfn f() { std::fs::read(path) }\n", 1);
        breaks(&WRITES, "input/world/mod.rs", "std::fs::write(path, bytes)", 1);
    }

    #[test]
    fn printing_and_clocks() {
        breaks(&PRINTS, "engine/compose/mod.rs", "println!(\"{x}\");", 1);
        breaks(&PRINTS, "app/press.rs", "std::process::exit(1)", 1);
        breaks(&PRINTS, "app/cli/build.rs", "eprint!(\"\")", 0);
        breaks(&CLOCK, "output/pdf/metadata.rs", "let now = SystemTime::now();", 1);
        breaks(&CLOCK, "engine/compose/mod.rs", "use std::collections::HashMap;", 1);
    }

    #[test]
    fn floats() {
        breaks(&FLOATS, "engine/text/width.rs", "fn half(x: f64) -> f64 { x }", 1);
        breaks(&FLOATS, "engine/text/width.rs", "let x = 0.5;", 1);
        breaks(&FLOATS, "engine/text/width.rs", "let x = span.0.1; let y = \"0.5\"; let r = 1..5; // 0.5", 0);
        breaks(&FLOATS, "output/pdf/ops.rs", "let x: f32 = 0.5;", 0);
        breaks(&FLOATS, "engine/text/width.rs", "let af32 = 3; let f64s = 1;", 0);
    }

    #[test]
    fn a_stale_exception() {
        let files = [File::new("app/write.rs", "fn f() {}")];
        assert!(DISK.stale(&files).iter().any(|found| found.contains("app/write.rs")));
        let files = [File::new("app/write.rs", "fn f() { std::fs::rename(a, b) }")];
        assert!(!DISK.stale(&files).iter().any(|found| found.contains("app/write.rs")));
    }

    #[test]
    fn parts_of_modules() {
        let found =
            reaches(&File::new("engine/text/width.rs", "use crate::base::{geom::Point, units::Em};"), MAY_NOT_IMPORT);
        assert_eq!(found.len(), 1, "{found:?}");
        let found = reaches(&File::new("engine/compose/flow.rs", "use crate::base::geom::Point;"), MAY_NOT_IMPORT);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn words_of_a_line() {
        assert_eq!(words("a::b(c)"), ["a", "b", "c"]);
    }
}
