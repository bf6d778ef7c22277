//! Characters that no face has, or only another face than the wanted one.

use crate::base::diag::{Code, Diagnostic, say};
use crate::font::{ChainId, FaceId, FontBook};
use crate::model::Copy;

use super::context::Char;

/// What was noticed while shaping, each character once.
#[derive(Default)]
pub(super) struct Troubles {
    missing: Vec<(Char, ChainId)>,
    borrowed: Vec<(Char, ChainId, FaceId)>,
}

impl Troubles {
    /// No face of the chain has it: every place is reported.
    pub(super) fn missing(&mut self, char: Char, chain: ChainId) {
        self.missing.push((char, chain));
    }

    /// It comes from a face further down the chain: reported once for a paragraph.
    pub(super) fn borrowed(&mut self, char: Char, chain: ChainId, face: FaceId) {
        if !self.borrowed.iter().any(|(known, at, _)| known.character == char.character && *at == chain) {
            self.borrowed.push((char, chain, face));
        }
    }

    /// As diagnostics, in the order of the text.
    pub(super) fn report(self, copy: &Copy, fonts: &FontBook) -> Vec<Diagnostic> {
        let mut found: Vec<(u32, Diagnostic)> = Vec::new();
        for (char, chain) in self.missing {
            let names: Vec<&str> = fonts.chain(chain).faces.iter().map(|face| fonts.face(*face).name()).collect();
            let (c, code, list) = (char.character, u32::from(char.character), names.join(" → "));
            let (role, weight) = (fonts.chain(chain).role.name(), fonts.chain(chain).weight);
            let diagnostic = Diagnostic::new(
                Code::CharacterMissing,
                copy.span_at(char.at as usize),
                say(
                    format!("“{c}”（U+{code:04X}）没有字：{role} {weight} 的字体链 {list} 里都没有"),
                    format!("no glyph for `{c}` (U+{code:04X}): no face of {role} {weight} has it: {list}"),
                ),
            )
            .hint(say(
                "换一个字，或在样式的 fallback 里加一个有此字的字体",
                "use another character, or add a face that has it to `fallback` in the style sheet",
            ));
            found.push((char.at, diagnostic));
        }
        for (char, chain, face) in self.borrowed {
            let (c, code, name) = (char.character, u32::from(char.character), fonts.face(face).name());
            let (role, weight) = (fonts.chain(chain).role.name(), fonts.chain(chain).weight);
            let diagnostic = Diagnostic::new(
                Code::CharacterBorrowed,
                copy.span_at(char.at as usize),
                say(
                    format!("“{c}”（U+{code:04X}）借自 {name}：{role} {weight} 没有此字，粗细会不同"),
                    format!("`{c}` (U+{code:04X}) is borrowed from {name}: {role} {weight} lacks it"),
                ),
            )
            .hint(say(
                "在意粗细，就换一个字或换一个有此字的字体",
                "where the weight matters, use another character or a face that has it",
            ));
            found.push((char.at, diagnostic));
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}
