//! Areas: their places on the grid, and what stands in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::input::copy;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{
    Ad, Align, Area, Content, Fit, Grid, GridRect, Head, OmittedPart, PictureArea, RuleArea, StoryArea, StoryId,
};

use super::fields::Fields;
use super::head::{direction, picture_head, story_head};
use super::page::Pages;
use super::picture::Wanted;
use super::rule::{self, Ornaments, stroke};
use super::sheet::Sheet;
use super::story::Found;
use super::template::FoundLayout;
use super::{ad, around, columns, furniture, head_dress, insert, jump_words, picture_slots, slots};

/// Most areas of a page.
const MOST_AREAS: usize = 400;

/// What is at hand while a page is resolved.
pub(super) struct OnPage<'a> {
    pub(super) layout: &'a FoundLayout,
    pub(super) page: &'a spec::Page,
    pub(super) grid: &'a Grid,
    pub(super) sheet: &'a Sheet,
    pub(super) fields: &'a Fields<'a>,
    pub(super) ornaments: &'a Ornaments<'a>,
    pub(super) format: &'a spec::Format,
    /// On a spread, the fields of its right page.
    pub(super) right: Option<&'a Fields<'a>>,
}

impl OnPage<'_> {
    /// The number of the page.
    fn number(&self) -> Option<u16> {
        Some(self.page.page.value.0 as u16)
    }

    /// The fields of the page on which `at` lies. What lies over the fold has those of the left page, but
    /// for text that is flush right.
    pub(super) fn fields_at(&self, at: Rect, align: Option<Align>) -> &Fields<'_> {
        let fold = self.grid.trim.width / 2;
        let over = at.x < fold && fold < at.right();
        let is_right = if over { align == Some(Align::Right) } else { at.x >= fold };
        self.right.filter(|_| is_right).unwrap_or(self.fields)
    }

    /// Where drawings are looked for: beside the page descriptions, the nearest first, and in the edition.
    pub(super) fn homes<'h>(&'h self, edition: &'h Path) -> Vec<&'h Path> {
        self.layout.directories.iter().map(PathBuf::as_path).chain([edition]).collect()
    }

    /// 1字 and 1行 of the page.
    pub(super) fn units(&self) -> (Length, Length) {
        (self.grid.body, self.grid.pitch)
    }
}

/// Resolves all areas of a page.
pub(super) fn areas(pages: &mut Pages<'_, '_>, on: &OnPage<'_>, sink: &mut Sink) -> Vec<Area> {
    let specs = &on.layout.spec.areas;
    for (name, placement) in on.page.place.iter().flat_map(|place| &place.0) {
        if specs.get(&name.value).is_none() {
            // An area that is itself wrong was reported, and is missing here.
            if !on.layout.broken {
                sink.push(super::unknown(name, ("区域", "area"), specs.names()));
            }
            if let spec::Placement::Stories(slugs) = placement {
                for slug in &slugs.0 {
                    pages.stories.place(slug, on.number(), sink);
                }
            }
        }
    }
    if super::grid::too_many(specs.0.len(), MOST_AREAS, on.layout.spec.span, sink) {
        return Vec::new();
    }
    let mut areas: Vec<Area> = specs.0.iter().filter_map(|(name, spec)| area(pages, on, name, spec, sink)).collect();
    let declared = around::resolve(&mut areas, specs, sink);
    slots::check_overlaps(&areas, &declared, sink);
    areas
}

fn area(
    pages: &mut Pages<'_, '_>,
    on: &OnPage<'_>,
    name: &Spanned<String>,
    spec: &spec::Area,
    sink: &mut Sink,
) -> Option<Area> {
    let placement = on.page.place.as_ref().and_then(|place| place.get(&name.value));
    let stories = match spec {
        spec::Area::Story(_) | spec::Area::Picture(_) => stories(pages, on, name, placement, sink),
        spec::Area::Furniture(_) | spec::Area::Rule(_) | spec::Area::Filler(_) => {
            if placement.is_some() {
                takes_nothing(on, name, sink);
            }
            None
        }
        spec::Area::Ad(_) => None,
    };
    let (parts, frame) = match spec {
        spec::Area::Story(area) => (slots::parts(&area.at.0, on, sink), area.frame.as_ref()),
        spec::Area::Picture(area) => (one_part(&area.at.0, on, sink), area.frame.as_ref()),
        spec::Area::Furniture(area) => (one_part(&area.at.0, on, sink), area.frame.as_ref()),
        spec::Area::Filler(area) => (one_part(&area.at.0, on, sink), area.frame.as_ref()),
        spec::Area::Ad(area) => (ad::part(area, on, sink).map(|part| vec![part]), area.frame.as_ref()),
        spec::Area::Rule(area) => (one_part(std::slice::from_ref(&area.at), on, sink), None),
    };
    let parts = parts?;
    if matches!(spec, spec::Area::Story(_)) && !slots::gutter_holds_copy(&parts, spec.span(), on, sink) {
        return None;
    }
    let frame = frame.map(|spec| {
        let room = on.grid.rect(parts[0]);
        rule::check_round(spec, parts.len(), sink);
        rule::frame(spec, Size { width: room.width, height: room.height }, on, sink)
    });
    let content = match spec {
        spec::Area::Story(area) => {
            let columns = columns::own_columns(area, &parts, 0);
            let text_columns = columns::divisions(area, &parts, on, sink);
            let direction = direction(area, sink);
            let in_column = stories.as_ref().is_some_and(|stories| stories.len() > 1);
            let mut head = story_head(area, &parts, (columns, direction, in_column), on, sink);
            let stories = stories?;
            if let Some(spec) = &area.head {
                head_dress::pictures(&mut head, spec, (&stories, direction), pages, on, sink);
            }
            let mut slots = picture_slots::pictures(pages, area, &stories, &parts, &head, on, sink);
            let jump = jump_words::jump(pages, (on, &name.value, area.jump.as_ref()), head.style.is_some(), sink);
            if jump.is_some() {
                slots = pages.jumps.take_pictures(slots, sink);
            }
            // A continuation has no part of a head but its own few words.
            if jump.as_ref().is_none_or(|jump| jump.part == 1) {
                dress(pages, on, &stories, (&head, area.head.is_some()), name.span, sink);
            }
            let inserts = insert::inserts(pages, area, &stories, on, sink);
            let column_rule = area.column_rule.as_ref().map(|spec| rule::ruling(spec, on, sink));
            let separator = area.separator.as_ref().map(|spec| rule::separator(spec, on, sink));
            let fitting = super::fit::fitting(pages, area, &stories, sink);
            let of_story =
                |id: &StoryId| pages.stories.model.get(id.0 as usize).map_or(Fit::default(), |story| story.fit);
            let fit = super::fit::of_area(on.layout.spec.fit.as_ref(), area.fit.as_ref());
            let fit = stories.iter().map(of_story).fold(fit, Fit::and);
            Content::Story(StoryArea {
                stories,
                priority: area.priority.map(|priority| priority.0 as u8),
                head,
                direction,
                text_columns,
                pictures: slots,
                inserts,
                around: Vec::new(),
                sheet: head_dress::crossheads(area, on, sink),
                composition: area.composition.as_ref().map(|own| {
                    let base = on.sheet.model.composition.clone();
                    Arc::new(super::composition::composition(base, Some(own), sink))
                }),
                column_rule,
                separator,
                jump: jump.map(Box::new),
                fit,
                fitting,
                filler: area.filler.as_ref().and_then(|filler| super::filler::at_foot(pages, filler, on, sink)),
            })
        }
        spec::Area::Picture(area) => {
            let head = picture_head((area.head.as_ref(), area.span), &parts, on, sink);
            let story = *stories?.first()?;
            if pages.jumps.stop(on.page.page.value.0, &name.value).is_some() {
                sink.push(jump_words::no_copy_here(name));
            }
            dress(pages, on, &[story], (&head, area.head.is_some()), name.span, sink);
            let model = pages.stories.model.get(story.0 as usize)?;
            let Some(&picture) = model.pictures.first() else {
                let message = say(
                    format!("区域 `{}` 要一张图，稿件 `{}` 没有", name.value, model.slug),
                    format!("the area `{}` wants a picture; the story `{}` has none", name.value, model.slug),
                );
                let hint = say("请在稿件的 `pictures:` 里加上图片", "add one under `pictures:` of the story");
                let place = on.page.place.as_ref().map_or(on.page.span, |place| key_span(place, &name.value));
                sink.push(Diagnostic::new(Code::AreaEmpty, place, message).hint(hint));
                return None;
            };
            Content::Picture(PictureArea { story, picture, head })
        }
        spec::Area::Furniture(area) => {
            let room = on.grid.rect(parts[0]);
            Content::Furniture(furniture::items(pages, &area.items.0, Some(room), on, sink))
        }
        spec::Area::Filler(area) => Content::Filler(pages.fillers.take(area, parts[0], sink)),
        spec::Area::Rule(area) => Content::Rule(RuleArea {
            stroke: stroke(area.weight, area.style.as_ref(), area.color.as_ref(), on, sink),
            in_gutter: area.at.gutter.is_some(),
        }),
        spec::Area::Ad(area) => {
            let ad = ad(pages, on, name, area, placement, sink)?;
            if let Some(picture) = pages.pictures.model.get(ad.picture.0 as usize) {
                ad::check_art(picture, parts[0], frame.as_ref(), on, sink);
            }
            Content::Ad(ad)
        }
    };
    let allow = super::lint::allow(spec.allow());
    Some(Area { name: name.value.clone(), span: spec.span(), parts, frame, content, allow })
}

fn one_part(at: &[spec::At], on: &OnPage<'_>, sink: &mut Sink) -> Option<Vec<GridRect>> {
    if let Some(second) = at.get(1) {
        let message = say("这类区域只能是一个矩形", "an area of this kind is one rectangle");
        let hint = say("请只留一个", "leave one of them");
        sink.push(Diagnostic::new(Code::BadValue, second.span, message).hint(hint));
    }
    columns::none(at, sink);
    slots::parts(at.get(..1)?, on, sink)
}

/// The stories of an area, in order. `None`: it has none that can be set, which was reported.
fn stories(
    pages: &mut Pages<'_, '_>,
    on: &OnPage<'_>,
    name: &Spanned<String>,
    placement: Option<&spec::Placement>,
    sink: &mut Sink,
) -> Option<Vec<StoryId>> {
    let slugs = match placement {
        Some(spec::Placement::Stories(slugs)) => slugs,
        Some(spec::Placement::Ad(ad)) => {
            let message = say(
                format!("区域 `{}` 要放稿件，不是广告", name.value),
                format!("the area `{}` takes a story, not an advertisement", name.value),
            );
            let hint =
                say("请写稿件名，或把区域改成 `kind: ad`", "write the slug of a story, or make the area `kind: ad`");
            sink.push(
                Diagnostic::new(Code::BadValue, ad.span, message)
                    .hint(hint)
                    .note(name.span, say("区域在这里", "the area")),
            );
            return None;
        }
        Some(spec::Placement::Continues(_)) => {
            // What keeps it from being followed was reported with the route.
            let story = pages.jumps.stop(on.page.page.value.0, &name.value).map(|stop| stop.story);
            pages.lacks_a_story |= story.is_none();
            return story.map(|story| vec![story]);
        }
        None => {
            sink.push(empty(on, name));
            return None;
        }
    };
    let mut found = Vec::with_capacity(slugs.0.len());
    let mut broken = false;
    for slug in &slugs.0 {
        match pages.stories.place(slug, on.number(), sink) {
            Some(Found::Story(id)) => found.push(id),
            // Its own errors were reported in its file, with this page's number.
            Some(Found::Broken) | None => {
                pages.lacks_a_story = true;
                broken = true;
            }
        }
    }
    (!broken && !found.is_empty()).then_some(found)
}

fn empty(on: &OnPage<'_>, name: &Spanned<String>) -> Diagnostic {
    let message =
        say(format!("区域 `{}` 没有内容", name.value), format!("nothing is placed in the area `{}`", name.value));
    let hint = say(
        format!("请在 `place:` 下写 `{}: 稿件名`", name.value),
        format!("write `{}: SLUG` under `place:`", name.value),
    );
    let span = Span { end: on.page.span.start.saturating_add(1).max(on.page.page.span.end), ..on.page.page.span };
    Diagnostic::new(Code::AreaEmpty, span, message).hint(hint).note(name.span, say("区域在这里", "the area"))
}

fn takes_nothing(on: &OnPage<'_>, name: &Spanned<String>, sink: &mut Sink) {
    let span = on.page.place.as_ref().map_or(on.page.span, |place| key_span(place, &name.value));
    let message = say(format!("区域 `{}` 不放稿件", name.value), format!("the area `{}` takes no copy", name.value));
    let hint = say("请把稿件放到 `kind: story` 的区域", "place it in an area of `kind: story`");
    sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint).note(name.span, say("区域在这里", "the area")));
}

fn key_span(place: &crate::input::decode::Table<spec::Placement>, name: &str) -> Span {
    place.0.iter().find(|(key, _)| key.value == name).map_or(Span::NONE, |(key, _)| key.span)
}

/// Gives the stories the head's part of their copy, and says what the head leaves out.
fn dress(
    pages: &mut Pages<'_, '_>,
    on: &OnPage<'_>,
    stories: &[StoryId],
    (head, head_is_named): (&Head, bool),
    area: Span,
    sink: &mut Sink,
) {
    for id in stories {
        let Some(story) = pages.stories.model.get_mut(id.0 as usize) else { continue };
        let style = head.style.as_deref();
        if style.is_some_and(|style| style.byline.is_some()) && story.byline.is_some() {
            copy::take_byline_out(&mut story.body);
        }
        let omits = |part: OmittedPart| head.omit.contains(&part);
        let parts = [
            ("label", &story.label, style.is_some_and(|style| style.label.is_some())),
            ("kicker", &story.kicker, omits(OmittedPart::Kicker) || style.is_some_and(|style| style.kicker.is_some())),
            ("headline", &story.headline, style.is_some()),
            ("deck", &story.deck, omits(OmittedPart::Deck) || style.is_some_and(|style| style.deck.is_some())),
            (
                "summary",
                &story.summary.first().cloned(),
                omits(OmittedPart::Summary) || style.is_some_and(|style| style.summary.is_some()),
            ),
        ];
        head_dress::check_portrait(story, head, (&pages.pictures.model, area), sink);
        // Of a head that is itself wrong nothing more is said.
        let is_known = !on.layout.broken && (style.is_some() || !head_is_named);
        for (part, copy, is_set) in parts.into_iter().filter(|_| is_known) {
            let Some(copy) = copy.as_ref().filter(|_| !is_set) else { continue };
            let message = say(
                format!("稿件 `{}` 的 `{part}` 在这里不排", story.slug),
                format!("the `{part}` of the story `{}` is not set here", story.slug),
            );
            let hint = say(
                format!("请给区域的标题样式加上 `{part}`，或从稿件中删去"),
                format!("give the area a head style with `{part}`, or delete it from the story"),
            );
            let span = copy.span_at(0);
            sink.push(
                Diagnostic::new(Code::HeadPartUnset, span, message)
                    .hint(hint)
                    .note(area, say("区域在这里", "the area")),
            );
        }
    }
}

fn ad(
    pages: &mut Pages<'_, '_>,
    on: &OnPage<'_>,
    name: &Spanned<String>,
    area: &spec::AdArea,
    placement: Option<&spec::Placement>,
    sink: &mut Sink,
) -> Option<Ad> {
    let place = match placement {
        Some(spec::Placement::Ad(place)) => place,
        Some(spec::Placement::Stories(slugs)) => {
            for slug in &slugs.0 {
                pages.stories.place(slug, on.number(), sink);
            }
            sink.push(ads_only(name, slugs.0.first().map_or(on.page.span, |slug| slug.span)));
            return None;
        }
        Some(spec::Placement::Continues(next)) => {
            sink.push(ads_only(name, next.span));
            return None;
        }
        None => {
            sink.push(empty(on, name));
            return None;
        }
    };
    let homes = [pages.directory];
    let plain = Wanted::plain(&name.value, place.span, place.file.as_ref(), &homes);
    let picture = pages.pictures.add(Wanted { page: place.page, ..plain }, sink);
    ad::check_booking(pages, place.booking.as_ref(), place.span, sink);
    let label = area.label.as_ref().filter(|label| !label.value.trim().is_empty());
    let label = label.map(|label| super::words(pages.library.world, label, sink));
    let size = area.at.0.first().and_then(|at| at.size.as_ref()).map(|size| size.value.clone());
    Some(Ad { picture, booking: place.booking.as_ref().map(|booking| booking.value.clone()), size, label })
}

fn ads_only(name: &Spanned<String>, span: Span) -> Diagnostic {
    let message =
        say(format!("区域 `{}` 是广告位", name.value), format!("the area `{}` is for an advertisement", name.value));
    let hint = say("写法如 `{file: pictures/ad.png, booking: AD-1}`", "as in `{file: pictures/ad.png, booking: AD-1}`");
    Diagnostic::new(Code::BadValue, span, message).hint(hint).note(name.span, say("区域在这里", "the area"))
}
