//! Whatever the story and its areas: no character is lost over the parts, and both ends agree.

use proptest::prelude::*;

use super::kit::{area, dense, make};

const WORDS: &[&str] = &[
    "江水",
    "昨天",
    "二十年",
    "，",
    "。",
    "“灯火”",
    "《桥》",
    "——",
    "……",
    "186公里",
    "12.8%",
    "记者",
    "上午9时40分",
    "；",
    "！",
    "？",
    "一条街",
    "、",
    "老人说",
    "3302.9亿元",
    "。",
    "的",
];

fn copy() -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(prop::sample::select(WORDS), 4..70).prop_map(|words| words.concat());
    prop::collection::vec((paragraph, 0..10u8), 4..14).prop_map(|paragraphs| {
        let block = |(text, kind): &(String, u8)| match kind {
            0 => format!("## 小标题\n\n{text}"),
            1 => format!("> {text}"),
            2 => format!("- {text}\n- 一项"),
            _ => format!("第{text}"),
        };
        paragraphs.iter().map(block).collect::<Vec<_>>().join("\n\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_parts_and_the_overset_are_the_copy(
        body in copy(),
        rows in (7..24u16, 7..24u16, 7..30u16),
        columns in 1..4u16,
        cut in prop::sample::select(&["line", "sentence", "paragraph"][..]),
        two in any::<bool>(),
    ) {
        let own = format!("    jump: {{cut: {cut}}}\n");
        let first = area("lead", &format!("1-{columns}"), &format!("1-{}", rows.0), &own);
        let next = area("next", "1-2", &format!("1-{}", rows.1), &own);
        let last = area("last", "2-4", &format!("1-{}", rows.2), "");
        let story = format!("---\nheadline: 题目\n---\n{body}\n");
        let mut pages = vec![(2, first.as_str(), "lead: s")];
        if two {
            pages.push((5, &next, "next: {continues: s}"));
        }
        pages.push((7, &last, "last: {continues: s}"));
        let made = make(&pages, &[("s", &story)]);
        let blocks = &made.edition.stories[0].body;
        let given: String = blocks.iter().flat_map(|block| block.copies()).map(|copy| copy.text.as_str()).collect();
        let (mut printed, mut rest) = (String::new(), String::new());
        for (index, page) in made.pages.iter().enumerate() {
            let mut text = dense(&made.text(page.page.number));
            if let Some(from) = index.checked_sub(1).map(|before| format!("上接第{}版", made.pages[before].page.number)) {
                text = text.strip_prefix(&format!("{from}《题目》")).or(text.strip_prefix(&from)).unwrap_or(&text).to_string();
            }
            if let Some(next) = made.pages.get(index + 1) {
                text = text.strip_suffix(&format!("下转第{}版▶", next.page.number)).unwrap_or(&text).to_string();
            }
            prop_assert!(!text.contains("下转") && !text.contains("上接"), "a wrong number: {text}");
            printed += &text;
            let over = page.record.areas[0].stories[0].overset.as_ref();
            rest += &over.map_or(String::new(), |over| dense(&over.text));
            prop_assert_eq!(over.is_some(), made.diagnostics.iter().any(|found|
                found.code.as_str() == "story-overset" && found.page == Some(page.page.number)));
        }
        prop_assert_eq!(printed + &rest, dense(&given));
    }
}
