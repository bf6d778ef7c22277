//! What a reader who cannot see the pages is told, and where links and bookmarks lead.

use lopdf::Object;

use crate::common::{dense, installed};
use crate::reader::{Element, Leads};
use crate::{EVERYTHING, bytes, read};

fn roles(element: &Element) -> Vec<&str> {
    element.kids.iter().map(|kid| kid.role.as_str()).collect()
}

#[test]
fn pages_hold_stories_in_their_order() {
    let root = read().root;
    assert_eq!(root.role, "Document");
    let pages: Vec<(&str, Vec<&str>)> = root
        .kids
        .iter()
        .map(|page| (page.title.as_str(), page.all("Art").iter().map(|art| art.title.as_str()).collect()))
        .collect();
    assert_eq!(
        pages,
        [("A01 要闻", vec!["水管换新 三十七户过暖冬"]), ("A02 综合", vec!["渡口重开 街坊来信"])],
        "the rest of the lead belongs to the page where it begins"
    );
}

#[test]
fn a_story_has_its_parts() {
    let root = read().root;
    let story = root.story("渡口重开 街坊来信");
    let kids = roles(story);
    assert_eq!(kids, ["Kicker", "H1", "Deck", "P", "H2", "BlockQuote", "L", "Table", "P"], "{story:#?}");
    let text = |at: usize| dense(&story.kids[at].text);
    assert_eq!(
        (text(0), text(1), text(2)),
        ("一篇里什么都有".into(), "渡口重开街坊来信".into(), "明天起照常开船".into())
    );
    assert_eq!(text(4), "船的时刻");
    let list = &story.kids[6];
    let item = |item: &Element| (roles(item).join(" "), dense(&item.text));
    assert_eq!(item(&list.kids[0]), ("Lbl LBody".into(), "1.早上七点开头班。".into()));
    assert_eq!(list.kids.len(), 2);
    let rows: Vec<Vec<String>> = story.kids[7]
        .all("TR")
        .iter()
        .map(|row| row.kids.iter().map(|cell| format!("{} {}", cell.role, dense(&cell.text))).collect())
        .collect();
    assert_eq!(rows, [["TH 码头", "TH 时刻"], ["TD 北岸", "TD 七点"], ["TD 南岸", "TD 八点"]]);
}

/// All words of the copy, in order, under the story's own element, and each paragraph one element wherever it stands.
#[test]
fn a_paragraph_over_two_pages_is_one() {
    let read = read();
    let story = read.root.story("水管换新 三十七户过暖冬");
    let desk = crate::desk();
    let copy = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let wanted: Vec<String> =
        crate::common::body_of(&copy).split("\n\n").map(dense).filter(|text| !text.is_empty()).collect();
    let printed: Vec<String> = story.kids.iter().filter(|kid| kid.role == "P").map(|kid| dense(&kid.text)).collect();
    let whole: Vec<&String> = printed.iter().filter(|text| wanted.contains(text)).collect();
    assert_eq!(whole.len(), wanted.len(), "{printed:#?}");
    assert_eq!(printed, wanted);
    let pages = |kid: &Element| kid.contents.iter().map(|(page, _)| *page).collect::<Vec<u32>>();
    let split = story.kids.iter().filter(|kid| kid.role == "P" && pages(kid).contains(&1) && pages(kid).contains(&2));
    assert!(split.count() <= 1);
}

#[test]
fn pictures_say_what_they_show() {
    let root = read().root;
    let alts: Vec<&str> = root.all("Figure").iter().map(|figure| figure.alt.as_str()).collect();
    assert_eq!(alts, ["图片：昨天的渡口。", "二维码：https://www.lanchuan.example/read", "广告：AD-7"]);
    let captions: Vec<String> = root.all("Caption").iter().map(|caption| dense(&caption.text)).collect();
    assert_eq!(captions, ["昨天的渡口。周然摄"]);
    for figure in root.all("Figure") {
        assert_eq!(figure.contents.len(), 1, "{figure:?}");
    }
}

#[test]
fn links_lead_where_they_say() {
    let read = read();
    let links = read.links();
    let leads: Vec<(u32, &Leads)> = links.iter().map(|link| (link.page, &link.leads)).collect();
    let address = |text: &str| Leads::Address(text.to_owned());
    for wanted in [
        (1, Leads::Page(2)),
        (1, address("https://www.lanchuan.example/read")),
        (2, Leads::Page(1)),
        (2, address("https://www.lanchuan.example/ferry?day=2026-11-24&from=north")),
        (2, address("mailto:readers@lanchuan.example")),
    ] {
        assert!(leads.iter().any(|(page, leads)| (*page, *leads) == (wanted.0, &wanted.1)), "{wanted:?} in {links:#?}");
    }
    assert_eq!(links.len(), 5);
    let parents = read.parents();
    for link in &links {
        assert!(!link.says.is_empty(), "{link:?}");
        assert_eq!(link.flags, 4, "links are printed and not hidden");
        let [left, bottom, right, top] = link.rect;
        assert!(right - left > 5.0 && top - bottom > 5.0 && left > 0.0 && bottom > 0.0, "{link:?}");
        // The annotation knows its element, and the element its annotation.
        let parent = parents[&link.key].as_reference().expect("an element");
        let element = read.document.get_dictionary(parent).expect("an element");
        assert_eq!(element.get(b"S").and_then(Object::as_name).ok(), Some(&b"Link"[..]));
        let kids = element.get(b"K").and_then(Object::as_array).expect("kids");
        let objects = kids.iter().filter_map(|kid| kid.as_dict().ok()?.get(b"Obj").ok()?.as_reference().ok());
        assert_eq!(objects.collect::<Vec<_>>(), [link.id]);
    }
    let words: Vec<String> = read.root.all("Link").iter().map(|link| dense(&link.text)).collect();
    assert!(words.contains(&"readers@lanchuan.example".to_owned()), "{words:?}");
}

#[test]
fn jump_lines_stand_where_the_story_is_cut() {
    let root = read().root;
    let story = root.story("水管换新 三十七户过暖冬");
    let jumps: Vec<(usize, String)> = story
        .kids
        .iter()
        .enumerate()
        .filter(|(_, kid)| kid.role == "Jump")
        .map(|(at, kid)| (at, kid.text.clone()))
        .collect();
    assert_eq!(jumps.len(), 2, "{story:#?}");
    assert_eq!(jumps[1].0, jumps[0].0 + 1, "one behind the other");
    assert!(jumps[0].1.contains("下转") && jumps[1].1.contains("上接"), "{jumps:?}");
    assert!(jumps[0].0 > 1 && jumps[1].0 + 1 < story.kids.len(), "between paragraphs");
    // The head of the continuation repeats what was read: it is no second headline.
    assert_eq!(story.all("H1").len(), 1);
}

#[test]
fn bookmarks_and_page_names() {
    let read = read();
    assert_eq!(read.bookmarks(), ["A01 要闻 1", "> 水管换新 三十七户过暖冬 1", "A02 综合 2", "> 渡口重开 街坊来信 2"]);
    assert_eq!(read.labels(), ["A01", "A02"]);
}

/// Every marked content has its element, which the way back leads to.
#[test]
fn content_leads_back_to_its_element() {
    let read = read();
    let parents = read.parents();
    for (page, id) in read.document.get_pages() {
        let key = read.document.get_dictionary(id).expect("a page").get(b"StructParents");
        let key = key.and_then(Object::as_i64).expect("a key");
        let array = read.document.get_object(parents[&key].as_reference().expect("an array")).expect("an array");
        let owners = array.as_array().expect("an array");
        let contents = read.words.keys().filter(|(own, _)| *own == page).count();
        assert_eq!(owners.len(), contents, "page {page}");
        for (number, owner) in owners.iter().enumerate() {
            let element = read.document.get_dictionary(owner.as_reference().expect("an element")).expect("an element");
            let kids = element.get(b"K").and_then(Object::as_array).expect("kids");
            let holds = |kid: &Object| {
                let dict = kid.as_dict().ok()?;
                let own = dict.get(b"Pg").and_then(Object::as_reference).ok()? == id;
                Some(own && dict.get(b"MCID").and_then(Object::as_i64).ok()? == number as i64)
            };
            assert!(kids.iter().any(|kid| holds(kid) == Some(true)), "content {number} of page {page}");
        }
    }
}

/// Source: ISO 32000-1, table 344 (BBox) and table 325 (Pg of object references).
#[test]
fn figures_tables_and_links_say_where_they_stand() {
    let read = read();
    let document = &read.document;
    let pages = document.get_pages();
    let elements = document.objects.values().filter_map(|object| object.as_dict().ok());
    let elements: Vec<_> = elements.filter(|dict| dict.has(b"S") && dict.has(b"K") && dict.has(b"P")).collect();
    let role = |dict: &lopdf::Dictionary| dict.get(b"S").and_then(Object::as_name).expect("a role").to_vec();
    let mut boxed = 0;
    for dict in elements.iter().filter(|dict| [&b"Figure"[..], b"Table"].contains(&&role(dict)[..])) {
        let attributes = dict.get(b"A").expect("attributes");
        let layout = match attributes {
            Object::Array(all) => all.first().and_then(|first| first.as_dict().ok()),
            other => other.as_dict().ok(),
        };
        let layout = layout.expect("a dictionary");
        assert_eq!(layout.get(b"O").and_then(Object::as_name).expect("an owner"), b"Layout");
        let at = layout.get(b"BBox").and_then(Object::as_array).expect("a box");
        let at: Vec<f32> = at.iter().map(|number| number.as_float().expect("a number")).collect();
        // A page of the test is 300 × 420 mm at the most; a figure is no speck.
        assert!(at[2] - at[0] > 20.0 && at[3] - at[1] > 10.0 && at[0] >= 0.0 && at[1] >= 0.0, "{at:?}");
        boxed += 1;
    }
    let root = &read.root;
    assert_eq!(boxed, root.all("Figure").len() + root.all("Table").len());
    let mut links = 0;
    for dict in &elements {
        for kid in dict.get(b"K").and_then(Object::as_array).into_iter().flatten().filter_map(|kid| kid.as_dict().ok())
        {
            if kid.get(b"Type").and_then(Object::as_name).ok() == Some(b"OBJR") {
                let page = kid.get(b"Pg").and_then(Object::as_reference).expect("a page");
                let annotation = kid.get(b"Obj").and_then(Object::as_reference).expect("an annotation");
                let own = document.get_dictionary(page).and_then(|page| page.get(b"Annots")).expect("annotations");
                let own = own.as_array().expect("a list");
                assert!(own.contains(&Object::Reference(annotation)) && pages.values().any(|known| *known == page));
                links += 1;
            }
        }
    }
    assert_eq!(links, read.links().len());
}

#[test]
fn furniture_is_no_part_of_what_is_read() {
    let root = read().root;
    assert!(!root.text.contains("澜川日报"), "the nameplate is an artifact");
}

/// Programs that take text out of the file find it in the order of the stories.
#[test]
fn other_programs_read_the_stories_in_order() {
    if !installed("pdftotext") {
        return;
    }
    let scratch = tempfile::tempdir().expect("scratch");
    let file = scratch.path().join("digital.pdf");
    std::fs::write(&file, bytes()).expect("scratch");
    let text = crate::common::pdf::text(&file);
    let words = EVERYTHING.lines().filter(|line| line.contains('。')).flat_map(|line| line.split("https").next());
    let words: String =
        words.filter(|line| !line.starts_with(['|', '>'])).map(|line| line.replace(['*', ' '], "")).collect();
    assert_eq!(crate::common::pdf::missing_in_order(&text, &words), None);
    crate::common::pdf::assert_fonts(&file);
    if installed("qpdf") {
        crate::common::pdf::assert_sound(&file);
    }
    if installed("mutool") {
        let out = std::process::Command::new("mutool").args(["draw", "-F", "stext", "-o", "-"]).arg(&file).output();
        let out = out.expect("mutool runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success() && !said.contains("error"), "{said}");
    }
}
