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

/// A function of one input; of several inputs only the first counts.
#[derive(Clone, Debug)]
pub(in crate::output::preflight) enum Function {
    /// Type 0, its samples between 0 and 1 brought to their range.
    Sampled { domain: [f64; 2], outputs: usize, table: Vec<f64> },
    /// Type 2.
    Power { domain: [f64; 2], from: Vec<f64>, to: Vec<f64>, exponent: f64 },
    /// Type 3.
    Stitched { domain: [f64; 2], bounds: Vec<f64>, encode: Vec<f64>, parts: Vec<Function> },
    /// Several functions of one output.
    Several(Vec<Function>),
    /// Type 4, its outputs brought into their ranges.
    Calculated { domain: [f64; 2], range: Vec<f64>, program: Calculator },
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
        let domain = document.numbers::<2>(dict, b"Domain").unwrap_or([0.0, 1.0]);
        match document.get(dict, b"FunctionType").int()? {
            0 => {
                let sizes = numbers(b"Size");
                let range = numbers(b"Range");
                let outputs = range.len() / 2;
                let count = *sizes.first()? as usize;
                let bits = document.get(dict, b"BitsPerSample").int()? as usize;
                if sizes.len() != 1
                    || outputs == 0
                    || !(1..=65_536).contains(&count)
                    || ![1, 2, 4, 8, 12, 16, 24, 32].contains(&bits)
                {
                    return None;
                }
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
                Some(Function::Sampled { domain, outputs, table })
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
                (range.len() >= 2).then_some(Function::Calculated { domain, range, program })
            }
            _ => None,
        }
    }

    /// The values at `x`; none where it is not computed.
    pub(in crate::output::preflight) fn at(&self, x: f64) -> Option<Vec<f64>> {
        let within = |x: f64, [low, high]: [f64; 2]| if high > low { x.clamp(low, high) } else { low };
        match self {
            Function::Sampled { domain, outputs, table } => {
                let count = table.len() / outputs;
                let x = within(x, *domain);
                let width = (domain[1] - domain[0]).max(f64::MIN_POSITIVE);
                let place = ((x - domain[0]) / width * (count - 1) as f64).clamp(0.0, (count - 1) as f64);
                let (low, part) = (place.floor() as usize, place.fract());
                let high = (low + 1).min(count - 1);
                let of = |output: usize| {
                    table[low * outputs + output] * (1.0 - part) + table[high * outputs + output] * part
                };
                Some((0..*outputs).map(of).collect())
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
                let values: Option<Vec<Vec<f64>>> = parts.iter().map(|part| part.at(x)).collect();
                Some(values?.into_iter().flatten().collect())
            }
            Function::Calculated { domain, range, program } => {
                let values = program.run(within(x, *domain), range.len() / 2)?;
                Some(values.iter().zip(range.chunks_exact(2)).map(|(v, pair)| within(*v, [pair[0], pair[1]])).collect())
            }
            Function::Unknown => None,
        }
    }
}
