//! Pages read back from their PDF files by another program: what stands on which line, where each line
//! begins and ends, and on which baseline. Nothing here is taken from our own structures.
//!
//! MuPDF's `trace` gives every glyph with its place to eight figures.

mod common;
#[path = "text_lines/marks.rs"]
#[allow(dead_code, reason = "a part of the tables is used here")]
mod marks;
#[path = "readback/trace.rs"]
mod trace;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use paiban::model::Prohibition;
use serde_json::Value;

use common::front::Front;
use common::{body_of, dense, files_below, paiban, root};
use marks::{CLOSERS, OPENERS, may_begin, may_end};
use trace::{Line, lines};

/// Type size and pitch of the body of both pages, in points.
const SIZE: f64 = 9.0;
const PITCH: f64 = 13.0;
/// How far a place may be off: what the file is rounded to, 0.005, and some thousandths for MuPDF's sums.
const NEAR: f64 = 0.007;

/// A strip of the page in which lines have one left edge and one measure.
#[derive(Clone, Copy, Debug)]
struct Strip {
    /// In points.
    left: f64,
    /// In 字.
    measure: f64,
    /// From where to where baselines stand, in points.
    down: (f64, f64),
}

/// The strips of a story; where two hold a line, the first counts.
#[derive(Clone)]
struct Columns(Vec<Strip>);

impl Columns {
    /// Columns of so many 字, with so many between, from `left` on.
    fn new(left: f64, count: usize, measure: f64, gutter: f64) -> Columns {
        let strip = |column: usize| Strip {
            left: left + (measure + gutter) * SIZE * column as f64,
            measure,
            down: (0.0, f64::INFINITY),
        };
        Columns((0..count).map(strip).collect())
    }

    /// Beside a picture: from `left` on lines have so many 字 where their baselines stand in `down`.
    fn beside(mut self, left: f64, measure: f64, down: (f64, f64)) -> Columns {
        self.0.insert(0, Strip { left, measure, down });
        self
    }

    /// The strip in which a line begins; an opener may begin half an em outside it.
    fn of(&self, line: &Line) -> Option<Strip> {
        self.0.iter().copied().find(|strip| {
            let right = strip.left + strip.measure * SIZE;
            let across = strip.left - SIZE / 2.0 - NEAR <= line.x() && line.x() < right;
            across && strip.down.0 <= line.y() && line.y() <= strip.down.1
        })
    }
}

/// What was found on a page.
#[derive(Default, Debug)]
struct Found {
    stories: usize,
    lines: usize,
    justified: usize,
    dashes: usize,
    /// Of the justified lines, the farthest off its column's edge.
    farthest: f64,
}

/// The byline of a story.
fn byline(story: &str) -> String {
    story.lines().find_map(|line| line.strip_prefix("byline:")).map(dense).unwrap_or_default()
}

/// The words of a body without its markup, the byline before them; cross-heads and quoted paragraphs
/// are of another size, and `None`.
fn paragraphs(story: &str) -> Vec<Option<String>> {
    let (body, byline) = (body_of(story), byline(story));
    let byline = if dense(body).starts_with(&byline) { String::new() } else { byline };
    let own = |text: &str| !text.starts_with(['#', '>']);
    let all = body.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    let mut all: Vec<Option<String>> = all.map(|text| own(text).then(|| dense(&text.replace('*', "")))).collect();
    if let Some(Some(first)) = all.first_mut() {
        first.insert_str(0, &byline);
    }
    all
}

/// Where a line's last mark or character ends: marks with a blank half end in their middle (C15).
fn right_edge(line: &Line) -> f64 {
    let last = line.glyphs.last().expect("a glyph");
    let half = CLOSERS.contains(last.text) || "，、；：。．！？".contains(last.text);
    let width = match last.text {
        '·' => return last.x + last.advance * SIZE / 2.0 + SIZE / 4.0,
        _ if half => 0.5,
        _ => last.advance,
    };
    last.x + width * SIZE
}

/// Finds every paragraph of a story among the lines of a page, and checks each of its lines.
fn check_story(slug: &str, story: &str, lines: &[Line], columns: &Columns, indent_half: bool, found: &mut Found) {
    let texts: Vec<String> = lines.iter().map(|line| dense(&line.text())).collect();
    let page = texts.concat();
    let mut starts = vec![0];
    texts.iter().for_each(|text| starts.push(starts[starts.len() - 1] + text.len()));
    let at_start = |at: usize| starts.iter().rposition(|start| *start == at);
    let (mut from, mut before) = (0, None);
    for paragraph in paragraphs(story) {
        let Some(paragraph) = paragraph else {
            before = None;
            continue;
        };
        let at = page[from..].find(&paragraph).map(|at| at + from);
        let Some(at) = at else { panic!("{slug}: not on the page, or not in order: {paragraph}") };
        from = at + paragraph.len();
        let (Some(first), Some(end)) = (at_start(at), at_start(from)) else {
            panic!("{slug}: does not begin or end with a line: {paragraph}")
        };
        // Nothing stands between a paragraph and the next.
        assert!(before.is_none_or(|end| end == first), "{slug}: something stands before {paragraph}");
        before = Some(end);
        for index in first..end {
            // 署名另行: a byline on a line of its own ends where it ends, and the copy begins anew.
            let alone = |index: usize| index >= first && texts[index] == byline(story);
            let ends = (index == first || alone(index - 1), index + 1 == end || alone(index));
            check_line(slug, &lines[index], columns, ends, indent_half, found);
            let (text, level) = (&texts[index], Prohibition::Gb);
            assert!(index == first || may_begin(text, level, false), "{slug}: {text} begins so");
            assert!(index + 1 == end || may_end(text, level), "{slug}: {text} ends so");
        }
    }
    found.stories += 1;
}

fn check_line(slug: &str, line: &Line, columns: &Columns, ends: (bool, bool), indent_half: bool, found: &mut Found) {
    let text = line.text();
    let Strip { left, measure, .. } =
        columns.of(line).unwrap_or_else(|| panic!("{slug}: {text} at {} is in no column", line.x()));
    let opener = text.starts_with(|first| OPENERS.contains(first));
    let indent = if ends.0 { 2.0 * SIZE } else { 0.0 };
    let outside = if opener && (!ends.0 || indent_half) { SIZE / 2.0 } else { 0.0 };
    let off = line.x() - (left + indent - outside);
    // After an indent the blank half of an opener may give way like that of any bracket (C28).
    let gives = if opener && ends.0 && !indent_half { SIZE / 2.0 } else { 0.0 };
    assert!(-gives - NEAR <= off && off <= NEAR, "{slug}: {text} begins {off:.4} pt off");
    let short = left + measure * SIZE - right_edge(line);
    if ends.1 {
        assert!(short >= -NEAR, "{slug}: {text} runs out by {:.4} pt", -short);
    } else {
        assert!(short.abs() <= NEAR, "{slug}: {text} ends {short:.4} pt off");
        found.justified += 1;
        found.farthest = found.farthest.max(short.abs());
    }
    // Han is never squeezed, and no character stands before the one before it.
    for pair in line.glyphs.windows(2) {
        let han = |c: char| ('\u{4e00}'..'\u{9fff}').contains(&c);
        let gap = pair[1].x - pair[0].x;
        assert!(gap >= 0.0 && (!han(pair[0].text) || !han(pair[1].text) || gap >= SIZE - NEAR), "{slug}: {text}");
        // C11: two-em marks are one drawing, or two that touch.
        if pair[0].text == '—' && pair[1].text == '—' {
            let joined = (pair[0].advance == 2.0 && pair[1].advance == 0.0) || (gap - SIZE).abs() <= NEAR;
            assert!(joined, "{slug}: {text}: {pair:?}");
            found.dashes += 1;
        }
    }
    found.lines += 1;
}

/// Checks the stories of a page. `columns` gives those of a story, by its area.
fn check_page(
    file: &Path,
    page: &Value,
    stories: &Path,
    columns: &dyn Fn(&str) -> Columns,
    top: f64,
    indent_half: bool,
) -> Option<Found> {
    let all = lines(file, SIZE)?;
    let mut found = Found::default();
    let mut own: BTreeMap<i64, usize> = BTreeMap::new();
    for area in page["areas"].as_array().expect("areas") {
        for story in area["stories"].as_array().expect("stories") {
            let slug = story["story"].as_str().expect("a slug");
            let text = fs::read_to_string(stories.join(format!("{slug}.md"))).expect("a story");
            let columns = columns(area["area"].as_str().expect("an area"));
            check_story(slug, &text, &all, &columns, indent_half, &mut found);
        }
    }
    // C35: one baseline grid. Thousandths of a point below the first row's top edge.
    for line in &all {
        *own.entry((line.y() * 1000.0).round() as i64).or_default() += 1;
    }
    let (&first, _) = own.iter().find(|(_, count)| **count > 2).expect("rows with several lines");
    let offset = (first as f64 / 1000.0 - top).rem_euclid(PITCH);
    assert!(offset > 0.7 * SIZE && offset < PITCH, "the baseline stands {offset} pt below the top of its row");
    let on_grid = |y: f64| {
        let off = (y - first as f64 / 1000.0).rem_euclid(PITCH);
        off.min(PITCH - off) <= NEAR
    };
    let off = all.iter().filter(|line| !on_grid(line.y()));
    let off: Vec<String> = off.map(Line::text).collect();
    // The strips of the furniture have lines of their own.
    let body = all.len() - off.len();
    assert!(body >= found.lines, "off the grid: {off:?}");
    for text in &off {
        assert!(!page_has(stories, text), "off the grid: {text}");
    }
    Some(found)
}

/// Whether a line is of a story.
fn page_has(stories: &Path, line: &str) -> bool {
    let own =
        |name: &String| fs::read_to_string(stories.join(name)).is_ok_and(|text| dense(&text).contains(&dense(line)));
    files_below(stories).iter().any(own)
}

#[test]
#[expect(clippy::print_stdout, reason = "what was measured")]
fn the_demonstration_page_reads_back_line_by_line() {
    let output = tempfile::tempdir().expect("scratch");
    let edition = root().join("editions/2026-11-23");
    let to = output.path().display().to_string();
    let report = paiban(&["build", &edition.display().to_string(), "-o", &to, "--pages", "2", "--format", "json"])
        .ends(0)
        .json();
    let page = &report["pages"][0];
    assert_eq!(page["folio"], "A02");
    let file: PathBuf = output.path().join(page["file"].as_str().expect("a file"));
    let mm = |mm: f64| mm / 25.4 * 72.0;
    let (left, top) = (mm(18.8), mm(27.0));
    // 加框破栏: five columns less two paddings hold four of 18字, and the gaps take what is left.
    let inner = 5.0 * 15.0 + 4.0 - 2.0;
    let box_gutter = (inner - 4.0 * 18.0) / 3.0;
    let columns = |area: &str| match area {
        "box" => Columns::new(left + SIZE, 4, 18.0, box_gutter),
        _ => Columns::new(left, 7, 15.0, 1.0),
    };
    let Some(found) = check_page(&file, page, &edition.join("stories"), &columns, top, false) else { return };
    println!("A02: {found:?}");
    assert_eq!(found.stories, 8);
    assert!(found.lines > 250 && found.justified > 200 && found.dashes >= 2, "{found:?}");
}

#[test]
#[expect(clippy::print_stdout, reason = "what was measured")]
fn the_real_front_page_reads_back_line_by_line() {
    let Some(front) = Front::new() else { return };
    let (report, file) = front.build();
    // The sheet of 390 × 545 mm has 7 columns of 14字 with 1.5字 between and 107 rows in its middle.
    let mm = |mm: f64| mm / 25.4 * 72.0;
    let left = (mm(390.0) - (7.0 * 14.0 + 6.0 * 1.5) * SIZE) / 2.0;
    let top = (mm(545.0) - 107.0 * PITCH) / 2.0;
    let at = |cells: f64| left + cells * SIZE;
    let rows = |first: f64, last: f64| (top + (first - 1.0) * PITCH, top + last * PITCH);
    let page = Columns::new(left, 7, 14.0, 1.5);
    let columns = |area: &str| match area {
        // 串文: the picture stands from 22.5字 to 53.5字, in rows 33 to 50; copy keeps 1字 and a row away.
        "lead" => page.clone().beside(at(15.5), 6.0, rows(32.0, 51.0)).beside(at(54.5), 6.0, rows(32.0, 51.0)),
        // Its picture takes the area from 9.5字 on, in rows 46 to 56: whole 字 are left.
        "second" => page.clone().beside(at(77.5), 8.0, rows(45.0, 57.0)),
        // 竖题: 9字 and a gutter of the 29.5字; the right edge is that of the page's column.
        "rail" => Columns::new(at(107.0 - 19.0), 1, 19.0, 0.0),
        // 加框: four columns in 60.5字 less two paddings of ½字.
        "campaign" => Columns::new(at(0.5), 4, 13.0, 2.5),
        _ => page.clone(),
    };
    let stories = front.copy.join("stories");
    let Some(found) = check_page(&file, &report["pages"][0], &stories, &columns, top, true) else { return };
    println!("front page: {found:?}");
    assert_eq!(found.stories, 6);
    assert!(found.lines > 350 && found.justified > 330, "{found:?}");
}
