//! The cheapest cuts of copy that found no room: how few characters less make a story a line shorter.
//!
//! Source: `algorithms.md` 4. What is advised was tried: the story was poured with the cut made.

use crate::base::units::Length;
use crate::engine::text::{Class, class_of, count_characters};
use crate::model::Story;
use crate::page::Cut;

use super::blocks::{Piece, PieceKind, paragraph_piece};
use super::desk::Desk;
use super::dressed::without;
use super::fit::{Settings, rows_of};
use super::flow::Slot;
use super::lines::Measure;

/// How many cuts of a story are named.
const NAMED: usize = 5;
/// How many are tried on the whole story before that.
const TRIED: usize = 12;
/// A paragraph may lose so many characters less than stand on its last line: lines above take some in.
const ABSORBED: usize = 6;
/// And so many more: where its break falls, a line may need some.
const BEYOND: usize = 4;

/// For each story its cheapest cuts, the shortest first. `measures` are the one of all slots, if they have
/// one, and the narrowest.
pub(super) fn cuts(
    desk: &Desk<'_>,
    stories: &[&Story],
    pieces: &mut [Piece],
    slots: &[Slot],
    measures: (Option<Length>, Length),
) -> Vec<Vec<Cut>> {
    let pour = |pieces: &[Piece]| {
        let mut settings = Settings::new(pieces, slots, measures.0, desk.composition);
        let poured = settings.choose(pieces, slots);
        left_over(pieces, &settings, poured.overset)
    };
    let before = pour(pieces);
    stories
        .iter()
        .enumerate()
        .map(|(index, story)| {
            let mut found = candidates(desk, index, story, pieces, measures);
            found.sort_by_key(|candidate| (candidate.cut.characters, candidate.cut.paragraph));
            let mut named = Vec::new();
            for candidate in found.into_iter().take(TRIED) {
                let Candidate { mut cut, piece, trials } = candidate;
                let mut after = 0;
                for trial in trials {
                    let own = std::mem::replace(&mut pieces[piece], trial);
                    after = after.max(pour(pieces));
                    pieces[piece] = own;
                }
                if after < before {
                    cut.lines = before - after;
                    named.push(cut);
                }
                if named.len() == NAMED {
                    break;
                }
            }
            named
        })
        .collect()
}

/// Rows that found no slot.
fn left_over(pieces: &[Piece], settings: &Settings, overset: Option<(usize, usize)>) -> u32 {
    let Some((piece, line)) = overset else { return 0 };
    let rows = |index: usize| rows_of(pieces[index].need(settings.lines(index).len()));
    ((piece..pieces.len()).map(rows).sum::<usize>().saturating_sub(line)) as u32
}

/// A cut that makes its paragraph shorter, wherever in it the characters go.
struct Candidate {
    cut: Cut,
    /// Index of the piece.
    piece: usize,
    /// The paragraph with the cut made at its end, in its middle, at its start.
    trials: Vec<Piece>,
}

/// For each paragraph its shortest cut.
fn candidates(
    desk: &Desk<'_>,
    index: usize,
    story: &Story,
    pieces: &[Piece],
    (uniform, narrowest): (Option<Length>, Length),
) -> Vec<Candidate> {
    let measure = uniform.unwrap_or(narrowest);
    let lines = |piece: &Piece| piece.broken(Measure::Uniform(measure)).len();
    let mut found = Vec::new();
    let mut number = 0;
    // Pieces stand in the order of the blocks that they are made of.
    let mut from = 0;
    for block in &story.body {
        number += u32::from(block.is_paragraph());
        let Some(copy) = block.prose() else { continue };
        let span = copy.span_at(0);
        let own = |piece: &Piece| piece.story == index && piece.span == span && piece.together() == 0;
        let Some(ahead) = pieces[from..].iter().position(own) else { continue };
        let at = from + ahead;
        from = at + 1;
        let PieceKind::Text { paragraph, .. } = &pieces[at].kind else { continue };
        let broken = pieces[at].broken(Measure::Uniform(measure));
        let Some(last) = broken.last().filter(|_| broken.len() > 1) else { continue };
        let on_last = count_characters(paragraph.rest(last.start)) as usize;
        for characters in on_last.saturating_sub(ABSORBED).max(1)..=on_last + BEYOND {
            let trials: Vec<Piece> = places(&copy.text, characters)
                .into_iter()
                .filter_map(|range| paragraph_piece(desk, index, &block.with_prose(without(copy, range))))
                .collect();
            if !trials.is_empty() && trials.iter().all(|trial| lines(trial) < broken.len()) {
                let cut = Cut { paragraph: number, characters: characters as u32, lines: 1, span };
                found.push(Candidate { cut, piece: at, trials });
                break;
            }
        }
    }
    found
}

/// Where so many characters could be cut: near the end, the middle and the start. Only Han and marks
/// go, and no two marks come to stand together.
fn places(text: &str, characters: usize) -> Vec<(usize, usize)> {
    let all: Vec<(usize, char)> = text.char_indices().collect();
    let class = |index: usize| class_of(all[index].1);
    let plain = |index: usize| !matches!(class(index), Class::Space | Class::WideSpace | Class::Letter | Class::Digit);
    let han = |index: usize| class(index) == Class::Han;
    let Some(last) = all.len().checked_sub(characters + 1) else { return Vec::new() };
    let fits = |start: usize| {
        let end = start + characters;
        (start..end).all(plain) && han(start) && han(end - 1) && start > 0 && han(start - 1)
    };
    let near = |wanted: usize| (1..=last).filter(|&start| fits(start)).min_by_key(|start| start.abs_diff(wanted));
    let mut starts: Vec<usize> = [last, last / 2, 1].into_iter().filter_map(near).collect();
    starts.dedup();
    let end = |start: usize| all.get(start + characters).map_or(text.len(), |(at, _)| *at);
    starts.into_iter().map(|start| (all[start].0, end(start))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_leaves_figures_and_pairs_of_marks_alone() {
        let text = "今年2026年，全镇修路三条，老街通了车。";
        let cut = |(start, end): (usize, usize)| text[..start].to_owned() + &text[end..];
        let made: Vec<String> = places(text, 3).into_iter().map(cut).collect();
        assert_eq!(made, ["今年2026年，全镇修路三条，老街。", "今年2026年，全三条，老街通了车。"]);
    }
}
