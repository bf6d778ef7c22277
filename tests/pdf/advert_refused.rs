//! PDFs that may not be placed: each is told with its cause and its cure, nothing is drawn, nothing grows.

use lopdf::Document;
use paiban::base::diag::{Code, Diagnostic, Severity};
use paiban::base::picture::pdf;
use paiban::output::pdf::{Condition, Flavour, Profile};

use crate::advert_file::*;
use crate::support::*;

/// Nothing is drawn, and the only kind of finding is this one.
#[track_caller]
fn refused(bytes: &[u8], condition: &Condition, code: Code, says: &str) {
    let made = made(&page_with(bytes, 1, &[slot()]), bytes, condition);
    let document = Document::load_mem(&made.file).expect("a PDF all the same");
    let content = document.get_page_content(*document.get_pages().get(&1).expect("a page"));
    assert!(!String::from_utf8_lossy(&content).contains("Do"), "something is drawn");
    assert!(!made.said.is_empty(), "not refused");
    for Diagnostic { code: found, severity, message, hint, page, .. } in &made.said {
        assert_eq!((*found, *severity, *page), (code, Severity::Error, Some(1)), "{message:?}");
        assert!(hint.is_some() && !message.zh.is_ascii(), "{message:?}");
    }
    let all: Vec<&str> = made.said.iter().map(|one| one.message.en.as_str()).collect();
    assert!(all.iter().any(|message| message.contains(says)), "{all:?}");
}

#[track_caller]
fn check(ad: &Ad, code: Code, says: &str) {
    refused(&ad.bytes(), &newsprint(), code, says);
}

fn x1a() -> Condition {
    let bytes = std::fs::read(root().join("layouts/press/FOGRA39L_coated.icc")).expect("the profile");
    Condition { flavour: Flavour::X1a, profile: Profile::new(bytes.into()).expect("a profile"), ..newsprint() }
}

#[test]
fn fonts_that_are_not_embedded_are_refused() {
    let font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
    check(&Ad::new("BT /F 20 Tf 20 20 Td (A) Tj ET").with(font, &[]), Code::FontNotEmbedded, "Helvetica");
}

#[test]
fn transparency_is_refused_where_the_flavour_has_none() {
    let ad = Ad::new("/T gs 0 0 0 1 k 20 20 100 50 re f").with("/ExtGState<</T<</ca .5>>>>", &[]);
    let bytes = ad.bytes();
    assert!(made(&page_with(&bytes, 1, &[slot()]), &bytes, &newsprint()).said.is_empty());
    refused(&bytes, &x1a(), Code::PdfTransparency, "transparen");
}

#[test]
fn more_ink_than_the_press_takes_is_refused() {
    check(&Ad::new("1 1 1 1 k 20 20 100 50 re f"), Code::InkOverLimit, "400");
}

#[test]
fn colours_on_a_page_of_black_are_refused() {
    let bytes = Ad::new("0 1 0 0 k 20 20 100 50 re f").bytes();
    let mut page = page_with(&bytes, 1, &[slot()]);
    if let paiban::page::ItemKind::Image(image) = &mut page.items[0].kind {
        image.gray = true;
    }
    let said = made(&page, &bytes, &newsprint()).said;
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<Code>>(), [Code::PictureUnusable]);
    assert!(said[0].message.en.contains("black alone"), "{:?}", said[0]);
}

#[test]
fn layers_are_plain_content_unless_one_is_hidden() {
    let layer = "<</Type/OCG/Name(L)>>";
    let resources = "/Properties<</M 5 0 R>>";
    let content = "/OC /M BDC 0 g 20 20 100 50 re f EMC";
    let mut ad = Ad::new(content).with(resources, &[layer]);
    ad.catalog = "/OCProperties<</OCGs[5 0 R]/D<</Order[5 0 R]>>>>".to_owned();
    let shown = placed(&ad);
    assert!(shown.said.is_empty(), "{:?}", shown.said);
    assert!(!shown.file.windows(4).any(|four| four == b"/OCG"), "a layer came along");
    ad.catalog = "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>".to_owned();
    check(&ad, Code::PictureUnusable, "hidden");
}

#[test]
fn what_cannot_be_read_is_told_with_its_cure() {
    let mut ad = Ad::new("0 g 20 20 100 50 re f");
    ad.trailer = "/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P -4>>".to_owned();
    check(&ad, Code::PictureUnusable, "encrypted");
    check(&Ad { version: "2.0", ..Ad::new("0 g 20 20 100 50 re f") }, Code::PictureUnusable, "PDF 2.0");
    let whole = Ad::new("0 g 20 20 100 50 re f").bytes();
    refused(&whole[..60], &newsprint(), Code::PictureUnusable, "no pages");
    refused(b"%PDF-1.4\n", &newsprint(), Code::PictureUnusable, "damaged");
    let mut ad = Ad::new("0 g 20 20 100 50 re f");
    ad.page = "/MediaBox[0 0 0 0]".to_owned();
    check(&ad, Code::PictureUnusable, "no size");
    ad.page = "/MediaBox[0 0 900000 5]".to_owned();
    check(&ad, Code::PictureUnusable, "no size");
}

#[test]
fn a_page_that_does_not_exist_is_told() {
    let bytes = Ad::new("0 g 20 20 100 50 re f").bytes();
    let trouble = pdf::head(&bytes, 4).expect_err("no such page").say();
    assert!(trouble.0.en.contains("one page and no page 4"), "{:?}", trouble.0);
    assert!(trouble.1.en.contains("`page`"), "{:?}", trouble.1);
}

#[test]
fn data_that_nobody_has_looked_into_are_refused() {
    let image =
        "/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/JPXDecode";
    let mut ad = Ad::new("q 5 0 0 5 20 20 cm /Im Do Q").with("/XObject<</Im 5 0 R>>", &[]);
    ad.more.push(stream(image, b"\x00\x00\x00\x0cjP  "));
    let said = placed(&ad).said;
    assert!(said.iter().any(|one| one.severity == Severity::Error), "JPEG 2000 is taken");
    let mut ad = Ad::new("/A Do").with("/XObject<</A 5 0 R>>", &[]);
    ad.more.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/F(other.bin)", b"0 g 0 0 9 9 re f"));
    assert!(placed(&ad).said.iter().any(|one| one.severity == Severity::Error), "content of another file is taken");
}

/// Circles, bombs and floods end soon and within bounds.
#[test]
fn hostile_files_end_in_a_finding() {
    // A form in itself.
    let mut ad = Ad::new("/A Do").with("/XObject<</A 5 0 R>>", &[]);
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 300 150]/Resources<</XObject<</A 5 0 R>>>>";
    ad.more.push(stream(form, b"0 g 0 0 9 9 re f /A Do"));
    let made = placed(&ad);
    Document::load_mem(&made.file).expect("a PDF all the same");
    // Operators that unfold to a gigabyte.
    let zeros = vec![b' '; 400 << 20];
    let mut compressor = libdeflater::Compressor::default();
    let mut deflated = vec![0; compressor.zlib_compress_bound(zeros.len())];
    let size = compressor.zlib_compress(&zeros, &mut deflated).expect("room");
    let mut ad = Ad::new("");
    ad.page = ad.page.replace("/TrimBox", "/Contents 5 0 R/Hidden 4 0 R/TrimBox");
    ad.more.push(stream("/Filter/FlateDecode", &deflated[..size]));
    let mut bytes = ad.bytes();
    let own = b"/Contents 4 0 R";
    let at = bytes.windows(own.len()).position(|window| window == own).expect("the page");
    bytes[at..at + own.len()].copy_from_slice(b"/Cantents 4 0 R");
    let said = crate::advert_file::made(&page_with(&bytes, 1, &[slot()]), &bytes, &newsprint()).said;
    assert!(said.iter().any(|one| one.severity == Severity::Error), "{said:?}");
    // Arrays in arrays in arrays.
    let nested = format!("/ColorSpace<</X {}{}>>", "[".repeat(50_000), "]".repeat(50_000));
    let ad = Ad::new("0 g 20 20 100 50 re f").with(&nested, &[]);
    let _ = placed(&ad);
    // More q than Q, and the other way round.
    check(&Ad::new("Q Q 0 g 20 20 100 50 re f"), Code::PdfUnbalanced, "balance");
    // Any byte of a sound file may be wrong.
    let whole = Ad::new("0 g 20 20 100 50 re f").bytes();
    for at in (9..whole.len()).step_by(7) {
        let mut bad = whole.clone();
        bad[at] = bad[at].wrapping_add(13);
        let page = page_with(&bad, 1, &[slot()]);
        Document::load_mem(&crate::advert_file::made(&page, &bad, &newsprint()).file).expect("a PDF all the same");
    }
}
