//! Finds where a part of a story ends, by setting its area with what would stand in it.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::font::FontBook;
use crate::model::{Area, Block, Content, Cut, Direction, Edition, Story, StoryArea, StoryId};
use crate::page::{BlockKind, Overset};

use super::super::area::set_area;
use super::super::desk::Desk;
use super::super::lines::{LineOptions, Measure, break_lines};
use super::super::story::SetArea;
use super::points::{Place, Point, dense, dense_of, point_at, points, split};
use super::{Rest, Stop, rows_only};

/// Fewest lines of a story, and of a paragraph, on either side of a cut.
const FEWEST_LINES: usize = 2;
/// Rows that a jump line may take: one for itself, and one to fill (`algorithms.md` 3, lever 8).
const JUMP_ROWS: [u16; 2] = [1, 2];
/// How many cuts of one kind are tried, from the latest back.
const TRIED: usize = 10;
/// How many lines beyond the natural end of a part a cut may lie: lines that paragraphs can lose.
const LINES_BEYOND: usize = 2;
/// How many lines before it the last full line may be.
const LINES_BEFORE: u16 = 4;

/// An area on which parts are tried.
pub(super) struct Table<'a> {
    stop: &'a Stop<'a>,
    fonts: &'a FontBook,
    /// Nothing but what the area needs; the story is put in for each trial.
    edition: Edition,
    area: Area,
}

/// How a trial came out.
struct Trial {
    set: SetArea,
}

impl Trial {
    fn overset(&self) -> Option<&Overset> {
        self.set.record.as_ref()?.stories.first()?.overset.as_ref()
    }

    /// Rows that are empty at the feet of columns.
    fn free(&self) -> u32 {
        let holes = self.set.record.iter().flat_map(|record| &record.holes);
        holes.map(|rows| u32::from(*rows)).sum()
    }

    /// To the last row of the last column, and no line more. A hole at the foot of a column before, where a
    /// cross-head had no room, is there wherever the story is cut.
    fn fills(&self) -> bool {
        let last = self.set.record.as_ref().and_then(|record| record.holes.last());
        self.overset().is_none() && last == Some(&0)
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(edition: &Edition, stop: &'a Stop<'a>, fonts: &'a FontBook) -> Table<'a> {
        let fitting = rows_only(&stop.content.fitting);
        let content = StoryArea { stories: vec![StoryId(0)], jump: None, fitting, ..stop.content.clone() };
        Table {
            stop,
            fonts,
            edition: Edition {
                zone: None,
                zone_file: None,
                paper: edition.paper.clone(),
                code: edition.code.clone(),
                date: edition.date,
                issue: edition.issue,
                issue_span: edition.issue_span,
                neighbours: Vec::new(),
                version: edition.version,
                delivery: edition.delivery.clone(),
                press: edition.press.clone(),
                sheets: edition.sheets.clone(),
                stories: Vec::new(),
                pictures: edition.pictures.clone(),
                fillers: Vec::new(),
                pages: Vec::new(),
                lint: edition.lint.clone(),
                allow: Vec::new(),
                words: Vec::new(),
            },
            area: Area { content: Content::Story(content), ..stop.area.clone() },
        }
    }

    /// Sets the area with a story.
    fn set(&mut self, story: &Story) -> Trial {
        self.edition.stories = vec![story.clone()];
        Trial { set: set_area(&self.desk(), &self.area) }
    }

    fn desk(&self) -> Desk<'_> {
        let desk = Desk::new(&self.edition, self.stop.plan, self.fonts);
        let composition = self.stop.content.composition.as_deref().unwrap_or(desk.composition);
        Desk { composition, ..desk }
    }

    /// The last part. Where it lacks a line the jump line fills it.
    pub(super) fn last(&mut self, story: Story) -> Story {
        let longer = |story: &Story| {
            let mut story = story.clone();
            if let Some(from) = story.part.as_mut().and_then(|part| part.from.as_mut()) {
                from.1 = JUMP_ROWS[1];
            }
            story
        };
        let trial = self.set(&story);
        if trial.overset().is_some() || trial.free() != 1 {
            return story;
        }
        let filled = longer(&story);
        if self.set(&filled).fills() { filled } else { story }
    }

    /// The part that fills the area, and what is left of the story.
    pub(super) fn cut(&mut self, story: Story, diagnostics: &mut Vec<Diagnostic>) -> (Story, Rest) {
        let trial = self.set(&story);
        let Some(natural) = end_of(&story, &trial) else {
            // All of it stands here: the next area says so.
            return ended(story);
        };
        let measure = self.measure(&trial);
        let points = points(&story.body);
        let rules: &[Cut] = match self.stop.jump.cut {
            Cut::Paragraph => &[Cut::Paragraph, Cut::Sentence, Cut::Line],
            Cut::Sentence => &[Cut::Sentence, Cut::Line],
            Cut::Line => &[Cut::Line],
        };
        for rule in rules {
            for rows in JUMP_ROWS {
                let found = match rule {
                    Cut::Line => self.at_lines(&story, &points, rows, measure),
                    _ => self.at_ends(&story, &points, (*rule, natural), rows, measure),
                };
                let Some((point, part)) = found else { continue };
                if *rule != self.stop.jump.cut {
                    diagnostics.push(self.finer(&story, point, *rule));
                }
                return parted(&story, point, part);
            }
        }
        self.nearest(story, &points, natural, measure, diagnostics)
    }

    /// The latest end of a sentence or paragraph up to which the story fills the area.
    fn at_ends(
        &mut self,
        story: &Story,
        points: &[Point],
        (rule, natural): (Cut, usize),
        rows: u16,
        measure: Length,
    ) -> Option<(Point, Story)> {
        let cells = measure.div_floor(self.body().max(Length::emu(1))).max(1) as usize;
        let allowed = |point: &&Point| match rule {
            Cut::Paragraph => point.kind == Cut::Paragraph,
            _ => point.kind != Cut::Line,
        };
        let near = points.iter().filter(allowed).filter(|point| point.before <= natural + cells * LINES_BEYOND);
        let legal = |point: &&Point| self.may_cut(story, **point, measure);
        let near: Vec<Point> = near.rev().take(TRIED).filter(legal).copied().collect();
        near.into_iter().find_map(|point| {
            let part = with(story, split(&story.body, point).0, rows, false);
            self.set(&part).fills().then_some((point, part))
        })
    }

    /// The latest full line up to which the story fills the area.
    fn at_lines(&mut self, story: &Story, points: &[Point], rows: u16, measure: Length) -> Option<(Point, Story)> {
        for more in 0..LINES_BEFORE {
            let trial = self.set(&with(story, story.body.clone(), rows + more, false));
            let point = end_of(story, &trial).and_then(|end| point_at(&story.body, end, points));
            let Some(point) = point.filter(|point| self.may_cut(story, *point, measure)) else { continue };
            let part = with(story, split(&story.body, point).0, rows, breaks_off(point));
            if self.set(&part).fills() {
                return Some((point, part));
            }
        }
        None
    }

    /// Where nothing fills the area: the latest cut before its natural end.
    fn nearest(
        &mut self,
        story: Story,
        points: &[Point],
        natural: usize,
        measure: Length,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Story, Rest) {
        let before = points.iter().filter(|point| point.before <= natural);
        let legal = |point: &&Point| self.may_cut(&story, **point, measure);
        let before: Vec<Point> = before.rev().filter(legal).copied().collect();
        for point in before {
            let part = with(&story, split(&story.body, point).0, JUMP_ROWS[0], breaks_off(point));
            if self.set(&part).overset().is_none() {
                return parted(&story, point, part);
            }
        }
        diagnostics.push(self.uncut(&story));
        ended(story)
    }

    /// Whether enough lines stand on either side of a point, and no initial is cut.
    fn may_cut(&self, story: &Story, point: Point, measure: Length) -> bool {
        let (first, rest) = split(&story.body, point);
        let has_lines = |body: &[Block]| {
            let lines = |block: &Block| self.lines(block, measure);
            body.iter().map(lines).take(FEWEST_LINES).sum::<usize>() >= FEWEST_LINES
        };
        if !has_lines(&first) || !has_lines(&rest) {
            return false;
        }
        match point.place {
            Place::End => true,
            Place::Byte(_) | Place::Verse(_) => {
                let initial = if point.block == 0 { usize::from(story.opening.drop_cap) } else { 0 };
                let lines = |block: Option<&Block>| block.map_or(0, |block| self.lines(block, measure));
                lines(first.last()) >= FEWEST_LINES.max(initial) && lines(rest.first()) >= FEWEST_LINES
            }
        }
    }

    /// About how many lines a block takes.
    fn lines(&self, block: &Block, measure: Length) -> usize {
        let desk = self.desk();
        let sheet = desk.sheet;
        let (copy, style) = match block {
            Block::Paragraph(copy) => (copy, &sheet.body),
            Block::Quote(copy) => (copy, &sheet.quote),
            Block::Speech(copy) => (copy, &sheet.speech),
            Block::Item { text, .. } => (text, &sheet.list),
            Block::Verse(lines) => return lines.iter().filter(|line| !line.text.is_empty()).count(),
            Block::Names(_) | Block::Table(_) => return FEWEST_LINES,
            Block::Crosshead(_) | Block::Break => return 0,
        };
        let mut unheard = Vec::new();
        let paragraph = desk.prepare(copy, style, &mut unheard);
        let indent = style.indent.unwrap_or(desk.composition.indent).at(style.size);
        let options = LineOptions { indent, align: style.align };
        break_lines(&paragraph, &options, Measure::Uniform(measure)).len()
    }

    /// The measure of the last lines of a trial.
    fn measure(&self, trial: &Trial) -> Length {
        let vertical = self.stop.content.direction == Direction::Vertical;
        let last = trial.set.blocks.iter().rev().find(|block| matches!(block.kind, BlockKind::Text { .. }));
        let grid = &self.stop.plan.grid;
        let otherwise = grid.columns.first().map_or(grid.body, |column| column.width);
        last.map_or(otherwise, |block| if vertical { block.at.height } else { block.at.width })
    }

    fn body(&self) -> Length {
        self.edition.sheets[usize::from(self.stop.plan.sheet.0)].body.size
    }

    fn finer(&self, story: &Story, point: Point, rule: Cut) -> Diagnostic {
        let name = |cut: Cut| match cut {
            Cut::Line => ("行末", "the end of a line"),
            Cut::Sentence => ("句末", "the end of a sentence"),
            Cut::Paragraph => ("段末", "the end of a paragraph"),
        };
        let (wanted, taken) = (name(self.stop.jump.cut), name(rule));
        let (slug, area) = (&story.slug, &self.stop.area.name);
        let message = say(
            format!("稿件 `{slug}` 在{}断开：没有一处{}能使区块 `{area}` 排满", taken.0, wanted.0),
            format!("story `{slug}` is cut at {}: at {} it would not fill area `{area}`", taken.1, wanted.1),
        );
        let hint = say(
            "增删几个字，改区块一行，或写 `jump: {cut: line}`",
            "change a few words, or the area by a row, or write `jump: {cut: line}`",
        );
        Diagnostic::new(Code::JumpCut, span_at(&story.body, point), message)
            .hint(hint)
            .note(self.stop.area.span, say("区块在此描述", "the area is described here"))
            .on_page(self.stop.plan.number)
    }

    fn uncut(&self, story: &Story) -> Diagnostic {
        let (slug, area) = (&story.slug, &self.stop.area.name);
        let message = say(
            format!("稿件 `{slug}` 在区块 `{area}` 里没有可断之处"),
            format!("story `{slug}` cannot be cut anywhere in area `{area}`"),
        );
        let hint = say(
            "断处前后至少各两行，不断开表格、首字和诗行：加大区块，或分段",
            "two lines stand on either side, tables, initials and lines of verse are whole: enlarge the area, or make paragraphs",
        );
        Diagnostic::new(Code::JumpBroken, self.stop.area.span, message).hint(hint).on_page(self.stop.plan.number)
    }
}

/// Characters of a story that stand in its area; `None` when all do.
fn end_of(story: &Story, trial: &Trial) -> Option<usize> {
    let rest = dense(&trial.overset()?.text);
    Some(dense_of(&story.body).saturating_sub(rest))
}

/// Whether the last line before a cut is full, and the next part begins without an indent.
fn breaks_off(point: Point) -> bool {
    point.kind == Cut::Line && matches!(point.place, Place::Byte(_))
}

/// A story that is not cut: it goes on nowhere.
fn ended(mut story: Story) -> (Story, Rest) {
    if let Some(part) = &mut story.part {
        part.to = None;
    }
    (story, Rest { body: Vec::new(), goes_on: false })
}

fn parted(story: &Story, point: Point, part: Story) -> (Story, Rest) {
    (part, Rest { body: split(&story.body, point).1, goes_on: breaks_off(point) })
}

/// Where a point is in the story's file.
fn span_at(body: &[Block], point: Point) -> Span {
    let (_, rest) = split(body, point);
    rest.iter().flat_map(|block| block.copies()).next().map_or(Span::NONE, |copy| copy.span_at(0))
}

/// A story with another body and these rows for its jump line.
fn with(story: &Story, body: Vec<Block>, rows: u16, breaks_off: bool) -> Story {
    let mut part = story.part.clone();
    if let Some(part) = &mut part {
        part.breaks_off = breaks_off;
        if let Some(to) = &mut part.to {
            to.1 = rows;
        }
    }
    Story { body, part, ..story.clone() }
}
