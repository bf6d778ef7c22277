//! `press/NAME.yaml`: a press condition.

use crate::input::decode::{Spanned, record};
use crate::model::Flavour;

use super::{Choice, Measure, Percent, Whole};

record! {
    /// A press condition.
    pub struct Press {
        /// Its name, for people.
        pub name: String,
        /// OutputConditionIdentifier.
        pub condition: String,
        /// What the output intent says of itself; the condition when left out.
        pub info: Option<String>,
        /// The ICC profile, beside this file.
        pub profile: Spanned<String>,
        /// The PDF/X flavour.
        pub pdfx: Option<Choice<Flavour>>,
        /// The most ink one place may carry, all inks together.
        pub ink_limit: Percent<100, 400>,
        /// Resolutions of pictures.
        pub picture_ppi: PicturePpi,
        /// Bleed that the press wants.
        pub bleed: Option<Measure>,
    }
}

record! {
    /// Resolutions in pixels an inch.
    pub struct PicturePpi {
        /// Pictures are reduced to this.
        pub aim: Whole<30, 2400>,
        /// Below it, a warning.
        pub warn: Whole<10, 2400>,
        /// Below it, an error.
        pub fail: Whole<10, 2400>,
    }
}
