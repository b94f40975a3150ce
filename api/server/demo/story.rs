//! What has happened in the demo so far: suppliers, requisitions and orders at every point of their lives.
//!
//! It is told through the front door, so that each step stands in the trail as it would for anybody.
use kernel::Error;
use serde_json::{Value, json};

use super::front_door::FrontDoor;

/// Name, country, tax number, e-mail, currency.
const SUPPLIERS: [(&str, &str, &str, &str, &str); 7] = [
    ("Liffey Valley Dairy", "IE", "IE3628739L", "orders@liffeyvalley.example", "EUR"),
    ("Howth Harbour Fish", "IE", "IE4749148U", "desk@howthfish.example", "EUR"),
    ("Pennine Linen Mills", "GB", "GB980780684", "sales@penninelinen.example", "GBP"),
    ("Nordhaus Küchentechnik", "DE", "DE811569869", "auftrag@nordhaus.example", "EUR"),
    ("Blanc & Fils Porcelaine", "FR", "FR40303265045", "commandes@blancfils.example", "EUR"),
    ("Emerald Facility Services", "IE", "IE6433435F", "work@emeraldfacility.example", "EUR"),
    ("Mediterraneo Spa Supplies", "IT", "IT00743110157", "ordini@mediterraneo.example", "EUR"),
];

/// An order: who drafts it, title, department, supplier, need-by in days, lines.
struct Told {
    who: &'static str,
    title: &'static str,
    department: &'static str,
    supplier: &'static str,
    currency: &'static str,
    days: i64,
    /// Description, supplier's reference, category, tax code, quantity, unit, price.
    lines:
        &'static [(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str)],
    /// Who does what next.
    then: &'static [(&'static str, &'static str, &'static str)],
}

const ORDERS: [Told; 7] = [
    Told {
        who: "requester",
        title: "Dairy and eggs, week 48",
        department: "KIT",
        supplier: "Liffey Valley Dairy",
        currency: "EUR",
        days: 3,
        lines: &[
            ("Whole milk, 2 l", "LV-1002", "FNB", "VAT0", "120", "XBO", "1.84"),
            ("Butter, unsalted, 5 kg block", "LV-2110", "FNB", "VAT0", "12", "XBX", "31.60"),
            ("Free-range eggs, tray of 30", "LV-3030", "FNB", "VAT0", "40", "XPU", "6.95"),
        ],
        then: &[
            ("requester", "submit", ""),
            ("hod", "approve", "As every week."),
            ("accounts", "approve", ""),
            ("accounts", "issue", ""),
            ("accounts", "acknowledge", "AP"),
        ],
    },
    Told {
        who: "housekeeping",
        title: "Bed linen, king size, spring renewal",
        department: "HSK",
        supplier: "Pennine Linen Mills",
        currency: "GBP",
        days: 40,
        lines: &[
            ("Fitted sheet, king, 300 thread count, white", "PLM-FS-K", "LIN", "RC", "160", "C62", "18.40"),
            ("Duvet cover, king, sateen stripe", "PLM-DC-K", "LIN", "RC", "80", "C62", "34.90"),
            ("Pillowcase, Oxford, pair", "PLM-PC-O", "LIN", "RC", "160", "PR", "9.75"),
        ],
        then: &[
            ("housekeeping", "submit", ""),
            ("hod.housekeeping", "approve", "Replaces what the laundry wrote off in October."),
            ("accounts", "approve", "Within the linen budget."),
            ("gm", "approve", ""),
            ("accounts", "issue", ""),
        ],
    },
    Told {
        who: "requester",
        title: "Combi oven for the banqueting kitchen",
        department: "KIT",
        supplier: "Nordhaus Küchentechnik",
        currency: "EUR",
        days: 60,
        lines: &[
            ("Combi oven, 10 × GN 1/1, electric", "NK-CO-1011", "KEQ", "RC", "1", "C62", "13480"),
            ("Stand with racks", "NK-ST-10", "KEQ", "RC", "1", "C62", "890"),
            ("Delivery, installation and training", "NK-SRV-2", "SVC", "RC", "1", "E51", "1250"),
        ],
        then: &[
            ("requester", "submit", ""),
            ("hod", "approve", "The old one failed inspection twice."),
            ("accounts", "approve", ""),
        ],
    },
    Told {
        who: "requester",
        title: "Fish for the Saturday wedding",
        department: "KIT",
        supplier: "Howth Harbour Fish",
        currency: "EUR",
        days: 7,
        lines: &[
            ("Hake fillet, skin on", "HHF-HK", "FNB", "VAT0", "28", "KGM", "19.50"),
            ("Dublin Bay prawns, large", "HHF-DBP", "FNB", "VAT0", "9.5", "KGM", "34.00"),
        ],
        then: &[("requester", "submit", "")],
    },
    Told {
        who: "requester",
        title: "Porcelain, breakfast service",
        department: "KIT",
        supplier: "Blanc & Fils Porcelaine",
        currency: "EUR",
        days: 30,
        lines: &[
            ("Coffee cup with saucer, 18 cl", "BF-118", "GST", "RC", "240", "C62", "6.40"),
            ("Side plate, 17 cm", "BF-017", "GST", "RC", "240", "C62", "4.10"),
        ],
        then: &[
            ("requester", "submit", ""),
            ("hod", "return", "Please ask for the price of 300; we break a cup a day."),
        ],
    },
    Told {
        who: "accounts",
        title: "Lift maintenance, first quarter",
        department: "ENG",
        supplier: "Emerald Facility Services",
        currency: "EUR",
        days: 20,
        lines: &[("Maintenance visit, two passenger lifts", "EFS-LIFT", "RPR", "VAT13", "3", "E48", "285")],
        then: &[],
    },
    Told {
        who: "requester",
        title: "Truffle selection",
        department: "KIT",
        supplier: "Howth Harbour Fish",
        currency: "EUR",
        days: 10,
        lines: &[("Black winter truffle", "", "FNB", "VAT0", "1.2", "KGM", "980")],
        then: &[("requester", "submit", ""), ("hod", "reject", "Not from a fishmonger, and not this month.")],
    },
];

/// Tells it in the hotel; the first failure ends it and is logged, for a demo without a past is still a demo.
pub async fn tell(door: &mut FrontDoor) -> Result<(), Error> {
    for (name, country, tax_number, email, currency) in SUPPLIERS {
        let body = json!({ "name": name, "country": country, "tax_number": tax_number, "email": email, "currency": currency, "payment_terms": "Net 30 days" });
        let supplier = door.post("accounts", "/v1/suppliers", &body).await?;
        // One stays proposed, so that activating can be tried.
        if name != "Mediterraneo Spa Supplies" {
            let path = format!("/v1/suppliers/{}", text(&supplier, "id"));
            door.act("accounts2", &path, "activate", json!({})).await?;
        }
    }
    let session = door.get("accounts", "/v1/session").await?;
    let since = session.get("session").map(|session| text(session, "created_at")).unwrap_or_default();
    let today = chrono::NaiveDate::parse_from_str(since.get(..10).unwrap_or_default(), "%Y-%m-%d")?;
    for told in &ORDERS {
        let draft = draft(door, told, today).await?;
        let order = door.post(told.who, "/v1/purchase-orders", &draft).await?;
        let path = format!("/v1/purchase-orders/{}", text(&order, "id"));
        for (who, verb, says) in told.then {
            let body = match (*verb, *says) {
                ("acknowledge", code) => json!({ "code": code }),
                (_, "") => json!({}),
                (_, note) => json!({ "note": note }),
            };
            door.act(who, &path, verb, body).await?;
        }
    }
    Ok(())
}

async fn draft(door: &mut FrontDoor, told: &Told, today: chrono::NaiveDate) -> Result<Value, Error> {
    let department = id_of(door, "/v1/departments", "code", told.department).await?;
    let supplier = id_of(door, "/v1/suppliers", "name", told.supplier).await?;
    let address = id_of(door, "/v1/delivery-addresses", "name", "Goods entrance").await?;
    let mut lines = Vec::new();
    for (description, reference, category, tax, quantity, unit, price) in told.lines {
        lines.push(json!({
            "description": description,
            "supplier_reference": (!reference.is_empty()).then_some(reference),
            "category_id": id_of(door, "/v1/categories", "code", category).await?,
            "tax_code_id": id_of(door, "/v1/tax-codes", "code", tax).await?,
            "quantity": quantity,
            "unit": unit,
            "unit_price": price,
        }));
    }
    let need_by = today.checked_add_signed(chrono::TimeDelta::days(told.days)).unwrap_or(today);
    Ok(json!({
        "title": told.title,
        "department_id": department,
        "supplier_id": supplier,
        "currency": told.currency,
        "need_by": need_by.to_string(),
        "delivery_address_id": address,
        "lines": lines,
    }))
}

async fn id_of(door: &mut FrontDoor, path: &str, field: &str, wanted: &str) -> Result<Value, Error> {
    let page = door.get("accounts", &format!("{path}?limit=100")).await?;
    let items = page.get("items").and_then(Value::as_array).into_iter().flatten();
    let found = items.filter(|item| text(item, field) == wanted).find_map(|item| item.get("id").cloned());
    found.ok_or_else(|| std::io::Error::other(format!("no {wanted} at {path}")).into())
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}
