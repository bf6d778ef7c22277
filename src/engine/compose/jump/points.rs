//! Where a story's copy may be cut, and the copy on either side of a cut.

use crate::engine::text::sentence_ends;
use crate::model::{Block, Copy, Cut, Inline};

/// A place in the body of a story.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Point {
    /// The block that it is in, or behind.
    pub(crate) block: usize,
    pub(crate) place: Place,
    /// Characters before it, spaces not counted.
    pub(crate) before: usize,
    /// The unit behind which it is.
    pub(crate) kind: Cut,
}

/// Where in its block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Behind it.
    End,
    /// Before this byte of its text.
    Byte(usize),
    /// Before this line of a poem.
    Verse(usize),
}

/// Stretches that are one thing to a reader, or one piece to the setter.
const WHOLE: u8 = Inline::KEEP | Inline::UPRIGHT | Inline::FRACTION | Inline::RUBY | Inline::GLYPH;

/// Characters of a text, spaces not counted.
pub(crate) fn dense(text: &str) -> usize {
    text.chars().filter(|character| !character.is_whitespace()).count()
}

/// Characters of a body, spaces not counted.
pub(crate) fn dense_of(body: &[Block]) -> usize {
    body.iter().map(dense_block).sum()
}

fn dense_block(block: &Block) -> usize {
    block.copies().iter().map(|copy| dense(&copy.text)).sum()
}

/// The ends of paragraphs and sentences of a body, and the lines of its poems, in order. The end of the
/// body is none of them. A cross-head stays with what it heads; tables, lists of names and items of lists
/// are not cut.
pub(crate) fn points(body: &[Block]) -> Vec<Point> {
    let mut points = Vec::new();
    let mut before = 0;
    for (index, block) in body.iter().enumerate() {
        match block {
            Block::Paragraph(copy) | Block::Quote(copy) | Block::Speech(copy) => {
                points.extend(sentence_ends(&copy.text).into_iter().filter(|at| may_part(copy, *at)).map(|at| {
                    let before = before + dense(&copy.text[..at]);
                    Point { block: index, place: Place::Byte(at), before, kind: Cut::Sentence }
                }));
            }
            Block::Verse(lines) => {
                let mut inside = before;
                for (line, copy) in lines.iter().enumerate() {
                    let stanza = line > 0 && lines[line - 1].text.is_empty();
                    if line > 0 && !copy.text.is_empty() {
                        let kind = if stanza { Cut::Paragraph } else { Cut::Line };
                        points.push(Point { block: index, place: Place::Verse(line), before: inside, kind });
                    }
                    inside += dense(&copy.text);
                }
            }
            _ => {}
        }
        before += dense_block(block);
        if index + 1 < body.len() && !matches!(block, Block::Crosshead(_) | Block::Break) {
            points.push(Point { block: index, place: Place::End, before, kind: Cut::Paragraph });
        }
    }
    points
}

/// The place in a body with so many characters before it, where a line may end the part: inside a
/// paragraph, or behind a block that has a place behind it.
pub(crate) fn point_at(body: &[Block], wanted: usize, points: &[Point]) -> Option<Point> {
    if let Some(point) = points.iter().find(|point| point.before == wanted) {
        return Some(*point);
    }
    let mut before = 0;
    for (index, block) in body.iter().enumerate() {
        let own = dense_block(block);
        if before < wanted && wanted < before + own {
            let copy = block.prose()?;
            let at = byte_of(&copy.text, wanted - before)?;
            let point = Point { block: index, place: Place::Byte(at), before: wanted, kind: Cut::Line };
            return may_part(copy, at).then_some(point);
        }
        before += own;
    }
    None
}

/// The byte before which `count` characters stand, and the spaces behind them.
fn byte_of(text: &str, count: usize) -> Option<usize> {
    let mut characters = text.char_indices().filter(|(_, character)| !character.is_whitespace());
    characters.nth(count).map(|(at, _)| at)
}

/// Whether copy may part before a byte.
fn may_part(copy: &Copy, at: usize) -> bool {
    let at = at as u32;
    copy.spans.iter().all(|span| span.kind.flags & WHOLE == 0 || at <= span.start || span.end <= at)
}

/// The body before and behind a point. Spaces and empty rows at the point are left out.
pub(crate) fn split(body: &[Block], point: Point) -> (Vec<Block>, Vec<Block>) {
    let mut first: Vec<Block> = body[..point.block].to_vec();
    let mut rest: Vec<Block> = Vec::with_capacity(body.len() - point.block);
    let block = &body[point.block];
    match (block, block.prose(), point.place) {
        (Block::Verse(lines), _, Place::Verse(line)) => {
            let mut before = lines[..line].to_vec();
            while before.last().is_some_and(|line| line.text.is_empty()) {
                before.pop();
            }
            first.push(Block::Verse(before));
            rest.push(Block::Verse(lines[line..].to_vec()));
        }
        (_, Some(copy), Place::Byte(at)) => {
            let (one, two) = halves(copy, at);
            first.push(block.with_prose(one));
            rest.push(block.with_prose(two));
        }
        _ => first.push(block.clone()),
    }
    let behind = body[point.block + 1..].iter();
    let skips = rest.is_empty();
    rest.extend(behind.skip_while(|block| skips && matches!(block, Block::Break)).cloned());
    (first, rest)
}

fn halves(copy: &Copy, at: usize) -> (Copy, Copy) {
    let end = copy.text[..at].trim_end().len();
    (copy.slice(0, end), copy.slice(at, copy.text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Span;

    fn copy(text: &str) -> Copy {
        Copy::plain(text, Span::NONE)
    }

    fn body() -> Vec<Block> {
        vec![
            Block::Paragraph(copy("天亮了。他走了")),
            Block::Crosshead(copy("小题")),
            Block::Paragraph(copy("又来了。")),
            Block::Break,
            Block::Verse(vec![copy("一"), copy("二"), copy(""), copy("三")]),
        ]
    }

    #[test]
    fn sentences_paragraphs_and_stanzas_end_and_no_crosshead_does() {
        let drawn: Vec<String> = points(&body())
            .iter()
            .map(|point| format!("{}:{:?}:{}:{:?}", point.block, point.place, point.before, point.kind))
            .collect();
        let expected = [
            "0:Byte(12):4:Sentence",
            "0:End:7:Paragraph",
            "2:End:13:Paragraph",
            "4:Verse(1):14:Line",
            "4:Verse(3):15:Paragraph",
        ];
        assert_eq!(drawn, expected);
    }

    #[test]
    fn both_sides_of_every_point_are_the_whole() {
        let text = |body: &[Block]| -> String {
            body.iter().flat_map(|block| block.copies()).map(|copy| copy.text.as_str()).collect()
        };
        let body = body();
        for point in points(&body) {
            let (first, rest) = split(&body, point);
            assert_eq!(text(&first) + &text(&rest), text(&body), "{point:?}");
            assert_eq!(dense_of(&first), point.before);
            assert!(!matches!(rest.first(), Some(Block::Break)));
        }
    }

    #[test]
    fn a_reading_is_not_parted_from_its_word() {
        use crate::model::InlineSpan;
        let mut copy = copy("河[青溪]长");
        copy.spans = vec![InlineSpan { start: 4, end: 10, kind: Inline::PLAIN.with(Inline::RUBY) }];
        assert!(!may_part(&copy, 7));
        assert!(may_part(&copy, 4) && may_part(&copy, 10));
    }
}
