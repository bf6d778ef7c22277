//! Words for findings of the file: structure, metadata, output intent.

use crate::base::diag::Code;

/// Code, clause, cause and cure in Chinese and English; `{}` is what it is about.
pub(super) type Row = (Code, &'static str, [&'static str; 2], [&'static str; 2]);

pub(super) const FILE: &str = "print.md 2, file and content";
const META: &str = "print.md 2, metadata";
const INTENT: &str = "print.md 2, output intent";

pub(super) const EXPORT: [&str; 2] = ["按 PDF/X-4 或 PDF/X-1a 重新导出", "export it anew as PDF/X-4 or PDF/X-1a"];

/// The rows.
pub(super) const ROWS: &[Row] = &[
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
];
