//! Rounds that an edition keeps, and galleys.

use std::fs;

use super::common::{Desk, Run, body_of, dense, paiban, root};

fn run(desk: &Desk, words: &[&str]) -> Run {
    let (data, day) = (root(), desk.day());
    let mut all = vec!["--data", data.to_str().expect("a path")];
    all.extend(words.iter().map(|word| if *word == "DAY" { day.as_str() } else { word }));
    paiban(&all)
}

#[test]
fn each_round_is_kept_and_compared_with_the_one_before() {
    let desk = Desk::new();
    assert!(run(&desk, &["diff", "DAY", "--last"]).ends(2).err.contains("no round"));
    let first = run(&desk, &["proof", "DAY", "--round", "1"]).ends(0);
    assert!(!first.out.contains("round 1:"), "{}", first.out);
    assert!(desk.path("day/proofs/round-1/layout.json").is_file());
    desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯");
    let second = run(&desk, &["proof", "DAY", "--round", "2"]).ends(0);
    assert!(second.out.contains("round 2: 1 changes of 1 characters in 1 lines"), "{}", second.out);
    assert!(run(&desk, &["diff", "DAY", "--last"]).ends(0).out.contains("nothing differs"));
    desk.swap("day/stories/second.md", "居民安心", "居民放心");
    let since = run(&desk, &["diff", "DAY", "--last", "--exit-code"]).ends(1);
    assert!(since.out.contains("“安” is now “放”"), "{}", since.out);
    // The second round anew is compared with the first.
    let again = run(&desk, &["proof", "DAY", "--round", "2"]).ends(0);
    assert!(again.out.contains("2 changes"), "{}", again.out);
}

/// Every story, with line ends as printed and nothing lost.
#[test]
fn galleys_hold_the_copy() {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY"]).ends(0);
    for slug in ["lead", "second"] {
        let galley = fs::read_to_string(desk.path(&format!("day/proofs/now/galley/{slug}.txt"))).expect("a galley");
        let lines: Vec<&str> =
            galley.lines().filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit())).collect();
        let text: String =
            lines.iter().map(|line| line.trim_start().split_once(' ').map_or("", |(_, text)| text)).collect();
        let copy = String::from_utf8(desk.read(&format!("day/stories/{slug}.md"))).expect("text");
        assert!(dense(&text).ends_with(&dense(body_of(&copy))), "{galley}");
        let longest = lines[2..].iter().map(|line| line.trim_start().chars().count()).max().unwrap_or(0);
        assert!(longest < 25, "lines as printed: {longest}");
    }
}

/// An edition that cannot be set leaves no proof, and the one before stays.
#[test]
fn a_broken_edition_leaves_the_last_proof() {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY", "--round", "1"]).ends(0);
    let before = desk.read("day/proofs/round-1/layout.json");
    desk.write("day/edition.yaml", "paper: [\n");
    run(&desk, &["proof", "DAY", "--round", "1"]).ends(1);
    assert_eq!(desk.read("day/proofs/round-1/layout.json"), before);
}
