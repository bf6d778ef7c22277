//! 补白: the pool of an edition, its own before the paper's; each is used once.

use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::input::world::World;
use crate::model::{Copy, Filler, FillerId, GridRect, PictureId, PoolFiller};

use super::area::OnPage;
use super::page::Pages;
use super::picture::{Pictures, Wanted};

/// The fillers of an edition, in the order in which they are taken, and those that areas have for themselves.
#[derive(Debug, Default)]
pub(super) struct Fillers {
    pub(super) model: Vec<PoolFiller>,
}

/// What a filler shows, as written.
struct Shown<'a> {
    /// What it is called in what is told of it.
    name: &'a str,
    title: Option<&'a Spanned<String>>,
    text: Option<&'a Spanned<String>>,
    file: Option<&'a Spanned<String>>,
    span: Span,
}

impl Shown<'_> {
    /// Its title, its lines and its picture.
    fn resolve(
        &self,
        homes: &[&Path],
        pictures: &mut Pictures<'_>,
        world: &World,
        sink: &mut Sink,
    ) -> (Option<Copy>, Vec<Copy>, Option<PictureId>) {
        let title = self.title.map(|text| super::words(world, text, sink));
        let lines: Vec<Copy> = self.text.map_or_else(Vec::new, |text| {
            text.value.trim_end().split('\n').map(|line| super::furniture::copy(line, text.span)).collect()
        });
        if lines.is_empty() && title.is_none() && self.file.is_none() {
            let name = self.name;
            let message = say(format!("补白 `{name}` 没有内容"), format!("the filler `{name}` is empty"));
            let hint = say("请写 `title`、`text` 或 `file`", "write `title`, `text` or `file`");
            sink.push(Diagnostic::new(Code::MissingKey, self.span, message).hint(hint));
        }
        let picture = self.file.map(|file| {
            let id = if self.name.is_empty() { &file.value } else { self.name };
            pictures.add(Wanted::plain(id, self.span, Some(file), homes), sink)
        });
        (title, lines, picture)
    }
}

impl Fillers {
    /// Those of an edition, then those of its paper; `homes` are their directories.
    pub(super) fn new(
        (edition, paper): (&spec::Edition, &spec::Paper),
        homes: &[&Path],
        pictures: &mut Pictures<'_>,
        world: &World,
        sink: &mut Sink,
    ) -> Fillers {
        let mut model: Vec<PoolFiller> = Vec::new();
        for spec in edition.fillers.iter().chain(&paper.fillers).flatten() {
            let name = &spec.id.value;
            if let Some(first) = model.iter().find(|known| known.id == *name) {
                let message = say(format!("补白 `{name}` 出现两次"), format!("two fillers `{name}`"));
                let hint = say("每条补白的 id 要不同", "give each its own id");
                let note = say("第一次在这里", "first here");
                sink.push(
                    Diagnostic::new(Code::DuplicateName, spec.id.span, message).hint(hint).note(first.span, note),
                );
                continue;
            }
            let (title, text, file) = (spec.title.as_ref(), spec.text.as_ref(), spec.file.as_ref());
            let shown = Shown { name, title, text, file, span: spec.span };
            let (title, lines, picture) = shown.resolve(homes, pictures, world, sink);
            model.push(PoolFiller {
                id: name.clone(),
                span: spec.span,
                columns: spec.columns.map_or(1, |columns| columns.0 as u16),
                rows: spec.rows.0 as u16,
                title,
                lines,
                picture,
                placed: false,
            });
        }
        Fillers { model }
    }

    /// Takes the first that fits a place: as wide as it and at most as high, the highest before others;
    /// or the one that is asked for.
    pub(super) fn take(&mut self, area: &spec::FillerArea, part: GridRect, sink: &mut Sink) -> Option<FillerId> {
        self.taken((area.id.as_ref(), area.span), (Some(part.width()), part.height()), sink)
    }

    /// As [`Fillers::take`]; with no columns, of any width.
    fn taken(
        &mut self,
        (wanted, span): (Option<&Spanned<String>>, Span),
        (columns, rows): (Option<u16>, u16),
        sink: &mut Sink,
    ) -> Option<FillerId> {
        let fits = |filler: &PoolFiller| columns.is_none_or(|columns| filler.columns == columns) && filler.rows <= rows;
        if let Some(id) = wanted
            && !self.model.iter().any(|filler| filler.id == id.value)
        {
            let known = self.model.iter().map(|filler| filler.id.as_str()).filter(|id| !id.is_empty());
            sink.push(super::unknown(id, ("补白", "filler"), known));
            return None;
        }
        let open = self
            .model
            .iter()
            .enumerate()
            .filter(|(_, filler)| !filler.placed && fits(filler) && wanted.is_none_or(|id| id.value == filler.id));
        // Of equals the first: `max_by_key` gives the last.
        let found = open.rev().max_by_key(|(_, filler)| filler.rows).map(|(index, _)| index);
        let Some(index) = found else {
            let wide = columns.map_or((String::new(), String::new()), |columns| {
                (format!("要 {columns} 栏、"), format!("of {columns} columns and "))
            });
            let message = say(
                format!("没有合适的补白：{}不多于 {rows} 行、没有用过的", wide.0),
                format!("no filler fits: {}at most {rows} rows, not yet used", wide.1),
            );
            let hint = say(
                "请在 edition.yaml 或 paper.yaml 的 `fillers:` 里加一条",
                "add one under `fillers:` of edition.yaml or paper.yaml",
            );
            let span = wanted.map_or(span, |id| id.span);
            sink.push(Diagnostic::new(Code::FillerMissing, span, message).hint(hint));
            return None;
        };
        self.model[index].placed = true;
        Some(FillerId(index as u32))
    }
}

/// The filler at the foot of an area of copy: one of the pool, or one that stands in its description.
pub(super) fn at_foot(
    pages: &mut Pages<'_, '_>,
    spec: &spec::Filler,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Option<Filler> {
    let rows = spec.rows.map_or(0, |rows| rows.value.0 as u16);
    let own = [&spec.title, &spec.text, &spec.file].into_iter().flatten().next();
    if let (Some(id), Some(own)) = (&spec.id, own) {
        let message =
            say("补白要么取自 `fillers:`，要么自己写", "a filler is one of the pool, or has words of its own");
        let hint = say("`id` 和 `title`、`text`、`file` 不能并用", "`id` does not go with `title`, `text` and `file`");
        sink.push(
            Diagnostic::new(Code::BadValue, own.span, message).hint(hint).note(id.span, say("取自这里", "of the pool")),
        );
        return None;
    }
    if spec.id.is_some() {
        let most = if rows > 0 { rows } else { u16::MAX };
        let filler = pages.fillers.taken((spec.id.as_ref(), spec.span), (None, most), sink)?;
        return Some(Filler { filler, rows, span: spec.span });
    }
    let beside = on.layout.directories.iter().map(PathBuf::as_path);
    let homes: Vec<&Path> = beside.chain([pages.directory]).collect();
    let (title, text, file) = (spec.title.as_ref(), spec.text.as_ref(), spec.file.as_ref());
    let shown = Shown { name: "", title, text, file, span: spec.span };
    let (title, lines, picture) = shown.resolve(&homes, pages.pictures, pages.library.world, sink);
    let filler = FillerId(pages.fillers.model.len() as u32);
    pages.fillers.model.push(PoolFiller {
        id: String::new(),
        span: spec.span,
        columns: 1,
        rows: 1,
        title,
        lines,
        picture,
        placed: true,
    });
    Some(Filler { filler, rows, span: spec.span })
}
