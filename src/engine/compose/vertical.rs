//! 竖排: an area whose copy runs down the page in decks, its lines from right to left (C40).
//!
//! The page is asked for the place of pictures and of a head over the copy; all else is composed on a
//! turned plane, where decks are columns and lines are rows.

use crate::base::diag::{Code, Diagnostic, say};
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Area, Direction, Frame, Head, Side, Story, StoryArea};

use super::chain::{Chain, Obstacle, free};
use super::columns::{Panel, divide, divide_as, panels};
use super::copy_flow::{Flowed, set_copy};
use super::desk::Desk;
use super::head::{HeadBlock, HeadRoom, set_head};
use super::insert::set_insert;
use super::side_head::extent_of_rows;
use super::story::{
    SetArea, check_obstacles, column_rules, head_story, head_too_high, hundredths, nested, picture_box, set_frame,
    set_picture, stories_of,
};
use super::turn::{Turn, turned_grid};

/// Sets an area of copy in vertical lines.
pub(super) fn set_vertical_area(desk: &Desk<'_>, area: &Area, content: &StoryArea) -> SetArea {
    let mut set = SetArea::default();
    set_frame(desk, area, &mut set);
    let dressed = stories_of(desk, content);
    let stories: Vec<&Story> = dressed.iter().map(|story| &**story).collect();
    let alone = if let [only] = stories[..] { Some(only) } else { None };
    let mut page = panels(desk.grid(), area);
    page.truncate(1);
    let mut head = HeadBlock::default();
    if let (Some(story), Direction::Horizontal) = (alone, content.head.direction) {
        head = head_over(desk, &content.head, story, &mut page[0], &mut set);
    }
    let mut pictures = Vec::new();
    for slot in &content.pictures {
        set_picture(desk, area, slot, &page, &mut pictures, &mut set);
    }
    check_obstacles(area, &pictures, &content.pictures, &mut set.diagnostics);
    for insert in &content.inserts {
        set_insert(desk, area, insert, &page, &mut pictures, &mut set);
    }
    nested(desk, area, content, &mut pictures, &mut set.diagnostics);
    let plane = Plane::new(desk, area, content, &page[0]);
    let turned = Desk { grid: &plane.grid, direction: Direction::Vertical, ..*desk };
    let mut items = Vec::new();
    let mut taken: Vec<Rect> = pictures.iter().map(|obstacle| plane.taken_by(desk, obstacle)).collect();
    if let (Some(story), Direction::Vertical) = (alone, content.head.direction) {
        let (block, place) = head_beside(&turned, &plane, &content.head, story, &mut items, &mut set);
        if let Some(place) = place {
            check_head(area, &content.head, place, &taken, &mut set);
            taken.push(place);
        }
        head = block;
    }
    let decks = Panel { columns: plane.grid.columns.clone(), first_column: 1, rows: (1, plane.grid.rows) };
    let across: Vec<Obstacle> = taken.iter().map(|rect| plane.obstacle(*rect)).collect();
    column_rules(&turned, content, &decks, &across, &mut items);
    let style = if alone.is_some() { None } else { content.head.style.as_deref() };
    let in_column = Head { rows: content.head.width.map(|width| plane.lines_in(width)), ..content.head.clone() };
    let flowed = set_copy(&turned, area, &stories, style, &in_column, &plane.chain(&taken));
    let Flowed { items: mut copy, blocks, mut record, mut diagnostics, ledger } = flowed;
    if alone.is_some()
        && let Some(story) = record.stories.first_mut()
    {
        story.headline = head.headline.join("");
        story.headline_size = hundredths(head.headline_size);
    }
    items.append(&mut copy);
    plane.turn.place(items, &mut set.items);
    plane.turn.note(blocks, &mut set.blocks);
    set.diagnostics.append(&mut diagnostics);
    set.record = Some(record);
    set.ledger = ledger;
    set
}

/// A horizontal head over all of the area: takes its rows from the panel.
fn head_over(desk: &Desk<'_>, head: &Head, story: &Story, panel: &mut Panel, set: &mut SetArea) -> HeadBlock {
    let Some(style) = &head.style else { return HeadBlock::default() };
    let (x, measure) = panel.extent(panel.numbers());
    let block = set_head(desk, style, story, HeadRoom { measure, rows: head.rows, head }).drain(&mut set.diagnostics);
    let (first, last) = panel.rows;
    if block.rows > 0 && first + block.rows > last {
        set.diagnostics.push(head_too_high(story, block.rows, last + 1 - first.min(last), head.span));
    }
    let top = desk.grid().row_top(first);
    block.place(desk, x, top, &mut set.items);
    set.blocks.extend(block.blocks(x, top, false, head_story(desk, story), head.span));
    panel.rows.0 = (first + block.rows).min(last);
    block
}

/// A vertical head before the first lines, or after the last; gives its place on the turned plane.
fn head_beside(
    turned: &Desk<'_>,
    plane: &Plane,
    head: &Head,
    story: &Story,
    items: &mut Vec<crate::page::Item>,
    set: &mut SetArea,
) -> (HeadBlock, Option<Rect>) {
    let Some(style) = &head.style else { return (HeadBlock::default(), None) };
    let grid = turned.grid();
    let measure = match head.rows {
        Some(rows) => (plane.row_pitch * i64::from(rows) - plane.row_pitch + grid.body).min(plane.along),
        None => plane.along,
    };
    let held = head.width.map(|width| plane.lines_in(width));
    let room = HeadRoom { measure, rows: held, head };
    let block = set_head(turned, style, story, room).drain(&mut set.diagnostics);
    if block.rows == 0 {
        return (block, None);
    }
    let first = match head.side {
        Side::Right => 1,
        Side::Left => (grid.rows + 1).saturating_sub(block.rows).max(1),
    };
    if block.rows >= grid.rows {
        set.diagnostics.push(no_lines_left(story, block.rows, grid.rows, head));
    }
    let top = grid.row_top(first);
    block.place(turned, Length::ZERO, top, items);
    let blocks = block.blocks(Length::ZERO, top, true, head_story(turned, story), head.span);
    plane.turn.note(blocks, &mut set.blocks);
    let place = Rect::new(Length::ZERO, top, measure, grid.pitch * i64::from(block.rows));
    (block, Some(place))
}

fn no_lines_left(story: &Story, wanted: u16, lines: u16, head: &Head) -> Diagnostic {
    let slug = &story.slug;
    Diagnostic::new(
        Code::HeadOverset,
        head.span,
        say(
            format!("稿件 `{slug}` 的竖题占 {wanted} 行，区块只有 {lines} 行"),
            format!("the vertical head of story `{slug}` takes {wanted} lines; its area has {lines}"),
        ),
    )
    .hint(say("加宽区块，或换小一级的标题样式", "make the area wider, or use a smaller head style"))
}

/// The head and a picture may not share a place.
fn check_head(area: &Area, head: &Head, place: Rect, pictures: &[Rect], set: &mut SetArea) {
    if pictures.iter().all(|picture| !picture.overlaps(place)) {
        return;
    }
    let name = &area.name;
    set.diagnostics.push(
        Diagnostic::new(
            Code::PictureOutside,
            head.span,
            say(
                format!("区块 `{name}` 的图片压住竖题，或离它不到 1 字"),
                format!("a picture of area `{name}` covers its vertical head, or is nearer to it than 1 字"),
            ),
        )
        .hint(say("把图片移开，或改竖题的 `rows`、`side`", "move the picture, or change `rows` or `side` of the head")),
    );
}

/// The turned plane of an area.
struct Plane {
    turn: Turn,
    grid: crate::model::Grid,
    /// From the em top of the first row to the em foot of the last.
    along: Length,
    row_pitch: Length,
}

impl Plane {
    fn new(desk: &Desk<'_>, area: &Area, content: &StoryArea, panel: &Panel) -> Plane {
        let page = desk.grid();
        let (top, along) = extent_of_rows(desk, panel.rows);
        let (x, width) = panel.extent(panel.numbers());
        let mut decks = match content.text_columns.first() {
            Some(Some(division)) => divide_as(Length::ZERO, along, division, page.body),
            _ => divide(Length::ZERO, along, 1, page.gutter(), page.body),
        };
        let framed = area.frame.as_ref().is_some_and(Frame::shows);
        if let ([deck], false) = (&mut decks[..], framed) {
            // It begins level with the copy beside the area.
            deck.x = Length::ZERO;
        }
        // The first line's em box ends at the right edge; in a box the lines stand in the middle.
        let gap = page.pitch - page.body;
        let lines = (width + gap).div_floor(page.pitch).clamp(1, i64::from(u16::MAX)) as u16;
        let spare = width + gap - page.pitch * i64::from(lines);
        let right = x + width + gap / 2 - if framed { spare / 2 } else { Length::ZERO };
        Plane {
            turn: Turn(Point { x: right, y: top }),
            grid: turned_grid(page, decks, lines, page.pitch),
            along,
            row_pitch: page.pitch,
        }
    }

    /// Lines that stand in a width.
    fn lines_in(&self, width: Length) -> u16 {
        let gap = self.grid.pitch - self.grid.body;
        (width + gap).div_floor(self.grid.pitch).clamp(1, i64::from(self.grid.rows)) as u16
    }

    /// What a picture takes, with 1 字 on all sides.
    ///
    /// Source: `makeup.md` 4, run-round gap.
    fn taken_by(&self, desk: &Desk<'_>, picture: &Obstacle) -> Rect {
        let (left, right) = picture.edges;
        let at = picture_box(desk, left, right - left, picture.rows);
        let body = self.grid.body;
        self.turn.back(Rect::new(at.x - body, at.y - body, at.width + body * 2, at.height + body * 2))
    }

    /// Whether the type of a line reaches into a rectangle.
    fn meets(&self, line: u16, rect: Rect) -> bool {
        let top = self.grid.row_top(line) + (self.grid.pitch - self.grid.body) / 2;
        top < rect.bottom() && rect.y < top + self.grid.body
    }

    /// The lines that a rectangle takes, for the rules between decks.
    fn obstacle(&self, rect: Rect) -> Obstacle {
        let lines: Vec<u16> = (1..=self.grid.rows).filter(|&line| self.meets(line, rect)).collect();
        let rows = (lines.first().copied().unwrap_or(0), lines.last().copied().unwrap_or(0));
        Obstacle::across((rect.x, rect.right()), rows, 0)
    }

    /// What is left for copy: deck by deck, and of each line the longest part.
    fn chain(&self, taken: &[Rect]) -> Chain {
        let mut chain = Chain::default();
        chain.add(&self.grid.columns, (1, self.grid.rows), |deck, line| {
            let taken = taken.iter().filter(|rect| self.meets(line, **rect));
            let taken: Vec<(Length, Length)> = taken.map(|rect| (rect.x, rect.right())).collect();
            let longest = free(deck, self.grid.body, &taken).into_iter().max_by_key(|&(x, measure)| (measure, -x));
            longest.into_iter().collect()
        });
        chain
    }
}
