//! Stories as they are to be set: cleaned copy that knows where each character came from.

use crate::base::diag::{FileId, Span};

use super::edition::PictureId;

/// Cleaned text with the place each character came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copy {
    /// The text, after hygiene. Never holds a line break or a tab.
    pub text: String,
    /// The file it was read from.
    pub file: FileId,
    /// For each `char` of `text`, its byte offset in `file`. As long as `text` has characters.
    pub origins: Vec<u32>,
    /// Marked stretches of `text`, in order, never overlapping. What no span covers is plain.
    pub spans: Vec<InlineSpan>,
}

impl Copy {
    /// Text all of which stands in `span`: for copy that is not from a story's body.
    pub fn plain(text: impl Into<String>, span: Span) -> Copy {
        let text = text.into();
        let origins = vec![span.start; text.chars().count()];
        Copy { text, file: span.file, origins, spans: Vec::new() }
    }

    /// The place of the character that begins at byte `at` of `text`.
    pub fn span_at(&self, at: usize) -> Span {
        let index = self.text.get(..at).map_or(0, |before| before.chars().count());
        let Some(&start) = self.origins.get(index) else {
            return Span { file: self.file, start: 0, end: 0 };
        };
        let length = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span { file: self.file, start, end: start + length as u32 }
    }
}

/// A marked stretch of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlineSpan {
    /// First byte in the copy's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How it is set.
    pub kind: Inline,
}

/// How a stretch of body copy is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inline {
    /// `**…**`: in the style `strong`.
    Strong,
    /// `*…*`: an emphasis dot below each character.
    Emphasis,
    /// 电头: the byline that opens the body, in the style `byline`.
    Byline,
}

/// One block of a story's body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Copy),
    /// `> `: a quoted paragraph, in the style `quote`.
    Quote(Copy),
    /// `## `: a cross-head.
    Crosshead(Copy),
    /// `---`: an empty row.
    Break,
}

/// A story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// Its working name: the file's name without `.md`.
    pub slug: String,
    /// The whole file.
    pub span: Span,
    /// 栏目题.
    pub label: Option<Copy>,
    /// 引题.
    pub kicker: Option<Copy>,
    /// 主题. U+0020 separates clauses.
    pub headline: Option<Copy>,
    /// 副题.
    pub deck: Option<Copy>,
    /// 署名, as given. When the head style sets no byline it is already in `body`, as
    /// [`Inline::Byline`].
    pub byline: Option<Copy>,
    /// Its pictures.
    pub pictures: Vec<PictureId>,
    /// Its copy.
    pub body: Vec<Block>,
}

/// A picture of a story, an advertisement or furniture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its name in the story; the area's name for an advertisement.
    pub id: String,
    /// Where it is named.
    pub span: Span,
    /// The file, when there is one that can be used.
    pub file: Option<PictureFile>,
    /// What a crop must keep, in thousandths from the left and the top.
    pub focus: (u16, u16),
    /// 图片说明.
    pub caption: Option<Copy>,
    /// 摄影者.
    pub credit: Option<Copy>,
}

/// A picture file whose header was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureFile {
    /// The path as messages name it.
    pub name: String,
    /// The key under which the world holds its bytes.
    pub key: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}
