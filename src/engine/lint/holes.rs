//! 空栏: cells of the page that no area takes.
//!
//! Source: `makeup.md` 2. A hole at the foot of an area is told where its copy is set.

use crate::base::diag::{Code, Span, say};
use crate::base::geom::Rect;
use crate::page::BlockKind;

use super::Found;
use super::sheet::Sheet;

/// Runs of rows, in one column or several side by side, in which nothing stands.
pub(super) fn holes(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let most = sheet.lint.count(Code::Hole, 0);
    let grid = sheet.grid();
    let rows = usize::from(grid.rows);
    // For every column the rows that something stands in.
    let mut taken = vec![vec![false; rows]; grid.columns.len()];
    for block in sheet.blocks() {
        if matches!(block.kind, BlockKind::Text { .. }) {
            continue;
        }
        let first = (block.at.y - grid.top).div_floor(grid.pitch).clamp(0, i64::from(grid.rows)) as usize;
        let last = (block.at.bottom() - grid.top).div_ceil(grid.pitch).clamp(0, i64::from(grid.rows)) as usize;
        for (column, taken) in grid.columns.iter().zip(&mut taken) {
            if block.at.x < column.x + column.width && column.x < block.at.right() {
                taken[first..last.max(first)].fill(true);
            }
        }
    }
    let mut open: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (column, taken) in taken.iter().enumerate() {
        let mut row = 0;
        while row < rows {
            let start = row;
            while row < rows && !taken[row] {
                row += 1;
            }
            if (row - start) as i64 > most {
                // The same rows of the column before: one hole.
                match open.iter_mut().find(|(_, last, from, to)| *last + 1 == column && (*from, *to) == (start, row)) {
                    Some((_, last, _, _)) => *last = column,
                    None => open.push((column, column, start, row)),
                }
            }
            row += 1;
        }
    }
    for (left, right, from, to) in open {
        let (first, last) = (grid.columns[left], grid.columns[right]);
        let at = Rect::new(
            first.x,
            grid.row_top(from as u16 + 1),
            last.x + last.width - first.x,
            grid.pitch * ((to - from) as i64),
        );
        let (count, from, to) = (to - from, from + 1, to);
        let columns = if left == right { format!("{}", left + 1) } else { format!("{}-{}", left + 1, right + 1) };
        let message = say(
            format!("空栏：第 {columns} 栏第 {from}-{to} 行（{count} 行）什么也没有"),
            format!("a hole: nothing stands in columns {columns}, rows {from}-{to} ({count} rows)"),
        );
        let hint = say(
            "把旁边的区块扩过来，或放一条补白、一个广告",
            "make an area beside it larger, or put a filler or an advertisement there",
        );
        // The layout is named where the hole has no area of its own.
        let span = sheet.plan.areas.first().map_or(Span::NONE, |area| area.span);
        let areas: Vec<u16> = Vec::new();
        found.push(Found::new(Code::Hole, &areas, at, span, (message, hint)));
    }
}
