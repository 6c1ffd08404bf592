//! Places of several texts that go through a network together.

use super::input::Input;

/// Rows that a GPU reads in the time of one: what it loads of the weights serves all of them.
pub const ABREAST: usize = 4;

/// One place of one of several texts.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which text.
    pub text: usize,
    /// Where in it.
    pub place: usize,
    /// What stands there.
    pub input: Input,
}

/// Places of a text that follow one another.
pub fn rows_of(text: usize, inputs: &[Input], start: usize) -> Vec<Row> {
    let rows = inputs.iter().enumerate();
    rows.map(|(index, input)| Row {
        text,
        place: start + index,
        input: *input,
    })
    .collect()
}
