//! Templates: descriptions that extend others, masters, spreads, zone editions, and the colour of a day.

#[path = "templates/desk.rs"]
mod desk;
#[path = "templates/extends.rs"]
mod extends;
#[path = "templates/spread.rs"]
mod spread;
