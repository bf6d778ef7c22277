//! A list of corrections that a proof is to show: YAML, a row each.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::input::world::World;

/// A correction that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Its story, where that is said.
    pub story: Option<String>,
    /// What is to go; empty where something is put in.
    pub from: String,
    /// What is to stand; empty where something is taken out.
    pub to: String,
}

/// Reads the list. Mistakes go to `sink`; rows with one are left out.
pub fn corrections(world: &World, path: &Path, sink: &mut Sink) -> Vec<Correction> {
    world.allow(path.parent().unwrap_or(Path::new("")));
    let rows: Option<Vec<Spanned<spec::Correction>>> = super::read(world, path, Span::NONE, sink);
    rows.into_iter().flatten().filter_map(|row| correction(row, sink)).collect()
}

fn correction(row: Spanned<spec::Correction>, sink: &mut Sink) -> Option<Correction> {
    let spec::Correction { story, from, to, .. } = row.value;
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    if from == to {
        let message = say("这一条没有要改的字", "this row changes nothing");
        let hint = say("请写 `{from: 错字, to: 正字}`", "write `{from: wrong, to: right}`");
        sink.push(Diagnostic::new(Code::BadValue, row.span, message).hint(hint));
        return None;
    }
    Some(Correction { story, from, to })
}
