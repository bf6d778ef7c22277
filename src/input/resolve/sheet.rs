//! A style sheet for a page: faces loaded, names resolved, units told the body and the pitch.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::{Cells, Em, Length, Permille};
use crate::font::{Chain, ChainId, FaceError, FaceId, FontBook, Role};
use crate::input::decode::{Sink, Spanned, Table};
use crate::input::spec::{self, Choice, FaceName, Ink, Measure, Styles, Unit};
use crate::input::suggest;
use crate::model::{Align, Composition, CrossheadLook, HeadStyle, PartStyle, StyleSheet, TableRules, TextStyle};

use super::grid::{not_negative, positive};
use super::inks::{Dress, Inks};
use super::library::Library;
use super::rich::RichStyles;
use super::{figures, made};

/// The roles and weights of a style sheet, with their chains.
pub(super) type Chains = BTreeMap<(Role, u16), ChainId>;

/// A style sheet as a page uses it.
pub(super) struct Sheet {
    pub(super) model: Arc<StyleSheet>,
    text: BTreeMap<String, Option<TextStyle>>,
    heads: BTreeMap<String, Option<Arc<HeadStyle>>>,
    pub(super) inks: Inks,
    /// How stories go on on another page.
    pub(super) jump: Option<spec::Jump>,
}

/// Rules above and below a table: as fine as a column rule would be too faint there.
const OUTER_RULE: Length = Length::pt_hundredths(50);
/// The rule under its head row.
const HEAD_RULE: Length = Length::pt_hundredths(25);

/// Text styles that the composer asks for by name.
const NEEDED: [&str; 7] = ["body", "byline", "crosshead", "quote", "strong", "caption", "credit"];

impl Sheet {
    /// A text style by name.
    pub(super) fn text(&self, name: &Spanned<String>, sink: &mut Sink) -> Option<TextStyle> {
        if !self.text.contains_key(&name.value) {
            sink.push(super::unknown(name, ("文字样式", "text style"), self.text.keys().map(String::as_str)));
        }
        self.text.get(&name.value)?.clone()
    }

    /// A head style by name.
    pub(super) fn head(&self, name: &Spanned<String>, sink: &mut Sink) -> Option<Arc<HeadStyle>> {
        if !self.heads.contains_key(&name.value) {
            sink.push(super::unknown(name, ("标题样式", "head style"), self.heads.keys().map(String::as_str)));
        }
        self.heads.get(&name.value)?.clone()
    }

    /// A colour.
    pub(super) fn color(&self, ink: &Ink, sink: &mut Sink) -> Color {
        self.inks.color(ink, sink)
    }
}

/// Loads the faces of a style sheet into the book.
///
/// Errors: unknown roles, files that are missing or no fonts.
pub(super) fn faces(library: &Library<'_>, styles: &Styles, fonts: &mut FontBook, sink: &mut Sink) -> Chains {
    let mut chains = Chains::new();
    let drawings = made::drawings(library, styles, fonts, sink);
    for (role, face) in &styles.faces.0 {
        let Some(known) = Role::ALL.into_iter().find(|known| known.name() == role.value) else {
            let what = say("字体", "face");
            sink.push(suggest::unknown(Code::UnknownFace, role.span, &what, &role.value, Role::ALL.map(Role::name)));
            continue;
        };
        let fallback = face.fallback.iter().flatten();
        let fallback: Vec<FaceId> = fallback.filter_map(|file| load(library, file, fonts, sink)).collect();
        for (weight, file) in &face.weights.0 {
            let Some(number) = weight.value.parse::<u16>().ok().filter(|number| (1..=1000).contains(number)) else {
                sink.push(spec::out_of_range(weight.span, &weight.value, "100", "900"));
                continue;
            };
            let Some(first) = load(library, file, fonts, sink) else { continue };
            let mut faces = vec![first];
            for &face in &fallback {
                if !faces.contains(&face) {
                    faces.push(face);
                }
            }
            let chain = Chain { role: known, weight: number, faces };
            chains.insert((known, number), fonts.add_chain_with(chain, drawings.of(known, number)));
        }
    }
    chains
}

fn load(library: &Library<'_>, file: &Spanned<String>, fonts: &mut FontBook, sink: &mut Sink) -> Option<FaceId> {
    if let Some(known) = fonts.face_named(&file.value) {
        return Some(known);
    }
    let Some(path) = library.file("fonts", &file.value) else {
        let known = library.files("fonts", &["otf", "ttf"]);
        let what = say("字体文件", "font file");
        let names = known.iter().map(String::as_str);
        sink.push(suggest::unknown(Code::FileMissing, file.span, &what, &file.value, names));
        return None;
    };
    let opened = match library.world.face(&path, &file.value, file.span) {
        Ok(opened) => opened,
        Err(error) => {
            sink.push(error);
            return None;
        }
    };
    match opened {
        Ok(face) => Some(fonts.add_face(face)),
        Err(error) => {
            let (zh, en) = match error {
                FaceError::Unreadable => ("不是字体文件，或已损坏", "it is no font, or damaged"),
                FaceError::NoOutlines => ("没有轮廓", "it has no outlines"),
                FaceError::NoCharacters => ("没有字符", "it has no characters"),
            };
            let message = say(
                format!("字体 `{}` 不能用：{zh}", file.value),
                format!("the font `{}` cannot be used: {en}", file.value),
            );
            let hint = say("请换成 OTF 或 TTF 字体文件", "use an OTF or TTF font file");
            sink.push(Diagnostic::new(Code::FontUnusable, file.span, message).hint(hint));
            None
        }
    }
}

/// Resolves a style sheet for pages whose body and pitch are `units`.
///
/// `None` when a style that composing needs is missing or broken.
pub(super) fn sheet(
    name: &str,
    styles: &Styles,
    (chains, fonts): (&Chains, &FontBook),
    units: (Length, Length),
    (dress, spot_plates): (Dress, bool),
    sink: &mut Sink,
) -> Option<Sheet> {
    let inks = Inks::new(styles, dress, spot_plates, sink);
    let maker = Maker { chains, fonts, inks: &inks, units };
    let mut text = BTreeMap::new();
    for (name, style) in &styles.text.0 {
        text.insert(name.value.clone(), maker.text(&name.value, style, sink));
    }
    let mut heads = BTreeMap::new();
    for (name, style) in styles.heads.iter().flat_map(|heads| &heads.0) {
        heads.insert(name.value.clone(), maker.head(&name.value, style, sink).map(Arc::new));
    }
    inks.dress_styles(styles, &mut text, &mut heads, sink);
    for needed in NEEDED.into_iter().filter(|needed| !text.contains_key(*needed)) {
        let message = say(
            format!("样式表 `{name}` 缺少文字样式 `{needed}`"),
            format!("the style sheet `{name}` has no text style `{needed}`"),
        );
        let hint = say(format!("请在 `text:` 下加上 `{needed}:`"), format!("add `{needed}:` under `text:`"));
        sink.push(Diagnostic::new(Code::MissingKey, first_key(&styles.text, styles.span), message).hint(hint));
    }
    let composition = super::composition::composition(Composition::default(), styles.composition.as_ref(), sink);
    let table = maker.table(styles.table.as_ref(), sink);
    if let Some(written) = styles.composition.as_ref().and_then(|written| written.figures) {
        for style in text.values().flatten().filter(|style| style.figures.is_none()) {
            figures::check(written.value.0, written.span, style.chain, fonts, sink);
        }
    }
    let needed = |name: &str| text.get(name).cloned().flatten();
    let body = needed("body")?;
    let rich = RichStyles::new(&body, &needed("quote")?, (&needed("strong")?, &needed("byline")?), needed);
    let model = StyleSheet {
        name: name.to_owned(),
        byline: needed("byline")?,
        crosshead: needed("crosshead")?,
        crosshead_look: CrossheadLook::default(),
        quote: needed("quote")?,
        strong: needed("strong")?,
        caption: needed("caption")?,
        credit: needed("credit")?,
        ruby: rich.ruby,
        note: rich.note,
        verse: rich.verse,
        speech: rich.speech,
        list: rich.list,
        table_head: rich.table_head,
        table_cell: rich.table_cell,
        pull_quote: rich.pull_quote,
        pull_quote_by: rich.pull_quote_by,
        fact_title: rich.fact_title,
        fact: rich.fact,
        jump_to: rich.jump_to,
        jump_from: rich.jump_from,
        table,
        body,
        composition,
    };
    Some(Sheet { model: Arc::new(model), text, heads, inks, jump: styles.jump.clone() })
}

fn first_key<T>(table: &Table<T>, otherwise: Span) -> Span {
    table.0.first().map_or(otherwise, |(key, _)| key.span)
}

/// What styles are made with.
struct Maker<'a> {
    chains: &'a Chains,
    fonts: &'a FontBook,
    inks: &'a Inks,
    units: (Length, Length),
}

impl Maker<'_> {
    fn text(&self, name: &str, style: &spec::TextStyle, sink: &mut Sink) -> Option<TextStyle> {
        let color = self.inks.type_color(name, style.color.as_ref(), sink);
        let leading = style.leading.map(|leading| positive(leading, self.units, sink));
        let indent = style.indent.and_then(|indent| cells(indent, sink));
        let chain = self.chain(style.face, sink)?;
        Some(TextStyle {
            chain,
            size: style.size.0.length(self.units.0, self.units.1),
            width: style.width.map_or(Permille::FULL, |width| Permille(width.0)),
            color,
            align: style.align.map_or(Align::default(), |align| align.0),
            leading,
            tracking: Em(style.tracking.map_or(0, |tracking| tracking.0.thousandths() as i32)),
            indent,
            hang: style.hang.and_then(|hang| cells(hang, sink)).unwrap_or_default(),
            rows: style.rows.map_or(1, |rows| rows.0 as u16),
            figures: figures::figures(style.figures, chain, self.fonts, sink),
        })
    }

    fn table(&self, spec: Option<&spec::TableRules>, sink: &mut Sink) -> TableRules {
        let mut weight = |measure: Option<Measure>, otherwise: Length| match measure {
            Some(_) => not_negative(measure, self.units, sink),
            None => otherwise,
        };
        let wanted = |pick: fn(&spec::TableRules) -> Option<Measure>| spec.and_then(pick);
        let (outer, head) =
            (weight(wanted(|spec| spec.outer), OUTER_RULE), weight(wanted(|spec| spec.head), HEAD_RULE));
        let (row, gap) = (weight(wanted(|spec| spec.row), Length::ZERO), weight(wanted(|spec| spec.gap), self.units.0));
        let color = spec.and_then(|spec| spec.color.as_ref()).map_or(Color::BLACK, |ink| self.inks.color(ink, sink));
        TableRules { outer, head, row, gap, color }
    }

    fn chain(&self, face: FaceName, sink: &mut Sink) -> Option<ChainId> {
        if let Some(chain) = self.chains.get(&(face.role, face.weight)) {
            return Some(*chain);
        }
        let name = format!("{} {}", face.role.name(), face.weight);
        let known: Vec<String> = self.chains.keys().map(|(role, weight)| format!("{} {weight}", role.name())).collect();
        // Of a role that is there, only its weights are of interest.
        let of_role: Vec<&str> =
            known.iter().map(String::as_str).filter(|known| known.starts_with(face.role.name())).collect();
        let shown = if of_role.is_empty() { known.iter().map(String::as_str).collect() } else { of_role };
        sink.push(suggest::unknown(Code::UnknownFace, face.span, &say("字体", "face"), &name, shown));
        None
    }

    fn head(&self, name: &str, head: &spec::HeadStyle, sink: &mut Sink) -> Option<HeadStyle> {
        let align = match head.align {
            None => Align::Center,
            Some(Spanned { value: Choice(align @ (Align::Left | Align::Center)), .. }) => align,
            Some(Spanned { span, .. }) => {
                let message = say("标题只能左齐或居中", "heads are set left or centred");
                let hint = say("请写 `left` 或 `center`", "write `left` or `center`");
                sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
                Align::Center
            }
        };
        let mut part = |part: &Option<spec::HeadPart>| match part {
            Some(part) => self.part(name, part, align, sink).map(Some),
            None => Some(None),
        };
        let (label, kicker, deck, byline) =
            (part(&head.label), part(&head.kicker), part(&head.deck), part(&head.byline));
        let summary = part(&head.summary);
        let headline = self.part(name, &head.headline, align, sink);
        let portrait = head.portrait.as_ref();
        let portrait = portrait
            .map(|portrait| (positive(portrait.width, self.units, sink), positive(portrait.height, self.units, sink)));
        let space = head.space.as_ref();
        let mut room = |measure: Option<Measure>| not_negative(measure, self.units, sink);
        let above = room(space.and_then(|space| space.above));
        let between = room(space.and_then(|space| space.between));
        let below = room(space.and_then(|space| space.below));
        Some(HeadStyle {
            align,
            label: label?,
            kicker: kicker?,
            headline: headline?,
            deck: deck?,
            summary: summary?,
            portrait,
            byline: byline?,
            above,
            between,
            below,
        })
    }

    fn part(&self, name: &str, part: &spec::HeadPart, align: Align, sink: &mut Sink) -> Option<PartStyle> {
        let written = part.sizes.as_ref().map(|sizes| sizes.value.as_slice());
        let written = written.filter(|sizes| !sizes.is_empty()).or(part.size.as_ref().map(std::slice::from_ref));
        if written.is_none() || part.sizes.is_some() && part.size.is_some() {
            let message = say("要么写 `size`，要么写 `sizes`", "write either `size` or `sizes`");
            let hint = say("写法如 `sizes: [48pt, 42pt]`", "as in `sizes: [48pt, 42pt]`");
            let code = if written.is_none() { Code::MissingKey } else { Code::BadValue };
            sink.push(Diagnostic::new(code, part.span, message).hint(hint));
        }
        let mut sizes: Vec<Length> = written?.iter().map(|size| size.0.length(self.units.0, self.units.1)).collect();
        sizes.sort_by(|a, b| b.cmp(a));
        sizes.dedup();
        let lines = part.lines.map_or((1, 1), |lines| (lines.first.min(255) as u8, lines.last.min(255) as u8));
        if lines.1 > 9 {
            sink.push(spec::out_of_range(part.lines.map_or(part.span, |lines| lines.span), "lines", "1", "9"));
        }
        let color = self.inks.type_color(name, part.color.as_ref(), sink);
        let leading = part.leading.map(|leading| positive(leading, self.units, sink));
        let widths = widths(part, sink);
        let thousandths = |amount: Option<i64>| Em(amount.unwrap_or(0) as i32);
        let spread = thousandths(part.spread.map(|spread| spread.0.thousandths()));
        let tighten = thousandths(part.tighten.map(|tighten| tighten.0.thousandths()));
        let chain = self.chain(part.face, sink)?;
        let text = TextStyle {
            chain,
            size: *sizes.first()?,
            width: *widths.first()?,
            color,
            align,
            leading,
            tracking: Em(part.tracking.map_or(0, |tracking| tracking.0.thousandths() as i32)),
            indent: Some(Cells(0)),
            hang: Cells(0),
            rows: 1,
            figures: figures::figures(part.figures, chain, self.fonts, sink),
        };
        Some(PartStyle { text, sizes, lines, spread, tighten, widths })
    }
}

/// Steps in which 长 and 扁 are tried between two limits, in thousandths.
const WIDTH_STEP: u16 = 50;

/// The horizontal scales of a part of a head, the least change first; never empty.
fn widths(part: &spec::HeadPart, sink: &mut Sink) -> Vec<Permille> {
    let own = part.width.map_or(Permille::FULL, |width| Permille(width.0));
    let mut widths: Vec<u16> = match part.widths.as_ref().map(|widths| &widths.value) {
        None => vec![own.0],
        Some(spec::Widths::Each(each)) => each.iter().map(|width| width.0).collect(),
        Some(spec::Widths::Between(range)) => {
            let (least, most) = (range.min.map_or(1000, |min| min.0), range.max.map_or(1000, |max| max.0));
            let down = (1..).map(|step| 1000 - WIDTH_STEP.saturating_mul(step)).take_while(|width| *width > least);
            let up = (1..).map(|step| 1000 + WIDTH_STEP.saturating_mul(step)).take_while(|width| *width < most);
            std::iter::once(1000).chain(down).chain(up).chain([least, most]).collect()
        }
    };
    if let (Some(_), Some(written)) = (part.width, &part.widths) {
        let message = say("要么写 `width`，要么写 `widths`", "write either `width` or `widths`");
        let hint = say("写法如 `widths: [100%, 95%, 90%]`", "as in `widths: [100%, 95%, 90%]`");
        sink.push(Diagnostic::new(Code::BadValue, written.span, message).hint(hint));
    }
    widths.sort_by_key(|&width| (width.abs_diff(1000), width));
    widths.dedup();
    widths.into_iter().map(Permille).collect()
}

/// An indent: whole 字 of the style itself.
pub(super) fn cells(measure: Measure, sink: &mut Sink) -> Option<Cells> {
    let (amount, one) = (measure.amount.0, spec::Decimal::ONE);
    if measure.unit == Unit::Zi && amount >= 0 && amount % one == 0 && amount / one <= 40 {
        return Some(Cells((amount / one) as u16));
    }
    let message = say("缩进要用整数个字", "an indent is of whole 字");
    let hint = say("写法如 `2字`", "as in `2字`");
    sink.push(Diagnostic::new(Code::OutOfRange, measure.span, message).hint(hint));
    None
}
