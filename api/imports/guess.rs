//! The mapping that a header suggests.
use crate::{FieldColumn, Kind, Mapping, Origin, Target, field::folded};

/// Each field gets the first free column whose header is its best synonym; no column serves two fields.
pub fn guess(target: Target, header: &[String]) -> Mapping {
    let headers: Vec<String> = header.iter().map(|name| folded(name)).collect();
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
    Mapping { columns, constants: Vec::new(), values: Vec::new(), origin: Origin::Guessed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    const fn field(name: &'static str, synonyms: &'static [&'static str], kind: Kind) -> Field {
        Field::text(name, "Label", "Meaning.", synonyms).of(kind)
    }

    const FIELDS: &[Field] = &[
        field("unit_price", &["price"], Kind::Number),
        field("total", &["amount", "price"], Kind::Number),
        field("decimal_sign", &[], Kind::Convention),
    ];

    fn guessed(header: &str) -> Vec<(String, i32)> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let mapping = guess(Target { kind: "things", fields: FIELDS }, &header);
        assert_eq!(mapping.origin, Origin::Guessed);
        mapping.columns.into_iter().map(|said| (said.field, said.column)).collect()
    }

    #[test]
    fn a_header_is_known_by_its_words_alone_and_serves_one_field() {
        assert_eq!(guessed("Unit-Price,AMOUNT,x"), [("unit_price".to_owned(), 0), ("total".to_owned(), 1)]);
        assert_eq!(guessed("Price,x,y"), [("unit_price".to_owned(), 0)]);
        assert_eq!(guessed("x,Price,Unit price"), [("unit_price".to_owned(), 2), ("total".to_owned(), 1)]);
        assert_eq!(guessed("prices,decimal_sign,x"), []);
    }
}
