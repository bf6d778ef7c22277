//! A page in the viewer: its picture, and what can be shown and clicked above it.

use std::fmt::Write as _;

use crate::output::diff::Fate;
use crate::output::escape::{base64, escaped};
use crate::page::layout::{LineAt, PageLayout};

use super::book::ProofPage;
use super::html::{Picture, UNIT, Viewer, severity, unit};

/// A page: its picture, the round before on it, and what can be shown above both.
pub(super) fn figure(
    viewer: &Viewer<'_>,
    index: usize,
    page: &ProofPage,
    layout: Option<&PageLayout>,
    out: &mut String,
) {
    let folio = escaped(&page.folio);
    let [width, height] = page.size.map(unit);
    let _ = write!(
        out,
        "<figure id=\"{folio}\" data-width=\"{width}\"><figcaption>{folio} {}</figcaption>\n<div class=\"sheet\" style=\"aspect-ratio:{width}/{height}\">",
        escaped(&page.section)
    );
    if let Some(own) = viewer.pictures.get(index) {
        picture(own, "now", page, out);
    }
    if let Some(Some(before)) = viewer.before.get(index) {
        picture(before, "before", page, out);
    }
    let _ = write!(
        out,
        "\n<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\"{folio}\">\n<g class=\"lines\">"
    );
    for text in layout.iter().flat_map(|layout| &layout.texts) {
        let file = text.place.rsplitn(3, ':').last().unwrap_or_default();
        for line in &text.lines {
            let place = match line.near(0) {
                None => text.place.clone(),
                Some([row, column]) => format!("{file}:{row}:{column}"),
            };
            let mut more = format!(
                " data-s=\"{}\" data-p=\"{}\" data-t=\"{}\"",
                escaped(&text.story),
                escaped(&place),
                escaped(&line.text)
            );
            characters(line, &mut more);
            rect("line", &line.boxed(), &more, out);
        }
    }
    out.push_str("</g>\n<g class=\"areas\">");
    for area in &page.areas {
        for (number, at) in area.boxes.iter().enumerate() {
            rect("area", at, "", out);
            if number == 0 {
                let [x, y, ..] = at.map(unit);
                let rows = area.rows.map(|(room, used)| format!(" {used}/{room}")).unwrap_or_default();
                let _ = write!(out, "<text x=\"{}\" y=\"{}\">{}{rows}</text>", x + 8, y + 34, escaped(&area.name));
            }
        }
    }
    out.push_str("</g>\n<g class=\"changes\">");
    let own = viewer.changes.iter().flat_map(|changes| &changes.lines).filter(|line| line.page == page.number);
    for line in own {
        let [x, y, _, height] = line.at;
        let bar = |wide: i64| [x - 14 * UNIT, y, wide * UNIT, height];
        match line.fate {
            Fate::Edited => rect("edited", &bar(8), "", out),
            Fate::Reset => rect("reset", &bar(4), "", out),
            Fate::Moved => rect("moved", &line.at, "", out),
            Fate::Gone => {}
        }
    }
    let boxes = viewer.changes.iter().flat_map(|changes| &changes.boxes);
    for one in boxes.filter(|one| one.page == page.number && one.kind != "area") {
        if let Some(at) = &one.new {
            rect("changed", at, "", out);
        }
    }
    out.push_str("</g>\n<g class=\"marks\">");
    for (number, finding) in page.findings.iter().enumerate() {
        let (class, _) = severity(finding);
        let id = format!("{}-{}", page.folio, number + 1);
        for at in &finding.boxes {
            let more = format!(" data-finding=\"{}\"", escaped(&id));
            rect(&format!("mark {class}"), at, &more, out);
        }
    }
    out.push_str("</g>\n<rect class=\"here\" x=\"0\" y=\"0\" width=\"0\" height=\"0\"/></svg></div></figure>\n");
}

fn picture(picture: &Picture, class: &str, page: &ProofPage, out: &mut String) {
    let _ = write!(
        out,
        "<img class=\"{class}\" alt=\"{} {}\" src=\"data:{};base64,",
        escaped(&page.folio),
        escaped(&page.section),
        picture.media
    );
    out.push_str(&base64(&picture.bytes));
    out.push_str("\">");
}

fn rect(class: &str, at: &[i64; 4], more: &str, out: &mut String) {
    let [x, y, width, height] = at.map(unit);
    let (width, height) = (width.max(3), height.max(3));
    let _ = write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{more}/>");
}

/// What a click on a line needs to find the place of a character: where stretches begin and are written, how wide
/// characters are, which way the line runs.
fn characters(line: &LineAt, out: &mut String) {
    if !line.places.is_empty() {
        let stretches = line.stretches().into_iter().map(|stretch| {
            let [row, column] = stretch.place.unwrap_or([0, 0]);
            format!("{}:{row}:{column}", stretch.from)
        });
        let _ = write!(out, " data-q=\"{}\"", stretches.collect::<Vec<_>>().join(" "));
    }
    if !line.widths.is_empty() {
        let widths: Vec<String> = line.widths.iter().map(i32::to_string).collect();
        let _ = write!(out, " data-w=\"{}\"", widths.join(" "));
    }
    if line.down {
        out.push_str(" data-d=\"\"");
    }
}
