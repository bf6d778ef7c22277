//! A page of a finished file: run on its plates, then measured.

use crate::base::diag::Code;
use crate::output::read::{Dict, Document};

use super::content::Runner;
use super::examine::Asks;
use super::plates::Plates;
use super::qr;
use super::report::{Boxes, Flavour, FontUse, InkUse, PageReport, Preview};
use super::rules::{Found, pages};
use super::seen::Seen;

/// Pixels an inch of the plates: a QR module of 0.8 mm is three pixels.
const DPI: f64 = 100.0;
/// Pixels of one plate; of larger pages the resolution is lower.
const PIXELS: f64 = 24e6;
/// Millimetres of an ink-key zone.
///
/// Source: makers of newspaper presses: zones of 30 to 40 mm.
const ZONE: f64 = 32.5;
/// The area over which total ink is meant, in mm². Source: print.md 3, WAN-IFRA.
const AREA: f64 = 15.0;

/// What a page came to.
pub(super) struct Printed {
    pub(super) report: PageReport,
    pub(super) preview: Preview,
    pub(super) found: Vec<Found>,
    /// How each spot is defined.
    pub(super) spots: Vec<(String, Vec<String>)>,
}

/// Runs a page and measures it. `path` is its dictionary, and those above it.
pub(super) fn page(document: &Document<'_>, path: &[&Dict], number: usize, asks: &Asks, judged: Flavour) -> Printed {
    let mut found = Vec::new();
    let boxes = pages::boxes(document, path, number, &mut found);
    let media = boxes.media.unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let trim = boxes.trim.unwrap_or(media);
    let (width, height) = (media[2] - media[0], media[3] - media[1]);
    let usual = DPI / 72.0;
    let scale = usual.min((PIXELS / (width * height).max(1.0)).sqrt());
    let pixels = |points: f64| ((points * scale).ceil() as usize).clamp(1, 30_000);
    let plates = Plates::new(pixels(width), pixels(height));
    let ctm = [scale, 0.0, 0.0, -scale, -media[0] * scale, media[3] * scale];
    let seen = Seen {
        scale,
        trim: [
            (trim[0] - media[0]) * scale,
            (media[3] - trim[3]) * scale,
            (trim[2] - media[0]) * scale,
            (media[3] - trim[1]) * scale,
        ],
        ..Seen::default()
    };
    let mut runner = Runner::new(document, (asks.limits, asks.pictures), plates, ctm, seen);
    let resources = document.inherited(path, b"Resources").dict();
    if let Some(group) = path.first().and_then(|dict| document.dict(dict, b"Group")) {
        runner.group(group, resources);
    }
    let contents = path.first().map(|dict| document.list(dict, b"Contents")).unwrap_or_default();
    runner.page(&contents, resources);
    if runner.plates.is_spent() {
        runner.seen.limit();
    }
    let (plates, seen) = (runner.plates, runner.seen);
    pages::annotations(document, path, number, &boxes, &mut found);
    pages::seen(&seen, number, asks, judged, document, &mut found);
    let (total_ink, total_ink_at) = most_ink(&plates, &seen);
    pages::ink(total_ink, total_ink_at, &seen, number, asks, &mut found);
    let codes = qr::read(&plates, &seen);
    for broken in codes.broken {
        found.push(Found::on(Code::QrUnreadable, "QR", number, seen.place(broken)));
    }
    let font = |(name, used): (&String, &super::seen::Used)| FontUse {
        name: name.clone(),
        kind: used.kind.clone(),
        embedded: used.is_embedded,
        subset: is_subset(name),
        sizes: used.sizes,
        glyphs: used.glyphs,
    };
    let report = PageReport {
        number,
        boxes: millimetres(&boxes, media),
        rotate: document.inherited(path, b"Rotate").int().unwrap_or(0),
        fonts: seen.fonts.iter().map(font).collect(),
        images: seen.images.clone(),
        spaces: seen.spaces.iter().cloned().collect(),
        inks: inks(&plates, &seen),
        total_ink,
        total_ink_at: total_ink_at.map(|at| seen.place(at)),
        transparent: seen.is_transparent,
        qr: codes.read,
    };
    let preview = preview(plates, &seen);
    Printed { report, preview, found, spots: seen.spots.into_iter().collect() }
}

/// `ABCDEF+Name`. Source: ISO 32000-1, 9.6.4.
fn is_subset(name: &str) -> bool {
    name.len() > 7 && name.as_bytes()[6] == b'+' && name.bytes().take(6).all(|byte| byte.is_ascii_uppercase())
}

/// Boxes in millimetres from the lower left corner of the MediaBox.
fn millimetres(boxes: &Boxes, media: [f64; 4]) -> Boxes {
    let of = |given: Option<[f64; 4]>| {
        given.map(|[left, bottom, right, top]| {
            [left - media[0], bottom - media[1], right - media[0], top - media[1]].map(|points| points * 25.4 / 72.0)
        })
    };
    Boxes {
        media: of(boxes.media),
        crop: of(boxes.crop),
        bleed: of(boxes.bleed),
        trim: of(boxes.trim),
        art: of(boxes.art),
    }
}

/// The pixels of the trim: left, top, right, bottom.
fn trim_pixels(plates: &Plates, seen: &Seen) -> [usize; 4] {
    let within = |value: f64, most: usize| (value.round().max(0.0) as usize).min(most);
    let [left, top, right, bottom] = seen.trim;
    [within(left, plates.width), within(top, plates.height), within(right, plates.width), within(bottom, plates.height)]
}

/// How much of the trim each plate covers, on the whole and by zones.
fn inks(plates: &Plates, seen: &Seen) -> Vec<InkUse> {
    let [left, top, right, bottom] = trim_pixels(plates, seen);
    let names = ["Cyan", "Magenta", "Yellow", "Black"];
    let process = names.into_iter().zip(&plates.process).map(|(name, plate)| (name, false, plate));
    let spots = plates.spots.iter().map(|(name, plate)| (&**name, true, plate));
    let zone = (ZONE / 25.4 * 72.0 * seen.scale).max(1.0);
    let zones = (((right - left) as f64 / zone).ceil() as usize).clamp(1, 200);
    let mut all = Vec::new();
    for (name, spot, plate) in process.chain(spots) {
        let mut sums = vec![(0u64, 0u64); zones];
        for row in top..bottom {
            for (index, tint) in plate[row * plates.width + left..row * plates.width + right].iter().enumerate() {
                let sum = &mut sums[((index as f64 / zone) as usize).min(zones - 1)];
                sum.0 += u64::from(*tint);
                sum.1 += 1;
            }
        }
        let percent = |(sum, count): (u64, u64)| if count == 0 { 0.0 } else { sum as f64 / count as f64 / 2.55 };
        let whole = sums.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        all.push(InkUse {
            name: name.to_owned(),
            spot,
            coverage: percent(whole),
            zones: sums.into_iter().map(percent).collect(),
        });
    }
    all
}

/// The square of 15 mm² with the most ink, and how much in per cent.
fn most_ink(plates: &Plates, seen: &Seen) -> (f64, Option<[f64; 4]>) {
    let [left, top, right, bottom] = trim_pixels(plates, seen);
    let side = ((AREA.sqrt() / 25.4 * 72.0 * seen.scale).round() as usize).max(1);
    let (across, down) = ((right - left).saturating_sub(side) + 1, (bottom - top).saturating_sub(side) + 1);
    if right <= left || bottom <= top {
        return (0.0, None);
    }
    // Sums down the columns of the window, slid over the page: each pixel is added once and taken once.
    let width = right - left;
    let mut columns = vec![0u32; width];
    let mut best = (0u64, 0usize, 0usize);
    let line = |row: usize| -> Vec<u32> { (left..right).map(|x| plates.sum(x, row)).collect() };
    let mut held = std::collections::VecDeque::with_capacity(side + 1);
    for row in top..bottom {
        let now = line(row);
        columns.iter_mut().zip(&now).for_each(|(sum, ink)| *sum += ink);
        held.push_back(now);
        if held.len() > side
            && let Some(gone) = held.pop_front()
        {
            columns.iter_mut().zip(&gone).for_each(|(sum, ink)| *sum -= ink);
        }
        if held.len() < side.min(bottom - top) {
            continue;
        }
        let mut sum: u64 = columns.iter().take(side).map(|ink| u64::from(*ink)).sum();
        let first = row + 1 - held.len();
        for x in 0..across.max(1) {
            if sum > best.0 {
                best = (sum, left + x, first);
            }
            if x + side < width {
                sum = sum + u64::from(columns[x + side]) - u64::from(columns[x]);
            }
        }
    }
    let _ = down;
    if best.0 == 0 {
        return (0.0, None);
    }
    let count = (side.min(width) * side.min(bottom - top)) as f64;
    let at = [best.1 as f64, best.2 as f64, (best.1 + side) as f64, (best.2 + side) as f64];
    (best.0 as f64 / count / 2.55, Some(at))
}

/// The plates within the trim at half their size.
fn preview(plates: Plates, seen: &Seen) -> Preview {
    let [left, top, right, bottom] = trim_pixels(&plates, seen);
    let (width, height) = ((right - left) / 2, (bottom - top) / 2);
    let half = |plate: &Vec<u8>| -> Vec<u8> {
        let mut out = Vec::with_capacity(width * height);
        for row in 0..height {
            for column in 0..width {
                let at =
                    |x: usize, y: usize| u32::from(plate[(top + row * 2 + y) * plates.width + left + column * 2 + x]);
                out.push(((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4) as u8);
            }
        }
        out
    };
    let all = plates.process.iter().chain(plates.spots.iter().map(|(_, plate)| plate)).map(half).collect();
    Preview { width, height, ppi: seen.scale * 36.0, plates: all }
}
