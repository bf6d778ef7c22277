//! A page as the rules look at it: heads, copy, pictures and areas with their boxes.

use crate::base::diag::{Say, Span, say};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Area, Content, Direction, Edition, Grid, Lint, PagePlan, StoryArea};
use crate::page::{Block, BlockKind, Record};

/// A head on the page.
#[derive(Clone, Copy)]
pub(super) struct HeadAt<'a> {
    pub(super) area: u16,
    pub(super) story: Option<u32>,
    pub(super) at: Rect,
    pub(super) span: Span,
    pub(super) size: Length,
    pub(super) vertical: bool,
    pub(super) text: &'a str,
}

impl HeadAt<'_> {
    /// `《头条题》` in messages.
    pub(super) fn named(&self) -> String {
        short(self.text)
    }
}

/// A page as the rules look at it.
pub(super) struct Sheet<'a> {
    pub(super) edition: &'a Edition,
    pub(super) plan: &'a PagePlan,
    pub(super) record: &'a Record,
    pub(super) lint: &'a Lint,
    pub(super) heads: Vec<HeadAt<'a>>,
    framed: Vec<bool>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(edition: &'a Edition, plan: &'a PagePlan, record: &'a Record) -> Sheet<'a> {
        let mut framed = vec![false; plan.areas.len()];
        for block in record.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Frame)) {
            if let Some(framed) = framed.get_mut(usize::from(block.area)) {
                *framed = true;
            }
        }
        let heads = record.blocks.iter().filter_map(head).collect();
        Sheet { edition, plan, record, lint: &plan.lint, heads, framed }
    }

    pub(super) fn grid(&self) -> &'a Grid {
        &self.plan.grid
    }

    /// The blocks of the page.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &'a Block> + use<'a> {
        self.record.blocks.iter()
    }

    /// The runs of lines.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Block> + use<'a> {
        self.blocks().filter(|block| matches!(block.kind, BlockKind::Text { .. }))
    }

    /// An area by index.
    pub(super) fn area(&self, index: u16) -> Option<&'a Area> {
        self.plan.areas.get(usize::from(index))
    }

    /// The name of an area, for messages.
    pub(super) fn area_name(&self, index: u16) -> &'a str {
        self.area(index).map_or("", |area| area.name.as_str())
    }

    /// Whether a rule or a tint sets an area apart.
    pub(super) fn is_framed(&self, area: u16) -> bool {
        self.framed.get(usize::from(area)).copied().unwrap_or(false)
    }

    /// The area as one of copy.
    pub(super) fn story_area(&self, index: u16) -> Option<&'a StoryArea> {
        match &self.area(index)?.content {
            Content::Story(area) => Some(area),
            _ => None,
        }
    }

    /// Whether the lines of an area run downwards.
    pub(super) fn is_vertical(&self, area: u16) -> bool {
        self.story_area(area).is_some_and(|area| area.direction == Direction::Vertical)
    }

    /// Whether an area holds several stories, one after another: briefs.
    pub(super) fn is_list(&self, area: u16) -> bool {
        self.story_area(area).is_some_and(|area| area.stories.len() > 1)
    }

    /// The slug of a story.
    pub(super) fn slug(&self, story: Option<u32>) -> &'a str {
        story.and_then(|story| self.edition.stories.get(story as usize)).map_or("", |story| story.slug.as_str())
    }

    /// A length in rows, one decimal.
    pub(super) fn rows(&self, length: Length) -> String {
        tenths(length.scale(10, 1).div_floor(self.grid().pitch))
    }

    /// A length in 字, one decimal.
    pub(super) fn cells(&self, length: Length) -> String {
        tenths(length.scale(10, 1).div_floor(self.grid().body))
    }
}

fn tenths(tenths: i64) -> String {
    if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths.abs() % 10) }
}

fn head(block: &Block) -> Option<HeadAt<'_>> {
    let BlockKind::Head { size, vertical, text, .. } = &block.kind else { return None };
    Some(HeadAt {
        area: block.area,
        story: block.story,
        at: block.at,
        span: block.span,
        size: *size,
        vertical: *vertical,
        text,
    })
}

/// The space between two ranges, negative where they overlap.
pub(super) fn between(a: (Length, Length), b: (Length, Length)) -> Length {
    (b.0 - a.1).max(a.0 - b.1)
}

/// Left and right edge.
pub(super) fn across(rect: Rect) -> (Length, Length) {
    (rect.x, rect.right())
}

/// Top and foot.
pub(super) fn down(rect: Rect) -> (Length, Length) {
    (rect.y, rect.bottom())
}

/// Whether two ranges share more than an edge.
pub(super) fn meet(a: (Length, Length), b: (Length, Length)) -> bool {
    between(a, b) < Length::ZERO
}

/// Words of the page in a message, cut where they are long.
pub(super) fn short(text: &str) -> String {
    /// A headline is known by its first clause.
    const SHOWN: usize = 14;
    let clean: String = text.chars().filter(|character| *character != ' ').collect();
    if clean.chars().count() <= SHOWN {
        return clean;
    }
    clean.chars().take(SHOWN - 1).chain(['…']).collect()
}

/// The note that shows the other of two heads.
pub(super) fn the_other() -> Say {
    say("另一个标题在这里", "the other head")
}

/// Points with up to two decimals.
pub(super) fn points(length: Length) -> String {
    let hundredths = length.div_floor(Length::pt_hundredths(1));
    format!("{}.{:02}", hundredths / 100, hundredths % 100).trim_end_matches('0').trim_end_matches('.').to_owned()
}
