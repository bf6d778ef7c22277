//! How print files are named, and where sheets stand on a plate.

use crate::base::units::Length;

/// What a file name may be made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NameField {
    /// The paper's code.
    Code,
    /// The day, `20261123`.
    Date,
    /// 叠: the letters of the folio, `A`.
    Section,
    /// The figures of the folio, `01`.
    Page,
    /// `A01`; of a spread `A04_05`.
    Folio,
    /// Rises with every change of the file.
    Version,
    /// The zone; none of the base edition.
    Zone,
    /// Which edition of the day, where it is said.
    Edition,
    /// `B` broadsheet, `T` tabloid, `P` a spread (panorama).
    Format,
    /// `P` for colours (polychrome), `M` for black alone.
    Colour,
    /// Who sends it.
    Sender,
    /// Where it is printed.
    Site,
}

impl NameField {
    /// All fields, as templates name them.
    ///
    /// Source: `print.md` 7, "name".
    pub const ALL: [(&'static str, NameField); 12] = [
        ("code", NameField::Code),
        ("date", NameField::Date),
        ("section", NameField::Section),
        ("page", NameField::Page),
        ("folio", NameField::Folio),
        ("version", NameField::Version),
        ("zone", NameField::Zone),
        ("edition", NameField::Edition),
        ("format", NameField::Format),
        ("colour", NameField::Colour),
        ("sender", NameField::Sender),
        ("site", NameField::Site),
    ];
}

/// A part of a file name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NamePart {
    /// As it stands: letters, figures and underscores.
    Text(String),
    /// `{field}`, `{_field}`, `{field:3}`.
    Field {
        /// Which.
        field: NameField,
        /// With an underscore before it, where it has a value.
        joined: bool,
        /// Figures are filled up with zeros to so many; of a date, so many of its last figures.
        width: Option<u8>,
    },
}

/// How print files are named and delivered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// The file name without `.pdf`; it has [`NameField::Version`] once.
    pub name: Vec<NamePart>,
    /// Who sends it; may be empty.
    pub sender: String,
    /// Where it is printed; may be empty.
    pub site: String,
    /// Which edition of the day; may be empty.
    pub edition: String,
}

/// How pages are laid on sheets for the plates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Imposition {
    /// Pages of a sheet, both sides: 4 or 8.
    pub pages: u8,
    /// 咬口: what the press holds, below the pages.
    pub gripper: Length,
    /// Between the two pages beside one another.
    pub gutter: Length,
    /// Beside and above the pages, for marks.
    pub margin: Length,
    /// Whether colour bars and the grey patch are printed.
    pub bars: bool,
}
