//! The way from a picture's colours to the inks of the press.

use std::sync::{Arc, OnceLock};

use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use crate::output::pdf::condition::Profile;

/// A conversion of rows of RGB to rows of CMYK.
pub(super) type Separation = Arc<dyn TransformExecutor<u8> + Send + Sync>;

/// The press profile, opened when the first colour picture asks for it.
pub(in crate::output::pdf) struct Press {
    profile: Profile,
    opened: OnceLock<Option<ColorProfile>>,
    srgb: OnceLock<Option<Separation>>,
}

impl Press {
    pub(in crate::output::pdf) fn new(profile: Profile) -> Press {
        Press { profile, opened: OnceLock::new(), srgb: OnceLock::new() }
    }

    /// From the profile in a picture, or from sRGB where it has none of use.
    ///
    /// Nothing where the press profile cannot be used.
    pub(super) fn separation(&self, embedded: Option<&[u8]>) -> Option<Separation> {
        let own = embedded
            .filter(|bytes| !is_srgb(bytes))
            .and_then(|bytes| ColorProfile::new_from_slice(bytes).ok())
            .filter(|profile| profile.color_space == DataColorSpace::Rgb)
            .and_then(|profile| self.way_from(&profile));
        own.or_else(|| self.srgb.get_or_init(|| self.way_from(&ColorProfile::new_srgb())).clone())
    }

    /// Perceptual: moxcms has no black point compensation, without which relative clips shadows.
    ///
    /// Source: print.md 6.
    fn way_from(&self, from: &ColorProfile) -> Option<Separation> {
        let to = self.opened.get_or_init(|| ColorProfile::new_from_slice(self.profile.bytes()).ok()).as_ref()?;
        let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
        // Four samples that are inks are called Rgba there.
        let separation = from.create_transform_8bit(Layout::Rgb, to, Layout::Rgba, options).ok()?;
        Some(separation)
    }
}

/// Whether a profile says that it is sRGB, as that of most cameras does: so that they share one
/// conversion.
fn is_srgb(profile: &[u8]) -> bool {
    let head = &profile[..profile.len().min(4096)];
    let wide: Vec<u8> = b"sRGB".iter().flat_map(|byte| [0, *byte]).collect();
    head.windows(4).any(|four| four == b"sRGB") || head.windows(8).any(|eight| eight == wide)
}
