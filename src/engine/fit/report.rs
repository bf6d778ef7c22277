//! `可排/来稿/超/缺` of the stories of an area, in 字 and 行.

use crate::base::diag::Span;
use crate::page::{AreaRecord, Cut, StoryRecord};

use super::search::{Choice, Lever};

/// How far an area of copy is from fitting exactly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Misfit {
    /// Rows of copy that found no room.
    pub over: u32,
    /// Empty rows at the feet of its columns.
    pub holes: u32,
}

impl Misfit {
    /// As an area came out.
    pub fn of(record: &AreaRecord) -> Misfit {
        let over = record.stories.iter().filter_map(|story| story.overset.as_ref()).map(|rest| rest.lines).sum();
        let holes = record.holes.iter().map(|&rows| u32::from(rows)).sum();
        // Below a line that found no room a free row is of no use to anybody.
        Misfit { over, holes: if over > 0 { 0 } else { holes } }
    }

    /// Whether all copy is set and no row is empty.
    pub fn is_exact(self) -> bool {
        self == Misfit::default()
    }
}

/// How an area of copy fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaFit {
    /// Its name.
    pub area: String,
    /// Where it is described.
    pub span: Span,
    /// How far it is from fitting.
    pub misfit: Misfit,
    /// What the settings of its paragraphs cost beyond the best, to fill the columns.
    pub strain: u32,
    /// Its stories.
    pub stories: Vec<StoryFit>,
    /// What a build does unasked, where the area allows it and it helps.
    pub pulled: Option<Choice>,
    /// What would help beside that, where it does not fit then.
    pub proposed: Option<Choice>,
}

impl AreaFit {
    /// The levers that make it fit best.
    pub fn levers(&self) -> impl Iterator<Item = &Lever> {
        self.choice().into_iter().flat_map(|choice| &choice.levers)
    }

    /// What makes it fit best: what is pulled unasked when that fits, else what is proposed.
    pub fn choice(&self) -> Option<&Choice> {
        let better = |choice: &&Choice| choice.helps();
        match (self.pulled.as_ref(), self.proposed.as_ref().filter(better)) {
            (Some(pulled), Some(proposed)) if proposed.after < pulled.after => Some(proposed),
            (Some(pulled), _) => Some(pulled),
            (None, proposed) => proposed,
        }
    }
}

/// How a story fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryFit {
    /// Its working name.
    pub slug: String,
    /// Its headline, as printed.
    pub headline: String,
    /// 来稿: characters of its body.
    pub chars: u32,
    /// 可排: characters for which there is room, about.
    pub fits: u32,
    /// Rows that its copy needs, cross-heads included.
    pub lines: u32,
    /// Rows that it has.
    pub slots: u32,
    /// 超 when positive, 缺 when negative: rows.
    pub over_lines: i64,
    /// The same in characters; exact when over, about when short.
    pub over_chars: i64,
    /// The cheapest cuts, the shortest first.
    pub cuts: Vec<Cut>,
}

/// Reads the report off a record.
pub(super) fn area_fit(record: &AreaRecord) -> AreaFit {
    let misfit = Misfit::of(record);
    let last = record.stories.len().saturating_sub(1);
    let story = |(index, story): (usize, &StoryRecord)| {
        // The room that is left belongs to the story that could fill it.
        let holes = if index == last { misfit.holes } else { 0 };
        story_fit(story, holes, u32::from(record.cells))
    };
    AreaFit {
        area: record.area.clone(),
        span: record.span,
        misfit,
        strain: record.strain,
        stories: record.stories.iter().enumerate().map(story).collect(),
        pulled: None,
        proposed: None,
    }
}

fn story_fit(story: &StoryRecord, holes: u32, cells: u32) -> StoryFit {
    let over = story.overset.as_ref().map_or((0, 0), |rest| (rest.characters, rest.lines));
    let lacking = holes * cells;
    StoryFit {
        slug: story.slug.clone(),
        headline: story.headline.clone(),
        chars: story.own_characters(),
        fits: story.own_characters().saturating_sub(over.0) + lacking,
        lines: story.rows + over.1,
        slots: story.rows + holes,
        over_lines: i64::from(over.1) - i64::from(holes),
        over_chars: i64::from(over.0) - i64::from(lacking),
        cuts: story.cuts.clone(),
    }
}
