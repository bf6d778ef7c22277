//! A table of a profile, followed in floats.
//!
//! Source: ICC.1:2022, 10.10 to 10.13 (lut8Type, lut16Type, lutAToBType, lutBToAType).

use moxcms::{LutDataType, LutMultidimensionalType, LutStore, LutType, LutWarehouse};

use super::curve::Curve;
use super::lab::Code;

/// Up to four channels, of which the first are used.
pub(super) type Channels = [f64; 4];

/// A table: its steps, in the order in which they are taken.
pub(super) struct Table {
    steps: Vec<Step>,
    /// How the side of the profile connection is written.
    pub(super) code: Code,
}

enum Step {
    Curves(Vec<Curve>),
    Matrix([[f64; 3]; 3], [f64; 3]),
    Grid(Grid),
}

/// Colours at the nodes of a grid; the first channel changes slowest.
struct Grid {
    points: Vec<usize>,
    outputs: usize,
    values: Vec<f32>,
}

/// Which way a table leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    FromDevice,
    ToDevice,
}

impl Table {
    /// Nothing where its parts do not fit together.
    pub(super) fn new(table: &LutWarehouse, way: Way, is_lab: bool) -> Option<Table> {
        match table {
            LutWarehouse::Lut(table) => Table::plain(table, is_lab),
            LutWarehouse::Multidimensional(table) => Table::with_curves(table, way, is_lab),
        }
    }

    fn plain(table: &LutDataType, is_lab: bool) -> Option<Table> {
        let (inputs, outputs) = (usize::from(table.num_input_channels), usize::from(table.num_output_channels));
        let points = vec![usize::from(table.num_clut_grid_points); inputs];
        let steps = vec![
            Step::Curves(curves(&table.input_table, inputs)?),
            Step::Grid(Grid::new(points, outputs, &table.clut_table)?),
            Step::Curves(curves(&table.output_table, outputs)?),
        ];
        let code = match (is_lab, table.lut_type) {
            (true, LutType::Lut16) => Code::OldLab,
            (true, _) => Code::Lab,
            (false, _) => Code::Xyz,
        };
        Some(Table { steps, code })
    }

    fn with_curves(table: &LutMultidimensionalType, way: Way, is_lab: bool) -> Option<Table> {
        let (inputs, outputs) = (usize::from(table.num_input_channels), usize::from(table.num_output_channels));
        let all = |curves: &[moxcms::ToneReprCurve]| -> Option<Step> {
            curves.iter().map(Curve::new).collect::<Option<Vec<Curve>>>().map(Step::Curves)
        };
        let mut steps = vec![all(&table.a_curves)?];
        if let Some(values) = &table.clut {
            let points = table.grid_points.iter().take(inputs).map(|points| usize::from(*points)).collect();
            steps.push(Step::Grid(Grid::new(points, outputs, values)?));
        } else if inputs != outputs {
            return None;
        }
        steps.push(all(&table.m_curves)?);
        steps.push(Step::Matrix(table.matrix.v, table.bias.v));
        steps.push(all(&table.b_curves)?);
        if way == Way::ToDevice {
            steps.reverse();
        }
        Some(Table { steps, code: if is_lab { Code::Lab } else { Code::Xyz } })
    }

    pub(super) fn at(&self, channels: Channels) -> Channels {
        self.steps.iter().fold(channels, |channels, step| step.at(channels))
    }
}

impl Step {
    fn at(&self, mut channels: Channels) -> Channels {
        match self {
            Step::Curves(curves) => {
                channels.iter_mut().zip(curves).for_each(|(channel, curve)| *channel = curve.at(*channel));
                channels
            }
            Step::Matrix(rows, offset) => {
                let row = |at: usize| {
                    let [a, b, c] = rows[at];
                    a * channels[0] + b * channels[1] + c * channels[2] + offset[at]
                };
                [row(0), row(1), row(2), 0.0]
            }
            Step::Grid(grid) => grid.at(&channels),
        }
    }
}

fn floats(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(values) => values.iter().map(|value| f32::from(*value) / 255.0).collect(),
        LutStore::Store16(values) => values.iter().map(|value| f32::from(*value) / 65_535.0).collect(),
    }
}

fn curves(store: &LutStore, channels: usize) -> Option<Vec<Curve>> {
    let values: Vec<f64> = floats(store).into_iter().map(f64::from).collect();
    let entries = values.len().checked_div(channels)?;
    (entries >= 2).then(|| values.chunks_exact(entries).map(|table| Curve::Table(table.to_vec())).collect())
}

impl Grid {
    fn new(points: Vec<usize>, outputs: usize, store: &LutStore) -> Option<Grid> {
        let nodes = points.iter().try_fold(1_usize, |nodes, points| nodes.checked_mul(*points))?;
        let values = floats(store);
        let fits =
            (1..=4).contains(&points.len()) && (1..=4).contains(&outputs) && points.iter().all(|points| *points >= 2);
        (fits && values.len() >= nodes.checked_mul(outputs)?).then_some(Grid { points, outputs, values })
    }

    /// Between the nodes by tetrahedra; a fourth channel, the first, along a line.
    fn at(&self, channels: &Channels) -> Channels {
        let rest = self.points.len().min(3);
        let first = self.points.len() - rest;
        let mut base = 0;
        let mut cells = [(0.0, 0_usize); 4];
        let mut stride = self.outputs;
        for index in (0..self.points.len()).rev() {
            let last = self.points[index] - 1;
            let value = channels[index];
            let place = if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) } * last as f64;
            let low = (place as usize).min(last - 1);
            base += low * stride;
            cells[index] = (place - low as f64, stride);
            stride *= self.points[index];
        }
        let mut sides: [(f64, usize); 3] = [(0.0, 0); 3];
        sides[..rest].copy_from_slice(&cells[first..first + rest]);
        sides[..rest].sort_by(|one, other| other.0.total_cmp(&one.0));
        let low = self.simplex(base, &sides[..rest]);
        if first == 0 {
            return low;
        }
        let (part, stride) = cells[0];
        let high = self.simplex(base + stride, &sides[..rest]);
        [0, 1, 2, 3].map(|at| low[at] + (high[at] - low[at]) * part)
    }

    /// `sides` in falling order of their parts.
    fn simplex(&self, base: usize, sides: &[(f64, usize)]) -> Channels {
        let mut result = [0.0; 4];
        let mut add = |at: usize, weight: f64| {
            for (channel, value) in result.iter_mut().zip(&self.values[at..at + self.outputs]) {
                *channel += f64::from(*value) * weight;
            }
        };
        let mut at = base;
        let mut before = 1.0;
        for (part, stride) in sides {
            add(at, before - part);
            before = *part;
            at += stride;
        }
        add(at, before);
        result
    }
}
