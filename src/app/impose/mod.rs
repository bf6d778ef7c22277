//! Lays finished pages on sheets, a file for each side. What is laid is what the manifest lists, to the byte.

mod book;
mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;

use crate::base::color::Cmyk;
use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::geom::Size;
use crate::base::units::Length;
use crate::font::{ChainId, FontBook, Role};
use crate::input::{World, load_styles};
use crate::output::hash::sha256_hex;
use crate::output::pdf::imposition::{
    Cell, Finished, Frame, Intent, Laid, Marked, PlateInk, Rest, Sheet, Side, Unfit, lay, marks, same_press, sheets,
    write_sheet,
};
use crate::output::pdf::{self, Meta};

use super::deliver::{put, unwritable};
use super::names::FileName;
use super::press::Written;
use super::shelf::Shelf;
use super::sums;
use super::verify::{Delivered, unusable, verify};

pub use book::Head;
use book::{Leaf, Paper, Section};
pub use report::{Imposed, SideResult, sheets as sheets_json};

/// What to lay, and how.
#[derive(Clone, Debug)]
pub struct ImposeJob {
    /// An output directory, or an edition whose output directory is `out`.
    pub from: PathBuf,
    /// Where to; `sheets` in the output directory when absent.
    pub output: Option<PathBuf>,
    /// A zone edition.
    pub zone: Option<String>,
    /// Pages of a sheet, 4 or 8; as the press condition says when absent.
    pub pages: Option<u8>,
    /// What becomes of pages that fill no sheet.
    pub rest: Rest,
    /// Whether the outermost sheet has four pages in any case.
    pub has_cover_apart: bool,
    /// Signatures that every file must have.
    pub signed: Vec<&'static str>,
    /// Only plan; write nothing.
    pub is_plan: bool,
}

/// Plans the sheets of an edition, and writes them.
pub fn impose(world: &World, job: &ImposeJob) -> Imposed {
    let mut made = Imposed::default();
    if let Err(findings) = run(world, job, &mut made) {
        made.findings.extend(findings);
    }
    made
}

fn run(world: &World, job: &ImposeJob, made: &mut Imposed) -> Result<(), Vec<Diagnostic>> {
    let directory = directory_of(&job.from);
    let delivered = Delivered::open(&directory)?;
    if !job.signed.is_empty() {
        let verdict = verify(&directory, &job.signed);
        if !verdict.findings.is_empty() {
            return Err(verdict.findings);
        }
    }
    let paper = Paper::read(&delivered, job.zone.as_deref())?;
    let pages = job.pages.unwrap_or(paper.imposition.pages);
    made.output = job.output.clone().unwrap_or_else(|| directory.join("sheets"));
    let mut number = 0;
    for section in &paper.sections {
        let count = section.leaves.len() as u16;
        let plan = sheets(count, pages, job.rest, job.has_cover_apart);
        let split = section.split(&plan);
        made.findings.extend(split.iter().map(|left| spread_split(section, *left)));
        made.findings.extend(blank(section, &plan));
        for sheet in &plan {
            number += 1;
            for side in [Side::Front, Side::Back] {
                made.sides.push(SideResult::new(number, sheet, side, section, &split));
            }
        }
    }
    made.paper = paper.head.clone();
    if job.is_plan {
        return Ok(());
    }
    let sources = read_sources(&delivered, &paper)?;
    let intent = common_intent(&sources)?;
    let mut findings = Vec::new();
    let fonts = load_styles(world, "daily", None).drain(&mut findings).unwrap_or_default();
    let Some(chain) = fonts.find(Role::Hei, 400).or(fonts.chains().next().map(|(id, _)| id)) else {
        return Err(findings);
    };
    let shelf = Shelf::make(&made.output).map_err(|failed| vec![unwritable(&failed)])?;
    let known = sums::read(&shelf);
    let desk =
        Desk { paper: &paper, sources: &sources, intent: &intent, fonts: &fonts, chain, shelf: &shelf, known: &known };
    let results: Vec<Option<Result<Written, Box<Diagnostic>>>> =
        made.sides.par_iter().map(|side| (!side.is_empty()).then(|| desk.side(side))).collect();
    for (side, result) in made.sides.iter_mut().zip(results) {
        match result {
            Some(Ok(written)) => side.written = Some(written),
            Some(Err(finding)) => made.findings.push(*finding),
            None => {}
        }
    }
    if made.sides.iter().all(|side| side.written.is_none()) {
        return Ok(());
    }
    close(&shelf, &known, made, &sources).map_err(|failed| vec![unwritable(&failed)])
}

/// The directory with the manifest: as given, or that of an edition.
pub(super) fn directory_of(from: &Path) -> PathBuf {
    let is_file = from.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let edition = if is_file { from.parent().unwrap_or(Path::new("")) } else { from };
    match Shelf::open(edition) {
        Ok(shelf) if shelf.has("edition.yaml") => edition.join("out"),
        _ => edition.to_path_buf(),
    }
}

/// Files by name: their bytes and their sums.
type Sources = BTreeMap<String, (Vec<u8>, String)>;

/// The bytes of the files by name, each as its manifest has it.
fn read_sources(delivered: &Delivered, paper: &Paper) -> Result<Sources, Vec<Diagnostic>> {
    let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
    for leaf in paper.sections.iter().flat_map(|section| &section.leaves) {
        wanted.insert(&leaf.file, &leaf.sha256);
    }
    let mut found = BTreeMap::new();
    for (name, sum) in wanted {
        let bytes = delivered.shelf.read(name).map_err(|failed| vec![unusable(&failed)])?;
        let own = sha256_hex(&bytes);
        if own != sum {
            return Err(vec![super::verify::changed(name, sum, &own)]);
        }
        found.insert(name.to_owned(), (bytes, own));
    }
    Ok(found)
}

/// What all files are made for.
fn common_intent(sources: &Sources) -> Result<Intent, Vec<Diagnostic>> {
    let mut first: Option<Intent> = None;
    for (name, (bytes, sum)) in sources {
        let found = Finished::open(bytes, sum).and_then(|file| file.intent());
        let intent = found.map_err(|unfit| vec![unusable_file(name, &unfit)])?;
        match &first {
            Some(first) if !same_press(first, &intent) => return Err(vec![unusable_file(name, &Unfit::Differs)]),
            Some(_) => {}
            None => first = Some(intent),
        }
    }
    first.ok_or_else(|| vec![impossible(say("没有文件", "there are no files"))])
}

/// What the sides share.
struct Desk<'a> {
    paper: &'a Paper,
    sources: &'a Sources,
    intent: &'a Intent,
    fonts: &'a FontBook,
    chain: ChainId,
    shelf: &'a Shelf,
    known: &'a sums::Sums,
}

impl Desk<'_> {
    fn side(&self, side: &SideResult) -> Result<Written, Box<Diagnostic>> {
        let settings = &self.paper.imposition;
        let frame = Frame { gripper: settings.gripper, gutter: settings.gutter, margin: settings.margin };
        let mut files: BTreeMap<&str, Finished<'_>> = BTreeMap::new();
        for (_, leaf, _) in side.cells() {
            let (bytes, sum) = self.sources.get(&leaf.file).ok_or_else(|| unfit(leaf, &Unfit::NoPage))?;
            files.insert(&leaf.file, Finished::open(bytes, sum).map_err(|found| unfit(leaf, &found))?);
        }
        let mut cells = Vec::new();
        let mut bleed = Length::ZERO;
        for (place, leaf, part) in side.cells() {
            let file = files.get(leaf.file.as_str()).ok_or_else(|| unfit(leaf, &Unfit::NoPage))?;
            bleed = bleed.max(file.bleed(leaf.index).unwrap_or_default());
            cells.push(Cell { file, page: leaf.index, place, part });
        }
        let first = side.cells().next().map(|(_, leaf, _)| leaf.clone()).unwrap_or_default();
        let size = Size { width: first.width, height: first.height };
        let Some(face) = lay((side.columns, side.rows), size, bleed, &frame, &cells) else {
            return Err(unfit(&first, &Unfit::NoPage));
        };
        let inks = inks(side, &files);
        let line = format!("{} {} {}", self.paper.head.name, self.paper.head.date, side.title());
        let marked = Marked {
            media: face.media,
            trim: face.trim,
            bleed,
            folds_down: face.folds_down,
            folds_across: face.folds_across,
            inks: &inks,
            line: &line,
            bars: settings.bars,
        };
        let meta = |version: u16, seed: String| Meta {
            title: line.clone(),
            creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_owned(),
            date: self.paper.head.day(),
            version: u32::from(version),
            seed,
        };
        let page = marks(&marked, self.fonts, self.chain);
        let condition = self.intent.condition();
        let pages = [page];
        let assets = pdf::prepare(&pages, self.fonts, &condition, &|_| None).value;
        let drawn = pdf::write(&[&pages[0]], &assets, &meta(1, side.name()))?;
        let sum = sha256_hex(&drawn);
        let drawn = Finished::open(&drawn, &sum).map_err(|found| unfit(&first, &found))?;
        let whole = [0, 1].map(|at| face.boxes.media[at + 2]);
        let make = |version: u16| {
            let mut laid: Vec<Laid<'_>> = face.laid.clone();
            laid.push(Laid::whole(&drawn, whole));
            let meta = meta(version, self.file_name(side).with(version));
            write_sheet(&laid, &face.boxes, self.intent, &meta).map_err(|found| unfit(&first, &found))
        };
        put(self.shelf, self.known, 1, &self.file_name(side), side.numbers(), make)
    }

    /// `LCRB_20261123_S01F_A04_A01_v1.pdf`.
    fn file_name(&self, side: &SideResult) -> FileName {
        let head = &self.paper.head;
        let zone = head.zone.as_ref().map_or(String::new(), |zone| format!("_{zone}"));
        let date = head.date.replace('-', "");
        FileName::new(format!("{}_{date}{zone}_{}_v", head.code, side.name()), ".pdf")
    }
}

/// The inks of a side, process inks first; spots with their solids, as the files have them.
fn inks(side: &SideResult, files: &BTreeMap<&str, Finished<'_>>) -> Vec<PlateInk> {
    let spots: Vec<(String, [u16; 4])> = files.values().flat_map(Finished::spots).collect();
    let ink = |name: String| {
        let solid = spots.iter().find(|(known, _)| *known == name).map(|(_, solid)| *solid);
        let spot = solid.map(|[c, m, y, k]| Cmyk { c, m, y, k });
        PlateInk { name, spot }
    };
    side.inks().into_iter().map(ink).collect()
}

/// Writes the manifest of the sheets and, last, their sums.
fn close(shelf: &Shelf, known: &sums::Sums, made: &Imposed, sources: &Sources) -> Result<(), super::shelf::Failed> {
    let mut listed = known.clone();
    listed.retain(|name, _| shelf.has(name) && !sums::is_sums(name));
    let written: Vec<&Written> = made.sides.iter().filter_map(|side| side.written.as_ref()).collect();
    let is_current = |name: &String| written.iter().any(|written| written.name == *name);
    let earlier: Vec<Value> = listed
        .iter()
        .filter(|(name, _)| name.ends_with(".pdf") && !is_current(name))
        .map(|(name, sum)| serde_json::json!({ "file": name, "sha256": sum, "why": "superseded" }))
        .collect();
    let sums_of_sources = sources.iter().map(|(name, (_, sum))| (name.as_str(), sum.as_str()));
    let manifest = report::manifest(made, sums_of_sources, earlier);
    let text = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
    for written in written {
        listed.insert(written.name.clone(), written.sha256.clone());
    }
    listed.insert("manifest.json".to_owned(), sha256_hex(text.as_bytes()));
    shelf.replace("manifest.json", text.as_bytes())?;
    sums::write(shelf, &listed, false)
}

/// Pages that stay empty.
fn blank(section: &Section, plan: &[Sheet]) -> Option<Diagnostic> {
    let count = section.leaves.len() as u16;
    let places = plan.iter().flat_map(|sheet| sheet.front.iter().chain(&sheet.back));
    let empty = places.filter(|place| place.page > count).count();
    let letters = &section.letters;
    let message = say(
        format!("{letters} 叠 {count} 版，版张上有 {empty} 版是空的"),
        format!("section {letters} has {count} pages: {empty} of the sheets stay empty"),
    );
    let hint = say(
        "加版，或用 --rest leaf 把中间两版印成单张",
        "add pages, or let --rest leaf print two in the middle on a single leaf",
    );
    (empty > 0).then(|| Diagnostic::new(Code::SheetBlank, Span::NONE, message).hint(hint))
}

fn spread_split(section: &Section, left: u16) -> Diagnostic {
    let folio = section.leaves.get(usize::from(left) - 1).map_or("", |leaf| leaf.folio.as_str());
    let middle = (section.leaves.len() / 2) as u16;
    let message = say(
        format!("通版 {folio} 的两版不在一张纸的同一面，分两半印（假通版）"),
        format!("the pages of the spread {folio} are on two sheets: it is printed in two halves"),
    );
    let hint = if middle.is_multiple_of(2) {
        say(
            format!("真通版在本叠正中：第 {middle}、{} 版", middle + 1),
            format!("a spread in one piece stands in the middle of its section: pages {middle} and {}", middle + 1),
        )
    } else {
        say("本叠正中是单张，没有真通版", "the middle of this section is a single leaf, which has no spread")
    };
    Diagnostic::new(Code::SpreadSplit, Span::NONE, message).hint(hint)
}

/// Why pages cannot be laid.
fn impossible(message: Say) -> Diagnostic {
    let hint = say("先用 `paiban build` 写出全部的版", "write all pages with `paiban build` first");
    Diagnostic::new(Code::ImposeImpossible, Span::NONE, message).hint(hint)
}

fn unfit(leaf: &Leaf, found: &Unfit) -> Box<Diagnostic> {
    Box::new(unusable_file(&leaf.file, found))
}

fn unusable_file(name: &str, found: &Unfit) -> Diagnostic {
    let message =
        say(format!("`{name}` 不能拼版：{found:?}"), format!("`{name}` cannot be laid on a sheet: {found:?}"));
    let hint = say(
        "各版要由同一印刷条件、同一 PDF/X 种类写出",
        "all pages must be written for one press condition and one PDF/X flavour",
    );
    Diagnostic::new(Code::ImposeImpossible, Span::NONE, message).hint(hint)
}
