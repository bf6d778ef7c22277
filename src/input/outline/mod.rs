//! 造字: the outline of a glyph from an SVG file.
//!
//! The view box, which must be square, is the em box of the character: its foot lies below the
//! baseline as in other Chinese type. Only what is filled is taken; text and strokes must be made
//! outlines in the drawing program. No other file is ever read, and nothing in the file is run.

mod contour;
mod tree;

use roxmltree::{Document, ParsingOptions};

use crate::base::diag::{Code, Diagnostic, FileId, Span, say};
use crate::font::Outline;

use super::decode::Sink;

/// Largest file that is read.
pub(crate) const LIMIT: u64 = 1 << 20;
/// Most elements of a file.
const MOST_NODES: u32 = 20_000;

/// Reads a drawing; `None` when it cannot be used, which is reported at its place in the file.
pub(crate) fn read(file: FileId, text: &str, sink: &mut Sink) -> Option<Outline> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let at = offset(text, error.pos());
            let message = say(format!("不是能读的 SVG：{error}"), format!("this is no SVG that can be read: {error}"));
            let hint = say("请在绘图软件里重新存成普通 SVG", "save it again as plain SVG in the drawing program");
            sink.push(Diagnostic::new(Code::GlyphUnusable, Span::new(file, at, at), message).hint(hint));
            return None;
        }
    };
    let found = tree::shapes(&document).and_then(|(shapes, em_box)| contour::outline(&shapes, &em_box));
    match found {
        Ok(outline) => Some(outline),
        Err(fault) => {
            let range = fault.place.unwrap_or_else(|| document.root_element().range());
            // The start of an element is enough to show it.
            let end = text[range.clone()].find(['\n', '>']).map_or(range.end, |length| range.start + length);
            let span = Span::new(file, range.start, end);
            sink.push(Diagnostic::new(Code::GlyphUnusable, span, fault.message).hint(fault.cure));
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
