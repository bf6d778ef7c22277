//! The paper's list of words (用词表).

use crate::base::diag::Span;

/// One row of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordRule {
    /// What it asks.
    pub kind: WordKind,
    /// Why, for the message.
    pub why: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// What a row asks. No word is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WordKind {
    /// These must not stand, but inside of `except`.
    Not {
        /// The words.
        words: Vec<String>,
        /// What is written instead; `None`: nothing.
        instead: Option<String>,
        /// Longer words of which they may be part.
        except: Vec<String>,
    },
    /// A story that says one of `when` must say `must`.
    Must {
        /// Any of these.
        when: Vec<String>,
        /// The words wanted.
        must: String,
    },
    /// Names side by side stand in this order.
    Order(Vec<String>),
}
