//! Which glyphs of which faces a file shows, and what each of them reads as.

use std::borrow::Borrow;

use rayon::prelude::*;

use crate::font::{FaceId, FontBook, Posture};
use crate::page::{ItemKind, Page, TextRun};

/// No CID: the glyph is not shown.
const NONE: u16 = u16::MAX;

/// Pages that are counted by one thread at a time.
const BATCH: usize = 8;

/// The use that a file makes of one face.
pub(super) struct FaceUse<'p> {
    pub(super) face: FaceId,
    /// Glyph ids in the face, by CID. Ascending; `.notdef` first.
    pub(super) glyphs: Vec<u16>,
    /// What each CID reads as: its first text in reading order, empty where it never has one.
    pub(super) texts: Vec<&'p str>,
    /// Whether some of its glyphs stand upright in vertical lines.
    pub(super) upright: bool,
    cids: Vec<u16>,
}

impl FaceUse<'_> {
    /// The CID of a glyph; 0 for one that was not counted.
    pub(super) fn cid(&self, glyph: u16) -> u16 {
        match self.cids.get(usize::from(glyph)) {
            Some(&cid) if cid != NONE => cid,
            _ => 0,
        }
    }
}

/// Glyphs of a run that belong together: one that owns characters, and those after it that own none.
pub(super) struct Cluster<'r> {
    /// Index of its first glyph.
    pub(super) start: usize,
    /// One past its last glyph.
    pub(super) end: usize,
    /// Its characters.
    pub(super) text: &'r str,
}

/// The clusters of a run, in order; they cover all its glyphs.
pub(super) fn clusters(run: &TextRun) -> impl Iterator<Item = Cluster<'_>> {
    let mut rest = run.text.as_str();
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(start)?;
        let mut end = start + 1;
        while run.glyphs.get(end).is_some_and(|glyph| glyph.chars == 0) {
            end += 1;
        }
        let bytes = rest.chars().take(usize::from(first.chars)).map(char::len_utf8).sum();
        let (text, after) = rest.split_at(bytes);
        let cluster = Cluster { start, end, text };
        rest = after;
        start = end;
        Some(cluster)
    })
}

/// The runs of a page, in reading order.
pub(super) fn runs(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if !run.glyphs.is_empty() => Some(run),
        _ => None,
    })
}

/// The faces that the pages use and what they show of them, in the order of their ids.
pub(super) fn collect<'p>(pages: &[&'p Page], fonts: &FontBook) -> Vec<FaceUse<'p>> {
    let mut uses = count(pages, fonts);
    let mut index_of = vec![usize::MAX; fonts.faces().count()];
    for (index, used) in uses.iter().enumerate() {
        index_of[usize::from(used.face.0)] = index;
    }
    let read: Vec<Vec<Reading<'p>>> = pages.par_chunks(BATCH).map(|pages| readings(pages, &uses, &index_of)).collect();
    for batch in read {
        for (used, reading) in uses.iter_mut().zip(batch) {
            used.upright |= reading.upright;
            let silent = used.texts.iter_mut().zip(reading.texts).filter(|(known, _)| known.is_empty());
            silent.for_each(|(known, text)| *known = text);
        }
    }
    uses
}

/// What some pages show of one face: the first text of each CID.
struct Reading<'p> {
    texts: Vec<&'p str>,
    upright: bool,
}

fn readings<'p>(pages: &[&'p Page], uses: &[FaceUse<'_>], index_of: &[usize]) -> Vec<Reading<'p>> {
    let bare = |used: &FaceUse<'_>| Reading { texts: vec![""; used.glyphs.len()], upright: false };
    let mut all: Vec<Reading<'p>> = uses.iter().map(bare).collect();
    for run in pages.iter().flat_map(|page| runs(page)) {
        let index = index_of[usize::from(run.face.0)];
        let (used, reading) = (&uses[index], &mut all[index]);
        reading.upright |= run.posture == Posture::Upright;
        for cluster in clusters(run).filter(|cluster| !cluster.text.is_empty() && cluster.end == cluster.start + 1) {
            let cid = used.cid(run.glyphs[cluster.start].id);
            let known = &mut reading.texts[usize::from(cid)];
            if known.is_empty() && cid != 0 {
                *known = cluster.text;
            }
        }
    }
    all
}

/// As [`collect`], without texts.
pub(super) fn count<'p, P: Borrow<Page> + Sync>(pages: &[P], fonts: &FontBook) -> Vec<FaceUse<'p>> {
    let faces = fonts.faces().count();
    let marked: Vec<Vec<Marks>> = pages.par_chunks(BATCH).map(|pages| marks(pages, faces)).collect();
    let mut all = vec![Marks::default(); faces];
    for batch in marked {
        all.iter_mut().zip(batch).for_each(|(marks, own)| marks.add(own));
    }
    let used = all.into_iter().enumerate().filter(|(_, marks)| !marks.0.is_empty());
    used.map(|(face, marks)| number(FaceId(face as u16), &marks)).collect()
}

/// Glyphs of a face, a bit each.
#[derive(Clone, Default)]
struct Marks(Vec<u64>);

impl Marks {
    fn mark(&mut self, glyph: u16) {
        let at = usize::from(glyph) / 64;
        if at >= self.0.len() {
            self.0.resize((at + 1).next_power_of_two(), 0);
        }
        self.0[at] |= 1 << (glyph % 64);
    }

    fn add(&mut self, other: Marks) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    fn glyphs(&self) -> impl Iterator<Item = u16> {
        let bits = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| (at * 64 + bit) as u16)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

fn marks<P: Borrow<Page>>(pages: &[P], faces: usize) -> Vec<Marks> {
    let mut all = vec![Marks::default(); faces];
    for run in pages.iter().flat_map(|page| runs(page.borrow())) {
        let marks = &mut all[usize::from(run.face.0)];
        run.glyphs.iter().for_each(|glyph| marks.mark(glyph.id));
    }
    all
}

/// Numbers the marked glyphs in ascending order, after `.notdef`, which is always there.
fn number<'p>(face: FaceId, marks: &Marks) -> FaceUse<'p> {
    let mut glyphs = vec![0];
    glyphs.extend(marks.glyphs().filter(|glyph| *glyph != 0));
    let mut cids = vec![NONE; glyphs.last().map_or(1, |last| usize::from(*last) + 1)];
    for (cid, glyph) in glyphs.iter().enumerate() {
        cids[usize::from(*glyph)] = cid as u16;
    }
    FaceUse { face, texts: vec![""; glyphs.len()], upright: false, glyphs, cids }
}
