//! Classes, widths and breaks of Chinese text: to come.
