//! Which constraints contradict each other.

/// Constraints, by number below `count`, that cannot all be kept, though any of them may be left out.
///
/// Each constraint is left out in turn, and stays out if the others still cannot be kept. What remains cannot be made
/// smaller, though another set may be. Empty if not even no constraint can be kept.
///
/// Source: the deletion filter of Chinneck, Dravnieks, "Locating minimal infeasible constraint sets in linear
/// programs", ORSA Journal on Computing 3, 1991.
pub(super) fn smallest_conflict(
    count: usize,
    is_satisfiable: impl Fn(&[usize]) -> bool,
) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..count).collect();
    for constraint in 0..count {
        let others: Vec<usize> = kept
            .iter()
            .copied()
            .filter(|it| *it != constraint)
            .collect();
        if !is_satisfiable(&others) {
            kept = others;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let contradict = |kept: &[usize]| !(kept.contains(&1) && kept.contains(&4));
        assert_eq!(smallest_conflict(6, contradict), [1, 4]);
        assert_eq!(smallest_conflict(3, |_| false), [0; 0]);
    }
}
