//! The structure tree: marked content numbered, elements, and the way back from content to elements.
//!
//! Source: ISO 32000-1, 14.7.

use pdf_writer::types::StructRole;
use pdf_writer::{Chunk, Finish, Name, Pdf, Rect, Ref, TextStr};

use super::{Digital, Kid, Node, Role};
use crate::base::geom::Rect as Box;
use crate::base::units::Length;
use crate::output::pdf::body::{Numbers, nth};
use crate::output::pdf::content::Mark;
use crate::output::pdf::plates::bounds;
use crate::page::Page;

/// What is no part of the tree.
const ARTIFACT: Mark = Mark { role: "Artifact", content: None };

/// The elements of a file, numbered.
pub(super) struct Tree<'d> {
    elements: Vec<Element<'d>>,
    /// Of each page, the element of each marked content.
    owners: Vec<Vec<usize>>,
    /// The element of each link's annotation.
    links: Vec<Option<usize>>,
    /// The page of each link.
    link_pages: Vec<usize>,
    /// Of each page, the mark of each item.
    pub(super) marks: Vec<Vec<Mark>>,
}

struct Element<'d> {
    node: &'d Node,
    parent: Option<usize>,
    kids: Vec<ElementKid>,
    /// Of a figure or a table that stands on one page alone: its box there, in the units of the file.
    at: Option<Rect>,
}

enum ElementKid {
    Element(usize),
    /// Page, and marked content on it.
    Content(usize, u32),
    Link(usize),
}

/// What an element holds: a box on a page; no page where it stands on more than one.
#[derive(Clone, Copy)]
struct Held {
    page: Option<usize>,
    at: Box,
}

impl Held {
    fn with(self, other: Held) -> Held {
        Held { page: self.page.filter(|page| other.page == Some(*page)), at: self.at.union(other.at) }
    }
}

/// A box of a page in the units of the file, within the page.
fn in_file(at: Box, page: &Page) -> Rect {
    let x = |x: Length| x.max(Length::ZERO).min(page.trim.width).to_pt() as f32;
    let y = |y: Length| (page.trim.height - y.max(Length::ZERO).min(page.trim.height)).to_pt() as f32;
    Rect::new(x(at.x), y(at.bottom()), x(at.right()), y(at.y))
}

impl<'d> Tree<'d> {
    pub(super) fn new(digital: &'d Digital, pages: &[&Page]) -> Tree<'d> {
        let mut tree = Tree {
            elements: Vec::new(),
            owners: vec![Vec::new(); pages.len()],
            links: vec![None; digital.links.len()],
            link_pages: digital.links.iter().map(|link| link.page).collect(),
            marks: pages.iter().map(|page| vec![ARTIFACT; page.items.len()]).collect(),
        };
        // Which element has which item, and as which of its kids.
        let mut claims: Vec<Vec<Option<(usize, usize)>>> =
            pages.iter().map(|page| vec![None; page.items.len()]).collect();
        for root in &digital.roots {
            tree.add(root, None, &mut claims);
        }
        tree.number(&claims);
        tree.place(&claims, pages);
        tree
    }

    /// Gives figures and tables their boxes.
    ///
    /// Source: ISO 32000-1, table 344, BBox: required of any figure or table that appears in its entirety on one page.
    fn place(&mut self, claims: &[Vec<Option<(usize, usize)>>], pages: &[&Page]) {
        // Of each element what it holds, itself or below it: a page and a box, or more pages than one.
        let mut held: Vec<Option<Held>> = vec![None; self.elements.len()];
        for (page, (claims, made)) in claims.iter().zip(pages).enumerate() {
            for (claim, item) in claims.iter().zip(&made.items) {
                let Some((element, _)) = claim else { continue };
                let own = Held { page: Some(page), at: bounds(&item.kind) };
                held[*element] = Some(held[*element].map_or(own, |known| known.with(own)));
            }
        }
        // Elements stand before those below them.
        for index in (0..self.elements.len()).rev() {
            let Some(own) = held[index] else { continue };
            if let Some(parent) = self.elements[index].parent {
                held[parent] = Some(held[parent].map_or(own, |known| known.with(own)));
            }
            let element = &mut self.elements[index];
            if matches!(element.node.role, Role::Figure | Role::Table)
                && let Some(page) = own.page
            {
                element.at = pages.get(page).map(|page| in_file(own.at, page));
            }
        }
    }

    /// Adds a node and all below it. An item that two of them claim is the first's.
    fn add(&mut self, node: &'d Node, parent: Option<usize>, claims: &mut [Vec<Option<(usize, usize)>>]) -> usize {
        let index = self.elements.len();
        self.elements.push(Element { node, parent, kids: Vec::new(), at: None });
        let mut kids = Vec::with_capacity(node.kids.len());
        for (at, kid) in node.kids.iter().enumerate() {
            match kid {
                Kid::Node(node) => kids.push(ElementKid::Element(self.add(node, Some(index), claims))),
                Kid::Items { page, items } => {
                    for item in items {
                        if let Some(claim) = claims.get_mut(*page).and_then(|page| page.get_mut(*item)) {
                            claim.get_or_insert((index, at));
                        }
                    }
                    // Its contents are put in its place when they are numbered.
                    kids.push(ElementKid::Content(*page, u32::MAX));
                }
                Kid::Link(link) => {
                    if let Some(place) = self.links.get_mut(*link) {
                        *place = Some(index);
                        kids.push(ElementKid::Link(*link));
                    }
                }
            }
        }
        self.elements[index].kids = kids;
        index
    }

    /// Items that follow one another and belong together are one marked content.
    fn number(&mut self, claims: &[Vec<Option<(usize, usize)>>]) {
        let mut contents: Vec<Vec<(usize, usize, u32)>> = (0..self.elements.len()).map(|_| Vec::new()).collect();
        for (page, claims) in claims.iter().enumerate() {
            let mut last = None;
            for (item, claim) in claims.iter().enumerate() {
                let Some((element, kid)) = *claim else {
                    last = None;
                    continue;
                };
                if last != Some((element, kid)) {
                    let id = self.owners[page].len() as u32;
                    self.owners[page].push(element);
                    contents[element].push((kid, page, id));
                    last = Some((element, kid));
                }
                let content = Some(self.owners[page].len() as u32 - 1);
                self.marks[page][item] = Mark { role: self.elements[element].node.role.standard(), content };
            }
        }
        for (element, contents) in self.elements.iter_mut().zip(contents) {
            let kids = std::mem::take(&mut element.kids);
            for (at, kid) in kids.into_iter().enumerate() {
                match kid {
                    ElementKid::Content(..) => {
                        let own = contents.iter().filter(|(kid, _, _)| *kid == at);
                        element.kids.extend(own.map(|(_, page, id)| ElementKid::Content(*page, *id)));
                    }
                    kid => element.kids.push(kid),
                }
            }
        }
    }

    /// Objects that it takes: the root, and one for each element.
    pub(super) fn objects(&self) -> usize {
        1 + self.elements.len()
    }

    /// The key of a link's annotation among the parents: behind those of the pages.
    pub(super) fn link_key(&self, link: usize) -> i32 {
        (self.owners.len() + link) as i32
    }

    /// Writes the root as `root`, and the elements behind it.
    pub(super) fn write(&self, pdf: &mut Pdf, root: Ref, first_page: Ref, first_link: Ref, numbers: &mut Numbers) {
        let at = |element: usize| nth(root, 1 + element);
        let arrays = numbers.take(self.owners.len());
        let mut dict = pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        let roots = self.elements.iter().enumerate().filter(|(_, element)| element.parent.is_none());
        dict.children().items(roots.map(|(index, _)| at(index)));
        let mut map = dict.role_map();
        for role in Role::MAPPED {
            map.insert(Name(role.name().as_bytes()), StructRole::P);
        }
        map.finish();
        let mut parents = dict.parent_tree();
        let mut entries = parents.nums();
        for page in 0..self.owners.len() {
            entries.insert(page as i32, nth(arrays, page));
        }
        for (link, element) in self.links.iter().enumerate() {
            if let Some(element) = element {
                entries.insert(self.link_key(link), at(*element));
            }
        }
        entries.finish();
        parents.finish();
        dict.parent_tree_next_key((self.owners.len() + self.links.len()) as i32);
        dict.finish();
        for (page, owners) in self.owners.iter().enumerate() {
            pdf.indirect(nth(arrays, page)).array().items(owners.iter().map(|element| at(*element)));
        }
        for (index, element) in self.elements.iter().enumerate() {
            let parent = element.parent.map_or(root, at);
            element.write(pdf, (at(index), parent), &at, first_page, (first_link, &self.link_pages));
        }
    }
}

impl Element<'_> {
    fn write(
        &self,
        chunk: &mut Chunk,
        (id, parent): (Ref, Ref),
        at: &dyn Fn(usize) -> Ref,
        first_page: Ref,
        (first_link, link_pages): (Ref, &[usize]),
    ) {
        let node = self.node;
        let mut dict = chunk.struct_element(id);
        dict.custom_kind(Name(node.role.name().as_bytes())).parent(parent);
        if !node.title.is_empty() {
            dict.title(TextStr(&node.title));
        }
        if !node.alt.is_empty() {
            dict.alt(TextStr(&node.alt));
        }
        if node.role == Role::HeadCell || (node.role == Role::Cell && node.columns > 1) {
            let mut all = dict.attributes();
            let table = all.push();
            let mut table = table.table();
            if node.columns > 1 {
                table.col_span(i32::from(node.columns));
            }
            if node.role == Role::HeadCell {
                table.scope(pdf_writer::types::TableHeaderScope::Column);
            }
        }
        if let Some(at) = self.at {
            dict.attributes().push().layout().bbox(at);
        }
        let mut kids = dict.children();
        for kid in &self.kids {
            match kid {
                ElementKid::Element(element) => {
                    kids.struct_element(at(*element));
                }
                ElementKid::Content(page, id) => {
                    kids.marked_content_ref().page(nth(first_page, *page)).marked_content_id(*id as i32);
                }
                ElementKid::Link(link) => {
                    let page = link_pages.get(*link).copied().unwrap_or_default();
                    kids.object_ref().page(nth(first_page, page)).object(nth(first_link, *link));
                }
            }
        }
        kids.finish();
        dict.finish();
    }
}
