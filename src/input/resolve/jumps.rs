//! 转版: the areas that a story runs through, checked both ways.
//!
//! Source: `makeup.md` 6.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{PagePlan, PictureId, PictureSlot, Story, StoryId};

use super::page::Pages;
use super::story::Stories;

/// The stories of an edition that are set in several areas.
#[derive(Default)]
pub(super) struct Jumps {
    /// By page and area.
    stops: BTreeMap<(u32, String), Stop>,
    /// The stories, each with the pages of its parts in order.
    routes: BTreeMap<StoryId, Vec<u32>>,
    /// Their pictures that were placed, and where.
    placed: BTreeMap<PictureId, Span>,
}

/// One area of such a story.
#[derive(Clone)]
pub(super) struct Stop {
    pub(super) story: StoryId,
    /// From 1.
    pub(super) part: u16,
    pub(super) parts: u16,
    pub(super) before: Option<Place>,
    pub(super) after: Option<Place>,
    /// How many 下转 and 上接 its page has.
    pub(super) lines: (usize, usize),
}

/// Where a part stands.
#[derive(Clone)]
pub(super) struct Place {
    /// The number of its page; of a spread the left one.
    entry: u32,
    /// The number that a reader turns to.
    pub(super) page: u32,
    pub(super) folio: String,
    pub(super) section: String,
    area: String,
    pub(super) span: Span,
    /// How many stories share the area.
    stories: usize,
}

impl Jumps {
    /// Follows all stories over the pages of an edition. `on_right` says of an area of a spread whether it
    /// begins on the right page.
    pub(super) fn collect(
        edition: &spec::Edition,
        stories: &Stories,
        mut on_right: impl FnMut(&spec::Page, &str, &mut Sink) -> bool,
        sink: &mut Sink,
    ) -> Jumps {
        let mut starts: BTreeMap<&str, Place> = BTreeMap::new();
        let mut goes_on: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for page in edition.pages.0.iter().flat_map(|pages| &pages.value) {
            for (area, placement) in page.place.iter().flat_map(|place| &place.0) {
                match placement {
                    spec::Placement::Stories(slugs) => {
                        for slug in &slugs.0 {
                            starts.entry(&slug.value).or_insert_with(|| place(page, area, slug.span, slugs.0.len()));
                        }
                    }
                    spec::Placement::Continues(next) => {
                        let slug = &next.continues;
                        goes_on.entry(&slug.value).or_default().push(place(page, area, slug.span, 1));
                    }
                    _ => {}
                }
            }
        }
        let mut jumps = Jumps::default();
        for (slug, mut rest) in goes_on {
            rest.sort_by_key(|place| place.entry);
            let first = rest[0].span;
            let Some(id) = stories.id(slug) else {
                if !stories.knows(slug) {
                    let slug = Spanned { value: slug.to_owned(), span: first };
                    sink.push(super::unknown(&slug, ("稿件", "story"), stories.slugs()));
                }
                continue;
            };
            let Some(start) = starts.remove(slug) else {
                sink.push(no_start(slug, &rest[0], edition));
                continue;
            };
            if let Some(finding) = fault(slug, &start, &rest) {
                sink.push(finding);
                continue;
            }
            let mut all: Vec<Place> = std::iter::once(start).chain(rest).collect();
            for place in &mut all {
                let page = edition.pages.0.iter().flat_map(|pages| &pages.value);
                let page = page.into_iter().find(|page| page.page.value.0 == place.entry);
                if let Some(page) = page.filter(|page| on_right(page, &place.area, sink)) {
                    moved_right(place, page);
                }
            }
            jumps.follow(id, all);
        }
        jumps.count();
        jumps
    }

    fn follow(&mut self, story: StoryId, all: Vec<Place>) {
        for (index, place) in all.iter().enumerate() {
            let stop = Stop {
                story,
                part: index as u16 + 1,
                parts: all.len() as u16,
                before: index.checked_sub(1).map(|before| all[before].clone()),
                after: all.get(index + 1).cloned(),
                lines: (0, 0),
            };
            self.stops.insert((place.entry, place.area.clone()), stop);
        }
        self.routes.insert(story, all.iter().map(|place| place.entry).collect());
    }

    /// Counts the jump lines of each page.
    fn count(&mut self) {
        let mut lines: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for ((page, _), stop) in &self.stops {
            let count = lines.entry(*page).or_default();
            count.0 += usize::from(stop.after.is_some());
            count.1 += usize::from(stop.before.is_some());
        }
        for ((page, _), stop) in &mut self.stops {
            stop.lines = lines.get(page).copied().unwrap_or_default();
        }
    }

    /// What an area has of a story that is set in several.
    pub(super) fn stop(&self, page: u32, area: &str) -> Option<&Stop> {
        self.stops.get(&(page, area.to_owned()))
    }

    /// Whether a story is set in several areas, so that a picture may stand in another.
    pub(super) fn has(&self, story: StoryId) -> bool {
        self.routes.contains_key(&story)
    }

    /// Notes the pictures that a part of a story has; one that an earlier part has is left out.
    pub(super) fn take_pictures(&mut self, slots: Vec<PictureSlot>, sink: &mut Sink) -> Vec<PictureSlot> {
        let mut kept = Vec::with_capacity(slots.len());
        for slot in slots {
            match self.placed.get(&slot.picture) {
                Some(first) => {
                    let message =
                        say("这张图在稿件的另一部分已经用了", "this picture stands with another part of the story");
                    let hint = say("请删去一处", "delete one of the places");
                    sink.push(
                        Diagnostic::new(Code::DuplicateName, slot.span, message)
                            .hint(hint)
                            .note(*first, say("第一次在这里", "first here")),
                    );
                }
                None => {
                    self.placed.insert(slot.picture, slot.span);
                    kept.push(slot);
                }
            }
        }
        kept
    }
}

fn place(page: &spec::Page, area: &Spanned<String>, span: Span, stories: usize) -> Place {
    let number = page.page.value.0;
    let folios = super::spread::folios(page, &mut Sink::new());
    Place {
        entry: number,
        page: number,
        folio: folios[0].clone(),
        section: page.section.clone().unwrap_or_default(),
        area: area.value.clone(),
        span,
        stories,
    }
}

/// The same on the right page of a spread.
fn moved_right(place: &mut Place, page: &spec::Page) {
    place.page = page.page.value.1;
    place.folio = super::spread::folios(page, &mut Sink::new())[1].clone();
}

/// What keeps a story from being followed.
fn fault(slug: &str, start: &Place, rest: &[Place]) -> Option<Diagnostic> {
    let began = |finding: Diagnostic| finding.note(start.span, say("稿件从这里开始", "the story begins here"));
    let first = rest.first()?;
    let (from, to) = (start.entry, first.entry);
    if start.stories > 1 {
        let message = say(
            format!("稿件 `{slug}` 与别的稿件同在一个区块，不能转版"),
            format!("the story `{slug}` shares its area with others: it cannot go on elsewhere"),
        );
        let hint = say("给它一个自己的区块", "give it an area of its own");
        return Some(began(Diagnostic::new(Code::JumpBroken, first.span, message).hint(hint).on_page(to as u16)));
    }
    if to < from {
        let message = say(
            format!("稿件 `{slug}` 的续文在第 {to} 版，开头却在第 {from} 版"),
            format!("the story `{slug}` goes on on page {to} and begins on page {from}"),
        );
        let hint = say("续文要放在开头之后的版", "its continuation stands on a page after its start");
        return Some(began(Diagnostic::new(Code::JumpOrder, first.span, message).hint(hint).on_page(to as u16)));
    }
    let mut before = start;
    for place in rest {
        if place.entry == before.entry {
            let page = place.page;
            let message = say(
                format!("稿件 `{slug}` 在第 {page} 版接了两处"),
                format!("the story `{slug}` stands twice on page {page}"),
            );
            let hint = say(
                "同一版里用一个区块的几个矩形：`at: [{…}, {…}]`",
                "on one page use several rectangles of one area: `at: [{…}, {…}]`",
            );
            let other = say("另一处在这里", "the other place");
            let finding = Diagnostic::new(Code::JumpTwice, place.span, message).hint(hint).note(before.span, other);
            return Some(finding.on_page(page as u16));
        }
        before = place;
    }
    None
}

fn no_start(slug: &str, place: &Place, edition: &spec::Edition) -> Diagnostic {
    let held = edition.hold.iter().flatten().find(|held| held.value == slug);
    let page = place.entry;
    let message = say(
        format!("第 {page} 版接稿件 `{slug}`，它没有在任何一版开头"),
        format!("page {page} continues the story `{slug}`, which begins on no page"),
    );
    let hint = say(
        format!("在前面的版里放上它的开头：`区块: {slug}`"),
        format!("place its start on an earlier page: `AREA: {slug}`"),
    );
    let finding = Diagnostic::new(Code::JumpBroken, place.span, message).hint(hint).on_page(page as u16);
    match held {
        Some(held) => finding.note(held.span, say("它压着未用", "it is held")),
        None => finding,
    }
}

impl Pages<'_, '_> {
    /// Leaves out the pages whose part of a story begins on a page that cannot be made: where it would
    /// be cut is not known. Then looks at what only the whole route shows.
    pub(super) fn check_jumps(&mut self, sink: &mut Sink) {
        let routes = self.jumps.routes.clone();
        loop {
            let made: BTreeSet<u32> = self.plans.iter().map(|plan| u32::from(plan.number)).collect();
            let lost = routes.iter().find_map(|(story, pages)| {
                let gap = pages.iter().position(|page| !made.contains(page))?;
                let later = pages[gap..].iter().find(|page| made.contains(page))?;
                Some((*story, pages[gap], *later))
            });
            let Some((story, gap, later)) = lost else { break };
            let slug = self.stories.model.get(story.0 as usize).map_or("", |story| story.slug.as_str());
            let message = say(
                format!("第 {later} 版接稿件 `{slug}`，第 {gap} 版却排不出来"),
                format!("page {later} continues the story `{slug}` from page {gap}, which cannot be made"),
            );
            let hint = say(format!("先改正第 {gap} 版"), format!("mend page {gap} first"));
            let stop = self.jumps.stops.values().filter(|stop| stop.story == story);
            let span = stop.filter_map(|stop| stop.after.as_ref()).find(|place| place.entry == later);
            let span = span.map_or(Span::NONE, |place| place.span);
            sink.push(Diagnostic::new(Code::JumpBroken, span, message).hint(hint).on_page(later as u16));
            let lost = self.plans.iter().filter(|plan| u32::from(plan.number) == later);
            self.broken.extend(lost.flat_map(PagePlan::numbers));
            self.plans.retain(|plan| u32::from(plan.number) != later);
        }
        self.broken.sort_unstable();
        for (story, route) in &routes {
            let Some(story) = self.stories.model.get(story.0 as usize) else { continue };
            let page = route.first().map_or(0, |page| *page as u16);
            let is_made = |page: &u32| self.plans.iter().any(|plan| u32::from(plan.number) == *page);
            if !route.iter().all(is_made) {
                continue;
            }
            sink.extend(strange_head(story, page));
            for id in story.pictures.iter().filter(|id| !self.jumps.placed.contains_key(id)) {
                let Some(picture) = self.pictures.model.get(id.0 as usize) else { continue };
                let message = say(
                    format!("图片 `{}` 没有上版", picture.id),
                    format!("the picture `{}` is placed nowhere", picture.id),
                );
                let hint = say(
                    "请在稿件经过的某一区块的 `pictures:` 里放上它",
                    "place it under `pictures:` of an area that the story runs through",
                );
                sink.push(Diagnostic::new(Code::PictureUnplaced, picture.span, message).hint(hint).on_page(page));
            }
        }
    }
}

/// 转版对不上: the head of the continuation has no word of the story's own head.
///
/// Source: `makeup.md` 2. Two characters running are taken for a word.
fn strange_head(story: &Story, page: u16) -> Option<Diagnostic> {
    let head = story.jump_head.as_ref()?;
    let own = [&story.headline, &story.kicker, &story.deck, &story.label];
    let own: String = own.into_iter().flatten().map(|copy| copy.text.replace(' ', "") + "\n").collect();
    let words: Vec<char> = head.text.chars().filter(|c| *c != ' ').collect();
    if own.is_empty() || words.windows(2).any(|pair| own.contains(&pair.iter().collect::<String>())) {
        return None;
    }
    let (slug, text) = (&story.slug, &head.text);
    let message = say(
        format!("稿件 `{slug}` 续文的标题“{text}”与原题没有相同的词"),
        format!("the head “{text}” of the continuation of `{slug}` has no word of its headline"),
    );
    let hint = say("取原题里的词，读者才找得到", "take words of the headline, by which a reader finds it");
    let finding = Diagnostic::new(Code::JumpHeadDiffers, head.span_at(0), message).hint(hint).on_page(page);
    let headline = story.headline.as_ref()?;
    Some(finding.note(headline.span_at(0), say("原题在这里", "the headline")))
}
