//! `lint:` of the paper, the edition and the page, one over the other; `allow:`.

use crate::base::units::Length;
use crate::input::decode::Sink;
use crate::input::spec;
use crate::input::spec::LimitValue;
use crate::model::{Allow, Grid, Lint};

use super::grid::not_negative;

/// The settings of a page: the defaults, and over them what the paper, the edition and the layout say.
pub(super) fn on_page(layers: [Option<&spec::Lint>; 3], grid: &Grid, sink: &mut Sink) -> Lint {
    let mut lint = Lint::on(grid);
    for layer in layers.into_iter().flatten() {
        apply(&mut lint, layer, (grid.body, grid.pitch), sink);
    }
    lint
}

/// The settings of the edition: no page gives 字 and 行 a length.
pub(super) fn of_edition(layers: [Option<&spec::Lint>; 2]) -> Lint {
    let mut lint = Lint::without_page();
    for layer in layers.into_iter().flatten() {
        // Lengths are told on the pages, which have units for them.
        apply(&mut lint, layer, (Length::ZERO, Length::ZERO), &mut Sink::new());
    }
    lint
}

fn apply(lint: &mut Lint, layer: &spec::Lint, units: (Length, Length), sink: &mut Sink) {
    for rule in &layer.0 {
        if let Some(level) = rule.level {
            lint.set_level(rule.code, level);
        }
        for (index, value) in &rule.limits {
            let value = match value {
                LimitValue::Plain(value) => *value,
                LimitValue::Length(measure) => not_negative(Some(*measure), units, sink).get(),
            };
            lint.set_limit(rule.code, *index, value);
        }
    }
}

/// What an edition, a layout or an area allows.
pub(super) fn allow(spec: Option<&spec::Allow>) -> Vec<Allow> {
    let one =
        |allowed: &spec::Allowed| Allow { code: allowed.code, reason: allowed.reason.clone(), span: allowed.span };
    spec.map_or_else(Vec::new, |spec| spec.0.iter().map(one).collect())
}
