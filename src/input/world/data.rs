//! Where the program's own files are: the directory with `fonts/` and `layouts/`.

use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, Span, say};

/// Where to look, in this order.
#[derive(Clone, Debug, Default)]
pub struct DataSearch {
    /// `--data DIR`. When given, nothing else is tried.
    pub explicit: Option<PathBuf>,
    /// The value of `PAIBAN_DATA`. When set, nothing after it is tried.
    pub environment: Option<PathBuf>,
    /// The program: its directory and those above it, and `share/paiban` beside its `bin`.
    pub program: Option<PathBuf>,
    /// The working directory and those above it.
    pub working: Option<PathBuf>,
}

impl DataSearch {
    /// What this process knows; `explicit` is the command line's `--data`.
    pub fn of_process(explicit: Option<PathBuf>) -> DataSearch {
        DataSearch {
            explicit,
            environment: std::env::var_os("PAIBAN_DATA").filter(|value| !value.is_empty()).map(PathBuf::from),
            program: std::env::current_exe().ok().and_then(|path| path.canonicalize().ok()),
            working: std::env::current_dir().ok(),
        }
    }
}

/// Finds the directory that holds `fonts/` and `layouts/`.
///
/// Errors: none has both; the message lists every place that was looked at.
pub fn find_data(search: &DataSearch) -> Result<PathBuf, Diagnostic> {
    let places = places(search);
    if let Some(found) = places.iter().find(|place| place.join("fonts").is_dir() && place.join("layouts").is_dir()) {
        return Ok(found.clone());
    }
    let list = places.iter().map(|place| format!("\n  {}", place.display())).collect::<String>();
    Err(Diagnostic::new(
        Code::FileMissing,
        Span::NONE,
        say(
            format!("找不到程序的数据目录（其中有 fonts/ 和 layouts/）。找过：{list}"),
            format!("the program's data (a directory with fonts/ and layouts/) was not found. Looked in:{list}"),
        ),
    )
    .hint(say("请用 --data 或环境变量 PAIBAN_DATA 指明目录", "name it with --data or in PAIBAN_DATA")))
}

fn places(search: &DataSearch) -> Vec<PathBuf> {
    if let Some(only) = search.explicit.as_ref().or(search.environment.as_ref()) {
        return vec![only.clone()];
    }
    let mut places: Vec<PathBuf> = Vec::new();
    let mut add = |place: PathBuf| {
        if !places.contains(&place) {
            places.push(place);
        }
    };
    if let Some(directory) = search.program.as_deref().and_then(Path::parent) {
        if let Some(prefix) = directory.parent() {
            add(prefix.join("share").join("paiban"));
        }
        directory.ancestors().map(Path::to_path_buf).for_each(&mut add);
    }
    search.working.iter().flat_map(|working| working.ancestors()).map(Path::to_path_buf).for_each(&mut add);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_goes_before_all_and_alone() {
        let search = DataSearch { explicit: Some("/nowhere/a".into()), ..DataSearch::of_process(None) };
        let error = find_data(&search).expect_err("there is nothing");
        assert!(error.message.en.ends_with("Looked in:\n  /nowhere/a"), "{}", error.message.en);
    }

    #[test]
    fn directories_above_the_program_are_tried() {
        let home = tempfile::tempdir().expect("scratch");
        for name in ["fonts", "layouts", "target/release"] {
            std::fs::create_dir_all(home.path().join(name)).expect("scratch");
        }
        let program = Some(home.path().join("target/release/paiban"));
        assert_eq!(find_data(&DataSearch { program, ..DataSearch::default() }).ok().as_deref(), Some(home.path()));
    }
}
