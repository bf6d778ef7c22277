//! Advertisers' PDFs whose colours are no inks: mapped for the press by the engine of pictures and drawings, and still
//! drawn.

use lopdf::Document;
use paiban::base::diag::{Code, Severity};
use paiban::output::pdf::Condition;
use paiban::output::preflight;

use crate::advert::{asks, errors_by, x1a};
use crate::advert_file::*;
use crate::advert_plates::*;
use crate::support::*;
use crate::tools::plates_at;

/// All kinds of colour, each in a square of 20 points; the first row from 120 points up, the second from 60.
fn motley(is_soft: bool) -> Ad {
    let content = "\
        .8 .2 .1 rg 20 120 20 20 re f \
        .1 .3 .6 RG 10 w 50 130 m 70 130 l S \
        0 g .5 .5 .5 rg BT /T 20 Tf 80 120 Td (A) Tj ET \
        q 110 120 20 20 re W n /Axis sh Q \
        q 140 120 20 20 re W n /Circle sh Q \
        q 20 0 0 20 170 120 cm /Wide Do Q \
        q 20 0 0 20 200 120 cm /Table Do Q \
        q 20 0 0 20 230 120 cm /Soft Do Q \
        /Look cs 60 40 -30 scn 20 60 20 20 re f \
        /Spot cs .5 scn 50 60 20 20 re f \
        q 1 0 0 1 80 60 cm /Form Do Q \
        /Pattern cs /Tile scn 110 60 20 20 re f \
        /Bare cs 0 .6 .2 /Grain scn 140 60 20 20 re f \
        q 20 0 0 20 170 60 cm BI /W 120 /H 120 /BPC 8 /CS /RGB /F /AHx ID INLINE> EI Q \
        /Cal cs .2 .7 .4 sc 200 60 20 20 re f \
        q 20 0 0 20 230 60 cm /Code Do Q \
        /Wd cs .9 .1 .5 sc 260 60 20 20 re f 1 1 1 rg 260 120 20 20 re f \
        1 0 0 rg 0 0 0 RG 20 30 20 20 re B";
    let axis = "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[110 0 130 0]/Extend[true true]\
        /Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>";
    let circle = "<</ShadingType 3/ColorSpace/DeviceRGB/Coords[150 130 0 150 130 10]/Extend[true true]/Function\
        <</FunctionType 3/Domain[0 1]/Bounds[.5]/Encode[0 1 0 1]/Functions[\
        <</FunctionType 2/Domain[0 1]/C0[1 1 0]/C1[1 1 0]/N 1>><</FunctionType 2/Domain[0 1]/C0[0 .5 0]/C1[0 .5 0]/N 1>>]>>>>";
    let lab = "[/Lab<</WhitePoint[.9642 1 .8249]/Range[-128 127 -128 127]>>]";
    let spot = format!(
        "[/Separation/Rose {lab} <</FunctionType 2/Domain[0 1]/C0[100 0 0]/C1[50 70 20]/Range[0 100 -128 127 -128 127]/N 1>>]"
    );
    let cal = "[/CalRGB<</WhitePoint[.9505 1 1.089]/Gamma[2.2 2.2 2.2]\
        /Matrix[.4124 .2126 .0193 .3576 .7152 .1192 .1805 .0722 .9505]>>]";
    let resources = format!(
        "/Font<</T 5 0 R>>/Shading<</Axis {axis}/Circle {circle}>>\
         /ColorSpace<</Look {lab}/Spot {spot}/Bare[/Pattern/DeviceRGB]/Cal {cal}/Wd[/ICCBased 6 0 R]>>\
         /XObject<</Wide 7 0 R/Table 8 0 R/Soft 9 0 R/Form 10 0 R/Code 15 0 R>>/Pattern<</Tile 11 0 R/Grain 12 0 R>>"
    );
    let mut ad = Ad::new(&content.replace("INLINE", &"2080C0".repeat(14_400)));
    ad.resources = resources;
    let image = "/BitsPerComponent 8";
    let mask = if is_soft { "/SMask 13 0 R" } else { "" };
    let table = "[/Indexed/DeviceRGB 1<F0C020 204080>]";
    let tile = "/Type/Pattern/PatternType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>";
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.encode(&[30, 160, 60].repeat(14_400), 120, 120, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    ad.more = vec![
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65\
          /Widths[10]/Encoding<</Differences[65/A]>>/CharProcs<</A 14 0 R>>/Resources<<>>>>"
            .to_vec(),
        stream("/N 3", &wide()),
        pair(&format!("{image}/ColorSpace[/ICCBased 6 0 R]"), &[40, 200, 90], &[40, 200, 90]),
        pair(&format!("{image}/ColorSpace{table}"), &[0], &[1]),
        pair(&format!("{image}/ColorSpace/DeviceRGB{mask}"), &[200, 60, 20], &[200, 60, 20]),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<>>", b".6 .7 .1 rg 0 0 20 20 re f"),
        stream(&format!("{tile}/PaintType 1"), b"0 .4 .4 rg 0 0 5 5 re f"),
        stream(&format!("{tile}/PaintType 2"), b"0 0 5 5 re f"),
        pair(&format!("{image}/ColorSpace/DeviceGray"), &[255], &[0]),
        stream("", b"10 0 0 0 10 10 d1 0 0 10 10 re f"),
        stream(
            &format!("/Type/XObject/Subtype/Image/Width 120/Height 120{image}/ColorSpace/DeviceRGB/Filter/DCTDecode"),
            &jpeg,
        ),
    ];
    ad
}

/// What the plates of the motley ad should have: its place in points, its inks, what it is.
fn expected(condition: &Condition) -> Vec<((f64, f64), [u8; 4], &'static str)> {
    let drawing = |color: &str| of_drawing(color, condition);
    let picture = |color: [u8; 3]| of_picture(color, None, condition);
    vec![
        ((30.0, 130.0), drawing("#cc331a"), "a fill"),
        ((60.0, 130.0), drawing("#1a4d99"), "a stroke"),
        ((90.0, 130.0), [0, 0, 0, 127], "gray type"),
        ((110.6, 130.0), drawing("#f80007"), "where a shading begins"),
        ((129.4, 130.0), drawing("#0700f8"), "where a shading ends"),
        ((150.0, 131.0), drawing("#ffff00"), "the middle of circles"),
        ((141.0, 139.0), drawing("#008000"), "what lies around circles"),
        ((180.0, 130.0), of_picture([40, 200, 90], Some(&wide()), condition), "a picture of a wide profile"),
        ((205.0, 130.0), picture([240, 192, 32]), "a palette's first colour"),
        ((215.0, 130.0), picture([32, 64, 128]), "a palette's second colour"),
        ((235.0, 130.0), picture([200, 60, 20]), "where a soft mask lets through"),
        ((90.0, 70.0), drawing("#99b31a"), "a form"),
        ((120.0, 70.0), drawing("#006666"), "a tile"),
        ((150.0, 70.0), drawing("#009933"), "an uncoloured tile"),
        ((180.0, 70.0), picture([32, 128, 192]), "an inline picture"),
        ((210.0, 70.0), drawing("#33b366"), "a calibrated colour"),
        ((240.0, 70.0), picture([30, 160, 60]), "a JPEG"),
        ((30.0, 40.0), drawing("#ff0000"), "a box"),
        ((270.0, 130.0), [0; 4], "white"),
    ]
}

#[track_caller]
fn check(ad: &Ad, condition: &Condition, flavour: preflight::Flavour, name: &str) {
    let bytes = ad.bytes();
    let made = made(&page_with(&bytes, 1, &[slot()]), &bytes, condition);
    let codes: Vec<(Code, Severity)> = made.said.iter().map(|one| (one.code, one.severity)).collect();
    assert_eq!(codes, [(Code::PictureFromScreen, Severity::Warning)], "{:?}", made.said);
    all_is_ink(&made.file);
    let asks = preflight::Asks { limits: condition.limits, spot_plates: true, ..asks(flavour) };
    assert_eq!(errors_by(&made.file, &asks), [] as [String; 0]);
    assert!(made.inks.contains(&"Rose".to_owned()), "the spot is kept: {:?}", made.inks);
    let path = keep(name, &made.file);
    if let Some(said) = run("qpdf", &["--check", &path.to_string_lossy()]) {
        assert!(said.contains("No syntax or stream encoding errors") && !said.contains("WARNING"), "{said}");
    }
    let Some(plates) = plates_at(&path, PPI) else { return };
    for (at, wanted, what) in expected(condition) {
        near(inks(&plates, at), wanted, what);
    }
    near(inks(&plates, (30.0, 70.0)), of_lab([60.0, 40.0, -30.0], condition), "a colour of Lab");
    let (width, rose) = &plates["Rose"];
    let spot = |x: f64, y: f64| {
        let (across, down) = (20.0 + (x - 8.5039) * 2.0 * 25.4 / 72.0, 30.0 + (150.2363 - y) * 2.0 * 25.4 / 72.0);
        let pixel = |mm: f64| (mm / 25.4 * f64::from(PPI)) as usize;
        255 - rose[pixel(down) * width + pixel(across)]
    };
    assert!(spot(60.0, 70.0).abs_diff(128) <= 1 && spot(30.0, 70.0) == 0, "the spot prints on its own plate");
    near(inks(&plates, (60.0, 70.0)), [0; 4], "and on no other");
    let most = u32::from(condition.ink_limit.0) * 255 / 1000 + 4;
    for x in 0..284 {
        for y in 0..142 {
            let found = inks(&plates, (8.6 + f64::from(x), 8.6 + f64::from(y)));
            assert!(found.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= most, "{found:?} at {x}, {y}");
        }
    }
}

#[test]
fn colours_of_every_kind_print_as_pictures_and_drawings_do() {
    let condition = Condition { limits: paiban::output::pdf::Limits { spots: 4, ..newsprint().limits }, ..newsprint() };
    check(&motley(true), &condition, preflight::Flavour::X4, "advert-inked.pdf");
}

#[test]
fn the_older_standard_takes_them_too() {
    let condition = Condition { limits: paiban::output::pdf::Limits { spots: 4, ..newsprint().limits }, ..x1a() };
    check(&motley(false), &condition, preflight::Flavour::X1a, "advert-inked-x1a.pdf");
    // What lets through is still refused there.
    let bytes = motley(true).bytes();
    let said = made(&page_with(&bytes, 1, &[slot()]), &bytes, &condition).said;
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<Code>>(), [Code::PdfTransparency], "{said:?}");
}

/// Where a mask hides a picture there is paper; what it lets through halfway is half as strong.
#[test]
fn masks_stay_over_their_pictures() {
    let image = "/BitsPerComponent 8/ColorSpace/DeviceRGB";
    let gray = "/BitsPerComponent 8/ColorSpace/DeviceGray";
    let content = "q 20 0 0 20 20 20 cm /Key Do Q q 20 0 0 20 50 20 cm /Hard Do Q q 20 0 0 20 80 20 cm /Soft Do Q \
                   q 20 0 0 20 110 20 cm /Laid Do Q q 20 0 0 20 140 20 cm /Flip Do Q";
    let mut ad = Ad::new(content);
    ad.resources = "/XObject<</Key 5 0 R/Hard 6 0 R/Soft 7 0 R/Laid 10 0 R/Flip 12 0 R>>".to_owned();
    let rose = [200, 60, 20];
    let stencil = "/Type/XObject/Subtype/Image/Width 2/Height 1/ImageMask true/BitsPerComponent 1";
    ad.more = vec![
        pair(&format!("{image}/Mask[0 9 0 9 0 9]"), &[5, 5, 5], &rose),
        pair(&format!("{image}/Mask 8 0 R"), &rose, &rose),
        pair(&format!("{image}/SMask 9 0 R"), &rose, &rose),
        stream(stencil, &[0x80]),
        pair(gray, &[0], &[128]),
        // Laid on white beforehand: halfway between the colour and white.
        pair(&format!("{image}/SMask 11 0 R"), &[228, 158, 138], &rose),
        pair(&format!("{gray}/Matte[1 1 1]"), &[128], &[255]),
        pair(&format!("{image}/Decode[1 0 1 0 1 0]"), &[55, 195, 235], &[55, 195, 235]),
    ];
    let made = placed(&ad);
    assert_eq!(made.said.iter().map(|one| one.code).collect::<Vec<Code>>(), [Code::PictureFromScreen]);
    assert!(made.said[0].message.en.contains("5 pictures"), "{:?}", made.said);
    all_is_ink(&made.file);
    let Some(plates) = plates_at(&keep("advert-masks.pdf", &made.file), PPI) else { return };
    let full = of_picture([200, 60, 20], None, &newsprint());
    let half = full.map(|ink| ((u32::from(ink) * 128 + 127) / 255) as u8);
    near(inks(&plates, (25.0, 30.0)), [0; 4], "a colour that is left out");
    near(inks(&plates, (35.0, 30.0)), full, "beside it");
    near(inks(&plates, (55.0, 30.0)), [0; 4], "behind a stencil");
    near(inks(&plates, (65.0, 30.0)), full, "beside it");
    near(inks(&plates, (85.0, 30.0)), [0; 4], "behind a soft mask");
    near(inks(&plates, (95.0, 30.0)), half, "half behind it");
    near(inks(&plates, (115.0, 30.0)), half, "laid on white before");
    near(inks(&plates, (125.0, 30.0)), full, "beside it");
    near(inks(&plates, (145.0, 30.0)), full, "samples upside down");
}

/// A shading of colours stays near what the engine gives for each of its colours.
#[test]
fn shadings_and_meshes_follow_the_engine() {
    let axis = "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[20 0 280 0]\
        /Function<</FunctionType 2/Domain[0 1]/C0[0 .9 .3]/C1[.9 .1 .4]/N 1>>>>";
    let plane = "<</ShadingType 1/ColorSpace/DeviceRGB/Domain[20 120 20 60]/Function 5 0 R>>";
    let gray = "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[20 0 280 0]/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0]\
        /C1[1 1 1]/N 1>>>>";
    let mut ad = Ad::new(
        "q 20 120 260 20 re W n /Axis sh Q q 20 95 260 20 re W n /Gray sh Q q 20 20 100 40 re W n /Plane sh Q \
                         q 140 20 40 40 re W n /Mesh sh Q q 200 20 40 40 re W n /Level sh Q",
    );
    ad.resources = format!("/Shading<</Axis {axis}/Gray {gray}/Plane {plane}/Mesh 6 0 R/Level 7 0 R>>");
    // Red grows across, green up.
    let program = b"{20 sub 40 div exch 20 sub 100 div exch .2}";
    let mut triangles = Vec::new();
    for (x, y) in [(0, 0), (255, 0), (255, 255), (0, 0), (255, 255), (0, 255)] {
        triangles.extend([0, x, y, 230, 120, 40]);
    }
    let decode = "/BitsPerCoordinate 8/BitsPerComponent 8/Decode[140 180 20 60 0 1 0 1 0 1]";
    let lattice = [[0_u8, 0], [255, 0], [0, 255], [255, 255]].map(|[x, y]| [x, y, 40, 90, 200]).concat();
    ad.more = vec![
        stream("/FunctionType 4/Domain[20 120 20 60]/Range[0 1 0 1 0 1]", program),
        stream(&format!("/ShadingType 4/ColorSpace/DeviceRGB/BitsPerFlag 8{decode}"), &triangles),
        stream(
            &format!("/ShadingType 5/ColorSpace/DeviceRGB/VerticesPerRow 2{}", decode.replace("140 180", "200 240")),
            &lattice,
        ),
    ];
    let made = placed(&ad);
    assert!(made.said[0].message.en.contains("5 shadings"), "{:?}", made.said);
    all_is_ink(&made.file);
    let path = keep("advert-shadings.pdf", &made.file);
    let hex = |color: [f64; 3]| {
        let [r, g, b] = color.map(|part| (part * 255.0).round() as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    };
    // The middle of the pixel that a place lies in.
    let middle = |x: f64, ppi: f64| {
        let mm = 20.0 + (x - 8.5039) * 2.0 * 25.4 / 72.0;
        (((mm / 25.4 * ppi).floor() + 0.5) / ppi * 25.4 - 20.0) * 72.0 / 25.4 / 2.0 + 8.5039
    };
    let (plates, ppi) = own_plates(&made.file);
    for step in 1..20 {
        let x = 20.0 + 13.0 * f64::from(step);
        let part = (middle(x, ppi) - 20.0) / 260.0;
        let color = [0.9 * part, 0.9 - 0.8 * part, 0.3 + 0.1 * part];
        near(inks_of(&plates, ppi, (x, 130.0)), of_drawing(&hex(color), &newsprint()), &format!("step {step}"));
    }
    for x in [60.0, 150.0, 240.0] {
        let black = 255.0 * (1.0 - (middle(x, ppi) - 20.0) / 260.0);
        near(inks_of(&plates, ppi, (x, 105.0)), [0, 0, 0, black as u8], "grays");
    }
    // Ghostscript draws no function of two inputs, MuPDF one of 32 pieces: its samples are looked at.
    let document = Document::load_mem(&made.file).expect("a PDF");
    let (size, samples) = plane_of(&document);
    for (across, up) in [(5, 60), (32, 48), (50, 16), (64, 30)] {
        let place = (up * size + across) * 8;
        let found = [0, 2, 4, 6].map(|at| samples[place + at]);
        let color = [across as f64 / (size - 1) as f64, up as f64 / (size - 1) as f64, 0.2];
        near(found, of_drawing(&hex(color), &newsprint()), &format!("{across}, {up}"));
    }
    let Some(plates) = plates_at(&path, PPI) else { return };
    near(inks(&plates, (160.0, 40.0)), of_drawing("#e67828", &newsprint()), "triangles");
    near(inks(&plates, (220.0, 40.0)), of_drawing("#285ac8", &newsprint()), "a lattice");
}

/// The samples of a function of two inputs, 16 bits each, and how many of them stand beside each other.
fn plane_of(document: &Document) -> (usize, Vec<u8>) {
    let mut found = document.objects.values().filter_map(|object| object.as_stream().ok()).filter_map(|stream| {
        let [across, _] = stream.dict.get(b"Size").ok()?.as_array().ok()?.as_slice() else { return None };
        Some((across.as_i64().ok()? as usize, stream.decompressed_content().ok()?))
    });
    found.next().expect("a function of two inputs")
}

/// Wherever a byte of the motley file is wrong, there is a file all the same, and nothing of RGB in it.
#[test]
fn any_byte_of_a_motley_file_may_be_wrong() {
    let mut ad = motley(true);
    // Without the long pictures: what stands around them is what is read.
    let shorter = String::from_utf8_lossy(&ad.content).replace(&"2080C0".repeat(14_400), "2080C0");
    ad.content = shorter.replace("/W 120 /H 120", "/W 1 /H 1").into_bytes();
    let whole = ad.bytes();
    let is_word = |at: &usize| whole[*at].is_ascii_graphic() && whole[at.saturating_sub(24)..*at + 24].is_ascii();
    let places: Vec<usize> = (24..whole.len() - 24).filter(is_word).collect();
    let step = places.len() / 16;
    for at in places.into_iter().step_by(step.max(1)) {
        let mut bad = whole.clone();
        bad[at] = if bad[at].is_ascii_digit() { b'9' } else { bad[at].wrapping_add(1) };
        let made = made(&page_with(&bad, 1, &[slot()]), &bad, &newsprint());
        all_is_ink(&made.file);
    }
}
