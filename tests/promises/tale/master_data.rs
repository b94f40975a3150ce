//! Settings and master data.
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Cast, Kept, Teller};
use crate::telling::Telling;

// The smallest picture there is.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

pub async fn settings<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, word) = (&cast.owner, teller.word());
    let organisation = teller.tells(owner, "get_organisation", Telling::default()).await;
    let update = Telling::default().with(json!({ "legal_name": format!("{word} Ltd") })).on(organisation.revision());
    let organisation = teller.tells(owner, "update_organisation", update).await;
    let pixel = STANDARD.decode(PIXEL).unwrap();
    let logo = Telling::default().with_file("image/png", &pixel).on(organisation.revision());
    teller.tells(owner, "set_organisation_logo", logo).await;
    teller.tells(owner, "get_organisation_logo", Telling::default()).await;
    let policy = teller.tells(owner, "get_security_policy", Telling::default()).await;
    let minutes = if policy.body["failures_minutes"] == 20 { 25 } else { 20 };
    let update = Telling::default()
        .with(
            json!({ "failures_minutes": minutes, "second_factor_roles": ["auditor"], "second_factor_grace_days": 90 }),
        )
        .on(policy.revision());
    teller.tells(owner, "update_security_policy", update).await;
    teller.tells(owner, "list_currencies", Telling::default()).await;
    teller.tells(owner, "list_units", Telling::default()).await;
    teller.tells(owner, "list_adjustment_reasons", Telling::default()).await;
}

pub async fn categories<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) -> String {
    let word = teller.word();
    let kept = Kept {
        create: "create_category",
        get: "get_category",
        list: "list_categories",
        export: "export_categories",
        update: "update_category",
        another: json!({ "name": format!("Soap of {word}"), "code": format!("S{word}") }),
        change: json!({ "name": format!("Fine linen of {word}") }),
    };
    kept.told(teller, &cast.admin, json!({ "name": format!("Linen of {word}"), "code": format!("L{word}") })).await
}

pub async fn tax_codes<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) -> String {
    let word = teller.word();
    let kept = Kept {
        create: "create_tax_code",
        get: "get_tax_code",
        list: "list_tax_codes",
        export: "export_tax_codes",
        update: "update_tax_code",
        another: json!({ "name": format!("Reduced {word}"), "code": format!("R{word}"), "rate_percent": "13.5" }),
        change: json!({ "name": format!("Full {word}") }),
    };
    let standard = json!({
        "name": format!("Standard {word}"), "code": format!("S{word}"), "rate_percent": "23", "treatment": "S",
    });
    kept.told(teller, &cast.accounts, standard).await
}

pub async fn delivery_addresses<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) -> String {
    let word = teller.word();
    let kept = Kept {
        create: "create_delivery_address",
        get: "get_delivery_address",
        list: "list_delivery_addresses",
        export: "export_delivery_addresses",
        update: "update_delivery_address",
        another: json!({ "name": format!("Side entrance {word}") }),
        change: json!({ "name": format!("Front entrance {word}") }),
    };
    let quay =
        json!({ "name": format!("Back entrance {word}"), "lines": [format!("1 {word} Street")], "country": "IE" });
    kept.told(teller, &cast.admin, quay).await
}

pub async fn departments<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (word, head) = (teller.word(), teller.hotel().people.head);
    let kept = Kept {
        create: "create_department",
        get: "get_department",
        list: "list_departments",
        export: "export_departments",
        update: "update_department",
        another: json!({ "name": format!("Pool {word}"), "code": format!("P{word}") }),
        change: json!({ "name": format!("Sauna {word}"), "head_id": teller.hotel().people.housekeeping_head }),
    };
    let spa = json!({ "name": format!("Spa {word}"), "code": format!("S{word}"), "head_id": head });
    kept.told(teller, &cast.admin, spa).await;
}

pub async fn exchange_rates<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (accounts, day, word) = (&cast.accounts, teller.day(), teller.word());
    let mut first = String::new();
    for (from, rate) in [("USD", "0.92"), ("GBP", "1.16")] {
        let rate = json!({ "from_currency": from, "to_currency": "EUR", "on_date": day, "rate": rate, "source": word });
        first = teller.tells(accounts, "create_exchange_rate", Telling::default().with(rate)).await.id();
    }
    teller.tells(accounts, "get_exchange_rate", Telling::of(&[&first])).await;
    teller.tells(accounts, "list_exchange_rates", Telling::default()).await;
    teller.tells(accounts, "export_exchange_rates", Telling::default()).await;
}
