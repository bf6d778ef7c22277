//! Lists, verse, speech, names.

use paiban::base::units::Length;
use paiban::model::Block;

use super::fixture::*;

#[test]
fn the_lines_of_a_list_stand_below_one_another_and_so_do_the_points() {
    let made = column(vec![
        item("1.", "上午九时在东门广场集合，由街道登记姓名和住址。"),
        item("10.", "散场以后请把灯笼交回渡口，或挂在自家门前，挂满三日。"),
    ]);
    let point = |label: &str| {
        let run = made.run(label);
        run.origin.x + run.glyphs.last().expect("a point").x
    };
    assert_eq!(point("1."), point("10."));
    let grid = &made.edition.pages[0].grid;
    let lines: Vec<Length> = made
        .runs()
        .into_iter()
        .filter(|run| !run.text.ends_with('.'))
        .map(|run| run.origin.x + run.glyphs[0].x - grid.columns[0].x)
        .collect();
    assert!(lines.len() > 3);
    assert!(lines.iter().all(|x| *x == BODY * 3 / 2), "1½ 字: {lines:?}");
    assert!(made.words().starts_with("1.上午"), "label, then words");
}

#[test]
fn a_bullet_stands_in_the_middle_of_one_character() {
    let made = column(vec![item("●", "雨天改在粮仓，时间不变，各家自带竹椅，请走西门。")]);
    let (bullet, words) = (made.run("●"), made.run("雨天"));
    assert_eq!(words.origin.x - made.edition.pages[0].grid.columns[0].x, BODY);
    assert!(bullet.size < BODY && bullet.origin.y < words.origin.y);
}

#[test]
fn lines_of_verse_stay_lines_and_runovers_stand_deeper() {
    let made = column(vec![verse(&[
        "江上的灯一盏一盏亮了",
        "",
        "让它慢慢地流到你看得见的那一座桥下去再也不回头",
        "天就亮了",
    ])]);
    let lines: Vec<(i64, String)> = made.lines().into_iter().map(|line| (line.0, line.2)).collect();
    let deep: Vec<Length> = made.lines().into_iter().map(|line| line.1).collect();
    assert_eq!(lines[0], (1, "江上的灯一盏一盏亮了".to_owned()));
    assert_eq!(lines[1].0, 3, "a row parts stanzas: {lines:?}");
    assert_eq!(lines.last().expect("lines").1, "天就亮了");
    assert_eq!(deep[0], deep[1]);
    assert!(deep[2] > deep[1], "{deep:?}");
    assert_eq!(deep.last(), deep.first());
}

#[test]
fn centred_verse_is_a_block_on_its_longest_line() {
    let daily = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/layouts/styles/daily.yaml"));
    let sheet = daily
        .expect("the style sheet")
        .replace("\ntext:\n", "\ntext:\n  verse: {face: 楷 400, size: 9pt, align: center}\n");
    let made = make_styled(&sheet, 1, 40, Default::default(), vec![verse(&["江上的灯", "一盏一盏亮了", "夜"])]);
    let left: Vec<Length> = made.lines().into_iter().map(|line| line.1).collect();
    assert_eq!(left, [BODY * 9 / 2; 3], "six characters in fifteen");
}

#[test]
fn c42_names_of_two_characters_are_as_wide_as_those_of_three() {
    let made = column(vec![names(&["王砚秋", "林晓", "顾一帆", "方岸", "许伯安", "买买提·吐尔逊", "何苗"])]);
    let extent = |first: char, last: char| made.x_of(last) - made.x_of(first);
    assert_eq!(extent('林', '晓'), BODY * 2);
    assert_eq!(extent('王', '秋'), BODY * 2);
    // Columns begin below one another.
    assert_eq!(made.x_of('王'), made.x_of('许'));
    assert_eq!(made.x_of('林'), made.x_of('买'));
    assert!(made.x_of('何') >= made.x_of('逊') + BODY * 2, "a space after a name that runs over");
    assert_eq!(made.words(), "王砚秋林晓顾一帆方岸许伯安买买提·吐尔逊何苗");
}

#[test]
fn a_name_wider_than_the_column_takes_lines_of_its_own() {
    let long = "阿卜杜热合曼·买买提明·吐尔逊江·艾合买提";
    let made = column(vec![names(&["林晓", long, "方岸"])]);
    assert_eq!(made.words(), format!("林晓{long}方岸"));
    let rows: Vec<i64> = made.lines().iter().map(|line| line.0).collect();
    assert_eq!((rows[0], rows.last().copied()), (1, Some(4)), "{:?}", made.lines());
}

#[test]
fn the_speaker_is_bold_and_the_speech_a_paragraph() {
    let made = column(vec![Block::Speech(copy("**记者：**您在渡口多少年了？"))]);
    assert_ne!(made.run("记者").face, made.run("您在").face);
    assert_eq!(made.lines()[0].1, BODY * 2);
}
