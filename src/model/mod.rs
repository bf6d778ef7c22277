//! The edition, complete: every length a [`Length`](crate::base::units::Length), every reference an
//! index, the cascade of styles done. Nothing here knows YAML, and no string stands for a length, a
//! font or an id.

pub mod area;
pub mod calendar;
pub mod composition;
pub mod copy;
pub mod delivery;
pub mod edition;
pub mod fit;
pub mod furniture;
pub mod grid;
pub mod head;
pub mod jump;
pub mod lint;
pub mod ornament;
pub mod press;
pub mod style;
pub mod words;

pub use area::{
    Across, Ad, Area, ColumnMode, Columns, Content, Contour, Division, PictureArea, PictureSlot, RuleArea, Separator,
    StoryArea, Wrap,
};
pub use composition::{
    Composer, Composition, Figures, Hanging, Hyphenation, MarkScheme, MarkWidth, Prohibition, Single, Squeeze, Step,
    Stretch,
};
pub use copy::{
    Block, Candidate, Copy, Inline, InlineSpan, Lang, Opening, Picture, PictureFile, Rise, Ruby, Story, Table, Voice,
};
pub use delivery::{Delivery, Imposition, NameField, NamePart};
pub use edition::{AdShape, Date, Edition, Neighbour, PagePlan, PictureId, SheetId, StoryId};
pub use fit::{Filler, Fit, Fitting, LeverKind, Levers, OmittedPart};
pub use furniture::{
    Fill, FillerId, Frame, FurnitureItem, Insert, InsertContent, ItemTable, Place, PoolFiller, TableColumn,
};
pub use grid::{Column, Grid, GridRect};
pub use head::{Head, HeadPicture, HeadStyle, PartStyle, PicturePlace, SummaryPlace};
pub use jump::{Cut, Jump, JumpLine, Part};
pub use lint::{Allow, Level, Limit, LimitKind, Lint, Rule};
pub use ornament::{Drawing, Ornament};
pub use press::{Compression, Flavour, Intent, Limits, PictureLimits, Press, PressMark, Treatment};
pub use style::{Align, CrossheadLook, Direction, LineStyle, Side, Stroke, StyleSheet, TableRules, TextStyle, VAlign};
pub use words::{WordKind, WordRule};
