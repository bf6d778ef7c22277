//! Every kind of rule, alone and round a box.

use std::sync::Arc;

use super::*;
use crate::base::geom::Size;
use crate::model::{Drawing, Ornament};

fn stroke(weight: i64, line: LineStyle) -> Stroke {
    Stroke { weight: Length::pt(weight), line, color: Color::BLACK }
}

fn at(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

/// A lozenge in a tile twice as long as high.
fn lozenge() -> LineStyle {
    let p = |x: i64, y: i64| Point { x: Length::pt(x), y: Length::pt(y) };
    let mut outline = Outline::at(p(0, 50));
    [p(100, 0), p(200, 50), p(100, 100)].into_iter().for_each(|point| outline.line_to(point));
    let tile = Drawing { size: Size { width: Length::pt(200), height: Length::pt(100) }, contours: vec![outline] };
    LineStyle::Ornament(Arc::new(Ornament { name: "lozenge".to_owned(), tile, corner: None }))
}

/// The box round all that an item fills.
fn inked(item: &Item) -> Rect {
    match &item.kind {
        ItemKind::Fill { rects, .. } => rects.iter().copied().reduce(Rect::union).unwrap_or_default(),
        ItemKind::Shape { contours, .. } => {
            contours.iter().map(Outline::bounds).reduce(Rect::union).unwrap_or_default()
        }
        ItemKind::Dots { centres, diameter, .. } => {
            let dot = |c: &Point| Rect::new(c.x - *diameter / 2, c.y - *diameter / 2, *diameter, *diameter);
            centres.iter().map(dot).reduce(Rect::union).unwrap_or_default()
        }
        _ => Rect::default(),
    }
}

fn all_lines() -> [LineStyle; 9] {
    use LineStyle::*;
    [Single, Double, ThickThin, ThinThick, Triple, Dotted, Dashed, Wavy, lozenge()]
}

#[test]
fn every_rule_fills_its_length_and_no_more() {
    for line in all_lines() {
        for vertical in [false, true] {
            let stroke = stroke(2, line.clone());
            let inked = inked(&rule(
                Point { x: Length::pt(50), y: Length::pt(50) },
                Length::pt(301),
                vertical,
                &stroke,
                Span::NONE,
            ));
            let along = if vertical { (inked.y, inked.height) } else { (inked.x, inked.width) };
            assert_eq!(along, (Length::pt(50), Length::pt(301)), "{line:?}, vertical {vertical}");
            // The handles of a wave stand outside its ink.
            let across = if vertical { inked.width } else { inked.height };
            assert!(across <= thickness(&stroke) * 3 / 2, "{line:?}: {across:?}");
        }
    }
}

#[test]
fn every_frame_meets_its_outer_edges_and_stays_inside() {
    let outer = at(10, 20, 201, 99);
    for line in all_lines() {
        for radius in [0, 12] {
            let stroke = stroke(3, line.clone());
            let items = frame(outer, Length::pt(radius), &stroke, Span::NONE);
            let inked = items.iter().map(inked).reduce(Rect::union).unwrap_or_default();
            // Waves reach their edges only where they swing.
            let slack = if matches!(line, LineStyle::Wavy) { Length::pt(3) } else { Length::emu(12) };
            assert!(outer.inset(-slack).contains(inked) && inked.contains(outer.inset(slack)), "{line:?}: {inked:?}");
        }
    }
}

#[test]
fn a_tile_is_repeated_a_whole_number_of_times_on_each_side() {
    let ItemKind::Shape { contours, .. } =
        &frame(at(0, 0, 100, 55), Length::ZERO, &stroke(5, lozenge()), Span::NONE)[0].kind
    else {
        panic!("an ornament is a shape")
    };
    // 10 of 10 pt above and below, and on 45 pt of either side 5 of 9 pt rather than 4 of 11.25.
    assert_eq!(contours.len(), 10 + 10 + 5 + 5);
    let first = contours[0].bounds();
    assert_eq!((first.width, first.height), (Length::pt(10), Length::pt(5)));
    let side = contours[10].bounds();
    assert_eq!((side.width, side.height), (Length::pt(5), Length::pt(9)));
}

#[test]
fn a_rounded_frame_is_a_ring_whose_corners_share_their_centres() {
    let items = frame(at(0, 0, 100, 60), Length::pt(10), &stroke(2, LineStyle::Single), Span::NONE);
    let ItemKind::Shape { contours, even_odd, .. } = &items[0].kind else { panic!("a ring is a shape") };
    assert!(*even_odd);
    assert_eq!(contours.len(), 2);
    assert_eq!(contours[0].start, Point { x: Length::ZERO, y: Length::pt(10) });
    assert_eq!(contours[1].start, Point { x: Length::pt(2), y: Length::pt(10) });
}

#[test]
fn rounded_dots_go_round_without_a_gap() {
    let items = frame(at(0, 0, 100, 60), Length::pt(10), &stroke(1, LineStyle::Dotted), Span::NONE);
    let ItemKind::Dots { centres, .. } = &items[0].kind else { panic!("dots") };
    for pair in centres.windows(2).chain([&[centres[centres.len() - 1], centres[0]][..]]) {
        let (dx, dy) = ((pair[0].x - pair[1].x).abs(), (pair[0].y - pair[1].y).abs());
        let apart = dx.max(dy);
        assert!(apart > Length::pt_hundredths(140) && apart < Length::pt(4), "{pair:?}");
    }
}
