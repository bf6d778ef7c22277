//! Errors as data: a code, a place, a cause and a cure, in Chinese and in English.

mod codes;
mod codes_zh;

use super::geom::Rect;

pub use codes::Code;

/// Which file of the world a span is in. [`FileId::NONE`] for things no file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

impl FileId {
    /// No file: the command line, or a default.
    pub const NONE: FileId = FileId(u32::MAX);
}

/// A range of bytes in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// No place.
    pub const NONE: Span = Span { file: FileId::NONE, start: 0, end: 0 };

    /// A span of `file` from byte `start` to before byte `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start.min(u32::MAX as usize) as u32, end: end.min(u32::MAX as usize) as u32 }
    }

    /// Whether it points into a file.
    pub fn is_some(self) -> bool {
        self.file != FileId::NONE
    }
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; never fatal.
    Note,
    /// Printable, but look at it.
    Warning,
    /// Not printable as it is.
    Error,
}

/// One sentence in the two languages of our users.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Say {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Makes a sentence of its Chinese and its English form.
pub fn say(zh: impl Into<String>, en: impl Into<String>) -> Say {
    Say { zh: zh.into(), en: en.into() }
}

/// Another place that explains the first: "first placed here".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: Say,
}

/// One thing an editor, or a press, will want to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable and documented.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the input.
    pub span: Span,
    /// The page concerned, where there is one.
    pub page: Option<u16>,
    /// Where on that page.
    pub at: Option<Rect>,
    /// The reason for which the page description allows it: it is kept, and counts no more.
    pub allowed: Option<String>,
    /// The cause.
    pub message: Say,
    /// The cure.
    pub hint: Option<Say>,
    /// Other places that belong to it.
    pub notes: Vec<Note>,
}

impl Diagnostic {
    /// A finding with the severity that its code has by default.
    pub fn new(code: Code, span: Span, message: Say) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            span,
            page: None,
            at: None,
            allowed: None,
            message,
            hint: None,
            notes: Vec::new(),
        }
    }

    /// With its cure.
    pub fn hint(mut self, hint: Say) -> Diagnostic {
        self.hint = Some(hint);
        self
    }

    /// With another place.
    pub fn note(mut self, span: Span, message: Say) -> Diagnostic {
        self.notes.push(Note { span, message });
        self
    }

    /// Whether it counts with this severity: what is allowed does not.
    pub fn counts_as(&self, severity: Severity) -> bool {
        self.severity == severity && self.allowed.is_none()
    }

    /// With the page it is about.
    pub fn on_page(mut self, page: u16) -> Diagnostic {
        self.page = Some(page);
        self
    }
}

/// A value, and what was noticed while making it.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// The best value that could be made.
    pub value: T,
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// Nothing to remark.
    pub fn clean(value: T) -> Outcome<T> {
        Outcome { value, diagnostics: Vec::new() }
    }

    /// Keeps the diagnostics in `sink` and gives the value.
    pub fn drain(mut self, sink: &mut Vec<Diagnostic>) -> T {
        sink.append(&mut self.diagnostics);
        self.value
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.counts_as(Severity::Error))
}
