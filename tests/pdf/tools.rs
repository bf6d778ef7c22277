//! Files as other programs judge them; each is skipped where it is not installed.

use paiban::base::units::Length;

use crate::file::sample;
use crate::support::*;

#[test]
fn qpdf_finds_nothing_wrong() {
    let (page, book) = sample();
    let path = keep("qpdf.pdf", &file(&page, &book));
    if let Some(said) = run("qpdf", &["--check", &path.to_string_lossy()]) {
        assert!(said.contains("No syntax or stream encoding errors") && !said.contains("WARNING"), "{said}");
    }
}

#[test]
fn every_face_is_embedded_subset_and_readable() {
    let (page, book) = sample();
    let path = keep("fonts.pdf", &file(&page, &book));
    let Some(said) = run("pdffonts", &[&path.to_string_lossy()]) else { return };
    let rows: Vec<&str> = said.lines().skip(2).collect();
    assert_eq!(rows.len(), 4, "{said}");
    assert!(rows.iter().all(|row| row.contains("yes yes yes")), "{said}");
    let mut names: Vec<&str> = rows.iter().filter_map(|row| row.split_whitespace().next()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4);
    assert!(names.iter().all(|name| name.as_bytes()[6] == b'+'), "{said}");
}

#[test]
fn mupdf_draws_without_complaint() {
    let (page, book) = sample();
    let path = keep("mutool.pdf", &file(&page, &book));
    let out = path.with_extension("png");
    if let Some(said) =
        run("mutool", &["draw", "-q", "-r", "40", "-o", &out.to_string_lossy(), &path.to_string_lossy()])
    {
        // Debian's is built without colour management.
        let said = said.replace("warning: ICC support is not available", "");
        assert!(!said.contains("error") && !said.contains("warning"), "{said}");
    }
}

/// The plates of a page as ghostscript makes them, by ink: 0 is solid. 36 ppi, so a millimetre is 1.417. Nothing
/// where it is not installed.
pub(crate) fn plates(path: &std::path::Path) -> Option<std::collections::BTreeMap<String, (usize, Vec<u8>)>> {
    plates_at(path, 36)
}

/// As [`plates`], at another resolution.
pub(crate) fn plates_at(
    path: &std::path::Path,
    ppi: u32,
) -> Option<std::collections::BTreeMap<String, (usize, Vec<u8>)>> {
    let resolution = format!("-r{ppi}");
    let directory = path.with_extension("plates");
    std::fs::remove_dir_all(&directory).ok();
    std::fs::create_dir_all(&directory).expect("a directory");
    let out = format!("{}/p%d.tif", directory.display());
    let program = [
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        &resolution,
        "-sCompression=none",
        "-dOverprint=/enable",
        "-o",
        &out,
        &path.to_string_lossy(),
    ];
    run("gs", &program)?;
    let files = std::fs::read_dir(&directory).expect("plates").map(|file| file.expect("a plate").path());
    let plate = |file: std::path::PathBuf| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        let ink = name.strip_prefix("p1(")?.strip_suffix(").tif")?.to_owned();
        Some((ink, strip(&std::fs::read(file).expect("a plate"))))
    };
    Some(files.filter_map(plate).collect())
}

/// The samples of an uncompressed gray TIFF, and its width. Just what tiffsep writes.
fn strip(tiff: &[u8]) -> (usize, Vec<u8>) {
    let short = |at: usize| usize::from(u16::from_le_bytes([tiff[at], tiff[at + 1]]));
    let long = |at: usize| u32::from_le_bytes([tiff[at], tiff[at + 1], tiff[at + 2], tiff[at + 3]]) as usize;
    let directory = long(4);
    let entry =
        |tag: usize| (0..short(directory)).map(|i| directory + 2 + 12 * i).find(|at| short(*at) == tag).expect("a tag");
    let value = |at: usize| if short(at + 2) == 3 { short(at + 8) } else { long(at + 8) };
    let width = value(entry(256));
    assert_eq!(value(entry(259)), 1, "compressed");
    let (offsets, sizes) = (entry(273), entry(279));
    let count = long(offsets + 4);
    // A list that fits its field stands there; else the field says where it is.
    let item = |at: usize, index: usize| {
        let size = if short(at + 2) == 3 { 2 } else { 4 };
        let list = if count * size <= 4 { at + 8 } else { long(at + 8) };
        if size == 2 { short(list + 2 * index) } else { long(list + 4 * index) }
    };
    let mut samples = Vec::new();
    for index in 0..count {
        let start = item(offsets, index);
        samples.extend_from_slice(&tiff[start..start + item(sizes, index)]);
    }
    (width, samples)
}

/// Source: print.md 5, "Test".
#[test]
fn on_the_plates_black_overprints_and_white_opens_the_panel() {
    let (page, book) = sample();
    let path = keep("plates.pdf", &file(&page, &book));
    let Some(plates) = plates(&path) else { return };
    let ((width, cyan), (_, black)) = (&plates["Cyan"], &plates["Black"]);
    let part = |samples: &[u8], x: std::ops::Range<usize>| -> Vec<u8> {
        let mm = |n: usize| n * 36 * 10 / 254;
        (mm(105)..mm(122))
            .flat_map(|row| samples[row * width + mm(x.start)..row * width + mm(x.end)].to_vec())
            .collect()
    };
    // The panel is C 100; white text stands at 25 to 80 mm, black text at 120 to 220.
    assert!(part(cyan, 25..80).iter().any(|sample| *sample > 200), "white text closes up");
    assert!(part(cyan, 120..220).iter().all(|sample| *sample < 5), "black text knocks out");
    assert!(part(black, 120..220).iter().any(|sample| *sample < 50), "no black text");
    assert!(part(black, 25..80).iter().all(|sample| *sample > 250), "black where white text is");
}

#[test]
fn a_subset_draws_what_the_face_draws() {
    let (book, chains) = book();
    let mut items = Vec::new();
    for (row, text) in ["永和九年岁在癸丑暮春之初会于会稽山阴之兰亭", "修禊事也群贤毕至少长咸集——ABCgq&2026，。（）"]
        .iter()
        .enumerate()
    {
        for (at, chain) in chains.iter().enumerate() {
            let y = Length::mm(30 + 20 * (3 * row + at) as i64);
            items.extend(line(
                &book,
                *chain,
                text,
                &Setting { size: Length::pt(36), ..Setting::body() },
                Length::mm(15),
                y,
            ));
        }
    }
    let page = page(items);
    let path = keep("drawn.pdf", &file(&page, &book));
    let ours = path.with_extension("ppm");
    let Some(_) = run(
        "mutool",
        &["draw", "-q", "-r", "72", "-c", "gray", "-o", &ours.to_string_lossy(), &path.to_string_lossy()],
    ) else {
        return;
    };
    let drawn = std::fs::read(&ours).expect("a picture");
    let pixels = &drawn[drawn.len() - 1106 * 1545..];
    // Every glyph leaves ink in its own square: a glyph of another, or an empty one, would not.
    for item in &page.items {
        let paiban::page::ItemKind::Text(run) = &item.kind else { continue };
        let mut characters = run.text.chars();
        for glyph in &run.glyphs {
            let character: String = characters.by_ref().take(usize::from(glyph.chars)).collect();
            let (x, y) = ((run.origin.x + glyph.x).to_pt() as usize, run.origin.y.to_pt() as usize);
            let ink = (y - 30..y + 6)
                .flat_map(|row| &pixels[row * 1106 + x..row * 1106 + x + 34])
                .filter(|pixel| **pixel < 128)
                .count();
            assert!(ink > 3, "{character} is not drawn at {x}, {y}");
        }
    }
}
