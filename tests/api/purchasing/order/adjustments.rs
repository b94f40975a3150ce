//! Discounts and charges of an order, from the draft to the paper.
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{ORDERS, acts, approves_all, body, line, supplier};
use crate::support::{Answer, App, Organisation};

/// Twenty per cent, by Accounts.
async fn vat(hotel: &Organisation<'_>, rate: &str) -> String {
    let tax = json!({ "name": format!("VAT {rate} %"), "code": format!("VAT{rate}"), "treatment": "S", "rate_percent": rate });
    hotel.accounts().await.posts("/v1/tax-codes", tax).await.is(201).id()
}

fn adjusted_line(tax: &str, adjustments: Value) -> Value {
    let mut line = line("10", "9.995");
    line["tax_code_id"] = json!(tax);
    line["adjustments"] = adjustments;
    line
}

fn volume() -> Value {
    json!({ "kind": "discount", "percent": "10", "reason": "Volume discount", "reason_code": "95" })
}

/// A line of 99.95 less a tenth, freight of 12.50, both with tax; and two per cent off the whole without.
async fn drafted(hotel: &Organisation<'_>) -> Answer {
    let (supplier, tax) = (supplier(hotel, "Harbour Linen").await, vat(hotel, "20").await);
    let mut order = body(hotel, &supplier, &[adjusted_line(&tax, json!([volume()]))]);
    order["adjustments"] = json!([
        { "kind": "charge", "amount": "12.5", "reason": "Freight", "reason_code": "FC", "tax_code_id": tax },
        { "kind": "discount", "percent": "2", "reason": "Annual agreement" },
    ]);
    hotel.requester().await.posts(ORDERS, order).await.is(201)
}

fn euros(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

fn without_codes(mut totals: Value) -> Value {
    for sum in totals["by_tax_code"].as_array_mut().unwrap() {
        sum["tax_code"] = sum["tax_code"]["code"].clone();
    }
    totals
}

#[actix_web::test]
async fn a_draft_shows_each_discount_and_charge_and_what_it_comes_to() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let draft = drafted(&hotel).await;

    let line = &draft.body["lines"][0];
    assert_eq!((&line["gross"], &line["net"]), (&euros("99.95"), &euros("89.95")));
    let volume = json!([{
        "kind": "discount", "percent": "10", "base": euros("99.95"), "amount": euros("10.00"),
        "reason": "Volume discount", "reason_code": "95",
    }]);
    assert_eq!(line["adjustments"], volume);
    let (freight, agreement) = (&draft.body["adjustments"][0], &draft.body["adjustments"][1]);
    assert_eq!(
        (&freight["amount"], &freight["base"], &freight["tax_code"]["code"]),
        (&euros("12.50"), &Value::Null, &json!("VAT20"))
    );
    assert_eq!(
        (&agreement["amount"], &agreement["base"], &agreement["tax_code"]),
        (&euros("1.80"), &euros("89.95"), &Value::Null)
    );
    let totals = json!({
        "lines": euros("89.95"), "discounts": euros("1.80"), "charges": euros("12.50"),
        "net": euros("100.65"), "tax": euros("20.49"), "gross": euros("121.14"), "payable": euros("121.14"),
        "by_tax_code": [
            { "tax_code": "VAT20", "taxable": euros("102.45"), "tax": euros("20.49") },
            { "tax_code": null, "taxable": euros("-1.80"), "tax": euros("0.00") },
        ],
    });
    assert_eq!(without_codes(draft.body["totals"].clone()), totals);
    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{}", draft.id())).await.is(200);
    for field in ["lines", "adjustments", "totals"] {
        assert_eq!(seen.body[field], draft.body[field], "{field}");
    }
    let page = hotel.requester().await.gets(ORDERS).await.is(200);
    assert_eq!(page.body["items"][0]["total"], euros("121.14"));
    app.stop().await;
}

#[actix_web::test]
async fn amounts_have_the_digits_of_their_currency() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let drafts = async |currency: &str, price: &str| {
        let mut line = line("1", price);
        line["adjustments"] = json!([{ "kind": "discount", "percent": "10", "reason": "Volume" }]);
        let off = json!([{ "kind": "discount", "percent": "3", "reason": "Early" }]);
        let order = json!({ "title": "Exact", "currency": currency, "lines": [line], "adjustments": off });
        requester.posts(ORDERS, order).await.is(201).body["totals"].clone()
    };

    let (yen, dinars) = (drafts("JPY", "995").await, drafts("KWD", "0.995").await);

    let amounts = |totals: &Value| ["lines", "discounts", "payable"].map(|field| totals[field]["amount"].clone());
    assert_eq!(amounts(&yen), ["895", "27", "868"]);
    assert_eq!(amounts(&dinars), ["0.895", "0.027", "0.868"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_wrong_is_named_by_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, tax) = (hotel.requester().await, vat(&hotel, "20").await);
    let on_line = async |adjustments: Value| {
        let order = json!({ "title": "T", "currency": "EUR", "lines": [adjusted_line(&tax, adjustments)] });
        requester.posts(ORDERS, order).await
    };
    let on_whole = async |adjustments: Value| {
        let order = json!({ "title": "T", "currency": "EUR", "lines": [line("1", "10")], "adjustments": adjustments });
        requester.posts(ORDERS, order).await
    };
    let one = |more: Value| {
        let mut one = json!({ "kind": "discount", "reason": "R" });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };

    on_line(json!([one(json!({}))])).await.is_invalid("lines[0].adjustments[0].amount", "required");
    let both = one(json!({ "percent": "1", "amount": "1" }));
    on_line(json!([volume(), both])).await.is_invalid("lines[0].adjustments[1].amount", "not_both");
    on_line(json!([one(json!({ "amount": "0.001" }))]))
        .await
        .is_invalid("lines[0].adjustments[0].amount", "too_precise");
    on_line(json!([one(json!({ "percent": "101" }))])).await.is_invalid("lines[0].adjustments[0].percent", "too_large");
    on_line(json!([{ "kind": "discount", "percent": "1" }]))
        .await
        .is_invalid("lines[0].adjustments[0].reason", "required");
    let code = one(json!({ "percent": "1", "reason_code": "FC" }));
    on_line(json!([code])).await.is_invalid("lines[0].adjustments[0].reason_code", "unknown_reason_code");
    let taxed = one(json!({ "percent": "1", "tax_code_id": tax }));
    on_line(json!([taxed])).await.is_invalid("lines[0].adjustments[0].tax_code_id", "unknown_field");
    on_line(json!([one(json!({ "amount": "99.96" }))])).await.is_invalid("lines[0].adjustments", "below_zero");
    on_line(json!(vec![volume(); 21])).await.is_invalid("lines[0].adjustments", "too_many");
    on_whole(json!(vec![volume(); 51])).await.is_invalid("adjustments", "too_many");
    on_whole(json!([one(json!({ "amount": "10.01" }))])).await.is_invalid("adjustments", "below_zero");
    let odd = one(json!({ "percent": "1", "tax_code_id": Uuid::new_v4() }));
    on_whole(json!([volume(), odd])).await.is_invalid("adjustments[1].tax_code_id", "unknown");
    let off = one(json!({ "amount": "1", "tax_code_id": tax }));
    on_whole(json!([off])).await.is_invalid("adjustments", "below_zero");
    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "purchase_order.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn a_tax_code_of_another_tenant_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = vat(&clinic, "20").await;

    let order = json!({
        "title": "T", "currency": "EUR", "lines": [line("1", "10")],
        "adjustments": [{ "kind": "charge", "amount": "1", "reason": "R", "tax_code_id": theirs }],
    });
    hotel.requester().await.posts(ORDERS, order).await.is_invalid("adjustments[0].tax_code_id", "unknown");
    app.stop().await;
}

#[actix_web::test]
async fn an_edit_replaces_them_and_what_it_leaves_out_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let path = format!("{ORDERS}/{}", draft.id());

    let retitled = requester.patches(&path, json!({ "title": "Other" }), 1).await.is(200);
    let freed = requester.patches(&path, json!({ "adjustments": [] }), 2).await.is(200);
    let mut same = line("20", "9.995");
    same["id"] = draft.body["lines"][0]["id"].clone();
    let plain = requester.patches(&path, json!({ "lines": [same] }), 3).await.is(200);

    assert_eq!(
        (&retitled.body["adjustments"], &retitled.body["totals"]),
        (&draft.body["adjustments"], &draft.body["totals"])
    );
    assert_eq!(freed.body["totals"]["gross"], euros("107.94"));
    assert_eq!(freed.body["lines"], draft.body["lines"]);
    assert_eq!(
        (&plain.body["lines"][0]["adjustments"], &plain.body["totals"]["gross"]),
        (&json!([]), &euros("199.90"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_retired_tax_code_stays_where_it_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let draft = drafted(&hotel).await;
    let path = format!("{ORDERS}/{}", draft.id());
    let tax = draft.body["adjustments"][0]["tax_code"]["id"].as_str().unwrap();
    accounts.patches(&format!("/v1/tax-codes/{tax}"), json!({ "is_active": false }), 1).await.is(200);

    let lines = requester.patches(&path, json!({ "lines": [line("1", "10")] }), 1).await.is(200);
    let both = json!([
        { "kind": "charge", "amount": "5", "reason": "Freight", "tax_code_id": tax },
        { "kind": "charge", "amount": "1", "reason": "Box" },
    ]);
    let whole = requester.patches(&path, json!({ "adjustments": both }), 2).await.is(200);

    assert_eq!(lines.body["totals"]["tax"], euros("2.50"));
    assert_eq!(whole.body["totals"]["gross"], euros("17.00"));
    app.stop().await;
}

#[actix_web::test]
async fn approvers_are_asked_for_what_it_comes_to_and_again_when_a_discount_changes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let (id, path) = (draft.id(), format!("{ORDERS}/{}", draft.id()));

    acts(&requester, &id, "submit", 1, Value::Null).await.is(200);
    let inbox = hotel.head().await.gets("/v1/approvals").await.is(200);
    acts(&hotel.head().await, &id, "approve", 2, json!({})).await.is(200);
    acts(&requester, &id, "withdraw", 2, json!({ "note": "Wait" })).await.is(200);
    let freight = json!({ "kind": "charge", "amount": "12.49", "reason": "Freight" });
    requester.patches(&path, json!({ "adjustments": [freight] }), 3).await.is(200);
    let again = acts(&requester, &id, "submit", 4, Value::Null).await.is(200);

    assert_eq!(inbox.body["items"][0]["total"], euros("121.14"));
    assert_eq!(again.body["lifecycle"], "pending_approval");
    let timeline = requester.gets(&path).await.is(200).body["timeline"].as_array().unwrap().clone();
    let edited = timeline.iter().find(|moment| moment["action"] == "purchase_order.updated").unwrap();
    assert_eq!(edited["detail"], json!({ "fields": ["adjustments"], "is_material": true }));
    app.stop().await;
}

#[actix_web::test]
async fn they_go_to_the_supplier_on_paper() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;
    acts(&hotel.requester().await, &draft.id(), "submit", 1, Value::Null).await.is(200);
    let approved = approves_all(&hotel, &draft.id(), 2).await;

    let issued =
        acts(&hotel.second_accounts().await, &draft.id(), "issue", approved.revision(), Value::Null).await.is(200);

    assert_eq!(issued.body["adjustments"], draft.body["adjustments"]);
    assert_eq!((&issued.body["printed"]["missing_glyphs"], &issued.body["printed"]["pages"]), (&json!(0), &json!(1)));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_refuses_what_a_submitted_order_was_not_approved_with() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let id = Uuid::parse_str(&draft.id()).unwrap();
    let refuses = async |permission: &str, statement: &'static str| {
        let mut connection = app.as_role("countersign_tenant").await;
        let mut tx = connection.begin().await.unwrap();
        requester.begins(&mut tx, permission, Uuid::new_v4()).await;
        let error = sqlx::query(statement).bind(id).execute(&mut *tx).await.unwrap_err();
        error.as_database_error().and_then(|error| error.constraint()).unwrap_or_default().to_owned()
    };

    let of_draft = [
        (
            "purchase_order_adjustments_check",
            "update tenant.purchase_order set adjustments = '{}', revision = revision + 1 where id = $1",
        ),
        (
            "purchase_order_adjustments_check",
            r#"update tenant.purchase_order set adjustments = '[{"kind": "gift", "amount_minor": 1, "reason": "R"}]', revision = revision + 1 where id = $1"#,
        ),
        (
            "purchase_order_adjustments_check",
            r#"update tenant.purchase_order set adjustments = '[{"kind": "charge", "amount_minor": -1, "reason": "R"}]', revision = revision + 1 where id = $1"#,
        ),
        (
            "purchase_order_adjustments_tax_code",
            r#"update tenant.purchase_order set adjustments = '[{"kind": "charge", "amount_minor": 1, "reason": "R", "tax_code_id": "019f0000-0000-7000-8000-000000000000"}]', revision = revision + 1 where id = $1"#,
        ),
        (
            "purchase_order_line_adjustments_check",
            r#"update tenant.purchase_order_line set adjustments = '[{"kind": "charge", "amount_minor": 1, "reason": "R", "tax_code_id": "019f0000-0000-7000-8000-000000000000"}]' where order_id = $1"#,
        ),
    ];
    for (constraint, statement) in of_draft {
        assert_eq!(refuses("purchase_order.update", statement).await, constraint, "{statement}");
    }
    let adds_up = "update tenant.purchase_order set adjustments = '[]', lifecycle = 'pending_approval', submitted_by = door.person_id(), \
        submitted_at = door.now(), base_currency = 'EUR', base_total_minor = 1, base_rate = 1, base_rate_on = '2026-11-21', \
        material_digest = sha256(''), revision = revision + 1 where id = $1";
    assert_eq!(refuses("purchase_order.submit", adds_up).await, "purchase_order_lines_add_up");
    acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is(200);
    let frozen = "update tenant.purchase_order set adjustments = '[]', revision = revision + 1 where id = $1";
    assert_eq!(refuses("purchase_order.withdraw", frozen).await, "purchase_order_frozen");
    app.stop().await;
}
