//! What a row may say of an order and of its line.
use imports::{DATE_FORMAT, DECIMAL_SIGN, Field, Kind, Target};

/// Orders, a row for each line.
pub(in crate::import) const TARGET: Target = Target { kind: "purchase_orders", fields: FIELDS };

const FIELDS: &[Field] = &[
    Field::text(
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
    )
    .required(),
    Field::text(
        "title",
        "Title",
        "What the order is for; its external number when nothing is said.",
        &["order title", "contract title", "subject", "order description"],
    ),
    Field::text(
        "supplier",
        "Supplier",
        "Its name, its number or its id; case, accents, punctuation and legal form do not count.",
        &["supplier name", "vendor", "vendor name", "creditor", "proveedor", "fournisseur", "lieferant"],
    )
    .of(Kind::Choice)
    .required(),
    Field::text(
        "currency",
        "Currency",
        "Three letters of ISO 4217.",
        &["currency code", "unit currency", "order currency", "contract currency"],
    )
    .of(Kind::Choice)
    .required(),
    Field::text(
        "department",
        "Department",
        "Its code or its name; needed before the order is submitted.",
        &["department code", "dept", "cost centre", "cost center"],
    )
    .of(Kind::Choice),
    Field::text(
        "description",
        "Description",
        "What the line is for.",
        &["item", "item description", "line description", "article", "product", "text"],
    )
    .required(),
    Field::text(
        "quantity",
        "Quantity",
        "How many, with at most 6 decimals.",
        &["qty", "amount ordered", "order quantity", "cantidad", "menge", "quantite"],
    )
    .of(Kind::Number)
    .required(),
    Field::text(
        "unit",
        "Unit",
        "A common code of UN/ECE Rec 20, such as C62 (each) or KGM.",
        &["uom", "unit of measure", "unit code", "unidad", "einheit"],
    )
    .of(Kind::Choice)
    .required(),
    Field::text(
        "unit_price",
        "Unit price",
        "Without tax, with at most 6 decimals.",
        &["price", "net price", "price per unit", "precio unitario", "preis"],
    )
    .of(Kind::Number)
    .required(),
    Field::text(
        "price_base",
        "Price base",
        "How many units the price is for; 1 when nothing is said.",
        &["price unit", "price per", "per"],
    )
    .of(Kind::Number),
    Field::text("tax_code", "Tax code", "The code of one of your tax codes.", &["tax", "vat code", "vat"])
        .of(Kind::Choice),
    Field::text(
        "category",
        "Category",
        "The code or the name of one of your categories.",
        &["category code", "category name", "commodity"],
    )
    .of(Kind::Choice),
    Field::text(
        "need_by",
        "Need by",
        "The day it is needed.",
        &["need by date", "delivery date", "required date", "due date", "deliver by"],
    )
    .of(Kind::Day),
    Field::text(
        "supplier_reference",
        "Supplier reference",
        "The supplier's own number of the article.",
        &["article number", "item number", "sku", "part number", "supplier item"],
    ),
    Field::text(
        "stated_total",
        "Stated total",
        "The order's total in the file, to be compared with its lines.",
        &["total", "order total", "order value", "contract value", "total value", "total amount"],
    )
    .of(Kind::Number),
    Field::text(
        DECIMAL_SIGN,
        "Decimal sign",
        "`.` or `,`, where the numbers of a column do not say it themselves; a constant.",
        &[],
    )
    .of(Kind::Convention),
    Field::text(
        DATE_FORMAT,
        "Date format",
        "`dd/mm/yyyy` or `mm/dd/yyyy`, where a day can be read in two ways; a constant.",
        &[],
    )
    .of(Kind::Convention),
];
