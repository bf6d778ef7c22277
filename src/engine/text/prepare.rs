//! Shapes a paragraph into items.

use crate::base::diag::{Diagnostic, Outcome};
use crate::base::units::Length;
use crate::font::{ChainId, FaceId, FontBook, Posture, Shaped, joins_the_character_before, shape_in};
use crate::model::{Composition, Copy, Figures, Inline, Lang, TextStyle};

use super::class::Class;
use super::context::{Char, classify};
use super::item::{Item, ItemGlyph, Look, Paragraph};
use super::rich::{self, Setting};
use super::rules::LineRules;
use super::{ParagraphStyles, breaks, made, missing, unit, width};

/// Makes a paragraph ready to be broken: classes, widths, gaps and legal breaks.
///
/// Errors: a character that no face of its chain has; it stands as the face's empty box.
pub fn prepare(copy: &Copy, styles: &ParagraphStyles<'_>, rules: &Composition, fonts: &FontBook) -> Outcome<Paragraph> {
    let mut chars = classify(&copy.text);
    made::set_like_han(copy, &mut chars);
    unit::bind(&mut chars, rules);
    keep_together(&mut chars, copy, rules);
    rich::bind(&mut chars, copy);
    let mut builder = Builder {
        fonts,
        rules,
        text: &copy.text,
        origins: &copy.origins,
        chars: &chars,
        items: Vec::with_capacity(chars.len()),
        glyphs: Vec::with_capacity(chars.len()),
        looks: Vec::new(),
        trackings: Vec::new(),
        chains: Vec::new(),
        troubles: missing::Troubles::default(),
    };
    let mut at = 0;
    let mut from = 0;
    for span in &copy.spans {
        at = builder.set_until(at, span.start.max(from), Setting::plain(styles.base));
        rich::each_part(&copy.text, span, styles, |end, setting| at = builder.set_until(at, end, setting));
        from = span.end;
    }
    builder.set_until(at, copy.text.len() as u32, Setting::plain(styles.base));

    let em = horizontal_em(styles.base);
    let Builder { mut items, glyphs, looks, trackings, troubles, .. } = builder;
    let mut glyphs = glyphs;
    width::fit_marks(&mut items, &mut glyphs, &looks, rules);
    width::set_gaps(&mut items, &looks, &trackings, &chars, rules);
    let mut diagnostics: Vec<Diagnostic> = troubles.report(copy, fonts);
    let beside = rich::settle(&mut items, &looks, copy, styles, rules, fonts, &mut diagnostics);
    if rules.character_grid {
        width::to_grid(&mut items, &mut glyphs, em as i32);
    }
    let mut paragraph = Paragraph {
        text: copy.text.clone(),
        file: copy.file,
        looks,
        items,
        glyphs,
        breaks: Vec::new(),
        em,
        widest: 0,
        short: (0, 0),
        rules: LineRules::new(rules),
        beside,
    };
    breaks::collect(&mut paragraph, rules);
    Outcome { value: paragraph, diagnostics }
}

/// The stops that may stand outside the measure.
///
/// Source: CSS Text 3, `hanging-punctuation`, the stops of Chinese among its list; C18.
const HANGING: [char; 4] = ['，', '、', '。', '．'];

/// Names and phrases of the style are not parted.
fn keep_together(chars: &mut [Char], copy: &Copy, rules: &Composition) {
    let mut glue = |start: usize, end: usize| {
        let first = chars.partition_point(|char| (char.at as usize) < start);
        let kept = chars[first..].iter_mut().take_while(|char| (char.at as usize) < end);
        kept.skip(1).for_each(|char| char.flags |= unit::GLUED);
    };
    for phrase in &rules.keep {
        for (at, found) in copy.text.match_indices(phrase.as_str()) {
            glue(at, at + found.len());
        }
    }
}

/// 1 em along the line.
fn horizontal_em(style: &TextStyle) -> i64 {
    style.width.of(style.size).get()
}

pub(super) struct Builder<'a> {
    pub(super) fonts: &'a FontBook,
    rules: &'a Composition,
    pub(super) text: &'a str,
    origins: &'a [u32],
    pub(super) chars: &'a [Char],
    items: Vec<Item>,
    pub(super) glyphs: Vec<ItemGlyph>,
    looks: Vec<Look>,
    /// Tracking of each look, in EMU.
    trackings: Vec<i32>,
    /// The chain of each look.
    chains: Vec<ChainId>,
    pub(super) troubles: missing::Troubles,
}

/// What holds for all characters of one stretch.
pub(super) struct Stretch<'a> {
    pub(super) style: &'a TextStyle,
    size: Length,
    raise: Length,
    em: i64,
    kind: Inline,
    figures: Figures,
}

impl Stretch<'_> {
    /// The language of a character's form. Marks are never those of another place: in Taiwan they stand
    /// in the middle of their box (C43).
    fn lang(&self, class: Class) -> Lang {
        if class.is_han() { self.kind.lang } else { Lang::Hans }
    }
}

impl Builder<'_> {
    /// Sets the characters from index `at` to before byte `end`; gives the next index.
    fn set_until(&mut self, mut at: usize, end: u32, setting: Setting<'_>) -> usize {
        let Setting { style, size, raise, kind } = setting;
        let figures = style.figures.unwrap_or(self.rules.figures);
        let stretch = Stretch { style, size, raise, em: style.width.of(size).get(), kind, figures };
        let limit = at + self.chars[at..].iter().take_while(|char| char.at < end).count();
        if kind.has(Inline::GLYPH) && self.set_made(at, limit, &stretch) {
            return limit;
        }
        while at < limit {
            let next = self.cluster_end(at, limit);
            if next == at + 1 && self.set_single(at, &stretch) {
                at = next;
                continue;
            }
            self.set_run(at, next, &stretch);
            at = next;
        }
        at
    }

    /// The end of what must be shaped together with the character at `at`.
    fn cluster_end(&self, at: usize, limit: usize) -> usize {
        let class = self.chars[at].class;
        let mut next = at + 1;
        if class == Class::Dash || class == Class::Ellipsis {
            // C11: two by two.
            if next < limit && self.chars[next].character == self.chars[at].character && pairs(self.chars[at]) {
                next += 1;
            }
            return next;
        }
        let west = is_shaped_together(class);
        while next < limit
            && ((west && is_shaped_together(self.chars[next].class))
                || joins_the_character_before(self.chars[next].character))
        {
            next += 1;
        }
        next
    }

    /// One character by its own glyph; false when it has to be shaped with care.
    fn set_single(&mut self, at: usize, stretch: &Stretch<'_>) -> bool {
        let char = self.chars[at];
        let chain = stretch.style.chain;
        let Some(found) = self.fonts.look_up(chain, char.character, stretch.lang(char.class)) else { return false };
        let face = found.face;
        if found.borrowed && self.fonts.made(chain).is_some_and(|made| made.face == face) {
            self.troubles.lacks_form(char, face, missing::Form::Drawing(char.character.to_string(), chain));
        } else if found.borrowed {
            self.troubles.borrowed(char, chain, face);
        }
        self.tell_form(char, stretch, face);
        // C20: figures of ½ em have forms drawn for that width; others by style.
        let form = stretch.figures.form().and_then(|form| self.fonts.face(face).figure(char.character, form));
        let (glyph, advance) = form.unwrap_or((found.glyph, found.advance));
        self.push(at, stretch, face, advance, 1);
        self.glyphs.push(ItemGlyph { id: glyph, chars: 1, x: 0 });
        true
    }

    /// A run that the shaper must see whole: words, dashes, clusters.
    fn set_run(&mut self, at: usize, next: usize, stretch: &Stretch<'_>) {
        let from = self.chars[at].at as usize;
        let to = self.chars.get(next).map_or(self.text.len(), |char| char.at as usize);
        let lang = stretch.lang(self.chars[at].class);
        let shaped = shape_in(self.fonts, stretch.style.chain, &self.text[from..to], lang);
        let whole = matches!(self.chars[at].class, Class::Dash | Class::Ellipsis);
        let mut index = at;
        let mut first = 0;
        while first < shaped.len() {
            let mut last = first + 1;
            while last < shaped.len() && (whole || shaped[last].chars == 0) && shaped[last].face == shaped[first].face {
                last += 1;
            }
            self.set_cluster(index, &shaped[first..last], stretch);
            index += shaped[first..last].iter().map(|glyph| usize::from(glyph.chars)).sum::<usize>();
            first = last;
        }
    }

    fn set_cluster(&mut self, at: usize, glyphs: &[Shaped], stretch: &Stretch<'_>) {
        let char = self.chars[at.min(self.chars.len() - 1)];
        let chain: ChainId = stretch.style.chain;
        if glyphs.iter().any(|glyph| glyph.missing) {
            let chars = glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
            self.troubles.missing(char, chain, self.words(at, chars));
        } else if glyphs.iter().any(|glyph| glyph.borrowed) {
            self.troubles.borrowed(char, chain, glyphs[0].face);
        }
        if let Some(glyph) = glyphs.iter().find(|glyph| glyph.unvaried) {
            let words = self.words(at, usize::from(glyph.chars));
            self.troubles.lacks_form(char, glyph.face, missing::Form::Variant(words));
        }
        self.tell_form(char, stretch, glyphs[0].face);
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum::<i32>();
        let chars: usize = glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
        self.push(at, stretch, glyphs[0].face, advance, chars);
        let mut x = 0;
        for glyph in glyphs {
            self.glyphs.push(ItemGlyph {
                id: glyph.glyph,
                chars: glyph.chars,
                x: scale(x + glyph.x_offset, stretch.em),
            });
            x += glyph.advance;
        }
    }

    /// An item whose glyphs follow. `advance` is in thousandths of an em.
    pub(super) fn push(&mut self, at: usize, stretch: &Stretch<'_>, face: FaceId, advance: i32, chars: usize) {
        let char = self.chars[at];
        let class = char.class;
        let shape = width::natural(char, self.neighbours(at, chars), advance, chars, (self.rules, stretch.figures));
        let look = self.look(stretch, face);
        let mut flags = 0;
        if char.flags & unit::GLUED != 0 {
            flags |= Item::GLUED;
        }
        if char.flags & unit::INSIDE != 0 {
            flags |= Item::INSIDE;
        }
        if char.flags & unit::SOFT != 0 {
            flags |= Item::SOFT;
        }
        if char.flags & unit::HYPHEN != 0 {
            flags |= Item::HYPHEN;
        }
        if HANGING.contains(&char.character) {
            flags |= Item::HANGS;
        }
        if stretch.kind.has(Inline::EMPHASIS) && class.is_character() {
            flags |= Item::DOT;
        }
        let scaled = scale(shape.advance, stretch.em);
        self.items.push(Item {
            start: char.at,
            source: self.origins.get(at).copied().unwrap_or(0),
            glyph: self.glyphs.len() as u32,
            advance: scaled,
            left: scale(shape.left, stretch.em),
            right: scale(shape.right, stretch.em),
            before: scale(shape.shift, stretch.em),
            tight_before: 0,
            tight: 0,
            look,
            class,
            flags,
        });
    }

    /// Tells where a stretch wants the forms of a language that the face does not have (C43).
    fn tell_form(&mut self, char: Char, stretch: &Stretch<'_>, face: FaceId) {
        let lang = stretch.lang(char.class);
        if lang != Lang::Hans && !self.fonts.face(face).has_forms(lang) {
            self.troubles.lacks_form(char, face, missing::Form::Language(lang));
        }
    }

    /// The text of `count` characters from index `at` on.
    fn words(&self, at: usize, count: usize) -> String {
        self.chars[at.min(self.chars.len())..].iter().take(count).map(|char| char.character).collect()
    }

    fn neighbours(&self, at: usize, chars: usize) -> (Option<Class>, Option<Class>) {
        let before = at.checked_sub(1).map(|before| self.chars[before].class);
        (before, self.chars.get(at + chars.max(1)).map(|char| char.class))
    }

    fn look(&mut self, stretch: &Stretch<'_>, face: FaceId) -> u16 {
        let style = stretch.style;
        // Of two chains that borrow one face, each has a stroke of its own.
        let same = |index: usize| {
            let look = &self.looks[index];
            look.face == face
                && self.chains[index] == style.chain
                && (look.size, look.raise) == (stretch.size, stretch.raise)
                && look.width == style.width
                && look.color == style.color
        };
        if let Some(item) = self.items.last()
            && same(usize::from(item.look))
        {
            return item.look;
        }
        if let Some(index) = (0..self.looks.len()).position(same) {
            return index as u16;
        }
        let (hyphen, advance) = self.fonts.face(face).glyph('-').unwrap_or((0, 0));
        let stroke = Length::emu(i64::from(scale(self.fonts.stroke(style.chain, face), stretch.size.get())));
        self.looks.push(Look {
            face,
            size: stretch.size,
            width: style.width,
            color: style.color.clone(),
            raise: stretch.raise,
            posture: Posture::Level,
            hyphen: (hyphen, scale(advance, stretch.em)),
            stroke,
        });
        self.chains.push(style.chain);
        self.trackings.push(scale(style.tracking.0, stretch.em));
        (self.looks.len() - 1) as u16
    }
}

/// Thousandths of an em as EMU, rounded to nearest.
pub(super) fn scale(thousandths: i32, em: i64) -> i32 {
    if thousandths == 1000 {
        return em as i32;
    }
    let product = i64::from(thousandths) * em;
    ((product + 500 * product.signum()) / 1000) as i32
}

/// An em of a look along the line.
pub(super) fn em_of(look: &Look) -> Length {
    look.width.of(look.size)
}

fn pairs(char: Char) -> bool {
    // U+2E3A and U+2E3B are two and three em wide by themselves.
    !matches!(char.character, '⸺' | '⸻')
}

/// Classes whose glyphs may depend on one another: ligatures and kerning. Figures do not, and the
/// shaper would be the slowest part of a page full of them.
fn is_shaped_together(class: Class) -> bool {
    class == Class::Letter
}
