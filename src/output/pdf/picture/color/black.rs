//! Black points, and the compensation between two of them.
//!
//! Source: Adobe Systems, "Adobe Systems' Implementation of Black Point Compensation" (2006), the base of
//! ISO 18619; the order of the steps is that of Little CMS, by which results are checked.

use super::device::{Output, Source};
use super::lab::{self, Lab, WHITE, Xyz};
use crate::output::pdf::condition::Intent;

/// The black of perceptual tables of version 4.
///
/// Source: ICC.1:2022, 6.3.3.2.
pub(super) const PERCEPTUAL: Xyz = [0.003_36, 0.003_473_1, 0.002_87];

/// A scaling of XYZ that keeps the paper and takes one black to the other.
pub(super) struct Compensation {
    scale: [f64; 3],
    offset: [f64; 3],
    none: bool,
}

impl Compensation {
    pub(super) const NONE: Compensation = Compensation { scale: [1.0; 3], offset: [0.0; 3], none: true };

    pub(super) fn new(from: Xyz, to: Xyz) -> Compensation {
        let reach = [0, 1, 2].map(|at| from[at] - WHITE[at]);
        let scale = [0, 1, 2].map(|at| (to[at] - WHITE[at]) / reach[at]);
        let offset = [0, 1, 2].map(|at| -WHITE[at] * (to[at] - from[at]) / reach[at]);
        Compensation { scale, offset, none: from == to }
    }

    pub(super) fn apply(&self, lab: Lab) -> Lab {
        if self.none {
            return lab;
        }
        let xyz = lab::to_xyz(lab);
        lab::to_lab([0, 1, 2].map(|at| xyz[at] * self.scale[at] + self.offset[at]))
    }
}

/// The darkest colour of a display: neutral, and no lighter than the middle.
pub(super) fn darkest([l, ..]: Lab) -> Xyz {
    lab::to_xyz([l.clamp(0.0, 50.0), 0.0, 0.0])
}

/// The darkest colour that perceptual black gives in the inks of a picture.
pub(super) fn of_perceptual(output: &Output, source: &Source) -> Xyz {
    darkest(source.lab(&output.inks_perceptual([0.0; 3])))
}

/// The lightness of a ramp of grays that goes into inks and is looked at there tells where black begins: where
/// the ramp leaves the bottom, found by a parabola through its lower part.
pub(super) fn of_output(output: &Output, intent: Intent) -> Xyz {
    let first = match intent {
        Intent::Relative => [output.look(output.inks_perceptual([0.0; 3]))[0].clamp(0.0, 50.0), 0.0, 0.0],
        Intent::Perceptual => [0.0; 3],
    };
    let entered: Vec<f64> = (0..=255).map(|step| f64::from(step) * 100.0 / 255.0).collect();
    let mut seen: Vec<f64> = entered.iter().map(|l| output.look(output.inks([*l, first[1], first[2]]))[0]).collect();
    for at in (0..255).rev() {
        seen[at] = seen[at].min(seen[at + 1]);
    }
    let (least, most) = (seen[0], seen[255]);
    if least >= most {
        return [0.0; 3];
    }
    let is_straight =
        |(enters, comes): (&f64, &f64)| *enters <= least + 0.2 * (most - least) || (enters - comes).abs() < 4.0;
    if intent == Intent::Relative && entered.iter().zip(&seen).all(is_straight) {
        return lab::to_xyz(first);
    }
    let (low, high) = if intent == Intent::Relative { (0.1, 0.5) } else { (0.03, 0.25) };
    let part = |l: f64| (l - least) / (most - least);
    let points = entered.iter().zip(&seen).map(|(enters, comes)| (*enters, part(*comes)));
    let points: Vec<(f64, f64)> = points.filter(|(_, part)| (low..high).contains(part)).collect();
    if points.len() < 3 {
        return [0.0; 3];
    }
    lab::to_xyz([root(&points).clamp(0.0, 50.0), first[1], first[2]])
}

/// Where the parabola of least squares through `points` leaves the axis.
fn root(points: &[(f64, f64)]) -> f64 {
    let mut powers = [0.0; 5];
    let mut right = [0.0; 3];
    for (x, y) in points {
        let mut power = 1.0;
        for (at, sum) in powers.iter_mut().enumerate() {
            *sum += power;
            if let Some(place) = right.get_mut(at) {
                *place += y * power;
            }
            power *= x;
        }
    }
    let rows = [0, 1, 2].map(|at| [powers[at], powers[at + 1], powers[at + 2]]);
    let determinant = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(rows);
    if whole.abs() < 1e-12 {
        return 0.0;
    }
    let [c, b, a] = [0, 1, 2].map(|column| {
        let mut changed = rows;
        changed.iter_mut().zip(right).for_each(|(row, value)| row[column] = value);
        determinant(changed) / whole
    });
    if a.abs() < 1e-10 {
        return if b.abs() < 1e-10 { 0.0 } else { -c / b };
    }
    let inside = b * b - 4.0 * a * c;
    if inside <= 0.0 { 0.0 } else { ((-b + inside.sqrt()) / (2.0 * a)).max(0.0) }
}
