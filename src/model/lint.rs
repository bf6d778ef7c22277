//! How make-up is judged: the table of its rules with their default levels and limits, and the settings
//! that a paper, an edition and a page make of them.

use crate::base::diag::{Code, Severity, Span};
use crate::base::units::Length;

use super::grid::Grid;

/// How much a finding of a rule weighs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// It is not looked for.
    Off,
    /// Listed when asked for.
    Note,
    /// Printable, but look at it.
    Warning,
    /// Not printable as it is.
    Error,
}

impl Level {
    /// The severity of a finding; `None` for none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// A rule of make-up.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code, whose text is its name in `lint:` and `allow:`.
    pub code: Code,
    /// How much its findings weigh when nothing else is said.
    pub level: Level,
    /// Its limits; a single value after its name is the first of them.
    pub limits: &'static [Limit],
    /// Where it comes from.
    pub source: &'static str,
}

/// A limit of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Its name in `lint:`.
    pub name: &'static str,
    /// What it is measured in, and its default.
    pub kind: LimitKind,
}

/// What a limit is measured in, and its default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitKind {
    /// How many.
    Count(u16),
    /// A ratio, in thousandths.
    Ratio(u16),
    /// A length in thousandths of 1 字.
    Cells(u16),
    /// A length in thousandths of a row.
    Rows(u16),
    /// A length in whole basic columns.
    Columns(u16),
    /// A length in microns.
    Microns(u32),
    /// A length in hundredths of a point.
    Points(u16),
}

impl LimitKind {
    /// The value on a page.
    fn on(self, grid: &Grid) -> i64 {
        match self {
            LimitKind::Count(count) | LimitKind::Ratio(count) => i64::from(count),
            LimitKind::Cells(cells) => grid.body.scale(i64::from(cells), 1000).get(),
            LimitKind::Rows(rows) => grid.pitch.scale(i64::from(rows), 1000).get(),
            LimitKind::Columns(count) => {
                grid.columns.first().map_or(0, |column| (column.width * i64::from(count)).get())
            }
            LimitKind::Points(hundredths) => Length::pt_hundredths(i64::from(hundredths)).get(),
            LimitKind::Microns(microns) => Length::microns(i64::from(microns)).get(),
        }
    }
}

const fn rule(code: Code, level: Level, limits: &'static [Limit], source: &'static str) -> Rule {
    Rule { code, level, limits, source }
}

const fn limit(name: &'static str, kind: LimitKind) -> Limit {
    Limit { name, kind }
}

/// Newsroom-taught: kept in the notes on make-up.
const FAULTS: &str = "makeup.md 2";

/// The rules. A modular page, whose stories are rectangles with straight lines between, has none of
/// their warnings when it is well made.
///
/// Source: `makeup.md` 2 for the faults and their limits; each row names where it departs from it.
pub const RULES: &[Rule] = &[
    rule(
        Code::HeadCollision,
        Level::Warning,
        &[limit("gap", LimitKind::Columns(1)), limit("ratio", LimitKind::Ratio(1300))],
        FAULTS,
    ),
    rule(
        Code::HeadsLevel,
        Level::Warning,
        &[limit("gap", LimitKind::Columns(1)), limit("tops", LimitKind::Rows(1000))],
        FAULTS,
    ),
    rule(Code::HeadsStacked, Level::Warning, &[limit("gap", LimitKind::Rows(3000))], FAULTS),
    rule(
        Code::HeadDangling,
        Level::Warning,
        &[limit("lines", LimitKind::Count(3)), limit("crosshead", LimitKind::Count(2))],
        "makeup.md 2; algorithms.md 6 for cross-heads",
    ),
    rule(Code::HeadForeign, Level::Warning, &[limit("reach", LimitKind::Rows(3000))], "algorithms.md 5"),
    rule(Code::CutAcross, Level::Note, &[], "makeup.md 2; modern pages accept straight lines"),
    rule(Code::CutDown, Level::Note, &[], "makeup.md 2; modern pages accept straight lines"),
    rule(Code::Hole, Level::Warning, &[limit("rows", LimitKind::Count(2))], FAULTS),
    rule(
        Code::SingleLine,
        Level::Warning,
        &[limit("share", LimitKind::Ratio(500))],
        "composition.md C33; algorithms.md 6: twice as bad under half a line",
    ),
    rule(Code::SingleFirstLine, Level::Note, &[], "composition.md C33; algorithms.md 6: half as bad as a last line"),
    rule(Code::SingleCharacter, Level::Warning, &[limit("characters", LimitKind::Count(2))], "composition.md C32"),
    rule(Code::ReadingOrder, Level::Warning, &[limit("rise", LimitKind::Rows(1000))], FAULTS),
    rule(Code::ColumnOrder, Level::Warning, &[], FAULTS),
    rule(Code::PictureAstray, Level::Warning, &[limit("reach", LimitKind::Rows(2000))], FAULTS),
    rule(Code::PictureOverText, Level::Error, &[], FAULTS),
    rule(Code::TextOverlap, Level::Error, &[], FAULTS),
    rule(Code::PicturesTouch, Level::Warning, &[limit("gap", LimitKind::Cells(1000))], "algorithms.md 5; makeup.md 4"),
    rule(Code::CaptionAstray, Level::Warning, &[limit("gap", LimitKind::Rows(2000))], "practice"),
    rule(
        Code::FoldText,
        Level::Note,
        &[limit("within", LimitKind::Microns(5000))],
        "makeup.md 2; few broadsheets leave the fold free of copy",
    ),
    rule(Code::FoldHead, Level::Warning, &[], FAULTS),
    rule(Code::FoldPicture, Level::Warning, &[limit("within", LimitKind::Microns(5000))], FAULTS),
    rule(
        Code::GapNarrow,
        Level::Warning,
        &[limit("aside", LimitKind::Cells(1000)), limit("above", LimitKind::Rows(300))],
        "makeup.md 4; above and below, areas in the next rows are far enough",
    ),
    rule(Code::PriorityInversion, Level::Warning, &[limit("above", LimitKind::Rows(3000))], "algorithms.md 5"),
    rule(
        Code::TextSmall,
        Level::Warning,
        &[limit("body", LimitKind::Points(787)), limit("other", LimitKind::Points(600))],
        "makeup.md 3; 6 pt for other type is practice",
    ),
    rule(
        Code::HeadSizes,
        Level::Warning,
        &[limit("sizes", LimitKind::Count(8)), limit("faces", LimitKind::Count(5))],
        "practice",
    ),
    rule(Code::PictureTwice, Level::Warning, &[], "practice"),
    rule(Code::StoryTwice, Level::Warning, &[limit("share", LimitKind::Ratio(500))], "practice"),
    rule(Code::DateMismatch, Level::Warning, &[], "makeup.md 8"),
    rule(Code::WeekdayMismatch, Level::Warning, &[], "makeup.md 8"),
    rule(Code::LunarMismatch, Level::Warning, &[], "makeup.md 8"),
    rule(Code::IssueMismatch, Level::Warning, &[], "makeup.md 8"),
    rule(Code::IssueOrder, Level::Warning, &[], "makeup.md 8"),
    rule(Code::WordRepeated, Level::Warning, &[], "makeup.md 8; practice"),
    rule(Code::NumberStyle, Level::Warning, &[], "GB/T 15835-2011"),
    rule(Code::UnitStyle, Level::Warning, &[], "法定计量单位 (1984), GB/T 3100"),
    rule(Code::NameNear, Level::Warning, &[], "makeup.md 8"),
    rule(Code::CaptionName, Level::Warning, &[], "makeup.md 8"),
    rule(Code::WordBanned, Level::Error, &[], "makeup.md 8; the paper's list"),
    rule(Code::WordPreferred, Level::Warning, &[], "makeup.md 8; the paper's list"),
    rule(Code::WordMissing, Level::Warning, &[], "makeup.md 8; the paper's list"),
    rule(Code::NamesOrder, Level::Warning, &[], "makeup.md 8; the paper's list"),
    rule(Code::JumpHeadDiffers, Level::Warning, &[], "makeup.md 2, 转版对不上; told where the jump is set"),
    rule(Code::StoryUnderset, Level::Warning, &[limit("rows", LimitKind::Count(2))], FAULTS),
];

/// The rules as a page judges by them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lint(Vec<Setting>);

/// One rule, its lengths in EMU.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Setting {
    level: Level,
    limits: [i64; 2],
}

impl Lint {
    /// The defaults, on a grid.
    pub fn on(grid: &Grid) -> Lint {
        Lint::made(|kind| kind.on(grid))
    }

    /// The defaults where no page gives lengths a meaning: those are zero.
    pub fn without_page() -> Lint {
        Lint::made(|kind| match kind {
            LimitKind::Count(count) | LimitKind::Ratio(count) => i64::from(count),
            _ => 0,
        })
    }

    fn made(amount: impl Fn(LimitKind) -> i64) -> Lint {
        let setting = |rule: &Rule| {
            let value = |index: usize| rule.limits.get(index).map_or(0, |limit| amount(limit.kind));
            Setting { level: rule.level, limits: [value(0), value(1)] }
        };
        Lint(RULES.iter().map(setting).collect())
    }

    fn get(&self, code: Code) -> Setting {
        let index = RULES.iter().position(|rule| rule.code == code);
        let off = Setting { level: Level::Off, limits: [0, 0] };
        index.and_then(|index| self.0.get(index)).copied().unwrap_or(off)
    }

    fn get_mut(&mut self, code: Code) -> Option<&mut Setting> {
        let index = RULES.iter().position(|rule| rule.code == code)?;
        self.0.get_mut(index)
    }

    /// Sets how much the findings of a rule weigh.
    pub fn set_level(&mut self, code: Code, level: Level) {
        if let Some(setting) = self.get_mut(code) {
            setting.level = level;
        }
    }

    /// Sets a limit: a count, thousandths or EMU, as its kind is.
    pub fn set_limit(&mut self, code: Code, index: usize, value: i64) {
        if let Some(limit) = self.get_mut(code).and_then(|setting| setting.limits.get_mut(index)) {
            *limit = value;
        }
    }

    /// How much the findings of a rule weigh.
    pub fn level(&self, code: Code) -> Level {
        self.get(code).level
    }

    /// A limit that is a length.
    pub fn length(&self, code: Code, index: usize) -> Length {
        Length::emu(self.get(code).limits.get(index).copied().unwrap_or(0))
    }

    /// A limit that is a count, or thousandths.
    pub fn count(&self, code: Code, index: usize) -> i64 {
        self.get(code).limits.get(index).copied().unwrap_or(0)
    }
}

/// A fault that an edition or a page description allows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allow {
    /// The rule.
    pub code: Code,
    /// Why; `None` where nothing is said, which is an error.
    pub reason: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// The rule of a name.
pub fn rule_named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_there_once_and_names_its_source() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(!rule.source.is_empty() && rule.limits.len() <= 2, "{:?}", rule.code);
            assert!(RULES[..index].iter().all(|other| other.code != rule.code), "{:?}", rule.code);
        }
    }
}
