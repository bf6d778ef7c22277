//! The editions of the paper beside this one: their days and numbers, nothing else.

use std::path::{Path, PathBuf};

use crate::base::diag::Span;
use crate::input::decode::{Sink, Spanned};
use crate::input::merge;
use crate::input::world::{World, YAML_LIMIT, file_name};
use crate::input::yaml;
use crate::model::{Date, Neighbour};

use super::date;

/// How many are wanted on either side, of other days than the edition's, in the order of their directories'
/// names: those are dates mostly.
const EITHER_SIDE: usize = 2;
/// How many are read on either side to find them: the directory may hold other papers, zones and extras too.
const READ: usize = 12;

/// The nearest editions of the paper `paper` in the directory that holds `edition`, which is of `today`. What
/// cannot be read is not there: it is reported where it is built.
pub(super) fn beside(world: &World, edition: &Path, paper: &Path, today: Date) -> Vec<Neighbour> {
    let all: Vec<(PathBuf, bool)> = world.editions_beside(edition, paper);
    let own = all.iter().position(|(_, is_own)| *is_own).unwrap_or(all.len());
    let (before, after) = (&all[..own], all.get(own + 1..).unwrap_or_default());
    let mut found = nearest(before.iter().rev(), |path| read(world, path, paper), today);
    found.reverse();
    found.extend(nearest(after.iter(), |path| read(world, path, paper), today));
    found
}

/// The first of `paths` that are the paper's, until enough are of other days.
fn nearest<'p>(
    paths: impl Iterator<Item = &'p (PathBuf, bool)>,
    read: impl Fn(&Path) -> Option<Neighbour>,
    today: Date,
) -> Vec<Neighbour> {
    let mut found: Vec<Neighbour> = Vec::new();
    for (path, _) in paths.take(READ) {
        found.extend(read(path));
        if found.iter().filter(|other| other.date != today).count() >= EITHER_SIDE {
            break;
        }
    }
    found
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
