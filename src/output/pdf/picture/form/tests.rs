//! Where the corners of a page come to stand.

use super::*;
use crate::base::geom::Size;

/// Where a point of the page stands in the box of one by one, to a thousandth.
#[track_caller]
fn check(turns: u8, part: Part, from: (f64, f64), to: (i64, i64)) {
    let size = Size { width: Length::mm(1), height: Length::mm(1) };
    let shown = [10.0, 20.0, 110.0, 70.0];
    let sheet = Sheet { path: Vec::new(), shown, bleed: shown, viewed: shown, turns, size };
    let operators = enter(&sheet, part);
    let before = operators.split(" cm ").next().expect("a matrix");
    let numbers: Vec<f64> = before.split(' ').rev().take(6).map(|number| number.parse().expect("a number")).collect();
    let [f, e, d, c, b, a] = numbers[..] else { panic!("{operators}") };
    let thousandths = |value: f64| (value * 1000.0).round() as i64;
    let (x, y) = from;
    assert_eq!((thousandths(a * x + c * y + e), thousandths(b * x + d * y + f)), to, "{operators}");
}

const WHOLE: Part = Part { crop: (0, 0, 16_000, 8_000), beyond: [0; 4], whole: (16_000, 8_000) };
const TALL: Part = Part { crop: (0, 0, 8_000, 16_000), beyond: [0; 4], whole: (8_000, 16_000) };

#[test]
fn a_page_fills_its_box_whichever_way_it_is_turned() {
    let (low_left, top_left) = ((10.0, 20.0), (10.0, 70.0));
    check(0, WHOLE, low_left, (0, 0));
    check(0, WHOLE, top_left, (0, 1000));
    check(1, TALL, low_left, (0, 1000));
    check(1, TALL, top_left, (1000, 1000));
    check(2, WHOLE, low_left, (1000, 1000));
    check(2, WHOLE, top_left, (1000, 0));
    check(3, TALL, low_left, (1000, 0));
    check(3, TALL, top_left, (0, 0));
}

#[test]
fn a_crop_fills_the_box_and_the_rest_lies_outside() {
    // The right half, the upper three quarters.
    let part = Part { crop: (8_000, 0, 8_000, 6_000), beyond: [0; 4], whole: (16_000, 8_000) };
    check(0, part, (60.0, 70.0), (0, 1000));
    check(0, part, (110.0, 32.5), (1000, 0));
    check(0, part, (10.0, 20.0), (-1000, -333));
}

#[test]
fn what_lies_beyond_the_trim_fills_its_part_of_the_box() {
    // A tenth of the width more on the left, a quarter of the height at the bottom.
    let part = Part { crop: (0, 0, 16_000, 8_000), beyond: [1_600, 0, 0, 2_000], whole: (16_000, 8_000) };
    check(0, part, (0.0, 70.0), (0, 1000));
    check(0, part, (10.0, 20.0), (91, 200));
    check(0, part, (110.0, 7.5), (1000, 0));
}
