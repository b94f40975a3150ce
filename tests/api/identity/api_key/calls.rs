//! A key as it is, in the place of an access token.
use serde_json::json;
use sqlx::Row;

use super::{PATH, active, acts, wanted, with};
use crate::{
    identity::{
        browser::{Browser, PASSWORD},
        oauth::exchanges,
    },
    support::App,
};

#[actix_web::test]
async fn what_a_key_does_stands_in_the_trail_under_its_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["category.create", "category.view"])).await;
    let program = app.with_token(&key.secret);

    let made = program.posts("/v1/categories", json!({ "name": "Linen", "code": "LIN" })).await.is(201).id();

    let told = "select person_id, session_id, principal, permission from tenant.audit_event where entity_id = $1::uuid";
    let told = sqlx::query(told).bind(&made).fetch_one(&mut hotel.administrator().await).await.unwrap();
    let id = uuid::Uuid::parse_str(&key.id).unwrap();
    assert_eq!((told.get("person_id"), told.get("session_id")), (Some(id), Some(id)));
    assert_eq!((told.get("principal"), told.get("permission")), (Some("api_key"), "category.create"));
    let seen = hotel.owner().await.gets(&format!("/v1/audit-events?entity_id={made}")).await.is(200);
    assert_eq!(
        (&seen.body["items"][0]["person_name"], &seen.body["items"][0]["principal"]),
        (&json!("Stock system"), &json!("api_key"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_program_drafts_an_order_and_cannot_approve_what_it_submits() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let scopes = ["purchase_order.create", "purchase_order.view", "purchase_order.submit", "purchase_order.update"];
    let program = app.with_token(&active(&hotel, wanted(&scopes)).await.secret);
    let line = json!({ "description": "Towels", "quantity": "10", "unit": "C62", "unit_price": "4.25" });
    let draft = json!({ "title": "Towels", "currency": "EUR", "department_id": hotel.kitchen, "lines": [line] });

    let order = program.posts("/v1/purchase-orders", draft).await.is(201);

    assert_eq!(order.body["requester"]["name"], "Stock system");
    let (path, key) = (format!("/v1/purchase-orders/{}/approve", order.id()), uuid::Uuid::new_v4().to_string());
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    let answer = program.sends("POST", &path, Some(json!({})), &headers).await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], "purchase_order.approve");
    app.stop().await;
}

#[actix_web::test]
async fn a_program_asks_for_goods_for_a_department() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    // It belongs to no department, so it asks for goods as those do who work for every one.
    let scopes = ["requisition.create", "requisition.view", "requisition.view_all"];
    let program = app.with_token(&active(&hotel, wanted(&scopes)).await.secret);
    let line = json!({ "description": "Towels", "quantity": "10", "unit": "C62", "unit_price": "4.25" });
    let wish = json!({ "title": "Towels", "lines": [line], "department_id": hotel.kitchen });

    let asked = program.posts("/v1/requisitions", wish).await.is(201);

    assert_eq!(asked.body["requester"]["name"], "Stock system");
    app.stop().await;
}

#[actix_web::test]
async fn it_opens_from_its_networks_alone_and_a_refusal_is_remembered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let here = active(&hotel, with("networks", json!(["127.0.0.0/8", "2001:db8::/32"]))).await;
    let elsewhere = active(&hotel, with("networks", json!(["203.0.113.0/24"]))).await;

    app.with_token(&here.secret).gets("/v1/suppliers").await.is(200);
    app.with_token(&elsewhere.secret).gets("/v1/suppliers").await.is_refused(403, "network_refused");

    // Written after the answer has left: looked for as often as it takes, a bounded number of times.
    let (auditor, path) = (hotel.auditor().await, format!("/v1/audit-denials?person_id={}", elsewhere.id));
    let mut found = json!([]);
    for _ in 0..500 {
        found = auditor.gets(&path).await.is(200).body["items"].take();
        if found != json!([]) {
            break;
        }
    }
    assert_eq!((&found[0]["status"], &found[0]["person_name"]), (&json!(403), &json!("Stock system")));
    app.stop().await;
}

#[actix_web::test]
async fn expired_unknown_mistyped_and_of_another_home_are_refused_alike() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let unknown = active(&hotel, wanted(&["supplier.view"])).await;
    acts(&hotel.admin().await, &unknown.id, "revoke", Some(json!({ "reason": "So" })), 2).await.is(200);
    let mistyped = format!("{}x", key.secret.get(..56).unwrap());
    let elsewhere = key.secret.replacen("eu1", "us1", 1);
    app.moves_clock("31 days").await;

    let mut answers = Vec::new();
    for shown in [key.secret.as_str(), &unknown.secret, &mistyped, &elsewhere, "eu1_csk_"] {
        answers.push(app.with_token(shown).gets("/v1/suppliers").await.is_refused(401, "unauthenticated").bytes);
    }

    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    app.stop().await;
}

#[actix_web::test]
async fn who_shows_many_wrong_keys_waits_and_a_good_one_opens_all_the_while() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, good) = (hotel.admin().await, active(&hotel, wanted(&["supplier.view"])).await);
    let mut statuses = Vec::new();

    // Nobody has agreed to them, so they open nothing.
    for _ in 0..60 {
        let waiting = admin.posts(PATH, wanted(&["supplier.view"])).await.is(201);
        let wrong = app.with_token(waiting.body["secret"].as_str().unwrap());
        let answer = wrong.gets("/v1/suppliers").await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").unwrap().parse::<u32>().unwrap() > 60);
            assert_eq!(answer.body["code"], "rate_limited");
        }
        statuses.push(answer.status);
    }

    assert_eq!(statuses, [[401; 50].as_slice(), &[429; 10]].concat());
    app.with_token(&good.secret).gets("/v1/suppliers").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_dead_key_that_is_shown_all_day_keeps_nobody_of_its_network_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let gone = active(&hotel, wanted(&["supplier.view"])).await;
    acts(&hotel.admin().await, &gone.id, "revoke", Some(json!({ "reason": "So" })), 2).await.is(200);
    let program = app.with_token(&gone.secret);

    for _ in 0..60 {
        program.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
        exchanges(&app, &gone, &[]).await.is(401);
    }

    let browser = Browser::at(&app, [127, 0, 0, 1]);
    browser.tries("harbour-house", "owner@harbour-house.example", PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_key_of_one_organisation_sees_nothing_of_another() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let key = active(&hotel, wanted(&["category.view"])).await;
    let theirs = clinic.category("Bandages", "BAN").await;

    app.with_token(&key.secret).gets(&format!("/v1/categories/{theirs}")).await.is_refused(404, "not_found");

    app.stop().await;
}
