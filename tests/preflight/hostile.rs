//! Files that mean harm, or are broken: an answer within bounds, never a panic.

use lopdf::{Object, Stream, dictionary};
use paiban::output::preflight::{Flavour, examine};
use proptest::prelude::*;

use crate::base::{newsprint, page, x4};
use crate::common::{self, command, paiban};

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    let report = examine(bytes, "hostile.pdf", &newsprint(None)).report;
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [&b""[..], b"hello", b"%PDF-1.6", b"%PDF-1.6\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"] {
        assert_eq!(codes(bytes), ["pdf-unreadable"], "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_cut_file_is_damaged_wherever_it_is_cut() {
    let whole = page(true);
    for part in 1..12 {
        let cut = &whole[..whole.len() * part / 12];
        let found = codes(cut);
        assert!(found.iter().any(|code| matches!(*code, "pdf-unreadable" | "pdf-damaged")), "{part}: {found:?}");
    }
}

#[test]
fn bombs_end_at_their_limits() {
    // A stream that says it is small and is 4 GB of spaces: deflated zeros, twice.
    let zeros = |bytes: &[u8]| {
        let mut out = vec![0; bytes.len() + 1024];
        let mut packer = libdeflater::Compressor::new(libdeflater::CompressionLvl::best());
        let length = packer.zlib_compress(bytes, &mut out).expect("packed");
        out.truncate(length);
        out
    };
    let twice = zeros(&zeros(&vec![b' '; 300 << 20]));
    let mut file = x4();
    let filters = Object::Array(vec!["FlateDecode".into(), "FlateDecode".into()]);
    let id = file.add(Stream::new(dictionary! { "Filter" => filters }, twice));
    file.page().set("Contents", vec![id]);
    let found = codes(&file.bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");

    // A picture of 60,000 × 60,000.
    let mut file = x4();
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 60_000, "Height" => 60_000,
    "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8 };
    let picture = file.add(Stream::new(dict, vec![0; 64]));
    let found = codes(&file.resource("XObject", "Own", picture).content("q 99 0 0 99 50 50 cm /Own Do Q").bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");
}

#[test]
fn circles_are_cut() {
    // A form in itself.
    let mut file = x4();
    let form = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] },
        b"/Own Do".to_vec(),
    );
    let id = file.file.add_object(form);
    let own = dictionary! { "XObject" => dictionary! { "Own" => Object::Reference(id) } };
    let stream = file.file.get_object_mut(id).and_then(Object::as_stream_mut).expect("a form");
    stream.dict.set("Resources", own);
    let found = codes(&file.resource("XObject", "Own", Object::Reference(id)).content("/Own Do").bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");

    // Two forms, each ten times in the next: a billion at the tenth.
    let mut file = x4();
    let mut inner: Option<Object> = None;
    for _ in 0..12 {
        let mut dict = dictionary! { "Type" => "XObject", "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
        if let Some(inner) = &inner {
            dict.set("Resources", dictionary! { "XObject" => dictionary! { "In" => inner.clone() } });
        }
        let content = if inner.is_some() { "/In Do ".repeat(10) } else { "0 0 1 1 re f".to_owned() };
        inner = Some(file.add(Stream::new(dict, content.into_bytes())));
    }
    let found = codes(&file.resource("XObject", "Own", inner.expect("a form")).content("/Own Do").bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");

    // A page tree that leads back to its root.
    let mut file = x4();
    let root = file.catalog().get(b"Pages").and_then(Object::as_reference).expect("pages");
    let pages = file.file.get_dictionary_mut(root).expect("pages");
    let mut kids = pages.get(b"Kids").and_then(Object::as_array).expect("kids").clone();
    kids.push(Object::Reference(root));
    pages.set("Kids", kids);
    let report = examine(&file.bytes(), "circle.pdf", &newsprint(Some(Flavour::X4))).report;
    assert_eq!(report.pages.len(), 1);
}

#[test]
fn masks_and_groups_end_at_their_limits() {
    // A soft mask whose group sets the same mask. The page is small: limits are by its size.
    let small = || {
        let mut file = x4();
        for name in ["MediaBox", "BleedBox", "TrimBox"] {
            file.page().set(name, [0, 0, 144, 144].map(Object::Integer).to_vec());
        }
        file
    };
    let mut file = small();
    let group = dictionary! { "S" => "Transparency", "CS" => "DeviceGray" };
    let own = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "Group" => group.clone(),
        "BBox" => vec![0.into(), 0.into(), 900.into(), 900.into()] },
        b"/Own gs 1 g 0 0 900 900 re f".to_vec(),
    );
    let id = file.file.add_object(own);
    let state = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => Object::Reference(id) } };
    let state = file.add(state);
    let own = dictionary! { "ExtGState" => dictionary! { "Own" => state.clone() } };
    file.file.get_object_mut(id).and_then(Object::as_stream_mut).expect("a form").dict.set("Resources", own);
    let found = codes(&file.resource("ExtGState", "Own", state).content("/Own gs 0 0 0 1 k 0 0 99 99 re f").bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");

    // So many groups of the whole page, each half opaque.
    let mut file = small();
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Form", "Group" => group,
    "BBox" => vec![0.into(), 0.into(), 2000.into(), 2000.into()] };
    let form = file.add(Stream::new(dict, b"0 0 2000 2000 re f".to_vec()));
    let file = file.resource("XObject", "One", form).resource("ExtGState", "Half", dictionary! { "ca" => 0.5 });
    let found = codes(&file.content(&format!("/Half gs {}", "/One Do ".repeat(4_000))).bytes());
    assert!(found.contains(&"pdf-limit"), "{found:?}");
}

#[test]
fn pictures_that_lie_are_damaged() {
    let root = common::root().join("tests/preflight/samples");
    let sample = |name: &str| std::fs::read(root.join(name)).expect("a sample");
    let with = |filter: &str, data: Vec<u8>| {
        let mut file = x4();
        let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 64, "Height" => 64,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => if filter == "JBIG2Decode" { 1 } else { 8 }, "Filter" => filter };
        let picture = file.add(Stream::new(dict, data));
        codes(&file.resource("XObject", "Own", picture).content("q 7 0 0 7 60 90 cm /Own Do Q").bytes())
    };
    // Sizes in the data are 60,000 × 60,000: those of the page are 64.
    let mut jpx = sample("gray.jp2");
    let at = jpx.windows(2).position(|two| two == [0xff, 0x51]).expect("SIZ");
    for side in [6, 10, 22, 26] {
        jpx[at + side..at + side + 4].copy_from_slice(&60_000u32.to_be_bytes());
    }
    let mut jbig2 = sample("mmr.jbig2");
    jbig2[11..19].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    for (filter, data) in
        [("JPXDecode", jpx), ("JBIG2Decode", jbig2), ("JPXDecode", vec![7; 90]), ("JBIG2Decode", vec![7; 90])]
    {
        let found = with(filter, data);
        assert!(found.contains(&"pdf-damaged"), "{filter}: {found:?}");
    }
    // Cut or changed anywhere, they are answered.
    for (filter, name) in [("JPXDecode", "gray.jp2"), ("JPXDecode", "cmyk.jp2"), ("JBIG2Decode", "mmr.jbig2")] {
        let whole = sample(name);
        for step in 0..12 {
            let at = whole.len() * step / 12;
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            with(filter, changed);
            with(filter, whole[..at].to_vec());
        }
    }
}

#[test]
fn the_command_answers_with_a_message_and_a_code() {
    let home = tempfile::tempdir().expect("scratch");
    let path = |name: &str| home.path().join(name).display().to_string();
    std::fs::write(path("hello.pdf"), "hello").expect("scratch");
    let run = paiban(&["preflight", &path("hello.pdf")]).ends(1);
    assert!(run.out.contains("error[pdf-unreadable]") && run.out.contains("export or send it again"), "{}", run.out);
    let chinese = common::run(command().args(["--lang", "zh", "preflight", &path("hello.pdf")])).ends(1);
    assert!(chinese.out.contains("不合格") && chinese.out.contains("重新导出"), "{}", chinese.out);
    let run = paiban(&["preflight", &path("missing.pdf")]).ends(1);
    assert!(run.err.contains("missing.pdf"), "{}", run.err);
    let run = paiban(&["preflight", &path("hello.pdf"), "--press", "newsprin"]).ends(1);
    assert!(run.err.contains("newsprint"), "{}", run.err);
    paiban(&["preflight"]).ends(2);
    std::fs::write(path("page.pdf"), page(true)).expect("scratch");
    let json = paiban(&["preflight", &path("page.pdf"), &path("hello.pdf"), "--format", "json"]).ends(1).json();
    assert_eq!((&json["files"][0]["verdict"], &json["files"][1]["verdict"]), (&"passed".into(), &"refused".into()));
    assert_eq!(json["files"][0]["pages"][0]["boxes"]["trim_mm"], serde_json::json!([0.0, 0.0, 270.0, 390.0]));
    paiban(&["preflight", &path("page.pdf")]).ends(0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// Any byte of a file may be any other.
    #[test]
    fn damaged_files_never_panic(places in proptest::collection::vec((0usize..1_000_000, any::<u8>()), 1..40)) {
        let mut bytes = page(true).to_vec();
        // The profile is most of a file: damage is to fall elsewhere too.
        let length = bytes.len();
        for (index, (place, byte)) in places.into_iter().enumerate() {
            let at = if index % 2 == 0 { place % length } else { length - 1 - place % (length / 4) };
            bytes[at] = byte;
        }
        let report = examine(&bytes, "damaged.pdf", &newsprint(None)).report;
        prop_assert!(report.pages.len() < 100);
    }
}
