//! The press condition: what the file must be, and what the paper can take.

use std::sync::Arc;

pub use crate::base::press::{Compression, Flavour, Intent, Limits, PictureLimits, Treatment};
use crate::base::units::{Length, Permille};

use super::Imposition;

/// What a press wants outside the trim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PressMark {
    /// 角线: where the sheet is cut.
    Crop,
    /// 十字线: rings and crosses that show whether the plates fit.
    Register,
    /// Where it is folded: across the middle, and the spine of a spread.
    Fold,
    /// 色标: solids, half tints and the grey patch.
    Bars,
    /// The paper, the day, the page, and on each plate the name of its ink.
    Plate,
}

/// A press condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Press {
    /// For people.
    pub name: String,
    /// OutputConditionIdentifier.
    pub condition: String,
    /// What the output intent says of itself.
    pub info: String,
    /// The output profile, checked: an ICC profile of class `prtr` and space CMYK.
    pub profile: Arc<[u8]>,
    /// The profile's file name, for reports.
    pub profile_name: String,
    /// The flavour.
    pub flavour: Flavour,
    /// Total ink.
    pub ink_limit: Permille,
    /// Picture resolutions.
    pub pictures: PictureLimits,
    /// What it prints soundly.
    pub limits: Limits,
    /// How pictures are converted.
    pub treatment: Treatment,
    /// Bleed that the press wants; a page takes the larger of its own and this.
    pub bleed: Length,
    /// Room beyond the bleed on every side, for marks.
    pub slug: Length,
    /// What stands there.
    pub marks: Vec<PressMark>,
    /// Whether named spot colours print as plates of their own; else as their process inks.
    pub spot_plates: bool,
    /// How pages are laid on sheets.
    pub imposition: Imposition,
}
