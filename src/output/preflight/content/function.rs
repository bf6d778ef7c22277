//! Functions of PDF: what turns a tint, or the way along a shading, into inks.
//!
//! Source: ISO 32000-1, 7.10.

use crate::output::read::{Document, Limit, Object};

use super::postscript::Calculator;

/// Functions in functions.
const DEPTH: usize = 4;
/// Bytes of a program.
const PROGRAM: usize = 256 << 10;
/// Bytes of the samples of a function.
const SAMPLES: usize = 4 << 20;

/// Inputs of a function.
const INPUTS: usize = 4;

/// A function; those of types 2 and 3 have one input.
#[derive(Clone, Debug)]
pub(in crate::output::preflight) enum Function {
    /// Type 0: for each input its domain, how many samples and where it begins and ends among them; the samples, the
    /// first input running fastest.
    Sampled { domain: Vec<[f64; 2]>, sizes: Vec<usize>, encode: Vec<[f64; 2]>, outputs: usize, table: Vec<f64> },
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

impl Function {
    /// Reads a function.
    pub(in crate::output::preflight) fn read(document: &Document<'_>, object: &Object) -> Function {
        Function::nested(document, object, 0).unwrap_or(Function::Unknown)
    }

    fn nested(document: &Document<'_>, object: &Object, depth: usize) -> Option<Function> {
        if depth > DEPTH {
            return None;
        }
        let object = document.resolve(object);
        if let Some(array) = object.array() {
            let parts = array.iter().take(32).map(|part| Function::nested(document, part, depth + 1));
            return Some(Function::Several(parts.map(|part| part.unwrap_or(Function::Unknown)).collect()));
        }
        let dict = object.dict()?;
        let numbers = |key: &[u8]| -> Vec<f64> {
            document.list(dict, key).into_iter().take(4096).filter_map(Object::number).collect()
        };
        let pairs = |list: Vec<f64>| -> Vec<[f64; 2]> { list.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect() };
        let domains = Some(pairs(numbers(b"Domain"))).filter(|all| !all.is_empty()).unwrap_or(vec![[0.0, 1.0]]);
        let domain = domains[0];
        match document.get(dict, b"FunctionType").int()? {
            0 => {
                let sizes: Vec<usize> = numbers(b"Size").into_iter().map(|size| size as usize).collect();
                let range = numbers(b"Range");
                let outputs = range.len() / 2;
                let count = sizes.iter().try_fold(1usize, |count, size| count.checked_mul(*size))?;
                let bits = document.get(dict, b"BitsPerSample").int()? as usize;
                if sizes.is_empty()
                    || sizes.len() != domains.len()
                    || sizes.len() > INPUTS
                    || outputs == 0
                    || !(1..=65_536).contains(&count)
                    || ![1, 2, 4, 8, 12, 16, 24, 32].contains(&bits)
                {
                    return None;
                }
                let encode = pairs(numbers(b"Encode"));
                let usual = || sizes.iter().map(|size| [0.0, (size - 1) as f64]).collect();
                let encode = if encode.len() == sizes.len() { encode } else { usual() };
                let decode = numbers(b"Decode");
                let decode = if decode.len() == range.len() { decode } else { range };
                let bytes = document.decode(object.stream()?, Limit::Bytes(SAMPLES)).ok()?.bytes;
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
                    let (low, high) = (decode[index % outputs * 2], decode[index % outputs * 2 + 1]);
                    Some(low + value(index)? * (high - low))
                };
                let table = (0..count * outputs).map(sample).collect::<Option<Vec<f64>>>()?;
                Some(Function::Sampled { domain: domains, sizes, encode, outputs, table })
            }
            2 => {
                let or = |list: Vec<f64>, usual: f64| if list.is_empty() { vec![usual] } else { list };
                Some(Function::Power {
                    domain,
                    from: or(numbers(b"C0"), 0.0),
                    to: or(numbers(b"C1"), 1.0),
                    exponent: document.number(dict, b"N").unwrap_or(1.0),
                })
            }
            3 => {
                let parts = document.list(dict, b"Functions");
                let parts: Vec<Function> = parts
                    .into_iter()
                    .take(256)
                    .map(|part| Function::nested(document, part, depth + 1).unwrap_or(Function::Unknown))
                    .collect();
                let (bounds, encode) = (numbers(b"Bounds"), numbers(b"Encode"));
                let fits = bounds.len() + 1 == parts.len() && encode.len() == parts.len() * 2;
                fits.then_some(Function::Stitched { domain, bounds, encode, parts })
            }
            4 => {
                let range = numbers(b"Range");
                let read = document.decode(object.stream()?, Limit::Bytes(PROGRAM)).ok()?;
                let program = Calculator::read(&read.bytes)?;
                (range.len() >= 2 && domains.len() <= INPUTS).then_some(Function::Calculated {
                    domain: domains,
                    range,
                    program,
                })
            }
            _ => None,
        }
    }

    /// The values at `x`, for a function of one input; none where it is not computed.
    pub(in crate::output::preflight) fn at(&self, x: f64) -> Option<Vec<f64>> {
        self.of(&[x])
    }

    /// The values for as many inputs as it has; none where it is not computed.
    pub(in crate::output::preflight) fn of(&self, inputs: &[f64]) -> Option<Vec<f64>> {
        let x = *inputs.first()?;
        match self {
            Function::Sampled { domain, sizes, encode, outputs, table } => {
                let place = |index: usize| {
                    let ([low, high], [from, to]) = (domain[index], encode[index]);
                    let part = (within(*inputs.get(index)?, [low, high]) - low) / (high - low).max(f64::MIN_POSITIVE);
                    Some((from + part * (to - from)).clamp(0.0, (sizes[index] - 1) as f64))
                };
                let places = (0..sizes.len()).map(place).collect::<Option<Vec<f64>>>()?;
                let mut values = vec![0.0; *outputs];
                // The corners of the cell in which the inputs lie, each by its nearness.
                for corner in 0..1usize << places.len() {
                    let (mut index, mut stride, mut weight) = (0, 1, 1.0);
                    for (axis, (place, size)) in places.iter().zip(sizes).enumerate() {
                        let is_high = corner >> axis & 1 == 1;
                        let at = place.floor() as usize + usize::from(is_high);
                        weight *= if is_high { place.fract() } else { 1.0 - place.fract() };
                        index += at.min(size - 1) * stride;
                        stride *= size;
                    }
                    for (value, sample) in values.iter_mut().zip(&table[index * outputs..]) {
                        *value += sample * weight;
                    }
                }
                Some(values)
            }
            Function::Power { domain, from, to, exponent } => {
                let power = within(x, *domain).max(0.0).powf(*exponent);
                Some(from.iter().zip(to).map(|(from, to)| from + power * (to - from)).collect())
            }
            Function::Stitched { domain, bounds, encode, parts } => {
                let x = within(x, *domain);
                let index = bounds.iter().take_while(|bound| x >= **bound).count().min(parts.len() - 1);
                let low = if index == 0 { domain[0] } else { bounds[index - 1] };
                let high = bounds.get(index).copied().unwrap_or(domain[1]);
                let (from, to) = (encode[index * 2], encode[index * 2 + 1]);
                let part = if high > low { (x - low) / (high - low) } else { 0.0 };
                parts[index].at(from + part * (to - from))
            }
            Function::Several(parts) => {
                let values: Option<Vec<Vec<f64>>> = parts.iter().map(|part| part.of(inputs)).collect();
                Some(values?.into_iter().flatten().collect())
            }
            Function::Calculated { domain, range, program } => {
                let inputs: Vec<f64> = inputs.iter().zip(domain).map(|(x, domain)| within(*x, *domain)).collect();
                let values = program.run(&inputs, range.len() / 2)?;
                Some(values.iter().zip(range.chunks_exact(2)).map(|(v, pair)| within(*v, [pair[0], pair[1]])).collect())
            }
            Function::Unknown => None,
        }
    }
}

fn within(x: f64, [low, high]: [f64; 2]) -> f64 {
    if high > low { x.clamp(low, high) } else { low }
}
