//! How many random pairs of a story and an area copy-fit makes fit exactly, with and without each lever.
//!
//! `cargo bench --bench copyfit [-- PAIRS]`; 20,000 pairs when no number is given.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "pairs.rs"]
mod pairs;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    println!("{}", pairs::Pairs::new().tally(0..asked.unwrap_or(20_000)));
}
