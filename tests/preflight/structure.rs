//! Structure, metadata, intents, boxes, fonts, colours, interaction: `print.md` 2, a row a case.

use lopdf::{Object, Stream, StringFormat, dictionary};
use paiban::output::preflight::{Flavour, examine};

use crate::base::{Broken, newsprint, page, rect, x1a, x4};

fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn with(mut file: Broken, change: impl FnOnce(&mut Broken)) -> Broken {
    change(&mut file);
    file
}

/// A file whose bytes are changed where they stand.
#[track_caller]
fn bytes_have(old: &str, new: &str, expected: &str) {
    assert_eq!(old.len(), new.len());
    let mut bytes = page(true).to_vec();
    let at = bytes.windows(old.len()).position(|window| window == old.as_bytes()).expect("the old bytes");
    bytes[at..at + old.len()].copy_from_slice(new.as_bytes());
    let report = examine(&bytes, "broken.pdf", &newsprint(Some(Flavour::X4))).report;
    let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, [expected], "{:#?}", report.findings);
}

#[test]
fn file_and_content() {
    bytes_have("%PDF-1.6", "%PDF-1.7", "pdf-version");
    bytes_have("/Producer", "/Creator ", "pdf-duplicate-key");
    bytes_have("startxref", "startxxxx", "pdf-damaged");
    with(x1a(), |b| b.file.version = "1.5".to_owned()).has(&["pdf-version"]);
    with(x4(), |b| b.catalog().set("Version", Object::Name(b"2.0".to_vec()))).has(&["pdf-version"]);
    with(x4(), |b| {
        b.file.trailer.remove(b"ID");
    })
    .has(&["pdf-id"]);
    with(x4(), |b| b.file.trailer.set("Encrypt", dictionary! { "Filter" => "Standard" })).has(&["pdf-encrypted"]);
    let prefs = |area: &str| dictionary! { "ViewArea" => Object::Name(area.as_bytes().to_vec()) };
    with(x4(), |b| b.catalog().set("ViewerPreferences", prefs("CropBox"))).has(&["pdf-view-area"]);
    with(x4(), |b| b.catalog().set("ViewerPreferences", prefs("BleedBox"))).has(&[]);
    let layers = |name: Object| dictionary! { "OCGs" => Vec::<Object>::new(), "D" => dictionary! { "Name" => name } };
    with(x4(), |b| b.catalog().set("OCProperties", layers(text("")))).has(&["pdf-layers"]);
    with(x4(), |b| b.catalog().set("OCProperties", layers(text("all")))).has(&[]);
    with(x1a(), |b| b.catalog().set("OCProperties", layers(text("all")))).has(&["pdf-layers"]);
    let stream = |filter: &str| Stream::new(dictionary! { "Filter" => filter }, vec![0; 8]);
    with(x4(), |b| drop(b.add(stream("LZWDecode")))).has(&["pdf-lzw"]);
    with(x4(), |b| drop(b.add(stream("Crypt")))).has(&["pdf-filter"]);
    with(x4(), |b| drop(b.add(stream("JPXDecode")))).has(&[]);
    with(x1a(), |b| drop(b.add(stream("JPXDecode")))).has(&["pdf-filter"]);
    with(x4(), |b| drop(b.add(Stream::new(dictionary! { "F" => text("other.bin") }, vec![])))).has(&["pdf-external"]);
    with(x4(), |b| drop(b.add(Stream::new(dictionary! { "Subtype" => "PS" }, vec![])))).has(&["pdf-xobject"]);
    with(x4(), |b| drop(b.add(Stream::new(dictionary! { "Subtype2" => "PS" }, vec![])))).has(&["pdf-xobject"]);
    let names = dictionary! { "EmbeddedFiles" => dictionary! {} };
    with(x4(), |b| b.catalog().set("Names", names.clone())).has(&["pdf-embedded-file"]);
    with(x1a(), |b| b.catalog().set("Names", names)).has(&["pdf-embedded-file"]);
    let layered = |order: bool| {
        with(x4(), |b| {
            let layer = b.add(dictionary! { "Type" => "OCG", "Name" => text("one") });
            let order = if order { vec![layer.clone()] } else { Vec::new() };
            let all =
                dictionary! { "OCGs" => vec![layer], "D" => dictionary! { "Name" => text("all"), "Order" => order } };
            b.catalog().set("OCProperties", all);
        })
    };
    layered(true).has(&[]);
    layered(false).has(&["pdf-layers"]);
    x4().content("/Loud ri").has(&["pdf-intent"]);
    x4().content("/Perceptual ri").has(&[]);
    x4().content("1 2 paint").has(&["pdf-operator"]);
    x4().content("BX 1 2 paint EX").has(&["pdf-operator"]);
    x4().content("q").has(&["pdf-unbalanced"]);
    x4().content("Q").has(&["pdf-unbalanced"]);
    x4().content(&"q ".repeat(29)).has(&["pdf-unbalanced"]);
    x4().content("BT").has(&["pdf-unbalanced"]);
    x4().content("/Nothing Do").has(&["pdf-resource"]);
    x4().content("/Nothing gs").has(&["pdf-resource"]);
    x4().content("BT /Nothing 9 Tf ET").has(&["pdf-resource"]);
    x4().content("[ (").has(&["pdf-damaged"]);
    let state = |key: &str, value: Object| {
        let mut dict = dictionary! {};
        dict.set(key, value);
        x4().resource("ExtGState", "Own", dict).content("/Own gs")
    };
    state("TR", "Identity".into()).has(&["pdf-transfer"]);
    state("TR2", "Default".into()).has(&[]);
    state("TR2", "Identity".into()).has(&["pdf-transfer"]);
    state("HT", dictionary! { "HalftoneType" => 6 }.into()).has(&["pdf-halftone"]);
    state("HT", dictionary! { "HalftoneType" => 1 }.into()).has(&[]);
    let five = |curve: &str| {
        let part = dictionary! { "HalftoneType" => 1, "TransferFunction" => Object::Name(curve.as_bytes().to_vec()) };
        dictionary! { "HalftoneType" => 5, "Default" => dictionary! { "HalftoneType" => 1 }, "Cyan" => part }
    };
    state("HT", five("Identity").into()).has(&[]);
    state("HT", five("Steep").into()).has(&["pdf-halftone"]);
    state("HTP", vec![Object::Integer(0), Object::Integer(0)].into()).has(&["pdf-halftone"]);
    state("RI", "Loud".into()).has(&["pdf-intent"]);
}

/// Streams of objects are read all the same, and told where the older standard forbids them.
#[test]
fn streams_of_objects() {
    let packed = |mut file: Broken| {
        let mut bytes = Vec::new();
        let options = lopdf::SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
        file.file.save_with_options(&mut bytes, options).expect("a file");
        bytes
    };
    let codes = |bytes: &[u8], flavour: Flavour| -> Vec<&str> {
        let report = examine(bytes, "packed.pdf", &newsprint(Some(flavour))).report;
        report.findings.iter().map(|finding| finding.code.as_str()).collect()
    };
    let older = codes(&packed(x1a()), Flavour::X1a);
    assert!(older.contains(&"pdf-compressed"), "{older:?}");
    let newer = codes(&packed(x4()), Flavour::X4);
    assert!(!newer.contains(&"pdf-compressed") && !newer.contains(&"pdf-damaged"), "{newer:?}");
}

/// Every fault that can be told is broken by a file here.
#[test]
fn every_rule_has_its_file() {
    let read = |name: &str| std::fs::read_to_string(crate::common::root().join(name)).expect("a source");
    let tests =
        ["structure", "limits", "hostile", "others"].map(|name| read(&format!("tests/preflight/{name}.rs"))).concat();
    let rows = ["rows_file", "rows_page"].map(|name| read(&format!("src/output/preflight/rules/{name}.rs"))).concat();
    let missing: Vec<&str> = paiban::base::diag::Code::ALL
        .iter()
        .filter(|code| rows.contains(&format!("Code::{code:?},")))
        .map(|code| code.as_str())
        .filter(|code| !tests.contains(&format!("\"{code}\"")))
        .collect();
    assert!(rows.matches("Code::").count() > 60 && missing.is_empty(), "{missing:?}");
}

#[test]
fn metadata() {
    x4().xmp("PDF/X-4", "PDF/X-3").has(&["pdfx-version"]);
    x4().xmp("DocumentID>", "DocumentXX>").xmp("DocumentID>", "DocumentXX>").has(&["pdfx-ids"]);
    x4().xmp("</x:xmpmeta>", "</x:xmp>").has(&["pdfx-metadata"]);
    with(x4(), |b| drop(b.catalog().remove(b"Metadata"))).has(&["pdfx-metadata"]);
    x4().xmp("MetadataDate>2", "MetadataDate>x").has(&["pdfx-dates"]);
    x4().xmp("Trapped>False", "Trapped>Perhaps").has(&["pdfx-info", "pdfx-trapped"]);
    x4().xmp("CreatorTool>", "CreatorToot>").xmp("CreatorTool>", "CreatorToot>").has(&["pdfx-creator"]);
    with(x4(), |b| b.info().set("Title", text("something else"))).has(&["pdfx-info"]);
    with(x4(), |b| b.info().set("CreationDate", text("D:20261122000001+08'00'"))).has(&["pdfx-info"]);
    with(x1a(), |b| drop(b.info().remove(b"GTS_PDFXVersion"))).has(&["pdfx-version"]);
    with(x1a(), |b| b.info().set("GTS_PDFXConformance", text("PDF/X-1a:2001"))).has(&["pdfx-version"]);
    with(x1a(), |b| drop(b.info().remove(b"Title"))).has(&["pdfx-title"]);
    with(x1a(), |b| drop(b.info().remove(b"ModDate"))).has(&["pdfx-dates"]);
    with(x1a(), |b| b.info().set("Trapped", Object::Name(b"Unknown".to_vec()))).has(&["pdfx-trapped"]);
    with(x1a(), |b| drop(b.info().remove(b"Producer"))).has(&["pdfx-creator"]);
}

#[test]
fn output_intent() {
    with(x4(), |b| drop(b.catalog().remove(b"OutputIntents"))).has(&["pdfx-intent"]);
    with(x4(), |b| b.page().set("OutputIntents", vec![Object::Null])).has(&["pdfx-intent"]);
    with(x4(), |b| drop(b.intent().remove(b"OutputConditionIdentifier"))).has(&["pdfx-condition"]);
    with(x4(), |b| b.intent().set("OutputConditionIdentifier", text("FOGRA39"))).has(&["press-condition"]);
    with(x4(), |b| drop(b.intent().remove(b"DestOutputProfile"))).has(&["pdfx-profile"]);
    with(x4(), |b| b.intent().set("DestOutputProfileRef", dictionary! {})).has(&["pdfx-profile"]);
    let profile = |change: fn(&mut Vec<u8>)| {
        with(x4(), |b| {
            let id = b.intent().get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
            let stream = b.file.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
            let mut bytes = stream.decompressed_content().expect("a profile");
            change(&mut bytes);
            stream.dict.remove(b"Filter");
            stream.set_plain_content(bytes);
        })
    };
    profile(|_| ()).has(&[]);
    profile(|bytes| bytes.truncate(1000)).has(&["pdfx-profile-unusable"]);
    profile(|bytes| bytes[12..16].copy_from_slice(b"mntr")).has(&["pdfx-profile-unusable"]);
    profile(|bytes| bytes[8] = 5).has(&["pdfx-profile-unusable"]);
    with(x4(), |b| {
        let first = b.intent().clone();
        let mut second = first.clone();
        second.set("S", "GTS_PDFA1");
        let own = b.add(Stream::new(dictionary! { "N" => 4 }, vec![0; 200]));
        second.set("DestOutputProfile", own);
        b.catalog().set("OutputIntents", vec![Object::Dictionary(first), Object::Dictionary(second)]);
    })
    .has(&["pdfx-profiles"]);
}

#[test]
fn boxes() {
    let sides = |sides: [f32; 4]| sides.map(Object::Real).to_vec();
    with(x4(), |b| drop(b.page().remove(b"TrimBox"))).has(&["pdf-box-missing"]);
    with(x4(), |b| {
        let trim = b.page().get(b"TrimBox").expect("a box").clone();
        b.page().set("ArtBox", trim);
    })
    .has(&["pdf-box-missing"]);
    with(x4(), |b| b.page().set("TrimBox", sides([-9.0, 0.0, 300.0, 400.0]))).has(&["pdf-box-order"]);
    with(x4(), |b| b.page().set("BleedBox", sides([-9.0, -9.0, 800.0, 1200.0]))).has(&["pdf-box-order"]);
    with(x4(), |b| {
        let media = b.page().get(b"MediaBox").and_then(Object::as_array).expect("a box").clone();
        b.page().set("CropBox", media.clone());
        let edge = |index: usize| media[index].as_float().expect("a number");
        b.page().set("MediaBox", sides([edge(0) - 20.0, edge(1), edge(2), edge(3)]));
    })
    .has(&["pdf-box-crop"]);
    with(x4(), |b| b.page().set("MediaBox", sides([0.0, 0.0, 90_000.0, 90_000.0]))).report();
    let huge = with(x4(), |b| b.page().set("MediaBox", sides([0.0, 0.0, 90_000.0, 90_000.0]))).report();
    assert!(huge.findings.iter().any(|finding| finding.code.as_str() == "pdf-limit"), "{:#?}", huge.findings);
}

#[test]
fn fonts() {
    let helvetica = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let shown = "BT /Own 9 Tf 0 0 0 1 k 30 30 Td (newspaper) Tj ET";
    x4().resource("Font", "Own", helvetica.clone()).content(shown).has(&["font-not-embedded"]);
    // A font that nothing is set in prints nothing.
    x4().resource("Font", "Own", helvetica).has(&[]);
    let garbage = with(x4(), |b| {
        let (_, descriptor) = b.descendant(b.fonts()[0].1);
        let dict = b.file.get_dictionary(descriptor).expect("a descriptor").clone();
        let key = ["FontFile2", "FontFile3"].into_iter().find(|key| dict.has(key.as_bytes())).expect("a program");
        let id = dict.get(key.as_bytes()).and_then(Object::as_reference).expect("a program");
        let stream = b.file.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        stream.dict.remove(b"Filter");
        stream.set_plain_content(vec![7; 300]);
    });
    garbage.has(&["font-program"]);
    with(x4(), |b| {
        let (cid, _) = b.descendant(b.fonts()[0].1);
        b.file.get_dictionary_mut(cid).expect("a font").remove(b"CIDSystemInfo");
    })
    .has(&["font-cid"]);
    let name = x4().font();
    x4().content(&format!("BT /{name} 9 Tf 0 0 0 1 k 30 30 Td <FFF0> Tj ET")).has(&["font-code"]);
}

#[test]
fn colours() {
    let area = rect([20.0, 350.0, 10.0, 10.0]);
    x4().content(&format!("1 0 0 rg {area} f")).has(&["color-rgb"]);
    x1a().content(&format!("1 0 0 RG {area} S")).has(&["color-rgb"]);
    let icc = |components: i64, bytes: Vec<u8>, file: Broken, color: &str| {
        let mut file = file;
        let profile = file.add(Stream::new(dictionary! { "N" => components }, bytes));
        let space = Object::Array(vec!["ICCBased".into(), profile]);
        file.resource("ColorSpace", "Own", space).content(&format!("/Own cs {color} sc {area} f"))
    };
    icc(4, vec![1; 200], x4(), "0 0 0 1").has(&["color-icc"]);
    icc(3, vec![1; 200], x4(), "1 0 0").has(&["color-rgb"]);
    icc(1, vec![1; 200], x4(), "0.5").has(&[]);
    icc(1, vec![1; 200], x1a(), "0.5").has(&["color-icc"]);
    let own = std::fs::read(crate::common::root().join("layouts/press/ISOnewspaper26v4.icc")).expect("a profile");
    icc(4, own, x4(), "0 0 0 1").has(&["color-icc-output"]);
    let default = Object::Name(b"DeviceCMYK".to_vec());
    x1a().resource("ColorSpace", "DefaultRGB", default).has(&["color-default"]);
    let function = |magenta: f32| {
        let to = vec![0.0.into(), magenta.into(), 1.0.into(), 0.0.into()];
        dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => Object::Array(to) }
    };
    let spot = |name: &str, magenta: f32| {
        Object::Array(vec![
            "Separation".into(),
            Object::Name(name.as_bytes().to_vec()),
            "DeviceCMYK".into(),
            function(magenta).into(),
        ])
    };
    // Newsprint prints no spots.
    x4().resource("ColorSpace", "Own", spot("RED", 1.0))
        .content(&format!("/Own cs 1 sc {area} f"))
        .has(&["spot-count"]);
    x4().resource("ColorSpace", "Own", spot("RED", 1.0))
        .resource("ColorSpace", "Other", spot("RED", 0.8))
        .content(&format!("/Own cs 1 sc {area} f /Other cs 1 sc {area} f"))
        .has(&["color-spot-differs", "spot-count"]);
    let many: Vec<Object> = (0..9).map(|index| Object::Name(format!("Ink{index}").into_bytes())).collect();
    let devicen = |names: Vec<Object>| {
        Object::Array(vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), function(1.0).into()])
    };
    let nine = format!("/Own cs 0 0 0 0 0 0 0 0 0 sc {area} f");
    x1a().resource("ColorSpace", "Own", devicen(many.clone())).content(&nine).has(&["color-devicen"]);
    x4().resource("ColorSpace", "Own", devicen(many)).content(&nine).has(&[]);
    let most: Vec<Object> = (0..33).map(|index| Object::Name(format!("Ink{index}").into_bytes())).collect();
    let all = format!("/Own cs {} sc {area} f", "0 ".repeat(33));
    x4().resource("ColorSpace", "Own", devicen(most)).content(&all).has(&["color-devicen"]);
}

#[test]
fn transparency() {
    let area = rect([20.0, 350.0, 10.0, 10.0]);
    let paint = format!("/Own gs 0.5 0 0 0 k {area} f");
    let half = || dictionary! { "ca" => 0.5 };
    x1a().resource("ExtGState", "Own", half()).content(&paint).has(&["pdf-transparency"]);
    x4().resource("ExtGState", "Own", half()).content(&paint).has(&[]);
    x1a().resource("ExtGState", "Own", dictionary! { "BM" => "Multiply" }).content(&paint).has(&["pdf-transparency"]);
    x1a().resource("ExtGState", "Own", dictionary! { "BM" => "Normal" }).content(&paint).has(&[]);
    x1a().resource("ExtGState", "Own", dictionary! { "SMask" => "None" }).content(&paint).has(&[]);
    let masked = |mut file: Broken| {
        let gray = || {
            let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 300, "Height" => 300,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 };
            Stream::new(dict, vec![0x80; 90_000])
        };
        let mask = file.add(gray());
        let mut picture = gray();
        picture.dict.set("SMask", mask);
        let picture = file.add(picture);
        file.resource("XObject", "Own", picture).content("q 56.69 0 0 56.69 56.69 70 cm /Own Do Q")
    };
    masked(x1a()).has(&["pdf-transparency"]);
    masked(x4()).has(&[]);
    let group = |space: &str| dictionary! { "S" => "Transparency", "CS" => Object::Name(space.as_bytes().to_vec()) };
    with(x4(), |b| b.page().set("Group", group("DeviceRGB"))).has(&["pdf-blend-space"]);
    with(x4(), |b| b.page().set("Group", group("DeviceCMYK"))).has(&[]);
}

#[test]
fn interaction() {
    let script = dictionary! { "S" => "JavaScript", "JS" => text("app.alert(1)") };
    with(x4(), |b| b.catalog().set("OpenAction", script.clone())).has(&["pdf-action"]);
    with(x4(), |b| b.page().set("AA", dictionary! { "O" => script.clone() })).has(&["pdf-action"]);
    let note = |at: [i64; 4], kind: &str| {
        let rect: Vec<Object> = at.map(Object::Integer).to_vec();
        dictionary! { "Type" => "Annot", "Subtype" => Object::Name(kind.as_bytes().to_vec()), "Rect" => rect }
    };
    let annotated =
        |at: [i64; 4], kind: &str| with(x4(), |b| b.page().set("Annots", vec![Object::Dictionary(note(at, kind))]));
    annotated([30, 30, 60, 60], "Text").has(&["pdf-annotation"]);
    annotated([-90, -90, -60, -60], "Text").has(&[]);
    annotated([30, 30, 60, 60], "TrapNet").has(&[]);
    annotated([30, 30, 60, 60], "PrinterMark").has(&["pdf-annotation"]);
    annotated([-90, -90, -60, -60], "FileAttachment").has(&["pdf-form"]);
    annotated([30, 30, 60, 60], "Widget").has(&["pdf-form"]);
    // The second item of an outline opens another page of the web.
    let outlined = |action: &str| {
        with(x4(), |b| {
            let action = dictionary! { "S" => Object::Name(action.as_bytes().to_vec()) };
            let second = b.add(dictionary! { "Title" => text("2"), "A" => action });
            let first = b.add(dictionary! { "Title" => text("1"), "Next" => second });
            let outline = b.add(dictionary! { "Type" => "Outlines", "First" => first });
            b.catalog().set("Outlines", outline);
        })
    };
    outlined("URI").has(&["pdf-action"]);
    outlined("GoTo").has(&[]);
    with(x4(), |b| {
        let field = b.add(dictionary! { "T" => text("name") });
        b.catalog().set("AcroForm", dictionary! { "Fields" => vec![field] });
    })
    .has(&["pdf-form"]);
}
