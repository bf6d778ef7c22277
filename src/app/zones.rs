//! Zone editions: each is made like the edition itself, and compared with it plate by plate.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::input::{World, zones};
use crate::output::pdf::{Printed, differing, inks};

use super::deliver::{page_file, write_files};
use super::press::{Job, Made, PageResult, Plates, Progress, Report, run};
use super::shelf::Shelf;

/// Which zones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ZoneChoice {
    /// The base edition and every zone.
    All,
    /// One zone: of the base nothing is written.
    One(String),
}

impl ZoneChoice {
    /// `all`, or a name.
    pub fn new(name: &str) -> ZoneChoice {
        if name == "all" { ZoneChoice::All } else { ZoneChoice::One(name.to_owned()) }
    }
}

/// Checks zone editions, or writes them too. The reports are in the order of their names, behind that of the
/// base where it is asked for, or where it cannot be made and so nothing can be compared.
pub fn make_zones(
    world: &World,
    job: &Job,
    choice: &ZoneChoice,
    is_written: bool,
    progress: Progress<'_>,
) -> Vec<Report> {
    let names = match choice {
        ZoneChoice::All => zones(world, &job.edition),
        ZoneChoice::One(name) => vec![name.clone()],
    };
    let wants_base = *choice == ZoneChoice::All;
    let mut reports = Vec::with_capacity(names.len());
    let mut is_made = false;
    let base = run(world, &Job { zone: None, ..job.clone() }, &|_| (), |base, report| {
        is_made = true;
        if wants_base && is_written {
            write_files(base, job, report, &|_| ());
        }
        let base_files = files(base, report);
        for name in &names {
            let job = Job { zone: Some(name.clone()), output: Some(output(job, report)), ..job.clone() };
            reports.push(run(world, &job, progress, |made, report| {
                compare(base, &base_files, made, report);
                if is_written {
                    write_files(made, &job, report, progress);
                }
            }));
        }
    });
    if wants_base || !is_made {
        reports.insert(0, base);
    }
    reports
}

fn output(job: &Job, base: &Report) -> PathBuf {
    job.output.clone().unwrap_or_else(|| base.output.clone())
}

/// The files of the base by page: as written in this run, or in an earlier one, or as they would be named.
fn files(base: &Made<'_>, report: &Report) -> Vec<(u16, String)> {
    let shelf = Shelf::open(&report.output).ok();
    let file = |result: &PageResult| {
        if let Some(file) = &result.file {
            return (result.number, file.clone());
        }
        let page = base.pages.iter().find(|page| page.number == result.number);
        let printed = page.and_then(|page| Some(inks(page, base.assets.as_ref()?)));
        let name = page_file(base.edition, &PageResult { inks: printed.unwrap_or_default(), ..result.clone() });
        let newest = shelf.as_ref().and_then(|shelf| name.newest(shelf.names()));
        (result.number, name.with(newest.unwrap_or(base.edition.version)))
    };
    report.pages.iter().map(file).collect()
}

/// Says of each page which of its plates are not those of the base.
fn compare(base: &Made<'_>, files: &[(u16, String)], zone: &Made<'_>, report: &mut Report) {
    let Some(assets) = &zone.assets else { return };
    report.pages.par_iter_mut().for_each(|result| {
        let Some(page) = zone.pages.iter().find(|page| page.number == result.number) else { return };
        let known = base.pages.iter().find(|known| known.number == page.number);
        let printed: Option<Printed<'_>> = known.and_then(|known| Some((known, base.assets.as_ref()?)));
        let inks = differing(printed, (page, assets));
        let file = files.iter().find(|(number, _)| known.is_some_and(|known| known.number == *number));
        result.plates = Some(match file.filter(|_| inks.is_empty()) {
            Some((_, file)) => Plates::SameAs(file.clone()),
            None => Plates::Differ(inks),
        });
    });
}
