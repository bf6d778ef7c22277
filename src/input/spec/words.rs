//! `words`: the paper's list of words.

use crate::input::decode::{OneOrMany, Spanned, record};

record! {
    /// 用词表的一条: `not` with or without `use`, or `when` and `must`, or `order`.
    struct WordRule {
        /// What must not be printed.
        not: Option<OneOrMany<Spanned<String>>>,
        /// What is written instead.
        r#use: Option<Spanned<String>>,
        /// Longer words of which it may be part.
        except: Option<OneOrMany<Spanned<String>>>,
        /// A story that says this …
        when: Option<OneOrMany<Spanned<String>>>,
        /// … must say this.
        must: Option<Spanned<String>>,
        /// Names in the order in which they stand side by side.
        order: Option<Vec<Spanned<String>>>,
        /// Why, for the message.
        why: Option<String>,
    }
}
