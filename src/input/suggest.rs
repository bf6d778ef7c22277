//! The nearest right name for a wrong one.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};

/// The candidate that `found` most likely means, when one is near enough.
pub(crate) fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong: more, and the suggestion puzzles.
    let length = found.chars().count();
    let limit = (length / 3).max(1);
    let lower = found.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            let short = length.max(candidate.chars().count()) < 3 && distance > 0;
            (distance <= limit && !(short && distance >= length)).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The cure for a wrong name: the nearest right one, and the list when it is short.
pub(crate) fn cure<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Say {
    /// A longer list is no help on a screen.
    const LISTED: usize = 24;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let mut cure = match nearest(found, candidates.iter().copied()) {
        Some(near) => say(format!("是否想写 `{near}`？"), format!("did you mean `{near}`? ")),
        None => say("", ""),
    };
    if candidates.is_empty() {
        cure.zh += "这里一个也没有";
        cure.en += "there is none";
    } else {
        let shown = &candidates[..candidates.len().min(LISTED)];
        let more = if candidates.len() > LISTED { " …" } else { "" };
        cure.zh += &format!("可用：{}{more}", shown.join(" "));
        cure.en += &format!("allowed: {}{more}", shown.join(" "));
    }
    cure
}

/// A name that nothing has. `what` says what was looked for.
pub(crate) fn unknown<'a>(
    code: Code,
    span: Span,
    what: &Say,
    found: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::new(code, span, say(format!("没有{} `{found}`", what.zh), format!("no {} `{found}`", what.en)))
        .hint(cure(found, candidates))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_a_stranger_is_not() {
        assert_eq!(nearest("heigth", ["width", "height"]), Some("height"));
        assert_eq!(nearest("Lead", ["lead", "load"]), Some("lead"));
        assert_eq!(nearest("宋体", ["宋", "黑"]), Some("宋"));
        assert_eq!(nearest("picture", ["text", "rule"]), None);
        assert_eq!(nearest("x", ["a", "b"]), None);
    }
}
