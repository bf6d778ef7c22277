//! PDF/X: to come.
