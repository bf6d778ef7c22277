//! Small pictures of pages, as their plates print them.

use crate::output::preflight::{PageReport, Preview};

use super::Thumbnail;

/// Pixels across a small picture.
const ACROSS: usize = 620;
/// Quality of its JPEG.
const QUALITY: u8 = 80;
/// Paper, and how much of each colour of light a solid of each process ink lets through, of 255: as coldset
/// newsprint looks.
const PAPER: [u32; 3] = [246, 243, 235];
const INKS: [[u32; 3]; 4] = [[0, 148, 206], [214, 42, 116], [250, 222, 40], [48, 46, 46]];
/// A spot lets so much through: a red, which is what papers print.
const SPOT: [u32; 3] = [212, 40, 46];

/// A page as its plates print it, small, as a JPEG.
pub fn thumbnail(preview: &Preview, report: &PageReport) -> Option<Thumbnail> {
    let step = preview.width.div_ceil(ACROSS).max(1);
    let (width, height) = (preview.width / step, preview.height / step);
    if width == 0 || height == 0 {
        return None;
    }
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        for column in 0..width {
            let mut light = PAPER;
            for (index, plate) in preview.plates.iter().enumerate() {
                let mut sum = 0u32;
                for y in 0..step {
                    let start = (row * step + y) * preview.width + column * step;
                    sum += plate[start..start + step].iter().map(|tint| u32::from(*tint)).sum::<u32>();
                }
                let tint = sum / (step * step) as u32;
                let ink = INKS.get(index).unwrap_or(&SPOT);
                for (light, through) in light.iter_mut().zip(ink) {
                    *light = *light * (255 * 255 - tint * (255 - through)) / (255 * 255);
                }
            }
            rgb.extend(light.map(|light| light.min(255) as u8));
        }
    }
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder.encode(&rgb, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).ok()?;
    let trim = report.boxes.trim.or(report.boxes.media)?;
    let pixels = (width as u32, height as u32);
    Some(Thumbnail { bytes, media: "image/jpeg", pixels, shows: [0.0, 0.0, trim[2] - trim[0], trim[3] - trim[1]] })
}
