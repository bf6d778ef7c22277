//! The inks of a style sheet, as a page prints them: on an ordinary day, in mourning (讣告), on a feast day
//! (套红).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::color::{Cmyk, Color, Spot};
use crate::base::diag::{Code, Diagnostic, say};
use crate::base::units::Permille;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Ink, Styles, WrittenInks};
use crate::input::suggest;
use crate::model::{HeadStyle, LineStyle, TextStyle};

/// The colours of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dress {
    /// Those of the style sheet.
    Plain,
    /// Black alone.
    Mourning,
    /// The nameplate and chosen type and rules in red.
    Festival,
}

/// Coloured type whose tint of black would be at least this dark is black: a screen would fray it. Lighter
/// type stands on something dark, and stays light.
const DARK: u16 = 400;

/// Red where a style sheet names none.
///
/// Source: makeup.md 4, 套红 M100 Y100.
const RED: Color = Color::Process(Cmyk { c: 0, m: 1000, y: 1000, k: 0 });

/// Every plate solid: for marks outside the trim alone.
const REGISTRATION: Cmyk = Cmyk { c: 1000, m: 1000, y: 1000, k: 1000 };

/// Names of plates that are no spots.
///
/// Source: ISO 32000-1, 8.6.6.4.
const RESERVED: [&str; 6] = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];

/// What turns red where a style sheet does not say, as far as it has them.
const FESTIVE_TEXT: [&str; 1] = ["nameplate"];
const FESTIVE_HEADS: [&str; 1] = ["lead"];
const FESTIVE_RULES: [LineStyle; 1] = [LineStyle::ThickThin];

/// The named colours of a style sheet, and what a day makes of all colours.
pub(super) struct Inks {
    spots: BTreeMap<String, Color>,
    dress: Dress,
    /// The text and head styles that are black in mourning; all coloured ones when not said.
    black: Option<Vec<String>>,
    /// The red of a feast day, and the kinds of rule that have it.
    red: (Color, Vec<LineStyle>),
}

/// Which colours a page has: as it says itself, else as its edition says.
pub(super) fn dress(page: &spec::Page, edition: &spec::Edition, sink: &mut Sink) -> Dress {
    let wanted = |own: Option<Spanned<bool>>, all: Option<Spanned<bool>>| own.or(all).filter(|wanted| wanted.value);
    let own = page.mourning.is_some() || page.festival.is_some();
    let mourning = wanted(page.mourning, edition.mourning);
    let festival = wanted(page.festival, edition.festival);
    match (mourning, festival) {
        (Some(mourning), Some(festival)) if !own || (page.mourning.is_some() && page.festival.is_some()) => {
            let message = say("不能又套红又全灰", "a page is in mourning or festive, not both");
            let hint = say("请删去一个", "delete one of them");
            let finding = Diagnostic::new(Code::BadValue, festival.span, message).hint(hint);
            sink.push(finding.note(mourning.span, say("全灰在这里", "in mourning")));
            Dress::Mourning
        }
        // What the page says itself goes before what the edition says of all.
        (Some(_), Some(_)) if page.festival.is_some() => Dress::Festival,
        (Some(_), _) => Dress::Mourning,
        (None, Some(_)) => Dress::Festival,
        (None, None) => Dress::Plain,
    }
}

impl Inks {
    /// The inks of a style sheet on a day.
    pub(super) fn new(styles: &Styles, dress: Dress, spot_plates: bool, sink: &mut Sink) -> Inks {
        let names = |names: &Vec<Spanned<String>>| names.iter().map(|name| name.value.clone()).collect();
        let black = styles.mourning.as_ref().and_then(|mourning| mourning.black.as_ref()).map(names);
        let mut inks = Inks { spots: BTreeMap::new(), dress: Dress::Plain, black, red: (RED, Vec::new()) };
        let mut spots = BTreeMap::new();
        for (name, ink) in styles.spots.iter().flat_map(|spots| &spots.0) {
            if RESERVED.contains(&name.value.as_str()) {
                sink.push(reserved(name));
                continue;
            }
            if let Color::Process(alternate) = inks.color(ink, sink).bare() {
                let spot = Spot { name: name.value.clone(), tint: Permille::FULL, alternate: *alternate };
                let ink = if spot_plates { Color::Spot(spot) } else { Color::Process(*alternate) };
                spots.insert(name.value.clone(), ink);
            }
        }
        inks.spots = spots;
        let festival = styles.festival.as_ref();
        if let Some(ink) = festival.and_then(|festival| festival.color.as_ref()) {
            inks.red.0 = inks.color(ink, sink);
        }
        let rules = festival.and_then(|festival| festival.rules.as_ref());
        inks.red.1 = rules.map_or(FESTIVE_RULES.to_vec(), |rules| rules.iter().map(|rule| rule.0.clone()).collect());
        Inks { dress, ..inks }
    }

    /// A colour.
    pub(super) fn color(&self, ink: &Ink, sink: &mut Sink) -> Color {
        let color = self.written(ink, sink);
        if self.dress == Dress::Mourning { gray(&color) } else { color }
    }

    /// The colour of the type of a style.
    pub(super) fn type_color(&self, style: &str, ink: Option<&Ink>, sink: &mut Sink) -> Color {
        let Some(ink) = ink else { return Color::BLACK };
        let color = self.written(ink, sink);
        if is_rich_black(color.process()) {
            sink.push(rich_black(ink, style));
        }
        if self.dress != Dress::Mourning {
            return color;
        }
        let is_colored = !matches!(color.bare(), Color::Process(inks) if inks.c + inks.m + inks.y == 0);
        let gray = gray(&color);
        let is_black = match &self.black {
            Some(names) => names.iter().any(|name| name == style),
            None => is_colored && matches!(&gray, Color::Process(inks) if inks.k >= DARK),
        };
        if is_black { Color::BLACK } else { gray }
    }

    /// The colour of a rule: on a feast day black ones of some kinds are red.
    pub(super) fn rule_color(&self, line: &LineStyle, color: Color) -> Color {
        let is_red = self.dress == Dress::Festival && color == Color::BLACK && self.red.1.contains(line);
        if is_red { self.red.0.clone() } else { color }
    }

    fn written(&self, ink: &Ink, sink: &mut Sink) -> Color {
        let color = match &ink.inks {
            WrittenInks::Process(inks) => Color::Process(*inks),
            WrittenInks::Named(name, tint) => match self.spots.get(name) {
                Some(color) => tinted(color, *tint),
                None => {
                    let what = say("颜色", "colour");
                    let others = ["white", "black", "K 100", "C0 M100 Y100 K0"];
                    let known = self.spots.keys().map(String::as_str).chain(others);
                    sink.push(suggest::unknown(Code::UnknownName, ink.span, &what, name, known));
                    Color::BLACK
                }
            },
        };
        if color.process() == REGISTRATION {
            sink.push(registration(ink));
        }
        match ink.overprints {
            Some(true) if color.is_paper() => {
                sink.push(vanishing(ink));
                color
            }
            Some(overprints) => color.told(overprints),
            None => color,
        }
    }

    /// Turns the styles red that a feast day has so, and reports names that the style sheet lacks.
    pub(super) fn dress_styles(
        &self,
        styles: &Styles,
        text: &mut BTreeMap<String, Option<TextStyle>>,
        heads: &mut BTreeMap<String, Option<Arc<HeadStyle>>>,
        sink: &mut Sink,
    ) {
        let (festival, mourning) = (styles.festival.as_ref(), styles.mourning.as_ref());
        let own_text = festival.and_then(|festival| festival.text.as_deref());
        let own_heads = festival.and_then(|festival| festival.heads.as_deref());
        let black = mourning.and_then(|mourning| mourning.black.as_deref());
        for name in black.into_iter().flatten() {
            if !heads.contains_key(&name.value) {
                known(name, ("文字样式", "text style"), text.keys(), sink);
            }
        }
        for name in own_text.into_iter().flatten() {
            known(name, ("文字样式", "text style"), text.keys(), sink);
        }
        for name in own_heads.into_iter().flatten() {
            known(name, ("标题样式", "head style"), heads.keys(), sink);
        }
        if self.dress != Dress::Festival {
            return;
        }
        for name in named(own_text, &FESTIVE_TEXT) {
            if let Some(Some(style)) = text.get_mut(name) {
                style.color = self.red.0.clone();
            }
        }
        for name in named(own_heads, &FESTIVE_HEADS) {
            if let Some(Some(style)) = heads.get_mut(name) {
                Arc::make_mut(style).headline.text.color = self.red.0.clone();
            }
        }
    }
}

fn tinted(color: &Color, tint: Permille) -> Color {
    match color.bare() {
        Color::Spot(spot) => Color::Spot(Spot { tint, ..spot.clone() }),
        color => Color::Process(color.process().tinted(tint)),
    }
}

/// Black with other inks beneath it, or a black made of them.
///
/// Source: print.md 1.5 and 4: all vector black is K only; four-colour black is hardly darker and type in it
/// blurs with the register.
fn is_rich_black(inks: Cmyk) -> bool {
    let colored = inks.c + inks.m + inks.y;
    (inks.k >= 900 && colored > 0) || [inks.c, inks.m, inks.y].iter().all(|ink| *ink >= 600)
}

fn rich_black(ink: &Ink, style: &str) -> Diagnostic {
    let message = say(
        format!("样式 `{style}` 的字用了多色黑，套印稍偏就发虚"),
        format!("type of style `{style}` is black of several inks: it blurs as soon as plates do not fit"),
    );
    Diagnostic::new(Code::TypeRichBlack, ink.span, message).hint(say("字的黑写 K 100", "black type is K 100"))
}

fn registration(ink: &Ink) -> Diagnostic {
    let message = say("套印色只用在成品线以外的标记", "the registration colour is for marks outside the trim alone");
    Diagnostic::new(Code::RegistrationInside, ink.span, message).hint(say("黑写 K 100", "black is K 100"))
}

fn vanishing(ink: &Ink) -> Diagnostic {
    let message = say("白色叠印等于没有印", "white that overprints vanishes");
    Diagnostic::new(Code::BadValue, ink.span, message)
        .hint(say("白色总是镂空，删去 overprint", "white knocks out: delete `overprint`"))
}

fn reserved(name: &Spanned<String>) -> Diagnostic {
    let message = say(
        format!("`{}` 是印版的名字，不能作专色名", name.value),
        format!("`{}` is the name of a plate, not of a spot", name.value),
    );
    let hint =
        say("套印标记由印刷条件加，请换一个专色名", "the press condition adds marks; give the spot another name");
    Diagnostic::new(Code::RegistrationInside, name.span, message).hint(hint)
}

fn named<'a>(own: Option<&'a [Spanned<String>]>, otherwise: &'a [&'a str]) -> Vec<&'a str> {
    own.map_or(otherwise.to_vec(), |names| names.iter().map(|name| name.value.as_str()).collect())
}

fn known<'a>(name: &Spanned<String>, what: (&str, &str), names: impl Iterator<Item = &'a String>, sink: &mut Sink) {
    let names: Vec<&str> = names.map(String::as_str).collect();
    if !names.contains(&name.value.as_str()) {
        sink.push(super::unknown(name, what, names));
    }
}

/// The tint of black that is as dark as a colour.
///
/// Source: the weights of red, green and blue in luma (ITU-R BT.601), of which cyan, magenta and yellow
/// take away their share.
fn gray(color: &Color) -> Color {
    let inks = color.process();
    let part = |ink: u16| u32::from(ink);
    let dark = (part(inks.c) * 299 + part(inks.m) * 587 + part(inks.y) * 114) / 1000;
    let black = part(inks.k);
    Color::Process(Cmyk::gray((black + (1000 - black.min(1000)) * dark / 1000).min(1000) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_as_dark_in_black() {
        let k = |c, m, y, k| match gray(&Color::Process(Cmyk { c, m, y, k })) {
            Color::Process(inks) => inks.k,
            Color::Spot(_) | Color::Told { .. } => 0,
        };
        assert_eq!((k(0, 1000, 1000, 0), k(0, 0, 1000, 0), k(1000, 0, 0, 0)), (701, 114, 299));
        assert_eq!((k(0, 0, 0, 80), k(0, 0, 0, 0), k(1000, 1000, 1000, 500)), (80, 0, 1000));
    }
}
