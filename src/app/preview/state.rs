//! What browsers are shown now: the last good state of every page, and what is wrong.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::app::names;
use crate::app::place::files;
use crate::base::diag::{Diagnostic, Severity};
use crate::model::{Area, PagePlan};

use super::history::History;
use super::scene::{Desk, Scene, Sheet};
use super::{view, words};

/// The state that threads share.
pub(super) struct Shared {
    pub(super) desk: Desk,
    pub(super) state: Mutex<State>,
    /// What changed last, as JSON.
    pub(super) news: watch::Sender<Arc<str>>,
    pub(super) history: Mutex<History>,
}

/// What is shown.
#[derive(Default)]
pub(super) struct State {
    pub(super) revision: u64,
    pub(super) pages: Vec<Shown>,
    /// The edition as it was read last, good or not.
    pub(super) scene: Option<Arc<Scene>>,
    findings: Vec<Value>,
    counts: BTreeMap<Option<u16>, (usize, usize)>,
    /// Findings of pictures, which are converted at leisure.
    pictures: Vec<Value>,
    about: Value,
}

/// A page that is shown.
pub(super) struct Shown {
    pub(super) number: u16,
    last: u16,
    folio: String,
    section: String,
    size: (i64, i64),
    /// Nothing where it was never good.
    pub(super) good: Option<Good>,
    /// Whether its files are broken, so that what is shown is older than they are.
    pub(super) stale: bool,
    /// The revision in which it changed.
    pub(super) revision: u64,
}

/// The last good state of a page.
pub(super) struct Good {
    pub(super) view: Arc<str>,
    pub(super) scene: Arc<Scene>,
}

impl State {
    /// Takes a scene over. `true`: something that browsers show has changed.
    pub(super) fn take(&mut self, desk: &Desk, scene: Scene) -> bool {
        let scene = Arc::new(scene);
        let next = self.revision + 1;
        let mut changed = false;
        let mut pages: Vec<Shown> = Vec::new();
        let mut before: Vec<Shown> = std::mem::take(&mut self.pages);
        let plans = scene.loaded.as_ref().map_or(&[][..], |loaded| &loaded.edition.pages);
        for plan in plans {
            let Some((_, sheet)) = scene.page(plan.number) else { continue };
            let known = before.iter().position(|shown| shown.number == plan.number).map(|at| before.remove(at));
            let view = view_of(desk, &scene, plan, sheet, known.as_ref());
            let is_same = known
                .as_ref()
                .is_some_and(|shown| !shown.stale && shown.good.as_ref().is_some_and(|good| *good.view == *view));
            changed |= !is_same;
            let revision = known.filter(|_| is_same).map_or(next, |shown| shown.revision);
            let good = Some(Good { view, scene: Arc::clone(&scene) });
            pages.push(Shown { good, ..Shown::of(plan, revision) });
        }
        let broken = scene.loaded.as_ref().map(|loaded| &loaded.broken_pages);
        for mut shown in before {
            // A page that is neither good nor broken is no longer in the edition.
            if broken.is_some_and(|broken| !broken.contains(&shown.number)) {
                changed = true;
                continue;
            }
            if !shown.stale {
                (shown.stale, shown.revision, changed) = (true, next, true);
            }
            pages.push(shown);
        }
        for number in broken.into_iter().flatten() {
            if !pages.iter().any(|shown| (shown.number..=shown.last).contains(number)) {
                changed = true;
                pages.push(Shown::broken(*number, next));
            }
        }
        pages.sort_by_key(|shown| shown.number);
        self.pages = pages;
        let home = &desk.options.edition;
        let findings: Vec<Value> =
            scene.findings.iter().map(|found| words::finding(&scene.world, found, home)).collect();
        changed |= findings != self.findings;
        self.counts = counts(&scene.findings);
        self.findings = findings;
        if let Some(loaded) = &scene.loaded {
            let edition = &loaded.edition;
            self.about = json!({ "paper": edition.paper, "date": names::iso(edition.date), "issue": edition.issue, "zone": edition.zone });
        }
        self.scene = Some(scene);
        if changed {
            self.revision = next;
        }
        changed
    }

    /// Takes over what was found of pictures. `true`: it is something else than before.
    pub(super) fn take_pictures(&mut self, found: Vec<Value>) -> bool {
        let changed = found != self.pictures;
        self.pictures = found;
        self.revision += u64::from(changed);
        changed
    }

    pub(super) fn page(&self, number: u16) -> Option<&Shown> {
        self.pages.iter().find(|shown| shown.number == number)
    }

    /// All but the pages themselves.
    pub(super) fn summary(&self, desk: &Desk, history: &History) -> Value {
        let pages = self.pages.iter().map(|shown| {
            let (errors, warnings) = self.counts.get(&Some(shown.number)).copied().unwrap_or_default();
            json!({
                "number": shown.number,
                "last": shown.last,
                "folio": shown.folio,
                "section": shown.section,
                "width": shown.size.0,
                "height": shown.size.1,
                "shown": shown.good.is_some(),
                "stale": shown.stale,
                "errors": errors,
                "warnings": warnings,
                "revision": shown.revision,
            })
        });
        let (undo, redo) = history.depth();
        json!({
            "revision": self.revision,
            "edition": self.about,
            "readOnly": desk.options.read_only,
            "undo": undo,
            "redo": redo,
            "pages": pages.collect::<Vec<_>>(),
            "findings": self.findings.iter().chain(&self.pictures).collect::<Vec<_>>(),
        })
    }

    /// What browsers are told of a change: the revision, and that of every page.
    pub(super) fn news(&self) -> Arc<str> {
        let pages: serde_json::Map<String, Value> =
            self.pages.iter().map(|shown| (shown.number.to_string(), json!(shown.revision))).collect();
        json!({ "revision": self.revision, "pages": pages }).to_string().into()
    }
}

impl Shown {
    fn of(plan: &PagePlan, revision: u64) -> Shown {
        let trim = plan.grid.trim;
        Shown {
            number: plan.number,
            last: plan.last,
            folio: plan.folio.clone(),
            section: plan.section.clone(),
            size: (crate::output::screen::hundredths(trim.width), crate::output::screen::hundredths(trim.height)),
            good: None,
            stale: false,
            revision,
        }
    }

    fn broken(number: u16, revision: u64) -> Shown {
        let (folio, section) = (format!("A{number:02}"), String::new());
        Shown { number, last: number, folio, section, size: (0, 0), good: None, stale: true, revision }
    }
}

/// The view of a page; that of the last scene where nothing of it can have changed.
fn view_of(desk: &Desk, scene: &Scene, plan: &PagePlan, sheet: &Sheet, known: Option<&Shown>) -> Arc<str> {
    let fonts = scene.loaded.as_ref().map(|loaded| &loaded.fonts);
    let same = known.and_then(|shown| shown.good.as_ref()).filter(|good| {
        let Some((old_plan, old)) = good.scene.page(plan.number) else { return false };
        let old_fonts = good.scene.loaded.as_ref().map(|loaded| &loaded.fonts);
        let faces = |book: &crate::font::FontBook| -> Vec<*const u8> {
            book.faces().map(|(_, face)| face.data().as_ptr()).collect()
        };
        old.page == sheet.page
            && old.names().eq(sheet.names())
            && old.record == sheet.record
            && old_plan.grid == plan.grid
            && old_plan.areas == plan.areas
            && old_plan.section == plan.section
            && pictures_of(&good.scene, old) == pictures_of(scene, sheet)
            && old_fonts.map(faces) == fonts.map(faces)
            && old_plan.ads == plan.ads
            && old_plan.areas.iter().zip(&plan.areas).all(|(old_area, area)| {
                let base = |scene: &Scene, plan: &PagePlan, area: &Area| {
                    scene.loaded.as_ref().map(|loaded| scene.base(&files(&loaded.edition, plan, area)))
                };
                base(&good.scene, old_plan, old_area) == base(scene, plan, area)
            })
    });
    match (same, fonts) {
        (Some(good), _) => Arc::clone(&good.view),
        (None, Some(fonts)) => view::page(desk, scene, plan, sheet, fonts).into(),
        (None, None) => "{}".into(),
    }
}

/// What a picture's crop keeps, its middle and its size, and the sum of the file that says so.
type Cropped = ((u16, u16), (u16, u16), String);

/// What a page's pictures are shown by: focus, and the sums of the files that say so.
fn pictures_of(scene: &Scene, sheet: &Sheet) -> Vec<Cropped> {
    let Some(loaded) = &scene.loaded else { return Vec::new() };
    let indices = sheet.record.blocks.iter().filter_map(|block| match block.kind {
        crate::page::BlockKind::Picture { picture } => loaded.edition.pictures.get(picture as usize),
        _ => None,
    });
    indices.map(|picture| (picture.focus, picture.keep, scene.base(&[picture.span.file]))).collect()
}

fn counts(findings: &[Diagnostic]) -> BTreeMap<Option<u16>, (usize, usize)> {
    let mut counts: BTreeMap<Option<u16>, (usize, usize)> = BTreeMap::new();
    for found in findings.iter().filter(|found| found.allowed.is_none()) {
        let count = counts.entry(found.page).or_default();
        match found.severity {
            Severity::Error => count.0 += 1,
            Severity::Warning => count.1 += 1,
            Severity::Note => {}
        }
    }
    counts
}
