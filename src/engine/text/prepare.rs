//! Shapes a paragraph into items.

use crate::base::diag::{Diagnostic, Outcome};
use crate::base::units::{Length, Permille};
use crate::font::FontBook;
use crate::model::{Composition, Copy, Direction};

use super::builder::Builder;
use super::context::{Char, classify};
use super::item::Paragraph;
use super::rich::{self, Setting};
use super::rules::LineRules;
use super::{ParagraphStyles, breaks, made, missing, unit, width};

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
    made::set_like_han(copy, &mut chars);
    unit::bind(&mut chars, rules);
    keep_together(&mut chars, copy, rules);
    rich::bind(&mut chars, copy);
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

    let em = em_along(direction, styles.base.width, styles.base.size);
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
        direction,
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
pub(super) const HANGING: [char; 4] = ['，', '、', '。', '．'];

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
pub(super) fn em_along(direction: Direction, width: Permille, size: Length) -> i64 {
    match direction {
        Direction::Horizontal => width.of(size).get(),
        Direction::Vertical => size.get(),
    }
}
