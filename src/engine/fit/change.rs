//! What a lever does: one key of an area, changed.

use crate::model::{Across, Area, Content, Filler, FillerId, LeverKind, OmittedPart, StoryArea};

/// One key of an area of copy, changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// `pictures[slot].rows`.
    Crop {
        /// Index of the picture in the area.
        slot: usize,
        /// Its name.
        id: String,
        /// From.
        from: (u16, u16),
        /// To.
        to: (u16, u16),
    },
    /// `pictures[slot].columns`.
    Width {
        /// Index of the picture in the area.
        slot: usize,
        /// Its name.
        id: String,
        /// From.
        from: (u16, u16),
        /// To.
        to: (u16, u16),
    },
    /// `pictures[slot].credit: own-line`, and a row more for it.
    Credit {
        /// Index of the picture in the area.
        slot: usize,
        /// Its name.
        id: String,
        /// Its rows then.
        rows: (u16, u16),
    },
    /// `byline: own-line`.
    Byline,
    /// `head.rows`.
    HeadRows {
        /// Rows that the head takes now.
        from: u16,
        /// Rows it is to take.
        to: u16,
    },
    /// `head.size`.
    HeadSize(u16),
    /// One more of `head.omit`.
    Omit(OmittedPart),
    /// `crossheads`.
    Crossheads {
        /// How many are set now.
        from: u16,
        /// How many are to be.
        to: u16,
    },
    /// `crosshead_rows`.
    CrossheadRows {
        /// Rows that each takes now.
        from: u16,
        /// Rows it is to take.
        to: u16,
    },
    /// One more of `space`.
    Space(u16),
    /// One more of `cut`.
    Cut(u16),
    /// `filler.rows`, and its `id` when it is taken from the pool.
    Filler {
        /// Which.
        filler: FillerId,
        /// Its name in the pool; `None`: the area's own.
        id: Option<String>,
        /// Its rows.
        rows: u16,
    },
}

/// Costs, in tenths of a point; a point is a hundredth of a clearly visible fault.
///
/// Source: `algorithms.md` 3.
pub(super) mod cost {
    /// A row of a picture, from where it stands.
    pub(crate) const CROP_ROW: u32 = 15;
    /// A credit or a byline on a line of its own.
    pub(crate) const OWN_LINE: u32 = 50;
    /// A row of space in the head.
    pub(crate) const HEAD_ROW: u32 = 80;
    /// Kicker, deck or summary left out.
    pub(crate) const OMITTED: u32 = 250;
    /// The headline a step smaller.
    pub(crate) const HEAD_STEP: u32 = 300;
    /// A cross-head that the copy offers.
    pub(crate) const CROSSHEAD: u32 = 150;
    /// The first one in a long story that has none is wanted.
    pub(crate) const FIRST_CROSSHEAD: u32 = 0;
    /// Half a row above and below each cross-head, or a row between two paragraphs.
    pub(crate) const SPACE: u32 = 200;
    /// A picture a column wider or narrower.
    pub(crate) const WIDTH: u32 = 300;
    /// 补白, of any height.
    pub(crate) const FILLER: u32 = 200;
    /// A paragraph left out.
    pub(crate) const CUT: u32 = 400;
    /// What a line variant costs of what the curve says: a fifth, in tenths of a point.
    pub(crate) const STRAIN: u32 = 2;
}

/// A story of more characters than this reads better with a cross-head.
///
/// Source: `algorithms.md` 3, lever 6.
const LONG: u32 = 600;

impl Change {
    /// The kind of lever.
    pub fn kind(&self) -> LeverKind {
        match self {
            Change::Crop { .. } => LeverKind::Crop,
            Change::Width { .. } => LeverKind::Width,
            Change::Credit { .. } => LeverKind::Caption,
            Change::Byline => LeverKind::Byline,
            Change::HeadRows { .. } | Change::HeadSize(_) => LeverKind::Head,
            Change::Omit(_) => LeverKind::Deck,
            Change::Crossheads { .. } | Change::CrossheadRows { .. } => LeverKind::Crossheads,
            Change::Space(_) => LeverKind::Space,
            Change::Cut(_) => LeverKind::Cut,
            Change::Filler { .. } => LeverKind::Filler,
        }
    }

    /// What it costs in a story of so many characters, in tenths of a point.
    pub fn price(&self, characters: u32) -> u32 {
        let rows = |from: u16, to: u16| u32::from(from.abs_diff(to));
        match self {
            Change::Crop { from, to, .. } => cost::CROP_ROW * rows(from.1 - from.0, to.1 - to.0),
            Change::Width { .. } => cost::WIDTH,
            Change::Credit { .. } | Change::Byline => cost::OWN_LINE,
            Change::HeadRows { from, to } => cost::HEAD_ROW * rows(*from, *to),
            Change::HeadSize(_) => cost::HEAD_STEP,
            Change::Omit(_) => cost::OMITTED,
            Change::Crossheads { from: 0, to } if characters > LONG => {
                cost::FIRST_CROSSHEAD + cost::CROSSHEAD * u32::from(*to - 1)
            }
            Change::Crossheads { from, to } => cost::CROSSHEAD * rows(*from, *to),
            Change::CrossheadRows { from, to } => cost::SPACE * rows(*from, *to),
            Change::Space(_) => cost::SPACE,
            Change::Cut(_) => cost::CUT,
            Change::Filler { .. } => cost::FILLER,
        }
    }

    /// Makes it; an area of another kind stays as it is.
    pub fn apply(&self, area: &mut Area) {
        let Content::Story(content) = &mut area.content else { return };
        self.apply_to(content);
    }

    fn apply_to(&self, content: &mut StoryArea) {
        match self {
            Change::Crop { slot, to, .. } => {
                content.pictures.get_mut(*slot).into_iter().for_each(|picture| picture.rows = *to);
            }
            Change::Width { slot, to, .. } => {
                content
                    .pictures
                    .get_mut(*slot)
                    .into_iter()
                    .for_each(|picture| picture.across = Across::Columns(to.0, to.1));
            }
            Change::Credit { slot, rows, .. } => {
                if let Some(picture) = content.pictures.get_mut(*slot) {
                    (picture.rows, picture.credit_apart) = (*rows, true);
                }
            }
            Change::Byline => content.fitting.byline_apart = true,
            Change::HeadRows { to, .. } => content.head.rows = Some(*to),
            Change::HeadSize(step) => content.head.start_at(*step),
            Change::Omit(part) => content.head.leave_out(*part),
            Change::Crossheads { to, .. } => content.fitting.crossheads = *to,
            Change::CrossheadRows { to, .. } => content.fitting.crosshead_rows = Some(*to),
            Change::Filler { filler, rows, .. } => {
                let span = content.filler.map_or(content.head.span, |own| own.span);
                content.filler = Some(Filler { filler: *filler, rows: *rows, span });
            }
            Change::Space(paragraph) => {
                content.fitting.space.push(*paragraph);
                content.fitting.space.sort_unstable();
            }
            Change::Cut(paragraph) => {
                content.fitting.cut.push(*paragraph);
                content.fitting.cut.sort_unstable();
            }
        }
    }
}
