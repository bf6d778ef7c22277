//! Functions of PDF: what turns tints, or the way along a shading, into colours.
//!
//! Source: ISO 32000-1, 7.10.

use super::postscript::Calculator;
use super::{Dict, Document, Limit, Object};

/// Functions in functions.
const DEPTH: usize = 4;
/// Bytes of a program.
const PROGRAM: usize = 256 << 10;
/// Bytes of the samples of a function.
const SAMPLES: usize = 4 << 20;
/// Samples of a function.
const COUNT: usize = 1 << 20;
/// Inputs of a sampled function: between the samples 64 corners are weighed.
const INPUTS: usize = 6;

/// A function.
#[derive(Clone, Debug)]
pub struct Function(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// Type 0, its samples brought to their range.
    Sampled(Table),
    /// Type 2.
    Power { domain: [f64; 2], from: Vec<f64>, to: Vec<f64>, exponent: f64 },
    /// Type 3.
    Stitched { domain: [f64; 2], bounds: Vec<f64>, encode: Vec<f64>, parts: Vec<Function> },
    /// Several functions of one output.
    Several(Vec<Function>),
    /// Type 4, its outputs brought into their ranges.
    Calculated { domain: Vec<[f64; 2]>, range: Vec<f64>, program: Calculator },
    /// One that is not computed.
    Unknown,
}

/// Samples in a grid, the first input the quickest.
#[derive(Clone, Debug)]
struct Table {
    domain: Vec<[f64; 2]>,
    sizes: Vec<usize>,
    encode: Vec<[f64; 2]>,
    outputs: usize,
    values: Vec<f64>,
}

impl Function {
    /// Reads a function; an array of them as one of several outputs.
    pub fn read(document: &Document<'_>, object: &Object) -> Function {
        Function::nested(document, object, 0).unwrap_or(Function(Kind::Unknown))
    }

    fn nested(document: &Document<'_>, object: &Object, depth: usize) -> Option<Function> {
        if depth > DEPTH {
            return None;
        }
        let object = document.resolve(object);
        let part = |part: &Object| Function::nested(document, part, depth + 1).unwrap_or(Function(Kind::Unknown));
        if let Some(array) = object.array() {
            return Some(Function(Kind::Several(array.iter().take(32).map(part).collect())));
        }
        let dict = object.dict()?;
        let numbers = |key: &[u8]| numbers(document, dict, key);
        let domain = document.numbers::<2>(dict, b"Domain").unwrap_or([0.0, 1.0]);
        let kind = match document.get(dict, b"FunctionType").int()? {
            0 => Kind::Sampled(Table::read(document, object)?),
            2 => {
                let or = |list: Vec<f64>, usual: f64| if list.is_empty() { vec![usual] } else { list };
                Kind::Power {
                    domain,
                    from: or(numbers(b"C0"), 0.0),
                    to: or(numbers(b"C1"), 1.0),
                    exponent: document.number(dict, b"N").unwrap_or(1.0),
                }
            }
            3 => {
                let parts: Vec<Function> = document.list(dict, b"Functions").into_iter().take(256).map(part).collect();
                let (bounds, encode) = (numbers(b"Bounds"), numbers(b"Encode"));
                if bounds.len() + 1 != parts.len() || encode.len() != parts.len() * 2 {
                    return None;
                }
                Kind::Stitched { domain, bounds, encode, parts }
            }
            4 => {
                let range = numbers(b"Range");
                let read = document.decode(object.stream()?, Limit::Bytes(PROGRAM)).ok()?;
                let program = Calculator::read(&read.bytes)?;
                let domain = pairs(&numbers(b"Domain"));
                if range.len() < 2 {
                    return None;
                }
                Kind::Calculated { domain, range, program }
            }
            _ => return None,
        };
        Some(Function(kind))
    }

    /// The values at `x`; none where it is not computed, or wants more than one input.
    pub fn at(&self, x: f64) -> Option<Vec<f64>> {
        self.of(&[x])
    }

    /// The values of inputs; none where it is not computed, or wants more of them.
    pub fn of(&self, inputs: &[f64]) -> Option<Vec<f64>> {
        let x = inputs.first().copied()?;
        match &self.0 {
            Kind::Sampled(table) => table.at(inputs),
            Kind::Power { domain, from, to, exponent } => {
                let power = within(x, *domain).max(0.0).powf(*exponent);
                Some(from.iter().zip(to).map(|(from, to)| from + power * (to - from)).collect())
            }
            Kind::Stitched { domain, bounds, encode, parts } => {
                let x = within(x, *domain);
                let index = bounds.iter().take_while(|bound| x >= **bound).count().min(parts.len() - 1);
                let low = if index == 0 { domain[0] } else { bounds[index - 1] };
                let high = bounds.get(index).copied().unwrap_or(domain[1]);
                let (from, to) = (encode[index * 2], encode[index * 2 + 1]);
                let part = if high > low { (x - low) / (high - low) } else { 0.0 };
                parts[index].at(from + part * (to - from))
            }
            Kind::Several(parts) => {
                let values: Option<Vec<Vec<f64>>> = parts.iter().map(|part| part.of(inputs)).collect();
                Some(values?.into_iter().flatten().collect())
            }
            Kind::Calculated { domain, range, program } => {
                let bounded = |(index, x): (usize, &f64)| domain.get(index).map_or(*x, |domain| within(*x, *domain));
                let inputs: Vec<f64> = inputs.iter().enumerate().map(bounded).collect();
                let values = program.run(&inputs, range.len() / 2)?;
                Some(values.iter().zip(range.chunks_exact(2)).map(|(v, pair)| within(*v, [pair[0], pair[1]])).collect())
            }
            Kind::Unknown => None,
        }
    }

    /// How many steps it takes to compute it once, about.
    pub fn steps(&self) -> u64 {
        let of = |parts: &[Function]| parts.iter().map(Function::steps).fold(1, u64::saturating_add);
        match &self.0 {
            Kind::Sampled(table) => (table.outputs as u64) << table.sizes.len(),
            Kind::Power { from, .. } => 1 + from.len() as u64,
            Kind::Stitched { parts, .. } | Kind::Several(parts) => of(parts),
            Kind::Calculated { program, .. } => program.steps(),
            Kind::Unknown => 1,
        }
    }

    /// Where, within its domain, it may jump or bend: the bounds of functions that were stitched.
    pub fn bounds(&self) -> Vec<f64> {
        match &self.0 {
            Kind::Several(parts) => parts.iter().flat_map(Function::bounds).collect(),
            Kind::Stitched { domain, bounds, encode, parts } => {
                let mut all = bounds.clone();
                for (index, part) in parts.iter().enumerate() {
                    let low = if index == 0 { domain[0] } else { bounds[index - 1] };
                    let high = bounds.get(index).copied().unwrap_or(domain[1]);
                    let (from, to) = (encode[index * 2], encode[index * 2 + 1]);
                    let inner = part.bounds().into_iter().map(|at| low + (at - from) / (to - from) * (high - low));
                    all.extend(inner.filter(|at| *at > low && *at < high));
                }
                all
            }
            _ => Vec::new(),
        }
    }
}

fn within(x: f64, [low, high]: [f64; 2]) -> f64 {
    if high > low { x.clamp(low, high) } else { low }
}

fn numbers(document: &Document<'_>, dict: &Dict, key: &[u8]) -> Vec<f64> {
    document.list(dict, key).into_iter().take(4096).filter_map(Object::number).collect()
}

fn pairs(numbers: &[f64]) -> Vec<[f64; 2]> {
    numbers.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

impl Table {
    fn read(document: &Document<'_>, object: &Object) -> Option<Table> {
        let stream = object.stream()?;
        let dict = &stream.dict;
        let numbers = |key: &[u8]| numbers(document, dict, key);
        let sizes: Vec<usize> = numbers(b"Size").into_iter().map(|size| size as usize).collect();
        let (mut domain, range) = (pairs(&numbers(b"Domain")), pairs(&numbers(b"Range")));
        domain.resize(sizes.len(), [0.0, 1.0]);
        let outputs = range.len();
        let bits = document.get(dict, b"BitsPerSample").int()? as usize;
        let count = sizes.iter().try_fold(1_usize, |count, size| count.checked_mul(*size))?.checked_mul(outputs)?;
        let fits = (1..=INPUTS).contains(&sizes.len()) && !sizes.contains(&0);
        if !fits || !(1..=COUNT).contains(&count) || ![1, 2, 4, 8, 12, 16, 24, 32].contains(&bits) {
            return None;
        }
        let decode = pairs(&numbers(b"Decode"));
        let decode = if decode.len() == outputs { decode } else { range };
        let encode = pairs(&numbers(b"Encode"));
        let usual = || sizes.iter().map(|size| [0.0, (size - 1) as f64]).collect();
        let encode = if encode.len() == sizes.len() { encode } else { usual() };
        let bytes = document.decode(stream, Limit::Bytes(SAMPLES)).ok()?.bytes;
        let most = ((1u64 << bits) - 1) as f64;
        let value = |index: usize| {
            let bit = |at: usize| Some(u64::from(bytes.get(at / 8)? >> (7 - at % 8) & 1));
            let mut value = 0;
            for at in index * bits..(index + 1) * bits {
                value = value << 1 | bit(at)?;
            }
            Some(value as f64 / most)
        };
        let sample = |index: usize| {
            let [low, high] = decode[index % outputs];
            Some(low + value(index)? * (high - low))
        };
        let values = (0..count).map(sample).collect::<Option<Vec<f64>>>()?;
        Some(Table { domain, sizes, encode, outputs, values })
    }

    /// Between the samples, along all inputs.
    fn at(&self, inputs: &[f64]) -> Option<Vec<f64>> {
        let mut cells = Vec::with_capacity(self.sizes.len());
        let mut stride = self.outputs;
        for (index, size) in self.sizes.iter().enumerate() {
            let ([low, high], [from, to]) = (self.domain[index], self.encode[index]);
            let x = within(*inputs.get(index)?, [low, high]);
            let part = if high > low { (x - low) / (high - low) } else { 0.0 };
            let place = from + part * (to - from);
            let place = if place.is_nan() { 0.0 } else { place.clamp(0.0, (size - 1) as f64) };
            let low = place.floor() as usize;
            let step = if low + 1 < *size { stride } else { 0 };
            cells.push((low * stride, step, place.fract()));
            stride *= size;
        }
        let mut out = vec![0.0; self.outputs];
        for corner in 0..1_usize << cells.len() {
            let (mut at, mut weight) = (0, 1.0);
            for (index, (low, step, part)) in cells.iter().enumerate() {
                let is_high = corner >> index & 1 == 1;
                at += low + if is_high { *step } else { 0 };
                weight *= if is_high { *part } else { 1.0 - part };
            }
            if weight > 0.0 {
                out.iter_mut().zip(&self.values[at..]).for_each(|(out, value)| *out += value * weight);
            }
        }
        Some(out)
    }
}
