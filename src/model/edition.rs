//! One day's edition.

use std::sync::Arc;

use crate::base::diag::{FileId, Span};
use crate::base::units::Length;

use super::{Allow, Area, Delivery, Grid, Lint, Picture, PoolFiller, Press, Story, StyleSheet, WordRule};

/// Index into [`Edition::stories`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StoryId(pub u32);

/// Index into [`Edition::pictures`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PictureId(pub u32);

/// Index into [`Edition::sheets`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SheetId(pub u16);

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    /// 1900 to 2100.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Another edition of the paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neighbour {
    /// Its directory, as messages name it.
    pub name: String,
    /// Its day.
    pub date: Date,
    /// Its number.
    pub issue: u32,
}

/// An edition, ready to be composed.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The newspaper's name.
    pub paper: String,
    /// Its code in file names: ASCII letters and digits.
    pub code: String,
    /// The day.
    pub date: Date,
    /// 总第…号.
    pub issue: u32,
    /// Where that is written.
    pub issue_span: Span,
    /// The editions of the paper beside this one.
    pub neighbours: Vec<Neighbour>,
    /// The zone (分区), in file names; none of the base edition.
    pub zone: Option<String>,
    /// The file that is laid over the edition for the zone.
    pub zone_file: Option<FileId>,
    /// The version in file names, from 1.
    pub version: u16,
    /// How its files are named.
    pub delivery: Delivery,
    /// Where it is printed.
    pub press: Press,
    /// The style sheets that its pages use.
    pub sheets: Vec<Arc<StyleSheet>>,
    /// All stories, in the order of their slugs.
    pub stories: Vec<Story>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// 补白, in the order in which they are taken.
    pub fillers: Vec<PoolFiller>,
    /// The pages to compose, in order.
    pub pages: Vec<PagePlan>,
    /// How make-up is judged, where it is not a matter of one page: limits in counts alone.
    pub lint: Lint,
    /// Faults of make-up that it allows.
    pub allow: Vec<Allow>,
    /// 用词表, its own rows first.
    pub words: Vec<WordRule>,
}

/// A size of advertisements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdShape {
    /// Its name.
    pub name: String,
    /// How many columns; of one in a gutter 1.
    pub columns: u16,
    /// How many rows.
    pub rows: u16,
    /// 中缝: it stands in a gutter.
    pub in_gutter: bool,
}

/// One page, planned.
#[derive(Clone, Debug)]
pub struct PagePlan {
    /// From 1; of a spread (通版) that of its left page.
    pub number: u16,
    /// The number of its last page: `number`, or of a spread the next.
    pub last: u16,
    /// As in file names and folios: `A01`.
    pub folio: String,
    /// 版名.
    pub section: String,
    /// The entry in the edition file.
    pub span: Span,
    /// Its sheet and grid.
    pub grid: Grid,
    /// Its styles.
    pub sheet: SheetId,
    /// In mourning: its pictures print in black alone.
    pub is_gray: bool,
    /// Its areas, in the order of the page description.
    pub areas: Vec<Area>,
    /// 广告规格: the sizes of advertisements that its format has, in cells of its grid.
    pub ads: Vec<AdShape>,
    /// How its make-up is judged.
    pub lint: Lint,
    /// Faults of make-up that it may have, with the reason.
    pub allow: Vec<Allow>,
}

impl PagePlan {
    /// The numbers of its pages.
    pub fn numbers(&self) -> std::ops::RangeInclusive<u16> {
        self.number..=self.last
    }

    /// Where a spread is folded: the distance from its left edge.
    pub fn fold(&self) -> Option<Length> {
        (self.last > self.number).then(|| self.grid.trim.width / 2)
    }

    /// The number of the page on which `x` lies.
    pub fn number_at(&self, x: Length) -> u16 {
        if self.fold().is_some_and(|fold| x >= fold) { self.last } else { self.number }
    }
}
