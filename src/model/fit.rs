//! Copy-fit: what may be done to make an area fit, and what was done.

use crate::base::diag::Span;

use super::furniture::FillerId;

/// A kind of lever.
///
/// Source: `algorithms.md` 3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LeverKind {
    /// Paragraphs set a line longer or shorter than their best.
    Lines,
    /// A picture's height, within its range.
    Crop,
    /// A picture's width, by a column.
    Width,
    /// The credit on a line of its own.
    Caption,
    /// The byline on a line of its own.
    Byline,
    /// The head's rows and its size.
    Head,
    /// Kicker, deck or summary left out.
    Deck,
    /// Cross-heads that the copy offers, and the rows each takes.
    Crossheads,
    /// An empty row between two paragraphs.
    Space,
    /// 补白 at the foot.
    Filler,
    /// Paragraphs that may be left out.
    Cut,
}

impl LeverKind {
    /// All kinds.
    pub const ALL: [LeverKind; 11] = [
        LeverKind::Lines,
        LeverKind::Crop,
        LeverKind::Width,
        LeverKind::Caption,
        LeverKind::Byline,
        LeverKind::Head,
        LeverKind::Deck,
        LeverKind::Crossheads,
        LeverKind::Space,
        LeverKind::Filler,
        LeverKind::Cut,
    ];
}

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Levers(u16);

impl Levers {
    /// None.
    pub const NONE: Levers = Levers(0);

    /// All but the width of pictures, which changes a page too much to be tried unasked.
    pub fn usual() -> Levers {
        LeverKind::ALL.into_iter().collect::<Levers>().without(LeverKind::Width)
    }

    /// Whether a kind is in it.
    pub fn has(self, kind: LeverKind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// With one more.
    pub fn with(self, kind: LeverKind) -> Levers {
        Levers(self.0 | 1 << kind as u16)
    }

    /// Less one.
    pub fn without(self, kind: LeverKind) -> Levers {
        Levers(self.0 & !(1 << kind as u16))
    }

    /// What is in either.
    pub fn or(self, other: Levers) -> Levers {
        Levers(self.0 | other.0)
    }

    /// What is in this and not in the other.
    pub fn less(self, other: Levers) -> Levers {
        Levers(self.0 & !other.0)
    }
}

impl FromIterator<LeverKind> for Levers {
    fn from_iter<I: IntoIterator<Item = LeverKind>>(kinds: I) -> Levers {
        kinds.into_iter().fold(Levers::NONE, Levers::with)
    }
}

/// Which levers an area or a story lets be pulled.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Fit {
    /// Pulled without asking where the area does not fit.
    pub allow: Levers,
    /// Never pulled. What is in neither set is proposed.
    pub forbid: Levers,
}

impl Fit {
    /// Of an area whose story says `story`: what either allows and neither forbids.
    pub fn and(self, story: Fit) -> Fit {
        let forbid = self.forbid.or(story.forbid);
        Fit { allow: self.allow.or(story.allow).less(forbid), forbid }
    }

    /// What is pulled unasked.
    pub fn pulled(self) -> Levers {
        self.allow.less(self.forbid)
    }

    /// What may be proposed.
    pub fn proposed(self) -> Levers {
        Levers::usual().or(self.allow).less(self.forbid)
    }
}

/// What an area does to the copy of its one story.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Fitting {
    /// How many of the cross-heads that the copy offers are set.
    pub crossheads: u16,
    /// Rows of each cross-head, when not the style's.
    pub crosshead_rows: Option<u16>,
    /// The byline stands on a line of its own.
    pub byline_apart: bool,
    /// Paragraphs, from 1, before which a row is empty.
    pub space: Vec<u16>,
    /// Paragraphs, from 1, that are left out: of those that the story marks.
    pub cut: Vec<u16>,
}

/// 补白 at the foot of an area's last column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filler {
    /// Which.
    pub filler: FillerId,
    /// Its height in rows, the rule above included; 0: it is at hand, and not set.
    pub rows: u16,
    /// Where it is described.
    pub span: Span,
}

/// Parts of a head that an area leaves out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OmittedPart {
    /// 引题.
    Kicker,
    /// 副题.
    Deck,
    /// 提要.
    Summary,
}
