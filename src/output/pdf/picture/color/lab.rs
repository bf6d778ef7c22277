//! CIE Lab and XYZ of D50, the colours between profiles.
//!
//! Source: ICC.1:2022, 6.3.4; CIE 15.

/// L, a and b, of D50.
pub(super) type Lab = [f64; 3];
/// X, Y and Z, 1 for the paper.
pub(super) type Xyz = [f64; 3];

/// D50.
pub(super) const WHITE: Xyz = [0.9642, 1.0, 0.8249];

pub(super) fn to_xyz([l, a, b]: Lab) -> Xyz {
    let f = |t: f64| if t > 24.0 / 116.0 { t * t * t } else { 108.0 / 841.0 * (t - 16.0 / 116.0) };
    let y = (l + 16.0) / 116.0;
    [f(y + a / 500.0) * WHITE[0], f(y) * WHITE[1], f(y - b / 200.0) * WHITE[2]]
}

pub(super) fn to_lab(xyz: Xyz) -> Lab {
    const LIMIT: f64 = (24.0 / 116.0) * (24.0 / 116.0) * (24.0 / 116.0);
    let f = |t: f64| if t > LIMIT { t.cbrt() } else { 841.0 / 108.0 * t + 16.0 / 116.0 };
    let [x, y, z] = [0, 1, 2].map(|at| f(xyz[at] / WHITE[at]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The cone responses of Bradford. Source: ICC.1:2022, Annex E.
const BRADFORD: [[f64; 3]; 3] = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
/// Its inverse.
const BRADFORD_BACK: [[f64; 3]; 3] = [
    [0.986_992_9, -0.147_054_3, 0.159_962_7],
    [0.432_305_3, 0.518_360_3, 0.049_291_2],
    [-0.008_528_7, 0.040_042_8, 0.968_486_7],
];

/// From XYZ of `white` to that of D50.
pub(super) fn adapted(white: Xyz) -> [[f64; 3]; 3] {
    let seen = |xyz: Xyz| BRADFORD.map(|[x, y, z]| x * xyz[0] + y * xyz[1] + z * xyz[2]);
    let (from, to) = (seen(white), seen(WHITE));
    let scaled = [0, 1, 2].map(|row| BRADFORD[row].map(|value| value * to[row] / from[row]));
    times(BRADFORD_BACK, scaled)
}

/// The product of two matrices by rows.
pub(super) fn times(one: [[f64; 3]; 3], other: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    one.map(|[a, b, c]| [0, 1, 2].map(|at| a * other[0][at] + b * other[1][at] + c * other[2][at]))
}

/// How a table writes colours between 0 and 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Code {
    /// Lab: 100 is 1, and a and b from −128 to 127.
    Lab,
    /// Lab in the tables of 16 bits of version 2: 100 is 0xFF00.
    OldLab,
    /// XYZ.
    Xyz,
}

impl Code {
    pub(super) fn write(self, lab: Lab) -> [f64; 3] {
        let [l, a, b] = lab;
        match self {
            Code::Lab => [l / 100.0, (a + 128.0) / 255.0, (b + 128.0) / 255.0],
            Code::OldLab => [l * 652.8 / 65_535.0, (a + 128.0) * 256.0 / 65_535.0, (b + 128.0) * 256.0 / 65_535.0],
            Code::Xyz => to_xyz(lab).map(|value| value * 32_768.0 / 65_535.0),
        }
    }

    pub(super) fn read(self, [x, y, z]: [f64; 3]) -> Lab {
        match self {
            Code::Lab => [x * 100.0, y * 255.0 - 128.0, z * 255.0 - 128.0],
            Code::OldLab => [x * 65_535.0 / 652.8, y * 65_535.0 / 256.0 - 128.0, z * 65_535.0 / 256.0 - 128.0],
            Code::Xyz => to_lab([x, y, z].map(|value| value * 65_535.0 / 32_768.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_white_is_adapted_to_that_of_paper() {
        let white = [0.950_47, 1.0, 1.088_83];
        let found = adapted(white).map(|[x, y, z]| x * white[0] + y * white[1] + z * white[2]);
        assert!(found.iter().zip(WHITE).all(|(one, other)| (one - other).abs() < 1e-4), "{found:?}");
    }

    #[test]
    fn colours_survive_the_way_there_and_back() {
        for lab in [[100.0, 0.0, 0.0], [50.0, 60.0, -40.0], [3.0, 1.0, -2.0]] {
            for code in [Code::Lab, Code::OldLab, Code::Xyz] {
                let back = code.read(code.write(to_lab(to_xyz(lab))));
                assert!(lab.iter().zip(back).all(|(one, other)| (one - other).abs() < 1e-6), "{lab:?} {back:?}");
            }
        }
        // ICC.1:2022, 6.3.4.2 and the legacy encoding of 10.10.
        assert_eq!(
            Code::OldLab.write([100.0, 0.0, 0.0]).map(|v| (v * 65_535.0).round()),
            [65_280.0, 32_768.0, 32_768.0]
        );
    }
}
