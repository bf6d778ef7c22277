//! 补白: the pool of an edition, its own before the paper's; each is used once.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::Sink;
use crate::input::spec;
use crate::input::world::World;
use crate::model::{FillerId, GridRect, PoolFiller};

use super::picture::{Pictures, Wanted};

/// The fillers of an edition, in the order in which they are taken.
#[derive(Debug, Default)]
pub(super) struct Fillers {
    pub(super) model: Vec<PoolFiller>,
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
            if let Some(first) = model.iter().find(|known| known.id == spec.id.value) {
                let message =
                    say(format!("补白 `{}` 出现两次", spec.id.value), format!("two fillers `{}`", spec.id.value));
                let hint = say("每条补白的 id 要不同", "give each its own id");
                let note = say("第一次在这里", "first here");
                sink.push(
                    Diagnostic::new(Code::DuplicateName, spec.id.span, message).hint(hint).note(first.span, note),
                );
                continue;
            }
            let title = spec.title.as_ref().map(|title| super::words(world, title, sink));
            let lines = spec.text.iter().flat_map(|text| {
                text.value
                    .trim_end()
                    .split('\n')
                    .map(|line| super::furniture::copy(line, text.span))
                    .collect::<Vec<_>>()
            });
            let lines: Vec<_> = lines.collect();
            if lines.is_empty() && title.is_none() && spec.file.is_none() {
                let message = say(
                    format!("补白 `{}` 没有内容", spec.id.value),
                    format!("the filler `{}` is empty", spec.id.value),
                );
                let hint = say("请写 `title`、`text` 或 `file`", "write `title`, `text` or `file`");
                sink.push(Diagnostic::new(Code::MissingKey, spec.span, message).hint(hint));
            }
            let picture = spec
                .file
                .as_ref()
                .map(|file| pictures.add(Wanted::plain(&spec.id.value, spec.span, Some(file), homes), sink));
            model.push(PoolFiller {
                id: spec.id.value.clone(),
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
        let fits = |filler: &PoolFiller| filler.columns == part.width() && filler.rows <= part.height();
        let wanted = area.id.as_ref();
        if let Some(id) = wanted
            && !self.model.iter().any(|filler| filler.id == id.value)
        {
            sink.push(super::unknown(id, ("补白", "filler"), self.model.iter().map(|filler| filler.id.as_str())));
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
            let (columns, rows) = (part.width(), part.height());
            let message = say(
                format!("没有合适的补白：要 {columns} 栏、不多于 {rows} 行、没有用过的"),
                format!("no filler fits: of {columns} columns and at most {rows} rows, not yet used"),
            );
            let hint = say(
                "请在 edition.yaml 或 paper.yaml 的 `fillers:` 里加一条",
                "add one under `fillers:` of edition.yaml or paper.yaml",
            );
            let span = wanted.map_or(area.span, |id| id.span);
            sink.push(Diagnostic::new(Code::FillerMissing, span, message).hint(hint));
            return None;
        };
        self.model[index].placed = true;
        Some(FillerId(index as u32))
    }
}
