//! Which page stands where on which sheet.
//!
//! Pages of a section are counted from 1; odd ones are right-hand pages. Sheets lie inside one another, the first
//! outermost, and each takes half of its pages from the front of what is left and half from the back: so the first
//! and the last page of a section share its outermost sheet (自带封面), and its middle sheet holds the centre spread.
//! What is left in the middle is a smaller sheet, at last a single leaf.
//!
//! ```text
//!  4 pages        8 pages, folded at the head, then at the spine; ^ stands on its head
//!  outer  inner     outer     inner
//!                  5^ | 4^   3^ | 6^
//!  4 | 1  2 | 3    8  | 1    2  | 7
//! ```
//!
//! Source: `print.md` 7, "imposition"; the shop's folder decides, so this is to be checked with it.

/// What becomes of pages that fill no sheet of four.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rest {
    /// Two of them are a single leaf in the middle; an odd one has an empty back.
    Leaf,
    /// Empty pages at the end fill the sheet.
    Blank,
}

/// A side of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// 外面: with the lower right-hand page.
    Front,
    /// 里面.
    Back,
}

/// A page in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its number in the section, from 1. Those beyond the last are empty.
    pub page: u16,
    /// From the left, from 0.
    pub column: u8,
    /// From the top, from 0.
    pub row: u8,
    /// Whether it stands on its head.
    pub is_turned: bool,
}

/// A sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// How many pages it has, both sides: 8, 4 or 2.
    pub pages: u8,
    /// Its front, row by row.
    pub front: Vec<Place>,
    /// Its back, as it is seen.
    pub back: Vec<Place>,
}

impl Sheet {
    /// Pages side by side.
    pub fn columns(&self) -> u8 {
        if self.pages == 2 { 1 } else { 2 }
    }

    /// Pages one above the other.
    pub fn rows(&self) -> u8 {
        if self.pages == 8 { 2 } else { 1 }
    }

    /// The places of a side.
    pub fn side(&self, side: Side) -> &[Place] {
        match side {
            Side::Front => &self.front,
            Side::Back => &self.back,
        }
    }

    /// Whether both pages of a spread stand beside one another on one side, the left one left.
    pub fn holds(&self, left: u16) -> bool {
        [&self.front, &self.back].iter().any(|places| {
            let find = |page: u16| places.iter().find(|place| place.page == page);
            match (find(left), find(left + 1)) {
                (Some(left), Some(right)) => left.row == right.row && (left.column < right.column) != left.is_turned,
                _ => false,
            }
        })
    }
}

/// The sheets of a section of so many pages, from the outermost to the innermost. `pages` is 4 or 8, the most of a
/// sheet; with a cover apart the outermost sheet has four pages in any case.
pub fn sheets(count: u16, pages: u8, rest: Rest, has_cover_apart: bool) -> Vec<Sheet> {
    let unit = if rest == Rest::Leaf { 2 } else { 4 };
    let last = count.div_ceil(unit) * unit;
    let (mut low, mut high) = (1, last);
    let mut found = Vec::new();
    while low < high {
        let left = high - low + 1;
        let is_cover = found.is_empty() && has_cover_apart;
        let size: u16 = match left {
            8.. if pages == 8 && !is_cover => 8,
            4.. => 4,
            _ => 2,
        };
        // Pages from the front, then from the back, as the sheet counts them itself.
        let own: Vec<u16> = (low..low + size / 2).chain(high + 1 - size / 2..=high).collect();
        found.push(sheet(&own));
        (low, high) = (low + size / 2, high - size / 2);
    }
    found
}

fn sheet(pages: &[u16]) -> Sheet {
    let rows = |rows: &[&[usize]]| -> Vec<Place> {
        let place = |row: usize, column: usize, number: usize| Place {
            page: pages[number - 1],
            column: column as u8,
            row: row as u8,
            is_turned: rows.len() == 2 && row == 0,
        };
        let of = |(row, numbers): (usize, &&[usize])| -> Vec<Place> {
            numbers.iter().enumerate().map(|(column, number)| place(row, column, *number)).collect()
        };
        rows.iter().enumerate().flat_map(of).collect()
    };
    let (front, back) = match pages.len() {
        8 => (rows(&[&[5, 4], &[8, 1]]), rows(&[&[3, 6], &[2, 7]])),
        4 => (rows(&[&[4, 1]]), rows(&[&[2, 3]])),
        _ => (rows(&[&[1]]), rows(&[&[2]])),
    };
    Sheet { pages: pages.len() as u8, front, back }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(places: &[Place]) -> Vec<u16> {
        places.iter().map(|place| place.page).collect()
    }

    /// `print.md` 7: (4|1) outer, (2|3) inner; 8 pages 8|1, 2|7, 6|3, 4|5.
    #[test]
    fn four_and_eight_pages_are_as_print_shops_have_them() {
        let four = sheets(4, 4, Rest::Leaf, false);
        assert_eq!((numbers(&four[0].front), numbers(&four[0].back)), (vec![4, 1], vec![2, 3]));
        let eight = sheets(8, 4, Rest::Leaf, false);
        let sides: Vec<Vec<u16>> =
            eight.iter().flat_map(|sheet| [numbers(&sheet.front), numbers(&sheet.back)]).collect();
        assert_eq!(sides, [vec![8, 1], vec![2, 7], vec![6, 3], vec![4, 5]]);
    }

    #[test]
    fn the_centre_spread_lies_on_one_side_and_no_other_does() {
        let of = |count: u16, pages: u8| -> Vec<u16> {
            let sheets = sheets(count, pages, Rest::Leaf, false);
            (2..count).step_by(2).filter(|left| sheets.iter().any(|sheet| sheet.holds(*left))).collect()
        };
        assert_eq!(of(4, 4), [2]);
        assert_eq!(of(8, 4), [4]);
        assert_eq!(of(16, 4), [8]);
        assert_eq!(of(8, 8), [4]);
        assert_eq!(of(6, 4), [0_u16; 0]);
    }
}
