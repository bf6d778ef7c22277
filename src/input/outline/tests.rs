//! Drawings read, and drawings refused.

use super::*;
use crate::font::MADE_EM;

fn read_svg(text: &str) -> Result<Outline, Diagnostic> {
    let mut sink = Sink::new();
    match read(FileId(0), text, &mut sink) {
        Some(outline) => {
            assert_eq!(sink, []);
            Ok(outline)
        }
        None => {
            assert_eq!(sink.len(), 1, "one mistake, one message: {sink:?}");
            let found = sink.remove(0);
            assert!(found.code == Code::GlyphUnusable && found.hint.is_some());
            assert!(found.span.end as usize <= text.len() && found.span.start <= found.span.end);
            Err(found)
        }
    }
}

/// A drawing on a box of 100.
fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">{inside}</svg>")
}

/// The box of each contour, in hundredths of an em from the top left of the em box, and `-` for one
/// that runs the other way.
#[track_caller]
fn check(inside: &str, expected: &str) {
    let outline = read_svg(&svg(inside)).unwrap_or_else(|found| panic!("{}", found.message.en));
    let (em, foot) = (i32::from(MADE_EM), i32::from(crate::font::MADE_DESCENT));
    let hundredths = |value: i32| (value * 100 + em / 2).div_euclid(em);
    let draw = |points: &Vec<crate::font::OutlinePoint>| {
        let xs = points.iter().map(|point| i32::from(point.x));
        let ys = points.iter().map(|point| em - foot - i32::from(point.y));
        let (x0, x1) = (xs.clone().min().unwrap_or(0), xs.max().unwrap_or(0));
        let (y0, y1) = (ys.clone().min().unwrap_or(0), ys.max().unwrap_or(0));
        let pairs = points.iter().zip(points.iter().cycle().skip(1));
        let area: i64 = pairs.map(|(p, q)| i64::from(p.x) * i64::from(q.y) - i64::from(q.x) * i64::from(p.y)).sum();
        let sign = if area < 0 { "-" } else { "" };
        format!("{sign}{},{} {}x{}", hundredths(x0), hundredths(y0), hundredths(x1 - x0), hundredths(y1 - y0))
    };
    assert_eq!(outline.contours.iter().map(draw).collect::<Vec<_>>().join("; "), expected);
}

#[test]
fn shapes_stand_where_the_view_box_says() {
    check("<path d='M10 20h30v40h-30z'/>", "10,20 30x40");
    check("<rect x='10' y='20' width='30' height='40'/>", "10,20 30x40");
    check("<polygon points='10,20 40,20 40,60 10,60'/>", "10,20 30x40");
    check("<circle cx='50' cy='50' r='20'/>", "30,30 40x40");
    check("<g transform='translate(10 0) scale(2)'><rect y='10' width='10' height='10'/></g>", "10,20 20x20");
    check("<g transform='rotate(90 50 50)'><rect x='0' y='0' width='20' height='10'/></g>", "90,0 10x20");
}

#[test]
fn curves_are_followed_within_half_a_unit() {
    let outline = read_svg(&svg("<path d='M0 50C0 22.4 22.4 0 50 0S100 22.4 100 50 77.6 100 50 100 0 77.6 0 50'/>"));
    let outline = outline.expect("a circle");
    // A point on the circle is 50 away from its middle.
    let em = i64::from(MADE_EM);
    for point in outline.contours[0].iter().filter(|point| point.on) {
        let (x, y) = (i64::from(point.x) - em / 2, i64::from(point.y) + i64::from(crate::font::MADE_DESCENT) - em / 2);
        let radius = ((x * x + y * y) as u64).isqrt() as i64;
        assert!((radius - em / 2).abs() <= 2, "{point:?} {radius}");
    }
}

#[test]
fn what_is_not_filled_is_not_taken() {
    check("<rect fill='none' width='100' height='100'/><rect x='1' width='5' height='5'/>", "1,0 5x5");
    check("<rect style='fill: none' width='100' height='100'/><rect x='1' width='5' height='5'/>", "1,0 5x5");
    check("<g display='none'><rect width='9' height='9'/></g><rect x='1' width='5' height='5'/>", "1,0 5x5");
    check("<title>字</title><defs><rect width='9' height='9'/></defs><rect x='1' width='5' height='5'/>", "1,0 5x5");
}

#[test]
fn holes_stay_and_overlaps_fill() {
    // Even-odd: the inner square is a hole whatever way it runs.
    let inner = "M20 20h10v10h-10z";
    check(&format!("<path fill-rule='evenodd' d='M0 0h100v100h-100z{inner}'/>"), "0,0 100x100; -20,20 10x10");
    // Two shapes that run opposite ways both fill.
    check("<path d='M0 0h50v50h-50z'/><path d='M25 25v50h50v-50z'/>", "0,0 50x50; 25,25 50x50");
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    match read_svg(text) {
        Ok(outline) => panic!("accepted: {outline:?}"),
        Err(found) => assert!(found.message.en.contains(expected), "{}", found.message.en),
    }
}

#[test]
fn what_is_no_outline_is_refused_with_its_cure() {
    refused(&svg(""), "no filled path");
    refused(&svg("<text>成</text>"), "<text> cannot be used");
    refused(&svg("<image href='http://example.com/a.png'/>"), "<image> cannot be used");
    refused(&svg("<use href='#a'/>"), "<use> cannot be used");
    refused(&svg("<script>alert(1)</script>"), "<script> cannot be used");
    refused(&svg("<path d='M0 0h9v9z' stroke='black'/>"), "stroke");
    refused(&svg("<path d='M0 0h9v9z' clip-path='url(#a)'/>"), "clip-path");
    refused(&svg("<path d='M0 0 nan 5z'/>"), "`d`");
    refused(&svg("<path d='M0 0 L1e999 5 5 5z'/>"), "cannot be understood");
    refused(&svg("<rect width='inf' height='3'/>"), "`width`");
    refused(&svg("<rect x='900' width='9' height='3'/>"), "outside the viewBox");
    refused(&svg("<g transform='scale(NaN)'><rect width='9' height='9'/></g>"), "`transform`");
    refused(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 200\"><rect width='9' height='9'/></svg>",
        "no square",
    );
    refused("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 0 0\"/>", "no square");
    refused("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width='9' height='9'/></svg>", "no viewBox");
    refused("<html/>", "not <svg>");
    refused("", "no SVG");
    refused("<svg", "no SVG");
    refused("\u{0}\u{1}字", "no SVG");
}

/// External entities are never fetched, and entities that multiply end in a message.
#[test]
fn entities_do_no_harm() {
    let external = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    refused(&format!("{external}{}", svg("<path d='&x;'/>")), "no SVG");
    let mut bomb = String::from("<!DOCTYPE svg [<!ENTITY a \"M0 0h9v9z \">");
    for (name, of) in [('b', 'a'), ('c', 'b'), ('d', 'c'), ('e', 'd'), ('f', 'e'), ('g', 'f'), ('h', 'g'), ('i', 'h')] {
        bomb += &format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10));
    }
    refused(&format!("{bomb}]>{}", svg("<path d='&i;'/>")), "");
    // What drawing programs write at the top is no harm.
    let usual = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n";
    assert!(read_svg(&format!("{usual}{}", svg("<rect width='9' height='9'/>"))).is_ok());
}

#[test]
fn depth_and_number_have_bounds() {
    let deep = 5000;
    refused(&svg(&format!("{}<rect width='9' height='9'/>{}", "<g>".repeat(deep), "</g>".repeat(deep))), "");
    refused(&svg(&format!("<path fill-rule='evenodd' d='{}'/>", "M0 0h9v9z".repeat(20_000))), "points");
    refused(&svg(&"<rect width='9' height='9'/>".repeat(30_000)), "");
}
