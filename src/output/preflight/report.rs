//! What preflight says of a file: a plain value, for messages, JSON and the press certificate.

use crate::base::diag::{Code, Diagnostic, Say, Severity, Span};
use crate::base::geom::Rect;

/// The kind of file that a finished PDF is judged as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flavour {
    /// PDF/X-4, ISO 15930-7:2010.
    X4,
    /// PDF/X-1a:2003, ISO 15930-4.
    X1a,
    /// No PDF/X at all: only what the press asks.
    Plain,
}

impl Flavour {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::X4 => "PDF/X-4",
            Flavour::X1a => "PDF/X-1a:2003",
            Flavour::Plain => "PDF",
        }
    }
}

/// Preflight of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The file's name, as it was given.
    pub file: String,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// The PDF version: the larger one of header and catalog.
    pub version: (u8, u8),
    /// What it says of itself: `PDF/X-4`.
    pub declared: Option<String>,
    /// What it was judged as.
    pub judged: Flavour,
    /// The press condition whose limits were used.
    pub press: String,
    /// Its title.
    pub title: Option<String>,
    /// The program that made it.
    pub creator: Option<String>,
    /// The program that wrote the PDF.
    pub producer: Option<String>,
    /// The output intent for print.
    pub intent: Option<Intent>,
    /// The pages, in order.
    pub pages: Vec<PageReport>,
    /// What was found: file first, then page by page, worst first.
    pub findings: Vec<Finding>,
}

/// An output intent.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Intent {
    /// OutputConditionIdentifier.
    pub identifier: String,
    /// Info, or OutputCondition.
    pub info: String,
    /// The embedded profile's size in bytes; none where it is not embedded.
    pub profile_bytes: Option<usize>,
    /// The embedded profile's SHA-256.
    pub profile_sha256: Option<String>,
}

/// The boxes of a page, in millimetres from the lower left corner of the MediaBox: left, bottom, right, top.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Boxes {
    /// MediaBox.
    pub media: Option<[f64; 4]>,
    /// CropBox.
    pub crop: Option<[f64; 4]>,
    /// BleedBox.
    pub bleed: Option<[f64; 4]>,
    /// TrimBox.
    pub trim: Option<[f64; 4]>,
    /// ArtBox.
    pub art: Option<[f64; 4]>,
}

/// What stands on a page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PageReport {
    /// From 1.
    pub number: usize,
    /// Its boxes.
    pub boxes: Boxes,
    /// Turned by so many degrees when shown.
    pub rotate: i64,
    /// The fonts, in the order of their names.
    pub fonts: Vec<FontUse>,
    /// The pictures, in the order in which they are painted.
    pub images: Vec<ImageUse>,
    /// The colour spaces in use, in the order of their names.
    pub spaces: Vec<String>,
    /// The inks: cyan, magenta, yellow, black, then spots.
    pub inks: Vec<InkUse>,
    /// The most ink in any 15 mm², in per cent, and where.
    pub total_ink: f64,
    /// Where the most ink is.
    pub total_ink_at: Option<Rect>,
    /// Whether anything on it is transparent.
    pub transparent: bool,
    /// QR codes that could be read.
    pub qr: Vec<QrUse>,
}

/// A font on a page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FontUse {
    /// BaseFont.
    pub name: String,
    /// `Type1`, `TrueType`, `CIDFontType0` …
    pub kind: String,
    /// Whether the program is in the file.
    pub embedded: bool,
    /// Whether it is a subset.
    pub subset: bool,
    /// The smallest and the largest size shown, in points.
    pub sizes: Option<(f64, f64)>,
    /// How many glyphs are shown.
    pub glyphs: usize,
}

/// A picture on a page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImageUse {
    /// Where, from the top left corner of the trim.
    pub at: Rect,
    /// Pixels across and down.
    pub pixels: (u32, u32),
    /// Effective pixels an inch: the lower of both directions.
    pub ppi: f64,
    /// Bits of a component.
    pub bits: u8,
    /// Its colour space.
    pub space: String,
    /// Its filters, from the outside in.
    pub filters: Vec<String>,
}

/// An ink of a page: a plate.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InkUse {
    /// `Cyan` … `Black`, or the name of a spot.
    pub name: String,
    /// Whether it is a spot.
    pub spot: bool,
    /// The mean coverage of the trim, in per cent.
    pub coverage: f64,
    /// The mean coverage of each ink-key zone, from left to right, in per cent.
    pub zones: Vec<f64>,
}

/// A QR code.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QrUse {
    /// Where.
    pub at: Rect,
    /// What it says.
    pub text: String,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which rule.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The clause: `print.md 2, fonts`.
    pub clause: &'static str,
    /// The page, from 1.
    pub page: Option<usize>,
    /// The first place, from the top left corner of the trim.
    pub at: Option<Rect>,
    /// All places, as far as they are kept.
    pub places: Vec<Rect>,
    /// How many times.
    pub count: usize,
    /// What it is about: a font, a colour, a resolution.
    pub object: String,
    /// The cause.
    pub cause: Say,
    /// The cure.
    pub cure: Say,
}

impl Finding {
    /// As the rest of the program tells findings.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.code, Span::NONE, self.cause.clone()).hint(self.cure.clone());
        diagnostic.severity = self.severity;
        diagnostic.page = self.page.map(|page| page.min(usize::from(u16::MAX)) as u16);
        diagnostic.at = self.at;
        diagnostic
    }
}

impl Report {
    /// How many findings are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether the file may go to press: no finding is an error.
    pub fn passes(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}

/// A page at low resolution, as its plates print it: for thumbnails and proofs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preview {
    /// Pixels across the trim.
    pub width: usize,
    /// Pixels down the trim.
    pub height: usize,
    /// Pixels an inch.
    pub ppi: f64,
    /// For each ink of the page's report one byte a pixel, row by row from the top: 0 is bare paper, 255 solid.
    pub plates: Vec<Vec<u8>>,
}
