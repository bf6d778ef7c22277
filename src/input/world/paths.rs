//! Paths, and the fence round the files that may be read.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, Span, say};

use super::{World, read};

impl World {
    /// Allows the directory of the paper's file. A paper owns its editions: its file stands in the
    /// edition's directory, or at most two directories above it.
    pub(crate) fn allow_paper(&self, edition: &Path, paper: &Path, named: Span) -> Result<(), Diagnostic> {
        let above = edition.join("..").join("..");
        let fence = self.resolved(&above).unwrap_or_else(|_| normal(&above));
        let directory = paper.parent().unwrap_or(Path::new(""));
        let directory = self.resolved(directory).unwrap_or_else(|_| normal(directory));
        if !holds(&fence, &directory) {
            return Err(outside(paper, named));
        }
        self.allow(&directory);
        Ok(())
    }

    /// Refuses a path that leaves the roots, symbolic links followed. A missing file is reported as such.
    pub(super) fn check_inside(&self, path: &Path, named: Span) -> Result<(), Diagnostic> {
        let resolved = match self.resolved(path) {
            Ok(resolved) => resolved,
            // Report the fence before absence: what lies outside is not even probed.
            Err(_) if !self.is_below_a_root(&normal(path)) => return Err(outside(path, named)),
            Err(error) => return Err(super::unreadable(path, &error, named)),
        };
        if self.is_below_a_root(&resolved) { Ok(()) } else { Err(outside(path, named)) }
    }

    /// Whether a path that need not exist lies below a root: its nearest directory that exists decides.
    fn is_below_a_root(&self, path: &Path) -> bool {
        let full = path.ancestors().find_map(|above| {
            let here = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            let rest = path.strip_prefix(above).ok()?;
            self.resolved(here).ok().map(|found| found.join(rest))
        });
        let roots = read(&self.roots);
        let full = full.unwrap_or_else(|| path.to_path_buf());
        roots.iter().any(|root| holds(root, &full) || holds(root, path))
    }

    /// The path with links followed; in memory, with `.` and `..` taken away.
    pub(super) fn resolved(&self, path: &Path) -> io::Result<PathBuf> {
        // A draft stands where a file of the disk does.
        if self.memory.is_some() && (self.in_memory(path).is_some() || !self.on_disk(path)) {
            return Ok(normal(path));
        }
        path.canonicalize()
    }
}

/// Whether `path` is `root` or below it. An empty root is the working directory of a world in memory.
fn holds(root: &Path, path: &Path) -> bool {
    let climbs = matches!(path.components().next(), Some(Component::ParentDir | Component::RootDir));
    path.starts_with(root) && !(root.as_os_str().is_empty() && climbs)
}

fn outside(path: &Path, named: Span) -> Diagnostic {
    Diagnostic::new(
        Code::PathOutside,
        named,
        say(
            format!("`{}` 不在本期、本报和程序数据的目录之内", path.display()),
            format!("`{}` lies outside the edition, the paper and the program's data", path.display()),
        ),
    )
    .hint(say("请把文件复制到本期目录中", "copy the file into the edition's directory"))
}

/// The path without `.` and, where a name precedes it, without `..`. Links are not followed.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                Some(Component::RootDir) => {}
                _ => normal.push(part),
            },
            _ => normal.push(part),
        }
    }
    normal
}

/// The last name of a path, for messages.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The last name of a path without its extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
