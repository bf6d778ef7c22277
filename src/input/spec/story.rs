//! The front matter of `stories/SLUG.md`.

use crate::input::decode::{Spanned, record};

use super::Number;

record! {
    /// The front matter of a story.
    pub struct StoryHead {
        /// 栏目题.
        pub label: Option<Spanned<String>>,
        /// 引题.
        pub kicker: Option<Spanned<String>>,
        /// 主题; a space marks a clause, the best place to break.
        pub headline: Option<Spanned<String>>,
        /// 副题.
        pub deck: Option<Spanned<String>>,
        /// 署名; if the body opens with these words they are set once.
        pub byline: Option<Spanned<String>>,
        /// Its pictures.
        pub pictures: Option<Vec<StoryPicture>>,
    }
}

record! {
    /// A picture of a story.
    pub struct StoryPicture {
        /// Its name, by which a page description places it.
        pub id: Spanned<String>,
        /// The file, from the edition's directory; a placeholder when left out.
        pub file: Option<Spanned<String>>,
        /// What a crop must keep: shares of the width and the height, from the top left corner.
        pub focus: Option<Spanned<Vec<Number<0, 1000>>>>,
        /// 图片说明.
        pub caption: Option<Spanned<String>>,
        /// 摄影者.
        pub credit: Option<Spanned<String>>,
    }
}
