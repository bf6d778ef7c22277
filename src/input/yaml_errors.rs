//! What the YAML parser says, in the words of an editor: the cause and the cure.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use crate::base::diag::{Code, Diagnostic, Say, Span, say};

/// Explains a parse error. `span` makes a span of two byte offsets in `text`.
pub(super) fn explain(error: &ScanError, text: &str, span: impl Fn(usize, usize) -> Span) -> Diagnostic {
    let mut at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (message, hint) = match tab_in_indent(text, at) {
        Some(tab) => {
            at = tab;
            (say("这一行用了制表符缩进", "a tab indents this line"), say("请改用空格缩进", "indent with spaces"))
        }
        None => sentence(error.kind()),
    };
    if let ErrorKind::UnclosedFlowCollection { open } = error.kind()
        && !text[at..].starts_with(*open)
        && let Some(opener) = last_unclosed(text, *open)
    {
        at = opener;
    }
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::new(Code::YamlSyntax, span(at, at + width), message).hint(hint)
}

fn sentence(kind: &ErrorKind) -> (Say, Say) {
    use ErrorKind as K;
    match kind {
        K::UnclosedFlowCollection { open } => (
            say(format!("`{open}` 没有配对的右括号"), format!("`{open}` is never closed")),
            say("请补上右括号", "close it"),
        ),
        K::MismatchedFlowCollectionEnd { open, close } => (
            say(format!("`{open}` 配上了 `{close}`"), format!("`{open}` is closed by `{close}`")),
            say("请改成同一种括号", "use the matching bracket"),
        ),
        K::MisplacedFlowCollectionEnd => (
            say("多出一个右括号", "a closing bracket too many"),
            say("请删去它，或给这段文字加引号", "delete it, or put the text in quotes"),
        ),
        K::ExpectedFlowMappingSeparator | K::UnexpectedEofFlowMapping => (
            say("`{…}` 里缺逗号或右花括号", "a `,` or `}` is missing in `{…}`"),
            say(
                "各项之间用半角逗号；含逗号、冒号的文字加引号",
                "separate entries with `,`; quote text with commas or colons",
            ),
        ),
        K::ExpectedFlowSequenceSeparator | K::UnexpectedEofFlowSequence => (
            say("`[…]` 里缺逗号或右方括号", "a `,` or `]` is missing in `[…]`"),
            say("各项之间用半角逗号", "separate items with `,`"),
        ),
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::SimpleKeyExpected => (
            say("一个值里出现了第二个 `: `", "a second `: ` in one value"),
            say("含 `: ` 的文字要加引号", "put text with `: ` in quotes"),
        ),
        K::ExpectedBlockMappingKey | K::InvalidSimpleKey => (
            say("这里应当是 `键: 值`", "a `key: value` is wanted here"),
            say("请检查冒号（半角，后加空格）和缩进", "check the colon (and the space after it) and the indent"),
        ),
        K::InvalidIndentation | K::ExpectedBlockSequenceEntry => (
            say("缩进不齐", "the indent fits no line above"),
            say("同一层的行要从同一列开始", "lines of one level begin in one column"),
        ),
        K::UnclosedQuotedScalar => (say("引号没有闭合", "a quote is never closed"), say("请补上引号", "close it")),
        K::UnknownQuotedScalarEscape => (
            say("双引号里有不认识的 `\\` 转义", "an unknown `\\` escape in double quotes"),
            say("请改用单引号，或写成 `\\\\`", "use single quotes, or write `\\\\`"),
        ),
        K::UnknownAnchor => (
            say("`*` 引用了没有定义的锚点", "`*` names an anchor that does not exist"),
            say("以 `*` 开头的文字要加引号", "put text that begins with `*` in quotes"),
        ),
        K::UnexpectedCharacter { character } => (
            say(format!("值不能以 `{character}` 开头"), format!("a value cannot begin with `{character}`")),
            say("请给它加引号", "put it in quotes"),
        ),
        K::RecursionLimitExceeded => (say("嵌套太深", "nested too deeply"), say("请减少层数", "use fewer levels")),
        other => (
            say(format!("YAML 语法不对（{other}）"), format!("YAML: {other}")),
            say(
                "请检查这一行和上一行的缩进、冒号、引号",
                "check indent, colons and quotes of this line and the one above",
            ),
        ),
    }
}

/// A tab before the first word of the line of `at`, or of the line after it.
fn tab_in_indent(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let next = text[at..].find('\n').map(|newline| at + newline + 1);
    [Some(line), next].into_iter().flatten().find_map(|start| {
        let indent = text[start..].find(|c| c != ' ' && c != '\t').map_or(text.len(), |word| start + word);
        text[start..indent].find('\t').map(|tab| start + tab)
    })
}

/// The last opener whose closer is missing, quotes not considered.
fn last_unclosed(text: &str, open: char) -> Option<usize> {
    let close = if open == '[' { ']' } else { '}' };
    let mut openers = Vec::new();
    for (at, character) in text.char_indices() {
        if character == open {
            openers.push(at);
        } else if character == close {
            openers.pop();
        }
    }
    openers.pop()
}
