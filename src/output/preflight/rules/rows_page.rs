//! Words for findings of a page: boxes, fonts, colours, interaction, the limits of the press.

use crate::base::diag::Code;

use super::rows_file::{EXPORT, Row};

const BOX: &str = "print.md 2, boxes";
const FONT: &str = "print.md 2, fonts";
const COLOR: &str = "print.md 2, colour";
const ACT: &str = "print.md 2, interaction";
const LIMIT: &str = "print.md 3, limits";
const BLACK: &str = "print.md 5, black and overprint";

/// The rows.
pub(super) const ROWS: &[Row] = &[
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
