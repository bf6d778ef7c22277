//! Mark-up: readings and classes, lists, verse, dialogue, names, tables; and what is said of slips in them.

use super::*;

#[test]
fn a_reading_has_a_word_a_character_or_one_for_all() {
    // C39
    for (copy, expected) in [
        ("新任[龑]{yǎn}镇长", "新任<ruby>龑</ruby>{yǎn}镇长"),
        ("[青溪]{qīng xī}发源", "<ruby>青溪</ruby>{qīng xī}发源"),
        ("[青溪]{qīngxī}发源", "<ruby>青溪</ruby>{qīngxī}发源"),
        ("[青溪]{　ｑīng   xī }", "<ruby>青溪</ruby>{qīng xī}"),
        ("[青]{qīng}[溪]{xī}", "<ruby>青</ruby>{qīng}<ruby>溪</ruby>{xī}"),
        ("[青\n溪]{qīng xī}", "<ruby>青溪</ruby>{qīng xī}"),
        ("[青]{\u{200b}qīng}", "<ruby>青</ruby>{qīng}"),
    ] {
        check(copy, expected);
    }
    check_finding("一[青溪]{qīng}二", "");
    check_finding("一[青溪]{qīng xī hé}", "1:6 copy-markup the reading `qīng xī hé` has 3 words for 2 characters");
    check("一[青溪]{qīng xī hé}", "一<ruby>青溪</ruby>{qīngxīhé}");
    check_finding("[青]{q\u{e000}}", "1:6 character-refused the private-use character U+E000 cannot be printed");
}

#[test]
fn classes_mark_their_stretch() {
    for (copy, expected) in [
        ("[林晓]{.name}写[山中]{.title}", "<name>林晓</name>写<title>山中</title>"),
        ("面积12m[2]{.sup}，H[2]{.sub}O", "面积12m<sup>2</sup>，H<sub>2</sub>O"),
        ("他说[1]{.note}。", "他说<note>1</note>。"),
        ("[1／2]{.frac}", "<frac>1/2</frac>"),
        ("第[29]{.upright}届[A座]{.keep}", "第<upright>29</upright>届<keep>A座</keep>"),
        ("[骨]{.hant}[骨]{.ja}[骨]{.ko}", "<hant>骨</hant><ja>骨</ja><ko>骨</ko>"),
        ("[左羊右火]{.glyph}", "<glyph>左羊右火</glyph>"),
        ("[林晓]{ .keep  .name }", "<name keep>林晓</name keep>"),
        ("**粗[名]{.name}**", "<b>粗</b><b name>名</b name>"),
        ("[粗**名**]{.name}", "<name>粗</name><b name>名</b name>"),
        ("*重[名]{.name}*", "<i>重</i><i name>名</i name>"),
        ("[[李]{lǐ}白]{.name}", "<name ruby>李</name ruby>{lǐ}<name>白</name>"),
        ("[[[x]{.sup}y]{.keep}z]{.ja}", "<keep sup ja>x</keep sup ja><keep ja>y</keep ja><ja>z</ja>"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn brackets_that_are_no_marks_are_text() {
    for (copy, expected) in [
        ("见[图一]右", "见[图一]右"),
        ("\\[字]{zì}", "[字]{zì}"),
        ("[字]\\{zì}", "[字]{zì}"),
        ("[甲\\]乙]{.name}", "<name>甲]乙</name>"),
        ("[a[b]{.sup}", "[a<sup>b</sup>"),
        ("a]{.sup}", "a]{.sup}"),
        ("[字] {zì}", "[字] {zì}"),
        ("C:\\路径", "C:\\路径"),
    ] {
        check(copy, expected);
    }
}

/// The groups of the marked stretches, in order.
#[track_caller]
fn check_groups(text: &str, expected: &[u16]) {
    let (draft, _) = read_story(text);
    let copies = draft.body.iter().flat_map(Block::copies);
    let groups: Vec<u16> = copies.flat_map(|copy| &copy.spans).map(|span| span.kind.group).collect();
    assert_eq!(groups, expected, "{text}");
}

#[test]
fn every_bracket_is_a_group_and_one_within_another_shares_it() {
    // C37: two names side by side have two lines.
    check_groups("[甲]{.name}[乙]{.name}", &[1, 2]);
    check_groups("[[甲]{jiǎ}乙]{.name}", &[1, 1]);
    check_groups("[[甲]{jiǎ}[乙]{yǐ}丙]{.name}", &[1, 2, 1]);
    check_groups("[[甲]{.name}和[乙]{.name}]{.keep}", &[1, 1, 1]);
    check_groups("[[甲]{.name}[乙]{.name}]{.keep}", &[1, 2]);
    check_groups("[[甲]{.name}[乙]{.name}]{jiǎ yǐ}", &[1]);
    // Each copy counts for itself.
    check_groups("[甲]{.name}\n\n[乙]{.name}", &[1, 1]);
}

#[test]
fn marks_that_cannot_be_followed_are_told_and_stay_text() {
    for (copy, finding) in [
        ("[甲]{.nmae}乙", "1:4 unknown-name no class `nmae`"),
        ("[甲]{yǐ", "1:4 copy-markup `{` is not closed with `}`"),
        ("[甲]{}乙", "1:4 copy-markup nothing stands between `{` and `}`"),
        ("[]{yǐ}乙", "1:3 copy-markup nothing stands between `[` and `]`"),
        ("[甲]{jiǎ .name}", "1:4 copy-markup `jiǎ .name` mixes a reading with classes"),
        ("[12]{.frac}", "1:5 copy-markup a fraction has one `/` and a number on either side"),
    ] {
        check_finding(copy, finding);
        check(copy, copy);
    }
    check_finding("[甲]{title}", "1:4 copy-suspect `title` is set as a reading");
    check_finding("[[甲]{jiǎ}乙]{yǐ}", "1:5 copy-markup a reading inside another reading");
    let (_, found) = read_story("[甲]{.nmae}乙");
    assert!(found[0].hint.as_ref().is_some_and(|hint| hint.en.contains("did you mean `name`?")), "{found:?}");
}

#[test]
fn lists() {
    check_body("1. 甲\n2. 乙\n续\n10. 丙", "li 1. 甲\nli 2. 乙续\nli 10. 丙");
    check_body("前文\n- 甲\n- 乙*重*\n\n后文", "p 前文\nli ● 甲\nli ● 乙<i>重</i>\np 后文");
    check_body("- 甲\n　　后文", "li ● 甲\np 后文");
    // C6: a hard line break may stand before a figure.
    check_body("水位是\n12. 5米", "p 水位是12. 5米");
    check_body("2026. 年\n\n-甲\n\n1.甲", "p 2026.年\np -甲\np 1.甲");
}

#[test]
fn verse_keeps_its_lines() {
    check_body(
        "::: verse\n青溪一夜雨,\n桥下  *水*满滩。\n\n\n　　“明朝\n见”\n\n:::\n后",
        "verse 青溪一夜雨，/桥下 <i>水</i>满滩。//“明朝/见”\np 后",
    );
    check_finding("::: verse\n“一\n二”\n:::", "");
    check_body("：：：verse\n甲\n：：：", "verse 甲");
    check_body("::: verse\n:::\n甲", "p 甲");
}

#[test]
fn dialogue_has_its_speakers_in_bold() {
    check_body(
        "::: dialogue\n记者：桥修好了?\n林晓:修好了,\n请看。\n\n桥长三十米。\n他又补充了一句：“不收费。”\n:::",
        "s <b>记者：</b>桥修好了？\ns <b>林晓：</b>修好了，请看。\ns 桥长三十米。\ns <b>他又补充了一句：</b>“不收费。”",
    );
    check_body("::: dialogue\n**问**：[甲]{jiǎ}\n:::", "s <b>问：</b><ruby>甲</ruby>{jiǎ}");
    check_body("::: dialogue\n他说，桥：好\n:::", "s 他说，桥：好");
}

#[test]
fn names_are_parted() {
    // C42
    check_body(
        "::: names\n王　芳 李小龙、林晓，John Smith\n[龑]{yǎn}平 阿卜杜·买买提\n:::",
        "names 王芳|李小龙|林晓|John Smith|<ruby>龑</ruby>{yǎn}平|阿卜杜·买买提",
    );
    check_body("::: names\n王 芳 李 明\n张三\n丁 一\n:::", "names 王芳|李明|张三|丁一");
}

#[test]
fn tables() {
    check_body(
        "| 站 | 首班 | 票价 |\n|:--|:-:|--:|\n| 桥头 | 6:30 | **2元** |\n| 南 门|\\| | |\n\n后",
        "table LCR 站|首班|票价 / 桥头|6:30|<b>2元</b> / 南 门|||\np 后",
    );
    check_body("| 甲 | 乙 |\n| 丙 | 丁 |", "table LL  / 甲|乙 / 丙|丁");
    check_body("|-|-:|\n| 甲 | 乙 |", "table LR  / 甲|乙");
    check_body("|没有第二道线", "p |没有第二道线");
    let (draft, _) = read_story("前\n\n| 甲 | 乙 |\n| 丙 | 丁 |\n");
    let Block::Table(table) = &draft.body[1] else { panic!("a table") };
    assert_eq!((table.span.start, table.span.end), (5, 32));
}

#[test]
fn a_row_of_too_few_or_too_many_cells_is_told_and_keeps_its_words() {
    check_finding("|甲|乙|\n|丙|", "2:1 copy-markup this row has 1 cells, the table has 2 columns @0");
    check_finding("|甲|乙|\n|丙|丁|戊|", "2:1 copy-markup this row has 3 cells, the table has 2 columns @0");
    check_body("|甲|乙|\n|丙|\n|丁|戊|己|", "table LL  / 甲|乙 / 丙| / 丁|戊 己");
}

#[test]
fn fences_that_are_wrong_are_told() {
    check_finding("::: verse\n甲", "1:1 copy-markup `::: verse` is never closed");
    check_finding("::: verse\n甲\n::: names\n乙\n:::", "1:1 copy-markup `::: verse` is never closed");
    check_finding("甲\n:::\n乙", "2:1 copy-markup `:::` closes nothing");
    check_finding("::: vers\n甲\n:::", "1:1 unknown-name no block `vers`");
    check_body("::: 甲\n乙\n:::\n丙", "p ：甲\np 乙\np 丙");
    let (_, found) = read_story("::: vers\n甲\n:::");
    assert!(found[0].hint.as_ref().is_some_and(|hint| hint.en.contains("did you mean `verse`?")), "{found:?}");
}

#[test]
fn heads_captions_and_credits_take_marks() {
    let head = "kicker: 新任[龑]{yǎn}镇长\nheadline: 2*3 [青溪]{.name}发源 水清\nbyline: 记者 [龑]{yǎn}平";
    let picture = "pictures: [{id: a, caption: \"*左*起[龑]{yǎn} 平\", credit: 林晓 摄}]";
    let (draft, found) = read_story(&format!("---\n{head}\n{picture}\n---\n[林]{{lín}}昨日"));
    let drawn = |copy: Option<&Copy>| copy.map(draw).unwrap_or_default();
    assert_eq!(found, []);
    assert_eq!(drawn(draft.kicker.as_ref()), "新任<ruby>龑</ruby>{yǎn}镇长");
    assert_eq!(drawn(draft.headline.as_ref()), "2*3 <name>青溪</name>发源 水清");
    assert_eq!(drawn(draft.captions[0].0.as_ref()), "<i>左</i>起<ruby>龑</ruby>{yǎn} 平");
    // A byline put before the text brings its reading along; the groups stay apart.
    assert_eq!(
        draw_body(&draft.body),
        "p <by>记者 </by><by ruby>龑</by ruby>{yǎn}<by>平</by>　<ruby>林</ruby>{lín}昨日"
    );
    let mut body = draft.body;
    take_byline_out(&mut body);
    assert_eq!(draw_body(&body), "p <ruby>林</ruby>{lín}昨日");
}

#[test]
fn a_byline_without_a_paragraph_is_not_lost() {
    let (draft, _) = read_story("---\nbyline: 林晓\n---\n::: verse\n甲\n:::");
    assert_eq!(draw_body(&draft.body), "p <by>林晓</by>\nverse 甲");
    let mut body = draft.body;
    take_byline_out(&mut body);
    assert_eq!(draw_body(&body), "verse 甲");
}

#[test]
fn openings_are_of_two_or_three_rows() {
    let errors = |text: &str| {
        read(FileId(0), text).diagnostics.iter().map(|d| d.message.en.clone()).collect::<Vec<_>>().join(" ")
    };
    let (draft, _) = read_story("---\ndrop_cap: 3\nbold_start: 6\n---\n正文");
    assert_eq!((draft.head.drop_cap.map(|n| n.0), draft.head.bold_start.map(|n| n.0)), (Some(3), Some(6)));
    assert_eq!(errors("---\ndrop_cap: 4\n---\n正文"), "`4` is out of range");
    assert_eq!(errors("---\nbold_start: 0\n---\n正文"), "`0` is out of range");
}

#[test]
fn a_hundred_thousand_brackets_take_no_time() {
    for piece in ["[", "]", "[a]{", "[甲]{.name}", "[", "[甲]{jiǎ}", "]{", "*[甲*"] {
        let (draft, _) = read_story(&piece.repeat(100_000));
        assert!(!draft.body.is_empty(), "{piece}");
    }
    let nested = format!("{}甲{}", "[".repeat(20_000), "]{.name}".repeat(20_000));
    check(&nested, "<name>甲</name>");
}
