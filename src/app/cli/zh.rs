//! Help in Chinese: the texts of `args`, by command and argument.

use clap::{Arg, ArgAction, Command};

use super::render::Lang;

/// Help of commands.
const COMMANDS: &[(&str, &str)] = &[
    ("build", "写出一期的印刷文件：每版一个 PDF/X，另有清单"),
    ("check", "找出一期里所有的毛病，不写任何文件"),
    ("explain", "逐行说明稿件怎样排成、为什么在那里断行"),
    ("fit", "逐稿报告可排、来稿、超、缺几字几行，最省的删法，版面可自动消化的手段"),
    (
        "proof",
        "出校样：分层带注释的 PDF、网页样、版面图、长条样、版面记录，按校次留存。对任何一个 PDF：各页按其印刷条件（或 --press 指定的）印出的样子",
    ),
    ("serve", "在浏览器里实时看版、改版"),
    ("diff", "说出两份校样之间、或上一校以来改了什么"),
    ("notes", "列出读者写在校样 PDF 里的批注，各对到稿件的行列"),
    ("impose", "把写好的版拼成版张，每面一个文件"),
    ("sign", "签样：把姓名、职责、时间与印刷文件的每个字节绑定"),
    ("verify", "核对印刷文件与清单、校验和、签字"),
    ("preflight", "按印刷条件检查成品 PDF，本报的或广告商的"),
    ("certify", "给印刷文件目录出付印证书：HTML 给人看，JSON 给机器读，也可要 PDF"),
    ("new", "新建一份报纸，或报纸的一期"),
    ("fonts", "按字体、字重列出字体文件、字符覆盖、字形功能与造字"),
    ("codes", "列出所有问题代码：轻重，说的是什么"),
    ("schema", "打印一类文件的 JSON Schema：format styles press layout paper edition zone story"),
    ("completions", "打印 shell 的补全脚本"),
];

/// Help of arguments; the same name means the same in every command, but for those given with theirs.
const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "消息与帮助的语言；不给则随系统区域设置"),
    ("data", "含 fonts/ 与 layouts/ 的目录；不给则用 PAIBAN_DATA，再到程序所在目录及其上级找"),
    ("color", "何时用颜色"),
    ("edition", "一期：目录或其中的 edition.yaml"),
    ("pages", "只做这些版：1,3-4"),
    ("press", "换用另一个印刷条件"),
    ("zone", "分区版：zones/ 里的文件名；all 为本期及其所有分区"),
    ("deny", "出现这种代码的问题（或一切警告 warnings）也算失败"),
    ("no_cache", "图片一律重新转换，也不留待下次"),
    ("verbose", "连提示、稿件清理的记录和版面描述允许的问题也列出"),
    ("output", "写到哪里；不给则写到该期目录下的 out"),
    ("pdfx", "PDF/X 的种类：x4 或 x1a（旧 RIP）；不给则依印刷条件"),
    ("combined", "所有版合成一个文件"),
    (
        "digital",
        "除印刷文件外，另出一个供网站和存档的 PDF/A-2b：含全部版面，按阅读顺序加标签，有书签、链接，颜色用 RGB",
    ),
    ("digital_ppi", "数字版图片的分辨率上限（像素/英寸）"),
    ("allow", "有溢出也照写，并记入清单"),
    ("format", "问题的输出格式"),
    ("quiet", "只打印问题"),
    ("home", "报纸或某一期的目录：先用其中的样式表、字体与造字"),
    ("styles", "列哪个样式表的字体"),
    ("find", "查这些字在哪个字体文件里"),
    ("json", "输出 JSON"),
    ("stories", "稿件名：不带 .md 的文件名。不给则每稿一行"),
    ("explain find", "只看这些字前后的几行"),
    ("explain format", "输出格式"),
    ("fit format", "输出格式"),
    ("write", "把有用的手段写进版面描述，其余一字不动"),
    ("explain verbose", "每行再列出少排、多排一个断点会怎样"),
    ("kind", "文件的种类"),
    ("shell", "哪种 shell"),
    ("dir", "尚不存在的目录。在报纸目录（有 paper.yaml）之下则新建一期，否则新建报纸及其第一期"),
    ("name", "报名"),
    ("code", "文件名里的代号：字母和数字"),
    ("date", "出版日期 2026-11-23；不给则看目录名，再则今天"),
    ("round", "留作第几校：一校为 1；写在该期的 proofs/round-N"),
    ("proof format", "出哪几种：pdf、html、png、all；galley 只出长条样和版面记录"),
    ("dpi", "图每英寸多少点"),
    ("paper", "图上的纸：press 依印刷条件的纸色，white 为白"),
    ("proof output", "写到哪里；不给则写到该期的 proofs/round-N 或 proofs/now"),
    ("old", "一份校样（目录、layout.json 或 proof.pdf）、任何 PDF，或一期：现在就排"),
    ("new", "另一份；用 --last 时不给"),
    ("last", "一期的上一校与现在相比"),
    ("expect", "要求改的地方，YAML：`- {story: lead, from: 三日, to: 四日}`。没改的、没人要求而改了的，都算失败"),
    ("exit_code", "有任何不同即以 1 退出"),
    ("diff format", "输出格式：text、json、并排的 html，或带改动标记的 pdf（要 -o）"),
    ("raster", "连像素也比：图面不同而记录没有说明的，报警。两个 PDF 总是这样比"),
    ("proof", "读者写过批注的校样：proof.pdf"),
    ("record", "文件丢了版面记录时，该校次的 layout.json 或目录"),
    ("edition_dir", "稿件文件名前加的目录；不给则用存这份校样的那一期"),
    ("notes format", "输出格式：text、json，或 GitHub Actions 的 github"),
    ("diff output", "写到文件，另打印一行结果"),
    ("zip", "另把全部文件装成一个 ZIP"),
    ("md5", "另写 MD5 校验和"),
    ("xjdf", "另写 XJDF 作业单：文件、墨色、印版数"),
    ("certify", "写完即如 certify 检查，印厂会拒收的不放行"),
    ("certificate_pdf", "付印证书另出 PDF：A4 纸，可存档、签字、随版送出"),
    ("files", "成品 PDF 文件，本报的或别人的"),
    ("preflight press", "按哪个印刷条件的限度"),
    ("preflight home", "报纸或某一期的目录：先用其中的印刷条件"),
    ("preflight pdfx", "按哪种标准判：x4、x1a，或 none 只看印刷限度；不给则按文件自称"),
    ("preflight verbose", "连页框、字体、图片与墨区也列出"),
    ("preflight format", "输出格式"),
    ("pdf", "另出 PDF：A4 纸，可存档、签字、随版送出"),
    ("certify press", "不用该期的或清单所记的，换用另一个印刷条件"),
    ("from", "印刷文件与清单所在的目录，或已经 build 的一期"),
    ("impose output", "写到哪里；不给则写到印刷文件旁的 sheets"),
    ("sheet", "一张纸两面共几版：4 或 8；不给则依印刷条件"),
    ("rest", "凑不满一张的版：中间夹一个单张（leaf），或末尾留空版（blank）"),
    ("cover", "最外四版：与别的版同张（own），或自成一张（apart）"),
    ("impose zone", "分区版"),
    ("plan", "只说哪版在哪里，不写文件"),
    ("impose format", "输出格式"),
    ("sign output", "印刷文件与清单所在的目录"),
    ("sign name", "签字人"),
    ("role", "职责：责编 校对 值班 签发"),
    ("sign round", "校次，从 1 起"),
    ("time", "时间 2026-11-23T02:10+08:00；不给则现在"),
    ("verify output", "印刷文件与清单所在的目录"),
    ("signed", "每个文件现在的样子都要有这些职责签字：责编,签发"),
    ("verify format", "输出格式"),
    ("port", "端口；0 为任意空闲端口"),
    ("diff press", "比像素时，别家的文件照哪个印刷条件显示：layouts/press 里的名字；不给则依文件自己写的"),
    ("serve zone", "分区版：zones/ 里的文件名。在版上改的，写进这个文件"),
    ("host", "监听的地址。不是本机地址时，网络上的任何人都能看到并改动版面"),
    ("read_only", "只能看，不能改"),
    ("open", "在浏览器里打开"),
    ("help", "打印帮助"),
    ("version", "打印版本"),
];

/// The command with its help in `lang`.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command
        .about("排版：由 YAML 版面描述把中文稿件排成可付印的报纸 PDF")
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(version)
        .subcommand_help_heading("命令");
    COMMANDS.iter().fold(translated(command), |command, (name, help)| {
        command.mut_subcommand(name, |sub| translated(sub.about(*help)))
    })
}

const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

fn translated(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let headed = |argument: Arg| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        argument.help_heading(heading)
    };
    let command = command.disable_help_flag(true).arg(help).help_template(TEMPLATE).mut_args(headed);
    let known: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    let name = command.get_name().to_string();
    let help = |wanted: &str| ARGUMENTS.iter().find(|(id, _)| *id == wanted).map(|(_, help)| *help);
    known.iter().fold(command, |command, id| match help(&format!("{name} {id}")).or_else(|| help(id)) {
        Some(help) => command.mut_arg(id, |argument| argument.help(help)),
        None => command,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cli::args::Arguments;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_argument_has_chinese_help() {
        let command = Arguments::command();
        for sub in command.get_subcommands() {
            assert!(COMMANDS.iter().any(|(name, _)| *name == sub.get_name()), "{}", sub.get_name());
            for argument in sub.get_arguments().chain(command.get_arguments()) {
                let id = argument.get_id().as_str();
                assert!(ARGUMENTS.iter().any(|(known, _)| *known == id), "{id}");
            }
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
        localised(Arguments::command(), Lang::Zh).debug_assert();
    }
}
