//! Draws what stands on a proof beside the page, and the sheets of a certificate: words, lines, boxes. Lengths from the
//! top left corner of the sheet.

use crate::base::color::{Cmyk, Color};
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::{Length, Permille};
use crate::font::{ChainId, FontBook, Posture, Role, shape};
use crate::page::{Glyph, Item, ItemKind, Sources, TextRun};

/// Inks of a proof.
pub(in crate::output) const BLACK: Cmyk = Cmyk::BLACK;
pub(in crate::output) const GRAY: Cmyk = Cmyk::gray(500);
pub(in crate::output) const PALE: Cmyk = Cmyk::gray(220);
pub(in crate::output) const RED: Cmyk = Cmyk { c: 0, m: 950, y: 850, k: 0 };
pub(in crate::output) const BLUE: Cmyk = Cmyk { c: 900, m: 500, y: 0, k: 0 };
pub(in crate::output) const GREEN: Cmyk = Cmyk { c: 850, m: 100, y: 900, k: 100 };
pub(in crate::output) const SKY: Cmyk = Cmyk { c: 450, m: 0, y: 0, k: 0 };

/// The faces that a proof is lettered in.
#[derive(Clone, Copy)]
pub(in crate::output) struct Letters<'f> {
    book: &'f FontBook,
    /// 黑体.
    plain: ChainId,
    /// 黑体, bold.
    bold: ChainId,
}

/// Things drawn.
#[derive(Default)]
pub(in crate::output) struct Drawing {
    pub(in crate::output) items: Vec<Item>,
}

/// Where words stand at their point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Side {
    Left,
    Middle,
    Right,
}

/// How words look.
#[derive(Clone, Copy)]
pub(in crate::output) struct Look {
    pub(in crate::output) size: Length,
    pub(in crate::output) ink: Cmyk,
    pub(in crate::output) bold: bool,
}

/// Words of a size in hundredths of a point.
pub(in crate::output) fn plain(hundredths: i64, ink: Cmyk) -> Look {
    Look { size: Length::pt_hundredths(hundredths), ink, bold: false }
}

/// The same, bold.
pub(in crate::output) fn bold(hundredths: i64, ink: Cmyk) -> Look {
    Look { bold: true, ..plain(hundredths, ink) }
}

impl<'f> Letters<'f> {
    /// Nothing where the book has no face at all.
    pub(in crate::output) fn new(book: &'f FontBook) -> Option<Letters<'f>> {
        let any = || book.chains().next().map(|(id, _)| id);
        let plain = book.find(Role::Hei, 400).or_else(any)?;
        let bold = book.find(Role::Hei, 700).unwrap_or(plain);
        Some(Letters { book, plain, bold })
    }

    fn chain(&self, look: Look) -> ChainId {
        if look.bold { self.bold } else { self.plain }
    }

    /// How wide words are.
    pub(in crate::output) fn width(&self, text: &str, look: Look) -> Length {
        let advance: i64 =
            shape(self.book, self.chain(look), text).iter().filter(|g| !g.missing).map(|g| i64::from(g.advance)).sum();
        look.size.scale(advance, 1000)
    }

    /// As much of a text as fits, with an ellipsis where some is left out.
    pub(in crate::output) fn fitted(&self, text: &str, look: Look, room: Length) -> String {
        if self.width(text, look) <= room {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.pop().is_some() {
            let shorter: String = kept.iter().chain(std::iter::once(&'…')).collect();
            if self.width(&shorter, look) <= room {
                return shorter;
            }
        }
        String::new()
    }
}

impl Drawing {
    fn add(&mut self, kind: ItemKind) {
        self.items.push(Item { span: Span::NONE, kind });
    }

    /// Words on a baseline. Gives their width.
    pub(in crate::output) fn text(
        &mut self,
        letters: &Letters<'_>,
        text: &str,
        look: Look,
        at: Point,
        side: Side,
    ) -> Length {
        let width = letters.width(text, look);
        let x = match side {
            Side::Left => at.x,
            Side::Middle => at.x - width / 2,
            Side::Right => at.x - width,
        };
        let color = Color::Process(look.ink);
        let mut runs: Vec<TextRun> = Vec::new();
        let mut pen = Length::ZERO;
        let mut rest = text.chars();
        for glyph in shape(letters.book, letters.chain(look), text) {
            let own: String = rest.by_ref().take(usize::from(glyph.chars)).collect();
            if glyph.missing {
                continue;
            }
            if runs.last().is_none_or(|run| run.face != glyph.face) {
                runs.push(TextRun {
                    face: glyph.face,
                    size: look.size,
                    width: Permille::FULL,
                    color: color.clone(),
                    posture: Posture::Level,
                    stroke: Length::ZERO,
                    origin: Point { x: x + pen, y: at.y },
                    glyphs: Vec::new(),
                    text: String::new(),
                    sources: Sources::default(),
                });
            }
            if let Some(run) = runs.last_mut() {
                run.text += &own;
                run.glyphs.push(Glyph { id: glyph.glyph, chars: glyph.chars, x: x + pen - run.origin.x });
            }
            pen += look.size.scale(i64::from(glyph.advance), 1000);
        }
        runs.into_iter().for_each(|run| self.add(ItemKind::Text(run)));
        width
    }

    /// Filled rectangles.
    pub(in crate::output) fn fill(&mut self, rects: Vec<Rect>, ink: Cmyk) {
        if !rects.is_empty() {
            self.add(ItemKind::Fill { rects, color: Color::Process(ink) });
        }
    }

    /// The outline of a rectangle, within it.
    pub(in crate::output) fn frame(&mut self, rect: Rect, weight: Length, ink: Cmyk) {
        let (weight, inner) = (weight.min(rect.width / 2).min(rect.height / 2), rect.height - weight * 2);
        let sides = vec![
            Rect::new(rect.x, rect.y, rect.width, weight),
            Rect::new(rect.x, rect.bottom() - weight, rect.width, weight),
            Rect::new(rect.x, rect.y + weight, weight, inner.max(Length::ZERO)),
            Rect::new(rect.right() - weight, rect.y + weight, weight, inner.max(Length::ZERO)),
        ];
        self.fill(sides, ink);
    }

    /// A number in a filled circle.
    pub(in crate::output) fn badge(&mut self, letters: &Letters<'_>, number: usize, centre: Point, ink: Cmyk) {
        let diameter = Length::pt(9);
        self.add(ItemKind::Dots { centres: vec![centre], diameter, color: Color::Process(ink) });
        let look = bold(if number < 100 { 550 } else { 400 }, Cmyk::WHITE);
        let at = Point { x: centre.x, y: centre.y + look.size.scale(36, 100) };
        self.text(letters, &number.to_string(), look, at, Side::Middle);
    }
}
