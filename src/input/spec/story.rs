//! The front matter of `stories/SLUG.md`.

use crate::input::decode::{OneOrMany, Spanned, record};

use super::{Fact, Fit, Number, Quote, Whole};

record! {
    /// The front matter of a story.
    struct StoryHead {
        /// 栏目题.
        label: Option<Spanned<String>>,
        /// 引题.
        kicker: Option<Spanned<String>>,
        /// 主题; a space marks a clause, the best place to break.
        headline: Option<Spanned<String>>,
        /// 副题.
        deck: Option<Spanned<String>>,
        /// 提要: one paragraph or several.
        summary: Option<OneOrMany<Spanned<String>>>,
        /// The file of the writer's portrait, which stands beside the byline.
        portrait: Option<Spanned<String>>,
        /// 署名; if the body opens with these words they are set once.
        byline: Option<Spanned<String>>,
        /// Rows of the initial with which the first paragraph opens.
        drop_cap: Option<Whole<2, 3>>,
        /// Characters of the first paragraph that are bold.
        bold_start: Option<Whole<1, 200>>,
        /// How much it weighs on its page: 1 for the lead. Goes before that of its area.
        priority: Option<Whole<1, 99>>,
        /// The head of its continuation on another page; the first clause of the headline when left out.
        jump_head: Option<Spanned<String>>,
        /// Its pictures.
        pictures: Option<Vec<StoryPicture>>,
        /// 引语, which page descriptions place as `inserts`.
        quotes: Option<Vec<Quote>>,
        /// 资料框, which page descriptions place as `inserts`.
        facts: Option<Vec<Fact>>,
        /// Which levers copy-fit may pull.
        fit: Option<Fit>,
        /// Paragraphs, from 1, that may be left out; or `{.cut}` behind each in the copy.
        cuttable: Option<Vec<Spanned<Whole<1, 999>>>>,
    }
}

record! {
    /// A picture of a story.
    struct StoryPicture {
        /// Its name, by which a page description places it.
        id: Spanned<String>,
        /// The file, from the edition's directory; a placeholder when left out.
        file: Option<Spanned<String>>,
        /// Which page of it, when it is a PDF; the first when left out.
        page: Option<Whole<1, 999>>,
        /// What a crop must keep: a point or a box (left, top, right, bottom), as shares of the width and the
        /// height from the top left corner.
        focus: Option<Spanned<Vec<Number<0, 1000>>>>,
        /// 图片说明.
        caption: Option<Spanned<String>>,
        /// 摄影者.
        credit: Option<Spanned<String>>,
    }
}
