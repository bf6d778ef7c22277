//! Advertisers' PDFs as art: placed as they are, in their place, on the plates of their inks.

use lopdf::{Document, Object};
use paiban::base::diag::{Code, Severity};
use paiban::base::geom::Rect;
use paiban::base::units::Length;
use paiban::output::pdf::{Condition, Flavour, Limits};
use paiban::output::preflight::{self, Asks, examine};

use crate::advert_file::*;
use crate::support::*;
use crate::tools::plates;

/// Bleed to bleed a light cyan, in its upper left quarter a solid black, in its lower right one magenta.
const QUARTERS: &str = ".2 0 0 0 k 0 0 301 159 re f 0 g 8.5 79.4 141.7 70.9 re f 0 1 0 0 k 150.2 8.5 141.7 70.9 re f";

pub(crate) fn x1a() -> Condition {
    let bytes = std::fs::read(root().join("layouts/press/FOGRA39L_coated.icc")).expect("the profile");
    let profile = paiban::output::pdf::Profile::new(bytes.into()).expect("a profile");
    Condition { flavour: Flavour::X1a, profile, identifier: "FOGRA39".to_owned(), ..newsprint() }
}

/// What our own preflight says of a file, errors alone.
pub(crate) fn errors(file: &[u8], flavour: preflight::Flavour) -> Vec<String> {
    errors_by(file, &asks(flavour))
}

pub(crate) fn errors_by(file: &[u8], asks: &Asks) -> Vec<String> {
    let found = examine(file, "page.pdf", asks).report.findings;
    let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {}", finding.code.as_str(), finding.object)).collect()
}

/// What the press asks of a file.
pub(crate) fn asks(flavour: preflight::Flavour) -> Asks {
    let condition = newsprint();
    Asks {
        press: "newsprint".to_owned(),
        condition: condition.identifier.clone(),
        limits: condition.limits,
        ink_limit: condition.ink_limit,
        pictures: condition.pictures,
        flavour: Some(flavour),
        spot_plates: false,
    }
}

/// The forms that a page draws by itself, in the order of their names.
fn forms(document: &Document) -> Vec<lopdf::ObjectId> {
    let (_, page) = document.get_pages().into_iter().next().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    let resources = document.get_dict_in_dict(page, b"Resources").expect("resources");
    let objects = document.get_dict_in_dict(resources, b"XObject").expect("pictures");
    objects.iter().map(|(_, object)| object.as_reference().expect("a reference")).collect()
}

/// A plate at a place of the page, in millimetres: 255 is solid.
fn ink(plates: &std::collections::BTreeMap<String, (usize, Vec<u8>)>, ink: &str, (x, y): (usize, usize)) -> u8 {
    let (width, samples) = &plates[ink];
    255 - samples[y * 360 / 254 * width + x * 360 / 254]
}

#[test]
fn an_ad_fills_its_place_and_its_bleed_is_cut() {
    let made = placed(&Ad::new(QUARTERS));
    assert!(made.said.is_empty(), "{:?}", made.said);
    assert_eq!(made.inks, ["C", "M", "K"]);
    let path = keep("advert.pdf", &made.file);
    if let Some(said) = run("qpdf", &["--check", &path.to_string_lossy()]) {
        assert!(said.contains("No syntax or stream encoding errors") && !said.contains("WARNING"), "{said}");
    }
    let Some(plates) = plates(&path) else { return };
    let at = |place| ["Cyan", "Magenta", "Black"].map(|name| ink(&plates, name, place) / 16);
    // The place goes from 20 to 220 and from 30 to 130 mm.
    assert_eq!(at((22, 32)), [0, 0, 15], "black, and nothing of the cyan beneath it");
    assert_eq!(at((118, 78)), [0, 0, 15]);
    assert_eq!(at((122, 32)), [3, 0, 0]);
    assert_eq!(at((22, 128)), [3, 0, 0]);
    assert_eq!(at((122, 82)), [0, 15, 0]);
    assert_eq!(at((218, 128)), [0, 15, 0]);
    for outside in [(17, 80), (223, 80), (120, 27), (120, 133)] {
        assert_eq!(at(outside), [0, 0, 0], "the bleed of the ad is printed at {outside:?}");
    }
}

#[test]
fn an_ad_is_shown_as_it_is_turned() {
    // Black in the upper left quarter goes to the upper right one when the page is turned clockwise.
    let mut ad = Ad::new(QUARTERS);
    ad.page += "/Rotate 90";
    let bytes = ad.bytes();
    let tall = Rect::new(Length::mm(20), Length::mm(30), Length::mm(100), Length::mm(200));
    let made = made(&page_with(&bytes, 1, &[tall]), &bytes, &newsprint());
    assert!(made.said.is_empty(), "{:?}", made.said);
    let Some(plates) = plates(&keep("advert-turned.pdf", &made.file)) else { return };
    assert_eq!(ink(&plates, "Black", (115, 35)), 255);
    assert_eq!(ink(&plates, "Black", (25, 35)), 0);
    assert_eq!(ink(&plates, "Magenta", (25, 225)), 255);
}

/// What the page's own type and rules left behind in the graphics state must not change an ad.
#[test]
fn an_ad_begins_with_a_clean_state() {
    // A line of the usual width in the usual black; nothing sets them.
    let mut ad = Ad::new("8.5 79.4 m 292 79.4 l S");
    ad.page = "/MediaBox[0 0 300 150]".to_owned();
    let bytes = ad.bytes();
    let mut page = page_with(&bytes, 1, &[slot()]);
    let (book, chains) = book();
    let red = paiban::base::color::Color::Process(paiban::base::color::Cmyk { c: 0, m: 1000, y: 1000, k: 0 });
    let setting = Setting { color: red, ..Setting::body() };
    let mut items = line(&book, chains[0], "红字", &setting, Length::mm(20), Length::mm(20));
    items.append(&mut page.items);
    page.items = items;
    let source: paiban::output::pdf::Bytes = std::sync::Arc::new(bytes);
    let assets = paiban::output::pdf::prepare(std::slice::from_ref(&page), &book, &newsprint(), &|_| {
        Some(std::sync::Arc::clone(&source))
    });
    assert!(assets.diagnostics.is_empty(), "{:?}", assets.diagnostics);
    let file = paiban::output::pdf::write(&[&page], &assets.value, &meta()).expect("a file");
    let Some(plates) = plates(&keep("advert-state.pdf", &file)) else { return };
    // Every row of the plate between 70 and 90 mm: the line is hardly one of them wide.
    let most = |name: &str| {
        let (width, samples) = &plates[name];
        (99..128).map(|row| 255 - samples[row * width + 170]).max().unwrap_or(0)
    };
    assert!(most("Black") > 100, "no black line");
    assert_eq!(most("Magenta"), 0, "the red of the page's type");
}

#[test]
fn one_file_in_several_places_is_one_object() {
    let bytes = Ad::new(QUARTERS).bytes();
    let below = Rect::new(Length::mm(20), Length::mm(200), Length::mm(100), Length::mm(50));
    let one = made(&page_with(&bytes, 1, &[slot()]), &bytes, &newsprint());
    let two = made(&page_with(&bytes, 1, &[slot(), below]), &bytes, &newsprint());
    let (one, two) = (Document::load_mem(&one.file).expect("a PDF"), Document::load_mem(&two.file).expect("a PDF"));
    assert_eq!((forms(&one).len(), forms(&two).len()), (1, 1));
    assert_eq!(one.objects.len(), two.objects.len());
}

#[test]
fn equal_input_gives_equal_bytes() {
    let bytes = Ad::new(QUARTERS).bytes();
    let page = page_with(&bytes, 1, &[slot()]);
    assert_eq!(made(&page, &bytes, &newsprint()).file, made(&page, &bytes, &newsprint()).file);
}

#[test]
fn resources_come_along_and_what_belongs_to_the_other_file_stays() {
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 50 50]/StructParents 3/PieceInfo<<>>",
        b"0 0 0 .5 k 0 0 50 50 re f",
    );
    let form = String::from_utf8(form).expect("text");
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65\
                /Widths[10]/Encoding<</Differences[65/A]>>/CharProcs<</A 7 0 R>>/Parent 3 0 R>>";
    let glyph = String::from_utf8(stream("", b"10 0 0 0 10 10 d1 0 0 10 10 re f")).expect("text");
    let mut ad = Ad::new("/Fm Do 0 g BT /F 20 Tf 100 100 Td (AA) Tj ET /Span /P0 BDC EMC").with(
        "/XObject<</Fm 5 0 R>>/Font<</F 6 0 R>>/Properties<</P0<</StructParent 3 0 R>>>>",
        &[&form, font, &glyph],
    );
    ad.page += "/Annots[<</Subtype/Link/Rect[10 10 50 50]/A<</S/JavaScript/JS(app.alert\\(1\\))>>>>]";
    ad.catalog = "/OpenAction<</S/JavaScript/JS(app.alert\\(2\\))>>".to_owned();
    let made = placed(&ad);
    let [left] = &made.said[..] else { panic!("{:?}", made.said) };
    assert_eq!(left.code, Code::PictureSimplified);
    assert!(!made.file.windows(4).any(|four| four == b"/JS("), "a script");
    let document = Document::load_mem(&made.file).expect("a PDF");
    let pages = document.objects.values().filter(|object| {
        object.as_dict().is_ok_and(|dict| dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Page"))
    });
    assert_eq!(pages.count(), 1, "the other file's page came along");
    let has = |key: &[u8]| {
        document.objects.values().any(|object| match object {
            Object::Dictionary(dict) => dict.has(key),
            Object::Stream(stream) => stream.dict.has(key),
            _ => false,
        })
    };
    assert!(has(b"CharProcs") && !has(b"StructParents") && !has(b"PieceInfo") && !has(b"Annots"));
    assert_eq!(errors(&made.file, preflight::Flavour::X4), [] as [String; 0]);
}

#[test]
fn what_was_placed_passes_preflight_in_both_flavours() {
    let bytes = Ad::new(QUARTERS).bytes();
    let page = page_with(&bytes, 1, &[slot()]);
    let x4 = made(&page, &bytes, &newsprint());
    assert_eq!(errors(&x4.file, preflight::Flavour::X4), [] as [String; 0]);
    let x1a = made(&page, &bytes, &x1a());
    assert!(x1a.said.is_empty(), "{:?}", x1a.said);
    let said = errors(&x1a.file, preflight::Flavour::X1a);
    // The test's condition is not that of the press it is judged by.
    assert!(said.iter().all(|error| error.starts_with("intent")), "{said:?}");
}

#[test]
fn a_spot_prints_where_the_press_has_room_for_it() {
    let spot = "[/Separation/WERK#20BLAU/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 .5 0 0]/N 1>>]";
    let ad = Ad::new("/S cs 1 scn 20 20 200 100 re f").with(&format!("/ColorSpace<</S {spot}>>"), &[]);
    let refused = placed(&ad);
    assert_eq!(refused.said.iter().map(|one| one.code).collect::<Vec<Code>>(), [Code::SpotCount]);
    let bytes = ad.bytes();
    let condition = Condition { limits: Limits { spots: 4, ..Limits::NEWSPRINT }, ..newsprint() };
    let taken = made(&page_with(&bytes, 1, &[slot()]), &bytes, &condition);
    assert!(taken.said.is_empty(), "{:?}", taken.said);
    assert_eq!(taken.inks, ["WERK BLAU"]);
}

#[test]
fn a_picture_that_becomes_too_coarse_is_told() {
    let pixels = vec![0u8; 400 * 200];
    let mut ad = Ad::new("q 283.4646 0 0 141.7323 8.5039 8.5039 cm /Im Do Q").with("/XObject<</Im 5 0 R>>", &[]);
    let dict = "/Type/XObject/Subtype/Image/Width 400/Height 200/BitsPerComponent 8/ColorSpace/DeviceGray";
    ad.more.push(stream(dict, &pixels));
    // 400 pixels on 100 mm are 101 ppi, and the place is twice as wide.
    let made = placed(&ad);
    let [one] = &made.said[..] else { panic!("{:?}", made.said) };
    assert_eq!((one.code, one.severity), (Code::PictureTooCoarse, Severity::Error));
    assert!(one.message.en.contains("51 ppi") || one.message.en.contains("50 ppi"), "{}", one.message.en);
}

#[test]
fn files_of_other_programs_are_placed() {
    let source = keep(
        "advert-source.ps",
        b"%!PS\n<</PageSize[283.4646 141.7323]>>setpagedevice\n\
        0 0 0 1 setcmykcolor /Helvetica findfont 30 scalefont setfont 20 60 moveto (PAIBAN) show\n\
        0 1 0 0 setcmykcolor 20 20 240 20 rectfill showpage\n",
    );
    let target = source.with_extension("pdf");
    let out = format!("-sOutputFile={}", target.display());
    let common = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"];
    for more in ["-dCompatibilityLevel=1.4", "-dCompatibilityLevel=1.7"] {
        let input = source.to_string_lossy().into_owned();
        let arguments: Vec<&str> = common.into_iter().chain([more, "-dPDFSETTINGS=/prepress", &out, &input]).collect();
        if run("gs", &arguments).is_none() {
            return;
        }
        let bytes = std::fs::read(&target).expect("a PDF");
        for (condition, flavour) in [(newsprint(), "x4"), (x1a(), "x1a")] {
            let made = made(&page_with(&bytes, 1, &[slot()]), &bytes, &condition);
            assert!(made.said.is_empty(), "{more} {flavour} {:?}", made.said);
            assert_eq!(made.inks, ["M", "K"]);
            let path = keep(&format!("advert-{flavour}.pdf"), &made.file);
            if let Some(said) = run("pdftotext", &[&path.to_string_lossy(), "-"]) {
                assert!(said.contains("PAIBAN"), "{said}");
            }
        }
    }
}

#[test]
fn a_screen_shows_an_ad_as_its_plates_print_it() {
    let screen = paiban::output::pdf::Display::new(newsprint().profile);
    let mut ad = Ad::new(QUARTERS);
    let level = screen.copy(&ad.bytes(), 1800).expect("a picture");
    ad.page += "/Rotate 90";
    let turned = screen.copy(&ad.bytes(), 1800).expect("a picture");
    let size = |bytes: &[u8]| paiban::base::picture::head(bytes).map(|head| (head.width, head.height)).expect("a head");
    let ((width, height), (across, down)) = (size(&level.bytes), size(&turned.bytes));
    assert_eq!((width, height), (down, across));
    // 100 × 50 mm at 50 pixels an inch.
    assert!(width.abs_diff(197) <= 2 && height.abs_diff(98) <= 2, "{width} × {height}");
    assert!(screen.copy(b"%PDF-1.4\n", 1800).is_none());
}
