//! `formats/NAME.yaml`: the sheet and its grid.

use crate::input::decode::{Table, record};

use super::{Measure, TypeSize, Whole};

record! {
    /// The sheet and its grid.
    struct Format {
        /// The sheet after trimming.
        trim: Trim,
        /// 1 字 of the grid: the size of body type.
        body: TypeSize,
        /// 1 行 of the grid: from baseline to baseline.
        pitch: Measure,
        /// The columns of the grid.
        columns: Columns,
        /// How many rows the type area has.
        rows: Whole<1, 2000>,
        /// Where the type area begins; centred when left out.
        margins: Option<Margins>,
        /// Print beyond the trim on every side.
        bleed: Option<Measure>,
        /// 广告规格: the sizes that the paper sells.
        ads: Option<Table<AdSize>>,
    }
}

record! {
    /// The size of an advertisement: in cells, or in millimetres.
    struct AdSize {
        /// How many columns.
        columns: Option<Whole<1, 60>>,
        /// How many rows.
        rows: Option<Whole<1, 2000>>,
        /// 中缝: it stands in a gutter.
        gutter: Option<bool>,
        /// Instead of columns.
        width: Option<Measure>,
        /// Instead of rows.
        height: Option<Measure>,
    }
}

record! {
    /// Width and height.
    struct Trim {
        /// From left to right.
        width: Measure,
        /// From top to bottom.
        height: Measure,
    }
}

record! {
    /// Equal columns.
    struct Columns {
        /// How many.
        count: Whole<1, 60>,
        /// The measure of one.
        width: Measure,
        /// The space between two.
        gutter: Measure,
    }
}

record! {
    /// From the edges of the trim to the type area; what is left out is centred.
    struct Margins {
        /// Above row 1.
        top: Option<Measure>,
        /// Left of column 1.
        left: Option<Measure>,
    }
}
