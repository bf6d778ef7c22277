//! Boxes in the columns of copy: pull quotes, fact boxes, furniture.

use crate::base::diag::{Code, Diagnostic, say};
use crate::base::geom::Size;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, ByName, Fact, Quote, Rows, check_content};
use crate::model::{Align, Copy, Insert, InsertContent, ItemTable, StoryId, TextStyle};

use super::area::OnPage;
use super::page::Pages;
use super::{furniture, rule, table, words};

/// The inserts of an area of copy.
pub(super) fn inserts(
    pages: &mut Pages<'_, '_>,
    area: &spec::StoryArea,
    stories: &[StoryId],
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Vec<Insert> {
    let specs = area.inserts.as_deref().unwrap_or_default();
    let mut found = Vec::with_capacity(specs.len());
    for spec in specs {
        check_content(spec, sink);
        let Some(content) = content(pages, spec, stories, on, sink) else { continue };
        let (columns, rows) = (spec.columns.ends(), spec.rows.ends());
        let room = room(columns, rows, on);
        let frame = spec.frame.as_ref().map(|frame| rule::frame(frame, room, on, sink));
        let rule = spec.rule.as_ref().map(|rule| rule::ruling(rule, on, sink));
        found.push(Insert { columns, rows, span: spec.span, frame, rule, content });
    }
    found
}

/// About the size of an insert: columns of an area are not wider than the page's.
fn room((first, last): (u16, u16), rows: (u16, u16), on: &OnPage<'_>) -> Size {
    let grid = on.grid;
    let count = usize::from(last - first + 1).min(grid.columns.len());
    let (left, right) = (grid.columns[0], grid.columns[count - 1]);
    let height = grid.pitch * i64::from(rows.1 - rows.0 + 1) - (grid.pitch - grid.body);
    Size { width: right.x + right.width - left.x, height }
}

fn content(
    pages: &mut Pages<'_, '_>,
    spec: &spec::Insert,
    stories: &[StoryId],
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Option<InsertContent> {
    if let Some(quote) = &spec.quote {
        let quote = match quote {
            ByName::Own(quote) => quote.clone(),
            ByName::Id(id) => {
                let known = pages.stories.quotes(stories);
                named(id, known.iter().map(|quote| (&quote.id, quote)), ("引语", "quote"), sink)?.clone()
            }
        };
        let text = words(pages.library.world, &quote.text, sink);
        check_said(pages, stories, &quote, &text, sink);
        let color = spec.color.as_ref().map(|ink| on.sheet.color(ink, sink));
        let color = color.unwrap_or_else(|| on.sheet.model.pull_quote.color.clone());
        return Some(InsertContent::Quote {
            text,
            by: quote.by.as_ref().map(|by| words(pages.library.world, by, sink)),
            color,
        });
    }
    if let Some(fact) = &spec.fact {
        let fact = match fact {
            ByName::Own(fact) => fact.clone(),
            ByName::Id(id) => {
                let known = pages.stories.facts(stories);
                named(id, known.iter().map(|fact| (&fact.id, fact)), ("资料框", "fact box"), sink)?.clone()
            }
        };
        return Some(fact_box(pages, &fact, on, sink));
    }
    let items = spec.items.as_ref()?;
    Some(InsertContent::Items(furniture::items(pages, items, None, on, sink)))
}

fn named<'a, T>(
    id: &Spanned<String>,
    known: impl Iterator<Item = (&'a Option<Spanned<String>>, &'a T)>,
    what: (&str, &str),
    sink: &mut Sink,
) -> Option<&'a T> {
    let known: Vec<(&str, &T)> = known.filter_map(|(id, thing)| Some((id.as_ref()?.value.as_str(), thing))).collect();
    let found = known.iter().find(|(name, _)| *name == id.value).map(|(_, thing)| *thing);
    if found.is_none() {
        sink.push(super::unknown(id, what, known.iter().map(|(name, _)| *name)));
    }
    found
}

/// Han, letters and figures only: marks may differ between a story and what is quoted of it.
fn dense(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// 引语 that the story does not have is no quote.
fn check_said(pages: &Pages<'_, '_>, stories: &[StoryId], quote: &Quote, text: &Copy, sink: &mut Sink) {
    let models = stories.iter().filter_map(|id| pages.stories.model.get(id.0 as usize));
    let body: String =
        models.flat_map(|story| &story.body).flat_map(|block| block.copies()).map(|copy| dense(&copy.text)).collect();
    let said = text.text.split(['…', '，', '。', ' ', '；', '！', '？']).all(|part| body.contains(&dense(part)));
    if said {
        return;
    }
    let message = say("引语的话在稿件里找不到", "these words are not in the story");
    let hint = say("请照原文引用", "quote what the story says");
    sink.push(Diagnostic::new(Code::QuoteUnsaid, quote.text.span, message).hint(hint));
}

fn fact_box(pages: &Pages<'_, '_>, fact: &Fact, on: &OnPage<'_>, sink: &mut Sink) -> InsertContent {
    let sheet = &on.sheet.model;
    let title = fact.title.as_ref().map(|title| words(pages.library.world, title, sink));
    let style = |align: Align| TextStyle { align, ..sheet.fact.clone() };
    let rows = match (&fact.table, &fact.lines) {
        (Some(rows), None) => rows.clone(),
        (None, Some(lines)) => Rows::Cells(lines.iter().map(|line| vec![line.clone()]).collect()),
        _ => {
            let message = say("资料框要写 `lines` 或 `table` 之一", "a fact box has `lines` or a `table`");
            let hint = say("写法如 `{title: 数字, lines: [一, 二]}`", "as in `{title: 数字, lines: [一, 二]}`");
            sink.push(Diagnostic::new(Code::BadValue, fact.span, message).hint(hint));
            return InsertContent::Fact { title, table: None };
        }
    };
    let parts =
        table::Parts { rows: &rows, head: fact.head.as_deref(), columns: fact.columns.as_deref(), span: fact.span };
    let table: Option<ItemTable> = table::table(&parts, (style(Align::Left), sheet.table_head.clone()), on, sink);
    InsertContent::Fact { title, table: table.map(Box::new) }
}
