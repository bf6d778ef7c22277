//! A page as a browser gets it: its things to draw, and what can be pointed at.

use serde_json::{Value, json};

use crate::app::place::files;
use crate::font::FontBook;
use crate::model::{Across, Area, Content, PagePlan, PictureId};
use crate::output::screen::{Names, edges, hundredths, list};
use crate::page::{BlockKind, ItemKind};

use super::scene::{Desk, Scene, Sheet, lock};

/// All of a page but the outlines of its glyphs, as JSON.
pub(super) fn page(desk: &Desk, scene: &Scene, plan: &PagePlan, sheet: &Sheet, fonts: &FontBook) -> String {
    let screen = desk.screen();
    let color = |color: &_| screen.as_ref().map_or_else(|| "#000000".to_owned(), |screen| screen.color(color));
    let picture = |image: &crate::page::Image| {
        sheet.pictures.get(&(image.source, image.page)).map(|picture| (picture.name.clone(), picture.size))
    };
    let items = list(&sheet.page, fonts, &mut lock(&desk.glyphs), &Names { color: &color, picture: &picture });
    let about = about(scene, plan, sheet).to_string();
    format!("{},\"items\":{items}}}", about.strip_suffix('}').unwrap_or(&about))
}

fn about(scene: &Scene, plan: &PagePlan, sheet: &Sheet) -> Value {
    let grid = &plan.grid;
    let columns = grid.columns.iter().map(|column| [hundredths(column.x), hundredths(column.width)]);
    json!({
        "number": plan.number,
        "last": plan.last,
        "folio": plan.folio,
        "section": plan.section,
        "width": hundredths(grid.trim.width),
        "height": hundredths(grid.trim.height),
        "fold": plan.fold().map(hundredths),
        "grid": {
            "columns": columns.collect::<Vec<_>>(),
            "top": hundredths(grid.top),
            // A row is a hundredth of a point too coarse to be counted up.
            "pitch": grid.pitch.get(),
            "rows": grid.rows,
        },
        "areas": plan.areas.iter().enumerate().map(|(index, one)| area(scene, plan, sheet, one, index)).collect::<Vec<_>>(),
        "ads": plan.ads.iter().map(|size| json!({ "name": size.name, "columns": size.columns, "rows": size.rows, "gutter": size.in_gutter })).collect::<Vec<_>>(),
        "pictures": pictures(scene, plan, sheet),
    })
}

fn kind(area: &Area) -> &'static str {
    match area.content {
        Content::Story(_) => "story",
        Content::Picture(_) => "picture",
        Content::Furniture(_) => "furniture",
        Content::Rule(_) => "rule",
        Content::Ad(_) => "ad",
        Content::Filler(_) => "filler",
    }
}

fn area(scene: &Scene, plan: &PagePlan, sheet: &Sheet, area: &Area, index: usize) -> Value {
    let parts = area.parts.iter().map(|part| {
        json!({ "columns": part.columns, "rows": part.rows, "gutter": part.gutter(), "box": edges(plan.grid.rect(*part)) })
    });
    let record = sheet.record.areas.iter().find(|record| record.span == area.span && record.area == area.name);
    let stories = record.iter().flat_map(|record| &record.stories).map(|story| {
        json!({
            "slug": story.slug,
            "headline": story.headline,
            "characters": story.characters,
            "lines": story.lines,
            "overset": story.overset.as_ref().map(|overset| overset.characters),
        })
    });
    json!({
        "index": index,
        "name": area.name,
        "kind": kind(area),
        "parts": parts.collect::<Vec<_>>(),
        "sized": match &area.content {
            Content::Ad(ad) => ad.size.clone(),
            _ => None,
        },
        "room": record.map(|record| record.room),
        "used": record.map(|record| record.used),
        "stories": stories.collect::<Vec<_>>(),
        "base": scene.loaded.as_ref().map(|loaded| scene.base(&files(&loaded.edition, plan, area))),
    })
}

/// The pictures of a page's areas that are placed by a story, with what decides what is shown of them.
fn pictures(scene: &Scene, plan: &PagePlan, sheet: &Sheet) -> Vec<Value> {
    let Some(loaded) = &scene.loaded else { return Vec::new() };
    let mut found = Vec::new();
    for block in &sheet.record.blocks {
        let BlockKind::Picture { picture } = block.kind else { continue };
        let Some(known) = loaded.edition.pictures.get(picture as usize) else { continue };
        let Some(area) = plan.areas.get(usize::from(block.area)) else { continue };
        let Some(file) = &known.file else { continue };
        let shown = sheet.page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Image(image) if image.at == block.at => Some(image),
            _ => None,
        });
        let slot = match &area.content {
            Content::Story(content) => content.pictures.iter().find(|slot| slot.picture == PictureId(picture)),
            _ => None,
        };
        found.push(json!({
            "index": picture,
            "id": known.id,
            "area": block.area,
            "box": edges(block.at),
            "file": file.name.rsplit('/').next(),
            "name": shown.and_then(|image| sheet.pictures.get(&(image.source, image.page))).map(|picture| &picture.name),
            "size": [file.width, file.height],
            "crop": shown.map(|image| [image.crop.0, image.crop.1, image.crop.2, image.crop.3]),
            "focus": known.focus,
            "keep": known.keep,
            "columns": slot.and_then(|slot| match slot.across { Across::Columns(first, last) => Some([first, last]), _ => None }),
            "rows": slot.map(|slot| slot.rows),
            "croppable": matches!(area.content, Content::Story(_) | Content::Picture(_)),
            "base": scene.base(&[known.span.file]),
        }));
    }
    found
}
