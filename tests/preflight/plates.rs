//! Our plates against those of another RIP: overprint, knock-out, spots, tints, type, pictures.

use std::collections::BTreeMap;
use std::process::Command;

use lopdf::{Object, Stream, dictionary};
use paiban::output::preflight::{Flavour, examine};

use crate::base::{newsprint, rect, x4};
use crate::common::installed;

/// A file of patches: each on a panel of C 60 and off it.
fn patches() -> Vec<u8> {
    let function = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
    "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => vec![0.into(), 1.into(), 1.into(), 0.into()] };
    let spot = Object::Array(vec!["Separation".into(), "RED".into(), "DeviceCMYK".into(), function.into()]);
    let mut file = x4();
    let font = file.font();
    // Cyan to magenta, 8 bits a component.
    let pixels: Vec<u8> = (0..64u32).flat_map(|x| [255 - 4 * x, 4 * x, 0, 0]).map(|ink| ink as u8).collect();
    let picture = file.add(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 64, "Height" => 1,
        "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8 },
        pixels,
    ));
    let on = dictionary! { "OP" => true, "op" => true, "OPM" => 1 };
    let on_0 = dictionary! { "OP" => true, "op" => true, "OPM" => 0 };
    let off = dictionary! { "OP" => false, "op" => false };
    let mut content = format!("/Off gs 0.6 0 0 0 k {} f ", rect([20.0, 330.0, 230.0, 16.0]));
    let colors = [
        "/On gs 0 0 0 1 k",
        "/Off gs 0 0 0 1 k",
        "/On gs 0 0.5 0 0 k",
        "/Off gs 0 0.5 0 0 k",
        "/On0 gs 0 0.5 0 0 k",
        "/On gs 0 g",
        "/Off gs 0 0 0 0 k",
        "/Spot cs /On gs 0.4 scn",
        "/Spot cs /Off gs 1 scn",
        "/On gs 0 0 0 0.3 k",
    ];
    for (index, color) in colors.into_iter().enumerate() {
        for top in [333.0, 352.0] {
            content += &format!("{color} {} f ", rect([25.0 + 22.0 * index as f64, top, 12.0, 10.0]));
        }
    }
    content += "q 340.16 0 0 28.35 56.69 28.35 cm /Off gs /Picture Do Q ";
    content += &format!("/On gs BT /{font} 60 Tf 0 0 0 1 k 450 20 Td <00010002> Tj ET ");
    // A clip in the shape of a diamond, and a dashed stroke.
    content += "q 600 50 m 640 80 l 600 110 l 560 80 l h W n /Off gs 0 0 1 0 k 560 50 80 60 re f Q ";
    content += "/Off gs 4 w [10 6] 3 d 0 0.7 0 0 K 60 18 m 400 18 l S";
    file.resource("ColorSpace", "Spot", spot)
        .resource("ExtGState", "On", on)
        .resource("ExtGState", "On0", on_0)
        .resource("ExtGState", "Off", off)
        .resource("XObject", "Picture", picture)
        .content(&content)
        .bytes()
}

/// Ghostscript paints every pixel that an edge touches: it is asked for so many times finer ones, and they are meant.
const FINER: usize = 4;

/// The plates of ghostscript at so many pixels an inch: ink by pixel, 255 for a solid.
fn tiffsep(bytes: &[u8], ppi: f64) -> Option<BTreeMap<String, (usize, Vec<u8>)>> {
    if !installed("gs") {
        return None;
    }
    let home = tempfile::tempdir().expect("scratch");
    let file = home.path().join("patches.pdf");
    std::fs::write(&file, bytes).expect("scratch");
    let arguments = [
        "-q".to_owned(),
        "-dNOPAUSE".to_owned(),
        "-dBATCH".to_owned(),
        "-dSAFER".to_owned(),
        "-sDEVICE=tiffsep".to_owned(),
        format!("-r{}", ppi * FINER as f64),
        "-sCompression=none".to_owned(),
        "-dOverprint=/enable".to_owned(),
        "-o".to_owned(),
        home.path().join("p%d.tif").display().to_string(),
        file.display().to_string(),
    ];
    assert!(Command::new("gs").args(arguments).status().expect("gs").success());
    let plate = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("a plate").path();
        let name = path.file_name()?.to_string_lossy().into_owned();
        let ink = name.strip_prefix("p1(")?.strip_suffix(").tif")?.to_owned();
        let file = std::fs::File::open(&path).expect("a plate");
        let mut decoder = tiff::decoder::Decoder::new(file).expect("a TIFF");
        let (width, _) = decoder.dimensions().expect("a size");
        let tiff::decoder::DecodingResult::U8(samples) = decoder.read_image().expect("samples") else { return None };
        let (fine, width) = (width as usize, width as usize / FINER);
        let mean = |at: usize| {
            let (x, y) = (at % width * FINER, at / width * FINER);
            let row = |row: usize| samples[(y + row) * fine + x..][..FINER].iter().map(|s| 255 - u32::from(*s));
            ((0..FINER).flat_map(row).sum::<u32>() / (FINER * FINER) as u32) as u8
        };
        let plate = (0..samples.len() / fine / FINER * width).map(mean).collect();
        Some((ink, (width, plate)))
    };
    Some(std::fs::read_dir(home.path()).expect("plates").filter_map(plate).collect())
}

#[test]
fn plates_are_those_of_another_rip() {
    let bytes = patches();
    let examined = examine(&bytes, "patches.pdf", &newsprint(Some(Flavour::X4)));
    let (page, preview) = (&examined.report.pages[0], &examined.previews[0]);
    let Some(theirs) = tiffsep(&bytes, preview.ppi) else { return };
    let names: Vec<&str> = page.inks.iter().map(|ink| ink.name.as_str()).collect();
    assert_eq!(names, ["Cyan", "Magenta", "Yellow", "Black", "RED"]);
    for (ink, ours) in page.inks.iter().zip(&preview.plates) {
        let (width, samples) = &theirs[&ink.name];
        let at = |mm: f64| (mm / 25.4 * preview.ppi) as usize;
        // In the middle of every patch the plates are the same to a per cent.
        for index in 0..10 {
            for top in [338.0, 357.0] {
                let (x, y) = (at(31.0 + 22.0 * f64::from(index)), at(top));
                let (ours, theirs) = (ours[y * preview.width + x], samples[y * width + x]);
                assert!(ours.abs_diff(theirs) <= 3, "{} patch {index} at {top}: {ours} for {theirs}", ink.name);
            }
        }
        // On the whole page they cover as much.
        let rows = preview.height.min(samples.len() / width);
        let mean = |plate: &[u8], width: usize| {
            let of = |row: usize| {
                plate[row * width..row * width + preview.width.min(width)].iter().map(|ink| u64::from(*ink))
            };
            (0..rows).flat_map(of).sum::<u64>() as f64 / (rows * preview.width) as f64 / 2.55
        };
        let (ours, theirs) = (mean(ours, preview.width), mean(samples, *width));
        assert!((ours - theirs).abs() < 0.12 + theirs * 0.02, "{}: {ours:.2} % for {theirs:.2} %", ink.name);
        assert!((ours - ink.coverage).abs() < 0.1, "{}: {ours} {}", ink.name, ink.coverage);
        let zones = &ink.zones;
        assert!(zones.len() == 9 && (zones.iter().sum::<f64>() / 9.0 - ink.coverage).abs() < 1.0, "{zones:?}");
    }
    agree(&bytes, 24);
}

/// The plates of both are the same everywhere, over squares of eight pixels: edges fall a little differently.
#[track_caller]
pub(crate) fn agree(bytes: &[u8], slack: u32) {
    let examined = examine(bytes, "patches.pdf", &newsprint(Some(Flavour::X4)));
    let (page, preview) = (&examined.report.pages[0], &examined.previews[0]);
    let Some(theirs) = tiffsep(bytes, preview.ppi) else { return };
    let mut differ = Vec::new();
    for (ink, ours) in page.inks.iter().zip(&preview.plates) {
        let (width, samples) = &theirs[&ink.name];
        let rows = preview.height.min(samples.len() / width);
        let mean = |plate: &[u8], width: usize, x: usize, y: usize| {
            let line = |row: usize| plate[row * width + x..row * width + x + 8].iter().map(|ink| u32::from(*ink));
            (y..y + 8).flat_map(line).sum::<u32>() / 64
        };
        for y in (0..rows - 8).step_by(8) {
            for x in (0..preview.width.min(*width) - 8).step_by(8) {
                let (ours, theirs) = (mean(ours, preview.width, x, y), mean(samples, *width, x, y));
                if ours.abs_diff(theirs) > slack {
                    let mm = |pixels: usize| (pixels + 4) as f64 / preview.ppi * 25.4;
                    differ.push(format!("{} at {:.0} {:.0} mm: {ours} for {theirs}", ink.name, mm(x), mm(y)));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{} squares differ: {:#?}", differ.len(), &differ[..differ.len().min(40)]);
}
