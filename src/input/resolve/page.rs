//! Pages: an entry of the edition and its page description become a plan.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::base::units::Length;
use crate::font::FontBook;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{Date, Grid, PagePlan, SheetId, StyleSheet};

use super::fields::Fields;
use super::filler::Fillers;
use super::index::Index;
use super::inks::{self, Dress};
use super::jumps::Jumps;
use super::library::Library;
use super::picture::Pictures;
use super::rule::Ornaments;
use super::sheet::{self, Chains, Sheet};
use super::story::Stories;
use super::{ad, area, grid, lint, spread};

/// Most pages of an edition.
const MOST_PAGES: usize = 999;

/// A style sheet's name, and the body and pitch it is told.
type SheetKey = (String, Length, Length, Dress);
/// `None` when it is broken, which was reported.
type MadeSheet = Option<(SheetId, Arc<Sheet>)>;

/// What pages are resolved with.
pub(super) struct Pages<'a, 'w> {
    pub(super) library: &'a mut Library<'w>,
    pub(super) edition: &'a spec::Edition,
    pub(super) paper: &'a spec::Paper,
    pub(super) date: Option<Date>,
    pub(super) stories: &'a mut Stories,
    pub(super) pictures: &'a mut Pictures<'w>,
    pub(super) directory: &'a Path,
    pub(super) fonts: FontBook,
    ornaments: Rc<Ornaments<'w>>,
    index: Rc<Index>,
    pub(super) fillers: Fillers,
    pub(super) bookings: Vec<Spanned<String>>,
    chains: BTreeMap<String, Chains>,
    grids: BTreeMap<String, Option<Arc<Grid>>>,
    sheets: Vec<(SheetKey, MadeSheet)>,
    pub(super) plans: Vec<PagePlan>,
    pub(super) broken: Vec<u16>,
    /// A story of the page in hand is broken, which was reported in its file.
    pub(super) lacks_a_story: bool,
    /// The stories that are set in several areas.
    pub(super) jumps: Jumps,
}

impl<'a, 'w> Pages<'a, 'w> {
    pub(super) fn new(
        library: &'a mut Library<'w>,
        (edition, paper, date): (&'a spec::Edition, &'a spec::Paper, Option<Date>),
        (stories, pictures): (&'a mut Stories, &'a mut Pictures<'w>),
        directory: &'a Path,
    ) -> Pages<'a, 'w> {
        let ornaments = Rc::new(Ornaments::new(library.world, &library.homes));
        Pages {
            ornaments,
            index: Rc::new(Index::new(edition, &stories.model)),
            fillers: Fillers::default(),
            bookings: Vec::new(),
            library,
            edition,
            paper,
            date,
            stories,
            pictures,
            directory,
            fonts: FontBook::new(),
            chains: BTreeMap::new(),
            grids: BTreeMap::new(),
            sheets: Vec::new(),
            plans: Vec::new(),
            broken: Vec::new(),
            lacks_a_story: false,
            jumps: Jumps::default(),
        }
    }

    /// Resolves all pages of the edition.
    pub(super) fn resolve(&mut self, sink: &mut Sink) {
        let Some(pages) = &self.edition.pages.0 else { return };
        if pages.value.is_empty() {
            let message = say("没有版面", "there are no pages");
            let hint = say("请在 `pages:` 下写上版面", "write the pages under `pages:`");
            sink.push(Diagnostic::new(Code::MissingKey, pages.span, message).hint(hint));
        }
        if grid::too_many(pages.value.len(), MOST_PAGES, pages.span, sink) {
            return;
        }
        let on_right = |page: &spec::Page, area: &str, sink: &mut Sink| {
            spread::begins_right(self.library, page, area, sink).unwrap_or(false)
        };
        self.jumps = Jumps::collect(self.edition, self.stories, on_right, sink);
        for (index, page) in pages.value.iter().enumerate() {
            let number = page.page.value.0 as u16;
            let from = sink.len();
            self.lacks_a_story = false;
            check_unique(&pages.value[..index], page, sink);
            let plan = self.page(page, sink);
            for found in &mut sink[from..] {
                found.page = Some(number);
            }
            match plan.filter(|_| !self.lacks_a_story && !sink[from..].iter().any(breaks_the_page)) {
                Some(plan) => self.plans.push(plan),
                None => self.broken.extend(number..=page.page.value.1 as u16),
            }
        }
        self.plans.sort_by_key(|plan| plan.number);
        self.broken.sort_unstable();
        self.check_jumps(sink);
    }

    fn page(&mut self, page: &spec::Page, sink: &mut Sink) -> Option<PagePlan> {
        let numbers = page.page.value;
        let found = self.library.layout(&page.layout.value, page.layout.span, sink).and_then(|found| {
            let Some(patch) = &page.areas else { return Some(found) };
            found.patched(patch.node(), sink).map(Arc::new)
        });
        let Some((layout, named)) = found.and_then(|found| Some((Arc::clone(&found), found.spec.format.0.clone()?)))
        else {
            self.claim_stories(page, sink);
            return None;
        };
        let format = self.library.format(&named.value, named.span, sink);
        let grid = format.as_ref().and_then(|format| {
            let known = self.grids.entry(named.value.clone());
            known.or_insert_with(|| grid::grid(format, sink).map(Arc::new)).clone()
        });
        let facing = spread::facing(layout.spec.spread.as_ref());
        let is_as_wide = spread::check_numbers(page, facing.is_some(), layout.spec.span, sink);
        let grid = grid.filter(|_| is_as_wide).and_then(|grid| match facing {
            Some(facing) => spread::grid(&grid, facing, named.span, sink).map(Arc::new),
            None => Some(grid),
        });
        let styles = layout.spec.styles.as_ref().or(self.paper.styles.as_ref());
        if styles.is_none() {
            let message = say("没有说明样式表", "no style sheet is named");
            let hint = say(
                "请在版面描述或 paper.yaml 里写 `styles: daily`",
                "write `styles: daily` in the layout or in paper.yaml",
            );
            sink.push(Diagnostic::new(Code::MissingKey, named.span, message).hint(hint));
        }
        let (Some(grid), Some(format), Some(styles)) = (grid, format, styles) else {
            self.claim_stories(page, sink);
            return None;
        };
        let dress = inks::dress(page, self.edition, sink);
        let sheet = self.sheet(styles, &grid, dress, sink);
        let Some((id, sheet)) = sheet else {
            self.claim_stories(page, sink);
            return None;
        };
        let section = page.section.clone().unwrap_or_default();
        let folios = spread::folios(page, sink);
        let folio = spread::joined_folio(&folios);
        let own = [page.fields.as_ref(), self.edition.fields.as_ref(), self.paper.fields.as_ref()];
        let index = Rc::clone(&self.index);
        let fields = Fields {
            paper: self.paper.name.0.as_deref().unwrap_or_default(),
            date: self.date,
            issue: self.edition.issue.0.map_or(0, |issue| issue.value.0),
            pages: self.edition.pages.0.as_ref().map_or(0, |pages| count(&pages.value)),
            page: numbers.0,
            folio: &folios[0],
            facing: [(numbers.0, &folios[0]), (numbers.1, &folios[1])],
            section: &section,
            editors: page.editors.as_ref().map_or(&[], |editors| &editors.0),
            index: &index,
            own: own.into_iter().flatten().collect(),
        };
        let right = facing.map(|_| Fields { page: numbers.1, folio: &folios[1], ..fields.clone() });
        let (fields, right) = (&fields, right.as_ref());
        let ornaments = Rc::clone(&self.ornaments);
        let on = area::OnPage {
            layout: &layout,
            page,
            grid: &grid,
            sheet: &sheet,
            fields,
            ornaments: &ornaments,
            format: &format,
            right,
        };
        let areas = area::areas(self, &on, sink);
        if layout.broken {
            return None;
        }
        let layers = [self.paper.lint.as_ref(), self.edition.lint.as_ref(), layout.spec.lint.as_ref()];
        let lint = lint::on_page(layers, &grid, sink);
        let allow = lint::allow(layout.spec.allow.as_ref());
        let ads = ad::shapes(&on);
        let grid = (*grid).clone();
        let is_gray = dress == Dress::Mourning;
        let (number, last) = (numbers.0 as u16, numbers.1 as u16);
        let plan = PagePlan {
            number,
            last,
            folio,
            section,
            span: page.span,
            grid,
            sheet: id,
            areas,
            ads,
            lint,
            allow,
            is_gray,
        };
        Some(plan)
    }

    /// The stories of a page that cannot be made are placed all the same.
    fn claim_stories(&mut self, page: &spec::Page, sink: &mut Sink) {
        for (_, placement) in page.place.iter().flat_map(|place| &place.0) {
            if let spec::Placement::Stories(slugs) = placement {
                for slug in &slugs.0 {
                    self.stories.place(slug, Some(page.page.value.0 as u16), sink);
                }
            }
        }
    }

    fn sheet(&mut self, name: &Spanned<String>, grid: &Grid, dress: Dress, sink: &mut Sink) -> MadeSheet {
        let key = (name.value.clone(), grid.body, grid.pitch, dress);
        if let Some((_, known)) = self.sheets.iter().find(|(known, _)| *known == key) {
            return known.clone();
        }
        let styles = self.library.styles(&name.value, name.span, sink);
        let made = styles.and_then(|styles| {
            let before = super::errors(sink);
            if !self.chains.contains_key(&name.value) {
                let chains = sheet::faces(self.library, &styles, &mut self.fonts, sink);
                self.chains.insert(name.value.clone(), chains);
            }
            let chains = self.chains.get(&name.value)?;
            let sheet = sheet::sheet(
                &name.value,
                &styles,
                (chains, &self.fonts),
                (grid.body, grid.pitch),
                (dress, self.library.spot_plates),
                sink,
            )?;
            (super::errors(sink) == before).then(|| {
                let id = self.sheets.iter().filter(|(_, made)| made.is_some()).count();
                (SheetId(id as u16), Arc::new(sheet))
            })
        });
        self.sheets.push((key, made.clone()));
        made
    }

    /// The fillers of the edition.
    pub(super) fn take_fillers(&mut self) -> Vec<crate::model::PoolFiller> {
        std::mem::take(&mut self.fillers.model)
    }

    /// The style sheets in the order of their ids, the plans, the faces, and the pages left out.
    pub(super) fn finish(self) -> (Vec<Arc<StyleSheet>>, Vec<PagePlan>, FontBook, Vec<u16>) {
        let made = self.sheets.into_iter().filter_map(|(_, made)| made);
        let sheets = made.map(|(_, sheet)| Arc::clone(&sheet.model)).collect();
        (sheets, self.plans, self.fonts, self.broken)
    }
}

/// Whether a page with this finding cannot be composed. A character, a field or a picture that is of
/// no use leaves a mark in its place, and the page stands.
fn breaks_the_page(found: &Diagnostic) -> bool {
    let leaves_a_mark = matches!(
        found.code,
        Code::CharacterRefused | Code::FieldUnknown | Code::PictureUnusable | Code::PathOutside | Code::StoryEmpty
    );
    found.severity == Severity::Error && !leaves_a_mark
}

fn check_unique(before: &[spec::Page], page: &spec::Page, sink: &mut Sink) {
    let mut report = |what: (&str, &str), span: Span, first: Span| {
        let message = say(format!("{}重复", what.0), format!("two pages with one {}", what.1));
        let hint = say("请改其中一个", "change one of them");
        let note = say("第一次在这里", "first here");
        sink.push(Diagnostic::new(Code::DuplicateName, span, message).hint(hint).note(first, note));
    };
    let numbers = |page: &spec::Page| page.page.value.0..=page.page.value.1;
    if let Some(first) = before.iter().find(|first| numbers(first).any(|number| numbers(page).contains(&number))) {
        report(("版次", "number"), page.page.span, first.page.span);
    }
    for folio in page.folio.iter().flat_map(|folios| &folios.0) {
        let known = before.iter().flat_map(|first| first.folio.iter().flat_map(|folios| &folios.0));
        let same = known.into_iter().find(|first| first.value == folio.value);
        if let Some(first) = same {
            report(("版号", "folio"), folio.span, first.span);
        }
    }
}

/// How many pages there are: a spread is two.
fn count(pages: &[spec::Page]) -> usize {
    pages.iter().map(|page| 1 + page.page.value.1.abs_diff(page.page.value.0) as usize).sum()
}
