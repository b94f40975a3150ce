//! The clinic's past: little, and enough to see that the two do not meet.
use super::{Kind, Supplier, Tale, Told};

pub const TALE: Tale = Tale { suppliers: SUPPLIERS, delivered_to: "Reception", documents: DOCUMENTS };

const SUPPLIERS: &[Supplier] = &[
    ("Aire Valley Medical", "GB", "GB418390267", "orders@airevalleymedical.example", "GBP"),
    ("Pennine Linen Mills", "GB", "GB980780684", "sales@penninelinen.example", "GBP"),
];

const DOCUMENTS: &[Told] = &[
    Told {
        kind: Kind::Order,
        who: "requester",
        title: "Theatre consumables, December",
        department: "SUR",
        supplier: "Aire Valley Medical",
        currency: "GBP",
        days: 10,
        lines: &[
            ("Surgical gloves, sterile, size 7, box of 50", "AVM-SG-7", "MED", "VAT20", "40", "XBX", "23.80"),
            ("Suture, absorbable, 3-0, box of 36", "AVM-SU-30", "MED", "VAT20", "6", "XBX", "118.40"),
        ],
        then: &[("requester", "submit", ""), ("hod", "approve", ""), ("accounts", "approve", "")],
    },
    Told {
        kind: Kind::Requisition,
        who: "requester",
        title: "Needle holders to replace worn ones",
        department: "SUR",
        supplier: "",
        currency: "GBP",
        days: 20,
        lines: &[("Needle holder, 15 cm, tungsten carbide", "", "INS", "VAT20", "8", "C62", "46.50")],
        then: &[("requester", "submit", "")],
    },
];
