//! Random pairs of a story and an area; the benchmark `copyfit` has 20,000 of them.

#[path = "../../bench/pairs.rs"]
mod bench;

/// Every choice is composed anew as a page: its claim is what the page shows. Levers help.
#[test]
#[expect(clippy::print_stdout, reason = "`--nocapture` shows the rates")]
fn no_claim_is_false_and_levers_raise_the_rate() {
    let tally = bench::Pairs::new().tally(0..40);
    println!("{tally}");
    assert!(tally.pairs > 30, "{tally}");
    assert!(tally.as_is <= tally.lines && tally.lines <= tally.all, "{tally}");
    assert!(tally.over.1 * 10 >= tally.over.0 * 9, "copy that is too long is made to fit: {tally}");
    assert!(tally.all * 10 >= tally.pairs * 6, "{tally}");
    assert!(tally.without.iter().all(|&count| count <= tally.all), "{tally}");
}
