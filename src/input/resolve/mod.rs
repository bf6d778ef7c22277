//! From specs to the edition: names looked up, units made lengths, every reference checked.

mod ad;
mod area;
mod around;
mod columns;
mod composition;
mod contour;
pub(super) mod corrections;
mod date;
mod delivery;
mod fields;
mod figures;
mod filler;
mod fit;
mod furniture;
mod grid;
mod head;
mod head_dress;
mod index;
mod inks;
mod insert;
mod jump_words;
mod jumps;
mod library;
mod lint;
mod made;
mod neighbours;
mod page;
mod picture;
mod picture_slots;
mod press;
mod probe;
mod rich;
mod rule;
mod sheet;
mod slots;
mod spread;
mod story;
mod table;
mod template;
mod words;
mod zone;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, Outcome, Severity, Span, say};
use crate::font::FontBook;
use crate::model::{self, Press};

use super::copy;
use super::decode::{Decode, Sink, Spanned};
use super::spec;
use super::suggest;
use super::world::{World, YAML_LIMIT};
use super::yaml;

use library::Library;

/// An edition, and what it is set in.
#[derive(Debug)]
pub struct Loaded {
    /// The edition. Its pages are those that can be composed.
    pub edition: model::Edition,
    /// The faces.
    pub fonts: FontBook,
    /// The numbers of the pages that are left out because something they need is broken, in order.
    pub broken_pages: Vec<u16>,
}

/// What to load otherwise than the edition says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LoadOptions {
    /// Another press condition than the edition's.
    pub press: Option<String>,
    /// A zone edition (分区版): the name of a file in `zones/`, which is laid over the edition.
    pub zone: Option<String>,
}

/// Loads an edition: `edition` is its directory or its `edition.yaml`.
///
/// The value is `None` when no page can be made; a page, story or page description that is broken
/// takes only its own pages with it. All mistakes of all files are reported.
pub fn load(world: &World, edition: &Path, options: &LoadOptions) -> Outcome<Option<Loaded>> {
    let mut sink = Sink::new();
    let value = load_into(world, edition, options, &mut sink);
    Outcome { value, diagnostics: sink }
}

/// The names of an edition's zones: of the files in `zones/`, in order.
pub fn zones(world: &World, edition: &Path) -> Vec<String> {
    let directory = directory_of(edition);
    world.allow(&directory);
    zone::Zones::new(world, &directory, None).names().to_vec()
}

/// Loads all faces of a style sheet: `name` as in a page description of the edition or paper in
/// `home`, or of the program's own.
pub fn load_styles(world: &World, name: &str, home: Option<&Path>) -> Outcome<Option<FontBook>> {
    let mut sink = Sink::new();
    // An edition stands in the directory of its paper.
    let is_edition = home.is_some_and(|home| world.has(&home.join("edition.yaml")));
    let paper = home.filter(|_| is_edition).map(|home| home.join(".."));
    let homes: Vec<PathBuf> = home.map(Path::to_path_buf).into_iter().chain(paper).collect();
    homes.iter().for_each(|home| world.allow(home));
    let mut library = Library::new(world, homes);
    let found = library.styles(name, Span::NONE, &mut sink);
    let value = found.map(|styles| {
        let mut fonts = FontBook::new();
        sheet::faces(&library, &styles, &mut fonts, &mut sink);
        fonts
    });
    Outcome { value, diagnostics: sink }
}

/// Loads a press condition by name: of the paper or edition in `home`, or of the program's own.
pub fn load_press(world: &World, name: &str, home: Option<&Path>) -> Outcome<Option<Press>> {
    let mut sink = Sink::new();
    let homes: Vec<PathBuf> = home.map(Path::to_path_buf).into_iter().collect();
    homes.iter().for_each(|home| world.allow(home));
    let mut library = Library::new(world, homes);
    let name = Spanned { value: name.to_owned(), span: Span::NONE };
    let value = press::press(&mut library, &name, &mut sink);
    Outcome { value, diagnostics: sink }
}

/// The names of the program's own press conditions, in order.
pub fn press_names(world: &World) -> Vec<String> {
    let files = world.list(&world.data().join("layouts/press"), "yaml");
    files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect()
}

fn load_into(world: &World, edition: &Path, options: &LoadOptions, sink: &mut Sink) -> Option<Loaded> {
    let directory = directory_of(edition);
    let file = if is_file(edition) { edition.to_path_buf() } else { edition.join("edition.yaml") };
    world.allow(&directory);
    let zones = zone::Zones::new(world, &directory, options.zone.as_deref());
    let node = read_node(world, &file, Span::NONE, sink)?;
    let node = zones.laid_over(node, sink)?;
    let spec = spec::Edition::decode(&node, sink)?;
    let paper_file = spec.paper.0.as_ref().map(|paper| directory.join(&paper.value)).unwrap_or_default();
    let paper = spec.paper.0.as_ref().and_then(|named| match world.allow_paper(&directory, &paper_file, named.span) {
        Ok(()) => read::<spec::Paper>(world, &paper_file, named.span, sink),
        Err(error) => {
            sink.push(error);
            None
        }
    });
    let Some(paper) = paper else {
        // Without a paper every name it gives would be reported too; the stories are read for their own.
        story::load(world, &directory, &zones, &mut picture::Pictures::new(world), sink);
        return None;
    };
    let paper_directory = paper_file.parent().unwrap_or(&directory).to_path_buf();

    let mut library = Library::new(world, vec![directory.clone(), paper_directory.clone()]);
    let date = spec.date.0.as_ref().and_then(|date| date::parse(date, sink));
    let asked = options.press.clone().map(|value| Spanned { value, span: Span::NONE });
    let press_name = asked.as_ref().or(spec.press.as_ref()).or(paper.press.as_ref());
    let press = match press_name {
        Some(name) => press::press(&mut library, name, sink),
        None => {
            let message = say("没有说明印刷条件", "no press condition is named");
            let hint = say(
                "请在 edition.yaml 或 paper.yaml 里写 `press: newsprint`",
                "write `press: newsprint` in edition.yaml or paper.yaml",
            );
            sink.push(Diagnostic::new(Code::MissingKey, spec.span, message).hint(hint));
            None
        }
    };
    library.spot_plates = press.as_ref().is_some_and(|press| press.spot_plates);
    let layers = [spec.delivery.as_ref(), library.delivery.as_ref(), paper.delivery.as_ref()];
    let delivery = delivery::delivery(layers, zones.chosen(), sink);
    let mut pictures = picture::Pictures::new(world);
    let mut stories = story::load(world, &directory, &zones, &mut pictures, sink);
    let homes = [directory.as_path(), paper_directory.as_path()];
    let fillers = filler::Fillers::new((&spec, &paper), &homes, &mut pictures, world, sink);
    let mut pages = page::Pages::new(&mut library, (&spec, &paper, date), (&mut stories, &mut pictures), &directory);
    pages.fillers = fillers;
    pages.resolve(sink);
    let fillers = pages.take_fillers();
    let (sheets, plans, fonts, broken_pages) = pages.finish();
    stories.check_placed(&spec, &zones, sink);
    check_code(&paper, sink);
    let pages = stories.pages();
    for found in sink.iter_mut().filter(|found| found.page.is_none()) {
        found.page = pages.get(&found.span.file).copied();
    }
    drop_repeats(sink);
    let (date, press, name, code, issue) = (date?, press?, paper.name.0?, paper.code.0?, spec.issue.0?);
    if plans.is_empty() {
        return None;
    }
    let words = words::words([spec.words.as_ref(), paper.words.as_ref()], sink);
    let edition = model::Edition {
        paper: name,
        code: code.value,
        date,
        issue: issue.value.0,
        issue_span: issue.span,
        neighbours: neighbours::beside(world, &directory, &paper_file, date),
        zone: zones.chosen().map(str::to_owned),
        zone_file: zones.file(),
        version: spec.version.map_or(1, |version| version.0 as u16),
        delivery,
        press,
        sheets,
        stories: stories.model,
        pictures: pictures.model,
        fillers,
        pages: plans,
        lint: lint::of_edition([paper.lint.as_ref(), spec.lint.as_ref()]),
        allow: lint::allow(spec.allow.as_ref()),
        words,
    };
    Some(Loaded { edition, fonts, broken_pages })
}

/// Whether an edition is given by its file; else by its directory.
fn is_file(edition: &Path) -> bool {
    edition.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn directory_of(edition: &Path) -> PathBuf {
    let directory = if is_file(edition) { edition.parent().unwrap_or(Path::new("")) } else { edition };
    if directory.as_os_str().is_empty() { Path::new(".").to_path_buf() } else { directory.to_path_buf() }
}

/// Words of a page description, or of a story's front matter, cleaned as heads are.
fn words(world: &World, text: &Spanned<String>, sink: &mut Sink) -> model::Copy {
    let source = world.source(text.span.file);
    copy::label(text, source.as_ref().map_or("", |source| &source.text), sink)
}

/// A mistake in a page description is one mistake, however many pages use it.
fn drop_repeats(sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    sink.retain(|found| seen.insert((found.code, found.span, found.message.en.clone())));
}

fn check_code(paper: &spec::Paper, sink: &mut Sink) {
    let Some(code) = &paper.code.0 else { return };
    if !code.value.is_empty() && code.value.len() <= 16 && code.value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let message = say(
        format!("报纸代码 `{}` 要用在文件名里", code.value),
        format!("the code `{}` is to stand in file names", code.value),
    );
    let hint = say("请用 1 到 16 个英文字母或数字", "use 1 to 16 letters A to Z or figures");
    sink.push(Diagnostic::new(Code::BadValue, code.span, message).hint(hint));
}

/// Reads one YAML file. `None` when nothing usable is in it.
fn read<T: Decode>(world: &World, path: &Path, named: Span, sink: &mut Sink) -> Option<T> {
    read_node(world, path, named, sink).and_then(|node| T::decode(&node, sink))
}

/// As [`read`], as it is written.
fn read_node(world: &World, path: &Path, named: Span, sink: &mut Sink) -> Option<yaml::Node> {
    let file = match world.text(path, YAML_LIMIT, named) {
        Ok(file) => file,
        Err(error) => {
            sink.push(error);
            return None;
        }
    };
    let source = world.source(file)?;
    match yaml::parse(file, &source.text, 0) {
        Ok(node) => Some(node),
        Err(error) => {
            sink.push(error);
            None
        }
    }
}

/// How many errors there are so far.
fn errors(sink: &Sink) -> usize {
    sink.iter().filter(|found| found.severity == Severity::Error).count()
}

/// A name that nothing has, of a kind said in two languages.
fn unknown<'a>(name: &Spanned<String>, what: (&str, &str), known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    suggest::unknown(Code::UnknownName, name.span, &say(what.0, what.1), &name.value, known)
}
