//! What a browser asks to be changed, and which keys of which file say so.

use serde::Deserialize;

use crate::app::fit_write::scalar;
use crate::app::place::{Placed, Settings, files, listed, place};
use crate::base::diag::{FileId, Say, say};
use crate::input::amend::{Setting, Step};
use crate::model::{Across, AdShape, Area, Content, GridRect, PagePlan, PictureId, StoryArea};

use super::scene::Scene;

/// A change of a page.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Change {
    /// A rectangle of an area gets other columns and rows. Of the gutter after column `g` the columns are `(g + 1, g)`.
    Area {
        /// Which area of the page.
        area: usize,
        /// Which of its rectangles.
        part: usize,
        /// First and last.
        columns: (u16, u16),
        /// First and last.
        rows: (u16, u16),
    },
    /// A picture of a story is cropped round something else.
    Focus {
        /// Which picture of the edition.
        picture: u32,
        /// In thousandths of the picture: a point, or left, top, right, bottom.
        focus: Vec<u16>,
    },
    /// A picture in an area of copy gets other columns and rows.
    Slot {
        /// Which area of the page.
        area: usize,
        /// Which picture of the edition.
        picture: u32,
        /// First and last; as they are when left out.
        columns: Option<(u16, u16)>,
        /// First and last.
        rows: (u16, u16),
    },
}

impl Change {
    /// The files that the change rests on.
    pub(super) fn files(&self, scene: &Scene, plan: &PagePlan) -> Vec<FileId> {
        match self {
            Change::Area { area, .. } | Change::Slot { area, .. } => {
                let area = plan.areas.get(*area).zip(scene.loaded.as_ref());
                area.map(|(area, loaded)| files(&loaded.edition, plan, area)).unwrap_or_default()
            }
            Change::Focus { picture, .. } => {
                let pictures = scene.loaded.as_ref().map_or(&[][..], |loaded| &loaded.edition.pictures);
                pictures.get(*picture as usize).map(|picture| vec![picture.span.file]).unwrap_or_default()
            }
        }
    }

    /// The keys that say it.
    ///
    /// Errors: a thing that is not there, a place off the grid, a value that no key of the file says.
    pub(super) fn planned(&self, scene: &Scene, plan: &PagePlan) -> Result<Placed, Say> {
        let Some(loaded) = &scene.loaded else { return Err(gone()) };
        let edition = &loaded.edition;
        let in_area = |area: &Area, settings| place(&scene.world, edition, plan, area, settings).ok_or_else(by_hand);
        match self {
            Change::Area { area, part, columns, rows } => {
                let area = plan.areas.get(*area).ok_or_else(gone)?;
                let known = *area.parts.get(*part).ok_or_else(gone)?;
                let wanted = GridRect { columns: *columns, rows: *rows };
                on_grid(plan, wanted)?;
                if known.gutter().is_some() != wanted.gutter().is_some() {
                    return Err(off_grid());
                }
                in_area(area, moved(scene, plan, area, *part, known, wanted)?)
            }
            Change::Slot { area, picture, columns, rows } => {
                let area = plan.areas.get(*area).ok_or_else(gone)?;
                let Content::Story(content) = &area.content else { return Err(by_hand()) };
                let slot = content.pictures.iter().find(|slot| slot.picture == PictureId(*picture)).ok_or_else(gone)?;
                let id = edition.pictures.get(*picture as usize).ok_or_else(gone)?.id.clone();
                if rows.0 > rows.1 || rows.0 == 0 || rows.1 > plan.grid.rows {
                    return Err(off_grid());
                }
                let of = |name: &str| vec![key("pictures"), Step::Item("id", id.clone()), key(name)];
                let mut settings = vec![(of("rows"), range(*rows))];
                match (columns, slot.across) {
                    (Some(columns), Across::Columns(..)) if columns.0 <= columns.1 && columns.0 > 0 => {
                        settings.push((of("columns"), range(*columns)));
                    }
                    (None, _) => {}
                    _ => return Err(by_hand()),
                }
                in_area(area, settings)
            }
            Change::Focus { picture, focus } => {
                let known = edition.pictures.get(*picture as usize).ok_or_else(gone)?;
                let fits = match focus[..] {
                    [_, _] => true,
                    [left, top, right, bottom] => left < right && top < bottom,
                    _ => false,
                };
                if !fits || focus.iter().any(|share| *share > 1000) || !known.span.is_some() {
                    return Err(by_hand());
                }
                let source = scene.world.source(known.span.file).ok_or_else(by_hand)?;
                if let Some(zone) = edition.zone.as_ref().filter(|zone| !is_of_zone(&source.name, zone)) {
                    return Err(shared(&source.name, zone));
                }
                let shares: Vec<String> = focus.iter().map(|share| decimal(*share)).collect();
                let value = format!("[{}]", shares.join(", "));
                let path = vec![key("pictures"), Step::Item("id", known.id.clone()), key("focus")];
                let settings = vec![Setting { path, value }];
                Ok(Placed { file: known.span.file, text: source.text.clone(), settings })
            }
        }
    }

    /// Whether a scene shows the change: what was written may be overruled elsewhere.
    pub(super) fn is_made(&self, scene: &Scene, page: u16) -> bool {
        let Some((plan, _)) = scene.page(page) else { return false };
        match self {
            Change::Area { area, part, columns, rows } => plan
                .areas
                .get(*area)
                .is_some_and(|area| area.parts.get(*part) == Some(&GridRect { columns: *columns, rows: *rows })),
            Change::Slot { area, picture, rows, .. } => plan.areas.get(*area).is_some_and(|area| match &area.content {
                Content::Story(content) => {
                    content.pictures.iter().any(|slot| slot.picture == PictureId(*picture) && slot.rows == *rows)
                }
                _ => false,
            }),
            Change::Focus { picture, focus } => scene.loaded.as_ref().is_some_and(|loaded| {
                loaded.edition.pictures.get(*picture as usize).is_some_and(|known| match focus[..] {
                    [x, y] => known.focus == (x, y) && known.keep == (0, 0),
                    [left, top, right, bottom] => known.keep == (right - left, bottom - top),
                    _ => false,
                })
            }),
        }
    }
}

/// Whether a story is the zone's own: `stories/SLUG.east.md`.
fn is_of_zone(name: &str, zone: &str) -> bool {
    name.strip_suffix(".md").is_some_and(|name| name.ends_with(&format!(".{zone}")))
}

/// The settings that give a rectangle other cells, and what stands in it with it when it is moved.
fn moved(
    scene: &Scene,
    plan: &PagePlan,
    area: &Area,
    part: usize,
    known: GridRect,
    wanted: GridRect,
) -> Result<Settings, Say> {
    let edition = &scene.loaded.as_ref().ok_or_else(gone)?.edition;
    let at = match listed(&scene.world, edition, plan, area, "at") {
        Some(count) if count == area.parts.len() => vec![key("at"), Step::At(part)],
        None if area.parts.len() == 1 => vec![key("at")],
        _ => return Err(by_hand()),
    };
    let of = |name: &str| [&at[..], &[key(name)]].concat();
    if let Content::Ad(ad) = &area.content
        && let Some(size) = &ad.size
    {
        return by_size(plan, size, known, wanted, &of);
    }
    let mut settings = Vec::new();
    if wanted.columns != known.columns {
        settings.push(match wanted.gutter() {
            Some(gutter) => (of("gutter"), gutter.to_string()),
            None => (of("columns"), range(wanted.columns)),
        });
    }
    if wanted.rows != known.rows {
        settings.push((of("rows"), range(wanted.rows)));
    }
    if let Content::Story(content) = &area.content {
        let own = area.frame.is_some() || content.text_columns.get(part).is_some_and(Option::is_some);
        settings.extend(with_it(scene, area, content, known, wanted, own));
    }
    Ok(settings)
}

/// An advertisement that is placed by a size of the catalogue has its first row and column written; another shape is
/// another size.
fn by_size(
    plan: &PagePlan,
    size: &str,
    known: GridRect,
    wanted: GridRect,
    of: &dyn Fn(&str) -> Vec<Step>,
) -> Result<Settings, Say> {
    let is_it = |shape: &&AdShape| {
        (shape.columns, shape.rows, shape.in_gutter) == (wanted.width(), wanted.height(), wanted.gutter().is_some())
    };
    let own = plan.ads.iter().filter(|shape| shape.name == size).find(is_it);
    let shape = own.or_else(|| plan.ads.iter().find(is_it)).ok_or_else(|| no_size(plan, wanted))?;
    let first = |cells: GridRect| cells.gutter().unwrap_or(cells.columns.0);
    let mut settings = Vec::new();
    if shape.name != size {
        settings.push((of("size"), scalar(&shape.name)));
    }
    if wanted.rows.0 != known.rows.0 {
        settings.push((of("row"), wanted.rows.0.to_string()));
    }
    if first(wanted) != first(known) {
        settings.push((of("column"), first(wanted).to_string()));
    }
    Ok(settings)
}

/// Of a rectangle that is moved and keeps its size, what stands at rows and columns of the page in it goes along. Of one
/// that gets another width, a head over all of it does.
fn with_it(scene: &Scene, area: &Area, content: &StoryArea, known: GridRect, wanted: GridRect, own: bool) -> Settings {
    let by = |from: u16, to: u16| i32::from(to) - i32::from(from);
    let is_moved = known.width() == wanted.width() && known.height() == wanted.height();
    let (across, down) = (by(known.columns.0, wanted.columns.0), by(known.rows.0, wanted.rows.0));
    let shift = |(first, last): (u16, u16), by: i32| {
        let moved = |cell: u16| (i32::from(cell) + by).max(1) as u16;
        range((moved(first), moved(last)))
    };
    let inside = |rows: (u16, u16)| known.rows.0 <= rows.0 && rows.1 <= known.rows.1;
    let mut settings = Vec::new();
    if let Some(columns) = content.head.columns.filter(|_| !own && across_of(known, wanted)) {
        let path = vec![key("head"), key("columns")];
        if columns == known.columns {
            settings.push((path, range(wanted.columns)));
        } else if is_moved {
            settings.push((path, shift(columns, across)));
        }
    }
    if !is_moved {
        return settings;
    }
    let name = |picture: PictureId| {
        let pictures = scene.loaded.as_ref().map_or(&[][..], |loaded| &loaded.edition.pictures);
        pictures.get(picture.0 as usize).map(|picture| picture.id.clone())
    };
    let mut put = |at: Vec<Step>, columns: Option<(u16, u16)>, rows: (u16, u16)| {
        if down != 0 {
            settings.push(([&at[..], &[key("rows")]].concat(), shift(rows, down)));
        }
        if let Some(columns) = columns.filter(|_| across != 0 && !own) {
            settings.push(([&at[..], &[key("columns")]].concat(), shift(columns, across)));
        }
    };
    for slot in content.pictures.iter().filter(|slot| area.parts.len() == 1 || inside(slot.rows)) {
        let Some(id) = name(slot.picture) else { continue };
        let columns = match slot.across {
            Across::Columns(first, last) => Some((first, last)),
            Across::Place { .. } => None,
        };
        put(vec![key("pictures"), Step::Item("id", id)], columns, slot.rows);
    }
    for (index, insert) in content.inserts.iter().enumerate() {
        if area.parts.len() == 1 || inside(insert.rows) {
            put(vec![key("inserts"), Step::At(index)], Some(insert.columns), insert.rows);
        }
    }
    settings
}

fn across_of(known: GridRect, wanted: GridRect) -> bool {
    known.columns != wanted.columns
}

fn on_grid(plan: &PagePlan, cells: GridRect) -> Result<(), Say> {
    let fits = |(first, last): (u16, u16), most: usize| first > 0 && first <= last && usize::from(last) <= most;
    // Behind the last column there is no gutter.
    let across = match cells.columns {
        (after, gutter) if after == gutter.saturating_add(1) => {
            gutter > 0 && usize::from(after) <= plan.grid.columns.len()
        }
        columns => fits(columns, plan.grid.columns.len()),
    };
    if across && fits(cells.rows, usize::from(plan.grid.rows)) { Ok(()) } else { Err(off_grid()) }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn range((first, last): (u16, u16)) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Thousandths as a decimal: `0.35`.
fn decimal(thousandths: u16) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(super) fn gone() -> Say {
    say("这一项已不在版上；请看刷新后的版面", "it is no longer on the page: look at the page as it is now")
}

pub(super) fn by_hand() -> Say {
    say(
        "这一处的写法不能在版上改，请在文件里改",
        "it is written in a way that cannot be changed here: change it in the file",
    )
}

fn no_size(plan: &PagePlan, wanted: GridRect) -> Say {
    let sizes: Vec<String> =
        plan.ads.iter().map(|shape| format!("{} {}×{}", shape.name, shape.columns, shape.rows)).collect();
    let (columns, rows, sizes) = (wanted.width(), wanted.height(), sizes.join("、"));
    say(
        format!("没有 {columns} 栏 {rows} 行的广告规格；有：{sizes}"),
        format!("no size of advertisements is {columns} columns by {rows} rows; there are: {sizes}"),
    )
}

fn shared(file: &str, zone: &str) -> Say {
    let name = file.rsplit('/').next().unwrap_or(file);
    let own = format!("{}.{zone}.md", name.strip_suffix(".md").unwrap_or(name));
    say(
        format!("`{name}` 是各版共用的稿件，在分区 `{zone}` 里不改；只改这一分区，请另存一份 `{own}`"),
        format!(
            "`{name}` is a story of the whole edition, which zone `{zone}` does not change: for this zone alone make a copy `{own}`"
        ),
    )
}

fn off_grid() -> Say {
    say("超出了版心的栏和行", "it lies outside the columns and rows of the page")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_short_as_they_are() {
        assert_eq!([0, 5, 350, 500, 1000].map(decimal), ["0", "0.005", "0.35", "0.5", "1"]);
    }
}
