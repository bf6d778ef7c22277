//! What a story is made of, before it is known where its parts stand: elements, and the copy that belongs to each.

use std::collections::BTreeMap;

use crate::base::diag::{FileId, Span};
use crate::model::{Block, Content, Copy, Edition, PictureId, Story, Table, Voice};
use crate::output::pdf::digital::Role;

/// The story of an area that has a part of one, whole, and which part it is, from 1.
pub(super) fn part_of(edition: &Edition, content: &Content) -> Option<(usize, u16)> {
    let Content::Story(area) = content else { return None };
    let id = area.stories.first()?.0 as usize;
    if let Some(jump) = &area.jump {
        return Some((id, jump.part));
    }
    let story = edition.stories.get(id)?;
    let whole = edition.stories.iter().position(|other| other.part.is_none() && other.slug == story.slug);
    Some((whole?, story.part.as_ref()?.number))
}

/// An element of a story.
#[derive(Debug)]
pub(super) enum Part {
    /// One that holds type or a picture: the index of its leaf.
    Leaf(usize),
    /// One that holds others.
    Group(Role, Vec<Part>),
}

/// An element that holds something, and what stands for it.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) role: Role,
    pub(super) alt: String,
    /// Index of its story in the edition.
    pub(super) story: usize,
}

/// The stories of an edition as elements.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) leaves: Vec<Leaf>,
    /// Of each story, its head and its body, and its pictures.
    pub(super) stories: Vec<StoryPlan>,
    /// Leaves by the first place of their copy.
    starts: BTreeMap<(FileId, u32), usize>,
    /// Leaves by all places of their copy.
    ranges: Vec<(FileId, u32, u32, usize)>,
    /// Leaves of pictures.
    pub(super) pictures: BTreeMap<u32, usize>,
}

/// The elements of one story, in reading order.
#[derive(Debug, Default)]
pub(super) struct StoryPlan {
    pub(super) head: Vec<Part>,
    pub(super) body: Vec<Part>,
    pub(super) pictures: Vec<Part>,
}

impl Plan {
    pub(super) fn new(edition: &Edition) -> Plan {
        let mut plan = Plan::default();
        for (index, story) in edition.stories.iter().enumerate() {
            // The parts of a story that jumps are in it.
            if story.part.is_some() {
                plan.stories.push(StoryPlan::default());
                continue;
            }
            let body = plan.body(index, story);
            let head = plan.head(index, story);
            let pictures = plan.pictures(index, story, edition);
            plan.stories.push(StoryPlan { head, body, pictures });
        }
        plan.ranges.sort_by_key(|(file, from, to, leaf)| (*file, to - from, *leaf));
        plan
    }

    /// The leaf whose copy has a place: that which begins there, else the one with the shortest copy round it.
    pub(super) fn leaf_at(&self, span: Span) -> Option<usize> {
        if !span.is_some() {
            return None;
        }
        let holds =
            |&&(file, from, to, _): &&(FileId, u32, u32, usize)| file == span.file && (from..=to).contains(&span.start);
        let begins = self.starts.get(&(span.file, span.start)).copied();
        begins.or_else(|| self.ranges.iter().find(holds).map(|(_, _, _, leaf)| *leaf))
    }

    fn leaf(&mut self, role: Role, story: usize) -> usize {
        self.leaves.push(Leaf { role, alt: String::new(), story });
        self.leaves.len() - 1
    }

    /// A leaf that holds some copy; the first to claim a place has it.
    fn of_copy(&mut self, role: Role, story: usize, copies: &[&Copy]) -> Part {
        let leaf = self.leaf(role, story);
        for copy in copies {
            self.claim(copy, leaf);
        }
        Part::Leaf(leaf)
    }

    fn claim(&mut self, copy: &Copy, leaf: usize) {
        if let Some(first) = copy.origins.first() {
            self.starts.entry((copy.file, *first)).or_insert(leaf);
        }
        // A byline that opens the body is written elsewhere.
        let byline =
            copy.spans.iter().filter(|span| span.kind.voice == Voice::Byline).map(|span| span.end as usize).max();
        let before = copy.text.get(..byline.unwrap_or(0)).map_or(0, |text| text.chars().count());
        let own = copy.origins.get(before..).unwrap_or_default();
        if let (Some(from), Some(to)) = (own.iter().min(), own.iter().max()) {
            self.ranges.push((copy.file, *from, *to, leaf));
        }
    }

    fn head(&mut self, index: usize, story: &Story) -> Vec<Part> {
        let mut head = Vec::new();
        let parts = [
            (Role::Label, &story.label),
            (Role::Kicker, &story.kicker),
            (Role::Headline, &story.headline),
            (Role::Deck, &story.deck),
        ];
        for (role, copy) in parts {
            head.extend(copy.iter().map(|copy| self.of_copy(role, index, &[copy])));
        }
        if !story.summary.is_empty() {
            let copies: Vec<&Copy> = story.summary.iter().collect();
            head.push(self.of_copy(Role::Summary, index, &copies));
        }
        head.extend(story.byline.iter().map(|copy| self.of_copy(Role::Byline, index, &[copy])));
        head
    }

    fn body(&mut self, index: usize, story: &Story) -> Vec<Part> {
        let mut body: Vec<Part> = Vec::new();
        for (at, block) in story.body.iter().enumerate() {
            for candidate in story.candidates.iter().filter(|candidate| candidate.before == at) {
                body.push(self.of_copy(Role::Crosshead, index, &[&candidate.copy]));
            }
            let part = match block {
                Block::Break => continue,
                Block::Item { label, text } => {
                    let label = self.of_copy(Role::ListLabel, index, &[label]);
                    let words = self.of_copy(Role::ListBody, index, &[text]);
                    let item = Part::Group(Role::ListItem, vec![label, words]);
                    match body.last_mut() {
                        Some(Part::Group(Role::List, items))
                            if matches!(story.body.get(at.wrapping_sub(1)), Some(Block::Item { .. })) =>
                        {
                            items.push(item);
                            continue;
                        }
                        _ => Part::Group(Role::List, vec![item]),
                    }
                }
                Block::Table(table) => self.table(index, table),
                Block::Quote(copy) => {
                    let words = self.of_copy(Role::Paragraph, index, &[copy]);
                    Part::Group(Role::Quote, vec![words])
                }
                Block::Crosshead(copy) => self.of_copy(Role::Crosshead, index, &[copy]),
                Block::Paragraph(_) | Block::Speech(_) | Block::Verse(_) | Block::Names(_) => {
                    self.of_copy(Role::Paragraph, index, &block.copies())
                }
            };
            body.push(part);
        }
        body
    }

    fn table(&mut self, index: usize, table: &Table) -> Part {
        let mut row = |role, cells: &[Copy]| {
            Part::Group(Role::Row, cells.iter().map(|cell| self.of_copy(role, index, &[cell])).collect())
        };
        let mut rows = Vec::new();
        if !table.head.is_empty() {
            rows.push(row(Role::HeadCell, &table.head));
        }
        for cells in &table.rows {
            rows.push(row(Role::Cell, cells));
        }
        Part::Group(Role::Table, rows)
    }

    fn pictures(&mut self, index: usize, story: &Story, edition: &Edition) -> Vec<Part> {
        let mut parts = Vec::new();
        for id in story.pictures.iter().chain(&story.portrait) {
            let Some(picture) = edition.pictures.get(id.0 as usize) else { continue };
            let figure = self.figure(index, *id, alt_of(edition, story, *id));
            parts.push(Part::Leaf(figure));
            let words: Vec<&Copy> = picture.caption.iter().chain(&picture.credit).collect();
            if !words.is_empty() {
                parts.push(self.of_copy(Role::Caption, index, &words));
            }
        }
        parts
    }

    fn figure(&mut self, story: usize, id: PictureId, alt: String) -> usize {
        let leaf = self.leaf(Role::Figure, story);
        self.leaves[leaf].alt = alt;
        *self.pictures.entry(id.0).or_insert(leaf)
    }
}

/// What stands for a picture: its own words for it, else its caption, else the headline of its story.
fn alt_of(edition: &Edition, story: &Story, id: PictureId) -> String {
    let picture = &edition.pictures[id.0 as usize];
    if story.portrait == Some(id) {
        let name = story.byline.as_ref().map_or("", |byline| byline.text.as_str());
        return format!("作者像：{name}");
    }
    let caption = picture.caption.as_ref().map(|caption| caption.text.as_str());
    let headline = || story.headline.as_ref().map_or(story.slug.as_str(), |headline| headline.text.as_str());
    format!("图片：{}", caption.unwrap_or_else(headline))
}
