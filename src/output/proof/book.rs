//! What a proof says of its pages, beside their layout: the grid, areas, stories, findings.

use crate::base::diag::{Say, Severity};

/// A proof of an edition, or of some of its pages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proof {
    /// The newspaper.
    pub paper: String,
    /// `2026-11-23`.
    pub date: String,
    /// 总第…号.
    pub issue: u32,
    /// The zone edition, if it is one.
    pub zone: Option<String>,
    /// 一校 is 1; 0 where it is no round.
    pub round: u16,
    /// Its pages, in the order of its layout.
    pub pages: Vec<ProofPage>,
}

/// One page. Boxes are left, top, width, height in EMU from the top left corner of the trim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProofPage {
    /// From 1.
    pub number: u16,
    /// `A01`.
    pub folio: String,
    /// 版名.
    pub section: String,
    /// Width and height of the trim.
    pub size: [i64; 2],
    /// Its grid.
    pub grid: GridLines,
    /// Its areas, in the order of the page description.
    pub areas: Vec<AreaNote>,
    /// Its stories, in the order of its areas.
    pub stories: Vec<StoryNote>,
    /// What was found, the worst first.
    pub findings: Vec<FindingNote>,
}

/// Columns and rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GridLines {
    /// Left edge and width of each column.
    pub columns: Vec<[i64; 2]>,
    /// Top of row 1.
    pub top: i64,
    /// The height of a row.
    pub pitch: i64,
    /// How many.
    pub rows: u16,
}

/// An area.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AreaNote {
    /// Its name.
    pub name: String,
    /// Its rectangles.
    pub boxes: Vec<[i64; 4]>,
    /// Rows for copy, and how many are used; nothing where it holds no copy.
    pub rows: Option<(u32, u32)>,
}

/// A story in its area.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoryNote {
    /// Its working name.
    pub slug: String,
    /// Its headline, as printed.
    pub headline: String,
    /// The area that it stands in.
    pub area: String,
    /// Which part of how many stands here.
    pub part: Option<(u16, u16)>,
    /// 字: characters that are to stand here, as the newsroom counts.
    pub characters: u32,
    /// 行: lines set.
    pub lines: u32,
    /// 超: characters and lines that found no room.
    pub over: Option<(u32, u32)>,
    /// What they are.
    pub rest: String,
    /// 缺: empty rows at the foot of its area, told of the last story of the area.
    pub short: u32,
    /// Its file: `stories/lead.md`.
    pub file: String,
    /// Where it stands: the first rectangle of its area.
    pub at: [i64; 4],
}

/// A finding, and where to see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingNote {
    /// Its code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whether the page may have it.
    pub allowed: bool,
    /// What it says.
    pub message: Say,
    /// What to do.
    pub hint: Option<Say>,
    /// `stories/lead.md:12:3`; empty where it has no place.
    pub place: String,
    /// Its boxes; none where it is of no place on the page.
    pub boxes: Vec<[i64; 4]>,
    /// Whether the boxes are words of a line, not a part of the page.
    pub is_text: bool,
}

impl StoryNote {
    /// 齐, 超 or 缺, in Chinese and English.
    pub fn state(&self) -> Say {
        match (self.over, self.short) {
            (Some((characters, lines)), _) => Say {
                zh: format!("超 {characters} 字（{lines} 行）"),
                en: format!("{characters} characters ({lines} lines) over"),
            },
            (None, 0) => Say { zh: "齐".to_owned(), en: "full".to_owned() },
            (None, 1) => Say { zh: "缺 1 行".to_owned(), en: "1 line short".to_owned() },
            (None, rows) => Say { zh: format!("缺 {rows} 行"), en: format!("{rows} lines short") },
        }
    }
}

impl ProofPage {
    /// Its stories, those with copy that found no room first.
    pub fn worst_first(&self) -> Vec<&StoryNote> {
        let mut stories: Vec<&StoryNote> = self.stories.iter().collect();
        stories.sort_by_key(|story| (std::cmp::Reverse(story.over.map(|over| over.0)), story.short == 0));
        stories
    }
}

/// 一校, 二校, 三校, …; 校样 where it is no round.
pub fn round_name(round: u16) -> String {
    const FIGURES: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match round.checked_sub(1).map(usize::from) {
        None => "校样".to_owned(),
        Some(index) => FIGURES.get(index).map_or_else(|| format!("第 {round} 校"), |figure| format!("{figure}校")),
    }
}
