//! `可排/来稿/超/缺`, and cuts that keep their word.

use super::desk::{Desk, misfit, paragraph, story};

/// Lengths that end in lines of one, two and many characters in columns of this width.
const LENGTHS: &[usize] = &[95, 131, 64, 78, 122, 57, 88, 140];

fn area(rows: u16) -> String {
    format!("at: {{columns: 1-3, rows: 1-{rows}}}\nhead: {{style: third, rows: 6}}")
}

fn two_column_story() -> String {
    story("headline: 渡口新事\n", LENGTHS)
}

/// The report is what composing gives: never an overset that is not told, never one that is not there.
#[test]
fn the_report_says_what_composing_gives() {
    for rows in (14..34).step_by(3) {
        let desk = Desk::new(&area(rows), &two_column_story());
        let (fit, record) = (desk.fit(), desk.record());
        let one = &fit.stories[0];
        let over = record.stories[0].overset.as_ref().map_or((0, 0), |rest| (rest.lines, rest.characters));
        let holes: u32 = record.holes.iter().map(|&rows| u32::from(rows)).sum();
        assert_eq!(fit.misfit, misfit(&record), "{rows}");
        assert_eq!(one.over_lines, if over.0 > 0 { i64::from(over.0) } else { -i64::from(holes) }, "{rows}");
        if over.0 > 0 {
            assert_eq!((one.over_chars, one.fits + over.1), (i64::from(over.1), one.chars), "{rows}");
        } else {
            assert!(one.fits >= one.chars, "{rows}");
        }
        assert_eq!(i64::from(one.lines) - i64::from(one.slots), one.over_lines, "{rows}");
    }
}

/// Carrying out the first advice makes the story lose that line, wherever the characters go.
#[test]
fn a_cut_saves_the_lines_it_promises() {
    let mut seen = 0;
    for rows in [20, 22, 23, 24, 25] {
        let text = two_column_story();
        let desk = Desk::new(&area(rows), &text);
        let fit = desk.fit();
        let Some(cut) = fit.stories[0].cuts.first() else { continue };
        seen += 1;
        let chars: Vec<u32> = fit.stories[0].cuts.iter().map(|cut| cut.characters).collect();
        assert!(chars.is_sorted(), "the shortest first: {chars:?}");
        let length = LENGTHS[cut.paragraph as usize - 1];
        let whole = paragraph(cut.paragraph as usize - 1, length);
        let kept: Vec<char> = whole.chars().collect();
        let end = length - 1 - cut.characters as usize;
        let short: String = kept[..end].iter().chain(&kept[length - 1..]).collect();
        let after = Desk::new(&area(rows), &text.replace(&whole, &short)).fit();
        assert!(
            after.misfit.over + cut.lines <= fit.misfit.over,
            "{rows} rows, {cut:?}: {:?} then {:?}",
            fit.misfit,
            after.misfit
        );
    }
    assert!(seen > 2, "{seen}");
}

#[test]
fn a_story_that_fits_is_left_alone() {
    let exact = (20..40).find_map(|rows| {
        let desk = Desk::new(&area(rows), &two_column_story());
        desk.fit().misfit.is_exact().then(|| desk.fit())
    });
    let fit = exact.expect("some height fits");
    assert_eq!((fit.stories[0].over_lines, fit.stories[0].cuts.len()), (0, 0));
    assert!(fit.pulled.is_none() && fit.proposed.is_none());
}
