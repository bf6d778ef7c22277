//! Pages of finished files as pixels: what a proof shows is what the print file holds.
//!
//! A file of this program's kind is drawn plate by plate ([`super::plates`]), so that black overprints and edges mix as
//! inks do, and the plates together are looked up in the press profile of the file. Another file that names a press, or for
//! which one is named, is run on the plates of preflight; one without a press, and what is only guessed there, is drawn as
//! hayro draws it.

use std::rc::Rc;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::cut::{Margins, margins, within};
pub use super::plates::Frame;
use super::plates::{Plates, copy};
use crate::output::pdf::{FromScreen, Paper, Screen};
use crate::output::preflight::{Separations, Unseparated, separate};
use crate::output::read::{Document, Limit};

/// Pixels of a page at most: a broadsheet at 600 dpi has 119 million.
const PIXELS: u64 = 160_000_000;
/// Pixels along a side at most.
const SIDE: u64 = 30_000;
/// Pixels that are drawn at one time: memory is bounded by it.
const BAND: u64 = 16_000_000;
/// Largest press profile.
const PROFILE: usize = 16 << 20;
/// Dots to the inch of a page that is only run to see what is on it.
const COARSE: u32 = 9;
/// Points to the inch.
const INCH: f64 = 72.0;

/// A picture of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Raster {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row.
    pub pixels: Vec<u8>,
    /// Pixels to the inch.
    pub dpi: u32,
}

/// Why a page cannot be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unshown {
    /// The file cannot be read.
    Unreadable,
    /// It has no such page.
    NoPage,
    /// So many dots to the inch make more pixels than are held.
    TooLarge,
    /// Its press profile is of no use.
    Profile,
}

/// The pages of a file, ready to be drawn.
pub struct Sheets {
    way: Way,
    profile: Option<Vec<u8>>,
    /// What of pages of other makers is cut away, of all that is drawn; nothing where they are shown whole.
    margins: Vec<Margins>,
}

enum Way {
    /// Plates: the file is one of this program's kind.
    Inks { colours: Arc<Vec<u8>>, black: Arc<Vec<u8>> },
    /// Plates of another file, run as preflight runs them.
    Separated(Arc<Vec<u8>>),
    /// As it is.
    Plain(Arc<Vec<u8>>),
}

/// One page, as much of it as is cut, on the paper of its press, so many dots to the inch.
///
/// Errors: a file that cannot be read, a page that it has not, a picture that would be too large.
pub fn page(pdf: &[u8], page: usize, dpi: u32, paper: Paper) -> Result<Raster, Unshown> {
    let mut sheets = Sheets::of_any(pdf, Frame::Trim, None)?;
    if !sheets.is_own() {
        sheets.margins = Document::open(pdf).map(|document| margins(&document)).unwrap_or_default();
    }
    let screen = sheets.screen(paper)?;
    sheets.raster(page, dpi, screen.as_ref())
}

impl Sheets {
    /// Reads a file.
    ///
    /// Errors: [`Unshown::Unreadable`].
    pub fn open(pdf: &[u8], frame: Frame) -> Result<Sheets, Unshown> {
        let document = Document::open(pdf).map_err(|_| Unshown::Unreadable)?;
        let profile = profile(&document);
        // Reading again is little beside what it would take to share a reader.
        let split = |plates| copy(&Document::open(pdf).ok()?, plates, frame);
        let (colours, black) = rayon::join(|| split(Plates::Colours), || split(Plates::Black));
        let way = match (profile.is_some(), colours, black) {
            (true, Some(colours), Some(black)) => Way::Inks { colours: Arc::new(colours), black: Arc::new(black) },
            _ => Way::Plain(Arc::new(pdf.to_vec())),
        };
        Ok(Sheets { way, profile, margins: Vec::new() })
    }

    /// Reads a file of any maker. One that is not of this program's kind is shown whole, on the press whose profile is
    /// given, else on its own.
    ///
    /// Errors: [`Unshown::Unreadable`].
    pub fn of_any(pdf: &[u8], frame: Frame, press: Option<&[u8]>) -> Result<Sheets, Unshown> {
        let own = Sheets::open(pdf, frame)?;
        if own.is_own() {
            return Ok(own);
        }
        let profile = press.map(<[u8]>::to_vec).or(own.profile).filter(|profile| is_of_press(profile));
        let way = match &profile {
            Some(_) => Way::Separated(Arc::new(pdf.to_vec())),
            None => own.way,
        };
        Ok(Sheets { way, profile, margins: Vec::new() })
    }

    /// As the renderer draws it, without the press: all of the page, annotations and layers too.
    pub fn plain(pdf: &[u8]) -> Sheets {
        Sheets { way: Way::Plain(Arc::new(pdf.to_vec())), profile: None, margins: Vec::new() }
    }

    /// Whether the press is shown: plates, overprint and the profile.
    pub fn is_soft_proof(&self) -> bool {
        !matches!(self.way, Way::Plain(_))
    }

    /// Whether the file is one of this program's kind.
    pub fn is_own(&self) -> bool {
        matches!(self.way, Way::Inks { .. })
    }

    /// Whether a page, from 0, is shown as the press prints it: in some of other makers something can only be guessed,
    /// and those are drawn without the press.
    pub fn is_exact(&self, page: usize) -> bool {
        match &self.way {
            Way::Inks { .. } => true,
            // Of a few pixels: what is on a page does not depend on how fine it is drawn.
            Way::Separated(bytes) => self.separated(bytes, page, COARSE).is_ok_and(|found| found.is_exact),
            Way::Plain(_) => false,
        }
    }

    /// The way to the screen for the press of the file; nothing for a file that is drawn as it is.
    ///
    /// Errors: [`Unshown::Profile`].
    pub fn screen(&self, paper: Paper) -> Result<Option<Screen>, Unshown> {
        match (&self.way, &self.profile) {
            (Way::Inks { .. } | Way::Separated(_), Some(profile)) => {
                Screen::new(profile, paper).map(Some).ok_or(Unshown::Profile)
            }
            _ => Ok(None),
        }
    }

    /// How many pages there are.
    ///
    /// Errors: [`Unshown::Unreadable`].
    pub fn count(&self) -> Result<usize, Unshown> {
        let (Way::Inks { black: bytes, .. } | Way::Plain(bytes) | Way::Separated(bytes)) = &self.way;
        open(bytes).map(|pdf| pdf.pages().len())
    }

    fn cut(&self, page: usize) -> Margins {
        self.margins.get(page).copied().unwrap_or_default()
    }

    fn separated(&self, bytes: &[u8], page: usize, dpi: u32) -> Result<Separations, Unshown> {
        let document = Document::open(bytes).map_err(|_| Unshown::Unreadable)?;
        let way = self.profile.as_deref().and_then(FromScreen::new).ok_or(Unshown::Profile)?;
        separate(&document, page, dpi, Rc::new(move |color| way.inks(color))).map_err(|why| match why {
            Unseparated::NoPage => Unshown::NoPage,
            Unseparated::TooLarge => Unshown::TooLarge,
        })
    }

    /// Draws a page, from 0. Without a screen plates are mixed as if paper were white and inks ideal.
    ///
    /// Errors: a page that the file has not, a picture that would be too large.
    pub fn raster(&self, page: usize, dpi: u32, screen: Option<&Screen>) -> Result<Raster, Unshown> {
        match &self.way {
            Way::Plain(bytes) => plain(bytes, page, dpi).map(|drawn| within(drawn, self.cut(page))),
            Way::Separated(bytes) => {
                let found = self.separated(bytes, page, dpi)?;
                if !found.is_exact {
                    return plain(bytes, page, dpi).map(|drawn| within(drawn, self.cut(page)));
                }
                let [c, m, y, k] = &found.process;
                let all = c.iter().zip(m).zip(y).zip(k).map(|(((c, m), y), k)| [*c, *m, *y, *k]);
                let pixels = all.flat_map(|inks| screen.map_or_else(|| ideal(inks), |screen| screen.color(inks)));
                let (width, height) = (found.width as u32, found.height as u32);
                Ok(within(Raster { width, height, pixels: pixels.collect(), dpi }, self.cut(page)))
            }
            Way::Inks { colours, black } => {
                let (colours, black) = rayon::join(|| draw(colours, page, dpi), || draw(black, page, dpi));
                let (colours, black) = (colours?, black?);
                let mut pixels = Vec::with_capacity(colours.pixels.len() / 4 * 3);
                for (three, one) in colours.pixels.chunks_exact(4).zip(black.pixels.chunks_exact(4)) {
                    let inks = [255 - three[0], 255 - three[1], 255 - three[2], 255 - one[0]];
                    pixels.extend(screen.map_or_else(|| ideal(inks), |screen| screen.color(inks)));
                }
                Ok(Raster { width: colours.width, height: colours.height, pixels, dpi })
            }
        }
    }
}

impl std::fmt::Debug for Sheets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sheets({})", if self.is_soft_proof() { "plates" } else { "plain" })
    }
}

/// A page as the renderer draws it.
fn plain(bytes: &Arc<Vec<u8>>, page: usize, dpi: u32) -> Result<Raster, Unshown> {
    let drawn = draw(bytes, page, dpi)?;
    let pixels = drawn.pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok(Raster { width: drawn.width, height: drawn.height, pixels, dpi })
}

/// Whether a profile is of a press of four inks.
///
/// Source: ICC.1:2022, 7.2.8.
fn is_of_press(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"CMYK") && FromScreen::new(profile).is_some()
}

fn ideal([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| (u16::from(255 - ink) * u16::from(255 - k) / 255) as u8)
}

/// The press profile of the output intent.
fn profile(document: &Document<'_>) -> Option<Vec<u8>> {
    let intents = document.list(document.catalog()?, b"OutputIntents");
    let intent = intents.iter().filter_map(|intent| intent.dict()).find(|intent| intent.has(b"DestOutputProfile"))?;
    let stream = document.get(intent, b"DestOutputProfile").stream()?;
    document.decode(stream, Limit::Bytes(PROFILE)).ok().map(|decoded| decoded.bytes)
}

/// Pixels of red, green, blue and opacity.
struct Drawn {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

fn open(bytes: &Arc<Vec<u8>>) -> Result<Pdf, Unshown> {
    Pdf::new(Arc::clone(bytes)).map_err(|_| Unshown::Unreadable)
}

/// Draws a page on white, band by band.
fn draw(bytes: &Arc<Vec<u8>>, page: usize, dpi: u32) -> Result<Drawn, Unshown> {
    let pdf = open(bytes)?;
    let page = pdf.pages().get(page).ok_or(Unshown::NoPage)?;
    let (width, height) = page.render_dimensions();
    let scale = f64::from(dpi) / INCH;
    let pixels = |side: f32| (f64::from(side) * scale).round().max(1.0) as u64;
    let (width, height) = (pixels(width), pixels(height));
    if width > SIDE || height > SIDE || width * height > PIXELS {
        return Err(Unshown::TooLarge);
    }
    let cache = RenderCache::new();
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    let upright = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let band = (BAND / width).clamp(1, height);
    let mut out = Vec::with_capacity((width * height * 4) as usize);
    let mut top = 0;
    while top < height {
        let rows = band.min(height - top);
        let mut context = RenderContext::new(width as u16, rows as u16);
        let at = Affine::translate((0.0, -(top as f64))) * upright;
        render_into(page, &cache, &InterpreterSettings::default(), &settings, &mut context, at);
        context.flush();
        let mut pixmap = Pixmap::new(width as u16, rows as u16);
        let target = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(&mut pixmap, &mut Resources::default(), target);
        out.extend_from_slice(pixmap.data_as_u8_slice());
        top += rows;
    }
    Ok(Drawn { width: width as u32, height: height as u32, pixels: out })
}

impl Raster {
    /// As a PNG that says how large it is in print; with a palette where the page has few colours, as one in black has.
    pub fn png(&self) -> Vec<u8> {
        match self.indexed() {
            Some((palette, pixels)) => self.encoded(png::ColorType::Indexed, Some(palette), &pixels),
            None => self.encoded(png::ColorType::Rgb, None, &self.pixels),
        }
    }

    /// As small as it gets without being seen to be: PNG for a page of few colours, else JPEG. With its media type.
    pub fn small(&self) -> (&'static str, Vec<u8>) {
        /// Type stays clean at this quality, and a page is half of what it is at 95.
        const QUALITY: u8 = 84;
        let jpeg = || {
            let (width, height) = (u16::try_from(self.width).ok()?, u16::try_from(self.height).ok()?);
            let mut bytes = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
            encoder.encode(&self.pixels, width, height, jpeg_encoder::ColorType::Rgb).ok()?;
            Some(bytes)
        };
        match self.indexed() {
            Some((palette, pixels)) => ("image/png", self.encoded(png::ColorType::Indexed, Some(palette), &pixels)),
            None => jpeg().map_or_else(|| ("image/png", self.png()), |bytes| ("image/jpeg", bytes)),
        }
    }

    /// A palette and the pixels in it, where 256 colours are enough.
    fn indexed(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut known: std::collections::BTreeMap<[u8; 3], u8> = std::collections::BTreeMap::new();
        let mut palette = Vec::new();
        let mut pixels = Vec::with_capacity(self.pixels.len() / 3);
        let mut last = None;
        for pixel in self.pixels.chunks_exact(3) {
            let pixel = [pixel[0], pixel[1], pixel[2]];
            if let Some((color, index)) = last
                && color == pixel
            {
                pixels.push(index);
                continue;
            }
            let next = u8::try_from(known.len());
            let index = match known.get(&pixel) {
                Some(index) => *index,
                None => {
                    let index = next.ok()?;
                    known.insert(pixel, index);
                    palette.extend(pixel);
                    index
                }
            };
            last = Some((pixel, index));
            pixels.push(index);
        }
        Some((palette, pixels))
    }

    fn encoded(&self, kind: png::ColorType, palette: Option<Vec<u8>>, pixels: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(kind);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_source_srgb(png::SrgbRenderingIntent::AbsoluteColorimetric);
        if let Some(palette) = palette {
            encoder.set_palette(palette);
        }
        let per_metre = (f64::from(self.dpi) / 0.0254).round() as u32;
        let dots = png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter };
        encoder.set_pixel_dims(Some(dots));
        // Writing to memory fails only where the size and the pixels do not fit together, which they do.
        let written = encoder.write_header().and_then(|mut writer| {
            writer.write_image_data(pixels)?;
            writer.finish()
        });
        if written.is_err() {
            out.clear();
        }
        out
    }

    /// How light each pixel is: 255 for white.
    ///
    /// Source: ITU-R BT.601.
    pub fn gray(&self) -> Vec<u8> {
        let light = |pixel: &[u8]| {
            let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            ((r * 299 + g * 587 + b * 114 + 500) / 1000) as u8
        };
        self.pixels.chunks_exact(3).map(light).collect()
    }
}
