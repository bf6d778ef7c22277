//! Zone editions: each is made like the edition itself, and compared with it plate by plate.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::input::{World, zones};
use crate::output::pdf::{Printed, differing};

use super::names;
use super::press::{Job, Made, Plates, Progress, Report, run, write_files};

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
        for name in &names {
            let job = Job { zone: Some(name.clone()), output: Some(output(job, report)), ..job.clone() };
            reports.push(run(world, &job, progress, |made, report| {
                compare(base, made, report);
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

/// Says of each page which of its plates are not those of the base.
fn compare(base: &Made<'_>, zone: &Made<'_>, report: &mut Report) {
    let Some(assets) = &zone.assets else { return };
    report.pages.par_iter_mut().for_each(|result| {
        let Some(page) = zone.pages.iter().find(|page| page.number == result.number) else { return };
        let known = base.pages.iter().find(|known| known.number == page.number);
        let printed: Option<Printed<'_>> = known.and_then(|known| Some((known, base.assets.as_ref()?)));
        let inks = differing(printed, (page, assets));
        result.plates = Some(match known.filter(|_| inks.is_empty()) {
            Some(known) => Plates::SameAs(names::page_file(base.edition, &known.folio)),
            None => Plates::Differ(inks),
        });
    });
}
