//! Heads: their styles, and where they stand in an area.

use std::sync::Arc;

use crate::base::diag::Span;
use crate::base::units::{Em, Length, Permille};

use super::fit::OmittedPart;
use super::style::{Align, Direction, Side, TextStyle};

/// Where a head stands and how it looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Its style; `None`: no head is set, though the story may have one.
    pub style: Option<Arc<HeadStyle>>,
    /// The first and the last column over which it stands: the page's, or those of the area when it
    /// has `text_columns` or a frame. `None`: all.
    pub columns: Option<(u16, u16)>,
    /// Its height, where the page description holds it. A vertical head stands over this many rows;
    /// over all of its area's when absent.
    pub rows: Option<u16>,
    /// Which way its lines run: 竖题 when vertical.
    pub direction: Direction,
    /// At which side of its area a vertical head stands, when `columns` does not say so.
    pub side: Side,
    /// The width of a vertical head; `None`, and no `columns`: as much as it needs.
    pub width: Option<Length>,
    /// The step of the headline's sizes from which fitting begins: 1 is the largest. `style` has only the
    /// sizes from there on.
    pub size: u16,
    /// What of the story's head is left out here. `style` does not have it.
    pub omit: Vec<OmittedPart>,
    /// Where it is described.
    pub span: Span,
}

impl Head {
    /// Begins the headline's sizes at this step; a step that its style has not is its last.
    pub fn start_at(&mut self, step: u16) {
        let skipped = usize::from(step.saturating_sub(self.size.max(1)));
        if let Some(style) = self.style.as_deref().filter(|_| skipped > 0) {
            let mut style = style.clone();
            let sizes = &mut style.headline.sizes;
            sizes.drain(..skipped.min(sizes.len() - 1));
            style.headline.text.size = sizes[0];
            self.style = Some(Arc::new(style));
        }
        self.size = step;
    }

    /// Leaves a part out.
    pub fn leave_out(&mut self, part: OmittedPart) {
        if let Some(style) = self.style.as_deref() {
            let mut style = style.clone();
            match part {
                OmittedPart::Kicker => style.kicker = None,
                OmittedPart::Deck => style.deck = None,
                OmittedPart::Summary => {}
            }
            self.style = Some(Arc::new(style));
        }
        self.omit.push(part);
    }
}

/// One part of a head: kicker, headline, deck, label or byline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartStyle {
    /// The style at its largest size.
    pub text: TextStyle,
    /// Sizes to try, the largest first; never empty.
    pub sizes: Vec<Length>,
    /// Fewest and most lines.
    pub lines: (u8, u8),
    /// How far a short part is opened: so much at most is added between two characters.
    pub spread: Em,
    /// How far a long part is tightened: so much at most is taken away between two characters.
    pub tighten: Em,
    /// 长 and 扁 that may be tried, the least change first; the first is the style's own width. Never empty.
    pub widths: Vec<Permille>,
}

/// A style of head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadStyle {
    /// How its parts stand.
    pub align: Align,
    /// 栏目题.
    pub label: Option<PartStyle>,
    /// 引题.
    pub kicker: Option<PartStyle>,
    /// 主题.
    pub headline: PartStyle,
    /// 副题.
    pub deck: Option<PartStyle>,
    /// 署名 in the head; when absent the byline runs in at the start of the body.
    pub byline: Option<PartStyle>,
    /// Space above the first part.
    pub above: Length,
    /// Space between parts.
    pub between: Length,
    /// Least space below the last part.
    pub below: Length,
}
