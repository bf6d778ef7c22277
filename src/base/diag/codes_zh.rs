//! What each code is about, in Chinese.

use super::Code;

impl Code {
    /// One line that says what it is, in Chinese.
    pub fn doc_zh(self) -> &'static str {
        LINES.iter().find(|(code, _)| *code == self).map_or(self.doc(), |(_, line)| line)
    }
}

/// In the order of [`Code::ALL`].
const LINES: &[(Code, &str)] = &[
    (Code::FileUnreadable, "文件读不了"),
    (Code::FileMissing, "指名的文件不存在"),
    (Code::PathOutside, "路径超出本期、本报与程序数据的目录"),
    (Code::NotUtf8, "文本不是 UTF-8"),
    (Code::FileTooLarge, "文件太大"),
    (Code::YamlSyntax, "YAML 语法错误"),
    (Code::UnknownKey, "没有这个键"),
    (Code::DuplicateKey, "同一个键写了两次"),
    (Code::MissingKey, "缺少必需的键"),
    (Code::WrongType, "值的类型不对"),
    (Code::BadValue, "值不在可用之列"),
    (Code::BadUnit, "长度没有单位，或单位不认识"),
    (Code::OutOfRange, "数超出范围"),
    (Code::UnknownName, "稿件、区块、样式、专色或图片没有这个名字"),
    (Code::UnknownFace, "样式表没有这种字体或字重"),
    (Code::DuplicateName, "两样东西同名"),
    (Code::AreaOverlap, "两个区块占了同一处"),
    (Code::AreaOutside, "区块超出版心"),
    (Code::PictureOutside, "图片超出区块，或压住标题、别的图片"),
    (Code::AreaEmpty, "区块没有内容"),
    (Code::StoryPlacedTwice, "一稿上版两次"),
    (Code::StoryUnplaced, "稿件没有上版"),
    (Code::StoryEmpty, "稿件没有文字"),
    (Code::PictureUnplaced, "版面要的图稿件没有，或稿件的图版面没要"),
    (Code::FontUnusable, "字体文件不能用"),
    (Code::CharacterMissing, "字体链里没有这个字"),
    (Code::CharacterRefused, "不能付印的字符：控制符、表情、未定义码位"),
    (Code::CharacterBorrowed, "字从另一字重借来"),
    (Code::FormMissing, "字体没有所要的字形"),
    (Code::GlyphUnusable, "造字图稿不能用"),
    (Code::PictureMissing, "图片文件不存在，先占位"),
    (Code::PictureUnusable, "图片文件不能解码"),
    (Code::PictureCoarse, "图片像素偏少"),
    (Code::PictureTooCoarse, "图片像素太少"),
    (Code::StoryOverset, "稿件超行，排不下"),
    (Code::StoryUnderset, "空栏：稿件不足，栏底空出多行"),
    (Code::JumpBroken, "转版：续稿找不到可接的上文"),
    (Code::JumpOrder, "转版：续稿排在上文之前的版面"),
    (Code::JumpTwice, "转版：一稿的两部分同在一版"),
    (Code::JumpIdle, "转版：稿件没有剩下可续的文字"),
    (Code::JumpCut, "转版：没有在该断的单元之末断开"),
    (Code::FitApplied, "区块排不满或排不下，已用所许的伸缩手段"),
    (Code::FitUnwritten, "伸缩手段写不进版面描述"),
    (Code::HeadOverset, "标题用最小字号也排不下"),
    (Code::HeadPartUnset, "标题样式不排稿件的这一部分"),
    (Code::CaptionOverset, "图片说明排不下"),
    (Code::FurnitureOverset, "版面文字排不进它的框"),
    (Code::EffectRefused, "报纸印不出的柔和效果：投影"),
    (Code::OrnamentUnusable, "花边图形不能用"),
    (Code::QuoteUnsaid, "引语的话稿件里没有"),
    (Code::AdSize, "广告位与它的规格不合"),
    (Code::AdBookedTwice, "一个广告预订号用了两次"),
    (Code::AdUnbooked, "广告没有预订号"),
    (Code::AdArtShape, "广告画面与位置的形状不合"),
    (Code::FillerMissing, "没有合适的补白"),
    (Code::InsertOutside, "插框超出区块，或压住别的东西"),
    (Code::LineOverfull, "一行无论如何排不进栏宽"),
    (Code::LineForced, "一行断在禁止之处，因为别无可断"),
    (Code::LineLoose, "一行拉得太松"),
    (Code::MarksTight, "行间标记的余地太小"),
    (Code::OpeningUnset, "首字下沉或首句加粗排不成"),
    (Code::TableTooWide, "表格比栏宽，已挤压"),
    (Code::StoryOffGrid, "纵横对齐的稿件有行离开字格"),
    (Code::FieldUnknown, "字段没有值"),
    (Code::QrUnusable, "二维码内容太长，或点太小"),
    (Code::ProfileUnusable, "色彩特性文件不能用"),
    (Code::InkOverLimit, "颜色超出总墨量"),
    (Code::CopyCleaned, "稿件已清理：半角标点、多余空格、直引号"),
    (Code::CopySuspect, "只有人能改的稿件毛病：引号不成对、词语重复"),
    (Code::CopyMarkup, "稿件标记不成立"),
    (Code::LayoutCycle, "版面描述经由别的描述继承了自己，或以自己为母版"),
    (Code::PagesNotFacing, "跨版的两页不相对"),
    (Code::OutputUnwritable, "输出写不了"),
    (Code::JumpHeadDiffers, "转版对不上：续稿的标题与原题用词不同"),
    (Code::HeadCollision, "碰题：字号相近的两题左右相碰"),
    (Code::HeadsLevel, "并题、齐肩：同号的两题左右齐平"),
    (Code::HeadsStacked, "顶题、叠题：两题上下相叠，中间没有文字"),
    (Code::HeadDangling, "背题：标题或小标题落在栏底，下面几乎没有文字"),
    (Code::HeadForeign, "标题压到别稿的文字之上"),
    (Code::CutAcross, "断版：一条直线横贯全版"),
    (Code::CutDown, "通线：一条栏间从上到下直通全版"),
    (Code::Hole, "空栏：版心里有几行什么也没有"),
    (Code::SingleLine, "孤行：一段的末行孤悬栏首"),
    (Code::SingleFirstLine, "孤行：一段的首行孤悬栏底"),
    (Code::SingleCharacter, "孤字：一段的末行不足两个字"),
    (Code::ReadingOrder, "咬尾、钩栏：一稿的后一栏高出标题，紧接在别稿之下"),
    (Code::ColumnOrder, "乱栏：一稿的下一栏倒回前面的上方"),
    (Code::PictureAstray, "图文错邻：图片靠着别稿的标题"),
    (Code::PictureOverText, "图文相压：图片压住别的区块的文字"),
    (Code::TextOverlap, "两个区块的文字压在一起"),
    (Code::PicturesTouch, "两张图片相碰"),
    (Code::CaptionAstray, "图说离开了图片"),
    (Code::FoldText, "压折：正文在折缝上"),
    (Code::FoldHead, "压折：标题在折缝上"),
    (Code::FoldPicture, "压折：图片的要点在折缝上"),
    (Code::GapNarrow, "区块之间的空隙太小"),
    (Code::PriorityInversion, "轻重倒置：次要的稿件标题更大，或位置更高"),
    (Code::TextSmall, "字太小"),
    (Code::HeadSizes, "一版的标题字号或字体太杂"),
    (Code::PictureTwice, "一图两用"),
    (Code::StoryTwice, "一稿两登"),
    (Code::DateMismatch, "日期不存在，或不是本期的日期"),
    (Code::WeekdayMismatch, "星期与日期不合"),
    (Code::LunarMismatch, "农历、干支与日期不合"),
    (Code::IssueMismatch, "版面上的期号不是本期的"),
    (Code::IssueOrder, "期号与相邻的一期不接"),
    (Code::AllowUnused, "`allow` 没有用处"),
    (Code::AllowUnreasoned, "`allow` 没有写理由"),
    (Code::RegistrationInside, "成品线以内用了套印色，或以印版名作专色"),
    (Code::RichBlackType, "字用了多色黑"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_chinese_line() {
        for code in Code::ALL {
            let lines: Vec<&str> = LINES.iter().filter(|(known, _)| known == code).map(|(_, line)| *line).collect();
            assert_eq!(lines.len(), 1, "{}: {lines:?}", code.as_str());
            assert!(!code.doc_zh().is_ascii(), "{}", code.as_str());
        }
    }
}
