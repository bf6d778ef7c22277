//! The words of the copy-fit report.

use crate::engine::fit::{AreaFit, Lever, StoryFit, lever_words, misfit_words};

use super::Lang;

/// `超 23 字（2 行）`, `缺 5 行（约 62 字）` or `齐`.
pub(super) fn state(story: &StoryFit, lang: Lang) -> String {
    let (lines, chars) = (story.over_lines.abs(), story.over_chars.abs());
    match (story.over_lines, lang) {
        (0, Lang::Zh) => "齐".to_string(),
        (0, Lang::En) => "fits".to_string(),
        (1.., Lang::Zh) => format!("超 {chars} 字（{lines} 行）"),
        (1.., Lang::En) => format!("{chars} characters ({}) over", count(lines, "line")),
        (_, Lang::Zh) => format!("缺 {lines} 行（约 {chars} 字）"),
        (_, Lang::En) => format!("{} (about {chars} characters) short", count(lines, "line")),
    }
}

/// `版面自动消化：图片 a 裁低 1 行（+3 行位）→ 齐`, a line for what is done and one for what is proposed.
pub(super) fn levers(area: &AreaFit, story: &StoryFit, lang: Lang) -> String {
    let mut text = String::new();
    let both = [
        (area.pulled.as_ref(), lang.pick("版面自动消化：", "done by build: ")),
        (area.proposed.as_ref(), lang.pick("版面可消化：", "possible: ")),
    ];
    for (choice, first) in both {
        let Some(choice) = choice else { continue };
        if choice.helps() {
            let list: Vec<String> = choice.levers.iter().map(|lever| one(lever, lang)).collect();
            let after = lang.of(&misfit_words(choice.after)).to_string();
            text += &format!("      {first}{} → {after}\n", list.join(lang.pick("，", ", ")));
        } else if story.over_lines != 0 {
            let tried = choice.tried;
            text += &match lang {
                Lang::Zh => format!("      {first}试过 {tried} 种，没有更好的\n"),
                Lang::En => format!("      {first}nothing better among {tried} tried\n"),
            };
        }
    }
    text
}

fn one(lever: &Lever, lang: Lang) -> String {
    let (words, delta) = (lever_words(&lever.change), lever.delta);
    match lang {
        Lang::Zh => format!("{}（{delta:+} 行位）", words.zh),
        Lang::En => format!("{} ({delta:+} rows)", words.en),
    }
}

/// `可删：第 4 段删 3 字缩 1 行；第 7 段删 6 字缩 1 行`.
pub(super) fn cuts(story: &StoryFit, lang: Lang) -> Option<String> {
    let one = |cut: &crate::page::Cut| {
        let (paragraph, chars, lines) = (cut.paragraph, cut.characters, cut.lines);
        match lang {
            Lang::Zh => format!("第 {paragraph} 段删 {chars} 字缩 {lines} 行"),
            Lang::En => format!(
                "{} of paragraph {paragraph} for {}",
                count(i64::from(chars), "character"),
                count(i64::from(lines), "line")
            ),
        }
    };
    let list: Vec<String> = story.cuts.iter().map(one).collect();
    let (first, mark) = (lang.pick("可删：", "cut "), lang.pick("；", "; "));
    (!list.is_empty()).then(|| format!("{first}{}", list.join(mark)))
}

/// `1 line`, `2 lines`.
pub(super) fn count(number: i64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
