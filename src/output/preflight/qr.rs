//! QR codes as they are printed: found by their finder patterns on the plates, and read.
//!
//! Source: ISO/IEC 18004, 5.3.2: dark and light run 1 : 1 : 3 : 1 : 1 through a finder pattern.

use super::plates::Plates;
use super::report::QrUse;
use super::seen::Seen;

/// Darker than this is dark: half a solid.
const DARK: u32 = 128;
/// Codes of a page that are looked for.
const CODES: usize = 64;
/// Rows that must show the same pattern.
const ROWS: usize = 4;

/// The codes of a page.
pub(super) struct Codes {
    /// Those that could be read.
    pub(super) read: Vec<QrUse>,
    /// Those that could not, in pixels.
    pub(super) broken: Vec<[f64; 4]>,
}

/// A finder pattern: its middle, and the width of a module, in pixels.
#[derive(Clone, Copy, Debug)]
struct Finder {
    x: f64,
    y: f64,
    module: f64,
    rows: usize,
}

/// Finds and reads the codes of a page.
pub(super) fn read(plates: &Plates, seen: &Seen) -> Codes {
    let finders = finders(plates);
    let mut codes = Codes { read: Vec::new(), broken: Vec::new() };
    let mut used = vec![false; finders.len()];
    for index in 0..finders.len() {
        if used[index] || codes.read.len() + codes.broken.len() >= CODES {
            continue;
        }
        // The two others of a code stand level with it or below it, as far as 177 modules are wide.
        let first = finders[index];
        let near: Vec<usize> = (0..finders.len())
            .filter(|other| {
                let finder = finders[*other];
                let far = (finder.x - first.x).abs().max((finder.y - first.y).abs());
                !used[*other] && far < first.module * 180.0 && (finder.module / first.module - 1.0).abs() < 0.35
            })
            .collect();
        let Some(three) = corner(&finders, index, &near) else { continue };
        three.iter().for_each(|one| used[*one] = true);
        let edge = |of: fn(&Finder) -> f64, pick: fn(f64, f64) -> f64, from: f64| {
            three.iter().map(|one| of(&finders[*one])).fold(from, pick)
        };
        let margin = first.module * 3.5;
        let at = [
            edge(|f| f.x, f64::min, f64::INFINITY) - margin,
            edge(|f| f.y, f64::min, f64::INFINITY) - margin,
            edge(|f| f.x, f64::max, 0.0) + margin,
            edge(|f| f.y, f64::max, 0.0) + margin,
        ];
        match decode(plates, at, first.module) {
            Some(text) => codes.read.push(QrUse { at: seen.place(at), text }),
            None => codes.broken.push(at),
        }
    }
    codes
}

/// The three patterns of a code of which `first` is the top left one, as far as they make a right angle.
fn corner(finders: &[Finder], first: usize, near: &[usize]) -> Option<[usize; 3]> {
    let a = finders[first];
    let is_along = |wanted: f64, found: f64| (found / wanted - 1.0).abs() < 0.15;
    for &right in near {
        let b = finders[right];
        if b.x - a.x < a.module * 10.0 || (b.y - a.y).abs() > a.module * 2.5 {
            continue;
        }
        for &below in near {
            let c = finders[below];
            if c.y - a.y > a.module * 10.0 && (c.x - a.x).abs() < a.module * 2.5 && is_along(b.x - a.x, c.y - a.y) {
                return Some([first, right, below]);
            }
        }
    }
    None
}

/// How dark a pixel is, by what an eye sees: yellow hardly.
fn dark(plates: &Plates, at: usize) -> u32 {
    let of = |index: usize| u32::from(plates.process[index][at]);
    let spots: u32 = plates.spots.iter().map(|(_, plate)| u32::from(plate[at]) / 2).sum();
    of(3) + of(0) / 2 + of(1) / 2 + of(2) / 10 + spots
}

fn finders(plates: &Plates) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    let has_ink = |row: usize| {
        plates
            .process
            .iter()
            .any(|plate| plate[row * plates.width..(row + 1) * plates.width].iter().any(|ink| *ink > 128))
    };
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for row in 0..plates.height {
        if !has_ink(row) && plates.spots.is_empty() {
            continue;
        }
        runs.clear();
        let mut start = 0;
        let mut is_dark = false;
        for x in 0..=plates.width {
            let now = x < plates.width && dark(plates, row * plates.width + x) > DARK;
            if x == plates.width || now != is_dark {
                runs.push((start, x, is_dark));
                (start, is_dark) = (x, now);
            }
        }
        for five in runs.windows(5) {
            if !five[0].2 {
                continue;
            }
            let long = |index: usize| (five[index].1 - five[index].0) as f64;
            let module = (0..5).map(long).sum::<f64>() / 7.0;
            let fits = |index: usize, wanted: f64| (long(index) / module - wanted).abs() < 0.5 + 0.5 / module.max(1.0);
            // Type has such runs too, but not at three pixels a module on so many rows.
            if module < 1.5 || !(fits(0, 1.0) && fits(1, 1.0) && fits(2, 3.0) && fits(3, 1.0) && fits(4, 1.0)) {
                continue;
            }
            let x = (five[2].0 + five[2].1) as f64 / 2.0;
            let same =
                |known: &&mut Finder| (known.x - x).abs() < module && (row as f64 - known.y).abs() < module * 4.0;
            match found.iter_mut().rev().take(400).find(same) {
                Some(known) => {
                    known.rows += 1;
                    known.y = (known.y * (known.rows - 1) as f64 + row as f64) / known.rows as f64;
                }
                None => found.push(Finder { x, y: row as f64, module, rows: 1 }),
            }
        }
    }
    let is_square =
        |finder: &Finder| finder.rows >= ROWS.min((finder.module * 2.0) as usize).max(3) && crosses(plates, finder);
    found.retain(is_square);
    found
}

/// Whether the pattern runs downwards too.
fn crosses(plates: &Plates, finder: &Finder) -> bool {
    let (x, y) = (finder.x as usize, finder.y as usize);
    let is_dark = |offset: f64| {
        let row = y as f64 + offset * finder.module;
        row >= 0.0 && (row as usize) < plates.height && dark(plates, row as usize * plates.width + x) > DARK
    };
    is_dark(0.0) && !is_dark(-2.0) && !is_dark(2.0) && is_dark(-3.0) && is_dark(3.0)
}

/// Reads a code, on paper of its own margin and enlarged: as a camera sees it, which is not at a hundred pixels an inch.
fn decode(plates: &Plates, at: [f64; 4], module: f64) -> Option<String> {
    let margin = module * 2.0;
    let low = |value: f64| (value - margin).max(0.0) as usize;
    let high = |value: f64, most: usize| ((value + margin).ceil() as usize).min(most);
    let (left, top) = (low(at[0]), low(at[1]));
    let (right, foot) = (high(at[2], plates.width), high(at[3], plates.height));
    for enlarge in [3usize, 2, 1] {
        let pad = 8 * enlarge;
        let (width, height) = ((right - left) * enlarge + 2 * pad, (foot - top) * enlarge + 2 * pad);
        if width > 3000 || height > 3000 {
            continue;
        }
        let shade = |x: usize, y: usize| -> u8 {
            let inside = x >= pad && y >= pad && x < width - pad && y < height - pad;
            if !inside {
                return 255;
            }
            let (fx, fy) = ((x - pad) as f64 / enlarge as f64, (y - pad) as f64 / enlarge as f64);
            let (x0, y0) = (left + fx as usize, top + fy as usize);
            let (x1, y1) = ((x0 + 1).min(right - 1), (y0 + 1).min(foot - 1));
            let of = |x: usize, y: usize| f64::from(dark(plates, y * plates.width + x).min(255));
            let (px, py) = (fx.fract(), fy.fract());
            let above = of(x0, y0) * (1.0 - px) + of(x1, y0) * px;
            let below = of(x0, y1) * (1.0 - px) + of(x1, y1) * px;
            255 - (above * (1.0 - py) + below * py) as u8
        };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
        for grid in image.detect_grids() {
            if let Ok((_, text)) = grid.decode() {
                return Some(text);
            }
        }
    }
    None
}
