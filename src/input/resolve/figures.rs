//! Forms of figures that a style asks for, and whether its face has them (C43).

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::font::{ChainId, FigureForm, FontBook};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::Choice;
use crate::model::Figures;

/// The figures of a style whose type is `chain`; warns where its face has no such figures.
pub(super) fn figures(
    written: Option<Spanned<Choice<Figures>>>,
    chain: ChainId,
    fonts: &FontBook,
    sink: &mut Sink,
) -> Option<Figures> {
    let written = written?;
    check(written.value.0, written.span, chain, fonts, sink);
    Some(written.value.0)
}

/// Warns where the face that sets the figures of `chain` has them not in this form. Figures of ½ em
/// can be had in every face: where they are not drawn, they stand in the middle of their ½ em.
pub(super) fn check(figures: Figures, span: Span, chain: ChainId, fonts: &FontBook, sink: &mut Sink) {
    let Some(form) = figures.form().filter(|form| *form != FigureForm::Half) else { return };
    let Some(found) = fonts.look_up(chain, '0', crate::model::Lang::Hans) else { return };
    let face = fonts.face(found.face);
    if face.has_figures(form) {
        return;
    }
    let (zh, en, tag) = match form {
        FigureForm::OldStyle => ("旧式数字", "old-style figures", "onum"),
        _ => ("等宽数字", "tabular figures", "tnum"),
    };
    let name = face.name();
    let message = say(
        format!("{name} 没有{zh}（{tag}），排的是它本来的数字"),
        format!("{name} has no {en} ({tag}): its own figures are set"),
    );
    let hint = say(
        "请换用有此数字的字体，或写 `figures: half`；各字体有什么，见 `paiban fonts`",
        "use a face that has them, or write `figures: half`; `paiban fonts` tells what each face has",
    );
    sink.push(Diagnostic::new(Code::FormMissing, span, message).hint(hint));
}
