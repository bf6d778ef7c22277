//! Copy that only a person can mend: known confusions of characters, and marks that cannot stand together.
//!
//! Source: `composition.md`, C8: reported, never changed.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};

use super::chars::{Char, is_han};
use super::hygiene::Cleaned;

/// First character, what is written, what is most likely meant; in the order of the first characters.
///
/// Source: 《咬文嚼字》, the hundred wrong characters most often seen in print (2003), of which only those
/// are here that no good sentence can hold; `切人口` and `巳经` are slips of scanners.
const CONFUSIONS: [(char, &str, &str); 69] = [
    ('一', "一如继往", "一如既往"),
    ('一', "一愁莫展", "一筹莫展"),
    ('一', "一股作气", "一鼓作气"),
    ('一', "一诺千斤", "一诺千金"),
    ('不', "不径而走", "不胫而走"),
    ('不', "不落巢臼", "不落窠臼"),
    ('亲', "亲睐", "青睐"),
    ('侯', "侯车室", "候车室"),
    ('修', "修茸", "修葺"),
    ('再', "再接再励", "再接再厉"),
    ('出', "出奇不意", "出其不意"),
    ('切', "切人口", "切入口"),
    ('名', "名信片", "明信片"),
    ('声', "声名雀起", "声名鹊起"),
    ('大', "大姆指", "大拇指"),
    ('天', "天翻地复", "天翻地覆"),
    ('姿', "姿意妄为", "恣意妄为"),
    ('娇', "娇揉造作", "矫揉造作"),
    ('寒', "寒喧", "寒暄"),
    ('巳', "巳经", "已经"),
    ('悬', "悬梁刺骨", "悬梁刺股"),
    ('旁', "旁证博引", "旁征博引"),
    ('有', "有持无恐", "有恃无恐"),
    ('杀', "杀戳", "杀戮"),
    ('松', "松驰", "松弛"),
    ('欣', "欣尝", "欣赏"),
    ('死', "死皮癞脸", "死皮赖脸"),
    ('气', "气慨", "气概"),
    ('水', "水笼头", "水龙头"),
    ('沉', "沉缅", "沉湎"),
    ('沤', "沤心沥血", "呕心沥血"),
    ('泊', "泊来品", "舶来品"),
    ('洁', "洁白无暇", "洁白无瑕"),
    ('渡', "渡假村", "度假村"),
    ('渲', "渲泄", "宣泄"),
    ('滥', "滥芋充数", "滥竽充数"),
    ('灸', "灸手可热", "炙手可热"),
    ('烩', "烩炙人口", "脍炙人口"),
    ('甘', "甘败下风", "甘拜下风"),
    ('痉', "痉孪", "痉挛"),
    ('磬', "磬竹难书", "罄竹难书"),
    ('穿', "穿流不息", "川流不息"),
    ('竭', "竭泽而鱼", "竭泽而渔"),
    ('编', "编篡", "编纂"),
    ('美', "美仑美奂", "美轮美奂"),
    ('脉', "脉博", "脉搏"),
    ('脏', "脏款", "赃款"),
    ('自', "自抱自弃", "自暴自弃"),
    ('草', "草管人命", "草菅人命"),
    ('萎', "萎糜不振", "萎靡不振"),
    ('蛛', "蛛丝蚂迹", "蛛丝马迹"),
    ('蜇', "蜇伏", "蛰伏"),
    ('装', "装祯", "装帧"),
    ('言', "言简意骇", "言简意赅"),
    ('谈', "谈笑风声", "谈笑风生"),
    ('走', "走头无路", "走投无路"),
    ('趋', "趋之若骛", "趋之若鹜"),
    ('迫', "迫不急待", "迫不及待"),
    ('追', "追朔", "追溯"),
    ('金', "金榜提名", "金榜题名"),
    ('针', "针贬", "针砭"),
    ('震', "震憾", "震撼"),
    ('额', "额首称庆", "额手称庆"),
    ('食', "食不裹腹", "食不果腹"),
    ('饮', "饮鸠止渴", "饮鸩止渴"),
    ('鬼', "鬼鬼崇崇", "鬼鬼祟祟"),
    ('黄', "黄梁美梦", "黄粱美梦"),
    ('默', "默守成规", "墨守成规"),
    ('鼎', "鼎立相助", "鼎力相助"),
];

/// Reports what is suspect in cleaned copy.
pub(super) fn check(chars: &[Char], cleaned: &mut Cleaned<'_>) {
    for (index, char) in chars.iter().enumerate() {
        if is_han(char.c) {
            confusion(chars, index, cleaned);
        } else if let Some(next) = chars.get(index + 1) {
            pair(*char, *next, chars.get(index + 2).map(|after| after.c), cleaned);
        }
        if char.c == '.' && index > 0 {
            western_stop(chars, index, cleaned);
        }
    }
}

fn confusion(chars: &[Char], index: usize, cleaned: &mut Cleaned<'_>) {
    let first = chars[index].c;
    let from = CONFUSIONS.partition_point(|(known, ..)| *known < first);
    for (known, wrong, right) in &CONFUSIONS[from..] {
        if *known != first {
            return;
        }
        let mut found = chars[index..].iter().map(|char| char.c);
        if wrong.chars().all(|c| found.next() == Some(c)) {
            let last = chars[index + wrong.chars().count() - 1];
            let message =
                say(format!("`{wrong}` 疑为 `{right}`"), format!("`{wrong}` looks like a slip for `{right}`"));
            let hint = say("请核对原稿；文字没有改动", "check the manuscript; the copy is unchanged");
            tell(chars[index], last, message, hint, cleaned);
            return;
        }
    }
}

/// Marks that no sentence has side by side: a stop behind another stop, or behind an opening mark.
///
/// Source: GB/T 15834. `？！` and `！！` are one mark (C14); `“，”` names a mark.
fn pair(mark: Char, next: Char, after: Option<char>, cleaned: &mut Cleaned<'_>) {
    let pause = |c: char| matches!(c, '，' | '、' | '；' | '：' | '。');
    let ends = |c: char| matches!(c, '！' | '？');
    let opens = |c: char| matches!(c, '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【');
    let (one, other) = (mark.c, next.c);
    let stops = (pause(one) && (pause(other) || ends(other)) || ends(one) && pause(other)) && one != other;
    let opening = opens(one) && pause(other) && !after.is_some_and(|after| matches!(after, '”' | '’' | '」' | '』'));
    if stops || opening {
        let message = say(format!("`{one}{other}` 不能连用"), format!("`{one}{other}` cannot stand together"));
        let hint = say("请删去一个；文字没有改动", "delete one of the two; the copy is unchanged");
        tell(mark, next, message, hint, cleaned);
    }
}

/// A western full stop behind Han, before Han or at the end.
fn western_stop(chars: &[Char], index: usize, cleaned: &mut Cleaned<'_>) {
    let ends = chars.get(index + 1).is_none_or(|next| is_han(next.c) || matches!(next.c, '”' | '’' | '）'));
    if ends && is_han(chars[index - 1].c) {
        let message = say("汉字后的 `.` 疑为 `。`", "`.` behind Han looks like a slip for `。`");
        let hint = say("请核对；文字没有改动", "check it; the copy is unchanged");
        tell(chars[index], chars[index], message, hint, cleaned);
    }
}

fn tell(first: Char, last: Char, message: Say, hint: Say, cleaned: &mut Cleaned<'_>) {
    let end = cleaned.span(last.at).end.max(first.at);
    let span = Span { end, ..cleaned.span(first.at) };
    cleaned.findings.push(Diagnostic::new(Code::CopySuspect, span, message).hint(hint));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_each_row_begins_as_it_says() {
        assert!(CONFUSIONS.is_sorted_by_key(|(first, ..)| *first));
        for (first, wrong, right) in CONFUSIONS {
            assert_eq!(wrong.chars().next(), Some(first));
            assert!(wrong != right && !wrong.contains(right), "{wrong}");
        }
    }
}
