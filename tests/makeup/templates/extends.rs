//! `extends`, `master`, and areas that an edition changes for one page of one day.

use paiban::model::Content;

use super::desk::{Desk, STORY, Set};

const BASE: &str = "format: tabloid
styles: daily
areas:
  lead:
    kind: story
    at: {columns: 1-3, rows: 1-8}
    head: {style: third, rows: 4}
    frame: {rule: 0.5pt, padding: 0.5字, tint: K 8}
  line: {kind: rule, at: {columns: 1-3, rows: 9}, weight: 1pt}
  foot: {kind: ad, at: {columns: 1-2, rows: 20-30}}
";

/// One page with the layout `page`, and these further layouts of the edition.
fn page(place: &str, layouts: &[(&str, &str)]) -> Set {
    let entry = format!("  - {{page: 1, layout: page, place: {{{place}}}}}\n");
    let desk = Desk::new(&entry).with("day/stories/lead.md", STORY).with("layouts/base.yaml", BASE);
    layouts.iter().fold(desk, |desk, (name, text)| desk.with(&format!("day/layouts/{name}.yaml"), text)).set()
}

#[test]
fn an_extending_layout_says_only_what_differs() {
    let own = "extends: base
areas:
  lead: {at: {columns: 1-2}, frame: {tint: ~}, head: {rows: 5}}
  foot: ~
  side: {kind: rule, at: {gutter: 3, rows: 1-30}, weight: 0.25pt, before: line}
  last: {kind: rule, at: {columns: 4-5, rows: 9}, weight: 1pt}
";
    let set = page("lead: lead", &[("page", own)]);
    assert_eq!(set.errors(), Vec::<String>::new());
    assert_eq!(set.areas(), ["lead", "side", "line", "last"]);
    let lead = &set.edition.as_ref().expect("an edition").pages[0].areas[0];
    assert_eq!((lead.parts[0].columns, lead.parts[0].rows), ((1, 2), (1, 8)), "the rows are the base's");
    let frame = lead.frame.as_ref().expect("a frame");
    assert!(frame.tint.is_none() && frame.rule.is_some());
    let Content::Story(story) = &lead.content else { panic!("a story") };
    assert_eq!(story.head.rows, Some(5));
    assert!(story.head.style.is_some(), "the style is the base's");
}

#[test]
fn a_chain_of_three_and_a_layout_of_the_same_name() {
    let middle = "extends: base\nareas:\n  lead: {at: {rows: 1-9}}\n  line: {at: {rows: 10}}\n";
    let own = "extends: page\nareas:\n  foot: ~\n";
    let entry = "  - {page: 1, layout: page, place: {lead: lead}}\n";
    let set = Desk::new(entry)
        .with("day/stories/lead.md", STORY)
        .with("layouts/base.yaml", BASE)
        .with("layouts/page.yaml", middle)
        .with("day/layouts/page.yaml", own)
        .set();
    assert_eq!(set.errors(), Vec::<String>::new());
    assert_eq!(set.areas(), ["lead", "line"]);
    let lead = &set.edition.as_ref().expect("an edition").pages[0].areas[0];
    assert_eq!(lead.parts[0].rows, (1, 9), "the edition's page extends the paper's page, and that the base");
}

#[test]
fn another_kind_is_another_area() {
    let own = "extends: base\nareas:\n  foot: {kind: rule, at: {columns: 1-5, rows: 40}, weight: 1pt}\n";
    let set = page("lead: lead", &[("page", own)]);
    assert_eq!(set.errors(), Vec::<String>::new());
    assert_eq!(set.areas(), ["lead", "line", "foot"]);
}

#[test]
fn a_mistake_is_told_in_the_file_that_makes_it() {
    let wrong_here = "extends: base\nareas:\n  lead: {head: {style: thrid}}\n";
    let set = page("lead: lead, foot: {}", &[("page", wrong_here)]);
    assert_eq!(set.errors(), ["unknown-name day/layouts/page.yaml:3 no head style `thrid`"]);

    let base = BASE.replace("style: third", "style: thrid");
    let right_here = "extends: odd\nareas:\n  lead: {at: {rows: 1-10}}\n  line: ~\n";
    let set = page("lead: lead, foot: {}", &[("page", right_here), ("odd", &base)]);
    assert_eq!(set.errors(), ["unknown-name day/layouts/odd.yaml:7 no head style `thrid`"]);

    let off_the_grid = "extends: base\nareas:\n  lead: {at: {rows: 1-99}}\n";
    let set = page("lead: lead, foot: {}", &[("page", off_the_grid)]);
    assert_eq!(set.errors(), ["area-outside day/layouts/page.yaml:3 the rows go beyond the bounds"]);
}

#[test]
fn circles_and_strangers_are_findings() {
    let set = page("lead: lead", &[("page", "extends: other\n"), ("other", "extends: page\n")]);
    assert_eq!(set.errors(), ["layout-cycle day/layouts/other.yaml:1 the layout `page` leads back to itself"]);
    let set = page("lead: lead", &[("page", "extends: bsae\n")]);
    assert_eq!(set.errors(), ["unknown-name day/layouts/page.yaml:1 no layout `bsae`"]);
    let set = page("lead: lead", &[("page", "extends: base\nareas:\n  laed: ~\n")]);
    assert!(set.errors().contains(&"unknown-name day/layouts/page.yaml:3 no area `laed`".to_owned()));
    let set = page("lead: lead", &[("page", &format!("master: page\n{BASE}"))]);
    assert_eq!(set.errors(), ["layout-cycle day/layouts/page.yaml:1 the layout `page` leads back to itself"]);
}

const MASTER: &str = "format: tabloid
areas:
  strip:
    kind: furniture
    at: {columns: 1-5, rows: 1-2}
    items:
      name: {text: \"{paper}\", style: strip}
      page: {text: \"第{page}版 {section}\", style: strip, align: right}
";

#[test]
fn pages_share_a_master_and_say_otherwise_by_name() {
    let plain = "format: tabloid\nmaster: strip\nareas: {}\n";
    let own = "format: tabloid\nmaster: strip\nareas:\n  strip: {items: {name: ~, page: {text: \"{page:02}\"}}}\n";
    let pages = "  - {page: 1, section: 要闻, layout: plain}\n  - {page: 2, section: 副刊, layout: own}\n";
    let set = Desk::new(pages)
        .with("layouts/strip.yaml", MASTER)
        .with("layouts/plain.yaml", plain)
        .with("layouts/own.yaml", own)
        .set();
    assert_eq!(set.errors(), Vec::<String>::new());
    let text = |page: usize| paiban::page::dump::dump(&set.pages[page].page);
    assert!(text(0).contains("澜川日报") && text(0).contains("第1版 要闻"), "{}", text(0));
    assert!(!text(1).contains("澜川日报") && text(1).contains("02"), "{}", text(1));
}

#[test]
fn a_master_has_the_format_of_its_pages() {
    let own = "format: broadsheet\nmaster: strip\nareas: {}\n";
    let set = Desk::new("  - {page: 1, layout: own}\n")
        .with("layouts/strip.yaml", MASTER)
        .with("layouts/own.yaml", own)
        .set();
    let wanted = "bad-value layouts/own.yaml:2 the master `strip` is a `tabloid`; this page is a `broadsheet`";
    assert_eq!(set.errors(), [wanted]);
}

#[test]
fn an_edition_changes_a_page_for_one_day() {
    let pages = "  - page: 1
    layout: base
    place: {lead: lead}
    areas:
      lead: {head: {rows: 3}}
      foot: ~
  - {page: 2, layout: base, place: {lead: other, foot: {}}}
";
    let desk = |pages: &str| {
        Desk::new(pages)
            .with("day/stories/lead.md", STORY)
            .with("day/stories/other.md", STORY)
            .with("layouts/base.yaml", BASE)
    };
    let set = desk(pages).set();
    assert_eq!(set.errors(), Vec::<String>::new());
    let edition = set.edition.as_ref().expect("an edition");
    let rows = |page: usize| match &edition.pages[page].areas[0].content {
        Content::Story(story) => story.head.rows,
        _ => None,
    };
    assert_eq!((rows(0), rows(1)), (Some(3), Some(4)), "the layout itself stays as it is");
    assert_eq!((edition.pages[0].areas.len(), edition.pages[1].areas.len()), (2, 3));

    let set = desk(&pages.replace("rows: 3", "rows: many")).set();
    assert_eq!(set.errors().len(), 1);
    assert!(set.errors()[0].contains(" day/edition.yaml:9 "), "{:?}", set.errors());
}
