//! The engine: from the edition to pages. Touches no disk.

pub mod compose;
pub mod lint;
pub mod text;
