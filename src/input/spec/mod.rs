//! The files of a newspaper as typed values, each as it is written: units, names and places stand.
//!
//! One declaration of a kind gives its reader and its JSON Schema.

mod choice;
mod composition;
mod correction;
mod delivery;
mod edition;
mod fit;
mod format;
mod furniture;
mod head;
mod insert;
mod jump;
mod layout;
mod lint;
mod measure;
mod patch;
mod place;
mod press;
mod rule;
mod schema;
mod story;
mod styles;
mod table;
mod value;
mod words;

pub(crate) use choice::{Choice, ItemAlign, Named, PageSide};
pub(crate) use composition::{Composition, Hyphens};
pub(crate) use correction::Correction;
pub(crate) use delivery::{Delivery, Imposition};
pub(crate) use edition::{Edition, Page, Paper, Placement, Zone};
pub(crate) use fit::{Apart, Filler, Fit, Standing};
pub(crate) use format::{AdSize, Format};
pub(crate) use furniture::{FurnitureArea, Item, ItemAt};
pub(crate) use head::{Crosshead, Head, HeadPart, HeadStyle, Widths};
pub(crate) use insert::{Fact, Insert, Named as ByName, PoolFiller, Quote, check_content};
pub(crate) use jump::Jump;
pub(crate) use layout::{AdArea, Area, Facing, FillerArea, Layout, Spread, StoryArea};
pub(crate) use lint::{Allow, Allowed, LimitValue, Lint};
pub(crate) use measure::{Measure, TypeSize, Unit};
pub(crate) use patch::{Patch, layout_schema};
pub(crate) use place::{At, Corner, PictureSlot, TextColumns};
pub(crate) use press::{Press, PressPictures};
pub(crate) use rule::{Frame, FullRule, LineKind, Ruling, Shadow};
pub(crate) use story::StoryHead;
pub(crate) use styles::{Drawings, Styles, TableRules, TextStyle};
pub(crate) use table::{Column, Rows, TableItem};
pub(crate) use value::{Decimal, FaceName, Ink, Number, Percent, Range, Whole, WrittenInks};
pub(crate) use words::WordRule;

pub(crate) use schema::of as schema_of;
pub(crate) use value::out_of_range;
