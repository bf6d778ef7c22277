//! Lines, heads, flow: to come.
