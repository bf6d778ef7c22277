//! What is said of lines and stories that were set, but not well.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::{Em, Length};
use crate::engine::text::Paragraph;
use crate::model::{Block, Inline, Story};

use super::desk::Desk;
use super::lines::{BrokenLine, SetLine};

/// Least space between two lines for marks on one side of a line, and on both. C38.
const SPACE_FOR_MARKS: (Em, Em) = (Em(500), Em(625));

/// A line set so loose that it shows, and one that nothing can make fit.
///
/// Source: `composition.md` C29: warn of the largest gap.
pub(crate) fn of_line(paragraph: &Paragraph, line: &BrokenLine, set: &SetLine, diagnostics: &mut Vec<Diagnostic>) {
    let span = paragraph.span(line.start, line.end);
    let text = &set.text;
    if set.overfull > Length::ZERO {
        let over = set.overfull.to_mm();
        let finding = Diagnostic::new(
            Code::LineOverfull,
            span,
            say(
                format!("这一行比栏宽多出 {over:.2} 毫米：“{text}”"),
                format!("this line is {over:.2} mm wider than its measure: “{text}”"),
            ),
        );
        let hint = say("改写长的外文词或数字串，或加宽栏", "rewrite the long word or number, or widen the column");
        diagnostics.push(finding.hint(hint));
    } else if set.looseness > paragraph.rules.loose() {
        let gap = set.looseness.0 / 10;
        let finding = Diagnostic::new(
            Code::LineLoose,
            span,
            say(
                format!("这一行字距拉开 0.{gap:02} 字：“{text}”"),
                format!("the characters of this line stand 0.{gap:02} em apart: “{text}”"),
            ),
        );
        diagnostics.push(
            finding.hint(say("增删几个字，使断行好看些", "add or cut a few characters so that it breaks better")),
        );
    }
}

/// Whether the space between the lines of a story is less than its marks want: said once, at the first
/// mark. The leading never grows for them. C38.
pub(crate) fn of_marks(desk: &Desk<'_>, story: &Story) -> Option<Diagnostic> {
    let (mut below, mut above) = (None, None);
    let mut size = Length::ZERO;
    for block in &story.body {
        for copy in block.copies() {
            for span in &copy.spans {
                let marked = |flags: u8| span.kind.flags & flags != 0;
                let place = || Some(copy.span_at(span.start as usize));
                if marked(Inline::EMPHASIS | Inline::NAME | Inline::TITLE) {
                    below = below.or_else(place);
                }
                if marked(Inline::RUBY) {
                    above = above.or_else(place);
                }
                if marked(Inline::EMPHASIS | Inline::NAME | Inline::TITLE | Inline::RUBY) {
                    size = size.max(size_of(desk, block));
                }
            }
        }
    }
    let place = below.or(above)?;
    let both = below.is_some() && above.is_some();
    let wanted = if both { SPACE_FOR_MARKS.1 } else { SPACE_FOR_MARKS.0 };
    let space = desk.grid().pitch - size;
    if space >= wanted.at(size) {
        return None;
    }
    Some(marks_tight(&story.slug, place, space.scale(1000, size.get()).get(), both))
}

fn marks_tight(slug: &str, place: Span, thousandths: i64, both: bool) -> Diagnostic {
    let hundredths = thousandths / 10;
    let (zh, en, wanted) =
        if both { ("字上字下都有", "on both sides of", "0.63") } else { ("行间有", "between", "0.50") };
    Diagnostic::new(
        Code::MarksTight,
        place,
        say(
            format!("稿件 `{slug}` {zh}着重号、专名号或注音，行间只有 0.{hundredths:02} 字，宜有 {wanted} 字"),
            format!("story `{slug}` has marks {en} its lines, which stand 0.{hundredths:02} em apart; {wanted} em are wanted"),
        ),
    )
    .hint(say(
        "行距不会因此改变；要宽松，换字小或行距大的版式",
        "the leading stays as it is; for more room use a format of smaller type or wider pitch",
    ))
}

/// The size of the type of a block.
fn size_of(desk: &Desk<'_>, block: &Block) -> Length {
    let sheet = desk.sheet;
    let style = match block {
        Block::Quote(_) => &sheet.quote,
        Block::Crosshead(_) => &sheet.crosshead,
        Block::Item { .. } | Block::Names(_) => &sheet.list,
        Block::Verse(_) => &sheet.verse,
        Block::Speech(_) => &sheet.speech,
        Block::Table(_) => &sheet.table_cell,
        Block::Paragraph(_) | Block::Break => &sheet.body,
    };
    style.size
}
