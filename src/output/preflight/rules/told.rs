//! In which words findings are told: cause and cure by code, with the clause each rests on.

use crate::base::diag::{Code, Say, Severity, say};

use super::super::examine::Asks;
use super::super::report::Flavour;
use super::Found;

/// A finding in words.
pub(super) struct Told {
    pub(super) severity: Severity,
    pub(super) clause: &'static str,
    pub(super) cause: Say,
    pub(super) cure: Say,
}

/// Code, clause, cause and cure in Chinese and English; `{}` is what it is about.
type Row = (Code, &'static str, [&'static str; 2], [&'static str; 2]);

const FILE: &str = "print.md 2, file and content";
const META: &str = "print.md 2, metadata";
const INTENT: &str = "print.md 2, output intent";
const BOX: &str = "print.md 2, boxes";
const FONT: &str = "print.md 2, fonts";
const COLOR: &str = "print.md 2, colour";
const ACT: &str = "print.md 2, interaction";
const LIMIT: &str = "print.md 3, limits";
const BLACK: &str = "print.md 5, black and overprint";

const EXPORT: [&str; 2] = ["按 PDF/X-4 或 PDF/X-1a 重新导出", "export it anew as PDF/X-4 or PDF/X-1a"];

const ROWS: &[Row] = &[
    (
        Code::PdfUnreadable,
        FILE,
        ["文件读不了：{}", "the file cannot be read: {}"],
        ["重新导出或重新传送", "export or send it again"],
    ),
    (
        Code::PdfDamaged,
        FILE,
        ["结构损坏：{}", "damaged: {}"],
        ["重新导出；不要修补后付印", "export it again; do not print what was mended"],
    ),
    (
        Code::PdfLimit,
        FILE,
        ["超出检查范围，其余未检查：{}", "more than is looked through, the rest is not judged: {}"],
        ["简化文件后重新导出", "simplify it and export it again"],
    ),
    (Code::PdfDuplicateKey, FILE, ["字典里同一个键出现两次：{}", "a key stands twice: {}"], EXPORT),
    (Code::PdfVersion, FILE, ["PDF {} 版，高于标准允许", "version {} is higher than the standard allows"], EXPORT),
    (
        Code::PdfEncrypted,
        FILE,
        ["文件加了密", "it is encrypted"],
        ["去掉口令与权限限制再导出", "export it without password and restrictions"],
    ),
    (Code::PdfId, FILE, ["没有文件标识 ID", "it has no file identifier"], EXPORT),
    (
        Code::PdfCompressed,
        FILE,
        [
            "用了压缩的交叉引用或对象流，PDF/X-1a 不收",
            "it has cross-reference or object streams, which PDF/X-1a forbids",
        ],
        ["导出为 PDF 1.4 以下，或改用 PDF/X-4", "export as PDF 1.4 or lower, or as PDF/X-4"],
    ),
    (Code::PdfViewArea, FILE, ["阅读设置 {} 指向别的页框", "the viewer preference {} names another box"], EXPORT),
    (
        Code::PdfLayers,
        FILE,
        ["图层不合规：{}", "optional content is not as it should be: {}"],
        ["拼合图层后再导出", "flatten the layers and export it again"],
    ),
    (Code::PdfLzw, FILE, ["用了 LZW 压缩：{}", "LZW compression: {}"], EXPORT),
    (Code::PdfFilter, FILE, ["用了不允许的压缩 {}", "the filter {} is not allowed"], EXPORT),
    (
        Code::PdfExternal,
        FILE,
        ["数据在别的文件里：{}", "data are in another file: {}"],
        ["嵌入全部内容再导出", "embed everything and export it again"],
    ),
    (
        Code::PdfXobject,
        FILE,
        ["含 PostScript、外部引用、OPI 或替代图：{}", "PostScript, outside references, OPI or alternates: {}"],
        EXPORT,
    ),
    (
        Code::PdfTransfer,
        FILE,
        ["带传递曲线：{}", "a transfer curve: {}"],
        ["去掉传递曲线；曲线由制版机加", "take it out: the platesetter has its own curves"],
    ),
    (
        Code::PdfHalftone,
        FILE,
        ["指定了网点：{}", "a halftone of its own: {}"],
        ["去掉网点设置", "take the halftone out"],
    ),
    (
        Code::PdfEmbeddedFile,
        FILE,
        ["夹带了文件：{}", "files are embedded: {}"],
        ["去掉附件", "take the attachments out"],
    ),
    (Code::PdfIntent, FILE, ["再现意图 {} 不存在", "there is no rendering intent {}"], EXPORT),
    (Code::PdfImageBits, FILE, ["图片位深 {} 不合规", "a picture of {} bits"], ["转成 8 位", "convert it to 8 bits"]),
    (Code::PdfOperator, FILE, ["不存在的操作符 {}", "there is no operator {}"], EXPORT),
    (Code::PdfUnbalanced, FILE, ["{} 不成对，或嵌套过深", "{} does not balance, or nests too deep"], EXPORT),
    (Code::PdfResource, FILE, ["用到的资源不存在：{}", "a resource is missing: {}"], EXPORT),
    (Code::PdfxVersion, META, ["没有正确声明 PDF/X 版本：{}", "it does not say rightly which PDF/X it is: {}"], EXPORT),
    (
        Code::PdfxMetadata,
        META,
        ["XMP 元数据缺失或读不了：{}", "XMP metadata are missing or cannot be read: {}"],
        EXPORT,
    ),
    (Code::PdfxIds, META, ["XMP 缺 {}", "XMP lacks {}"], EXPORT),
    (
        Code::PdfxTitle,
        META,
        ["没有标题：{}", "it has no title: {}"],
        ["写上标题再导出", "give it a title and export it again"],
    ),
    (Code::PdfxDates, META, ["缺日期或写法不对：{}", "a date is missing or not written rightly: {}"], EXPORT),
    (
        Code::PdfxTrapped,
        META,
        ["陷印标记为 {}，应为 True 或 False", "Trapped is {}, not True or False"],
        ["导出时写明是否做过陷印", "say at export whether it is trapped"],
    ),
    (Code::PdfxInfo, META, ["Info 与 XMP 的 {} 不同", "Info and XMP differ in {}"], EXPORT),
    (Code::PdfxCreator, META, ["没写生成程序：{}", "it does not say what made it: {}"], EXPORT),
    (
        Code::PdfxIntent,
        INTENT,
        ["PDF/X 输出意图有 {} 个，应恰好一个", "{} output intents for PDF/X, not one"],
        ["导出时指定一个输出条件", "choose one output condition at export"],
    ),
    (Code::PdfxCondition, INTENT, ["输出意图缺 {}", "the output intent lacks {}"], EXPORT),
    (
        Code::PdfxProfile,
        INTENT,
        ["输出意图没有嵌入特性文件：{}", "no profile is embedded in the output intent: {}"],
        ["嵌入印刷条件的特性文件", "embed the profile of the press condition"],
    ),
    (
        Code::PdfxProfileUnusable,
        INTENT,
        ["输出特性文件不合规：{}", "the output profile is not as it should be: {}"],
        ["换成印刷厂给的输出特性文件", "use the output profile that the press gives"],
    ),
    (Code::PdfxProfiles, INTENT, ["有 {} 个输出特性文件", "{} output profiles"], ["只留一个", "keep one"]),
    (
        Code::PressCondition,
        INTENT,
        ["按 {} 制作，不是本印刷条件", "made for {}, another press condition"],
        ["请对方按本报印刷条件重做，或确认可用", "have it made for this press condition, or confirm that it serves"],
    ),
    (
        Code::PdfBoxMissing,
        BOX,
        ["页框缺失或多余：{}", "boxes are missing or too many: {}"],
        ["导出时写上成品框（TrimBox）", "export it with its TrimBox"],
    ),
    (
        Code::PdfBoxOrder,
        BOX,
        ["{} 为空，或超出外面的框", "{} is empty or leaves the box around it"],
        ["改正页框再导出", "set the boxes right and export it again"],
    ),
    (
        Code::PdfBoxCrop,
        BOX,
        ["{} 与 MediaBox 不同", "{} is not the MediaBox"],
        ["裁切框只影响显示；去掉它", "it only hides what prints; take it out"],
    ),
    (
        Code::FontNotEmbedded,
        FONT,
        ["字体没有嵌入：{}", "the font is not embedded: {}"],
        ["嵌入字体，或转成轮廓", "embed it, or convert it to outlines"],
    ),
    (
        Code::FontProgram,
        FONT,
        ["字体程序读不了或种类不符：{}", "the font program cannot be read, or is of another kind: {}"],
        ["换字体，或转成轮廓", "use another font, or convert it to outlines"],
    ),
    (
        Code::FontCode,
        FONT,
        ["用到字体里没有的字：{}", "a code is shown that the font does not have: {}"],
        ["换有这些字的字体", "use a font that has it"],
    ),
    (
        Code::FontCid,
        FONT,
        ["CID 字体缺 CIDSystemInfo、CIDToGIDMap 或 CMap：{}", "CIDSystemInfo, CIDToGIDMap or the CMap is missing: {}"],
        EXPORT,
    ),
    (
        Code::ColorScreen,
        COLOR,
        ["用了屏幕颜色：{}", "colours of a screen: {}"],
        ["转成 CMYK 再导出", "convert them to CMYK and export it again"],
    ),
    (
        Code::ColorIcc,
        COLOR,
        ["颜色带自己的特性文件：{}", "colours with a profile of their own: {}"],
        ["转成印刷条件的 CMYK", "convert them to the CMYK of the press"],
    ),
    (
        Code::ColorIccOutput,
        COLOR,
        ["CMYK 挂着与输出意图相同的特性文件：{}", "CMYK carries the profile of the output intent: {}"],
        ["改为 DeviceCMYK", "make it DeviceCMYK"],
    ),
    (Code::ColorDefault, COLOR, ["有默认色彩空间：{}", "a default colour space: {}"], EXPORT),
    (
        Code::ColorSpotDiffers,
        COLOR,
        ["专色 {} 有两种替代色", "the spot {} has two alternates"],
        ["统一专色定义", "define it once"],
    ),
    (
        Code::ColorDevicen,
        COLOR,
        ["DeviceN 有 {} 种墨，太多", "a DeviceN of {} inks is too much"],
        ["转成 CMYK", "convert it to CMYK"],
    ),
    (
        Code::PdfTransparency,
        COLOR,
        ["有透明，PDF/X-1a 不收", "something is transparent, which PDF/X-1a forbids"],
        ["拼合透明，或导出为 PDF/X-4", "flatten it, or export as PDF/X-4"],
    ),
    (
        Code::PdfBlendSpace,
        COLOR,
        ["透明在屏幕颜色里混合：{}", "transparency blends in colours of a screen: {}"],
        ["混合空间改为 CMYK", "let it blend in CMYK"],
    ),
    (Code::PdfAction, ACT, ["含动作：{}", "an action: {}"], ["去掉动作与脚本", "take actions and scripts out"]),
    (
        Code::PdfAnnotation,
        ACT,
        ["版面内有批注：{}", "an annotation on the page: {}"],
        ["去掉批注", "take the annotations out"],
    ),
    (
        Code::PdfForm,
        ACT,
        ["含表单、多媒体或附件：{}", "form fields, media or attachments: {}"],
        ["去掉它们", "take them out"],
    ),
    (
        Code::InkOverLimit,
        LIMIT,
        ["总墨量 {}，超过上限", "{} of ink, over the limit"],
        ["按本印刷条件的特性文件重新分色", "separate it anew with the profile of this press"],
    ),
    (
        Code::InkNearLimit,
        LIMIT,
        ["总墨量 {}，接近上限", "{} of ink, near the limit"],
        ["按本印刷条件的特性文件重新分色", "separate it anew with the profile of this press"],
    ),
    (
        Code::PictureTooCoarse,
        LIMIT,
        ["图片只有 {}", "a picture of {}"],
        ["换像素更多的图，或缩小", "use one with more pixels, or make it smaller"],
    ),
    (
        Code::PictureCoarse,
        LIMIT,
        ["图片只有 {}，偏低", "a picture of {}, which is low"],
        ["有条件则换像素更多的图", "use one with more pixels if there is one"],
    ),
    (
        Code::BilevelCoarse,
        LIMIT,
        ["黑白线条图只有 {}", "a picture of black and white of {}"],
        ["线条图用矢量，或提高分辨率", "use vectors, or more pixels"],
    ),
    (Code::TypeSmall, LIMIT, ["单色字太小：{}", "type of one ink is too small: {}"], ["加大字号", "make it larger"]),
    (
        Code::TypeSmallInks,
        LIMIT,
        ["多色字太小，套印不准：{}", "type of several inks is too small to keep register: {}"],
        ["加大字号，或只用一种墨", "make it larger, or set it in one ink"],
    ),
    (
        Code::TypeSmallReversed,
        LIMIT,
        ["反白字太小，会糊死：{}", "reversed type is too small and fills in: {}"],
        ["加大或加粗", "make it larger or bolder"],
    ),
    (
        Code::TypeRichBlack,
        BLACK,
        ["文字用了四色黑：{}", "type in black with other inks beneath: {}"],
        ["文字只用 K 100", "set type in K 100 alone"],
    ),
    (Code::LineHairline, LIMIT, ["线太细：{}", "a line too thin: {}"], ["加粗", "make it thicker"]),
    (
        Code::LineFine,
        LIMIT,
        ["线偏细：{}", "a fine line: {}"],
        ["能印，但会时断时续", "it prints, now and then broken"],
    ),
    (Code::LineWhite, LIMIT, ["反白线太细：{}", "a white line too thin: {}"], ["加粗", "make it thicker"]),
    (
        Code::LineInks,
        LIMIT,
        ["细线用了多种墨：{}", "a thin line of several inks: {}"],
        ["加粗，或只用一种墨", "make it thicker, or print it in one ink"],
    ),
    (
        Code::BlackKnocksOut,
        BLACK,
        ["小号黑字没有叠印：{}", "small black type knocks out its ground: {}"],
        ["K 100 的文字设叠印", "let type in K 100 overprint"],
    ),
    (
        Code::WhiteOverprints,
        BLACK,
        ["白色设了叠印，会消失：{}", "white overprints, and vanishes: {}"],
        ["白色改为镂空", "let white knock out"],
    ),
    (
        Code::SpotCount,
        LIMIT,
        ["专色多于印刷条件允许：{}", "more spot inks than the press prints: {}"],
        ["专色转成 CMYK", "convert them to CMYK"],
    ),
    (Code::TintFaint, LIMIT, ["网点太浅：{}", "a faint tint: {}"], ["加深，或改为 0", "make it darker, or none"]),
    (
        Code::RegistrationInside,
        BLACK,
        ["版面里用了套准色", "registration colour on the page"],
        ["改为 K 100", "make it K 100"],
    ),
    (
        Code::QrUnreadable,
        LIMIT,
        ["二维码印出来读不了", "a QR code that cannot be read as printed"],
        [
            "加大二维码，留足四周空白，用黑色印在浅底上",
            "make it larger, leave its margin free, print it black on a light ground",
        ],
    ),
];

/// Puts a finding into words.
pub(super) fn told(found: &Found, asks: &Asks, judged: Flavour) -> Told {
    let row = ROWS.iter().find(|row| row.0 == found.code);
    let Some((_, clause, cause, cure)) = row else {
        let cause = say(found.code.doc_zh(), found.code.doc());
        return Told { severity: found.code.severity(), clause: FILE, cure: cause.clone(), cause };
    };
    let fill = |text: &str| text.replace("{}", &found.object);
    Told {
        severity: severity(found, asks, judged),
        clause,
        cause: say(fill(cause[0]), fill(cause[1])),
        cure: say(cure[0], cure[1]),
    }
}

fn severity(found: &Found, asks: &Asks, judged: Flavour) -> Severity {
    let size = || found.object.split_whitespace().next().and_then(|size| size.parse::<f64>().ok()).unwrap_or(0.0);
    let near = |least: crate::base::units::Length| {
        // As on composed pages: a little under the least size prints, but badly.
        if size() < least.to_pt() * 0.8 { Severity::Error } else { Severity::Warning }
    };
    match found.code {
        Code::TypeSmall => near(asks.limits.type_one_ink),
        Code::TypeSmallInks => near(asks.limits.type_inks),
        Code::TypeSmallReversed => near(asks.limits.type_reversed),
        // Source: print.md 2, "embedded files: X-4 warn, X-1a forbidden".
        Code::PdfEmbeddedFile if judged != Flavour::X1a => Severity::Warning,
        // What is no PDF/X at all is judged by what prints: a missing box is no obstacle there.
        Code::PdfBoxMissing | Code::PdfAnnotation | Code::PdfAction | Code::PdfDuplicateKey
            if judged == Flavour::Plain =>
        {
            Severity::Warning
        }
        code => code.severity(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_once_and_says_something_in_both_languages() {
        for (index, (code, clause, cause, cure)) in ROWS.iter().enumerate() {
            assert!(ROWS[..index].iter().all(|row| row.0 != *code), "{}", code.as_str());
            assert!(clause.starts_with("print.md"), "{}", code.as_str());
            for [zh, en] in [cause, cure] {
                assert!(!zh.is_ascii() && en.is_ascii(), "{zh} {en}");
            }
        }
    }

    #[test]
    fn every_code_of_pdfs_is_told() {
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with("pdf")) {
            assert!(ROWS.iter().any(|row| row.0 == *code), "{}", code.as_str());
        }
    }
}
