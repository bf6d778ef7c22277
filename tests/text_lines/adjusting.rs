//! How the difference between a line and its measure is spread: C26 to C29, on any copy with any
//! settings.

use proptest::prelude::*;

use paiban::base::units::Length;
use paiban::engine::compose::lines::{
    Adjusted, BrokenLine, Change, LineOptions, Measure, SetLine, break_lines, natural_width, set_line,
};
use paiban::engine::text::Paragraph;
use paiban::model::{Align, Composition, Squeeze, Step, Stretch};

use crate::any::{settings, text};
use crate::fixture::{SIZE, cells, paragraph_with};
use crate::places::clusters;

/// What a setting of a line adds before, between and after its clusters, against another setting.
fn added(set: &SetLine, against: &SetLine) -> Vec<i64> {
    let gaps = |set: &SetLine| -> Vec<i64> {
        let mut places = vec![0];
        places.extend(clusters(set).iter().map(|(_, x)| *x));
        places.push(set.advance.get());
        places.windows(2).map(|pair| pair[1] - pair[0]).collect()
    };
    gaps(set).iter().zip(gaps(against)).map(|(new, old)| new - old).collect()
}

/// A line as it is without any adjustment.
fn natural(paragraph: &Paragraph, line: &BrokenLine) -> SetLine {
    set_line(paragraph, line, line.indent + natural_width(paragraph, line), Align::Justify)
}

/// What each place of one step can give: the line squeezed to nothing by that step alone.
fn limits(paragraph: &Paragraph, line: &BrokenLine, step: Step<Squeeze>) -> Vec<i64> {
    let mut only = paragraph.clone();
    only.rules.squeeze = vec![step];
    let squeezed = set_line(&only, line, Length::ZERO, Align::Justify);
    added(&squeezed, &natural(paragraph, line)).iter().map(|added| -added).collect()
}

fn total(changes: &[Adjusted], change: Change) -> i64 {
    changes.iter().filter(|done| done.change == change).map(|done| done.total).sum()
}

/// All lines of a paragraph that are not its last, set to the measure.
fn justified(paragraph: &Paragraph, indent: u16, measure: u16) -> Vec<(BrokenLine, SetLine)> {
    let options = LineOptions { indent: cells(indent), align: Align::Justify };
    let lines = break_lines(paragraph, &options, Measure::Uniform(cells(measure)));
    let set = |line: BrokenLine| (line, set_line(paragraph, &line, cells(measure), Align::Justify));
    lines.into_iter().filter(|line| !line.last).map(set).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn c26_the_natural_width_and_the_changes_make_the_measure(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        for (line, set) in justified(&paragraph, indent, measure) {
            let sum: i64 = set.changes.iter().map(|done| match done.change {
                Change::Squeeze(_) => -done.total,
                Change::Stretch(_) => done.total,
            }).sum();
            prop_assert_eq!(line.indent + natural_width(&paragraph, &line) + Length::emu(sum), set.advance);
            let moved: i64 = added(&set, &natural(&paragraph, &line)).iter().sum();
            prop_assert_eq!(moved, sum, "the glyphs moved by what was told: {}", &set.text);
            // A line is squeezed or stretched, never both.
            let squeezed = set.changes.iter().filter(|done| matches!(done.change, Change::Squeeze(_))).count();
            prop_assert!(squeezed == 0 || squeezed == set.changes.len());
        }
    }

    #[test]
    fn c27_c28_a_class_gives_way_when_the_one_before_is_exhausted_and_the_same_everywhere(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        let interpuncts = |text: &str| text.chars().filter(|c| "·・‧".contains(*c)).count() > 1;
        for (line, set) in justified(&paragraph, indent, measure) {
            let Some(last) = set.changes.last().filter(|done| matches!(done.change, Change::Squeeze(_))) else {
                continue;
            };
            let place = |change| rules.squeeze.iter().position(|step| Change::Squeeze(step.class) == change);
            prop_assert!(set.changes.windows(2).all(|pair| place(pair[0].change) < place(pair[1].change)));
            let reached = place(last.change).expect("a step of the style");
            let mut expected = vec![0; clusters(&set).len() + 1];
            for step in &rules.squeeze[..reached] {
                let limits = limits(&paragraph, &line, *step);
                prop_assert_eq!(total(&set.changes, Change::Squeeze(step.class)), limits.iter().sum::<i64>(),
                    "{:?} is not exhausted: {}", step.class, &set.text);
                expected.iter_mut().zip(limits).for_each(|(sum, limit)| *sum += limit);
            }
            if interpuncts(&set.text) {
                continue; // Two places of one class may share a gap.
            }
            let limits = limits(&paragraph, &line, rules.squeeze[reached]);
            let taken = added(&set, &natural(&paragraph, &line));
            for ((taken, before), limit) in taken.iter().zip(expected).zip(limits) {
                let given = -taken - before;
                let most = limit.min(last.each);
                prop_assert!((most - 1..=most).contains(&given), "{given} of {limit} where {} is given: {}",
                    last.each, &set.text);
            }
        }
    }

    #[test]
    fn c27_c29_a_class_grows_when_the_one_before_is_exhausted_and_the_same_everywhere(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        for (line, set) in justified(&paragraph, indent, measure) {
            let Some(last) = set.changes.last().filter(|done| matches!(done.change, Change::Stretch(_))) else {
                continue;
            };
            let place = |change| rules.stretch.iter().position(|step| Change::Stretch(step.class) == change);
            prop_assert!(set.changes.windows(2).all(|pair| place(pair[0].change) < place(pair[1].change)));
            let reached = place(last.change).expect("a step of the style");
            let most = set_line(&paragraph, &line, cells(200), Align::Justify).changes;
            for step in &rules.stretch[..reached] {
                let change = Change::Stretch(step.class);
                prop_assert_eq!(total(&set.changes, change), total(&most, change), "{:?}: {}", step.class, &set.text);
            }
            let grown: Vec<i64> = added(&set, &natural(&paragraph, &line));
            prop_assert!(grown.iter().all(|grown| *grown >= 0));
            if set.changes.len() == 1 && last.change != Change::Stretch(Stretch::WordSpace) {
                let open: Vec<i64> = grown.into_iter().filter(|grown| *grown > 0).collect();
                prop_assert!(open.len() <= last.places as usize);
                prop_assert!(open.iter().all(|grown| last.each - grown <= 1), "{open:?}: {}", &set.text);
            }
        }
    }

    #[test]
    fn c29_han_is_never_squeezed_and_units_never_open(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &Composition { character_grid: false, ..rules });
        let han = |text: &str| text.chars().all(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)) && !text.is_empty();
        let word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric()) && !text.is_empty();
        for (line, set) in justified(&paragraph, indent, measure) {
            let natural = clusters(&natural(&paragraph, &line));
            for (new, old) in clusters(&set).windows(2).zip(natural.windows(2)) {
                let (now, then) = (new[1].1 - new[0].1, old[1].1 - old[0].1);
                if han(&new[0].0) && han(&new[1].0) {
                    prop_assert!(now >= SIZE.get(), "{}{} in {}", new[0].0, new[1].0, &set.text);
                }
                let inside = word(&new[0].0) && word(&new[1].0);
                prop_assert!(!inside || now == then, "{}{} in {}", new[0].0, new[1].0, &set.text);
            }
        }
    }
}

/// C28: what every class of clreq's order can give, in thousandths of an em.
#[test]
fn c28_the_classes_give_what_the_table_says() {
    let table = [
        ("甲乙，", Squeeze::LineEnd, 500),
        ("甲·乙", Squeeze::Interpunct, 500),
        ("甲（乙", Squeeze::Bracket, 500),
        ("甲）乙", Squeeze::Bracket, 500),
        ("甲，乙、丙；丁", Squeeze::Comma, 1500),
        ("甲：乙", Squeeze::Comma, 0),
        ("甲A乙", Squeeze::HanLatin, 250),
        ("甲。乙？丙！丁", Squeeze::Period, 1500),
    ];
    for (text, class, expected) in table {
        let rules = Composition {
            line_end_mark: paiban::model::MarkWidth::Full,
            interpunct: paiban::model::MarkWidth::Full,
            han_latin: paiban::base::units::Em(250),
            ..Composition::default()
        };
        let paragraph = paragraph_with(text, &rules);
        let lines = break_lines(&paragraph, &LineOptions::default(), Measure::Uniform(cells(40)));
        let step = *rules.squeeze.iter().find(|step| step.class == class).expect("a step of the default order");
        let gives: i64 = limits(&paragraph, &lines[0], step).iter().sum();
        assert_eq!(gives * 1000 / SIZE.get(), expected, "{text} {class:?}");
    }
}
