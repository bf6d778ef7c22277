//! How print files are named, and how pages are laid on sheets.

use crate::input::decode::{Spanned, record};

use super::{Measure, Whole};

record! {
    /// How print files are named and delivered.
    struct Delivery {
        /// The name without `.pdf`: `{code}_{date}_{folio}{_zone}_v{version}`.
        file_name: Option<Spanned<String>>,
        /// Who sends the files: letters and figures.
        sender: Option<Spanned<String>>,
        /// Where they are printed: letters and figures.
        site: Option<Spanned<String>>,
        /// Which edition of the day: letters and figures.
        edition: Option<Spanned<String>>,
    }
}

record! {
    /// How pages are laid on sheets for the plates.
    struct Imposition {
        /// Pages of a sheet, both sides: 4 or 8.
        sheet: Option<Whole<4, 8>>,
        /// 咬口: held by the press, below the pages.
        gripper: Option<Measure>,
        /// Between the two pages beside one another.
        gutter: Option<Measure>,
        /// Beside and above the pages, for marks.
        margin: Option<Measure>,
        /// Whether colour bars and the grey patch are printed.
        bars: Option<bool>,
    }
}
