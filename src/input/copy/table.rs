//! Pipe tables.

use std::iter::Peekable;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::model::Align;

use super::blocks::{Line, characters, is_blank};
use super::chars::Char;
use super::hygiene::Cleaned;

/// A table whose cells are not cleaned yet.
#[derive(Debug)]
pub(super) struct RoughTable {
    pub(super) span: Span,
    pub(super) columns: Vec<Align>,
    /// Empty when the table has no head.
    pub(super) head: Vec<Vec<Char>>,
    /// Each row as long as `columns`.
    pub(super) rows: Vec<Vec<Vec<Char>>>,
}

/// Whether a line is a row: it begins with a pipe and has another one.
pub(super) fn is_row(bare: &str) -> bool {
    bare.strip_prefix('|').is_some_and(|rest| rest.contains('|'))
}

/// Reads the table that begins with `first`.
///
/// The second line, or the first of a table without a head, says how the columns stand: `---` and
/// `:--` at the left, `:-:` in the middle, `--:` at the right.
pub(super) fn read<'a>(
    first: Line<'a>,
    lines: &mut Peekable<impl Iterator<Item = Line<'a>>>,
    cleaned: &mut Cleaned<'_>,
) -> RoughTable {
    let mut written = vec![first];
    while let Some(line) = lines.next_if(|line| is_row(line.bare)) {
        written.push(line);
    }
    let end = written.last().map_or(first.at, |last| last.at + last.bare.len());
    let span = Span::new(cleaned.file, first.at, end);
    let delimiter = written.iter().take(2).position(|line| aligns(line.bare).is_some());
    let columns = match delimiter {
        Some(index) => aligns(written.remove(index).bare).unwrap_or_default(),
        None => vec![Align::Left; cells(first).len()],
    };
    let mut rows: Vec<Vec<Vec<Char>>> = Vec::with_capacity(written.len());
    for line in written {
        rows.push(fitted(cells(line), columns.len(), line, first, cleaned));
    }
    let head = if delimiter == Some(1) { rows.remove(0) } else { Vec::new() };
    RoughTable { span, columns, head, rows }
}

/// The alignments of a delimiter row; `None` for any other row.
fn aligns(bare: &str) -> Option<Vec<Align>> {
    let align = |cell: &str| {
        let cell = cell.trim_matches(is_blank);
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        if dashes.is_empty() || dashes.bytes().any(|byte| byte != b'-') || cell.len() > dashes.len() + 2 {
            return None;
        }
        Some(match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Align::Center,
            (false, true) => Align::Right,
            _ => Align::Left,
        })
    };
    let inner = bare.strip_prefix('|')?;
    inner.strip_suffix('|').unwrap_or(inner).split('|').map(align).collect()
}

/// The cells of a row, without the blanks at their edges; `\|` is a pipe.
fn cells(line: Line<'_>) -> Vec<Vec<Char>> {
    let mut cells: Vec<Vec<Char>> = Vec::new();
    let mut escaped = false;
    for char in characters(line.bare, line.at) {
        match (char.c, cells.last_mut()) {
            ('|', Some(cell)) if escaped => {
                cell.pop();
                cell.push(char);
            }
            ('|', _) | (_, None) => cells.push(Vec::new()),
            (_, Some(cell)) => cell.push(char),
        }
        escaped = char.c == '\\';
    }
    // A pipe at the end closes the last cell.
    if cells.len() > 1 && cells.last().is_some_and(Vec::is_empty) {
        cells.pop();
    }
    for cell in &mut cells {
        cell.truncate(cell.iter().rposition(|char| !is_blank(char.c)).map_or(0, |last| last + 1));
        cell.drain(..cell.iter().position(|char| !is_blank(char.c)).unwrap_or(0));
    }
    cells
}

/// A row of so many cells: empty ones are added, and what is too much goes to the last one. Both are told.
fn fitted(
    mut cells: Vec<Vec<Char>>,
    columns: usize,
    line: Line<'_>,
    first: Line<'_>,
    cleaned: &mut Cleaned<'_>,
) -> Vec<Vec<Char>> {
    let found = cells.len();
    if found != columns {
        let message = say(
            format!("这一行有 {found} 格，表格有 {columns} 栏"),
            format!("this row has {found} cells, the table has {columns} columns"),
        );
        let hint = say(
            "请补上或删去格子；空格子写 `| |`，格子里的竖线写 `\\|`",
            "add or delete cells; an empty one is `| |`, a pipe in a cell `\\|`",
        );
        let table = Span::new(cleaned.file, first.at, first.at + first.bare.len());
        cleaned.findings.push(
            Diagnostic::new(Code::CopyMarkup, line.span(cleaned), message)
                .hint(hint)
                .note(table, say("表格从这里开始", "the table begins here")),
        );
    }
    let rest: Vec<Vec<Char>> = cells.drain(columns.min(found)..).collect();
    cells.resize(columns, Vec::new());
    for cell in rest {
        let Some(last) = cells.last_mut() else { break };
        if let (Some(space), false) = (cell.first(), last.is_empty()) {
            last.push(space.with(' '));
        }
        last.extend(cell);
    }
    cells
}
