//! The copy of an area: pieces made of its stories, poured into its chain, placed and counted.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::engine::text::{Paragraph, count_characters};
use crate::model::{Area, Block as CopyBlock, Content, Direction, Head, HeadStyle, LeverKind, Story};
use crate::page::{AreaRecord, Block, BlockKind, Item, Overset, StoryRecord};

use super::advice;
use super::blocks::{self, Piece, PieceKind, Standing};
use super::chain::Chain;
use super::desk::{Desk, break_plain, place_apart, place_line, set_all};
use super::findings;
use super::findings_lines;
use super::fit::Settings;
use super::flow::{Placed, Poured, Slot, slots};
use super::head::{HeadRoom, set_head};
use super::jump::{self, JumpSlots};
use super::ledger::{self, StoryLedger};
use super::lines::set_line;
use super::loose_lines;
use super::rules;
use super::separator;
use super::story::{head_story, hundredths, picture_box};

/// A hole of more rows than this at the foot of a column is a fault.
///
/// Source: `makeup.md` 2, 空栏.
pub(crate) const LARGEST_HOLE: u16 = 2;

/// Copy poured and placed.
pub(crate) struct Flowed {
    pub(crate) items: Vec<Item>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) record: AreaRecord,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) ledger: Vec<StoryLedger>,
}

/// Sets the stories of an area into its chain. `style` is given when each has its head in the column.
pub(crate) fn set_copy(
    desk: &Desk<'_>,
    area: &Area,
    stories: &[&Story],
    style: Option<&HeadStyle>,
    head: &Head,
    chain: &Chain,
) -> Flowed {
    let mut diagnostics = Vec::new();
    let mut slots = slots(chain);
    let jump_slots = JumpSlots::take(&mut slots, stories);
    let narrowest = chain.column_measure();
    let mut pieces = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        if index > 0 && separator::of(area).is_some() {
            pieces.push(separator::piece(index, area));
        }
        if let Some(style) = style {
            let room = HeadRoom { measure: narrowest, rows: head.rows, head };
            let block = set_head(desk, style, story, room).drain(&mut diagnostics);
            let span = story.headline.as_ref().map_or(story.span, |headline| headline.span_at(0));
            pieces.push(Piece { story: index, kind: PieceKind::Head(Box::new(block)), span, width: narrowest });
        }
        pieces.extend(blocks::pieces(desk, index, story, narrowest, &mut diagnostics));
        diagnostics.extend(findings::of_marks(desk, story));
    }
    jump::join(&mut pieces, stories);
    let mut settings = Settings::new(&pieces, &slots, chain.uniform_measure(), desk.composition);
    if !lines_may_vary(area) {
        settings.hold();
    }
    if jump::goes_on(stories) {
        settings.run_on();
    }
    let poured = settings.choose(&pieces, &slots);
    let mut flowed = Flowed {
        items: Vec::new(),
        blocks: text_blocks(desk, stories, &pieces, &poured),
        record: AreaRecord {
            cells: narrowest.div_floor(desk.sheet.body.size).clamp(0, i64::from(u16::MAX)) as u16,
            strain: settings.strain(),
            ..record(area, stories, &slots, &poured, &pieces)
        },
        diagnostics,
        ledger: Vec::new(),
    };
    flowed.blocks.extend(loose_lines::of_copy(desk, stories, &pieces, &poured, &settings));
    jump_slots.place_from(desk, stories, &mut flowed);
    place(desk, &pieces, &slots, &poured, &settings, &mut flowed);
    separator::place(desk, area, &pieces, &slots, &poured, &mut flowed);
    jump_slots.place_to(desk, stories, &mut flowed);
    findings_lines::of_copy(desk, stories, &pieces, &poured, &settings, &mut flowed.diagnostics);
    if desk.explains {
        flowed.ledger = ledger::of_copy(desk, area, stories, &pieces, &poured, &settings);
    }
    if let Some(rest) = poured.overset {
        overset(area, stories, &pieces, &settings, rest, &mut flowed);
        if desk.advises {
            let measures = (chain.uniform_measure(), narrowest);
            let cuts = advice::cuts(desk, stories, &mut pieces, &slots, measures);
            flowed.record.stories.iter_mut().zip(cuts).for_each(|(record, cuts)| record.cuts = cuts);
        }
    } else {
        underset(area, stories, (empty_cells(desk, &slots, &poured), desk.hole), &mut flowed);
    }
    flowed
}

/// Whether paragraphs may be set a line longer or shorter than their best.
fn lines_may_vary(area: &Area) -> bool {
    !matches!(&area.content, Content::Story(content) if content.fit.forbid.has(LeverKind::Lines))
}

/// What stands where: heads in the column, cross-heads, and runs of lines.
fn text_blocks(desk: &Desk<'_>, stories: &[&Story], pieces: &[Piece], poured: &Poured) -> Vec<Block> {
    let owners: Vec<u32> = stories.iter().map(|story| head_story(desk, story)).collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut run: Option<(usize, u16)> = None;
    for placed in &poured.placed {
        let (piece, slot) = (&pieces[placed.piece], placed.slot);
        let owner = owners[piece.story];
        let story = Some(owner);
        let at = picture_box(desk, slot.x, slot.measure, (slot.row, slot.row + placed.rows - 1));
        let kind = match &piece.kind {
            PieceKind::Head(block) => {
                let vertical = desk.direction == Direction::Vertical;
                blocks.extend(block.blocks(slot.x, desk.grid().row_top(slot.row), vertical, owner, piece.span));
                run = None;
                continue;
            }
            PieceKind::Crosshead { .. } => BlockKind::Crosshead,
            _ => BlockKind::Text { column: slot.column, lines: placed.rows },
        };
        let goes_on = matches!(kind, BlockKind::Text { .. }) && run == Some((slot.segment, slot.row));
        match blocks.last_mut() {
            Some(Block { story: same, kind: BlockKind::Text { lines, .. }, at: above, .. })
                if goes_on && *same == story =>
            {
                *lines += placed.rows;
                *above = above.union(at);
            }
            _ => blocks.push(Block { area: 0, story, kind, at, span: piece.span }),
        }
        run = Some((slot.segment, slot.row + placed.rows));
    }
    blocks
}

fn place(desk: &Desk<'_>, pieces: &[Piece], slots: &[Slot], poured: &Poured, settings: &Settings, flowed: &mut Flowed) {
    // Ruby comes after all words, so that who copies them from the page finds them unbroken.
    let mut ruby = Vec::new();
    for (number, Placed { piece: index, line, slot, rows }) in poured.placed.iter().enumerate() {
        let piece = &pieces[*index];
        match &piece.kind {
            PieceKind::Text { paragraph, options, stance } => {
                let broken = &settings.lines(*index)[*line];
                let left = stance.left_of(*line);
                let set = set_line(paragraph, broken, slot.measure - left, options.align);
                let baseline = desk.grid().baseline(slot.row, desk.sheet.body.size);
                findings::of_line(paragraph, broken, &set, &mut flowed.diagnostics);
                if let (0, Some(aside)) = (*line, &stance.aside) {
                    let (x, y) = (slot.x + aside.x, baseline + aside.drop);
                    place_apart(&aside.line, x, y, aside.span, &mut flowed.items, &mut ruby);
                }
                place_apart(&set, slot.x + left, baseline, piece.span, &mut flowed.items, &mut ruby);
            }
            PieceKind::Crosshead { paragraph, rows } => {
                place_crosshead(desk, paragraph, *rows, slot, piece.span, &mut flowed.items);
            }
            PieceKind::Head(block) => block.place(desk, slot.x, desk.grid().row_top(slot.row), &mut flowed.items),
            PieceKind::Strip(strip) => {
                let next = poured.placed.get(number + 1);
                let goes_on = next.is_some_and(|next| {
                    next.slot.segment == slot.segment && matches!(pieces[next.piece].kind, PieceKind::Strip(_))
                });
                let segment = segment_rows(slots, slot);
                let at = Standing { x: slot.x, row: slot.row, rows: *rows, segment, goes_on };
                strip.place(desk, at, &mut flowed.items, &mut ruby);
            }
            PieceKind::Gap => {}
        }
    }
    flowed.items.append(&mut ruby);
}

/// First and last row of the segment of a slot.
fn segment_rows(slots: &[Slot], slot: &Slot) -> (u16, u16) {
    let own = || slots.iter().filter(|other| other.segment == slot.segment);
    (own().next().map_or(slot.row, |first| first.row), own().next_back().map_or(slot.row, |last| last.row))
}

fn place_crosshead(desk: &Desk<'_>, paragraph: &Paragraph, rows: u16, slot: &Slot, span: Span, items: &mut Vec<Item>) {
    let (style, look) = (&desk.sheet.crosshead, &desk.sheet.crosshead_look);
    let grid = desk.grid();
    let (pitch, air) = (grid.pitch, (grid.pitch - grid.body) / 2);
    let padding = look.frame.as_ref().map_or(Length::ZERO, |frame| frame.padding);
    let measure = slot.measure - padding * 2;
    let lines = break_plain(paragraph, style.align, measure);
    let (row_top, height) = (grid.row_top(slot.row), pitch * i64::from(rows));
    if let Some(frame) = &look.frame {
        let high = pitch * lines.len() as i64 + air * 2;
        let high = high.min(height);
        let at = Rect::new(slot.x, row_top + (height - high) / 2, slot.measure, high);
        items.extend(rules::boxed(at, frame, span));
    }
    let free = pitch * (i64::from(rows) - lines.len() as i64);
    let top = row_top + free / 2;
    if let Some(stroke) = &look.rule {
        let under = top + pitch * lines.len() as i64 + air / 2;
        let foot = row_top + height - air - stroke.weight;
        let from = Point { x: slot.x, y: under.min(foot) };
        items.push(rules::rule(from, slot.measure, false, stroke, span));
    }
    for (index, line) in set_all(paragraph, &lines, measure, style.align).iter().enumerate() {
        let baseline = top + pitch * index as i64 + super::desk::baseline_in(pitch, style.size);
        place_line(line, slot.x + padding, baseline, span, items);
    }
}

fn record(area: &Area, stories: &[&Story], slots: &[Slot], poured: &Poured, pieces: &[Piece]) -> AreaRecord {
    let used = poured.placed.iter().map(|placed| u32::from(placed.rows)).sum();
    let record = |(index, story): (usize, &&Story)| {
        let own = |placed: &&Placed| pieces[placed.piece].story == index;
        let lines = |placed: &Placed| match &pieces[placed.piece].kind {
            PieceKind::Text { .. } | PieceKind::Strip(_) => u32::from(placed.rows),
            PieceKind::Crosshead { .. } | PieceKind::Head(_) | PieceKind::Gap => 0,
        };
        let head = pieces.iter().find_map(|piece| match &piece.kind {
            PieceKind::Head(block) if piece.story == index => Some(block),
            _ => None,
        });
        let characters = story.body.iter().map(block_characters).sum();
        StoryRecord {
            slug: story.slug.clone(),
            headline: head.map_or(String::new(), |head| head.headline.join("")),
            characters: story.part.as_ref().map_or(characters, |part| part.characters),
            lines: poured.placed.iter().filter(own).map(lines).sum(),
            rows: poured.placed.iter().filter(own).map(|placed| u32::from(placed.rows)).sum(),
            headline_size: head.map_or(0, |head| hundredths(head.headline_size)),
            overset: None,
            part: jump::part_record(story, characters),
            cuts: Vec::new(),
        }
    };
    AreaRecord {
        area: area.name.clone(),
        span: area.span,
        room: slots.len() as u32,
        used,
        holes: holes(slots, poured),
        cells: 0,
        strain: 0,
        stories: stories.iter().enumerate().map(record).collect(),
    }
}

pub(crate) fn block_characters(block: &CopyBlock) -> u32 {
    block.copies().iter().map(|copy| count_characters(&copy.text)).sum()
}

/// Empty rows at the foot of each column, from the left.
fn holes(slots: &[Slot], poured: &Poured) -> Vec<u16> {
    let mut columns: Vec<u16> = slots.iter().map(|slot| slot.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
        .into_iter()
        .map(|column| {
            let last = last_row(poured, column);
            slots.iter().filter(|slot| slot.column == column && slot.row > last).count() as u16
        })
        .collect()
}

/// The last row of a column that is filled.
fn last_row(poured: &Poured, column: u16) -> u16 {
    let own = poured.placed.iter().filter(|placed| placed.slot.column == column);
    own.map(|placed| placed.slot.row + placed.rows - 1).max().unwrap_or(0)
}

/// Names what found no room: characters and lines, never silent.
fn overset(
    area: &Area,
    stories: &[&Story],
    pieces: &[Piece],
    settings: &Settings,
    rest: (usize, usize),
    flowed: &mut Flowed,
) {
    for (index, story) in stories.iter().enumerate() {
        let (mut lines, mut text, mut span) = (0u32, String::new(), None);
        for (number, piece) in pieces.iter().enumerate().skip(rest.0) {
            if piece.story != index {
                continue;
            }
            let first = if number == rest.0 { rest.1 } else { 0 };
            match &piece.kind {
                PieceKind::Text { paragraph, stance, .. } => {
                    let broken = settings.lines(number);
                    lines += broken.len().saturating_sub(first) as u32;
                    if let (0, Some(aside)) = (first, &stance.aside) {
                        text.push_str(&aside.line.text);
                    }
                    if let Some(line) = broken.get(first) {
                        span.get_or_insert(paragraph.span(line.start, line.end));
                        text.push_str(paragraph.rest(line.start));
                    }
                }
                PieceKind::Crosshead { paragraph, rows } => {
                    lines += u32::from(*rows);
                    span.get_or_insert(paragraph.span(0, u32::MAX));
                    text.push_str(&paragraph.text);
                }
                PieceKind::Head(block) => {
                    lines += u32::from(block.rows);
                    span.get_or_insert(piece.span);
                }
                PieceKind::Strip(strip) => {
                    lines += u32::from(strip.rows);
                    span.get_or_insert(piece.span);
                    text.push_str(&strip.text);
                }
                PieceKind::Gap => {}
            }
        }
        let Some(span) = span else { continue };
        let characters = count_characters(&text);
        flowed.diagnostics.push(overset_finding(area, story, characters, lines, span));
        if let Some(record) = flowed.record.stories.get_mut(index) {
            record.overset = Some(Overset { characters, lines, text, span });
        }
    }
}

fn overset_finding(area: &Area, story: &Story, characters: u32, lines: u32, span: Span) -> Diagnostic {
    let (slug, name) = (&story.slug, &area.name);
    Diagnostic::new(
        Code::StoryOverset,
        span,
        say(
            format!("稿件 `{slug}` 在区块 `{name}` 超 {characters} 字（{lines} 行）"),
            format!("story `{slug}` is overset in area `{name}` by {characters} characters ({lines} lines)"),
        ),
    )
    .hint(say(
        "从此处起的文字没有排下：删稿，加大区块，缩小图片，或转到另一版：`{continues: 稿件}`",
        "the copy from here on found no room: cut it, enlarge the area, make a picture smaller, or let it go on on another page: `{continues: SLUG}`",
    ))
    .note(area.span, say("区块在此描述", "the area is described here"))
}

/// 字 that find room in the empty rows at the foot of each column.
fn empty_cells(desk: &Desk<'_>, slots: &[Slot], poured: &Poured) -> i64 {
    let empty = slots.iter().filter(|slot| slot.row > last_row(poured, slot.column));
    empty.map(|slot| slot.measure.div_floor(desk.sheet.body.size)).sum()
}

fn underset(area: &Area, stories: &[&Story], (about, most): (i64, i64), flowed: &mut Flowed) {
    let deepest = flowed.record.holes.iter().copied().max().unwrap_or(0);
    if i64::from(deepest) <= most {
        return;
    }
    let missing: i64 = flowed.record.holes.iter().map(|&rows| i64::from(rows)).sum();
    let slug = stories.last().map_or("", |story| story.slug.as_str());
    let name = &area.name;
    flowed.diagnostics.push(
        Diagnostic::new(
            Code::StoryUnderset,
            area.span,
            say(
                format!("区块 `{name}` 缺 {missing} 行（约 {about} 字），稿件 `{slug}` 之后空 {deepest} 行"),
                format!(
                    "area `{name}` lacks {missing} lines (about {about} characters): {deepest} rows are empty after story `{slug}`"
                ),
            ),
        )
        .hint(say("加稿、加小标题、加大图片，或缩小区块", "add copy or a cross-head, enlarge a picture, or make the area smaller")),
    );
}
