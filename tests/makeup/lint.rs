//! The make-up lint: every rule has a page that has its fault, one just inside the limit, one with the rule
//! switched off and one that allows it with a reason.

mod allow;
mod calendar;
mod copy;
mod cuts;
mod described;
mod formats;
mod heads;
mod holes;
mod pictures;
mod shipped;
mod twice;
mod weights;
mod words;

use std::path::{Path, PathBuf};

use paiban::base::diag::{Diagnostic, Severity};
use paiban::engine::lint::lint;
use paiban::model::PagePlan;
use paiban::page::Record;

use super::common::root;
use super::common::words::paragraphs;
use super::fixture::{Made, make_with};

/// A page: its areas as YAML, what goes where, and its stories.
#[derive(Clone, Default)]
struct Sheet {
    areas: String,
    place: String,
    stories: Vec<(&'static str, String)>,
    /// More head styles, as YAML.
    heads: String,
    /// A broadsheet, which is folded, instead of a tabloid.
    is_broadsheet: bool,
    /// More files of the edition.
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Sheet {
    fn new(areas: &str, place: &str, stories: &[(&'static str, String)]) -> Sheet {
        let (areas, place) = (areas.to_string(), place.to_string());
        Sheet { areas, place, stories: stories.to_vec(), ..Sheet::default() }
    }

    /// The same page of a broadsheet.
    fn broadsheet(self) -> Sheet {
        Sheet { is_broadsheet: true, ..self }
    }

    /// With head styles that have nothing but a headline of these sizes: `tiny 8pt`.
    fn styled(self, heads: &[(&str, &str)]) -> Sheet {
        let style = |(name, size): &(&str, &str)| format!("  {name}:\n    headline: {{face: 宋 700, size: {size}}}\n");
        Sheet { heads: heads.iter().map(style).collect(), ..self }
    }

    /// With keys of the layout below its areas.
    fn with(&self, keys: &str) -> Sheet {
        Sheet { areas: format!("{}{keys}\n", self.areas), ..self.clone() }
    }

    /// With `new` in the place of `old`.
    #[track_caller]
    fn swap(&self, old: &str, new: &str) -> Sheet {
        assert!(self.areas.contains(old), "`{old}` is not in\n{}", self.areas);
        Sheet { areas: self.areas.replacen(old, new, 1), ..self.clone() }
    }

    fn made(&self) -> Made {
        let stories: Vec<(&str, &str)> = self.stories.iter().map(|(slug, text)| (*slug, text.as_str())).collect();
        let day = |name: &str| Path::new("paper/day").join(name);
        let mut more: Vec<(PathBuf, Vec<u8>)> =
            self.files.iter().map(|(name, bytes)| (day(name), bytes.clone())).collect();
        if !self.heads.is_empty() {
            let sheet = std::fs::read_to_string(root().join("layouts/styles/daily.yaml")).expect("the shipped sheet");
            let sheet = sheet.replacen("heads:\n", &format!("heads:\n{}", self.heads), 1);
            more.push((day("layouts/styles/daily.yaml"), sheet.into_bytes()));
        }
        if self.is_broadsheet {
            let layout = format!("format: broadsheet\nstyles: daily\nareas:\n{}", self.areas);
            more.push((day("layouts/page.yaml"), layout.into_bytes()));
        }
        make_with(&self.areas, &self.place, &stories, more)
    }

    /// What the lint says of it.
    fn findings(&self) -> Vec<Diagnostic> {
        judged(&self.made())
    }
}

/// What the lint says of a page, its records first changed by `change`.
fn judged_after(made: &Made, change: impl Fn(&mut Record)) -> Vec<Diagnostic> {
    let plans: Vec<&PagePlan> = made.edition.pages.iter().collect();
    let mut records: Vec<Record> = made.pages.iter().map(|page| page.record.clone()).collect();
    records.iter_mut().for_each(change);
    lint(&made.edition, &plans, &records, made.diagnostics.clone())
}

fn judged(made: &Made) -> Vec<Diagnostic> {
    judged_after(made, |_| ())
}

fn having<'a>(findings: &'a [Diagnostic], code: &str) -> Vec<&'a Diagnostic> {
    findings.iter().filter(|finding| finding.code.as_str() == code).collect()
}

/// The fault is found, with a box on the page and a cure in two languages; the near miss is not; neither is
/// the fault with the rule off; allowed with a reason it stands, and counts no more.
#[track_caller]
fn rule(code: &str, fault: &Sheet, near_miss: &Sheet) {
    let findings = fault.findings();
    let found = having(&findings, code);
    assert!(!found.is_empty(), "{code} is not found: {:#?}", shown(&findings));
    for finding in &found {
        assert!(finding.at.is_some() && finding.span.is_some() && finding.page == Some(1), "{finding:#?}");
        let hint = finding.hint.as_ref().expect("a cure");
        assert!(![&finding.message.zh, &finding.message.en, &hint.zh, &hint.en].iter().any(|text| text.is_empty()));
    }
    let findings = near_miss.findings();
    assert!(having(&findings, code).is_empty(), "{code} in the near miss: {:#?}", shown(&findings));
    let findings = fault.with(&format!("lint: {{{code}: off}}")).findings();
    assert!(having(&findings, code).is_empty(), "{code} is off: {:#?}", shown(&findings));
    let findings = fault.with(&format!("allow: {{{code}: 试过，只能如此}}")).findings();
    let allowed = having(&findings, code);
    assert!(!allowed.is_empty() && allowed.iter().all(|one| one.allowed.as_deref() == Some("试过，只能如此")));
    assert!(having(&findings, "allow-unused").is_empty(), "{:#?}", shown(&findings));
}

fn shown(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.code.as_str(), finding.message.en)).collect()
}

/// The codes of warnings and errors that count.
fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    let counts = |finding: &&Diagnostic| finding.severity != Severity::Note && finding.allowed.is_none();
    let mut codes: Vec<&str> = findings.iter().filter(counts).map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A story with a headline and so many characters.
fn story(headline: &str, characters: usize) -> String {
    let seed = headline.chars().map(|character| u64::from(u32::from(character))).sum();
    format!("---\nheadline: {headline}\n---\n{}\n", paragraphs(seed, characters, 1 + characters / 200).join("\n\n"))
}

/// Two stories, `one` and `two`, of these headlines, with copy enough for anything.
fn two(one: &str, two: &str) -> Vec<(&'static str, String)> {
    vec![("one", story(one, 700)), ("two", story(two, 700))]
}

/// An area of copy: name, columns, rows, what else.
fn area(name: &str, columns: &str, rows: &str, more: &str) -> String {
    format!("  {name}:\n    kind: story\n    at: {{columns: {columns}, rows: {rows}}}\n    {more}\n")
}
