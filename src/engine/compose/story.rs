//! An area of copy: its frame, head, pictures, and the stories poured into what is left.

use std::borrow::Cow;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Across, Area, Direction, Frame, GridRect, PictureId, PictureSlot, Story, StoryArea};
use crate::page::{AreaRecord, Block, BlockKind, Item};

use super::caption::{self, set_caption};
use super::chain::{Obstacle, chain};
use super::columns::{Panel, left_edge, panels};
use super::contour::Contour;
use super::copy_flow::{Flowed, set_copy};
use super::desk::Desk;
use super::dressed::{dressed, sheet_for};
use super::filler::set_at_foot;
use super::head::{HeadBlock, HeadRoom, set_head};
use super::insert::set_insert;
use super::ledger::StoryLedger;
use super::side_head::{set_beside, set_side_head};
use super::vertical::set_vertical_area;
use super::{outline, picture, rules};

/// What an area prints, its record and what was noticed.
#[derive(Debug, Default)]
pub(crate) struct SetArea {
    /// In painting order: grounds first.
    pub(crate) items: Vec<Item>,
    /// What stands where.
    pub(crate) blocks: Vec<Block>,
    /// For areas of copy.
    pub(crate) record: Option<AreaRecord>,
    /// Of its stories, when that was asked for.
    pub(crate) ledger: Vec<StoryLedger>,
    /// In the order of the work.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Rows between a picture and the copy above or below it.
///
/// Source: `makeup.md` 4, run-round gap.
const PICTURE_CLEARANCE: u16 = 1;

/// Sets an area of copy.
pub(crate) fn set_story_area(desk: &Desk<'_>, area: &Area, content: &StoryArea) -> SetArea {
    let own = content.sheet.as_deref().unwrap_or(desk.sheet);
    let sheet = sheet_for(own, &content.fitting);
    let composition = content.composition.as_deref().unwrap_or(desk.composition);
    let desk = &Desk { composition, sheet: &sheet, ..*desk };
    if content.direction == Direction::Vertical {
        return set_vertical_area(desk, area, content);
    }
    let mut set = SetArea::default();
    let mut panels = panels(desk.grid(), area);
    let alone = content.stories.len() == 1;
    let dressed = stories_of(desk, content);
    let stories: Vec<&Story> = dressed.iter().map(|story| &**story).collect();
    set_frame(desk, area, &mut set);
    let mut obstacles = Vec::new();
    let mut head = HeadBlock::default();
    if alone {
        head = match content.head.direction {
            Direction::Horizontal if content.head.beside => {
                set_beside(desk, area, &content.head, stories[0], &mut panels, &mut obstacles, &mut set)
            }
            Direction::Horizontal => area_head(desk, content, stories[0], &panels[0], &mut obstacles, &mut set),
            Direction::Vertical => {
                set_side_head(desk, area, &content.head, stories[0], &mut panels, &mut obstacles, &mut set)
            }
        };
    }
    for slot in &content.pictures {
        set_picture(desk, area, slot, &panels, &mut obstacles, &mut set);
    }
    if let Some(filler) = content.filler {
        set_at_foot(desk, area, filler, &panels, &mut obstacles, &mut set);
    }
    check_obstacles(area, &obstacles, &content.pictures, &mut set.diagnostics);
    for insert in &content.inserts {
        set_insert(desk, area, insert, &panels, &mut obstacles, &mut set);
    }
    nested(desk, area, content, &mut obstacles, &mut set.diagnostics);
    obstacles.extend(outline::in_rows(desk.grid(), area));
    let chain = chain(&panels, &obstacles, desk.grid().body);
    column_rules(desk, content, &panels[0], &obstacles, &mut set.items);
    let style = if alone { None } else { content.head.style.as_deref() };
    let Flowed { mut items, mut blocks, mut record, mut diagnostics, ledger } =
        set_copy(desk, area, &stories, style, &content.head, &chain);
    if alone && let Some(story) = record.stories.first_mut() {
        story.headline = head.headline.join("");
        story.headline_size = hundredths(head.headline_size);
    }
    set.items.append(&mut items);
    set.blocks.append(&mut blocks);
    set.diagnostics.append(&mut diagnostics);
    set.record = Some(record);
    set.ledger = ledger;
    set
}

/// The stories of an area, as it wants them.
pub(super) fn stories_of<'a>(desk: &Desk<'a>, content: &StoryArea) -> Vec<Cow<'a, Story>> {
    let edition = desk.edition;
    content.stories.iter().map(|id| dressed(&edition.stories[id.0 as usize], &content.fitting)).collect()
}

impl SetArea {
    /// Notes what stands in a box, where there is one. The area is filled in when the page is put together.
    pub(crate) fn note(&mut self, story: Option<u32>, kind: BlockKind, at: Option<Rect>, span: Span) {
        self.blocks.extend(at.map(|at| Block { area: 0, story, kind, at, span }));
    }
}

/// The index of a story in the edition.
pub(crate) fn head_story(desk: &Desk<'_>, story: &Story) -> u32 {
    desk.edition.stories.iter().position(|known| known.slug == story.slug).unwrap_or(0) as u32
}

/// The story whose picture this is.
pub(crate) fn story_of(desk: &Desk<'_>, picture: PictureId) -> Option<u32> {
    desk.edition.stories.iter().position(|story| story.pictures.contains(&picture)).map(|index| index as u32)
}

/// Hundredths of a point.
pub(crate) fn hundredths(length: Length) -> u32 {
    length.div_floor(Length::pt_hundredths(1)).clamp(0, i64::from(u32::MAX)) as u32
}

/// The box of an area: from the em top of its first row to the em foot of its last, so that it meets
/// the type beside it.
pub(crate) fn frame_box(desk: &Desk<'_>, area: &Area) -> Rect {
    part_box(desk, area.parts[0])
}

/// What its padding leaves of an area's frame.
pub(crate) fn inside_frame(desk: &Desk<'_>, area: &Area) -> Rect {
    frame_box(desk, area).inset(area.frame.as_ref().map_or(Length::ZERO, |frame| frame.padding))
}

/// As [`frame_box`], of one rectangle.
fn part_box(desk: &Desk<'_>, part: GridRect) -> Rect {
    let grid = desk.grid();
    let rect = grid.rect(part);
    let air = (grid.pitch - grid.body) / 2;
    Rect { y: rect.y + air, height: rect.height - air * 2, ..rect }
}

/// The ground and the rule of an area's frame: round the union of its rectangles.
pub(crate) fn frame_items(desk: &Desk<'_>, area: &Area, items: &mut Vec<Item>) {
    let Some(frame) = &area.frame else { return };
    if area.parts.len() > 1 {
        return outline::frame_items(desk.grid(), area, frame, items);
    }
    items.extend(rules::boxed(frame_box(desk, area), frame, area.span));
}

/// An area's frame and, where it shows, what a record says of it: a box for each rectangle.
pub(crate) fn set_frame(desk: &Desk<'_>, area: &Area, set: &mut SetArea) {
    frame_items(desk, area, &mut set.items);
    if !area.frame.as_ref().is_some_and(Frame::shows) {
        return;
    }
    for part in &area.parts {
        set.note(None, BlockKind::Frame, Some(part_box(desk, *part)), area.span);
    }
}

/// Sets the head of an area's one story over its columns, and takes the rows it needs.
fn area_head(
    desk: &Desk<'_>,
    content: &StoryArea,
    story: &Story,
    panel: &Panel,
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) -> HeadBlock {
    let head = &content.head;
    let Some(style) = &head.style else { return HeadBlock::default() };
    let above = head.under.and_then(|id| content.pictures.iter().find(|slot| slot.picture == id));
    let under = above.and_then(|slot| Some((place_of(slot, std::slice::from_ref(panel))?, slot.rows.1 + 1)));
    let (x, measure) = match (head.columns, under) {
        (None, Some((place, _))) => place,
        (columns, _) => panel.extent(columns.unwrap_or_else(|| panel.numbers())),
    };
    let room = HeadRoom { measure, rows: head.rows, head };
    let block = set_head(desk, style, story, room).drain(&mut set.diagnostics);
    if block.rows == 0 {
        return block;
    }
    let (first, last) = (under.map_or(panel.rows.0, |(_, row)| row), panel.rows.1);
    if first + block.rows - 1 > last {
        set.diagnostics.push(head_too_high(story, block.rows, last + 1 - first.min(last), head.span));
    }
    let top = desk.grid().row_top(first);
    block.place(desk, x, top, &mut set.items);
    set.blocks.extend(block.blocks(x, top, false, head_story(desk, story), head.span));
    obstacles.push(Obstacle::across((x, x + measure), (first, first + block.rows - 1), 0));
    block
}

pub(super) fn head_too_high(story: &Story, rows: u16, room: u16, span: Span) -> Diagnostic {
    let slug = &story.slug;
    Diagnostic::new(
        Code::HeadOverset,
        span,
        say(
            format!("稿件 `{slug}` 的标题高 {rows} 行，区块只有 {room} 行"),
            format!("the head of story `{slug}` takes {rows} rows; its area has {room}"),
        ),
    )
    .hint(say("加高区块，或换小一级的标题样式", "make the area higher, or use a smaller head style"))
}

/// Sets a picture and its caption in the rows of its slot.
pub(super) fn set_picture(
    desk: &Desk<'_>,
    area: &Area,
    slot: &PictureSlot,
    panels: &[Panel],
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) {
    let Some((x, measure)) = place_of(slot, panels) else {
        let (id, name) = (&desk.edition.pictures[slot.picture.0 as usize].id, &area.name);
        set.diagnostics.push(
            Diagnostic::new(
                Code::PictureOutside,
                slot.span,
                say(
                    format!("图片 `{id}` 不在区块 `{name}` 的栏行之内"),
                    format!("picture `{id}` is not inside the columns and rows of area `{name}`"),
                ),
            )
            .hint(say(
                "改 `columns`、`rows`；加框的区块首末行归框所有",
                "change `columns` or `rows`; a frame keeps the first and the last row of its area",
            )),
        );
        return;
    };
    let picture = &desk.edition.pictures[slot.picture.0 as usize];
    let caption = set_caption(desk, picture, (measure, slot.credit_apart), &mut set.diagnostics);
    let room = slot.rows.1 - slot.rows.0 + 1;
    let mut contour = None;
    if caption.rows() >= room {
        set.diagnostics.push(caption::overset(picture, caption.rows(), room, slot.span));
    } else {
        let last = slot.rows.1 - caption.rows();
        let at = picture_box(desk, x, measure, (slot.rows.0, last));
        picture::place(desk, picture, picture::Framing::Filled, at, slot.span, &mut set.items, &mut set.diagnostics);
        caption.place(desk, x, last + 1, &mut set.items);
        contour = slot.contour.as_ref().map(|contour| {
            let corners = picture::corners(picture, contour, at);
            let below = (caption.rows() > 0).then_some((last + 1, slot.rows.1));
            Contour::new(desk.grid(), &corners, (at, below), (slot.rows, slot.clearance))
        });
        let story = story_of(desk, slot.picture);
        set.note(story, BlockKind::Picture { picture: slot.picture.0 }, Some(at), slot.span);
        let below = (caption.rows() > 0).then(|| picture_box(desk, x, measure, (last + 1, slot.rows.1)));
        set.note(story, BlockKind::Caption { picture: slot.picture.0 }, below, picture.span);
    }
    obstacles.push(Obstacle {
        air: slot.clearance,
        wrap: slot.wrap,
        contour,
        ..Obstacle::across((x, x + measure), slot.rows, PICTURE_CLEARANCE)
    });
}

/// Left edge and width of a picture, where the area has its columns and rows.
fn place_of(slot: &PictureSlot, panels: &[Panel]) -> Option<(Length, Length)> {
    let has_rows = |panel: &&Panel| panel.rows.0 <= slot.rows.0 && slot.rows.1 <= panel.rows.1;
    match slot.across {
        Across::Columns(first, last) => {
            let columns = (first, last);
            let holds = |panel: &&Panel| has_rows(panel) && !panel.slice(columns).is_empty();
            panels.iter().find(holds).map(|panel| panel.extent(columns))
        }
        Across::Place { x, width } => {
            let (first, last) = panels
                .iter()
                .fold((u16::MAX, 0), |(first, last), panel| (first.min(panel.rows.0), last.max(panel.rows.1)));
            (first <= slot.rows.0 && slot.rows.1 <= last).then_some((left_edge(panels) + x, width))
        }
    }
}

/// The box of a picture in some rows: from the em top of the first to the em foot of the last, so that
/// its edges meet the type beside it.
pub(crate) fn picture_box(desk: &Desk<'_>, x: Length, width: Length, rows: (u16, u16)) -> Rect {
    let grid = desk.grid();
    let air = (grid.pitch - grid.body) / 2;
    let (top, foot) = (grid.row_top(rows.0) + air, grid.row_top(rows.1 + 1) - air);
    Rect::new(x, top, width, (foot - top).max(Length::ZERO))
}

/// Heads and pictures may not share a place.
pub(super) fn check_obstacles(
    area: &Area,
    obstacles: &[Obstacle],
    slots: &[PictureSlot],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, one) in obstacles.iter().enumerate() {
        for other in &obstacles[index + 1..] {
            if one.overlaps(other) {
                let span = slots.iter().find(|slot| slot.rows == other.rows).map_or(area.span, |slot| slot.span);
                let (name, rows) = (&area.name, one.rows);
                diagnostics.push(
                    Diagnostic::new(
                        Code::PictureOutside,
                        span,
                        say(
                            format!("区块 `{name}` 的图片压住了第 {}-{} 行的标题或另一张图片", rows.0, rows.1),
                            format!(
                                "a picture of area `{name}` covers the head or picture in rows {}-{}",
                                rows.0, rows.1
                            ),
                        ),
                    )
                    .hint(say(
                        "把图片移到其下，或改标题的栏数",
                        "move the picture below it, or change the head's columns",
                    )),
                );
            }
        }
    }
}

/// The areas that lie inside this one (镶嵌): copy runs round them, heads and pictures keep clear.
///
/// Source: `makeup.md` 4, run-round gap.
pub(super) fn nested(
    desk: &Desk<'_>,
    area: &Area,
    content: &StoryArea,
    obstacles: &mut Vec<Obstacle>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let grid = desk.grid();
    let before = obstacles.len();
    for part in &content.around {
        let rect = grid.rect(*part);
        let inner =
            Obstacle { air: grid.body, ..Obstacle::across((rect.x, rect.right()), part.rows, PICTURE_CLEARANCE) };
        if obstacles[..before].iter().any(|other| other.overlaps(&inner)) {
            let (name, rows) = (&area.name, part.rows);
            diagnostics.push(
                Diagnostic::new(
                    Code::AreaOverlap,
                    area.span,
                    say(
                        format!("区块 `{name}` 里第 {}-{} 行的区块压住它的标题或图片", rows.0, rows.1),
                        format!("an area inside `{name}`, in rows {}-{}, covers its head or a picture", rows.0, rows.1),
                    ),
                )
                .hint(say("把里面的区块移开", "move the inner area")),
            );
        }
        obstacles.push(inner);
    }
}

/// Rules in the gutters, wherever copy stands on both sides.
pub(super) fn column_rules(
    desk: &Desk<'_>,
    content: &StoryArea,
    panel: &Panel,
    obstacles: &[Obstacle],
    items: &mut Vec<Item>,
) {
    let Some(stroke) = &content.column_rule else { return };
    let grid = desk.grid();
    let air = (grid.pitch - grid.body) / 2;
    for pair in panel.columns.windows(2) {
        let middle = pair[0].x + pair[0].width + (pair[1].x - pair[0].x - pair[0].width) / 2;
        let crossed = |row: u16| {
            let taken = obstacles.iter().filter_map(|obstacle| obstacle.taken(row));
            taken.into_iter().any(|(start, end)| start < middle && middle < end)
        };
        let mut row = panel.rows.0;
        while row <= panel.rows.1 {
            let start = row;
            while row <= panel.rows.1 && !crossed(row) {
                row += 1;
            }
            if row > start {
                let (top, foot) = (grid.row_top(start) + air, grid.row_top(row) - air);
                items.push(rules::rule(Point { x: middle, y: top }, foot - top, true, stroke, content.head.span));
            }
            row += 1;
        }
    }
}
