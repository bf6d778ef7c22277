//! A page with everything on it, left where a person can look at it: `target/rich-tests/`.

use std::path::PathBuf;

use paiban::base::units::Permille;
use paiban::model::{Align, Block, Opening};
use paiban::output::pdf::{Condition, Date, Meta, PictureLimits, Profile, Treatment, prepare, write};

use super::fixture::*;

fn write_pdf(made: &Made, name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(root.join("layouts/press/ISOnewspaper26v4.icc")).expect("the profile");
    let condition = Condition {
        flavour: paiban::output::pdf::Flavour::X4,
        identifier: "IFRA26".to_owned(),
        info: "ISOnewspaper26v4".to_owned(),
        profile: Profile::new(bytes.into()).expect("a profile"),
        ink_limit: Permille(2400),
        limits: paiban::output::pdf::Limits::NEWSPRINT,
        pictures: PictureLimits { aim: 200, warn: 170, fail: 150 },
        treatment: Treatment::default(),
    };
    let meta = Meta {
        title: "青溪日报".to_owned(),
        creator: "paiban".to_owned(),
        date: Date { year: 2026, month: 11, day: 23 },
        version: 1,
        seed: "QXRB".to_owned(),
    };
    let page = &made.page.page;
    let assets = prepare(std::slice::from_ref(page), &made.fonts, &condition, &|_| None);
    let file = write(&[page], &assets.value, &meta).expect("a file");
    let directory = root.join("target/rich-tests");
    std::fs::create_dir_all(&directory).expect("a directory");
    let path = directory.join(name);
    std::fs::write(&path, file).expect("a file");
    path
}

/// Everything at once, over three columns.
pub(crate) fn everything() -> Vec<Block> {
    let (left, right, middle) = (Align::Left, Align::Right, Align::Center);
    vec![
        p(
            "江水在青溪拐了三道弯，才肯进城。城里人把第一道弯叫头湾，第二道叫二湾，第三道弯边上住着渡口的艄公[龚]{gōng}师傅，一住就是四十二年。他说，水涨到第九级石阶，就该收船了。",
        ),
        p(
            "镇志上记着，[重庆]{chóng qìng}来的[窦]{dòu}先生办过一所学堂，取名[蹇蹇]{jiǎn jiǎn}斋，门前有[双庄]{shuāng zhuāng}牌坊。学生里最有名的叫[龑]{yǎn}，后来写了一部*青溪水道考*，如今*只剩半册*。",
        ),
        p(
            "[王砚秋]{.name}[林晓]{.name}二人合编的[青溪风物志]{.title}，引[水经注]{.title}、[青溪县志]{.title}凡十七处，又采[顾一帆]{.name .dot}口述，由[东门]{.name}书局刊行。",
        ),
        p(
            "水质报告写明：溶解氧每升7.2毫克，CO[2]{.sub}浓度下降[1/3]{.frac}，流域面积达1.2×10[3]{.sup}km[2]{.sup}，水温18.5℃，流速不到3[1/2]{.frac}km/h。专家的说法[①]{.note}与渡口老人的说法[②]{.note}略有出入，[3/8]{.frac}的水样来自二湾。",
        ),
        p(
            "二〇二六年十一月二十三日，第十二届灯会开幕，三分之二的摊位来自外乡，客流比去年增加百分之三十，约合一万两千人次。",
        ),
        item("1.", "上午九时在东门广场集合，由街道登记姓名和住址，领取编号与灯笼一盏。"),
        item("2.", "队伍沿江而行，不得越过石阶。"),
        item("10.", "散场以后，请把灯笼交回渡口，或挂在自家门前，挂满三日。"),
        p("主办方提醒三件事："),
        item("●", "雨天改在粮仓，时间不变；"),
        item("●", "自带竹椅的人请走西门，西门的石桥今年重新修过，比原来宽了半步。"),
        verse(&[
            "江上的灯一盏一盏亮了",
            "船回来，桨声也回来",
            "",
            "我把名字写在水上",
            "让它慢慢地，流到你看得见的那一座桥下去，再也不回头",
        ]),
        Block::Speech(copy("**记者：**您在渡口多少年了？")),
        Block::Speech(copy("**龚师傅：**四十二年。年轻的时候嫌它慢，现在嫌它快，一晃眼桥就修好了。")),
        p("入选第三届青溪手艺人名单的有："),
        names(&[
            "王砚秋",
            "林晓",
            "顾一帆",
            "方岸",
            "许伯",
            "欧阳文慧",
            "周然",
            "买买提·吐尔逊",
            "龚定江",
            "何苗",
            "沈如意",
            "钱多",
        ]),
        p("各站今年一至三季度的水情如下表。"),
        table(
            &[left, right, right, middle],
            &[
                "站名|水位（米）|流量|评价",
                "头湾|12.35|186|优",
                "二湾|9.8|1,204.5|良",
                "东门渡|10.07|98.25|良",
                "青溪大桥|8.4|760|优",
            ],
        ),
        p("数据由水文站提供，未经复核。"),
    ]
}

#[test]
fn everything_on_one_page() {
    let opening = Opening { drop_cap: 2, bold: 0 };
    let made = make(3, 34, opening, everything());
    let path = write_pdf(&made, "everything.pdf");
    let errors: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|finding| finding.severity != paiban::base::diag::Severity::Note)
        .filter(|finding| finding.code != paiban::base::diag::Code::StoryUnderset)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let Ok(said) = std::process::Command::new("pdftotext").args(["-raw", &path.to_string_lossy(), "-"]).output() else {
        return;
    };
    let said: String = String::from_utf8_lossy(&said.stdout).split_whitespace().collect();
    assert!(said.contains("重庆来的窦先生办过一所学堂"), "the words of the story stand together: {said}");
}

#[test]
fn a_table_over_two_columns_and_marks_that_meet() {
    let rows: Vec<String> =
        (1..14).map(|n| format!("第{n}站|{}.{n}|{}", n * 7 % 23, if n % 3 == 0 { "良" } else { "优" })).collect();
    let all: Vec<&str> = std::iter::once("站名|水位（米）|评价").chain(rows.iter().map(String::as_str)).collect();
    let made = make(
        2,
        12,
        Opening { drop_cap: 0, bold: 6 },
        vec![
            p(
                "青溪水文站公布各站水位，[重庆]{chóng qìng}路*一至十三站*在列，[头湾]{.name}[二湾]{.name}两站居前，详见[青溪水位表]{.title}。",
            ),
            table(&[Align::Left, Align::Center, Align::Right], &all),
        ],
    );
    write_pdf(&made, "table.pdf");
    assert_eq!(made.overset(), "");
}

#[test]
fn an_initial_of_three_rows_with_a_quote() {
    let mut blocks = vec![p(
        "“江水不等人。”龚师傅把篙往石阶上一点，船就离了岸。他在渡口四十二年，送过新娘，也送过远行的学生，最远的一个去了海上，三年才寄回一封信。信里说，海比江大，可是没有青溪的味道。他把信折好，压在船舱的木板下面，逢人便说。",
    )];
    blocks.push(p("后来桥修好了。"));
    let made = make(1, 40, Opening { drop_cap: 3, bold: 6 }, blocks);
    write_pdf(&made, "initial.pdf");
    assert!(made.run("江").size > PITCH * 2);
}
