//! Drawings from SVG files: 造字, the outline of a glyph, and 花边, the tile of an ornament.
//!
//! The view box of a glyph, which must be square, is the em box of the character: its foot lies below the
//! baseline as in other Chinese type. That of a tile is the tile. Only what is filled is taken; text and strokes must be made
//! outlines in the drawing program. No other file is ever read, and nothing in the file is run.

mod contour;
mod tile;
mod tree;

use roxmltree::{Document, ParsingOptions};

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};
use crate::base::geom;
use crate::base::units::Length;
use crate::font::Outline;

use super::decode::Sink;

/// Largest file that is read.
pub(crate) const LIMIT: u64 = 1 << 20;
/// Most elements of a file.
const MOST_NODES: u32 = 20_000;

/// Reads the drawing of a glyph; `None` when it cannot be used, which is reported at its place in the file.
pub(crate) fn read(file: FileId, text: &str, sink: &mut Sink) -> Option<Outline> {
    let whole = |document: &Document<'_>| {
        let (shapes, em_box) = tree::shapes(document, tree::SQUARE)?;
        contour::outline(&shapes, &em_box)
    };
    read_with(file, text, Code::GlyphUnusable, whole, sink)
}

/// Reads the tile of an ornament, brought to this height: its width, and its contours from its top left
/// corner. `None` when it cannot be used, which is reported at its place in the file.
pub(crate) fn read_tile(
    file: FileId,
    text: &str,
    height: Length,
    sink: &mut Sink,
) -> Option<(Length, Vec<geom::Outline>)> {
    let whole = |document: &Document<'_>| {
        let (shapes, tile) = tree::shapes(document, tree::OBLONG)?;
        tile::contours(&shapes, &tile, height)
    };
    read_with(file, text, Code::OrnamentUnusable, whole, sink)
}

fn read_with<T>(
    file: FileId,
    text: &str,
    code: Code,
    read: impl FnOnce(&Document<'_>) -> Result<T, Fault>,
    sink: &mut Sink,
) -> Option<T> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let at = offset(text, error.pos());
            let message = say(format!("不是能读的 SVG：{error}"), format!("this is no SVG that can be read: {error}"));
            let hint = say("请在绘图软件里重新存成普通 SVG", "save it again as plain SVG in the drawing program");
            sink.push(Diagnostic::new(code, Span::new(file, at, at), message).hint(hint));
            return None;
        }
    };
    match read(&document) {
        Ok(found) => Some(found),
        Err(fault) => {
            let range = fault.place.unwrap_or_else(|| document.root_element().range());
            // The start of an element is enough to show it.
            let end = text[range.clone()].find(['\n', '>']).map_or(range.end, |length| range.start + length);
            let span = Span::new(file, range.start, end);
            sink.push(Diagnostic::new(code, span, fault.message).hint(fault.cure));
            None
        }
    }
}

/// What is wrong with a drawing.
struct Fault {
    /// Bytes of the element; the whole drawing when absent.
    place: Option<std::ops::Range<usize>>,
    message: crate::base::diag::Say,
    cure: crate::base::diag::Say,
}

impl Fault {
    fn new(message: (impl Into<String>, impl Into<String>), cure: (&str, &str)) -> Fault {
        Fault { place: None, message: say(message.0, message.1), cure: say(cure.0, cure.1) }
    }

    fn at(self, node: roxmltree::Node<'_, '_>) -> Fault {
        Fault { place: Some(node.range()), ..self }
    }
}

/// The byte of a line and column, both from 1.
fn offset(text: &str, place: roxmltree::TextPos) -> usize {
    let before: usize = text.split_inclusive('\n').take((place.row as usize).saturating_sub(1)).map(str::len).sum();
    let line = text.get(before..).unwrap_or_default();
    let column = line.char_indices().nth((place.col as usize).saturating_sub(1));
    (before + column.map_or(0, |(at, _)| at)).min(text.len())
}

#[cfg(test)]
mod tests;
