//! Who would approve, and why.
use serde_json::{Value, json};

use crate::support::{Answer, App, Person};

async fn simulates(person: &Person<'_>, document: &Value) -> Answer {
    person.sends("POST", "/v1/approval-policies/simulate", Some(document.clone()), &[]).await
}

fn euro(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

#[actix_web::test]
async fn a_simulation_says_whom_it_would_go_to_and_keeps_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let before = hotel.actions().await;

    let told = simulates(
        &requester,
        &json!({ "kind": "purchase_order", "amount": euro("1250"), "department_id": hotel.kitchen }),
    )
    .await
    .is(200)
    .body;

    assert_eq!((&told["policy"]["name"], &told["policy"]["number"]), (&json!("Standard"), &json!(1)));
    let simulation = &told["simulation"];
    assert_eq!(
        (&simulation["summary"], &simulation["finishes"], &simulation["dead_ends"]),
        (
            &json!(
                "This goes to Hugo Head (Head of department), then to Abel Accounts or Ada Accounts (Accounts), then \
                 to Gita Manager (GM)."
            ),
            &json!(true),
            &json!([])
        )
    );
    let applies: Vec<_> = simulation["steps"].as_array().unwrap().iter().map(|step| step["applies"].clone()).collect();
    assert_eq!(applies, [json!(true), json!(true), json!(true), json!(false)]);
    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}

#[actix_web::test]
async fn a_dead_end_is_part_of_the_answer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.publishes(2, "Strict", "0 seconds").await;
    let requester = hotel.requester().await;
    let by_the_head = json!({ "kind": "requisition", "amount": euro("10"), "department_id": hotel.kitchen,
                              "requester_id": hotel.people.head });

    let own = simulates(&requester, &by_the_head).await.is(200).body;

    assert_eq!(own["simulation"]["finishes"], false);
    assert_eq!(own["simulation"]["dead_ends"][0]["rule"], "route_has_nobody");
    assert_eq!(own["simulation"]["steps"][0]["barred"][0]["why"], "asked for it (SOD-01)");
    app.stop().await;
}

#[actix_web::test]
async fn an_amount_of_another_currency_is_told_at_todays_rate() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let dollars = |amount: &str| json!({ "kind": "requisition", "amount": { "amount": amount, "currency": "USD" }, "department_id": hotel.kitchen });

    simulates(&requester, &dollars("1100")).await.is_refused(409, "no_exchange_rate");
    let today = chrono::Utc::now().date_naive();
    let rate =
        json!({ "from_currency": "USD", "to_currency": "EUR", "on_date": today, "rate": "0.9", "source": "ECB" });
    hotel.accounts().await.posts("/v1/exchange-rates", rate).await.is(201);
    let below = simulates(&requester, &dollars("1100")).await.is(200).body;
    let above = simulates(&requester, &dollars("1112")).await.is(200).body;

    let gm = |told: &Value| told["simulation"]["steps"][2]["why"].clone();
    assert_eq!(gm(&below), "GM: total 990.00 EUR is not above 1,000.00 EUR");
    assert_eq!(gm(&above), "GM: total 1,000.80 EUR is above 1,000.00 EUR");
    app.stop().await;
}

#[actix_web::test]
async fn another_version_can_be_played_through() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = hotel.publishes(2, "Tomorrow's", "1 day").await;
    let document =
        json!({ "kind": "requisition", "amount": euro("10"), "department_id": hotel.kitchen, "policy_id": id });

    let told = simulates(&owner, &document).await.is(200).body;

    assert_eq!(told["policy"], json!({ "id": id, "number": 2, "name": "Tomorrow's" }));
    assert_eq!(told["simulation"]["summary"], "This goes to Hugo Head (Head of department).");
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_can_be_played_through_before_anybody_publishes_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = crate::approval::draft::begins(&admin, crate::approval::draft::above("100")).await.is(201);
    let mut document = json!({ "kind": "requisition", "amount": euro("101"), "department_id": hotel.kitchen,
                               "requester_id": hotel.people.requester, "draft_id": draft.id() });

    let told = simulates(&admin, &document).await.is(200).body;

    assert_eq!(
        (&told["policy"], &told["draft"]),
        (&json!(null), &json!({ "id": draft.id(), "name": "Stricter", "revision": 1 }))
    );
    assert_eq!(told["simulation"]["steps"][1]["why"], "Owner: total 101.00 EUR is above 100.00 EUR");
    assert_eq!(told["simulation"]["clashes"], json!([]));
    simulates(&hotel.requester().await, &document).await.is_invalid("draft_id", "unknown");
    document["policy_id"] = json!(uuid::Uuid::new_v4());
    simulates(&admin, &document).await.is_invalid("draft_id", "conflict");
    app.stop().await;
}

#[actix_web::test]
async fn whose_duties_collide_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let by_the_head = json!({ "kind": "requisition", "amount": euro("10"), "department_id": hotel.kitchen,
                              "requester_id": hotel.people.head });

    let told = simulates(&hotel.requester().await, &by_the_head).await.is(200).body;

    let clash = &told["simulation"]["clashes"][0];
    assert_eq!(
        (&clash["rule"], &clash["is_blocking"], &clash["steps"]),
        (&json!("SOD-01"), &json!(false), &json!([1]))
    );
    assert_eq!(clash["person_id"], json!(hotel.people.head));
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_field_is_named() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let requester = hotel.requester().await;
    let category = hotel.category("Linen", "LIN").await;
    let foreign = clinic.category("Linen", "LIN").await;
    let foreign_policy = clinic.publishes(2, "Theirs", "1 day").await;
    let of = |field: &str, value: Value| {
        let mut document = json!({ "kind": "purchase_order", "amount": euro("100") });
        document[field] = value;
        document
    };
    let part = |category: &str, amount: Value| json!({ "category_id": category, "amount": amount });

    for (document, field, rule) in [
        (of("kind", json!("invoice")), "kind", "unknown_value"),
        (of("amount", euro("-1")), "amount", "too_small"),
        (of("amount", euro("1.001")), "amount", "too_precise"),
        (of("amount", json!(1)), "amount", "wrong_type"),
        (of("department_id", json!(clinic.kitchen)), "department_id", "unknown"),
        (of("department_id", json!(uuid::Uuid::new_v4())), "department_id", "unknown"),
        (of("requester_id", json!(clinic.people.requester)), "requester_id", "unknown"),
        (of("policy_id", json!(foreign_policy)), "policy_id", "unknown"),
        (of("categories", json!([part(&foreign, euro("1"))])), "categories[0].category_id", "unknown"),
        (of("categories", json!([part(&category, euro("100.01"))])), "categories", "too_large"),
        (of("categories", json!([part(&category, euro("-1"))])), "categories[0].amount", "too_small"),
        (
            of("categories", json!([part(&category, json!({ "amount": "1", "currency": "USD" }))])),
            "categories[0].amount",
            "currency",
        ),
        (
            of("categories", json!([part(&category, euro("1")), part(&category, euro("1"))])),
            "categories[1].category_id",
            "duplicate",
        ),
        (of("categories", json!(vec![part(&category, euro("1")); 51])), "categories", "too_many"),
        (of("supplier", json!("x")), "supplier", "unknown_field"),
        (of("supplier_id", json!(uuid::Uuid::new_v4())), "supplier_id", "unknown"),
        (of("draft_id", json!(uuid::Uuid::new_v4())), "draft_id", "unknown"),
    ] {
        simulates(&requester, &document).await.is_invalid(field, rule);
    }
    simulates(&requester, &of("categories", json!([part(&category, euro("100"))]))).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_simulation_needs_its_permission() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let document = json!({ "kind": "purchase_order", "amount": euro("1") });

    simulates(&hotel.auditor().await, &document).await.is_refused(403, "forbidden");
    simulates(&hotel.admin().await, &document).await.is(200);

    app.stop().await;
}
