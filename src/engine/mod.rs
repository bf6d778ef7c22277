//! The engine: from the edition to pages. Touches no disk.

pub mod compose;
pub mod fit;
pub mod lint;
pub mod text;
