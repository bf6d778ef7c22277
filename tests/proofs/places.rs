//! Every printed character leads to where it is written, or is known to be put in by the program.

use std::fs;
use std::path::Path;

use lopdf::dictionary;
use serde_json::Value;

use super::common::{Desk, installed, paiban, root};
use super::forms::{in_browser, run};
use super::notes::{Returned, numbers, proof_of, utf16, written};

/// The first paragraph opens with the byline, which is written in the front matter, and has mark-up of every kind.
const FIRST: &str = "晨间*叠嶂*刊出，[龑]{yǎn}先生曰：\\*星号不是，**镌字**昶体照排；写成[曌城]{.name}垄上、[甲]{.note}煜日的事,淼在\
2026年第38号\\[匾额\\]墩旁,全长1.5公里。";

/// A story with a picture, a byline, and marks in its first paragraph.
fn marked() -> Desk {
    let desk = Desk::with_picture("photo.png");
    desk.swap("layouts/page.yaml", "rows: 1-19", "rows: 1-20");
    desk.swap(
        "day/stories/lead.md",
        "\npictures:",
        "\nkicker: \"一句\\u201c引题\\u201d在此\"\nbyline: 本报讯 记者 林晓\npictures:",
    );
    desk.swap("day/stories/lead.md", "\n---\n", &format!("\n---\n{FIRST}\n\n"));
    desk
}

/// Where the words behind a mark in the copy are written, as `notes` tells places.
fn behind(desk: &Desk, before: &str, words: &str) -> String {
    let copy = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let byte = copy.find(&format!("{before}{words}")).unwrap_or_else(|| panic!("{before}{words}")) + before.len();
    let line = copy[..byte].matches('\n').count() + 1;
    let column = copy[..byte].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("day/stories/lead.md:{line}:{column} ")
}

#[test]
fn marks_behind_the_byline_and_behind_mark_up_lead_to_their_words() {
    let mut returned = proof_of(marked());
    // The words, and what stands in the copy right before them.
    let wanted = [
        ("晓", "林"),
        ("晨", "---\n"),
        ("嶂", "*叠"),
        ("刊", "*叠嶂*"),
        ("曰", "{yǎn}先生"),
        ("星", "\\*"),
        ("镌", "**"),
        ("昶", "**镌字**"),
        ("曌", "["),
        ("垄", "{.name}"),
        ("煜", "{.note}"),
        // A full-width comma is printed where a half-width one is written.
        ("淼", "事,"),
        ("8号", "2026年第3"),
        ("匾", "\\["),
        ("墩", "\\]"),
        // Heads and captions.
        ("七", "水管换新 三十"),
        ("在此", "引题\\u201d"),
        ("渡口", "昨天的"),
        ("周然", "credit: "),
    ];
    for (words, _) in wanted {
        let at = returned.words("lead", words);
        returned.markup("Highlight", at, words);
    }
    let (told, desk) = returned.read(&["--format", "json"]);
    let all: Vec<Value> = serde_json::from_str(&told).expect("JSON");
    for (words, before) in wanted {
        let note = all.iter().find(|note| note["words"] == words).unwrap_or_else(|| panic!("{words}: {told}"));
        assert_eq!(note["marked"], words);
        assert_eq!(note["written"], true, "{note}");
        let place = format!("{}:{}:{} ", note["file"].as_str().unwrap_or_default(), note["line"], note["column"]);
        let wanted = behind(&desk, before, words);
        assert!(place.ends_with(&wanted), "{words}: {place} for {wanted}");
    }
}

/// What a field of furniture prints is put in by the program; the words round it are written where they stand.
#[test]
fn what_the_program_puts_in_is_told_as_such() {
    let desk = marked();
    let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
    let item = "  foot:\n    kind: furniture\n    at: {columns: 1-5, rows: 50-52}\n    items:\n      - {text: \"总第{issue}号　值班热线\", style: foot, align: left}\n";
    desk.write("layouts/page.yaml", format!("{layout}{item}"));
    let mut returned = proof_of(desk);
    for (story, words) in [(":foot", "8124"), (":foot", "热线"), ("lead", "　晨")] {
        let at = returned.words(story, words);
        returned.markup("Highlight", at, "查");
    }
    let (told, desk) = returned.read(&["--format", "json"]);
    let all: Vec<Value> = serde_json::from_str(&told).expect("JSON");
    let find =
        |words: &str| all.iter().find(|note| note["marked"] == words).unwrap_or_else(|| panic!("{words}: {told}"));
    let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
    let line = layout.lines().position(|line| line.contains("热线")).expect("the item") + 1;
    let column = |words: &str| {
        let text = layout.lines().nth(line - 1).expect("the item");
        text[..text.find(words).expect("the words")].chars().count() as u64 + 1
    };
    let hotline = find("热线");
    assert_eq!((&hotline["written"], hotline["line"].as_u64()), (&Value::Bool(true), Some(line as u64)), "{hotline:#}");
    assert_eq!(hotline["column"].as_u64(), Some(column("热线")), "{hotline:#}");
    let issue = find("8124");
    assert_eq!((&issue["written"], issue["line"].as_u64()), (&Value::Bool(false), Some(line as u64)), "{issue:#}");
    assert!(issue["suggestion"].as_str().is_some_and(|told| told.contains("put in by the program")), "{issue:#}");
    // Behind the byline stands a space that nobody wrote: its place is behind the byline's last character.
    let space = find("　晨");
    assert_eq!(space["written"], false);
    let place = behind(&desk, "林晓", "");
    let own = format!("{}:{}:{} ", space["file"].as_str().unwrap_or_default(), space["line"], space["column"]);
    assert!(own.ends_with(&place), "{own} {place}");
}

/// The lines of a story's longest text of a page of a record.
fn lines<'r>(returned: &'r Returned, story: &str, of: usize) -> Vec<&'r Value> {
    let texts = returned.record["pages"][0]["texts"].as_array().expect("texts");
    let mut own: Vec<&Vec<Value>> =
        texts.iter().filter(|text| text["story"] == story).filter_map(|text| text["lines"].as_array()).collect();
    own.retain(|lines| lines.len() > 3);
    own[of].iter().collect()
}

fn characters(line: &Value, from: usize, count: usize) -> String {
    line["text"].as_str().expect("a text").chars().skip(from).take(count).collect()
}

/// Words that run over the end of a line are marked by two quads; those of a later paragraph have its line of the file.
#[test]
fn marks_over_the_end_of_a_line_and_in_a_later_paragraph_lead_to_their_words() {
    let mut returned = proof_of(marked());
    let second = lines(&returned, "lead", 1);
    let (one, other) = (second[1].clone(), second[2].clone());
    let count = one["text"].as_str().expect("a text").chars().count();
    let words = characters(&one, count - 2, 2) + &characters(&other, 0, 2);
    let boxes = [returned.characters(&one, count - 2, 2), returned.characters(&other, 0, 2)];
    let quads: Vec<f64> = boxes.iter().flat_map(|[l, b, r, t]| [*l, *t, *r, *t, *l, *b, *r, *b]).collect();
    returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "StrikeOut", "QuadPoints" => numbers(&quads),
        "Rect" => numbers(&[boxes[0][0].min(boxes[1][0]), boxes[1][1], boxes[0][2].max(boxes[1][2]), boxes[0][3]]),
        "Contents" => utf16("重复"), "F" => 4,
    });
    let third = characters(&other, 2, 3);
    let at = returned.characters(&other, 2, 3);
    returned.markup("Highlight", at, "查实");
    // Behind the last character of a line.
    let end = returned.characters(&one, count - 1, 1);
    returned.add(dictionary! {
        "Type" => "Annot", "Subtype" => "Caret",
        "Rect" => numbers(&[end[2] - 3.0, end[1] - 2.0, end[2] + 3.0, end[1] + 4.0]), "Contents" => utf16("并且"),
    });
    let (told, desk) = returned.read(&[]);
    let place = written(&desk, "lead", &words);
    assert!(told.contains(&format!("{place}suggestion: take out “{words}”: 重复")), "{place}{words}\n{told}");
    let place = written(&desk, "lead", &third);
    assert!(told.contains(&format!("{place}suggestion: “{third}”: 查实")), "{place}{third}\n{told}");
    let copy = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let byte = copy.find(&words).expect("the words") + words.char_indices().nth(2).expect("two words").0;
    let column = copy[..byte].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let caret = told.lines().find(|line| line.contains("并且")).expect("the caret");
    assert!(caret.contains(&format!(":{column} suggestion: put “并且” in after")), "{column}: {caret}");
}

/// A changed word behind the byline and behind mark-up is told where it is written now.
#[test]
fn a_difference_has_the_place_of_its_first_character() {
    let desk = marked();
    let data = root();
    let data = data.to_str().expect("a path");
    let home = |name: &str| desk.path(name).display().to_string();
    let proof = |name: &str| {
        paiban(&["--data", data, "proof", &desk.day(), "--format", "pdf", "-o", &home(name)]).ends(0);
    };
    proof("old");
    desk.swap("day/stories/lead.md", "先生曰", "女士曰");
    proof("new");
    let found = paiban(&["--data", data, "diff", &home("old"), &home("new"), "--format", "json"]).ends(0).json();
    let change = &found["changes"][0];
    assert_eq!((&change["old"], &change["new"]), (&Value::from("先生"), &Value::from("女士")), "{found:#}");
    let place = behind(&desk, "{yǎn}", "女士");
    assert_eq!(Some(place.trim().trim_start_matches("day/")), change["place"].as_str());
}

/// In the viewer a click on a character shows its place.
#[test]
fn a_click_in_the_viewer_leads_to_the_character() {
    if !installed("chromium") {
        return;
    }
    let desk = marked();
    run(&desk, &["proof", "DAY", "--format", "html"]).ends(0);
    let record: Value = serde_json::from_slice(&desk.read("day/proofs/now/layout.json")).expect("JSON");
    let texts = record["pages"][0]["texts"].as_array().expect("texts");
    let mut lines = texts.iter().flat_map(|text| text["lines"].as_array().expect("lines"));
    let line = lines.find(|line| line["text"].as_str().is_some_and(|text| text.contains('煜'))).expect("the line");
    let text = line["text"].as_str().expect("a text");
    let from = text.chars().position(|c| c == '煜').expect("the character");
    let widths: Vec<f64> = match line["widths"].as_array() {
        Some(widths) => widths.iter().filter_map(Value::as_f64).collect(),
        None => vec![1.0; text.chars().count()],
    };
    let share = (widths[..from].iter().sum::<f64>() + widths[from] / 2.0) / widths.iter().sum::<f64>();
    let click = format!(
        "<script>onload = () => {{ const line = [...document.querySelectorAll('.line')].find((one) => one.dataset.t.includes('煜')), \
         box = line.getBoundingClientRect(); line.dispatchEvent(new MouseEvent('click', {{ bubbles: true, \
         clientX: box.left + box.width * {share}, clientY: box.top + box.height / 2 }})); }};</script></body>"
    );
    let html = String::from_utf8(desk.read("day/proofs/now/proof.html")).expect("text");
    desk.write("clicked.html", html.replace("</body>", &click));
    let page = in_browser(&desk, "clicked.html");
    let wanted = behind(&desk, "{.note}", "煜");
    let place = wanted.trim().trim_start_matches("day/");
    assert!(
        page.contains(&format!("<code>{place}</code><span>“煜”</span>")),
        "{place}: {:?}",
        page.find("“煜”").map(|at| &page[at.saturating_sub(300)..at + 20])
    );
}

/// The place of a character by a record: line and column, or nothing.
fn place_of(line: &Value, index: usize) -> Option<(usize, usize)> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let mut found = (0, number(&line["source"][0]), number(&line["source"][1]));
    for place in line["places"].as_array().into_iter().flatten() {
        if number(&place[0]) <= index {
            found = (number(&place[0]), number(&place[1]), number(&place[2]));
        }
    }
    (found.1 > 0).then(|| (found.1, found.2 + index - found.0))
}

/// Whether a printed character is a written one, in its full-width form or as another mark.
fn is_the_same(printed: char, written: char) -> bool {
    let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c) } else { c };
    wide(printed) == wide(written) || written == '\\' || !printed.is_alphanumeric() && !written.is_alphanumeric()
}

/// In editions with mark-up of all kinds every character stands where its record says; of stories nothing is made up but
/// spaces and the words that the program puts in.
#[test]
fn every_character_of_an_edition_stands_where_its_record_says() {
    let scratch = tempfile::tempdir().expect("scratch");
    for edition in ["editions/2026-11-23", "editions/specimen"] {
        let home = scratch.path().join(Path::new(edition).file_name().expect("a name"));
        let (data, day) = (root(), root().join(edition));
        let words =
            ["proof", day.to_str().expect("a path"), "--format", "galley", "-o", home.to_str().expect("a path")];
        paiban(&[&["--data", data.to_str().expect("a path")], &words[..]].concat());
        let record: Value =
            serde_json::from_slice(&fs::read(home.join("layout.json")).expect("a record")).expect("JSON");
        let (mut seen, mut made) = (0, String::new());
        for text in
            record["pages"].as_array().expect("pages").iter().flat_map(|page| page["texts"].as_array().expect("texts"))
        {
            let place = text["place"].as_str().expect("a place");
            let Some(file) = place.rsplitn(3, ':').last().filter(|file| file.starts_with("stories/")) else { continue };
            let copy = fs::read_to_string(day.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            let copy: Vec<Vec<char>> = copy.split('\n').map(|line| line.chars().collect()).collect();
            for line in text["lines"].as_array().expect("lines") {
                for (index, printed) in line["text"].as_str().expect("a text").chars().enumerate() {
                    match place_of(line, index) {
                        Some((row, column)) => {
                            let found = copy.get(row - 1).and_then(|line| line.get(column - 1));
                            let found = *found.unwrap_or_else(|| panic!("{file}:{row}:{column} {line}"));
                            assert!(is_the_same(printed, found), "{printed} {file}:{row}:{column} {found} {line}");
                            seen += 1;
                        }
                        None => made.push(printed),
                    }
                }
            }
        }
        let made: Vec<char> = made.chars().filter(|c| c.is_alphanumeric()).collect();
        assert!(seen > 3_000, "{edition}: {seen}");
        // Less than a hundredth: words of jump lines and the like.
        assert!(made.len() * 100 < seen, "{edition}: {} of {seen}: {}", made.len(), made.iter().collect::<String>());
    }
}
