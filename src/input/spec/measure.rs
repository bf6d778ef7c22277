//! Lengths and type sizes as written, and their exact values.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::Length;
use crate::input::decode::{Decode, Sink, scalar};
use crate::input::suggest;
use crate::input::yaml::Node;

use super::value::Decimal;

/// The units of length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unit {
    /// Millimetres.
    Mm,
    /// Centimetres.
    Cm,
    /// Points of 1/72 inch.
    Pt,
    /// 字: ems of the page's body.
    Zi,
    /// 行: rows of the page.
    Row,
    /// 级: 0.25 mm.
    Ji,
}

/// The names of units, as they are written.
pub(crate) const UNITS: [(&str, Unit); 6] =
    [("mm", Unit::Mm), ("cm", Unit::Cm), ("pt", Unit::Pt), ("字", Unit::Zi), ("行", Unit::Row), ("级", Unit::Ji)];

/// A length as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Measure {
    /// How many.
    pub(crate) amount: Decimal,
    /// Of what.
    pub(crate) unit: Unit,
    /// Where.
    pub(crate) span: Span,
}

/// Longest length of any use: no sheet has ten metres.
const LONGEST: Length = Length::mm(10_000);

impl Measure {
    /// As a length, where 1字 is `body` and 1行 is `pitch`.
    pub(crate) fn length(self, body: Length, pitch: Length) -> Length {
        let unit = match self.unit {
            Unit::Mm => Length::mm(1),
            Unit::Cm => Length::mm(10),
            Unit::Pt => Length::pt(1),
            Unit::Zi => body,
            Unit::Row => pitch,
            Unit::Ji => Length::microns(250),
        };
        unit.scale(self.amount.0, Decimal::ONE)
    }
}

impl Decode for Measure {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        measure(node, &say("带单位的长度", "a length with its unit"), sink)
    }
}

fn measure(node: &Node, wanted: &Say, sink: &mut Sink) -> Option<Measure> {
    let text = scalar(node, wanted, sink)?.trim();
    let split = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(text.len());
    let (number, unit) = (&text[..split], text[split..].trim_start());
    // `9e99pt` is a number as machines write it, and no length of a page.
    let power = unit.strip_prefix(['e', 'E']).map(|rest| rest.trim_start_matches(['+', '-']));
    let power = power.filter(|rest| !number.is_empty() && rest.starts_with(|c: char| c.is_ascii_digit()));
    let unit = power.map_or(unit, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let names = UNITS.map(|(name, _)| name);
    let Some(unit) = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, unit)| *unit) else {
        let (message, hint) = if text.chars().any(|c| ('０'..='９').contains(&c) || c == '．') {
            let message = say(format!("`{text}` 用了全角数字"), format!("`{text}` has full-width figures"));
            (message, say("请用半角数字", "use plain figures"))
        } else if number.is_empty() {
            let message = say(format!("`{text}` 不是长度"), format!("`{text}` is not a length"));
            (message, say("写法如 `9pt`、`15字`、`2.5行`、`390mm`", "as in `9pt`, `15字`, `2.5行`, `390mm`"))
        } else if unit.is_empty() {
            let message = say(format!("`{text}` 没有单位"), format!("`{text}` has no unit"));
            (message, suggest::cure("", names))
        } else {
            let message = say(format!("`{unit}` 不是长度单位"), format!("`{unit}` is no unit of length"));
            (message, suggest::cure(unit, names))
        };
        sink.push(Diagnostic::new(Code::BadUnit, node.span, message).hint(hint));
        return None;
    };
    let found = Decimal::parse(number).map(|amount| Measure { amount, unit, span: node.span });
    // 1字 and 1行 are taken as 10 pt here: the bound is coarse.
    let in_bounds = |found: &Measure| found.length(Length::pt(10), Length::pt(10)).abs() <= LONGEST;
    if power.is_some() || !found.as_ref().is_some_and(in_bounds) {
        let (code, message) = if number.matches(['.', '-']).count() > 1 || number.ends_with('.') || number.is_empty() {
            (Code::BadValue, say(format!("`{number}` 不是数字"), format!("`{number}` is not a number")))
        } else {
            (Code::OutOfRange, say(format!("`{text}` 不是可用的长度"), format!("`{text}` is out of range")))
        };
        let hint = say("请写成如 `9pt`、`2.5行`", "write it as in `9pt`, `2.5行`");
        sink.push(Diagnostic::new(code, node.span, message).hint(hint));
        return None;
    }
    found
}

/// A type size: a length, or the name of a 字号.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TypeSize(pub(crate) Measure);

/// 字号, in hundredths of a point.
///
/// Source: `makeup.md`, section 3; of two values in use the first.
pub(crate) const NAMED_SIZES: [(&str, i64); 12] = [
    ("初号", 4200),
    ("一号", 2800),
    ("小一", 2400),
    ("二号", 2100),
    ("小二", 1800),
    ("三号", 1600),
    ("四号", 1400),
    ("小四", 1200),
    ("五号", 1050),
    ("小五", 900),
    ("六号", 800),
    ("七号", 525),
];

/// Sizes that can be set, in points.
const SIZES: std::ops::RangeInclusive<i64> = 3..=1000;

impl Decode for TypeSize {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let wanted = say("字号", "a type size");
        let text = scalar(node, &wanted, sink)?.trim();
        let named = NAMED_SIZES.iter().find(|(name, _)| *name == text);
        if let Some((_, hundredths)) = named {
            return Some(TypeSize(Measure { amount: Decimal(hundredths * 10_000), unit: Unit::Pt, span: node.span }));
        }
        if text.ends_with('号') || text.starts_with('小') {
            let message = say(format!("没有字号 `{text}`"), format!("no 字号 `{text}`"));
            let hint = suggest::cure(text, NAMED_SIZES.map(|(name, _)| name));
            sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
            return None;
        }
        let size = measure(node, &wanted, sink)?;
        let points = size.length(Length::pt(9), Length::pt(13));
        if points < Length::pt(*SIZES.start()) || points > Length::pt(*SIZES.end()) {
            let message = say(format!("字号 `{text}` 超出范围"), format!("a type size of `{text}` is out of range"));
            let hint = say("字号在 3pt 和 1000pt 之间", "between 3pt and 1000pt");
            sink.push(Diagnostic::new(Code::OutOfRange, node.span, message).hint(hint));
            return None;
        }
        Some(TypeSize(size))
    }
}
