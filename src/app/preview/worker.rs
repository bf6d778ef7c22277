//! The thread that reads and composes: woken by files, it looks again, and tells browsers what became of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::app::press::{self, Job};

use super::scene::{Scene, lock};
use super::state::Shared;
use super::words;

/// A save is several events; after the first nothing is waited for longer than this …
const LONGEST: Duration = Duration::from_millis(20);
/// … and no longer than this after the last.
const QUIET: Duration = Duration::from_millis(4);
/// Pictures are converted when nothing was saved for so long.
const LEISURE: Duration = Duration::from_millis(900);

/// What wakes the worker.
pub(super) enum Message {
    /// Files that were written, removed or renamed.
    Touched(Vec<PathBuf>),
    /// What was found of pictures, of a revision of the files.
    Checked(u64, Vec<Value>),
}

/// Reads the edition for the first time, and starts the worker.
pub(super) fn start(shared: Arc<Shared>, sender: Sender<Message>, receiver: Receiver<Message>) {
    look(&shared);
    thread::spawn(move || {
        let mut worker = Worker { shared, sender, reading: 0, checked: None };
        worker.run(&receiver);
    });
}

/// Reads the edition again, and tells browsers if something changed.
fn look(shared: &Shared) {
    let scene = Scene::read(&shared.desk, Vec::new(), None);
    let mut state = lock(&shared.state);
    if state.take(&shared.desk, scene) {
        shared.news.send_replace(state.news());
    }
}

struct Worker {
    shared: Arc<Shared>,
    sender: Sender<Message>,
    /// Counts readings.
    reading: u64,
    /// The reading whose pictures were looked at, or are being looked at.
    checked: Option<u64>,
}

impl Worker {
    fn run(&mut self, receiver: &Receiver<Message>) {
        loop {
            match receiver.recv_timeout(LEISURE) {
                Ok(Message::Touched(paths)) => self.touched(paths, receiver),
                Ok(Message::Checked(reading, found)) => self.found(reading, found),
                Err(RecvTimeoutError::Timeout) => self.check_pictures(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn touched(&mut self, mut paths: Vec<PathBuf>, receiver: &Receiver<Message>) {
        let first = Instant::now();
        let mut told = None;
        while first.elapsed() < LONGEST {
            match receiver.recv_timeout(QUIET) {
                Ok(Message::Touched(more)) => paths.extend(more),
                Ok(Message::Checked(reading, found)) => told = Some((reading, found)),
                Err(_) => break,
            }
        }
        paths.sort_unstable();
        paths.dedup();
        for path in paths.iter().filter(|path| !is_text(path)) {
            self.shared.desk.held.forget(path);
        }
        self.reading += 1;
        look(&self.shared);
        if let Some((reading, found)) = told {
            self.found(reading, found);
        }
    }

    fn found(&self, reading: u64, found: Vec<Value>) {
        if reading != self.reading {
            return;
        }
        let mut state = lock(&self.shared.state);
        if state.take_pictures(found) {
            self.shared.news.send_replace(state.news());
        }
    }

    /// Converts pictures as they are printed, on a thread of its own and with one core, for what there is to say
    /// about them.
    fn check_pictures(&mut self) {
        if self.checked == Some(self.reading) {
            return;
        }
        self.checked = Some(self.reading);
        let (shared, sender, reading) = (Arc::clone(&self.shared), self.sender.clone(), self.reading);
        thread::spawn(move || {
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
            let options = &shared.desk.options;
            let (edition, zone, cache) = (options.edition.clone(), options.zone.clone(), options.cache.clone());
            let job = Job { edition, zone, cache, ..Job::default() };
            let world = shared.desk.world(Vec::new());
            let report = pool.install(|| press::check(&world, &job, &|_| ()));
            let scene = lock(&shared.state).scene.clone();
            let tell = |scene: &Arc<Scene>| -> Vec<Value> {
                let one = |found| words::finding(&scene.world, found, &options.edition);
                scene.findings.iter().map(one).collect()
            };
            let known = scene.as_ref().map(tell).unwrap_or_default();
            // What is not of pictures was found at once.
            let found = report.diagnostics.iter().map(|found| words::finding(&world, found, &options.edition));
            let found = found.filter(|found| !known.contains(found)).collect();
            // Nobody listens any more when the program ends.
            let _ = sender.send(Message::Checked(reading, found));
        });
    }
}

fn is_text(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "yaml" || extension == "yml")
}
