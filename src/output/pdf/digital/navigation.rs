//! Bookmarks, links and the names of pages.

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::{Finish, Pdf, Rect, Ref, Str, TextStr};

use super::{Bookmark, Link, Target};
use crate::base::geom::{Point, Rect as Box};
use crate::output::pdf::body::nth;
use crate::page::Page;

/// How many entries an outline has, those below others too.
pub(super) fn count(bookmarks: &[Bookmark]) -> usize {
    bookmarks.iter().map(|bookmark| 1 + count(&bookmark.kids)).sum()
}

/// Writes the outline as `root`, its entries behind it. Pages are open, so that all stories are seen at once.
pub(super) fn write_outline(pdf: &mut Pdf, root: Ref, bookmarks: &[Bookmark], pages: &[&Page], first_page: Ref) {
    let mut outline = pdf.outline(root);
    if let Some(last) = bookmarks.last() {
        outline.first(nth(root, 1));
        outline.last(nth(root, 1 + count(bookmarks) - 1 - count(&last.kids)));
        outline.count(count(bookmarks) as i32);
    }
    outline.finish();
    write_entries(pdf, root, nth(root, 1), bookmarks, &|page, at| (nth(first_page, page), place(pages, page, at)));
}

/// Entries stand one behind another, each before those below it.
fn write_entries(
    pdf: &mut Pdf,
    parent: Ref,
    first: Ref,
    bookmarks: &[Bookmark],
    place: &dyn Fn(usize, Point) -> (Ref, (f32, f32)),
) {
    let mut id = first;
    let mut before = None;
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let below = count(&bookmark.kids);
        let next = (index + 1 < bookmarks.len()).then(|| nth(id, 1 + below));
        let mut item = pdf.outline_item(id);
        item.title(TextStr(&bookmark.title)).parent(parent);
        before.map(|before| item.prev(before));
        next.map(|next| item.next(next));
        if let Some(last) = bookmark.kids.last() {
            item.first(nth(id, 1)).last(nth(id, below - count(&last.kids))).count(below as i32);
        }
        let (page, (x, y)) = place(bookmark.page, bookmark.at);
        item.dest().page(page).xyz(x, y, None);
        item.finish();
        write_entries(pdf, id, nth(id, 1), &bookmark.kids, place);
        before = Some(id);
        if let Some(next) = next {
            id = next;
        }
    }
}

/// A place on a page in the coordinates of the file.
fn place(pages: &[&Page], page: usize, at: Point) -> (f32, f32) {
    let height = pages.get(page).map(|page| page.trim.height).unwrap_or_default();
    (at.x.to_pt() as f32, (height - at.y).to_pt() as f32)
}

/// Writes the annotation of a link. It is printed, has no border, and says where it leads.
///
/// Source: ISO 19005-2, 6.3; ISO 32000-1, 12.5.6.5.
pub(super) fn write_link(pdf: &mut Pdf, id: Ref, link: &Link, key: i32, pages: &[&Page], first_page: Ref) {
    let corner = |x, y| place(pages, link.page, Point { x, y });
    let around = link.boxes.iter().copied().reduce(joined).unwrap_or_default();
    let ((left, bottom), (right, top)) = (corner(around.x, around.bottom()), corner(around.right(), around.y));
    let mut annotation = pdf.annotation(id);
    annotation
        .subtype(AnnotationType::Link)
        .rect(Rect::new(left, bottom, right, top))
        .contents(TextStr(&link.says))
        .flags(AnnotationFlags::PRINT)
        .struct_parent(key)
        .border(0.0, 0.0, 0.0, None);
    if link.boxes.len() > 1 {
        // Each line for itself, from its bottom left corner round.
        annotation.quad_points(link.boxes.iter().flat_map(|line| {
            let ((left, bottom), (right, top)) = (corner(line.x, line.bottom()), corner(line.right(), line.y));
            [left, bottom, right, bottom, right, top, left, top]
        }));
    }
    let mut action = annotation.action();
    match &link.target {
        Target::Address(address) => {
            action.action_type(ActionType::Uri).uri(Str(address.as_bytes()));
        }
        Target::Place { page, at } => {
            let (x, y) = place(pages, *page, *at);
            action.action_type(ActionType::GoTo).destination().page(nth(first_page, *page)).xyz(x, y, None);
        }
    }
    action.finish();
    annotation.finish();
}

fn joined(one: Box, other: Box) -> Box {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    Box::new(x, y, one.right().max(other.right()) - x, one.bottom().max(other.bottom()) - y)
}

/// Objects of the pages' names: one for each page that stands in the file.
pub(super) fn write_labels<'a>(pdf: &mut Pdf, first: Ref, pages: impl Iterator<Item = &'a str>) {
    for (index, folio) in pages.enumerate() {
        pdf.indirect(nth(first, index)).start::<pdf_writer::writers::PageLabel<'_>>().prefix(TextStr(folio));
    }
}
