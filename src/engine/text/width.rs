//! Widths of marks, and the gaps between characters.

use crate::model::{Composition, Figures, MarkScheme, MarkWidth};

use super::builder::{em_of, scale};
use super::class::Class;
use super::context::Char;
use super::item::{Item, ItemGlyph, Look};

/// 1 em.
const EM: i32 = 1000;
/// ½ em: the blank half of a mark (GB/T 15834), the fixed width of `·` and `/` (C17), a figure (C20),
/// a space between Han.
const HALF: i32 = 500;
/// Glyphs narrower than this are not full-width drawings.
const FULL_WIDTH: i32 = 900;
/// An apostrophe cut out of a full-width ’, whose ink ends at 0.24 em in the faces we ship.
const APOSTROPHE: i32 = 300;
/// Signs that are as wide as figures where those have ½ em.
const FIGURE_SIGNS: [char; 4] = ['+', '=', '<', '>'];
/// ¼ em: either side of a `·` on 1 em.
const QUARTER: i32 = 250;
/// The widest space between a Latin word and Han.
const WORD_SPACE: i32 = 250;
/// A Han–Latin gap is at most ¼ em (C19); what a style may ask for is told there.
const HAN_LATIN: i32 = 500;

/// The natural form of an item, in thousandths of an em.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Form {
    /// Its width.
    pub(super) advance: i32,
    /// The blank part at its left.
    pub(super) left: i32,
    /// The blank part at its right.
    pub(super) right: i32,
    /// How far its glyphs are moved to the right.
    pub(super) shift: i32,
}

/// The width of an item by its class, for glyphs `advance` wide. C11, C17, C20, C44.
pub(super) fn natural(
    char: Char,
    (before, after): (Option<Class>, Option<Class>),
    advance: i32,
    chars: usize,
    (rules, figures): (&Composition, Figures),
) -> Form {
    let plain = Form { advance, left: 0, right: 0, shift: 0 };
    let centred = |width: i32| Form { advance: width, left: 0, right: 0, shift: (width - advance) / 2 };
    let western = |class: Option<Class>| class.is_some_and(Class::is_west);
    let half = is_half(char.class, rules);
    match char.class {
        Class::Opener if half => Form { shift: HALF - advance.min(EM), ..Form { advance: HALF, ..plain } },
        Class::Opener => Form { advance: EM, left: HALF, right: 0, shift: EM - advance.min(EM) },
        Class::Closer | Class::Comma | Class::Colon | Class::Period | Class::Exclaim if half => {
            Form { advance: HALF, ..plain }
        }
        Class::Closer | Class::Comma | Class::Colon | Class::Period | Class::Exclaim => {
            Form { advance: EM, left: 0, right: HALF, shift: 0 }
        }
        Class::WestOpen if advance >= FULL_WIDTH => Form { shift: HALF - advance, ..centred(HALF) },
        Class::WestClose if advance >= FULL_WIDTH => Form { advance: HALF, ..plain },
        Class::Letter if char.character == '’' && advance >= FULL_WIDTH => Form { advance: APOSTROPHE, ..plain },
        Class::Digit if figures == Figures::Half => centred(HALF),
        Class::Sign if figures == Figures::Half && FIGURE_SIGNS.contains(&char.character) => centred(HALF),
        Class::Interpunct if rules.interpunct == MarkWidth::Full || rules.character_grid => {
            Form { left: QUARTER, right: QUARTER, ..centred(EM) }
        }
        Class::Interpunct => centred(HALF),
        Class::Solidus if char.character == '/' && !(western(before) && western(after)) => centred(HALF),
        Class::Dash if char.character == '⸺' => centred(EM * 2),
        Class::Dash if char.character == '⸻' => centred(EM * 3),
        Class::Dash | Class::Ellipsis => centred(EM * chars as i32),
        Class::Space if western(before) && western(after) => plain,
        Class::Space if western(before) || western(after) => centred(advance.clamp(0, WORD_SPACE)),
        Class::Space => centred(HALF),
        Class::WideSpace => centred(EM),
        _ => plain,
    }
}

/// C44: whether the scheme sets marks of a class on ½ em inside a line. C36: on a character grid a mark
/// has its square whatever the scheme says; two that share one could be parted by a line's end.
fn is_half(class: Class, rules: &Composition) -> bool {
    match rules.marks {
        _ if rules.character_grid => false,
        MarkScheme::Full | MarkScheme::LineEndHalf => false,
        MarkScheme::Kaiming => !matches!(class, Class::Period | Class::Exclaim),
        MarkScheme::Half => true,
    }
}

/// Moves glyphs into place, and closes up adjacent marks. C13, C14.
///
/// Source: clreq, adjustment of consecutive punctuation marks; CSS `text-spacing-trim` for which blank
/// goes: the one that faces the other mark, the opener's first. Widths come before prohibition (C1).
pub(super) fn fit_marks(items: &mut [Item], glyphs: &mut [ItemGlyph], looks: &[Look], rules: &Composition) {
    for index in 0..items.len() {
        // `before` still holds the shift of the glyphs; `set_gaps` writes it.
        let shift = std::mem::take(&mut items[index].before);
        if shift != 0 {
            move_glyphs(items, glyphs, index, shift);
        }
    }
    // C36: on a character grid two marks stand on 1 em.
    let pairs = if rules.character_grid { EM } else { rules.pairs.0 };
    let mut exclaims = 0;
    for index in 1..items.len() {
        let (one, two) = (items[index - 1], items[index]);
        if rules.exclaim_pairs && one.class == Class::Exclaim && two.class == Class::Exclaim {
            exclaims += 1;
            if exclaims % 2 == 1 {
                // C14: the two stand on 1 em.
                items[index].tight_before = one.right;
                items[index].advance -= two.right;
                items[index].right = 0;
            }
            continue;
        }
        exclaims = 0;
        if !(one.class.is_squeezable_mark() && two.class.is_squeezable_mark()) {
            continue;
        }
        if !(one.class.is_bracket() || two.class.is_bracket()) {
            continue;
        }
        let em = em_of(&looks[usize::from(two.look)]).get();
        let width = |item: Item| if is_half(item.class, rules) { HALF } else { EM };
        let mut surplus = scale((width(one) + width(two) - pairs).max(0), em);
        let left = two.left.min(surplus);
        surplus -= left;
        let right = one.right.min(surplus);
        surplus -= right;
        items[index].tight = left;
        items[index].tight_before = right;
        // Tighter than 1.5 em: the blank at the far side goes too.
        let surplus = surplus.min(scale(EM + HALF - pairs, em));
        if surplus > 0 && left == 0 && two.right > 0 {
            let outer = two.right.min(surplus);
            items[index].advance -= outer;
            items[index].right -= outer;
        } else if surplus > 0 && right == 0 && one.left > one.tight && two.class == Class::Opener {
            let outer = (one.left - one.tight).min(surplus);
            items[index - 1].advance -= outer;
            items[index - 1].left -= outer;
            move_glyphs(items, glyphs, index - 1, -outer);
        }
    }
}

fn move_glyphs(items: &[Item], glyphs: &mut [ItemGlyph], index: usize, shift: i32) {
    let first = items[index].glyph as usize;
    let last = items.get(index + 1).map_or(glyphs.len(), |next| next.glyph as usize);
    for glyph in &mut glyphs[first..last] {
        glyph.x += shift;
    }
}

/// Natural space between items, and where it may grow. C19, C29.
pub(super) fn set_gaps(items: &mut [Item], looks: &[Look], trackings: &[i32], chars: &[Char], rules: &Composition) {
    let han_latin = if rules.character_grid { 0 } else { rules.han_latin.0.clamp(0, HAN_LATIN) };
    for index in 1..items.len() {
        let (one, two) = (items[index - 1], items[index]);
        let mut before = trackings[usize::from(one.look)] - two.tight_before - two.tight;
        let mut flags = two.flags;
        if han_latin > 0 && meets_latin(one, two) {
            flags |= Item::GAP;
            before += scale(han_latin, em_of(&looks[usize::from(two.look)]).get());
        }
        if stretches(one, two) {
            flags |= Item::STRETCH;
        }
        items[index].before = before;
        items[index].flags = flags;
    }
    debug_assert!(items.len() <= chars.len());
}

/// C19: Han beside a letter, a figure or the sign of a percentage.
fn meets_latin(one: Item, two: Item) -> bool {
    let word = |class: Class| class.is_word() || class == Class::Sign;
    let tail = |item: Item| word(item.class) || (item.class == Class::Postfix && item.has(Item::INSIDE));
    (one.class.is_han() && (word(two.class) || two.class == Class::Prefix)) || (tail(one) && two.class.is_han())
}

/// C29 step 3: not inside unbreakable units, not beside connectors and the solidus, once beside a
/// space, and not inside C14 pairs and double ellipses.
fn stretches(one: Item, two: Item) -> bool {
    let stiff = |class: Class| matches!(class, Class::Connector | Class::Hyphen | Class::Solidus);
    !(two.has(Item::INSIDE)
        || stiff(one.class)
        || stiff(two.class)
        || two.class.is_space()
        || (one.class == two.class && matches!(one.class, Class::Dash | Class::Ellipsis | Class::Exclaim)))
}

/// C36, 纵横对齐: what lies between two characters on the grid, western text or squeezed marks, takes
/// whole em; half of what is missing goes before western text, half behind it.
pub(super) fn to_grid(items: &mut [Item], glyphs: &mut [ItemGlyph], em: i32) {
    let mut index = 0;
    while index < items.len() {
        if is_on_grid(items[index], em) {
            index += 1;
            continue;
        }
        let rest = &items[index..];
        let end = index + rest.iter().take_while(|item| !is_on_grid(**item, em)).count();
        let width: i32 = items[index..end].iter().map(|item| item.advance + item.before).sum();
        let missing = (em - width.rem_euclid(em.max(1))) % em.max(1);
        let west = items[index..end].iter().any(|item| item.class.is_west());
        let before = if west { missing / 2 } else { 0 };
        items[index].advance += before;
        move_glyphs(items, glyphs, index, before);
        let last = &mut items[end - 1];
        last.advance += missing - before;
        if last.class.is_squeezable_mark() {
            last.right += missing - before;
        }
        index = end;
    }
}

fn is_on_grid(item: Item, em: i32) -> bool {
    (item.advance + item.before) % em.max(1) == 0 && !item.class.is_west() && !item.class.is_space()
}
