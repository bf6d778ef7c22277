//! `paiban proof FILE.pdf`: the pages of a finished file of any maker as pictures, as its press prints them.

use std::path::Path;

use crate::app::pages::PageChoice;
use crate::app::proof::ProofFile;
use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::World;
use crate::output::pdf::Paper;
use crate::output::proof::{Frame, Sheets, Unshown};

use super::args_proof::{ProofOptions, ProofPaper};
use super::diff::{press_of, unlooked};
use super::proof::write_files;
use super::{DONE, FINDINGS, UNWRITABLE, Voice, out, render, rounds, usage};

/// Whether what is to be proofed is a PDF, not an edition.
pub(super) fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// Writes the pages of a PDF as pictures.
pub(super) fn proof_pdf(world: &World, options: &ProofOptions, pages: &PageChoice, voice: Voice) -> u8 {
    if options.round.is_some() || options.choice.zone.is_some() {
        let message = say("PDF 文件没有校次，也没有分区", "a PDF has neither rounds nor zones");
        return usage(&message, voice);
    }
    let path = &options.choice.edition;
    let tell = |finding: &Diagnostic| {
        eprint!("{}", render::text(None, std::slice::from_ref(finding), voice.lang, voice.color, voice.width));
    };
    let pictures = match drawn(world, options, pages, &tell) {
        Ok(pictures) => pictures,
        Err(finding) => {
            tell(&finding);
            return FINDINGS;
        }
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let home = options.output.clone().unwrap_or_else(|| path.with_file_name(format!("{stem}-proof")));
    let named = |(number, bytes)| ProofFile { name: format!("{stem}-{number:02}.png"), bytes };
    let files: Vec<ProofFile> = pictures.into_iter().map(named).collect();
    match write_files(&files, &home) {
        Ok(()) => {
            out(&files.iter().map(|file| format!("{}\n", home.join(&file.name).display())).collect::<String>());
            DONE
        }
        Err((path, error)) => {
            let shown = path.display();
            let message = say(format!("写不了 `{shown}`：{error}"), format!("cannot write `{shown}`: {error}"));
            eprintln!("{}: {}", voice.lang.pick("错误", "error"), voice.lang.of(&message));
            UNWRITABLE
        }
    }
}

/// The pages that are wanted, by their numbers; how they are shown is told where it is not as the press prints them.
fn drawn(
    world: &World,
    options: &ProofOptions,
    pages: &PageChoice,
    tell: &dyn Fn(&Diagnostic),
) -> Result<Vec<(u16, Vec<u8>)>, Box<Diagnostic>> {
    let path = &options.choice.edition;
    let bytes = rounds::pdf(path)?;
    let press = options.choice.press.as_ref().map(|name| press_of(world, name)).transpose()?;
    let failed = |why: Unshown| unlooked(path, why);
    let sheets = Sheets::of_any(&bytes, Frame::Trim, press.as_deref()).map_err(failed)?;
    let paper = if options.paper == ProofPaper::White { Paper::White } else { Paper::Press };
    let screen = sheets.screen(paper).map_err(failed)?;
    let count = sheets.count().map_err(failed)?;
    let numbers: Vec<u16> = (1..=u16::try_from(count).unwrap_or(u16::MAX)).collect();
    if let Some(missing) = pages.missing(&numbers) {
        return Err(Box::new(no_page(path, missing, count)));
    }
    if !sheets.is_soft_proof() {
        tell(&no_press(path));
    }
    let mut made = Vec::new();
    for number in numbers.into_iter().filter(|number| pages.has(*number)) {
        let index = usize::from(number) - 1;
        if sheets.is_soft_proof() && !sheets.is_exact(index) {
            tell(&guessed(path, number));
        }
        let raster = sheets.raster(index, options.dpi, screen.as_ref()).map_err(failed)?;
        made.push((number, raster.png()));
    }
    Ok(made)
}

fn note(message: Say, hint: Say) -> Diagnostic {
    Diagnostic::new(Code::ProofUnpressed, Span::NONE, message).hint(hint)
}

fn no_press(path: &Path) -> Diagnostic {
    let shown = path.display();
    note(
        say(
            format!("`{shown}` 没有输出意向，图样只是屏幕上的样子"),
            format!("`{shown}` names no press: its pictures show it as a screen does"),
        ),
        say("用 --press 指明印刷条件，如 --press newsprint", "name one with --press, as in --press newsprint"),
    )
}

fn guessed(path: &Path, number: u16) -> Diagnostic {
    let shown = path.display();
    note(
        say(
            format!("`{shown}` 第 {number} 页有不能照印版画出的东西，图样只是屏幕上的样子"),
            format!(
                "page {number} of `{shown}` has what cannot be drawn plate by plate: its picture shows it as a screen does"
            ),
        ),
        say(
            "多半是没有嵌入的字体、网格渐变或色相类混合；`paiban preflight` 会说是哪一样",
            "mostly fonts that are not embedded, mesh shadings, or blends of hue: `paiban preflight` tells which",
        ),
    )
}

fn no_page(path: &Path, number: u16, count: usize) -> Diagnostic {
    let shown = path.display();
    let message = say(
        format!("`{shown}` 没有第 {number} 页，共 {count} 页"),
        format!("`{shown}` has no page {number}; it has {count}"),
    );
    Diagnostic::new(Code::UnknownName, Span::NONE, message)
}
