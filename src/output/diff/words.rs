//! A difference in words: the one line of the summary, and the whole.

use std::fmt::Write as _;

use crate::base::diag::{Say, say};

use super::{BoxChange, BoxFate, Change, Difference, Fate, Ticked};

/// `二校：改 7 处 11 字，影响 9 行；重排 23 行；图 1 换`.
pub fn summary(difference: &Difference, round: u16) -> Say {
    let (zh_name, en_name) = named(round);
    if difference.is_empty() {
        return say(format!("{zh_name}没有改动"), format!("{en_name}nothing differs"));
    }
    let lines = |fate| difference.lines_of(fate);
    let pictures = |fate| difference.boxes.iter().filter(|one| one.kind == "picture" && one.fate == fate).count();
    let boxes = difference.boxes.iter().filter(|one| one.kind != "picture").count();
    let (places, characters) = (difference.changes.len(), difference.characters());
    let (mut zh, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut add = |is: bool, chinese: String, english: String| {
        if is {
            zh.push(chinese);
            en.push(english);
        }
    };
    let touched = lines(Fate::Edited) + lines(Fate::Gone);
    add(
        places > 0,
        format!("改 {places} 处 {characters} 字，影响 {touched} 行"),
        format!("{places} changes of {characters} characters in {touched} lines"),
    );
    let (reset, moved) = (lines(Fate::Reset), lines(Fate::Moved));
    add(reset > 0, format!("重排 {reset} 行"), format!("{reset} lines broken otherwise"));
    add(moved > 0, format!("移 {moved} 行"), format!("{moved} lines moved"));
    for (fate, chinese, english) in [
        (BoxFate::Replaced, "换", "replaced"),
        (BoxFate::Cropped, "改裁", "cropped otherwise"),
        (BoxFate::Resized, "改大小", "resized"),
        (BoxFate::Moved, "移", "moved"),
        (BoxFate::Added, "增", "added"),
        (BoxFate::Removed, "撤", "taken out"),
    ] {
        let count = pictures(fate);
        add(count > 0, format!("图 {count} {chinese}"), format!("{count} pictures {english}"));
    }
    add(boxes > 0, format!("框线 {boxes} 处"), format!("{boxes} boxes differ"));
    let (added, removed) = (difference.added.len(), difference.removed.len());
    add(added > 0, format!("新稿 {added} 篇"), format!("{added} new stories"));
    add(removed > 0, format!("撤稿 {removed} 篇"), format!("{removed} stories taken out"));
    let renamed = difference.renamed.len();
    add(renamed > 0, format!("改名 {renamed} 篇"), format!("{renamed} stories renamed"));
    let pages = difference.pages.len();
    add(pages > 0, format!("版面 {pages} 个只见于一边"), format!("{pages} pages in one of them only"));
    say(format!("{zh_name}{}", zh.join("；")), format!("{en_name}{}", en.join("; ")))
}

/// 二校：.
fn named(round: u16) -> (String, String) {
    let figures = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match usize::from(round).checked_sub(1) {
        None => (String::new(), String::new()),
        Some(index) => {
            let zh = figures.get(index).map_or_else(|| format!("第 {round} "), |figure| (*figure).to_owned());
            (format!("{zh}校："), format!("round {round}: "))
        }
    }
}

/// All of it, a line a change.
pub fn text(difference: &Difference, ticked: Option<&Ticked>) -> Say {
    let (mut zh, mut en) = (String::new(), String::new());
    for (index, change) in difference.changes.iter().enumerate() {
        let unasked = ticked.is_some_and(|ticked| ticked.unasked.contains(&index));
        let (chinese, english) = words(change);
        let _ = writeln!(zh, "{chinese}{}", if unasked { "   !! 无人要求" } else { "" });
        let _ = writeln!(en, "{english}{}", if unasked { "   !! nobody asked for it" } else { "" });
    }
    for (old, new) in &difference.renamed {
        let _ = writeln!(zh, "改名  {old} → {new}");
        let _ = writeln!(en, "renamed  {old} → {new}");
    }
    let names = [(&difference.added, "新稿", "added"), (&difference.removed, "撤稿", "removed")];
    for (list, chinese, english) in names {
        for name in list {
            let _ = writeln!(zh, "{chinese}  {name}");
            let _ = writeln!(en, "{english}  {name}");
        }
    }
    for (page, is_new) in &difference.pages {
        let _ = writeln!(zh, "第 {page} 版  {}", if *is_new { "只在新样" } else { "只在旧样" });
        let _ =
            writeln!(en, "page {page}  {}", if *is_new { "only in the new proof" } else { "only in the old proof" });
    }
    for one in &difference.boxes {
        let (chinese, english) = box_words(one);
        let _ = writeln!(zh, "{chinese}");
        let _ = writeln!(en, "{english}");
    }
    for (chinese, english) in runs(difference) {
        let _ = writeln!(zh, "{chinese}");
        let _ = writeln!(en, "{english}");
    }
    for one in ticked.iter().flat_map(|ticked| &ticked.made) {
        let _ = writeln!(zh, "已改  {} → {}", one.from, one.to);
        let _ = writeln!(en, "made  {} → {}", one.from, one.to);
    }
    for one in ticked.iter().flat_map(|ticked| &ticked.missing) {
        let _ = writeln!(zh, "未改  {} → {}   !!", one.from, one.to);
        let _ = writeln!(en, "not made  {} → {}   !!", one.from, one.to);
    }
    say(zh, en)
}

fn words(change: &Change) -> (String, String) {
    let (before, behind) = &change.around;
    let (zh, en) = match (change.old.is_empty(), change.new.is_empty()) {
        (true, _) => (format!("增“{}”", change.new), format!("put in “{}”", change.new)),
        (_, true) => (format!("删“{}”", change.old), format!("taken out “{}”", change.old)),
        _ => (format!("“{}”改“{}”", change.old, change.new), format!("“{}” is now “{}”", change.old, change.new)),
    };
    let story = change.story.trim_start_matches(':');
    let place = if change.place.is_empty() { String::new() } else { format!("  {}", change.place) };
    (
        format!("改  第 {} 版 {story}{place}  {zh}  …{before}|{behind}…", change.page),
        format!("edited  page {} {story}{place}  {en}  …{before}|{behind}…", change.page),
    )
}

/// Lines that are not edited, counted by page, story and fate.
fn runs(difference: &Difference) -> Vec<(String, String)> {
    let mut found: Vec<(Fate, u16, &str, usize)> = Vec::new();
    for line in difference.lines.iter().filter(|line| matches!(line.fate, Fate::Reset | Fate::Moved)) {
        match found.iter_mut().find(|known| (known.0, known.1, known.2) == (line.fate, line.page, line.story.as_str()))
        {
            Some(known) => known.3 += 1,
            None => found.push((line.fate, line.page, &line.story, 1)),
        }
    }
    found.sort_unstable();
    let words = |(fate, page, story, count): (Fate, u16, &str, usize)| {
        let (zh, en) = if fate == Fate::Reset { ("排", "reset") } else { ("移", "moved") };
        let story = story.trim_start_matches(':');
        (format!("{zh}  第 {page} 版 {story}  {count} 行"), format!("{en}  page {page} {story}  {count} lines"))
    };
    found.into_iter().map(words).collect()
}

fn box_words(one: &BoxChange) -> (String, String) {
    let (zh, en) = match one.fate {
        BoxFate::Added => ("增", "added"),
        BoxFate::Removed => ("撤", "taken out"),
        BoxFate::Moved => ("移位", "moved"),
        BoxFate::Resized => ("改大小", "resized"),
        BoxFate::Cropped => ("改裁", "cropped otherwise"),
        BoxFate::Replaced => ("换", "replaced"),
    };
    let kind = match one.kind.as_str() {
        "picture" => "图",
        "frame" => "框",
        "rule" => "线",
        "ad" => "广告",
        "insert" => "插栏",
        "filler" => "补白",
        _ => "区块",
    };
    let file = if one.file.is_empty() { String::new() } else { format!("  {}", one.file) };
    let (page, area) = (one.page, &one.area);
    (
        format!("{kind}  第 {page} 版 {area}{file}  {zh}{}", places(one)),
        format!("{}  page {page} {area}{file}  {en}{}", one.kind, places(one)),
    )
}

/// In millimetres.
fn places(one: &BoxChange) -> String {
    let mm = |[x, y, width, height]: [i64; 4]| {
        let tenths = |emu: i64| {
            let tenths = (emu * 10 + 18_000).div_euclid(36_000);
            format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10))
        };
        format!("{},{} {}×{} mm", tenths(x), tenths(y), tenths(width), tenths(height))
    };
    match (one.old, one.new) {
        (Some(old), Some(new)) if old != new => format!("  {} → {}", mm(old), mm(new)),
        (None, Some(at)) | (Some(at), None) => format!("  {}", mm(at)),
        _ => String::new(),
    }
}
