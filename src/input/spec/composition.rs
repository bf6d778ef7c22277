//! `composition:` of a style sheet.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Decode, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};
use crate::model::{Composer, Figures, Hanging, MarkScheme, MarkWidth, Prohibition, Single};

use super::{Choice, Measure, Number, Whole};

record! {
    /// The settings of composition.
    struct Composition {
        /// 禁则.
        prohibition: Option<Choice<Prohibition>>,
        /// Whether —— and …… may begin a line below the strict level.
        dash_may_begin_line: Option<bool>,
        /// Widths of marks: full (全身), line-end-half (行末半身), kaiming (开明) or half (半身).
        marks: Option<Choice<MarkScheme>>,
        /// Em for two adjacent marks with a bracket among them: 1.5 or 1.
        pairs: Option<Number<1000, 1500>>,
        /// Whether ！？ and its like stand on 1 em together.
        exclaim_pairs: Option<bool>,
        /// Stops and closers at the end of a line; full where marks are full, else half.
        line_end_mark: Option<Choice<MarkWidth>>,
        /// Openers at the start of a line.
        line_start_opener: Option<Choice<MarkWidth>>,
        /// Openers after a first-line indent.
        indent_opener: Option<Choice<MarkWidth>>,
        /// The interpunct ·: half an em and fixed, or a full one that can be squeezed.
        interpunct: Option<Choice<MarkWidth>>,
        /// Stops outside the measure: none, allow or force.
        hanging: Option<Choice<Hanging>>,
        /// Em between Han and Latin or figures.
        han_latin: Option<Number<0, 250>>,
        /// Width of figures.
        figures: Option<Spanned<Choice<Figures>>>,
        /// Whether and how Latin words are hyphenated.
        hyphenation: Option<Hyphens>,
        /// Names and phrases that are not parted.
        keep: Option<Vec<Spanned<String>>>,
        /// What is squeezed, in this order, and the least em that is left of it: line-end, word-space,
        /// interpunct, bracket, comma, colon, han-latin, period.
        squeeze: Option<Table<Number<0, 1000>>>,
        /// What is stretched, in this order, and the most em that it grows to: word-space, han-latin, all.
        stretch: Option<Table<Number<0, 2000>>>,
        /// 纵横对齐: western text takes whole 字.
        character_grid: Option<Spanned<bool>>,
        /// Whether a tight line beside a loose one counts as a fault.
        even_neighbours: Option<bool>,
        /// First-line indent of a paragraph, in whole 字.
        indent: Option<Measure>,
        /// Fewest characters on a last line.
        last_line: Option<Whole<0, 20>>,
        /// Whether a mark counts as a character there.
        last_line_marks: Option<bool>,
        /// A last line alone at the head of a column: allow, avoid or forbid.
        single_last_line: Option<Choice<Single>>,
        /// A first line alone at the foot of a column.
        single_first_line: Option<Choice<Single>>,
        /// How lines are broken.
        composer: Option<Choice<Composer>>,
    }
}

record! {
    /// Fewest letters on each side of a hyphen.
    struct HyphenLetters {
        /// Before it; 2 when left out.
        left: Option<Whole<1, 20>>,
        /// After it; 3 when left out.
        right: Option<Whole<1, 20>>,
    }
}

/// `off`, `on`, or how.
#[derive(Clone, Debug)]
pub(crate) enum Hyphens {
    /// `off` or `false`.
    Off,
    /// `on` or `true`.
    On,
    /// With numbers of letters.
    With(HyphenLetters),
}

impl Decode for Hyphens {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::Scalar(text) if matches!(text.as_str(), "off" | "false") => Some(Hyphens::Off),
            Value::Scalar(text) if matches!(text.as_str(), "on" | "true") => Some(Hyphens::On),
            Value::Scalar(text) => {
                let message = say(
                    format!("`{text}` 不是连字断词的写法"),
                    format!("`{text}` does not say how words are hyphenated"),
                );
                let hint =
                    say("请写 `off`、`on` 或 `{left: 2, right: 3}`", "write `off`, `on` or `{left: 2, right: 3}`");
                sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
                None
            }
            _ => HyphenLetters::decode(node, sink).map(Hyphens::With),
        }
    }
}
