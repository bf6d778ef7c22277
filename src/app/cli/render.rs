//! Diagnostics as people and machines read them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::base::diag::{Diagnostic, Say, Severity, Span};
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::input::World;

/// The languages of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Lang {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of the locale: the first of LC_ALL, LC_MESSAGES and LANG that is set.
    pub fn of_locale() -> Lang {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// A sentence in this language.
    pub fn of(self, say: &Say) -> &str {
        match self {
            Lang::Zh => &say.zh,
            Lang::En => &say.en,
        }
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// Renders diagnostics with file, line, column, the source line, the cause and the cure.
pub(super) fn text(world: Option<&World>, diagnostics: &[Diagnostic], lang: Lang, color: bool, width: usize) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(width);
    diagnostics.par_iter().map(|diagnostic| one(&renderer, world, diagnostic, lang) + "\n\n").collect()
}

/// The longest stretch of a source line that is shown; copy stands in lines of thousands of characters.
const SHOWN: usize = 90;

/// A part of a source around a span: text, its first line number, and the span in it.
struct Excerpt {
    name: String,
    text: String,
    line: usize,
    span: std::ops::Range<usize>,
    cut: bool,
}

fn excerpt(world: &World, span: Span) -> Option<Excerpt> {
    let source = world.source(span.file).filter(|_| span.is_some())?;
    let text = source.text.as_str();
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = floor(span.start as usize);
    let end = floor(span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[..start].matches('\n').count() + 1;
    let end = end.min(line_end);
    let cut_start = floor(start.saturating_sub(SHOWN)).max(line_start);
    let cut_end = floor(start.saturating_add(SHOWN * 2)).min(line_end).max(end.min(floor(start + SHOWN * 2)));
    let shown = text[cut_start..cut_end].trim_end_matches('\r').replace('\t', " ");
    let from = start - cut_start;
    let to = (end - cut_start).clamp(from, shown.len().max(from));
    let cut = cut_start > line_start || cut_end < line_end;
    Some(Excerpt { name: source.name.clone(), text: shown, line, span: from..to, cut })
}

fn one(renderer: &Renderer, world: Option<&World>, diagnostic: &Diagnostic, lang: Lang) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("警告", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("提示", "note")),
    };
    let main = world.and_then(|world| excerpt(world, diagnostic.span));
    let notes: Vec<(Excerpt, &str)> = diagnostic
        .notes
        .iter()
        .filter_map(|note| Some((excerpt(world?, note.span)?, lang.of(&note.message))))
        .collect();
    let title = level.clone().primary_title(lang.of(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group: Group<'_> = match &main {
        Some(found) => title.element(snippet(found, AnnotationKind::Primary, None)),
        None => Group::with_title(title),
    };
    for (found, label) in &notes {
        group = group.element(snippet(found, AnnotationKind::Context, Some(label)));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name(lang.pick("办法", "help")).message(lang.of(hint)));
    }
    let on_page = diagnostic.at.map(|at| stands_at(diagnostic.page, at, lang));
    if let Some(words) = &on_page {
        group = group.element(Level::NOTE.with_name(lang.pick("位置", "place")).message(words));
    }
    if let Some(reason) = &diagnostic.allowed {
        group = group.element(Level::NOTE.with_name(lang.pick("已允许", "allowed")).message(reason));
    }
    let place: Option<(String, String)> = main.as_ref().map(|found| position(found, world, diagnostic.span));
    let rendered = renderer.render(&[group]);
    match place {
        // The snippet's own header counts columns of the excerpt; say the true place.
        Some((shown, true_place)) => rendered.replacen(&shown, &true_place, 1),
        None => rendered,
    }
}

/// Where a finding is on its page.
fn stands_at(page: Option<u16>, at: Rect, lang: Lang) -> String {
    let [x, y, width, height] = [at.x, at.y, at.width, at.height].map(Length::to_mm);
    match lang {
        Lang::Zh => {
            let page = page.map_or(String::new(), |page| format!("第 {page} 版，"));
            format!("{page}左 {x:.1}、上 {y:.1} 毫米，宽 {width:.1}、高 {height:.1} 毫米")
        }
        Lang::En => {
            let page = page.map_or(String::new(), |page| format!("page {page}, "));
            format!("{page}{x:.1} mm from the left, {y:.1} mm from the top, {width:.1} × {height:.1} mm")
        }
    }
}

fn snippet<'a>(found: &'a Excerpt, kind: AnnotationKind, label: Option<&'a str>) -> Snippet<'a, Annotation<'a>> {
    let mut mark = kind.span(found.span.clone());
    if let Some(label) = label {
        mark = mark.label(label);
    }
    Snippet::source(found.text.as_str()).line_start(found.line).path(found.name.as_str()).annotation(mark)
}

/// The header as the renderer prints it for the excerpt, and as it is in the file.
fn position(found: &Excerpt, world: Option<&World>, span: Span) -> (String, String) {
    let shown_column = found.text[..found.span.start.min(found.text.len())].chars().count() + 1;
    let shown = format!("{}:{}:{shown_column}", found.name, found.line);
    let Some((name, line, column)) = world.and_then(|world| place(world, span)).filter(|_| found.cut) else {
        return (shown.clone(), shown);
    };
    (shown, format!("{name}:{line}:{column}"))
}

/// File, line and column (in characters) of a span.
pub(super) fn place(world: &World, span: Span) -> Option<(String, usize, usize)> {
    let source = world.source(span.file).filter(|_| span.is_some())?;
    let (line, column) = source.position(span.start)?;
    Some((source.name.clone(), line, column))
}

/// Diagnostics as JSON: code, severity, place, page, message, hint.
pub(super) fn json(world: Option<&World>, diagnostics: &[Diagnostic], lang: Lang) -> Value {
    let place_of = |span| world.and_then(|world| place(world, span));
    let one = |diagnostic: &Diagnostic| {
        let at = place_of(diagnostic.span);
        let note = |note: &crate::base::diag::Note| {
            let at = place_of(note.span);
            json!({
                "message": lang.of(&note.message),
                "file": at.as_ref().map(|at| &at.0),
                "line": at.as_ref().map(|at| at.1),
                "column": at.as_ref().map(|at| at.2),
            })
        };
        json!({
            "code": diagnostic.code.as_str(),
            "severity": severity(diagnostic.severity),
            "page": diagnostic.page,
            "box_mm": diagnostic.at.map(millimetres),
            "allowed": diagnostic.allowed,
            "file": at.as_ref().map(|at| &at.0),
            "line": at.as_ref().map(|at| at.1),
            "column": at.as_ref().map(|at| at.2),
            "message": lang.of(&diagnostic.message),
            "hint": diagnostic.hint.as_ref().map(|hint| lang.of(hint)),
            "notes": diagnostic.notes.iter().map(note).collect::<Vec<_>>(),
        })
    };
    diagnostics.iter().map(one).collect()
}

/// A box on a page in millimetres, with one decimal.
pub(super) fn millimetres(at: Rect) -> Value {
    let tenths = |length: Length| -> Value {
        let tenths = length.div_floor(Length::microns(100));
        let sign = if tenths < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10);
        serde_json::from_str(&text).unwrap_or_default()
    };
    json!({ "x": tenths(at.x), "y": tenths(at.y), "width": tenths(at.width), "height": tenths(at.height) })
}

/// The stable name of a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
