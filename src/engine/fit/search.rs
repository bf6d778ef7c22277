//! Finds the cheapest settings of an area's levers that make it fit exactly.
//!
//! States are tried in the order of their costs, each by composing the area; of equal cost the one whose
//! levers stand earlier in the table. Same input, same choice.
//!
//! Source: `algorithms.md` 3, Solver.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, Severity};
use crate::font::FontBook;
use crate::model::{Area, Content, Edition, LeverKind, Levers, PagePlan};

use super::super::compose::{Tried, try_area};
use super::change::{Change, cost};
use super::levers::{Dial, dials};
use super::report::Misfit;

/// Most states that are composed for one area.
const MOST_STATES: usize = 240;
/// Most states that are looked at before they are composed.
const MOST_SEEN: usize = 20_000;
/// Most levers pulled at once: an editor who is told of more begins anew.
const MOST_LEVERS: usize = 3;
/// States composed together.
const BATCH: usize = 8;
/// How many states that miss are told of.
const MISSED: usize = 3;

/// A lever that is pulled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lever {
    /// What is changed.
    pub change: Change,
    /// Rows won for the copy, or saved by it, when it alone is pulled; negative when it takes some.
    pub delta: i64,
    /// What it costs, in tenths.
    pub cost: u32,
}

/// What was chosen for an area, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The levers, in the order of the table. None: nothing was better than what is there.
    pub levers: Vec<Lever>,
    /// What the settings of paragraphs cost beyond the best.
    pub strain: u32,
    /// Levers and strain together, in tenths.
    pub cost: u32,
    /// How the area fits before.
    pub before: Misfit,
    /// How it fits then.
    pub after: Misfit,
    /// How many states were composed.
    pub tried: usize,
    /// The cheapest of those that do not fit, and by how much.
    pub missed: Vec<(Vec<Change>, Misfit)>,
}

impl Choice {
    /// The area with its levers pulled.
    pub fn made(&self, area: &Area) -> Area {
        let mut made = area.clone();
        self.levers.iter().for_each(|lever| lever.change.apply(&mut made));
        made
    }

    /// Whether it makes the area fit better.
    pub fn helps(&self) -> bool {
        self.after < self.before
    }
}

/// A state that was composed.
struct Evaluated {
    misfit: Misfit,
    total: u32,
    strain: u32,
    changes: Vec<usize>,
}

/// One way to change something, with what it does when it stands alone.
struct Way {
    change: Change,
    cost: u32,
    delta: i64,
}

/// Searches among `levers` for the cheapest way to make an area of copy fit. `None`: it holds no copy.
pub fn search(edition: &Edition, plan: &PagePlan, area: &Area, fonts: &FontBook, levers: Levers) -> Option<Choice> {
    let compose = |area: &Area| try_area(edition, plan, area, fonts, false);
    let as_is = compose(area);
    let record = as_is.record.as_ref()?;
    let before = Misfit::of(record);
    let strain = record.strain;
    let nothing = Choice {
        levers: Vec::new(),
        strain,
        cost: strain.saturating_mul(cost::STRAIN),
        before,
        after: before,
        tried: 1,
        missed: Vec::new(),
    };
    // Copy for twice the room and more is not for levers: whoever sent it must cut.
    if before.is_exact() || before.over > record.room {
        return Some(nothing);
    }
    let characters = record.stories.iter().map(|story| story.characters).sum();
    let errors = errors(&as_is.diagnostics);
    let found = dials(edition, plan, area, &as_is.blocks, levers);
    let (balance, dials) = measured(&compose, area, found, characters);
    let lines = record.used + before.over;
    let reach = reach(i64::from(lines), record.holes.len() as i64);
    let states = states(&dials, balance, reach);
    let mut best: Option<Evaluated> = None;
    let (mut tried, mut missed) = (1 + dials.iter().map(Vec::len).sum::<usize>(), Vec::new());
    for batch in states.chunks(BATCH) {
        // What costs more than a fit that is known needs no trial.
        let bound = best.as_ref().filter(|best| best.misfit.is_exact()).map(|best| best.total);
        let open: Vec<&State> = batch.iter().filter(|state| bound.is_none_or(|bound| state.cost < bound)).collect();
        if open.is_empty() && bound.is_some() {
            break;
        }
        let found: Vec<Option<Evaluated>> =
            open.par_iter().map(|state| evaluate(&compose, area, &dials, state, errors)).collect();
        tried += found.len();
        for (state, found) in open.iter().zip(found) {
            let Some(found) = found else { continue };
            if !found.misfit.is_exact() && missed.len() < MISSED {
                missed.push((changes(&dials, state), found.misfit));
            }
            if best.as_ref().is_none_or(|best| (found.misfit, found.total) < (best.misfit, best.total)) {
                best = Some(found);
            }
        }
    }
    let Some(best) = best.filter(|best| best.misfit < before) else { return Some(Choice { tried, missed, ..nothing }) };
    let levers = best.changes.iter().enumerate().filter(|(_, way)| **way > 0).map(|(dial, way)| {
        let Way { change, cost, delta } = &dials[dial][*way - 1];
        Lever { change: change.clone(), delta: *delta, cost: *cost }
    });
    let (strain, cost, after) = (best.strain, best.total, best.misfit);
    Some(Choice { levers: levers.collect(), strain, cost, before, after, tried, missed })
}

/// Composes an area with each single change, its paragraphs at their best, and keeps the changes that leave
/// a page that can be printed. With them, the rows to spare as it is.
fn measured(
    compose: &(impl Fn(&Area) -> Tried + Sync),
    area: &Area,
    dials: Vec<Dial>,
    characters: u32,
) -> (i64, Vec<Vec<Way>>) {
    let mut held = area.clone();
    if let Content::Story(content) = &mut held.content {
        content.fit.forbid = content.fit.forbid.with(LeverKind::Lines);
    }
    let as_is = compose(&held);
    let (before, known) = (balance(&as_is), errors(&as_is.diagnostics));
    let one = |change: &Change| {
        let mut changed = held.clone();
        change.apply(&mut changed);
        let tried = compose(&changed);
        let usable = errors(&tried.diagnostics) <= known;
        usable.then(|| Way { change: change.clone(), cost: change.price(characters), delta: balance(&tried) - before })
    };
    let all = dials.par_iter().map(|dial| {
        let mut ways: Vec<Way> = dial.iter().filter_map(one).collect();
        ways.sort_by_key(|way| way.cost);
        ways
    });
    let all: Vec<Vec<Way>> = all.collect();
    (before, all.into_iter().filter(|dial| !dial.is_empty()).collect())
}

/// Rows to spare, negative when some lack: `S − L`.
fn balance(tried: &Tried) -> i64 {
    let Some(record) = &tried.record else { return 0 };
    let misfit = Misfit::of(record);
    i64::from(misfit.holes) - i64::from(misfit.over)
}

/// How many rows the settings of paragraphs, and where columns end, may take in and fill: a state farther
/// from fitting is not composed.
///
/// Source: `algorithms.md` 2, Flex: at 13 em 419 lines at least, 421, 448 at most.
fn reach(lines: i64, columns: i64) -> (i64, i64) {
    (lines / 40 + columns, lines / 12 + columns + 1)
}

/// A choice of one way, or none (0), for each dial.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct State {
    cost: u32,
    ways: Vec<usize>,
}

/// The states that may fit, the cheapest first.
fn states(dials: &[Vec<Way>], balance: i64, (lost, gained): (i64, i64)) -> Vec<State> {
    let start = State { cost: 0, ways: vec![0; dials.len()] };
    let mut open = BinaryHeap::from([Reverse(start)]);
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let mut seen = 0;
    while let Some(Reverse(state)) = open.pop() {
        seen += 1;
        if seen > MOST_SEEN || found.len() >= MOST_STATES {
            break;
        }
        let pulled = state.ways.iter().filter(|way| **way > 0).count();
        let spare = balance + state.ways.iter().zip(dials).map(|(way, dial)| delta(dial, *way)).sum::<i64>();
        if pulled > 0 && -lost <= spare && spare <= gained {
            found.push(state.clone());
        }
        for (index, dial) in dials.iter().enumerate() {
            let way = state.ways[index];
            if way == dial.len() || (way == 0 && pulled == MOST_LEVERS) {
                continue;
            }
            let before = if way == 0 { 0 } else { dial[way - 1].cost };
            let mut ways = state.ways.clone();
            ways[index] += 1;
            if known.insert(ways.clone()) {
                open.push(Reverse(State { cost: state.cost - before + dial[way].cost, ways }));
            }
        }
    }
    found
}

fn delta(dial: &[Way], way: usize) -> i64 {
    way.checked_sub(1).map_or(0, |way| dial[way].delta)
}

fn changes(dials: &[Vec<Way>], state: &State) -> Vec<Change> {
    let pulled = state.ways.iter().zip(dials).filter(|(way, _)| **way > 0);
    pulled.map(|(way, dial)| dial[*way - 1].change.clone()).collect()
}

/// Composes a state. `None`: it brings a fault that the page did not have.
fn evaluate(
    compose: &impl Fn(&Area) -> Tried,
    area: &Area,
    dials: &[Vec<Way>],
    state: &State,
    known_errors: usize,
) -> Option<Evaluated> {
    let mut changed = area.clone();
    changes(dials, state).iter().for_each(|change| change.apply(&mut changed));
    let tried = compose(&changed);
    if errors(&tried.diagnostics) > known_errors {
        return None;
    }
    let record = tried.record?;
    let total = state.cost.saturating_add(record.strain.saturating_mul(cost::STRAIN));
    Some(Evaluated { misfit: Misfit::of(&record), total, strain: record.strain, changes: state.ways.clone() })
}

/// Faults that a lever may not bring; that copy is overset is what it is pulled for.
fn errors(diagnostics: &[Diagnostic]) -> usize {
    let counts = |finding: &&Diagnostic| finding.severity == Severity::Error && finding.code != Code::StoryOverset;
    diagnostics.iter().filter(counts).count()
}
