//! Boxes and pictures of two proofs, page by page.

use crate::page::layout::{BoxAt, Layout, PageLayout, PictureAt};

use super::{BoxChange, BoxFate, Difference};

pub(super) fn compare(old: &Layout, new: &Layout, difference: &mut Difference) {
    for page in &new.pages {
        let Some(before) = old.pages.iter().find(|known| known.number == page.number) else { continue };
        boxes(before, page, difference);
        pictures(before, page, difference);
    }
}

/// Those of one kind in one area belong together in their order.
fn boxes(old: &PageLayout, new: &PageLayout, difference: &mut Difference) {
    let mut left: Vec<&BoxAt> = old.boxes.iter().collect();
    let mut fresh: Vec<&BoxAt> = Vec::new();
    for now in &new.boxes {
        match left.iter().position(|then| *then == now) {
            Some(at) => {
                left.remove(at);
            }
            None => fresh.push(now),
        }
    }
    for now in fresh {
        let like = left.iter().position(|then| then.area == now.area && then.kind == now.kind);
        let then = like.map(|at| left.remove(at));
        difference.boxes.push(boxed(new.number, then, Some(now)));
    }
    difference.boxes.extend(left.into_iter().map(|then| boxed(new.number, Some(then), None)));
}

fn boxed(page: u16, old: Option<&BoxAt>, new: Option<&BoxAt>) -> BoxChange {
    let (then, now) = (old.map(|one| one.at), new.map(|one| one.at));
    let of = |read: fn(&BoxAt) -> &String| new.or(old).map(|one| read(one).clone()).unwrap_or_default();
    BoxChange {
        fate: fate(then, now),
        page,
        area: of(|one| &one.area),
        kind: of(|one| &one.kind),
        file: String::new(),
        old: then,
        new: now,
    }
}

fn fate(old: Option<[i64; 4]>, new: Option<[i64; 4]>) -> BoxFate {
    match (old, new) {
        (None, _) => BoxFate::Added,
        (_, None) => BoxFate::Removed,
        (Some(old), Some(new)) if old[2..] == new[2..] => BoxFate::Moved,
        _ => BoxFate::Resized,
    }
}

/// A picture is the same one by its bytes, else by its file's name, else by its place.
fn pictures(old: &PageLayout, new: &PageLayout, difference: &mut Difference) {
    let mut left: Vec<&PictureAt> = old.pictures.iter().collect();
    let mut fresh: Vec<&PictureAt> = Vec::new();
    let known = |then: &PictureAt, now: &PictureAt| {
        (&then.sum, then.at, then.crop, &then.area) == (&now.sum, now.at, now.crop, &now.area)
    };
    for now in &new.pictures {
        match left.iter().position(|then| known(then, now)) {
            Some(at) => {
                left.remove(at);
            }
            None => fresh.push(now),
        }
    }
    for now in fresh {
        let by = |test: &dyn Fn(&PictureAt) -> bool| left.iter().position(|then| test(then));
        let like = by(&|then| then.sum == now.sum && then.area == now.area)
            .or_else(|| by(&|then| then.sum == now.sum))
            .or_else(|| by(&|then| then.file == now.file && then.area == now.area))
            .or_else(|| by(&|then| then.at == now.at))
            .or_else(|| by(&|then| then.area == now.area));
        let then = like.map(|at| left.remove(at));
        difference.boxes.push(pictured(new.number, then, Some(now)));
    }
    difference.boxes.extend(left.into_iter().map(|then| pictured(new.number, Some(then), None)));
}

fn pictured(page: u16, old: Option<&PictureAt>, new: Option<&PictureAt>) -> BoxChange {
    let (then, now) = (old.map(|one| one.at), new.map(|one| one.at));
    let fate = match (old, new) {
        (Some(old), Some(new)) if old.sum != new.sum => BoxFate::Replaced,
        (Some(old), Some(new)) if old.at == new.at && old.crop != new.crop => BoxFate::Cropped,
        _ => fate(then, now),
    };
    let of = |read: fn(&PictureAt) -> &String| new.or(old).map(|one| read(one).clone()).unwrap_or_default();
    BoxChange {
        fate,
        page,
        area: of(|one| &one.area),
        kind: "picture".to_owned(),
        file: of(|one| &one.file),
        old: then,
        new: now,
    }
}
