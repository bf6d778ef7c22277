//! Priority inversion: the page says otherwise than the newsroom what weighs more.
//!
//! Source: `algorithms.md` 5: the lead is never below another block. A story's own `priority` goes before its
//! area's; 1 is the lead. Stories without one are not compared.

use crate::base::diag::{Code, say};
use crate::base::units::Length;

use super::Found;
use super::sheet::{HeadAt, Sheet, points};

/// A head and what its story weighs.
fn weighed<'s>(sheet: &'s Sheet<'_>) -> Vec<(&'s HeadAt<'s>, u8)> {
    let priority = |head: &HeadAt<'_>| {
        let story = head.story.and_then(|story| sheet.edition.stories.get(story as usize));
        let own = story.and_then(|story| story.priority);
        own.or_else(|| sheet.story_area(head.area).and_then(|area| area.priority))
    };
    sheet.heads.iter().filter_map(|head| Some((head, priority(head)?))).collect()
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
            let hint = say(
                "调换两稿的位置或标题字号，或改 `priority`",
                "exchange their places or sizes, or change `priority`",
            );
            found.push(
                Found::new(
                    Code::PriorityInversion,
                    &[great.area, small.area],
                    great.at.union(small.at),
                    small.span,
                    (message, hint),
                )
                .note(great.span, say("更要紧的一稿", "the story that weighs more")),
            );
        }
    }
}
