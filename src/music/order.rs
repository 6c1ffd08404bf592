//! Sorting by numbers. The standard library's sorts are compiled anew for every kind of item, some kilobytes each
//! in a module that people download; here one of them sorts the numbers, and items only move.

/// What an item is sorted by: the first number first.
pub type Rank = [i64; 3];

/// Puts items in the order of their ranks; those of one rank stay in the order in which they stand.
pub fn sort_by_rank<T: Clone>(items: &mut [T], rank: impl FnMut(&T) -> Rank) {
    let order = order_of(items.iter().map(rank).collect());
    let before = items.to_vec();
    for (item, place) in items.iter_mut().zip(order) {
        item.clone_from(&before[place]);
    }
}

/// A number that is the less the greater a finite value is.
pub fn descending(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    // The bits of negative values count the other way round.
    let ascending = if bits < 0 { bits ^ i64::MAX } else { bits };
    !ascending
}

fn order_of(ranks: Vec<Rank>) -> Vec<usize> {
    let mut order: Vec<(Rank, usize)> = ranks.into_iter().zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_rank_keep_their_order() {
        let mut items: Vec<(i64, usize)> =
            (0..200).map(|at| (i64::from(at * 37 % 10), 0)).collect();
        for (place, item) in items.iter_mut().enumerate() {
            item.1 = place;
        }
        let mut sorted = items.clone();
        sorted.sort_by_key(|(key, _)| *key);
        sort_by_rank(&mut items, |(key, _)| [*key, 0, 0]);
        assert_eq!(items, sorted);
    }

    #[test]
    fn numbers_of_values_fall_as_values_rise() {
        let values = [
            -1e300,
            -2.0,
            -1.5,
            -0.0,
            0.0,
            1e-300,
            0.5,
            7.0,
            f64::INFINITY,
        ];
        for pair in values.windows(2) {
            assert!(descending(pair[0]) > descending(pair[1]), "{pair:?}");
        }
    }
}
