//! Templates of file names, and how pages are laid on sheets: checked.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::input::suggest;
use crate::model::{Delivery, Imposition, NameField, NamePart};

/// The template of papers and presses that have none of their own.
const TEMPLATE: &str = "{code}_{date}_{folio}{_zone}_v{version}";

/// Longest name, so that a zone and a version still find room in the 255 bytes of file systems.
const LONGEST: usize = 120;

/// The first of some layers that says something counts: the edition, the press condition, the paper.
pub(super) fn delivery(layers: [Option<&spec::Delivery>; 3], zone: Option<&str>, sink: &mut Sink) -> Delivery {
    let first =
        |of: fn(&spec::Delivery) -> Option<&Spanned<String>>| layers.iter().flatten().find_map(|layer| of(layer));
    let template = first(|layer| layer.file_name.as_ref());
    let name = match template {
        Some(template) => parse(&template.value, template.span, sink),
        None => parse(TEMPLATE, Span::NONE, sink),
    };
    let mut word = |of: fn(&spec::Delivery) -> Option<&Spanned<String>>| {
        let word = first(of)?;
        check_word(&word.value, word.span, sink);
        Some(word.value.clone())
    };
    let sender = word(|layer| layer.sender.as_ref());
    let site = word(|layer| layer.site.as_ref());
    let edition = word(|layer| layer.edition.as_ref());
    let needed = [
        (NameField::Sender, "sender", &sender),
        (NameField::Site, "site", &site),
        (NameField::Edition, "edition", &edition),
    ];
    for (field, key, value) in needed {
        let is_asked =
            |part: &NamePart| matches!(part, NamePart::Field { field: asked, joined: false, .. } if *asked == field);
        if value.is_none()
            && let Some(template) = template.filter(|_| name.iter().any(is_asked))
        {
            let message = say(
                format!("文件名用了 `{{{key}}}`，但没有它的值"),
                format!("the file name has `{{{key}}}`, which has no value"),
            );
            let hint = say(
                format!("请加上 `delivery: {{{key}: …}}`，或写成 `{{_{key}}}`：没有值时省去"),
                format!("add `delivery: {{{key}: …}}`, or write `{{_{key}}}`, which is left out without a value"),
            );
            sink.push(Diagnostic::new(Code::FileName, template.span, message).hint(hint));
        }
    }
    if let Some(zone) = zone.filter(|zone| !is_word(zone)) {
        forbidden(&say(format!("分区 `{zone}`"), format!("the zone `{zone}`")), Span::NONE, sink);
    }
    let [sender, site, edition] = [sender, site, edition].map(Option::unwrap_or_default);
    Delivery { name, sender, site, edition }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn check_word(text: &str, span: Span, sink: &mut Sink) {
    if !is_word(text) || text.len() > 24 {
        forbidden(&say(format!("`{text}`"), format!("`{text}`")), span, sink);
    }
}

/// Source: `print.md` 7, "name": no Chinese, spaces or punctuation.
fn forbidden(what: &Say, span: Span, sink: &mut Sink) {
    let message = say(
        format!("{} 要用在文件名里，其中有不许用的字符", what.zh),
        format!("{} is to stand in file names and has characters that may not", what.en),
    );
    let hint =
        say("请只用英文字母、数字和下划线，最多 24 个", "use letters A to Z, figures and underscores, 24 at most");
    sink.push(Diagnostic::new(Code::FileName, span, message).hint(hint));
}

/// Reads a template. What is wrong with it is reported; the rest stands.
fn parse(template: &str, span: Span, sink: &mut Sink) -> Vec<NamePart> {
    let mut parts = Vec::new();
    let mut rest = template;
    let wrong = |message: Say, hint: Say, sink: &mut Sink| {
        sink.push(Diagnostic::new(Code::FileName, span, message).hint(hint));
    };
    while !rest.is_empty() {
        let Some(inside) = rest.strip_prefix('{') else {
            let end = rest.find('{').unwrap_or(rest.len());
            let text = &rest[..end];
            if !is_word(text) {
                forbidden(&say(format!("`{text}`"), format!("`{text}`")), span, sink);
            }
            parts.push(NamePart::Text(text.to_owned()));
            rest = &rest[end..];
            continue;
        };
        let Some((field, after)) = inside.split_once('}') else {
            let message = say("文件名模板里有 `{` 没有合上", "the template of file names has a `{` that is not closed");
            wrong(message, say("请加上 `}`", "add `}`"), sink);
            break;
        };
        rest = after;
        let (joined, named) = field.strip_prefix('_').map_or((false, field), |named| (true, named));
        let (named, width) = named.split_once(':').map_or((named, None), |(named, width)| (named, Some(width)));
        let Some((_, field)) = NameField::ALL.iter().find(|(known, _)| *known == named) else {
            let names = NameField::ALL.map(|(name, _)| name);
            sink.push(suggest::unknown(Code::FileName, span, &say("字段", "field"), named, names));
            continue;
        };
        let digits = width.map(|width| width.parse::<u8>().ok().filter(|width| (1..=8).contains(width)));
        if digits == Some(None) {
            let message = say(format!("`{{{named}}}` 的位数要 1 到 8"), format!("`{{{named}}}` takes 1 to 8 figures"));
            wrong(message, say("写法如 `{page:3}`", "as in `{page:3}`"), sink);
        }
        parts.push(NamePart::Field { field: *field, joined, width: digits.flatten() });
    }
    let has = |wanted: NameField| {
        parts.iter().filter(|part| matches!(part, NamePart::Field { field, .. } if *field == wanted)).count()
    };
    if has(NameField::Version) != 1 {
        let message = say("文件名要有 `{version}`，一次", "file names have `{version}`, once");
        let hint = say("改版的文件版次递增，不覆盖旧的", "a changed file rises in its version and replaces none");
        wrong(message, hint, sink);
    }
    if has(NameField::Folio) + has(NameField::Page) == 0 {
        let message = say("文件名里没有 `{folio}` 或 `{page}`", "file names have no `{folio}` and no `{page}`");
        wrong(message, say("各版的文件要能区分", "the files of pages must differ"), sink);
    }
    if template.len() > LONGEST {
        let message = say("文件名模板太长", "the template of file names is too long");
        wrong(message, say(format!("最多 {LONGEST} 个字符"), format!("{LONGEST} characters at most")), sink);
    }
    parts
}

/// Sizes that a press may well have; its own sheet says more.
///
/// Source: `print.md` 7, "imposition", "marks".
pub(super) fn imposition(spec: Option<&spec::Imposition>, sink: &mut Sink) -> Imposition {
    let sheet = spec.and_then(|spec| spec.sheet).map_or(4, |sheet| sheet.0);
    if let Some(spec) = spec
        && sheet != 4
        && sheet != 8
    {
        let message = say(format!("一张 {sheet} 版的纸不能折"), format!("a sheet of {sheet} pages cannot be folded"));
        let hint = say("请写 4 或 8", "write 4 or 8");
        sink.push(Diagnostic::new(Code::OutOfRange, spec.span, message).hint(hint));
    }
    let mut length = |of: fn(&spec::Imposition) -> Option<spec::Measure>, default: Length| {
        let Some(measure) = spec.and_then(of) else { return default };
        let length = super::grid::not_negative(Some(measure), (Length::pt(9), Length::pt(13)), sink);
        if length > Length::mm(200) {
            sink.push(spec::out_of_range(measure.span, "", "0mm", "200mm"));
        }
        length
    };
    Imposition {
        pages: if sheet == 8 { 8 } else { 4 },
        gripper: length(|spec| spec.gripper, Length::mm(12)),
        gutter: length(|spec| spec.gutter, Length::ZERO),
        margin: length(|spec| spec.margin, Length::mm(12)),
        bars: spec.and_then(|spec| spec.bars).unwrap_or(true),
    }
}
