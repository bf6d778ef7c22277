//! All stories of an edition: read in parallel, numbered in the order of their slugs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};
use crate::input::copy::{self, Draft};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::input::world::{STORY_LIMIT, World};
use crate::model::{Opening, PictureId, Story, StoryId};

use super::picture::{Pictures, Wanted};
use super::zone::Zones;

/// The stories of an edition, and where each was placed.
pub(super) struct Stories {
    known: Vec<Known>,
    pub(super) model: Vec<Story>,
}

struct Known {
    slug: String,
    /// None when the story is broken, which was reported.
    id: Option<StoryId>,
    placed: Option<(Span, Option<u16>)>,
    quotes: Vec<spec::Quote>,
    facts: Vec<spec::Fact>,
    first_line: Span,
}

/// What a slug leads to.
pub(super) enum Found {
    /// A story.
    Story(StoryId),
    /// A story that is broken or placed already; reported.
    Broken,
}

/// Reads `stories/*.md`. In a zone `SLUG.ZONE.md` stands in for `SLUG.md`.
pub(super) fn load(
    world: &World,
    edition: &Path,
    zones: &Zones<'_>,
    pictures: &mut Pictures<'_>,
    sink: &mut Sink,
) -> Stories {
    let (slugs, paths): (Vec<String>, Vec<PathBuf>) =
        zones.stories(world.list(&edition.join("stories"), "md")).into_iter().unzip();
    let read: Vec<_> = paths.par_iter().map(|path| world.read_text(path, STORY_LIMIT, Span::NONE)).collect();
    // Ids are given in the order of the paths, so that they are the same in every run.
    let files: Vec<_> = read.into_iter().map(|found| world.keep(found)).collect();
    let drafts: Vec<_> = files
        .par_iter()
        .map(|file| {
            let file = *file.as_ref().ok()?;
            let source = world.source(file)?;
            Some(copy::read(file, &source.text))
        })
        .collect();
    let mut stories = Stories { known: Vec::new(), model: Vec::new() };
    for ((slug, file), draft) in slugs.into_iter().zip(files).zip(drafts) {
        let span = match file {
            Ok(file) => whole(world, file),
            Err(error) => {
                sink.push(error);
                Span::NONE
            }
        };
        let draft = draft.and_then(|draft| draft.drain(sink));
        let (mut quotes, mut facts) = (Vec::new(), Vec::new());
        let id = draft.map(|mut draft| {
            quotes = draft.head.quotes.take().unwrap_or_default();
            facts = draft.head.facts.take().unwrap_or_default();
            stories.model.push(story(&slug, span, draft, edition, pictures, sink));
            StoryId((stories.model.len() - 1) as u32)
        });
        let first_line = Span { end: span.start.saturating_add(3).min(span.end), ..span };
        stories.known.push(Known { slug, id, placed: None, quotes, facts, first_line });
    }
    stories
}

fn whole(world: &World, file: FileId) -> Span {
    Span::new(file, 0, world.source(file).map_or(0, |source| source.text.len()))
}

fn story(slug: &str, span: Span, draft: Draft, edition: &Path, store: &mut Pictures<'_>, sink: &mut Sink) -> Story {
    let opening = Opening {
        drop_cap: draft.head.drop_cap.map_or(0, |rows| rows.0 as u8),
        bold: draft.head.bold_start.map_or(0, |characters| characters.0 as u16),
    };
    let priority = draft.head.priority.map(|priority| priority.0 as u8);
    let fit = draft.head.fit.as_ref().map(super::fit::levers).unwrap_or_default();
    let mut cuttable = draft.cuttable;
    let paragraphs = draft.body.iter().filter(|block| block.is_paragraph()).count() as u16;
    for number in draft.head.cuttable.iter().flatten() {
        if number.value.0 as u16 > paragraphs {
            super::fit::beyond(number.span, paragraphs, sink);
        }
        cuttable.push(number.value.0 as u16);
    }
    cuttable.sort_unstable();
    cuttable.dedup();
    let specs = draft.head.pictures.unwrap_or_default();
    let mut ids: Vec<(&Spanned<String>, PictureId)> = Vec::with_capacity(specs.len());
    for (spec, (caption, credit)) in specs.iter().zip(draft.captions) {
        if let Some((first, _)) = ids.iter().find(|(first, _)| first.value == spec.id.value) {
            let message =
                say(format!("图片 `{}` 出现两次", spec.id.value), format!("two pictures `{}`", spec.id.value));
            let hint = say("每张图的 id 要不同", "give each its own id");
            sink.push(
                Diagnostic::new(Code::DuplicateName, spec.id.span, message)
                    .hint(hint)
                    .note(first.span, say("第一次在这里", "first here")),
            );
            continue;
        }
        let wanted = Wanted {
            id: &spec.id.value,
            span: spec.span,
            file: spec.file.as_ref(),
            page: spec.page,
            homes: &[edition],
            focus: spec.focus.as_ref(),
            caption,
            credit,
        };
        ids.push((&spec.id, store.add(wanted, sink)));
    }
    let pictures = ids.into_iter().map(|(_, id)| id).collect();
    let portrait = draft
        .head
        .portrait
        .as_ref()
        .map(|file| store.add(Wanted::plain("portrait", file.span, Some(file), &[edition]), sink));
    let Draft { label, kicker, headline, deck, summary, byline, jump_head, body, candidates, .. } = draft;
    let slug = slug.to_owned();
    let part = None;
    Story {
        slug,
        span,
        label,
        kicker,
        headline,
        deck,
        summary,
        portrait,
        byline,
        pictures,
        opening,
        priority,
        body,
        candidates,
        cuttable,
        fit,
        jump_head,
        part,
    }
}

impl Stories {
    /// The pages on which the stories of files stand.
    pub(super) fn pages(&self) -> BTreeMap<FileId, u16> {
        let placed = |known: &Known| Some((known.first_line.file, known.placed?.1?));
        self.known.iter().filter_map(placed).collect()
    }

    /// The quotes of stories.
    pub(super) fn quotes(&self, stories: &[StoryId]) -> Vec<spec::Quote> {
        self.of(stories).flat_map(|known| known.quotes.clone()).collect()
    }

    /// The fact boxes of stories.
    pub(super) fn facts(&self, stories: &[StoryId]) -> Vec<spec::Fact> {
        self.of(stories).flat_map(|known| known.facts.clone()).collect()
    }

    fn of(&self, stories: &[StoryId]) -> impl Iterator<Item = &Known> {
        self.known.iter().filter(move |known| known.id.is_some_and(|id| stories.contains(&id)))
    }

    /// Looks a story up and marks it as placed; `None` for the page when it is held.
    pub(super) fn place(&mut self, slug: &Spanned<String>, page: Option<u16>, sink: &mut Sink) -> Option<Found> {
        let index = self.known.binary_search_by(|known| known.slug.cmp(&slug.value));
        let Some(known) = index.ok().and_then(|index| self.known.get_mut(index)) else {
            let slugs = self.known.iter().map(|known| known.slug.as_str());
            sink.push(super::unknown(slug, ("稿件", "story"), slugs));
            return None;
        };
        if let Some((first, _)) = known.placed {
            let message =
                say(format!("稿件 `{}` 用了两次", slug.value), format!("the story `{}` is placed twice", slug.value));
            let hint = say("一篇稿件只能放在一处", "a story stands in one place only");
            sink.push(
                Diagnostic::new(Code::StoryPlacedTwice, slug.span, message)
                    .hint(hint)
                    .note(first, say("先放在这里", "first placed here")),
            );
            return Some(Found::Broken);
        }
        known.placed = Some((slug.span, page));
        Some(known.id.map_or(Found::Broken, Found::Story))
    }

    /// Whether there is a file of this name.
    pub(super) fn knows(&self, slug: &str) -> bool {
        self.known.iter().any(|known| known.slug == slug)
    }

    /// A story that is not broken.
    pub(super) fn id(&self, slug: &str) -> Option<StoryId> {
        self.known.iter().find(|known| known.slug == slug)?.id
    }

    /// All names.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|known| known.slug.as_str())
    }

    /// Reports stories that are neither placed nor held.
    ///
    /// A zone may hold what its base places, and the base what a zone places: of a zone only its own files
    /// are looked at.
    pub(super) fn check_placed(&mut self, edition: &spec::Edition, zones: &Zones<'_>, sink: &mut Sink) {
        for slug in edition.hold.iter().flatten().filter(|_| zones.chosen().is_none()) {
            self.place(slug, None, sink);
        }
        let unplaced: Vec<&Known> = self.known.iter().filter(|known| known.placed.is_none()).collect();
        let elsewhere = if unplaced.is_empty() { Vec::new() } else { zones.placed() };
        let wanted = |known: &&&Known| match zones.chosen() {
            Some(_) => zones.is_own(&known.slug),
            None => !elsewhere.contains(&known.slug),
        };
        for known in unplaced.iter().filter(wanted) {
            let message =
                say(format!("稿件 `{}` 没有上版", known.slug), format!("the story `{}` is placed nowhere", known.slug));
            let hint = say(
                format!("请在某一版的 `place:` 里放上它，或写进 `hold: [{}]`", known.slug),
                format!("place it on a page, or write `hold: [{}]`", known.slug),
            );
            sink.push(Diagnostic::new(Code::StoryUnplaced, known.first_line, message).hint(hint));
        }
    }
}
