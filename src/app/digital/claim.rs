//! Which element each item of a page belongs to. What none has is furniture: an artifact.

use std::collections::BTreeMap;

use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Content, Edition, Fill, FurnitureItem, InsertContent, PagePlan};
use crate::page::{Block, BlockKind, Item, ItemKind, Record};

use super::plan::{Plan, part_of};

/// What an item belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Claim {
    /// A leaf of the plan of stories.
    Leaf(usize),
    /// A jump line: the index of its block on the page.
    Jump(usize),
    /// An advertisement or a box: the index of its block, and of the paragraph in it.
    Loose(usize, usize),
    /// What an advertisement shows: the index of its block.
    Art(usize),
    /// A QR code: the index of its block.
    Code(usize),
}

/// A page in hand.
pub(super) struct Ground<'a> {
    pub(super) edition: &'a Edition,
    pub(super) plan: &'a PagePlan,
    pub(super) record: &'a Record,
    pub(super) stories: &'a Plan,
}

/// How far type may reach out of the box that is noted for it.
const AIR: Length = Length::pt(3);

impl Ground<'_> {
    /// The claims on the items of the page, in order.
    pub(super) fn claims(&self, items: &[Item]) -> Vec<Option<Claim>> {
        let mut paragraphs: BTreeMap<(usize, Span3), usize> = BTreeMap::new();
        items.iter().map(|item| self.claim(item, &mut paragraphs)).collect()
    }

    fn claim(&self, item: &Item, paragraphs: &mut BTreeMap<(usize, Span3), usize>) -> Option<Claim> {
        let ItemKind::Text(run) = &item.kind else { return self.picture(item) };
        let origin = run.origin;
        if let Some(jump) =
            self.block(|block| matches!(block.kind, BlockKind::Jump { .. }) && block.span == item.span, origin)
        {
            return Some(Claim::Jump(jump));
        }
        let loose = |block: &Block| matches!(block.kind, BlockKind::Ad | BlockKind::Insert | BlockKind::Filler);
        if let Some(block) = self.block(loose, origin) {
            let count = paragraphs.len();
            let paragraph = *paragraphs.entry((block, key(item.span))).or_insert(count);
            return Some(Claim::Loose(block, paragraph));
        }
        if self.block(|block| self.is_repeated_head(block), origin).is_some() {
            return None;
        }
        self.stories.leaf_at(item.span).map(Claim::Leaf)
    }

    fn block(&self, is_it: impl Fn(&Block) -> bool, at: Point) -> Option<usize> {
        self.record.blocks.iter().position(|block| is_it(block) && reaches(block.at, at))
    }

    /// The head of a continuation says again what the story's own head has said.
    fn is_repeated_head(&self, block: &Block) -> bool {
        let area = || self.plan.areas.get(usize::from(block.area));
        let is_later = |content: &Content| part_of(self.edition, content).is_some_and(|(_, part)| part > 1);
        matches!(block.kind, BlockKind::Head { .. }) && area().is_some_and(|area| is_later(&area.content))
    }

    /// What is drawn in the box of a picture, an advertisement or a code.
    fn picture(&self, item: &Item) -> Option<Claim> {
        let at = bounds(&item.kind)?;
        let is_image = matches!(item.kind, ItemKind::Image(_));
        self.record.blocks.iter().enumerate().find_map(|(index, block)| {
            if !around(block.at).contains(at) {
                return None;
            }
            match block.kind {
                BlockKind::Picture { picture } if is_image || item.span == block.span || self.is_of(item, picture) => {
                    self.stories.pictures.get(&picture).map(|leaf| Claim::Leaf(*leaf))
                }
                BlockKind::Ad if is_image || item.span == block.span => Some(Claim::Art(index)),
                BlockKind::Furniture { size: None } if item.span == block.span && self.code(block.span).is_some() => {
                    Some(Claim::Code(index))
                }
                _ => None,
            }
        })
    }

    fn is_of(&self, item: &Item, picture: u32) -> bool {
        self.edition.pictures.get(picture as usize).is_some_and(|picture| picture.span == item.span)
    }

    /// What a QR code says that is described at `span`.
    pub(super) fn code(&self, span: Span) -> Option<&str> {
        let items = self.plan.areas.iter().flat_map(|area| furniture(&area.content));
        items.filter(|item| item.span == span).find_map(|item| match &item.fill {
            Fill::Qr { content, .. } => Some(content.as_str()),
            _ => None,
        })
    }
}

fn furniture(content: &Content) -> Vec<&FurnitureItem> {
    match content {
        Content::Furniture(items) => items.iter().collect(),
        Content::Story(area) => {
            let inserts = area.inserts.iter().map(|insert| &insert.content);
            let items = inserts.filter_map(|content| match content {
                InsertContent::Items(items) => Some(items),
                _ => None,
            });
            items.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// A span that can be sorted.
type Span3 = (u32, u32, u32);

fn key(span: Span) -> Span3 {
    (span.file.0, span.start, span.end)
}

fn around(at: Rect) -> Rect {
    at.inset(-AIR)
}

fn reaches(at: Rect, point: Point) -> bool {
    let at = around(at);
    at.x <= point.x && point.x <= at.right() && at.y <= point.y && point.y <= at.bottom()
}

/// The box of what is drawn; none of text.
fn bounds(kind: &ItemKind) -> Option<Rect> {
    match kind {
        ItemKind::Text(_) => None,
        ItemKind::Fill { rects, .. } => rects.iter().copied().reduce(Rect::union),
        ItemKind::Dots { centres, diameter, .. } => {
            let one =
                |centre: &Point| Rect::new(centre.x - *diameter / 2, centre.y - *diameter / 2, *diameter, *diameter);
            centres.iter().map(one).reduce(Rect::union)
        }
        ItemKind::Shape { contours, .. } => contours.iter().map(|contour| contour.bounds()).reduce(Rect::union),
        ItemKind::Image(image) => Some(image.at),
    }
}

/// Whether an item stands wholly outside the trim: a mark of the press, which no reader wants.
pub(super) fn is_outside(item: &Item, trim: crate::base::geom::Size) -> bool {
    let at = match &item.kind {
        ItemKind::Text(run) => super::address::box_of(run),
        kind => match bounds(kind) {
            Some(at) => at,
            None => return true,
        },
    };
    at.right() <= Length::ZERO || at.bottom() <= Length::ZERO || at.x >= trim.width || at.y >= trim.height
}
