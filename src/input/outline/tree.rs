//! The filled shapes of an SVG document, in the coordinates of its view box.

use kurbo::{Affine, BezPath, Circle, Ellipse, Rect, RoundedRect, Shape as _};
use roxmltree::{Document, Node};

use super::Fault;

/// A filled path.
pub(super) struct Shape {
    pub(super) path: BezPath,
    /// Filled by the even-odd rule, not the non-zero one.
    pub(super) even_odd: bool,
}

/// Deepest nesting of groups.
const DEEPEST: usize = 64;
/// How exactly circles and round corners become curves: a share of their box.
const ACCURACY: f64 = 1e-4;
/// What a view box may be: how many times as long as high, and how many times as high as long.
pub(super) type Shaped = (f64, f64);
/// Square: its sides differ by less than a thousandth.
pub(super) const SQUARE: Shaped = (1.001, 1.001);
/// A tile.
pub(super) const OBLONG: Shaped = (8.0, 2.0);

type Shapes = (Vec<Shape>, Rect);

/// All that a document fills, and its view box.
pub(super) fn shapes(document: &Document<'_>, shaped: Shaped) -> Result<Shapes, Fault> {
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        let name = root.tag_name().name();
        return Err(Fault::new(
            (format!("这是 <{name}>，不是 <svg>"), format!("this is <{name}>, not <svg>")),
            ("请存成 SVG 文件", "save the drawing as SVG"),
        )
        .at(root));
    }
    let em_box = view_box(root, shaped)?;
    let mut found = Vec::new();
    let manner = Manner { transform: Affine::IDENTITY, filled: true, stroked: false, even_odd: false };
    walk(root, &manner.of(root)?, 0, &mut found)?;
    Ok((found, em_box))
}

/// What an element hands down.
#[derive(Clone, Copy)]
struct Manner {
    transform: Affine,
    filled: bool,
    stroked: bool,
    even_odd: bool,
}

impl Manner {
    /// With what an element itself says.
    fn of(mut self, node: Node<'_, '_>) -> Result<Manner, Fault> {
        if let Some(transform) = node.attribute("transform") {
            let one = parse_transform(transform).ok_or_else(|| bad(node, "transform", transform))?;
            self.transform *= one;
        }
        let mut paint = |name: &str, value: &str| match (name, value.trim()) {
            ("fill", "inherit") | ("stroke", "inherit") => {}
            ("fill", value) => self.filled = !matches!(value, "none" | "transparent"),
            ("stroke", value) => self.stroked = !matches!(value, "none" | "transparent"),
            ("fill-rule", value) => self.even_odd = value == "evenodd",
            _ => {}
        };
        for attribute in node.attributes() {
            paint(attribute.name(), attribute.value());
        }
        for rule in node.attribute("style").unwrap_or_default().split(';') {
            if let Some((name, value)) = rule.split_once(':') {
                paint(name.trim(), value);
            }
        }
        Ok(self)
    }
}

fn walk(node: Node<'_, '_>, manner: &Manner, depth: usize, found: &mut Vec<Shape>) -> Result<(), Fault> {
    if depth > DEEPEST {
        return Err(Fault::new(
            (format!("编组套了 {DEEPEST} 层以上"), format!("groups are nested more than {DEEPEST} deep")),
            ("请解散编组", "ungroup the drawing"),
        )
        .at(node));
    }
    for child in node.children().filter(|child| child.is_element() && is_svg(*child)) {
        let name = child.tag_name().name();
        if matches!(name, "title" | "desc" | "metadata" | "defs") || hidden(child) {
            continue;
        }
        for cut in ["clip-path", "mask", "filter"] {
            if child.attribute(cut).is_some_and(|value| value != "none") {
                return Err(Fault::new(
                    (format!("`{cut}` 不能用"), format!("`{cut}` cannot be used")),
                    ("请把剪切和效果做成普通的填充路径", "make clips and effects plain filled paths"),
                )
                .at(child));
            }
        }
        let own = manner.of(child)?;
        if matches!(name, "g" | "a" | "switch") {
            walk(child, &own, depth + 1, found)?;
            continue;
        }
        let Some(path) = path_of(child, name)? else {
            return Err(Fault::new(
                (format!("<{name}> 不能用：只取填充的路径"), format!("<{name}> cannot be used: only filled paths are")),
                (
                    "请在绘图软件里把文字和图形都转成轮廓（路径）",
                    "convert text and objects to paths in the drawing program",
                ),
            )
            .at(child));
        };
        if own.stroked {
            return Err(Fault::new(
                ("有描边：只取填充的路径", "it has a stroke: only filled paths are taken"),
                ("请在绘图软件里把描边转成轮廓", "convert strokes to outlines in the drawing program"),
            )
            .at(child));
        }
        let path = own.transform * path;
        if !path.is_finite() {
            return Err(bad(child, name, "∞"));
        }
        if own.filled && !path.is_empty() {
            found.push(Shape { path, even_odd: own.even_odd });
        }
    }
    Ok(())
}

/// Elements of drawing programs' own are none of ours.
fn is_svg(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg"))
}

fn hidden(node: Node<'_, '_>) -> bool {
    let style: String = node.attribute("style").unwrap_or_default().split_whitespace().collect();
    node.attribute("display") == Some("none")
        || node.attribute("visibility") == Some("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// The path of a basic shape; `None` for an element that is none.
fn path_of(node: Node<'_, '_>, name: &str) -> Result<Option<BezPath>, Fault> {
    let number = |key: &str| match node.attribute(key) {
        None => Ok(None),
        Some(text) => number_of(text).map(Some).ok_or_else(|| bad(node, key, text)),
    };
    let or_zero = |key: &str| number(key).map(Option::unwrap_or_default);
    Ok(Some(match name {
        "path" => {
            let data = node.attribute("d").unwrap_or_default();
            let plain =
                |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || matches!(c, '.' | ',' | '-' | '+');
            if !data.chars().all(plain) {
                return Err(bad(node, "d", data));
            }
            BezPath::from_svg(&without_plus(data)).map_err(|_| bad(node, "d", data))?
        }
        "rect" => {
            let (x, y, width, height) = (or_zero("x")?, or_zero("y")?, or_zero("width")?, or_zero("height")?);
            let rect = Rect::new(x, y, x + width.max(0.0), y + height.max(0.0));
            let (rx, ry) = (number("rx")?, number("ry")?);
            let radius = rx.or(ry).unwrap_or(0.0).clamp(0.0, width.min(height).max(0.0) / 2.0);
            RoundedRect::from_rect(rect, radius).to_path(accuracy(rect))
        }
        "circle" => {
            let circle = Circle::new((or_zero("cx")?, or_zero("cy")?), or_zero("r")?.max(0.0));
            circle.to_path(accuracy(circle.bounding_box()))
        }
        "ellipse" => {
            let radii = (or_zero("rx")?.max(0.0), or_zero("ry")?.max(0.0));
            let ellipse = Ellipse::new((or_zero("cx")?, or_zero("cy")?), radii, 0.0);
            ellipse.to_path(accuracy(ellipse.bounding_box()))
        }
        "polygon" | "polyline" => {
            let points = node.attribute("points").unwrap_or_default();
            let numbers =
                numbers(points).filter(|list| list.len() % 2 == 0).ok_or_else(|| bad(node, "points", points))?;
            let mut path = BezPath::new();
            for (index, pair) in numbers.chunks(2).enumerate() {
                if index == 0 { path.move_to((pair[0], pair[1])) } else { path.line_to((pair[0], pair[1])) }
            }
            path
        }
        "line" => BezPath::new(),
        _ => return Ok(None),
    }))
}

/// Curves of a shape of this size are this exact.
fn accuracy(bounds: Rect) -> f64 {
    let size = bounds.width().max(bounds.height()) * ACCURACY;
    if size.is_finite() && size > 0.0 { size } else { 1.0 }
}

fn view_box(root: Node<'_, '_>, (longest, highest): Shaped) -> Result<Rect, Fault> {
    let rect = match root.attribute("viewBox") {
        Some(text) => match numbers(text).as_deref() {
            Some(&[x, y, width, height]) => Rect::new(x, y, x + width, y + height),
            _ => return Err(bad(root, "viewBox", text)),
        },
        None => {
            let side = |key: &str| root.attribute(key).and_then(|text| number_of(text.trim_end_matches("px")));
            match (side("width"), side("height")) {
                (Some(width), Some(height)) => Rect::new(0.0, 0.0, width, height),
                _ => {
                    return Err(Fault::new(
                        ("没有 viewBox", "there is no viewBox"),
                        (
                            "请写上 viewBox：它是一个字的字框或花边的一节，如 viewBox=\"0 0 1000 1000\"",
                            "write a viewBox, the box of the character or of the tile: viewBox=\"0 0 1000 1000\"",
                        ),
                    )
                    .at(root));
                }
            }
        }
    };
    let (width, height) = (rect.width(), rect.height());
    let sound = width.is_finite() && height.is_finite() && width > 1e-6 && width < 1e9;
    let square = longest == SQUARE.0;
    if sound && !square && !(width <= height * longest && height <= width * highest) {
        return Err(Fault::new(
            (
                format!("viewBox 是 {width} × {height}，太长或太高"),
                format!("the viewBox is {width} × {height}: too long or too high"),
            ),
            (
                "花边的一节最长为高的 8 倍，最高为长的 2 倍",
                "a tile is at most 8 times as long as high and 2 times as high as long",
            ),
        )
        .at(root));
    }
    if !sound || (square && !(width <= height * longest && height <= width * highest)) {
        return Err(Fault::new(
            (
                format!("viewBox 是 {width} × {height}，不是正方形"),
                format!("the viewBox is {width} × {height}, which is no square"),
            ),
            ("viewBox 是字框，长宽要相等", "the viewBox is the box of the character: make its sides equal"),
        )
        .at(root));
    }
    Ok(rect)
}

fn bad(node: Node<'_, '_>, key: &str, value: &str) -> Fault {
    let shown: String = value.chars().take(24).collect();
    Fault::new(
        (format!("`{key}` 读不懂：`{shown}`"), format!("`{key}` cannot be understood: `{shown}`")),
        ("请在绘图软件里重新存成普通 SVG", "save it again as plain SVG in the drawing program"),
    )
    .at(node)
}

/// A number that is one: not infinite, without a unit.
fn number_of(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Path data without the signs of positive numbers, at which the parser would stop.
fn without_plus(data: &str) -> String {
    let mut before = ' ';
    let space = |c: char| {
        let kept = c != '+' || matches!(before, 'e' | 'E');
        before = c;
        if kept { c } else { ' ' }
    };
    data.chars().map(space).collect()
}

/// Numbers with commas or spaces between.
fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split(|c: char| c == ',' || c.is_ascii_whitespace()).filter(|part| !part.is_empty()).map(number_of).collect()
}

/// `translate(1 2) scale(3)`: the first is applied last.
fn parse_transform(text: &str) -> Option<Affine> {
    let mut all = Affine::IDENTITY;
    let mut rest = text.trim_start_matches([' ', ',', '\n', '\t', '\r']);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (inside, after) = after.split_once(')')?;
        let list = numbers(inside)?;
        all *= match (name.trim(), list.as_slice()) {
            ("matrix", &[a, b, c, d, e, f]) => Affine::new([a, b, c, d, e, f]),
            ("translate", &[x]) => Affine::translate((x, 0.0)),
            ("translate", &[x, y]) => Affine::translate((x, y)),
            ("scale", &[both]) => Affine::scale(both),
            ("scale", &[x, y]) => Affine::scale_non_uniform(x, y),
            ("rotate", &[angle]) => Affine::rotate(angle.to_radians()),
            ("rotate", &[angle, x, y]) => Affine::rotate_about(angle.to_radians(), kurbo::Point::new(x, y)),
            ("skewX", &[angle]) => Affine::new([1.0, 0.0, angle.to_radians().tan(), 1.0, 0.0, 0.0]),
            ("skewY", &[angle]) => Affine::new([1.0, angle.to_radians().tan(), 0.0, 1.0, 0.0, 0.0]),
            _ => return None,
        };
        rest = after.trim_start_matches([' ', ',', '\n', '\t', '\r']);
    }
    Some(all)
}
