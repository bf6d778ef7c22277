//! C9 and C10 written down a second time, as the reference has them: the tables of the tests.

use paiban::model::Prohibition;

/// Stops, closers, connectors and interpuncts: from the basic level on they do not begin a line.
pub(crate) const STOPS: &str = "。．，、：；！？‼⁇⁈⁉”’」』）》〉】〗〕］｝～–—·・‧";
/// Openers: from the basic level on they do not end one.
pub(crate) const OPENERS: &str = "“‘「『（《〈【〖〔［｛";
/// Closers, for widths.
pub(crate) const CLOSERS: &str = "”’」』）》〉】〗〕］｝";
/// Iteration and postfix marks: as the stops.
pub(crate) const AFTER: &str = "々〻ゝゞヽヾ°‰′″‵℃℉﹪％￠";
/// Hyphens and small kana: not at the start of a line at the strict level.
pub(crate) const STRICT: &str = "‐〜゠ぁっャ";
/// Prefixes: they do not end a line before a number.
pub(crate) const PREFIXES: &str = "±€№﹩＄￡￥￦";
/// The solidus: at neither end from gb on.
pub(crate) const SOLIDUS: &str = "/／";
/// All levels, each with all that the one before forbids.
pub(crate) const LEVELS: [Prohibition; 4] =
    [Prohibition::None, Prohibition::Basic, Prohibition::Gb, Prohibition::Strict];

/// Every mark there is a rule for.
pub(crate) const EVERY: &str =
    "。．，、：；！？‼⁇⁈⁉”’」』）》〉】〗〕］｝～–—·・‧“‘「『（《〈【〖〔［｛々〻ゝ°‰′″℃％￠±€№￥/／‐〜゠…⋯-(),.%";

/// C23 and C24: numbers with their units and signs, codes, telephone numbers. Never parted.
pub(crate) const UNITS: [&str; 16] = [
    "470.1亿元",
    "12.83%",
    "1~2月",
    "1～2月",
    "CN33—0018",
    "2022年",
    "69.53万人次",
    "第12期",
    "0571-88888888",
    "1,470条",
    "22:30",
    "￥3,000",
    "±5℃",
    "№8124",
    "3.5‰",
    "12%～15%",
];

/// Whether a line may begin with this text at a level.
pub(crate) fn may_begin(line: &str, level: Prohibition, dash_may_begin: bool) -> bool {
    let Some(first) = line.chars().next() else { return true };
    let dash = line.starts_with("——") || "…⋯⸺".contains(first);
    if dash {
        return level != Prohibition::Strict && dash_may_begin;
    }
    let basic = STOPS.contains(first) || AFTER.contains(first) || SOLIDUS.contains(first) || "-)],.%".contains(first);
    !(basic && level != Prohibition::None || STRICT.contains(first) && level == Prohibition::Strict)
}

/// Whether a line may end with this text at a level.
pub(crate) fn may_end(line: &str, level: Prohibition) -> bool {
    let Some(last) = line.chars().last() else { return true };
    let solidus = SOLIDUS.contains(last) && matches!(level, Prohibition::Gb | Prohibition::Strict);
    !(OPENERS.contains(last) || "([".contains(last) || solidus) || level == Prohibition::None
}

/// The characters of a text that are not marks or spaces (C32).
pub(crate) fn characters(text: &str) -> usize {
    let counts = |c: &char| !EVERY.contains(*c) && !c.is_whitespace() || "々〻ゝ".contains(*c);
    text.chars().filter(counts).count()
}
