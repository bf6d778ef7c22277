//! Leaf values: numbers, spans, colours, names of faces.

use crate::base::color::Cmyk;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Permille;
use crate::font::Role;
use crate::input::decode::{Decode, Sink, scalar};
use crate::input::suggest;
use crate::input::yaml::Node;

/// A decimal number, exact to a millionth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Decimal(pub(crate) i64);

impl Decimal {
    /// Millionths in one.
    pub(crate) const ONE: i64 = 1_000_000;

    /// Reads digits with one point and a minus sign at most; six places after the point are kept.
    ///
    /// `None`: not such a number, or more than nine digits before the point.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) || whole.trim_start_matches('0').len() > 9 {
            return None;
        }
        let whole = whole.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let places = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
        let fraction = places.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        Some(Decimal(sign * (whole * Decimal::ONE + fraction)))
    }

    /// In thousandths, rounded down.
    pub(crate) fn thousandths(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

/// A number without a unit, at least `MIN` and at most `MAX` thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Number<const MIN: i64, const MAX: i64>(pub(crate) Decimal);

impl<const MIN: i64, const MAX: i64> Decode for Number<MIN, MAX> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("数", "a number"), sink)?;
        let Some(number) = Decimal::parse(text) else {
            sink.push(not_a_number(node.span, text, "0.5"));
            return None;
        };
        if number < Decimal(MIN * 1000) || number > Decimal(MAX * 1000) {
            sink.push(out_of_range(node.span, text, &decimal(MIN), &decimal(MAX)));
            return None;
        }
        Some(Number(number))
    }
}

/// Thousandths as they are written: 500 is `0.5`.
pub(crate) fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    format!("{sign}{whole}.{rest:03}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Whole<const MIN: u32, const MAX: u32>(pub(crate) u32);

impl<const MIN: u32, const MAX: u32> Decode for Whole<MIN, MAX> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("整数", "a whole number"), sink)?;
        match Decimal::parse(text) {
            Some(number) if number.0 % Decimal::ONE == 0 && !text.contains('.') => {
                let value = number.0 / Decimal::ONE;
                if value < i64::from(MIN) || value > i64::from(MAX) {
                    sink.push(out_of_range(node.span, text, &MIN.to_string(), &MAX.to_string()));
                    return None;
                }
                Some(Whole(value as u32))
            }
            None if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                sink.push(out_of_range(node.span, text, &MIN.to_string(), &MAX.to_string()));
                None
            }
            _ => {
                sink.push(not_a_number(node.span, text, &MIN.to_string()));
                None
            }
        }
    }
}

/// A share in thousandths, written in per cent, from `MIN` to `MAX` per cent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Percent<const MIN: i64, const MAX: i64>(pub(crate) u16);

impl<const MIN: i64, const MAX: i64> Decode for Percent<MIN, MAX> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("百分数", "a percentage"), sink)?.trim();
        let Some(number) = text.strip_suffix('%').and_then(|number| Decimal::parse(number.trim_end())) else {
            sink.push(not_a_number(node.span, text, "90%"));
            return None;
        };
        if number < Decimal(MIN * Decimal::ONE) || number > Decimal(MAX * Decimal::ONE) {
            sink.push(out_of_range(node.span, text, &format!("{MIN}%"), &format!("{MAX}%")));
            return None;
        }
        Some(Percent((number.0 / (Decimal::ONE / 10)) as u16))
    }
}

/// `1-5`, or `3`: from 1, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Range {
    /// The first.
    pub(crate) first: u16,
    /// The last; not below the first.
    pub(crate) last: u16,
    /// Where.
    pub(crate) span: Span,
}

impl Range {
    /// Both ends.
    pub(crate) fn ends(self) -> (u16, u16) {
        (self.first, self.last)
    }
}

impl Decode for Range {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("范围，如 `1-5`", "a span such as `1-5`"), sink)?.trim();
        let (first, last) = text.split_once(['-', '–', '—', '~']).unwrap_or((text, text));
        // A number beyond all grids is held at the end of the range, and refused below.
        let number = |part: &str| {
            let part = part.trim();
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<u16>().unwrap_or(u16::MAX))
        };
        let (Some(first), Some(last)) = (number(first), number(last)) else {
            let message = say(format!("`{text}` 不是范围"), format!("`{text}` is not a span"));
            let hint = say("写法如 `1-5` 或 `3`，从 1 数起", "as in `1-5` or `3`; counting starts at 1");
            sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
            return None;
        };
        if first == 0 || last < first || first == u16::MAX || last == u16::MAX {
            let message = say(format!("范围 `{text}` 不成立"), format!("the span `{text}` cannot be"));
            let hint = say("从 1 数起，先小后大", "counting starts at 1, the smaller end first");
            let code = if first > 0 && last < first { Code::BadValue } else { Code::OutOfRange };
            sink.push(Diagnostic::new(code, node.span, message).hint(hint));
            return None;
        }
        Some(Range { first, last, span: node.span })
    }
}

/// A colour as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ink {
    /// The inks.
    pub(crate) inks: WrittenInks,
    /// Whether it is told to overprint or to knock out.
    pub(crate) overprints: Option<bool>,
    /// Where.
    pub(crate) span: Span,
}

/// The inks of a colour as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum WrittenInks {
    /// Process inks.
    Process(Cmyk),
    /// The name of a spot colour, and how much of it.
    Named(String, Permille),
}

impl Decode for Ink {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("颜色", "a colour"), sink)?.trim();
        let told = [("overprint", true), ("knockout", false)].into_iter().find_map(|(word, overprints)| {
            let before = text.strip_suffix(word)?;
            before.ends_with(char::is_whitespace).then(|| (before.trim_end(), overprints))
        });
        let inks = WrittenInks::read(told.map_or(text, |(before, _)| before), node.span, sink)?;
        Some(Ink { inks, overprints: told.map(|(_, overprints)| overprints), span: node.span })
    }
}

impl WrittenInks {
    fn read(text: &str, span: Span, sink: &mut Sink) -> Option<WrittenInks> {
        match text {
            "white" => return Some(WrittenInks::Process(Cmyk::WHITE)),
            "black" => return Some(WrittenInks::Process(Cmyk::BLACK)),
            _ => {}
        }
        match inks(text) {
            Inks::None if text.starts_with('#') || text.starts_with("rgb") => {
                let message = say(format!("`{text}` 是屏幕颜色"), format!("`{text}` is a colour of screens"));
                let hint = say(
                    "印刷用 `K 100`、`C0 M100 Y100 K0` 或专色名",
                    "print has `K 100`, `C0 M100 Y100 K0` or a spot's name",
                );
                sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
                None
            }
            Inks::None => Some(named(text)),
            Inks::OutOfRange => {
                sink.push(out_of_range(span, text, "0", "100"));
                None
            }
            Inks::Some(inks) => Some(WrittenInks::Process(inks)),
        }
    }
}

/// A spot by name, with its tint where one is written: `报红 40%`.
fn named(text: &str) -> WrittenInks {
    let tint = text.strip_suffix('%').and_then(|rest| {
        let (name, amount) = rest.rsplit_once(char::is_whitespace)?;
        let amount = Decimal::parse(amount).filter(|amount| (0..=100 * Decimal::ONE).contains(&amount.0))?;
        Some((name.trim_end(), Permille((amount.0 / (Decimal::ONE / 10)) as u16)))
    });
    let (name, tint) = tint.unwrap_or((text, Permille::FULL));
    WrittenInks::Named(name.to_owned(), tint)
}

enum Inks {
    None,
    OutOfRange,
    Some(Cmyk),
}

/// Reads `K 8`, `C0 M100 Y100 K0`: each ink once, in per cent.
fn inks(text: &str) -> Inks {
    let mut values = [None::<u16>; 4];
    let mut rest = text;
    while !rest.is_empty() {
        let Some(ink) = ["C", "M", "Y", "K"].iter().position(|ink| rest.starts_with(ink)) else { return Inks::None };
        rest = rest[1..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(rest.len());
        let Some(amount) = Decimal::parse(&rest[..end]) else { return Inks::None };
        if values[ink].is_some() || amount.0 < 0 || amount.0 > 100 * Decimal::ONE {
            return Inks::OutOfRange;
        }
        values[ink] = Some((amount.0 / (Decimal::ONE / 10)) as u16);
        rest = rest[end..].trim_start();
    }
    let [c, m, y, k] = values.map(Option::unwrap_or_default);
    if values.iter().all(Option::is_none) { Inks::None } else { Inks::Some(Cmyk { c, m, y, k }) }
}

/// A role and a weight: `宋 500`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct FaceName {
    /// The role.
    pub(crate) role: Role,
    /// 100 to 900.
    pub(crate) weight: u16,
    /// Where.
    pub(crate) span: Span,
}

impl Decode for FaceName {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = scalar(node, &say("字体，如 `宋 500`", "a face such as `宋 500`"), sink)?.trim();
        let split = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let (role, weight) = (text[..split].trim(), text[split..].trim());
        let Some(role) = Role::ALL.into_iter().find(|known| known.name() == role) else {
            let what = say("字体", "face");
            let roles = Role::ALL.map(Role::name);
            sink.push(suggest::unknown(Code::UnknownFace, node.span, &what, role, roles));
            return None;
        };
        match weight.parse::<u16>() {
            Ok(weight) if (1..=1000).contains(&weight) => Some(FaceName { role, weight, span: node.span }),
            _ => {
                let message = say(format!("`{text}` 没有字重"), format!("`{text}` has no weight"));
                let hint = say(format!("写法如 `{} 400`", role.name()), format!("as in `{} 400`", role.name()));
                sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
                None
            }
        }
    }
}

fn not_a_number(span: Span, text: &str, example: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadValue,
        span,
        say(format!("`{text}` 不是这里要的数"), format!("`{text}` is not such a number")),
    )
    .hint(say(format!("写法如 `{example}`"), format!("as in `{example}`")))
}

pub(crate) fn out_of_range(span: Span, text: &str, least: &str, most: &str) -> Diagnostic {
    Diagnostic::new(Code::OutOfRange, span, say(format!("`{text}` 超出范围"), format!("`{text}` is out of range")))
        .hint(say(format!("应在 {least} 和 {most} 之间"), format!("between {least} and {most}")))
}
