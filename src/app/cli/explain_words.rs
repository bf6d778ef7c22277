//! The ledger in words: steps, reasons, alternatives, in Chinese and English.

use crate::base::diag::{Say, say};
use crate::base::units::Length;
use crate::engine::compose::lines::{Adjusted, Bond, Change, Reason, Tie};
use crate::engine::compose::{LineLedger, Other, ParagraphLedger, StoryLedger};
use crate::model::{Composer, MarkScheme, Squeeze, Stretch};

/// A length in 字 of `cell`, with two decimals.
pub(in crate::app) fn cells(length: Length, cell: Length) -> String {
    let hundredths = length.scale(100, cell.get()).get();
    let sign = if hundredths < 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// A length in 字, without decimals where it is whole.
pub(super) fn short_cells(length: Length, cell: Length) -> String {
    let written = cells(length, cell);
    written.strip_suffix(".00").map_or(written.clone(), str::to_string)
}

/// The stable name of a step.
pub(super) fn step_name(change: Change) -> &'static str {
    match change {
        Change::Squeeze(Squeeze::LineEnd) => "line-end",
        Change::Squeeze(Squeeze::WordSpace) | Change::Stretch(Stretch::WordSpace) => "word-space",
        Change::Squeeze(Squeeze::Interpunct) => "interpunct",
        Change::Squeeze(Squeeze::Bracket) => "bracket",
        Change::Squeeze(Squeeze::Comma) => "comma",
        Change::Squeeze(Squeeze::Colon) => "colon",
        Change::Squeeze(Squeeze::HanLatin) | Change::Stretch(Stretch::HanLatin) => "han-latin",
        Change::Squeeze(Squeeze::Period) => "period",
        Change::Stretch(Stretch::All) => "letters",
    }
}

/// What one step did: 逗顿号 −0.17×3.
pub(in crate::app) fn step(done: &Adjusted, cell: Length) -> Say {
    let (zh, en) = match done.change {
        Change::Squeeze(Squeeze::LineEnd) => ("行末标点", "line-end mark"),
        Change::Squeeze(Squeeze::WordSpace) | Change::Stretch(Stretch::WordSpace) => ("词距", "word spaces"),
        Change::Squeeze(Squeeze::Interpunct) => ("间隔号", "interpuncts"),
        Change::Squeeze(Squeeze::Bracket) => ("括号引号", "brackets"),
        Change::Squeeze(Squeeze::Comma) => ("逗顿分号", "commas"),
        Change::Squeeze(Squeeze::Colon) => ("冒号", "colons"),
        Change::Squeeze(Squeeze::HanLatin) | Change::Stretch(Stretch::HanLatin) => ("中西间距", "Han–Latin gaps"),
        Change::Squeeze(Squeeze::Period) => ("句末点号", "stops"),
        Change::Stretch(Stretch::All) => ("字距", "letters"),
    };
    let sign = if matches!(done.change, Change::Squeeze(_)) { '−' } else { '+' };
    let places = i64::from(done.places);
    let each = cells(Length::emu(done.each), cell);
    // At places that can take less than the others a class gives less (C27).
    let amount = if (done.each * places - done.total).abs() <= places {
        format!("{sign}{each}×{places}")
    } else {
        format!("{sign}{} /{places}", cells(Length::emu(done.total), cell))
    };
    say(format!("{zh} {amount}"), format!("{en} {amount}"))
}

/// The stable name of a reason.
pub(super) fn reason_name(reason: &Reason) -> &'static str {
    match reason {
        Reason::Last => "last",
        Reason::Full => "full",
        Reason::SqueezedIn { .. } => "squeezed-in",
        Reason::Hung => "hung",
        Reason::MovedDown(_) => "moved-down",
        Reason::Better => "better",
        Reason::LastLine => "last-line",
        Reason::Fitted { .. } => "fitted",
        Reason::Hyphenated => "hyphenated",
        Reason::Soft => "soft",
        Reason::CutWord => "cut-word",
        Reason::Rescued => "rescued",
        Reason::Overfull => "overfull",
    }
}

/// The rule that keeps a unit whole.
pub(super) fn tie(reason: &Reason) -> Option<&Tie> {
    match reason {
        Reason::SqueezedIn { tie, .. } => tie.as_ref(),
        Reason::MovedDown(tie) => Some(tie),
        _ => None,
    }
}

/// The stable name of a bond.
pub(super) fn bond_name(bond: Bond) -> &'static str {
    match bond {
        Bond::MayNotBegin => "may-not-begin",
        Bond::MayNotEnd => "may-not-end",
        Bond::Word => "word",
        Bond::Unit => "number-and-unit",
        Bond::Kept => "kept",
        Bond::TwoEm => "two-em-mark",
        Bond::Pair => "pair-of-marks",
    }
}

/// Why a line ends where it does, and what the place itself costs where no reason says so.
pub(in crate::app) fn why(line: &LineLedger, paragraph: &ParagraphLedger, story: &StoryLedger) -> Say {
    let told = reason(line, paragraph, story);
    let penalty = line.penalty;
    let told_with_it = matches!(line.why.reason, Reason::Hyphenated | Reason::Soft | Reason::CutWord | Reason::Rescued);
    if penalty == 0 || line.last || told_with_it {
        return told;
    }
    say(
        format!("{}（此处断在数目之中，计 {penalty}）", told.zh),
        format!("{} (the break is inside a number: {penalty})", told.en),
    )
}

fn reason(line: &LineLedger, paragraph: &ParagraphLedger, story: &StoryLedger) -> Say {
    let (mark, unit) = (&line.why.mark, &line.why.unit);
    match &line.why.reason {
        Reason::Last => say("段末", "end of paragraph"),
        Reason::Full if line.off_grid => match &line.next {
            Some(next) => other(next, true, line, paragraph.cost, story),
            None => say("满", "full"),
        },
        Reason::Full => say("满", "full"),
        Reason::SqueezedIn { tie: None, .. } => {
            say(format!("先挤后推：挤进「{unit}」"), format!("squeeze first: 「{unit}」 squeezed in"))
        }
        Reason::SqueezedIn { tie: Some(tie), .. } => {
            let cause = bond(tie.bond, mark, unit);
            let (zh, en) = match tie.bond {
                Bond::MayNotEnd => (format!("「{unit}」一起挤进"), format!("「{unit}」 squeezed in")),
                _ => ("挤进本行".to_string(), "squeezed in".to_string()),
            };
            say(format!("{}，{zh}", cause.zh), format!("{}: {en}", cause.en))
        }
        Reason::Hung => say(format!("「{mark}」悬到栏外"), format!("「{mark}」 hangs outside the measure")),
        Reason::MovedDown(tie) => moved(tie, mark, unit),
        Reason::Better => {
            let now = paragraph.cost;
            let Some(next) = &line.next else { return say("整段这样更好", "better for the paragraph") };
            let open = other(next, true, line, now, story);
            if next.total == Some(now) {
                return say(format!("两种断法一样好：{}", open.zh), format!("both ways are as good: {}", open.en));
            }
            say(format!("整段这样更好：{}", open.zh), format!("better for the paragraph: {}", open.en))
        }
        Reason::LastLine => {
            let least = story.last_line;
            say(
                format!("否则末行不足 {least} 字"),
                format!("else the last line would have fewer than {least} characters"),
            )
        }
        Reason::Fitted { best } => {
            let lines = paragraph.lines.len();
            say(
                format!("为填齐各栏，本段由 {best} 行改排 {lines} 行"),
                format!("to fill the columns this paragraph takes {lines} lines, not {best}"),
            )
        }
        Reason::Hyphenated => say(format!("「{unit}」在此断词"), format!("「{unit}」 is hyphenated here")),
        Reason::Soft => say(format!("「{unit}」可在此断开"), format!("「{unit}」 may part here")),
        Reason::CutWord => {
            say(format!("「{unit}」比栏宽，强行断开"), format!("「{unit}」 is wider than the column: parted by force"))
        }
        Reason::Rescued => say("栏太窄，只好违反禁则", "too narrow: a prohibition is broken"),
        Reason::Overfull => {
            let over = cells(line.overfull, story.cell);
            say(format!("无处可断，超出 {over} 字"), format!("nothing fits: {over} 字 too wide"))
        }
    }
}

fn moved(tie: &Tie, mark: &str, unit: &str) -> Say {
    let cause = bond(tie.bond, mark, unit);
    let (zh, en) = match (tie.bond, tie.fits) {
        (Bond::MayNotEnd, false) => ("移到下行".to_string(), "moved down".to_string()),
        (Bond::MayNotEnd, true) => {
            (format!("移到下行；挤进「{unit}」代价更高"), format!("moved down; squeezing in 「{unit}」 costs more"))
        }
        (Bond::MayNotBegin, false) => {
            (format!("又挤不下，「{unit}」移到下行"), format!("nor can it be squeezed in: 「{unit}」 moved down"))
        }
        (Bond::MayNotBegin, true) => {
            (format!("挤进代价更高，「{unit}」移到下行"), format!("squeezing it in costs more: 「{unit}」 moved down"))
        }
        (_, false) => ("整个移到下行".to_string(), "moved down whole".to_string()),
        (_, true) => {
            ("整个移到下行；挤进代价更高".to_string(), "moved down whole; squeezing it in costs more".to_string())
        }
    };
    say(format!("{}，{zh}", cause.zh), format!("{}: {en}", cause.en))
}

fn bond(bond: Bond, mark: &str, unit: &str) -> Say {
    match bond {
        Bond::MayNotBegin => say(format!("「{mark}」不能在行首"), format!("「{mark}」 may not begin a line")),
        Bond::MayNotEnd => say(format!("「{mark}」不能在行末"), format!("「{mark}」 may not end a line")),
        Bond::Word => say(format!("「{unit}」不拆开"), format!("「{unit}」 is not parted")),
        Bond::Unit => {
            say(format!("「{unit}」数字连单位不拆开"), format!("「{unit}」 is a number with its unit, not parted"))
        }
        Bond::Kept => say(format!("「{unit}」须在同一行"), format!("「{unit}」 is kept whole")),
        Bond::TwoEm => {
            say(format!("「{unit}」占两字，不拆开"), format!("「{unit}」 is one mark of two 字, not parted"))
        }
        Bond::Pair => say(format!("「{unit}」连用，不拆开"), format!("「{unit}」 stand together")),
    }
}

/// A line as it is not: with one unit more, or one less. `now` is what the paragraph costs.
pub(super) fn other(other: &Other, more: bool, line: &LineLedger, now: u32, story: &StoryLedger) -> Say {
    let cell = story.cell;
    let (zh, en) = if more { ("多排", "with") } else { ("少排", "without") };
    let text = &other.text;
    let (zh, en) = (format!("{zh}「{text}」"), format!("{en} 「{text}」"));
    let Some(cost) = other.cost else {
        let over = cells(other.over, cell);
        return say(format!("{zh}挤尽仍宽 {over} 字"), format!("{en} it is {over} 字 too wide, all squeezed"));
    };
    let excess = line.indent + other.natural - line.measure;
    let amount = cells(excess.abs(), cell);
    let (need_zh, need_en) = match excess.cmp(&Length::ZERO) {
        std::cmp::Ordering::Greater => (format!("须挤 {amount} 字"), format!("squeezed by {amount} 字")),
        std::cmp::Ordering::Less => (format!("须拉开 {amount} 字"), format!("opened by {amount} 字")),
        std::cmp::Ordering::Equal => ("正好".to_string(), "exact".to_string()),
    };
    let Some(total) = other.total else {
        return say(format!("{zh}{need_zh}，太松，不考虑"), format!("{en}, {need_en}: too loose to be considered"));
    };
    say(
        format!("{zh}{need_zh}，行代价 {cost}，段 {total}（现 {}、{now}）", line.cost),
        format!("{en}, {need_en}: line {cost}, paragraph {total} (now {}, {now})", line.cost),
    )
}

/// How a story is set: composer and marks.
pub(super) fn manner(story: &StoryLedger) -> Say {
    let (composer_zh, composer_en) = match story.composer {
        Composer::Paragraph => ("整段断行", "whole-paragraph composer"),
        Composer::Line => ("逐行断行", "line-by-line composer"),
    };
    let (marks_zh, marks_en) = match story.marks {
        MarkScheme::Full => ("全身式", "full-width marks"),
        MarkScheme::LineEndHalf => ("行末半身式", "marks half at line ends"),
        MarkScheme::Kaiming => ("开明式", "kaiming marks"),
        MarkScheme::Half => ("半身式", "half-width marks"),
    };
    let (grid_zh, grid_en) = if story.character_grid { (" · 纵横对齐", " · character grid") } else { ("", "") };
    say(format!("{composer_zh} · {marks_zh}{grid_zh}"), format!("{composer_en} · {marks_en}{grid_en}"))
}
