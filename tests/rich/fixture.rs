//! Stories made of the model's blocks, composed on a page of the daily style: 9 on 13 pt, columns of 15 字.

use std::path::{Path, PathBuf};

use paiban::base::diag::{Code, Diagnostic, Span};
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::engine::compose::{Composed, compose};
use paiban::font::FontBook;
use paiban::input::{LoadOptions, World, load};
use paiban::model::{Align, Block, Copy, Edition, Inline, InlineSpan, Opening, PagePlan, Rise, Ruby, Table, Voice};
use paiban::page::{ItemKind, TextRun};

/// The body of the daily style.
pub(crate) const BODY: Length = Length::pt(9);
/// Its pitch.
pub(crate) const PITCH: Length = Length::pt(13);

/// A composed page, and what was noticed.
pub(crate) struct Made {
    pub(crate) edition: Edition,
    pub(crate) fonts: FontBook,
    pub(crate) page: Composed,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Sets a story of `blocks` in columns `1` to `columns`, `rows` rows high.
pub(crate) fn make(columns: u16, rows: u16, opening: Opening, blocks: Vec<Block>) -> Made {
    make_styled("", columns, rows, opening, blocks)
}

/// As [`make`], with a style sheet of its own where `styles` is not empty.
pub(crate) fn make_styled(styles: &str, columns: u16, rows: u16, opening: Opening, blocks: Vec<Block>) -> Made {
    let name = if styles.is_empty() { "daily" } else { "own" };
    let area = format!("  a: {{kind: story, at: {{columns: 1-{columns}, rows: 1-{rows}}}}}\n");
    let files: Vec<(PathBuf, Vec<u8>)> = vec![
        ("p/paper.yaml".into(), b"name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_vec()),
        (
            "p/d/edition.yaml".into(),
            b"paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n  - {page: 1, section: T, layout: page, place: {a: s}}\n".to_vec(),
        ),
        (
            "p/d/layouts/page.yaml".into(),
            format!("format: broadsheet\nstyles: {name}\nareas:\n{area}").into_bytes(),
        ),
        ("p/d/layouts/styles/own.yaml".into(), styles.as_bytes().to_vec()),
        ("p/d/stories/s.md".into(), "---\nheadline: 题\n---\n正文。\n".as_bytes().to_vec()),
    ];
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("p/d"), &LoadOptions::default());
    let found = outcome.diagnostics;
    let loaded = outcome.value.unwrap_or_else(|| panic!("not loaded: {found:#?}"));
    let (mut edition, fonts) = (loaded.edition, loaded.fonts);
    edition.stories[0].body = blocks;
    edition.stories[0].opening = opening;
    let plans: Vec<&PagePlan> = edition.pages.iter().collect();
    let outcome = compose(&edition, &plans, &fonts).swap_remove(0);
    Made { edition, fonts, page: outcome.value, diagnostics: outcome.diagnostics }
}

/// One column of paragraphs.
pub(crate) fn column(blocks: Vec<Block>) -> Made {
    make(1, 40, Opening::default(), blocks)
}

impl Made {
    /// The runs of the page, in order.
    pub(crate) fn runs(&self) -> Vec<&TextRun> {
        let run = |item: &'_ paiban::page::Item| matches!(item.kind, ItemKind::Text(_));
        let items = self.page.page.items.iter().filter(|item| run(item));
        items.filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None }).collect()
    }

    /// The first run that has these words.
    #[track_caller]
    pub(crate) fn run(&self, words: &str) -> &TextRun {
        let all = || self.runs().iter().map(|run| run.text.clone()).collect::<Vec<_>>();
        self.runs().into_iter().find(|run| run.text.contains(words)).unwrap_or_else(|| panic!("{words}: {:?}", all()))
    }

    /// All words of the page.
    pub(crate) fn words(&self) -> String {
        self.runs().iter().map(|run| run.text.as_str()).collect()
    }

    /// Where the glyph of the first `character` stands: its origin.
    #[track_caller]
    pub(crate) fn x_of(&self, character: char) -> Length {
        let run = self.run(&character.to_string());
        let index = run.text.chars().position(|c| c == character).expect("it is there");
        run.origin.x + run.glyphs[index].x
    }

    /// Left edge and lines: each line of type as its baseline's row (from 1), the x of its first glyph from
    /// the left of the type area, and its words.
    pub(crate) fn lines(&self) -> Vec<(i64, Length, String)> {
        let grid = &self.edition.pages[0].grid;
        let (left, first) = (grid.columns[0].x, grid.baseline(1, BODY));
        let mut lines: Vec<(i64, Length, String)> = Vec::new();
        for run in self.runs() {
            let row = (run.origin.y - first + grid.pitch / 2).div_floor(grid.pitch) + 1;
            let x = run.origin.x + run.glyphs[0].x - left;
            match lines.last_mut() {
                Some(line) if line.0 == row && line.1 <= x => line.2.push_str(&run.text),
                _ => lines.push((row, x, run.text.clone())),
            }
        }
        lines
    }

    /// The filled rectangles of the page.
    pub(crate) fn rects(&self) -> Vec<Rect> {
        let fills = self.page.page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Fill { rects, .. } => Some(rects.clone()),
            _ => None,
        });
        fills.flatten().collect()
    }

    /// Whether a code was found.
    pub(crate) fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|finding| finding.code == code)
    }

    /// What found no room.
    pub(crate) fn overset(&self) -> String {
        let rest = self.page.record.areas[0].stories[0].overset.as_ref();
        rest.map_or(String::new(), |rest| rest.text.clone())
    }
}

pub(crate) fn p(text: &str) -> Block {
    Block::Paragraph(copy(text))
}

pub(crate) fn item(label: &str, text: &str) -> Block {
    Block::Item { label: copy(label), text: copy(text) }
}

pub(crate) fn verse(lines: &[&str]) -> Block {
    Block::Verse(lines.iter().map(|line| copy(line)).collect())
}

pub(crate) fn names(names: &[&str]) -> Block {
    Block::Names(names.iter().map(|name| copy(name)).collect())
}

/// A table from rows of `|`-parted cells; the first is the head.
pub(crate) fn table(columns: &[Align], rows: &[&str]) -> Block {
    let cells = |row: &str| row.split('|').map(|cell| copy(cell.trim())).collect::<Vec<Copy>>();
    Block::Table(Table {
        span: Span::NONE,
        columns: columns.to_vec(),
        head: cells(rows[0]),
        rows: rows[1..].iter().map(|row| cells(row)).collect(),
    })
}

/// Copy with the marks of the story format: `*…*`, `**…**`, `[…]{…}`. No nesting.
pub(crate) fn copy(text: &str) -> Copy {
    let mut copy = Copy::plain("", Span::NONE);
    let mut rest = text;
    let mut group = 0;
    while let Some(first) = rest.chars().next() {
        let marked = |open: &str, close: &str| {
            let inner = rest.strip_prefix(open)?;
            let end = inner.find(close)?;
            Some((&inner[..end], &inner[end + close.len()..]))
        };
        let (kind, inner, after) = if let Some((inner, after)) = marked("**", "**") {
            (Inline::of(Voice::Strong), inner, after)
        } else if let Some((inner, after)) = marked("*", "*") {
            (Inline::PLAIN.with(Inline::EMPHASIS), inner, after)
        } else if let Some((inner, after)) = marked("[", "]{") {
            let (what, after) = after.split_once('}').expect("a closing brace");
            group += 1;
            let kind = bracketed(what, group);
            if kind.has(Inline::RUBY) {
                copy.rubies.push(Ruby { group, at: 0, text: what.to_owned() });
            }
            (kind, inner, after)
        } else {
            copy.text.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let start = copy.text.len() as u32;
        copy.text.push_str(inner);
        copy.spans.push(InlineSpan { start, end: copy.text.len() as u32, kind });
        rest = after;
    }
    copy.origins = vec![0; copy.text.chars().count()];
    copy
}

fn bracketed(what: &str, group: u16) -> Inline {
    let plain = Inline { group, ..Inline::PLAIN };
    let kind = what.split(' ').fold(plain, |kind, class| match class {
        ".name" => kind.with(Inline::NAME),
        ".title" => kind.with(Inline::TITLE),
        ".keep" => kind.with(Inline::KEEP),
        ".dot" => kind.with(Inline::EMPHASIS),
        ".frac" => kind.with(Inline::FRACTION),
        ".sup" => Inline { rise: Rise::Superior, ..kind },
        ".sub" => Inline { rise: Rise::Inferior, ..kind },
        ".note" => Inline { rise: Rise::Note, ..kind },
        _ => kind,
    });
    if what.starts_with('.') { kind } else { kind.with(Inline::RUBY) }
}
