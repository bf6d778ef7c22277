//! What of advertisers' PDFs keeps its meaning while colours are converted: inks of profiles, overprint, groups and
//! masks; and what is refused all the same.

use paiban::base::diag::{Code, Severity};

use crate::advert_file::*;
use crate::advert_plates::*;
use crate::support::*;
use crate::tools::plates_at;

fn codes(made: &Made) -> Vec<Code> {
    made.said.iter().map(|one| one.code).collect()
}

fn coated() -> Vec<u8> {
    std::fs::read(root().join("layouts/press/FOGRA39L_coated.icc")).expect("the profile")
}

/// Inks of a profile keep their numbers, whoever separated them chose them; it is told, and no more than told.
#[test]
fn inks_of_a_profile_keep_their_numbers() {
    let mut ad =
        Ad::new("/Own cs .2 .4 .6 .1 scn 20 20 20 20 re f q 20 0 0 20 50 20 cm /Im Do Q .6 .2 0 .3 k 80 20 20 20 re f");
    ad.resources = "/ColorSpace<</Own[/ICCBased 5 0 R]/DefaultCMYK[/ICCBased 5 0 R]>>/XObject<</Im 6 0 R>>".to_owned();
    ad.more = vec![
        stream("/N 4", &coated()),
        pair("/BitsPerComponent 8/ColorSpace[/ICCBased 5 0 R]", &[51, 102, 153, 26], &[51, 102, 153, 26]),
    ];
    let made = placed(&ad);
    let said: Vec<(Code, Severity)> = made.said.iter().map(|one| (one.code, one.severity)).collect();
    assert_eq!(said, [(Code::PictureProfileLeft, Severity::Note)], "{:?}", made.said);
    all_is_ink(&made.file);
    let Some(plates) = plates_at(&keep("advert-own-inks.pdf", &made.file), PPI) else { return };
    near(inks(&plates, (30.0, 30.0)), [51, 102, 153, 26], "a fill");
    near(inks(&plates, (60.0, 30.0)), [51, 102, 153, 26], "a picture");
    near(inks(&plates, (90.0, 30.0)), [153, 51, 0, 77], "plain inks");
}

/// Plain RGB and gray mean what a file says they mean.
#[test]
fn default_spaces_and_the_intent_of_a_file_are_honoured() {
    let content = ".3 .8 .4 rg 20 20 20 20 re f";
    let mut ad = Ad::new(content).with("/ColorSpace<</DefaultRGB[/ICCBased 5 0 R]>>", &[]);
    ad.more = vec![stream("/N 3", &wide())];
    let mut intent = Ad::new(content);
    intent.catalog = "/OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(x)/DestOutputProfile 5 0 R>>]".to_owned();
    intent.more = vec![stream("/N 3", &wide())];
    let mut seen = Vec::new();
    for (name, ad) in [("default", &ad), ("intent", &intent), ("plain", &Ad::new(content))] {
        let made = placed(ad);
        assert_eq!(codes(&made), [Code::PictureFromScreen], "{name}");
        all_is_ink(&made.file);
        let Some(plates) = plates_at(&keep(&format!("advert-{name}.pdf"), &made.file), PPI) else { return };
        seen.push(inks(&plates, (30.0, 30.0)));
    }
    near(seen[2], of_drawing("#4dcc66", &newsprint()), "sRGB");
    assert_eq!(seen[0], seen[1]);
    // A wide green needs more yellow and cyan.
    assert!(seen[0].iter().zip(seen[2]).any(|(one, other)| one.abs_diff(other) > 10), "taken for sRGB: {seen:?}");
    let mut gray = Ad::new(".5 g 20 20 20 20 re f q 20 0 0 20 50 20 cm /Im Do Q");
    gray.resources =
        "/ColorSpace<</DefaultGray[/CalGray<</WhitePoint[.9642 1 .8249]/Gamma 1>>]>>/XObject<</Im 5 0 R>>".to_owned();
    gray.more = vec![pair("/BitsPerComponent 8/ColorSpace/DeviceGray", &[128], &[128])];
    let made = placed(&gray);
    let Some(plates) = plates_at(&keep("advert-gray.pdf", &made.file), PPI) else { return };
    // Half the light is 0.735 on a screen.
    near(inks(&plates, (30.0, 30.0)), [0, 0, 0, 67], "linear gray");
    near(inks(&plates, (60.0, 30.0)), [0, 0, 0, 67], "a picture of linear gray");
}

/// White and black of RGB cover what is beneath them although the state overprints: inks of 0 would not.
#[test]
fn what_overprinted_as_rgb_covers_as_before() {
    let content = "1 0 0 0 k 20 20 260 100 re f /Over gs 1 1 1 rg 30 30 20 20 re f 0 0 0 rg 60 30 20 20 re f \
                   1 .9 0 rg 90 30 20 20 re f 0 1 0 0 k 120 30 20 20 re f";
    let ad = Ad::new(content).with("/ExtGState<</Over<</OP true/op true/OPM 1>>>>", &[]);
    let made = placed(&ad);
    all_is_ink(&made.file);
    let Some(plates) = plates_at(&keep("advert-overprint.pdf", &made.file), PPI) else { return };
    near(inks(&plates, (40.0, 40.0)), [0; 4], "white");
    near(inks(&plates, (70.0, 40.0)), [0, 0, 0, 255], "black");
    near(inks(&plates, (100.0, 40.0)), of_drawing("#ffe600", &newsprint()), "yellow");
    near(inks(&plates, (130.0, 40.0)), [255, 255, 0, 0], "magenta of inks still overprints");
}

/// A mask that is painted in RGB lets through what it let through; groups blend in inks.
#[test]
fn luminosity_masks_and_groups_keep_their_meaning() {
    let veil = "<</S/Luminosity/G 5 0 R/BC[0 0 0]>>";
    let mut ad = Ad::new("/Veil gs 1 0 0 rg 20 20 80 20 re f");
    ad.resources = format!("/ExtGState<</Veil<</SMask {veil}>>>>");
    ad.page += "/Group<</S/Transparency/CS/DeviceRGB>>";
    let group = "/Type/XObject/Subtype/Form/BBox[0 0 300 150]/Group<</S/Transparency/CS/DeviceRGB>>/Resources<<>>";
    ad.more = vec![stream(group, b"1 1 1 rg 20 20 20 20 re f .5 .5 .5 rg 40 20 20 20 re f 0 1 0 rg 60 20 20 20 re f")];
    let made = placed(&ad);
    assert_eq!(codes(&made), [Code::PictureFromScreen]);
    assert!(made.said[0].message.en.starts_with("1 colour "), "{:?}", made.said);
    all_is_ink(&made.file);
    // Ghostscript takes grays of masks for light on paper where a file has an output intent.
    let (plates, ppi) = own_plates(&made.file);
    let inks = |plates, at| inks_of(plates, ppi, at);
    let full = of_drawing("#ff0000", &newsprint());
    let part = |part: f64| full.map(|ink| (f64::from(ink) * part).round() as u8);
    near(inks(&plates, (30.0, 30.0)), full, "white lets through");
    near(inks(&plates, (50.0, 30.0)), part(0.5), "gray half");
    near(inks(&plates, (70.0, 30.0)), part(0.59), "green as it is light");
    near(inks(&plates, (90.0, 30.0)), [0; 4], "black nothing");
}

/// On a page of black alone colours become grays, as those of drawings and pictures do.
#[test]
fn on_a_page_of_black_colours_are_grays() {
    let mut ad = Ad::new("1 0 0 rg 20 20 20 20 re f q 20 0 0 20 50 20 cm /Im Do Q").with("/XObject<</Im 5 0 R>>", &[]);
    ad.more = vec![pair("/BitsPerComponent 8/ColorSpace/DeviceRGB", &[255, 0, 0], &[255, 0, 0])];
    let bytes = ad.bytes();
    let mut page = page_with(&bytes, 1, &[slot()]);
    if let paiban::page::ItemKind::Image(image) = &mut page.items[0].kind {
        image.gray = true;
    }
    let made = made(&page, &bytes, &newsprint());
    assert_eq!((codes(&made), &made.inks[..]), (vec![Code::PictureFromScreen], &["K".to_owned()][..]));
    let Some(plates) = plates_at(&keep("advert-black.pdf", &made.file), PPI) else { return };
    near(inks(&plates, (30.0, 30.0)), [0, 0, 0, 179], "a fill");
    near(inks(&plates, (60.0, 30.0)), [0, 0, 0, 179], "a picture");
}

/// What is all inks goes byte by byte as it came, and nothing is said.
#[test]
fn what_is_inks_already_is_not_touched() {
    let content = "q .2 .3 .4 0 k  20 20 20 20 re f % a remark\nQ 0 G 20 50 m 90 50 l S";
    let made = placed(&Ad::new(content));
    assert!(made.said.is_empty(), "{:?}", made.said);
    let document = lopdf::Document::load_mem(&made.file).expect("a PDF");
    let forms = document.objects.values().filter_map(|object| object.as_stream().ok());
    let found = forms.filter_map(|stream| stream.decompressed_content().ok());
    assert!(found.into_iter().any(|bytes| bytes.strip_suffix(b"\n").unwrap_or(&bytes) == content.as_bytes()));
}

/// More than the press takes is still refused where whites of the advertiser's own inks add up.
#[test]
fn ink_and_fonts_are_judged_after_the_colours_are_converted() {
    let font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
    let made = placed(&Ad::new("1 0 0 rg BT /F 20 Tf 20 20 Td (A) Tj ET").with(font, &[]));
    assert_eq!(codes(&made), [Code::FontNotEmbedded], "{:?}", made.said);
    let made = placed(&Ad::new("1 0 0 rg 20 20 20 20 re f 1 1 1 1 k 60 20 100 50 re f"));
    assert_eq!(codes(&made), [Code::InkOverLimit], "{:?}", made.said);
    // Deep colours of a screen are held.
    let made = placed(&Ad::new(".05 .1 .02 rg 20 20 200 100 re f"));
    assert_eq!(codes(&made), [Code::PictureFromScreen], "{:?}", made.said);
}

/// What cannot be converted is refused with its cause; what else is wrong is told first.
#[test]
fn what_cannot_be_converted_is_refused() {
    let space = "/ColorSpace<</I[/ICCBased 5 0 R]>>";
    let mut ad = Ad::new("/I cs 1 0 0 scn 20 20 100 50 re f").with(space, &[]);
    ad.more = vec![stream("/N 3", b"no profile at all")];
    let made = placed(&ad);
    assert_eq!(codes(&made), [Code::PictureUnusable]);
    assert!(made.said[0].message.en.contains("profile") && made.said[0].hint.is_some(), "{:?}", made.said);
    // Not in use, it does no harm.
    ad.content = b"0 0 0 1 k 20 20 100 50 re f".to_vec();
    assert!(placed(&ad).said.is_empty());
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 300 150]/Resources<<>>";
    let mut ad = Ad::new("/DeviceRGB cs 1 0 0 sc /A Do").with("/XObject<</A 5 0 R>>", &[]);
    ad.more = vec![stream(form, b"0 1 0 sc 20 20 100 50 re f")];
    let made = placed(&ad);
    assert_eq!(codes(&made), [Code::PictureUnusable]);
    assert!(made.said[0].message.en.contains("what calls it"), "{:?}", made.said);
    let mut ad =
        Ad::new("/Odd sh").with("/Shading<</Odd<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 9]>>>>", &[]);
    assert_eq!(codes(&placed(&ad)), [Code::PictureUnusable]);
    ad.resources = "/Shading<</Odd 5 0 R>>".to_owned();
    ad.more = vec![stream("/ShadingType 6/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 9", &[0; 90])];
    assert_eq!(codes(&placed(&ad)), [Code::PictureUnusable]);
}

/// Circles, floods and bombs end soon, within bounds, and are told.
#[test]
fn hostile_colours_end_in_a_finding() {
    let begin = std::time::Instant::now();
    let refuses = |ad: &Ad| {
        let made = placed(ad);
        assert!(made.said.iter().any(|one| one.severity == Severity::Error), "{:?}", made.said);
    };
    // A form in itself, and resources that lend each other.
    let mut ad = Ad::new("1 0 0 rg /A Do").with("/XObject<</A 5 0 R>>", &[]);
    ad.more = vec![stream("/Type/XObject/Subtype/Form/BBox[0 0 300 150]", b"0 1 0 rg 0 0 9 9 re f /A Do")];
    let _ = placed(&ad);
    // A picture of 60 000 by 60 000 pixels.
    let image = "/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB";
    let mut ad = Ad::new("q 50 0 0 50 20 20 cm /Im Do Q").with("/XObject<</Im 5 0 R>>", &[]);
    ad.more = vec![stream(&format!("{image}/Width 60000/Height 60000"), &[0; 12])];
    refuses(&ad);
    // A program that never seems to end, asked for by many spaces.
    let program = format!("{{ {} pop pop pop 0 0 0 }}", "dup 0.5 mul exch pop ".repeat(4000));
    let spaces: String = (0..40)
        .map(|number| {
            let names: String = (0..6).map(|ink| format!("/S{number}x{ink}")).collect();
            format!("/D{number}[/DeviceN[{names}]/DeviceRGB 5 0 R]")
        })
        .collect();
    let mut ad = Ad::new("/D0 cs 1 1 1 1 1 1 scn 20 20 50 50 re f");
    ad.resources = format!("/ColorSpace<<{spaces}>>");
    ad.more = vec![stream("/FunctionType 4/Domain[0 1 0 1 0 1 0 1 0 1 0 1]/Range[0 1 0 1 0 1]", program.as_bytes())];
    refuses(&ad);
    // States without end, palettes of nothing, functions in functions.
    let _ = placed(&Ad::new(&format!("1 0 0 rg {}", "q ".repeat(100_000))));
    let odd = "/ColorSpace<</A[/Indexed/DeviceRGB 255 null]/B[/Separation/X/DeviceRGB null]/C[/Pattern[/Pattern/A]]\
               /D[/ICCBased null]/E[/Lab null]/F[/CalRGB<</WhitePoint[0 0 0]>>]>>";
    for name in ["A", "B", "C", "D", "E", "F"] {
        let _ = placed(&Ad::new(&format!("/{name} cs 1 scn 20 20 50 50 re f 1 0 0 rg 0 0 9 9 re f")).with(odd, &[]));
    }
    let nested = format!("/ColorSpace<</X {}/DeviceRGB{}>>", "[/Indexed ".repeat(2_000), " 1 <00>]".repeat(2_000));
    let _ = placed(&Ad::new("/X cs 0 sc 1 0 0 rg 20 20 100 50 re f").with(&nested, &[]));
    // Any byte of a sound file may be wrong.
    let whole = Ad::new("1 0 0 rg 20 20 100 50 re f /S sh")
        .with(
            "/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 9]/Function<</FunctionType 2/N 1\
             /Domain[0 1]/C0[0 0 1]/C1[1 0 0]>>>>>>",
            &[],
        )
        .bytes();
    for at in (9..whole.len()).step_by(11) {
        let mut bad = whole.clone();
        bad[at] = bad[at].wrapping_add(13);
        let page = page_with(&bad, 1, &[slot()]);
        lopdf::Document::load_mem(&made(&page, &bad, &newsprint()).file).expect("a PDF all the same");
    }
    assert!(begin.elapsed().as_secs() < 120, "{:?}", begin.elapsed());
}

/// Glyphs that are coloured pictures, shadings as patterns, tints of several inks, Lab of a profile.
#[test]
fn colours_are_found_wherever_they_stand() {
    let lab =
        lcms2::Profile::new_lab4_context(lcms2::GlobalContext::new(), &lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 })
            .expect("Lab")
            .icc()
            .expect("bytes");
    let content = "BT /T 20 Tf 20 20 Td (A) Tj ET /Pattern cs /Way scn 50 20 20 20 re f \
                   /Two cs 1 0 scn 80 20 20 20 re f /Profiled cs 60 40 -30 scn 110 20 20 20 re f \
                   /Plain cs 60 40 -30 scn 140 20 20 20 re f /Palette CS 1 SC 20 w 170 30 m 190 30 l S";
    let way = "<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Extend[true true]\
        /Function<</FunctionType 2/Domain[0 1]/C0[.2 .6 .3]/C1[.2 .6 .3]/N 1>>>>>>";
    let space = "[/Lab<</WhitePoint[.9642 1 .8249]/Range[-128 127 -128 127]>>]";
    let mut ad = Ad::new(content);
    ad.resources = format!(
        "/Font<</T 5 0 R>>/Pattern<</Way {way}>>/ColorSpace<</Two[/DeviceN[/Rose/Moss]/DeviceRGB 6 0 R\
         <</Subtype/NChannel/Colorants<</Rose[/Separation/Rose/DeviceRGB 8 0 R]>>>>]/Profiled[/ICCBased 7 0 R]\
         /Plain {space}/Palette[/Indexed/DeviceRGB 1<000000CC331A>]>>"
    );
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65\
                /Widths[10]/Encoding<</Differences[65/A]>>/CharProcs<</A 9 0 R>>/Resources<<>>>>";
    ad.more = vec![
        font.as_bytes().to_vec(),
        stream("/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]", b"{1 exch sub exch 1 exch sub dup}"),
        stream("/N 3/Range[0 100 -128 127 -128 127]", &lab),
        b"<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 .5]/N 1>>".to_vec(),
        stream("", b"10 0 d0 .8 .2 .1 rg 0 0 10 10 re f"),
    ];
    let bytes = ad.bytes();
    let limits = paiban::output::pdf::Limits { spots: 4, ..newsprint().limits };
    let condition = paiban::output::pdf::Condition { limits, ..newsprint() };
    let made = made(&page_with(&bytes, 1, &[slot()]), &bytes, &condition);
    assert_eq!(codes(&made), [Code::PictureFromScreen], "{:?}", made.said);
    assert!(made.inks.contains(&"Rose".to_owned()), "{:?}", made.inks);
    all_is_ink(&made.file);
    let Some(plates) = plates_at(&keep("advert-wherever.pdf", &made.file), PPI) else { return };
    near(inks(&plates, (30.0, 30.0)), of_drawing("#cc331a", &condition), "a coloured glyph");
    near(inks(&plates, (60.0, 30.0)), of_drawing("#33994d", &condition), "a shading as a pattern");
    near(inks(&plates, (90.0, 30.0)), [0; 4], "a spot");
    near(inks(&plates, (120.0, 30.0)), inks(&plates, (150.0, 30.0)), "Lab of a profile, and plain Lab");
    near(inks(&plates, (180.0, 30.0)), of_drawing("#cc331a", &condition), "a stroke of a palette");
}

/// The code of JPEG 2000 says its colours inside: it is looked into, and written as plain samples.
#[test]
fn jpeg_2000_is_looked_into() {
    let sample = |name: &str| std::fs::read(root().join("tests/preflight/samples").join(name)).expect("a sample");
    let size = |bytes: &[u8]| {
        let at = bytes.windows(4).position(|four| four == b"ihdr").expect("a head") + 4;
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        format!("/Width {}/Height {}", number(at + 4), number(at))
    };
    for (name, space) in [("gray.jp2", ""), ("cmyk.jp2", "/ColorSpace/DeviceCMYK/BitsPerComponent 8")] {
        let code = sample(name);
        let head = format!("/Type/XObject/Subtype/Image{}{space}/Filter/JPXDecode", size(&code));
        let mut ad = Ad::new("q 20 0 0 20 20 20 cm /Im Do Q").with("/XObject<</Im 5 0 R>>", &[]);
        ad.more = vec![stream(&head, &code)];
        let bytes = ad.bytes();
        // The samples are of inks without a limit.
        let open = paiban::output::pdf::Condition { ink_limit: paiban::base::units::Permille(4000), ..newsprint() };
        let made = made(&page_with(&bytes, 1, &[slot()]), &bytes, &open);
        let others: Vec<Code> = codes(&made).into_iter().filter(|code| !code.as_str().ends_with("coarse")).collect();
        assert!(others.is_empty(), "{name}: {:?}", made.said);
        assert!(!made.file.windows(9).any(|nine| nine == b"JPXDecode"), "{name} is not unpacked");
        assert!(!made.inks.is_empty(), "{name} prints nothing");
        // Opacity inside the code would be lost.
        ad.more = vec![stream(&format!("{head}/SMaskInData 1"), &code)];
        assert!(placed(&ad).said.iter().any(|one| one.severity == Severity::Error), "{name}");
    }
}
