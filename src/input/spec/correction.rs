//! A row of a list of corrections.

use crate::input::decode::record;

record! {
    /// A correction that a proof is to show.
    struct Correction {
        /// The story's working name; any story when left out.
        story: Option<String>,
        /// What is to go; left out where something is put in.
        from: Option<String>,
        /// What is to stand; left out where something is taken out.
        to: Option<String>,
    }
}
