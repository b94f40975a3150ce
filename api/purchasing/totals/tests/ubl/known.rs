//! Where the examples err by the rules of EN 16931, each figure with what is wrong with it.

/// A figure that is stated and is not what the rules come to.
pub struct Known {
    /// `Invoice-2.1` of `UBL-Invoice-2.1-Example.xml`.
    pub document: &'static str,
    pub fact: &'static str,
    pub stated: &'static str,
    pub ours: &'static str,
    pub why: &'static str,
}

impl Known {
    pub fn told(&self) -> String {
        let Self { document, fact, stated, ours, .. } = self;
        format!("UBL-{document}-Example.xml: {fact} is stated as {stated}, ours is {ours}")
    }
}

/// The rates of documents that state a tax and no rate, worked out from the amounts beside it.
pub const RATES: &[(&str, &str)] = &[
    ("UBL-CreditNote-2.0-Example.xml", "17.5"),
    ("UBL-Quotation-2.0-Example.xml", "17.5"),
    ("UBL-Quotation-2.1-Example.xml", "25"),
];

pub const KNOWN: &[Known] = &[
    Known {
        document: "CreditNote-2.0",
        fact: "net (BR-CO-13)",
        stated: "90.00",
        ours: "100.00",
        why: "It states no discount; it repeats the net of the invoice that it credits, which had one of 10.00.",
    },
    Known {
        document: "CreditNote-2.0",
        fact: "payable (BR-CO-16)",
        stated: "107.50",
        ours: "117.50",
        why: "Follows from that net: 90.00 and the tax on 100.00.",
    },
    Known {
        document: "CreditNote-2.1",
        fact: "gross (BR-CO-15)",
        stated: "1729",
        ours: "1728.70",
        why: "The rounding of 0.30 stands in it already; it belongs to what is payable (BR-CO-16), which agrees.",
    },
    Known {
        document: "DebitNote-2.5",
        fact: "tax (BR-CO-14)",
        stated: "42.55",
        ours: "43.05",
        why: "21 % of 205.00 are 43.05; it is the tax on neither its taxable nor its net.",
    },
    Known {
        document: "DebitNote-2.5",
        fact: "gross (BR-CO-15)",
        stated: "247.55",
        ours: "248.05",
        why: "Follows from that tax.",
    },
    Known {
        document: "DebitNote-2.5",
        fact: "payable (BR-CO-16)",
        stated: "247.55",
        ours: "248.05",
        why: "Follows from that tax.",
    },
    Known {
        document: "DebitNote-2.5",
        fact: "taxable S",
        stated: "202.50",
        ours: "205.00",
        why: "Lines of 200.00, less 5.00 and with 10.00, all of this category, are 205.00, as its own net says.",
    },
    Known {
        document: "DebitNote-2.5",
        fact: "tax S (BR-CO-17)",
        stated: "42.55",
        ours: "43.05",
        why: "21 % of 202.50 would be 42.53.",
    },
    Known {
        document: "Invoice-2.1",
        fact: "line 1 net",
        stated: "1273",
        ours: "1271.00",
        why: "Its discount of 12 and its charge of 10 are not in it.",
    },
    Known {
        document: "Invoice-2.1",
        fact: "gross (BR-CO-15)",
        stated: "1729",
        ours: "1728.70",
        why: "The rounding of 0.30 stands in it already; it belongs to what is payable (BR-CO-16), which agrees.",
    },
    Known {
        document: "Order-2.0",
        fact: "line 1 net",
        stated: "100.00",
        ours: "10000.00",
        why: "A hundred kilograms at 100.00 for one; the invoice of the same goods has a price of 1.00.",
    },
    Known {
        document: "Order-2.1",
        fact: "tax (BR-CO-14)",
        stated: "100",
        ours: "0.00",
        why: "No category and no rate is stated, its lines state 20 together, and what is payable leaves it out.",
    },
    Known {
        document: "PurchaseReceipt-2.4",
        fact: "net (BR-CO-13)",
        stated: "23.20",
        ours: "19.20",
        why: "The loyalty points and the donation are taken after tax, and not in the net.",
    },
    Known {
        document: "PurchaseReceipt-2.4",
        fact: "gross (BR-CO-15)",
        stated: "29.00",
        ours: "25.00",
        why: "Follows from that net; what is payable agrees.",
    },
    Known {
        document: "Quotation-2.0",
        fact: "line 1 net",
        stated: "100.00",
        ours: "10000.00",
        why: "A hundred kilograms at 100.00 for one; the invoice of the same goods has a price of 1.00.",
    },
    Known {
        document: "Quotation-2.1",
        fact: "net (BR-CO-13)",
        stated: "49437.50",
        ours: "197750.00",
        why: "It is the tax that stands there: a quarter of the lines' 197750.00; gross and payable agree.",
    },
    Known {
        document: "SelfBilledCreditNote-2.1",
        fact: "gross (BR-CO-15)",
        stated: "1729",
        ours: "1728.70",
        why: "The rounding of 0.30 stands in it already; it belongs to what is payable (BR-CO-16), which agrees.",
    },
];
