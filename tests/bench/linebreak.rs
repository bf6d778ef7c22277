//! Characters a second: preparing, breaking line by line, total fit, full curves, setting.
//!
//! `cargo bench --bench linebreak [-- DIR]`: DIR holds stories (`*.md`) to set instead of the built-in
//! copy. One thread; the best of several rounds.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "copy.rs"]
mod copy;

use std::time::{Duration, Instant};

use paiban::base::units::{Cells, Em};
use paiban::engine::compose::lines::{LineOptions, Measure, break_lines, curve, set_line};
use paiban::engine::text::{Paragraph, ParagraphStyles, prepare};
use paiban::model::{Align, Composer, Composition, Copy, Figures};

const ROUNDS: usize = 15;
/// The least time a round takes, so that the clock does not matter.
const ROUND: Duration = Duration::from_millis(60);

const COPY: &str = "昨日，记者从市交通运输局了解到，全市公交线网优化调整今起实行，十二条线路延伸到居民家门口，高峰班次间隔缩短至6分钟。\
据测算，新线网日均可多运送乘客3.2万人次，比去年同期增长12.83%。
“以前出门要走二十分钟，现在下楼就是站台。”家住城北的王女士说，她每天乘坐118路上下班，“心里踏实多了”。沿线的学校、医院、\
菜市场都在站点五百米范围之内，早晚高峰还加开了十五班区间车。
市公交集团有关负责人介绍，此次调整历时七个月，先后召开座谈会23场，收到意见建议1,470条，采纳率达到86%。其中，夜间线路由4条增加到9条，\
末班车时间普遍延后至22:30；换乘优惠由一小时放宽到九十分钟，预计全年为乘客节省车费2,600万元。
下一步，我市将继续推进“公交＋慢行”衔接，在轨道交通站点周边建设非机动车停放点134个，并依托数据平台动态优化班次——让群众出行更加便捷、更有尊严。";

fn main() {
    let fonts = copy::fonts();
    let mut stories = match copy::directory() {
        Some(dir) => copy::read(dir),
        None => COPY.lines().map(str::to_owned).collect(),
    };
    let count = |copy: &[String]| copy.iter().map(|text| text.chars().count()).sum::<usize>();
    while count(&stories) < 5_800 {
        stories.extend_from_within(..);
    }
    let characters = count(&stories);
    let copies: Vec<Copy> = stories.iter().map(|text| copy::plain(text)).collect();
    println!("{characters} characters in {} paragraphs, one thread", copies.len());

    let style = copy::style();
    let styles = ParagraphStyles::plain(&style);
    for han_latin in [0, 125] {
        let rules = rules(han_latin);
        let prepared =
            || -> Vec<Paragraph> { copies.iter().map(|copy| prepare(copy, &styles, &rules, &fonts).value).collect() };
        report(&format!("prepare, gap {han_latin}"), characters, || prepared().len());
        let paragraphs = prepared();
        let greedy: Vec<Paragraph> = paragraphs.iter().cloned().map(by_line).collect();
        for cells in [13, 14, 20] {
            let measure = Measure::Uniform(Cells(cells).at(style.size));
            let options = LineOptions { indent: Cells(2).at(style.size), align: Align::Justify };
            let lines = |all: &[Paragraph]| all.iter().map(|one| break_lines(one, &options, measure).len()).sum();
            report(&format!("greedy {cells}字"), characters, || lines(&greedy));
            report(&format!("total fit {cells}字"), characters, || lines(&paragraphs));
            report(&format!("full curves {cells}字"), characters, || {
                paragraphs.iter().map(|one| curve(one, &options, measure).costs.len()).sum()
            });
            let broken: Vec<_> = paragraphs.iter().map(|one| (one, break_lines(one, &options, measure))).collect();
            report(&format!("set {cells}字"), characters, || {
                let set = |(paragraph, lines): &(&Paragraph, Vec<_>)| -> usize {
                    lines.iter().map(|line| set_line(paragraph, line, measure.of(0), Align::Justify).runs.len()).sum()
                };
                broken.iter().map(set).sum()
            });
        }
    }
}

fn report(name: &str, characters: usize, mut work: impl FnMut() -> usize) {
    let mut best = f64::MAX;
    let mut result = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut times = 0;
        while start.elapsed() < ROUND {
            result = std::hint::black_box(work());
            times += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() / f64::from(times));
    }
    let speed = characters as f64 / best / 1e6;
    println!("{name:22} {:8.3} ms {speed:8.1} M chars/s   ({result})", best * 1e3);
}

fn by_line(mut paragraph: Paragraph) -> Paragraph {
    paragraph.rules.composer = Composer::Line;
    paragraph
}

fn rules(han_latin: i32) -> Composition {
    let figures = if han_latin == 0 { Figures::Half } else { Figures::Proportional };
    Composition { han_latin: Em(han_latin), figures, ..Composition::default() }
}
