//! Pictures: files found and their headers read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::font::FontData;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{Number, Whole, out_of_range};
use crate::input::world::World;
use crate::model::{Copy, Picture, PictureFile, PictureId};

use super::probe::{Probe, probe};

/// All pictures of an edition so far.
pub(super) struct Pictures<'w> {
    world: &'w World,
    pub(super) model: Vec<Picture>,
    /// Files that were read, by path and page: one file may be printed twice.
    files: BTreeMap<(PathBuf, u16), Option<PictureFile>>,
    /// Their keys and bytes, those of like bytes once.
    read_files: Vec<(u32, FontData)>,
}

/// A picture as it is asked for.
pub(super) struct Wanted<'a> {
    pub(super) id: &'a str,
    pub(super) span: Span,
    pub(super) file: Option<&'a Spanned<String>>,
    /// Which page of a PDF.
    pub(super) page: Option<Whole<1, 999>>,
    /// Directories the file may stand in, the first that has it wins.
    pub(super) homes: &'a [&'a Path],
    pub(super) focus: Option<&'a Spanned<Vec<Number<0, 1000>>>>,
    pub(super) caption: Option<Copy>,
    pub(super) credit: Option<Copy>,
}

impl<'a> Wanted<'a> {
    /// A picture that is no story's: without caption, and cropped round its middle.
    pub(super) fn plain(
        id: &'a str,
        span: Span,
        file: Option<&'a Spanned<String>>,
        homes: &'a [&'a Path],
    ) -> Wanted<'a> {
        Wanted { id, span, file, page: None, homes, focus: None, caption: None, credit: None }
    }
}

impl<'w> Pictures<'w> {
    pub(super) fn new(world: &'w World) -> Pictures<'w> {
        Pictures { world, model: Vec::new(), files: BTreeMap::new(), read_files: Vec::new() }
    }

    /// Adds a picture. A file that is missing or of no use leaves a placeholder and a diagnostic.
    pub(super) fn add(&mut self, wanted: Wanted<'_>, sink: &mut Sink) -> PictureId {
        let page = wanted.page.map_or(1, |page| page.0 as u16);
        let file = wanted.file.and_then(|file| self.file((file, page), wanted.homes, sink));
        if wanted.file.is_none() {
            let message =
                say(format!("图片 `{}` 还没有文件", wanted.id), format!("the picture `{}` has no file yet", wanted.id));
            let hint =
                say("版面上先留出同样大小的位置；请补上 `file`", "a placeholder of its size stands there; add `file`");
            sink.push(Diagnostic::new(Code::PictureMissing, wanted.span, message).hint(hint));
        }
        let (focus, keep) = wanted.focus.map_or(((500, 500), (0, 0)), |focus| focus_of(focus, sink));
        self.model.push(Picture {
            id: wanted.id.to_owned(),
            span: wanted.span,
            file,
            focus,
            keep,
            caption: wanted.caption,
            credit: wanted.credit,
        });
        PictureId((self.model.len() - 1) as u32)
    }

    fn file(&mut self, (file, page): (&Spanned<String>, u16), homes: &[&Path], sink: &mut Sink) -> Option<PictureFile> {
        let places: Vec<PathBuf> = homes.iter().map(|home| home.join(&file.value)).collect();
        let path = places.iter().find(|path| self.world.has(path)).or(places.first())?;
        let key = (path.clone(), page);
        if let Some(known) = self.files.get(&key) {
            return known.clone();
        }
        let found = self.read(&key.0, (file, page), sink);
        self.files.insert(key, found.clone());
        found
    }

    fn read(&mut self, path: &Path, (file, page): (&Spanned<String>, u16), sink: &mut Sink) -> Option<PictureFile> {
        let (key, data) = match self.world.map_picture(path, file.span) {
            Ok(found) => found,
            Err(error) if error.code == Code::FileMissing => {
                let message =
                    say(format!("找不到图片 `{}`", file.value), format!("there is no picture `{}`", file.value));
                let hint = say(
                    "版面上先留出同样大小的位置；请补上文件",
                    "a placeholder of its size stands there; add the file",
                );
                sink.push(Diagnostic::new(Code::PictureMissing, file.span, message).hint(hint));
                return None;
            }
            Err(mut error) => {
                if error.code == Code::FileUnreadable {
                    error = Diagnostic { code: Code::PictureUnusable, ..error };
                }
                sink.push(error);
                return None;
            }
        };
        match probe((*data).as_ref(), page) {
            Ok(Probe { pixels: (width, height), sheet, bleed }) => {
                let twin = self.twin(key, data);
                Some(PictureFile { name: file.value.clone(), key, twin, page, width, height, sheet, bleed })
            }
            Err((why, cure)) => {
                let message = say(
                    format!("图片 `{}` 不能用：{}", file.value, why.zh),
                    format!("the picture `{}` cannot be used: {}", file.value, why.en),
                );
                sink.push(Diagnostic::new(Code::PictureUnusable, file.span, message).hint(cure));
                None
            }
        }
    }
}

impl Pictures<'_> {
    /// The first file with the same bytes. Only files of one length are compared.
    fn twin(&mut self, key: u32, data: FontData) -> u32 {
        let bytes = (*data).as_ref();
        let same = |known: &&(u32, FontData)| {
            let other = (*known.1).as_ref();
            other.len() == bytes.len() && other == bytes
        };
        if let Some((twin, _)) = self.read_files.iter().find(same) {
            return *twin;
        }
        self.read_files.push((key, data));
        key
    }
}

/// The middle of what a crop must keep, and how wide and high that is.
fn focus_of(focus: &Spanned<Vec<Number<0, 1000>>>, sink: &mut Sink) -> ((u16, u16), (u16, u16)) {
    let numbers: Vec<u16> = focus.value.iter().map(|number| number.0.thousandths() as u16).collect();
    match numbers[..] {
        [x, y] => ((x, y), (0, 0)),
        [left, top, right, bottom] if left < right && top < bottom => {
            (((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top))
        }
        _ => {
            sink.push(out_of_range(focus.span, "focus", "[0, 0]", "[1, 1]"));
            ((500, 500), (0, 0))
        }
    }
}
