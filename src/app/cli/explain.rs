//! `paiban explain`: the ledger of stories, as tables or as JSON.

use serde_json::json;

use crate::app::explain::{Answer, Explained, Question, Summary, explain as answer, find, numbered};
use crate::app::pages::PageChoice;
use crate::base::diag::{Code, Diagnostic, Severity, Span, has_errors, say};
use crate::base::units::Em;
use crate::engine::compose::{LineLedger, ParagraphLedger, StoryLedger};
use crate::input::World;

use super::args::{ExplainOptions, Form};
use super::columns::{Side, row, widths};
use super::explain_words::{cells, manner, other, short_cells, step, why};
use super::{DONE, FINDINGS, Lang, Voice, explain_json, out, render, usage};

/// Explains the lines of stories.
pub(super) fn explain(world: &World, options: &ExplainOptions, voice: Voice) -> u8 {
    let pages = match options.pages.as_deref().map_or(Ok(PageChoice::all()), PageChoice::parse) {
        Ok(pages) => pages,
        Err(message) => return usage(&message, voice),
    };
    let question = Question { pages, stories: options.stories.clone() };
    let mut found = answer(world, &options.edition, &question);
    if let Some(text) = &options.find {
        keep_found(&mut found, text);
    }
    let errors: Vec<Diagnostic> =
        found.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    match options.format {
        Form::Text => {
            eprint!("{}", render::text(Some(world), &errors, voice.lang, voice.color, voice.width));
            out(&text(&found, options, voice.lang));
        }
        Form::Json => {
            let shown = |paragraph: &ParagraphLedger| {
                options.find.as_deref().is_none_or(|text| !find(paragraph, text).is_empty())
            };
            let one = |story: &Explained| explain_json::story(world, story, voice.lang, shown);
            let value = json!({
                "unit": "EMU",
                "findings": render::json(Some(world), &errors, voice.lang),
                "stories": found.stories.iter().map(one).collect::<Vec<_>>(),
            });
            out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
        }
    }
    if has_errors(&errors) { FINDINGS } else { DONE }
}

/// Leaves the stories in which a text stands; none is an error.
fn keep_found(found: &mut Answer, text: &str) {
    let had = !found.stories.is_empty();
    found.stories.retain(|story| story.ledger.paragraphs.iter().any(|one| !find(one, text).is_empty()));
    if had && found.stories.is_empty() {
        found.diagnostics.push(
            Diagnostic::new(
                Code::UnknownName,
                Span::NONE,
                say(format!("排出的行里没有“{text}”"), format!("no line has “{text}”")),
            )
            .hint(say(
                "按清理后的文字找：标点是全角的；标题和图说不在其中",
                "search the copy as it is set: marks are full-width; heads and captions are not in it",
            )),
        );
    }
}

fn text(found: &Answer, options: &ExplainOptions, lang: Lang) -> String {
    if options.stories.is_empty() && options.find.is_none() {
        return overview(&found.stories, lang);
    }
    let told: Vec<String> = found.stories.iter().map(|story| one_story(story, options, lang)).collect();
    told.join("\n")
}

/// A row a story.
fn overview(stories: &[Explained], lang: Lang) -> String {
    if stories.is_empty() {
        return String::new();
    }
    let head = match lang {
        Lang::Zh => ["版", "稿件", "区块", "行", "离格", "最挤", "最松", "悬挂", "连字", "强断", "单字末行", "代价"],
        Lang::En => [
            "page",
            "story",
            "area",
            "lines",
            "off grid",
            "tightest",
            "loosest",
            "hung",
            "hyphens",
            "forced",
            "single ends",
            "cost",
        ],
    };
    let mut rows = vec![head.map(str::to_string).to_vec()];
    for story in stories {
        let sum = Summary::of(&story.ledger);
        rows.push(vec![
            story.folio.clone(),
            slug_of(&story.ledger),
            story.ledger.area.clone(),
            sum.lines.to_string(),
            percent(sum.off_grid_share()),
            sum.tightest.map_or(String::new(), |(_, used)| squeezed(used)),
            sum.loosest.map_or(String::new(), |(_, gap)| opened(gap)),
            sum.hung.to_string(),
            sum.hyphens.to_string(),
            sum.forced.to_string(),
            sum.single.to_string(),
            sum.cost.to_string(),
        ]);
    }
    let widths = widths(&rows);
    let mut sides = [Side::Right; 12];
    sides[..3].fill(Side::Left);
    let table: String = rows.iter().map(|cells| row(cells, &widths, &sides)).collect();
    table
        + lang.pick(
            "离格：两端对齐的行里经过挤压或拉开的；最挤：用去可挤的几成；最松：字距拉开几字。\n看一篇的每一行：paiban explain EDITION 稿件\n",
            "off grid: of the justified lines, those squeezed or stretched; tightest: share of the possible squeezing used;\nloosest: gap between characters in 字. For every line of one story: paiban explain EDITION STORY\n",
        )
}

/// The name of a story, and which part of it this is.
fn slug_of(ledger: &StoryLedger) -> String {
    match ledger.part {
        Some((number, count)) => format!("{} ({number}/{count})", ledger.slug),
        None => ledger.slug.clone(),
    }
}

fn percent(permille: u32) -> String {
    format!("{}%", (permille + 5) / 10)
}

fn squeezed(used: Em) -> String {
    percent(used.0.unsigned_abs())
}

fn opened(gap: Em) -> String {
    let hundredths = (gap.0 + 5) / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// One story: head, lines, summary.
fn one_story(story: &Explained, options: &ExplainOptions, lang: Lang) -> String {
    let ledger = &story.ledger;
    let rows: Vec<Vec<Vec<String>>> = ledger.paragraphs.iter().map(|one| line_rows(one, ledger, lang)).collect();
    let widths = widths(rows.iter().flatten());
    let mut told = head(story, lang);
    for (paragraph, rows) in ledger.paragraphs.iter().zip(&rows) {
        let hits = options.find.as_deref().map(|text| find(paragraph, text));
        if hits.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        told += &paragraph_head(paragraph, lang);
        let mut before = None;
        for (index, (line, cells)) in paragraph.lines.iter().zip(rows).enumerate() {
            let (shown, hit) = match &hits {
                None => (true, false),
                Some(hits) => (hits.iter().any(|&hit| hit.abs_diff(index) < 2), hits.contains(&index)),
            };
            if !shown {
                continue;
            }
            if before.is_some_and(|before| before + 1 < index) {
                told += "      …\n";
            }
            before = Some(index);
            told += if hit { "> " } else { "  " };
            told += &row(cells, &widths, &SIDES);
            // What moved to a line is explained at the end of the line above.
            let starts_hit = hits.as_ref().is_some_and(|hits| hits.contains(&(index + 1)));
            if options.verbose || hit || starts_hit {
                told += &others(line, paragraph, ledger, lang);
            }
        }
    }
    if options.find.is_none() {
        told += &closing(ledger, lang);
    }
    told
}

/// How the columns of a table of lines stand.
const SIDES: [Side; 8] =
    [Side::Right, Side::Right, Side::Right, Side::Right, Side::Left, Side::Left, Side::Left, Side::Left];

fn line_rows(paragraph: &ParagraphLedger, story: &StoryLedger, lang: Lang) -> Vec<Vec<String>> {
    let line = |line: &LineLedger| {
        let indent = "　".repeat(line.indent.div_floor(story.cell).clamp(0, 8) as usize);
        let hyphen = if line.hyphen { "-" } else { "" };
        let changes: Vec<String> =
            line.changes.iter().map(|done| lang.of(&step(done, story.cell)).to_string()).collect();
        let width = cells(line.indent + line.natural, story.cell);
        vec![
            if line.number > 0 { line.number.to_string() } else { "#".to_string() },
            format!("{}:{}", line.column, line.row),
            format!("{width}/{}", short_cells(line.measure, story.cell)),
            line.cost.to_string(),
            format!("{}{indent}{}{hyphen}", line.aside, line.text),
            changes.join(lang.pick("，", ", ")),
            lang.of(&why(line, paragraph, story)).to_string(),
        ]
    };
    paragraph.lines.iter().map(line).collect()
}

fn others(line: &LineLedger, paragraph: &ParagraphLedger, story: &StoryLedger, lang: Lang) -> String {
    let sides = [(line.previous.as_ref(), false), (line.next.as_ref(), true)];
    let told = sides.into_iter().filter_map(|(found, more)| {
        let told = other(found?, more, line, paragraph.cost, story);
        Some(format!("        └ {}\n", lang.of(&told)))
    });
    told.collect()
}

fn paragraph_head(paragraph: &ParagraphLedger, lang: Lang) -> String {
    let (number, lines, cost) = (paragraph.number, paragraph.lines.len(), paragraph.cost);
    match (number, lang) {
        (0, Lang::Zh) => "小标题\n".to_string(),
        (0, Lang::En) => "cross-head\n".to_string(),
        (_, Lang::Zh) => format!("第 {number} 段 · {lines} 行 · 代价 {cost}\n"),
        (_, Lang::En) => {
            format!("paragraph {number} · {lines} line{} · cost {cost}\n", if lines == 1 { "" } else { "s" })
        }
    }
}

fn head(story: &Explained, lang: Lang) -> String {
    let ledger = &story.ledger;
    let mut measures: Vec<_> = numbered(ledger).map(|line| line.measure).collect();
    measures.sort_unstable();
    measures.dedup();
    let measures: Vec<String> = measures.into_iter().map(|measure| short_cells(measure, ledger.cell)).collect();
    let (measures, set) = (measures.join("/"), manner(ledger));
    let (slug, headline, folio, section) = (&ledger.slug, &story.headline, &story.folio, &story.section);
    let area = &ledger.area;
    let part = match (ledger.part, lang) {
        (None, _) => String::new(),
        (Some((number, count)), Lang::Zh) => format!(" · 第 {number} 部分，共 {count}"),
        (Some((number, count)), Lang::En) => format!(" · part {number} of {count}"),
    };
    match lang {
        Lang::Zh => {
            format!("{slug}  {headline}\n{folio} {section} · 区块 {area}{part} · 栏宽 {measures} 字 · {}\n", set.zh)
        }
        Lang::En => {
            format!("{slug}  {headline}\n{folio} {section} · area {area}{part} · measure {measures} 字 · {}\n", set.en)
        }
    }
}

fn closing(ledger: &StoryLedger, lang: Lang) -> String {
    let sum = Summary::of(ledger);
    let line = |number: u32| numbered(ledger).find(|line| line.number == number).map_or("", |line| line.text.as_str());
    let none = lang.pick("无", "none");
    let tightest = sum.tightest.map_or(none.to_string(), |(number, used)| match lang {
        Lang::Zh => format!("第 {number} 行，用去 {}：{}", squeezed(used), line(number)),
        Lang::En => format!("line {number}, {} of what it can give: {}", squeezed(used), line(number)),
    });
    let loosest = sum.loosest.map_or(none.to_string(), |(number, gap)| match lang {
        Lang::Zh => format!("第 {number} 行，字距 +{} 字：{}", opened(gap), line(number)),
        Lang::En => format!("line {number}, gaps of {} 字: {}", opened(gap), line(number)),
    });
    let ends: Vec<String> = sum.last_lines.iter().map(u32::to_string).collect();
    let (ends, share) = (ends.join(" "), percent(sum.off_grid_share()));
    let Summary { lines, justified, off_grid, hung, hyphens, forced, single, cost, .. } = sum;
    let rows = ledger.cell_rows;
    let tables = match (rows, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("另有表格、名单 {rows} 行，逐格排，不在此列\n"),
        (_, Lang::En) => format!("{rows} rows of tables and names are set cell by cell and not listed\n"),
    };
    let rest = match (ledger.overset, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "有溢出的文字没有排下，不在此列\n",
        (true, Lang::En) => "copy that found no room is not listed\n",
    };
    let told = match lang {
        Lang::Zh => format!(
            "共 {lines} 行 · 离格 {off_grid}/{justified}（{share}） · 悬挂 {hung} · 连字符 {hyphens} · 强断 {forced} · 代价 {cost}\n\
             最挤  {tightest}\n最松  {loosest}\n末行字数  {ends} · 单字末行 {single}\n"
        ),
        Lang::En => format!(
            "{lines} lines · off grid {off_grid}/{justified} ({share}) · hung {hung} · hyphens {hyphens} · forced {forced} · cost {cost}\n\
             tightest  {tightest}\nloosest  {loosest}\ncharacters on last lines  {ends} · of a single character: {single}\n"
        ),
    };
    told + &tables + rest
}
