//! What a row may say of a supplier.
use imports::{Field, Kind, Target};

/// Suppliers.
pub(in crate::import) const TARGET: Target = Target { kind: "suppliers", fields: FIELDS };

/// The lines of an address, in their order.
pub(super) const ADDRESS_LINES: [&str; 6] =
    ["address_line_1", "address_line_2", "address_line_3", "address_line_4", "address_line_5", "address_line_6"];

const FIELDS: &[Field] = &[
    Field::text(
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
    )
    .required(),
    Field::text(
        "country",
        "Country",
        "Two letters of ISO 3166-1, such as GB.",
        &["country code", "supplier country", "vendor country", "land", "pays"],
    )
    .of(Kind::Choice)
    .required(),
    Field::text(
        "currency",
        "Currency",
        "Three letters of ISO 4217: the currency its orders begin with.",
        &["currency code", "supplier currency", "vendor currency", "default currency"],
    )
    .of(Kind::Choice)
    .required(),
    Field::text(
        "legal_name",
        "Legal name",
        "The name in the register, where it differs.",
        &["registered name", "full name"],
    ),
    Field::text(
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
    Field::text(
        "number",
        "Number",
        "Your own number for it; unique in the organisation.",
        &["supplier number", "supplier no", "vendor number", "vendor no", "creditor number"],
    ),
    Field::text(
        "external_number",
        "External number",
        "Its number in the system it comes from; unique in the organisation, and it stays.",
        &["supplier id", "vendor id", "external id", "erp number"],
    ),
    Field::text(
        "registration_number",
        "Registration number",
        "Its number in the commercial register.",
        &["company number", "company registration number", "register number", "crn"],
    ),
    Field::text("address_line_1", "Address line 1", "As it is printed.", &["address", "address 1", "street"]),
    Field::text("address_line_2", "Address line 2", "As it is printed.", &["address 2"]),
    Field::text("address_line_3", "Address line 3", "As it is printed.", &["address 3", "city", "town"]),
    Field::text(
        "address_line_4",
        "Address line 4",
        "As it is printed.",
        &["address 4", "postcode", "postal code", "zip", "zip code"],
    ),
    Field::text("address_line_5", "Address line 5", "As it is printed.", &["address 5", "county", "state", "region"]),
    Field::text("address_line_6", "Address line 6", "As it is printed.", &["address 6"]),
    Field::text("email", "E-mail", "Where orders go.", &["e mail", "email address", "e mail address", "mail"]),
    Field::text("phone", "Phone", "As people dial it.", &["telephone", "phone number", "tel"]),
    Field::text("contact_name", "Contact", "Whom to ask for.", &["contact", "contact person"]),
    Field::text("payment_terms", "Payment terms", "Such as 30 days net.", &["terms", "terms of payment"]),
    Field::text("notes", "Notes", "For colleagues; never printed.", &["note", "comment", "remarks"]),
];
