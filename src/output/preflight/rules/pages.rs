//! A page: its boxes, what is laid over it, and what was seen while it was run.
//!
//! Source: `print.md` 2, "Boxes, fonts, colour, interaction", and 3.

use crate::base::diag::Code;
use crate::output::hash::sha256_hex;
use crate::output::read::{Dict, Document, Limit, Object, shown};

use super::super::examine::Asks;
use super::super::report::{Boxes, Flavour};
use super::super::seen::Seen;
use super::Found;

/// Points that boxes may differ by: programs round.
const SLACK: f64 = 0.01;
/// The largest side of a page, in points: two metres.
const SIDE: f64 = 5_700.0;

/// The boxes of a page in points, as they hold: what is missing is told.
pub(in crate::output::preflight) fn boxes(
    document: &Document<'_>,
    path: &[&Dict],
    number: usize,
    found: &mut Vec<Found>,
) -> Boxes {
    let mut tell = |code: Code, object: &str| found.push(Found::of_page(code, object, number));
    let of = |object: &Object| -> Option<[f64; 4]> {
        let numbers: Option<Vec<f64>> =
            object.array()?.iter().map(|number| document.resolve(number).number().filter(|n| n.is_finite())).collect();
        let [a, b, c, d]: [f64; 4] = numbers?.try_into().ok()?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    };
    let own = |key: &[u8]| path.first().and_then(|page| of(document.get(page, key)));
    let inherited = |key: &[u8]| of(document.inherited(path, key));
    let media = inherited(b"MediaBox").filter(|b| b[2] - b[0] > 1.0 && b[3] - b[1] > 1.0);
    let media = match media {
        Some(media) if media[2] - media[0] <= SIDE && media[3] - media[1] <= SIDE => Some(media),
        Some(_) => {
            tell(Code::PdfLimit, "MediaBox");
            None
        }
        None => {
            tell(Code::PdfBoxMissing, "MediaBox");
            None
        }
    };
    let (crop, bleed) = (inherited(b"CropBox"), own(b"BleedBox"));
    let (trim, art) = (own(b"TrimBox"), own(b"ArtBox"));
    match (trim, art) {
        (None, None) => tell(Code::PdfBoxMissing, "TrimBox"),
        (Some(_), Some(_)) => tell(Code::PdfBoxMissing, "TrimBox + ArtBox"),
        _ => {}
    }
    let lies = |inner: [f64; 4], outer: [f64; 4]| {
        inner[0] >= outer[0] - SLACK
            && inner[1] >= outer[1] - SLACK
            && inner[2] <= outer[2] + SLACK
            && inner[3] <= outer[3] + SLACK
    };
    let is_empty = |b: [f64; 4]| b[2] - b[0] <= 0.0 || b[3] - b[1] <= 0.0;
    let final_box = trim.or(art);
    let mut order = |inner: Option<[f64; 4]>, outer: Option<[f64; 4]>, object: &str| {
        if let (Some(inner), Some(outer)) = (inner, outer)
            && (!lies(inner, outer) || is_empty(inner))
        {
            tell(Code::PdfBoxOrder, object);
        }
    };
    order(final_box, bleed.or(media), "TrimBox");
    order(bleed, media, "BleedBox");
    order(crop, media, "CropBox");
    order(final_box, crop, "TrimBox, CropBox");
    if let (Some(crop), Some(media)) = (crop, media)
        && !(lies(crop, media) && lies(media, crop))
    {
        tell(Code::PdfBoxCrop, "CropBox");
    }
    Boxes { media, crop, bleed, trim: final_box.filter(|b| !is_empty(*b)), art: art.filter(|_| trim.is_none()) }
}

/// Annotations and actions. Source: print.md 2, the last three rows.
pub(in crate::output::preflight) fn annotations(
    document: &Document<'_>,
    path: &[&Dict],
    number: usize,
    boxes: &Boxes,
    found: &mut Vec<Found>,
) {
    let mut tell = |code: Code, object: &str| found.push(Found::of_page(code, object, number));
    let Some(page) = path.first() else { return };
    if page.has(b"AA") {
        tell(Code::PdfAction, "AA");
    }
    let (Some(inside), trim) = (boxes.bleed.or(boxes.trim).or(boxes.media), boxes.trim.or(boxes.media)) else { return };
    for annotation in document.list(page, b"Annots").into_iter().take(10_000).filter_map(Object::dict) {
        let subtype = document.name(annotation, b"Subtype").unwrap_or_default();
        if annotation.has(b"A") || annotation.has(b"AA") {
            tell(Code::PdfAction, &shown(subtype));
        }
        let at = document.numbers::<4>(annotation, b"Rect").unwrap_or_default();
        let meets = |b: [f64; 4]| {
            let (left, right) = (at[0].min(at[2]), at[0].max(at[2]));
            let (bottom, top) = (at[1].min(at[3]), at[1].max(at[3]));
            left < b[2] && right > b[0] && bottom < b[3] && top > b[1]
        };
        match subtype {
            b"Widget" | b"Movie" | b"Sound" | b"Screen" | b"RichMedia" | b"FileAttachment" | b"3D" => {
                tell(Code::PdfForm, &shown(subtype));
            }
            b"TrapNet" => {}
            b"PrinterMark" if trim.is_some_and(meets) => tell(Code::PdfAnnotation, "PrinterMark"),
            b"PrinterMark" => {}
            _ if meets(inside) => tell(Code::PdfAnnotation, &shown(subtype)),
            _ => {}
        }
    }
}

/// What was seen while the page was run.
pub(in crate::output::preflight) fn seen(
    seen: &Seen,
    number: usize,
    asks: &Asks,
    judged: Flavour,
    document: &Document<'_>,
    found: &mut Vec<Found>,
) {
    for ((code, object), merged) in &seen.faults {
        if !applies(*code, object, judged) {
            continue;
        }
        let places = merged.places.iter().map(|at| seen.place(*at)).collect();
        found.push(Found { code: *code, object: object.clone(), page: Some(number), places, count: merged.count });
    }
    let mut tell = |code: Code, object: &str| found.push(Found::of_page(code, object, number));
    if judged == Flavour::X1a {
        if seen.is_transparent {
            tell(Code::PdfTransparency, "");
        }
        if let Some(bits) = seen.images.iter().map(|image| image.bits).find(|bits| *bits == 16) {
            tell(Code::PdfImageBits, &bits.to_string());
        }
    }
    let output = output_profile(document);
    for (components, profile) in &seen.profiles {
        if judged == Flavour::X1a {
            tell(Code::ColorIcc, &format!("ICCBased {components}"));
        } else if *components == 3 {
            tell(Code::ColorScreen, "ICCBased 3");
        } else if *components == 4 && output.is_some() && profile_of(document, *profile) == output {
            tell(Code::ColorIccOutput, "ICCBased 4");
        } else if *components == 4 {
            tell(Code::ColorIcc, "ICCBased 4");
        }
    }
    if judged == Flavour::X1a && seen.spaces.contains("CalGray") {
        tell(Code::ColorIcc, "CalGray");
    }
    let most = if asks.spot_plates { usize::from(asks.limits.spots.max(1)) } else { usize::from(asks.limits.spots) };
    let spots: Vec<&str> = seen
        .spots
        .keys()
        .map(String::as_str)
        .filter(|name| !matches!(*name, "All" | "None" | "Cyan" | "Magenta" | "Yellow" | "Black"))
        .collect();
    if spots.len() > most {
        tell(Code::SpotCount, &spots.join(" "));
    }
}

/// Whether a fault is one under this flavour.
fn applies(code: Code, object: &str, judged: Flavour) -> bool {
    match code {
        // A program may be OpenType in X-4, and whatever a plain file likes.
        Code::FontProgram if object.ends_with("(OpenType)") => judged == Flavour::X1a,
        // Lab may stand for a spot, but not in X-1a.
        Code::ColorScreen if object == "Lab (alternate)" => judged == Flavour::X1a,
        Code::ColorDevicen => judged == Flavour::X1a || object.parse::<usize>().is_ok_and(|inks| inks > 32),
        Code::PdfTransfer | Code::PdfHalftone | Code::PdfOperator | Code::PdfUnbalanced | Code::PdfIntent => {
            judged != Flavour::Plain
        }
        _ => true,
    }
}

fn output_profile(document: &Document<'_>) -> Option<String> {
    let catalog = document.catalog()?;
    let intents = document.list(catalog, b"OutputIntents");
    let dict =
        intents.into_iter().filter_map(Object::dict).find(|dict| document.name(dict, b"S") == Some(b"GTS_PDFX"))?;
    sum(document, document.get(dict, b"DestOutputProfile"))
}

fn profile_of(document: &Document<'_>, number: u32) -> Option<String> {
    sum(document, document.resolve(&Object::Ref(number, 0)))
}

fn sum(document: &Document<'_>, profile: &Object) -> Option<String> {
    let read = document.decode(profile.stream()?, Limit::Bytes(32 << 20)).ok()?;
    Some(sha256_hex(&read.bytes))
}

/// Total ink. Source: print.md 3, first row.
pub(in crate::output::preflight) fn ink(
    total: f64,
    at: Option<[f64; 4]>,
    seen: &Seen,
    number: usize,
    asks: &Asks,
    found: &mut Vec<Found>,
) {
    let (limit, warn) = (f64::from(asks.ink_limit.0) / 10.0, f64::from(asks.limits.ink_warn.0) / 10.0);
    // A per cent is what eight bits and antialiasing round away.
    let code = if total > limit + 1.0 {
        Code::InkOverLimit
    } else if total > warn + 1.0 {
        Code::InkNearLimit
    } else {
        return;
    };
    let object = format!("{total:.0} %");
    found.push(match at {
        Some(at) => Found::on(code, &object, number, seen.place(at)),
        None => Found::of_page(code, &object, number),
    });
}
