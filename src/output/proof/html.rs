//! The proof as one HTML file that needs nothing else: the pages, their stories and findings, and the round before.

use std::fmt::Write as _;

use crate::base::diag::{Say, Severity, say};
use crate::output::diff::{Difference, summary};
use crate::output::escape::escaped;
use crate::page::layout::Layout;

use super::book::{FindingNote, Proof, ProofPage, StoryNote, round_name};
use super::figure::figure;
use super::remark::place_of;

/// EMU of a unit of the drawings: a tenth of a millimetre.
pub(super) const UNIT: i64 = 3_600;
const STYLE: &str = include_str!("viewer/viewer.css");
const SCRIPT: &str = include_str!("viewer/viewer.js");

/// A picture of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// `image/png`.
    pub media: &'static str,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// What the file is made of. Pictures come in the order of the proof's pages.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// What it says.
    pub proof: &'a Proof,
    /// Where its lines stand.
    pub layout: &'a Layout,
    /// What changed since the round before.
    pub changes: Option<&'a Difference>,
    /// The pages.
    pub pictures: &'a [Picture],
    /// The pages of the round before, where they were kept.
    pub before: &'a [Option<Picture>],
    /// Whether it opens in Chinese.
    pub zh: bool,
}

/// The same in both languages; the style sheet shows one of them.
fn both(words: &Say) -> String {
    format!("<span lang=\"zh\">{}</span><span lang=\"en\">{}</span>", escaped(&words.zh), escaped(&words.en))
}

fn told(zh: &str, en: &str) -> String {
    both(&say(zh, en))
}

pub(super) fn unit(emu: i64) -> i64 {
    emu.div_euclid(UNIT)
}

/// The file.
pub fn html(viewer: &Viewer<'_>) -> String {
    let proof = viewer.proof;
    let pictures: usize = viewer.pictures.iter().map(|picture| picture.bytes.len()).sum();
    let mut out = String::with_capacity(pictures * 3 + 400_000);
    let lang = if viewer.zh { "zh" } else { "en" };
    let round = round_name(proof.round);
    let title = format!("{} {} {round}", proof.paper, proof.date);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"zh-CN\" data-lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';img-src data:;style-src 'unsafe-inline';\
         script-src 'unsafe-inline'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title)
    );
    head(viewer, &round, &mut out);
    out.push_str("<div class=\"desk\">\n");
    aside(viewer, &mut out);
    out.push_str("<main id=\"pages\" tabindex=\"-1\">\n");
    for (index, page) in proof.pages.iter().enumerate() {
        let layout = viewer.layout.pages.iter().find(|layout| layout.number == page.number);
        figure(viewer, index, page, layout, &mut out);
    }
    out.push_str("</main>\n</div>\n");
    out.push_str("<output id=\"told\" class=\"told\" aria-live=\"polite\" hidden></output>\n");
    let _ = write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn head(viewer: &Viewer<'_>, round: &str, out: &mut String) {
    let proof = viewer.proof;
    let zone = proof.zone.as_deref().map(|zone| format!(" · {}", escaped(zone))).unwrap_or_default();
    let _ = write!(
        out,
        "<header class=\"bar\"><h1><b class=\"round\">{}</b> {} <time>{}</time>{zone}</h1>\n<nav class=\"leaves\" aria-label=\"pages\">",
        escaped(round),
        escaped(&proof.paper),
        escaped(&proof.date),
    );
    for page in &proof.pages {
        let bad = page.stories.iter().any(|story| story.over.is_some())
            || page.findings.iter().any(|finding| finding.severity == Severity::Error && !finding.allowed);
        let class = if bad { " class=\"bad\"" } else { "" };
        let _ = write!(out, "<a href=\"#{0}\"{class}>{0} {1}</a>", escaped(&page.folio), escaped(&page.section));
    }
    out.push_str("</nav>\n<div class=\"tools\" role=\"toolbar\">");
    let button = |id: &str, key: &str, label: &str| {
        format!("<button type=\"button\" id=\"{id}\" aria-keyshortcuts=\"{key}\" title=\"{key}\">{label}</button>")
    };
    out.push_str(&button("out", "-", "−"));
    out.push_str("<output id=\"scale\">100%</output>");
    out.push_str(&button("in", "+", "+"));
    out.push_str(&button("fit", "0", &told("合页", "Fit")));
    for (id, key, zh, en) in
        [("areas", "a", "块", "Areas"), ("lines", "l", "行", "Lines"), ("marks", "f", "问题", "Findings")]
    {
        let pressed = id == "marks";
        let _ = write!(
            out,
            "<button type=\"button\" data-show=\"{id}\" aria-pressed=\"{pressed}\" aria-keyshortcuts=\"{key}\" title=\"{key}\">{}</button>",
            told(zh, en)
        );
    }
    if viewer.changes.is_some() {
        let _ = write!(
            out,
            "<button type=\"button\" data-show=\"changes\" aria-pressed=\"true\" aria-keyshortcuts=\"c\" title=\"c\">{}</button>",
            told("改动", "Changes")
        );
    }
    if viewer.before.iter().any(Option::is_some) {
        let _ = write!(
            out,
            "<label class=\"onion\">{}<input id=\"onion\" type=\"range\" min=\"0\" max=\"100\" value=\"0\" aria-keyshortcuts=\"o\"></label>",
            told("上一校", "Last round")
        );
        out.push_str(&button("blink", "b", &told("闪比", "Blink")));
    }
    out.push_str(&button("lang", "z", "<span lang=\"zh\">English</span><span lang=\"en\">中文</span>"));
    out.push_str(&button("print", "Control+P", &told("打印", "Print")));
    out.push_str("</div></header>\n");
}

/// All stories, those with copy that found no room first, with their pages.
fn stories(proof: &Proof) -> Vec<(&ProofPage, &StoryNote)> {
    let mut all: Vec<(&ProofPage, &StoryNote)> =
        proof.pages.iter().flat_map(|page| page.stories.iter().map(move |story| (page, story))).collect();
    all.sort_by_key(|(_, story)| (std::cmp::Reverse(story.over.map(|over| over.0)), story.short == 0));
    all
}

fn aside(viewer: &Viewer<'_>, out: &mut String) {
    let proof = viewer.proof;
    let all = stories(proof);
    let over = all.iter().filter(|(_, story)| story.over.is_some()).count();
    out.push_str("<aside class=\"side\">\n");
    let _ = write!(
        out,
        "<section aria-labelledby=\"h-stories\"><h2 id=\"h-stories\">{} <small>{}</small>",
        told("稿件", "Stories"),
        all.len()
    );
    if over > 0 {
        let _ =
            write!(out, " <strong class=\"bad\">{}</strong>", told(&format!("超 {over} 篇"), &format!("{over} over")));
    }
    let _ = write!(
        out,
        "</h2>\n<table><thead><tr><th>{}</th><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th><th>{}</th></tr></thead><tbody>\n",
        told("版", "Page"),
        told("稿件", "Story"),
        told("字", "Chars"),
        told("行", "Lines"),
        told("状态", "State")
    );
    for (page, story) in all {
        let class = match (story.over, story.short) {
            (Some(_), _) => "over",
            (None, 0) => "full",
            (None, _) => "short",
        };
        let part = story.part.map(|(number, count)| format!(" {number}/{count}")).unwrap_or_default();
        let rest = if story.rest.is_empty() {
            String::new()
        } else {
            let text: String = story.rest.chars().take(60).collect();
            let more = if story.rest.chars().count() > 60 { "…" } else { "" };
            format!("<tr class=\"over rest\"><td></td><td colspan=\"4\">{}{more}</td></tr>\n", escaped(&text))
        };
        let _ = write!(
            out,
            "<tr class=\"{class}\"><td>{0}</td><td><a href=\"#{0}\" data-page=\"{0}\" data-story=\"{1}\" data-box=\"{2}\"><b>{1}</b>{part} {3}</a>\
             <code>{4}</code></td><td class=\"n\">{5}</td><td class=\"n\">{6}</td><td class=\"state\">{7}</td></tr>\n{rest}",
            escaped(&page.folio),
            escaped(&story.slug),
            shown(&story.at),
            escaped(&story.headline),
            escaped(&story.file),
            story.characters,
            story.lines,
            both(&story.state()),
        );
    }
    out.push_str("</tbody></table></section>\n");
    findings(proof, out);
    if let Some(changes) = viewer.changes {
        changed(proof, changes, out);
    }
    let _ = write!(
        out,
        "<section class=\"keys\"><h2>{}</h2><p>{}</p></section>\n</aside>\n",
        told("按键", "Keys"),
        told(
            "+ − 0 缩放；n p 版；j k 逐条问题；a l f c 显示块、行、问题、改动；o 上一校；b 闪比；z 中英文。点一行看出处。",
            "+ − 0 zoom; n p page; j k next and previous finding; a l f c show areas, lines, findings, changes; \
             o last round; b blink; z language. Click a line for its source."
        )
    );
}

fn shown(at: &[i64; 4]) -> String {
    at.map(|emu| unit(emu).to_string()).join(" ")
}

pub(super) fn severity(finding: &FindingNote) -> (&'static str, Say) {
    match (finding.allowed, finding.severity) {
        (true, _) => ("allowed", say("已允许", "allowed")),
        (_, Severity::Error) => ("error", say("错误", "error")),
        (_, Severity::Warning) => ("warning", say("警告", "warning")),
        _ => ("note", say("提示", "note")),
    }
}

fn findings(proof: &Proof, out: &mut String) {
    let count: usize = proof.pages.iter().map(|page| page.findings.len()).sum();
    let _ = write!(
        out,
        "<section aria-labelledby=\"h-findings\"><h2 id=\"h-findings\">{} <small>{count}</small></h2>\n<ol class=\"findings\">\n",
        told("问题", "Findings")
    );
    for page in &proof.pages {
        for (index, finding) in page.findings.iter().enumerate() {
            let (class, words) = severity(finding);
            let id = format!("{}-{}", page.folio, index + 1);
            let place = if finding.place.is_empty() {
                String::new()
            } else {
                format!("<code>{}</code>", escaped(&finding.place))
            };
            let hint = finding.hint.as_ref().map(|hint| format!("<small>{}</small>", both(hint))).unwrap_or_default();
            let _ = writeln!(
                out,
                "<li class=\"{class}\"><a href=\"#{0}\" data-page=\"{0}\" data-finding=\"{1}\"><b>{0}</b> <i>{2}</i> {3}</a>{hint}{place}\
                 <code class=\"code\">{4}</code></li>",
                escaped(&page.folio),
                escaped(&id),
                both(&words),
                both(&finding.message),
                escaped(finding.code),
            );
        }
    }
    if count == 0 {
        let _ = writeln!(out, "<li class=\"none\">{}</li>", told("没有问题", "nothing was found"));
    }
    out.push_str("</ol></section>\n");
}

fn changed(proof: &Proof, changes: &Difference, out: &mut String) {
    let folio = |number: u16| proof.pages.iter().find(|page| page.number == number).map_or("", |page| &page.folio);
    let _ = write!(
        out,
        "<section aria-labelledby=\"h-changes\"><h2 id=\"h-changes\">{} <small>{}</small></h2>\n<p>{}</p>\n<ol class=\"changes\">\n",
        told("改动", "Changes"),
        changes.changes.len(),
        both(&summary(changes, proof.round)),
    );
    for change in &changes.changes {
        let _ = writeln!(
            out,
            "<li><a href=\"#{0}\" data-page=\"{0}\" data-box=\"{6}\"><b>{0}</b> …{1}<del>{2}</del><ins>{3}</ins>{4}…</a><code>{5}</code></li>",
            escaped(folio(change.page)),
            escaped(&change.around.0),
            escaped(&change.old),
            escaped(&change.new),
            escaped(&change.around.1),
            escaped(&change.place),
            place_of(changes, change).map(|at| shown(&at)).unwrap_or_default(),
        );
    }
    out.push_str("</ol></section>\n");
}
