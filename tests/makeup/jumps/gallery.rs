//! The gallery's pages of a jump. `BLESS=1 cargo test --test makeup jumps` writes them anew; read the
//! difference.

use crate::fixture::{golden, shipped};

#[test]
fn the_gallery_shows_every_way_to_cut() {
    let made = shipped("editions/gallery", &[5, 6]);
    assert_eq!(made.codes(), Vec::<&str>::new());
    golden("gallery-jumps", &made.dump());
}
