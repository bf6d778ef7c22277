//! What of an advertiser's PDF is printed outside the trim.

use lopdf::{Document, Object, Stream, dictionary};

use crate::common::{Desk, codes, installed};

const FILE: &str = "day/out/TEST_20261123_A01_v1.pdf";
/// The sides of the trim, in points: 30 字 of 10 points, 30 lines of 10 points with nothing between.
const SIDE: f64 = 300.0;

/// A page of cyan in a frame of magenta on the left, yellow on the right, black above and green below, which goes on
/// outside its trim so far as `bleed` says, in points. Turned so many degrees.
fn framed(bleed: f64, turned: i64) -> Vec<u8> {
    let content = "0 .8 0 0 k -20 -20 340 340 re f 0 0 .8 0 k 300 -20 20 340 re f \
                   0 0 0 .6 k -20 300 340 20 re f .7 0 .7 0 k -20 -20 340 20 re f .5 0 0 0 k 0 0 300 300 re f";
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let boxed = |by: f64| -> Object {
        [-by, -by, SIDE + by, SIDE + by].map(|number| Object::Real(number as f32)).to_vec().into()
    };
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => boxed(20.0), "TrimBox" => boxed(0.0),
        "BleedBox" => boxed(bleed), "Rotate" => turned, "Contents" => content, "Resources" => dictionary! {},
    });
    let kids: Vec<Object> = vec![page.into()];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// A page that is all advertisement, with a bleed of 3 mm.
fn desk(art: &[u8]) -> Desk {
    let desk = Desk::new();
    let format = "trim: {width: 300pt, height: 300pt}\nbody: 10pt\npitch: 10pt\ncolumns: {count: 1, width: 30字, gutter: 1字}\n\
                  rows: 30\nmargins: {top: 0mm, left: 0mm}\nbleed: 3mm\n";
    desk.write("layouts/formats/full.yaml", format);
    let page = "format: full\nstyles: daily\nareas:\n  all: {kind: ad, at: {columns: 1, rows: 1-30}}\n";
    desk.write("layouts/page.yaml", page);
    desk.swap(
        "day/edition.yaml",
        "      lead: lead\n      second: second\n",
        "      all: {file: ad.pdf, booking: AD-1}\n",
    );
    desk.remove("day/stories/lead.md");
    desk.remove("day/stories/second.md");
    desk.write("day/ad.pdf", art);
    desk
}

/// The printed page at four pixels a millimetre, its media box and all; nothing where poppler is not installed.
fn printed(desk: &Desk) -> Option<image::RgbImage> {
    if !installed("pdftoppm") {
        return None;
    }
    let (file, out) = (desk.path(FILE), desk.path("shown"));
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-r", "101.6", "-png", "-singlefile"])
        .args([&file, &out])
        .status();
    assert!(drawn.expect("a picture").success());
    Some(image::open(out.with_extension("png")).expect("a picture").to_rgb8())
}

/// What is seen in millimetres from the corner of the trim.
fn seen(shown: &image::RgbImage, x: f64, y: f64) -> &'static str {
    let side = SIDE / 72.0 * 25.4;
    let around = (f64::from(shown.width()) / 4.0 - side) / 2.0;
    let pixel = |mm: f64| ((mm + around) * 4.0) as u32;
    let [r, g, b] = shown.get_pixel(pixel(x), pixel(y)).0;
    match (r > 200, g > 200, b > 200) {
        (true, true, true) => "paper",
        (false, true, true) => "cyan",
        (true, false, _) => "magenta",
        (true, true, false) => "yellow",
        _ if g.abs_diff(r) < 12 => "black",
        _ => "green",
    }
}

/// Left, top, right and bottom, so far outside the trim.
fn around(shown: &image::RgbImage, out: f64) -> [&'static str; 4] {
    let (side, middle) = (SIDE / 72.0 * 25.4, SIDE / 72.0 * 12.7);
    [
        seen(shown, -out, middle),
        seen(shown, middle, -out),
        seen(shown, side + out, middle),
        seen(shown, middle, side + out),
    ]
}

#[test]
fn the_bleed_of_a_pdf_is_printed_in_that_of_the_page() {
    let desk = desk(&framed(10.0, 0));
    let report = desk.build(&["--format", "json"]).ends(0).json();
    assert_eq!(codes(&report), [] as [String; 0], "{report}");
    let Some(shown) = printed(&desk) else { return };
    assert_eq!(around(&shown, 0.6), ["magenta", "black", "yellow", "green"]);
    assert_eq!(around(&shown, 2.6), ["magenta", "black", "yellow", "green"]);
    assert_eq!(around(&shown, -0.6), ["cyan"; 4], "its trim lies on that of the page");
}

#[test]
fn a_turned_page_bleeds_as_it_is_turned() {
    let desk = desk(&framed(10.0, 90));
    desk.build(&[]).ends(0);
    let Some(shown) = printed(&desk) else { return };
    assert_eq!(around(&shown, 1.5), ["green", "magenta", "black", "yellow"]);
    assert_eq!(around(&shown, -0.6), ["cyan"; 4]);
}

/// What is short of the bleed is told; the advertisement is not made larger for that.
#[test]
fn a_bleed_that_is_missing_is_told_and_stays_paper() {
    let short = desk(&framed(3.0, 0));
    let report = short.build(&["--format", "json"]).ends(0).json();
    assert_eq!(codes(&report), ["picture-bleed"], "{report}");
    assert!(report.to_string().contains("1.9 mm"), "{report}");
    let Some(shown) = printed(&short) else { return };
    assert_eq!(around(&shown, 0.6), ["magenta", "black", "yellow", "green"]);
    assert_eq!(around(&shown, 2.0), ["paper"; 4]);
    let none = desk(&framed(0.0, 0));
    assert_eq!(codes(&none.build(&["--format", "json"]).ends(0).json()), ["picture-bleed"]);
    let Some(shown) = printed(&none) else { return };
    assert_eq!((around(&shown, 1.0), around(&shown, -0.6)), (["paper"; 4], ["cyan"; 4]));
}

/// The digital edition has no bleed: its advertisement ends with its trim.
#[test]
fn screens_show_the_trim_alone() {
    let desk = desk(&framed(10.0, 0));
    desk.build(&["--digital"]).ends(0);
    if !installed("pdftoppm") {
        return;
    }
    let (file, out) = (desk.path("day/out/TEST_20261123_digital_v1.pdf"), desk.path("digital"));
    let drawn =
        std::process::Command::new("pdftoppm").args(["-r", "50", "-png", "-singlefile"]).args([&file, &out]).status();
    assert!(drawn.expect("a picture").success());
    let shown = image::open(out.with_extension("png")).expect("a picture").to_rgb8();
    let (across, down) = (shown.width(), shown.height());
    for (x, y) in [(2, 2), (across - 3, 2), (2, down - 3), (across - 3, down - 3), (across / 2, down / 2)] {
        let [r, g, b] = shown.get_pixel(x, y).0;
        assert!(r < 230 && g > 200 && b > 200, "{x}, {y} is {r} {g} {b}");
    }
}
