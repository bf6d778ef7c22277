//! `{fields}` of furniture, filled from the edition.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Sink, Spanned, Table};
use crate::input::suggest;
use crate::model::Date;

use super::date;
use super::index::Index;

/// Where fields get their values.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    pub(super) paper: &'a str,
    pub(super) date: Option<Date>,
    pub(super) issue: u32,
    pub(super) pages: usize,
    pub(super) page: u32,
    pub(super) folio: &'a str,
    /// The left and the right page of a spread; of a single page twice itself.
    pub(super) facing: [(u32, &'a str); 2],
    pub(super) section: &'a str,
    pub(super) editors: &'a [(Spanned<String>, Spanned<String>)],
    /// Where stories stand.
    pub(super) index: &'a Index,
    /// `fields` of the page, the edition and the paper, in this order.
    pub(super) own: Vec<&'a Table<Spanned<String>>>,
}

/// Fields that every page has, with the forms they take.
const NAMES: [&str; 16] = [
    "paper",
    "issue",
    "pages",
    "page",
    "page:02",
    "folio",
    "section",
    "date",
    "date:han",
    "date:iso",
    "date:dots",
    "weekday",
    "lunar",
    "editors",
    "editor:",
    "today",
];

impl Fields<'_> {
    /// Fills in `text`; `{{` and `}}` are braces. A field without a value stays as it is and is reported.
    pub(super) fn fill(&self, text: &Spanned<String>, sink: &mut Sink) -> String {
        fill_braces(&text.value, |name| {
            let value = self.value(name);
            if value.is_none() {
                sink.push(self.unknown(name, text));
            }
            value
        })
    }

    fn value(&self, field: &str) -> Option<String> {
        let (name, form) = field.split_once(':').map_or((field, None), |(name, form)| (name, Some(form)));
        let day = |show: fn(Date) -> String| self.date.map(show).or(Some(String::new()));
        match (name, form) {
            ("paper", None) => Some(self.paper.to_owned()),
            ("folio", None) => Some(self.folio.to_owned()),
            ("folio", Some("left")) => Some(self.facing[0].1.to_owned()),
            ("folio", Some("right")) => Some(self.facing[1].1.to_owned()),
            ("page", Some("left")) => Some(self.facing[0].0.to_string()),
            ("page", Some("right")) => Some(self.facing[1].0.to_string()),
            ("section", None) => Some(self.section.to_owned()),
            ("headline", Some(slug)) => self.index.get(slug.trim()).map(|entry| entry.headline.clone()),
            ("folio", Some(slug)) => self.index.get(slug.trim()).map(|entry| entry.folio.clone()),
            ("page", Some(slug)) if self.index.get(slug.trim()).is_some() => {
                self.index.get(slug.trim()).map(|entry| entry.page.to_string())
            }
            ("issue", form) => padded(self.issue, form),
            ("pages", form) => padded(self.pages as u32, form),
            ("page", form) => padded(self.page, form),
            ("date", None) => day(date::plain),
            ("date", Some("han")) => day(date::han),
            ("date", Some("iso")) => day(date::iso),
            ("date", Some("dots")) => day(date::dots),
            ("weekday", None) => day(date::weekday),
            ("lunar", None) => day(date::lunar),
            ("editors", None) => {
                let one = |(duty, who): &(Spanned<String>, Spanned<String>)| format!("{}：{}", duty.value, who.value);
                Some(self.editors.iter().map(one).collect::<Vec<_>>().join("\u{3000}"))
            }
            ("editor", Some(duty)) => {
                self.editors.iter().find(|(known, _)| known.value == duty.trim()).map(|(_, who)| who.value.clone())
            }
            _ => self.own.iter().find_map(|fields| fields.get(field)).map(|value| value.value.clone()),
        }
    }

    fn unknown(&self, field: &str, text: &Spanned<String>) -> Diagnostic {
        let duties: Vec<String> = self.editors.iter().map(|(duty, _)| format!("editor:{}", duty.value)).collect();
        let own = self.own.iter().flat_map(|fields| fields.names());
        // Of an entry of the index only the stories are of interest.
        let asked =
            field.split_once(':').map(|(name, _)| name).filter(|name| ["headline", "folio", "page"].contains(name));
        let stories: Vec<String> =
            asked.map_or(Vec::new(), |name| self.index.slugs().map(|slug| format!("{name}:{slug}")).collect());
        let known = NAMES[..14].iter().copied().chain(duties.iter().map(String::as_str)).chain(own);
        let known: Vec<&str> =
            if stories.is_empty() { known.collect() } else { stories.iter().map(String::as_str).collect() };
        let message = say(format!("字段 `{{{field}}}` 没有值"), format!("the field `{{{field}}}` has no value"));
        let mut cure = suggest::cure(field, known.iter().copied());
        cure.zh += "；或在 `fields:` 下写上它";
        cure.en += "; or write it under `fields:`";
        Diagnostic::new(Code::FieldUnknown, text.span, message).hint(cure)
    }
}

/// `text` with the value of each `{field}`; one without a value stays as it is.
pub(super) fn fill_braces(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        filled.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            filled.push_str(brace);
            rest = after;
        } else if let Some(end) = rest.find('}').filter(|_| brace == "{") {
            let name = &rest[..end];
            match value(name.trim()) {
                Some(value) => filled.push_str(&value),
                None => filled.push_str(&format!("{{{name}}}")),
            }
            rest = &rest[end + 1..];
        } else {
            filled.push_str(brace);
        }
    }
    filled.push_str(rest);
    filled
}

/// A number, filled up with zeros to the width of `02`.
pub(super) fn padded(number: u32, form: Option<&str>) -> Option<String> {
    match form {
        None => Some(number.to_string()),
        Some(width) if width.starts_with('0') && width.len() <= 2 => {
            width.parse::<usize>().ok().map(|width| format!("{number:0width$}"))
        }
        Some(_) => None,
    }
}
