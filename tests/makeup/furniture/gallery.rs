//! The gallery's page of furniture. `BLESS=1 cargo test --test makeup furniture` writes it anew; read the
//! difference.

use crate::fixture::{golden, shipped};

#[test]
fn the_gallery_shows_every_piece_of_furniture() {
    golden("gallery-furniture", &shipped("editions/gallery", &[3]).dump());
}
