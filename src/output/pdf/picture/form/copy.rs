//! What a page of a PDF needs, taken out of its file: under numbers of its own, within bounds.
//!
//! What belongs to the other file stays there: its pages and catalog, metadata, structure, private data of programs,
//! substitutes for servers. Layers that are all shown become plain content.

use std::collections::BTreeMap;

use crate::base::diag::{Say, say};
use crate::base::picture::pdf::Sheet;
use crate::output::pdf::deflate::{Effort, deflate};
use crate::output::read::{Dict, Document, Limit, Object, Stream, shown};

/// Objects of one page, at most.
const OBJECTS: usize = 50_000;
/// Bytes of all its streams, packed.
const BYTES: usize = 256 << 20;
/// A stream that must be packed anew decodes to so many bytes at most.
const STREAM: usize = 128 << 20;
/// Objects in objects.
const DEPTH: usize = 100;

/// An object, its references the numbers of other parts.
pub(super) struct Part {
    /// The object; of a stream its dictionary.
    pub(super) object: Object,
    /// The bytes of a stream, encoded as its dictionary says.
    pub(super) data: Option<Vec<u8>>,
}

/// A page and what hangs on it.
pub(super) struct Gathered {
    /// The page as a form, then the rest.
    pub(super) parts: Vec<Part>,
    /// Bytes of their streams.
    pub(super) bytes: usize,
}

/// Gathers a page with its operators as a form, of its trim or with its bleed.
///
/// Errors: what may not be copied, in words that follow on “it cannot be used:”.
pub(super) fn gather(
    document: &Document<'_>,
    sheet: &Sheet<'_>,
    operators: &[u8],
    is_x1a: bool,
    has_bleed: bool,
) -> Result<Gathered, Say> {
    refuse_hidden_layers(document)?;
    let mut gatherer = Gatherer { document, is_x1a, numbers: BTreeMap::new(), due: Vec::new(), bytes: 0 };
    let name = |name: &[u8]| Object::Name(name.to_vec());
    let whole = if has_bleed { sheet.bleed } else { sheet.shown };
    let mut entries = vec![
        (b"Type".to_vec(), name(b"XObject")),
        (b"Subtype".to_vec(), name(b"Form")),
        (b"FormType".to_vec(), Object::Int(1)),
        (b"BBox".to_vec(), Object::Array(whole.map(Object::Real).to_vec())),
    ];
    if let Some(resources) = document.inherited(&sheet.path, b"Resources").dict() {
        entries.push((b"Resources".to_vec(), gatherer.resources(resources, 0)?));
    }
    let group = sheet.path.first().map_or(&Object::Null, |page| document.get(page, b"Group"));
    if !is_x1a && let Some(group) = group.dict() {
        entries.push((b"Group".to_vec(), gatherer.dict(group, 0)?));
    }
    entries.push((b"Filter".to_vec(), name(b"FlateDecode")));
    let packed = deflate(operators, Effort::Good);
    gatherer.bytes += packed.len();
    let mut parts = vec![Part { object: Object::Dict(Dict { entries }), data: Some(packed) }];
    let mut at = 0;
    while let Some(old) = gatherer.due.get(at).copied() {
        at += 1;
        parts.push(gatherer.part(old)?);
        if gatherer.numbers.len() > OBJECTS || gatherer.bytes > BYTES {
            return Err(say("PDF 太大", "its PDF is too large"));
        }
    }
    Ok(Gathered { parts, bytes: gatherer.bytes })
}

/// Layers are copied as plain content; one that is not shown would be shown then.
fn refuse_hidden_layers(document: &Document<'_>) -> Result<(), Say> {
    let Some(layers) = document.catalog().and_then(|catalog| document.dict(catalog, b"OCProperties")) else {
        return Ok(());
    };
    let usual = document.dict(layers, b"D");
    let hides = |config: &Dict| {
        !document.list(config, b"OFF").is_empty()
            || document.name(config, b"BaseState").is_some_and(|state| state != b"ON")
    };
    if usual.is_none_or(hides) {
        return Err(say("PDF 里有隐藏的图层", "its PDF has layers that are hidden"));
    }
    Ok(())
}

struct Gatherer<'d, 'a> {
    document: &'d Document<'a>,
    is_x1a: bool,
    /// Numbers of parts by those of the file's objects.
    numbers: BTreeMap<u32, u32>,
    /// The file's objects in the order of their parts; the page itself is part 0 and not among them.
    due: Vec<u32>,
    bytes: usize,
}

impl Gatherer<'_, '_> {
    fn part(&mut self, old: u32) -> Result<Part, Say> {
        let document = self.document;
        match document.resolve(&Object::Ref(old, 0)) {
            Object::Stream(stream) => self.stream(stream),
            object => Ok(Part { object: self.object(object, 0)?, data: None }),
        }
    }

    fn object(&mut self, object: &Object, depth: usize) -> Result<Object, Say> {
        if depth > DEPTH {
            return Err(say("PDF 嵌套过深", "its PDF nests too deep"));
        }
        Ok(match object {
            Object::Array(items) => {
                let items: Result<Vec<Object>, Say> = items.iter().map(|item| self.object(item, depth + 1)).collect();
                Object::Array(items?)
            }
            Object::Dict(dict) => self.dict(dict, depth + 1)?,
            Object::Ref(old, _) => {
                let target = self.document.resolve(object);
                if target.is_null() || target.dict().is_some_and(|dict| belongs_to_its_file(self.document, dict)) {
                    return Ok(Object::Null);
                }
                let next = self.numbers.len() as u32 + 1;
                let due = &mut self.due;
                let number = *self.numbers.entry(*old).or_insert_with(|| {
                    due.push(*old);
                    next
                });
                Object::Ref(number, 0)
            }
            Object::Stream(_) => Object::Null,
            plain => plain.clone(),
        })
    }

    fn dict(&mut self, dict: &Dict, depth: usize) -> Result<Object, Say> {
        let mut entries: Vec<(Vec<u8>, Object)> = Vec::with_capacity(dict.entries.len());
        for (key, value) in &dict.entries {
            if entries.iter().any(|(known, _)| known == key) || matches!(&key[..], b"Metadata" | b"PieceInfo") {
                continue;
            }
            let copied = match (&key[..], self.document.resolve(value).dict()) {
                (b"Resources", Some(resources)) => self.resources(resources, depth + 1)?,
                _ => self.object(value, depth + 1)?,
            };
            entries.push((key.clone(), copied));
        }
        Ok(Object::Dict(Dict { entries }))
    }

    /// Resources, by kind; layers and marks of structure become nothing in particular.
    fn resources(&mut self, resources: &Dict, depth: usize) -> Result<Object, Say> {
        if depth > DEPTH {
            return Err(say("PDF 嵌套过深", "its PDF nests too deep"));
        }
        let mut entries = Vec::new();
        for kind in ["ExtGState", "ColorSpace", "Pattern", "Shading", "XObject", "Font"] {
            let Some(named) = self.document.dict(resources, kind.as_bytes()) else { continue };
            let is_default = |key: &[u8]| key == b"DefaultCMYK" || key == b"DefaultGray";
            if kind == "ColorSpace" && named.entries.iter().any(|(key, _)| is_default(key)) {
                return Err(say(
                    "PDF 给 CMYK 或灰度指定了特性文件",
                    "its PDF gives plain CMYK or gray a profile of its own",
                ));
            }
            let kept = named.entries.iter().filter(|(key, _)| key != b"DefaultRGB").cloned().collect();
            entries.push((kind.as_bytes().to_vec(), self.dict(&Dict { entries: kept }, depth + 1)?));
        }
        if let Some(named) = self.document.dict(resources, b"Properties") {
            let plain = named.entries.iter().map(|(key, _)| (key.clone(), Object::Dict(Dict::default()))).collect();
            entries.push((b"Properties".to_vec(), Object::Dict(Dict { entries: plain })));
        }
        Ok(Object::Dict(Dict { entries }))
    }

    /// A stream: as it is, or where it is packed with LZW packed anew.
    fn stream(&mut self, stream: &Stream) -> Result<Part, Say> {
        let document = self.document;
        let broken = || say("PDF 里有损坏的数据流", "its PDF has a damaged stream");
        if stream.dict.has(b"F") || stream.dict.has(b"Ref") {
            return Err(say("PDF 的内容在别的文件里", "its PDF has content in another file"));
        }
        let raw = document.bytes.get(stream.bytes.clone()).ok_or_else(broken)?;
        let filters = document.filters(&stream.dict);
        if let Some(bad) = filters.iter().find(|filter| !self.takes(filter)) {
            let name = shown(bad);
            return Err(say(
                format!("PDF 里的数据用 {name} 压缩，不能排入"),
                format!("its PDF has data packed with {name}, which cannot be placed"),
            ));
        }
        let is_lzw = filters.contains(&&b"LZWDecode"[..]);
        let data = if is_lzw {
            let decoded = document.decode(stream, Limit::Bytes(STREAM)).map_err(|_| broken())?;
            if decoded.pixels.is_some() {
                return Err(broken());
            }
            deflate(&decoded.bytes, Effort::Good)
        } else {
            raw.to_vec()
        };
        self.bytes += data.len();
        let gone = |key: &[u8]| {
            matches!(
                key,
                b"Length"
                    | b"DL"
                    | b"OPI"
                    | b"Alternates"
                    | b"StructParent"
                    | b"StructParents"
                    | b"LastModified"
                    | b"OC"
            ) || is_lzw && matches!(key, b"Filter" | b"DecodeParms")
                || self.is_x1a && key == b"Group"
        };
        let kept = stream.dict.entries.iter().filter(|(key, _)| !gone(key)).cloned().collect();
        let mut object = self.dict(&Dict { entries: kept }, 0)?;
        if let (true, Object::Dict(dict)) = (is_lzw, &mut object) {
            dict.entries.push((b"Filter".to_vec(), Object::Name(b"FlateDecode".to_vec())));
        }
        Ok(Part { object, data: Some(data) })
    }

    /// Filters that may be placed. JPEG 2000 says its colours inside, where nobody has looked.
    fn takes(&self, filter: &[u8]) -> bool {
        match filter {
            b"FlateDecode" | b"DCTDecode" | b"ASCII85Decode" | b"ASCIIHexDecode" | b"RunLengthDecode"
            | b"CCITTFaxDecode" | b"LZWDecode" => true,
            b"JBIG2Decode" => !self.is_x1a,
            _ => false,
        }
    }
}

/// Pages, catalogs and the structure of another file.
fn belongs_to_its_file(document: &Document<'_>, dict: &Dict) -> bool {
    matches!(
        document.name(dict, b"Type"),
        Some(b"Page" | b"Pages" | b"Catalog" | b"StructTreeRoot" | b"StructElem" | b"Annot" | b"Metadata" | b"OCG")
    )
}
