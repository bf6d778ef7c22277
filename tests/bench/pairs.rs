//! Random pairs of a story and an area, and how many of them copy-fit makes fit exactly.

use std::path::Path;

use rayon::prelude::*;

use paiban::engine::compose::{compose, try_area};
use paiban::engine::fit::{Misfit, search};
use paiban::font::FontBook;
use paiban::input::{LoadOptions, World, load};
use paiban::model::{Area, Block, Candidate, Content, Copy, Edition, LeverKind, Levers};

const LAYOUT: &str = "format: tabloid
areas:
  one:
    kind: story
    at: {columns: 1-5, rows: 1-76}
    head: {style: third}
    pictures: [{id: a, columns: 1, rows: 12-19}]
    filler: {text: 节约用水 从我做起}
";

const STORY: &str = "---
headline: 渡口新事 一桥飞架
deck: 老街书屋夜里亮灯
byline: 本报讯 记者 林晓 报道
pictures:
  - {id: a, caption: 傍晚的渡船。, credit: 方岸 摄}
---
本报讯 记者 林晓 报道 入夏以来，河上的风先从渡口吹进老街。
";

/// One page with one area, and copy to fill it with.
pub(crate) struct Pairs {
    edition: Edition,
    fonts: FontBook,
    copy: Vec<Copy>,
}

/// What became of some pairs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// How many.
    pub(crate) pairs: usize,
    /// Exact as they are, no lever pulled.
    pub(crate) as_is: usize,
    /// Exact with line variants alone.
    pub(crate) lines: usize,
    /// Exact with all levers.
    pub(crate) all: usize,
    /// Of those that lack rows as they are: how many there are, and how many are exact with all levers.
    pub(crate) over: (usize, usize),
    /// Of those that have rows to spare.
    pub(crate) spare: (usize, usize),
    /// Exact with all levers but one, in the order of [`LeverKind::ALL`].
    pub(crate) without: [usize; 11],
}

impl Pairs {
    /// Copy is that of the shipped editions.
    pub(crate) fn new() -> Pairs {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let shipped = load(&World::disk(root), &root.join("editions/2026-11-23"), &LoadOptions::default());
        let shipped = shipped.value.expect("the shipped edition").edition;
        let paragraph = |block: &Block| match block {
            Block::Paragraph(copy) if copy.text.chars().count() > 30 => Some(copy.clone()),
            _ => None,
        };
        let copy = shipped.stories.iter().flat_map(|story| story.body.iter().filter_map(paragraph)).collect();
        let files = [
            ("paper/paper.yaml", "name: T\ncode: T\nstyles: daily\npress: newsprint\n"),
            (
                "paper/day/edition.yaml",
                "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n  - {page: 1, layout: page, place: {one: one}}\n",
            ),
            ("paper/day/layouts/page.yaml", LAYOUT),
            ("paper/day/stories/one.md", STORY),
        ];
        let loaded = load(&World::memory(files, root), Path::new("paper/day"), &LoadOptions::default());
        let loaded = loaded.value.expect("the page");
        Pairs { edition: loaded.edition, fonts: loaded.fonts, copy }
    }

    /// The `number`th pair: an edition whose one page has one area with one story. The area is as high as
    /// the story asks for at its best, or a row more or less.
    pub(crate) fn pair(&self, number: u64) -> Option<Edition> {
        let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678;
        let mut pick = |count: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as usize) % count.max(1)
        };
        let mut edition = self.edition.clone();
        let story = &mut edition.stories[0];
        let paragraphs = 3 + pick(9);
        story.body.truncate(1);
        for _ in 0..paragraphs {
            story.body.push(Block::Paragraph(self.copy[pick(self.copy.len())].clone()));
        }
        if pick(2) == 0 {
            story.deck = None;
        }
        let offered = pick(3);
        for at in 1..=offered {
            let copy = Copy::plain("渡船照旧 书屋添灯", story.span);
            story.candidates.push(Candidate { before: at * paragraphs / (offered + 1) + 1, copy });
        }
        if pick(4) == 0 {
            story.cuttable = vec![paragraphs as u16];
        }
        let columns = 1 + pick(4) as u16;
        let with_picture = pick(3) > 0;
        let slack = pick(3) as i64 - 1;
        let area = &mut edition.pages[0].areas[0];
        area.parts[0].columns = (1, columns);
        if let Content::Story(content) = &mut area.content {
            content.fit.forbid = [LeverKind::Lines].into_iter().collect();
            if !with_picture {
                content.pictures.clear();
            }
        }
        let tall = try_area(&edition, &edition.pages[0], &edition.pages[0].areas[0], &self.fonts, false).record?;
        if Misfit::of(&tall).over > 0 {
            return None;
        }
        let free = i64::from(Misfit::of(&tall).holes) / i64::from(columns);
        let last = 76 - free + slack;
        let area = &mut edition.pages[0].areas[0];
        area.parts[0].rows.1 = last.clamp(24, 76) as u16;
        if let Content::Story(content) = &mut area.content {
            content.fit.forbid = Levers::NONE;
        }
        Some(edition)
    }

    /// Fits the pairs of these numbers with all levers, with none, and with all but each.
    pub(crate) fn tally(&self, numbers: std::ops::Range<u64>) -> Tally {
        let one = |number: u64| self.pair(number).map(|edition| self.fit(&edition)).unwrap_or_default();
        let all: Vec<Tally> = numbers.into_par_iter().map(one).collect();
        all.into_iter().fold(Tally::default(), |mut sum, one| {
            sum.pairs += one.pairs;
            sum.as_is += one.as_is;
            sum.lines += one.lines;
            sum.all += one.all;
            sum.over = (sum.over.0 + one.over.0, sum.over.1 + one.over.1);
            sum.spare = (sum.spare.0 + one.spare.0, sum.spare.1 + one.spare.1);
            sum.without.iter_mut().zip(one.without).for_each(|(sum, one)| *sum += one);
            sum
        })
    }

    fn fit(&self, edition: &Edition) -> Tally {
        let plan = &edition.pages[0];
        let area = &plan.areas[0];
        let exact =
            |area: &Area, levers: Levers| search(edition, plan, area, &self.fonts, levers).expect("an area of copy");
        let held = without_lines(area);
        let choice = exact(area, Levers::usual());
        self.check(edition, area, choice.after, &choice.made(area));
        let plain = exact(&held, Levers::NONE).after;
        let as_is = plain.is_exact();
        let lines = choice.before.is_exact();
        let all = choice.after.is_exact();
        let group = |belongs: bool| (usize::from(belongs), usize::from(belongs && all));
        let (over, spare) = (group(plain.over > 0), group(plain.over == 0 && !as_is));
        let (as_is, lines) = (as_is.into(), lines.into());
        let mut tally = Tally { pairs: 1, as_is, lines, all: all.into(), over, spare, without: [0; 11] };
        for (kind, count) in LeverKind::ALL.into_iter().zip(&mut tally.without) {
            let used = choice.levers.iter().any(|lever| lever.change.kind() == kind);
            let fits = match kind {
                LeverKind::Lines if choice.strain == 0 => all,
                LeverKind::Lines => as_is > 0 || exact(&held, Levers::usual()).after.is_exact(),
                _ if !used => all,
                _ => exact(area, Levers::usual().without(kind)).after.is_exact(),
            };
            *count = fits.into();
        }
        tally
    }

    /// A claim is what composing the whole page gives.
    fn check(&self, edition: &Edition, area: &Area, claimed: Misfit, made: &Area) {
        let mut edition = edition.clone();
        edition.pages[0].areas = vec![made.clone()];
        let composed = compose(&edition, &[&edition.pages[0]], &self.fonts).remove(0);
        let record = &composed.value.record.areas[0];
        assert_eq!(Misfit::of(record), claimed, "{area:?}");
        let over = record.stories.iter().any(|story| story.overset.is_some());
        assert_eq!(over, claimed.over > 0, "overset is told");
    }
}

fn without_lines(area: &Area) -> Area {
    let mut held = area.clone();
    if let Content::Story(content) = &mut held.content {
        content.fit.forbid = content.fit.forbid.with(LeverKind::Lines);
    }
    held
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |count: usize| {
            let thousandths = count * 1000 / self.pairs.max(1);
            format!("{}.{} %", thousandths / 10, thousandths % 10)
        };
        writeln!(f, "{} pairs", self.pairs)?;
        writeln!(f, "exact as they are      {}", share(self.as_is))?;
        writeln!(f, "with line variants     {}", share(self.lines))?;
        writeln!(f, "with all levers        {}", share(self.all))?;
        for (name, (count, fit)) in [("that lack rows", self.over), ("with rows to spare", self.spare)] {
            writeln!(f, "  of {count} {name}: {fit}")?;
        }
        for (kind, count) in LeverKind::ALL.iter().zip(self.without) {
            if *kind != LeverKind::Width {
                writeln!(f, "without {:<14} {}", format!("{kind:?}").to_lowercase(), share(count))?;
            }
        }
        Ok(())
    }
}
