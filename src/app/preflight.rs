//! Preflight of finished files by a press condition.

pub use super::shelf::finished;
use crate::model::Press;
use crate::output::preflight::{Asks, Flavour};

/// What a press asks of a file; `flavour` as which kind it is judged, as it says itself when absent.
pub fn asks(press: &Press, flavour: Option<Flavour>) -> Asks {
    Asks {
        press: press.name.clone(),
        condition: press.condition.clone(),
        limits: press.limits,
        ink_limit: press.ink_limit,
        pictures: press.pictures,
        flavour,
        spot_plates: press.spot_plates,
    }
}
