//! Where pages stand on a side of a sheet: boxes, places, clips.

use crate::base::geom::{Rect, Size};
use crate::base::units::Length;

use super::plan::Place;
use super::sheet::{Boxes, Finished, Laid};

/// What the press leaves round and between pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Below the pages: held by the press.
    pub gripper: Length,
    /// Between two pages beside one another.
    pub gutter: Length,
    /// Beside and above.
    pub margin: Length,
}

/// Which part of a spread a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// It is a page of its own.
    Page,
    /// Both pages of a spread in one piece; the place is that of the left page.
    Spread,
    /// The left half of a spread that is printed in two.
    Left,
    /// The right half.
    Right,
}

/// A page for a place.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Which file.
    pub file: &'a Finished<'a>,
    /// Which page of it, from 0.
    pub page: usize,
    /// Where.
    pub place: Place,
    /// What of it.
    pub part: Part,
}

/// A side, laid out.
#[derive(Clone, Debug)]
pub struct Face<'a> {
    /// Its boxes.
    pub boxes: Boxes,
    /// Its pages.
    pub laid: Vec<Laid<'a>>,
    /// The whole sheet.
    pub media: Size,
    /// All pages together, from the top left corner of the sheet.
    pub trim: Rect,
    /// Where it is folded, from the left.
    pub folds_down: Vec<Length>,
    /// Where it is folded, from the top.
    pub folds_across: Vec<Length>,
}

/// Lays pages of one size; `None` for one without a TrimBox.
pub fn lay<'a>(
    (columns, rows): (u8, u8),
    page: Size,
    bleed: Length,
    frame: &Frame,
    cells: &[Cell<'a>],
) -> Option<Face<'a>> {
    let (columns, rows) = (i64::from(columns), i64::from(rows));
    let below = frame.gripper.max(frame.margin);
    let bleed = bleed.min(frame.margin);
    let size = Size { width: page.width * columns + frame.gutter * (columns - 1), height: page.height * rows };
    let media = Size { width: size.width + frame.margin * 2, height: size.height + frame.margin + below };
    let (left, bottom) = (frame.margin, below);
    let mut laid = Vec::new();
    for cell in cells {
        let trim = cell.file.trim(cell.page)?;
        let (column, row) = (i64::from(cell.place.column), i64::from(cell.place.row));
        let is_spread = cell.part == Part::Spread;
        // Of a spread on its head the left page stands right.
        let first = if is_spread { 0 } else { column };
        let x = left + (page.width + frame.gutter) * first;
        let y = bottom + page.height * (rows - 1 - row);
        let width = if is_spread { size.width } else { page.width };
        let own = Length::emu(((trim[2] - trim[0]) * 12_700.0).round() as i64);
        // The fold of a spread is that of the sheet: what is wider or narrower than its place is centred.
        let shift = match cell.part {
            Part::Right => page.width - own,
            Part::Left => Length::ZERO,
            Part::Page | Part::Spread => (width - own) / 2,
        };
        let (from_x, from_y) = ((x + shift).to_pt() - trim[0], y.to_pt() - trim[1]);
        let matrix = if cell.place.is_turned {
            let (twice_x, twice_y) = ((x * 2 + width).to_pt(), (y * 2 + page.height).to_pt());
            [-1.0, 0.0, 0.0, -1.0, twice_x - from_x, twice_y - from_y]
        } else {
            [1.0, 0.0, 0.0, 1.0, from_x, from_y]
        };
        let inner = bleed.min(frame.gutter / 2);
        let beyond_left = if first == 0 { bleed } else { inner };
        let beyond_right = if is_spread || column == columns - 1 { bleed } else { inner };
        let beyond_top = if row == 0 { bleed } else { Length::ZERO };
        let beyond_bottom = if row == rows - 1 { bleed } else { Length::ZERO };
        let clip = [
            x - beyond_left,
            y - beyond_bottom,
            width + beyond_left + beyond_right,
            page.height + beyond_bottom + beyond_top,
        ];
        laid.push(Laid { file: cell.file, page: cell.page, matrix, clip: clip.map(Length::to_pt) });
    }
    let trim = [left, bottom, left + size.width, bottom + size.height].map(Length::to_pt);
    let grown = bleed.to_pt();
    let boxes = Boxes {
        media: [0.0, 0.0, media.width.to_pt(), media.height.to_pt()],
        bleed: [trim[0] - grown, trim[1] - grown, trim[2] + grown, trim[3] + grown],
        trim,
    };
    let trim = Rect::new(left, frame.margin, size.width, size.height);
    let folds_down = if columns == 2 { vec![left + size.width / 2] } else { Vec::new() };
    let folds_across = if rows == 2 { vec![frame.margin + page.height] } else { Vec::new() };
    Some(Face { boxes, laid, media, trim, folds_down, folds_across })
}
