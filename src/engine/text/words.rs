//! Words of Chinese text: what a break of a head may not split.
//!
//! The dictionary is ICU's, read through `icu_segmenter`. That takes the longest word from the left, and so
//! 研究生|命 for 研究|生命. Here it is asked for every word at every place; the fewest words that make up the
//! text are taken, and of those the ones most alike in length.
//! Source: MMSEG, rules 1 and 3 (Tsai 1996).

use std::sync::LazyLock;

use icu_provider::{DataError, DataErrorKind, DataMarker, DataProvider, DataRequest, DataResponse};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::provider::{Baked, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2};

/// The longest word that is looked for, in characters.
const LONGEST: usize = 6;
/// Follows what is looked up, so that the start of a longer word is not taken for a word: no word of the
/// dictionary has this character.
const NO_WORD_GOES_ON: char = '\u{3400}';

/// Words of headlines that the dictionary lacks, mostly younger than it.
///
/// Source: practice.
const NEWER: &[&str] = &[
    "跨境",
    "电商",
    "综试区",
    "自贸区",
    "高新区",
    "开发区",
    "示范区",
    "产业园",
    "高铁",
    "地铁",
    "动车",
    "轻轨",
    "公交",
    "城管",
    "网约车",
    "新能源",
    "互联网",
    "大数据",
    "云计算",
    "物联网",
    "人工智能",
    "短视频",
    "直播",
    "网购",
    "快递",
    "外卖",
    "微信",
    "社保",
    "医保",
    "养老金",
    "公积金",
    "低保",
    "廉租房",
    "二孩",
    "三孩",
    "托育",
    "双减",
    "高考",
    "中考",
    "考研",
    "志愿者",
    "碳达峰",
    "碳中和",
    "低碳",
    "环保",
    "雾霾",
    "河长制",
    "林长制",
    "一带一路",
    "乡村",
    "振兴",
    "扶贫",
    "脱贫",
    "民企",
    "国企",
    "央企",
    "小微",
    "营商",
    "政务",
    "便民",
    "惠民",
    "利民",
    "普惠",
    "减税",
    "降费",
    "复工",
    "复产",
    "增收",
    "提速",
    "扩容",
    "升级",
    "助力",
    "赋能",
    "优化",
    "赋码",
    "落户",
    "开园",
    "开馆",
    "开建",
    "竣工",
    "通车",
    "揭牌",
    "签约",
    "亮相",
    "出炉",
    "家门口",
    "老字号",
    "夜市",
    "夜经济",
    "文创",
    "非遗",
    "文旅",
    "研学",
    "民宿",
    "马拉松",
    "广场舞",
    "图书馆",
    "博物馆",
    "美术馆",
];

/// Built when the first head is broken; a page whose heads stand on one line never builds it.
static SEGMENTER: LazyLock<WordSegmenter> = LazyLock::new(|| {
    let options = WordBreakInvariantOptions::default();
    let mut segmenter = WordSegmenter::new_for_non_complex_scripts(options).static_to_owned();
    // Without its dictionary every character would be a word: breaks are worse, and nothing fails.
    let _ = segmenter.load_dictionary_unstable(&Chinese);
    segmenter
});

/// The dictionary of Chinese and Japanese, without those of Thai, Khmer, Lao and Burmese: 1 MB less.
struct Chinese;

impl DataProvider<SegmenterDictionaryAutoV2> for Chinese {
    fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<SegmenterDictionaryAutoV2>, DataError> {
        Baked.load(request)
    }
}

impl DataProvider<SegmenterDictionaryExtendedV2> for Chinese {
    fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<SegmenterDictionaryExtendedV2>, DataError> {
        Err(DataErrorKind::IdentifierNotFound.with_req(SegmenterDictionaryExtendedV2::INFO, request))
    }
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Its first byte.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
    /// Its characters.
    pub(super) length: u8,
}

/// The words of all Han in `text`, in order; what the dictionary lacks is words of one character.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices() {
        if is_han(character) {
            run.push((at, character));
        } else {
            fewest(&run, &mut words);
            run.clear();
        }
    }
    fewest(&run, &mut words);
    words
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Appends the fewest words that make up a run of Han.
fn fewest(run: &[(usize, char)], words: &mut Vec<Word>) {
    // For every place the words and the squares of their lengths up to it, and where the last of them begins.
    let mut ways: Vec<(u32, u32, usize)> = vec![(u32::MAX, 0, 0); run.len() + 1];
    ways[0] = (0, 0, 0);
    let mut buffer = String::new();
    for start in 0..run.len() {
        let (count, squares, _) = ways[start];
        for length in lengths(&run[start..], &mut buffer) {
            let way = (count + 1, squares + (length * length) as u32, start);
            if way < ways[start + length] {
                ways[start + length] = way;
            }
        }
    }
    let first = words.len();
    let mut end = run.len();
    while end > 0 {
        let start = ways[end].2;
        let (last, character) = run[end - 1];
        words.push(Word {
            start: run[start].0 as u32,
            end: (last + character.len_utf8()) as u32,
            length: (end - start) as u8,
        });
        end = start;
    }
    words[first..].reverse();
}

/// The lengths of the words with which a run begins; one character always is one.
fn lengths(run: &[(usize, char)], buffer: &mut String) -> Vec<usize> {
    let mut found = vec![1];
    let mut longest = first_word(run, buffer);
    while longest > 1 {
        if longest <= LONGEST {
            found.push(longest);
        }
        // Shorter ones: the longest that begins what is left when its last character is taken away.
        longest = first_word(&run[..longest - 1], buffer);
    }
    let begins = |word: &&&str| word.chars().zip(run).all(|(a, (_, b))| a == *b) && word.chars().count() <= run.len();
    found.extend(NEWER.iter().filter(begins).map(|word| word.chars().count()));
    found
}

/// The length of the longest word with which a run begins.
fn first_word(run: &[(usize, char)], buffer: &mut String) -> usize {
    buffer.clear();
    buffer.extend(run.iter().take(LONGEST + 1).map(|(_, character)| *character));
    buffer.push(NO_WORD_GOES_ON);
    let end = SEGMENTER.as_borrowed().segment_str(buffer).find(|&end| end > 0).unwrap_or(0);
    buffer.get(..end).map_or(1, |word| word.chars().count()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = words(text).iter().map(|word| &text[word.start as usize..word.end as usize]).collect();
        assert_eq!(words.join("|"), expected);
    }

    #[test]
    fn words_of_headlines() {
        check("研究生命起源", "研究|生命|起源");
        check("跨境电商综试区评估前十", "跨境|电商|综试区|评估|前|十");
        check("九孔桥边的旧书摊", "九孔|桥|边|的|旧书摊");
        check("全市公交优化调整今起实行", "全市|公交|优化|调整|今|起|实行");
        check("增长6.5%的消费市场", "增长|的|消费|市场");
    }

    #[test]
    fn nothing_is_lost_between_words() {
        for text in ["", "a", "字", "十二条线路 延伸到 家门口", "𠀀𠀁龘龘", "中a中"] {
            let words = words(text);
            let han: String = text.chars().filter(|c| is_han(*c)).collect();
            let joined: String = words.iter().map(|word| &text[word.start as usize..word.end as usize]).collect();
            assert_eq!(joined, han);
            assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
