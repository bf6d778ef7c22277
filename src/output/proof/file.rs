//! The proof as a PDF: the pages of print files on sheets of their own, with layers and annotations above them.
//!
//! The pages are those of the print files, to the operator. A print file never has a layer: this is another kind of file.
//!
//! Source: `algorithms.md` 9, Proof PDF; ISO 32000-1, 8.11 (optional content), 7.11.4 (embedded files).

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::font::FontBook;
use crate::output::diff::{Difference, summary};
use crate::output::hash::sha256_hex;
use crate::output::pdf::imposition::operators;
use crate::output::pdf::raw::{Raw, packed};
use crate::output::pdf::{self, Condition, Meta};
use crate::output::read::{Copier, Document};
use crate::page::Page;
use crate::page::layout::{Layout, PageLayout};

use super::book::{Proof, ProofPage};
use super::layers::{Layer, drawn};
use super::remark::{self, PAGE_KEY, Remark, remarks};
use super::sheet::{Sheet, strip};
use crate::output::draw::{Drawing, Letters};

/// The name under which the layout record travels in the file.
pub const RECORD_NAME: &str = "layout.json";
/// Largest record.
const RECORD: usize = 64 << 20;

/// What a proof file is made of.
#[derive(Clone, Copy)]
pub struct ProofParts<'a> {
    /// What it says.
    pub proof: &'a Proof,
    /// Its record, which it carries.
    pub layout: &'a Layout,
    /// What changed since the round before.
    pub changes: Option<&'a Difference>,
    /// The print file of each page, in the order of the proof's pages.
    pub pages: &'a [Vec<u8>],
    /// The faces that it is lettered in.
    pub fonts: &'a FontBook,
    /// What the print files are made for.
    pub condition: &'a Condition,
    /// What it says of itself.
    pub meta: &'a Meta,
    /// Whether findings are told in Chinese.
    pub zh: bool,
}

impl std::fmt::Debug for ProofParts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProofParts({} pages)", self.pages.len())
    }
}

/// Writes a proof.
///
/// Errors: no face to letter it in; a print file that cannot be copied.
pub fn pdf(parts: &ProofParts<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let Some(letters) = Letters::new(parts.fonts) else { return Err(unmade("没有字体", "there is no face")) };
    let sheets: Vec<Sheet> = parts.proof.pages.iter().map(Sheet::new).collect();
    let mut overlays = Vec::new();
    for ((page, sheet), layout) in parts.proof.pages.iter().zip(&sheets).zip(&parts.layout.pages) {
        overlays.extend(overlays_of(parts, page, layout, sheet, &letters));
    }
    let assets = pdf::prepare(&overlays, parts.fonts, parts.condition, &|_| None).value;
    let all: Vec<&Page> = overlays.iter().collect();
    let lettered = pdf::write(&all, &assets, parts.meta)?;
    put_together(parts, &sheets, &lettered)
        .ok_or_else(|| unmade("印刷文件不能并入校样", "a print file cannot be put into the proof"))
}

fn unmade(zh: &str, en: &str) -> Box<Diagnostic> {
    let message = say(format!("校样没有写成：{zh}"), format!("the proof was not made: {en}"));
    Box::new(Diagnostic::new(Code::OutputUnwritable, Span::NONE, message))
}

/// The strip and the layers of a page, from the lowest, each as large as the sheet.
fn overlays_of(
    parts: &ProofParts<'_>,
    page: &ProofPage,
    layout: &PageLayout,
    sheet: &Sheet,
    letters: &Letters<'_>,
) -> Vec<Page> {
    let words = parts.changes.map(|changes| summary(changes, parts.proof.round).zh);
    let as_page = |drawing: Drawing| Page {
        number: page.number,
        folio: page.folio.clone(),
        trim: sheet.media,
        bleed: Length::ZERO,
        slug: Length::ZERO,
        items: drawing.items,
    };
    let mut made = vec![as_page(strip(parts.proof, page, layout, sheet, words.as_deref(), letters))];
    made.extend(Layer::ALL.map(|layer| as_page(drawn(layer, (page, layout), sheet, parts.changes, letters))));
    made
}

/// Writes the file from the parts of others; nothing where one of them cannot be read.
fn put_together(parts: &ProofParts<'_>, sheets: &[Sheet], lettered: &[u8]) -> Option<Vec<u8>> {
    let mut raw = Raw::new();
    let [catalog, tree, info, record, record_file] = [(); 5].map(|()| raw.take());
    let groups: Vec<i32> = Layer::ALL.iter().map(|_| raw.take()).collect();
    let overlays = forms(&mut raw, lettered)?;
    let mut intent = Vec::new();
    let mut kids = Vec::new();
    let own = overlays.chunks_exact(1 + Layer::ALL.len());
    for (index, ((press, sheet), overlays)) in parts.pages.iter().zip(sheets).zip(own).enumerate() {
        let press_page = press_form(&mut raw, press, if index == 0 { Some(&mut intent) } else { None })?;
        let notes = remarks(&parts.proof.pages[index], sheet, parts.changes, parts.zh);
        let own = (sheet, parts.proof.pages[index].folio.as_str());
        kids.push(page(&mut raw, tree, own, (&press_page, overlays), (&groups, &notes), parts));
    }
    let list: String = kids.iter().map(|kid| format!("{kid} 0 R ")).collect();
    raw.add(tree, format!("<</Type/Pages/Count {}/Kids[{list}]>>", kids.len()).into_bytes());
    for (layer, group) in Layer::ALL.iter().zip(&groups) {
        let state = if layer.is_on() { "ON" } else { "OFF" };
        let usage = format!("/Usage<</View<</ViewState/{state}>>/Print<</PrintState/{state}>>>>");
        raw.add(*group, format!("<</Type/OCG/Name{}{usage}>>", remark::text(layer.name())).into_bytes());
    }
    let json = serde_json::to_vec(parts.layout).ok().filter(|json| json.len() <= RECORD)?;
    let dict =
        format!("/Type/EmbeddedFile/Subtype/application#2Fjson/Params<</Size {}>>/Filter/FlateDecode", json.len());
    raw.stream(record, dict.as_bytes(), &packed(&json));
    let dict = format!(
        "<</Type/Filespec/F({RECORD_NAME})/UF{}/EF<</F {record} 0 R>>/AFRelationship/Data>>",
        remark::text(RECORD_NAME)
    );
    raw.add(record_file, dict.into_bytes());
    raw.add(catalog, catalog_dict(tree, &groups, record_file, &intent));
    let date = date(parts.meta);
    let meta = parts.meta;
    let dict = format!(
        "<</Title{}/Creator{}/Producer{}/CreationDate({date})/ModDate({date})>>",
        remark::text(&meta.title),
        remark::text(&meta.creator),
        remark::text(&meta.creator)
    );
    raw.add(info, dict.into_bytes());
    let mut sums = sha256_hex(lettered);
    parts.pages.iter().for_each(|press| sums += &sha256_hex(press));
    let id = sha256_hex(format!("{sums}{}{}", meta.seed, sha256_hex(&json)).as_bytes());
    let id = id.get(..32).unwrap_or(&id);
    Some(raw.finish("1.7", &format!("/Root {catalog} 0 R/Info {info} 0 R/ID[<{id}><{id}>]")))
}

fn date(meta: &Meta) -> String {
    format!("D:{:04}{:02}{:02}000000+08'00", meta.date.year, meta.date.month, meta.date.day)
}

fn catalog_dict(tree: i32, groups: &[i32], record: i32, intent: &[u8]) -> Vec<u8> {
    let list = |shown: Option<bool>| -> String {
        let own = Layer::ALL.iter().zip(groups).filter(|(layer, _)| shown.is_none_or(|on| layer.is_on() == on));
        own.map(|(_, group)| format!("{group} 0 R ")).collect()
    };
    let (all, on, off) = (list(None), list(Some(true)), list(Some(false)));
    let mut dict = format!(
        "<</Type/Catalog/Pages {tree} 0 R/Lang(zh-CN)/PageMode/UseOC/ViewerPreferences<</DisplayDocTitle true>>\
         /OCProperties<</OCGs[{all}]/D<</Name{}/BaseState/ON/Order[{all}]/ON[{on}]/OFF[{off}]\
         /AS[<</Event/View/Category[/View]/OCGs[{all}]>><</Event/Print/Category[/Print]/OCGs[{all}]>>]>>>>\
         /Names<</EmbeddedFiles<</Names[({RECORD_NAME}) {record} 0 R]>>>>/AF[{record} 0 R]",
        remark::text("校样")
    )
    .into_bytes();
    if !intent.is_empty() {
        dict.extend(b"/OutputIntents[");
        dict.extend(intent);
        dict.extend(b"]");
    }
    dict.extend(b">>");
    dict
}

/// Every page of a file as a form: their numbers.
fn forms(raw: &mut Raw, bytes: &[u8]) -> Option<Vec<i32>> {
    let document = Document::open(bytes).ok()?;
    let pages = document.pages();
    let numbers: Vec<i32> = pages.iter().map(|_| raw.take()).collect();
    let mut copier = Copier::new(&document, raw.next, packed);
    let mut made = Vec::with_capacity(pages.len());
    for page in &pages {
        let mut dict = b"/Type/XObject/Subtype/Form/FormType 1/Filter/FlateDecode/BBox".to_vec();
        copier.object(document.inherited(page, b"MediaBox"), &mut dict);
        dict.extend(b"/Resources ");
        copier.object(page.first()?.raw(b"Resources"), &mut dict);
        made.push((dict, operators(&document, page.first()?).ok()?));
    }
    let rest = copier.rest().ok()?;
    raw.next = copier.next();
    raw.objects.extend(rest);
    for (number, (dict, operators)) in numbers.iter().zip(made) {
        raw.stream(*number, &dict, &packed(&operators));
    }
    Some(numbers)
}

/// A page of a print file, as a form, and where its trim lies in it.
struct PressForm {
    number: i32,
    trim: [f64; 4],
}

fn press_form(raw: &mut Raw, bytes: &[u8], intent: Option<&mut Vec<u8>>) -> Option<PressForm> {
    let document = Document::open(bytes).ok()?;
    let pages = document.pages();
    let page = pages.first()?;
    let number = raw.take();
    let mut copier = Copier::new(&document, raw.next, packed);
    let mut dict = b"/Type/XObject/Subtype/Form/FormType 1/Filter/FlateDecode/BBox".to_vec();
    copier.object(document.inherited(page, b"MediaBox"), &mut dict);
    dict.extend(b"/Resources ");
    copier.object(document.inherited(page, b"Resources"), &mut dict);
    if let Some(out) = intent
        && let Some(found) = document.list(document.catalog()?, b"OutputIntents").first().and_then(|one| one.dict())
    {
        copier.dict(found, &[], out);
    }
    let rest = copier.rest().ok()?;
    raw.next = copier.next();
    raw.objects.extend(rest);
    raw.stream(number, &dict, &packed(&operators(&document, page.first()?).ok()?));
    let trim = document.numbers(page.first()?, b"TrimBox")?;
    Some(PressForm { number, trim })
}

/// Writes a page: the print file's at the bottom, the strip, then the layers. Gives its number.
fn page(
    raw: &mut Raw,
    tree: i32,
    (sheet, folio): (&Sheet, &str),
    (press, overlays): (&PressForm, &[i32]),
    (groups, notes): (&[i32], &[Remark]),
    parts: &ProofParts<'_>,
) -> i32 {
    let [number, contents] = [(); 2].map(|()| raw.take());
    let height = sheet.media.height;
    let (left, bottom) = (sheet.trim.x.to_pt(), (height - sheet.trim.bottom()).to_pt());
    let (wide, tall) = (sheet.trim.width.to_pt(), sheet.trim.height.to_pt());
    let (dx, dy) = (left - press.trim[0], bottom - press.trim[1]);
    let mut ops =
        format!("q {left:.4} {bottom:.4} {wide:.4} {tall:.4} re W n 1 0 0 1 {dx:.4} {dy:.4} cm /Press Do Q\n");
    let mut objects = format!("/Press {} 0 R", press.number);
    let mut properties = String::new();
    for (index, overlay) in overlays.iter().enumerate() {
        objects += &format!("/Over{index} {overlay} 0 R");
        match index.checked_sub(1) {
            None => ops += "/Over0 Do\n",
            Some(layer) => {
                ops += &format!("/OC /Layer{layer} BDC /Over{index} Do EMC\n");
                properties += &format!("/Layer{layer} {} 0 R", groups[layer]);
            }
        }
    }
    raw.stream(contents, b"/Filter/FlateDecode", &packed(ops.as_bytes()));
    let mut list = String::new();
    for note in notes {
        let [own, look] = [(); 2].map(|()| raw.take());
        let layer = Layer::ALL.iter().position(|layer| *layer == note.layer).map_or(0, |index| groups[index]);
        raw.add(own, note.dict(height, &date(parts.meta), layer, look).into_bytes());
        let (dict, drawn) = note.appearance(height);
        raw.stream(look, dict.as_bytes(), drawn.as_bytes());
        list += &format!("{own} 0 R ");
    }
    let (width, height) = (sheet.media.width.to_pt(), height.to_pt());
    let dict = format!(
        "<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:.4} {height:.4}]\
         /TrimBox[{left:.4} {bottom:.4} {:.4} {:.4}]/Contents {contents} 0 R\
         /Resources<</XObject<<{objects}>>/Properties<<{properties}>>>>/Annots[{list}]/Tabs/R/{PAGE_KEY}{}>>",
        left + wide,
        bottom + tall,
        remark::text(folio)
    );
    raw.add(number, dict.into_bytes());
    number
}
