//! Copy-fit: which levers may be pulled, and what they write.

use crate::input::decode::{Spanned, record};
use crate::model::{LeverKind, OmittedPart};

use super::choice::{Named, named};
use super::{Choice, Whole};

record! {
    /// Which levers may be pulled to make an area fit.
    struct Fit {
        /// Pulled without asking where the area does not fit.
        allow: Option<Vec<Choice<LeverKind>>>,
        /// Never pulled; what is in neither list is only proposed.
        forbid: Option<Vec<Choice<LeverKind>>>,
    }
}

record! {
    /// 补白 at the foot of an area's last column: one of the pool, or its own.
    struct Filler {
        /// The id of one of the pool.
        id: Option<Spanned<String>>,
        /// Above its lines.
        title: Option<Spanned<String>>,
        /// Its lines; a line break is a new line.
        text: Option<Spanned<String>>,
        /// 报花: a picture, beside the layout or in the edition.
        file: Option<Spanned<String>>,
        /// Its height, the rule above included; not set when left out.
        rows: Option<Spanned<Whole<2, 60>>>,
    }
}

/// Where a byline or a credit stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Apart {
    /// On the line of the copy.
    RunIn,
    /// On a line of its own.
    OwnLine,
}

named! {
    LeverKind: "lines" = Lines, "crop" = Crop, "width" = Width, "caption" = Caption, "byline" = Byline,
        "head" = Head, "deck" = Deck, "crossheads" = Crossheads, "space" = Space, "filler" = Filler, "cut" = Cut;
    OmittedPart: "kicker" = Kicker, "deck" = Deck, "summary" = Summary;
    Apart: "run-in" = RunIn, "own-line" = OwnLine;
}

/// A place where the byline or the credit stands.
pub(crate) type Standing = Spanned<Choice<Apart>>;
