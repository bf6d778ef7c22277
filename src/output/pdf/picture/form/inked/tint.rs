//! Functions whose values are colours that are no inks, sampled anew as functions whose values are inks.
//!
//! Source: ISO 32000-1, 7.10.2 and 7.10.4.

use super::Inking;
use super::scope::Scope;
use super::tone::Tone;
use crate::base::diag::Say;
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::read::{Dict, Function, Object};

/// Samples of a piece: at least so many, then twice as many less one until the inks between them are right.
const FEWEST: usize = 17;
const MOST: usize = 1025;
/// How far inks between two samples may be from what they should be: a third of a percent.
const NEAR: f64 = 0.003;
/// Pieces between the bounds of stitched functions.
const PIECES: usize = 256;
/// Samples along each input of functions of two inputs and more.
const ALONG: [usize; 7] = [65, 17, 9, 5, 4, 3, 3];

/// A function of inks in place of one of colours; nothing where that is not computed.
pub(super) fn resampled(
    inking: &mut Inking<'_, '_, '_>,
    tone: &Tone,
    function: &Function,
    domains: &[[f64; 2]],
    scope: &Scope,
) -> Result<Option<Object>, Say> {
    match domains {
        [] => Ok(None),
        [domain] => along(inking, tone, function, *domain, scope),
        domains => grid(inking, tone, function, domains, scope),
    }
}

/// The inks of a colour, or how light it is where it is for a mask.
pub(super) fn inks(inking: &Inking<'_, '_, '_>, tone: &Tone, color: &[f64], scope: &Scope) -> Vec<f64> {
    if inking.device(tone, scope).name() == Some(b"DeviceGray") {
        vec![tone.light(color)]
    } else {
        inking.inker.blended(tone, color).to_vec()
    }
}

fn along(
    inking: &mut Inking<'_, '_, '_>,
    tone: &Tone,
    function: &Function,
    [low, high]: [f64; 2],
    scope: &Scope,
) -> Result<Option<Object>, Say> {
    let mut ends: Vec<f64> = function.bounds().into_iter().filter(|at| *at > low && *at < high).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    if ends.len() >= PIECES {
        ends.clear();
    }
    let mut pieces = Vec::new();
    let starts: Vec<f64> = std::iter::once(low).chain(ends.iter().copied()).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = ends.get(index).copied().unwrap_or(high);
        let Some(piece) = piece(inking, tone, function, [*start, end], scope)? else { return Ok(None) };
        pieces.push(piece);
    }
    if let [piece] = &pieces[..] {
        return Ok(Some(piece.clone()));
    }
    let reals = |list: &[f64]| Object::Array(list.iter().copied().map(Object::Real).collect());
    let encode: Vec<f64> = starts
        .iter()
        .enumerate()
        .flat_map(|(index, start)| [*start, ends.get(index).copied().unwrap_or(high)])
        .collect();
    let entries = [
        ("FunctionType", Object::Int(3)),
        ("Domain", reals(&[low, high])),
        ("Functions", Object::Array(pieces)),
        ("Bounds", reals(&ends)),
        ("Encode", reals(&encode)),
    ];
    Ok(Some(Object::Dict(dict(entries))))
}

/// A part of a function without jumps, sampled as often as it needs.
fn piece(
    inking: &mut Inking<'_, '_, '_>,
    tone: &Tone,
    function: &Function,
    domain: [f64; 2],
    scope: &Scope,
) -> Result<Option<Object>, Say> {
    let [low, high] = domain;
    // At its end the next part begins.
    let inside = (high - low) * 1e-7;
    let value = |part: f64, inking: &mut Inking<'_, '_, '_>| -> Result<Option<Vec<f64>>, Say> {
        inking.spend(function.steps())?;
        let at = (low + part * (high - low)).min(high - inside).max(low);
        Ok(function.at(at).map(|color| inks(inking, tone, &color, scope)))
    };
    let mut samples = Vec::new();
    for index in 0..FEWEST {
        let Some(sample) = value(index as f64 / (FEWEST - 1) as f64, inking)? else { return Ok(None) };
        samples.push(sample);
    }
    while samples.len() < MOST {
        let mut finer = Vec::with_capacity(samples.len() * 2);
        let mut is_near = true;
        for (index, pair) in samples.windows(2).enumerate() {
            let part = (index as f64 + 0.5) / (samples.len() - 1) as f64;
            let Some(middle) = value(part, inking)? else { return Ok(None) };
            let guess = pair[0].iter().zip(&pair[1]).map(|(one, other)| (one + other) / 2.0);
            is_near &= guess.zip(&middle).all(|(guess, is)| (guess - is).abs() <= NEAR);
            finer.extend([pair[0].clone(), middle]);
        }
        if is_near {
            break;
        }
        finer.extend(samples.pop());
        samples = finer;
    }
    let count = samples.len();
    sampled(inking, &[domain], &[count], &samples.concat(), samples[0].len()).map(Some)
}

fn grid(
    inking: &mut Inking<'_, '_, '_>,
    tone: &Tone,
    function: &Function,
    domains: &[[f64; 2]],
    scope: &Scope,
) -> Result<Option<Object>, Say> {
    let Some(size) = ALONG.get(domains.len() - 2).copied() else { return Ok(None) };
    let count = size.pow(domains.len() as u32);
    inking.spend(function.steps().saturating_mul(count as u64))?;
    let (mut values, mut outputs) = (Vec::new(), 0);
    for index in 0..count {
        let place = |(at, [low, high]): (usize, &[f64; 2])| {
            let part = (index / size.pow(at as u32) % size) as f64 / (size - 1) as f64;
            low + part * (high - low)
        };
        let inputs: Vec<f64> = domains.iter().enumerate().map(place).collect();
        let Some(color) = function.of(&inputs) else { return Ok(None) };
        let inks = inks(inking, tone, &color, scope);
        outputs = inks.len();
        values.extend(inks);
    }
    sampled(inking, domains, &vec![size; domains.len()], &values, outputs).map(Some)
}

/// A function of type 0 with 16 bits a sample.
fn sampled(
    inking: &mut Inking<'_, '_, '_>,
    domains: &[[f64; 2]],
    sizes: &[usize],
    values: &[f64],
    outputs: usize,
) -> Result<Object, Say> {
    let sample = |value: &f64| ((value.clamp(0.0, 1.0) * 65_535.0).round() as u16).to_be_bytes();
    let data: Vec<u8> = values.iter().flat_map(sample).collect();
    let range = [0.0, 1.0].repeat(outputs).into_iter().map(Object::Real).collect();
    let entries = [
        ("FunctionType", Object::Int(0)),
        ("Domain", Object::Array(domains.iter().flatten().copied().map(Object::Real).collect())),
        ("Range", Object::Array(range)),
        ("Size", Object::Array(sizes.iter().map(|size| Object::Int(*size as i64)).collect())),
        ("BitsPerSample", Object::Int(16)),
        ("Filter", Object::Name(b"FlateDecode".to_vec())),
    ];
    inking.store.stream(dict(entries), deflate(&data, Effort::Good))
}

/// A dictionary.
pub(super) fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dict {
    Dict { entries: entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect() }
}
