//! The digital edition beside the print files: its name, its place in the lists, what it takes.

use serde_json::Value;

use crate::common::Desk;
use crate::{NAME, desk};

fn manifest(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("day/out/manifest.json")).expect("a manifest")
}

#[test]
fn it_stands_in_the_lists_beside_the_print_files() {
    let desk = Desk::of_two_pages();
    let run = desk.build(&["--digital", "--zip"]).ends(0);
    assert!(run.out.contains("TEST_20261123_digital_v1.pdf"), "{}", run.out);
    assert_eq!(
        desk.outputs(),
        [
            "SHA256SUMS",
            "TEST_20261123_A01_v1.pdf",
            "TEST_20261123_A02_v1.pdf",
            "TEST_20261123_digital_v1.pdf",
            "TEST_20261123_v1.zip",
            "manifest.json"
        ]
    );
    let first = manifest(&desk);
    assert_eq!(first["digital"]["file"], "TEST_20261123_digital_v1.pdf");
    assert_eq!(first["digital"]["pages"], serde_json::json!([1, 2]));
    assert_eq!(first["files"].as_array().map(Vec::len), Some(2), "only print files are sent to plates");
    let sums = String::from_utf8(desk.read("day/out/SHA256SUMS")).expect("text");
    assert!(sums.contains("TEST_20261123_digital_v1.pdf"), "{sums}");
    let bytes = desk.read(NAME);
    // The same again is the same version; a build without it leaves it listed.
    desk.build(&["--digital"]).ends(0);
    assert!(desk.read(NAME) == bytes);
    desk.build(&[]).ends(0);
    assert_eq!(manifest(&desk)["digital"], first["digital"]);
    // A change raises its version, and the older file is listed as replaced.
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&["--digital"]).ends(0);
    let last = manifest(&desk);
    assert_eq!(last["digital"]["file"], "TEST_20261123_digital_v2.pdf");
    let replaced =
        last["earlier"].as_array().expect("files").iter().map(|file| file["file"].as_str().unwrap_or_default());
    assert!(replaced.collect::<Vec<_>>().contains(&"TEST_20261123_digital_v1.pdf"), "{last}");
}

#[test]
fn it_is_not_written_while_a_page_has_errors() {
    let desk = Desk::of_two_pages();
    desk.swap("day/stories/lead.md", "---\n", "---\nkicker: 多出来的一行\nlabel: 多\n");
    desk.write("day/stories/lead.md", crate::common::story("水管换新 三十七户过暖冬", 1, 90 * 14, 4));
    let run = desk.build(&["--digital"]);
    assert_ne!(run.code, 0);
    assert!(run.err.contains("the digital edition was not written: A01 has errors"), "{}", run.err);
    assert!(!desk.path(NAME).exists());
    // The other page is whole.
    assert!(desk.path("day/out/TEST_20261123_A02_v1.pdf").exists());
    desk.build(&["--digital", "--pages", "2"]).ends(0);
    let read = crate::reader::Read::new(&desk.read(NAME));
    assert_eq!(read.labels(), ["A02"]);
}

#[test]
fn its_pictures_are_as_large_as_is_asked() {
    let width = |arguments: &[&str]| -> Vec<i64> {
        let desk = desk();
        desk.build(arguments);
        let document = lopdf::Document::load_mem(&desk.read(NAME)).expect("a PDF");
        let mut found: Vec<i64> = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|stream| {
                stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Image")
            })
            .filter_map(|stream| stream.dict.get(b"Width").and_then(lopdf::Object::as_i64).ok())
            .collect();
        found.sort_unstable();
        found
    };
    let (plain, small) = (width(&["--digital"]), width(&["--digital", "--digital-ppi", "72"]));
    assert_eq!((plain.len(), small.len()), (2, 2));
    assert!(plain.iter().zip(&small).all(|(plain, small)| small < plain), "{plain:?} {small:?}");
}

/// The page of an advertiser's PDF has the inks of a press: here it is a picture, in the colours of screens.
#[test]
fn placed_pdfs_are_pictures() {
    let desk = desk();
    desk.swap("day/edition.yaml", "offer.png", "offer.pdf");
    desk.write("day/pictures/offer.pdf", red_page());
    desk.build(&["--digital"]);
    let read = crate::reader::Read::new(&desk.read(NAME));
    let mut found = 0;
    for object in read.document.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        let name = |key: &[u8]| stream.dict.get(key).and_then(lopdf::Object::as_name).unwrap_or_default();
        assert_ne!(name(b"Subtype"), b"Form");
        if name(b"Subtype") == b"Image" {
            assert_ne!(name(b"ColorSpace"), b"DeviceCMYK");
            found += 1;
        }
    }
    assert_eq!(found, 2);
    let alts: Vec<&str> = read.root.all("Figure").iter().map(|figure| figure.alt.as_str()).collect();
    assert!(alts.contains(&"广告：AD-7"), "{alts:?}");
}

/// A page that is all magenta and yellow.
fn red_page() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"0 1 1 0 k 0 0 260 216 re f".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => vec![0.into(), 0.into(), 260.into(), 216.into()],
        "Contents" => content, "Resources" => dictionary! {},
    });
    let kids: Vec<Object> = vec![page.into()];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}
