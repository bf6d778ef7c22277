//! The editions that stand beside one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::diag::Span;

use super::World;

impl World {
    /// The directories with an `edition.yaml` in the directory that holds `edition`, in the order of their
    /// names, each with whether it is `edition`. None where that directory is not the paper's own.
    pub(crate) fn editions_beside(&self, edition: &Path, paper: &Path) -> Vec<(PathBuf, bool)> {
        let Ok(own) = self.resolved(edition) else { return Vec::new() };
        let Some(above) = own.parent().map(Path::to_path_buf) else { return Vec::new() };
        let papers = paper.parent().and_then(|directory| self.resolved(directory).ok());
        let is_papers = papers.is_some_and(|papers| above.starts_with(&papers));
        if !is_papers || self.check_inside(&above, Span::NONE).is_err() {
            return Vec::new();
        }
        let mut found: Vec<PathBuf> = match &self.memory {
            Some(files) => {
                let is_edition = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "edition.yaml");
                files.keys().filter(is_edition).filter_map(|path| path.parent().map(Path::to_path_buf)).collect()
            }
            None => fs::read_dir(&above).into_iter().flatten().flatten().map(|entry| entry.path()).collect(),
        };
        found.retain(|path| path.parent() == Some(&above) && self.has(&path.join("edition.yaml")));
        found.sort();
        found.into_iter().map(|path| (path == own, path)).map(|(is_own, path)| (path, is_own)).collect()
    }

    /// Whether two paths lead to one file.
    pub(crate) fn is_same(&self, one: &Path, other: &Path) -> bool {
        matches!((self.resolved(one), self.resolved(other)), (Ok(one), Ok(other)) if one == other)
    }
}
