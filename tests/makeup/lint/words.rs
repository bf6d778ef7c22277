//! Copy as a proofreader reads it, each fault with a near miss.

use super::super::common::Desk;
use super::{Sheet, area, rule};

fn page(text: &str) -> Sheet {
    let story = format!("---\nheadline: 渡口长廊\n---\n{text}\n");
    Sheet::new(&area("one", "1-2", "1-20", "head: {style: third}"), "one: one", &[("one", story)])
}

#[test]
fn word_repeated() {
    rule("word-repeated", &page("老街的的石板换了新的。"), &page("老街要研究研究石板的换法。"));
}

#[test]
fn number_style() {
    rule("number-style", &page("桥上一天走过5千人，涨幅约3%左右。"), &page("桥上一天走过5000人，离老街5千米。"));
    rule("number-style", &page("价格降了5～10%。"), &page("价格降了5%～10%。"));
}

#[test]
fn unit_style() {
    rule("unit-style", &page("新栏杆高90公分。"), &page("新栏杆高90厘米。"));
}

#[test]
fn caption_name() {
    let with = |caption: &str| {
        let body = "渡口的船每天清早开，村民林小舟说，坐船的人比往年多了三成，老街的茶馆也热闹起来。".repeat(2);
        let story = format!("---\nheadline: 渡口长廊\npictures:\n  - {{id: pier, caption: {caption}}}\n---\n{body}\n");
        let areas =
            area("one", "1-3", "1-30", "head: {style: third}\n    pictures: [{id: pier, columns: 2, rows: 8-18}]");
        Sheet::new(&areas, "one: one", &[("one", story)])
    };
    rule("caption-name", &with("村民凌小舟（左）在渡口。"), &with("村民林小舟（左）在渡口。"));
}

#[test]
fn name_near() {
    let desk = Desk::new();
    let write = |slug: &str, text: &str| {
        desk.write(&format!("day/stories/{slug}.md"), format!("---\nheadline: 渡口与老街{slug}\n---\n{text}\n"))
    };
    write("lead", "村民林小舟说，渡口的船早了。后来林小舟说，人也多了。");
    write("second", "据村民林晓舟说，老街的茶馆添了座。");
    let told = || desk.check(&[]).err;
    assert!(told().contains("name-near") && told().contains("林晓舟"), "{}", told());
    write("second", "据村民林小舟说，老街的茶馆添了座。");
    assert!(!told().contains("name-near"), "{}", told());
    // Both again and again: brothers.
    write("second", "据村民林晓舟说，老街的茶馆添了座。林晓舟还说，茶价没有涨。");
    assert!(!told().contains("name-near"), "{}", told());
}

/// The rows of the list, each with the reason that it gives and the place where it stands.
#[test]
fn the_list_of_words() {
    let desk = Desk::new();
    let paper = String::from_utf8(desk.read("paper.yaml")).expect("text");
    let list = "words:
  - {not: [自来水管网, 水网], use: 供水管网, except: 水网街, why: 本报统一}
  - {not: 某某大厦}
  - {when: 市防汛办, must: 市防汛抗旱指挥部办公室}
  - {order: [林晓, 周然, 石棠]}
";
    desk.write("paper.yaml", format!("{paper}{list}"));
    let write = |text: &str| desk.write("day/stories/lead.md", format!("---\nheadline: 水管换新\n---\n{text}\n"));
    let codes = || {
        let report = desk.check(&["--format", "json"]).json();
        let findings = report["findings"].as_array().cloned().unwrap_or_default();
        let of_list = |one: &serde_json::Value| {
            let code = one["code"].as_str().unwrap_or_default().to_owned();
            ["word-banned", "word-preferred", "word-missing", "names-order"].contains(&code.as_str()).then_some(code)
        };
        findings.iter().filter_map(of_list).collect::<Vec<String>>()
    };
    write("全市水网换新，水网街的某某大厦也在其中。市防汛办说，周然、林晓到场。");
    let mut found = codes();
    found.sort();
    assert_eq!(found, ["names-order", "word-banned", "word-missing", "word-preferred"]);
    let told = desk.check(&[]);
    assert!(
        told.err.contains("供水管网") && told.err.contains("本报统一") && told.err.contains("paper.yaml"),
        "{}",
        told.err
    );
    told.ends(1);
    write(
        "全市供水管网换新，水网街也在其中。市防汛抗旱指挥部办公室（市防汛办）说，林晓、石棠到场。周然也来了。林晓随后离开。",
    );
    assert_eq!(codes(), Vec::<String>::new());
}

#[test]
fn a_row_that_asks_nothing_or_two_things_is_refused() {
    for row in ["{use: 对}", "{not: 错, must: 对}", "{not: 错, use: 错}", "{order: [林晓]}", "{not: ''}", "{nott: 错}"]
    {
        let desk = Desk::new();
        let paper = String::from_utf8(desk.read("paper.yaml")).expect("text");
        desk.write("paper.yaml", format!("{paper}words:\n  - {row}\n"));
        let told = desk.check(&[]).ends(1);
        assert!(told.err.contains("paper.yaml"), "{row}: {}", told.err);
    }
}
