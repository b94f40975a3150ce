//! What a row may say of a supplier.
use imports::{Field, Kind, Target};

/// Suppliers.
pub(in crate::import) const TARGET: Target = Target { kind: "suppliers", fields: FIELDS };

/// The lines of an address, in their order.
pub(super) const ADDRESS_LINES: [&str; 6] =
    ["address_line_1", "address_line_2", "address_line_3", "address_line_4", "address_line_5", "address_line_6"];

const fn field(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
    synonyms: &'static [&'static str],
) -> Field {
    Field { name, label, is_required: false, meaning, kind: Kind::Text, synonyms }
}

const fn required(field: Field) -> Field {
    Field { is_required: true, ..field }
}

const fn choice(field: Field) -> Field {
    Field { kind: Kind::Choice, ..field }
}

const FIELDS: &[Field] = &[
    required(field(
        "name",
        "Name",
        "The name people know the supplier by; rows of one name are one supplier.",
        &[
            "supplier",
            "supplier name",
            "vendor",
            "vendor name",
            "company",
            "company name",
            "payee",
            "creditor",
            "proveedor",
            "fournisseur",
            "lieferant",
        ],
    )),
    required(choice(field(
        "country",
        "Country",
        "Two letters of ISO 3166-1, such as GB.",
        &["country code", "supplier country", "vendor country", "land", "pays"],
    ))),
    required(choice(field(
        "currency",
        "Currency",
        "Three letters of ISO 4217: the currency its orders begin with.",
        &["currency code", "supplier currency", "vendor currency", "default currency"],
    ))),
    field("legal_name", "Legal name", "The name in the register, where it differs.", &["registered name", "full name"]),
    field(
        "tax_number",
        "Tax number",
        "A VAT, EIN, RUC or other number of a tax authority.",
        &[
            "vat number",
            "vat registration number",
            "vat no",
            "vat",
            "tax id",
            "tax no",
            "tin",
            "ein",
            "ruc",
            "abn",
            "ust idnr",
            "supplier tax number",
        ],
    ),
    field(
        "number",
        "Number",
        "Your own number for it; unique in the organisation.",
        &["supplier number", "supplier no", "vendor number", "vendor no", "creditor number"],
    ),
    field(
        "external_number",
        "External number",
        "Its number in the system it comes from; unique in the organisation, and it stays.",
        &["supplier id", "vendor id", "external id", "erp number"],
    ),
    field(
        "registration_number",
        "Registration number",
        "Its number in the commercial register.",
        &["company number", "company registration number", "register number", "crn"],
    ),
    field("address_line_1", "Address line 1", "As it is printed.", &["address", "address 1", "street"]),
    field("address_line_2", "Address line 2", "As it is printed.", &["address 2"]),
    field("address_line_3", "Address line 3", "As it is printed.", &["address 3", "city", "town"]),
    field(
        "address_line_4",
        "Address line 4",
        "As it is printed.",
        &["address 4", "postcode", "postal code", "zip", "zip code"],
    ),
    field("address_line_5", "Address line 5", "As it is printed.", &["address 5", "county", "state", "region"]),
    field("address_line_6", "Address line 6", "As it is printed.", &["address 6"]),
    field("email", "E-mail", "Where orders go.", &["e mail", "email address", "e mail address", "mail"]),
    field("phone", "Phone", "As people dial it.", &["telephone", "phone number", "tel"]),
    field("contact_name", "Contact", "Whom to ask for.", &["contact", "contact person"]),
    field("payment_terms", "Payment terms", "Such as 30 days net.", &["terms", "terms of payment"]),
    field("notes", "Notes", "For colleagues; never printed.", &["note", "comment", "remarks"]),
];
