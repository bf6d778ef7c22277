//! What a file says of itself: the Info dictionary and the XMP packet, which must agree.

use pdf_writer::{Name, Pdf, Ref, TextStr};
use xmp_writer::{DateTime, LangId, RenditionClass, Timezone, XmpWriter};

use super::condition::Flavour;
use super::digital::Digital;
use crate::output::hash::hex;

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date {
    /// Four figures.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What a file says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meta {
    /// For people: `林州日报 2026-11-23 A01`.
    pub title: String,
    /// The program that made the pages, with its version.
    pub creator: String,
    /// The edition's date: no clock is read. Files are dated at its first minute, Chinese time.
    pub date: Date,
    /// Which version of the page this is, from 1; a resend raises it.
    pub version: u32,
    /// What tells this document from another of the same content, such as the paper's code. The
    /// document id is made of it and of the content.
    pub seed: String,
}

impl Date {
    /// As ids are made of it.
    pub(super) fn iso(self) -> String {
        format!("{}-{}-{}", self.year, self.month, self.day)
    }
}

impl Meta {
    /// What a document's id is made of, beside its content.
    pub(super) fn pieces<'a>(&'a self, date: &'a str, version: &'a [u8; 4]) -> Vec<&'a [u8]> {
        vec![self.seed.as_bytes(), self.title.as_bytes(), self.creator.as_bytes(), date.as_bytes(), version]
    }

    /// The edition's first minute, as XMP writes it.
    fn moment(&self) -> DateTime {
        DateTime {
            year: self.date.year,
            month: Some(self.date.month),
            day: Some(self.date.day),
            hour: Some(0),
            minute: Some(0),
            second: Some(0),
            timezone: Some(Timezone::Local { hour: ZONE, minute: 0 }),
        }
    }

    /// The edition's first minute.
    fn minute(&self) -> pdf_writer::Date {
        pdf_writer::Date::new(self.date.year)
            .month(self.date.month)
            .day(self.date.day)
            .hour(0)
            .minute(0)
            .second(0)
            .utc_offset_hour(ZONE)
            .utc_offset_minute(0)
    }
}

/// Words as both Info and XMP hold them: XML has no control characters, whatever a name was written with.
///
/// Source: XML 1.0, 2.2, Char.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// Hours east of Greenwich.
const ZONE: i8 = 8;

/// Writes the Info dictionary; of PDF/X-1a it says which standard the file keeps.
///
/// Source: print.md 2, "Metadata"; no GTS_PDFXConformance, which belongs to PDF/X-1a:2001.
pub(super) fn write_info(pdf: &mut Pdf, id: Ref, meta: &Meta, flavour: Flavour) {
    let date = meta.minute();
    let mut info = pdf.document_info(id);
    info.title(TextStr(&words(&meta.title)))
        .creator(TextStr(&words(&meta.creator)))
        .producer(TextStr(PRODUCER))
        .creation_date(date)
        .modified_date(date)
        .trapped(pdf_writer::types::TrappingStatus::NotTrapped);
    if flavour == Flavour::X1a {
        info.pair(Name(b"GTS_PDFXVersion"), TextStr(flavour.name()));
    }
}

pub(super) const PRODUCER: &str = concat!("paiban ", env!("CARGO_PKG_VERSION"));

/// The XMP packet of PDF/X-4; PDF/X-1a has none, so that nothing can contradict its Info. `id` is the document's, 16 bytes.
///
/// Source: print.md 2, "Metadata".
pub(super) fn xmp(meta: &Meta, id: &[u8; 16]) -> String {
    let date = meta.moment();
    let uuid = uuid(id);
    let (title, creator) = (words(&meta.title), words(&meta.creator));
    let mut xmp = XmpWriter::new();
    xmp.title([(None::<LangId<'_>>, title.as_str())])
        .format("application/pdf")
        .create_date(date)
        .modify_date(date)
        .metadata_date(date)
        .creator_tool(&creator)
        .producer(PRODUCER)
        .trapped(false)
        .document_id(&uuid)
        .instance_id(&uuid)
        .version_id(&meta.version.to_string())
        .rendition_class(RenditionClass::Default)
        .pdfx_version(Flavour::X4.name());
    xmp.finish(None)
}

/// The Info dictionary of a digital edition.
pub(super) fn write_digital_info(pdf: &mut Pdf, id: Ref, meta: &Meta, digital: &Digital) {
    let date = meta.minute();
    pdf.document_info(id)
        .title(TextStr(&words(&meta.title)))
        .author(TextStr(&words(&digital.author)))
        .subject(TextStr(&words(&digital.subject)))
        .creator(TextStr(&words(&meta.creator)))
        .producer(TextStr(PRODUCER))
        .creation_date(date)
        .modified_date(date);
}

/// The XMP packet of a digital edition: what its Info says, and that it keeps PDF/A-2b. All properties are of schemas
/// that the standard knows.
///
/// Source: ISO 19005-2, 6.6.2 and 6.6.4.
pub(super) fn digital_xmp(meta: &Meta, digital: &Digital, id: &[u8; 16]) -> String {
    let date = meta.moment();
    let uuid = uuid(id);
    let [title, creator, author, subject] =
        [&meta.title, &meta.creator, &digital.author, &digital.subject].map(|text| words(text));
    let mut xmp = XmpWriter::new();
    xmp.title([(None::<LangId<'_>>, title.as_str())])
        .creator([author.as_str()])
        .description([(None::<LangId<'_>>, subject.as_str())])
        .language([LangId("zh-CN")])
        .format("application/pdf")
        .create_date(date)
        .modify_date(date)
        .metadata_date(date)
        .creator_tool(&creator)
        .producer(PRODUCER)
        .document_id(&uuid)
        .instance_id(&uuid)
        .version_id(&meta.version.to_string())
        .rendition_class(RenditionClass::Default)
        .pdfa_part(2)
        .pdfa_conformance("B");
    xmp.finish(None)
}

/// A name-based UUID in the form of version 8: ours to define, as ours is a content hash.
///
/// Source: RFC 9562, 5.8.
fn uuid(id: &[u8; 16]) -> String {
    let mut bytes = *id;
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex(&bytes);
    format!("uuid:{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_paper_is_called_its_metadata_can_be_read() {
        let date = Date { year: 2026, month: 11, day: 23 };
        let title = "澜川\u{1}日报\u{ffff}<&>".to_owned();
        let meta = Meta { title, creator: "a\u{8}b".to_owned(), date, version: 1, seed: String::new() };
        let digital = Digital { author: "\u{b}林".to_owned(), subject: "\u{0}".to_owned(), ..Digital::default() };
        for packet in [xmp(&meta, &[7; 16]), digital_xmp(&meta, &digital, &[7; 16])] {
            let document = roxmltree::Document::parse(&packet).expect("XML");
            let said: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
            assert!(said.contains(&"澜川日报<&>"), "{said:?}");
        }
    }
}
