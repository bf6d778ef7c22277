//! Lengths as exact integers, and the two relative units of the trade.
//!
//! A [`Length`] is counted in English Metric Units: 12,700 a point, 36,000 a millimetre. Hundredths
//! of a point, microns and 级 (0.25 mm) are all exact, so `==`, `Ord` and `Hash` are honest.
//! [`Em`] and [`Cells`] are not lengths until told the type size.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// An absolute length in English Metric Units.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

/// EMU in one point.
const PER_PT: i64 = 12_700;
/// EMU in one millimetre.
const PER_MM: i64 = 36_000;

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);

    /// A length of `emu` English Metric Units.
    pub const fn emu(emu: i64) -> Length {
        Length(emu)
    }

    /// Whole points.
    pub const fn pt(points: i64) -> Length {
        Length(points * PER_PT)
    }

    /// Hundredths of a point: `pt_hundredths(1050)` is 10.5 pt.
    pub const fn pt_hundredths(hundredths: i64) -> Length {
        Length(hundredths * (PER_PT / 100))
    }

    /// Whole millimetres.
    pub const fn mm(millimetres: i64) -> Length {
        Length(millimetres * PER_MM)
    }

    /// Microns.
    pub const fn microns(microns: i64) -> Length {
        Length(microns * (PER_MM / 1000))
    }

    /// The count of English Metric Units.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// In points, for writers and messages.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / PER_PT as f64
    }

    /// In millimetres, for messages.
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / PER_MM as f64
    }

    /// `self × numerator / denominator`, rounded to the nearest unit, without overflow between.
    ///
    /// A zero denominator gives zero.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        // Lengths of pages and percentages of them fit twice over; division of 128 bits is ten times slower.
        let product = self.0.checked_mul(numerator).filter(|product| product.unsigned_abs() < i64::MAX as u64 / 2);
        if let (Some(n), 1..) = (product, denominator) {
            let half = denominator / 2;
            return Length((if n < 0 { n - half } else { n + half }) / denominator);
        }
        let (n, d) = (self.0 as i128 * numerator as i128, denominator as i128);
        let half = d.abs() / 2;
        let rounded = if (n < 0) == (d < 0) { (n + half * d.signum()) / d } else { (n - half * d.signum()) / d };
        Length(rounded.clamp(i64::MIN as i128, i64::MAX as i128) as i64)
    }

    /// How many whole `unit`s fit, rounded down; 0 for a unit that is not positive.
    pub fn div_floor(self, unit: Length) -> i64 {
        if unit.0 <= 0 { 0 } else { self.0.div_euclid(unit.0) }
    }

    /// How many `unit`s cover it, rounded up; 0 for a unit that is not positive.
    pub fn div_ceil(self, unit: Length) -> i64 {
        if unit.0 <= 0 { 0 } else { -((-self.0).div_euclid(unit.0)) }
    }

    /// The larger of two lengths.
    pub fn max(self, other: Length) -> Length {
        Ord::max(self, other)
    }

    /// The smaller of two lengths.
    pub fn min(self, other: Length) -> Length {
        Ord::min(self, other)
    }

    /// Without its sign.
    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}
impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}
impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}
impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}
/// Rounds towards zero.
impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

impl std::fmt::Debug for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}pt", self.to_pt())
    }
}

/// Thousandths of the type size.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Em(pub i32);

impl Em {
    /// As a length at type size `size`.
    pub fn at(self, size: Length) -> Length {
        size.scale(self.0 as i64, 1000)
    }
}

/// 字: a count of full-width characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Cells(pub u16);

impl Cells {
    /// As a length at type size `size`.
    pub fn at(self, size: Length) -> Length {
        size * self.0 as i64
    }
}

/// A share in thousandths: a tint, or the horizontal scale of 长 and 扁 type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Permille(pub u16);

impl Permille {
    /// The whole: 1000.
    pub const FULL: Permille = Permille(1000);

    /// This share of a length.
    pub fn of(self, length: Length) -> Length {
        length.scale(self.0 as i64, 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_trade_are_exact() {
        assert_eq!(Cells(13).at(Length::pt_hundredths(900)), Length::pt(117));
        assert_eq!(Em(500).at(Length::pt_hundredths(1050)), Length::pt_hundredths(525));
        assert_eq!(Length::microns(250) * 4, Length::mm(1)); // 4 级
    }

    #[test]
    fn scaling_rounds_to_nearest_on_both_sides_of_zero() {
        assert_eq!(Length::emu(10).scale(1, 4), Length::emu(3));
        assert_eq!(Length::emu(-10).scale(1, 4), Length::emu(-3));
        assert_eq!(Length::emu(10).scale(1, 0), Length::ZERO);
        assert_eq!(Length::emu(i64::MAX).scale(3, 3), Length::emu(i64::MAX));
    }

    proptest::proptest! {
        /// Whatever the width of the numbers between, the nearest unit is given.
        #[test]
        fn scaling_is_exact_for_small_and_large(
            length in proptest::prelude::any::<i64>(),
            small in -1_000_000_000i64..1_000_000_000,
            numerator in -100_000i64..100_000,
            denominator in proptest::prop_oneof![1i64..1_000_000_000, -1_000_000i64..0],
        ) {
            for length in [length, small] {
                let twice = 2 * i128::from(length) * i128::from(numerator);
                let scaled = i128::from(Length::emu(length).scale(numerator, denominator).get());
                if scaled != i128::from(i64::MAX) && scaled != i128::from(i64::MIN) {
                    let off = twice - 2 * scaled * i128::from(denominator);
                    proptest::prop_assert!(off.abs() <= i128::from(denominator).abs(), "{length} × {numerator} / {denominator}");
                }
            }
        }
    }

    #[test]
    fn whole_units_that_fit_and_that_cover() {
        assert_eq!(Length::pt(27).div_floor(Length::pt(13)), 2);
        assert_eq!(Length::pt(27).div_ceil(Length::pt(13)), 3);
        assert_eq!(Length::pt(26).div_ceil(Length::pt(13)), 2);
        assert_eq!(Length::pt(26).div_ceil(Length::ZERO), 0);
    }
}
