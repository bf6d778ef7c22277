//! Where settings of an area are written: the file that says what this page alone has.
//!
//! A page description that this page alone uses is changed itself; one that others use too stays, and the page's entry
//! in the edition says what differs. Of a zone edition only its own file is changed, whatever else it is made of.

use std::path::Path;

use crate::base::diag::FileId;
use crate::input::World;
use crate::input::amend::{Setting, Step, list_at, value_at};
use crate::model::{Area, Content, Edition, PagePlan};

/// Settings as paths below an area, with their values.
pub(super) type Settings = Vec<(Vec<Step>, String)>;

/// Keys of an area whose values are lists that settings reach into.
const LISTS: [&str; 3] = ["at", "pictures", "inserts"];

/// A file, its text, and what is to be set in it.
pub(super) struct Placed {
    pub(super) file: FileId,
    pub(super) text: String,
    pub(super) settings: Vec<Setting>,
}

/// A place at which an area may be described: a file, and the way to it there.
struct Description {
    file: FileId,
    text: String,
    way: Vec<Step>,
}

impl Description {
    fn has(&self, rest: &[Step]) -> bool {
        self.value(rest).is_some()
    }

    fn value(&self, rest: &[Step]) -> Option<String> {
        value_at(&self.text, &[&self.way, rest].concat())
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// The files on which changes of an area rest.
pub(super) fn files(edition: &Edition, plan: &PagePlan, area: &Area) -> Vec<FileId> {
    let mut files = vec![area.span.file, plan.span.file];
    files.extend(edition.zone_file);
    files.extend(spans_of_lists(area).map(|span| span.file));
    let mut known = std::collections::BTreeSet::new();
    files.retain(|file| *file != FileId::NONE && known.insert(*file));
    files
}

/// Where the items of an area's lists are written: mostly where the area is, but not where one description extends
/// another.
fn spans_of_lists(area: &Area) -> impl Iterator<Item = crate::base::diag::Span> + '_ {
    let content = match &area.content {
        Content::Story(content) => Some(content),
        _ => None,
    };
    let slots = content.into_iter().flat_map(|content| content.pictures.iter().map(|slot| slot.span));
    slots.chain(content.into_iter().flat_map(|content| content.inserts.iter().map(|insert| insert.span)))
}

/// The places at which an area is described, from the one that counts most on.
fn descriptions(world: &World, edition: &Edition, plan: &PagePlan, area: &Area) -> Vec<Description> {
    let in_entry = |entry: Step| vec![key("pages"), entry, key("areas"), key(&area.name)];
    let in_layout = || vec![key("areas"), key(&area.name)];
    let mut found: Vec<Description> = Vec::new();
    let mut add = |file: FileId, way: Vec<Step>| {
        if found.iter().all(|known| known.file != file)
            && let Some(source) = world.source(file)
        {
            found.push(Description { file, text: source.text.clone(), way });
        }
    };
    if let Some(zone) = edition.zone_file {
        add(zone, in_entry(Step::Entry("page", numbers(plan))));
    }
    add(plan.span.file, in_entry(Step::Item("page", numbers(plan))));
    for file in files(edition, plan, area) {
        add(file, in_layout());
    }
    found
}

/// How many there are in a list of an area; nothing where it is no list, or is not written.
pub(super) fn listed(world: &World, edition: &Edition, plan: &PagePlan, area: &Area, name: &str) -> Option<usize> {
    let all = descriptions(world, edition, plan, area);
    let first = all.iter().find(|description| description.has(&[key(name)]))?;
    list_at(&first.text, &[&first.way[..], &[key(name)]].concat())
}

/// Where settings of an area go.
pub(super) fn place(
    world: &World,
    edition: &Edition,
    plan: &PagePlan,
    area: &Area,
    settings: Settings,
) -> Option<Placed> {
    let all = descriptions(world, edition, plan, area);
    let entry = all.iter().find(|one| one.file == plan.span.file)?;
    let (own, page) = (world.source(area.span.file)?, world.source(plan.span.file)?);
    let users = edition.pages.iter().filter(|other| other.areas.iter().any(|other| other.span == area.span)).count();
    let home = Path::new(&page.name).parent().unwrap_or(Path::new(""));
    let is_own = users == 1 && Path::new(&own.name).starts_with(home) && area.span.file != plan.span.file;
    let layout = all.iter().find(|one| one.file == area.span.file && is_own && one.has(&[]) && !entry.has(&[]));
    let target = match edition.zone_file {
        Some(zone) => all.iter().find(|one| one.file == zone)?,
        None => layout.unwrap_or(entry),
    };
    let mut made = Vec::new();
    // A list that is laid over another stands for all of it.
    for list in LISTS.map(key) {
        let into_it = |path: &[Step]| path.len() > 1 && path[0] == list && !matches!(path[1], Step::Key(_));
        let list = std::slice::from_ref(&list);
        if settings.iter().any(|(path, _)| into_it(path)) && !target.has(list) {
            let value = all.iter().find_map(|one| one.value(list))?;
            made.push(Setting { path: [&target.way[..], list].concat(), value });
        }
    }
    let joined = |(path, value): (Vec<Step>, String)| Setting { path: [&target.way[..], &path].concat(), value };
    made.extend(settings.into_iter().map(joined));
    Some(Placed { file: target.file, text: target.text.clone(), settings: made })
}

/// The page's number as its entry has it: `4-5` for a spread.
fn numbers(plan: &PagePlan) -> String {
    match (plan.numbers().min(), plan.numbers().max()) {
        (Some(first), Some(last)) if first < last => format!("{first}-{last}"),
        _ => plan.number.to_string(),
    }
}
