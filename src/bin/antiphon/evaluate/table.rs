//! What was measured, for people and for programs.

use serde_json::{Map, Value, json};

/// A column of figures: its name in JSON, its heading, and the decimals that are printed.
#[derive(Clone, Copy)]
pub struct Column(pub &'static str, pub &'static str, pub usize);

/// Rows of figures under headings.
pub struct Table {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            title: title.into(),
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row with a value for each column.
    pub fn push(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    /// The rows as objects.
    pub fn to_json(&self) -> Value {
        let object = |row: &Vec<Value>| -> Value {
            let named = self.columns.iter().zip(row);
            let pairs = named.map(|(column, value)| (column.0.to_owned(), value.clone()));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }

    /// Prints the title, the headings and the rows.
    pub fn print(&self) {
        let texts: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                let cells = self.columns.iter().zip(row);
                cells.map(|(column, value)| text(value, column.2)).collect()
            })
            .collect();
        let width = |index: usize, heading: &str| {
            let cells = texts.iter().map(|row| row[index].chars().count());
            cells.max().unwrap_or(0).max(heading.chars().count())
        };
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| width(index, column.1))
            .collect();
        println!("{}", self.title);
        let headings = self.columns.iter().map(|column| column.1.to_owned());
        print_row(&headings.collect::<Vec<_>>(), &widths);
        texts.iter().for_each(|row| print_row(row, &widths));
        println!();
    }
}

/// Prints a table, or its rows as JSON under a name beside whose they are.
pub fn report(model: &str, name: &str, table: &Table, as_json: bool) {
    if as_json {
        println!("{}", json!({ "model": model, name: table.to_json() }));
    } else {
        println!("{model}");
        table.print();
    }
}

fn text(value: &Value, digits: usize) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            format!("{:.digits$}", number.as_f64().unwrap_or(f64::NAN))
        }
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    }
}

/// The first cell stands left, the others right.
fn print_row(cells: &[String], widths: &[usize]) {
    let padded = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(index, (cell, width))| {
            if index == 0 {
                format!("{cell:width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
    println!("{}", padded.collect::<Vec<_>>().join("  ").trim_end());
}
