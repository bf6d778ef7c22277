//! What is said of heads that do not fit.

use crate::base::diag::{Code, Diagnostic, say};
use crate::model::{Direction, Story};

use super::desk::Desk;
use super::head::{HeadBlock, HeadRoom};

/// The finding for a head that does not fit even at its smallest: too wide, or (when it `fits`) too high.
pub(super) fn overset(desk: &Desk<'_>, story: &Story, block: &HeadBlock, room: HeadRoom, fits: bool) -> Diagnostic {
    if desk.direction == Direction::Vertical {
        return overset_down(desk, story, block, room, fits);
    }
    let place = story.headline.as_ref().map_or(room.span, |headline| headline.span_at(0));
    let (slug, rows) = (&story.slug, block.rows);
    let message = if fits {
        let held = room.rows.unwrap_or(0);
        say(
            format!("稿件 `{slug}` 的标题用最小字号仍需 {rows} 行，版面只给 {held} 行"),
            format!("the head of story `{slug}` needs {rows} rows at its smallest; the page gives {held}"),
        )
    } else {
        let measure = room.measure.to_mm();
        say(
            format!("稿件 `{slug}` 的标题用最小字号仍排不进 {measure:.1} 毫米宽"),
            format!("the head of story `{slug}` does not fit {measure:.1} mm even at its smallest size"),
        )
    };
    Diagnostic::new(Code::HeadOverset, place, message)
        .hint(say(
            "改短标题，在可断处加空格，或在样式的 `sizes` 里加小一档字号、放宽 `lines`、加大 `head.rows`",
            "shorten it, mark clauses with a space, add a smaller step to `sizes`, allow more `lines`, or raise `head.rows`",
        ))
        .note(room.span, say("标题在此描述", "the head is described here"))
}

/// As [`overset`], for a vertical head: its lines are as long as it is high.
fn overset_down(desk: &Desk<'_>, story: &Story, block: &HeadBlock, room: HeadRoom, fits: bool) -> Diagnostic {
    let place = story.headline.as_ref().map_or(room.span, |headline| headline.span_at(0));
    let pitch = desk.grid().pitch;
    let (slug, wide) = (&story.slug, (pitch * i64::from(block.rows)).to_mm());
    let message = if fits {
        let held = (pitch * i64::from(room.rows.unwrap_or(0))).to_mm();
        say(
            format!("稿件 `{slug}` 的竖题用最小字号仍需 {wide:.1} 毫米宽，版面只给 {held:.1} 毫米"),
            format!(
                "the vertical head of story `{slug}` needs {wide:.1} mm at its smallest; the page gives {held:.1} mm"
            ),
        )
    } else {
        let measure = room.measure.to_mm();
        say(
            format!("稿件 `{slug}` 的竖题用最小字号仍排不进 {measure:.1} 毫米高"),
            format!(
                "the vertical head of story `{slug}` does not fit {measure:.1} mm of height even at its smallest size"
            ),
        )
    };
    Diagnostic::new(Code::HeadOverset, place, message)
        .hint(say(
            "改短标题，在可断处加空格，或在样式的 `sizes` 里加小一档字号、放宽 `lines`、加大 `head.width` 或 `head.rows`",
            "shorten it, mark clauses with a space, add a smaller step to `sizes`, allow more `lines`, or raise `head.width` or `head.rows`",
        ))
        .note(room.span, say("标题在此描述", "the head is described here"))
}
