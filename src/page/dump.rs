//! Prints a page as sorted text: the form in which golden pages are kept.
