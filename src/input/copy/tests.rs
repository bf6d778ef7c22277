//! Hygiene by pairs, blocks, bylines; and that cleaning twice changes nothing.

mod markup;
mod slips;

use proptest::prelude::*;

use super::chars::Char;
use super::*;
use crate::model::{Inline, Lang, Rise, Voice};

/// Sets marks round the marked stretches; what stands beside them follows in braces.
fn draw(copy: &Copy) -> String {
    let mut drawn = String::new();
    let mut at = 0;
    for (index, span) in copy.spans.iter().enumerate() {
        let tag = tag(span.kind);
        drawn += &copy.text[at..span.start as usize];
        drawn += &format!("<{tag}>{}</{tag}>", &copy.text[span.start as usize..span.end as usize]);
        at = span.end as usize;
        let read = |kind: Inline| kind.has(Inline::RUBY).then_some(kind.group);
        let goes_on = copy.spans.get(index + 1).is_some_and(|next| read(next.kind) == read(span.kind));
        if let Some(group) = read(span.kind).filter(|_| !goes_on) {
            let words = copy.rubies.iter().filter(|ruby| ruby.group == group).map(|ruby| ruby.text.as_str());
            drawn += &format!("{{{}}}", words.collect::<Vec<_>>().join("+"));
        }
    }
    drawn + &copy.text[at..]
}

fn tag(kind: Inline) -> String {
    let flags = ["i", "name", "title", "keep", "upright", "frac", "ruby", "glyph"];
    let mut words = match kind.voice {
        Voice::Base => vec![],
        Voice::Strong => vec!["b"],
        Voice::Byline => vec!["by"],
    };
    words.extend(flags.iter().enumerate().filter(|(bit, _)| kind.has(1 << bit)).map(|(_, name)| *name));
    words.extend(match kind.rise {
        Rise::None => None,
        Rise::Superior => Some("sup"),
        Rise::Inferior => Some("sub"),
        Rise::Note => Some("note"),
    });
    words.extend(match kind.lang {
        Lang::Hans => None,
        Lang::Hant => Some("hant"),
        Lang::Ja => Some("ja"),
        Lang::Ko => Some("ko"),
    });
    words.join(" ")
}

fn draw_body(body: &[Block]) -> String {
    let row = |row: &[Copy]| row.iter().map(draw).collect::<Vec<_>>().join("|");
    let block = |block: &Block| match block {
        Block::Paragraph(copy) => format!("p {}", draw(copy)),
        Block::Quote(copy) => format!("q {}", draw(copy)),
        Block::Crosshead(copy) => format!("h {}", draw(copy)),
        Block::Break => "---".to_owned(),
        Block::Item { label, text } => format!("li {} {}", draw(label), draw(text)),
        Block::Verse(lines) => format!("verse {}", lines.iter().map(draw).collect::<Vec<_>>().join("/")),
        Block::Speech(copy) => format!("s {}", draw(copy)),
        Block::Names(names) => format!("names {}", row(names)),
        Block::Table(table) => {
            let columns: String = table.columns.iter().map(|align| format!("{align:?}").remove(0)).collect();
            let rows: String = table.rows.iter().map(|cells| format!(" / {}", row(cells))).collect();
            format!("table {columns} {}{rows}", row(&table.head))
        }
    };
    body.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn read_story(text: &str) -> (Draft, Vec<Diagnostic>) {
    let mut read = read(FileId(0), text);
    let found = std::mem::take(&mut read.diagnostics);
    (read.value.unwrap_or_else(|| panic!("unreadable: {found:?}")), found)
}

#[track_caller]
fn check_body(text: &str, expected: &str) {
    let (draft, _) = read_story(text);
    assert_eq!(draw_body(&draft.body), expected);
}

#[track_caller]
fn check(copy: &str, expected: &str) {
    check_body(copy, &format!("p {expected}"));
}

/// The first finding that is no mere cleaning, with the character it points at.
#[track_caller]
fn check_finding(text: &str, expected: &str) {
    let (_, found) = read_story(text);
    let found = found.iter().filter(|found| found.code != Code::CopyCleaned);
    let show = |found: &Diagnostic| {
        let before = &text[..found.span.start as usize];
        let (line, column) =
            (before.matches('\n').count() + 1, before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1);
        let notes: String = found.notes.iter().map(|note| format!(" @{}", note.span.start)).collect();
        format!("{line}:{column} {} {}{notes}", found.code.as_str(), found.message.en)
    };
    assert_eq!(found.map(show).collect::<Vec<_>>().join("\n"), expected);
}

#[test]
fn half_width_marks_widen_in_chinese_context() {
    // C4
    for (copy, expected) in [
        ("他说,今天好", "他说，今天好"),
        ("出席的有:省长;市长", "出席的有：省长；市长"),
        ("真好!是吗?好!!", "真好！是吗？好！！"),
        ("省总工会(简称总工会)成立", "省总工会（简称总工会）成立"),
        ("亚太经合组织(APEC)开会", "亚太经合组织（APEC）开会"),
        ("进出口3302.9亿元,增长30.7%,创新高", "进出口3302.9亿元，增长30.7%，创新高"),
        ("GDP,PPI,CPI都涨", "GDP,PPI,CPI都涨"),
        ("热线:0571-1234", "热线：0571-1234"),
        ("(一)总则", "（一）总则"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn numbers_times_addresses_and_latin_keep_their_marks() {
    // C4
    for copy in [
        "共1,234,567人",
        "9:30开会，比分3:1",
        "网址https://a.example.com/x?y=1,2;z!a",
        "邮箱zjgrxw@163.com",
        "他说过To be, or not to be: that is the question",
        "函数f(x)",
        "3302.9",
        "证号CN33—0018",
        "1~2月",
        "线上+线下",
    ] {
        check(copy, copy);
    }
    check("请看www.zjgrbb.com,谢谢", "请看www.zjgrbb.com，谢谢");
    check("写信到a@b.com;谢谢!", "写信到a@b.com；谢谢！");
}

#[test]
fn quotes_ellipses_and_dashes_become_chinese() {
    // C5
    for (copy, expected) in [
        ("他说\"好\"，又说\"行\"", "他说“好”，又说“行”"),
        ("‘a’的\"it's\"", "‘a’的“it's”"),
        ("等等...不", "等等……不"),
        ("等等......", "等等……"),
        ("等等…不", "等等……不"),
        ("等等。。。", "等等……"),
        ("他--老王--来了", "他——老王——来了"),
        ("他-----来", "他——来"),
        ("a-b", "a-b"),
        ("version 1...2", "version 1...2"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn spaces_that_mean_nothing_go() {
    for (copy, expected) in [
        ("共 12 条线路", "共12条线路"),
        ("使用 iPhone 手机", "使用iPhone手机"),
        ("他 说 ， 好 。", "他说，好。"),
        ("迎亚运   大排查", "迎亚运大排查"),
        ("零\u{200b}宽\u{feff}软\u{ad}连", "零宽软连"),
        ("不\u{a0}断\t制表", "不断制表"),
        ("Hello   world", "Hello world"),
        ("\u{3000}\u{3000}缩进", "缩进"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn hard_line_breaks_are_rejoined() {
    // C6
    check_body("今天\n下雨。\n\n明天\n晴", "p 今天下雨。\np 明天晴");
    check_body("今天\r\n下雨。\r\n\r\n明天", "p 今天下雨。\np 明天");
    check_body("the quick\nbrown fox", "p the quick brown fox");
    check_body("用iPhone\n手机", "p 用iPhone手机");
    check_body("　　第一段\n续行\n　　第二段", "p 第一段续行\np 第二段");
}

#[test]
fn blocks_and_marks() {
    check_body(
        "一\n\n## 小 标题\n\n> 引文\n> 续\n\n---\n\n着重*三个字*，加粗**四个字**。",
        "p 一\nh 小 标题\nq 引文续\n---\np 着重<i>三个字</i>，加粗<b>四个字</b>。",
    );
    check("2*3=6", "2*3=6");
    check("a * b * c", "a * b * c");
    check("\\*不是\\*", "*不是*");
    check("**粗*点*粗**", "<b>粗</b><b i>点</b i><b>粗</b>");
    check("**没有关", "**没有关");
    check("# 井号", "#井号");
    check(">没有空格", ">没有空格");
}

#[test]
fn a_byline_is_set_once() {
    let story = |byline: &str, body: &str| format!("---\nbyline: {byline}\n---\n{body}");
    check_body(
        &story("本报讯 记者阮向民报道", "本报讯 记者阮向民报道 全省工会开会。\n\n二"),
        "p <by>本报讯 记者阮向民报道</by> 全省工会开会。\np 二",
    );
    check_body(&story("本报讯 记者 林晓 报道", "本报讯  记者林晓报道　昨日"), "p <by>本报讯 记者林晓报道</by>　昨日");
    check_body(&story("记者 林晓", "昨日，*好*。"), "p <by>记者 林晓</by>　昨日，<i>好</i>。");
    check_body(&story("本报讯", "## 题\n\n昨日"), "h 题\np <by>本报讯</by>　昨日");
    check_body(&story("本报讯 记者张三", "本报讯 记者张三 NBA开赛"), "p <by>本报讯 记者张三</by> NBA开赛");
    let (mut draft, _) = read_story(&story("本报讯", "本报讯 昨日，**好**。"));
    take_byline_out(&mut draft.body);
    assert_eq!(draw_body(&draft.body), "p 昨日，<b>好</b>。");
    let Block::Paragraph(copy) = &draft.body[0] else { panic!("a paragraph") };
    assert_eq!(copy.origins.len(), copy.text.chars().count());
    check_finding(
        &story("本报讯 记者张三", "本报讯 记者李四 昨日"),
        "4:1 copy-suspect the body opens like a byline, but not with the words of `byline`: both are set @12",
    );
}

#[test]
fn heads_keep_single_spaces_as_clause_marks() {
    // C7
    let (draft, _) = read_story("---\nheadline: 浙江启动  “百万职工迎亚运 安全隐患大排查”活动 G20 来了\n---\n一");
    let headline = draft.headline.map(|copy| copy.text);
    assert_eq!(headline.as_deref(), Some("浙江启动 “百万职工迎亚运 安全隐患大排查”活动 G20 来了"));
}

#[test]
fn every_character_knows_its_place() {
    let text = "---\nheadline: \"好,戏\"\n---\n第一 12段,\n*好*";
    let (draft, _) = read_story(text);
    let Block::Paragraph(copy) = &draft.body[0] else { panic!("a paragraph") };
    let at = |copy: &Copy| {
        let source = |&at: &u32| text[at as usize..].chars().next().unwrap_or(' ');
        copy.origins.iter().map(source).collect::<String>()
    };
    assert_eq!((copy.text.as_str(), at(copy).as_str()), ("第一12段，好", "第一12段,好"));
    let headline = draft.headline.expect("a headline");
    assert_eq!((headline.text.as_str(), at(&headline).as_str()), ("好，戏", "好,戏"));
}

#[test]
fn what_only_a_person_can_mend_is_reported() {
    // C8
    check_finding("他说“好。", "1:3 copy-suspect `“` is not closed in its paragraph @12");
    check_finding("“一段\n\n“二段”", "");
    check_finding("他说好”。", "1:4 copy-suspect `”` closes no `“` @0");
    check_finding(
        "（《书）》",
        "1:4 copy-suspect `）` comes before `《` is closed @3\n1:5 copy-suspect `》` closes no `《` @0",
    );
}

#[test]
fn characters_that_do_not_print_are_refused_and_leave_a_turned_sort() {
    check("好😀吗", "好〓吗");
    check_finding("一\n\n好😀", "3:2 character-refused the emoji U+1F600 cannot be printed");
    check_finding("好\u{1}", "1:2 character-refused the control character U+0001 cannot be printed");
    // Private use is for the style sheet to draw: shaping tells when it does not.
    check_finding("好\u{e000}", "");
    check_finding("好\u{fffd}", "1:2 character-refused the replacement character U+FFFD cannot be printed");
    check_finding("★☎♥℃㎡①〇", "");
}

#[test]
fn an_emoji_of_many_code_points_is_one_mistake() {
    let one = |copy: &str, expected: &str, codes: &str| {
        check(copy, expected);
        check_finding(copy, &format!("1:2 character-refused the emoji {codes} cannot be printed"));
    };
    one("好👨‍👩‍👧‍👦吗", "好〓吗", "U+1F468 U+200D U+1F469 U+200D U+1F467 U+200D U+1F466");
    one("好🇨🇳吗", "好〓吗", "U+1F1E8 U+1F1F3");
    one("好👍🏽吗", "好〓吗", "U+1F44D U+1F3FD");
    one("好❤️‍🔥吗", "好〓吗", "U+2764 U+FE0F U+200D U+1F525");
    one("第1️⃣名", "第〓名", "U+0031 U+FE0F U+20E3");
    one("好🏴\u{e0067}\u{e0062}\u{e007f}吗", "好〓吗", "U+1F3F4 U+E0067 U+E0062 U+E007F");
    // Two flags side by side are two.
    check("🇨🇳🇯🇵", "〓〓");
    // A sign that is text by itself stays.
    check("电话☎\u{fe0f}", "电话☎");
    check_finding("★☎♥℃㎡①〇", "");
}

#[test]
fn front_matter_that_is_wrong_is_told() {
    let errors =
        |text: &str| read(FileId(0), text).diagnostics.iter().map(|d| d.code.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(errors("---\nheadline: 题\n正文"), "yaml-syntax");
    assert_eq!(errors("---\nheadlin: 题\n---\n正文"), "unknown-key");
    assert_eq!(errors("---\nheadline: 题\n---\n"), "story-empty");
    assert_eq!(errors("正文"), "");
    assert_eq!(errors("---\n---\n正文"), "");
}

#[test]
fn changes_are_listed_with_their_places() {
    let (_, found) = read_story("他,她\n它,牠");
    let list: Vec<String> =
        found.iter().map(|d| format!("{} {} +{}", d.span.start, d.message.en, d.notes.len())).collect();
    assert_eq!(list, ["8 line breaks inside a paragraph rejoined: 1 +0", "3 half-width marks made full-width: 2 +1"]);
}

proptest! {
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
