//! What the press prints soundly: `print.md` 3 and 5, each limit with what is just within it.

use lopdf::{Object, Stream, dictionary};

use crate::base::{Broken, rect, x4};

/// A place with nothing on it: below the copy.
const AREA: [f64; 4] = [20.0, 350.0, 20.0, 10.0];
const SIDES: [f64; 4] = [20.0, 350.0, 40.0, 360.0];

/// Type at a size, at 25 mm and 356 mm, behind some content.
fn typed(before: &str, size: f64, color: &str) -> Broken {
    let file = x4();
    let name = file.font();
    file.content(&format!("{before} BT /{name} {size} Tf {color} 70 96 Td <00010002> Tj ET"))
}

#[test]
fn total_ink() {
    let fill = |inks: &str| x4().content(&format!("{inks} k {} f", rect(AREA)));
    fill("0.9 0.8 0.8 0").has(&["ink-over-limit"]);
    fill("0.8 0.75 0.75 0").has(&["ink-near-limit"]);
    fill("0.7 0.7 0.7 0").has(&[]);
    let report = fill("0.9 0.8 0.8 0").report();
    let at = report.findings[0].at.expect("a place");
    let inside = at.x.to_mm() >= SIDES[0] - 1.0 && (at.x + at.width).to_mm() <= SIDES[2] + 1.0;
    assert!(inside && at.y.to_mm() >= SIDES[1] - 1.0, "{at:?}");
    assert!((report.pages[0].total_ink - 250.0).abs() < 1.5, "{}", report.pages[0].total_ink);
    // Less than 15 mm² of it is no ground to refuse a page.
    x4().content(&format!("0.9 0.8 0.8 0 k {} f", rect([20.0, 350.0, 2.0, 2.0]))).has(&[]);
    // What overprints adds, what knocks out does not.
    let black = |overprint: bool| {
        x4().resource("ExtGState", "Own", dictionary! { "OP" => overprint, "op" => overprint, "OPM" => 1 })
            .content(&format!("0.8 0.7 0 0 k {0} f /Own gs 0 0 0 1 k {0} f", rect(AREA)))
    };
    black(true).has(&["ink-over-limit"]);
    black(false).has(&[]);
}

#[test]
fn pictures() {
    // 20 × 10 mm: so many pixels an inch.
    let image = |ppi: f64, bits: i64| {
        let mut file = x4();
        let (width, height) = ((20.0 / 25.4 * ppi) as i64, (10.0 / 25.4 * ppi) as i64);
        let row = (width * bits + 7) / 8;
        let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => bits };
        let picture = file.add(Stream::new(dict, vec![0xaa; (row * height) as usize]));
        file.resource("XObject", "Own", picture).content("q 56.69 0 0 28.35 56.69 85.04 cm /Own Do Q")
    };
    image(140.0, 8).has_at("picture-too-coarse", SIDES);
    image(160.0, 8).has_at("picture-coarse", SIDES);
    image(200.0, 8).has(&[]);
    image(400.0, 1).has_at("bilevel-coarse", SIDES);
    image(600.0, 1).has(&[]);
    image(200.0, 3).has(&["pdf-damaged", "pdf-image-bits"]);
    let report = image(200.0, 8).report();
    let picture = &report.pages[0].images[0];
    assert!((picture.ppi - 199.0).abs() < 2.0 && picture.bits == 8 && picture.space == "DeviceGray", "{picture:?}");
}

#[test]
fn type_by_the_number_of_its_inks() {
    typed("", 4.5, "0 0 0 1 k").has(&["type-small"]);
    typed("", 5.0, "0 0 0 1 k").has(&[]);
    typed("", 8.0, "0 1 1 0 k").has(&["type-small-inks"]);
    typed("", 9.0, "0 1 1 0 k").has(&[]);
    typed("", 8.0, "0 1 0 0 k").has(&[]);
    typed("", 20.0, "0.6 0.4 0.4 1 k").has(&["type-rich-black"]);
    let ground = format!("0.6 0 0 0 k {} f", rect(AREA));
    let white = |ground: &str, size: f64| {
        typed(&format!("{ground} /Own gs"), size, "0 0 0 0 k").resource(
            "ExtGState",
            "Own",
            dictionary! { "OP" => false, "op" => false },
        )
    };
    white(&ground, 6.0).has(&["type-small-reversed"]);
    white(&ground, 7.0).has(&[]);
    white("", 6.0).has(&[]);
}

#[test]
fn overprint() {
    let ground = format!("0.6 0 0 0 k {} f", rect(AREA));
    let state =
        |file: Broken, on: bool| file.resource("ExtGState", "Own", dictionary! { "OP" => on, "op" => on, "OPM" => 1 });
    let black = |size: f64, on: bool| state(typed(&format!("{ground} /Own gs"), size, "0 0 0 1 k"), on);
    black(9.0, false).has(&["black-knocks-out"]);
    black(9.0, true).has(&[]);
    black(12.0, false).has(&[]);
    // DeviceGray knocks out whatever the state says.
    state(typed(&format!("{ground} /Own gs"), 9.0, "0 g"), true).has(&["black-knocks-out"]);
    state(typed(&format!("{ground} /Own gs"), 9.0, "0 0 0 0 k"), true).has(&["white-overprints"]);
    state(typed(&format!("{ground} /Own gs"), 9.0, "0 0 0 0 k"), false).has(&[]);
}

#[test]
fn lines() {
    let stroke = |before: &str, width: f64, color: &str| {
        x4().content(&format!("{before} {width} w {color} K 60 90 m 110 90 l S"))
    };
    stroke("", 0.2, "0 0 0 1").has(&["line-hairline"]);
    stroke("", 0.0, "0 0 0 1").has(&["line-hairline"]);
    stroke("", 0.3, "0 0 0 1").has(&["line-fine"]);
    stroke("", 0.5, "0 0 0 1").has(&[]);
    stroke("", 0.4, "0 1 1 0").has(&["line-inks"]);
    stroke("", 0.5, "0 1 1 0").has(&[]);
    let ground = format!("0.6 0 0 0 k {} f", rect(AREA));
    stroke(&ground, 0.5, "0 0 0 0").has(&["line-white"]);
    stroke(&ground, 0.7, "0 0 0 0").has(&[]);
    stroke("", 0.5, "0 0 0 0").has(&[]);
    // A filled rectangle is a line too.
    x4().content("0 0 0 1 k 60 90 50 0.2 re f").has(&["line-hairline"]);
    // Its width counts as it stands on the page.
    x4().content("q 10 0 0 10 0 0 cm 0.1 w 0 0 0 1 K 6 9 m 11 9 l S Q").has(&[]);
}

#[test]
fn inks() {
    let fill = |color: &str| x4().content(&format!("{color} {} f", rect(AREA)));
    fill("0.02 0 0 0 k").has_at("tint-faint", SIDES);
    fill("0.03 0 0 0 k").has(&[]);
    let function = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
    "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => vec![1.into(), 1.into(), 1.into(), 1.into()] };
    let all = Object::Array(vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), function.into()]);
    let file = || x4().resource("ColorSpace", "Own", all.clone());
    file().content(&format!("/Own cs 1 sc {} f", rect(AREA))).has(&["ink-over-limit", "registration-inside"]);
    file().content("/Own cs 1 sc -50 -50 20 20 re f").has(&[]);
}

/// Dark and light modules, `#` and space, of 0.8 mm at 20 and 330 mm.
fn modules(rows: &[String]) -> String {
    let mut content = "0 0 0 1 k ".to_owned();
    for (row, line) in rows.iter().enumerate() {
        for (column, module) in line.chars().enumerate().filter(|(_, module)| *module == '#') {
            content += &format!("{} ", rect([20.0 + 0.8 * column as f64, 330.0 + 0.8 * row as f64, 0.8, 0.8]));
            let _ = module;
        }
    }
    content + "f"
}

#[test]
fn qr_codes_are_read_as_they_print() {
    let code = qrcodegen::QrCode::encode_text("https://paper.example/20261123", qrcodegen::QrCodeEcc::Medium);
    let code = code.expect("a code");
    let row = |y: i32| (0..code.size()).map(|x| if code.get_module(x, y) { '#' } else { ' ' }).collect::<String>();
    let rows: Vec<String> = (0..code.size()).map(row).collect();
    let report = x4().content(&modules(&rows)).report();
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    assert_eq!(report.pages[0].qr.len(), 1);
    assert_eq!(report.pages[0].qr[0].text, "https://paper.example/20261123");
    let at = report.pages[0].qr[0].at;
    assert!((at.x.to_mm() - 20.0).abs() < 1.0 && (at.y.to_mm() - 330.0).abs() < 1.0, "{at:?}");
    // The corners stand, the rest is lost.
    let middle = rows.len() / 2;
    let lost = |(y, line): (usize, &String)| {
        let keep = |x: usize| {
            (x < 8 || x + 8 >= rows.len())
                && (y < 8 || y + 8 >= rows.len())
                && !(x + 8 >= rows.len() && y + 8 >= rows.len())
        };
        line.chars()
            .enumerate()
            .map(|(x, module)| {
                if keep(x) {
                    module
                } else if (x * 7 + y * middle).is_multiple_of(3) {
                    '#'
                } else {
                    ' '
                }
            })
            .collect::<String>()
    };
    let rows: Vec<String> = rows.iter().enumerate().map(lost).collect();
    x4().content(&modules(&rows)).has(&["qr-unreadable"]);
}
