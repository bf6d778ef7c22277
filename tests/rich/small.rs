//! Raised and lowered type, signs of notes, fractions.

use paiban::base::units::Length;

use super::fixture::*;

#[test]
fn c9_the_sign_of_a_note_is_never_parted_from_what_it_notes() {
    for filler in 4..34 {
        let text = format!("{}说法[①]{{.note}}与，又[12]{{.note}}有出入", "江".repeat(filler));
        for line in column(vec![p(&text)]).lines() {
            assert!(!line.2.starts_with(['①', '1', '2']), "{filler}: {line:?}");
        }
    }
}

#[test]
fn superiors_stand_small_above_the_line_and_inferiors_below_it() {
    let made = column(vec![p("达10[3]{.sup}，含CO[2]{.sub}少")]);
    let baseline = made.run("达").origin.y;
    let (up, down) = (made.run("3"), made.run("2"));
    assert_eq!((up.size, down.size), (BODY.scale(6, 10), BODY.scale(6, 10)));
    assert!(up.origin.y < baseline - Length::pt(2) && down.origin.y > baseline);
    // The figure reaches no higher than the Han.
    assert!(baseline - up.origin.y + up.size.scale(742, 1000) <= BODY.scale(845, 1000));
}

#[test]
fn c23_a_fraction_is_built_and_never_broken() {
    for filler in 6..20 {
        let made = column(vec![p(&format!("{}约[3/8]{{.frac}}的水样来自这里", "江".repeat(filler)))]);
        assert!(made.lines().iter().any(|line| line.2.contains("3/8")), "{filler}: {:?}", made.lines());
        let (over, under) = (made.run("3"), made.run("8"));
        assert!(over.origin.y < under.origin.y && over.size == under.size && over.size < BODY);
        assert_eq!(under.origin.y, made.run("/").origin.y);
        let foot = under.origin.x;
        assert!(over.origin.x < foot && foot - over.origin.x < BODY, "closed up");
    }
}

#[test]
fn a_kept_stretch_is_not_parted() {
    for filler in 6..20 {
        let made = column(vec![p(&format!("{}在[青溪大桥]{{.keep}}上走", "江".repeat(filler)))]);
        assert!(made.lines().iter().any(|line| line.2.contains("青溪大桥")), "{filler}");
    }
}

#[test]
fn c23_units_with_superiors_stay_whole() {
    for filler in 4..20 {
        let text = format!("{}占1.2km[2]{{.sup}}，时速60km/h，又3m²，18.5℃", "江".repeat(filler));
        let all: Vec<String> = column(vec![p(&text)]).lines().into_iter().map(|line| line.2).collect();
        for unit in ["1.2km2", "60km/h", "3m²", "18.5℃"] {
            assert!(all.iter().any(|line| line.contains(unit)), "{filler}: {all:?}");
        }
    }
}
