//! The levers of an area: for each thing that can be changed, the ways to change it, in the order of the
//! table in `algorithms.md` 3.

use crate::base::units::Length;
use crate::model::{
    Across, Area, Content, Direction, Edition, FillerId, Frame, Levers, OmittedPart, PagePlan, Picture, PictureSlot,
    Story, StoryArea,
};
use crate::page::{Block, BlockKind};

use super::change::Change;

/// Rows by which a picture without a range of its own may grow or shrink.
const CROP_REACH: u16 = 3;
/// Of a picture's height as it stands, in hundredths: the lowest and highest that it may have without a
/// range of its own.
const CROP_SHARE: (u16, u16) = (80, 125);
/// Rows of space by which a head may grow.
const HEAD_REACH: u16 = 2;
/// Ways to part paragraphs that are tried: after the first quarter, half, three quarters.
const SPACES: u16 = 3;

/// Heights of a filler that are tried.
const FILLER_ROWS: std::ops::RangeInclusive<u16> = 3..=9;
/// The row of the rule above a filler.
const FILLER_RULE: u16 = 1;
/// Rows more than it asks for that a filler of the pool may be given.
const FILLER_AIR: u16 = 2;
/// Rows of the highest filler that `filler.rows` takes.
const FILLER_MOST: u16 = 60;

/// Ways to change one thing; at most one of them is taken.
pub(super) type Dial = Vec<Change>;

/// All dials of an area, of the levers that may be pulled. `blocks` is what stands where as it is.
pub(super) fn dials(edition: &Edition, plan: &PagePlan, area: &Area, blocks: &[Block], levers: Levers) -> Vec<Dial> {
    let Content::Story(content) = &area.content else { return Vec::new() };
    let alone = match content.stories[..] {
        [only] => edition.stories.get(only.0 as usize),
        _ => None,
    };
    let mut dials = Vec::new();
    for (slot, picture) in content.pictures.iter().enumerate() {
        dials.push(of_picture(edition, plan, (area, content), (slot, picture), blocks));
    }
    if let Some(story) = alone {
        dials.push(byline(content, story));
        dials.extend(of_head(plan, content, story, blocks));
        dials.extend(of_crossheads(edition, plan, content, story));
        dials.push(spaces(content, story));
        dials.extend(cuts(content, story));
    }
    dials.push(fillers(edition, content));
    for dial in &mut dials {
        dial.retain(|change| levers.has(change.kind()));
    }
    dials.retain(|dial| !dial.is_empty());
    dials
}

fn of_picture(
    edition: &Edition,
    plan: &PagePlan,
    (area, content): (&Area, &StoryArea),
    (slot, picture): (usize, &PictureSlot),
    blocks: &[Block],
) -> Dial {
    let Some(known) = edition.pictures.get(picture.picture.0 as usize) else { return Vec::new() };
    let (id, from) = (known.id.clone(), picture.rows);
    let height = from.1 + 1 - from.0;
    let share = |hundredths: u16| (u32::from(height) * u32::from(hundredths) / 100) as u16;
    let (low, high) = picture.crop.unwrap_or((
        (height - CROP_REACH.min(height - 1)).max(share(CROP_SHARE.0)),
        (height + CROP_REACH).min(share(CROP_SHARE.1)),
    ));
    let box_now = blocks.iter().find(|block| block.kind == BlockKind::Picture { picture: picture.picture.0 });
    let keeps = |rows: u16| {
        let grown = plan.grid.pitch * (i64::from(rows) - i64::from(height));
        box_now.is_some_and(|block| keeps_focus(known, block.at.width, block.at.height + grown))
    };
    let anchored = |rows: u16| anchored(area, content, picture, rows);
    let mut dial = Vec::new();
    for step in 1..=high.saturating_sub(height).max(height.saturating_sub(low)) {
        // A picture is rather cropped than made higher: what is lost is what was chosen to be lost.
        for rows in
            [height.checked_sub(step).filter(|rows| *rows >= low), Some(height + step).filter(|rows| *rows <= high)]
        {
            if let Some(to) = rows.filter(|&rows| keeps(rows)).and_then(anchored) {
                dial.push(Change::Crop { slot, id: id.clone(), from, to });
            }
        }
    }
    let parted = known.caption.is_some() && known.credit.is_some() && !picture.credit_apart;
    if let Some(rows) = anchored(height + 1).filter(|_| parted) {
        dial.push(Change::Credit { slot, id: id.clone(), rows });
    }
    let Across::Columns(first, last) = picture.across else { return dial };
    let across = (first, last);
    let narrower = (across.1 > across.0).then(|| (across.0, across.1 - 1));
    let wider = [Some((across.0, across.1 + 1)), across.0.checked_sub(1).map(|first| (first, across.1))];
    for to in [narrower].into_iter().chain(wider).flatten().filter(|to| to.0 > 0) {
        dial.push(Change::Width { slot, id: id.clone(), from: across, to });
    }
    dial
}

/// The rows of a picture of another height: it keeps the edge at which it is anchored. `None`: it would
/// leave its area.
fn anchored(area: &Area, content: &StoryArea, picture: &PictureSlot, rows: u16) -> Option<(u16, u16)> {
    let inside = |part: &&crate::model::GridRect| part.rows.0 <= picture.rows.0 && picture.rows.1 <= part.rows.1;
    let part = area.parts.iter().find(inside)?;
    let edge = u16::from(area.frame.as_ref().is_some_and(Frame::shows));
    let foot = part.rows.1 - edge;
    let to = if picture.rows.1 == foot && picture.rows.0 > part.rows.0 + edge {
        (foot + 1 - rows.min(foot), foot)
    } else {
        (picture.rows.0, picture.rows.0 + rows - 1)
    };
    let meets = content.pictures.iter().any(|other| {
        let share = |a: (u16, u16), b: (u16, u16)| a.0 <= b.1 && b.0 <= a.1;
        let apart = match (other.across, picture.across) {
            (Across::Columns(a, b), Across::Columns(c, d)) => !share((a, b), (c, d)),
            _ => false,
        };
        other != picture && !apart && share(other.rows, to)
    });
    (to.0 >= part.rows.0 + edge && to.1 <= foot && to.0 <= to.1 && !meets).then_some(to)
}

/// Whether a crop of this shape still holds the focus box of a picture.
fn keeps_focus(picture: &Picture, width: Length, height: Length) -> bool {
    let Some(file) = &picture.file else { return true };
    if height <= Length::ZERO {
        return false;
    }
    let (across, down) = (i128::from(width.get()), i128::from(height.get()));
    let (w, h) = (i128::from(file.width), i128::from(file.height));
    // Shares of the picture that the largest crop of that shape has, in thousandths.
    let (wide, high) = if w * down > h * across {
        (h * across * 1000 / (down * w), 1000)
    } else {
        (1000, w * down * 1000 / (across * h))
    };
    wide >= i128::from(picture.keep.0) && high >= i128::from(picture.keep.1)
}

fn byline(content: &StoryArea, story: &Story) -> Dial {
    let runs_in = story.byline.is_some() && content.head.style.as_ref().is_none_or(|style| style.byline.is_none());
    let plain = story.opening == crate::model::Opening::default();
    if runs_in && plain && !content.fitting.byline_apart { vec![Change::Byline] } else { Vec::new() }
}

/// Rows, size and parts of a horizontal head, each a dial.
fn of_head(plan: &PagePlan, content: &StoryArea, story: &Story, blocks: &[Block]) -> Vec<Dial> {
    let head = &content.head;
    let Some(style) = head.style.as_deref().filter(|_| head.direction == Direction::Horizontal) else {
        return Vec::new();
    };
    let mut dials = Vec::new();
    let ink = blocks.iter().find(|block| matches!(block.kind, BlockKind::Head { vertical: false, .. }));
    if let Some(ink) = ink {
        // As it is set now: what it takes with its least space below, or the height that is held.
        let inked = (ink.at.height + style.above + style.below).div_ceil(plan.grid.pitch).max(1) as u16;
        let now = head.rows.unwrap_or(inked);
        let fewer = (1..=HEAD_REACH).filter_map(|step| now.checked_sub(step)).filter(|&rows| rows >= inked);
        let more = (1..=HEAD_REACH).map(|step| now + step);
        dials.push(more.chain(fewer).map(|to| Change::HeadRows { from: now, to }).collect());
        let steps = style.headline.sizes.iter().take_while(|size| **size > size_of(ink)).count() as u16;
        let current = head.size.max(1) + steps;
        if usize::from(steps) + 1 < style.headline.sizes.len() {
            dials.push(vec![Change::HeadSize(current + 1)]);
        }
    }
    let parts = [
        (OmittedPart::Deck, story.deck.is_some() && style.deck.is_some()),
        (OmittedPart::Kicker, story.kicker.is_some() && style.kicker.is_some()),
        (OmittedPart::Summary, !story.summary.is_empty() && style.summary.is_some()),
    ];
    dials.extend(parts.into_iter().filter(|(_, is_set)| *is_set).map(|(part, _)| vec![Change::Omit(part)]));
    dials
}

fn size_of(head: &Block) -> Length {
    if let BlockKind::Head { size, .. } = head.kind { size } else { Length::ZERO }
}

/// How many cross-heads are set, and the rows of each.
fn of_crossheads(edition: &Edition, plan: &PagePlan, content: &StoryArea, story: &Story) -> Vec<Dial> {
    let (from, offered) = (content.fitting.crossheads, story.candidates.len() as u16);
    let others = (from + 1..=offered).chain((0..from).rev());
    let count: Dial = others.map(|to| Change::Crossheads { from, to }).collect();
    let has_some = from > 0 || story.body.iter().any(|block| matches!(block, crate::model::Block::Crosshead(_)));
    let style = edition.sheets.get(usize::from(plan.sheet.0)).map_or(1, |sheet| sheet.crosshead.rows.max(1));
    let now = content.fitting.crosshead_rows.unwrap_or(style);
    let rows: Dial = [now + 1, now - 1]
        .into_iter()
        .filter(|&to| has_some && to > 0)
        .map(|to| Change::CrossheadRows { from: now, to })
        .collect();
    vec![count, rows]
}

fn spaces(content: &StoryArea, story: &Story) -> Dial {
    let paragraphs = story.body.iter().filter(|block| block.is_paragraph()).count() as u16;
    let mut places: Vec<u16> = [2, 1, 3].iter().map(|quarter| paragraphs * quarter / (SPACES + 1) + 1).collect();
    places.retain(|place| *place > 1 && *place <= paragraphs && !content.fitting.space.contains(place));
    places.dedup();
    places.into_iter().map(Change::Space).collect()
}

/// Heights of the filler that is at hand and not set, or of those of the pool that nobody has.
fn fillers(edition: &Edition, content: &StoryArea) -> Dial {
    if let Some(own) = content.filler {
        let heights = FILLER_ROWS.filter(|_| own.rows == 0);
        let id = edition.fillers.get(own.filler.0 as usize).map(|filler| filler.id.clone());
        let id = id.filter(|id| !id.is_empty());
        return heights.map(|rows| Change::Filler { filler: own.filler, id: id.clone(), rows }).collect();
    }
    let of_height = |rows: u16| {
        let open = edition.fillers.iter().enumerate().filter(|(_, filler)| {
            let inner = rows - FILLER_RULE;
            !filler.placed && filler.columns == 1 && filler.rows <= inner && inner <= filler.rows + FILLER_AIR
        });
        // The one with the least air, and of equals the first: `max_by_key` gives the last.
        let (index, filler) = open.rev().max_by_key(|(_, filler)| filler.rows)?;
        Some(Change::Filler { filler: FillerId(index as u32), id: Some(filler.id.clone()), rows })
    };
    let highest = edition.fillers.iter().map(|filler| filler.rows + FILLER_RULE + FILLER_AIR).max().unwrap_or(0);
    (*FILLER_ROWS.start()..=highest.min(FILLER_MOST)).filter_map(of_height).collect()
}

/// A dial a paragraph.
fn cuts(content: &StoryArea, story: &Story) -> Vec<Dial> {
    let open = story.cuttable.iter().filter(|paragraph| !content.fitting.cut.contains(paragraph));
    open.map(|&paragraph| vec![Change::Cut(paragraph)]).collect()
}
