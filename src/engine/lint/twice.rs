//! The same twice in one edition: a picture, or a story under two names.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diag::{Code, say};
use crate::model::{Content, Edition, Level, PagePlan, PictureFile, PictureId};
use crate::page::{BlockKind, Record};

use super::Found;

/// Characters of a stretch of copy that is compared.
const STRETCH: usize = 10;
/// Of all stretches one in so many is compared, chosen by its hash: the same in every story.
const SAMPLED: u64 = 4;
/// Fewer stretches than this say nothing: the copy is a line or two.
const FEWEST: usize = 8;
/// A stretch that more stories have is a phrase of the paper's: a rubric, a hotline.
const COMMON: usize = 4;

/// File names, without folder and ending, that say nothing of what is on the picture.
const NAMELESS: &[&str] =
    &["photo", "picture", "image", "main", "head", "cover", "portrait", "untitled", "图片", "照片"];
/// A name of fewer characters, or of figures alone, says nothing either: `1.jpg`, `a.png`.
const SHORTEST_NAME: usize = 4;

/// What a file is called, without folder and ending, in small letters; none where that says nothing.
fn name_of(file: &PictureFile) -> Option<String> {
    let name = file.name.rsplit(['/', '\\']).next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let wide = stem.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let says = wide >= SHORTEST_NAME && stem.chars().any(|character| !character.is_ascii_digit());
    (says && !NAMELESS.contains(&stem.as_str())).then_some(stem)
}

/// A picture of a story that stands in the edition before, by its bytes or by its file's name: the same picture
/// saved once more. Advertisements and furniture may.
pub(super) fn pictures(edition: &Edition, pages: &[(&PagePlan, &Record)], by_page: &mut [Vec<Found>]) {
    let mut first: BTreeMap<(u32, u16), (usize, PictureId)> = BTreeMap::new();
    let mut names: BTreeMap<String, (usize, PictureId)> = BTreeMap::new();
    for (index, (plan, record)) in pages.iter().enumerate() {
        if plan.lint.level(Code::PictureTwice) == Level::Off {
            continue;
        }
        for block in &record.blocks {
            let BlockKind::Picture { picture } = block.kind else { continue };
            let Some(made) = edition.pictures.get(picture as usize) else { continue };
            let Some(file) = &made.file else { continue };
            // Pages of one PDF are pictures of their own.
            let called = name_of(file).filter(|_| file.sheet.is_none());
            let known = first.get(&(file.twin, file.page)).or_else(|| names.get(called.as_ref()?)).copied();
            let Some((page, before)) = known else {
                first.insert((file.twin, file.page), (index, PictureId(picture)));
                names.extend(called.map(|name| (name, (index, PictureId(picture)))));
                continue;
            };
            let page = pages[page].0.number;
            let (id, name) = (&made.id, &file.name);
            let message = say(
                format!("图片用了两次：`{id}`（{name}）已在第 {page} 版"),
                format!("picture `{id}` ({name}) is on page {page} already"),
            );
            let hint = say("换一张图片", "use another picture");
            let found = Found::new(Code::PictureTwice, &[block.area], block.at, made.span, (message, hint));
            let other = edition.pictures.get(before.0 as usize).map_or(made.span, |picture| picture.span);
            by_page[index].push(found.note(other, say("第一次在这里", "first here")));
        }
    }
}

/// A story most of whose copy stands in another.
pub(super) fn stories(edition: &Edition, pages: &[(&PagePlan, &Record)], by_page: &mut [Vec<Found>]) {
    let placed = placed(pages);
    let stretches: Vec<Vec<u64>> = placed.par_iter().map(|(story, _, _)| stretches(edition, *story)).collect();
    let mut all: Vec<(u64, usize)> = Vec::new();
    for (index, own) in stretches.iter().enumerate() {
        all.extend(own.iter().map(|hash| (*hash, index)));
    }
    all.par_sort_unstable();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for same in all.chunk_by(|a, b| a.0 == b.0).filter(|same| (2..=COMMON).contains(&same.len())) {
        for (position, (_, one)) in same.iter().enumerate() {
            for (_, other) in &same[position + 1..] {
                *shared.entry((*one, *other)).or_insert(0) += 1;
            }
        }
    }
    let mut told = vec![false; placed.len()];
    for ((one, other), count) in shared {
        let (_, page, area) = placed[other];
        let least = stretches[one].len().min(stretches[other].len());
        let share = count * 1000 / least.max(1);
        let lint = &pages[page].0.lint;
        // A third story is told of once, against the first.
        if told[one] || told[other] || least < FEWEST || (share as i64) < lint.count(Code::StoryTwice, 0) {
            continue;
        }
        told[other] = true;
        let (first, second) = (&edition.stories[placed[one].0 as usize], &edition.stories[placed[other].0 as usize]);
        let (percent, number) = (share / 10, pages[placed[one].1].0.number);
        let (a, b) = (&first.slug, &second.slug);
        let message = say(
            format!("一稿两登：`{b}` 有 {percent}% 的文字与第 {number} 版的 `{a}` 相同"),
            format!("{percent}% of story `{b}` stands in story `{a}` on page {number} too"),
        );
        let hint = say("撤下一篇", "hold one of them");
        let start = |story: &crate::model::Story| story.headline.as_ref().map_or(story.span, |head| head.span_at(0));
        let blocks = &pages[page].1.blocks;
        let at = blocks.iter().find(|block| block.story == Some(placed[other].0)).map(|block| block.at);
        let found = Found::new(Code::StoryTwice, &[area], at.unwrap_or_default(), start(second), (message, hint));
        by_page[page].push(Found { at, ..found }.note(start(first), say("另一篇", "the other story")));
    }
}

/// Stories with the index of their page and their area, each once.
fn placed(pages: &[(&PagePlan, &Record)]) -> Vec<(u32, usize, u16)> {
    let mut placed: Vec<(u32, usize, u16)> = Vec::new();
    for (page, (plan, _)) in pages.iter().enumerate() {
        for (area, content) in plan.areas.iter().enumerate() {
            let stories: &[crate::model::StoryId] = match &content.content {
                Content::Story(area) => &area.stories,
                Content::Picture(area) => std::slice::from_ref(&area.story),
                _ => &[],
            };
            placed.extend(stories.iter().map(|story| (story.0, page, area as u16)));
        }
    }
    placed.sort_unstable();
    placed.dedup_by_key(|(story, _, _)| *story);
    placed.sort_unstable_by_key(|(story, page, area)| (*page, *area, *story));
    placed
}

/// Hashes of stretches of a story's copy, each once, a sample of them.
fn stretches(edition: &Edition, story: u32) -> Vec<u64> {
    let Some(story) = edition.stories.get(story as usize) else { return Vec::new() };
    let mut text: Vec<char> = Vec::new();
    for copy in story.body.iter().flat_map(|block| block.copies()) {
        // Most are hanzi, and those are told from marks sooner than by the tables of Unicode.
        let is_read = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
        text.extend(copy.text.chars().filter(is_read));
    }
    let mut hashes: Vec<u64> = text.windows(STRETCH).map(hash).filter(|hash| hash % SAMPLED == 0).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// FNV-1a, 64 bits, over whole characters; its high bits are folded in, since the low ones choose the sample.
fn hash(stretch: &[char]) -> u64 {
    let step = |hash: u64, character: &char| (hash ^ u64::from(u32::from(*character))).wrapping_mul(0x0100_0000_01b3);
    let hash = stretch.iter().fold(0xcbf2_9ce4_8422_2325, step);
    hash ^ (hash >> 32)
}
