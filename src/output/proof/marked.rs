//! A PDF with change bars: its pages as they are, with bars beside lines that differ, outlines, and notes of what was
//! changed.

use std::fmt::Write as _;

use crate::output::diff::{BoxFate, Difference, Fate};
use crate::output::pdf::imposition::operators;
use crate::output::pdf::raw::{Raw, packed};
use crate::output::read::{Copier, Dict, Document, Object, print};
use crate::page::layout::Layout;

use super::carried::corner;
use super::guard::Alarm;
use super::remark::{OWN_NAME, place_of, text};

/// EMU in a point.
const POINT: f64 = 12_700.0;

/// The file with marks; nothing where it cannot be read or copied. `layout` is that of the file.
pub fn marked(bytes: &[u8], layout: &Layout, difference: &Difference, alarms: &[Alarm], zh: bool) -> Option<Vec<u8>> {
    let document = Document::open(bytes).ok().filter(|document| !document.is_encrypted())?;
    let pages = document.pages();
    let mut raw = Raw::new();
    let [catalog, tree] = [(); 2].map(|()| raw.take());
    let leaves: Vec<[i32; 3]> = pages.iter().map(|_| [(); 3].map(|()| raw.take())).collect();
    let notes: Vec<Vec<(String, i32)>> = pages
        .iter()
        .zip(&layout.pages)
        .map(|(page, layout)| {
            let origin = corner_of(&document, page, layout)?;
            Some(
                notes(difference, alarms, layout.number, origin, zh)
                    .into_iter()
                    .map(|note| (note, raw.take()))
                    .collect(),
            )
        })
        .collect::<Option<_>>()?;
    let mut copier = Copier::new(&document, raw.next, packed);
    let mut kept = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let own = page.first()?;
        let mut dict = Vec::new();
        copier.dict(
            own,
            &[b"Parent", b"Annots", b"Contents", b"Resources", b"B", b"StructParents", b"Thumb"],
            &mut dict,
        );
        dict.truncate(dict.len() - 2);
        for key in [&b"MediaBox"[..], b"CropBox", b"Rotate"] {
            let value = document.inherited(page, key);
            if !own.has(key) && !value.is_null() {
                dict.extend([b"/", key, b" "].concat());
                copier.object(value, &mut dict);
            }
        }
        dict.extend(b"/Resources ");
        copier.object(document.inherited(page, b"Resources"), &mut dict);
        let list: String =
            notes.get(index).iter().flat_map(|notes| notes.iter()).map(|(_, id)| format!("{id} 0 R ")).collect();
        let [_, first, last] = leaves[index];
        dict.extend(format!("/Parent {tree} 0 R/Contents[{first} 0 R {last} 0 R]/Annots[{list}]>>").bytes());
        kept.push((dict, operators(&document, own).ok()?));
    }
    let mut more = Vec::new();
    for key in [&b"OutputIntents"[..], b"OCProperties"] {
        let value = document.get(document.catalog()?, key);
        if !value.is_null() {
            more.extend([b"/", key, b" "].concat());
            copier.object(value, &mut more);
        }
    }
    let rest = copier.rest().ok()?;
    raw.next = copier.next();
    raw.objects.extend(rest);
    for ((leaf, (dict, content)), (page, layout)) in
        leaves.iter().zip(kept).zip(pages.iter().zip(layouts(layout, pages.len())))
    {
        let [own, first, last] = *leaf;
        raw.add(own, dict);
        let content = [b"q\n", &content[..], b"\nQ\n"].concat();
        raw.stream(first, b"/Filter/FlateDecode", &packed(&content));
        let drawn = match layout.and_then(|layout| Some((layout, corner_of(&document, page, layout)?))) {
            Some((layout, origin)) => bars(difference, alarms, layout.number, origin),
            None => String::new(),
        };
        raw.stream(last, b"/Filter/FlateDecode", &packed(drawn.as_bytes()));
    }
    for (note, id) in notes.into_iter().flatten() {
        raw.add(id, note.into_bytes());
    }
    let kids: String = leaves.iter().map(|[own, ..]| format!("{own} 0 R ")).collect();
    raw.add(tree, format!("<</Type/Pages/Count {}/Kids[{kids}]>>", leaves.len()).into_bytes());
    let mut dict = format!("<</Type/Catalog/Pages {tree} 0 R").into_bytes();
    dict.extend(more);
    dict.extend(b">>");
    raw.add(catalog, dict);
    let mut id = Vec::new();
    print(document.get(&document.trailer, b"ID"), &mut id);
    let id = if id == b"null" { String::new() } else { format!("/ID{}", String::from_utf8_lossy(&id)) };
    Some(raw.finish("1.7", &format!("/Root {catalog} 0 R{id}")))
}

fn layouts(layout: &Layout, pages: usize) -> Vec<Option<&crate::page::layout::PageLayout>> {
    (0..pages).map(|index| layout.pages.get(index)).collect()
}

/// The top left corner of the page: of a proof that of its trim, of another file that of what is shown.
fn corner_of(document: &Document<'_>, page: &[&Dict], layout: &crate::page::layout::PageLayout) -> Option<[f64; 2]> {
    corner(document, page, layout).or_else(|| {
        let shown = match document.inherited(page, b"CropBox") {
            Object::Null => document.inherited(page, b"MediaBox"),
            shown => shown,
        };
        let sides: Vec<f64> = shown.array()?.iter().filter_map(|side| document.resolve(side).number()).collect();
        let [left, _, _, top] = sides[..] else { return None };
        Some([left, top])
    })
}

/// Left, bottom, width, height in points.
fn placed([x, y, width, height]: [i64; 4], [left, top]: [f64; 2]) -> [f64; 4] {
    let points = |emu: i64| emu as f64 / POINT;
    [left + points(x), top - points(y + height), points(width), points(height)]
}

/// 改: a red bar. 排: a gray one. 移: a blue outline. What is gone: a red wedge where it stood. Alarms: a violet frame.
fn bars(difference: &Difference, alarms: &[Alarm], number: u16, origin: [f64; 2]) -> String {
    let mut ops = String::from("q\n");
    for line in difference.lines.iter().filter(|line| line.page == number) {
        let [x, y, width, height] = placed(line.at, origin);
        let _ = match line.fate {
            Fate::Edited => writeln!(ops, "0.83 0.09 0.11 rg {:.2} {y:.2} 2.2 {height:.2} re f", x - 4.5),
            Fate::Reset => writeln!(ops, "0.55 0.55 0.55 rg {:.2} {y:.2} 1.2 {height:.2} re f", x - 4.5),
            Fate::Moved => writeln!(ops, "0.1 0.34 0.69 RG 0.4 w {x:.2} {y:.2} {width:.2} {height:.2} re S"),
            Fate::Gone => {
                let (tip, middle) = (x - 1.0, y + height / 2.0);
                let (low, high) = (middle - 2.5, middle + 2.5);
                writeln!(
                    ops,
                    "0.83 0.09 0.11 rg {:.2} {high:.2} m {tip:.2} {middle:.2} l {:.2} {low:.2} l f",
                    x - 5.0,
                    x - 5.0
                )
            }
        };
    }
    let boxes = difference.boxes.iter().filter(|one| one.page == number && one.kind != "area");
    for one in boxes {
        let Some(at) = one.new.or(one.old) else { continue };
        let [x, y, width, height] = placed(at, origin);
        let color = if one.fate == BoxFate::Moved { "0.1 0.34 0.69" } else { "0.83 0.09 0.11" };
        let _ = writeln!(ops, "{color} RG 1.5 w {x:.2} {y:.2} {width:.2} {height:.2} re S");
    }
    for alarm in alarms.iter().filter(|alarm| alarm.page == number) {
        let [x, y, width, height] = placed(alarm.at, origin);
        let _ = writeln!(
            ops,
            "0.56 0.14 0.67 RG 2 w {:.2} {:.2} {:.2} {:.2} re S",
            x - 2.0,
            y - 2.0,
            width + 4.0,
            height + 4.0
        );
    }
    ops + "Q\n"
}

/// The dictionaries of notes: words that were changed, and alarms.
fn notes(difference: &Difference, alarms: &[Alarm], number: u16, origin: [f64; 2], zh: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |kind: &str, at: [i64; 4], color: &str, subject: &str, contents: &str| {
        let [x, y, width, height] = placed(at, origin);
        let (right, top) = (x + width, y + height);
        let quads = if kind == "Underline" {
            format!("/QuadPoints[{x:.2} {top:.2} {right:.2} {top:.2} {x:.2} {y:.2} {right:.2} {y:.2}]")
        } else {
            "/BS<</W 2>>".to_owned()
        };
        found.push(format!(
            "<</Type/Annot/Subtype/{kind}/Rect[{x:.2} {y:.2} {right:.2} {top:.2}]{quads}/F 4/C[{color}]/T{}/Subj{}/Contents{}\
             /NM({OWN_NAME}diff-{number}-{})>>",
            text("排版"),
            text(subject),
            text(contents),
            found.len() + 1
        ));
    };
    for change in difference.changes.iter().filter(|change| change.page == number) {
        let Some(at) = place_of(difference, change) else { continue };
        let contents = if zh {
            format!("改：“{}”→“{}”\n{}", change.old, change.new, change.place)
        } else {
            format!("changed: “{}” is now “{}”\n{}", change.old, change.new, change.place)
        };
        add("Underline", at, "0.83 0.09 0.11", "改", contents.trim_end());
    }
    for alarm in alarms.iter().filter(|alarm| alarm.page == number) {
        let contents = if zh {
            "图面不同，记录没有说明"
        } else {
            "it looks different, and the record does not say why"
        };
        add("Square", alarm.at, "0.56 0.14 0.67", if zh { "警报" } else { "alarm" }, contents);
    }
    found
}
