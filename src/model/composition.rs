//! The settings of composition: every rule of Chinese text that a paper may decide for itself.
//!
//! [`Composition::default`] is what a newspaper sets when its style sheet says nothing.

use crate::base::units::{Cells, Em};
use crate::font::FigureForm;

/// Prohibition levels.
///
/// Source: clreq, prohibition rules for line start and line end; `composition.md` C9.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Prohibition {
    /// No prohibition.
    None,
    /// Stops, closers, connectors and interpuncts do not begin a line; openers do not end one.
    Basic,
    /// And the solidus stands at neither end.
    #[default]
    Gb,
    /// And `——` and `……` do not begin a line.
    Strict,
}

/// How wide marks are inside a line (C44).
///
/// Source: practice of Chinese printing houses; GB/T 15834-2011, 5.1.10 for the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum MarkScheme {
    /// 全身: every mark 1 em, at the end of a line too.
    Full,
    /// 行末半身: every mark 1 em, at the end of a line ½ em.
    #[default]
    LineEndHalf,
    /// 开明: `。 ？ ！` 1 em inside a line, all other marks ½ em.
    Kaiming,
    /// 半身: every mark ½ em.
    Half,
}

/// The width of a mark in a place where it may lose its blank half.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum MarkWidth {
    /// ½ em.
    #[default]
    Half,
    /// 1 em.
    Full,
}

/// Marks that stand outside the measure at the end of a line (C18).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Hanging {
    /// None: most Chinese publications.
    #[default]
    None,
    /// One stop, where the line would not fit with it.
    Allow,
    /// One stop, wherever a line ends with one.
    Force,
}

/// The form of figures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Figures {
    /// The font's.
    #[default]
    Proportional,
    /// ½ em each (C20).
    Half,
    /// All of one width, for columns of numbers.
    Tabular,
    /// With ascenders and descenders, as small letters have.
    OldStyle,
}

impl Figures {
    /// What a face is asked for; nothing for its own figures.
    pub fn form(self) -> Option<FigureForm> {
        match self {
            Figures::Proportional => None,
            Figures::Half => Some(FigureForm::Half),
            Figures::Tabular => Some(FigureForm::Tabular),
            Figures::OldStyle => Some(FigureForm::OldStyle),
        }
    }
}

/// How lines are broken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Composer {
    /// The whole paragraph at once.
    #[default]
    Paragraph,
    /// Line by line: squeeze first, then push down.
    Line,
}

/// Whether the first or last line of a paragraph may stand alone at the end of a column (C33).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Single {
    /// It costs nothing.
    Allow,
    /// Other settings of the paragraphs are looked for.
    #[default]
    Avoid,
    /// As `Avoid`, and at almost any price.
    Forbid,
}

/// What gives way when a line is too long, step by step (C28).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Squeeze {
    /// The mark at the end of the line, where its scheme does not halve it anyway.
    LineEnd,
    /// Word spaces.
    WordSpace,
    /// `·`, both sides, where it is set on 1 em.
    Interpunct,
    /// Before an opening and after a closing bracket.
    Bracket,
    /// `， 、 ；`.
    Comma,
    /// `：`; in no published order.
    Colon,
    /// The gap between Han and Latin.
    HanLatin,
    /// `。 ？ ！`.
    Period,
}

/// What grows when a line is too short, step by step (C29).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stretch {
    /// Word spaces.
    WordSpace,
    /// The gap between Han and Latin.
    HanLatin,
    /// All gaps that are left, equally: letterspacing. Its limit is where a line is told as loose.
    All,
}

/// One step of an order of squeezing or stretching.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Step<K> {
    /// What gives way or grows.
    pub class: K,
    /// The least width that is left, or the most that it grows to.
    pub limit: Em,
}

/// clreq's order of reduction (C28). `：` is in no class.
pub const SQUEEZE: [Step<Squeeze>; 7] = [
    Step { class: Squeeze::LineEnd, limit: Em(500) },
    Step { class: Squeeze::WordSpace, limit: Em(250) },
    Step { class: Squeeze::Interpunct, limit: Em(500) },
    Step { class: Squeeze::Bracket, limit: Em(500) },
    Step { class: Squeeze::Comma, limit: Em(500) },
    Step { class: Squeeze::HanLatin, limit: Em(125) },
    Step { class: Squeeze::Period, limit: Em(500) },
];

/// clreq's order of expansion (C29). A gap of ¼ em is told.
pub const STRETCH: [Step<Stretch>; 3] = [
    Step { class: Stretch::WordSpace, limit: Em(500) },
    Step { class: Stretch::HanLatin, limit: Em(500) },
    Step { class: Stretch::All, limit: Em(250) },
];

/// Where Latin words are hyphenated (C22).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hyphenation {
    /// Fewest letters before the hyphen.
    pub left: u8,
    /// Fewest letters after it.
    pub right: u8,
}

/// The settings of composition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Composition {
    /// 禁则 (C9).
    pub prohibition: Prohibition,
    /// Whether `——` and `……` may begin a line below the strict level (C9).
    pub dash_may_begin_line: bool,
    /// Widths of marks (C44).
    pub marks: MarkScheme,
    /// Two adjacent marks with a bracket among them: 1500 or 1000 (C13).
    pub pairs: Em,
    /// Whether `！？` and its like stand on 1 em together (C14).
    pub exclaim_pairs: bool,
    /// Stops and closers at the end of a line (C15).
    pub line_end_mark: MarkWidth,
    /// Openers at the start of a line, but for an indented one (C16).
    pub line_start_opener: MarkWidth,
    /// Openers after a first-line indent (C16).
    pub indent_opener: MarkWidth,
    /// `·` (C17): ½ em and fixed, or 1 em and squeezable.
    pub interpunct: MarkWidth,
    /// Stops outside the measure (C18).
    pub hanging: Hanging,
    /// 中西间距: 0 to 250 (C19).
    pub han_latin: Em,
    /// Figures (C20).
    pub figures: Figures,
    /// Hyphenation of Latin words (C22).
    pub hyphenation: Option<Hyphenation>,
    /// Names and phrases that are not parted.
    pub keep: Vec<String>,
    /// What is squeezed, in this order (C28).
    pub squeeze: Vec<Step<Squeeze>>,
    /// What is stretched, in this order (C29).
    pub stretch: Vec<Step<Stretch>>,
    /// 纵横对齐: western text takes whole 字, so that Han stand under one another (C36).
    pub character_grid: bool,
    /// Whether a tight line beside a loose one counts as a fault.
    pub even_neighbours: bool,
    /// First-line indent of a paragraph (C31).
    pub indent: Cells,
    /// Fewest characters on a last line (C32).
    pub last_line: u8,
    /// Whether a mark counts as a character there: one Han and a stop are then two.
    pub last_line_marks: bool,
    /// A last line alone at the head of a column (C33).
    pub single_last_line: Single,
    /// A first line alone at the foot of a column (C33).
    pub single_first_line: Single,
    /// How lines are broken.
    pub composer: Composer,
}

impl Composition {
    /// The defaults of a scheme of mark widths: 全身 keeps line-end marks on 1 em, 开明 never squeezes
    /// `。 ？ ！`, whose full width is its point (C44).
    pub fn of(marks: MarkScheme) -> Composition {
        let mut set = Composition { marks, ..Composition::default() };
        match marks {
            MarkScheme::Full => set.line_end_mark = MarkWidth::Full,
            MarkScheme::Kaiming => set.squeeze.retain(|step| step.class != Squeeze::Period),
            MarkScheme::LineEndHalf | MarkScheme::Half => {}
        }
        set
    }
}

impl Default for Composition {
    fn default() -> Composition {
        Composition {
            prohibition: Prohibition::default(),
            dash_may_begin_line: false,
            marks: MarkScheme::default(),
            pairs: Em(1500),
            exclaim_pairs: true,
            line_end_mark: MarkWidth::default(),
            line_start_opener: MarkWidth::default(),
            indent_opener: MarkWidth::Full,
            interpunct: MarkWidth::default(),
            hanging: Hanging::default(),
            han_latin: Em(125),
            figures: Figures::default(),
            hyphenation: Some(Hyphenation { left: 2, right: 3 }),
            keep: Vec::new(),
            squeeze: SQUEEZE.to_vec(),
            stretch: STRETCH.to_vec(),
            character_grid: false,
            even_neighbours: true,
            indent: Cells(2),
            last_line: 2,
            last_line_marks: false,
            single_last_line: Single::Avoid,
            single_first_line: Single::Avoid,
            composer: Composer::default(),
        }
    }
}
