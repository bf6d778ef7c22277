//! Two proofs side by side as one HTML file that needs nothing else: lines drawn where they stand, bars beside
//! those that differ.

use std::fmt::Write as _;

use crate::output::escape::escaped;
use crate::page::layout::{Layout, LineAt, PageLayout};

use super::{Difference, Fate, summary, text};

/// EMU of one unit of the drawings: a tenth of a millimetre.
const UNIT: i64 = 3_600;

const STYLE: &str = ":root{color-scheme:light dark}\
body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem;max-width:120rem}\
h1{font-size:1.25rem;margin:0 0 .25rem}h2{font-size:1rem;margin:2rem 0 .5rem}\
pre{font:13px/1.6 ui-monospace,monospace;white-space:pre-wrap;margin:0}\
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}\
figure{margin:0}figcaption{color:#777;font-size:13px}\
svg{width:100%;height:auto;background:#fff;border:1px solid #bbb}\
svg text{font-family:'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif;fill:#222}\
.box{fill:none;stroke:#ccc;stroke-width:2}.pic{fill:#eee;stroke:#bbb;stroke-width:2}\
.edited{fill:#d32f2f}.reset{fill:#9e9e9e}.gone{fill:#d32f2f}.moved{fill:none;stroke:#1565c0;stroke-width:3}\
.back{fill:#d32f2f;opacity:.14}.changed{fill:none;stroke:#d32f2f;stroke-width:6}\
.key span{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em;vertical-align:-.1em}\
@media print{.pair{break-inside:avoid}}@media(max-width:50rem){.pair{grid-template-columns:1fr}}";

/// The file. `names` are what the two are called: old, new.
pub fn html(old: &Layout, new: &Layout, difference: &Difference, names: (&str, &str)) -> String {
    let words = summary(difference, new.round);
    let all = text(difference, None);
    let mut out = String::with_capacity(200_000);
    let title = escaped(&format!("{} {} {}", new.paper, new.date, words.zh));
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{}</h1>\n<p>{}</p>\n\
         <p class=\"key\">改<span style=\"background:#d32f2f\"></span>排<span style=\"background:#9e9e9e\"></span>移\
         <span style=\"border:2px solid #1565c0\"></span></p>\n<pre>{}</pre>\n",
        escaped(&words.zh),
        escaped(&words.en),
        escaped(&all.zh),
    );
    for page in &new.pages {
        let Some(before) = old.pages.iter().find(|known| known.number == page.number) else { continue };
        let _ = write!(out, "<h2>{} {}</h2>\n<div class=\"pair\">", escaped(&page.folio), escaped(&page.section));
        for (is_new, side, name) in [(false, before, names.0), (true, page, names.1)] {
            let _ = write!(
                out,
                "<figure>{}<figcaption>{}</figcaption></figure>",
                drawn(side, difference, is_new),
                escaped(name)
            );
        }
        out.push_str("</div>\n");
    }
    out.push_str("</html>\n");
    out
}

fn unit(emu: i64) -> i64 {
    emu.div_euclid(UNIT)
}

fn drawn(page: &PageLayout, difference: &Difference, is_new: bool) -> String {
    let mut out = String::new();
    let [width, height] = page.size.map(unit);
    let _ = write!(out, "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">", escaped(&page.folio));
    let rect = |out: &mut String, class: &str, [x, y, width, height]: [i64; 4]| {
        let (x, y, width, height) = (unit(x), unit(y), unit(width).max(2), unit(height).max(2));
        let _ = write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
    };
    for one in page.boxes.iter().filter(|one| one.kind != "area") {
        rect(&mut out, "box", one.at);
    }
    for one in &page.pictures {
        rect(&mut out, "pic", one.at);
    }
    for line in page.texts.iter().flat_map(|text| &text.lines) {
        out.push_str(&line_drawn(line));
    }
    for line in difference.lines.iter().filter(|line| line.page == page.number) {
        let [x, y, _, height] = line.at;
        let bar = [x - 4 * UNIT * 3, y, UNIT * 8, height];
        match (line.fate, is_new) {
            (Fate::Edited, true) => {
                rect(&mut out, "back", line.at);
                rect(&mut out, "edited", bar);
            }
            (Fate::Gone, false) => {
                rect(&mut out, "back", line.at);
                rect(&mut out, "gone", bar);
            }
            (Fate::Reset, true) => rect(&mut out, "reset", bar),
            (Fate::Moved, true) => rect(&mut out, "moved", line.at),
            _ => {}
        }
    }
    for one in difference.boxes.iter().filter(|one| one.page == page.number && one.kind != "area") {
        if let Some(at) = if is_new { one.new } else { one.old } {
            rect(&mut out, "changed", at);
        }
    }
    out.push_str("</svg>");
    out
}

fn line_drawn(line: &LineAt) -> String {
    let ([x, y], size, length) = (line.at.map(unit), unit(line.size), unit(line.length));
    let text = escaped(&line.text);
    if line.down {
        return format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" writing-mode=\"vertical-rl\">{text}</text>");
    }
    let fit = if length > 0 && line.text.chars().count() > 1 {
        format!(" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"")
    } else {
        String::new()
    };
    format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{fit}>{text}</text>")
}
