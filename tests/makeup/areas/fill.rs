//! Exact fill where measures vary: line variants are chosen beside pictures too.

use std::collections::BTreeMap;

use paiban::base::units::Length;
use paiban::page::ItemKind;

use super::super::fixture::Made;
use super::{copy, set};

const AREA: &str = "  a:
    kind: story
    at: {columns: 1-3, rows: 1-20}
    pictures: [{id: p, x: 8字, width: 12字, rows: 6-12}]
";

fn made(characters: usize) -> Made {
    made_with(characters, "")
}

fn made_with(characters: usize, keys: &str) -> Made {
    set(&format!("{AREA}{keys}"), "pictures: [{id: p}]\n", &copy(characters))
}

fn empty_rows(made: &Made) -> u16 {
    made.pages[0].record.areas[0].holes.iter().sum()
}

#[test]
#[expect(clippy::print_stdout, reason = "what was measured")]
fn copy_beside_a_picture_ends_flush_over_a_span_of_lengths() {
    // The area holds about 48 lines of 14字 and 18 of 7字.
    let lengths: Vec<usize> = (630..=740).step_by(2).collect();
    let is_flush = |made: &Made| !made.codes().contains(&"story-overset") && empty_rows(made) == 0;
    let count = |keys: &str| lengths.iter().filter(|length| is_flush(&made_with(**length, keys))).count();
    let (held, flush) = (count("    fit: {forbid: [lines]}\n"), count(""));
    println!("flush beside a picture: {held} of {} with lines at their best, {flush} with variants", lengths.len());
    // One line more or less is 7 to 14 字: a setting that only pours would end flush for 7 of these.
    assert!(flush >= 12 && flush > held, "{held}, then {flush} of {}", lengths.len());
}

#[test]
fn columns_of_a_short_story_end_together_beside_a_picture() {
    let made = made(560);
    let holes = &made.pages[0].record.areas[0].holes;
    let (least, most) = (holes.iter().min().copied().unwrap_or(0), holes.iter().max().copied().unwrap_or(0));
    assert!(most - least <= 1, "{holes:?}");
}

#[test]
fn no_line_stands_alone_at_a_column_boundary_where_the_style_forbids_it() {
    let area = format!("{AREA}    composition: {{single_first_line: forbid, single_last_line: forbid}}\n");
    for characters in (600..=660).step_by(4) {
        let made = set(&area, "pictures: [{id: p}]\n", &copy(characters));
        let grid = &made.edition.pages[0].grid;
        let column = |x: Length| grid.columns.iter().rposition(|column| column.x <= x).unwrap_or(0);
        // Left edges of the lines of each column, from the top; runs beside one another are one line.
        let mut lines: BTreeMap<(usize, Length), Length> = BTreeMap::new();
        for run in made.pages[0].page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.size == grid.body => Some(run),
            _ => None,
        }) {
            let x = lines.entry((column(run.origin.x), run.origin.y)).or_insert(run.origin.x);
            *x = run.origin.x.min(*x);
        }
        for number in 0..2 {
            let own = |number: usize| lines.iter().filter(move |((column, _), _)| *column == number).map(|(_, x)| *x);
            let (Some(foot), Some(head)) = (own(number).next_back(), own(number + 1).next()) else { continue };
            let second = own(number + 1).nth(1);
            let begins = |x: Length, number: usize| x == grid.columns[number].x + grid.body * 2;
            let first_alone = begins(foot, number) && !begins(head, number + 1);
            let last_alone = !begins(head, number + 1) && second.is_some_and(|x| begins(x, number + 1));
            assert!(!first_alone && !last_alone, "{characters} characters, after column {}", number + 1);
        }
    }
}
