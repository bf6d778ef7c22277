//! Heads: their styles, and where they stand in an area.

use crate::input::decode::{Spanned, record};
use crate::model::{Align, Direction, Figures, OmittedPart, Side};

use super::{Choice, FaceName, Ink, Measure, Number, Percent, Range, TypeSize, Whole};

record! {
    /// Where a head stands.
    struct Head {
        /// A head style of the style sheet.
        style: Spanned<String>,
        /// Columns; all of the area's when left out.
        columns: Option<Range>,
        /// Its height in rows; as much as it needs when left out. All of the area's for a vertical head.
        rows: Option<Spanned<Whole<1, 500>>>,
        /// The step of the headline's sizes from which fitting begins; 1, the largest, when left out.
        size: Option<Spanned<Whole<1, 20>>>,
        /// Parts of the story's head that are not set here.
        omit: Option<Vec<Spanned<Choice<OmittedPart>>>>,
        /// 竖题: `vertical` for a head in lines from top to bottom; the area's direction when left out.
        direction: Option<Spanned<Choice<Direction>>>,
        /// At which side of its area a vertical head stands; `right` when left out.
        side: Option<Spanned<Choice<Side>>>,
        /// The width of a vertical head without `columns`; as much as it needs when left out.
        width: Option<Measure>,
    }
}

record! {
    /// A style of head.
    struct HeadStyle {
        /// How its parts stand: left or center.
        align: Option<Spanned<Choice<Align>>>,
        /// 栏目题.
        label: Option<HeadPart>,
        /// 引题.
        kicker: Option<HeadPart>,
        /// 主题.
        headline: HeadPart,
        /// 副题.
        deck: Option<HeadPart>,
        /// 署名 in the head; when left out it runs in at the start of the body.
        byline: Option<HeadPart>,
        /// Space round and between the parts.
        space: Option<Space>,
    }
}

record! {
    /// One part of a head.
    struct HeadPart {
        /// Role and weight.
        face: FaceName,
        /// The type size; or `sizes`.
        size: Option<TypeSize>,
        /// Type sizes to try, the largest first.
        sizes: Option<Spanned<Vec<TypeSize>>>,
        /// Fewest and most lines; 1 when left out.
        lines: Option<Range>,
        /// Horizontal scale.
        width: Option<Percent<30, 300>>,
        /// Colour; black when left out.
        color: Option<Ink>,
        /// From baseline to baseline.
        leading: Option<Measure>,
        /// Added after every character, in em.
        tracking: Option<Number<{ -500 }, 5000>>,
        /// Form of its figures; the composition's when left out.
        figures: Option<Spanned<Choice<Figures>>>,
    }
}

record! {
    /// Space in a head.
    struct Space {
        /// Above the first part.
        above: Option<Measure>,
        /// Below the last part, at least.
        below: Option<Measure>,
        /// Between parts.
        between: Option<Measure>,
    }
}
