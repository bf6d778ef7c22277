//! Pages of finished files laid on a sheet: each becomes a form, drawn where it belongs, so that what was signed is
//! what is printed. Nothing of a page is set anew.

use crate::output::hash::sha256_pieces;
use crate::output::read::{Copier, Dict, Document, Limit, Unreadable};

use crate::base::units::{Length, Permille};
use crate::output::pdf::condition::{Condition, Flavour, Limits, PictureLimits, Profile, ProfileError, Treatment};
use crate::output::pdf::metadata::{self, Meta};
use crate::output::pdf::raw::{Raw, packed};

/// Bytes of a page's operators, decoded, at most.
const CONTENT: usize = 512 << 20;
/// Largest profile.
const PROFILE: usize = 16 << 20;

/// A finished file whose pages are laid on sheets.
pub struct Finished<'a> {
    document: Document<'a>,
    sum: &'a str,
}

/// Why a file cannot be laid on a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It has no output intent for print, or one without a profile.
    NoIntent,
    /// Its profile cannot be used.
    Profile(ProfileError),
    /// It has no such page.
    NoPage,
    /// A page of it cannot be copied.
    Broken,
    /// It has another output intent than the file before it, or keeps another standard.
    Differs,
}

/// What a file is made for.
#[derive(Clone, Debug)]
pub struct Intent {
    /// OutputConditionIdentifier.
    pub identifier: String,
    /// What it says of itself.
    pub info: String,
    /// The profile.
    pub profile: Profile,
    /// PDF/X-1a:2003, not PDF/X-4.
    pub is_x1a: bool,
}

impl std::fmt::Debug for Finished<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Finished({})", self.sum)
    }
}

/// A page on a sheet. Lengths are in points from the lower left corner of the sheet's MediaBox.
#[derive(Clone, Copy, Debug)]
pub struct Laid<'a> {
    /// Which file.
    pub file: &'a Finished<'a>,
    /// Which page of it, from 0.
    pub page: usize,
    /// From the page's own coordinates to the sheet's.
    pub matrix: [f64; 6],
    /// What is shown: left, bottom, width, height.
    pub clip: [f64; 4],
}

impl<'a> Laid<'a> {
    /// A page that is as large as the sheet, whose width and height are given in points.
    pub fn whole(file: &'a Finished<'a>, [width, height]: [f64; 2]) -> Laid<'a> {
        Laid { file, page: 0, matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], clip: [0.0, 0.0, width, height] }
    }
}

impl Intent {
    /// The press of marks, which have no pictures.
    pub fn condition(&self) -> Condition {
        Condition {
            flavour: if self.is_x1a { Flavour::X1a } else { Flavour::X4 },
            identifier: self.identifier.clone(),
            info: self.info.clone(),
            profile: self.profile.clone(),
            ink_limit: Permille(4000),
            limits: Limits::NEWSPRINT,
            pictures: PictureLimits { aim: 200, warn: 1, fail: 1 },
            treatment: Treatment::default(),
        }
    }
}

/// A sheet to be written: boxes as left, bottom, right, top in points.
#[derive(Clone, Copy, Debug)]
pub struct Boxes {
    /// MediaBox.
    pub media: [f64; 4],
    /// BleedBox.
    pub bleed: [f64; 4],
    /// TrimBox: all pages together.
    pub trim: [f64; 4],
}

impl<'a> Finished<'a> {
    /// Reads a file; `sum` is its SHA-256, which stands for it in ids.
    pub fn open(bytes: &'a [u8], sum: &'a str) -> Result<Finished<'a>, Unfit> {
        Document::open(bytes).map(|document| Finished { document, sum }).map_err(Unfit::Unreadable)
    }

    /// The TrimBox of a page: left, bottom, right, top in points.
    pub fn trim(&self, page: usize) -> Option<[f64; 4]> {
        let pages = self.document.pages();
        self.document.numbers(pages.get(page)?.first()?, b"TrimBox")
    }

    /// How far its colour reaches beyond the trim on every side.
    pub fn bleed(&self, page: usize) -> Option<Length> {
        let pages = self.document.pages();
        let trim = self.trim(page)?;
        let bleed: [f64; 4] = self.document.numbers(pages.get(page)?.first()?, b"BleedBox")?;
        let beyond = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]];
        let least = beyond.into_iter().fold(f64::MAX, f64::min).max(0.0);
        Some(Length::emu((least * 12_700.0).round() as i64))
    }

    /// What it is made for.
    pub fn intent(&self) -> Result<Intent, Unfit> {
        let found = self.press_intent().ok_or(Unfit::NoIntent)?;
        let text = |key: &[u8]| {
            let bytes = self.document.get(found, key).text().unwrap_or_default();
            crate::output::read::text_string(bytes)
        };
        let profile = self.document.get(found, b"DestOutputProfile").stream().ok_or(Unfit::NoIntent)?;
        let decoded = self.document.decode(profile, Limit::Bytes(PROFILE)).map_err(|_| Unfit::NoIntent)?;
        let profile = Profile::new(decoded.bytes.into()).map_err(Unfit::Profile)?;
        let info = self.document.dict(&self.document.trailer, b"Info");
        let is_x1a = info.is_some_and(|info| info.has(b"GTS_PDFXVersion"));
        Ok(Intent { identifier: text(b"OutputConditionIdentifier"), info: text(b"Info"), profile, is_x1a })
    }

    fn press_intent(&self) -> Option<&Dict> {
        let intents = self.document.list(self.document.catalog()?, b"OutputIntents");
        intents
            .iter()
            .filter_map(|intent| intent.dict())
            .find(|intent| self.document.name(intent, b"S") == Some(b"GTS_PDFX"))
    }

    /// The spot inks of the file, each with its solid in thousandths of C, M, Y and K.
    pub fn spots(&self) -> Vec<(String, [u16; 4])> {
        let mut found: Vec<(String, [u16; 4])> = Vec::new();
        for (_, object) in self.document.objects() {
            let Some([kind, name, _, tint]) = object.array().and_then(|array| array.first_chunk::<4>()) else {
                continue;
            };
            let (Some(b"Separation"), Some(name)) = (kind.name(), name.name()) else { continue };
            let tint = self.document.resolve(tint).dict().and_then(|tint| self.document.numbers::<4>(tint, b"C1"));
            let name = String::from_utf8_lossy(name).into_owned();
            if let Some(solid) = tint
                && name != "All"
                && !found.iter().any(|(known, _)| *known == name)
            {
                found.push((name, solid.map(|ink| (ink * 1000.0).round().clamp(0.0, 1000.0) as u16)));
            }
        }
        found
    }
}

/// Writes a sheet of pages; those laid later stand above. All files must have the output intent of the first.
///
/// Errors: a file that cannot be copied, or that is made for another press.
pub fn write_sheet(pages: &[Laid<'_>], boxes: &Boxes, intent: &Intent, meta: &Meta) -> Result<Vec<u8>, Unfit> {
    let mut raw = Raw::new();
    let [catalog, tree, page, contents, info] = [(); 5].map(|()| raw.take());
    let xmp = if intent.is_x1a { None } else { Some(raw.take()) };
    let forms: Vec<i32> = pages.iter().map(|_| raw.take()).collect();
    let mut intents = Vec::new();
    for (index, (laid, form)) in pages.iter().zip(&forms).enumerate() {
        let document = &laid.file.document;
        let all = document.pages();
        let own = all.get(laid.page).ok_or(Unfit::NoPage)?;
        let page = own.first().ok_or(Unfit::NoPage)?;
        let operators = document.operators(page, CONTENT).ok_or(Unfit::Broken)?;
        let mut copier = Copier::new(document, raw.next, packed);
        let mut dict = b"/Type/XObject/Subtype/Form/FormType 1/Filter/FlateDecode/BBox".to_vec();
        copier.object(document.inherited(own, b"MediaBox"), &mut dict);
        dict.extend(b"/Resources");
        copier.object(document.inherited(own, b"Resources"), &mut dict);
        if index == 0 {
            // One intent, one profile for the sheet: those of the first page.
            intents.extend(b"[");
            copier.dict(laid.file.press_intent().ok_or(Unfit::NoIntent)?, &[], &mut intents);
            intents.extend(b"]");
        }
        let rest = copier.rest().map_err(|_| Unfit::Broken)?;
        raw.next = copier.next();
        raw.objects.extend(rest);
        raw.stream(*form, &dict, &packed(&operators));
    }
    let id = document_id(pages, boxes, meta);
    let mut drawn = String::new();
    for (index, Laid { matrix, clip, .. }) in pages.iter().enumerate() {
        drawn += &format!("q {} re W n {} cm /X{index} Do Q\n", numbers(clip), numbers(matrix));
    }
    raw.stream(contents, b"/Filter/FlateDecode", &packed(drawn.as_bytes()));
    let names: String = forms.iter().enumerate().map(|(index, form)| format!("/X{index} {form} 0 R")).collect();
    let dict = format!(
        "<</Type/Page/Parent {tree} 0 R/MediaBox[{}]/BleedBox[{}]/TrimBox[{}]/Contents {contents} 0 R\
         /Resources<</XObject<<{names}>>>>>>",
        numbers(&boxes.media),
        numbers(&boxes.bleed),
        numbers(&boxes.trim),
    );
    raw.add(page, dict.into_bytes());
    raw.add(tree, format!("<</Type/Pages/Count 1/Kids[{page} 0 R]>>").into_bytes());
    let mut dict =
        format!("<</Type/Catalog/Pages {tree} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>").into_bytes();
    if let Some(xmp) = xmp {
        dict.extend(format!("/Metadata {xmp} 0 R").bytes());
        let packet = metadata::xmp(meta, &id);
        raw.stream(xmp, b"/Type/Metadata/Subtype/XML", packet.as_bytes());
    }
    dict.extend(b"/OutputIntents");
    dict.extend(intents);
    dict.extend(b">>");
    raw.add(catalog, dict);
    raw.add(info, information(meta, intent.is_x1a).into_bytes());
    let hex = crate::output::hash::hex(&id);
    let version = if intent.is_x1a { "1.4" } else { "1.6" };
    Ok(raw.finish(version, &format!("/Root {catalog} 0 R/Info {info} 0 R/ID[<{hex}><{hex}>]")))
}

/// The operators of a page: its streams, one after another.
pub(in crate::output) fn operators(document: &Document<'_>, page: &Dict) -> Result<Vec<u8>, Unfit> {
    let mut out = Vec::new();
    for part in document.list(page, b"Contents") {
        let stream = part.stream().ok_or(Unfit::Broken)?;
        let decoded = document.decode(stream, Limit::Bytes(CONTENT)).map_err(|_| Unfit::Broken)?;
        out.extend(decoded.bytes);
        out.push(b'\n');
        if out.len() > CONTENT {
            return Err(Unfit::Broken);
        }
    }
    Ok(out)
}

/// Numbers as operators and boxes have them: a ten-thousandth of a point is finer than any plate.
fn numbers(values: &[f64]) -> String {
    let one = |value: &f64| {
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
        if text == "-0" { "0".to_owned() } else { text }
    };
    values.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The Info dictionary, which must agree with the metadata.
fn information(meta: &Meta, is_x1a: bool) -> String {
    let text = |text: &str| -> String {
        let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
        format!("<FEFF{}>", units.collect::<String>())
    };
    let date = format!("(D:{:04}{:02}{:02}000000+08'00)", meta.date.year, meta.date.month, meta.date.day);
    let standard = if is_x1a { "/GTS_PDFXVersion(PDF/X-1a:2003)" } else { "" };
    format!(
        "<</Title{}/Creator{}/Producer{}/CreationDate{date}/ModDate{date}/Trapped/False{standard}>>",
        text(&meta.title),
        text(&meta.creator),
        text(metadata::PRODUCER),
    )
}

fn document_id(pages: &[Laid<'_>], boxes: &Boxes, meta: &Meta) -> [u8; 16] {
    let places: Vec<String> =
        pages.iter().map(|laid| format!("{} {:?} {:?}", laid.page, laid.matrix, laid.clip)).collect();
    let boxes = format!("{:?} {:?} {:?}", boxes.media, boxes.bleed, boxes.trim);
    let mut pieces: Vec<&[u8]> = vec![meta.seed.as_bytes(), meta.title.as_bytes(), boxes.as_bytes()];
    pieces.extend(pages.iter().map(|laid| laid.file.sum.as_bytes()));
    pieces.extend(places.iter().map(|place| place.as_bytes()));
    let sum = sha256_pieces(&pieces);
    let mut id = [0; 16];
    id.copy_from_slice(&sum[..16]);
    id
}

/// Whether two files are made for the same press.
pub fn same_press(first: &Intent, second: &Intent) -> bool {
    first.is_x1a == second.is_x1a
        && first.identifier == second.identifier
        && first.profile.bytes() == second.profile.bytes()
}
