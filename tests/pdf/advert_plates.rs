//! What the plates of a placed advertisement should have: by the engine, by Little CMS, by other programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use lcms2::{CIExyY, CIExyYTRIPLE, Profile, ToneCurve};
use lopdf::{Document, Object};
use paiban::base::color::{Cmyk, Color};
use paiban::output::pdf::{Bytes, Condition, draw};
use paiban::output::preflight;
use paiban::page::{Image, ItemKind, Source};

use crate::advert::asks;
use crate::advert_file::*;
use crate::support::*;

/// Pixels an inch of the plates that are looked at.
pub(crate) const PPI: u32 = 72;
/// How far a plate may be from what is asked, of 255: plates are rounded, and so are percents.
const NEAR: u8 = 3;

pub(crate) type Plates = BTreeMap<String, (usize, Vec<u8>)>;

/// The inks at a place of the ad, in its points: C M Y K of 255.
pub(crate) fn inks(plates: &Plates, at: (f64, f64)) -> [u8; 4] {
    inks_of(plates, f64::from(PPI), at)
}

/// As [`inks`], on plates of another resolution.
pub(crate) fn inks_of(plates: &Plates, ppi: f64, (x, y): (f64, f64)) -> [u8; 4] {
    let (across, down) = (20.0 + (x - 8.5039) * 2.0 * 25.4 / 72.0, 30.0 + (150.2363 - y) * 2.0 * 25.4 / 72.0);
    let pixel = |mm: f64| (mm / 25.4 * ppi) as usize;
    ["Cyan", "Magenta", "Yellow", "Black"].map(|name| {
        let (width, samples) = &plates[name];
        255 - samples[pixel(down) * width + pixel(across)]
    })
}

/// The plates of our own preflight, and their resolution.
pub(crate) fn own_plates(file: &[u8]) -> (Plates, f64) {
    let seen = preflight::examine(file, "page.pdf", &asks(preflight::Flavour::X4));
    let preview = &seen.previews[0];
    let plate = |(name, plate): (&str, &Vec<u8>)| {
        (name.to_owned(), (preview.width, plate.iter().map(|ink| 255 - ink).collect()))
    };
    (["Cyan", "Magenta", "Yellow", "Black"].into_iter().zip(&preview.plates).map(plate).collect(), preview.ppi)
}

/// Pixels for a picture of two halves, left and right, with more of them than the press needs.
pub(crate) fn halves(left: &[u8], right: &[u8]) -> Vec<u8> {
    [left.repeat(HALF), right.repeat(HALF)].concat().repeat(HALF * 2)
}

/// Pixels of a half.
pub(crate) const HALF: usize = 60;

/// A picture object of two halves.
pub(crate) fn pair(more: &str, left: &[u8], right: &[u8]) -> Vec<u8> {
    let side = HALF * 2;
    stream(&format!("/Type/XObject/Subtype/Image/Width {side}/Height {side}{more}"), &halves(left, right))
}

/// The inks that a drawing gets for a colour.
pub(crate) fn of_drawing(color: &str, condition: &Condition) -> [u8; 4] {
    let svg =
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z' fill='{color}'/></svg>");
    let bytes: Bytes = Arc::new(svg.into_bytes());
    let image =
        Image { source: Source(1), page: 1, at: slot(), crop: (0, 0, 16_000, 16_000), beyond: [0; 4], gray: false };
    let drawn = draw(vec![page(vec![item(ItemKind::Image(image))])], condition, &|_| Some(Arc::clone(&bytes)));
    let ItemKind::Shape { color: Color::Process(Cmyk { c, m, y, k }), .. } = drawn.value.pages[0].items[0].kind.clone()
    else {
        panic!("{:?}", drawn.value.pages[0].items)
    };
    [c, m, y, k].map(|ink| (u32::from(ink) * 255 / 1000) as u8)
}

/// The inks that a picture gets for a colour, with a profile or without.
pub(crate) fn of_picture(color: [u8; 3], profile: Option<&[u8]>, condition: &Condition) -> [u8; 4] {
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(400, 400);
    (info.color_type, info.bit_depth) = (png::ColorType::Rgb, png::BitDepth::Eight);
    info.icc_profile = profile.map(|profile| profile.to_vec().into());
    let encoder = png::Encoder::with_info(&mut bytes, info).expect("an encoder");
    encoder.write_header().expect("a header").write_image_data(&color.repeat(160_000)).expect("rows");
    let (file, _) = crate::picture::made_for(&crate::picture::placed((0, 0, 400, 400), 40), bytes, condition);
    crate::picture::samples(&crate::picture::picture(&file))[..4].try_into().expect("a pixel")
}

/// The inks that Little CMS gives a colour of Lab.
pub(crate) fn of_lab(lab: [f64; 3], condition: &Condition) -> [u8; 4] {
    let white = lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };
    let source = Profile::new_lab4_context(lcms2::GlobalContext::new(), &white).expect("Lab");
    let press = Profile::new_icc(condition.profile.bytes()).expect("a profile");
    let way: lcms2::Transform<[f64; 3], [u8; 4]> = lcms2::Transform::new(
        &source,
        lcms2::PixelFormat::Lab_DBL,
        &press,
        lcms2::PixelFormat::CMYK_8,
        lcms2::Intent::Perceptual,
    )
    .expect("a way");
    let mut inks = [[0; 4]];
    way.transform_pixels(&[lab], &mut inks);
    inks[0]
}

#[track_caller]
pub(crate) fn near(found: [u8; 4], wanted: [u8; 4], what: &str) {
    let is_near = found.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) <= NEAR);
    assert!(is_near, "{what}: {found:?} on the plates, {wanted:?} by the engine");
}

/// Adobe RGB (1998).
pub(crate) fn wide() -> Vec<u8> {
    let curve = ToneCurve::new(2.199_218_75);
    let white = CIExyY { x: 0.3127, y: 0.3290, Y: 1.0 };
    let primaries = CIExyYTRIPLE {
        Red: CIExyY { x: 0.64, y: 0.33, Y: 1.0 },
        Green: CIExyY { x: 0.21, y: 0.71, Y: 1.0 },
        Blue: CIExyY { x: 0.15, y: 0.06, Y: 1.0 },
    };
    Profile::new_rgb(&white, &primaries, &[&curve, &curve, &curve]).expect("a profile").icc().expect("bytes")
}

/// Nothing in a file speaks of colours that are no inks: no object, and no operator of a form.
#[track_caller]
pub(crate) fn all_is_ink(file: &[u8]) {
    let document = Document::load_mem(file).expect("a PDF");
    let strange = ["DeviceRGB", "CalRGB", "CalGray", "Lab", "ICCBased", "DefaultRGB", "DefaultCMYK", "DefaultGray"];
    fn names(object: &Object, out: &mut Vec<String>) {
        match object {
            Object::Name(name) => out.push(String::from_utf8_lossy(name).into_owned()),
            Object::Array(items) => items.iter().for_each(|item| names(item, out)),
            Object::Dictionary(dict) => dict.iter().for_each(|(key, value)| {
                out.push(String::from_utf8_lossy(key).into_owned());
                names(value, out);
            }),
            Object::Stream(stream) => names(&Object::Dictionary(stream.dict.clone()), out),
            _ => {}
        }
    }
    for (number, object) in &document.objects {
        let mut found = Vec::new();
        names(object, &mut found);
        let odd: Vec<&String> = found.iter().filter(|name| strange.contains(&name.as_str())).collect();
        assert!(odd.is_empty(), "object {number:?} has {odd:?}");
        let Ok(stream) = object.as_stream() else { continue };
        let is_content = ["Form"].iter().any(|kind| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == kind.as_bytes())
        }) || stream.dict.has(b"PaintType")
            || stream.dict.is_empty();
        if let (true, Ok(content)) = (is_content, stream.decompressed_content()) {
            let text = String::from_utf8_lossy(&content);
            let words: Vec<&str> = text.split_ascii_whitespace().filter(|word| ["rg", "RG"].contains(word)).collect();
            assert!(words.is_empty(), "object {number:?} has {words:?}: {text}");
        }
    }
}
