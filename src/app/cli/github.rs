//! Findings as annotations of GitHub Actions: a line each, which the code host shows beside the source.
//!
//! Source: GitHub Docs, workflow commands: `::warning file=…,line=…,col=…,title=…::message`.

use crate::base::diag::{Diagnostic, Severity};
use crate::input::World;

use super::render::{Lang, place};

/// A line for each finding.
pub(super) fn annotations(world: &World, findings: &[Diagnostic], lang: Lang) -> String {
    findings.iter().map(|finding| annotation(world, finding, lang)).collect()
}

fn annotation(world: &World, finding: &Diagnostic, lang: Lang) -> String {
    let level = match (finding.severity, &finding.allowed) {
        (Severity::Error, None) => "error",
        (Severity::Warning, None) => "warning",
        _ => "notice",
    };
    let mut message = lang.of(&finding.message).to_string();
    if let Some(page) = finding.page {
        message = match lang {
            Lang::Zh => format!("第 {page} 版：{message}"),
            Lang::En => format!("page {page}: {message}"),
        };
    }
    let more = [finding.hint.as_ref().map(|hint| lang.of(hint)), finding.allowed.as_deref()];
    for line in more.into_iter().flatten() {
        message = format!("{message}\n{line}");
    }
    line(level, place(world, finding.span), finding.code.as_str(), &message)
}

/// A line: `notice`, `warning` or `error`; where; its title; what it says.
pub(super) fn line(level: &str, at: Option<(String, usize, usize)>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some((file, line, column)) = at {
        properties.push(format!("file={}", property(&file)));
        properties.push(format!("line={line}"));
        properties.push(format!("col={column}"));
    }
    properties.push(format!("title={}", property(title)));
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

/// What stands after `::`: a line of its own, so its line breaks are written as code.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at `,` or `:`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_ends_it() {
        assert_eq!(data("缺 5%\r\n两行::说"), "缺 5%25%0D%0A两行::说");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
