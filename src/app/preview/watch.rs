//! Tells which files were saved: directories are watched, because editors write another file and rename it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Options;
use super::worker::Message;

/// How often files are looked at where the system tells nothing of them.
const LOOK: Duration = Duration::from_millis(500);

/// Watches while it is held.
pub(super) struct Watch {
    _watcher: Box<dyn Watcher + Send>,
}

impl Watch {
    /// Watches the edition, its paper and the program's data.
    pub(super) fn new(options: &Options, sender: Sender<Message>) -> Option<Watch> {
        let tell = {
            let home = home(options);
            let made = ["out", "proofs"].map(|name| home.join(name));
            move |event: notify::Result<Event>| {
                let Ok(event) = event else { return };
                if matches!(event.kind, EventKind::Access(_)) {
                    return;
                }
                let paths: Vec<PathBuf> = event.paths.into_iter().filter(|path| is_of_interest(path, &made)).collect();
                if !paths.is_empty() {
                    // Nobody listens any more when the program ends.
                    let _ = sender.send(Message::Touched(paths));
                }
            }
        };
        let mut watcher: Box<dyn Watcher + Send> = match RecommendedWatcher::new(tell.clone(), Config::default()) {
            Ok(watcher) => Box::new(watcher),
            Err(_) => Box::new(PollWatcher::new(tell, Config::default().with_poll_interval(LOOK)).ok()?),
        };
        for (path, mode) in places(options) {
            // A place that is not there, or may not be looked at, has nothing to tell.
            let _ = watcher.watch(&path, mode);
        }
        Some(Watch { _watcher: watcher })
    }
}

/// The directory of the edition.
fn home(options: &Options) -> PathBuf {
    let edition = &options.edition;
    let is_file = edition.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let home = if is_file { edition.parent().unwrap_or(Path::new("")) } else { edition };
    let home = if home.as_os_str().is_empty() { Path::new(".") } else { home };
    // As the system names what it tells of.
    std::path::absolute(home).unwrap_or_else(|_| home.to_path_buf())
}

/// Directories to be watched: a paper stands in the edition's directory or at most two above it.
fn places(options: &Options) -> Vec<(PathBuf, RecursiveMode)> {
    let home = home(options);
    let mut places = vec![(home.clone(), RecursiveMode::Recursive)];
    for above in [home.join(".."), home.join("../..")] {
        places.push((above.clone(), RecursiveMode::NonRecursive));
        places.extend(["layouts", "fonts", "pictures"].map(|name| (above.join(name), RecursiveMode::Recursive)));
    }
    places.extend(["layouts", "fonts"].map(|name| (options.data.join(name), RecursiveMode::Recursive)));
    places
}

/// Whether a file may be one that pages are made of: not what is written from them, nor what editors keep beside.
fn is_of_interest(path: &Path, made: &[PathBuf]) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = name.starts_with('.') || name.ends_with('~') || name.ends_with(".part") || name == "4913";
    !beside && !made.iter().any(|made| path.starts_with(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_keep_beside_is_no_news() {
        let made = [PathBuf::from("/proofs/day/out"), PathBuf::from("/proofs/day/proofs")];
        let of_interest = |path: &str| is_of_interest(&Path::new("/proofs").join(path), &made);
        assert!(of_interest("day/stories/lead.md") && of_interest("day/layouts/front.yaml"));
        for path in [
            "day/stories/.lead.md.swp",
            "day/stories/lead.md~",
            "day/out/a.pdf",
            "day/proofs/now/layout.json",
            "day/.front.yaml.7.part",
        ] {
            assert!(!of_interest(path), "{path}");
        }
    }
}
