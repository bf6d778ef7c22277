//! 转版: how a story goes on on another page.

use crate::input::decode::{Spanned, record};
use crate::model::Cut;

use super::Choice;

record! {
    /// How a story is cut, and the words of its jump lines. Fields: `{page}` `{page:02}` `{folio}` `{section}`
    /// of the other page; `{words}`, the words of the headline; `{head}`, these in 《》 where they are needed
    /// to tell one jump from another.
    struct Jump {
        /// Where it may be cut: `line`, `sentence` (when left out), `paragraph`.
        cut: Option<Choice<Cut>>,
        /// 下转, at the end of a part; `下转第{page}版{head}▶` when left out.
        to: Option<Spanned<String>>,
        /// 上接, at the start of the next; `上接第{page}版{head}` when left out.
        from: Option<Spanned<String>>,
    }
}
