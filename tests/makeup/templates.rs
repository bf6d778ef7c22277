//! Templates: descriptions that extend others, masters, spreads, zone editions, and the colour of a day.

#[path = "templates/desk.rs"]
mod desk;
#[path = "templates/dress.rs"]
mod dress;
#[path = "templates/extends.rs"]
mod extends;
#[path = "templates/gallery.rs"]
mod gallery;
#[path = "templates/spread.rs"]
mod spread;
#[path = "templates/zones.rs"]
mod zones;
