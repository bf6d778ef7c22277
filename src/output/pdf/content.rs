//! The content stream of a page: its items in painting order.
//!
//! Black alone overprints and everything else knocks out, but for colours that are told otherwise, by two
//! graphics states. Black is always
//! DeviceCMYK: DeviceGray under overprint would knock out the colour beneath it, and white with
//! overprint would vanish from the plate.
//!
//! Source: print.md 5.

use super::ops::{Ops, thousandths};
use super::picture::Shown;
use super::spot::Spots;
use super::text::{SPACING_DECIMALS, TextFace, show, spacing};
use crate::base::color::Color;
use crate::base::geom::{Point, Rect};
use crate::base::units::{Length, Permille};
use crate::font::{FaceId, Posture};
use crate::page::{Image, Item, ItemKind, Outline, Page, TextRun};

/// Name of the graphics state that overprints.
pub(super) const OVERPRINT: &str = "GO";
/// Name of the graphics state that knocks out.
pub(super) const KNOCK_OUT: &str = "GK";

/// What the names in a content stream stand for.
pub(super) struct Resources<'a> {
    /// The faces of the file.
    pub(super) faces: Vec<TextFace<'a>>,
    /// Its spot inks.
    pub(super) spots: &'a Spots<'a>,
    /// The number of the picture of an item, if it could be made.
    pub(super) picture: &'a (dyn Fn(&Image) -> Option<usize> + Sync),
    /// How colours are shown where they are not printed: then there are no inks in the file, and nothing overprints.
    pub(super) screen: Option<&'a Shown>,
}

/// What an item of a tagged page belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The standard type of its structure element.
    pub(super) role: &'static str,
    /// Its marked content; none of an artifact.
    pub(super) content: Option<u32>,
}

/// The content of `page`, not deflated; `marks` are those of its items, or none at all.
pub(super) fn paint(page: &Page, resources: &Resources<'_>, marks: &[Mark]) -> Vec<u8> {
    let glyphs: usize = super::usage::runs(page).map(|run| run.glyphs.len()).sum();
    let mut painter = Painter {
        ops: Ops::with_capacity(glyphs * 7 + page.items.len() * 40),
        resources,
        left: page.bleed + page.slug,
        top: page.bleed + page.slug + page.trim.height,
        color: None,
        overprint: None,
        font: None,
        width: Permille::FULL,
        spacing: 0,
        stroke: Length::ZERO,
        stroke_color: None,
        in_text: false,
        mark: None,
    };
    for (index, item) in page.items.iter().enumerate() {
        painter.enter(marks.get(index).copied());
        painter.item(item);
    }
    painter.leave_text();
    painter.enter(None);
    painter.ops.into_bytes()
}

struct Painter<'a> {
    ops: Ops,
    resources: &'a Resources<'a>,
    /// The trim's left edge, from that of the media.
    left: Length,
    /// The trim's top edge, from the bottom of the media.
    top: Length,
    color: Option<&'a Color>,
    overprint: Option<bool>,
    /// Face, size, and whether it is the font for vertical lines.
    font: Option<(FaceId, Length, bool)>,
    width: Permille,
    spacing: i64,
    /// Drawn round glyphs; zero where they are only filled.
    stroke: Length,
    stroke_color: Option<&'a Color>,
    in_text: bool,
    /// The marked content that is open.
    mark: Option<Mark>,
}

impl<'a> Painter<'a> {
    /// Opens marked content, where it is not that of the item before.
    fn enter(&mut self, mark: Option<Mark>) {
        if self.mark == mark {
            return;
        }
        self.leave_text();
        if self.mark.is_some() {
            self.ops.op("EMC");
        }
        self.mark = mark;
        if let Some(Mark { role, content }) = mark {
            self.ops.raw(b"/");
            self.ops.raw(role.as_bytes());
            match content {
                Some(id) => {
                    self.ops.raw(b"<</MCID ");
                    self.ops.number(i64::from(id), 0);
                    self.ops.op(">>BDC");
                }
                None => self.ops.op(" BMC"),
            }
        }
    }

    fn item(&mut self, item: &'a Item) {
        match &item.kind {
            ItemKind::Text(run) if run.glyphs.is_empty() => {}
            ItemKind::Text(run) => self.text(run),
            ItemKind::Fill { rects, .. } if rects.is_empty() => {}
            ItemKind::Fill { rects, color } => {
                self.leave_text();
                self.set_color(color);
                rects.iter().for_each(|rect| self.rectangle(*rect));
                self.ops.op("f");
            }
            ItemKind::Dots { centres, .. } if centres.is_empty() => {}
            ItemKind::Dots { centres, diameter, color } => {
                self.leave_text();
                self.set_color(color);
                centres.iter().for_each(|centre| self.circle(*centre, *diameter));
                self.ops.op("f");
            }
            ItemKind::Shape { contours, .. } if contours.is_empty() => {}
            ItemKind::Shape { contours, even_odd, color } => {
                self.leave_text();
                self.set_color(color);
                contours.iter().for_each(|outline| self.outline(outline));
                self.ops.op(if *even_odd { "f*" } else { "f" });
            }
            ItemKind::Image(image) => self.image(image),
        }
    }

    fn text(&mut self, run: &'a TextRun) {
        let resources = self.resources;
        let Some(face) = resources.faces.iter().find(|face| face.usage.face == run.face) else { return };
        if !self.in_text {
            self.ops.op("BT");
            self.in_text = true;
        }
        self.set_color(&run.color);
        self.set_stroke(run.stroke, &run.color);
        let upright = run.posture == Posture::Upright;
        if self.font != Some((run.face, run.size, upright)) {
            self.font = Some((run.face, run.size, upright));
            self.ops.name(if upright { "V" } else { "F" }, face.resource);
            self.ops.length(run.size);
            self.ops.op("Tf");
        }
        if self.width != run.width {
            self.width = run.width;
            self.ops.number(i64::from(run.width.0), 1);
            self.ops.op("Tz");
        }
        let spacing = spacing(run, face);
        if self.spacing != spacing {
            self.spacing = spacing;
            self.ops.number(spacing, SPACING_DECIMALS);
            self.ops.op("Tc");
        }
        let first = run.glyphs.first().map_or(Length::ZERO, |glyph| glyph.x);
        let (matrix, right, down) = match run.posture {
            Posture::Level => ("1 0 0 1 ", first, Length::ZERO),
            Posture::Upright => ("1 0 0 1 ", Length::ZERO, first),
            Posture::Turned => ("0 -1 1 0 ", Length::ZERO, first),
        };
        self.ops.raw(matrix.as_bytes());
        self.ops.length(self.left + run.origin.x + right);
        self.ops.length(self.top - run.origin.y - down);
        self.ops.op("Tm");
        show(&mut self.ops, run, face, spacing);
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.ops.op("ET");
            self.in_text = false;
        }
    }

    /// Edges are rounded, not widths, so that rectangles which meet still meet.
    fn rectangle(&mut self, rect: Rect) {
        let left = thousandths(self.left + rect.x);
        let right = thousandths(self.left + rect.right());
        let top = thousandths(self.top - rect.y);
        let bottom = thousandths(self.top - rect.bottom());
        for value in [left, bottom, right - left, top - bottom] {
            self.ops.number(value, 3);
        }
        self.ops.op("re");
    }

    /// Four Bézier curves, which miss the circle by less than 0.03 % of its radius.
    fn circle(&mut self, centre: Point, diameter: Length) {
        /// 4/3 × (√2 − 1), in millionths.
        const HANDLE: i64 = 552_285;
        let (x, y) = (self.left + centre.x, self.top - centre.y);
        let radius = diameter / 2;
        let handle = radius.scale(HANDLE, 1_000_000);
        let o = Length::ZERO;
        self.points(&[(x + radius, y)], "m");
        for (from, to) in [
            ((radius, o), (o, radius)),
            ((o, radius), (-radius, o)),
            ((-radius, o), (o, -radius)),
            ((o, -radius), (radius, o)),
        ] {
            let along = |(px, py): (Length, Length), (qx, qy): (Length, Length)| {
                // From p towards q's quarter: the handle stands at right angles to p's radius.
                let (hx, hy) = (qx.scale(handle.get(), radius.get()), qy.scale(handle.get(), radius.get()));
                (x + px + hx, y + py + hy)
            };
            self.points(&[along(from, to), along(to, from), (x + to.0, y + to.1)], "c");
        }
        self.ops.op("h");
    }

    fn outline(&mut self, outline: &Outline) {
        let (left, top) = (self.left, self.top);
        let at = |point: Point| (left + point.x, top - point.y);
        self.points(&[at(outline.start)], "m");
        let mut from = outline.start;
        for curve in &outline.curves {
            let [first, second, to] = *curve;
            if first == from && second == to {
                self.points(&[at(to)], "l");
            } else {
                self.points(&curve.map(at), "c");
            }
            from = to;
        }
        self.ops.op("h");
    }

    fn points(&mut self, points: &[(Length, Length)], operator: &str) {
        for &(x, y) in points {
            self.ops.length(x);
            self.ops.length(y);
        }
        self.ops.op(operator);
    }

    fn image(&mut self, image: &Image) {
        let Some(index) = (self.resources.picture)(image) else { return };
        self.leave_text();
        self.set_overprint(false);
        let at = image.at;
        self.ops.raw(b"q ");
        self.ops.length(at.width);
        self.ops.raw(b"0 0 ");
        self.ops.length(at.height);
        self.ops.length(self.left + at.x);
        self.ops.length(self.top - at.bottom());
        self.ops.raw(b"cm ");
        self.ops.name("P", index);
        self.ops.op("Do Q");
    }

    fn set_color(&mut self, color: &'a Color) {
        self.set_overprint(color.overprints());
        if self.color != Some(color) {
            self.color = Some(color);
            self.paint(color, ["k", "cs ", "scn"]);
        }
    }

    /// Glyphs are filled, and where `width` says so drawn round in the same colour: text rendering
    /// mode 2, with round joins, which grow no spikes at sharp corners. The graphics state of the
    /// colour overprints strokes as it does fills.
    fn set_stroke(&mut self, width: Length, color: &'a Color) {
        if self.stroke != width {
            if width == Length::ZERO {
                self.ops.op("0 Tr");
            } else {
                self.ops.length(width);
                self.ops.op(if self.stroke == Length::ZERO { "w 1 j 2 Tr" } else { "w" });
            }
            self.stroke = width;
        }
        if width != Length::ZERO && self.stroke_color != Some(color) {
            self.stroke_color = Some(color);
            self.paint(color, ["K", "CS ", "SCN"]);
        }
    }

    /// Writes a colour with the operators for process inks, the space of a spot, and its tint.
    fn paint(&mut self, color: &Color, [process, space, tint]: [&str; 3]) {
        if let Some(screen) = self.resources.screen {
            for value in screen.color(color.process()) {
                self.ops.number(i64::from(value), 3);
            }
            self.ops.op(if process == "k" { "rg" } else { "RG" });
            return;
        }
        match color.bare() {
            Color::Told { .. } => {}
            Color::Process(inks) => {
                for ink in [inks.c, inks.m, inks.y, inks.k] {
                    self.ops.number(i64::from(ink), 3);
                }
                self.ops.op(process);
            }
            Color::Spot(spot) => {
                self.ops.name("S", self.resources.spots.index(&spot.name));
                self.ops.raw(space.as_bytes());
                self.ops.number(i64::from(spot.tint.0), 3);
                self.ops.op(tint);
            }
        }
    }

    fn set_overprint(&mut self, overprint: bool) {
        if self.resources.screen.is_some() || self.overprint == Some(overprint) {
            return;
        }
        self.overprint = Some(overprint);
        self.ops.raw(b"/");
        self.ops.raw(if overprint { OVERPRINT } else { KNOCK_OUT }.as_bytes());
        self.ops.op(" gs");
    }
}
