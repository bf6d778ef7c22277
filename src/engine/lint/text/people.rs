//! Names of people in copy, and captions that name people whom their story does not know.
//!
//! A name is only taken for one where the words round it say so: a duty before it and a verb or a mark behind
//! it, or a bracket that says where somebody stands on a picture.
//!
//! Source: practice; `makeup.md` 8, names and titles.

use std::ops::Range;

use crate::base::diag::{Code, say};

use super::super::Found;
use super::super::sheet::Sheet;
use super::{Text, captions_of, is_han, is_on, placed, stands, tell};

/// The surnames of 19 of 20 people.
///
/// Source: 公安部户政管理研究中心, the hundred most frequent surnames (2020), and twenty more.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤常康乔温庞樊殷施翟倪申葛管柳季辛华颜梅盛童祝鲁柯翁霍欧纪项凌章路单卓席";
const COMPOUND: [&str; 6] = ["欧阳", "司马", "上官", "诸葛", "司徒", "皇甫"];

/// Duties and trades behind which a name stands.
const DUTIES: [&str; 62] = [
    "记者",
    "通讯员",
    "实习生",
    "摄影",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "村长",
    "书记",
    "主席",
    "主任",
    "局长",
    "处长",
    "科长",
    "院长",
    "校长",
    "厂长",
    "站长",
    "社长",
    "馆长",
    "所长",
    "会长",
    "队长",
    "班长",
    "组长",
    "店长",
    "船长",
    "行长",
    "经理",
    "总监",
    "董事长",
    "总裁",
    "代表",
    "委员",
    "教授",
    "研究员",
    "工程师",
    "律师",
    "医生",
    "护士",
    "老师",
    "教师",
    "学生",
    "同学",
    "师傅",
    "司机",
    "店主",
    "老板",
    "村民",
    "居民",
    "市民",
    "工人",
    "民警",
    "队员",
    "选手",
    "教练",
    "演员",
    "导演",
    "作家",
    "志愿者",
];

/// The characters that duties begin with.
const BEGIN: [char; 52] = [
    '记', '通', '实', '摄', '市', '县', '区', '镇', '乡', '村', '书', '主', '局', '处', '科', '院', '校', '厂', '站',
    '社', '馆', '所', '会', '队', '班', '组', '店', '船', '行', '经', '总', '董', '代', '委', '教', '研', '工', '律',
    '医', '护', '老', '学', '同', '师', '司', '居', '民', '选', '演', '导', '作', '志',
];

/// What stands behind a name.
const BEHIND: &str = "说称的和与及、，。：；（）！？在是从带向对等也将已正为把给告介表认指坦回笑摆打 \u{3000}“”《》";
/// Of these, characters that given names end in too.
const EITHER: &str = "和与及是从向对正为华";

/// Where a name stands in a text.
pub(super) fn names(text: &Text<'_>) -> Vec<Range<usize>> {
    let chars = &text.chars;
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.copy.text.contains(BEGIN) {
        return found;
    }
    for at in (0..chars.len()).filter(|&at| BEGIN.contains(&chars[at])) {
        let behind_duty = DUTIES.iter().find(|duty| stands(chars, at, duty)).map(|duty| at + duty.chars().count());
        let Some(from) = behind_duty else { continue };
        let from = from + usize::from(matches!(chars.get(from), Some(' ' | '\u{3000}')));
        found.extend(name_at(chars, from));
    }
    found.dedup();
    found
}

/// The name that begins at a character, when what stands behind it ends it.
fn name_at(chars: &[char], from: usize) -> Option<Range<usize>> {
    let given = from + surname(chars, from)?;
    let is_end = |at: usize| chars.get(at).is_none_or(|c| BEHIND.contains(*c));
    let of_han =
        |end: usize| end <= chars.len() && chars[given..end].iter().all(|c| is_han(*c) && !"们某等色".contains(*c));
    let (short, long) = (given + 1, given + 2);
    let short_ends = of_han(short) && is_end(short);
    let long_ends = of_han(long) && is_end(long);
    match (short_ends, long_ends) {
        // 林晓和（…: which of the two it is nobody can tell.
        (true, true) if chars.get(short).is_some_and(|c| EITHER.contains(*c)) => None,
        (true, _) => Some(from..short),
        (false, true) => Some(from..long),
        (false, false) => None,
    }
}

/// The length of the surname at a character.
fn surname(chars: &[char], at: usize) -> Option<usize> {
    if COMPOUND.iter().any(|compound| stands(chars, at, compound)) {
        return Some(2);
    }
    chars.get(at).filter(|c| SURNAMES.contains(**c)).map(|_| 1)
}

/// 林晓（左）, 周然（前排右二）.
fn placed_names(text: &Text<'_>) -> Vec<Range<usize>> {
    let chars = &text.chars;
    let mut found = names(text);
    for at in 0..chars.len() {
        let side = chars.get(at + 1).is_some_and(|c| "左右中前后上下图".contains(*c));
        if chars[at] != '（' || !side {
            continue;
        }
        let starts = [3, 2].into_iter().filter_map(|length| at.checked_sub(length));
        let name = starts.filter(|from| chars[*from..at].iter().all(|c| is_han(*c))).find(|from| {
            let before = from.checked_sub(1).map(|at| chars[at]);
            surname(chars, *from) == Some(1) && before.is_none_or(|c| !is_han(c) || "和与、，".contains(c))
        });
        found.extend(name.map(|from| from..at));
    }
    found
}

/// Fewer characters than this are no story: a picture with its lines.
const FEWEST: usize = 60;

/// People of a caption whom the story does not name.
pub(in super::super) fn captions(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    if !is_on(sheet, Code::CaptionName) {
        return;
    }
    for place in placed(sheet.edition, sheet.plan, sheet.record) {
        let head = [&place.story.kicker, &place.story.headline, &place.story.deck, &place.story.byline];
        let body = place.story.body.iter().flat_map(|block| block.copies());
        let copies: Vec<_> = head.into_iter().flatten().chain(&place.story.summary).chain(body).collect();
        if copies.iter().map(|copy| copy.text.len() / 3).sum::<usize>() < FEWEST {
            continue;
        }
        let pictures = place.story.pictures.iter();
        let pictures = pictures.filter_map(|picture| sheet.edition.pictures.get(picture.0 as usize));
        for caption in pictures.filter_map(|picture| picture.caption.as_ref()) {
            let text = Text::of(caption);
            for range in placed_names(&text) {
                let name = text.shown(&range);
                let known = copies.iter().any(|copy| copy.text.contains(&name));
                let own = captions_of(sheet.edition, place.story).filter(|copy| copy.text.contains(&name)).count() > 1;
                if known || own {
                    continue;
                }
                let message = say(
                    format!("图片说明里的“{name}”，稿件里没有"),
                    format!("“{name}” of the caption is not in the story"),
                );
                let hint = say("请核对姓名；文字没有改动", "check the name; the copy is unchanged");
                found.push(tell(Code::CaptionName, &place, text.span(&range), message, hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::diag::Span;
    use crate::model::Copy;

    use super::super::Text;
    use super::{names, placed_names};

    fn of(text: &str, read: fn(&Text<'_>) -> Vec<std::ops::Range<usize>>) -> Vec<String> {
        let copy = Copy::plain(text, Span::NONE);
        let text = Text::of(&copy);
        read(&text).into_iter().map(|range| text.shown(&range)).collect()
    }

    #[test]
    fn every_duty_begins_with_one_of_them() {
        assert!(super::DUTIES.iter().all(|duty| duty.starts_with(super::BEGIN)));
    }

    #[test]
    fn names_stand_behind_duties() {
        assert_eq!(of("市长林晓东说，村民周然的船", names), ["林晓东", "周然"]);
        assert_eq!(of("记者 许澄 石棠 报道", names), ["许澄"]);
        assert_eq!(of("教授欧阳静表示", names), ["欧阳静"]);
    }

    #[test]
    fn other_words_are_no_names() {
        for text in ["学生马上就到", "市民高高兴兴地来", "队员们说", "居民何某说", "老师金黄色的"]
        {
            assert!(of(text, names).is_empty(), "{text}: {:?}", of(text, names));
        }
    }

    #[test]
    fn captions_say_where_people_stand() {
        assert_eq!(of("林晓东（左）和周然（右）在渡口。", placed_names), ["林晓东", "周然"]);
        assert!(of("浅滩上的白鹭（右）。", placed_names).is_empty());
    }
}
