//! Makes the files of a proof: the pages that would be printed, as a PDF with marks, as HTML, as pictures.

use rayon::prelude::*;

use crate::app::layout::layout;
use crate::app::names;
use crate::app::press::{self, Job, Made, Progress, Report, Step};
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::World;
use crate::output::diff::{Difference, compare};
use crate::output::galley::galleys;
use crate::output::pdf::{self, Assets, Date, Meta, Paper};
use crate::output::proof::{self, Frame, Picture, Proof, ProofParts, Raster, Sheets, Unshown, Viewer};
use crate::page::Page;
use crate::page::layout::Layout;

use super::gather;

/// Dots to the inch of the pages in the HTML: a screen shows them at half as large again as they are printed.
const VIEWED: u32 = 110;

/// Which forms of a proof are made, beside galleys and the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Forms {
    /// The PDF with layers.
    pub pdf: bool,
    /// The HTML viewer.
    pub html: bool,
    /// A picture of each page.
    pub png: bool,
}

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// 一校 is 1; 0 where it is no round.
    pub round: u16,
    /// Which forms.
    pub forms: Forms,
    /// Dots to the inch of the pictures.
    pub dpi: u32,
    /// What bare paper looks like.
    pub paper: Paper,
    /// Whether findings are told in Chinese.
    pub zh: bool,
    /// The record of the round before.
    pub before: Option<Layout>,
    /// Its pages, by folio, where they were kept.
    pub before_pages: Vec<(String, Picture)>,
}

/// A file of a proof.
#[derive(Clone, Debug)]
pub struct ProofFile {
    /// Its path in the directory of the proof.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Composes an edition, and makes its proof when it has pages: the files, and last its record.
pub fn proof_of(
    world: &World,
    job: &Job,
    wanted: &Wanted,
    progress: Progress<'_>,
) -> (Report, Vec<ProofFile>, Option<Layout>) {
    let (mut files, mut record) = (Vec::new(), None);
    let quiet = |step: Step| {
        if matches!(step, Step::Pages(_)) {
            progress(step);
        }
    };
    let report = press::run(world, job, &quiet, |made, report| {
        let own = layout(world, made.edition, &made.pages, &made.records, wanted.round);
        if own.pages.is_empty() {
            return;
        }
        let told = gather::proof(world, made.edition, &made.records, &report.diagnostics, &own);
        files = galleys(&own)
            .into_iter()
            .map(|(name, text)| ProofFile { name: format!("galley/{name}.txt"), bytes: text.into_bytes() })
            .collect();
        let forms = wanted.forms;
        if let Some(assets) = made.assets.as_ref().filter(|_| forms != Forms::default()) {
            let desk = Desk { made, assets, wanted, proof: &told, layout: &own };
            match desk.files(progress) {
                Ok(made) => files.extend(made),
                Err(finding) => {
                    report.diagnostics.push(*finding);
                    return;
                }
            }
        }
        record = Some(own);
    });
    (report, files, record)
}

struct Desk<'a> {
    made: &'a Made<'a>,
    assets: &'a Assets<'a>,
    wanted: &'a Wanted,
    proof: &'a Proof,
    layout: &'a Layout,
}

/// What was made of one page.
struct Leaf {
    press: Vec<u8>,
    picture: Option<Vec<u8>>,
    viewed: Option<Picture>,
}

impl Desk<'_> {
    fn files(&self, progress: Progress<'_>) -> Result<Vec<ProofFile>, Box<Diagnostic>> {
        let pages: Vec<&Page> = self
            .proof
            .pages
            .iter()
            .filter_map(|page| self.made.pages.iter().find(|made| made.number == page.number))
            .collect();
        let leaf = |page: &&Page| {
            let leaf = self.leaf(page);
            progress(Step::Done);
            leaf
        };
        let leaves = pages.par_iter().map(leaf).collect::<Result<Vec<Leaf>, Box<Diagnostic>>>()?;
        let changes = self.wanted.before.as_ref().map(|before| compare(before, self.layout));
        let mut files = Vec::new();
        let mut put = |name: String, bytes: Vec<u8>| files.push(ProofFile { name, bytes });
        if self.wanted.forms.pdf {
            put("proof.pdf".to_owned(), self.pdf(&leaves, changes.as_ref())?);
        }
        if self.wanted.forms.html {
            put("proof.html".to_owned(), self.html(&leaves, changes.as_ref()).into_bytes());
        }
        for (page, leaf) in self.proof.pages.iter().zip(leaves) {
            if let Some(bytes) = leaf.picture {
                put(format!("{}.png", page.folio), bytes);
            }
            // Kept for the next round, which is laid over it.
            if let Some(picture) = leaf.viewed {
                let form = if picture.media == "image/png" { "png" } else { "jpg" };
                put(format!("pages/{}.{form}", page.folio), picture.bytes);
            }
        }
        Ok(files)
    }

    fn meta(&self, title: String) -> Meta {
        let edition = self.made.edition;
        Meta {
            seed: format!("proof {title}"),
            title,
            creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_owned(),
            date: Date { year: edition.date.year, month: edition.date.month, day: edition.date.day },
            version: 1,
        }
    }

    fn title(&self) -> String {
        let edition = self.made.edition;
        format!("{} {} {}", edition.paper, names::iso(edition.date), proof::round_name(self.wanted.round))
    }

    fn leaf(&self, page: &Page) -> Result<Leaf, Box<Diagnostic>> {
        let press = pdf::write(&[page], self.assets, &self.meta(format!("{} {}", self.title(), page.folio)))?;
        let Forms { html, png, .. } = self.wanted.forms;
        let (mut picture, mut viewed) = (None, None);
        if html || png {
            let shown = |dpi: u32, sheets: &Sheets| -> Result<Raster, Unshown> {
                sheets.raster(0, dpi, sheets.screen(self.wanted.paper)?.as_ref())
            };
            let sheets = Sheets::open(&press, Frame::Trim).map_err(|why| unshown(&page.folio, why))?;
            if png {
                picture = Some(shown(self.wanted.dpi, &sheets).map_err(|why| unshown(&page.folio, why))?.png());
            }
            if html {
                let (media, bytes) = shown(VIEWED, &sheets).map_err(|why| unshown(&page.folio, why))?.small();
                viewed = Some(Picture { media, bytes });
            }
        }
        Ok(Leaf { press, picture, viewed })
    }

    fn pdf(&self, leaves: &[Leaf], changes: Option<&Difference>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let pages: Vec<Vec<u8>> = leaves.iter().map(|leaf| leaf.press.clone()).collect();
        proof::pdf(&ProofParts {
            proof: self.proof,
            layout: self.layout,
            changes,
            pages: &pages,
            fonts: self.assets.fonts(),
            condition: self.assets.condition(),
            meta: &self.meta(self.title()),
            zh: self.wanted.zh,
        })
    }

    fn html(&self, leaves: &[Leaf], changes: Option<&Difference>) -> String {
        let pictures: Vec<Picture> = leaves.iter().filter_map(|leaf| leaf.viewed.clone()).collect();
        let kept = |folio: &str| self.wanted.before_pages.iter().find(|(known, _)| known == folio);
        let before: Vec<Option<Picture>> =
            self.proof.pages.iter().map(|page| kept(&page.folio).map(|(_, picture)| picture.clone())).collect();
        proof::html(&Viewer {
            proof: self.proof,
            layout: self.layout,
            changes,
            pictures: &pictures,
            before: &before,
            zh: self.wanted.zh,
        })
    }
}

fn unshown(folio: &str, why: Unshown) -> Box<Diagnostic> {
    let (zh, en) = match why {
        Unshown::TooLarge => ("像素太多", "it would have too many pixels"),
        Unshown::Profile => ("色彩特性文件不能用", "the press profile cannot be used"),
        Unshown::Unreadable | Unshown::NoPage => ("页面读不出", "the page cannot be read"),
    };
    let message = say(format!("{folio} 画不出来：{zh}"), format!("{folio} cannot be drawn: {en}"));
    let hint = say("用小一点的 --dpi，或只要 --format pdf", "use a smaller --dpi, or --format pdf alone");
    Box::new(Diagnostic::new(Code::OutputUnwritable, Span::NONE, message).hint(hint))
}
