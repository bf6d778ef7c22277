//! What was written from browsers, to be undone: file by file, and only while the file is what was written.

use super::edit::{Amended, Refusal, replace};

/// Most steps that are kept.
const MOST: usize = 200;

/// Steps that were made, and those that were undone.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Amended>,
    undone: Vec<Amended>,
}

impl History {
    /// Keeps a step that was written. What was undone before it cannot be made again.
    pub(super) fn push(&mut self, step: Amended) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// How many steps can be undone, and made again.
    pub(super) fn depth(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Undoes the last step. `None`: there is none.
    ///
    /// Errors: the file is no longer what the step left, or cannot be written; the step stays.
    pub(super) fn undo(&mut self) -> Option<Result<(), Refusal>> {
        let step = self.done.last()?;
        let result = replace(&step.path, &step.after, &step.before);
        if result.is_ok() {
            self.undone.extend(self.done.pop());
        }
        Some(result)
    }

    /// Makes the last step that was undone again, as [`History::undo`].
    pub(super) fn redo(&mut self) -> Option<Result<(), Refusal>> {
        let step = self.undone.last()?;
        let result = replace(&step.path, &step.before, &step.after);
        if result.is_ok() {
            self.done.extend(self.undone.pop());
        }
        Some(result)
    }
}
