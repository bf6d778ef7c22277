//! Corrections that were asked for, ticked off: those not made, and changes that nobody asked for, are faults.

use super::{Change, Difference};

/// A correction that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// Its story, where that is said.
    pub story: Option<String>,
    /// What is to go.
    pub from: String,
    /// What is to stand.
    pub to: String,
}

/// The list, ticked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ticked {
    /// Asked for and made.
    pub made: Vec<Expected>,
    /// Asked for and not made.
    pub missing: Vec<Expected>,
    /// Indices of changes that nobody asked for.
    pub unasked: Vec<usize>,
}

impl Ticked {
    /// Whether all was made, and nothing else.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.unasked.is_empty()
    }
}

/// Ticks off the changes of proofs against a list.
pub fn tick(difference: &Difference, expected: &[Expected]) -> Ticked {
    let mut asked = vec![false; difference.changes.len()];
    let mut ticked = Ticked::default();
    for one in expected {
        let hits: Vec<usize> = (0..asked.len()).filter(|&index| is_it(&difference.changes[index], one)).collect();
        for &index in &hits {
            asked[index] = true;
        }
        if hits.is_empty() { ticked.missing.push(one.clone()) } else { ticked.made.push(one.clone()) }
    }
    ticked.unasked = (0..asked.len()).filter(|index| !asked[*index]).collect();
    ticked
}

/// Whether a change lies where `from` stood in the old paragraph, and `to` stands there in the new one.
fn is_it(change: &Change, expected: &Expected) -> bool {
    if expected.story.as_ref().is_some_and(|story| *story != change.story) {
        return false;
    }
    let ((old_from, old_to), (new_from, new_to)) = change.range;
    let (old, new) = &change.paragraph;
    let covers = |text: &str, words: &str, from: usize, to: usize| {
        words.is_empty() || text.match_indices(words).any(|(at, _)| at <= from && to <= at + words.len())
    };
    if expected.from.is_empty() && expected.to.is_empty() {
        return false;
    }
    covers(old, &expected.from, old_from, old_to) && covers(new, &expected.to, new_from, new_to)
}
