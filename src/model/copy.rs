//! Stories as they are to be set: cleaned copy that knows where each character came from.

use crate::base::diag::{FileId, Span};
use crate::base::geom::Size;
pub use crate::font::Lang;

use super::edition::PictureId;
use super::fit::Fit;
use super::jump::Part;
use super::style::Align;

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
    /// The words beside its stretches with [`Inline::RUBY`], in order.
    pub rubies: Vec<Ruby>,
}

impl Copy {
    /// Text all of which stands in `span`: for copy that is not from a story's body.
    pub fn plain(text: impl Into<String>, span: Span) -> Copy {
        let text = text.into();
        let origins = vec![span.start; text.chars().count()];
        Copy { text, file: span.file, origins, spans: Vec::new(), rubies: Vec::new() }
    }

    /// The bytes `from..to`, at character boundaries, with their marks.
    pub fn slice(&self, from: usize, to: usize) -> Copy {
        let before = self.text[..from].chars().count();
        let count = self.text[from..to].chars().count();
        let (first, last) = (from as u32, to as u32);
        let spans = self.spans.iter().filter(|span| span.start < last && span.end > first);
        let moved = |span: &InlineSpan| InlineSpan {
            start: span.start.max(first) - first,
            end: span.end.min(last) - first,
            kind: span.kind,
        };
        Copy {
            text: self.text[from..to].to_owned(),
            file: self.file,
            origins: self.origins.iter().skip(before).take(count).copied().collect(),
            spans: spans.map(moved).collect(),
            rubies: self.rubies.clone(),
        }
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

/// How a stretch of copy is set. [`Inline::PLAIN`] is what no span covers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Inline {
    /// In which of the paragraph's styles.
    pub voice: Voice,
    /// `Inline::…` flags.
    pub flags: u8,
    /// Above or below the line.
    pub rise: Rise,
    /// The language whose forms its glyphs have (C43).
    pub lang: Lang,
    /// The bracketed stretch it belongs to, from 1; 0 for none. Two names side by side have two
    /// groups, so their lines have a break between them (C37).
    pub group: u16,
}

/// The styles of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Voice {
    /// Its own.
    #[default]
    Base,
    /// `**…**`: the style `strong`.
    Strong,
    /// 电头: the byline that opens the body, in the style `byline`.
    Byline,
}

/// Where a stretch stands on its line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Rise {
    /// On the baseline.
    #[default]
    None,
    /// Small and raised: exponents.
    Superior,
    /// Small and lowered: indices of formulas.
    Inferior,
    /// The sign of a note: as [`Rise::Superior`], and never parted from what it notes.
    Note,
}

impl Inline {
    /// Nothing special.
    pub const PLAIN: Inline = Inline { voice: Voice::Base, flags: 0, rise: Rise::None, lang: Lang::Hans, group: 0 };
    /// `*…*`: an emphasis dot at each character (C37).
    pub const EMPHASIS: u8 = 1;
    /// `[…]{.name}` 专名号: a line along the stretch (C37).
    pub const NAME: u8 = 2;
    /// `[…]{.title}` 书名号甲式: a wavy line along the stretch (C37).
    pub const TITLE: u8 = 4;
    /// `[…]{.keep}`: not parted.
    pub const KEEP: u8 = 8;
    /// `[…]{.upright}` 纵中横排: upright on one em of a vertical line (C40).
    pub const UPRIGHT: u8 = 16;
    /// `[1/2]{.frac}`: a built fraction.
    pub const FRACTION: u8 = 32;
    /// `[…]{pinyin}`: ruby; its words are in [`Copy::rubies`], under its group (C39).
    pub const RUBY: u8 = 64;
    /// `[…]{.glyph}` 造字: one glyph made for the paper, known by these words.
    pub const GLYPH: u8 = 128;

    /// In a voice.
    pub fn of(voice: Voice) -> Inline {
        Inline { voice, ..Inline::PLAIN }
    }

    /// With a flag.
    pub fn with(self, flag: u8) -> Inline {
        Inline { flags: self.flags | flag, ..self }
    }

    /// Whether it has a flag.
    pub fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// The words that stand beside a stretch of copy: pinyin, or the reading of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruby {
    /// The [`Inline::group`] of the stretch.
    pub group: u16,
    /// Where its words are written: a byte in the file.
    pub at: u32,
    /// What is set; as many words, parted by spaces, as the stretch has characters, or one for all.
    pub text: String,
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
    /// `1. ` or `- `: an item of a list; its number hangs.
    Item {
        /// The number or bullet, as printed.
        label: Copy,
        /// The words.
        text: Copy,
    },
    /// `::: verse`: lines that stay lines; an empty one parts stanzas.
    Verse(Vec<Copy>),
    /// `::: dialogue`: one speech; its speaker is in [`Voice::Strong`].
    Speech(Copy),
    /// `::: names`: a list of names, set to one width (C42).
    Names(Vec<Copy>),
    /// A pipe table.
    Table(Table),
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Where it stands.
    pub span: Span,
    /// How each column stands.
    pub columns: Vec<Align>,
    /// The cells of the head row; empty when there is none.
    pub head: Vec<Copy>,
    /// The cells of the other rows, each as long as `columns`.
    pub rows: Vec<Vec<Copy>>,
}

impl Block {
    /// Whether it counts as a paragraph where paragraphs are counted: cross-heads, tables, lists of names
    /// and verse do not.
    pub fn is_paragraph(&self) -> bool {
        matches!(self, Block::Paragraph(_) | Block::Quote(_) | Block::Speech(_) | Block::Item { .. })
    }

    /// The copy of a paragraph, quoted or spoken or neither: of what may be cut and joined like any text.
    pub fn prose(&self) -> Option<&Copy> {
        match self {
            Block::Paragraph(copy) | Block::Quote(copy) | Block::Speech(copy) => Some(copy),
            _ => None,
        }
    }

    /// A paragraph of the same kind with other copy.
    pub fn with_prose(&self, copy: Copy) -> Block {
        match self {
            Block::Quote(_) => Block::Quote(copy),
            Block::Speech(_) => Block::Speech(copy),
            _ => Block::Paragraph(copy),
        }
    }

    /// All copy of the block, in reading order.
    pub fn copies(&self) -> Vec<&Copy> {
        match self {
            Block::Paragraph(copy) | Block::Quote(copy) | Block::Crosshead(copy) | Block::Speech(copy) => vec![copy],
            Block::Break => Vec::new(),
            Block::Item { label, text } => vec![label, text],
            Block::Verse(lines) => lines.iter().collect(),
            Block::Names(names) => names.iter().collect(),
            Block::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).collect(),
        }
    }
}

/// How a story opens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Opening {
    /// Rows of the initial of its first paragraph: 2 or 3; 0 for none.
    pub drop_cap: u8,
    /// Characters of its first paragraph that are set in the style `strong`.
    pub bold: u16,
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
    /// 提要: its paragraphs.
    pub summary: Vec<Copy>,
    /// The writer's portrait.
    pub portrait: Option<PictureId>,
    /// 署名, as given. When the head style sets no byline it is already in `body`, as
    /// [`Inline::Byline`].
    pub byline: Option<Copy>,
    /// Its pictures.
    pub pictures: Vec<PictureId>,
    /// How its first paragraph opens.
    pub opening: Opening,
    /// How much it weighs on its page: 1 for the lead. Goes before that of its area.
    pub priority: Option<u8>,
    /// Its copy.
    pub body: Vec<Block>,
    /// Cross-heads that are set only when an area asks for them.
    pub candidates: Vec<Candidate>,
    /// Paragraphs, from 1, that may be left out.
    pub cuttable: Vec<u16>,
    /// Which levers may be pulled to make it fit.
    pub fit: Fit,
    /// The head of its continuation on another page; the first clause of the headline when absent.
    pub jump_head: Option<Copy>,
    /// When it is one part of a story that is set in several areas.
    pub part: Option<Part>,
}

/// `##? `: a cross-head that the copy offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Index of the block of the body before which it would stand.
    pub before: usize,
    /// The words.
    pub copy: Copy,
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
    /// The middle of what a crop must keep, in thousandths from the left and the top.
    pub focus: (u16, u16),
    /// How wide and how high that is, in thousandths.
    pub keep: (u16, u16),
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
    /// The key of the first file of the edition with the same bytes: its own, when there is none before.
    pub twin: u32,
    /// Which page of it, from 1; 1 of what has no pages.
    pub page: u16,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The trim of a page of a PDF, which has a size of its own.
    pub sheet: Option<Size>,
    /// What such a page has beyond its trim, on its left, top, right and bottom, in pixels.
    pub bleed: [u32; 4],
}
