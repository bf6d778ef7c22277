//! Rules and boxes, and the ornaments that they may be made of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Note, Span, say};
use crate::base::geom::Size;
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::outline;
use crate::input::spec::{self, LineKind, Measure, Ruling};
use crate::input::world::{World, stem};
use crate::model::{Drawing, Frame, LineStyle, Ornament, Separator, Stroke};

use super::area::OnPage;
use super::grid::{not_negative, positive};

/// Lowest ornament: below it the strokes of a drawing are finer than newsprint holds.
const LOWEST_ORNAMENT: Length = Length::pt(2);

/// The ornaments of an edition, each read once.
pub(super) struct Ornaments<'w> {
    world: &'w World,
    homes: Vec<PathBuf>,
    /// `None` for one that cannot be used, which was reported.
    known: RefCell<BTreeMap<String, Option<Arc<Ornament>>>>,
}

impl<'w> Ornaments<'w> {
    /// Those below `homes`, the nearest first.
    pub(super) fn new(world: &'w World, homes: &[PathBuf]) -> Ornaments<'w> {
        let homes = homes.iter().map(|home| home.join("layouts").join("ornaments")).collect();
        Ornaments { world, homes, known: RefCell::default() }
    }

    fn get(&self, name: &Spanned<String>, sink: &mut Sink) -> Option<Arc<Ornament>> {
        if let Some(known) = self.known.borrow().get(&name.value) {
            return known.clone();
        }
        let found = self.read(name, sink).map(Arc::new);
        self.known.borrow_mut().insert(name.value.clone(), found.clone());
        found
    }

    fn read(&self, name: &Spanned<String>, sink: &mut Sink) -> Option<Ornament> {
        let plain = !name.value.is_empty() && !name.value.contains(['/', '\\', '.']);
        let Some(tile) = self.path(&name.value).filter(|_| plain) else {
            let files = self.homes.iter().flat_map(|home| self.world.list(home, "svg"));
            let mut names: Vec<String> =
                files.map(|path| stem(&path)).filter(|name| !name.ends_with("-corner")).collect();
            names.sort();
            names.dedup();
            sink.push(super::unknown(name, ("花边", "ornament"), names.iter().map(String::as_str)));
            return None;
        };
        let corner = match self.path(&format!("{}-corner", name.value)) {
            Some(path) => Some(self.drawing(&path, name.span, sink)?),
            None => None,
        };
        Some(Ornament { name: name.value.clone(), tile: self.drawing(&tile, name.span, sink)?, corner })
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}.svg");
        self.homes.iter().map(|home| home.join(&file)).find(|path| self.world.has(path))
    }

    fn drawing(&self, path: &std::path::Path, named: Span, sink: &mut Sink) -> Option<Drawing> {
        let file = match self.world.text(path, outline::LIMIT, named) {
            Ok(file) => file,
            Err(error) => {
                sink.push(error);
                return None;
            }
        };
        let source = self.world.source(file)?;
        let before = sink.len();
        let drawing = outline::read_tile(file, &source.text, Drawing::HEIGHT, sink);
        for found in &mut sink[before..] {
            found.notes.push(Note { span: named, message: say("花边用在这里", "the ornament is used here") });
        }
        drawing.map(|(width, contours)| Drawing { size: Size { width, height: Drawing::HEIGHT }, contours })
    }
}

/// The box of an area whose own size is `room`.
pub(super) fn frame(spec: &spec::Frame, room: Size, on: &OnPage<'_>, sink: &mut Sink) -> Frame {
    let rule = spec.rule.map(|weight| stroke(weight, spec.line.as_ref(), spec.color.as_ref(), on, sink));
    Frame {
        radius: radius(spec.radius, room, rule.as_ref(), on, sink),
        rule,
        padding: not_negative(spec.padding, on.units(), sink),
        tint: spec.tint.as_ref().map(|ink| on.sheet.color(ink, sink)),
    }
}

/// Round several rectangles a box has its six or more corners, which stay square.
pub(super) fn check_round(spec: &spec::Frame, parts: usize, sink: &mut Sink) {
    let Some(radius) = spec.radius.filter(|_| parts > 1) else { return };
    let message = say("几个矩形合成的框没有圆角", "a box round several rectangles has no rounded corners");
    let hint = say("请删去 `radius`", "leave `radius` out");
    sink.push(Diagnostic::new(Code::BadValue, radius.span, message).hint(hint));
}

/// A rule.
pub(super) fn stroke(
    weight: Measure,
    line: Option<&LineKind>,
    color: Option<&spec::Ink>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Stroke {
    let own = positive(weight, on.units(), sink);
    let line = line.map_or(LineStyle::default(), |line| line_style(line, own, weight.span, on, sink));
    let color = color.map_or(Color::BLACK, |ink| on.sheet.color(ink, sink));
    Stroke { weight: own, color: on.sheet.inks.rule_color(&line, color), line }
}

/// A rule in the gutters of columns.
pub(super) fn ruling(spec: &Ruling, on: &OnPage<'_>, sink: &mut Sink) -> Stroke {
    match spec {
        Ruling::Weight(weight) => stroke(*weight, None, None, on, sink),
        Ruling::Full(rule) => stroke(rule.rule, rule.line.as_ref(), rule.color.as_ref(), on, sink),
    }
}

/// A rule between stories.
pub(super) fn separator(spec: &Ruling, on: &OnPage<'_>, sink: &mut Sink) -> Separator {
    let width = match spec {
        Ruling::Full(spec::FullRule { width: Some(width), .. }) => Some(positive(*width, on.units(), sink)),
        _ => None,
    };
    Separator { stroke: ruling(spec, on, sink), width }
}

fn line_style(line: &LineKind, weight: Length, span: Span, on: &OnPage<'_>, sink: &mut Sink) -> LineStyle {
    let name = match line {
        LineKind::Named(line) => return line.clone(),
        LineKind::Ornament(name) => name,
    };
    if weight < LOWEST_ORNAMENT {
        let message = say(
            format!("花边只有 {:.2} pt 高", weight.to_pt()),
            format!("the ornament is {:.2} pt high", weight.to_pt()),
        );
        let hint = say(
            "花边的 `rule` 是它的高，至少 2pt，常用 6pt 到 12pt",
            "the `rule` of an ornament is its height: 2pt at least, 6pt to 12pt as a rule",
        );
        sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
        return LineStyle::Single;
    }
    on.ornaments.get(name, sink).map_or(LineStyle::Single, LineStyle::Ornament)
}

/// The radius of the corners of a box of this size.
pub(super) fn radius(
    spec: Option<Measure>,
    room: Size,
    rule: Option<&Stroke>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Length {
    let Some(written) = spec else { return Length::ZERO };
    let radius = not_negative(spec, on.units(), sink);
    let most = room.width.min(room.height) / 2;
    if radius > most {
        let (radius, most) = (radius.to_mm(), most.to_mm());
        let message = say(
            format!("圆角半径 {radius:.1} 毫米大于框的一半"),
            format!("a radius of {radius:.1} mm is more than half the box"),
        );
        let hint = say(format!("最大 {most:.1}mm"), format!("{most:.1}mm at most"));
        sink.push(Diagnostic::new(Code::OutOfRange, written.span, message).hint(hint));
        return Length::ZERO;
    }
    if radius > Length::ZERO && rule.is_some_and(|rule| matches!(rule.line, LineStyle::Wavy | LineStyle::Ornament(_))) {
        let message = say("波浪线和花边没有圆角", "wavy rules and ornaments have no rounded corners");
        let hint = say(
            "请删去 `radius`，或用 `single`、`double`、`dotted` 等线",
            "leave `radius` out, or use `single`, `double`, `dotted`",
        );
        sink.push(Diagnostic::new(Code::BadValue, written.span, message).hint(hint));
        return Length::ZERO;
    }
    radius
}
