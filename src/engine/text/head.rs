//! Prepares heads: clause spaces, and where a headline breaks well.

use crate::base::diag::Outcome;
use crate::font::FontBook;
use crate::model::{Composition, Copy, Direction, TextStyle};

use super::class::Class;
use super::item::Paragraph;
use super::words::{Word, words};
use super::{ParagraphStyles, prepare::prepare_along};

/// A break between two characters that no clause space invites (100 = one visible fault).
const PLAIN: u32 = 150;
/// Between two words of two characters or more.
const BETWEEN_WORDS: u32 = 100;
/// Beside a word of one character.
const BESIDE_SHORT_WORD: u32 = 150;
/// Between two characters that are no words together: a name, or a word that the dictionary lacks.
const INSIDE_NAME: u32 = 400;
/// Inside a word: dearer than a step of the type size, and than any other break.
const INSIDE_WORD: u32 = 900;
/// Before the title of a person: 林晓|局长.
const BEFORE_TITLE: u32 = 450;
/// After a mark: a pause of the sentence.
const AFTER_MARK: u32 = 20;
/// Inside a short 《…》 or “…”, which is read as one word.
const INSIDE_TITLE: u32 = 600;
/// After a word that leans on the next, or before one that leans on the last.
const LEANING: u32 = 500;
/// A hyphen in a head: nearly never.
const HYPHENATED: u32 = 2_000;
/// Longest quoted stretch that counts as one word.
const TITLE_LENGTH: usize = 10;

/// A line of a head does not end on these.
///
/// Source: C41, and the practice of headlines.
const LEANS_ON_NEXT: &[char] = &[
    '的', '和', '与', '及', '在', '将', '把', '被', '对', '向', '从', '由', '为', '以', '于', '或', '让', '使', '给',
    '不', '再', '更', '最', '第', '各', '每', '该', '其', '这', '那', '并', '而', '跟', '比', '至', '到',
];

/// A line of a head does not begin with these.
const LEANS_ON_LAST: &[char] = &['的', '地', '得', '了', '着', '过', '们', '者', '吗', '呢', '吧', '等'];

/// Words of one character that stand beside others without being a part of them; all of the two lists above
/// are such too.
const SMALL_WORDS: &[char] = &[
    '是', '有', '又', '也', '都', '就', '还', '才', '已', '今', '昨', '起', '上', '下', '前', '后', '中', '里', '内',
    '外', '间', '无', '没', '要', '能', '可', '会', '来', '去', '看', '走', '用', '我', '你', '他', '她', '它', '谁',
    '何', '多', '少', '全', '新', '老', '大', '小', '好', '首', '近', '逾', '超', '达', '获', '迎', '破', '增', '降',
    '约', '余', '共', '均', '仍', '正', '年', '月', '日', '时', '家', '个', '名', '项', '人', '市', '省', '县', '区',
    '镇', '村',
];

/// Titles that follow a name.
///
/// Source: practice.
const TITLES: &[&str] = &[
    "书记", "主席", "总理", "部长", "省长", "市长", "县长", "区长", "镇长", "村长", "局长", "处长", "科长", "主任",
    "院长", "校长", "馆长", "站长", "社长", "会长", "行长", "厂长", "队长", "教授", "院士", "博士", "老师", "医生",
    "律师", "法官", "先生", "女士", "同志", "师傅", "记者", "经理", "总裁", "代表", "委员",
];

/// As [`super::prepare`], for a head: a space between Han is a clause space, 1 em wide and the best place
/// to break; every other break has a price (C7, C41).
pub fn prepare_head(copy: &Copy, style: &TextStyle, rules: &Composition, fonts: &FontBook) -> Outcome<Paragraph> {
    prepare_head_along(Direction::Horizontal, copy, style, rules, fonts)
}

/// As [`prepare_head`], for lines that run in `direction`.
pub fn prepare_head_along(
    direction: Direction,
    copy: &Copy,
    style: &TextStyle,
    rules: &Composition,
    fonts: &FontBook,
) -> Outcome<Paragraph> {
    let mut outcome = prepare_along(direction, copy, &ParagraphStyles::plain(style), rules, fonts);
    let paragraph = &mut outcome.value;
    let widened = widen_clause_spaces(paragraph);
    if widened {
        super::breaks::collect(paragraph, rules);
    }
    price_breaks(paragraph);
    outcome
}

/// Whether the space at `index` stands between Han, and not in western text.
fn is_clause_space(paragraph: &Paragraph, index: usize) -> bool {
    let western = |other: Option<usize>| {
        other.and_then(|other| paragraph.items.get(other)).is_some_and(|item| item.class.is_west())
    };
    paragraph.items[index].class == Class::Space && !(western(index.checked_sub(1)) && western(Some(index + 1)))
}

fn widen_clause_spaces(paragraph: &mut Paragraph) -> bool {
    let mut widened = false;
    for index in 0..paragraph.items.len() {
        if is_clause_space(paragraph, index) {
            paragraph.items[index].advance = paragraph.em as i32;
            widened = true;
        }
    }
    widened
}

fn price_breaks(paragraph: &mut Paragraph) {
    let titles = titles(paragraph);
    let mut breaks = std::mem::take(&mut paragraph.breaks);
    let last = breaks.len().saturating_sub(1);
    for place in breaks.iter_mut().take(last).skip(1) {
        let at = place.at as usize;
        let before = place.end as usize - 1;
        place.penalty += if place.hyphen > 0 {
            HYPHENATED
        } else if place.end < place.at {
            if is_clause_space(paragraph, at - 1) { 0 } else { PLAIN }
        } else if titles.iter().any(|&(open, close)| open < at && at <= close) {
            INSIDE_TITLE
        } else if leans(paragraph, before, LEANS_ON_NEXT) || leans(paragraph, at, LEANS_ON_LAST) {
            LEANING
        } else if paragraph.items[before].right > 0 || paragraph.items[before].class == Class::Dash {
            AFTER_MARK
        } else {
            PLAIN
        };
    }
    paragraph.breaks = breaks;
}

/// The words of a head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadWords(Vec<Word>);

/// Finds the words of a head.
pub fn head_words(text: &str) -> HeadWords {
    HeadWords(words(text))
}

/// Prices the breaks of a head prepared by [`prepare_head`] by the words they part. Only for heads that are
/// broken: it is the dictionary that takes time.
pub fn price_words(paragraph: &mut Paragraph, words: &HeadWords) {
    let mut breaks = std::mem::take(&mut paragraph.breaks);
    let last = breaks.len().saturating_sub(1);
    for place in breaks.iter_mut().take(last).skip(1) {
        let (before, at) = (place.end as usize - 1, place.at as usize);
        let is_han = |item: usize| paragraph.items[item].class == Class::Han;
        if place.end == place.at && is_han(before) && is_han(at) {
            let leaning = leans(paragraph, before, LEANS_ON_NEXT) || leans(paragraph, at, LEANS_ON_LAST);
            let plain = if leaning { LEANING } else { PLAIN };
            let bond = bond(paragraph, (before, at), words, leaning);
            place.penalty = (place.penalty + bond).saturating_sub(plain);
        }
    }
    paragraph.breaks = breaks;
}

/// The price of parting two Han.
fn bond(paragraph: &Paragraph, (before, at): (usize, usize), words: &HeadWords, leaning: bool) -> u32 {
    let byte = paragraph.items[at].start;
    let next = words.0.partition_point(|word| word.end <= byte);
    let (Some(after), Some(last)) = (words.0.get(next), next.checked_sub(1).and_then(|last| words.0.get(last))) else {
        return if leaning { LEANING } else { INSIDE_WORD };
    };
    if after.start < byte {
        return INSIDE_WORD;
    }
    let title = paragraph.text.get(after.start as usize..after.end as usize).is_some_and(|word| TITLES.contains(&word));
    let leaning = leans(paragraph, before, LEANS_ON_NEXT) && last.length == 1
        || leans(paragraph, at, LEANS_ON_LAST) && after.length == 1;
    let small = |item: usize| leans(paragraph, item, SMALL_WORDS) || leans(paragraph, item, LEANS_ON_NEXT);
    match (last.length, after.length) {
        _ if leaning => LEANING,
        (1, _) if title && !small(before) => BEFORE_TITLE,
        (1, 1) if !small(before) && !small(at) => INSIDE_NAME,
        (1, _) | (_, 1) => BESIDE_SHORT_WORD,
        _ => BETWEEN_WORDS,
    }
}

fn leans(paragraph: &Paragraph, index: usize, words: &[char]) -> bool {
    paragraph.items.get(index).is_some_and(|item| {
        item.class == Class::Han
            && paragraph.text[item.start as usize..].chars().next().is_some_and(|char| words.contains(&char))
    })
}

/// Items of the opening and closing marks of short quoted stretches.
fn titles(paragraph: &Paragraph) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (index, item) in paragraph.items.iter().enumerate() {
        match item.class {
            Class::Opener => open.push(index),
            Class::Closer => {
                if let Some(start) = open.pop()
                    && index - start <= TITLE_LENGTH + 1
                {
                    found.push((start, index));
                }
            }
            _ => {}
        }
    }
    found
}
