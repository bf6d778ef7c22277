//! The editions of the paper beside this one: their days and numbers, nothing else.

use std::path::Path;

use crate::base::diag::Span;
use crate::input::decode::{Sink, Spanned};
use crate::input::merge;
use crate::input::world::{World, YAML_LIMIT, file_name};
use crate::input::yaml;
use crate::model::Neighbour;

use super::date;

/// How many are looked at on either side, in the order of their directories' names: those are dates mostly.
const EITHER_SIDE: usize = 2;

/// The nearest editions of the paper `paper` in the directory that holds `edition`. What cannot be read is
/// not there: it is reported where it is built.
pub(super) fn beside(world: &World, edition: &Path, paper: &Path) -> Vec<Neighbour> {
    let all = world.editions_beside(edition, paper);
    let own = all.iter().position(|(_, is_own)| *is_own).unwrap_or(all.len());
    let near = own.saturating_sub(EITHER_SIDE)..(own + 1 + EITHER_SIDE).min(all.len());
    all[near].iter().filter(|(_, is_own)| !is_own).filter_map(|(path, _)| read(world, path, paper)).collect()
}

fn read(world: &World, directory: &Path, paper: &Path) -> Option<Neighbour> {
    let source = world.read_text(&directory.join("edition.yaml"), YAML_LIMIT, Span::NONE).ok()?;
    let node = yaml::parse(crate::base::diag::FileId::NONE, &source.text, 0).ok()?;
    let text = |key: &str| {
        let value = merge::text(&merge::entry(&node, key)?.node)?.to_owned();
        Some(Spanned { value, span: Span::NONE })
    };
    let named = directory.join(text("paper")?.value);
    if !world.is_same(&named, paper) {
        return None;
    }
    let date = date::parse(&text("date")?, &mut Sink::new())?;
    Some(Neighbour { name: file_name(directory), date, issue: text("issue")?.value.trim().parse().ok()? })
}
