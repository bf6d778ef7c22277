//! Slips of keyboards, scanners and word processors; and what only a person can mend (C8).

use super::*;

#[test]
fn full_width_letters_and_figures_become_half_width() {
    // C4
    for (copy, expected) in [
        ("增长１２．５％，达３５００人", "增长12.5%，达3500人"),
        ("Ｔ恤和Ｑ＆Ａ", "T恤和Q&A"),
        ("热线０５７１－１２３４", "热线0571-1234"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "www.example.com"),
        ("甲／乙＋丙＝丁", "甲／乙＋丙＝丁"),
        ("第１０届，（１）", "第10届，（1）"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn doubled_marks_and_stops_after_an_ellipsis_go() {
    for (copy, expected) in [
        ("他说，，好", "他说，好"),
        ("甲、、乙；；丙：：丁", "甲、乙；丙：丁"),
        ("好。。", "好。"),
        ("好,,坏", "好，坏"),
        ("好。。。坏", "好……坏"),
        ("好！！坏？？？", "好！！坏？？？"),
        ("等等……。", "等等……"),
        ("等等...。”他说", "等等……”他说"),
        ("略…………再说", "略\np …………\np 再说"),
        ("略............再说", "略\np …………\np 再说"),
        ("他──来了", "他——来了"),
    ] {
        check(copy, expected);
    }
}

#[test]
fn spaces_between_han_go_unless_they_part_names() {
    for (copy, expected) in [
        ("今 天 下 雨", "今天下雨"),
        ("今天　下雨。", "今天下雨。"),
        // Lists of names, and the openings and ends of reports.
        ("名单如下：张三 李四 王小五", "名单如下：张三 李四 王小五"),
        ("好。（林晓 周然）", "好。（林晓 周然）"),
        ("本报讯 记者林晓报道 昨日，全市 下雨", "本报讯 记者林晓报道 昨日，全市下雨"),
        // Words of two, padded to the width of three.
        ("**引　题**　写作kicker", "<b>引　题</b>　写作kicker"),
        ("名单：张小三　王　芳　李四", "名单：张小三　王　芳　李四"),
        ("今　天　下　雨", "今天下雨"),
        // A U+3000 behind bold copy stays, whatever follows.
        ("**谁来吃？**　试运行", "<b>谁来吃？</b>　试运行"),
        ("**新店**　iPhone到货", "<b>新店</b>　iPhone到货"),
        ("**新店** 到货", "<b>新店</b>到货"),
    ] {
        check(copy, expected);
    }
    let (draft, _) = read_story("---\npictures: [{id: a, caption: 桥头 渡口}]\n---\n正文");
    assert_eq!(draft.captions[0].0.as_ref().map(|copy| copy.text.as_str()), Some("桥头 渡口"));
}

#[test]
fn variation_selectors_stay_behind_ideographs_only() {
    // C43
    check("骨\u{e0100},角\u{fe00}。", "骨\u{e0100}，角\u{fe00}。");
    check("★\u{fe0f}好\u{fe0f}\u{fe0f}", "★好\u{fe0f}");
    check("a\u{fe00}，\u{fe01}\u{e0101}", "a，");
    check("好😀\u{fe0f}", "好〓");
    check("骨\u{e0100} 角", "骨\u{e0100}角");
    check("[骨\u{e0100}角]{gǔ jiǎo}", "<ruby>骨\u{e0100}角</ruby>{gǔ jiǎo}");
    check_finding("[骨\u{e0100}角]{gǔ jiǎo}", "");
}

#[test]
fn each_kind_of_change_is_listed_by_itself() {
    let (_, found) = read_story("１２，，三 四,五……。六\"七\"--八\u{200b}...");
    let list: Vec<&str> = found.iter().map(|found| found.message.en.as_str()).collect();
    assert_eq!(
        list,
        [
            "invisible characters removed: 1",
            "spaces between Han removed: 1",
            "full-width letters and figures made half-width: 2",
            "half-width marks made full-width: 1",
            "doubled marks made one: 1",
            "straight quotes paired: 2",
            "ellipses made ……: 1",
            "full stops after …… removed: 1",
            "dashes made ——: 1",
        ]
    );
}

#[test]
fn known_confusions_are_reported_and_stay() {
    // C8
    check_finding("找准切人口", "1:3 copy-suspect `切人口` looks like a slip for `切入口`");
    check_finding(
        "再接再励，一如继往",
        "1:1 copy-suspect `再接再励` looks like a slip for `再接再厉`\n1:6 copy-suspect `一如继往` looks like a slip for `一如既往`",
    );
    check("找准切人口", "找准切人口");
    check_finding("切口，一如，再接", "");
}

#[test]
fn marks_that_cannot_stand_together_are_reported_and_stay() {
    // C8
    check_finding("他说、，好", "1:3 copy-suspect `、，` cannot stand together");
    check_finding("好！。坏", "1:2 copy-suspect `！。` cannot stand together");
    check_finding("（，甲）", "1:1 copy-suspect `（，` cannot stand together");
    check_finding("下雨了.", "1:4 copy-suspect `.` behind Han looks like a slip for `。`");
    check("他说、，好", "他说、，好");
    for copy in ["真的？！好！！", "用“，”和“。”", "甲：“乙。”丙", "等等……，好", "——，好", "1.5和G.R.", "网址www.a.cn"]
    {
        check_finding(copy, "");
    }
}

#[test]
fn copy_that_stands_twice_is_reported_and_stays() {
    // C8
    let first = "青溪镇昨天把沿河三条老街的路灯全部换成了暖光，居民晚上散步亮堂多了。";
    let second = "镇里说，月底前还要修好两座石桥。沿河三条老街的路灯全部换成了暖光，居民晚上散步";
    let story = format!("{first}\n\n{second}");
    check_finding(
        &story,
        "3:17 copy-suspect 23 characters from “沿河三条老街的路灯全” on repeat earlier copy: a splice gone wrong? @18",
    );
    check_body(&story, &format!("p {first}\np {second}"));
    let (_, found) = read_story(&story);
    assert_eq!(
        &story[found[0].span.start as usize..found[0].span.end as usize],
        "沿河三条老街的路灯全部换成了暖光，居民晚上散步"
    );
    // A refrain of 19 is none, nor an address, nor a line of dots, nor verse.
    for twice in ["沿河三条老街的路灯全部换成了暖光亮堂", "https://www.example.com/greenway/tickets", &"一".repeat(60)]
    {
        check_finding(&format!("{twice}\n\n{twice}"), "");
    }
    check_finding(&format!("::: verse\n{first}\n{first}\n:::"), "");
    check_finding(
        &format!("{first}\n\n> {first}"),
        &format!(
            "3:3 copy-suspect 34 characters from “{}” on repeat earlier copy: a splice gone wrong? @0",
            "青溪镇昨天把沿河三条"
        ),
    );
}

#[test]
fn a_long_story_that_repeats_itself_is_looked_through_in_no_time() {
    for piece in ["一", "青溪镇昨天", "沿河三条老街的路灯全部换成了暖光居民晚上散步", "a", "，"]
    {
        let (draft, _) = read_story(&piece.repeat(400_000 / piece.len()));
        assert!(!draft.body.is_empty(), "{piece}");
    }
    // Repeats at every distance, the second of them cut off.
    let words: Vec<char> = "青溪镇昨天把沿河三条老街的路灯全部换成了暖光，居民晚上散步亮堂多了。/a-b".chars().collect();
    for period in 1..words.len() {
        let piece: String = words[words.len() - period..].iter().collect();
        for tail in 0..period {
            let tail: String = words[..tail].iter().collect();
            let (draft, _) = read_story(&format!("{piece}{piece}{tail}{}。{piece}", piece.repeat(3)));
            assert!(!draft.body.is_empty(), "{piece}");
        }
    }
}

#[test]
fn c11_two_ellipses_in_a_row_stand_on_a_line_of_their_own() {
    let (draft, found) = read_story("他念道：“春水初生，…………秋水长天。”念完就走。");
    let texts: Vec<&str> = draft.body.iter().flat_map(Block::copies).map(|copy| copy.text.as_str()).collect();
    assert_eq!(texts, ["他念道：“春水初生，", "…………", "秋水长天。”念完就走。"]);
    assert!(found.iter().any(|found| found.message.en.starts_with("two ellipses in a row put on a line")), "{found:?}");
    let (draft, found) = read_story("第一段。\n\n…………\n\n末段……完。");
    assert_eq!(draft.body.len(), 3);
    assert!(!found.iter().any(|found| found.message.en.starts_with("two ellipses")), "{found:?}");
}
