//! Conversions beside those of Little CMS, and what comes out on the plates.

use lcms2::{CIELab, CIELabExt as _, Flags, Intent as Lcms, PixelFormat, Profile, Transform};
use paiban::base::units::Permille;
use paiban::output::pdf::{Condition, Intent};

use crate::picture::{made_for, number, picture, placed, samples};
use crate::support::{keep, newsprint, root};
use crate::tools::plates_at;

/// A photograph of a shipped edition, a part of it as RGB, and that as PNG.
fn photograph(name: &str) -> (Vec<u8>, Vec<u8>) {
    let bytes = std::fs::read(root().join("editions").join(name)).expect("a photograph of the repository");
    let mut decoder = jpeg_decoder::Decoder::new(&bytes[..]);
    let pixels = decoder.decode().expect("pixels");
    let info = decoder.info().expect("a head");
    assert_eq!(info.pixel_format, jpeg_decoder::PixelFormat::RGB24);
    // Every third pixel across and down: all its colours, a ninth of the time.
    let step = (usize::from(info.width) / SIDE).min(usize::from(info.height) / SIDE);
    let row = usize::from(info.width) * 3;
    let pixel = |x: usize, y: usize| pixels[y * step * row + x * step * 3..][..3].to_vec();
    let part: Vec<u8> =
        (0..SIDE).flat_map(|y| (0..SIDE).flat_map(move |x| [(x, y)])).flat_map(|(x, y)| pixel(x, y)).collect();
    let png = png_of(&part, None);
    (part, png)
}

/// Pixels on a side of what is compared.
const SIDE: usize = 160;

fn png_of(rgb: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(SIDE as u32, SIDE as u32);
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    info.icc_profile = profile.map(|profile| profile.to_vec().into());
    let encoder = png::Encoder::with_info(&mut bytes, info).expect("an encoder");
    encoder.write_header().expect("a header").write_image_data(rgb).expect("rows");
    bytes
}

fn condition(intent: Intent) -> Condition {
    let mut condition = newsprint();
    condition.treatment.intent = intent;
    condition
}

fn inks(png: Vec<u8>, condition: &Condition) -> Vec<u8> {
    // 16 mm are 254 ppi: over the aim by more than what is tolerated, so a size is chosen that is not.
    let (file, said) = made_for(&placed((0, 0, SIDE as u32, SIDE as u32), 20), png, condition);
    assert!(said.is_empty(), "{said:?}");
    let stream = picture(&file);
    assert_eq!(number(&stream, b"Width"), SIDE as i64);
    samples(&stream)
}

/// What Little CMS makes of the same pixels.
fn by_lcms(rgb: &[u8], source: &Profile, intent: Intent, press: &[u8]) -> Vec<u8> {
    let press = Profile::new_icc(press).expect("a profile");
    let (intent, flags) = match intent {
        Intent::Perceptual => (Lcms::Perceptual, Flags::default()),
        Intent::Relative => (Lcms::RelativeColorimetric, Flags::BLACKPOINT_COMPENSATION),
    };
    let transform: Transform<[u8; 3], [u8; 4], _, _> =
        Transform::new_flags(source, PixelFormat::RGB_8, &press, PixelFormat::CMYK_8, intent, flags).expect("a way");
    let pixels: Vec<[u8; 3]> = rgb.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut inks = vec![[0; 4]; pixels.len()];
    transform.transform_pixels(&pixels, &mut inks);
    inks.concat()
}

/// How inks look on the paper.
fn looks(inks: &[u8], press: &[u8]) -> Vec<CIELab> {
    let (press, lab) = (
        Profile::new_icc(press).expect("a profile"),
        Profile::new_lab4_context(lcms2::GlobalContext::new(), &lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 })
            .expect("Lab"),
    );
    let transform: Transform<[u8; 4], [f64; 3]> =
        Transform::new(&press, PixelFormat::CMYK_8, &lab, PixelFormat::Lab_DBL, Lcms::RelativeColorimetric)
            .expect("a way");
    let pixels: Vec<[u8; 4]> = inks.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect();
    let mut looks = vec![[0.0; 3]; pixels.len()];
    transform.transform_pixels(&pixels, &mut looks);
    looks.into_iter().map(|[l, a, b]| CIELab { L: l, a, b }).collect()
}

fn compare(ours: &[u8], theirs: &[u8], press: &[u8]) -> (f64, f64) {
    let all: Vec<f64> = looks(ours, press)
        .iter()
        .zip(&looks(theirs, press))
        .map(|(one, other)| one.cie2000_delta_e(other, 1.0, 1.0, 1.0))
        .collect();
    (all.iter().sum::<f64>() / all.len() as f64, all.into_iter().fold(0.0, f64::max))
}

fn press_profile() -> Vec<u8> {
    std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("the profile")
}

const PHOTOGRAPHS: [&str; 3] = [
    "evening/2026-11-28/pictures/dahlia.jpg",
    "gallery/pictures/heads-stream.jpg",
    "evening/2026-11-28/pictures/rocket.jpg",
];

#[test]
fn photographs_look_as_little_cms_prints_them() {
    let press = press_profile();
    for name in PHOTOGRAPHS {
        let (rgb, png) = photograph(name);
        for intent in [Intent::Perceptual, Intent::Relative] {
            let theirs = by_lcms(&rgb, &Profile::new_srgb(), intent, &press);
            let (mean, most) = compare(&inks(png.clone(), &condition(intent)), &theirs, &press);
            println!("{name} {intent:?}: ΔE00 {mean:.2} in the mean, {most:.2} at most");
            assert!(mean <= 0.5 && most < 4.0, "{name} {intent:?}: {mean} {most}");
        }
    }
}

/// Colours of a wide profile are not taken for sRGB.
#[test]
fn an_embedded_profile_is_honoured() {
    let press = press_profile();
    let curve = lcms2::ToneCurve::new(2.199_218_75);
    // Adobe RGB (1998).
    let white = lcms2::CIExyY { x: 0.3127, y: 0.3290, Y: 1.0 };
    let primaries = lcms2::CIExyYTRIPLE {
        Red: lcms2::CIExyY { x: 0.64, y: 0.33, Y: 1.0 },
        Green: lcms2::CIExyY { x: 0.21, y: 0.71, Y: 1.0 },
        Blue: lcms2::CIExyY { x: 0.15, y: 0.06, Y: 1.0 },
    };
    let wide = Profile::new_rgb(&white, &primaries, &[&curve, &curve, &curve]).expect("a profile");
    let icc = wide.icc().expect("bytes");
    let (rgb, plain) = photograph(PHOTOGRAPHS[0]);
    let tagged = png_of(&rgb, Some(&icc));
    for intent in [Intent::Perceptual, Intent::Relative] {
        let found = inks(tagged.clone(), &condition(intent));
        let (mean, _) = compare(&found, &by_lcms(&rgb, &wide, intent, &press), &press);
        assert!(mean <= 0.5, "{mean}");
        let (other, _) = compare(&found, &inks(plain.clone(), &condition(intent)), &press);
        assert!(other > 1.5, "taken for sRGB: {other}");
    }
    // In a JPEG, a TIFF and a WebP the same profile gives about the same inks.
    let wanted = inks(tagged, &condition(Intent::Relative));
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 100);
    encoder.add_icc_profile(&icc).expect("a profile");
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.encode(&rgb, SIDE as u16, SIDE as u16, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    let mut webp = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.set_icc_profile(icc.clone());
    encoder.encode(&rgb, SIDE as u32, SIDE as u32, image_webp::ColorType::Rgb8).expect("a WebP");
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut tiff).expect("an encoder");
    let mut image = encoder.new_image::<tiff::encoder::colortype::RGB8>(SIDE as u32, SIDE as u32).expect("a picture");
    image.encoder().write_tag(tiff::tags::Tag::Unknown(34_675), &icc[..]).expect("a tag");
    image.write_data(&rgb).expect("pixels");
    for bytes in [jpeg, webp, tiff.into_inner()] {
        let (mean, _) = compare(&inks(bytes, &condition(Intent::Relative)), &wanted, &press);
        assert!(mean <= 0.6, "{mean}");
    }
}

/// CMYK made for coated paper is converted for newsprint, and told; black alone stays so.
#[test]
fn inks_for_another_press_are_converted_and_told() {
    use paiban::base::diag::Code;
    let coated = std::fs::read(root().join("layouts/press/FOGRA39L_coated.icc")).expect("the profile");
    let press = press_profile();
    let pixels: Vec<u8> = (0..(SIDE * SIDE) as u32)
        .flat_map(
            |at| if at % 4 == 0 { [0, 0, 0, (at % 256) as u8] } else { [(at % 200) as u8, (at / 160) as u8, 90, 30] },
        )
        .collect();
    let write = |profile: Option<&[u8]>| {
        let mut tiff = std::io::Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut tiff).expect("an encoder");
        let mut image =
            encoder.new_image::<tiff::encoder::colortype::CMYK8>(SIDE as u32, SIDE as u32).expect("a picture");
        if let Some(profile) = profile {
            image.encoder().write_tag(tiff::tags::Tag::Unknown(34_675), profile).expect("a tag");
        }
        image.write_data(&pixels).expect("pixels");
        tiff.into_inner()
    };
    let page = placed((0, 0, SIDE as u32, SIDE as u32), 20);
    let (file, said) = made_for(&page, write(Some(&coated)), &condition(Intent::Relative));
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PictureConverted]);
    let found = samples(&picture(&file));
    assert!(found.chunks_exact(16).zip(pixels.chunks_exact(16)).all(|(one, other)| one[..4] == other[..4]));
    let (from, to) = (Profile::new_icc(&coated).expect("a profile"), Profile::new_icc(&press).expect("a profile"));
    let transform: Transform<[u8; 4], [u8; 4], _, _> = Transform::new_flags(
        &from,
        PixelFormat::CMYK_8,
        &to,
        PixelFormat::CMYK_8,
        Lcms::RelativeColorimetric,
        Flags::BLACKPOINT_COMPENSATION,
    )
    .expect("a way");
    let colored: Vec<usize> = (0..SIDE * SIDE).filter(|at| at % 4 != 0).collect();
    let pick = |all: &[u8]| -> Vec<u8> { colored.iter().flat_map(|at| all[at * 4..at * 4 + 4].to_vec()).collect() };
    let input: Vec<[u8; 4]> = pick(&pixels).chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect();
    let mut theirs = vec![[0; 4]; input.len()];
    transform.transform_pixels(&input, &mut theirs);
    let (mean, _) = compare(&pick(&found), &theirs.concat(), &press);
    assert!(mean <= 1.0, "{mean}");
    // With the profile of the press, or none, not a number changes and nothing is said.
    for profile in [Some(&press[..]), None] {
        let (file, said) = made_for(&page, write(profile), &condition(Intent::Relative));
        assert!(said.is_empty() && samples(&picture(&file)) == pixels, "{said:?}");
    }
    // Over the limit they are held, and told with the amount.
    let mut tight = condition(Intent::Relative);
    tight.ink_limit = Permille(1200);
    let (file, said) = made_for(&page, write(None), &tight);
    assert_eq!(said.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PictureInkHeld]);
    let most = samples(&picture(&file)).chunks_exact(4).map(|p| p.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
    assert!(most <= Some(306), "{most:?}");
}

/// Gray that says it is dark is as dark as it says.
#[test]
fn a_gray_profile_is_honoured() {
    let write = |gamma: Option<f64>| {
        let mut bytes = Vec::new();
        let mut info = png::Info::with_size(SIDE as u32, SIDE as u32);
        info.color_type = png::ColorType::Grayscale;
        info.bit_depth = png::BitDepth::Eight;
        let white = lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };
        info.icc_profile = gamma.map(|gamma| {
            Profile::new_gray(&white, &lcms2::ToneCurve::new(gamma)).expect("a profile").icc().expect("bytes").into()
        });
        let gray: Vec<u8> = (0..SIDE * SIDE).map(|at| (at % SIDE) as u8).collect();
        let encoder = png::Encoder::with_info(&mut bytes, info).expect("an encoder");
        encoder.write_header().expect("a header").write_image_data(&gray).expect("rows");
        inks(bytes, &condition(Intent::Perceptual))
    };
    assert_eq!(write(None)[128], 128);
    // 128 at a gamma of 1 is half the light: 188 of sRGB.
    assert_eq!(write(Some(1.0))[128], 188);
}

/// On the plates that Ghostscript makes no place has more ink than the limit.
#[test]
fn no_place_on_the_plates_is_over_the_limit() {
    for name in PHOTOGRAPHS {
        let bytes = std::fs::read(root().join("editions").join(name)).expect("a photograph");
        let mut decoder = jpeg_decoder::Decoder::new(&bytes[..]);
        decoder.read_info().expect("a head");
        let info = decoder.info().expect("a head");
        for (intent, compression) in [
            (Intent::Perceptual, paiban::output::pdf::Compression::Flate),
            (Intent::Relative, paiban::output::pdf::Compression::Jpeg),
        ] {
            let mut condition = condition(intent);
            condition.treatment.compression = compression;
            let mut page = placed((0, 0, u32::from(info.width), u32::from(info.height)), 40);
            // A small sheet makes small plates.
            page.trim = paiban::base::geom::Size {
                width: paiban::base::units::Length::mm(80),
                height: paiban::base::units::Length::mm(120),
            };
            let (file, _) = made_for(&page, bytes.clone(), &condition);
            let path = keep(&format!("ink-{}-{intent:?}.pdf", name.replace('/', "-")), &file);
            let Some(plates) = plates_at(&path, 100) else { return };
            let plates = ["Cyan", "Magenta", "Yellow", "Black"].map(|ink| &plates[ink].1);
            let totals =
                (0..plates[0].len()).map(|at| plates.iter().map(|plate| 255 - u32::from(plate[at])).sum::<u32>());
            let most = totals.max().expect("pixels");
            assert!((200..=612 + 4).contains(&most), "{name} {intent:?} {compression:?}: {most}");
        }
    }
}
