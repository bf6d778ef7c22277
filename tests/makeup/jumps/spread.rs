//! Jumps onto a spread.

use super::kit::{area, make_spread, story};

/// What goes on on the right page of a spread is looked for there.
#[test]
fn the_number_is_that_of_the_page_of_the_spread_on_which_the_part_begins() {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    for (columns, page, folio) in [("1-3", "下转第2版▶", "A02"), ("6-9", "下转第3版▶", "A03")] {
        let rest = area("rest", columns, "1-30", "    head: {style: small}\n");
        let made = make_spread((1, &lead, "lead: s"), ("2-3", &rest, "rest: {continues: s}"), &[("s", &story(9, 6))]);
        assert!(made.lines(1).contains(&page.to_string()), "{folio}: {:#?}", made.lines(1));
        assert!(made.lines(2).contains(&"上接第1版".to_string()));
    }
}
