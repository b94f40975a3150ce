//! The mapping that a header suggests.
use crate::{FieldColumn, Kind, Mapping, Origin, Target, field::folded};

// How a header may be read, the most literal first.
const READINGS: [fn(&str) -> String; 3] = [
    folded,
    // `Quantity (pcs)`, `Unit price [EUR]`.
    |header| folded(&without_brackets(header)),
    // `SupplierName`, `PONumber`.
    |header| folded(&parted(&without_brackets(header))),
];

/// Each field gets the first free column whose header is its best synonym; no column serves two fields. What a header says
/// as it stands goes before what it says without its brackets, and that before the words that it runs together.
pub fn guess(target: Target, header: &[String]) -> Mapping {
    let mut columns: Vec<FieldColumn> = Vec::new();
    for reading in READINGS {
        let headers: Vec<String> = header.iter().map(|name| reading(name)).collect();
        for field in target.fields.iter().filter(|field| field.kind != Kind::Convention) {
            if columns.iter().any(|taken| taken.field == field.name) {
                continue;
            }
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
    }
    Mapping { columns, constants: Vec::new(), values: Vec::new(), origin: Origin::Guessed }
}

// What stands in brackets is a remark: a unit, a currency.
fn without_brackets(header: &str) -> String {
    let mut depth = 0_usize;
    let outside = header.chars().filter(|c| match c {
        '(' | '[' | '{' => {
            depth = depth.saturating_add(1);
            false
        }
        ')' | ']' | '}' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect()
}

// A space before each capital that begins a word.
fn parted(header: &str) -> String {
    let mut parted = String::with_capacity(header.len());
    let mut letters = header.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_followed_by_small = letters.peek().is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && is_followed_by_small)) {
            parted.push(' ');
        }
        parted.push(letter);
        before = letter;
    }
    parted
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
        field("quantity", &["quantite"], Kind::Number),
        field("order_number", &["po number"], Kind::Text),
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

    #[test]
    fn accents_brackets_and_words_run_together_hide_no_header() {
        assert_eq!(
            guessed("Quantit\u{e9},Unit price [EUR],y"),
            [("quantity".to_owned(), 0), ("unit_price".to_owned(), 1)]
        );
        assert_eq!(guessed("PONumber,QUANTITY (pcs),UnitPrice").len(), 3);
        assert_eq!(guessed("orderNumber,x,y"), [("order_number".to_owned(), 0)]);
    }

    #[test]
    fn what_a_header_says_as_it_stands_goes_first() {
        assert_eq!(guessed("Price (list),Price,x"), [("unit_price".to_owned(), 1), ("total".to_owned(), 0)]);
    }

    #[test]
    fn a_capital_begins_a_word_and_an_abbreviation_is_one() {
        assert_eq!(
            ["SupplierName", "PONumber", "VAT", "e-Mail", "QTY2"].map(parted),
            ["Supplier Name", "PO Number", "VAT", "e-Mail", "QTY2"]
        );
    }
}
