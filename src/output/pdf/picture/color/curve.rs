//! One-dimensional curves of a profile.
//!
//! Source: ICC.1:2022, 10.6 `curveType` and 10.18 `parametricCurveType`.

use moxcms::ToneReprCurve;

/// A curve from 0…1 to 0…1.
pub(super) enum Curve {
    Straight,
    Table(Vec<f64>),
    /// g, a, b, c, d, e, f, and the number of those that were given.
    Parametric([f64; 7], usize),
}

impl Curve {
    /// Nothing for one with a number of parameters that does not exist.
    pub(super) fn new(curve: &ToneReprCurve) -> Option<Curve> {
        match curve {
            ToneReprCurve::Lut(table) => match table[..] {
                [] => Some(Curve::Straight),
                [gamma] => Some(Curve::Parametric([f64::from(gamma) / 256.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 1)),
                _ => Some(Curve::Table(table.iter().map(|value| f64::from(*value) / 65_535.0).collect())),
            },
            ToneReprCurve::Parametric(given) if matches!(given.len(), 1 | 3 | 4 | 5 | 7) => {
                let mut all = [0.0; 7];
                all.iter_mut().zip(given).for_each(|(place, value)| *place = f64::from(*value));
                Some(Curve::Parametric(all, given.len()))
            }
            ToneReprCurve::Parametric(_) => None,
        }
    }

    pub(super) fn at(&self, x: f64) -> f64 {
        let x = if x.is_nan() { 0.0 } else { x.clamp(0.0, 1.0) };
        match self {
            Curve::Straight => x,
            Curve::Table(table) => {
                let place = x * (table.len() - 1) as f64;
                let low = (place as usize).min(table.len() - 2);
                table[low] + (table[low + 1] - table[low]) * (place - low as f64)
            }
            Curve::Parametric([g, a, b, c, d, e, f], given) => {
                let power = |base: f64| base.max(0.0).powf(*g);
                let value = match given {
                    1 => power(x),
                    3 if a * x + b >= 0.0 => power(a * x + b),
                    3 => 0.0,
                    4 if a * x + b >= 0.0 => power(a * x + b) + c,
                    4 => *c,
                    5 if x >= *d => power(a * x + b),
                    5 => c * x,
                    _ if x >= *d => power(a * x + b) + e,
                    _ => c * x + f,
                };
                if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
            }
        }
    }
}
