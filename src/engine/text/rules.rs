//! The settings of composition as a line needs them: what gives way, what grows, by how much.

use crate::base::units::Em;
use crate::model::{Composer, Composition, Hanging, MarkWidth, Squeeze, Step, Stretch};

use super::builder::scale;
use super::class::{Class, squeeze_of};
use super::item::Item;

/// The blank half of a mark, in thousandths of an em (GB/T 15834).
const HALF: i32 = 500;
/// Steps of squeezing, for a table by step.
const STEPS: usize = Squeeze::Period as usize + 1;

/// What the lines of a paragraph are set by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineRules {
    /// Line-end marks are halved (C15).
    pub halves_end: bool,
    /// Openers that begin a line are halved (C16).
    pub halves_start: bool,
    /// And those after a first-line indent.
    pub halves_indented: bool,
    /// Stops outside the measure (C18).
    pub hanging: Hanging,
    /// Whether a tight line beside a loose one is a fault.
    pub even_neighbours: bool,
    /// Whether lines off the character grid are counted and avoided (C36).
    pub character_grid: bool,
    /// How lines are broken.
    pub composer: Composer,
    /// What is squeezed, in this order (C28).
    pub squeeze: Vec<Step<Squeeze>>,
    /// What is stretched, in this order (C29).
    pub stretch: Vec<Step<Stretch>>,
    /// By step: the share of a blank that can go, in thousandths; 0 for a step that is not in the order.
    shares: [i32; STEPS],
    /// Least and most of a word space and of a Han–Latin gap; `None`: it stays as it is.
    word_space: (Option<Em>, Option<Em>),
    gap: (Option<Em>, Option<Em>),
}

impl LineRules {
    /// Compiles the settings.
    pub(super) fn new(rules: &Composition) -> LineRules {
        let mut shares = [0; STEPS];
        for step in &rules.squeeze {
            shares[step.class as usize] = ((1000 - step.limit.0) * 1000 / HALF).clamp(0, 1000);
        }
        let least = |class| rules.squeeze.iter().find(|step| step.class == class).map(|step| step.limit);
        let most = |class| rules.stretch.iter().find(|step| step.class == class).map(|step| step.limit);
        LineRules {
            halves_end: rules.line_end_mark == MarkWidth::Half,
            // C36: on a character grid an opener has the whole of its square.
            halves_start: rules.line_start_opener == MarkWidth::Half && !rules.character_grid,
            halves_indented: rules.indent_opener == MarkWidth::Half && !rules.character_grid,
            hanging: rules.hanging,
            even_neighbours: rules.even_neighbours,
            character_grid: rules.character_grid,
            composer: rules.composer,
            squeeze: rules.squeeze.clone(),
            stretch: rules.stretch.clone(),
            shares,
            word_space: (least(Squeeze::WordSpace), most(Stretch::WordSpace)),
            gap: (least(Squeeze::HanLatin), most(Stretch::HanLatin)),
        }
    }

    /// How much of a blank half `blank` of a mark gives way inside a line when `tight` of it is taken by
    /// a mark beside it, in EMU. C28 steps 3 to 5 and 7.
    #[inline]
    pub fn gives(&self, class: Class, blank: i32, tight: i32) -> i32 {
        let Some(step) = squeeze_of(class) else { return 0 };
        let share = self.shares[step as usize];
        let most = if share == 1000 { blank } else { (i64::from(blank) * i64::from(share) / 1000) as i32 };
        most.min(blank - tight).max(0)
    }

    /// How much of the blank of a mark at the end of a line gives way, where it is not halved anyway.
    /// C28 step 1.
    #[inline]
    pub fn gives_at_end(&self, blank: i32) -> i32 {
        (i64::from(blank) * i64::from(self.shares[Squeeze::LineEnd as usize]) / 1000) as i32
    }

    /// How much a space shrinks and stretches, in EMU; a clause space of a head keeps its half. C28
    /// step 2, C29 step 1.
    #[inline]
    pub fn space_flex(&self, item: Item, em: i64) -> (i32, i32) {
        if item.class != Class::Space {
            return (0, 0);
        }
        let least = self.word_space.0.map_or(item.advance, |least| scale(least.0, em).max(item.advance / 2));
        let most = self.word_space.1.map_or(item.advance, |most| scale(most.0, em));
        ((item.advance - least).max(0), (most - item.advance).max(0))
    }

    /// How much the Han–Latin gap before an item shrinks and stretches, in EMU; `em` is the item's. C28
    /// step 6, C29 step 2.
    #[inline]
    pub fn gap_flex(&self, item: Item, em: i64) -> (i32, i32) {
        if !item.has(Item::GAP) {
            return (0, 0);
        }
        // Such a gap never stands beside a Chinese mark, so nothing but tracking is in it beside itself.
        let natural = item.before;
        let least = self.gap.0.map_or(natural, |least| scale(least.0, em));
        let most = self.gap.1.map_or(natural, |most| scale(most.0, em));
        ((natural - least).max(0), (most - natural).max(0))
    }

    /// The gap at which a letterspaced line is told, in thousandths of an em.
    pub fn loose(&self) -> Em {
        self.stretch.iter().find(|step| step.class == Stretch::All).map_or(Em(i32::MAX), |step| step.limit)
    }
}
