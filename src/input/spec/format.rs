//! `formats/NAME.yaml`: the sheet and its grid.

use crate::input::decode::record;

use super::{Measure, TypeSize, Whole};

record! {
    /// The sheet and its grid.
    pub struct Format {
        /// The sheet after trimming.
        pub trim: Trim,
        /// 1 字 of the grid: the size of body type.
        pub body: TypeSize,
        /// 1 行 of the grid: from baseline to baseline.
        pub pitch: Measure,
        /// The columns of the grid.
        pub columns: Columns,
        /// How many rows the type area has.
        pub rows: Whole<1, 2000>,
        /// Where the type area begins; centred when left out.
        pub margins: Option<Margins>,
        /// Print beyond the trim on every side.
        pub bleed: Option<Measure>,
    }
}

record! {
    /// Width and height.
    pub struct Trim {
        /// From left to right.
        pub width: Measure,
        /// From top to bottom.
        pub height: Measure,
    }
}

record! {
    /// Equal columns.
    pub struct Columns {
        /// How many.
        pub count: Whole<1, 60>,
        /// The measure of one.
        pub width: Measure,
        /// The space between two.
        pub gutter: Measure,
    }
}

record! {
    /// From the edges of the trim to the type area; what is left out is centred.
    pub struct Margins {
        /// Above row 1.
        pub top: Option<Measure>,
        /// Left of column 1.
        pub left: Option<Measure>,
    }
}
