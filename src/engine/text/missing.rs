//! Characters that no face has, or only another face than the wanted one, and forms of characters that
//! a face lacks (C43).

use crate::base::diag::{Code, Diagnostic, Severity, say};
use crate::font::{ChainId, FaceId, FontBook};
use crate::model::{Copy, Lang};

use super::context::Char;

/// What was noticed while shaping.
#[derive(Default)]
pub(super) struct Troubles {
    missing: Vec<(Char, ChainId, String)>,
    undrawn: Vec<(Char, ChainId, String)>,
    borrowed: Vec<(Char, ChainId, FaceId)>,
    forms: Vec<(Char, FaceId, Form)>,
}

/// A form of a glyph that a face was asked for and does not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Of a language.
    Language(Lang),
    /// Of a character with its variation selector.
    Variant(String),
    /// A drawing, of another role or weight than this chain's.
    Drawing(String, ChainId),
}

impl Troubles {
    /// No face of the chain has these characters, which belong together: every place is reported.
    pub(super) fn missing(&mut self, char: Char, chain: ChainId, words: String) {
        self.missing.push((char, chain, words));
    }

    /// 造字: no drawing has this name: every place is reported.
    pub(super) fn undrawn(&mut self, char: Char, chain: ChainId, name: String) {
        self.undrawn.push((char, chain, name));
    }

    /// It comes from a face further down the chain: reported once for a paragraph.
    pub(super) fn borrowed(&mut self, char: Char, chain: ChainId, face: FaceId) {
        if !self.borrowed.iter().any(|(known, at, _)| known.character == char.character && *at == chain) {
            self.borrowed.push((char, chain, face));
        }
    }

    /// A face lacks a form: reported once for a paragraph.
    pub(super) fn lacks_form(&mut self, char: Char, face: FaceId, form: Form) {
        if !self.forms.iter().any(|(_, at, known)| *at == face && *known == form) {
            self.forms.push((char, face, form));
        }
    }

    /// As diagnostics, in the order of the text.
    pub(super) fn report(self, copy: &Copy, fonts: &FontBook) -> Vec<Diagnostic> {
        let mut found: Vec<(u32, Diagnostic)> = Vec::new();
        for (char, chain, words) in &self.missing {
            found.push((char.at, missing(copy, fonts, *char, *chain, words)));
        }
        for (char, chain, name) in &self.undrawn {
            found.push((char.at, undrawn(copy, fonts, *char, *chain, name)));
        }
        for (char, chain, face) in &self.borrowed {
            found.push((char.at, borrowed(copy, fonts, *char, *chain, *face)));
        }
        for (char, face, form) in &self.forms {
            found.push((char.at, form_missing(copy, fonts, *char, *face, form)));
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}

/// `U+0061 U+20DD`.
fn codes(words: &str) -> String {
    let codes: Vec<String> = words.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    codes.join(" ")
}

fn missing(copy: &Copy, fonts: &FontBook, char: Char, chain: ChainId, words: &str) -> Diagnostic {
    let names: Vec<&str> = fonts.chain(chain).faces.iter().map(|face| fonts.face(*face).name()).collect();
    let (code, list) = (codes(words), names.join(" → "));
    let (role, weight) = (fonts.chain(chain).role.name(), fonts.chain(chain).weight);
    let span = copy.span_at(char.at as usize);
    if words.chars().count() > 1 {
        let message = say(
            format!("“{words}”（{code}）排不出：{role} {weight} 的字体链 {list} 里没有一个字体能把它们叠在一起"),
            format!("`{words}` ({code}) cannot be set: no face of {role} {weight} can combine these: {list}"),
        );
        let hint = say(
            "请改用合成好的一个字符，或换一个写法",
            "use the one character that has them composed, or write it otherwise",
        );
        return Diagnostic::new(Code::CharacterMissing, span, message).hint(hint);
    }
    let message = say(
        format!("“{words}”（{code}）没有字：{role} {weight} 的字体链 {list} 里都没有"),
        format!("no glyph for `{words}` ({code}): no face of {role} {weight} has it: {list}"),
    );
    let hint = say(
        format!("换一个字，在样式的 fallback 里加一个有此字的字体，或在 glyphs 里为 {code} 造字"),
        format!(
            "use another character, add a face that has it to `fallback` in the style sheet, or draw {code} under `glyphs`"
        ),
    );
    Diagnostic::new(Code::CharacterMissing, span, message).hint(hint)
}

fn undrawn(copy: &Copy, fonts: &FontBook, char: Char, chain: ChainId, name: &str) -> Diagnostic {
    let role = fonts.chain(chain).role.name();
    let known = fonts.made(chain).map(crate::font::Made::labels).unwrap_or_default();
    let message = say(
        format!("没有名为“{name}”的造字：样式表 {role} 的 glyphs 里找不到"),
        format!("no drawing is named `{name}`: it is not among the `glyphs` of {role} in the style sheet"),
    );
    let hint = if known.is_empty() {
        say(
            format!("请在样式表 faces → {role} → glyphs 里写“{name}”: 文件.svg"),
            format!("write \"{name}\": FILE.svg under faces → {role} → glyphs of the style sheet"),
        )
    } else {
        let list = known[..known.len().min(12)].join(" ");
        say(format!("现有：{list}"), format!("there are: {list}"))
    };
    Diagnostic::new(Code::CharacterMissing, copy.span_at(char.at as usize), message).hint(hint)
}

fn borrowed(copy: &Copy, fonts: &FontBook, char: Char, chain: ChainId, face: FaceId) -> Diagnostic {
    let (c, code, name) = (char.character, u32::from(char.character), fonts.face(face).name());
    let (role, weight) = (fonts.chain(chain).role.name(), fonts.chain(chain).weight);
    let span = copy.span_at(char.at as usize);
    if fonts.stroke(chain, face) > 0 {
        let message = say(
            format!("“{c}”（U+{code:04X}）借自 {name}，已描边加粗：{role} {weight} 没有此字"),
            format!("`{c}` (U+{code:04X}) is borrowed from {name}, and thickened: {role} {weight} lacks it"),
        );
        let hint = say(
            "请看清样上粗细是否相称；不合意就换一个字，或在 glyphs 里造字",
            "look whether it suits its neighbours; if not, use another character, or draw it under `glyphs`",
        );
        return Diagnostic::new(Code::CharacterBorrowed, span, message).hint(hint);
    }
    let message = say(
        format!("“{c}”（U+{code:04X}）借自 {name}：{role} {weight} 没有此字，粗细会不同"),
        format!("`{c}` (U+{code:04X}) is borrowed from {name}: {role} {weight} lacks it"),
    );
    let hint = say(
        "在意粗细，就换一个字或换一个有此字的字体",
        "where the weight matters, use another character or a face that has it",
    );
    Diagnostic::new(Code::CharacterBorrowed, span, message).hint(hint)
}

fn form_missing(copy: &Copy, fonts: &FontBook, char: Char, face: FaceId, form: &Form) -> Diagnostic {
    let name = fonts.face(face).name();
    let span = copy.span_at(char.at as usize);
    match form {
        Form::Language(lang) => {
            let (zh, en) = match lang {
                Lang::Hans => ("简体", "Simplified Chinese"),
                Lang::Hant => ("繁体", "Traditional Chinese"),
                Lang::Ja => ("日文", "Japanese"),
                Lang::Ko => ("韩文", "Korean"),
            };
            let message = say(
                format!("{name} 没有另外的{zh}字形，这里用的是它本来的字形"),
                format!("{name} has no {en} forms of its own: its usual ones are set"),
            );
            let hint = say(
                format!("字形要合{zh}规范，请换用有 locl 的字体；见 `paiban fonts`"),
                format!("where {en} forms matter, use a face with `locl` for them: see `paiban fonts`"),
            );
            Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::FormMissing, span, message) }.hint(hint)
        }
        Form::Variant(words) => {
            let code = codes(words);
            let message = say(
                format!("“{words}”（{code}）：{name} 没有这个异体，这里排的是本字"),
                format!("`{words}` ({code}): {name} does not know the variant; the character's own form is set"),
            );
            let hint = say(
                "请换用有此异体的字体、在 glyphs 里造字，或删去异体选择符",
                "use a face that has the variant, draw it under `glyphs`, or delete the selector",
            );
            Diagnostic::new(Code::FormMissing, span, message).hint(hint)
        }
        Form::Drawing(words, chain) => {
            let (role, weight) = (fonts.chain(*chain).role.name(), fonts.chain(*chain).weight);
            let message = say(
                format!("造字“{words}”不是为 {role} {weight} 画的，粗细会不同"),
                format!("the drawing of `{words}` was not made for {role} {weight}"),
            );
            let hint = say(
                format!("请为 {role} {weight} 另画一个，写在它的 glyphs 里"),
                format!("draw one for {role} {weight}, and write it under its `glyphs`"),
            );
            Diagnostic::new(Code::FormMissing, span, message).hint(hint)
        }
    }
}
