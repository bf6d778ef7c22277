//! Tables among furniture and in fact boxes.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{Column, Rows, TableItem};
use crate::model::{Align, Copy, ItemTable, TableColumn, TextStyle};

use super::area::OnPage;
use super::furniture::copy;
use super::grid::{positive, too_many};

/// Most rows, and most cells of a row.
const MOST_ROWS: usize = 400;
const MOST_CELLS: usize = 40;

/// A table among furniture.
pub(super) fn item(spec: &TableItem, on: &OnPage<'_>, sink: &mut Sink) -> Option<ItemTable> {
    let sheet = &on.sheet.model;
    let named = |name: &Option<Spanned<String>>, otherwise: &TextStyle, sink: &mut Sink| match name {
        Some(name) => on.sheet.text(name, sink),
        None => Some(otherwise.clone()),
    };
    let style = named(&spec.style, &sheet.table_cell, sink);
    let head_style = named(&spec.head_style, &sheet.table_head, sink);
    let parts =
        Parts { rows: &spec.table, head: spec.head.as_deref(), columns: spec.columns.as_deref(), span: spec.span };
    let zebra = spec.zebra.as_ref().map(|ink| on.sheet.color(ink, sink));
    let (style, head_style) = (style?, head_style?);
    let table = table(&parts, (style, head_style), on, sink)?;
    Some(ItemTable { zebra, outer_rules: true, ..table })
}

/// What a table is made of.
pub(super) struct Parts<'a> {
    pub(super) rows: &'a Rows,
    pub(super) head: Option<&'a [Spanned<String>]>,
    pub(super) columns: Option<&'a [Column]>,
    pub(super) span: Span,
}

/// A table in these styles: of its rows, and of its head.
pub(super) fn table(
    parts: &Parts<'_>,
    (style, head_style): (TextStyle, TextStyle),
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Option<ItemTable> {
    let cell =
        |text: &Spanned<String>, sink: &mut Sink| copy(&on.fields.fill(text, sink).replace('\n', " "), text.span);
    let rows: Vec<Vec<Copy>> = match parts.rows {
        Rows::Lines(text) => {
            let filled = on.fields.fill(text, sink);
            let cells = |line: &str| line.split('|').map(|cell| copy(cell.trim(), text.span)).collect();
            filled.lines().filter(|line| !line.trim().is_empty()).map(cells).collect()
        }
        Rows::Cells(rows) => rows.iter().map(|row| row.iter().map(|text| cell(text, sink)).collect()).collect(),
    };
    let head: Vec<Copy> = parts.head.iter().copied().flatten().map(|text| cell(text, sink)).collect();
    let widest = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    if widest == 0 {
        let message = say("表格是空的", "the table is empty");
        let hint = say("请写上行，如 `[[1, 澜川], [2, 云麓]]`", "write its rows, as in `[[1, 澜川], [2, 云麓]]`");
        sink.push(Diagnostic::new(Code::BadValue, parts.span, message).hint(hint));
        return None;
    }
    if too_many(rows.len(), MOST_ROWS, parts.span, sink) || too_many(widest, MOST_CELLS, parts.span, sink) {
        return None;
    }
    let mut columns: Vec<TableColumn> = Vec::with_capacity(widest);
    for spec in parts.columns.unwrap_or_default() {
        columns.push(match spec {
            Column::Align(align) => TableColumn { width: None, align: align.0 },
            Column::Full(full) => TableColumn {
                width: full.width.map(|width| positive(width, on.units(), sink)),
                align: full.align.map_or(Align::Left, |align| align.0),
            },
        });
    }
    if columns.len() > widest {
        let message = say(
            format!("写了 {} 栏，每行最多 {widest} 格", columns.len()),
            format!("there are {} columns; no row has more than {widest} cells", columns.len()),
        );
        let hint = say("请删去多余的栏，或补上格", "delete the columns too many, or add cells");
        sink.push(Diagnostic::new(Code::BadValue, parts.span, message).hint(hint));
    }
    columns.resize(widest, TableColumn { width: None, align: Align::Left });
    Some(ItemTable { columns, head, rows, head_style, style, zebra: None, outer_rules: false })
}
