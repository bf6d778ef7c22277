//! The inks of a style sheet, as a page prints them: on an ordinary day, in mourning (讣告), on a feast day
//! (套红).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::color::{Cmyk, Color, Spot};
use crate::base::diag::{Code, Diagnostic, say};
use crate::base::units::Permille;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Ink, Styles};
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
            if let Color::Process(alternate) = inks.color(ink, sink) {
                let spot = Spot { name: name.value.clone(), tint: Permille::FULL, alternate };
                let ink = if spot_plates { Color::Spot(spot) } else { Color::Process(alternate) };
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
        if self.dress != Dress::Mourning {
            return color;
        }
        let is_colored = !matches!(&color, Color::Process(inks) if inks.c + inks.m + inks.y == 0);
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
        match ink {
            Ink::Process(inks) => Color::Process(*inks),
            Ink::Named(name, span) => self.spots.get(name).cloned().unwrap_or_else(|| {
                let what = say("颜色", "colour");
                let known = self.spots.keys().map(String::as_str).chain(["white", "black", "K 100", "C0 M100 Y100 K0"]);
                sink.push(suggest::unknown(Code::UnknownName, *span, &what, name, known));
                Color::BLACK
            }),
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
    let (inks, tint) = match color {
        Color::Process(inks) => (*inks, 1000),
        Color::Spot(spot) => (spot.alternate, u32::from(spot.tint.0)),
    };
    let part = |ink: u16| u32::from(ink) * tint / 1000;
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
            Color::Spot(_) => 0,
        };
        assert_eq!((k(0, 1000, 1000, 0), k(0, 0, 1000, 0), k(1000, 0, 0, 0)), (701, 114, 299));
        assert_eq!((k(0, 0, 0, 80), k(0, 0, 0, 0), k(1000, 1000, 1000, 500)), (80, 0, 1000));
    }
}
