//! The layers of a proof: what can be shown and hidden above the page.

use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::output::diff::{BoxFate, Difference, Fate};
use crate::page::layout::PageLayout;

use super::book::ProofPage;
use super::sheet::{Sheet, counted};
use crate::output::draw::{BLUE, Drawing, GRAY, GREEN, Letters, RED, SKY, Side, bold, plain};

/// A layer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Layer {
    /// Columns and rows.
    Grid,
    /// Areas and their names.
    Areas,
    /// Characters and lines of each story.
    Counts,
    /// What was found.
    Findings,
    /// What changed since the round before.
    Changes,
}

impl Layer {
    /// All, from the lowest.
    pub const ALL: [Layer; 5] = [Layer::Grid, Layer::Areas, Layer::Counts, Layer::Findings, Layer::Changes];

    /// As readers of the file call it.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Grid => "网格",
            Layer::Areas => "文字块与编号",
            Layer::Counts => "字数行数",
            Layer::Findings => "问题",
            Layer::Changes => "改动",
        }
    }

    /// Whether it is shown when the file is opened.
    pub(super) fn is_on(self) -> bool {
        matches!(self, Layer::Findings | Layer::Changes)
    }
}

const HAIR: Length = Length::pt_hundredths(20);

/// What a layer shows of a page.
pub(super) fn drawn(
    layer: Layer,
    (page, layout): (&ProofPage, &PageLayout),
    sheet: &Sheet,
    changes: Option<&Difference>,
    letters: &Letters<'_>,
) -> Drawing {
    let mut drawing = Drawing::default();
    match layer {
        Layer::Grid => grid(page, sheet, &mut drawing),
        Layer::Areas => areas(page, sheet, letters, &mut drawing),
        Layer::Counts => counts(page, layout, sheet, letters, &mut drawing),
        Layer::Findings => findings(page, sheet, letters, &mut drawing),
        Layer::Changes => {
            if let Some(changes) = changes {
                changed(page.number, changes, sheet, &mut drawing);
            }
        }
    }
    drawing
}

fn grid(page: &ProofPage, sheet: &Sheet, drawing: &mut Drawing) {
    let grid = &page.grid;
    let height = grid.pitch * i64::from(grid.rows);
    let mut lines = Vec::new();
    for [x, width] in &grid.columns {
        for x in [*x, x + width] {
            let at = sheet.rect([x, grid.top, 0, height]);
            lines.push(Rect::new(at.x - HAIR / 2, at.y, HAIR, at.height));
        }
        for row in 0..=i64::from(grid.rows) {
            let at = sheet.rect([*x, grid.top + grid.pitch * row, *width, 0]);
            let weight = if row % 5 == 0 { HAIR * 2 } else { HAIR };
            lines.push(Rect::new(at.x, at.y - weight / 2, at.width, weight));
        }
    }
    drawing.fill(lines, SKY);
}

/// A word on a filled ground, at the top left corner of a box.
fn tag(drawing: &mut Drawing, letters: &Letters<'_>, text: &str, at: Point, ink: crate::base::color::Cmyk) {
    let look = bold(700, crate::base::color::Cmyk::WHITE);
    let ground = Rect::new(at.x, at.y, letters.width(text, look) + Length::pt(4), Length::pt(10));
    drawing.fill(vec![ground], ink);
    drawing.text(
        letters,
        text,
        look,
        Point { x: at.x + Length::pt(2), y: at.y + Length::pt_hundredths(750) },
        Side::Left,
    );
}

fn areas(page: &ProofPage, sheet: &Sheet, letters: &Letters<'_>, drawing: &mut Drawing) {
    for area in &page.areas {
        for one in &area.boxes {
            drawing.frame(sheet.rect(*one), Length::pt_hundredths(100), BLUE);
        }
        if let Some([x, y, ..]) = area.boxes.first() {
            tag(drawing, letters, &area.name, sheet.point(*x, *y), BLUE);
        }
    }
}

fn counts(page: &ProofPage, layout: &PageLayout, sheet: &Sheet, letters: &Letters<'_>, drawing: &mut Drawing) {
    for story in &page.stories {
        let [x, y, ..] = story.at;
        let shared = page.stories.iter().filter(|other| other.area == story.area).count() > 1;
        let own = layout.texts.iter().filter(|text| text.story == story.slug).flat_map(|text| &text.lines);
        let first = own.map(|line| line.boxed()).min_by_key(|at| (at[0] - x).abs() + at[1]).filter(|_| shared);
        let at = match first {
            // Above its first line.
            Some([left, top, ..]) => {
                let at = sheet.point(left, top);
                Point { x: at.x, y: at.y - Length::pt(10) }
            }
            // Below the name of the area, where that layer is shown too.
            None => {
                let at = sheet.point(x, y);
                Point { x: at.x, y: at.y + Length::pt(11) }
            }
        };
        let part = story.part.map(|(number, count)| format!(" {number}/{count}")).unwrap_or_default();
        let text = format!("{}{part} {} 字 {} 行 {}", story.slug, story.characters, story.lines, story.state().zh);
        let ink = if story.over.is_some() {
            RED
        } else if story.short > 0 {
            GRAY
        } else {
            GREEN
        };
        tag(drawing, letters, &text, at, ink);
    }
    for area in &page.areas {
        let (Some((room, used)), Some([x, y, width, height])) = (area.rows, area.boxes.last()) else { continue };
        let at = sheet.point(x + width, y + height);
        let at = Point { x: at.x - Length::pt(2), y: at.y - Length::pt(2) };
        drawing.text(letters, &format!("{used}/{room} 行位"), plain(650, GREEN), at, Side::Right);
    }
}

/// The numbers of findings beside what they speak of; the boxes themselves are annotations.
fn findings(page: &ProofPage, sheet: &Sheet, letters: &Letters<'_>, drawing: &mut Drawing) {
    for (number, finding) in counted(page) {
        let Some(first) = finding.boxes.first() else { continue };
        let at = sheet.rect(*first);
        let x = (at.right() + Length::pt(2)).min(sheet.trim.right());
        drawing.badge(letters, number, Point { x, y: at.y.max(sheet.trim.y) }, RED);
    }
}

/// 改: a red bar. 排: a gray one. 移: a blue outline.
fn changed(number: u16, changes: &Difference, sheet: &Sheet, drawing: &mut Drawing) {
    for line in changes.lines.iter().filter(|line| line.page == number) {
        let at = sheet.rect(line.at);
        let bar = |width: Length| Rect::new(at.x - Length::pt_hundredths(450), at.y, width, at.height);
        match line.fate {
            Fate::Edited => drawing.fill(vec![bar(Length::pt_hundredths(220))], RED),
            Fate::Reset => drawing.fill(vec![bar(Length::pt_hundredths(120))], GRAY),
            Fate::Moved => drawing.frame(at, Length::pt_hundredths(40), BLUE),
            Fate::Gone => {}
        }
    }
    let told = |fate: BoxFate| fate != BoxFate::Removed;
    for one in changes.boxes.iter().filter(|one| one.page == number && told(one.fate) && one.kind != "area") {
        if let Some(at) = one.new {
            let ink = if one.fate == BoxFate::Moved { BLUE } else { RED };
            drawing.frame(sheet.rect(at), Length::pt_hundredths(150), ink);
        }
    }
}
