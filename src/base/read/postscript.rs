//! Functions of type 4: a small calculator without loops.
//!
//! Source: ISO 32000-1, 7.10.5 and annex B.2.

/// Words of a program.
const WORDS: usize = 20_000;
/// Procedures in procedures.
const DEPTH: usize = 32;
/// Numbers that are held.
const STACK: usize = 100;

/// One step of a program.
#[derive(Clone, PartialEq, Debug)]
enum Step {
    Number(f64),
    Word(&'static str),
    /// `{…} if`.
    If(Vec<Step>),
    /// `{…} {…} ifelse`.
    IfElse(Vec<Step>, Vec<Step>),
}

/// A program that was read.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Calculator(Vec<Step>);

const WORDS_KNOWN: [&str; 40] = [
    "abs", "add", "and", "atan", "bitshift", "ceiling", "copy", "cos", "cvi", "cvr", "div", "dup", "eq", "exch", "exp",
    "false", "floor", "ge", "gt", "idiv", "index", "le", "ln", "log", "lt", "mod", "mul", "ne", "neg", "not", "or",
    "pop", "roll", "round", "sin", "sqrt", "sub", "true", "truncate", "xor",
];

impl Calculator {
    /// Reads a program; none where it is not one.
    pub(super) fn read(bytes: &[u8]) -> Option<Calculator> {
        let text = std::str::from_utf8(bytes).ok()?.replace('{', " { ").replace('}', " } ");
        let mut words = text.split_ascii_whitespace().take(WORDS);
        (words.next()? == "{").then_some(())?;
        Some(Calculator(block(&mut words, 0)?))
    }

    /// How many steps it takes, at most about.
    pub(super) fn steps(&self) -> u64 {
        count(&self.0)
    }

    /// What it leaves of its inputs, at most so many numbers.
    pub(super) fn run(&self, inputs: &[f64], outputs: usize) -> Option<Vec<f64>> {
        let mut stack = inputs.to_vec();
        run(&self.0, &mut stack)?;
        let start = stack.len().checked_sub(outputs)?;
        Some(stack.split_off(start))
    }
}

fn count(steps: &[Step]) -> u64 {
    let one = |step: &Step| match step {
        Step::If(then) => count(then),
        Step::IfElse(then, otherwise) => count(then).max(count(otherwise)),
        // `copy` and `roll` move what is held.
        Step::Word(_) => 4,
        Step::Number(_) => 1,
    };
    steps.iter().map(one).sum::<u64>() + 1
}

fn block<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Vec<Step>> {
    if depth > DEPTH {
        return None;
    }
    let mut steps = Vec::new();
    let mut blocks: Vec<Vec<Step>> = Vec::new();
    loop {
        match words.next()? {
            "{" => blocks.push(block(words, depth + 1)?),
            "}" => return blocks.is_empty().then_some(steps),
            "if" => steps.push(Step::If(blocks.pop()?)),
            "ifelse" => {
                let otherwise = blocks.pop()?;
                steps.push(Step::IfElse(blocks.pop()?, otherwise));
            }
            word => steps.push(match WORDS_KNOWN.iter().find(|known| **known == word) {
                Some(known) => Step::Word(known),
                None => Step::Number(word.parse().ok()?),
            }),
        }
    }
}

fn run(steps: &[Step], stack: &mut Vec<f64>) -> Option<()> {
    for step in steps {
        match step {
            Step::Number(number) => stack.push(*number),
            Step::If(then) => {
                if stack.pop()? != 0.0 {
                    run(then, stack)?;
                }
            }
            Step::IfElse(then, otherwise) => {
                let chosen = if stack.pop()? != 0.0 { then } else { otherwise };
                run(chosen, stack)?;
            }
            Step::Word(word) => one(word, stack)?,
        }
        if stack.len() > STACK {
            return None;
        }
    }
    Some(())
}

fn one(word: &str, stack: &mut Vec<f64>) -> Option<()> {
    let truth = |is: bool| f64::from(u8::from(is));
    let value = match word {
        "true" => 1.0,
        "false" => 0.0,
        "dup" => *stack.last()?,
        "pop" => return stack.pop().map(drop),
        "exch" => {
            let (b, a) = (stack.pop()?, stack.pop()?);
            stack.push(b);
            a
        }
        "copy" => {
            let count = stack.pop()? as usize;
            let start = stack.len().checked_sub(count)?;
            stack.extend_from_within(start..);
            return Some(());
        }
        "index" => {
            let back = stack.pop()? as usize;
            stack[stack.len().checked_sub(back + 1)?]
        }
        "roll" => {
            let (by, count) = (stack.pop()? as i64, stack.pop()? as usize);
            let start = stack.len().checked_sub(count)?;
            if count > 0 {
                stack[start..].rotate_right(by.rem_euclid(count as i64) as usize);
            }
            return Some(());
        }
        "abs" | "ceiling" | "cos" | "cvi" | "cvr" | "floor" | "ln" | "log" | "neg" | "not" | "round" | "sin"
        | "sqrt" | "truncate" => {
            let a = stack.pop()?;
            match word {
                "abs" => a.abs(),
                "ceiling" => a.ceil(),
                "cos" => a.to_radians().cos(),
                "cvi" | "truncate" => a.trunc(),
                "floor" => a.floor(),
                "ln" => a.ln(),
                "log" => a.log10(),
                "neg" => -a,
                // Truth and numbers are not told apart: only 0 and 1 are met as truth.
                "not" if a == 0.0 || a == 1.0 => 1.0 - a,
                "not" => !(a as i64) as f64,
                "round" => (a + 0.5).floor(),
                "sin" => a.to_radians().sin(),
                "sqrt" => a.sqrt(),
                _ => a,
            }
        }
        _ => {
            let (b, a) = (stack.pop()?, stack.pop()?);
            let (m, n) = (a as i64, b as i64);
            match word {
                "add" => a + b,
                "sub" => a - b,
                "mul" => a * b,
                "div" => a / b,
                "idiv" => m.checked_div(n)? as f64,
                "mod" => m.checked_rem(n)? as f64,
                "exp" => a.powf(b),
                "atan" => a.atan2(b).to_degrees().rem_euclid(360.0),
                "and" => (m & n) as f64,
                "or" => (m | n) as f64,
                "xor" => (m ^ n) as f64,
                "bitshift" if n >= 0 => m.checked_shl(n.min(63) as u32)? as f64,
                "bitshift" => (m >> n.saturating_neg().min(63)) as f64,
                "eq" => truth(a == b),
                "ne" => truth(a != b),
                "gt" => truth(a > b),
                "ge" => truth(a >= b),
                "lt" => truth(a < b),
                "le" => truth(a <= b),
                _ => return None,
            }
        }
    };
    stack.push(if value.is_finite() { value } else { 0.0 });
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(program: &str, input: f64, outputs: usize) -> Option<Vec<f64>> {
        Calculator::read(program.as_bytes())?.run(&[input], outputs)
    }

    #[test]
    fn programs_are_run() {
        assert_eq!(of("{dup 0.5 mul exch 1 exch sub}", 0.4, 2), Some(vec![0.2, 0.6]));
        assert_eq!(of("{ dup 0.5 gt {pop 1} {2 mul} ifelse }", 0.4, 1), Some(vec![0.8]));
        assert_eq!(of("{ dup 0.5 gt {pop 1} if }", 0.6, 1), Some(vec![1.0]));
        assert_eq!(of("{ 1 2 3 4 -1 roll }", 0.0, 4), Some(vec![1.0, 2.0, 3.0, 0.0]));
        assert_eq!(of("{ 2 copy pop 1 index }", 0.0, 1), None);
        assert_eq!(of("{ 90 sin 7 2 idiv 7 2 mod }", 0.0, 3), Some(vec![1.0, 3.0, 1.0]));
    }

    #[test]
    fn what_is_no_program_is_none() {
        for broken in ["", "{", "{ 1 if }", "1 2 add", "{ jump }", "{ {1} }", &"{".repeat(100)] {
            assert_eq!(Calculator::read(broken.as_bytes()), None, "{broken}");
        }
        assert_eq!(of("{ pop pop }", 1.0, 1), None);
        assert_eq!(of("{ 0 idiv }", 1.0, 1), None);
        assert_eq!(of(&format!("{{ {} }}", "dup ".repeat(5000)), 1.0, 1), None);
        assert_eq!(of("{ 0 div }", 1.0, 1), Some(vec![0.0]));
    }
}
