//! Hands out an amount over places: the same to each, to the last EMU, the same on every run.

/// A place where a line can change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The item before which the space stands.
    pub(super) before: u32,
    /// The most it can take.
    pub(super) limit: i64,
    /// What it takes.
    pub(super) given: i64,
}

/// Gives every place the same amount, or its limit where that is less; gives what was handed out.
///
/// C27: one class gives the same amount at all its places.
pub(super) fn fill(places: &mut [Place], wanted: i64) -> i64 {
    let mut left = wanted;
    loop {
        let open = places.iter().filter(|place| place.given < place.limit).count() as i64;
        if open == 0 || left <= 0 {
            return wanted - left;
        }
        let level = left / open;
        let mut capped = false;
        for place in places.iter_mut().filter(|place| place.given < place.limit) {
            if place.limit - place.given <= level {
                left -= place.limit - place.given;
                place.given = place.limit;
                capped = true;
            }
        }
        if capped {
            continue;
        }
        for (order, place) in places.iter_mut().filter(|place| place.given < place.limit).enumerate() {
            place.given += share(left, open, order as i64);
        }
        return wanted;
    }
}

/// The part of the place `order` when `amount` goes to `count` places: parts differ by 1 at most, and
/// the odd units are spread over the line.
pub(super) fn share(amount: i64, count: i64, order: i64) -> i64 {
    if count == 0 { 0 } else { amount * (order + 1) / count - amount * order / count }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(limits: &[i64], wanted: i64) -> (i64, Vec<i64>) {
        let mut places: Vec<Place> = limits.iter().map(|&limit| Place { before: 0, limit, given: 0 }).collect();
        let total = fill(&mut places, wanted);
        (total, places.iter().map(|place| place.given).collect())
    }

    #[test]
    fn c27_places_of_a_class_give_the_same() {
        assert_eq!(given(&[50, 50, 50], 90), (90, vec![30, 30, 30]));
        assert_eq!(given(&[10, 50, 50], 90), (90, vec![10, 40, 40]));
        assert_eq!(given(&[10, 20], 90), (30, vec![10, 20]));
        assert_eq!(given(&[50, 50, 50], 4), (4, vec![1, 1, 2]));
        assert_eq!(given(&[], 4), (0, vec![]));
    }
}
