//! What layout needs to know of a picture file: its pixels across and down, as it is shown.

use crate::base::diag::Say;
use crate::base::picture;

/// The pixels across and down of a picture, upright; of a drawing, units of its own.
///
/// Errors: why it cannot be used, and the cure.
pub(super) fn size(bytes: &[u8]) -> Result<(u32, u32), (Say, Say)> {
    picture::head(bytes).map(|head| head.shown()).map_err(|trouble| trouble.say())
}
