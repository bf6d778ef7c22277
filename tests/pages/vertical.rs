//! Vertical copy and vertical heads on a page (C40).

use paiban::base::geom::Rect;
use paiban::base::units::{Em, Length};
use paiban::font::Posture;
use paiban::page::{ItemKind, TextRun};
use proptest::prelude::*;

use super::fixture::{Made, make};

const COPY: &str =
    "青溪的河埠头一共24级石阶。“这条路我走了60年。”守埠的老人说：1958年水深3.6米——他把本子递给John Smith看！";

fn story(head: &str, paragraphs: usize) -> String {
    format!(
        "---\nheadline: {head}\npictures: [{{id: p, caption: 图说。}}]\n---\n{}",
        format!("{COPY}\n\n").repeat(paragraphs)
    )
}

fn plain(head: &str, paragraphs: usize) -> String {
    story(head, paragraphs).replace("pictures: [{id: p, caption: 图说。}]\n", "")
}

fn runs(made: &Made) -> Vec<&TextRun> {
    let items = made.pages[0].page.items.iter();
    items.filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None }).collect()
}

/// The em boxes of a run's glyphs, taken as 1 em each along the line.
fn boxes(run: &TextRun) -> Vec<Rect> {
    let size = run.size;
    let at = |x: Length| match run.posture {
        Posture::Level => Rect::new(run.origin.x + x, run.origin.y - Em(880).at(size), size, size),
        Posture::Upright => Rect::new(run.origin.x - size / 2, run.origin.y + x, size, size),
        Posture::Turned => Rect::new(run.origin.x - Em(120).at(size), run.origin.y + x, size, Em(250).at(size)),
    };
    run.glyphs.iter().map(|glyph| at(glyph.x)).collect()
}

/// The middles of the vertical lines of body type, in the order of the page.
fn middles(made: &Made) -> Vec<Length> {
    let body = made.edition.pages[0].grid.body;
    let mut middles: Vec<Length> = runs(made)
        .into_iter()
        .filter(|run| run.posture == Posture::Upright && run.size == body)
        .map(|run| run.origin.x)
        .collect();
    middles.dedup();
    middles
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn given(made: &Made) -> String {
    let text = |block: &paiban::model::Block| block.copies().iter().map(|copy| copy.text.as_str()).collect::<String>();
    dense(&made.edition.stories[0].body.iter().map(text).collect::<String>())
}

fn printed(made: &Made) -> String {
    dense(&runs(made).iter().map(|run| run.text.as_str()).collect::<String>())
}

#[test]
fn c40_lines_run_from_right_to_left_a_pitch_apart() {
    let areas = "  a: {kind: story, direction: vertical, at: {columns: 2-4, rows: 3-30}}\n";
    let made = make(areas, "a: s", &[("s", &plain("无题", 6).replace("headline: 无题\n", "label: 无题\n"))]);
    let grid = &made.edition.pages[0].grid;
    let area = grid.rect(made.edition.pages[0].areas[0].parts[0]);
    let middles = middles(&made);
    assert!(middles.len() > 10);
    assert_eq!(middles[0], area.right() - grid.body / 2, "the first line ends at the right edge");
    for pair in middles.windows(2) {
        assert_eq!(pair[0] - pair[1], grid.pitch);
    }
    // The first line is indented by 2 字, the second begins level with the type beside the area.
    let top = area.y + (grid.pitch - grid.body) / 2;
    let first = runs(&made)[0];
    assert_eq!((first.origin.x, first.origin.y), (middles[0], top + grid.body * 2));
    let along = |run: &&TextRun| run.posture != Posture::Level;
    let highest = runs(&made).into_iter().filter(along).map(|run| run.origin.y).min();
    assert_eq!(highest, Some(top));
    assert_eq!(printed(&made), given(&made));
}

#[test]
fn c30_decks_are_whole_characters_one_below_another() {
    let areas = "  a: {kind: story, direction: vertical, text_columns: 3, column_rule: 0.25pt, at: {columns: 1-2, rows: 1-60}}\n";
    let made = make(areas, "a: s", &[("s", &plain("无题", 8).replace("headline: 无题\n", "label: 无题\n"))]);
    let grid = &made.edition.pages[0].grid;
    let area = grid.rect(made.edition.pages[0].areas[0].parts[0]);
    let upright = |run: &&TextRun| run.posture == Posture::Upright;
    let starts: Vec<Length> = runs(&made).into_iter().filter(upright).map(|run| run.origin.y).collect();
    let along = grid.pitch * 60 - (grid.pitch - grid.body);
    let cells = ((along - grid.body * 2) / 3).div_floor(grid.body);
    let gap = (along - grid.body * cells * 3) / 2;
    for deck in 0..3 {
        let top = area.y + (grid.pitch - grid.body) / 2 + (grid.body * cells + gap) * deck;
        assert!(
            starts.iter().any(|start| (*start - top).abs() <= Length::emu(1)),
            "deck {deck} at {top:?}: {starts:?}"
        );
    }
    // Rules lie in the two gaps.
    let rules = made.pages[0]
        .page
        .items
        .iter()
        .filter(|item| matches!(&item.kind, ItemKind::Fill { rects, .. } if rects[0].width > rects[0].height));
    assert_eq!(rules.count(), 2);
}

#[test]
fn c40_figures_stand_level_and_latin_is_turned() {
    let areas = "  a: {kind: story, direction: vertical, at: {columns: 1-3, rows: 1-30}}\n";
    let made = make(areas, "a: s", &[("s", &plain("无题", 1).replace("headline: 无题\n", "label: 无题\n"))]);
    let (body, middle) = (made.edition.pages[0].grid.body, middles(&made));
    let find =
        |text: &str| runs(&made).into_iter().find(|run| run.text == text).unwrap_or_else(|| panic!("no run {text}"));
    let figures = find("24");
    assert_eq!(figures.posture, Posture::Level);
    let line = middle.iter().find(|x| (figures.origin.x - **x).abs() <= body).expect("a line");
    assert_eq!(figures.origin.x + figures.glyphs[0].x, *line - body / 2);
    assert_eq!(find("1958").posture, Posture::Turned);
    let name = runs(&made).into_iter().find(|run| run.text.starts_with("John")).expect("a name");
    assert_eq!(name.posture, Posture::Turned);
    // Its baseline is where the em box of the turned line has it.
    let line = middle.iter().find(|x| (name.origin.x - **x).abs() <= body).expect("a line");
    assert_eq!(*line - name.origin.x, Em(380).at(body));
}

/// The line of `text`, which one run has: its middle.
fn line_of(made: &Made, text: &str) -> Length {
    let has = |run: &&TextRun| run.posture == Posture::Upright && run.text.contains(text);
    runs(made).into_iter().find(has).unwrap_or_else(|| panic!("no run with {text}")).origin.x
}

#[test]
fn c37_c39_marks_beside_vertical_lines_keep_their_sides() {
    let body = "记者[王砚秋]{.name}去了[重庆]{chóng qìng}。\n\n他写了*青溪*志，占[1/2]{.frac}版。\n";
    let areas = "  a: {kind: story, direction: vertical, at: {columns: 1-2, rows: 1-30}}\n";
    let made = make(areas, "a: s", &[("s", &format!("---\nlabel: 题\n---\n{body}"))]);
    let body = made.edition.pages[0].grid.body;
    // Ruby is turned, at the right.
    let ruby = runs(&made).into_iter().find(|run| run.text == "chóng").expect("ruby");
    let base = line_of(&made, "重庆");
    assert_eq!(ruby.posture, Posture::Turned);
    assert!(ruby.origin.x > base + Em(400).at(body) && ruby.origin.x < base + body, "{:?}", ruby.origin.x - base);
    // The line of a name is at the left, emphasis at the right.
    let items = || made.pages[0].page.items.iter().map(|item| &item.kind);
    let name = items().find_map(|kind| if let ItemKind::Fill { rects, .. } = kind { Some(rects[0]) } else { None });
    let (name, base) = (name.expect("a line"), line_of(&made, "王砚秋"));
    assert!(name.height > body * 2 && name.right() < base - Em(500).at(body) && name.x > base - body);
    let dots = items().find_map(|kind| if let ItemKind::Dots { centres, .. } = kind { Some(centres) } else { None });
    let (dots, base) = (dots.expect("dots"), line_of(&made, "青溪"));
    assert!(dots.len() == 2 && dots.iter().all(|dot| dot.x > base + body / 2 && dot.x < base + body));
    // A fraction is turned whole.
    let fraction = runs(&made).into_iter().filter(|run| "1/2".contains(run.text.as_str()));
    assert!(fraction.clone().count() > 0 && fraction.into_iter().all(|run| run.posture == Posture::Turned));
}

#[test]
fn every_kind_of_block_stands_in_vertical_copy() {
    let body = "本报讯 今天下雨。\n\n1. 带伞\n2. 早归\n\n::: verse\n雨打芭蕉\n夜半钟声\n:::\n\n::: dialogue\n甲：来了？\n乙：来了。\n:::\n\n::: names\n王砚秋 林晓 顾一帆\n:::\n\n| 站 | 水位 |\n|---|--:|\n| 南门 | 3.6 |\n| 北门 | 12.5 |\n\n## 小标题\n\n末段。\n";
    let areas = "  a: {kind: story, direction: vertical, at: {columns: 1-5, rows: 1-30}, text_columns: 2}\n";
    let story = format!("---\nlabel: 题\ndrop_cap: 2\n---\n{body}");
    let made = make(areas, "a: s", &[("s", &story)]);
    assert!(
        runs(&made).iter().all(|run| run.posture != Posture::Level || run.text.chars().all(|c| c.is_ascii_digit()))
    );
    let (mut printed, mut given): (Vec<char>, Vec<char>) =
        (printed(&made).chars().collect(), given(&made).chars().collect());
    printed.sort_unstable();
    given.sort_unstable();
    assert_eq!(printed, given);
}

#[test]
fn a_vertical_head_stands_at_the_side_and_the_columns_make_room() {
    let check = |keys: &str, at_right: bool| {
        let areas = format!(
            "  a:\n    kind: story\n    at: {{columns: 1-2, rows: 1-30}}\n    head: {{style: small, direction: vertical{keys}}}\n"
        );
        let made = make(&areas, "a: s", &[("s", &plain("河灯一盏 照见归人", 5))]);
        let grid = made.edition.pages[0].grid.clone();
        let area = grid.rect(made.edition.pages[0].areas[0].parts[0]);
        let head: Vec<&TextRun> = runs(&made).into_iter().filter(|run| run.posture == Posture::Upright).collect();
        // Its two lines drop the space where they part.
        assert_eq!(dense(&head.iter().map(|run| run.text.as_str()).collect::<String>()), "河灯一盏照见归人");
        let middles = || head.iter().map(|run| run.origin.x);
        let (left, right) = (middles().min().expect("a line"), middles().max().expect("a line"));
        let (left, right) = (left - head[0].size / 2, right + head[0].size / 2);
        assert!(area.x <= left && right <= area.right());
        assert_eq!(head[0].origin.x > area.x + area.width / 2, at_right);
        let beside = |run: &&TextRun| run.posture == Posture::Level && run.size == grid.body;
        for glyph in runs(&made).into_iter().filter(beside).flat_map(boxes) {
            let clear = if at_right { glyph.right() <= left } else { glyph.x >= right };
            assert!(clear || glyph.y > area.bottom() || keys.contains("rows"), "{glyph:?} is under the head");
        }
        assert_eq!(dense(&made.pages[0].record.areas[0].stories[0].headline), "河灯一盏照见归人");
        made
    };
    check("", true);
    check(", side: left", false);
    check(", columns: 1", false);
    check(", width: 5字", true);
    let made = check(", width: 5字, rows: 8", true);
    // Below it the copy has all of the width again.
    let grid = &made.edition.pages[0].grid;
    let below = grid.row_top(9);
    let wide = |run: &&TextRun| run.origin.y > below && run.origin.x >= grid.columns[1].x;
    assert!(
        runs(&made)
            .into_iter()
            .filter(wide)
            .flat_map(boxes)
            .any(|glyph| glyph.right() == grid.columns[1].x + grid.columns[1].width)
    );
}

#[test]
fn a_vertical_head_that_does_not_fit_is_told() {
    let areas = "  a:\n    kind: story\n    at: {columns: 1, rows: 1-30}\n    head: {style: small, direction: vertical, width: 1字}\n";
    let made = make(areas, "a: s", &[("s", &plain("河灯一盏 照见归人", 2))]);
    assert!(made.codes().contains(&"head-overset"), "{:?}", made.codes());
    let low =
        "  a:\n    kind: story\n    direction: vertical\n    at: {columns: 1-5, rows: 1-8}\n    head: {style: small}\n";
    let made = make(low, "a: s", &[("s", &plain("河灯一盏照见归人河灯一盏照见归人", 2))]);
    assert!(made.codes().contains(&"head-overset"), "{:?}", made.codes());
}

#[test]
fn a_page_with_vertical_copy_and_heads() {
    let areas = "  a:
    kind: story
    direction: vertical
    at: {columns: 1-3, rows: 1-34}
    head: {style: third}
    text_columns: 2
    pictures: [{id: p, columns: 1, rows: 22-34}]
  b:
    kind: story
    at: {columns: 4-5, rows: 1-34}
    head: {style: small, direction: vertical}
    text_columns: 1
  c:
    kind: story
    direction: vertical
    at: {columns: 1-5, rows: 36-50}
    head: {style: brief}
    frame: {rule: 0.5pt, padding: 1字}
";
    let stories = [
        ("a", story("守埠人和他的“水尺”", 6)),
        ("b", plain("北街灯会", 4)),
        ("c", plain("桥灯检修", 1)),
        ("d", plain("旧书漂流", 1)),
    ];
    let stories: Vec<(&str, &str)> = stories.iter().map(|(slug, text)| (*slug, text.as_str())).collect();
    let made = make(areas, "a: a, b: b, c: [c, d]", &stories);
    super::fixture::golden("vertical", &made.dump());
}

/// Columns, rows, decks, a head, a picture, a frame.
#[derive(Clone, Debug)]
struct Shape {
    columns: (u16, u16),
    rows: (u16, u16),
    decks: u16,
    head: &'static str,
    picture: Option<(u16, u16, u16)>,
    frame: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let columns = (1..=4u16, 1..4u16).prop_map(|(first, more)| (first, (first + more).min(5)));
    let rows = (1..=30u16, 16..40u16).prop_map(|(first, more)| (first, first + more));
    let head = prop::sample::select(vec!["", ", direction: horizontal", ", side: left", ", width: 6字", ", rows: 9"]);
    let picture = prop::option::of((0..3u16, 4..30u16, 4..12u16));
    (columns, rows, 1..3u16, head, picture, any::<bool>())
        .prop_map(|(columns, rows, decks, head, picture, frame)| Shape { columns, rows, decks, head, picture, frame })
}

impl Shape {
    fn made(&self, paragraphs: usize) -> Made {
        let Shape { columns, rows, decks, head, .. } = self;
        let mut yaml = format!(
            "  a:\n    kind: story\n    direction: vertical\n    at: {{columns: {}-{}, rows: {}-{}}}\n    head: {{style: brief{head}}}\n    text_columns: {decks}\n",
            columns.0, columns.1, rows.0, rows.1
        );
        if self.frame {
            yaml += "    frame: {rule: 0.5pt, padding: 0.5字}\n";
        }
        let mut copy = plain("标题", paragraphs);
        if let Some((column, down, height)) = self.picture {
            let count = columns.1 - columns.0 + 1;
            let first = if self.frame { 1 } else { columns.0 } + column.min(count - 1);
            let top = rows.0 + down;
            if top + height < rows.1 {
                yaml += &format!("    pictures: [{{id: p, columns: {first}, rows: {top}-{}}}]\n", top + height);
                copy = story("标题", paragraphs);
            }
        }
        make(&yaml, "a: s", &[("s", &copy)])
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_of_vertical_copy_is_lost(shape in shape(), paragraphs in 1..9usize) {
        let made = shape.made(paragraphs);
        let rest = made.pages[0].record.areas[0].stories[0].overset.as_ref();
        prop_assert_eq!(rest.is_some(), made.codes().contains(&"story-overset"));
        let copy = given(&made);
        let expected = match rest {
            Some(rest) => copy.strip_suffix(&dense(&rest.text)).expect("the rest is the end of the copy").to_string(),
            None => copy,
        };
        prop_assert!(printed(&made).contains(&expected));
    }

    #[test]
    fn vertical_lines_keep_to_their_area_and_off_one_another(shape in shape(), paragraphs in 1..9usize) {
        let made = shape.made(paragraphs);
        if made.codes().contains(&"line-overfull") || made.codes().contains(&"picture-outside") {
            return Ok(());
        }
        let grid = &made.edition.pages[0].grid;
        let area = grid.rect(made.edition.pages[0].areas[0].parts[0]);
        let picture = made.pages[0].page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Fill { rects, .. } if shape.picture.is_some() && rects[0].width > grid.body && rects[0].height > grid.body => Some(rects[0]),
            _ => None,
        });
        let mut upright: Vec<Rect> = Vec::new();
        for run in runs(&made).into_iter().filter(|run| run.posture == Posture::Upright && run.size == grid.body) {
            upright.extend(boxes(run));
        }
        for (index, glyph) in upright.iter().enumerate() {
            // A mark at a line's end shows only its first half.
            let ink = Rect { height: glyph.height / 2, ..*glyph };
            prop_assert!(area.x <= glyph.x && glyph.right() <= area.right(), "{glyph:?} leaves {area:?}");
            prop_assert!(area.y <= glyph.bottom() - grid.body / 2 && ink.bottom() <= area.bottom(), "{glyph:?} leaves {area:?}");
            prop_assert!(picture.is_none_or(|picture| !picture.overlaps(ink)), "{glyph:?} on the picture");
            let near = |other: &&Rect| other.x != glyph.x && other.overlaps(*glyph);
            prop_assert!(!upright[index + 1..].iter().any(|other| near(&other)), "two lines share a place");
        }
    }
}
