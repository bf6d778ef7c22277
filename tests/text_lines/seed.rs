//! Statistics over real stories: lines, looseness, short last lines.

use paiban::base::units::Em;
use paiban::engine::compose::lines::{LineOptions, Measure, break_lines};
use paiban::model::{Align, Composer, Composition};

use crate::fixture::{cells, paragraph_with, rules, set_all};

#[test]
#[ignore = "prints statistics of the stories in $PAIBAN_STORIES, for a person"]
#[expect(clippy::print_stdout, reason = "statistics are for a person to read")]
fn statistics() {
    let dir = std::env::var("PAIBAN_STORIES").expect("a directory");
    let mut files: Vec<_> = std::fs::read_dir(dir).expect("a directory").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for composer in [Composer::Line, Composer::Paragraph] {
        for gap in [0, 125, 250] {
            for measure in [13, 14, 15, 20] {
                let (mut lines_set, mut off, mut widest, mut short, mut cost) = (0, 0, 0, 0, 0_u64);
                for file in &files {
                    let text = std::fs::read_to_string(file).expect("a story");
                    for copy in text.splitn(3, "---\n").last().unwrap_or("").lines().filter(|line| !line.is_empty()) {
                        let rules = Composition { composer, han_latin: Em(gap), ..rules() };
                        let paragraph = paragraph_with(copy, &rules);
                        let options = LineOptions { indent: cells(2), align: Align::Justify };
                        let lines = break_lines(&paragraph, &options, Measure::Uniform(cells(measure)));
                        let set = set_all(&paragraph, &lines, Align::Justify);
                        lines_set += lines.len();
                        off += lines.iter().filter(|line| line.cost > 0 && !line.last).count();
                        cost += lines.iter().map(|line| u64::from(line.cost)).sum::<u64>();
                        short += lines.iter().filter(|line| line.last && line.cost >= 2000).count();
                        widest = widest.max(set.iter().map(|line| line.looseness.0).max().unwrap_or(0));
                    }
                }
                println!(
                    "{composer:?} gap {gap} {measure}字: {lines_set} lines, {off} off grid, widest {widest}, short {short}, cost {cost}"
                );
            }
        }
    }
}
