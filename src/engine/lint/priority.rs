//! Priority inversion: the page says otherwise than the newsroom what weighs more.
//!
//! Source: `algorithms.md` 5: the lead is never below another block. A story's own `priority` goes before its
//! area's; 1 is the lead, and an area named so has that weight. Stories without a weight are compared with the lead
//! alone, by size; where nothing weighs, the largest head by far is taken for the lead's.

use crate::base::diag::{Code, Say, say};
use crate::base::units::Length;

use super::Found;
use super::sheet::{HeadAt, Sheet, points};

/// Names of the area that leads its page. 二条 and so on are places as much as weights, and are not compared.
const LEADS: &[&str] = &["lead", "头条"];

/// What the story of a head weighs.
fn weight(sheet: &Sheet<'_>, head: &HeadAt<'_>) -> Option<u8> {
    let story = head.story.and_then(|story| sheet.edition.stories.get(story as usize));
    let own = story.and_then(|story| story.priority);
    let area = || sheet.story_area(head.area).and_then(|area| area.priority);
    let named = || LEADS.contains(&sheet.area_name(head.area)).then_some(1);
    own.or_else(area).or_else(named)
}

/// A head and what its story weighs.
fn weighed<'s>(sheet: &'s Sheet<'_>) -> Vec<(&'s HeadAt<'s>, u8)> {
    sheet.heads.iter().filter_map(|head| Some((head, weight(sheet, head)?))).collect()
}

/// A head larger than that of the lead, of a story that nothing is said of.
fn larger_than_lead(sheet: &Sheet<'_>, weighed: &[(&HeadAt<'_>, u8)], found: &mut Vec<Found>) {
    let leads = weighed.iter().filter(|(head, weight)| *weight == 1 && is_plain(sheet, head));
    let Some(lead) = leads.map(|(head, _)| *head).max_by_key(|head| head.size) else { return };
    let other = |head: &&HeadAt<'_>| is_plain(sheet, head) && weight(sheet, head).is_none();
    for large in sheet.heads.iter().filter(other).filter(|head| head.size > lead.size) {
        let (one, other) = (lead.named(), large.named());
        let (least, most) = (points(lead.size), points(large.size));
        let message = say(
            format!("轻重倒置：“{other}”的标题比头条“{one}”还大（{most} 对 {least} 磅）"),
            format!("“{other}” has a larger head than the lead “{one}” ({most} to {least} pt)"),
        );
        found.push(inversion(lead, large, message));
    }
}

/// Where nothing weighs, size does: a head much larger than all others that begins in the lower half of the page,
/// below two stories or more.
fn largest_below(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    /// Heads differ much from this ratio on, in thousandths: that at which they do not collide.
    const MUCH: i64 = 1300;
    let mut plain: Vec<&HeadAt<'_>> = sheet.heads.iter().filter(|head| is_plain(sheet, head)).collect();
    plain.sort_by_key(|head| std::cmp::Reverse(head.size));
    let [largest, next, ..] = plain[..] else { return };
    let middle = sheet.grid().trim.height / 2;
    let above = plain.iter().filter(|head| head.at.bottom() <= middle).count();
    if largest.size < next.size.scale(MUCH, 1000) || largest.at.y < middle || above < 2 {
        return;
    }
    let other = largest.named();
    let (least, most) = (points(next.size), points(largest.size));
    let message = say(
        format!("轻重倒置：全版最大的标题“{other}”（{most} 磅，其次 {least} 磅）落在下半版"),
        format!(
            "“{other}” has by far the largest head of the page ({most} pt; the next has {least}) in its lower half"
        ),
    );
    found.push(inversion(next, largest, message));
}

/// What a frame sets apart, a vertical head, a list and a picture story are shown for themselves and may be large.
fn is_plain(sheet: &Sheet<'_>, head: &HeadAt<'_>) -> bool {
    let is_copy = sheet.story_area(head.area).is_some() && !sheet.is_list(head.area);
    is_copy && !head.vertical && !sheet.is_vertical(head.area) && !sheet.is_framed(head.area)
}

fn inversion(great: &HeadAt<'_>, small: &HeadAt<'_>, message: Say) -> Found {
    let hint = say("调换两稿的位置或标题字号，或改 `priority`", "exchange their places or sizes, or change `priority`");
    Found::new(
        Code::PriorityInversion,
        &[great.area, small.area],
        great.at.union(small.at),
        small.span,
        (message, hint),
    )
    .note(great.span, say("另一稿", "the other story"))
}

/// A lesser story with a larger head, or wholly above a greater one.
pub(super) fn inversions(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let slack = sheet.lint.length(Code::PriorityInversion, 0);
    let heads = weighed(sheet);
    for (great, high) in &heads {
        for (small, low) in heads.iter().filter(|(_, low)| low > high) {
            let larger = small.size > great.size;
            let above = great.at.y - small.at.bottom() > slack.max(Length::ZERO);
            if !larger && !above {
                continue;
            }
            let (one, other) = (great.named(), small.named());
            let (zh, en) = if larger {
                (
                    format!("标题却大（{} 对 {} 磅）", points(small.size), points(great.size)),
                    format!("has the larger head ({} to {} pt)", points(small.size), points(great.size)),
                )
            } else {
                ("却在它上方".to_string(), "stands above it".to_string())
            };
            let message = say(
                format!("轻重倒置：“{other}”（第 {low} 位）不如“{one}”（第 {high} 位）要紧，{zh}"),
                format!("“{other}” (priority {low}) weighs less than “{one}” (priority {high}) and {en}"),
            );
            found.push(inversion(great, small, message));
        }
    }
    match heads[..] {
        [] => largest_below(sheet, found),
        _ => larger_than_lead(sheet, &heads, found),
    }
}
