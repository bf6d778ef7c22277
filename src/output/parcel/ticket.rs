//! A small XJDF ticket: which files are to be printed, in which inks, with how many plates.
//!
//! Source: CIP4, "XJDF Specification" 2.1: ResourceSet, Part, RunList, FileSpec, ColorantControl, ExposedMedia.

use crate::output::escape::escaped;

/// What a ticket says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ticket {
    /// The id of the job.
    pub job: String,
    /// For people.
    pub title: String,
    /// The program that made it.
    pub program: String,
    /// The printing condition.
    pub condition: String,
    /// The print files.
    pub files: Vec<TicketFile>,
}

/// A print file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TicketFile {
    /// Its name, beside the ticket.
    pub name: String,
    /// How many pages it has.
    pub pages: usize,
    /// `A01`.
    pub folio: String,
    /// Its inks, `C` `M` `Y` `K` and spots by name, each with how many of its pages have a plate of it.
    pub inks: Vec<(String, usize)>,
    /// Its MD5 sum, which is what tickets ask for.
    pub md5: String,
}

/// The ticket as XML.
pub fn ticket(ticket: &Ticket) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (job, title, program) = (escaped(&ticket.job), escaped(&ticket.title), escaped(&ticket.program));
    let plates: usize = ticket.files.iter().flat_map(|file| &file.inks).map(|(_, plates)| plates).sum();
    out += &format!(
        "<XJDF xmlns=\"http://www.CIP4.org/JDFSchema_2_0\" Version=\"2.1\" JobID=\"{job}\" JobPartID=\"pages\" \
         DescriptiveName=\"{title}\" Types=\"Interpreting Rendering ImageSetting\">\n  <Comment>{program}, {}, \
         {plates} plates</Comment>\n  <ResourceSet Name=\"RunList\" Usage=\"Input\">\n",
        escaped(&ticket.condition),
    );
    let starts: Vec<usize> =
        ticket.files.iter().scan(0, |next, file| Some(std::mem::replace(next, *next + file.pages.max(1)))).collect();
    let runs = || {
        ticket
            .files
            .iter()
            .zip(&starts)
            .map(|(file, start)| (file, format!("{start} {}", start + file.pages.max(1) - 1)))
    };
    for (file, run) in runs() {
        let (name, folio, pages, md5) = (escaped(&file.name), escaped(&file.folio), file.pages.max(1), &file.md5);
        out += &format!(
            "    <Resource DescriptiveName=\"{folio}\">\n      <Part PageNumber=\"{run}\"/>\n      <RunList \
             NPage=\"{pages}\">\n        <FileSpec CheckSum=\"{md5}\" MimeType=\"application/pdf\" URL=\"{name}\"/>\n      \
             </RunList>\n    </Resource>\n",
        );
    }
    out += "  </ResourceSet>\n  <ResourceSet Name=\"ColorantControl\" Usage=\"Input\">\n";
    for (file, run) in runs() {
        let inks: Vec<String> = file.inks.iter().map(|(ink, _)| separation(ink)).collect();
        out += &format!(
            "    <Resource>\n      <Part PageNumber=\"{run}\"/>\n      <ColorantControl ColorantOrder=\"{0}\" \
             ColorantParams=\"{0}\"/>\n    </Resource>\n",
            inks.join(" "),
        );
    }
    out += "  </ResourceSet>\n  <ResourceSet Name=\"ExposedMedia\" Usage=\"Output\">\n";
    for (file, run) in runs() {
        for (ink, plates) in &file.inks {
            out += &format!(
                "    <Resource>\n      <AmountPool>\n        <PartAmount Amount=\"{plates}\"/>\n      </AmountPool>\n      \
                 <Part PageNumber=\"{run}\" Separation=\"{}\"/>\n      <ExposedMedia PlateType=\"Exposed\"/>\n    \
                 </Resource>\n",
                separation(ink),
            );
        }
    }
    out + "  </ResourceSet>\n</XJDF>\n"
}

/// Separation names of process inks are words; a spot keeps its own, without white space, which would part it.
fn separation(ink: &str) -> String {
    match ink {
        "C" => "Cyan".to_owned(),
        "M" => "Magenta".to_owned(),
        "Y" => "Yellow".to_owned(),
        "K" => "Black".to_owned(),
        spot => escaped(&spot.replace(char::is_whitespace, "_")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_well_formed_whatever_its_words_are() {
        let file = TicketFile {
            name: "X_A01_v1.pdf".into(),
            pages: 1,
            folio: "A01".into(),
            inks: vec![("K".into(), 1), ("报 \"红\" <&>\u{1}".into(), 1)],
            md5: "00".into(),
        };
        let words = Ticket {
            job: "X".into(),
            title: "甲 & 乙 <\"> 2026".into(),
            program: "paiban".into(),
            condition: "IFRA26".into(),
            files: vec![file],
        };
        let text = ticket(&words);
        let document = roxmltree::Document::parse(&text).expect("XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.CIP4.org/JDFSchema_2_0"));
        assert_eq!(root.attribute("DescriptiveName"), Some("甲 & 乙 <\"> 2026"));
        let of = |name: &str| {
            document.descendants().find(|node| node.has_tag_name(("http://www.CIP4.org/JDFSchema_2_0", name)))
        };
        assert_eq!(of("FileSpec").and_then(|node| node.attribute("URL")), Some("X_A01_v1.pdf"));
        assert_eq!(document.descendants().filter(|node| node.tag_name().name() == "ExposedMedia").count(), 2);
    }
}
