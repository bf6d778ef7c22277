//! The settings of composition, defaults filled in, contradictions told.

use crate::base::diag::{Code, Diagnostic, say};
use crate::base::units::Em;
use crate::input::decode::{Sink, Spanned, Table};
use crate::input::spec::{self, Hyphens, Named, Number};
use crate::input::suggest;
use crate::model::{Composition, Hyphenation, MarkScheme, Step};

use super::sheet::cells;

/// Longest phrase that is kept together, in characters.
const LONGEST_PHRASE: usize = 40;

/// The settings of a style sheet, or of an area over those of its style sheet (`base`).
///
/// Errors: steps of an order that do not exist, phrases that cannot be kept, a character grid of half
/// marks.
pub(super) fn composition(base: Composition, spec: Option<&spec::Composition>, sink: &mut Sink) -> Composition {
    let Some(spec) = spec else { return base };
    let mut set = base;
    if let Some(marks) = spec.marks {
        // What depends on the scheme begins anew with it.
        let Composition { marks, line_end_mark, squeeze, .. } = Composition::of(marks.0);
        set = Composition { marks, line_end_mark, squeeze, ..set };
    }
    macro_rules! take {
        ($($field:ident),+) => {
            $(if let Some(value) = &spec.$field { set.$field = value.0; })+
        };
    }
    take!(
        prohibition,
        line_end_mark,
        line_start_opener,
        indent_opener,
        interpunct,
        hanging,
        single_last_line,
        single_first_line,
        composer
    );
    let em = |number: Option<Number<1000, 1500>>| number.map(|value| Em(value.0.thousandths() as i32));
    set.pairs = em(spec.pairs).unwrap_or(set.pairs);
    set.han_latin = spec.han_latin.map_or(set.han_latin, |value| Em(value.0.thousandths() as i32));
    set.dash_may_begin_line = spec.dash_may_begin_line.unwrap_or(set.dash_may_begin_line);
    set.exclaim_pairs = spec.exclaim_pairs.unwrap_or(set.exclaim_pairs);
    set.even_neighbours = spec.even_neighbours.unwrap_or(set.even_neighbours);
    set.last_line_marks = spec.last_line_marks.unwrap_or(set.last_line_marks);
    set.last_line = spec.last_line.map_or(set.last_line, |value| value.0 as u8);
    set.indent = spec.indent.and_then(|indent| cells(indent, sink)).unwrap_or(set.indent);
    set.figures = spec.figures.map_or(set.figures, |value| value.value.0);
    set.hyphenation = match &spec.hyphenation {
        None | Some(Hyphens::On) => set.hyphenation,
        Some(Hyphens::Off) => None,
        Some(Hyphens::With(letters)) => Some(Hyphenation {
            left: letters.left.map_or(2, |count| count.0 as u8),
            right: letters.right.map_or(3, |count| count.0 as u8),
        }),
    };
    if let Some(keep) = &spec.keep {
        set.keep = keep.iter().filter_map(|phrase| phrase_to_keep(phrase, sink)).collect();
    }
    if let Some(steps) = &spec.squeeze {
        set.squeeze = order(steps, ("挤压次序", "order of squeezing"), |value| value.0.thousandths(), sink);
    }
    if let Some(steps) = &spec.stretch {
        set.stretch = order(steps, ("拉伸次序", "order of stretching"), |value| value.0.thousandths(), sink);
    }
    if let Some(grid) = &spec.character_grid {
        set.character_grid = grid.value;
        if grid.value && matches!(set.marks, MarkScheme::Kaiming | MarkScheme::Half) {
            let message = say(
                "纵横对齐要用全身标点：`marks` 是开明或半身，字不能上下对齐",
                "a character grid wants full marks: with `kaiming` or `half` Han do not stand under one another",
            );
            let hint = say("请写 `marks: full` 或 `line-end-half`", "write `marks: full` or `line-end-half`");
            sink.push(Diagnostic::new(Code::BadValue, grid.span, message).hint(hint));
        }
    }
    set
}

fn phrase_to_keep(phrase: &Spanned<String>, sink: &mut Sink) -> Option<String> {
    let text = phrase.value.trim();
    let length = text.chars().count();
    if (2..=LONGEST_PHRASE).contains(&length) {
        return Some(text.to_owned());
    }
    let message = say(
        format!("要保持完整的词应有 2 至 {LONGEST_PHRASE} 个字，`{text}` 有 {length} 个"),
        format!("a phrase to keep has 2 to {LONGEST_PHRASE} characters; `{text}` has {length}"),
    );
    let hint = say("请写人名、地名这样的短词", "write a short name");
    sink.push(Diagnostic::new(Code::OutOfRange, phrase.span, message).hint(hint));
    None
}

/// An order as it is written; what is not in it neither gives way nor grows.
fn order<K: Named + PartialEq, T>(
    steps: &Table<T>,
    what: (&str, &str),
    thousandths: impl Fn(&T) -> i64,
    sink: &mut Sink,
) -> Vec<Step<K>> {
    let mut found: Vec<Step<K>> = Vec::with_capacity(steps.0.len());
    for (name, limit) in &steps.0 {
        match K::NAMES.iter().find(|(known, _)| *known == name.value) {
            Some((_, class)) => found.push(Step { class: class.clone(), limit: Em(thousandths(limit) as i32) }),
            None => {
                let known = K::NAMES.iter().map(|(known, _)| *known);
                let what = say(what.0, what.1);
                sink.push(suggest::unknown(Code::UnknownName, name.span, &what, &name.value, known));
            }
        }
    }
    found
}
