//! A press condition with its profile, checked.

use std::sync::Arc;

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::{Length, Permille};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Measure};
use crate::input::world::file_name;
use crate::model::{Compression, Flavour, Intent, Limits, PictureLimits, Press, PressMark, Treatment};

use super::library::Library;

/// Largest profile that is embedded.
const PROFILE_LIMIT: usize = 16 << 20;

/// Reads a press condition by name.
pub(super) fn press(library: &mut Library<'_>, name: &Spanned<String>, sink: &mut Sink) -> Option<Press> {
    let found = library.read::<spec::Press>("press", &name.value, name.span, ("印刷条件", "press condition"), sink);
    let (press, directory) = found?;
    let ppi = &press.picture_ppi;
    if ppi.fail.0 > ppi.warn.0 || ppi.warn.0 > ppi.aim.0 {
        let message = say("三个分辨率应当 fail ≤ warn ≤ aim", "resolutions must rise: fail ≤ warn ≤ aim");
        let hint = say("写法如 `{aim: 200, warn: 170, fail: 150}`", "as in `{aim: 200, warn: 170, fail: 150}`");
        sink.push(Diagnostic::new(Code::OutOfRange, ppi.span, message).hint(hint));
    }
    let bleed = super::grid::not_negative(press.bleed, (Length::pt(9), Length::pt(13)), sink);
    let marks: Vec<PressMark> = press.marks.iter().flatten().map(|mark| mark.0).collect();
    let slug = slug(press.slug, &marks, sink);
    let path = directory.join(&press.profile.value);
    let data = match library.world.map(&path, press.profile.span) {
        Ok(data) => data,
        Err(error) => {
            sink.push(error);
            return None;
        }
    };
    let profile: Arc<[u8]> = Arc::from((*data).as_ref());
    if let Err(why) = check(&profile) {
        sink.push(unusable(press.profile.span, &press.profile.value, why));
        return None;
    }
    let limits = limits(&press, sink);
    library.delivery = press.delivery;
    let imposition = super::delivery::imposition(press.imposition.as_ref(), sink);
    Some(Press {
        name: press.name,
        info: press.info.unwrap_or_else(|| press.condition.clone()),
        condition: press.condition,
        profile,
        profile_name: file_name(&path),
        flavour: press.pdfx.map_or(Flavour::X4, |flavour| flavour.0),
        ink_limit: Permille(press.ink_limit.0),
        pictures: PictureLimits { aim: ppi.aim.0 as u16, warn: ppi.warn.0 as u16, fail: ppi.fail.0 as u16 },
        limits,
        treatment: treatment(press.pictures.as_ref()),
        bleed,
        slug,
        marks,
        spot_plates: press.spot_plates.unwrap_or(false),
        imposition,
    })
}

/// What the press prints soundly: as written, else as coldset newsprint.
fn limits(press: &spec::Press, sink: &mut Sink) -> Limits {
    let spots = if press.spot_plates.unwrap_or(false) { SPOTS } else { 0 };
    let ink_warn = Permille(press.ink_limit.0.saturating_sub(200));
    let usual = Limits { ink_warn, spots, ..Limits::NEWSPRINT };
    let Some(written) = &press.limits else { return usual };
    let mut length = |measure: Option<Measure>, usual: Length| match measure {
        Some(_) => super::grid::not_negative(measure, (Length::pt(9), Length::pt(13)), sink),
        None => usual,
    };
    let limits = Limits {
        type_one_ink: length(written.type_one_ink, usual.type_one_ink),
        type_inks: length(written.type_inks, usual.type_inks),
        type_reversed: length(written.type_reversed, usual.type_reversed),
        line_fail: length(written.line_fail, usual.line_fail),
        line_warn: length(written.line_warn, usual.line_warn),
        line_white: length(written.line_white, usual.line_white),
        line_inks: length(written.line_inks, usual.line_inks),
        overprint_below: length(written.overprint_below, usual.overprint_below),
        ink_warn: written.ink_warn.as_ref().map_or(usual.ink_warn, |percent| Permille(percent.0)),
        tint_least: written.tint_least.as_ref().map_or(usual.tint_least, |percent| Permille(percent.0)),
        bilevel_ppi: written.bilevel_ppi.as_ref().map_or(usual.bilevel_ppi, |ppi| ppi.0 as u16),
        spots: written.spots.as_ref().map_or(usual.spots, |spots| spots.0 as u8),
    };
    if limits.line_fail > limits.line_warn {
        let message = say("`line_fail` 大于 `line_warn`", "`line_fail` is more than `line_warn`");
        let hint = say("写成 `line_fail` ≤ `line_warn`", "write them so that `line_fail` ≤ `line_warn`");
        sink.push(Diagnostic::new(Code::OutOfRange, written.span, message).hint(hint));
    }
    limits
}

/// Spot inks where the press prints them as plates.
///
/// Source: ISO 32000-1, annex C: a DeviceN has 32 inks at most; PDF/X-1a readers take 8.
const SPOTS: u8 = 8;

fn treatment(pictures: Option<&spec::PressPictures>) -> Treatment {
    Treatment {
        intent: pictures.and_then(|pictures| pictures.intent.as_ref()).map_or(Intent::Perceptual, |intent| intent.0),
        sharpen: Permille(pictures.and_then(|pictures| pictures.sharpen.as_ref()).map_or(0, |sharpen| sharpen.0)),
        compression: pictures
            .and_then(|pictures| pictures.compression.as_ref())
            .map_or(Compression::Flate, |compression| compression.0),
    }
}

/// Room beyond the bleed on every side where a press wants marks.
const SLUG: Length = Length::mm(8);
/// The least that marks take.
const LEAST_SLUG: Length = Length::mm(7);
/// A sheet with more would be no plate.
const MOST_SLUG: Length = Length::mm(100);

fn slug(written: Option<Measure>, marks: &[PressMark], sink: &mut Sink) -> Length {
    let Some(measure) = written else { return if marks.is_empty() { Length::ZERO } else { SLUG } };
    let slug = super::grid::not_negative(written, (Length::pt(9), Length::pt(13)), sink);
    if (!marks.is_empty() && slug < LEAST_SLUG) || slug > MOST_SLUG {
        let message = say("出血外的余边放不下标记，或过大", "the slug has no room for marks, or is too large");
        let hint = say("有标记时写 7mm 到 100mm", "with marks write 7mm to 100mm");
        sink.push(Diagnostic::new(Code::OutOfRange, measure.span, message).hint(hint));
    }
    slug.min(MOST_SLUG)
}

/// Looks at the header of an ICC profile.
///
/// Source: ICC.1:2022, section 7.2; ISO 15930-7:2010, 6.2.3: an output profile of the class `prtr`.
fn check(profile: &[u8]) -> Result<(), Say> {
    let field = |at: usize| profile.get(at..at + 4).unwrap_or_default();
    if profile.len() > PROFILE_LIMIT {
        return Err(say("超过 16 MB", "it is larger than 16 MB"));
    }
    if profile.len() < 132 || field(36) != b"acsp" {
        return Err(say("不是 ICC 配置文件", "it is not an ICC profile"));
    }
    let size = field(0).iter().fold(0_usize, |size, &byte| (size << 8) | usize::from(byte));
    if size > profile.len() {
        return Err(say("文件不完整", "it is cut short"));
    }
    if field(12) != b"prtr" {
        return Err(say("不是输出设备（prtr）的配置文件", "it is not of an output device (`prtr`)"));
    }
    if field(16) != b"CMYK" {
        return Err(say("不是 CMYK 的配置文件", "it is not of CMYK"));
    }
    Ok(())
}

fn unusable(span: Span, name: &str, why: Say) -> Diagnostic {
    let message = say(format!("`{name}` 不能用：{}", why.zh), format!("`{name}` cannot be used: {}", why.en));
    Diagnostic::new(Code::ProfileUnusable, span, message)
        .hint(say("请用印刷厂给的 CMYK 输出配置文件", "use the CMYK output profile that the press gives"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_cmyk_output_profiles_will_do() {
        // ISO 15930-7, 6.2.3
        let mut profile = vec![0; 140];
        profile[3] = 140;
        profile[12..20].copy_from_slice(b"prtrCMYK");
        profile[36..40].copy_from_slice(b"acsp");
        assert!(check(&profile).is_ok());
        let mut display = profile.clone();
        display[12..16].copy_from_slice(b"mntr");
        assert!(check(&display).is_err());
        let mut gray = profile.clone();
        gray[16..20].copy_from_slice(b"GRAY");
        assert!(check(&gray).is_err());
        assert!(check(&profile[..139]).is_err());
        assert!(check(b"hello").is_err());
    }
}
