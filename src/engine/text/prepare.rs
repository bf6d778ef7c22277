//! Shapes a paragraph into items.

use crate::base::diag::{Diagnostic, Outcome};
use crate::base::units::{Length, Permille};
use crate::font::{ChainId, FaceId, FontBook, Posture, Role, Shaped, joins_the_character_before, shape};
use crate::model::{Composition, Copy, Direction, Figures, Inline, TextStyle, Voice};

use super::class::Class;
use super::context::{Char, classify};
use super::item::{Item, ItemGlyph, Look, Paragraph};
use super::{ParagraphStyles, breaks, missing, unit, vertical, width};

/// Makes a paragraph ready to be broken: classes, widths, gaps and legal breaks.
///
/// Errors: a character that no face of its chain has; it stands as the face's empty box.
pub fn prepare(copy: &Copy, styles: &ParagraphStyles<'_>, rules: &Composition, fonts: &FontBook) -> Outcome<Paragraph> {
    prepare_along(Direction::Horizontal, copy, styles, rules, fonts)
}

/// As [`prepare`], for lines that run in `direction`.
pub fn prepare_along(
    direction: Direction,
    copy: &Copy,
    styles: &ParagraphStyles<'_>,
    rules: &Composition,
    fonts: &FontBook,
) -> Outcome<Paragraph> {
    let mut chars = classify(&copy.text);
    unit::bind(&mut chars);
    let mut builder = Builder {
        direction,
        fonts,
        rules,
        text: &copy.text,
        origins: &copy.origins,
        chars: &chars,
        items: Vec::with_capacity(chars.len()),
        glyphs: Vec::with_capacity(chars.len()),
        looks: Vec::new(),
        trackings: Vec::new(),
        troubles: missing::Troubles::default(),
    };
    let mut at = 0;
    let mut from = 0;
    for span in &copy.spans {
        at = builder.set_until(at, span.start.max(from), styles.base, Inline::PLAIN);
        let style = match span.kind.voice {
            Voice::Base => styles.base,
            Voice::Strong => styles.strong,
            Voice::Byline => styles.byline,
        };
        at = builder.set_until(at, span.end, style, span.kind);
        from = span.end;
    }
    builder.set_until(at, copy.text.len() as u32, styles.base, Inline::PLAIN);

    let em = em_along(direction, styles.base);
    let Builder { mut items, glyphs, looks, trackings, troubles, .. } = builder;
    let mut glyphs = glyphs;
    width::fit_marks(&mut items, &mut glyphs, &looks, rules);
    width::set_gaps(&mut items, &looks, &trackings, &chars, rules);
    let mut paragraph = Paragraph {
        text: copy.text.clone(),
        file: copy.file,
        looks,
        direction,
        items,
        glyphs,
        breaks: Vec::new(),
        em,
        widest: 0,
        short: (0, 0),
        halves_line_end: rules.line_end_mark == crate::model::MarkWidth::Half,
        halves_line_start: rules.line_start_opener == crate::model::MarkWidth::Half,
        composer: rules.composer,
    };
    breaks::collect(&mut paragraph, rules);
    let diagnostics: Vec<Diagnostic> = troubles.report(copy, fonts);
    Outcome { value: paragraph, diagnostics }
}

/// 1 em along the line.
fn em_along(direction: Direction, style: &TextStyle) -> i64 {
    match direction {
        Direction::Horizontal => style.width.of(style.size).get(),
        Direction::Vertical => style.size.get(),
    }
}

pub(super) struct Builder<'a> {
    pub(super) direction: Direction,
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
    pub(super) troubles: missing::Troubles,
}

/// What holds for all characters of one stretch.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) style: &'a TextStyle,
    pub(super) em: i64,
    pub(super) posture: Posture,
    /// Horizontal scale.
    pub(super) width: Permille,
    pub(super) dotted: bool,
    pub(super) by_design: bool,
}

impl Builder<'_> {
    /// Sets the characters from index `at` to before byte `end`; gives the next index.
    fn set_until(&mut self, at: usize, end: u32, style: &TextStyle, kind: Inline) -> usize {
        let role = self.fonts.chain(style.chain).role;
        let stretch = Stretch {
            style,
            em: em_along(self.direction, style),
            posture: Posture::Level,
            width: style.width,
            dotted: kind.has(Inline::EMPHASIS),
            by_design: matches!(role, Role::Kai | Role::Fang),
        };
        let limit = at + self.chars[at..].iter().take_while(|char| char.at < end).count();
        match self.direction {
            Direction::Horizontal => self.set_along(at, limit, &stretch),
            Direction::Vertical => self.set_down(at, limit, &stretch, kind),
        }
        limit
    }

    /// Sets the characters `at..limit` as a horizontal line has them.
    pub(super) fn set_along(&mut self, mut at: usize, limit: usize, stretch: &Stretch<'_>) {
        while at < limit {
            let next = self.cluster_end(at, limit);
            if next == at + 1 && self.set_single(at, stretch) {
                at = next;
                continue;
            }
            self.set_run(at, next, stretch);
            at = next;
        }
    }

    /// The end of what must be shaped together with the character at `at`.
    pub(super) fn cluster_end(&self, at: usize, limit: usize) -> usize {
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
        let faces = &self.fonts.chain(stretch.style.chain).faces;
        let found = faces.iter().enumerate().find_map(|(index, &face)| {
            self.fonts.face(face).glyph(char.character).map(|(glyph, advance)| (index, face, glyph, advance))
        });
        let Some((index, face, glyph, advance)) = found else { return false };
        if index > 0 && !stretch.by_design {
            self.troubles.borrowed(char, stretch.style.chain, face);
        }
        // C20: figures of ½ em have forms drawn for that width.
        let half = (self.rules.figures == Figures::Half).then(|| self.fonts.face(face).half_figure(char.character));
        let (glyph, advance) = half.flatten().map_or((glyph, advance), |glyph| (glyph, HALF_FIGURE));
        self.push(at, stretch, face, advance, 1);
        self.glyphs.push(ItemGlyph { id: glyph, chars: 1, x: 0 });
        true
    }

    /// A run that the shaper must see whole: words, dashes, clusters.
    fn set_run(&mut self, at: usize, next: usize, stretch: &Stretch<'_>) {
        let from = self.chars[at].at as usize;
        let to = self.chars.get(next).map_or(self.text.len(), |char| char.at as usize);
        let shaped = shape(self.fonts, stretch.style.chain, &self.text[from..to]);
        let whole = matches!(self.chars[at].class, Class::Dash | Class::Ellipsis);
        self.set_clusters(at, &shaped, whole, stretch);
    }

    /// Shaped glyphs from the character at `at` on, as one item when `whole`, else an item for each cluster.
    pub(super) fn set_clusters(&mut self, at: usize, shaped: &[Shaped], whole: bool, stretch: &Stretch<'_>) {
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
            self.troubles.missing(char, chain);
        } else if glyphs.iter().any(|glyph| glyph.borrowed) {
            self.troubles.borrowed(char, chain, glyphs[0].face);
        }
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
    fn push(&mut self, at: usize, stretch: &Stretch<'_>, face: FaceId, advance: i32, chars: usize) {
        self.push_as(self.chars[at].class, at, stretch, face, advance, chars);
    }

    /// As [`Builder::push`], for a character that is set as if it were of `class`.
    pub(super) fn push_as(
        &mut self,
        class: Class,
        at: usize,
        stretch: &Stretch<'_>,
        face: FaceId,
        advance: i32,
        chars: usize,
    ) {
        let char = Char { class, ..self.chars[at] };
        let mut shape =
            width::natural(char, self.neighbours(at, chars), advance, chars, self.rules.figures == Figures::Half);
        if self.direction == Direction::Vertical && vertical::is_whole(char) {
            shape.right = 0;
        }
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
        if stretch.dotted && class.is_character() {
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

    /// The glyphs of the last item stand side by side across the line.
    pub(super) fn mark_across(&mut self) {
        if let Some(item) = self.items.last_mut() {
            item.flags |= Item::ACROSS;
        }
    }

    fn neighbours(&self, at: usize, chars: usize) -> (Option<Class>, Option<Class>) {
        let before = at.checked_sub(1).map(|before| self.chars[before].class);
        (before, self.chars.get(at + chars.max(1)).map(|char| char.class))
    }

    fn look(&mut self, stretch: &Stretch<'_>, face: FaceId) -> u16 {
        let style = stretch.style;
        let same = |look: &Look| {
            look.face == face
                && look.size == style.size
                && look.width == stretch.width
                && look.color == style.color
                && look.posture == stretch.posture
        };
        if let Some(item) = self.items.last()
            && same(&self.looks[usize::from(item.look)])
        {
            return item.look;
        }
        if let Some(index) = self.looks.iter().position(same) {
            return index as u16;
        }
        self.looks.push(Look {
            face,
            size: style.size,
            width: stretch.width,
            color: style.color.clone(),
            raise: Length::ZERO,
            posture: stretch.posture,
            stroke: Length::ZERO,
        });
        self.trackings.push(scale(style.tracking.0, stretch.em));
        (self.looks.len() - 1) as u16
    }
}

/// The width of a figure's `hwid` form, in thousandths of an em.
const HALF_FIGURE: i32 = 500;

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
    look.em()
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
