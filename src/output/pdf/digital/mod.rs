//! The digital edition: pages as one PDF/A-2b file for the web and the archive, tagged in the order in which it is
//! read, with bookmarks, links and the pages' own names.
//!
//! Invariant: every colour in it is DeviceRGB or DeviceGray, of the sRGB of its output intent. What the standard asks,
//! and how it is met, is listed in `PDFA.md`.

mod navigation;
mod srgb;
mod tree;
mod write;

use crate::base::geom::{Point, Rect};

pub use write::write_digital;

/// What a reader is told beside the pages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Digital {
    /// Who made it.
    pub author: String,
    /// What it is.
    pub subject: String,
    /// What is on the pages, in reading order; what no node has is an artifact.
    pub roots: Vec<Node>,
    /// Links, which nodes name by their index.
    pub links: Vec<Link>,
    /// Bookmarks.
    pub bookmarks: Vec<Bookmark>,
}

/// A structure element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// A title for people; empty for none.
    pub title: String,
    /// What stands for it where it cannot be seen; empty for none.
    pub alt: String,
    /// Columns that it stretches over; 1 but for table cells.
    pub columns: u16,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
}

impl Node {
    /// An empty node.
    pub fn new(role: Role) -> Node {
        Node { role, title: String::new(), alt: String::new(), columns: 1, kids: Vec::new() }
    }
}

/// What a structure element holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kid {
    /// Another element.
    Node(Node),
    /// Items of a page, by their indices.
    Items {
        /// Index among the pages of the file.
        page: usize,
        /// Indices of its items.
        items: Vec<usize>,
    },
    /// The annotation of a link.
    Link(usize),
}

/// The kinds of structure elements; those of newspapers are mapped to those of the standard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// The edition.
    Document,
    /// A page, or a box.
    Section,
    /// A story.
    Article,
    /// 栏目题.
    Label,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 提要.
    Summary,
    /// 署名.
    Byline,
    /// 小标题.
    Crosshead,
    /// A paragraph.
    Paragraph,
    /// A quoted paragraph.
    Quote,
    /// 下转 and 上接.
    Jump,
    /// A picture, a code.
    Figure,
    /// The words of a picture.
    Caption,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell of the head.
    HeadCell,
    /// A cell.
    Cell,
    /// A list.
    List,
    /// An item of it.
    ListItem,
    /// Its number or bullet.
    ListLabel,
    /// Its words.
    ListBody,
    /// Words that lead somewhere.
    Link,
}

impl Role {
    /// All that are not of the standard, each with that which it is mapped to.
    pub(super) const MAPPED: [Role; 6] =
        [Role::Label, Role::Kicker, Role::Deck, Role::Summary, Role::Byline, Role::Jump];

    /// As it is named in the file.
    pub fn name(self) -> &'static str {
        match self {
            Role::Label => "Label",
            Role::Kicker => "Kicker",
            Role::Deck => "Deck",
            Role::Summary => "Summary",
            Role::Byline => "Byline",
            Role::Jump => "Jump",
            role => role.standard(),
        }
    }

    /// The standard structure type.
    ///
    /// Source: ISO 32000-1, 14.8.4.
    pub(super) fn standard(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Section => "Sect",
            Role::Article => "Art",
            Role::Headline => "H1",
            Role::Crosshead => "H2",
            Role::Label | Role::Kicker | Role::Deck | Role::Summary | Role::Byline | Role::Jump | Role::Paragraph => {
                "P"
            }
            Role::Quote => "BlockQuote",
            Role::Figure => "Figure",
            Role::Caption => "Caption",
            Role::Table => "Table",
            Role::Row => "TR",
            Role::HeadCell => "TH",
            Role::Cell => "TD",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::ListLabel => "Lbl",
            Role::ListBody => "LBody",
            Role::Link => "Link",
        }
    }
}

/// A link on a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Index of its page in the file.
    pub page: usize,
    /// What is pressed: a box for each line.
    pub boxes: Vec<Rect>,
    /// Where it leads.
    pub target: Target,
    /// What it says of itself.
    pub says: String,
}

/// Where a link or a bookmark leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// An address of the web, or of mail: ASCII.
    Address(String),
    /// A place on a page of the file.
    Place {
        /// Its index.
        page: usize,
        /// What should stand at the top left of the window.
        at: Point,
    },
}

/// An entry of the outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bookmark {
    /// What it says.
    pub title: String,
    /// The page, and the place on it.
    pub page: usize,
    /// What should stand at the top left of the window.
    pub at: Point,
    /// Those below it.
    pub kids: Vec<Bookmark>,
}
