//! Style sheets: type styles, head styles and the settings of composition.

use std::sync::Arc;

use crate::base::color::Color;
use crate::base::units::{Cells, Em, Length, Permille};
use crate::font::ChainId;

use super::composition::{Composition, Figures};
use super::furniture::Frame;
use super::ornament::Ornament;

/// How lines stand in their measure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Align {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both edges flush but for the last line.
    #[default]
    Justify,
    /// Both edges flush, also a single line: the space goes between the characters.
    Distribute,
}

/// How text stands in the height of its box.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum VAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the foot.
    Bottom,
}

/// Which way lines run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Direction {
    /// 横排: from left to right, one below another.
    #[default]
    Horizontal,
    /// 竖排: from top to bottom, from right to left one beside another (C40).
    Vertical,
}

/// A side of an area.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Side {
    /// Where vertical lines begin.
    #[default]
    Right,
    /// Where they end.
    Left,
}

/// One style of type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TextStyle {
    /// The face and its fallbacks.
    pub chain: ChainId,
    /// The type size.
    pub size: Length,
    /// 长/扁: horizontal scale.
    pub width: Permille,
    /// Colour.
    pub color: Color,
    /// Lines in their measure.
    pub align: Align,
    /// From baseline to baseline; the pitch of the page when absent.
    pub leading: Option<Length>,
    /// Added after every character.
    pub tracking: Em,
    /// First-line indent, in characters of this style; the composition's when absent.
    pub indent: Option<Cells>,
    /// Indent of the lines after the first, in characters of this style.
    pub hang: Cells,
    /// Rows a one-line block takes (cross-heads).
    pub rows: u16,
    /// The form of its figures; the composition's when absent.
    pub figures: Option<Figures>,
}

/// A style sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StyleSheet {
    /// Its name.
    pub name: String,
    /// 正文.
    pub body: TextStyle,
    /// 署名, run in.
    pub byline: TextStyle,
    /// 小标题.
    pub crosshead: TextStyle,
    /// What stands round and below them.
    pub crosshead_look: CrossheadLook,
    /// Quoted paragraphs.
    pub quote: TextStyle,
    /// `**…**`.
    pub strong: TextStyle,
    /// 图片说明.
    pub caption: TextStyle,
    /// 摄影者.
    pub credit: TextStyle,
    /// 注音, at its size beside body type.
    pub ruby: TextStyle,
    /// Signs of notes, at their size beside body type.
    pub note: TextStyle,
    /// 诗行.
    pub verse: TextStyle,
    /// 对话.
    pub speech: TextStyle,
    /// 列表, and lists of names.
    pub list: TextStyle,
    /// The head row of a table.
    pub table_head: TextStyle,
    /// The other cells of a table.
    pub table_cell: TextStyle,
    /// The rules of a table.
    pub table: TableRules,
    /// 引语, in its box.
    pub pull_quote: TextStyle,
    /// Who said it.
    pub pull_quote_by: TextStyle,
    /// The title of a fact box, and of a filler.
    pub fact_title: TextStyle,
    /// The lines of a fact box, and of a filler.
    pub fact: TextStyle,
    /// 下转.
    pub jump_to: TextStyle,
    /// 上接.
    pub jump_from: TextStyle,
    /// Composition.
    pub composition: Composition,
}

/// What stands round cross-heads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CrossheadLook {
    /// A box over the width of the column.
    pub frame: Option<Frame>,
    /// A rule below, over the width of the column.
    pub rule: Option<Stroke>,
}

/// The rules of tables. A weight of zero is no rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TableRules {
    /// 顶线 and 底线, above and below the table.
    pub outer: Length,
    /// 栏目线, under the head row.
    pub head: Length,
    /// Between the other rows.
    pub row: Length,
    /// The least space between two columns.
    pub gap: Length,
    /// Their colour.
    pub color: Color,
}

/// The kinds of rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum LineStyle {
    /// 正线.
    #[default]
    Single,
    /// 双线: two of the weight, with a gap of twice the weight.
    Double,
    /// 文武线: thick, then thin; in a box the thick one is outside.
    ThickThin,
    /// 反文武线: thin, then thick.
    ThinThick,
    /// 三线: three of the weight, with gaps of twice the weight.
    Triple,
    /// 点线.
    Dotted,
    /// 虚线.
    Dashed,
    /// 波浪线, 曲线.
    Wavy,
    /// 花边: a tile as high as the weight, repeated.
    Ornament(Arc<Ornament>),
}

/// A rule: weight, kind and colour.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stroke {
    /// Thickness.
    pub weight: Length,
    /// Kind.
    pub line: LineStyle,
    /// Colour.
    pub color: Color,
}
