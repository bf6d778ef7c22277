//! Text in columns on a terminal, where a 字 is two cells wide.

use unicode_width::UnicodeWidthStr;

/// Space between two columns.
const GAP: usize = 2;

/// How a column stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Right,
}

/// The width of every column of a table.
pub(super) fn widths<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (cell, width) in row.iter().zip(&mut widths) {
            *width = (*width).max(cell.as_str().width());
        }
    }
    widths
}

/// A row as a line of text, without blanks at its end.
pub(super) fn row(cells: &[String], widths: &[usize], sides: &[Side]) -> String {
    let mut line = String::new();
    for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let blank = " ".repeat(width.saturating_sub(cell.as_str().width()));
        match sides.get(index) {
            Some(Side::Right) => line = line + &blank + cell,
            _ => line = line + cell + &blank,
        }
        line += &" ".repeat(GAP);
    }
    line.truncate(line.trim_end().len());
    line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanzi_take_two_cells() {
        let rows = [vec!["稿件".to_string(), "1".to_string()], vec!["a".to_string(), "12".to_string()]];
        let widths = widths(&rows);
        assert_eq!(widths, [4, 2]);
        let drawn: Vec<String> = rows.iter().map(|cells| row(cells, &widths, &[Side::Left, Side::Right])).collect();
        assert_eq!(drawn, ["稿件   1\n", "a     12\n"]);
    }
}
