//! How headlines were made to fit: a line for each, after `check --verbose`.

use crate::app::press::Report;
use crate::page::{BlockKind, HeadFit};

use super::Lang;
use super::columns::{Side, row, widths};

/// Page, story, size, tracking, scale and lines of every headline.
pub(super) fn table(report: &Report, lang: Lang) -> String {
    let heads = |kind: &BlockKind| match kind {
        BlockKind::Head { fit, .. } => Some(HeadFit::clone(fit)),
        _ => None,
    };
    let mut rows = Vec::new();
    for page in &report.pages {
        let blocks = page.record.iter().flat_map(|record| &record.blocks);
        rows.extend(blocks.filter_map(|block| heads(&block.kind)).map(|fit| cells(&page.folio, &fit, lang)));
    }
    let widths = widths(&rows);
    let sides = [Side::Left, Side::Left, Side::Right];
    rows.iter().map(|cells| row(cells, &widths, &sides)).collect()
}

fn cells(folio: &str, fit: &HeadFit, lang: Lang) -> Vec<String> {
    let smaller = match (fit.size < fit.largest, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("（最大 {}）", fit.largest.to_pt()),
        (true, Lang::En) => format!(" of {}", fit.largest.to_pt()),
    };
    let tracking = match (fit.tracking.0, lang) {
        (0, _) => String::new(),
        (more @ 1.., Lang::Zh) => format!("加空 {}", ems(more)),
        (more @ 1.., Lang::En) => format!("opened {}", ems(more)),
        (less, Lang::Zh) => format!("收紧 {}", ems(-less)),
        (less, Lang::En) => format!("tightened {}", ems(-less)),
    };
    let width = match (fit.width.0, lang) {
        (1000, _) => String::new(),
        (width @ ..1000, Lang::Zh) => format!("长 {}%", decimal(i64::from(width) * 100)),
        (width, Lang::Zh) => format!("扁 {}%", decimal(i64::from(width) * 100)),
        (width, Lang::En) => format!("width {}%", decimal(i64::from(width) * 100)),
    };
    let lines = if fit.fits { fit.lines.join(" / ") } else { lang.pick("排不下", "does not fit").to_owned() };
    vec![folio.to_owned(), fit.story.clone(), format!("{} pt{smaller}", fit.size.to_pt()), tracking, width, lines]
}

/// Thousandths of an em.
fn ems(thousandths: i32) -> String {
    format!("{} em", decimal(i64::from(thousandths)))
}

/// Thousandths as they are written: 500 is `0.5`.
fn decimal(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
