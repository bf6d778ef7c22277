//! What goes with print files: a ZIP of them, a job ticket.

mod ticket;
mod zip;

pub use ticket::{Ticket, TicketFile, ticket};
pub use zip::{Day, Packed, zip};
