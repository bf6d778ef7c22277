//! The press condition as a print file states it: the output profile and the limits of the paper.

use std::sync::{Arc, OnceLock};

use super::deflate::{Effort, deflate};
pub use crate::base::press::{Compression, Flavour, Intent, Limits, PictureLimits, Treatment};
use crate::base::units::Permille;
use crate::output::hash::sha256_pieces;

impl Flavour {
    /// The version of PDF that it is written in.
    pub(super) fn version(self) -> (u8, u8) {
        match self {
            Flavour::X4 => (1, 6),
            Flavour::X1a => (1, 4),
            Flavour::A2b => (1, 7),
        }
    }

    /// Whether it takes a profile: PDF/X-1a only one of version 2.
    ///
    /// Source: print.md 2, "Output intent".
    pub fn takes(self, profile: &Profile) -> bool {
        self != Flavour::X1a || profile.bytes().get(8) == Some(&2)
    }
}

/// A press condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Which standard files keep.
    pub flavour: Flavour,
    /// OutputConditionIdentifier: `IFRA26`.
    pub identifier: String,
    /// What the condition is, for people: `ISOnewspaper26v4`.
    pub info: String,
    /// The output profile.
    pub profile: Profile,
    /// The most ink that one place on the paper may take, all inks together.
    pub ink_limit: Permille,
    /// What the press prints soundly.
    pub limits: Limits,
    /// Effective resolutions of pictures.
    pub pictures: PictureLimits,
    /// How pictures are converted.
    pub treatment: Treatment,
}

/// An output profile, checked and deflated: once for all files. Cheap to clone.
#[derive(Clone)]
pub struct Profile {
    bytes: Arc<[u8]>,
    packed: Arc<OnceLock<Packed>>,
}

/// A profile as files hold it.
struct Packed {
    deflated: Vec<u8>,
    sum: [u8; 32],
}

/// Why a profile cannot be the output intent of a PDF/X file with DeviceCMYK.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProfileError {
    /// Not an ICC profile, or cut short.
    NotIcc,
    /// Not of class `prtr`.
    NotOutput,
    /// Its colour space is not CMYK.
    NotCmyk,
    /// Neither version 2 nor 4.
    Version,
    /// Without A2B0 or B2A0.
    NoTables,
}

impl Profile {
    /// Checks a profile, and begins to deflate it beside whatever is done next: some milliseconds for
    /// one of 700 kB.
    ///
    /// Errors: a profile that print.md 2, "Output intent", does not allow.
    pub fn new(bytes: Arc<[u8]>) -> Result<Profile, ProfileError> {
        check(&bytes)?;
        let profile = Profile { bytes, packed: Arc::new(OnceLock::new()) };
        let own = profile.clone();
        rayon::spawn(move || {
            own.packed();
        });
        Ok(profile)
    }

    fn packed(&self) -> &Packed {
        self.packed
            .get_or_init(|| Packed { deflated: deflate(&self.bytes, Effort::Fast), sum: sha256_pieces(&[&self.bytes]) })
    }

    /// The profile deflated; waits for it, or does it.
    pub(super) fn deflated(&self) -> &[u8] {
        &self.packed().deflated
    }

    /// Its SHA-256.
    pub(super) fn sum(&self) -> &[u8; 32] {
        &self.packed().sum
    }

    /// The profile as it was given.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Profile({} bytes)", self.bytes.len())
    }
}

/// Source: ISO 15076-1 (ICC.1:2010), 7.2 "Profile header" and 7.3 "Tag table".
fn check(profile: &[u8]) -> Result<(), ProfileError> {
    let field = |at: usize| profile.get(at..at + 4).ok_or(ProfileError::NotIcc);
    let number = |at: usize| field(at).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]) as usize);
    if field(36)? != b"acsp" || number(0)? != profile.len() {
        return Err(ProfileError::NotIcc);
    }
    if !matches!(field(8)?[0], 2 | 4) {
        return Err(ProfileError::Version);
    }
    if field(12)? != b"prtr" {
        return Err(ProfileError::NotOutput);
    }
    if field(16)? != b"CMYK" {
        return Err(ProfileError::NotCmyk);
    }
    let tags = number(128)?.min(1000);
    let has = |tag: &[u8; 4]| (0..tags).any(|index| field(132 + 12 * index).is_ok_and(|found| found == tag));
    if has(b"A2B0") && has(b"B2A0") { Ok(()) } else { Err(ProfileError::NoTables) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl FnOnce(&mut Vec<u8>), expected: Result<(), ProfileError>) {
        let mut bytes = include_bytes!("../../../layouts/press/FOGRA39L_coated.icc").to_vec();
        change(&mut bytes);
        assert_eq!(Profile::new(bytes.into()).map(|_| ()), expected);
    }

    #[test]
    fn the_older_standard_takes_the_older_profiles() {
        let mut bytes = include_bytes!("../../../layouts/press/FOGRA39L_coated.icc").to_vec();
        let second = Profile::new(bytes.clone().into()).expect("a profile of version 2");
        assert!(Flavour::X4.takes(&second) && Flavour::X1a.takes(&second));
        bytes[8] = 4;
        let fourth = Profile::new(bytes.into()).expect("a profile of version 4");
        assert!(Flavour::X4.takes(&fourth) && !Flavour::X1a.takes(&fourth));
    }

    #[test]
    fn only_a_whole_cmyk_output_profile_will_do() {
        check(|_| {}, Ok(()));
        check(|bytes| bytes.truncate(5000), Err(ProfileError::NotIcc));
        check(|bytes| bytes.truncate(0), Err(ProfileError::NotIcc));
        check(|bytes| bytes[12..16].copy_from_slice(b"mntr"), Err(ProfileError::NotOutput));
        check(|bytes| bytes[16..20].copy_from_slice(b"RGB "), Err(ProfileError::NotCmyk));
        check(|bytes| bytes[8] = 5, Err(ProfileError::Version));
        check(|bytes| bytes[128..132].fill(0), Err(ProfileError::NoTables));
    }
}
