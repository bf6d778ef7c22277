//! The sheet of a proof: the page with room around it, and what stands there.

use crate::base::diag::Severity;
use crate::base::geom::{Point, Rect, Size};
use crate::base::units::Length;
use crate::page::layout::PageLayout;

use super::book::{Proof, ProofPage, StoryNote, round_name};
use crate::output::draw::{BLACK, Drawing, GRAY, GREEN, Letters, PALE, RED, Side, bold, plain};

/// Beside the page.
pub(super) const MARGIN: Length = Length::mm(14);
/// Above it.
pub(super) const HEAD: Length = Length::mm(10);
/// From the page to the strip.
const AWAY: Length = Length::mm(5);
/// The height of titles and of the boxes for signatures.
const TITLES: Length = Length::mm(14);
/// A row of the table of stories.
const ROW: Length = Length::microns(4_400);
/// The width of a story in the table, at least.
const STORY: Length = Length::mm(84);
/// A line of the list of findings.
const FINDING: Length = Length::microns(3_900);
/// Findings that are listed.
const LISTED: usize = 24;
/// Below all.
const FOOT: Length = Length::mm(7);
/// A hairline.
const HAIR: Length = Length::pt_hundredths(25);
/// Who signs.
const SIGNERS: [&str; 4] = ["责编", "校对", "值班", "签发"];

/// The sheet of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// All of it.
    pub(super) media: Size,
    /// The page on it.
    pub(super) trim: Rect,
}

impl Sheet {
    pub(super) fn new(page: &ProofPage) -> Sheet {
        let [width, height] = page.size.map(Length::emu);
        let table = ROW * rows(page, width) as i64 + Length::mm(2);
        let list = FINDING * list_lines(page) as i64 + Length::mm(3);
        let foot = AWAY + TITLES + Length::mm(3) + table + list + FOOT;
        Sheet {
            media: Size { width: width + MARGIN * 2, height: HEAD + height + foot },
            trim: Rect::new(MARGIN, HEAD, width, height),
        }
    }

    /// A box of the page on the sheet.
    pub(super) fn rect(&self, [x, y, width, height]: [i64; 4]) -> Rect {
        Rect::new(self.trim.x + Length::emu(x), self.trim.y + Length::emu(y), Length::emu(width), Length::emu(height))
    }

    pub(super) fn point(&self, x: i64, y: i64) -> Point {
        Point { x: self.trim.x + Length::emu(x), y: self.trim.y + Length::emu(y) }
    }
}

fn columns(width: Length) -> usize {
    width.div_floor(STORY).clamp(1, 6) as usize
}

fn rows(page: &ProofPage, width: Length) -> usize {
    page.stories.len().div_ceil(columns(width))
}

/// Findings that count, in the order of their numbers.
pub(super) fn counted(page: &ProofPage) -> impl Iterator<Item = (usize, &super::book::FindingNote)> {
    page.findings.iter().filter(|finding| !finding.allowed).enumerate().map(|(index, finding)| (index + 1, finding))
}

fn list_lines(page: &ProofPage) -> usize {
    let count = counted(page).count();
    count.min(LISTED).div_ceil(2) + usize::from(count > LISTED)
}

/// What is on every proof: the frame of the page, numbers of rows and columns, the strip.
pub(super) fn strip(
    proof: &Proof,
    page: &ProofPage,
    layout: &PageLayout,
    sheet: &Sheet,
    changes: Option<&str>,
    letters: &Letters<'_>,
) -> Drawing {
    let mut drawing = Drawing::default();
    let around =
        Rect::new(sheet.trim.x - HAIR, sheet.trim.y - HAIR, sheet.trim.width + HAIR * 2, sheet.trim.height + HAIR * 2);
    drawing.frame(around, HAIR, GRAY);
    numbers(page, layout, sheet, letters, &mut drawing);
    let top = sheet.trim.bottom() + AWAY;
    let signed = signatures(sheet, top, letters, &mut drawing);
    titles(proof, page, (sheet, top, signed), changes, letters, &mut drawing);
    let mut y = top + TITLES + Length::mm(3);
    y = table(page, sheet, y, letters, &mut drawing);
    findings(page, sheet, y + Length::mm(2), letters, &mut drawing);
    let foot = Point { x: sheet.trim.right(), y: sheet.media.height - Length::mm(3) };
    let maker = concat!("校样，不作印刷用　paiban ", env!("CARGO_PKG_VERSION"));
    drawing.text(letters, maker, plain(600, GRAY), foot, Side::Right);
    drawing
}

/// Every fifth row beside the page and in the gutters, where nothing else stands; every column above it.
fn numbers(page: &ProofPage, layout: &PageLayout, sheet: &Sheet, letters: &Letters<'_>, drawing: &mut Drawing) {
    let grid = &page.grid;
    let look = plain(480, GRAY);
    for (index, [x, width]) in grid.columns.iter().enumerate() {
        let at = Point { x: sheet.point(x + width / 2, 0).x, y: sheet.trim.y - Length::mm(2) };
        drawing.text(letters, &format!("{} 栏", index + 1), plain(650, GRAY), at, Side::Middle);
    }
    let mut taken: Vec<Rect> =
        layout.texts.iter().flat_map(|text| &text.lines).map(|line| sheet.rect(line.boxed())).collect();
    taken.extend(layout.pictures.iter().map(|picture| sheet.rect(picture.at)));
    let solid = |kind: &str| matches!(kind, "rule" | "ad" | "frame" | "insert" | "filler");
    taken.extend(
        layout.boxes.iter().filter(|one| solid(&one.kind) && one.kind != "frame").map(|one| sheet.rect(one.at)),
    );
    for row in (5..=grid.rows).step_by(5) {
        let top = grid.top + grid.pitch * i64::from(row - 1);
        // The numeral stands in the middle of its row.
        let y = sheet.point(0, top + grid.pitch / 2).y + look.size.scale(36, 100);
        let text = row.to_string();
        for (x, side) in [(sheet.trim.x - Length::mm(2), Side::Right), (sheet.trim.right() + Length::mm(2), Side::Left)]
        {
            drawing.text(letters, &text, plain(600, GRAY), Point { x, y }, side);
        }
        for pair in grid.columns.windows(2) {
            let [left, right] = [pair[0][0] + pair[0][1], pair[1][0]];
            let own = sheet.rect([left, top, right - left, grid.pitch]);
            if taken.iter().any(|rect| rect.overlaps(own)) || letters.width(&text, look) > own.width {
                continue;
            }
            drawing.text(letters, &text, look, Point { x: own.x + own.width / 2, y }, Side::Middle);
        }
    }
}

/// 责编 · 校对 · 值班 · 签发: boxes to sign in. Gives their left edge.
fn signatures(sheet: &Sheet, top: Length, letters: &Letters<'_>, drawing: &mut Drawing) -> Length {
    let width = (sheet.trim.width / 9).max(Length::mm(18)).min(Length::mm(34));
    let left = sheet.trim.right() - width * SIGNERS.len() as i64;
    for (index, name) in SIGNERS.into_iter().enumerate() {
        let own = Rect::new(left + width * index as i64, top, width, TITLES);
        drawing.frame(own, Length::pt_hundredths(50), BLACK);
        let at = Point { x: own.x + Length::mm(1), y: own.y + Length::microns(3_200) };
        drawing.text(letters, name, plain(700, BLACK), at, Side::Left);
    }
    left
}

/// Paper, day, page, round; below them how it stands.
fn titles(
    proof: &Proof,
    page: &ProofPage,
    (sheet, top, right): (&Sheet, Length, Length),
    changes: Option<&str>,
    letters: &Letters<'_>,
    drawing: &mut Drawing,
) {
    let gap = Length::mm(3);
    let baseline = top + Length::microns(6_200);
    let round = round_name(proof.round);
    let look = bold(1500, BLACK);
    let own = Rect::new(sheet.trim.x, top, letters.width(&round, look) + Length::mm(4), Length::microns(8_600));
    drawing.fill(vec![own], BLACK);
    let look = bold(1500, crate::base::color::Cmyk::WHITE);
    drawing.text(letters, &round, look, Point { x: own.x + own.width / 2, y: baseline }, Side::Middle);
    let mut x = own.right() + gap;
    let zone = proof.zone.as_deref().map(|zone| format!("　{zone}版")).unwrap_or_default();
    let issue = if proof.issue > 0 { format!("　第 {} 期", proof.issue) } else { String::new() };
    let words = [
        (proof.paper.clone(), bold(1500, BLACK)),
        (format!("{} {}", page.folio, page.section), bold(1200, BLACK)),
        (format!("{}{issue}{zone}", proof.date), plain(950, BLACK)),
    ];
    for (text, look) in words {
        let text = letters.fitted(&text, look, right - x - gap);
        x += drawing.text(letters, &text, look, Point { x, y: baseline }, Side::Left) + gap;
    }
    let count = |severity: Severity| counted(page).filter(|(_, finding)| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let over: u32 = page.stories.iter().filter_map(|story| story.over).map(|over| over.0).sum();
    let mut state = match (errors, warnings) {
        (0, 0) => "没有问题".to_owned(),
        (errors, warnings) => format!("错误 {errors}　警告 {warnings}"),
    };
    if over > 0 {
        state += &format!("　共超 {over} 字");
    }
    if let Some(changes) = changes {
        state += &format!("　{changes}");
    }
    let look = plain(850, if errors > 0 { RED } else { BLACK });
    let state = letters.fitted(&state, look, right - sheet.trim.x - gap);
    drawing.text(letters, &state, look, Point { x: sheet.trim.x, y: top + Length::microns(12_600) }, Side::Left);
}

/// Every story: 字, 行, and whether it is full, over or short. Gives the foot.
fn table(page: &ProofPage, sheet: &Sheet, top: Length, letters: &Letters<'_>, drawing: &mut Drawing) -> Length {
    let across = columns(sheet.trim.width);
    let down = rows(page, sheet.trim.width);
    let gap = Length::mm(4);
    let width = (sheet.trim.width - gap * (across as i64 - 1)) / across as i64;
    drawing.fill(vec![Rect::new(sheet.trim.x, top, sheet.trim.width, HAIR * 2)], BLACK);
    for (index, story) in page.worst_first().into_iter().enumerate() {
        let (column, row) = (index / down.max(1), index % down.max(1));
        let x = sheet.trim.x + (width + gap) * column as i64;
        let foot = top + ROW * (row as i64 + 1);
        let y = foot - Length::microns(1_300);
        cell(story, Rect::new(x, y, width, ROW), letters, drawing);
        drawing.fill(vec![Rect::new(x, foot, width, HAIR)], PALE);
    }
    top + ROW * down as i64
}

fn cell(story: &StoryNote, at: Rect, letters: &Letters<'_>, drawing: &mut Drawing) {
    let ink = match (story.over, story.short) {
        (Some(_), _) => RED,
        (None, 0) => GREEN,
        (None, _) => BLACK,
    };
    let state = story.state().zh;
    let look = if story.over.is_some() { bold(750, ink) } else { plain(750, ink) };
    let right = at.right();
    let mut taken = drawing.text(letters, &state, look, Point { x: right, y: at.y }, Side::Right);
    let counts = format!("{} 字 {} 行", story.characters, story.lines);
    let x = right - taken.max(Length::mm(9)) - Length::mm(2);
    taken = taken.max(Length::mm(9))
        + Length::mm(4)
        + drawing.text(letters, &counts, plain(750, BLACK), Point { x, y: at.y }, Side::Right);
    let name = bold(750, if story.over.is_some() { RED } else { BLACK });
    let own = letters.fitted(&story.slug, name, (at.width - taken) / 2);
    let wide = drawing.text(letters, &own, name, Point { x: at.x, y: at.y }, Side::Left);
    let part = story.part.map(|(number, count)| format!("（{number}/{count}）")).unwrap_or_default();
    let look = plain(750, GRAY);
    let rest = letters.fitted(&format!("{}{part}", story.headline), look, at.width - taken - wide - Length::mm(2));
    drawing.text(letters, &rest, look, Point { x: at.x + wide + Length::mm(2), y: at.y }, Side::Left);
}

/// The findings by their numbers, in two columns.
fn findings(page: &ProofPage, sheet: &Sheet, top: Length, letters: &Letters<'_>, drawing: &mut Drawing) {
    let count = counted(page).count();
    let down = count.min(LISTED).div_ceil(2);
    let width = (sheet.trim.width - Length::mm(4)) / 2;
    for (number, finding) in counted(page).take(LISTED) {
        let (column, row) = ((number - 1) / down, (number - 1) % down);
        let x = sheet.trim.x + (width + Length::mm(4)) * column as i64;
        let y = top + FINDING * (row as i64 + 1);
        let ink = if finding.severity == Severity::Error { RED } else { BLACK };
        let numeral = format!("{number} ");
        let wide = drawing.text(letters, &numeral, bold(700, ink), Point { x, y }, Side::Left);
        let place = if finding.place.is_empty() { String::new() } else { format!("　{}", finding.place) };
        let look = plain(700, ink);
        let text = letters.fitted(&format!("{}{place}", finding.message.zh), look, width - wide);
        drawing.text(letters, &text, look, Point { x: x + wide, y }, Side::Left);
    }
    if count > LISTED {
        let y = top + FINDING * (down as i64 + 1);
        let more = format!("另有 {} 条，见注释与网页样", count - LISTED);
        drawing.text(letters, &more, plain(700, GRAY), Point { x: sheet.trim.x, y }, Side::Left);
    }
}
