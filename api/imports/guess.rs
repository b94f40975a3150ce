//! The mapping that a header suggests.
use crate::{CsvFile, FieldColumn, Kind, Mapping, Target, field::folded};

/// Each field gets the first free column whose header is its best synonym; no column serves two fields.
pub fn guess(target: Target, file: &CsvFile) -> Mapping {
    let headers: Vec<String> = file.sheet.header.iter().map(|name| folded(name)).collect();
    let mut columns: Vec<FieldColumn> = Vec::new();
    for field in target.fields.iter().filter(|field| field.kind != Kind::Convention) {
        let own = folded(field.name);
        let names = std::iter::once(own.as_str()).chain(field.synonyms.iter().copied());
        let free = |at: i32| columns.iter().all(|taken| taken.column != at);
        let found = names.into_iter().find_map(|name| {
            headers.iter().zip(0_i32..).find(|(header, at)| *header == name && free(*at)).map(|(_, at)| at)
        });
        if let Some(column) = found {
            columns.push(FieldColumn { field: field.name.to_owned(), column });
        }
    }
    Mapping { columns, constants: Vec::new(), values: Vec::new(), is_guessed: true }
}
