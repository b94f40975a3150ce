//! Orders for the tests.

use super::{Emphasis, Metadata, Moment, Party, PrintedLine, PrintedOrder, Total};

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// An order of that many lines, approved, with every part but the logo.
pub(super) fn order(lines: usize) -> PrintedOrder {
    PrintedOrder {
        metadata: Metadata {
            title: "Purchase order PO-2026-00042".into(),
            language: "en".into(),
            author: Some("Harbour House Hotel Ltd".into()),
            created_at: Moment { year: 2026, month: 11, day: 20, hour: 9, minute: 30, second: 0 },
        },
        kind_title: "Purchase order".into(),
        number: Some("PO-2026-00042".into()),
        revision: Some("1".into()),
        issued_on: Some("20 November 2026".into()),
        need_by: Some("4 December 2026".into()),
        currency: Some("EUR".into()),
        buyer: Party {
            name: "Harbour House Hotel Ltd".into(),
            address_lines: all(&["12 Quay Street", "Galway H91 XY45", "Ireland"]),
            tax_number: Some("IE 6388047V".into()),
            contact: Some("Accounts, accounts@harbour-house.example".into()),
        },
        supplier: Party {
            name: "Quantum Optics GmbH".into(),
            address_lines: all(&["Technikpark 12", "07745 Jena", "Germany"]),
            tax_number: Some("DE 811 907 980".into()),
            contact: Some("Sabine Krüger\n+49 3641 555 0199".into()),
        },
        deliver_to: all(&["Harbour House Hotel", "Goods entrance, Dock Road", "Galway H91 XY46", "Ireland"]),
        requested_by: Some("Niamh Byrne".into()),
        department: Some("Engineering".into()),
        payment_terms: Some("30 days net".into()),
        delivery_terms: Some("DAP Galway, Incoterms 2020".into()),
        lines: (1..=lines).map(line).collect(),
        totals: vec![
            total("Net total", "45,586.16", Emphasis::Plain),
            total("VAT 23 % on 45,586.16", "10,484.82", Emphasis::Plain),
            total("Total EUR", "56,070.98", Emphasis::Strong),
        ],
        notes: Some("Please deliver between 7:00 and 11:00 and ring at the goods entrance.".into()),
        terms: all(&[
            "Our purchase order number must appear on the delivery note and on the invoice. Invoices without it are returned.",
            "Ownership passes on delivery. Deviations from price or quantity need our written agreement before dispatch.",
        ]),
        footer: Some(
            "Harbour House Hotel Ltd, registered in Ireland 412 887, 12 Quay Street, Galway\nharbour-house.example"
                .into(),
        ),
        ..PrintedOrder::default()
    }
}

/// Lines that differ in length.
fn line(position: usize) -> PrintedLine {
    let descriptions = [
        "Optical breadboard, 1200 x 900 mm, M6",
        "Active vibration isolator for loads between 48 and 120 kg, with levelling feet, control unit and mains cable",
        "Kinematic mount, 25.4 mm",
        "Dovetail rail, anodised",
        "On-site installation and acceptance test",
    ];
    PrintedLine {
        position: position.to_string(),
        description: descriptions[position % descriptions.len()].into(),
        supplier_reference: (position % 2 == 1).then(|| format!("QO-BRD-{position:04}")),
        need_by: position.is_multiple_of(5).then(|| "11 December 2026".into()),
        quantity: format!("{}", position * 7 % 120 + 1),
        unit: if position.is_multiple_of(3) { "kg".into() } else { "each".into() },
        unit_price: format!("{}.50", position * 37 % 900 + 1),
        price_base: position.is_multiple_of(4).then(|| "per 100".into()),
        tax: Some("23 %".into()),
        adjustments: if position.is_multiple_of(7) { all(&["Discount 10 %, Volume: -12.50"]) } else { Vec::new() },
        net: format!("1,{:03}.{:02}", position * 131 % 1000, position * 17 % 100),
    }
}

fn total(label: &str, amount: &str, emphasis: Emphasis) -> Total {
    Total { label: label.into(), amount: amount.into(), emphasis }
}

/// Names and words in the alphabets that must print, one line each.
pub(super) const ALPHABETS: [&str; 7] = [
    "Zażółć gęślą jaźń ŁÓDŹ",
    "Příliš žluťoučký kůň úpěl ďábelské ódy ŘEŽ",
    "Đơn đặt hàng: nước mắm, bún, phở ỷ ỗ ử ẵ ặ",
    "Παραγγελία αγοράς: Ελαιόλαδο, Ύδρα, ΐ ΰ ώ Ή",
    "Поръчка за покупка: щъркел, ягода, Ѝ ѝ",
    "Замовлення: ґанок, їжак, єнот, Ґ Ї Є",
    "Đặt hàng decomposed: e\u{302}\u{301} o\u{31B}\u{309} ş ţ ő ű ẞ æ ø þ",
];

/// An order in those alphabets.
pub(super) fn of_many_alphabets() -> PrintedOrder {
    let lines =
        ALPHABETS.iter().zip(1..).map(|(text, position)| PrintedLine { description: (*text).into(), ..line(position) });
    PrintedOrder {
        kind_title: "Παραγγελία αγοράς".into(),
        lines: lines.collect(),
        supplier: Party {
            name: "Ελαιώνες Κρήτης Α.Ε.".into(),
            address_lines: all(&["Λεωφόρος Δημοκρατίας 14", "71306 Ηράκλειο", "Ελλάδα"]),
            tax_number: Some("EL 094 014 201".into()),
            contact: Some("Μαρία Παπαδάκη".into()),
        },
        deliver_to: all(&["София Хотел", "бул. „Витоша“ 15", "1000 София", "България"]),
        notes: Some("Dziękujemy za współpracę. Дякуємо за співпрацю.".into()),
        ..order(0)
    }
}
