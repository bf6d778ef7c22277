//! The copy of an area: pieces made of its stories, poured into its chain, placed and counted.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::{Em, Length};
use crate::engine::text::{Paragraph, count_characters};
use crate::model::{Area, Block, Copy, Head, HeadStyle, Story, TextStyle};
use crate::page::{AreaRecord, Item, Overset, StoryRecord};

use super::chain::Chain;
use super::desk::{Desk, break_plain, place_line, set_all};
use super::findings_lines;
use super::fit::Settings;
use super::flow::{Need, Placed, Poured, Slot, slots};
use super::head::{HeadBlock, HeadRoom, set_head};
use super::ledger::{self, StoryLedger};
use super::lines::{BrokenLine, LineOptions, SetLine, set_line};
use super::story::hundredths;

/// Lines that must stand below a cross-head or a head in the column.
///
/// Source: `makeup.md` 2, 背题.
const KEEP_WITH_NEXT: u16 = 2;

/// A hole of more rows than this at the foot of a column is a fault.
///
/// Source: `makeup.md` 2, 空栏.
pub(crate) const LARGEST_HOLE: u16 = 2;

/// Copy poured and placed.
pub(crate) struct Flowed {
    pub(crate) items: Vec<Item>,
    pub(crate) record: AreaRecord,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) ledger: Vec<StoryLedger>,
}

/// One piece of copy.
pub(crate) struct Piece {
    /// Index of its story in the area.
    pub(crate) story: usize,
    pub(crate) kind: PieceKind,
    pub(crate) span: Span,
}

/// What a piece is.
pub(crate) enum PieceKind {
    /// Lines that may part anywhere.
    Text { paragraph: Paragraph, options: LineOptions },
    /// A cross-head: its lines stand in the middle of its rows.
    Crosshead { paragraph: Paragraph, rows: u16 },
    /// The head of one story among several in the area.
    Head(Box<HeadBlock>),
    /// An empty row.
    Gap,
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
    let slots = slots(chain);
    let narrowest = chain.0.iter().map(|segment| segment.measure).min().unwrap_or(Length::ZERO);
    let mut pieces = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        if let Some(style) = style {
            let room = HeadRoom { measure: narrowest, rows: head.rows, span: head.span };
            let block = set_head(desk, style, story, room).drain(&mut diagnostics);
            let span = story.headline.as_ref().map_or(story.span, |headline| headline.span_at(0));
            pieces.push(Piece { story: index, kind: PieceKind::Head(Box::new(block)), span });
        }
        for block in &story.body {
            pieces.extend(pieces_of(desk, index, block, narrowest, &mut diagnostics));
        }
    }
    let mut settings = Settings::new(&pieces, &slots, chain.uniform_measure());
    let poured = settings.choose(&pieces, &slots);
    let mut flowed = Flowed {
        items: Vec::new(),
        record: record(area, stories, &slots, &poured, &pieces),
        diagnostics,
        ledger: Vec::new(),
    };
    place(desk, &pieces, &poured, &settings, &mut flowed);
    findings_lines::of_copy(desk, stories, &pieces, &poured, &settings, &mut flowed.diagnostics);
    if desk.explains {
        flowed.ledger = ledger::of_copy(desk, area, stories, &pieces, &poured, &settings);
    }
    if let Some(rest) = poured.overset {
        overset(area, stories, &pieces, &settings, rest, &mut flowed);
    } else {
        underset(area, stories, narrowest.div_floor(desk.sheet.body.size), &mut flowed);
    }
    flowed
}

fn pieces_of(desk: &Desk<'_>, story: usize, block: &Block, measure: Length, sink: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let text = |copy: &Copy, style: &TextStyle, sink: &mut Vec<Diagnostic>| {
        let paragraph = desk.prepare(copy, style, sink);
        let indent = style.indent.unwrap_or(desk.composition.indent).at(style.size);
        PieceKind::Text { paragraph, options: LineOptions { indent, align: style.align } }
    };
    let (kind, span) = match block {
        Block::Paragraph(copy) => (text(copy, &desk.sheet.body, sink), copy.span_at(0)),
        Block::Quote(copy) => (text(copy, &desk.sheet.quote, sink), copy.span_at(0)),
        Block::Crosshead(copy) => {
            let style = &desk.sheet.crosshead;
            let paragraph = desk.prepare(copy, style, sink);
            let lines = break_plain(&paragraph, style.align, measure).len() as u16;
            (PieceKind::Crosshead { paragraph, rows: style.rows.max(lines).max(1) }, copy.span_at(0))
        }
        Block::Break => (PieceKind::Gap, Span::NONE),
        Block::Item { .. } | Block::Verse(_) | Block::Speech(_) | Block::Names(_) | Block::Table(_) => {
            let set = |copy: &&Copy| Piece { story, kind: text(copy, &desk.sheet.body, sink), span: copy.span_at(0) };
            return block.copies().iter().map(set).collect();
        }
    };
    vec![Piece { story, kind, span }]
}

impl Piece {
    /// What it asks of the flow, its text set in `lines` lines.
    pub(crate) fn need(&self, lines: usize) -> Need {
        match &self.kind {
            PieceKind::Text { .. } => Need::Lines(lines),
            PieceKind::Crosshead { rows, .. } => Need::Block { rows: *rows, keep: KEEP_WITH_NEXT },
            PieceKind::Head(block) => Need::Block { rows: block.rows, keep: KEEP_WITH_NEXT },
            PieceKind::Gap => Need::Gap,
        }
    }
}

fn place(desk: &Desk<'_>, pieces: &[Piece], poured: &Poured, settings: &Settings, flowed: &mut Flowed) {
    for Placed { piece: index, line, slot, .. } in &poured.placed {
        let piece = &pieces[*index];
        match &piece.kind {
            PieceKind::Text { paragraph, options } => {
                let broken = settings.lines(*index);
                let set = set_line(paragraph, &broken[*line], slot.measure, options.align);
                let baseline = desk.grid().baseline(slot.row, desk.sheet.body.size);
                line_findings(paragraph, &broken[*line], &set, &mut flowed.diagnostics);
                place_line(&set, slot.x, baseline, piece.span, &mut flowed.items);
            }
            PieceKind::Crosshead { paragraph, rows } => {
                place_crosshead(desk, paragraph, *rows, slot, piece.span, &mut flowed.items);
            }
            PieceKind::Head(block) => block.place(slot.x, desk.grid().row_top(slot.row), &mut flowed.items),
            PieceKind::Gap => {}
        }
    }
}

/// A line set so loose that it shows, and one that nothing can make fit.
///
/// Source: `composition.md` C29: warn of the largest gap.
fn line_findings(paragraph: &Paragraph, line: &BrokenLine, set: &SetLine, diagnostics: &mut Vec<Diagnostic>) {
    let span = paragraph.span(line.start, line.end);
    let text = &set.text;
    if set.overfull > Length::ZERO {
        let over = set.overfull.to_mm();
        let finding = Diagnostic::new(
            Code::LineOverfull,
            span,
            say(
                format!("这一行比栏宽多出 {over:.2} 毫米：“{text}”"),
                format!("this line is {over:.2} mm wider than its measure: “{text}”"),
            ),
        );
        let hint = say("改写长的外文词或数字串，或加宽栏", "rewrite the long word or number, or widen the column");
        diagnostics.push(finding.hint(hint));
    } else if set.looseness > LOOSE {
        let gap = set.looseness.0 / 10;
        let finding = Diagnostic::new(
            Code::LineLoose,
            span,
            say(
                format!("这一行字距拉开 0.{gap:02} 字：“{text}”"),
                format!("the characters of this line stand 0.{gap:02} em apart: “{text}”"),
            ),
        );
        diagnostics.push(
            finding.hint(say("增删几个字，使断行好看些", "add or cut a few characters so that it breaks better")),
        );
    }
}

/// Letterspacing from which a line is told as loose: twice what the cost model calls a visible fault.
const LOOSE: Em = Em(250);

fn place_crosshead(desk: &Desk<'_>, paragraph: &Paragraph, rows: u16, slot: &Slot, span: Span, items: &mut Vec<Item>) {
    let style = &desk.sheet.crosshead;
    let lines = break_plain(paragraph, style.align, slot.measure);
    let pitch = desk.grid().pitch;
    let free = pitch * (i64::from(rows) - lines.len() as i64);
    let top = desk.grid().row_top(slot.row) + free / 2;
    for (index, line) in set_all(paragraph, &lines, slot.measure, style.align).iter().enumerate() {
        let baseline = top + pitch * index as i64 + super::desk::baseline_in(pitch, style.size);
        place_line(line, slot.x, baseline, span, items);
    }
}

fn record(area: &Area, stories: &[&Story], slots: &[Slot], poured: &Poured, pieces: &[Piece]) -> AreaRecord {
    let used = poured.placed.iter().map(|placed| u32::from(placed.rows)).sum();
    let record = |(index, story): (usize, &&Story)| {
        let own = |placed: &&Placed| pieces[placed.piece].story == index;
        let text = |placed: &&Placed| matches!(pieces[placed.piece].kind, PieceKind::Text { .. });
        let head = pieces.iter().find_map(|piece| match &piece.kind {
            PieceKind::Head(block) if piece.story == index => Some(block),
            _ => None,
        });
        StoryRecord {
            slug: story.slug.clone(),
            headline: head.map_or(String::new(), |head| head.headline.join("")),
            characters: story.body.iter().map(block_characters).sum(),
            lines: poured.placed.iter().filter(own).filter(text).count() as u32,
            headline_size: head.map_or(0, |head| hundredths(head.headline_size)),
            overset: None,
        }
    };
    AreaRecord {
        area: area.name.clone(),
        span: area.span,
        room: slots.len() as u32,
        used,
        holes: holes(slots, poured),
        stories: stories.iter().enumerate().map(record).collect(),
    }
}

fn block_characters(block: &Block) -> u32 {
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
            let last = poured
                .placed
                .iter()
                .filter(|placed| placed.slot.column == column)
                .map(|placed| placed.slot.row + placed.rows - 1)
                .max()
                .unwrap_or(0);
            slots.iter().filter(|slot| slot.column == column && slot.row > last).count() as u16
        })
        .collect()
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
                PieceKind::Text { paragraph, .. } => {
                    let broken = settings.lines(number);
                    lines += broken.len().saturating_sub(first) as u32;
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
        "从此处起的文字没有排下：删稿，或加大区块、缩小图片",
        "the copy from here on found no room: cut it, enlarge the area or make a picture smaller",
    ))
    .note(area.span, say("区块在此描述", "the area is described here"))
}

fn underset(area: &Area, stories: &[&Story], cells: i64, flowed: &mut Flowed) {
    let deepest = flowed.record.holes.iter().copied().max().unwrap_or(0);
    if deepest <= LARGEST_HOLE {
        return;
    }
    let missing: i64 = flowed.record.holes.iter().map(|&rows| i64::from(rows)).sum();
    let slug = stories.last().map_or("", |story| story.slug.as_str());
    let (name, about) = (&area.name, missing * cells);
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
