//! Cleaning twice changes nothing, and no word is lost.

use proptest::prelude::*;

use super::*;
use crate::model::Voice;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_changes_nothing(
        copy in "[一二他，。“”‘’（）(),.:;!?\"'a1 　…—@wx/\\-\u{200b}\u{fe00}\u{e0100}１Ａ％．－、；：\t😀]{0,40}",
        bold in 0..20_usize,
    ) {
        for manner in [Manner::Body, Manner::Caption, Manner::Head, Manner::Byline] {
            let mut once: Vec<Char> = copy.chars().enumerate().map(|(at, c)| Char::plain(c, at)).collect();
            once.iter_mut().take(bold).for_each(|char| char.mark.voice = Voice::Strong);
            hygiene::clean(&mut once, manner, &mut Cleaned::new(FileId(0), &copy));
            let mut twice = once.clone();
            hygiene::clean(&mut twice, manner, &mut Cleaned::new(FileId(0), &copy));
            prop_assert_eq!(&once, &twice);
        }
    }

    #[test]
    fn no_word_is_lost(copy in "[一二他a1，。\n *>#-]{0,60}") {
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (draft, _) = read_story(&format!("---\nlabel: x\n---\n\n{copy}"));
        let set: String = draft.body.iter().flat_map(Block::copies).map(|copy| copy.text.as_str()).collect();
        prop_assert_eq!(words(&copy), words(&set));
    }

    /// No mark-up is of Han: whatever is written, all Han are set, and each knows its place.
    #[test]
    fn no_word_is_lost_to_mark_up(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let copy = pieces.concat();
        let text = format!("---\nbyline: 本报讯 记者[龑]{{yǎn}}\n---\n\n{copy}");
        let han = |text: &str| {
            let mut han: Vec<char> = text.chars().filter(|c| chars::is_ideograph(*c)).collect();
            han.sort_unstable();
            han
        };
        let (draft, _) = read_story(&text);
        let mut set = String::new();
        for copy in draft.body.iter().flat_map(Block::copies) {
            set += &copy.text;
            copy.rubies.iter().for_each(|ruby| set += &ruby.text);
            for (c, &at) in copy.text.chars().zip(&copy.origins).filter(|(c, _)| chars::is_ideograph(*c)) {
                prop_assert!(text[at as usize..].starts_with(c), "{c} at {at}");
            }
            prop_assert_eq!(copy.origins.len(), copy.text.chars().count());
        }
        let byline = if set.is_empty() { "" } else { "本报讯记者龑" };
        let expected = [byline, &copy].concat();
        prop_assert_eq!(han(&expected), han(&set), "{}", copy);
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n　　",
    "一",
    "丁二",
    "他a1。",
    " ",
    "　",
    "“三”",
    "本报讯 ",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "[四]{sì}",
    "[五六]{wǔ liù}",
    "[七八]{qī}",
    "[九]{.name}",
    "[十]{.nmae}",
    "[丈]{三}",
    "]{.sup .keep}",
    "]{zì}",
    "*",
    "**",
    "\n- 上",
    "\n1. 下",
    "\n2. 不",
    "\n> 与",
    "\n## 丐",
    "\n---\n",
    "\n::: verse\n",
    "\n::: dialogue\n",
    "\n::: names\n",
    "\n::: 丑\n",
    "\n:::\n",
    "\n| 专 | 且 |\n",
    "|---|:-:|",
    "\n| 世 | 丘 | 丙 |\n",
    "|",
    "\\|",
    "记者：",
    "王　芳",
    "、",
    "[1/2]{.frac}",
    "[丞/丢]{.frac}",
];
