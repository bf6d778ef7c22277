//! Writes chosen levers into the page description, or, where several pages or editions share it, into the
//! page's entry in the edition.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::diag::{Code, Diagnostic, FileId, Say, Span, say};
use crate::engine::fit::{Change, Choice};
use crate::input::World;
use crate::input::amend::{Setting, Step, amend};
use crate::model::{Area, Content, Edition, OmittedPart, PagePlan, StoryArea};

use super::place::{Placed, place};
use super::write::replace_whole;

/// A file that was amended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// Its path.
    pub file: String,
    /// The areas, as `A01 lead`.
    pub areas: Vec<String>,
}

/// What is to be written into one file.
struct Amendment {
    text: String,
    settings: Vec<Setting>,
    areas: Vec<String>,
}

/// Writes the levers of each area.
///
/// Errors: a file that changed since it was read, a place that cannot be written: [`Code::FitUnwritten`];
/// such a file stays as it is.
pub(super) fn write(
    world: &World,
    edition: &Edition,
    chosen: &[(&PagePlan, &Area, &Choice)],
    sink: &mut Vec<Diagnostic>,
) -> Vec<Amended> {
    let mut files: BTreeMap<FileId, Amendment> = BTreeMap::new();
    for &(plan, area, choice) in chosen {
        let made = choice.made(area);
        let Content::Story(content) = &made.content else { continue };
        let settings = choice.levers.iter().flat_map(|lever| settings(&lever.change, content)).collect();
        let Some(Placed { file, text, settings }) = place(world, edition, plan, area, settings) else { continue };
        let amendment = files.entry(file).or_insert(Amendment { text, settings: Vec::new(), areas: Vec::new() });
        amendment.settings.extend(settings);
        amendment.areas.push(format!("{} {}", plan.folio, area.name));
    }
    let mut written = Vec::new();
    for (file, Amendment { text, settings, areas }) in files {
        let Some(source) = world.source(file) else { continue };
        let result = amend(&text, &settings)
            .and_then(|new| replace_whole(Path::new(&source.name), &text, &new).map_err(|error| error.say()));
        match result {
            Ok(()) => written.push(Amended { file: source.name.clone(), areas }),
            Err(why) => sink.push(unwritten(&source.name, file, &why)),
        }
    }
    written
}

/// The keys of an area that a change writes, with their values in the area as it is then.
fn settings(change: &Change, content: &StoryArea) -> Vec<(Vec<Step>, String)> {
    let key = |text: &str| Step::Key(text.to_owned());
    let range = |(first, last): (u16, u16)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let picture = |id: &str, name: &str| vec![key("pictures"), Step::Item("id", id.to_owned()), key(name)];
    let head = |name: &str| vec![key("head"), key(name)];
    let list = |numbers: &[u16]| format!("[{}]", numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", "));
    match change {
        Change::Crop { id, to, .. } => vec![(picture(id, "rows"), range(*to))],
        Change::Width { id, to, .. } => vec![(picture(id, "columns"), range(*to))],
        Change::Credit { id, rows, .. } => {
            vec![(picture(id, "rows"), range(*rows)), (picture(id, "credit"), "own-line".to_owned())]
        }
        Change::Byline => vec![(vec![key("byline")], "own-line".to_owned())],
        Change::HeadRows { to, .. } => vec![(head("rows"), to.to_string())],
        Change::HeadSize(step) => vec![(head("size"), step.to_string())],
        Change::Omit(_) => {
            let name = |part: &OmittedPart| match part {
                OmittedPart::Kicker => "kicker",
                OmittedPart::Deck => "deck",
                OmittedPart::Summary => "summary",
            };
            let parts: Vec<&str> = content.head.omit.iter().map(name).collect();
            vec![(head("omit"), format!("[{}]", parts.join(", ")))]
        }
        Change::Crossheads { to, .. } => vec![(vec![key("crossheads")], to.to_string())],
        Change::CrossheadRows { to, .. } => vec![(vec![key("crosshead_rows")], to.to_string())],
        Change::Space(_) => vec![(vec![key("space")], list(&content.fitting.space))],
        Change::Filler { id, rows, .. } => {
            let id = id.iter().map(|id| (vec![key("filler"), key("id")], scalar(id)));
            id.chain([(vec![key("filler"), key("rows")], rows.to_string())]).collect()
        }
        Change::Cut(_) => vec![(vec![key("cut")], list(&content.fitting.cut))],
    }
}

/// A name as YAML: plain where that can be read as nothing else.
pub(super) fn scalar(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.starts_with(char::is_alphabetic) && name.chars().all(plain) && !["true", "false", "null"].contains(&name) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

fn unwritten(name: &str, file: FileId, why: &Say) -> Diagnostic {
    Diagnostic::new(
        Code::FitUnwritten,
        Span::new(file, 0, 0),
        say(format!("没有写进 `{name}`：{}", why.zh), format!("`{name}` was not amended: {}", why.en)),
    )
    .hint(say("文件没有动；请再运行一次，或手工改", "the file stands as it was: run it again, or change it by hand"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::app::fit::fit;
    use crate::app::pages::PageChoice;

    /// A layout that somebody saves while it is being fitted is not touched.
    #[test]
    fn a_file_that_changed_since_it_was_read_stays() {
        let home = tempfile::tempdir().expect("scratch");
        let day = home.path().join("day");
        fs::create_dir_all(day.join("layouts")).expect("layouts");
        fs::create_dir_all(day.join("stories")).expect("stories");
        let body = "入夏以来，河上的风先从渡口吹进老街，摆渡的老人说水位比去年同期低了一截。".repeat(5);
        let layout = |rows: u16| {
            format!(
                "format: tabloid\nareas:\n  one:\n    kind: story\n    at: {{columns: 1-2, rows: 1-{rows}}}\n    head: {{style: brief}}\n"
            )
        };
        let pages = "pages:\n  - {page: 1, layout: page, place: {one: one}}\n";
        let files = [
            ("paper.yaml", "name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_owned()),
            ("day/edition.yaml", format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\n{pages}")),
            ("day/layouts/page.yaml", layout(14)),
            ("day/stories/one.md", format!("---\nheadline: 渡口新事\n---\n{body}\n")),
        ];
        for (path, text) in files {
            fs::write(home.path().join(path), text).expect("a file");
        }
        let path = day.join("layouts/page.yaml");
        let levers = crate::model::Levers::usual();
        // An area in which a lever helps.
        let (rows, world, loaded, choice) = (7..15)
            .find_map(|rows| {
                fs::write(&path, layout(rows)).expect("the layout");
                let world = World::disk(env!("CARGO_MANIFEST_DIR"));
                let loaded = crate::input::load(&world, &day, &Default::default()).value.expect("an edition");
                let plan = &loaded.edition.pages[0];
                let choice = crate::engine::fit::search(&loaded.edition, plan, &plan.areas[0], &loaded.fonts, levers)?;
                choice.helps().then_some((rows, world, loaded, choice))
            })
            .expect("a height at which a lever helps");
        let (plan, layout) = (&loaded.edition.pages[0], layout(rows));
        let area = &plan.areas[0];
        let saved = format!("{layout}    # 编辑刚存\n");
        fs::write(&path, &saved).expect("the layout");
        let mut told = Vec::new();
        let written = write(&world, &loaded.edition, &[(plan, area, &choice)], &mut told);
        assert!(written.is_empty());
        assert_eq!(told.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::FitUnwritten]);
        assert!(told[0].message.en.contains("changed since"), "{}", told[0].message.en);
        assert_eq!(fs::read_to_string(&path).expect("the layout"), saved);
        // Read anew, it is written.
        let again = fit(&World::disk(env!("CARGO_MANIFEST_DIR")), &day, &PageChoice::all(), true);
        assert_eq!(again.amended.len(), 1, "{:#?}", again.diagnostics);
    }
}
