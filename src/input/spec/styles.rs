//! `styles/NAME.yaml`: faces, text styles, head styles and the settings of composition.

use crate::input::decode::{Spanned, Table, record};
use crate::model::{Align, Composer, Figures, MarkWidth, Prohibition};

use super::{Choice, FaceName, Ink, Measure, Number, Percent, Range, TypeSize, Whole};

record! {
    /// A style sheet.
    pub struct Styles {
        /// 宋 黑 楷 仿宋: the files of each role.
        pub faces: Table<Face>,
        /// Named spot colours and their CMYK alternates.
        pub spots: Option<Table<Ink>>,
        /// Named text styles; `body byline crosshead quote strong caption credit` must exist.
        pub text: Table<TextStyle>,
        /// Named head styles.
        pub heads: Option<Table<Head>>,
        /// Composition.
        pub composition: Option<Composition>,
    }
}

record! {
    /// The files that serve a role.
    pub struct Face {
        /// Weight (100 to 900) and file in `fonts/`.
        pub weights: Table<Spanned<String>>,
        /// Files in which a missing character is looked for, in this order.
        pub fallback: Option<Vec<Spanned<String>>>,
    }
}

record! {
    /// A text style.
    pub struct TextStyle {
        /// Role and weight, such as `宋 500`.
        pub face: FaceName,
        /// Type size.
        pub size: TypeSize,
        /// 长 or 扁: horizontal scale.
        pub width: Option<Percent<30, 300>>,
        /// Colour; black when left out.
        pub color: Option<Ink>,
        /// How lines stand in their measure.
        pub align: Option<Choice<Align>>,
        /// From baseline to baseline; the page's pitch when left out.
        pub leading: Option<Measure>,
        /// Added after every character, in em.
        pub tracking: Option<Number<{ -500 }, 5000>>,
        /// First-line indent, in whole 字 of this style.
        pub indent: Option<Measure>,
        /// Rows that a one-line block takes.
        pub rows: Option<Whole<1, 20>>,
    }
}

record! {
    /// A style of head.
    pub struct Head {
        /// How its parts stand: left or center.
        pub align: Option<Spanned<Choice<Align>>>,
        /// 栏目题.
        pub label: Option<HeadPart>,
        /// 引题.
        pub kicker: Option<HeadPart>,
        /// 主题.
        pub headline: HeadPart,
        /// 副题.
        pub deck: Option<HeadPart>,
        /// 署名 in the head; when left out it runs in at the start of the body.
        pub byline: Option<HeadPart>,
        /// Space round and between the parts.
        pub space: Option<Space>,
    }
}

record! {
    /// One part of a head.
    pub struct HeadPart {
        /// Role and weight.
        pub face: FaceName,
        /// The type size; or `sizes`.
        pub size: Option<TypeSize>,
        /// Type sizes to try, the largest first.
        pub sizes: Option<Spanned<Vec<TypeSize>>>,
        /// Fewest and most lines; 1 when left out.
        pub lines: Option<Range>,
        /// Horizontal scale.
        pub width: Option<Percent<30, 300>>,
        /// Colour; black when left out.
        pub color: Option<Ink>,
        /// From baseline to baseline.
        pub leading: Option<Measure>,
        /// Added after every character, in em.
        pub tracking: Option<Number<{ -500 }, 5000>>,
    }
}

record! {
    /// Space in a head.
    pub struct Space {
        /// Above the first part.
        pub above: Option<Measure>,
        /// Below the last part, at least.
        pub below: Option<Measure>,
        /// Between parts.
        pub between: Option<Measure>,
    }
}

record! {
    /// The settings of composition.
    pub struct Composition {
        /// 禁则.
        pub prohibition: Option<Choice<Prohibition>>,
        /// Whether —— and …… may begin a line below the strict level.
        pub dash_may_begin_line: Option<bool>,
        /// Em for two adjacent marks with a bracket among them: 1.5 or 1.
        pub pairs: Option<Number<1000, 1500>>,
        /// Stops and closers at the end of a line.
        pub line_end_mark: Option<Choice<MarkWidth>>,
        /// Openers at the start of a line.
        pub line_start_opener: Option<Choice<MarkWidth>>,
        /// Em between Han and Latin or figures.
        pub han_latin: Option<Number<0, 250>>,
        /// Width of figures.
        pub figures: Option<Choice<Figures>>,
        /// First-line indent of a paragraph, in whole 字.
        pub indent: Option<Measure>,
        /// Fewest characters on a last line, marks not counted.
        pub last_line: Option<Whole<0, 20>>,
        /// How lines are broken.
        pub composer: Option<Choice<Composer>>,
    }
}
