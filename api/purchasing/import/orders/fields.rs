//! What a row may say of an order and of its line.
use imports::{DATE_FORMAT, DECIMAL_SIGN, Field, Kind, Target};

/// Orders, a row for each line.
pub(in crate::import) const TARGET: Target = Target { kind: "purchase_orders", fields: FIELDS };

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

const fn of(kind: Kind, field: Field) -> Field {
    Field { kind, ..field }
}

const FIELDS: &[Field] = &[
    required(field(
        "external_number",
        "External number",
        "The order's number in the system it comes from; rows of one number are one order.",
        &[
            "order number",
            "order no",
            "po number",
            "po no",
            "purchase order",
            "purchase order number",
            "contract number",
            "contract id",
            "order id",
            "order",
            "po",
        ],
    )),
    field(
        "title",
        "Title",
        "What the order is for; its external number when nothing is said.",
        &["order title", "contract title", "subject", "order description"],
    ),
    required(of(
        Kind::Choice,
        field(
            "supplier",
            "Supplier",
            "Its name, its number or its id; case, accents, punctuation and legal form do not count.",
            &["supplier name", "vendor", "vendor name", "creditor", "proveedor", "fournisseur", "lieferant"],
        ),
    )),
    required(of(
        Kind::Choice,
        field(
            "currency",
            "Currency",
            "Three letters of ISO 4217.",
            &["currency code", "unit currency", "order currency", "contract currency"],
        ),
    )),
    of(
        Kind::Choice,
        field(
            "department",
            "Department",
            "Its code or its name; needed before the order is submitted.",
            &["department code", "dept", "cost centre", "cost center"],
        ),
    ),
    required(field(
        "description",
        "Description",
        "What the line is for.",
        &["item", "item description", "line description", "article", "product", "text"],
    )),
    required(of(
        Kind::Number,
        field(
            "quantity",
            "Quantity",
            "How many, with at most 6 decimals.",
            &["qty", "amount ordered", "order quantity", "cantidad", "menge", "quantite"],
        ),
    )),
    required(of(
        Kind::Choice,
        field(
            "unit",
            "Unit",
            "A common code of UN/ECE Rec 20, such as C62 (each) or KGM.",
            &["uom", "unit of measure", "unit code", "unidad", "einheit"],
        ),
    )),
    required(of(
        Kind::Number,
        field(
            "unit_price",
            "Unit price",
            "Without tax, with at most 6 decimals.",
            &["price", "net price", "price per unit", "precio unitario", "preis"],
        ),
    )),
    of(
        Kind::Number,
        field(
            "price_base",
            "Price base",
            "How many units the price is for; 1 when nothing is said.",
            &["price unit", "price per", "per"],
        ),
    ),
    of(Kind::Choice, field("tax_code", "Tax code", "The code of one of your tax codes.", &["tax", "vat code", "vat"])),
    of(
        Kind::Choice,
        field(
            "category",
            "Category",
            "The code or the name of one of your categories.",
            &["category code", "category name", "commodity"],
        ),
    ),
    of(
        Kind::Day,
        field(
            "need_by",
            "Need by",
            "The day it is needed.",
            &["need by date", "delivery date", "required date", "due date", "deliver by"],
        ),
    ),
    field(
        "supplier_reference",
        "Supplier reference",
        "The supplier's own number of the article.",
        &["article number", "item number", "sku", "part number", "supplier item"],
    ),
    of(
        Kind::Number,
        field(
            "stated_total",
            "Stated total",
            "The order's total in the file, to be compared with its lines.",
            &["total", "order total", "order value", "contract value", "total value", "total amount"],
        ),
    ),
    of(
        Kind::Convention,
        field(
            DECIMAL_SIGN,
            "Decimal sign",
            "`.` or `,`, where the numbers of a column do not say it themselves; a constant.",
            &[],
        ),
    ),
    of(
        Kind::Convention,
        field(
            DATE_FORMAT,
            "Date format",
            "`dd/mm/yyyy` or `mm/dd/yyyy`, where a day can be read in two ways; a constant.",
            &[],
        ),
    ),
];
