//! Which pages: `1,3-4`.

use crate::base::diag::{Say, say};

/// A choice of pages by number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PageChoice(Vec<(u16, u16)>);

impl PageChoice {
    /// All pages.
    pub fn all() -> PageChoice {
        PageChoice::default()
    }

    /// Reads `1,3-4`.
    ///
    /// Errors: anything but numbers from 1 and ranges that rise.
    pub fn parse(text: &str) -> Result<PageChoice, Say> {
        let wrong = || {
            say(
                format!("`{text}` 不是页码；写成 `1,3-4` 这样"),
                format!("`{text}` is not a list of pages; write it like `1,3-4`"),
            )
        };
        let number = |part: &str| part.trim().parse::<u16>().ok().filter(|&page| page > 0).ok_or_else(wrong);
        let range = |part: &str| {
            let (first, last) = match part.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None => (number(part)?, number(part)?),
            };
            if first > last { Err(wrong()) } else { Ok((first, last)) }
        };
        text.split(',').map(range).collect::<Result<_, _>>().map(PageChoice)
    }

    /// Whether a page is chosen.
    pub fn has(&self, page: u16) -> bool {
        self.0.is_empty() || self.0.iter().any(|&(first, last)| first <= page && page <= last)
    }

    /// Whether one of some pages is chosen: those of a spread.
    pub fn has_any(&self, mut pages: impl Iterator<Item = u16>) -> bool {
        pages.any(|page| self.has(page))
    }

    /// The first number asked for that is none of `pages`.
    pub fn missing(&self, pages: &[u16]) -> Option<u16> {
        self.0.iter().flat_map(|&(first, last)| [first, last]).find(|page| !pages.contains(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges_are_read() {
        let choice = PageChoice::parse("1, 3-4").expect("a list");
        let chosen: Vec<u16> = (1..6).filter(|&page| choice.has(page)).collect();
        assert_eq!(chosen, [1, 3, 4]);
        assert_eq!(choice.missing(&[1, 2, 3]), Some(4));
        assert!(PageChoice::all().has(9));
    }

    #[test]
    fn what_is_no_list_of_pages_is_refused() {
        for text in ["", "0", "4-3", "a", "1,", "-2", "1-2-3", "70000"] {
            assert!(PageChoice::parse(text).is_err(), "{text}");
        }
    }
}
