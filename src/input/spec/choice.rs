//! A value that is one of a few words.

use crate::base::diag::{Code, Diagnostic, say};
use crate::font::Role;
use crate::input::decode::{Decode, Sink, scalar};
use crate::input::suggest;
use crate::input::yaml::Node;
use crate::model::{
    Align, ColumnMode, Composer, Compression, Cut, Direction, Figures, Flavour, Hanging, Intent, Level, LineStyle,
    MarkScheme, MarkWidth, PicturePlace, PressMark, Prohibition, Side, Single, Squeeze, Stretch, VAlign, Wrap,
};

/// A type whose values have names in YAML.
pub(crate) trait Named: Sized + Clone + 'static {
    /// Its name in the JSON Schema.
    const TITLE: &'static str;
    /// All names and what they mean.
    const NAMES: &'static [(&'static str, Self)];
}

/// One of a few words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Choice<T>(pub(crate) T);

impl<T: Named> Decode for Choice<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let words: Vec<&str> = T::NAMES.iter().map(|(name, _)| *name).collect();
        let list = words.join(" ");
        let text = scalar(node, &say(format!("这些词之一：{list}"), format!("one of: {list}")), sink)?;
        if let Some((_, value)) = T::NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Choice(value.clone()));
        }
        let message = say(format!("`{text}` 不是可用的值"), format!("`{text}` is none of the values"));
        sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(suggest::cure(text, words)));
        None
    }
}

/// Gives the values of types their names.
macro_rules! named {
    ($($Type:ident: $($text:literal = $Value:ident),+;)+) => {
        $(impl Named for $Type {
            const TITLE: &'static str = stringify!($Type);
            const NAMES: &'static [(&'static str, $Type)] = &[$(($text, $Type::$Value)),+];
        })+
    };
}

pub(super) use named;

named! {
    Align: "left" = Left, "center" = Center, "right" = Right, "justify" = Justify, "distribute" = Distribute;
    Direction: "horizontal" = Horizontal, "vertical" = Vertical;
    Side: "right" = Right, "left" = Left;
    PicturePlace: "behind" = Behind, "left" = Left, "right" = Right;
    ItemAlign: "left" = Left, "center" = Center, "right" = Right, "justify" = Justify, "distribute" = Distribute,
        "outer" = Outer, "inner" = Inner;
    PageSide: "odd" = Odd, "even" = Even, "all" = All;
    VAlign: "top" = Top, "middle" = Middle, "bottom" = Bottom;
    Prohibition: "none" = None, "basic" = Basic, "gb" = Gb, "strict" = Strict;
    MarkScheme: "full" = Full, "line-end-half" = LineEndHalf, "kaiming" = Kaiming, "half" = Half;
    MarkWidth: "half" = Half, "full" = Full;
    Hanging: "none" = None, "allow" = Allow, "force" = Force;
    Single: "allow" = Allow, "avoid" = Avoid, "forbid" = Forbid;
    Squeeze: "line-end" = LineEnd, "word-space" = WordSpace, "interpunct" = Interpunct, "bracket" = Bracket,
        "comma" = Comma, "colon" = Colon, "han-latin" = HanLatin, "period" = Period;
    Stretch: "word-space" = WordSpace, "han-latin" = HanLatin, "all" = All;
    Figures: "proportional" = Proportional, "half" = Half, "tabular" = Tabular, "oldstyle" = OldStyle;
    Cut: "line" = Line, "sentence" = Sentence, "paragraph" = Paragraph;
    Composer: "paragraph" = Paragraph, "line" = Line;
    LineStyle: "single" = Single, "double" = Double, "thick-thin" = ThickThin, "thin-thick" = ThinThick,
        "triple" = Triple, "dotted" = Dotted, "dashed" = Dashed, "wavy" = Wavy;
    Level: "off" = Off, "note" = Note, "warning" = Warning, "error" = Error;
    ColumnMode: "absolute" = Absolute, "relative" = Relative, "free" = Free, "auto" = Auto;
    Wrap: "wider" = Wider, "both" = Both, "left" = Left, "right" = Right, "none" = None;
    Flavour: "x4" = X4, "x1a" = X1a;
    PressMark: "crop" = Crop, "register" = Register, "fold" = Fold, "bars" = Bars, "plate" = Plate;
    Intent: "perceptual" = Perceptual, "relative" = Relative;
    Compression: "flate" = Flate, "jpeg" = Jpeg;
    Role: "宋" = Song, "黑" = Hei, "楷" = Kai, "仿宋" = Fang;
}

/// How furniture stands across its place: as text does, or by the side of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ItemAlign {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both edges but for the last line.
    Justify,
    /// Both edges.
    Distribute,
    /// At the edge of the paper: right on odd pages.
    Outer,
    /// At the fold: left on odd pages.
    Inner,
}

/// Pages by their side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PageSide {
    /// 单版: right-hand pages.
    Odd,
    /// 双版: left-hand pages.
    Even,
    /// Both.
    All,
}

/// The kinds of area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AreaKind {
    /// Copy.
    Story,
    /// A picture.
    Picture,
    /// Furniture.
    Furniture,
    /// A rule.
    Rule,
    /// An advertisement.
    Ad,
    /// 补白.
    Filler,
}

named! {
    AreaKind: "story" = Story, "picture" = Picture, "furniture" = Furniture, "rule" = Rule, "ad" = Ad,
        "filler" = Filler;
}
