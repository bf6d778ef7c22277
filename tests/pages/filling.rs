//! How areas fill: columns end together, credits stay whole, heads step down.

use paiban::page::ItemKind;

use super::fixture::{Made, make};

fn texts(made: &Made) -> Vec<(i64, String)> {
    let mut lines: Vec<(i64, String)> = Vec::new();
    for item in &made.pages[0].page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        match lines.last_mut() {
            Some((y, text)) if *y == run.origin.y.get() => text.push_str(&run.text),
            _ => lines.push((run.origin.y.get(), run.text.clone())),
        }
    }
    lines
}

/// The empty rows at the foot of the columns of an area five columns wide and twenty rows high.
fn holes(characters: usize) -> Vec<u16> {
    let sentence = "江边的路灯昨晚全部换成了新的，走夜路的人说亮堂多了。";
    let body: String = sentence.chars().cycle().take(characters).collect();
    let areas = "  a:\n    kind: story\n    at: {columns: 1-5, rows: 1-20}\n";
    make(areas, "a: s", &[("s", &format!("---\nheadline: 题\n---\n{body}。\n"))]).pages[0].record.areas[0].holes.clone()
}

#[test]
fn columns_end_together_and_the_last_lack_a_line() {
    for characters in [40, 200, 333, 500, 777, 1000, 1234] {
        let holes = holes(characters);
        let (least, most) = (holes.iter().min().expect("columns"), holes.iter().max().expect("columns"));
        assert!(most - least <= 1, "{characters} characters leave {holes:?}");
        assert!(holes.is_sorted(), "the first columns are the full ones: {holes:?}");
    }
}

#[test]
fn a_credit_is_never_broken() {
    for filler in 18..31 {
        let caption = "雨后的江面".chars().cycle().take(filler).collect::<String>();
        let story = format!(
            "---\nheadline: 题\npictures: [{{id: p, caption: {caption}, credit: 通讯员 方岸 摄}}]\n---\n正文在此，共一行。\n"
        );
        let areas = "  a:\n    kind: story\n    at: {columns: 1-2, rows: 1-30}\n    pictures: [{id: p, columns: 1-2, rows: 1-20}]\n";
        let made = make(areas, "a: s", &[("s", &story)]);
        let whole = texts(&made).iter().any(|(_, text)| text.contains("通讯员 方岸 摄"));
        assert!(whole, "{filler}: {:?}", texts(&made));
    }
}

#[test]
fn a_head_steps_down_until_it_fits_and_is_told_when_it_never_does() {
    let head = |headline: &str| {
        let areas = "  a:\n    kind: story\n    at: {columns: 1-3, rows: 1-20}\n    head: {style: main}\n";
        let story = format!("---\nheadline: {headline}\n---\n正文。\n");
        make(areas, "a: s", &[("s", &story)])
    };
    let size = |made: &Made| made.pages[0].record.areas[0].stories[0].headline_size;
    let (short, long) = (head("江上灯"), head("江上灯火一夜都未眠"));
    assert!(size(&short) > size(&long), "{} {}", size(&short), size(&long));
    for made in [&short, &long] {
        assert!(!made.codes().contains(&"head-overset"));
    }
    assert!(head(&"江上灯火一夜未眠".repeat(6)).codes().contains(&"head-overset"));
}

#[test]
fn a_paragraph_gives_way_by_a_line_rather_than_leave_copy_over() {
    // One line too many for the area by itself: its last line holds two characters that can be drawn in.
    let areas = "  a:\n    kind: story\n    at: {columns: 1, rows: 1-4}\n";
    let body = "路灯，亮了；人们，走着，说着，笑着，唱着，慢慢，走远，不见，散了，夜深，人静，水声，很轻，很远好";
    let made = make(areas, "a: s", &[("s", &format!("---\nheadline: 题\n---\n{body}\n"))]);
    let record = &made.pages[0].record.areas[0];
    assert!(record.stories[0].overset.is_none(), "{:?}", record.stories[0]);
    assert_eq!(record.holes, [0]);
}
