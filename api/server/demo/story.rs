//! What has happened in the demo so far: suppliers, requisitions and orders at every point of their lives.
//!
//! It is told through the front door, so that each step stands in the trail as it would for anybody.
mod alder_clinic;
mod harbour_house;

use kernel::Error;
use serde_json::{Value, json};

pub use self::{alder_clinic::TALE as CLINIC, harbour_house::TALE as HOTEL};
use super::front_door::FrontDoor;

/// Name, country, tax number, e-mail, currency.
type Supplier = (&'static str, &'static str, &'static str, &'static str, &'static str);
/// Description, supplier's reference, category, tax code, quantity, unit, price.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// What one organisation has done.
pub struct Tale {
    /// The last one stays proposed, so that activating can be tried.
    suppliers: &'static [Supplier],
    delivered_to: &'static str,
    documents: &'static [Told],
}

#[derive(Clone, Copy)]
enum Kind {
    Order,
    Requisition,
}

/// A document: who drafts it, for whom, from whom, needed in how many days.
struct Told {
    kind: Kind,
    who: &'static str,
    title: &'static str,
    department: &'static str,
    /// Empty where none is named yet.
    supplier: &'static str,
    currency: &'static str,
    days: i64,
    lines: &'static [Line],
    /// Who does what next, and says what.
    then: &'static [(&'static str, &'static str, &'static str)],
}

/// Tells it; the first failure ends it and is logged, for a demo without a past is still a demo.
pub async fn tell(door: &mut FrontDoor, tale: &Tale) -> Result<(), Error> {
    let last = tale.suppliers.last().map(|(name, ..)| *name);
    for &(name, country, tax_number, email, currency) in tale.suppliers {
        let body = json!({ "name": name, "country": country, "tax_number": tax_number, "email": email, "currency": currency, "payment_terms": "Net 30 days" });
        let supplier = door.post("accounts", "/v1/suppliers", &body).await?;
        if Some(name) != last {
            let path = format!("/v1/suppliers/{}", text(&supplier, "id"));
            door.act("accounts2", &path, "activate", json!({})).await?;
        }
    }
    let session = door.get("accounts", "/v1/session").await?;
    let since = session.get("session").map(|session| text(session, "created_at")).unwrap_or_default();
    let today = chrono::NaiveDate::parse_from_str(since.get(..10).unwrap_or_default(), "%Y-%m-%d")?;
    for told in tale.documents {
        let documents = match told.kind {
            Kind::Order => "/v1/purchase-orders",
            Kind::Requisition => "/v1/requisitions",
        };
        let draft = draft(door, told, tale.delivered_to, today).await?;
        let document = door.post(told.who, documents, &draft).await?;
        let path = format!("{documents}/{}", text(&document, "id"));
        for (who, verb, says) in told.then {
            let body = match (*verb, *says) {
                ("acknowledge", code) => json!({ "code": code }),
                ("order", _) => in_orders(&document, &draft),
                (_, "") => json!({}),
                (_, note) => json!({ "note": note }),
            };
            door.act(who, &path, verb, body).await?;
        }
    }
    Ok(())
}

/// The first line of a requisition goes to its supplier; the others stay open.
fn in_orders(requisition: &Value, draft: &Value) -> Value {
    let line = requisition.pointer("/lines/0/id");
    json!({ "orders": [{ "supplier_id": draft.get("supplier_id"), "lines": [{ "requisition_line_id": line }] }] })
}

async fn draft(
    door: &mut FrontDoor,
    told: &Told,
    delivered_to: &str,
    today: chrono::NaiveDate,
) -> Result<Value, Error> {
    let department = id_of(door, "/v1/departments", "code", told.department).await?;
    let supplier = match told.supplier {
        "" => Value::Null,
        name => id_of(door, "/v1/suppliers", "name", name).await?,
    };
    let address = id_of(door, "/v1/delivery-addresses", "name", delivered_to).await?;
    let mut lines = Vec::new();
    for &(description, reference, category, tax, quantity, unit, price) in told.lines {
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
