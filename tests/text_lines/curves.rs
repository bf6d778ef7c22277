//! The line curve and breaking into a wanted number of lines.

use paiban::base::units::{Em, Length};
use paiban::engine::compose::lines::{
    LineOptions, Measure, break_into, break_lines, curve, reference_cost, total_cost,
};
use paiban::model::{Align, Composition};

use crate::fixture::{cells, draw, paragraph, paragraph_with, rules};

const COPY: &str = "昨日，记者从省市场监管局了解到，我省将小微企业、个体工商户职业技能培训作为推进高质量发展和共同富裕的重要抓手，\
全面提升小微企业和个体工商户劳动者技能水平、技能素质和就业创业能力。三年来共开展小微主体技能培训69.53万人次，其中小微企业56.79万人次。";

#[test]
fn the_curve_is_least_where_total_fit_is() {
    for gap in [0, 250] {
        let paragraph = paragraph_with(COPY, &Composition { han_latin: Em(gap), ..rules() });
        for measure in 8..24 {
            let options = LineOptions { indent: cells(2), align: Align::Justify };
            let lines = break_lines(&paragraph, &options, Measure::Uniform(cells(measure)));
            let best = curve(&paragraph, &options, Measure::Uniform(cells(measure))).best();
            assert_eq!(best.1, total_cost(&lines), "{measure}");
        }
    }
}

#[test]
fn every_entry_of_the_curve_can_be_set() {
    let paragraph = paragraph(COPY);
    let options = LineOptions { indent: cells(2), align: Align::Justify };
    for measure in [9, 13, 14, 20] {
        let measure = Measure::Uniform(cells(measure));
        let curve = curve(&paragraph, &options, measure);
        assert!(curve.entries().count() >= 1);
        for (lines, cost) in curve.entries() {
            let broken = break_into(&paragraph, &options, measure, lines).expect("an entry");
            assert_eq!((broken.len(), total_cost(&broken)), (lines, cost));
        }
        assert!(break_into(&paragraph, &options, measure, curve.fewest - 1).is_none());
    }
}

#[test]
fn a_measure_by_line_agrees_with_a_uniform_one() {
    let paragraph = paragraph(COPY);
    let options = LineOptions { indent: cells(2), align: Align::Justify };
    for cells_wide in 8..24 {
        let width = cells(cells_wide);
        // 1 EMU of difference on a line that is never reached forces the general way.
        let by_line = |line: usize| if line == 60 { width + Length::emu(1) } else { width };
        let uniform = curve(&paragraph, &options, Measure::Uniform(width));
        let general = curve(&paragraph, &options, Measure::PerLine(&by_line));
        assert_eq!(uniform.best(), general.best(), "{cells_wide}");
        assert_eq!(uniform.entries().collect::<Vec<_>>(), general.entries().collect::<Vec<_>>(), "{cells_wide}");
    }
}

#[test]
fn lines_beside_a_picture_take_their_own_measure() {
    let paragraph = paragraph("春江潮水连海平海上明月共潮生滟滟随波千万里何处春江无月明");
    let beside = |line: usize| if line < 2 { cells(5) } else { cells(8) };
    let lines = break_lines(&paragraph, &LineOptions::default(), Measure::PerLine(&beside));
    assert_eq!(draw(&paragraph, &lines), "春江潮水连\n海平海上明\n月共潮生滟滟随波\n千万里何处春江无\n月明");
}

#[test]
fn total_fit_costs_what_the_unpruned_reference_costs() {
    let story = [
        COPY,
        "其中，农村居民家庭“人均”可支配收入12,345.67元（同比增长5.8%）；城镇居民——不含流动人口……",
        "GDP增长5.2%",
    ];
    for gap in [0, 250] {
        for text in story {
            let paragraph = paragraph_with(text, &Composition { han_latin: Em(gap), ..rules() });
            for measure in 6..22 {
                let options = LineOptions { indent: cells(2), align: Align::Justify };
                let lines = break_lines(&paragraph, &options, Measure::Uniform(cells(measure)));
                let reference = reference_cost(&paragraph, &options, cells(measure));
                assert_eq!(total_cost(&lines), reference, "{measure} {gap} {text}");
            }
        }
    }
}
