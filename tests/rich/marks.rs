//! Marks beside the line: C37 to C39.

use paiban::base::diag::{Code, Severity};
use paiban::base::geom::{Point, Rect};
use paiban::base::units::Length;
use paiban::model::Block;
use paiban::page::{ItemKind, Outline, TextRun};

use super::fixture::*;

fn dots(made: &Made) -> Vec<Point> {
    let dots = made.page.page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Dots { centres, .. } => Some(centres.clone()),
        _ => None,
    });
    dots.flatten().collect()
}

fn waves(made: &Made) -> Vec<&Outline> {
    let waves = made.page.page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape { contours, .. } => contours.first(),
        _ => None,
    });
    waves.collect()
}

/// The width of a run at the advances of its face.
fn width(made: &Made, run: &TextRun) -> Length {
    let last = run.glyphs.last().expect("a glyph");
    let (_, advance) = made.fonts.face(run.face).glyph(run.text.chars().last().expect("a character")).expect("known");
    last.x + run.size.scale(i64::from(advance), 1000)
}

fn near(one: Length, other: Length) -> bool {
    (one - other).abs() <= Length::pt_hundredths(3)
}

#[test]
fn c37_dots_stand_below_the_middle_of_their_characters() {
    let made = column(vec![p("他写了*青溪*志")]);
    let found = dots(&made);
    assert_eq!(found.len(), 2);
    let baseline = made.run("青").origin.y;
    for (dot, character) in found.iter().zip("青溪".chars()) {
        assert!(near(dot.x, made.x_of(character) + BODY / 2));
        assert!(baseline + BODY.scale(12, 100) < dot.y && dot.y < baseline + Length::pt(4), "in the leading");
    }
}

#[test]
fn c37_two_names_side_by_side_have_two_lines_parted_visibly() {
    let made = column(vec![p("记者[王砚秋]{.name}[林晓]{.name}报道")]);
    let rects = made.rects();
    let [one, two] = rects[..] else { panic!("{rects:?}") };
    assert!(two.x - one.right() >= BODY / 8, "{:?}", two.x - one.right());
    let baseline = made.run("王").origin.y;
    assert!(one.y > baseline + BODY / 10 && one.y == two.y);
    assert!(one.x >= made.x_of('王') && one.right() <= made.x_of('林'));
    assert!(two.right() <= made.x_of('报'));
}

#[test]
fn c37_a_title_that_breaks_has_its_wave_on_both_lines() {
    for filler in 8..15 {
        let text = format!("{}[青溪风物志]{{.title}}所记", "江".repeat(filler));
        let made = column(vec![p(&text)]);
        let lines = made.lines();
        let split = lines[0].2.chars().filter(|c| "青溪风物志".contains(*c)).count();
        let waves = waves(&made);
        assert_eq!(waves.len(), if (1..5).contains(&split) { 2 } else { 1 }, "{lines:?}");
        let grid = &made.edition.pages[0].grid;
        for wave in waves {
            let end = wave.curves.iter().map(|curve| curve[2].x).max().expect("curves");
            assert!(wave.start.x >= grid.columns[0].x && end <= grid.columns[0].x + grid.columns[0].width);
        }
    }
}

#[test]
fn c37_first_the_line_then_the_dot() {
    let made = column(vec![p("采[顾一帆]{.name .dot}口述")]);
    let line: Rect = made.rects()[0];
    let found = dots(&made);
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|dot| dot.y - Length::pt_hundredths(76) > line.bottom()));
}

#[test]
fn c38_tight_marks_are_told_once_and_the_pitch_stays() {
    let blocks = vec![p("他写了*青溪*志，又写了*水经*注。"), p("还有[龑]{yǎn}的[窦]{dòu}。")];
    let made = column(blocks.clone());
    let told: Vec<_> = made.diagnostics.iter().filter(|finding| finding.code == Code::MarksTight).collect();
    assert_eq!(told.len(), 1, "9 on 13 pt leaves 0.44 em");
    assert_eq!(told[0].severity, Severity::Note);
    assert!(told[0].message.en.contains("0.44") && told[0].message.en.contains("0.63"), "{}", told[0].message.en);
    // 8 pt type on the same pitch has ⅝ em.
    let daily = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/layouts/styles/daily.yaml"));
    let small = daily
        .expect("the style sheet")
        .replace("body:      {face: 宋 500, size: 9pt", "body: {face: 宋 500, size: 8pt");
    let made = make_styled(&small, 1, 40, Default::default(), blocks);
    assert!(!made.has(Code::MarksTight));
}

fn baselines(made: &Made) -> Vec<Length> {
    let mut found: Vec<Length> = made.runs().iter().filter(|run| run.size == BODY).map(|run| run.origin.y).collect();
    found.dedup();
    found
}

#[test]
fn c39_ruby_is_centred_over_its_base_and_the_pitch_stays() {
    let text = "渡口的艄公龚师傅一住就是四十二年，从来没有误过一班船，也没有丢过一件行李。";
    let made = column(vec![p(&text.replace('龚', "[龚]{gōng}"))]);
    let ruby = made.run("gōng");
    let base = made.x_of('龚') + BODY / 2;
    assert!(near(ruby.origin.x + width(&made, ruby) / 2, base));
    assert_eq!(ruby.size, BODY.scale(45, 100));
    let up = made.run("龚").origin.y - ruby.origin.y;
    assert!(up > BODY.scale(85, 100) && up < PITCH, "above the Han, below the line before: {up:?}");
    assert_eq!(baselines(&made), baselines(&column(vec![p(text)])));
}

#[test]
fn c39_rubies_never_touch_and_stay_inside_the_column_at_every_place_of_a_line() {
    for filler in 0..32 {
        let text = format!("{}[双庄]{{shuāng zhuāng}}[牌]{{pái}}坊下[窦]{{dòu}}氏", "江".repeat(filler));
        let made = column(vec![p(&text)]);
        let grid = &made.edition.pages[0].grid;
        let mut rubies: Vec<(Length, Length, Length)> = made
            .runs()
            .into_iter()
            .filter(|run| run.size < BODY)
            .map(|run| (run.origin.y, run.origin.x, run.origin.x + width(&made, run)))
            .collect();
        assert_eq!(rubies.len(), 4);
        rubies.sort();
        for ruby in &rubies {
            assert!(ruby.1 >= grid.columns[0].x, "{filler}");
            assert!(ruby.2 <= grid.columns[0].x + grid.columns[0].width + Length::pt_hundredths(5), "{filler}");
        }
        for pair in rubies.windows(2) {
            assert!(pair[0].0 != pair[1].0 || pair[0].2 < pair[1].1, "{filler}: {pair:?}");
        }
    }
}

#[test]
fn c39_one_word_over_several_characters_keeps_them_together() {
    for filler in 8..16 {
        let made = column(vec![p(&format!("{}[青溪镇]{{Qīngxī}}在", "江".repeat(filler)))]);
        assert!(made.lines().iter().any(|line| line.2.contains("青溪镇")), "{:?}", made.lines());
        let ruby = made.run("Qīngxī");
        let middle = made.x_of('溪') + BODY / 2;
        assert!(near(ruby.origin.x + width(&made, ruby) / 2, middle), "{filler}");
    }
}

#[test]
fn c39_the_words_of_a_story_come_before_its_ruby() {
    let made = column(vec![p("老[龚]{gōng}说"), Block::Quote(copy("水[涨]{zhǎng}了"))]);
    assert_eq!(made.words(), "老龚说水涨了gōngzhǎng");
}
