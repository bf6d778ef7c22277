//! Runs a content stream: every operator, within bounds of number, depth and time.
//!
//! Source: ISO 32000-1, annex A, for the operators.

use std::collections::BTreeMap;
use std::rc::Rc;

use tiny_skia::{FillRule, PathBuilder};

use crate::base::diag::Code;
use crate::base::press::{Limits, PictureLimits};
use crate::output::preflight::plates::Plates;
use crate::output::preflight::seen::{Seen, Told};
use crate::output::read::{Dict, Document, Lexer, Limit, Object, Token, shown};

use super::font::Font;
use super::layers::Layers;
use super::space::Space;
use super::state::{Matrix, Paint, Pattern, State};

/// Operators of a page, forms and patterns with it.
const OPERATORS: usize = 10_000_000;
/// Forms of a page, each time one is called.
pub(super) const FORMS: usize = 20_000;
/// Forms in forms.
pub(super) const DEPTH: usize = 12;
/// Bytes of one content stream.
const CONTENT: usize = 256 << 20;
/// Operands of an operator, and of an array of text more.
const OPERANDS: usize = 4096;
/// States that are kept by `q`; ISO 32000-1, annex C says 28.
const KEPT: usize = 28;

/// A page as it is run.
pub(in crate::output::preflight) struct Runner<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) limits: Limits,
    pub(super) pictures: PictureLimits,
    /// Of the page: named spaces of shadings are looked for here.
    pub(super) page_resources: Option<Dict>,
    /// From the space of the page, or of the form that is run, to pixels: what patterns hang on.
    pub(super) base: Matrix,
    pub(in crate::output::preflight) plates: Plates,
    pub(in crate::output::preflight) seen: Seen,
    pub(super) state: State,
    kept: Vec<State>,
    pub(super) path: PathBuilder,
    pub(super) points: usize,
    pub(super) clip_next: Option<FillRule>,
    pub(super) text_matrix: Matrix,
    line_matrix: Matrix,
    in_text: bool,
    /// Glyphs that clip when the text ends.
    pub(super) text_clip: Option<PathBuilder>,
    pub(super) layers: Layers,
    operators: usize,
    fonts: BTreeMap<(u32, Vec<u8>), Rc<Font>>,
    pub(super) depth: usize,
    /// How often forms were called.
    pub(super) forms: usize,
    /// Forms that are being run, by their objects: one in itself is a circle.
    pub(super) running: Vec<u32>,
}

impl<'d, 'a> Runner<'d, 'a> {
    /// A page not yet begun; `ctm` brings its space to pixels.
    pub(in crate::output::preflight) fn new(
        document: &'d Document<'a>,
        (limits, pictures): (Limits, PictureLimits),
        plates: Plates,
        ctm: [f64; 6],
        seen: Seen,
    ) -> Runner<'d, 'a> {
        let clip = plates.whole();
        Runner {
            document,
            limits,
            pictures,
            page_resources: None,
            base: Matrix(ctm),
            plates,
            seen,
            state: State::new(Matrix(ctm), clip),
            kept: Vec::new(),
            path: PathBuilder::new(),
            points: 0,
            clip_next: None,
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            in_text: false,
            text_clip: None,
            layers: Layers::read(document),
            operators: 0,
            fonts: BTreeMap::new(),
            depth: 0,
            forms: 0,
            running: Vec::new(),
        }
    }

    /// Runs a page's content: its streams one behind the other.
    pub(in crate::output::preflight) fn page(&mut self, contents: &[&Object], resources: Option<&Dict>) {
        self.page_resources = resources.cloned();
        let mut all = Vec::new();
        for object in contents {
            let Some(stream) = object.stream() else { continue };
            match self.document.decode(stream, Limit::Bytes(CONTENT)) {
                Ok(read) if all.len() + read.bytes.len() <= CONTENT => {
                    all.extend_from_slice(&read.bytes);
                    all.push(b'\n');
                }
                Ok(_) | Err(crate::output::read::Undecoded::TooLarge) => self.seen.limit(),
                Err(_) => self.seen.tell(Told::plain(Code::PdfDamaged, "Contents")),
            }
        }
        self.content(&all, resources);
    }

    /// Runs the bytes of one stream.
    pub(super) fn content(&mut self, bytes: &[u8], resources: Option<&Dict>) {
        let base = self.kept.len();
        let mut lexer = Lexer::content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        loop {
            match lexer.token() {
                Ok(Token::End) => break,
                Ok(Token::Object(object)) => {
                    if operands.len() < OPERANDS {
                        operands.push(object);
                    }
                }
                Ok(Token::Word(word)) => {
                    self.operators += 1;
                    if self.operators > OPERATORS {
                        self.seen.limit();
                        break;
                    }
                    if word == b"BI" {
                        self.inline_image(&mut lexer, resources);
                    } else {
                        self.operator(&word, &operands, resources, base);
                    }
                    operands.clear();
                }
                Err(_) => {
                    self.seen.tell(Told::plain(Code::PdfDamaged, "content stream"));
                    break;
                }
            }
        }
        if self.kept.len() > base || (self.in_text && self.depth == 0) {
            let what = if self.in_text { "BT" } else { "q" };
            self.seen.tell(Told::plain(Code::PdfUnbalanced, what));
        }
        if self.kept.len() > base {
            self.state = self.kept[base].clone();
            self.kept.truncate(base);
        }
        self.in_text = self.in_text && self.depth > 0;
    }

    fn operator(&mut self, word: &[u8], operands: &[Object], resources: Option<&Dict>, base: usize) {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        let n = |index: usize| numbers.get(index).copied().filter(|number| number.is_finite()).unwrap_or(0.0);
        let name = || operands.iter().rev().find_map(Object::name).unwrap_or_default();
        match word {
            b"q" => {
                if self.kept.len() - base >= KEPT {
                    self.seen.tell(Told::plain(Code::PdfUnbalanced, "q"));
                }
                if self.kept.len() < 512 {
                    self.kept.push(self.state.clone());
                }
            }
            b"Q" => {
                if self.kept.len() > base {
                    self.state = self.kept.pop().unwrap_or_else(|| self.state.clone());
                } else {
                    self.seen.tell(Told::plain(Code::PdfUnbalanced, "Q"));
                }
            }
            b"cm" => self.state.ctm = matrix(&numbers).then(self.state.ctm),
            b"w" => self.state.line_width = n(0).abs(),
            b"J" => self.state.cap = n(0) as i64,
            b"j" => self.state.join = n(0) as i64,
            b"M" => self.state.miter = n(0).max(1.0),
            b"d" => {
                let dashes = operands.first().and_then(Object::array).unwrap_or_default();
                let dashes = dashes.iter().take(64).filter_map(Object::number).map(f64::abs).collect();
                self.state.dash = (dashes, n(0));
            }
            b"i" => {}
            b"ri" => self.seen.intent(name()),
            b"gs" => self.graphics_state(name(), resources),
            b"m" => self.point(|path, (x, y)| path.move_to(x, y), [n(0), n(1)]),
            b"l" => self.point(|path, (x, y)| path.line_to(x, y), [n(0), n(1)]),
            b"c" => self.curve([n(0), n(1)], [n(2), n(3)], [n(4), n(5)]),
            b"v" => {
                let at = self.last_point();
                self.curve(at, [n(0), n(1)], [n(2), n(3)]);
            }
            b"y" => self.curve([n(0), n(1)], [n(2), n(3)], [n(2), n(3)]),
            b"h" => self.path.close(),
            b"re" => {
                let (x, y, width, height) = (n(0), n(1), n(2), n(3));
                self.point(|path, (x, y)| path.move_to(x, y), [x, y]);
                for corner in [[x + width, y], [x + width, y + height], [x, y + height]] {
                    self.point(|path, (x, y)| path.line_to(x, y), corner);
                }
                self.path.close();
            }
            b"S" => self.paint(None, true),
            b"s" => {
                self.path.close();
                self.paint(None, true);
            }
            b"f" | b"F" => self.paint(Some(FillRule::Winding), false),
            b"f*" => self.paint(Some(FillRule::EvenOdd), false),
            b"B" => self.paint(Some(FillRule::Winding), true),
            b"B*" => self.paint(Some(FillRule::EvenOdd), true),
            b"b" | b"b*" => {
                self.path.close();
                let rule = if word == b"b" { FillRule::Winding } else { FillRule::EvenOdd };
                self.paint(Some(rule), true);
            }
            b"n" => self.paint(None, false),
            b"W" => self.clip_next = Some(FillRule::Winding),
            b"W*" => self.clip_next = Some(FillRule::EvenOdd),
            b"g" => self.choose(true, Space::Gray, &numbers),
            b"G" => self.choose(false, Space::Gray, &numbers),
            b"k" => self.choose(true, Space::Cmyk, &numbers),
            b"K" => self.choose(false, Space::Cmyk, &numbers),
            b"rg" => self.choose(true, Space::Screen("DeviceRGB"), &numbers),
            b"RG" => self.choose(false, Space::Screen("DeviceRGB"), &numbers),
            b"cs" | b"CS" => {
                let space = Space::read(self.document, &Object::Name(name().to_vec()), resources);
                self.seen.space(&space);
                let paint = Paint::of(space);
                *(if word == b"cs" { &mut self.state.fill } else { &mut self.state.stroke }) = paint;
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let pattern = operands.last().and_then(Object::name).map(|name| {
                    let raw = self.named(resources, b"Pattern", name);
                    let object = self.document.resolve(raw).clone();
                    Rc::new(Pattern { name: name.to_vec(), object, base: self.base })
                });
                let paint = if word.starts_with(b"s") { &mut self.state.fill } else { &mut self.state.stroke };
                (paint.color, paint.pattern) = (numbers, pattern);
            }
            b"sh" => self.shading(name(), resources),
            b"Do" => self.external(name(), resources),
            b"BT" => {
                if self.in_text {
                    self.seen.tell(Told::plain(Code::PdfUnbalanced, "BT"));
                }
                self.in_text = true;
                self.text_matrix = Matrix::IDENTITY;
                self.line_matrix = Matrix::IDENTITY;
            }
            b"ET" => {
                if !self.in_text {
                    self.seen.tell(Told::plain(Code::PdfUnbalanced, "ET"));
                }
                self.in_text = false;
                if let Some(path) = self.text_clip.take().and_then(PathBuilder::finish) {
                    self.clip(&path, FillRule::Winding);
                }
            }
            b"Tc" => self.state.text.char_space = n(0),
            b"Tw" => self.state.text.word_space = n(0),
            b"Tz" => self.state.text.scale = n(0) / 100.0,
            b"TL" => self.state.text.leading = n(0),
            b"Ts" => self.state.text.rise = n(0),
            b"Tr" => self.state.text.mode = n(0) as i64,
            b"Tf" => {
                self.state.text.size = n(0);
                self.state.text.font = self.font(name(), resources);
            }
            b"Td" => self.next_line(n(0), n(1)),
            b"TD" => {
                self.state.text.leading = -n(1);
                self.next_line(n(0), n(1));
            }
            b"Tm" => {
                self.text_matrix = matrix(&numbers);
                self.line_matrix = self.text_matrix;
            }
            b"T*" => self.next_line(0.0, -self.state.text.leading),
            b"Tj" => self.show(operands.last().and_then(Object::text).unwrap_or_default(), resources),
            b"'" => {
                self.next_line(0.0, -self.state.text.leading);
                self.show(operands.last().and_then(Object::text).unwrap_or_default(), resources);
            }
            b"\"" => {
                (self.state.text.word_space, self.state.text.char_space) = (n(0), n(1));
                self.next_line(0.0, -self.state.text.leading);
                self.show(operands.last().and_then(Object::text).unwrap_or_default(), resources);
            }
            b"TJ" => {
                for item in operands.last().and_then(Object::array).unwrap_or_default() {
                    match item {
                        Object::Text(text) => self.show(text, resources),
                        other => self.shift(-other.number().unwrap_or(0.0) / 1000.0 * self.state.text.size),
                    }
                }
            }
            // `BX` and `EX` may stand; what they would hide is told as what it is.
            b"MP" | b"DP" | b"d0" | b"d1" | b"BX" | b"EX" => {}
            b"BMC" => self.layers.begin(false),
            b"BDC" => {
                let is_layer = operands.first().and_then(Object::name) == Some(b"OC");
                let raw = self.named(resources, b"Properties", name());
                let is_hidden = is_layer && self.layers.hides(self.document, raw);
                self.layers.begin(is_hidden);
                self.seen.is_off = self.layers.is_off();
            }
            b"EMC" => {
                self.layers.end();
                self.seen.is_off = self.layers.is_off();
            }
            other => self.seen.tell(Told::plain(Code::PdfOperator, &shown(&other[..other.len().min(20)]))),
        }
    }

    fn choose(&mut self, is_fill: bool, space: Space, numbers: &[f64]) {
        self.seen.space(&space);
        let paint = Paint { color: numbers.to_vec(), space: Rc::new(space), pattern: None };
        *(if is_fill { &mut self.state.fill } else { &mut self.state.stroke }) = paint;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    fn font(&mut self, name: &[u8], resources: Option<&Dict>) -> Option<Rc<Font>> {
        let fonts = resources.and_then(|resources| self.document.dict(resources, b"Font"));
        let raw = fonts.map_or(&Object::Null, |fonts| fonts.raw(name));
        let number = if let Object::Ref(number, _) = raw { *number } else { 0 };
        let key = (number, if number == 0 { name.to_vec() } else { Vec::new() });
        if let Some(known) = self.fonts.get(&key) {
            return Some(known.clone());
        }
        let Some(dict) = self.document.resolve(raw).dict() else {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(name)));
            return None;
        };
        let font = Rc::new(Font::read(self.document, dict));
        self.seen.font(&font);
        self.fonts.insert(key, font.clone());
        Some(font)
    }
}

/// A matrix of six operands.
pub(super) fn matrix(numbers: &[f64]) -> Matrix {
    let mut matrix = [0.0; 6];
    for (slot, number) in matrix.iter_mut().zip(numbers) {
        *slot = if number.is_finite() { number.clamp(-1e9, 1e9) } else { 0.0 };
    }
    Matrix(matrix)
}
