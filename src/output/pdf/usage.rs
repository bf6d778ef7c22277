//! Which glyphs of which faces a file shows, and what each of them reads as.

use crate::font::{FaceId, FontBook, Posture};
use crate::page::{ItemKind, Page, TextRun};

/// No CID: the glyph is not shown.
const NONE: u16 = u16::MAX;

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
    let mut uses = count(pages.iter().copied(), fonts);
    let mut index_of = vec![usize::MAX; fonts.faces().count()];
    for (index, used) in uses.iter().enumerate() {
        index_of[usize::from(used.face.0)] = index;
    }
    for run in pages.iter().flat_map(|page| runs(page)) {
        let usage = &mut uses[index_of[usize::from(run.face.0)]];
        usage.upright |= run.posture == Posture::Upright;
        for cluster in clusters(run).filter(|cluster| !cluster.text.is_empty() && cluster.end == cluster.start + 1) {
            let cid = usage.cid(run.glyphs[cluster.start].id);
            let known = &mut usage.texts[usize::from(cid)];
            if known.is_empty() && cid != 0 {
                *known = cluster.text;
            }
        }
    }
    uses
}

/// As [`collect`], without texts.
pub(super) fn count<'p>(pages: impl Iterator<Item = &'p Page>, fonts: &FontBook) -> Vec<FaceUse<'p>> {
    let mut marks: Vec<Vec<u16>> = vec![Vec::new(); fonts.faces().count()];
    for run in pages.flat_map(runs) {
        let marks = &mut marks[usize::from(run.face.0)];
        for glyph in &run.glyphs {
            let at = usize::from(glyph.id);
            if at >= marks.len() {
                marks.resize((at + 1).next_power_of_two(), NONE);
            }
            marks[at] = 0;
        }
    }
    let used = marks.into_iter().enumerate().filter(|(_, marks)| !marks.is_empty());
    used.map(|(face, marks)| number(FaceId(face as u16), marks)).collect()
}

/// Numbers the marked glyphs in ascending order, after `.notdef`, which is always there.
fn number<'p>(face: FaceId, mut cids: Vec<u16>) -> FaceUse<'p> {
    cids[0] = 0;
    let mut glyphs = Vec::new();
    for (glyph, cid) in cids.iter_mut().enumerate().filter(|(_, cid)| **cid != NONE) {
        *cid = glyphs.len() as u16;
        glyphs.push(glyph as u16);
    }
    FaceUse { face, texts: vec![""; glyphs.len()], upright: false, glyphs, cids }
}
