//! File names are made of a template.

use crate::common::Desk;

fn named(template: &str, more: &str) -> Desk {
    let desk = Desk::of_two_pages();
    let paper = String::from_utf8(desk.read("paper.yaml")).expect("text");
    desk.write("paper.yaml", format!("{paper}delivery:\n  file_name: \"{template}\"\n{more}"));
    desk
}

#[track_caller]
fn check(template: &str, more: &str, expected: [&str; 2]) {
    let desk = named(template, more);
    desk.build(&[]).ends(0);
    let files: Vec<String> = desk.outputs().into_iter().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(files, expected, "{template}");
}

#[test]
fn every_field_has_its_value() {
    check("{folio}_{date}_{code}_v{version}", "", ["A01_20261123_TEST_v1.pdf", "A02_20261123_TEST_v1.pdf"]);
    check("{code}{date:6}{section}{page:3}V{version:2}", "", ["TEST261123A001V01.pdf", "TEST261123A002V01.pdf"]);
    check(
        "{sender}_{site}_{format}{colour}{page}_{edition}{_zone}_{version}",
        "  sender: LC\n  site: CQ2\n  edition: E1\n",
        ["LC_CQ2_TM01_E1_1.pdf", "LC_CQ2_TM02_E1_1.pdf"],
    );
    check("{code}{_sender}{_edition}_{page}_{version}", "", ["TEST_01_1.pdf", "TEST_02_1.pdf"]);
}

/// The edition comes before the press condition, that before the paper.
#[test]
fn the_nearest_layer_counts() {
    let desk = named("{code}_{site}_{edition}_{folio}_v{version}", "  site: paper\n  edition: paper\n");
    desk.swap("day/edition.yaml", "issue: 8124", "issue: 8124\ndelivery: {edition: late}");
    let press = std::fs::read_to_string(crate::common::root().join("layouts/press/newsprint.yaml")).expect("a press");
    desk.write("layouts/press/shop.yaml", format!("{press}\ndelivery: {{site: shop, edition: shop}}\n"));
    let profile = crate::common::root().join("layouts/press/ISOnewspaper26v4.icc");
    desk.write("layouts/press/ISOnewspaper26v4.icc", std::fs::read(profile).expect("a profile"));
    desk.build(&["--press", "shop"]).ends(0);
    assert!(desk.outputs().contains(&"TEST_shop_late_A01_v1.pdf".to_owned()), "{:?}", desk.outputs());
}

#[test]
fn one_file_for_all_pages_leaves_the_page_out() {
    let desk = named("{code}_{folio}_{date}_{format}_v{version}", "");
    desk.build(&["--combined"]).ends(0);
    assert!(desk.outputs().contains(&"TEST_20261123_v1.pdf".to_owned()), "{:?}", desk.outputs());
}

#[test]
fn mistakes_of_a_template_are_told_with_their_cure() {
    for (template, more, words) in [
        ("{code}_{foliio}_v{version}", "", "did you mean `folio`"),
        ("{code}_{folio}", "", "{version}"),
        ("{code}_{folio}_{version}_{version}", "", "{version}"),
        ("{code}_v{version}", "", "{folio}"),
        ("晨报_{folio}_v{version}", "", "`晨报_`"),
        ("{code}-{folio}.v{version}", "", "`-`"),
        ("../{folio}_v{version}", "", "`../`"),
        ("{code}_{folio}_v{version", "", "not closed"),
        ("{code}_{folio:0}_v{version}", "", "1 to 8"),
        ("{code}_{folio}_{site}_v{version}", "", "no value"),
        ("{code}_{folio}_{site}_v{version}", "  site: \"a b\"\n", "`a b`"),
    ] {
        let desk = named(template, more);
        let run = desk.build(&[]).ends(1);
        assert!(run.err.contains("[file-name]") && run.err.contains(words), "{template}: {}", run.err);
        assert!(run.err.contains("paper.yaml:") && run.err.contains("help"), "{template}: {}", run.err);
        assert!(desk.outputs().iter().all(|name| !name.ends_with(".pdf")), "{:?}", desk.outputs());
    }
    let desk = named("{code}_{page}_v{version}", "");
    desk.swap("day/edition.yaml", "page: 2", "page: 2\n    folio: B01");
    let run = desk.build(&[]).ends(1);
    assert!(run.err.contains("[file-name]") && run.err.contains("B01"), "{}", run.err);
}

/// A zone whose name cannot stand in a file name.
#[test]
fn a_zone_named_in_chinese_is_told() {
    let desk = Desk::new();
    desk.write("day/zones/城东.yaml", "fields: {price: 2元}\n");
    let run = crate::common::paiban(&["check", &desk.day(), "--zone", "城东"]).ends(1);
    assert!(run.err.contains("[file-name]"), "{}", run.err);
}
