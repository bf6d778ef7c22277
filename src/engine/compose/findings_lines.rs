//! What is said of lines that broke a rule, and of stories off the character grid.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::engine::text::{FORCED_PENALTY, Paragraph, RESCUE_PENALTY};
use crate::model::Story;

use super::blocks::{Piece, PieceKind};
use super::desk::Desk;
use super::fit::Settings;
use super::flow::Poured;
use super::lines::{BrokenLine, would_be_off_grid};

/// The findings of an area's copy, as poured.
pub(crate) fn of_copy(
    desk: &Desk<'_>,
    stories: &[&Story],
    pieces: &[Piece],
    poured: &Poured,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut counts: Vec<(u32, u32)> = vec![(0, 0); stories.len()];
    for placed in &poured.placed {
        let PieceKind::Text { paragraph, options, stance } = &pieces[placed.piece].kind else { continue };
        let Some(line) = settings.lines(placed.piece).get(placed.line) else { continue };
        diagnostics.extend(broken_by_force(paragraph, line));
        if desk.composition.character_grid
            && let Some((off, all)) = counts.get_mut(pieces[placed.piece].story)
        {
            let measure = placed.slot.measure - stance.left_of(placed.line);
            *all += 1;
            *off += u32::from(would_be_off_grid(paragraph, line, measure, options.align));
        }
    }
    let off = stories.iter().zip(counts).filter(|(_, (off, _))| *off > 0);
    diagnostics.extend(off.map(|(story, (off, all))| off_grid(story, off, all)));
}

/// C3: a line that ends where nothing but need lets it end.
///
/// Source: clreq, rescue of marks in a row.
fn broken_by_force(paragraph: &Paragraph, line: &BrokenLine) -> Option<Diagnostic> {
    if line.penalty < FORCED_PENALTY {
        return None;
    }
    let span = paragraph.span(line.start, line.end);
    let (text, next) = (paragraph.slice(line.start, line.end), paragraph.slice(line.next, line.next + 1));
    let (message, hint) = if line.penalty >= RESCUE_PENALTY {
        (
            say(
                format!("栏太窄，这里只好违反行首行尾禁则：“{text}”之后另起一行“{next}”"),
                format!(
                    "the column is so narrow that a line ends where none may: “{text}”, the next begins with “{next}”"
                ),
            ),
            say(
                "改写此处，使标点不连在一起，或加宽栏",
                "rewrite so that fewer marks stand in a row, or widen the column",
            ),
        )
    } else {
        (
            say(
                format!("词或数字串比栏宽，从中间断开：“{text}”之后另起一行“{next}”"),
                format!(
                    "a word or number wider than its column is parted: “{text}”, the next line begins with “{next}”"
                ),
            ),
            say("改写或缩短它，或加宽栏", "rewrite or shorten it, or widen the column"),
        )
    };
    Some(Diagnostic::new(Code::LineForced, span, message).hint(hint))
}

/// C36: the grid was asked for, and so many lines leave it.
fn off_grid(story: &Story, off: u32, all: u32) -> Diagnostic {
    let slug = &story.slug;
    let span = story.headline.as_ref().map_or(Span { end: story.span.start, ..story.span }, |head| head.span_at(0));
    Diagnostic::new(
        Code::StoryOffGrid,
        span,
        say(
            format!("稿件 `{slug}` 有 {off} 行（共 {all} 行）经过挤压或拉开，不在字格上"),
            format!("{off} of {all} lines of story `{slug}` are squeezed or stretched off the character grid"),
        ),
    )
    .hint(say(
        format!("用 `paiban explain EDITION {slug}` 看是哪些行、为什么"),
        format!("`paiban explain EDITION {slug}` shows which, and why"),
    ))
}
