//! Words, numbers with their units, codes, addresses: what is not parted.

use crate::model::{Composition, Hyphenation};

use super::class::Class;
use super::context::Char;
use super::hyphen;

/// No break before the character.
pub(super) const GLUED: u8 = 1;
/// Inside a word, number or address: no break and no stretch before the character.
pub(super) const INSIDE: u8 = 2;
/// A break before the character is legal though the address or word is one unit.
pub(super) const SOFT: u8 = 4;
/// A break before the character is legal and leaves a hyphen behind (C22).
pub(super) const HYPHEN: u8 = 8;

/// Characters at which an address may break, after them.
///
/// Source: UAX#14 and practice; C25.
const ADDRESS_BREAKS: &[char] = &['/', '.', '-', '_', '?', '&', '='];

/// Fewest letters on each side of a hyphen at which a word breaks: UAX#14 LB21 gives one, which
/// leaves `e-` at line ends.
const HYPHEN_LETTERS: usize = 2;

/// Multipliers between figures and unit.
const MULTIPLIERS: &[char] = &['十', '百', '千', '万', '亿', '兆', '余', '多'];

/// What is counted and measured, after figures. The longest that matches is bound to the number.
///
/// Source: GB/T 15835 and the copy of newspapers; C23.
#[rustfmt::skip] // One unit a line would be 130 lines.
pub(super) const UNITS: &[&str] = &[
    "个百分点", "平方公里", "平方千米", "立方米", "平方米", "千瓦时", "百分点", "摄氏度", "人次", "公里", "千米",
    "厘米", "毫米", "微米", "公斤", "千克", "毫克", "公顷", "小时", "分钟", "秒钟", "美元", "欧元", "港元", "日元",
    "英镑", "卢布", "韩元", "周年", "周岁", "世纪", "年代", "年度", "月份", "季度", "千瓦", "兆瓦", "海里", "人份",
    "年", "月", "日", "号", "时", "点", "分", "秒", "天", "周", "岁", "元", "角", "人", "名", "位", "个", "只", "条",
    "项", "件", "家", "户", "所", "座", "栋", "幢", "套", "间", "层", "楼", "室", "台", "辆", "艘", "架", "列", "趟",
    "班", "次", "场", "期", "届", "集", "部", "本", "册", "页", "版", "字", "篇", "章", "节", "课", "句", "段", "张",
    "幅", "枚", "颗", "粒", "株", "棵", "头", "匹", "亩", "吨", "克", "斤", "两", "升", "米", "里", "尺", "寸", "度",
    "倍", "成", "路", "线", "站", "批", "组", "队", "对", "双", "支", "笔", "份", "种", "类", "级", "等", "步",
    "村", "镇", "乡", "县", "省", "市", "国", "例", "起", "宗", "桩", "瓶", "箱", "袋", "包", "片", "块", "把", "口",
    "门", "处",
];

/// Flags the places where `chars` may not be parted. C21 to C25.
pub(super) fn bind(chars: &mut [Char], rules: &Composition) {
    let mut index = 0;
    while index < chars.len() {
        let class = chars[index].class;
        if !(class.is_west() || matches!(class, Class::Prefix | Class::Postfix)) {
            index += 1;
            continue;
        }
        let end = run_end(chars, index);
        bind_run(&mut chars[index..end], rules.hyphenation);
        let after = bind_unit(chars, index, end);
        bind_compound(chars, index, end, after);
        index = end;
    }
}

/// The end of the western run that begins at `start`: words, numbers, codes such as `CN33—0018`.
fn run_end(chars: &[Char], start: usize) -> usize {
    let mut end = start + 1;
    while end < chars.len() {
        let class = chars[end].class;
        if class.is_west() || matches!(class, Class::Prefix | Class::Postfix) {
            end += 1;
        } else if let Some(length) = joining(chars, end) {
            end += length + 1;
        } else {
            break;
        }
    }
    end
}

/// How many marks from `index` on join the western text on their two sides into one; two only in `//`.
fn joining(chars: &[Char], index: usize) -> Option<usize> {
    let same = |char: &&Char| char.character == '/' && chars[index].character == '/';
    let length = chars[index..].iter().take_while(same).count().clamp(1, 2);
    let (before, after) = (chars[index - 1].class, chars.get(index + length)?.class);
    let words = |class: Class| class.is_west() || matches!(class, Class::Prefix | Class::Postfix);
    let joins = match chars[index].class {
        Class::Connector if chars[index].character == '～' => number(before) && after == Class::Digit,
        Class::Connector | Class::Hyphen | Class::Solidus => words(before) && words(after),
        Class::Interpunct => before.is_word() && after.is_word(),
        Class::Colon => before == Class::Digit && after == Class::Digit,
        _ => false,
    };
    joins.then_some(length)
}

fn number(class: Class) -> bool {
    matches!(class, Class::Digit | Class::Postfix)
}

fn bind_run(run: &mut [Char], hyphenation: Option<Hyphenation>) {
    for char in run.iter_mut().skip(1) {
        char.flags |= GLUED | INSIDE;
    }
    let address = is_address(run);
    for index in 2..run.len() {
        let (before, this) = (run[index - 1].character, run[index].character);
        let soft = if address {
            ADDRESS_BREAKS.contains(&before) && !ADDRESS_BREAKS.contains(&this) && index + 1 < run.len()
        } else {
            before == '-' && hyphenates(run, index)
        };
        if soft {
            run[index].flags |= SOFT;
        }
    }
    if let Some(letters) = hyphenation.filter(|_| !address) {
        hyphen::hyphenate(run, letters);
    }
}

/// C25. An address: it has a scheme, begins with `www.`, or has an `@` or a path after a domain.
fn is_address(run: &[Char]) -> bool {
    if run.len() < 5 {
        return false;
    }
    let has = |pattern: &str| {
        let wanted: Vec<char> = pattern.chars().collect();
        run.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(char, want)| char.character == *want))
    };
    let at = run.iter().position(|char| char.character == '@');
    let dotted = |part: &[Char]| part.windows(2).any(|pair| pair[0].character == '.' && pair[1].class.is_word());
    has("://") || has("www.") || has("WWW.") || at.is_some_and(|at| at > 0 && dotted(&run[at..])) || is_domain(run)
}

/// `abc.cn`, `abc.com.cn/path`: letters, a dot, and a top-level domain of letters.
fn is_domain(run: &[Char]) -> bool {
    let host = run.iter().position(|char| char.class == Class::Solidus).unwrap_or(run.len());
    let Some(dot) = run[..host].iter().rposition(|char| char.character == '.') else { return false };
    let top = &run[dot + 1..host];
    dot > 0
        && top.len() >= 2
        && top.iter().all(|char| char.character.is_ascii_lowercase())
        && run[..dot].iter().any(|char| char.class == Class::Letter)
}

fn hyphenates(run: &[Char], index: usize) -> bool {
    let letters = |part: &mut dyn Iterator<Item = &Char>| {
        part.take(HYPHEN_LETTERS).filter(|char| char.class == Class::Letter).count() == HYPHEN_LETTERS
    };
    letters(&mut run[..index - 1].iter().rev()) && letters(&mut run[index..].iter())
}

/// `1米90`, `4分11秒`, `9时30分`: what follows such a unit belongs to the same quantity.
///
/// Source: GB/T 15835-2011, quantities of several units; C23.
const COMPOUND: &[&str] = &["小时", "分钟", "时", "点", "分", "秒", "米", "度", "元", "角", "斤", "尺"];

/// Longest quantity that is kept whole so: a measure of five 字 still holds it.
const LONGEST_COMPOUND: usize = 9;

/// Binds the figures after a unit to it where they go on with the same quantity. The figures stand in
/// `start..end`, their unit in `end..after`.
fn bind_compound(chars: &mut [Char], start: usize, end: usize, after: usize) {
    let unit: String = chars[end..after].iter().map(|char| char.character).collect();
    let figures = chars[after..].iter().take_while(|char| char.class == Class::Digit).count();
    let first = start - chars[..start].iter().rev().take_while(|char| char.flags & GLUED != 0).count().min(start);
    if figures > 0 && COMPOUND.contains(&unit.as_str()) && after + figures - first < LONGEST_COMPOUND {
        chars[after].flags |= GLUED;
    }
}

/// C23. Binds the unit after the figures of `start..end`, and `第` before them; gives one past the unit.
fn bind_unit(chars: &mut [Char], start: usize, end: usize) -> usize {
    if start > 0 && chars[start].class == Class::Digit && chars[start - 1].character == '第' {
        chars[start].flags |= GLUED;
    }
    if !number(chars[end - 1].class) {
        return end;
    }
    let mut at = end;
    while at < chars.len() && at < end + 3 && MULTIPLIERS.contains(&chars[at].character) {
        chars[at].flags |= GLUED;
        at += 1;
    }
    let unit = UNITS.iter().find(|unit| {
        unit.chars().enumerate().all(|(offset, want)| chars.get(at + offset).is_some_and(|c| c.character == want))
    });
    let length = unit.map_or(0, |unit| unit.chars().count());
    for char in &mut chars[at..at + length] {
        char.flags |= GLUED;
    }
    at + length
}

#[cfg(test)]
mod tests {
    use super::super::context::classify;
    use super::*;

    /// Draws `|` where a unit may be parted and `¦` where an address may.
    fn draw(text: &str) -> String {
        let mut chars = classify(text);
        bind(&mut chars, &Composition::default());
        let mut drawn = String::new();
        for (index, char) in chars.iter().enumerate() {
            if index > 0 {
                match char.flags & (GLUED | SOFT) {
                    0 => drawn.push('|'),
                    GLUED => {}
                    _ => drawn.push('¦'),
                }
            }
            drawn.push(char.character);
        }
        drawn
    }

    #[test]
    fn c23_number_and_unit_stay_together() {
        assert_eq!(draw("值470.1亿元，"), "值|470.1亿元|，");
        assert_eq!(draw("增12.83%和"), "增|12.83%|和");
        assert_eq!(draw("在1~2月，"), "在|1~2月|，");
        assert_eq!(draw("号CN33—0018的"), "号|CN33—0018|的");
        assert_eq!(draw("训69.53万人次其"), "训|69.53万人次|其");
        assert_eq!(draw("于2022年3月8日在"), "于|2022年|3月|8日|在");
        assert_eq!(draw("电0571-88888888转"), "电|0571-88888888|转");
        assert_eq!(draw("第12079号"), "第12079号");
        assert_eq!(draw("跳出1米90的"), "跳|出|1米90|的");
        assert_eq!(draw("用时4分11秒获"), "用|时|4分11秒|获");
        assert_eq!(draw("于8日9时30分起"), "于|8日|9时30分|起");
    }

    #[test]
    fn c25_addresses_break_after_their_own_marks() {
        assert_eq!(draw("见www.zjgrrb.com。"), "见|www.¦zjgrrb.¦com|。");
        assert_eq!(draw("到zjgrxw@163.com投"), "到|zjgrxw@163.¦com|投");
        assert_eq!(draw("https://a.cn/b?c=d"), "https://¦a.¦cn/¦b?¦c=d");
    }

    #[test]
    fn c22_words_break_at_hyphens_only() {
        assert_eq!(draw("是well-known的"), "是|well-¦known|的");
        assert_eq!(draw("是e-mail的"), "是|e-mail|的");
    }
}
