//! The columns of a kern file and how they split, join, swap and end.

use super::super::moment::Moment;
use super::super::{FormatError, Warning};

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spine {
    /// Which `**kern` column of the first line it comes from; `None` for words, dynamics and others.
    pub(super) staff: Option<usize>,
    /// When its last note or rest ends; `None` right after a split.
    pub(super) until: Option<Moment>,
}

impl Spine {
    /// The column that `**name` begins.
    pub(super) fn of(name: &str, n_staves: &mut usize) -> Self {
        let staff = (name == "**kern").then_some(*n_staves);
        *n_staves += usize::from(staff.is_some());
        Self {
            staff,
            until: Some(Moment::ZERO),
        }
    }
}

/// Columns as they stand after a line of path signs (`*^ *v *x *- *+ **kern`).
pub(super) fn follow_paths(
    spines: &[Spine],
    cells: &[&str],
    line: usize,
    n_staves: &mut usize,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Spine>, FormatError> {
    let mut after: Vec<Spine> = Vec::with_capacity(spines.len() + 1);
    let mut index = 0;
    while let (Some(spine), Some(cell)) = (spines.get(index), cells.get(index)) {
        match *cell {
            "*^" => {
                after.push(spine.clone());
                after.push(Spine {
                    staff: spine.staff,
                    until: None,
                });
            }
            "*v" => {
                let joins = |at: usize| cells.get(at) == Some(&"*v");
                let staff_at = |at: usize| spines.get(at).and_then(|spine| spine.staff);
                // A column joins the others of its staff; one without them, by a slip of the
                // engraver, its neighbour.
                let slips = joins(index + 1)
                    && staff_at(index + 1) != spine.staff
                    && staff_at(index + 1).is_some()
                    && spine.staff.is_some();
                let staff = if slips {
                    staff_at(index + 1)
                } else {
                    spine.staff
                };
                let mut joined = spine.clone();
                while joins(index + 1)
                    && let Some(next) = spines.get(index + 1)
                    && next.staff == staff
                {
                    index += 1;
                    joined.until = joined.until.max(next.until);
                }
                after.push(joined);
            }
            "*x" if cells.get(index + 1) == Some(&"*x") && index + 1 < spines.len() => {
                after.push(spines[index + 1].clone());
                after.push(spine.clone());
                index += 1;
            }
            "*x" => {
                warnings.push(Warning::Ignored {
                    what: format!("line {line}: a swap without its partner"),
                });
                after.push(spine.clone());
            }
            "*-" => {}
            "*+" => {
                after.push(spine.clone());
                after.push(Spine {
                    staff: None,
                    until: None,
                });
            }
            name if name.starts_with("**") => after.push(Spine::of(name, n_staves)),
            _ => after.push(spine.clone()),
        }
        index += 1;
    }
    if after.len() > MAX_SPINES {
        return Err(FormatError::syntax(
            line,
            format!("more than {MAX_SPINES} columns found"),
        ));
    }
    Ok(after)
}

/// More columns than any score has; splits could otherwise double without end.
const MAX_SPINES: usize = 256;
