//! ZIP and ticket.

use std::process::Command;

use crate::common::{Desk, installed, run};
use crate::{FIRST, SECOND, manifest, sha256};

const ZIP: &str = "TEST_20261123_v1.zip";

/// What a reader of the central directory sees: name, method, sizes, place.
fn listed(zip: &[u8]) -> Vec<(String, u16, usize, usize)> {
    let number = |at: usize, size: usize| {
        zip[at..at + size].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip.len() - 22;
    assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
    let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
    let mut found = Vec::new();
    for _ in 0..count {
        assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
        let name = String::from_utf8(zip[at + 46..at + 46 + number(at + 28, 2)].to_vec()).expect("UTF-8");
        found.push((name.clone(), number(at + 10, 2) as u16, number(at + 24, 4), number(at + 42, 4)));
        at += 46 + name.len();
    }
    assert_eq!(at, end);
    found
}

#[test]
fn a_zip_holds_the_delivery_and_its_bytes_are_the_same_again() {
    let desk = Desk::of_two_pages();
    desk.build(&["--zip"]).ends(0);
    let zip = desk.read(&format!("day/out/{ZIP}"));
    let found = listed(&zip);
    let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, [FIRST, SECOND, "manifest.json", "SHA256SUMS"]);
    for (name, method, size, at) in &found[..2] {
        let file = desk.read(&format!("day/out/{name}"));
        assert_eq!((*method, *size), (0, file.len()), "print files are deflated inside: they are stored");
        let start = at + 30 + name.len();
        assert!(zip[start..start + size] == file, "{name}");
    }
    assert_eq!(found[2].1, 8, "a manifest is deflated");
    if installed("unzip") {
        run(Command::new("unzip").args(["-tq", ZIP]).current_dir(desk.path("day/out"))).ends(0);
    }
    if installed("python3") {
        let code = "import zipfile,sys,hashlib; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; \
                    d={l.split('  ')[1]:l.split('  ')[0] for l in z.read('SHA256SUMS').decode().splitlines()}; \
                    assert len(d)==3; [sys.exit(1) for n in d if hashlib.sha256(z.read(n)).hexdigest()!=d[n]]";
        let path = desk.path("day/out").join(ZIP).display().to_string();
        run(Command::new("python3").args(["-c", code, &path])).ends(0);
    }
    std::fs::remove_dir_all(desk.path("day/out")).expect("scratch");
    desk.build(&["--zip"]).ends(0);
    assert!(desk.read(&format!("day/out/{ZIP}")) == zip);
    // It rises with what is in it, and is listed with the sums.
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&["--zip"]).ends(0);
    assert!(desk.read(&format!("day/out/{ZIP}")) == zip);
    let second = desk.read("day/out/TEST_20261123_v2.zip");
    assert_eq!(listed(&second)[0].0, "TEST_20261123_A01_v2.pdf");
    let list = String::from_utf8(desk.read("day/out/SHA256SUMS")).expect("text");
    assert!(list.contains(&format!("{}  TEST_20261123_v2.zip", sha256(&second))), "{list}");
}

#[test]
fn a_ticket_names_files_pages_inks_and_plates() {
    let desk = Desk::of_two_pages();
    let rule = "line: {kind: rule, at: {columns: 3-5, rows: 30}, weight: 2pt, color: C0 M100 Y100 K0}";
    desk.swap("day/edition.yaml", "place:", &format!("areas:\n      {rule}\n    place:"));
    desk.build(&["--xjdf"]).ends(0);
    assert_eq!(manifest(&desk)["pages"][0]["inks"], serde_json::json!(["M", "Y", "K"]));
    let text = String::from_utf8(desk.read("day/out/TEST_20261123_v1.xjdf")).expect("text");
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let all = |name: &str| -> Vec<roxmltree::Node<'_, '_>> {
        document.descendants().filter(|node| node.has_tag_name(("http://www.CIP4.org/JDFSchema_2_0", name))).collect()
    };
    assert_eq!(all("XJDF").len(), 1);
    let links: Vec<Option<&str>> = all("FileSpec").iter().map(|node| node.attribute("URL")).collect();
    assert_eq!(links, [Some(FIRST), Some(SECOND)]);
    let parts: Vec<(Option<&str>, Option<&str>)> = all("Part")
        .iter()
        .filter(|part| part.has_attribute("Separation"))
        .map(|part| (part.attribute("PageNumber"), part.attribute("Separation")))
        .collect();
    let page = |page| Some(page);
    assert_eq!(
        parts,
        [
            (page("0 0"), Some("Magenta")),
            (page("0 0"), Some("Yellow")),
            (page("0 0"), Some("Black")),
            (page("1 1"), Some("Black"))
        ]
    );
    assert!(text.contains("4 plates"), "{text}");
}
