//! Conversions tabulated for looking up 8-bit pixels.

use super::table::Channels;

/// Nodes along a side of RGB.
///
/// Source: as Little CMS tabulates.
const RGB: usize = 33;
/// Nodes along a side of inks.
const INKS: usize = 17;
/// A solid ink in a table: 255 in 256ths.
const SOLID: f64 = 65_280.0;
/// White that the tables give as so little ink is paper.
const PAPER: f64 = 0.02;

/// RGB to inks.
pub(in crate::output::pdf::picture) struct RgbGrid {
    values: Vec<[u16; 4]>,
    places: [(u16, u16); 256],
}

/// Inks to inks.
pub(in crate::output::pdf::picture) struct InkGrid {
    values: Vec<[u16; 4]>,
    places: [(u16, u16); 256],
}

/// The node at or below each value, and the 256ths beyond it.
fn places(nodes: usize) -> [(u16, u16); 256] {
    std::array::from_fn(|value| {
        let place = (value * (nodes - 1) * 256 + 127) / 255;
        let low = (place / 256).min(nodes - 2);
        (low as u16, (place - low * 256) as u16)
    })
}

fn fixed(inks: Channels) -> [u16; 4] {
    inks.map(|ink| (ink.clamp(0.0, 1.0) * SOLID).round() as u16)
}

/// Between four nodes, whose sides are in falling order of their parts.
fn blend(values: &[[u16; 4]], base: usize, mut sides: [(u16, usize); 3]) -> [u32; 4] {
    sides.sort_unstable_by_key(|side| std::cmp::Reverse(side.0));
    let [one, two, three] = sides;
    let nodes = [base, base + one.1, base + one.1 + two.1, base + one.1 + two.1 + three.1];
    let weights = [256 - one.0, one.0 - two.0, two.0 - three.0, three.0];
    let mut sums = [0; 4];
    for (node, weight) in nodes.into_iter().zip(weights) {
        let node = &values[node];
        for (sum, value) in sums.iter_mut().zip(node) {
            *sum += u32::from(*value) * u32::from(weight);
        }
    }
    sums
}

impl RgbGrid {
    /// `convert` takes red, green and blue, 1 for the most, to inks, 1 for the solid.
    pub(super) fn new(convert: impl Fn(Channels) -> Channels) -> RgbGrid {
        let part = |node: usize| node as f64 / (RGB - 1) as f64;
        let node = |at: usize| fixed(convert([part(at / (RGB * RGB)), part(at / RGB % RGB), part(at % RGB), 0.0]));
        let mut values: Vec<[u16; 4]> = (0..RGB * RGB * RGB).map(node).collect();
        // White paper takes no ink: a veil of a percent would screen it.
        if let Some(white) = values.last_mut()
            && white.iter().all(|ink| f64::from(*ink) < PAPER * SOLID)
        {
            *white = [0; 4];
        }
        RgbGrid { values, places: places(RGB) }
    }

    pub(in crate::output::pdf::picture) fn inks(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let [r, g, b] = [r, g, b].map(|value| self.places[usize::from(value)]);
        let base = (usize::from(r.0) * RGB + usize::from(g.0)) * RGB + usize::from(b.0);
        blend(&self.values, base, [(r.1, RGB * RGB), (g.1, RGB), (b.1, 1)]).map(|sum| ((sum + 32_768) >> 16) as u8)
    }
}

impl RgbGrid {
    /// As [`RgbGrid::inks`], of channels from 0 to 1 and without rounding.
    pub(in crate::output::pdf::picture) fn smooth(&self, color: [f64; 3]) -> [f64; 4] {
        let mut base = 0;
        let mut sides = [(0.0, 0_usize); 3];
        for (side, (value, stride)) in sides.iter_mut().zip(color.into_iter().zip([RGB * RGB, RGB, 1])) {
            let place = if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) } * (RGB - 1) as f64;
            let low = (place as usize).min(RGB - 2);
            base += low * stride;
            *side = (place - low as f64, stride);
        }
        sides.sort_by(|one, other| other.0.total_cmp(&one.0));
        let [one, two, three] = sides;
        let nodes = [base, base + one.1, base + one.1 + two.1, base + one.1 + two.1 + three.1];
        let weights = [1.0 - one.0, one.0 - two.0, two.0 - three.0, three.0];
        let ink = |node: usize, at: usize| f64::from(self.values[nodes[node]][at]) * weights[node];
        [0, 1, 2, 3].map(|at| (ink(0, at) + ink(1, at) + ink(2, at) + ink(3, at)) / SOLID)
    }
}

impl InkGrid {
    /// `convert` takes inks to inks, 1 for the solid.
    pub(super) fn new(convert: impl Fn(Channels) -> Channels) -> InkGrid {
        let part = |node: usize| node as f64 / (INKS - 1) as f64;
        let side = |at: usize, power: u32| part(at / INKS.pow(power) % INKS);
        let node = |at: usize| fixed(convert([side(at, 2), side(at, 1), side(at, 0), side(at, 3)]));
        let mut values: Vec<[u16; 4]> = (0..INKS.pow(4)).map(node).collect();
        if values[0].iter().all(|ink| f64::from(*ink) < PAPER * SOLID) {
            values[0] = [0; 4];
        }
        InkGrid { values, places: places(INKS) }
    }

    pub(in crate::output::pdf::picture) fn inks(&self, inks: [u8; 4]) -> [u8; 4] {
        let [c, m, y, k] = inks.map(|value| self.places[usize::from(value)]);
        let cube = INKS.pow(3);
        let base = usize::from(k.0) * cube + (usize::from(c.0) * INKS + usize::from(m.0)) * INKS + usize::from(y.0);
        let sides = [(c.1, INKS * INKS), (m.1, INKS), (y.1, 1)];
        let low = blend(&self.values, base, sides);
        let high = blend(&self.values, base + cube, sides);
        let part = u64::from(k.1);
        std::array::from_fn(|at| {
            let sum = u64::from(low[at]) * (256 - part) + u64::from(high[at]) * part;
            ((sum + (1 << 23)) >> 24) as u8
        })
    }
}
