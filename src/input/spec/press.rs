//! `press/NAME.yaml`: a press condition.

use crate::input::decode::{Spanned, record};
use crate::model::{Compression, Flavour, Intent, PressMark};

use super::{Choice, Delivery, Imposition, Measure, Percent, Whole};

record! {
    /// A press condition.
    struct Press {
        /// Its name, for people.
        name: String,
        /// OutputConditionIdentifier.
        condition: String,
        /// What the output intent says of itself; the condition when left out.
        info: Option<String>,
        /// The ICC profile, beside this file.
        profile: Spanned<String>,
        /// The PDF/X flavour.
        pdfx: Option<Choice<Flavour>>,
        /// The most ink one place may carry, all inks together.
        ink_limit: Percent<100, 400>,
        /// Resolutions of pictures.
        picture_ppi: PicturePpi,
        /// What the press prints soundly; as coldset newsprint when left out.
        limits: Option<PressLimits>,
        /// How pictures are converted.
        pictures: Option<PressPictures>,
        /// Bleed that the press wants.
        bleed: Option<Measure>,
        /// Room for marks beyond the bleed, on every side; 8mm when left out and there are marks.
        slug: Option<Measure>,
        /// What stands outside the trim; nothing when left out.
        marks: Option<Vec<Choice<PressMark>>>,
        /// Whether named spot colours print as plates of their own; else they print as their process inks.
        spot_plates: Option<bool>,
        /// How print files are named.
        delivery: Option<Delivery>,
        /// How pages are laid on sheets.
        imposition: Option<Imposition>,
    }
}

record! {
    /// How pictures are converted.
    struct PressPictures {
        /// How colours are brought into those of the press; `perceptual` when left out.
        intent: Option<Choice<Intent>>,
        /// Strength of sharpening after reduction; none when left out.
        sharpen: Option<Percent<0, 300>>,
        /// How pictures are stored; `flate` when left out.
        compression: Option<Choice<Compression>>,
    }
}

record! {
    /// Resolutions in pixels an inch.
    struct PicturePpi {
        /// Pictures are reduced to this.
        aim: Whole<30, 2400>,
        /// Below it, a warning.
        warn: Whole<10, 2400>,
        /// Below it, an error.
        fail: Whole<10, 2400>,
    }
}

record! {
    /// What preflight refuses; each as coldset newsprint when left out.
    struct PressLimits {
        /// The smallest type of one ink: 5pt.
        type_one_ink: Option<Measure>,
        /// The smallest type of several inks: 9pt.
        type_inks: Option<Measure>,
        /// The smallest type reversed out of a ground: 7pt.
        type_reversed: Option<Measure>,
        /// Thinner lines are an error: 0.25pt.
        line_fail: Option<Measure>,
        /// Thinner lines are a warning: 0.5pt.
        line_warn: Option<Measure>,
        /// The thinnest white line: 0.7pt.
        line_white: Option<Measure>,
        /// The thinnest line of several inks: 0.5pt.
        line_inks: Option<Measure>,
        /// Black type smaller than this must overprint: 12pt.
        overprint_below: Option<Measure>,
        /// More ink in one place is a warning; 220%, or 20 under `ink_limit`.
        ink_warn: Option<Percent<100, 400>>,
        /// The lightest tint that the plate holds: 3%.
        tint_least: Option<Percent<0, 20>>,
        /// The least resolution of pictures of one bit: 550.
        bilevel_ppi: Option<Whole<100, 4800>>,
        /// The most spot inks: none, or 8 where `spot_plates` is true.
        spots: Option<Whole<0, 32>>,
    }
}
