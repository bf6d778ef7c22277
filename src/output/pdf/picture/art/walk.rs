//! Walks a drawing in painting order and makes items of it.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Rect as Bounds, Shape as _};

use super::super::color::Press;
use super::clip::Area;
use super::gradient::{self, Stop};
use super::{inks, path, scale};
use crate::base::color::{Cmyk, Color};
use crate::base::diag::{Say, Span, say};
use crate::base::geom::Rect;
use crate::base::picture;
use crate::base::units::Length;
use crate::output::pdf::assets::Bytes;
use crate::output::pdf::condition::Condition;
use crate::page::{Image, Item, ItemKind, Source};

/// What is told of a drawing that was made simpler.
pub(super) const TRANSPARENCY: &str = "what is half clear was laid on white paper";
pub(super) const SPREAD: &str = "gradients that repeat end in their last colour";
pub(super) const DASHES: &str = "dashes too fine to print are drawn as a line";

/// The same in Chinese.
pub(super) fn in_chinese(what: &str) -> &'static str {
    match what {
        TRANSPARENCY => "半透明处按压在白纸上",
        SPREAD => "渐变的重复部分取端点颜色",
        _ => "过密的虚线画成实线",
    }
}

/// Most points of a drawing.
const POINTS: usize = 4_000_000;
/// Most groups within one another.
const DEPTH: usize = 200;

/// What a drawing became.
pub(super) struct Done {
    pub(super) items: Vec<Item>,
    pub(super) inner: Vec<Bytes>,
    pub(super) simplified: Vec<&'static str>,
}

/// A drawing in the making.
pub(super) struct Walk<'a> {
    image: &'a Image,
    span: Span,
    press: &'a Press,
    condition: &'a Condition,
    /// The key of the next picture found.
    first: u32,
    done: Done,
    points: usize,
    /// Where colours stand already, and how much ink: black alone, which overprints, must not run into them.
    colored: Vec<(Bounds, u16)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        image: &'a Image,
        span: Span,
        press: &'a Press,
        condition: &'a Condition,
        ground: Option<Cmyk>,
        first: u32,
    ) -> Walk<'a> {
        let done = Done { items: Vec::new(), inner: Vec::new(), simplified: Vec::new() };
        let mut walk = Walk { image, span, press, condition, first, done, points: 0, colored: Vec::new() };
        if let Some(ground) = ground.filter(|ground| !ground.is_black_only()) {
            walk.colored.push((bounds(image.at), ground.total()));
        }
        walk
    }

    /// Errors: what cannot be drawn.
    pub(super) fn draw(mut self, tree: &usvg::Tree) -> Result<Done, Say> {
        let to_page = scale(self.image, tree);
        let window = Area::rect(bounds(self.image.at));
        self.group(tree.root(), &window, 1.0, to_page, 0)?;
        Ok(self.done)
    }

    fn group(
        &mut self,
        group: &usvg::Group,
        area: &Area,
        opacity: f64,
        to_page: Affine,
        depth: usize,
    ) -> Result<(), Say> {
        let cannot = |zh: &str, en: &str| {
            Err(say(format!("SVG 里有{zh}，不能画"), format!("its SVG has {en}, which cannot be drawn")))
        };
        if depth > DEPTH {
            return cannot("嵌套过深的组", "groups too deep in one another");
        }
        if group.mask().is_some() {
            return cannot("蒙版（mask）", "a mask");
        }
        if !group.filters().is_empty() {
            return cannot("滤镜（filter，如阴影、模糊）", "a filter, such as a shadow or a blur");
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            return cannot("混合模式", "a blend mode");
        }
        let opacity = opacity * f64::from(group.opacity().get());
        let mut area = area.clone();
        if let Some(clip) = group.clip_path() {
            let own = to_page * path::affine(group.abs_transform());
            match self.clip(clip, own, depth)? {
                Some(inner) => area = area.and(&inner),
                // Nothing is left of the group.
                None => return Ok(()),
            }
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(inner, &area, opacity, to_page, depth + 1)?,
                usvg::Node::Path(inner) if inner.is_visible() => self.path(inner, &area, opacity, to_page)?,
                usvg::Node::Image(inner) if inner.is_visible() => self.picture(inner, &area, opacity, to_page)?,
                usvg::Node::Text(_) => return cannot("文字", "text"),
                _ => {}
            }
        }
        Ok(())
    }

    /// The area of a clip path; nothing where it has none.
    fn clip(&self, clip: &usvg::ClipPath, to_page: Affine, depth: usize) -> Result<Option<Area>, Say> {
        fn paths<'p>(group: &'p usvg::Group, found: &mut Vec<&'p usvg::Path>, is_plain: &mut bool) {
            *is_plain &= group.clip_path().is_none();
            for node in group.children() {
                match node {
                    usvg::Node::Path(path) => found.push(path),
                    usvg::Node::Group(inner) => paths(inner, found, is_plain),
                    _ => *is_plain = false,
                }
            }
        }
        let cannot = || {
            say(
                "SVG 里有不是凸形的剪切路径，不能画",
                "its SVG has a clip path that is not convex, which cannot be drawn",
            )
        };
        if depth > DEPTH {
            return Err(cannot());
        }
        let (mut found, mut is_plain) = (Vec::new(), true);
        paths(clip.root(), &mut found, &mut is_plain);
        let own = to_page * path::affine(clip.transform());
        let area = match &found[..] {
            _ if !is_plain => return Err(cannot()),
            [] => return Ok(None),
            [one] => {
                let outline = own * path::affine(one.abs_transform()) * path::bez(one.data());
                Area::of(&outline).ok_or_else(cannot)?
            }
            _ => return Err(cannot()),
        };
        match clip.clip_path() {
            Some(further) => Ok(self.clip(further, to_page, depth + 1)?.map(|further| area.and(&further))),
            None => Ok(Some(area)),
        }
    }

    fn path(&mut self, drawn: &usvg::Path, area: &Area, opacity: f64, to_page: Affine) -> Result<(), Say> {
        let own = to_page * path::affine(drawn.abs_transform());
        let outline = path::bez(drawn.data());
        let fill = |walk: &mut Walk<'_>| -> Result<(), Say> {
            let Some(fill) = drawn.fill() else { return Ok(()) };
            let opacity = opacity * f64::from(fill.opacity().get());
            walk.paint(&(own * &outline), fill.rule() == usvg::FillRule::EvenOdd, fill.paint(), opacity, area, own)
        };
        let stroke = |walk: &mut Walk<'_>| -> Result<(), Say> {
            let Some(stroke) = drawn.stroke() else { return Ok(()) };
            let opacity = opacity * f64::from(stroke.opacity().get());
            let scale = own.determinant().abs().sqrt();
            if scale <= 0.0 || !scale.is_finite() {
                return Ok(());
            }
            let (covered, is_solid) = path::covered(&outline, stroke, scale);
            if is_solid {
                walk.simplify(DASHES);
            }
            walk.paint(&(own * &covered), false, stroke.paint(), opacity, area, own)
        };
        if drawn.paint_order() == usvg::PaintOrder::FillAndStroke {
            fill(self)?;
            stroke(self)
        } else {
            stroke(self)?;
            fill(self)
        }
    }

    fn paint(
        &mut self,
        outline: &BezPath,
        even_odd: bool,
        paint: &usvg::Paint,
        opacity: f64,
        area: &Area,
        own: Affine,
    ) -> Result<(), Say> {
        match paint {
            usvg::Paint::Color(color) => {
                let inks = self.inks(*color, opacity);
                match area.cut(outline) {
                    Some(part) => self.shape(&part, even_odd, inks),
                    None => Ok(()),
                }
            }
            usvg::Paint::LinearGradient(gradient) => {
                let steps = self.steps(gradient, opacity);
                let space = gradient::space(gradient.transform(), own);
                let parts = gradient::linear(outline, area, gradient::ends(gradient), space, &steps);
                parts.into_iter().try_for_each(|(part, inks)| self.shape(&part, even_odd, inks))
            }
            usvg::Paint::RadialGradient(gradient) => {
                let steps = self.steps(gradient, opacity);
                let space = gradient::space(gradient.transform(), own);
                let parts = gradient::radial(outline, area, &gradient::cone(gradient), space, &steps);
                parts.into_iter().try_for_each(|(part, inks)| self.shape(&part, even_odd, inks))
            }
            usvg::Paint::Pattern(_) => {
                Err(say("SVG 里有图案填充（pattern），不能画", "its SVG has a pattern, which cannot be drawn"))
            }
        }
    }

    fn steps(&mut self, gradient: &usvg::BaseGradient, opacity: f64) -> Vec<(f64, Cmyk)> {
        if gradient.spread_method() != usvg::SpreadMethod::Pad {
            self.simplify(SPREAD);
        }
        let stop = |stop: &usvg::Stop| Stop {
            at: f64::from(stop.offset().get()),
            inks: self.inks(stop.color(), opacity * f64::from(stop.opacity().get())),
        };
        let stops: Vec<Stop> = gradient.stops().iter().map(stop).collect();
        gradient::steps(&stops)
    }

    fn inks(&mut self, color: usvg::Color, opacity: f64) -> Cmyk {
        let inks =
            inks::inks(self.press, [color.red, color.green, color.blue], self.condition.ink_limit, self.image.gray);
        if opacity < 0.995 {
            self.simplify(TRANSPARENCY);
        }
        inks::thinned(inks, opacity)
    }

    fn simplify(&mut self, what: &'static str) {
        if !self.done.simplified.contains(&what) {
            self.done.simplified.push(what);
        }
    }

    fn shape(&mut self, outline: &BezPath, even_odd: bool, inks: Cmyk) -> Result<(), Say> {
        self.points += outline.elements().len();
        if self.points > POINTS {
            return Err(say("SVG 的节点太多", "its SVG has too many points"));
        }
        let contours = path::outlines(outline);
        if contours.is_empty() {
            return Ok(());
        }
        let bounds = outline.bounding_box();
        // Black alone overprints. A tint of it would mix with the colour beneath, and a solid would be more ink than
        // the paper takes: those knock it out.
        let runs_in = |(place, total): &(Bounds, u16)| {
            let meets = place.x0 < bounds.x1 && bounds.x0 < place.x1 && place.y0 < bounds.y1 && bounds.y0 < place.y1;
            meets && (inks.k < 1000 || total + inks.k > self.condition.ink_limit.0)
        };
        let color = Color::Process(inks);
        let color = if inks.is_black_only() && self.colored.iter().any(runs_in) { color.told(false) } else { color };
        self.done.items.push(Item { span: self.span, kind: ItemKind::Shape { contours, even_odd, color } });
        if inks.c + inks.m + inks.y > 0 {
            self.colored.push((bounds, inks.total()));
        }
        Ok(())
    }

    fn picture(&mut self, found: &usvg::Image, area: &Area, opacity: f64, to_page: Affine) -> Result<(), Say> {
        let cannot = |zh: &str, en: &str| say(format!("SVG 里嵌入的图片{zh}"), format!("a picture in its SVG {en}"));
        let bytes = match found.kind() {
            usvg::ImageKind::JPEG(bytes) | usvg::ImageKind::PNG(bytes) | usvg::ImageKind::WEBP(bytes) => bytes,
            _ => return Err(cannot("是 GIF 或 SVG，不能画", "is a GIF or an SVG, which cannot be drawn")),
        };
        let head = picture::head(bytes).map_err(|trouble| {
            let (why, _) = trouble.say();
            cannot(&format!("不能用：{}", why.zh), &format!("cannot be used: {}", why.en))
        })?;
        if opacity < 0.995 {
            return Err(cannot("是半透明的，不能画", "is half clear, which cannot be drawn"));
        }
        let own = to_page * path::affine(found.abs_transform());
        let [a, b, c, d, ..] = own.as_coeffs();
        if b.abs() > a.abs() * 1e-3 || c.abs() > d.abs() * 1e-3 || a <= 0.0 || d <= 0.0 {
            return Err(cannot("是旋转或翻转的，不能画", "is turned or mirrored, which cannot be drawn"));
        }
        let size = found.size();
        let full = own.transform_rect_bbox(Bounds::new(0.0, 0.0, f64::from(size.width()), f64::from(size.height())));
        let outside = area.cut(&full.to_path(1.0)).is_none();
        if outside {
            return Ok(());
        }
        let shown = area
            .cut_rect(full)
            .ok_or_else(|| cannot("被剪成了别的形状，不能画", "is clipped to another shape, which cannot be drawn"))?;
        let (width, height) = head.shown();
        let pixel = |part: f64, size: f64, pixels: u32| {
            (part / size * f64::from(pixels)).round().clamp(0.0, f64::from(pixels)) as u32
        };
        let (left, top) =
            (pixel(shown.x0 - full.x0, full.width(), width), pixel(shown.y0 - full.y0, full.height(), height));
        let (right, bottom) =
            (pixel(shown.x1 - full.x0, full.width(), width), pixel(shown.y1 - full.y0, full.height(), height));
        if right <= left || bottom <= top {
            return Ok(());
        }
        let length = |value: f64| Length::emu(value.round() as i64);
        let at = Rect::new(length(shown.x0), length(shown.y0), length(shown.width()), length(shown.height()));
        let source = Source(self.first + self.done.inner.len() as u32);
        let crop = (left, top, right - left, bottom - top);
        self.done.inner.push(Arc::new(bytes.as_ref().clone()));
        let image = Image { source, page: 1, at, crop, beyond: [0; 4], gray: self.image.gray };
        self.done.items.push(Item { span: self.span, kind: ItemKind::Image(image) });
        self.colored.push((shown, self.condition.ink_limit.0));
        Ok(())
    }
}

fn bounds(rect: Rect) -> Bounds {
    let value = |length: Length| length.get() as f64;
    Bounds::new(value(rect.x), value(rect.y), value(rect.right()), value(rect.bottom()))
}
