//! Every code a diagnostic may carry, with its severity and one line of documentation.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What a diagnostic is about. The text of a code never changes once released.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes, in the order of their documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable name, as in `--deny story-underset`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }

            /// How bad it is by default.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// One line that says what it is.
            pub fn doc(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A file could not be read.
    FileUnreadable = "file-unreadable", Error;
    /// A file that is named does not exist.
    FileMissing = "file-missing", Error;
    /// A path leaves the edition, the paper and the program's data.
    PathOutside = "path-outside", Error;
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file is larger than is read.
    FileTooLarge = "file-too-large", Error;
    /// YAML that cannot be parsed.
    YamlSyntax = "yaml-syntax", Error;
    /// A key that does not exist here.
    UnknownKey = "unknown-key", Error;
    /// The same key twice.
    DuplicateKey = "duplicate-key", Error;
    /// A key that must be there and is not.
    MissingKey = "missing-key", Error;
    /// A value of another type than is wanted.
    WrongType = "wrong-type", Error;
    /// A value that is none of those allowed.
    BadValue = "bad-value", Error;
    /// A length without a unit, or with an unknown one.
    BadUnit = "bad-unit", Error;
    /// A number outside its range.
    OutOfRange = "out-of-range", Error;
    /// A name that nothing has: a story, area, style, spot or picture.
    UnknownName = "unknown-name", Error;
    /// A role or weight of type that the style sheet lacks.
    UnknownFace = "unknown-face", Error;
    /// Two things of one name.
    DuplicateName = "duplicate-name", Error;
    /// Two areas share a place.
    AreaOverlap = "area-overlap", Error;
    /// An area leaves the grid.
    AreaOutside = "area-outside", Error;
    /// A picture leaves its area, or covers its head or another picture.
    PictureOutside = "picture-outside", Error;
    /// An area without copy.
    AreaEmpty = "area-empty", Error;
    /// A story placed twice.
    StoryPlacedTwice = "story-placed-twice", Error;
    /// A story placed nowhere.
    StoryUnplaced = "story-unplaced", Error;
    /// A story without words.
    StoryEmpty = "story-empty", Error;
    /// A picture that an area asks for and the story lacks, or the other way round.
    PictureUnplaced = "picture-unplaced", Warning;
    /// A font file that cannot be used.
    FontUnusable = "font-unusable", Error;
    /// A character that no font of the chain has.
    CharacterMissing = "character-missing", Error;
    /// A character that is not for print: a control, an emoji, an unassigned code point.
    CharacterRefused = "character-refused", Error;
    /// A character borrowed from another face of the chain, at another weight.
    CharacterBorrowed = "character-borrowed", Warning;
    /// A form of a glyph that the face lacks: of a language, a variation sequence, figures, a drawing.
    FormMissing = "form-missing", Warning;
    /// A drawing of a glyph (造字) that cannot be used.
    GlyphUnusable = "glyph-unusable", Error;
    /// A picture file that does not exist: a placeholder stands in its place.
    PictureMissing = "picture-missing", Warning;
    /// A picture file that cannot be decoded.
    PictureUnusable = "picture-unusable", Error;
    /// A picture with too few pixels for its size.
    PictureCoarse = "picture-coarse", Warning;
    /// A picture with far too few pixels for its size.
    PictureTooCoarse = "picture-too-coarse", Error;
    /// A CMYK picture that was converted to the inks or reduced to the resolution of the press.
    PictureConverted = "picture-converted", Note;
    /// A CMYK picture over the ink limit, whose inks were lowered.
    PictureInkHeld = "picture-ink-held", Warning;
    /// A colour profile in a picture that cannot be used.
    PictureProfileUnread = "picture-profile-unread", Warning;
    /// A page of a PDF at the edge of the paper that has no content for all of the bleed.
    PictureBleed = "picture-bleed", Warning;
    /// Colours of a PDF that are no inks, which were converted for the press.
    PictureFromScreen = "picture-from-rgb", Warning;
    /// CMYK of a PDF whose profile was left out: its numbers are printed as they are.
    PictureProfileLeft = "picture-profile-left", Note;
    /// A drawing of which something was made simpler: what is clear laid on paper.
    PictureSimplified = "picture-simplified", Warning;
    /// Copy that finds no room.
    StoryOverset = "story-overset", Error;
    /// An area with a hole of more than two lines at its foot.
    StoryUnderset = "story-underset", Warning;
    /// 转版: a continuation without a start that can be followed.
    JumpBroken = "jump-broken", Error;
    /// 转版: a continuation on a page before that of its start.
    JumpOrder = "jump-order", Error;
    /// 转版: two parts of a story on one page.
    JumpTwice = "jump-twice", Error;
    /// 转版: a continuation for which nothing of the story is left.
    JumpIdle = "jump-idle", Error;
    /// 转版: a story cut inside the unit at whose end it should be.
    JumpCut = "jump-cut", Warning;
    /// 转版: the head of a continuation that has no word of the headline.
    JumpHeadDiffers = "jump-head-differs", Warning;
    /// An area did not fit, and levers that it allows were pulled.
    FitApplied = "fit-applied", Note;
    /// Levers could not be written into a page description.
    FitUnwritten = "fit-unwritten", Error;
    /// A head that does not fit at its smallest size.
    HeadOverset = "head-overset", Error;
    /// A part of a head that the head style does not set.
    HeadPartUnset = "head-part-unset", Warning;
    /// A caption that does not fit.
    CaptionOverset = "caption-overset", Error;
    /// Furniture text that does not fit its box.
    FurnitureOverset = "furniture-overset", Error;
    /// A line that nothing can make fit its measure.
    LineOverfull = "line-overfull", Error;
    /// A line that ends where a rule forbids it, or inside a word, because nothing else fits.
    LineForced = "line-forced", Warning;
    /// A line set so loose that it shows.
    LineLoose = "line-loose", Note;
    /// Marks or ruby in less space between the lines than they want.
    MarksTight = "marks-tight", Note;
    /// An initial or bold opening that cannot be set.
    OpeningUnset = "opening-unset", Warning;
    /// A table wider than its column: squeezed.
    TableTooWide = "table-too-wide", Warning;
    /// A story set on a character grid has lines that leave it.
    StoryOffGrid = "story-off-grid", Note;
    /// A soft effect that print cannot hold: a shadow.
    EffectRefused = "effect-refused", Error;
    /// A drawing of an ornament (花边) that cannot be used.
    OrnamentUnusable = "ornament-unusable", Error;
    /// A pull quote that its story does not say.
    QuoteUnsaid = "quote-unsaid", Warning;
    /// A place of an advertisement that is not of the size it names.
    AdSize = "ad-size", Error;
    /// A booking of an advertisement in two places.
    AdBookedTwice = "ad-booked-twice", Warning;
    /// An advertisement without a booking.
    AdUnbooked = "ad-unbooked", Note;
    /// Art of another shape than its place.
    AdArtShape = "ad-art-shape", Warning;
    /// A PDF is set much larger or smaller than it was made.
    AdArtScale = "ad-art-scale", Warning;
    /// No filler of the pool fits its place.
    FillerMissing = "filler-missing", Warning;
    /// An insert leaves its area, or covers a head, a picture or another insert.
    InsertOutside = "insert-outside", Error;
    /// A field that has no value.
    FieldUnknown = "field-unknown", Error;
    /// QR code content that is too long, or modules too small to print.
    QrUnusable = "qr-unusable", Error;
    /// A colour profile that cannot be used.
    ProfileUnusable = "profile-unusable", Error;
    /// A colour over the ink limit of the press.
    InkOverLimit = "ink-over-limit", Error;
    /// The copy was cleaned: half-width marks, stray spaces, straight quotes.
    CopyCleaned = "copy-cleaned", Note;
    /// Copy that only a person can mend: unpaired quotes, doubled words.
    CopySuspect = "copy-suspect", Warning;
    /// Markup of a story that cannot be followed: a block that is not closed, a row with too many cells.
    CopyMarkup = "copy-markup", Error;
    /// A page description that extends itself, or is its own master, by way of others.
    LayoutCycle = "layout-cycle", Error;
    /// A spread of two pages that do not face each other.
    PagesNotFacing = "pages-not-facing", Warning;
    /// An output could not be written.
    OutputUnwritable = "output-unwritable", Error;
    /// The preview cannot listen where it was told to.
    ServeUnavailable = "serve-unavailable", Error;

    // Make-up: what `engine::lint` finds, and what is said of allowances.
    /// 碰题: two heads of similar size side by side at one height.
    HeadCollision = "head-collision", Warning;
    /// 并题, 齐肩: two heads of one size side by side on one level.
    HeadsLevel = "heads-level", Warning;
    /// 顶题, 叠题: two heads one above the other without text between.
    HeadsStacked = "heads-stacked", Warning;
    /// 背题: a head or cross-head at the foot of a column with hardly a line below it.
    HeadDangling = "head-dangling", Warning;
    /// A head that reaches over the text of another story.
    HeadForeign = "head-foreign", Warning;
    /// 断版: a straight line across the whole page that no area crosses.
    CutAcross = "cut-across", Note;
    /// 通线: a straight line down the whole page that no area crosses.
    CutDown = "cut-down", Note;
    /// 空栏: rows of the page that nothing stands in.
    Hole = "hole", Warning;
    /// 孤行: the last line of a paragraph alone at the head of a column.
    SingleLine = "single-line", Warning;
    /// 孤行: the first line of a paragraph alone at the foot of a column.
    SingleFirstLine = "single-first-line", Note;
    /// 孤字: a last line of hardly a character.
    SingleCharacter = "single-character", Warning;
    /// 咬尾, 钩栏: a column of a story begins above its head, right below another story.
    ReadingOrder = "reading-order", Warning;
    /// 乱栏: the next column of a story lies back and above.
    ColumnOrder = "column-order", Warning;
    /// 图文错邻: a picture beside the head of another story.
    PictureAstray = "picture-astray", Warning;
    /// 图文相压: a picture over the copy of another area.
    PictureOverText = "picture-over-text", Error;
    /// Copy of two areas on one another.
    TextOverlap = "text-overlap", Error;
    /// Two pictures that touch.
    PicturesTouch = "pictures-touch", Warning;
    /// A caption away from its picture.
    CaptionAstray = "caption-astray", Warning;
    /// 压折: copy on the fold of a broadsheet.
    FoldText = "fold-text", Note;
    /// 压折: a headline on the fold.
    FoldHead = "fold-head", Warning;
    /// 压折: the focus of a picture on the fold.
    FoldPicture = "fold-picture", Warning;
    /// A gap between areas that is less than the least.
    GapNarrow = "gap-narrow", Warning;
    /// A story that weighs less has the larger head, or stands above.
    PriorityInversion = "priority-inversion", Warning;
    /// Text too small to print.
    TextSmall = "text-small", Warning;
    /// Too many sizes or faces of headlines on a page.
    HeadSizes = "head-sizes", Warning;
    /// A picture that stands twice in an edition.
    PictureTwice = "picture-twice", Warning;
    /// A story that stands twice in an edition, under two names.
    StoryTwice = "story-twice", Warning;
    /// A date that does not exist, or is not that of the edition.
    DateMismatch = "date-mismatch", Warning;
    /// A weekday that is not that of its date.
    WeekdayMismatch = "weekday-mismatch", Warning;
    /// A day of the traditional calendar that is not that of its date.
    LunarMismatch = "lunar-mismatch", Warning;
    /// An issue number on the page that is not the edition's.
    IssueMismatch = "issue-mismatch", Warning;
    /// An issue number that does not follow that of the edition before.
    IssueOrder = "issue-order", Warning;
    /// A word said twice by a slip: 的的, 今年今年.
    WordRepeated = "word-repeated", Warning;
    /// A number out of style (GB/T 15835): 5千, 百分之12, 5～10%, 约……左右.
    NumberStyle = "number-style", Warning;
    /// A unit that is not legal, or its sign in the wrong letters: 公分, KG.
    UnitStyle = "unit-style", Warning;
    /// Two names of people that differ by one character.
    NameNear = "name-near", Warning;
    /// A caption names somebody whom the story does not.
    CaptionName = "caption-name", Warning;
    /// A word of the paper's list that must not be printed.
    WordBanned = "word-banned", Error;
    /// A word for which the paper's list has another.
    WordPreferred = "word-preferred", Warning;
    /// A story that says one thing of the paper's list must say another too.
    WordMissing = "word-missing", Warning;
    /// Names that are not in the order of the paper's list.
    NamesOrder = "names-order", Warning;
    /// An allowance that allows nothing.
    AllowUnused = "allow-unused", Warning;
    /// An allowance without a reason.
    AllowUnreasoned = "allow-unreasoned", Error;

    // Delivery: what `build`, `impose`, `sign` and `verify` say of print files.
    /// File names of print files that cannot be made as the template says.
    FileName = "file-name", Error;
    /// A print file that is not what the manifest says.
    DeliveryChanged = "delivery-changed", Error;
    /// A print file or manifest that is not there.
    DeliveryMissing = "delivery-missing", Error;
    /// A file among print files that the manifest does not have.
    DeliveryExtra = "delivery-extra", Error;
    /// A print file without a signature that is asked for.
    DeliveryUnsigned = "delivery-unsigned", Error;
    /// A record of signatures that was changed.
    SignatureBroken = "signature-broken", Error;
    /// Pages that cannot be laid on sheets.
    ImposeImpossible = "impose-impossible", Error;
    /// A spread that does not lie on one side of a sheet: it is printed in two halves.
    SpreadSplit = "spread-split", Warning;
    /// A page of a sheet that stays empty.
    SheetBlank = "sheet-blank", Warning;

    // Preflight: what `output::preflight` finds.
    #[doc = " A file that is no PDF, or is damaged beyond reading."] PdfUnreadable = "pdf-unreadable", Error;
    #[doc = " The structure of a PDF is damaged: cross references, lengths, streams."] PdfDamaged = "pdf-damaged", Error;
    #[doc = " A PDF with more than is looked through: the rest is not judged."] PdfLimit = "pdf-limit", Error;
    #[doc = " A key stands twice in a dictionary of a PDF."] PdfDuplicateKey = "pdf-duplicate-key", Error;
    #[doc = " A PDF version that the flavour does not allow."] PdfVersion = "pdf-version", Error;
    #[doc = " An encrypted PDF."] PdfEncrypted = "pdf-encrypted", Error;
    #[doc = " A PDF without its ID."] PdfId = "pdf-id", Error;
    #[doc = " Cross-reference or object streams in PDF/X-1a."] PdfCompressed = "pdf-compressed", Error;
    #[doc = " Viewer preferences that print or show another box."] PdfViewArea = "pdf-view-area", Error;
    #[doc = " Optional content that is forbidden, or not fully declared."] PdfLayers = "pdf-layers", Error;
    #[doc = " LZW compression."] PdfLzw = "pdf-lzw", Error;
    #[doc = " A filter that the flavour does not allow."] PdfFilter = "pdf-filter", Error;
    #[doc = " A stream whose data are in another file."] PdfExternal = "pdf-external", Error;
    #[doc = " PostScript, references to other files, OPI or alternate pictures."] PdfXobject = "pdf-xobject", Error;
    #[doc = " A transfer curve."] PdfTransfer = "pdf-transfer", Error;
    #[doc = " A halftone that is not left to the RIP."] PdfHalftone = "pdf-halftone", Error;
    #[doc = " Files embedded in a PDF."] PdfEmbeddedFile = "pdf-embedded-file", Error;
    #[doc = " A rendering intent that does not exist."] PdfIntent = "pdf-intent", Error;
    #[doc = " A picture with a forbidden number of bits."] PdfImageBits = "pdf-image-bits", Error;
    #[doc = " An operator that does not exist, or is hidden by BX."] PdfOperator = "pdf-operator", Error;
    #[doc = " q and Q, or BT and ET, that do not balance."] PdfUnbalanced = "pdf-unbalanced", Error;
    #[doc = " A resource that is named and missing."] PdfResource = "pdf-resource", Error;
    #[doc = " A PDF that does not say which PDF/X it is."] PdfxVersion = "pdfx-version", Error;
    #[doc = " XMP metadata that are missing or not as PDF/X-4 wants them."] PdfxMetadata = "pdfx-metadata", Error;
    #[doc = " XMP without DocumentID, VersionID or RenditionClass."] PdfxIds = "pdfx-ids", Error;
    #[doc = " A PDF/X without a title."] PdfxTitle = "pdfx-title", Error;
    #[doc = " A PDF/X without its dates."] PdfxDates = "pdfx-dates", Error;
    #[doc = " Trapped is neither True nor False."] PdfxTrapped = "pdfx-trapped", Error;
    #[doc = " The Info dictionary and XMP contradict each other."] PdfxInfo = "pdfx-info", Error;
    #[doc = " A PDF/X that does not say what made it."] PdfxCreator = "pdfx-creator", Error;
    #[doc = " Not exactly one output intent for PDF/X."] PdfxIntent = "pdfx-intent", Error;
    #[doc = " An output intent without its condition."] PdfxCondition = "pdfx-condition", Error;
    #[doc = " An output intent without an embedded profile."] PdfxProfile = "pdfx-profile", Error;
    #[doc = " An output profile that is not one of the press."] PdfxProfileUnusable = "pdfx-profile-unusable", Error;
    #[doc = " More than one output profile."] PdfxProfiles = "pdfx-profiles", Error;
    #[doc = " An output intent of another press condition."] PressCondition = "press-condition", Warning;
    #[doc = " A page without MediaBox, or without exactly one of TrimBox and ArtBox."] PdfBoxMissing = "pdf-box-missing", Error;
    #[doc = " Page boxes that are empty or not in one another."] PdfBoxOrder = "pdf-box-order", Error;
    #[doc = " A CropBox that is not the MediaBox."] PdfBoxCrop = "pdf-box-crop", Warning;
    #[doc = " A font that is not embedded."] FontNotEmbedded = "font-not-embedded", Error;
    #[doc = " A font program that cannot be read, or is not of its kind."] FontProgram = "font-program", Error;
    #[doc = " A code is shown that the font does not have."] FontCode = "font-code", Error;
    #[doc = " A CID font whose CIDSystemInfo, CIDToGIDMap or CMap is missing."] FontCid = "font-cid", Error;
    #[doc = " Colours of a screen: red, green, blue."] ColorScreen = "color-rgb", Error;
    #[doc = " Colours with a profile of their own."] ColorIcc = "color-icc", Error;
    #[doc = " CMYK with the profile of the output intent."] ColorIccOutput = "color-icc-output", Error;
    #[doc = " A default colour space in PDF/X-1a."] ColorDefault = "color-default", Error;
    #[doc = " A spot ink with two alternates."] ColorSpotDiffers = "color-spot-differs", Error;
    #[doc = " DeviceN with too many inks."] ColorDevicen = "color-devicen", Error;
    #[doc = " Transparency in PDF/X-1a."] PdfTransparency = "pdf-transparency", Error;
    #[doc = " Transparency that blends in the colours of a screen."] PdfBlendSpace = "pdf-blend-space", Error;
    #[doc = " Actions or JavaScript."] PdfAction = "pdf-action", Error;
    #[doc = " An annotation on the page."] PdfAnnotation = "pdf-annotation", Error;
    #[doc = " Form fields, media or attachments."] PdfForm = "pdf-form", Error;
    #[doc = " Ink near the limit of the press."] InkNearLimit = "ink-near-limit", Warning;
    #[doc = " A picture of black and white with too few pixels."] BilevelCoarse = "bilevel-coarse", Error;
    #[doc = " Type of one ink too small to print."] TypeSmall = "type-small", Error;
    #[doc = " Type of several inks too small to keep in register."] TypeSmallInks = "type-small-inks", Error;
    #[doc = " Reversed type too small to stay open."] TypeSmallReversed = "type-small-reversed", Error;
    #[doc = " Type in black with other inks beneath."] TypeRichBlack = "type-rich-black", Error;
    #[doc = " A line too thin to print."] LineHairline = "line-hairline", Error;
    #[doc = " A line thinner than is safe."] LineFine = "line-fine", Warning;
    #[doc = " A white line too thin to stay open."] LineWhite = "line-white", Error;
    #[doc = " A thin line of several inks."] LineInks = "line-inks", Error;
    #[doc = " Small black type that knocks out what is beneath."] BlackKnocksOut = "black-knocks-out", Error;
    #[doc = " White that overprints, and so vanishes."] WhiteOverprints = "white-overprints", Error;
    #[doc = " More spot inks than the press prints."] SpotCount = "spot-count", Error;
    #[doc = " A tint that the plate does not hold."] TintFaint = "tint-faint", Warning;
    #[doc = " Registration colour on the page."] RegistrationInside = "registration-inside", Error;
    #[doc = " A page of a PDF that is shown as a screen does, not as a press prints it."] ProofUnpressed = "proof-unpressed", Warning;
    #[doc = " A QR code that cannot be read as it is printed."] QrUnreadable = "qr-unreadable", Error;
}
