//! Invariants of breaking, on any copy with any settings.

use proptest::prelude::*;

use paiban::base::units::Length;
use paiban::engine::compose::lines::{
    BrokenLine, LineOptions, Measure, break_into, break_lines, curve, natural_width, reference_cost, set_line,
    total_cost,
};
use paiban::engine::text::{Item, Paragraph};
use paiban::model::{Align, Composer, Composition, Hanging};

use crate::any::{ADDRESSES, settings, text};
use crate::fixture::{SIZE, cells, lines_of, paragraph_with};
use crate::marks::{UNITS, characters, may_begin, may_end};

/// Breaks of at least this penalty are last resorts: a word or a run of marks wider than its measure.
const LAST_RESORT: u32 = 5_000;

fn without_spaces(text: &str) -> String {
    text.chars().filter(|char| *char != ' ').collect()
}

fn options(indent: u16) -> LineOptions {
    LineOptions { indent: cells(indent), align: Align::Justify }
}

/// Whether byte `at` of the copy lies within one of the places where `unit` stands.
fn parts(copy: &str, at: usize, unit: &str) -> bool {
    copy.match_indices(unit).any(|(from, _)| from < at && at < from + unit.len())
}

/// The lines of a paragraph with a first-line indent, at a measure of so many 字.
fn broken(paragraph: &Paragraph, indent: u16, measure: u16) -> Vec<BrokenLine> {
    break_lines(paragraph, &options(indent), Measure::Uniform(cells(measure)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost(copy in text(), rules in settings(), measure in 2_u16..40) {
        let paragraph = paragraph_with(&copy, &rules);
        let lines = lines_of(&paragraph, cells(measure));
        let mut joined = String::new();
        for line in &lines {
            let set = set_line(&paragraph, line, line.measure, Align::Justify);
            let runs: String = set.runs.iter().map(|run| run.text.as_str()).collect();
            for run in &set.runs {
                let chars: usize = run.glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
                prop_assert_eq!(chars, run.text.chars().count());
            }
            prop_assert_eq!(&runs, &set.text);
            joined.push_str(&runs);
        }
        prop_assert_eq!(without_spaces(&joined), without_spaces(&copy));
        prop_assert!(joined.chars().count() <= copy.chars().count());
        // Each line begins where the one before says: nothing but spaces lies between.
        for pair in lines.windows(2) {
            prop_assert_eq!(pair[0].next, pair[1].start);
            prop_assert!(paragraph.slice(pair[0].end, pair[0].next).trim().is_empty());
        }
    }

    #[test]
    fn c18_c26_edges_are_flush_and_no_line_is_wider_than_its_measure_but_for_a_hanging_stop(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        for line in &broken(&paragraph, indent, measure) {
            let set = set_line(&paragraph, line, cells(measure), Align::Justify);
            prop_assert_eq!(set.overfull, line.overfull);
            prop_assert!(set.advance <= cells(measure) + line.overfull, "{}", &set.text);
            let gaps = paragraph.items[line.start as usize + 1..line.end.max(line.start + 1) as usize]
                .iter().any(|item| item.has(Item::STRETCH));
            if !line.last && gaps {
                prop_assert_eq!(set.advance, cells(measure) + line.overfull, "{}", &set.text);
            }
            // C18: a stop, only where the style has it, and never a second mark.
            prop_assert_eq!(set.hung, line.hung);
            if set.hung > Length::ZERO {
                prop_assert!(rules.hanging != Hanging::None);
                // On a character grid the blank that fills its em goes with it.
                prop_assert!(set.hung <= SIZE || rules.character_grid);
                let mut back = set.text.chars().rev();
                prop_assert!(back.next().is_some_and(|last| "，、。．".contains(last)), "{}", &set.text);
                prop_assert!(!back.next().is_some_and(|c| "，。、；：！？”’）》」】".contains(c)), "{}", &set.text);
            }
        }
    }

    #[test]
    fn c9_c10_no_line_begins_or_ends_with_what_it_may_not(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        let lines = broken(&paragraph, indent, measure);
        let room = cells(measure).get() - cells(indent).get();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.last) {
            if line.penalty >= LAST_RESORT {
                prop_assert!(paragraph.widest > room, "a last resort without need");
                continue;
            }
            let (text, next) = (paragraph.slice(line.start, line.end), &lines[index + 1]);
            let below = paragraph.slice(next.start, next.end);
            let at = paragraph.items[line.next as usize].start as usize;
            if ADDRESSES.iter().any(|address| parts(&copy, at, address)) {
                continue; // C25: an address breaks at its own places.
            }
            prop_assert!(may_end(text, rules.prohibition), "{} ends a line: {text}", rules.prohibition as u8);
            prop_assert!(may_begin(below, rules.prohibition, rules.dash_may_begin_line), "{text} / {below}");
        }
    }

    #[test]
    fn c11_c22_c23_no_unit_is_split(
        copy in text(), rules in settings(), measure in 5_u16..40, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &rules);
        let lines = broken(&paragraph, indent, measure);
        for line in lines.iter().filter(|line| !line.last && line.penalty < LAST_RESORT) {
            let at = paragraph.items[line.next as usize].start as usize;
            let inside = |unit: &str| parts(&copy, at, unit);
            for unit in UNITS.into_iter().chain(rules.keep.iter().map(String::as_str)) {
                prop_assert!(!inside(unit), "{unit} is split: {}", paragraph.slice(line.start, line.end));
            }
            prop_assert!(!["——", "……"].into_iter().any(inside) || copy.contains("———") || copy.contains("………"));
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let parted = letter(copy[..at].chars().last()) && letter(copy[at..].chars().next());
            prop_assert_eq!(parted, line.hyphen, "{}", paragraph.slice(line.start, line.end));
            if let Some(least) = rules.hyphenation.filter(|_| parted) {
                let length = |part: &mut dyn Iterator<Item = char>| part.take_while(char::is_ascii_alphabetic).count();
                prop_assert!(length(&mut copy[..at].chars().rev()) >= usize::from(least.left));
                prop_assert!(length(&mut copy[at..].chars()) >= usize::from(least.right));
            }
            prop_assert!(!line.hyphen || rules.hyphenation.is_some());
        }
    }

    #[test]
    fn total_fit_and_the_curve_equal_the_unpruned_reference(
        copy in text(), rules in settings(), measure in 2_u16..40, indent in 0_u16..3, ragged in any::<bool>(),
    ) {
        let paragraph = paragraph_with(&copy, &Composition { composer: Composer::Paragraph, ..rules });
        let align = if ragged { Align::Left } else { Align::Justify };
        let options = LineOptions { indent: cells(indent), align };
        let uniform = Measure::Uniform(cells(measure));
        let reference = reference_cost(&paragraph, &options, cells(measure));
        let curve = curve(&paragraph, &options, uniform);
        prop_assert_eq!(total_cost(&break_lines(&paragraph, &options, uniform)), reference);
        prop_assert_eq!(curve.best().1, reference);
        // Every number of lines of the curve can be had, at the cost that it says; no other can.
        for lines in curve.fewest.saturating_sub(1)..=curve.fewest + curve.costs.len() {
            let broken = break_into(&paragraph, &options, uniform, lines);
            prop_assert_eq!(broken.as_ref().map(|lines| total_cost(lines)), curve.cost(lines));
            prop_assert!(broken.is_none_or(|broken| broken.len() == lines));
        }
    }

    #[test]
    fn a_measure_by_line_gives_what_its_curve_says(
        copy in text(), rules in settings(), measure in 5_u16..30, indent in 0_u16..3,
    ) {
        let paragraph = paragraph_with(&copy, &Composition { composer: Composer::Paragraph, ..rules });
        let varied = |line: usize| cells(measure + u16::from(line % 3 == 1));
        let varied = Measure::PerLine(&varied);
        let curve = curve(&paragraph, &options(indent), varied);
        prop_assert_eq!(total_cost(&break_lines(&paragraph, &options(indent), varied)), curve.best().1);
        for (lines, cost) in curve.entries() {
            let broken = break_into(&paragraph, &options(indent), varied, lines);
            prop_assert_eq!(broken.map(|lines| total_cost(&lines)), Some(cost));
        }
    }

    #[test]
    fn c32_a_last_line_is_short_only_where_no_break_before_it_cures_that(
        copy in text(), rules in settings(), measure in 5_u16..40,
    ) {
        let rules = Composition { last_line: 2, last_line_marks: false, ..rules };
        let paragraph = paragraph_with(&copy, &rules);
        let lines = broken(&paragraph, 0, measure);
        let [.., before, last] = lines.as_slice() else { return Ok(()) };
        if characters(paragraph.slice(last.start, last.end)) >= 2 || before.penalty >= LAST_RESORT {
            return Ok(());
        }
        // Brute force: the line before could have ended earlier, no gap wider than ¼ em.
        for place in paragraph.breaks.iter().filter(|place| before.start < place.at && place.at < last.start) {
            let shorter = BrokenLine { end: place.end, next: place.at, hung: Length::ZERO, hyphen: place.hyphen > 0, ..*before };
            let longer = BrokenLine { start: place.at, ..*last };
            let (one, two) = (set_line(&paragraph, &shorter, cells(measure), Align::Justify),
                set_line(&paragraph, &longer, cells(measure), Align::Justify));
            let cures = characters(&two.text) >= 2 && two.overfull == Length::ZERO
                && one.overfull == Length::ZERO && one.advance == cells(measure) && one.looseness.0 <= 250;
            prop_assert!(!cures, "{} / {} rather than {} / {}", one.text, two.text,
                paragraph.slice(before.start, before.end), paragraph.slice(last.start, last.end));
        }
    }

    #[test]
    fn neighbours_cost_only_where_a_tight_line_meets_a_loose_one(
        copy in text(), rules in settings(), measure in 5_u16..40,
    ) {
        let rules = Composition { composer: Composer::Paragraph, ..rules };
        let paragraph = paragraph_with(&copy, &rules);
        let lines = broken(&paragraph, 0, measure);
        let set = |line: &BrokenLine| {
            let set = set_line(&paragraph, line, cells(measure), Align::Justify);
            // A line without gaps is left short: as loose as can be.
            if set.advance < cells(measure) { 1000 } else { set.looseness.0 }
        };
        for pair in lines.windows(2).filter(|pair| pair[1].beside > 0) {
            prop_assert!(rules.even_neighbours);
            let (one, two) = (set(&pair[0]), set(&pair[1]));
            prop_assert!((one <= -500 && two >= 62) || (one >= 62 && two <= -500), "{one} beside {two}");
        }
    }

    #[test]
    fn c2_what_can_be_squeezed_in_is_never_pushed_down(copy in text(), rules in settings(), measure in 6_u16..20) {
        let hanging = if rules.hanging == Hanging::Allow { Hanging::None } else { rules.hanging };
        let rules = Composition { composer: Composer::Line, last_line: 0, hanging, ..rules };
        let paragraph = paragraph_with(&copy, &rules);
        if paragraph.widest > cells(measure).get() {
            return Ok(()); // Anything may be broken there.
        }
        let lines = lines_of(&paragraph, cells(measure));
        for line in lines.iter().filter(|line| !line.last && natural_width(&paragraph, line) < cells(measure)) {
            // Brute force: a line that leaves room is set with more, by every break there is.
            for place in paragraph.breaks.iter().filter(|place| place.at > line.next) {
                let hung = Length::emu(i64::from(place.hangs));
                let longer = BrokenLine { end: place.end, next: place.at, hung, hyphen: place.hyphen > 0, ..*line };
                let set = set_line(&paragraph, &longer, cells(measure), Align::Justify);
                prop_assert!(set.overfull > Length::ZERO, "{}", set.text);
            }
        }
    }
}
