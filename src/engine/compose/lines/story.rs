//! A story's line curve: what it costs to set all its paragraphs in so many lines together.
//!
//! Source: `algorithms.md` 1, min-plus convolution of the curves of its paragraphs.

use super::cost::IMPOSSIBLE;
use super::curve::Curve;

/// `n → cost` for a story, and how each paragraph is then set.
///
/// Copy-fit reads off it: a story of `best` lines in room for `n` is `n − best` lines short or over,
/// and its cost says how much the difference hurts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoryCurve {
    /// The curve of the first paragraph, of the first two, and so on; of none at the start.
    sums: Vec<Curve>,
    /// For each sum and number of lines: how many of them the last paragraph has.
    choices: Vec<Vec<u32>>,
}

impl StoryCurve {
    /// The curve of a story whose paragraphs have these curves. Settings with an overfull line count
    /// only where a paragraph has no other.
    pub fn of<'a>(paragraphs: impl IntoIterator<Item = &'a Curve>) -> StoryCurve {
        let mut story = StoryCurve { sums: vec![Curve { fewest: 0, costs: vec![0] }], choices: vec![Vec::new()] };
        for curve in paragraphs {
            story.add(curve);
        }
        story
    }

    fn add(&mut self, paragraph: &Curve) {
        let Some(before) = self.sums.last() else { return };
        let mut own: Vec<(usize, u32)> = paragraph.entries().collect();
        if own.is_empty() {
            own.push(paragraph.best());
        }
        let (Some(&(least, _)), Some(&(most, _))) = (own.first(), own.last()) else { return };
        let fewest = before.fewest + least;
        let length = before.costs.len() + most - least;
        let (mut costs, mut choices) = (vec![IMPOSSIBLE; length], vec![0; length]);
        for &(lines, cost) in &own {
            for (index, &reached) in before.costs.iter().enumerate().filter(|(_, reached)| **reached != IMPOSSIBLE) {
                let total = reached.saturating_add(cost).min(IMPOSSIBLE - 1);
                let at = index + lines - least;
                if total < costs[at] {
                    (costs[at], choices[at]) = (total, lines as u32);
                }
            }
        }
        self.sums.push(Curve { fewest, costs });
        self.choices.push(choices);
    }

    /// The cost of the whole story in `lines` lines.
    pub fn cost(&self, lines: usize) -> Option<u32> {
        self.sums.last()?.cost(lines)
    }

    /// The cheapest number of lines, and its cost. The smaller number wins a tie.
    pub fn best(&self) -> (usize, u32) {
        self.sums.last().map_or((0, 0), Curve::best)
    }

    /// All numbers of lines that the story can take, and their costs.
    pub fn entries(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.sums.last().into_iter().flat_map(Curve::entries)
    }

    /// The lines of each paragraph when the story has `lines` together; `None` when it cannot.
    pub fn settings(&self, lines: usize) -> Option<Vec<usize>> {
        self.cost(lines)?;
        let mut left = lines;
        let mut settings = Vec::with_capacity(self.sums.len());
        for (sum, choices) in self.sums.iter().zip(&self.choices).skip(1).rev() {
            let own = *choices.get(left.checked_sub(sum.fewest)?)? as usize;
            settings.push(own);
            left = left.checked_sub(own)?;
        }
        settings.reverse();
        Some(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(fewest: usize, costs: &[u32]) -> Curve {
        Curve { fewest, costs: costs.to_vec() }
    }

    #[test]
    fn the_cheapest_paragraph_gives_the_line() {
        let curves = [curve(4, &[90, 0, 40]), curve(7, &[0, 25]), curve(2, &[0, 300])];
        let story = StoryCurve::of(&curves);
        assert_eq!(story.best(), (14, 0));
        assert_eq!((story.cost(13), story.cost(15), story.cost(16)), (Some(90), Some(25), Some(65)));
        assert_eq!((story.cost(12), story.cost(18)), (None, None));
        assert_eq!(story.settings(14), Some(vec![5, 7, 2]));
        assert_eq!(story.settings(15), Some(vec![5, 8, 2]));
        assert_eq!(story.settings(16), Some(vec![6, 8, 2]));
        assert_eq!(story.settings(17), Some(vec![6, 8, 3]));
    }

    #[test]
    fn convolution_is_the_minimum_over_all_ways() {
        let curves = [curve(1, &[50, 10, 3, 8]), curve(2, &[7, IMPOSSIBLE, 1]), curve(0, &[0, 5])];
        let story = StoryCurve::of(&curves);
        for lines in 0..12 {
            let mut least: Option<u32> = None;
            for (a, x) in curves[0].entries() {
                for (b, y) in curves[1].entries() {
                    for (c, z) in curves[2].entries().filter(|(c, _)| a + b + c == lines) {
                        assert_eq!(a + b + c, lines);
                        least = Some(least.map_or(x + y + z, |known| known.min(x + y + z)));
                    }
                }
            }
            assert_eq!(story.cost(lines), least, "{lines}");
            if let Some(settings) = story.settings(lines) {
                let cost: u32 = settings.iter().zip(&curves).map(|(lines, own)| own.cost(*lines).unwrap_or(0)).sum();
                assert_eq!((settings.iter().sum::<usize>(), Some(cost)), (lines, least));
            }
        }
    }

    #[test]
    fn a_story_without_copy_has_no_lines() {
        let story = StoryCurve::of(&[]);
        assert_eq!((story.best(), story.settings(0), story.settings(1)), ((0, 0), Some(Vec::new()), None));
    }
}
