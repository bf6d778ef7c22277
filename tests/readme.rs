//! The READMEs: every command runs as it is printed, every file that is named is there.

mod common;

use std::fs;

use common::{PROGRAM, copy_tree, root, run};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// The lines of all `sh` blocks.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(str::to_string).filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn every_command_runs_as_printed() {
    let mut known: Vec<String> = Vec::new();
    for name in READMES {
        let home = tempfile::tempdir().expect("scratch");
        copy_tree(&root().join("editions"), &home.path().join("editions"));
        let mut ran = 0;
        for line in commands(&fs::read_to_string(root().join(name)).expect("a README")) {
            // What both say is run once.
            if known.contains(&line) {
                ran += 1;
                continue;
            }
            known.push(line.clone());
            let words: Vec<&str> = line.split_whitespace().collect();
            let arguments = match words.as_slice() {
                ["cargo", "run", "--release", "--", rest @ ..] | ["target/release/paiban", rest @ ..] => rest,
                ["cargo", "test" | "bench", ..] => continue,
                _ => panic!("{name}: a command of an unknown kind: {line}"),
            };
            let run = run(std::process::Command::new(PROGRAM).args(arguments).current_dir(home.path()));
            assert_eq!(run.code, 0, "{name}: {line}\n{}{}", run.out, run.err);
            ran += 1;
        }
        assert!(ran >= 10, "{name}: only {ran} commands");
    }
}

#[test]
fn the_two_commands_come_first() {
    for name in READMES {
        let text = fs::read_to_string(root().join(name)).expect("a README");
        assert_eq!(commands(&text)[..2], ["cargo run --release -- build editions/2026-11-23", "cargo test"]);
    }
}

#[test]
fn both_say_the_same_commands() {
    let of = |name: &str| {
        let mut found = commands(&fs::read_to_string(root().join(name)).expect("a README"));
        found.sort();
        found.dedup();
        found
    };
    let chinese = of(READMES[1]);
    let missing: Vec<String> = of(READMES[0]).into_iter().filter(|line| !chinese.contains(line)).collect();
    // The plain check stands in the Chinese text with its language.
    assert_eq!(missing, ["target/release/paiban check editions/2026-11-23"]);
}

#[test]
fn files_that_are_named_are_there() {
    for name in READMES {
        let text = fs::read_to_string(root().join(name)).expect("a README");
        let ticked = text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| word.contains('.') && word.contains('/') && !word.contains([' ', '\n']));
        let pictured = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let missing: Vec<&str> = ticked.chain(pictured).filter(|path| !root().join(path).exists()).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}
