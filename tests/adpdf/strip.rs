//! Draws the tea house's strip of the gallery, an advertiser's PDF: vectors in CMYK, its type as outlines, 3 mm of bleed.
//! `BLESS=1 cargo test --test adpdf strip` writes it anew.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

use crate::common::root;

const FILE: &str = "editions/gallery/pictures/ad-tea-strip.pdf";
/// The trim in points: seven columns of the broadsheet wide.
const TRIM: (f64, f64) = (999.0, 229.96);
/// 3 mm.
const BLEED: f64 = 8.504;
/// Hills in steps from bleed to bleed.
const STEPS: usize = 60;

/// A hill: its colour, its height, and two waves: how high, how long, how far shifted.
struct Hill(&'static str, f64, [(f64, f64, f64); 2]);

const HILLS: [Hill; 3] = [
    Hill("0.18 0 0.15 0.06", 46.0, [(14.0, 58.0, 0.4), (10.0, 97.0, 1.9)]),
    Hill("0.36 0 0.3 0.16", 36.0, [(13.0, 47.0, 2.2), (9.0, 83.0, 0.3)]),
    Hill("0.55 0 0.45 0.4", 22.0, [(9.0, 41.0, 0.9), (6.0, 71.0, 4.1)]),
];

const PAPER: &str = "0.01 0.03 0.1 0";
const GREEN: &str = "0.6 0 0.5 0.8";
const GRAY: &str = "0 0 0 0.85";
const RED: &str = "0 0.95 0.85 0.15";
const WHITE: &str = "0 0 0 0";

const SERIF: &str = "NotoSerifCJKsc-Black.subset.otf";
const KAI: &str = "NewsKaiSC-Regular.ttf";
const SANS: &str = "NotoSansSC-Regular.otf";
const BOLD: &str = "NotoSansCJKsc-Bold.subset.otf";

/// Lines of type: face, size, where they begin, words.
const DATES: [(&str, f64, (f64, f64), &str); 3] = [
    (SANS, 22.0, (590.0, 164.0), "望潮市集旁　九孔桥东头"),
    (SANS, 22.0, (590.0, 130.0), "每日十时至二十二时"),
    (BOLD, 22.0, (590.0, 96.0), "订座　0000-7654321"),
];

/// Writes outlines of glyphs as operators.
struct Operators {
    out: String,
    scale: f64,
    origin: (f64, f64),
    last: (f64, f64),
}

impl Operators {
    fn point(&self, x: f64, y: f64) -> String {
        format!("{:.2} {:.2}", self.origin.0 + x * self.scale, self.origin.1 + y * self.scale)
    }
}

impl OutlinePen for Operators {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = (x.into(), y.into());
        let _ = writeln!(self.out, "{} m", self.point(x.into(), y.into()));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = (x.into(), y.into());
        let _ = writeln!(self.out, "{} l", self.point(x.into(), y.into()));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, end) = ((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
        let towards =
            |from: (f64, f64)| (from.0 + (control.0 - from.0) * 2.0 / 3.0, from.1 + (control.1 - from.1) * 2.0 / 3.0);
        let (one, two) = (towards(self.last), towards(end));
        let points = [one, two, end].map(|(x, y)| self.point(x, y)).join(" ");
        let _ = writeln!(self.out, "{points} c");
        self.last = end;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let points = [(ax, ay), (bx, by), (x, y)].map(|(x, y)| self.point(x.into(), y.into())).join(" ");
        let _ = writeln!(self.out, "{points} c");
        self.last = (x.into(), y.into());
    }

    fn close(&mut self) {
        self.out += "h\n";
    }
}

/// A line of type as outlines, filled.
fn set(out: &mut String, (face, size, at, words): (&str, f64, (f64, f64), &str)) {
    let bytes = std::fs::read(root().join("fonts").join(face)).expect("a face of the repository");
    let font = FontRef::new(&bytes).expect("a face");
    let scale = size / f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let (charmap, outlines) = (font.charmap(), font.outline_glyphs());
    let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let mut pen = Operators { out: std::mem::take(out), scale, origin: at, last: (0.0, 0.0) };
    for word in words.chars() {
        // A wide space is one wherever a face has none.
        let Some(glyph) = charmap.map(word) else {
            assert_eq!(word, '\u{3000}', "{face} lacks {word}");
            pen.origin.0 += size;
            continue;
        };
        if let Some(outline) = outlines.get(glyph) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            outline.draw(settings, &mut pen).expect("an outline");
        }
        pen.origin.0 += f64::from(advances.advance_width(glyph).expect("an advance")) * scale;
    }
    *out = pen.out + "f\n";
}

fn hill(out: &mut String, Hill(color, base, waves): &Hill) {
    let (left, right) = (-BLEED, TRIM.0 + BLEED);
    let step = (right - left) / STEPS as f64;
    let height = |x: f64| base + waves.iter().map(|(high, long, shift)| high * (x / long + shift).sin()).sum::<f64>();
    let slope = |x: f64| waves.iter().map(|(high, long, shift)| high / long * (x / long + shift).cos()).sum::<f64>();
    let _ = writeln!(out, "{color} k\n{left:.2} {left:.2} m\n{left:.2} {:.2} l", height(left));
    for index in 0..STEPS {
        let (from, to) = (left + step * index as f64, left + step * (index + 1) as f64);
        let third = step / 3.0;
        let _ = writeln!(
            out,
            "{:.2} {:.2} {:.2} {:.2} {:.2} {:.2} c",
            from + third,
            height(from) + slope(from) * third,
            to - third,
            height(to) - slope(to) * third,
            to,
            height(to),
        );
    }
    let _ = writeln!(out, "{right:.2} {left:.2} l h f");
}

fn circle(out: &mut String, (x, y): (f64, f64), radius: f64) {
    let handle = radius * 0.5523;
    let _ = writeln!(out, "{:.2} {:.2} m", x + radius, y);
    let mut corner = (1.0, 0.0);
    for _ in 0..4 {
        let next: (f64, f64) = (-corner.1, corner.0);
        let point =
            |a: f64, b: f64| format!("{:.2} {:.2}", x + corner.0 * a + next.0 * b, y + corner.1 * a + next.1 * b);
        let _ = writeln!(out, "{} {} {} c", point(radius, handle), point(handle, radius), point(0.0, radius));
        corner = next;
    }
    out.push_str("h f\n");
}

fn content() -> String {
    let mut out = String::new();
    let (across, up) = (TRIM.0 + 2.0 * BLEED, TRIM.1 + 2.0 * BLEED);
    let _ = writeln!(out, "{PAPER} k\n{:.2} {:.2} {across:.2} {up:.2} re f", -BLEED, -BLEED);
    HILLS.iter().for_each(|one| hill(&mut out, one));
    let _ = writeln!(out, "{GREEN} k");
    set(&mut out, (SERIF, 70.0, (46.0, 132.0), "云麓茶社"));
    let _ = writeln!(out, "{GRAY} k");
    set(&mut out, (KAI, 33.0, (47.0, 84.0), "冬茶开坛　围炉三十夜"));
    let _ = writeln!(out, "{RED} k");
    circle(&mut out, (489.0, 146.0), 47.0);
    let _ = writeln!(out, "{WHITE} k");
    set(&mut out, (SERIF, 62.0, (458.0, 123.5), "冬"));
    let _ = writeln!(out, "{GREEN} k");
    DATES.into_iter().for_each(|line| set(&mut out, line));
    out
}

/// The file: its objects in order, its content deflated.
fn strip() -> Vec<u8> {
    let content = content();
    let mut deflater = libdeflater::Compressor::new(libdeflater::CompressionLvl::new(9).expect("a level"));
    let mut packed = vec![0; deflater.zlib_compress_bound(content.len())];
    let size = deflater.zlib_compress(content.as_bytes(), &mut packed).expect("room");
    packed.truncate(size);
    let whole = format!("[{:.2} {:.2} {:.2} {:.2}]", -BLEED, -BLEED, TRIM.0 + BLEED, TRIM.1 + BLEED);
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox{whole}/BleedBox{whole}/TrimBox[0.00 0.00 {:.2} {:.2}]/Resources<<>>/Contents 4 0 R>>",
        TRIM.0, TRIM.1
    );
    let mut stream = format!("<</Filter/FlateDecode/Length {size}>>\nstream\n").into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        stream,
        b"<</Title(Yunlu tea house, strip)/Producer(drawn by hand)>>".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("{table}trailer\n<</Size {size}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

#[test]
fn the_strip_of_the_gallery_is_drawn_byte_for_byte() {
    let made = strip();
    let path = root().join(FILE);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &made).expect("written");
    }
    let kept = std::fs::read(&path).expect("the strip");
    let drawn = |file: &[u8]| {
        let document = lopdf::Document::load_mem(file).expect("a PDF");
        let page = *document.get_pages().get(&1).expect("a page");
        String::from_utf8(document.get_page_content(page)).expect("text")
    };
    let (was, is) = (drawn(&kept), drawn(&made));
    let differs = was.lines().zip(is.lines()).position(|(was, is)| was != is);
    if let Some(line) = differs {
        panic!("line {line}: {:?} is drawn as {:?}", was.lines().nth(line), is.lines().nth(line));
    }
    assert!(kept == made, "the same drawing in other bytes: run with BLESS=1");
}
