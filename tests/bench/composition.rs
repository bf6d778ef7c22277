//! How well paragraphs are broken: the same copy at several measures, schemes and methods, as a table.
//!
//! `cargo bench --bench composition [-- DIR]`: DIR holds stories (`*.md`); without it the stories of the
//! real front page are taken where they are beside the repository, else made-up copy. Speed is
//! measured by `linebreak`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "copy.rs"]
mod copy;
#[path = "../common/words.rs"]
#[allow(dead_code, reason = "heads are not set here")]
mod words;

use std::path::Path;

use paiban::base::units::{Cells, Em};
use paiban::engine::compose::lines::{LineOptions, Measure, break_lines, set_line};
use paiban::engine::text::{Paragraph, ParagraphStyles, class_of, prepare};
use paiban::model::{Align, Composer, Composition, Copy, Figures, MarkScheme};

/// A scheme of the table: its name, and its settings.
fn schemes() -> [(&'static str, Composition); 3] {
    let half = Composition { han_latin: Em(0), figures: Figures::Half, ..Composition::default() };
    let eighth = Composition { han_latin: Em(125), figures: Figures::Proportional, ..Composition::default() };
    let kaiming = Composition { han_latin: Em(0), figures: Figures::Half, ..Composition::of(MarkScheme::Kaiming) };
    [("行末半身, gap 0", half), ("行末半身, gap 1/8", eighth), ("开明, gap 0", kaiming)]
}

/// The paragraphs to set, and where they are from.
fn stories() -> (String, Vec<String>) {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/stories");
    match copy::directory() {
        Some(dir) => (dir.clone(), copy::read(dir)),
        None if seed.is_dir() => ("a real front page".to_owned(), copy::read(seed)),
        None => ("made-up copy".to_owned(), words::paragraphs(1, 5_400, 30)),
    }
}

fn main() {
    let (from, stories) = stories();
    let copies: Vec<Copy> = stories.iter().map(|text| copy::plain(text)).collect();
    let characters: usize = stories.iter().map(|text| text.chars().count()).sum();
    println!("{from}: {characters} characters in {} paragraphs, indent 2字", copies.len());
    println!(
        "{:>3} {:<18} {:<16} {:>5} {:>8} {:>9} {:>8} {:>4} {:>7}",
        "字", "scheme", "method", "lines", "off grid", "tightest", "widest", "孤字", "cost"
    );
    let (fonts, style) = (copy::fonts(), copy::style());
    for cells in [13, 14, 15] {
        for (scheme, rules) in schemes() {
            for (method, composer) in [("greedy, push in", Composer::Line), ("total fit", Composer::Paragraph)] {
                let rules = Composition { composer, ..rules.clone() };
                let prepare = |copy| prepare(copy, &ParagraphStyles::plain(&style), &rules, &fonts).value;
                let mut sums = Sums::default();
                for paragraph in copies.iter().map(prepare) {
                    sums.add(&paragraph, cells);
                }
                println!("{cells:>3} {} {method:<16} {sums}", padded(scheme, 18));
            }
        }
    }
    println!(
        "off grid: share of the justified lines that are squeezed or stretched; tightest: of what a line can give;"
    );
    println!("widest: the widest gap that letterspacing opens, in em; 孤字: last lines of one character");
}

/// Padded to a width in columns of a terminal.
fn padded(text: &str, width: usize) -> String {
    let own: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(own)))
}

/// What a way of setting all paragraphs comes to.
#[derive(Default)]
struct Sums {
    lines: usize,
    justified: usize,
    off_grid: usize,
    tightest: i32,
    widest: i32,
    single: usize,
    cost: u64,
}

impl Sums {
    fn add(&mut self, paragraph: &Paragraph, cells: u16) {
        let size = copy::style().size;
        let options = LineOptions { indent: Cells(2).at(size), align: Align::Justify };
        let lines = break_lines(paragraph, &options, Measure::Uniform(Cells(cells).at(size)));
        for line in &lines {
            let set = set_line(paragraph, line, line.measure, Align::Justify);
            self.lines += 1;
            self.cost += u64::from(line.cost);
            if line.last {
                let characters = set.text.chars().filter(|c| class_of(*c).is_character()).count();
                self.single += usize::from(characters < 2 && lines.len() > 1);
                continue;
            }
            self.justified += 1;
            self.off_grid += usize::from(!set.changes.is_empty());
            self.tightest = self.tightest.min(set.looseness.0);
            self.widest = self.widest.max(set.looseness.0);
        }
    }
}

impl std::fmt::Display for Sums {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = self.off_grid as f64 * 100.0 / self.justified.max(1) as f64;
        let tightest = f64::from(-self.tightest) / 10.0;
        let widest = f64::from(self.widest) / 1000.0;
        let Sums { lines, single, cost, .. } = self;
        write!(f, "{lines:>5} {share:>7.1}% {tightest:>8.1}% {widest:>8.3} {single:>4} {cost:>7}")
    }
}
