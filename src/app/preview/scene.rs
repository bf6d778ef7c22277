//! An edition as it is on the disk at one moment, composed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::develop::condition;
use crate::base::diag::{Diagnostic, FileId};
use crate::base::picture;
use crate::engine::compose::{Composed, StoryLedger, compose, compose_explained};
use crate::engine::fit::settle;
use crate::engine::lint::lint;
use crate::input::{Held, LoadOptions, Loaded, World, load};
use crate::model::{Edition, PagePlan, PictureFile};
use crate::output::hash::sha256_pieces;
use crate::output::pdf::{self, Bytes, Display, Drawn, Profile};
use crate::output::screen::Glyphs;
use crate::page::{ItemKind, Page, Record, Source};

use super::Options;
use super::pictures::Pictures;

/// What outlives a scene.
pub(super) struct Desk {
    pub(super) options: Options,
    pub(super) held: Arc<Held>,
    pub(super) glyphs: Mutex<Glyphs>,
    pub(super) pictures: Pictures,
    screen: Mutex<Option<Arc<Display>>>,
}

/// A text that stands in place of a file.
pub(super) type Draft = (PathBuf, String);

/// The edition at one moment.
pub(super) struct Scene {
    pub(super) world: World,
    /// Nothing where no page can be made.
    pub(super) loaded: Option<Loaded>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) findings: Vec<Diagnostic>,
    /// By page, made when a line is asked about.
    ledgers: Mutex<BTreeMap<u16, Arc<Vec<StoryLedger>>>>,
    bases: Mutex<BTreeMap<Vec<FileId>, String>>,
}

/// A page of it.
pub(super) struct Sheet {
    pub(super) page: Page,
    pub(super) record: Record,
    /// Its pictures, by source and page of the file.
    pub(super) pictures: BTreeMap<(Source, u16), Picture>,
}

/// A picture of a page.
pub(super) struct Picture {
    /// The name by which browsers ask for it.
    pub(super) name: String,
    /// Pixels across and down.
    pub(super) size: (u32, u32),
    /// Held while the page is shown.
    _bytes: Bytes,
}

impl Sheet {
    /// The names of its pictures.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.pictures.values().map(|picture| picture.name.as_str())
    }
}

impl Desk {
    pub(super) fn new(options: Options) -> Desk {
        let (glyphs, screen) = (Mutex::default(), Mutex::default());
        Desk { options, held: Arc::new(Held::new()), glyphs, pictures: Pictures::default(), screen }
    }

    pub(super) fn world(&self, drafts: Vec<Draft>) -> World {
        World::live(self.options.data.clone(), &self.held, drafts)
    }

    /// The colours of an edition's press; those of the last one when its profile cannot be used.
    fn screen_of(&self, edition: &Edition) -> Option<Arc<Display>> {
        let mut known = lock(&self.screen);
        if known.as_ref().is_none_or(|known| known.profile().bytes() != &*edition.press.profile)
            && let Ok(profile) = Profile::new(Arc::clone(&edition.press.profile))
        {
            *known = Some(Arc::new(Display::new(profile)));
        }
        known.clone()
    }

    pub(super) fn screen(&self) -> Option<Arc<Display>> {
        lock(&self.screen).clone()
    }
}

impl Scene {
    /// Reads and composes: with `drafts` in place of files, and of the pages only `only`, which is not judged.
    pub(super) fn read(desk: &Desk, drafts: Vec<Draft>, only: Option<u16>) -> Scene {
        let world = desk.world(drafts);
        let mut findings = Vec::new();
        let options = LoadOptions { zone: desk.options.zone.clone(), ..LoadOptions::default() };
        let loaded = load(&world, &desk.options.edition, &options).drain(&mut findings);
        let (ledgers, bases) = (Mutex::default(), Mutex::default());
        let mut scene = Scene { world, loaded: None, sheets: Vec::new(), findings: Vec::new(), ledgers, bases };
        if let Some(mut loaded) = loaded {
            let wanted = |plan: &PagePlan| only.is_none_or(|number| plan.number == number);
            findings.extend(settle(&mut loaded.edition, &loaded.fonts, wanted));
            let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(|plan| wanted(plan)).collect();
            let set = compose(&loaded.edition, &plans, &loaded.fonts);
            let composed = set.into_iter().map(|outcome| outcome.drain(&mut findings));
            let (pages, records): (Vec<Page>, Vec<Record>) =
                composed.map(|Composed { page, record, .. }| (page, record)).unzip();
            if only.is_none() {
                findings = lint(&loaded.edition, &plans, &records, findings);
            }
            let (pages, drawn) = scene.drawn(desk, &loaded, pages, &mut findings);
            let sheet = |(page, record)| scene.sheet(desk, &loaded.edition, drawn.as_ref(), page, record);
            scene.sheets = pages.into_iter().zip(records).map(sheet).collect();
            scene.loaded = Some(loaded);
        }
        scene.findings = findings;
        scene
    }

    /// Pages with their drawings drawn, and the pictures found in those.
    fn drawn(
        &self,
        desk: &Desk,
        loaded: &Loaded,
        pages: Vec<Page>,
        findings: &mut Vec<Diagnostic>,
    ) -> (Vec<Page>, Option<Drawn>) {
        let Some(screen) = desk.screen_of(&loaded.edition) else { return (pages, None) };
        let files = |source: Source| -> Option<Bytes> { self.world.picture(source.0) };
        let is_drawing = |source: Source| {
            let head = files(source).and_then(|bytes| picture::head((*bytes).as_ref()).ok());
            head.is_some_and(|head| head.format == picture::Format::Svg)
        };
        let sources = pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.source),
            _ => None,
        });
        if !sources.into_iter().any(is_drawing) {
            return (pages, None);
        }
        let condition = condition(&loaded.edition, screen.profile().clone());
        let mut drawn = pdf::draw(pages, &condition, &files).drain(findings);
        (std::mem::take(&mut drawn.pages), Some(drawn))
    }

    fn sheet(&self, desk: &Desk, edition: &Edition, drawn: Option<&Drawn>, page: Page, record: Record) -> Sheet {
        let mut pictures = BTreeMap::new();
        for item in &page.items {
            let ItemKind::Image(image) = &item.kind else { continue };
            let bytes = drawn.and_then(|drawn| drawn.picture(image.source));
            let Some(bytes) = bytes.or_else(|| self.world.picture(image.source.0)) else { continue };
            let Ok(head) = picture::head((*bytes).as_ref()) else { continue };
            let mut name = desk.pictures.name(&bytes);
            let mut size = head.shown();
            if head.format == picture::Format::Pdf {
                name = format!("{name}-{}", image.page);
                let files = edition.pictures.iter().filter_map(|picture| picture.file.as_ref());
                let is_it = |file: &&PictureFile| {
                    (file.key == image.source.0 || file.twin == image.source.0) && file.page == image.page
                };
                size = files.into_iter().find(is_it).map_or(size, |file| (file.width, file.height));
            }
            pictures.entry((image.source, image.page)).or_insert(Picture { name, size, _bytes: bytes });
        }
        Sheet { page, record, pictures }
    }

    /// A page and its plan.
    pub(super) fn page(&self, number: u16) -> Option<(&PagePlan, &Sheet)> {
        let plan = self.loaded.as_ref()?.edition.pages.iter().find(|plan| plan.number == number)?;
        Some((plan, self.sheets.iter().find(|sheet| sheet.page.number == number)?))
    }

    /// The ledgers of the stories of a page.
    pub(super) fn ledgers(&self, number: u16) -> Arc<Vec<StoryLedger>> {
        if let Some(known) = lock(&self.ledgers).get(&number) {
            return Arc::clone(known);
        }
        let made = self.loaded.as_ref().and_then(|loaded| {
            let plan = loaded.edition.pages.iter().find(|plan| plan.number == number)?;
            let outcome = compose_explained(&loaded.edition, &[plan], &loaded.fonts).pop()?;
            Some(outcome.value.ledger)
        });
        let made = Arc::new(made.unwrap_or_default());
        lock(&self.ledgers).insert(number, Arc::clone(&made));
        made
    }

    /// A sum over the texts of some files: what an edit of them rests on.
    pub(super) fn base(&self, files: &[FileId]) -> String {
        if let Some(known) = lock(&self.bases).get(files) {
            return known.clone();
        }
        let sources: Vec<_> = files.iter().filter_map(|file| self.world.source(*file)).collect();
        let texts: Vec<&[u8]> =
            sources.iter().flat_map(|source| [source.name.as_bytes(), source.text.as_bytes()]).collect();
        let sum = sha256_pieces(&texts);
        let sum: String = sum[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        lock(&self.bases).insert(files.to_vec(), sum.clone());
        sum
    }
}

/// A lock whose holder panicked still holds whole values: they are put in in one step.
pub(super) fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
