//! From claims to the structure tree, the links and the bookmarks of the file.

use std::collections::BTreeMap;

use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Content, Edition, PagePlan};
use crate::output::pdf::digital::{Bookmark, Digital, Kid, Link, Node, Role, Target};
use crate::page::{Block, BlockKind, ItemKind, Page, Record};

use super::address::box_of;
use super::claim::{Claim, Ground};
use super::plan::{Part, Plan, part_of};

/// A page of the file with what belongs to it.
pub(super) struct Sheet<'a> {
    pub(super) page: &'a Page,
    pub(super) plan: &'a PagePlan,
    pub(super) record: &'a Record,
    pub(super) claims: Vec<Option<Claim>>,
    /// Of each item, the index of its address.
    pub(super) of_item: &'a [Option<usize>],
    pub(super) addresses: &'a [String],
}

/// Items of one element: page and item, in reading order.
type Items = Vec<(usize, usize)>;

/// Above and beside what a bookmark leads to.
const AIR: Length = Length::mm(4);

/// Makes the tree of the file.
pub(super) fn digital(edition: &Edition, plan: &Plan, sheets: &[Sheet<'_>]) -> Digital {
    let mut work = Work { edition, plan, sheets, leaves: BTreeMap::new(), links: Vec::new() };
    work.gather();
    let mut stories: Vec<Option<Node>> = (0..plan.stories.len()).map(|_| None).collect();
    let mut first: Vec<(usize, usize, usize)> = Vec::new();
    for (story, node) in stories.iter_mut().enumerate() {
        if let Some(begins) = work.begins(story) {
            first.push((begins.0, begins.1, story));
            *node = Some(work.story(story));
        }
    }
    first.sort_unstable();
    let mut sections = Vec::new();
    let mut bookmarks = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let title = [sheet.page.folio.as_str(), sheet.plan.section.as_str()].join(" ").trim().to_owned();
        let mut section = Node { title: title.clone(), ..Node::new(Role::Section) };
        let origin = Point { x: Length::ZERO, y: Length::ZERO };
        let mut bookmark = Bookmark { title, page: index, at: origin, kids: Vec::new() };
        for (_, item, story) in first.iter().filter(|(page, _, _)| *page == index) {
            let Some(node) = stories.get_mut(*story).and_then(Option::take) else { continue };
            let at = work.head_at(index, *story, *item);
            bookmark.kids.push(Bookmark { title: node.title.clone(), page: index, at, kids: Vec::new() });
            section.kids.push(Kid::Node(node));
        }
        section.kids.extend(work.loose(index).into_iter().map(Kid::Node));
        // All of a page may belong to stories that begin on others.
        if !section.kids.is_empty() {
            sections.push(Kid::Node(section));
        }
        bookmarks.push(bookmark);
    }
    let document = Node { kids: sections, ..Node::new(Role::Document) };
    Digital { roots: vec![document], links: work.links, bookmarks, ..Digital::default() }
}

struct Work<'a> {
    edition: &'a Edition,
    plan: &'a Plan,
    sheets: &'a [Sheet<'a>],
    leaves: BTreeMap<usize, Items>,
    links: Vec<Link>,
}

impl Work<'_> {
    /// Sorts the items of leaves: by their place in the copy, so that a paragraph goes on where its story does.
    fn gather(&mut self) {
        for (page, sheet) in self.sheets.iter().enumerate() {
            for (item, claim) in sheet.claims.iter().enumerate() {
                if let Some(Claim::Leaf(leaf)) = claim {
                    self.leaves.entry(*leaf).or_default().push((page, item));
                }
            }
        }
        for items in self.leaves.values_mut() {
            items.sort_by_key(|(page, item)| (self.sheets[*page].page.items[*item].span.start, *page, *item));
        }
    }

    /// Where a story begins: its first page, and the first of its items there.
    fn begins(&self, story: usize) -> Option<(usize, usize)> {
        let own = |leaf: &&usize| self.plan.leaves[**leaf].story == story;
        self.leaves.keys().filter(own).filter_map(|leaf| self.leaves[leaf].iter().min().copied()).min()
    }

    fn story(&mut self, index: usize) -> Node {
        let plan = &self.plan.stories[index];
        let story = &self.edition.stories[index];
        let title = story.headline.as_ref().map_or(story.slug.clone(), |headline| headline.text.clone());
        let mut kids: Vec<(Node, Vec<usize>)> = Vec::new();
        for part in plan.head.iter().chain(&plan.body) {
            let mut pages = Vec::new();
            if let Some(node) = self.part(part, &mut pages) {
                kids.push((node, pages));
            }
        }
        self.jumps(index, &mut kids);
        for part in &plan.pictures {
            if let Some(node) = self.part(part, &mut Vec::new()) {
                kids.push((node, Vec::new()));
            }
        }
        let kids = kids.into_iter().map(|(node, _)| Kid::Node(node)).collect();
        Node { title, kids, ..Node::new(Role::Article) }
    }

    /// An element with what it holds; nothing where none of it was printed. `pages` learns where it stands.
    fn part(&mut self, part: &Part, pages: &mut Vec<usize>) -> Option<Node> {
        match part {
            Part::Leaf(leaf) => {
                let about = &self.plan.leaves[*leaf];
                let items = self.leaves.remove(leaf).unwrap_or_default();
                let is_cell = matches!(about.role, Role::Cell | Role::HeadCell);
                if items.is_empty() && !is_cell {
                    return None;
                }
                pages.extend(items.iter().map(|(page, _)| *page));
                let kids = self.holding(&items);
                Some(Node { alt: about.alt.clone(), kids, ..Node::new(about.role) })
            }
            Part::Group(role, parts) => {
                let before = pages.len();
                let kids: Vec<Kid> = parts.iter().filter_map(|part| self.part(part, pages)).map(Kid::Node).collect();
                let is_printed = pages.len() > before;
                (is_printed || *role == Role::Row).then(|| Node { kids, ..Node::new(*role) })
            }
        }
    }

    /// Items as kids, page by page, those of an address in a link.
    fn holding(&mut self, items: &[(usize, usize)]) -> Vec<Kid> {
        let address = |(page, item): (usize, usize)| self.sheets[page].of_item.get(item).copied().flatten();
        let mut kids = Vec::new();
        for group in items.chunk_by(|one, other| one.0 == other.0 && address(*one) == address(*other)) {
            let page = group[0].0;
            let own: Vec<usize> = group.iter().map(|(_, item)| *item).collect();
            let Some(index) = address(group[0]) else {
                kids.push(Kid::Items { page, items: own });
                continue;
            };
            let target = self.sheets[page].addresses[index].clone();
            let says = target.strip_prefix("mailto:").unwrap_or(&target).to_owned();
            let boxes = self.boxes(page, &own);
            let link = self.link(Link { page, boxes, target: Target::Address(target), says });
            let held = vec![Kid::Items { page, items: own }, link];
            kids.push(Kid::Node(Node { kids: held, ..Node::new(Role::Link) }));
        }
        kids
    }

    fn link(&mut self, link: Link) -> Kid {
        self.links.push(link);
        Kid::Link(self.links.len() - 1)
    }

    /// The boxes of runs, those of one line joined.
    fn boxes(&self, page: usize, items: &[usize]) -> Vec<Rect> {
        let mut boxes: Vec<Rect> = Vec::new();
        for item in items {
            let ItemKind::Text(run) = &self.sheets[page].page.items[*item].kind else { continue };
            let own = box_of(run);
            match boxes.last_mut() {
                Some(last)
                    if (last.y == own.y && last.height == own.height)
                        || (last.x == own.x && last.width == own.width) =>
                {
                    *last = last.union(own);
                }
                _ => boxes.push(own),
            }
        }
        boxes
    }

    /// Puts the jump lines of a story where it is cut: 下转 behind what stands last on its page, 上接 before what begins on
    /// its own.
    fn jumps(&mut self, story: usize, kids: &mut Vec<(Node, Vec<usize>)>) {
        for page in 0..self.sheets.len() {
            let sheet = &self.sheets[page];
            let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (item, claim) in sheet.claims.iter().enumerate() {
                if let Some(Claim::Jump(block)) = claim
                    && self.part_at(page, &sheet.record.blocks[*block]).is_some_and(|(own, _)| own == story)
                {
                    lines.entry(*block).or_default().push(item);
                }
            }
            for (block, items) in lines {
                let block = &self.sheets[page].record.blocks[block];
                let BlockKind::Jump { to } = block.kind else { continue };
                let place = if to {
                    kids.iter().rposition(|(_, pages)| pages.contains(&page)).map_or(kids.len(), |at| at + 1)
                } else {
                    let first = kids.iter().position(|(_, pages)| pages.contains(&page));
                    first.map_or(kids.len(), |at| at + usize::from(kids[at].1.iter().any(|other| *other != page)))
                };
                // 上接 behind 下转, where one paragraph goes on.
                let behind = kids[place..].iter().take_while(|(node, _)| !to && node.role == Role::Jump).count();
                let place = place + behind;
                let target = self
                    .part_at(page, block)
                    .and_then(|(_, part)| self.place_of(story, if to { part + 1 } else { part.saturating_sub(1) }));
                let held = Kid::Items { page, items: items.clone() };
                let kids_of = match target {
                    Some(target) => {
                        let says = self.words(page, &items);
                        let boxes = self.boxes(page, &items);
                        let link = self.link(Link { page, boxes, target, says });
                        vec![Kid::Node(Node { kids: vec![held, link], ..Node::new(Role::Link) })]
                    }
                    // The other page is not in the file.
                    None => vec![held],
                };
                kids.insert(place, (Node { kids: kids_of, ..Node::new(Role::Jump) }, Vec::new()));
            }
        }
    }

    /// The story of a block, and which part of it stands there.
    fn part_at(&self, page: usize, block: &Block) -> Option<(usize, u16)> {
        part_of(self.edition, &self.sheets[page].plan.areas.get(usize::from(block.area))?.content)
    }

    fn place_of(&self, story: usize, part: u16) -> Option<Target> {
        for (page, sheet) in self.sheets.iter().enumerate() {
            for area in &sheet.plan.areas {
                if part_of(self.edition, &area.content) == Some((story, part)) {
                    let rect = sheet.plan.grid.rect(*area.parts.first()?);
                    return Some(Target::Place { page, at: beside(Point { x: rect.x, y: rect.y }) });
                }
            }
        }
        None
    }

    fn words(&self, page: usize, items: &[usize]) -> String {
        let text = |item: &usize| match &self.sheets[page].page.items[*item].kind {
            ItemKind::Text(run) => run.text.clone(),
            _ => String::new(),
        };
        items.iter().map(text).collect()
    }

    /// Where the head of a story stands on its first page; without a head its first type.
    fn head_at(&self, page: usize, story: usize, item: usize) -> Point {
        let sheet = &self.sheets[page];
        let head = |block: &&Block| {
            block.story == Some(story as u32)
                && matches!(block.kind, BlockKind::Head { .. } | BlockKind::Picture { .. })
        };
        let block = sheet.record.blocks.iter().filter(head).map(|block| block.at).reduce(Rect::union);
        let first = || match &sheet.page.items[item].kind {
            ItemKind::Text(run) => box_of(run),
            ItemKind::Image(image) => image.at,
            _ => Rect::default(),
        };
        let at = block.unwrap_or_else(first);
        beside(Point { x: at.x, y: at.y })
    }

    /// Advertisements, boxes and codes of a page.
    fn loose(&mut self, page: usize) -> Vec<Node> {
        let sheet = &self.sheets[page];
        let mut blocks: BTreeMap<usize, Vec<(Claim, Vec<usize>)>> = BTreeMap::new();
        for (item, claim) in sheet.claims.iter().enumerate() {
            let Some(claim @ (Claim::Loose(block, _) | Claim::Art(block) | Claim::Code(block))) = claim else {
                continue;
            };
            let parts = blocks.entry(*block).or_default();
            match parts.iter_mut().find(|(known, _)| known == claim) {
                Some((_, items)) => items.push(item),
                None => parts.push((*claim, vec![item])),
            }
        }
        blocks.into_iter().map(|(block, parts)| self.loose_block(page, block, parts)).collect()
    }

    fn loose_block(&mut self, page: usize, index: usize, parts: Vec<(Claim, Vec<usize>)>) -> Node {
        let sheet = &self.sheets[page];
        let block = &sheet.record.blocks[index];
        let title = match block.kind {
            BlockKind::Ad => "广告",
            BlockKind::Filler => "补白",
            BlockKind::Furniture { .. } => "二维码",
            _ => "",
        };
        let mut section = Node { title: title.to_owned(), ..Node::new(Role::Section) };
        for (claim, items) in parts {
            let node = match claim {
                Claim::Art(_) => {
                    let alt = format!("广告：{}", self.ad_name(page, block));
                    Node { alt, kids: vec![Kid::Items { page, items }], ..Node::new(Role::Figure) }
                }
                Claim::Code(_) => self.code(page, block, items),
                _ => {
                    let own: Items = items.into_iter().map(|item| (page, item)).collect();
                    Node { kids: self.holding(&own), ..Node::new(Role::Paragraph) }
                }
            };
            section.kids.push(Kid::Node(node));
        }
        section
    }

    /// The name of an advertisement: its booking, else that of its area.
    fn ad_name(&self, page: usize, block: &Block) -> String {
        let area = self.sheets[page].plan.areas.get(usize::from(block.area));
        let booking = area.and_then(|area| match &area.content {
            Content::Ad(ad) => ad.booking.clone(),
            _ => None,
        });
        booking.or_else(|| area.map(|area| area.name.clone())).unwrap_or_default()
    }

    fn code(&mut self, page: usize, block: &Block, items: Vec<usize>) -> Node {
        let sheet = &self.sheets[page];
        let ground = Ground { edition: self.edition, plan: sheet.plan, record: sheet.record, stories: self.plan };
        let says = ground.code(block.span).unwrap_or_default().to_owned();
        let held = vec![Kid::Items { page, items }];
        let figure = Node { alt: format!("二维码：{says}"), kids: held, ..Node::new(Role::Figure) };
        let lower = says.to_ascii_lowercase();
        let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        if !leads {
            return figure;
        }
        let target = Target::Address(super::address::with_scheme(&says));
        let link = self.link(Link { page, boxes: vec![block.at], target, says });
        Node { kids: vec![Kid::Node(figure), link], ..Node::new(Role::Link) }
    }
}

fn beside(at: Point) -> Point {
    Point { x: (at.x - AIR).max(Length::ZERO), y: (at.y - AIR).max(Length::ZERO) }
}
